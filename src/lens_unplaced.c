/* What get did not take: listed with its place, so that nothing is lost. */
#include "lens_parts.h"

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

/* ---- the list ---- */

struct node *list_count(struct listing *l, struct node *value) {
  l->values++;
  l->bytes += value->text.len;
  return value;
}

static enum limit list_over(const struct listing *l) {
  if (l->values > limit(l->arena, LIMIT_UNPLACED)) return LIMIT_UNPLACED;
  return l->bytes > limit(l->arena, LIMIT_UNPLACED_TEXT) ? LIMIT_UNPLACED_TEXT : LIMIT_COUNT;
}

bool list_full(const struct listing *l) { return list_over(l) != LIMIT_COUNT; }

void list_put(struct listing *l, struct node *item, const char *key, struct node *value) {
  value->key = str_from(key);
  node_append(item, list_count(l, value));
}

/* Many stand in a place that the one before them stands in. */
static struct str place_kept(struct listing *l, struct str place) {
  struct str before = l->items.n ? node_get_str(l->items.at[l->items.n - 1].item, "place") : STR("");
  return str_equal(place, before) ? before : str_copy(l->arena, place);
}

struct node *list_new(struct listing *l, const char *place, const struct story *story, const struct element *e) {
  struct node *item = node_map(l->arena);
  list_put(l, item, "place", node_text(l->arena, place_kept(l, str_from(place))));
  *PUSH(l->arena, &l->items) = (struct listed){e ? story->index : SIZE_MAX, e ? e->start : 0, l->items.n, item};
  return item;
}

struct node *list_at(struct listing *l, const struct story *story, const struct element *e) {
  struct arena_mark before = arena_mark(l->scratch);
  const char *place = e ? place_words(l->scratch, l->index, story, e) : "no place in the text";
  struct node *item = list_new(l, place, story, e);
  arena_rewind(l->scratch, before);
  return item;
}

static int by_stand(const void *a, const void *b) {
  const struct listed *one = a, *other = b;
  if (one->story != other->story) return one->story < other->story ? -1 : 1;
  if (one->at != other->at) return one->at < other->at ? -1 : 1;
  return (one->order > other->order) - (one->order < other->order);
}

/* In document order: body, headers and footers; last what stands nowhere. */
static struct node *in_order(struct listing *l) {
  struct node *list = node_list(l->arena);
  if (l->items.n) qsort(l->items.at, l->items.n, sizeof *l->items.at, by_stand);
  for (size_t i = 0; i < l->items.n; i++) node_append(list, l->items.at[i].item);
  return list;
}

static void add_tables_around(struct listing *l, const struct element *e) {
  for (const struct element *tbl = e; tbl; tbl = element_ancestor(tbl, W_TBL))
    if (tbl->name == W_TBL) *PUSH(l->arena, &l->read_tables) = tbl;
}

/* The tables in which something was read, whether it was understood or not. */
static void find_read_tables(struct listing *l) {
  const struct taken *taken = l->taken;
  for (size_t i = 0; i < taken->places.n; i++) add_tables_around(l, taken->places.at[i]);
  for (size_t i = 0; i < taken->parts.n; i++) add_tables_around(l, taken->parts.at[i].paragraphs[0]);
  for (size_t i = 0; i < taken->unclear.n; i++) add_tables_around(l, taken->unclear.at[i].p);
  for (size_t i = 0; i < taken->looks.n; i++) add_tables_around(l, taken->looks.at[i].e);
  if (l->read_tables.n) qsort(l->read_tables.at, l->read_tables.n, sizeof *l->read_tables.at, by_address);
}

bool table_is_read(const struct listing *l, const struct element *tbl) {
  bool read = l->read_tables.n && bsearch(&tbl, l->read_tables.at, l->read_tables.n, sizeof tbl, by_address);
  return read || plan_table_at(l->plan, tbl);
}

/* ---- what is left of a paragraph ---- */

/* "2." in front of a line that was taken: whose line it is. */
static bool line_number(const struct plan *plan, struct str words) {
  bool several = plan->mapping->group && plan->mapping->group->several, digits = words.len > 1 && words.len < 4;
  for (size_t i = 0; digits && i + 1 < words.len; i++) digits = words.at[i] >= '0' && words.at[i] <= '9';
  return several && digits && (words.at[words.len - 1] == '.' || words.at[words.len - 1] == ')');
}

/* Without what was taken out of it, a label's words alone say nothing. */
static void add_left(const struct plan *plan, struct text *out, struct str left) {
  struct str words = str_trim(left);
  if (mapping_names(plan->mapping, AT_LABEL, words) || line_number(plan, words)) return;
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
  const struct passage *part = next_part(taken, p, 0);
  if (!part) return false;
  struct text out = {.arena = arena};
  struct str text = paragraph_whole(arena, p);
  size_t from = 0;
  for (; part; from = part->to, part = next_part(taken, p, from)) add_left(plan, &out, str_sub(text, from, part->from));
  add_left(plan, &out, str_sub(text, from, text.len));
  *left = text_str(&out);
  return true;
}

/* A paragraph's text without the controls that were taken out of it. */
static struct str text_left(struct arena *arena, const struct taken *taken, const struct element *p) {
  struct text out = {.arena = arena};
  struct str text;
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    bool skip = is_apart(e) || (e->name == W_SDT && (is_taken(taken, e) || control_shows_placeholder(e)));
    next = skip ? element_next_past(e, p) : element_next(e, p);
    if (!skip && piece_text(arena, e, &text)) text_add(&out, text);
  }
  return str_trim(text_str(&out));
}

/* Deleted, or said again beside it for older programs: what is there is no text of the document's. */
static bool says_nothing(const struct element *p) {
  const struct element *older = element_ancestor(p, MC_FALLBACK);
  return element_deleted(p) || (older && is_apart(older));
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

/* The outermost table in whose rows, below its header, something stands: what stands there was typed for a child, unless the template has
 * it in the same column. NULL for none. */
static const struct plan_table *tracker_around(const struct plan *plan, const struct element *e) {
  const struct plan_table *found = NULL;
  for (const struct element *tbl = e; (tbl = element_ancestor(tbl, W_TBL));) {
    const struct plan_table *table = plan_table_at(plan, tbl);
    if (table && table->count && e->start > table->rows[0].row->tr->start) found = table;
  }
  return found;
}

/* The words by which a row names its milestone, known or not: in a cell merged down, those of its uppermost part. Empty for none. */
static struct str row_statement(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                                const struct plan_row *row) {
  const struct group *group = plan->mapping->group;
  struct cell *cell = table->key == NO_COLUMN ? NULL : row_cell(row->row, table->key);
  struct passage key;
  bool keyed = !row->line && plan_passage(arena, table, row, group, group->row_key, &key);
  if (!keyed && cell) cell = cell_shown(&table->table, (size_t)(row->row - table->table.rows), cell);
  keyed = keyed || (cell && cell_passage(arena, table->table.story, cell, 0, &key));
  return keyed ? str_trim(passage_text(arena, &key)) : STR("");
}

/* The first of a table's rows in whose markup something stands; NULL for none. */
static const struct plan_row *row_around(const struct plan_table *table, const struct element *e) {
  size_t low = 0, high = table->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (table->rows[middle].row->tr->end < e->end)
      low = middle + 1;
    else
      high = middle;
  }
  return low < table->count && element_within(e, table->rows[low].row->tr) ? &table->rows[low] : NULL;
}

void list_of_row(struct listing *l, struct node *item, const struct element *e) {
  const struct plan_table *table = tracker_around(l->plan, e);
  const struct plan_row *row = table ? row_around(table, e) : NULL;
  if (!row) return;
  struct arena_mark before = arena_mark(l->scratch);
  struct str words =
      row->heads || row->band || row->names_term ? STR("") : row_statement(l->scratch, l->plan, table, row);
  bool of_row = words.len || row->goes_on;
  if (of_row) list_put(l, item, "statement", node_text(l->arena, str_copy(l->arena, words)));
  arena_rewind(l->scratch, before);
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
  if (is_taken(taken, p) || in_prompt(p) || says_nothing(p)) return left;
  bool parts = parts_left(arena, plan, taken, p, &left.text);
  left.partly = parts || any_control_taken(taken, p);
  if (!parts) left.text = text_left(arena, taken, p);
  if (str_is(left.text, "–")) left.text = STR("");
  if (!left.text.len) return left;
  struct text words = {.arena = arena};
  if (tracker_around(plan, p)) left.column = column_around(plan, p);
  if (left.column)
    text_add(&words, left.text);
  else
    add_words(&words, left.text);
  left.words = fold(arena, text_str(&words));
  return left;
}

struct own_words {
  const struct document *template; /* NULL: none */
  lefts lefts; /* what would be listed of the template itself, whatever stands in the places beside it */
  const struct patterns *patterns; /* of the template */
  struct mapping_words mapping;
};

static int by_words(const void *one, const void *other) {
  const struct left *a = one, *b = other;
  int order = str_compare(a->words, b->words);
  return order ? order : (a->column > b->column) - (a->column < b->column);
}

/* Sorted by their words. */
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
  if (list.n) qsort(list.at, list.n, sizeof *list.at, by_words);
  return list;
}

struct own_words *own_words_new(struct arena *arena, const struct mapping *mapping, const struct document *template) {
  struct own_words *own = NEW(arena, struct own_words);
  *own = (struct own_words){template, template_lefts(arena, template, mapping), template_patterns(arena, template),
                            mapping_words(arena, mapping)};
  return own;
}

bool own_words_say(struct arena *arena, const struct own_words *own, struct str text) {
  return in_template(arena, own->patterns, text);
}

static bool is_own(const lefts *own, const struct left *left) {
  return own->n && bsearch(left, own->at, own->n, sizeof *left, by_words);
}

/* Words of the mapping, or of the template with something in their gaps; not in a tracker's row, where they may have been typed for a
 * child. */
static bool is_known(const struct listing *l, const struct left *left, const struct element *p) {
  if (left->column) return false;
  if (in_template(l->scratch, l->own->patterns, left->partly ? paragraph_text(l->scratch, p) : left->text)) return true;
  return is_mapping_word(l->scratch, &l->own->mapping, l->plan, p, left->text);
}

/* The paragraph as part of a place whose text was not understood; NULL for none. */
static const struct unclear *unclear_at(const struct taken *taken, const struct element *p) {
  struct unclear wanted = {.p = p};
  return taken->unclear.n ? bsearch(&wanted, taken->unclear.at, taken->unclear.n, sizeof wanted, by_unclear_address)
                          : NULL;
}

static void list_paragraph(struct listing *l, const struct landmark *landmark, struct str left,
                           const struct unclear *unclear) {
  struct node *item = list_at(l, landmark->story, landmark->p);
  list_of_row(l, item, landmark->p);
  list_put(l, item, "text", node_text(l->arena, str_copy(l->arena, left)));
  if (unclear && *unclear->candidates) list_put(l, item, "candidates", *unclear->candidates);
  if (unclear) *unclear->candidates = NULL; /* said once, with the first words */
}

static void list_paragraphs(struct listing *l) {
  struct strange strange = {0};
  arena_bytes(l->scratch, 1); /* so that it keeps a chunk */
  struct arena_mark before = arena_mark(l->scratch);
  for (size_t i = 0; i < l->index->count && !list_full(l); i++) {
    const struct landmark *landmark = &l->index->landmarks[i];
    arena_rewind(l->scratch, before);
    struct left left = left_of(l->scratch, l->plan, l->taken, landmark->p);
    const struct unclear *unclear = unclear_at(l->taken, landmark->p);
    bool nothing = !left.text.len || (!unclear && (is_own(&l->own->lefts, &left) || is_known(l, &left, landmark->p)));
    if (nothing) continue;
    size_t listed = l->items.n;
    bool in_table = l->whole && list_table(l, landmark->story, landmark->p, &strange);
    l->in_rows += left.column > 0 && (!in_table || l->items.n > listed); /* a table is one thing */
    if (in_table) continue;
    list_paragraph(l, landmark, left.text, unclear);
  }
}

/* What looks like something, and nobody can say like what. */
static void list_looks(struct listing *l) {
  for (size_t i = 0; i < l->taken->looks.n; i++) {
    const struct look_left *left = &l->taken->looks.at[i];
    struct node *item = list_at(l, left->story, left->e);
    list_of_row(l, item, left->e);
    if (left->text.len) list_put(l, item, "text", node_text(l->arena, left->text));
    list_put(l, item, left->key, node_text(l->arena, left->words));
    if (left->candidates->count) list_put(l, item, "candidates", left->candidates);
  }
}

struct node *lens_unplaced(struct arena *arena, const struct plan *plan, struct taken *taken,
                           const struct own_words *own, bool whole, size_t *in_rows) {
  struct listing listing = {.arena = arena,
                            .scratch = arena_inside(arena),
                            .index = plan->index,
                            .plan = plan,
                            .taken = taken,
                            .own = own,
                            .template = own->template,
                            .whole = whole};
  sort_taken(taken);
  find_read_tables(&listing);
  list_paragraphs(&listing);
  list_looks(&listing);
  list_comments(&listing);
  if (whole) list_matter(&listing);
  if (whole) list_changes(&listing);
  *in_rows = listing.in_rows;
  taken->over = list_over(&listing);
  arena_free(listing.scratch);
  return in_order(&listing);
}

struct node *lens_changes(struct arena *arena, const struct place_index *index) {
  struct listing listing = {.arena = arena, .scratch = arena_inside(arena), .index = index};
  list_changes(&listing);
  arena_free(listing.scratch);
  return in_order(&listing);
}
