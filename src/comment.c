/* Comments (17.13.4). Word needs a reference run for each; the two range markers are optional, and an id is anchored once. */
#include "word_read.h"

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

static long id_of(const struct element *e) {
  struct str id = element_value(e, W_ID);
  return id.len ? strtol(id.at, NULL, 10) : -1;
}

/* A comment's text: its paragraphs, without the mark that Word puts before the first. */
static struct str comment_text(struct arena *arena, const struct element *comment) {
  struct passage passage = {0};
  passage.paragraphs = paragraphs_in(arena, comment, &passage.count);
  return passage.count ? passage_text(arena, &passage) : STR("");
}

static void read_comments(struct document *document) {
  ARRAY(struct comment) list = {0};
  for (struct element *e = document->comments_part->root->first; e; e = e->next) {
    if (e->name != W_COMMENT) continue;
    struct comment *comment = PUSH(document->arena, &list);
    *comment = (struct comment){.author = element_value(e, W_AUTHOR),
                                .initials = element_value(e, W_INITIALS),
                                .date = element_value(e, W_DATE),
                                .element = e,
                                .id = id_of(e)};
    comment->text = comment_text(document->arena, e);
  }
  document->comments = list.at;
  document->comment_count = list.n;
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

static void anchor(struct document *document, const struct story *story, struct element *e) {
  struct comment wanted = {.id = id_of(e)};
  struct comment *found = document->comment_count
                              ? bsearch(&wanted, document->comments, document->comment_count, sizeof wanted, by_id)
                              : NULL;
  if (found) note_mark(found, story, e);
}

void comments_read(struct document *document) {
  if (!document->comments_part) return;
  read_comments(document);
  if (document->comment_count) qsort(document->comments, document->comment_count, sizeof *document->comments, by_id);
  for (size_t i = 0; i < document->story_count; i++) {
    struct element *root = document->stories[i].markup->root;
    for (struct element *e = root; e; e = element_next(e, root))
      if (e->name == W_COMMENT_RANGE_START || e->name == W_COMMENT_RANGE_END || e->name == W_COMMENT_REFERENCE)
        anchor(document, &document->stories[i], e);
  }
  if (document->comment_count)
    qsort(document->comments, document->comment_count, sizeof *document->comments, by_anchor);
  threads_read(document);
}

/* ---- adding ---- */

/* The marks of a comment: where its range starts; and its end with the reference run. */
static struct str start_mark(struct arena *arena, const char *w, long id) {
  return str_from(str_format(arena, "<%scommentRangeStart %sid=\"%ld\"/>", w, w, id));
}

static struct str end_marks(const struct changes *changes, const char *w, long id, bool range) {
  struct text out = {.arena = changes->arena};
  if (range) text_add_z(&out, str_format(changes->arena, "<%scommentRangeEnd %sid=\"%ld\"/>", w, w, id));
  text_add_z(&out, str_format(changes->arena, "<%sr>", w));
  add_named_style(&out, changes->document, w, "rPr", "rStyle", STR("annotation reference"));
  text_add_z(&out, str_format(changes->arena, "<%scommentReference %sid=\"%ld\"/></%sr>", w, w, id, w));
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
  const char *w = str_z(changes->arena, word_prefix(p));
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
  const char *w = str_z(changes->arena, word_prefix(last));
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
