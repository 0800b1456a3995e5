/* Dates by a pattern, both ways. */
#include "codec_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const MONTHS[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

int date_digits(struct str date, size_t from, size_t to) {
  int n = 0;
  for (size_t i = from; i < to && i < date.len; i++) n = n * 10 + (date.at[i] - '0');
  return n;
}

/* In so many digits at least. */
static void add_digits(struct text *out, int number, int digits) {
  for (int least = 10; digits > 1; digits--, least *= 10)
    if (number < least) text_add_byte(out, '0');
  text_add_number(out, number);
}

static void add_part(struct text *out, char letter, size_t count, struct str date) {
  int year = date_digits(date, 0, 4), month = date_digits(date, 5, 7), day = date_digits(date, 8, 10);
  const char *name = month >= 1 && month <= 12 ? MONTHS[month - 1] : "";
  if (letter == 'y')
    add_digits(out, year, 4);
  else if (letter == 'M' && count >= 3)
    text_add(out, str_sub(str_from(name), 0, count == 3 ? 3 : strlen(name)));
  else
    add_digits(out, letter == 'M' ? month : day, count == 2 ? 2 : 1);
}

struct str date_print(struct arena *arena, struct str pattern, struct str date) {
  struct text out = {.arena = arena};
  for (size_t at = 0, end; at < pattern.len; at = end) {
    char letter = pattern.at[at];
    for (end = at + 1; end < pattern.len && pattern.at[end] == letter;) end++;
    if (strchr("dMy", letter))
      add_part(&out, letter, end - at, date);
    else
      text_add(&out, str_sub(pattern, at, end));
  }
  return text_str(&out);
}

int month_number(struct arena *arena, struct str word) {
  struct str folded = fold(arena, word);
  for (int i = 0; i < 12 && folded.len >= 3; i++)
    if (strncasecmp(MONTHS[i], folded.at, folded.len) == 0) return i + 1;
  return 0;
}

bool date_finish(struct arena *arena, int year, int month, int day, struct str *date) {
  *date = str_from(str_format(arena, "%04d-%02d-%02d", year, month, day));
  return date_valid(*date);
}

/* ---- by a pattern ---- */

static size_t same_letters(struct str pattern, size_t at) {
  size_t end = at + 1;
  while (end < pattern.len && pattern.at[end] == pattern.at[at]) end++;
  return end - at;
}

/* The digits or letters at the head of a text, at most so many. */
static struct str head_of(struct str text, int (*kind)(int), size_t most) {
  size_t len = 0;
  while (len < text.len && len < most && kind((unsigned char)text.at[len])) len++;
  return str_sub(text, 0, len);
}

/* Reads one part of the pattern into year, month or day; gives the bytes taken, 0 for none. */
static size_t parse_part(struct arena *arena, char letter, size_t count, struct str text, int value[3]) {
  bool named = letter == 'M' && count >= 3;
  struct str part = head_of(text, named ? isalpha : isdigit, named ? text.len : letter == 'y' ? 4 : 2);
  if (!part.len || (letter == 'y' && part.len != 4)) return 0;
  value[letter == 'y' ? 0 : letter == 'M' ? 1 : 2] = named ? month_number(arena, part) : date_digits(part, 0, part.len);
  return part.len;
}

bool date_by_pattern(struct arena *arena, struct str pattern, struct str text, struct str *date) {
  int value[3] = {0};
  for (size_t at = 0, count; at < pattern.len; at += count) {
    count = same_letters(pattern, at);
    bool part = strchr("dMy", pattern.at[at]) != NULL;
    size_t taken = part ? parse_part(arena, pattern.at[at], count, text, value) : count;
    if (!taken || (!part && !str_starts(text, str_sub(pattern, at, at + count)))) return false;
    text = str_sub(text, taken, text.len);
  }
  return !text.len && date_finish(arena, value[0], value[1], value[2], date);
}
