/* Cells that are merged down (17.4.84) over rows of several milestones: what they say is said of each. */
#include "plan_parts.h"

/* The cell of a row that goes on from the one above it in this very column; c is where it would stand if the rows were alike. */
static bool goes_down(const struct row *row, const struct cell *above, size_t c) {
  const struct cell *cell = c < row->count && row->cells[c].column == above->column ? &row->cells[c] : NULL;
  if (!cell) cell = row_cell(row, above->column);
  return cell && cell->continued && cell->column == above->column;
}

/* The first row of the plan that stands in this row of the table or below it. */
static size_t first_behind(const struct plan_table *table, const struct row *row) {
  size_t low = 0, high = table->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (table->rows[middle].row < row)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool is_named(const struct plan_table *table, const struct plan_row *row, const struct group *group) {
  bool other = row->pattern || row->heads || row->band || row->goes_on;
  return !other && plan_cell(table, row, group, group->row_key);
}

/* Counts the rows that have a key, and finds the one that speaks for all; false when the cell is that of its own row alone. */
static bool read_merge(const struct plan_table *table, const struct group *group, struct merge *merge) {
  size_t named = 0;
  bool own = false;
  for (size_t r = merge->first; r < merge->end; r++) {
    const struct plan_row *row = &table->rows[r];
    if (!is_named(table, row, group)) continue;
    if (row->milestone && !row->repeated && merge->speaker == NO_ROW) merge->speaker = r;
    merge->unknown = merge->unknown || !row->milestone;
    merge->lined = merge->lined || row->line;
    own = !named && row->row == merge->top;
    named++;
  }
  return named > 1 || (named && !own);
}

static void add_merge(struct arena *arena, struct plan_table *table, const struct merge *merge) {
  struct merge *kept = NEW(arena, struct merge);
  *kept = *merge;
  *PUSH(arena, &table->merges) = kept;
  for (size_t r = merge->first; r < merge->end; r++) *PUSH(arena, &table->rows[r].merges) = kept;
}

void plan_merges(struct arena *arena, const struct group *group, struct plan_table *table) {
  for (size_t r = table->first; r < table->table.count; r++) {
    const struct row *top = &table->table.rows[r];
    for (size_t c = 0; c < top->count; c++) {
      const struct cell *cell = &top->cells[c];
      bool key = table->columns[group->row_key - group->fields] == cell->column;
      size_t bottom = r + 1;
      if (cell->continued || key || !column_known(group, table, cell->column)) continue;
      while (bottom < table->table.count && goes_down(&table->table.rows[bottom], cell, c)) bottom++;
      struct merge merge = {.top = top, .column = cell->column, .speaker = NO_ROW};
      merge.first = first_behind(table, top);
      merge.end = first_behind(table, top + (bottom - r));
      if (bottom > r + 1 && read_merge(table, group, &merge)) add_merge(arena, table, &merge);
    }
  }
}

const struct merge *row_merge(const struct plan_row *row, size_t column) {
  for (size_t i = 0; i < row->merges.n; i++)
    if (row->merges.at[i]->column == column) return row->merges.at[i];
  return NULL;
}

struct plan_row merge_row(const struct plan_row *row, const struct merge *merge) {
  struct plan_row top = *row;
  top.row = merge->top;
  top.line = top.lines = 0;
  top.shared = false;
  return top;
}

bool row_joins(const struct group *group, const struct plan_table *table, const struct row *row) {
  for (size_t c = 0; c < row->count; c++)
    if (row->cells[c].continued && column_known(group, table, row->cells[c].column)) return true;
  return false;
}

size_t rows_above(const struct plan_table *table, size_t place) {
  size_t low = 0, high = table->table.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (table->table.rows[middle].tr->start < place)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

size_t merge_past(const struct group *group, const struct plan_table *table, size_t place) {
  size_t n = rows_above(table, place), to = n;
  while (n && to < table->table.count && row_joins(group, table, &table->table.rows[to])) to++;
  return to > n ? row_unit(table->table.rows[to - 1].tr)->end : place;
}
