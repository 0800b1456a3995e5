/* stencil: copies of a row or block: what they have in common is found out once. Of the word layer. */
#ifndef CAIRN_STENCIL_H
#define CAIRN_STENCIL_H

#include "word.h"

struct cloning; /* what copies of an element have in common, found out once for all of them */
struct cloning *cloning_new(struct arena *arena, const struct element *element);
/* Prepares a copy of an element: every id in it renewed or dropped (w14:paraId, controls, bookmarks, drawings), comment
 * anchors and the history of the model left out, all of it marked as inserted where changes are tracked. The copy is edits_splice(..., element->start, element->end, edits). */
void clone_ids(struct changes *changes, struct edits *edits, const struct cloning *cloning);

/* What writing a line of words to a passage changes, whatever the words: found out once for many copies of the passage. NULL where it
 * cannot be said ahead. It lives in the changes' arena. */
struct stencil;
const struct stencil *stencil_new(struct changes *changes, const struct passage *passage, bool paragraphs);
/* The same as passage_write and passage_mark_placeholder through the edits of a copy; false, and nothing written, for a text that is more
 * than a line of words. */
bool stencil_write(const struct stencil *stencil, struct edits *edits, struct str text);

#endif
