/* Any bytes as the parts of a document, for what the word layer promises: grids, comments and their threads, tick boxes, and what is written.
 *
 * The input is the document, then, behind lines that hold only "%%%", the comments, their threads and the page header. */
#include "fuzz_tracker.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void check_text(struct str text) { insist(utf8_bad(text) == text.len); }

/* ---- tables: every cell lies within its grid ---- */

static void check_row(const struct row *row) {
  size_t from = 0;
  for (size_t i = 0; i < row->count; i++) {
    const struct cell *cell = &row->cells[i];
    insist(cell->span > 0 && cell->column >= from && element_within(cell->tc, row->tr) && cell->tc->name == W_TC);
    from = cell->column + cell->span;
    insist(row_cell(row, cell->column) == cell && row_cell(row, from - 1) == cell);
  }
  insist(!row_cell(row, from));
}

/* Of a merged cell the uppermost part shows its words: no row between is without a part of it. */
static void check_merged(const struct table *table, size_t r, struct cell *cell) {
  const struct cell *shown = cell_shown(table, r, cell);
  insist(cell->continued ? !shown || shown->column == cell->column : shown == cell);
  if (shown) insist(shown->tc->start <= cell->tc->start);
}

static void check_table(struct arena *arena, const struct story *story, struct element *tbl) {
  const struct table table = table_read(arena, story, tbl);
  for (size_t r = 0; r < table.count; r++) {
    insist(element_within(table.rows[r].tr, tbl) && element_ancestor(table.rows[r].tr, W_TBL) == tbl);
    check_row(&table.rows[r]);
    for (size_t c = 0; c < table.rows[r].count; c++) check_merged(&table, r, &table.rows[r].cells[c]);
  }
}

/* ---- comments: their marks, and threads of one level ---- */

static void check_mark(const struct comment *comment, const struct element *mark, unsigned name) {
  if (mark) insist(mark->name == name && mark->in == comment->story->markup);
}

static void check_thread(const struct document *document, const struct comment *comment) {
  size_t replies = 0;
  for (const struct comment *reply = comment->replies; reply; reply = reply->next_reply, replies++)
    insist(reply->first == comment && !reply->replies && replies < document->comment_count);
  insist(!comment->first || (!comment->first->first && !comment->replies));
}

static void check_comments(const struct document *document) {
  for (size_t i = 0; i < document->comment_count; i++) {
    const struct comment *comment = &document->comments[i];
    check_text(comment->text);
    check_text(comment->author);
    insist(comment->element->name == W_COMMENT && comment->element->in == document->comments_part);
    insist(!comment->anchor == !comment->story);
    if (i) insist(!comment->story || document->comments[i - 1].story); /* those without an anchor stand last */
    check_mark(comment, comment->start, W_COMMENT_RANGE_START);
    check_mark(comment, comment->end, W_COMMENT_RANGE_END);
    check_mark(comment, comment->reference, W_COMMENT_REFERENCE);
    check_thread(document, comment);
    insist(comment->id <= document->largest_comment);
  }
}

/* ---- paragraphs: text, tick boxes, what is marked ---- */

static void check_marks(struct arena *arena, const struct passage *passage) {
  struct marks marks = marks_read(arena, passage);
  size_t from = 0;
  for (size_t i = 0; i < marks.count; i++) {
    insist(marks.at[i].from >= from && marks.at[i].from <= marks.at[i].to && marks.at[i].to <= marks.text.len);
    from = marks.at[i].to;
  }
}

static void check_boxes(struct arena *arena, const struct passage *passage) {
  size_t count;
  struct box *boxes = boxes_read(arena, passage, &count);
  for (size_t i = 0; i < count; i++) {
    check_text(boxes[i].label);
    insist(element_within(boxes[i].element, passage->paragraphs[0]));
  }
}

static void check_paragraph(struct arena *arena, const struct story *story, struct element *p) {
  struct passage passage = {.story = story, .paragraphs = &p, .count = 1};
  struct str text = paragraph_text(arena, p), whole = paragraph_whole(arena, p);
  check_text(text);
  check_text(whole);
  insist(text.len <= whole.len && text_before(arena, p, p->end) == whole.len);
  check_marks(arena, &passage);
  check_boxes(arena, &passage);
}

static void check_story(struct arena *arena, const struct story *story) {
  for (struct element *e = story->markup->root; e; e = element_next(e, story->markup->root)) {
    if (e->name == W_TBL) check_table(arena, story, e);
    if (e->name == W_P) check_paragraph(arena, story, e);
  }
}

/* ---- what is written is there, and nothing else has changed ---- */

/* The document with its changes, opened again; NULL when it is now over a limit. */
static struct document *saved(struct arena *arena, struct changes *changes) {
  struct messages messages = {.arena = arena};
  struct output *output = output_new(arena, changes->document->package);
  insist(changes_save(changes, output, "cairn-digest", &messages));
  struct package *package = package_open(arena, "saved.docx", output_write(output), &messages);
  struct document *document = package ? document_open(arena, package, &messages) : NULL;
  insist(document || at_limit(&messages));
  return document;
}

/* A paragraph of a document that was made of this one by a comment on the paragraph of a number. */
static void check_comment(struct arena *arena, const struct document *document, struct element **list, size_t count,
                          size_t n) {
  struct changes *changes = changes_new(arena, document);
  struct remark remark = {STR("M. Reid"), STR("MR"), STR("2025-12-02T00:00:00Z"), STR("With a pause <&>.\n Always.")};
  comment_add(changes, &changes->stories[0], list[n], &remark);
  const struct document *after = saved(arena, changes);
  size_t paragraphs, said = 0;
  if (!after) return;
  struct element **now = paragraphs_deep(arena, after->stories[0].markup->root, &paragraphs);
  insist(paragraphs == count && after->comment_count == document->comment_count + 1);
  for (size_t i = 0; i < count; i++) insist(str_equal(paragraph_whole(arena, list[i]), paragraph_whole(arena, now[i])));
  for (size_t i = 0; i < after->comment_count; i++)
    said += str_equal(after->comments[i].text, remark.text) && str_equal(after->comments[i].author, remark.author);
  insist(said > 0);
  no_fault_added(arena, document, after);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct str bytes = {(const char *)at, len};
  struct word_parts parts = {.styles = shelf()->styles};
  parts.document = next_part(&bytes);
  parts.comments = next_part(&bytes);
  parts.threads = next_part(&bytes);
  parts.header = next_part(&bytes);
  const struct document *document = word_document(arena, &parts, &messages);
  insist(document || messages.errors > 0);
  size_t count = 0;
  for (size_t i = 0; document && i < document->story_count; i++) check_story(arena, &document->stories[i]);
  struct element **list = document ? paragraphs_deep(arena, document->stories[0].markup->root, &count) : NULL;
  if (document) check_comments(document);
  if (count) check_comment(arena, document, list, count, len % count);
  arena_free(arena);
  return 0;
}
