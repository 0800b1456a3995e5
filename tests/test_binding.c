/* Bound controls: what they are bound to is found, and given what Word would store, byte for byte beside it. */
#include "check.h"
#include "word_pieces.h"

#define ITEM_ID "{5D7BA57F-1E52-4637-9F82-2D4025768D4F}"
#define CORE_ID "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
#define APP_ID "{6668398D-A668-4E3E-A5EB-62B293D839F1}"
#define BOUND(attributes) "<w:dataBinding " attributes "/>"
#define TO(xpath) BOUND("w:xpath=\"" xpath "\" w:storeItemID=\"" ITEM_ID "\"")
#define PROPERTIES(id) \
  "<ds:datastoreItem ds:itemID=\"" id \
  "\" xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"/>"

/* What stands in the parts beside the document; NULL for a part that is not there. */
struct beside {
  const char *item, *properties, *second, *core, *app;
};

static struct str or_nothing(const char *z) { return z ? str_from(z) : (struct str){0}; }

static struct document *bound_document(struct desk *desk, const char *body, const struct beside *beside) {
  static const char top[] = RELATIONSHIPS_OPEN RELATIONSHIP("r1", "officeDocument", "word/document.xml") RELATIONSHIP(
      "r2", "extended-properties", "docProps/app.xml") "<Relationship Id=\"r3\" Type=\"http://schemas."
                                                       "openxmlformats.org/package/2006/relationships/metadata/"
                                                       "core-properties\" Target=\"docProps/core.xml\"/>"
                                                       "</Relationships>";
  static const char of_main[] = RELATIONSHIPS_OPEN RELATIONSHIP("r0", "customXml", "../customXml/item9.xml")
      RELATIONSHIP("r1", "customXml", "../customXml/item1.xml") RELATIONSHIP("r2", "customXml", "/customXml/item2.xml")
          RELATIONSHIP("r3", "customXml", "../customXml/item1.xml") "</Relationships>";
  static const char of_item[] =
      RELATIONSHIPS_OPEN RELATIONSHIP("r1", "customXmlProps", "itemProps1.xml") "</Relationships>";
  const struct piece pieces[] = {{"[Content_Types].xml", str_from(PARCEL_TYPES)},
                                 {"_rels/.rels", str_from(top)},
                                 {"word/document.xml", body_of(desk, body)},
                                 {"word/_rels/document.xml.rels", str_from(of_main)},
                                 {"customXml/item1.xml", or_nothing(beside->item)},
                                 {"customXml/_rels/item1.xml.rels", str_from(of_item)},
                                 {"customXml/itemProps1.xml", or_nothing(beside->properties)},
                                 {"customXml/item2.xml", or_nothing(beside->second)},
                                 {"docProps/core.xml", or_nothing(beside->core)},
                                 {"docProps/app.xml", or_nothing(beside->app)}};
  struct package *package = parcel_open(desk->arena, pieces, sizeof pieces / sizeof *pieces, &desk->messages);
  struct document *document = package ? document_open(desk->arena, package, &desk->messages) : NULL;
  if (!document) fail_msg("%s", desk_said(desk));
  assert_says(desk, "");
  return document;
}

static struct document *with_item(struct desk *desk, const char *body, const char *item) {
  struct beside beside = {.item = item, .properties = PROPERTIES(ITEM_ID)};
  return bound_document(desk, body, &beside);
}

static struct str part(struct desk *desk, const struct document *d, const char *name) {
  struct str bytes = STR("(no such part)");
  struct entry *entry = package_entry(d->package, str_from(name));
  if (entry) assert_true(entry_bytes(d->package, entry, &desk->messages, &bytes));
  return bytes;
}

/* What the n-th control is bound to, or "-". */
static struct str value_of(const struct document *d, size_t n) {
  struct str value;
  return binding_value(d, nth(d, W_SDT, n), &value) ? value : STR("-");
}

static struct str value_at(struct desk *desk, const char *binding, const char *item) {
  return value_of(with_item(desk, str_format(desk->arena, "<w:p>" SDT("%s", R("x")) "</w:p>", binding), item), 0);
}

static void paths_lead_to_elements_attributes_and_text(void **state) {
  (void)state;
  static const char item[] =
      "<l:learner xmlns:l='urn:l' xmlns='urn:d' l:id='7'><l:name>Ava</l:name><level of='b'>1</level>"
      "<l:level><l:now/></l:level><l:level><l:now>Eng&amp;aged</l:now><l:last>2</l:last></l:level>"
      "<plain xmlns='' a='&lt;3'>p<!--c-->q</plain></l:learner>";
#define NS " w:prefixMappings=\"xmlns:a='urn:l' xmlns:d = &quot;urn:d&quot;\" w:storeItemID=\"" ITEM_ID "\""
#define AT(xpath) BOUND("w:xpath=\"" xpath "\"" NS)
  static const char *const cases[][2] = {
      {AT("/a:learner[1]/a:name[1]"), "Ava"},
      {AT("/a:learner/a:name/text()"), "Ava"},
      {AT(" /a:learner[1]/a:name[1]/text()[1] "), "Ava"},
      {AT("/a:learner[1]/@a:id"), "7"},
      {AT("/a:learner[1]/d:level[1]/@of"), "b"},
      {AT("/a:learner[1]/d:level[1]"), "1"},
      {AT("/a:learner[1]/a:level[1]/a:now[1]"), ""},
      {AT("/a:learner[1]/a:level[2]/a:now[1]"), "Eng&aged"},
      {AT("/a:learner[1]/a:level/a:last"), "2"},
      {AT("/a:learner[1]/plain[1]"), "pq"},
      {AT("/a:learner[1]/plain[1]/@a"), "<3"},
      {AT("//a:last"), "2"},
      {AT("//a:level/a:last[1]"), "2"},
      {"<w15:dataBinding xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" "
       "w:xpath=\"/a:learner/a:name\"" NS "/>",
       "Ava"},
      {AT("/a:learner[1]/a:level[3]/a:now[1]"), "-"},
      {AT("/a:learner[1]/a:level[1]/a:last[1]"), "-"},
      {AT("/a:learner[1]/name[1]"), "-"},
      {AT("/b:learner[1]/b:name[1]"), "-"},
      {AT("/a:learner[2]/a:name[1]"), "-"},
      {AT("/a:learner[1]/a:name[0]"), "-"},
      {AT("/a:learner[1]/a:name[last()]"), "-"},
      {AT("/a:learner[1]/@a:id/a:name"), "-"},
      {AT("/a:learner[1]/text()/a:name"), "-"},
      {AT("/a:learner[1]/@nothing"), "-"},
      {AT("/a:learner[1]/a:level[1]"), "-"},
      {AT("/*[1]/a:name[1]"), "-"},
      {AT("a:learner/a:name"), "-"},
      {AT("/"), "-"},
      {AT(""), "-"},
      {BOUND(""), "-"},
      {"<w:text/>", "-"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct str found = value_at(&desk, cases[i][0], item);
    if (!str_is(found, cases[i][1])) fail_msg("%s: %s", cases[i][0], str_z(desk.arena, found));
  }
  assert_str(&desk, value_at(&desk, TO("/a"), "<a>&lt;pkg:package xmlns:pkg=''>...</a>"), "-");
  desk_close(&desk);
}

static void a_part_is_found_by_its_id_or_by_having_the_path(void **state) {
  (void)state;
  static const struct {
    const char *binding;
    struct beside beside;
    const char *value;
  } cases[] = {
      {TO("/a"), {.item = "<a>1</a>", .properties = PROPERTIES(ITEM_ID)}, "1"},
      {TO("/a"), {.item = "<a>1</a>", .properties = PROPERTIES("{5d7ba57f-1e52-4637-9f82-2d4025768d4f}")}, "1"},
      {TO("/a"), {.item = "<a>1</a>", .properties = PROPERTIES("{0}")}, "-"},
      {TO("/a"), {.item = "<a>1</a>"}, "-"},
      {TO("/a"), {.properties = PROPERTIES(ITEM_ID)}, "-"},
      {TO("/a"), {.item = "<a>1</b>", .properties = PROPERTIES(ITEM_ID)}, "-"},
      {TO("/a"), {.item = "<a>1</a>", .properties = "<broken"}, "-"},
      {BOUND("w:xpath=\"/a/c\""), {.item = "<a><b/></a>", .second = "<a><c>2</c></a>"}, "2"},
      {BOUND("w:xpath=\"/r/a/b[1]/c\""), {.second = "<r><a><b/><b/></a><a><b><c>2</c></b></a></r>"}, "2"},
      {BOUND("w:xpath=\"/a/c\""), {.item = "<a", .second = "<a><c>2</c></a>"}, "2"},
      {BOUND("w:prefixMappings=\"xmlns:c='urn:core' xmlns:d='urn:dc'\" w:xpath=\"/c:coreProperties[1]/d:title[1]\" "
             "w:storeItemID=\"" CORE_ID "\""),
       {.core = "<cp:coreProperties xmlns:cp='urn:core'><x:title xmlns:x='urn:dc'>T</x:title></cp:coreProperties>"},
       "T"},
      {BOUND("w:xpath=\"/Properties/Company\" w:storeItemID=\"" APP_ID "\""),
       {.app = "<Properties><Company>School</Company></Properties>"},
       "School"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *content = str_format(desk.arena, SDT("%s", P("x")), cases[i].binding);
    struct str found = value_of(bound_document(&desk, content, &cases[i].beside), 0);
    if (!str_is(found, cases[i].value)) fail_msg("%zu: %s", i, str_z(desk.arena, found));
  }
  desk_close(&desk);
}

static void parts_are_opened_only_for_a_bound_control(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = with_item(&desk, SDT("<w:text/>", P("x")), "<a/>");
  assert_int_equal(d->binding_count, 0);
  assert_null(d->bound_parts);
  struct beside beside = {.item = "<a/>", .properties = PROPERTIES(ITEM_ID), .second = "<b/>", .core = "<c/>"};
  d = bound_document(&desk, SDT(TO("/a"), P("x")), &beside);
  assert_int_equal(d->binding_count, 1);
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(d->bound_parts[i].tried, str_is(d->bound_parts[i].entry->name, "customXml/item1.xml"));
  desk_close(&desk);
}

/* The item after the first control was given a text and a date. */
static struct str written(struct desk *desk, const char *properties, const char *item, const char *shown,
                          const char *date) {
  struct document *d = with_item(desk, str_format(desk->arena, "<w:p>" SDT("%s", R("x")) "</w:p>", properties), item);
  struct changes *changes = changes_new(desk->arena, d);
  binding_write(changes, nth(d, W_SDT, 0), str_from(shown), str_from(date));
  d = saved(desk, changes);
  assert_str(desk, part(desk, d, "customXml/itemProps1.xml"), PROPERTIES(ITEM_ID));
  return part(desk, d, "customXml/item1.xml");
}

static void a_node_is_given_what_word_would_store(void **state) {
  (void)state;
#define DATE(as) TO("/a") "<w:date>" as "</w:date>"
#define STORE(as) "<w:storeMappedDataAs w:val=\"" as "\"/>"
#define ITEMS \
  "<w:listItem w:displayText=\"Engaged\" w:value=\"3\"/><w:listItem w:value=\"plain\"/>" \
  "<w:listItem w:displayText=\"None\" w:value=\"\"/>"
  static const struct {
    const char *properties, *item, *shown, *date, *after;
  } cases[] = {
      {TO("/a"), "<?xml version='1.0'?>\n<a >old</a >", "new", "", "<?xml version='1.0'?>\n<a >new</a >"},
      {TO("/r/a"), "<r><x/> <a b='1'/><a/></r>", "n<&w", "", "<r><x/> <a b='1'>n&lt;&amp;w</a><a/></r>"},
      {TO("/r/a[2]"), "<r><a/><a>1</a></r>", "", "", "<r><a/><a></a></r>"},
      {TO("/r/a"), "<r><a/></r>", "", "", "<r><a/></r>"},
      {TO("/r/a"), "<r><a>s&#97;me</a></r>", "same", "", "<r><a>s&#97;me</a></r>"},
      {TO("/r/@a"), "<r x='&quot;' a = 'o'>&gt;</r>", "n'<\"", "", "<r x='&quot;' a = \"n'&lt;&quot;\">&gt;</r>"},
      {TO("/a"), "<a>1</a>", "one\ntwo", "", "<a>one&#10;two</a>"},
      {TO("/nowhere"), "<a>1</a>", "2", "", "<a>1</a>"},
      {DATE(""), "<a>1</a>", "5 Dec 2025", "2025-12-05", "<a>2025-12-05T00:00:00</a>"},
      {DATE(STORE("dateTime")), "<a>1</a>", "5 Dec 2025", "2025-12-05", "<a>2025-12-05T00:00:00</a>"},
      {DATE(STORE("date")), "<a>1</a>", "5 Dec 2025", "2025-12-05", "<a>2025-12-05</a>"},
      {DATE(STORE("text")), "<a>1</a>", "5 Dec 2025", "2025-12-05", "<a>5 Dec 2025</a>"},
      {DATE(""), "<a>1</a>", "soon", "", "<a>soon</a>"},
      {DATE(""), "<a>1</a>", "", "", "<a></a>"},
      {TO("/a"), "<a>1</a>", "5 Dec 2025", "2025-12-05", "<a>5 Dec 2025</a>"},
      {TO("/a") "<w:dropDownList>" ITEMS "</w:dropDownList>", "<a>1</a>", "Engaged", "", "<a>3</a>"},
      {TO("/a") "<w:dropDownList>" ITEMS "</w:dropDownList>", "<a>1</a>", "plain", "", "<a>plain</a>"},
      {TO("/a") "<w:comboBox>" ITEMS "</w:comboBox>", "<a>1</a>", "None", "", "<a></a>"},
      {TO("/a") "<w:comboBox>" ITEMS "</w:comboBox>", "<a>1</a>", "Peer, Adult", "", "<a>Peer, Adult</a>"},
      {TO("/a"), "<a>&lt;pkg:package/></a>", "plain", "", "<a>plain</a>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, written(&desk, cases[i].properties, cases[i].item, cases[i].shown, cases[i].date),
               cases[i].after);
  desk_close(&desk);
}

static void of_two_controls_bound_to_one_node_the_last_written_counts(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = with_item(&desk,
                                 SDT(TO("/r/a"), P("1")) SDT(TO("/r[1]/a[1]/text()"), P("1")) SDT(TO("/r/@b"), P("x"))
                                     SDT(TO("/r/c"), P("y")) SDT(TO("/r/@d"), P("z")) SDT("", P("free")),
                                 "<r b='x' d='z'><a/><c>y</c></r>");
  static const char *const values[] = {"first", "second", "B", "C", "D", "nothing"};
  struct changes *changes = changes_new(desk.arena, d);
  binding_write(changes, nth(d, W_SDT, 2), STR("earlier"), STR(""));
  for (size_t i = 6; i-- > 2;) binding_write(changes, nth(d, W_SDT, i), str_from(values[i]), STR(""));
  for (size_t i = 0; i < 2; i++) binding_write(changes, nth(d, W_SDT, i), str_from(values[i]), STR(""));
  assert_str(&desk, part(&desk, saved(&desk, changes), "customXml/item1.xml"),
             "<r b=\"B\" d=\"D\"><a>second</a><c>C</c></r>");

  changes = changes_new(desk.arena, d);
  binding_write(changes, nth(d, W_SDT, 1), STR("other"), STR(""));
  binding_write(changes, nth(d, W_SDT, 0), STR(""), STR(""));
  assert_str(&desk, part(&desk, saved(&desk, changes), "customXml/item1.xml"), "<r b='x' d='z'><a/><c>y</c></r>");
  desk_close(&desk);
}

static void controls_of_two_parts_and_stories_are_kept_apart(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct beside beside = {.item = "<a>1</a>", .properties = PROPERTIES(ITEM_ID), .second = "<b>2</b>"};
  struct document *d =
      bound_document(&desk, SDT(BOUND("w:xpath='/b'"), P("2")) SDT(BOUND("w:xpath='/a'"), P("1")), &beside);
  struct changes *changes = changes_new(desk.arena, d);
  binding_write(changes, nth(d, W_SDT, 0), STR("two"), STR(""));
  binding_write(changes, nth(d, W_SDT, 1), STR("one"), STR(""));
  d = saved(&desk, changes);
  assert_str(&desk, part(&desk, d, "customXml/item1.xml"), "<a>one</a>");
  assert_str(&desk, part(&desk, d, "customXml/item2.xml"), "<b>two</b>");
  desk_close(&desk);
}

/* A part in UTF-16 is given back in UTF-8, and says so. */
static void a_part_in_utf_16_is_written_too(void **state) {
  (void)state;
  struct desk desk = desk_open();
  static const char ascii[] = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>x</a>";
  struct document *d = with_item(&desk, SDT(TO("/a"), P("x")), ascii);
  struct text wide = {.arena = desk.arena};
  text_add(&wide, STR("\xFF\xFE"));
  for (const char *c = ascii; *c; c++) text_add(&wide, (struct str){(const char[]){*c, '\0'}, 2});
  struct entry *entry = package_entry(d->package, STR("customXml/item1.xml"));
  entry->raw = entry->bytes = text_str(&wide);
  entry->size = wide.len;
  entry->crc = libdeflate_crc32(0, wide.at, wide.len);
  d = document_open(desk.arena, d->package, &desk.messages);
  assert_str(&desk, value_of(d, 0), "x");
  struct changes *changes = changes_new(desk.arena, d);
  binding_write(changes, nth(d, W_SDT, 0), STR("Mòrag"), STR(""));
  assert_str(&desk, part(&desk, saved(&desk, changes), "customXml/item1.xml"),
             "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>Mòrag</a>");
  desk_close(&desk);
}

/* However many paths there are, looking for them comes to an end soon: the last is not looked for any more. */
static void paths_through_very_many_elements_end(void **state) {
  (void)state;
  struct desk desk = desk_open();
  const char *item = str_z(desk.arena, repeated(&desk, "<r>", "<a><a><a><b/></a></a></a>", 20000, "</r>"));
  static const char *const misses[] = {SDT(BOUND("w:xpath=\"/r/a/a/a/c\""), P("x")),
                                       SDT(BOUND("w:xpath=\"//c\""), P("x"))};
  for (size_t i = 0; i < 2; i++) {
    struct str body = repeated(&desk, "", misses[i], 1000, SDT(BOUND("w:xpath=\"//b\""), P("x")));
    assert_int_equal(with_item(&desk, str_z(desk.arena, body), item)->binding_count, 0);
  }
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(paths_lead_to_elements_attributes_and_text),
      cmocka_unit_test(a_part_is_found_by_its_id_or_by_having_the_path),
      cmocka_unit_test(parts_are_opened_only_for_a_bound_control),
      cmocka_unit_test(a_node_is_given_what_word_would_store),
      cmocka_unit_test(of_two_controls_bound_to_one_node_the_last_written_counts),
      cmocka_unit_test(controls_of_two_parts_and_stories_are_kept_apart),
      cmocka_unit_test(a_part_in_utf_16_is_written_too),
      cmocka_unit_test(paths_through_very_many_elements_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
