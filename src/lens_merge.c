/* Cells that are merged down over rows of several milestones, both ways: what stands there is said of each of them. */
#include "lens_parts.h"

static const struct merge *field_merge(const struct group *group, const struct plan_table *table,
                                       const struct plan_row *row, const struct field *field) {
  size_t i = (size_t)(field - group->fields);
  return table->levels[i] ? NULL : row_merge(row, table->columns[i]);
}

/* ---- get ---- */

/* Of rows whose cells go by lines nobody can tell which line a merged cell speaks of. */
static void tell_lined(struct get *get, const struct plan_table *table, const struct plan_row *top,
                       const struct field *field) {
  struct passage passage;
  if (!plan_passage(get->arena, table, top, get->plan->mapping->group, field, &passage)) return;
  if (!str_trim(passage_text(get->arena, &passage)).len) return;
  const char *place = passage_words(get->arena, get->plan, &passage);
  say(get->messages, MSG_MERGED_UNREAD, lens_where(get->plan, place), field->key);
}

/* What the speaker's row says already, in the same bytes: a long text is read once, over however many rows it stands. */
static void put_spoken(struct get *get, const struct field *field, const struct node *spoken, struct node *item) {
  const struct node *value = node_get(spoken, field->key);
  if (value) node_put(get->arena, item, field->key, node_copy(get->arena, value));
}

/* It is told and taken once, with the first milestone; not taken where another row has a milestone that nobody knows. */
bool get_merged(struct get *get, const struct plan_table *table, const struct plan_row *row, const struct field *field,
                bool *used, struct node *const *items) {
  const struct group *group = get->plan->mapping->group;
  const struct merge *merge = field_merge(group, table, row, field);
  struct messages unheard = {.arena = get->arena};
  struct get quiet = *get;
  struct node *item = items[row - table->rows];
  struct passage passage;
  if (!merge) return false;
  struct plan_row top = merge_row(row, merge);
  bool speaks = merge->speaker == (size_t)(row - table->rows), comments = field->locators[0].kind == AT_COMMENTS;
  if (!speaks) quiet.messages = &unheard;
  if (!comments && (!speaks || merge->unknown)) quiet.taken = NULL;
  const struct cell *cell = plan_cell(table, &top, group, field);
  if (merge->lined) {
    if (speaks && !comments && !field->from) tell_lined(get, table, &top, field);
  } else if (comments && cell) {
    get_comments(&quiet, field, only_cell(get->arena, cell), used, item);
  } else if (!speaks && merge->speaker != NO_ROW) {
    if (!field->from) put_spoken(get, field, items[merge->speaker], item);
  } else if (plan_passage(get->arena, table, &top, group, field, &passage)) {
    if (field->from) get_show(&quiet, field, &passage, row->milestone, NULL);
    struct node *value = field->from ? NULL : get_passage(&quiet, field, &passage);
    if (value) node_put(get->arena, item, field->key, value);
  }
  return true;
}

/* ---- put ---- */

static bool has_milestone(const struct plan_row *row) { return row->milestone && !row->repeated; }

/* Whether the record wants another value for one of the milestones than the document has. */
static bool asks_other(const struct put *put, const struct plan_table *table, const struct merge *merge,
                       const char *key, const struct wants *wants) {
  for (size_t r = merge->first; r < merge->end; r++) {
    const struct plan_row *row = &table->rows[r];
    const struct node *own = has_milestone(row) ? node_get(row_item(row, wants), key) : NULL;
    const struct node *now = put->other_term ? NULL : node_get(item_now(put, row), key);
    if (own && !(node_nothing(own) && node_nothing(now)) && !node_equal(own, now)) return true;
  }
  return false;
}

/* The one value for all of the milestones; false when they differ. */
static bool one_value(const struct put *put, const struct plan_table *table, const struct merge *merge, const char *key,
                      const struct wants *wants, const struct node **one) {
  bool first = true, same = !merge->unknown && !merge->lined;
  *one = NULL;
  for (size_t r = merge->first; r < merge->end; r++) {
    if (!has_milestone(&table->rows[r])) continue;
    const struct node *value = said_of(put, &table->rows[r], key, wants);
    if (first) *one = value;
    same = same && (*one ? value && node_equal(*one, value) : !value);
    first = false;
  }
  return same;
}

static void tell_differ(struct put *put, const struct plan_table *table, const struct plan_row *top, const char *key) {
  say(put->messages, MSG_MERGED_DIFFER, lens_where(put->plan, row_words(put, table, top)), key);
}

/* Of another term, what stands there goes even where nothing can be written. */
static void put_merged(struct put *put, const struct target *target, const struct plan_table *table,
                       const struct merge *merge, const struct field *field, const struct wants *wants) {
  struct plan_row top = merge_row(&table->rows[merge->speaker], merge);
  const struct node *one;
  bool asked = asks_other(put, table, merge, field->key, wants);
  bool same = one_value(put, table, merge, field->key, wants, &one);
  if (asked && !same) tell_differ(put, table, &top, field->key);
  if (put->other_term || (asked && same))
    put_field(put, target, table, &top, field, top.milestone,
              same && one       ? one
              : put->other_term ? NULL
                                : NEW(put->arena, struct node));
}

/* A comment on the cell is one of each milestone; one that only some have, and the document not, is told. */
static void put_merged_comments(struct put *put, const struct target *target, const struct plan_table *table,
                                const struct merge *merge, const struct field *field, bool *used,
                                const struct wants *wants) {
  struct plan_row top = merge_row(&table->rows[merge->speaker], merge);
  const struct cell *cell = plan_cell(table, &top, put->plan->mapping->group, field);
  const struct node **own = arena_alloc(put->arena, merge->end - merge->first + 1, sizeof *own), *now = NULL;
  bool differ = false;
  size_t n = 0;
  for (size_t r = merge->first; r < merge->end; r++) {
    if (!has_milestone(&table->rows[r])) continue;
    own[n++] = node_get(row_item(&table->rows[r], wants), field->key);
    if (!now) now = node_get(item_now(put, &table->rows[r]), field->key);
  }
  if (merge->unknown) own[n++] = NULL; /* nothing new is said of a milestone that nobody knows */
  struct node *shared = shared_comments(put->arena, now, own, n, &differ);
  if (differ) tell_differ(put, table, &top, field->key);
  if (cell && shared->count)
    put_cell_comments(put, target, table, &top, field, only_cell(put->arena, cell), used, shared);
}

void put_merges(struct put *put, const struct target *target, const struct plan_table *table,
                const struct wants *wants) {
  const struct group *group = put->plan->mapping->group;
  for (size_t m = 0; m < table->merges.n; m++) {
    const struct merge *merge = table->merges.at[m];
    bool *used = comments_used(put->arena, put->plan);
    for (size_t i = 0; merge->speaker != NO_ROW && i < group->count; i++) {
      const struct field *field = &group->fields[i];
      if (field->from || field_merge(group, table, &table->rows[merge->speaker], field) != merge) continue;
      if (field->locators[0].kind == AT_COMMENTS)
        put_merged_comments(put, target, table, merge, field, used, wants);
      else
        put_merged(put, target, table, merge, field, wants);
    }
    tell_cleared(put, row_words(put, table, &table->rows[merge->first]));
  }
}
