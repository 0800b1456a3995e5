/* Writing a package again: what did not change is copied raw, so that its bytes, order, CRC and date stay. */
#include "memory_file.h"
#include "opc.h"
#include "parts.h"

#include <libdeflate.h>
#include <nettle/sha2.h>
#include <string.h>
#include <zip.h>

enum { LEVEL = 6, DATE_1980 = 0x00210000 };

struct outgoing {
  struct entry entry; /* what is written; raw only once packed */
  bool changed;
};

struct output {
  struct arena *arena;
  struct package *package;
  ARRAY(struct outgoing) list; /* the package's entries in order, then new ones */
  size_t changes;
};

struct output *output_new(struct arena *arena, struct package *package) {
  struct output *output = NEW(arena, struct output);
  output->arena = arena;
  output->package = package;
  for (size_t i = 0; i < package->count; i++) PUSH(arena, &output->list)->entry = package->entries[i];
  return output;
}

bool output_changed(const struct output *output) { return output->changes > 0; }

static void set_bytes(struct outgoing *outgoing, struct str bytes) {
  outgoing->entry.bytes = bytes;
  outgoing->entry.size = bytes.len;
  outgoing->entry.inflated = true;
  outgoing->entry.hashed = false;
  outgoing->changed = true;
}

void output_replace(struct output *output, const struct entry *entry, struct str bytes) {
  for (size_t i = 0; i < output->list.n; i++)
    if (str_equal(output->list.at[i].entry.name, entry->name)) set_bytes(&output->list.at[i], bytes);
  output->changes++;
}

static void add_entry(struct output *output, struct str name, struct str bytes) {
  struct outgoing *outgoing = PUSH(output->arena, &output->list);
  outgoing->entry = (struct entry){.name = name, .dos_date = DATE_1980, .method = 8, .version = 20};
  set_bytes(outgoing, bytes);
  output->changes++;
}

/* The bytes of an entry as they will be written; an earlier replacement counts. */
static bool current_bytes(struct output *output, size_t i, struct messages *messages, struct str *bytes) {
  struct outgoing *outgoing = &output->list.at[i];
  if (!outgoing->changed) return entry_bytes(output->package, &output->package->entries[i], messages, bytes);
  *bytes = outgoing->entry.bytes;
  return true;
}

/* Which entry of the output, old or new, has this name; their count for none. */
static size_t find_outgoing(const struct output *output, struct str name) {
  size_t i = 0;
  while (i < output->list.n && !part_named(output->list.at[i].entry.name, name)) i++;
  return i;
}

/* A small part of the package as it will be written; NULL, with a message, when it is broken. */
static struct markup *current_markup(struct output *output, size_t i, struct messages *messages) {
  struct str bytes;
  if (!current_bytes(output, i, messages, &bytes)) return NULL;
  return markup_parse(output->arena, &PARTS_VOCABULARY, output->package->path,
                      str_z(output->arena, output->list.at[i].entry.name), bytes, messages);
}

/* Appends an element (written without its "<", which the root's prefix follows) to the root of such a part, keeping every
 * other byte. */
static void append_to_part(struct output *output, size_t i, const struct markup *markup, const char *element) {
  struct edits edits = {.arena = output->arena};
  const char *prefix = str_z(output->arena, element_prefix(markup->root));
  edits_append_child(&edits, markup->root, str_from(str_format(output->arena, "<%s%s", prefix, element)));
  set_bytes(&output->list.at[i], edits_splice(output->arena, markup->bytes, 0, markup->bytes.len, &edits));
  output->changes++;
}

static bool id_taken(const struct markup *relationships, const char *id) {
  for (const struct element *e = relationships->root->first; e; e = e->next)
    if (str_is(element_value(e, RELATIONSHIP_ID), id)) return true;
  return false;
}

static bool add_relationship(struct output *output, struct str source, struct str target, const char *type,
                             struct messages *messages) {
  struct arena *arena = output->arena;
  struct str part = relationships_name(arena, source);
  size_t i = find_outgoing(output, part);
  if (i == output->list.n)
    add_entry(output, part,
              STR("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships "
                  "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>"));
  const struct markup *markup = current_markup(output, i, messages);
  if (!markup) return false;
  const char *id = "rId1";
  for (size_t n = 2; id_taken(markup, id); n++) id = str_format(arena, "rId%zu", n);
  append_to_part(
      output, i, markup,
      str_format(arena, "Relationship Id=\"%s\" Type=\"%s\" Target=\"/%.*s\"/>", id, type, (int)target.len, target.at));
  return true;
}

bool output_add(struct output *output, struct str name, struct str bytes, const char *content_type, struct str source,
                const char *relationship_type, struct messages *messages) {
  const char *element = str_format(output->arena, "Override PartName=\"/%.*s\" ContentType=\"%s\"/>", (int)name.len,
                                   name.at, content_type);
  size_t types = find_outgoing(output, STR("[Content_Types].xml"));
  const struct markup *markup = current_markup(output, types, messages);
  if (!markup) return false;
  append_to_part(output, types, markup, element);
  if (!add_relationship(output, source, name, relationship_type, messages)) return false;
  add_entry(output, name, bytes);
  return true;
}

/* ---- digest ---- */

static void hash_entry(struct entry *entry, struct str bytes) {
  struct sha256_ctx hash;
  sha256_init(&hash);
  sha256_update(&hash, bytes.len, (const uint8_t *)bytes.at);
  sha256_digest(&hash, sizeof entry->digest, entry->digest);
  entry->hashed = true;
}

bool output_digest(struct output *output, struct str but, struct messages *messages, const char **hex) {
  struct sha256_ctx hash;
  sha256_init(&hash);
  for (size_t i = 0; i < output->list.n; i++) {
    struct outgoing *outgoing = &output->list.at[i];
    struct entry *entry = outgoing->changed ? &outgoing->entry : &output->package->entries[i];
    struct str bytes;
    if (str_equal(entry->name, but)) continue;
    if (!entry->hashed) {
      if (!current_bytes(output, i, messages, &bytes)) return false;
      hash_entry(entry, bytes);
    }
    sha256_update(&hash, entry->name.len + 1, (const uint8_t *)str_z(output->arena, entry->name));
    sha256_update(&hash, sizeof entry->digest, entry->digest);
  }
  uint8_t digest[32];
  sha256_digest(&hash, sizeof digest, digest);
  struct text out = {.arena = output->arena};
  for (size_t i = 0; i < sizeof digest; i++) text_add_z(&out, str_format(output->arena, "%02x", digest[i]));
  *hex = str_z(output->arena, text_str(&out));
  return true;
}

/* ---- the zip ---- */

static void deflate_entry(struct arena *arena, struct libdeflate_compressor *deflater, struct entry *entry) {
  size_t bound = libdeflate_deflate_compress_bound(deflater, entry->size);
  char *to = arena_alloc(arena, bound, 1);
  size_t len = libdeflate_deflate_compress(deflater, entry->bytes.at, entry->size, to, bound);
  entry->raw = (struct str){to, len};
  entry->crc = libdeflate_crc32(0, entry->bytes.at, entry->size);
  entry->method = 8;
  if (len < entry->size) return;
  entry->raw = entry->bytes;
  entry->method = 0;
}

static void free_deflater(void *deflater) { libdeflate_free_compressor(deflater); }

static void pack_changed(struct output *output) {
  struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(LEVEL);
  if (!deflater) arena_no_memory(output->arena);
  arena_defer(output->arena, free_deflater, deflater);
  for (size_t i = 0; i < output->list.n; i++)
    if (output->list.at[i].changed) deflate_entry(output->arena, deflater, &output->list.at[i].entry);
}

/* Room for every header that minizip may write for an entry, zip64's included. */
static size_t room(const struct output *output) {
  size_t total = 1024;
  for (size_t i = 0; i < output->list.n; i++) {
    const struct entry *entry = &output->list.at[i].entry;
    total += entry->raw.len + 2 * (entry->name.len + entry->extra.len) + 256;
  }
  return total;
}

static bool write_entry(zipFile zip, const struct entry *entry, const char *name) {
  zip_fileinfo info = {
      .dosDate = entry->dos_date, .internal_fa = entry->internal_attributes, .external_fa = entry->external_attributes};
  unsigned extra = (unsigned)entry->extra.len;
  int result = zipOpenNewFileInZip4_64(zip, name, &info, entry->extra.at, extra, entry->extra.at, extra, NULL,
                                       entry->method, LEVEL, 1, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, NULL, 0,
                                       entry->version, entry->flags & 0x800, entry->size > 0xFFFFFFFEu);
  if (result != ZIP_OK) return false;
  bool whole = zipWriteInFileInZip(zip, entry->raw.at, (unsigned)entry->raw.len) == ZIP_OK;
  return zipCloseFileInZipRaw64(zip, entry->size, entry->crc) == ZIP_OK && whole;
}

struct str output_write(struct output *output) {
  pack_changed(output);
  size_t size = room(output);
  struct memory_file file = {arena_alloc(output->arena, size, 1), 0, 0, size};
  const char **names = arena_alloc(output->arena, output->list.n + 1, sizeof *names);
  for (size_t i = 0; i < output->list.n; i++) names[i] = str_z(output->arena, output->list.at[i].entry.name);
  zlib_filefunc64_def functions = memory_functions(&file);
  zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &functions);
  if (!zip) arena_no_memory(output->arena);
  bool whole = true;
  for (size_t i = 0; whole && i < output->list.n; i++) whole = write_entry(zip, &output->list.at[i].entry, names[i]);
  if (zipClose(zip, NULL) != ZIP_OK || !whole)
    arena_no_memory(output->arena); /* the file has room: nothing else can fail */
  return (struct str){file.bytes, file.len};
}
