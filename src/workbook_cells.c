/* The cells of a sheet (18.3): one after another, since a part may hold millions that say nothing. */
#include "workbook_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The last that a program can show (18.3.1.73 and the limits of Excel). */
enum { LAST_ROW = 1048576, LAST_COLUMN = 16384 };

static const char NO_PLACE[] = "a cell has a place that no sheet has";
static const char NO_TEXT[] = "a cell asks for a shared text that is not there";
static const char NO_NUMBER[] = "a number is none";

/* A cell that is being read. */
struct reading {
  struct part part;
  struct worksheet *sheet;
  ARRAY(struct worksheet_cell) cells;
  ARRAY(struct worksheet_merge) merges;
  uint32_t row, column; /* where it stands; of the one before it, between cells */
  struct str type, value;
  size_t style;
  bool root, inside, formula, inline_text, sorted;
  bool plain;        /* some of its text looks as the cell does */
  struct str struck; /* what of it is struck out by its own runs */
  struct rich rich;
  struct text kept; /* the room of type and value */
  const char *fault;
  enum limit over; /* LIMIT_COUNT when none */
};

bool cell_place(struct str text, uint32_t *row, uint32_t *column) {
  size_t at = 0;
  uint32_t letters = 0, digits = 0;
  at += at < text.len && text.at[at] == '$';
  for (; at < text.len && isalpha((unsigned char)text.at[at]) && letters <= LAST_COLUMN; at++)
    letters = letters * 26 + (uint32_t)(toupper((unsigned char)text.at[at]) - 'A' + 1);
  at += at < text.len && text.at[at] == '$';
  for (; at < text.len && isdigit((unsigned char)text.at[at]) && digits <= LAST_ROW; at++)
    digits = digits * 10 + (uint32_t)(text.at[at] - '0');
  *row = digits;
  *column = letters;
  return at == text.len && letters && letters <= LAST_COLUMN && digits && digits <= LAST_ROW;
}

static bool area_place(struct str text, struct worksheet_merge *area) {
  ptrdiff_t colon = str_find(text, STR(":"));
  struct str first = colon < 0 ? text : str_sub(text, 0, (size_t)colon);
  struct str last = colon < 0 ? text : str_sub(text, (size_t)colon + 1, text.len);
  return cell_place(first, &area->row, &area->column) && cell_place(last, &area->last_row, &area->last_column) &&
         area->row <= area->last_row && area->column <= area->last_column;
}

/* ---- where a cell stands ---- */

/* A count in digits alone, up to the most; false for any other text. */
static bool a_count(struct str digits, size_t most, size_t *count) {
  *count = 0;
  for (size_t i = 0; i < digits.len; i++) {
    if (!isdigit((unsigned char)digits.at[i]) || *count > most) return false;
    *count = *count * 10 + (size_t)(digits.at[i] - '0');
  }
  return digits.len && *count <= most;
}

static void begin_row(struct reading *r) {
  struct str number = event_value(&r->part.event, A_R);
  size_t row = r->row + 1;
  bool right = !number.len || a_count(number, LAST_ROW, &row);
  if (!right || !row || row > LAST_ROW) r->fault = "a row has a number that no sheet has";
  r->row = (uint32_t)row;
  r->column = 0;
}

static void begin_cell(struct reading *r) {
  struct str place = event_value(&r->part.event, A_R), style = event_value(&r->part.event, A_S);
  uint32_t row = r->row, column = r->column + 1;
  bool right = !place.len || cell_place(place, &row, &column);
  if (!right || row != r->row || !row || column > LAST_COLUMN) r->fault = NO_PLACE;
  r->column = column;
  r->inside = true;
  r->formula = r->inline_text = false;
  r->plain = true;
  r->struck = STR("");
  if (!a_count(style, LAST_ROW, &r->style)) r->style = 0;
  r->kept.len = 0;
  text_add(&r->kept, event_value(&r->part.event, A_T));
  r->type = (struct str){r->kept.at, r->kept.len};
  r->value = STR("");
}

/* ---- what it says ---- */

static bool a_number(struct str text, double *number) {
  enum { LONGEST = 63 };
  char z[LONGEST + 1] = {0}, *end;
  text = str_trim(text);
  if (!text.len || text.len > LONGEST) return false;
  memcpy(z, text.at, text.len);
  *number = strtod(z, &end);
  return !*end && strspn(z, "+-.0123456789eE") == text.len && *number < 1e300 && *number > -1e300;
}

static struct str take_shared(struct reading *r, struct shared shared) {
  r->plain = shared.plain;
  r->struck = shared.struck;
  return text_again(r->part.o, shared.text, 1);
}

static struct str shared_text(struct reading *r, struct str index) {
  struct opening *o = r->part.o;
  size_t n;
  if (a_count(index, limit(o->arena, LIMIT_CELLS), &n) && n < o->string_count) return take_shared(r, o->strings[n]);
  r->fault = NO_TEXT;
  return STR("");
}

static struct format cell_format(const struct reading *r) {
  const struct opening *o = r->part.o;
  return r->style < o->format_count ? o->formats[r->style] : (struct format){0};
}

/* A day as ISO 8601 has it (18.18.11, "d"). */
static struct str iso_date(struct str text, enum cell_kind *kind) {
  bool day = text.len >= 10 && text.at[4] == '-' && text.at[7] == '-';
  *kind = day ? CELL_DATE : CELL_TEXT;
  bool midnight = day && text.len > 11 && strspn(text.at + 11, "0:.Z") == text.len - 11;
  return midnight ? str_sub(text, 0, 10) : text;
}

static struct str number_value(struct reading *r, enum cell_kind *kind) {
  struct opening *o = r->part.o;
  double number;
  *kind = CELL_NUMBER;
  if (!r->value.len) return STR("");
  if (a_number(r->value, &number)) return number_text(o, number, cell_format(r), kind);
  r->fault = NO_NUMBER;
  return STR("");
}

static struct str cell_value(struct reading *r, enum cell_kind *kind) {
  struct opening *o = r->part.o;
  *kind = CELL_TEXT;
  if (r->inline_text) {
    struct str struck = keep_text(o, str_trim(text_str(&r->rich.struck)));
    return take_shared(r, (struct shared){keep_text(o, text_str(&r->rich.text)), struck, r->rich.plain});
  }
  if (str_is(r->type, "s")) return r->value.len ? shared_text(r, r->value) : STR("");
  if (str_is(r->type, "str")) return keep_text(o, xstring(r->part.arena, r->value));
  if (str_is(r->type, "d")) return keep_text(o, iso_date(r->value, kind));
  if (str_is(r->type, "b") || str_is(r->type, "e")) {
    *kind = str_is(r->type, "b") ? CELL_BOOLEAN : CELL_ERROR;
    if (*kind == CELL_ERROR) return keep_text(o, r->value);
    return !r->value.len ? STR("") : str_is(r->value, "1") || str_is(r->value, "true") ? STR("TRUE") : STR("FALSE");
  }
  return number_value(r, kind);
}

static void end_cell(struct reading *r) {
  enum cell_kind kind;
  struct str text = cell_value(r, &kind);
  struct opening *o = r->part.o;
  r->inside = false;
  if (!text.len && !r->formula) return;
  const struct worksheet_cell *before = r->cells.n ? &r->cells.at[r->cells.n - 1] : NULL;
  if (r->plain && !r->struck.len && cell_format(r).strikes) r->struck = str_trim(text);
  bool behind = !before || before->row < r->row || (before->row == r->row && before->column < r->column);
  r->sorted = r->sorted && behind;
  *PUSH(o->arena, &r->cells) = (struct worksheet_cell){r->row, r->column, kind, r->formula, text, r->struck};
  if (++o->cells > limit(o->arena, LIMIT_CELLS)) r->over = LIMIT_CELLS;
  if (o->text > limit(o->arena, LIMIT_WORKBOOK_TEXT)) r->over = LIMIT_WORKBOOK_TEXT;
}

/* ---- the part ---- */

static void add_merge(struct reading *r) {
  struct worksheet_merge merge;
  if (!area_place(event_value(&r->part.event, A_REF), &merge))
    r->fault = NO_PLACE;
  else if (r->merges.n >= limit(r->part.o->arena, LIMIT_MERGES))
    r->over = LIMIT_MERGES;
  else
    *PUSH(r->part.o->arena, &r->merges) = merge;
}

static void take_inside(struct reading *r, const struct event *event) {
  if (event->name == X_IS && !event->end) {
    rich_begin(&r->rich, r->part.arena);
    r->inline_text = true;
  }
  if (r->inline_text) rich_take(&r->rich, event);
  if (event->name == X_F) r->formula = true;
  if (event->name != X_V || !event->end) return;
  size_t head = r->type.len; /* behind the type, whose room may move */
  text_add(&r->kept, event->text);
  r->type = (struct str){r->kept.at, head};
  r->value = str_trim((struct str){r->kept.at + head, r->kept.len - head});
  if (str_is(r->type, "str")) r->value = (struct str){r->kept.at + head, r->kept.len - head};
}

static void take_event(struct reading *r) {
  const struct event *event = &r->part.event;
  r->root = r->root || event->name == X_WORKSHEET;
  if (event->name == X_ROW && !event->end) begin_row(r);
  if (event->name == X_C && !event->end) begin_cell(r);
  if (r->inside) take_inside(r, event);
  if (event->name == X_C && event->end) end_cell(r);
  if (event->name == X_MERGE && !event->end) add_merge(r);
}

static int by_place(const void *a, const void *b) {
  const struct worksheet_cell *one = a, *other = b;
  if (one->row != other->row) return one->row < other->row ? -1 : 1;
  return one->column < other->column ? -1 : one->column > other->column;
}

/* False when two stand at one place. */
static bool put_in_order(struct reading *r) {
  if (!r->sorted) qsort(r->cells.at, r->cells.n, sizeof *r->cells.at, by_place);
  for (size_t i = 1; i < r->cells.n; i++)
    if (by_place(&r->cells.at[i - 1], &r->cells.at[i]) == 0) return false;
  return true;
}

/* A merged cell says its text in each of its rows. */
static void count_merged(struct opening *o, const struct worksheet *sheet) {
  for (size_t i = 0; i < sheet->merge_count; i++) {
    const struct worksheet_merge *merge = &sheet->merges[i];
    const struct worksheet_cell *cell = worksheet_cell(sheet, merge->row, merge->column);
    uint32_t last = merge->last_row < sheet->last_row ? merge->last_row : sheet->last_row;
    if (cell) text_again(o, cell->text, last - merge->row);
  }
}

bool read_cells(struct opening *o, struct worksheet *sheet, struct str name) {
  struct reading r = {.sheet = sheet, .sorted = true, .over = LIMIT_COUNT};
  if (!part_open(o, name, &r.part)) return false;
  r.kept.arena = r.part.arena;
  while (!r.fault && r.over == LIMIT_COUNT && part_next(&r.part)) take_event(&r);
  if (r.over != LIMIT_COUNT) return part_over(&r.part, r.over);
  if (!r.fault && !put_in_order(&r)) r.fault = "two cells stand at one place";
  if (r.fault) return part_broken(&r.part, r.fault);
  sheet->cells = r.cells.at;
  sheet->cell_count = r.cells.n;
  sheet->merges = r.merges.at;
  sheet->merge_count = r.merges.n;
  for (size_t i = 0; i < r.cells.n; i++) {
    if (r.cells.at[i].row > sheet->last_row) sheet->last_row = r.cells.at[i].row;
    if (r.cells.at[i].column > sheet->last_column) sheet->last_column = r.cells.at[i].column;
  }
  count_merged(o, sheet);
  return part_close(&r.part) && (r.root || tell_broken(o, r.part.name, "it is no sheet"));
}
