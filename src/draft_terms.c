/* Terms in a draft: side by side in one document, or named by words of the school's own. */
#include "draft_parts.h"

#include <string.h>

/* ---- the year's words ---- */

/* Words that tell a part of the school year, by how they begin, and where in the year they are. */
static const struct {
  const char *word;
  int month; /* from August on */
} PARTS[] = {{"aug", 0},       {"sept", 1},   {"autumn", 2}, {"oct", 2},   {"nov", 3},     {"dec", 4},
             {"christmas", 4}, {"winter", 5}, {"jan", 5},    {"feb", 6},   {"march", 7},   {"spring", 7},
             {"easter", 8},    {"april", 8},  {"may", 9},    {"june", 10}, {"summer", 10}, {"july", 11}};

/* Where in the year the first of such words is; -1 for none. */
static int year_part(struct arena *arena, struct str text) {
  struct str folded = fold(arena, text);
  for (size_t at = 0; at < folded.len; at++) {
    bool begins = !at || strchr(" (-/", folded.at[at - 1]) || (unsigned char)folded.at[at - 1] >= 0x80;
    for (size_t i = 0; begins && i < sizeof PARTS / sizeof *PARTS; i++)
      if (str_starts(str_sub(folded, at, folded.len), str_from(PARTS[i].word))) return PARTS[i].month;
  }
  return -1;
}

/* ---- side by side ---- */

/* The names of the columns under a cell of the first row of names, each behind a bar. */
static const char *names_under(struct drafting *d, const struct cell *cell) {
  struct text out = {.arena = d->arena};
  for (size_t column = cell->column; column < cell->column + cell->span && column < WIDEST; column++) {
    const struct cell *name = row_cell(&d->tables[0].rows[d->bottom], column);
    if (name && name->column == column && !name->continued) text_add(&out, fold(d->arena, column_name(d, column)));
    text_add_byte(&out, '|');
  }
  return str_z(d->arena, text_str(&out));
}

static bool any_name(const char *names) { return names[strspn(names, "|")] != 0; }

static bool numbered(const struct drafting *d) {
  for (size_t i = 0; i < d->terms.n; i++)
    if (!d->terms.at[i].numbered) return false;
  return true;
}

/* Parts of the year that follow on each other are its terms, as they stand. */
static bool number_by_year(struct drafting *d) {
  int before = -1;
  for (size_t i = 0; i < d->terms.n; i++) {
    int part = year_part(d->arena, d->terms.at[i].header);
    struct str term = str_from(str_format(d->arena, "%zu", i + 1));
    if (part <= before || !term_valid(term)) return false;
    before = part;
    d->terms.at[i].numbered = false;
    d->terms.at[i].term = term;
  }
  return true;
}

/* Columns that repeat under words that name no term: whoever knows the school can say. */
static void ask_for_terms(struct drafting *d) {
  for (size_t i = 0; i < d->terms.n; i++)
    guess_at(guess_add(d, &d->strange, NULL,
                       "the same columns stand under it as beside it: if it is a term, write terms: [{term: 1, header: "
                       "these words}, ...] above fields:"),
             AT_COLUMN, d->terms.at[i].header);
}

/* Columns under a term that others stand under already are nobody's: a term is read from one place. */
static void add_term(struct drafting *d, const struct term_columns *one) {
  for (size_t i = 0; i < d->terms.n; i++)
    if (one->numbered && d->terms.at[i].numbered && str_equal(d->terms.at[i].term, one->term)) return;
  *PUSH(d->arena, &d->terms) = *one;
}

void draft_terms(struct drafting *d) {
  const struct table *table = &d->tables[0];
  const struct row *row = &table->rows[d->header];
  const char *names = NULL;
  for (size_t c = 0; d->bottom > d->header && c < row->count; c++) {
    const struct cell *cell = &row->cells[c];
    struct term_columns one = {.header = header_name(d, table, cell), .from = cell->column};
    one.to = one.from + cell->span;
    if (cell->span < 2 || !one.header.len) continue;
    const char *own = names_under(d, cell);
    one.numbered =
        str_find(fold(d->arena, one.header), STR("term")) >= 0 && term_read(d->arena, NULL, one.header, &one.term);
    if (!names && any_name(own)) names = own;
    if (one.numbered || (names && strcmp(own, names) == 0)) add_term(d, &one);
  }
  if (d->terms.n > 1 && !numbered(d) && !number_by_year(d)) {
    ask_for_terms(d);
    d->terms.n = 0;
  }
  if (d->terms.n < 2) d->terms.n = 0;
}

struct str term_name(const struct drafting *d, struct str name) {
  for (size_t i = 0; i < d->terms.n; i++) {
    const struct term_columns *one = &d->terms.at[i];
    ptrdiff_t digit = one->numbered ? str_find(one->header, one->term) : -1, at = str_find(name, one->header);
    if (digit < 0 || at < 0) continue;
    size_t from = (size_t)(at + digit), to = from + one->term.len;
    if (to < name.len && name.at[to] >= '0' && name.at[to] <= '9') continue;
    struct str head = str_sub(name, 0, from), tail = str_sub(name, to, name.len);
    return str_joined(d->arena, head, STR("{term}"), tail);
  }
  return name;
}

bool of_all_terms(const struct drafting *d, size_t column) {
  for (size_t i = 0; i < d->terms.n; i++)
    if (column >= d->terms.at[i].from && column < d->terms.at[i].to) return false;
  return d->terms.n && column != d->key_column;
}

/* ---- one below another ---- */

/* "Term {term}" for a heading "Term 1"; empty for any other. */
static struct str heading_pattern(struct drafting *d, struct str words, struct str *term) {
  bool named = str_find(fold(d->arena, words), STR("term")) >= 0 && term_read(d->arena, NULL, words, term);
  ptrdiff_t at = named ? str_find(words, *term) : -1;
  if (at < 0) return STR("");
  struct str tail = str_sub(words, (size_t)at + term->len, words.len);
  return str_joined(d->arena, str_sub(words, 0, (size_t)at), STR("{term}"), tail);
}

static void add_headed(struct drafting *d, struct str term) {
  for (size_t i = 0; i < d->headed.n; i++)
    if (str_equal(d->headed.at[i], term)) return;
  *PUSH(d->arena, &d->headed) = term;
}

void draft_headed_terms(struct drafting *d) {
  struct str pattern = STR("");
  for (size_t t = 0; t < d->table_count && !d->terms.n; t++) {
    const struct landmark *heading = heading_before(d->index, d->tables[t].tbl);
    struct str term, words = heading ? str_trim(paragraph_text(d->arena, heading->p)) : STR("");
    struct str own = heading_pattern(d, words, &term);
    if (!own.len || (t && !str_equal(own, pattern))) return;
    pattern = own;
    add_headed(d, term);
  }
  if (d->headed.n > 1) d->term_heading = pattern;
}

/* ---- terms by words ---- */

static const char *const SEASONS[] = {"Autumn", "Winter", "Spring", "Summer"};

/* The season that a term's place says, alone or with the word term: the form in which the others would be written there. */
static bool by_season(struct arena *arena, struct str text, const char **form, size_t *season) {
  static const char *const forms[] = {"%s", "%s term"};
  for (size_t f = 0; f < 2; f++)
    for (*season = 0; *season < 4; ++*season) {
      *form = forms[f];
      if (fold_equal(str_from(str_format(arena, *form, SEASONS[*season])), text)) return true;
    }
  return false;
}

void draft_term_words(struct drafting *d, struct guess *guess, struct str text) {
  struct str term;
  const char *form;
  size_t season, number = 0;
  if (guess->asked || draft_blank(d->arena, text) || term_read(d->arena, NULL, text, &term)) return;
  guess->asked = true;
  if (!by_season(d->arena, text, &form, &season)) {
    guess->why = str_format(d->arena,
                            "%s, but what stands there is no term's number: as: {term: {WORD: NUMBER, ...}} "
                            "says which it is",
                            guess->why);
    return;
  }
  struct text out = {.arena = d->arena};
  for (size_t s = 0; s < 4; s++) {
    if (strcmp(SEASONS[s], "Winter") == 0 && season != s) continue;
    text_add_z(&out, number ? ", " : "{term: {");
    text_add_z(&out, str_format(d->arena, form, SEASONS[s]));
    text_add_z(&out, str_format(d->arena, ": %zu", ++number));
  }
  text_add_z(&out, "}}");
  guess->as = str_z(d->arena, text_str(&out));
  guess->why = str_format(d->arena, "%s; are these the numbers of your terms?", guess->why);
}
