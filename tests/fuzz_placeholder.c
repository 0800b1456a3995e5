/* Any words as the text of a template without a mapping: its placeholders are told or filled, and the laws hold.
 *
 * A line of the input is a paragraph, or, with tabs, a row of a table; at "~" one run ends and the next begins. */
#include "fuzz_tracker.h"
#include "verb.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

/* ---- the document ---- */

static void add_words(struct text *out, struct str words) {
  text_add_z(out, "<w:p><w:r><w:t xml:space=\"preserve\">");
  for (size_t i = 0; i < words.len; i++) {
    char byte = words.at[i];
    if (byte == '~')
      text_add_z(out, "</w:t></w:r><w:r><w:t xml:space=\"preserve\">");
    else if (byte == '<' || byte == '&')
      text_add_z(out, byte == '<' ? "&lt;" : "&amp;");
    else
      text_add_byte(out, byte);
  }
  text_add_z(out, "</w:t></w:r></w:p>");
}

/* What stands before the byte; *rest is behind it. */
static struct str cut_at(struct str *rest, const char *byte) {
  ptrdiff_t at = str_find(*rest, str_from(byte));
  struct str head = at < 0 ? *rest : str_sub(*rest, 0, (size_t)at);
  *rest = at < 0 ? (struct str){NULL, 0} : str_sub(*rest, (size_t)at + 1, rest->len);
  return head;
}

static void add_row(struct text *out, struct str line) {
  text_add_z(out, "<w:tr>");
  while (line.at) {
    text_add_z(out, "<w:tc>");
    add_words(out, cut_at(&line, "\t"));
    text_add_z(out, "</w:tc>");
  }
  text_add_z(out, "</w:tr>");
}

static struct str page(struct arena *arena, struct str words) {
  struct text out = {.arena = arena};
  bool table = false;
  text_add_z(&out, "<w:document " W_NAMESPACES "><w:body>");
  while (words.at) {
    struct str line = cut_at(&words, "\n");
    bool row = str_find(line, STR("\t")) >= 0;
    if (row != table) text_add_z(&out, row ? "<w:tbl>" : "</w:tbl>");
    table = row;
    if (row)
      add_row(&out, line);
    else
      add_words(&out, line);
  }
  text_add_z(&out, table ? "</w:tbl><w:p/></w:body></w:document>" : "</w:body></w:document>");
  return text_str(&out);
}

/* ---- what holds ---- */

/* How many names of a document have that fault; *braces: how many of them are in braces still. */
static size_t count_names(struct arena *arena, const struct document *document, bool right, size_t *braces) {
  size_t count, counted = 0;
  const struct place_name *names = place_names(arena, document, &count);
  *braces = 0;
  for (size_t i = 0; i < count; i++) {
    if ((name_fault(arena, names, count, &names[i]) == MSG_PLACEHOLDER_FOUND) != right) continue;
    *braces += names[i].placeholder;
    counted++;
  }
  return counted;
}

/* So little that a template may have a place for all of it. */
static struct node *few_words(struct arena *arena) {
  struct node *data = node_map(arena);
  node_make_path(arena, data, "learner.known-as", node_text(arena, STR("A")));
  node_make_path(arena, data, "term.session", node_text(arena, STR("2025-26")));
  node_make_path(arena, data, "term.family.enjoys", node_text(arena, STR("Water, drums\nand <light>")));
  return data;
}

/* Filling makes no fault that `check` would tell; where nothing was left out, and there are no rows, no placeholder is left. */
static void check_names(struct arena *arena, const struct plan *plan) {
  size_t braces;
  bool faults = count_names(arena, plan->document, false, &braces) > 0;
  struct fresh once = filled(arena, plan, few_words(arena));
  if (!once.document) return;
  insist(faults || !count_names(arena, once.document, false, &braces));
  count_names(arena, once.document, true, &braces);
  insist(!once.clear || plan->mapping->group || !braces);
  struct messages messages = {.arena = arena};
  const struct plan *again = plan_compile(arena, once.document, plan->mapping);
  const struct node *read = lens_get(arena, again, NULL, &messages);
  insist(!once.clear || law_1(again, read, few_words(arena), true));
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct run run = {.arena = arena, .messages = {.arena = arena}};
  struct word_parts parts = {.styles = shelf()->styles};
  parts.document = page(arena, (struct str){(const char *)at, len});
  const struct document *document = word_document(arena, &parts, &run.messages);
  insist(document || run.messages.errors > 0);
  if (document) {
    const struct mapping *mapping = own_mapping(&run, document, shelf()->mapping, false);
    check_tracker(arena, document, mapping);
    check_names(arena, plan_compile(arena, document, mapping));
  }
  arena_free(arena);
  return 0;
}
