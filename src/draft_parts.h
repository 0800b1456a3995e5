/* draft_parts: what the files of the draft share. */
#ifndef CAIRN_DRAFT_PARTS_H
#define CAIRN_DRAFT_PARTS_H

#include "draft.h"

enum { MOST_LOCATORS = 5, WIDEST = 64 /* columns of a table that are looked at */ };

/* One line of the mapping. */
struct guess {
  const char *key; /* NULL: not understood; such a line is a comment */
  struct locator at[MOST_LOCATORS];
  size_t at_count;
  const char *as, *more; /* as YAML; NULL for none */
  struct str blank;
  const char *why;
  ARRAY(struct str) unread; /* of a level: short words of its cells that are on no scale */
  bool out;                 /* written as a comment: it was tried, and did not hold */
  bool asked;               /* its reason says already what is to be asked of its place */
};

struct guesses {
  ARRAY(struct guess) list;
};

/* One of several terms that stand side by side: its name above its columns. */
struct term_columns {
  struct str header, term;
  size_t from, to;
  bool numbered; /* its name has its number */
};

struct drafting {
  struct arena *arena;
  const struct document *document;
  const struct mapping *normal;
  const struct source *named_in; /* the file that names the frameworks: a class, or that mapping */
  struct messages *messages;
  struct library library; /* what the first try has loaded */
  const struct place_index *index;
  struct guesses leaves, columns, strange;
  struct table *tables;               /* the tracker's, alike */
  size_t table_count, header, bottom; /* the rows of the columns' names: the first and the last */
  size_t key_column, milestones, rows;
  struct guesses headers;  /* the texts that tell the table, as locators */
  bool several;            /* the lines of a key's cell are milestones of their own */
  ARRAY(struct str) names; /* that the document gives the learner, or all of them; no line says one */
  bool learners;           /* rows stand between the names of two */
  bool printed;            /* whole areas are printed in it, whether somebody looks at them or not */
  ARRAY(struct term_columns) terms;
  struct str term_heading;  /* above each term's tables, "Term {term}"; empty for none */
  ARRAY(struct str) headed; /* those terms */
  struct str block;         /* the tag of the control around each table; empty for none */
};

/* The datum that words on a page name: outside rows, or in a row's header. *sure: by a phrase, not by one of its words. NULL for none. */
const char *draft_leaf_key(struct arena *arena, struct str words, bool *sure);
const char *draft_row_key(struct arena *arena, struct str words, bool *sure);

struct guess *guess_add(struct drafting *d, struct guesses *guesses, const char *key, const char *why);
void guess_at(struct guess *guess, enum locator_kind kind, struct str name);
void guess_take_out(struct guess *guess, const char *why);
struct guess *guess_find(const struct guesses *guesses, const char *key); /* NULL for none */

void draft_tables(struct drafting *d); /* finds the tables, then drafts their columns */
void draft_columns(struct drafting *d);
struct str draft_cell(struct drafting *d, const struct table *table, const struct cell *cell);  /* its text */
struct str header_name(struct drafting *d, const struct table *table, const struct cell *cell); /* in one line */
struct str column_name(struct drafting *d, size_t column); /* of the lowest row of names that has one */
struct str first_line(struct str text);
bool is_statement(struct drafting *d, struct str text); /* of a milestone */
bool is_level(struct drafting *d, const struct scale *scale, struct str text);
bool is_date(struct drafting *d, struct str text);
/* The words in a level's cells that are on no scale: abbreviations, and what stands in two cells. */
void draft_unread_levels(struct drafting *d);
/* A few letters beside columns that are named by levels may name one that the scale does not know. */
bool may_be_level(struct drafting *d, struct str name);
void draft_leaves(struct drafting *d);
/* The tracker's table of an element; NULL for none. */
const struct table *tracker_table(const struct drafting *d, const struct element *tbl);
bool in_tracker(const struct drafting *d, const struct element *e); /* in one of them */

void draft_terms(struct drafting *d);                        /* finds those that stand side by side */
void draft_headed_terms(struct drafting *d);                 /* finds those whose tables stand under a heading each */
bool of_later_term(const struct drafting *d, size_t column); /* behind the first */
void draft_comments(struct drafting *d);
/* A column that stands beside all the terms, and under none. */
bool of_all_terms(const struct drafting *d, size_t column);
/* The codec of a term that is called by a word ("Autumn term"), by what stands at its place; a question in either case. */
void draft_term_words(struct drafting *d, struct guess *guess, struct str text);
/* A name in which the number of a term stands, as a mapping writes it for each of them: "After Term {term}". */
struct str term_name(const struct drafting *d, struct str name);
/* No word of a draft is one of the learner's name, which data and the name's places tell. True when something went. */
bool draft_forget_names(struct drafting *d, const struct plan *plan, const struct node *data);
/* Whether a text says nothing: empty, dashes, a line to write on, a prompt. */
bool draft_blank(struct arena *arena, struct str text);
/* Whether the tables of milestones can be described. */
bool draft_has_rows(const struct drafting *d);
/* The pattern that the most dates are written by; usual when none tells. */
struct date_style {
  size_t by[8];
};
void date_style_add(struct arena *arena, struct date_style *style, struct str text);
const char *date_style_pattern(const struct date_style *style, const char *usual);

struct str draft_print(const struct drafting *d, const char *name, const char *template);

#endif
