/* What the files of the model layer share: a checker of shapes driven by tables, and the building of a domain's pieces.
 *
 * A shape is a table of keys; one shape is one map of a file. The tables are the only description of a file's form:
 *
 *     static const struct shape_key KEYS[] = {
 *         {.key = "version", .kind = SHAPE_TEXT, .required = true, .check = check_version},
 *         {.key = "levels", .kind = SHAPE_MAPS, .required = true, .of = &LEVEL},
 *         ...
 *     };
 */
#ifndef CAIRN_SHAPE_H
#define CAIRN_SHAPE_H

#include "model.h"

struct checker {
  struct arena *arena;
  const struct source *source;
  struct messages *messages;
};

enum shape_kind {
  SHAPE_TEXT,
  SHAPE_TEXTS,      /* a list of texts */
  SHAPE_MAP,        /* of */
  SHAPE_MAPS,       /* a list of maps: of */
  SHAPE_LANGUAGES,  /* a text in each language */
  SHAPE_VOCABULARY, /* a list of texts in each language */
  SHAPE_ANY
};

struct shape;
struct shape_key {
  const char *key;
  enum shape_kind kind;
  bool required;
  void (*check)(struct checker *checker, const struct node *text); /* of each text that is not nothing */
  const char *const *words;                                        /* the only ones that may stand; ended by NULL */
  const struct shape *of;
  const char *advice; /* what to write when it is missing */
};

struct shape {
  const char *what; /* "a term" */
  const struct shape_key *keys;
  size_t count;
};

#define SHAPE(what, keys) \
  { what, keys, sizeof(keys) / sizeof *(keys) }

/* Checks the whole file; true when all its keys and values have the form that the table tells. */
bool shape_check_file(struct checker *checker, const char *kind, const struct shape *shape);

/* The first item of the list under key; NULL when there is no such list. */
const struct node *node_items(const struct node *map, const char *key);
/* Whether they differ, folded, by one letter, or by two of a longer word that begins alike. */
bool near_enough(struct arena *arena, struct str word, const char *other);
bool has_room(const struct checker *checker); /* whether the message told last was kept, and takes a suggestion */

/* Adds a message at the value. */
#define tell(checker, id, node, ...) say((checker)->messages, id, source_where((checker)->source, node), __VA_ARGS__)

void check_version(struct checker *checker, const struct node *text);
void check_id(struct checker *checker, const struct node *text);
void check_date(struct checker *checker, const struct node *text);
void check_moment(struct checker *checker, const struct node *text); /* a date or a date-time */
void check_session(struct checker *checker, const struct node *text);
void check_term(struct checker *checker, const struct node *text);
void check_colour(struct checker *checker, const struct node *text);
void check_words(struct checker *checker, const struct node *text); /* is not how an empty place looks */

/* Things that must differ from one another by name. */
struct named {
  struct str name;
  const struct node *node;
  const struct source *source;
  size_t group, order; /* whatever the teller wants to know; its number in the list */
};

struct names {
  ARRAY(struct named) list;
};

void names_add(struct checker *checker, struct names *names, struct str name, const struct node *node, size_t group);
/* Calls teller for each name that stands again, with the first that has it. Sorts the list. */
void names_tell(struct checker *checker, struct names *names,
                void (*teller)(struct checker *checker, const struct named *first, const struct named *again));
void tell_repeated(struct checker *checker, const struct named *first, const struct named *again);
void tell_clash(struct checker *checker, const struct named *first, const struct named *again);

/* A checked scale, in the language given where it has it. */
void scale_build(struct arena *arena, const struct node *root, const char *language, struct scale *scale);
/* Adds the ids (areas, organisers, milestones) and the folded area titles of the checker's source, a framework. */
void framework_names(struct checker *checker, struct names *ids, struct names *titles);
/* Appends a checked framework to a domain whose arrays have room for it. */
void framework_build(struct arena *arena, const struct node *root, struct domain *domain);
/* Adds to counts how many areas and milestones it has. */
void framework_count(const struct node *root, size_t *areas, size_t *milestones);

#endif
