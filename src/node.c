/* Trees: made, found in, compared, copied. */
#include "data.h"

#include <stdlib.h>
#include <string.h>

static struct node *node_new(struct arena *arena, enum node_kind kind) {
  struct node *node = NEW(arena, struct node);
  node->kind = (unsigned char)kind;
  return node;
}

struct node *node_map(struct arena *arena) {
  return node_new(arena, NODE_MAP);
}

struct node *node_list(struct arena *arena) {
  return node_new(arena, NODE_LIST);
}

struct node *node_text(struct arena *arena, struct str text) {
  struct node *node = node_new(arena, NODE_TEXT);
  node->text = text;
  return node;
}

struct node *node_plain(struct arena *arena, struct str text) {
  struct node *node = node_text(arena, text);
  node->plain = true;
  return node;
}

struct node *node_append(struct node *list, struct node *value) {
  value->next = NULL;
  if (list->last)
    list->last->next = value;
  else
    list->first = value;
  list->last = value;
  list->count++;
  return value;
}

static struct node *find(const struct node *map, struct str key) {
  if (!map || map->kind != NODE_MAP) return NULL;
  for (struct node *node = map->first; node; node = node->next)
    if (str_equal(node->key, key)) return node;
  return NULL;
}

static void swap(struct node *map, struct node *old, struct node *value) {
  struct node *before = old == map->first ? NULL : map->first;
  while (before && before->next != old) before = before->next;
  *(before ? &before->next : &map->first) = value;
  value->next = old->next;
  if (map->last == old) map->last = value;
}

static struct node *put(struct arena *arena, struct node *map, struct str key, struct node *value) {
  struct node *old = find(map, key);
  value->key = old ? old->key : str_copy(arena, key);
  value->key_mark = old ? old->key_mark : NULL;
  if (!old) return node_append(map, value);
  if (old != value) swap(map, old, value);
  return value;
}

struct node *node_put(struct arena *arena, struct node *map, const char *key, struct node *value) {
  return put(arena, map, str_from(key), value);
}

/* A copy of the node alone: no children, no neighbour. */
static struct node *copy_one(struct arena *arena, const struct node *node) {
  struct node *copy = NEW(arena, struct node);
  *copy = *node;
  copy->first = copy->last = copy->next = NULL;
  copy->count = 0;
  return copy;
}

struct node *node_copy(struct arena *arena, const struct node *node) {
  struct node *copy = node ? copy_one(arena, node) : NULL;
  for (const struct node *child = node ? node->first : NULL; child; child = child->next)
    node_append(copy, node_copy(arena, child));
  return copy;
}

struct node *node_get(const struct node *map, const char *key) {
  return find(map, str_from(key));
}

/* Cuts the first word off a path with dots. */
static struct str next_step(struct str *path) {
  ptrdiff_t dot = str_find(*path, STR("."));
  size_t end = dot < 0 ? path->len : (size_t)dot;
  struct str step = str_sub(*path, 0, end);
  *path = str_sub(*path, end + 1, path->len);
  return step;
}

struct node *node_path(const struct node *map, const char *path) {
  struct str left = str_from(path);
  struct node *node = find(map, next_step(&left));
  while (node && left.len) node = find(node, next_step(&left));
  return node;
}

struct node *node_make_path(struct arena *arena, struct node *map, const char *path, struct node *value) {
  struct str left = str_from(path), step = next_step(&left);
  while (left.len) {
    struct node *inner = find(map, step);
    map = inner && inner->kind == NODE_MAP ? inner : put(arena, map, step, node_map(arena));
    step = next_step(&left);
  }
  return put(arena, map, step, value);
}

struct str node_str(const struct node *node) {
  return node && node->kind == NODE_TEXT ? node->text : (struct str){"", 0};
}

struct str node_get_str(const struct node *map, const char *key) {
  return node_str(node_get(map, key));
}

bool node_nothing(const struct node *node) {
  return !node || node->kind == NODE_NOTHING || (node->kind == NODE_TEXT ? node->text.len == 0 : node->count == 0);
}

/* ---- comparing; depth bounds the recursion, and nothing that Cairn makes or reads is deeper ---- */

static bool equal(const struct node *a, const struct node *b, size_t depth);

/* Each value of a equals b's; values that b has too are passed over when only a's own are asked for. */
static bool all_in(const struct node *a, const struct node *b, bool only_own, size_t depth) {
  const struct node *guess = b ? b->first : NULL; /* most maps hold their keys in one order */
  for (const struct node *child = a ? a->first : NULL; child; child = child->next) {
    const struct node *other = guess && str_equal(guess->key, child->key) ? guess : find(b, child->key);
    if (other) guess = other->next;
    if (!(other && only_own) && !equal(child, other, depth)) return false;
  }
  return true;
}

static bool equal_lists(const struct node *a, const struct node *b, size_t depth) {
  if (a->count != b->count) return false;
  for (a = a->first, b = b->first; a && b; a = a->next, b = b->next)
    if (!equal(a, b, depth)) return false;
  return true;
}

static bool is_map(const struct node *node) { return node && node->kind == NODE_MAP; }

static bool equal(const struct node *a, const struct node *b, size_t depth) {
  bool no_a = node_nothing(a), no_b = node_nothing(b);
  if (!depth || (no_a && no_b)) return no_a && no_b;
  bool maps = is_map(a) || is_map(b); /* a map of nothing but nothings is nothing too */
  if (maps && (is_map(a) || no_a) && (is_map(b) || no_b)) {
    const struct node *one = is_map(a) ? a : NULL, *other = is_map(b) ? b : NULL;
    return all_in(one, other, false, depth - 1) && all_in(other, one, true, depth - 1);
  }
  if (no_a || no_b || !a || !b || a->kind != b->kind) return false;
  return a->kind == NODE_LIST ? equal_lists(a, b, depth - 1) : str_equal(a->text, b->text);
}

bool node_equal(const struct node *a, const struct node *b) { return equal(a, b, 2 * limit_top(LIMIT_YAML_DEPTH)); }

/* ---- places ---- */

/* The line that holds the byte at, cut off at what a message would not show anyway. */
static struct str line_around(struct str bytes, size_t at) {
  enum { SHOWN = 400 };
  size_t from = at > bytes.len ? bytes.len : at, to = from;
  while (from > 0 && bytes.at[from - 1] != '\n' && bytes.at[from - 1] != '\r' && at - from <= SHOWN) from--;
  while (to < bytes.len && bytes.at[to] != '\n' && bytes.at[to] != '\r' && to - from <= SHOWN) to++;
  return to - from > SHOWN ? (struct str){"", 0} : str_sub(bytes, from, to);
}

static const struct mark *mark_or_nowhere(const struct mark *mark) {
  static const struct mark nowhere = {0};
  return mark ? mark : &nowhere;
}

const struct mark *node_mark(const struct node *node) { return mark_or_nowhere(node->mark); }
const struct mark *node_key_mark(const struct node *node) { return mark_or_nowhere(node->key_mark); }

static struct where where_mark(const struct source *source, const struct mark *mark) {
  struct where where = {.file = source->path};
  if (!mark || !mark->line) return where;
  where.line = mark->line;
  where.column = mark->column;
  where.source = line_around(source->bytes, mark->from);
  return where;
}

struct where source_where(const struct source *source, const struct node *node) {
  return where_mark(source, node ? node->mark : NULL);
}

struct where source_where_key(const struct source *source, const struct node *node) {
  return where_mark(source, node ? node->key_mark : NULL);
}

/* ---- messages in the order of the file ---- */

static int by_place(const void *one, const void *other) {
  const struct message *a = one, *b = other;
  if (a->where.line != b->where.line) return a->where.line < b->where.line ? -1 : 1;
  if (a->where.column != b->where.column) return a->where.column < b->where.column ? -1 : 1;
  return strcmp(a->sentence, b->sentence);
}

void messages_in_order(struct messages *messages, size_t from) {
  size_t end = messages->list.n;
  if (end && messages->list.at[end - 1].id == MSG_TOO_MANY_MESSAGES) end--; /* that one stays last */
  if (end > from) qsort(messages->list.at + from, end - from, sizeof *messages->list.at, by_place);
}
