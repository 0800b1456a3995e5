/* cairn fill */
#include "cmd.h"

#include <stddef.h>
#include <stdio.h>

static const char HELP[] =
    "cairn fill LEARNER.yaml [--session S] [--term N] -o OUT.docx\n"
    "cairn fill [LEARNER.yaml] --blank -o OUT.docx\n"
    "\n"
    "Makes a learner's Word tracker for one term from the record.\n"
    "\n"
    "  -o, --output OUT.docx     the document to make; - is standard output\n"
    "      --session 2025-26     the session; may be left out when the record has one\n"
    "      --term N              the term; may be left out when the record has one\n"
    "  -t, --template DOCUMENT   fill this document (a blank template, or the tracker as it is now) instead of the\n"
    "                            mapping's own template; all that the mapping does not name in it stays\n"
    "  -m, --mapping NAME        the mapping: a name or a file; otherwise the class's\n"
    "      --blank               a tracker to type into: who, class, session, term and milestones, and no values\n"
    "      --all-rows            a row for every milestone of the frameworks\n"
    "      --staff               write comments for staff too; keep that copy in school\n"
    "      --on-conflict WHAT    overwrite, keep or fail: where the document under -t says otherwise than the record;\n"
    "                            overwrite, when it is left out; each place is told\n"
    "      --track WHEN          never, always or auto: whether changes to the document are tracked changes, which "
    "somebody\n"
    "                            accepts or rejects in Word; auto, as when it is left out: where the document is set "
    "to\n"
    "      --author NAME         whose tracked changes they are; otherwise Cairn's\n"
    "      --force               replace OUT.docx although somebody changed it by hand\n"
    "      --drop-signature      fill a signed document, and take its signature off\n"
    "      --limit NAME=NUMBER   take in more, or less, than is usual; the README lists the names\n"
    "      --json                messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 done; 1 done, but something was left out (said); 2 wrong usage; 3 the record or mapping is wrong;\n"
    "4 the document cannot be read; 5 the output cannot, or may not, be written.\n";

/* Whether the name promises another program's file. */
static bool other_kind(const char *path) {
  static const char *const endings[] = {".xlsx", ".pdf", ".doc", ".odt", ".rtf", ".zip", ".csv", ".txt"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (cmd_ends(path, endings[i])) return true;
  return false;
}

int cmd_fill(int argc, char **argv) {
  static const struct option_row rows[] = {
      {"output", 'o', OPTION_VALUE, offsetof(struct cairn_fill, output)},
      {"session", 0, OPTION_VALUE, offsetof(struct cairn_fill, session)},
      {"term", 0, OPTION_VALUE, offsetof(struct cairn_fill, term)},
      {"template", 't', OPTION_VALUE, offsetof(struct cairn_fill, document)},
      {"mapping", 'm', OPTION_VALUE, offsetof(struct cairn_fill, mapping)},
      {"blank", 0, OPTION_FLAG, offsetof(struct cairn_fill, blank)},
      {"all-rows", 0, OPTION_FLAG, offsetof(struct cairn_fill, all_rows)},
      {"staff", 0, OPTION_FLAG, offsetof(struct cairn_fill, staff)},
      {"on-conflict", 0, OPTION_VALUE, offsetof(struct cairn_fill, on_conflict)},
      {"track", 0, OPTION_VALUE, offsetof(struct cairn_fill, track)},
      {"author", 0, OPTION_VALUE, offsetof(struct cairn_fill, author)},
      {"force", 0, OPTION_FLAG, offsetof(struct cairn_fill, force)},
      {"drop-signature", 0, OPTION_FLAG, offsetof(struct cairn_fill, drop_signature)},
      OPTION_LIMIT(cairn_fill)};
  struct cairn_fill what = {0};
  struct telling telling = {0};
  int operand,
      code = cmd_options("fill", HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc - operand > 1) return cmd_usage("fill", "one record at a time; `cairn fill` was given more");
  if (argc == operand && !what.blank)
    return cmd_usage("fill", "which record? Give LEARNER.yaml, or --blank for a tracker to type into");
  if (!what.output) return cmd_usage("fill", "where to? Give the document to make with -o OUT.docx");
  if (other_kind(what.output))
    return cmd_usage("fill", "a Word document is made: its name ends in .docx (`cairn sheet fill` makes an .xlsx)");
  what.record = argc > operand ? argv[operand] : NULL;
  cmd_confine(0);
  return cairn_fill(&what, cmd_tell, &telling);
}
