/* A table that goes on behind a page's end without naming its columns again. */
#include "plan_parts.h"

#include <ctype.h>

/* ---- what stands between the parts ---- */

/* The letters of a text, folded, with one blank between words. */
static struct str words_of(struct arena *arena, struct str text) {
  struct text out = {.arena = arena};
  struct str folded = fold(arena, text);
  for (size_t i = 0; i < folded.len; i++) {
    bool letter = isalnum((unsigned char)folded.at[i]) || folded.at[i] < 0;
    if (letter) text_add_byte(&out, folded.at[i]);
    if (!letter && out.len && out.at[out.len - 1] != ' ') text_add_byte(&out, ' ');
  }
  return str_trim(text_str(&out));
}

struct str without_continued(struct arena *arena, struct str text) {
  static const char *const endings[] = {"continued", "cont", "contd", "cont'd"};
  struct str folded = fold(arena, text);
  while (folded.len && (folded.at[folded.len - 1] == ')' || folded.at[folded.len - 1] == '.')) folded.len--;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    struct str ending = str_from(endings[i]);
    bool ends = folded.len > ending.len && str_equal(str_sub(folded, folded.len - ending.len, folded.len), ending);
    struct str head = str_sub(folded, 0, folded.len - (ends ? ending.len : 0));
    while (ends && head.len && (head.at[head.len - 1] == '(' || head.at[head.len - 1] == ' ')) head.len--;
    if (ends && head.len + ending.len < folded.len) return head;
  }
  return text;
}

/* "(cont.)", "continued on the next page", or the table's own title with it. */
static bool says_continued(struct arena *arena, const struct plan_table *table, struct str text) {
  static const char *const lines[] = {"continued",
                                      "cont",
                                      "contd",
                                      "cont d",
                                      "continued overleaf",
                                      "continued over",
                                      "continued on next page",
                                      "continued on the next page",
                                      "continued from previous page",
                                      "continued from the previous page"};
  struct str title = table->title ? paragraph_text(arena, table->title) : STR("");
  struct str words = words_of(arena, text), head = without_continued(arena, text);
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    if (str_is(words, lines[i])) return true;
  return !str_equal(head, text) && fold_equal(head, title);
}

/* Only paragraphs, which are empty, hold a break, or say that it goes on. */
static bool nothing_between(struct arena *arena, const struct plan_table *table, const struct element *tbl) {
  if (table->table.tbl->parent != tbl->parent) return false;
  for (const struct element *e = table->table.tbl->next; e && e != tbl; e = e->next) {
    struct str text = e->name == W_P ? str_trim(paragraph_text(arena, e)) : STR("");
    if (e->name == W_TBL || e->name == W_SDT) return false;
    if (text.len && !says_continued(arena, table, text)) return false;
  }
  return true;
}

/* ---- the same grid ---- */

static size_t width(const struct table *table) {
  size_t most = 0;
  for (size_t r = 0; r < table->count; r++) {
    const struct row *row = &table->rows[r];
    const struct cell *last = row->count ? &row->cells[row->count - 1] : NULL;
    if (last && last->column + last->span > most) most = last->column + last->span;
  }
  return most;
}

/* ---- the part ---- */

static struct str key_text(struct arena *arena, const struct mapping *mapping, const struct plan_table *part,
                           const struct plan_row *row) {
  struct passage key;
  bool keyed = plan_passage(arena, part, row, mapping->group, mapping->group->row_key, &key);
  return keyed ? str_trim(passage_text(arena, &key)) : STR("");
}

/* Its first row with a key has a milestone: anything else may be a table of another kind that is as wide by chance. */
static bool begins_with_milestone(struct arena *arena, const struct mapping *mapping, const struct plan_table *part) {
  for (size_t r = 0; r < part->table.count; r++) {
    struct plan_row row = {.row = &part->table.rows[r]};
    struct str text = key_text(arena, mapping, part, &row);
    if (text.len) return domain_statement(arena, mapping->domain, NULL, text) != NULL;
  }
  return false;
}

bool table_goes_on(struct arena *arena, const struct plan *plan, const struct plan_table *before,
                   struct plan_table *part) {
  bool placeholders = plan->mapping->group->row_key->locators[0].kind == AT_PLACEHOLDER;
  if (placeholders || before->block || width(&before->table) != width(&part->table)) return false;
  if (!nothing_between(arena, before, part->table.tbl)) return false;
  part->first = 0;
  part->header = (struct header){.top = NO_ROW, .from = before->header.from, .to = before->header.to};
  part->columns = before->columns;
  part->taken_by = before->taken_by;
  part->key = before->key;
  part->levels = before->levels;
  part->beside = before->beside;
  part->title = before->title;
  part->area = before->area;
  part->start = before->count ? before->rows[before->count - 1].area : before->start;
  part->chain = before->chain;
  return begins_with_milestone(arena, plan->mapping, part);
}
