/* Tick boxes with their labels, and legacy form fields: read, and changed without touching anything else. */
#include "check.h"
#include "tick.h"
#include "word_pieces.h"

#define CHECKBOX(inside, shown) SDT("<w14:checkbox>" inside "</w14:checkbox>", shown)
#define STATES \
  "<w14:checkedState w14:val=\"2611\" w14:font=\"MS Gothic\"/><w14:uncheckedState w14:val=\"25A1\" w14:font=\"MS " \
  "Gothic\"/>"
#define WINGS \
  "<w14:checkedState w14:val=\"00FE\" w14:font=\"Wingdings\"/><w14:uncheckedState w14:val=\"2610\" w14:font=\"MS " \
  "Gothic\"/>"
#define SYM(font, code) "<w:r><w:sym w:font=\"" font "\" w:char=\"" code "\"/></w:r>"
#define MARK(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define FIELD(data, result) \
  "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>" data \
  "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r>" MARK("separate") result MARK("end")
#define TICK(inside) FIELD("<w:name w:val=\"t\"/><w:checkBox><w:sizeAuto/>" inside "</w:checkBox>", "")
#define NAMED(name, kind) FIELD("<w:name w:val=\"" name "\"/><w:enabled/>" kind, "")

static struct passage whole(struct desk *desk, const struct document *d) {
  struct passage passage = {.story = d->stories};
  passage.paragraphs = paragraphs_in(desk->arena, body(d), &passage.count);
  return passage;
}

/* Boxes as "[x]label" each, or "[ ]label", with bars between. */
static const char *list(struct desk *desk, const struct passage *passage) {
  size_t count;
  const struct box *boxes = boxes_read(desk->arena, passage, &count);
  struct text out = {.arena = desk->arena};
  for (size_t i = 0; i < count; i++) {
    text_add_z(&out, i ? "|" : "");
    text_add_z(&out, boxes[i].ticked ? "[x]" : "[ ]");
    text_add(&out, boxes[i].label);
  }
  return str_z(desk->arena, text_str(&out));
}

static void boxes_of_every_kind_are_read_with_their_labels(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {P("☐ Not engaged ☒ Engaged"), "[ ]Not engaged|[x]Engaged"},
      {P("☑ a □ b ■ c ◻ d ◼ e"), "[x]a|[ ]b|[x]c|[ ]d|[x]e"},
      {P("✓ a ✔ b ✗ c ✘ d"), "[x]a|[x]b|[x]c|[x]d"},
      {P("☑\uFE0F a"), "[x]a"},
      {"<w:p>" R("☐ En") R("gaged ") R("☒") R("Not") "</w:p>", "[ ]Engaged|[x]Not"},
      {P("☐ a") P("☒ b"), "[ ]a|[x]b"},
      {"<w:p><w:r><w:t>☐ a</w:t><w:br/><w:t>☒ b</w:t></w:r></w:p>", "[ ]a|[x]b"},
      {"<w:p><w:r><w:t>☐</w:t><w:tab/><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>", "[ ]a\tb"},
      {"<w:p><w:r><w:t>☐ a</w:t><w:tab/><w:tab/><w:t>note ☒ b</w:t></w:r></w:p>", "[ ]a|[x]b"},
      {"<w:p><w:r><w:t>☐</w:t><w:tab/><w:tab/><w:t>a</w:t></w:r></w:p>", "[ ]a"},
      {P("Level: ☐ a ☒ b"), "[ ]a|[x]b"},
      {P("a ☐ b ☒"), "[ ]a|[x]b"},
      {P("a ☐ / b ☒, c ☐"), "[ ]a|[x]b|[ ]c"},
      {"<w:p><w:r><w:t>a ☐</w:t><w:tab/><w:tab/><w:t>b ☒</w:t></w:r></w:p>", "[ ]a|[x]b"},
      {"<w:p><w:r><w:t>a</w:t><w:tab/><w:tab/><w:t>☒</w:t></w:r></w:p>", "[x]a"},
      {P("☐ a / ☒ b; ☐ c | ☐ d"), "[ ]a|[x]b|[ ]c|[ ]d"},
      {"<w:p><w:del><w:r><w:t>☒ gone </w:t></w:r></w:del>" R("☐ a") "</w:p>", "[ ]a"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"1\"/>" STATES, R("☑")) R(" a") "</w:p>", "[x]a"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"true\"/>" STATES, R("□")) R("a") "</w:p>", "[x]a"},
      {"<w:p>" CHECKBOX("<w14:checked/>", R("□")) R("a") "</w:p>", "[x]a"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>", R("☒")) R("a") "</w:p>", "[ ]a"},
      {"<w:p>" CHECKBOX("", R("☐")) R("a") CHECKBOX("", "") R("b") "</w:p>", "[ ]a|[ ]b"},
      {CHECKBOX("<w14:checked w14:val=\"1\"/>", P("☒")) P("next"), "[x]"},
      {TBL(TR(CHECKBOX("<w14:checked w14:val=\"1\"/>", TC(P("☒"))))), ""},
      {"<w:p>" SDT("<w:showingPlcHdr/>", R("☐ choose")) R("☒ a") "</w:p>", "[x]a"},
      {"<w:p>" SYM("Wingdings", "F0A8") R(" a") SYM("Wingdings", "FE") R(" b") SYM("Wingdings 2", "F052") R(" c")
           SYM("Wingdings 2", "F0A3") R(" d") SYM("Arial", "F0FE") "</w:p>",
       "[ ]a|[x]b|[x]c|[ ]d"},
      {"<w:p>" SYM("wingdings", "006F") R("a") SYM("Wingdings", "F0fc") R("b") "</w:p>", "[ ]a|[x]b"},
      {"<w:p>" TICK("<w:default w:val=\"0\"/>") R("a") TICK("<w:default w:val=\"1\"/>") R("b") "</w:p>", "[ ]a|[x]b"},
      {"<w:p>" TICK("<w:default w:val=\"0\"/><w:checked/>") R("a")
           TICK("<w:default w:val=\"1\"/><w:checked w:val=\"0\"/>") R("b") "</w:p>",
       "[x]a|[ ]b"},
      {"<w:p>" FIELD("<w:checkBox/>", R("☐ shown")) R("a") "</w:p>", "[ ]a"},
      {"<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"x\"><w:t>☑</w:t></mc:Choice><mc:Fallback><w:t>☑</w:t>"
       "</mc:Fallback></mc:AlternateContent><w:t>a</w:t></w:r></w:p>",
       "[x]a"},
      {P("nothing"), ""},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, cases[i][0]);
    struct passage passage = whole(&desk, d);
    assert_string_equal(list(&desk, &passage), cases[i][1]);
  }
  desk_close(&desk);
}

static void boxes_are_read_in_cells_controls_and_parts(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, TBL(TR(CHECKBOX("<w14:checked w14:val=\"1\"/>", TC(P("☒") P(""))))));
  struct passage passage = {.story = d->stories};
  passage.paragraphs = paragraphs_in(desk.arena, nth(d, W_TC, 0), &passage.count);
  assert_string_equal(list(&desk, &passage), "[x]");

  d = document_with(&desk, "<w:p>" R("☒ x") CHECKBOX("<w14:checked w14:val=\"1\"/>", R("☒")) R("☒ y") "</w:p>");
  passage = (struct passage){.story = d->stories, .control = nth(d, W_SDT, 0)};
  assert_string_equal(list(&desk, &passage), "[x]");

#define ONE CHECKBOX("<w14:checked w14:val=\"1\"/>", R("☒"))
  d = document_with(&desk, "<w:p>" R("☒ é: ") ONE SDT("<w:showingPlcHdr/>", R("Click")) R("☐ b ☒ c") TICK("") R("d")
                               ONE R("e; ☒ y") ONE SYM("Wingdings", "F0A8") "</w:p>");
  struct str text = paragraph_whole(desk.arena, nth(d, W_P, 0));
  passage = whole(&desk, d);
  passage.part = true;
  passage.from = (size_t)str_find(text, STR("Click"));
  passage.to = (size_t)str_find(text, STR(";"));
  assert_string_equal(list(&desk, &passage), "[ ]b|[x]c|[ ]d|[x]e");
  desk_close(&desk);
}

/* The body after every box of it was turned round. */
static struct str turned(struct desk *desk, const char *before) {
  struct document *d = document_with(desk, before);
  struct passage passage = whole(desk, d);
  struct changes *changes = changes_new(desk->arena, d);
  size_t count;
  const struct box *boxes = boxes_read(desk->arena, &passage, &count);
  for (size_t i = 0; i < count; i++) box_set(changes->stories, &boxes[i], boxes[i].ticked);
  assert_int_equal(changes->stories->list.n, 0);
  for (size_t i = 0; i < count; i++) box_set(changes->stories, &boxes[i], !boxes[i].ticked);
  return element_content(body(saved(desk, changes)));
}

static void a_box_is_turned_round_and_nothing_else_changes(void **state) {
  (void)state;
#define RAW(text) "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"
  static const char *const cases[][2] = {
      {RAW("☐ a&apos;b &#9746; c"), RAW("☒ a&apos;b ☐ c")},
      {RAW("&#x2610;"), RAW("☒")},
      {RAW("é&amp;\r\n☐<!--☐-->☐"), RAW("é&amp;\r\n☒<!--☐-->☒")},
      {RAW("<![CDATA[&☐]]>&lt;☐<?a ☐?>"), RAW("<![CDATA[&☒]]>&lt;☒<?a ☐?>")},
      {RAW("□ ◻"), RAW("■ ◼")},
      {RAW("■ a"), RAW("□ a")},
      {RAW("✓ a"), RAW("☐ a")},
      {RAW("☑ a ☐ b"), RAW("☐ a ☑ b")},
      {RAW("✔ a ☐ b ☐ c"), RAW("☐ a ✔ b ✔ c")},
      {"<w:p>" SYM("Wingdings", "F0A8") "</w:p>", "<w:p>" SYM("Wingdings", "F0FE") "</w:p>"},
      {"<w:p>" SYM("Wingdings", "6f") "</w:p>", "<w:p>" SYM("Wingdings", "FD") "</w:p>"},
      {"<w:p>" SYM("Wingdings", "F0FC") "</w:p>", "<w:p>" SYM("Wingdings", "F0A8") "</w:p>"},
      {"<w:p>" SYM("Wingdings", "F0A8") SYM("Wingdings 2", "F052") "</w:p>",
       "<w:p>" SYM("Wingdings 2", "F052") SYM("Wingdings", "F0A8") "</w:p>"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val='1'/>" STATES, R("☑")) "</w:p>",
       "<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>" STATES, R("□")) "</w:p>"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>" STATES, R("&#x25A1;")) R("☐ a") "</w:p>",
       "<w:p>" CHECKBOX("<w14:checked w14:val=\"1\"/>" STATES, R("☑")) R("☒ a") "</w:p>"},
      {"<w:p>" CHECKBOX("<w14:checked/>", R("☒")) "</w:p>",
       "<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>", R("☐")) "</w:p>"},
      {"<w:p>" SDT("<w14:checkbox/>", R("☐")) "</w:p>",
       "<w:p>" CHECKBOX("<w14:checked w14:val=\"1\"/>", R("☒")) "</w:p>"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>" WINGS, R("☐")) "</w:p>",
       "<w:p>" CHECKBOX("<w14:checked w14:val=\"1\"/>" WINGS, SYM("Wingdings", "F0FE")) "</w:p>"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"1\"/>" WINGS, SYM("Wingdings", "F0FE")) "</w:p>",
       "<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>" WINGS, R("☐")) "</w:p>"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>", "<w:r><w:rPr><w:b/></w:rPr></w:r>") "</w:p>",
       "<w:p>" CHECKBOX("<w14:checked w14:val=\"1\"/>", "<w:r><w:rPr><w:b/></w:rPr><w:t>☒</w:t></w:r>") "</w:p>"},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>", "<w:r><w:t/></w:r>") "</w:p>",
       "<w:p>" CHECKBOX("<w14:checked w14:val=\"1\"/>", R("☒")) "</w:p>"},
      {CHECKBOX("<w14:checked w14:val=\"0\"/>", "<w:p/>"), CHECKBOX("<w14:checked w14:val=\"1\"/>", P("☒"))},
      {"<w:p>" TICK("<w:default w:val=\"0\"/>") "</w:p>",
       "<w:p>" TICK("<w:default w:val=\"0\"/><w:checked w:val=\"1\"/>") "</w:p>"},
      {"<w:p>" TICK("<w:default w:val=\"1\"/>") "</w:p>",
       "<w:p>" TICK("<w:default w:val=\"1\"/><w:checked w:val=\"0\"/>") "</w:p>"},
      {"<w:p>" TICK("<w:default/><w:checked w:val='false'/>") "</w:p>",
       "<w:p>" TICK("<w:default/><w:checked w:val=\"1\"/>") "</w:p>"},
      {"<w:p>" TICK("<w:checked/>") "</w:p>", "<w:p>" TICK("<w:checked w:val=\"0\"/>") "</w:p>"},
      {"<w:p>" FIELD("<w:checkBox/>", "") "</w:p>",
       "<w:p>" FIELD("<w:checkBox><w:checked w:val=\"1\"/></w:checkBox>", "") "</w:p>"},
      {"<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"w14\"><w:t>a ☑</w:t></mc:Choice><mc:Fallback><w:t>a "
       "☑</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
       P("a ☐")},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_str(&desk, turned(&desk, cases[i][0]), cases[i][1]);
  desk_close(&desk);
}

static void a_tick_in_a_cell_is_a_mark_or_a_yes(void **state) {
  (void)state;
  static const struct {
    const char *cell;
    bool there;
  } cases[] = {
      {P("✓"), true},
      {P("x"), true},
      {P("✅"), true},
      {P("2"), false},
      {P("?"), false},
      {P("[ ]"), false},
      {P("[x]"), true},
      {P("never"), false},
      {P("Yes."), true},
      {P("✓ ✓"), true},
      {P(" – "), false},
      {P("-"), false},
      {P("\u2002\u2002\u00A0"), false},
      {"<w:p/>", false},
      {P("☐"), false},
      {P("☒"), true},
      {P("☐ yes"), false},
      {P("") P("✗"), true},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"0\"/>", R("☐")) "</w:p>", false},
      {"<w:p>" CHECKBOX("<w14:checked w14:val=\"1\"/>", R("☒")) "</w:p>", true},
      {"<w:p>" TICK("<w:checked/>") "</w:p>", true},
      {"<w:p>" TICK("") "</w:p>", false},
      {"<w:p>" SYM("Wingdings", "F0FC") "</w:p>", true},
      {"<w:p>" SYM("Wingdings", "F0A8") "</w:p>", false},
      {"<w:p>" SYM("Webdings", "F061") "</w:p>", true},
      {"<w:p><w:del>" SYM("Webdings", "F061") "</w:del></w:p>", false},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct document *d = document_with(&desk, cases[i].cell);
    struct passage passage = whole(&desk, d);
    if (tick_read(desk.arena, &passage).set != cases[i].there) fail_msg("%s", cases[i].cell);
  }
  desk_close(&desk);
}

/* ---- form fields ---- */

#define LEVELS \
  "<w:listEntry w:val=\"Not yet\"/><w:listEntry w:val=\"Engaged &amp; calm\"/><w:listEntry w:val=\"Leads\"/>"

/* The forms as "name kind text-behind-separate" each, with bars between. */
static const char *forms(struct desk *desk, const char *content) {
  struct document *d = document_with(desk, content);
  struct text out = {.arena = desk->arena};
  for (size_t i = 0; i < d->form_count; i++) {
    const struct form *form = &d->forms[i];
    assert_ptr_equal(form->story, d->stories);
    assert_true(form->begin->start < form->end->start);
    if (form->separate) assert_true(form->separate->start > form->begin->start);
    if (form->separate) assert_true(form->separate->start < form->end->start);
    text_add_z(&out, i ? "|" : "");
    text_add(&out, form->name);
    text_add_byte(&out, "tlb"[form->kind]);
    text_add_z(&out, form->separate ? "" : "-");
  }
  return str_z(desk->arena, text_str(&out));
}

static void fields_with_form_data_are_found_however_they_nest(void **state) {
  (void)state;
#define OPEN(name) \
  "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"" name \
  "\"/><w:textInput/></w:ffData></w:fldChar></w:r>"
  static const char *const cases[][2] = {
      {"<w:p>" NAMED("a", "<w:textInput/>") NAMED("b", "<w:ddList/>") NAMED("c", "<w:checkBox/>") "</w:p>", "at|bl|cb"},
      {"<w:p>" MARK("begin") NAMED("a", "<w:textInput/>") MARK("separate") MARK("end") "</w:p>", "at"},
      {"<w:p>" OPEN("a") MARK("separate") MARK("begin") MARK("separate") MARK("end") "</w:p><w:p>" MARK("end") "</w:p>",
       "at"},
      {"<w:p>" OPEN("a") MARK("separate") OPEN("b") MARK("end") MARK("end") "</w:p>", "at|bt-"},
      {"<w:p>" MARK("begin") OPEN("a") MARK("end") MARK("separate") MARK("end") "</w:p>", "at-"},
      {"<w:p>" OPEN("lost") "</w:p>", ""},
      {"<w:p>" OPEN("lost") NAMED("a", "<w:textInput/>") "</w:p>", "at"},
      {"<w:p>" MARK("end") MARK("separate") NAMED("a", "<w:textInput/>") "</w:p>", "at"},
      {"<w:p>" NAMED("kindless", "") "</w:p>", ""},
      {"<w:p><w:del>" NAMED("gone", "<w:textInput/>") "</w:del>" NAMED("a", "<w:textInput/>") "</w:p>", "at"},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_string_equal(forms(&desk, cases[i][0]), cases[i][1]);

  struct word_parts parts = {.document = body_of(&desk, "<w:p>" OPEN("open") "</w:p>")};
  parts.header = str_from("<w:hdr " W_NAMESPACES "><w:p>" MARK("end") NAMED("head", "<w:textInput/>") "</w:p></w:hdr>");
  const struct document *d = word_document(desk.arena, &parts, &desk.messages);
  assert_int_equal(d->form_count, 1);
  assert_str(&desk, d->forms[0].name, "head");
  assert_int_equal(d->forms[0].story->kind, STORY_HEADER);
  desk_close(&desk);
}

static void an_entry_of_a_drop_down_is_selected(void **state) {
  (void)state;
  static const struct {
    const char *before;
    size_t selected, select;
    const char *after;
  } cases[] = {
      {LEVELS, 0, 2, "<w:result w:val=\"2\"/>" LEVELS},
      {LEVELS, 0, 0, LEVELS},
      {"<w:default w:val=\"1\"/>" LEVELS, 1, 0, "<w:result w:val=\"0\"/><w:default w:val=\"1\"/>" LEVELS},
      {"<w:default w:val=\"1\"/>" LEVELS, 1, 1, "<w:default w:val=\"1\"/>" LEVELS},
      {"<w:result w:val='2'/><w:default w:val=\"1\"/>" LEVELS, 2, 1,
       "<w:result w:val=\"1\"/><w:default w:val=\"1\"/>" LEVELS},
      {"<w:result/>" LEVELS, 0, 1, "<w:result w:val=\"1\"/>" LEVELS},
      {"<w:result w:val=\"-3\"/>" LEVELS, 0, 0, "<w:result w:val=\"-3\"/>" LEVELS},
  };
  struct desk desk = desk_open();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *content =
        str_format(desk.arena, "<w:p>" FIELD("<w:ddList>%s</w:ddList>", "") "</w:p>", cases[i].before);
    struct document *d = document_with(&desk, content);
    struct list_item item = {0};
    assert_int_equal(form_selected(d->forms), cases[i].selected);
    assert_true(form_next_item(d->forms, &item) && form_next_item(d->forms, &item));
    assert_str(&desk, item.text, "Engaged & calm");
    assert_true(form_next_item(d->forms, &item) && !form_next_item(d->forms, &item));
    struct changes *changes = changes_new(desk.arena, d);
    form_select(changes->stories, d->forms, cases[i].select);
    d = saved(&desk, changes);
    assert_int_equal(form_selected(d->forms), cases[i].select);
    assert_str(&desk, element_content(nth(d, W_DD_LIST, 0)), cases[i].after);
  }
  desk_close(&desk);
}

static void a_legacy_box_is_set_and_stays_so(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct document *d = document_with(&desk, "<w:p>" TICK("<w:default w:val=\"0\"/>") "</w:p>");
  struct box box = first_box(&desk, d);
  assert_false(box.ticked);
  struct changes *changes = changes_new(desk.arena, d);
  box_set(changes->stories, &box, true);
  assert_true(first_box(&desk, saved(&desk, changes)).ticked);
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(boxes_of_every_kind_are_read_with_their_labels),
      cmocka_unit_test(boxes_are_read_in_cells_controls_and_parts),
      cmocka_unit_test(a_box_is_turned_round_and_nothing_else_changes),
      cmocka_unit_test(a_tick_in_a_cell_is_a_mark_or_a_yes),
      cmocka_unit_test(fields_with_form_data_are_found_however_they_nest),
      cmocka_unit_test(an_entry_of_a_drop_down_is_selected),
      cmocka_unit_test(a_legacy_box_is_set_and_stays_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
