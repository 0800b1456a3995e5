/* Names of files as systems compare them: letters large or small, composed or not, are one. */
#include "base.h"

struct run_of_letters {
  uint32_t first, last, step;
  int32_t shift;
};

static const struct run_of_letters RUNS[] = {
#define RUN(first, last, step, shift) {first, last, step, shift},
#define SPLIT(letter, a, b, c, d)
#include "letters.def"
#undef RUN
#undef SPLIT
};

enum { MOST = 4 };

static const uint32_t SPLITS[][1 + MOST] = {
#define RUN(first, last, step, shift)
#define SPLIT(letter, a, b, c, d) {letter, a, b, c, d},
#include "letters.def"
#undef RUN
#undef SPLIT
};

static const uint32_t *find_split(uint32_t c) {
  size_t low = 0, high = sizeof SPLITS / sizeof *SPLITS;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (SPLITS[middle][0] == c) return &SPLITS[middle][1];
    if (SPLITS[middle][0] < c)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static uint32_t small(uint32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  for (size_t i = 0; c >= 0x80 && i < sizeof RUNS / sizeof *RUNS; i++)
    if (c >= RUNS[i].first && c <= RUNS[i].last && (c - RUNS[i].first) % RUNS[i].step == 0)
      return (uint32_t)((int64_t)c + RUNS[i].shift);
  return c;
}

/* Accents, of which several may stand in any order behind a letter. */
static bool is_accent(uint32_t c) {
  static const uint32_t ranges[][2] = {{0x300, 0x36F},   {0x483, 0x487},   {0x591, 0x5C7},   {0x610, 0x61A},
                                       {0x64B, 0x65F},   {0x670, 0x670},   {0x6D6, 0x6ED},   {0x1AB0, 0x1AFF},
                                       {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0x3099, 0x309A}, {0xFE20, 0xFE2F}};
  for (size_t i = 0; c >= ranges[0][0] && i < sizeof ranges / sizeof *ranges; i++)
    if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
  return false;
}

/* What a letter is made of: an end of zeros behind it. */
static void split(uint32_t c, uint32_t parts[MOST + 1]) {
  const uint32_t *found = c >= 0x80 ? find_split(c) : NULL;
  bool syllable = c >= 0xAC00 && c <= 0xD7A3; /* Hangul, which is reckoned (Unicode, 3.12) */
  uint32_t s = c - 0xAC00;
  for (size_t i = 0; i <= MOST; i++) parts[i] = found && i < MOST ? found[i] : 0;
  if (syllable) {
    parts[0] = 0x1100 + s / 588;
    parts[1] = 0x1161 + s % 588 / 28;
    parts[2] = s % 28 ? 0x11A7 + s % 28 : 0;
  } else if (!found) {
    parts[0] = small(c);
  }
}

static const uint64_t SEED = 1469598103934665603u;

static uint64_t mixed(uint64_t h, uint32_t c) {
  for (int i = 0; i < 3; i++, c >>= 8) h = (h ^ (c & 0xFF)) * 1099511628211u;
  return h;
}

uint64_t letters_key(struct str name) {
  uint64_t h = SEED, accents = 0;
  for (size_t at = 0; at < name.len;) {
    uint32_t parts[MOST + 1], c = utf8_next(name, &at);
    split(c == UINT32_MAX ? c - (unsigned char)name.at[at - 1] : c, parts);
    for (size_t i = 0; parts[i]; i++) {
      if (is_accent(parts[i])) {
        accents += mixed(SEED, parts[i]);
        continue;
      }
      h = mixed(h ^ accents, parts[i]);
      accents = 0;
    }
  }
  return h ^ accents;
}
