/* Reading the text of paragraphs (17.3) and passages. */
#include "word_read.h"

#include <string.h>

bool is_foreign(int name) {
  static const bool foreign[NAME_END] = {
      [W_DEL] = 1,       [W_MOVE_FROM] = 1, [W_TXBX_CONTENT] = 1, [W_PICT] = 1,   [W_DRAWING] = 1,    [W_OBJECT] = 1,
      [MC_FALLBACK] = 1, [W_PPR] = 1,       [W_RPR] = 1,          [W_SDT_PR] = 1, [W_INSTR_TEXT] = 1, [W_TBL] = 1};
  return foreign[name];
}

/* The text of one side of an mc:AlternateContent; false when it holds more than text. */
static bool side_text(const struct element *side, struct text *out) {
  for (const struct element *e = side ? side->first : NULL; e; e = element_next(e, side)) {
    struct str text;
    bool matter = e->name == W_TXBX_CONTENT || e->name == W_PICT || e->name == W_DRAWING || e->name == W_OBJECT;
    if (matter || e->name == W_P || e->name == MC_ALTERNATE_CONTENT) return false;
    if (atom_text(out->arena, e, &text)) text_add(out, text);
  }
  return true;
}

/* The same words twice, for newer programs and for older ones (Part 3, 7.5): one piece of text, so that both sides are read once and
 * rewritten together. */
static bool alternate_text(struct arena *arena, const struct element *e, struct str *text) {
  struct text choice = {.arena = arena}, fallback = {.arena = arena};
  bool texts = side_text(element_child(e, MC_CHOICE), &choice) && side_text(element_child(e, MC_FALLBACK), &fallback);
  *text = text_str(choice.len ? &choice : &fallback);
  return texts && text->len > 0;
}

bool atom_text(struct arena *arena, const struct element *e, struct str *text) {
  return e->name == MC_ALTERNATE_CONTENT ? alternate_text(arena, e, text) : piece_text(arena, e, text);
}

/* Goes through the pieces of text inside scope. */
struct walk {
  struct arena *arena;
  const struct element *scope, *next;
  bool placeholders; /* their texts count too */
};

/* The next piece; NULL behind the last. */
static const struct element *walk_on(struct walk *walk, struct str *text) {
  for (const struct element *e = walk->next; e; e = walk->next) {
    bool hidden = is_foreign(e->name) || (e->name == W_SDT && !walk->placeholders && control_shows_placeholder(e));
    bool found = !hidden && atom_text(walk->arena, e, text);
    walk->next = hidden || found ? element_next_past(e, walk->scope) : element_next(e, walk->scope);
    if (found) return e;
  }
  return NULL;
}

void atoms_read(struct arena *arena, const struct element *scope, bool placeholders, struct atoms *atoms) {
  struct walk walk = {arena, scope, scope, placeholders};
  struct str text;
  for (const struct element *e; (e = walk_on(&walk, &text));)
    *PUSH(arena, atoms) = (struct atom){(struct element *)e, text};
}

static void add_texts(struct text *out, const struct element *scope, bool placeholders) {
  struct walk walk = {out->arena, scope, scope, placeholders};
  struct str text;
  while (walk_on(&walk, &text)) text_add(out, text);
}

/* Of a single piece, which is most of what there is, that piece itself. */
static struct str texts_of(struct arena *arena, const struct element *scope, bool placeholders) {
  struct walk walk = {arena, scope, scope, placeholders};
  struct text out = {.arena = arena};
  struct str first, text;
  if (!walk_on(&walk, &first)) return STR("");
  if (!walk_on(&walk, &text)) return first;
  text_add(&out, first);
  do text_add(&out, text);
  while (walk_on(&walk, &text));
  return text_str(&out);
}

static void add_paragraph(struct text *out, const struct element *scope) { add_texts(out, scope, false); }

struct str paragraph_whole(struct arena *arena, const struct element *p) {
  return texts_of(arena, p, true);
}

struct str paragraph_text(struct arena *arena, const struct element *scope) {
  return texts_of(arena, scope, false);
}

size_t text_before(struct arena *arena, const struct element *p, size_t at) {
  struct walk walk = {arena, p, p, true};
  size_t length = 0;
  struct str text;
  for (const struct element *e; (e = walk_on(&walk, &text)) && e->start < at;) length += text.len;
  return length;
}

struct element *paragraph_around(const struct element *e) {
  for (e = e->parent; e; e = e->parent) {
    if (e->name == W_P) return (struct element *)e;
    if (e->name == W_TXBX_CONTENT || e->name == W_TC || e->name == W_TBL) return NULL;
  }
  return NULL;
}

bool paragraph_joins(const struct element *p) {
  const struct element *look = element_child(element_child(p, W_PPR), W_RPR);
  return look && (element_child(look, W_DEL) || element_child(look, W_MOVE_FROM));
}

bool paragraph_gone(struct arena *arena, const struct element *p) {
  return paragraph_joins(p) && !paragraph_whole(arena, p).len;
}

static struct element **paragraphs_of(struct arena *arena, const struct element *scope, bool deep, size_t *count) {
  ARRAY(struct element *) list = {0};
  struct element *next = element_next(scope, scope);
  for (struct element *e = next; e; e = next) {
    bool gone = (e->name == W_TR && row_gone(e)) || (e->name == W_TC && cell_gone(e));
    bool whole = e->name == W_P || gone || (is_foreign(e->name) && !(deep && e->name == W_TBL));
    next = whole ? element_next_past(e, scope) : element_next(e, scope);
    if (e->name == W_P && !paragraph_gone(arena, e)) *PUSH(arena, &list) = e;
  }
  *count = list.n;
  return list.at;
}

struct element **paragraphs_in(struct arena *arena, const struct element *scope, size_t *count) {
  return paragraphs_of(arena, scope, false, count);
}

struct element **paragraphs_deep(struct arena *arena, const struct element *scope, size_t *count) {
  return paragraphs_of(arena, scope, true, count);
}

/* A control around the whole passage may show a placeholder too. */
static bool inside_placeholder(const struct element *e) {
  for (e = e->parent; e; e = e->parent)
    if (e->name == W_SDT && control_shows_placeholder(e)) return true;
  return false;
}

/* A paragraph whose text is all a placeholder's is no line of what people typed around it. */
static bool only_placeholder(struct arena *arena, const struct element *p) {
  struct walk shown = {arena, p, p, false}, all = {arena, p, p, true};
  struct str text;
  return !walk_on(&shown, &text) && walk_on(&all, &text);
}

/* With what is written behind its instruction, where that is something else. */
static struct str form_text(struct arena *arena, const struct form *form) {
  struct str piece;
  if (!form->separate) return form_shown(form);
  struct text out = {.arena = arena};
  const struct element *p = element_ancestor(form->begin, W_P);
  for (const struct element *e = form->begin; e && e->start < form->end->start; e = element_next(e, p))
    if (piece_text(arena, e, &piece)) text_add(&out, piece);
  return str_trim(text_str(&out));
}

/* Offsets of parts count the text of placeholders too, so that reading and writing see the same. */
static struct str part_text(struct arena *arena, const struct passage *passage) {
  return str_sub(paragraph_whole(arena, passage->paragraphs[0]), passage->from, passage->to);
}

struct str passage_text(struct arena *arena, const struct passage *passage) {
  struct text out = {.arena = arena};
  if (passage->tag.len) return STR("");
  if (passage->form) return form_text(arena, passage->form);
  if (passage->part) return part_text(arena, passage);
  if (passage->control && inside_placeholder(passage->control)) return STR("");
  if (passage->control) {
    add_paragraph(&out, passage->control);
    return text_str(&out);
  }
  bool more = false;
  for (size_t i = 0; i < passage->count; i++) {
    struct element *p = passage->paragraphs[i];
    if (inside_placeholder(p) || only_placeholder(arena, p) || paragraph_gone(arena, p)) continue;
    if (more) text_add_byte(&out, '\n');
    add_paragraph(&out, p);
    more = !paragraph_joins(p);
  }
  return text_str(&out);
}

struct element *passage_control(const struct passage *passage) {
  if (passage->control) return passage->control;
  struct element *p = passage->paragraphs[0];
  for (struct element *e = element_next(p, p); e; e = element_next(e, p))
    if (e->name == W_SDT && paragraph_around(e) == p) return e; /* and not of a text box */
  struct element *around = p->parent && p->parent->name == W_TC ? p->parent->parent : p->parent; /* of a cell, too */
  return around && around->name == W_SDT_CONTENT ? around->parent : NULL;
}

bool paragraph_all_bold(const struct element *p) {
  size_t runs = 0;
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p)) {
    if (e->name != W_T || e->parent->name != W_R || !str_trim(element_text(e)).len) continue;
    struct element *properties = element_child(e->parent, W_RPR), *bold = element_child(properties, W_B);
    struct str value = element_value(bold, W_VAL);
    if (!bold || str_is(value, "0") || str_is(value, "false")) return false;
    runs++;
  }
  return runs > 0;
}
