/* model: what is said of records, classes, scales and frameworks that are wrong, and that all samples are judged rightly. */
#include "check.h"
#include "file.h"
#include "model.h"

#include <dirent.h>

static const char NAMES[] = "scales: [engagement, support]\nframeworks: [foundation, literacy, numeracy, wellbeing]\n";

static const struct domain *load(struct desk *desk) {
  struct source *source = source_parse(desk->arena, "names.yaml", str_from(NAMES), &desk->messages);
  const struct node *scales = node_get(source->root, "scales"), *frameworks = node_get(source->root, "frameworks");
  const struct domain *domain =
      domain_load(desk->arena, source, scales, source, frameworks, "en", NULL, &desk->messages);
  if (!domain) fail_msg("%s", desk_said(desk));
  return domain;
}

/* Judges a file as `cairn check` does, but for mappings, and for files that a class names. */
static bool judge(struct desk *desk, const struct source *source, const struct domain *domain) {
  const char *kind = source ? file_kind(source->root) : NULL;
  if (!kind) return false;
  if (strcmp(kind, "class") == 0) return class_check(desk->arena, source, &desk->messages);
  if (strcmp(kind, "scale") == 0) return scale_check(desk->arena, source, &desk->messages);
  if (strcmp(kind, "framework") == 0) return framework_check(desk->arena, source, &desk->messages);
  if (strcmp(kind, "list of sources") == 0) return sources_check(desk->arena, source, &desk->messages);
  const struct scale *engagement = domain_scale(domain, STR("engagement")),
                     *support = domain_scale(domain, STR("support"));
  return record_check_shape(desk->arena, source, &desk->messages) &&
         record_check_domain(desk->arena, source, domain, engagement, support, &desk->messages);
}

/* ---- what is said ---- */

struct said {
  const char *yaml, *said;
};

static void check_said(const struct said *cases, size_t count) {
  struct desk desk = desk_open();
  const struct domain *domain = load(&desk);
  for (size_t i = 0; i < count; i++) {
    struct source *source = source_parse(desk.arena, "a.yaml", str_from(cases[i].yaml), &desk.messages);
    bool right = judge(&desk, source, domain);
    assert_int_equal(right, desk.messages.errors == 0);
    if (!right) assert_int_equal(desk.messages.exit, EXIT_RECORD);
    assert_says(&desk, cases[i].said);
  }
  desk_close(&desk);
}

static void all_that_is_wrong_with_a_record_is_told_at_once_in_the_order_of_its_lines(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"version: 2\n"
       "learner: {id: A B, known as: A, born: 2017-02-30}\n"
       "terms:\n"
       "  - session: 2025-27\n"
       "    term: 5\n"
       "    completed-by: [\"A; B\", [C], ~]\n"
       "    family: none\n"
       "    focus: [number.counting.1, communication.choice.1, number.counting.1]\n"
       "    assesments: []\n"
       "    assessments:\n"
       "      - milestone: communication.choice.1\n"
       "        supports: visual\n"
       "        saw: \"–\"\n"
       "        comments:\n"
       "          - {text: 'works best: on the left', by: ~, for: parents}\n"
       "          - only words\n",
       "a.yaml:1:10: version `2` is not known to this Cairn\n    version: 2\n             ^\n    write `version: 1`\n"
       "a.yaml:2:10: `known-as` is missing here\n    learner: {id: A B, known as: A, born: 2017-02-30}\n             "
       "^\n    write `known-as: ` and the name that the learner goes by\n"
       "a.yaml:2:15: `A B` is not an id\n    learner: {id: A B, known as: A, born: 2017-02-30}\n                  ^\n"
       "    an id is of small letters, digits, dots and hyphens, a letter first, and is no word such as yes, no, on or "
       "off\n"
       "a.yaml:2:20: `known as` is not a key of a learner\n    learner: {id: A B, known as: A, born: 2017-02-30}\n"
       "                       ^\n    did you mean `known-as`?\n"
       "a.yaml:2:39: `2017-02-30` is not a date\n    learner: {id: A B, known as: A, born: 2017-02-30}\n"
       "                                          ^\n    write year-month-day, such as 2025-12-05\n"
       "a.yaml:4:14: `2025-27` is not a session\n      - session: 2025-27\n                 ^\n"
       "    write two years that follow each other, such as 2025-26\n"
       "a.yaml:5:11: `5` is not a term\n        term: 5\n              ^\n    a term is a number from 1 to 4\n"
       "a.yaml:6:20: `A; B` holds the separator `; `, and would read back as two\n"
       "        completed-by: [\"A; B\", [C], ~]\n                       ^\n    write it without\n"
       "a.yaml:6:28: `completed-by` wants a text\n        completed-by: [\"A; B\", [C], ~]\n"
       "                               ^\n"
       "a.yaml:6:33: `completed-by` is empty\n        completed-by: [\"A; B\", [C], ~]\n"
       "                                    ^\n"
       "a.yaml:7:13: `family` wants keys with values\n        family: none\n                ^\n"
       "    write it as {enjoys: ...}\n"
       "a.yaml:8:32: `communication.choice.1` stands in focus and in assessments\n"
       "        focus: [number.counting.1, communication.choice.1, number.counting.1]\n"
       "                                   ^\n    take it out of focus: there is an entry for it\n"
       "a.yaml:8:56: `number.counting.1` stands here a second time\n"
       "        focus: [number.counting.1, communication.choice.1, number.counting.1]\n"
       "                                                           ^\n    it stands first in line 8\n"
       "a.yaml:9:5: `assesments` is not a key of a term\n        assesments: []\n        ^\n"
       "    did you mean `assessments`?\n"
       "a.yaml:12:19: `supports` wants a list\n            supports: visual\n                      ^\n"
       "    write it as [one, two], or one a line behind `- `\n"
       "a.yaml:13:14: `–` is how an empty place looks, and would read back as nothing\n            saw: \"–\"\n"
       "                 ^\n    write it in words, or leave it out\n"
       "a.yaml:15:20: a comment that says `Works best:` would read back as a preferred support\n"
       "              - {text: 'works best: on the left', by: ~, for: parents}\n                       ^\n"
       "    put it there, or begin it in another way\n"
       "a.yaml:15:51: `by` is empty\n              - {text: 'works best: on the left', by: ~, for: parents}\n"
       "                                                      ^\n"
       "a.yaml:15:59: `parents` cannot stand here\n"
       "              - {text: 'works best: on the left', by: ~, for: parents}\n"
       "                                                              ^\n    write one of: staff\n"
       "a.yaml:16:13: `comments` wants keys with values\n              - only words\n                ^\n"
       "    write it as {text: ..., by: ...}\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void what_is_missing_or_elsewhere_is_told_with_what_to_write(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"learner: {id:ash-01, known-as: Ash}\nsession: 2025-26\nterns: []\nterm: 1\nsesion: x\n",
       "a.yaml:1:1: `version` is missing here\n    learner: {id:ash-01, known-as: Ash}\n    ^\n"
       "    write `version: 1` at the top\n"
       "a.yaml:1:10: `id` is missing here\n    learner: {id:ash-01, known-as: Ash}\n             ^\n"
       "    write `id: ` and a word for this learner alone, such as rowan-01\n"
       "a.yaml:1:11: `id:ash-01` is not a key of a learner\n    learner: {id:ash-01, known-as: Ash}\n              ^\n"
       "    write `id: `, with a space behind the colon\n"
       "a.yaml:2:1: `session` is not a key of a record\n    session: 2025-26\n    ^\n    it belongs in a term\n"
       "a.yaml:3:1: `terns` is not a key of a record\n    terns: []\n    ^\n    did you mean `terms`?\n"
       "a.yaml:4:1: `term` is not a key of a record\n    term: 1\n    ^\n    it belongs in a term\n"
       "a.yaml:5:1: `sesion` is not a key of a record\n    sesion: x\n    ^\n"},
      {"version: 1\nlearner: {id: a, known-as: A}\nterms:\n  - assessments:\n"
       "      - preferred: Hand under hand\n"
       "        comments:\n          - {text: x}\n          - {by: y}\n",
       "a.yaml:4:5: `session` is missing here\n      - assessments:\n        ^\n"
       "    write `session: ` and its two years, such as 2025-26\n"
       "a.yaml:4:5: `term` is missing here\n      - assessments:\n        ^\n"
       "    write `term: ` and its number, from 1 to 4\n"
       "a.yaml:5:9: `milestone` is missing here\n          - preferred: Hand under hand\n            ^\n"
       "    write `milestone: ` and its id, such as communication.choice.1\n"
       "a.yaml:5:20: `preferred` wants a list\n          - preferred: Hand under hand\n                       ^\n"
       "    write one a line behind `- `, as `- {text: ..., by: ...}`\n"
       "a.yaml:7:13: `by` is missing here\n              - {text: x}\n                ^\n"
       "    write `by: ` and who says it\n"
       "a.yaml:8:13: `text` is missing here\n              - {by: y}\n                ^\n"
       "    write `text: ` and what is said\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

#define RECORD \
  "version: 1\nlearner: {id: a, known-as: A}\nterms:\n  - session: 2025-26\n    term: 1\n    assessments:\n"

static void what_only_the_domain_can_tell_comes_with_the_nearest_that_may_have_been_meant(void **state) {
  (void)state;
  static const struct said cases[] = {
      {RECORD "      - milestone: comunication.attention.3\n"
              "        engagement: early-awarness\n"
              "        supports: [makaton, visual]\n",
       "a.yaml:7:20: no framework in use has a milestone `comunication.attention.3`\n"
       "          - milestone: comunication.attention.3\n                       ^\n"
       "    did you mean `communication.attention.3`?\n"
       "a.yaml:8:21: `early-awarness` is not on the scale engagement\n            engagement: early-awarness\n"
       "                        ^\n    did you mean `early-awareness`?\n"
       "a.yaml:9:20: `makaton` is not on the scale support\n            supports: [makaton, visual]\n"
       "                       ^\n    did you mean `gestural`?\n"},
      {RECORD "      - milestone: communication.attention.3\n        supports: [visual, no-support]\n",
       "a.yaml:8:28: `no-support` stands alone, and cannot be listed with others\n"
       "            supports: [visual, no-support]\n                               ^\n"},
      {RECORD "      - milestone: communication.attention.3\n        supports: [technology, no-support]\n", ""},
      {RECORD "      - milestone: number.counting.1\n  - session: 2025-26\n    term: '1'\n",
       "a.yaml:8:5: session 2025-26, term 1 stands here a second time\n      - session: 2025-26\n        ^\n"
       "    join the two\n"},
      {RECORD "      - milestone: communication.attention.9\n"
              "      - milestone: .9\n"
              "      - milestone: Comunication.Choice.1\n"
              "      - milestone: Shows that something is liked or not liked\n"
              "        engagement: Early awareness\n"
              "        supports: [Visual, Blue Sky]\n",
       "a.yaml:7:20: no framework in use has a milestone `communication.attention.9`\n"
       "          - milestone: communication.attention.9\n                       ^\n"
       "a.yaml:8:20: no framework in use has a milestone `.9`\n          - milestone: .9\n                       ^\n"
       "a.yaml:9:20: no framework in use has a milestone `Comunication.Choice.1`\n"
       "          - milestone: Comunication.Choice.1\n                       ^\n"
       "    did you mean `communication.choice.1`?\n"
       "a.yaml:10:20: no framework in use has a milestone `Shows that something is liked or not liked`\n"
       "          - milestone: Shows that something is liked or not liked\n                       ^\n"
       "    did you mean `communication.choice.1`?\n"
       "a.yaml:11:21: `Early awareness` is not on the scale engagement\n            engagement: Early awareness\n"
       "                        ^\n    did you mean `early-awareness`?\n"
       "a.yaml:12:20: `Visual` is not on the scale support\n            supports: [Visual, Blue Sky]\n"
       "                       ^\n    did you mean `visual`?\n"
       "a.yaml:12:28: `Blue Sky` is not on the scale support\n            supports: [Visual, Blue Sky]\n"
       "                               ^\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void a_milestone_in_both_lists_is_told_once_and_each_repeat_as_such(void **state) {
  (void)state;
  static const struct said cases[] = {
      {RECORD "      - milestone: number.counting.1\n      - milestone: number.counting.1\n"
              "    focus: [number.counting.1]\n",
       "a.yaml:8:20: `number.counting.1` stands here a second time\n          - milestone: number.counting.1\n"
       "                       ^\n    it stands first in line 7\n"
       "a.yaml:9:13: `number.counting.1` stands in focus and in assessments\n        focus: [number.counting.1]\n"
       "                ^\n    take it out of focus: there is an entry for it\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void without_a_scale_a_level_must_still_be_an_id(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct domain *domain = load(&desk);
  struct source *source =
      source_parse(desk.arena, "a.yaml",
                   STR(RECORD "      - {milestone: number.counting.1, engagement: Very Calm, supports: [visual]}\n"),
                   &desk.messages);
  assert_false(record_check_domain(desk.arena, source, domain, NULL, NULL, &desk.messages));
  assert_says(&desk, "a.yaml:7:52: `Very Calm` is not an id\n"
                     "          - {milestone: number.counting.1, engagement: Very Calm, supports: [visual]}\n"
                     "                                                       ^\n"
                     "    an id is of small letters, digits, dots and hyphens, a letter first, and is no word such as "
                     "yes, no, on or off\n");
  desk_close(&desk);
}

static void a_scale_must_read_back_as_it_was_written(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"version: 1\nscale: calm\ntitle: Calm\nlevels:\n"
       "  - {id: one, label: {en: One, english: Uno}, stands: alon}\n"
       "  - {id: two, label: {en: Two}, aliases: {en: [\"ONE:\", two]}, colour: teal}\n"
       "  - {id: one, label: {en: \"Three, four\"}}\n",
       "a.yaml:3:8: `title` wants keys with values\n    title: Calm\n           ^\n    write it as {en: ...}\n"
       "a.yaml:5:32: `english` is not a key of languages, such as en or gd\n"
       "      - {id: one, label: {en: One, english: Uno}, stands: alon}\n                                   ^\n"
       "a.yaml:5:55: `alon` cannot stand here\n      - {id: one, label: {en: One, english: Uno}, stands: alon}\n"
       "                                                          ^\n    did you mean `alone`?\n"
       "    write one of: alongside, alone\n"
       "a.yaml:6:48: `One` and `ONE:` would read back as one another\n"
       "      - {id: two, label: {en: Two}, aliases: {en: [\"ONE:\", two]}, colour: teal}\n"
       "                                                   ^\n    change one of them\n"
       "a.yaml:6:71: `teal` is not a colour\n"
       "      - {id: two, label: {en: Two}, aliases: {en: [\"ONE:\", two]}, colour: teal}\n"
       "                                                                          ^\n"
       "    write six hexadecimal digits, such as DCEBEE\n"
       "a.yaml:7:10: `one` stands here a second time\n      - {id: one, label: {en: \"Three, four\"}}\n"
       "             ^\n    it stands first in line 5\n"
       "a.yaml:7:27: the label `Three, four` holds the separator `, `\n      - {id: one, label: {en: \"Three, "
       "four\"}}\n"
       "                              ^\n    change one of them\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void a_framework_and_a_class_are_checked_like_the_rest(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"framework: f\nareas:\n  - {id: a, title: A, organisers: [{id: a, title: ~, milestones: x}]}\n",
       "a.yaml:1:1: `title` is missing here\n    framework: f\n    ^\n"
       "a.yaml:1:1: `version` is missing here\n    framework: f\n    ^\n    write `version: 1` at the top\n"
       "a.yaml:3:41: `a` stands here a second time\n"
       "      - {id: a, title: A, organisers: [{id: a, title: ~, milestones: x}]}\n"
       "                                            ^\n    it stands first in line 3\n"
       "a.yaml:3:51: `title` is empty\n"
       "      - {id: a, title: A, organisers: [{id: a, title: ~, milestones: x}]}\n"
       "                                                      ^\n"
       "a.yaml:3:66: `milestones` wants a list\n"
       "      - {id: a, title: A, organisers: [{id: a, title: ~, milestones: x}]}\n"
       "                                                                     ^\n"
       "    write one a line behind `- `, as `- {id: ..., statement: ...}`\n"},
      {"version: 1\nclass: Fern\nstaff: M. Reid\nframework: [foundation]\n",
       "a.yaml:3:8: `staff` wants a list\n    staff: M. Reid\n           ^\n"
       "    write it as [one, two], or one a line behind `- `\n"
       "a.yaml:4:1: `framework` is not a key of a class\n    framework: [foundation]\n    ^\n"
       "    did you mean `frameworks`?\n"},
      {"version: 1\nclass: Fern\nlearner: x\n",
       "a.yaml:2:1: `class` is not a key of a record\n    class: Fern\n    ^\n    it belongs in a term\n"
       "a.yaml:3:10: `learner` wants keys with values\n    learner: x\n             ^\n"
       "    write it as {id: ..., known-as: ...}\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void a_file_of_another_kind_is_told_as_such(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct source *scale = source_parse(desk.arena, "a.yaml", STR("scale: x\n"), &desk.messages);
  struct source *list = source_parse(desk.arena, "b.yaml", STR("- x\n"), &desk.messages);
  assert_false(record_check_shape(desk.arena, scale, &desk.messages));
  assert_false(class_check(desk.arena, list, &desk.messages));
  assert_says(&desk, "a.yaml:1:1: this is a scale, and a record is wanted here\n    scale: x\n    ^\n"
                     "b.yaml:1:1: this is not a record, class, scale, framework or mapping of Cairn\n    - x\n    ^\n"
                     "    each begins with one of the keys learner, class, scale, framework, mapping\n");
  desk_close(&desk);
}

static void a_flood_of_faults_ends_and_its_end_stands_last(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct domain *domain = load(&desk);
  struct str yaml = repeated(&desk, RECORD, "      - {milestone: nowhere, what: 1}\n", 3000, "");
  judge(&desk, source_parse(desk.arena, "a.yaml", yaml, &desk.messages), domain);
  size_t last = desk.messages.list.n - 1;
  assert_int_equal(last, limit(desk.arena, LIMIT_MESSAGES));
  assert_int_equal(desk.messages.list.at[last].id, MSG_TOO_MANY_MESSAGES);
  assert_null(desk.messages.list.at[last].suggestion);
  desk_close(&desk);
}

/* ---- samples ---- */

/* Whether a sample is for this test: mappings are judged elsewhere, and so are the names in a class. */
static bool is_ours(const char *name) {
  const char *ending = strrchr(name, '.');
  return ending && strcmp(ending, ".yaml") == 0 && !strstr(name, "mapping") && !strstr(name, "class-unknown");
}

static size_t judge_folder(const char *folder, bool right) {
  struct desk desk = desk_open();
  const struct domain *domain = load(&desk);
  DIR *dir = opendir(folder);
  size_t count = 0;
  for (struct dirent *entry; dir && (entry = readdir(dir));) {
    if (!is_ours(entry->d_name)) continue;
    const char *path = path_join(desk.arena, folder, entry->d_name);
    struct source *source = source_read(desk.arena, path, &desk.messages);
    bool kindless = source && !file_kind(source->root);
    if (judge(&desk, source, domain) != right) fail_msg("%s:\n%s", path, desk_said(&desk));
    assert_true(right || kindless || desk.messages.exit == EXIT_RECORD);
    struct str printed = source ? yaml_print(desk.arena, source->root) : STR("");
    if (right && !node_equal(source->root, source_parse(desk.arena, path, printed, &desk.messages)->root)) fail();
    desk_said(&desk);
    count++;
  }
  if (dir) closedir(dir);
  desk_close(&desk);
  return count;
}

static void every_good_sample_is_right_and_prints_back_to_itself(void **state) {
  (void)state;
  assert_true(judge_folder("samples/rowan", true) >= 13);
  assert_true(judge_folder("tests/samples/good", true) >= 10);
  assert_true(judge_folder("mappings/scales", true) >= 2);
  assert_true(judge_folder("mappings/frameworks", true) >= 4);
}

static void every_bad_sample_is_refused(void **state) {
  (void)state;
  assert_true(judge_folder("tests/samples/bad", false) >= 30);
  assert_true(judge_folder("tests/samples/wrong", false) >= 10);
  assert_true(judge_folder("tests/samples/bad-yaml", false) >= 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_that_is_wrong_with_a_record_is_told_at_once_in_the_order_of_its_lines),
      cmocka_unit_test(what_only_the_domain_can_tell_comes_with_the_nearest_that_may_have_been_meant),
      cmocka_unit_test(what_is_missing_or_elsewhere_is_told_with_what_to_write),
      cmocka_unit_test(a_milestone_in_both_lists_is_told_once_and_each_repeat_as_such),
      cmocka_unit_test(without_a_scale_a_level_must_still_be_an_id),
      cmocka_unit_test(a_scale_must_read_back_as_it_was_written),
      cmocka_unit_test(a_framework_and_a_class_are_checked_like_the_rest),
      cmocka_unit_test(a_file_of_another_kind_is_told_as_such),
      cmocka_unit_test(a_flood_of_faults_ends_and_its_end_stands_last),
      cmocka_unit_test(every_good_sample_is_right_and_prints_back_to_itself),
      cmocka_unit_test(every_bad_sample_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
