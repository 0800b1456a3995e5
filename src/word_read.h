/* word_read: what the files of the word layer share with one another. */
#ifndef CAIRN_WORD_READ_H
#define CAIRN_WORD_READ_H

#include "word.h"

enum { SPACE_W = 1, SPACE_W14, SPACE_W15, SPACE_MC, SPACE_WP, SPACE_CUSTOM, SPACE_VT };

extern const struct vocabulary WORD_VOCABULARY;

struct markup *document_part(struct document *document, struct entry *entry, struct messages *messages);
void styles_read(struct document *document, const struct markup *part);
void comments_read(struct document *document);
/* Who answers whom, by the part that Word keeps it in ([MS-DOCX] 2.5.1); before comments are put in order. */
void threads_read(struct document *document, const struct markup *extended);

/* A piece of text in a run: w:t, w:tab, w:br, ... */
struct atom {
  struct element *element;
  struct str text;
};

struct atoms {
  struct atom *at;
  size_t n, cap;
};

/* The pieces of text inside scope, in order; those of placeholders only when asked for. */
void atoms_read(struct arena *arena, const struct element *scope, bool placeholders, struct atoms *atoms);
/* text as the inside of a run: w:t, w:tab and w:br, with the prefix given. */
void run_text(struct text *out, struct str prefix, struct str text);

#endif
