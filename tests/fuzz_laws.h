/* The laws of filling, as fuzz targets hold them against any document: law 4 over bytes, and no fault added to a document without one. */
#ifndef CAIRN_FUZZ_LAWS_H
#define CAIRN_FUZZ_LAWS_H

#include "lens.h"

#include <stdio.h>
#include <stdlib.h>

/* What a target promises: said when it does not hold. */
#define insist(promise) insist_at(promise, __FILE__, __LINE__, #promise)
static inline void insist_at(bool right, const char *file, int line, const char *promise) {
  if (right) return;
  fprintf(stderr, "%s:%d: %s\n", file, line, promise);
  abort();
}

/* ---- law 1: what was filled is read ---- */

static inline bool among(const struct node *list, const struct node *item) {
  for (const struct node *other = list ? list->first : NULL; other; other = other->next)
    if (node_equal(other, item)) return true;
  return false;
}

/* Comments are added, so that there may be more; whoever joins them knows them by author and words. */
static inline bool comments_read(const struct node *read, const struct node *filled, bool staff) {
  for (const struct node *item = filled ? filled->first : NULL; item; item = item->next) {
    bool there = node_get(item, "for") && !staff;
    for (const struct node *other = read ? read->first : NULL; other && !there; other = other->next)
      there = str_equal(node_get_str(other, "text"), node_get_str(item, "text")) &&
              str_equal(node_get_str(other, "by"), node_get_str(item, "by"));
    if (!there) return false;
  }
  return true;
}

/* A text but for blanks at its ends, a list in any order; a key that is absent says nothing, and one that is nothing clears. */
static inline bool value_read(const struct node *read, const struct node *filled) {
  if (!filled || (node_nothing(filled) && node_nothing(read))) return true;
  if (!read || read->kind != filled->kind) return false;
  if (filled->kind == NODE_TEXT) return str_equal(str_trim(node_str(read)), str_trim(node_str(filled)));
  for (const struct node *item = filled->first; item; item = item->next)
    if (!among(read, item)) return false;
  return read->count == filled->count;
}

static inline bool row_read_back(const struct group *group, const struct node *read, const struct node *filled,
                                 bool staff) {
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    const struct node *now = node_get(read, field->key), *value = node_get(filled, field->key);
    bool comment = field->locator_count && field->locators[0].kind == AT_COMMENTS;
    if (field->from || (comment ? comments_read(now, value, staff) : value_read(now, value))) continue;
    fprintf(stderr, "law 1: %s\n", field->key);
    return false;
  }
  return true;
}

static inline const struct node *row_of(const struct node *rows, struct str milestone) {
  const struct node *row = rows ? rows->first : NULL;
  while (row && !str_equal(node_get_str(row, "milestone"), milestone)) row = row->next;
  return row;
}

/* A property is added to no document that lacks it, and nothing is said of that. */
static inline bool has_place(const struct plan *plan, const struct field *field) {
  bool property = field->locator_count == 1 && field->locators[0].kind == AT_PROPERTY;
  return !property || property_there(plan->document, str_z(plan->document->arena, field->locators[0].name));
}

static inline bool leaves_read_back(const struct plan *plan, const struct node *read, const struct node *filled) {
  for (size_t i = 0; i < plan->mapping->count; i++) {
    const struct field *field = &plan->mapping->fields[i];
    if (field->from || !has_place(plan, field)) continue;
    if (value_read(node_path(read, field->key), node_path(filled, field->key))) continue;
    fprintf(stderr, "law 1: %s\n", field->key);
    return false;
  }
  return true;
}

static inline bool rows_read_back(const struct group *group, const struct node *read, const struct node *filled,
                                  bool staff) {
  const struct node *rows = group ? node_path(filled, group->key) : NULL;
  for (const struct node *row = rows ? rows->first : NULL; row; row = row->next) {
    const struct node *now = row_of(node_path(read, group->key), node_get_str(row, "milestone"));
    if (!row_read_back(group, now, row, staff)) return false;
  }
  return true;
}

/* Law 1, for all that the mapping names: what was filled without a word is what is read by the plan of what came of it. */
static inline bool law_1(const struct plan *plan, const struct node *read, const struct node *filled, bool staff) {
  return leaves_read_back(plan, read, filled) && rows_read_back(plan->mapping->group, read, filled, staff);
}

/* ---- law 4: what the mapping does not name stays, byte for byte ---- */

/* Bytes of a part that may change; from == to: where something may come. */
struct hole {
  size_t from, to;
};

typedef ARRAY(struct hole) holes;

static inline int by_place(const void *a, const void *b) {
  const struct hole *one = a, *other = b;
  if (one->from != other->from) return one->from < other->from ? -1 : 1;
  return (one->to > other->to) - (one->to < other->to);
}

/* What lies between the holes stands in after too, in its order, from the first byte to the last. */
static inline bool kept(struct str before, struct str after, const holes *list) {
  size_t from = 0, at = 0;
  qsort(list->at, list->n, sizeof *list->at, by_place);
  for (size_t i = 0; i < list->n; i++) {
    if (list->at[i].from > from) {
      struct str piece = str_sub(before, from, list->at[i].from), rest = str_sub(after, at, after.len);
      ptrdiff_t found = from ? str_find(rest, piece) : str_starts(rest, piece) ? 0 : -1;
      if (found < 0) return false;
      at += (size_t)found + piece.len;
    }
    if (list->at[i].to > from) from = list->at[i].to;
  }
  struct str last = str_sub(before, from, before.len);
  return after.len - at >= last.len && str_equal(str_sub(after, after.len - last.len, after.len), last) &&
         (list->n || after.len == before.len);
}

static inline void open_span(struct arena *arena, holes *list, const struct element *e) {
  if (e) *PUSH(arena, list) = (struct hole){e->start, e->end};
}

static inline void open_tag(struct arena *arena, holes *list, const struct element *e) {
  if (e) *PUSH(arena, list) = (struct hole){e->start, e->open_end};
}

static inline void open_at(struct arena *arena, holes *list, size_t at) { *PUSH(arena, list) = (struct hole){at, at}; }

/* Where children may be added: an element written <a/> is given an end tag. */
static inline void open_end(struct arena *arena, holes *list, const struct element *e) {
  if (element_empty(e)) open_tag(arena, list, e);
  open_at(arena, list, element_close(e));
}

/* A place with the flags of the controls around it. */
static inline void open_passage(struct arena *arena, holes *list, const struct passage *passage) {
  for (size_t i = 0; i < passage->count; i++) {
    open_span(arena, list, passage->paragraphs[i]);
    for (const struct element *e = passage->paragraphs[i]; e; e = element_ancestor(e, W_SDT))
      if (e->name == W_SDT) open_span(arena, list, element_child(e, W_SDT_PR));
  }
  if (passage->control) open_span(arena, list, passage->control);
}

static inline void open_places(struct arena *arena, holes *list, const struct plan *plan, const struct story *story) {
  for (size_t i = 0; i < plan->mapping->count; i++)
    for (size_t p = 0; p < plan->places[i].count; p++)
      if (plan->places[i].passages[p].story == story) open_passage(arena, list, &plan->places[i].passages[p]);
}

static inline bool known_column(const struct plan *plan, const struct plan_table *table, const struct cell *cell) {
  for (size_t c = cell->column; c < cell->column + cell->span; c++)
    if (column_known(plan->mapping->group, table, c)) return true;
  return false;
}

/* A row of a milestone keeps what stands in columns that nobody knows; a pattern becomes another's. whole: rows may go as well. */
static inline void open_row(struct arena *arena, holes *list, const struct plan *plan, const struct plan_table *table,
                            const struct plan_row *row, bool whole) {
  const struct element *unit = row_unit(row->row->tr);
  if (row->pattern || row->blank || whole) {
    open_span(arena, list, unit);
    return;
  }
  for (size_t c = 0; c < row->row->count; c++)
    if (known_column(plan, table, &row->row->cells[c])) open_span(arena, list, row->row->cells[c].tc);
}

static inline void open_table(struct arena *arena, holes *list, const struct plan *plan, const struct plan_table *table,
                              bool whole) {
  const struct element *scope = table->block ? table->block : table->table.tbl;
  open_at(arena, list, scope->end);
  if (table->pattern || whole) open_span(arena, list, scope);
  for (const struct element *e = scope; e; e = element_ancestor(e, W_SDT))
    if (e->name == W_SDT) open_span(arena, list, element_child(e, W_SDT_PR));
  for (size_t r = 0; r < table->table.count; r++) {
    const struct element *unit = row_unit(table->table.rows[r].tr);
    open_at(arena, list, unit->start);
    open_at(arena, list, unit->end);
  }
  for (size_t r = 0; r < table->count; r++) open_row(arena, list, plan, table, &table->rows[r], whole);
}

/* What filling may change in a story. whole: the document was of another term, so that rows and blocks go. */
static inline holes story_holes(struct arena *arena, const struct plan *plan, const struct story *story, bool whole) {
  holes list = {0};
  open_tag(arena, &list, story->markup->root);
  open_places(arena, &list, plan, story);
  for (size_t t = 0; t < plan->table_count; t++)
    if (plan->tables[t].table.story == story) open_table(arena, &list, plan, &plan->tables[t], whole);
  return list;
}

/* Comments come at the end; one that is there may be given the id by which its thread is known. */
static inline holes comment_holes(struct arena *arena, const struct markup *part) {
  holes list = {0};
  open_tag(arena, &list, part->root);
  open_end(arena, &list, part->root);
  for (const struct element *comment = part->root->first; comment; comment = comment->next)
    for (const struct element *e = comment->first; e; e = element_next(e, comment))
      if (e->name == W_P) open_tag(arena, &list, e);
  return list;
}

/* Threads come at the end; one that is there may be marked as done. */
static inline holes thread_holes(struct arena *arena, const struct markup *part) {
  holes list = {0};
  open_tag(arena, &list, part->root);
  open_end(arena, &list, part->root);
  for (const struct element *e = part->root->first; e; e = e->next) open_tag(arena, &list, e);
  return list;
}

static inline holes property_holes(struct arena *arena, const struct markup *part) {
  holes list = {0};
  for (const struct element *e = part->root->first; e; e = e->next)
    if (!element_empty(e)) *PUSH(arena, &list) = (struct hole){e->open_end, element_close(e)};
  return list;
}

/* Content types and relationships: entries come. */
static inline bool only_more(struct str before, struct str after) {
  ptrdiff_t close = (ptrdiff_t)before.len;
  while (close > 0 && before.at[close - 1] != '<') close--;
  if (!close) return false;
  struct str head = str_sub(before, 0, (size_t)close - 1), tail = str_sub(before, (size_t)close - 1, before.len);
  return str_starts(after, head) && after.len >= before.len &&
         str_equal(str_sub(after, after.len - tail.len, after.len), tail);
}

static inline bool is_list(struct str name) {
  ptrdiff_t ending = str_find(name, STR(".rels"));
  return str_is(name, "[Content_Types].xml") || (ending >= 0 && (size_t)ending + 5 == name.len);
}

static inline bool is_bound(const struct document *document, const struct entry *entry) {
  for (size_t i = 0; i < document->binding_count; i++)
    if (document->bound_parts[document->bindings[i].part].entry == entry) return true;
  return false;
}

/* Whether a part that is no story may have become so. */
static inline bool other_part_kept(struct arena *arena, const struct document *before, const struct document *after,
                                   const struct entry *entry, struct str was, struct str is) {
  holes list = {0};
  if (is_bound(before, entry)) return true;
  if (is_list(entry->name)) return only_more(was, is);
  if (entry == before->comments_entry && after->comments_part) {
    list = comment_holes(arena, before->comments_part);
    return kept(before->comments_part->bytes, after->comments_part->bytes, &list);
  }
  if (entry == before->threads_entry && after->threads_part) {
    list = thread_holes(arena, before->threads_part);
    return kept(before->threads_part->bytes, after->threads_part->bytes, &list);
  }
  if (entry != before->custom_entry || !after->custom_part) return false;
  list = property_holes(arena, before->custom_part);
  return kept(before->custom_part->bytes, after->custom_part->bytes, &list);
}

static inline const struct story *story_of(const struct document *document, const struct entry *entry) {
  for (size_t i = 0; i < document->story_count; i++)
    if (document->stories[i].entry == entry) return &document->stories[i];
  return NULL;
}

static inline bool part_kept(struct arena *arena, const struct plan *plan, const struct document *after, size_t n,
                             bool whole) {
  struct messages messages = {.arena = arena};
  const struct document *before = plan->document;
  struct entry *one = &before->package->entries[n], *other = &after->package->entries[n];
  const struct story *was = story_of(before, one), *is = story_of(after, other);
  struct str old, new;
  if (!str_equal(one->name, other->name)) return false;
  if (str_equal(one->raw, other->raw) && one->crc == other->crc) return true;
  if (was && is) {
    holes list = story_holes(arena, plan, was, whole);
    return kept(was->markup->bytes, is->markup->bytes, &list);
  }
  return entry_bytes(before->package, one, &messages, &old) && entry_bytes(after->package, other, &messages, &new) &&
         (str_equal(old, new) || other_part_kept(arena, before, after, one, old, new));
}

/* Law 4 between the plan's document and the same one filled. whole: it was of another term. */
static inline bool law_4(struct arena *arena, const struct plan *plan, const struct document *after, bool whole) {
  const struct package *was = plan->document->package, *is = after->package;
  enum { MOST_NEW = 4 }; /* comments, and their threads; with the lists of relationships that they need */
  if (is->count < was->count || is->count > was->count + MOST_NEW) return false;
  for (size_t i = 0; i < was->count; i++)
    if (!part_kept(arena, plan, after, i, whole)) {
      fprintf(stderr, "law 4: %s\n", str_z(arena, was->entries[i].name));
      return false;
    }
  return true;
}

/* ---- faults that a document has or has not ---- */

typedef ARRAY(struct str) ids;

static inline int by_bytes(const void *a, const void *b) {
  return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static inline bool repeats(ids *list) {
  if (list->n) qsort(list->at, list->n, sizeof *list->at, by_bytes);
  for (size_t i = 1; i < list->n; i++)
    if (str_equal(list->at[i - 1], list->at[i])) return true;
  return false;
}

/* The last of what stands in a cell, through controls. */
static inline const struct element *last_block(const struct element *scope) {
  const struct element *last = NULL;
  for (const struct element *e = scope->first; e; e = e->next)
    if (e->name == W_P || e->name == W_TBL || e->name == W_SDT || e->name == W_SDT_CONTENT) last = e;
  return last && (last->name == W_SDT || last->name == W_SDT_CONTENT) ? last_block(last) : last;
}

static inline bool has_cell(const struct element *tr) {
  for (const struct element *e = element_next(tr, tr); e; e = element_next(e, tr))
    if (e->name == W_TC) return true;
  return false;
}

/* Structure that Word does not open (17.4.65, 17.4.78), and ids that stand twice (17.5.2.18, 17.13.4.5). */
static inline const char *markup_fault(struct arena *arena, const struct markup *markup) {
  ids controls = {0}, references = {0}, comments = {0}, paragraphs = {0};
  for (const struct element *e = markup->root; e; e = element_next(e, markup->root)) {
    const struct element *last = e->name == W_TC ? last_block(e) : e;
    if (!last || (e->name == W_TC && last->name != W_P)) return "a cell does not end in a paragraph";
    if (e->name == W_TR && !has_cell(e)) return "a row has no cell";
    struct str id = element_value(e, W_ID);
    bool of_control = e->name == W_SDT_PR && e->parent->name == W_SDT;
    struct str control = of_control ? element_value(element_child(e, W_ID), W_VAL) : STR("");
    if (control.len) *PUSH(arena, &controls) = control;
    if (e->name == W_COMMENT_REFERENCE && id.len) *PUSH(arena, &references) = id;
    if (e->name == W_COMMENT && id.len) *PUSH(arena, &comments) = id;
    struct str paragraph = e->name == W_P ? element_value(e, W14_PARA_ID) : STR("");
    if (paragraph.len) *PUSH(arena, &paragraphs) = paragraph;
  }
  if (repeats(&controls)) return "two controls with one id";
  if (repeats(&references)) return "two references to a comment";
  if (repeats(&comments)) return "two comments with one id";
  return repeats(&paragraphs) ? "two paragraphs with one id" : NULL;
}

/* NULL for none. */
static inline const char *document_fault(struct arena *arena, const struct document *document) {
  const char *fault = document->comments_part ? markup_fault(arena, document->comments_part) : NULL;
  for (size_t i = 0; i < document->story_count && !fault; i++) fault = markup_fault(arena, document->stories[i].markup);
  for (size_t i = 0; i < document->comment_count && !fault; i++) {
    const struct comment *comment = &document->comments[i];
    if (!comment->reference) fault = "a comment that nothing refers to";
    if (!comment->start != !comment->end) fault = "half a comment's range";
  }
  return fault;
}

static inline void no_fault_added(struct arena *arena, const struct document *before, const struct document *after) {
  const char *fault = document_fault(arena, before) ? NULL : document_fault(arena, after);
  if (fault) fprintf(stderr, "a fault was added: %s\n", fault);
  insist(!fault);
}

#endif
