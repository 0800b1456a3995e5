/* What the files that change YAML in its bytes share. Inside the data layer. */
#ifndef CAIRN_YAML_EDIT_H
#define CAIRN_YAML_EDIT_H

#include "data.h"

/* Bytes from..to become text; those of one place in their order. */
struct change {
  size_t from, to, order;
  struct str text;
};

struct editor {
  struct arena *arena;
  struct str bytes;
  const char *eol; /* how the file ends its lines */
  ARRAY(struct change) changes;
  bool refused; /* something cannot be done in place */
};

void yaml_change(struct editor *e, size_t from, size_t to, struct str text);
/* A value where none stands: behind its key's colon, or its dash. */
void yaml_fill(struct editor *e, const struct node *old, struct str text, bool flow);

const char *yaml_eol(struct str bytes); /* as the first line ends */
bool yaml_breaks(char c);
size_t yaml_value_at(const struct editor *e, const struct node *node); /* behind its anchor and tag */
char yaml_first(const struct editor *e, const struct node *node);      /* the byte there; 0 at the file's end */
size_t yaml_end(const struct editor *e, const struct node *node); /* of its last byte, without line ends behind it */
size_t yaml_flow_end(const struct editor *e,
                     const struct node *child); /* of a map in braces: the end of a key and its value */
bool yaml_is_flow(const struct editor *e, const struct node *node); /* a list or map in brackets */
size_t yaml_line_start(const struct editor *e, size_t at);
size_t yaml_next_line(const struct editor *e, size_t at);          /* where the line behind that of a byte begins */
size_t yaml_indent(const struct editor *e, size_t at);             /* bytes before it in its line */
struct str yaml_line_left(const struct editor *e, size_t at);      /* the rest of the line */
size_t yaml_dash(const struct editor *e, const struct node *item); /* of a list in block style: the item's dash */

#endif
