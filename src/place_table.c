/* Places in tables, and the words for where something stands. */
#include "place_parts.h"

#include <string.h>

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
  return fold_equal(element_value(own, W_VAL), caption) || behind;
}

static bool has_heading(struct arena *arena, const struct place_index *index, const struct table *table,
                        struct str heading) {
  const struct landmark *styled = heading_before(index, table->tbl);
  const struct element *above = paragraph_before(table->tbl);
  bool by_style = styled && str_equal(styled->folded, fold(arena, heading));
  return by_style || (above && fold_equal(paragraph_text(arena, above), heading));
}

bool table_has_header(struct arena *arena, const struct place_index *index, const struct table *table,
                      const struct mapping *mapping, struct header *header) {
  const struct group *group = mapping->group;
  if (group->heading.len && !has_heading(arena, index, table, group->heading)) return false;
  if (group->caption.len && !has_caption(arena, table, group->caption)) return false;
  return table_header(arena, table, mapping, header);
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

bool cell_passage(struct arena *arena, const struct story *story, const struct cell *cell, size_t paragraph,
                  struct passage *passage) {
  *passage = (struct passage){.story = story};
  passage->paragraphs = paragraphs_in(arena, cell->tc, &passage->count);
  if (!paragraph) return passage->count > 0;
  if (paragraph > passage->count) return false;
  passage->paragraphs += paragraph - 1;
  passage->count = 1;
  passage->fixed = true;
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

static const struct table *table_at(const struct place_index *index, const struct element *tbl) {
  size_t low = tbl ? tables_before(index->tables, index->table_count, tbl->start) : 0;
  return tbl && low < index->table_count && index->tables[low].tbl == tbl ? &index->tables[low] : NULL;
}

const struct table *table_around(const struct place_index *index, const struct element *e, size_t *row) {
  const struct table *table = table_at(index, element_ancestor(e, W_TBL));
  size_t low = 0, high = table ? table->count : 0;
  while (low < high) {
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

void place_index_name(struct place_index *index, const struct element *tbl, const struct naming *naming,
                      const struct element *other) {
  const struct table *table = table_at(index, tbl), *from = table_at(index, other);
  if (!table) return;
  struct naming *named = &index->named[table - index->tables];
  if (naming)
    *named = *naming;
  else if (from)
    *named = index->named[from - index->tables];
  if (naming) named->table = table;
}

static size_t marked_rows(const struct table *table) {
  size_t r = 0;
  while (r < table->count && element_child(element_child(table->rows[r].tr, W_TRPR), W_TBL_HEADER)) r++;
  return r;
}

/* Rows that are marked as the table's header, and those that the mapping knows as its columns' names, are taken for words: any other
 * may hold values. Of a header of two rows both: "Term 1, Level". */
static const char *column_words(struct arena *arena, const struct naming *naming, size_t column) {
  struct text words = {.arena = arena};
  size_t marked = marked_rows(naming->table), end = marked > naming->bottom ? marked : naming->bottom + 1;
  for (size_t r = 0; r < end && r < naming->table->count; r++) {
    const struct row *row = &naming->table->rows[r];
    bool named = r == naming->above || (r >= naming->top && r <= naming->bottom);
    if (r >= marked && !named) continue;
    const struct cell *head = row_cell(row, column);
    struct passage passage;
    bool title = row->count == 1 && row->cells[0].span > 1;
    if (title || !head || head->continued || !cell_passage(arena, naming->table->story, head, 0, &passage)) continue;
    struct str text = str_trim(passage_text(arena, &passage));
    if (text.len && words.len) text_add_z(&words, ", ");
    for (size_t i = 0; i < text.len; i++) text_add_byte(&words, text.at[i] == '\n' ? ' ' : text.at[i]);
  }
  return words.len ? str_format(arena, ", column \"%s\"", str_z(arena, text_str(&words))) : "";
}

static const char *row_words(struct arena *arena, const struct place_index *index, const struct table *table, size_t r,
                             const struct element *e) {
  const struct row *row = &table->rows[r];
  const struct naming *naming = &index->named[table - index->tables];
  const struct naming own = {.table = table, .top = 1, .above = SIZE_MAX};
  const char *column = "";
  for (size_t c = 0; row->count > 1 && c < row->count; c++)
    if (element_within(e, row->cells[c].tc))
      column = column_words(arena, naming->table ? naming : &own, row->cells[c].column);
  return str_format(arena, ", row %zu%s", r + 1, column);
}

/* A table inside another is named behind the cell that it stands in. */
static const char *table_words(struct arena *arena, const struct place_index *index, const struct table *table,
                               size_t r, const struct element *e) {
  const char *words = row_words(arena, index, table, r, e);
  size_t row;
  const struct table *outer;
  for (; (outer = table_around(index, table->tbl, &row)); table = outer)
    words = str_format(arena, "%s, the table inside it%s", row_words(arena, index, outer, row, table->tbl), words);
  return words;
}

static const struct element *outermost_table(const struct element *e) {
  const struct element *tbl = e->name == W_TBL ? e : element_ancestor(e, W_TBL), *outer;
  while (tbl && (outer = element_ancestor(tbl, W_TBL))) tbl = outer;
  return tbl;
}

/* The number of a table among those that stand under one heading, or before the first; 0 for one that has gone. */
static size_t table_number(const struct place_index *index, const struct landmark *heading, const struct element *e) {
  const struct table *table = table_at(index, outermost_table(e));
  size_t first = heading ? tables_before(index->tables, index->table_count, heading->p->start) : 0;
  size_t own = table ? (size_t)(table - index->tables) : 0;
  size_t before = own > first ? index->outermost[own] - index->outermost[first] : 0;
  return table ? before + 1 : 0;
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
  const char *at = heading ? named : "at the top";
  bool whole = e->name == W_TBL, in_table = whole || element_ancestor(e, W_TBL); /* a row that went has no number */
  size_t number = in_table && story->kind == STORY_MAIN ? table_number(index, heading, e) : 0;
  if (number > 1) at = str_format(arena, "%zu %s%s", number, heading ? "of " : "", at);
  if (!table && in_table && story->kind == STORY_MAIN) return str_format(arena, "table %s", at);
  const char *inside = whole ? ", the table inside it" : "";
  if (table) return str_format(arena, "table %s%s%s", at, table_words(arena, index, table, row, e), inside);
  return heading ? str_format(arena, "under the heading %s", named) : kinds[story->kind];
}
