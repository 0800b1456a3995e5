/* Whatever call of a pack fails, and whenever: a document is whole or is not there, exit code and report tell the truth, and nothing is
 * left behind. */
#include "fault_pieces.h"
#include "file.h"
#include "opc.h"

enum { SAMPLES = 20 }; /* of the calls of a kind, so many fail in turn */
static const char *const DOCUMENTS[] = {"out/rowan-01.docx", "out/rowan-02.docx"};
static const char REPORT[] = "out/pack.json";

/* A class of two, and a folder for its pack, where an older document lies. */
static const char *bring_class(struct room *room) {
  make_inner(room, "class");
  make_inner(room, "out");
  bring(room, "samples/rowan/class.yaml", "class/class.yaml");
  bring(room, "samples/rowan/child-a.yaml", "class/child-a.yaml");
  bring(room, "samples/rowan/child-b.yaml", "class/child-b.yaml");
  return in(room, "class");
}

static struct cairn_pack pack_of(struct room *room, const char *const *class, const char *jobs) {
  return (struct cairn_pack){.folders = class,
                             .count = 1,
                             .output = in(room, "out"),
                             .terms = "1",
                             .name = "{learner.id}.docx",
                             .staff = true, /* so that nothing is held back, which is told */
                             .quiet = true,
                             .jobs = jobs};
}

/* ---- what holds beside ---- */

/* The report, where there is one, says which documents were made. */
static void check_report(struct room *room, const struct ended *end) {
  struct str report = tree_bytes(&end->tree, REPORT);
  for (size_t i = 0; report.at && i < 2; i++) {
    struct str there = tree_bytes(&end->tree, DOCUMENTS[i]);
    const char *digest = there.at ? bytes_digest(room->desk.arena, there) : "";
    const char *line =
        str_format(room->desk.arena, "\"output\": \"%s\", \"sha256\": \"%s\"", path_name(DOCUMENTS[i]), digest);
    room->wrong += (str_find(report, str_from(line)) >= 0) != (there.at != NULL);
  }
}

/* All in one, or in a zip file: of fewer when one was not made, and whole. */
static void check_whole(struct room *room, const struct ended *end, const char *name) {
  struct desk desk = desk_open();
  struct str bytes = tree_bytes(&end->tree, name);
  if (bytes.at) room->wrong += !package_open(desk.arena, in(room, name), bytes, &desk.messages);
  desk_close(&desk);
}

static void check_pack(struct room *room, const struct ended *end) {
  check_report(room, end);
  check_whole(room, end, "all.docx");
}

/* ---- packs ---- */

static void a_pack_survives_failing_calls(void **state) {
  struct room *room = *state;
  const char *const class = bring_class(room);
  struct cairn_pack what = pack_of(room, &class, "1");
  struct job job = {.verb = pack_run, .what = &what, .may_be_fewer = {REPORT}, .check = check_pack};
  fail_every_call(room, &job, SAMPLES, 200);
}

static void and_so_do_its_threads(void **state) {
  struct room *room = *state;
  const char *const class = bring_class(room);
  struct cairn_pack what = pack_of(room, &class, "2");
  struct job job = {.verb = pack_run, .what = &what, .may_be_fewer = {REPORT}, .check = check_pack};
  fail_every_call(room, &job, SAMPLES, 200);
}

static void a_pack_in_one_document_and_in_a_zip_file_survives_failing_calls(void **state) {
  struct room *room = *state;
  const char *const class = bring_class(room);
  struct cairn_pack what = pack_of(room, &class, "1");
  what.one_file = in(room, "all.docx");
  what.zip = in(room, "all.zip");
  struct job job = {.verb = pack_run,
                    .what = &what,
                    .may_be_fewer = {REPORT, "all.docx", "all.zip", "all-contents.docx"},
                    .check = check_pack};
  fail_every_call(room, &job, SAMPLES, 200);
}

int main(void) {
  machine_minds_parser();
  const struct CMUnitTest tests[] = {
      IN_A_ROOM(a_pack_survives_failing_calls),
      IN_A_ROOM(and_so_do_its_threads),
      IN_A_ROOM(a_pack_in_one_document_and_in_a_zip_file_survives_failing_calls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
