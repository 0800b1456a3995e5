/* Content types and relationships (ECMA-376 Part 2, 7 and 6.5). */
#include "parts.h"
#include "opc.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const struct vocabulary_space SPACES[] = {
    {"http://schemas.openxmlformats.org/package/2006/content-types", SPACE_TYPES},
    {"http://schemas.openxmlformats.org/package/2006/relationships", SPACE_RELATIONSHIPS},
    {"http://purl.org/dc/terms/", SPACE_TERMS}};

static const struct vocabulary_name NAMES[] = {{SPACE_TYPES, "Default", 0},
                                               {SPACE_TYPES, "Override", 0},
                                               {SPACE_RELATIONSHIPS, "Relationship", 0},
                                               {0, "Extension", 0},
                                               {0, "PartName", 0},
                                               {0, "ContentType", 0},
                                               {0, "Id", 0},
                                               {0, "Type", 0},
                                               {0, "Target", 0},
                                               {0, "TargetMode", 0},
                                               {SPACE_TERMS, "modified", true}};

const struct vocabulary PARTS_VOCABULARY = {SPACES, NAMES, sizeof SPACES / sizeof *SPACES, sizeof NAMES / sizeof *NAMES,
                                            0,      NULL};

void package_odd(const struct package *package, struct str part, const char *why) {
  for (size_t i = 0; i < package->odd->n; i++)
    if (str_equal(package->odd->at[i].part, part)) return;
  *PUSH(package->arena, package->odd) = (struct oddity){part, why};
}

/* What a type or a relationship says of its name. */
static struct str said_of(struct arena *arena, const struct element *child) {
  struct str mode = element_value(child, TARGET_MODE);
  struct text said = {.arena = arena};
  if (child->name != RELATIONSHIP) return element_value(child, CONTENT_TYPE);
  text_add(&said, element_value(child, RELATIONSHIP_TYPE));
  text_add_z(&said, str_is(mode, "External") ? "\n!" : "\n");
  text_add(&said, element_value(child, TARGET));
  return text_str(&said);
}

/* Of a name of which two things are said other programs may take the other; the same twice is odd. */
static bool each_once(const struct package *package, const struct markup *list, struct messages *messages) {
  struct lookup seen = {.arena = package->arena};
  for (const struct element *child = list->root->first; child; child = child->next) {
    struct str name = child->name == OVERRIDE  ? part_name_key(package->arena, element_value(child, PART_NAME))
                      : child->name == DEFAULT ? part_name_key(package->arena, element_value(child, EXTENSION))
                                               : element_value(child, RELATIONSHIP_ID);
    const struct str *before = lookup_find(&seen, name);
    struct str said = said_of(package->arena, child);
    const char *why = before ? str_format(package->arena, "it says %.*s twice", (int)name.len, name.at) : NULL;
    if (before && !str_equal(*before, said)) {
      part_broken_tell(package, str_from(list->part), why, messages);
      return false;
    }
    if (before) package_odd(package, str_from(list->part), why);
    if (name.len) lookup_put(&seen, name, said);
  }
  return true;
}

bool package_read_content_types(struct package *package, struct messages *messages) {
  struct str bytes;
  struct entry *entry = package_entry(package, STR("[Content_Types].xml"));
  if (!entry) {
    content_tell_zip(package, STR(""), messages);
    return false;
  }
  if (!entry_bytes(package, entry, messages, &bytes)) return false;
  package->reader = reader_new(package->arena, &PARTS_VOCABULARY);
  package->content_types = markup_parse(package->reader, package->path, "[Content_Types].xml", bytes, messages);
  return package->content_types && each_once(package, package->content_types, messages);
}

static int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The byte at *at, in small letters, moving *at behind it. */
static unsigned char next_byte(struct str name, size_t *at) {
  unsigned char byte = (unsigned char)name.at[*at];
  if (byte == '%' && name.len - *at > 2) {
    int high = hexadecimal(name.at[*at + 1]), low = hexadecimal(name.at[*at + 2]);
    int encoded = high < 0 || low < 0 ? 0 : high * 16 + low;
    if (encoded >= ' ' && encoded != 0x7F && encoded != '/' && encoded != '\\') {
      byte = (unsigned char)encoded;
      *at += 2;
    }
  }
  *at += 1;
  return byte >= 'A' && byte <= 'Z' ? byte | 32 : byte;
}

bool part_name_equal(struct str a, struct str b) {
  bool encoded = (a.len && memchr(a.at, '%', a.len)) || (b.len && memchr(b.at, '%', b.len));
  if (!encoded) return a.len == b.len && strncasecmp(a.at, b.at, a.len) == 0;
  size_t i = 0, j = 0;
  while (i < a.len && j < b.len)
    if (next_byte(a, &i) != next_byte(b, &j)) return false;
  return i == a.len && j == b.len;
}

struct str part_name_key(struct arena *arena, struct str name) {
  struct text key = {.arena = arena};
  for (size_t at = 0; at < name.len;) text_add_byte(&key, (char)next_byte(name, &at));
  return text_str(&key);
}

struct str part_name_extension(struct str name) {
  for (size_t at = name.len; at > 0 && name.at[at - 1] != '/'; at--)
    if (name.at[at - 1] == '.') return str_sub(name, at, name.len);
  return STR("");
}

struct str package_content_type(const struct package *package, struct str name) {
  struct str by_extension = STR("");
  struct element *child = package->content_types->root->first;
  for (; child; child = child->next) {
    struct str part = element_value(child, PART_NAME);
    if (child->name == OVERRIDE && part.len && part_name_equal(str_sub(part, 1, part.len), name))
      return element_value(child, CONTENT_TYPE);
    if (child->name == DEFAULT && part_name_equal(element_value(child, EXTENSION), part_name_extension(name)))
      by_extension = element_value(child, CONTENT_TYPE);
  }
  return by_extension;
}

bool entry_is_relationships(const struct entry *entry) {
  return part_name_equal(part_name_extension(entry->name), STR("rels"));
}

void part_broken_tell(const struct package *package, struct str part, const char *why, struct messages *messages) {
  say(messages, MSG_ENTRY_BROKEN, ((struct where){.file = package->path}), str_z(package->arena, part), why);
}

struct str relationships_name(struct arena *arena, struct str part) {
  size_t folder = part.len;
  while (folder > 0 && part.at[folder - 1] != '/') folder--;
  return str_from(
      str_format(arena, "%.*s_rels/%.*s.rels", (int)folder, part.at, (int)(part.len - folder), part.at + folder));
}

/* Appends the segments of path to name, "." and ".." resolved; ".." at the top stays there. */
static void resolve(struct text *name, struct str path) {
  for (size_t at = 0; at < path.len;) {
    size_t end = at;
    while (end < path.len && path.at[end] != '/') end++;
    struct str segment = str_sub(path, at, end);
    if (str_is(segment, "..")) {
      while (name->len && name->at[--name->len] != '/') continue;
    } else if (segment.len && !str_is(segment, ".")) {
      if (name->len) text_add_byte(name, '/');
      text_add(name, segment);
    }
    at = end + 1;
  }
}

struct str relationship_resolve(struct arena *arena, struct str part, struct str target) {
  struct text name = {.arena = arena};
  size_t folder = part.len;
  while (folder > 0 && part.at[folder - 1] != '/') folder--;
  if (target.len && target.at[0] != '/') resolve(&name, str_sub(part, 0, folder));
  ptrdiff_t fragment = str_find(target, STR("#"));
  resolve(&name, fragment < 0 ? target : str_sub(target, 0, (size_t)fragment));
  return text_str(&name);
}

struct markup *relationships_markup(const struct package *package, struct str part, struct messages *messages) {
  struct str bytes, name = relationships_name(package->arena, part);
  struct entry *entry = package_entry(package, name);
  if (!entry || !entry_bytes(package, entry, messages, &bytes)) return NULL;
  return markup_parse(package->reader, package->path, str_z(package->arena, name), bytes, messages);
}

void package_read_lists(struct package *package) {
  struct messages unheard = {.arena = package->arena};
  struct str bytes;
  package_entry(package, STR("[Content_Types].xml"))->list = package->content_types;
  for (size_t i = 0; i < package->count; i++) {
    struct entry *entry = &package->entries[i];
    if (entry_is_relationships(entry) && entry_bytes(package, entry, &unheard, &bytes))
      entry->list = markup_parse(package->reader, package->path, str_z(package->arena, entry->name), bytes, &unheard);
  }
}

struct relationships package_relationships(const struct package *package, struct str part, struct messages *messages) {
  struct relationships list = {NULL, 0};
  if (!part.len && package->top->count) return *package->top;
  struct markup *markup = relationships_markup(package, part, messages);
  if (!markup) return list;
  if (markup->count > limit(package->arena, LIMIT_RELATIONSHIPS)) {
    limit_tell(messages, MSG_LIMIT, (struct where){.file = package->path}, LIMIT_RELATIONSHIPS,
               (struct met){markup->count, markup->part});
    return list;
  }
  if (!each_once(package, markup, messages)) return list;
  list.at = arena_alloc(package->arena, markup->count, sizeof *list.at);
  for (struct element *child = markup->root->first; child; child = child->next) {
    if (child->name != RELATIONSHIP) continue;
    struct relationship *r = &list.at[list.count++];
    *r = (struct relationship){.id = element_value(child, RELATIONSHIP_ID),
                               .type = element_value(child, RELATIONSHIP_TYPE)};
    r->external = str_is(element_value(child, TARGET_MODE), "External");
    r->target = element_value(child, TARGET);
    if (!r->external) r->target = relationship_resolve(package->arena, part, r->target);
  }
  if (!part.len) *package->top = list;
  return list;
}

/* RFC 3986, 3.1 and 4.2; and what Windows takes for a share or a drive. */
static bool has_scheme_or_host(struct str target) {
  size_t at = 0;
  while (at < target.len && (isalnum((unsigned char)target.at[at]) || strchr("+-.", target.at[at]))) at++;
  bool scheme = at && at < target.len && target.at[at] == ':';
  return scheme || str_starts(target, STR("//")) || str_starts(target, STR("\\\\"));
}

struct link *package_links(const struct package *package, struct str part, size_t *count, struct messages *messages) {
  const struct markup *list = relationships_markup(package, part, messages);
  struct link *links = arena_alloc(package->arena, list ? list->count : 1, sizeof *links);
  *count = 0;
  for (const struct element *e = list ? list->root->first : NULL; e; e = e->next) {
    struct str target = element_value(e, TARGET);
    bool external = str_is(element_value(e, TARGET_MODE), "External");
    if (e->name == RELATIONSHIP)
      links[(*count)++] = (struct link){element_value(e, RELATIONSHIP_ID), element_value(e, RELATIONSHIP_TYPE), target,
                                        external || has_scheme_or_host(target)};
  }
  return links;
}

const struct relationship *relationship_next(struct relationships list, const struct relationship *before,
                                             const char *ending) {
  size_t len = strlen(ending);
  for (size_t i = before ? (size_t)(before - list.at) + 1 : 0; i < list.count; i++) {
    struct str type = list.at[i].type;
    if (!list.at[i].external && type.len >= len && str_is(str_sub(type, type.len - len, type.len), ending))
      return &list.at[i];
  }
  return NULL;
}

const struct relationship *relationship_of_type(struct relationships list, const char *ending) {
  return relationship_next(list, NULL, ending);
}

/* Of two main parts no one knows which counts, though they say the same: what they lead to may differ. */
struct entry *package_main(const struct package *package, struct relationships top, struct messages *messages) {
  static const char type[] = "/officeDocument";
  const struct relationship *to = relationship_of_type(top, type);
  struct entry *main = to ? package_entry(package, to->target) : NULL;
  while (to && (to = relationship_next(top, to, type))) {
    struct entry *other = package_entry(package, to->target);
    if (!other) package_odd(package, to->target, "the package names it, and it is not there");
    if (!other || other == main) continue;
    part_broken_tell(package, other->name, "there is another of its kind", messages);
    return NULL;
  }
  return main;
}
