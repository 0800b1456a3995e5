/* Parts added, taken away and given another type: with their content types and relationships (Part 2, 6.5 and 7.2.3). Every
 * other byte of those two lists stays. */
#include "output.h"
#include "parts.h"

/* A list of the package under change: content types, or relationships. */
struct listing {
  struct outgoing *outgoing;
  struct markup *markup;
  struct edits edits;
};

static bool listing_open(const struct output *output, struct str name, struct messages *messages,
                         struct listing *listing) {
  struct str bytes;
  *listing = (struct listing){.outgoing = output_find(output, name), .edits = {.arena = output->arena}};
  if (!listing->outgoing) return false;
  if (!listing->outgoing->changed && listing->outgoing->from->list) {
    listing->markup = listing->outgoing->from->list;
    return true;
  }
  if (!output_bytes(output, listing->outgoing, messages, &bytes)) return false;
  listing->markup = markup_parse(reader_new(output->arena, &PARTS_VOCABULARY), output->package->path,
                                 str_z(output->arena, name), bytes, messages);
  return listing->markup != NULL;
}

/* element is written without its "<", which the root's prefix follows. */
static void listing_append(struct listing *listing, const char *element) {
  struct arena *arena = listing->edits.arena;
  const char *prefix = str_z(arena, element_prefix(listing->markup->root));
  edits_append_child(&listing->edits, listing->markup->root, str_from(str_format(arena, "<%s%s", prefix, element)));
}

static void listing_save(struct output *output, struct listing *listing) {
  if (!listing->edits.list.n) return;
  struct str bytes = listing->markup->bytes;
  output_set(output, listing->outgoing, edits_splice(output->arena, bytes, 0, bytes.len, &listing->edits));
}

static bool types_open(const struct output *output, struct messages *messages, struct listing *types) {
  return listing_open(output, STR("[Content_Types].xml"), messages, types);
}

static struct element *type_override(const struct listing *types, struct str name) {
  for (struct element *e = types->markup->root->first; e; e = e->next) {
    struct str part = element_value(e, PART_NAME);
    if (e->name == OVERRIDE && part.len && part_name_equal(str_sub(part, 1, part.len), name)) return e;
  }
  return NULL;
}

static void append_override(struct listing *types, struct str name, const char *content_type) {
  listing_append(types, str_format(types->edits.arena, "Override PartName=\"/%.*s\" ContentType=\"%s\"/>",
                                   (int)name.len, name.at, content_type));
}

/* ---- adding ---- */

/* Behind the number given, which is moved on. */
static const char *free_id(struct arena *arena, const struct markup *relationships, size_t *n) {
  for (;;) {
    const char *id = str_format(arena, "rId%zu", ++*n);
    const struct element *e = relationships->root->first;
    while (e && !str_is(element_value(e, RELATIONSHIP_ID), id)) e = e->next;
    if (!e) return id;
  }
}

/* The relationships of a part that has none yet. */
static void append_relationships(struct output *output, struct str part) {
  output_append(output, part,
                STR("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships "
                    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"));
}

bool output_add(struct output *output, const struct new_part *parts, size_t count, struct str source,
                struct messages *messages) {
  struct arena *arena = output->arena;
  struct listing types, list;
  struct str relationships = relationships_name(arena, source);
  if (!output_find(output, relationships)) append_relationships(output, relationships);
  if (!types_open(output, messages, &types) || !listing_open(output, relationships, messages, &list)) return false;
  for (size_t i = 0, id = 0; i < count; i++) {
    const struct new_part *part = &parts[i];
    append_override(&types, part->name, part->content_type);
    listing_append(&list, str_format(arena, "Relationship Id=\"%s\" Type=\"%s\" Target=\"/%.*s\"/>",
                                     free_id(arena, list.markup, &id), part->relationship_type, (int)part->name.len,
                                     part->name.at));
  }
  listing_save(output, &types);
  listing_save(output, &list);
  for (size_t i = 0; i < count; i++) output_append(output, parts[i].name, parts[i].bytes);
  return true;
}

bool output_retype(struct output *output, struct str name, const char *content_type, struct messages *messages) {
  struct listing types;
  if (!types_open(output, messages, &types)) return false;
  const struct element *override = type_override(&types, name);
  const struct attribute *type = override ? element_attribute(override, CONTENT_TYPE) : NULL;
  if (type)
    edits_set_attribute(&types.edits, override, type, str_from(content_type));
  else
    append_override(&types, name, content_type);
  listing_save(output, &types);
  return true;
}

/* ---- taking away ---- */

static bool among(const struct str *names, size_t count, struct str name) {
  for (size_t i = 0; i < count; i++)
    if (part_name_equal(names[i], name)) return true;
  return false;
}

static void remove_entry(struct output *output, struct str name) {
  size_t kept = 0;
  for (size_t i = 0; i < output->list.n; i++)
    if (!part_name_equal(output->list.at[i].entry.name, name)) output->list.at[kept++] = output->list.at[i];
  output->changes += output->list.n - kept;
  output->list.n = kept;
}

static bool extension_used(const struct output *output, struct str extension) {
  for (size_t i = 0; i < output->list.n; i++)
    if (part_name_equal(part_name_extension(output->list.at[i].entry.name), extension)) return true;
  return false;
}

/* The Overrides of those parts go, and the Defaults that were for them alone. */
static void remove_types(const struct output *output, struct listing *types, const struct str *names, size_t count) {
  for (const struct element *e = types->markup->root->first; e; e = e->next) {
    struct str part = element_value(e, PART_NAME), extension = element_value(e, EXTENSION);
    bool goes = e->name == OVERRIDE && part.len && among(names, count, str_sub(part, 1, part.len));
    bool theirs = false;
    for (size_t i = 0; e->name == DEFAULT && i < count && !theirs; i++)
      theirs = part_name_equal(part_name_extension(names[i]), extension);
    if (goes || (theirs && !extension_used(output, extension))) edits_remove(&types->edits, e);
  }
}

static void remove_relationships(struct listing *list, struct str source, const struct str *names, size_t count) {
  for (const struct element *e = list->markup->root->first; e; e = e->next) {
    struct str target = relationship_resolve(list->edits.arena, source, element_value(e, TARGET));
    bool external = str_is(element_value(e, TARGET_MODE), "External");
    if (e->name == RELATIONSHIP && !external && among(names, count, target)) edits_remove(&list->edits, e);
  }
}

bool output_remove(struct output *output, const struct str *names, size_t count, struct str source,
                   struct messages *messages) {
  struct listing types, list;
  struct str relationships = relationships_name(output->arena, source);
  for (size_t i = 0; i < count; i++) {
    remove_entry(output, names[i]);
    remove_entry(output, relationships_name(output->arena, names[i]));
  }
  if (!types_open(output, messages, &types)) return false;
  remove_types(output, &types, names, count);
  listing_save(output, &types);
  if (!output_find(output, relationships)) return true;
  if (!listing_open(output, relationships, messages, &list)) return false;
  remove_relationships(&list, source, names, count);
  listing_save(output, &list);
  return true;
}

/* ---- signatures ---- */

struct names {
  struct str *at;
  size_t n, cap;
};

/* What a relationship of signatures leads to is a signature, unless it is there and says that it is something else. */
static bool may_sign(const struct package *package, struct relationship to) {
  if (to.external || str_find(to.type, STR("/digital-signature/")) < 0) return false;
  return !package_entry(package, to.target) ||
         str_find(package_content_type(package, to.target), STR("digital-signature")) >= 0;
}

/* Adds what the part's relationships of signatures lead to: the origin, from it signatures, from those certificates. */
static void add_signatures_of(struct output *output, struct str part, struct names *names, struct messages *messages) {
  struct relationships list = package_relationships(output->package, part, messages);
  for (size_t i = 0; i < list.count; i++) {
    struct str target = list.at[i].target;
    if (may_sign(output->package, list.at[i]) && !among(names->at, names->n, target))
      *PUSH(output->arena, names) = target;
  }
}

bool output_drop_signature(struct output *output, struct messages *messages) {
  struct names names = {0};
  size_t errors = messages->errors;
  add_signatures_of(output, STR(""), &names, messages);
  for (size_t i = 0; i < names.n; i++) add_signatures_of(output, names.at[i], &names, messages);
  for (size_t i = 0; i < output->package->count; i++) {
    struct str name = output->package->entries[i].name;
    if (str_starts(name, STR("_xmlsignatures/"))) *PUSH(output->arena, &names) = name;
  }
  return messages->errors == errors && output_remove(output, names.at, names.n, STR(""), messages);
}
