/* The headers of a zip file that is written (APPNOTE 6.3.10, 4.3). */
#include "zip_directory.h"

#include <string.h>

enum { PLAIN_VERSION = 20, LARGE_VERSION = 45 };

/* Sizes that a field of four bytes, or a count that one of two, cannot hold stand in a longer one instead (4.5.3). */
static const uint64_t MOST_4 = 0xFFFFFFFF, MOST_2 = 0xFFFF;

/* A number of so many bytes, the lowest first. */
static void put(struct text *out, size_t bytes, uint64_t number) {
  char at[sizeof number];
  for (size_t i = 0; i < bytes; i++) at[i] = (char)(number >> 8 * i & 0xFF);
  text_add(out, (struct str){at, bytes});
}

static uint64_t least(uint64_t number, uint64_t most) { return number < most ? number : most; }

/* What the longer fields take: of an entry as large as that, both its sizes; of one that begins behind them, its place. */
struct large {
  bool sizes, place;
  size_t len;
};

static struct large large_of(const struct zip_entry *entry) {
  bool sizes = entry->size >= MOST_4 || entry->packed >= MOST_4, place = entry->offset >= MOST_4;
  return (struct large){sizes, place, sizes * 16u + place * 8u};
}

/* What both headers say alike (4.3.7, 4.3.12): from the version wanted to the length of the name. */
static void put_alike(struct text *out, const struct zip_entry *entry, const struct large *large) {
  put(out, 2, large->len ? LARGE_VERSION : PLAIN_VERSION);
  put(out, 2, entry->flags);
  put(out, 2, entry->method);
  put(out, 4, entry->dos_date);
  put(out, 4, entry->crc);
  put(out, 4, large->sizes ? MOST_4 : entry->packed);
  put(out, 4, large->sizes ? MOST_4 : entry->size);
  put(out, 2, entry->name.len);
}

static void put_extra(struct text *out, const struct zip_entry *entry, const struct large *large) {
  if (large->len) put(out, 2, 1);
  if (large->len) put(out, 2, large->len);
  if (large->sizes) put(out, 8, entry->size);
  if (large->sizes) put(out, 8, entry->packed);
  if (large->place) put(out, 8, entry->offset);
  text_add(out, entry->extra);
}

static size_t extra_len(const struct zip_entry *entry, const struct large *large) {
  return entry->extra.len + large->len + (large->len ? 4 : 0);
}

void zip_put_local(struct text *out, const struct zip_entry *entry) {
  struct large large = large_of(entry);
  if (large.place) large.len -= 8; /* it is where it is */
  large.place = false;
  put(out, 4, 0x04034b50);
  put_alike(out, entry, &large);
  put(out, 2, extra_len(entry, &large));
  text_add(out, entry->name);
  put_extra(out, entry, &large);
}

void zip_put_central(struct text *out, const struct zip_entry *entry) {
  struct large large = large_of(entry);
  put(out, 4, 0x02014b50);
  put(out, 2, entry->version);
  put_alike(out, entry, &large);
  put(out, 2, extra_len(entry, &large));
  put(out, 2, 0); /* the length of a comment */
  put(out, 2, 0); /* the disk */
  put(out, 2, entry->internal_attributes);
  put(out, 4, entry->external_attributes);
  put(out, 4, least(entry->offset, MOST_4));
  text_add(out, entry->name);
  put_extra(out, entry, &large);
}

/* The end records of a large file (4.3.14, 4.3.15). */
static void put_large_end(struct text *out, uint64_t count, uint64_t at, uint64_t size) {
  put(out, 4, 0x06064b50);
  put(out, 8, 44);
  put(out, 2, ZIP_UNIX << 8 | LARGE_VERSION);
  put(out, 2, LARGE_VERSION);
  put(out, 4, 0);
  put(out, 4, 0);
  put(out, 8, count);
  put(out, 8, count);
  put(out, 8, size);
  put(out, 8, at);
  put(out, 4, 0x07064b50);
  put(out, 4, 0);
  put(out, 8, at + size);
  put(out, 4, 1);
}

void zip_put_end(struct text *out, uint64_t count, uint64_t at, uint64_t size, struct str comment) {
  if (count >= MOST_2 || at >= MOST_4 || size >= MOST_4) put_large_end(out, count, at, size);
  put(out, 4, 0x06054b50);
  put(out, 4, 0); /* the disks */
  put(out, 2, least(count, MOST_2));
  put(out, 2, least(count, MOST_2));
  put(out, 4, least(size, MOST_4));
  put(out, 4, least(at, MOST_4));
  put(out, 2, comment.len);
  text_add(out, comment);
}
