/* Compiling the columns of a table: which datum lives in which. */
#include "plan_parts.h"

#include <string.h>

/* of_all: the column stands beside all terms, and under none of them. */
static bool find_column(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                        const struct locator *locator, bool of_all, size_t *column) {
  bool by_control = locator->kind == AT_TAG || locator->kind == AT_TITLE || locator->kind == AT_PLACEHOLDER;
  if (by_control) return table_control_column(plan->index, &table->table, table->first, locator, column);
  bool by_header = locator->kind == AT_COLUMN || locator->kind == AT_COMMENTS;
  struct header header = table->header;
  if (of_all) header.from = 0, header.to = SIZE_MAX;
  return by_header && header.top != NO_ROW && table_column(arena, &table->table, &header, locator->name, column);
}

/* The columns whose names are levels, in the header's row or one of the two below it. */
static bool level_taken(const struct plan_table *table, size_t before, size_t column) {
  for (size_t i = 0; i < before; i++)
    for (const struct level_column *l = table->levels[i]; l && l->level; l++)
      if (l->column == column) return true;
  return false;
}

/* A word that two scales know names a level of the field that comes first: "Independent" is no support then. */
static struct level_column *find_levels(struct arena *arena, const struct plan_table *table, size_t field,
                                        const struct scale *scale) {
  struct level_column *list = arena_alloc(arena, scale->count + 1, sizeof *list);
  size_t count = 0;
  size_t top = table->header.top;
  for (size_t l = 0; top != NO_ROW && l < scale->count; l++)
    for (size_t r = top; r < table->table.count && r < top + 3; r++) {
      size_t column;
      if (!table_level_column(arena, &table->table, r, &table->header, scale, &scale->levels[l], &column)) continue;
      if (level_taken(table, field, column)) continue;
      list[count++] = (struct level_column){&scale->levels[l], column};
      break;
    }
  return list;
}

/* All locators of comments count, and not only the first that is found: people leave them on any cell of a row. */
static size_t *find_beside(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                           const struct field *field, size_t first) {
  size_t *list = arena_alloc(arena, field->locator_count + 1, sizeof *list), count = 0, column;
  for (size_t l = 1; l < field->locator_count; l++)
    if (find_column(arena, plan, table, &field->locators[l], false, &column) && column != first) list[count++] = column;
  list[count] = NO_COLUMN;
  return list;
}

bool column_known(const struct group *group, const struct plan_table *table, size_t column) {
  for (size_t i = 0; i < group->count; i++) {
    if (table->columns[i] == column) return true;
    for (const struct level_column *l = table->levels[i]; l && l->level; l++)
      if (l->column == column) return true;
  }
  return false;
}

/* Columns of the header that no field lives in: what people added, or renamed beyond knowing. */
static size_t unknown_columns(const struct group *group, const struct plan_table *table) {
  if (table->header.top == NO_ROW) return 0;
  const struct row *row = &table->table.rows[table->header.bottom];
  size_t unknown = 0;
  for (size_t c = 0; c < row->count; c++) {
    size_t column = row->cells[c].column;
    bool inside = column >= table->header.from && column < table->header.to;
    unknown += inside && !column_known(group, table, column);
  }
  return unknown;
}

void plan_columns(struct arena *arena, const struct plan *plan, struct plan_table *table) {
  const struct group *group = plan->mapping->group;
  table->columns = arena_alloc(arena, group->count, sizeof *table->columns);
  table->beside = arena_alloc(arena, group->count, sizeof(size_t *));
  table->levels = arena_alloc(arena, group->count, sizeof(struct level_column *));
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    bool found = false,
         of_all = field == group->row_key || (field->from && strcmp(field->from, "milestone.place") == 0);
    for (size_t l = 0; l < field->locator_count && !found; l++)
      found = find_column(arena, plan, table, &field->locators[l], of_all, &table->columns[i]);
    if (!found) table->columns[i] = NO_COLUMN;
    if (found && field->locator_count > 1 && field->locators[0].kind == AT_COMMENTS)
      table->beside[i] = find_beside(arena, plan, table, field, table->columns[i]);
    if (field->locator_count && field->locators[0].kind == AT_COLUMNS && field->codec.scale)
      table->levels[i] = find_levels(arena, table, i, field->codec.scale);
  }
  table->taken_by = arena_alloc(arena, group->count, sizeof *table->taken_by);
  table->key = table->columns[group->row_key - group->fields];
  table->unknown_columns = unknown_columns(group, table);
}
