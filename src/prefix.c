/* Prefixes for markup that is written: an attribute of Word's must have one, also where elements have none. */
#include "word_read.h"

/* The prefix, without its colon, that the root gives its namespace, or would be made to give. */
static const char *root_prefix(const struct markup *markup) {
  const char *space = str_z(markup->arena, markup->space);
  struct str prefix = element_declares(markup->root, space);
  return prefix.len ? str_z(markup->arena, prefix) : element_free_prefix(markup->arena, markup->root, "w");
}

struct str word_prefix(const struct element *element) {
  struct str prefix = element_prefix(element);
  return prefix.len ? prefix : str_from(str_format(element->in->arena, "%s:", root_prefix(element->in)));
}

void prefix_declare(struct edits *edits, const struct markup *markup) {
  const char *space = str_z(edits->arena, markup->space);
  bool of_word = str_is(markup->space, WORD_TRANSITIONAL) || str_is(markup->space, WORD_STRICT);
  if (!of_word || element_declares(markup->root, space).len) return;
  const char *prefix = root_prefix(markup);
  struct str tag = str_from(str_format(edits->arena, "<%s:", prefix));
  struct str attribute = str_from(str_format(edits->arena, " %s:", prefix));
  for (size_t i = 0; i < edits->list.n; i++) {
    struct str with = edits->list.at[i].with;
    if (str_find(with, tag) < 0 && !str_starts(with, attribute)) continue;
    edits_declare(edits, markup->root, prefix, space);
    return;
  }
}
