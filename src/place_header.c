/* The rows of a table that name its columns: one, or two where cells are merged down or stand under a common name. */
#include "place_parts.h"

#include <string.h>

struct str cell_words(struct arena *arena, struct cell *cell) {
  struct text out = {.arena = arena};
  size_t count;
  if (cell->words.at) return cell->words;
  struct element **paragraphs = paragraphs_in(arena, cell->tc, &count);
  for (size_t i = 0; i < count; i++) {
    if (i) text_add_byte(&out, ' ');
    text_add(&out, paragraph_text(arena, paragraphs[i]));
  }
  return cell->words = fold(arena, text_str(&out));
}

struct cell *cell_shown(const struct table *table, size_t row, struct cell *cell) {
  while (cell && cell->continued && row-- > 0) {
    struct cell *above = row_cell(&table->rows[row], cell->column);
    cell = above && above->column == cell->column ? above : NULL;
  }
  return cell;
}

/* A cell that says something in the header; NULL for the lower part of one that was met in a row above it. */
static struct cell *header_cell(const struct table *table, const struct header *header, size_t r, size_t c) {
  struct cell *cell = &table->rows[r].cells[c];
  if (cell->continued && r > header->top) return NULL;
  bool inside = cell->column >= header->from && cell->column < header->to;
  return inside ? cell_shown(table, r, cell) : NULL;
}

static size_t count_words(struct arena *arena, const struct table *table, const struct header *header, struct str name,
                          size_t *column) {
  struct str folded = fold(arena, name);
  size_t hits = 0;
  for (size_t r = header->top; r <= header->bottom; r++)
    for (size_t c = 0; c < table->rows[r].count; c++) {
      struct cell *cell = header_cell(table, header, r, c);
      if (!cell || !str_equal(cell_words(arena, cell), folded)) continue;
      *column = cell->column;
      hits++;
    }
  return hits;
}

bool table_column(struct arena *arena, const struct table *table, const struct header *header, struct str name,
                  size_t *column) {
  return count_words(arena, table, header, name, column) == 1;
}

bool table_level_column(struct arena *arena, const struct table *table, size_t r, const struct header *header,
                        const struct scale *scale, const struct level *level, size_t *column) {
  const struct row *row = &table->rows[r];
  size_t hits = 0;
  for (size_t i = 0; i < row->count; i++) {
    if (row->cells[i].column < header->from || row->cells[i].column >= header->to) continue;
    struct str text = cell_words(arena, &row->cells[i]);
    if (!text.len || scale_read(arena, scale, text) != level) continue;
    *column = row->cells[i].column;
    hits++;
  }
  return hits == 1;
}

/* ---- how deep it is ---- */

enum { DEEPEST_HEADER = 5, HIGHEST_HEADER = 3 };

static struct header one_row(size_t r) { return (struct header){.top = r, .bottom = r, .to = SIZE_MAX}; }

/* A name of the group's that stands in a row, and in none of the header so far. */
static bool names_more(struct arena *arena, const struct table *table, const struct group *group,
                       const struct header *header, size_t r) {
  struct header row = one_row(r);
  size_t column;
  for (size_t i = 0; i < group->header_count; i++)
    if (count_words(arena, table, &row, group->header[i], &column) &&
        !count_words(arena, table, header, group->header[i], &column))
      return true;
  return false;
}

/* The row below belongs to the header where the cell with the key's name goes on into it, or where nothing stands below that cell but
 * other columns have their names there. */
static void go_down(struct arena *arena, const struct table *table, const struct group *group, size_t key,
                    struct header *header) {
  for (size_t r = header->top + 1; r < table->count && r < header->top + HIGHEST_HEADER; r++) {
    struct cell *below = row_cell(&table->rows[r], key);
    bool free = !below || below->continued || !cell_words(arena, below).len;
    bool merged = below && below->continued;
    if (!merged && !(free && names_more(arena, table, group, header, r))) return;
    header->bottom = r;
  }
}

/* The columns of one term, by the cell above them; false when the table has none. */
static bool find_view(struct arena *arena, const struct table *table, const struct view *view, struct header *header) {
  bool found = false;
  for (size_t r = 0; r <= header->bottom; r++) {
    struct header row = one_row(r);
    size_t column;
    if (count_words(arena, table, &row, view->header, &column) != 1) continue;
    const struct cell *cell = row_cell(&table->rows[r], column);
    if (cell->continued) continue;
    header->from = cell->column;
    header->to = cell->column + cell->span;
    found = true;
  }
  return found;
}

/* How many of the group's names the header that begins in this row has; 0 when it is none. The key's column belongs to every term. One
 * name may have been changed or its column taken out. */
static size_t names_found(struct arena *arena, const struct table *table, const struct mapping *mapping,
                          struct header *header) {
  const struct group *group = mapping->group;
  const struct locator *key = &group->row_key->locators[0];
  size_t column, hits = 0;
  if (!table_column(arena, table, header, key->name, &column)) return 0;
  go_down(arena, table, group, column, header);
  struct header whole = *header;
  if (mapping->view && mapping->view->header.len && !find_view(arena, table, mapping->view, header)) return 0;
  for (size_t i = 0; i < group->header_count; i++) {
    bool is_key = fold_equal(group->header[i], key->name);
    hits += table_column(arena, table, is_key ? &whole : header, group->header[i], &column);
  }
  if (!group->header_count) return 1;
  return hits > 1 && hits + 1 >= group->header_count ? hits : 0;
}

bool table_header(struct arena *arena, const struct table *table, const struct mapping *mapping,
                  struct header *header) {
  size_t most = 0;
  for (size_t r = 0; r < table->count && r < DEEPEST_HEADER; r++) {
    struct header here = one_row(r);
    size_t hits = names_found(arena, table, mapping, &here);
    if (hits <= most) continue;
    *header = here;
    most = hits;
    if (most >= mapping->group->header_count) return true;
  }
  return most > 0;
}

bool row_repeats_header(struct arena *arena, const struct table *table, const struct header *header,
                        const struct row *row) {
  size_t said = 0;
  for (size_t c = 0; c < row->count; c++) {
    struct str words = row->cells[c].continued ? STR("") : cell_words(arena, &row->cells[c]);
    bool known = false;
    for (size_t r = 0; words.len && r <= header->bottom && !known; r++) {
      struct cell *above = row_cell(&table->rows[r], row->cells[c].column);
      known = above && str_equal(cell_words(arena, above), words);
    }
    if (words.len && !known) return false;
    said += known;
  }
  return said > 1;
}
