/* Locators: tags, labels, headings. */
#include "place_parts.h"

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

struct index_lists {
  struct arena *arena;
  ARRAY(struct landmark) landmarks;
  ARRAY(struct bookmark) bookmarks;
  ARRAY(struct table) tables;
};

static void index_story(struct arena *arena, struct place_index *index, const struct story *story,
                        struct index_lists *lists) {
  struct element *root = story->markup->root;
  size_t gone = 0; /* where the row or cell ends that somebody deleted */
  for (struct element *e = root; e; e = element_next(e, root)) {
    if (((e->name == W_TR && row_gone(e)) || (e->name == W_TC && cell_gone(e))) && e->end > gone) gone = e->end;
    if (e->name == W_BOOKMARK_START) *PUSH(lists->arena, &lists->bookmarks) = (struct bookmark){story, e};
    if (e->name == W_TBL && story->kind == STORY_MAIN)
      *PUSH(lists->arena, &lists->tables) = table_read(arena, story, e);
    struct str folded = e->name == W_P && e->start >= gone ? fold(arena, paragraph_text(arena, e)) : STR("");
    if (!folded.len) continue;
    struct landmark *landmark = PUSH(lists->arena, &lists->landmarks);
    *landmark =
        (struct landmark){.story = story, .p = e, .folded = folded, .heading = paragraph_heading(index->document, e)};
  }
}

struct place_index *place_index_new(struct arena *arena, const struct document *document,
                                    const struct mapping *mapping) {
  struct place_index *index = NEW(arena, struct place_index);
  struct index_lists lists = {.arena = arena_inside(arena)};
  *index = (struct place_index){.document = document, .mapping = mapping};
  for (size_t i = 0; i < document->story_count; i++) index_story(arena, index, &document->stories[i], &lists);
  index->landmarks = array_settle(arena, lists.landmarks.at, lists.landmarks.n, sizeof *index->landmarks);
  index->count = lists.landmarks.n;
  index->bookmarks = array_settle(arena, lists.bookmarks.at, lists.bookmarks.n, sizeof *index->bookmarks);
  index->bookmark_count = lists.bookmarks.n;
  index->tables = array_settle(arena, lists.tables.at, lists.tables.n, sizeof *index->tables);
  index->table_count = lists.tables.n;
  arena_free(lists.arena);
  index->named = arena_alloc(arena, lists.tables.n + 1, sizeof *index->named);
  index->outermost = arena_alloc(arena, lists.tables.n + 1, sizeof *index->outermost);
  for (size_t t = 0; t < index->table_count; t++)
    index->outermost[t + 1] = index->outermost[t] + !element_ancestor(index->tables[t].tbl, W_TBL);
  index_headings(arena, index);
  return index;
}

/* Landmarks stand in the order of the stories and of their bytes. */
void place_index_mark(struct place_index *index, const struct story *story, size_t from, size_t to) {
  size_t low = 0, high = index->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct landmark *l = &index->landmarks[middle];
    bool before = l->story->index < story->index || (l->story == story && l->p->start < from);
    if (before)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < index->count && index->landmarks[low].story == story && index->landmarks[low].p->start < to; low++)
    index->landmarks[low].value = true;
}

/* ---- adding places ---- */

/* Two sides of one mc:AlternateContent say the same twice (Part 3, 7.5). */
static bool twins(const struct element *a, const struct element *b) {
  const struct element *one = element_ancestor(a, MC_ALTERNATE_CONTENT),
                       *other = element_ancestor(b, MC_ALTERNATE_CONTENT);
  return one && one == other && !element_ancestor(a, MC_FALLBACK) != !element_ancestor(b, MC_FALLBACK);
}

void places_add(struct arena *arena, struct places *places, struct passage passage) {
  places->passages = array_room(arena, places->passages, places->count, &places->cap, sizeof passage);
  places->passages[places->count++] = passage;
  if (places->found == FOUND_NONE) places->found = FOUND;
}

/* apart: another story's place is the same datum again. Behind two that are one too many, none is kept: thousands would be compared with
 * thousands. */
static void add_single(struct arena *arena, struct places *places, struct passage passage, bool apart) {
  bool again = false;
  if (places->many) places_add(arena, places, passage);
  if (places->many || places->found == FOUND_SEVERAL) return;
  for (size_t i = 0; i < places->count; i++) {
    bool other = apart && places->passages[i].story != passage.story;
    again = again || (!other && !twins(places->passages[i].paragraphs[0], passage.paragraphs[0]));
  }
  places_add(arena, places, passage);
  if (again) places->found = FOUND_SEVERAL;
}

void places_add_only(struct arena *arena, struct places *places, struct passage passage) {
  add_single(arena, places, passage, false);
}

void places_add_label(struct arena *arena, struct places *places, struct passage passage) {
  add_single(arena, places, passage, true);
}

struct places places_find(struct arena *arena, const struct place_index *index, const struct field *field) {
  struct places places = {.many = field->from};
  for (size_t i = 0; i < field->locator_count; i++) {
    const struct locator *locator = &field->locators[i];
    if (locator->kind == AT_PROPERTY) places.property = str_z(arena, locator->name);
    if (locator->kind == AT_PLACEHOLDER) {
      control_find(arena, index, locator, &places);
      placeholder_find(arena, index, locator->name, &places);
    }
    if (places.found != FOUND_NONE) continue;
    switch (locator->kind) {
    case AT_TAG:
    case AT_TITLE: control_find(arena, index, locator, &places); break;
    case AT_LABEL: label_find(arena, index, locator->name, &places); break;
    case AT_BELOW: below_find(arena, index, locator->name, &places); break;
    case AT_HEADING: heading_find(arena, index, locator->name, &places); break;
    case AT_BOOKMARK: bookmark_find(arena, index, locator->name, &places); break;
    case AT_FORM: form_find(arena, index, locator->name, &places); break;
    default: break;
    }
  }
  return places;
}
