/* Whatever call fails, and whenever, while a digital tracker is filled, read or made to type into: a workbook or record is whole or is not there, the
 * exit code tells the truth, and nothing is left behind. */
#include "fault_pieces.h"

static const char RECORD[] = "samples/rowan/child-a.yaml";

static const char *sheet_of(struct room *room, const char *input, const char *name) {
  struct cairn_sheet what = {.input = input, .output = in(room, name), .staff = true};
  struct text said = {.arena = room->desk.arena};
  if (cairn_sheet_fill(&what, hear, &said) != CAIRN_DONE) fail_msg("%s", str_z(room->desk.arena, text_str(&said)));
  return what.output;
}

/* A class of two. */
static const char *bring_class(struct room *room) {
  make_inner(room, "class");
  bring(room, "samples/rowan/class.yaml", "class/class.yaml");
  bring(room, RECORD, "class/child-a.yaml");
  bring(room, "samples/rowan/child-b.yaml", "class/child-b.yaml");
  return in(room, "class");
}

/* ---- filling ---- */

static void a_workbook_of_a_record_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *out = sheet_of(room, RECORD, "out.xlsx"), *record = in(room, "child.yaml");
  struct str bytes = bytes_at(room->desk.arena, RECORD);
  ptrdiff_t date = str_find(bytes, STR("2025-12-05"));
  put_file(record, str_joined(room->desk.arena, str_sub(bytes, 0, (size_t)date), STR("2025-12-06"),
                              str_sub(bytes, (size_t)date + 10, bytes.len)));
  struct cairn_sheet what = {.input = record, .output = out, .staff = true};
  fail_every_call(room, &(struct job){.verb = sheet_fill_run, .what = &what, .output = "out.xlsx"}, EVERY_ONE, 150);
}

static void a_workbook_of_a_class_survives_every_failing_call(void **state) {
  struct room *room = *state;
  struct cairn_sheet what = {.input = bring_class(room), .output = in(room, "out.xlsx"), .staff = true};
  fail_every_call(room, &(struct job){.verb = sheet_fill_run, .what = &what, .output = "out.xlsx"}, EVERY_ONE, 150);
}

static void a_workbook_to_type_into_survives_every_failing_call(void **state) {
  struct room *room = *state;
  struct cairn_sheet what = {.input = RECORD, .output = in(room, "out.xlsx"), .session = "2025-26", .term = "1"};
  fail_every_call(room, &(struct job){.verb = sheet_blank_run, .what = &what, .output = "out.xlsx"}, EVERY_ONE, 150);
}

/* ---- reading ---- */

static void a_reading_of_a_workbook_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *book = sheet_of(room, RECORD, "book.xlsx"), *out = in(room, "out.yaml");
  put_file(out, STR("version: 1\nlearner: {id: rowan-01}\nterms: []\n"));
  struct cairn_read what = {.documents = &book, .count = 1, .output = out};
  fail_every_call(room, &(struct job){.verb = read_sheets_run, .what = &what, .output = "out.yaml"}, EVERY_ONE, 150);
}

static void a_reading_into_a_record_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *book = sheet_of(room, RECORD, "book.xlsx"), *into = in(room, "into.yaml");
  put_file(into, STR("version: 1\nlearner: {id: rowan-01}\nterms: []\n"));
  struct cairn_read what = {.documents = &book, .count = 1, .into = into};
  fail_every_call(room, &(struct job){.verb = read_sheets_run, .what = &what, .output = "into.yaml"}, EVERY_ONE, 150);
}

static void a_reading_of_a_class_into_a_folder_survives_every_failing_call(void **state) {
  struct room *room = *state;
  const char *book = sheet_of(room, bring_class(room), "book.xlsx");
  make_inner(room, "records");
  bring(room, RECORD, "records/rowan-01.yaml");
  struct cairn_read what = {.documents = &book, .count = 1, .output = in(room, "records/")};
  fail_every_call(room, &(struct job){.verb = read_sheets_run, .what = &what, .said = "cannot be read"}, EVERY_ONE,
                  150);
}

int main(void) {
  machine_minds_parser();
  const struct CMUnitTest tests[] = {
      IN_A_ROOM(a_workbook_of_a_record_survives_every_failing_call),
      IN_A_ROOM(a_workbook_of_a_class_survives_every_failing_call),
      IN_A_ROOM(a_workbook_to_type_into_survives_every_failing_call),
      IN_A_ROOM(a_reading_of_a_workbook_survives_every_failing_call),
      IN_A_ROOM(a_reading_into_a_record_survives_every_failing_call),
      IN_A_ROOM(a_reading_of_a_class_into_a_folder_survives_every_failing_call),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
