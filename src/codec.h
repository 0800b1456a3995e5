/* codec: pairs: a value as the text of a place, and that text as the value again.
 *
 * decode(encode(v)) = v for every value that mapping_check_record lets through; decode accepts more than encode writes (aliases,
 * other ways to write a date). Values are nodes: a text, or a list of texts for lists; NULL is nothing.
 */
#ifndef CAIRN_CODEC_H
#define CAIRN_CODEC_H

#include "mapping.h"

bool codec_is_free(const struct codec *codec); /* any words are a value of it */
/* False when the text says something that the codec cannot read; *value is then NULL. Made in the arena. */
bool codec_decode(struct arena *arena, const struct field *field, struct str text, struct node **value);
/* What is known of a text that codec_decode could not read. */
struct unread {
  const char *advice;            /* for its reader: what is not clear in it, or how to write it; "" for nothing */
  const char *const *candidates; /* what it may mean, as a document shows it, ended by NULL; or NULL */
  struct node *values;           /* the same, as a record has it: a list; NULL for none */
};
struct unread codec_unread(struct arena *arena, const struct field *field, struct str text);
/* Whether a text is how people, forms and the field leave its place empty. */
bool codec_blank(struct arena *arena, const struct field *field, struct str text);
/* The text for a value that is something. A level or support off its scale gives the id itself. */
struct str codec_encode(struct arena *arena, const struct field *field, const struct node *value);

/* A date YYYY-MM-DD by a pattern of d dd M MM MMM MMMM yyyy and literals. */
struct str date_print(struct arena *arena, struct str pattern, struct str date);
enum date_fault {
  DATE_RIGHT,
  DATE_NONE,
  DATE_NO_DAY,
  DATE_NO_YEAR,
  DATE_NO_CENTURY,
  DATE_NOT_THERE,
  DATE_MONTH_FIRST,
  DATE_WEEKDAY
};
/* A date written by the pattern, or in another of the ways of people: the day first, month as number or name, the year in four digits
 * or two (2000 to 2069), perhaps the day of the week (5 December 2025, Fri 5th Dec '25, 5/12/25, 2025-12-05). A year that is not
 * written is that of the session (2025-26: August to July); without a session such a date is none. */
enum date_fault date_read(struct arena *arena, struct str pattern, struct str session, struct str text,
                          struct str *date);
/* Whether a text of numbers alone, that was read as this date, would be another one with the month first. */
bool date_either_way(struct str text, struct str date);
/* The name of the day of the week of a date that is valid. */
const char *date_weekday(struct str date);

/* 2025-26, from two years that follow each other in the ways of people (2025/26, Session 2025 - 2026, 25-26; two digits from 70 on are
 * of the last century); false for other texts. */
bool session_read(struct arena *arena, struct str text, struct str *session);
/* 1 to 4, from the number or its word, with or without "term" (Term 1, T1, first term, one), or a word of the mapping's. */
bool term_read(struct arena *arena, const struct node *words, struct str text, struct str *term);
/* The first of the mapping's words for a term, else its number. */
struct str term_print(const struct node *words, struct str term);

#endif
