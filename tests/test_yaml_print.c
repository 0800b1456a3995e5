/* data: trees into YAML and back, the law of it, and memory that runs out on the way. */
#include "check.h"
#include "data.h"

#include <stdlib.h>
#include <time.h>

/* ---- printing ---- */

static void a_record_is_printed_as_a_person_would_write_it(void **state) {
  (void)state;
  static const char record[] = "version: 1\n"
                               "learner:\n"
                               "  id: rowan-01\n"
                               "  known-as: \"No\"\n"
                               "  scn: ~\n"
                               "terms:\n"
                               "  - session: 2025-26\n"
                               "    term: 1\n"
                               "    completed-by: [Class teacher, \"Reid, M.\"]\n"
                               "    focus: []\n"
                               "    assessments:\n"
                               "      - milestone: communication.attention.3\n"
                               "        supports: [physical, visual]\n"
                               "        saw: |-\n"
                               "          Turned to the drum.\n"
                               "\n"
                               "            Twice: “ready, steady…” 😀\n"
                               "        next-steps: Same again, in Ms Reid's room.\n"
                               "        comments:\n"
                               "          - text: 'Say \"now\": wait.'\n"
                               "            by: \"  M\\tR \"\n"
                               "      - milestone: communication.attention.4\n"
                               "unplaced:\n"
                               "  - - a\n"
                               "    - ~\n"
                               "  - {}\n";
  struct desk desk = desk_open();
  struct source *source = source_parse(desk.arena, "a.yaml", str_from(record), &desk.messages);
  assert_str(&desk, yaml_print(desk.arena, source->root), record);
  desk_close(&desk);
}

static void a_text_is_quoted_when_yaml_would_read_something_else(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"plain", "plain"},
      {"yes", "\"yes\""},
      {"~", "\"~\""},
      {"", "\"\""},
      {"1.0", "\"1.0\""},
      {"12 photos", "12 photos"},
      {"0x1F", "\"0x1F\""},
      {"12:30:45", "\"12:30:45\""},
      {"- a", "\"- a\""},
      {"a: b", "\"a: b\""},
      {"a:b", "a:b"},
      {"a #b", "\"a #b\""},
      {"a#b", "a#b"},
      {"#a", "\"#a\""},
      {" a", "\" a\""},
      {"a ", "\"a \""},
      {"a:", "\"a:\""},
      {"é😀", "é😀"},
      {"\xC2\x85", "\"\\x85\""},
      {"\u2028", "\"\\u2028\""},
      {"\uFEFF", "\"\\uFEFF\""},
      {"a\\b", "a\\b"},
      {"\\", "\\"},
      {"\"a\"", "'\"a\"'"},
      {"'\"", "'''\"'"},
      {"a\tb", "\"a\\tb\""},
      {"\"\n", "\"\\\"\\n\""},
      {"...", "\"...\""},
      {"2025-01-01", "\"2025-01-01\""},
      {"<<", "\"<<\""},
      {"=", "\"=\""},
      {".inf", "\".inf\""},
      {"\n", "\"\\n\""},
      {"a\nb", "|-\n  a\n  b"},
      {"a \nb", "\"a \\nb\""},
      {" a\nb", "\" a\\nb\""},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, yaml_print(desk.arena, node_text(desk.arena, str_from(cases[i][0]))),
               str_format(desk.arena, "%s\n", cases[i][1]));
  desk_close(&desk);
}

static void plain_is_a_wish_that_grammar_may_refuse(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"2025-12-05", "2025-12-05"}, {"1", "1"}, {"~", "\"~\""}, {"", "\"\""}, {"[", "\"[\""}, {"a: b", "\"a: b\""}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, yaml_print(desk.arena, node_plain(desk.arena, str_from(cases[i][0]))),
               str_format(desk.arena, "%s\n", cases[i][1]));
  assert_str(&desk, yaml_print(desk.arena, NULL), "");
  desk_close(&desk);
}

/* ---- the law: what is printed is what is read ---- */

struct dice {
  uint64_t state;
};

static size_t roll(struct dice *dice, size_t sides) {
  dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
  return (size_t)(dice->state >> 33) % sides;
}

static struct str nasty_text(struct desk *desk, struct dice *dice) {
  static const char *const pieces[] = {
      " ",          "  ",     "\n",     "\n\n",   "\t",    "- ",       ": ",  ":",     "#",
      " #",         "'",      "\"",     "\\",     "a",     "word",     "é",   "😀",     "\xC2\x85",
      "\u2028",     "\u2029", "\uFEFF", "\u00A0", "\x7F",  "\xC2\x9F", "{",   "}",     "[",
      "]",          ",",      "&",      "*",      "!",     "|",        ">",   "%",     "@",
      "`",          "?",      "-",      "---",    "...",   "~",        "yes", "null",  "1.0",
      "2025-01-01", "0x",     "<<",     "=",      "مرحبا", "e\u0301",  "]]>", "<w:t>", "👩🏽‍🦽",
      "\uFFFD"};
  struct text out = {.arena = desk->arena};
  for (size_t n = roll(dice, 4) ? roll(dice, 7) : roll(dice, 60); n > 0; n--)
    text_add_z(&out, pieces[roll(dice, sizeof pieces / sizeof *pieces)]);
  while (out.len && out.at[out.len - 1] == '\n') out.len--; /* as the loader has it */
  return str_copy(desk->arena, text_str(&out));
}

static struct node *nasty_tree(struct desk *desk, struct dice *dice, int depth) {
  struct node *node;
  size_t kind = roll(dice, depth > 0 ? 8 : 5), items = roll(dice, 5);
  if (kind < 4) return node_text(desk->arena, nasty_text(desk, dice));
  if (kind == 4) return NEW(desk->arena, struct node);
  node = kind == 5 ? node_list(desk->arena) : node_map(desk->arena);
  for (; items > 0; items--) {
    struct node *child = nasty_tree(desk, dice, depth - 1);
    struct str key = nasty_text(desk, dice);
    if (kind == 5)
      node_append(node, child);
    else
      node_put(desk->arena, node, roll(dice, 40) ? key.at : repeated(desk, key.at, "long", 400, "").at, child);
  }
  return node;
}

/* node_equal takes nothings for absent; here kinds count too. */
static bool same(const struct node *a, const struct node *b, int depth) {
  bool alike = a->kind == b->kind && a->count == b->count && str_equal(a->text, b->text) && str_equal(a->key, b->key);
  const struct node *x = a->first, *y = b->first;
  for (; alike && x; x = x->next, y = y->next) alike = depth > 0 && same(x, y, depth - 1);
  return alike;
}

static void what_is_printed_is_what_is_read(void **state) {
  (void)state;
  const char *given = getenv("SEED");
  uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
  print_message("SEED=%llu\n", (unsigned long long)seed);
  struct dice dice = {seed};
  for (int i = 0; i < 2000; i++) {
    struct desk desk = desk_open();
    struct node *list = node_list(desk.arena);
    node_append(list, nasty_tree(&desk, &dice, 6));
    struct str yaml = yaml_print(desk.arena, list);
    struct source *source = source_parse(desk.arena, "printed.yaml", yaml, &desk.messages);
    if (!source || !same(list, source->root, 8))
      fail_msg("tree %d:\n%.*s\n%s", i, (int)yaml.len, yaml.at, desk_said(&desk));
    desk_close(&desk);
  }
}

/* ---- memory ---- */

/* A file from which a key is taken away, as no editing in place does; what it then holds, or NULL. */
static const char *without_first(struct desk *desk, const char *yaml) {
  struct source *source = source_parse(desk->arena, "a.yaml", str_from(yaml), &desk->messages);
  struct node *wanted = node_copy(desk->arena, source->root);
  struct str bytes;
  wanted->first = wanted->first->next;
  wanted->count--;
  return yaml_update(desk->arena, source, wanted, &bytes) ? str_z(desk->arena, bytes) : NULL;
}

static void what_stands_as_it_was_printed_is_printed_again(void **state) {
  (void)state;
  struct desk desk = desk_open();
  assert_string_equal(without_first(&desk, "a: x\nb: [c, d]\n"), "b: [c, d]\n");
  assert_null(without_first(&desk, "a: x\nb: [c, d] # somebody's\n"));
  assert_null(without_first(&desk, "a: x\nb: [ c, d ]\n"));
  assert_null(without_first(&desk, "a: 'x'\nb: [c, d]\n"));
  desk_close(&desk);
}

struct reading {
  struct arena *arena;
  struct str yaml;
};

static void read_and_print(void *context) {
  struct reading *reading = context;
  struct messages messages = {.arena = reading->arena};
  struct source *source = source_parse(reading->arena, "a.yaml", reading->yaml, &messages);
  if (source) yaml_print(reading->arena, node_copy(reading->arena, source->root));
}

/* Under a leak checker this shows that nothing of libyaml's is lost, whichever allocation fails. */
static void whichever_allocation_fails_the_guard_is_where_it_ends(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str texts[] = {
      repeated(&desk, "a: &x [1, {b: c}]\nd: *x\ne:\n", "  - {f: some words that take room, g: [h]}\n", 900, ""),
      repeated(&desk, "a: ", "\n - x: y\n", 900, "\n  : [")};
  for (size_t i = 0; i < 2; i++) {
    bool whole = false;
    for (size_t fail_at = 2; !whole; fail_at++) {
      struct flawed flawed;
      flawed_memory(&flawed, fail_at);
      struct reading reading = {arena_new(&flawed.sys), texts[i]};
      whole = arena_guard(reading.arena, read_and_print, &reading);
      assert_int_equal(whole, flawed.calls < fail_at);
      arena_free(reading.arena);
    }
  }
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_record_is_printed_as_a_person_would_write_it),
      cmocka_unit_test(a_text_is_quoted_when_yaml_would_read_something_else),
      cmocka_unit_test(plain_is_a_wish_that_grammar_may_refuse),
      cmocka_unit_test(what_is_printed_is_what_is_read),
      cmocka_unit_test(what_stands_as_it_was_printed_is_printed_again),
      cmocka_unit_test(whichever_allocation_fails_the_guard_is_where_it_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
