/* Walking a tree of spans. */
#include "markup.h"

#include <string.h>

const struct attribute *element_attribute(const struct element *element, int name) {
  for (unsigned i = 0; i < element->attribute_count; i++)
    if (element->attributes[i].name == name) return &element->attributes[i];
  return NULL;
}

struct str element_value(const struct element *element, int name) {
  const struct attribute *attribute = element ? element_attribute(element, name) : NULL;
  return attribute ? attribute->value : STR("");
}

struct str element_bytes(const struct element *element) {
  return str_sub(element->in->bytes, element->start, element->end);
}

struct str element_content(const struct element *element) {
  return str_sub(element->in->bytes, element->open_end, element->close_start);
}

bool element_empty(const struct element *element) { return element->open_end == element->end; }

struct str element_prefix(const struct element *element) {
  struct str tag = str_sub(element->in->bytes, element->start + 1, element->open_end);
  size_t len = strcspn(tag.at, ": \t\r\n/>");
  return str_sub(tag, 0, tag.at[len] == ':' ? len + 1 : 0);
}

struct element *element_child(const struct element *element, int name) {
  struct element *child = element ? element->first : NULL;
  while (child && child->name != name) child = child->next;
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

struct element *element_next(const struct element *element, const struct element *scope) {
  return element->first ? element->first : element_next_past(element, scope);
}

struct element *element_next_past(const struct element *element, const struct element *scope) {
  for (; element && element != scope; element = element->parent)
    if (element->next) return element->next;
  return NULL;
}
