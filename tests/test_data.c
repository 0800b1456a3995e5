/* data: YAML into trees, with places, limits, and what is said when it is wrong. */
#include "check.h"
#include "data.h"

static struct source *parse(struct desk *desk, const char *yaml) {
  return source_parse(desk->arena, "a.yaml", str_from(yaml), &desk->messages);
}

static const struct node *root_of(struct desk *desk, const char *yaml) {
  struct source *source = parse(desk, yaml);
  if (!source) fail_msg("%s", desk_said(desk));
  return source->root;
}

/* ---- reading ---- */

static void every_scalar_is_text_and_only_a_plain_tilde_or_blank_is_nothing(void **state) {
  (void)state;
  static const struct {
    const char *yaml, *text;
  } cases[] = {
      {"a: ~", NULL},
      {"a:", NULL},
      {"a: null", "null"},
      {"a: yes", "yes"},
      {"a: 1.0", "1.0"},
      {"a: '~'", "~"},
      {"a: \"\"", ""},
      {"a: !!int 3", "3"},
      {"a: x\n   y", "x y"},
      {"a: |\n b\n c", "b\nc"},
      {"a: \"t\\tb\"", "t\tb"},
      {"a: 'it''s'", "it's"},
      {"a: 2025-01-01 # x", "2025-01-01"},
      {"a: \"\\x41\\u00e9\\U0001F600\"", "Aé😀"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct node *a = node_get(root_of(&desk, cases[i].yaml), "a");
    assert_int_equal(a->kind, cases[i].text ? NODE_TEXT : NODE_NOTHING);
    if (cases[i].text) assert_str(&desk, a->text, cases[i].text);
  }
  desk_close(&desk);
}

static void line_ends_become_line_feeds_and_final_ones_go(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"a: |\r\n  b\r\n  c\r\n", "b\nc"}, {"a: \"b\\r\\nc\\rd\\n\\r\"", "b\nc\nd"},       {"a: |+\n  b\n\n\n", "b"},
      {"a: \"\\n\\n b \\n\"", "\n\n b "}, {"a: |\n  b\n\n    c \n  d\n", "b\n\n  c \nd"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, node_get_str(root_of(&desk, cases[i][0]), "a"), cases[i][1]);
  desk_close(&desk);
}

static void merge_keys_are_keys_like_any_other(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct node *root = root_of(&desk, "a: &a {b: 1}\nc: {<<: *a}\n");
  assert_true(str_is(node_str(node_path(root, "c.<<.b")), "1"));
  desk_close(&desk);
}

static void an_alias_is_a_copy_that_may_be_changed(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct node *root = root_of(&desk, "a: &x {b: [1, 2]}\nc: *x\nd: [*x, &x 5, *x]\n");
  struct node *c = node_get(root, "c");
  assert_true(node_equal(node_get(root, "a"), c));
  node_put(desk.arena, c, "b", node_text(desk.arena, STR("changed")));
  assert_false(node_equal(node_get(root, "a"), c));
  assert_true(str_is(node_str(node_get(root, "d")->last), "5"));
  assert_int_equal(c->mark->line, 2);
  assert_int_equal(c->mark->column, 4);
  desk_close(&desk);
}

static void places_are_in_bytes_lines_and_characters(void **state) {
  (void)state;
  struct desk desk = desk_open();
  static const char yaml[] = "\xEF\xBB\xBF# é😀\r\nké: 'é😀'\r\nlist:\n  - {x: y, z: [1]} # é\n  -  plain text\n";
  const struct node *root = root_of(&desk, yaml), *text = node_get(root, "ké"), *list = node_get(root, "list");
  static const char *const spans[] = {"'é😀'", "{x: y, z: [1]}", "plain text"};
  const struct node *nodes[] = {text, list->first, list->last};
  for (size_t i = 0; i < 3; i++)
    assert_str(&desk, str_sub(str_from(yaml), nodes[i]->mark->from, nodes[i]->mark->to), spans[i]);
  assert_int_equal(text->mark->line, 2);
  assert_int_equal(text->mark->column, 5);
  assert_int_equal(list->key_mark->line, 3);
  assert_int_equal(list->key_mark->column, 1);
  assert_int_equal(list->first->mark->column, 5);
  assert_int_equal(list->mark->to, list->last->mark->to);
  desk_close(&desk);
}

/* ---- what is said ---- */

struct said {
  const char *yaml, *said;
};

static void check_said(const struct said *cases, size_t count) {
  struct desk desk = desk_open();
  for (size_t i = 0; i < count; i++) {
    assert_null(parse(&desk, cases[i].yaml));
    assert_int_equal(desk.messages.exit, EXIT_RECORD);
    assert_says(&desk, cases[i].said);
  }
  desk_close(&desk);
}

static void faults_of_form_are_told_in_plain_words(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"a: b: c", "a.yaml:1:5: this is not YAML: a colon stands where none can\n    a: b: c\n        ^\n"
                  "    put a text that holds `: ` in quotes; or look at the line above\n"},
      {"a:\n\tb: c\n", "a.yaml:2:1: a tab stands where YAML wants spaces\n    \tb: c\n    ^\n"
                       "    replace the tab with spaces\n"},
      {"a:\n  b: c\n \td: e\n", "a.yaml:3:2: a tab stands where YAML wants spaces\n     \td: e\n     ^\n"
                                "    replace the tab with spaces\n"},
      {"a: \"b\nc: d\n", "a.yaml:1:4: this is not YAML: a quotation mark is not closed\n    a: \"b\n       ^\n"
                         "    put the same mark behind the text\n"},
      {"a: [b, c\nd: e\n", "a.yaml:1:4: this is not YAML: a list in square brackets is not closed, or lacks a comma\n"
                           "    a: [b, c\n       ^\n    put a comma between its items, and `]` behind the last\n"},
      {"a: \"b\" c\n",
       "a.yaml:1:6: this is not YAML: this quotation mark closes the text, and the text goes on behind it\n"
       "    a: \"b\" c\n         ^\n    put the text in the other marks, '...', and write a ' inside it twice ('')\n"},
      {"a: @b\n", "a.yaml:1:4: this is not YAML: a text cannot begin with this character\n    a: @b\n       ^\n"
                  "    put the text in quotes\n"},
      {"a: \"C:\\Wind\"\n", "a.yaml:1:7: this is not YAML: the backslash means nothing before this letter\n"
                            "    a: \"C:\\Wind\"\n          ^\n    write two backslashes, or take single quotes\n"},
      {"a: > b\n", "a.yaml:1:6: this is not YAML: `|` and `>` mean something to YAML at the beginning of a text\n"
                   "    a: > b\n         ^\n    put the text in quotes\n"},
      {"a: *b\n", "a.yaml:1:4: the alias `*b` names nothing before it\n    a: *b\n       ^\n"},
      {"a: b\n---\nc: d\n", "a.yaml:2:1: the file holds more than one YAML document\n    ---\n    ^\n"
                            "    keep one; `---` begins another\n"},
      {"", "a.yaml: the file is empty\n"},
      {"# only this\n", "a.yaml: the file is empty\n"},
      {"~\n", "a.yaml: the file is empty\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void a_blank_too_few_is_told_at_its_own_line(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"a:\n  id:ash-01\n  b: c\n", "a.yaml:2:5: this is not YAML: there is no space behind this colon\n"
                                    "      id:ash-01\n        ^\n    write `id: `, with a space behind the colon\n"},
      {"a: b\nid:ash-01\nc: d\n", "a.yaml:2:3: this is not YAML: there is no space behind this colon\n"
                                  "    id:ash-01\n      ^\n    write `id: `, with a space behind the colon\n"},
      {"version:1\r\n# more\r\n\r\na: b\r\n",
       "a.yaml:1:8: this is not YAML: there is no space behind this colon\n"
       "    version:1\n           ^\n    write `version: `, with a space behind the colon\n"},
      {"a:\n  -b: é\n    c: d\n", "a.yaml:2:3: this is not YAML: there is no space behind this dash\n"
                                  "      -b: é\n      ^\n    write `- `, with a space behind the dash\n"},
      {"a:\n  - b\n  -c\n", "a.yaml:3:3: this is not YAML: there is no space behind this dash\n"
                            "      -c\n      ^\n    write `- `, with a space behind the dash\n"},
      {"see: a\nhttp://b\nc: d\n", "a.yaml:2:1: this is not YAML: there is no colon behind a key\n"
                                   "    http://b\n    ^\n    write `key: value`, with a space behind the colon\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void a_line_out_of_its_column_is_told_with_the_key_it_belongs_to(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"a:\n  - b: c\n    d: e\n     date: f\n",
       "a.yaml:4:6: this is not YAML: this stands 1 space too far to the right\n         date: f\n         ^\n"
       "    begin it in the column of `d` above\n"},
      {"a:\n  - b: c\n   date: f\n", "a.yaml:3:4: this is not YAML: this stands 1 space too far to the left\n"
                                     "       date: f\n       ^\n    begin it in the column of `b` above\n"},
      {"a:\n    b:\n        - c\n        - d\n  date: f\n",
       "a.yaml:5:3: this is not YAML: this stands 2 spaces too far to the left\n      date: f\n      ^\n"
       "    begin it in the column of `b` above\n"},
      {"a:\n  - b: c\n   - b: d\n", "a.yaml:3:4: this is not YAML: this stands 1 space too far to the right\n"
                                    "       - b: d\n       ^\n    begin it in the column of the dash above\n"},
      {"a:\n  - b\n - c\n", "a.yaml:3:2: this is not YAML: this stands 1 space too far to the left\n"
                            "     - c\n     ^\n    begin it in the column of the dash above\n"},
      {"a: some words\n  Next: more\n", "a.yaml:2:7: this is not YAML: a colon stands where none can\n"
                                        "      Next: more\n          ^\n"
                                        "    put a text that holds `: ` in quotes; or look at the line above\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

#define CLOSES "this is not YAML: this quotation mark closes the text, and the text goes on behind it\n"
#define OTHER_MARKS "    put the text in the other marks, '...', and write a ' inside it twice ('')\n"
#define TWICE "    write a mark inside the text twice (''), or put the text in the other marks: \"...\"\n"

static void a_mark_that_closes_too_soon_is_told_with_a_way_to_write_it(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"a: \"Water, \"splash\" songs\"\n",
       "a.yaml:1:12: " CLOSES "    a: \"Water, \"splash\" songs\"\n               ^\n" OTHER_MARKS},
      {"a: 'A's turn'\nb: c\n", "a.yaml:1:6: " CLOSES "    a: 'A's turn'\n         ^\n" TWICE},
      {"- 'É's turn'\n", "a.yaml:1:5: " CLOSES "    - 'É's turn'\n        ^\n" TWICE},
      {"a: ['A's mum', B]\n", "a.yaml:1:7: " CLOSES "    a: ['A's mum', B]\n          ^\n" TWICE},
      {"a: {b: \"A \"c\" d\"}\n", "a.yaml:1:11: " CLOSES "    a: {b: \"A \"c\" d\"}\n              ^\n" OTHER_MARKS},
      {"a: [\"A\" \"B\"]\n",
       "a.yaml:1:4: this is not YAML: a list in square brackets is not closed, or lacks a comma\n"
       "    a: [\"A\" \"B\"]\n       ^\n    put a comma between its items, and `]` behind the last\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void a_comment_that_swallows_a_bracket_is_told_as_such(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"a: [Ms Orr #2, Mr X]\nb: c\n",
       "a.yaml:1:12: this is not YAML: ` #` begins a comment, and the rest of the line is not read\n"
       "    a: [Ms Orr #2, Mr X]\n               ^\n    put the text in quotes\n"},
      {"a:\n  - {b: \"x #1}\", # one\n     c: y #2}\n  - d\n",
       "a.yaml:3:11: this is not YAML: ` #` begins a comment, and the rest of the line is not read\n"
       "         c: y #2}\n              ^\n    put the text in quotes\n"},
      {"a: [b, # one\n  c\nd: e\n", "a.yaml:1:4: this is not YAML: a list in square brackets is not closed, or lacks a "
                                    "comma\n    a: [b, # one\n       ^\n    put a comma between its items, and `]` "
                                    "behind the last\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void all_faults_that_can_be_told_are_told_in_their_order(void **state) {
  (void)state;
  static const struct said cases[] = {
      {"a: {x: 1, x: 2, x: 3}\n? [k]\n: \"\\x01\"\na: *b\n~: d\n",
       "a.yaml:1:11: the key `x` stands here a second time\n    a: {x: 1, x: 2, x: 3}\n              ^\n    keep one "
       "of the two\n"
       "a.yaml:1:17: the key `x` stands here a second time\n    a: {x: 1, x: 2, x: 3}\n                    ^\n"
       "    keep one of the two\n"
       "a.yaml:2:3: a key must be plain text\n    ? [k]\n      ^\n"
       "a.yaml:3:3: there is a character that a Word document cannot hold (U+0001)\n    : \"\\x01\"\n      ^\n    take "
       "it out\n"
       "a.yaml:4:1: the key `a` stands here a second time\n    a: *b\n    ^\n    keep one of the two\n"
       "a.yaml:4:4: the alias `*b` names nothing before it\n    a: *b\n       ^\n"
       "a.yaml:5:1: a key must be plain text\n    ~: d\n    ^\n"},
      {"a: é\x07\nb: \xEF\xBF\xBE\nc: \x7F\n",
       "a.yaml:1:5: there is a character that a Word document cannot hold (U+0007)\n    a: é\\x07\n        ^\n    take "
       "it "
       "out\n"
       "a.yaml:2:4: there is a character that a Word document cannot hold (U+FFFE)\n    b: \xEF\xBF\xBE\n       ^\n"
       "    take it out\n"
       "a.yaml:3:4: this is not YAML: the character U+007F cannot stand in it\n    c: \\x7F\n       ^\n    take it "
       "out\n"},
      {"a: \x01\nb: \xE9\n", "a.yaml:2:4: the file is not UTF-8 text\n    b: \\xE9\n       ^\n    save it as UTF-8\n"},
      {"a: b\x93 c\n", "a.yaml:1:5: the file is not UTF-8 text\n    a: b\\x93 c\n        ^\n    save it as UTF-8\n"},
  };
  check_said(cases, sizeof cases / sizeof *cases);
}

static void check_limit(struct desk *desk, struct str yaml, const char *said) {
  assert_null(source_parse(desk->arena, "a.yaml", yaml, &desk->messages));
  assert_says(desk, said);
}

static void limits_are_told_with_their_place(void **state) {
  (void)state;
  struct desk desk = desk_open();
  size_t scalar = limit(desk.arena, LIMIT_YAML_SCALAR), file = limit(desk.arena, LIMIT_YAML) + 1;
  check_limit(&desk, repeated(&desk, "a: ", "xxxxxxxxxxxxxxxx", scalar / 16, "x\nb: 1\nb: 2\n"),
              "a.yaml:1:4: there are more bytes in a value than Cairn takes in (4194304; here are 4194305)\n"
              "    where you trust the file, take more in with --limit yaml-scalar=4194305\n"
              "a.yaml:3:1: the key `b` stands here a second time\n    b: 2\n    ^\n    keep one of the two\n");
  check_limit(&desk, repeated(&desk, "", "[", 65, "\n"),
              str_format(desk.arena,
                         "a.yaml:1:65: there are more %s than Cairn takes in (64)\n    %s\n    %s^\n%s up to 512\n",
                         limit_what(LIMIT_YAML_DEPTH), repeated(&desk, "", "[", 65, "").at,
                         str_z(desk.arena, repeated(&desk, "", " ", 64, "")),
                         "    where you trust the file, take more in with --limit yaml-depth=N,"));
  check_limit(&desk, repeated(&desk, "- &a x\n", "- *a\n", 1001, ""),
              "a.yaml:1002:3: there are more aliases in a YAML file than Cairn takes in (1000)\n    - *a\n      ^\n"
              "    where you trust the file, take more in with --limit yaml-aliases=N, up to 1000000\n");
  check_limit(&desk, (struct str){arena_alloc(desk.arena, file, 1), file},
              "a.yaml: there are more bytes in a YAML file with its aliases than Cairn takes in (16777216; here are "
              "16777217)\n    where you trust the file, take more in with --limit yaml=16777217\n");
  desk_close(&desk);
}

static void what_is_just_within_the_limits_is_taken(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str deep = repeated(&desk, "", "[", 64, "");
  assert_non_null(parse(&desk, str_z(desk.arena, repeated(&desk, str_z(desk.arena, deep), "]", 64, "\n"))));
  assert_non_null(parse(&desk, str_z(desk.arena, repeated(&desk, "- &a x\n", "- *a\n", 1000, ""))));
  assert_says(&desk, "");
  desk_close(&desk);
}

static void aliases_count_each_time_and_cannot_nest_deeper_than_the_rest(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct text out = {.arena = desk.arena};
  text_add_z(&out, "- &a0 [x, x, x, x, x, x, x, x, x, x]\n");
  for (int i = 1; i < 9; i++)
    text_add_z(&out, str_format(desk.arena, "- &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i - 1,
                                i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
  assert_null(source_parse(desk.arena, "a.yaml", text_str(&out), &desk.messages));
  assert_int_equal(desk.messages.list.n, 1);
  assert_non_null(strstr(desk_said(&desk), limit_what(LIMIT_YAML_NODES)));
  out.len = 0;
  text_add_z(&out, "- &a0 [x]\n");
  for (int i = 1; i < 70; i++) text_add_z(&out, str_format(desk.arena, "- &a%d [*a%d]\n", i, i - 1));
  assert_null(source_parse(desk.arena, "a.yaml", text_str(&out), &desk.messages));
  assert_int_equal(desk.messages.list.n, 1);
  assert_non_null(strstr(desk_said(&desk), limit_what(LIMIT_YAML_DEPTH)));
  desk_close(&desk);
}

/* ---- trees ---- */

static void values_are_put_in_place_of_others_and_found_by_path(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct node *map = node_map(desk.arena);
  node_put(desk.arena, map, "a", node_text(desk.arena, STR("1")));
  node_put(desk.arena, map, "b", node_text(desk.arena, STR("2")));
  node_put(desk.arena, map, "c", node_text(desk.arena, STR("3")));
  node_put(desk.arena, map, "b", node_text(desk.arena, STR("two")));
  node_put(desk.arena, map, "a", node_text(desk.arena, STR("one")));
  node_put(desk.arena, map, "c", node_text(desk.arena, STR("three")));
  node_make_path(desk.arena, map, "d.e.f", node_plain(desk.arena, STR("4")));
  node_make_path(desk.arena, map, "d.e.g", node_list(desk.arena));
  node_make_path(desk.arena, map, "a.h", node_text(desk.arena, STR("5")));
  assert_int_equal(map->count, 4);
  assert_str(&desk, yaml_print(desk.arena, map), "a:\n  h: \"5\"\nb: two\nc: three\nd:\n  e:\n    f: 4\n    g: []\n");
  assert_true(str_is(node_str(node_path(map, "d.e.f")), "4"));
  assert_null(node_path(map, "d.x.f"));
  assert_null(node_path(map, "b.e"));
  assert_null(node_get(node_get(map, "b"), "e"));
  assert_true(str_is(node_get_str(map, "d"), ""));
  desk_close(&desk);
}

static void trees_are_equal_whatever_their_order_and_nothing_is_absent(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    bool equal;
  } cases[] = {
      {"{a: 1, b: 2}", "{b: 2, a: '1'}", true},
      {"{a: ~, b: 2}", "{b: 2}", true},
      {"{a: []}", "{a: \"\"}", true},
      {"{a: {b: ~, c: {d: []}}}", "{c: ~}", true},
      {"{a: {b: ~}}", "{a: {b: x}}", false},
      {"[a, b]", "[b, a]", false},
      {"[a, ~]", "[a]", false},
      {"{a: [x]}", "{a: x}", false},
      {"{a: {x: y}}", "{a: [x]}", false},
      {"{a: x}", "{}", false},
      {"{a: x}", "{a: x, b: y}", false},
      {"{a: {b: c}}", "{a: text}", false},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct node *a = root_of(&desk, cases[i].a), *b = root_of(&desk, cases[i].b);
    assert_int_equal(node_equal(a, b), cases[i].equal);
    assert_int_equal(node_equal(b, a), cases[i].equal);
    assert_true(node_equal(a, node_copy(desk.arena, a)));
  }
  assert_true(node_equal(NULL, NULL));
  assert_null(node_copy(desk.arena, NULL));
  desk_close(&desk);
}

static void comparing_deep_maps_takes_no_longer_than_reading_them(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct text out = {.arena = desk.arena};
  for (int i = 0; i < 62; i++) text_add_z(&out, "{a: ");
  for (int i = 0; i < 62; i++) text_add_z(&out, "}");
  const struct node *a = root_of(&desk, str_z(desk.arena, text_str(&out)));
  assert_true(node_equal(a, node_copy(desk.arena, a)));
  assert_true(node_equal(a, NULL));
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_scalar_is_text_and_only_a_plain_tilde_or_blank_is_nothing),
      cmocka_unit_test(line_ends_become_line_feeds_and_final_ones_go),
      cmocka_unit_test(merge_keys_are_keys_like_any_other),
      cmocka_unit_test(an_alias_is_a_copy_that_may_be_changed),
      cmocka_unit_test(places_are_in_bytes_lines_and_characters),
      cmocka_unit_test(faults_of_form_are_told_in_plain_words),
      cmocka_unit_test(a_blank_too_few_is_told_at_its_own_line),
      cmocka_unit_test(a_line_out_of_its_column_is_told_with_the_key_it_belongs_to),
      cmocka_unit_test(a_mark_that_closes_too_soon_is_told_with_a_way_to_write_it),
      cmocka_unit_test(a_comment_that_swallows_a_bracket_is_told_as_such),
      cmocka_unit_test(all_faults_that_can_be_told_are_told_in_their_order),
      cmocka_unit_test(limits_are_told_with_their_place),
      cmocka_unit_test(what_is_just_within_the_limits_is_taken),
      cmocka_unit_test(aliases_count_each_time_and_cannot_nest_deeper_than_the_rest),
      cmocka_unit_test(values_are_put_in_place_of_others_and_found_by_path),
      cmocka_unit_test(trees_are_equal_whatever_their_order_and_nothing_is_absent),
      cmocka_unit_test(comparing_deep_maps_takes_no_longer_than_reading_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
