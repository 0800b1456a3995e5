/* Reading the text of paragraphs (17.3) and passages. */
#include "word_read.h"

#include <string.h>

/* What stands for something else than text of the paragraph it is in. */
static bool is_foreign(int name) {
  static const bool foreign[NAME_END] = {
      [W_DEL] = 1,       [W_MOVE_FROM] = 1, [W_TXBX_CONTENT] = 1, [W_PICT] = 1,   [W_DRAWING] = 1,    [W_OBJECT] = 1,
      [MC_FALLBACK] = 1, [W_PPR] = 1,       [W_RPR] = 1,          [W_SDT_PR] = 1, [W_INSTR_TEXT] = 1, [W_TBL] = 1};
  return foreign[name];
}

static bool atom_text(const struct element *e, struct str *text) {
  bool page_break =
      e->name == W_BR && element_value(e, W_TYPE).len && !str_is(element_value(e, W_TYPE), "textWrapping");
  *text = e->name == W_T                 ? e->text
          : e->name == W_TAB             ? STR("\t")
          : e->name == W_NO_BREAK_HYPHEN ? STR("\u2011")
          : e->name == W_SOFT_HYPHEN     ? STR("\u00ad")
                                         : STR("\n");
  bool is_text = e->name == W_T || e->name == W_TAB || e->name == W_BR || e->name == W_CR ||
                 e->name == W_NO_BREAK_HYPHEN || e->name == W_SOFT_HYPHEN;
  return is_text && !page_break && e->parent && e->parent->name == W_R;
}

void atoms_read(struct arena *arena, const struct element *scope, bool placeholders, struct atoms *atoms) {
  for (const struct element *e = scope, *next; e; e = next) {
    bool hidden = is_foreign(e->name) || (e->name == W_SDT && !placeholders && control_shows_placeholder(e));
    next = hidden ? element_next_past(e, scope) : element_next(e, scope);
    struct str text;
    if (hidden || !atom_text(e, &text)) continue;
    struct atom *atom = PUSH(arena, atoms);
    *atom = (struct atom){(struct element *)e, text};
  }
}

static void add_paragraph(struct text *out, const struct element *scope) {
  struct atoms atoms = {0};
  atoms_read(out->arena, scope, false, &atoms);
  for (size_t i = 0; i < atoms.n; i++) text_add(out, atoms.at[i].text);
}

struct str paragraph_text(struct arena *arena, const struct element *scope) {
  struct text out = {.arena = arena};
  add_paragraph(&out, scope);
  return text_str(&out);
}

struct element **paragraphs_in(struct arena *arena, const struct element *scope, size_t *count) {
  ARRAY(struct element *) list = {0};
  struct element *next = element_next(scope, scope);
  for (struct element *e = next; e; e = next) {
    bool whole = e->name == W_P || is_foreign(e->name);
    next = whole ? element_next_past(e, scope) : element_next(e, scope);
    if (e->name == W_P) *PUSH(arena, &list) = e;
  }
  *count = list.n;
  return list.at;
}

/* A control around the whole passage may show a placeholder too. */
static bool inside_placeholder(const struct element *e) {
  for (e = e->parent; e; e = e->parent)
    if (e->name == W_SDT && control_shows_placeholder(e)) return true;
  return false;
}

/* A paragraph whose text is all a placeholder's is no line of what people typed around it. */
static bool only_placeholder(struct arena *arena, const struct element *p) {
  struct atoms shown = {0}, all = {0};
  atoms_read(arena, p, false, &shown);
  if (shown.n) return false;
  atoms_read(arena, p, true, &all);
  return all.n > 0;
}

struct str passage_text(struct arena *arena, const struct passage *passage) {
  struct text out = {.arena = arena};
  if (inside_placeholder(passage->control ? passage->control : passage->paragraphs[0])) return STR("");
  if (passage->control) {
    add_paragraph(&out, passage->control);
    return text_str(&out);
  }
  bool more = false;
  for (size_t i = 0; i < passage->count; i++) {
    if (only_placeholder(arena, passage->paragraphs[i])) continue;
    if (more) text_add_byte(&out, '\n');
    add_paragraph(&out, passage->paragraphs[i]);
    more = true;
  }
  return text_str(&out);
}

struct element *passage_control(const struct passage *passage) {
  if (passage->control) return passage->control;
  struct element *p = passage->paragraphs[0];
  for (struct element *e = element_next(p, p); e; e = element_next(e, p))
    if (e->name == W_SDT) return e;
  struct element *content = p->parent && p->parent->name == W_SDT_CONTENT ? p->parent : NULL;
  return content && content->parent ? content->parent : NULL;
}
