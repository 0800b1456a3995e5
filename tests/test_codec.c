/* codec: every value comes back from the text it is written as, and people's own ways of writing are read too. */
#include "codec_pieces.h"

static struct node *texts(struct desk *desk, const char *const *items, size_t count) {
  struct node *list = node_list(desk->arena);
  for (size_t i = 0; i < count && items[i]; i++) node_append(list, node_text(desk->arena, str_from(items[i])));
  return list;
}

/* ---- dates ---- */

static const char *const PATTERNS[] = {"d MMMM yyyy",  "dd/MM/yyyy", "yyyy-MM-dd", "d MMM yyyy",
                                       "MMMM d, yyyy", "d.M.yyyy",   "MM/dd/yyyy", "yyyyMMdd"};

static void every_day_comes_back_from_every_pattern(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct field field = field_as(AS_DATE);
  for (size_t p = 0; p < sizeof PATTERNS / sizeof *PATTERNS; p++) {
    field.codec.pattern = str_from(PATTERNS[p]);
    for (int day = 1, month = 1; month <= 12; day++) {
      const char *date = str_format(desk.arena, "2024-%02d-%02d", month, day);
      if (date_valid(str_from(date)))
        assert_there_and_back(&desk, &field, node_text(desk.arena, str_from(date)));
      else
        day = 0, month++;
    }
  }
  desk_close(&desk);
}

static void dates_are_printed_by_the_pattern(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"d MMMM yyyy", "5 December 2025"},
                                         {"dd/MM/yyyy", "05/12/2025"},
                                         {"d MMM yyyy", "5 Dec 2025"},
                                         {"MMMM d, yyyy", "December 5, 2025"},
                                         {"d.M.yyyy", "5.12.2025"}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, date_print(desk.arena, str_from(cases[i][0]), STR("2025-12-05")), cases[i][1]);
  desk_close(&desk);
}

/* ---- nothing ---- */

static void blanks_and_the_sign_for_them_are_nothing_in_every_codec(void **state) {
  (void)state;
  static const char *const blanks[] = {"", " ", "\n\n", "–", " – ", "\t\u00A0"};
  struct desk desk = desk_open();
  struct mapping *m = mapping(&desk);
  for (enum codec_kind kind = AS_TEXT; kind <= AS_MILESTONE; kind++) {
    struct field field = field_as(kind);
    field.codec.scale = m->support;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
      struct node *value;
      assert_true(codec_decode(desk.arena, &field, str_from(blanks[i]), &value));
      assert_null(value);
    }
  }
  desk_close(&desk);
}

/* ---- text ---- */

static void texts_come_back_as_they_are(void **state) {
  (void)state;
  static const char *const values[] = {"one", " edges ",     "a\tb", "two\n\nlines",  "–x",
                                       "- ",  "<a> & \"b\"", "é😀",   "\u00A0x\u00A0", "\nfirst feed"};
  struct desk desk = desk_open();
  struct field text = field_as(AS_TEXT), paragraphs = field_as(AS_PARAGRAPHS);
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    assert_there_and_back(&desk, &text, node_text(desk.arena, str_from(values[i])));
    assert_there_and_back(&desk, &paragraphs, node_text(desk.arena, str_from(values[i])));
  }
  assert_decodes(&desk, &text, "final feeds go\n\n", "final feeds go");
  desk_close(&desk);
}

static void lists_come_back_and_are_read_a_line_each_too(void **state) {
  (void)state;
  static const char *const values[][3] = {
      {"one"}, {"one", "two", "three"}, {"Class teacher", "A. Nic a' Phì"}, {"a;b", "c/d"}};
  static const char *const written[] = {"one, two", "one,two", " one ,  two ", "one\ntwo", "one, \n two,", ",one,,two"};
  struct desk desk = desk_open();
  struct field field = field_as(AS_TEXT_LIST);
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    assert_there_and_back(&desk, &field, texts(&desk, values[i], 3));
  const struct node *two = texts(&desk, (const char *const[]){"one", "two"}, 2);
  for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
    struct node *value;
    assert_true(codec_decode(desk.arena, &field, str_from(written[i]), &value));
    assert_true(node_equal(value, two));
  }
  field.codec.separator = STR(" / ");
  assert_str(&desk, codec_encode(desk.arena, &field, two), "one / two");
  assert_there_and_back(&desk, &field, two);
  desk_close(&desk);
}

/* ---- scales ---- */

static void every_level_comes_back_from_its_label_and_is_read_from_every_alias(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct mapping *m = mapping(&desk);
  for (size_t s = 0; s < m->domain->scale_count; s++) {
    struct field field = field_as(AS_SCALE);
    const struct scale *scale = field.codec.scale = &m->domain->scales[s];
    for (size_t i = 0; i < scale->count; i++) {
      assert_there_and_back(&desk, &field, node_text(desk.arena, scale->levels[i].id));
      for (size_t n = 0; n < scale->levels[i].name_count; n++)
        assert_decodes(&desk, &field, str_z(desk.arena, scale->levels[i].names[n]),
                       str_z(desk.arena, scale->levels[i].id));
    }
  }
  desk_close(&desk);
}

static void a_level_is_read_whatever_its_case_and_blanks_but_not_by_half(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct field *field = group_field(mapping(&desk)->group, "engagement");
  assert_decodes(&desk, field, " early   AWARENESS\n", "early-awareness");
  assert_decodes(&desk, field, "Early awareness:", "early-awareness");
  assert_not_read(&desk, field, "Early");
  assert_not_read(&desk, field, "Interest, Encounter");
  assert_not_read(&desk, field, "Interest?");
  desk_close(&desk);
}

static void every_list_of_supports_comes_back(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct field *field = group_field(mapping(&desk)->group, "supports");
  const struct scale *scale = field->codec.scale;
  for (unsigned set = 1; set < 1u << scale->count; set++) {
    struct node *list = node_list(desk.arena);
    bool alone = false, others = false; /* together they are no support that anybody had */
    for (size_t i = 0; i < scale->count; i++) {
      if (!(set >> i & 1)) continue;
      node_append(list, node_text(desk.arena, scale->levels[i].id));
      alone = alone || scale->levels[i].alone;
      others = others || !(scale->levels[i].alone || scale->levels[i].alongside);
    }
    if (!(alone && others)) assert_there_and_back(&desk, field, list);
  }
  desk_close(&desk);
}

static void supports_are_read_between_any_separators_the_longest_name_first(void **state) {
  (void)state;
  static const char *const cases[][4] = {
      {"Physical, Visual", "physical", "visual"},
      {"visual/physical", "visual", "physical"},
      {"Makaton & photos and switch", "gestural", "visual", "technology"},
      {"Physical\nVerbal; no such", NULL},
      {"Moving and handling and Visual timetable", "physical", "visual"},
      {"Now and next + Visual", "visual"},
      {"Visual timetable", "visual"},
      {"PP,GP", "physical", "gestural"},
      {"Support via technology", "technology"},
      {"Physically", NULL},
  };
  struct desk desk = desk_open();
  const struct field *field = group_field(mapping(&desk)->group, "supports");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct node *value;
    bool read = codec_decode(desk.arena, field, str_from(cases[i][0]), &value);
    if (read != (cases[i][1] != NULL)) fail_msg("%s", cases[i][0]);
    if (read && !node_equal(value, texts(&desk, cases[i] + 1, 3))) fail_msg("%s", cases[i][0]);
  }
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_day_comes_back_from_every_pattern),
      cmocka_unit_test(dates_are_printed_by_the_pattern),
      cmocka_unit_test(blanks_and_the_sign_for_them_are_nothing_in_every_codec),
      cmocka_unit_test(texts_come_back_as_they_are),
      cmocka_unit_test(lists_come_back_and_are_read_a_line_each_too),
      cmocka_unit_test(every_level_comes_back_from_its_label_and_is_read_from_every_alias),
      cmocka_unit_test(a_level_is_read_whatever_its_case_and_blanks_but_not_by_half),
      cmocka_unit_test(every_list_of_supports_comes_back),
      cmocka_unit_test(supports_are_read_between_any_separators_the_longest_name_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
