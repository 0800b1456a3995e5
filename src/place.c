/* Locators: tags, labels, headings. */
#include "place.h"

#include <string.h>

static void index_headings(struct arena *arena, struct place_index *index) {
  ARRAY(const struct landmark *) list = {0};
  for (size_t i = 0; i < index->count; i++) {
    const struct landmark *l = &index->landmarks[i];
    if (l->heading >= 0 && l->story->kind == STORY_MAIN) *PUSH(arena, &list) = l;
  }
  index->headings = list.at;
  index->heading_count = list.n;
}

static void index_tables(struct arena *arena, struct place_index *index) {
  const struct story *story = &index->document->stories[0];
  struct element *root = story->markup->root;
  ARRAY(struct table) list = {0};
  for (struct element *e = root, *next; e; e = next) {
    next = e->name == W_TBL ? element_next_past(e, root) : element_next(e, root);
    if (e->name == W_TBL) *PUSH(arena, &list) = table_read(arena, story, e);
  }
  index->tables = list.at;
  index->table_count = list.n;
}

struct place_index *place_index_new(struct arena *arena, const struct document *document) {
  struct place_index *index = NEW(arena, struct place_index);
  ARRAY(struct landmark) list = {0};
  for (size_t i = 0; i < document->story_count; i++) {
    const struct story *story = &document->stories[i];
    struct element *root = story->markup->root;
    for (struct element *e = root; e; e = element_next(e, root)) {
      struct str folded = e->name == W_P ? fold(arena, paragraph_text(arena, e)) : STR("");
      if (!folded.len) continue;
      struct landmark *landmark = PUSH(arena, &list);
      *landmark = (struct landmark){story, e, folded, paragraph_heading(document, e)};
    }
  }
  *index = (struct place_index){.document = document, .landmarks = list.at, .count = list.n};
  index_headings(arena, index);
  index_tables(arena, index);
  return index;
}

/* ---- stretches of paragraphs ---- */

typedef ARRAY(struct element *) element_list;

static bool has_control(const struct element *p) {
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p))
    if (e->name == W_SDT) return true;
  return false;
}

/* The paragraphs that follow one another from e on, up to a heading or something that is no paragraph. */
static void add_stretch(struct arena *arena, const struct document *document, struct element *e, bool through_controls,
                        element_list *list) {
  for (; e; e = e->next) {
    bool ends = e->name == W_TBL || e->name == W_SECT_PR || e->name == W_SDT;
    if (ends || (e->name == W_P && paragraph_heading(document, e) >= 0)) return;
    if (e->name != W_P) continue;
    if (!through_controls && has_control(e)) return;
    *PUSH(arena, list) = e;
  }
}

static void push_passage(struct arena *arena, struct places *places, struct passage passage) {
  places->passages = array_grow(arena, places->passages, places->count, &places->cap, sizeof passage);
  places->passages[places->count++] = passage;
  places->found = FOUND;
}

/* ---- tags ---- */

static struct str text_outside(struct arena *arena, const struct element *p, const struct element *control) {
  struct text out = {.arena = arena};
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    next = e == control ? element_next_past(e, p) : element_next(e, p);
    if (e->name == W_T && e != control) text_add(&out, e->text);
  }
  return str_trim(text_str(&out));
}

/* A run-level control alone in its paragraph goes on through the paragraphs that people typed below it; in a header, or among
 * other text, it is only itself. */
static struct passage around_control(struct arena *arena, const struct document *document,
                                     const struct control *control) {
  struct element *p = element_ancestor(control->sdt, W_P);
  struct passage passage = {.story = control->story};
  element_list list = {0};
  if (!p) {
    passage.paragraphs = paragraphs_in(arena, control->sdt, &passage.count);
    return passage;
  }
  *PUSH(arena, &list) = p;
  if (control->story->kind != STORY_MAIN || text_outside(arena, p, control->sdt).len)
    passage.control = control->sdt;
  else
    add_stretch(arena, document, p->next, false, &list);
  passage.paragraphs = list.at;
  passage.count = list.n;
  return passage;
}

static void find_tag(struct arena *arena, const struct place_index *index, struct str tag, struct places *places) {
  const struct document *document = index->document;
  for (size_t i = 0; i < document->control_count; i++) {
    if (!str_equal(document->controls[i].tag, tag)) continue;
    struct passage passage = around_control(arena, document, &document->controls[i]);
    if (passage.count) push_passage(arena, places, passage);
  }
}

/* ---- labels and headings ---- */

static const struct cell *cell_beside(const struct place_index *index, const struct element *tc) {
  size_t r;
  const struct table *table = table_around(index, tc, &r);
  const struct row *row = table ? &table->rows[r] : NULL;
  for (size_t c = 0; row && c + 1 < row->count; c++)
    if (row->cells[c].tc == tc) return &row->cells[c + 1];
  return NULL;
}

static void find_label(struct arena *arena, const struct place_index *index, struct str label, struct places *places) {
  struct str folded = fold(arena, label);
  for (size_t i = 0; i < index->count; i++) {
    const struct landmark *l = &index->landmarks[i];
    struct element *tc = str_equal(l->folded, folded) ? element_ancestor(l->p, W_TC) : NULL;
    const struct cell *beside = tc ? cell_beside(index, tc) : NULL;
    struct passage passage;
    if (!beside || !cell_passage(arena, l->story, beside, 0, &passage)) continue;
    bool again = places->count > 0;
    push_passage(arena, places, passage);
    if (again) places->found = FOUND_SEVERAL;
  }
}

static void find_heading(struct arena *arena, const struct place_index *index, struct str heading,
                         struct places *places) {
  struct str folded = fold(arena, heading);
  for (size_t i = 0; i < index->count; i++) {
    const struct landmark *l = &index->landmarks[i];
    if (l->heading < 0 || !str_equal(l->folded, folded)) continue;
    element_list list = {0};
    add_stretch(arena, index->document, l->p->next, true, &list);
    if (!list.n) continue;
    bool again = places->count > 0;
    push_passage(arena, places, (struct passage){.story = l->story, .paragraphs = list.at, .count = list.n});
    if (again) places->found = FOUND_SEVERAL;
  }
}

struct places places_find(struct arena *arena, const struct place_index *index, const struct field *field) {
  struct places places = {.found = FOUND_NONE};
  for (size_t i = 0; i < field->locator_count; i++) {
    const struct locator *locator = &field->locators[i];
    if (locator->kind == AT_PROPERTY) places.property = str_z(arena, locator->name);
    if (places.found != FOUND_NONE) continue;
    if (locator->kind == AT_TAG) find_tag(arena, index, locator->name, &places);
    if (locator->kind == AT_LABEL) find_label(arena, index, locator->name, &places);
    if (locator->kind == AT_HEADING) find_heading(arena, index, locator->name, &places);
  }
  return places;
}
