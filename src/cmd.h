/* cmd: what the verbs of the program share: options by a table, messages on standard error. */
#ifndef CAIRN_CMD_H
#define CAIRN_CMD_H

#include "cairn.h"

enum option_kind { OPTION_FLAG, OPTION_VALUE };

/* One option: where its value goes in the verb's struct. */
struct option_row {
  const char *name; /* without the dashes */
  char letter;      /* '\0' for none */
  enum option_kind kind;
  size_t offset; /* of a bool, or of a const char * */
};

/* How messages are told. */
struct telling {
  bool json, values;
};

/* Reads options into *what and *telling; operands (in order) begin at argv[*operand]. Gives -1 to go on, else the exit code: after
 * --help, or, with a message, after a wrong option. */
int cmd_options(const char *verb, const char *help, const struct option_row *rows, size_t count, void *what,
                struct telling *telling, int argc, char **argv, int *operand);
void cmd_tell(void *context, const struct cairn_message *message); /* context: a struct telling */
int cmd_usage(const char *verb, const char *sentence);             /* tells it, and gives CAIRN_USAGE */

int cmd_fill(int argc, char **argv);
int cmd_read(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_draft(int argc, char **argv);

#endif
