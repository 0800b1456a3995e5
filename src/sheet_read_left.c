/* What was not understood, or has no place in a record: told, and listed with its place. */
#include "sheet_read_parts.h"

#include <stdlib.h>
#include <string.h>

struct where cell_where(const struct sheet_reader *r, uint32_t row, uint32_t column) {
  const char *name = str_z(r->arena, r->sheet->name), *letters = column_words(r->arena, column);
  return (struct where){.file = r->book->file,
                        .place = str_format(r->arena, "sheet \"%s\", cell %s%u", name, letters, (unsigned)row)};
}

void take_cell(struct sheet_reader *r, const struct worksheet_cell *cell) {
  size_t at = (size_t)(cell - r->sheet->cells);
  bool formula = cell->formula && !r->taken[at];
  r->taken[at] = true;
  if (formula)
    say(r->messages, cell->text.len ? MSG_FORMULA : MSG_FORMULA_EMPTY, cell_where(r, cell->row, cell->column),
        str_z(r->arena, cell->text));
}

static const struct header_row *header_above(const struct sheet_reader *r, uint32_t row) {
  for (size_t i = 0; i < r->headers.n; i++)
    if (row > r->headers.at[i].row && row <= r->headers.at[i].last_row) return &r->headers.at[i];
  return NULL;
}

/* The words by which a row names its milestone, known or not; empty for a row of something else. */
static struct str row_statement(const struct sheet_reader *r, uint32_t row) {
  const struct header_row *header = header_above(r, row);
  const struct worksheet_cell *words =
      header ? worksheet_shown(r->sheet, row, header->columns[COLUMN_MILESTONE]) : NULL;
  if (!words || words->row <= header->row || names_detail(r, words->text)) return STR("");
  return domain_area(r->arena, r->mapping->domain, words->text) ? STR("") : str_trim(words->text);
}

static struct node *list_item(struct sheet_reader *r, uint32_t row, uint32_t column) {
  struct node *item = node_map(r->arena);
  struct str statement = row_statement(r, row);
  node_put(r->arena, item, "place", node_text(r->arena, str_from(cell_where(r, row, column).place)));
  if (statement.len) node_put(r->arena, item, "statement", node_text(r->arena, statement));
  r->left_bytes += statement.len;
  *PUSH(r->arena, &r->left) = (struct sheet_left){row, column, r->left.n, item};
  return item;
}

void tell_cell(struct sheet_reader *r, const struct worksheet_cell *cell, const char *advice,
               const char *const *candidates, struct node *values) {
  say(r->messages, MSG_VALUE_UNREAD, cell_where(r, cell->row, cell->column), str_z(r->arena, cell->text), advice);
  message_candidates(r->messages, candidates);
  take_cell(r, cell);
  struct node *item = list_item(r, cell->row, cell->column);
  node_put(r->arena, item, "text", node_text(r->arena, cell->text));
  if (values) node_put(r->arena, item, "candidates", values);
}

/* The levels that it would say if nothing were struck out; else those that it may mean. */
static struct node *levels_said(struct sheet_reader *r, const struct worksheet_cell *cell, const struct field *field) {
  enum codec_kind kind = field->codec.kind;
  struct node *value = NULL, *list = node_list(r->arena);
  if (kind != AS_SCALE && kind != AS_SCALE_LIST) return NULL;
  if (!codec_decode(r->arena, field, cell->text, &value)) return codec_unread(r->arena, field, cell->text).values;
  if (value && value->kind == NODE_LIST) return value;
  if (value) node_append(list, value);
  return list;
}

bool struck_cell(struct sheet_reader *r, const struct worksheet_cell *cell, const struct field *field) {
  if (!cell->struck.len || codec_is_free(&field->codec)) return false;
  bool all = str_equal(cell->struck, str_trim(cell->text));
  say(r->messages, MSG_DOUBTFUL, cell_where(r, cell->row, cell->column), str_z(r->arena, cell->text),
      all ? "it is struck out" : "a part of it is struck out",
      "take out what does not count, or take the line through it off");
  take_cell(r, cell);
  struct node *item = list_item(r, cell->row, cell->column), *levels = levels_said(r, cell, field);
  node_put(r->arena, item, "text", node_text(r->arena, cell->text));
  node_put(r->arena, item, "struck", node_text(r->arena, cell->struck));
  if (levels && levels->count) node_put(r->arena, item, "candidates", levels);
  return true;
}

/* ---- words that are nobody's ---- */

static bool of_scale(const struct scale *scale, struct str text) {
  if (fold_equal(scale->title, text)) return true;
  for (size_t i = 0; i < scale->count; i++)
    if (fold_equal(scale->levels[i].label, text) || fold_equal(scale->levels[i].family, text)) return true;
  return false;
}

static bool of_domain(const struct domain *domain, struct str text) {
  for (size_t i = 0; i < domain->scale_count; i++)
    if (of_scale(&domain->scales[i], text)) return true;
  for (size_t i = 0; i < domain->area_count; i++)
    if (fold_equal(domain->areas[i].title, text)) return true;
  for (size_t i = 0; i < domain->milestone_count; i++) {
    const struct milestone *one = &domain->milestones[i];
    if (str_equal(one->id, text) || fold_equal(one->statement, text) || fold_equal(one->code, text) ||
        fold_equal(one->organiser->title, text))
      return true;
  }
  return false;
}

static bool is_own_word(struct sheet_reader *r, struct str text) {
  return names_column(r, text) || names_detail(r, text) || of_domain(r->mapping->domain, text) ||
         sheet_own_words(text) || str_equal(text, r->sheet->name);
}

/* What Cairn's own sheets calculate from those that it reads: overviews and counts. */
static bool is_own_formula(const struct sheet_reader *r, const struct worksheet_cell *cell) {
  return cell->formula && !r->headers.n && workbook_property(r->book, "cairn-mapping").len;
}

/* ---- what is left ---- */

/* A sheet of which so much is not understood is no tracker; told once. */
static bool is_full(struct sheet_reader *r, uint32_t row) {
  bool many = r->left.n >= limit(r->arena, LIMIT_SHEET_LEFT);
  bool long_ones = r->left_bytes > limit(r->arena, LIMIT_UNPLACED_TEXT);
  if (many || long_ones)
    limit_tell(r->messages, MSG_LIMIT, cell_where(r, row, 1), many ? LIMIT_SHEET_LEFT : LIMIT_UNPLACED_TEXT,
               (struct met){0});
  return many || long_ones;
}

/* False when the sheet is full of what is not understood. */
static bool list_cells(struct sheet_reader *r) {
  for (size_t i = 0; i < r->sheet->cell_count; i++) {
    const struct worksheet_cell *cell = &r->sheet->cells[i];
    if (is_full(r, cell->row)) return false;
    bool in_row = header_above(r, cell->row) != NULL;
    if (r->taken[i] || !str_trim(cell->text).len || (!in_row && is_own_word(r, cell->text))) continue;
    if (is_own_formula(r, cell)) continue;
    node_put(r->arena, list_item(r, cell->row, cell->column), "text", node_text(r->arena, cell->text));
    r->tab->in_rows += in_row;
  }
  return true;
}

void list_note(struct sheet_reader *r, const struct worksheet_note *note, struct str text) {
  struct node *item = list_item(r, note->row, note->column);
  node_put(r->arena, item, "comment", node_text(r->arena, text));
  if (note->author.len) node_put(r->arena, item, "by", node_text(r->arena, note->author));
  if (note->date.len) node_put(r->arena, item, "date", node_plain(r->arena, note->date));
  r->tab->in_rows += header_above(r, note->row) != NULL;
}

static void list_notes(struct sheet_reader *r) {
  for (size_t i = 0; i < r->sheet->note_count; i++) {
    const struct worksheet_note *note = &r->sheet->notes[i];
    if (r->note_taken[i]) continue;
    if (is_full(r, note->row)) return;
    list_note(r, note, note->text);
  }
}

static int by_place(const void *a, const void *b) {
  const struct sheet_left *one = a, *other = b;
  if (one->row != other->row) return one->row < other->row ? -1 : 1;
  if (one->column != other->column) return one->column < other->column ? -1 : 1;
  return (one->order > other->order) - (one->order < other->order);
}

/* In the order of the sheet, so that what is left of a row stands together. */
void list_left(struct sheet_reader *r) {
  if (list_cells(r)) list_notes(r);
  if (r->left.n) qsort(r->left.at, r->left.n, sizeof *r->left.at, by_place);
  for (size_t i = 0; i < r->left.n; i++) node_append(r->tab->unplaced, r->left.at[i].item);
}
