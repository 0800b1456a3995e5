/* Ticking a box and taking its tick off: its value and what is drawn, nothing else. */
#include "word_read.h"

#include <stdlib.h>
#include <strings.h>

/* An on-off value (17.17.4) that is there. */
static void write_on_off(struct edits *edits, const struct element *e, int value, bool on) {
  const struct attribute *attribute = element_attribute(e, value);
  struct str word = on ? STR("1") : STR("0");
  if (attribute)
    edits_set_attribute(edits, e, attribute, word);
  else
    edits_add_attribute(
        edits, e, str_from(str_format(edits->arena, "%sval", str_z(edits->arena, word_prefix(edits->arena, e)))), word);
}

/* CT_FFCheckBox: the size, default, checked. */
static void set_field(struct edits *edits, const struct element *begin, bool ticked) {
  const struct element *field = element_child(element_child(begin, W_FF_DATA), W_CHECK_BOX);
  const struct element *checked = element_child(field, W_CHECKED);
  const char *w = str_z(edits->arena, word_prefix(edits->arena, field));
  if (checked)
    write_on_off(edits, checked, W_VAL, ticked);
  else
    edits_append_child(edits, field, str_from(str_format(edits->arena, "<%schecked %sval=\"%d\"/>", w, w, ticked)));
}

static struct str utf8(struct arena *arena, uint32_t c) {
  struct text out = {.arena = arena};
  text_add_utf8(&out, c);
  return text_str(&out);
}

/* ---- characters ---- */

/* Behind what is no character of the text: the marks of CDATA, comments, instructions. */
static size_t past_markup(struct str raw, size_t at, bool *cdata) {
  for (;;) {
    struct str rest = str_sub(raw, at, raw.len);
    if (*cdata && str_starts(rest, STR("]]>"))) {
      *cdata = false;
      at += 3;
    } else if (!*cdata && str_starts(rest, STR("<![CDATA["))) {
      *cdata = true;
      at += 9;
    } else if (!*cdata && str_starts(rest, STR("<"))) {
      struct str close = str_starts(rest, STR("<!--")) ? STR("-->") : STR("?>");
      at += (size_t)str_find(rest, close) + close.len;
    } else {
      return at;
    }
  }
}

static size_t past_character(struct str raw, size_t at, bool cdata) {
  bool reference = raw.at[at] == '&' && !cdata, line_end = raw.at[at] == '\r';
  if (reference) return at + (size_t)str_find(str_sub(raw, at, raw.len), STR(";")) + 1;
  if (line_end) return at + (str_starts(str_sub(raw, at, raw.len), STR("\r\n")) ? 2 : 1);
  utf8_next(raw, &at);
  return at;
}

/* Rewrites the n-th character of an element's text where it stands in the bytes, be it written as a reference. */
static void replace_character(struct edits *edits, const struct element *e, size_t n, struct str with) {
  struct str raw = element_content(e);
  bool cdata = false;
  for (size_t at = 0; (at = past_markup(raw, at, &cdata)) < raw.len;) {
    size_t from = at;
    at = past_character(raw, at, cdata);
    if (n-- > 0) continue;
    edits_replace(edits, e->open_end + from, e->open_end + at, with);
    return;
  }
}

/* Alternatives that are one piece of text are written as one. */
static void replace_alternatives(struct edits *edits, const struct element *e, size_t n, struct str with) {
  struct str text = STR("");
  struct text out = {.arena = edits->arena};
  atom_text(edits->arena, e, &text);
  for (size_t at = 0; at < text.len; n--) {
    size_t from = at;
    utf8_next(text, &at);
    text_add(&out, n == 0 ? with : str_sub(text, from, at));
  }
  edits_replace(edits, e->start, e->end, text_instead(edits->arena, e, text_str(&out)));
}

/* ---- symbols ---- */

/* Symbol fonts are written at F000 (17.3.3.30) by Word; a number below stays below. */
static void set_symbol(struct edits *edits, const struct element *sym, struct glyph glyph) {
  const struct attribute *font = element_attribute(sym, W_FONT), *code = element_attribute(sym, W_CHAR);
  bool high = strtoul(str_z(edits->arena, attribute_value(code)), NULL, 16) >= 0xF000;
  edits_set_attribute(edits, sym, code,
                      str_from(str_format(edits->arena, high ? "F0%02X" : "%02X", (unsigned)glyph.code)));
  if (strcasecmp(str_z(edits->arena, attribute_value(font)), glyph.font) != 0)
    edits_set_attribute(edits, sym, font, str_from(glyph.font));
}

/* ---- check box controls ---- */

/* What the control draws in a state: its own glyph, else the boxes that Word begins with. */
static struct glyph state_glyph(struct arena *arena, const struct element *box, bool ticked) {
  const struct element *state = element_child(box, ticked ? W14_CHECKED_STATE : W14_UNCHECKED_STATE);
  const char *font = str_z(arena, element_value(state, W14_FONT));
  uint32_t code = (uint32_t)strtoul(str_z(arena, element_value(state, W14_VAL)), NULL, 16);
  bool symbols = strncasecmp(font, "Wingdings", 9) == 0 || strcasecmp(font, "Webdings") == 0 ||
                 strcasecmp(font, "Symbol") == 0 || (code >= 0xF000 && code <= 0xF0FF);
  if (!code || code > 0x10FFFF) return (struct glyph){NULL, ticked ? 0x2612 : 0x2610};
  return (struct glyph){symbols ? font : NULL, symbols && code < 0x100 ? code + 0xF000 : code};
}

static struct str drawn(struct arena *arena, const struct element *near, struct glyph glyph) {
  struct text out = {.arena = arena};
  const char *w = str_z(arena, word_prefix(arena, near));
  if (!glyph.font) {
    run_text(&out, element_prefix(near), utf8(arena, glyph.code));
    return text_str(&out);
  }
  text_add_z(&out, str_format(arena, "<%ssym %sfont=\"", w, w));
  text_add_escaped(&out, str_from(glyph.font));
  text_add_z(&out, str_format(arena, "\" %schar=\"%04X\"/>", w, (unsigned)glyph.code));
  return text_str(&out);
}

/* The first text or symbol in a control that is shown. */
static struct element *shown_piece(const struct element *content) {
  for (const struct element *e = content; e;
       e = is_foreign(e->name) ? element_next_past(e, content) : element_next(e, content))
    if ((e->name == W_T || e->name == W_SYM) && e->parent->name == W_R) return (struct element *)e;
  return NULL;
}

static void draw_first(struct edits *edits, const struct element *content, struct glyph glyph) {
  const struct element *run = first_named(content, W_R), *p = first_named(content, W_P);
  struct str mark = drawn(edits->arena, content, glyph);
  struct str w = word_prefix(edits->arena, content);
  const char *new_run =
      str_format(edits->arena, "<%.*sr>%.*s</%.*sr>", (int)w.len, w.at, (int)mark.len, mark.at, (int)w.len, w.at);
  if (run)
    edits_append_child(edits, run, mark);
  else
    edits_append_child(edits, p ? p : content, str_from(new_run));
}

static void draw_control(struct edits *edits, const struct element *content, struct glyph glyph) {
  const struct element *piece = shown_piece(content);
  if (!piece)
    draw_first(edits, content, glyph);
  else if (piece->name == W_T && element_text(piece).len && !glyph.font)
    replace_character(edits, piece, 0, utf8(edits->arena, glyph.code));
  else
    edits_replace(edits, piece->start, piece->end, drawn(edits->arena, piece, glyph));
}

/* CT_SdtCheckbox ([MS-DOCX] 2.6.1.9): checked, checkedState, uncheckedState. */
static void set_control(struct edits *edits, const struct element *sdt, bool ticked) {
  const struct element *box = element_child(element_child(sdt, W_SDT_PR), W14_CHECKBOX);
  const struct element *checked = element_child(box, W14_CHECKED), *content = element_child(sdt, W_SDT_CONTENT);
  const char *w14 = str_z(edits->arena, element_prefix(box));
  if (checked)
    write_on_off(edits, checked, W14_VAL, ticked);
  else
    edits_prepend_child(edits, box, str_from(str_format(edits->arena, "<%schecked %sval=\"%d\"/>", w14, w14, ticked)));
  if (content) draw_control(edits, content, state_glyph(edits->arena, box, ticked));
}

void box_set(struct edits *edits, const struct box *box, bool ticked) {
  if (box->ticked == ticked) return;
  struct str other = utf8(edits->arena, box->other.code);
  if (box->kind == BOX_CONTROL)
    set_control(edits, box->element, ticked);
  else if (box->kind == BOX_FIELD)
    set_field(edits, box->element, ticked);
  else if (box->kind == BOX_SYMBOL)
    set_symbol(edits, box->element, box->other);
  else if (box->element->name == W_T)
    replace_character(edits, box->element, box->at, other);
  else
    replace_alternatives(edits, box->element, box->at, other);
}
