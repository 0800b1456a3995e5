/* What the files of reading a sheet share. Inside the layer. */
#ifndef CAIRN_SHEET_READ_PARTS_H
#define CAIRN_SHEET_READ_PARTS_H

#include "sheet.h"
#include "sheet_read.h"

enum sheet_column {
  COLUMN_ID,
  COLUMN_AREA,
  COLUMN_MILESTONE,
  COLUMN_ENGAGEMENT,
  COLUMN_SUPPORTS,
  COLUMN_DATE,
  COLUMN_SAW,
  COLUMN_NEXT_STEPS,
  COLUMN_KINDS
};

/* A header, and the rows below it until the next. */
struct header_row {
  uint32_t row, last_row;
  uint32_t columns[COLUMN_KINDS]; /* 0 for none */
};

/* Something that was not understood, or has no place. */
struct sheet_left {
  uint32_t row, column;
  size_t order; /* in which it was met */
  struct node *item;
};

struct sheet_reader {
  struct arena *arena;
  const struct workbook *book;
  const struct mapping *mapping;
  const struct field *top[TOP_PATH_COUNT], *columns[COLUMN_KINDS]; /* of the mapping; NULL where it has none */
  struct messages *messages;
  struct tab *tab; /* that is being read */
  const struct worksheet *sheet;
  bool *taken;      /* one a cell of the sheet */
  bool *note_taken; /* one a note */
  ARRAY(struct header_row) headers;
  bool month_first; /* a date of the rows has the month first */
  bool *met;        /* one a milestone of the domain: it had a row on this sheet */
  ARRAY(struct sheet_left) left;
  size_t left_bytes; /* of the statements that stand with them, one statement with many */
};

/* Finds the fields of the mapping, which each cell of a sheet may be of. */
void find_fields(struct sheet_reader *r);
/* Finds the header rows of the sheet; tells columns that could be either of two, which are not read. */
void find_headers(struct sheet_reader *r);
/* Whether a text is how a column is named. */
bool names_column(const struct sheet_reader *r, struct str text);

/* What stands beside labels: the learner and the term. */
void read_details(struct sheet_reader *r);
/* Whether a text is a label. */
bool names_detail(const struct sheet_reader *r, struct str text);
/* Whether a row is one of Cairn's own of labels with their values: then what stands beside a label is a value, whatever it says. */
bool has_own_details(const struct sheet_reader *r, uint32_t row);

void read_rows(struct sheet_reader *r);
/* The comments of a milestone: the notes on a cell. */
void read_cell_notes(struct sheet_reader *r, uint32_t row, uint32_t column, struct node *item);

/* Whether a note on a cell of supports names others beside it, and not all of them are known: then none of them is clear. */
bool supports_unclear(struct sheet_reader *r, uint32_t row, uint32_t column);
/* Lists a note, or a part of it. */
void list_note(struct sheet_reader *r, const struct worksheet_note *note, struct str text);
/* Lists what was not taken, and puts all that is listed in its order. */
void list_left(struct sheet_reader *r);
/* Tells that a cell was not understood, and lists it with what it may mean (NULL: nothing is known). */
void tell_cell(struct sheet_reader *r, const struct worksheet_cell *cell, const char *advice,
               const char *const *candidates, struct node *values);
void take_cell(struct sheet_reader *r, const struct worksheet_cell *cell);
/* True, after telling and keeping the cell, when a value of the field stands in it of which a part is struck out. */
bool struck_cell(struct sheet_reader *r, const struct worksheet_cell *cell, const struct field *field);
struct where cell_where(const struct sheet_reader *r, uint32_t row, uint32_t column);
/* The value of a cell by a field's pair; NULL for nothing, and, told and kept, for what was not understood. */
struct node *cell_value(struct sheet_reader *r, const struct worksheet_cell *cell, const struct field *field);

#endif
