/* Columns that a mapping finds and cannot read. */
#include "lens_parts.h"

enum seen { SEEN_NOTHING, SEEN_WORDS, SEEN_VALUE };

/* What a cell says to the mapping: nothing, words that are no value of the field's, or a value, be it that nothing is ticked. */
static enum seen cell_seen(struct arena *arena, const struct plan *plan, const struct field *field,
                           const struct passage *passage) {
  struct messages unheard = {.arena = arena};
  struct taken taken = {.arena = arena};
  struct get get = {arena, plan, &unheard, &taken};
  struct str text = str_trim(passage_text(arena, passage));
  if (get_passage(&get, field, passage)) return SEEN_VALUE;
  if (!text.len || codec_blank(arena, field, text)) return SEEN_NOTHING;
  return taken.places.n + taken.parts.n ? SEEN_VALUE : SEEN_WORDS;
}

static enum seen table_seen(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                            const struct field *field) {
  enum seen seen = SEEN_NOTHING;
  struct passage passage;
  for (size_t r = 0; r < table->count && seen != SEEN_VALUE; r++) {
    const struct plan_row *row = &table->rows[r];
    bool there = row->milestone && plan_passage(arena, table, row, plan->mapping->group, field, &passage);
    enum seen here = there ? cell_seen(arena, plan, field, &passage) : SEEN_NOTHING;
    if (here > seen) seen = here;
  }
  return seen;
}

size_t lens_blind(struct arena *arena, const struct plan *plan, struct str *names) {
  const struct group *group = plan->mapping->group;
  struct text list = {.arena = arena};
  size_t count = 0;
  for (size_t i = 0; group && i < group->count; i++) {
    const struct field *field = &group->fields[i];
    enum seen seen = SEEN_NOTHING;
    bool value = !field->from && field != group->row_key && field->locators[0].kind == AT_COLUMN;
    for (size_t t = 0; value && t < plan->table_count && seen != SEEN_VALUE; t++) {
      enum seen here = table_seen(arena, plan, &plan->tables[t], field);
      if (here > seen) seen = here;
    }
    if (seen != SEEN_WORDS) continue;
    text_add_z(&list, count++ ? ", " : "");
    text_add(&list, field->locators[0].name);
  }
  *names = text_str(&list);
  return count;
}
