/* Writing into passages: the first text run keeps its look, markers and all else stay, flags stand where the schema wants them. */
#include "check.h"
#include "word_pieces.h"

#define FROM START("0")
#define TO END("0") REFERENCE("0")
#define BOLD "<w:rPr><w:b/></w:rPr>"

/* The body after writing text into all its paragraphs as one passage; it reads back as it was written. */
static struct str written(struct desk *desk, const char *before, const char *text) {
  struct document *d = document_with(desk, before);
  struct passage passage = {.story = d->stories};
  passage.paragraphs = paragraphs_in(desk->arena, body(d), &passage.count);
  struct changes *changes = changes_new(desk->arena, d);
  passage_write(changes, changes->stories, &passage, str_from(text), false);
  d = saved(desk, changes);
  passage.paragraphs = paragraphs_in(desk->arena, body(d), &passage.count);
  if (passage.count) assert_str(desk, passage_text(desk->arena, &passage), text);
  return element_content(body(d));
}

static void text_goes_into_the_first_run_and_the_others_are_emptied(void **state) {
  (void)state;
  static const char *const cases[][3] = {
      {P("old"), "new", P("new")},
      {"<w:p><w:r>" BOLD "<w:t>o</w:t></w:r><w:r><w:t>ld</w:t></w:r></w:p>", "new",
       "<w:p><w:r>" BOLD "<w:t>new</w:t></w:r><w:r></w:r></w:p>"},
      {"<w:p>" FROM R("old") TO "</w:p>", "new", "<w:p>" FROM R("new") TO "</w:p>"},
      {"<w:p>" FROM R("o") TO R("ld") "</w:p>", "new", "<w:p>" FROM R("new") TO "<w:r></w:r></w:p>"},
      {"<w:p><w:r><w:t>o</w:t><w:br/><w:t>l</w:t><w:tab/></w:r><w:proofErr w:type=\"spellEnd\"/>" R("d") "</w:p>",
       "new", "<w:p><w:r><w:t>new</w:t></w:r><w:proofErr w:type=\"spellEnd\"/><w:r></w:r></w:p>"},
      {"<w:p>" R("x") SDT("<w:tag w:val=\"a\"/>", R("old")) "</w:p>", "new",
       "<w:p><w:r></w:r>" SDT("<w:tag w:val=\"a\"/>", R("new")) "</w:p>"},
      {"<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" R("old") "<w:bookmarkEnd w:id=\"1\"/></w:p>", "new",
       "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" R("new") "<w:bookmarkEnd w:id=\"1\"/></w:p>"},
      {"<w:p><w:del w:id=\"1\"><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins w:id=\"2\">" R(
           "old") "</w:ins></w:p>",
       "new",
       "<w:p><w:del w:id=\"1\"><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins w:id=\"2\">" R(
           "new") "</w:ins></w:p>"},
      {"<w:p/>", "new", "<w:p><w:r><w:t>new</w:t></w:r></w:p>"},
      {"<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r>" BOLD "</w:r></w:p>", "new",
       "<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r>" BOLD "<w:t>new</w:t></w:r></w:p>"},
      {"<w:p>" FROM TO "</w:p>", "new", "<w:p>" FROM R("new") TO "</w:p>"},
      {"<w:p>" SDT("<w:tag w:val=\"a\"/>", "") "</w:p>", "new", "<w:p>" SDT("<w:tag w:val=\"a\"/>", R("new")) "</w:p>"},
      {P("old"), "", "<w:p><w:r><w:t></w:t></w:r></w:p>"},
      {"<x:p xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>", "a\tb",
       "<x:p "
       "xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><x:r><x:t>a</x:t><x:tab/><x:t>b</"
       "x:t></x:r></x:p>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, written(&desk, cases[i][0], cases[i][1]), cases[i][2]);
  desk_close(&desk);
}

static void edge_spaces_tabs_and_line_feeds_survive(void **state) {
  (void)state;
#define KEEP(text) "<w:t xml:space=\"preserve\">" text "</w:t>"
  static const char *const cases[][2] = {
      {" edge", KEEP(" edge")},
      {"edge ", KEEP("edge ")},
      {"two  blanks", KEEP("two  blanks")},
      {"one two", "<w:t>one two</w:t>"},
      {"a\tb", "<w:t>a</w:t><w:tab/><w:t>b</w:t>"},
      {"\ta", "<w:tab/><w:t>a</w:t>"},
      {"a\nb", "<w:t>a</w:t><w:br/><w:t>b</w:t>"},
      {"a\n\n b", "<w:t>a</w:t><w:br/><w:br/>" KEEP(" b")},
      {"<a> & 'b' \"c\" ]]>", "<w:t>&lt;a&gt; &amp; 'b' &quot;c&quot; ]]&gt;</w:t>"},
      {"Mòrag مرحبا 😀\u00A0e\u0301", "<w:t>Mòrag مرحبا 😀\u00A0e\u0301</w:t>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, written(&desk, P("old"), cases[i][0]),
               str_format(desk.arena, "<w:p><w:r>%s</w:r></w:p>", cases[i][1]));
  desk_close(&desk);
}

static void lines_become_paragraphs_like_the_last_one(void **state) {
  (void)state;
#define LIKE(text) "<w:p><w:pPr><w:pStyle w:val=\"C\"/></w:pPr><w:r>" BOLD "<w:t>" text "</w:t></w:r></w:p>"
  static const char *const cases[][3] = {
      {P("old"), "one", P("one")},
      {LIKE("old"), "one\ntwo\nthree", LIKE("one") LIKE("two") LIKE("three")},
      {P("a") P("b"), "one\ntwo", P("one") P("two")},
      {P("a") LIKE("b"), "one\ntwo\nthree", P("one") LIKE("two") LIKE("three")},
      {P("a") P("b") P("c"), "one", P("one")},
      {P("a") TBL(TR(TC(P("x")))) P("b") P("c"), "one", P("one") TBL(TR(TC(P("x")))) P("")},
      {P("a") SDT("<w:tag w:val=\"x\"/>", P("b")), "one", P("one") SDT("<w:tag w:val=\"x\"/>", P(""))},
      {"<w:p>" FROM R("a") "</w:p>" P("b") "<w:p>" R("c") TO "</w:p>", "one",
       "<w:p>" FROM R("one") "</w:p><w:p><w:r><w:t></w:t></w:r>" TO "</w:p>"},
      {"<w:p><w:pPr><w:sectPr/></w:pPr>" R("a") "</w:p>", "one\ntwo",
       "<w:p><w:pPr><w:sectPr/></w:pPr>" R("one") "</w:p>" P("two")},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, cases[i][0]);
    struct passage passage = {.story = d->stories};
    passage.paragraphs = paragraphs_in(desk.arena, body(d), &passage.count);
    struct changes *changes = changes_new(desk.arena, d);
    passage_write(changes, changes->stories, &passage, str_from(cases[i][1]), true);
    assert_str(&desk, element_content(body(saved(&desk, changes))), cases[i][2]);
  }
  desk_close(&desk);
}

static void a_control_inside_a_paragraph_is_written_alone(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d =
      document_with(&desk, "<w:p>" R("Name: ") SDT("<w:tag w:val=\"n\"/>", R("A") R("va")) R(", Rowan") "</w:p>");
  struct passage passage = {.story = d->stories, .control = nth(d, W_SDT, 0), .count = 1};
  struct element *p = nth(d, W_P, 0);
  passage.paragraphs = &p;
  assert_str(&desk, passage_text(desk.arena, &passage), "Ava");
  assert_ptr_equal(passage_control(&passage), passage.control);
  struct changes *changes = changes_new(desk.arena, d);
  passage_write(changes, changes->stories, &passage, STR("Isla"), true);
  assert_str(&desk, paragraph_text(desk.arena, nth(saved(&desk, changes), W_P, 0)), "Name: Isla, Rowan");
  desk_close(&desk);
}

/* ---- flags, dates, styles ---- */

static struct str sdt_properties(struct desk *desk, const char *properties, bool shows) {
  struct document *d = document_with(
      desk,
      str_format(desk->arena, "<w:p><w:sdt><w:sdtPr>%s</w:sdtPr><w:sdtContent>" R("x") "</w:sdtContent></w:sdt></w:p>",
                 properties));
  struct element *p = nth(d, W_P, 0);
  struct passage passage = {.story = d->stories, .paragraphs = &p, .count = 1};
  struct changes *changes = changes_new(desk->arena, d);
  passage_mark_placeholder(changes, changes->stories, &passage, shows);
  return element_content(nth(saved(desk, changes), W_SDT_PR, 0));
}

static void the_placeholder_flag_stands_in_the_order_of_the_schema(void **state) {
  (void)state;
#define FLAG "<w:showingPlcHdr/>"
  static const char *const cases[][2] = {
      {"<w:rPr/><w:alias w:val=\"a\"/><w:tag w:val=\"b\"/><w:id w:val=\"1\"/><w:lock "
       "w:val=\"sdtLocked\"/><w:placeholder/><w:temporary/>",
       "<w:text/>"},
      {"<w:tag w:val=\"b\"/><w:id w:val=\"1\"/>", "<w:dataBinding/><w:dropDownList/>"},
      {"", "<w:text/>"},
      {"<w:id w:val=\"1\"/><w:alias w:val=\"a\"/>", "<w:comboBox/>"},
      {"<w:tag w:val=\"b\"/>", ""},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *without = str_format(desk.arena, "%s%s", cases[i][0], cases[i][1]);
    const char *with = str_format(desk.arena, "%s" FLAG "%s", cases[i][0], cases[i][1]);
    assert_str(&desk, sdt_properties(&desk, without, true), with);
    assert_str(&desk, sdt_properties(&desk, with, true), with);
    assert_str(&desk, sdt_properties(&desk, with, false), without);
    assert_str(&desk, sdt_properties(&desk, without, false), without);
  }
  desk_close(&desk);
}

static void the_date_of_a_picker_is_kept_beside_its_text(void **state) {
  (void)state;
  static const char *const cases[][3] = {{"<w:date/>", "2025-12-05", "<w:date w:fullDate=\"2025-12-05T00:00:00Z\"/>"},
                                         {"<w:date w:fullDate=\"2024-01-01T00:00:00Z\"><w:lid/></w:date>", "2025-12-05",
                                          "<w:date w:fullDate=\"2025-12-05T00:00:00Z\"><w:lid/></w:date>"},
                                         {"<w:date w:fullDate=\"2024-01-01T00:00:00Z\"/>", "", "<w:date/>"},
                                         {"<w:date/>", "", "<w:date/>"},
                                         {"<w:text/>", "2025-12-05", "<w:text/>"}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d =
        document_with(&desk, str_format(desk.arena, "<w:sdt><w:sdtPr>%s</w:sdtPr></w:sdt>", cases[i][0]));
    struct changes *changes = changes_new(desk.arena, d);
    control_set_date(changes->stories, nth(d, W_SDT, 0), str_from(cases[i][1]));
    assert_str(&desk, element_content(nth(saved(&desk, changes), W_SDT_PR, 0)), cases[i][2]);
  }
  desk_close(&desk);
}

static void a_style_is_set_first_in_the_properties(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"<w:p/>", "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr></w:p>"},
      {"<w:p></w:p>", "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr></w:p>"},
      {"<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr></w:p>",
       "<w:p><w:pPr><w:pStyle w:val=\"L\"/><w:jc w:val=\"left\"/></w:pPr></w:p>"},
      {"<w:p><w:pPr><w:pStyle w:val=\"K\"/></w:pPr></w:p>", "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr></w:p>"},
      {"<w:p><w:pPr><w:pStyle w:val='L'/></w:pPr></w:p>", "<w:p><w:pPr><w:pStyle w:val='L'/></w:pPr></w:p>"},
      {"<w:p><w:pPr/></w:p>", "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr></w:p>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, cases[i][0]);
    struct changes *changes = changes_new(desk.arena, d);
    paragraph_set_style(changes, changes->stories, nth(d, W_P, 0), STR("L"));
    assert_str(&desk, element_bytes(nth(saved(&desk, changes), W_P, 0)), cases[i][1]);
  }
  desk_close(&desk);
}

static void what_is_written_first_of_an_empty_paragraph_stays_in_order(void **state) {
  (void)state;
  static const char *const empty[] = {"<w:p/>", "<w:p></w:p>"};
  struct desk desk = desk_open();
  for (size_t i = 0; i < 2; i++) {
    struct document *d = document_with(&desk, empty[i]);
    struct element *p = nth(d, W_P, 0);
    struct passage passage = {.story = d->stories, .paragraphs = &p, .count = 1};
    struct changes *changes = changes_new(desk.arena, d);
    passage_write(changes, changes->stories, &passage, STR("a"), false);
    paragraph_set_style(changes, changes->stories, p, STR("L"));
    assert_str(&desk, element_bytes(nth(saved(&desk, changes), W_P, 0)),
               "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr>" R("a") "</w:p>");
  }
  desk_close(&desk);
}

static void a_tag_is_renewed_where_there_is_one(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, SDT("<w:tag w:val=\"milestone\"/>", "") SDT("<w:id w:val=\"1\"/>", ""));
  struct changes *changes = changes_new(desk.arena, d);
  for (size_t i = 0; i < 2; i++) control_set_tag(changes->stories, nth(d, W_SDT, i), STR("a.b.1"));
  d = saved(&desk, changes);
  assert_str(&desk, control_tag(nth(d, W_SDT, 0)), "a.b.1");
  assert_str(&desk, control_tag(nth(d, W_SDT, 1)), "");
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_goes_into_the_first_run_and_the_others_are_emptied),
      cmocka_unit_test(edge_spaces_tabs_and_line_feeds_survive),
      cmocka_unit_test(lines_become_paragraphs_like_the_last_one),
      cmocka_unit_test(a_control_inside_a_paragraph_is_written_alone),
      cmocka_unit_test(the_placeholder_flag_stands_in_the_order_of_the_schema),
      cmocka_unit_test(the_date_of_a_picker_is_kept_beside_its_text),
      cmocka_unit_test(a_style_is_set_first_in_the_properties),
      cmocka_unit_test(what_is_written_first_of_an_empty_paragraph_stays_in_order),
      cmocka_unit_test(a_tag_is_renewed_where_there_is_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
