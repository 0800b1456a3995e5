/* Opening a package: what its directory lists, held against the limits, and its parts unpacked. */
#include "opc.h"
#include "parts.h"
#include "zip_directory.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* A name as whoever knows it takes it: the letters_key of each of its segments. */
struct known_name {
  struct str key, name;
};

struct opening {
  struct package *package;
  struct messages *messages;
  struct arena *growing; /* for the names */
  ARRAY(struct known_name) names;
  size_t inflated;
};

static struct where here(const struct package *package) { return (struct where){.file = package->path}; }

static bool broken(struct opening *o, const char *why) {
  say(o->messages, MSG_TRUNCATED, here(o->package), why);
  return false;
}

static bool over(struct opening *o, enum limit which, size_t count, const struct entry *entry) {
  const char *part = entry ? str_z(o->package->arena, entry->name) : NULL;
  limit_tell(o->messages, MSG_LIMIT, here(o->package), which, (struct met){count, part});
  return false;
}

static bool bad_name(struct opening *o, struct str name) {
  say(o->messages, MSG_ENTRY_NAME, here(o->package), str_z(o->package->arena, name));
  return false;
}

/* Signs that a file system or a terminal would take for more than a letter. */
static bool signs_unsafe(struct str name) {
  bool unsafe = !name.len || utf8_bad(name) != name.len;
  for (size_t i = 0; !unsafe && i < name.len; i++) {
    unsigned char c = (unsigned char)name.at[i];
    unsafe = c < ' ' || c == 0x7F || c == '\\' || c == ':';
  }
  return unsafe;
}

/* A segment that leaves the package, or that other programs leave out or end earlier (Part 2, 6.2.2.2). */
static bool segment_unsafe(struct str segment) {
  return !segment.len || segment.at[segment.len - 1] == '.' || segment.at[segment.len - 1] == ' ';
}

/* Only a folder's own name has nothing behind its last slash. */
static bool check_name(struct opening *o, struct str name) {
  struct str plain = part_name_key(o->growing, name);
  struct text key = {.arena = o->growing};
  bool safe = !signs_unsafe(name);
  for (size_t at = 0, end; safe && at <= plain.len; at = end + 1) {
    for (end = at; end < plain.len && plain.at[end] != '/';) end++;
    struct str segment = str_sub(plain, at, end);
    uint64_t letters = letters_key(segment);
    safe = (at && at == plain.len) || !segment_unsafe(segment);
    text_add(&key, (struct str){(const char *)&letters, sizeof letters});
  }
  *PUSH(o->growing, &o->names) = (struct known_name){text_str(&key), name};
  return safe || bad_name(o, name);
}

static int by_key(const void *a, const void *b) {
  const struct known_name *one = a, *other = b;
  int order = str_compare(one->key, other->key);
  return order ? order : str_compare(one->name, other->name);
}

/* No name is there twice, nor is one the folder of another (Part 2, 6.2.2.3): in order of their keys that would stand right behind it. */
static bool names_apart(struct opening *o) {
  if (o->names.n) qsort(o->names.at, o->names.n, sizeof *o->names.at, by_key);
  for (size_t i = 1; i < o->names.n; i++)
    if (str_starts(o->names.at[i].key, o->names.at[i - 1].key)) return bad_name(o, o->names.at[i].name);
  return true;
}

/* Zip64's own extra field is made anew by the writer; every other is kept as it is. */
static struct str extra_without_zip64(struct arena *arena, struct str extra) {
  struct text out = {.arena = arena};
  for (size_t at = 0; at + 4 <= extra.len;) {
    const unsigned char *p = (const unsigned char *)extra.at + at;
    size_t len = 4 + (size_t)(p[2] | p[3] << 8);
    if (at + len > extra.len) break;
    if ((p[0] | p[1] << 8) != 1) text_add(&out, str_sub(extra, at, at + len));
    at += len;
  }
  return text_str(&out);
}

/* What a part says it inflates to is asked for as memory, so that it is held against its bytes first: deflate makes of one at most 1,032. */
static bool size_fits(struct opening *o, const struct entry *entry) {
  struct arena *arena = o->package->arena;
  size_t times = entry->size / (entry->raw.len + 1);
  if (entry->size > limit(arena, LIMIT_RAW_PART)) return over(o, LIMIT_RAW_PART, entry->size, entry);
  o->inflated += entry->size;
  if (o->inflated > limit(arena, LIMIT_INFLATED)) return over(o, LIMIT_INFLATED, o->inflated, entry);
  if (times > limit_top(LIMIT_RATIO) || (entry->method == 0 && entry->size != entry->raw.len))
    return broken(o, "a part says another size than it can have");
  bool bomb = entry->size > limit(arena, LIMIT_RATIO_FROM) && times > limit(arena, LIMIT_RATIO);
  return !bomb || over(o, LIMIT_RATIO, times, entry);
}

static bool check_entry(struct opening *o, const struct entry *entry) {
  if (entry->name.len > limit(o->package->arena, LIMIT_ENTRY_NAME))
    return over(o, LIMIT_ENTRY_NAME, entry->name.len, NULL);
  if (!check_name(o, entry->name)) return false;
  if (entry->flags & ZIP_ENCRYPTED) {
    say(o->messages, MSG_ENCRYPTED, here(o->package), "");
    return false;
  }
  if (entry->method != 0 && entry->method != 8) return broken(o, "a part is packed in a way that Word does not know");
  return size_fits(o, entry);
}

static bool read_directory(struct opening *o, struct str bytes) {
  struct package *package = o->package;
  struct zip_entry *list = NULL;
  size_t count;
  const char *fault = zip_directory(package->arena, bytes, &list, &count);
  if (fault) return broken(o, fault);
  if (count > limit(package->arena, LIMIT_ENTRIES)) return over(o, LIMIT_ENTRIES, count, NULL);
  package->entries = arena_alloc(package->arena, count, sizeof *package->entries);
  for (; package->count < count; package->count++) {
    const struct zip_entry *from = &list[package->count];
    struct entry *entry = &package->entries[package->count];
    *entry = (struct entry){.name = str_copy(package->arena, from->name),
                            .raw = from->raw,
                            .crc = from->crc,
                            .dos_date = from->dos_date,
                            .external_attributes = from->external_attributes,
                            .method = from->method,
                            .flags = from->flags,
                            .version = from->version,
                            .internal_attributes = from->internal_attributes,
                            .size = from->size,
                            .extra = extra_without_zip64(package->arena, from->extra)};
    if (!check_entry(o, entry)) return false;
  }
  return true;
}

static void free_inflater(void *inflater) { libdeflate_free_decompressor(inflater); }

struct package *package_open(struct arena *arena, const char *path, struct str bytes, struct messages *messages) {
  struct package *package = NEW(arena, struct package);
  package->arena = arena;
  package->path = path;
  package->top = NEW(arena, struct relationships);
  package->odd = NEW(arena, oddities);
  struct opening opening = {.package = package, .messages = messages, .growing = arena_inside(arena)};
  if (content_of(bytes) != CONTENT_PACKAGE) {
    content_tell(bytes, path, messages);
    return NULL;
  }
  package->inflater = libdeflate_alloc_decompressor();
  if (!package->inflater) arena_no_memory(arena);
  arena_defer(arena, free_inflater, package->inflater);
  bool sound = read_directory(&opening, bytes) && names_apart(&opening);
  arena_free(opening.growing);
  return sound && package_read_content_types(package, messages) ? package : NULL;
}

struct entry *package_entry(const struct package *package, struct str name) {
  for (size_t i = 0; i < package->count; i++)
    if (part_name_equal(package->entries[i].name, name)) return &package->entries[i];
  return NULL;
}

/* All of the bytes: what stood behind the end of the stream, another program may take for more of the part. */
static bool unpack(const struct package *package, const struct entry *entry, char *to) {
  if (entry->method == 0) {
    if (entry->raw.len != entry->size) return false;
    memcpy(to, entry->raw.at, entry->size);
    return true;
  }
  size_t taken;
  return libdeflate_deflate_decompress_ex(package->inflater, entry->raw.at, entry->raw.len, to, entry->size, &taken,
                                          NULL) == LIBDEFLATE_SUCCESS &&
         taken == entry->raw.len;
}

bool entry_unpack(const struct package *package, const struct entry *entry, struct arena *arena,
                  struct messages *messages, struct str *bytes) {
  char *to = arena_bytes(arena, entry->size + 1);
  bool whole = unpack(package, entry, to);
  to[entry->size] = '\0';
  *bytes = (struct str){to, entry->size};
  if (whole && libdeflate_crc32(0, to, entry->size) == entry->crc) return true;
  say(messages, MSG_ENTRY_BROKEN, here(package), str_z(package->arena, entry->name),
      whole ? "its checksum does not fit" : "it cannot be unpacked");
  return false;
}

bool entry_bytes(const struct package *package, struct entry *entry, struct messages *messages, struct str *bytes) {
  if (!entry->inflated) entry->inflated = entry_unpack(package, entry, package->arena, messages, &entry->bytes);
  if (entry->inflated) *bytes = entry->bytes;
  return entry->inflated;
}
