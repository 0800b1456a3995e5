/* cairn read */
#include "cmd.h"

#include <stddef.h>
#include <string.h>

static const char HELP[] =
    "cairn read DOCUMENT.docx [-o OUT.yaml]\n"
    "\n"
    "Reads a Word tracker into a record. What it has no place for is kept under `unplaced:`.\n"
    "\n"
    "  -o, --output OUT.yaml   the record to make; otherwise, or with -, standard output\n"
    "  -m, --mapping NAME      the mapping: a name or a file; otherwise the one that made the document\n"
    "      --revisions WHICH   tracked changes as `accepted` (without the option), or the text as it was, `original`\n"
    "      --strict            exit 1 when anything is kept under `unplaced:`; the record is written all the same\n"
    "      --json              messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 done; 1 done, but something was not understood (said, and kept); 2 wrong usage; 3 the mapping is "
    "wrong;\n"
    "4 the document cannot be read; 5 the output cannot, or may not, be written.\n";

int cmd_read(int argc, char **argv) {
  static const struct option_row rows[] = {{"output", 'o', OPTION_VALUE, offsetof(struct cairn_read, output)},
                                           {"mapping", 'm', OPTION_VALUE, offsetof(struct cairn_read, mapping)},
                                           {"revisions", 0, OPTION_VALUE, offsetof(struct cairn_read, revisions)},
                                           {"strict", 0, OPTION_FLAG, offsetof(struct cairn_read, strict)}};
  struct cairn_read what = {0};
  struct telling telling = {0};
  int operand,
      code = cmd_options("read", HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc - operand != 1) return cmd_usage("read", "which document? Give one DOCUMENT.docx");
  const char *revisions = what.revisions ? what.revisions : "accepted";
  if (strcmp(revisions, "accepted") != 0 && strcmp(revisions, "original") != 0)
    return cmd_usage("read", "--revisions wants `accepted` or `original`");
  what.document = argv[operand];
  return cairn_read(&what, cmd_tell, &telling);
}
