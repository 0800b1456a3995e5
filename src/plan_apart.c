/* Which of two data has a place that both want: written by one, it would be read as the other. */
#include "plan_parts.h"

#include <string.h>

/* ---- two in a row ---- */

static bool ticks(const struct field *field) {
  return field->codec.kind == AS_TICKS || field->codec.kind == AS_TICK_LIST;
}

/* Colours and marks stand beside a text, and the boxes of two scales beside each other. */
static bool may_stand_together(const struct field *a, const struct field *b) {
  return field_by_look(a) || field_by_look(b) || (ticks(a) && ticks(b));
}

/* The key stays, then a value before what is only shown, then what comes first. */
static bool goes_before(const struct group *group, const struct field *a, const struct field *b) {
  if (a == group->row_key || b == group->row_key) return a == group->row_key;
  return !a->from == !b->from ? a < b : !a->from;
}

static bool in_one_place(struct arena *arena, const struct group *group, const struct plan_table *table,
                         const struct plan_row *row, const struct field *a, const struct field *b) {
  struct passage own, other;
  return plan_passage(arena, table, row, group, a, &own) && plan_passage(arena, table, row, group, b, &other) &&
         places_overlap(arena, &own, &other);
}

/* The rows of a table are alike: what holds in the first that is a milestone's, or waits for one, holds in all. */
static void part_columns(struct arena *arena, const struct plan *plan, struct plan_table *table) {
  const struct group *group = plan->mapping->group;
  size_t r = 0;
  while (r < table->count && !table->rows[r].milestone && !table->rows[r].pattern) r++;
  for (size_t i = 0; r < table->count && i < group->count; i++)
    for (size_t j = 0; j < group->count; j++) {
      const struct field *a = &group->fields[i], *b = &group->fields[j];
      bool both = i != j && table->columns[i] != NO_COLUMN && table->columns[i] == table->columns[j];
      if (!both || may_stand_together(a, b) || goes_before(group, a, b)) continue;
      if (!in_one_place(arena, group, table, &table->rows[r], a, b)) continue;
      table->taken_by[i] = b->key;
      table->columns[i] = NO_COLUMN;
    }
}

/* ---- what is the rows' ---- */

/* A row of something else, such as who completed the table, has places of its own. */
static struct order rows_order(struct arena *arena, const struct plan *plan, const struct plan_table *table) {
  const struct group *group = plan->mapping->group;
  struct places *own = NEW(arena, struct places);
  ARRAY(struct passage) list = {0};
  struct passage passage;
  for (size_t r = 0; r < table->count; r++)
    for (size_t i = 0; (table->rows[r].milestone || table->rows[r].pattern) && i < group->count; i++)
      if (plan_passage(arena, table, &table->rows[r], group, &group->fields[i], &passage))
        *PUSH(arena, &list) = passage;
  *own = (struct places){.passages = list.at, .count = list.n};
  return order_of(arena, own);
}

/* What the places are told apart with; rows: of each table what its rows hold, made once a place stands in it. */
struct apart {
  struct arena *arena;
  const struct plan *plan;
  struct order *rows;
};

static bool is_in_rows(const struct apart *apart, size_t t, const struct passage *place) {
  const struct element *at = place->control ? place->control : place->paragraphs[0],
                       *last = place->paragraphs[place->count - 1], *tbl = apart->plan->tables[t].table.tbl;
  struct order *rows = &apart->rows[t];
  if (tbl->in == at->in && tbl->start >= at->end && tbl->end <= last->start) return true;
  if (!element_within(at, tbl)) return false;
  if (!rows->places) *rows = rows_order(apart->arena, apart->plan, &apart->plan->tables[t]);
  return order_next(apart->arena, rows, place, 0) < rows->count;
}

/* ---- what is the tables' ---- */

/* The title in a block is the area's of each copy. */
static bool is_of_title(const struct plan_table *table, const struct passage *place) {
  struct element *title = table->title;
  struct passage whole = {.story = table->table.story, .paragraphs = &title, .count = 1};
  bool copied = title && table->block && element_within(title, table->block);
  return copied && place->story == whole.story && share_paragraph(place, &whole);
}

static bool is_column(const struct group *group, struct str words) {
  for (size_t i = 0; i < group->header_count; i++)
    if (fold_equal(group->header[i], words)) return true;
  for (size_t i = 0; i < group->count; i++)
    for (size_t l = 0; l < group->fields[i].locator_count; l++) {
      const struct locator *locator = &group->fields[i].locators[l];
      if (locator->kind == AT_COLUMN && fold_equal(locator->name, words)) return true;
    }
  return false;
}

/* What a cell says beside a place in it; nothing of one that is too long for the name of a column. */
static struct str cell_beside(struct arena *arena, const struct passage *place) {
  enum { MOST = 1 << 16 };
  const struct element *p = place->paragraphs[0], *tc = element_ancestor(p, W_TC);
  struct text out = {.arena = arena};
  size_t count = 0;
  bool inside = tc && tc->end - tc->start < MOST && (place->part || place->control);
  struct element **paragraphs = inside ? paragraphs_in(arena, tc, &count) : NULL;
  for (size_t i = 0; i < count; i++) {
    if (i) text_add_byte(&out, ' ');
    text_add(&out, paragraphs[i] == p ? text_beside(arena, place) : paragraph_text(arena, paragraphs[i]));
  }
  return str_trim(text_str(&out));
}

/* What is written beside the name of a column would make it another. */
static bool is_of_header(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                         const struct passage *place) {
  const struct header *header = &table->header;
  const struct element *p = place->paragraphs[0];
  bool inside = header->top != NO_ROW && element_within(p, table->table.tbl);
  for (size_t r = header->top; inside && r <= header->bottom; r++)
    if (element_within(p, table->table.rows[r].tr)) return is_column(plan->mapping->group, cell_beside(arena, place));
  return false;
}

/* Whether a place is one of a row's, or of an area's title, or goes around a table of them. */
static bool is_of_tables(const struct apart *apart, const struct passage *place) {
  for (size_t t = 0; t < apart->plan->table_count; t++)
    if (is_of_title(&apart->plan->tables[t], place) || is_in_rows(apart, t, place)) return true;
  return false;
}

static bool is_of_headers(const struct apart *apart, const struct passage *place) {
  for (size_t t = 0; t < apart->plan->table_count; t++)
    if (is_of_header(apart->arena, apart->plan, &apart->plan->tables[t], place)) return true;
  return false;
}

typedef bool belongs(const struct apart *apart, const struct passage *place);

/* A control that was copied into a table is one of several places. False when there are no others. */
static bool leave(const struct apart *apart, struct places *places, belongs *elsewhere) {
  struct passage *kept = arena_alloc(apart->arena, places->count + 1, sizeof *kept);
  size_t count = 0;
  for (size_t n = 0; n < places->count; n++)
    if (!elsewhere(apart, &places->passages[n])) kept[count++] = places->passages[n];
  if (!count) return false;
  places->passages = kept;
  places->count = places->cap = count;
  return true;
}

/* What was written beside a column's name would take the column away; but what a document says there of its term, it says. */
static void leave_tables(const struct apart *apart, const struct field *field, struct places *places) {
  const struct group *group = apart->plan->mapping->group;
  bool term = strcmp(field->key, "term.session") == 0 || strcmp(field->key, "term.term") == 0;
  if (!places->count) return;
  if (!leave(apart, places, is_of_tables)) places->taken_by = group->key;
  if (!leave(apart, places, is_of_headers) && !term) places->taken_by = group->key;
}

/* ---- two outside rows: what stands in several places without a tag is nobody's already ---- */

/* Those that are left, in their order. */
static void keep(struct places *places, const bool *gone) {
  size_t count = 0;
  for (size_t n = 0; n < places->count; n++)
    if (!gone[n]) places->passages[count++] = places->passages[n];
  places->count = count;
}

/* Of two places that overlap one is left to the other datum where there are more. False when the second has none left. */
static bool part_two(struct arena *arena, struct places *first, struct places *second) {
  const struct order one = order_of(arena, first), other = order_of(arena, second);
  bool *lost = arena_alloc(arena, first->count + 1, sizeof *lost),
       *gone = arena_alloc(arena, second->count + 1, sizeof *gone);
  size_t left = first->count, rest = second->count;
  for (size_t i = 0; i < one.count; i++) {
    const size_t n = one.at[i].n;
    for (size_t j = 0; !lost[n] && (j = order_next(arena, &other, &first->passages[n], j)) < other.count; j++) {
      if (gone[other.at[j].n]) continue;
      if (rest == 1 && left == 1) return false;
      *(rest > 1 ? &gone[other.at[j].n] : &lost[n]) = true;
      --*(rest > 1 ? &rest : &left);
    }
  }
  keep(first, lost);
  keep(second, gone);
  return true;
}

static void part_from_others(struct arena *arena, struct plan *plan, size_t i) {
  const struct mapping *mapping = plan->mapping;
  struct places *places = &plan->places[i];
  bool shown = mapping->fields[i].from;
  for (size_t j = 0; j < mapping->count && places->found == FOUND && !places->taken_by; j++) {
    struct places *other = &plan->places[j];
    bool other_shown = mapping->fields[j].from, before = shown == other_shown ? j < i : shown;
    if (!before || other->taken_by || other->found != FOUND) continue;
    if (!part_two(arena, other, places)) places->taken_by = mapping->fields[j].key;
  }
}

void plan_apart(struct arena *arena, struct plan *plan) {
  const struct mapping *mapping = plan->mapping;
  struct apart apart = {arena, plan, arena_alloc(arena, plan->table_count + 1, sizeof *apart.rows)};
  for (size_t t = 0; t < plan->table_count; t++) part_columns(arena, plan, &plan->tables[t]);
  for (size_t i = 0; i < mapping->count; i++)
    if (plan->places[i].found == FOUND) leave_tables(&apart, &mapping->fields[i], &plan->places[i]);
  for (int shown = 0; shown < 2; shown++)
    for (size_t i = 0; i < mapping->count; i++)
      if ((mapping->fields[i].from != NULL) == shown) part_from_others(arena, plan, i);
}
