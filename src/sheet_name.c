/* Names of sheets, by the rules of Excel (and 18.2.19). */
#include "sheet_write.h"

#include <string.h>

enum { LONGEST_NAME = 31 };

/* Bytes of the head of a text that take at most so many UTF-16 units. */
static size_t head_of(struct str text, size_t units) {
  size_t at = 0;
  for (size_t used = 0, next = 0; next < text.len; at = next) {
    used += utf8_next(text, &next) > 0xFFFF ? 2 : 1;
    if (used > units) break;
  }
  return at;
}

/* Without the characters that no name can have, and without what cannot stand at its edges. */
static struct str clean(struct arena *arena, const char *wanted) {
  struct text out = {.arena = arena};
  for (; *wanted; wanted++) {
    bool plain = (unsigned char)*wanted >= ' ' && !strchr("[]:*?/\\", *wanted);
    text_add_byte(&out, plain ? *wanted : ' ');
  }
  struct str name = str_trim(text_str(&out));
  while (name.len && (*name.at == '\'' || name.at[name.len - 1] == '\''))
    name = str_trim(str_sub(name, *name.at == '\'', name.len - (name.len > 1 && name.at[name.len - 1] == '\'')));
  return name.len ? name : STR("Sheet");
}

static bool is_taken(const struct sheet_book *b, struct str folded) {
  for (size_t i = 0; i < b->name_count; i++)
    if (str_equal(b->names[i], folded)) return true;
  return str_is(folded, "history");
}

const char *sheet_name(struct sheet_book *b, const char *wanted) {
  struct str name = clean(b->arena, wanted), folded;
  const char *full = NULL;
  for (size_t n = 1; !full || is_taken(b, folded); n++) {
    const char *behind = n == 1 ? "" : str_format(b->arena, " (%zu)", n);
    struct str head = str_trim(str_sub(name, 0, head_of(name, LONGEST_NAME - strlen(behind))));
    while (head.len > 1 && head.at[head.len - 1] == '\'') head.len--;
    full = str_format(b->arena, "%s%s", str_z(b->arena, head), behind);
    folded = fold(b->arena, str_from(full));
  }
  b->names[b->name_count++] = folded;
  return full;
}

const char *sheet_reference(struct sheet_book *b, const char *name) {
  struct text out = {.arena = b->arena};
  text_add_byte(&out, '\'');
  for (; *name; name++) {
    if (*name == '\'') text_add_byte(&out, '\'');
    text_add_byte(&out, *name);
  }
  text_add_byte(&out, '\'');
  return str_z(b->arena, text_str(&out));
}
