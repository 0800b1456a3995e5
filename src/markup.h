/* markup: XML as spans over bytes, edits, and splicing. Knows no packages.
 *
 * A part is its bytes, and a light tree of elements over them. Reading takes text and attributes out of the tree; writing
 * makes a list of edits, each (span, new bytes), and splices them in one pass, so that a byte outside the edits is the byte
 * that was there. libxml2 parses: well-formedness, namespaces and entities are its care.
 */
#ifndef CAIRN_MARKUP_H
#define CAIRN_MARKUP_H

#include "base.h"

/* The names that a caller wants to tell apart; every other element has the name 0. Several URIs may mean one namespace
 * (Transitional and Strict, ISO/IEC 29500-1 and -4). Names count from 1 in the order of the table. */
struct vocabulary {
  const struct vocabulary_space {
    const char *uri;
    int space;
  } * spaces;
  const struct vocabulary_name {
    int space; /* 0: no namespace, as of most attributes */
    const char *local;
    bool text; /* the character data inside is wanted */
  } * names;
  size_t space_count, name_count;
  int needs; /* the attribute that lists prefixes (Part 3, 7.6): it is there only where one means none of the understood; 0: none */
  const char *const *understood; /* URIs; NULL behind the last */
};

struct attribute {
  const char *at; /* its value, entities resolved: see attribute_value */
  uint32_t len;
  uint16_t ordinal; /* its place in the start tag, declarations of namespaces not counted */
  uint16_t name;
};

struct markup;

/* Spans are byte offsets into the markup's bytes: start is the "<" of the start tag, open_end is behind its ">", end is behind the
 * element: of an empty element the same. */
struct element {
  struct markup *in;
  struct element *parent, *first, *next;
  uint32_t start, open_end, end;
  unsigned name : 16, attribute_count : 15, has_text : 1;
  struct attribute
      attributes[]; /* those that the vocabulary knows; behind them its text, where it has some: see element_text */
};

struct markup {
  struct arena *arena;
  const char *file, *part; /* for messages */
  struct str bytes;        /* UTF-8; differs from the part's own bytes when that was UTF-16 */
  struct element *root;
  struct str space; /* the namespace of the root */
  size_t count;
  uint64_t *names; /* a bit for each that some element has: see markup_holds */
};

/* What parses the parts of one document, or of many, one after another, so that the names that they share are looked up once. It lives in
 * the arena, and so does all that it reads, where it is not moved. */
struct reader;
struct reader *reader_new(struct arena *arena, const struct vocabulary *vocabulary);
/* What is read from now on lives in this arena. Gives the one before. */
struct arena *reader_move(struct reader *reader, struct arena *arena);
/* Parses a part. NULL, with a message, when it is not well-formed, has a DOCTYPE, goes over a limit, or is in another encoding
 * than UTF-8 and UTF-16. The bytes are borrowed, and a NUL stands behind the last. */
struct markup *markup_parse(struct reader *reader, const char *file, const char *part, struct str bytes,
                            struct messages *messages);

/* Whether any of its elements has that name: most parts hold few of those that are looked for, and need not be gone through. */
static inline bool markup_holds(const struct markup *markup, int name) {
  return markup->names[name / 64] >> (name % 64) & 1;
}

const struct attribute *element_attribute(const struct element *element, int name); /* NULL when it has none */
struct str element_value(const struct element *element, int name);                  /* its value, or empty */
struct str attribute_value(const struct attribute *attribute);
struct str element_text(const struct element *element); /* its own character data; empty where its name wants none */
struct str element_bytes(const struct element *element);
size_t element_close(const struct element *element);       /* where its end tag begins; its end when it has none */
struct str element_content(const struct element *element); /* between its tags */
/* Where in the part's bytes the byte at of its text stands: entities, CDATA, comments and CRLF are counted as they are written.
 * cdata: it stands inside a CDATA section, which markup put there must end, and begin again. */
size_t element_text_at(const struct element *element, size_t at, bool *cdata);
bool element_empty(const struct element *element);        /* written as <a/> */
struct str element_prefix(const struct element *element); /* with its colon: "w:"; empty for a default namespace */
/* The prefix, without its colon, that the element's own start tag declares for a namespace; empty for none. */
struct str element_declares(const struct element *element, const char *uri);
/* The first of that name, or NULL. */
static inline struct element *element_child(const struct element *element, int name) {
  struct element *child = element ? element->first : NULL;
  while (child && child->name != name) child = child->next;
  return child;
}
struct element *element_last(const struct element *element);                     /* its last child, or NULL */
struct element *element_ancestor(const struct element *element, int name);       /* the nearest, not itself; or NULL */
bool element_within(const struct element *element, const struct element *outer); /* or the same */
/* The next element in document order inside scope that is not inside this one; NULL at its end. */
static inline struct element *element_next_past(const struct element *element, const struct element *scope) {
  for (; element && element != scope; element = element->parent)
    if (element->next) return element->next;
  return NULL;
}
/* The next element in document order inside scope, NULL at its end; begin with element = scope. */
static inline struct element *element_next(const struct element *element, const struct element *scope) {
  return element->first ? element->first : element_next_past(element, scope);
}

/* ---- edits ---- */

struct edit {
  size_t from, to; /* the span that goes; from == to inserts */
  size_t order;
  struct str with, close;       /* close: the end tag that an element written <a/> is given */
  size_t head;                  /* of an element written <a/>: how much of with was prepended, its ">" counted */
  int turn;                     /* among insertions at one place: the greater first */
  const struct element *copied; /* what is inserted is a copy of this, with edits inside it; NULL for none */
  const struct edits *inside;
};

struct edits {
  struct arena *arena;
  ARRAY(struct edit) list;
};

void edits_replace(struct edits *edits, size_t from, size_t to, struct str with);
void edits_again(struct edits *edits, const struct edit *edit); /* the same as in another list of the same bytes */
void edits_insert(struct edits *edits, size_t at, struct str with);
void edits_insert_early(struct edits *edits, size_t at, struct str with); /* in front of what else is inserted there */
/* Inserts a copy of an element of the same document. The element and the edits inside it are borrowed. */
void edits_insert_copy(struct edits *edits, size_t at, const struct element *element, const struct edits *inside);
void edits_remove(struct edits *edits, const struct element *element);
/* Attribute edits find the span in the start tag's bytes. */
void edits_set_attribute(struct edits *edits, const struct element *element, const struct attribute *attribute,
                         struct str value);
void edits_drop_attribute(struct edits *edits, const struct element *element, const struct attribute *attribute);
void edits_add_attribute(struct edits *edits, const struct element *element, struct str qualified_name,
                         struct str value);
/* The prefix, without its colon, under which the element's start tag declares a namespace; a declaration is added when it has
 * none, under the prefix given or, where that means something else, a longer one. */
struct str edits_declare(struct edits *edits, const struct element *element, const char *prefix, const char *uri);
/* That prefix where a declaration is added. */
const char *element_free_prefix(struct arena *arena, const struct element *element, const char *prefix);
/* Inserts behind the element's start tag, or in front of its end tag; an element written <a/> is given an end tag. What is
 * prepended first stands in front of all that is prepended. */
void edits_prepend_child(struct edits *edits, const struct element *element, struct str content);
void edits_prepend_first(struct edits *edits, const struct element *element, struct str content);
void edits_append_child(struct edits *edits, const struct element *element, struct str content);
/* The bytes from..to with the edits laid in. Insertions at one place keep the order in which they were made; an edit inside
 * a span that another edit replaces goes with that span. Offsets are those of the whole. */
struct str edits_splice(struct arena *arena, struct str bytes, size_t from, size_t to, const struct edits *edits);
/* The same bytes one slice behind the other, none empty and none copied: what stays points into the bytes that were there. */
struct slices {
  struct arena *arena;
  ARRAY(struct str) list;
  size_t total;
};
struct slices edits_slices(struct arena *arena, struct str bytes, size_t from, size_t to, const struct edits *edits);
struct str slices_join(const struct slices *slices); /* NUL behind the last byte */

/* value as character data or as an attribute's value: & < > and quotes escaped, CR as a reference. */
void text_add_escaped(struct text *text, struct str value);

#endif
