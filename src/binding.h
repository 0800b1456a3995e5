/* binding: the paths by which Word names the node that a control is bound to. Inside the word layer. */
#ifndef CAIRN_BINDING_H
#define CAIRN_BINDING_H

#include "word.h"

/* The names that paths ask for, gathered before any part is parsed: they become its vocabulary. */
struct lexicon {
  struct arena *arena;
  ARRAY(struct vocabulary_space) spaces;
  ARRAY(struct vocabulary_name) names;
};

struct vocabulary lexicon_vocabulary(const struct lexicon *lexicon); /* borrows it; good until the next path is read */

struct step {
  int name;
  size_t n; /* the n-th child of that name; 0 for any */
};

struct path {
  struct step *steps; /* at least one */
  size_t count;
  bool anywhere; /* begins with two slashes: its first step may stand at any depth */
  int attribute; /* its last step; 0 for none */
};

/* Reads an XPath of Word's kind: child steps with or without a number, @attribute or text() last. mappings declares its prefixes
 * (17.5.2.6). False for any other path. */
bool path_read(struct lexicon *lexicon, struct str mappings, struct str xpath, struct path *path);
/* The first element, in document order, that the path leads to (to its attribute's element); NULL for none. Looks at no more
 * elements than *patience, and takes off as many as it looked at. */
const struct element *path_follow(const struct path *path, const struct element *root, size_t *patience);

#endif
