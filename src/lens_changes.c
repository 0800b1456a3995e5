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

static struct node *list_change(struct listing *l, const struct story *story, const struct element *e,
                                const struct element *mark) {
  struct node *item = list_at(l, story, e);
  list_put(l, item, "change", node_plain(l->arena, str_from(change_words(mark))));
  return item;
}

static void put_who(struct listing *l, struct node *item, const struct element *mark) {
  struct str author = element_value(mark, W_AUTHOR), date = element_value(mark, W_DATE);
  if (author.len) list_put(l, item, "by", node_text(l->arena, author));
  if (date.len) list_put(l, item, "date", node_plain(l->arena, date));
}

/* All that it says, deleted or not; a new paragraph begins a line. */
static void add_text(struct text *out, const struct element *scope) {
  struct str text;
  for (const struct element *e = scope, *next; e; e = next) {
    bool again = e->name == MC_FALLBACK && is_apart(e);
    next = again ? element_next_past(e, scope) : element_next(e, scope);
    if (e->name == W_P && out->len) text_add_byte(out, '\n');
    if (e->name == W_DEL_TEXT)
      text_add(out, element_text(e));
    else if (!again && piece_text(out->arena, e, &text))
      text_add(out, text);
  }
}

static struct str text_of(struct listing *l, const struct element *scope) {
  struct arena_mark before = arena_mark(l->scratch);
  struct text out = {.arena = l->scratch};
  add_text(&out, scope);
  struct str text = str_copy(l->arena, str_trim(text_str(&out)));
  arena_rewind(l->scratch, before);
  return text;
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

static void list_row(struct listing *l, const struct story *story, const struct element *tr) {
  const struct element *mark = mark_of(tr);
  if (!mark) return;
  struct node *item = list_change(l, story, tr, mark), *cells = node_list(l->arena);
  list_put(l, item, "row", cells);
  for (const struct element *e = element_next(tr, tr), *next; e; e = next) {
    next = e->name == W_TC ? element_next_past(e, tr) : element_next(e, tr);
    if (e->name == W_TC) node_append(cells, list_count(l, node_text(l->arena, text_of(l, e))));
  }
  put_who(l, item, mark);
}

static void list_cell(struct listing *l, const struct story *story, const struct element *tc) {
  const struct element *mark = mark_of(tc);
  if (!mark) return;
  struct node *item = list_change(l, story, tc, mark);
  list_put(l, item, "cell", node_text(l->arena, text_of(l, tc)));
  put_who(l, item, mark);
}

static bool holds_span(const struct element *p, int name) {
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p))
    if (e->name == name && e->parent->name != W_RPR) return true;
  return false;
}

/* The end of a paragraph that came or went with its text says no more than the text. */
static void list_end(struct listing *l, const struct story *story, const struct element *p) {
  const struct element *mark = mark_of(p);
  if (!mark || holds_span(p, mark->name) || told_by_whole(p, mark->name) || !text_of(l, p).len) return;
  struct node *item = list_change(l, story, p, mark);
  list_put(l, item, "of", node_text(l->arena, STR("the end of a paragraph")));
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
static const struct element *list_span(struct listing *l, const struct story *story, const struct element *span) {
  struct arena_mark before = arena_mark(l->scratch);
  struct text out = {.arena = l->scratch};
  const struct element *last = span;
  for (const struct element *e = span; e; e = next_span(e)) {
    add_text(&out, e);
    last = e;
  }
  struct str text = str_copy(l->arena, text_str(&out));
  arena_rewind(l->scratch, before);
  bool picture = !text.len && holds_picture(span, last);
  if ((!text.len && !picture) || told_by_whole(span, span->name)) return last;
  struct node *item = list_change(l, story, span, span);
  list_put(l, item, picture ? "of" : "text", node_text(l->arena, picture ? STR("a picture") : text));
  put_who(l, item, span);
  return last;
}

static bool holds_changes(const struct markup *markup) {
  static const int names[] = {W_INS, W_DEL, W_MOVE_TO, W_MOVE_FROM, W_CELL_INS, W_CELL_DEL};
  size_t i = 0, count = sizeof names / sizeof *names;
  while (i < count && !markup_holds(markup, names[i])) i++;
  return i < count;
}

void list_changes(struct listing *l) {
  for (size_t i = 0; i < l->index->document->story_count; i++) {
    const struct story *story = &l->index->document->stories[i];
    const struct element *root = story->markup->root, *last[2] = {NULL, NULL}; /* of spans, and of spans inside spans */
    if (!holds_changes(story->markup)) continue;
    for (const struct element *e = root; e && !list_full(l); e = element_next(e, root)) {
      if (e->name == W_TR) list_row(l, story, e);
      if (e->name == W_TC) list_cell(l, story, e);
      if (e->name == W_P) list_end(l, story, e);
      int in = e->parent ? e->parent->name : NAME_NONE;
      if (!change_words(e) || in == W_RPR || in == W_TRPR || in == W_TCPR) continue;
      const struct element **before = &last[change_words(e->parent) != NULL];
      bool told =
          *before && e->parent == (*before)->parent && e->start <= (*before)->start; /* with the one before it */
      if (!told) *before = list_span(l, story, e);
    }
  }
}
