/* What get did not take and is no text of a paragraph: tables, comments, pictures, notes, form fields. */
#include "lens_parts.h"
#include "picture.h"

#include <string.h>

/* ---- tables that are none of the mapping's ---- */

/* A text box in a cell has paragraphs of its own. */
static const struct element *table_of_text(const struct element *e) {
  for (e = e->parent; e && e->name != W_TXBX_CONTENT; e = e->parent)
    if (e->name == W_TBL) return e;
  return NULL;
}

static const struct element *strange_table(const struct listing *l, const struct element *inner) {
  const struct element *found = NULL;
  for (const struct element *tbl = inner; tbl && !table_is_read(l, tbl); tbl = table_of_text(tbl)) found = tbl;
  return found;
}

static struct node *table_rows(struct listing *l, const struct story *story, struct element *tbl);

/* The text of a cell; with tables in it, a list of the text and of them. */
static struct node *cell_node(struct listing *l, const struct story *story, struct element *tc) {
  struct passage passage = {.story = story};
  passage.paragraphs = paragraphs_in(l->arena, tc, &passage.count);
  struct str words = str_trim(passage.count ? passage_text(l->arena, &passage) : STR(""));
  struct node *text = list_count(l, node_text(l->arena, words));
  struct node *list = NULL;
  for (struct element *e = element_next(tc, tc), *next; e; e = next) {
    bool inside = e->name == W_TBL || e->name == W_P;
    next = inside ? element_next_past(e, tc) : element_next(e, tc);
    if (e->name != W_TBL) continue;
    if (!list) node_append(list = node_list(l->arena), text);
    node_put(l->arena, node_append(list, node_map(l->arena)), "table", table_rows(l, story, e));
  }
  return list ? list : text;
}

static struct node *table_rows(struct listing *l, const struct story *story, struct element *tbl) {
  struct table table = table_read(l->scratch, story, tbl);
  struct node *rows = node_list(l->arena);
  for (size_t r = 0; r < table.count && !list_full(l); r++) {
    struct node *row = node_append(rows, node_list(l->arena));
    for (size_t c = 0; c < table.rows[r].count; c++) node_append(row, cell_node(l, story, table.rows[r].cells[c].tc));
  }
  return rows;
}

bool list_table(struct listing *l, const struct story *story, const struct element *p, struct strange *strange) {
  const struct element *inner = table_of_text(p);
  if (inner != strange->inner) strange->table = inner ? strange_table(l, inner) : NULL;
  strange->inner = inner;
  if (!strange->table || strange->table == strange->listed) return strange->table != NULL;
  strange->listed = strange->table;
  struct node *item = list_at(l, story, strange->table);
  list_of_row(l, item, strange->table);
  list_put(l, item, "table", table_rows(l, story, (struct element *)strange->table));
  return true;
}

/* ---- comments ---- */

/* It stands in one row of a table, and has not gone with deleted words. */
static bool in_one_row(const struct comment *comment) {
  const struct element *end = comment->end ? comment->end : comment->anchor;
  return comment->anchor && !comment_gone(comment) &&
         element_ancestor(comment->anchor, W_TR) == element_ancestor(end, W_TR);
}

void list_comments(struct listing *l) {
  for (size_t i = 0; i < l->plan->document->comment_count && !list_full(l); i++) {
    const struct comment *comment = &l->plan->document->comments[i];
    if (l->taken->comments[i] || comment->first) continue;
    struct arena_mark before = arena_mark(l->scratch);
    struct node *item = list_new(l, comment_words(l->scratch, l->index, comment), comment->story, comment->anchor);
    arena_rewind(l->scratch, before);
    if (in_one_row(comment)) list_of_row(l, item, comment->anchor);
    list_put(l, item, "comment", node_text(l->arena, comment->text));
    if (comment->author.len) list_put(l, item, "by", node_text(l->arena, comment->author));
    if (comment->date.len) list_put(l, item, "date", node_plain(l->arena, comment->date));
    put_thread(l->arena, item, comment, NULL);
    if (comment_gone(comment)) list_put(l, item, "change", node_plain(l->arena, STR("deleted")));
  }
}

/* ---- pictures ---- */

/* One picture is the same as another by the image that it shows; what has none, by its words. */
static bool same_picture(const struct picture *one, const struct picture *other) {
  if (one->image || other->image)
    return one->image && other->image && one->image->crc == other->image->crc && one->image->size == other->image->size;
  return strcmp(one->kind, other->kind) == 0 && str_equal(one->words, other->words) &&
         str_equal(one->says, other->says);
}

static void list_pictures(struct listing *l) {
  size_t count, known = 0;
  const struct picture *pictures = pictures_read(l->arena, l->plan->document, &count);
  const struct picture *own = count && l->template ? pictures_read(l->arena, l->template, &known) : NULL;
  for (size_t i = 0; i < count && !list_full(l); i++) {
    size_t k = 0;
    while (k < known && !same_picture(&pictures[i], &own[k])) k++;
    if (k < known) continue;
    struct node *item = list_at(l, pictures[i].story, pictures[i].element);
    struct str words = pictures[i].words.len ? pictures[i].words : STR("without a name");
    list_put(l, item, pictures[i].kind, node_text(l->arena, words));
    if (pictures[i].says.len) list_put(l, item, "says", node_text(l->arena, pictures[i].says));
  }
}

/* ---- footnotes and endnotes ---- */

static void list_notes(struct listing *l) {
  size_t count, known = 0;
  const struct note *notes = notes_read(l->arena, l->plan->document, &count);
  const struct note *own = count && l->template ? notes_read(l->arena, l->template, &known) : NULL;
  for (size_t i = 0; i < count; i++) {
    size_t k = 0;
    while (k < known && !str_equal(notes[i].text, own[k].text)) k++;
    if (k < known) continue;
    struct node *item = list_at(l, notes[i].story, notes[i].reference);
    list_put(l, item, notes[i].kind, node_text(l->arena, notes[i].text));
  }
}

/* ---- legacy form fields (17.16.17) ---- */

static bool form_taken(const struct taken *taken, const struct form *form) {
  for (size_t i = 0; i < taken->places.n; i++)
    if (taken->places.at[i] == form->begin) return true;
  return false;
}

static bool form_ticked(struct arena *arena, const struct form *form) {
  struct element *p = paragraph_around(form->begin);
  struct passage passage = {.story = form->story, .paragraphs = &p, .count = 1};
  size_t count = 0;
  const struct box *boxes = p ? boxes_read(arena, &passage, &count) : NULL;
  for (size_t i = 0; i < count; i++)
    if (boxes[i].element == form->begin) return boxes[i].ticked;
  return false;
}

/* What it says that is no text of its paragraph; empty for nothing. */
static struct str form_says(struct arena *arena, const struct form *form) {
  return form->kind == FORM_TICK && form_ticked(arena, form) ? STR("ticked") : STR("");
}

/* The template's field of that name says the same. */
static bool form_known(struct arena *arena, const struct document *template, const struct form *form, struct str says) {
  for (size_t i = 0; template && i < template->form_count; i++)
    if (str_equal(template->forms[i].name, form->name) && str_equal(form_says(arena, &template->forms[i]), says))
      return true;
  return false;
}

static void list_forms(struct listing *l) {
  for (size_t i = 0; i < l->plan->document->form_count; i++) {
    const struct form *form = &l->plan->document->forms[i];
    struct str says = form_says(l->arena, form);
    if (!says.len || form_taken(l->taken, form) || form_known(l->arena, l->template, form, says)) continue;
    struct node *item = list_at(l, form->story, form->begin);
    list_put(l, item, "field", node_text(l->arena, form->name.len ? form->name : STR("without a name")));
    list_put(l, item, "says", node_text(l->arena, says));
  }
}

/* ---- what tables are said to be (17.4.62) ---- */

static struct str caption_of(struct arena *arena, const struct element *tbl) {
  const struct element *properties = element_child(tbl, W_TBL_PR);
  struct str title = str_trim(element_value(element_child(properties, W_TBL_CAPTION), W_VAL));
  struct str words = str_trim(element_value(element_child(properties, W_TBL_DESCRIPTION), W_VAL));
  return str_joined(arena, title, title.len && words.len ? STR("\n") : STR(""), words);
}

/* The template has a table that is said to be the same, perhaps in one line. Of a table of milestones it says what the form is. */
static bool caption_known(const struct listing *l, const struct element *tbl, struct str words) {
  for (size_t i = 0; i < l->plan->table_count; i++)
    if (l->plan->tables[i].table.tbl == tbl) return true;
  if (own_words_say(l->arena, l->own, words)) return true;
  for (size_t i = 0; l->template && i < l->template->story_count; i++) {
    const struct element *root = l->template->stories[i].markup->root;
    for (const struct element *e = root; e; e = element_next(e, root))
      if (e->name == W_TBL && str_equal(caption_of(l->arena, e), words)) return true;
  }
  return false;
}

static void list_caption(struct listing *l, const struct story *story, const struct element *tbl) {
  struct str words = caption_of(l->arena, tbl);
  if (words.len && !element_deleted(tbl) && !caption_known(l, tbl, words))
    list_put(l, list_at(l, story, tbl), "caption", node_text(l->arena, words));
}

/* The tables of the body are known; others stand in few headers and footers. */
static void list_captions(struct listing *l) {
  const struct place_index *index = l->index;
  for (size_t i = 0; i < index->table_count; i++) list_caption(l, index->tables[i].story, index->tables[i].tbl);
  for (size_t i = 1; i < l->plan->document->story_count; i++) {
    const struct story *story = &l->plan->document->stories[i];
    const struct element *root = story->markup->root;
    for (const struct element *e = root; e; e = element_next(e, root))
      if (e->name == W_TBL) list_caption(l, story, e);
  }
}

void list_matter(struct listing *l) {
  list_captions(l);
  list_pictures(l);
  list_notes(l);
  list_forms(l);
}
