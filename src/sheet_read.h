/* sheet_read: what a workbook says, sheet by sheet, as the records of its learners have it. Whose sheets are whose is for its reader. */
#ifndef CAIRN_SHEET_READ_H
#define CAIRN_SHEET_READ_H

#include "lens.h"
#include "workbook.h"

/* A sheet that was read. */
struct tab {
  const struct worksheet *sheet;
  bool tracker;          /* it has rows of milestones, or columns for them */
  const char *torn;      /* where it says something of whose it is, or of which term, that differs from what it says
                           elsewhere; NULL for nowhere. Then nobody knows whose any of it is */
  bool plain;            /* its name names a term, a session or an area, and nobody */
  struct node *learner;  /* a map: what it says of whose it is */
  struct node *term;     /* a map: session, term, ..., focus, assessments */
  struct node *unplaced; /* a list of {place, statement, text} or {place, statement, comment, by, date}: what was not
                            understood, or has no place; a statement only in the row of a milestone, known or not */
  size_t in_rows;        /* how many of them stand in the rows */
};

struct tabs {
  struct tab *at;
  size_t count;
};

/* Reads every sheet, in their order. Messages: values that were not understood, columns that could be either of two, rows that repeat. */
struct tabs sheet_read(struct arena *arena, const struct workbook *book, const struct mapping *mapping,
                       struct messages *messages);

#endif
