/* What the files of the opc layer share of a zip file's directory. Inside the layer. */
#ifndef CAIRN_ZIP_DIRECTORY_H
#define CAIRN_ZIP_DIRECTORY_H

#include "base.h"

/* An entry as its headers have it (APPNOTE 4.3.7, 4.3.12), its slices in the file's own bytes. */
struct zip_entry {
  struct str name, extra, raw; /* extra: of the directory, whole; raw: the bytes as they are packed */
  uint64_t size, packed, offset;
  uint32_t crc, dos_date, external_attributes;
  uint16_t method, flags, version, internal_attributes;
};

/* Of the flags: the bytes, or the directory itself (APPNOTE 4.4.4). */
enum { ZIP_ENCRYPTED = 1 | 1 << 6 | 1 << 13 };

/* Lists the entries in the order of the directory. NULL, or what is wrong with it: whatever is given lies in the file, says the same in
 * both of its headers, and over no other. No entries are listed when there are more than LIMIT_ENTRIES: *count is the number. */
const char *zip_directory(struct arena *arena, struct str bytes, struct zip_entry **entries, size_t *count);

/* ---- what is written: a header in front of each entry's bytes; behind all, the directory and its end (APPNOTE 4.3.6) ---- */

enum {
  ZIP_UTF_8 = 0x800,
  ZIP_UNIX = 3
}; /* of the flags; of the version's upper byte: whose attributes they are (4.4.2) */

/* extra: without zip64's; raw is not asked for. */
void zip_put_local(struct text *out, const struct zip_entry *entry);
void zip_put_central(struct text *out, const struct zip_entry *entry);
void zip_put_end(struct text *out, uint64_t count, uint64_t at, uint64_t size,
                 struct str comment); /* at, size: the directory's */

#endif
