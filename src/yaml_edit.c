/* Changes to a YAML file in its bytes: what differs is found here, and spliced in; yaml_place.c knows where things stand. */
#include "yaml_edit.h"

#include <stdlib.h>
#include <string.h>

void yaml_change(struct editor *e, size_t from, size_t to, struct str text) {
  *PUSH(e->arena, &e->changes) = (struct change){from, to, e->changes.n, text};
}

static bool refuse(struct editor *e) {
  e->refused = true;
  return false;
}

/* ---- comments: what goes away must be no more than values ---- */

static bool is_leaf(const struct node *node) { return node->kind == NODE_TEXT || node->kind == NODE_NOTHING; }

/* Whether a comment stands before the byte to, behind what was looked at; that is then moved behind a value. */
static bool remark_before(const struct editor *e, size_t *at, const struct mark *mark) {
  bool found = mark->from > *at && str_find(str_sub(e->bytes, *at, mark->from), STR("#")) >= 0;
  if (mark->to > *at) *at = mark->to;
  return found;
}

static bool remark_in(const struct editor *e, const struct node *node, size_t *at) {
  if (node->key_mark && remark_before(e, at, node->key_mark)) return true;
  if (is_leaf(node) || yaml_first(e, node) == '*') return remark_before(e, at, node_mark(node));
  for (const struct node *child = node->first; child; child = child->next)
    if (remark_in(e, child, at)) return true;
  return false;
}

/* Takes the bytes away that hold the items from first to last; refused when a comment would go with them. */
static void take_away(struct editor *e, size_t from, size_t to, const struct node *first, const struct node *last) {
  size_t at = from;
  for (const struct node *item = first; item; item = item == last ? NULL : item->next)
    if (remark_in(e, item, &at)) e->refused = true;
  if (remark_before(e, &at, &(struct mark){.from = (uint32_t)to, .to = (uint32_t)to})) e->refused = true;
  yaml_change(e, from, to, STR(""));
}

/* ---- scalars ---- */

static bool is_block_scalar(const struct editor *e, const struct node *node) {
  char first = yaml_first(e, node);
  return node_mark(node)->to > node_mark(node)->from && (first == '|' || first == '>');
}

/* What stands behind the sign of a block scalar: blanks, and perhaps a comment. */
static struct str behind_sign(const struct editor *e, size_t from) {
  size_t end = from;
  while (end < e->bytes.len && strchr("|>+-0123456789", e->bytes.at[end])) end++;
  from = end;
  while (end < e->bytes.len && !yaml_breaks(e->bytes.at[end])) end++;
  return str_sub(e->bytes, from, end);
}

/* A literal block: its sign, what stood behind that, and its lines, indented. */
static struct str in_block(const struct editor *e, struct str text, size_t indent, struct str behind) {
  struct text out = {.arena = e->arena};
  text_add_z(&out, "|-");
  text_add(&out, behind);
  while (text.len) {
    ptrdiff_t end = str_find(text, STR("\n"));
    struct str line = str_sub(text, 0, end < 0 ? text.len : (size_t)end);
    text_add_z(&out, e->eol);
    for (size_t i = 0; line.len && i < indent; i++) text_add_byte(&out, ' ');
    text_add(&out, line);
    text = str_sub(text, line.len + 1, text.len);
  }
  return text_str(&out);
}

/* The new text, written like the old one where it allows that. */
static struct str scalar_text(struct editor *e, const struct node *old, const struct node *new, bool flow) {
  struct node value = *new;
  size_t from = yaml_value_at(e, old), to = yaml_end(e, old);
  char first = to > from ? e->bytes.at[from] : 0, quote = first == '"' || first == '\'' ? first : 0;
  bool was_block = is_block_scalar(e, old);
  bool block = !flow && old->key_mark && yaml_fits_block(value.text) && (was_block || yaml_line_left(e, to).len == 0);
  struct str behind = was_block ? behind_sign(e, from) : STR("");
  value.plain = value.plain || old->plain;
  if (block) return in_block(e, value.text, yaml_indent(e, node_key_mark(old)->from) + 2, behind);
  return str_joined(e->arena, yaml_print_scalar(e->arena, &value, quote, flow), behind, STR(""));
}

static void set_scalar(struct editor *e, const struct node *old, const struct node *new, bool flow) {
  size_t from = yaml_value_at(e, old), to = yaml_end(e, old);
  struct str text = scalar_text(e, old, new, flow);
  if (to > from)
    yaml_change(e, from, to, text);
  else
    yaml_fill(e, old, text, flow);
}

/* ---- what is added ---- */

/* Lines as they are printed at the margin, indented and with the file's line ends, in front of the line that begins at a byte. */
static void add_lines(struct editor *e, size_t at, size_t indent, struct str printed) {
  struct text out = {.arena = e->arena};
  bool unended = at == e->bytes.len && at && !yaml_breaks(e->bytes.at[at - 1]);
  if (unended) text_add_z(&out, e->eol);
  while (printed.len) {
    ptrdiff_t end = str_find(printed, STR("\n"));
    struct str line = str_sub(printed, 0, end < 0 ? printed.len : (size_t)end);
    for (size_t i = 0; line.len && i < indent; i++) text_add_byte(&out, ' ');
    text_add(&out, line);
    printed = str_sub(printed, line.len + 1, printed.len);
    if (printed.len || !unended) text_add_z(&out, e->eol);
  }
  yaml_change(e, at, at, text_str(&out));
}

static struct node *alone(struct editor *e, const struct node *value) {
  struct node *map = node_map(e->arena);
  struct node *copy = node_copy(e->arena, value);
  node_put(e->arena, map, str_z(e->arena, value->key), copy);
  return map;
}

static void add_key(struct editor *e, const struct node *map, const struct node *value, bool flow) {
  struct node *one = alone(e, value);
  const struct node *last = map->last;
  struct str inside = yaml_print_flow(e->arena, one);
  if (flow) inside = str_sub(inside, 1, inside.len - 1);
  if (flow && last)
    yaml_change(e, yaml_flow_end(e, last), yaml_flow_end(e, last), str_joined(e->arena, STR(", "), inside, STR("")));
  else if (flow || !last)
    yaml_change(e, yaml_value_at(e, map) + 1, yaml_value_at(e, map) + 1, inside);
  else
    add_lines(e, yaml_next_line(e, yaml_end(e, last)), yaml_indent(e, node_key_mark(last)->from),
              yaml_print(e->arena, one));
}

/* An item behind a dash, at the margin. */
static struct str item_lines(struct editor *e, const struct node *item) {
  struct node *list = node_list(e->arena);
  node_append(list, node_copy(e->arena, item));
  if (item->kind == NODE_MAP && item->count) return yaml_print(e->arena, list);
  return str_joined(e->arena, STR("- "), yaml_print_flow(e->arena, item), STR("\n"));
}

/* Behind the old item given, or, without one, before the first. */
static void add_item(struct editor *e, const struct node *list, const struct node *behind, const struct node *item,
                     bool flow) {
  struct str inside = flow ? yaml_print_flow(e->arena, item) : item_lines(e, item);
  size_t first = list->first ? flow ? yaml_value_at(e, list) + 1 : yaml_dash(e, list->first) : 0;
  if (flow && behind)
    yaml_change(e, yaml_end(e, behind), yaml_end(e, behind), str_joined(e->arena, STR(", "), inside, STR("")));
  else if (flow)
    yaml_change(e, first, first, str_joined(e->arena, inside, STR(", "), STR("")));
  else if (behind)
    add_lines(e, yaml_next_line(e, yaml_end(e, behind)), yaml_indent(e, first), inside);
  else if (str_trim(str_sub(e->bytes, yaml_line_start(e, first), first)).len == 0)
    add_lines(e, yaml_line_start(e, first), yaml_indent(e, first), inside);
  else
    refuse(e);
}

/* ---- what is taken away ---- */

/* The item's lines; a comment behind its last byte stays, on a line of its own. */
static void remove_lines(struct editor *e, const struct node *item) {
  size_t dash = yaml_dash(e, item), start = yaml_line_start(e, dash), end = yaml_end(e, item);
  bool first = str_trim(str_sub(e->bytes, start, dash)).len == 0, remark = yaml_line_left(e, end).len > 0;
  if (!first)
    refuse(e);
  else
    take_away(e, remark ? dash : start, remark ? end : yaml_next_line(e, end), item, item);
}

/* A run of items in brackets, with the comma that parted them from what stays. */
static void remove_run(struct editor *e, const struct node *before, const struct node *first, const struct node *last) {
  if (last->next)
    take_away(e, node_mark(first)->from, node_mark(last->next)->from, first, last);
  else
    take_away(e, before ? yaml_end(e, before) : node_mark(first)->from, yaml_end(e, last), first, last);
}

/* ---- the walk ---- */

static void update(struct editor *e, const struct node *old, const struct node *new, bool inside);

static const struct node *child_of(const struct node *map, struct str key) {
  const struct node *child = map->first;
  while (child && !str_equal(child->key, key)) child = child->next;
  return child;
}

static void update_map(struct editor *e, const struct node *old, const struct node *new, bool flow) {
  for (const struct node *child = old->first; child; child = child->next) {
    const struct node *value = child_of(new, child->key);
    if (value)
      update(e, child, value, flow);
    else if (!node_nothing(child))
      refuse(e);
  }
  for (const struct node *value = new->first; value; value = value->next)
    if (!node_nothing(value) && !child_of(old, value->key)) add_key(e, old, value, flow);
}

static bool is_copy(const struct node *item, const struct node *old) {
  return item->mark && node_mark(item)->from == node_mark(old)->from;
}

/* The items of new that stand behind those known already, up to the next that the old list has. */
static const struct node *add_new(struct editor *e, const struct node *list, const struct node *behind,
                                  const struct node *item, bool flow) {
  for (; item && !item->mark; item = item->next) add_item(e, list, behind, item, flow);
  return item;
}

static void update_list(struct editor *e, const struct node *old, const struct node *new, bool flow) {
  const struct node *behind = NULL, *run = NULL, *item = add_new(e, old, NULL, new->first, flow);
  for (const struct node *o = old->first; o; o = o->next) {
    bool stays = item && is_copy(item, o);
    if (!stays && !flow) remove_lines(e, o);
    if (!stays && flow && !run) run = o;
    if (!stays && run && !o->next) remove_run(e, behind, run, o);
    if (!stays) continue;
    const struct node *last = run;
    while (last && last->next != o) last = last->next;
    if (last) remove_run(e, behind, run, last);
    run = NULL;
    behind = o;
    update(e, o, item, flow);
    item = add_new(e, old, o, item->next, flow);
  }
  if (item) refuse(e); /* in another order, or of another list */
}

/* Where nothing stood, or an empty list or map. */
static void fill_empty(struct editor *e, const struct node *old, const struct node *new, bool flow) {
  struct str printed = flow ? yaml_print_flow(e->arena, new) : yaml_print(e->arena, alone(e, new));
  size_t from = yaml_value_at(e, old), to = yaml_end(e, old);
  if (flow || !old->key_mark) {
    if (to > from) take_away(e, from, to, NULL, NULL);
    yaml_fill(e, old, yaml_print_flow(e->arena, new), flow);
    return;
  }
  ptrdiff_t first = str_find(printed, STR("\n"));
  bool one_line = (size_t)first + 1 == printed.len;
  struct str left = str_sub(printed, (size_t)first + 1, printed.len);
  if (to > from) take_away(e, from, to, NULL, NULL);
  if (one_line)
    yaml_fill(e, old, yaml_print_flow(e->arena, new), flow);
  else
    add_lines(e, yaml_next_line(e, to > from ? to : node_key_mark(old)->to), yaml_indent(e, node_key_mark(old)->from),
              left);
}

/* inside: the value stands in brackets or braces. */
static void update(struct editor *e, const struct node *old, const struct node *new, bool inside) {
  if (e->refused || node_equal(old, new)) return;
  bool flow = inside || yaml_is_flow(e, old);
  if (is_leaf(old) && is_leaf(new))
    set_scalar(e, old, new, flow);
  else if (node_nothing(old) && !is_leaf(new))
    fill_empty(e, old, new, inside);
  else if (old->kind != new->kind || yaml_first(e, old) == '*')
    refuse(e);
  else if (old->kind == NODE_MAP)
    update_map(e, old, new, flow);
  else
    update_list(e, old, new, flow);
}

/* ---- splicing ---- */

static int by_place(const void *one, const void *other) {
  const struct change *a = one, *b = other;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  if ((a->to > a->from) != (b->to > b->from)) return a->to > a->from ? 1 : -1; /* what is added there stands first */
  return (a->order > b->order) - (a->order < b->order);
}

static bool splice(struct editor *e, struct str *bytes) {
  struct text out = {.arena = e->arena};
  size_t at = 0;
  if (e->changes.n) qsort(e->changes.at, e->changes.n, sizeof *e->changes.at, by_place);
  for (size_t i = 0; i < e->changes.n; i++) {
    const struct change *change = &e->changes.at[i];
    if (change->from < at) return refuse(e);
    text_add(&out, str_sub(e->bytes, at, change->from));
    text_add(&out, change->text);
    at = change->to;
  }
  text_add(&out, str_sub(e->bytes, at, e->bytes.len));
  *bytes = text_str(&out);
  return true;
}

/* Nobody has written into it since it was printed: it holds no comment and nothing in its own way, and is printed anew. */
static bool as_printed(struct arena *arena, const struct source *source) {
  return str_equal(yaml_print(arena, source->root), source->bytes);
}

bool yaml_update(struct arena *arena, const struct source *source, const struct node *wanted, struct str *bytes) {
  struct editor e = {.arena = arena, .bytes = source->bytes, .eol = yaml_eol(source->bytes)};
  struct messages unheard = {.arena = arena};
  if (as_printed(arena, source)) {
    *bytes = node_equal(source->root, wanted) ? source->bytes : yaml_print(arena, wanted);
    return true;
  }
  update(&e, source->root, wanted, false);
  if (e.refused || !splice(&e, bytes)) return false;
  const struct source *again = e.changes.n ? source_parse(arena, source->path, *bytes, &unheard) : source;
  return again && node_equal(again->root, wanted);
}
