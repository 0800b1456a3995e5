/* word_read: what the files of the word layer share with one another. */
#ifndef CAIRN_WORD_READ_H
#define CAIRN_WORD_READ_H

#include "word.h"

enum { SPACE_W = 1, SPACE_W14, SPACE_W15, SPACE_MC, SPACE_WP, SPACE_CUSTOM, SPACE_VT };

extern const struct vocabulary WORD_VOCABULARY;

struct markup *document_part(struct document *document, struct entry *entry, struct messages *messages);
void styles_read(struct document *document, const struct markup *part);
void comments_read(struct document *document);
/* Who replies to whom, by the part that Word keeps it in; once comments are in order. */
void threads_read(struct document *document);

/* What changes of a comment that is there: something replies to it, its thread is resolved. */
struct thread_change {
  bool replied, resolved;
};

struct new_comment {
  struct remark remark;
  struct edits *edits;
  const struct element *p;     /* that it is anchored on; NULL for a reply to a comment that is there */
  const struct comment *there; /* of a reply: the thread's first comment, in the document */
  struct new_comment *first;   /* or a new one */
  bool threaded, resolved;     /* threaded: other parts must know it */
  uint32_t paragraph;
  long id;
};

/* <w:properties><w:element w:val="id"/></w:properties> when the document has a style of that name. */
void add_named_style(struct text *out, const struct document *document, const char *w, const char *properties,
                     const char *element, struct str name);
/* Lays the new comments, and what becomes of threads, into their parts. */
bool comments_save(struct changes *changes, struct output *output, struct messages *messages);
/* An id of a paragraph as a number; 0 for what is none. */
uint32_t paragraph_id(struct str text);

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
