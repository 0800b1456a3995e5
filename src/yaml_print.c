/* Trees into YAML that a person can read and PyYAML reads back to the same texts.
 *
 * Written here and not by libyaml's emitter: that one escapes every emoji and every tab, and has no lists on one line
 * inside maps in block style.
 */
#include "data.h"

#include <string.h>

enum { FLOW_WIDTH = 90, LONGEST_KEY = 1000 }; /* YAML wants the colon within 1,024 characters of a key's beginning */

/* A list or map that is being written, each indented by two spaces more than the one around it. */
struct open {
  const struct node *next;
  bool list, beside_dash; /* its first child stands on the line of the dash before it */
};

struct printer {
  struct text out;
  struct arena *arena;
  ARRAY(struct open) open;
};

/* ---- what a text allows ---- */

/* Characters that stand as escapes: controls, line ends other than LF, and the byte order mark. */
static bool is_special(uint32_t c) {
  bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  return control || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF || c == UINT32_MAX;
}

static bool has_special(struct str text, bool line_feeds_count) {
  for (size_t at = 0; at < text.len;) {
    unsigned char plain = (unsigned char)text.at[at];
    if (plain >= ' ' && plain < 0x7F) { /* nearly every letter */
      at++;
      continue;
    }
    uint32_t c = utf8_next(text, &at);
    if (is_special(c) && (line_feeds_count || c != '\n')) return true;
  }
  return false;
}

static bool holds_any(struct str text, const char *bytes) {
  for (; *bytes; bytes++)
    if (text.len && memchr(text.at, *bytes, text.len)) return true;
  return false;
}

static bool is_in(const char *set, char c) { return c && strchr(set, c); }

/* Reads as a number, time, truth value or nothing to a YAML 1.1 or 1.2 reader; rather once too often. */
static bool is_yaml_word(struct str text) {
  static const char *const words[] = {"y",    "n",   "yes", "no", "on",  "off",  "true",  "false", "null", "~",
                                      "=",    "<<",  "Y",   "N",  "Yes", "No",   "On",    "Off",   "True", "False",
                                      "Null", "YES", "NO",  "ON", "OFF", "TRUE", "FALSE", "NULL",  ""};
  enum { LONGEST = 5 };
  bool maybe = text.len <= LONGEST && (!text.len || is_in("yYnNoOtTfF~=<", text.at[0]));
  for (size_t i = 0; maybe && i < sizeof words / sizeof *words; i++)
    if (str_is(text, words[i])) return true;
  if (text.at[0] == '.') return true;
  if (!is_in("+-0123456789", text.at[0])) return false;
  for (size_t i = 0; i < text.len; i++)
    if (!is_in("0123456789abcdefABCDEFxXoOtTzZ+-_:. ", text.at[i])) return false;
  return true;
}

/* Whether YAML's grammar lets the text stand without quotes; in brackets it lets less. */
static bool may_be_plain(struct str text, bool flow) {
  if (!text.len || has_special(text, true) || str_is(text, "~")) return false;
  if (is_in("-?:,[]{}#&*!|>'\"%@` ", text.at[0]) || is_in(": ", text.at[text.len - 1])) return false;
  if (str_starts(text, STR("..."))) return false;
  if (str_find(text, STR(": ")) >= 0 || str_find(text, STR(" #")) >= 0) return false;
  return !flow || !holds_any(text, ",[]{}:?#");
}

/* Several lines that a literal block keeps as they are. */
bool yaml_fits_block(struct str text) {
  if (str_find(text, STR("\n")) < 0 || has_special(text, false)) return false;
  if (is_in(" \n", text.at[0]) || is_in(" \n", text.at[text.len - 1])) return false;
  return str_find(text, STR(" \n")) < 0;
}

/* ---- scalars ---- */

static void add_escaped(struct text *out, uint32_t c) {
  if (c == UINT32_MAX) c = 0xFFFD;
  if (c == '\n')
    text_add_z(out, "\\n");
  else if (c == '\t')
    text_add_z(out, "\\t");
  else if (is_special(c))
    text_add_z(out, str_format(out->arena, c < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)c));
  else
    text_add_utf8(out, c);
}

static void add_double(struct text *out, struct str text) {
  text_add_byte(out, '"');
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    if (c == '"' || c == '\\') text_add_byte(out, '\\');
    add_escaped(out, c);
  }
  text_add_byte(out, '"');
}

static void add_single(struct text *out, struct str text) {
  text_add_byte(out, '\'');
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] == '\'') text_add_byte(out, '\'');
    text_add_byte(out, text.at[i]);
  }
  text_add_byte(out, '\'');
}

static void add_word(struct text *out, struct str text, bool wants_plain, bool flow) {
  if (may_be_plain(text, flow) && (wants_plain || !is_yaml_word(text)))
    text_add(out, text);
  else if (holds_any(text, "\"\\") && !has_special(text, true))
    add_single(out, text);
  else
    add_double(out, text);
}

static void add_spaces(struct text *out, size_t count) {
  const struct str blanks = STR("                ");
  for (; count > blanks.len; count -= blanks.len) text_add(out, blanks);
  text_add(out, str_sub(blanks, 0, count));
}

static void add_block(struct text *out, struct str text, size_t indent) {
  text_add_z(out, "|-");
  while (text.len) {
    ptrdiff_t end = str_find(text, STR("\n"));
    struct str line = str_sub(text, 0, end < 0 ? text.len : (size_t)end);
    text_add_byte(out, '\n');
    if (line.len) add_spaces(out, indent);
    text_add(out, line);
    text = str_sub(text, line.len + 1, text.len);
  }
}

struct str yaml_print_scalar(struct arena *arena, const struct node *value, char quote, bool flow) {
  struct text out = {.arena = arena};
  struct str text = node_str(value);
  if (value->kind == NODE_NOTHING)
    text_add_byte(&out, '~');
  else if (quote == '"' || has_special(text, true))
    add_double(&out, text);
  else if (quote == '\'')
    add_single(&out, text);
  else
    add_word(&out, text, value->plain, flow);
  return text_str(&out);
}

static void add_flow(struct text *out, const struct node *value) {
  bool map = value->kind == NODE_MAP;
  if (!map && value->kind != NODE_LIST) {
    text_add(out, yaml_print_scalar(out->arena, value, 0, true));
    return;
  }
  text_add_byte(out, map ? '{' : '[');
  for (const struct node *child = value->first; child; child = child->next) {
    if (map) add_word(out, child->key, false, true);
    if (map) text_add_z(out, ": ");
    add_flow(out, child);
    if (child->next) text_add_z(out, ", ");
  }
  text_add_byte(out, map ? '}' : ']');
}

struct str yaml_print_flow(struct arena *arena, const struct node *value) {
  struct text out = {.arena = arena};
  add_flow(&out, value);
  return text_str(&out);
}

/* ---- values ---- */

/* The list on one line, when it is short and holds nothing but short texts; else nothing. */
static struct str on_one_line(struct arena *arena, const struct node *list) {
  struct text out = {.arena = arena};
  text_add_byte(&out, '[');
  for (const struct node *item = list->first; item; item = item->next) {
    bool fits = item->kind == NODE_TEXT && item->text.len + out.len < FLOW_WIDTH && !has_special(item->text, true);
    if (!fits) return (struct str){0};
    add_word(&out, item->text, item->plain, true);
    text_add_z(&out, item->next ? ", " : "");
  }
  text_add_byte(&out, ']');
  return text_str(&out);
}

static void add_leaf(struct printer *p, const struct node *value) {
  if (value->kind == NODE_NOTHING)
    text_add_byte(&p->out, '~');
  else if (value->kind != NODE_TEXT)
    text_add_z(&p->out, value->kind == NODE_MAP ? "{}" : "[]");
  else if (yaml_fits_block(value->text))
    add_block(&p->out, value->text, 2 * (p->open.n ? p->open.n : 1));
  else
    add_word(&p->out, value->text, value->plain, false);
}

/* Behind a key's colon or a dash, or for the root at the beginning. */
static void add_value(struct printer *p, const struct node *value, bool behind_dash) {
  bool open = value->count > 0;
  struct str line = open && value->kind == NODE_LIST ? on_one_line(p->arena, value) : (struct str){0};
  if (p->out.len && (!open || line.len)) text_add_byte(&p->out, ' ');
  if (line.len)
    text_add(&p->out, line);
  else if (open)
    *PUSH(p->arena, &p->open) = (struct open){value->first, value->kind == NODE_LIST, behind_dash};
  else
    add_leaf(p, value);
  if (p->out.len && !(open && !line.len && behind_dash)) text_add_byte(&p->out, '\n');
}

static void add_key(struct printer *p, struct str key, size_t indent) {
  size_t from = p->out.len;
  add_word(&p->out, key, false, false);
  if (p->out.len - from <= LONGEST_KEY) {
    text_add_byte(&p->out, ':');
    return;
  }
  p->out.len = from;
  text_add_z(&p->out, "? ");
  add_word(&p->out, key, false, false);
  text_add_byte(&p->out, '\n');
  add_spaces(&p->out, indent);
  text_add_byte(&p->out, ':');
}

static void add_next_child(struct printer *p) {
  struct open *open = &p->open.at[p->open.n - 1];
  const struct node *child = open->next;
  bool list = open->list;
  size_t indent = 2 * (p->open.n - 1);
  add_spaces(&p->out, open->beside_dash ? 1 : indent);
  open->beside_dash = false;
  open->next = child->next;
  if (list)
    text_add_byte(&p->out, '-');
  else
    add_key(p, child->key, indent);
  add_value(p, child, list);
}

struct str yaml_print(struct arena *arena, const struct node *root) {
  struct printer printer = {.out = {.arena = arena}, .arena = arena};
  if (root) add_value(&printer, root, false);
  while (printer.open.n) {
    if (printer.open.at[printer.open.n - 1].next)
      add_next_child(&printer);
    else
      printer.open.n--;
  }
  return text_str(&printer.out);
}

/* ---- its size ---- */

/* Counted as where a file is read: a key is a value too. */
struct tally {
  size_t nodes, bytes, longest;
};

static void count(struct tally *tally, const struct node *node) {
  tally->nodes += node->key.len ? 2 : 1;
  tally->bytes += node->key.len + node->text.len;
  if (node->text.len > tally->longest) tally->longest = node->text.len;
  for (const struct node *child = node->first; child; child = child->next) count(tally, child);
}

bool yaml_bounded(const struct node *root, enum message_id id, struct where where, struct messages *messages) {
  struct tally tally = {0};
  count(&tally, root);
  const struct {
    size_t there;
    enum limit most;
  } sizes[] = {{tally.nodes, LIMIT_YAML_NODES}, {tally.longest, LIMIT_YAML_SCALAR}, {tally.bytes, LIMIT_YAML}};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    if (sizes[i].there <= limit(messages->arena, sizes[i].most)) continue;
    limit_tell(messages, id, where, sizes[i].most, (struct met){0});
    return false;
  }
  return true;
}
