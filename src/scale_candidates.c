/* What a text that names no level may mean. Nothing of it is taken: it is told. */
#include "model.h"

#include <ctype.h>

struct meant {
  struct arena *arena;
  const struct scale *scale;
  bool *levels; /* one a level */
  bool any;
};

static void mean(struct meant *meant, size_t level) { meant->levels[level] = meant->any = true; }

static bool is_word(char c) { return isalnum((unsigned char)c) || (unsigned char)c >= 0x80; }

/* The longest name that the text begins with, and its level; 0 for none. */
static size_t name_at(const struct scale *scale, struct str text, size_t *level) {
  size_t most = 0;
  for (size_t i = 0; i < scale->count; i++)
    for (size_t j = 0; j < scale->levels[i].name_count; j++) {
      struct str name = scale->levels[i].names[j];
      bool ends = name.len >= text.len || !is_word(text.at[name.len]);
      if (name.len <= most || !ends || !str_starts(text, name)) continue;
      most = name.len;
      *level = i;
    }
  return most;
}

/* A level that a name of begins with the word: by the labels, else by the aliases. */
static void mean_abbreviated(struct meant *meant, struct str word) {
  bool label = false;
  for (size_t i = 0; i < meant->scale->count; i++) {
    const struct level *level = &meant->scale->levels[i];
    if (!str_starts(scale_fold(meant->arena, level->label), word)) continue;
    mean(meant, i);
    label = true;
  }
  for (size_t i = 0; !label && i < meant->scale->count; i++)
    for (size_t j = 0; j < meant->scale->levels[i].name_count; j++)
      if (str_starts(meant->scale->levels[i].names[j], word)) mean(meant, i);
}

/* No word of it is longer than an abbreviation. */
static bool is_short(struct str text) {
  enum { LONGEST = 3 };
  size_t length = 0;
  for (size_t at = 0; at < text.len; at++) {
    length = is_word(text.at[at]) ? length + 1 : 0;
    if (length > LONGEST) return false;
  }
  return true;
}

/* Every name that stands in the text as words; in a text of abbreviations what each of them may mean. */
static void mean_named(struct meant *meant, struct str text) {
  bool abbreviations = is_short(text);
  for (size_t level = 0; text.len;) {
    size_t length = name_at(meant->scale, text, &level), word = 0;
    if (length) mean(meant, level);
    while (word < text.len && is_word(text.at[word])) word++;
    if (!length && abbreviations && word) mean_abbreviated(meant, str_sub(text, 0, word));
    size_t to = length > word ? length : word;
    text = str_sub(text, to, text.len);
    while (text.len && !is_word(text.at[0])) text = str_sub(text, 1, text.len);
  }
}

/* The levels of which a name is as near as the nearest: a slip of one or two letters. */
static void mean_near(struct meant *meant, struct str text) {
  ARRAY(const char *) words = {0};
  ARRAY(size_t) levels = {0};
  for (size_t i = 0; i < meant->scale->count; i++)
    for (size_t j = 0; j < meant->scale->levels[i].name_count; j++) {
      *PUSH(meant->arena, &words) = str_z(meant->arena, meant->scale->levels[i].names[j]);
      *PUSH(meant->arena, &levels) = i;
    }
  bool *near = arena_alloc(meant->arena, words.n + 1, sizeof *near);
  nearest_all(meant->arena, text, words.at, words.n, near);
  for (size_t i = 0; i < words.n; i++)
    if (near[i]) mean(meant, levels.at[i]);
}

/* That it does not apply is none of the levels. */
static bool is_no_answer(struct str folded) {
  static const char *const words[] = {"n/a", "na", "n a", "tbc", "n/k"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_is(folded, words[i])) return true;
  return false;
}

/* "None" may be the level that stands alone, and may be that nothing was written. */
static void mean_none(struct meant *meant, struct str folded) {
  if (!str_is(folded, "none") && !str_is(folded, "nil")) return;
  for (size_t i = 0; i < meant->scale->count; i++)
    if (meant->scale->levels[i].alone) mean(meant, i);
}

/* A number before a level that is another's: either may be meant. */
static void mean_numbered(struct meant *meant, struct str folded) {
  size_t number = 0, at = 0;
  for (; at < folded.len && at < 2 && isdigit((unsigned char)folded.at[at]); at++)
    number = number * 10 + (size_t)(folded.at[at] - '0');
  if (meant->any && number && number <= meant->scale->count && !is_word(folded.at[at])) mean(meant, number - 1);
}

size_t scale_candidates(struct arena *arena, const struct scale *scale, struct str text, const struct level **levels) {
  enum { LONGEST = 400, SHORTEST_SLIP = 4 };
  struct meant meant = {arena, scale, arena_alloc(arena, scale->count + 1, sizeof(bool)), false};
  struct str folded = scale_fold(arena, text);
  if (folded.len > LONGEST || is_no_answer(folded)) return 0; /* longer is a tale, and not a level */
  size_t gap = 0, count = 0;
  while (gap < folded.len && !is_word(folded.at[gap])) gap++;
  folded = str_sub(folded, gap, folded.len);
  mean_named(&meant, folded);
  mean_numbered(&meant, folded);
  mean_none(&meant, folded);
  if (!meant.any && folded.len) mean_abbreviated(&meant, folded);
  if (!meant.any && folded.len >= SHORTEST_SLIP) mean_near(&meant, folded);
  for (size_t i = 0; i < scale->count; i++)
    if (meant.levels[i]) levels[count++] = &scale->levels[i];
  return count;
}
