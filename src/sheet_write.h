/* What the files of writing a workbook share. Inside the layer. */
#ifndef CAIRN_SHEET_WRITE_H
#define CAIRN_SHEET_WRITE_H

#include <xlsxwriter.h>

#include "sheet.h"

/* How cells look. */
enum look {
  LOOK_TITLE,
  LOOK_NARROW_TITLE, /* of a column that every page repeats: what goes over its edge would be cut on all but the first */
  LOOK_SUBTITLE,
  LOOK_LABEL,
  LOOK_VALUE,
  LOOK_VALUE_DATE,
  LOOK_MUTED,
  LOOK_HEAD,
  LOOK_BAND,
  LOOK_CELL,
  LOOK_CELL_DATE,
  LOOK_SMALL,
  LOOK_WARNING,
  LOOK_TURNED,
  LOOK_NUMBER,
  LOOK_COUNT
};

struct sheet_book {
  struct arena *arena;
  const struct sheet_set *set;
  struct messages *messages;
  lxw_workbook *book;
  lxw_format *looks[LOOK_COUNT];
  lxw_format **levels;          /* one a level of engagement; NULL where it has no colour */
  const struct source *record;  /* of the learner who is written */
  struct str *names;            /* of sheets, folded */
  size_t name_count, held_back; /* comments for staff */
  lxw_error error;              /* the first: see book_took */
};

struct sheet_cell {
  lxw_row_t row;
  lxw_col_t column;
};

struct sheet_range {
  lxw_row_t first;
  lxw_col_t column;
  lxw_row_t last;
  lxw_col_t last_column;
};

/* A term's sheet that was written. */
struct sheet_page {
  const char *name;
  const struct node *learner, *term;
  lxw_row_t *rows; /* one a milestone of the domain: where it stands; 0 for nowhere */
};

lxw_worksheet *add_sheet(struct sheet_book *b, const char *name);
/* A name that a sheet can have and no other has: at most 31 characters, without []:*?/\, and not History. */
const char *sheet_name(struct sheet_book *b, const char *wanted);
const char *sheet_reference(struct sheet_book *b, const char *name); /* as it stands in a formula: in quotes */

void make_looks(struct sheet_book *b);
void set_page(struct sheet_book *b, lxw_worksheet *sheet); /* A4 landscape, one page wide */
/* Whether it does; if not, a message at the node, which may be NULL. */
bool fits_cell(struct sheet_book *b, struct str text, const struct node *node);
/* Always as text, never as a formula; a cell without text keeps its look. */
void write_text(struct sheet_book *b, lxw_worksheet *sheet, struct sheet_cell cell, struct str text,
                const struct node *node, enum look look);
/* As a day; as text where a spreadsheet has none. */
void write_day(struct sheet_book *b, lxw_worksheet *sheet, struct sheet_cell cell, const struct node *node,
               enum look look);
/* Text in which "_x000D_" is no escape (22.9.2.19, ST_Xstring). */
struct str escape_string(struct arena *arena, struct str text);
/* Minds what the library says of a thing that it was given, and memory that it lacked since errno was cleared: a workbook in which
 * something is missing is not written. */
void book_took(struct sheet_book *b, lxw_error error);

/* The height in points of a row whose cells want so many lines, which grows with what is typed into it. */
double grown_height(size_t lines);
#define GROWN_MARK ".25\""
/* The lines of a text in a column so wide. */
size_t lines_of(struct str text, double width);

lxw_color_t sheet_colour(const struct level *level); /* white for none */
bool is_dark(lxw_color_t colour);
void colour_levels(struct sheet_book *b, lxw_worksheet *sheet, struct sheet_range range); /* by conditions */

/* What a term says of a milestone; NULL for nothing. */
const struct node *entry_of(const struct node *term, struct str milestone);
const struct level *engagement_of(const struct sheet_book *b, const struct node *entry); /* NULL for none */
/* The one support that stands for several: the first of the scale that is none alongside others; NULL for none. */
const struct level *one_support(const struct sheet_book *b, const struct node *entry);
/* What the note on the cell of supports says; empty for nothing. */
struct str cell_note(struct sheet_book *b, const struct node *entry);

struct sheet_page write_term(struct sheet_book *b, const struct node *learner, const struct node *term,
                             const char *name);
void write_key(struct sheet_book *b, const char *name); /* and the names by which lists refer to it */
extern const char LIST_OF_LEVELS[], LIST_OF_SUPPORTS[];
void write_over_time(struct sheet_book *b, const char *name, const struct sheet_page *pages, size_t count);
/* Of the pages of one term. */
void write_overview(struct sheet_book *b, lxw_worksheet *sheet, const char *name, const struct sheet_page *pages,
                    size_t count);

bool is_sheet_part(const struct entry *entry);
/* False, with a message, for a workbook of the library's from which a link, a type or a look is missing. */
bool sheet_whole(struct package *package, struct messages *messages);

#endif
