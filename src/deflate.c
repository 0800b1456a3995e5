/* Finding what a part repeats. A document is mostly copies of its template's rows: of a slice that was written before it is known where, so
 * that no byte of it is looked up; what is new between them is looked for as any compressor does. Each match is compared before it is
 * taken: what is known only says where to look. */
#include "deflate.h"

enum {
  WINDOW = 32768,
  HASHED = 6,          /* bytes: what is shorter is not looked for, since it saves too little */
  LEAST_HASH_BITS = 8, /* of the slots for a short part, */
  MOST_HASH_BITS = 13, /* and for a long one */
  TRIES = 8,
  WORD = 16,        /* letters: what is longer may be anything */
  GOOD = 128,       /* a match so long that no longer one is looked for */
  CELL = 16,        /* of the source's bytes it is known by cells of so many where they were written last */
  KNOWN_COPY = 20,  /* a known copy shorter than this is looked at as new bytes are */
  LARGEST = 1 << 30 /* of a source and of a part */
};

#define NOWHERE UINT32_MAX

struct deflate_source {
  struct str bytes;
  uint16_t *back; /* for each byte the distance to the like before it, or 0 */
};

struct search {
  struct deflate *deflate;
  struct deflate_source *learnt; /* the source under study; else NULL */
  const struct deflate_source *source;
  uint32_t *written; /* by cell of the source: where its bytes were written last, less where they are in the source */
  const char *at;    /* the part's bytes, */
  size_t len;        /* and how many */
  unsigned shift;    /* what is left of a hash behind it counts slots */
  uint32_t last[1 << MOST_HASH_BITS]; /* by hash, where such bytes stood last */
  uint16_t before[WINDOW];            /* of each place, how far before it is the one with the same hash; 0 for none */
};

/* ---- bytes ---- */

/* How many bytes behind a and b are the same, up to most. Copies of rows are long: those are passed over in steps that compilers write out
 * in full. */
static inline size_t alike(const char *a, const char *b, size_t most) {
  enum { STEP = 4 * sizeof(uint64_t) };
  size_t n = 0;
  while (n + STEP <= most && memcmp(a + n, b + n, STEP) == 0) n += STEP;
  for (; n + sizeof(uint64_t) <= most; n += sizeof(uint64_t)) {
    uint64_t differs = eight_bytes(a + n) ^ eight_bytes(b + n);
    if (differs) return n + (size_t)__builtin_ctzll(differs) / 8;
  }
  while (n < most && a[n] == b[n]) n++;
  return n;
}

static inline bool is_letter(char c) {
  static const uint64_t letters[] = {0x03FF000000000000, 0x07FFFFFE07FFFFFE, 0, 0}; /* a bit a byte: 0-9, A-Z, a-z */
  unsigned char byte = (unsigned char)c;
  return letters[byte / 64] >> byte % 64 & 1;
}

/* Inside a word, or inside a character of UTF-8, nothing is looked for: it would be found, but save little. */
static inline bool goes_on(const char *at) { return is_letter(at[-1]) | (((unsigned char)*at & 0xC0) == 0x80); }

/* ---- what is written ---- */

static void write_match(struct search *s, size_t at, size_t length, size_t distance) {
  if (!s->learnt)
    deflate_match(s->deflate, at, length, distance);
  else
    for (size_t i = at; i < at + length; i++) s->learnt->back[i] = (uint16_t)distance;
}

/* ---- new bytes ---- */

static inline void keep(struct search *s, size_t at) {
  uint32_t *last = &s->last[(eight_bytes(s->at + at) << (64 - 8 * HASHED)) * 0x9E3779B185EBCA87u >> s->shift];
  uint32_t found = *last;
  size_t before = at - found;
  s->before[at % WINDOW] = found == NOWHERE || before >= WINDOW ? 0 : (uint16_t)before;
  *last = (uint32_t)at;
}

struct match {
  size_t length, distance;
};

/* The longest of the few last places that begin as the bytes at do. */
static struct match find(struct search *s, size_t at, size_t most) {
  struct match best = {HASHED - 1, 0};
  const char *here = s->at + at;
  keep(s, at);
  size_t place = at;
  for (int tries = TRIES; tries && s->before[place % WINDOW]; tries--) {
    place -= s->before[place % WINDOW];
    if (at - place >= WINDOW) break;
    const char *there = s->at + place;
    if (best.length >= most || memcmp(there + best.length - 3, here + best.length - 3, 4) != 0) continue;
    size_t length = alike(there, here, most);
    if (length > best.length) best = (struct match){length, at - place};
    if (length >= GOOD) break;
  }
  return best;
}

/* Writes the bytes from..to, of which nothing is known. Places inside a match are not kept: they would be found again for 2 % of the size, and
 * as much of a pack's time. */
static void write_new(struct search *s, size_t from, size_t to) {
  if (to - from < HASHED) return;
  const size_t most = s->len < sizeof(uint64_t) ? 0 : s->len - sizeof(uint64_t); /* for eight_bytes */
  const size_t stop = to - HASHED + 1 < most ? to - HASHED + 1 : most;
  for (size_t at = from, word = from; at < stop;) {
    struct match match = find(s, at, to - at);
    if (!match.distance) {
      const size_t behind = word + WORD + 1 < stop ? word + WORD + 1 : stop;
      do at++;
      while (at < behind && goes_on(s->at + at));
      if (at < stop && !goes_on(s->at + at)) word = at;
      continue;
    }
    size_t start = at, end = at + match.length;
    while (start > from && start > match.distance && s->at[start - 1] == s->at[start - 1 - match.distance]) start--;
    write_match(s, start, end - start, match.distance);
    at = from = word = end;
  }
}

/* ---- known bytes ---- */

/* A slice of the source: where it stands in the part and in the source. */
struct known {
  size_t at, from, len;
};

static uint32_t *cell_of(const struct search *s, size_t from) { return &s->written[(from + CELL - 1) / CELL]; }

/* Where the source's byte was written last, if its cell tells: the caller compares. */
static uint32_t written_at(const struct search *s, size_t from) {
  uint32_t ahead = *cell_of(s, from);
  return ahead == NOWHERE ? NOWHERE : (uint32_t)from + ahead;
}

/* The bytes behind the slice's offset, those behind the slice too, as they repeat what stands there. */
static struct match repeats(const struct search *s, const struct known *slice, size_t offset, uint32_t there) {
  size_t here = slice->at + offset;
  if (there >= here || here - there >= WINDOW) return (struct match){0};
  return (struct match){alike(s->at + there, s->at + here, s->len - here), here - there};
}

/* What is not there yet repeats what it repeats in the source. From the offset up to the next cell; gives the offset behind. */
static size_t write_first(struct search *s, const struct known *slice, size_t offset) {
  size_t next = offset + CELL - (slice->from + offset) % CELL;
  while (offset < slice->len && offset < next) {
    size_t back = s->source->back[slice->from + offset];
    if (!back) {
      offset++;
      continue;
    }
    uint32_t inside = (uint32_t)(slice->at + offset - back);
    uint32_t there = back <= offset ? inside : written_at(s, slice->from + offset - back);
    struct match match = repeats(s, slice, offset, there);
    if (match.length >= HASHED) {
      write_match(s, slice->at + offset, match.length, match.distance);
      offset += match.length;
    } else {
      offset++;
    }
  }
  return offset;
}

/* Writes a slice of the source, and the new bytes in front of it: what is not yet written begins at open. Gives where it begins then. */
static size_t write_known(struct search *s, const struct known *slice, size_t open) {
  for (size_t offset = open > slice->at ? open - slice->at : 0; offset < slice->len;) {
    struct match copy = repeats(s, slice, offset, written_at(s, slice->from + offset));
    size_t start = slice->at + offset;
    if (copy.length < KNOWN_COPY) {
      write_new(s, open, start);
      offset = write_first(s, slice, offset);
    } else {
      while (start > open && start > copy.distance && s->at[start - 1] == s->at[start - 1 - copy.distance]) start--;
      write_new(s, open, start);
      offset += copy.length;
      write_match(s, start, slice->at + offset - start, copy.distance);
    }
    open = slice->at + offset;
  }
  for (uint32_t *cell = cell_of(s, slice->from); cell <= &s->written[(slice->from + slice->len - 1) / CELL]; cell++)
    *cell = (uint32_t)(slice->at - slice->from);
  return open;
}

static bool is_of(const struct deflate_source *source, struct str slice) {
  const char *from = source->bytes.at;
  return slice.at >= from && slice.at + slice.len <= from + source->bytes.len;
}

/* The next piece of the part: slices that stand behind one another in the source are one. False where it is not of the source. */
static bool take_piece(const struct deflate_source *source, const struct slices *slices, size_t *i,
                       struct known *piece) {
  struct str slice = slices->list.at[(*i)++];
  bool known = is_of(source, slice);
  piece->at += piece->len;
  piece->from = known ? (size_t)(slice.at - source->bytes.at) : 0;
  piece->len = slice.len;
  for (; known && *i < slices->list.n; ++*i) {
    struct str next = slices->list.at[*i];
    if (next.at != slice.at + piece->len || !is_of(source, next)) break;
    piece->len += next.len;
  }
  return known;
}

static void write_slices(struct search *s, const struct slices *slices) {
  size_t open = 0;
  struct known piece = {0};
  for (size_t i = 0; i < slices->list.n;)
    if (take_piece(s->source, slices, &i, &piece) && piece.len >= KNOWN_COPY) open = write_known(s, &piece, open);
  write_new(s, open, s->len);
}

/* ---- streams ---- */

/* How a part is looked through; in memory that is not zeroed. */
static struct search *search_new(struct arena *arena, struct str bytes) {
  struct search *s = (void *)arena_bytes(arena, sizeof *s);
  s->learnt = NULL;
  s->at = bytes.at;
  s->len = bytes.len;
  unsigned bits = LEAST_HASH_BITS;
  while (bits < MOST_HASH_BITS && bytes.len >> (bits + 2)) bits++;
  s->shift = 64 - bits;
  memset(s->last, 0xFF, sizeof *s->last << bits);
  return s;
}

const struct deflate_source *deflate_source_new(struct arena *arena, struct str bytes) {
  if (bytes.len > LARGEST) return NULL;
  struct deflate_source *source = NEW(arena, struct deflate_source);
  source->bytes = bytes;
  source->back = arena_alloc(arena, bytes.len + 1, sizeof *source->back);
  struct arena_mark mark = arena_mark(arena);
  struct search *s = search_new(arena, bytes);
  s->learnt = source;
  write_new(s, 0, bytes.len);
  arena_rewind(arena, mark);
  return source;
}

static void write_all(struct search *s, struct arena *arena, const struct deflate_source *source,
                      const struct slices *slices) {
  size_t cells = source ? source->bytes.len / CELL + 2 : 0;
  s->source = source;
  s->written = cells ? (void *)arena_bytes(arena, cells * sizeof *s->written) : NULL;
  if (cells) memset(s->written, 0xFF, cells * sizeof *s->written);
  if (source)
    write_slices(s, slices);
  else
    write_new(s, 0, s->len);
}

struct str deflate_slices(struct arena *arena, const struct deflate_source *source, const struct slices *slices,
                          struct str bytes) {
  enum { SLACK = 1024 }; /* so that the last block may be tried */
  if (!bytes.len || bytes.len > LARGEST) return (struct str){0};
  uint8_t *to = (uint8_t *)arena_bytes(arena, bytes.len + SLACK);
  struct arena_mark mark = arena_mark(arena);
  struct search *s = search_new(arena, bytes);
  struct deflate *deflate = s->deflate = (void *)arena_bytes(arena, sizeof *deflate);
  deflate_begin(deflate, bytes, to, bytes.len + SLACK);
  write_all(s, arena, source, slices);
  size_t len = deflate_end(deflate);
  arena_rewind(arena, mark);
  return len && len < bytes.len ? (struct str){(char *)to, len} : (struct str){0};
}
