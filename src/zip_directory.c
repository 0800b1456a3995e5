/* The directory of a zip file (APPNOTE 4.3), read so that it says one thing to whoever reads it: every length is held against the file
 * before it is believed, and every entry against its own header, and against those beside it. */
#include "zip_directory.h"

#include <stdlib.h>

enum { END = 22, LOCATOR = 20, END_64 = 56, CENTRAL = 46, LOCAL = 30, TAIL = 64 << 10 };
enum { DESCRIBED_BEHIND = 1 << 3 }; /* of the flags: sizes and checksum stand behind the bytes */

struct directory {
  struct str bytes;
  size_t start, end, count; /* of the list of entries */
};

static uint64_t number(struct str bytes, size_t at, size_t size) {
  const unsigned char *from = (const unsigned char *)bytes.at + at;
  uint64_t value = 0;
  while (size--) value = value << 8 | from[size];
  return value;
}

static bool signature(struct str bytes, size_t at, size_t size, const char *letters) {
  return at <= bytes.len && size <= bytes.len - at && memcmp(bytes.at + at, letters, 4) == 0;
}

/* ---- the end, which says where the list is ---- */

/* The record at the end stands in front of its comment and of what else hangs on; the last that is whole counts. SIZE_MAX for none. */
static size_t find_end(struct str bytes) {
  size_t last = bytes.len < END ? 0 : bytes.len - END + 1, least = bytes.len > END + TAIL ? bytes.len - END - TAIL : 0;
  for (size_t at = last; at-- > least;)
    if (signature(bytes, at, END, "PK\5\6") && number(bytes, at + 20, 2) <= bytes.len - at - END) return at;
  return SIZE_MAX;
}

/* A field that does not say its number, which stands elsewhere, holds another that says so: of the end, all ones. */
static bool agree(uint64_t field, uint64_t unsaid, uint64_t number) { return field == unsaid || field == number; }

/* Zip64's end (4.3.14), where its locator stands before the end. */
static const char *read_end_64(struct directory *d, size_t locator, size_t end) {
  uint64_t at = number(d->bytes, locator + 8, 8);
  if (at > locator || locator - at < END_64 || !signature(d->bytes, (size_t)at, END_64, "PK\6\6"))
    return "its zip64 directory is not where it says";
  size_t from = (size_t)at;
  uint64_t count = number(d->bytes, from + 32, 8), size = number(d->bytes, from + 40, 8),
           start = number(d->bytes, from + 48, 8);
  bool same = agree(number(d->bytes, end + 10, 2), UINT16_MAX, count) &&
              agree(number(d->bytes, end + 12, 4), UINT32_MAX, size) &&
              agree(number(d->bytes, end + 16, 4), UINT32_MAX, start);
  bool one_disk = number(d->bytes, from + 24, 8) == count && !number(d->bytes, from + 16, 8);
  if (!same || !one_disk || start > from || size != from - start) return "its zip64 directory lies";
  *d = (struct directory){d->bytes, (size_t)start, from, count < SIZE_MAX ? (size_t)count : SIZE_MAX};
  return NULL;
}

static const char *read_end(struct directory *d) {
  size_t end = find_end(d->bytes);
  if (end == SIZE_MAX) return "it ends too early";
  if (end >= LOCATOR && signature(d->bytes, end - LOCATOR, LOCATOR, "PK\6\7"))
    return read_end_64(d, end - LOCATOR, end);
  size_t count = number(d->bytes, end + 10, 2), size = number(d->bytes, end + 12, 4),
         start = number(d->bytes, end + 16, 4);
  if (number(d->bytes, end + 4, 4) || number(d->bytes, end + 8, 2) != count) return "it is a part of several files";
  if (start > end || size != end - start) return "its directory is damaged";
  *d = (struct directory){d->bytes, start, end, count};
  return NULL;
}

/* ---- one entry ---- */

enum { ZIP64 = 1, UNICODE_PATH = 0x7075 }; /* of the fields of an extra (4.5.2) */

struct extra_field {
  size_t id;
  struct str data;
};

/* The field at that byte, which moves behind it; false behind the last that is whole. */
static bool next_field(struct str extra, size_t *at, struct extra_field *field) {
  if (*at + 4 > extra.len || number(extra, *at + 2, 2) > extra.len - *at - 4) return false;
  size_t from = *at + 4, to = from + number(extra, *at + 2, 2);
  *field = (struct extra_field){number(extra, *at, 2), str_sub(extra, from, to)};
  *at = to;
  return true;
}

/* Info-ZIP's other name of an entry (4.6.9), behind its version and a checksum, is the one by which some programs know it. */
static bool one_name(struct str extra, struct str name) {
  struct extra_field field;
  for (size_t at = 0; next_field(extra, &at, &field);)
    if (field.id == UNICODE_PATH && (field.data.len < 5 || !str_equal(str_sub(field.data, 5, field.data.len), name)))
      return false;
  return true;
}

/* Zip64's extra field (4.5.3) holds, in this order, those of the three that are all ones in the header. */
static bool read_extra_64(struct str extra, struct zip_entry *entry) {
  uint64_t *const wide[] = {&entry->size, &entry->packed, &entry->offset};
  struct str long_ones = STR("");
  struct extra_field field;
  for (size_t at = 0; next_field(extra, &at, &field);)
    if (field.id == ZIP64) long_ones = field.data;
  for (size_t i = 0, at = 0; i < sizeof wide / sizeof *wide; i++) {
    if (*wide[i] != UINT32_MAX) continue;
    if (long_ones.len - at < 8) return false;
    *wide[i] = number(long_ones, at, 8);
    at += 8;
  }
  return true;
}

/* The entry at that byte of the list, and where the next begins. */
static const char *read_central(const struct directory *d, size_t *at, struct zip_entry *entry) {
  struct str list = str_sub(d->bytes, 0, d->end);
  size_t from = *at;
  if (!signature(list, from, CENTRAL, "PK\1\2")) return "its directory is damaged";
  size_t name = number(list, from + 28, 2), extra = number(list, from + 30, 2), comment = number(list, from + 32, 2);
  if (name + extra + comment > list.len - from - CENTRAL) return "its directory is damaged";
  *entry = (struct zip_entry){.version = (uint16_t)number(list, from + 6, 2),
                              .flags = (uint16_t)number(list, from + 8, 2),
                              .method = (uint16_t)number(list, from + 10, 2),
                              .dos_date = number(list, from + 12, 4),
                              .crc = number(list, from + 16, 4),
                              .packed = number(list, from + 20, 4),
                              .size = number(list, from + 24, 4),
                              .internal_attributes = (uint16_t)number(list, from + 36, 2),
                              .external_attributes = number(list, from + 38, 4),
                              .offset = number(list, from + 42, 4)};
  entry->name = str_sub(list, from + CENTRAL, from + CENTRAL + name);
  entry->extra = str_sub(list, from + CENTRAL + name, from + CENTRAL + name + extra);
  *at = from + CENTRAL + name + extra + comment;
  if (!one_name(entry->extra, entry->name)) return "a part has two names";
  if (!read_extra_64(entry->extra, entry)) return "a part's zip64 sizes are missing";
  return number(list, from + 34, 2) ? "it is a part of several files" : NULL;
}

/* What an entry's own header says of its sizes is the directory's, or, with bit 3, stands behind the bytes and may be nought here. */
static bool sizes_agree(struct str bytes, size_t local, struct str extra, const struct zip_entry *entry) {
  struct zip_entry own = {.crc = number(bytes, local + 14, 4),
                          .packed = number(bytes, local + 18, 4),
                          .size = number(bytes, local + 22, 4)};
  struct zip_entry unsaid = *entry;
  if (entry->flags & DESCRIBED_BEHIND) unsaid.crc = 0, unsaid.packed = unsaid.size = 0;
  return read_extra_64(extra, &own) && agree(own.crc, unsaid.crc, entry->crc) &&
         agree(own.packed, unsaid.packed, entry->packed) && agree(own.size, unsaid.size, entry->size);
}

/* With bit 3 the same stands behind the bytes (4.3.9): after a signature or without, its sizes of four bytes or of eight. */
static bool described(struct str bytes, size_t at, const struct zip_entry *entry) {
  bool same = !(entry->flags & DESCRIBED_BEHIND);
  if (signature(bytes, at, 4, "PK\7\10")) at += 4;
  for (size_t wide = 4; !same && wide <= 8 && 4 + 2 * wide <= bytes.len - at; wide += 4)
    same = number(bytes, at, 4) == entry->crc && number(bytes, at + 4, wide) == entry->packed &&
           number(bytes, at + 4 + wide, wide) == entry->size;
  return same;
}

/* The bytes of an entry, by its own header, which must say the same. */
static const char *read_local(const struct directory *d, struct zip_entry *entry) {
  struct str bytes = str_sub(d->bytes, 0, d->start);
  if (entry->offset > bytes.len || !signature(bytes, (size_t)entry->offset, LOCAL, "PK\3\4"))
    return "a part is not where the directory says";
  size_t local = (size_t)entry->offset, name = number(bytes, local + 26, 2), extra = number(bytes, local + 28, 2);
  size_t behind = local + LOCAL;
  if (name + extra > bytes.len - behind) return "it ends too early";
  size_t from = behind + name + extra;
  struct str own_extra = str_sub(bytes, behind + name, from);
  uint16_t flags = (uint16_t)number(bytes, local + 6, 2);
  bool same = str_equal(str_sub(bytes, behind, behind + name), entry->name) &&
              number(bytes, local + 8, 2) == entry->method && !((flags ^ entry->flags) & DESCRIBED_BEHIND) &&
              sizes_agree(bytes, local, own_extra, entry);
  entry->flags |= flags & ZIP_ENCRYPTED;
  entry->raw = str_sub(bytes, from, from);
  if (entry->flags & ZIP_ENCRYPTED) return NULL; /* nothing more is asked of it */
  if (!one_name(own_extra, entry->name)) return "a part has two names";
  if (!same) return "the directory and a part disagree";
  if (entry->packed > bytes.len - from) return "a part is larger than the file";
  entry->raw = str_sub(bytes, from, from + (size_t)entry->packed);
  if (!described(bytes, from + entry->raw.len, entry)) return "the directory and what stands behind a part disagree";
  return NULL;
}

/* ---- all of them ---- */

static int by_offset(const void *a, const void *b) {
  const struct zip_entry *one = *(const struct zip_entry *const *)a, *other = *(const struct zip_entry *const *)b;
  return one->offset < other->offset ? -1 : one->offset > other->offset;
}

/* Bytes that belong to two entries are how a small file makes a large one. */
static bool overlap(struct arena *arena, struct str bytes, const struct zip_entry *entries, size_t count) {
  const struct zip_entry **order = arena_alloc(arena, count, sizeof *order);
  for (size_t i = 0; i < count; i++) order[i] = &entries[i];
  qsort(order, count, sizeof *order, by_offset);
  for (size_t i = 1; i < count; i++)
    if (bytes.at + order[i]->offset < order[i - 1]->raw.at + order[i - 1]->raw.len) return true;
  return false;
}

const char *zip_directory(struct arena *arena, struct str bytes, struct zip_entry **entries, size_t *count) {
  struct directory d = {.bytes = bytes};
  const char *fault = read_end(&d);
  if (fault) return fault;
  *count = d.count;
  if (!d.count) return d.start == d.end ? "it is empty" : "its directory is damaged";
  if (d.count > (d.end - d.start) / CENTRAL) return "its directory is damaged";
  if (d.count > limit(arena, LIMIT_ENTRIES)) return NULL;
  *entries = arena_alloc(arena, d.count, sizeof **entries);
  size_t at = d.start;
  for (size_t i = 0; !fault && i < d.count; i++) {
    fault = read_central(&d, &at, &(*entries)[i]);
    if (!fault) fault = read_local(&d, &(*entries)[i]);
  }
  if (!fault && at != d.end) fault = "its directory is damaged";
  return fault || !overlap(arena, bytes, *entries, d.count) ? fault : "two of its parts lie over one another";
}
