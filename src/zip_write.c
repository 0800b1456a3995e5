/* Writing a package again: what did not change is copied raw, so that its bytes, order, CRC and date stay. */
#include "memory_file.h"
#include "output.h"
#include "parts.h"

#include <libdeflate.h>
#include <nettle/sha2.h>
#include <string.h>
#include <zip.h>

enum { LEVEL = 6, DATE_1980 = 0x00210000 };

struct output *output_new(struct arena *arena, struct package *package) {
  struct output *output = NEW(arena, struct output);
  output->arena = arena;
  output->package = package;
  for (size_t i = 0; i < package->count; i++)
    *PUSH(arena, &output->list) = (struct outgoing){.entry = package->entries[i], .from = &package->entries[i]};
  return output;
}

bool output_changed(const struct output *output) { return output->changes > 0; }

struct outgoing *output_find(const struct output *output, struct str name) {
  for (size_t i = 0; i < output->list.n; i++)
    if (part_name_equal(output->list.at[i].entry.name, name)) return &output->list.at[i];
  return NULL;
}

void output_set(struct output *output, struct outgoing *outgoing, struct str bytes) {
  outgoing->entry.bytes = bytes;
  outgoing->entry.size = bytes.len;
  outgoing->entry.inflated = true;
  outgoing->entry.hashed = false;
  outgoing->changed = true;
  output->changes++;
}

void output_replace(struct output *output, const struct entry *entry, struct str bytes) {
  struct outgoing *outgoing = output_find(output, entry->name);
  if (outgoing) output_set(output, outgoing, bytes);
}

void output_append(struct output *output, struct str name, struct str bytes) {
  struct outgoing *outgoing = PUSH(output->arena, &output->list);
  outgoing->entry = (struct entry){.name = name, .dos_date = DATE_1980, .method = 8, .version = 20};
  output_set(output, outgoing, bytes);
}

bool output_bytes(const struct output *output, struct outgoing *outgoing, struct messages *messages,
                  struct str *bytes) {
  if (!outgoing->changed) return entry_bytes(output->package, outgoing->from, messages, bytes);
  *bytes = outgoing->entry.bytes;
  return true;
}

/* ---- digest ---- */

static void hash_bytes(struct str bytes, uint8_t digest[32]) {
  struct sha256_ctx hash;
  sha256_init(&hash);
  sha256_update(&hash, bytes.len, (const uint8_t *)bytes.at);
  sha256_digest(&hash, 32, digest);
}

static const char *in_hex(struct arena *arena, const uint8_t digest[32]) {
  static const char signs[] = "0123456789abcdef";
  char *hex = arena_alloc(arena, 65, 1);
  for (size_t i = 0; i < 64; i++) hex[i] = signs[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
  return hex;
}

const char *bytes_digest(struct arena *arena, struct str bytes) {
  uint8_t digest[32];
  hash_bytes(bytes, digest);
  return in_hex(arena, digest);
}

static void hash_entry(struct entry *entry, struct str bytes) {
  hash_bytes(bytes, entry->digest);
  entry->hashed = true;
}

bool output_digest(struct output *output, struct str but, struct messages *messages, const char **hex) {
  struct sha256_ctx hash;
  sha256_init(&hash);
  for (size_t i = 0; i < output->list.n; i++) {
    struct outgoing *outgoing = &output->list.at[i];
    struct entry *entry = outgoing->changed ? &outgoing->entry : outgoing->from;
    struct str bytes;
    if (part_name_equal(entry->name, but)) continue;
    if (!entry->hashed) {
      if (!output_bytes(output, outgoing, messages, &bytes)) return false;
      hash_entry(entry, bytes);
    }
    sha256_update(&hash, entry->name.len + 1, (const uint8_t *)str_z(output->arena, entry->name));
    sha256_update(&hash, sizeof entry->digest, entry->digest);
  }
  uint8_t digest[32];
  sha256_digest(&hash, sizeof digest, digest);
  *hex = in_hex(output->arena, digest);
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
