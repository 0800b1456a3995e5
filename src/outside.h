/* outside: what a document leads to that is not in it, and what it holds that a program may run: told, and never followed. */
#ifndef CAIRN_OUTSIDE_H
#define CAIRN_OUTSIDE_H

#include "word.h"

enum outside_kind {
  OUTSIDE_LINK, /* opens when somebody clicks it */
  OUTSIDE_PICTURE,
  OUTSIDE_MEDIA,
  OUTSIDE_TEMPLATE,
  OUTSIDE_MERGE, /* the data of a mail merge */
  OUTSIDE_OBJECT,
  OUTSIDE_CHUNK,    /* another file's text (17.17.2) */
  OUTSIDE_DOCUMENT, /* a part of a master document, or a frame */
  OUTSIDE_FETCH,    /* a field that takes in a file */
  OUTSIDE_PROGRAM,  /* a field that talks to a program, and starts it */
  OUTSIDE_OTHER,
  INSIDE_MACROS, /* from here on it stands in the document itself */
  INSIDE_CONTROL,
  INSIDE_OBJECT,
  INSIDE_CHUNK,
  INSIDE_ADD_IN
};

struct outside {
  enum outside_kind kind;
  struct str part;           /* that says so; empty for the package itself */
  const struct story *story; /* NULL where that is none */
  const struct element *e;   /* of the story; NULL for no place */
  const char *field;         /* the name of a field (17.16.5); NULL for none */
  struct str type, target;   /* of a relationship its type; the target as it is written */
};

/* All of a document's, part by part, wherever they stand: relationships, fields and drawings. A part that is broken is told. */
struct outside *document_outside(const struct document *document, size_t *count, struct messages *messages);

/* What the instruction of a field leads to; false when that is nothing. */
bool field_outside(struct arena *arena, struct str instruction, struct outside *found);

#endif
