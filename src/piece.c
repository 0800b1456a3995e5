/* The pieces that the text of a paragraph is made of: text and breaks, symbols, formulas, what a legacy list shows. */
#include "word_read.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- symbols (17.3.3.30) ---- */

/* What programs and people draw with symbol fonts, as everybody can read it. */
static const struct sign {
  const char *font;
  uint32_t code;
  const char *text;
} SIGNS[] = {
    {"Wingdings", 0x43, "👍"},   {"Wingdings", 0x44, "👎"},   {"Wingdings", 0x4A, "☺"},   {"Wingdings", 0x4B, "😐"},
    {"Wingdings", 0x4C, "☹"},   {"Wingdings", 0x6C, "●"},   {"Wingdings", 0x6E, "■"},   {"Wingdings", 0x6F, "☐"},
    {"Wingdings", 0x78, "☒"},   {"Wingdings", 0xA7, "▪"},   {"Wingdings", 0xA8, "☐"},   {"Wingdings", 0xAB, "★"},
    {"Wingdings", 0xDF, "←"},   {"Wingdings", 0xE0, "→"},   {"Wingdings", 0xE1, "↑"},   {"Wingdings", 0xE2, "↓"},
    {"Wingdings", 0xFB, "✗"},   {"Wingdings", 0xFC, "✓"},   {"Wingdings", 0xFD, "☒"},   {"Wingdings", 0xFE, "☑"},
    {"Wingdings 2", 0x4F, "✗"}, {"Wingdings 2", 0x50, "✓"}, {"Wingdings 2", 0x52, "☑"}, {"Wingdings 2", 0x53, "☒"},
    {"Wingdings 2", 0xA3, "☐"}, {"Webdings", 0x61, "✓"},    {"Webdings", 0x72, "✗"},    {"Symbol", 0xAE, "→"},
    {"Symbol", 0xB7, "•"},
};

/* Symbol fonts have their characters at F000 too. What nobody knows stays the character that it is, in the private use area. */
static struct str symbol_text(struct arena *arena, const struct element *sym) {
  uint32_t code = (uint32_t)strtoul(str_z(arena, element_value(sym, W_CHAR)), NULL, 16);
  const char *font = str_z(arena, element_value(sym, W_FONT));
  uint32_t low = code >= 0xF000 && code < 0xF100 ? code - 0xF000 : code;
  for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
    if (SIGNS[i].code == low && strcasecmp(SIGNS[i].font, font) == 0) return str_from(SIGNS[i].text);
  struct text out = {.arena = arena};
  bool surrogate = code >= 0xD800 && code < 0xE000, control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  bool of_symbols = strncasecmp(font, "Wingdings", 9) == 0 || strcasecmp(font, "Webdings") == 0;
  if (of_symbols && code < 0x100) code += 0xF000;
  text_add_utf8(&out, surrogate || (control && code < 0x100) || code > 0xFFFD ? 0xFFFD : code);
  return text_str(&out);
}

/* ---- formulas (22.1) ---- */

/* One after another what it is written with; how it is laid out no text can say. */
static struct str formula_text(struct arena *arena, const struct element *math) {
  struct text out = {.arena = arena};
  for (const struct element *e = math; e; e = element_next(e, math))
    if (e->name == M_T) text_add(&out, element_text(e));
  return text_str(&out);
}

/* ---- legacy lists (17.16.9) ---- */

const struct element *form_mark_next(const struct element *begin, const struct element *e) {
  const struct element *p = element_ancestor(begin, W_P);
  size_t depth = 1;
  for (const struct element *m = begin; p && (m = element_next(m, p));) {
    struct str type = m->name == W_FLD_CHAR ? element_value(m, W_FLD_CHAR_TYPE) : STR("");
    depth += str_is(type, "begin");
    if (m->start > e->start && depth == 1 && (m->name == W_INSTR_TEXT || type.len)) return m;
    depth -= str_is(type, "end");
    if (!depth) return NULL;
  }
  return NULL;
}

/* Programs may show the entry as text behind the list's instruction too. */
static struct str shown_text(struct arena *arena, const struct element *begin) {
  struct text out = {.arena = arena};
  const struct element *m = begin, *separate = NULL, *end = NULL;
  while ((m = form_mark_next(begin, m))) {
    if (str_is(element_value(m, W_FLD_CHAR_TYPE), "separate")) separate = m;
    end = m;
  }
  for (const struct element *e = separate; e && e != end; e = element_next(e, element_ancestor(begin, W_P)))
    if (e->name == W_T) text_add(&out, element_text(e));
  return text_str(&out);
}

/* The entry, unless it stands as text behind it: then that is the piece. What is not the same is said twice, so that nobody takes the
 * one for the other. */
static struct str list_text(struct arena *arena, const struct element *begin) {
  struct form form = {.kind = FORM_LIST, .begin = (struct element *)begin};
  struct str text = form_shown(&form), shown = str_trim(shown_text(arena, begin));
  if (!text.len || str_equal(shown, str_trim(text))) return STR("");
  return shown.len ? str_joined(arena, text, STR(" / "), STR("")) : text;
}

bool is_form_list(const struct element *e) {
  return e->name == W_FLD_CHAR && element_child(element_child(e, W_FF_DATA), W_DD_LIST);
}

/* ---- pieces ---- */

static struct str break_text(const struct element *e) {
  switch (e->name) {
  case W_TAB: return STR("\t");
  case W_NO_BREAK_HYPHEN: return STR("\u2011");
  case W_SOFT_HYPHEN: return STR("\u00ad");
  case W_BR: {
    struct str type = element_value(e, W_TYPE);
    return type.len && !str_is(type, "textWrapping") ? STR("") : STR("\n");
  }
  case W_CR: return STR("\n");
  default: return STR("");
  }
}

static struct str run_piece(struct arena *arena, const struct element *e) {
  if (e->name == W_SYM) return symbol_text(arena, e);
  return is_form_list(e) ? list_text(arena, e) : break_text(e);
}

bool piece_text(struct arena *arena, const struct element *e, struct str *text) {
  int in = e->parent ? e->parent->name : NAME_NONE;
  bool formula = e->name == M_O_MATH_PARA || (e->name == M_O_MATH && in != M_O_MATH_PARA);
  bool in_run = in == W_R || in == MC_CHOICE || in == MC_FALLBACK;
  *text = STR("");
  if (!in_run && !formula) return false; /* nearly all that is asked for */
  *text = formula ? formula_text(arena, e) : e->name == W_T ? element_text(e) : run_piece(arena, e);
  return (e->name == W_T && in_run) || text->len > 0;
}
