/* deflate: RFC 1951, written from what is known of a part: which of its slices are copies of bytes that were there. Inside the opc layer. */
#ifndef CAIRN_DEFLATE_H
#define CAIRN_DEFLATE_H

#include "markup.h"

/* The bytes of a part that others are made from: where each repeats what stood before it, found once for all of them. Only read afterwards. */
struct deflate_source;
/* Borrows the bytes; NULL for more than can be pointed to. */
const struct deflate_source *deflate_source_new(struct arena *arena, struct str bytes);
/* Compresses slices, joined in bytes; those that point into the source's bytes are known copies. source: NULL where nothing is known. The
 * stream is in the arena, and is a function of bytes, slices and source alone; empty when it would not be shorter than bytes. */
struct str deflate_slices(struct arena *arena, const struct deflate_source *source, const struct slices *slices,
                          struct str bytes);

/* ---- blocks, for that alone ---- */

enum {
  LITERALS = 286,       /* literal/length codes in use (3.2.5) */
  DISTANCES = 30,       /* distance codes */
  MOST_SEQUENCES = 4096 /* in a block */
};

/* Bits, the first lowest, as they are written. */
struct bits {
  uint8_t *at;
  uint64_t left; /* count of them, that are not yet a whole byte */
  unsigned count;
};

/* So many bytes as they are, and behind them a match; of length 0 for none. */
struct sequence {
  uint16_t literals, distance;
  uint32_t length;
};

/* What is written: sequences gather until they make a block. */
struct deflate {
  struct bits bits;
  uint8_t *start, *end; /* of the room for the stream */
  bool full;            /* it does not fit */
  const uint8_t *bytes; /* of the part: */
  size_t len, from, to; /* how many; the sequences so far are those from..to */
  size_t count;
  struct sequence sequences[MOST_SEQUENCES];
  uint32_t literals[LITERALS], distances[DISTANCES]; /* how often each code stands in them */
};

void deflate_begin(struct deflate *deflate, struct str bytes, uint8_t *at, size_t room);
/* The bytes at, any number from 3 on, repeat those a distance of 1 to 32768 before them; what no match told of stands as it is. In turn. */
void deflate_match(struct deflate *deflate, size_t at, size_t length, size_t distance);
size_t deflate_end(struct deflate *deflate); /* the length of the stream; 0 when there is not room for it */

#endif
