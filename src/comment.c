/* Comments (17.13.4). Word needs a reference run for each; the two range markers are optional, and an id is anchored once. */
#include "word_read.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b) {
  const struct comment *one = a, *other = b;
  return (one->id > other->id) - (one->id < other->id);
}

static int by_anchor(const void *a, const void *b) {
  const struct comment *one = a, *other = b;
  if (!one->anchor || !other->anchor) return !one->anchor - !other->anchor;
  if (one->story != other->story) return one->story < other->story ? -1 : 1;
  if (one->anchor != other->anchor) return one->anchor->start < other->anchor->start ? -1 : 1;
  return by_id(a, b);
}

bool comment_id_fits(const struct element *e) {
  struct str id = element_value(e, W_ID);
  char *end;
  long number = id.len ? strtol(id.at, &end, 10) : 0;
  return !id.len || (end == id.at + id.len && number >= INT32_MIN && number <= INT32_MAX);
}

/* A text for an id, as some programs write it, is known by a number that no id has; two may share it: see anchor. */
static long id_of(const struct element *e) {
  struct str id = element_value(e, W_ID);
  if (comment_id_fits(e)) return id.len ? strtol(id.at, NULL, 10) : -1;
  return LONG_MIN + (long)(str_number(id) >> 2);
}

void comment_id_note(const struct document *document, const struct element *e) {
  const char *id = str_z(document->arena, element_value(e, W_ID));
  package_odd(document->package, str_from(e->in->part),
              str_format(document->arena, "it has an id that no Word document has: %s", id));
}

/* A comment's text: its paragraphs, without the mark that Word puts before the first. */
static struct str comment_text(struct arena *arena, const struct element *comment) {
  struct passage passage = {0};
  passage.paragraphs = paragraphs_in(arena, comment, &passage.count);
  return passage.count ? passage_text(arena, &passage) : STR("");
}

/* Some programs write a blank where nobody has a name. */
static struct str author_of(const struct element *comment) {
  struct str name = element_value(comment, W_AUTHOR);
  return str_trim(name).len ? name : STR("");
}

static void read_comments(struct document *document, size_t count) {
  document->comments = arena_alloc(document->arena, count, sizeof *document->comments);
  for (struct element *e = document->comments_part->root->first; e; e = e->next) {
    if (e->name != W_COMMENT) continue;
    struct comment *comment = &document->comments[document->comment_count++];
    *comment = (struct comment){.author = author_of(e),
                                .initials = element_value(e, W_INITIALS),
                                .date = element_value(e, W_DATE),
                                .element = e,
                                .id = id_of(e)};
    comment->text = comment_text(document->arena, e);
  }
}

/* The first of each mark counts, in the story of the first of them all. */
static void note_mark(struct comment *comment, const struct story *story, struct element *e) {
  bool end = e->name == W_COMMENT_RANGE_END;
  struct element **mark = end ? &comment->end : e->name == W_COMMENT_REFERENCE ? &comment->reference : &comment->start;
  if (*mark || (comment->story ? comment->story != story : end)) return;
  *mark = e;
  comment->story = story;
  if (!comment->anchor) comment->anchor = e;
}

/* The comments are in order of their ids: of two with one id nobody knows which stands where, so that neither does. */
static bool shares_id(const struct document *document, const struct comment *comment) {
  size_t i = (size_t)(comment - document->comments);
  return (i > 0 && comment[-1].id == comment->id) || (i + 1 < document->comment_count && comment[1].id == comment->id);
}

static void anchor(struct document *document, const struct comment_mark *mark) {
  struct comment wanted = {.id = id_of(mark->e)};
  struct comment *found = bsearch(&wanted, document->comments, document->comment_count, sizeof wanted, by_id);
  if (!found || shares_id(document, found)) return;
  bool same = comment_id_fits(mark->e) || str_equal(element_value(mark->e, W_ID), element_value(found->element, W_ID));
  if (same) note_mark(found, mark->story, mark->e);
}

static void note_odd_ids(const struct document *document) {
  for (size_t i = 0; i < document->comment_count; i++) {
    const struct comment *comment = &document->comments[i];
    struct str id = element_value(comment->element, W_ID);
    if (i && comment->id == comment[-1].id)
      package_odd(document->package, document->comments_entry->name,
                  str_format(document->arena,
                             "it has the comment %.*s twice, and nobody knows which of them stands where", (int)id.len,
                             id.at));
    if (!comment_id_fits(comment->element)) comment_id_note(document, comment->element);
  }
}

/* ---- how often they are read: one that goes over rows of a table is said of each ---- */

static const struct element *outermost_table(const struct element *e) {
  const struct element *tbl = NULL;
  while ((e = element_ancestor(e, W_TBL))) tbl = e;
  return tbl;
}

typedef ARRAY(uint32_t) row_starts;

/* How many rows begin before a byte. */
static size_t rows_before(const row_starts *rows, size_t byte) {
  size_t low = 0, high = rows->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (rows->at[middle] < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static size_t rows_under(const row_starts *rows, const struct comment *comment) {
  const struct element *start = comment->start, *end = comment->end;
  const struct element *tbl = start && end && comment->story->kind == STORY_MAIN ? outermost_table(start) : NULL;
  if (!tbl || tbl != outermost_table(end) || end->start < start->start) return 1;
  return 1 + rows_before(rows, end->start) - rows_before(rows, start->start);
}

static size_t readings(const struct document *document) {
  struct arena *scratch = arena_inside(document->arena);
  const struct element *root = document->stories[0].markup->root;
  row_starts rows = {0};
  size_t count = 0;
  for (const struct element *e = document->comment_count ? root : NULL; e; e = element_next(e, root))
    if (e->name == W_TR) *PUSH(scratch, &rows) = e->start;
  for (size_t i = 0; i < document->comment_count; i++) count += rows_under(&rows, &document->comments[i]);
  arena_free(scratch);
  return count;
}

static bool within_limit(const struct document *document, size_t count, const char *part, struct messages *messages) {
  if (count <= limit(document->arena, LIMIT_COMMENTS)) return true;
  limit_tell(messages, MSG_LIMIT, (struct where){.file = document->file}, LIMIT_COMMENTS, (struct met){count, part});
  return false;
}

bool comments_read(struct document *document, const comment_marks *marks, struct messages *messages) {
  if (!document->comments_part) return true;
  size_t count = 0;
  for (const struct element *e = document->comments_part->root->first; e; e = e->next) count += e->name == W_COMMENT;
  if (!within_limit(document, count, document->comments_part->part, messages)) return false;
  read_comments(document, count);
  if (document->comment_count) qsort(document->comments, document->comment_count, sizeof *document->comments, by_id);
  note_odd_ids(document);
  for (size_t i = 0; document->comment_count && i < marks->n; i++) anchor(document, &marks->at[i]);
  if (document->comment_count)
    qsort(document->comments, document->comment_count, sizeof *document->comments, by_anchor);
  threads_read(document);
  return within_limit(document, readings(document), NULL, messages);
}

/* ---- adding ---- */

/* The marks of a comment: where its range starts; and its end with the reference run. */
static void add_mark(struct text *out, struct str prefix, const char *name, long id) {
  text_add_tag(out, "<", prefix, name, " ");
  text_add(out, prefix);
  text_add_z(out, "id=\"");
  text_add_number(out, id);
  text_add_z(out, "\"/>");
}

static struct str start_mark(struct arena *arena, struct str prefix, long id) {
  struct text out = {.arena = arena};
  add_mark(&out, prefix, "commentRangeStart", id);
  return text_str(&out);
}

static struct str end_marks(const struct changes *changes, struct str prefix, long id, bool range) {
  struct text out = {.arena = changes->arena};
  if (range) add_mark(&out, prefix, "commentRangeEnd", id);
  text_add_tag(&out, "<", prefix, "r", ">");
  add_named_style(&out, changes->document, prefix, "rPr", "rStyle", STR("annotation reference"));
  add_mark(&out, prefix, "commentReference", id);
  text_add_tag(&out, "</", prefix, "r", ">");
  return text_str(&out);
}

static struct new_comment *note_comment(struct changes *changes, const struct remark *remark) {
  struct new_comment *added = NEW(changes->arena, struct new_comment);
  *added = (struct new_comment){.remark = *remark, .id = changes->next_comment++};
  *PUSH(changes->arena, &changes->comments) = added;
  return added;
}

struct new_comment *comment_add(struct changes *changes, struct edits *edits, const struct element *p,
                                const struct remark *remark) {
  struct new_comment *added = note_comment(changes, remark);
  struct str w = word_prefix(changes->arena, p);
  struct element *properties = element_child(p, W_PPR);
  struct str start = start_mark(changes->arena, w, added->id);
  if (properties)
    edits_insert_early(edits, properties->end, start);
  else
    edits_prepend_child(edits, p, start);
  edits_append_child(edits, p, end_marks(changes, w, added->id, true));
  added->edits = edits;
  added->p = p;
  return added;
}

/* ---- replies ---- */

/* Of a mark and one that a reply has: the one that stands later. */
static const struct element *later(const struct element *mark, const struct element *other) {
  return other && other->start > mark->start ? other : mark;
}

/* Behind the run of a reference; behind a range's mark itself. */
static size_t behind(const struct element *mark) {
  const struct element *run = mark->name == W_COMMENT_REFERENCE ? element_ancestor(mark, W_R) : NULL;
  return run ? run->end : mark->end;
}

/* Word's order: start, start of each reply; end, reference, then end and reference of each reply. A thread that has only
 * references gets another reference. */
static void anchor_reply(struct changes *changes, const struct comment *first, long id) {
  const struct element *start = first->start;
  const struct element *last = first->reference ? first->reference : first->end ? first->end : first->start;
  struct edits *edits = first->story ? &changes->stories[first->story->index] : NULL;
  if (!edits || !last) return;
  for (const struct comment *reply = first->replies; reply; reply = reply->next_reply) {
    if (reply->story != first->story) continue;
    if (start) start = later(start, reply->start);
    last = later(last, reply->reference);
  }
  bool range = first->start && first->end;
  struct str w = word_prefix(changes->arena, last);
  if (range) edits_insert_early(edits, start->end, start_mark(changes->arena, w, id));
  edits_insert(edits, behind(last), end_marks(changes, w, id, range));
}

static struct thread_change *change_of(struct changes *changes, const struct comment *there) {
  return &changes->threads[there - changes->document->comments];
}

void comment_reply(struct changes *changes, struct thread thread, const struct remark *remark) {
  struct new_comment *first = thread.added;
  struct new_comment *reply =
      first ? comment_add(changes, first->edits, first->p, remark) : note_comment(changes, remark);
  reply->threaded = true;
  reply->first = first;
  reply->there = thread.there;
  if (first) {
    first->threaded = true;
    return;
  }
  anchor_reply(changes, thread.there, reply->id);
  change_of(changes, thread.there)->replied = true;
}

void comment_resolve(struct changes *changes, struct thread thread) {
  if (thread.added)
    thread.added->threaded = thread.added->resolved = true;
  else
    change_of(changes, thread.there)->resolved = true;
}
