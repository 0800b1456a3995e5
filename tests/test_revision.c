/* Tracked changes: what goes is marked and stays, what comes is marked and stands behind it, whoever else has marked what; a document is
 * read as if all were accepted. */
#include "check.h"
#include "stencil.h"
#include "word_pieces.h"

#define BOLD "<w:rPr><w:b/></w:rPr>"
#define MARKER "<w:commentReference w:id=\"0\"/>"
#define OTHERS "w:id=\"40\" w:author=\"M. Reid\""
#define MARK(name) "<w:" name " w:id=\"*\" w:author=\"A &amp; B\"/>"
#define DEL(inside) "<w:del w:id=\"*\" w:author=\"A &amp; B\">" inside "</w:del>"
#define INS(inside) "<w:ins w:id=\"*\" w:author=\"A &amp; B\">" inside "</w:ins>"
#define GONE(text) DEL("<w:r><w:delText>" text "</w:delText></w:r>")
#define COME(text) INS(R(text))
#define ENDS(mark) "<w:pPr><w:rPr>" MARK(mark) "</w:rPr></w:pPr>"

static struct changes *tracked(struct desk *desk, const struct document *d) {
  struct changes *changes = changes_new(desk->arena, d);
  changes->author = STR("A & B");
  return changes;
}

/* The ids of our marks as stars: they need only differ from all others. */
static struct str without_ids(struct desk *desk, struct str bytes) {
  struct text out = {.arena = desk->arena};
  for (ptrdiff_t at; (at = str_find(bytes, STR("\" w:author=\"A &amp; B"))) >= 0;) {
    size_t digits = (size_t)at;
    while (bytes.at[digits - 1] != '"') digits--;
    text_add(&out, str_sub(bytes, 0, digits));
    text_add_byte(&out, '*');
    text_add(&out, str_sub(bytes, (size_t)at, (size_t)at + 8));
    bytes = str_sub(bytes, (size_t)at + 8, bytes.len);
  }
  text_add(&out, bytes);
  return text_str(&out);
}

/* The body after writing text into all its paragraphs as one passage; it reads back as it was written. */
static struct str written(struct desk *desk, const char *before, const char *text, bool lines) {
  struct document *d = document_with(desk, before);
  struct passage passage = {.story = d->stories};
  passage.paragraphs = paragraphs_in(desk->arena, body(d), &passage.count);
  struct changes *changes = tracked(desk, d);
  passage_write(changes, changes->stories, &passage, str_from(text), lines);
  d = saved(desk, changes);
  passage.paragraphs = paragraphs_in(desk->arena, body(d), &passage.count);
  assert_str(desk, passage_text(desk->arena, &passage), text);
  changes = tracked(desk, d);
  passage_write(changes, changes->stories, &passage, str_from(text), lines);
  assert_true(changes->stories[0].list.n == 0);
  return without_ids(desk, element_content(body(d)));
}

static void old_text_is_marked_and_new_text_stands_behind_it(void **state) {
  (void)state;
  static const char *const cases[][3] = {
      {P("old"), "new", "<w:p>" GONE("old") COME("new") "</w:p>"},
      {P("old"), "", "<w:p>" GONE("old") "</w:p>"},
      {P("old"), "old", P("old")},
      {"<w:p/>", "new", "<w:p>" COME("new") "</w:p>"},
      {"<w:p><w:r>" BOLD "</w:r></w:p>", "new",
       "<w:p><w:r>" BOLD "</w:r>" INS("<w:r>" BOLD "<w:t>new</w:t></w:r>") "</w:p>"},
      {"<w:p><w:r w:rsidR=\"0\">" BOLD "<w:t>o</w:t>" MARKER "<w:br/><w:t>ld</w:t></w:r></w:p>", "new",
       "<w:p>" DEL("<w:r w:rsidR=\"0\">" BOLD "<w:delText>o</w:delText></w:r>")
           INS("<w:r>" BOLD "<w:t>new</w:t></w:r>") "<w:r w:rsidR=\"0\">" BOLD MARKER "</w:r>" DEL(
               "<w:r w:rsidR=\"0\">" BOLD "<w:br/><w:delText>ld</w:delText></w:r>") "</w:p>"},
      {"<w:p>" R("o") "<w:hyperlink>" R("ld") "</w:hyperlink></w:p>", "new",
       "<w:p>" GONE("o") COME("new") "<w:hyperlink>" GONE("ld") "</w:hyperlink></w:p>"},
      {"<w:p>" SDT("<w:tag w:val=\"a\"/>", R("old")) "</w:p>", "new",
       "<w:p>" SDT("<w:tag w:val=\"a\"/>", GONE("old") COME("new")) "</w:p>"},
      {"<w:p><w:ins " OTHERS ">" R("old") "</w:ins></w:p>", "new",
       "<w:p><w:ins " OTHERS ">" GONE("old") "</w:ins>" COME("new") "</w:p>"},
      {"<w:p><w:del " OTHERS "><w:r>" BOLD "<w:delText>gone</w:delText></w:r></w:del></w:p>", "new",
       "<w:p><w:del " OTHERS "><w:r>" BOLD
       "<w:delText>gone</w:delText></w:r></w:del>" INS("<w:r>" BOLD "<w:t>new</w:t></w:r>") "</w:p>"},
      {"<w:p><w:moveFrom " OTHERS ">" R("away") "</w:moveFrom><w:moveTo " OTHERS ">" R("old") "</w:moveTo></w:p>",
       "new",
       "<w:p><w:moveFrom " OTHERS ">" R("away") "</w:moveFrom><w:moveTo " OTHERS
                                                ">" GONE("old") "</w:moveTo>" COME("new") "</w:p>"},
      {"<w:p>" R("x") "<mc:AlternateContent><mc:Choice Requires=\"w14\">" R("o") "</mc:Choice><mc:Fallback>" R(
           "o") "</mc:Fallback></mc:AlternateContent></w:p>",
       "new",
       "<w:p>" GONE("x") COME("new")
           DEL("<mc:AlternateContent><mc:Choice Requires=\"w14\"><w:r><w:delText>o</w:delText></w:r></mc:Choice>"
               "<mc:Fallback><w:r><w:delText>o</w:delText></w:r></mc:Fallback></mc:AlternateContent>") "</w:p>"},
      {"<w:p><w:r><w:rPr><w:b/><w:rPrChange " OTHERS "><w:rPr/></w:rPrChange></w:rPr><w:t>old</w:t></w:r></w:p>", "new",
       "<w:p>" DEL("<w:r><w:rPr><w:b/><w:rPrChange " OTHERS
                   "><w:rPr/></w:rPrChange></w:rPr><w:delText>old</w:delText></w:r>")
           INS("<w:r>" BOLD "<w:t>new</w:t></w:r>") "</w:p>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, written(&desk, cases[i][0], cases[i][1], false), cases[i][2]);
  desk_close(&desk);
}

static void lines_come_and_go_with_the_ends_of_their_paragraphs(void **state) {
  (void)state;
#define LIKE(mark, run) "<w:p><w:pPr><w:jc w:val=\"left\"/>" mark "</w:pPr>" run "</w:p>"
#define COMES "<w:rPr>" MARK("ins") "</w:rPr>"
#define GOES "<w:rPr>" MARK("del") "</w:rPr>"
  static const char *const cases[][3] = {
      /* at the end of a cell or of the text the last end stays, and the one before it is marked */
      {P("one"), "one\ntwo\nthree",
       "<w:p>" ENDS("ins") R("one") "</w:p><w:p>" ENDS("ins") COME("two") "</w:p><w:p>" COME("three") "</w:p>"},
      {P("one") P("two") P("three"), "one",
       "<w:p>" ENDS("del") R("one") "</w:p><w:p>" ENDS("del") GONE("two") "</w:p><w:p>" GONE("three") "</w:p>"},
      {LIKE("", R("one")), "one\ntwo", LIKE(COMES, R("one")) LIKE("", COME("two"))},
      {LIKE("", R("one")) LIKE("", R("two")), "other", LIKE(GOES, GONE("one") COME("other")) LIKE("", GONE("two"))},
      /* a paragraph whose end was deleted goes on in the next */
      {"<w:p><w:pPr><w:rPr><w:del " OTHERS "/></w:rPr></w:pPr>" R("one") "</w:p>" P("and"), "other\ntwo",
       "<w:p><w:pPr><w:rPr><w:del " OTHERS "/></w:rPr></w:pPr>" GONE("one") COME("other") "</w:p><w:p>" ENDS("ins")
           GONE("and") "</w:p><w:p>" COME("two") "</w:p>"},
      /* what came with somebody's insertion goes with a deletion of its own */
      {"<w:p><w:pPr><w:rPr><w:ins " OTHERS "/><w:b/></w:rPr></w:pPr>" R("one") "</w:p>" P("two"), "one",
       "<w:p><w:pPr><w:rPr><w:ins " OTHERS
       "/>" MARK("del") "<w:b/></w:rPr></w:pPr>" R("one") "</w:p><w:p>" GONE("two") "</w:p>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, written(&desk, cases[i][0], cases[i][1], true), cases[i][2]);
  desk_close(&desk);
}

static void lines_before_other_paragraphs_are_marked_with_their_own_ends(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"one\ntwo\nthree", P("one") P("two") "<w:p>" ENDS("ins") COME("three") "</w:p>" P("other")},
      {"one", P("one") "<w:p>" ENDS("del") GONE("two") "</w:p>" P("other")},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, P("one") P("two") P("other"));
    struct element *two[] = {nth(d, W_P, 0), nth(d, W_P, 1)};
    struct passage passage = {.story = d->stories, .paragraphs = two, .count = 2};
    struct changes *changes = tracked(&desk, d);
    passage_write(changes, changes->stories, &passage, str_from(cases[i][0]), true);
    assert_str(&desk, without_ids(&desk, element_content(body(saved(&desk, changes)))), cases[i][1]);
  }
  desk_close(&desk);
}

static void a_part_of_a_text_is_cut_out_of_its_run(void **state) {
  (void)state;
#define KEEP(text) "<w:r>" BOLD "<w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define BOLD_GONE DEL("<w:r>" BOLD "<w:delText>Ava</w:delText></w:r>")
#define BOLD_NEW INS("<w:r>" BOLD "<w:t>Isla</w:t></w:r>")
  static const char *const cases[][2] = {
      {"<w:r>" BOLD "<w:t>Name: Ava, P3</w:t></w:r>", KEEP("Name: ") BOLD_GONE BOLD_NEW KEEP(", P3")},
      {KEEP("Name: ") "<w:r>" BOLD "<w:t>Ava</w:t></w:r>", KEEP("Name: ") BOLD_GONE BOLD_NEW},
      {"<w:r>" BOLD "<w:t>Name:</w:t><w:tab/><w:t>Ava</w:t>" MARKER "</w:r>",
       "<w:r>" BOLD "<w:t>Name:</w:t><w:tab/></w:r>" BOLD_GONE BOLD_NEW "<w:r>" BOLD MARKER "</w:r>"},
      {"<w:ins " OTHERS "><w:r>" BOLD "<w:t>Name: Ava!</w:t></w:r></w:ins>",
       "<w:ins " OTHERS ">" KEEP("Name: ") BOLD_GONE "</w:ins>" BOLD_NEW
                                                     "<w:ins w:id=\"43\" w:author=\"M. Reid\">" KEEP("!") "</w:ins>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, str_format(desk.arena, "<w:p>%s</w:p>", cases[i][0]));
    struct element *p = nth(d, W_P, 0);
    struct passage passage = {.story = d->stories, .paragraphs = &p, .count = 1, .part = true, .from = 6, .to = 9};
    struct changes *changes = tracked(&desk, d);
    passage_write(changes, changes->stories, &passage, STR("Isla"), false);
    assert_str(&desk, without_ids(&desk, element_content(nth(saved(&desk, changes), W_P, 0))), cases[i][1]);
  }
  desk_close(&desk);
}

static void marks_have_a_prefix_where_elements_have_none(void **state) {
  (void)state;
  static const char body[] = "<document xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><body>"
                             "<p><r><t>old</t></r></p><p><r><t>next</t></r></p></body></document>";
  struct desk desk = desk_open();
  struct word_parts parts = {.document = str_from(body)};
  struct document *d = word_document(desk.arena, &parts, &desk.messages);
  struct element *p = nth(d, W_P, 0);
  struct passage passage = {.story = d->stories, .paragraphs = &p, .count = 1};
  struct changes *changes = tracked(&desk, d);
  passage_write(changes, changes->stories, &passage, STR("new\nline"), true);
  paragraph_set_style(changes, changes->stories, nth(d, W_P, 1), STR("L"));
  d = saved(&desk, changes);
  passage.paragraphs = paragraphs_in(desk.arena, d->stories[0].markup->root->first, &passage.count);
  assert_str(&desk, passage_text(desk.arena, &passage), "new\nline\nnext");
  size_t marks = 0;
  for (struct element *root = d->stories[0].markup->root, *e = root; e; e = element_next(e, root))
    if (e->name == W_INS || e->name == W_DEL || e->name == W_PPR_CHANGE) {
      assert_str(&desk, element_value(e, W_AUTHOR), "A & B");
      assert_true(element_value(e, W_ID).len > 0);
      marks++;
    }
  assert_true(marks == 5);
  desk_close(&desk);
}

static void a_row_that_goes_is_marked_and_read_as_gone(void **state) {
  (void)state;
#define TRPR(inside) "<w:trPr>" inside "</w:trPr>"
  static const char *const cases[][2] = {
      {TR(TC(P("a"))), TR(TRPR(MARK("del")) TC("<w:p>" GONE("a") "</w:p>"))},
      {TR("<w:tblPrEx/>" TC(P("a"))), TR("<w:tblPrEx/>" TRPR(MARK("del")) TC("<w:p>" GONE("a") "</w:p>"))},
      {TR(TRPR("<w:cantSplit/><w:ins " OTHERS "/>") TC("<w:p/>")),
       TR(TRPR("<w:cantSplit/><w:ins " OTHERS "/>" MARK("del")) TC("<w:p/>"))},
      {TR(TC("<w:p><w:r><w:instrText>x</w:instrText></w:r></w:p>")),
       TR(TRPR(MARK("del")) TC("<w:p>" DEL("<w:r><w:delInstrText>x</w:delInstrText></w:r>") "</w:p>"))},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, str_format(desk.arena, TBL("%s" TR(TC(P("b")))), cases[i][0]));
    struct changes *changes = tracked(&desk, d);
    matter_remove(changes, changes->stories, nth(d, W_TR, 0));
    d = saved(&desk, changes);
    assert_str(&desk, without_ids(&desk, element_bytes(nth(d, W_TR, 0))), cases[i][1]);
    struct table table = table_read(desk.arena, d->stories, nth(d, W_TBL, 0));
    assert_true(table.count == 1 && table.rows[0].tr == nth(d, W_TR, 1));
  }
  desk_close(&desk);
}

static void a_copy_is_inserted_and_has_no_history(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {TR(TC(P("a"))), TR(TRPR(MARK("ins")) TC("<w:p>" COME("a") "</w:p>"))},
      {TR(TRPR("<w:ins " OTHERS "/>")
              TC("<w:tcPr><w:cellIns " OTHERS "/></w:tcPr><w:p><w:del " OTHERS
                 "><w:r><w:delText>x</w:delText></w:r></w:del><w:ins " OTHERS ">" R("a") "</w:ins></w:p>")),
       TR(TRPR(MARK("ins")) TC("<w:tcPr></w:tcPr><w:p>" COME("a") "</w:p>"))},
      {TR(TC("<w:p><w:pPr><w:rPr><w:del " OTHERS "/></w:rPr></w:pPr></w:p>" P("a"))),
       TR(TRPR(MARK("ins")) TC("<w:p>" COME("a") "</w:p>"))},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, str_format(desk.arena, TBL("%s"), cases[i][0]));
    struct changes *changes = tracked(&desk, d);
    struct element *tr = nth(d, W_TR, 0);
    struct edits edits = {.arena = desk.arena};
    clone_ids(changes, &edits, cloning_new(desk.arena, tr));
    struct str copy = edits_splice(desk.arena, tr->in->bytes, tr->start, tr->end, &edits);
    assert_str(&desk, without_ids(&desk, copy), cases[i][1]);
  }
  desk_close(&desk);
}

static void a_style_keeps_its_history(void **state) {
  (void)state;
#define CHANGE(inside) "<w:pPrChange w:id=\"*\" w:author=\"A &amp; B\"><w:pPr>" inside "</w:pPr></w:pPrChange>"
#define OLD "<w:pPrChange " OTHERS "><w:pPr/></w:pPrChange>"
  static const char *const cases[][2] = {
      {"<w:p/>", "<w:p><w:pPr><w:pStyle w:val=\"L\"/>" CHANGE("") "</w:pPr></w:p>"},
      {"<w:p><w:pPr><w:pStyle w:val=\"K\"/><w:rPr/></w:pPr></w:p>",
       "<w:p><w:pPr><w:pStyle w:val=\"L\"/><w:rPr/>" CHANGE("<w:pStyle w:val=\"K\"/>") "</w:pPr></w:p>"},
      {"<w:p><w:pPr><w:pStyle w:val=\"K\"/>" OLD "</w:pPr></w:p>",
       "<w:p><w:pPr><w:pStyle w:val=\"L\"/>" OLD "</w:pPr></w:p>"},
      {"<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr></w:p>", "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr></w:p>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, cases[i][0]);
    struct changes *changes = tracked(&desk, d);
    paragraph_set_style(changes, changes->stories, nth(d, W_P, 0), STR("L"));
    assert_str(&desk, without_ids(&desk, element_bytes(nth(saved(&desk, changes), W_P, 0))), cases[i][1]);
  }
  desk_close(&desk);
}

static void marks_of_others_are_read_as_accepted(void **state) {
  (void)state;
#define JOINS "<w:pPr><w:rPr><w:del " OTHERS "/></w:rPr></w:pPr>"
  static const char *const cases[][2] = {
      {"<w:p>" R("a") "<w:moveFrom " OTHERS ">" R("b") "</w:moveFrom><w:moveTo " OTHERS ">" R("c") "</w:moveTo></w:p>",
       "ac"},
      {P("a") "<w:p>" JOINS "<w:del " OTHERS "><w:r><w:delText>b</w:delText></w:r></w:del></w:p>" P("c"), "a\nc"},
      {P("a") "<w:p>" JOINS R("b") "</w:p>" P("c"), "a\nbc"},
      {TBL(TR(TC("<w:tcPr><w:cellDel " OTHERS "/></w:tcPr>" P("a")) TC(P("b")))), "b"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, cases[i][0]);
    struct element *tbl = body(d)->first->name == W_TBL ? body(d)->first : NULL;
    struct element *scope = tbl ? table_read(desk.arena, d->stories, tbl).rows[0].cells[0].tc : body(d);
    struct passage passage = {.story = d->stories};
    passage.paragraphs = paragraphs_in(desk.arena, scope, &passage.count);
    assert_str(&desk, passage_text(desk.arena, &passage), cases[i][1]);
  }
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(old_text_is_marked_and_new_text_stands_behind_it),
      cmocka_unit_test(lines_come_and_go_with_the_ends_of_their_paragraphs),
      cmocka_unit_test(lines_before_other_paragraphs_are_marked_with_their_own_ends),
      cmocka_unit_test(a_part_of_a_text_is_cut_out_of_its_run),
      cmocka_unit_test(marks_have_a_prefix_where_elements_have_none),
      cmocka_unit_test(a_row_that_goes_is_marked_and_read_as_gone),
      cmocka_unit_test(a_copy_is_inserted_and_has_no_history),
      cmocka_unit_test(a_style_keeps_its_history),
      cmocka_unit_test(marks_of_others_are_read_as_accepted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
