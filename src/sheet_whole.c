/* Whether a workbook is whole as it came from the library, which loses a link, a type or a look without a word when it has no memory: a
 * name on a sheet might then stand over another child's rows. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "sheet_write.h"

bool is_sheet_part(const struct entry *entry) {
  return str_starts(entry->name, STR("xl/worksheets/")) && !entry_is_relationships(entry);
}

static bool is_list(const struct entry *entry) {
  return entry_is_relationships(entry) || str_is(entry->name, "[Content_Types].xml");
}

struct targets {
  ARRAY(struct str) list;
};

static void add_targets(const struct package *package, struct str part, struct targets *targets,
                        struct messages *messages) {
  struct relationships list = package_relationships(package, part, messages);
  for (size_t i = 0; i < list.count; i++) *PUSH(package->arena, &targets->list) = list.at[i].target;
}

/* Each part is led to, and has a type of its own. */
static bool parts_linked(const struct package *package, struct messages *messages) {
  struct targets targets = {0};
  add_targets(package, STR(""), &targets, messages);
  for (size_t i = 0; i < package->count; i++) add_targets(package, package->entries[i].name, &targets, messages);
  for (size_t i = 0; i < package->count; i++) {
    const struct entry *entry = &package->entries[i];
    bool linked = false;
    if (is_list(entry)) continue;
    for (size_t t = 0; t < targets.list.n && !linked; t++) linked = str_equal(targets.list.at[t], entry->name);
    if (!linked || str_is(package_content_type(package, entry->name), "application/xml")) return false;
  }
  return true;
}

/* The number behind the name, in front of end; 0 for none. */
static size_t number_in(struct str xml, const char *name) {
  ptrdiff_t at = str_find(xml, str_from(name));
  return at < 0 ? 0 : strtoul(xml.at + at + strlen(name), NULL, 10);
}

/* Whether each tag's number is less than the count: what it names by it is there. */
static bool numbers_below(struct str xml, const char *tag, const char *attribute, size_t count) {
  for (ptrdiff_t at; (at = str_find(xml, str_from(tag))) >= 0;) {
    xml = str_sub(xml, (size_t)at + strlen(tag), xml.len);
    ptrdiff_t end = str_find(xml, STR(">"));
    struct str attributes = str_sub(xml, 0, end < 0 ? xml.len : (size_t)end);
    if (str_find(attributes, str_from(attribute)) >= 0 && number_in(attributes, attribute) >= count) return false;
  }
  return true;
}

/* Cells and rules for cells name looks by number (18.8.10 cellXfs, 18.8.15 dxfs). */
static bool looks_there(struct package *package, struct messages *messages) {
  struct entry *styles = package_entry(package, STR("xl/styles.xml"));
  struct str looks, xml;
  if (!styles || !entry_bytes(package, styles, messages, &looks)) return false;
  size_t cells = number_in(looks, "<cellXfs count=\""), rules = number_in(looks, "<dxfs count=\"");
  for (size_t i = 0; i < package->count; i++) {
    struct entry *entry = &package->entries[i];
    if (!is_sheet_part(entry)) continue;
    if (!entry_bytes(package, entry, messages, &xml) || !numbers_below(xml, "<c ", " s=\"", cells) ||
        !numbers_below(xml, "<cfRule ", " dxfId=\"", rules))
      return false;
  }
  return true;
}

bool sheet_whole(struct package *package, struct messages *messages) {
  if (parts_linked(package, messages) && looks_there(package, messages)) return true;
  say(messages, MSG_CANNOT_WRITE, (struct where){0}, trouble(ENOMEM, true));
  return false;
}
