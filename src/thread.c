/* Threads of comments: an answer names the last paragraph of the comment that it answers. */
#include "word_read.h"

#include <stdlib.h>

/* A comment by its last paragraph's id. */
struct keyed {
  struct str key;
  struct comment *comment;
};

static int by_key(const void *a, const void *b) {
  return str_compare(((const struct keyed *)a)->key, ((const struct keyed *)b)->key);
}

static struct str last_paragraph_id(struct arena *arena, const struct element *comment) {
  size_t count;
  struct element **paragraphs = paragraphs_in(arena, comment, &count);
  return count ? element_value(paragraphs[count - 1], W14_PARA_ID) : STR("");
}

static struct comment *find(const struct keyed *list, size_t count, struct str key) {
  struct keyed wanted = {.key = key};
  const struct keyed *found = count && key.len ? bsearch(&wanted, list, count, sizeof *list, by_key) : NULL;
  return found ? found->comment : NULL;
}

void threads_read(struct document *document, const struct markup *extended) {
  size_t count = document->comment_count;
  struct keyed *list = arena_alloc(document->arena, count + 1, sizeof *list);
  for (size_t i = 0; i < count; i++) {
    struct comment *comment = &document->comments[i];
    list[i] = (struct keyed){last_paragraph_id(document->arena, comment->element), comment};
  }
  if (count) qsort(list, count, sizeof *list, by_key);
  for (const struct element *e = extended->root->first; e; e = e->next) {
    struct comment *answer = find(list, count, element_value(e, W15_PARA_ID));
    const struct comment *first = find(list, count, element_value(e, W15_PARA_ID_PARENT));
    if (e->name == W15_COMMENT_EX && answer && first) answer->thread = first->thread.len ? first->thread : first->text;
  }
}
