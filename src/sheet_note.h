/* sheet_note: the words of a note on a cell, in which a spreadsheet keeps what it has no column for: other supports, and comments.
 *
 *     Also: Visual, Support via technology
 *     Preferred: Hand under hand, with a pause before the cue.
 *     — M. Reid, 2 December 2025
 *
 *     Staff only: Check the new splint first.
 *     — D. Brown [PT], 3 December 2025 (resolved)
 *     > Seen. It sits well since Tuesday.
 *     — M. Reid, 4 December 2025
 *
 * A line that begins with a dash and a space says who wrote the lines above it, and when; the lines of a reply begin with "> ". A line that
 * would be taken for one of these, and is none, has a backslash before it; so has a name, on the side where it would be cut. What nobody
 * has signed is the note's author's.
 */
#ifndef CAIRN_SHEET_NOTE_H
#define CAIRN_SHEET_NOTE_H

#include "lens.h"

struct note_remark {
  struct str text, by, initials, date; /* empty where they are not said; date: as a record has it */
  bool reply, resolved;
};

struct note_said {
  struct str also; /* the text behind "Also:"; empty for none */
  ARRAY(struct note_remark) remarks;
};

struct note_said note_read(struct arena *arena, struct str text, struct str author);
/* The text that reads back so, without an author; what is said in it is signed. False when there is none. */
bool note_print(struct arena *arena, const struct note_said *said, struct str *text);

#endif
