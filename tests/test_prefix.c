/* word: markup is written with the prefixes and in the namespace of the document, whichever they are. */
#include "check.h"
#include "word_pieces.h"

#define TRANSITIONAL "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

/* A document in a way of writing: what its root declares, and its elements' prefix with the colon. */
struct way {
  const char *declares, *prefix;
  const char *after, *attribute; /* what the root declares afterwards, and the prefix of what is written */
};

static const struct way WAYS[] = {
    {"xmlns:w='" TRANSITIONAL "'", "w:", "xmlns:w='" TRANSITIONAL "'", "w:"},
    {"xmlns:ns0='" TRANSITIONAL "'", "ns0:", "xmlns:ns0='" TRANSITIONAL "'", "ns0:"},
    {"xmlns:ns0='" STRICT "'", "ns0:", "xmlns:ns0='" STRICT "'", "ns0:"},
    {"xmlns='" TRANSITIONAL "' xmlns:x='" TRANSITIONAL "'", "", "xmlns='" TRANSITIONAL "' xmlns:x='" TRANSITIONAL "'",
     "x:"},
    {"xmlns='" TRANSITIONAL "'", "", "xmlns='" TRANSITIONAL "' xmlns:w=\"" TRANSITIONAL "\"", "w:"},
    {"xmlns='" STRICT "'", "", "xmlns='" STRICT "' xmlns:w=\"" STRICT "\"", "w:"},
    {"xmlns='" TRANSITIONAL "' xmlns:w='urn:other'", "",
     "xmlns='" TRANSITIONAL "' xmlns:w='urn:other' xmlns:wx=\"" TRANSITIONAL "\"", "wx:"}};
enum { WAY_COUNT = sizeof WAYS / sizeof *WAYS };

/* The text with "@" as one prefix and "~" as another. */
static struct str with_prefixes(struct desk *desk, const char *text, const char *one, const char *other) {
  struct text out = {.arena = desk->arena};
  for (; *text; text++) {
    if (*text == '@' || *text == '~')
      text_add_z(&out, *text == '@' ? one : other);
    else
      text_add_byte(&out, *text);
  }
  return text_str(&out);
}

static struct str root_of(struct desk *desk, const struct way *way, const char *name, const char *declares,
                          const char *inside) {
  const char *root = str_format(desk->arena, "<@%s %s>%s</@%s>", name, declares, inside, name);
  return with_prefixes(desk, root, way->prefix, way->attribute);
}

static struct document *open_way(struct desk *desk, const struct way *way, const char *body, const char *comments) {
  struct word_parts parts = {.document = root_of(desk, way, "document", way->declares, body)};
  if (comments) parts.comments = root_of(desk, way, "comments", way->declares, comments);
  struct document *document = word_document(desk->arena, &parts, &desk->messages);
  if (!document) fail_msg("%s: %s", way->declares, desk_said(desk));
  return document;
}

static void assert_main(struct desk *desk, const struct document *saved, const struct way *way, const char *declares,
                        const char *body) {
  assert_str(desk, saved->stories[0].markup->bytes, str_z(desk->arena, root_of(desk, way, "document", declares, body)));
}

static void a_date_and_a_style_have_the_prefix_of_the_namespace(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (const struct way *way = WAYS; way < WAYS + WAY_COUNT; way++) {
    struct document *d = open_way(&desk, way, "<@p/><@sdt><@sdtPr><@date/></@sdtPr></@sdt>", NULL);
    struct changes *changes = changes_new(desk.arena, d);
    control_set_date(changes->stories, nth(d, W_SDT, 0), STR("2025-12-05"));
    d = saved(&desk, changes);
    assert_main(&desk, d, way, way->after,
                "<@p/><@sdt><@sdtPr><@date ~fullDate=\"2025-12-05T00:00:00Z\"/></@sdtPr></@sdt>");
    assert_str(&desk, element_value(nth(d, W_DATE, 0), W_FULL_DATE), "2025-12-05T00:00:00Z");
    changes = changes_new(desk.arena, d);
    paragraph_set_style(changes, changes->stories, nth(d, W_P, 0), STR("L"));
    d = saved(&desk, changes);
    assert_str(&desk, element_value(nth(d, W_PSTYLE, 0), W_VAL), "L");
    const char *bytes = str_z(desk.arena, d->stories[0].markup->bytes);
    assert_non_null(strstr(bytes, str_format(desk.arena, "%s>", way->after))); /* and nothing more */
  }
  desk_close(&desk);
}

static void a_placeholder_becomes_a_control_that_has_its_tag(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (const struct way *way = WAYS; way < WAYS + WAY_COUNT; way++) {
    struct document *d = open_way(&desk, way, "<@p><@r><@t>a {{b}}</@t></@r></@p>", NULL);
    struct element *p = nth(d, W_P, 0);
    struct passage passage = {
        .story = d->stories, .paragraphs = &p, .count = 1, .part = true, .from = 2, .to = 7, .tag = STR("b")};
    struct changes *changes = changes_new(desk.arena, d);
    passage_make_control(changes, changes->stories, &passage, STR("c"), false);
    d = saved(&desk, changes);
    assert_int_equal(d->control_count, 1);
    assert_str(&desk, d->controls[0].tag, "b");
    assert_int_equal(d->largest_control, 1);
    assert_str(&desk, paragraph_text(desk.arena, nth(d, W_P, 0)), "a c");
  }
  desk_close(&desk);
}

static struct document *tracked(struct desk *desk, const struct way *way, const char *body, struct passage passage,
                                const char *text) {
  struct document *d = open_way(desk, way, body, NULL);
  struct element *p = nth(d, W_P, 0);
  struct changes *changes = changes_new(desk->arena, d);
  changes->author = STR("A");
  passage.story = d->stories;
  passage.paragraphs = &p;
  passage.count = 1;
  passage_write(changes, changes->stories, &passage, str_from(text), false);
  return saved(desk, changes);
}

static void a_tracked_change_parts_a_run_by_the_runs_own_tags(void **state) {
  (void)state;
  static const char piece[] = "<@p><@r><@t>a b</@t><@tab/><@t>c</@t></@r></@p>",
                    inserted[] = "<@p><@ins ~id='1' ~author='B'><@r><@t>a b c</@t></@r></@ins></@p>";
  struct desk desk = desk_open();
  for (const struct way *way = WAYS; way < WAYS + WAY_COUNT; way++) {
    struct document *d =
        tracked(&desk, way, "<@p><@r><@tab/><@drawing/><@t>a</@t></@r></@p>", (struct passage){0}, "n");
    assert_str(&desk, paragraph_text(desk.arena, nth(d, W_P, 0)), "n");
    for (size_t from = 0; from < 5; from++) {
      struct passage part = {.part = true, .from = from, .to = from + 1};
      const char *want = str_format(desk.arena, "%.*snew%s", (int)from, "a b\tc", &"a b\tc"[from + 1]);
      d = tracked(&desk, way, piece, part, "new");
      assert_str(&desk, paragraph_text(desk.arena, nth(d, W_P, 0)), want);
      if (strcmp(way->declares, way->after) != 0) continue;
      d = tracked(&desk, way, inserted, part, "new");
      want = str_format(desk.arena, "%.*snew%s", (int)from, "a b c", &"a b c"[from + 1]);
      assert_str(&desk, paragraph_text(desk.arena, nth(d, W_P, 0)), want);
    }
  }
  desk_close(&desk);
}

static void a_form_field_keeps_what_is_chosen(void **state) {
  (void)state;
  static const char fields[] = "<@p><@r><@fldChar ~fldCharType='begin'><@ffData><@ddList><@listEntry ~val='a'/>"
                               "<@listEntry ~val='b'/></@ddList></@ffData></@fldChar></@r><@r><@fldChar "
                               "~fldCharType='end'/></@r><@r><@fldChar ~fldCharType='begin'><@ffData><@checkBox/>"
                               "</@ffData></@fldChar></@r><@r><@fldChar ~fldCharType='end'/></@r></@p>";
  struct desk desk = desk_open();
  for (const struct way *way = WAYS; way < WAYS + WAY_COUNT; way++) {
    if (strcmp(way->declares, way->after) != 0) continue; /* a field has attributes, and so a prefix for them */
    struct document *d = open_way(&desk, way, fields, NULL);
    assert_int_equal(d->form_count, 2);
    struct changes *changes = changes_new(desk.arena, d);
    struct box box = first_box(&desk, d);
    form_select(changes->stories, &d->forms[0], 1);
    box_set(changes->stories, &box, true);
    d = saved(&desk, changes);
    assert_int_equal(form_selected(&d->forms[0]), 1);
    assert_true(first_box(&desk, d).ticked);
  }
  desk_close(&desk);
}

/* Law 4: nothing is declared that what is written does not need. */
static void text_alone_needs_no_prefix(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (const struct way *way = WAYS; way < WAYS + WAY_COUNT; way++) {
    struct document *d = open_way(&desk, way, "<@p><@r><@t>a</@t></@r></@p>", NULL);
    struct element *p = nth(d, W_P, 0);
    struct passage passage = {.story = d->stories, .paragraphs = &p, .count = 1};
    struct changes *changes = changes_new(desk.arena, d);
    passage_write(changes, changes->stories, &passage, STR(" w:b <w:c>"), false);
    d = saved(&desk, changes);
    assert_main(&desk, d, way, way->declares, "<@p><@r><@t xml:space=\"preserve\"> w:b &lt;w:c&gt;</@t></@r></@p>");
  }
  desk_close(&desk);
}

static void a_property_that_looks_like_markup_declares_nothing(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct word_parts parts = {
      .document = body_of(&desk, P("a")),
      .custom = STR("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
                    "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property "
                    "name=\"one\"><vt:lpwstr></vt:lpwstr></property></Properties>")};
  struct document *d = word_document(desk.arena, &parts, &desk.messages);
  struct changes *changes = changes_new(desk.arena, d);
  property_set(changes, "one", STR(" w:a"));
  d = saved(&desk, changes);
  assert_str(&desk, document_property(d, "one"), " w:a");
  assert_null(strstr(str_z(desk.arena, d->custom_part->bytes), "xmlns:w="));
  desk_close(&desk);
}

static void a_comment_joins_the_others_with_their_prefix(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (const struct way *way = WAYS; way < WAYS + WAY_COUNT; way++) {
    bool declares = strcmp(way->declares, way->after) == 0;
    struct document *d = open_way(&desk, way, "<@p/>", declares ? "<@comment ~author='A'/>" : "");
    struct changes *changes = changes_new(desk.arena, d);
    comment_add(changes, changes->stories, nth(d, W_P, 0),
                &(struct remark){STR("B"), STR("b"), STR("2025-12-05T00:00:00Z"), STR("new")});
    d = saved(&desk, changes);
    const struct comment *added = &d->comments[0];
    assert_str(&desk, added->author, "B");
    assert_str(&desk, added->initials, "b");
    assert_str(&desk, added->date, "2025-12-05T00:00:00Z");
    assert_str(&desk, added->text, "new");
    assert_ptr_equal(element_ancestor(added->anchor, W_P), nth(d, W_P, 0));
    for (size_t i = 0; i < 2; i++) {
      const struct markup *part = i ? d->comments_part : d->stories[0].markup;
      assert_non_null(strstr(str_z(desk.arena, part->bytes), way->after));
    }
  }
  desk_close(&desk);
}

static void a_new_comments_part_is_strict_in_a_strict_document(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (const struct way *way = WAYS; way < WAYS + WAY_COUNT; way++) {
    bool strict = strstr(way->declares, STRICT);
    struct document *d = open_way(&desk, way, "<@p/>", NULL);
    assert_int_equal(d->strict, strict);
    struct changes *changes = changes_new(desk.arena, d);
    comment_add(changes, changes->stories, nth(d, W_P, 0), &(struct remark){.author = STR("B"), .text = STR("new")});
    d = saved(&desk, changes);
    assert_int_equal(d->comment_count, 1);
    assert_str(&desk, d->comments_part->space, strict ? STRICT : TRANSITIONAL);
    struct relationships list = package_relationships(d->package, STR("word/document.xml"), &desk.messages);
    assert_str(&desk, list.at[list.count - 1].type,
               strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
                      : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments");
  }
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_date_and_a_style_have_the_prefix_of_the_namespace),
      cmocka_unit_test(a_placeholder_becomes_a_control_that_has_its_tag),
      cmocka_unit_test(a_tracked_change_parts_a_run_by_the_runs_own_tags),
      cmocka_unit_test(a_form_field_keeps_what_is_chosen),
      cmocka_unit_test(text_alone_needs_no_prefix),
      cmocka_unit_test(a_property_that_looks_like_markup_declares_nothing),
      cmocka_unit_test(a_comment_joins_the_others_with_their_prefix),
      cmocka_unit_test(a_new_comments_part_is_strict_in_a_strict_document),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
