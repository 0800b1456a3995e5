/* The texts of a workbook: shared strings and rich text. */
#include "workbook_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- escapes and line ends ---- */

/* The character that "_xHHHH_" at the head of a text stands for; -1 for none. */
static long escaped(struct str text) {
  enum { LENGTH = 7 };
  char digits[5] = {0};
  if (text.len < LENGTH || text.at[0] != '_' || text.at[1] != 'x' || text.at[LENGTH - 1] != '_') return -1;
  memcpy(digits, text.at + 2, 4);
  for (size_t i = 0; i < 4; i++)
    if (!isxdigit((unsigned char)digits[i])) return -1;
  long c = strtol(digits, NULL, 16);
  bool held = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE);
  return held ? c : -1;
}

static bool is_plain(struct str text) { return !memchr(text.at, '\r', text.len) && str_find(text, STR("_x")) < 0; }

struct str xstring(struct arena *arena, struct str text) {
  struct text out = {.arena = arena};
  if (!text.len || is_plain(text)) return text;
  for (size_t at = 0; at < text.len;) {
    long c = escaped(str_sub(text, at, text.len));
    if (c < 0)
      text_add_byte(&out, text.at[at]);
    else
      text_add_utf8(&out, (uint32_t)c);
    at += c < 0 ? 1 : 7;
  }
  struct str raw = text_str(&out);
  struct text lines = {.arena = arena};
  for (size_t at = 0; at < raw.len; at++) {
    bool pair = raw.at[at] == '\r' && at + 1 < raw.len && raw.at[at + 1] == '\n';
    if (!pair) text_add_byte(&lines, raw.at[at] == '\r' ? '\n' : raw.at[at]);
  }
  return text_str(&lines);
}

/* ---- rich text ---- */

void rich_begin(struct rich *rich, struct arena *arena) {
  rich->text.arena = rich->struck.arena = arena;
  rich->text.len = rich->struck.len = 0;
  rich->phonetic = 0;
  rich->plain = rich->strikes = false;
  rich->run_plain = true;
}

bool is_off(struct str value) { return str_is(value, "0") || str_is(value, "false"); }

static void take_look(struct rich *rich, const struct event *event) {
  if (event->name == X_RUN) {
    rich->run_plain = true;
    rich->strikes = false;
  }
  if (event->name == X_RUN_LOOK) rich->run_plain = false;
  if (event->name == X_STRIKE) rich->strikes = !is_off(event_value(event, A_VAL));
}

static void take_text(struct rich *rich, struct str text) {
  text_add(&rich->text, text);
  if (rich->strikes) text_add(&rich->struck, text);
  rich->plain = rich->plain || (rich->run_plain && text.len);
}

void rich_take(struct rich *rich, const struct event *event) {
  if (event->name == X_PHONETIC) {
    rich->phonetic += event->end ? 0 : 1;
    rich->phonetic -= event->end ? 1 : 0;
  }
  if (event->name == X_T && event->end && !rich->phonetic) take_text(rich, xstring(rich->text.arena, event->text));
  if (!event->end) take_look(rich, event);
}

/* ---- shared strings (18.4.9) ---- */

bool read_strings(struct opening *o, struct str name) {
  struct part part;
  struct rich rich = {0};
  ARRAY(struct shared) list = {0};
  if (!part_open(o, name, &part)) return false;
  while (part_next(&part)) {
    const struct event *event = &part.event;
    if (event->name == X_SI && !event->end) rich_begin(&rich, part.arena);
    if (rich.text.arena) rich_take(&rich, event);
    if (event->name != X_SI || !event->end) continue;
    if (list.n >= limit(o->arena, LIMIT_CELLS)) return part_over(&part, LIMIT_CELLS);
    struct str struck = str_trim(text_str(&rich.struck));
    *PUSH(o->arena, &list) = (struct shared){keep_text(o, text_str(&rich.text)), keep_text(o, struck), rich.plain};
  }
  o->strings = list.at;
  o->string_count = list.n;
  return part_close(&part);
}
