/* Threads of comments: a reply names the last paragraph of the comment that it answers ([MS-DOCX] 2.5.1). */
#include "word_read.h"

#include <stdlib.h>

/* A comment by its last paragraph's id. */
struct keyed {
  uint32_t key;
  size_t order; /* in document.comments */
};

/* Comments gathered into threads: each points towards one that stands for its whole thread. */
struct gathering {
  struct document *document;
  struct keyed *list;
  size_t *towards;
  bool *answers, shared; /* shared: an id is two comments' */
};

static int by_key(const void *a, const void *b) {
  const struct keyed *one = a, *other = b;
  if (one->key != other->key) return one->key < other->key ? -1 : 1;
  return (one->order > other->order) - (one->order < other->order);
}

uint32_t paragraph_id(struct str text) {
  uint32_t id = 0;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                       : -1;
    if (digit < 0 || text.len > 8) return 0;
    id = id << 4 | (uint32_t)digit;
  }
  return id;
}

static uint32_t last_paragraph_id(struct arena *arena, const struct element *comment) {
  size_t count;
  struct element **paragraphs = paragraphs_in(arena, comment, &count);
  return count ? paragraph_id(element_value(paragraphs[count - 1], W14_PARA_ID)) : 0;
}

/* The first comment that has the id; NULL for none. */
static struct comment *find(const struct gathering *g, uint32_t key) {
  size_t low = 0, high = g->document->comment_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (g->list[middle].key < key)
      low = middle + 1;
    else
      high = middle;
  }
  bool found = key && low < g->document->comment_count && g->list[low].key == key;
  return found ? &g->document->comments[g->list[low].order] : NULL;
}

static void list_keys(struct gathering *g) {
  size_t count = g->document->comment_count;
  for (size_t i = 0; i < count; i++) {
    g->list[i] = (struct keyed){last_paragraph_id(g->document->arena, g->document->comments[i].element), i};
    g->towards[i] = i;
  }
  if (count) qsort(g->list, count, sizeof *g->list, by_key);
  for (size_t i = 0; i < count; i++) { /* of two with one id the first is meant */
    bool first = !i || g->list[i].key != g->list[i - 1].key;
    if (first) g->document->comments[g->list[i].order].paragraph = g->list[i].key;
    g->shared |= !first && g->list[i].key;
  }
}

static size_t standing_for(const struct gathering *g, size_t i) {
  for (; g->towards[i] != i; i = g->towards[i]) g->towards[i] = g->towards[g->towards[i]];
  return i;
}

static bool is_done(struct str value) { return str_is(value, "1") || str_is(value, "true") || str_is(value, "on"); }

static void gather(struct gathering *g, struct element *e) {
  struct comment *comment = find(g, paragraph_id(element_value(e, W15_PARA_ID)));
  const struct comment *parent = find(g, paragraph_id(element_value(e, W15_PARA_ID_PARENT)));
  bool answers = element_value(e, W15_PARA_ID_PARENT).len;
  g->document->lone_replies += answers && (comment ? !parent : g->shared); /* else the reply is not there itself */
  if (!comment) return;
  if (!comment->extended) comment->extended = e;
  comment->resolved = comment->resolved || is_done(element_value(e, W15_DONE));
  if (!parent || parent == comment) return;
  size_t one = (size_t)(comment - g->document->comments), other = (size_t)(parent - g->document->comments);
  g->answers[one] = true;
  g->towards[standing_for(g, one)] = standing_for(g, other);
}

/* A thread begins with the comment that answers none; where each answers another, with the first in the text. */
static void begin(const struct gathering *g, size_t *firsts) {
  size_t count = g->document->comment_count;
  for (size_t i = 0; i < count; i++) firsts[i] = count;
  for (size_t pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < count; i++) {
      size_t thread = standing_for(g, i);
      if (firsts[thread] == count && (pass || !g->answers[i])) firsts[thread] = i;
    }
}

static void join(const struct gathering *g, const size_t *firsts) {
  struct comment *comments = g->document->comments;
  for (size_t i = g->document->comment_count; i-- > 0;) {
    struct comment *first = &comments[firsts[standing_for(g, i)]];
    if (first == &comments[i]) continue;
    comments[i].first = first;
    comments[i].next_reply = first->replies;
    first->replies = &comments[i];
  }
}

void threads_read(struct document *document) {
  size_t count = document->comment_count;
  struct arena *arena = document->arena;
  struct gathering g = {document, arena_alloc(arena, count + 1, sizeof *g.list),
                        arena_alloc(arena, count + 1, sizeof *g.towards), arena_alloc(arena, count + 1, 1), false};
  size_t *firsts = arena_alloc(arena, count + 1, sizeof *firsts);
  list_keys(&g);
  struct element *e = document->threads_part ? document->threads_part->root->first : NULL;
  for (; e; e = e->next)
    if (e->name == W15_COMMENT_EX) gather(&g, e);
  begin(&g, firsts);
  join(&g, firsts);
}
