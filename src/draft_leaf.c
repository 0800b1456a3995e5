/* What stands outside the tables of milestones: labels, headings, controls, form fields, bookmarks, properties. */
#include "draft_parts.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST_LABEL = 60, MOST_STRANGE = 24 };

static bool is_family(const char *key) { return strncmp(key, "term.family.", 12) == 0; }

static const char *codec_of(const char *key, enum locator_kind kind) {
  static const char *const dates[] = {"term.date", "term.review", "learner.born"};
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
    if (strcmp(key, dates[i]) == 0) return "{date: d MMMM yyyy}";
  if (strcmp(key, "term.session") == 0) return "session";
  if (strcmp(key, "term.term") == 0) return "term";
  if (strcmp(key, "term.completed-by") == 0) return "{list: text}";
  return is_family(key) && kind != AT_FORM ? "paragraphs" : NULL;
}

static const struct locator *of_kind(const struct guess *guess, enum locator_kind kind) {
  for (size_t i = 0; i < guess->at_count; i++)
    if (guess->at[i].kind == kind) return &guess->at[i];
  return NULL;
}

static void add_strange(struct drafting *d, enum locator_kind kind, struct str name, const char *why) {
  name = term_name(d, name);
  for (size_t i = 0; i < d->strange.list.n; i++) {
    const struct locator *there = of_kind(&d->strange.list.at[i], kind);
    if (there && fold_equal(there->name, name)) return;
  }
  if (d->strange.list.n < MOST_STRANGE) guess_at(guess_add(d, &d->strange, NULL, why), kind, name);
}

/* A place for a datum: the first of its kind counts. */
static void add_leaf(struct drafting *d, const char *key, bool sure, enum locator_kind kind, struct str name) {
  static const char *const whats[] = {[AT_TAG] = "the tag of a control",
                                      [AT_TITLE] = "the title of a control",
                                      [AT_LABEL] = "a label",
                                      [AT_BELOW] = "a label with a cell below it",
                                      [AT_HEADING] = "a heading",
                                      [AT_BOOKMARK] = "the name of a bookmark",
                                      [AT_FORM] = "the name of a form field",
                                      [AT_PROPERTY] = "a property of the document"};
  struct guess *guess = guess_find(&d->leaves, key);
  const struct locator *there = guess ? of_kind(guess, kind) : NULL;
  name = term_name(d, name);
  if (there) {
    if (!fold_equal(there->name, name)) add_strange(d, kind, name, str_format(d->arena, "another place like %s", key));
    return;
  }
  const char *why = str_format(d->arena, "%s%s", whats[kind], sure ? "" : ", by one of its words");
  if (!guess) guess = guess_add(d, &d->leaves, key, why);
  if (!guess->as) guess->as = codec_of(key, kind);
  guess_at(guess, kind, name);
}

/* ---- names that the document's makers gave ---- */

/* A tag or bookmark as words: "DateDone" and "date_done" are "Date done". */
static struct str as_words(struct arena *arena, struct str name) {
  struct text out = {.arena = arena};
  for (size_t i = 0; i < name.len; i++) {
    bool begins = i && isupper((unsigned char)name.at[i]) && islower((unsigned char)name.at[i - 1]);
    bool sign = strchr("-_.", name.at[i]) != NULL;
    if (begins) text_add_byte(&out, ' ');
    text_add_byte(&out, sign ? ' ' : name.at[i]);
  }
  return text_str(&out);
}

/* The datum that a name speaks of; NULL for none. */
static const char *named_key(struct drafting *d, struct str name, bool *sure) {
  bool split;
  const char *key = name.len ? draft_leaf_key(d->arena, name, sure) : NULL;
  const char *words = name.len ? draft_leaf_key(d->arena, as_words(d->arena, name), &split) : NULL;
  if (!words || (key && (!split || *sure))) return key;
  *sure = split;
  return words;
}

static bool by_name(struct drafting *d, enum locator_kind kind, struct str name) {
  bool sure;
  const char *key = named_key(d, name, &sure);
  if (key) add_leaf(d, key, sure, kind, name);
  return key != NULL;
}

static bool inside_block(const struct element *sdt) {
  for (const struct element *e = element_next(sdt, sdt); e; e = element_next(e, sdt))
    if (e->name == W_TBL) return true;
  return false;
}

/* Inside the control that repeats with a table it is the table's: its title, its key. */
static bool beside_table(const struct drafting *d, const struct element *sdt) {
  for (const struct element *e = element_ancestor(sdt, W_SDT); e; e = element_ancestor(e, W_SDT)) {
    size_t t = tables_before(d->tables, d->table_count, e->start);
    if (t < d->table_count && element_within(d->tables[t].tbl, e)) return true;
  }
  return false;
}

static void draft_controls(struct drafting *d) {
  for (size_t i = 0; i < d->document->control_count; i++) {
    const struct control *control = &d->document->controls[i];
    if (in_tracker(d, control->sdt) || inside_block(control->sdt) || beside_table(d, control->sdt)) continue;
    if (by_name(d, AT_TAG, control->tag) || by_name(d, AT_TITLE, control->title)) continue;
    if (control->tag.len) add_strange(d, AT_TAG, control->tag, "a control");
    if (!control->tag.len && control->title.len) add_strange(d, AT_TITLE, control->title, "a control");
  }
}

static void draft_forms(struct drafting *d) {
  for (size_t i = 0; i < d->document->form_count; i++) {
    const struct form *form = &d->document->forms[i];
    if (form->kind == FORM_TICK || in_tracker(d, form->begin)) continue;
    if (!by_name(d, AT_FORM, form->name) && form->name.len) add_strange(d, AT_FORM, form->name, "a form field");
  }
}

/* Form fields have bookmarks of their own names, which Word sets. */
static bool is_form(const struct drafting *d, struct str name) {
  for (size_t i = 0; i < d->document->form_count; i++)
    if (str_equal(d->document->forms[i].name, name)) return true;
  return false;
}

/* "Name: Ava", as a heading or not. */
static bool says_label(struct drafting *d, struct str words) {
  ptrdiff_t colon = str_find(words, STR(":"));
  bool sure = false, value = colon > 0 && (size_t)colon + 1 < words.len;
  if (value) draft_leaf_key(d->arena, str_sub(words, 0, (size_t)colon), &sure);
  return sure;
}

/* A bookmark around a heading or a label, with what stands there or without, is no place of the value alone. */
static bool holds_own_words(struct drafting *d, struct str name) {
  struct locator locator = {.kind = AT_BOOKMARK, .name = name};
  struct field field = {.key = "", .locators = &locator, .locator_count = 1};
  struct places places = places_find(d->arena, d->index, &field);
  const struct passage *passage = places.passages;
  bool sure = false;
  if (!places.count) return false;
  for (size_t p = 0; !passage->part && p < passage->count; p++)
    if (paragraph_heading(d->document, passage->paragraphs[p]) >= 0) return true;
  struct str line = first_line(str_trim(passage_text(d->arena, passage)));
  if (line.len && line.len <= LONGEST_LABEL) draft_leaf_key(d->arena, line, &sure);
  return sure || says_label(d, line);
}

static void draft_bookmarks(struct drafting *d) {
  enum { MOST = 200 }; /* that are looked at, of those whose name speaks of a datum: nobody sets more by hand */
  for (size_t i = 0, looked = 0; i < d->index->bookmark_count && looked < MOST; i++) {
    const struct bookmark *bookmark = &d->index->bookmarks[i];
    struct str name = element_value(bookmark->start, W_NAME);
    bool sure;
    if (!name.len || name.at[0] == '_' || !named_key(d, name, &sure)) continue;
    looked++;
    if (!is_form(d, name) && !in_tracker(d, bookmark->start) && !holds_own_words(d, name))
      by_name(d, AT_BOOKMARK, name);
  }
}

static void draft_properties(struct drafting *d) {
  static const char *const names[][2] = {
      {"learner.id", "cairn-learner"}, {"term.session", "cairn-session"}, {"term.term", "cairn-term"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (property_there(d->document, names[i][1])) add_leaf(d, names[i][0], true, AT_PROPERTY, str_from(names[i][1]));
}

/* ---- labels in cells ---- */

static struct str words_of(struct drafting *d, const struct element *p) {
  return str_trim(paragraph_text(d->arena, p));
}

static bool ends_in_colon(struct str words) { return words.len && words.at[words.len - 1] == ':'; }

static bool is_label(struct drafting *d, struct str words) {
  bool sure;
  return words.len && words.len <= LONGEST_LABEL &&
         (ends_in_colon(words) || (draft_leaf_key(d->arena, words, &sure) && sure));
}

/* The cell beside holds the value; where that is a label too, or there is none, the cell below does. */
static enum locator_kind cell_kind(struct drafting *d, const struct element *tc) {
  struct element *tr = element_ancestor(tc, W_TR);
  struct row row = tr ? row_read(d->arena, tr) : (struct row){0};
  bool header = tr && element_child(element_child(tr, W_TRPR), W_TBL_HEADER);
  for (size_t c = 0; !header && c + 1 < row.count; c++) {
    struct table table = {.story = &d->document->stories[0]};
    if (row.cells[c].tc == tc && !row.cells[c + 1].continued)
      return is_label(d, header_name(d, &table, &row.cells[c + 1])) ? AT_BELOW : AT_LABEL;
  }
  return AT_BELOW;
}

/* The only text of its cell. */
static bool whole_cell(struct drafting *d, const struct element *tc, struct str words) {
  struct cell cell = {.tc = (struct element *)tc};
  struct table table = {.story = &d->document->stories[0]};
  return str_equal(header_name(d, &table, &cell), words);
}

/* A few words: what people say in a line with a colon is longer, most of the time. */
static bool is_short(struct str words) {
  enum { MOST_BLANKS = 4 };
  size_t blanks = 0;
  for (size_t i = 0; i < words.len; i++) blanks += words.at[i] == ' ';
  return blanks <= MOST_BLANKS && words.len <= LONGEST_LABEL;
}

/* The first of two cells in a row. */
static bool is_left(struct drafting *d, const struct element *tc) {
  struct element *tr = element_ancestor(tc, W_TR);
  struct row row = tr ? row_read(d->arena, tr) : (struct row){0};
  return row.count == 2 && row.cells[0].tc == tc;
}

/* Some row above or below, not far, has a label on the left that is known: so these are labels and values. */
static bool among_labels(struct drafting *d, const struct element *tc) {
  enum { LOOKED = 40 };
  const struct element *tbl = element_ancestor(tc, W_TBL);
  struct table table = {.story = &d->document->stories[0]};
  size_t looked = 0;
  for (struct element *e = tbl ? tbl->first : NULL; e && looked < LOOKED; e = e->next) {
    if (e->name != W_TR) continue;
    struct row row = row_read(d->arena, e);
    struct str words = row.count == 2 ? str_trim(header_name(d, &table, &row.cells[0])) : STR("");
    bool sure = false;
    if (words.len && words.len <= LONGEST_LABEL && draft_leaf_key(d->arena, words, &sure) && sure) return true;
    looked++;
  }
  return false;
}

static bool in_cell(struct drafting *d, const struct landmark *l, const struct element *tc, struct str words) {
  bool sure = false, colon = ends_in_colon(words), whole = words.len <= LONGEST_LABEL && whole_cell(d, tc, words);
  const char *key = whole ? draft_leaf_key(d->arena, words, &sure) : NULL;
  bool stressed = colon || l->heading >= 0 || paragraph_all_bold(l->p);
  bool among = whole && !sure && !stressed && is_short(words) && is_left(d, tc) && among_labels(d, tc);
  struct str name = colon ? str_trim(str_sub(words, 0, words.len - 1)) : words;
  if (key && (sure || stressed || among)) add_leaf(d, key, sure, cell_kind(d, tc), name);
  if (!key && whole && (colon || among)) add_strange(d, cell_kind(d, tc), name, "a label that is not known");
  return key || colon;
}

/* ---- labels in lines ---- */

static bool is_gap(struct str text, size_t at) {
  char c = text.at[at];
  bool two = c == ' ' && at + 1 < text.len && text.at[at + 1] == ' ';
  return c == '\t' || c == '\n' || c == '_' || two ||
         (c == '.' && str_starts(str_sub(text, at, text.len), STR("....")));
}

/* The longest end of the words that is a phrase: behind a value, "P4 Teacher" is "Teacher". */
static struct str label_in(struct drafting *d, struct str words, bool *begins, const char **key) {
  bool sure;
  *begins = true;
  words = str_trim(words);
  for (size_t at = 0; at < words.len && words.len <= (size_t)2 * LONGEST_LABEL; at++) {
    bool word = !at || words.at[at - 1] == ' ';
    struct str rest = str_sub(words, at, words.len);
    bool fits = word && (!at || isupper((unsigned char)rest.at[0]));
    *key = fits ? draft_leaf_key(d->arena, rest, &sure) : NULL;
    *begins = !at;
    if (*key && sure) return rest;
  }
  *key = NULL;
  return words;
}

static void draft_line(struct drafting *d, struct str text) {
  size_t from = 0;
  for (size_t at = 0; at < text.len; at++) {
    bool colon = text.at[at] == ':', gap = is_gap(text, at);
    if (!colon && !gap) continue;
    const char *key;
    bool begins;
    struct str words = str_sub(text, from, at), label = label_in(d, words, &begins, &key);
    bool filler = draft_blank(d->arena, str_sub(text, at + 1, text.len));
    bool sure = key != NULL;
    if (!key && colon && !from && is_short(label)) key = draft_leaf_key(d->arena, label, &sure);
    if (key && (begins || !sure || (colon && from))) add_leaf(d, key, sure, AT_LABEL, label);
    if (!key && colon && !from && filler && label.len && label.len <= LONGEST_LABEL)
      add_strange(d, AT_LABEL, label, "a label that is not known");
    from = at + 1;
  }
}

/* ---- headings ---- */

static bool is_area(struct drafting *d, struct str words) {
  return domain_area(d->arena, d->normal->domain, words) != NULL;
}

/* A bold line below is a heading itself. */
static bool has_text_below(const struct drafting *d, const struct landmark *l) {
  const struct element *next = l->p->next;
  return next && next->name == W_P && paragraph_heading(d->document, next) < 0 &&
         !(l->heading >= 0 && paragraph_all_bold(next));
}

static void draft_heading(struct drafting *d, const struct landmark *l, struct str words) {
  bool sure, text = has_text_below(d, l) || (l->p->next && l->p->next->name == W_SDT && !inside_block(l->p->next));
  const char *key = text && words.len <= LONGEST_LABEL ? draft_leaf_key(d->arena, words, &sure) : NULL;
  if (key)
    add_leaf(d, key, sure, AT_HEADING, words);
  else if (l->heading >= 0 && has_text_below(d, l) && !is_area(d, words) && words.len <= LONGEST_LABEL)
    add_strange(d, AT_HEADING, words, "a heading that is not known");
}

static void draft_landmark(struct drafting *d, const struct landmark *l) {
  struct str words = words_of(d, l->p);
  const struct element *tc = element_ancestor(l->p, W_TC);
  if (in_tracker(d, l->p) || !words.len) return;
  bool heading = !tc && (l->heading >= 0 || (paragraph_all_bold(l->p) && str_find(words, STR(":")) < 0));
  if (heading && !says_label(d, words))
    draft_heading(d, l, words);
  else if (!tc || !in_cell(d, l, tc, words))
    draft_line(d, paragraph_whole(d->arena, l->p));
}

void draft_leaves(struct drafting *d) {
  draft_controls(d);
  draft_forms(d);
  draft_bookmarks(d);
  for (size_t i = 0; i < d->index->count; i++) draft_landmark(d, &d->index->landmarks[i]);
  draft_properties(d);
  struct guess *term = d->terms.n || d->term_heading.len ? guess_find(&d->leaves, "term.term") : NULL;
  if (term) term->out = true;
  if (term) term->why = "the terms are named above";
}
