/* Where things stand in a YAML file's bytes: lines, dashes, ends of values. */
#include "yaml_edit.h"

#include <string.h>

bool yaml_breaks(char c) { return c == '\n' || c == '\r'; }

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

const char *yaml_eol(struct str bytes) {
  size_t at = 0;
  while (at < bytes.len && !yaml_breaks(bytes.at[at])) at++;
  if (at == bytes.len || bytes.at[at] == '\n') return "\n";
  return at + 1 < bytes.len && bytes.at[at + 1] == '\n' ? "\r\n" : "\r";
}

static char byte_at(const struct editor *e, size_t at) { return at < e->bytes.len ? e->bytes.at[at] : 0; }

size_t yaml_value_at(const struct editor *e, const struct node *node) {
  size_t at = node_mark(node)->from;
  while (at < node_mark(node)->to && (e->bytes.at[at] == '&' || e->bytes.at[at] == '!')) {
    while (at < node_mark(node)->to && !is_blank(e->bytes.at[at]) && !yaml_breaks(e->bytes.at[at])) at++;
    while (at < node_mark(node)->to && (is_blank(e->bytes.at[at]) || yaml_breaks(e->bytes.at[at]))) at++;
  }
  return at;
}

char yaml_first(const struct editor *e, const struct node *node) { return byte_at(e, yaml_value_at(e, node)); }

size_t yaml_end(const struct editor *e, const struct node *node) {
  size_t to = node_mark(node)->to;
  while (to > node_mark(node)->from && (is_blank(e->bytes.at[to - 1]) || yaml_breaks(e->bytes.at[to - 1]))) to--;
  return to;
}

bool yaml_is_flow(const struct editor *e, const struct node *node) {
  char first = yaml_first(e, node);
  bool list = node->kind == NODE_LIST && first == '[', map = node->kind == NODE_MAP && first == '{';
  return (list || map) && node_mark(node)->to > node_mark(node)->from;
}

size_t yaml_line_start(const struct editor *e, size_t at) {
  while (at && !yaml_breaks(e->bytes.at[at - 1])) at--;
  return at;
}

size_t yaml_next_line(const struct editor *e, size_t at) {
  while (at < e->bytes.len && !yaml_breaks(e->bytes.at[at])) at++;
  if (byte_at(e, at) == '\r' && byte_at(e, at + 1) == '\n') at++;
  return at < e->bytes.len ? at + 1 : at;
}

size_t yaml_indent(const struct editor *e, size_t at) {
  size_t start = yaml_line_start(e, at);
  return at - (str_starts(str_sub(e->bytes, start, at), STR("\xEF\xBB\xBF")) ? start + 3 : start);
}

struct str yaml_line_left(const struct editor *e, size_t at) {
  size_t end = at;
  while (end < e->bytes.len && !yaml_breaks(e->bytes.at[end])) end++;
  return str_trim(str_sub(e->bytes, at, end));
}

size_t yaml_dash(const struct editor *e, const struct node *item) {
  size_t at = node_mark(item)->from;
  while (at && (is_blank(e->bytes.at[at - 1]) || yaml_breaks(e->bytes.at[at - 1]))) at--;
  return at ? at - 1 : 0;
}

/* Behind the colon of a key; 0 when it has none, as a key alone in braces. */
static size_t behind_colon(const struct editor *e, const struct node *child) {
  size_t at = node_key_mark(child)->to;
  while (is_blank(byte_at(e, at))) at++;
  return byte_at(e, at) == ':' ? at + 1 : 0;
}

size_t yaml_flow_end(const struct editor *e, const struct node *child) {
  size_t end = yaml_end(e, child), colon = behind_colon(e, child);
  if (node_mark(child)->to > node_mark(child)->from) return end;
  return colon ? colon : node_key_mark(child)->to;
}

void yaml_fill(struct editor *e, const struct node *old, struct str text, bool flow) {
  size_t at = node_mark(old)->to > node_mark(old)->from ? yaml_value_at(e, old) : node_mark(old)->from;
  size_t colon = old->key_mark ? behind_colon(e, old) : 0;
  bool empty = node_mark(old)->to == node_mark(old)->from;
  if (old->key_mark && empty && !colon && !flow) e->refused = true;
  if (old->key_mark && empty) at = colon ? colon : node_key_mark(old)->to;
  const char *before = !empty ? "" : old->key_mark && !colon ? ": " : " ";
  yaml_change(e, at, at, str_joined(e->arena, str_from(before), text, STR("")));
}
