/* Walking a tree of spans. */
#include "markup.h"

#include <stdlib.h>
#include <string.h>

const struct attribute *element_attribute(const struct element *element, int name) {
  for (unsigned i = 0; i < element->attribute_count; i++)
    if (element->attributes[i].name == name) return &element->attributes[i];
  return NULL;
}

struct str element_value(const struct element *element, int name) {
  const struct attribute *attribute = element ? element_attribute(element, name) : NULL;
  return attribute ? attribute_value(attribute) : STR("");
}

struct str attribute_value(const struct attribute *attribute) {
  return (struct str){attribute->at, attribute->len};
}

struct str element_text(const struct element *element) {
  const void *behind = element->attributes + element->attribute_count;
  return element->has_text ? *(const struct str *)behind : STR("");
}

struct str element_bytes(const struct element *element) {
  return str_sub(element->in->bytes, element->start, element->end);
}

/* An end tag holds no other "<" than its first. */
size_t element_close(const struct element *element) {
  const char *bytes = element->in->bytes.at;
  if (element_empty(element)) return element->end;
  return (size_t)((const char *)memrchr(bytes, '<', element->end) - bytes);
}

struct str element_content(const struct element *element) {
  return str_sub(element->in->bytes, element->open_end, element_close(element));
}

/* How many bytes of text a reference stands for; *raw is the length of what is written. */
static size_t reference_length(struct str rest, size_t *raw) {
  ptrdiff_t end = str_find(rest, STR(";"));
  *raw = end < 0 ? 1 : (size_t)end + 1;
  if (rest.len < 3 || rest.at[1] != '#') return 1;
  bool hex = rest.at[2] == 'x';
  unsigned long code = strtoul(rest.at + (hex ? 3 : 2), NULL, hex ? 16 : 10);
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/* Markup inside text that stands for no text itself; 0 for none. The inside of a CDATA section is text. */
static size_t silent_length(struct str rest, bool *cdata) {
  static const struct { const char *open, *close; } kinds[] = {{"<!--", "-->"}, {"<?", "?>"}};
  if (*cdata && str_starts(rest, STR("]]>"))) {
    *cdata = false;
    return 3;
  }
  if (*cdata) return 0;
  if (str_starts(rest, STR("<![CDATA["))) {
    *cdata = true;
    return 9;
  }
  for (size_t i = 0; i < 2; i++) {
    ptrdiff_t end = str_starts(rest, str_from(kinds[i].open)) ? str_find(rest, str_from(kinds[i].close)) : -1;
    if (end >= 0) return (size_t)end + strlen(kinds[i].close);
  }
  return 0;
}

size_t element_text_at(const struct element *element, size_t at, bool *cdata) {
  struct str content = element_content(element);
  *cdata = false;
  if (content.at == element_text(element).at) return element->open_end + at;
  for (size_t raw = 0, text = 0; raw < content.len;) {
    struct str rest = str_sub(content, raw, content.len);
    size_t skip = silent_length(rest, cdata), length = 1;
    if (text == at && !skip) return element->open_end + raw;
    bool reference = !skip && !*cdata && rest.at[0] == '&';
    if (skip)
      raw += skip;
    else if (reference)
      text += reference_length(rest, &length);
    else
      text++;
    if (!skip && !reference && str_starts(rest, STR("\r\n"))) length = 2;
    if (!skip) raw += length;
  }
  return element_close(element);
}

bool element_empty(const struct element *element) { return element->open_end == element->end; }

struct str element_prefix(const struct element *element) {
  struct str tag = str_sub(element->in->bytes, element->start + 1, element->open_end);
  size_t len = strcspn(tag.at, ": \t\r\n/>");
  return str_sub(tag, 0, tag.at[len] == ':' ? len + 1 : 0);
}

struct element *element_last(const struct element *element) {
  struct element *child = element->first;
  while (child && child->next) child = child->next;
  return child;
}

struct element *element_ancestor(const struct element *element, int name) {
  struct element *up = element->parent;
  while (up && up->name != name) up = up->parent;
  return up;
}

bool element_within(const struct element *element, const struct element *outer) {
  return element->in == outer->in && element->start >= outer->start && element->end <= outer->end;
}
