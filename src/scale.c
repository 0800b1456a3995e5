/* Scales: built, and read out of what people write. */
#include "shape.h"

#include <string.h>

/* ---- building ---- */

/* The text in the language, else in English, else in the first that is there. */
static struct str in_language(const struct node *languages, const char *language) {
  const struct node *value = node_get(languages, language);
  if (node_nothing(value)) value = node_get(languages, "en");
  if (node_nothing(value)) value = languages ? languages->first : NULL;
  return node_str(value);
}

struct words {
  ARRAY(struct str) list;
};

/* Labels by language, or lists of aliases by language. */
static void add_words(struct arena *arena, struct words *words, const struct node *languages) {
  for (const struct node *value = languages ? languages->first : NULL; value; value = value->next) {
    if (value->kind == NODE_TEXT) *PUSH(arena, &words->list) = fold(arena, value->text);
    for (const struct node *item = value->first; item; item = item->next)
      *PUSH(arena, &words->list) = fold(arena, item->text);
  }
}

static struct level build_level(struct arena *arena, const struct node *node, const char *language) {
  struct words words = {0};
  add_words(arena, &words, node_get(node, "label"));
  add_words(arena, &words, node_get(node, "aliases"));
  struct str stands = node_get_str(node, "stands");
  return (struct level){
      .id = node_get_str(node, "id"),
      .label = in_language(node_get(node, "label"), language),
      .style = node_get_str(node, "style"),
      .family = in_language(node_get(node, "family"), language),
      .names = words.list.at,
      .name_count = words.list.n,
      .alongside = str_is(stands, "alongside"),
      .alone = str_is(stands, "alone"),
  };
}

void scale_build(struct arena *arena, const struct node *root, const char *language, struct scale *scale) {
  const struct node *levels = node_get(root, "levels"), *separator = node_get(root, "separator");
  *scale = (struct scale){
      .id = node_get_str(root, "scale"),
      .title = in_language(node_get(root, "title"), language),
      .separator = node_nothing(separator) ? STR(", ") : node_str(separator),
      .unset_style = node_get_str(root, "unset-style"),
      .levels = arena_alloc(arena, levels->count, sizeof *scale->levels),
  };
  for (const struct node *level = levels->first; level; level = level->next)
    scale->levels[scale->count++] = build_level(arena, level, language);
}

/* ---- one level ---- */

const struct level *scale_level(const struct scale *scale, struct str id) {
  for (size_t i = 0; i < scale->count; i++)
    if (str_equal(scale->levels[i].id, id)) return &scale->levels[i];
  return NULL;
}

/* The longest name that folded begins with, where a word ends behind it; NULL, and 0, for none. */
static const struct level *longest(const struct scale *scale, struct str folded, bool (*ends)(struct str),
                                   size_t *length) {
  const struct level *found = NULL;
  *length = 0;
  for (size_t i = 0; i < scale->count; i++)
    for (size_t j = 0; j < scale->levels[i].name_count; j++) {
      struct str name = scale->levels[i].names[j];
      if (name.len <= *length || !str_starts(folded, name) || !ends(str_sub(folded, name.len, folded.len))) continue;
      found = &scale->levels[i];
      *length = name.len;
    }
  return found;
}

static bool is_end(struct str rest) { return rest.len == 0; }

const struct level *scale_read(struct arena *arena, const struct scale *scale, struct str text) {
  size_t length;
  struct str folded = fold(arena, text);
  if (folded.len && folded.at[folded.len - 1] == '.') folded.len--;
  const struct level *level = longest(scale, folded, is_end, &length);
  return level ? level : scale_level(scale, folded);
}

const char *scale_suggest(struct arena *arena, const struct scale *scale, struct str text) {
  const char **words = arena_alloc(arena, 2 * scale->count, sizeof *words);
  for (size_t i = 0; i < scale->count; i++) {
    words[i] = str_z(arena, scale->levels[i].label);
    words[scale->count + i] = str_z(arena, scale->levels[i].id);
  }
  return nearest(arena, text, words, 2 * scale->count);
}

/* ---- several levels ---- */

/* How many bytes of a separator folded begins with; 0 for none. Blanks belong to it. */
static size_t separator_at(struct str folded) {
  static const char *const separators[] = {",", ";", "/", "+", "&", "|", "and "};
  size_t blanks = 0;
  while (blanks < folded.len && folded.at[blanks] == ' ') blanks++;
  struct str rest = str_sub(folded, blanks, folded.len);
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
    struct str separator = str_from(separators[i]);
    bool word = separator.len > 1;
    if (str_starts(rest, separator) && (!word || blanks)) return blanks + separator.len;
  }
  return 0;
}

static bool is_end_or_separator(struct str rest) { return str_trim(rest).len == 0 || separator_at(rest) > 0; }

/* Separators that are one before folding: the scale's own, and line feeds, which folding would lose. */
static struct str plain_separators(struct arena *arena, const struct scale *scale, struct str text) {
  struct text out = {.arena = arena};
  for (size_t at = 0; at < text.len;) {
    struct str rest = str_sub(text, at, text.len);
    bool own = scale->separator.len && str_starts(rest, scale->separator);
    if (own || rest.at[0] == '\n')
      text_add_z(&out, "|");
    else
      text_add_byte(&out, rest.at[0]);
    at += own ? scale->separator.len : 1;
  }
  return fold(arena, text_str(&out));
}

static void add_level(const struct level *level, const struct level **levels, size_t *count) {
  for (size_t i = 0; i < *count; i++)
    if (levels[i] == level) return;
  levels[(*count)++] = level;
}

/* The first byte at or behind at where a separator begins, or the end. */
static size_t next_separator(struct str folded, size_t at) {
  while (at < folded.len && !separator_at(str_sub(folded, at, folded.len))) at++;
  return at;
}

bool scale_read_list(struct arena *arena, const struct scale *scale, struct str text, const struct level **levels,
                     size_t *count) {
  struct str folded = plain_separators(arena, scale, text);
  bool understood = true;
  *count = 0;
  for (size_t at = 0; at < folded.len;) {
    struct str rest = str_sub(folded, at, folded.len);
    size_t skip = separator_at(rest), length;
    if (!skip && rest.at[0] == ' ') skip = 1;
    if (skip) {
      at += skip;
      continue;
    }
    const struct level *level = longest(scale, rest, is_end_or_separator, &length);
    if (level) add_level(level, levels, count);
    understood = understood && level;
    at = level ? at + length : next_separator(folded, at);
  }
  return understood;
}
