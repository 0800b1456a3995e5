/* A draft as the file of a mapping: lines that can be looked at one by one, each with its reason. */
#include "draft_parts.h"

#include <ctype.h>
#include <string.h>

/* ---- scalars ---- */

static bool is_plain(struct str text) {
  bool plain = text.len && isalpha((unsigned char)text.at[0]);
  for (size_t i = 0; i < text.len && plain; i++)
    plain =
        isalnum((unsigned char)text.at[i]) || (unsigned char)text.at[i] >= 0x80 || strchr(" -_'./()?!&+", text.at[i]);
  return plain;
}

static void add_scalar(struct text *out, struct str text) {
  const struct node *node = node_text(out->arena, text);
  text_add(out, yaml_print_scalar(out->arena, node, is_plain(text) ? 0 : '"', true));
}

static void add_blanks(struct text *out, size_t count) {
  while (count-- > 0) text_add_byte(out, ' ');
}

/* ---- lines ---- */

static void add_locator(struct text *out, const struct locator *locator) {
  static const char *const names[] = {
      [AT_TAG] = "tag",         [AT_TITLE] = "title",       [AT_LABEL] = "label",      [AT_BELOW] = "below",
      [AT_HEADING] = "heading", [AT_BOOKMARK] = "bookmark", [AT_FORM] = "form",        [AT_PROPERTY] = "property",
      [AT_COLUMN] = "column",   [AT_COLUMNS] = "columns",   [AT_COMMENTS] = "comments"};
  text_add_byte(out, '{');
  text_add_z(out, names[locator->kind]);
  text_add_z(out, ": ");
  add_scalar(out, locator->name);
  if (locator->paragraph) text_add_z(out, str_format(out->arena, ", paragraph: %zu", locator->paragraph));
  text_add_byte(out, '}');
}

static void add_locators(struct text *out, const struct guess *guess) {
  if (guess->at_count > 1) text_add_byte(out, '[');
  for (size_t i = 0; i < guess->at_count; i++) {
    if (i) text_add_z(out, ", ");
    add_locator(out, &guess->at[i]);
  }
  if (guess->at_count > 1) text_add_byte(out, ']');
}

static struct str line_of(struct arena *arena, const struct guess *guess, size_t widest) {
  struct text out = {.arena = arena};
  const char *key = guess->key ? guess->key : "?";
  text_add_z(&out, str_format(arena, "- {key: %s, ", key));
  add_blanks(&out, widest - strlen(key));
  text_add_z(&out, "at: ");
  add_locators(&out, guess);
  if (guess->as) text_add_z(&out, str_format(arena, ", as: %s", guess->as));
  if (guess->more) text_add_z(&out, str_format(arena, ", %s", guess->more));
  if (guess->blank.len) {
    text_add_z(&out, ", blank: ");
    add_scalar(&out, guess->blank);
  }
  text_add_byte(&out, '}');
  return text_str(&out);
}

static size_t letters(struct str text) {
  size_t count = 0;
  for (size_t at = 0; at < text.len; count++) utf8_next(text, &at);
  return count;
}

static void add_unread(struct text *out, const struct guess *guess) {
  for (size_t i = 0; i < guess->unread.n; i++) {
    text_add_z(out, i ? ", " : "; not on the scale, add as aliases to one of your own beside this file: ");
    add_scalar(out, guess->unread.at[i]);
  }
}

/* Lines of one part stand with their keys and reasons below each other; long lines have their reason behind them all the same. */
static void add_lines(struct text *out, const struct guess *const *list, size_t count, const char *indent) {
  enum { FAR = 100 };
  size_t widest = 0, end = 0;
  for (size_t i = 0; i < count; i++) {
    size_t len = list[i]->key ? strlen(list[i]->key) : 1;
    if (len > widest) widest = len;
  }
  for (size_t i = 0; i < count; i++) {
    size_t len = letters(line_of(out->arena, list[i], widest)) + (list[i]->out || !list[i]->key ? 2 : 0);
    if (len > end && len < FAR) end = len;
  }
  for (size_t i = 0; i < count; i++) {
    bool out_commented = list[i]->out || !list[i]->key;
    struct str line = line_of(out->arena, list[i], widest);
    size_t len = letters(line) + (out_commented ? 2 : 0);
    text_add_z(out, indent);
    if (out_commented) text_add_z(out, "# ");
    text_add(out, line);
    add_blanks(out, len < end ? end - len : 0);
    text_add_z(out, str_format(out->arena, "  # %s", list[i]->why));
    add_unread(out, list[i]);
    text_add_byte(out, '\n');
  }
}

static void add_part(struct text *out, const char *title, const struct guess *const *list, size_t count) {
  if (!count) return;
  text_add_z(out, str_format(out->arena, "  # %s\n", title));
  add_lines(out, list, count, "  ");
  text_add_byte(out, '\n');
}

/* ---- parts ---- */

static void add_leaves(struct text *out, const struct drafting *d, bool family, const char *title) {
  const struct guess *list[TOP_PATH_COUNT];
  size_t count = 0;
  for (size_t i = 0; i < TOP_PATH_COUNT; i++) {
    const struct guess *guess = guess_find(&d->leaves, TOP_PATHS[i]);
    if (guess && family == (strncmp(TOP_PATHS[i], "term.family.", 12) == 0)) list[count++] = guess;
  }
  add_part(out, title, list, count);
}

/* What was not understood: in rows, or outside them. */
static size_t strange_lines(const struct drafting *d, bool rows, const struct guess **list) {
  size_t count = 0;
  for (size_t i = 0; i < d->strange.list.n; i++) {
    const struct guess *guess = &d->strange.list.at[i];
    if (guess->at_count && (guess->at[0].kind == AT_COLUMN) == rows) list[count++] = guess;
  }
  return count;
}

static void add_strange(struct text *out, const struct drafting *d) {
  const struct guess **list = arena_alloc(d->arena, d->strange.list.n + 1, sizeof *list);
  size_t count = strange_lines(d, false, list);
  add_part(out, "Not understood: give these a key of the record, and take the # away, or leave them.", list, count);
  for (size_t i = 0; i < d->strange.list.n; i++)
    if (!d->strange.list.at[i].at_count) text_add_z(out, str_format(d->arena, "  # %s\n", d->strange.list.at[i].why));
}

static const char *counted(struct arena *arena, size_t n, const char *one, const char *several) {
  return str_format(arena, "%zu %s", n, n == 1 ? one : several);
}

enum { ENOUGH_HEADERS = 3 };

static void add_rows(struct text *out, const struct drafting *d) {
  text_add_z(out, d->term_heading.len ? "    rows: {table: {heading: " : "    rows: {table: {header: [");
  if (d->term_heading.len) add_scalar(out, d->term_heading);
  size_t named = 0, levels = 0;
  for (size_t i = 0; i < d->headers.list.n && !d->term_heading.len; i++) {
    const struct guess *header = &d->headers.list.at[i];
    if (header->out || (header->key && named == ENOUGH_HEADERS)) continue;
    if (named + levels) text_add_z(out, ", ");
    add_scalar(out, header->at[0].name);
    ++*(header->key ? &named : &levels);
  }
  text_add_z(out, d->term_heading.len ? "}" : "]}");
  if (d->several) text_add_z(out, ", several: lines");
  text_add_z(out, d->printed ? "}\n" : ", unrecorded: term.focus}\n");
  if (d->printed)
    text_add_z(out, "    # Whole areas are printed, so that a row without values is not one to look at. If it is: "
                    "unrecorded: term.focus\n");
}

/* A table is known by two of its columns at the least. */
bool draft_has_rows(const struct drafting *d) {
  const struct guess *key = guess_find(&d->columns, "milestone");
  size_t named = 0;
  for (size_t i = 0; i < d->headers.list.n; i++) named += !d->headers.list.at[i].out;
  return key && !key->out && (named > 1 || d->term_heading.len);
}

static void add_group(struct text *out, const struct drafting *d) {
  const struct guess **list = arena_alloc(d->arena, d->columns.list.n + d->strange.list.n + 1, sizeof *list);
  size_t count = d->columns.list.n;
  for (size_t i = 0; i < count; i++) list[i] = &d->columns.list.at[i];
  count += strange_lines(d, true, list + count);
  const char *tables = counted(d->arena, d->table_count, "table", "tables alike");
  const char *rows = counted(d->arena, d->rows, "row", "rows");
  const char *known =
      d->rows ? str_format(d->arena, "%s, %zu of them known milestones", rows, d->milestones) : "no row filled in yet";
  text_add_z(out, str_format(d->arena, "  # The milestones: %s, %s.\n", tables, known));
  text_add_z(out, "  - key: term.assessments\n");
  if (d->block.len) {
    text_add_z(out, "    repeat: {block: {tag: ");
    add_scalar(out, d->block);
    text_add_z(out, "}, over: frameworks.areas}\n");
  }
  add_rows(out, d);
  text_add_z(out, "    group:\n");
  add_lines(out, list, count, "      ");
  text_add_byte(out, '\n');
}

static void add_frameworks(struct text *out, const struct drafting *d) {
  const struct node *list = node_get(d->named_in->root, "frameworks");
  text_add_z(out, "frameworks: [");
  for (const struct node *item = list ? list->first : NULL; item; item = item->next) {
    if (item != list->first) text_add_z(out, ", ");
    add_scalar(out, node_str(item));
  }
  text_add_z(out, "]\n");
}

static void add_terms(struct text *out, const struct drafting *d) {
  for (size_t i = 0; i < d->terms.n; i++) {
    const struct term_columns *one = &d->terms.at[i];
    text_add_z(out, i ? ", {term: " : "terms: [{term: ");
    text_add(out, one->term);
    text_add_z(out, ", header: ");
    add_scalar(out, one->header);
    text_add_byte(out, '}');
  }
  for (size_t i = 0; i < d->headed.n && d->term_heading.len; i++) {
    text_add_z(out, i ? "}, {term: " : "terms: [{term: ");
    text_add(out, d->headed.at[i]);
  }
  if (d->term_heading.len) text_add_z(out, "}]  # one below another\n");
  if (!d->terms.n) return;
  text_add_z(out, d->terms.at[0].numbered ? "]  # side by side\n"
                                          : "]  # side by side, numbered as they stand: are these your terms?\n");
}

struct str draft_print(const struct drafting *d, const char *name, const char *template) {
  struct text out = {.arena = d->arena};
  text_add_z(&out, "# A draft by `cairn draft`: a guess at where everything stands, with its reason behind each line. "
                   "Mend what is wrong,\n"
                   "# ask `cairn check` about this file, and look at what `cairn read -m` gives. The README says what "
                   "each word means.\n"
                   "version: 1\nmapping: ");
  add_scalar(&out, str_from(name));
  if (template) {
    text_add_z(&out, "\ntemplate: ");
    add_scalar(&out, str_from(template));
    text_add_byte(&out, '\n');
  } else {
    text_add_z(&out, "\n# template: blank.docx  # a blank one of these, for `cairn fill`, where there is one\n");
  }
  add_frameworks(&out, d);
  add_terms(&out, d);
  text_add_z(&out, "fields:\n");
  add_leaves(&out, d, false, "Who, and when.");
  add_leaves(&out, d, true, "The family's page.");
  if (draft_has_rows(d))
    add_group(&out, d);
  else if (d->columns.list.n)
    text_add_z(
        &out, "  # The tables of milestones have the learner's name in their header, which a mapping must not hold.\n");
  add_strange(&out, d);
  struct str text = text_str(&out);
  while (text.len > 1 && text.at[text.len - 1] == '\n' && text.at[text.len - 2] == '\n') text.len--;
  return text;
}
