/* csv: lists in plain text, a row a line, as school systems and spreadsheets write them (RFC 4180, and what programs make of it). */
#ifndef CAIRN_CSV_H
#define CAIRN_CSV_H

#include "base.h"

struct csv_row {
  size_t line; /* on which it begins, from 1 */
  struct str *fields;
  size_t *columns; /* where in its line each begins, in characters from 1 */
  size_t count;
  struct str source; /* its first line */
};

struct csv {
  const char *path;
  struct csv_row *rows; /* those without any text are left out */
  size_t count;
};

/* Reads a list: UTF-8, UTF-16 with its mark, or else Windows-1252, which is told. Fields stand between commas, semicolons or tabs, the one
 * that the first lines have the most of; they may be in quotes, and blanks at their ends do not count. False, with a message, for what
 * is no such list. */
bool csv_read(struct arena *arena, const char *path, struct messages *messages, struct csv *csv);
/* For messages: a row, and in it the field of that number, from 1 (0: its beginning). */
struct where csv_where(const struct csv *csv, const struct csv_row *row, size_t field);

#endif
