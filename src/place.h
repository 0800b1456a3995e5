/* place: where the data of a mapping live in one document. Knows no values.
 *
 * An index is made once a document; a field's locators are tried in order, and the first that finds something says where the
 * field lives: one passage, or several that show one datum (a tag on several controls). A property is a place beside them.
 */
#ifndef CAIRN_PLACE_H
#define CAIRN_PLACE_H

#include "mapping.h"
#include "word.h"

/* A paragraph of a story, as labels and headings are found by. */
struct landmark {
  const struct story *story;
  struct element *p;
  struct str folded;
  int heading; /* 0 for heading 1, ...; -1 for no heading */
  bool value;  /* it is a value of another place: whatever it says is no label */
};

/* Where a bookmark starts. */
struct bookmark {
  const struct story *story;
  struct element *start;
};

/* The rows that are known to name a table's columns, and of which table: a part behind a page's end has its own elsewhere. */
struct naming {
  const struct table *table; /* NULL: nobody knows */
  size_t top, bottom;
  size_t above; /* the row with the terms' names, where they stand side by side; SIZE_MAX for none */
};

struct place_index {
  const struct document *document;
  const struct mapping *mapping;
  struct landmark *landmarks; /* all paragraphs with text, in document order */
  size_t count;
  const struct landmark **headings; /* those of the body that are headings */
  size_t heading_count;
  struct bookmark *bookmarks;
  size_t bookmark_count;
  struct table *tables; /* the tables of the body, and those inside them, in document order */
  struct naming *named; /* of each */
  size_t *outermost;    /* of the tables before each, and before the end, those that stand in no other */
  size_t table_count;
};

struct place_index *place_index_new(struct arena *arena, const struct document *document,
                                    const struct mapping *mapping);

/* A placeholder, or a control whose tag is the path of a datum: both are places without any mapping. */
struct place_name {
  const struct story *story;
  struct element *e;       /* the paragraph, or the control */
  struct str written;      /* between the braces; the tag */
  bool placeholder, ended; /* ended: its braces are closed in the same paragraph */
  bool closed;             /* it stands in a control that can hold no other */
};

/* All of a document, in document order, whether they name a datum or not. */
struct place_name *place_names(struct arena *arena, const struct document *document, size_t *count);

/* From now on no label is found in the paragraphs between these bytes of the body. */
void place_index_mark(struct place_index *index, const struct story *story, size_t from, size_t to);

/* From now on the columns of the table at tbl are told by these rows; or, with NULL, as those of the table at the other place are. */
void place_index_name(struct place_index *index, const struct element *tbl, const struct naming *naming,
                      const struct element *other);

enum found { FOUND_NONE, FOUND, FOUND_SEVERAL };

struct places {
  enum found found; /* FOUND_SEVERAL: a label or heading stands in more than one place */
  struct passage *passages;
  size_t count, cap;
  bool many;            /* of what is shown again: each place that is found, and none too many */
  const char *property; /* NULL for none */
  const char *taken_by; /* the key of an earlier field that has one of these places; NULL for none */
};

struct places places_find(struct arena *arena, const struct place_index *index, const struct field *field);

/* What would be read behind the label of a part once text stands there; false when the text would make it another label's place. */
bool label_reads(struct arena *arena, const struct place_index *index, const struct passage *part, struct str text,
                 struct str *back);

/* Whether a line of the text under a heading is the end of that text: it begins with a label of the mapping and a colon, and the
 * document has this label nowhere else. */
bool label_ends_text(struct arena *arena, const struct place_index *index, struct str line);

/* The rows of a table that name its columns, and the grid columns between which they are looked for. */
struct header {
  size_t top, bottom;
  size_t from, to; /* one term's, where several stand side by side; else 0 and SIZE_MAX */
};

/* Whether a table is a group's: it has the header cells that the group names, or all but one of them, or stands under its heading, or
 * has its caption; and, of a view with a header, columns under that; *header then says where the columns' names stand. */
bool table_has_header(struct arena *arena, const struct place_index *index, const struct table *table,
                      const struct mapping *mapping, struct header *header);
/* The row says nothing but what the header says above it: people copy it into the middle of a long table. */
bool row_repeats_header(struct arena *arena, const struct table *table, const struct header *header,
                        const struct row *row);
/* A cell's text, folded; kept in the cell, since many names are looked for in one header. */
struct str cell_words(struct arena *arena, struct cell *cell);
/* The cell whose words show there: of a merged cell the uppermost part (17.4.84). NULL where there is none, as for one that goes on
 * from a cell of other columns. */
struct cell *cell_shown(const struct table *table, size_t row, struct cell *cell);
/* The grid column, from the row given on, in which controls with the locator's tag or title stand, or its placeholder; false for none. */
bool table_control_column(const struct place_index *index, const struct table *table, size_t first,
                          const struct locator *locator, size_t *column);
/* The first row in which one stands. */
bool table_control_row(const struct place_index *index, const struct table *table, const struct locator *locator,
                       size_t *row);
/* The control or placeholder of the locator in a cell; false when it has none. */
bool control_in_cell(struct arena *arena, const struct story *story, const struct cell *cell,
                     const struct locator *locator, struct passage *passage);
/* The grid column in a row whose text names the level; false when there is none or more than one. */
bool table_level_column(struct arena *arena, const struct table *table, size_t r, const struct header *header,
                        const struct scale *scale, const struct level *level, size_t *column);
/* The grid column under a header text; false when there is none or more than one. */
bool table_column(struct arena *arena, const struct table *table, const struct header *header, struct str name,
                  size_t *column);
/* The passage of a cell that a column locator means; false when the cell has no such paragraph. */
bool cell_passage(struct arena *arena, const struct story *story, const struct cell *cell, size_t paragraph,
                  struct passage *passage);
/* The innermost table around e, as read once; NULL when e stands in none of the body's. *row is then the number of its row. */
const struct table *table_around(const struct place_index *index, const struct element *e, size_t *row);
/* The heading that a body element stands under; NULL for none. */
const struct landmark *heading_before(const struct place_index *index, const struct element *e);
/* Where a paragraph, comment or table stands, in a reader's words: table "Communication", row 4, column "Type of support". */
const char *place_words(struct arena *arena, const struct place_index *index, const struct story *story,
                        const struct element *e);

#endif
