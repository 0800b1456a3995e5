/* The items of a list by what they say: sorted by a number that equal ones share. */
#include "data.h"

#include <stdlib.h>

static uint64_t mixed(uint64_t h, uint64_t with) {
  h = (h ^ with) * 1099511628211u;
  return h ^ (h >> 29);
}

/* Nodes that node_equal finds equal have one number: the order of a map's keys says nothing, and nothing is 0. */
static uint64_t node_number(const struct node *node, size_t depth) {
  if (!depth || node_nothing(node)) return 0;
  if (node->kind == NODE_TEXT) return str_number(node->text);
  uint64_t map = 0, list = 1;
  for (const struct node *child = node->first; child; child = child->next) {
    uint64_t number = node_number(child, depth - 1);
    list = mixed(list, number);
    if (number) map += mixed(str_number(child->key), number);
  }
  return node->kind == NODE_MAP ? map : list;
}

static uint64_t number_of(const struct node *node) { return node_number(node, 2 * limit_top(LIMIT_YAML_DEPTH)); }

static int by_number(const void *one, const void *other) {
  const struct indexed *a = one, *b = other;
  if (a->number != b->number) return a->number < b->number ? -1 : 1;
  return (a->place > b->place) - (a->place < b->place);
}

struct node_index node_index(struct arena *arena, const struct node *list) {
  size_t count = list ? list->count : 0;
  struct node_index index = {arena_alloc(arena, count + 1, sizeof *index.at), 0};
  for (const struct node *item = count ? list->first : NULL; item; item = item->next, index.n++)
    index.at[index.n] = (struct indexed){.item = item, .number = number_of(item), .place = index.n};
  if (index.n) qsort(index.at, index.n, sizeof *index.at, by_number);
  return index;
}

/* Where those of a number begin. */
static size_t first_of(const struct node_index *index, uint64_t number) {
  size_t low = 0, high = index->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (index->at[middle].number < number)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const struct indexed *node_index_find(const struct node_index *index, const struct node *item) {
  uint64_t number = number_of(item);
  size_t first = first_of(index, number), from = first < index->n ? index->at[first].gone : 0;
  for (size_t i = first + from; i < index->n && index->at[i].number == number; i++)
    if (!index->at[i].taken && node_equal(index->at[i].item, item)) return &index->at[i];
  return NULL;
}

const struct indexed *node_index_take(struct node_index *index, const struct node *item) {
  struct indexed *found = (struct indexed *)node_index_find(index, item);
  if (!found) return NULL;
  struct indexed *first = &index->at[first_of(index, found->number)];
  found->taken = true;
  while (first + first->gone < index->at + index->n && first[first->gone].taken) first->gone++;
  return found;
}
