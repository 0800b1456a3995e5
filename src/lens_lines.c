/* Rows of several milestones, both ways: line by line, or what is said of all of them at once. */
#include "lens_parts.h"

#include <string.h>

size_t lines_end(const struct plan_table *table, size_t first) {
  size_t end = first;
  while (end < table->count && table->rows[end].row == table->rows[first].row) end++;
  return end;
}

/* A field that has a value in a cell of its own. */
static bool has_cell(const struct group *group, const struct plan_table *table, const struct field *field) {
  bool levels = table->levels[field - group->fields] != NULL;
  return field != group->row_key && !field->from && !levels && field->locators[0].kind != AT_COMMENTS;
}

/* ---- get ---- */

static bool says_something(struct arena *arena, const struct plan_table *table, const struct field *field,
                           const struct cell *cell) {
  struct passage all;
  if (field->codec.kind == AS_SHADING) return cell_fill(arena, cell->tc).len > 0;
  return cell_passage(arena, table->table.story, cell, 0, &all) && str_trim(passage_text(arena, &all)).len > 0;
}

void tell_lines(struct get *get, const struct plan_table *table, const struct plan_row *row) {
  const struct group *group = get->plan->mapping->group;
  bool first = row == table->rows || row[-1].row != row->row;
  struct passage passage;
  for (size_t i = 0; row->line && !row->shared && first && i < group->count; i++) {
    const struct field *field = &group->fields[i];
    bool unclear =
        has_cell(group, table, field) && plan_line(get->arena, table, row, group, field, &passage) == LINE_UNCLEAR;
    const struct cell *cell = unclear ? plan_cell(table, row, group, field) : NULL;
    if (!cell || !says_something(get->arena, table, field, cell)) continue;
    const char *place = place_words(get->arena, get->plan->index, table->table.story, element_next(cell->tc, cell->tc));
    say(get->messages, MSG_LINES_UNREAD, lens_where(get->plan, place), str_format(get->arena, "%zu", row->lines),
        field->key);
  }
}

/* ---- comments ---- */

/* The line of the cell that is the row's; false where all of its milestones share what stands there. */
static bool own_line(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                     const struct cell *cell, struct passage *line) {
  return row->line && !row->shared && cell_line(arena, table, row, cell, line) == LINE_FOUND;
}

static void hide_on_cell(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                         const struct plan_row *row, const struct cell *cell, bool *used) {
  struct passage line;
  if (!own_line(arena, table, row, cell, &line)) return;
  for (size_t i = 0; i < plan->document->comment_count; i++) {
    const struct comment *comment = &plan->document->comments[i];
    const struct element *from = comment->anchor, *to = comment->end ? comment->end : from;
    bool here =
        from && comment->story == table->table.story && from->start < cell->tc->end && to->end > cell->tc->start;
    if (here && !line_has_comment(arena, &line, comment)) used[i] = true;
  }
}

void hide_comments(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                   const struct plan_row *row, struct comment_cells cells, bool *used) {
  for (size_t i = 0; i < cells.list.n; i++) hide_on_cell(arena, plan, table, row, cells.list.at[i], used);
}

struct target line_target(struct put *put, const struct target *target, const struct plan_table *table,
                          const struct plan_row *row, const struct cell *cell) {
  struct target line = *target;
  struct passage passage;
  if (!row->line || row->shared) return line;
  line.no_comments = !own_line(put->arena, table, row, cell, &passage) || passage.part;
  if (!line.no_comments) line.p = passage.paragraphs[0];
  return line;
}

/* ---- put, line by line ---- */

/* What has several lines itself would be read as several milestones'. */
static bool has_feed(const struct node *value) {
  return value && value->kind == NODE_TEXT && str_find(node_str(value), STR("\n")) >= 0;
}

bool put_no_line(struct put *put, const struct plan_table *table, const struct plan_row *row, const struct field *field,
                 const struct node *value) {
  const struct group *group = put->plan->mapping->group;
  struct passage passage;
  enum line_state state = plan_line(put->arena, table, row, group, field, &passage);
  bool kept = state == LINE_UNCLEAR && !put->other_term && !node_nothing(value);
  bool feeds = !kept && has_feed(value);
  if (kept) say(put->messages, MSG_LINES_KEPT, lens_where(put->plan, row_words(put, table, row)), field->key);
  if (feeds) say(put->messages, MSG_LINE_FEEDS, lens_where(put->plan, row_words(put, table, row)), field->key);
  return feeds || state == LINE_EMPTY || state == LINE_UNCLEAR;
}

static const struct node *line_value(const struct plan_row *row, const struct field *field, const struct wants *wants) {
  const struct wanted *wanted = row->milestone && !row->repeated ? &wants->at[row->milestone->order] : NULL;
  const struct node *value = wanted ? node_get(wanted->item, field->key) : NULL;
  return node_nothing(value) || has_feed(value) ? NULL : value;
}

/* What a cell says when each of its milestones has its line, the last a dash where it has nothing, so that they can be counted; false
 * when no line says anything. */
static bool all_lines(struct put *put, const struct plan_table *table, size_t first, const struct field *field,
                      const struct wants *wants, struct str *text) {
  struct text out = {.arena = put->arena};
  bool any = false;
  size_t line = 1, end = lines_end(table, first);
  for (size_t r = first; r < end; r++) {
    const struct node *value = line_value(&table->rows[r], field, wants);
    struct str nothing = r + 1 == end && !field->blank.len ? STR("–") : field->blank;
    for (; line < table->rows[r].line; line++) text_add_byte(&out, '\n');
    text_add(&out, value ? codec_encode(put->arena, field, value) : nothing);
    any = any || value;
  }
  *text = text_str(&out);
  return any;
}

/* A comment that stands on all of a cell does so after its lines came: then they are line breaks between its marks. */
static bool holds_mark(const struct element *tc) {
  for (const struct element *e = element_next(tc, tc); e; e = element_next(e, tc))
    if (e->name == W_COMMENT_RANGE_START || e->name == W_COMMENT_REFERENCE) return true;
  return false;
}

/* Of another term, what nobody could read goes too. */
static void put_line_cell(struct put *put, const struct target *target, const struct plan_table *table, size_t first,
                          const struct field *field, const struct wants *wants) {
  const struct group *group = put->plan->mapping->group;
  const struct plan_row *row = &table->rows[first];
  struct passage all;
  struct str text;
  enum line_state state = plan_line(put->arena, table, row, group, field, &all);
  bool over = state == LINE_UNCLEAR && put->other_term && field->codec.kind != AS_SHADING;
  const struct cell *cell = plan_cell(table, row, group, field);
  if (state != LINE_EMPTY && !over) return;
  if (!cell_passage(put->arena, table->table.story, cell, 0, &all)) return;
  bool any = all_lines(put, table, first, field, wants, &text);
  const char *place = place_words(put->arena, put->plan->index, all.story, all.paragraphs[0]);
  if ((!any && !over) || !may_write(put, place, &all, NULL, NULL)) return;
  if (over) note_cleared(put, field);
  passage_write(put->changes, target->edits, &all, any ? text : STR(""), !holds_mark(cell->tc));
}

void put_line_cells(struct put *put, const struct target *target, const struct plan_table *table, size_t first,
                    const struct wants *wants) {
  const struct group *group = put->plan->mapping->group;
  for (size_t i = 0; i < group->count; i++)
    if (has_cell(group, table, &group->fields[i])) put_line_cell(put, target, table, first, &group->fields[i], wants);
  tell_cleared(put, row_words(put, table, &table->rows[first]));
}

/* ---- put, what is said of all ---- */

const struct node *item_now(const struct put *put, const struct plan_row *row) {
  const struct group *group = put->plan->mapping->group;
  const struct node *items = row->milestone ? node_path(put->old, group->key) : NULL;
  for (const struct node *item = items ? items->first : NULL; item; item = item->next)
    if (str_equal(node_get_str(item, group->row_key->key), row->milestone->id)) return item;
  return NULL;
}

const struct node *row_item(const struct plan_row *row, const struct wants *wants) {
  return row->milestone && !row->repeated ? wants->at[row->milestone->order].item : NULL;
}

const struct node *said_of(const struct put *put, const struct plan_row *row, const char *key,
                           const struct wants *wants) {
  const struct node *value = node_get(row_item(row, wants), key);
  if (!value && !put->other_term) value = node_get(item_now(put, row), key);
  return node_nothing(value) ? NULL : value;
}

/* The comments that each of the milestones has; one that only some have, and the document not, is told. */
static void share_comments(struct put *put, const struct plan_table *table, size_t first, const char *key,
                           const struct wants *wants, struct node *shared) {
  size_t end = lines_end(table, first), n = 0;
  const struct node **own = arena_alloc(put->arena, end - first, sizeof *own), *now = NULL;
  bool differ = false;
  for (size_t r = first; r < end; r++) {
    own[n++] = node_get(row_item(&table->rows[r], wants), key);
    if (!now) now = node_get(item_now(put, &table->rows[r]), key);
  }
  struct node *list = shared_comments(put->arena, now, own, n, &differ);
  if (differ)
    say(put->messages, MSG_SHARED_DIFFER, lens_where(put->plan, row_words(put, table, &table->rows[first])), key);
  if (list->count) node_put(put->arena, shared, key, list);
}

static void share_value(struct put *put, const struct plan_table *table, size_t first, const char *key,
                        const struct wants *wants, struct node *shared) {
  const struct node *one = said_of(put, &table->rows[first], key, wants);
  bool differ = false, asked = false;
  for (size_t r = first; r < lines_end(table, first); r++) {
    const struct node *other = said_of(put, &table->rows[r], key, wants);
    asked = asked || node_get(row_item(&table->rows[r], wants), key);
    differ = differ || (one ? !other || !node_equal(one, other) : other != NULL);
  }
  if (differ)
    say(put->messages, MSG_SHARED_DIFFER, lens_where(put->plan, row_words(put, table, &table->rows[first])), key);
  if (asked && !differ)
    node_put(put->arena, shared, key, one ? node_copy(put->arena, one) : NEW(put->arena, struct node));
}

struct node *shared_item(struct put *put, const struct plan_table *table, size_t first, const struct wants *wants) {
  const struct group *group = put->plan->mapping->group;
  struct node *shared = node_map(put->arena);
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    if (field == group->row_key || field->from) continue;
    if (field->locators[0].kind == AT_COMMENTS)
      share_comments(put, table, first, field->key, wants, shared);
    else
      share_value(put, table, first, field->key, wants, shared);
  }
  return shared;
}
