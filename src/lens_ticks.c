/* Ticks, both ways: under the header that names the level. */
#include "lens_parts.h"

static bool level_passage(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                          const struct level_column *column, struct passage *passage) {
  const struct cell *cell = row_cell(row->row, column->column);
  return cell && !cell->continued && cell_passage(arena, table->table.story, cell, 0, passage);
}

/* The levels that are ticked in a row. */
static struct node *ticked_levels(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                                  const struct level_column *levels) {
  struct node *list = node_list(arena);
  struct passage passage;
  for (const struct level_column *l = levels; l->level; l++)
    if (level_passage(arena, table, row, l, &passage) && tick_there(arena, &passage))
      node_append(list, node_plain(arena, l->level->id));
  return list;
}

/* What a list of ticked levels is as a value of the field; false when several are ticked for one level. */
static bool ticked_value(const struct field *field, struct node *list, struct node **value) {
  bool one = field->codec.kind == AS_SCALE || field->codec.kind == AS_TICKS;
  *value = !list->count ? NULL : one ? list->first : list;
  if (one && *value) (*value)->next = NULL;
  return !one || list->count < 2;
}

void get_levels(struct get *get, const struct plan_table *table, const struct plan_row *row, const struct field *field,
                struct node *item) {
  const struct level_column *levels = table->levels[field - get->plan->mapping->group->fields];
  struct node *list = ticked_levels(get->arena, table, row, levels), *value;
  size_t count = list->count;
  struct passage passage;
  if (!ticked_value(field, list, &value)) {
    const char *place = place_words(get->arena, get->plan->index, table->table.story, row->row->tr);
    say(get->messages, MSG_TICKS, lens_where(get->plan, place), str_format(get->arena, "%zu", count), field->key);
    return;
  }
  for (const struct level_column *l = levels; l->level; l++)
    if (level_passage(get->arena, table, row, l, &passage)) get_take(get, &passage);
  if (value) node_put(get->arena, item, field->key, value);
}

static bool wanted_level(const struct node *value, struct str id) {
  if (!value || value->kind == NODE_TEXT) return value && str_equal(node_str(value), id);
  for (const struct node *item = value->first; item; item = item->next)
    if (str_equal(node_str(item), id)) return true;
  return false;
}

/* A level for which the table has no column is told, like one that a list lacks. */
static void tell_missing(struct put *put, const struct level_column *levels, const struct field *field,
                         const struct node *value, const char *place) {
  for (size_t i = 0; i < field->codec.scale->count; i++) {
    const struct level *level = &field->codec.scale->levels[i];
    const struct level_column *l = levels;
    while (l->level && l->level != level) l++;
    if (!l->level && wanted_level(value, level->id))
      say(put->messages, MSG_NO_TICK, lens_where(put->plan, place), str_z(put->arena, level->label));
  }
}

static void set_tick(struct put *put, struct edits *edits, const struct passage *passage, bool ticked) {
  size_t count;
  struct box *boxes = boxes_read(put->arena, put->plan->document, passage, &count);
  if (count)
    box_set(edits, &boxes[0], ticked);
  else
    passage_write(put->changes, edits, passage, ticked ? STR("✓") : STR(""), false);
}

bool put_levels(struct put *put, const struct target *target, const struct plan_table *table,
                const struct plan_row *row, const struct field *field, const struct node *value) {
  const struct level_column *levels = table->levels[field - put->plan->mapping->group->fields];
  const char *place = row_words(put, table, row);
  struct node *now, *list = ticked_levels(put->arena, table, row, levels);
  bool clear = ticked_value(field, list, &now), absent = !value && !target->copy && !put->other_term;
  struct passage passage;
  if (absent || !levels->level) return levels->level != NULL;
  if (!value && !target->copy && list->count) note_cleared(put, field);
  if (node_nothing(value)) value = NULL;
  tell_missing(put, levels, field, value, place);
  for (const struct level_column *l = levels; l->level; l++) {
    bool wants = wanted_level(value, l->level->id);
    if (!level_passage(put->arena, table, row, l, &passage) || tick_there(put->arena, &passage) == wants) continue;
    if (target->copy || may_write(put, place, &passage, clear ? now : NULL, value))
      set_tick(put, target->edits, &passage, wants);
  }
  return true;
}
