/* A part as it was before its tracked changes: what came is out, what went is back, properties are the old ones. */
#include "check.h"
#include "word_pieces.h"
#include "word_read.h"

#define WHO "w:id=\"1\" w:author=\"A\""
#define INS(inside) "<w:ins " WHO ">" inside "</w:ins>"
#define DEL(inside) "<w:del " WHO ">" inside "</w:del>"
#define CUT(text) "<w:r><w:delText>" text "</w:delText></w:r>"
#define END_OF(mark) "<w:rPr><w:" mark " " WHO "/></w:rPr>"
#define STYLE(name) "<w:pStyle w:val=\"" name "\"/>"
#define PPR(inside) "<w:pPr>" inside "</w:pPr>"
#define CELL(mark, inside) TC("<w:tcPr><w:" mark " " WHO "/></w:tcPr>" inside)
#define ROW(mark, inside) TR("<w:trPr><w:" mark " " WHO "/></w:trPr>" inside)

struct example {
  const char *after, *before;
};

static void check(const struct example *examples, size_t count) {
  struct desk desk = desk_open();
  for (size_t i = 0; i < count; i++) {
    struct document *d = document_with(&desk, examples[i].after);
    struct str before = reject_changes(desk.arena, d->stories[0].markup);
    assert_str(&desk, before, str_z(desk.arena, body_of(&desk, examples[i].before)));
  }
  desk_close(&desk);
}

static void text_and_its_fields(void **state) {
  (void)state;
  static const struct example examples[] = {
      {P("a"), P("a")},
      {"<w:p>" INS(R("new")) R("old") "</w:p>", "<w:p>" R("old") "</w:p>"},
      {"<w:p>" DEL(CUT("old")) INS(R("new")) "</w:p>", "<w:p>" R("old") "</w:p>"},
      {"<w:p><w:del " WHO "/>" R("a") "</w:p>", P("a")},
      {"<w:p>" INS(DEL(CUT("both"))) R("a") "</w:p>", P("a")},
      {"<w:p>" DEL(INS(CUT("both")) CUT("one")) "</w:p>", P("one")},
      {"<w:p>" DEL("<w:r><w:delInstrText>PAGE</w:delInstrText></w:r>") "</w:p>",
       "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"},
      {"<w:p><w:moveFromRangeStart w:id=\"2\" w:name=\"m\"/><w:moveFrom " WHO ">" R(
           "m") "</w:moveFrom>"
                "<w:moveFromRangeEnd w:id=\"2\"/></w:p><w:p><w:moveToRangeStart w:id=\"3\" w:name=\"m\"/><w:moveTo " WHO
                ">" R("m") "</w:moveTo><w:moveToRangeEnd w:id=\"3\"/>" R("b") "</w:p>",
       P("m") P("b")},
  };
  check(examples, sizeof examples / sizeof *examples);
}

static void the_ends_of_paragraphs(void **state) {
  (void)state;
  static const struct example examples[] = {
      {"<w:p>" PPR(END_OF("del")) R("a") "</w:p>" P("b"), "<w:p>" PPR("<w:rPr></w:rPr>") R("a") "</w:p>" P("b")},
      {"<w:p>" PPR(STYLE("New") END_OF("ins")) R("a") "</w:p><w:p>" PPR(STYLE("Old")) R("b") "</w:p>",
       "<w:p>" PPR(STYLE("Old")) R("a") R("b") "</w:p>"},
      {"<w:p>" PPR(END_OF("ins")) R("a") "</w:p><w:p/>" P("c"), "<w:p>" R("a") "</w:p>" P("c")},
      {"<w:p>" PPR(END_OF("moveTo")) "<w:moveTo " WHO ">" R("a") "</w:moveTo></w:p>" P("b"), P("b")},
      {"<w:p>" PPR(END_OF("ins")) R("a") "</w:p><w:p>" PPR(END_OF("ins")) R("b") "</w:p>" P("c"),
       "<w:p>" R("a") R("b") R("c") "</w:p>"},
      {"<w:p>" PPR(END_OF("ins")) R("a") "</w:p><w:p>" PPR(END_OF("ins")) INS(R("b")) "</w:p>" P("c"),
       "<w:p>" R("a") R("c") "</w:p>"},
      {"<w:p>" PPR(END_OF("ins")) R("a") "</w:p><w:bookmarkEnd w:id=\"1\"/>" P("b"),
       "<w:p>" R("a") "<w:bookmarkEnd w:id=\"1\"/>" R("b") "</w:p>"},
      {"<w:p>" PPR(END_OF("ins")) R("a") "</w:p>" TBL(TR(TC(P("b")))),
       "<w:p>" PPR("<w:rPr></w:rPr>") R("a") "</w:p>" TBL(TR(TC(P("b"))))},
      {TBL(TR(TC("<w:p>" PPR(END_OF("ins")) INS(R("a")) "</w:p>"))),
       TBL(TR(TC("<w:p>" PPR("<w:rPr></w:rPr>") "</w:p>")))},
  };
  check(examples, sizeof examples / sizeof *examples);
}

static void rows_cells_and_controls(void **state) {
  (void)state;
  static const struct example examples[] = {
      {TBL(ROW("ins", TC(P("a"))) ROW("del", TC(P("b")))), TBL(TR("<w:trPr></w:trPr>" TC(P("b"))))},
      {P("a") TBL(ROW("ins", TC(P("a")))), P("a")},
      {TBL(TR(CELL("cellIns", P("a")) CELL("cellDel", P("b")))), TBL(TR(TC("<w:tcPr></w:tcPr>" P("b"))))},
      {TBL(TR(CELL("cellIns", P("a"))) TR(TC(P("b")))), TBL(TR(TC(P("b"))))},
      {TBL(SDT("", ROW("ins", TC(P("a")))) TR(TC(P("b")))), TBL(TR(TC(P("b"))))},
      {"<w:customXmlInsRangeStart " WHO "/><w:sdt><w:sdtContent><w:customXmlInsRangeEnd w:id=\"1\"/>" P(
           "a") "<w:customXmlInsRangeStart " WHO "/></w:sdtContent></w:sdt><w:customXmlInsRangeEnd w:id=\"1\"/>",
       P("a")},
  };
  check(examples, sizeof examples / sizeof *examples);
}

static void properties_are_what_they_were(void **state) {
  (void)state;
  static const struct example examples[] = {
      {"<w:p>" PPR(STYLE("New") END_OF("del") "<w:pPrChange " WHO ">" PPR(STYLE("Old")) "</w:pPrChange>") "</w:p>",
       "<w:p>" PPR(STYLE("Old") "<w:rPr></w:rPr>") "</w:p>"},
      {"<w:p>" PPR(STYLE("New") "<w:pPrChange " WHO "><w:pPr/></w:pPrChange>") "</w:p>", "<w:p>" PPR("") "</w:p>"},
      {"<w:p><w:r><w:rPr><w:b/><w:rPrChange " WHO
       "><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>",
       "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>a</w:t></w:r></w:p>"},
      {TBL(TR(TC("<w:tcPr><w:gridSpan w:val=\"2\"/><w:tcPrChange " WHO
                 "><w:tcPr><w:vMerge/></w:tcPr></w:tcPrChange></w:tcPr>" P("a")))),
       TBL(TR(TC("<w:tcPr><w:vMerge/></w:tcPr>" P("a"))))},
  };
  check(examples, sizeof examples / sizeof *examples);
}

static void a_document_is_opened_as_it_was(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, "<w:p>" INS(R("new")) DEL(CUT("old")) "</w:p>");
  struct document *original = document_open_original(desk.arena, d->package, &desk.messages);
  assert_non_null(original);
  assert_str(&desk, paragraph_text(desk.arena, nth(d, W_P, 0)), "new");
  assert_str(&desk, paragraph_text(desk.arena, nth(original, W_P, 0)), "old");
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_and_its_fields),
      cmocka_unit_test(the_ends_of_paragraphs),
      cmocka_unit_test(rows_cells_and_controls),
      cmocka_unit_test(properties_are_what_they_were),
      cmocka_unit_test(a_document_is_opened_as_it_was),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
