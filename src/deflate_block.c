/* Blocks of a deflate stream, each with codes of its own (RFC 1951, 3.2.7). */
#include "deflate.h"

enum {
  END_OF_BLOCK = 256,
  FIRST_LENGTH = 257,
  SHORTEST_MATCH = 3,
  LONGEST_MATCH = 258,
  MOST_BITS = 15,    /* of a literal/length or distance code */
  LENGTH_CODES = 19, /* the alphabet in which code lengths are written */
  LENGTH_CODE_BITS = 7,
  REPEAT = 16,
  ZEROS = 17,
  MANY_ZEROS = 18 /* of it */
};

/* ---- bits ---- */

/* Up to 57 bits, less those that were added since the last were stored. */
static inline void add_bits(struct bits *bits, uint64_t value, unsigned count) {
  bits->left |= value << bits->count;
  bits->count += count;
}

/* Stores those that are whole bytes, where there is room for eight. */
static inline void store_bits(struct bits *bits) {
  const uint64_t left = bits->left;
  const uint8_t bytes[] = {(uint8_t)left,         (uint8_t)(left >> 8),  (uint8_t)(left >> 16), (uint8_t)(left >> 24),
                           (uint8_t)(left >> 32), (uint8_t)(left >> 40), (uint8_t)(left >> 48), (uint8_t)(left >> 56)};
  memcpy(bits->at, bytes, sizeof bytes);
  bits->at += bits->count / 8;
  bits->left >>= bits->count & ~7u;
  bits->count &= 7;
}

static inline void put_bits(struct bits *bits, uint64_t value, unsigned count) {
  add_bits(bits, value, count);
  store_bits(bits);
}

/* A value in one of the groups that 3.2.5 has for lengths and distances: each code stands for twice as many values as the one
 * 1 << mantissa codes before it, told apart by extra bits. */
struct group {
  unsigned code, extra, value;
};

static struct group group_of(unsigned value, unsigned mantissa) {
  if (value < 2u << mantissa) return (struct group){value, 0, 0};
  unsigned extra = 31u - (unsigned)__builtin_clz(value) - mantissa;
  return (struct group){(extra << mantissa) + (value >> extra), extra, value & ((1u << extra) - 1)};
}

static struct group length_group(unsigned length) {
  if (length == LONGEST_MATCH) return (struct group){28, 0, 0};
  return group_of(length - SHORTEST_MATCH, 2);
}

static struct group distance_group(unsigned distance) { return group_of(distance - 1, 1); }

/* ---- codes ---- */

#define NEVER UINT32_MAX

struct code {
  uint8_t length[LITERALS];
  uint16_t bits[LITERALS]; /* the first bit lowest, as they are written */
};

/* A symbol by how often it comes, and where it comes as often as another, by its number. */
static uint32_t ranked(uint32_t count, unsigned symbol) { return count << 9 | symbol; }

/* Ranked symbols that are in the order of their numbers, into that of their rank: by groups of like counts, which leaves few out of order. */
static void sort_ranked(uint32_t *sorted, size_t n) {
  enum { MANTISSA = 3, GROUPS = 192 }; /* more than 32 bits can make */
  uint32_t given[LITERALS];
  unsigned next[GROUPS + 1] = {0};
  memcpy(given, sorted, n * sizeof *given);
  for (size_t i = 0; i < n; i++) next[group_of(given[i] >> 9, MANTISSA).code + 1]++;
  for (size_t group = 0; group < GROUPS; group++) next[group + 1] += next[group];
  for (size_t i = 0; i < n; i++) sorted[next[group_of(given[i] >> 9, MANTISSA).code]++] = given[i];
  for (size_t i = 1; i < n; i++) {
    uint32_t number = sorted[i];
    size_t at = i;
    for (; at && sorted[at - 1] > number; at--) sorted[at] = sorted[at - 1];
    sorted[at] = number;
  }
}

/* Huffman's tree over leaves of rising weight, n of them, at least two: how many codes are of each length, those longer than most counted
 * as of most. Behind the last leaf and the last node stands a weight that is never taken. */
static void count_lengths(const uint32_t *leaves, unsigned n, unsigned most, unsigned *lengths) {
  uint32_t nodes[LITERALS];
  uint16_t parent[2 * LITERALS] = {0}, depth[2 * LITERALS];
  for (unsigned leaf = 0, node = 0, made = 0; made < n - 1; made++) {
    uint32_t weight = 0;
    nodes[made] = NEVER;
    for (int child = 0; child < 2; child++) {
      bool is_leaf = leaves[leaf] <= nodes[node];
      weight += is_leaf ? leaves[leaf] : nodes[node];
      parent[is_leaf ? leaf : n + node] = (uint16_t)(n + made);
      leaf += is_leaf;
      node += !is_leaf;
    }
    nodes[made] = weight;
  }
  depth[2 * n - 2] = 0;
  for (unsigned i = 2 * n - 2; i-- > 0;) {
    depth[i] = (uint16_t)(depth[parent[i]] + 1);
    if (i < n) lengths[depth[i] < most ? depth[i] : most]++;
  }
}

/* Codes that were cut to most bits take more room than there is: shorter ones become longer until all fit. */
static void fit_lengths(unsigned most, unsigned *lengths) {
  unsigned taken = 0;
  for (unsigned i = 1; i <= most; i++) taken += lengths[i] << (most - i);
  for (; taken > 1u << most; taken--) {
    unsigned shorter = most - 1;
    while (!lengths[shorter]) shorter--;
    lengths[most]--;
    lengths[shorter]--;
    lengths[shorter + 1] += 2;
  }
}

/* Sixteen bits, the last first. */
static unsigned turned(unsigned bits) {
  bits = (bits & 0x5555) << 1 | (bits >> 1 & 0x5555);
  bits = (bits & 0x3333) << 2 | (bits >> 2 & 0x3333);
  bits = (bits & 0x0F0F) << 4 | (bits >> 4 & 0x0F0F);
  return (bits & 0x00FF) << 8 | bits >> 8;
}

/* The codes of 3.2.2 by their lengths. */
static void number_codes(struct code *code, unsigned n, const unsigned *lengths) {
  unsigned next[MOST_BITS + 1] = {0};
  for (unsigned i = 1; i < MOST_BITS; i++) next[i + 1] = (next[i] + lengths[i]) << 1;
  for (unsigned symbol = 0; symbol < n; symbol++) {
    unsigned length = code->length[symbol];
    if (length) code->bits[symbol] = (uint16_t)(turned(next[length]++) >> (16 - length));
  }
}

/* A code for the symbols that were counted, for two at least: some programs read no less. */
static void make_code(struct code *code, const uint32_t *counts, unsigned n, unsigned most) {
  uint32_t sorted[LITERALS + 1], weights[LITERALS + 1];
  unsigned used = 0, lengths[MOST_BITS + 1] = {0};
  for (unsigned i = 0; i < n; i++) {
    sorted[used] = ranked(counts[i], i);
    used += counts[i] > 0;
  }
  for (unsigned i = 0; used < 2; i++)
    if (!counts[i]) sorted[used++] = ranked(0, i);
  sort_ranked(sorted, used);
  for (unsigned i = 0; i < used; i++) weights[i] = sorted[i] >> 9;
  weights[used] = NEVER;
  count_lengths(weights, used, most, lengths);
  fit_lengths(most, lengths);
  memset(code->length, 0, n);
  for (unsigned length = most, i = 0; length; length--)
    for (unsigned k = 0; k < lengths[length]; k++) code->length[sorted[i++] & 511] = (uint8_t)length;
  number_codes(code, n, lengths);
}

/* ---- the codes, as a block begins with them ---- */

struct header {
  uint8_t lengths[LITERALS + DISTANCES];
  unsigned literals, distances; /* of the lengths */
  struct {
    uint8_t symbol, extra, value;
  } at[LITERALS + DISTANCES];
  unsigned n;
  uint32_t counts[LENGTH_CODES];
  struct code code;
};

static void add_length(struct header *header, unsigned symbol, unsigned extra, unsigned value) {
  header->at[header->n].symbol = (uint8_t)symbol;
  header->at[header->n].extra = (uint8_t)extra;
  header->at[header->n++].value = (uint8_t)value;
  header->counts[symbol]++;
}

/* How many more times the length may be written as one: 0 for none. */
static unsigned add_run(struct header *header, unsigned length, unsigned run) {
  if (length == 0 && run >= 11) {
    run = run < 138 ? run : 138;
    add_length(header, MANY_ZEROS, 7, run - 11);
  } else if (length == 0 && run >= 3) {
    add_length(header, ZEROS, 3, run - 3);
  } else {
    add_length(header, length, 0, 0);
    run = run - 1 < 6 ? run - 1 : 6;
    if (run >= 3) add_length(header, REPEAT, 2, run - 3);
    run = run >= 3 ? run + 1 : 1;
  }
  return run;
}

static void make_header(struct header *header, const struct code *literals, const struct code *distances) {
  *header = (struct header){.literals = LITERALS, .distances = DISTANCES};
  while (!literals->length[header->literals - 1]) header->literals--;
  while (!distances->length[header->distances - 1]) header->distances--;
  memcpy(header->lengths, literals->length, header->literals);
  memcpy(header->lengths + header->literals, distances->length, header->distances);
  unsigned total = header->literals + header->distances;
  for (unsigned i = 0, run; i < total; i += run) {
    for (run = 1; i + run < total && header->lengths[i + run] == header->lengths[i];) run++;
    run = add_run(header, header->lengths[i], run);
  }
  make_code(&header->code, header->counts, LENGTH_CODES, LENGTH_CODE_BITS);
}

static void put_header(struct bits *bits, const struct header *header, bool final) {
  static const uint8_t order[LENGTH_CODES] = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  unsigned codes = LENGTH_CODES;
  while (codes > 4 && !header->code.length[order[codes - 1]]) codes--;
  put_bits(bits, final, 1);
  put_bits(bits, 2, 2); /* codes of its own */
  put_bits(bits, header->literals - FIRST_LENGTH, 5);
  put_bits(bits, header->distances - 1, 5);
  put_bits(bits, codes - 4, 4);
  for (unsigned i = 0; i < codes; i++) put_bits(bits, header->code.length[order[i]], 3);
  for (unsigned i = 0; i < header->n; i++) {
    unsigned symbol = header->at[i].symbol, length = header->code.length[symbol];
    put_bits(bits, header->code.bits[symbol] | (uint64_t)header->at[i].value << length, length + header->at[i].extra);
  }
}

/* ---- blocks ---- */

static void block_begin(struct deflate *deflate) {
  deflate->from = deflate->to;
  deflate->count = 0;
  memset(deflate->literals, 0, sizeof deflate->literals);
  memset(deflate->distances, 0, sizeof deflate->distances);
}

void deflate_begin(struct deflate *deflate, struct str bytes, uint8_t *at, size_t room) {
  deflate->bits = (struct bits){.at = at};
  deflate->start = at;
  deflate->end = at + room;
  deflate->full = false;
  deflate->bytes = (const uint8_t *)bytes.at;
  deflate->len = bytes.len;
  deflate->to = 0;
  block_begin(deflate);
}

/* How much of a match is written as one: so that the rest is a match too. */
static inline unsigned next_match(size_t length) {
  if (length <= LONGEST_MATCH) return (unsigned)length;
  return length < LONGEST_MATCH + SHORTEST_MATCH ? (unsigned)length - SHORTEST_MATCH : LONGEST_MATCH;
}

/* What the sequences come to in bits. */
static size_t measure(const struct deflate *deflate, const struct code *literals, const struct code *distances) {
  size_t bits = 0;
  for (unsigned i = 0; i < LITERALS; i++) bits += (size_t)deflate->literals[i] * literals->length[i];
  for (unsigned i = 8; i < 28; i++) bits += (size_t)deflate->literals[FIRST_LENGTH + i] * (i / 4 - 1);
  for (unsigned i = 0; i < DISTANCES; i++)
    bits += (size_t)deflate->distances[i] * (distances->length[i] + (i < 4 ? 0 : i / 2 - 1));
  return bits;
}

static inline void put_literals(struct bits *bits, const struct code *code, const uint8_t *at, unsigned count) {
  for (; count >= 3; count -= 3, at += 3) {
    add_bits(bits, code->bits[at[0]], code->length[at[0]]);
    add_bits(bits, code->bits[at[1]], code->length[at[1]]);
    put_bits(bits, code->bits[at[2]], code->length[at[2]]);
  }
  for (; count; count--, at++) put_bits(bits, code->bits[*at], code->length[*at]);
}

static inline void put_match(struct bits *bits, const struct code *literals, const struct code *distances,
                             const struct sequence *sequence) {
  struct group distance = distance_group(sequence->distance);
  unsigned count = distances->length[distance.code];
  uint64_t behind = distances->bits[distance.code] | (uint64_t)distance.value << count;
  for (size_t left = sequence->length, now; left; left -= now) {
    now = next_match(left);
    struct group length = length_group((unsigned)now);
    unsigned symbol = FIRST_LENGTH + length.code;
    add_bits(bits, literals->bits[symbol], literals->length[symbol]);
    add_bits(bits, length.value, length.extra);
    put_bits(bits, behind, count + distance.extra);
  }
}

static void put_sequences(struct deflate *deflate, const struct code *literals, const struct code *distances) {
  struct bits bits = deflate->bits; /* a copy that no store of a byte can be thought to change */
  const uint8_t *at = deflate->bytes + deflate->from;
  for (size_t i = 0; i < deflate->count; i++) {
    const struct sequence *sequence = &deflate->sequences[i];
    put_literals(&bits, literals, at, sequence->literals);
    if (sequence->length) put_match(&bits, literals, distances, sequence);
    at += sequence->literals + sequence->length;
  }
  put_bits(&bits, literals->bits[END_OF_BLOCK], literals->length[END_OF_BLOCK]);
  deflate->bits = bits;
}

static void write_block(struct deflate *deflate, bool final) {
  enum {
    MOST_HEADER = 400,
    SLACK = 8
  }; /* bytes: codes of any kind take less; and what put_bits writes behind the last */
  struct code literals, distances;
  struct header header;
  deflate->literals[END_OF_BLOCK] = 1;
  make_code(&literals, deflate->literals, LITERALS, MOST_BITS);
  make_code(&distances, deflate->distances, DISTANCES, MOST_BITS);
  size_t bytes = measure(deflate, &literals, &distances) / 8 + MOST_HEADER + SLACK;
  if (bytes > (size_t)(deflate->end - deflate->bits.at)) deflate->full = true;
  if (!deflate->full) {
    make_header(&header, &literals, &distances);
    put_header(&deflate->bits, &header, final);
    put_sequences(deflate, &literals, &distances);
  }
  block_begin(deflate);
}

/* ---- sequences ---- */

static void add_sequence(struct deflate *deflate, size_t literals, size_t length, size_t distance) {
  if (deflate->count == MOST_SEQUENCES) write_block(deflate, false);
  deflate->sequences[deflate->count++] = (struct sequence){(uint16_t)literals, (uint16_t)distance, (uint32_t)length};
  const uint8_t *at = deflate->bytes + deflate->to;
  for (size_t i = 0; i < literals; i++) deflate->literals[at[i]]++;
  deflate->to += literals + length;
}

/* What stands before the place and is no match. */
static size_t add_literals(struct deflate *deflate, size_t at) {
  enum { MOST = 512 }; /* in a sequence: so few in a block that make_code can sort by how often they come */
  for (; at - deflate->to > MOST;) add_sequence(deflate, MOST, 0, 0);
  return at - deflate->to;
}

void deflate_match(struct deflate *deflate, size_t at, size_t length, size_t distance) {
  add_sequence(deflate, add_literals(deflate, at), length, distance);
  unsigned code = distance_group((unsigned)distance).code;
  for (size_t left = length, now; left; left -= now) {
    now = next_match(left);
    deflate->literals[FIRST_LENGTH + length_group((unsigned)now).code]++;
    deflate->distances[code]++;
  }
}

size_t deflate_end(struct deflate *deflate) {
  add_sequence(deflate, add_literals(deflate, deflate->len), 0, 0);
  write_block(deflate, true);
  if (deflate->bits.count) put_bits(&deflate->bits, 0, 8 - deflate->bits.count);
  return deflate->full ? 0 : (size_t)(deflate->bits.at - deflate->start);
}
