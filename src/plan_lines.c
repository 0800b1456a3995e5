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

enum line_state cell_line(struct arena *arena, const struct plan_table *table, const struct plan_row *row,
                          const struct cell *cell, struct passage *passage) {
  size_t count = 0;
  struct passage *lines = cell_lines(arena, table->table.story, cell, &count);
  size_t used = lines_used(arena, lines, count);
  if (count >= row->lines && used <= row->lines) {
    *passage = lines[row->line - 1];
    return LINE_FOUND;
  }
  return lines && !used ? LINE_EMPTY : LINE_UNCLEAR;
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
