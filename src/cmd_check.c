/* cairn check */
#include "cmd.h"

static const char HELP[] =
    "cairn check FILE...\n"
    "\n"
    "Checks records, classes, scales, frameworks and mappings, and tells every fault with its line and what to do.\n"
    "\n"
    "      --json   messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 all is right; 2 wrong usage; 3 something is wrong.\n";

int cmd_check(int argc, char **argv) {
  struct telling telling = {0};
  struct cairn_check what = {0};
  int operand, code = cmd_options("check", HELP, NULL, 0, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc == operand) return cmd_usage("check", "which files? Give at least one FILE");
  what.files = (const char *const *)&argv[operand];
  what.count = (size_t)(argc - operand);
  return cairn_check(&what, cmd_tell, &telling);
}
