/* Edits, and laying them into the bytes in one pass. */
#include "markup.h"

#include <stdlib.h>
#include <string.h>

/* Among insertions at one place; <a></a>: its two ends are one place. */
enum { IN_TURN, EARLY, FIRST };

void edits_replace(struct edits *edits, size_t from, size_t to, struct str with) {
  struct edit *edit = PUSH(edits->arena, &edits->list);
  *edit = (struct edit){.from = from, .to = to, .order = edits->list.n, .with = with};
}

void edits_insert(struct edits *edits, size_t at, struct str with) { edits_replace(edits, at, at, with); }

void edits_remove(struct edits *edits, const struct element *element) {
  edits_replace(edits, element->start, element->end, STR(""));
}

/* An attribute or declaration as written in a start tag. */
struct written {
  struct str name, value;
  size_t from, to; /* from the blank before its name to behind its closing quote */
  bool declaration;
};

static size_t first_written(const struct element *element) {
  return element->start + 1 + strcspn(element->in->bytes.at + element->start + 1, " \t\r\n/>");
}

/* The one at the offset; false when the tag ends there. The tag is known to be well-formed. */
static bool read_written(const char *bytes, size_t at, struct written *out) {
  out->from = at;
  at += strspn(bytes + at, " \t\r\n");
  if (bytes[at] == '>' || bytes[at] == '/') return false;
  out->name = (struct str){bytes + at, strcspn(bytes + at, "= \t\r\n")};
  at += out->name.len;
  at += strcspn(bytes + at, "\"'");
  const char *value = bytes + at + 1, *end = strchr(value, bytes[at]);
  out->value = (struct str){value, (size_t)(end - value)};
  out->to = (size_t)(end - bytes) + 1;
  out->declaration = str_is(out->name, "xmlns") || str_starts(out->name, STR("xmlns:"));
  return true;
}

static struct written attribute_span(const struct element *element, unsigned ordinal) {
  struct written found = {0};
  for (size_t at = first_written(element); read_written(element->in->bytes.at, at, &found); at = found.to)
    if (!found.declaration && ordinal-- == 0) break;
  return found;
}

struct str element_declares(const struct element *element, const char *uri) {
  struct written found;
  for (size_t at = first_written(element); read_written(element->in->bytes.at, at, &found); at = found.to)
    if (found.declaration && found.name.len > 6 && str_is(found.value, uri))
      return str_sub(found.name, 6, found.name.len);
  return STR("");
}

static bool prefix_taken(const struct element *element, const char *prefix) {
  struct written found;
  for (size_t at = first_written(element); read_written(element->in->bytes.at, at, &found); at = found.to)
    if (found.declaration && found.name.len > 6 && str_is(str_sub(found.name, 6, found.name.len), prefix)) return true;
  return false;
}

/* In double quotes, whatever stood there before: an apostrophe in the value is left as it is. */
static struct str quoted(struct arena *arena, struct str value) {
  struct text out = {.arena = arena};
  text_add_byte(&out, '"');
  text_add_escaped(&out, value);
  text_add_byte(&out, '"');
  return text_str(&out);
}

void edits_set_attribute(struct edits *edits, const struct element *element, const struct attribute *attribute,
                         struct str value) {
  struct written there = attribute_span(element, attribute->ordinal);
  edits_replace(edits, there.to - there.value.len - 2, there.to, quoted(edits->arena, value));
}

void edits_drop_attribute(struct edits *edits, const struct element *element, const struct attribute *attribute) {
  struct written there = attribute_span(element, attribute->ordinal);
  edits_replace(edits, there.from, there.to, STR(""));
}

void edits_add_attribute(struct edits *edits, const struct element *element, struct str qualified_name,
                         struct str value) {
  struct text out = {.arena = edits->arena};
  text_add_byte(&out, ' ');
  text_add(&out, qualified_name);
  text_add_byte(&out, '=');
  text_add(&out, quoted(edits->arena, value));
  edits_insert(edits, element->open_end - (element_empty(element) ? 2 : 1), text_str(&out));
}

const char *element_free_prefix(struct arena *arena, const struct element *element, const char *prefix) {
  while (prefix_taken(element, prefix)) prefix = str_format(arena, "%sx", prefix);
  return prefix;
}

struct str edits_declare(struct edits *edits, const struct element *element, const char *prefix, const char *uri) {
  struct str there = element_declares(element, uri);
  if (there.len) return there;
  prefix = element_free_prefix(edits->arena, element, prefix);
  edits_add_attribute(edits, element, str_from(str_format(edits->arena, "xmlns:%s", prefix)), str_from(uri));
  return str_from(prefix);
}

/* The one edit that opens an element written <a/>: what is put into it gathers there. */
static struct edit *opened(struct edits *edits, const struct element *element) {
  for (size_t i = edits->list.n; i-- > 0;)
    if (edits->list.at[i].close.len && edits->list.at[i].to == element->end) return &edits->list.at[i];
  struct str tag = str_sub(element->in->bytes, element->start + 1, element->end);
  const char *close = str_format(edits->arena, "</%.*s>", (int)strcspn(tag.at, " \t\r\n/>"), tag.at);
  edits_replace(edits, element->end - 2, element->end, STR(">"));
  struct edit *edit = &edits->list.at[edits->list.n - 1];
  edit->close = str_from(close);
  edit->head = 1;
  return edit;
}

void edits_insert_early(struct edits *edits, size_t at, struct str with) {
  edits_insert(edits, at, with);
  edits->list.at[edits->list.n - 1].turn = EARLY;
}

/* Into an element written <a/>: behind the first bytes of what its edit puts there. */
static void put_into_opened(struct edits *edits, struct edit *edit, size_t behind, struct str content) {
  struct str head = str_sub(edit->with, 0, behind), tail = str_sub(edit->with, behind, edit->with.len);
  edit->with = str_joined(edits->arena, head, content, tail);
  edit->head += content.len;
}

void edits_prepend_child(struct edits *edits, const struct element *element, struct str content) {
  struct edit *edit = element_empty(element) ? opened(edits, element) : NULL;
  if (edit)
    put_into_opened(edits, edit, edit->head, content);
  else
    edits_insert_early(edits, element->open_end, content);
}

void edits_prepend_first(struct edits *edits, const struct element *element, struct str content) {
  if (element_empty(element)) {
    put_into_opened(edits, opened(edits, element), 1, content);
    return;
  }
  edits_insert(edits, element->open_end, content);
  edits->list.at[edits->list.n - 1].turn = FIRST;
}

void edits_append_child(struct edits *edits, const struct element *element, struct str content) {
  if (!element_empty(element)) {
    edits_insert(edits, element->close_start, content);
    return;
  }
  struct edit *edit = opened(edits, element);
  edit->with = str_joined(edits->arena, edit->with, content, STR(""));
}

static int by_place(const void *a, const void *b) {
  const struct edit *one = a, *other = b;
  if (one->from != other->from) return one->from < other->from ? -1 : 1;
  bool first_inserts = one->from == one->to, second_inserts = other->from == other->to;
  if (first_inserts != second_inserts) return first_inserts ? -1 : 1;
  if (!first_inserts && one->to != other->to) return one->to > other->to ? -1 : 1;
  if (first_inserts && one->turn != other->turn) return one->turn > other->turn ? -1 : 1;
  return one->order < other->order ? -1 : 1;
}

struct str edits_splice(struct arena *arena, struct str bytes, size_t from, size_t to, const struct edits *edits) {
  size_t n = edits->list.n;
  struct edit *sorted = arena_alloc(arena, n + 1, sizeof *sorted);
  if (n) memcpy(sorted, edits->list.at, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, by_place);
  size_t total = to - from;
  for (size_t i = 0; i < n; i++) total += sorted[i].with.len + sorted[i].close.len;
  struct text out = {.arena = arena, .at = arena_alloc(arena, total + 1, 1), .cap = total + 1};
  size_t at = from;
  for (size_t i = 0; i < n; i++) {
    if (sorted[i].from < at || sorted[i].to > to) continue; /* inside a span that went, or outside what is asked for */
    text_add(&out, str_sub(bytes, at, sorted[i].from));
    text_add(&out, sorted[i].with);
    text_add(&out, sorted[i].close);
    at = sorted[i].to;
  }
  text_add(&out, str_sub(bytes, at, to));
  return text_str(&out);
}

void text_add_escaped(struct text *text, struct str value) {
  static const char *const references[256] = {['&'] = "&amp;",  ['<'] = "&lt;",   ['>'] = "&gt;", ['"'] = "&quot;",
                                              ['\r'] = "&#13;", ['\n'] = "&#10;", ['\t'] = "&#9;"};
  for (size_t from = 0, at = 0; at <= value.len; at++) {
    const char *reference = at < value.len ? references[(unsigned char)value.at[at]] : "";
    if (!reference) continue;
    text_add(text, str_sub(value, from, at));
    text_add_z(text, reference);
    from = at + 1;
  }
}
