/* Ticks, both ways: in boxes that stand before a level's label, and under the header that names the level. */
#include "lens_parts.h"

bool levels_together(struct arena *arena, const struct scale *scale, const struct node *list) {
  const struct level **levels = arena_alloc(arena, list->count + 1, sizeof *levels);
  size_t count = 0;
  for (const struct node *item = list->first; item; item = item->next) {
    const struct level *level = scale_level(scale, node_str(item));
    if (level) levels[count++] = level;
  }
  return !levels_differ(levels, count);
}

/* What a list of ticked levels is as a value of the field; false when several are ticked for one level, or one that stands alone beside
 * others. */
static bool ticked_value(struct arena *arena, const struct field *field, struct node *list, struct node **value) {
  enum codec_kind kind = field->codec.kind;
  bool one = kind == AS_SCALE || kind == AS_TICKS || kind == AS_SHADING;
  *value = !list->count ? NULL : one ? list->first : list;
  return one ? list->count < 2 : levels_together(arena, field->codec.scale, list);
}

bool wanted_level(const struct node *value, struct str id) {
  if (!value || value->kind == NODE_TEXT) return value && str_equal(node_str(value), id);
  for (const struct node *item = value->first; item; item = item->next)
    if (str_equal(node_str(item), id)) return true;
  return false;
}

/* The labels of the levels that are ticked. */
static struct str ticked_words(struct arena *arena, const struct field *field, const struct node *list) {
  struct text out = {.arena = arena};
  for (const struct node *item = list->first; item; item = item->next) {
    const struct level *level = scale_level(field->codec.scale, node_str(item));
    text_add_z(&out, out.len ? ", " : "");
    text_add(&out, level ? level->label : node_str(item));
  }
  return text_str(&out);
}

static void tell_ticks(struct get *get, const struct field *field, const char *place, const struct node *list) {
  enum codec_kind kind = field->codec.kind;
  bool several = kind == AS_TICK_LIST || kind == AS_SCALE_LIST;
  struct where where = lens_where(get->plan, place);
  if (several)
    say(get->messages, MSG_VALUE_UNREAD, where, str_z(get->arena, ticked_words(get->arena, field, list)),
        "one of them stands alone, and cannot be said with others");
  else
    say(get->messages, MSG_TICKS, where, str_format(get->arena, "%u", (unsigned)list->count), field->key);
}

/* ---- boxes ---- */

bool ticks_codec(const struct field *field) {
  return (field->codec.kind == AS_TICKS || field->codec.kind == AS_TICK_LIST) && field->codec.scale;
}

static struct str cell_label(struct arena *arena, const struct cell *cell) {
  struct passage passage = {.paragraphs = paragraphs_in(arena, cell->tc, &passage.count)};
  return passage.count ? str_trim(passage_text(arena, &passage)) : STR("");
}

/* A box with no words beside it in its line may stand in a small table: the cell in front of it, or the one behind it, then says its
 * level. */
static struct str box_words(struct arena *arena, const struct scale *scale, const struct box *box) {
  struct element *tc = element_ancestor(box->element, W_TC);
  bool inner = tc && element_ancestor(tc, W_TC);
  struct str before = STR(""), behind = STR("");
  if (box->label.len || !inner) return box->label;
  struct row row = row_read(arena, element_ancestor(tc, W_TR));
  for (size_t i = 0; i + 1 < row.count; i++) {
    if (row.cells[i + 1].tc == tc) before = cell_label(arena, &row.cells[i]);
    if (row.cells[i].tc == tc) behind = cell_label(arena, &row.cells[i + 1]);
  }
  return !before.len || (!scale_read(arena, scale, before) && scale_read(arena, scale, behind)) ? behind : before;
}

static const struct level *box_level(struct arena *arena, const struct scale *scale, const struct box *box) {
  return scale_read(arena, scale, box_words(arena, scale, box));
}

bool any_box(struct arena *arena, const struct passage *passage) {
  size_t count;
  boxes_read(arena, passage, &count);
  return count > 0;
}

struct node *ticked_levels(struct arena *arena, const struct field *field, const struct passage *passage) {
  size_t count;
  struct box *boxes = boxes_read(arena, passage, &count);
  struct node *list = node_list(arena);
  for (size_t i = 0; i < count; i++) {
    const struct level *level = boxes[i].ticked ? box_level(arena, field->codec.scale, &boxes[i]) : NULL;
    if (level) node_append(list, node_plain(arena, level->id));
  }
  return list;
}

static struct where ticks_where(struct get *get, const struct passage *passage) {
  return lens_where(get->plan, place_words(get->arena, get->plan->index, passage->story, passage->paragraphs[0]));
}

/* A box of a form is no text of its paragraph, and taken by itself. */
static void take_boxes(struct get *get, const struct box *boxes, size_t count) {
  for (size_t i = 0; get->taken && i < count; i++)
    if (boxes[i].kind == BOX_FIELD) *PUSH(get->taken->arena, &get->taken->places) = boxes[i].element;
}

struct node *get_ticks(struct get *get, const struct field *field, const struct passage *passage) {
  size_t count, before = get->messages->list.n;
  struct box *boxes = boxes_read(get->arena, passage, &count);
  struct node *list = node_list(get->arena), *value;
  struct str text = count ? STR("") : str_trim(passage_text(get->arena, passage));
  if (text.len && !codec_blank(get->arena, field, text)) {
    tell_unread(get, field, passage, text); /* words without any box are no tick, and somebody's */
    return NULL;
  }
  for (size_t i = 0; i < count; i++) {
    const struct level *level = boxes[i].ticked ? box_level(get->arena, field->codec.scale, &boxes[i]) : NULL;
    if (level) node_append(list, node_plain(get->arena, level->id));
    if (boxes[i].ticked && !level)
      say(get->messages, MSG_VALUE_UNREAD, ticks_where(get, passage),
          str_z(get->arena, box_words(get->arena, field->codec.scale, &boxes[i])), "");
  }
  if (!ticked_value(get->arena, field, list, &value)) {
    tell_ticks(get, field, passage_words(get->arena, get->plan, passage), list);
    keep_look(get, passage, "ticked", ticked_words(get->arena, field, list), STR(""), list);
  }
  if (get->messages->list.n > before) return NULL;
  if (count && !passage->part && !passage->control)
    take_labels(get, field->codec.scale, passage);
  else
    get_take(get, passage);
  take_boxes(get, boxes, count);
  return value;
}

void put_ticks(struct put *put, struct edits *edits, const struct field *field, const struct passage *passage,
               const struct node *value) {
  const struct scale *scale = field->codec.scale;
  size_t count;
  struct box *boxes = boxes_read(put->arena, passage, &count);
  bool *there = arena_alloc(put->arena, scale->count + 1, sizeof *there);
  for (size_t i = 0; i < count; i++) {
    const struct level *level = box_level(put->arena, scale, &boxes[i]);
    box_set(edits, &boxes[i], level && wanted_level(value, level->id));
    if (level) there[level - scale->levels] = true;
  }
  for (size_t i = 0; i < scale->count; i++)
    if (!there[i] && wanted_level(value, scale->levels[i].id))
      say(put->messages, MSG_NO_TICK, lens_where(put->plan, place_in_put(put, passage)),
          str_z(put->arena, scale->levels[i].label));
}

/* ---- columns ---- */

static bool level_passage(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                          const struct level_column *column, struct passage *passage) {
  const struct merge *merge = row_merge(row, column->column);
  const struct cell *cell = row_cell(merge ? merge->top : row->row, column->column);
  if (!cell || cell->continued || (merge && merge->lined)) return false;
  if (!merge && row->line && !row->shared) return cell_line(arena, table, row, cell, passage) == LINE_FOUND;
  return cell_passage(arena, table->table.story, cell, 0, passage);
}

/* The levels that are ticked in a row. */
static struct node *row_levels(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                               const struct field *field, const struct level_column *levels) {
  struct node *list = node_list(arena);
  struct passage passage;
  for (const struct level_column *l = levels; l->level; l++)
    if (level_passage(arena, table, row, l, &passage) && plan_chosen(arena, field, &passage))
      node_append(list, node_plain(arena, l->level->id));
  return list;
}

/* Several ticks where one is wanted, with the first of them as their place. */
static void keep_ticks(struct get *get, const struct field *field, const struct plan_table *table,
                       const struct plan_row *row, struct node *list) {
  struct passage passage;
  for (const struct level_column *l = table->levels[field - get->plan->mapping->group->fields]; l->level; l++) {
    if (!level_passage(get->arena, table, row, l, &passage) || !plan_chosen(get->arena, field, &passage)) continue;
    keep_look(get, &passage, "ticked", ticked_words(get->arena, field, list), STR(""), list);
    return;
  }
}

static void take_cell(struct get *get, const struct passage *passage) {
  size_t count;
  const struct box *boxes = boxes_read(get->arena, passage, &count);
  get_take(get, passage);
  take_boxes(get, boxes, count);
}

/* What is no tick, and more than none: "?", "never", a tick that is struck out. It may mean that level, and is not taken for it. */
static void keep_unclear(struct get *get, const struct plan_table *table, const struct plan_row *row,
                         const struct field *field, const struct level_column *levels) {
  struct passage passage;
  for (const struct level_column *l = levels; l->level; l++) {
    const struct merge *merge = row_merge(row, l->column);
    if ((merge && merge->top != row->row) || !level_passage(get->arena, table, row, l, &passage)) continue;
    if (plan_tick(get->arena, field, &passage) != PLAN_UNCLEAR) continue;
    struct node *meant = node_list(get->arena);
    struct doubt doubt = passage_doubt(get->arena, &passage, true);
    const char *place = place_words(get->arena, get->plan->index, passage.story, passage.paragraphs[0]);
    struct str text = str_trim(passage_text(get->arena, &passage));
    node_append(meant, node_plain(get->arena, l->level->id));
    if (doubt.kind) {
      tell_doubt(get, &passage, &doubt, place, meant);
    } else {
      say(get->messages, MSG_VALUE_UNREAD, lens_where(get->plan, place), str_z(get->arena, text),
          "write a tick there, or nothing");
      note_unclear(get, &passage, meant);
    }
  }
}

void get_levels(struct get *get, const struct plan_table *table, const struct plan_row *row, const struct field *field,
                struct node *item) {
  const struct level_column *levels = table->levels[field - get->plan->mapping->group->fields];
  struct node *list = row_levels(get->arena, table, row, field, levels), *value;
  struct passage passage;
  keep_unclear(get, table, row, field, levels);
  if (!ticked_value(get->arena, field, list, &value)) {
    const char *place = place_words(get->arena, get->plan->index, table->table.story, row->row->tr);
    tell_ticks(get, field, place, list);
    keep_ticks(get, field, table, row, list);
    return;
  }
  for (const struct level_column *l = levels; l->level; l++) {
    const struct merge *merge = row_merge(row, l->column);
    if (merge && merge->unknown) continue;
    if (level_passage(get->arena, table, row, l, &passage) && !field_by_look(field) &&
        plan_tick(get->arena, field, &passage) != PLAN_UNCLEAR && tick_plain(get->arena, &passage))
      take_cell(get, &passage);
  }
  if (value) node_put(get->arena, item, field->key, value);
}

/* A level for which the table has no column is told, like one that a list lacks. True when there was one. */
static bool tell_missing(struct put *put, const struct level_column *levels, const struct field *field,
                         const struct node *value, const char *place) {
  bool missing = false;
  for (size_t i = 0; i < field->codec.scale->count; i++) {
    const struct level *level = &field->codec.scale->levels[i];
    const struct level_column *l = levels;
    while (l->level && l->level != level) l++;
    if (l->level || !wanted_level(value, level->id)) continue;
    say(put->messages, MSG_NO_TICK, lens_where(put->plan, place), str_z(put->arena, level->label));
    missing = true;
  }
  return missing;
}

/* A tick in a cell that is merged over several rows is one of each of their milestones: it is not set for one of them alone. */
static bool tick_merged(struct put *put, const struct plan_table *table, const struct plan_row *row,
                        const struct field *field, const struct level_column *levels, const struct node *value) {
  struct passage passage;
  for (const struct level_column *l = levels; l->level; l++) {
    bool wants = wanted_level(value, l->level->id), goes = put->other_term && !wants;
    if (goes || !row_merge(row, l->column) || !level_passage(put->arena, table, row, l, &passage)) continue;
    if (put->other_term || plan_chosen(put->arena, field, &passage) != wants) return true;
  }
  return false;
}

/* Of another term it goes, with the first of the rows. */
static bool stays_merged(const struct plan_table *table, const struct plan_row *row, const struct level_column *l,
                         bool wants) {
  const struct merge *merge = row_merge(row, l->column);
  return merge && (wants || merge->speaker != (size_t)(row - table->rows));
}

static void set_tick(struct put *put, struct edits *edits, const struct field *field, const struct level *level,
                     const struct passage *passage, bool ticked) {
  size_t count;
  if (field->codec.kind == AS_SHADING) {
    cell_set_fill(edits, passage_cell(passage), ticked ? level_colour(&field->codec, level->id) : STR(""));
    return;
  }
  struct box *boxes = boxes_read(put->arena, passage, &count);
  if (count)
    box_set(edits, &boxes[0], ticked);
  else
    passage_write(put->changes, edits, passage, ticked ? STR("✓") : STR(""), false);
}

/* What somebody wrote there instead of a mark: when, or that it is not so. NULL for nothing. */
static struct node *words_beside(struct put *put, const struct field *field, const struct passage *passage) {
  struct str text = str_trim(passage_text(put->arena, passage));
  return field_by_look(field) || tick_plain(put->arena, passage) ? NULL : node_text(put->arena, text);
}

bool put_levels(struct put *put, const struct target *target, const struct plan_table *table,
                const struct plan_row *row, const struct field *field, const struct node *value) {
  const struct level_column *levels = table->levels[field - put->plan->mapping->group->fields];
  const char *place = row_words(put, table, row);
  struct node *now, *list = row_levels(put->arena, table, row, field, levels);
  bool clear = ticked_value(put->arena, field, list, &now), absent = !value && !target->copy && !put->other_term;
  struct passage passage;
  if (absent || !levels->level) return levels->level != NULL;
  if (!value && !target->copy && list->count) note_cleared(put, field);
  if (node_nothing(value)) value = NULL;
  bool missing = tell_missing(put, levels, field, value, place), stays = !target->copy && !put->other_term;
  bool merged = !target->copy && tick_merged(put, table, row, field, levels, value);
  if (merged && value) say(put->messages, MSG_MERGED_DIFFER, lens_where(put->plan, place), field->key);
  if (stays && (missing || merged)) return true; /* what stands there is not taken away for a part of what is wanted */
  for (const struct level_column *l = levels; l->level; l++) {
    bool wants = wanted_level(value, l->level->id);
    bool there = level_passage(put->arena, table, row, l, &passage);
    if (!there && wants) say(put->messages, MSG_LINES_KEPT, lens_where(put->plan, place), field->key);
    enum plan_tick tick = there ? plan_tick(put->arena, field, &passage) : PLAN_BLANK;
    bool others = tick == PLAN_UNCLEAR && (target->copy || put->other_term); /* of another milestone or term */
    if (!there || (!others && (tick == PLAN_TICKED) == wants) || stays_merged(table, row, l, wants)) continue;
    const struct node *said = words_beside(put, field, &passage);
    if (!said && clear) said = now;
    if (target->copy || may_write(put, place, &passage, said, value))
      set_tick(put, target->edits, field, l->level, &passage, wants);
  }
  return true;
}
