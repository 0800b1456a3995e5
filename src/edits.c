/* Edits, and laying them into the bytes in one pass. */
#include "markup.h"

#include <stdlib.h>
#include <string.h>

/* Among insertions at one place; <a></a>: its two ends are one place. */
enum { IN_TURN, EARLY, FIRST };

void edits_replace(struct edits *edits, size_t from, size_t to, struct str with) {
  struct edit *edit = PUSH(edits->arena, &edits->list);
  edit->from = from;
  edit->to = to;
  edit->order = edits->list.n;
  edit->with = with;
}

void edits_again(struct edits *edits, const struct edit *edit) {
  struct edit *again = PUSH(edits->arena, &edits->list);
  *again = *edit;
  again->order = edits->list.n;
}

void edits_insert(struct edits *edits, size_t at, struct str with) { edits_replace(edits, at, at, with); }

void edits_insert_copy(struct edits *edits, size_t at, const struct element *element, const struct edits *inside) {
  edits_insert(edits, at, STR(""));
  struct edit *edit = &edits->list.at[edits->list.n - 1];
  edit->copied = element;
  edit->inside = inside;
}

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
  struct str name = str_sub(tag, 0, strcspn(tag.at, " \t\r\n/>"));
  edits_replace(edits, element->end - 2, element->end, STR(">"));
  struct edit *edit = &edits->list.at[edits->list.n - 1];
  edit->close = str_joined(edits->arena, STR("</"), name, STR(">"));
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
    edits_insert(edits, element_close(element), content);
    return;
  }
  struct edit *edit = opened(edits, element);
  edit->with = str_joined(edits->arena, edit->with, content, STR(""));
}

/* Which of two at one place comes first. */
static int by_kind(const struct edit *one, const struct edit *other) {
  bool first_inserts = one->from == one->to, second_inserts = other->from == other->to;
  if (first_inserts != second_inserts) return first_inserts ? -1 : 1;
  if (!first_inserts && one->to != other->to) return one->to > other->to ? -1 : 1;
  if (first_inserts && one->turn != other->turn) return one->turn > other->turn ? -1 : 1;
  return one->order < other->order ? -1 : 1;
}

static inline bool is_before(const struct edit *one, const struct edit *other) {
  return one->from != other->from ? one->from < other->from : by_kind(one, other) < 0;
}

static int by_place(const void *a, const void *b) {
  return is_before(*(const struct edit *const *)a, *(const struct edit *const *)b) ? -1 : 1;
}

/* A few that are nearly in order: each goes down to its place. */
static void sort_few(const struct edit **edits, size_t n) {
  for (size_t i = 1; i < n; i++) {
    const struct edit *edit = edits[i];
    size_t to = i;
    for (; to && is_before(edit, edits[to - 1]); to--) edits[to] = edits[to - 1];
    edits[to] = edit;
  }
}

/* By place; mostly they come so. */
static const struct edit **in_order(struct arena *arena, const struct edits *edits) {
  size_t n = edits->list.n;
  bool out_of_order = false;
  const struct edit **sorted = arena_alloc(arena, n + 1, sizeof *sorted);
  for (size_t i = 0; i < n; i++) {
    sorted[i] = &edits->list.at[i];
    if (i && is_before(sorted[i], sorted[i - 1])) out_of_order = true;
  }
  enum { FEW = 32 };
  if (out_of_order && n <= FEW) sort_few(sorted, n);
  if (out_of_order && n > FEW) qsort(sorted, n, sizeof *sorted, by_place);
  return sorted;
}

/* Whether what went from between two pieces of text leaves the end of a CDATA section, which no text may hold (XML 1.0, 2.4). */
static bool ends_section(const struct slices *out, struct str slice) {
  size_t brackets = 0, left = slice.at[0] == '>' || slice.at[0] == ']' ? out->list.n : 0;
  while (left-- > 0 && brackets < 2) {
    struct str before = out->list.at[left];
    while (before.len && before.at[before.len - 1] == ']' && brackets < 2) before.len--, brackets++;
    if (before.len) break;
  }
  return slice.at[0] == '>' ? brackets == 2 : brackets && slice.len > 1 && slice.at[1] == '>';
}

static void lay(struct slices *out, struct str slice) {
  if (!slice.len) return;
  if (ends_section(out, slice)) lay(out, STR("<!---->"));
  *PUSH(out->arena, &out->list) = slice;
  out->total += slice.len;
}

static void lay_span(struct slices *out, struct str bytes, size_t from, size_t to, const struct edits *edits) {
  const struct edit **sorted = in_order(out->arena, edits);
  size_t at = from;
  for (size_t i = 0; i < edits->list.n; i++) {
    const struct edit *edit = sorted[i];
    if (edit->from < at || edit->to > to) continue; /* inside a span that went, or outside what is asked for */
    lay(out, str_sub(bytes, at, edit->from));
    const struct element *copied = edit->copied;
    if (copied) lay_span(out, copied->in->bytes, copied->start, copied->end, edit->inside);
    lay(out, edit->with);
    lay(out, edit->close);
    at = edit->to;
  }
  lay(out, str_sub(bytes, at, to));
}

struct slices edits_slices(struct arena *arena, struct str bytes, size_t from, size_t to, const struct edits *edits) {
  struct slices out = {.arena = arena};
  lay_span(&out, bytes, from, to, edits);
  return out;
}

struct str slices_join(const struct slices *slices) {
  char *out = arena_bytes(slices->arena, slices->total + 1), *end = out;
  for (size_t i = 0; i < slices->list.n; i++) {
    struct str slice = slices->list.at[i];
    end = (char *)memcpy(end, slice.at, slice.len) + slice.len;
  }
  *end = '\0';
  return (struct str){out, slices->total};
}

struct str edits_splice(struct arena *arena, struct str bytes, size_t from, size_t to, const struct edits *edits) {
  struct slices slices = edits_slices(arena, bytes, from, to, edits);
  return slices_join(&slices);
}

void text_add_escaped(struct text *text, struct str value) {
  static const char *const references[256] = {['&'] = "&amp;",  ['<'] = "&lt;",   ['>'] = "&gt;", ['"'] = "&quot;",
                                              ['\r'] = "&#13;", ['\n'] = "&#10;", ['\t'] = "&#9;"};
  for (size_t from = 0, at = 0; from < value.len; from = ++at) {
    while (at < value.len && !references[(unsigned char)value.at[at]]) at++;
    text_add(text, str_sub(value, from, at));
    if (at < value.len) text_add_z(text, references[(unsigned char)value.at[at]]);
  }
}
