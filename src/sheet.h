/* sheet: the digital tracker: records written as a workbook (SpreadsheetML), which sheet_read.h reads back. Knows no files.
 *
 * A workbook of one learner has
 *   - a sheet a term, "2025-26 Term 2": who and when in rows 2 to 5, the names of the columns in row 6, then areas as bands of one cell
 *     and a row a milestone; below the last, the family's texts. Column A is hidden, and holds the ids of the milestones;
 *   - "Over time": how many milestones stand at which level and have which support, by area from term to term, as formulas;
 *   - "Key": what the levels and supports mean, which is also where the drop-down lists come from.
 * That of a class has an overview a term in front (learners down, milestones across, formulas too), and "Key" behind.
 * What a note on a cell says is told in sheet_note.h. Custom properties: cairn-mapping, cairn-learner, cairn-digest.
 */
#ifndef CAIRN_SHEET_H
#define CAIRN_SHEET_H

#include "lens.h"

/* The columns of a term's sheet, from A. */
enum sheet_place {
  PLACE_ID,
  PLACE_MILESTONE,
  PLACE_ENGAGEMENT,
  PLACE_SUPPORT,
  PLACE_DATE,
  PLACE_SAW,
  PLACE_NEXT,
  PLACES
};
extern const char *const SHEET_COLUMNS[PLACES];

/* A datum outside rows: its label, and its value to the right of it. */
struct sheet_detail {
  const char *key, *label;
};
enum { SHEET_DETAIL_COUNT = 11, SHEET_PAIRS = 3, SHEET_FAMILY_COUNT = 6 };
extern const struct sheet_detail SHEET_DETAILS[SHEET_DETAIL_COUNT]; /* in their order, so many pairs a row */
extern const struct sheet_detail SHEET_FAMILY[SHEET_FAMILY_COUNT];

/* Sentences and titles that stand on sheets and are no one's data. */
extern const char SHEET_TITLE[], SHEET_FAMILY_TITLE[], SHEET_KEY[], SHEET_KEY_TITLE[], SHEET_MEANING[],
    SHEET_PREFERRED[], SHEET_NOTE_HELP[], SHEET_OVER_TIME[], SHEET_OVER_TIME_HELP[], SHEET_OVERVIEW[],
    SHEET_OVERVIEW_WARNING[], SHEET_AREA[], SHEET_LEARNER[];
/* Whether a text is one of them. */
bool sheet_own_words(struct str text);

/* A learner, and the terms that are written. */
struct sheet_learner {
  const struct source *record; /* for messages; NULL: nothing of it comes from a file */
  const struct node *learner;  /* a map; may be NULL */
  const struct node **terms;
  size_t count;
};

struct sheet_set {
  const struct mapping *mapping; /* has rows with a scale of engagement and one of support */
  const char *school;            /* "" for none */
  struct sheet_learner *learners;
  size_t count;
  bool class; /* with overviews, and a sheet's name says whose it is */
  bool staff; /* with comments for staff */
};

/* Writes the workbook to a path that nobody else looks at. False, with messages, when it cannot, or when a value is longer than a cell can
 * hold: then there may be anything at the path. */
bool sheet_write(struct arena *arena, const struct sheet_set *set, const char *path, struct messages *messages);
/* The same bytes with the digest of all of them but the custom properties. False, with a message, when they are no whole workbook. */
bool sheet_seal(struct arena *arena, struct str bytes, struct messages *messages, struct str *sealed);
/* Whether the bytes are as a seal left them; *learner: whose they say they are, and empty for a class. False too for what is no workbook. */
bool sheet_sealed(struct arena *arena, const char *path, struct str bytes, struct str *learner, bool *workbook);

#endif
