/* cairn pack */
#include "cmd.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PROGRAMS = 8 }; /* of LibreOffice at a time */

static const char HELP[] =
    "cairn pack CLASS-FOLDER... --term N -o FOLDER\n"
    "\n"
    "Makes the Word trackers of a class, or of a folder of classes, one a learner.\n"
    "\n"
    "  -o, --output FOLDER       where the documents go, and pack.json, which tells what happened to each\n"
    "      --term N              the term; --terms 1,2 makes a document of each\n"
    "      --session 2025-26     the session; otherwise each class's own\n"
    "      --name PATTERN        how documents are named; otherwise \"{learner.known-as} {session} term {term}.docx\"\n"
    "      --from FOLDER         go on from last term's documents in it, with their comments; a learner's own alone\n"
    "  -m, --mapping NAME        the mapping: a name or a file; otherwise each class's\n"
    "      --blank               trackers to type into: who, class, session, term and milestones, and no values\n"
    "      --all-rows            a row for every milestone of the frameworks\n"
    "      --staff               write comments for staff too; keep that pack in school\n"
    "      --force               replace documents although somebody changed them by hand\n"
    "  -j, --jobs N              how many are made at a time; otherwise one a core\n"
    "      --one-file PACK.docx  all of them in one document too, to be printed on both sides; PACK-contents.docx "
    "lists\n"
    "                            them\n"
    "      --zip PACK.zip        all of them in a zip file too\n"
    "      --pdf                 a PDF of each too, by LibreOffice, which must be installed\n"
    "      --shard K/N           the K-th of N parts of the learners, with a report of its own\n"
    "      --dry-run             tell what would happen, and write nothing\n"
    "  -q, --quiet               tell only what went wrong\n"
    "  -v, --verbose             tell notes too, and each document\n"
    "      --limit NAME=NUMBER   take in more, or less, than is usual; the README lists the names\n"
    "      --json                messages as lines of JSON, without values; --values adds them\n"
    "\n"
    "Exit codes: 0 done; 1 done, but some were not made, or something was left out (said); 2 wrong usage; 3 a record, "
    "class or\n"
    "mapping is wrong; 4 a document cannot be read; 5 the output cannot, or may not, be written.\n";

struct teller {
  struct telling telling;
  struct bar bar;
};

static void tell(void *context, const struct cairn_message *message) {
  struct teller *teller = context;
  bar_clear(&teller->bar);
  cmd_tell(&teller->telling, message);
}

static void show_progress(void *context, const struct cairn_progress *progress) {
  bar_draw(&((struct teller *)context)->bar, progress);
}

/* The verb's own run, with a bar where somebody looks. */
static int pack(struct cairn_pack *what, const struct telling *telling) {
  struct teller teller = {.telling = *telling};
  bar_open(&teller.bar);
  if (what->quiet || telling->json) teller.bar.shown = false;
  what->progress = show_progress;
  what->helper = cmd_confine(what->pdf && !what->dry_run ? MOST_PROGRAMS : 0);
  int code = cairn_pack(what, tell, &teller);
  cairn_helper_end(what->helper);
  return code;
}

int cmd_pack(int argc, char **argv) {
  static const struct option_row rows[] = {{"output", 'o', OPTION_VALUE, offsetof(struct cairn_pack, output)},
                                           {"term", 0, OPTION_VALUE, offsetof(struct cairn_pack, terms)},
                                           {"terms", 0, OPTION_VALUE, offsetof(struct cairn_pack, terms)},
                                           {"session", 0, OPTION_VALUE, offsetof(struct cairn_pack, session)},
                                           {"name", 0, OPTION_VALUE, offsetof(struct cairn_pack, name)},
                                           {"from", 0, OPTION_VALUE, offsetof(struct cairn_pack, from)},
                                           {"mapping", 'm', OPTION_VALUE, offsetof(struct cairn_pack, mapping)},
                                           {"blank", 0, OPTION_FLAG, offsetof(struct cairn_pack, blank)},
                                           {"all-rows", 0, OPTION_FLAG, offsetof(struct cairn_pack, all_rows)},
                                           {"staff", 0, OPTION_FLAG, offsetof(struct cairn_pack, staff)},
                                           {"force", 0, OPTION_FLAG, offsetof(struct cairn_pack, force)},
                                           {"jobs", 'j', OPTION_VALUE, offsetof(struct cairn_pack, jobs)},
                                           {"one-file", 0, OPTION_VALUE, offsetof(struct cairn_pack, one_file)},
                                           {"zip", 0, OPTION_VALUE, offsetof(struct cairn_pack, zip)},
                                           {"pdf", 0, OPTION_FLAG, offsetof(struct cairn_pack, pdf)},
                                           {"shard", 0, OPTION_VALUE, offsetof(struct cairn_pack, shard)},
                                           {"dry-run", 0, OPTION_FLAG, offsetof(struct cairn_pack, dry_run)},
                                           {"quiet", 'q', OPTION_FLAG, offsetof(struct cairn_pack, quiet)},
                                           {"verbose", 'v', OPTION_FLAG, offsetof(struct cairn_pack, verbose)},
                                           OPTION_LIMIT(cairn_pack)};
  struct cairn_pack what = {0};
  struct telling telling = {0};
  int operand,
      code = cmd_options("pack", HELP, rows, sizeof rows / sizeof *rows, &what, &telling, argc, argv, &operand);
  if (code >= 0) return code;
  if (argc == operand) return cmd_usage("pack", "which class? Give the folder of its records, or several");
  if (!what.terms) return cmd_usage("pack", "which term? Give --term N, or --terms 1,2");
  /* So that neither is written over a document or the report. */
  if (what.one_file && !cmd_ends(what.one_file, ".docx"))
    return cmd_usage("pack", "--one-file wants a name that ends in .docx");
  if (what.zip && !cmd_ends(what.zip, ".zip")) return cmd_usage("pack", "--zip wants a name that ends in .zip");
  if (what.one_file && what.shard) return cmd_usage("pack", "--one-file holds all learners: leave --shard out");
  if (what.zip && what.shard) return cmd_usage("pack", "--zip holds all learners: leave --shard out");
  if (!what.output) return cmd_usage("pack", "where to? Give the folder for the documents with -o FOLDER");
  what.folders = (const char *const *)&argv[operand];
  what.count = (size_t)(argc - operand);
  return pack(&what, &telling);
}
