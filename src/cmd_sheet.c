/* cairn sheet */
#include "cmd.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "cairn sheet fill LEARNER.yaml|CLASS-FOLDER [--session S] [--term N] -o OUT.xlsx\n"
    "cairn sheet blank LEARNER.yaml|CLASS-FOLDER|FRAMEWORK [--session S] [--term N] -o OUT.xlsx\n"
    "cairn sheet read FILE.xlsx... [-o OUT.yaml | -o FOLDER/ | --into LEARNER.yaml]\n"
    "\n"
    "The digital tracker: a spreadsheet with drop-down lists, made from records and read back into them.\n"
    "`cairn sheet fill --help` and the like say more.\n";

static const char FILL_HELP[] =
    "cairn sheet fill LEARNER.yaml [--session S] [--term N] -o OUT.xlsx\n"
    "cairn sheet fill CLASS-FOLDER [--session S] [--term N] -o OUT.xlsx\n"
    "\n"
    "Makes a learner's digital tracker, with a sheet a term; or that of a class, with an overview a term and every\n"
    "child's sheets behind it. A class's workbook holds every child: it is for staff, and not for families.\n"
    "\n"
    "  -o, --output OUT.xlsx     the workbook to make; - is standard output\n"
    "      --session 2025-26     this session only; of a class, when it is left out, the one that class.yaml says\n"
    "      --term N              this term only\n"
    "      --staff               write comments for staff too; keep that copy in school\n"
    "      --force               replace OUT.xlsx although somebody changed it by hand\n"
    "      --limit NAME=NUMBER   take in more, or less, than is usual; the README lists the names\n"
    "      --json                messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 done; 1 done, but a learner without such a term was left out (said); 2 wrong usage; 3 a record or\n"
    "the mapping is wrong; 5 the output cannot, or may not, be written.\n";

static const char BLANK_HELP[] =
    "cairn sheet blank LEARNER.yaml [--session S] [--term N] -o OUT.xlsx\n"
    "cairn sheet blank CLASS-FOLDER [--session S] [--term N] -o OUT.xlsx\n"
    "cairn sheet blank FRAMEWORK [--session S] [--term N] -o OUT.xlsx\n"
    "\n"
    "Makes a digital tracker to type into: a child's, or one sheet a child of a class, with who, class, session, and\n"
    "the milestones of the child's last term (of a new child, all); or with every milestone of a framework (a name,\n"
    "such as foundation, or a file), and nobody's name.\n"
    "\n"
    "  -o, --output OUT.xlsx     the workbook to make; - is standard output\n"
    "      --session 2025-26     the session that it is for; otherwise the one that class.yaml says\n"
    "      --term N              the term that it is for; without it, staff type the term in before it can be read\n"
    "      --force               replace OUT.xlsx although somebody changed it by hand\n"
    "      --limit NAME=NUMBER   take in more, or less, than is usual; the README lists the names\n"
    "      --json                messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 done; 2 wrong usage; 3 a record, framework or mapping is wrong; 5 the output cannot, or may not, "
    "be\n"
    "written.\n";

static const char READ_HELP[] =
    "cairn sheet read FILE.xlsx... [-o OUT.yaml | -o FOLDER/ | --into LEARNER.yaml]\n"
    "\n"
    "Reads digital trackers (workbooks of Excel and LibreOffice) into records, one learner's or a whole class's. What "
    "is not\n"
    "understood is kept under `unplaced:` with its sheet and cell.\n"
    "\n"
    "  -o, --output OUT.yaml     the record to make; otherwise, or with -, standard output\n"
    "  -o, --output FOLDER/      a record a learner in a folder; what is there already is added to, as with --into\n"
    "      --into LEARNER.yaml   a record to add to or correct in its bytes: all that the workbook does not speak of "
    "stays\n"
    "  -m, --mapping NAME        the mapping whose frameworks and scales count; otherwise the workbook's or the "
    "class's\n"
    "      --strict              exit 1 when anything is kept under `unplaced:`; the record is written all the same\n"
    "      --limit NAME=NUMBER   take in more, or less, than is usual; the README lists the names\n"
    "      --json                messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Nothing is calculated: of a formula the value is taken that it last showed.\n"
    "\n"
    "Exit codes: as of `cairn read`; 4 a file is no workbook, or cannot be read.\n";

static int sheet_read_verb(int argc, char **argv) {
  static const struct option_row rows[] = {{"output", 'o', OPTION_VALUE, offsetof(struct cairn_read, output)},
                                           {"into", '\0', OPTION_VALUE, offsetof(struct cairn_read, into)},
                                           {"mapping", 'm', OPTION_VALUE, offsetof(struct cairn_read, mapping)},
                                           {"strict", 0, OPTION_FLAG, offsetof(struct cairn_read, strict)},
                                           OPTION_LIMIT(cairn_read)};
  struct cairn_read what = {0};
  struct telling telling = {0};
  int operand, code = cmd_options("sheet read", READ_HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc,
                                  argv, &operand);
  if (code >= 0) return code;
  if (argc == operand) return cmd_usage("sheet", "which workbook? Give one FILE.xlsx, or several");
  if (what.into && what.output) return cmd_usage("sheet", "where to? Give --into or -o, not both");
  what.documents = (const char *const *)&argv[operand];
  what.count = (size_t)(argc - operand);
  cmd_confine(0);
  return cairn_sheet_read(&what, cmd_tell, &telling);
}

/* What fill and blank share: one input, one output. */
static int check_sheet(const char *verb, const struct cairn_sheet *what, int operands, const char *which) {
  if (operands != 1) return cmd_usage(verb, which);
  if (!what->output) return cmd_usage(verb, "where to? Give the workbook to make with -o OUT.xlsx");
  bool named = strcmp(what->output, "-") == 0 || cmd_ends(what->output, ".xlsx");
  return named ? -1 : cmd_usage(verb, "the workbook to make wants a name that ends in .xlsx");
}

static int sheet_fill_verb(int argc, char **argv) {
  static const struct option_row rows[] = {{"output", 'o', OPTION_VALUE, offsetof(struct cairn_sheet, output)},
                                           {"session", 0, OPTION_VALUE, offsetof(struct cairn_sheet, session)},
                                           {"term", 0, OPTION_VALUE, offsetof(struct cairn_sheet, term)},
                                           {"staff", 0, OPTION_FLAG, offsetof(struct cairn_sheet, staff)},
                                           {"force", 0, OPTION_FLAG, offsetof(struct cairn_sheet, force)},
                                           OPTION_LIMIT(cairn_sheet)};
  struct cairn_sheet what = {0};
  struct telling telling = {0};
  int operand, code = cmd_options("sheet fill", FILL_HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc,
                                  argv, &operand);
  if (code < 0)
    code = check_sheet("sheet fill", &what, argc - operand, "of what? Give one LEARNER.yaml, or the folder of a class");
  if (code >= 0) return code;
  what.input = argv[operand];
  cmd_confine(0);
  return cairn_sheet_fill(&what, cmd_tell, &telling);
}

static int sheet_blank_verb(int argc, char **argv) {
  static const struct option_row rows[] = {{"output", 'o', OPTION_VALUE, offsetof(struct cairn_sheet, output)},
                                           {"session", 0, OPTION_VALUE, offsetof(struct cairn_sheet, session)},
                                           {"term", 0, OPTION_VALUE, offsetof(struct cairn_sheet, term)},
                                           {"force", 0, OPTION_FLAG, offsetof(struct cairn_sheet, force)},
                                           OPTION_LIMIT(cairn_sheet)};
  struct cairn_sheet what = {0};
  struct telling telling = {0};
  int operand, code = cmd_options("sheet blank", BLANK_HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc,
                                  argv, &operand);
  if (code < 0)
    code = check_sheet("sheet blank", &what, argc - operand,
                       "of what? Give one LEARNER.yaml, the folder of a class, or a framework");
  if (code >= 0) return code;
  what.input = argv[operand];
  cmd_confine(0);
  return cairn_sheet_blank(&what, cmd_tell, &telling);
}

int cmd_sheet(int argc, char **argv) {
  static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
  } verbs[] = {{"fill", sheet_fill_verb}, {"blank", sheet_blank_verb}, {"read", sheet_read_verb}};
  const char *name = argc > 1 ? argv[1] : "";
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (strcmp(name, verbs[i].name) == 0) return verbs[i].run(argc - 1, argv + 1);
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
    return fputs(HELP, stdout) < 0 ? CAIRN_OUTPUT : CAIRN_DONE;
  return cmd_usage("sheet", "what is to be done with the spreadsheet? Write fill, blank or read behind `cairn sheet`");
}
