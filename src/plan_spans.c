/* Comments that stand on several cells of a table, and the cells that they stand on. */
#include "plan.h"

/* The number of rows that end before a byte (ends), or that start before it. */
static size_t rows_before(const struct table *table, size_t byte, bool ends) {
  size_t low = 0, high = table->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct element *tr = table->rows[middle].tr;
    if ((ends ? tr->end : tr->start) <= byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The first cell that ends behind a byte; NULL for none. */
static const struct cell *cell_behind(const struct table *table, size_t byte, size_t *row) {
  for (*row = rows_before(table, byte, true); *row < table->count; ++*row)
    for (size_t c = 0; c < table->rows[*row].count; c++)
      if (table->rows[*row].cells[c].tc->end > byte) return &table->rows[*row].cells[c];
  return NULL;
}

/* The last that starts before it. */
static const struct cell *cell_before(const struct table *table, size_t byte, size_t *row) {
  for (size_t r = rows_before(table, byte, false); r-- > 0;)
    for (size_t c = table->rows[r].count; c-- > 0;) {
      *row = r;
      if (table->rows[r].cells[c].tc->start < byte) return &table->rows[r].cells[c];
    }
  return NULL;
}

/* What begins above the rows, or ends elsewhere, is about the table and no milestone of it. */
static bool find_span(const struct plan_table *table, const struct comment *comment, struct span *span) {
  size_t from_row, to_row;
  if (!element_within(comment->start, table->table.tbl) || !element_within(comment->end, table->table.tbl))
    return false;
  const struct cell *from = cell_behind(&table->table, comment->start->start, &from_row),
                    *to = cell_before(&table->table, comment->end->start, &to_row);
  if (!from || !to || from->tc == to->tc || from_row < table->first || to_row < from_row) return false;
  size_t from_end = from->column + from->span, to_end = to->column + to->span;
  *span = (struct span){.comment = comment,
                        .tbl = table->table.tbl,
                        .last = table->table.rows[to_row].tr,
                        .low = from->column < to->column ? from->column : to->column,
                        .high = from_end > to_end ? from_end : to_end};
  return true;
}

void plan_spans(struct arena *arena, struct plan *plan) {
  const struct document *document = plan->document;
  ARRAY(struct span) spans = {0};
  for (size_t i = 0; i < document->comment_count; i++) {
    const struct comment *comment = &document->comments[i];
    struct span span;
    if (!comment->start || !comment->end || comment->first || comment->story != &document->stories[0]) continue;
    for (size_t t = 0; t < plan->table_count; t++)
      if (find_span(&plan->tables[t], comment, &span)) *PUSH(arena, &spans) = span;
  }
  plan->spans = spans.at;
  plan->span_count = spans.n;
}

bool span_on_cell(const struct span *span, const struct cell *cell) {
  bool between = cell->tc->end > span->comment->start->start && cell->tc->start < span->comment->end->start;
  bool beside = cell->column < span->high && cell->column + cell->span > span->low;
  return between && beside && element_ancestor(cell->tc, W_TBL) == span->tbl;
}

bool span_around(const struct plan *plan, const struct element *e) {
  for (size_t i = 0; i < plan->span_count; i++)
    if (plan->spans[i].comment->start->start < e->start && plan->spans[i].comment->end->start > e->end) return true;
  return false;
}

size_t span_past(const struct plan *plan, size_t place) {
  for (size_t i = 0; i < plan->span_count; i++) {
    const struct span *span = &plan->spans[i];
    size_t behind = row_unit((struct element *)span->last)->end;
    if (place > span->comment->start->start && place < span->comment->end->start && behind > place) place = behind;
  }
  return place; /* spans stand in the order of their starts, so that what is behind one may be within a later one only */
}

/* From where its range begins to where it ends: a whole table, some of its rows, or one row. NULL when it has no such ends. */
static const char *range_words(struct arena *arena, const struct place_index *index, const struct comment *comment) {
  size_t from, to;
  const struct element *start = comment->start->parent, *end = comment->end->parent;
  const struct table *table = table_around(index, start, &from);
  if (!table || table_around(index, end, &to) != table) return NULL;
  if (element_ancestor(start, W_TC) == element_ancestor(end, W_TC)) return NULL;
  if (from == to) return place_words(arena, index, comment->story, table->rows[from].tr);
  const char *words = place_words(arena, index, comment->story, table->tbl);
  bool whole = from == 0 && to + 1 == table->count;
  return whole ? words : str_format(arena, "%s, rows %zu to %zu", words, from + 1, to + 1);
}

const char *comment_words(struct arena *arena, const struct place_index *index, const struct comment *comment) {
  if (!comment->anchor) return "no place in the text";
  bool body = comment->story->kind == STORY_MAIN && comment->start && comment->end;
  const char *range = body ? range_words(arena, index, comment) : NULL;
  return range ? range : place_words(arena, index, comment->story, comment->anchor);
}
