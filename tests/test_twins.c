/* comments_pair: of comments in the same words those are the same that leave least to add. */
#include "check.h"
#include "lens.h"

static const struct node *list_of(struct desk *desk, const char *items) {
  const char *text = str_format(desk->arena, "list: %s", items);
  struct source *source = source_parse(desk->arena, "a.yaml", str_from(text), &desk->messages);
  if (!source) fail_msg("%s", desk_said(desk));
  return node_get(source->root, "list");
}

static struct said_comment *said(struct desk *desk, const struct node *list, const struct node *apart) {
  struct said_comment *all = arena_alloc(desk->arena, list->count + 1, sizeof *all);
  size_t n = 0;
  for (const struct node *item = list->first; item; item = item->next)
    all[n++] = (struct said_comment){.item = item, .apart = apart};
  return all;
}

/* By what is wanted the number of what it is, or a dash. Both lists say the same of their pairs. */
static const char *pairs(struct desk *desk, const char *wanted, const char *there, const char *apart) {
  const struct node *one = list_of(desk, wanted), *other = list_of(desk, there);
  struct said_comment *some = said(desk, one, NULL), *others = said(desk, other, apart ? list_of(desk, apart) : NULL);
  struct text out = {.arena = desk->arena};
  size_t found = 0;
  comments_pair(desk->arena, some, one->count, others, other->count);
  for (size_t i = 0; i < one->count; i++) {
    bool has = some[i].pair != NO_PAIR;
    text_add_z(&out, has ? str_format(desk->arena, "%zu", some[i].pair) : "-");
    if (has) assert_int_equal(others[some[i].pair].pair, i);
  }
  for (size_t i = 0; i < other->count; i++) found += others[i].pair != NO_PAIR;
  for (size_t i = 0; i < one->count; i++) found -= some[i].pair != NO_PAIR;
  assert_int_equal(found, 0);
  return str_z(desk->arena, text_str(&out));
}

#define OPEN "{text: a, by: M}"
#define DONE "{text: a, by: M, state: resolved}"
#define SAID(x) "{text: a, by: M, replies: [" x "]}"
#define DONE_SAID(x) "{text: a, by: M, state: resolved, replies: [" x "]}"
#define X "{text: x, by: J}"
#define Y "{text: y, by: J}"
#define Z "{text: z, by: J}"

static void of_near_twins_the_pairs_leave_least_to_add(void **state) {
  (void)state;
  static const struct {
    const char *wanted, *there, *apart, *pairs;
  } cases[] = {
      {"[" OPEN ", {text: b, by: M}, {text: a, by: N}, {text: a, by: M, for: staff}]",
       "[{text: a, by: M, for: staff}, " OPEN ", {text: b, by: M}]", NULL, "12-0"},
      {"[{text: a, by: M. Reid, initials: MR, date: 2025-12-02T00:00:00Z}]",
       "[{text: a, by: M. Reid}, {text: a, by: M. Reid, date: 2025-12-02}]", NULL, "1"},
      /* alike, in their order */
      {"[" OPEN ", " OPEN ", " OPEN "]", "[" OPEN ", " OPEN "]", NULL, "01-"},
      {"[" SAID(X) ", " OPEN "]", "[" OPEN ", " OPEN "]", NULL, "01"},
      /* the one that is left over is the one with least to add */
      {"[" OPEN ", " OPEN ", " DONE_SAID(X) "]", "[" OPEN ", " DONE "]", NULL, "0-1"},
      {"[" OPEN ", " SAID(X ", " Y) "]", "[" SAID(X) "]", NULL, "-0"},
      /* all at once, and not what is nearest first */
      {"[" SAID(X) ", " SAID(X ", " Y) "]", "[" SAID(X ", " Z) ", " SAID(Y) "]", NULL, "01"},
      {"[" SAID(X ", " Y) ", " SAID(X) "]", "[" SAID(X ", " Z) ", " SAID(Y) "]", NULL, "10"},
      /* nothing is answered twice, though the states differ */
      {"[" OPEN ", " DONE_SAID(X ", " Y) "]", "[" SAID(X ", " Y) ", " DONE "]", NULL, "10"},
      /* with as much to add the states agree */
      {"[" OPEN ", " DONE_SAID(X) "]", "[" SAID(X) ", " DONE "]", NULL, "01"},
      /* and the rest is alike: the second has nothing that is not wanted */
      {"[" SAID(X ", " Y) "]", "[" SAID(X ", " Z) ", " SAID(X) "]", NULL, "1"},
      {"[" SAID(X ", " X) ", " OPEN "]", "[" OPEN ", " SAID(X) "]", NULL, "10"},
      /* a reply may stand apart */
      {"[" OPEN ", " SAID(X) "]", "[" OPEN "]", NULL, "0-"},
      {"[" DONE ", " SAID(X ", " Y) "]", "[" OPEN "]", "[" X ", " Y "]", "-0"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(pairs(&desk, cases[i].wanted, cases[i].there, cases[i].apart), cases[i].pairs);
  desk_close(&desk);
}

static void what_is_no_comment_of_the_list_has_no_pair(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const struct node *list = list_of(&desk, "[" OPEN ", " OPEN "]");
  struct said_comment *some = said(&desk, list, NULL), *others = said(&desk, list, NULL);
  some[0].item = NULL;
  comments_pair(desk.arena, some, 2, others, 1);
  assert_true(some[0].pair == NO_PAIR && some[1].pair == 0 && others[0].pair == 1);
  comments_pair(desk.arena, some, 1, others, 2);
  assert_true(some[0].pair == NO_PAIR && others[0].pair == NO_PAIR && others[1].pair == NO_PAIR);
  comments_pair(desk.arena, some, 0, others, 0);
  desk_close(&desk);
}

/* As many twins as a case wants, no two alike: each has its own reply, and from on one more that all have. */
static const struct node *many(struct desk *desk, size_t count, const char *own, size_t from) {
  struct text out = {.arena = desk->arena};
  text_add_z(&out, "[");
  for (size_t i = 0; i < count; i++)
    text_add_z(&out, str_format(desk->arena, SAID("{text: %s%zu, by: J}%s") ", ", own, i, i >= from ? ", " X : ""));
  text_add_z(&out, "]");
  return list_of(desk, str_z(desk->arena, text_str(&out)));
}

static void of_many_each_has_one_other(void **state) {
  (void)state;
  static const size_t counts[][2] = {{64, 64}, {65, 65}, {200, 3}, {3, 200}, {300, 200}, {130, 131}};
  struct desk desk = desk_open();
  for (size_t n = 0; n < sizeof counts / sizeof *counts; n++) {
    size_t some = counts[n][0], others = counts[n][1], found = 0;
    struct said_comment *wanted = said(&desk, many(&desk, some, "a", some / 2), NULL);
    struct said_comment *there = said(&desk, many(&desk, others, "b", others / 2), NULL);
    comments_pair(desk.arena, wanted, some, there, others);
    for (size_t i = 0; i < some; i++) {
      if (wanted[i].pair == NO_PAIR) continue;
      found++;
      assert_true(wanted[i].pair < others);
      assert_int_equal(there[wanted[i].pair].pair, i);
    }
    assert_int_equal(found, some < others ? some : others);
  }
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(of_near_twins_the_pairs_leave_least_to_add),
      cmocka_unit_test(what_is_no_comment_of_the_list_has_no_pair),
      cmocka_unit_test(of_many_each_has_one_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
