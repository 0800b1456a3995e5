/* Compiling the tables of a group: their areas and rows. */
#include "plan_parts.h"

#include <string.h>

/* The block control around a table; NULL for none. */
static struct element *block_around(const struct group *group, const struct element *tbl) {
  struct element *sdt = element_ancestor(tbl, W_SDT);
  while (sdt && !(group->block_tag.len && str_equal(control_tag(sdt), group->block_tag)))
    sdt = element_ancestor(sdt, W_SDT);
  return sdt;
}

static void find_block(const struct place_index *index, const struct group *group, struct plan_table *table) {
  struct element *sdt = block_around(group, table->table.tbl);
  table->block = sdt;
  for (struct element *e = sdt; e && !table->title; e = element_next(e, sdt))
    if (e->name == W_P && paragraph_heading(index->document, e) >= 0) table->title = e;
  const struct landmark *heading = sdt ? NULL : heading_before(index, table->table.tbl);
  if (heading) table->title = heading->p;
}

static bool blank(struct str text) { return !text.len || str_is(text, "–") || str_is(text, "-"); }

static void name_table(struct arena *arena, const struct mapping *mapping, struct plan_table *table) {
  struct str title = table->title ? str_trim(paragraph_text(arena, table->title)) : STR("");
  table->area = blank(title) ? NULL : domain_area(arena, mapping->domain, title);
  if (!table->area && !blank(title)) table->area = domain_area(arena, mapping->domain, without_continued(arena, title));
  table->start = table->area;
  table->pattern = blank(title) && table->block;
}

static bool key_passage(struct arena *arena, const struct mapping *mapping, const struct plan_table *table,
                        const struct plan_row *row, struct passage *passage) {
  return plan_passage(arena, table, row, mapping->group, mapping->group->row_key, passage);
}

/* The milestone whose id is the tag of the statement's control, or of the one around its row. */
static const struct milestone *tagged_milestone(const struct mapping *mapping, const struct passage *key,
                                                const struct plan_row *row) {
  const struct element *control = passage_control(key);
  const struct milestone *tagged = control ? domain_milestone(mapping->domain, control_tag(control)) : NULL;
  const struct element *unit = row_unit(row->row->tr);
  return tagged || unit->name != W_SDT ? tagged : domain_milestone(mapping->domain, control_tag(unit));
}

/* By heading and statement, since that is what people see: a row that was copied in Word and given another statement keeps the old
 * tag. The tag counts where the statement was only changed a little. */
static void find_milestone(struct arena *arena, const struct mapping *mapping, const struct plan_table *table,
                           const struct passage *key, struct str text, struct plan_row *row) {
  const struct milestone *tagged = tagged_milestone(mapping, key, row);
  const struct milestone *stated = domain_statement(arena, mapping->domain, row->area, text);
  if (!stated && !table->area) stated = domain_statement(arena, mapping->domain, NULL, text);
  const char *statement = tagged ? str_z(arena, tagged->statement) : NULL;
  bool like = !stated && statement && nearest(arena, text, &statement, 1);
  row->milestone = stated ? stated : like ? tagged : NULL;
  row->tag_differs = stated && tagged && stated != tagged;
  row->reworded = like;
}

/* A band names the area of the rows below it: one cell across the table with the area's title. */
static const struct area *band_of(struct arena *arena, const struct mapping *mapping, const struct plan_table *table,
                                  const struct row *row) {
  struct passage passage;
  if (row->count != 1 || !cell_passage(arena, table->table.story, &row->cells[0], 0, &passage)) return NULL;
  return domain_area(arena, mapping->domain, str_trim(passage_text(arena, &passage)));
}

static bool any_tick(struct arena *arena, const struct passage *passage) {
  size_t count;
  struct box *boxes = boxes_read(arena, passage, &count);
  for (size_t i = 0; i < count; i++)
    if (boxes[i].ticked) return true;
  return false;
}

static bool levels_blank(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                         const struct field *field, const struct level_column *levels) {
  for (; levels && levels->level; levels++) {
    const struct cell *cell = row_cell(row->row, levels->column);
    struct passage passage;
    if (cell && cell_passage(arena, table->table.story, cell, 0, &passage) && plan_tick(arena, field, &passage))
      return false;
  }
  return true;
}

static bool any_mark(struct arena *arena, const struct passage *passage) {
  struct marks marks = marks_read(arena, passage);
  for (size_t i = 0; i < marks.count; i++)
    if (marks.at[i].marked) return true;
  return false;
}

static bool place_blank(struct arena *arena, const struct field *field, const struct passage *passage) {
  switch (field->codec.kind) {
  case AS_TICKS:
  case AS_TICK_LIST: return !any_tick(arena, passage);
  case AS_HIGHLIGHT:
  case AS_HIGHLIGHT_LIST: return !any_mark(arena, passage);
  case AS_SHADING: return !cell_fill(arena, element_ancestor(passage->paragraphs[0], W_TC)).len;
  default: return blank(str_trim(passage_text(arena, passage)));
  }
}

/* No value of the group stands in it. */
static bool row_blank(struct arena *arena, const struct mapping *mapping, const struct plan_table *table,
                      const struct plan_row *row) {
  for (size_t i = 0; i < mapping->group->count; i++) {
    const struct field *field = &mapping->group->fields[i];
    struct passage passage;
    if (!levels_blank(arena, table, row, field, table->levels[i])) return false;
    if (!plan_passage(arena, table, row, mapping->group, field, &passage) || passage.tag.len) continue;
    if (!place_blank(arena, field, &passage)) return false;
  }
  return true;
}

/* What no field of this view lives in: in a row without a key another term may have something to say. */
static bool others_blank(struct arena *arena, const struct plan_row *row) {
  for (size_t c = 0; c < row->row->count; c++)
    if (!blank(cell_words(arena, &row->row->cells[c]))) return false;
  return true;
}

static bool repeats_header(struct arena *arena, const struct plan_table *table, const struct plan_row *row) {
  return table->header.top != NO_ROW && row_repeats_header(arena, &table->table, &table->header, row->row);
}

/* Lines of a list are often begun with a mark or a number. */
static struct str without_bullet(struct str text) {
  static const char *const marks[] = {"•", "·", "▪", "–", "-", "*"};
  size_t digits = 0;
  while (digits < text.len && text.at[digits] >= '0' && text.at[digits] <= '9') digits++;
  bool numbered = digits && digits + 1 < text.len && (text.at[digits] == '.' || text.at[digits] == ')');
  if (numbered) return str_trim(str_sub(text, digits + 1, text.len));
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    struct str mark = str_from(marks[i]);
    if (str_starts(text, mark)) return str_trim(str_sub(text, mark.len, text.len));
  }
  return text;
}

static void read_key(struct arena *arena, const struct mapping *mapping, struct plan_table *table,
                     struct plan_row *row) {
  struct passage key;
  bool keyed = key_passage(arena, mapping, table, row, &key);
  if (!keyed) row->heads = repeats_header(arena, table, row);
  if (!keyed) return;
  struct str text = str_trim(passage_text(arena, &key));
  if (row->line) text = without_bullet(text);
  row->pattern = key.tag.len || blank(text);
  row->blank = row->pattern && row_blank(arena, mapping, table, row);
  if (row->blank && mapping->view) row->blank = others_blank(arena, row);
  row->doubted = !row->pattern && passage_doubt(arena, &key, true).kind;
  if (!row->pattern && !row->doubted) find_milestone(arena, mapping, table, &key, text, row);
  if (!row->milestone && !row->blank) row->heads = repeats_header(arena, table, row);
  if (row->heads) row->pattern = false;
}

/* A row that the page's end cut in two: its rest stands at the top of the next part. */
static bool goes_on(const struct plan *plan, const struct plan_table *table, const struct plan_row *row, bool first) {
  return first && table->header.top == NO_ROW && table->chain != plan->table_count && row->pattern && !row->blank;
}

typedef ARRAY(struct plan_row) plan_rows;

/* A row, or a line of one, with its milestone. */
static void add_row(struct arena *arena, struct plan *plan, struct plan_table *table, struct plan_row row, bool *seen,
                    plan_rows *rows) {
  const struct milestone *first = plan->mapping->domain->milestones;
  row.order = plan->row_count++;
  if (!row.band) read_key(arena, plan->mapping, table, &row);
  row.goes_on = goes_on(plan, table, &row, !rows->n);
  if (row.goes_on) row.pattern = false;
  if (row.milestone) {
    row.repeated = seen[row.milestone - first];
    seen[row.milestone - first] = true;
  }
  *PUSH(arena, rows) = row;
}

/* A row of several milestones, where the mapping says that there are such: once for each line of its key that says something. */
static bool add_lines(struct arena *arena, struct plan *plan, struct plan_table *table, struct plan_row row, bool *seen,
                      plan_rows *rows) {
  const struct group *group = plan->mapping->group;
  const struct cell *cell = group->several ? plan_cell(table, &row, group, group->row_key) : NULL;
  size_t count = 0;
  struct passage *lines = cell ? cell_lines(arena, table->table.story, cell, &count) : NULL;
  row.lines = lines_used(arena, lines, count);
  bool several = row.lines > 1 && row.lines <= plan->mapping->domain->milestone_count; /* a list of something else */
  if (!several || repeats_header(arena, table, &row)) return false;
  row.shared = group->several == SEVERAL_SHARED;
  for (row.line = 1; row.line <= row.lines; row.line++)
    if (!blank(str_trim(passage_text(arena, &lines[row.line - 1])))) add_row(arena, plan, table, row, seen, rows);
  return true;
}

static void read_rows(struct arena *arena, struct plan *plan, struct plan_table *table, bool *seen) {
  const struct area *area = table->start;
  plan_rows rows = {0};
  for (size_t r = table->first; r < table->table.count; r++) {
    struct plan_row row = {.row = &table->table.rows[r]};
    const struct area *band = band_of(arena, plan->mapping, table, row.row);
    row.band = band != NULL;
    row.area = area = band ? band : area;
    if (!row.band && add_lines(arena, plan, table, row, seen, &rows)) continue;
    row.lines = 0;
    add_row(arena, plan, table, row, seen, &rows);
  }
  table->rows = rows.at;
  table->count = rows.n;
  for (size_t r = 0; r < rows.n; r++)
    if (rows.at[r].milestone) table->pattern = false; /* somebody took its title out */
}

/* A table of the group: by its header, heading or caption, or by the controls and placeholders in its rows. */
static bool is_ours(struct arena *arena, const struct plan *plan, struct plan_table *table) {
  const struct group *group = plan->mapping->group;
  table->header = (struct header){.top = NO_ROW, .to = SIZE_MAX};
  if (group->row_key->locators[0].kind == AT_PLACEHOLDER) {
    bool found = table_control_row(plan->index, &table->table, &group->row_key->locators[0], &table->first);
    if (found && table->first) table->header.top = table->header.bottom = table->first - 1;
    return found;
  }
  if (!table_has_header(arena, plan->index, &table->table, plan->mapping, &table->header)) return false;
  table->first = table->header.bottom + 1;
  return true;
}

/* before: the table of the group in front of it; NULL for none. One area in two tables is one table to its rows. */
static void add_table(struct arena *arena, struct plan *plan, struct plan_table *table,
                      const struct plan_table *before) {
  plan_columns(arena, plan, table);
  find_block(plan->index, plan->mapping->group, table);
  name_table(arena, plan->mapping, table);
  bool same = before && table->area && before->area == table->area && !before->block && !table->block;
  table->chain = same ? before->chain : plan->table_count;
}

/* For messages: where the names of the table's columns stand, or of the table's that it is a part of. */
static void name_columns(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                         const struct plan_table *before) {
  const struct view *view = plan->mapping->view;
  struct naming naming = {.top = table->header.top, .bottom = table->header.bottom, .above = SIZE_MAX};
  bool known = table->header.top != NO_ROW, terms = known && view && view->header.len;
  size_t column;
  for (size_t r = 0; terms && r <= naming.bottom && naming.above == SIZE_MAX; r++) {
    struct header row = {.top = r, .bottom = r, .to = SIZE_MAX};
    if (table_column(arena, &table->table, &row, view->header, &column)) naming.above = r;
  }
  bool by_names = plan->mapping->group->row_key->locators[0].kind != AT_PLACEHOLDER;
  if (by_names && (known || before))
    place_index_name(plan->index, table->table.tbl, known ? &naming : NULL, before ? before->table.tbl : NULL);
}

/* They stand in the order of the document. */
const struct plan_table *plan_table_at(const struct plan *plan, const struct element *tbl) {
  size_t low = 0, high = plan->table_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (plan->tables[middle].table.tbl->start < tbl->start)
      low = middle + 1;
    else
      high = middle;
  }
  return low < plan->table_count && plan->tables[low].table.tbl == tbl ? &plan->tables[low] : NULL;
}

void plan_tables(struct arena *arena, struct plan *plan) {
  const struct group *group = plan->mapping->group;
  ARRAY(struct plan_table) tables = {0};
  ARRAY(const struct element *) strangers = {0};
  bool *seen = arena_alloc(arena, plan->mapping->domain->milestone_count + 1, sizeof *seen);
  for (size_t i = 0; i < plan->index->table_count; i++) {
    struct plan_table table = {.table = plan->index->tables[i]};
    const struct element *e = table.table.tbl;
    bool named = is_ours(arena, plan, &table);
    bool part = !named && tables.n && table_goes_on(arena, plan, &tables.at[tables.n - 1], &table);
    bool stranger = table.table.count && block_around(group, e) && !element_ancestor(e, W_TBL);
    if (named) add_table(arena, plan, &table, tables.n ? &tables.at[tables.n - 1] : NULL);
    if (named || part) name_columns(arena, plan, &table, part ? &tables.at[tables.n - 1] : NULL);
    if (named || part) read_rows(arena, plan, &table, seen);
    if (named || part) *PUSH(arena, &tables) = table;
    if (!named && !part && stranger) *PUSH(arena, &strangers) = e;
    plan->table_count = tables.n;
  }
  plan->strangers = strangers.at;
  plan->stranger_count = strangers.n;
  plan->tables = tables.at;
}
