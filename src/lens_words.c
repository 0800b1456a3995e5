/* The words by which a mapping finds its places: they are the document's own, and no one's data. */
#include "lens_parts.h"

static bool is_word(enum locator_kind kind) {
  return kind == AT_LABEL || kind == AT_BELOW || kind == AT_HEADING || kind == AT_COLUMN || kind == AT_COMMENTS;
}

static bool fields_say(struct arena *arena, const struct field *fields, size_t count, struct str text) {
  for (size_t i = 0; i < count; i++)
    for (size_t l = 0; l < fields[i].locator_count; l++) {
      const struct locator *locator = &fields[i].locators[l];
      if (is_word(locator->kind) && fold_equal(arena, locator->name, text)) return true;
    }
  return false;
}

static bool group_says(struct arena *arena, const struct group *group, struct str text) {
  for (size_t i = 0; i < group->header_count; i++)
    if (fold_equal(arena, group->header[i], text)) return true;
  return (group->heading.len && fold_equal(arena, group->heading, text)) ||
         (group->caption.len && fold_equal(arena, group->caption, text)) ||
         fields_say(arena, group->fields, group->count, text);
}

/* In a header, the name of a level whose ticks stand below it. */
static bool names_level(struct arena *arena, const struct plan *plan, const struct element *p, struct str text) {
  const struct group *group = plan->mapping->group;
  for (size_t t = 0; t < plan->table_count; t++)
    for (size_t i = 0; element_within(p, plan->tables[t].table.tbl) && i < group->count; i++)
      if (plan->tables[t].levels[i] && scale_read(arena, group->fields[i].codec.scale, text)) return true;
  return false;
}

static bool view_says(struct arena *arena, const struct mapping *mapping, struct str text) {
  bool header = mapping->view && mapping->view->header.len && fold_equal(arena, mapping->view->header, text);
  return header || fields_say(arena, mapping->fields, mapping->count, text) ||
         (mapping->group && group_says(arena, mapping->group, text));
}

/* A column's name may be broken over lines; a cell of more markup than any name has is not put together for each of its lines. */
static struct str around(struct arena *arena, const struct element *p, struct str text) {
  enum { MOST = 32 << 10 };
  struct element *tc = element_ancestor(p, W_TC);
  return tc && tc->end - tc->start < MOST ? cell_words(arena, &(struct cell){.tc = tc}) : text;
}

bool is_mapping_word(struct arena *arena, const struct plan *plan, const struct element *p, struct str text) {
  const struct mapping *whole = plan->mapping->whole ? plan->mapping->whole : plan->mapping;
  struct str words = around(arena, p, text);
  for (size_t i = 0; i < mapping_view_count(whole); i++) {
    const struct mapping *view = mapping_view(whole, i);
    if (view_says(arena, view, text) || view_says(arena, view, words)) return true;
  }
  return plan->mapping->group && names_level(arena, plan, p, text);
}
