/* Copies of rows and blocks, and where they go. */
#include "lens_parts.h"

#include <string.h>

/* A blank row, else the last with a milestone; NULL for none, and in a table that has rows of another term. */
static const struct plan_row *model_row(const struct plan_table *table) {
  const struct plan_row *last = NULL;
  for (size_t r = 0; r < table->count; r++)
    if (table->rows[r].elsewhere) return NULL;
  for (size_t r = 0; r < table->count; r++) {
    if (table->rows[r].pattern) return &table->rows[r];
    if (table->rows[r].milestone) last = &table->rows[r];
  }
  return last;
}

/* Pictures, objects and deleted text. */
static bool is_matter(int name) {
  return name == W_DRAWING || name == W_PICT || name == W_OBJECT || name == W_DEL || name == W_MOVE_FROM;
}

typedef ARRAY(const struct element *) elements;

static void add_paragraphs(struct arena *arena, elements *list, const struct passage *passage) {
  for (size_t p = 0; p < passage->count; p++) *PUSH(arena, list) = passage->paragraphs[p];
}

/* ---- leaves in what is copied: a school may have the name in each area's block, or in a column of its own ---- */

static bool in_row(const struct plan_table *table, const struct element *e) {
  for (size_t r = 0; r < table->count; r++)
    if (element_within(e, row_unit(table->rows[r].row->tr))) return true;
  return false;
}

/* The next place of a leaf in the unit, which is a row of the table, or its block: what stands in the block's rows is theirs. False past
 * the last. */
static bool next_leaf(const struct plan *plan, const struct element *unit, const struct plan_table *table,
                      size_t *field, size_t *n) {
  for (; *field < plan->mapping->count; ++*field, *n = 0) {
    const struct places *places = &plan->places[*field];
    for (; places->found == FOUND && !places->taken_by && *n < places->count; ++*n) {
      const struct passage *place = &places->passages[*n];
      const struct element *at = place->control ? place->control : place->paragraphs[0];
      bool inside = place->story == table->table.story && element_within(at, unit);
      if (inside && (unit != table->block || !in_row(table, at))) return true;
    }
  }
  return false;
}

/* A copy of somebody's row has none of its words, so that what stood among them has no place there. */
static bool is_emptied(const struct passage *place, const struct plan_row *row) {
  return row && !row->pattern && place->part;
}

/* row: the model, when the unit is one; NULL for a block. */
static void copy_leaves(struct put *put, struct edits *edits, const struct element *unit,
                        const struct plan_table *table, const struct plan_row *row) {
  for (size_t field = 0, n = 0; next_leaf(put->plan, unit, table, &field, &n); n++)
    if (!is_emptied(&put->plan->places[field].passages[n], row)) put_leaf_copy(put, edits, field, n);
}

/* Those that are written: the fields' places, the cells of ticks, and leaves that are whole paragraphs. */
static elements own_paragraphs(struct put *put, const struct plan_table *table, const struct plan_row *row) {
  const struct group *group = put->plan->mapping->group;
  struct arena *arena = put->arena;
  elements ours = {0};
  struct passage passage;
  for (size_t i = 0; i < group->count; i++) {
    bool text = group->fields[i].codec.kind != AS_SHADING; /* the words in a shaded cell are not the mapping's */
    if (text && plan_passage(arena, table, row, group, &group->fields[i], &passage))
      add_paragraphs(arena, &ours, &passage);
    for (const struct level_column *l = table->levels[i]; l && l->level; l++) {
      const struct cell *cell = row_cell(row->row, l->column);
      if (cell && cell_passage(arena, table->table.story, cell, 0, &passage)) add_paragraphs(arena, &ours, &passage);
    }
  }
  for (size_t field = 0, n = 0; next_leaf(put->plan, row->row->tr, table, &field, &n); n++) {
    const struct passage *place = &put->plan->places[field].passages[n];
    if (!place->part && !place->control) add_paragraphs(arena, &ours, place);
  }
  return ours;
}

/* The controls of leaves in a row. */
static elements own_controls(struct put *put, const struct plan_table *table, const struct plan_row *row) {
  elements controls = {0};
  for (size_t field = 0, n = 0; next_leaf(put->plan, row->row->tr, table, &field, &n); n++) {
    const struct passage *place = &put->plan->places[field].passages[n];
    if (place->control && !place->part) *PUSH(put->arena, &controls) = place->control;
  }
  return controls;
}

static bool holds_one_of(const struct element *p, const elements *list) {
  for (size_t i = 0; i < list->n; i++)
    if (element_within(list->at[i], p)) return true;
  return false;
}

/* A copy of somebody's row is emptied of all that is not the mapping's: other columns, further paragraphs, pictures. */
static void empty_rest(struct put *put, struct edits *edits, const struct plan_table *table,
                       const struct plan_row *row) {
  elements ours = own_paragraphs(put, table, row), controls = own_controls(put, table, row);
  struct element *tr = row->row->tr;
  for (const struct element *e = tr, *next; e; e = next) {
    next = is_matter(e->name) ? element_next_past(e, tr) : element_next(e, tr);
    if (is_matter(e->name)) edits_remove(edits, e);
    bool other = e->name == W_P;
    for (size_t i = 0; other && i < ours.n; i++) other = ours.at[i] != e;
    struct passage passage = {
        .story = table->table.story, .paragraphs = (struct element *[]){(struct element *)e}, .count = 1};
    if (other && holds_one_of(e, &controls))
      paragraph_empty_around(edits, e, controls.at, controls.n);
    else if (other)
      passage_write(put->changes, edits, &passage, STR(""), false);
  }
}

/* A control around the row may be tagged with the milestone. */
static void clone_tag(struct put *put, struct edits *edits, const struct element *unit,
                      const struct milestone *milestone) {
  bool tagged = unit->name == W_SDT && domain_milestone(put->plan->mapping->domain, control_tag(unit));
  if (tagged && milestone) control_set_tag(edits, unit, milestone->id);
}

/* The row as it will be once it is on its own: of one milestone, with no cell that is merged with another row's. */
static struct plan_row row_alone(struct arena *arena, const struct plan_row *model) {
  struct plan_row alone = *model;
  struct row *row = NEW(arena, struct row);
  struct cell *cells = arena_alloc(arena, model->row->count + 1, sizeof *cells);
  for (size_t c = 0; c < model->row->count; c++) {
    cells[c] = model->row->cells[c];
    cells[c].continued = false;
  }
  *row = (struct row){model->row->tr, cells, model->row->count};
  alone.row = row;
  alone.merges.n = alone.line = alone.lines = 0;
  alone.shared = false;
  return alone;
}

static bool continued_at(const struct plan_table *table, size_t r, size_t column) {
  const struct cell *cell = r < table->table.count ? row_cell(&table->table.rows[r], column) : NULL;
  return cell && cell->continued;
}

/* The row in front of the place is of the milestone's area, and its cell there is merged with others. */
static bool joins_above(const struct plan_table *table, size_t r, size_t column, const struct milestone *milestone) {
  for (size_t i = 0; r && i < table->count; i++) {
    const struct plan_row *row = &table->rows[i];
    if (row->row != &table->table.rows[r - 1]) continue;
    bool same = row->milestone && milestone && row->milestone->area == milestone->area;
    return same && continued_at(table, r - 1, column);
  }
  return false;
}

/* The copy is no part of a merged cell in the mapping's columns; in others, such as one with the area's name, it is where the rows
 * around it are. */
static void fit_merges(struct put *put, struct edits *edits, const struct plan_table *table,
                       const struct plan_row *model, const struct milestone *milestone, size_t place) {
  size_t r = place ? rows_above(table, place) : 0;
  for (size_t c = 0; c < model->row->count; c++) {
    const struct cell *cell = &model->row->cells[c];
    bool own = !place || column_known(put->plan->mapping->group, table, cell->column);
    bool inside = !own && (continued_at(table, r, cell->column) || joins_above(table, r, cell->column, milestone));
    cell_set_merge(edits, cell->tc, inside);
  }
}

static struct cut *cut_new(struct arena *arena, const struct group *group, const struct plan_table *table) {
  struct cut *cut = NEW(arena, struct cut);
  cut->model = row_alone(arena, model_row(table));
  cut->unit = row_unit(cut->model.row->tr);
  cut->cloning = cloning_new(arena, cut->unit);
  cut->places = arena_alloc(arena, group->count, sizeof *cut->places);
  return cut;
}

/* Of what is known for many documents: each adds to its own. */
static struct cut *cut_again(struct arena *arena, const struct group *group, const struct cut *known) {
  struct cut *cut = NEW(arena, struct cut);
  *cut = *known;
  cut->places = arena_alloc(arena, group->count, sizeof *cut->places);
  memcpy(cut->places, known->places, group->count * sizeof *cut->places);
  return cut;
}

/* The table's model row, looked at once. */
static struct cut *cut_of(struct put *put, const struct plan_table *table) {
  struct cut **kept = &put->cuts[table - put->plan->tables], *cut = *kept;
  const struct group *group = put->plan->mapping->group;
  if (cut) return cut;
  cut = table->cut ? cut_again(put->arena, group, table->cut) : cut_new(put->arena, group, table);
  return *kept = cut;
}

void copies_settle(struct put *put, struct plan *plan) {
  for (size_t t = 0; t < plan->table_count; t++) {
    struct plan_table *table = &plan->tables[t];
    if (!model_row(table)) continue;
    struct cut *cut = cut_new(put->arena, plan->mapping->group, table);
    if (table->block) cut->block = cloning_new(put->arena, table->block);
    cut_settle(put, cut, table);
    table->cut = cut;
  }
}

void copy_row(struct put *put, struct edits *into, const struct plan_table *table, const struct wanted *wanted,
              size_t at, size_t place) {
  struct cut *cut = cut_of(put, table);
  const struct plan_row *model = &cut->model;
  struct element *unit = cut->unit;
  struct edits *edits = NEW(put->arena, struct edits);
  edits->arena = put->arena;
  struct target target = {.edits = edits, .cut = cut, .copy = true};
  const struct milestone *milestone = wanted->milestone;
  clone_ids(put->changes, edits, cut->cloning);
  clone_tag(put, edits, unit, milestone);
  put->copies = true;
  put->copied = milestone;
  if (!model->pattern) empty_rest(put, edits, table, model);
  fit_merges(put, edits, table, model, milestone, place);
  put_row(put, &target, table, model, milestone, wanted->item);
  copy_leaves(put, edits, unit, table, model);
  put->copies = false;
  edits_insert_copy(into, at, unit, edits);
}

/* The block that new ones are made from: the pattern, else the last; NULL when the document has none. */
const struct plan_table *model_block(const struct plan *plan) {
  const struct plan_table *model = NULL;
  for (size_t t = 0; t < plan->table_count; t++) {
    const struct plan_table *table = &plan->tables[t];
    if (table->pattern && model_row(table)) return table;
    if (table->block && model_row(table)) model = table;
  }
  return model;
}

/* A block for an area, with the rows wanted in it; for no area, the pattern again. */
void copy_block(struct put *put, struct edits *into, size_t at, const struct plan_table *model, const struct area *area,
                struct wants *wants) {
  struct edits *edits = NEW(put->arena, struct edits);
  edits->arena = put->arena;
  size_t place = row_unit(model->rows[0].row->tr)->start;
  struct cut *cut = cut_of(put, model);
  if (!cut->block) cut->block = cloning_new(put->arena, model->block);
  clone_ids(put->changes, edits, cut->block);
  if (model->title) {
    struct element *title = model->title;
    struct passage passage = {.story = model->table.story, .paragraphs = &title, .count = 1};
    passage_write(put->changes, edits, &passage, area ? area->title : put->plan->mapping->group->row_key->blank, false);
    passage_mark_placeholder(put->changes, edits, &passage, !area);
  }
  copy_leaves(put, edits, model->block, model, NULL);
  for (size_t i = 0; area && i < wants->count; i++) {
    struct wanted *wanted = &wants->at[i];
    if (!wanted->asked || wanted->placed || wanted->milestone->area != area) continue;
    copy_row(put, edits, model, wanted, place, 0);
    wanted->placed = true;
  }
  if (!area) copy_row(put, edits, model, &(struct wanted){0}, place, 0);
  for (size_t r = 0; r < model->count; r++) edits_remove(edits, row_unit(model->rows[r].row->tr));
  edits_insert_copy(into, at, model->block, edits);
}

/* ---- where copies go ---- */

static bool comes_before(const struct plan_row *row, const struct milestone *milestone, const struct wants *wants) {
  const struct milestone *here = row->milestone ? row->milestone : wants->took[row->order];
  bool band = row->band && row->area == milestone->area;
  return band || (here && here->order < milestone->order);
}

/* Behind the last row that comes earlier in the framework, or behind the band of its area; else in front of the first. Then behind what
 * a comment or a merged cell holds together. */
size_t row_place(const struct plan *plan, const struct plan_table *table, const struct milestone *milestone,
                 const struct wants *wants) {
  size_t place = table->count ? row_unit(table->rows[0].row->tr)->start : element_close(table->table.tbl);
  for (size_t r = 0; r < table->count; r++)
    if (comes_before(&table->rows[r], milestone, wants)) place = row_unit(table->rows[r].row->tr)->end;
  for (size_t before = 0; before != place;) {
    before = place;
    place = merge_past(plan->mapping->group, table, span_past(plan, place));
  }
  return place;
}

const struct plan_table *part_of(const struct plan *plan, const struct plan_table *table,
                                 const struct milestone *milestone, const struct wants *wants) {
  const struct plan_table *first = &plan->tables[table->chain], *part = model_row(first) ? first : table;
  for (size_t t = table->chain + 1; t < plan->table_count && plan->tables[t].chain == table->chain; t++)
    for (size_t r = 0; model_row(&plan->tables[t]) && r < plan->tables[t].count; r++)
      if (comes_before(&plan->tables[t].rows[r], milestone, wants)) part = &plan->tables[t];
  return part;
}

static bool is_elsewhere(const struct plan_table *table) { return table->count && table->rows[0].elsewhere; }

size_t block_place(const struct plan *plan, const struct plan_table *model, const struct area *area) {
  size_t place = model->block->start;
  bool before_all = !model->pattern;
  for (size_t t = 0; t < plan->table_count; t++) {
    const struct plan_table *table = &plan->tables[t];
    if (!table->block || !table->area || is_elsewhere(table)) continue;
    if (table->area->order < area->order) place = table->block->end;
    if (table->area->order < area->order) before_all = false;
  }
  for (size_t t = 0; before_all && t < plan->table_count; t++)
    if (plan->tables[t].block && !is_elsewhere(&plan->tables[t])) return plan->tables[t].block->start;
  return place;
}

static bool has_area(const struct plan_table *table, const struct area *area) {
  for (size_t r = 0; r < table->count; r++)
    if (table->rows[r].area == area || (table->rows[r].milestone && table->rows[r].milestone->area == area))
      return true;
  return false;
}

/* The area's own table; else one for several areas that has a place for this one; else one that names no area at all. */
const struct plan_table *table_of(const struct plan *plan, const struct area *area) {
  const struct plan_table *shared = NULL, *open = NULL;
  for (size_t t = plan->table_count; t-- > 0;) {
    const struct plan_table *table = &plan->tables[t];
    if (!model_row(table)) continue;
    if (table->area == area) return table;
    if (!table->area && !table->pattern && has_area(table, area)) shared = table;
    if (!table->area && !table->pattern) open = table;
  }
  return shared ? shared : open;
}
