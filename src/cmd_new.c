/* cairn new */
#include "cmd.h"

#include <stddef.h>

static const char HELP[] =
    "cairn new CLASS-FOLDER --list LIST.csv [--previous FOLDER]\n"
    "\n"
    "Makes a class's folder of a school's list of names: a record a child, and class.yaml. It replaces nothing.\n"
    "\n"
    "      --list LIST.csv      the list, with names of columns such as Forename, Surname, Known as, Date of birth, "
    "SCN\n"
    "      --previous FOLDER    the folder of the year before: each child's record is carried forward, with all its "
    "terms\n"
    "      --limit NAME=NUMBER  take in more, or less, than is usual; the README lists the names\n"
    "      --json               messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "A record is known again by SCN, else by id, else by name and date of birth together. Where several could be meant "
    "none is\n"
    "taken, and you are told.\n"
    "\n"
    "Exit codes: 0 done; 1 done, but something was not clear (said); 2 wrong usage; 3 the list, or a record, is wrong; "
    "5 "
    "the folder\n"
    "cannot, or may not, be made.\n";

int cmd_new(int argc, char **argv) {
  static const struct option_row rows[] = {{"list", '\0', OPTION_VALUE, offsetof(struct cairn_new, list)},
                                           {"previous", '\0', OPTION_VALUE, offsetof(struct cairn_new, previous)},
                                           OPTION_LIMIT(cairn_new)};
  struct cairn_new what = {0};
  struct telling telling = {0};
  int operand, code = cmd_options("new", HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc != operand + 1) return cmd_usage("new", "which folder? Give one CLASS-FOLDER, which is not there yet");
  if (!what.list) return cmd_usage("new", "whose? Give the list of names with --list LIST.csv");
  what.folder = argv[operand];
  cmd_confine(0);
  return cairn_new(&what, cmd_tell, &telling);
}
