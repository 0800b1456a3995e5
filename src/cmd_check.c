/* cairn check */
#include "cmd.h"

static const char HELP[] =
    "cairn check FILE...\n"
    "\n"
    "Checks records, classes, scales, frameworks and mappings, and tells every fault with its line and what to do.\n"
    "Of a Word document it tells the placeholders that can be filled, or which mapping reads it and what that does not "
    "find;\n"
    "and each place that leads out of the document, and macros.\n"
    "\n"
    "      --limit NAME=NUMBER   take in more, or less, than is usual; the README lists the names\n"
    "      --json                messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 all is right; 1 a document has no placeholder and no mapping fits it, or a place is missing in it; "
    "2 "
    "wrong\n"
    "usage; 3 something is wrong; 4 a document cannot be read.\n";

int cmd_check(int argc, char **argv) {
  static const struct option_row rows[] = {OPTION_LIMIT(cairn_check)};
  struct telling telling = {0};
  struct cairn_check what = {0};
  int operand, code = cmd_options("check", HELP, rows, 1, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc == operand) return cmd_usage("check", "which files? Give at least one FILE");
  what.files = (const char *const *)&argv[operand];
  what.count = (size_t)(argc - operand);
  cmd_confine(0);
  return cairn_check(&what, cmd_tell, &telling);
}
