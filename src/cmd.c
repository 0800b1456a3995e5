/* Options and messages of every verb. */
#include "cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { MOST_OPTIONS = 16 };

void cmd_tell(void *context, const struct cairn_message *message) {
  const struct telling *telling = context;
  const char *json = telling->values ? message->json_values : message->json;
  fputs(telling->json ? json : message->text, stderr);
}

int cmd_usage(const char *verb, const char *sentence) {
  fprintf(stderr, "cairn %s: %s\n    `cairn %s --help` shows how to use it\n", verb, sentence, verb);
  return CAIRN_USAGE;
}

static void set(const struct option_row *row, void *what, const char *value) {
  char *field = (char *)what + row->offset;
  if (row->kind == OPTION_FLAG)
    *(bool *)field = true;
  else
    *(const char **)field = value;
}

/* getopt's table of the verb's options, and of the three that all have. */
static void make_table(const struct option_row *rows, size_t count, struct option *table, char *letters) {
  size_t n = 0;
  *letters++ = ':';
  for (; n < count; n++) {
    table[n] = (struct option){rows[n].name, rows[n].kind == OPTION_VALUE, NULL, (int)n + 256};
    if (rows[n].letter) *letters++ = rows[n].letter;
    if (rows[n].letter && rows[n].kind == OPTION_VALUE) *letters++ = ':';
  }
  table[n++] = (struct option){"help", 0, NULL, 'h'};
  table[n++] = (struct option){"json", 0, NULL, 'j'};
  table[n++] = (struct option){"values", 0, NULL, 'v'};
  table[n] = (struct option){NULL, 0, NULL, 0};
  *letters = '\0';
}

static const struct option_row *find_row(const struct option_row *rows, size_t count, int found) {
  if (found >= 256) return &rows[found - 256];
  for (size_t i = 0; i < count; i++)
    if (rows[i].letter == found) return &rows[i];
  return NULL;
}

static int wrong_option(const char *verb, int found, const char *option) {
  char sentence[160];
  const char *what = found == ':' ? "wants a value behind it" : "is not an option";
  snprintf(sentence, sizeof sentence, "`%.100s` %s", option, what);
  return cmd_usage(verb, sentence);
}

int cmd_options(const char *verb, const char *help, const struct option_row *rows, size_t count, void *what,
                struct telling *telling, int argc, char **argv, int *operand) {
  struct option table[MOST_OPTIONS + 4];
  char letters[2 * MOST_OPTIONS + 2];
  int wrong = -1;
  make_table(rows, count, table, letters);
  optind = 1;
  opterr = 0;
  for (int found; (found = getopt_long(argc, argv, letters, table, NULL)) != -1;) {
    const struct option_row *row = found == 'h' || found == 'j' || found == 'v' ? NULL : find_row(rows, count, found);
    if (found == '?' || found == ':') {
      wrong = wrong_option(verb, found, argv[optind - 1]);
    } else if (found == 'h') {
      fputs(help, stdout);
      return CAIRN_DONE;
    } else if (row) {
      set(row, what, optarg);
    } else {
      telling->json = telling->json || found == 'j';
      telling->values = telling->values || found == 'v';
    }
  }
  *operand = optind;
  return wrong;
}
