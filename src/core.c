/* The core properties of a package (Part 2, 8.3): when the document was last changed. */
#include "word.h"

enum { SPACE_TERMS = 1 };
enum { TERMS_MODIFIED = 1 };

static const struct vocabulary_space SPACES[] = {{"http://purl.org/dc/terms/", SPACE_TERMS}};
static const struct vocabulary_name NAMES[] = {{SPACE_TERMS, "modified", true}};
static const struct vocabulary CORE = {SPACES, NAMES, 1, 1};

struct str document_modified(const struct document *document) {
  struct messages unheard = {.arena = document->arena};
  struct package *package = document->package;
  const struct relationship *to =
      relationship_of_type(package_relationships(package, STR(""), &unheard), "/core-properties");
  struct entry *entry = to ? package_entry(package, to->target) : NULL;
  struct str bytes;
  if (!entry || !entry_bytes(package, entry, &unheard, &bytes)) return STR("");
  const struct markup *core =
      markup_parse(document->arena, &CORE, document->file, str_z(document->arena, entry->name), bytes, &unheard);
  const struct element *e = core ? core->root->first : NULL;
  while (e && e->name != TERMS_MODIFIED) e = e->next;
  return e ? str_trim(e->text) : STR("");
}
