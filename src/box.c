/* Tick boxes in the text of a passage, each with its label. */
#include "word_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What programs and people draw boxes with, and what each becomes when it changes. A bare tick or cross is a ticked box. */
static const struct look {
  struct glyph glyph;
  bool ticked;
  uint32_t other;
} LOOKS[] = {
    {{NULL, 0x2610}, false, 0x2612},      {{NULL, 0x2611}, true, 0x2610},      {{NULL, 0x2612}, true, 0x2610},
    {{NULL, 0x2713}, true, 0x2610},       {{NULL, 0x2714}, true, 0x2610},      {{NULL, 0x2717}, true, 0x2610},
    {{NULL, 0x2718}, true, 0x2610},       {{NULL, 0x25A1}, false, 0x25A0},     {{NULL, 0x25A0}, true, 0x25A1},
    {{NULL, 0x25FB}, false, 0x25FC},      {{NULL, 0x25FC}, true, 0x25FB},      {{"Wingdings", 0xA8}, false, 0xFE},
    {{"Wingdings", 0x6F}, false, 0xFD},   {{"Wingdings", 0xFE}, true, 0xA8},   {{"Wingdings", 0xFD}, true, 0x6F},
    {{"Wingdings", 0xFC}, true, 0xA8},    {{"Wingdings", 0xFB}, true, 0xA8},   {{"Wingdings", 0x78}, true, 0x6F},
    {{"Wingdings 2", 0xA3}, false, 0x52}, {{"Wingdings 2", 0x52}, true, 0xA3}, {{"Wingdings 2", 0x53}, true, 0xA3},
    {{"Wingdings 2", 0x50}, true, 0xA3},  {{"Wingdings 2", 0x4F}, true, 0xA3}, {{"Webdings", 0x63}, false, 0x61},
    {{"Webdings", 0x61}, true, 0x63},     {{"Webdings", 0x72}, true, 0x63},
};

static const struct look *look_of(struct glyph glyph) {
  for (size_t i = 0; i < sizeof LOOKS / sizeof *LOOKS; i++) {
    struct glyph known = LOOKS[i].glyph;
    bool font = known.font && glyph.font ? strcasecmp(known.font, glyph.font) == 0 : known.font == glyph.font;
    if (font && known.code == glyph.code) return &LOOKS[i];
  }
  return NULL;
}

/* A passage as it is read. A segment is a line, or what two tabs cut off it: it decides on which side its labels stand. */
struct reading {
  struct arena *arena;
  const struct passage *passage;
  size_t offset; /* in the text of the paragraph */
  ARRAY(struct box) boxes;
  size_t first;     /* of the segment's boxes */
  struct str lead;  /* the text before them */
  struct text text; /* since the last box or the segment's begin */
  bool in_field;
  struct glyph drawn[BOX_SYMBOL + 1][2]; /* what the first of a kind, unticked and ticked, is drawn with */
};

static bool separates(char c) { return c == ',' || c == ';' || c == '/' || c == '|'; }

/* Without blanks at its edges, and without what stands between one choice and the next. */
static struct str tidy(struct str text) {
  text = str_trim(text);
  while (text.len && separates(text.at[text.len - 1])) text = str_trim(str_sub(text, 0, text.len - 1));
  while (text.len && separates(text.at[0])) text = str_trim(str_sub(text, 1, text.len));
  return text;
}

static void end_text(struct reading *r) {
  struct str text = tidy(str_copy(r->arena, text_str(&r->text)));
  if (r->boxes.n > r->first)
    r->boxes.at[r->boxes.n - 1].label = text;
  else
    r->lead = text;
  r->text.len = 0;
}

static void end_segment(struct reading *r) {
  end_text(r);
  struct box *boxes = r->boxes.at;
  if (r->boxes.n > r->first && r->lead.len && !boxes[r->boxes.n - 1].label.len) {
    for (size_t i = r->boxes.n - 1; i > r->first; i--) boxes[i].label = boxes[i - 1].label;
    boxes[r->first].label = r->lead;
  }
  r->first = r->boxes.n;
  r->lead = STR("");
}

static void add_box(struct reading *r, struct box box) {
  end_text(r);
  *PUSH(r->arena, &r->boxes) = box;
}

/* Two tabs end a segment that has its label already: before them, or before its box. */
static void add_tab(struct reading *r) {
  struct str text = text_str(&r->text);
  bool second = text.len && text.at[text.len - 1] == '\t', boxed = r->boxes.n > r->first;
  text_add_byte(&r->text, '\t');
  if (second && boxed && (r->lead.len || tidy(text).len)) end_segment(r);
}

/* Whether the passage reaches to where the reading stands; what has no length belongs to both sides. */
static bool reached(const struct reading *r, size_t len) {
  const struct passage *p = r->passage;
  return !p->part || (r->offset >= p->from && r->offset + len <= p->to);
}

static void add_drawn(struct reading *r, struct box box, const struct look *look) {
  struct glyph *drawn = &r->drawn[box.kind][look->ticked];
  if (!drawn->code) *drawn = look->glyph;
  box.ticked = look->ticked;
  box.other = (struct glyph){look->glyph.font, look->other};
  add_box(r, box);
}

static void add_character(struct reading *r, struct element *piece, size_t at, uint32_t c) {
  const struct look *look = look_of((struct glyph){NULL, c});
  bool variation = c == 0xFE0E || c == 0xFE0F; /* whether the character before is a picture */
  if (look)
    add_drawn(r, (struct box){.kind = BOX_CHARACTER, .element = piece, .at = at}, look);
  else if (c == '\t')
    add_tab(r);
  else if (c == '\n')
    end_segment(r);
  else if (!variation)
    text_add_utf8(&r->text, c);
}

static void add_piece(struct reading *r, struct element *piece, struct str text) {
  for (size_t at = 0, n = 0; at < text.len; n++) {
    size_t from = at;
    uint32_t c = utf8_next(text, &at);
    if (reached(r, at - from) && !r->in_field) add_character(r, piece, n, c);
    r->offset += at - from;
  }
}

/* What is no text that was typed has no boxes, whatever it shows. */
static void add_shown(struct reading *r, struct str text) {
  if (reached(r, text.len) && !r->in_field) text_add(&r->text, text);
  r->offset += text.len;
}

/* Symbol fonts have their characters at F000 too (17.3.3.30). */
static const struct look *symbol_look(struct arena *arena, const struct element *sym) {
  uint32_t code = (uint32_t)strtoul(str_z(arena, element_value(sym, W_CHAR)), NULL, 16);
  const char *font = str_z(arena, element_value(sym, W_FONT));
  return look_of((struct glyph){font, code >= 0xF000 ? code - 0xF000 : code});
}

bool is_box_symbol(struct arena *arena, const struct element *sym) { return symbol_look(arena, sym) != NULL; }

/* One that is no box is no word of a label. */
static void add_symbol(struct reading *r, struct element *sym, struct str text) {
  const struct look *look = symbol_look(r->arena, sym);
  if (look && !r->in_field && reached(r, text.len))
    add_drawn(r, (struct box){.kind = BOX_SYMBOL, .element = sym}, look);
  r->offset += text.len;
}

bool is_on(const struct element *e, int value) {
  struct str word = element_value(e, value);
  return e && !str_is(word, "0") && !str_is(word, "false") && !str_is(word, "off");
}

/* A check box that nobody touched is as its form has it (17.16.7, 17.16.11). */
static struct box field_box(struct element *begin) {
  const struct element *field = element_child(element_child(begin, W_FF_DATA), W_CHECK_BOX);
  const struct element *checked = element_child(field, W_CHECKED);
  bool ticked = is_on(checked ? checked : element_child(field, W_DEFAULT), W_VAL);
  return (struct box){.kind = BOX_FIELD, .element = begin, .ticked = ticked};
}

static void add_field(struct reading *r, struct element *e) {
  struct str type = element_value(e, W_FLD_CHAR_TYPE);
  if (str_is(type, "end")) r->in_field = false;
  if (!str_is(type, "begin") || !element_child(element_child(e, W_FF_DATA), W_CHECK_BOX)) return;
  if (reached(r, 0)) add_box(r, field_box(e));
  r->in_field = true;
}

static const struct element *check_box(const struct element *sdt) {
  return element_child(element_child(sdt, W_SDT_PR), W14_CHECKBOX);
}

static struct box control_box(struct element *sdt) {
  bool ticked = is_on(element_child(check_box(sdt), W14_CHECKED), W14_VAL);
  return (struct box){.kind = BOX_CONTROL, .element = sdt, .ticked = ticked};
}

/* A control that is passed by: a check box, or a placeholder. */
static void pass_control(struct reading *r, struct element *sdt) {
  size_t len = paragraph_whole(r->arena, sdt).len;
  if (check_box(sdt) && reached(r, len)) add_box(r, control_box(sdt));
  r->offset += len;
}

static void add_any(struct reading *r, struct element *e, struct str text) {
  bool typed = e->name != W_FLD_CHAR && e->name != M_O_MATH && e->name != M_O_MATH_PARA;
  if (e->name == W_SYM)
    add_symbol(r, e, text);
  else if (typed)
    add_piece(r, e, text);
  else
    add_shown(r, text);
}

static void read_scope(struct reading *r, struct element *scope) {
  r->offset = 0;
  for (struct element *e = scope, *next; e; e = next) {
    bool control = e->name == W_SDT && (check_box(e) || (!r->passage->part && control_shows_placeholder(e)));
    struct str text;
    bool foreign = is_foreign(e->name), piece = !foreign && !control && atom_text(r->arena, e, &text);
    next = foreign || control || piece ? element_next_past(e, scope) : element_next(e, scope);
    if (control) pass_control(r, e);
    if (piece) add_any(r, e, text);
    if (e->name == W_FLD_CHAR) add_field(r, e);
  }
  r->in_field = false;
  end_segment(r);
}

/* The check box control that a paragraph stands in: such a control holds nothing but its box. */
static struct element *check_box_around(const struct element *p) {
  struct element *sdt = element_ancestor(p, W_SDT);
  while (sdt && !check_box(sdt)) sdt = element_ancestor(sdt, W_SDT);
  return sdt;
}

static void read_paragraph(struct reading *r, struct element *p) {
  struct element *around = check_box_around(p);
  bool known = r->boxes.n && r->boxes.at[r->boxes.n - 1].element == around;
  if (!around) {
    read_scope(r, p);
  } else if (!known) {
    add_box(r, control_box(around));
    end_segment(r);
  }
}

/* A box that is to be ticked becomes what the ticked ones beside it are, and the other way round. */
static void follow_others(struct reading *r) {
  for (size_t i = 0; i < r->boxes.n; i++) {
    struct box *box = &r->boxes.at[i];
    struct glyph beside = r->drawn[box->kind][!box->ticked];
    if (beside.code) box->other = beside;
  }
}

struct box *boxes_read(struct arena *arena, const struct passage *passage, size_t *count) {
  struct reading r = {.arena = arena, .passage = passage, .lead = STR(""), .text = {.arena = arena}};
  if (passage->control)
    read_paragraph(&r, passage->control);
  else
    for (size_t i = 0; i < passage->count; i++) read_paragraph(&r, passage->paragraphs[i]);
  follow_others(&r);
  *count = r.boxes.n;
  return r.boxes.at;
}
