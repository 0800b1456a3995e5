/* One row written: in the document, or in a copy, of which is known what was found out for the copy before. */
#include "lens_parts.h"

struct cut_place *cut_place(const struct put *put, const struct target *target, const struct field *field) {
  return target->cut ? &target->cut->places[field - put->plan->mapping->group->fields] : NULL;
}

static bool place_in_row(struct put *put, const struct target *target, const struct plan_table *table,
                         const struct plan_row *row, const struct field *field, struct passage *passage) {
  const struct group *group = put->plan->mapping->group;
  struct cut_place *cut = cut_place(put, target, field);
  if (!cut) return plan_passage(put->arena, table, row, group, field, passage);
  if (!cut->looked) cut->placed = plan_passage(put->arena, table, row, group, field, &cut->passage);
  cut->looked = true;
  *passage = cut->passage;
  return cut->placed;
}

static struct comment_cells cells_in_row(struct put *put, const struct target *target, const struct plan_table *table,
                                         const struct plan_row *row, const struct field *field) {
  const struct group *group = put->plan->mapping->group;
  struct cut_place *cut = cut_place(put, target, field);
  if (!cut) return plan_comment_cells(put->arena, table, row, group, field);
  if (!cut->looked) cut->cells = plan_comment_cells(put->arena, table, row, group, field);
  cut->looked = true;
  return cut->cells;
}

static struct node *there_now(struct put *put, const struct target *target, const struct field *field,
                              const struct passage *passage, bool *unread) {
  struct cut_place *cut = cut_place(put, target, field);
  if (!cut) return value_there(put, field, passage, unread);
  if (!cut->read) cut->now = value_there(put, field, passage, &cut->unread);
  cut->read = true;
  *unread = cut->unread;
  return cut->now;
}

static void put_value(struct put *put, const struct target *target, const struct field *field,
                      const struct passage *passage, const struct node *value) {
  bool unread, clears = !value && !target->copy;
  struct node *now = there_now(put, target, field, passage, &unread);
  if (clears && !put->other_term && !passage->tag.len) return;
  if (clears && now) note_cleared(put, field);
  if (unread && !target->copy) note_unread(put, passage);
  if (node_nothing(value)) value = NULL;
  if (node_equal(now, value) && !unread && !passage->tag.len) return;
  bool may = target->copy || may_write(put, passage_words(put->arena, put->plan, passage), passage, now, value);
  if (may) put_passage(put, target->edits, cut_place(put, target, field), field, passage, value);
}

void cut_settle(struct put *put, struct cut *cut, const struct plan_table *table) {
  const struct group *group = put->plan->mapping->group;
  struct target target = {.cut = cut, .copy = true};
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    bool comments = field->locators[0].kind == AT_COMMENTS, key = field == group->row_key, unread;
    struct passage passage;
    if (comments) cells_in_row(put, &target, table, &cut->model, field);
    if (comments || table->levels[i] || !place_in_row(put, &target, table, &cut->model, field, &passage)) continue;
    if (!key && !field->from) there_now(put, &target, field, &passage, &unread);
    struct field written = field->from ? show_plain(field) : *field;
    place_settle(put, &cut->places[i], &written, &passage,
                 group->several || (!key && field->codec.kind == AS_PARAGRAPHS));
  }
}

/* The tag is the place's, by which the column is found, and not the milestone's. */
static bool found_by_tag(const struct field *field, const struct element *control) {
  for (size_t i = 0; i < field->locator_count; i++) {
    const struct locator *locator = &field->locators[i];
    bool named = locator->kind == AT_TAG && str_equal(control_tag(control), locator->name);
    if (named || locator->kind == AT_PLACEHOLDER) return true;
  }
  return false;
}

/* The key of a copy; without a milestone the copy is a pattern again. */
static void put_key(struct put *put, const struct target *target, const struct field *field,
                    const struct passage *passage, const struct milestone *milestone) {
  if (!target->copy && !target->take) return;
  if (passage->tag.len) {
    struct str text = milestone ? milestone->statement : field->blank;
    passage_make_control(put->changes, target->edits, passage, text, !milestone);
    return;
  }
  struct element *control = passage_control(passage);
  bool several = put->plan->mapping->group->several; /* in a copy other milestones' lines go */
  struct str text = milestone ? milestone->statement : field->blank;
  put_text(put, target->edits, cut_place(put, target, field), passage, text, several, !milestone);
  if (control && !found_by_tag(field, control))
    control_set_tag(target->edits, control, milestone ? milestone->id : str_from(field->key));
}

static const char *copy_words(const struct put *put) {
  const struct milestone *milestone = put->copied;
  if (!milestone) return "the pattern";
  return str_format(put->arena, "table \"%s\", new row \"%s\"", str_z(put->arena, milestone->area->title),
                    str_z(put->arena, milestone->statement));
}

const char *place_in_put(const struct put *put, const struct passage *passage) {
  return put->copies ? copy_words(put) : passage_words(put->arena, put->plan, passage);
}

/* A row of the document, or the milestone that a copy is made for. */
const char *row_words(struct put *put, const struct plan_table *table, const struct plan_row *row) {
  if (put->copies) return copy_words(put);
  return plan_row_words(put->arena, put->plan, table, row);
}

bool put_field(struct put *put, const struct target *target, const struct plan_table *table, const struct plan_row *row,
               const struct field *field, const struct milestone *milestone, const struct node *value) {
  const struct group *group = put->plan->mapping->group;
  struct passage passage;
  if (table->levels[field - group->fields]) return put_levels(put, target, table, row, field, value);
  if (row->line && !row->shared && put_no_line(put, table, row, field, value)) return true;
  if (!place_in_row(put, target, table, row, field, &passage)) return false;
  if (field == group->row_key)
    put_key(put, target, field, &passage, milestone);
  else if (field->from)
    put_show(put, target, field, &passage, milestone);
  else
    put_value(put, target, field, &passage, value);
  return true;
}

void put_cell_comments(struct put *put, const struct target *target, const struct plan_table *table,
                       const struct plan_row *row, const struct field *field, struct comment_cells cells, bool *used,
                       const struct node *value) {
  struct target line = line_target(put, target, table, row, cells.list.at[0]);
  hide_comments(put->arena, put->plan, table, row, cells, used);
  put_comments(put, &line, field, cells, used, value);
}

void put_row(struct put *put, const struct target *target, const struct plan_table *table, const struct plan_row *row,
             const struct milestone *milestone, const struct node *item) {
  const struct group *group = put->plan->mapping->group;
  bool *used = comments_used(put->arena, put->plan);
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    const struct node *value = node_get(item, field->key);
    if (!table->levels[i] && row_merge(row, table->columns[i])) continue; /* put_merges has seen to it */
    bool comments = field->locators[0].kind == AT_COMMENTS;
    struct comment_cells cells = {0};
    if (comments) cells = cells_in_row(put, target, table, row, field);
    bool placed = cells.list.n > 0;
    if (placed) put_cell_comments(put, target, table, row, field, cells, used, value);
    if (!comments) placed = put_field(put, target, table, row, field, milestone, value);
    if (placed || node_nothing(value)) continue;
    say(put->messages, MSG_NO_PLACE, lens_where(put->plan, row_words(put, table, row)), field->key);
  }
  if (put->cleared.len) tell_cleared(put, row_words(put, table, row));
}
