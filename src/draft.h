/* draft: a mapping for a tracker that nobody has described: what its tables, labels, headings and controls are likely to hold.
 *
 * Every guess stands with its reason, and what was not understood is listed as a comment. A draft holds labels, headers and counts, and
 * nothing that somebody typed about a learner.
 */
#ifndef CAIRN_DRAFT_H
#define CAIRN_DRAFT_H

#include "lens.h"

/* What reading the document with the draft gives. */
struct draft_yield {
  struct plan_found found;
  size_t levels, supports, comments, unplaced;
  bool blank; /* nobody has written anything about a learner into it */
};

struct draft {
  struct str text; /* the mapping's file; empty when nothing in the document is known */
  bool tracker;    /* it has a table of milestones */
  bool learners;   /* it seems to hold more than one learner's rows, which reading refuses */
  struct draft_yield yield;
};

/* Drafts a mapping with that name (an id). normal: with whose scales and milestones the cells are compared; class: whose frameworks those
 * are (NULL: the mapping's own). template: what the mapping names as its template when the document is blank; NULL for none. Messages:
 * what of those files cannot be read. */
struct draft draft_mapping(struct arena *arena, const struct document *document, const struct mapping *normal,
                           const struct source *class, const char *name, const char *template,
                           struct messages *messages);

#endif
