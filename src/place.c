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

static void index_tables(struct arena *arena, struct place_index *index) {
  const struct story *story = &index->document->stories[0];
  struct element *root = story->markup->root;
  ARRAY(struct table) list = {0};
  for (struct element *e = root; e; e = element_next(e, root))
    if (e->name == W_TBL) *PUSH(arena, &list) = table_read(arena, story, e);
  index->tables = list.at;
  index->named = arena_alloc(arena, list.n + 1, sizeof *index->named);
  index->table_count = list.n;
}

struct index_lists {
  ARRAY(struct landmark) landmarks;
  ARRAY(struct bookmark) bookmarks;
};

static void index_story(struct arena *arena, struct place_index *index, const struct story *story,
                        struct index_lists *lists) {
  struct element *root = story->markup->root;
  for (struct element *e = root; e; e = element_next(e, root)) {
    if (e->name == W_BOOKMARK_START) *PUSH(arena, &lists->bookmarks) = (struct bookmark){story, e};
    struct str folded = e->name == W_P ? fold(arena, paragraph_text(arena, e)) : STR("");
    if (!folded.len) continue;
    struct landmark *landmark = PUSH(arena, &lists->landmarks);
    *landmark =
        (struct landmark){.story = story, .p = e, .folded = folded, .heading = paragraph_heading(index->document, e)};
  }
}

struct place_index *place_index_new(struct arena *arena, const struct document *document,
                                    const struct mapping *mapping) {
  struct place_index *index = NEW(arena, struct place_index);
  struct index_lists lists = {0};
  *index = (struct place_index){.document = document, .mapping = mapping};
  for (size_t i = 0; i < document->story_count; i++) index_story(arena, index, &document->stories[i], &lists);
  index->landmarks = lists.landmarks.at;
  index->count = lists.landmarks.n;
  index->bookmarks = lists.bookmarks.at;
  index->bookmark_count = lists.bookmarks.n;
  index_headings(arena, index);
  index_tables(arena, index);
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
  places->passages = array_grow(arena, places->passages, places->count, &places->cap, sizeof passage);
  places->passages[places->count++] = passage;
  if (places->found == FOUND_NONE) places->found = FOUND;
}

/* apart: another story's place is the same datum again. */
static void add_single(struct arena *arena, struct places *places, struct passage passage, bool apart) {
  bool again = false;
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
  struct places places = {.found = FOUND_NONE};
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
