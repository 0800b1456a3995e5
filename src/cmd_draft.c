/* cairn draft */
#include "cmd.h"

#include <stddef.h>

static const char HELP[] =
    "cairn draft DOCUMENT.docx [-o MAPPING.yaml]\n"
    "\n"
    "Drafts a mapping for a tracker that nobody has described: its tables, labels, headings and controls, each guess "
    "with its\n"
    "reason. Tells what `cairn read` would get with it. The draft holds nothing that somebody typed about a learner.\n"
    "\n"
    "  -o, --output MAPPING.yaml   the file to make, which must not be there yet; otherwise, or with -, standard "
    "output\n"
    "      --limit NAME=NUMBER     take in more, or less, than is usual; the README lists the names\n"
    "      --json                  messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 done; 1 done, but no tracker was found in it, or several children; 2 wrong usage; 3 a framework or "
    "scale is wrong;\n"
    "4 the document cannot be read; 5 the output cannot be written, or is there already.\n";

int cmd_draft(int argc, char **argv) {
  static const struct option_row rows[] = {{"output", 'o', OPTION_VALUE, offsetof(struct cairn_draft, output)},
                                           OPTION_LIMIT(cairn_draft)};
  struct cairn_draft what = {0};
  struct telling telling = {0};
  int operand,
      code = cmd_options("draft", HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc - operand != 1) return cmd_usage("draft", "which document? Give one DOCUMENT.docx");
  what.document = argv[operand];
  what.helper = cmd_confine(cmd_old(&what.document, 1));
  code = cairn_draft(&what, cmd_tell, &telling);
  cairn_helper_end(what.helper);
  return code;
}
