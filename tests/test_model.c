/* model: dates, scales, frameworks, domains, and the terms of a record. */
#include "check.h"
#include "file.h"
#include "model.h"

static struct source *parse(struct desk *desk, const char *yaml) {
  struct source *source = source_parse(desk->arena, "a.yaml", str_from(yaml), &desk->messages);
  if (!source) fail_msg("%s", desk_said(desk));
  return source;
}

/* The domain of the shipped scales and frameworks that the lists name. */
static struct domain *load(struct desk *desk, const char *yaml) {
  struct source *source = parse(desk, yaml);
  const struct node *scales = node_get(source->root, "scales"), *frameworks = node_get(source->root, "frameworks");
  return domain_load(desk->arena, source, scales, source, frameworks, "en", NULL, &desk->messages);
}

static const char ALL[] = "scales: [engagement, support]\nframeworks: [foundation, literacy, numeracy, wellbeing]\n";

/* ---- dates ---- */

static void a_date_is_a_day_that_is(void **state) {
  (void)state;
  static const char *const right[] = {"2025-12-05", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"};
  static const char *const wrong[] = {"2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-04-31",
                                      "2025-12-00", "2025-1-1",   "25-12-05",   "",           "2025-12-05 ",
                                      "2025/12/05", "0000-01-01", "2025-12-0x"};
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) assert_true(date_valid(str_from(right[i])));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(date_valid(str_from(wrong[i])));
}

static void a_moment_is_a_day_and_a_time_that_are(void **state) {
  (void)state;
  static const char *const right[] = {"2025-12-02T14:05:00Z", "2025-12-02T14:05:00", "2025-12-02T00:00:00.5Z",
                                      "2025-12-02T23:59:59+01:00", "2025-12-02T14:05:00.123-14:00"};
  static const char *const wrong[] = {"2025-12-02",
                                      "2025-12-02 14:05:00",
                                      "2025-12-02T24:00:00Z",
                                      "2025-12-02T14:60:00Z",
                                      "2025-12-02T14:05:61Z",
                                      "2025-12-02T14:05Z",
                                      "2025-02-30T14:05:00Z",
                                      "2025-12-02T14:05:00.Z",
                                      "2025-12-02T14:05:00+1:00",
                                      "2025-12-02T14:05:00+15:00",
                                      "2025-12-02T14:05:00z",
                                      ""};
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) assert_true(datetime_valid(str_from(right[i])));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(datetime_valid(str_from(wrong[i])));
}

/* ---- kinds and files ---- */

static void the_kind_of_a_file_is_told_by_its_key(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"learner: x", "record"},  {"{class: x, mapping: y}", "class"},
                                         {"scale: x", "scale"},     {"framework: x", "framework"},
                                         {"mapping: x", "mapping"}, {"name: x", NULL},
                                         {"[learner]", NULL},       {"learner", NULL}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *kind = file_kind(parse(&desk, cases[i][0])->root);
    if (cases[i][1])
      assert_string_equal(kind, cases[i][1]);
    else
      assert_null(kind);
  }
  desk_close(&desk);
}

static const char *found(struct desk *desk, const char *folder, const char *name) {
  struct where where = {.file = "a.yaml"};
  return data_find(desk->arena, folder, "mappings/scales", name, ".yaml", "scale", where, &desk->messages);
}

static void a_name_is_looked_up_beside_the_file_and_then_in_cairns_own_data(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const char *own = path_join(desk.arena, data_folder(desk.arena), "mappings/scales");
  assert_string_equal(found(&desk, "mappings/frameworks", "literacy"), "mappings/frameworks/literacy.yaml");
  assert_string_equal(found(&desk, "mappings/frameworks", "literacy.yaml"), "mappings/frameworks/literacy.yaml");
  assert_string_equal(found(&desk, "mappings/schema", "scale.json"), "mappings/schema/scale.json");
  assert_string_equal(found(&desk, "mappings/frameworks", "support"), path_join(desk.arena, own, "support.yaml"));
  assert_string_equal(found(&desk, "mappings", "scales/support"), "mappings/scales/support.yaml");
  assert_says(&desk, "");
  assert_null(found(&desk, "mappings", "suport"));
  assert_null(found(&desk, "mappings", "./suport"));
  const char *said = str_format(desk.arena, "    Cairn looked beside the file and in %s\n", own);
  assert_says(&desk, str_format(desk.arena,
                                "a.yaml: there is no scale named `suport`\n%s"
                                "a.yaml: there is no scale named `./suport`\n%s",
                                said, said));
  desk_close(&desk);
}

/* ---- scales ---- */

static void a_level_is_read_by_id_label_or_alias(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"Early awareness", "early-awareness"},
                                         {" EARLY\u00A0awareness: ", "early-awareness"},
                                         {"fleeting", "early-awareness"},
                                         {"early-awareness", "early-awareness"},
                                         {"Active involvement.", "active-involvement"},
                                         {"Early", NULL},
                                         {"", NULL},
                                         {"–", NULL},
                                         {"Independent use", "independent-use"}};
  struct desk desk = desk_open();
  const struct scale *scale = domain_scale(load(&desk, ALL), STR("engagement"));
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct level *level = scale_read(desk.arena, scale, str_from(cases[i][0]));
    assert_str(&desk, level ? level->id : STR("none"), cases[i][1] ? cases[i][1] : "none");
  }
  assert_true(str_is(scale_level(scale, STR("interest"))->style, "Level interest"));
  assert_null(scale_level(scale, STR("Interest")));
  assert_true(str_is(scale->title, "Level of engagement"));
  assert_true(str_is(scale->unset_style, "Level not recorded"));
  desk_close(&desk);
}

static void several_levels_are_read_however_people_part_them(void **state) {
  (void)state;
  static const struct {
    const char *text, *ids;
    bool understood;
  } cases[] = {
      {"Physical, Visual", "physical visual", true},
      {"visual\nPhysical\n", "visual physical", true},
      {"HoH / Makaton; tech", "physical gestural technology", true},
      {"Hand under hand, hand over hand", "physical", true},
      {"Moving and handling and visuals", "physical visual", true},
      {"PP & GP + verbal prompt", "physical gestural verbal", true},
      {"Support via technology", "technology", true},
      {"Physical, banana, Visual", "physical visual", false},
      {"Physical support hand", "", false},
      {"Physically", "", false},
      {"Visual timetable: ", "visual", true},
      {"Now and next and symbols", "visual", true},
      {"and Visual", "", false},
      {" , ; ", "", true},
      {"", "", true},
  };
  struct desk desk = desk_open();
  const struct scale *scale = domain_scale(load(&desk, ALL), STR("support"));
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct level *levels[6];
    size_t count;
    assert_int_equal(scale_read_list(desk.arena, scale, str_from(cases[i].text), levels, &count), cases[i].understood);
    struct text ids = {.arena = desk.arena};
    for (size_t j = 0; j < count; j++) {
      text_add_z(&ids, j ? " " : "");
      text_add(&ids, levels[j]->id);
    }
    assert_str(&desk, text_str(&ids), cases[i].ids);
  }
  assert_true(scale_level(scale, STR("technology"))->alongside);
  assert_true(scale_level(scale, STR("no-support"))->alone);
  desk_close(&desk);
}

static void a_scale_speaks_the_language_asked_for_where_it_can(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct source *source = parse(&desk, "scales: [tests/samples/good/scale-full]\n");
  const struct domain *domain =
      domain_load(desk.arena, source, node_get(source->root, "scales"), source, NULL, "gd", NULL, &desk.messages);
  const struct scale *scale = &domain->scales[0];
  assert_true(str_is(scale->levels[0].label, "Mì-shocair"));
  assert_true(str_is(scale->levels[0].family, "Needs us near."));
  assert_true(str_is(scale->separator, " / "));
  const struct level *levels[2];
  size_t count;
  assert_true(scale_read_list(desk.arena, scale, STR("Up, and about / socair"), levels, &count));
  assert_int_equal(count, 2);
  assert_true(scale_read(desk.arena, scale, STR("unsettled")) == &scale->levels[0]);
  desk_close(&desk);
}

/* ---- domains ---- */

static void the_shipped_domain_loads_and_is_joined(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct domain *domain = load(&desk, ALL);
  assert_says(&desk, "");
  assert_int_equal(domain->scale_count, 2);
  assert_true(domain->area_count >= 7 && domain->milestone_count >= 90);
  size_t order = 0;
  for (size_t i = 0; i < domain->area_count; i++) {
    assert_int_equal(domain->areas[i].order, i);
    for (size_t j = 0; j < domain->areas[i].count; j++, order++) {
      const struct milestone *milestone = &domain->areas[i].milestones[j];
      assert_true(milestone == &domain->milestones[order] && milestone->order == order);
      assert_true(milestone->area == &domain->areas[i] && milestone->organiser->area == milestone->area);
      assert_true(domain_milestone(domain, milestone->id) == milestone);
      assert_true(domain_statement(desk.arena, domain, NULL, milestone->statement) == milestone);
    }
  }
  assert_int_equal(order, domain->milestone_count);
  desk_close(&desk);
}

static void milestones_and_areas_are_found_as_people_write_them(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct domain *domain = load(&desk, ALL);
  const struct area *area = domain_area(desk.arena, domain, STR("communication: "));
  assert_non_null(area);
  const struct milestone *milestone = domain_milestone(domain, STR("communication.attention.1"));
  assert_true(str_is(milestone->code, "LIT 0-02a"));
  assert_true(str_is(milestone->organiser->title, "Attention"));
  struct str typed = STR("stills or  turns when someone familiar speaks nearby");
  assert_true(domain_statement(desk.arena, domain, area, typed) == milestone);
  assert_null(domain_statement(desk.arena, domain, &domain->areas[1], typed));
  assert_null(domain_milestone(domain, STR("communication.attention")));
  assert_null(domain_milestone(domain, STR("zzz")));
  assert_null(domain_milestone(domain, STR("")));
  assert_null(domain_area(desk.arena, domain, STR("Attention")));
  assert_null(domain_scale(domain, STR("calm")));
  desk_close(&desk);
}

static void a_domain_of_nothing_is_a_domain(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct domain *domain = load(&desk, "scales: ~\nframeworks: []\n");
  assert_non_null(domain);
  assert_null(domain_milestone(domain, STR("a")));
  assert_null(domain_statement(desk.arena, domain, NULL, STR("a")));
  desk_close(&desk);
}

static void what_is_wrong_with_a_domain_is_said_at_its_name_or_in_its_file(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const char *own = path_join(desk.arena, data_folder(desk.arena), "mappings/frameworks");
  assert_null(load(&desk, "frameworks: [foundation, astronomy, mappings/scales/support]\n"));
  assert_int_equal(desk.messages.exit, EXIT_RECORD);
  assert_says(&desk, str_format(desk.arena,
                                "a.yaml:1:26: there is no framework named `astronomy`\n"
                                "    frameworks: [foundation, astronomy, mappings/scales/support]\n"
                                "                             ^\n"
                                "    Cairn looked beside the file and in %s\n"
                                "mappings/scales/support.yaml:2:1: this is a scale, and a framework is wanted here\n"
                                "    version: 1\n"
                                "    ^\n",
                                own));
  desk_close(&desk);
}

static void two_frameworks_cannot_share_an_id_or_an_area_title(void **state) {
  (void)state;
  struct desk desk = desk_open();
  assert_null(load(&desk, "frameworks: [tests/samples/good/framework-full, tests/samples/good/framework-least]\n"));
  assert_says(&desk,
              "tests/samples/good/framework-least.yaml:6:9: `garden` stands here a second time\n"
              "      - id: garden\n            ^\n    it stands first in line 7 of framework-full.yaml\n"
              "tests/samples/good/framework-least.yaml:9:13: `garden.plants` stands here a second time\n"
              "          - id: garden.plants\n                ^\n"
              "    it stands first in line 10 of framework-full.yaml\n"
              "tests/samples/good/framework-least.yaml:12:18: `garden.plants.1` stands here a second time\n"
              "              - {id: garden.plants.1, statement: Smells a leaf that is held nearby}\n"
              "                     ^\n    it stands first in line 13 of framework-full.yaml\n"
              "tests/samples/good/framework-least.yaml:7:12: `Garden` and `Garden` would read back as one another\n"
              "        title: Garden\n               ^\n    change one of them\n");
  assert_non_null(load(&desk, "frameworks: [tests/samples/good/framework-full, tests/samples/good/framework-full]\n"));
  assert_says(&desk, "");
  desk_close(&desk);
}

/* ---- terms ---- */

static const char TERMS[] = "learner: {id: a, known-as: A}\nterms:\n"
                            "  - {session: 2025-26, term: 2}\n"
                            "  - {session: 2024-25, term: 1}\n"
                            "  - {session: 2025-26, term: 1}\n"
                            "  - {session: 2099-00, term: 4}\n";

static void the_term_that_is_asked_for_is_found_or_it_is_said_which_there_are(void **state) {
  (void)state;
  static const struct {
    const char *session, *term, *found, *said;
  } cases[] = {
      {"2025-26", "1", "2025-26 1", ""},
      {"2025-26", "2", "2025-26 2", ""},
      {NULL, "4", "2099-00 4", ""},
      {"2024-25", NULL, "2024-25 1", ""},
      {NULL, "1", NULL,
       "a.yaml: the record has several terms\n"
       "    say which with --session and --term: 2024-25 term 1, 2025-26 term 1\n"},
      {NULL, NULL, NULL,
       "a.yaml: the record has several terms\n    say which with --session and --term: "
       "2025-26 term 2, 2024-25 term 1, 2025-26 term 1, 2099-00 term 4\n"},
      {"2025-26", "3", NULL,
       "a.yaml: the record has no term 3 of session 2025-26\n    it has: "
       "2025-26 term 2, 2024-25 term 1, 2025-26 term 1, 2099-00 term 4; "
       "`cairn fill` or `cairn pack` with --blank, or `cairn sheet blank`, makes one to type into\n"},
      {NULL, "3", NULL,
       "a.yaml: the record has no term 3\n    it has: "
       "2025-26 term 2, 2024-25 term 1, 2025-26 term 1, 2099-00 term 4; "
       "`cairn fill` or `cairn pack` with --blank, or `cairn sheet blank`, makes one to type into\n"},
      {"2023-24", NULL, NULL,
       "a.yaml: the record has no session 2023-24\n    it has: "
       "2025-26 term 2, 2024-25 term 1, 2025-26 term 1, 2099-00 term 4; "
       "`cairn fill` with --term N --blank, or `cairn sheet blank`, makes one to type into\n"},
      {"2025", "autumn", NULL,
       "`2025` is not a session\n    write two years that follow each other, such as 2025-26\n"
       "`autumn` is not a term\n    a term is a number from 1 to 4\n"},
      {"2025-26", "5", NULL, "`5` is not a term\n    a term is a number from 1 to 4\n"},
  };
  struct desk desk = desk_open();
  const struct source *record = parse(&desk, TERMS), *none = parse(&desk, "learner: {id: a}\n");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct node *term = record_term(record, cases[i].session, cases[i].term, desk.arena, &desk.messages);
    assert_int_equal(term != NULL, cases[i].found != NULL);
    const char *name = str_format(desk.arena, "%s %s", str_z(desk.arena, node_get_str(term, "session")),
                                  str_z(desk.arena, node_get_str(term, "term")));
    if (term) assert_string_equal(name, cases[i].found);
    assert_says(&desk, cases[i].said);
  }
  assert_null(record_term(none, NULL, NULL, desk.arena, &desk.messages));
  assert_says(&desk, "a.yaml: the record has no terms yet\n"
                     "    `cairn fill` with --term N --blank, or `cairn sheet blank`, makes one to type into\n");
  assert_null(record_term(none, "2025-26", "1", desk.arena, &desk.messages));
  assert_says(&desk, "a.yaml: the record has no term 1 of session 2025-26\n"
                     "    `cairn fill` or `cairn pack` with --blank, or `cairn sheet blank`, makes one to type into\n");
  desk_close(&desk);
}

static void the_term_before_is_the_latest_before(void **state) {
  (void)state;
  static const char *const cases[][3] = {{"2025-26", "2", "1"}, {"2025-26", "1", "1"}, {"2024-25", "1", ""},
                                         {"2025-26", "4", "2"}, {"2100-01", "1", "4"}, {"2024-25", "2", "1"}};
  static const char *const sessions[] = {"2025-26", "2024-25", "", "2025-26", "2099-00", "2024-25"};
  struct desk desk = desk_open();
  const struct node *record = parse(&desk, TERMS)->root;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct node *term = record_previous(record, str_from(cases[i][0]), str_from(cases[i][1]));
    assert_str(&desk, node_get_str(term, "term"), cases[i][2]);
    assert_str(&desk, node_get_str(term, "session"), sessions[i]);
  }
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_date_is_a_day_that_is),
      cmocka_unit_test(a_moment_is_a_day_and_a_time_that_are),
      cmocka_unit_test(the_kind_of_a_file_is_told_by_its_key),
      cmocka_unit_test(a_name_is_looked_up_beside_the_file_and_then_in_cairns_own_data),
      cmocka_unit_test(a_level_is_read_by_id_label_or_alias),
      cmocka_unit_test(several_levels_are_read_however_people_part_them),
      cmocka_unit_test(a_scale_speaks_the_language_asked_for_where_it_can),
      cmocka_unit_test(the_shipped_domain_loads_and_is_joined),
      cmocka_unit_test(milestones_and_areas_are_found_as_people_write_them),
      cmocka_unit_test(a_domain_of_nothing_is_a_domain),
      cmocka_unit_test(what_is_wrong_with_a_domain_is_said_at_its_name_or_in_its_file),
      cmocka_unit_test(two_frameworks_cannot_share_an_id_or_an_area_title),
      cmocka_unit_test(the_term_that_is_asked_for_is_found_or_it_is_said_which_there_are),
      cmocka_unit_test(the_term_before_is_the_latest_before),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
