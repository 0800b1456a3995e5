/* Text that is marked with a colour (17.3.2.15, 17.3.2.32): read, and the marks moved while the text stays. */
#include "word_read.h"

/* ---- reading ---- */

/* The element of a run's properties that marks it; NULL for none. */
static const struct element *mark_of(const struct element *run) {
  const struct element *look = element_child(run, W_RPR);
  const struct element *highlight = element_child(look, W_HIGHLIGHT), *shd = element_child(look, W_SHD);
  struct str colour = element_value(highlight, W_VAL), fill = element_value(shd, W_FILL);
  if (highlight && !str_is(colour, "none") && !str_is(colour, "white")) return highlight;
  bool none = !fill.len || str_is(fill, "auto") || str_is(fill, "FFFFFF") || str_is(fill, "ffffff");
  return shd && !none ? shd : NULL;
}

typedef ARRAY(struct marked) marked_list;

/* Of a part of a paragraph only the pieces inside it. A run may hold thousands: it is looked at once. */
static void add_paragraph(struct text *text, marked_list *list, const struct passage *passage,
                          const struct element *p) {
  struct atoms atoms = {0};
  const struct element *run = NULL;
  bool marked = false;
  atoms_read(text->arena, p, passage->part, &atoms);
  for (size_t i = 0, start = 0, end; i < atoms.n; i++, start = end) {
    struct element *e = atoms.at[i].element;
    size_t from = text->len;
    end = start + atoms.at[i].text.len;
    if (passage->part && (start < passage->from || end > passage->to)) continue;
    text_add(text, atoms.at[i].text);
    if (e->parent != run) marked = e->parent->name == W_R && mark_of(e->parent);
    run = e->parent;
    *PUSH(text->arena, list) = (struct marked){.element = e, .from = from, .to = text->len, .marked = marked};
  }
}

struct marks marks_read(struct arena *arena, const struct passage *passage) {
  struct text text = {.arena = arena};
  marked_list list = {0};
  if (passage->control) add_paragraph(&text, &list, passage, passage->control);
  for (size_t i = 0; !passage->control && i < passage->count; i++) {
    if (i) text_add_byte(&text, '\n');
    add_paragraph(&text, &list, passage, passage->paragraphs[i]);
  }
  return (struct marks){text_str(&text), list.at, list.n};
}

/* ---- writing ---- */

/* In a w:rPr a highlight stands before these (EG_RPrBase). */
static bool behind_highlight(int name) {
  static const int names[] = {W_U,      W_EFFECT,    W_BDR, W_SHD,  W_FIT_TEXT,          W_VERT_ALIGN,
                              W_RTL,    W_CS,        W_EM,  W_LANG, W_EAST_ASIAN_LAYOUT, W_SPEC_VANISH,
                              W_O_MATH, W_RPR_CHANGE};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i] == name) return true;
  return false;
}

/* A shading of a run stands behind three of those. */
static bool goes_before(const struct element *e, bool shading) {
  bool early = e->name == W_U || e->name == W_EFFECT || e->name == W_BDR;
  return behind_highlight(e->name) && !(shading && early);
}

/* The w:rPr of a run with the mark, or, with an empty one, without any. */
static struct str marked_look(struct arena *arena, const struct element *run, struct str mark, bool shading) {
  const struct element *look = element_child(run, W_RPR);
  const char *w = str_z(arena, element_prefix(run));
  struct edits edits = {.arena = arena};
  if (!mark.len && (!look || element_empty(look))) return STR("");
  if (!look || element_empty(look)) return str_from(str_format(arena, "<%srPr>%s</%srPr>", w, str_z(arena, mark), w));
  size_t place = element_close(look), others = 0;
  for (const struct element *e = look->first; e; e = e->next) {
    bool mark_there = e->name == W_HIGHLIGHT || e->name == W_SHD;
    others += !mark_there;
    if (mark_there)
      edits_remove(&edits, e);
    else if (place == element_close(look) && goes_before(e, shading))
      place = e->start;
  }
  if (!others && !mark.len) return STR("");
  if (mark.len) edits_insert(&edits, place, mark);
  return edits_splice(arena, look->in->bytes, look->start, look->end, &edits);
}

/* How text is marked there already; NULL for none. */
static const struct element *mark_used(const struct marks *marks) {
  for (size_t i = 0; i < marks->count; i++)
    if (marks->at[i].marked) return mark_of(marks->at[i].element->parent);
  return NULL;
}

static struct str yellow(struct arena *arena, const struct element *near) {
  const char *w = str_z(arena, word_prefix(arena, near));
  return str_from(str_format(arena, "<%shighlight %sval=\"yellow\"/>", w, w));
}

/* One run while it is written again, in parts that are marked and parts that are not. */
struct rewriting {
  struct arena *arena;
  const struct element *run;
  struct str looks[2]; /* its w:rPr without and with the mark */
  struct text out;
  bool open, marked;
};

static void close_part(struct rewriting *r) {
  if (r->open) text_add_z(&r->out, str_format(r->arena, "</%sr>", str_z(r->arena, element_prefix(r->run))));
  r->open = false;
}

static void open_part(struct rewriting *r, bool marked) {
  if (r->open && r->marked == marked) return;
  close_part(r);
  text_add(&r->out, str_sub(r->run->in->bytes, r->run->start, r->run->open_end));
  text_add(&r->out, r->looks[marked]);
  r->open = true;
  r->marked = marked;
}

/* Pieces are in their order. */
static const struct marked *piece_of(const struct marks *marks, const struct element *e) {
  size_t low = 0, high = marks->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (marks->at[middle].element->start < e->start)
      low = middle + 1;
    else
      high = middle;
  }
  return low < marks->count && marks->at[low].element == e ? &marks->at[low] : NULL;
}

static bool wants_one(const struct marked *piece, const bool *want) {
  for (size_t at = piece->from + 1; at < piece->to; at++)
    if (want[at] != want[piece->from]) return false;
  return true;
}

/* A piece of which some bytes are marked. */
static void add_cut(struct rewriting *r, const struct marks *marks, const struct marked *piece, const bool *want) {
  for (size_t from = piece->from, to; from < piece->to; from = to) {
    for (to = from; to < piece->to && want[to] == want[from];) to++;
    open_part(r, want[from]);
    run_text(&r->out, element_prefix(r->run), str_sub(marks->text, from, to));
  }
}

/* The run again; what is no text stays with the text before it. */
static struct str rewritten(struct rewriting *r, const struct marks *marks, const bool *want) {
  for (const struct element *e = r->run->first; e; e = e->next) {
    const struct marked *piece = piece_of(marks, e);
    if (e->name == W_RPR) continue;
    if (piece && e->name == W_T && piece->to > piece->from && !wants_one(piece, want)) {
      add_cut(r, marks, piece, want);
      continue;
    }
    open_part(r, piece && piece->to > piece->from ? want[piece->from] : r->open && r->marked);
    text_add(&r->out, element_bytes(e));
  }
  close_part(r);
  return text_str(&r->out);
}

/* Whether any byte of the run is marked otherwise than it is wanted; its pieces are among these from first on. */
static bool run_differs(const struct marks *marks, size_t first, const struct element *run, const bool *want) {
  for (size_t i = first; i < marks->count && element_within(marks->at[i].element, run); i++) {
    const struct marked *piece = &marks->at[i];
    for (size_t at = piece->from; piece->element->parent == run && at < piece->to; at++)
      if (want[at] != piece->marked) return true;
  }
  return false;
}

void marks_set(struct edits *edits, const struct marks *marks, const bool *want) {
  const struct element *done = NULL, *used = mark_used(marks);
  for (size_t i = 0; i < marks->count; i++) {
    const struct element *run = marks->at[i].element->parent;
    if (run == done || run->name != W_R) continue;
    done = run;
    if (!run_differs(marks, i, run, want)) continue;
    struct str mark = used ? element_bytes(used) : yellow(edits->arena, run);
    struct rewriting r = {.arena = edits->arena, .run = run, .out = {.arena = edits->arena}};
    r.looks[0] = marked_look(edits->arena, run, STR(""), false);
    r.looks[1] = marked_look(edits->arena, run, mark, used && used->name == W_SHD);
    edits_replace(edits, run->start, run->end, rewritten(&r, marks, want));
  }
}
