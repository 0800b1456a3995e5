/* Compiling: where everything is. */
#include "plan_parts.h"

#include <string.h>

static bool by_label(const struct field *field) {
  enum locator_kind kind = field->locator_count ? field->locators[0].kind : AT_PROPERTY;
  return kind == AT_LABEL || kind == AT_BELOW;
}

/* Words of a place that is found already are a value, and no label of another. */
static void mark_values(struct plan *plan, const struct places *places) {
  for (size_t i = 0; i < places->count; i++) {
    const struct passage *passage = &places->passages[i];
    if (passage->part || passage->control) continue;
    for (size_t p = 0; p < passage->count; p++)
      place_index_mark(plan->index, passage->story, passage->paragraphs[p]->start, passage->paragraphs[p]->end);
  }
}

static void mark_rows(struct plan *plan) {
  for (size_t t = 0; t < plan->table_count; t++)
    for (size_t r = 0; r < plan->tables[t].count; r++) {
      const struct element *tr = plan->tables[t].rows[r].row->tr;
      place_index_mark(plan->index, plan->tables[t].table.story, tr->start, tr->end);
    }
}

/* Labels last, since what people wrote elsewhere may look like one. */
static void find_places(struct arena *arena, struct plan *plan) {
  const struct mapping *mapping = plan->mapping;
  plan->places = arena_alloc(arena, mapping->count + 1, sizeof *plan->places);
  mark_rows(plan);
  for (size_t i = 0; i < mapping->count; i++) {
    if (by_label(&mapping->fields[i])) continue;
    plan->places[i] = places_find(arena, plan->index, &mapping->fields[i]);
    mark_values(plan, &plan->places[i]);
  }
  for (size_t i = 0; i < mapping->count; i++)
    if (by_label(&mapping->fields[i])) plan->places[i] = places_find(arena, plan->index, &mapping->fields[i]);
  plan_apart(arena, plan);
}

/* The session that the document says it is of; a year that people left out of a date is its. */
static struct str session_of(struct arena *arena, const struct plan *plan) {
  const struct field *field = mapping_field(plan->mapping, "term.session");
  const struct places *places = field ? &plan->places[field - plan->mapping->fields] : NULL;
  struct str session = STR(""), text = STR("");
  if (!places || places->found == FOUND_SEVERAL || places->taken_by) return session;
  if (places->count && passage_doubt(arena, &places->passages[0], false).kind) return session;
  if (places->count)
    text = passage_text(arena, &places->passages[0]);
  else if (places->property)
    text = document_property(plan->document, places->property);
  return session_read(arena, text, &session) ? session : STR("");
}

struct plan *plan_compile(struct arena *arena, const struct document *document, const struct mapping *mapping) {
  struct plan *plan = NEW(arena, struct plan);
  *plan = (struct plan){.document = document, .mapping = mapping, .index = place_index_new(arena, document, mapping)};
  if (mapping->group) plan_tables(arena, plan);
  find_places(arena, plan);
  plan->session = session_of(arena, plan);
  plan_terms(arena, plan);
  for (size_t t = 0; t < plan->table_count; t++) plan_merges(arena, mapping->group, &plan->tables[t]);
  plan_spans(arena, plan);
  return plan;
}

/* A cell across several columns holds one datum: the key's, else that of the field that comes first. */
static bool is_another(const struct plan_table *table, const struct plan_row *row, const struct group *group,
                       const struct field *field, size_t own, const struct cell *cell) {
  for (size_t i = 0; i < group->count; i++) {
    const struct field *other = &group->fields[i];
    bool before = other == group->row_key || (other < field && field != group->row_key);
    bool apart = table->columns[i] != NO_COLUMN && table->columns[i] != own;
    if (before && apart && row_cell(row->row, table->columns[i]) == cell) return true;
  }
  return false;
}

static const struct cell *cell_in(const struct plan_table *table, const struct plan_row *row, const struct group *group,
                                  const struct field *field, size_t column) {
  const struct cell *cell = column == NO_COLUMN ? NULL : row_cell(row->row, column);
  if (!cell || cell->continued) return NULL; /* the lower part of a merged cell is hidden (17.4.84) */
  return is_another(table, row, group, field, column, cell) ? NULL : cell;
}

const struct cell *plan_cell(const struct plan_table *table, const struct plan_row *row, const struct group *group,
                             const struct field *field) {
  return cell_in(table, row, group, field, table->columns[field - group->fields]);
}

struct comment_cells plan_comment_cells(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                                        const struct group *group, const struct field *field) {
  struct comment_cells cells = {0};
  const struct cell *first = plan_cell(table, row, group, field);
  const size_t *column = table->beside[field - group->fields];
  if (first) *PUSH(arena, &cells.list) = first;
  for (; column && *column != NO_COLUMN; column++) {
    const struct cell *cell = cell_in(table, row, group, field, *column);
    bool merged = row_merge(row, *column) != NULL; /* what is said on several rows is not said of the first */
    if (cell && cell != first && !merged) *PUSH(arena, &cells.list) = cell;
  }
  return cells;
}

/* What people choose from may stand in a small table of its own in the cell. */
static bool reads_inside(const struct field *field) {
  enum codec_kind kind = field->codec.kind;
  return kind == AS_TICKS || kind == AS_TICK_LIST || kind == AS_HIGHLIGHT || kind == AS_HIGHLIGHT_LIST;
}

bool plan_passage(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                  const struct group *group, const struct field *field, struct passage *passage) {
  const struct cell *cell = plan_cell(table, row, group, field);
  const struct locator *locator = &field->locators[0];
  if (!cell || locator->kind == AT_COMMENTS) return false;
  bool by_control = locator->kind == AT_TAG || locator->kind == AT_TITLE || locator->kind == AT_PLACEHOLDER;
  if (by_control) return control_in_cell(arena, table->table.story, cell, locator, passage);
  if (row->line && (field == group->row_key || !row->shared))
    return plan_line(arena, table, row, group, field, passage) == LINE_FOUND;
  bool found = cell_passage(arena, table->table.story, cell, locator->paragraph, passage);
  if (found && !locator->paragraph && reads_inside(field))
    passage->paragraphs = paragraphs_deep(arena, cell->tc, &passage->count);
  if (found && !reads_inside(field)) passage->form = passage_list(arena, passage);
  return found;
}

/* A day beside a tick, or alone, says when: which of them is not asked. */
static bool is_day(struct arena *arena, struct str text) {
  struct str date;
  enum date_fault fault = date_read(arena, STR("d MMMM yyyy"), STR(""), text, &date);
  return fault == DATE_RIGHT || fault == DATE_NO_YEAR || fault == DATE_NO_DAY || fault == DATE_NO_CENTURY;
}

enum plan_tick plan_tick(struct arena *arena, const struct field *field, const struct passage *passage) {
  if (field->codec.kind == AS_SHADING)
    return cell_fill(arena, element_ancestor(passage->paragraphs[0], W_TC)).len ? PLAN_TICKED : PLAN_BLANK;
  if (passage_doubt(arena, passage, true).kind) return PLAN_UNCLEAR;
  struct tick tick = tick_read(arena, passage);
  if (!tick.words.len) return tick.set ? PLAN_TICKED : PLAN_BLANK;
  return is_day(arena, tick.words) && (tick.set || !tick.boxed) ? PLAN_TICKED : PLAN_UNCLEAR;
}

bool plan_chosen(struct arena *arena, const struct field *field, const struct passage *passage) {
  return plan_tick(arena, field, passage) == PLAN_TICKED;
}

/* ---- what was found ---- */

static bool column_found(const struct plan *plan, size_t field) {
  for (size_t t = 0; t < plan->table_count; t++) {
    const struct level_column *levels = plan->tables[t].levels[field];
    if (plan->tables[t].columns[field] != NO_COLUMN || (levels && levels->level)) return true;
  }
  return false;
}

static bool place_found(const struct plan *plan, const struct places *places) {
  bool property = places->property && property_there(plan->document, places->property);
  return property || (places->found == FOUND && !places->taken_by);
}

struct plan_found plan_count(const struct plan *plan) {
  const struct group *group = plan->mapping->group;
  struct plan_found count = {0};
  for (size_t i = 0; i < plan->mapping->count; i++) {
    if (plan->mapping->fields[i].from) continue;
    count.of++;
    count.found += place_found(plan, &plan->places[i]);
  }
  for (size_t i = 0; group && i < group->count; i++) {
    if (group->fields[i].from) continue;
    count.of++;
    count.found += column_found(plan, i);
  }
  for (size_t t = 0; t < plan->table_count; t++)
    for (size_t r = 0; r < plan->tables[t].count; r++) count.milestones += plan->tables[t].rows[r].milestone != NULL;
  return count;
}

const char **plan_missing(struct arena *arena, const struct plan *plan, size_t *count) {
  const struct group *group = plan->mapping->group;
  const char **keys = arena_alloc(arena, plan->mapping->count + (group ? group->count : 0) + 1, sizeof *keys);
  *count = 0;
  for (size_t i = 0; i < plan->mapping->count; i++) {
    const struct field *field = &plan->mapping->fields[i];
    if (!field->from && !place_found(plan, &plan->places[i])) keys[(*count)++] = field->key;
  }
  for (size_t i = 0; group && i < group->count; i++)
    if (!group->fields[i].from && !column_found(plan, i)) keys[(*count)++] = group->fields[i].key;
  return keys;
}

/* ---- a template against its mapping ---- */

static void tell_field(const struct plan *plan, const struct field *field, const char *name, enum message_id id,
                       const char *where, struct messages *messages) {
  say(messages, id, source_where(plan->mapping->source, field->node), name, field->key, where);
}

static void check_columns(const struct plan *plan, const struct plan_table *table, const char *name,
                          struct messages *messages) {
  const struct group *group = plan->mapping->group;
  for (size_t i = 0; group && i < group->count; i++) {
    if (table->columns[i] != NO_COLUMN || (table->levels[i] && table->levels[i]->level)) continue;
    const char *other = table->taken_by[i];
    tell_field(plan, &group->fields[i], name, other ? MSG_PLACE_TAKEN : MSG_PLACE_NOT_FOUND, other ? other : "",
               messages);
  }
}

bool plan_check(struct arena *arena, const struct plan *plan, const char *name, struct messages *messages) {
  size_t before = messages->errors;
  for (size_t i = 0; i < plan->mapping->count; i++) {
    const struct field *field = &plan->mapping->fields[i];
    const struct places *places = &plan->places[i];
    if (places->found == FOUND_SEVERAL)
      tell_field(plan, field, name, MSG_PLACE_AMBIGUOUS,
                 place_words(arena, plan->index, places->passages[1].story, places->passages[1].paragraphs[0]),
                 messages);
    if (places->taken_by) tell_field(plan, field, name, MSG_PLACE_TAKEN, places->taken_by, messages);
    if (places->found == FOUND_NONE && !places->property)
      tell_field(plan, field, name, MSG_PLACE_NOT_FOUND, "", messages);
  }
  if (plan->mapping->group && !plan->table_count)
    say(messages, MSG_PLACE_NOT_FOUND, ((struct where){.file = plan->mapping->source->path}), name,
        plan->mapping->group->key);
  for (size_t t = 0; t < plan->table_count; t++) check_columns(plan, &plan->tables[t], name, messages);
  return messages->errors == before;
}
