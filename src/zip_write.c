/* Writing a package again: what did not change is copied raw, so that its bytes, order, CRC and date stay. */
#include "deflate.h"
#include "output.h"
#include "parts.h"
#include "zip_directory.h"

#include <libdeflate.h>
#include <nettle/sha2.h>
#include <string.h>

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
  outgoing->packed = false;
  outgoing->source = NULL;
  output->changes++;
}

void output_replace(struct output *output, const struct entry *entry, struct str bytes) {
  struct outgoing *outgoing = output_find(output, entry->name);
  if (outgoing && !(entry->inflated && str_equal(entry->bytes, bytes))) output_set(output, outgoing, bytes);
}

void output_edit(struct output *output, const struct entry *entry, const struct markup *markup,
                 const struct edits *edits) {
  struct outgoing *outgoing = output_find(output, entry->name);
  if (!outgoing) return;
  struct slices *slices = NEW(output->arena, struct slices);
  *slices = edits_slices(output->arena, markup->bytes, 0, markup->bytes.len, edits);
  struct str bytes = slices_join(slices);
  if (str_equal(bytes, markup->bytes)) return; /* what writes again what stands there changes nothing */
  output_set(output, outgoing, bytes);
  if (slices->total / 2 < markup->bytes.len) return; /* what is there once is not worth being known */
  outgoing->slices = slices;
  outgoing->source = entry->source ? entry->source : deflate_source_new(output->arena, markup->bytes);
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

/* ---- packing ---- */

static bool is_foreseen(const struct outgoing *outgoing) {
  const struct entry *foreseen = outgoing->from ? outgoing->from->foreseen : NULL;
  return foreseen && str_equal(foreseen->bytes, outgoing->entry.bytes);
}

static void pack(struct arena *arena, struct outgoing *outgoing) {
  struct entry *entry = &outgoing->entry;
  if (is_foreseen(outgoing)) {
    *entry = *outgoing->from->foreseen;
    return;
  }
  entry->raw = deflate_slices(arena, outgoing->source, outgoing->slices, entry->bytes);
  entry->method = entry->raw.len ? 8 : 0;
  if (!entry->raw.len) entry->raw = entry->bytes; /* what does not become less is stored */
  entry->crc = libdeflate_crc32(0, entry->bytes.at, entry->size);
}

/* Packs what has changed and is not packed yet, but for one entry. */
static void pack_changed(struct output *output, struct str but) {
  for (size_t i = 0; i < output->list.n; i++) {
    struct outgoing *outgoing = &output->list.at[i];
    if (!outgoing->changed || outgoing->packed || part_name_equal(outgoing->entry.name, but)) continue;
    pack(output->arena, outgoing);
    outgoing->packed = true;
  }
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

static void hash_entry(struct entry *entry) {
  hash_bytes(entry->raw, entry->digest);
  entry->hashed = true;
}

void entry_study(struct arena *arena, struct entry *entry, struct str bytes) {
  entry->source = deflate_source_new(arena, bytes);
}

void package_settle(struct package *package) {
  for (size_t i = 0; i < package->count; i++) hash_entry(&package->entries[i]);
  package_read_lists(package);
}

void output_foresee(struct output *output) {
  pack_changed(output, STR(""));
  for (size_t i = 0; i < output->list.n; i++) {
    struct outgoing *outgoing = &output->list.at[i];
    if (!outgoing->changed || !outgoing->from) continue;
    hash_entry(&outgoing->entry);
    outgoing->from->foreseen = &outgoing->entry;
  }
}

const char *output_digest(struct output *output, struct str but) {
  struct sha256_ctx hash;
  sha256_init(&hash);
  pack_changed(output, but);
  for (size_t i = 0; i < output->list.n; i++) {
    struct outgoing *outgoing = &output->list.at[i];
    struct entry *entry = outgoing->changed ? &outgoing->entry : outgoing->from;
    if (part_name_equal(entry->name, but)) continue;
    if (!entry->hashed) hash_entry(entry);
    sha256_update(&hash, entry->name.len + 1, (const uint8_t *)str_z(output->arena, entry->name));
    sha256_update(&hash, sizeof entry->digest, entry->digest);
  }
  uint8_t digest[32];
  sha256_digest(&hash, sizeof digest, digest);
  return in_hex(output->arena, digest);
}

/* ---- the zip ---- */

static struct zip_entry header_of(const struct entry *entry, size_t offset) {
  return (struct zip_entry){.name = entry->name,
                            .extra = entry->extra,
                            .size = entry->size,
                            .packed = entry->raw.len,
                            .offset = offset,
                            .crc = entry->crc,
                            .dos_date = entry->dos_date,
                            .external_attributes = entry->external_attributes,
                            .method = entry->method,
                            .flags = entry->flags & ZIP_UTF_8,
                            .version = entry->version,
                            .internal_attributes = entry->internal_attributes};
}

/* Room for all of it, with headers of any kind. */
static size_t room(const struct output *output) {
  size_t total = 1024;
  for (size_t i = 0; i < output->list.n; i++) {
    const struct entry *entry = &output->list.at[i].entry;
    total += entry->raw.len + 2 * (entry->name.len + entry->extra.len) + 256;
  }
  return total;
}

struct str output_write(struct output *output) {
  pack_changed(output, STR(""));
  size_t size = room(output), count = output->list.n;
  struct text file = {.arena = output->arena, .at = arena_bytes(output->arena, size), .cap = size};
  struct zip_entry *headers = arena_alloc(output->arena, count + 1, sizeof *headers);
  for (size_t i = 0; i < count; i++) {
    headers[i] = header_of(&output->list.at[i].entry, file.len);
    zip_put_local(&file, &headers[i]);
    text_add(&file, output->list.at[i].entry.raw);
  }
  size_t directory = file.len;
  for (size_t i = 0; i < count; i++) zip_put_central(&file, &headers[i]);
  zip_put_end(&file, count, directory, file.len - directory, STR(""));
  return text_str(&file);
}
