/* codec_parts: what the files of the codec share. */
#ifndef CAIRN_CODEC_PARTS_H
#define CAIRN_CODEC_PARTS_H

#include "codec.h"

/* The number that these bytes of digits say. */
int date_digits(struct str date, size_t from, size_t to);
/* A month by its name or by at least three letters of its beginning ("Sept"); 0 for none. */
int month_number(struct arena *arena, struct str word);
/* YYYY-MM-DD; false when there is no such day. */
bool date_finish(struct arena *arena, int year, int month, int day, struct str *date);
/* A date written by the pattern and in no other way. */
bool date_by_pattern(struct arena *arena, struct str pattern, struct str text, struct str *date);

/* What people write years, days and terms with: words and numbers, whatever stands between them. */
struct token {
  struct str text; /* folded */
  bool number;     /* all digits, or digits and "st", "nd", "rd" or "th" */
  bool ordinal;    /* those */
  bool cut;        /* behind an apostrophe, as in '25 */
  int value;
  size_t digits;
};
/* The tokens of a text, at most MOST_TOKENS; one more than that when there are more, or when something else stands in it. */
enum { MOST_TOKENS = 6 };
size_t tokens_read(struct arena *arena, struct str text, struct token tokens[MOST_TOKENS]);

#endif
