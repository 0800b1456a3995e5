/* Places in tables, and the words for where something stands. */
#include "place_parts.h"

#include <string.h>

static struct str cell_text(struct arena *arena, const struct cell *cell) {
  struct text out = {.arena = arena};
  size_t count;
  struct element **paragraphs = paragraphs_in(arena, cell->tc, &count);
  for (size_t i = 0; i < count; i++) {
    if (i) text_add_byte(&out, ' ');
    text_add(&out, paragraph_text(arena, paragraphs[i]));
  }
  return fold(arena, text_str(&out));
}

static size_t count_in_row(struct arena *arena, const struct row *row, struct str name, size_t *column) {
  struct str folded = fold(arena, name);
  size_t hits = 0;
  for (size_t i = 0; i < row->count; i++) {
    if (!str_equal(cell_text(arena, &row->cells[i]), folded)) continue;
    *column = row->cells[i].column;
    hits++;
  }
  return hits;
}

enum { DEEPEST_HEADER = 5 };

/* One header may have been renamed or its column taken out, but the key's column is there. */
static bool names_columns(struct arena *arena, const struct row *row, const struct group *group) {
  size_t column, hits = 0;
  bool key = count_in_row(arena, row, group->row_key->locators[0].name, &column) == 1;
  for (size_t i = 0; i < group->header_count; i++) hits += count_in_row(arena, row, group->header[i], &column) == 1;
  return key && (!group->header_count || (hits > 1 && hits + 1 >= group->header_count));
}

static const struct element *paragraph_before(const struct element *e) {
  const struct element *found = NULL;
  for (const struct element *other = e->parent->first; other && other != e; other = other->next)
    if (other->name == W_P || other->name == W_TBL) found = other->name == W_P ? other : NULL;
  return found;
}

/* By its own caption, or by the line above it, with or without "Table 1: ". */
static bool has_caption(struct arena *arena, const struct table *table, struct str caption) {
  struct element *own = element_child(element_child(table->tbl, W_TBL_PR), W_TBL_CAPTION);
  const struct element *above = paragraph_before(table->tbl);
  struct str folded = fold(arena, caption), text = above ? fold(arena, paragraph_text(arena, above)) : STR("");
  bool behind = text.len >= folded.len && str_equal(str_sub(text, text.len - folded.len, text.len), folded);
  return fold_equal(arena, element_value(own, W_VAL), caption) || behind;
}

static bool has_heading(struct arena *arena, const struct place_index *index, const struct table *table,
                        struct str heading) {
  const struct landmark *styled = heading_before(index, table->tbl);
  const struct element *above = paragraph_before(table->tbl);
  bool by_style = styled && str_equal(styled->folded, fold(arena, heading));
  return by_style || (above && fold_equal(arena, paragraph_text(arena, above), heading));
}

bool table_has_header(struct arena *arena, const struct place_index *index, const struct table *table,
                      const struct group *group, size_t *header) {
  if (group->heading.len && !has_heading(arena, index, table, group->heading)) return false;
  if (group->caption.len && !has_caption(arena, table, group->caption)) return false;
  for (*header = 0; *header < table->count && *header < DEEPEST_HEADER; ++*header)
    if (names_columns(arena, &table->rows[*header], group)) return true;
  return false;
}

/* ---- by controls and placeholders ---- */

static bool control_is(const struct element *e, const struct locator *locator) {
  struct str name = e->name != W_SDT ? STR("") : locator->kind == AT_TITLE ? control_title(e) : control_tag(e);
  return e->name == W_SDT && str_equal(name, locator->name);
}

/* The control of the locator around a cell, else the first inside it, nested tables left out; NULL for none. */
static struct element *control_of(const struct element *tc, const struct locator *locator) {
  for (struct element *e = tc->parent; e && e->name != W_TR; e = e->parent)
    if (control_is(e, locator)) return e;
  for (struct element *e = (struct element *)tc, *next; e; e = next) {
    next = e->name == W_TBL ? element_next_past(e, tc) : element_next(e, tc);
    if (control_is(e, locator)) return e;
  }
  return NULL;
}

static bool placeholder_in(struct arena *arena, const struct story *story, const struct cell *cell,
                           const struct locator *locator, struct passage *passage) {
  size_t count;
  struct element **paragraphs = locator->kind == AT_PLACEHOLDER ? paragraphs_in(arena, cell->tc, &count) : NULL;
  for (size_t i = 0; paragraphs && i < count; i++)
    if (placeholder_passage(arena, story, paragraphs[i], locator->name, passage)) return true;
  return false;
}

bool control_in_cell(struct arena *arena, const struct story *story, const struct cell *cell,
                     const struct locator *locator, struct passage *passage) {
  struct element *sdt = control_of(cell->tc, locator);
  if (!sdt) return placeholder_in(arena, story, cell, locator, passage);
  *passage = control_passage(arena, story, sdt);
  return passage->count > 0;
}

bool table_control_row(const struct place_index *index, const struct table *table, const struct locator *locator,
                       size_t *row) {
  size_t column;
  struct passage passage;
  for (*row = 0; *row < table->count; ++*row)
    for (column = 0; column < table->rows[*row].count; column++)
      if (control_in_cell(index->document->arena, table->story, &table->rows[*row].cells[column], locator, &passage))
        return true;
  return false;
}

bool table_control_column(const struct place_index *index, const struct table *table, size_t first,
                          const struct locator *locator, size_t *column) {
  struct passage passage;
  for (size_t r = first; r < table->count; r++)
    for (size_t c = 0; c < table->rows[r].count; c++) {
      const struct cell *cell = &table->rows[r].cells[c];
      *column = cell->column;
      if (control_in_cell(index->document->arena, table->story, cell, locator, &passage)) return true;
    }
  return false;
}

bool table_level_column(struct arena *arena, const struct row *row, const struct scale *scale,
                        const struct level *level, size_t *column) {
  size_t hits = 0;
  for (size_t i = 0; i < row->count; i++) {
    struct str text = cell_text(arena, &row->cells[i]);
    if (!text.len || scale_read(arena, scale, text) != level) continue;
    *column = row->cells[i].column;
    hits++;
  }
  return hits == 1;
}

bool table_column(struct arena *arena, const struct table *table, size_t header, struct str name, size_t *column) {
  return count_in_row(arena, &table->rows[header], name, column) == 1;
}

bool cell_passage(struct arena *arena, const struct story *story, const struct cell *cell, size_t paragraph,
                  struct passage *passage) {
  *passage = (struct passage){.story = story};
  passage->paragraphs = paragraphs_in(arena, cell->tc, &passage->count);
  if (!paragraph) return passage->count > 0;
  if (paragraph > passage->count) return false;
  passage->paragraphs += paragraph - 1;
  passage->count = 1;
  return true;
}

const struct landmark *heading_before(const struct place_index *index, const struct element *e) {
  size_t low = 0, high = index->heading_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (index->headings[middle]->p->start < e->start)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? index->headings[low - 1] : NULL;
}

/* The table of the body that e is, or stands in; NULL for none. */
static const struct table *table_holding(const struct place_index *index, const struct element *e) {
  size_t low = 0, high = index->table_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (index->tables[middle].tbl->end < e->end)
      low = middle + 1;
    else
      high = middle;
  }
  const struct table *table = low < index->table_count ? &index->tables[low] : NULL;
  return table && element_within(e, table->tbl) ? table : NULL;
}

const struct table *table_around(const struct place_index *index, const struct element *e, size_t *row) {
  const struct table *table = table_holding(index, e);
  size_t low = 0;
  for (size_t high = table ? table->count : 0; low < high;) {
    size_t middle = low + (high - low) / 2;
    if (table->rows[middle].tr->end < e->end)
      low = middle + 1;
    else
      high = middle;
  }
  *row = low;
  return table && low < table->count && element_within(e, table->rows[low].tr) ? table : NULL;
}

/* ---- words ---- */

/* Only a row that is marked as the table's header is taken for words: any other may hold values. */
static const char *column_words(struct arena *arena, const struct table *table, size_t column) {
  const struct element *properties = table->count ? element_child(table->rows[0].tr, W_TRPR) : NULL;
  const struct cell *head = element_child(properties, W_TBL_HEADER) ? row_cell(&table->rows[0], column) : NULL;
  struct passage passage;
  if (!head || !cell_passage(arena, table->story, head, 0, &passage)) return "";
  struct str text = str_trim(passage_text(arena, &passage));
  return text.len ? str_format(arena, ", column \"%.*s\"", (int)text.len, text.at) : "";
}

static const char *table_words(struct arena *arena, const struct table *table, size_t r, const struct element *e) {
  const struct row *row = &table->rows[r];
  const char *column = "";
  for (size_t c = 0; c < row->count; c++)
    if (element_within(e, row->cells[c].tc)) column = column_words(arena, table, row->cells[c].column);
  return str_format(arena, ", row %zu%s", r + 1, column);
}

const char *place_words(struct arena *arena, const struct place_index *index, const struct story *story,
                        const struct element *e) {
  static const char *const kinds[] = {"the text", "the page header", "the page footer"};
  const struct landmark *heading = story->kind == STORY_MAIN ? heading_before(index, e) : NULL;
  size_t row;
  const struct table *table = story->kind == STORY_MAIN ? table_around(index, e, &row) : NULL;
  const char *named = "";
  if (heading) {
    struct str text = str_trim(paragraph_text(arena, heading->p));
    named = str_format(arena, "\"%.*s\"", (int)text.len, text.at);
  }
  const char *in_table = table ? table_words(arena, table, row, e) : ""; /* a deleted row has no number */
  if (story->kind == STORY_MAIN && table_holding(index, e))
    return str_format(arena, "table %s%s", heading ? named : "at the top", in_table);
  return heading ? str_format(arena, "under the heading %s", named) : kinds[story->kind];
}
