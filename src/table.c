/* Tables by their grid (17.4): gridBefore, gridSpan and vMerge, and controls around rows and cells. */
#include "word_read.h"

#include <stdlib.h>

static size_t number(struct str value, size_t absent) {
  char *end;
  if (!value.len) return absent;
  unsigned long n = strtoul(value.at, &end, 10);
  return n > limit_top(LIMIT_GRID_SPAN) ? limit_top(LIMIT_GRID_SPAN) : n;
}

static size_t row_first_column(const struct element *tr) {
  struct element *properties = element_child(tr, W_TRPR);
  return number(element_value(properties ? element_child(properties, W_GRID_BEFORE) : NULL, W_VAL), 0);
}

/* Asked of each place in a cell, which may hold thousands and no properties before them. */
bool cell_gone(const struct element *tc) {
  return markup_holds(tc->in, W_CELL_DEL) && element_child(element_child(tc, W_TCPR), W_CELL_DEL);
}

static struct cell cell_read(struct element *tc, size_t column) {
  struct element *properties = element_child(tc, W_TCPR);
  struct element *merge = properties ? element_child(properties, W_VMERGE) : NULL;
  size_t span = number(element_value(properties ? element_child(properties, W_GRID_SPAN) : NULL, W_VAL), 1);
  bool continued = merge && !str_is(element_value(merge, W_VAL), "restart");
  return (struct cell){.tc = tc, .column = column, .span = span ? span : 1, .continued = continued};
}

/* Where a program rounds the widths of merged cells otherwise than those below, it leaves a column between them in which no text could
 * stand. */
enum { SLIVER = 20 }; /* twips */

static bool is_sliver(const struct element *column) {
  size_t width = column->name == W_GRID_COL ? number(element_value(column, W_W), 0) : 0;
  return width > 0 && width <= SLIVER;
}

static size_t slivers_before(const struct element *grid, size_t column) {
  size_t found = 0, n = 0;
  for (const struct element *e = grid->first; e && n < column; e = e->next, n++) found += is_sliver(e);
  return found;
}

/* The columns as people see them; a cell that is nothing but a sliver keeps the row as it is. */
static void leave_out_slivers(const struct element *tr, struct cell *cells, size_t count) {
  const struct element *tbl = element_ancestor(tr, W_TBL), *grid = tbl ? tbl->first : NULL;
  while (grid && grid->name != W_TBL_GRID && grid->name != W_TR) grid = grid->next; /* it stands before the rows */
  if (!grid || grid->name == W_TR || !slivers_before(grid, SIZE_MAX)) return;
  for (size_t i = 0; i < count; i++)
    if (cells[i].span <= slivers_before(grid, cells[i].column + cells[i].span) - slivers_before(grid, cells[i].column))
      return;
  for (size_t i = 0; i < count; i++) {
    size_t before = slivers_before(grid, cells[i].column);
    cells[i].span -= slivers_before(grid, cells[i].column + cells[i].span) - before;
    cells[i].column -= before;
  }
}

struct row row_read(struct arena *arena, struct element *tr) {
  ARRAY(struct cell) cells = {0};
  size_t column = row_first_column(tr);
  struct element *next;
  for (struct element *e = element_next(tr, tr); e; e = next) {
    next = e->name == W_TC || e->name == W_TRPR ? element_next_past(e, tr) : element_next(e, tr);
    if (e->name != W_TC || cell_gone(e)) continue;
    struct cell *cell = PUSH(arena, &cells);
    *cell = cell_read(e, column);
    column += cell->span;
  }
  leave_out_slivers(tr, cells.at, cells.n);
  return (struct row){tr, cells.at, cells.n};
}

/* A repeating section is around all its items, also when it has only one ([MS-DOCX] 2.5.4). */
struct element *row_unit(struct element *tr) {
  struct element *content = tr->parent, *sdt = content && content->name == W_SDT_CONTENT ? content->parent : NULL;
  bool alone = sdt && content->first == tr && !tr->next;
  bool section = sdt && element_child(element_child(sdt, W_SDT_PR), W15_REPEATING_SECTION);
  return alone && !section && sdt->name == W_SDT ? sdt : tr;
}

struct table table_read(struct arena *arena, const struct story *story, struct element *tbl) {
  ARRAY(struct row) rows = {0};
  struct element *next;
  for (struct element *e = element_next(tbl, tbl); e; e = next) {
    next = e->name == W_TR ? element_next_past(e, tbl) : element_next(e, tbl);
    if (e->name == W_TR && !row_gone(e)) *PUSH(arena, &rows) = row_read(arena, e);
  }
  return (struct table){story, tbl, rows.at, rows.n};
}

struct cell *row_cell(const struct row *row, size_t column) {
  for (size_t i = 0; i < row->count; i++)
    if (column >= row->cells[i].column && column < row->cells[i].column + row->cells[i].span) return &row->cells[i];
  return NULL;
}

/* CT_TcPr: the merge stands behind these. */
static size_t merge_place(const struct element *properties) {
  size_t place = properties->open_end;
  for (const struct element *e = properties->first; e; e = e->next)
    if (e->name == W_CNF_STYLE || e->name == W_TCW || e->name == W_GRID_SPAN || e->name == W_HMERGE) place = e->end;
  return place;
}

void cell_set_merge(struct edits *edits, const struct element *tc, bool continued) {
  const struct element *properties = element_child(tc, W_TCPR);
  const struct element *merge = properties ? element_child(properties, W_VMERGE) : NULL;
  const struct attribute *value = merge ? element_attribute(merge, W_VAL) : NULL;
  if (!merge && !continued) return;
  const char *w = str_z(edits->arena, word_prefix(edits->arena, tc));
  const char *added = str_format(edits->arena, "<%svMerge/>", w);
  if (merge && !continued) edits_remove(edits, merge);
  if (merge && continued && value) edits_drop_attribute(edits, merge, value);
  if (merge) return;
  if (!properties)
    edits_prepend_first(edits, tc, str_from(str_format(edits->arena, "<%stcPr>%s</%stcPr>", w, added, w)));
  else if (element_empty(properties))
    edits_prepend_first(edits, properties, str_from(added));
  else
    edits_insert(edits, merge_place(properties), str_from(added));
}

size_t tables_before(const struct table *tables, size_t count, size_t start) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (tables[middle].tbl->start < start)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
