/* Packages of a few pieces, zipped and opened, for the tests of the opc layer. Include check.h first. */
#ifndef CAIRN_PACKAGE_PIECES_H
#define CAIRN_PACKAGE_PIECES_H

#include "parcel.h"

static const struct piece PIECES[] = {{"[Content_Types].xml", {PARCEL_TYPES, sizeof PARCEL_TYPES - 1}},
                                      {"_rels/.rels", {PARCEL_RELATIONSHIPS, sizeof PARCEL_RELATIONSHIPS - 1}},
                                      {"word/document.xml", {"<document>hello, hello, hello</document>", 40}},
                                      {"word/media/image1.png", {"\x89PNG\0\r\n", 7}}};
enum { PIECE_COUNT = sizeof PIECES / sizeof *PIECES };

static inline struct str zip_of(struct desk *desk, const struct piece *pieces, size_t count) {
  struct package *package = parcel_open(desk->arena, pieces, count, &desk->messages);
  assert_non_null(package);
  return output_write(output_new(desk->arena, package));
}

static inline struct package *open_zip(struct desk *desk, struct str zip) {
  return package_open(desk->arena, "a.docx", zip, &desk->messages);
}

/* A zip of the pieces, opened. */
static inline struct package *open_pieces(struct desk *desk) {
  struct package *package = open_zip(desk, zip_of(desk, PIECES, PIECE_COUNT));
  assert_non_null(package);
  return package;
}

static inline struct str part(struct desk *desk, const struct package *package, const char *name) {
  struct str bytes;
  struct entry *entry = package_entry(package, str_from(name));
  assert_non_null(entry);
  assert_true(entry_bytes(package, entry, &desk->messages, &bytes));
  return bytes;
}

#endif
