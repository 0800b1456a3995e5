/* What the columns of a tracker's tables hold, by their cells, and by their headers where the cells tell nothing. */
#include "draft_parts.h"

#include <string.h>

/* What stands in the cells of a column. */
struct facts {
  const struct cell *head;
  struct str name;
  const char *word; /* what the name says that it is; NULL for nothing */
  bool sure;
  size_t cells, engagement, supports, dates, first_line, level_boxes, support_boxes, level_lists, support_lists;
  size_t level_marks, support_marks; /* cells that print labels, of which some are highlighted */
  size_t fills;                      /* cells with a colour and no words */
  struct text colours;               /* those colours, each once */
  struct date_style style;
};

static bool reads(struct drafting *d, enum codec_kind kind, const struct scale *scale, struct str text) {
  if (!scale) return false;
  struct field field = {.key = "", .codec = {.kind = kind, .scale = scale, .separator = scale->separator}};
  struct node *value = NULL;
  return codec_decode(d->arena, &field, text, &value) && value;
}

/* One without its year is read by the document's session. */
bool is_date(struct drafting *d, struct str text) {
  enum { LONGEST_DATE = 40 };
  struct str date;
  enum date_fault fault =
      text.len < LONGEST_DATE ? date_read(d->arena, STR("d MMMM yyyy"), STR(""), text, &date) : DATE_NONE;
  return fault == DATE_RIGHT || fault == DATE_NO_YEAR;
}

/* Boxes whose labels are levels. */
static bool boxes_of(struct drafting *d, const struct scale *scale, const struct passage *passage,
                     const struct cell *cell) {
  size_t count, levels = 0;
  struct passage whole = *passage; /* with the small tables in it */
  whole.paragraphs = paragraphs_deep(d->arena, cell->tc, &whole.count);
  struct box *boxes = boxes_read(d->arena, &whole, &count);
  for (size_t i = 0; i < count; i++) levels += is_level(d, scale, str_trim(boxes[i].label));
  return levels > 1;
}

static bool list_of(struct drafting *d, const struct scale *scale, const struct passage *passage) {
  struct list_item item = {0};
  size_t levels = 0;
  while (passage_next_item(passage, &item)) levels += is_level(d, scale, item.text) || is_level(d, scale, item.value);
  return levels > 1;
}

static void add_text(struct drafting *d, struct str text, struct facts *facts) {
  const struct scale *engagement = d->normal->engagement;
  if (draft_blank(d->arena, text)) return;
  bool whole = reads(d, AS_SCALE, engagement, text), first = !whole && reads(d, AS_SCALE, engagement, first_line(text));
  facts->cells++;
  facts->first_line += first;
  facts->engagement += whole || first;
  facts->supports += reads(d, AS_SCALE_LIST, d->normal->support, text);
  facts->dates += is_date(d, text);
  date_style_add(d->arena, &facts->style, text);
}

static void add_fill(struct drafting *d, const struct cell *cell, struct facts *facts) {
  enum { MOST_COLOURS = 80 };
  struct str fill = cell_fill(d->arena, cell->tc);
  if (!fill.len) return;
  facts->fills++;
  facts->colours.arena = d->arena;
  if (facts->colours.len > MOST_COLOURS || str_find(text_str(&facts->colours), fill) >= 0) return;
  if (facts->colours.len) text_add_z(&facts->colours, ", ");
  text_add(&facts->colours, fill);
}

/* Three labels of one scale in a cell are printed there for somebody to mark one. */
static bool marks_of(struct drafting *d, const struct scale *scale, const struct passage *passage) {
  enum { PRINTED = 3 };
  const struct marks marks = marks_read(d->arena, passage);
  struct str folded = fold(d->arena, marks.text);
  size_t labels = 0, marked = 0;
  for (size_t l = 0; scale && l < scale->count; l++)
    labels += str_find(folded, fold(d->arena, scale->levels[l].label)) >= 0;
  for (size_t i = 0; i < marks.count; i++) marked += marks.at[i].marked;
  return labels >= PRINTED && marked && marked < marks.count;
}

static void add_cell(struct drafting *d, const struct table *table, const struct cell *cell, struct facts *facts) {
  const struct scale *engagement = d->normal->engagement, *support = d->normal->support;
  struct passage passage;
  if (cell->continued || !cell_passage(d->arena, table->story, cell, 0, &passage)) return;
  struct str text = str_trim(passage_text(d->arena, &passage));
  bool level_boxes = boxes_of(d, engagement, &passage, cell), support_boxes = boxes_of(d, support, &passage, cell);
  bool level_marks = marks_of(d, engagement, &passage), support_marks = marks_of(d, support, &passage);
  facts->level_boxes += level_boxes;
  facts->support_boxes += support_boxes;
  facts->level_marks += level_marks;
  facts->support_marks += support_marks;
  facts->level_lists += list_of(d, engagement, &passage);
  facts->support_lists += list_of(d, support, &passage);
  if (draft_blank(d->arena, text)) add_fill(d, cell, facts);
  if (level_boxes || support_boxes || level_marks || support_marks) return;
  for (struct str rest = text, line; d->several && rest.len; rest = str_sub(rest, line.len + 1, rest.len)) {
    ptrdiff_t end = str_find(rest, STR("\n"));
    line = end < 0 ? rest : str_sub(rest, 0, (size_t)end);
    add_text(d, str_trim(line), facts);
  }
  if (!d->several) add_text(d, text, facts);
}

static bool is_data(struct drafting *d, const struct table *table, size_t r) {
  const struct row *row = &table->rows[r];
  const struct cell *key = row_cell(row, d->key_column);
  return r > d->bottom && row->count > 1 && key && key->column == d->key_column;
}

static struct facts facts_of(struct drafting *d, const struct cell *head) {
  struct facts facts = {.head = head, .name = column_name(d, head->column)};
  facts.word = draft_row_key(d->arena, facts.name, &facts.sure);
  for (size_t t = 0; t < d->table_count; t++)
    for (size_t r = 0; r < d->tables[t].count; r++) {
      const struct cell *cell = row_cell(&d->tables[t].rows[r], head->column);
      if (is_data(d, &d->tables[t], r) && cell) add_cell(d, &d->tables[t], cell, &facts);
    }
  return facts;
}

/* ---- what a column is ---- */

static bool most(size_t some, size_t all) { return some && 10 * some >= 6 * all; }

static const char *cells(struct drafting *d, size_t count) {
  return str_format(d->arena, count == 1 ? "%zu cell" : "%zu cells", count);
}

static const char *of_cells(struct drafting *d, size_t some, size_t all, const char *what) {
  const char *cells = all == 1 ? "cell is" : "cells are";
  return str_format(d->arena, "%zu of %zu %s %s", some, all, cells, what);
}

static struct guess *take_column(struct drafting *d, const struct facts *facts, const char *key, const char *as,
                                 const char *why) {
  if (guess_find(&d->columns, key)) return NULL;
  struct guess *guess = guess_add(d, &d->columns, key, why);
  guess->as = as;
  guess_at(guess, AT_COLUMN, facts->name);
  return guess;
}

static const char *scale_of(struct drafting *d, const char *form, const struct scale *scale) {
  return str_format(d->arena, form, str_z(d->arena, scale->id));
}

static struct guess *by_levels(struct drafting *d, const struct facts *f) {
  const char *title = "levels of engagement";
  if (f->level_boxes)
    return take_column(d, f, "engagement", scale_of(d, "{ticks: %s}", d->normal->engagement),
                       str_format(d->arena, "boxes for levels of engagement in %s", cells(d, f->level_boxes)));
  bool likely = most(f->engagement, f->cells) && f->engagement >= f->supports;
  if (!likely && !(f->level_lists && !f->cells)) return NULL;
  const char *why = likely ? of_cells(d, f->engagement, f->cells, title) : "its lists have levels of engagement";
  struct guess *guess = take_column(d, f, "engagement", scale_of(d, "{scale: %s}", d->normal->engagement), why);
  if (guess && f->first_line && !d->several) guess->at[0].paragraph = 1;
  return guess;
}

static struct guess *by_supports(struct drafting *d, const struct facts *f) {
  if (f->support_boxes)
    return take_column(d, f, "supports", scale_of(d, "{list: {ticks: %s}}", d->normal->support),
                       str_format(d->arena, "boxes for types of support in %s", cells(d, f->support_boxes)));
  bool likely = most(f->supports, f->cells);
  if (!likely && !(f->support_lists && !f->cells)) return NULL;
  const char *why = likely ? of_cells(d, f->supports, f->cells, "types of support") : "its lists have types of support";
  return take_column(d, f, "supports", scale_of(d, "{list: {scale: %s}}", d->normal->support), why);
}

static const char *date_codec(struct drafting *d, const struct facts *f) {
  return str_format(d->arena, "{date: %s}", date_style_pattern(&f->style, "d MMM yyyy"));
}

/* By the header's words, when the cells tell nothing. */
static struct guess *by_words(struct drafting *d, const struct facts *f) {
  const char *key = f->word;
  if (!key || strcmp(key, "milestone") == 0) return NULL;
  bool level = strcmp(key, "engagement") == 0, support = strcmp(key, "supports") == 0, date = strcmp(key, "date") == 0;
  if ((level && !d->normal->engagement) || (support && !d->normal->support)) return NULL;
  const char *as = level     ? scale_of(d, "{scale: %s}", d->normal->engagement)
                   : support ? scale_of(d, "{list: {scale: %s}}", d->normal->support)
                   : date    ? date_codec(d, f)
                             : "paragraphs";
  size_t read = level ? f->engagement : support ? f->supports : f->dates;
  const char *by = f->sure ? "by its header" : "by a word of its header";
  const char *why = !f->cells ? str_format(d->arena, "%s; its cells are empty", by)
                    : level || support || date
                        ? str_format(d->arena, "%s, but only %s", by, of_cells(d, read, f->cells, "understood"))
                        : str_format(d->arena, "%s; %s with text", by, cells(d, f->cells));
  return take_column(d, f, key, as, why);
}

/* By how the cells look, where their words are printed or are none. */
static struct guess *by_look(struct drafting *d, const struct facts *f) {
  bool colours = f->fills > 1 && f->fills > f->cells && str_find(text_str(&f->colours), STR(",")) > 0;
  if (f->level_marks)
    return take_column(d, f, "engagement", scale_of(d, "{highlight: %s}", d->normal->engagement),
                       str_format(d->arena, "levels of engagement are printed, and some highlighted, in %s",
                                  cells(d, f->level_marks)));
  if (f->support_marks)
    return take_column(
        d, f, "supports", scale_of(d, "{list: {highlight: %s}}", d->normal->support),
        str_format(d->arena, "types of support are printed, and some highlighted, in %s", cells(d, f->support_marks)));
  if (!colours || !d->normal->engagement) return NULL;
  return take_column(
      d, f, "engagement", scale_of(d, "{shading: %s}", d->normal->engagement),
      str_format(d->arena, "%s with a colour and no words; say which level each is, colours: {LEVEL: COLOUR}, of %s",
                 cells(d, f->fills), str_z(d->arena, text_str(&f->colours))));
}

static void add_strange_column(struct drafting *d, const struct facts *f, const char *why) {
  guess_at(guess_add(d, &d->strange, NULL, why), AT_COLUMN, f->name);
}

/* A header's words for the level that counts now. */
static bool says_now(struct drafting *d, struct str name) {
  static const char *const words[] = {"now", "current", "latest", "end", "final", "after"};
  const char *spaced = str_format(d->arena, " %s ", str_z(d->arena, fold(d->arena, name)));
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strstr(spaced, str_format(d->arena, " %s ", words[i]))) return true;
  return false;
}

/* What to write where each of such columns is a term's: "T1", "Term 2". */
static const char *of_term(struct drafting *d, struct str name) {
  struct str term, folded = fold(d->arena, name);
  bool digit = name.len > 1 && name.at[name.len - 1] >= '1' && name.at[name.len - 1] <= '9';
  bool word = folded.len == 2 ? folded.at[0] == 't' : str_find(folded, STR("term")) >= 0;
  if (!digit || !word || !term_read(d->arena, NULL, str_sub(name, name.len - 1, name.len), &term)) return "";
  struct str any = str_joined(d->arena, str_sub(name, 0, name.len - 1), STR("{term}"), STR(""));
  struct str column = yaml_print_scalar(d->arena, node_text(d->arena, any), '"', true);
  return str_format(d->arena,
                    "; if it is term %s's, write terms: [{term: 1}, {term: 2}, ...] above fields:, and %s for the name "
                    "of engagement's column, in header: too",
                    str_z(d->arena, term), str_z(d->arena, column));
}

/* Another column of levels: of several that which says that it is the current one counts, else the first. */
static bool levels_too(struct drafting *d, const struct facts *f) {
  struct guess *guess = guess_find(&d->columns, "engagement");
  bool levels = most(f->engagement, f->cells) && f->engagement >= f->supports;
  if (!levels || !guess || guess->at[0].kind != AT_COLUMN) return false;
  struct facts other = *f;
  const char *why = of_cells(d, f->engagement, f->cells, "levels of engagement");
  if (says_now(d, f->name) && !says_now(d, guess->at[0].name)) {
    other.name = guess->at[0].name;
    const char *others = guess->why;
    guess->at[0] = (struct locator){.kind = AT_COLUMN, .name = f->name, .paragraph = f->first_line && !d->several};
    guess->why = str_format(d->arena, "%s, and by its header the current ones", why);
    why = others;
  }
  add_strange_column(d, &other,
                     str_format(d->arena, "%s too: which column is the current one?%s", why, of_term(d, other.name)));
  return true;
}

static void draft_column(struct drafting *d, const struct facts *f) {
  if (!f->word && may_be_level(d, f->name)) {
    add_strange_column(d, f, "is it a level? then add its name as an alias to a scale of your own beside this file");
    return;
  }
  if (levels_too(d, f)) return;
  const struct guess *guess = by_look(d, f);
  if (!guess && d->normal->engagement) guess = by_levels(d, f);
  if (!guess && d->normal->support) guess = by_supports(d, f);
  if (!guess && most(f->dates, f->cells))
    guess = take_column(d, f, "date", date_codec(d, f), of_cells(d, f->dates, f->cells, "dates"));
  if (!guess) guess = by_words(d, f);
  if (!guess) add_strange_column(d, f, str_format(d->arena, "a column with text in %s", cells(d, f->cells)));
}

/* ---- columns named by levels ---- */

static bool names_level(struct drafting *d, const struct scale *scale, size_t column) {
  const struct table *table = &d->tables[0];
  for (size_t r = d->header; r < table->count && r < d->header + 3; r++) {
    const struct cell *cell = row_cell(&table->rows[r], column);
    const struct cell *key = row_cell(&table->rows[r], d->key_column);
    bool data = r > d->header && key && !key->continued && draft_cell(d, table, key).len;
    if (!data && cell && cell->span == 1 && is_level(d, scale, header_name(d, table, cell))) return true;
  }
  return false;
}

static void draft_level_columns(struct drafting *d, const struct scale *scale, const char *key, const char *form) {
  size_t count = 0, width = WIDEST;
  for (size_t column = 0; scale && column < width && count < scale->count; column++)
    count += column != d->key_column && names_level(d, scale, column);
  if (count < 2) return;
  struct guess *guess =
      guess_add(d, &d->columns, key, str_format(d->arena, "%zu columns are named by levels: a tick tells", count));
  guess->as = scale_of(d, form, scale);
  guess_at(guess, AT_COLUMNS, STR("levels"));
}

/* ---- all columns ---- */

/* The milestones in a key's cell: each line may be one. */
static size_t statements_in(struct drafting *d, struct str text) {
  size_t count = 0;
  if (is_statement(d, text)) return 1;
  for (struct str rest = text, line; rest.len; rest = str_sub(rest, line.len + 1, rest.len)) {
    ptrdiff_t end = str_find(rest, STR("\n"));
    line = end < 0 ? rest : str_sub(rest, 0, (size_t)end);
    count += is_statement(d, str_trim(line));
  }
  return count;
}

static void draft_key(struct drafting *d, const struct cell *head) {
  size_t known = 0, first = 0;
  for (size_t t = 0; t < d->table_count; t++)
    for (size_t r = 0; r < d->tables[t].count; r++) {
      const struct cell *cell = row_cell(&d->tables[t].rows[r], d->key_column);
      struct str text = is_data(d, &d->tables[t], r) && cell ? draft_cell(d, &d->tables[t], cell) : STR("");
      size_t statements = statements_in(d, text);
      if (draft_blank(d->arena, text)) continue;
      d->rows++;
      d->several = d->several || statements > 1;
      known += statements > 0;
      first += !is_statement(d, text) && is_statement(d, first_line(text));
    }
  const char *why = d->several ? of_cells(d, known, d->rows, "of milestones, some of several")
                    : d->rows  ? of_cells(d, known, d->rows, "milestones of these frameworks")
                               : "by its header; its cells are empty";
  struct guess *guess = guess_add(d, &d->columns, "milestone", why);
  guess->as = "milestone";
  guess_at(guess, AT_COLUMN, column_name(d, head->column));
  if (first && !d->several) guess->at[0].paragraph = 1;
}

/* Columns of the terms behind the first are named like its own. */
bool of_later_term(const struct drafting *d, size_t column) {
  for (size_t i = 1; i < d->terms.n; i++)
    if (column >= d->terms.at[i].from && column < d->terms.at[i].to) return true;
  return false;
}

/* The texts that tell the table: of the columns that matter most, and, where levels name columns, some of those. */
static void draft_header(struct drafting *d, const struct row *head) {
  static const char *const keys[] = {"milestone", "engagement", "supports", "saw", "next-steps", "date"};
  enum { SOME_LEVELS = 3 };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const struct guess *guess = guess_find(&d->columns, keys[i]);
    if (guess && guess->at[0].kind == AT_COLUMN)
      guess_at(guess_add(d, &d->headers, keys[i], ""), AT_COLUMN, guess->at[0].name);
  }
  for (size_t c = 0, some = 0; c < head->count && some < SOME_LEVELS; c++) {
    struct str name = column_name(d, head->cells[c].column);
    bool level = is_level(d, d->normal->engagement, name) || is_level(d, d->normal->support, name);
    if (!level || !names_level(d, d->normal->engagement, head->cells[c].column)) continue;
    guess_at(guess_add(d, &d->headers, NULL, ""), AT_COLUMN, name);
    some++;
  }
}

void draft_columns(struct drafting *d) {
  const struct row *head = &d->tables[0].rows[d->bottom];
  struct facts *facts = arena_alloc(d->arena, head->count + 1, sizeof *facts);
  size_t count = 0;
  const struct cell *key = row_cell(head, d->key_column); /* found with the tables */
  draft_key(d, key);
  draft_level_columns(d, d->normal->engagement, "engagement", "{scale: %s}");
  draft_level_columns(d, d->normal->support, "supports", "{list: {scale: %s}}");
  for (size_t c = 0; c < head->count; c++) {
    const struct cell *cell = &head->cells[c];
    facts[count] = facts_of(d, cell);
    if (!facts[count].name.len || of_later_term(d, cell->column)) continue;
    bool level =
        names_level(d, d->normal->engagement, cell->column) || names_level(d, d->normal->support, cell->column);
    if (of_all_terms(d, cell->column))
      add_strange_column(d, &facts[count], "a column beside all terms: no one term's, so it stays under unplaced");
    else if (cell != key && !level)
      draft_column(d, &facts[count]);
    count++;
  }
  draft_unread_levels(d);
  draft_comments(d);
  draft_header(d, head);
}
