/* Compiling: where everything is. */
#include "plan.h"

#include <string.h>

static bool find_column(struct arena *arena, const struct plan_table *table, const struct locator *locator,
                        size_t *column) {
  if (locator->kind == AT_TAG) return table_tag_column(&table->table, table->header, locator->name, column);
  bool by_header = locator->kind == AT_COLUMN || locator->kind == AT_COMMENTS;
  return by_header && table_column(arena, &table->table, table->header, locator->name, column);
}

/* Columns of the header that no field lives in: what people added, or renamed beyond knowing. */
static size_t unknown_columns(const struct group *group, const struct plan_table *table) {
  const struct row *row = &table->table.rows[table->header];
  size_t unknown = row->count;
  for (size_t c = 0; c < row->count; c++)
    for (size_t i = 0; i < group->count; i++)
      if (table->columns[i] == row->cells[c].column) {
        unknown--;
        break;
      }
  return unknown;
}

static void find_columns(struct arena *arena, const struct group *group, struct plan_table *table) {
  table->columns = arena_alloc(arena, group->count, sizeof *table->columns);
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    bool found = false;
    for (size_t l = 0; l < field->locator_count && !found; l++)
      found = find_column(arena, table, &field->locators[l], &table->columns[i]);
    if (!found) table->columns[i] = NO_COLUMN;
  }
  table->unknown_columns = unknown_columns(group, table);
}

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
  table->pattern = blank(title) && table->block;
}

static bool key_passage(struct arena *arena, const struct mapping *mapping, const struct plan_table *table,
                        const struct plan_row *row, struct passage *passage) {
  return plan_passage(arena, table, row, mapping->group, mapping->group->row_key, passage);
}

/* By heading and statement, since that is what people see: a row that was copied in Word and given another statement keeps the old
 * tag. The tag counts where the statement was only changed a little. */
static void find_milestone(struct arena *arena, const struct mapping *mapping, const struct plan_table *table,
                           const struct passage *key, struct str text, struct plan_row *row) {
  const struct element *control = passage_control(key);
  const struct milestone *tagged = control ? domain_milestone(mapping->domain, control_tag(control)) : NULL;
  const struct milestone *stated = domain_statement(arena, mapping->domain, table->area, text);
  const char *statement = tagged ? str_z(arena, tagged->statement) : NULL;
  bool like = statement && nearest(arena, text, &statement, 1);
  row->milestone = stated ? stated : like ? tagged : NULL;
  row->tag_differs = stated && tagged && stated != tagged;
  row->reworded = !stated && like;
}

static void read_rows(struct arena *arena, const struct mapping *mapping, struct plan_table *table, bool *seen) {
  const struct milestone *first = mapping->domain->milestones;
  table->rows = arena_alloc(arena, table->table.count, sizeof *table->rows);
  for (size_t r = table->header + 1; r < table->table.count; r++) {
    struct plan_row *row = &table->rows[table->count++];
    struct passage key;
    row->row = &table->table.rows[r];
    if (!key_passage(arena, mapping, table, row, &key)) continue;
    struct str text = str_trim(passage_text(arena, &key));
    row->pattern = blank(text);
    if (!row->pattern) find_milestone(arena, mapping, table, &key, text, row);
    if (!row->milestone) continue;
    row->repeated = seen[row->milestone - first];
    seen[row->milestone - first] = true;
  }
}

static void find_tables(struct arena *arena, struct plan *plan) {
  const struct group *group = plan->mapping->group;
  const struct story *story = &plan->document->stories[0];
  struct element *root = story->markup->root;
  ARRAY(struct plan_table) tables = {0};
  ARRAY(const struct element *) strangers = {0};
  bool *seen = arena_alloc(arena, plan->mapping->domain->milestone_count + 1, sizeof *seen);
  for (struct element *e = root; e; e = element_next(e, root)) {
    if (e->name != W_TBL) continue;
    struct plan_table table = {.table = table_read(arena, story, e)};
    if (!table_has_header(arena, &table.table, group, &table.header)) {
      bool stranger = table.table.count && block_around(group, e) && !element_ancestor(e, W_TBL);
      if (stranger) *PUSH(arena, &strangers) = e;
      continue;
    }
    find_columns(arena, group, &table);
    find_block(plan->index, group, &table);
    name_table(arena, plan->mapping, &table);
    read_rows(arena, plan->mapping, &table, seen);
    *PUSH(arena, &tables) = table;
  }
  plan->strangers = strangers.at;
  plan->stranger_count = strangers.n;
  plan->tables = tables.at;
  plan->table_count = tables.n;
}

struct plan *plan_compile(struct arena *arena, const struct document *document, const struct mapping *mapping) {
  struct plan *plan = NEW(arena, struct plan);
  *plan = (struct plan){.document = document, .mapping = mapping, .index = place_index_new(arena, document, mapping)};
  plan->places = arena_alloc(arena, mapping->count + 1, sizeof *plan->places);
  for (size_t i = 0; i < mapping->count; i++) plan->places[i] = places_find(arena, plan->index, &mapping->fields[i]);
  if (mapping->group) find_tables(arena, plan);
  return plan;
}

const struct cell *plan_cell(const struct plan_table *table, const struct plan_row *row, const struct group *group,
                             const struct field *field) {
  size_t column = table->columns[field - group->fields];
  const struct cell *cell = column == NO_COLUMN ? NULL : row_cell(row->row, column);
  return cell && cell->continued ? NULL : cell; /* the lower part of a merged cell is hidden (17.4.84) */
}

bool plan_passage(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                  const struct group *group, const struct field *field, struct passage *passage) {
  const struct cell *cell = plan_cell(table, row, group, field);
  if (!cell || field->locators[0].kind == AT_COMMENTS) return false;
  return cell_passage(arena, table->table.story, cell, field->locators[0].paragraph, passage);
}

/* ---- a template against its mapping ---- */

static void tell_field(const struct plan *plan, const struct field *field, const char *name, enum message_id id,
                       const char *where, struct messages *messages) {
  say(messages, id, source_where(plan->mapping->source, field->node), name, field->key, where);
}

static void check_columns(const struct plan *plan, const struct plan_table *table, const char *name,
                          struct messages *messages) {
  const struct group *group = plan->mapping->group;
  for (size_t i = 0; group && i < group->count; i++)
    if (table->columns[i] == NO_COLUMN) tell_field(plan, &group->fields[i], name, MSG_PLACE_NOT_FOUND, "", messages);
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
    if (places->found == FOUND_NONE && !places->property)
      tell_field(plan, field, name, MSG_PLACE_NOT_FOUND, "", messages);
  }
  if (plan->mapping->group && !plan->table_count)
    say(messages, MSG_PLACE_NOT_FOUND, ((struct where){.file = plan->mapping->source->path}), name,
        plan->mapping->group->key);
  for (size_t t = 0; t < plan->table_count; t++) check_columns(plan, &plan->tables[t], name, messages);
  return messages->errors == before;
}
