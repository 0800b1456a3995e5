/* tick: a cell for one tick, and what in a place may not be meant. */
#ifndef CAIRN_TICK_H
#define CAIRN_TICK_H

#include "word.h"

/* A cell for one tick: a ticked box, a tick, a cross, a dot or "yes"; boxed: by a box; words: what else, if it does not say no. */
struct tick {
  bool set, boxed;
  struct str words;
};
struct tick tick_read(struct arena *arena, const struct passage *passage);
bool tick_plain(struct arena *arena, const struct passage *passage); /* a mark and no more: neither no nor when */

/* Words of a passage that are struck out (17.3.2.37, 17.3.2.9) or hidden (17.3.2.41), or the font and character of its first symbol
 * (17.3.3.30); boxes: symbols that draw tick boxes are none. */
struct doubt {
  enum doubt_kind { DOUBT_NONE, DOUBT_STRUCK, DOUBT_HIDDEN, DOUBT_SYMBOL } kind;
  struct str words;
};
struct doubt passage_doubt(struct arena *arena, const struct passage *passage, bool boxes);

#endif
