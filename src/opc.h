/* opc: the package: its zip, content types, relationships, and writing it again with every untouched part copied raw. Knows
 * no Word.
 *
 *     struct package *package = package_open(arena, "ava.docx", bytes, messages);
 *     struct output *output = output_new(arena, package);
 *     output_replace(output, package_entry(package, STR("word/document.xml")), new_bytes);
 *     struct str zip = output_write(output);
 *
 * A package borrows the bytes it was opened from. Names of parts are as in the zip, without the leading slash.
 */
#ifndef CAIRN_OPC_H
#define CAIRN_OPC_H

#include "markup.h"

struct entry {
  struct str name;
  struct str raw; /* as compressed */
  uint32_t crc, dos_date, external_attributes;
  uint16_t method, flags, version, internal_attributes;
  size_t size;      /* inflated */
  struct str extra; /* of the central directory, without zip64's */
  struct str bytes; /* inflated, once entry_bytes was called */
  bool inflated, hashed;
  unsigned char digest[32];
};

struct relationship {
  struct str id, type;
  struct str target; /* the name of a part, percent-encoded as it was written; all as written when external */
  bool external;
};

struct relationships {
  struct relationship *at;
  size_t count;
};

struct package {
  struct arena *arena;
  const char *path; /* for messages */
  struct entry *entries;
  size_t count;
  struct reader *reader; /* of content types and relationships */
  struct markup *content_types;
};

/* ---- what a file is: by what it holds, and not by its name ---- */

enum content {
  CONTENT_PACKAGE,   /* a zip file */
  CONTENT_OLD_WORD,  /* .doc, of Word 6 to 2003 ([MS-DOC]) */
  CONTENT_ENCRYPTED, /* .doc or .docx with a password ([MS-OFFCRYPTO] 2.3.4.4) */
  CONTENT_OTHER
};

enum content content_of(struct str bytes);
/* Says what a file is that is no package, and what to do. */
void content_tell(struct str bytes, const char *path, struct messages *messages);
/* Says what a zip file is whose main part, of that content type, is not Word's; "" where it has none. */
void content_tell_zip(struct package *package, struct str main_type, struct messages *messages);

/* Opens a package; NULL, with a message, for what is no package, is encrypted, broken, or goes over a limit. */
struct package *package_open(struct arena *arena, const char *path, struct str bytes, struct messages *messages);
/* By name; case does not count, nor what is percent-encoded (Part 2, 6.2.2). NULL for none. */
struct entry *package_entry(const struct package *package, struct str name);
/* The inflated bytes of an entry, checked against its CRC; false, with a message, when it is broken. Kept. */
bool entry_bytes(const struct package *package, struct entry *entry, struct messages *messages, struct str *bytes);

bool package_read_content_types(struct package *package, struct messages *messages); /* by package_open */
struct str package_content_type(const struct package *package, struct str name);     /* empty for none */
/* The relationships of a part ("" for the package's own), targets resolved against it; an empty list when it has none. */
struct relationships package_relationships(const struct package *package, struct str part, struct messages *messages);
/* The first internal relationship whose type ends so ("/comments"), Transitional or Strict; NULL for none. */
const struct relationship *relationship_of_type(struct relationships list, const char *ending);

/* When the document was last changed, as the core properties say (Part 2, 8.3: a W3CDTF moment); empty when they do not. */
struct str package_modified(const struct package *package);
/* SHA-256 of any bytes in hexadecimal. */
const char *bytes_digest(struct arena *arena, struct str bytes);

/* ---- writing ---- */

struct output;

struct output *output_new(struct arena *arena, struct package *package);
void output_replace(struct output *output, const struct entry *entry, struct str bytes);
bool output_changed(const struct output *output); /* something was replaced or added */
/* Adds a part, its content type, and a relationship to it from source ("" for the package), with an id that source has not
 * used; false, with a message, when one of those lists is broken. What was added before counts. */
bool output_add(struct output *output, struct str name, struct str bytes, const char *content_type, struct str source,
                const char *relationship_type, struct messages *messages);
/* Takes parts away: their entries and relationships, their content types, and the relationships that lead to them from
 * source. Names of nothing count too. False, with a message, when one of those lists is broken. */
bool output_remove(struct output *output, const struct str *names, size_t count, struct str source,
                   struct messages *messages);
/* Gives a part another content type; false, with a message, when the list is broken. */
bool output_retype(struct output *output, struct str name, const char *content_type, struct messages *messages);
/* Takes every digital signature away (Part 2, 10): origin, signatures and certificates; false as for output_remove. */
bool output_drop_signature(struct output *output, struct messages *messages);
/* SHA-256 in hexadecimal over the name and the inflated bytes of every entry but the one named; false when one is broken. */
bool output_digest(struct output *output, struct str but, struct messages *messages, const char **hex);
struct str
output_write(struct output *output); /* the zip: old entries in their order, then new ones dated 1980-01-01 */

#endif
