/* lens: a tracker without any tags, as other programs leave it, is read by its words and written where it was read. */
#include "check.h"
#include "lens.h"
#include "word_pieces.h"

#define HEADING(text) "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>" R(text) "</w:p>"
#define HEADER_ROW \
  TR("<w:trPr><w:tblHeader/></w:trPr>" TC(P("Milestone")) TC(P("Level of engagement")) TC(P("Type of support")) \
         TC(P("Date")) TC(P("What we saw")) TC(P("Next steps")))
#define ROW(statement, level, support, date, saw, next) \
  TR(TC(P(statement)) TC(P(level)) TC(P(support)) TC(P(date)) TC(saw) TC(P(next)))
#define NAME_TABLE(name, session, term) \
  TBL(TR(TC(P("Name")) TC(P(name))) TR(TC(P("Session")) TC(P(session))) TR(TC(P("Term:")) TC(P(term))))
#define ATTENTION_3 "Responds to the sound or the sign of their own name"
#define CHOICE_1 "Shows that something is liked or not liked"

static const char PLAIN[] =
    NAME_TABLE("A", "2025-26", "1") HEADING("What I enjoy") P("Water") P("Drums") HEADING("Communication")
        TBL(HEADER_ROW ROW(ATTENTION_3, "Early awareness", "Physical, Visual", "28 Nov 2025",
                           P("Stilled.") P("Turned."), "–") ROW(CHOICE_1, "–", "", "–", P(""), ""));

#define OF_A "learner: {known-as: A}\nterm: " /* whose the document is: else it is not written */

/* A desk with our mapping on it. */
struct study {
  struct desk desk;
  struct mapping *mapping;
};

static struct study study_open(void) {
  struct study study = {.desk = desk_open()};
  study.mapping = mapping_load(study.desk.arena, "mappings/milestones-tracker.yaml", NULL, NULL, &study.desk.messages);
  if (!study.mapping) fail_msg("%s", desk_said(&study.desk));
  study.desk.messages.arena = study.desk.arena;
  return study;
}

static struct plan *plan_of(struct study *study, const struct document *document) {
  return plan_compile(study->desk.arena, document, study->mapping);
}

static struct node *data_of(struct study *study, const struct document *document) {
  return lens_get(study->desk.arena, plan_of(study, document), NULL, &study->desk.messages);
}

static struct node *yaml(struct study *study, const char *text) {
  struct source *source = source_parse(study->desk.arena, "a.yaml", str_from(text), &study->desk.messages);
  if (!source) fail_msg("%s", desk_said(&study->desk));
  return source->root;
}

static void assert_data(struct study *study, const struct node *data, const char *expected) {
  if (!node_equal(data, yaml(study, expected)))
    fail_msg("%s", str_z(study->desk.arena, yaml_print(study->desk.arena, data)));
}

/* The document with the data laid over it; NULL when it may not be written. */
static struct document *put(struct study *study, const struct document *document, const char *data,
                            struct changes **changes) {
  *changes = changes_new(study->desk.arena, document);
  struct put_options options = {.staff = true};
  bool may = lens_put(study->desk.arena, plan_of(study, document), yaml(study, data), options, *changes,
                      &study->desk.messages);
  return may ? saved(&study->desk, *changes) : NULL;
}

static size_t edits_of(const struct changes *changes) {
  size_t count = changes->comments.n;
  for (size_t i = 0; i < changes->document->story_count; i++) count += changes->stories[i].list.n;
  return count;
}

static const char PLAIN_DATA[] = "learner: {known-as: A}\n"
                                 "term:\n"
                                 "  session: 2025-26\n"
                                 "  term: 1\n"
                                 "  family: {enjoys: \"Water\\nDrums\"}\n"
                                 "  focus: [communication.choice.1]\n"
                                 "  assessments:\n"
                                 "    - milestone: communication.attention.3\n"
                                 "      engagement: early-awareness\n"
                                 "      supports: [physical, visual]\n"
                                 "      date: 2025-11-28\n"
                                 "      saw: \"Stilled.\\nTurned.\"\n";

/* ---- get ---- */

static void a_tracker_without_tags_is_read_by_labels_headings_and_headers(void **state) {
  (void)state;
  struct study study = study_open();
  assert_data(&study, data_of(&study, document_with(&study.desk, PLAIN)), PLAIN_DATA);
  assert_says(&study.desk, "");
  desk_close(&study.desk);
}

static void columns_are_found_wherever_they_stand(void **state) {
  (void)state;
  struct study study = study_open();
  struct document *d = document_with(
      &study.desk,
      HEADING("Communication") TBL(
          TR(TC(P("Our tracker"))) TR("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" TC(P("TYPE OF  SUPPORT:")) TC(P(
              "Level of") P("engagement")) "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P("Milestone") "</w:tc>")
              TR(TC(P("1")) TC(P("visual")) TC(P("Interest")) TC(P(ATTENTION_3)) TC(P("")))));
  assert_data(
      &study, data_of(&study, d),
      "term: {assessments: [{milestone: communication.attention.3, engagement: interest, supports: [visual]}]}");
  desk_close(&study.desk);
}

static void what_is_not_understood_is_told_and_not_made_up(void **state) {
  (void)state;
  struct study study = study_open();
  struct document *d =
      document_with(&study.desk, HEADING("Communication")
                                     TBL(HEADER_ROW ROW(ATTENTION_3, "Erly awareness", "Visual", "soon", P(""), "")));
  assert_data(&study, data_of(&study, d),
              "term: {assessments: [{milestone: communication.attention.3, supports: [visual]}]}");
  assert_int_equal(study.desk.messages.warnings, 2);
  assert_string_equal(study.desk.messages.list.at[0].suggestion, "Early awareness");
  assert_string_equal(study.desk.messages.list.at[0].where.place,
                      "table \"Communication\", row 2, column \"Level of engagement\"");
  desk_close(&study.desk);
}

static void a_second_row_of_a_milestone_is_told_and_the_first_counts(void **state) {
  (void)state;
  struct study study = study_open();
  struct document *d =
      document_with(&study.desk, HEADING("Communication") TBL(HEADER_ROW ROW(ATTENTION_3, "Interest", "", "", P(""), "")
                                                                  ROW(ATTENTION_3, "Encounter", "", "", P(""), "")));
  assert_data(&study, data_of(&study, d),
              "term: {assessments: [{milestone: communication.attention.3, engagement: interest}]}");
  assert_int_equal(study.desk.messages.list.n, 1);
  assert_int_equal(study.desk.messages.list.at[0].id, MSG_ROW_REPEATED);
  desk_close(&study.desk);
}

static void what_has_no_place_in_the_mapping_is_listed(void **state) {
  (void)state;
  struct study study = study_open();
  struct document *d =
      document_with(&study.desk, P("A note in the margin of the page") HEADING("What I enjoy") P("Water"));
  struct plan *plan = plan_of(&study, d);
  struct taken taken = {.arena = study.desk.arena};
  lens_get(study.desk.arena, plan, &taken, &study.desk.messages);
  size_t in_rows;
  struct node *list = lens_unplaced(study.desk.arena, plan, &taken,
                                    own_words_new(study.desk.arena, plan->mapping, NULL), true, &in_rows);
  bool listed = false;
  for (const struct node *item = list->first; item; item = item->next) {
    listed = listed || str_is(node_get_str(item, "text"), "A note in the margin of the page");
    assert_false(str_is(node_get_str(item, "text"), "Water"));
  }
  assert_true(listed);
  assert_int_equal(in_rows, 0);
  desk_close(&study.desk);
}

/* ---- put ---- */

static void putting_back_what_was_read_writes_nothing(void **state) {
  (void)state;
  struct study study = study_open();
  struct changes *changes;
  assert_non_null(put(&study, document_with(&study.desk, PLAIN), PLAIN_DATA, &changes));
  assert_int_equal(edits_of(changes), 0);
  desk_close(&study.desk);
}

static void a_value_is_written_in_its_own_place_alone(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {OF_A "{session: 2025-26, term: 1, family: {enjoys: Water}}", P("Water") HEADING("Communication")},
      {OF_A "{assessments: [{milestone: communication.attention.3, engagement: interest}]}",
       TC(P("Interest")) TC(P("Physical, Visual"))},
      {OF_A "{assessments: [{milestone: communication.attention.3, supports: [verbal]}]}", TC(P("Verbal"))},
      {OF_A "{assessments: [{milestone: communication.attention.3, date: 2025-12-01}]}", TC(P("1 Dec 2025"))},
      {OF_A "{assessments: [{milestone: communication.attention.3, saw: \"one\\ntwo\\nthree\"}]}",
       TC(P("one") P("two") P("three"))},
      {OF_A "{assessments: [{milestone: communication.attention.3, engagement: ~}]}",
       TC(P("–")) TC(P("Physical, Visual"))},
  };
  struct study study = study_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct changes *changes;
    struct document *before = document_with(&study.desk, PLAIN), *after = put(&study, before, cases[i][0], &changes);
    assert_non_null(after);
    assert_true(edits_of(changes) <= 3);
    if (!strstr(str_z(study.desk.arena, element_bytes(body(after))), cases[i][1])) fail_msg("%s", cases[i][0]);
  }
  desk_close(&study.desk);
}

static void the_words_of_a_level_stay_when_they_say_the_same(void **state) {
  (void)state;
  struct study study = study_open();
  struct document *d =
      document_with(&study.desk, HEADING("Communication") TBL(HEADER_ROW ROW(
                                     ATTENTION_3, "EARLY  awareness", "photos &amp; PP", "28/11/2025", P(""), "")));
  struct changes *changes;
  assert_non_null(put(&study, d,
                      "term: {assessments: [{milestone: communication.attention.3, engagement: early-awareness, date: "
                      "2025-11-28, supports: [visual, physical]}]}",
                      &changes));
  assert_int_equal(edits_of(changes), 0);
  desk_close(&study.desk);
}

static void a_milestone_without_a_row_gets_one_in_its_table(void **state) {
  (void)state;
  struct study study = study_open();
  struct changes *changes;
  struct document *after = put(&study, document_with(&study.desk, PLAIN),
                               OF_A "{assessments: [{milestone: communication.attention.5, engagement: interest}, "
                                    "{milestone: number.amount.1, engagement: interest}]}",
                               &changes);
  assert_non_null(after);
  struct table table = table_read(study.desk.arena, after->stories, nth(after, W_TBL, 1));
  assert_int_equal(table.count, 4);
  const struct node *data = node_path(data_of(&study, after), "term.assessments");
  assert_int_equal(data->count, 2);
  assert_str(&study.desk, node_get_str(data->last, "milestone"), "communication.attention.5");
  assert_null(node_get(data->last, "saw"));
  assert_int_equal(study.desk.messages.list.at[0].id, MSG_NO_TABLE);
  desk_close(&study.desk);
}

static void comments_go_on_the_support_cell_and_are_joined_not_doubled(void **state) {
  (void)state;
  static const char data[] = OF_A "{assessments: [{milestone: communication.attention.3, preferred: [{text: \"With "
                                  "a\\npause\", by: M. Reid, date: 2025-12-02}],"
                                  " comments: [{text: The splint., by: D. Brown, for: staff}]}]}";
  struct study study = study_open();
  struct changes *changes;
  struct document *after = put(&study, document_with(&study.desk, PLAIN), data, &changes);
  assert_int_equal(after->comment_count, 2);
  assert_str(&study.desk, after->comments[0].text, "Preferred: With a\npause");
  assert_str(&study.desk, after->comments[0].date, "2025-12-02T00:00:00Z");
  assert_str(&study.desk, after->comments[1].text, "Staff only: The splint.");
  struct table table = table_read(study.desk.arena, after->stories, nth(after, W_TBL, 1));
  for (size_t i = 0; i < 2; i++) assert_true(element_within(after->comments[i].anchor, table.rows[1].cells[2].tc));
  assert_non_null(put(&study, after, data, &changes));
  assert_int_equal(changes->comments.n, 0);
  assert_null(put(&study, after, "learner: {known-as: B}\nterm: {term: 2}", &changes));
  desk_close(&study.desk);
}

/* A program that knows no threads left two comments of what was one and its answer. */
static void a_reply_that_stands_apart_is_that_of_one_comment_and_once(void **state) {
  (void)state;
#define SAYS(comments) OF_A "{assessments: [{milestone: communication.attention.3, comments: [" comments "]}]}"
#define PAUSE(replies) "{text: Pause, by: M. Reid, replies: [" replies "]}"
#define SEEN "{text: Seen., by: J}"
  static const struct {
    const char *wanted, *after;
  } cases[] = {{PAUSE(SEEN), "{text: Pause, by: M. Reid}, " SEEN},
               {PAUSE(SEEN ", " SEEN), PAUSE(SEEN) ", " SEEN},
               {PAUSE(SEEN) ", " SEEN, PAUSE(SEEN) ", " SEEN},
               {PAUSE(SEEN) ", " PAUSE(SEEN), PAUSE(SEEN) ", {text: Pause, by: M. Reid}, " SEEN}};
  struct study study = study_open();
  struct changes *changes;
  const struct document *apart =
      put(&study, document_with(&study.desk, PLAIN), SAYS("{text: Pause, by: M. Reid}, " SEEN), &changes);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *data = str_format(study.desk.arena, SAYS("%s"), cases[i].wanted);
    const struct document *after = put(&study, apart, data, &changes);
    const struct node *read = node_path(data_of(&study, after), "term.assessments");
    for (read = read->first; !node_get(read, "comments");) read = read->next;
    const char *expected = str_format(study.desk.arena, "comments: [%s]", cases[i].after);
    if (!node_equal(node_get(read, "comments"), node_get(yaml(&study, expected), "comments")))
      fail_msg("%s", str_z(study.desk.arena, yaml_print(study.desk.arena, read)));
    assert_int_equal(put(&study, after, data, &changes)->comment_count, after->comment_count);
  }
  desk_close(&study.desk);
}

static void a_document_about_another_learner_is_not_written(void **state) {
  (void)state;
  struct study study = study_open();
  struct changes *changes;
  assert_null(put(&study, document_with(&study.desk, PLAIN), "learner: {known-as: B}\nterm: {term: 1}", &changes));
  assert_int_equal(study.desk.messages.list.n, 1);
  assert_int_equal(study.desk.messages.list.at[0].id, MSG_OTHER_LEARNER);
  assert_non_null(
      put(&study, document_with(&study.desk, PLAIN), "learner: {known-as: \"a \"}\nterm: {term: 1}", &changes));
  desk_close(&study.desk);
}

static void values_of_another_term_are_cleared_and_told_and_comments_stay(void **state) {
  (void)state;
  struct study study = study_open();
  struct changes *changes;
  struct document *d =
      put(&study, document_with(&study.desk, PLAIN),
          OF_A "{assessments: [{milestone: communication.attention.3, preferred: [{text: Pause, by: M. Reid}]}]}",
          &changes);
  d = put(&study, d,
          OF_A "{session: 2025-26, term: 2, assessments: [{milestone: communication.choice.1, "
               "engagement: interest}]}",
          &changes);
  assert_data(&study, data_of(&study, d),
              OF_A "{session: 2025-26, term: 2, assessments: ["
                   "{milestone: communication.attention.3, preferred: [{text: Pause, by: M. Reid}]},"
                   "{milestone: communication.choice.1, engagement: interest}]}");
  bool told = false;
  for (size_t i = 0; i < study.desk.messages.list.n; i++)
    told = told || study.desk.messages.list.at[i].id == MSG_CLEARED;
  assert_true(told);
  desk_close(&study.desk);
}

static void a_level_that_a_drop_down_lacks_is_told_and_leaves_no_other_there(void **state) {
  (void)state;
#define LIST \
  SDT("<w:dropDownList><w:listItem w:displayText=\"A little interest\" w:value=\"interest\"/><w:listItem " \
      "w:displayText=\"Encounter\" w:value=\"1\"/></w:dropDownList>", \
      R("Encounter"))
  static const struct {
    const char *level, *shown;
    size_t told;
  } cases[] = {{"interest", "A little interest", 0}, {"encounter", "Encounter", 0}, {"early-awareness", "", 1}};
  struct study study = study_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d =
        document_with(&study.desk, HEADING("Communication") TBL(HEADER_ROW TR(TC(P(ATTENTION_3)) TC(
                                       "<w:p>" LIST "</w:p>") TC(P("")) TC(P("")) TC(P("")) TC(P("")))));
    struct changes *changes;
    d = put(&study, d,
            str_format(study.desk.arena,
                       "term: {assessments: [{milestone: communication.attention.3, engagement: %s}]}", cases[i].level),
            &changes);
    assert_str(&study.desk, paragraph_text(study.desk.arena, nth(d, W_SDT, 0)), cases[i].shown);
    assert_int_equal(study.desk.messages.warnings, cases[i].told);
  }
  assert_int_equal(study.desk.messages.list.at[study.desk.messages.list.n - 1].id, MSG_NO_ITEM);
  desk_close(&study.desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tracker_without_tags_is_read_by_labels_headings_and_headers),
      cmocka_unit_test(columns_are_found_wherever_they_stand),
      cmocka_unit_test(what_is_not_understood_is_told_and_not_made_up),
      cmocka_unit_test(a_second_row_of_a_milestone_is_told_and_the_first_counts),
      cmocka_unit_test(what_has_no_place_in_the_mapping_is_listed),
      cmocka_unit_test(putting_back_what_was_read_writes_nothing),
      cmocka_unit_test(a_value_is_written_in_its_own_place_alone),
      cmocka_unit_test(the_words_of_a_level_stay_when_they_say_the_same),
      cmocka_unit_test(a_milestone_without_a_row_gets_one_in_its_table),
      cmocka_unit_test(comments_go_on_the_support_cell_and_are_joined_not_doubled),
      cmocka_unit_test(a_reply_that_stands_apart_is_that_of_one_comment_and_once),
      cmocka_unit_test(a_document_about_another_learner_is_not_written),
      cmocka_unit_test(values_of_another_term_are_cleared_and_told_and_comments_stay),
      cmocka_unit_test(a_level_that_a_drop_down_lacks_is_told_and_leaves_no_other_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
