/* opc: packages opened, refused, and looked around in. */
#include "check.h"
#include "package_pieces.h"

/* The n-th header of that kind in a zip: "PK\3\4" of an entry, "PK\1\2" of the directory. */
static unsigned char *header(struct str zip, const char *signature, int n) {
  for (size_t at = 0; at + 4 <= zip.len; at++)
    if (memcmp(zip.at + at, signature, 4) == 0 && n-- == 0) return (unsigned char *)zip.at + at;
  fail_msg("no such header");
  return NULL;
}

/* ---- opening ---- */

static void entries_are_found_by_name_whatever_its_case(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct package *package = open_pieces(&desk);
  assert_int_equal(package->count, PIECE_COUNT);
  assert_str(&desk, package->entries[2].name, "word/document.xml");
  assert_ptr_equal(package_entry(package, STR("WORD/Document.xml")), &package->entries[2]);
  assert_null(package_entry(package, STR("word/document")));
  assert_str(&desk, part(&desk, package, "word/document.xml"), "<document>hello, hello, hello</document>");
  assert_int_equal(part(&desk, package, "word/media/image1.png").len, 7);
  desk_close(&desk);
}

struct damage {
  const char *what;
  const char *signature;
  int n;
  size_t offset;
  unsigned char value;
  enum message_id id;
};

static void a_damaged_package_is_refused_by_what_is_wrong_with_it(void **state) {
  (void)state;
  static const struct damage cases[] = {
      {"encrypted", "PK\1\2", 2, 8, 1, MSG_ENCRYPTED},
      {"a method that Word does not know", "PK\1\2", 2, 10, 9, MSG_TRUNCATED},
      {"methods that disagree", "PK\3\4", 2, 8, 8, MSG_TRUNCATED},
      {"checksums that disagree", "PK\3\4", 2, 14, 1, MSG_TRUNCATED},
      {"an entry that is elsewhere", "PK\1\2", 2, 43, 2, MSG_TRUNCATED},
      {"a name that climbs", "PK\1\2", 3, 46, '/', MSG_ENTRY_NAME},
      {"a name with a backslash", "PK\1\2", 3, 50, '\\', MSG_ENTRY_NAME},
      {"a name with a line feed", "PK\1\2", 3, 50, '\n', MSG_ENTRY_NAME},
      {"a name with NUL", "PK\1\2", 3, 50, '\0', MSG_ENTRY_NAME},
      {"a part larger than its bytes", "PK\1\2", 2, 27, 0x40, MSG_TRUNCATED},
      {"no end of the directory", "PK\5\6", 0, 2, 0, MSG_TRUNCATED},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct str zip = zip_of(&desk, PIECES, PIECE_COUNT);
    header(zip, cases[i].signature, cases[i].n)[cases[i].offset] = cases[i].value;
    if (cases[i].id == MSG_ENTRY_NAME) header(zip, "PK\3\4", cases[i].n)[cases[i].offset - 16] = cases[i].value;
    if (open_zip(&desk, zip) || desk.messages.list.n != 1 || desk.messages.list.at[0].id != cases[i].id)
      fail_msg("%s: %s", cases[i].what, desk_said(&desk));
    assert_int_equal(desk.messages.exit, EXIT_DOCUMENT);
    desk.messages = (struct messages){.arena = desk.arena};
  }
  desk_close(&desk);
}

static void what_is_no_package_is_told_apart(void **state) {
  (void)state;
  static const struct {
    struct str bytes;
    enum message_id id;
  } cases[] = {
      {{"", 0}, MSG_NOT_A_PACKAGE},         {{"Dear parents", 12}, MSG_NOT_A_PACKAGE},
      {{"%PDF-1.7", 8}, MSG_NOT_A_PACKAGE}, {{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", 12}, MSG_NOT_A_PACKAGE},
      {{"PK", 2}, MSG_TRUNCATED},           {{"PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22}, MSG_TRUNCATED}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_null(open_zip(&desk, cases[i].bytes));
    assert_int_equal(desk.messages.list.n, 1);
    assert_int_equal(desk.messages.list.at[0].id, cases[i].id);
    desk.messages = (struct messages){.arena = desk.arena};
  }
  desk_close(&desk);
}

static void a_package_cut_anywhere_is_refused(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str zip = zip_of(&desk, PIECES, PIECE_COUNT);
  for (size_t len = 0; len < zip.len; len++) assert_null(open_zip(&desk, str_copy(desk.arena, str_sub(zip, 0, len))));
  assert_non_null(open_zip(&desk, zip));
  desk_close(&desk);
}

static void a_zip_without_content_types_is_no_document(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str zip = zip_of(&desk, PIECES, PIECE_COUNT);
  memcpy(header(zip, "PK\1\2", 0) + 46, "[content_typos]", 15);
  memcpy(header(zip, "PK\3\4", 0) + 30, "[content_typos]", 15);
  assert_null(open_zip(&desk, zip));
  assert_int_equal(desk.messages.list.at[0].id, MSG_NOT_A_PACKAGE);
  desk_close(&desk);
}

static void a_name_that_stands_twice_is_refused_whatever_its_case(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str zip = zip_of(&desk, PIECES, PIECE_COUNT);
  memcpy(header(zip, "PK\1\2", 3) + 46, "word/DOCUMENT.xml.old", 21);
  memcpy(header(zip, "PK\3\4", 3) + 30, "word/DOCUMENT.xml.old", 21);
  assert_non_null(open_zip(&desk, zip));
  struct piece twice[] = {PIECES[0], PIECES[2], {"Word/document.XML", {"<b/>", 4}}};
  assert_null(open_zip(&desk, zip_of(&desk, twice, 3)));
  assert_int_equal(desk.messages.list.at[0].id, MSG_ENTRY_NAME);
  desk_close(&desk);
}

static void bytes_that_do_not_fit_their_checksum_are_not_given(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str zip = zip_of(&desk, PIECES, PIECE_COUNT), bytes;
  header(zip, "PK\3\4", 2)[30 + 17 + 12] ^= 1;
  struct package *package = open_zip(&desk, zip);
  assert_non_null(package);
  assert_false(entry_bytes(package, &package->entries[2], &desk.messages, &bytes));
  assert_says(&desk, "a.docx: the part word/document.xml is broken: its checksum does not fit\n"
                     "    take a sound copy, or open it in Word and save it again\n");
  assert_true(entry_bytes(package, &package->entries[3], &desk.messages, &bytes));
  desk_close(&desk);
}

static void a_part_that_would_inflate_too_far_is_refused_before_it_does(void **state) {
  (void)state;
  struct desk desk = desk_open();
  size_t large = limit(desk.arena, LIMIT_RATIO_FROM) + 1;
  struct package *package = open_pieces(&desk);
  struct output *output = output_new(desk.arena, package);
  output_replace(output, &package->entries[2], (struct str){arena_alloc(desk.arena, large, 1), large});
  assert_null(open_zip(&desk, output_write(output)));
  const char *said = desk_said(&desk); /* how far it inflates is for deflate to say */
  assert_non_null(strstr(said, "a.docx: there are more times that a part may inflate than Cairn takes in (250; here"));
  assert_non_null(
      strstr(said, ", in word/document.xml)\n    where you trust the file, take more in with --limit ratio="));
  output_replace(output, &package->entries[2], (struct str){arena_alloc(desk.arena, large, 1), large - 1});
  assert_non_null(open_zip(&desk, output_write(output)));
  desk_close(&desk);
}

static void names_are_one_however_they_are_percent_encoded(void **state) {
  (void)state;
  static const struct {
    const char *entry, *asked;
    bool same;
  } cases[] = {{"word/my notes.xml", "word/my%20notes.xml", true},
               {"word/my%20notes.xml", "word/my notes.xml", true},
               {"word/my%20notes.xml", "word/MY%20notes.xml", true},
               {"word/caf\xC3\xA9.xml", "word/caf%c3%A9.xml", true},
               {"word/%41.xml", "word/a.xml", true},
               {"word/100%.xml", "word/100%.xml", true},
               {"word/100%.xml", "word/100%25.xml", true},
               {"word/100%zz.xml", "word/100%zz.xml", true},
               {"word/100%2.xml", "word/100%2.xml", true},
               {"word/a%20.xml", "word/a%2520.xml", false},
               {"word/a b.xml", "word/a%21b.xml", false},
               {"word/a.xml", "word%2Fa.xml", false},
               {"word/a.xml", "word%5ca.xml", false},
               {"word/a.xml", "word/a.xml%00", false},
               {"word/a.xml", "word/a.xml%", false},
               {"word/a.xml", "word/a.xml%20", false}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct piece pieces[] = {PIECES[0], {cases[i].entry, {"<a/>", 4}}};
    struct package *package = open_zip(&desk, zip_of(&desk, pieces, 2));
    assert_non_null(package);
    if (!package_entry(package, str_from(cases[i].asked)) == cases[i].same)
      fail_msg("%s: %s", cases[i].entry, cases[i].asked);
  }
  struct piece twice[] = {PIECES[0], {"word/a b.xml", {"<a/>", 4}}, {"word/a%20b.xml", {"<b/>", 4}}};
  assert_null(open_zip(&desk, zip_of(&desk, twice, 3)));
  assert_says(&desk, "a.docx: the package has an entry that no Word document has: word/a%20b.xml\n"
                     "    take a sound copy\n");
  desk_close(&desk);
}

/* ---- content types and relationships ---- */

static void a_content_type_is_the_parts_own_or_its_extensions(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"},
      {"word/Document.XML", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"},
      {"word/other.xml", "application/xml"},
      {"_rels/.RELS", "application/vnd.openxmlformats-package.relationships+xml"},
      {"word/media/image1.png", ""},
      {"word.xml/noextension", ""}};
  struct desk desk = desk_open();
  struct package *package = open_pieces(&desk);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, package_content_type(package, str_from(cases[i][0])), cases[i][1]);
  desk_close(&desk);
}

static struct relationships relationships_of(struct desk *desk, const char *list) {
  struct piece pieces[] = {PIECES[0], {"word/_rels/document.xml.rels", str_from(list)}, PIECES[2]};
  struct package *package = open_zip(desk, zip_of(desk, pieces, 3));
  assert_non_null(package);
  return package_relationships(package, STR("word/document.xml"), &desk->messages);
}

static void a_percent_encoded_target_finds_its_part_and_its_type(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct piece pieces[] = {
      {"[Content_Types].xml", STR("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                  "<Override PartName=\"/my%20word/a%20b.xml\" ContentType=\"type/a\"/></Types>")},
      {"my word/_rels/main%20part.xml.rels",
       STR(RELATIONSHIPS_OPEN "<Relationship Id='r' Type='t' Target='a%20b.xml'/></Relationships>")},
      {"my word/a b.xml", {"<a/>", 4}}};
  struct package *package = open_zip(&desk, zip_of(&desk, pieces, 3));
  struct relationships list = package_relationships(package, STR("my%20word/main part.xml"), &desk.messages);
  assert_int_equal(list.count, 1);
  assert_ptr_equal(package_entry(package, list.at[0].target), &package->entries[2]);
  assert_str(&desk, package_content_type(package, package->entries[2].name), "type/a");
  desk_close(&desk);
}

static void targets_are_resolved_against_their_part(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"comments.xml", "word/comments.xml"},
                                         {"/word/comments.xml", "word/comments.xml"},
                                         {"../docProps/app.xml", "docProps/app.xml"},
                                         {"./a/./b/../c.xml", "word/a/c.xml"},
                                         {"../../../x.xml", "x.xml"},
                                         {"comments.xml#part", "word/comments.xml"},
                                         {"media//image1.png", "word/media/image1.png"}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct relationships list = relationships_of(
        &desk, str_format(desk.arena, RELATIONSHIPS_OPEN "<Relationship Id='r' Type='t' Target='%s'/></Relationships>",
                          cases[i][0]));
    assert_int_equal(list.count, 1);
    assert_str(&desk, list.at[0].target, cases[i][1]);
  }
  desk_close(&desk);
}

static void a_relationship_is_found_by_the_end_of_its_type_transitional_or_strict(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct relationships list = relationships_of(
      &desk, RELATIONSHIPS_OPEN
      "<Relationship Id='a' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/comments' Target='http://x' "
      "TargetMode='External'/>"
      "<Relationship Id='b' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/comments' Target='c.xml'/>"
      "<Relationship Id='c' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles' "
      "Target='s.xml'/>"
      "<Relationship Id='d' Type='short' Target='t.xml'/></Relationships>");
  assert_int_equal(list.count, 4);
  assert_str(&desk, list.at[0].target, "http://x");
  assert_str(&desk, relationship_of_type(list, "/comments")->id, "b");
  assert_str(&desk, relationship_of_type(list, "/styles")->target, "word/s.xml");
  assert_null(relationship_of_type(list, "/header"));
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(entries_are_found_by_name_whatever_its_case),
      cmocka_unit_test(a_damaged_package_is_refused_by_what_is_wrong_with_it),
      cmocka_unit_test(what_is_no_package_is_told_apart),
      cmocka_unit_test(a_package_cut_anywhere_is_refused),
      cmocka_unit_test(a_zip_without_content_types_is_no_document),
      cmocka_unit_test(a_name_that_stands_twice_is_refused_whatever_its_case),
      cmocka_unit_test(bytes_that_do_not_fit_their_checksum_are_not_given),
      cmocka_unit_test(a_part_that_would_inflate_too_far_is_refused_before_it_does),
      cmocka_unit_test(names_are_one_however_they_are_percent_encoded),
      cmocka_unit_test(a_percent_encoded_target_finds_its_part_and_its_type),
      cmocka_unit_test(a_content_type_is_the_parts_own_or_its_extensions),
      cmocka_unit_test(targets_are_resolved_against_their_part),
      cmocka_unit_test(a_relationship_is_found_by_the_end_of_its_type_transitional_or_strict),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
