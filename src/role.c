/* What each part is to a document: one thing, and of most kinds there is one part. Otherwise what is written as one would be lost as another. */
#include "word_read.h"

struct role {
  const struct entry *entry;
  const char *type;
  struct role *before;
};

static bool broken(const struct document *document, struct str name, const char *why, struct messages *messages) {
  part_broken_tell(document->package, name, why, messages);
  return false;
}

bool role_take(struct document *document, const struct entry *entry, const char *type, struct messages *messages) {
  bool list = str_is(entry->name, "[Content_Types].xml") || entry_is_relationships(entry);
  for (const struct role *role = document->roles; role; role = role->before) {
    if (role->entry != entry) continue;
    if (strcmp(role->type, type) == 0) return true;
    list = true;
  }
  if (list) return broken(document, entry->name, "it is named as two things at once", messages);
  struct role *role = NEW(document->arena, struct role);
  *role = (struct role){entry, type, document->roles};
  document->roles = role;
  return true;
}

/* A part that is named and not there is none; but where Cairn would add one, under its own name, the wrong name would be found first. */
static bool hides_new_part(const char *type, struct str target) {
  static const char *const added[][2] = {{"/comments", "word/comments.xml"},
                                         {"/commentsExtended", "word/commentsExtended.xml"}};
  for (size_t i = 0; i < sizeof added / sizeof *added; i++)
    if (strcmp(type, added[i][0]) == 0) return !str_is(target, added[i][1]);
  return false;
}

/* Of two parts of a kind of which there is one; false, with a message, when nobody knows which counts. */
static bool says_same(const struct document *document, struct entry *one, struct entry *other,
                      struct messages *messages) {
  struct str said, again;
  if (!entry_bytes(document->package, one, messages, &said) || !entry_bytes(document->package, other, messages, &again))
    return false;
  if (!str_equal(said, again)) return broken(document, other->name, "there is another of its kind", messages);
  package_odd(document->package, other->name, "there is another of its kind, which says the same");
  return true;
}

bool role_find(struct document *document, struct relationships list, const char *type, struct entry **entry,
               struct messages *messages) {
  *entry = NULL;
  for (const struct relationship *to = NULL; (to = relationship_next(list, to, type));) {
    struct entry *found = package_entry(document->package, to->target);
    if (!found && (to != relationship_of_type(list, type) || hides_new_part(type, to->target)))
      package_odd(document->package, to->target, "the document names it, and it is not there");
    if (found && *entry && found != *entry && !says_same(document, *entry, found, messages)) return false;
    if (!*entry) *entry = found;
  }
  return !*entry || role_take(document, *entry, type, messages);
}
