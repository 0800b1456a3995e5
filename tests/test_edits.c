/* edits: attributes and children written into a part, and every other byte left as it was. */
#include "markup_pieces.h"

struct editing {
  struct edits edits;
  struct markup *m;
  struct element *root, *b; /* b: the root's first child */
};

static struct editing edit(struct desk *desk, const char *xml) {
  struct markup *m = parse(desk, xml);
  return (struct editing){{.arena = desk->arena}, m, m->root, m->root->first};
}

static void assert_spliced(struct desk *desk, const struct editing *e, const char *expected) {
  struct str bytes = edits_splice(desk->arena, e->m->bytes, 0, e->m->bytes.len, &e->edits);
  assert_str(desk, bytes, expected);
  assert_non_null(parse_bytes(desk, bytes));
}

static void an_attribute_is_edited_where_it_stands(void **state) {
  (void)state;
  static const char *const cases[][4] = {
      {"<a id='1' val='2'/>", "<a id='1' val=\"x\"/>", "<a id='1'/>", "<a id='1' val='2' n=\"x\"/>"},
      {"<a\n val = \"2\"\tid=\"1\" ></a>", "<a\n val = \"x\"\tid=\"1\" ></a>", "<a\tid=\"1\" ></a>",
       "<a\n val = \"2\"\tid=\"1\"  n=\"x\"></a>"},
      {"<a xmlns:q='r' q:val='3' xmlns='s' val='a/>b'>y</a>", "<a xmlns:q='r' q:val='3' xmlns='s' val=\"x\">y</a>",
       "<a xmlns:q='r' q:val='3' xmlns='s'>y</a>", "<a xmlns:q='r' q:val='3' xmlns='s' val='a/>b' n=\"x\">y</a>"},
      {"<a x='val=\"0\"' val=\"it's\"/>", "<a x='val=\"0\"' val=\"x\"/>", "<a x='val=\"0\"'/>",
       "<a x='val=\"0\"' val=\"it's\" n=\"x\"/>"},
      {"<a xmlnsx='0' val=''/>", "<a xmlnsx='0' val=\"x\"/>", "<a xmlnsx='0'/>", "<a xmlnsx='0' val='' n=\"x\"/>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    for (int kind = 1; kind < 4; kind++) {
      struct editing e = edit(&desk, cases[i][0]);
      const struct attribute *val = element_attribute(e.root, NAME_VAL);
      if (kind == 1) edits_set_attribute(&e.edits, e.root, val, STR("x"));
      if (kind == 2) edits_drop_attribute(&e.edits, e.root, val);
      if (kind == 3) edits_add_attribute(&e.edits, e.root, STR("n"), STR("x"));
      assert_spliced(&desk, &e, cases[i][kind]);
    }
  }
  desk_close(&desk);
}

static void any_value_survives_in_an_attribute_and_in_text(void **state) {
  (void)state;
  static const char *const values[] = {"a<b>&c", "\"both' quotes", "\r\n\t", "&amp;", "&#38;",
                                       "]]>",    "é😀\u00A0",       " edges "};
  static const char *const carriers[] = {"<t xmlns='urn:one' w:val='' xmlns:w='urn:one'></t>",
                                         "<t xmlns='urn:one' xmlns:w='urn:one' w:val=\"\"/>"};
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof values / sizeof *values * 2; i++) {
    struct editing e = edit(&desk, carriers[i % 2]);
    struct text escaped = {.arena = desk.arena};
    text_add_escaped(&escaped, str_from(values[i / 2]));
    edits_set_attribute(&e.edits, e.root, element_attribute(e.root, VAL), str_from(values[i / 2]));
    edits_append_child(&e.edits, e.root, text_str(&escaped));
    struct markup *m = parse_bytes(&desk, edits_splice(desk.arena, e.m->bytes, 0, e.m->bytes.len, &e.edits));
    assert_non_null(m);
    assert_str(&desk, element_value(m->root, VAL), values[i / 2]);
    assert_str(&desk, element_text(m->root), values[i / 2]);
  }
  desk_close(&desk);
}

static void children_go_in_at_both_ends(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"<a><b/></a>", "<a><b><p/>1<q/>2</b></a>"},
      {"<a><b  /></a>", "<a><b  ><p/>1<q/>2</b></a>"},
      {"<a><b></b></a>", "<a><b><p/>1<q/>2</b></a>"},
      {"<a><b>x</b></a>", "<a><b><p/>1x<q/>2</b></a>"},
      {"<w:a xmlns:w='u'><w:b w:c='d'/></w:a>", "<w:a xmlns:w='u'><w:b w:c='d'><p/>1<q/>2</w:b></w:a>"},
      {"<a><b c='/>'/></a>", "<a><b c='/>'><p/>1<q/>2</b></a>"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct editing e = edit(&desk, cases[i][0]);
    edits_append_child(&e.edits, e.b, STR("<q/>"));
    edits_prepend_child(&e.edits, e.b, STR("<p/>"));
    edits_append_child(&e.edits, e.b, STR("2"));
    edits_prepend_child(&e.edits, e.b, STR("1"));
    assert_spliced(&desk, &e, cases[i][1]);
  }
  desk_close(&desk);
}

static void an_opened_element_takes_attributes_too(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct editing e = edit(&desk, "<a><b val='1'/><b/></a>");
  edits_append_child(&e.edits, e.b, STR("x"));
  edits_set_attribute(&e.edits, e.b, element_attribute(e.b, NAME_VAL), STR("2"));
  edits_add_attribute(&e.edits, e.b, STR("n"), STR("3"));
  edits_append_child(&e.edits, e.b->next, STR("y"));
  assert_spliced(&desk, &e, "<a><b val=\"2\" n=\"3\">x</b><b>y</b></a>");
  desk_close(&desk);
}

static void insertions_at_one_place_keep_their_order(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct editing e = edit(&desk, "<a><b/></a>");
  for (int i = 0; i < 20; i++) edits_insert(&e.edits, e.b->start, str_from(str_format(desk.arena, "<n%d/>", i)));
  edits_replace(&e.edits, e.b->start, e.b->end, STR("<z/>"));
  assert_spliced(&desk, &e,
                 "<a><n0/><n1/><n2/><n3/><n4/><n5/><n6/><n7/><n8/><n9/><n10/><n11/><n12/><n13/><n14/><n15/><n16/><n17/>"
                 "<n18/><n19/><z/></a>");
  desk_close(&desk);
}

static void edits_inside_a_span_that_goes_go_with_it(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct editing e = edit(&desk, ROOT("", "<b><t val='1'>x</t><t/></b><b/>"));
  struct element *t = e.b->first;
  edits_set_attribute(&e.edits, t, element_attribute(t, NAME_VAL), STR("lost"));
  edits_append_child(&e.edits, t->next, STR("lost"));
  edits_insert(&e.edits, t->end, STR("lost"));
  edits_remove(&e.edits, e.b);
  edits_append_child(&e.edits, e.b->next, STR("kept"));
  edits_insert(&e.edits, e.b->start, STR("before"));
  edits_insert(&e.edits, e.b->end, STR("behind"));
  assert_spliced(&desk, &e, ROOT("", "beforebehind<b>kept</b>"));
  desk_close(&desk);
}

static void a_stretch_of_the_bytes_is_spliced_with_the_edits_in_it_alone(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct editing e = edit(&desk, "<a><b val='1'>x</b><b val='1'/></a>");
  edits_set_attribute(&e.edits, e.b, element_attribute(e.b, NAME_VAL), STR("2"));
  edits_set_attribute(&e.edits, e.b->next, element_attribute(e.b->next, NAME_VAL), STR("3"));
  edits_remove(&e.edits, e.root);
  assert_str(&desk, edits_splice(desk.arena, e.m->bytes, e.b->start, e.b->end, &e.edits), "<b val=\"2\">x</b>");
  assert_str(&desk, edits_splice(desk.arena, e.m->bytes, e.b->next->start, e.b->next->end, &e.edits), "<b val=\"3\"/>");
  desk_close(&desk);
}

/* Copies inside a copy, as rows are in a block; what is not edited is the bytes that were there, and no others. */
static void a_copy_goes_in_with_edits_of_its_own(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct editing e = edit(&desk, "<a><b val='1'><c>x</c></b></a>");
  struct edits row = {.arena = desk.arena}, block = {.arena = desk.arena};
  const struct element *c = e.b->first;
  edits_insert(&row, c->open_end, STR("row "));
  edits_set_attribute(&block, e.b, element_attribute(e.b, NAME_VAL), STR("2"));
  edits_insert_copy(&block, c->start, c, &row);
  edits_remove(&block, c);
  edits_insert(&e.edits, e.b->end, STR("1"));
  edits_insert_copy(&e.edits, e.b->end, e.b, &block);
  edits_insert_copy(&e.edits, e.b->end, c, &row);
  edits_insert(&e.edits, e.b->end, STR("3"));
  assert_spliced(&desk, &e, "<a><b val='1'><c>x</c></b>1<b val=\"2\"><c>row x</c></b><c>row x</c>3</a>");
  struct slices slices = edits_slices(desk.arena, e.m->bytes, 0, e.m->bytes.len, &e.edits);
  size_t there = 0;
  for (size_t i = 0; i < slices.list.n; i++) {
    const char *at = slices.list.at[i].at;
    if (at >= e.m->bytes.at && at < e.m->bytes.at + e.m->bytes.len) there += slices.list.at[i].len;
  }
  assert_int_equal(slices.total - there, strlen("1"
                                                "\"2\""
                                                "row "
                                                "row "
                                                "3"));
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_copy_goes_in_with_edits_of_its_own),
      cmocka_unit_test(an_attribute_is_edited_where_it_stands),
      cmocka_unit_test(any_value_survives_in_an_attribute_and_in_text),
      cmocka_unit_test(children_go_in_at_both_ends),
      cmocka_unit_test(an_opened_element_takes_attributes_too),
      cmocka_unit_test(insertions_at_one_place_keep_their_order),
      cmocka_unit_test(edits_inside_a_span_that_goes_go_with_it),
      cmocka_unit_test(a_stretch_of_the_bytes_is_spliced_with_the_edits_in_it_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
