/* codec: values in the ways that people type them, and what is told of those that are not clear. */
#include "codec_pieces.h"

/* What is told of a text that is not read: what it may mean, then what is not clear in it. */
static void assert_unread(struct desk *desk, const struct field *field, const char *text, const char *expected) {
  struct text said = {.arena = desk->arena};
  struct unread why = codec_unread(desk->arena, field, str_from(text));
  assert_not_read(desk, field, text);
  for (const struct node *id = why.values ? why.values->first : NULL; id; id = id->next) {
    text_add(&said, node_str(id));
    text_add_byte(&said, ' ');
  }
  text_add_z(&said, why.advice);
  if (!str_equal(str_trim(text_str(&said)), str_from(expected)))
    fail_msg("`%s` is told as: %s", text, str_z(desk->arena, text_str(&said)));
}

/* Levels and supports with a space between them. */
static void assert_levels(struct desk *desk, const struct field *field, const char *text, const char *expected) {
  struct node *value;
  struct text ids = {.arena = desk->arena};
  if (!codec_decode(desk->arena, field, str_from(text), &value)) fail_msg("`%s` is not read", text);
  for (const struct node *item = !value || value->kind == NODE_TEXT ? value : value->first; item; item = item->next) {
    if (ids.len) text_add_byte(&ids, ' ');
    text_add(&ids, node_str(item));
  }
  if (!str_is(text_str(&ids), expected)) fail_msg("`%s` is read as %s", text, str_z(desk->arena, text_str(&ids)));
}

/* ---- dates ---- */

static void dates_are_read_in_the_ways_that_people_write_them(void **state) {
  (void)state;
  static const char *const right[] = {"5 December 2025",
                                      " 5 Dec 2025 ",
                                      "5th December 2025",
                                      "05/12/2025",
                                      "5.12.2025",
                                      "5-12-2025",
                                      "2025-12-05",
                                      "5 DEC. 2025",
                                      "5 dec, 2025",
                                      "05 Decem 2025",
                                      "2025/12/05",
                                      "5\u00A0December\u00A02025",
                                      "5\tDecember\t2025",
                                      "5 December 2025\n",
                                      "5/12/25",
                                      "05.12.25",
                                      "5-12-25",
                                      "5–12–25",
                                      "5 / 12 / 2025",
                                      "5th Dec '25",
                                      "5th Dec ’25",
                                      "5-Dec-25",
                                      "5 December 25",
                                      "Friday 5th December 2025",
                                      "Fri. 5 Dec 2025",
                                      "Fri, 5/12/25",
                                      "5/12/25 (Fri)",
                                      "the 5th of December 2025",
                                      "December 5th, 2025",
                                      "5\u2009December\u20092025."};
  static const char *const wrong[] = {"5 Dezember 2025",
                                      "next week",
                                      "5 De 2025",
                                      "5 12 2025 1",
                                      "5 December 2025 or so",
                                      "2025-12-05T00:00:00",
                                      "5 December 2025?",
                                      "N/A",
                                      "none",
                                      "?",
                                      "TBC",
                                      "Dec 25",
                                      "2025",
                                      "5",
                                      "Friday",
                                      "5/12/025",
                                      "w/b 5 Dec 2025"};
  struct desk desk = desk_open();
  struct field field = field_as(AS_DATE);
  field.codec.pattern = STR("d MMMM yyyy");
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) assert_decodes(&desk, &field, right[i], "2025-12-05");
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_unread(&desk, &field, wrong[i], "write a date as day, month and year in four digits: 5 December 2025");
  assert_decodes(&desk, &field, "5/6/25", "2025-06-05");
  assert_decodes(&desk, &field, "13/12/25", "2025-12-13");
  assert_decodes(&desk, &field, "4/3/14", "2014-03-04");
  field.codec.pattern = STR("MM/dd/yyyy");
  assert_decodes(&desk, &field, "12/05/2025", "2025-12-05");
  assert_decodes(&desk, &field, "12/5/25", "2025-12-05");
  desk_close(&desk);
}

static void what_is_missing_in_a_date_is_told(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"December 2025", "which day? Write it before the month: 5 December 2025"},
      {"Dec '25", "which day? Write it before the month: 5 December 2025"},
      {"12/2025", "which day? Write it before the month: 5 December 2025"},
      {"2025-12", "which day? Write it before the month: 5 December 2025"},
      {"December", "which day? Write it before the month: 5 December 2025"},
      {"5 Dec", "which year? Write it behind the month: 5 December 2025"},
      {"5/12", "which year? Write it behind the month: 5 December 2025"},
      {"Friday 5th December", "which year? Write it behind the month: 5 December 2025"},
      {"5/12/89", "which century? Write the year in four digits: 5 December 2025"},
      {"31/11/2025", "there is no such day; write day, month and year: 5 December 2025"},
      {"29 Feb 2025", "there is no such day; write day, month and year: 5 December 2025"},
      {"12/13/25", "the day comes first here, and there is no such month; write its name: 5 December 2025"},
      {"5/13/2025", "the day comes first here, and there is no such month; write its name: 5 December 2025"},
      {"Monday 5 December 2025", "that day was a Friday; write the one that is right"}};
  struct desk desk = desk_open();
  struct field field = field_as(AS_DATE);
  field.codec.pattern = STR("d MMMM yyyy");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_unread(&desk, &field, cases[i][0], cases[i][1]);
  desk_close(&desk);
}

static void a_year_that_is_left_out_is_of_the_session(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"5 Dec", "2025-12-05"}, {"5/12", "2025-12-05"},    {"Friday 5th December", "2025-12-05"},
      {"1 Aug", "2025-08-01"}, {"31 July", "2026-07-31"}, {"5/12/24", "2024-12-05"}};
  struct desk desk = desk_open();
  struct str date;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(date_read(desk.arena, STR("d MMM yyyy"), STR("2025-26"), str_from(cases[i][0]), &date),
                     DATE_RIGHT);
    assert_str(&desk, date, cases[i][1]);
  }
  assert_int_equal(date_read(desk.arena, STR("d MMM yyyy"), STR("2025-26"), STR("Thurs 5 Dec"), &date), DATE_WEEKDAY);
  assert_int_equal(date_read(desk.arena, STR("d MMM yyyy"), STR("2025-26"), STR("29 Feb"), &date), DATE_NOT_THERE);
  assert_int_equal(date_read(desk.arena, STR("d MMM yyyy"), STR("autumn"), STR("5 Dec"), &date), DATE_NO_YEAR);
  desk_close(&desk);
}

/* ---- sessions and terms ---- */

static void sessions_are_read_as_people_write_them(void **state) {
  (void)state;
  static const char *const right[] = {
      "2023-24",      "2023/24", "2023/2024", "2023-2024", "Session 2023 – 24", "session: 2023/24.",
      "2023 to 2024", "23/24",   "23-24",     "’23–’24",   "School year 23/24", "(2023 - 2024)"};
  static const char *const wrong[] = {"2023",       "2023-25",    "2024-23", "23/2024",
                                      "2023-24-25", "2023-24 P3", "autumn",  "2023-2"};
  struct desk desk = desk_open();
  struct field field = field_as(AS_SESSION);
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) assert_decodes(&desk, &field, right[i], "2023-24");
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_unread(&desk, &field, wrong[i], "write two years that follow each other, such as 2025-26");
  assert_decodes(&desk, &field, "1999-2000", "1999-00");
  for (int year = 1990; year < 2060; year++)
    assert_there_and_back(&desk, &field,
                          node_text(desk.arena, str_from(str_format(desk.arena, "%d-%02d", year, (year + 1) % 100))));
  desk_close(&desk);
}

static void terms_are_read_as_people_write_them(void **state) {
  (void)state;
  static const char *const right[] = {"2", "Term 2", "TERM  2.", "T2", "term two", "2nd term", "Second term", "two"};
  static const char *const wrong[] = {"Autumn", "5", "0", "Term", "Terms 1 and 2", "1/2", "Term 2 2025-26", "12"};
  struct desk desk = desk_open();
  struct field field = field_as(AS_TERM);
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) assert_decodes(&desk, &field, right[i], "2");
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_unread(&desk, &field, wrong[i], "a term is a number from 1 to 4");
  struct source *words =
      source_parse(desk.arena, "x", STR("{Autumn term: '2', Before Christmas: '2', Spring: '3'}"), &desk.messages);
  field.codec.words = words->root;
  assert_decodes(&desk, &field, "autumn  TERM", "2");
  assert_decodes(&desk, &field, "before Christmas", "2");
  assert_decodes(&desk, &field, "Term 3", "3");
  assert_not_read(&desk, &field, "Summer");
  assert_str(&desk, codec_encode(desk.arena, &field, node_text(desk.arena, STR("2"))), "Autumn term");
  for (int term = 1; term <= 4; term++)
    assert_there_and_back(&desk, &field, node_text(desk.arena, str_from(str_format(desk.arena, "%d", term))));
  desk_close(&desk);
}

/* ---- scales ---- */

static void a_dash_is_nothing_where_only_values_stand(void **state) {
  (void)state;
  static const char *const dashes[] = {"-", "—", "--", " - ", "– –", "−"};
  struct desk desk = desk_open();
  struct mapping *m = mapping(&desk);
  for (enum codec_kind kind = AS_TEXT; kind <= AS_MILESTONE; kind++) {
    struct field field = field_as(kind);
    bool free = kind == AS_TEXT || kind == AS_PARAGRAPHS || kind == AS_TEXT_LIST || kind == AS_MILESTONE;
    field.codec.scale = m->support;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
      struct node *value;
      assert_true(codec_decode(desk.arena, &field, str_from(dashes[i]), &value));
      if (free != (value != NULL)) fail_msg("`%s` in codec %d", dashes[i], (int)kind);
    }
  }
  desk_close(&desk);
}

static void a_level_is_read_in_the_ways_that_people_write_it(void **state) {
  (void)state;
  static const char *const cases[] = {"Interest",
                                      "interest.",
                                      "INTEREST,",
                                      "• Interest",
                                      "- interest",
                                      "– Interest;",
                                      "“Interest”",
                                      "(Interest)",
                                      "3. Interest",
                                      "3) interest",
                                      "3 - Interest",
                                      "3: Interest",
                                      "Interest\u200B",
                                      "In\u00ADterest",
                                      "Interest (shows interest)",
                                      "Shows\u2009 interest",
                                      "\"Interest.\"",
                                      "* Interest",
                                      "[interest]",
                                      "Interest (Interest.)"};
  struct desk desk = desk_open();
  const struct field *field = group_field(mapping(&desk)->group, "engagement");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_levels(&desk, field, cases[i], "interest");
  assert_levels(&desk, field, "Supported-participation", "supported-participation");
  assert_levels(&desk, field, "E.A.", "early-awareness");
  assert_levels(&desk, field, "s.p", "supported-participation");
  desk_close(&desk);
}

static void a_level_that_is_not_clear_is_told_with_what_it_may_mean(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"Interest / Supported participation", "interest supported-participation"},
                                         {"between early awareness and interest", "early-awareness interest"},
                                         {"EA-I", "early-awareness interest independent-use"},
                                         {"I", "interest independent-use"},
                                         {"E", "encounter early-awareness"},
                                         {"Supp", "supported-participation"},
                                         {"Intrest", "interest"},
                                         {"2. Interest", "early-awareness interest"},
                                         {"Interest?", "interest"},
                                         {"Interest (sometimes)", "interest"},
                                         {"Interest (aware)", "early-awareness interest"},
                                         {"Not yet independent", "independent-use"},
                                         {"3", ""},
                                         {"N/A", ""},
                                         {"?", ""},
                                         {"TBC", ""},
                                         {"He sat with the drum all morning and smiled", ""}};
  struct desk desk = desk_open();
  const struct field *field = group_field(mapping(&desk)->group, "engagement");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_unread(&desk, field, cases[i][0], cases[i][1]);
  desk_close(&desk);
}

static void supports_are_read_in_the_ways_that_people_write_them(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"H.O.H.", "physical"},
                                         {"h.o.h", "physical"},
                                         {"HoH/PP", "physical"},
                                         {"hand-over-hand, obj of ref", "physical visual"},
                                         {"Physical (HoH)", "physical"},
                                         {"Physical (HoH), Makaton", "physical gestural"},
                                         {"• Physical\n• Visual", "physical visual"},
                                         {"- verbal\n- visual", "verbal visual"},
                                         {"1. Verbal\n2. Visual", "verbal visual"},
                                         {"1) Verbal 2) Visual", NULL},
                                         {"Verbal then physical", "verbal physical"},
                                         {"Verbal, then physical", "verbal physical"},
                                         {"Physical with photos", "physical visual"},
                                         {"Physical + visual & ICT", "physical visual technology"},
                                         {"Physical - visual", "physical visual"},
                                         {"Physical – visual.", "physical visual"},
                                         {"Physical. Visual.", "physical visual"},
                                         {"Physical • Visual", "physical visual"},
                                         {"Physical;Visual,;Verbal", "physical visual verbal"},
                                         {"Now & next and Now/next", "visual"},
                                         {"Symbols and photographs", "visual"},
                                         {"Moving and handling then M&H", "physical"},
                                         {"Ready, steady, go", NULL},
                                         {"Physical\u00A0and\u2009Visual", "physical visual"},
                                         {"No support.", "no-support"},
                                         {"—", ""}};
  struct desk desk = desk_open();
  const struct field *field = group_field(mapping(&desk)->group, "supports");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (cases[i][1])
      assert_levels(&desk, field, cases[i][0], cases[i][1]);
    else
      assert_not_read(&desk, field, cases[i][0]);
  desk_close(&desk);
}

static void supports_of_which_one_is_not_clear_are_none(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"Physical (as needed)", "physical"},
                                         {"Visual (Makaton)", "gestural visual"},
                                         {"Physical, weighted blanket, Visual", "not clear in it: `weighted blanket`"},
                                         {"Physical, visul", "visual not clear in it: `visul`"},
                                         {"Foo, Bar", ""},
                                         {"Visual, Foo, Bar", "not clear in it: `foo, bar`"},
                                         {"Physical or visual", "physical visual"},
                                         {"P", "physical"},
                                         {"V", "visual verbal"},
                                         {"None", "no-support"},
                                         {"N/A", ""},
                                         {"?", ""},
                                         {"☐ Physical ☒ Visual", "physical visual"},
                                         {"Physically", "physical"}};
  struct desk desk = desk_open();
  const struct field *field = group_field(mapping(&desk)->group, "supports");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_unread(&desk, field, cases[i][0], cases[i][1]);
  desk_close(&desk);
}

/* ---- messages ---- */

static void a_message_tells_all_that_may_be_meant(void **state) {
  (void)state;
  struct desk desk = desk_open();
  static const char *const three[] = {"Physical", "Visual", "Verbal", NULL}, *const one[] = {"Visual", NULL};
  message_candidates(&desk.messages, three);
  say(&desk.messages, MSG_NO_PLACE, (struct where){0}, "P");
  message_candidates(&desk.messages, three);
  assert_str(
      &desk, message_json(desk.arena, &desk.messages.list.at[0], false),
      "{\"severity\": \"warning\", \"code\": \"no-place\", \"candidates\": [\"Physical\", \"Visual\", \"Verbal\"]}\n");
  say(&desk.messages, MSG_NO_PLACE, (struct where){0}, "V");
  message_candidates(&desk.messages, one);
  assert_says(
      &desk,
      "`P` is not written: the document has no place for it\n    did you mean `Physical`, `Visual` or `Verbal`?\n"
      "`V` is not written: the document has no place for it\n    did you mean `Visual`?\n");
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_are_read_in_the_ways_that_people_write_them),
      cmocka_unit_test(what_is_missing_in_a_date_is_told),
      cmocka_unit_test(a_year_that_is_left_out_is_of_the_session),
      cmocka_unit_test(sessions_are_read_as_people_write_them),
      cmocka_unit_test(terms_are_read_as_people_write_them),
      cmocka_unit_test(a_dash_is_nothing_where_only_values_stand),
      cmocka_unit_test(a_level_is_read_in_the_ways_that_people_write_it),
      cmocka_unit_test(a_level_that_is_not_clear_is_told_with_what_it_may_mean),
      cmocka_unit_test(supports_are_read_in_the_ways_that_people_write_them),
      cmocka_unit_test(supports_of_which_one_is_not_clear_are_none),
      cmocka_unit_test(a_message_tells_all_that_may_be_meant),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
