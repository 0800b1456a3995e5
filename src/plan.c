/* Compiling: where everything is. */
#include "plan.h"

#include <string.h>

struct plan *plan_compile(struct arena *arena, const struct document *document, const struct mapping *mapping) {
  struct plan *plan = NEW(arena, struct plan);
  *plan = (struct plan){.document = document, .mapping = mapping, .index = place_index_new(arena, document, mapping)};
  plan->places = arena_alloc(arena, mapping->count + 1, sizeof *plan->places);
  for (size_t i = 0; i < mapping->count; i++) plan->places[i] = places_find(arena, plan->index, &mapping->fields[i]);
  if (mapping->group) plan_tables(arena, plan);
  return plan;
}

const struct cell *plan_cell(const struct plan_table *table, const struct plan_row *row, const struct group *group,
                             const struct field *field) {
  size_t column = table->columns[field - group->fields];
  const struct cell *cell = column == NO_COLUMN ? NULL : row_cell(row->row, column);
  return cell && cell->continued ? NULL : cell; /* the lower part of a merged cell is hidden (17.4.84) */
}

bool plan_passage(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                  const struct group *group, const struct field *field, struct passage *passage) {
  const struct cell *cell = plan_cell(table, row, group, field);
  const struct locator *locator = &field->locators[0];
  if (!cell || locator->kind == AT_COMMENTS) return false;
  bool by_control = locator->kind == AT_TAG || locator->kind == AT_TITLE || locator->kind == AT_PLACEHOLDER;
  if (by_control) return control_in_cell(arena, table->table.story, cell, locator, passage);
  return cell_passage(arena, table->table.story, cell, locator->paragraph, passage);
}

/* ---- a template against its mapping ---- */

static void tell_field(const struct plan *plan, const struct field *field, const char *name, enum message_id id,
                       const char *where, struct messages *messages) {
  say(messages, id, source_where(plan->mapping->source, field->node), name, field->key, where);
}

static void check_columns(const struct plan *plan, const struct plan_table *table, const char *name,
                          struct messages *messages) {
  const struct group *group = plan->mapping->group;
  for (size_t i = 0; group && i < group->count; i++)
    if (table->columns[i] == NO_COLUMN && !(table->levels[i] && table->levels[i]->level))
      tell_field(plan, &group->fields[i], name, MSG_PLACE_NOT_FOUND, "", messages);
}

bool plan_check(struct arena *arena, const struct plan *plan, const char *name, struct messages *messages) {
  size_t before = messages->errors;
  for (size_t i = 0; i < plan->mapping->count; i++) {
    const struct field *field = &plan->mapping->fields[i];
    const struct places *places = &plan->places[i];
    if (places->found == FOUND_SEVERAL)
      tell_field(plan, field, name, MSG_PLACE_AMBIGUOUS,
                 place_words(arena, plan->index, places->passages[1].story, places->passages[1].paragraphs[0]),
                 messages);
    if (places->found == FOUND_NONE && !places->property)
      tell_field(plan, field, name, MSG_PLACE_NOT_FOUND, "", messages);
  }
  if (plan->mapping->group && !plan->table_count)
    say(messages, MSG_PLACE_NOT_FOUND, ((struct where){.file = plan->mapping->source->path}), name,
        plan->mapping->group->key);
  for (size_t t = 0; t < plan->table_count; t++) check_columns(plan, &plan->tables[t], name, messages);
  return messages->errors == before;
}
