/* Packages and Word documents made of texts in memory, for tests and fuzz targets. */
#ifndef CAIRN_PARCEL_H
#define CAIRN_PARCEL_H

#include "word.h"

#include <libdeflate.h>

struct piece {
  const char *name;
  struct str bytes;
};

#define W_NAMESPACES \
  "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" " \
  "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" " \
  "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" " \
  "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
#define RELATIONSHIPS_OPEN "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define RELATIONSHIP(id, kind, target) \
  "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" kind \
  "\" Target=\"" target "\"/>"

static const char PARCEL_TYPES[] =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

static const char PARCEL_RELATIONSHIPS[] =
    RELATIONSHIPS_OPEN RELATIONSHIP("rId1", "officeDocument", "word/document.xml")
        RELATIONSHIP("rId2", "custom-properties", "docProps/custom.xml") "</Relationships>";

static const char PARCEL_DOCUMENT_RELATIONSHIPS[] = RELATIONSHIPS_OPEN RELATIONSHIP("rId1", "styles", "styles.xml")
    RELATIONSHIP("rId2", "comments", "comments.xml") RELATIONSHIP("rId3", "header", "header1.xml")
        RELATIONSHIP("rId4", "commentsExtended", "commentsExtended.xml") "</Relationships>";

/* A package whose parts are these, stored as they are; NULL, with a message, without content types. */
static inline struct package *parcel_open(struct arena *arena, const struct piece *pieces, size_t count,
                                          struct messages *messages) {
  struct package *package = NEW(arena, struct package);
  *package = (struct package){
      .arena = arena, .path = "a.docx", .top = NEW(arena, struct relationships), .odd = NEW(arena, oddities)};
  package->entries = arena_alloc(arena, count, sizeof *package->entries);
  for (size_t i = 0; i < count; i++) {
    if (!pieces[i].bytes.at) continue;
    struct entry *entry = &package->entries[package->count++];
    struct str bytes = str_copy(arena, pieces[i].bytes);
    *entry =
        (struct entry){.name = str_from(pieces[i].name), .raw = bytes, .bytes = bytes, .inflated = true, .version = 20};
    entry->size = bytes.len;
    entry->crc = libdeflate_crc32(0, bytes.at, bytes.len);
  }
  return package_read_content_types(package, messages) ? package : NULL;
}

/* The parts of a Word document; a part whose bytes.at is NULL is left out. */
struct word_parts {
  struct str document, comments, styles, custom, header, threads;
};

static inline struct package *word_package(struct arena *arena, const struct word_parts *parts,
                                           struct messages *messages) {
  const struct piece pieces[] = {{"[Content_Types].xml", str_from(PARCEL_TYPES)},
                                 {"_rels/.rels", str_from(PARCEL_RELATIONSHIPS)},
                                 {"word/document.xml", parts->document},
                                 {"word/_rels/document.xml.rels", str_from(PARCEL_DOCUMENT_RELATIONSHIPS)},
                                 {"word/styles.xml", parts->styles},
                                 {"word/comments.xml", parts->comments},
                                 {"word/header1.xml", parts->header},
                                 {"word/commentsExtended.xml", parts->threads},
                                 {"docProps/custom.xml", parts->custom}};
  return parcel_open(arena, pieces, sizeof pieces / sizeof *pieces, messages);
}

/* The document read out of such parts; NULL, with a message, when one is broken. */
static inline struct document *word_document(struct arena *arena, const struct word_parts *parts,
                                             struct messages *messages) {
  struct package *package = word_package(arena, parts, messages);
  return package ? document_open(arena, package, messages) : NULL;
}

#endif
