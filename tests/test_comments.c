/* comments: read as Word shows them, and added so that nothing else moves. */
#include "check.h"
#include "word_pieces.h"

static const struct remark REPLY = {{"B", 1}, {"B", 1}, {"", 0}, {"yes", 3}};

static void comments_come_in_the_order_of_their_anchors(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d =
      commented(&desk,
                "<w:p>" START("9") R("a") REFERENCE("4") "</w:p><w:p>" START("2") R("b") END("9") REFERENCE("9")
                    END("2") REFERENCE("2") "</w:p>",
                COMMENT("2", "M. Reid", P("one") P("two")) COMMENT("4", "T &amp;lt;x&amp;gt;", P("three"))
                    COMMENT("9", "", P("")) COMMENT("30", "Nobody", P("without an anchor")));
  static const struct {
    long id;
    const char *author, *text;
    int paragraph; /* of the anchor; -1 for none */
  } expected[] = {{9, "", "", 0},
                  {4, "T &lt;x&gt;", "three", 0},
                  {2, "M. Reid", "one\ntwo", 1},
                  {30, "Nobody", "without an anchor", -1}};
  assert_int_equal(d->comment_count, 4);
  for (size_t i = 0; i < 4; i++) {
    const struct comment *comment = &d->comments[i];
    assert_int_equal(comment->id, expected[i].id);
    assert_str(&desk, comment->author, expected[i].author);
    assert_str(&desk, comment->text, expected[i].text);
    assert_int_equal(comment->anchor != NULL, expected[i].paragraph >= 0);
    if (comment->anchor) assert_true(element_within(comment->anchor, nth(d, W_P, (size_t)expected[i].paragraph)));
  }
  assert_int_equal(d->largest_comment, 30);
  desk_close(&desk);
}

static void a_comment_on_a_header_or_in_an_insertion_is_a_comment_too(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct word_parts parts = {.document = body_of(&desk, "<w:p><w:ins w:id=\"1\">" REFERENCE("1") "</w:ins></w:p>"),
                             .header = STR("<w:hdr " W_NAMESPACES "><w:p>" REFERENCE("0") "</w:p></w:hdr>"),
                             .comments = STR("<w:comments " W_NAMESPACES ">" COMMENT("0", "A", P("head"))
                                                 COMMENT("1", "B", P("body")) "</w:comments>")};
  struct document *d = word_document(desk.arena, &parts, &desk.messages);
  assert_non_null(d);
  assert_int_equal(d->story_count, 2);
  assert_str(&desk, d->comments[0].text, "body");
  assert_int_equal(d->comments[1].story->kind, STORY_HEADER);
  desk_close(&desk);
}

static void a_new_comment_has_all_that_word_needs(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = commented(
      &desk, "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>" START("5") R("a") END("5") REFERENCE("5") "</w:p><w:p/>",
      COMMENT("5", "A", P("old")));
  struct changes *changes = changes_new(desk.arena, d);
  comment_add(changes, changes->stories, nth(d, W_P, 0),
              &(struct remark){STR("D. \"B\" <x>"), STR("DB"), STR("2025-12-03T00:00:00Z"), STR("one\n two")});
  comment_add(changes, changes->stories, nth(d, W_P, 1), &(struct remark){.author = STR("C"), .text = STR("three")});
  d = saved(&desk, changes);
  assert_str(&desk, element_bytes(nth(d, W_P, 0)),
             "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>" START("6") START("5") R("a") END("5") REFERENCE("5") END("6")
                 REFERENCE("6") "</w:p>");
  assert_str(&desk, element_bytes(nth(d, W_P, 1)), "<w:p>" START("7") END("7") REFERENCE("7") "</w:p>");
  assert_int_equal(d->comment_count, 3);
  assert_str(&desk, d->comments[0].author, "D. \"B\" <x>");
  assert_str(&desk, d->comments[0].text, "one\n two");
  assert_str(&desk, d->comments[0].date, "2025-12-03T00:00:00Z");
  assert_str(&desk, d->comments[1].text, "old");
  assert_str(&desk, d->comments[2].initials, "");
  assert_null(strstr(str_z(desk.arena, element_bytes(d->comments[2].element)), "w:date"));
  desk_close(&desk);
}

static void the_first_comment_of_a_document_brings_its_part(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, "<w:p>" R("a") "</w:p>");
  assert_null(d->comments_part);
  struct changes *changes = changes_new(desk.arena, d);
  comment_add(changes, changes->stories, nth(d, W_P, 0), &(struct remark){STR("A"), STR("A"), STR(""), STR("new")});
  d = saved(&desk, changes);
  assert_int_equal(d->comment_count, 1);
  assert_str(&desk, d->comments[0].text, "new");
  assert_ptr_equal(element_ancestor(d->comments[0].anchor, W_P), nth(d, W_P, 0));
  assert_str(&desk, package_content_type(d->package, d->comments_entry->name),
             "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml");
  desk_close(&desk);
}

static void a_style_set_later_still_comes_first_in_its_paragraph(void **state) {
  (void)state;
  static const char *const bodies[][2] = {
      {"<w:p>" R("a") "</w:p>",
       "<w:p><w:pPr><w:pStyle w:val=\"S\"/></w:pPr>" START("1") R("a") END("1") REFERENCE("1") "</w:p>"},
      {"<w:p/>", "<w:p><w:pPr><w:pStyle w:val=\"S\"/></w:pPr>" START("1") END("1") REFERENCE("1") "</w:p>"},
      {"<w:p></w:p>", "<w:p><w:pPr><w:pStyle w:val=\"S\"/></w:pPr>" START("1") END("1") REFERENCE("1") "</w:p>"}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
    struct document *d = document_with(&desk, bodies[i][0]);
    struct changes *changes = changes_new(desk.arena, d);
    comment_add(changes, changes->stories, nth(d, W_P, 0), &REPLY);
    paragraph_set_style(changes, changes->stories, nth(d, W_P, 0), STR("S"));
    d = saved(&desk, changes);
    assert_str(&desk, element_bytes(nth(d, W_P, 0)), bodies[i][1]);
  }
  desk_close(&desk);
}

static void text_written_first_still_stands_inside_the_new_comment(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr></w:p>");
  struct changes *changes = changes_new(desk.arena, d);
  struct element *p = nth(d, W_P, 0);
  passage_write(changes, changes->stories, &(struct passage){.story = d->stories, .paragraphs = &p, .count = 1},
                STR("a"), false);
  comment_add(changes, changes->stories, p, &REPLY);
  d = saved(&desk, changes);
  assert_str(&desk, element_content(nth(d, W_P, 0)),
             "<w:pPr><w:jc w:val=\"left\"/></w:pPr>" START("1") R("a") END("1") REFERENCE("1"));
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comments_come_in_the_order_of_their_anchors),
      cmocka_unit_test(a_comment_on_a_header_or_in_an_insertion_is_a_comment_too),
      cmocka_unit_test(a_new_comment_has_all_that_word_needs),
      cmocka_unit_test(the_first_comment_of_a_document_brings_its_part),
      cmocka_unit_test(a_style_set_later_still_comes_first_in_its_paragraph),
      cmocka_unit_test(text_written_first_still_stands_inside_the_new_comment),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
