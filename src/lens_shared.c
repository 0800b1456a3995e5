/* Comments of a place that speaks of several milestones: what is said of each of them. */
#include "lens_parts.h"
#include "shape.h"

static struct said_comment *said_in(struct arena *arena, const struct node *list, size_t *count) {
  struct said_comment *said = arena_alloc(arena, (list ? list->count : 0) + 1, sizeof *said);
  *count = 0;
  for (const struct node *item = list ? list->first : NULL; item; item = item->next) said[(*count)++].item = item;
  return said;
}

/* Adds the replies of the other that the comment lacks, and that it is resolved. */
static struct node *with_thread(struct arena *arena, const struct node *comment, const struct node *other) {
  struct node *both = node_copy(arena, comment), *replies = node_get(both, "replies");
  size_t some, others;
  struct said_comment *there = said_in(arena, replies, &some);
  struct said_comment *wanted = said_in(arena, node_get(other, "replies"), &others);
  comments_pair(arena, wanted, others, there, some);
  if (node_nothing(replies)) replies = node_put(arena, both, "replies", node_list(arena));
  for (size_t i = 0; i < others; i++)
    if (wanted[i].pair == NO_PAIR) node_append(replies, node_copy(arena, wanted[i].item));
  if (node_nothing(node_get(both, "state")) && node_get(other, "state"))
    node_put(arena, both, "state", node_copy(arena, node_get(other, "state")));
  return both;
}

/* The comments that are in both lists, with both of their threads; those of one alone only where all are asked for. */
static struct node *joined(struct arena *arena, const struct node *list, const struct node *other, bool all) {
  struct node *both = node_list(arena);
  size_t some, others;
  struct said_comment *there = said_in(arena, list, &some), *wanted = said_in(arena, other, &others);
  comments_pair(arena, wanted, others, there, some);
  for (size_t i = 0; i < some; i++)
    if (all || there[i].pair != NO_PAIR)
      node_append(both, there[i].pair == NO_PAIR ? node_copy(arena, there[i].item)
                                                 : with_thread(arena, there[i].item, wanted[there[i].pair].item));
  for (size_t i = 0; all && i < others; i++)
    if (wanted[i].pair == NO_PAIR) node_append(both, node_copy(arena, wanted[i].item));
  return both;
}

struct node *shared_comments(struct arena *arena, const struct node *now, const struct node *const *wanted,
                             size_t count, bool *differ) {
  struct node *shared = NULL;
  bool any = false;
  for (size_t i = 0; i < count; i++) any = any || !node_nothing(wanted[i]);
  for (size_t i = 0; any && i < count; i++) {
    const struct node *own = joined(arena, now, wanted[i], true);
    size_t before = shared ? shared->count : own->count;
    shared = joined(arena, shared ? shared : own, own, false);
    *differ = *differ || shared->count < before || shared->count < own->count;
  }
  return shared ? shared : node_list(arena);
}
