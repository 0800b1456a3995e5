/* Prefixes for markup that is written: an attribute of Word's must have one, also where elements have none. */
#include "word_read.h"

/* The prefix, without its colon, that the root gives its namespace, or would be made to give. */
static const char *root_prefix(struct arena *arena, const struct markup *markup) {
  const char *space = str_z(arena, markup->space);
  struct str prefix = element_declares(markup->root, space);
  return prefix.len ? str_z(arena, prefix) : element_free_prefix(arena, markup->root, "w");
}

struct str word_prefix(struct arena *arena, const struct element *element) {
  struct str prefix = element_prefix(element);
  return prefix.len ? prefix : str_from(str_format(arena, "%s:", root_prefix(arena, element->in)));
}

static bool writes_prefix(const struct edits *edits, struct str tag, struct str attribute) {
  for (size_t i = 0; i < edits->list.n; i++) {
    const struct edit *edit = &edits->list.at[i];
    if (str_find(edit->with, tag) >= 0 || str_starts(edit->with, attribute)) return true;
    if (edit->copied && writes_prefix(edit->inside, tag, attribute)) return true;
  }
  return false;
}

void prefix_declare(struct edits *edits, const struct markup *markup) {
  const char *space = str_z(edits->arena, markup->space);
  bool of_word = str_is(markup->space, WORD_TRANSITIONAL) || str_is(markup->space, WORD_STRICT);
  if (!of_word || element_declares(markup->root, space).len) return;
  const char *prefix = root_prefix(edits->arena, markup);
  struct str tag = str_from(str_format(edits->arena, "<%s:", prefix));
  struct str attribute = str_from(str_format(edits->arena, " %s:", prefix));
  if (writes_prefix(edits, tag, attribute)) edits_declare(edits, markup->root, prefix, space);
}
