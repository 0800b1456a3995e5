/* Labels: what stands behind one in its line, in the cell to its right, or in the cell below it. */
#include "place_parts.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST_LABEL = 60 };

/* ---- labels in a line ---- */

static size_t blank_at(struct str text, size_t at) {
  if (at < text.len && (text.at[at] == ' ' || text.at[at] == '\t')) return 1;
  return str_starts(str_sub(text, at, text.len), STR("\u00a0")) ? 2 : 0;
}

static size_t skip_blanks(struct str text, size_t at) {
  for (size_t n; (n = blank_at(text, at)) > 0;) at += n;
  return at;
}

/* What parts one label and its value from the next: a tab, a line break, or at least two spaces. Its length; 0 for none. */
static size_t gap_at(struct str text, size_t at) {
  size_t end = at, blanks = 0;
  bool wide = false;
  for (size_t n; (n = end < text.len && text.at[end] == '\n' ? 1 : blank_at(text, end)) > 0; end += n, blanks++)
    wide = wide || text.at[end] == '\t' || text.at[end] == '\n';
  return wide || blanks > 1 ? end - at : 0;
}

/* The length of a line to write on; 0 for none. */
static size_t leader_at(struct str text, size_t at) {
  static const char *const leaders[] = {"___", ".....", "…………"};
  if (at < text.len && isalnum((unsigned char)text.at[at])) return 0; /* most of what is asked about */
  struct str rest = str_sub(text, at, text.len);
  for (size_t i = 0; i < sizeof leaders / sizeof *leaders; i++) {
    struct str leader = str_from(leaders[i]), mark = str_sub(leader, 0, leader.len > 5 ? 3 : 1);
    size_t end = str_starts(rest, leader) ? leader.len : 0;
    while (end && str_starts(str_sub(rest, end, rest.len), mark)) end += mark.len;
    if (end) return end;
  }
  return 0;
}

/* Where the words that begin at a byte stop to be a label: at a colon, a gap, a line to write on, or the end. */
static size_t words_end(struct str text, size_t at) {
  size_t far = at + LONGEST_LABEL + 1,
         most = far < text.len ? far : text.len; /* so that long texts take no long time */
  while (at < most && text.at[at] != ':' && !gap_at(text, at) && !leader_at(text, at)) at++;
  return at;
}

static bool is_label(struct str words) {
  bool letters = false;
  for (size_t i = 0; i < words.len; i++) letters = letters || isalpha((unsigned char)words.at[i]) || words.at[i] < 0;
  return letters && words.len <= LONGEST_LABEL;
}

static bool known_label(const struct place_index *index, struct str words) {
  return mapping_names(index->mapping, AT_LABEL, words);
}

static bool one_capital_word(struct str words) {
  bool capital = words.len && isupper((unsigned char)words.at[0]);
  for (size_t i = 0; i < words.len && capital; i++) capital = words.at[i] != ' ';
  return capital;
}

/* A label with its colon: any words behind a gap or a line to write on; behind a space those of the mapping, or a word with a capital
 * letter ("Class: ____ Teacher: ____"). */
static bool label_at(const struct place_index *index, struct str text, size_t at, bool gap) {
  size_t end = words_end(text, at);
  struct str words = str_sub(text, at, end);
  if (end == text.len || text.at[end] != ':' || !is_label(words)) return false;
  return gap || known_label(index, words) || one_capital_word(words);
}

static size_t without_blanks(struct str text, size_t from, size_t end) {
  while (end > from && (text.at[end - 1] == ' ' || text.at[end - 1] == '\t' || text.at[end - 1] == '\n')) end--;
  return end;
}

/* Where the value that begins at a byte ends: before the next label, or at the end of the paragraph. */
static size_t value_end(const struct place_index *index, struct str text, size_t from) {
  for (size_t at = from; at < text.len;) {
    size_t leader = leader_at(text, at), behind = at + leader;
    size_t gap = gap_at(text, behind), blank = gap ? gap : blank_at(text, behind);
    bool apart = leader || blank;
    if (apart && label_at(index, text, behind + blank, gap || leader)) return without_blanks(text, from, behind);
    at = behind > at ? behind : at + 1;
  }
  return without_blanks(text, from, text.len);
}

/* Behind the blanks after the label; before them where the next label follows at once, and nothing was said there yet either. */
static size_t value_start(const struct place_index *index, struct str text, size_t at) {
  size_t behind = skip_blanks(text, at), end = words_end(text, behind), next = skip_blanks(text, end + 1);
  bool unfilled = next >= text.len || leader_at(text, next) || gap_at(text, end + 1);
  bool known = known_label(index, str_sub(text, behind, end));
  bool gap = gap_at(text, at) > 0, label = behind > at && label_at(index, text, behind, gap);
  return label && (gap || known || unfilled) ? at : behind;
}

/* Where a label stands in the text: its value begins at *value. A label alone in its paragraph needs its colon. */
static bool find_in_line(const struct place_index *index, struct str text, struct str label, size_t *value) {
  bool value_before = false; /* a label behind a mere space needs one: "Review date:" is no "Date:" */
  for (size_t at = 0; at < text.len;) {
    size_t end = words_end(text, at), gap, blank;
    bool colon = end < text.len && text.at[end] == ':', alone = end == text.len;
    if (!alone && label_is(str_sub(text, at, end), label)) {
      *value = value_start(index, text, end + colon);
      return colon || !known_label(index, str_sub(text, *value, words_end(text, *value)));
    }
    for (; at < text.len; at++) {
      gap = gap_at(text, at);
      blank = gap ? gap : blank_at(text, at);
      value_before = (value_before || text.at[at] == ':' || leader_at(text, at)) && !gap;
      if (blank && (gap || (value_before && label_at(index, text, at + blank, false)))) break;
    }
    at += at < text.len ? blank : 0;
  }
  return false;
}

/* A control that stands where the value would begin. */
static struct element *control_behind(struct arena *arena, struct element *p, struct str text, size_t value) {
  for (struct element *e = element_next(p, p), *next; e; e = next) {
    next = e->name == W_SDT || e->name == W_TXBX_CONTENT ? element_next_past(e, p) : element_next(e, p);
    if (e->name != W_SDT) continue;
    size_t at = text_before(arena, p, e->start);
    if (at >= value || skip_blanks(text, at) >= value) return at <= skip_blanks(text, value) ? e : NULL;
  }
  return NULL;
}

static struct passage part_of(struct arena *arena, const struct story *story, struct element *p, size_t from,
                              size_t to) {
  struct passage passage = {.story = story, .count = 1, .part = true, .from = from, .to = to};
  passage.paragraphs = arena_alloc(arena, 1, sizeof *passage.paragraphs);
  passage.paragraphs[0] = p;
  return passage;
}

static bool in_line(struct arena *arena, const struct place_index *index, const struct landmark *l, struct str label,
                    struct passage *passage) {
  size_t value;
  struct str text = line_without_page(arena, l->p);
  if (!find_in_line(index, text, label, &value)) return false;
  size_t end = value_end(index, text, value);
  *passage = part_of(arena, l->story, l->p, value, end);
  passage->pad = end > value && blank_at(text, end) && !gap_at(text, end);
  passage->control = control_behind(arena, l->p, text, value);
  passage->part = !passage->control;
  return true;
}

/* Where the value of the label that a part stands behind begins in its line; NOWHERE when the line has no such label any more, or when
 * another label is found inside from..to. */
enum { NOWHERE = -1 };

static ptrdiff_t value_begins(const struct place_index *index, struct str line, size_t from, size_t to) {
  size_t begin = skip_blanks(line, from), value;
  bool own = false;
  for (size_t i = 0; i < index->mapping->count; i++)
    for (size_t l = 0; l < index->mapping->fields[i].locator_count; l++) {
      const struct locator *locator = &index->mapping->fields[i].locators[l];
      bool found = locator->kind == AT_LABEL && find_in_line(index, line, locator->name, &value);
      if (found && value > begin && value <= to) return NOWHERE;
      own = own || (found && value == begin);
    }
  return own ? (ptrdiff_t)begin : NOWHERE;
}

bool label_reads(struct arena *arena, const struct place_index *index, const struct passage *part, struct str text,
                 struct str *back) {
  struct str whole = line_without_page(arena, part->paragraphs[0]);
  struct text line = {.arena = arena};
  text_add(&line, str_sub(whole, 0, part->from));
  text_add(&line, text);
  if (part->pad) text_add_byte(&line, ' ');
  text_add(&line, str_sub(whole, part->to, whole.len));
  struct str new = text_str(&line);
  ptrdiff_t begins = value_begins(index, new, part->from, part->from + text.len);
  if (begins == NOWHERE) return false;
  *back = str_sub(new, (size_t)begins, value_end(index, new, (size_t)begins));
  return true;
}

/* ---- labels under headings ---- */

/* In the text under one of the mapping's headings, where nobody can tell a label from what people write. */
static bool under_heading(struct arena *arena, const struct place_index *index, const struct landmark *l) {
  bool under = false;
  if (l->story->kind != STORY_MAIN || element_ancestor(l->p, W_TC)) return false;
  for (const struct element *e = l->p->parent->first; e && e != l->p; e = e->next) {
    bool p = e->name == W_P, named = p && mapping_names(index->mapping, AT_HEADING, paragraph_text(arena, e));
    under = named || (under && p && paragraph_heading(index->document, e) < 0);
  }
  return under;
}

/* The document has the label where no text of another place stands. */
static bool stands_apart(struct arena *arena, const struct place_index *index, struct str label) {
  struct str folded = fold(arena, label);
  for (size_t i = 0; i < index->count; i++) {
    const struct landmark *l = &index->landmarks[i];
    size_t value;
    if (str_find(l->folded, folded) < 0 || under_heading(arena, index, l)) continue;
    bool whole = label_is(l->folded, folded) && element_ancestor(l->p, W_TC);
    if (whole || find_in_line(index, line_without_page(arena, l->p), label, &value)) return true;
  }
  return false;
}

bool label_ends_text(struct arena *arena, const struct place_index *index, struct str line) {
  size_t from = skip_blanks(line, 0), end = words_end(line, from);
  struct str words = str_trim(str_sub(line, from, end));
  bool label = end < line.len && line.at[end] == ':' && words.len && known_label(index, words);
  return label && !stands_apart(arena, index, words);
}

/* ---- labels in cells ---- */

static struct row row_around(struct arena *arena, const struct element *tc) {
  struct element *tr = element_ancestor(tc, W_TR);
  return tr ? row_read(arena, tr) : (struct row){0};
}

static bool beside(struct arena *arena, const struct place_index *index, const struct landmark *l,
                   struct passage *passage) {
  const struct element *tc = element_ancestor(l->p, W_TC);
  struct row row = tc ? row_around(arena, tc) : (struct row){0};
  bool header = row.count && element_child(element_child(row.tr, W_TRPR), W_TBL_HEADER);
  for (size_t c = 0; !header && c + 1 < row.count; c++) {
    if (row.cells[c].tc != tc || row.cells[c + 1].continued) continue;
    bool cell = cell_passage(arena, l->story, &row.cells[c + 1], 0, passage);
    return cell && !known_label(index, passage_text(arena, passage)); /* a row of labels has its values below */
  }
  return false;
}

void label_find(struct arena *arena, const struct place_index *index, struct str label, struct places *places) {
  struct str folded = fold(arena, label);
  for (size_t i = 0; i < index->count; i++) {
    const struct landmark *l = &index->landmarks[i];
    struct passage passage;
    if (l->value || str_find(l->folded, folded) < 0) continue;
    bool whole = label_is(l->folded, folded);
    bool found = whole && beside(arena, index, l, &passage);
    if (found || in_line(arena, index, l, label, &passage)) places_add_label(arena, places, passage);
  }
}

static const struct cell *cell_below(const struct table *table, const struct element *tc) {
  const struct element *tr = element_ancestor(tc, W_TR);
  size_t r = 0, column = 0;
  while (r < table->count && table->rows[r].tr != tr) r++;
  for (size_t c = 0; r < table->count && c < table->rows[r].count; c++)
    if (table->rows[r].cells[c].tc == tc) column = table->rows[r].cells[c].column;
  for (r++; r < table->count; r++) {
    const struct cell *cell = row_cell(&table->rows[r], column);
    if (!cell || !cell->continued) return cell;
  }
  return NULL;
}

void below_find(struct arena *arena, const struct place_index *index, struct str label, struct places *places) {
  struct str folded = fold(arena, label);
  struct table table = {0}; /* labels of one table come after one another */
  for (size_t i = 0; i < index->count; i++) {
    const struct landmark *l = &index->landmarks[i];
    struct element *tc = !l->value && label_is(l->folded, folded) ? element_ancestor(l->p, W_TC) : NULL;
    struct element *tbl = tc ? element_ancestor(tc, W_TBL) : NULL;
    struct passage passage;
    if (!tbl) continue;
    if (table.tbl != tbl) table = table_read(arena, l->story, tbl);
    const struct cell *cell = cell_below(&table, tc);
    if (cell && cell_passage(arena, l->story, cell, 0, &passage)) places_add_label(arena, places, passage);
  }
}
