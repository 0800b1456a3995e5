/* Levels in a draft that no scale knows: abbreviations of a school's own. */
#include "draft_parts.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST_CODE = 4, MOST_WORDS = 8, LONGEST_WORD = 24 };

/* Few letters, written as people abbreviate: EN, I. */
static bool is_code(struct str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!isupper((unsigned char)text.at[i])) return false;
  return text.len && text.len <= LONGEST_CODE;
}

static void add_word(struct drafting *d, struct guess *guess, struct str word) {
  for (size_t i = 0; i < guess->unread.n; i++)
    if (fold_equal(guess->unread.at[i], word)) return;
  if (guess->unread.n < MOST_WORDS) *PUSH(d->arena, &guess->unread) = word;
}

/* The column under that name in every term, where several stand side by side. */
static bool is_named(struct drafting *d, const struct guess *guess, size_t column) {
  return column < WIDEST && fold_equal(column_name(d, column), guess->at[0].name);
}

static void add_row(struct drafting *d, const struct table *table, const struct row *row, struct guess *guess,
                    struct lookup *seen) {
  for (size_t c = 0; c < row->count; c++) {
    bool named = row->count > 1 && is_named(d, guess, row->cells[c].column);
    struct str text = named ? first_line(draft_cell(d, table, &row->cells[c])) : STR("");
    bool word = text.len && text.len <= LONGEST_WORD && !draft_blank(d->arena, text);
    if (!word || is_level(d, d->normal->engagement, text) || is_date(d, text)) continue;
    struct str folded = fold(d->arena, text);
    bool again = lookup_find(seen, folded); /* what stands in two cells is no single remark about a learner */
    if (is_code(text) || again) add_word(d, guess, text);
    if (!again) lookup_put(seen, folded, text);
  }
}

void draft_unread_levels(struct drafting *d) {
  struct guess *guess = guess_find(&d->columns, "engagement");
  bool words = guess && guess->as && strncmp(guess->as, "{scale:", 7) == 0 && guess->at[0].kind == AT_COLUMN;
  struct lookup seen = {.arena = d->arena};
  for (size_t t = 0; words && t < d->table_count; t++)
    for (size_t r = d->bottom + 1; r < d->tables[t].count; r++)
      add_row(d, &d->tables[t], &d->tables[t].rows[r], guess, &seen);
}

bool may_be_level(struct drafting *d, struct str name) {
  const struct guess *guess = guess_find(&d->columns, "engagement");
  size_t letters = 0;
  for (size_t i = 0; i < name.len; i++) letters += isalpha((unsigned char)name.at[i]) != 0;
  return guess && guess->at[0].kind == AT_COLUMNS && letters == name.len && name.len <= LONGEST_CODE;
}
