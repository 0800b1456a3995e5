/* Opening a package: what minizip lists, checked, since it accepts repeated names, bombs and lies in silence. */
#include "memory_file.h"
#include "opc.h"
#include "parts.h"

#include <libdeflate.h>
#include <string.h>
#include <unzip.h>

struct opening {
  struct package *package;
  struct messages *messages;
  struct memory_file file;
  unzFile zip;
  size_t inflated;
};

static struct where here(const struct package *package) { return (struct where){.file = package->path}; }

static bool broken(struct opening *o, const char *why) {
  say(o->messages, MSG_TRUNCATED, here(o->package), why);
  return false;
}

static bool over(struct opening *o, enum limit which) {
  say(o->messages, MSG_LIMIT, here(o->package), limit_what(which), str_format(o->package->arena, "%zu", limit(which)));
  return false;
}

static bool part_over(struct opening *o, enum limit which, const struct entry *entry) {
  const char *most = str_format(o->package->arena, "%zu, in %.*s", limit(which), (int)entry->name.len, entry->name.at);
  say(o->messages, MSG_LIMIT, here(o->package), limit_what(which), most);
  return false;
}

static bool bad_name(struct opening *o, struct str name) {
  say(o->messages, MSG_ENTRY_NAME, here(o->package), str_z(o->package->arena, name));
  return false;
}

/* A name that leaves the package, or that a file system would take for another. */
static bool name_unsafe(struct arena *arena, struct str name) {
  const char *z = str_z(arena, name);
  bool climbs =
      strcmp(z, "..") == 0 || strncmp(z, "../", 3) == 0 || strstr(z, "/../") || strstr(z, "/..") == z + name.len - 3;
  bool control = utf8_bad(name) != name.len || strpbrk(z, "\\:\n\r\t") || strlen(z) != name.len;
  return !name.len || z[0] == '/' || (climbs && strstr(z, "..")) || control;
}

static bool name_repeated(const struct package *package, struct str name) {
  for (size_t i = 0; i < package->count; i++)
    if (part_name_equal(package->entries[i].name, name)) return true;
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

static bool check_entry(struct opening *o, const struct entry *entry) {
  if (name_unsafe(o->package->arena, entry->name) || name_repeated(o->package, entry->name))
    return bad_name(o, entry->name);
  if (entry->flags & 1) {
    say(o->messages, MSG_ENCRYPTED, here(o->package), "");
    return false;
  }
  if (entry->method != 0 && entry->method != 8) return broken(o, "a part is packed in a way that Word does not know");
  if (entry->size > limit(LIMIT_RAW_PART)) return part_over(o, LIMIT_RAW_PART, entry);
  o->inflated += entry->size;
  if (o->inflated > limit(LIMIT_INFLATED)) return over(o, LIMIT_INFLATED);
  bool bomb = entry->size > limit(LIMIT_RATIO_FROM) && entry->size / (entry->raw.len + 1) > limit(LIMIT_RATIO);
  return !bomb || part_over(o, LIMIT_RATIO, entry);
}

/* The place of an entry's compressed bytes, from its local header. */
static bool find_raw(struct opening *o, size_t compressed, struct str *raw) {
  int method, level;
  if (unzOpenCurrentFile2(o->zip, &method, &level, 1) != UNZ_OK) return broken(o, "the directory and a part disagree");
  ZPOS64_T at = unzGetCurrentFileZStreamPos64(o->zip);
  unzCloseCurrentFile(o->zip);
  if (at > o->file.len || compressed > o->file.len - at) return broken(o, "it ends too early");
  *raw = (struct str){o->file.bytes + at, compressed};
  return true;
}

static bool read_entry(struct opening *o) {
  struct arena *arena = o->package->arena;
  unz_file_info64 info;
  if (unzGetCurrentFileInfo64(o->zip, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
    return broken(o, "its directory is damaged");
  if (info.size_filename > limit(LIMIT_ENTRY_NAME)) return over(o, LIMIT_ENTRY_NAME);
  char *name = arena_alloc(arena, info.size_filename + 1, 1);
  char *extra = arena_alloc(arena, info.size_file_extra + 1, 1);
  if (unzGetCurrentFileInfo64(o->zip, &info, name, info.size_filename, extra, info.size_file_extra, NULL, 0) != UNZ_OK)
    return broken(o, "its directory is damaged");
  struct entry entry = {.name = {name, info.size_filename},
                        .crc = (uint32_t)info.crc,
                        .dos_date = (uint32_t)info.dosDate,
                        .external_attributes = (uint32_t)info.external_fa,
                        .method = (uint16_t)info.compression_method,
                        .flags = (uint16_t)info.flag,
                        .version = (uint16_t)info.version,
                        .size = info.uncompressed_size,
                        .internal_attributes = (uint16_t)info.internal_fa};
  entry.extra = extra_without_zip64(arena, (struct str){extra, info.size_file_extra});
  if (!find_raw(o, info.compressed_size, &entry.raw) || !check_entry(o, &entry)) return false;
  o->package->entries[o->package->count++] = entry;
  return true;
}

static bool read_directory(struct opening *o) {
  unz_global_info64 info;
  if (unzGetGlobalInfo64(o->zip, &info) != UNZ_OK) return broken(o, "its directory is damaged");
  if (info.number_entry > limit(LIMIT_ENTRIES)) return over(o, LIMIT_ENTRIES);
  if (info.number_entry == 0) return broken(o, "it is empty");
  o->package->entries = arena_alloc(o->package->arena, info.number_entry, sizeof(struct entry));
  for (ZPOS64_T i = 0; i < info.number_entry; i++) {
    if ((i ? unzGoToNextFile(o->zip) : unzGoToFirstFile(o->zip)) != UNZ_OK)
      return broken(o, "its directory is damaged");
    if (!read_entry(o)) return false;
  }
  return true;
}

static void close_zip(void *zip) { unzClose(zip); }

/* The record at the end, of 22 bytes, is whole: minizip does not look at its last two. */
static bool end_is_whole(struct str bytes) {
  size_t from = bytes.len - 4;
  while (from > 0 && memcmp(bytes.at + from, "PK\5\6", 4) != 0) from--;
  return bytes.len - from >= 22;
}

struct package *package_open(struct arena *arena, const char *path, struct str bytes, struct messages *messages) {
  struct package *package = NEW(arena, struct package);
  package->arena = arena;
  package->path = path;
  struct opening *o = NEW(arena, struct opening);
  *o = (struct opening){.package = package, .messages = messages, .file = {(char *)bytes.at, 0, bytes.len, bytes.len}};
  if (content_of(bytes) != CONTENT_PACKAGE) {
    content_tell(bytes, path, messages);
    return NULL;
  }
  zlib_filefunc64_def functions = memory_functions(&o->file);
  o->zip = unzOpen2_64(path, &functions);
  if (o->zip) arena_defer(arena, close_zip, o->zip);
  if (!o->zip || !end_is_whole(bytes)) {
    broken(o, "it ends too early");
    return NULL;
  }
  return read_directory(o) && package_read_content_types(package, messages) ? package : NULL;
}

struct entry *package_entry(const struct package *package, struct str name) {
  for (size_t i = 0; i < package->count; i++)
    if (part_name_equal(package->entries[i].name, name)) return &package->entries[i];
  return NULL;
}

static bool unpack(struct arena *arena, struct entry *entry, char *to) {
  if (entry->method == 0) {
    if (entry->raw.len != entry->size) return false;
    memcpy(to, entry->raw.at, entry->size);
    return true;
  }
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
  if (!inflater) arena_no_memory(arena);
  enum libdeflate_result result =
      libdeflate_deflate_decompress(inflater, entry->raw.at, entry->raw.len, to, entry->size, NULL);
  libdeflate_free_decompressor(inflater);
  return result == LIBDEFLATE_SUCCESS;
}

bool entry_bytes(const struct package *package, struct entry *entry, struct messages *messages, struct str *bytes) {
  if (!entry->inflated) {
    char *to = arena_alloc(package->arena, entry->size + 1, 1);
    bool whole = unpack(package->arena, entry, to);
    if (!whole || libdeflate_crc32(0, to, entry->size) != entry->crc) {
      say(messages, MSG_ENTRY_BROKEN, here(package), str_z(package->arena, entry->name),
          whole ? "its checksum does not fit" : "it cannot be unpacked");
      return false;
    }
    entry->bytes = (struct str){to, entry->size};
    entry->inflated = true;
  }
  *bytes = entry->bytes;
  return true;
}
