/* A tick in a cell of its own: by a box, a mark or a word. */
#include "tick.h"
#include "word_read.h"

#include <string.h>

static bool is_blank(uint32_t c) {
  return c <= ' ' || c == 0xA0 || c == 0x202F || c == 0x3000 || (c >= 0x2000 && c <= 0x200B);
}

/* Where nothing was written yet: blanks, a dash, a line to write on, the sides of a box that is drawn with brackets. */
static bool is_empty(uint32_t c) {
  bool dash = c == '-' || c == 0x2212 || (c >= 0x2010 && c <= 0x2015);
  return is_blank(c) || dash || c == '_' || c == '(' || c == ')' || c == '[' || c == ']';
}

/* What people tick with, besides the boxes: crosses, dots, a root sign, a tick that is a picture. */
static bool is_mark(uint32_t c) {
  static const uint32_t marks[] = {'x',    'X',    0xD7,   0x2022, 0x221A, 0x25AA, 0x25CF, 0x2613, 0x2705,
                                   0x2714, 0x2715, 0x2716, 0x26AB, 0x2B1B, 0x2B24, 0xFE0E, 0xFE0F, 0x1F5F8};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (marks[i] == c) return true;
  return c >= 0xF0FB && c <= 0xF0FE; /* the ticks of Wingdings, as LibreOffice saves them: characters of no script */
}

/* Nothing but marks stands there, and what may stand around one; *any: there is one. */
static bool only_marks(struct str text, bool *any) {
  *any = false;
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    bool mark = is_mark(c);
    if (!mark && !is_empty(c) && c != '.') return false;
    *any = *any || mark;
  }
  return *any || str_find(text, STR(".")) < 0;
}

static bool is_one_of(struct arena *arena, struct str text, const char *const *words, size_t count) {
  struct str folded = fold(arena, text);
  while (folded.len && strchr(".!", folded.at[folded.len - 1])) folded.len--;
  for (size_t i = 0; i < count; i++)
    if (str_is(folded, words[i])) return true;
  return false;
}

static bool says_yes(struct arena *arena, struct str text) {
  static const char *const words[] = {"y", "yes", "tick", "ticked"};
  return is_one_of(arena, text, words, sizeof words / sizeof *words);
}

static bool says_no(struct arena *arena, struct str text) {
  static const char *const words[] = {"no", "n", "not yet", "not observed", "n/a", "na", "none", "nil", "0"};
  return is_one_of(arena, text, words, sizeof words / sizeof *words);
}

/* What stands beside the boxes of a cell. */
static struct str beside(struct arena *arena, const struct box *boxes, size_t count) {
  struct text out = {.arena = arena};
  for (size_t i = 0; i < count; i++) {
    if (out.len && boxes[i].label.len) text_add_byte(&out, ' ');
    text_add(&out, boxes[i].label);
  }
  return text_str(&out);
}

static struct tick boxes_tick(struct arena *arena, const struct box *boxes, size_t count, struct str text) {
  struct tick tick = {.boxed = true, .set = boxes[0].ticked};
  struct str words = beside(arena, boxes, count);
  bool any, nothing = only_marks(words, &any) && !any;
  bool agrees = says_yes(arena, words) || (!tick.set && says_no(arena, words));
  for (size_t i = 1; i < count; i++)
    if (boxes[i].ticked != tick.set) agrees = nothing = false; /* one for yes and one for no, perhaps */
  if (!nothing && !agrees) tick.words = words.len ? words : text;
  return tick;
}

struct tick tick_read(struct arena *arena, const struct passage *passage) {
  size_t count;
  struct tick tick = {.words = STR("")};
  struct str text = str_trim(passage_text(arena, passage));
  const struct box *boxes = boxes_read(arena, passage, &count);
  if (count) return boxes_tick(arena, boxes, count, text);
  if (only_marks(text, &tick.set)) return tick;
  tick.set = says_yes(arena, text);
  if (!tick.set && !says_no(arena, text)) tick.words = text;
  return tick;
}

bool tick_plain(struct arena *arena, const struct passage *passage) {
  return !tick_read(arena, passage).words.len && !says_no(arena, passage_text(arena, passage));
}
