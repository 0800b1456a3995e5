/* A part that gathers the same part of several documents: one root with the namespaces of all (Part 3, 7.2). */
#include "join_parts.h"

#include <string.h>

/* An attribute as written in a start tag, value without its quotes. */
struct written {
  struct str name, value;
};

/* The attribute at *at, moving it behind; false at the tag's end. The tag is known to be well-formed. */
static bool next_written(struct str tag, size_t *at, struct written *out) {
  const char *z = tag.at;
  *at += strspn(z + *at, " \t\r\n");
  if (z[*at] == '>' || z[*at] == '/') return false;
  out->name = str_sub(tag, *at, *at + strcspn(z + *at, "= \t\r\n"));
  *at += out->name.len;
  *at += strcspn(z + *at, "\"'");
  size_t end = *at + 1;
  while (z[end] != z[*at]) end++;
  out->value = str_sub(tag, *at + 1, end);
  *at = end + 1;
  return true;
}

static struct str tag_of(const struct element *e) { return str_sub(e->in->bytes, e->start, e->open_end); }

static struct str tag_name(const struct element *e) {
  struct str tag = tag_of(e);
  return str_sub(tag, 1, 1 + strcspn(tag.at + 1, " \t\r\n/>"));
}

struct str local_name(const struct element *e) {
  struct str name = tag_name(e);
  ptrdiff_t colon = str_find(name, STR(":"));
  return str_sub(name, (size_t)(colon + 1), name.len);
}

static struct declaration *find_prefix(const struct gather *gather, struct str prefix) {
  for (size_t i = 0; i < gather->declared.n; i++)
    if (str_equal(gather->declared.at[i].prefix, prefix)) return &gather->declared.at[i];
  return NULL;
}

static void declare(struct gather *gather, struct str prefix, struct str uri) {
  *PUSH(gather->arena, &gather->declared) =
      (struct declaration){str_copy(gather->arena, prefix), str_copy(gather->arena, uri)};
}

const char *with_prefix(struct arena *arena, const char *prefix, const char *markup) {
  struct text out = {.arena = arena};
  for (; *markup; markup++)
    if (*markup == '@')
      text_add_z(&out, prefix);
    else
      text_add_byte(&out, *markup);
  return str_z(arena, text_str(&out));
}

/* The attribute as it would be written for each element. */
static void add_own(struct gather *gather, struct written written) {
  struct text out = {.arena = gather->arena};
  text_add(&out, gather->own);
  text_add_byte(&out, ' ');
  text_add(&out, written.name);
  text_add_z(&out, "=\"");
  text_add(&out, written.value);
  text_add_byte(&out, '"');
  gather->own = text_str(&out);
}

static void take_declaration(struct gather *gather, struct written written) {
  struct str prefix = written.name.len > 6 ? str_sub(written.name, 6, written.name.len) : STR("");
  const struct declaration *there = find_prefix(gather, prefix);
  bool quoted = str_find(written.value, STR("\"")) >= 0;
  if (!there)
    declare(gather, prefix, written.value);
  else if (!str_equal(there->uri, written.value) && !quoted)
    add_own(gather, written);
}

static bool is_ignorable(const struct gather *gather, struct str prefix) {
  for (size_t i = 0; i < gather->ignorable.n; i++)
    if (str_equal(gather->ignorable.at[i], prefix)) return true;
  return false;
}

static void take_ignorable(struct gather *gather, struct str prefixes) {
  while (prefixes.len) {
    size_t end = 0;
    while (end < prefixes.len && !strchr(" \t\r\n", prefixes.at[end])) end++;
    struct str prefix = str_sub(prefixes, 0, end);
    if (prefix.len && !is_ignorable(gather, prefix))
      *PUSH(gather->arena, &gather->ignorable) = str_copy(gather->arena, prefix);
    prefixes = str_sub(prefixes, end + 1, prefixes.len);
  }
}

void gather_root(struct gather *gather, const struct markup *markup) {
  struct str tag = tag_of(markup->root);
  struct written written;
  gather->own = STR("");
  if (!gather->root.len) gather->root = str_copy(gather->arena, tag_name(markup->root));
  for (size_t at = 1 + tag_name(markup->root).len; next_written(tag, &at, &written);)
    if (str_is(written.name, "xmlns") || str_starts(written.name, STR("xmlns:"))) take_declaration(gather, written);
  struct str ignorable = element_value(markup->root, J_IGNORABLE);
  take_ignorable(gather, ignorable);
  if (gather->own.len && ignorable.len) {
    const char *name = str_format(gather->arena, "%sIgnorable", gather_prefix(gather, "mc", MC_URI));
    add_own(gather, (struct written){str_from(name), ignorable});
  }
}

const char *gather_prefix(struct gather *gather, const char *prefix, const char *uri) {
  for (size_t i = 0; i < gather->declared.n; i++) {
    const struct declaration *there = &gather->declared.at[i];
    if (there->prefix.len && str_is(there->uri, uri))
      return str_format(gather->arena, "%s:", str_z(gather->arena, there->prefix));
  }
  while (find_prefix(gather, str_from(prefix))) prefix = str_format(gather->arena, "%sx", prefix);
  declare(gather, str_from(prefix), str_from(uri));
  return str_format(gather->arena, "%s:", prefix);
}

void gather_own(const struct gather *gather, struct edits *edits, const struct element *element) {
  if (gather->own.len) edits_insert(edits, element->start + 1 + tag_name(element).len, gather->own);
}

void gather_add(struct gather *gather, const struct element *element, const struct edits *edits) {
  text_add(&gather->body, edits_splice(edits->arena, element->in->bytes, element->start, element->end, edits));
}

static void add_attribute(struct text *out, const char *name, struct str prefix, struct str value) {
  text_add_byte(out, ' ');
  text_add_z(out, name);
  if (prefix.len) text_add_byte(out, ':');
  text_add(out, prefix);
  text_add_z(out, "=\"");
  text_add(out, value);
  text_add_byte(out, '"');
}

static void add_ignorable(struct text *out, struct gather *gather) {
  struct text list = {.arena = out->arena};
  for (size_t i = 0; i < gather->ignorable.n; i++) {
    text_add_z(&list, i ? " " : "");
    text_add(&list, gather->ignorable.at[i]);
  }
  const char *mc = gather_prefix(gather, "mc", MC_URI);
  add_attribute(out, str_format(out->arena, "%sIgnorable", mc), STR(""), text_str(&list));
}

struct str gather_bytes(struct arena *arena, const struct gather *gather, const char *head, const char *tail) {
  struct gather whole = *gather;
  struct text attributes = {.arena = arena};
  if (whole.ignorable.n) add_ignorable(&attributes, &whole);
  size_t room = gather->body.len + strlen(head) + strlen(tail) + 8192;
  struct text out = {.arena = arena, .at = arena_alloc(arena, room, 1), .cap = room};
  text_add_z(&out, XML_HEAD "<");
  text_add(&out, gather->root);
  for (size_t i = 0; i < whole.declared.n; i++)
    add_attribute(&out, "xmlns", whole.declared.at[i].prefix, whole.declared.at[i].uri);
  text_add(&out, text_str(&attributes));
  text_add_byte(&out, '>');
  text_add_z(&out, head);
  text_add(&out, text_str(&gather->body));
  text_add_z(&out, tail);
  text_add_z(&out, "</");
  text_add(&out, gather->root);
  text_add_byte(&out, '>');
  return text_str(&out);
}
