/* Levels, read out of what people write. */
#include "model.h"

#include <ctype.h>
#include <string.h>

/* ---- how names are compared ---- */

static bool is_letter(struct str text, size_t at) {
  return at < text.len && (isalpha((unsigned char)text.at[at]) || (unsigned char)text.at[at] >= 0x80);
}

static bool in_word(struct str text, size_t at) {
  return is_letter(text, at) || (at < text.len && isdigit((unsigned char)text.at[at]));
}

/* The bytes of an abbreviation with full stops, such as "h.o.h.", that begins here; 0 for none. */
static size_t abbreviation(struct str text, size_t at) {
  size_t end = at, letters = 0;
  if (at && in_word(text, at - 1)) return 0;
  for (; is_letter(text, end) && end + 1 < text.len && text.at[end + 1] == '.'; end += 2) letters++;
  bool last = letters && is_letter(text, end) && !in_word(text, end + 1);
  return letters + last > 1 ? end + last - at : 0;
}

struct str scale_fold(struct arena *arena, struct str text) {
  struct text out = {.arena = arena};
  struct str folded = fold(arena, text);
  size_t stop = 0; /* where the abbreviation that is being copied ends */
  for (size_t at = 0; at < folded.len; at++) {
    if (at >= stop) stop = at + abbreviation(folded, at);
    bool joins = folded.at[at] == '-' && at && is_letter(folded, at - 1) && is_letter(folded, at + 1);
    if (at >= stop || folded.at[at] != '.') text_add_byte(&out, joins ? ' ' : folded.at[at]);
  }
  return text_str(&out);
}

/* ---- what stands around a name ---- */

/* Lists of marks: as text that is folded has them. */
static const char *const BULLETS[] = {"•", "‣", "▪", "◦", "●", "·", "\uF0B7", "*", "-"};

/* The bytes of the bullet at the head of a text; 0 for none. */
static size_t bullet(struct str text) {
  for (size_t i = 0; i < sizeof BULLETS / sizeof *BULLETS; i++)
    if (str_starts(text, str_from(BULLETS[i]))) return strlen(BULLETS[i]);
  return 0;
}

static bool encloses(struct str text) {
  static const char *const pairs[] = {"()", "[]", "\"\"", "''"};
  for (size_t i = 0; text.len > 2 && i < sizeof pairs / sizeof *pairs; i++)
    if (text.at[0] == pairs[i][0] && text.at[text.len - 1] == pairs[i][1]) return true;
  return false;
}

/* A text without the bullet before it, what encloses it, and the stops behind it. */
static struct str stripped(struct str text) {
  for (size_t before = text.len + 1; text.len < before;) {
    before = text.len;
    text = str_trim(text);
    if (text.len && strchr(".,;", text.at[text.len - 1])) text.len--;
    text = str_sub(text, bullet(text), text.len);
    if (encloses(text)) text = str_sub(text, 1, text.len - 1);
  }
  return text;
}

/* The bytes of a number of one or two digits at the head of a text, its sign and the blanks behind it; 0 for none. */
static size_t numbering(struct str text, const char *signs, size_t *number) {
  size_t at = 0;
  for (*number = 0; at < text.len && at < 2 && isdigit((unsigned char)text.at[at]); at++)
    *number = *number * 10 + (size_t)(text.at[at] - '0');
  if (!at) return 0;
  size_t behind = at;
  while (behind < text.len && text.at[behind] == ' ') behind++;
  bool sign = behind < text.len && strchr(signs, text.at[behind]);
  if (!sign) return 0;
  for (behind++; behind < text.len && text.at[behind] == ' ';) behind++;
  return behind;
}

size_t list_mark(struct str folded) {
  size_t number, mark = bullet(folded);
  return mark ? mark : numbering(folded, ".)", &number);
}

/* ---- one level ---- */

static const struct level *named(const struct scale *scale, struct str folded) {
  for (size_t i = 0; i < scale->count; i++)
    for (size_t j = 0; j < scale->levels[i].name_count; j++)
      if (str_equal(scale->levels[i].names[j], folded)) return &scale->levels[i];
  for (size_t i = 0; i < scale->count; i++)
    if (str_equal(scale->levels[i].folded_id, folded)) return &scale->levels[i];
  return NULL;
}

/* With its number before it: another number says another level, and then neither is meant for sure. */
static const struct level *numbered(const struct scale *scale, struct str folded) {
  size_t number, skip = numbering(folded, ".):-", &number);
  const struct level *level = skip ? named(scale, str_sub(folded, skip, folded.len)) : NULL;
  return level && (size_t)(level - scale->levels) + 1 == number ? level : NULL;
}

/* The bytes of brackets, and the blanks before them, in which the same level is named again; 0 for none. */
static size_t same_in_brackets(const struct scale *scale, const struct level *level, struct str text) {
  enum { LONGEST = 200 };
  size_t from = 0;
  while (from < text.len && text.at[from] == ' ') from++;
  if (from >= text.len || text.at[from] != '(') return 0;
  ptrdiff_t end = str_find(str_sub(text, from, from + LONGEST), STR(")"));
  if (end < 0) return 0;
  struct str inside = stripped(str_sub(text, from + 1, from + (size_t)end));
  return named(scale, inside) == level ? from + (size_t)end + 1 : 0;
}

static const struct level *twice_named(const struct scale *scale, struct str folded) {
  ptrdiff_t bracket = str_find(folded, STR("("));
  if (bracket <= 0) return NULL;
  struct str head = stripped(str_sub(folded, 0, (size_t)bracket)), tail = str_sub(folded, (size_t)bracket, folded.len);
  const struct level *level = named(scale, head);
  return level && same_in_brackets(scale, level, tail) == tail.len ? level : NULL;
}

const struct level *scale_read(struct arena *arena, const struct scale *scale, struct str text) {
  struct str folded = scale_fold(arena, text);
  const struct level *level = named(scale, folded);
  folded = stripped(folded);
  if (!folded.len) return NULL;
  if (!level) level = named(scale, folded);
  if (!level) level = numbered(scale, folded);
  return level ? level : twice_named(scale, folded);
}

/* ---- several levels ---- */

/* How many bytes of a separator the text begins with, the blanks before it too; 0 for none. spaced: a blank or another
 * separator stands before it. */
static size_t separator_at(struct str text, bool spaced) {
  static const char *const marks[] = {",", ";", "/", "+", "&", "|", "•", "‣", "▪", "◦", "●", "·", "\uF0B7"};
  static const char *const words[] = {"- ", "and ", "then ", "with ", "plus "};
  size_t blanks = 0;
  while (blanks < text.len && text.at[blanks] == ' ') blanks++;
  struct str rest = str_sub(text, blanks, text.len);
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (str_starts(rest, str_from(marks[i]))) return blanks + strlen(marks[i]);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if ((blanks || spaced) && str_starts(rest, str_from(words[i]))) return blanks + strlen(words[i]);
  bool stop = rest.len && rest.at[0] == '.' && (rest.len == 1 || strchr(" |", rest.at[1]));
  return stop ? blanks + 1 : 0;
}

static bool is_end(struct str rest) { return str_trim(rest).len == 0 || separator_at(rest, false) > 0; }

/* The longest name that the text begins with, where an item ends behind it; *length is what it takes with its brackets. */
static const struct level *longest(const struct scale *scale, struct str text, size_t *length) {
  const struct level *found = NULL;
  size_t most = 0;
  for (size_t i = 0; i < scale->count; i++)
    for (size_t j = 0; j < scale->levels[i].name_count; j++) {
      struct str name = scale->levels[i].names[j];
      if (name.len <= most || !str_starts(text, name)) continue;
      struct str rest = str_sub(text, name.len, text.len);
      size_t brackets = same_in_brackets(scale, &scale->levels[i], rest);
      if (!is_end(str_sub(rest, brackets, rest.len))) continue;
      found = &scale->levels[i];
      most = name.len;
      *length = name.len + brackets;
    }
  return found;
}

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
  return scale_fold(arena, text_str(&out));
}

struct list {
  struct arena *arena;
  const struct scale *scale;
  struct str text; /* folded */
  const struct level **levels;
  size_t count;
  struct text unclear;
};

static void add_level(struct list *list, const struct level *level) {
  for (size_t i = 0; i < list->count; i++)
    if (list->levels[i] == level) return;
  list->levels[list->count++] = level;
}

/* The first byte at or behind at where a separator begins, or the end. */
static size_t next_separator(struct str folded, size_t at) {
  while (at < folded.len && !separator_at(str_sub(folded, at, folded.len), false)) at++;
  return at;
}

/* One item: a level, or what is not understood; gives where it ends. */
static size_t read_item(struct list *list, size_t at) {
  size_t length;
  const struct level *level = longest(list->scale, str_sub(list->text, at, list->text.len), &length);
  if (level) {
    add_level(list, level);
    return at + length;
  }
  size_t end = next_separator(list->text, at + 1);
  if (list->unclear.len) text_add_z(&list->unclear, ", ");
  text_add(&list->unclear, str_sub(list->text, at, end));
  return end;
}

/* What stands between items, and before the first: blanks, separators, bullets, the numbers of a list. */
static size_t between(struct list *list, size_t at, bool first) {
  struct str rest = str_sub(list->text, at, list->text.len);
  size_t length, number;
  if (rest.at[0] == ' ') return 1;
  if (longest(list->scale, rest, &length)) return 0;
  size_t skip = separator_at(rest, at > 0);
  if (!skip && first) skip = bullet(rest);
  return skip || !first ? skip : numbering(rest, ".)", &number);
}

static void read_items(struct list *list) {
  bool first = true;
  for (size_t at = 0; at < list->text.len;) {
    size_t skip = between(list, at, first);
    first = skip > 0; /* an item, and not what follows one */
    at = skip ? at + skip : read_item(list, at);
  }
}

static struct list list_of(struct arena *arena, const struct scale *scale, struct str text) {
  struct list list = {.arena = arena,
                      .scale = scale,
                      .text = plain_separators(arena, scale, text),
                      .levels = arena_alloc(arena, scale->count + 1, sizeof *list.levels),
                      .unclear = {.arena = arena}};
  read_items(&list);
  return list;
}

bool levels_differ(const struct level *const *levels, size_t count) {
  bool alone = false, others = false;
  for (size_t i = 0; i < count; i++) {
    alone = alone || levels[i]->alone;
    others = others || (!levels[i]->alone && !levels[i]->alongside);
  }
  return alone && others;
}

bool scale_read_list(struct arena *arena, const struct scale *scale, struct str text, const struct level **levels,
                     size_t *count) {
  struct list list = list_of(arena, scale, text);
  *count = list.count;
  for (size_t i = 0; i < list.count; i++) levels[i] = list.levels[i];
  return !list.unclear.len && !levels_differ(levels, list.count);
}

struct str scale_unclear(struct arena *arena, const struct scale *scale, struct str text) {
  struct list list = list_of(arena, scale, text);
  return text_str(&list.unclear);
}
