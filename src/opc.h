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

struct deflate_source;

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
  struct markup *list;                 /* of content types or relationships, parsed; NULL before package_settle */
  const struct deflate_source *source; /* what it repeats itself, once entry_study was called */
  const struct entry *foreseen;        /* what it becomes in most documents, packed; NULL before output_foresee */
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

/* What is not as it should be, though what it means is certain: a program that only reads goes on. */
struct oddity {
  struct str part;
  const char *why;
};
typedef ARRAY(struct oddity) oddities;

struct package {
  struct arena *arena;
  const char *path; /* for messages */
  struct entry *entries;
  size_t count;
  struct reader *reader; /* of content types and relationships */
  struct libdeflate_decompressor *inflater;
  struct markup *content_types;
  struct relationships *top; /* of the package itself, once they were read */
  oddities *odd;
};

/* ---- what a file is: by what it holds, and not by its name ---- */

enum content {
  CONTENT_PACKAGE,    /* a zip file */
  CONTENT_OPEN_TEXT,  /* .odt (OpenDocument 1.3 Part 2, 3.3) */
  CONTENT_OPEN_SHEET, /* .ods */
  CONTENT_OLD_WORD,   /* .doc, of Word 6 to 2003 ([MS-DOC]) */
  CONTENT_OLD_SHEET,  /* .xls */
  CONTENT_ENCRYPTED,  /* .doc or .docx with a password ([MS-OFFCRYPTO] 2.3.4.4) */
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
/* The same, in an arena of the caller's, and not kept. */
bool entry_unpack(const struct package *package, const struct entry *entry, struct arena *arena,
                  struct messages *messages, struct str *bytes);
/* Finds out what the bytes of an entry, as they were parsed, repeat, for all the documents in which it is edited. */
void entry_study(struct arena *arena, struct entry *entry, struct str bytes);
/* Hashes every entry and parses every list, so that from then on filling only reads the package. */
void package_settle(struct package *package);

bool package_read_content_types(struct package *package, struct messages *messages); /* by package_open */
struct str package_content_type(const struct package *package, struct str name);     /* empty for none */
/* The relationships of a part ("" for the package's own), targets resolved against it; an empty list when it has none. */
struct relationships package_relationships(const struct package *package, struct str part, struct messages *messages);
/* A relationship as it is written. */
struct link {
  struct str id, type, target;
  bool out; /* it leads out of the package: it says so, or its target has a scheme or a host, as no part has */
};
struct link *package_links(const struct package *package, struct str part, size_t *count, struct messages *messages);
bool entry_is_relationships(const struct entry *entry); /* by its name */
/* That a part says what none can. */
void part_broken_tell(const struct package *package, struct str part, const char *why, struct messages *messages);
struct str relationships_name(struct arena *arena,
                              struct str part); /* "word/document.xml" -> "word/_rels/document.xml.rels" */
/* The first internal relationship whose type ends so ("/comments"), Transitional or Strict; NULL for none. */
const struct relationship *relationship_of_type(struct relationships list, const char *ending);
/* The next such behind one of them; the first for NULL. */
const struct relationship *relationship_next(struct relationships list, const struct relationship *before,
                                             const char *ending);
/* The main part, by the relationships of the package; NULL for none, or, with a message, for two. */
struct entry *package_main(const struct package *package, struct relationships top, struct messages *messages);
/* Notes an oddity of a part: the first of it is enough. */
void package_odd(const struct package *package, struct str part, const char *why);

/* When the document was last changed, as the core properties say (Part 2, 8.3: a W3CDTF moment); empty when they do not. */
struct str package_modified(const struct package *package);
/* SHA-256 of any bytes in hexadecimal. */
const char *bytes_digest(struct arena *arena, struct str bytes);

/* ---- writing ---- */

struct output;

struct output *output_new(struct arena *arena, struct package *package);
/* With the bytes that the entry holds, nothing changes. */
void output_replace(struct output *output, const struct entry *entry, struct str bytes);
/* The same with what the entry was parsed to, edited: what stays of it, and what is copied, is known when it is compressed. */
void output_edit(struct output *output, const struct entry *entry, const struct markup *markup,
                 const struct edits *edits);
/* One without a package behind it, to be filled with parts from anywhere. */
struct output *output_empty(struct arena *arena);
void output_part(struct output *output, struct str name, struct str bytes); /* a new part; no list is told of it */
/* The same with what an entry of any package holds, as it is compressed there; its bytes are copied. */
void output_copy(struct output *output, struct str name, const struct entry *entry);
bool output_changed(const struct output *output); /* something was replaced or added */
/* A part to add. */
struct new_part {
  struct str name, bytes;
  const char *content_type, *relationship_type;
};
/* Adds parts, their content types, and relationships to them from source ("" for the package), with ids that source has not
 * used; false, with a message, when one of those lists is broken. What was added before counts. */
bool output_add(struct output *output, const struct new_part *parts, size_t count, struct str source,
                struct messages *messages);
/* Takes parts away: their entries and relationships, their content types, and the relationships that lead to them from
 * source. Names of nothing count too. False, with a message, when one of those lists is broken. */
bool output_remove(struct output *output, const struct str *names, size_t count, struct str source,
                   struct messages *messages);
/* Gives a part another content type; false, with a message, when the list is broken. */
bool output_retype(struct output *output, struct str name, const char *content_type, struct messages *messages);
/* Takes every digital signature away (Part 2, 10): origin, signatures and certificates; false as for output_remove. */
bool output_drop_signature(struct output *output, struct messages *messages);
/* SHA-256 in hexadecimal over the name of every entry but the one named, and its bytes as they are packed: a package that another program
 * has packed again is another. */
const char *output_digest(struct output *output, struct str but);
/* What has changed in this output is what most outputs will have there: it is packed once, for all whose bytes are the same. */
void output_foresee(struct output *output);
struct str
output_write(struct output *output); /* the zip: old entries in their order, then new ones dated 1980-01-01 */

/* ---- zip files of whole documents ---- */

struct archive;

/* A zip file in which each member is stored as it is, and which holds no date: the same members, the same bytes. It becomes visible when it
 * ends; in memory are the names alone. NULL, with a message, when it cannot be made. */
struct archive *archive_begin(struct arena *arena, const char *path, struct messages *messages);
void archive_add(struct archive *archive, const char *name, struct str bytes);
bool archive_end(struct archive *archive,
                 struct messages *messages);                 /* false, with a message, when it could not be written */
bool archive_is_ours(struct arena *arena, const char *path); /* made so, and not by another program */

#endif
