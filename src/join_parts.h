/* join_parts: what the files that join documents share: the parts that gather, and the document on its way in. */
#ifndef CAIRN_JOIN_PARTS_H
#define CAIRN_JOIN_PARTS_H

#include "join.h"

/* The bookmarks by which the documents of a joined one are told apart: before the first word of the n-th, and behind its last. Those
 * that begin with an underscore are not shown. */
#define JOIN_MARK "_cairn_"
#define JOIN_END "_cairn_end_"

/* The custom property that says how many there are. */
#define JOIN_PROPERTY "joined-documents"

/* No part and no relationship is called so: what leads nowhere in a document leads nowhere in the joined one. */
#define JOIN_ABSENT "absent"
#define JOIN_ABSENT_PART "word/absent"

#define W_URI "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define MC_URI "http://schemas.openxmlformats.org/markup-compatibility/2006"
#define R_URI "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define VT_URI "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

#define RELATIONSHIPS_OPEN \
  XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define PROPERTIES_OPEN \
  XML_HEAD "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" " \
           "xmlns:vt=\"" VT_URI "\">"

enum {
  J_NONE,
#define NAME(identifier, space, local, text) J_##identifier,
#include "join_names.def"
#undef NAME
  J_COUNT
};

extern const struct vocabulary JOIN_VOCABULARY;

/* ---- a part that gathers what the same part of every document holds ---- */

struct declaration {
  struct str prefix, uri; /* as written */
};

struct gather {
  struct arena *arena;
  struct str root; /* its name with the prefix; empty as long as no document had the part */
  ARRAY(struct declaration) declared;
  ARRAY(struct str) ignorable; /* prefixes (Part 3, 7.2) */
  struct text body;
  struct text relationships; /* of the part: each as an element */
  size_t relationship_count;
  struct str
      own; /* what the document now coming in declares otherwise, as attributes for each of its elements; or empty */
};

/* Markup with the prefix, its colon behind it, for each @. */
const char *with_prefix(struct arena *arena, const char *prefix, const char *markup);
/* Takes what a root declares; a prefix that means something else already goes to own. */
void gather_root(struct gather *gather, const struct markup *markup);
/* The prefix with its colon under which the gathered part knows a namespace: it is declared where it was not. */
const char *gather_prefix(struct gather *gather, const char *prefix, const char *uri);
/* Gives an element of the root what own says. */
void gather_own(const struct gather *gather, struct edits *edits, const struct element *element);
/* Adds an element with the edits laid in. */
void gather_add(struct gather *gather, const struct element *element, const struct edits *edits);
/* The whole part; head and tail stand around what was gathered. */
struct str gather_bytes(struct arena *arena, const struct gather *gather, const char *head, const char *tail);

/* ---- the joined document ---- */

enum merged { MAIN, COMMENTS, EXTENDED, IDS, EXTENSIBLE, PEOPLE, FOOTNOTES, ENDNOTES, NUMBERING, STYLES, MERGED_COUNT };

/* A part that is one document's own: a header, a picture, a chart. */
struct joined_part {
  struct str name, type;
  struct str bytes;          /* when it was changed */
  const struct entry *entry; /* else as it was */
  struct str relationships;  /* the whole part; empty for none */
};

/* What documents of one template have in common: styles and numbering, and what became of them. */
struct look {
  struct str styles, numbering;                /* the parts, as they were */
  struct markup *styles_part, *numbering_part; /* NULL for none */
  struct lookup ids;                           /* of styles: what each is called now */
  struct lookup nums;                          /* of lists that all documents share: bullets */
  struct lookup ordered;                       /* styles that number their paragraphs: the list */
  struct str paragraph, table; /* what a paragraph, a table, without a style has here; empty: as in the first */
  size_t number;               /* of the first document that has it */
  bool defaults;               /* its document defaults are not the first's */
};

struct join {
  struct arena *arena;
  const char *path; /* for messages */
  const char *digest_property;
  struct reader *reader; /* of what is kept */
  size_t count;
  struct gather merged[MERGED_COUNT];
  ARRAY(struct joined_part) parts;
  struct lookup names;               /* of parts, in small letters */
  struct lookup shared;              /* parts by what they hold: their name */
  struct lookup styles, style_names; /* ids in use: what each was written as; names in use */
  struct lookup people;
  ARRAY(struct look *) looks;
  struct text properties, abstract_nums, nums, bullets;
  struct str between, end; /* how the last document goes on: with another behind it, and without */
  struct str theme;
  struct str usual_paragraph, usual_table; /* the styles of what has none */
  struct markup *settings;                 /* of the first document; NULL for none */
  struct str document_properties[2];       /* core and extended: what all documents share; empty when they differ */
  bool even_and_odd, endnotes, defaults;
  struct str empty_edge[2]; /* the relationships of an empty header and footer; empty: not made */
  long annotation, control, drawing, shape, box, paragraph, durable, note, num, abstract_num, bullet, property, part;
};

/* A document on its way in. */
struct joining {
  struct join *join;
  struct arena *arena; /* goes with the document */
  struct package *package;
  struct reader *reader;
  struct messages *messages;
  long mark;                 /* the id of the bookmark before it */
  size_t number;             /* from 1 */
  struct str main;           /* its main part's name */
  struct relationships list; /* of its main part */
  struct look *look;
  bool strict, even_and_odd, whole;
  struct lookup annotations, paragraphs, durables, notes, shapes, boxes, nums, targets;
};

/* A part whose references are made new: a story, or one of those that gather. */
struct renewing {
  struct joining *d;
  struct markup *markup;
  struct edits edits;
  struct lookup *relationships; /* old ids to new; NULL: they stay */
  const char *w;                /* the prefix with its colon for what is put in */
};

struct renewing renewing_new(struct joining *d, struct markup *markup, struct lookup *relationships, const char *w);
/* Makes every id in the element new, and every reference to one; unbinds controls, and makes fields show what they show. */
void renew(struct renewing *r, const struct element *element);
void renew_fields(struct renewing *r, const struct element *element);
/* Sets the attribute of that name, if it is there. */
void renew_value(struct renewing *r, const struct element *e, int attribute, struct str value);

/* Sections: their headers, where the first of a document begins, and its page numbers. The body's own w:sectPr, or NULL. */
void sections_renew(struct renewing *r, const struct element *body);
/* A section for a body that has none. */
struct str section_plain(struct joining *d, const char *w);

/* ---- parts ---- */

/* A part of the document by the kind of its relationship ("/comments"), parsed and in Transitional; NULL for none. */
struct markup *joining_part(struct joining *d, const char *kind);
struct markup *joining_markup(struct joining *d, struct entry *entry);
/* The bytes of an entry, in Transitional where it is XML. */
bool joining_bytes(struct joining *d, struct entry *entry, struct str *bytes);
/* Copies what a part leads to, and gives each relationship a new id in the gathered part: from old to new. */
void relationships_merge(struct joining *d, struct str source, struct gather *into, struct lookup *ids);
/* Copies what a part leads to: its relationships part as it will be; empty for none. */
struct str relationships_copy(struct joining *d, struct str source);
/* A relationship to a new part of ours; its id. */
struct str relationship_add(struct joining *d, struct gather *into, const char *kind, struct str name);
void name_reserve(struct join *join, struct str name);
void names_reserve(struct join *join); /* those of parts that are always ours */
struct str part_add(struct join *join, struct joined_part part, const char *like);
void add_relationship(struct text *out, struct str id, struct str type, struct str target, bool external);
/* What a Strict document calls it, as Transitional does (Part 4). */
struct str transitional(struct arena *arena, struct str bytes);
/* Adds a custom property that is text, and counts it: the first has the number 2. */
void add_property(struct text *out, long *count, const char *name, struct str value);
void properties_add(struct joining *d);
struct str settings_bytes(struct join *join);
void settings_add(struct joining *d);

/* ---- what is defined once ---- */

void look_choose(struct joining *d); /* styles and numbering */
struct str style_now(const struct joining *d, struct str id);
struct str num_now(struct joining *d, struct look *look,
                   struct str id); /* of a list (17.9.15); "0" for one that is not there */
void styles_take(struct joining *d, struct look *look);
/* Notes which lists are bullets: all documents share these. */
void numbering_take(struct joining *d, struct look *look);
struct str numbering_bytes(struct join *join);
void comments_take(struct joining *d);
void notes_take(struct joining *d);
/* One of those in the part of notes that are none: the line above them, and its like (17.18.33). */
bool note_is_line(const struct element *e);

/* The id of a paragraph, by its number. */
struct str hexadecimal_key(struct arena *arena, struct str value);
struct str number_str(struct arena *arena, long number);
struct str local_name(const struct element *e);

#endif
