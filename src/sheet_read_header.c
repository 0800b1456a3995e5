/* The rows that name the columns of a tracker. */
#include "sheet_read_parts.h"

#include <string.h>

static const char *const KEYS[COLUMN_KINDS] = {[COLUMN_MILESTONE] = "milestone",
                                               [COLUMN_ENGAGEMENT] = "engagement",
                                               [COLUMN_SUPPORTS] = "supports",
                                               [COLUMN_DATE] = "date",
                                               [COLUMN_SAW] = "saw",
                                               [COLUMN_NEXT_STEPS] = "next-steps"};

/* What people call them beside the mapping's own names. */
enum { MOST_ALIASES = 10 };
static const char *const ALIASES[COLUMN_KINDS][MOST_ALIASES] = {
    [COLUMN_ID] = {"Milestone id", "Id"},
    [COLUMN_AREA] = {"Area", "Curriculum area", "Curricular area"},
    [COLUMN_MILESTONE] = {"Milestone", "Milestones", "Milestone statement", "Statement"},
    [COLUMN_ENGAGEMENT] = {"Level of engagement", "Engagement", "Engagement level", "Levels of engagement",
                           "Continuum of engagement", "Level"},
    [COLUMN_SUPPORTS] = {"Type of support", "Types of support", "Support", "Supports", "Support type",
                         "Level of support"},
    [COLUMN_DATE] = {"Date", "Date observed", "Observed on", "Date seen"},
    [COLUMN_SAW] = {"What we saw", "What was seen", "Observation", "Observations", "Evidence", "Comment", "Comments",
                    "Notes"},
    [COLUMN_NEXT_STEPS] = {"Next steps", "Next step", "What next"}};

void find_fields(struct sheet_reader *r) {
  for (size_t i = 0; i < TOP_PATH_COUNT; i++) r->top[i] = mapping_field(r->mapping, TOP_PATHS[i]);
  for (enum sheet_column c = 0; c < COLUMN_KINDS; c++)
    r->columns[c] = KEYS[c] && r->mapping->group ? group_field(r->mapping->group, KEYS[c]) : NULL;
}

/* How a text names a column: by the mapping's own words, by an alias, or not. */
enum name_kind { NAMES_NOT, NAMES_BY_ALIAS, NAMES_OUTRIGHT };

static enum name_kind naming(const struct sheet_reader *r, enum sheet_column column, struct str text) {
  const struct field *field = r->columns[column];
  for (size_t i = 0; field && i < field->locator_count; i++)
    if (field->locators[i].kind == AT_COLUMN && fold_equal(field->locators[i].name, text)) return NAMES_OUTRIGHT;
  for (size_t i = 0; i < MOST_ALIASES && ALIASES[column][i]; i++)
    if (fold_equal(str_from(ALIASES[column][i]), text)) return i ? NAMES_BY_ALIAS : NAMES_OUTRIGHT;
  return NAMES_NOT;
}

bool names_column(const struct sheet_reader *r, struct str text) {
  for (enum sheet_column c = 0; c < COLUMN_KINDS; c++)
    if (naming(r, c, text)) return true;
  return false;
}

/* The cell of a row that names a column best; *twice: another names it as well. */
static const struct worksheet_cell *best_named(const struct sheet_reader *r, const struct worksheet_cell *cells,
                                               size_t count, enum sheet_column column, bool *twice) {
  const struct worksheet_cell *best = NULL;
  enum name_kind most = NAMES_NOT;
  *twice = false;
  for (size_t i = 0; i < count; i++) {
    enum name_kind how = naming(r, column, cells[i].text);
    if (how == NAMES_NOT || how < most) continue;
    *twice = how == most;
    if (how > most) best = &cells[i];
    most = how;
  }
  return best;
}

static bool is_header(const struct header_row *header) {
  return header->columns[COLUMN_MILESTONE] && (header->columns[COLUMN_ENGAGEMENT] || header->columns[COLUMN_SUPPORTS]);
}

/* Of two columns of one name neither is read: which of them counts nobody can know. */
static void add_header(struct sheet_reader *r, const struct worksheet_cell *cells, size_t count) {
  struct header_row header = {.row = cells->row, .last_row = r->sheet->last_row};
  bool twice[COLUMN_KINDS];
  const struct worksheet_cell *named[COLUMN_KINDS];
  for (enum sheet_column c = 0; c < COLUMN_KINDS; c++) {
    named[c] = best_named(r, cells, count, c, &twice[c]);
    if (named[c]) header.columns[c] = named[c]->column;
  }
  enum { MOST = 200 }; /* more than any tracker has areas; a row that names columns behind them is a row */
  if (!is_header(&header) || r->headers.n >= MOST) return;
  for (enum sheet_column c = 0; c < COLUMN_KINDS; c++) {
    if (!twice[c]) continue;
    header.columns[c] = 0;
    say(r->messages, MSG_SHEET_COLUMN_TWICE, cell_where(r, named[c]->row, named[c]->column),
        str_z(r->arena, named[c]->text));
  }
  for (size_t i = 0; i < count; i++)
    if (names_column(r, cells[i].text)) take_cell(r, &cells[i]);
  if (r->headers.n) r->headers.at[r->headers.n - 1].last_row = header.row - 1;
  *PUSH(r->arena, &r->headers) = header;
}

void find_headers(struct sheet_reader *r) {
  size_t count;
  for (size_t i = 0; i < r->sheet->cell_count; i += count) {
    const struct worksheet_cell *cells = worksheet_row(r->sheet, r->sheet->cells[i].row, &count);
    if (count >= 2 && !has_own_details(r, cells->row)) add_header(r, cells, count);
  }
}
