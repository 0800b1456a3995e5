/* base: slices, text, folding, messages, limits. */
#include "check.h"

/* ---- slices ---- */

static void slices_are_cut_to_what_is_there(void **state) {
  (void)state;
  struct str word = STR("milestone");
  assert_true(str_is(str_sub(word, 0, 4), "mile"));
  assert_true(str_is(str_sub(word, 4, 99), "stone"));
  assert_true(str_is(str_sub(word, 99, 100), ""));
  assert_true(str_is(str_sub(word, 5, 2), ""));
  assert_true(str_is(str_from(NULL), ""));
  assert_true(str_starts(word, STR("mile")));
  assert_false(str_starts(word, STR("milestones")));
}

static void a_slice_is_found_inside_another(void **state) {
  (void)state;
  static const struct {
    const char *in, *what;
    ptrdiff_t at;
  } cases[] = {{"aab", "ab", 1}, {"ab", "abc", -1}, {"", "a", -1}, {"a", "", -1}, {"aaab", "aab", 1}, {"xyz", "z", 2}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(str_find(str_from(cases[i].in), str_from(cases[i].what)), cases[i].at);
}

static void slices_have_an_order(void **state) {
  (void)state;
  assert_true(str_compare(STR("a"), STR("b")) < 0);
  assert_true(str_compare(STR("ab"), STR("a")) > 0);
  assert_int_equal(str_compare(STR("a"), STR("a")), 0);
  assert_int_equal(str_compare(STR(""), STR("")), 0);
}

static void blanks_at_the_edges_are_trimmed_and_those_inside_stay(void **state) {
  (void)state;
  assert_true(str_is(str_trim(STR(" \t\r\n\u00A0\u202Fa  b\u00A0 ")), "a  b"));
  assert_true(str_is(str_trim(STR(" \n ")), ""));
  assert_true(str_is(str_trim(STR("")), ""));
}

/* ---- UTF-8 ---- */

static void what_is_not_utf8_or_not_for_xml_is_found(void **state) {
  (void)state;
  const struct {
    struct str text;
    size_t bad;
  } cases[] = {
      {STR("plain\ttext\r\n"), 12},
      {STR("é–😀"), 9},
      {STR("a\x01"), 1},
      {STR("a\0b"), 1},
      {STR("ab\xC3"), 2},
      {STR("\x80"), 0},
      {STR("\xC0\xAF"), 0},
      {STR("\xE0\x80\x80"), 0},
      {STR("a\xED\xA0\x80"), 1},
      {STR("\xF4\x90\x80\x80"), 0},
      {STR("x\xEF\xBF\xBE"), 1},
      {STR("x\xEF\xBF\xBF"), 1},
      {STR("x\xEF\xBF\xBD\xEE\x80\x80"), 7},
      {STR("\x7F\xC2\x85"), 3},
      {STR("\xF5\x80\x80\x80"), 0},
      {STR("\xE2\x82"), 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_int_equal(utf8_bad(cases[i].text), cases[i].bad);
}

static void every_code_point_is_written_and_read_alike(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct text text = {.arena = desk.arena};
  for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 37) {
    if (c >= 0xD800 && c < 0xE000) continue;
    text.len = 0;
    text_add_utf8(&text, c);
    size_t at = 0;
    assert_int_equal(utf8_next(text_str(&text), &at), c);
    assert_int_equal(at, text.len);
  }
  desk_close(&desk);
}

/* ---- folding ---- */

static void labels_that_people_take_for_one_fold_alike(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"Early awareness", "early  Awareness:"},
      {"Type of support", " TYPE\tof\nsupport : "},
      {"Child’s views", "child's views"},
      {"“Preferred”", "\"preferred\""},
      {"MÒRAG", "mòrag"},
      {"2025–26", "2025-26"},
      {"Term\u00A01", "term 1"},
      {"", " : "},
      {"Ā", "ā"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_true(fold_equal(str_from(cases[i][0]), str_from(cases[i][1])));
  desk_close(&desk);
}

static void but_other_labels_do_not(void **state) {
  (void)state;
  struct desk desk = desk_open();
  assert_true(fold_equal(STR(" : "), STR("")) && fold_equal(STR("\xE2\x80\x9CName\xE2\x80\x9D:"), STR("\"name\"")));
  assert_false(fold_equal(STR("Name"), STR("Same")) || fold_equal(STR(":"), STR("a")));
  assert_false(fold_equal(STR("Visual"), STR("Visuals")));
  assert_false(fold_equal(STR("a: b"), STR("a b")));
  assert_false(fold_equal(STR("Mòrag"), STR("Morag")));
  assert_true(fold_equal(STR("Zoë"), STR("ZOE\xCC\x88")) && fold_equal(STR("M\xC3\x92rag"), STR("mo\xCC\x80rag")));
  assert_true(fold_equal(STR("\xC5\xB9o\xE1\xBA\xBF"), STR("z\xCC\x81oe\xCC\x82\xCC\x81"))); /* Źoế */
  assert_false(fold_equal(STR("Zoe\xCC\x88"), STR("Zoe")) || fold_equal(STR("Zoe\xCC\x81"), STR("Zoë")));
  assert_false(fold_equal(STR("q\xCC\x88"), STR("q")));
  assert_false(fold_equal(STR("×"), STR("÷")));
  desk_close(&desk);
}

static void the_nearest_word_is_found_when_one_is_near_enough(void **state) {
  (void)state;
  static const char *const words[] = {"encounter", "early-awareness", "interest", "visual"};
  static const char *const cases[][2] = {{"early-awarness", "early-awareness"},
                                         {"Early Awareness", "early-awareness"},
                                         {"intrest", "interest"},
                                         {"vsiual", "visual"},
                                         {"visual", "visual"},
                                         {"banana", NULL},
                                         {"", NULL}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *found = nearest(desk.arena, str_from(cases[i][0]), words, 4);
    if (cases[i][1])
      assert_string_equal(found, cases[i][1]);
    else
      assert_null(found);
  }
  char longest[200];
  memset(longest, 'a', sizeof longest);
  assert_null(nearest(desk.arena, (struct str){longest, sizeof longest}, words, 4));
  desk_close(&desk);
}

/* ---- messages ---- */

static const struct where LINE = {.file = "ava.yaml", .line = 3, .column = 7, .source = {"term: nine", 10}};

static void a_message_shows_file_place_line_caret_suggestion_and_advice(void **state) {
  (void)state;
  struct desk desk = desk_open();
  say(&desk.messages, MSG_BAD_TERM, LINE, "nine");
  message_suggest(&desk.messages, "1");
  assert_int_equal(desk.messages.exit, EXIT_RECORD);
  assert_int_equal(desk.messages.errors, 1);
  assert_says(&desk, "ava.yaml:3:7: `nine` is not a term\n"
                     "    term: nine\n"
                     "          ^\n"
                     "    did you mean `1`?\n"
                     "    a term is a number from 1 to 4\n");
  desk_close(&desk);
}

static void the_caret_stands_under_its_character_behind_tabs_and_accents(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct where where = {.file = "a.yaml", .line = 1, .column = 5, .source = STR("\té😀 x")};
  say(&desk.messages, MSG_BAD_TERM, where, "x");
  assert_says(&desk, "a.yaml:1:5: `x` is not a term\n    \té😀 x\n    \t   ^\n    a term is a number from 1 to 4\n");
  desk_close(&desk);
}

static void a_message_about_word_tells_the_place_in_a_readers_words(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct where where = {.file = "ava.docx", .place = "table \"Communication\", row 4"};
  say(&desk.messages, MSG_VALUE_UNREAD, where, "Somewhat");
  say(&desk.messages, MSG_CLEARED, where, "supports");
  assert_int_equal(desk.messages.exit, EXIT_PARTLY);
  assert_int_equal(desk.messages.warnings, 1);
  assert_says(&desk,
              "ava.docx: table \"Communication\", row 4: `Somewhat` was not understood; it is kept under unplaced\n"
              "ava.docx: table \"Communication\", row 4: note: cleared, since it is of another term: supports\n");
  desk_close(&desk);
}

static void the_first_error_decides_the_exit_code(void **state) {
  (void)state;
  struct desk desk = desk_open();
  say(&desk.messages, MSG_NO_PLACE, LINE, "focus");
  assert_int_equal(desk.messages.exit, EXIT_PARTLY);
  say(&desk.messages, MSG_CANNOT_WRITE, LINE, "full");
  say(&desk.messages, MSG_BAD_TERM, LINE, "x");
  say(&desk.messages, MSG_NO_PLACE, LINE, "focus");
  assert_int_equal(desk.messages.exit, EXIT_OUTPUT);
  desk_close(&desk);
}

static void what_a_terminal_would_obey_is_shown_in_letters(void **state) {
  (void)state;
  struct desk desk = desk_open();
  say(&desk.messages, MSG_BAD_TERM, ((struct where){.file = "a\x1B[2J.yaml"}), "x\u202Ey\x7F\xFF");
  assert_says(&desk, "a\\x1B[2J.yaml: `x<U+202E>y\\x7F\\xFF` is not a term\n    a term is a number from 1 to 4\n");
  desk_close(&desk);
}

static void what_misleads_the_eye_is_shown_by_its_number_and_names_are_left_alone(void **state) {
  (void)state;
  static const char *const shown[][3] = {
      {"Ava\nall is well", "Ava\\x0Aall is well", "\"Ava\\u000aall is well\""},
      {"a\tb", "a\tb", "\"a\\u0009b\""},
      {"\xC2\x9B"
       "2J",
       "<U+009B>2J", "\"\\u009b2J\""},
      {"\u2066a\u2069\u200E\u200F\u061C", "<U+2066>a<U+2069><U+200E><U+200F><U+061C>",
       "\"\\u2066a\\u2069\\u200e\\u200f\\u061c\""},
      {"a\u2028b\u2029", "a<U+2028>b<U+2029>", "\"a\\u2028b\\u2029\""},
      {"S\xECne \xF0\x9F", "S\\xECne \\xF0\\x9F", "\"S\\\\xECne \\\\xF0\\\\x9F\""},
      {"Mòrag Nic a\u2019 Ghobhainn, ليلى, שלום, क्\u200Dष", "Mòrag Nic a\u2019 Ghobhainn, ليلى, שלום, क्\u200Dष",
       "\"Mòrag Nic a\u2019 Ghobhainn, ليلى, שלום, क्\u200Dष\""},
  };
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
    struct desk desk = desk_open();
    struct text out = {.arena = desk.arena}, json = {.arena = desk.arena};
    text_add_safe(&out, str_from(shown[i][0]));
    text_add_quoted(&json, shown[i][0]);
    assert_str(&desk, text_str(&out), shown[i][1]);
    assert_str(&desk, text_str(&json), shown[i][2]);
    desk_close(&desk);
  }
}

static void messages_as_json_hold_no_values_unless_asked(void **state) {
  (void)state;
  struct desk desk = desk_open();
  say(&desk.messages, MSG_BAD_TERM, LINE, "ni\"ne\n");
  message_suggest(&desk.messages, "1");
  const struct message *message = &desk.messages.list.at[0];
  assert_str(&desk, message_json(desk.arena, message, false),
             "{\"severity\": \"error\", \"code\": \"term\", \"file\": \"ava.yaml\", \"line\": 3, \"column\": 7, "
             "\"suggestion\": \"1\"}\n");
  assert_str(&desk, message_json(desk.arena, message, true),
             "{\"severity\": \"error\", \"code\": \"term\", \"file\": \"ava.yaml\", \"line\": 3, \"column\": 7, "
             "\"suggestion\": \"1\", \"message\": \"`ni\\\"ne\\u000a` is not a term\"}\n");
  desk_close(&desk);
}

static void there_is_an_end_to_messages_and_it_is_said(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (size_t i = 0; i < limit(desk.arena, LIMIT_MESSAGES) + 100; i++) say(&desk.messages, MSG_BAD_TERM, LINE, "x");
  assert_int_equal(desk.messages.list.n, limit(desk.arena, LIMIT_MESSAGES) + 1);
  assert_int_equal(desk.messages.list.at[limit(desk.arena, LIMIT_MESSAGES)].id, MSG_TOO_MANY_MESSAGES);
  desk_close(&desk);
}

static void warnings_without_end_are_no_error_and_an_error_among_them_is_told(void **state) {
  (void)state;
  struct desk desk = desk_open();
  size_t most = limit(desk.arena, LIMIT_MESSAGES);
  for (size_t i = 0; i < most + 100; i++) say(&desk.messages, MSG_NO_TABLES_FOUND, LINE, "");
  assert_int_equal(desk.messages.list.n, most + 1);
  assert_int_equal(desk.messages.list.at[most].id, MSG_MORE_TO_SAY);
  assert_int_equal(desk.messages.exit, EXIT_PARTLY);
  for (size_t i = 0; i < 3; i++) say(&desk.messages, MSG_CANNOT_WRITE, LINE, "the disk is full");
  assert_int_equal(desk.messages.list.n, most + 2);
  assert_int_equal(desk.messages.list.at[most + 1].id, MSG_CANNOT_WRITE);
  assert_int_equal(desk.messages.exit, EXIT_OUTPUT);
  desk_close(&desk);
}

static void every_message_has_a_code_and_a_sentence_and_every_error_an_exit(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (enum message_id id = 0; id < MSG_COUNT; id++) {
    assert_true(strlen(message_code(id)) > 0);
    assert_int_equal(message_severity(id) == NOTE, message_exit(id) == EXIT_DONE);
    assert_int_equal(message_severity(id) == WARNING, message_exit(id) == EXIT_PARTLY);
    say(&desk.messages, id, LINE, "w1", "w2", "w3", "w4");
    assert_null(strstr(desk.messages.list.at[0].sentence, "%"));
    assert_null(strstr(desk.messages.list.at[0].advice, "%"));
    desk.messages = (struct messages){.arena = desk.arena};
  }
  desk_close(&desk);
}

/* ---- limits ---- */

static void every_limit_has_a_value_and_says_what_it_limits(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (enum limit which = 0; which < LIMIT_COUNT; which++) {
    assert_true(limit(desk.arena, which) > 0);
    assert_true(limit(desk.arena, which) <= limit_top(which));
    assert_true(strlen(limit_what(which)) > 0);
    assert_null(strpbrk(limit_name(desk.arena, which), "_ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  }
  desk_close(&desk);
}

static void limits_are_set_by_name_up_to_their_top(void **state) {
  (void)state;
  static const char *const settings[] = {"xml-part=128M", "depth=8", "yaml=2k", "depth=9", "document=1G", NULL};
  struct desk desk = desk_open();
  struct limits limits = *limits_table();
  assert_true(limits_set(&limits, settings, &desk.messages));
  assert_int_equal(limits.most[LIMIT_XML_PART], (size_t)128 << 20);
  assert_int_equal(limits.most[LIMIT_DEPTH], 9);
  assert_int_equal(limits.most[LIMIT_YAML], 2048);
  assert_int_equal(limits.most[LIMIT_DOCUMENT], (size_t)1 << 30);
  assert_int_equal(limits.most[LIMIT_CELLS], limits_table()->most[LIMIT_CELLS]);
  assert_true(limits_set(&limits, NULL, &desk.messages));
  desk_close(&desk);
}

static void what_is_no_setting_of_a_limit_is_told_and_sets_nothing(void **state) {
  (void)state;
  static const char *const settings[] = {"cels=9",   "cells",     "cells=",   "cells=0",   "cells=-1",
                                         "cells=9x", "cells=9MB", "cells=9G", "depth=257", "CELLS=9",
                                         "cells= 9", "",          NULL};
  struct desk desk = desk_open();
  struct limits limits = *limits_table();
  assert_false(limits_set(&limits, settings, &desk.messages));
  assert_int_equal(desk.messages.list.n, 12);
  assert_int_equal(desk.messages.exit, EXIT_USAGE);
  assert_string_equal(desk.messages.list.at[0].suggestion, "cells");
  assert_memory_equal(&limits, limits_table(), sizeof limits);
  const char *const too_many[] = {"yaml=99999999999999999999", "yaml=18446744073709551616", "yaml=17592186044417M",
                                  NULL};
  assert_false(limits_set(&limits, too_many, &desk.messages));
  assert_memory_equal(&limits, limits_table(), sizeof limits);
  desk_close(&desk);
}

static void what_goes_over_a_limit_is_told_with_its_option(void **state) {
  (void)state;
  static const struct {
    enum limit which;
    struct met met;
    const char *said;
  } cases[] = {{LIMIT_CELLS,
                {300000, NULL},
                "a.docx: there are more table cells than Cairn takes in (250000; here are 300000)\n"
                "    where you trust the file, take more in with --limit cells=300000\n"},
               {LIMIT_XML_PART,
                {0, "word/document.xml"},
                "a.docx: there are more bytes in an XML part than Cairn takes in (67108864, in word/document.xml)\n"
                "    where you trust the file, take more in with --limit xml-part=N, up to 1073741824\n"},
               {LIMIT_CELLS,
                {9000000, NULL},
                "a.docx: there are more table cells than Cairn takes in (250000; here are 9000000)\n"
                "    Cairn takes in no more, whatever is asked for\n"},
               {LIMIT_DEPTH,
                {0, NULL},
                "a.docx: there are more levels of nested elements than Cairn takes in (256)\n"
                "    Cairn takes in no more, whatever is asked for\n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct desk desk = desk_open();
    limit_tell(&desk.messages, MSG_LIMIT, (struct where){.file = "a.docx"}, cases[i].which, cases[i].met);
    assert_says(&desk, cases[i].said);
    desk_close(&desk);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(slices_are_cut_to_what_is_there),
      cmocka_unit_test(a_slice_is_found_inside_another),
      cmocka_unit_test(slices_have_an_order),
      cmocka_unit_test(blanks_at_the_edges_are_trimmed_and_those_inside_stay),
      cmocka_unit_test(what_is_not_utf8_or_not_for_xml_is_found),
      cmocka_unit_test(every_code_point_is_written_and_read_alike),
      cmocka_unit_test(labels_that_people_take_for_one_fold_alike),
      cmocka_unit_test(but_other_labels_do_not),
      cmocka_unit_test(the_nearest_word_is_found_when_one_is_near_enough),
      cmocka_unit_test(a_message_shows_file_place_line_caret_suggestion_and_advice),
      cmocka_unit_test(the_caret_stands_under_its_character_behind_tabs_and_accents),
      cmocka_unit_test(a_message_about_word_tells_the_place_in_a_readers_words),
      cmocka_unit_test(the_first_error_decides_the_exit_code),
      cmocka_unit_test(what_a_terminal_would_obey_is_shown_in_letters),
      cmocka_unit_test(what_misleads_the_eye_is_shown_by_its_number_and_names_are_left_alone),
      cmocka_unit_test(messages_as_json_hold_no_values_unless_asked),
      cmocka_unit_test(there_is_an_end_to_messages_and_it_is_said),
      cmocka_unit_test(warnings_without_end_are_no_error_and_an_error_among_them_is_told),
      cmocka_unit_test(every_message_has_a_code_and_a_sentence_and_every_error_an_exit),
      cmocka_unit_test(every_limit_has_a_value_and_says_what_it_limits),
      cmocka_unit_test(limits_are_set_by_name_up_to_their_top),
      cmocka_unit_test(what_is_no_setting_of_a_limit_is_told_and_sets_nothing),
      cmocka_unit_test(what_goes_over_a_limit_is_told_with_its_option),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
