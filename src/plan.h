/* plan: a document and a mapping, compiled: every place, table, row and block found once. Immutable; threads may share it. */
#ifndef CAIRN_PLAN_H
#define CAIRN_PLAN_H

#include "codec.h"
#include "place.h"
#include "tick.h"

/* A cell that is merged down (17.4.84) over rows of several milestones, or over one below its own: it speaks of each of them. */
struct merge {
  const struct row *top; /* the row of its uppermost part, where its words stand */
  size_t column;
  size_t first, end; /* the rows of the plan that it spans */
  size_t speaker;    /* the first of them with a milestone, by which it is told; NO_ROW for none */
  bool unknown;      /* one of them has a milestone that is in no framework */
  bool lined;        /* one of them has several milestones */
};

struct plan_row {
  const struct row *row;
  ARRAY(const struct merge *) merges; /* that it is a part of, in columns of the mapping's */
  const struct milestone *milestone;  /* NULL for a row whose key is not known */
  const struct area *area; /* that it stands in, by the table's heading or a band above it; NULL when none tells */
  size_t order;            /* over all rows of the plan */
  size_t line;  /* where a row has several milestones: the line of its cells that is this one's, from 1; else 0 */
  size_t lines; /* how many lines the key's cell has */
  bool shared;  /* its other cells speak of each of its milestones */
  const char *elsewhere; /* the name of another term that it stands under, so that it has no milestone; NULL for most */
  bool names_term;       /* it says only of which term the rows below it are */
  bool band;             /* one cell across, with an area's title */
  bool pattern;          /* its key is blank */
  bool blank;            /* so are all its values: it may be taken for a milestone that has no row */
  bool repeated;         /* an earlier row has this milestone */
  bool heads;            /* it repeats the header */
  bool goes_on;          /* the first of a part, without a key: the rest of the row above it, it seems */
  bool doubted;          /* its statement, or a part of it, is struck out or hidden, or a symbol stands in it */
  bool reworded;         /* its statement was changed a little; the tag tells it */
  bool tag_differs;      /* the statement's tag is another milestone's */
};

/* The column of a level in a table where a tick stands under the level's name. */
struct level_column {
  const struct level *level;
  size_t column;
};

/* Rows of several milestones stand once a milestone, one behind the other, with one and the same row. */
struct plan_table {
  struct table table;
  struct header header;   /* the rows with the columns' names; top is NO_ROW for none */
  size_t first;           /* the first row of milestones */
  size_t unknown_columns; /* of its header: those that no field lives in */
  size_t key;             /* the grid column of the milestones; NO_COLUMN for none */
  size_t *columns;        /* the grid column of each field of the group; NO_COLUMN for none */
  const char **taken_by;  /* of each field that has none since another has it: that one's key; NULL for most */
  size_t *
      *beside; /* of each field of comments: the columns of its further locators, ended by NO_COLUMN; NULL for none */
  struct level_column **levels; /* of each field of the group, ended by a level NULL; NULL unless its ticks stand so */
  struct element *block;        /* the content control that repeats with it; NULL for none */
  struct element *title;        /* the heading paragraph; NULL for none */
  const struct area *area;      /* NULL when the heading names none */
  const struct area *start;     /* that its first rows are of: its own, or that of a band in the part before it */
  bool pattern;                 /* its heading is blank: the block that others are made from */
  size_t chain;                 /* the table that this one is a part of, by its number; its own for most */
  struct plan_row *rows;        /* from the first on */
  size_t count;
  ARRAY(const struct merge *) merges; /* of its rows, in their order */
  const struct cut *cut;              /* of its model row, as it is copied; NULL before lens_settle */
};

/* A comment whose range begins in one cell of a table's rows and ends in another. */
struct span {
  const struct comment *comment;
  const struct element *tbl, *last; /* the row in which it ends */
  size_t low, high;                 /* the grid columns from that of one end to behind that of the other */
};

#define NO_COLUMN SIZE_MAX
#define NO_ROW SIZE_MAX

struct plan {
  const struct document *document;
  const struct mapping *mapping;
  struct place_index *index;
  struct places *places; /* one a field of the mapping */
  struct str session;    /* that the document says it is of; empty for none */
  struct plan_table *tables;
  size_t table_count, row_count;
  const struct element **strangers; /* tables in a block that are none of the group's: their header is not known */
  size_t stranger_count;
  bool elsewhere;     /* some rows are of another term */
  bool names_terms;   /* a term or session is named above tables or in them */
  struct span *spans; /* in the order of the comments */
  size_t span_count;
  /* Of a document from which many are made; NULL before lens_settle: */
  const struct node *said;   /* the document's data, before anything is put */
  struct cut_place **leaves; /* by field and place of it; none for shows */
};

/* That of an element; NULL for none. */
const struct plan_table *plan_table_at(const struct plan *plan, const struct element *tbl);
/* For plan_compile: every table of the group in the body. */
void plan_tables(struct arena *arena, struct plan *plan);
/* For plan_compile: every comment that stands on several cells. */
void plan_spans(struct arena *arena, struct plan *plan);
struct plan *plan_compile(struct arena *arena, const struct document *document, const struct mapping *mapping);
/* How many places of the mapping were found (data outside rows, and in rows the columns of any table), of how many, and how many rows
 * are of a known milestone. Shows do not count. */
struct plan_found {
  size_t found, of, milestones;
};
struct plan_found plan_count(const struct plan *plan);
/* The keys of those that were not found, in the mapping's order: fields that are not found, or found in several places at once. */
const char **plan_missing(struct arena *arena, const struct plan *plan, size_t *count);
/* What a template and its mapping disagree about: places not found, or found more than once. True when there was nothing. */
bool plan_check(struct arena *arena, const struct plan *plan, const char *template_name, struct messages *messages);
enum line_state {
  LINE_NONE,    /* the row has no such cell */
  LINE_FOUND,   /* with its passage */
  LINE_EMPTY,   /* the cell says nothing yet, and has no line for each milestone */
  LINE_UNCLEAR, /* its lines are not one for each milestone */
};

/* The line of a cell, or of a field's, that is this milestone's, in a row of several. */
enum line_state cell_line(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                          const struct cell *cell, struct passage *passage);
enum line_state plan_line(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                          const struct group *group, const struct field *field, struct passage *passage);
/* The lines of a cell, each a passage: whole paragraphs, or what line breaks part. 0 where changes have joined some of them. */
struct passage *cell_lines(struct arena *arena, const struct story *story, const struct cell *cell, size_t *count);
/* How many of them there are up to the last that says something. */
size_t lines_used(struct arena *arena, const struct passage *lines, size_t count);
/* A comment's marks reach into the line. */
bool line_has_comment(struct arena *arena, const struct passage *line, const struct comment *comment);
/* A place by the bytes in which it stands: those of its paragraphs, or of the control that it is. */
struct place_span {
  size_t story, from, to, n; /* n: of the datum's places */
  size_t reach;              /* how far it, or one before it in the order, reaches */
};

struct order {
  const struct places *places;
  struct place_span *at;
  size_t count;
};

/* The places of a datum by where they stand; made in the arena. */
struct order order_of(struct arena *arena, const struct places *places);
/* The first in the order, from one on, that overlaps the place; the order's count for none. */
size_t order_next(struct arena *arena, const struct order *order, const struct passage *place, size_t from);
/* What a place says where it overlaps none of the others, line by line, without blanks at its ends. */
struct str text_apart(struct arena *arena, const struct passage *place, const struct passage *others, size_t count);
/* What stands beside a place in its line, without blanks at its ends. */
struct str text_beside(struct arena *arena, const struct passage *place);
/* Whether two passages have a paragraph of one story in common. */
bool share_paragraph(const struct passage *a, const struct passage *b);
/* The name of another term or session that rows would stand under, were the document of these ("" for one that is not known); NULL
 * for none. */
const char *plan_other_term(struct arena *arena, const struct plan *plan, struct str term, struct str session);
/* The passage of a group's field in a row; false when the row has none. */
bool plan_passage(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                  const struct group *group, const struct field *field, struct passage *passage);
/* What the cell under a level's header says of it: nothing, that it is this one, or what nobody can tell. */
enum plan_tick { PLAN_BLANK, PLAN_TICKED, PLAN_UNCLEAR };
enum plan_tick plan_tick(struct arena *arena, const struct field *field, const struct passage *passage);
/* Whether a level's own cell says that it is this one: by a tick, or, where shading says it, by any colour. */
bool plan_chosen(struct arena *arena, const struct field *field, const struct passage *passage);
/* The merged cell that the row has a part of in a grid column; NULL for none. */
const struct merge *row_merge(const struct plan_row *row, size_t column);
/* The row of the cell's uppermost part, with the milestone of this row. */
struct plan_row merge_row(const struct plan_row *row, const struct merge *merge);
/* Whether some cell of it, in a column of the mapping's, goes on from the row above. */
bool row_joins(const struct group *group, const struct plan_table *table, const struct row *row);
/* How many rows of the table start before this byte. */
size_t rows_above(const struct plan_table *table, size_t place);
/* Where a row may go that is to go to this byte: behind the rows that share a merged cell of the mapping's columns. */
size_t merge_past(const struct group *group, const struct plan_table *table, size_t place);
/* Whether some field of the group lives in this grid column of the table. */
bool column_known(const struct group *group, const struct plan_table *table, size_t column);
/* Where a row stands, in a reader's words, with its line. */
const char *plan_row_words(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                           const struct plan_row *row);
/* The cell that a group's field (a column or comments locator) stands in; NULL for none. */
const struct cell *plan_cell(const struct plan_table *table, const struct plan_row *row, const struct group *group,
                             const struct field *field);
/* The cells of a field of comments, one for each of its locators that the table has; new ones go to the first. */
struct comment_cells {
  ARRAY(const struct cell *) list;
};
struct comment_cells plan_comment_cells(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                                        const struct group *group, const struct field *field);
/* Whether the comment stands on the cell: its range reaches there, and the cell is in one of the columns between its ends. */
bool span_on_cell(const struct span *span, const struct cell *cell);
bool span_around(const struct plan *plan,
                 const struct element *e); /* some comment begins before it and ends behind it */
/* Where a row may go that is to go to this byte: behind the rows of a comment that would otherwise be said of it too. */
size_t span_past(const struct plan *plan, size_t place);
/* What a comment stands on, in a reader's words: a table, some of its rows, or the place where it begins. */
const char *comment_words(struct arena *arena, const struct place_index *index, const struct comment *comment);

#endif
