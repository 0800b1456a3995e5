/* The tables of milestones: which they are, and what their columns hold. */
#include "draft_parts.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST_HEADER = 5, LONGEST_TEXT = 400 };

struct str draft_cell(struct drafting *d, const struct table *table, const struct cell *cell) {
  struct passage passage;
  if (cell->continued || !cell_passage(d->arena, table->story, cell, 0, &passage)) return STR("");
  return str_trim(passage_text(d->arena, &passage));
}

struct str first_line(struct str text) {
  ptrdiff_t end = str_find(text, STR("\n"));
  return end < 0 ? text : str_trim(str_sub(text, 0, (size_t)end));
}

/* A header's text in one line, as the mapping names it. */
struct str header_name(struct drafting *d, const struct table *table, const struct cell *cell) {
  struct str text = draft_cell(d, table, cell);
  struct text out = {.arena = d->arena};
  for (size_t i = 0; i < text.len; i++) {
    bool blank = strchr(" \t\n", text.at[i]) != NULL;
    if (!blank)
      text_add_byte(&out, text.at[i]);
    else if (out.len && out.at[out.len - 1] != ' ')
      text_add_byte(&out, ' ');
  }
  return text_str(&out);
}

/* ---- which tables ---- */

bool is_statement(struct drafting *d, struct str text) {
  const struct domain *domain = d->normal->domain;
  struct str folded = text.len && text.len < LONGEST_TEXT ? fold(d->arena, text) : STR("");
  for (size_t i = 0; folded.len && i < domain->milestone_count; i++)
    if (str_equal(domain->milestones[i].folded, folded)) return true;
  return false;
}

/* The milestones in each column, and the first row that has one. */
struct statements {
  size_t *by_column, width, first, most, column;
};

static struct statements statements_of(struct drafting *d, const struct table *table) {
  struct statements s = {.width = WIDEST, .first = table->count};
  s.by_column = arena_alloc(d->arena, s.width + 1, sizeof *s.by_column);
  for (size_t r = 0; r < table->count; r++)
    for (size_t c = 0; c < table->rows[r].count; c++) {
      const struct cell *cell = &table->rows[r].cells[c];
      struct arena_mark before = arena_mark(d->arena);
      struct str text = cell->column < s.width ? draft_cell(d, table, cell) : STR("");
      bool stated = is_statement(d, text) || is_statement(d, first_line(text));
      arena_rewind(d->arena, before);
      if (!stated) continue;
      if (s.first == table->count) s.first = r;
      if (++s.by_column[cell->column] <= s.most) continue;
      s.most = s.by_column[cell->column];
      s.column = cell->column;
    }
  return s;
}

bool is_level(struct drafting *d, const struct scale *scale, struct str text) {
  return scale && text.len && scale_read(d->arena, scale, text);
}

/* How many headers of a row say what they are; *key: the column that says milestone, NO_COLUMN for none. */
static size_t known_headers(struct drafting *d, const struct table *table, const struct row *row, size_t *key) {
  size_t known = 0;
  *key = NO_COLUMN;
  for (size_t c = 0; c < row->count; c++) {
    bool sure;
    struct str name = header_name(d, table, &row->cells[c]);
    const char *word = draft_row_key(d->arena, name, &sure);
    bool level = is_level(d, d->normal->engagement, name) || is_level(d, d->normal->support, name);
    known += (word && sure) || level;
    if (word && sure && strcmp(word, "milestone") == 0 && *key == NO_COLUMN) *key = row->cells[c].column;
  }
  return known;
}

/* The row of the columns' names: before the first milestone, where the key's column has a name. */
static size_t header_row(struct drafting *d, const struct table *table, const struct statements *s) {
  size_t best = NO_ROW, most = 0, key;
  for (size_t r = 0; r < s->first && r < DEEPEST_HEADER && r < table->count; r++) {
    const struct cell *cell = row_cell(&table->rows[r], s->column);
    if (table->rows[r].count < 2 || !cell || !header_name(d, table, cell).len) continue;
    size_t known = known_headers(d, table, &table->rows[r], &key);
    if (best != NO_ROW && known < most) continue;
    best = r;
    most = known;
  }
  return best;
}

/* A table without a known milestone is a tracker when its header says so. */
static bool header_says(struct drafting *d, const struct table *table, size_t *header, size_t *key) {
  for (*header = 0; *header < table->count && *header < DEEPEST_HEADER; ++*header)
    if (known_headers(d, table, &table->rows[*header], key) > 1 && *key != NO_COLUMN) return true;
  return false;
}

static const char *header_words(struct drafting *d, const struct table *table, size_t header) {
  struct text out = {.arena = d->arena};
  for (size_t c = 0; header < table->count && c < table->rows[header].count; c++) {
    text_add(&out, fold(d->arena, header_name(d, table, &table->rows[header].cells[c])));
    text_add_byte(&out, '|');
  }
  return str_z(d->arena, text_str(&out));
}

struct found_table {
  struct table table;
  const char *words; /* of its header */
  size_t header, key, milestones;
};

struct found_tables {
  ARRAY(struct found_table) list;
};

static void find_table(struct drafting *d, struct element *tbl, struct found_tables *found) {
  struct found_table one = {.table = table_read(d->arena, &d->document->stories[0], tbl)};
  struct statements s = statements_of(d, &one.table);
  one.milestones = s.most;
  one.key = s.column;
  one.header = s.most ? header_row(d, &one.table, &s) : NO_ROW;
  if (s.most ? one.header == NO_ROW : !header_says(d, &one.table, &one.header, &one.key)) return;
  one.words = header_words(d, &one.table, one.header);
  *PUSH(d->arena, &found->list) = one;
}

static int by_words(const void *one, const void *other) {
  const struct found_table *a = *(const struct found_table *const *)one, *b = *(const struct found_table *const *)other;
  int order = strcmp(a->words, b->words);
  return order ? order : (a > b) - (a < b);
}

/* The header that has the most milestones below it, in all tables that bear it; of two such the one that stands first. One is found. */
static const char *choose_header(struct drafting *d, const struct found_tables *found) {
  const struct found_table **list = arena_alloc(d->arena, found->list.n, sizeof *list), *best = found->list.at;
  size_t most = 0;
  for (size_t i = 0; i < found->list.n; i++) list[i] = &found->list.at[i];
  qsort(list, found->list.n, sizeof *list, by_words);
  for (size_t i = 0, end; i < found->list.n; i = end) {
    size_t milestones = 0;
    for (end = i; end < found->list.n && strcmp(list[end]->words, list[i]->words) == 0; end++)
      milestones += list[end]->milestones;
    if (milestones < most || (milestones == most && list[i] > best)) continue;
    best = list[i];
    most = milestones;
  }
  return best->words;
}

static void take_tables(struct drafting *d, const struct found_tables *found) {
  const char *words = choose_header(d, found);
  size_t others = 0;
  d->tables = arena_alloc(d->arena, found->list.n + 1, sizeof *d->tables);
  for (size_t i = 0; i < found->list.n; i++) {
    const struct found_table *one = &found->list.at[i];
    bool alike = strcmp(words, one->words) == 0;
    others += !alike && one->milestones;
    if (!alike) continue;
    if (!d->table_count) d->header = one->header;
    if (!d->table_count || one->milestones) d->key_column = one->key;
    d->milestones += one->milestones;
    d->tables[d->table_count++] = one->table;
  }
  if (others)
    guess_add(d, &d->strange, NULL,
              str_format(d->arena, "%zu more of the tables hold milestones under other headers", others));
}

/* ---- headers of several rows ---- */

/* Rows below the first without a text of their own in the key's column, which is merged there or empty, up to the milestones. */
static size_t header_bottom(struct drafting *d, const struct table *table) {
  enum { MOST_ROWS = 3 };
  size_t bottom = d->header;
  for (size_t r = d->header + 1; r < table->count && r < d->header + MOST_ROWS; r++) {
    const struct row *row = &table->rows[r];
    const struct cell *key = row_cell(row, d->key_column), *above = row_cell(&table->rows[d->header], d->key_column);
    bool merged = key && key->continued && above && key->column == above->column;
    size_t known, column;
    known = known_headers(d, table, row, &column);
    if (row->count < 2 || !(merged || (key && !draft_cell(d, table, key).len && known > 1))) break;
    bottom = r;
  }
  return bottom;
}

struct str column_name(struct drafting *d, size_t column) {
  const struct table *table = &d->tables[0];
  struct str name = STR("");
  for (size_t r = d->bottom + 1; r-- > d->header && !name.len;) {
    const struct cell *cell = row_cell(&table->rows[r], column);
    if (cell) name = header_name(d, table, cell);
  }
  return name;
}

const struct table *tracker_table(const struct drafting *d, const struct element *tbl) {
  size_t t = tables_before(d->tables, d->table_count, tbl->start);
  return t < d->table_count && d->tables[t].tbl == tbl ? &d->tables[t] : NULL;
}

bool in_tracker(const struct drafting *d, const struct element *e) {
  for (const struct element *tbl = e; (tbl = element_ancestor(tbl, W_TBL));)
    if (tracker_table(d, tbl)) return true;
  return false;
}

void draft_tables(struct drafting *d) {
  const struct story *story = &d->document->stories[0];
  struct found_tables found = {0};
  for (struct element *e = story->markup->root; e; e = element_next(e, story->markup->root))
    if (e->name == W_TBL) find_table(d, e, &found);
  if (!found.list.n) return;
  take_tables(d, &found);
  d->bottom = header_bottom(d, &d->tables[0]);
  draft_terms(d);
  draft_headed_terms(d);
  draft_columns(d);
}
