/* What the files of the workbook share: the names in its parts, and a workbook while it is opened. Inside the layer. */
#ifndef CAIRN_WORKBOOK_PARTS_H
#define CAIRN_WORKBOOK_PARTS_H

#include "stream.h"
#include "workbook.h"

/* In the order of the table in workbook_names.c. */
enum {
  X_WORKBOOK = 1,
  X_WORKBOOK_PR,
  X_SHEET,
  X_SST,
  X_SI,
  X_T,
  X_PHONETIC,
  X_WORKSHEET,
  X_ROW,
  X_C,
  X_V,
  X_F,
  X_IS,
  X_RUN,
  X_RUN_LOOK,
  X_STRIKE,
  X_MERGE,
  X_NUM_FMT,
  X_FONTS,
  X_FONT,
  X_CELL_XFS,
  X_XF,
  X_AUTHOR,
  X_COMMENT,
  X_THREADED,
  X_THREADED_TEXT,
  X_PERSON,
  X_PROPERTY,
  X_LPWSTR,
  A_DATE_1904,
  A_NAME,
  A_STATE,
  A_RELATIONSHIP,
  A_R,
  A_S,
  A_T,
  A_REF,
  A_NUM_FMT_ID,
  A_FORMAT_CODE,
  A_FONT_ID,
  A_VAL,
  A_AUTHOR_ID,
  A_ID,
  A_PARENT_ID,
  A_PERSON_ID,
  A_WHEN,
  A_DONE,
  A_DISPLAY_NAME
};

extern const struct vocabulary WORKBOOK_VOCABULARY;

/* What a cell's format says: what is shown of a number (18.8.30), and whether its font strikes out. */
struct format {
  bool day, time, percent, strikes;
  unsigned digits, decimals; /* the noughts before its point, where it is nothing but noughts, and those behind it */
};

/* A text that cells share. */
struct shared {
  struct str text, struck;
  bool plain; /* some of it, or all, looks as the cell does */
};

struct opening {
  struct arena *arena;
  struct workbook *book;
  struct messages *messages;
  bool from_1904; /* days are counted from 1904 */
  struct shared *strings;
  size_t string_count;
  struct format *formats; /* one a cell format of the styles */
  size_t format_count;
  struct str *authors; /* by person: id and name side by side */
  size_t author_count;
  size_t inflated, text, cells, notes;
};

/* A part that is being read. */
struct part {
  struct opening *o;
  const char *name;
  struct arena *arena; /* its own */
  struct stream *stream;
  struct event event;
};

/* Opens a part by name; false, with a message, when it is not there or goes over a limit. */
bool part_open(struct opening *o, struct str name, struct part *part);
bool part_next(struct part *part);
bool part_close(struct part *part);                   /* false, with a message, when it was not whole */
bool part_broken(struct part *part, const char *why); /* closes it; says why, and gives false */
bool part_over(struct part *part, enum limit which);  /* closes it; tells the limit, and gives false */
bool tell_broken(struct opening *o, const char *part, const char *why);
/* A copy that lives as long as the workbook; the limit of all its texts is told by workbook_open. */
struct str keep_text(struct opening *o, struct str text);
/* A kept text where it is said again, in so many places: counted for each, since what is made of them holds it as often. */
struct str text_again(struct opening *o, struct str text, size_t times);

/* Rich text (18.4): its runs joined, without what only tells how to say it. One serves for many. */
struct rich {
  struct text text, struck;
  unsigned phonetic;
  bool plain;              /* some of it looks as the cell does */
  bool run_plain, strikes; /* so does the run that is being read; it is struck out */
};
void rich_begin(struct rich *rich, struct arena *arena);
void rich_take(struct rich *rich, const struct event *event);
bool is_off(struct str value); /* the value of a flag (22.9.2.1) that is there; without one it is on */
/* ST_Xstring (22.9.2.19): "_x000D_" is a character; line ends become LF. A character that no XML can hold stays as it is written. */
struct str xstring(struct arena *arena, struct str text);

bool read_strings(struct opening *o, struct str part);
bool read_styles(struct opening *o, struct str part);
bool read_persons(struct opening *o, struct str part);
bool read_cells(struct opening *o, struct worksheet *sheet, struct str part);
bool read_notes(struct opening *o, struct worksheet *sheet, struct str part);
void forget_threads(struct worksheet *sheet);
bool read_threads(struct opening *o, struct worksheet *sheet, struct str part);
bool read_properties(struct opening *o, struct str part);

/* A format's code, as far as it is known; builtin: its number, where it has no code. */
struct format format_of(struct str code, unsigned builtin);
/* What a cell with that number and format shows; *kind is CELL_DATE for one with a day. */
struct str number_text(struct opening *o, double number, struct format format, enum cell_kind *kind);

#endif
