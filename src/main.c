/* cairn VERB ...: one cmd_*.c a verb. */
#include "cmd.h"

#include <libxml/parser.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "cairn keeps a learner's tracker as a Word document and as a record that always agree.\n"
    "\n"
    "  cairn fill LEARNER.yaml --term N -o OUT.docx   a record into a Word tracker\n"
    "  cairn fill --blank -o OUT.docx                 a tracker to type into\n"
    "  cairn read DOCUMENT.docx -o OUT.yaml           a Word tracker into a record\n"
    "  cairn diff OLD.docx NEW.docx                   what differs between two trackers\n"
    "  cairn check FILE...                            records, classes, scales, frameworks, mappings\n"
    "  cairn draft DOCUMENT.docx -o MAPPING.yaml      a mapping for a tracker nobody has described yet\n"
    "\n"
    "`cairn VERB --help` says more; `man cairn` says all; `cairn --version` tells the version.\n";

static int run(int argc, char **argv) {
  static const struct {
    const char *verb;
    int (*run)(int argc, char **argv);
  } verbs[] = {{"fill", cmd_fill}, {"read", cmd_read}, {"check", cmd_check}, {"diff", cmd_diff}, {"draft", cmd_draft}};
  const char *verb = argc > 1 ? argv[1] : "--help";
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (strcmp(verb, verbs[i].verb) == 0) return verbs[i].run(argc - 1, argv + 1);
  if (strcmp(verb, "--version") == 0) return puts("cairn " CAIRN_VERSION) < 0 ? CAIRN_OUTPUT : CAIRN_DONE;
  bool asked = argc > 1 && (strcmp(verb, "--help") == 0 || strcmp(verb, "help") == 0);
  if (argc > 1 && !asked) fprintf(stderr, "cairn: `%s` is nothing that cairn does\n", verb);
  fputs(HELP, asked ? stdout : stderr);
  return asked ? CAIRN_DONE : CAIRN_USAGE;
}

int main(int argc, char **argv) {
  signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write that fails, so nothing is left half written */
  xmlInitParser();
  int code = run(argc, argv);
  if (fflush(stdout) != 0 || ferror(stdout)) {
    fputs("cairn: standard output cannot be written\n", stderr);
    return CAIRN_OUTPUT;
  }
  return code;
}
