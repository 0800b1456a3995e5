/* Tracked changes of a document (17.13.5), for the list of what a record has no place for: whatever is read, nothing of them is lost.
 * Changes of looks alone are not listed: the words are the same. */
#include "lens_parts.h"

/* The words for what a mark says; NULL for another element. */
static const char *change_words(const struct element *e) {
  if (!e) return NULL;
  if (e->name == W_INS || e->name == W_CELL_INS) return "inserted";
  if (e->name == W_DEL || e->name == W_CELL_DEL) return "deleted";
  if (e->name == W_MOVE_TO) return "moved here";
  return e->name == W_MOVE_FROM ? "moved away" : NULL;
}

/* The mark of a row, a cell or the end of a paragraph; NULL for none. */
static const struct element *mark_of(const struct element *e) {
  const struct element *holder = element_child(e, e->name == W_TR ? W_TRPR : e->name == W_TC ? W_TCPR : W_PPR);
  if (e->name == W_P) holder = element_child(holder, W_RPR);
  for (const struct element *mark = holder ? holder->first : NULL; mark; mark = mark->next)
    if (change_words(mark)) return mark;
  return NULL;
}

static struct node *list_change(struct listing *l, const struct place_index *index, const struct story *story,
                                const struct element *e, const struct element *mark) {
  struct node *item = list_new(l, place_words(l->arena, index, story, e), story, e);
  node_put(l->arena, item, "change", node_plain(l->arena, str_from(change_words(mark))));
  return item;
}

static void put_who(struct listing *l, struct node *item, const struct element *mark) {
  struct str author = element_value(mark, W_AUTHOR), date = element_value(mark, W_DATE);
  if (author.len) node_put(l->arena, item, "by", node_text(l->arena, author));
  if (date.len) node_put(l->arena, item, "date", node_plain(l->arena, date));
}

/* All that it says, deleted or not; a new paragraph begins a line. */
static void add_text(struct text *out, const struct element *scope) {
  struct str text;
  for (const struct element *e = scope, *next; e; e = next) {
    bool again = e->name == MC_FALLBACK && is_apart(e);
    next = again ? element_next_past(e, scope) : element_next(e, scope);
    if (e->name == W_P && out->len) text_add_byte(out, '\n');
    if (e->name == W_DEL_TEXT)
      text_add(out, e->text);
    else if (!again && piece_text(out->arena, e, &text))
      text_add(out, text);
  }
}

static struct str text_of(struct arena *arena, const struct element *scope) {
  struct text out = {.arena = arena};
  add_text(&out, scope);
  return str_trim(text_str(&out));
}

/* Inside a row or cell that was inserted, or deleted, as a whole: it says what stands here too. */
static bool told_by_whole(const struct element *e, int name) {
  while ((e = e->parent)) {
    const struct element *mark = e->name == W_TR || e->name == W_TC ? mark_of(e) : NULL;
    bool cell = mark && mark->name == (name == W_INS ? W_CELL_INS : name == W_DEL ? W_CELL_DEL : name);
    if (mark && (mark->name == name || cell)) return true;
  }
  return false;
}

/* ---- rows, cells and the ends of paragraphs ---- */

static void list_row(struct listing *l, const struct place_index *index, const struct story *story,
                     const struct element *tr) {
  const struct element *mark = mark_of(tr);
  if (!mark) return;
  struct node *item = list_change(l, index, story, tr, mark), *cells = node_list(l->arena);
  node_put(l->arena, item, "row", cells);
  for (const struct element *e = element_next(tr, tr), *next; e; e = next) {
    next = e->name == W_TC ? element_next_past(e, tr) : element_next(e, tr);
    if (e->name == W_TC) node_append(cells, node_text(l->arena, text_of(l->arena, e)));
  }
  put_who(l, item, mark);
}

static void list_cell(struct listing *l, const struct place_index *index, const struct story *story,
                      const struct element *tc) {
  const struct element *mark = mark_of(tc);
  if (!mark) return;
  struct node *item = list_change(l, index, story, tc, mark);
  node_put(l->arena, item, "cell", node_text(l->arena, text_of(l->arena, tc)));
  put_who(l, item, mark);
}

static bool holds_span(const struct element *p, int name) {
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p))
    if (e->name == name && e->parent->name != W_RPR) return true;
  return false;
}

/* The end of a paragraph that came or went with its text says no more than the text. */
static void list_end(struct listing *l, const struct place_index *index, const struct story *story,
                     const struct element *p) {
  const struct element *mark = mark_of(p);
  if (!mark || holds_span(p, mark->name) || told_by_whole(p, mark->name) || !text_of(l->arena, p).len) return;
  struct node *item = list_change(l, index, story, p, mark);
  node_put(l->arena, item, "of", node_text(l->arena, STR("the end of a paragraph")));
  put_who(l, item, mark);
}

/* ---- stretches of text ---- */

static bool holds_picture(const struct element *e, const struct element *end) {
  for (const struct element *in = e; in && in->start < end->end; in = element_next(in, NULL))
    if (in->name == W_DRAWING || in->name == W_PICT || in->name == W_OBJECT) return true;
  return false;
}

/* The next span of the same change: Word begins a new one wherever it begins a run. What has no text may stand between. */
static const struct element *next_span(const struct element *span) {
  const struct element *e = span->next;
  while (e && !e->first && !change_words(e)) e = e->next;
  bool same = e && e->name == span->name && str_equal(element_value(e, W_AUTHOR), element_value(span, W_AUTHOR)) &&
              str_equal(element_value(e, W_DATE), element_value(span, W_DATE));
  return same ? e : NULL;
}

/* Gives the last of the spans that are one change. */
static const struct element *list_span(struct listing *l, const struct place_index *index, const struct story *story,
                                       const struct element *span) {
  struct text out = {.arena = l->arena};
  const struct element *last = span;
  for (const struct element *e = span; e; e = next_span(e)) {
    add_text(&out, e);
    last = e;
  }
  struct str text = text_str(&out);
  bool picture = !text.len && holds_picture(span, last);
  if ((!text.len && !picture) || told_by_whole(span, span->name)) return last;
  struct node *item = list_change(l, index, story, span, span);
  node_put(l->arena, item, picture ? "of" : "text", node_text(l->arena, picture ? STR("a picture") : text));
  put_who(l, item, span);
  return last;
}

void list_changes(struct listing *l, const struct place_index *index) {
  for (size_t i = 0; i < index->document->story_count; i++) {
    const struct story *story = &index->document->stories[i];
    const struct element *root = story->markup->root, *last[2] = {NULL, NULL}; /* of spans, and of spans inside spans */
    for (const struct element *e = root; e; e = element_next(e, root)) {
      if (e->name == W_TR) list_row(l, index, story, e);
      if (e->name == W_TC) list_cell(l, index, story, e);
      if (e->name == W_P) list_end(l, index, story, e);
      int in = e->parent ? e->parent->name : NAME_NONE;
      if (!change_words(e) || in == W_RPR || in == W_TRPR || in == W_TCPR) continue;
      const struct element **before = &last[change_words(e->parent) != NULL];
      bool told =
          *before && e->parent == (*before)->parent && e->start <= (*before)->start; /* with the one before it */
      if (!told) *before = list_span(l, index, story, e);
    }
  }
}
