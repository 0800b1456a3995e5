/* workbook: a spreadsheet (SpreadsheetML, ECMA-376 Part 1, 18) out of its package, to be read: sheets, what their cells show, notes. Knows
 * no learners.
 *
 * Nothing is calculated: of a formula the value counts that its program has left with it. Rows and columns count from 1.
 */
#ifndef CAIRN_WORKBOOK_H
#define CAIRN_WORKBOOK_H

#include "opc.h"

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_BOOLEAN, CELL_ERROR };

/* A cell that holds something. Its text: a number in up to 15 digits, with the noughts before it and the per cent sign that its format shows; a
 * day as YYYY-MM-DD, with Thh:mm:ss where it has a time; a time alone as hh:mm; TRUE or FALSE; #N/A. */
struct worksheet_cell {
  uint32_t row, column;
  enum cell_kind kind;
  bool formula; /* the text may be empty only then: its program has left no value */
  struct str text;
  struct str struck; /* what of it is struck out (18.4.10): by its font or a run's; empty for nothing */
};

/* A note (18.7), or a comment of a thread ([MS-XLSX] 2.6.205). */
struct worksheet_note {
  uint32_t row, column;
  struct str author, date; /* empty where nothing says them */
  struct str text;
  struct str id, parent; /* of a thread's */
  bool done;             /* the thread is resolved */
};

struct worksheet_merge {
  uint32_t row, column, last_row, last_column;
};

struct worksheet {
  struct str name;
  bool hidden;
  struct worksheet_cell *cells; /* by row, then by column; no two at one place */
  size_t cell_count;
  struct worksheet_note *notes; /* in the order of the part, those of threads behind */
  size_t note_count;
  struct worksheet_merge *merges;
  size_t merge_count;
  uint32_t last_row, last_column; /* of its cells; 0 for none */
};

struct workbook_property {
  struct str name, value;
};

struct workbook {
  const char *file;
  struct package *package;
  struct worksheet *sheets; /* in their order, hidden ones too; charts are none */
  size_t sheet_count;
  struct workbook_property *properties; /* custom ones that are texts (Part 2, 22.3) */
  size_t property_count;
};

/* NULL, with a message, for what is no workbook, is broken or goes over a limit. The bytes are borrowed. */
struct workbook *workbook_open(struct arena *arena, const char *path, struct str bytes, struct messages *messages);
struct str workbook_property(const struct workbook *book, const char *name); /* empty when it has none */
/* What stands at a place; NULL for nothing. */
const struct worksheet_cell *worksheet_cell(const struct worksheet *sheet, uint32_t row, uint32_t column);
/* The same, and at a place that a merged cell covers what that cell says. */
const struct worksheet_cell *worksheet_shown(const struct worksheet *sheet, uint32_t row, uint32_t column);
struct worksheet_merge worksheet_area(const struct worksheet *sheet, uint32_t row,
                                      uint32_t column); /* what a cell covers */
const struct worksheet_cell *worksheet_row(const struct worksheet *sheet, uint32_t row,
                                           size_t *count);         /* a row's cells, side by side */
const char *column_words(struct arena *arena, uint32_t column);    /* "C" */
bool cell_place(struct str text, uint32_t *row, uint32_t *column); /* "C7" or "$C$7" */

#endif
