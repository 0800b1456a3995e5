/* threads of comments: read, answered and resolved so that Word knows them, and nothing else moves. */
#include "check.h"
#include "stencil.h"
#include "word_pieces.h"

#define W15 "http://schemas.microsoft.com/office/word/2012/wordml"
#define EX(id, more) "<w15:commentEx w15:paraId=\"" id "\"" more "/>"
#define TO(id) " w15:paraIdParent=\"" id "\""
#define KEYED(id, key) COMMENT(id, "A", "<w:p w14:paraId=\"" key "\">" R("c" id) "</w:p>")
#define ON(id, text) "<w:p>" START(id) R(text) END(id) REFERENCE(id) "</w:p>"

/* A document with these comments and links of threads; NULL for no such part. */
static struct document *threaded(struct desk *desk, const char *body, const char *comments, const char *links) {
  struct word_parts parts = {.document = body_of(desk, body)};
  parts.comments = str_from(str_format(desk->arena, "<w:comments " W_NAMESPACES ">%s</w:comments>", comments));
  if (links)
    parts.threads =
        str_from(str_format(desk->arena, "<w15:commentsEx xmlns:w15=\"" W15 "\">%s</w15:commentsEx>", links));
  struct document *d = word_document(desk->arena, &parts, &desk->messages);
  if (!d) fail_msg("%s", desk_said(desk));
  return d;
}

static const struct comment *with_id(const struct document *d, long id) {
  for (size_t i = 0; i < d->comment_count; i++)
    if (d->comments[i].id == id) return &d->comments[i];
  fail_msg("no comment %ld", id);
  return NULL;
}

static struct str part_bytes(struct desk *desk, const struct document *d, const char *name) {
  struct str bytes;
  struct entry *entry = package_entry(d->package, str_from(name));
  assert_non_null(entry);
  assert_true(entry_bytes(d->package, entry, &desk->messages, &bytes));
  return bytes;
}

static const struct remark REPLY = {{"B", 1}, {"B", 1}, {"", 0}, {"yes", 3}};

/* ---- reading ---- */

/* The threads as "first(replies)", resolved with "!". */
static const char *shown(struct desk *desk, const struct document *d) {
  struct text out = {.arena = desk->arena};
  for (size_t i = 0; i < d->comment_count; i++) {
    const struct comment *comment = &d->comments[i];
    if (comment->first) continue;
    text_add_z(&out, str_format(desk->arena, "%ld%s(", comment->id, comment->resolved ? "!" : ""));
    for (const struct comment *reply = comment->replies; reply; reply = reply->next_reply) {
      assert_ptr_equal(reply->first, comment);
      text_add_z(&out, str_format(desk->arena, "%ld", reply->id));
    }
    text_add_byte(&out, ')');
  }
  return str_z(desk->arena, text_str(&out));
}

static void threads_have_one_level_whatever_the_links_say(void **state) {
  (void)state;
  static const struct {
    const char *links, *threads;
    size_t alone;
  } cases[] = {
      {NULL, "1()2()3()", 0},
      {"", "1()2()3()", 0},
      {EX("0A", "") EX("0B", TO("0A")) EX("0C", TO("0A")), "1(23)", 0},
      {EX("0a", " w15:done=\"1\"") EX("b", TO("0000000a")), "1!(2)3()", 0},
      {EX("0C", TO("0B")) EX("0B", TO("0A")), "1(23)", 0},
      {EX("0A", TO("0C")), "2()3(1)", 0},
      {EX("0A", TO("0B")) EX("0B", TO("0C")) EX("0C", TO("0A")), "1(23)", 0},
      {EX("0B", TO("0B")) EX("0C", TO("77")), "1()2()3()", 1},
      {EX("0A", " w15:done=\"0\"") EX("0B", TO("0A") " w15:done=\"1\""), "1(2)3()", 0},
      {EX("0A", " w15:done=\"true\"") EX("0B", " w15:done=\"false\""), "1!()2()3()", 0},
      {EX("0G", TO("0A")) EX("123456789", "") EX("", TO("0A")), "1()2()3()", 0},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = threaded(&desk, ON("1", "a") ON("2", "b") ON("3", "c"),
                                  KEYED("3", "0000000C") KEYED("1", "0000000A") KEYED("2", "0000000B"), cases[i].links);
    assert_string_equal(shown(&desk, d), cases[i].threads);
    assert_int_equal(d->lone_replies, cases[i].alone);
  }
  desk_close(&desk);
}

static void a_reply_to_nobody_knows_what_is_told(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const char *body = ON("1", "a") ON("2", "b") ON("3", "c");
  struct document *d = threaded(&desk, body, KEYED("1", "0000000A") KEYED("2", "0000000A") KEYED("3", "0000000C"),
                                EX("0A", "") EX("0B", TO("0A")) EX("0C", TO("0D")));
  assert_string_equal(shown(&desk, d), "1()2()3()");
  assert_non_null(strstr(desk_said(&desk), "no comment can be found for 2 replies to answer"));
  desk_close(&desk);
}

static void a_comment_is_known_by_its_last_paragraph(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = threaded(&desk, ON("1", "a") ON("2", "b"),
                                COMMENT("1", "A", "<w:p w14:paraId=\"01\"/><w:p w14:paraId=\"02\"/>") KEYED("2", "03"),
                                EX("03", TO("01")));
  assert_string_equal(shown(&desk, d), "1()2()");
  d = threaded(&desk, ON("1", "a") ON("2", "b"),
               COMMENT("1", "A", "<w:p w14:paraId=\"01\"/><w:p w14:paraId=\"02\"/>") KEYED("2", "03"),
               EX("03", TO("02")));
  assert_string_equal(shown(&desk, d), "1(2)");
  desk_close(&desk);
}

/* ---- replies ---- */

static void the_marks_of_a_reply_stand_as_word_sets_them(void **state) {
  (void)state;
  static const struct {
    const char *body, *after, *links;
  } cases[] = {
      {ON("5", "a"), "<w:p>" START("5") START("7") R("a") END("5") REFERENCE("5") END("7") REFERENCE("7") "</w:p>", ""},
      {"<w:p>" START("5") START("6") R("a") END("5") REFERENCE("5") END("6") REFERENCE("6") R("b") "</w:p>",
       "<w:p>" START("5") START("6") START("7") R("a") END("5") REFERENCE("5") END("6") REFERENCE("6") END("7")
           REFERENCE("7") R("b") "</w:p>",
       EX("06", TO("05"))},
      {"<w:p>" START("5") START("6") R("a") END("5") REFERENCE("5") END("6") REFERENCE("6") "</w:p>",
       "<w:p>" START("5") START("7") START("6") R("a") END("5") REFERENCE("5") END("7") REFERENCE("7") END("6")
           REFERENCE("6") "</w:p>",
       ""},
      {"<w:p>" START("5") R("a") "</w:p>" TBL(
           TR(TC("<w:p>" R("b") "</w:p>") TC("<w:p>" END("5") "</w:p>"))) "<w:p>" REFERENCE("5") "</w:p>",
       "<w:p>" START("5") START("7")
           R("a") "</w:p>" TBL(TR(TC("<w:p>" R("b") "</w:p>") TC("<w:p>" END("5") "</w:p>"))) "<w:p>" REFERENCE("5")
               END("7") REFERENCE("7") "</w:p>",
       ""},
      {"<w:p>" R("a") REFERENCE("5") "</w:p>", "<w:p>" R("a") REFERENCE("5") REFERENCE("7") "</w:p>", ""},
      {"<w:p>" START("5") END("5") "<w:r><w:commentReference w:id=\"5\"/><w:t>a</w:t></w:r></w:p>",
       "<w:p>" START("5") START("7") END("5") "<w:r><w:commentReference w:id=\"5\"/><w:t>a</w:t></w:r>" END("7")
           REFERENCE("7") "</w:p>",
       ""},
      {"<w:p><w:ins w:id=\"1\">" REFERENCE("5") "</w:ins></w:p>",
       "<w:p><w:ins w:id=\"1\">" REFERENCE("5") REFERENCE("7") "</w:ins></w:p>", ""},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d =
        threaded(&desk, cases[i].body, KEYED("5", "05") KEYED("6", "06") COMMENT("4", "C", P("x")), cases[i].links);
    struct changes *changes = changes_new(desk.arena, d);
    comment_reply(changes, (struct thread){.there = with_id(d, 5)}, &REPLY);
    d = saved(&desk, changes);
    assert_str(&desk, element_content(body(d)), cases[i].after);
    assert_int_equal(with_id(d, 7)->first->id, 5);
  }
  desk_close(&desk);
}

static void a_reply_to_a_comment_in_a_header_stands_there(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct word_parts parts = {.document = body_of(&desk, P("a")),
                             .header = STR("<w:hdr " W_NAMESPACES ">" ON("0", "h") "</w:hdr>"),
                             .comments =
                                 STR("<w:comments " W_NAMESPACES ">" COMMENT("0", "A", P("head")) "</w:comments>")};
  struct document *d = word_document(desk.arena, &parts, &desk.messages);
  struct changes *changes = changes_new(desk.arena, d);
  comment_reply(changes, (struct thread){.there = with_id(d, 0)}, &REPLY);
  d = saved(&desk, changes);
  assert_str(&desk, element_bytes(body(d)), "<w:body>" P("a") "</w:body>");
  assert_str(&desk, element_content(d->stories[1].markup->root),
             "<w:p>" START("0") START("1") R("h") END("0") REFERENCE("0") END("1") REFERENCE("1") "</w:p>");
  assert_string_equal(shown(&desk, d), "0(1)");
  desk_close(&desk);
}

static void replies_to_a_new_comment_come_with_it_in_a_copy_too(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, "<w:p>" R("a") "</w:p>");
  struct changes *changes = changes_new(desk.arena, d);
  struct element *p = nth(d, W_P, 0);
  struct edits copy = {.arena = desk.arena};
  clone_ids(changes, &copy, cloning_new(desk.arena, p));
  struct edits *both[] = {&copy, changes->stories};
  for (size_t i = 0; i < 2; i++) {
    struct thread thread = {
        .added = comment_add(changes, both[i], p, &(struct remark){.author = STR("A"), .text = STR("q\nr")})};
    comment_reply(changes, thread, &REPLY);
    comment_reply(changes, thread, &REPLY);
    if (i) comment_resolve(changes, thread);
  }
  edits_insert(changes->stories, p->end,
               edits_splice(desk.arena, d->stories[0].markup->bytes, p->start, p->end, &copy));
  d = saved(&desk, changes);
  assert_string_equal(shown(&desk, d), "4!(56)1(23)");
  assert_str(&desk, element_bytes(nth(d, W_P, 1)),
             "<w:p>" START("1") START("2") START("3") R("a") END("1") REFERENCE("1") END("2") REFERENCE("2") END("3")
                 REFERENCE("3") "</w:p>");
  const char *comments = str_z(desk.arena, part_bytes(&desk, d, "word/comments.xml"));
  assert_non_null(strstr(comments, "<w:t>q</w:t></w:r></w:p><w:p w14:paraId=\"0CA10000\"><w:r><w:t>r</w:t>"));
  assert_non_null(strstr(comments, "mc:Ignorable=\"w14\""));
  desk_close(&desk);
}

/* ---- the parts ---- */

static void a_first_comment_without_an_id_is_given_one_that_nothing_has(void **state) {
  (void)state;
  static const struct {
    const char *root, *after; /* the start tag of the comments, before and after */
  } cases[] = {
      {"<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
       "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
       " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
       " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" mc:Ignorable=\"w14\">"},
      {"<w:comments " W_NAMESPACES ">", "<w:comments " W_NAMESPACES " mc:Ignorable=\"w14\">"},
      {"<w:comments " W_NAMESPACES " mc:Ignorable=\"wp w14\">",
       "<w:comments " W_NAMESPACES " mc:Ignorable=\"wp w14\">"},
      {"<w:comments " W_NAMESPACES " mc:Ignorable='wp'>", "<w:comments " W_NAMESPACES " mc:Ignorable=\"wp w14\">"},
      {"<w:comments xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main' xmlns:w14='urn:other'>",
       "<w:comments xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main' xmlns:w14='urn:other'"
       " xmlns:w14x=\"http://schemas.microsoft.com/office/word/2010/wordml\""
       " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" mc:Ignorable=\"w14x\">"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct word_parts parts = {
        .document = body_of(&desk, "<w:p w14:paraId=\"0CA10000\">" START("0") END("0") REFERENCE("0") "</w:p>")};
    parts.comments =
        str_from(str_format(desk.arena, "%s" COMMENT("0", "A", P("one") P("two")) "</w:comments>", cases[i].root));
    parts.threads = STR("<w15:commentsEx xmlns:w15=\"" W15 "\">" EX("0CA10001", "") "</w15:commentsEx>");
    struct document *d = word_document(desk.arena, &parts, &desk.messages);
    struct changes *changes = changes_new(desk.arena, d);
    comment_reply(changes, (struct thread){.there = with_id(d, 0)}, &REPLY);
    d = saved(&desk, changes);
    struct str bytes = part_bytes(&desk, d, "word/comments.xml");
    assert_str(&desk, str_sub(bytes, 0, strlen(cases[i].after)), cases[i].after);
    assert_int_equal(with_id(d, 0)->paragraph, 0x0CA10002);
    assert_int_equal(with_id(d, 1)->paragraph, 0x0CA10003);
    assert_string_equal(shown(&desk, d), "0(1)");
    assert_str(&desk, element_bytes(d->comments_part->root->first->first), P("one"));
    assert_str(&desk, part_bytes(&desk, d, "word/commentsExtended.xml"),
               "<w15:commentsEx xmlns:w15=\"" W15 "\">" EX("0CA10001", "") EX("0CA10002", " w15:done=\"0\"")
                   EX("0CA10003", TO("0CA10002") " w15:done=\"0\"") "</w15:commentsEx>");
  }
  desk_close(&desk);
}

static void of_two_comments_with_one_id_each_keeps_its_own_replies(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = threaded(&desk, ON("1", "a") ON("2", "b"), KEYED("1", "0A") KEYED("2", "0A"), EX("0A", ""));
  struct changes *changes = changes_new(desk.arena, d);
  comment_reply(changes, (struct thread){.there = with_id(d, 2)}, &REPLY);
  d = saved(&desk, changes);
  assert_string_equal(shown(&desk, d), "1()2(3)");
  desk_close(&desk);
}

static void resolving_changes_one_letter(void **state) {
  (void)state;
  static const struct {
    const char *links, *after;
  } cases[] = {
      {EX("0A", " w15:done=\"0\"") EX("0B", TO("0A")), EX("0A", " w15:done=\"1\"") EX("0B", TO("0A"))},
      {EX("0A", ""), EX("0A", " w15:done=\"1\"")},
      {EX("0A", " w15:done=\"true\""), EX("0A", " w15:done=\"true\"")},
      {"", EX("0000000A", " w15:done=\"1\"")},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = threaded(&desk, ON("1", "a") ON("2", "b"), KEYED("1", "0A") KEYED("2", "0B"), cases[i].links);
    struct str before = part_bytes(&desk, d, "word/comments.xml");
    struct changes *changes = changes_new(desk.arena, d);
    comment_resolve(changes, (struct thread){.there = with_id(d, 1)});
    d = saved(&desk, changes);
    assert_str(&desk, element_content(d->threads_part->root), cases[i].after);
    assert_str(&desk, part_bytes(&desk, d, "word/comments.xml"), str_z(desk.arena, before));
    assert_true(with_id(d, 1)->resolved && !with_id(d, 2)->resolved);
  }
  desk_close(&desk);
}

static void replies_of_a_resolved_thread_are_marked_like_it(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = threaded(&desk, ON("1", "a"), KEYED("1", "0A"), EX("0A", " w15:done=\"1\""));
  struct changes *changes = changes_new(desk.arena, d);
  comment_reply(changes, (struct thread){.there = with_id(d, 1)}, &REPLY);
  d = saved(&desk, changes);
  assert_str(&desk, element_content(d->threads_part->root),
             EX("0A", " w15:done=\"1\"") EX("0CA10000", TO("0000000A") " w15:done=\"1\""));
  desk_close(&desk);
}

static void both_parts_come_with_types_and_relationships_of_their_own(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, "<w:p/>");
  struct changes *changes = changes_new(desk.arena, d);
  comment_resolve(changes, (struct thread){.added = comment_add(changes, changes->stories, nth(d, W_P, 0), &REPLY)});
  d = saved(&desk, changes);
  struct relationships list = package_relationships(d->package, STR("word/document.xml"), &desk.messages);
  for (size_t i = 0; i < list.count; i++)
    for (size_t j = 0; j < i; j++) assert_false(str_equal(list.at[i].id, list.at[j].id));
  assert_str(&desk, package_content_type(d->package, STR("word/commentsExtended.xml")),
             "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml");
  assert_str(&desk, list.at[list.count - 1].type,
             "http://schemas.microsoft.com/office/2011/relationships/commentsExtended");
  assert_string_equal(shown(&desk, d), "1!()");
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(threads_have_one_level_whatever_the_links_say),
      cmocka_unit_test(a_reply_to_nobody_knows_what_is_told),
      cmocka_unit_test(a_comment_is_known_by_its_last_paragraph),
      cmocka_unit_test(the_marks_of_a_reply_stand_as_word_sets_them),
      cmocka_unit_test(a_reply_to_a_comment_in_a_header_stands_there),
      cmocka_unit_test(replies_to_a_new_comment_come_with_it_in_a_copy_too),
      cmocka_unit_test(a_first_comment_without_an_id_is_given_one_that_nothing_has),
      cmocka_unit_test(of_two_comments_with_one_id_each_keeps_its_own_replies),
      cmocka_unit_test(resolving_changes_one_letter),
      cmocka_unit_test(replies_of_a_resolved_thread_are_marked_like_it),
      cmocka_unit_test(both_parts_come_with_types_and_relationships_of_their_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
