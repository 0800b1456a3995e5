/* Dates and date-times as records hold them. */
#include "model.h"

/* The bytes of text have the form of pattern: d stands for a digit, anything else for itself. */
static bool has_form(struct str text, const char *pattern) {
  size_t i = 0;
  for (; i < text.len && pattern[i]; i++) {
    bool digit = text.at[i] >= '0' && text.at[i] <= '9';
    if (pattern[i] == 'd' ? !digit : text.at[i] != pattern[i]) return false;
  }
  return !pattern[i] && i == text.len;
}

static int number(struct str text, size_t from, size_t to) {
  int n = 0;
  for (size_t i = from; i < to; i++) n = n * 10 + text.at[i] - '0';
  return n;
}

static int days_in(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}

bool date_valid(struct str text) {
  if (!has_form(text, "dddd-dd-dd")) return false;
  int year = number(text, 0, 4), month = number(text, 5, 7), day = number(text, 8, 10);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

static bool time_valid(struct str text) {
  return has_form(text, "dd:dd:dd") && number(text, 0, 2) < 24 && number(text, 3, 5) < 60 && number(text, 6, 8) < 60;
}

static bool offset_valid(struct str text) {
  if (text.len == 0 || str_is(text, "Z")) return true;
  bool form = has_form(text, "+dd:dd") || has_form(text, "-dd:dd");
  return form && number(text, 1, 3) <= 14 && number(text, 4, 6) < 60;
}

bool datetime_valid(struct str text) {
  if (!date_valid(str_sub(text, 0, 10)) || text.len < 19 || text.at[10] != 'T') return false;
  if (!time_valid(str_sub(text, 11, 19))) return false;
  struct str rest = str_sub(text, 19, text.len);
  size_t fraction = str_starts(rest, STR(".")) ? 1 : 0;
  while (fraction && fraction < rest.len && rest.at[fraction] >= '0' && rest.at[fraction] <= '9') fraction++;
  return fraction != 1 && offset_valid(str_sub(rest, fraction, rest.len));
}
