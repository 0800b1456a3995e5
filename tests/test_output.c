/* opc: packages written again with every untouched byte as it was, parts added and taken away. */
#include "check.h"
#include "package_pieces.h"

static void what_is_not_touched_is_copied_byte_for_byte(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str zip = zip_of(&desk, PIECES, PIECE_COUNT);
  struct package *package = open_zip(&desk, zip);
  struct output *output = output_new(desk.arena, package);
  assert_false(output_changed(output));
  assert_true(str_equal(output_write(output), zip));
  desk_close(&desk);
}

static void a_replaced_part_is_the_only_one_that_differs(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct package *package = open_pieces(&desk);
  package->entries[3].dos_date = 0x59876543; /* the 3rd part says other things too: they are kept */
  struct output *output = output_new(desk.arena, package);
  struct str longer = repeated(&desk, "<document>", "hello ", 1000, "</document>");
  output_replace(output, &package->entries[2], longer);
  assert_true(output_changed(output));
  struct package *again = open_zip(&desk, output_write(output));
  assert_int_equal(again->count, package->count);
  for (size_t i = 0; i < again->count; i++) {
    assert_true(str_equal(again->entries[i].name, package->entries[i].name));
    assert_int_equal(i != 2, str_equal(again->entries[i].raw, package->entries[i].raw));
    assert_int_equal(again->entries[i].dos_date, package->entries[i].dos_date);
  }
  assert_int_equal(again->entries[2].method, 8);
  assert_true(again->entries[2].raw.len < 200);
  assert_true(str_equal(part(&desk, again, "word/document.xml"), longer));
  desk_close(&desk);
}

static void add(struct desk *desk, struct output *output, struct new_part part) {
  assert_true(output_add(output, &part, 1, STR("word/document.xml"), &desk->messages));
}

static void the_same_input_gives_the_same_bytes(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str zips[2];
  for (int i = 0; i < 2; i++) {
    struct package *package = open_pieces(&desk);
    struct output *output = output_new(desk.arena, package);
    output_replace(output, &package->entries[2], STR("<document/>"));
    add(&desk, output, (struct new_part){STR("word/new.xml"), STR("<n/>"), "t", "u"});
    zips[i] = output_write(output);
  }
  assert_true(str_equal(zips[0], zips[1]));
  desk_close(&desk);
}

static void add_comments(struct desk *desk, struct package *package, struct output *output) {
  add(desk, output,
      (struct new_part){STR("word/comments.xml"), STR("<comments/>"), "type/of+comments",
                        "http://x/relationships/comments"});
  struct package *again = open_zip(desk, output_write(output));
  assert_non_null(again);
  struct relationships list = package_relationships(again, STR("word/document.xml"), &desk->messages);
  assert_str(desk, relationship_of_type(list, "/comments")->target, "word/comments.xml");
  for (size_t i = 0; i + 1 < list.count; i++) assert_false(str_equal(list.at[i].id, list.at[list.count - 1].id));
  assert_str(desk, package_content_type(again, STR("word/comments.xml")), "type/of+comments");
  assert_str(desk, part(desk, again, "word/comments.xml"), "<comments/>");
  assert_int_equal(package_entry(again, STR("word/comments.xml"))->dos_date, 0x00210000);
  assert_true(again->count > package->count);
}

static void a_new_part_comes_with_its_content_type_and_a_relationship(void **state) {
  (void)state;
  static const char *const lists[] = {
      NULL, RELATIONSHIPS_OPEN "</Relationships>",
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>",
      RELATIONSHIPS_OPEN
      "<Relationship Id='rId1' Type='t' Target='a'/><Relationship Id='rId2' Type='t' Target='b'/></Relationships>",
      "<ns0:Relationships xmlns:ns0=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>"};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    struct piece pieces[] = {PIECES[0], PIECES[2], {"word/_rels/Document.xml.rels", str_from(lists[i])}};
    struct package *package = open_zip(&desk, zip_of(&desk, pieces, lists[i] ? 3 : 2));
    add_comments(&desk, package, output_new(desk.arena, package));
  }
  assert_says(&desk, "");
  desk_close(&desk);
}

static void content_types_with_a_prefix_are_added_to_with_it(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct piece pieces[] = {
      {"[Content_Types].xml",
       STR("<c:Types xmlns:c=\"http://schemas.openxmlformats.org/package/2006/content-types\"></c:Types>")},
      PIECES[2]};
  struct package *package = open_zip(&desk, zip_of(&desk, pieces, 2));
  add_comments(&desk, package, output_new(desk.arena, package));
  desk_close(&desk);
}

static struct str added(struct desk *desk, struct output *output, const char *name, const char *type) {
  add(desk, output,
      (struct new_part){str_from(name), STR("<n/>"), str_format(desk->arena, "type/%s", type),
                        str_format(desk->arena, "http://x/%s", type)});
  return str_from(name);
}

static void add_together(struct desk *desk, struct output *output) {
  const struct new_part parts[] = {{STR("word/one.xml"), STR("<n/>"), "type/one", "http://x/one"},
                                   {STR("word/two.xml"), STR("<n/>"), "type/two", "http://x/two"}};
  assert_true(output_add(output, parts, 2, STR("word/document.xml"), &desk->messages));
}

static void two_new_parts_of_one_source_have_ids_and_types_of_their_own(void **state) {
  (void)state;
  static const char *const lists[] = {NULL, RELATIONSHIPS_OPEN
                                      "<Relationship Id='rId1' Type='t' Target='a'/></Relationships>"};
  struct desk desk = desk_open();
  for (size_t i = 0; i < 4; i++) {
    const char *there = lists[i % 2];
    struct piece pieces[] = {PIECES[0], PIECES[2], {"word/_rels/document.xml.rels", str_from(there)}};
    struct package *package = open_zip(&desk, zip_of(&desk, pieces, there ? 3 : 2));
    struct output *output = output_new(desk.arena, package);
    if (i < 2) {
      added(&desk, output, "word/one.xml", "one");
      added(&desk, output, "word/two.xml", "two");
    } else {
      package_settle(package);
      add_together(&desk, output);
    }
    struct package *again = open_zip(&desk, output_write(output));
    assert_non_null(again);
    struct relationships list = package_relationships(again, STR("word/document.xml"), &desk.messages);
    assert_int_equal(list.count, there ? 3 : 2);
    for (size_t k = 0; k < list.count; k++) assert_str(&desk, list.at[k].id, str_format(desk.arena, "rId%zu", k + 1));
    assert_str(&desk, relationship_of_type(list, "/one")->target, "word/one.xml");
    assert_str(&desk, relationship_of_type(list, "/two")->target, "word/two.xml");
    assert_str(&desk, package_content_type(again, STR("word/one.xml")), "type/one");
    assert_str(&desk, package_content_type(again, STR("word/two.xml")), "type/two");
  }
  assert_says(&desk, "");
  desk_close(&desk);
}

static void what_was_added_and_taken_away_again_leaves_the_package_as_it_was(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct piece pieces[] = {
      PIECES[0], PIECES[2], {"word/_rels/document.xml.rels", STR(RELATIONSHIPS_OPEN "</Relationships>")}};
  struct package *package = open_zip(&desk, zip_of(&desk, pieces, 3));
  struct output *output = output_new(desk.arena, package);
  struct str name = added(&desk, output, "word/one.xml", "one");
  assert_true(output_remove(output, &name, 1, STR("word/document.xml"), &desk.messages));
  struct package *again = open_zip(&desk, output_write(output));
  assert_int_equal(again->count, 3);
  for (size_t i = 0; i < 3; i++)
    assert_true(str_equal(part(&desk, again, pieces[i].name), part(&desk, package, pieces[i].name)));
  desk_close(&desk);
}

#define DEFAULT_TYPE(extension) "<Default Extension=\"" extension "\" ContentType=\"x/" extension "\"/>"
#define OVERRIDE_TYPE(part) "<Override PartName=\"" part "\" ContentType=\"x/y\"/>"
#define TYPES(inside) "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" inside "</Types>"

static void a_part_that_goes_takes_what_is_for_it_alone(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct piece pieces[] = {
      {"[Content_Types].xml", STR(TYPES(DEFAULT_TYPE("rels") DEFAULT_TYPE("xml") DEFAULT_TYPE("BIN") DEFAULT_TYPE("png")
                                            OVERRIDE_TYPE("/a/One.xml") OVERRIDE_TYPE("/a/two.xml")))},
      {"_rels/.rels", STR(RELATIONSHIPS_OPEN "<Relationship Id='a' Type='t' Target='a/one.xml'/>\n<Relationship Id='b' "
                                             "Type='t' Target='/a/two.xml'/><Relationship Id='c' Type='t' "
                                             "Target='a/one.xml' TargetMode='External'/></Relationships>")},
      {"a/one.xml", {"<a/>", 4}},
      {"a/_rels/one.xml.rels", STR(RELATIONSHIPS_OPEN "</Relationships>")},
      {"a/two.xml", {"<b/>", 4}},
      {"a/three.bin", {"3", 1}},
      {"a/four.png", {"4", 1}},
      {"a/five.png", {"5", 1}}};
  struct package *package = open_zip(&desk, zip_of(&desk, pieces, 8));
  struct output *output = output_new(desk.arena, package);
  struct str names[] = {STR("a/one.xml"), STR("a/three.bin"), STR("a/four.png"), STR("a/nothing.xml")};
  assert_true(output_remove(output, names, 4, STR(""), &desk.messages));
  assert_true(output_changed(output));
  struct package *again = open_zip(&desk, output_write(output));
  assert_int_equal(again->count, 4);
  assert_str(&desk, part(&desk, again, "[Content_Types].xml"),
             TYPES(DEFAULT_TYPE("rels") DEFAULT_TYPE("xml") DEFAULT_TYPE("png") OVERRIDE_TYPE("/a/two.xml")));
  assert_str(&desk, part(&desk, again, "_rels/.rels"),
             RELATIONSHIPS_OPEN "\n<Relationship Id='b' Type='t' Target='/a/two.xml'/><Relationship Id='c' Type='t' "
                                "Target='a/one.xml' TargetMode='External'/></Relationships>");
  assert_true(str_equal(package_entry(again, STR("a/two.xml"))->raw, package->entries[4].raw));
  desk_close(&desk);
}

static void a_part_is_given_another_type_and_nothing_else_changes(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {TYPES(OVERRIDE_TYPE("/a/One.xml") OVERRIDE_TYPE("/a/two.xml")),
       TYPES("<Override PartName=\"/a/One.xml\" ContentType=\"new\"/>" OVERRIDE_TYPE("/a/two.xml"))},
      {TYPES(DEFAULT_TYPE("xml")),
       TYPES(DEFAULT_TYPE("xml") "<Override PartName=\"/a/one.xml\" ContentType=\"new\"/>")}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < 2; i++) {
    struct piece pieces[] = {{"[Content_Types].xml", str_from(cases[i][0])}, {"a/one.xml", {"<a/>", 4}}};
    struct output *output = output_new(desk.arena, open_zip(&desk, zip_of(&desk, pieces, 2)));
    assert_true(output_retype(output, STR("a/one.xml"), "new", &desk.messages));
    assert_str(&desk, part(&desk, open_zip(&desk, output_write(output)), "[Content_Types].xml"), cases[i][1]);
  }
  desk_close(&desk);
}

#define SIGNS(id, kind, target) \
  "<Relationship Id=\"" id \
  "\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/" kind \
  "\" Target=\"" target "\"/>"
#define SIGNATURE_TYPE(part, kind) \
  "<Override PartName=\"" part "\" ContentType=\"application/vnd.openxmlformats-package.digital-signature-" kind "\"/" \
  ">"

static void a_signature_goes_with_all_its_parts_and_nothing_else(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct piece pieces[] = {
      {"[Content_Types].xml",
       STR(TYPES(DEFAULT_TYPE("rels") DEFAULT_TYPE(
           "xml") "<Default Extension=\"sigs\" "
                  "ContentType=\"application/vnd.openxmlformats-package.digital-signature-origin\"/>" SIGNATURE_TYPE(
                      "/signed/one.xml", "xmlsignature+xml") SIGNATURE_TYPE("/signed/one.cer", "certificate")))},
      {"_rels/.rels", STR(RELATIONSHIPS_OPEN RELATIONSHIP("r1", "officeDocument", "word/document.xml")
                              SIGNS("r2", "origin", "signed/origin.sigs") "</Relationships>")},
      {"word/document.xml", {"<a/>", 4}},
      {"signed/origin.sigs", {"", 0}},
      {"signed/_rels/origin.sigs.rels", STR(RELATIONSHIPS_OPEN SIGNS("r1", "signature", "one.xml")
                                                SIGNS("r2", "signature", "/word/document.xml") "</Relationships>")},
      {"signed/one.xml", {"<s/>", 4}},
      {"signed/_rels/one.xml.rels", STR(RELATIONSHIPS_OPEN SIGNS("r1", "certificate", "one.cer")
                                            SIGNS("r2", "origin", "origin.sigs") "</Relationships>")},
      {"signed/one.cer", {"c", 1}},
      {"_xmlsignatures/left.xml", {"<s/>", 4}}};
  struct package *package = open_zip(&desk, zip_of(&desk, pieces, sizeof pieces / sizeof *pieces));
  struct output *output = output_new(desk.arena, package);
  assert_true(output_drop_signature(output, &desk.messages));
  struct package *again = open_zip(&desk, output_write(output));
  assert_int_equal(again->count, 3);
  assert_str(&desk, part(&desk, again, "[Content_Types].xml"), TYPES(DEFAULT_TYPE("rels") DEFAULT_TYPE("xml")));
  assert_str(&desk, part(&desk, again, "_rels/.rels"),
             RELATIONSHIPS_OPEN RELATIONSHIP("r1", "officeDocument", "word/document.xml") "</Relationships>");
  assert_str(&desk, again->entries[2].name, "word/document.xml");
  desk_close(&desk);
}

static void the_digest_is_that_of_what_is_written(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct package *package = open_pieces(&desk);
  struct output *output = output_new(desk.arena, package);
  const char *before, *after;
  added(&desk, output, "word/one.xml", "one");
  assert_true(output_remove(output, &package->entries[1].name, 1, STR("word/document.xml"), &desk.messages));
  before = output_digest(output, STR("word/one.xml"));
  struct output *again = output_new(desk.arena, open_zip(&desk, output_write(output)));
  after = output_digest(again, STR("WORD/%6Fne.xml"));
  assert_string_equal(before, after);
  desk_close(&desk);
}

static void the_digest_covers_every_name_and_byte_but_one_part(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct package *package = open_pieces(&desk);
  const char *plain, *same, *another, *other, *added;
  struct output *output = output_new(desk.arena, package);
  plain = output_digest(output, STR("word/document.xml"));
  assert_int_equal(strlen(plain), 64);
  output_replace(output, &package->entries[2], STR("<document/>"));
  same = output_digest(output, STR("word/document.xml"));
  assert_string_equal(plain, same);
  other = output_digest(output, STR(""));
  assert_string_not_equal(plain, other);
  output_replace(output, &package->entries[3], STR("\x89PNG\0\r\t"));
  another = output_digest(output, STR("word/document.xml"));
  assert_string_not_equal(plain, another);
  add(&desk, output, (struct new_part){STR("word/n.xml"), STR(""), "t", "u"});
  added = output_digest(output, STR("word/document.xml"));
  assert_string_not_equal(plain, added);
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_not_touched_is_copied_byte_for_byte),
      cmocka_unit_test(a_replaced_part_is_the_only_one_that_differs),
      cmocka_unit_test(the_same_input_gives_the_same_bytes),
      cmocka_unit_test(a_new_part_comes_with_its_content_type_and_a_relationship),
      cmocka_unit_test(content_types_with_a_prefix_are_added_to_with_it),
      cmocka_unit_test(two_new_parts_of_one_source_have_ids_and_types_of_their_own),
      cmocka_unit_test(what_was_added_and_taken_away_again_leaves_the_package_as_it_was),
      cmocka_unit_test(a_part_that_goes_takes_what_is_for_it_alone),
      cmocka_unit_test(a_part_is_given_another_type_and_nothing_else_changes),
      cmocka_unit_test(a_signature_goes_with_all_its_parts_and_nothing_else),
      cmocka_unit_test(the_digest_is_that_of_what_is_written),
      cmocka_unit_test(the_digest_covers_every_name_and_byte_but_one_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
