/* picture: what of a document is no text of a paragraph: pictures and what else is drawn, notes. */
#ifndef CAIRN_PICTURE_H
#define CAIRN_PICTURE_H

#include "word.h"

/* A picture, or another thing that is drawn (17.3.3.9, 17.3.3.19, 17.3.3.21). What only frames text is none: its text has paragraphs. */
struct picture {
  const struct story *story;
  struct element *element;
  const char *kind; /* "picture", "chart", "diagram", "drawing", "object" */
  struct str words; /* its description, else its title or name, else, of an object, the program; may be empty */
  const struct entry *image; /* the part that holds it; NULL for none */
  struct str says; /* the words written in a chart (21.2), a diagram (21.4) or a drawing, a line each; empty for none */
};

/* All of a document, in document order; deleted ones left out. */
struct picture *pictures_read(struct arena *arena, const struct document *document, size_t *count);

/* A footnote or endnote (17.11) that says something. */
struct note {
  const char *kind;          /* "footnote", "endnote" */
  const struct story *story; /* of its reference; NULL when nothing refers to it */
  struct element *reference;
  struct str text;
};

struct note *notes_read(struct arena *arena, const struct document *document, size_t *count);

#endif
