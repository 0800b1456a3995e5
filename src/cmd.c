/* Options and messages of every verb. */
#include "cmd.h"
#include "base.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MOST_OPTIONS = 24 };

/* The options that all verbs have, none of them a letter: the letters are the verbs' own. */
enum { FOUND_HELP = 1, FOUND_JSON, FOUND_VALUES };

void cmd_tell(void *context, const struct cairn_message *message) {
  const struct telling *telling = context;
  const char *json = telling->values ? message->json_values : message->json;
  fputs(telling->json ? json : message->text, stderr);
}

struct wrong {
  struct text out;
  const char *verb, *sentence;
};

static void print_wrong(void *of) {
  struct wrong *wrong = of;
  text_add_safe(&wrong->out, str_from(wrong->sentence));
  fprintf(stderr, "cairn%s%s: %.*s\n", wrong->verb ? " " : "", wrong->verb ? wrong->verb : "", (int)wrong->out.len,
          wrong->out.at);
}

void cmd_wrong(const char *verb, const char *sentence) {
  struct wrong wrong = {.out = {.arena = arena_new(sys_host())}, .verb = verb, .sentence = sentence};
  if (wrong.out.arena) arena_guard(wrong.out.arena, print_wrong, &wrong); /* without memory, the exit code says it */
  arena_free(wrong.out.arena);
}

int cmd_usage(const char *verb, const char *sentence) {
  cmd_wrong(verb, sentence);
  fprintf(stderr, "    `cairn %s --help` shows how to use it\n", verb);
  return CAIRN_USAGE;
}

bool cmd_ends(const char *path, const char *ending) {
  size_t len = strlen(path), tail = strlen(ending);
  return len > tail && strcasecmp(path + len - tail, ending) == 0;
}

/* False when there is no room for it. */
static bool set(const struct option_row *row, void *what, struct telling *telling, const char *value) {
  char *field = (char *)what + row->offset;
  if (row->kind == OPTION_FLAG) *(bool *)field = true;
  if (row->kind == OPTION_VALUE) *(const char **)field = value;
  if (row->kind != OPTION_LIST) return true;
  *(const char *const **)field = telling->list;
  if (telling->listed < MOST_LISTED) telling->list[telling->listed++] = value;
  return telling->list[telling->listed - 1] == value;
}

/* getopt's table of the verb's options, and of the three that all have. */
static void make_table(const struct option_row *rows, size_t count, struct option *table, char *letters) {
  size_t n = 0;
  *letters++ = ':';
  for (; n < count; n++) {
    table[n] = (struct option){rows[n].name, rows[n].kind != OPTION_FLAG, NULL, (int)n + 256};
    if (rows[n].letter) *letters++ = rows[n].letter;
    if (rows[n].letter && rows[n].kind != OPTION_FLAG) *letters++ = ':';
  }
  table[n++] = (struct option){"help", 0, NULL, FOUND_HELP};
  table[n++] = (struct option){"json", 0, NULL, FOUND_JSON};
  table[n++] = (struct option){"values", 0, NULL, FOUND_VALUES};
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
    const struct option_row *row = found <= FOUND_VALUES ? NULL : find_row(rows, count, found);
    if (found == '?' || found == ':') {
      wrong = wrong_option(verb, found, argv[optind - 1]);
    } else if (found == FOUND_HELP) {
      fputs(help, stdout);
      return CAIRN_DONE;
    } else if (row && row->letter == 'o' && !*optarg) {
      wrong = cmd_usage(verb, "name the output: the name behind -o is empty");
    } else if (row) {
      if (!set(row, what, telling, optarg)) wrong = cmd_usage(verb, "one option was given too often");
    } else {
      telling->json = telling->json || found == FOUND_JSON;
      telling->values = telling->values || found == FOUND_VALUES;
    }
  }
  *operand = optind;
  return wrong;
}
