/* data: plain trees of nothing, text, lists and maps, to and from YAML, with the place of each value. Knows no Word.
 *
 * Every scalar is text; a plain ~ and an empty plain scalar are nothing. CRLF and CR become LF, final newlines go; all else
 * is kept. A NULL node is absent; a node that is nothing, an empty text or an empty list is *nothing* (node_nothing).
 */
#ifndef CAIRN_DATA_H
#define CAIRN_DATA_H

#include "base.h"

enum node_kind { NODE_NOTHING, NODE_TEXT, NODE_LIST, NODE_MAP };

/* Where a value or key stands in its file, which is no larger than LIMIT_YAML: bytes from..to, and the line and column (in characters) of
 * from, counted from 1. */
struct mark {
  uint32_t from, to, line, column;
};

struct node {
  struct str text; /* of a NODE_TEXT */
  struct str key;  /* within a map */
  struct node *first, *last, *next;
  const struct mark *mark, *key_mark; /* NULL for one that the program made: see node_mark */
  uint32_t count;
  unsigned char kind; /* enum node_kind */
  bool plain;         /* yaml_print writes it without quotes: version, term, dates, ids */
};

/* Where a value, or its key, stands; all zero for nowhere. */
const struct mark *node_mark(const struct node *node);
const struct mark *node_key_mark(const struct node *node);

/* A YAML file that was loaded: its name for messages, its bytes, its tree. */
struct source {
  const char *path;
  struct str bytes;
  struct node *root;
};

/* Reads and parses; NULL when anything is wrong, with a message for each fault found. */
struct source *source_read(struct arena *arena, const char *path, struct messages *messages);
struct source *source_parse(struct arena *arena, const char *path, struct str bytes, struct messages *messages);
/* The beginning of such a file, up to the end of the value of one of these keys (ended by NULL), with nothing checked behind it. NULL,
 * and nothing told, when there is none, or anything is wrong before. */
struct node *source_head(struct arena *arena, struct str bytes, const char *const *keys);
/* For a message: the value's (or, for a key, the key's) line and column, with the source line. */
struct where source_where(const struct source *source, const struct node *node);
struct where source_where_key(const struct source *source, const struct node *node);
/* Puts the messages added since there were from of them in the order of their lines: they are all of one file. */
void messages_in_order(struct messages *messages, size_t from);

struct node *node_map(struct arena *arena);
struct node *node_list(struct arena *arena);
struct node *node_text(struct arena *arena, struct str text);  /* borrows text */
struct node *node_plain(struct arena *arena, struct str text); /* the same, printed without quotes */
struct node *node_put(struct arena *arena, struct node *map, const char *key,
                      struct node *value);                            /* replaces; gives value */
struct node *node_append(struct node *list, struct node *value);      /* gives value */
struct node *node_copy(struct arena *arena, const struct node *node); /* deep */

struct node *node_get(const struct node *map, const char *key);   /* NULL when absent, or map is no map */
struct node *node_path(const struct node *map, const char *path); /* "term.family.enjoys" */
struct node *node_make_path(struct arena *arena, struct node *map, const char *path,
                            struct node *value); /* makes the maps */
struct str node_str(const struct node *node);    /* its text; empty for absent, nothing, list, map */
struct str node_get_str(const struct node *map, const char *key);
bool node_nothing(const struct node *node); /* absent or nothing, "" or [] or {} */
/* Maps by key, lists in order; nothing equals absent, and so does a map that holds nothing else. */
bool node_equal(const struct node *a, const struct node *b);

/* An item of a list, and where it stands there; the rest is the index's. */
struct indexed {
  const struct node *item;
  size_t place;
  uint64_t number;
  size_t gone; /* of the first of a number: how many from it on are taken */
  bool taken;
};

/* A list whose items are found by what they say, thousands among thousands. */
struct node_index {
  struct indexed *at;
  size_t n;
};

struct node_index node_index(struct arena *arena, const struct node *list); /* NULL, or no list: of nothing */
/* The first that equals the item, of those that are not taken; NULL for none. */
const struct indexed *node_index_find(const struct node_index *index, const struct node *item);
const struct indexed *node_index_take(struct node_index *index, const struct node *item); /* the same, and takes it */

/* The tree as YAML that PyYAML and yaml_parse read back to the same texts; texts of several lines as blocks,
 * short lists on one line. */
struct str yaml_print(struct arena *arena, const struct node *root);
/* Whether a file of the tree would be within the limits of values, their bytes and the longest of them; tells which it goes over, as that
 * message, at that place. */
bool yaml_bounded(const struct node *root, enum message_id id, struct where where, struct messages *messages);
/* Whether a file is within the limit of its bytes, which is told of it. */
bool yaml_size_fits(const char *path, struct str bytes, struct messages *messages);
/* The value on one line, in brackets and braces where it holds others; it may stand inside such. */
struct str yaml_print_flow(struct arena *arena, const struct node *value);
/* A text on one line as like to another one's writing as it allows: quote is '"', '\'' or 0 for none. flow: inside brackets. */
struct str yaml_print_scalar(struct arena *arena, const struct node *value, char quote, bool flow);
/* Whether a literal block of YAML keeps the text as it is; texts of one line are not put into one. */
bool yaml_fits_block(struct str text);

/* The bytes of a file changed so that it loads as wanted: a changed copy (node_copy) of its root, in which what was copied is known again by
 * its marks. Only what differs is touched; comments, order, quotes and indentation of all else stay. Keys are added behind the last of
 * their map, and none is taken away; items may be added, changed or removed, but keep their order. The result was loaded again
 * and equals wanted; false where that cannot be done in place (a value that an alias stands for, rare forms of YAML). */
bool yaml_update(struct arena *arena, const struct source *source, const struct node *wanted, struct str *bytes);

#endif
