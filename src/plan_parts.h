/* plan_parts: what the files of this layer share. */
#ifndef CAIRN_PLAN_PARTS_H
#define CAIRN_PLAN_PARTS_H

#include "plan.h"

/* Finds the columns of a table whose header is known. */
void plan_columns(struct arena *arena, const struct plan *plan, struct plan_table *table);
/* Whether a table without a header goes on where the one before it ended: nothing stands between the two, it is as wide, and its first
 * row names a milestone. It then has the columns of that one. */
bool table_goes_on(struct arena *arena, const struct plan *plan, const struct plan_table *before,
                   struct plan_table *part);
/* Of two data that want one place the second has none, and what stands in rows is theirs; but a datum that is shown elsewhere too keeps
 * its other places, and leaves this one. */
void plan_apart(struct arena *arena, struct plan *plan);
/* Whether what is written to one of the two places is read at the other. */
bool places_overlap(struct arena *arena, const struct passage *a, const struct passage *b);
/* A title without the "(continued)" behind it, folded; as it is where it has none. */
struct str without_continued(struct arena *arena, struct str text);
/* Tells the rows that are of another term than the document, once its places are found. */
void plan_terms(struct arena *arena, struct plan *plan);
/* Finds the merged cells of a table whose rows are read. */
void plan_merges(struct arena *arena, const struct group *group, struct plan_table *table);

#endif
