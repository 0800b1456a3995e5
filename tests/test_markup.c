/* markup: spans over bytes, text and values with their entities resolved, and what is refused. */
#include "markup_pieces.h"

static struct element *last_of(const struct markup *m) {
  struct element *e = m->root;
  for (struct element *last; (last = element_last(e));) e = last;
  return e;
}

/* ---- spans ---- */

static void every_element_has_the_bytes_of_its_tags_and_of_what_is_between(void **state) {
  (void)state;
  static const struct {
    const char *xml, *bytes, *content; /* of the last element inside the others */
  } cases[] = {
      {"<a/>", "<a/>", ""},
      {"<a></a>", "<a></a>", ""},
      {"<a  />", "<a  />", ""},
      {"<a\n></a\n>", "<a\n></a\n>", ""},
      {"<x:a xmlns:x='urn:one'> y </x:a >", "<x:a xmlns:x='urn:one'> y </x:a >", " y "},
      {"<?xml version=\"1.0\"?>\n<a/>\n", "<a/>", ""},
      {"<!-- <b> --><a><!-- </a> --><b c='>/>'>x</b><?p <b/> ?></a><!-- <a/> -->", "<b c='>/>'>x</b>", "x"},
      {"<a><![CDATA[<b>]]><b/></a>", "<b/>", ""},
      {"<a>\r\n<b\r\nc=\"d\"\r\n/>\r\n</a>", "<b\r\nc=\"d\"\r\n/>", ""},
      {"\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><a><b>é😀</b></a>", "<b>é😀</b>", "é😀"},
      {"<?xml version='1.0' encoding='us-ascii'?><a>x<b>&#233;</b>y</a>", "<b>&#233;</b>", "&#233;"},
      {"<a>&amp;&lt;<b>&#x1F600;</b></a>", "<b>&#x1F600;</b>", "&#x1F600;"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct element *e = last_of(parse(&desk, cases[i].xml));
    assert_str(&desk, element_bytes(e), cases[i].bytes);
    assert_str(&desk, element_content(e), cases[i].content);
  }
  desk_close(&desk);
}

static void the_tree_is_walked_in_document_order(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct markup *m = parse(&desk, ROOT("", "<b><t/><t/></b><a><b/></a>"));
  static const int order[] = {A, B, T, T, A, B};
  size_t n = 0;
  for (struct element *e = m->root; e; e = element_next(e, m->root)) assert_int_equal(e->name, order[n++]);
  assert_int_equal(n, m->count);
  struct element *b = m->root->first;
  assert_ptr_equal(element_next(element_last(b), b), NULL);
  assert_ptr_equal(element_next_past(b, m->root), element_last(m->root));
  assert_ptr_equal(element_ancestor(b->first, A), m->root);
  assert_ptr_equal(element_child(m->root, A), element_last(m->root));
  assert_null(element_child(m->root, T));
  assert_true(element_within(b->first, b) && element_within(b, b) && !element_within(b, b->first));
  desk_close(&desk);
}

static void names_are_told_by_namespace_not_by_prefix(void **state) {
  (void)state;
  static const struct {
    const char *xml;
    int name;
  } cases[] = {
      {"<a xmlns='urn:one'/>", A}, {"<w:a xmlns:w='urn:one'/>", A}, {"<w:a xmlns:w='urn:strict'/>", A}, {"<a/>", 0},
      {"<a xmlns='urn:two'/>", 0}, {"<w:z xmlns:w='urn:one'/>", 0}, {"<w:a xmlns:w='urn:one '/>", 0}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(parse(&desk, cases[i].xml)->root->name, cases[i].name);
  desk_close(&desk);
}

static void the_prefix_in_scope_is_known(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"<w:a xmlns:w='u'/>", "w:"}, {"<a/>", ""}, {"<a b:c='d' xmlns:b='e'/>", ""}, {"<a\n>x:y</a>", ""}};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_str(&desk, element_prefix(parse(&desk, cases[i][0])->root), cases[i][1]);
  desk_close(&desk);
}

static void the_namespace_of_the_root_is_known(void **state) {
  (void)state;
  struct desk desk = desk_open();
  assert_str(&desk, parse(&desk, "<w:a xmlns='urn:two' xmlns:w='urn:one'><d xmlns='e'/></w:a>")->space, "urn:one");
  assert_str(&desk, parse(&desk, "<a xmlns='urn:two' xmlns:w='urn:one'><w:d/></a>")->space, "urn:two");
  assert_str(&desk, parse(&desk, "<a/>")->space, "");
  desk_close(&desk);
}

/* ---- text and attributes ---- */

static void text_is_what_the_element_says_itself(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"plain", "plain"},
      {"", ""},
      {" edge  spaces ", " edge  spaces "},
      {"a &amp; b &lt;c&gt; &quot;&apos;", "a & b <c> \"'"},
      {"&amp;amp; &amp;#38;", "&amp; &#38;"},
      {"&#13;&#x9;&#10;", "\r\t\n"},
      {"a\r\nb\rc", "a\nb\nc"},
      {"<![CDATA[<a> & ]]]]><![CDATA[>]]>", "<a> & ]]>"},
      {"one<!-- two -->three<?four five?>", "onethree"},
      {"\xF0\x9F\x98\x80 \xD8\xA7", "\xF0\x9F\x98\x80 \xD8\xA7"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct markup *m = parse(&desk, str_format(desk.arena, "<a xmlns=\"urn:one\">no<t>%s</t>no</a>", cases[i][0]));
    assert_str(&desk, element_text(m->root->first), cases[i][1]);
    assert_int_equal(element_text(m->root).len, 0);
  }
  desk_close(&desk);
}

static void values_of_attributes_have_their_entities_resolved(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"val=\"x\"", "x"},
      {"val = 'it\"s'", "it\"s"},
      {"val=\"a &amp; b &amp;amp; &#38;#38; &lt;\"", "a & b &amp; &#38; <"},
      {"val='&quot;&apos;&#13;&#10;&#9;'", "\"'\r\n\t"},
      {"val='a\nb\tc'", "a b c"},
      {"id='1' xmlns:q='r' q:val='no' val='é'", "é"},
      {"val=''", ""},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct markup *m = parse(&desk, str_format(desk.arena, "<a %s/>", cases[i][0]));
    assert_non_null(element_attribute(m->root, NAME_VAL));
    assert_str(&desk, element_value(m->root, NAME_VAL), cases[i][1]);
  }
  assert_str(&desk, element_value(NULL, NAME_VAL), "");
  desk_close(&desk);
}

static void an_attribute_without_a_prefix_is_in_no_namespace(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct markup *m = parse(&desk, "<a xmlns='urn:one' xmlns:w='urn:one' val='1' w:val='2'/>");
  assert_str(&desk, element_value(m->root, NAME_VAL), "1");
  assert_str(&desk, element_value(m->root, VAL), "2");
  desk_close(&desk);
}

/* ---- encodings ---- */

static struct str utf16(struct desk *desk, struct str ascii, bool big, bool mark) {
  struct text out = {.arena = desk->arena};
  if (mark) text_add(&out, big ? STR("\xFE\xFF") : STR("\xFF\xFE"));
  for (size_t i = 0; i < ascii.len; i++) {
    if (big) text_add_byte(&out, 0);
    text_add_byte(&out, ascii.at[i]);
    if (!big) text_add_byte(&out, 0);
  }
  return text_str(&out);
}

static void utf16_is_read_both_ways_and_its_declaration_renewed(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (int i = 0; i < 4; i++) {
    struct str wide = utf16(&desk, STR("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a><b>x</b></a>"), i & 1, i & 2);
    struct markup *m = parse_bytes(&desk, wide);
    assert_non_null(m);
    assert_str(&desk, element_bytes(m->root->first), "<b>x</b>");
    assert_str(&desk, m->bytes,
               i & 2 ? "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><b>x</b></a>"
                     : "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><b>x</b></a>");
  }
  desk_close(&desk);
}

static void pairs_of_utf16_are_joined_and_half_pairs_refused(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str pair =
      STR("\xFF\xFE<\0t\0 \0x\0m\0l\0n\0s\0=\0'\0u\0r\0n\0:\0o\0n\0e\0'\0>\0\x3D\xD8\x00\xDE<\0/\0t\0>\0");
  struct markup *m = parse_bytes(&desk, pair);
  assert_non_null(m);
  assert_str(&desk, element_text(m->root), "😀");
  assert_null(parse_bytes(&desk, STR("\xFF\xFE<\0a\0>\0\x3D\xD8<\0/\0a\0>\0")));
  assert_int_equal(desk.messages.list.at[0].id, MSG_XML_BROKEN);
  desk_close(&desk);
}

static void what_is_refused_is_said_with_its_part(void **state) {
  (void)state;
  static const struct {
    struct str xml;
    enum message_id id;
  } cases[] = {
      {{"", 0}, MSG_XML_BROKEN},
      {{"hello", 5}, MSG_XML_BROKEN},
      {{"<a>", 3}, MSG_XML_BROKEN},
      {{"<a></b>", 7}, MSG_XML_BROKEN},
      {{"<a/><a/>", 8}, MSG_XML_BROKEN},
      {{"<a b='1' b='2'/>", 16}, MSG_XML_BROKEN},
      {{"<w:a/>", 6}, MSG_XML_BROKEN},
      {{"<a>&nbsp;</a>", 13}, MSG_XML_BROKEN},
      {{"<a>\x01</a>", 8}, MSG_XML_BROKEN},
      {{"<a>\xFF</a>", 8}, MSG_XML_BROKEN},
      {{"<a>\xEF\xBF\xBE</a>", 10}, MSG_XML_BROKEN},
      {{"<!DOCTYPE a><a/>", 16}, MSG_XML_DOCTYPE},
      {{"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 40}, MSG_XML_DOCTYPE},
      {{"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 47}, MSG_XML_ENCODING},
      {{"<?xml version='1.0' encoding='UTF-16'?><a/>", 43}, MSG_XML_ENCODING},
      {{"\x4C\x6F\xA7\x94\x93", 5}, MSG_XML_ENCODING},
      {{"<\0\0\0a\0\0\0", 8}, MSG_XML_ENCODING},
      {{"\0\0\0<", 4}, MSG_XML_ENCODING},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_null(parse_bytes(&desk, cases[i].xml));
    assert_int_equal(desk.messages.list.n, 1);
    assert_int_equal(desk.messages.list.at[0].id, cases[i].id);
    assert_non_null(strstr(desk.messages.list.at[0].sentence, "word/a.xml"));
    assert_int_equal(desk.messages.exit, EXIT_DOCUMENT);
    desk.messages = (struct messages){.arena = desk.arena};
  }
  desk_close(&desk);
}

static void bytes_that_are_not_utf8_are_told_in_one_line(void **state) {
  (void)state;
  struct desk desk = desk_open();
  assert_null(parse_bytes(&desk, STR("<a>\n<b/>\xC3(</a>")));
  assert_says(&desk, "a.docx: the part word/a.xml is not well-formed XML: line 2, there are bytes that are not UTF-8\n"
                     "    open the document in Word and save it again\n");
  desk_close(&desk);
}

static void limits_of_depth_attributes_and_values_hold(void **state) {
  (void)state;
  struct desk desk = desk_open();
  size_t depth = limit(desk.arena, LIMIT_DEPTH);
  struct str deep = repeated(&desk, "", "<a>", depth, ""),
             closed = repeated(&desk, str_z(desk.arena, deep), "</a>", depth, "");
  assert_non_null(parse_bytes(&desk, closed));
  assert_null(parse_bytes(&desk, repeated(&desk, str_format(desk.arena, "<a>%s", deep.at), "</a>", depth + 1, "")));
  struct text many = {.arena = desk.arena};
  text_add_z(&many, "<a");
  for (size_t i = 0; i <= limit(desk.arena, LIMIT_ATTRIBUTES); i++)
    text_add_z(&many, str_format(desk.arena, " a%zu='1'", i));
  text_add_z(&many, "/>");
  assert_null(parse_bytes(&desk, text_str(&many)));
  assert_null(parse_bytes(&desk, repeated(&desk, "<a b='", "x", limit(desk.arena, LIMIT_ATTRIBUTE_VALUE) + 1, "'/>")));
  assert_int_equal(desk.messages.list.n, 3);
  for (size_t i = 0; i < 3; i++) assert_int_equal(desk.messages.list.at[i].id, MSG_LIMIT);
  desk_close(&desk);
}

/* ---- memory ---- */

struct hungry {
  struct arena *arena;
  struct messages messages;
  struct str bytes;
};

static void parse_hungrily(void *context) {
  struct hungry *hungry = context;
  markup_parse(reader_new(hungry->arena, &WORDS), "a.docx", "word/a.xml", hungry->bytes, &hungry->messages);
}

static void parsing_without_memory_ends_at_the_guard(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str bytes =
      repeated(&desk, "<a xmlns='urn:one'>", "<t val='abcdefgh'>some text of some length &amp; more</t>", 8000, "</a>");
  bool whole = false;
  size_t n = 1;
  for (; !whole; n++) {
    struct flawed flawed;
    flawed_memory(&flawed, n + 1); /* the first allocation is the arena itself */
    struct hungry hungry = {.arena = arena_new(&flawed.sys), .bytes = bytes};
    hungry.messages.arena = hungry.arena;
    whole = arena_guard(hungry.arena, parse_hungrily, &hungry);
    arena_free(hungry.arena);
  }
  assert_true(n > 10);
  desk_close(&desk);
}

/* More names than a reader remembers are forgotten; what is known stays known. */
static void one_reader_reads_parts_of_any_number_of_names(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct reader *reader = reader_new(desk.arena, &WORDS);
  for (size_t part = 0; part < 40; part++) {
    struct text xml = {.arena = desk.arena};
    text_add_z(&xml, "<a xmlns='urn:one'>");
    for (size_t i = 0; i < 1000; i++) text_add_z(&xml, str_format(desk.arena, "<n%zu-%zu/>", part, i));
    text_add_z(&xml, "<b val='x'/></a>");
    struct markup *m = markup_parse(reader, "a.docx", "a.xml", text_str(&xml), &desk.messages);
    assert_non_null(m);
    assert_true(markup_holds(m, A) && markup_holds(m, B) && !markup_holds(m, T));
    assert_int_equal(m->root->name, A);
    assert_int_equal(m->root->first->name, 0);
    assert_str(&desk, element_value(element_child(m->root, B), NAME_VAL), "x");
  }
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_element_has_the_bytes_of_its_tags_and_of_what_is_between),
      cmocka_unit_test(the_tree_is_walked_in_document_order),
      cmocka_unit_test(names_are_told_by_namespace_not_by_prefix),
      cmocka_unit_test(the_prefix_in_scope_is_known),
      cmocka_unit_test(the_namespace_of_the_root_is_known),
      cmocka_unit_test(text_is_what_the_element_says_itself),
      cmocka_unit_test(values_of_attributes_have_their_entities_resolved),
      cmocka_unit_test(an_attribute_without_a_prefix_is_in_no_namespace),
      cmocka_unit_test(utf16_is_read_both_ways_and_its_declaration_renewed),
      cmocka_unit_test(pairs_of_utf16_are_joined_and_half_pairs_refused),
      cmocka_unit_test(what_is_refused_is_said_with_its_part),
      cmocka_unit_test(bytes_that_are_not_utf8_are_told_in_one_line),
      cmocka_unit_test(one_reader_reads_parts_of_any_number_of_names),
      cmocka_unit_test(limits_of_depth_attributes_and_values_hold),
      cmocka_unit_test(parsing_without_memory_ends_at_the_guard),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
