/* Tables that cannot be read whole, both ways: get tells them, and put for another term does not go on. */
#include "lens_parts.h"

/* The name of a column that the table lacks for a value of field i; NULL when it has it, and for a part, whose columns stand above. */
static const char *missing_column(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                                  size_t i) {
  const struct field *field = &plan->mapping->group->fields[i];
  const struct view *view = plan->mapping->view;
  bool value =
      !field->from && !table->taken_by[i] && field->locators[0].kind == AT_COLUMN && table->header.top != NO_ROW;
  if (!value || table->columns[i] != NO_COLUMN) return NULL;
  const char *name = str_z(arena, field->locators[0].name);
  return view && view->header.len ? str_format(arena, "%s, %s", str_z(arena, view->header), name) : name;
}

static struct where table_where(struct arena *arena, const struct plan *plan, const struct element *tbl) {
  return lens_where(plan, place_words(arena, plan->index, &plan->document->stories[0], element_next(tbl, tbl)));
}

void tell_tables(struct arena *arena, const struct plan *plan, struct messages *messages) {
  const struct group *group = plan->mapping->group;
  for (size_t t = 0; t < plan->table_count; t++)
    for (size_t i = 0; i < group->count; i++) {
      const struct plan_table *table = &plan->tables[t];
      const char *column = missing_column(arena, plan, table, i);
      if (column) say(messages, MSG_COLUMN_MISSING, table_where(arena, plan, table->table.tbl), column);
      if (table->taken_by[i] && !group->fields[i].from)
        say(messages, MSG_SAME_PLACE, table_where(arena, plan, table->table.tbl), table->taken_by[i],
            group->fields[i].key);
    }
  for (size_t s = 0; s < plan->stranger_count; s++)
    say(messages, MSG_TABLE_UNKNOWN, table_where(arena, plan, plan->strangers[s]), "");
}

bool tables_reachable(struct arena *arena, const struct plan *plan, struct messages *messages) {
  const struct group *group = plan->mapping->group;
  size_t before = messages->errors;
  for (size_t t = 0; t < plan->table_count; t++)
    for (size_t i = 0; plan->tables[t].unknown_columns && i < group->count; i++) {
      const char *column = missing_column(arena, plan, &plan->tables[t], i);
      if (column) say(messages, MSG_OTHER_TERM_STAYS, table_where(arena, plan, plan->tables[t].table.tbl), column);
    }
  for (size_t s = 0; s < plan->stranger_count; s++)
    say(messages, MSG_OTHER_TERM_STAYS, table_where(arena, plan, plan->strangers[s]),
        str_z(arena, group->row_key->locators[0].name));
  return messages->errors == before;
}
