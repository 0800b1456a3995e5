/* Whose a sheet is, and of which term: what stands beside or behind labels. */
#include "sheet_read_parts.h"

#include <string.h>

/* What people call the data outside rows, beside the mapping's own labels and headings. */
static const struct {
  const char *key, *label;
} LABELS[] = {{"learner.id", "Learner id"},
              {"learner.id", "Cairn id"},
              {"learner.name", "Full name"},
              {"learner.known-as", "Known as"},
              {"learner.known-as", "Name"},
              {"learner.known-as", "Learner"},
              {"learner.known-as", "Pupil"},
              {"learner.known-as", "Child"},
              {"learner.known-as", "Child's name"},
              {"learner.known-as", "Pupil name"},
              {"learner.born", "Date of birth"},
              {"learner.born", "DOB"},
              {"learner.born", "Born"},
              {"learner.scn", "SCN"},
              {"learner.scn", "Scottish Candidate Number"},
              {"term.session", "Session"},
              {"term.session", "School year"},
              {"term.term", "Term"},
              {"term.date", "Completed on"},
              {"term.date", "Date completed"},
              {"term.review", "Review on"},
              {"term.review", "Review date"},
              {"term.class", "Class"},
              {"term.completed-by", "Who contributed"},
              {"term.completed-by", "Completed by"},
              {"term.family.enjoys", "What I enjoy"},
              {"term.family.does-well", "What I do well"},
              {"term.family.new", "What is new since last time"},
              {"term.family.next", "My next steps"},
              {"term.family.child-views", "My views"},
              {"term.family.family-views", "My family's views"}};

static const char *key_of(const struct sheet_reader *r, struct str text) {
  for (size_t i = 0; i < TOP_PATH_COUNT; i++) {
    const struct field *field = r->top[i];
    for (size_t l = 0; field && !field->from && l < field->locator_count; l++) {
      enum locator_kind kind = field->locators[l].kind;
      bool words = kind == AT_LABEL || kind == AT_BELOW || kind == AT_HEADING;
      if (words && fold_equal(field->locators[l].name, text)) return TOP_PATHS[i];
    }
  }
  for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
    if (fold_equal(str_from(LABELS[i].label), text)) return LABELS[i].key;
  return NULL;
}

bool names_detail(const struct sheet_reader *r, struct str text) { return key_of(r, text) != NULL; }

/* Whether the labels of a row that Cairn writes stand in one, from a column on. */
static bool has_labels(const struct sheet_reader *r, uint32_t row, uint32_t column, size_t first) {
  for (size_t i = first; i < first + SHEET_PAIRS && i < SHEET_DETAIL_COUNT; i++) {
    const struct worksheet_cell *cell = worksheet_cell(r->sheet, row, column + 2 * (uint32_t)(i - first));
    if (!cell || !str_is(cell->text, SHEET_DETAILS[i].label)) return false;
  }
  return true;
}

/* All of Cairn's rows of details stand there, one below the other: one alone may be the header of a list. */
bool has_own_details(const struct sheet_reader *r, uint32_t row) {
  enum { ROWS = (SHEET_DETAIL_COUNT + SHEET_PAIRS - 1) / SHEET_PAIRS };
  size_t count, same;
  const struct worksheet_cell *cells = worksheet_row(r->sheet, row, &count);
  for (uint32_t above = 0; count && above < ROWS && above < row; above++) {
    for (same = 0; same < ROWS; same++)
      if (!has_labels(r, row - above + (uint32_t)same, cells->column, same * SHEET_PAIRS)) break;
    if (same == ROWS) return true;
  }
  return false;
}

/* The pair of a datum: the mapping's, else what its kind of value wants. */
static const struct field *field_for(struct sheet_reader *r, const char *key) {
  const struct field *field = mapping_field(r->mapping, key);
  if (field && !field->from) return field;
  struct field *made = NEW(r->arena, struct field);
  bool date = strcmp(key, "learner.born") == 0 || strcmp(key, "term.date") == 0 || strcmp(key, "term.review") == 0;
  *made = (struct field){.key = key, .codec = {.kind = date ? AS_DATE : AS_TEXT, .pattern = STR("d MMMM yyyy")}};
  if (strcmp(key, "term.session") == 0) made->codec.kind = AS_SESSION;
  if (strcmp(key, "term.term") == 0) made->codec.kind = AS_TERM;
  if (strcmp(key, "term.completed-by") == 0) made->codec = (struct codec){.kind = AS_TEXT_LIST, .separator = STR("; ")};
  return made;
}

static struct node *home_of(struct sheet_reader *r, const char **key) {
  bool learner = strncmp(*key, "learner.", 8) == 0;
  *key += learner ? strlen("learner.") : strlen("term.");
  return learner ? r->tab->learner : r->tab->term;
}

/* What makes a sheet one learner's, and one term's. */
static bool names_owner(const char *key) {
  return key && (strncmp(key, "learner.", strlen("learner.")) == 0 || strcmp(key, "term.session") == 0 ||
                 strcmp(key, "term.term") == 0);
}

static void tear(struct sheet_reader *r, const struct worksheet_cell *cell) {
  if (!r->tab->torn) r->tab->torn = cell_where(r, cell->row, cell->column).place;
  take_cell(r, cell);
}

/* "Iona" and "Iona MacLeod" are one name, said shortly. */
static bool same_name(struct sheet_reader *r, const char *key, const struct node *one, const struct node *other) {
  if (strcmp(key, "learner.known-as") != 0 && strcmp(key, "learner.name") != 0) return false;
  struct str a = fold(r->arena, node_str(one)), b = fold(r->arena, node_str(other));
  struct str longer = a.len > b.len ? a : b, shorter = a.len > b.len ? b : a;
  return str_starts(longer, shorter) && (longer.len == shorter.len || longer.at[shorter.len] == ' ');
}

static void put_detail(struct sheet_reader *r, const char *key, const struct worksheet_cell *cell, struct node *value) {
  const char *path = key;
  struct node *home = home_of(r, &path), *old = node_path(home, path);
  if (!value) return;
  if (old && !node_equal(old, value) && names_owner(key) && !same_name(r, key, old, value)) {
    tear(r, cell);
    return;
  }
  if (old && !node_equal(old, value)) {
    tell_cell(r, cell, str_format(r->arena, "the sheet says another %s above", path), NULL, NULL);
    return;
  }
  node_make_path(r->arena, home, path, value);
}

/* "Name: Ava" in one cell: what stands behind the colon. */
static bool read_behind(struct sheet_reader *r, const struct worksheet_cell *cell) {
  ptrdiff_t colon = str_find(cell->text, STR(":"));
  if (colon <= 0 || cell->kind != CELL_TEXT) return false;
  struct str behind = str_trim(str_sub(cell->text, (size_t)colon + 1, cell->text.len));
  const char *key = behind.len ? key_of(r, str_sub(cell->text, 0, (size_t)colon)) : NULL;
  if (!key) return false;
  const struct field *field = field_for(r, key);
  struct node *node = NULL;
  if (struck_cell(r, cell, field)) return true;
  if (!codec_decode(r->arena, field, behind, &node)) {
    struct unread why = codec_unread(r->arena, field, behind);
    tell_cell(r, cell, why.advice, why.candidates, why.values);
    return true;
  }
  take_cell(r, cell);
  put_detail(r, key, cell, node);
  return true;
}

/* A row of labels side by side names columns, of a list of children or of what else. */
static bool names_columns(struct sheet_reader *r, const struct worksheet_cell *value) {
  enum { SEVERAL = 3 };
  size_t count, labels = 0;
  const struct worksheet_cell *cells = worksheet_row(r->sheet, value->row, &count);
  for (size_t i = 0; i < count; i++) labels += key_of(r, cells[i].text) || names_column(r, cells[i].text);
  bool label = key_of(r, value->text) || names_column(r, value->text);
  return label && labels >= SEVERAL;
}

/* The family's texts stand below the last row, where a label with nothing beside it would seem a milestone that nobody knows. */
static bool names_family(const char *key) { return strncmp(key, "term.family.", strlen("term.family.")) == 0; }

/* A statement beside a label is a row's; but a family may well say one. Nobody is called "Class". */
static bool is_no_value(struct sheet_reader *r, const struct worksheet_cell *cell, const char *key) {
  if (names_columns(r, cell)) return true;
  if (!names_family(key) && domain_statement(r->arena, r->mapping->domain, NULL, cell->text)) return true;
  return strncmp(key, "learner.", strlen("learner.")) == 0 && key_of(r, cell->text);
}

/* Beside a label: the next cell to the right, behind those that the label's own covers. */
static void read_beside(struct sheet_reader *r, const struct worksheet_cell *label, const char *key) {
  uint32_t column = worksheet_area(r->sheet, label->row, label->column).last_column + 1;
  const struct worksheet_cell *cell = worksheet_cell(r->sheet, label->row, column);
  if (!cell && names_family(key)) take_cell(r, label);
  if (!cell || r->taken[cell - r->sheet->cells]) return;
  if (!has_own_details(r, cell->row) && is_no_value(r, cell, key)) return;
  take_cell(r, label);
  struct node *value = cell_value(r, cell, field_for(r, key));
  put_detail(r, key, cell, value);
}

static bool in_header(const struct sheet_reader *r, uint32_t row) {
  for (size_t i = 0; i < r->headers.n; i++)
    if (r->headers.at[i].row == row) return true;
  return false;
}

/* A label in the rows of a table is one only where the row has no statement; of whose the rows are, where it has none that is known. */
static bool in_statement_row(struct sheet_reader *r, const struct worksheet_cell *cell) {
  for (size_t i = r->headers.n; i-- > 0;) {
    const struct header_row *header = &r->headers.at[i];
    if (cell->row <= header->row || cell->row > header->last_row) continue;
    const struct worksheet_cell *key = worksheet_cell(r->sheet, cell->row, header->columns[COLUMN_MILESTONE]);
    if (!key || key == cell) return false;
    return !names_owner(key_of(r, cell->text)) || domain_statement(r->arena, r->mapping->domain, NULL, key->text);
  }
  return false;
}

/* ---- a column that says whose each row is ---- */

static bool has_owner_column(struct sheet_reader *r, const struct header_row *header) {
  size_t count;
  const struct worksheet_cell *cells = worksheet_row(r->sheet, header->row, &count);
  for (size_t i = 0; i < count; i++)
    if (names_owner(key_of(r, cells[i].text))) return true;
  return false;
}

/* The rows may be of one learner and term, or else they are of several; what is not understood could be any. */
static void read_owner(struct sheet_reader *r, const struct header_row *header, const struct worksheet_cell *cell) {
  const struct worksheet_cell *label = worksheet_cell(r->sheet, header->row, cell->column);
  const char *key = label ? key_of(r, label->text) : NULL;
  struct node *value = NULL;
  if (!names_owner(key) || !str_trim(cell->text).len) return;
  if (!codec_decode(r->arena, field_for(r, key), cell->text, &value))
    tear(r, cell);
  else
    put_detail(r, key, cell, value);
  take_cell(r, cell);
}

static void read_owners(struct sheet_reader *r) {
  size_t c = 0;
  for (size_t i = 0; i < r->headers.n; i++) {
    const struct header_row *header = &r->headers.at[i];
    bool owners = has_owner_column(r, header);
    for (; c < r->sheet->cell_count && r->sheet->cells[c].row <= header->last_row; c++)
      if (owners && r->sheet->cells[c].row > header->row) read_owner(r, header, &r->sheet->cells[c]);
  }
}

/* ---- the sheet's name ---- */

/* A copied sheet, or one of two that would be called the same, is called "Term 1 (2)". */
static struct str without_number(struct str name) {
  size_t at = name.len;
  if (!at || name.at[--at] != ')') return name;
  while (at && name.at[at - 1] >= '0' && name.at[at - 1] <= '9') at--;
  bool number = at > 1 && name.at[at - 1] == '(' && name.at[at - 2] == ' ';
  return number ? str_trim(str_sub(name, 0, at - 1)) : name;
}

/* A number without the word is no term. */
static bool names_term(struct sheet_reader *r, struct str text, struct str *term) {
  bool word = str_find(fold(r->arena, text), STR("term")) >= 0 || (text.len == 2 && (*text.at | 0x20) == 't');
  return word && term_read(r->arena, NULL, text, term);
}

/* What the name says counts where the cells say nothing; where they say otherwise, one of the two is left from a copy. */
static void put_named(struct sheet_reader *r, const char *key, struct str said) {
  const struct node *old = node_get(r->tab->term, key);
  if (!old)
    node_put(r->arena, r->tab->term, key, node_plain(r->arena, said));
  else if (!str_equal(node_str(old), said) && !r->tab->torn)
    r->tab->torn = str_format(r->arena, "sheet \"%s\"", str_z(r->arena, r->sheet->name));
}

/* A word that is nobody's name. */
static bool plain_word(struct sheet_reader *r, struct str word) {
  static const char *const words[] = {"term", "session", "tracker", "milestones", "milestone", "details", "sheet"};
  struct str folded = fold(r->arena, word), term;
  size_t letters = 0;
  while (letters < folded.len && folded.at[letters] >= 'a' && folded.at[letters] <= 'z') letters++;
  struct str head = str_sub(folded, 0, letters), tail = str_sub(folded, letters, folded.len);
  for (size_t i = 0; i < tail.len; i++)
    if (!strchr("0123456789-.()", tail.at[i])) return term_read(r->arena, NULL, word, &term);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_is(head, words[i])) return true;
  return !letters || term_read(r->arena, NULL, word, &term);
}

/* Whether a sheet's name is nobody's: "Term 1", "2025-26 Term 2", "Sheet1", "Communication Term 1"; but "Murdo Term 1" is Murdo's. */
static bool plain_name(struct sheet_reader *r, struct str name) {
  struct text rest = {.arena = r->arena};
  for (size_t at = 0, end; at < name.len; at = end + 1) {
    for (end = at; end < name.len && name.at[end] != ' ' && name.at[end] != ','; end++) continue;
    struct str word = str_sub(name, at, end);
    if (plain_word(r, word)) continue;
    if (rest.len) text_add_byte(&rest, ' ');
    text_add(&rest, word);
  }
  return !rest.len || domain_area(r->arena, r->mapping->domain, text_str(&rest));
}

/* The sheet's name, where it names a term or a session, "Term 1", "2025-26 Term 2", and is not the learner's. */
static void read_name(struct sheet_reader *r) {
  struct str name = without_number(r->sheet->name), session, term;
  r->tab->plain = plain_name(r, name);
  if (fold_equal(name, node_get_str(r->tab->learner, "known-as"))) return;
  for (size_t at = 0; at <= name.len; at++) {
    bool cut = at == 0 || at == name.len || name.at[at] == ' ' || name.at[at] == ',';
    struct str head = str_trim(str_sub(name, 0, at)), tail = str_sub(name, at ? at + 1 : 0, name.len);
    if (!cut) continue;
    const struct str parts[] = {head, str_trim(tail)};
    for (size_t i = 0; i < 2; i++) {
      bool a_term = names_term(r, parts[i], &term);
      bool a_session = session_read(r->arena, parts[i], &session);
      if (a_term) put_named(r, "term", term);
      if (a_session) put_named(r, "session", session);
    }
  }
}

void read_details(struct sheet_reader *r) {
  read_owners(r);
  for (size_t i = 0; i < r->sheet->cell_count; i++) {
    const struct worksheet_cell *cell = &r->sheet->cells[i];
    if (sheet_own_words(cell->text)) take_cell(r, cell);
    if (r->taken[i] || in_header(r, cell->row) || in_statement_row(r, cell) || read_behind(r, cell)) continue;
    const char *key = cell->kind == CELL_TEXT ? key_of(r, cell->text) : NULL;
    if (key) read_beside(r, cell, key);
  }
  read_name(r);
}
