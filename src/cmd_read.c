/* cairn read */
#include "cmd.h"

#include <stddef.h>
#include <string.h>

static const char HELP[] =
    "cairn read DOCUMENT.docx... [-o OUT.yaml | -o FOLDER/ | --into LEARNER.yaml]\n"
    "\n"
    "Reads Word trackers into records. What it has no place for is kept under `unplaced:`. Terms of one learner are "
    "joined.\n"
    "\n"
    "  -o, --output OUT.yaml     the record to make; otherwise, or with -, standard output\n"
    "  -o, --output FOLDER/      a record a learner in a folder; what is there already is added to, as with --into\n"
    "      --into LEARNER.yaml   a record to add to or correct in its bytes: all that the documents do not speak of "
    "stays\n"
    "  -m, --mapping NAME        the mapping: a name or a file; otherwise the one that made the document, or fits it "
    "best\n"
    "      --revisions WHICH     tracked changes as `accepted` (without the option), or the text as it was, "
    "`original`\n"
    "      --strict              exit 1 when anything is kept under `unplaced:`; the record is written all the same\n"
    "      --limit NAME=NUMBER   take in more, or less, than is usual; the README lists the names\n"
    "      --json                messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Beside OUT.yaml, OUT.sources.yaml tells which document gave what, and what was corrected.\n"
    "\n"
    "Exit codes: 0 done; 1 done, but something was not understood, left apart or not read (said); 2 wrong usage; 3 the "
    "mapping or\n"
    "record is wrong; 4 a document cannot be read; 5 the output cannot, or may not, be written.\n";

int cmd_read(int argc, char **argv) {
  static const struct option_row rows[] = {{"output", 'o', OPTION_VALUE, offsetof(struct cairn_read, output)},
                                           {"into", '\0', OPTION_VALUE, offsetof(struct cairn_read, into)},
                                           {"mapping", 'm', OPTION_VALUE, offsetof(struct cairn_read, mapping)},
                                           {"revisions", 0, OPTION_VALUE, offsetof(struct cairn_read, revisions)},
                                           {"strict", 0, OPTION_FLAG, offsetof(struct cairn_read, strict)},
                                           OPTION_LIMIT(cairn_read)};
  struct cairn_read what = {0};
  struct telling telling = {0};
  int operand,
      code = cmd_options("read", HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc == operand) return cmd_usage("read", "which document? Give one DOCUMENT.docx, or several");
  if (what.into && what.output) return cmd_usage("read", "where to? Give --into or -o, not both");
  const char *revisions = what.revisions ? what.revisions : "accepted";
  if (strcmp(revisions, "accepted") != 0 && strcmp(revisions, "original") != 0)
    return cmd_usage("read", "--revisions wants `accepted` or `original`");
  what.documents = (const char *const *)&argv[operand];
  what.count = (size_t)(argc - operand);
  what.helper = cmd_confine(cmd_old(what.documents, what.count));
  code = cairn_read(&what, cmd_tell, &telling);
  cairn_helper_end(what.helper);
  return code;
}
