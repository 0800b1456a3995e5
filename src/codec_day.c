/* Dates as people write them. */
#include "codec_parts.h"

#include <ctype.h>
#include <string.h>

/* ---- words and numbers ---- */

static struct token token_of(struct str text, bool cut) {
  static const char *const endings[] = {"st", "nd", "rd", "th"};
  struct token token = {.text = text, .cut = cut};
  while (token.digits < text.len && isdigit((unsigned char)text.at[token.digits])) token.digits++;
  struct str behind = str_sub(text, token.digits, text.len);
  for (size_t i = 0; i < 4 && token.digits; i++) token.ordinal = token.ordinal || str_is(behind, endings[i]);
  token.number = token.digits && token.digits < 9 && (!behind.len || token.ordinal);
  if (token.number) token.value = date_digits(text, 0, token.digits);
  return token;
}

size_t tokens_read(struct arena *arena, struct str text, struct token tokens[MOST_TOKENS]) {
  enum { LONGEST = 80 };
  size_t count = 0;
  if (text.len > LONGEST) return MOST_TOKENS + 1;
  struct str folded = fold(arena, text);
  for (size_t at = 0; at < folded.len;) {
    size_t from = at;
    while (at < folded.len && isalnum((unsigned char)folded.at[at])) at++;
    if (from == at && !strchr(" ,./-:'()", folded.at[at++])) return MOST_TOKENS + 1;
    if (!isalnum((unsigned char)folded.at[from])) continue;
    if (count == MOST_TOKENS) return MOST_TOKENS + 1;
    tokens[count++] = token_of(str_sub(folded, from, at), from && folded.at[from - 1] == '\'');
  }
  return count;
}

/* ---- days of the week ---- */

static const char *const WEEKDAYS[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

/* By its name or by at least three letters of its beginning ("Thurs"), or "Weds"; -1 for none. */
static int weekday_number(struct arena *arena, struct str word) {
  for (int i = 0; i < 7 && word.len >= 3; i++)
    if (str_starts(fold(arena, str_from(WEEKDAYS[i])), word)) return i;
  return str_is(word, "weds") ? 3 : -1;
}

/* Sakamoto's way to the day of the week of the Gregorian calendar. */
static int weekday_of(struct str date) {
  static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  int year = date_digits(date, 0, 4), month = date_digits(date, 5, 7), day = date_digits(date, 8, 10);
  year -= month < 3;
  return (year + year / 4 - year / 100 + year / 400 + shift[month - 1] + day) % 7;
}

const char *date_weekday(struct str date) { return WEEKDAYS[weekday_of(date)]; }

/* ---- years, months and days ---- */

struct day {
  struct arena *arena;
  int year, month, day; /* 0 for what is not said */
  int weekday;          /* -1 for none */
  bool numbered;        /* the month is a number */
};

/* Two digits are a year of this century until 2069; one before 1970 or a learner of before 2000 is written out. */
static enum date_fault set_year(struct day *day, const struct token *token) {
  enum { CENTURY = 2000, LAST = 69 };
  if (!token->number || token->ordinal || (token->digits != 4 && token->digits != 2)) return DATE_NONE;
  day->year = token->digits == 4 ? token->value : CENTURY + token->value;
  return token->digits == 2 && token->value > LAST ? DATE_NO_CENTURY : DATE_RIGHT;
}

static bool set_month(struct day *day, const struct token *token) {
  day->numbered = token->number && !token->ordinal && token->digits <= 2;
  day->month = day->numbered ? token->value : token->number ? 0 : month_number(day->arena, token->text);
  return day->month > 0;
}

static bool set_day(struct day *day, const struct token *token) {
  day->day = token->number && token->digits <= 2 ? token->value : 0;
  return day->day > 0;
}

static bool is_month(struct arena *arena, const struct token *token) {
  return !token->number && month_number(arena, token->text);
}

static enum date_fault read_three(struct day *day, const struct token *tokens, bool month_first) {
  const struct token *first = &tokens[0], *second = &tokens[1];
  if (first->number && first->digits == 4) {
    bool iso = set_month(day, second) && day->numbered && set_day(day, &tokens[2]);
    return iso ? set_year(day, first) : DATE_NONE;
  }
  bool swapped = is_month(day->arena, first) || (month_first && first->number && second->number);
  bool right = set_day(day, swapped ? second : first) && set_month(day, swapped ? first : second);
  return right ? set_year(day, &tokens[2]) : DATE_NONE;
}

/* A day without its year, or a month without its day. */
static enum date_fault read_two(struct day *day, const struct token *tokens, bool month_first) {
  const struct token *first = &tokens[0], *second = &tokens[1];
  bool year_behind = second->number && (second->digits == 4 || second->cut);
  if (year_behind) return set_month(day, first) ? DATE_NO_DAY : DATE_NONE;
  if (first->number && first->digits == 4) return set_month(day, second) ? DATE_NO_DAY : DATE_NONE;
  bool named = is_month(day->arena, first);
  if (named && !second->ordinal) return DATE_NONE; /* "Dec 25" is a day of December, or December 2025 */
  bool swapped = named || (month_first && first->number && second->number);
  bool right = set_day(day, swapped ? second : first) && set_month(day, swapped ? first : second);
  return right ? DATE_RIGHT : DATE_NONE;
}

/* The session's first year until December, its second from January on (2025-26: August 2025 to July 2026). */
static int year_in(struct str session, int month) {
  enum { AUGUST = 8 };
  return session_valid(session) ? date_digits(session, 0, 4) + (month < AUGUST) : 0;
}

static enum date_fault finish(struct day *day, struct str session, struct str *date) {
  bool order = day->numbered && day->month > 12 && day->day <= 12;
  if (order) return DATE_MONTH_FIRST;
  if (!day->year) day->year = year_in(session, day->month);
  if (!day->year) return DATE_NO_YEAR;
  if (!date_finish(day->arena, day->year, day->month, day->day, date)) return DATE_NOT_THERE;
  return day->weekday >= 0 && day->weekday != weekday_of(*date) ? DATE_WEEKDAY : DATE_RIGHT;
}

/* Takes the day of the week and small words out. */
static size_t drop_words(struct day *day, struct token *tokens, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    int weekday = weekday_number(day->arena, tokens[i].text);
    if (weekday >= 0 && day->weekday < 0)
      day->weekday = weekday;
    else if (!str_is(tokens[i].text, "of") && !str_is(tokens[i].text, "the"))
      tokens[kept++] = tokens[i];
  }
  return kept;
}

/* A pattern with the month's number before the day's says that people here write so. */
static bool is_month_first(struct str pattern) {
  ptrdiff_t month = str_find(pattern, STR("M")), day = str_find(pattern, STR("d"));
  return month >= 0 && month < day && str_find(pattern, STR("MMM")) < 0 && !str_starts(pattern, STR("y"));
}

enum date_fault date_read(struct arena *arena, struct str pattern, struct str session, struct str text,
                          struct str *date) {
  struct token tokens[MOST_TOKENS];
  struct day day = {.arena = arena, .weekday = -1};
  text = str_trim(text);
  if (date_by_pattern(arena, pattern, text, date)) return DATE_RIGHT;
  size_t count = tokens_read(arena, text, tokens);
  if (count > MOST_TOKENS) return DATE_NONE;
  count = drop_words(&day, tokens, count);
  enum date_fault fault = DATE_NONE;
  if (count == 3) fault = read_three(&day, tokens, is_month_first(pattern));
  if (count == 2) fault = read_two(&day, tokens, is_month_first(pattern));
  if (count == 1 && is_month(arena, &tokens[0])) fault = DATE_NO_DAY;
  return fault == DATE_RIGHT ? finish(&day, session, date) : fault;
}

bool date_either_way(struct str text, struct str date) {
  for (size_t i = 0; i < text.len; i++)
    if (!strchr("0123456789./- ", text.at[i])) return false;
  bool year_first = text.len > 4 && strspn(text.at, "0123456789") >= 4;
  struct str month = str_sub(date, 5, 7), day = str_sub(date, 8, 10);
  return !year_first && str_compare(day, STR("12")) <= 0 && !str_equal(day, month);
}
