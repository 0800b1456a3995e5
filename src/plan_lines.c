/* Rows of several milestones: the lines of their cells, and which of them is whose. */
#include "plan.h"

typedef ARRAY(struct passage) line_list;

/* Where a new run goes so that it stands in front of all text of a paragraph. */
static size_t first_run(const struct element *p) {
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p))
    if (e->name == W_R) return e->start;
  return 0;
}

/* The lines of one paragraph: the paragraph itself, or, with line breaks in it, its parts. */
static void add_paragraph(struct arena *arena, const struct story *story, struct element **p, line_list *list) {
  struct str text = paragraph_whole(arena, *p);
  struct passage line = {.story = story, .paragraphs = p, .count = 1};
  line.part = str_find(text, STR("\n")) >= 0;
  if (!line.part) *PUSH(arena, list) = line;
  for (size_t from = 0, to; line.part && from <= text.len; from = to + 1) {
    for (to = from; to < text.len && text.at[to] != '\n';) to++;
    line.from = from;
    line.to = to;
    line.at = to ? 0 : first_run(*p);
    *PUSH(arena, list) = line;
  }
}

struct passage *cell_lines(struct arena *arena, const struct story *story, const struct cell *cell, size_t *count) {
  line_list list = {0};
  struct passage all;
  *count = 0;
  if (!cell_passage(arena, story, cell, 0, &all)) return NULL;
  for (size_t i = 0; i < all.count; i++) {
    if (paragraph_joins(all.paragraphs[i])) return NULL;
    add_paragraph(arena, story, &all.paragraphs[i], &list);
  }
  *count = list.n;
  return list.at;
}

size_t lines_used(struct arena *arena, const struct passage *lines, size_t count) {
  while (count && !str_trim(passage_text(arena, &lines[count - 1])).len) count--;
  return count;
}

/* The number that a line begins with ("2. ", "2) "), and how long that is; 0 for none. */
static size_t line_number(struct str text, size_t *length) {
  size_t digits = 0, number = 0;
  for (; digits < text.len && digits < 2 && text.at[digits] >= '0' && text.at[digits] <= '9'; digits++)
    number = number * 10 + (size_t)(text.at[digits] - '0');
  bool sign = digits && digits + 1 < text.len && (text.at[digits] == '.' || text.at[digits] == ')');
  bool apart = sign && (text.at[digits + 1] == ' ' || text.at[digits + 1] == '\t');
  *length = apart ? digits + 2 : 0;
  return apart ? number : 0;
}

static size_t number_of(struct arena *arena, const struct passage *line) {
  size_t length;
  return line_number(str_trim(passage_text(arena, line)), &length);
}

/* How many of the lines begin with a number. */
static size_t numbered(struct arena *arena, const struct passage *lines, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) found += number_of(arena, &lines[i]) > 0;
  return found;
}

/* The line without its number. */
static struct passage without_number(struct arena *arena, struct passage line) {
  struct str text = paragraph_whole(arena, line.paragraphs[0]);
  size_t from = line.part ? line.from : 0, length;
  line.to = line.part ? line.to : text.len;
  while (from < line.to && (text.at[from] == ' ' || text.at[from] == '\t')) from++;
  line_number(str_sub(text, from, line.to), &length);
  line.from = from + length;
  line.part = true;
  line.at = 0;
  return line;
}

enum { MOST_NUMBERS = 99 };

/* The line with that number; NULL when none has it, or several. */
static const struct passage *line_with(struct arena *arena, const struct passage *lines, size_t count, size_t number) {
  const struct passage *found = NULL;
  for (size_t i = 0; i < count; i++) {
    if (number_of(arena, &lines[i]) != number) continue;
    if (found) return NULL;
    found = &lines[i];
  }
  return found;
}

/* Lines with the milestones' own numbers, all of them, in whatever order. */
static bool same_numbers(struct arena *arena, const struct passage *lines, const struct passage *keys, size_t count) {
  bool same = keys && count <= MOST_NUMBERS && numbered(arena, keys, count) == count;
  for (size_t i = 0; same && i < count; i++) same = line_with(arena, lines, count, number_of(arena, &keys[i])) != NULL;
  return same;
}

/* Which line is the row's: where lines have numbers, by the milestones' own; false where they disagree with the order and nobody can tell
 * whose they are. keys: the lines of the milestones; NULL for none. */
static bool line_of(struct arena *arena, const struct plan_row *row, const struct passage *lines, size_t used,
                    const struct passage *keys, struct passage *found) {
  *found = lines[row->line - 1];
  if (!numbered(arena, lines, used)) return true;
  if (used == row->lines && same_numbers(arena, lines, keys, used)) {
    *found = without_number(arena, *line_with(arena, lines, used, number_of(arena, &keys[row->line - 1])));
    return true;
  }
  for (size_t i = 0; i < used; i++) {
    size_t number = number_of(arena, &lines[i]);
    if (number && number != i + 1) return false;
  }
  return true;
}

enum line_state cell_line(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                          const struct cell *cell, struct passage *passage) {
  size_t count = 0, key_count = 0;
  struct passage *lines = cell_lines(arena, table->table.story, cell, &count), *keys = NULL;
  size_t used = lines_used(arena, lines, count);
  bool own = cell->column == table->key;
  const struct cell *key = own ? NULL : row_cell(row->row, table->key);
  if (count < row->lines || used > row->lines) return lines && !used ? LINE_EMPTY : LINE_UNCLEAR;
  if (key) keys = cell_lines(arena, table->table.story, key, &key_count);
  *passage = lines[row->line - 1];
  if (!own && !line_of(arena, row, lines, used, key_count >= row->lines ? keys : NULL, passage)) return LINE_UNCLEAR;
  return LINE_FOUND;
}

enum line_state plan_line(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                          const struct group *group, const struct field *field, struct passage *passage) {
  const struct cell *cell = plan_cell(table, row, group, field);
  if (!cell) return LINE_NONE;
  if (field->codec.kind == AS_SHADING) return LINE_UNCLEAR; /* a cell has one shading for all of them */
  return cell_line(arena, table, row, cell, passage);
}

/* Text offsets that a comment's marks give in the paragraph of a line; a mark in another paragraph is before or behind all of it. */
static size_t mark_at(struct arena *arena, const struct element *p, const struct element *mark, size_t behind) {
  if (mark->start < p->start) return 0;
  return mark->start > p->end ? behind : text_before(arena, p, mark->start);
}

bool line_has_comment(struct arena *arena, const struct passage *line, const struct comment *comment) {
  const struct element *p = line->paragraphs[0];
  const struct element *start = comment->start ? comment->start : comment->anchor;
  const struct element *end = comment->end ? comment->end : start;
  if (!start || start->start > p->end || end->start < p->start) return false;
  if (!line->part) return true;
  size_t behind = paragraph_whole(arena, p).len + 1;
  size_t from = mark_at(arena, p, start, behind), to = mark_at(arena, p, end, behind);
  if (from == to) return line->from <= from && to <= line->to;
  bool empty = line->from == line->to;
  return (empty ? from <= line->from : from < line->to) && to > line->from;
}

const char *plan_row_words(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                           const struct plan_row *row) {
  const char *words = place_words(arena, plan->index, table->table.story, row->row->tr);
  return row->line ? str_format(arena, "%s, line %zu", words, row->line) : words;
}
