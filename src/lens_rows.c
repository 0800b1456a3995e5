/* Rows and blocks, both ways: a keyed row is an entry; a row with only its key stands in the list of what is not yet recorded. */
#include "lens_parts.h"

#include <string.h>

/* ---- get ---- */

/* Key, shows and values of one row; the values go into its item. */
static void get_row(struct get *get, const struct plan_table *table, const struct plan_row *row,
                    struct node *const *items) {
  const struct group *group = get->plan->mapping->group;
  struct node *item = items[row - table->rows];
  bool *used = comments_used(get->arena, get->plan);
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    struct passage passage;
    if (get_merged(get, table, row, field, used, items)) continue;
    if (field->locators[0].kind == AT_COMMENTS) {
      struct comment_cells cells = plan_comment_cells(get->arena, table, row, group, field);
      hide_comments(get->arena, get->plan, table, row, cells, used);
      get_comments(get, field, cells, used, item);
    }
    if (table->levels[i]) get_levels(get, table, row, field, item);
    if (!plan_passage(get->arena, table, row, group, field, &passage)) continue;
    if (field == group->row_key) get_take(get, &passage);
    if (field->from) get_show(get, field, &passage, row->milestone, NULL);
    if (field == group->row_key || field->from) continue;
    struct node *value = get_passage(get, field, &passage);
    if (value) node_put(get->arena, item, field->key, value);
  }
}

/* Rows of another term, with the first of them. */
static void tell_elsewhere(struct get *get, const struct plan_table *table, const struct plan_row *row) {
  bool first = row == table->rows || row[-1].elsewhere != row->elsewhere;
  if (!row->elsewhere || !first) return;
  const char *place = plan_row_words(get->arena, get->plan, table, row);
  say(get->messages, MSG_ROWS_ELSEWHERE, lens_where(get->plan, place), row->elsewhere);
}

/* What is odd about a row. */
static void tell_row(struct get *get, const struct plan_table *table, const struct plan_row *row) {
  bool unknown = !row->milestone && !row->pattern && !row->band && !row->heads && !row->goes_on;
  if (row->elsewhere || row->names_term) return;
  if (!row->repeated && !row->tag_differs && !row->reworded && !row->goes_on && !unknown) return;
  const char *place = plan_row_words(get->arena, get->plan, table, row);
  const char *statement = row->milestone ? str_z(get->arena, row->milestone->statement) : "";
  if (row->reworded) say(get->messages, MSG_REWORDED, lens_where(get->plan, place), statement);
  if (unknown) say(get->messages, row->doubted ? MSG_ROW_DOUBTED : MSG_ROW_UNKNOWN, lens_where(get->plan, place), "");
  if (row->goes_on) say(get->messages, MSG_ROW_GOES_ON, lens_where(get->plan, place), "");
  if (row->tag_differs) say(get->messages, MSG_TAG_DIFFERS, lens_where(get->plan, place), statement);
  if (row->repeated) say(get->messages, MSG_ROW_REPEATED, lens_where(get->plan, place), statement);
}

static void take_row(struct get *get, const struct plan_table *table, const struct row *row) {
  for (size_t c = 0; c < row->count; c++) {
    struct passage passage;
    if (cell_passage(get->arena, table->table.story, &row->cells[c], 0, &passage)) get_take(get, &passage);
  }
}

static void get_table(struct get *get, const struct plan_table *table, struct node *items, struct node *unrecorded) {
  const struct group *group = get->plan->mapping->group;
  struct node **of_rows = arena_alloc(get->arena, table->count + 1, sizeof *of_rows);
  for (size_t r = 0; r < table->count; r++) {
    const struct plan_row *row = &table->rows[r];
    tell_elsewhere(get, table, row);
    tell_row(get, table, row);
    if (row->heads || row->band) take_row(get, table, row->row);
    tell_lines(get, table, row);
    struct node *item = of_rows[r] = node_map(get->arena);
    if (row->blank) get_row(get, table, row, of_rows); /* its placeholders are nobody's words */
    if (!row->milestone || row->repeated) continue;
    node_put(get->arena, item, group->row_key->key, node_plain(get->arena, row->milestone->id));
    get_row(get, table, row, of_rows);
    if (item->count > 1)
      node_append(items, item);
    else
      node_append(unrecorded, node_plain(get->arena, row->milestone->id));
  }
}

void get_rows(struct get *get, const struct group *group, struct node *data) {
  struct node *items = node_list(get->arena), *unrecorded = node_list(get->arena);
  for (size_t t = 0; t < get->plan->table_count; t++) {
    const struct plan_table *table = &get->plan->tables[t];
    bool titled = table->title && (table->area || table->pattern); /* another heading is somebody's words */
    if (titled && get->taken) *PUSH(get->taken->arena, &get->taken->places) = table->title;
    get_table(get, table, items, unrecorded);
  }
  tell_tables(get->arena, get->plan, get->messages);
  if (unrecorded->count && group->unrecorded) node_make_path(get->arena, data, group->unrecorded, unrecorded);
  if (items->count) node_make_path(get->arena, data, group->key, items);
}

/* ---- put ---- */

static void want(const struct put *put, struct wants *wants, struct str id, const struct node *item) {
  const struct milestone *milestone = domain_milestone(put->plan->mapping->domain, id);
  if (!milestone) return; /* record_check_domain has told it */
  struct wanted *wanted = &wants->at[milestone->order];
  wanted->asked = true;
  if (item) wanted->item = item;
}

static struct wants collect_wants(struct put *put, const struct group *group) {
  const struct domain *domain = put->plan->mapping->domain;
  struct wants wants = {arena_alloc(put->arena, domain->milestone_count + 1, sizeof *wants.at), domain->milestone_count,
                        arena_alloc(put->arena, put->plan->row_count + 1, sizeof *wants.took)};
  for (size_t i = 0; i < wants.count; i++)
    wants.at[i] = (struct wanted){.milestone = &domain->milestones[i], .asked = put->options.all_rows};
  const struct node *items = node_path(put->data, group->key);
  const struct node *keys = group->unrecorded ? node_path(put->data, group->unrecorded) : NULL;
  for (const struct node *item = items ? items->first : NULL; item; item = item->next)
    want(put, &wants, node_get_str(item, group->row_key->key), item);
  for (const struct node *key = keys ? keys->first : NULL; key; key = key->next) want(put, &wants, node_str(key), NULL);
  return wants;
}

static bool holds_comment(const struct element *scope) {
  for (const struct element *e = scope; e; e = element_next(e, scope))
    if (e->name == W_COMMENT_RANGE_START || e->name == W_COMMENT_RANGE_END || e->name == W_COMMENT_REFERENCE)
      return true;
  return false;
}

/* A comment that stands on several rows has its marks in the first and the last of them. */
static bool row_commented(const struct plan *plan, const struct element *tr) {
  return holds_comment(tr) || span_around(plan, tr);
}

/* A blank row of the table that stands where the milestone may: taken before a row is cloned. One with a comment is not, since that
 * would then be said of the milestone. NULL for none. */
static const struct plan_row *free_row(const struct plan *plan, const struct plan_table *table,
                                       const struct milestone *milestone, const struct wants *wants) {
  for (size_t r = 0; !table->block && r < table->count; r++) {
    const struct plan_row *row = &table->rows[r];
    bool free =
        row->blank && !wants->took[row->order] && !row_commented(plan, row->row->tr) && !element_locked(row->row->tr);
    free = free && !row->merges.n && !row_joins(plan->mapping->group, table, row->row);
    if (free && (!row->area || row->area == milestone->area)) return row;
  }
  return NULL;
}

/* In the part given, else in another of the same table, which is then *table. */
static const struct plan_row *blank_row(const struct plan *plan, const struct plan_table **table,
                                        const struct milestone *milestone, const struct wants *wants) {
  const struct plan_row *row = free_row(plan, *table, milestone, wants);
  for (size_t t = (*table)->chain, chain = t; !row && t < plan->table_count && plan->tables[t].chain == chain; t++) {
    row = free_row(plan, &plan->tables[t], milestone, wants);
    if (row) *table = &plan->tables[t];
  }
  return row;
}

static void put_new(struct put *put, struct wants *wants, struct wanted *wanted, const struct plan_table *model) {
  const struct plan_table *table = table_of(put->plan, wanted->milestone->area);
  if (table) table = part_of(put->plan, table, wanted->milestone, wants);
  const struct plan_row *blank = table ? blank_row(put->plan, &table, wanted->milestone, wants) : NULL;
  struct edits *edits = &put->changes->stories[0];
  if (element_locked(table ? table->table.tbl : model ? model->block : NULL)) {
    say(put->messages, MSG_ROW_LOCKED, lens_where(put->plan, NULL), str_z(put->arena, wanted->milestone->statement));
  } else if (blank) {
    struct target target = {.edits = edits, .take = true};
    wants->took[blank->order] = wanted->milestone;
    put_row(put, &target, table, blank, wanted->milestone, wanted->item);
    wanted->placed = true;
  } else if (table) {
    size_t place = row_place(put->plan, table, wanted->milestone, wants);
    copy_row(put, edits, table, wanted, place, place);
    wanted->placed = true;
  } else if (model) {
    const struct area *area = wanted->milestone->area;
    copy_block(put, edits, block_place(put->plan, model, area), model, area, wants);
  } else {
    say(put->messages, MSG_NO_TABLE, lens_where(put->plan, NULL), str_z(put->arena, wanted->milestone->statement),
        str_z(put->arena, wanted->milestone->area->title));
  }
}

/* Placeholders in rows that no milestone took become empty places. */
static void put_left(struct put *put, const struct wants *wants) {
  struct target target = {.edits = &put->changes->stories[0], .take = true};
  for (size_t t = 0; t < put->plan->table_count; t++)
    for (size_t r = 0; r < put->plan->tables[t].count; r++) {
      const struct plan_row *row = &put->plan->tables[t].rows[r];
      struct passage key;
      bool left = row->blank && !wants->took[row->order] &&
                  plan_passage(put->arena, &put->plan->tables[t], row, put->plan->mapping->group,
                               put->plan->mapping->group->row_key, &key);
      if (left && key.tag.len) put_row(put, &target, &put->plan->tables[t], row, NULL, NULL);
    }
}

/* ---- rows that are there ---- */

/* Something that no field of the mapping put there: a picture, a bookmark, words in a column of the school's own. */
static bool holds_more(const struct put *put, const struct plan_table *table, const struct plan_row *row) {
  const struct group *group = put->plan->mapping->group;
  const struct element *tr = row->row->tr;
  for (const struct element *e = tr; e; e = element_next(e, tr))
    if (e->name == W_DRAWING || e->name == W_PICT || e->name == W_OBJECT || e->name == W_BOOKMARK_START ||
        e->name == W_FOOTNOTE_REFERENCE || e->name == W_ENDNOTE_REFERENCE || e->name == W_LOCK)
      return true;
  for (size_t c = 0; c < row->row->count; c++) {
    bool mapped = false;
    struct passage passage;
    for (size_t i = 0; i < group->count; i++) mapped = mapped || table->columns[i] == row->row->cells[c].column;
    if (mapped || !cell_passage(put->arena, table->table.story, &row->row->cells[c], 0, &passage)) continue;
    if (str_trim(passage_text(put->arena, &passage)).len) return true;
  }
  return false;
}

/* Refilled for another term, a row that Cairn made for a milestone that is not in that term goes, unless it bears comments or anything
 * else that is not Cairn's. */
static bool row_goes(const struct put *put, const struct plan_table *table, const struct plan_row *row,
                     const struct wanted *wanted) {
  bool stays = !put->other_term || !table->block || wanted->asked || row->line || row->merges.n;
  return !stays && !row_commented(put->plan, row->row->tr) && !holds_more(put, table, row);
}

/* Words in a block beside its heading and table. */
static bool block_holds_words(const struct put *put, const struct plan_table *table) {
  size_t count;
  struct element **paragraphs = paragraphs_in(put->arena, table->block, &count);
  for (size_t i = 0; i < count; i++)
    if (paragraphs[i] != table->title && str_trim(paragraph_text(put->arena, paragraphs[i])).len) return true;
  return false;
}

static struct wanted *row_wanted(const struct plan_row *row, struct wants *wants) {
  return row->milestone && !row->repeated ? &wants->at[row->milestone->order] : NULL;
}

/* A block goes when all its rows go and none comes. */
static bool block_goes(const struct put *put, const struct plan_table *table, struct wants *wants) {
  for (size_t i = 0; i < wants->count; i++)
    if (wants->at[i].asked && wants->at[i].milestone->area == table->area) return false;
  for (size_t r = 0; r < table->count; r++) {
    const struct wanted *wanted = row_wanted(&table->rows[r], wants);
    if (!wanted || !row_goes(put, table, &table->rows[r], wanted)) return false;
  }
  return table->block && table->count && !holds_comment(table->block) && !block_holds_words(put, table);
}

/* What concerns all milestones of a row at once. */
static void put_several(struct put *put, const struct target *target, const struct plan_table *table, size_t first,
                        const struct wants *wants) {
  const struct plan_row *row = &table->rows[first];
  if (row->shared)
    put_row(put, target, table, row, row->milestone, shared_item(put, table, first, wants));
  else
    put_line_cells(put, target, table, first, wants);
}

static void put_table(struct put *put, const struct plan_table *table, struct wants *wants) {
  struct target target = {.edits = &put->changes->stories[0]};
  bool whole = block_goes(put, table, wants);
  put_merges(put, &target, table, wants);
  for (size_t r = 0; r < table->count; r++) {
    const struct plan_row *row = &table->rows[r];
    struct wanted *wanted = row_wanted(row, wants);
    bool first = row->line && (!r || table->rows[r - 1].row != row->row);
    if (first) put_several(put, &target, table, r, wants);
    if (row->shared && !wanted) continue;
    if (!wanted && put->other_term && !row->pattern && !row->band && !row->heads)
      put_row(put, &target, table, row, NULL, NULL);
    if (!wanted || (!wanted->asked && !put->other_term)) continue;
    if (row_goes(put, table, row, wanted)) {
      say(put->messages, MSG_CLEARED, lens_where(put->plan, row_words(put, table, row)), "the whole row");
      if (!whole) matter_remove(put->changes, target.edits, row_unit(row->row->tr));
      continue;
    }
    wanted->placed = true;
    if (!row->shared) put_row(put, &target, table, row, wanted->milestone, wanted->item);
  }
  if (whole) matter_remove(put->changes, target.edits, table->block);
}

/* Where a term has no rows at all, a block stays as the pattern, emptied, so that the document can have rows again. */
static bool needs_pattern(const struct put *put, struct wants *wants) {
  for (size_t i = 0; i < wants->count; i++)
    if (wants->at[i].asked) return false;
  for (size_t t = 0; t < put->plan->table_count; t++) {
    const struct plan_table *table = &put->plan->tables[t];
    if (table->pattern || !block_goes(put, table, wants)) return false;
  }
  return put->plan->table_count > 0;
}

void put_rows(struct put *put, const struct group *group) {
  struct wants wants = collect_wants(put, group);
  const struct plan_table *model = model_block(put->plan);
  struct edits *edits = &put->changes->stories[0];
  bool copied = false;
  if (needs_pattern(put, &wants)) copy_block(put, edits, model->block->start, model, NULL, &wants);
  for (size_t t = 0; t < put->plan->table_count; t++) put_table(put, &put->plan->tables[t], &wants);
  for (size_t i = 0; i < wants.count; i++) {
    struct wanted *wanted = &wants.at[i];
    if (!wanted->asked || wanted->placed) continue;
    put_new(put, &wants, wanted, model);
    copied = true;
  }
  put_left(put, &wants);
  for (size_t t = 0; copied && t < put->plan->table_count; t++)
    if (put->plan->tables[t].pattern && !holds_comment(put->plan->tables[t].block))
      matter_remove(put->changes, edits, put->plan->tables[t].block);
}
