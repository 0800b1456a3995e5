/* Whatever call fails, and whenever, while a document is filled, read, drafted or compared: an output is whole or is not there, the exit code
 * tells the truth, and nothing is left behind. */
#include "fault_pieces.h"

/* Without the mapping's template, its words are taken for somebody's. */
static const char POORER[] = "its own words are listed under unplaced too";
static const char RECORD[] = "samples/rowan/child-a.yaml";

/* ---- documents to begin with ---- */

static const char *fill_term_1(struct room *room, const char *record, const char *name) {
  struct cairn_fill what = {.record = record, .term = "1", .output = in(room, name), .staff = true};
  struct text said = {.arena = room->desk.arena};
  assert_int_equal(cairn_fill(&what, hear, &said), CAIRN_DONE);
  return what.output;
}

/* The record of Child A, in which the term has another date than in its document. */
static const char *bring_older_record(struct room *room, const char *name) {
  struct str record = bytes_at(room->desk.arena, RECORD);
  ptrdiff_t date = str_find(record, STR("2025-12-05"));
  assert_true(date > 0);
  put_file(in(room, name), str_joined(room->desk.arena, str_sub(record, 0, (size_t)date), STR("2025-12-06"),
                                      str_sub(record, (size_t)date + 10, record.len)));
  return in(room, name);
}

/* ---- filling ---- */

static void a_fill_of_the_blank_template_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *record = bring(room, RECORD, "child-a.yaml"), *out = in(room, "out.docx");
  struct cairn_fill what = {.record = record, .term = "1", .output = out, .staff = true};
  fail_every_call(room, &(struct job){.verb = fill_run, .what = &what, .output = "out.docx"}, EVERY_ONE, 250);
}

static void a_refill_with_comments_over_an_older_document_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *base = fill_term_1(room, RECORD, "base.docx"), *out = bring(room, base, "out.docx");
  struct cairn_fill what = {.record = RECORD, .term = "2", .document = base, .output = out, .staff = true};
  fail_every_call(room, &(struct job){.verb = fill_run, .what = &what, .output = "out.docx"}, EVERY_ONE, 250);
}

static void a_fill_to_standard_output_survives_every_failing_call(void **state) {
  struct cairn_fill what = {.record = RECORD, .term = "1", .output = "-", .staff = true};
  fail_every_call(*state, &(struct job){.verb = fill_run, .what = &what}, EVERY_ONE, 250);
}

/* ---- reading ---- */

static void a_reading_over_an_older_record_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *base = fill_term_1(room, RECORD, "base.docx"), *out = in(room, "out.yaml");
  put_file(out, STR("version: 1\nlearner: {id: rowan-01}\nterms: []\n"));
  struct cairn_read what = {.documents = &base, .count = 1, .output = out};
  fail_every_call(room,
                  &(struct job){.verb = read_run, .what = &what, .output = "out.yaml", .said = POORER, .healed = true},
                  EVERY_ONE, 250);
}

static void a_reading_into_a_record_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *base = fill_term_1(room, RECORD, "base.docx"), *out = bring_older_record(room, "out.yaml");
  struct cairn_read what = {.documents = &base, .count = 1, .into = out};
  fail_every_call(room,
                  &(struct job){.verb = read_run, .what = &what, .output = "out.yaml", .said = POORER, .healed = true},
                  EVERY_ONE, 250);
}

static void a_reading_of_several_into_a_folder_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *const documents[] = {fill_term_1(room, RECORD, "a.docx"),
                                   fill_term_1(room, "samples/rowan/child-b.yaml", "b.docx")};
  make_inner(room, "records");
  bring_older_record(room, "records/rowan-01.yaml");
  struct cairn_read what = {.documents = documents, .count = 2, .output = in(room, "records/")};
  fail_every_call(room, &(struct job){.verb = read_run, .what = &what, .said = "cannot be read", .healed = true},
                  EVERY_ONE, 250);
}

/* LibreOffice is a function that gives a document of ours. */
static void a_reading_of_an_old_document_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *old = bring(room, "samples/legacy/old-word.doc", "old.doc");
  const char *base = fill_term_1(room, RECORD, "base.docx"), *out = in(room, "out.yaml");
  put_file(in(room, "soffice"), STR("#!/bin/false\n"));
  assert_int_equal(chmod(in(room, "soffice"), 0755), 0);
  assert_int_equal(setenv("PATH", room->path, 1), 0);
  struct cairn_read what = {.documents = &old, .count = 1, .output = out};
  fail_every_call(
      room, &(struct job){.verb = read_run, .what = &what, .output = "out.yaml", .document = base, .said = POORER},
      EVERY_ONE, 250);
}

/* ---- the other verbs ---- */

static void a_draft_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *document = bring(room, "samples/legacy/small-steps.docx", "old.docx");
  struct cairn_draft what = {.document = document, .output = in(room, "out.yaml")};
  fail_every_call(room, &(struct job){.verb = draft_run, .what = &what, .output = "out.yaml", .said = POORER},
                  EVERY_ONE, 250);
}

static void a_check_survives_every_failing_call(void **state) {
  const char *const files[] = {RECORD, "samples/rowan/class.yaml", "mappings/milestones-tracker.yaml"};
  struct cairn_check what = {.files = files, .count = 3};
  fail_every_call(*state, &(struct job){.verb = check_run, .what = &what}, EVERY_ONE, 250);
}

static void a_check_of_a_document_survives_every_failing_call(void **state) {
  const char *const files[] = {"samples/legacy/small-steps.docx", "templates/letter-home.docx"};
  struct cairn_check what = {.files = files, .count = 2};
  fail_every_call(*state, &(struct job){.verb = check_run, .what = &what, .said = POORER}, EVERY_ONE, 250);
}

static void a_comparison_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *base = fill_term_1(room, RECORD, "base.docx");
  struct cairn_diff what = {.old = base, .new = base};
  fail_every_call(room, &(struct job){.verb = compare_run, .what = &what}, EVERY_ONE, 250);
}

static void a_new_class_survives_every_failing_call(void **state) {
  struct room *room = *state;
  put_file(in(room, "list.csv"), STR("known-as,born\nAva,2018-03-04\nBo,2018-05-06\n"));
  struct cairn_new what = {.folder = in(room, "class"), .list = in(room, "list.csv")};
  fail_every_call(room, &(struct job){.verb = found_run, .what = &what, .output = "class/"}, EVERY_ONE, 80);
}

/* ---- what one failure does ---- */

static void a_rename_that_fails_takes_the_temporary_file_away(void **state) {
  static const struct fault fault = {RENAME, FAILS, EXDEV, "rename"};
  struct room *room = *state;
  const char *base = fill_term_1(room, RECORD, "base.docx"), *out = bring(room, base, "out.docx");
  struct cairn_fill what = {.record = RECORD, .term = "2", .document = base, .output = out, .staff = true};
  struct job job = {.verb = fill_run, .what = &what, .output = "out.docx"};
  struct machine m = machine_new(&fault, 1);
  struct ended end = run_job(room->desk.arena, room, &job, &m);
  assert_int_equal(end.code, CAIRN_OUTPUT);
  assert_int_equal(m.calls[UNLINK], 1);
  assert_int_equal(end.tree.n, 3); /* the two documents, and the folder for temporary files */
}

int main(void) {
  machine_minds_parser();
  const struct CMUnitTest tests[] = {
      IN_A_ROOM(a_fill_of_the_blank_template_survives_every_failing_call),
      IN_A_ROOM(a_refill_with_comments_over_an_older_document_survives_every_failing_call),
      IN_A_ROOM(a_fill_to_standard_output_survives_every_failing_call),
      IN_A_ROOM(a_reading_over_an_older_record_survives_every_failing_call),
      IN_A_ROOM(a_reading_into_a_record_survives_every_failing_call),
      IN_A_ROOM(a_reading_of_several_into_a_folder_survives_every_failing_call),
      IN_A_ROOM(a_reading_of_an_old_document_survives_every_failing_call),
      IN_A_ROOM(a_draft_survives_every_failing_call),
      IN_A_ROOM(a_check_survives_every_failing_call),
      IN_A_ROOM(a_check_of_a_document_survives_every_failing_call),
      IN_A_ROOM(a_comparison_survives_every_failing_call),
      IN_A_ROOM(a_new_class_survives_every_failing_call),
      IN_A_ROOM(a_rename_that_fails_takes_the_temporary_file_away),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
