/* word: text, tables and comments read as Word shows them, and text written so that nothing else moves. */
#include "check.h"
#include "stencil.h"
#include "word_pieces.h"

/* ---- text ---- */

#define FIELD_MARK(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"

static void a_paragraph_says_what_is_shown_in_it(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {R("Stilled"), "Stilled"},
      {R("Stil") R("led"), "Stilled"},
      {R("Stil") "<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"0\" w:name=\"b\"/>" R(
           "led") "<w:bookmarkEnd w:id=\"0\"/>",
       "Stilled"},
      {"<w:smartTag>" R("a") "</w:smartTag><w:hyperlink>" R("b") "</w:hyperlink><w:fldSimple>" R("c") "</w:fldSimple>",
       "abc"},
      {"<w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>", "ab"},
      {"<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t></"
       "w:r>",
       "a\tb\nc\nd\u2011e"},
      {"<w:r><w:t>a</w:t><w:br w:type=\"page\"/><w:br w:type=\"textWrapping\"/><w:t>b</w:t></w:r>", "a\nb"},
      {"<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/></w:tabs></w:pPr>" R("a"), "a"},
      {"<w:ins w:id=\"1\">" R("new") "</w:ins><w:del w:id=\"2\"><w:r><w:delText>old</w:delText></w:r></w:del>", "new"},
      {"<w:moveFrom w:id=\"1\">" R("here") "</w:moveFrom><w:moveTo w:id=\"2\">" R("there") "</w:moveTo>", "there"},
      {"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>"
       "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" R(
           "5 December") "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
       "5 December"},
      {FIELD_MARK("begin") R("REF x") FIELD_MARK("end") R("a"), "a"},
      {FIELD_MARK("begin") R("REF x") "<w:r><w:tab/></w:r>" FIELD_MARK("separate") R("a") FIELD_MARK("end"), "a"},
      {FIELD_MARK("begin") FIELD_MARK("begin") R("x") FIELD_MARK("separate") R("y") FIELD_MARK("end") R("z")
           FIELD_MARK("separate") R("a") FIELD_MARK("end"),
       "a"},
      {FIELD_MARK("begin") R("a") FIELD_MARK("begin") R("x") FIELD_MARK("end"), "ax"},
      {FIELD_MARK("separate") R("a") FIELD_MARK("end") R("b"), "ab"},
      {"<mc:AlternateContent><mc:Choice Requires=\"w14\">" R("once") "</mc:Choice><mc:Fallback>" R(
           "once") "</mc:Fallback>"
                   "</mc:AlternateContent>",
       "once"},
      {R("a") "<w:r><w:pict><w:txbxContent><w:p>" R("box") "</w:p></w:txbxContent></w:pict></w:r>" R("b"), "ab"},
      {"<w:r><w:t xml:space=\"preserve\">  a &amp; b </w:t></w:r>", "  a & b "},
      {SDT("<w:tag w:val=\"x\"/>", R("in")) R(" out"), "in out"},
      {SDT("<w:showingPlcHdr/>", R("Click here")), ""},
      {SDT("<w:showingPlcHdr w:val=\"0\"/>", R("typed")), "typed"},
      {SDT("<w:showingPlcHdr w:val=\"false\"/>", R("typed")), "typed"},
      {"<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:commentRangeStart w:id=\"0\"/>" R("b"), "ab"},
      {"", ""},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, str_format(desk.arena, "<w:p>%s</w:p>", cases[i][0]));
    assert_str(&desk, paragraph_text(desk.arena, nth(d, W_P, 0)), cases[i][1]);
  }
  desk_close(&desk);
}

/* One paragraph in which each side says its name. */
#define SIDES(inside) "<mc:AlternateContent xmlns:mc=\"" MC "\" xmlns:new=\"urn:new\">" inside "</mc:AlternateContent>"
#define CHOICE(needs, inside) "<mc:Choice Requires=\"" needs "\"" inside "</mc:Choice>"
#define FALLBACK(inside) "<mc:Fallback>" inside "</mc:Fallback>"
#define MC "http://schemas.openxmlformats.org/markup-compatibility/2006"
#define W14 " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\">"

static void the_alternative_that_word_shows_is_read(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {CHOICE("w14", W14 R("a")) FALLBACK(R("a")), "a"},
      {CHOICE("new", ">" R("a")) FALLBACK(R("b")), "b"},
      {CHOICE("w14", " xmlns:w14=\"urn:new\">" R("a")) FALLBACK(R("b")), "b"},
      {CHOICE("w14 new", W14 R("a")) FALLBACK(R("b")), "b"},
      {CHOICE("none", ">" R("a")) FALLBACK(R("b")), "b"},
      {CHOICE("new", ">" R("a")), ""},
      {CHOICE("new", ">" R("a")) CHOICE("w14", W14 R("b")) CHOICE("w14", W14 R("c")), "b"},
      {CHOICE("new", ">" R("a")) FALLBACK(R("b") SIDES(CHOICE("new", ">" R("c")) FALLBACK(R("d")))), "bd"},
      {CHOICE(" w14\n\tw14 ", W14 R("a") "<w:r><w:tab/></w:r>") FALLBACK(R("b")), "a\t"},
      {CHOICE("w14 w14 w14 w14 w14 w14 w14 w14 w14", W14 R("a")) FALLBACK(R("b")), "b"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *xml = str_format(desk.arena, "<w:p>%s</w:p>", str_format(desk.arena, SIDES("%s"), cases[i][0]));
    assert_str(&desk, paragraph_text(desk.arena, nth(document_with(&desk, xml), W_P, 0)), cases[i][1]);
  }
  desk_close(&desk);
}

static void an_alternative_that_word_does_not_show_holds_no_row_control_or_comment(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(
      &desk, "<w:tbl>" SIDES(CHOICE("new", ">" TR(TC(P("a"))) TR(TC(P("b")))) FALLBACK(TR(TC(
                 P("c"))))) "</w:tbl>"
                            "<w:p>" SIDES(CHOICE("new", ">" SDT("<w:tag w:val=\"x\"/>",
                                                                R("in")) "<w:commentReference w:id=\"7\"/>")) "</w:p>");
  struct table table = table_read(desk.arena, d->stories, nth(d, W_TBL, 0));
  assert_true(table.count == 1 && d->control_count == 0 && d->comment_count == 0);
  assert_str(&desk, paragraph_text(desk.arena, table.rows[0].cells[0].tc), "c");
  desk_close(&desk);
}

static void text_that_word_takes_in_from_another_file_is_noticed(void **state) {
  (void)state;
  struct desk desk = desk_open();
  assert_false(document_with(&desk, P("a"))->takes_in);
  assert_true(document_with(&desk, P("a") "<w:altChunk/>")->takes_in);
  desk_close(&desk);
}

static void strict_documents_say_the_same(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct word_parts parts = {.document =
                                 STR("<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body>"
                                     "<x:p><x:r><x:t>a</x:t></x:r></x:p></x:body></x:document>")};
  struct document *d = word_document(desk.arena, &parts, &desk.messages);
  assert_non_null(d);
  assert_str(&desk, paragraph_text(desk.arena, nth(d, W_P, 0)), "a");
  desk_close(&desk);
}

static void paragraphs_of_a_place_are_its_own_through_controls_but_not_of_nested_tables(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, TBL(TR("<w:tc><w:tcPr/>" P("1") SDT("<w:tag w:val=\"x\"/>", P("2") P("3"))
                                                       TBL(TR(TC(P("no")))) P("4") "</w:tc>")));
  size_t count;
  struct element **list = paragraphs_in(desk.arena, nth(d, W_TC, 0), &count);
  assert_int_equal(count, 4);
  for (size_t i = 0; i < 4; i++)
    assert_str(&desk, paragraph_text(desk.arena, list[i]), (const char *const[]){"1", "2", "3", "4"}[i]);
  struct passage passage = {.story = d->stories, .paragraphs = list, .count = count};
  assert_str(&desk, passage_text(desk.arena, &passage), "1\n2\n3\n4");
  desk_close(&desk);
}

static void a_heading_is_known_by_the_name_of_its_style_or_its_outline_level(void **state) {
  (void)state;
  static const struct {
    const char *properties;
    int level;
  } cases[] = {{"<w:pStyle w:val=\"berschrift1\"/>", 0}, {"<w:pStyle w:val=\"MyHeading\"/>", 1},
               {"<w:pStyle w:val=\"Lined\"/>", 3},       {"<w:outlineLvl w:val=\"2\"/>", 2},
               {"<w:outlineLvl w:val=\"9\"/>", -1},      {"<w:pStyle w:val=\"Loop\"/>", -1},
               {"<w:pStyle w:val=\"None\"/>", -1},       {"<w:jc w:val=\"left\"/>", -1}};
  static const char styles[] =
      "<w:styles " W_NAMESPACES "><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
      "<w:style w:styleId=\"H2\"><w:name w:val=\"Heading 2\"/></w:style>"
      "<w:style w:styleId=\"MyHeading\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"H2\"/></w:style>"
      "<w:style w:styleId=\"Lined\"><w:name w:val=\"Lined\"/><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr></w:style>"
      "<w:style w:styleId=\"Loop\"><w:name w:val=\"Loop\"/><w:basedOn w:val=\"Loop\"/></w:style></w:styles>";
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct word_parts parts = {
        .document = body_of(&desk, str_format(desk.arena, "<w:p><w:pPr>%s</w:pPr></w:p>", cases[i].properties)),
        .styles = str_from(styles)};
    struct document *d = word_document(desk.arena, &parts, &desk.messages);
    assert_non_null(d);
    assert_int_equal(paragraph_heading(d, nth(d, W_P, 0)), cases[i].level);
    assert_str(&desk, style_id(d, STR("Heading 2")), "H2");
  }
  desk_close(&desk);
}

/* ---- tables ---- */

#define SPAN(n, inside) "<w:tc><w:tcPr><w:gridSpan w:val=\"" n "\"/></w:tcPr>" inside "</w:tc>"
#define MERGE(value, inside) "<w:tc><w:tcPr><w:vMerge" value "/></w:tcPr>" inside "</w:tc>"

static void cells_are_addressed_by_the_grid(void **state) {
  (void)state;
  static const struct {
    const char *row, *cells[4]; /* what stands in columns 0 to 3; NULL for no cell */
  } cases[] = {
      {TR(TC(P("a")) TC(P("b")) TC(P("c"))), {"a", "b", "c", NULL}},
      {TR(SPAN("2", P("a")) TC(P("b"))), {"a", "a", "b", NULL}},
      {TR("<w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>" TC(P("a")) TC(P("b"))), {NULL, NULL, "a", "b"}},
      {TR(SDT("<w:tag w:val=\"x\"/>", TC(P("a"))) TC(P("b"))), {"a", "b", NULL, NULL}},
      {SDT("<w:tag w:val=\"x\"/>", TR(TC(P("a")) SDT("<w:id w:val=\"3\"/>", TC(P("b")) TC(P("c"))))),
       {"a", "b", "c", NULL}},
      {TR(TC(TBL(TR(TC(P("x")) TC(P("y")))) P("a")) TC(P("b"))), {"a", "b", NULL, NULL}},
      {TR(SPAN("0", P("a")) SPAN("3", P("b"))), {"a", "b", "b", "b"}},
      {TR(MERGE("", P("a")) MERGE(" w:val=\"restart\"", P("b"))), {"a", "b", NULL, NULL}},
      {TR("<w:tblPrEx/><w:trPr><w:cantSplit/></w:trPr>" TC(P("a"))), {"a", NULL, NULL, NULL}},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, str_format(desk.arena, "<w:tbl>%s</w:tbl>", cases[i].row));
    struct table table = table_read(desk.arena, d->stories, nth(d, W_TBL, 0));
    assert_int_equal(table.count, 1);
    for (size_t c = 0; c < 4; c++) {
      const struct cell *cell = row_cell(&table.rows[0], c);
      assert_int_equal(cell != NULL, cases[i].cells[c] != NULL);
      size_t count;
      struct element **list = cell ? paragraphs_in(desk.arena, cell->tc, &count) : NULL;
      if (cell) assert_str(&desk, paragraph_text(desk.arena, list[0]), cases[i].cells[c]);
    }
  }
  desk_close(&desk);
}

static void the_lower_part_of_a_merged_cell_is_marked_and_deleted_rows_are_left_out(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(
      &desk, TBL(TR(MERGE(" w:val=\"restart\"", P("a"))) TR(MERGE("", P(""))) TR(MERGE(" w:val=\"continue\"", P("")))
                     TR("<w:trPr><w:del w:id=\"1\"/></w:trPr>" TC(P("gone"))) TR(TC(P("b")))));
  struct table table = table_read(desk.arena, d->stories, nth(d, W_TBL, 0));
  assert_int_equal(table.count, 4);
  static const bool continued[] = {false, true, true, false};
  for (size_t i = 0; i < 4; i++) assert_int_equal(table.rows[i].cells[0].continued, continued[i]);
  desk_close(&desk);
}

/* ---- controls ---- */

static void items_of_a_list_are_its_texts_else_its_values(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(
      &desk, "<w:p>" SDT("<w:alias w:val=\"Level\"/><w:tag w:val=\"level\"/><w:id w:val=\"7\"/><w:dropDownList>"
                         "<w:listItem w:displayText=\"Interest\" w:value=\"3\"/><w:listItem w:value=\"other\"/>"
                         "</w:dropDownList>",
                         R("Interest")) SDT("<w:comboBox/>", R("x")) "</w:p>");
  struct list_item item = {0}, none = {0};
  assert_int_equal(d->control_count, 2);
  assert_str(&desk, d->controls[0].tag, "level");
  assert_str(&desk, d->controls[0].title, "Level");
  assert_int_equal(d->largest_control, 7);
  assert_true(control_next_item(d->controls[0].sdt, &item));
  assert_str(&desk, item.text, "Interest");
  assert_str(&desk, item.value, "3");
  assert_true(control_next_item(d->controls[0].sdt, &item));
  assert_str(&desk, item.text, "other");
  assert_false(control_next_item(d->controls[0].sdt, &item));
  assert_false(control_next_item(d->controls[1].sdt, &none));
  assert_true(control_is_list(d->controls[0].sdt) && !control_is_list(d->controls[1].sdt));
  desk_close(&desk);
}

/* ---- copies ---- */

static void a_copy_has_ids_of_its_own_and_no_comments(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = commented(
      &desk,
      "<w:p w14:paraId=\"1\" w14:textId=\"2\" w:rsidR=\"3\"><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" START("5")
          SDT("<w:tag w:val=\"x\"/><w:id w:val=\"41\"/>", R("a")) "<w:bookmarkEnd w:id=\"1\"/>" END("5")
              REFERENCE("5") "<w:r><w:drawing>"
                             "<wp:inline><wp:docPr id=\"8\" name=\"p\"/></wp:inline></w:drawing></w:r></w:p>" SDT(
                                 "<w:id w:val=\"77\"/>", P("b")),
      COMMENT("5", "A", P("old")));
  struct changes *changes = changes_new(desk.arena, d);
  struct edits edits = {.arena = desk.arena};
  struct element *p = nth(d, W_P, 0);
  clone_ids(changes, &edits, cloning_new(desk.arena, p));
  struct str copy = edits_splice(desk.arena, d->stories[0].markup->bytes, p->start, p->end, &edits);
  assert_str(&desk, copy,
             "<w:p w:rsidR=\"3\">" SDT("<w:tag w:val=\"x\"/><w:id w:val=\"78\"/>",
                                       R("a")) "<w:r><w:drawing><wp:inline>"
                                               "<wp:docPr id=\"9\" name=\"p\"/></wp:inline></w:drawing></w:r></w:p>");
  edits_insert(changes->stories, p->end, copy);
  d = saved(&desk, changes);
  assert_int_equal(d->largest_control, 78);
  assert_int_equal(d->comment_count, 1);
  desk_close(&desk);
}

/* ---- documents ---- */

static void the_main_part_is_found_by_its_relationship_whatever_its_name(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str types =
      STR("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" "
          "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
  struct str list =
      STR(RELATIONSHIPS_OPEN "<Relationship Id=\"r\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
                             "officeDocument\" Target=\"odd/place2.xml\"/></Relationships>");
  struct piece pieces[] = {
      {"odd/place2.xml", body_of(&desk, P("a"))}, {"_rels/.rels", list}, {"[Content_Types].xml", types}};
  struct package *package = parcel_open(desk.arena, pieces, 3, &desk.messages);
  struct document *d = document_open(desk.arena, package, &desk.messages);
  assert_non_null(d);
  assert_str(&desk, d->stories[0].entry->name, "odd/place2.xml");
  pieces[1].bytes = STR(RELATIONSHIPS_OPEN RELATIONSHIP("r", "styles", "odd/place2.xml") "</Relationships>");
  assert_null(document_open(desk.arena, parcel_open(desk.arena, pieces, 3, &desk.messages), &desk.messages));
  assert_int_equal(desk.messages.list.at[0].id, MSG_NO_MAIN_PART);
  desk_close(&desk);
}

static void a_property_is_read_and_renewed_but_never_added(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct word_parts parts = {
      .document = body_of(&desk, P("a")),
      .custom = STR(
          "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
          "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property name=\"one\">"
          "<vt:lpwstr>a &amp; b</vt:lpwstr></property><property name=\"two\"><vt:lpwstr/></property></Properties>")};
  struct document *d = word_document(desk.arena, &parts, &desk.messages);
  assert_str(&desk, document_property(d, "one"), "a & b");
  assert_str(&desk, document_property(d, "none"), "");
  struct changes *changes = changes_new(desk.arena, d);
  property_set(changes, "one", STR("<c>"));
  property_set(changes, "two", STR("d"));
  property_set(changes, "none", STR("e"));
  d = saved(&desk, changes);
  assert_str(&desk, document_property(d, "one"), "<c>");
  assert_str(&desk, document_property(d, "two"), "d");
  assert_str(&desk, document_property(d, "none"), "");
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_paragraph_says_what_is_shown_in_it),
      cmocka_unit_test(the_alternative_that_word_shows_is_read),
      cmocka_unit_test(an_alternative_that_word_does_not_show_holds_no_row_control_or_comment),
      cmocka_unit_test(text_that_word_takes_in_from_another_file_is_noticed),
      cmocka_unit_test(strict_documents_say_the_same),
      cmocka_unit_test(paragraphs_of_a_place_are_its_own_through_controls_but_not_of_nested_tables),
      cmocka_unit_test(a_heading_is_known_by_the_name_of_its_style_or_its_outline_level),
      cmocka_unit_test(cells_are_addressed_by_the_grid),
      cmocka_unit_test(the_lower_part_of_a_merged_cell_is_marked_and_deleted_rows_are_left_out),
      cmocka_unit_test(items_of_a_list_are_its_texts_else_its_values),
      cmocka_unit_test(a_copy_has_ids_of_its_own_and_no_comments),
      cmocka_unit_test(the_main_part_is_found_by_its_relationship_whatever_its_name),
      cmocka_unit_test(a_property_is_read_and_renewed_but_never_added),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
