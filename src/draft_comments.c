/* Where the comments of a tracker's rows stand. */
#include "draft_parts.h"

struct commented {
  struct str name; /* of the column */
  size_t comments;
};

/* The row below the header of the table; NULL for none. */
static const struct row *row_of(const struct drafting *d, const struct table *table, const struct element *tr) {
  size_t low = d->bottom + 1, high = table->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (table->rows[middle].tr->start < tr->start)
      low = middle + 1;
    else
      high = middle;
  }
  return low < table->count && table->rows[low].tr == tr ? &table->rows[low] : NULL;
}

static size_t comments_under(struct drafting *d, size_t column) {
  size_t count = 0;
  for (size_t i = 0; i < d->document->comment_count; i++) {
    const struct comment *comment = &d->document->comments[i];
    const struct element *tc = comment->anchor && !comment->first ? element_ancestor(comment->anchor, W_TC) : NULL;
    const struct element *tr = tc ? element_ancestor(tc, W_TR) : NULL, *tbl = tr ? element_ancestor(tr, W_TBL) : NULL;
    const struct table *table = tbl ? tracker_table(d, tbl) : NULL;
    const struct row *row = table ? row_of(d, table, tr) : NULL;
    const struct cell *cell = row ? row_cell(row, column) : NULL;
    count += cell && cell->tc == tc;
  }
  return count;
}

/* Where comments are left by default: on the support, else the level. */
static struct str comments_place(struct drafting *d) {
  static const char *const keys[] = {"supports", "engagement"};
  for (size_t i = 0; i < 2; i++) {
    const struct guess *guess = guess_find(&d->columns, keys[i]);
    if (guess && guess->at[0].kind == AT_COLUMN) return guess->at[0].name;
  }
  return guess_find(&d->columns, "milestone")->at[0].name;
}

/* The columns that have comments: that with the most first, of as many the usual one; only the usual one where none has any. */
static void at_comments(struct drafting *d, const struct commented *columns, size_t count, struct guess *guess) {
  struct str usual = comments_place(d);
  bool *taken = arena_alloc(d->arena, count + 1, sizeof *taken);
  for (size_t n = 0; n < MOST_LOCATORS; n++) {
    size_t best = count;
    for (size_t i = 0; i < count; i++) {
      if (taken[i] || !columns[i].comments) continue;
      bool more = best == count || columns[i].comments > columns[best].comments;
      bool tie = best < count && columns[i].comments == columns[best].comments && str_equal(columns[i].name, usual);
      if (more || tie) best = i;
    }
    if (best == count) break;
    taken[best] = true;
    guess_at(guess, AT_COMMENTS, columns[best].name);
  }
  if (!guess->at_count) guess_at(guess, AT_COMMENTS, usual);
}

void draft_comments(struct drafting *d) {
  const struct row *head = &d->tables[0].rows[d->bottom];
  struct commented *columns = arena_alloc(d->arena, head->count + 1, sizeof *columns);
  size_t count = 0, all = 0;
  for (size_t c = 0; c < head->count; c++) {
    size_t column = head->cells[c].column;
    struct commented one = {column_name(d, column), comments_under(d, column)};
    if (!one.name.len || of_later_term(d, column) || of_all_terms(d, column)) continue;
    columns[count++] = one;
    all += one.comments;
  }
  const char *why = all == 1 ? "1 comment in the rows stands there"
                    : all    ? str_format(d->arena, "%zu comments in the rows stand there", all)
                             : "no comment is there yet; they may come";
  struct guess *preferred = guess_add(d, &d->columns, "preferred", why);
  preferred->more = "beginning: [Preferred, Prefers, Helps, Works best, Likes]";
  at_comments(d, columns, count, preferred);
  struct guess *comments = guess_add(d, &d->columns, "comments", "the others; see how those for staff begin");
  comments->more = "staff: [\"Staff only:\"]";
  at_comments(d, columns, count, comments);
}
