/* cairn VERB ...: one cmd_*.c a verb. */
#include "cmd.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { MOST_KEPT = 32 << 20 }; /* bytes; no larger threshold is taken (mallopt(3)) */

static const char HELP[] =
    "cairn keeps a learner's tracker as a Word document and as a record that always agree.\n"
    "\n"
    "  cairn fill LEARNER.yaml --term N -o OUT.docx   a record into a Word tracker\n"
    "  cairn pack CLASS-FOLDER --term N -o FOLDER     a class's trackers in one go\n"
    "  cairn fill --blank -o OUT.docx                 a tracker to type into\n"
    "  cairn read DOCUMENT.docx -o OUT.yaml           a Word tracker into a record\n"
    "  cairn diff OLD.docx NEW.docx                   what differs between two trackers\n"
    "  cairn check FILE...                            records, classes, scales, frameworks, mappings\n"
    "  cairn draft DOCUMENT.docx -o MAPPING.yaml      a mapping for a tracker nobody has described yet\n"
    "  cairn sheet fill LEARNER.yaml -o OUT.xlsx      a record into a digital tracker (a spreadsheet)\n"
    "  cairn sheet read FILE.xlsx -o OUT.yaml         a digital tracker into a record\n"
    "  cairn new CLASS-FOLDER --list LIST.csv         a class's folder from a list of names\n"
    "\n"
    "`cairn VERB --help` says more; `man cairn` says all; `cairn --version` tells the version.\n";

static void wrong_verb(const char *verb) {
  char sentence[160];
  snprintf(sentence, sizeof sentence, "`%.100s` is nothing that cairn does", verb);
  cmd_wrong(NULL, sentence);
}

static int run(int argc, char **argv) {
  static const struct {
    const char *verb;
    int (*run)(int argc, char **argv);
  } verbs[] = {{"fill", cmd_fill}, {"pack", cmd_pack},   {"read", cmd_read},   {"check", cmd_check},
               {"diff", cmd_diff}, {"draft", cmd_draft}, {"sheet", cmd_sheet}, {"new", cmd_new}};
  const char *verb = argc > 1 ? argv[1] : "--help";
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (strcmp(verb, verbs[i].verb) == 0) return verbs[i].run(argc - 1, argv + 1);
  if (strcmp(verb, "--version") == 0) return puts("cairn " CAIRN_VERSION) < 0 ? CAIRN_OUTPUT : CAIRN_DONE;
  bool asked = argc > 1 && (strcmp(verb, "--help") == 0 || strcmp(verb, "help") == 0);
  if (argc > 1 && !asked) wrong_verb(verb);
  fputs(HELP, asked ? stdout : stderr);
  return asked ? CAIRN_DONE : CAIRN_USAGE;
}

/* What one document gave back the next one takes again: it does not go to the system and back in between. */
static void keep_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, MOST_KEPT);
  mallopt(M_TRIM_THRESHOLD, MOST_KEPT);
#endif
}

/* What libxml2 would print by itself when it has no memory; we tell it. */
static void unheard(void *context, const char *format, ...) { (void)context, (void)format; }

static void begin_parser(void) {
  xmlInitParser();
  xmlSetGenericErrorFunc(NULL, unheard);
  xmlThrDefSetGenericErrorFunc(NULL, unheard); /* of threads that begin */
}

/* A standard stream that whoever started us closed would be the next file that is opened, and a message would be written into a report.
 * A folder stands there instead: it is there on every system, and neither reading nor writing it succeeds. */
static bool keep_streams(void) {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl(fd, F_GETFD) < 0 && open("/", O_RDONLY | O_DIRECTORY) != fd) return false;
  return true;
}

int main(int argc, char **argv) {
  if (!keep_streams()) return CAIRN_OUTPUT;
  signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a write that fails, so nothing is left half written */
  cairn_leave_no_core();
  keep_memory();
  begin_parser();
  int code = run(argc, argv);
  if (fflush(stdout) != 0 || ferror(stdout)) {
    fputs("cairn: standard output cannot be written\n", stderr);
    return CAIRN_OUTPUT;
  }
  return code;
}
