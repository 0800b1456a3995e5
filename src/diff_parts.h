/* diff_parts: what the files of diff share. */
#ifndef CAIRN_DIFF_PARTS_H
#define CAIRN_DIFF_PARTS_H

#include "diff.h"

enum { OLD, NEW_ONE };

struct diff {
  struct arena *arena;
  const struct diff_side *sides;
  struct differences list;
  const char *part, *row; /* where differences are found now */
  const char *term;       /* "Term 2", where documents hold several; else NULL */
  bool again;             /* a further term: what is of no term was compared already */
};

/* Adds a difference; its part and row are the present ones. */
void diff_add(struct diff *diff, struct difference difference);
/* "added", "gone" or "changed". */
const char *diff_kind(struct str old, struct str new);
/* A date or date-time in words; another text as it is. */
struct str diff_date(struct arena *arena, struct str date);

/* The comments of a row, over all its fields. NULL: the row is not there. */
void diff_comments(struct diff *diff, const struct node *const items[2]);
/* What the mappings have no place for. */
void diff_unplaced(struct diff *diff);

/* The lines of two texts in their order: tell(context, sign, line) for each that stands in one alone; sign is -1 or 1. */
void diff_lines(struct arena *arena, struct str old, struct str new,
                void (*tell)(void *context, int sign, struct str line), void *context);

#endif
