/* mapping: a mapping file, loaded and checked: where each datum lives in a template, and how it is written. Knows no one
 * template.
 *
 * A mapping is the only place where a template is described, and is read in both directions. It is immutable once loaded, and
 * lives in the arena that loaded it, with its domain.
 */
#ifndef CAIRN_MAPPING_H
#define CAIRN_MAPPING_H

#include "model.h"

enum locator_kind {
  AT_TAG,
  AT_TITLE,
  AT_LABEL,
  AT_BELOW,
  AT_HEADING,
  AT_BOOKMARK,
  AT_FORM,
  AT_PROPERTY,
  AT_COLUMN,
  AT_COLUMNS, /* a tick under the header that names the level */
  AT_COMMENTS,
  AT_PLACEHOLDER /* {{path}} in the text, or the control that it became; of no file */
};

struct locator {
  enum locator_kind kind;
  struct str name;
  size_t paragraph; /* of a cell, from 1; 0 for all of it */
};

enum codec_kind {
  AS_TEXT,
  AS_PARAGRAPHS,
  AS_DATE,
  AS_SCALE,
  AS_TEXT_LIST,
  AS_SCALE_LIST,
  AS_TICKS,     /* one level among tick boxes */
  AS_TICK_LIST, /* several */
  AS_SESSION,
  AS_TERM,
  AS_SHADING,   /* one level, by the fill of the cell */
  AS_HIGHLIGHT, /* one level, whose printed label is highlighted */
  AS_HIGHLIGHT_LIST,
  AS_MILESTONE
};

/* A pair: a value as text in the document, and that text as the value again. */
struct codec {
  enum codec_kind kind;
  struct str pattern;   /* of a date */
  struct str separator; /* of a list */
  const struct scale *scale;
  const struct node *words; /* of a term: what it may be called, by word; NULL for none */
  struct str *colours;      /* of a shading: one a level of the scale, in capitals */
};

struct field {
  const char *key;   /* the path of the datum, relative to the row inside a group; of a show: its name */
  const char *from;  /* of a show: the path of what it repeats; else NULL */
  struct str format; /* of a show: "Last time: {}" */
  struct locator *locators;
  size_t locator_count;
  struct codec codec;
  struct str blank;       /* how nothing is shown; may be empty */
  struct str *beginnings; /* of comments: how those of this field begin; none takes what is left */
  size_t beginning_count;
  struct str *staff;       /* how comments for staff begin, */
  struct str *staff_words; /* and as that sounds */
  size_t staff_count;
  bool of_view;            /* of a view: the place is one term's own, and not all terms' */
  const struct node *node; /* in the mapping's file, for messages */
};

/* What a row of several milestones says: of one only, by the lines of its cells, or of each. */
enum several { SEVERAL_NONE, SEVERAL_LINES, SEVERAL_SHARED };

/* Rows of tables that repeat, in blocks that repeat. */
struct group {
  const char *key;        /* term.assessments */
  const char *unrecorded; /* term.focus; NULL when rows without values are not kept */
  struct str block_tag;
  struct str *header; /* the texts of the header cells that tell the table; or else: */
  size_t header_count;
  struct str heading, caption; /* the heading above it, its caption */
  enum several several;        /* whether the lines of a key's cell are milestones of their own */
  struct field *fields;
  size_t count;
  const struct field *row_key; /* the field as: milestone */
};

/* One of several terms that a document holds at a time. */
struct view {
  struct str session; /* empty: as the document says */
  struct str term;
  struct str header; /* what stands above its columns; may be empty */
};

struct mapping {
  const struct source *source;
  struct str name, template, language;
  const char *folder; /* of the mapping's file: names are looked up beside it first */
  struct field *fields;
  size_t count;
  struct group *group; /* NULL when it has none */
  struct domain *domain;
  struct mapping *views; /* of a mapping with `terms`: one for each, its places with the term's number in their names */
  size_t view_count;
  const struct view *view;                  /* of a view: the term that it is of; else NULL */
  const struct mapping *whole;              /* of a view: the mapping that it is a view of; else NULL */
  const struct scale *engagement, *support; /* the scales of the group's fields of those keys; NULL when it has none */
};

/* Loads a mapping by path, with its scales and with the frameworks given (a list; NULL or nothing: its own). NULL after any error. */
struct mapping *mapping_load(struct arena *arena, const char *path, const struct source *named_in,
                             const struct node *frameworks, struct messages *messages);
/* The same of a file that was read. library: what other mappings have loaded; NULL for none. */
struct mapping *mapping_of(struct arena *arena, struct source *source, const struct source *named_in,
                           const struct node *frameworks, struct library *library, struct messages *messages);
/* The path of a datum as a placeholder may write it ("date" is no path; " Learner.known-as ", "family.new" and "term.date" are), as a
 * control's tag has it: "term.date", "assessments[].saw". Empty for what names nothing. */
struct str mapping_path(struct arena *arena, struct str written);
/* The word nearest to what was written, or NULL. */
const char *mapping_path_near(struct arena *arena, struct str written);
/* The mapping that a document's placeholders and tagged controls make, by their paths. Domain, scales, properties and the words of
 * comments are those of base. */
struct mapping *mapping_of_paths(struct arena *arena, const struct mapping *base, const struct str *paths,
                                 size_t count);
/* A document is read once a view; a mapping without `terms` is its own, and only, view. */
size_t mapping_view_count(const struct mapping *mapping);
const struct mapping *mapping_view(const struct mapping *mapping, size_t n);
/* The view of a term of a record; NULL when the mapping has no places for it. */
const struct mapping *mapping_view_of(const struct mapping *mapping, const struct node *term);
/* Whether the words are a label's, folded, or are so behind the little pictures, arrows and bullets that people set before it ("☎ Tel"); a
 * box or a tick is none of these. */
bool label_is(struct str words, struct str label);
/* Whether a locator of this kind has these words, in any view: then they are no value. */
bool mapping_names(const struct mapping *mapping, enum locator_kind kind, struct str words);
/* Whether the field is read and written by how a place looks: its shading, or what is highlighted. */
bool field_by_look(const struct field *field);
/* Fills in the colours of fields that are read by shading; tells those that cannot be told apart. */
void mapping_bind_colours(struct arena *arena, const struct mapping *mapping, struct field *field,
                          struct messages *messages);
const struct field *mapping_field(const struct mapping *mapping, const char *key);
const struct field *group_field(const struct group *group, const char *key);
/* The paths of the data outside rows, in the order in which people write them. */
enum { TOP_PATH_COUNT = 18 };
extern const char *const TOP_PATHS[TOP_PATH_COUNT];

#endif
