/* Locators: content controls, headings, bookmarks, legacy form fields. */
#include "place_parts.h"

/* ---- content controls (17.5.2) ---- */

/* Inside a paragraph: what stands around it is somebody else's. */
static struct passage in_line(struct arena *arena, const struct story *story, struct element *sdt, struct element *p) {
  struct element **paragraphs = arena_alloc(arena, 1, sizeof *paragraphs);
  paragraphs[0] = p;
  return (struct passage){.story = story, .control = sdt, .paragraphs = paragraphs, .count = 1};
}

/* Around paragraphs, a cell, or a row, whose last cell is then the place: its first says what the row is. */
static struct passage inside_control(struct arena *arena, const struct story *story, struct element *sdt) {
  struct passage passage = {.story = story};
  struct element *content = element_child(sdt, W_SDT_CONTENT);
  struct element *tr = content ? element_child(content, W_TR) : NULL;
  struct row row = tr ? row_read(arena, tr) : (struct row){0};
  const struct element *scope = row.count ? row.cells[row.count - 1].tc : sdt;
  passage.paragraphs = paragraphs_in(arena, scope, &passage.count);
  return passage;
}

struct passage control_passage(struct arena *arena, const struct story *story, struct element *sdt) {
  struct element *p = paragraph_around(sdt);
  return p ? in_line(arena, story, sdt, p) : inside_control(arena, story, sdt);
}

void control_find(struct arena *arena, const struct place_index *index, const struct locator *locator,
                  struct places *places) {
  const struct document *document = index->document;
  const struct element *outer = NULL; /* whose text is that of a control of the same name in it */
  for (size_t i = 0; i < document->control_count; i++) {
    const struct control *control = &document->controls[i];
    if (!str_equal(locator->kind == AT_TITLE ? control->title : control->tag, locator->name)) continue;
    if (outer && element_within(control->sdt, outer)) continue;
    outer = control->sdt;
    struct passage passage = control_passage(arena, control->story, control->sdt);
    if (passage.count) places_add(arena, places, passage);
  }
}

/* ---- headings ---- */

static bool names_heading(struct arena *arena, const struct place_index *index, const struct element *p) {
  return mapping_names(index->mapping, AT_HEADING, paragraph_text(arena, p));
}

typedef ARRAY(struct element *) element_list;

/* The paragraphs that follow one another from e on, up to a heading, a label or something that is no paragraph. Below a heading that is only
 * bold, other bold lines are headings too. */
static void add_stretch(struct arena *arena, const struct place_index *index, struct element *e, bool styled,
                        element_list *list) {
  for (; e; e = e->next) {
    bool ends = e->name == W_TBL || e->name == W_SECT_PR || e->name == W_SDT;
    if (ends || (e->name == W_P && paragraph_heading(index->document, e) >= 0)) return;
    if (e->name != W_P) continue;
    if (!styled && (paragraph_all_bold(e) || names_heading(arena, index, e))) return;
    if (label_ends_text(arena, index, paragraph_text(arena, e))) return;
    *PUSH(arena, list) = e;
  }
}

/* What stands under a heading: paragraphs, or those of a control that follows it. */
static struct passage under(struct arena *arena, const struct place_index *index, const struct landmark *l) {
  struct passage passage = {.story = l->story};
  element_list list = {0};
  struct element *next = l->p->next;
  add_stretch(arena, index, next, l->heading >= 0, &list);
  passage.paragraphs = list.at;
  passage.count = list.n;
  bool control = !list.n && next && next->name == W_SDT;
  for (struct element *e = next; control && e; e = element_next(e, next)) control = e->name != W_TBL;
  if (control) passage.paragraphs = paragraphs_in(arena, next, &passage.count);
  return passage;
}

static void add_headings(struct arena *arena, const struct place_index *index, struct str folded, bool styled,
                         struct places *places) {
  for (size_t i = 0; i < index->count; i++) {
    const struct landmark *l = &index->landmarks[i];
    if ((l->heading >= 0) != styled || !str_equal(l->folded, folded) || (!styled && !paragraph_all_bold(l->p)))
      continue;
    struct passage passage = under(arena, index, l);
    if (passage.count) places_add_only(arena, places, passage);
  }
}

void heading_find(struct arena *arena, const struct place_index *index, struct str heading, struct places *places) {
  struct str folded = fold(arena, heading);
  add_headings(arena, index, folded, true, places);
  if (places->found == FOUND_NONE) add_headings(arena, index, folded, false, places);
}

/* ---- bookmarks (17.13.6) ---- */

static const struct element *bookmark_end(const struct bookmark *bookmark) {
  const struct element *root = bookmark->story->markup->root;
  struct str id = element_value(bookmark->start, W_ID);
  for (const struct element *e = bookmark->start; e; e = element_next(e, root))
    if (e->name == W_BOOKMARK_END && str_equal(element_value(e, W_ID), id)) return e;
  return NULL;
}

static struct passage part_between(struct arena *arena, const struct story *story, struct element *p, size_t from,
                                   size_t to) {
  struct passage passage = {.story = story, .count = 1, .part = true, .at = from};
  passage.paragraphs = arena_alloc(arena, 1, sizeof *passage.paragraphs);
  passage.paragraphs[0] = p;
  passage.from = text_before(arena, p, from);
  passage.to = text_before(arena, p, to);
  return passage;
}

/* Over several paragraphs that stand side by side: whole ones, as many as there are. */
static struct passage paragraphs_between(struct arena *arena, const struct bookmark *bookmark,
                                         const struct element *end) {
  struct element *p = paragraph_around(bookmark->start), *last = paragraph_around(end);
  struct passage passage = {.story = bookmark->story, .fixed = true};
  element_list list = {0};
  bool whole = !p || !text_before(arena, p, bookmark->start->start);
  for (struct element *e = p ? p : bookmark->start->next; whole && e && e->start < end->start; e = e->next) {
    bool empty_end = e == last && !text_before(arena, e, end->start);
    if (e->name == W_TBL || e->name == W_SDT) return (struct passage){0};
    if (e->name == W_P && !empty_end) *PUSH(arena, &list) = e;
  }
  bool rest = last && text_before(arena, last, end->start) < paragraph_whole(arena, last).len;
  if (rest && text_before(arena, last, end->start)) return (struct passage){0}; /* the last line is not all its own */
  passage.paragraphs = list.at;
  passage.count = list.n;
  return passage;
}

void bookmark_find(struct arena *arena, const struct place_index *index, struct str name, struct places *places) {
  enum { MOST = 100 }; /* of one name: Word sets one, and to look for the end of each takes long */
  for (size_t i = 0, looked = 0; i < index->bookmark_count && looked < MOST && places->found != FOUND_SEVERAL; i++) {
    const struct bookmark *bookmark = &index->bookmarks[i];
    if (!str_equal(element_value(bookmark->start, W_NAME), name)) continue;
    looked++;
    const struct element *end = bookmark_end(bookmark);
    struct element *p = paragraph_around(bookmark->start);
    if (!end || element_ancestor(bookmark->start, W_DEL) || element_ancestor(bookmark->start, W_MOVE_FROM)) continue;
    struct passage passage = p && p == paragraph_around(end)
                                 ? part_between(arena, bookmark->story, p, bookmark->start->end, end->start)
                                 : paragraphs_between(arena, bookmark, end);
    if (passage.count) places_add_only(arena, places, passage);
  }
}

/* ---- legacy form fields (17.16.17) ---- */

/* A text field's result stands between the runs of its marks; a list shows an entry of its data. */
static bool form_passage(struct arena *arena, const struct form *form, struct passage *passage) {
  struct element *p = paragraph_around(form->begin);
  if (form->kind == FORM_TICK || !p || p != paragraph_around(form->end)) return false;
  if (form->kind == FORM_TEXT && !form->separate) return false;
  size_t from = form->kind == FORM_TEXT ? form->separate->parent->end : form->begin->start;
  *passage = part_between(arena, form->story, p, from, form->end->parent->start);
  if (form->kind == FORM_LIST) passage->form = form;
  return true;
}

void form_find(struct arena *arena, const struct place_index *index, struct str name, struct places *places) {
  for (size_t i = 0; i < index->document->form_count && places->found != FOUND_SEVERAL; i++) {
    const struct form *form = &index->document->forms[i];
    struct passage passage;
    if (str_equal(form->name, name) && form_passage(arena, form, &passage)) places_add_only(arena, places, passage);
  }
}
