/* place_parts: what the files of this layer share. */
#ifndef CAIRN_PLACE_PARTS_H
#define CAIRN_PLACE_PARTS_H

#include "place.h"

/* Another passage that shows the datum; several by a label or heading are an ambiguity, told by FOUND_SEVERAL. */
void places_add(struct arena *arena, struct places *places, struct passage passage);
void places_add_only(struct arena *arena, struct places *places, struct passage passage);

void label_find(struct arena *arena, const struct place_index *index, struct str label, struct places *places);
void below_find(struct arena *arena, const struct place_index *index, struct str label, struct places *places);
void heading_find(struct arena *arena, const struct place_index *index, struct str heading, struct places *places);
void bookmark_find(struct arena *arena, const struct place_index *index, struct str name, struct places *places);
void form_find(struct arena *arena, const struct place_index *index, struct str name, struct places *places);
void control_find(struct arena *arena, const struct place_index *index, const struct locator *locator,
                  struct places *places);

/* The rows that name the columns of a mapping's group, and between which columns its view's stand. */
bool table_header(struct arena *arena, const struct table *table, const struct mapping *mapping, struct header *header);

/* The paragraph's text up to its page number and the words that belong to that; all of it where a label follows. */
struct str line_without_page(struct arena *arena, const struct element *p);
/* A label's place: in a page header or footer it is the same datum again, and only twice in one story is it an ambiguity. */
void places_add_label(struct arena *arena, struct places *places, struct passage passage);

struct passage control_passage(struct arena *arena, const struct story *story, struct element *sdt);
/* The placeholder of that path in a paragraph; false when it has none. */
bool placeholder_passage(struct arena *arena, const struct story *story, struct element *p, struct str path,
                         struct passage *passage);
void placeholder_find(struct arena *arena, const struct place_index *index, struct str path, struct places *places);

#endif
