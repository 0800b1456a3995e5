/* cairn diff */
#include "cmd.h"

#include <stddef.h>

static const char HELP[] =
    "cairn diff OLD.docx NEW.docx\n"
    "\n"
    "Tells what differs between two trackers, such as the one that was sent out and the one that came back: value by "
    "value\n"
    "and comment by comment. + is what is new, \xE2\x88\x92 what is gone, \xE2\x86\x92 what it became.\n"
    "\n"
    "  -m, --mapping NAME      the mapping of both: a name or a file; otherwise, for each, as for reading\n"
    "      --limit NAME=NUMBER take in more, or less, than is usual; the README lists the names\n"
    "      --json              differences and messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 nothing differs; 1 something differs; 2 wrong usage; 3 the mapping is wrong;\n"
    "4 a document cannot be read; 5 the report cannot be written.\n";

int cmd_diff(int argc, char **argv) {
  static const struct option_row rows[] = {{"mapping", 'm', OPTION_VALUE, offsetof(struct cairn_diff, mapping)},
                                           OPTION_LIMIT(cairn_diff)};
  struct cairn_diff what = {0};
  struct telling telling = {0};
  int operand,
      code = cmd_options("diff", HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc - operand != 2) return cmd_usage("diff", "which documents? Give two, the older first");
  what.old = argv[operand];
  what.new = argv[operand + 1];
  what.json = telling.json;
  what.values = telling.values;
  what.helper = cmd_confine(cmd_old((const char *const *)&argv[operand], 2));
  code = cairn_diff(&what, cmd_tell, &telling);
  cairn_helper_end(what.helper);
  return code;
}
