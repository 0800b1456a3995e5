/* The rows of milestones. */
#include "sheet_read_parts.h"

#include <stdlib.h>
#include <string.h>

static bool is_of_term(const struct field *field) {
  return strcmp(field->key, "date") == 0 || strcmp(field->key, "term.date") == 0;
}

/* A day far outside the session is most likely a slip in the year: it is taken, and told. */
static void tell_outside(struct sheet_reader *r, const struct worksheet_cell *cell, const struct field *field,
                         struct str date) {
  struct str session = node_get_str(r->tab->term, "session");
  if (!is_of_term(field) || !session.len) return;
  int year = (int)strtol(str_z(r->arena, session), NULL, 10);
  struct str first = str_from(str_format(r->arena, "%d-05-01", year));
  struct str last = str_from(str_format(r->arena, "%d-10-31", year + 1));
  if (str_compare(date, first) >= 0 && str_compare(date, last) <= 0) return;
  say(r->messages, MSG_DATE_OUTSIDE, cell_where(r, cell->row, cell->column), str_z(r->arena, date),
      str_z(r->arena, session));
}

static struct node *date_value(struct sheet_reader *r, const struct worksheet_cell *cell, const struct field *field) {
  struct str date, session = is_of_term(field) ? node_get_str(r->tab->term, "session") : STR("");
  if (cell->kind == CELL_DATE && date_valid(cell->text))
    date = cell->text;
  else if (cell->kind != CELL_TEXT ||
           date_read(r->arena, field->codec.pattern, session, cell->text, &date) != DATE_RIGHT)
    return NULL;
  tell_outside(r, cell, field, date);
  return node_plain(r->arena, date);
}

/* Where one date of the rows has the month first, the others, whose numbers could be either, most likely have it so too. */
static bool either_way(struct sheet_reader *r, const struct worksheet_cell *cell, struct node *value) {
  bool either = r->month_first && cell->kind == CELL_TEXT && date_either_way(cell->text, node_str(value));
  if (either)
    tell_cell(r, cell, "another date of this sheet has the month first, so that this could be either", NULL, NULL);
  return either;
}

struct node *cell_value(struct sheet_reader *r, const struct worksheet_cell *cell, const struct field *field) {
  struct node *value = NULL;
  bool blank = codec_blank(r->arena, field, cell->text), date = field->codec.kind == AS_DATE;
  if (!blank && struck_cell(r, cell, field)) return NULL;
  bool read = blank || (date ? (value = date_value(r, cell, field)) != NULL
                             : cell->kind != CELL_ERROR && codec_decode(r->arena, field, cell->text, &value));
  if (read) {
    if (date && value && either_way(r, cell, value)) return NULL;
    take_cell(r, cell);
    return value;
  }
  struct unread why = codec_unread(r->arena, field, cell->text);
  tell_cell(r, cell, why.advice, why.candidates, why.values);
  return NULL;
}

/* ---- which milestone ---- */

/* What a row says is its milestone counts, not the id beside it, which stays when a row is copied; but where the words were only changed a
 * little the id tells. */
static const struct milestone *row_milestone(struct sheet_reader *r, const struct area *area,
                                             const struct worksheet_cell *words, const struct worksheet_cell *id) {
  const struct domain *domain = r->mapping->domain;
  const struct milestone *tagged = id ? domain_milestone(domain, str_trim(id->text)) : NULL;
  const struct milestone *stated = words ? domain_statement(r->arena, domain, area, words->text) : NULL;
  if (!stated && words) stated = domain_statement(r->arena, domain, NULL, words->text);
  const char *statement = tagged ? str_z(r->arena, tagged->statement) : NULL;
  if (stated && tagged && stated != tagged)
    say(r->messages, MSG_TAG_DIFFERS, cell_where(r, words->row, words->column), str_z(r->arena, stated->statement));
  if (stated || !tagged || !words) return stated;
  if (!nearest(r->arena, words->text, &statement, 1)) return NULL;
  say(r->messages, MSG_REWORDED, cell_where(r, words->row, words->column), statement);
  return tagged;
}

/* The area that a row of one text names; NULL for none. */
static const struct area *band_of(struct sheet_reader *r, const struct worksheet_cell *cells, size_t count) {
  return count == 1 ? domain_area(r->arena, r->mapping->domain, cells->text) : NULL;
}

/* A band may stand above its header. */
static const struct area *area_above(struct sheet_reader *r, const struct header_row *header) {
  const struct area *area = domain_area(r->arena, r->mapping->domain, r->sheet->name);
  for (uint32_t up = 1; up <= 2 && up < header->row; up++) {
    size_t count;
    const struct worksheet_cell *cells = worksheet_row(r->sheet, header->row - up, &count);
    const struct area *band = band_of(r, cells, count);
    if (!band) continue;
    take_cell(r, cells);
    return band;
  }
  return area;
}

/* A column may name each row's area, or that of all rows down to the next name. */
static const struct area *area_beside(struct sheet_reader *r, const struct header_row *header, uint32_t row,
                                      const struct area *area) {
  uint32_t column = header->columns[COLUMN_AREA];
  const struct worksheet_cell *cell = column ? worksheet_cell(r->sheet, row, column) : NULL;
  const struct area *named = cell ? domain_area(r->arena, r->mapping->domain, cell->text) : NULL;
  if (named) take_cell(r, cell);
  return named ? named : area;
}

/* ---- a row ---- */

static void read_column(struct sheet_reader *r, const struct header_row *header, uint32_t row, enum sheet_column column,
                        struct node *item) {
  const struct field *field = r->columns[column];
  if (!field || !header->columns[column]) return;
  const struct worksheet_cell *cell = worksheet_shown(r->sheet, row, header->columns[column]);
  if (!cell || cell->row <= header->row) return;
  if (column == COLUMN_SUPPORTS && supports_unclear(r, cell->row, cell->column)) {
    tell_cell(r, cell, "the note on it names others beside it, and not all of them are known", NULL, NULL);
    return;
  }
  struct node *value = cell_value(r, cell, field);
  if (!node_nothing(value)) node_put(r->arena, item, field->key, value);
}

static void read_columns(struct sheet_reader *r, const struct header_row *header, uint32_t row, struct node *item) {
  for (enum sheet_column c = COLUMN_ENGAGEMENT; c < COLUMN_KINDS; c++) read_column(r, header, row, c, item);
  if (header->columns[COLUMN_SUPPORTS]) read_cell_notes(r, row, header->columns[COLUMN_SUPPORTS], item);
}

static struct node *list_at(struct sheet_reader *r, const char *key) {
  struct node *list = node_get(r->tab->term, key);
  return list ? list : node_put(r->arena, r->tab->term, key, node_list(r->arena));
}

static void read_milestone(struct sheet_reader *r, const struct header_row *header, uint32_t row,
                           const struct milestone *milestone) {
  struct node *item = node_map(r->arena);
  node_put(r->arena, item, "milestone", node_plain(r->arena, milestone->id));
  read_columns(r, header, row, item);
  if (item->count > 1)
    node_append(list_at(r, "assessments"), item);
  else
    node_append(list_at(r, "focus"), node_plain(r->arena, milestone->id));
}

static void read_row(struct sheet_reader *r, const struct header_row *header, uint32_t row, const struct area **area) {
  size_t count;
  const struct worksheet_cell *cells = worksheet_row(r->sheet, row, &count);
  const struct area *band = band_of(r, cells, count);
  const struct worksheet_cell *words = worksheet_shown(r->sheet, row, header->columns[COLUMN_MILESTONE]);
  uint32_t id_column = header->columns[COLUMN_ID];
  const struct worksheet_cell *id = id_column ? worksheet_cell(r->sheet, row, id_column) : NULL;
  if (words && words->row <= header->row) words = NULL;
  if (band) {
    *area = band;
    take_cell(r, cells);
    return;
  }
  *area = area_beside(r, header, row, *area);
  bool doubted = words && words->struck.len;
  const struct milestone *milestone = doubted ? NULL : row_milestone(r, *area, words, id);
  size_t left = 0;
  for (size_t i = 0; i < count; i++) left += !r->taken[&cells[i] - r->sheet->cells];
  if (!milestone || !words) {
    if (left) say(r->messages, doubted ? MSG_ROW_DOUBTED : MSG_ROW_UNKNOWN, cell_where(r, row, cells->column), "");
    return;
  }
  if (r->met[milestone->order]) {
    say(r->messages, MSG_ROW_REPEATED, cell_where(r, row, words->column), str_z(r->arena, milestone->statement));
    return;
  }
  r->met[milestone->order] = true;
  take_cell(r, words);
  if (id) take_cell(r, id);
  read_milestone(r, header, row, milestone);
}

static bool month_first(struct sheet_reader *r, const struct header_row *header) {
  const struct field *field = r->columns[COLUMN_DATE];
  for (size_t i = 0; field && header->columns[COLUMN_DATE] && i < r->sheet->cell_count; i++) {
    const struct worksheet_cell *cell = &r->sheet->cells[i];
    struct str date;
    if (cell->column == header->columns[COLUMN_DATE] && cell->row > header->row && cell->row <= header->last_row &&
        cell->kind == CELL_TEXT &&
        date_read(r->arena, field->codec.pattern, STR(""), cell->text, &date) == DATE_MONTH_FIRST)
      return true;
  }
  return false;
}

void read_rows(struct sheet_reader *r) {
  r->month_first = false;
  for (size_t i = 0; i < r->headers.n && !r->month_first; i++) r->month_first = month_first(r, &r->headers.at[i]);
  r->met = arena_alloc(r->arena, r->mapping->domain->milestone_count + 1, sizeof *r->met);
  const struct area *area = NULL;
  size_t c = 0;
  for (size_t i = 0; i < r->headers.n; i++) {
    const struct header_row *header = &r->headers.at[i];
    const struct area *above = area_above(r, header);
    if (above) area = above;
    for (; c < r->sheet->cell_count && r->sheet->cells[c].row <= header->last_row; c++) {
      uint32_t row = r->sheet->cells[c].row;
      bool first = !c || r->sheet->cells[c - 1].row != row;
      if (first && row > header->row) read_row(r, header, row, &area);
    }
  }
}
