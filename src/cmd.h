/* cmd: what the verbs of the program share: options by a table, messages on standard error. */
#ifndef CAIRN_CMD_H
#define CAIRN_CMD_H

#include "cairn.h"

#include <stddef.h>

enum option_kind { OPTION_FLAG, OPTION_VALUE, OPTION_LIST };

/* One option: where its value goes in the verb's struct. */
struct option_row {
  const char *name; /* without the dashes */
  char letter;      /* '\0' for none */
  enum option_kind kind;
  size_t offset; /* of a bool, of a const char *, or, of an option that may be given again, of a const char *const * */
};

enum { MOST_LISTED = 64 };

/* How messages are told; and what the list of the verb's options is made of. */
struct telling {
  bool json, values;
  const char *list[MOST_LISTED + 1]; /* ended by NULL */
  size_t listed;
};

/* The option that every verb has which opens files. */
#define OPTION_LIMIT(verb) \
  { "limit", 0, OPTION_LIST, offsetof(struct verb, limits) }

/* Reads options into *what and *telling; operands (in order) begin at argv[*operand]. Gives -1 to go on, else the exit code: after
 * --help, or, with a message, after a wrong option. */
int cmd_options(const char *verb, const char *help, const struct option_row *rows, size_t count, void *what,
                struct telling *telling, int argc, char **argv, int *operand);
void cmd_tell(void *context, const struct cairn_message *message); /* context: a struct telling */
/* Tells what is wrong with the words of a command (of a verb; NULL: of none), which may be names of files from anywhere. */
void cmd_wrong(const char *verb, const char *sentence);
int cmd_usage(const char *verb, const char *sentence); /* tells it, and gives CAIRN_USAGE */

/* From here on the process opens files, and no more than that (cairn_confine): once all options are known, and before any input is read.
 * Gives who starts LibreOffice for it, so many at a time, which the caller ends; NULL where nobody need. */
struct cairn_helper *cmd_confine(size_t programs);
/* How many of these documents may be old ones of Word, which LibreOffice is needed for: 1 for any. */
size_t cmd_old(const char *const *documents, size_t count);

/* Whether a file's name ends so, whatever the case of its letters. */
bool cmd_ends(const char *path, const char *ending);

/* How far a run is, on a terminal; shown nowhere else, and at most ten times a second. */
struct bar {
  bool shown, drawn;
  long start, last; /* milliseconds */
};
void bar_open(struct bar *bar);
void bar_draw(struct bar *bar, const struct cairn_progress *progress);
void bar_clear(struct bar *bar); /* before anything else is said */

int cmd_fill(int argc, char **argv);
int cmd_pack(int argc, char **argv);
int cmd_read(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_draft(int argc, char **argv);
int cmd_sheet(int argc, char **argv);
int cmd_new(int argc, char **argv);

#endif
