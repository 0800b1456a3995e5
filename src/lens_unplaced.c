/* What get did not take: listed with its place, so that nothing is lost. */
#include "lens_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static int by_address(const void *a, const void *b) {
  const struct element *one = *(const struct element *const *)a, *other = *(const struct element *const *)b;
  return ((uintptr_t)one > (uintptr_t)other) - ((uintptr_t)one < (uintptr_t)other);
}

static int by_unclear_address(const void *a, const void *b) {
  return by_address(&((const struct unclear *)a)->p, &((const struct unclear *)b)->p);
}

static void sort_taken(struct taken *taken) {
  if (taken->unclear.n) qsort(taken->unclear.at, taken->unclear.n, sizeof *taken->unclear.at, by_unclear_address);
  if (taken->places.n) qsort(taken->places.at, taken->places.n, sizeof *taken->places.at, by_address);
}

static bool is_taken(const struct taken *taken, const struct element *e) {
  return taken->places.n && bsearch(&e, taken->places.at, taken->places.n, sizeof e, by_address);
}

/* Text with every run of digits as one 0, so that a page number is the same words. */
static void add_words(struct text *out, struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    bool digit = isdigit((unsigned char)text.at[i]);
    if (digit && out->len && out->at[out->len - 1] == '0') continue;
    text_add_byte(out, digit ? '0' : text.at[i]);
  }
}

/* ---- the template's words: literal pieces, with a gap where a control stands ---- */

typedef ARRAY(struct str) pieces;

static void end_piece(struct arena *arena, struct text *piece, pieces *list) {
  *PUSH(arena, list) = fold(arena, text_str(piece));
  *piece = (struct text){.arena = arena};
}

/* What is in a paragraph and not of its text: a text box has paragraphs of its own. */
static bool apart(const struct element *e) { return e->name == W_TXBX_CONTENT || e->name == W_DEL; }

static pieces paragraph_pieces(struct arena *arena, const struct element *p) {
  pieces list = {0};
  struct text piece = {.arena = arena};
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    next = e->name == W_SDT || apart(e) ? element_next_past(e, p) : element_next(e, p);
    if (e->name == W_SDT) end_piece(arena, &piece, &list);
    if (e->name == W_T) add_words(&piece, e->text);
  }
  end_piece(arena, &piece, &list);
  return list;
}

/* The pieces stand in the text in their order, the first at its beginning and the last at its end. */
static bool pieces_match(const pieces *list, struct str text) {
  size_t letters = 0;
  for (size_t i = 0; i < list->n; i++) {
    struct str piece = list->at[i];
    letters += piece.len;
    bool last = i + 1 == list->n;
    if (i == 0 && !str_starts(text, piece)) return false;
    ptrdiff_t at = !piece.len || i == 0 ? 0 : str_find(text, piece);
    if (at < 0 || (last && piece.len && !str_equal(str_sub(text, text.len - piece.len, text.len), piece))) return false;
    text = last && !list->at[i].len ? STR("") : str_sub(text, (size_t)at + piece.len, text.len);
  }
  return letters > 2 && (list->n > 1 || !text.len);
}

typedef ARRAY(pieces) patterns;

/* Some programs turn a table's caption and description into a paragraph. */
static pieces caption_pieces(struct arena *arena, const struct element *tbl) {
  pieces list = {0};
  struct text piece = {.arena = arena};
  struct element *properties = element_child(tbl, W_TBL_PR);
  add_words(&piece, element_value(element_child(properties, W_TBL_CAPTION), W_VAL));
  add_words(&piece, element_value(element_child(properties, W_TBL_DESCRIPTION), W_VAL));
  end_piece(arena, &piece, &list);
  return list;
}

static patterns template_patterns(struct arena *arena, const struct document *template) {
  patterns list = {0};
  for (size_t s = 0; template && s < template->story_count; s++) {
    struct element *root = template->stories[s].markup->root;
    for (struct element *e = root; e; e = element_next(e, root)) {
      if (e->name == W_P) *PUSH(arena, &list) = paragraph_pieces(arena, e);
      if (e->name == W_TBL) *PUSH(arena, &list) = caption_pieces(arena, e);
    }
  }
  return list;
}

static bool in_template(struct arena *arena, const patterns *list, struct str text) {
  struct text words = {.arena = arena};
  add_words(&words, text);
  struct str folded = fold(arena, text_str(&words));
  for (size_t i = 0; i < list->n; i++)
    if (pieces_match(&list->at[i], folded)) return true;
  return false;
}

/* ---- listing ---- */

static struct node *entry(struct arena *arena, const char *place) {
  struct node *map = node_map(arena);
  node_put(arena, map, "place", node_text(arena, str_from(place)));
  return map;
}

/* Without what was taken out of it, a label's words alone say nothing. */
static void add_left(const struct plan *plan, struct text *out, struct str left) {
  struct str words = str_trim(left);
  if (mapping_names(out->arena, plan->mapping, AT_LABEL, words)) return;
  if (words.len && out->len) text_add_byte(out, ' ');
  text_add(out, words);
}

/* The part of the paragraph that begins next from a byte of its text on; NULL for none. */
static const struct passage *next_part(const struct taken *taken, const struct element *p, size_t from) {
  const struct passage *next = NULL;
  for (size_t i = 0; i < taken->parts.n; i++) {
    const struct passage *part = &taken->parts.at[i];
    bool later = part->paragraphs[0] == p && part->to > from;
    if (later && (!next || part->from < next->from)) next = part;
  }
  return next;
}

/* What is left of a paragraph of which parts were taken; false when none was. */
static bool parts_left(struct arena *arena, const struct plan *plan, const struct taken *taken, const struct element *p,
                       struct str *left) {
  struct text out = {.arena = arena};
  struct str text = paragraph_whole(arena, p);
  size_t from = 0;
  for (const struct passage *part; (part = next_part(taken, p, from)); from = part->to)
    add_left(plan, &out, str_sub(text, from, part->from));
  add_left(plan, &out, str_sub(text, from, text.len));
  *left = text_str(&out);
  return from > 0;
}

/* A paragraph's text without the controls that were taken out of it. */
static struct str text_left(struct arena *arena, const struct taken *taken, const struct element *p) {
  struct text out = {.arena = arena};
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    bool skip = apart(e) || (e->name == W_SDT && (is_taken(taken, e) || control_shows_placeholder(e)));
    next = skip ? element_next_past(e, p) : element_next(e, p);
    if (e->name == W_T) text_add(&out, e->text);
  }
  return str_trim(text_str(&out));
}

static bool in_prompt(const struct element *p) {
  struct element *sdt = element_ancestor(p, W_SDT);
  return sdt && control_shows_placeholder(sdt);
}

static bool any_control_taken(const struct taken *taken, const struct element *p) {
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p))
    if (e->name == W_SDT && is_taken(taken, e)) return true;
  return false;
}

/* A row below a tracker's header: what stands in it was typed for a child, unless the template has it in the same column. */
static bool in_tracker_row(const struct plan *plan, const struct element *p) {
  for (size_t t = 0; t < plan->table_count; t++) {
    const struct plan_table *table = &plan->tables[t];
    bool below = table->count && p->start > table->rows[0].row->tr->start;
    if (below && element_within(p, table->table.tbl)) return true;
  }
  return false;
}

/* The words that were left of a paragraph, as they are compared with the template's: where they stand in a tracker's row, with
 * their column and each digit. */
struct left {
  struct str words, text;
  size_t column; /* from 1; 0 outside a tracker's rows */
  bool partly;   /* something else of the paragraph was taken */
};

typedef ARRAY(struct left) lefts;

static size_t column_around(const struct plan *plan, const struct element *p) {
  size_t r;
  const struct table *table = table_around(plan->index, p, &r);
  for (size_t c = 0; table && c < table->rows[r].count; c++)
    if (element_within(p, table->rows[r].cells[c].tc)) return table->rows[r].cells[c].column + 1;
  return 1;
}

static struct left left_of(struct arena *arena, const struct plan *plan, const struct taken *taken,
                           const struct element *p) {
  struct left left = {0};
  if (is_taken(taken, p) || in_prompt(p)) return left;
  bool parts = parts_left(arena, plan, taken, p, &left.text);
  left.partly = parts || any_control_taken(taken, p);
  if (!parts) left.text = text_left(arena, taken, p);
  if (str_is(left.text, "–")) left.text = STR("");
  if (!left.text.len) return left;
  struct text words = {.arena = arena};
  if (in_tracker_row(plan, p)) left.column = column_around(plan, p);
  if (left.column)
    text_add(&words, left.text);
  else
    add_words(&words, left.text);
  left.words = fold(arena, text_str(&words));
  return left;
}

/* What would be listed of the template itself: its own words, whatever stands in the places beside them. */
static lefts template_lefts(struct arena *arena, const struct document *template, const struct mapping *mapping) {
  lefts list = {0};
  if (!template) return list;
  struct plan *plan;
  struct messages unheard = {.arena = arena};
  struct taken taken = {.arena = arena};
  lens_get_terms(arena, template, mapping->whole ? mapping->whole : mapping, &taken, &unheard, &plan);
  sort_taken(&taken);
  for (size_t i = 0; i < plan->index->count; i++) {
    struct left left = left_of(arena, plan, &taken, plan->index->landmarks[i].p);
    if (left.text.len) *PUSH(arena, &list) = left;
  }
  return list;
}

static bool is_own(const lefts *own, const struct left *left) {
  for (size_t i = 0; i < own->n; i++)
    if (own->at[i].column == left->column && str_equal(own->at[i].words, left->words)) return true;
  return false;
}

/* Words of the mapping, or of the template with something in their gaps; not in a tracker's row, where they may have been typed for a
 * child. */
static bool is_known(struct arena *arena, const struct plan *plan, const patterns *known, const struct left *left,
                     const struct element *p) {
  if (!left->column && is_mapping_word(arena, plan, p, left->text)) return true;
  struct str whole = left->partly ? paragraph_text(arena, p) : left->text;
  return !left->column && in_template(arena, known, whole);
}

/* The paragraph as part of a place whose text was not understood; NULL for none. */
static const struct unclear *unclear_at(const struct taken *taken, const struct element *p) {
  struct unclear wanted = {.p = p};
  return taken->unclear.n ? bsearch(&wanted, taken->unclear.at, taken->unclear.n, sizeof wanted, by_unclear_address)
                          : NULL;
}

static void list_paragraphs(struct arena *arena, const struct plan *plan, const struct taken *taken,
                            const struct document *template, struct node *list, size_t *in_rows) {
  patterns known = template_patterns(arena, template);
  lefts own = template_lefts(arena, template, plan->mapping);
  for (size_t i = 0; i < plan->index->count; i++) {
    const struct landmark *l = &plan->index->landmarks[i];
    struct arena_mark before = arena_mark(arena);
    struct left left = left_of(arena, plan, taken, l->p);
    struct arena_mark behind = arena_mark(arena);
    const struct unclear *unclear = unclear_at(taken, l->p);
    bool ours = !unclear && (is_own(&own, &left) || is_known(arena, plan, &known, &left, l->p));
    bool nothing = !left.text.len || ours;
    arena_rewind(arena, nothing ? before : behind);
    if (nothing) continue;
    *in_rows += left.column > 0;
    struct node *item = node_append(list, entry(arena, place_words(arena, plan->index, l->story, l->p)));
    node_put(arena, item, "text", node_text(arena, left.text));
    if (unclear && *unclear->candidates) node_put(arena, item, "candidates", *unclear->candidates);
    if (unclear) *unclear->candidates = NULL; /* said once, with the first words */
  }
}

static void list_comments(struct arena *arena, const struct plan *plan, const struct taken *taken, struct node *list) {
  for (size_t i = 0; i < plan->document->comment_count; i++) {
    const struct comment *comment = &plan->document->comments[i];
    if (taken->comments[i] || comment->first) continue;
    struct node *item = node_append(list, entry(arena, comment_words(arena, plan->index, comment)));
    node_put(arena, item, "comment", node_text(arena, comment->text));
    node_put(arena, item, "by", node_text(arena, comment->author));
    if (comment->date.len) node_put(arena, item, "date", node_plain(arena, comment->date));
    put_thread(arena, item, comment, NULL);
  }
}

/* What looks like something, and nobody can say like what. */
static void list_looks(struct arena *arena, const struct plan *plan, const struct taken *taken, struct node *list) {
  for (size_t i = 0; i < taken->looks.n; i++) {
    const struct look_left *left = &taken->looks.at[i];
    struct node *item = node_append(list, entry(arena, place_words(arena, plan->index, left->story, left->e)));
    if (left->text.len) node_put(arena, item, "text", node_text(arena, left->text));
    node_put(arena, item, left->key, node_text(arena, left->words));
    if (left->candidates->count) node_put(arena, item, "candidates", left->candidates);
  }
}

struct node *lens_unplaced(struct arena *arena, const struct plan *plan, struct taken *taken,
                           const struct document *template, size_t *in_rows) {
  struct node *list = node_list(arena);
  sort_taken(taken);
  *in_rows = 0;
  list_paragraphs(arena, plan, taken, template, list, in_rows);
  list_looks(arena, plan, taken, list);
  list_comments(arena, plan, taken, list);
  return list;
}
