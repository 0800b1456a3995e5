/* diff: what differs between two documents, in a reader's words. Compares data, never bytes.
 *
 * Rows are known by their milestones, and the order of a list is no difference. Comments, and what has no place in a record, are
 * multisets. All texts live in the arena, or in the two sides.
 */
#ifndef CAIRN_DIFF_H
#define CAIRN_DIFF_H

#include "lens.h"

/* One document. */
struct diff_side {
  const char *name; /* of its file */
  const struct mapping *mapping;
  struct node *data;           /* as lens_get gives it; of several terms the first */
  const struct node *unplaced; /* as lens_unplaced gives it: items may be added */
  const struct node *terms;    /* all of them, as lens_get_terms has them */
};

/* How a difference is told. */
enum diff_form {
  DIFF_VALUE, /* place: old → new */
  DIFF_ITEMS, /* place: + what came; − what went; old and new have an item a line */
  DIFF_LINES, /* the lines that came and went */
  DIFF_ROW,   /* what alone */
  DIFF_SAID,  /* what, by, and the words */
  DIFF_TEXT   /* + or − place: the text */
};

struct difference {
  enum diff_form form;
  const char *what; /* such as "changed" or "comment added" */
  const char *part; /* where: "Who and when", an area; "" for what stands above all parts */
  const char *row;  /* the milestone's statement; NULL outside rows. It tells what a learner works at */
  const char *
      place; /* in part or row: a label; NULL where those say it. With DIFF_SAID and DIFF_TEXT: words of the document */
  const char *by;    /* of a comment: who and when */
  const char *about; /* the comment that a reply or a change belongs to, or the text that moved; NULL for none */
  struct str old, new;
};

struct differences {
  struct difference *at;
  size_t n, cap;
};

/* Adds to data what a document shows of its class: no record holds it, but people change it. */
void diff_add_shown(struct arena *arena, const struct plan *plan, struct node *data);
/* Everything that differs, in the order of the document. */
struct differences diff_sides(struct arena *arena, const struct diff_side sides[2]);

/* The report for people; one line when nothing differs. */
struct str diff_report(struct arena *arena, const struct diff_side sides[2], const struct differences *list);
/* A line of JSON for each: place, what; with values old and new too, and the place in full. */
struct str diff_json(struct arena *arena, const struct differences *list, bool values);

#endif
