/* The parts that stay one document's own, under new names, and the relationships to them (Part 2, 6.5). */
#include "join_parts.h"

#include <string.h>

/* ---- Strict as Transitional ---- */

#define STRICT_HEAD "http://purl.oclc.org/ooxml/"

/* The part of a Strict name behind its head, as Transitional writes it: the year stands behind the first word. */
static void add_transitional(struct text *out, struct str tail) {
  static const struct {
    const char *strict, *transitional;
  } words[] = {{"extendedProperties", "extended-properties"}, {"customProperties", "custom-properties"}};
  ptrdiff_t slash = str_find(tail, STR("/"));
  size_t first = slash < 0 ? tail.len : (size_t)slash;
  text_add_z(out, "http://schemas.openxmlformats.org/");
  text_add(out, str_sub(tail, 0, first));
  text_add_z(out, "/2006");
  struct str rest = str_sub(tail, first, tail.len);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    ptrdiff_t at = str_find(rest, str_from(words[i].strict));
    if (at < 0) continue;
    text_add(out, str_sub(rest, 0, (size_t)at));
    text_add_z(out, words[i].transitional);
    rest = str_sub(rest, (size_t)at + strlen(words[i].strict), rest.len);
  }
  text_add(out, rest);
}

struct str transitional(struct arena *arena, struct str bytes) {
  struct text out = {.arena = arena};
  for (;;) {
    ptrdiff_t at = str_find(bytes, STR(STRICT_HEAD));
    if (at < 0) break;
    text_add(&out, str_sub(bytes, 0, (size_t)at));
    bytes = str_sub(bytes, (size_t)at + strlen(STRICT_HEAD), bytes.len);
    size_t end = 0;
    while (end < bytes.len && !strchr("\"'<> \t\r\n", bytes.at[end])) end++;
    add_transitional(&out, str_sub(bytes, 0, end));
    bytes = str_sub(bytes, end, bytes.len);
  }
  if (!out.len) return bytes;
  text_add(&out, bytes);
  return text_str(&out);
}

/* ---- reading ---- */

static bool ends_with(struct str a, const char *ending) {
  size_t len = strlen(ending);
  return a.len >= len && str_is(str_sub(a, a.len - len, a.len), ending);
}

bool joining_bytes(struct joining *d, struct entry *entry, struct str *bytes) {
  if (!entry_bytes(d->package, entry, d->messages, bytes)) return false;
  if (d->strict && ends_with(package_content_type(d->package, entry->name), "xml"))
    *bytes = str_copy(d->arena, transitional(d->arena, *bytes)); /* with its NUL */
  return true;
}

struct markup *joining_markup(struct joining *d, struct entry *entry) {
  struct str bytes;
  if (!joining_bytes(d, entry, &bytes)) return NULL;
  return markup_parse(d->reader, d->package->path, str_z(d->arena, entry->name), bytes, d->messages);
}

struct markup *joining_part(struct joining *d, const char *kind) {
  const struct relationship *to = relationship_of_type(d->list, kind);
  struct entry *entry = to ? package_entry(d->package, to->target) : NULL;
  return entry ? joining_markup(d, entry) : NULL;
}

/* ---- names ---- */

static struct str in_small(struct arena *arena, struct str name) {
  struct str small = str_copy(arena, name);
  char *at = (char *)small.at;
  for (size_t i = 0; i < small.len; i++)
    if (at[i] >= 'A' && at[i] <= 'Z') at[i] = (char)(at[i] + 'a' - 'A');
  return small;
}

void name_reserve(struct join *join, struct str name) {
  lookup_put(&join->names, in_small(join->arena, name), STR(""));
}

/* A name like the one given that no part has. */
static struct str free_name(struct join *join, const char *like) {
  struct str name = str_from(like);
  size_t dot = name.len;
  while (dot > 0 && name.at[dot - 1] != '.' && name.at[dot - 1] != '/') dot--;
  bool has_ending = dot > 0 && name.at[dot - 1] == '.';
  size_t stem = has_ending ? dot - 1 : name.len, end = stem;
  while (end > 0 && name.at[end - 1] >= '0' && name.at[end - 1] <= '9') end--;
  while (lookup_find(&join->names, in_small(join->arena, name)))
    name = str_from(str_format(join->arena, "%.*s%ld%s", (int)end, like, ++join->part, like + stem));
  name_reserve(join, name);
  return str_copy(join->arena, name);
}

struct str part_add(struct join *join, struct joined_part part, const char *like) {
  part.name = free_name(join, like);
  part.type = str_copy(join->arena, part.type);
  part.bytes = str_copy(join->arena, part.bytes);
  part.relationships = str_copy(join->arena, part.relationships);
  if (part.entry) {
    struct entry *own = NEW(join->arena, struct entry);
    *own = *part.entry;
    own->raw = str_copy(join->arena, part.entry->raw);
    own->extra = own->bytes = STR("");
    own->inflated = false;
    part.entry = own;
  }
  *PUSH(join->arena, &join->parts) = part;
  return part.name;
}

/* ---- relationships ---- */

void add_relationship(struct text *out, struct str id, struct str type, struct str target, bool external) {
  const struct {
    const char *name;
    struct str value;
  } attributes[] = {
      {" Id=\"", id}, {" Type=\"", transitional(out->arena, type)}, {external ? " Target=\"" : " Target=\"/", target}};
  text_add_z(out, "<Relationship");
  for (size_t i = 0; i < 3; i++) {
    text_add_z(out, attributes[i].name);
    text_add_escaped(out, attributes[i].value);
    text_add_z(out, "\"");
  }
  text_add_z(out, external ? " TargetMode=\"External\"/>" : "/>");
}

static bool is_kind(const struct relationship *to, const char *const *kinds, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (ends_with(to->type, kinds[i])) return true;
  return false;
}

/* What is gathered elsewhere, or has no meaning in a document that is there to be printed: data behind controls, macros. */
static bool is_left(const struct relationship *to, bool first) {
  static const char *const gathered[] = {"/styles",
                                         "/settings",
                                         "/numbering",
                                         "/comments",
                                         "/commentsExtended",
                                         "/commentsIds",
                                         "/commentsExtensible",
                                         "/people",
                                         "/footnotes",
                                         "/endnotes",
                                         "/customXml",
                                         "/vbaProject",
                                         "/wordVbaData",
                                         "/keyMapCustomizations",
                                         "/attachedToolbars",
                                         "/stylesWithEffects",
                                         "/mailMergeSource",
                                         "/recipientData",
                                         "/attachedTemplate"};
  static const char *const once[] = {"/fontTable", "/theme", "/webSettings", "/glossaryDocument"};
  if (is_kind(to, gathered, sizeof gathered / sizeof *gathered)) return true;
  return !first && is_kind(to, once, sizeof once / sizeof *once);
}

/* A header or footer with its ids made new. */
static bool renewed_story(struct joining *d, struct entry *entry, struct str *bytes) {
  struct markup *markup = joining_markup(d, entry);
  if (!markup) return false;
  struct str prefix = element_declares(markup->root, W_URI);
  const char *w = prefix.len ? str_format(d->arena, "%s:", str_z(d->arena, prefix)) : "";
  struct renewing r = renewing_new(d, markup, NULL, w);
  renew(&r, markup->root);
  *bytes = edits_splice(d->arena, markup->bytes, 0, markup->bytes.len, &r.edits);
  return true;
}

/* Parts that are the same, and lead nowhere, are one. */
static struct str share_or_add(struct joining *d, struct joined_part part, struct str name) {
  struct str bytes = part.entry ? part.entry->raw : part.bytes;
  const char *key = str_format(d->arena, "%s %s", bytes_digest(d->arena, bytes), str_z(d->arena, part.type));
  const struct str *there = part.relationships.len ? NULL : lookup_find(&d->join->shared, str_from(key));
  if (there) return *there;
  struct str now = part_add(d->join, part, str_z(d->arena, name));
  if (!part.relationships.len) lookup_put(&d->join->shared, str_from(key), now);
  return now;
}

/* The words of a diagram name the relationship to the drawing that Word made of them ([MS-ODRAWXML] 2.17.3.1); ids: what that is called
 * now, NULL for as it was. */
static bool diagram_bytes(struct joining *d, struct entry *entry, const struct lookup *ids, struct str *bytes) {
  struct markup *markup = joining_markup(d, entry);
  if (!markup) return false;
  struct renewing r = renewing_new(d, markup, NULL, "");
  for (const struct element *e = markup->root; e; e = element_next(e, markup->root)) {
    struct str id = element_value(e, J_PLAIN_REL_ID);
    const struct str *now = ids && e->name == J_DATA_MODEL_EXT && id.len ? lookup_find(ids, id) : &id;
    renew_value(&r, e, J_PLAIN_REL_ID, now ? *now : STR(JOIN_ABSENT));
  }
  *bytes = edits_splice(d->arena, markup->bytes, 0, markup->bytes.len, &r.edits);
  return true;
}

/* The bytes of a part that cannot stay as it was; empty for one that can. False when it is broken. */
static bool own_bytes(struct joining *d, const struct relationship *to, struct entry *entry, const struct lookup *ids,
                      struct str *bytes) {
  *bytes = STR("");
  if (ends_with(to->type, "/header") || ends_with(to->type, "/footer")) return renewed_story(d, entry, bytes);
  if (ends_with(to->type, "/diagramData")) return diagram_bytes(d, entry, ids, bytes);
  bool xml = d->strict && ends_with(package_content_type(d->package, entry->name), "xml");
  return !xml || joining_bytes(d, entry, bytes);
}

/* The name under which the target stands in the joined package; empty when it is not there, or broken. ids: what the relationships beside
 * it are called now; NULL: as they were. */
static struct str target_now(struct joining *d, const struct relationship *to, const struct lookup *ids) {
  struct entry *entry = package_entry(d->package, to->target);
  const struct str *there = entry ? lookup_find(&d->targets, entry->name) : NULL;
  if (there || !entry) return there ? *there : STR("");
  struct joined_part part = {.type = package_content_type(d->package, entry->name)};
  if (!own_bytes(d, to, entry, ids, &part.bytes)) return STR("");
  if (!part.bytes.len) part.entry = entry;
  lookup_put(&d->targets, entry->name, STR("")); /* parts may lead to one another */
  part.relationships = relationships_copy(d, entry->name);
  return lookup_put(&d->targets, entry->name, share_or_add(d, part, entry->name));
}

void relationships_merge(struct joining *d, struct str source, struct gather *into, struct lookup *ids) {
  struct relationships list =
      str_equal(source, d->main) ? d->list : package_relationships(d->package, source, d->messages);
  for (size_t i = 0; i < list.count; i++)
    if (!is_left(&list.at[i], d->number == 1))
      lookup_put(ids, list.at[i].id, str_from(str_format(d->arena, "rId%zu", ++into->relationship_count)));
  for (size_t i = 0; i < list.count; i++) {
    const struct relationship *to = &list.at[i];
    if (is_left(to, d->number == 1)) continue;
    struct str target = to->external ? to->target : target_now(d, to, ids);
    if (!target.len) target = STR(JOIN_ABSENT_PART); /* under its old name there may be another document's part */
    add_relationship(&into->relationships, *lookup_find(ids, to->id), to->type, target, to->external);
  }
}

struct str relationship_add(struct joining *d, struct gather *into, const char *kind, struct str name) {
  struct str id = str_from(str_format(d->join->arena, "rId%zu", ++into->relationship_count));
  struct str type = str_from(str_format(d->arena, R_URI "/%s", kind));
  add_relationship(&into->relationships, id, type, name, false);
  return id;
}

struct str relationships_copy(struct joining *d, struct str source) {
  struct relationships list = package_relationships(d->package, source, d->messages);
  struct text out = {.arena = d->arena};
  for (size_t i = 0; i < list.count; i++) {
    struct str target = list.at[i].external ? list.at[i].target : target_now(d, &list.at[i], NULL);
    if (target.len) add_relationship(&out, list.at[i].id, list.at[i].type, target, list.at[i].external);
  }
  return text_str(&out);
}
