/* Numbers as their formats show them: days, times, per cent, noughts before (18.8.30, 18.17.4.1). */
#include "workbook_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- formats ---- */

/* Those that have no code in the part: 14 to 17, 22 and, of East Asian programs, 27 to 36 and 50 to 58 are days; 18 to 22 and 45 to 47
 * times; 9 and 10 per cent (18.8.30). */
static struct format builtin_format(unsigned id) {
  struct format format = {0};
  format.day = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
               id == 57 || id == 58;
  format.time = (id >= 18 && id <= 22) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56;
  format.percent = id == 9 || id == 10;
  format.decimals = id == 10 ? 2 : 0;
  return format;
}

/* The bytes of what is shown as it stands at the head of a code: a quoted text, a character behind a backslash, a colour or a locale in
 * brackets; 0 for none. Hours in brackets ("[h]") are a time. */
static size_t literal(struct str code, bool *time) {
  char first = code.at[0];
  if (first == '\\' || first == '_' || first == '*') return 2;
  char close = first == '"' ? '"' : first == '[' ? ']' : '\0';
  size_t at = 1;
  if (!close) return 0;
  while (at < code.len && code.at[at] != close) at++;
  bool elapsed = first == '[' && at > 1 && strspn(code.at + 1, "hHmMsS") >= at - 1;
  *time = *time || elapsed;
  return at + 1;
}

/* "[<100]" in front of a section: it is for some numbers only. */
static bool is_condition(struct str code) {
  return code.len > 1 && code.at[0] == '[' && memchr("<=>", code.at[1], sizeof "<=>" - 1);
}

/* The letters of the first section; "m" are minutes beside hours or seconds, else months. The noughts count before the point and behind it,
 * as digits where nothing but noughts is asked for. */
static struct format coded_format(struct str code) {
  enum { MOST_DIGITS = 31 };
  struct format format = {0};
  bool months = false, general = false, only_noughts = true, point = false;
  for (size_t at = 0, skip; at < code.len && code.at[at] != ';'; at += skip) {
    int c = tolower((unsigned char)code.at[at]);
    bool elapsed = false;
    struct str rest = str_sub(code, at, code.len);
    skip = literal(rest, &elapsed);
    only_noughts = only_noughts && !elapsed && (skip ? !is_condition(rest) : c == '0');
    point = point || (!skip && c == '.');
    if (!skip && c == '0') ++*(point ? &format.decimals : &format.digits);
    format.time = format.time || elapsed || (!skip && (c == 'h' || c == 's'));
    format.day = format.day || (!skip && (c == 'd' || c == 'y'));
    months = months || (!skip && c == 'm');
    general = general || (!skip && c == 'g');
    format.percent = format.percent || (!skip && c == '%');
    if (!skip) skip = 1;
  }
  if (general) return (struct format){0};
  format.day = format.day || (months && !format.time);
  if (!only_noughts || format.digits > MOST_DIGITS) format.digits = 0;
  return format;
}

struct format format_of(struct str code, unsigned builtin) {
  return code.len ? coded_format(code) : builtin_format(builtin);
}

/* ---- the styles part (18.8) ---- */

struct code {
  unsigned id;
  struct str code;
};

static unsigned to_number(struct str text) {
  unsigned n = 0;
  for (size_t i = 0; i < text.len && i < 9 && isdigit((unsigned char)text.at[i]); i++)
    n = n * 10 + (unsigned)(text.at[i] - '0');
  return n;
}

/* Fonts stand in front of the formats that name them (18.8.39). */
struct fonts {
  ARRAY(bool) strikes; /* one a font */
  bool inside;
};

static void take_font(struct arena *arena, struct fonts *fonts, const struct event *event) {
  if (event->name == X_FONTS) fonts->inside = !event->end;
  if (event->end || !fonts->inside) return;
  if (event->name == X_FONT) *PUSH(arena, &fonts->strikes) = false;
  if (event->name == X_STRIKE && fonts->strikes.n)
    fonts->strikes.at[fonts->strikes.n - 1] = !is_off(event_value(event, A_VAL));
}

bool read_styles(struct opening *o, struct str name) {
  struct part part;
  bool inside = false;
  struct fonts fonts = {0};
  ARRAY(struct code) codes = {0};
  ARRAY(struct format) formats = {0};
  if (!part_open(o, name, &part)) return false;
  while (part_next(&part)) {
    const struct event *event = &part.event;
    unsigned id = to_number(event_value(event, A_NUM_FMT_ID)), font = to_number(event_value(event, A_FONT_ID));
    take_font(part.arena, &fonts, event);
    if (event->name == X_CELL_XFS) inside = !event->end;
    if (event->name == X_NUM_FMT && !event->end)
      *PUSH(part.arena, &codes) = (struct code){id, str_copy(part.arena, event_value(event, A_FORMAT_CODE))};
    if (event->name != X_XF || event->end || !inside) continue;
    size_t i = 0;
    while (i < codes.n && codes.at[i].id != id) i++;
    struct format *format = PUSH(o->arena, &formats);
    *format = format_of(i < codes.n ? codes.at[i].code : STR(""), id);
    format->strikes = font < fonts.strikes.n && fonts.strikes.at[font];
    if (formats.n > UINT16_MAX || codes.n > 1024) return part_broken(&part, "it holds more formats than a tracker can");
  }
  o->formats = formats.at;
  o->format_count = formats.n;
  return part_close(&part);
}

/* ---- what a number shows ---- */

enum { DAY_SECONDS = 86400, LAST_DAY = 2958465 };

/* The day so many behind 0000-03-01 in the calendar of today, by the years of 400 that repeat. */
static const char *civil_day(struct arena *arena, long days) {
  enum { ERA = 146097, BEFORE_1970 = 719468 };
  days += BEFORE_1970;
  long era = days / ERA, of_era = days - era * ERA;
  long year_of = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  long of_year = of_era - (365 * year_of + year_of / 4 - year_of / 100), month = (5 * of_year + 2) / 153;
  long day = of_year - (153 * month + 2) / 5 + 1, year = year_of + era * 400 + (month >= 10);
  return str_format(arena, "%04ld-%02ld-%02ld", year, month < 10 ? month + 3 : month - 9, day);
}

/* NULL for a number that is no day: before the first, 29 February 1900, which was none, or behind the year 9999. */
static const char *serial_day(struct arena *arena, long days, bool from_1904) {
  enum { FIRST_1900 = -25567, FIRST_1904 = -24107, LEAP_DAY = 60 };
  if (days < (from_1904 ? 0 : 1) || days > LAST_DAY || (!from_1904 && days == LEAP_DAY)) return NULL;
  if (from_1904) return civil_day(arena, FIRST_1904 + days);
  return civil_day(arena, FIRST_1900 + days - 1 - (days > LEAP_DAY));
}

static const char *time_words(struct arena *arena, long seconds, bool alone) {
  long hours = seconds / 3600, minutes = seconds / 60 % 60;
  if (alone && seconds % 60 == 0) return str_format(arena, "%02ld:%02ld", hours, minutes);
  return str_format(arena, "%02ld:%02ld:%02ld", hours, minutes, seconds % 60);
}

static struct str plain_number(struct opening *o, double number, struct format format) {
  if (format.percent) return str_from(str_format(o->arena, "%.*f%%", (int)(format.decimals % 16), number * 100));
  bool whole = number >= 0 && number < 1e15 && number == (double)(long long)number;
  if (format.digits && whole) return str_from(str_format(o->arena, "%0*.0f", (int)format.digits, number));
  return str_from(whole ? str_format(o->arena, "%.0f", number) : str_format(o->arena, "%.15g", number));
}

struct str number_text(struct opening *o, double number, struct format format, enum cell_kind *kind) {
  struct arena *arena = o->arena;
  bool right = number >= 0 && number <= LAST_DAY + 1;
  long seconds = right ? (long)((number - (double)(long)number) * DAY_SECONDS + 0.5) : 0;
  long whole = right ? (long)number + (seconds == DAY_SECONDS) : 0;
  seconds %= DAY_SECONDS;
  const char *day = right && format.day ? serial_day(arena, whole, o->from_1904) : NULL;
  *kind = day ? CELL_DATE : CELL_NUMBER;
  if (day) return str_from(seconds ? str_format(arena, "%sT%s", day, time_words(arena, seconds, false)) : day);
  if (!format.time || format.day || !right || whole > 0) return plain_number(o, number, format);
  *kind = CELL_TEXT;
  return str_from(time_words(arena, seconds, true));
}
