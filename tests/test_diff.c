/* diff: two trees of data, and what is said of them; the report is asserted whole. */
#include "check.h"
#include "diff.h"

#define ATTENTION_3 "  Communication: \"Responds to the sound or the sign of their own name\"\n"
#define TWO "old.docx → new.docx\n"
#define SAME "old.docx and new.docx say the same: no difference\n"
#define ROW_OF(items) "term: {assessments: [{milestone: communication.attention.3, " items "}]}"
#define COMMENT(more) "{text: Lean in., by: M. Reid, date: 2025-12-02" more "}"
#define ON_ROW(items) ROW_OF("preferred: [" items "]")
#define WAS_SAID "M. Reid, 2 December 2025: \"Preferred: Lean in.\"\n"

/* Both sides by the mapping that comes with Cairn. */
struct study {
  struct desk desk;
  struct diff_side sides[2];
};

static struct node *yaml(struct study *study, const char *text) {
  struct source *source = source_parse(study->desk.arena, "a.yaml", str_from(text), &study->desk.messages);
  if (!source) fail_msg("%s", desk_said(&study->desk));
  return source->root;
}

/* text: {unplaced: [...], and the data} */
static void read_side(struct study *study, size_t n, const char *name, const char *text) {
  struct node *data = yaml(study, text), *unplaced = node_get(data, "unplaced");
  const struct mapping *mapping =
      mapping_load(study->desk.arena, "mappings/milestones-tracker.yaml", NULL, NULL, &study->desk.messages);
  if (!mapping) fail_msg("%s", desk_said(&study->desk));
  study->sides[n] = (struct diff_side){
      .name = name, .mapping = mapping, .data = data, .unplaced = unplaced ? unplaced : node_list(study->desk.arena)};
}

struct told {
  const char *old, *new, *report;
};

static void assert_told(const struct told *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct study study = {.desk = desk_open()};
    study.desk.messages.arena = study.desk.arena;
    read_side(&study, 0, "old.docx", cases[i].old);
    read_side(&study, 1, "new.docx", cases[i].new);
    struct differences list = diff_sides(study.desk.arena, study.sides);
    assert_str(&study.desk, diff_report(study.desk.arena, study.sides, &list), cases[i].report);
    desk_close(&study.desk);
  }
}

#define TOLD(...) \
  static const struct told cases[] = {__VA_ARGS__}; \
  (void)state; \
  assert_told(cases, sizeof cases / sizeof *cases)

static void what_says_the_same_is_no_difference(void **state) {
  TOLD({"learner: {id: a-1}", "learner: {id: a-1, known-as: ~}", SAME}, {"class: {school: One}", "term: {}", SAME},
       {"term: {completed-by: [One, Two]}", "term: {completed-by: [Two, One]}", SAME},
       {ROW_OF("supports: [visual, physical]"), ROW_OF("supports: [physical, visual]"), SAME},
       {ON_ROW(COMMENT("") ", {text: Wait., by: T}"), ON_ROW("{text: Wait., by: T}, " COMMENT("")), SAME},
       {"unplaced: [{place: here, text: a}, {place: here, text: b}]",
        "unplaced: [{place: here, text: b}, {place: here, text: a}]", SAME});
}

static void values_are_told_in_the_words_of_the_document(void **state) {
  TOLD({"term: {date: 2025-12-05}", "term: {date: 2025-12-12}",
        TWO "  Who and when\n    Completed on: 5 December 2025 → 12 December 2025\n"},
       {"term: {class: Rowan}", "term: {}", TWO "  Who and when\n    Class: − Rowan\n"},
       {"term: {}", "term: {class: Rowan}", TWO "  Who and when\n    Class: + Rowan\n"},
       {"class: {school: One}", "class: {school: Two}", TWO "  Who and when\n    School: One → Two\n"},
       {"term: {completed-by: [One, Two, Two]}", "term: {completed-by: [Two, Six]}",
        TWO "  Who and when\n    Who contributed: + Six; − One; − Two\n"},
       {ROW_OF("engagement: interest, supports: [physical, verbal]"),
        ROW_OF("engagement: encounter, supports: [visual, verbal]"),
        TWO ATTENTION_3 "    Level of engagement: Interest → Encounter\n    Type of support: + Visual; − Physical\n"});
}

static void texts_are_told_line_by_line(void **state) {
  TOLD({"term: {family: {enjoys: \"Water.\\nDrums.\\nWind.\"}}",
        "term: {family: {enjoys: \"Water.\\nBells.\\nWind.\\n\\nMore.\"}}",
        TWO "  What I enjoy\n    − Drums.\n    + Bells.\n    + (an empty line)\n    + More.\n"},
       {"term: {class: \"One\\nTwo\"}", "term: {class: Two}", TWO "  Who and when\n    Class:\n      − One\n"},
       {ROW_OF("saw: \"A\\nB\\nC\""), ROW_OF("saw: \"B\\nC\\nD\""),
        TWO ATTENTION_3 "    What we saw:\n      − A\n      + D\n"},
       {"term: {family: {enjoys: \"a\\x9B2Jb\\u202Ec\"}}", "term: {}",
        TWO "  What I enjoy\n    − a<U+009B>2Jb<U+202E>c\n"});
}

static void two_learners_and_two_terms_are_told_first(void **state) {
  TOLD({"learner: {id: a-1, known-as: A}\nterm: {session: 2025-26, term: 1, class: Elm}",
        "learner: {id: b-2, known-as: Bo}\nterm: {session: 2025-26, term: 2, class: Ash}",
        TWO "  Two learners: A (a-1) → Bo (b-2)\n  Two terms: 2025-26, Term 1 → 2025-26, Term 2\n"
            "  Who and when\n    Class: Elm → Ash\n"},
       {"learner: {known-as: A}", "learner: {known-as: Bo}", TWO "  Two learners: A → Bo\n"},
       {"learner: {id: a-1, known-as: A}", "learner: {id: a-1, known-as: Ava}",
        TWO "  Who and when\n    Name: A → Ava\n"},
       {"learner: {known-as: A}", "learner: {id: a-1, known-as: A}",
        TWO "  Who and when\n    The learner's id: + a-1\n"},
       {"term: {}", "learner: {known-as: A}\nterm: {term: 2}", TWO "  Who and when\n    Name: + A\n    Term: + 2\n"});
}

static void rows_come_and_go_with_what_they_say(void **state) {
  TOLD({"term: {focus: [communication.attention.3]}", ROW_OF("engagement: interest"),
        TWO ATTENTION_3 "    Level of engagement: + Interest\n"},
       {"term: {}", "term: {focus: [communication.attention.3]}", TWO ATTENTION_3 "    a new row\n"},
       {ROW_OF("engagement: interest, comments: [{text: Wait., by: T}]"), "term: {}",
        TWO ATTENTION_3 "    the row is gone\n    Level of engagement: − Interest\n    comment gone, T: \"Wait.\"\n"});
}

static void comments_are_told_with_their_words(void **state) {
  TOLD({ROW_OF("date: ~"), ON_ROW(COMMENT("")), TWO ATTENTION_3 "    comment added, " WAS_SAID},
       {ON_ROW(COMMENT("") ", " COMMENT("")), ON_ROW(COMMENT("")), TWO ATTENTION_3 "    comment gone, " WAS_SAID},
       {ON_ROW(COMMENT("")), ON_ROW("{text: \"Lean in.\\nWait.\", by: M. Reid, date: 2025-12-02}"),
        TWO ATTENTION_3 "    comment changed, M. Reid, 2 December 2025:\n      − Preferred: Lean in.\n"
                        "      + Preferred: Lean in.\n      + Wait.\n"},
       {ON_ROW(COMMENT("")), ROW_OF("comments: [" COMMENT(", for: staff") "]"),
        TWO ATTENTION_3 "    comment changed, M. Reid, 2 December 2025:\n      − Preferred: Lean in.\n"
                        "      + Staff only: Lean in.\n"},
       {ON_ROW(COMMENT("")), ON_ROW("{text: Lean in., by: Author, initials: MR, date: 2025-12-03T14:05:00Z}"),
        TWO ATTENTION_3
        "    author of a comment: M. Reid → Author\n"
        "      of Author, 3 December 2025, 14:05: \"Preferred: Lean in.\"\n"
        "    initials of a comment: + MR\n      of Author, 3 December 2025, 14:05: \"Preferred: Lean in.\"\n"
        "    date of a comment: 2 December 2025 → 3 December 2025, 14:05\n"
        "      of Author, 3 December 2025, 14:05: \"Preferred: Lean in.\"\n"},
       {ROW_OF("engagement: interest"), ROW_OF("engagement: interest, comments: [{text: \"One\\n\\nTwo\", by: T}]"),
        TWO ATTENTION_3 "    comment added, T:\n      One\n\n      Two\n"});
}

static void threads_are_told_by_what_came_of_them(void **state) {
  TOLD({ON_ROW(COMMENT("")), ON_ROW(COMMENT(", state: resolved")), TWO ATTENTION_3 "    comment resolved, " WAS_SAID},
       {ON_ROW(COMMENT(", state: resolved")), ON_ROW(COMMENT("")),
        TWO ATTENTION_3 "    comment opened again, " WAS_SAID},
       {ON_ROW(COMMENT(", replies: [{text: No., by: T}, {text: Yes., by: T}]")),
        ON_ROW(COMMENT(", replies: [{text: Yes., by: T}, {text: Yes., by: T}]")),
        TWO ATTENTION_3 "    reply gone, T: \"No.\"\n      to " WAS_SAID
                        "    reply added, T: \"Yes.\"\n      to " WAS_SAID},
       {ON_ROW(COMMENT(", replies: [{text: Yes., by: T}, {text: No., by: T}]")),
        ON_ROW(COMMENT(", replies: [{text: No., by: T}, {text: Yes., by: T}]")), SAME},
       {ROW_OF("date: 2025-12-01"),
        ROW_OF("date: 2025-12-01, comments: [{text: \"One\\nTwo\", by: S, replies: [{text: Yes., by: T}]}]"),
        TWO ATTENTION_3
        "    comment added, S:\n      One\n      Two\n    reply added, T: \"Yes.\"\n      to S: \"One\n      Two\"\n"});
}

static void what_has_no_place_is_told_by_where_it_stands(void **state) {
  TOLD({"unplaced: [{place: here, text: One}]", "unplaced: [{place: here, text: Two}]",
        TWO "  Elsewhere\n    − here: \"One\"\n    + here: \"Two\"\n"},
       {"unplaced: [{place: here, text: One}, {place: here, text: One}]", "unplaced: [{place: there, text: One}]",
        TWO "  Elsewhere\n    text moved: here → there\n      \"One\"\n    − here: \"One\"\n"},
       {"unplaced: [{place: here, text: One}]", "unplaced: [{place: there, text: One}, {place: here, text: One}]",
        TWO "  Elsewhere\n    + there: \"One\"\n"},
       {"unplaced: [{place: here, comment: Wait., by: T, date: 2025-12-02}]",
        "unplaced: [{place: there, comment: Wait., by: T, date: 2025-12-02}, {place: here, comment: Wait!, by: S}]",
        TWO "  Elsewhere\n    comment moved: here → there\n      of there, T, 2 December 2025: \"Wait.\"\n"
            "    comment added, here, S: \"Wait!\"\n"});
}

/* As many lines as would make the table of common lines too large: all go, and all come. */
static void very_long_texts_are_told_whole(void **state) {
  struct study study = {.desk = desk_open()};
  (void)state;
  const char *old = str_z(study.desk.arena, repeated(&study.desk, "term: {class: \"", "x\\n", 1500, "a\"}"));
  const char *new = str_z(study.desk.arena, repeated(&study.desk, "term: {class: \"", "x\\n", 1500, "b\"}"));
  study.desk.messages.arena = study.desk.arena;
  read_side(&study, 0, "old.docx", old);
  read_side(&study, 1, "new.docx", new);
  struct differences list = diff_sides(study.desk.arena, study.sides);
  struct str report = diff_report(study.desk.arena, study.sides, &list);
  size_t lines = 0;
  for (size_t i = 0; i < report.len; i++) lines += report.at[i] == '\n';
  assert_int_equal(lines, 3 + 2 * 1501);
  desk_close(&study.desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_says_the_same_is_no_difference),
      cmocka_unit_test(values_are_told_in_the_words_of_the_document),
      cmocka_unit_test(texts_are_told_line_by_line),
      cmocka_unit_test(two_learners_and_two_terms_are_told_first),
      cmocka_unit_test(rows_come_and_go_with_what_they_say),
      cmocka_unit_test(comments_are_told_with_their_words),
      cmocka_unit_test(threads_are_told_by_what_came_of_them),
      cmocka_unit_test(what_has_no_place_is_told_by_where_it_stands),
      cmocka_unit_test(very_long_texts_are_told_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
