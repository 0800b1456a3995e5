/* Opening a package: what its directory lists, held against the limits, and its parts unpacked. */
#include "opc.h"
#include "parts.h"
#include "zip_directory.h"

#include <libdeflate.h>
#include <string.h>

struct opening {
  struct package *package;
  struct messages *messages;
  struct lookup names; /* as part_name_key has them */
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

/* A name that leaves the package, or that a file system or a terminal would take for another. */
static bool name_unsafe(struct str name) {
  bool unsafe = !name.len || name.at[0] == '/' || utf8_bad(name) != name.len;
  for (size_t at = 0, end; !unsafe && at < name.len; at = end + 1) {
    for (end = at; end < name.len && name.at[end] != '/'; end++) {
      unsigned char c = (unsigned char)name.at[end];
      unsafe = unsafe || c < ' ' || c == 0x7F || c == '\\' || c == ':';
    }
    unsafe = unsafe || part_name_equal(str_sub(name, at, end), STR(".."));
  }
  return unsafe;
}

static bool name_repeated(struct opening *o, struct str name) {
  struct str key = part_name_key(o->package->arena, name);
  if (lookup_find(&o->names, key)) return true;
  lookup_put(&o->names, key, STR(""));
  return false;
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
  if (name_unsafe(entry->name) || name_repeated(o, entry->name)) return bad_name(o, entry->name);
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
  struct opening opening = {.package = package, .messages = messages, .names = {.arena = arena}};
  if (content_of(bytes) != CONTENT_PACKAGE) {
    content_tell(bytes, path, messages);
    return NULL;
  }
  package->inflater = libdeflate_alloc_decompressor();
  if (!package->inflater) arena_no_memory(arena);
  arena_defer(arena, free_inflater, package->inflater);
  return read_directory(&opening, bytes) && package_read_content_types(package, messages) ? package : NULL;
}

struct entry *package_entry(const struct package *package, struct str name) {
  for (size_t i = 0; i < package->count; i++)
    if (part_name_equal(package->entries[i].name, name)) return &package->entries[i];
  return NULL;
}

static bool unpack(const struct package *package, const struct entry *entry, char *to) {
  if (entry->method == 0) {
    if (entry->raw.len != entry->size) return false;
    memcpy(to, entry->raw.at, entry->size);
    return true;
  }
  return libdeflate_deflate_decompress(package->inflater, entry->raw.at, entry->raw.len, to, entry->size, NULL) ==
         LIBDEFLATE_SUCCESS;
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
