/* What is done to a workbook's bytes: rows that grow, and the digest that tells a hand edit. */
#include <string.h>

#include "sheet_write.h"
#include "workbook.h"

static const char DIGEST[] = "cairn-digest", CUSTOM[] = "docProps/custom.xml";
enum { DIGEST_LENGTH = 64 };

/* The library writes each height as one that somebody has set, and then a row does not grow with what is typed into it. One that ends so
 * (grown_height) is only what its text wants now. */
static struct str let_rows_grow(struct arena *arena, struct str xml) {
  struct text out = {.arena = arena};
  const struct str mark = STR(GROWN_MARK " customHeight=\"1\"");
  for (ptrdiff_t at; (at = str_find(xml, mark)) >= 0;) {
    text_add(&out, str_sub(xml, 0, (size_t)at));
    text_add(&out, STR(GROWN_MARK));
    xml = str_sub(xml, (size_t)at + mark.len, xml.len);
  }
  text_add(&out, xml);
  return text_str(&out);
}

static bool finish_sheets(struct arena *arena, struct package *package, struct output *output,
                          struct messages *messages) {
  struct str xml;
  for (size_t i = 0; i < package->count; i++) {
    struct entry *entry = &package->entries[i];
    bool is_sheet = is_sheet_part(entry);
    if (is_sheet && !entry_bytes(package, entry, messages, &xml)) return false;
    struct str grown = is_sheet ? let_rows_grow(arena, xml) : STR("");
    if (is_sheet && grown.len != xml.len) output_replace(output, entry, grown);
  }
  return true;
}

bool sheet_seal(struct arena *arena, struct str bytes, struct messages *messages, struct str *sealed) {
  struct package *package = package_open(arena, SHEET_TITLE, bytes, messages);
  struct entry *custom = package ? package_entry(package, STR(CUSTOM)) : NULL;
  struct str xml;
  if (!custom || !entry_bytes(package, custom, messages, &xml) || !sheet_whole(package, messages)) return false;
  struct output *output = output_new(arena, package);
  if (!finish_sheets(arena, package, output, messages)) return false;
  ptrdiff_t name = str_find(xml, STR(DIGEST));
  ptrdiff_t value = name < 0 ? -1 : str_find(str_sub(xml, (size_t)name, xml.len), STR("<vt:lpwstr>"));
  if (value < 0) return false;
  size_t at = (size_t)(name + value) + strlen("<vt:lpwstr>");
  struct str hex = str_from(output_digest(output, STR(CUSTOM)));
  output_replace(output, custom,
                 str_joined(arena, str_sub(xml, 0, at), hex, str_sub(xml, at + DIGEST_LENGTH, xml.len)));
  *sealed = output_write(output);
  return true;
}

bool sheet_sealed(struct arena *arena, const char *path, struct str bytes, struct str *learner, bool *workbook) {
  struct messages unheard = {.arena = arena};
  const struct workbook *book = workbook_open(arena, path, bytes, &unheard);
  *workbook = book != NULL;
  *learner = book ? workbook_property(book, "cairn-learner") : STR("");
  return book && str_is(workbook_property(book, DIGEST), output_digest(output_new(arena, book->package), STR(CUSTOM)));
}
