/* The core properties of a package (Part 2, 8.3). */
#include "parts.h"

struct str package_modified(const struct package *package) {
  struct messages unheard = {.arena = package->arena};
  const struct relationship *to =
      relationship_of_type(package_relationships(package, STR(""), &unheard), "/core-properties");
  struct entry *entry = to ? package_entry(package, to->target) : NULL;
  struct str bytes;
  if (!entry || !entry_bytes(package, entry, &unheard, &bytes)) return STR("");
  const char *name = str_z(package->arena, entry->name);
  const struct markup *core = markup_parse(package->reader, package->path, name, bytes, &unheard);
  const struct element *e = core ? core->root->first : NULL;
  while (e && e->name != MODIFIED) e = e->next;
  return e ? str_trim(element_text(e)) : STR("");
}
