/* Places that overlap: what is written to the one is read at the other. */
#include "plan_parts.h"

#include <stdlib.h>
#include <string.h>

/* Of the text of a paragraph. */
struct extent {
  size_t from, to;
};

/* What is written at the edge of a place goes into it: there an empty one overlaps too. */
static bool meet(struct extent a, struct extent b) {
  bool empty = a.from == a.to || b.from == b.to;
  return empty ? a.from <= b.to && b.from <= a.to : a.from < b.to && b.from < a.to;
}

/* What is behind a label goes on over blanks: a control there is read with it once it says something. Bookmarks and placeholders end where
 * they end. */
static struct extent text_of(struct arena *arena, const struct passage *passage) {
  const struct element *p = passage->paragraphs[0], *sdt = passage->control;
  struct extent extent = {passage->from, passage->to};
  if (!passage->part) return (struct extent){text_before(arena, p, sdt->start), text_before(arena, p, sdt->end)};
  struct str text = paragraph_whole(arena, passage->paragraphs[0]);
  bool behind_label = !passage->fixed && !passage->tag.len;
  while (behind_label && extent.to < text.len && strchr(" \t", text.at[extent.to])) extent.to++;
  return extent;
}

/* Among paragraphs in their order. */
static bool holds(const struct passage *passage, const struct element *p) {
  size_t low = 0, high = passage->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (passage->paragraphs[middle]->start < p->start)
      low = middle + 1;
    else
      high = middle;
  }
  return low < passage->count && passage->paragraphs[low] == p;
}

bool share_paragraph(const struct passage *a, const struct passage *b) {
  const struct passage *few = a->count < b->count ? a : b, *many = few == a ? b : a;
  bool shared = false;
  if (a->paragraphs[0]->in != b->paragraphs[0]->in) return false;
  for (size_t i = 0; i < few->count && !shared; i++) shared = holds(many, few->paragraphs[i]);
  return shared;
}

bool places_overlap(struct arena *arena, const struct passage *a, const struct passage *b) {
  if (!share_paragraph(a, b)) return false;
  if ((!a->part && !a->control) || (!b->part && !b->control)) return true;
  if (a->part || b->part) return meet(text_of(arena, a), text_of(arena, b));
  return element_within(a->control, b->control) || element_within(b->control, a->control);
}

struct str text_beside(struct arena *arena, const struct passage *place) {
  if (!place->part && !place->control) return STR("");
  struct str whole = paragraph_whole(arena, place->paragraphs[0]);
  struct extent extent = text_of(arena, place);
  return str_trim(str_joined(arena, str_sub(whole, 0, extent.from), str_sub(whole, extent.to, whole.len), STR("")));
}

/* Of a paragraph, what a place has of it. */
static struct extent extent_in(struct arena *arena, const struct passage *place, const struct element *p) {
  if (place->part || place->control) return place->paragraphs[0] == p ? text_of(arena, place) : (struct extent){0, 0};
  for (size_t i = 0; i < place->count; i++)
    if (place->paragraphs[i] == p) return (struct extent){0, SIZE_MAX};
  return (struct extent){0, 0};
}

struct str text_apart(struct arena *arena, const struct passage *place, const struct passage *others, size_t count) {
  struct text out = {.arena = arena};
  for (size_t i = 0; i < place->count; i++) {
    const struct element *p = place->paragraphs[i];
    struct str line = str_copy(arena, paragraph_whole(arena, p));
    struct extent mine = extent_in(arena, place, p);
    for (size_t n = 0; n < count; n++) {
      struct extent other = extent_in(arena, &others[n], p);
      for (size_t at = other.from; at < other.to && at < line.len; at++) ((char *)line.at)[at] = ' ';
    }
    text_add(&out, str_sub(line, mine.from, mine.to < line.len ? mine.to : line.len));
    text_add_byte(&out, '\n');
  }
  return str_trim(text_str(&out));
}

/* ---- by where they stand, so that many are compared with few ---- */

/* The bytes outside which a place overlaps nothing. */
static struct place_span span_of(const struct passage *place, size_t n) {
  const struct element *first = place->paragraphs[0], *last = place->paragraphs[place->count - 1];
  if (place->control && !place->part) first = last = place->control;
  return (struct place_span){place->story->index, first->start, last->end, n, last->end};
}

static int by_start(const void *a, const void *b) {
  const struct place_span *one = a, *other = b;
  if (one->story != other->story) return one->story < other->story ? -1 : 1;
  return (one->from > other->from) - (one->from < other->from);
}

struct order order_of(struct arena *arena, const struct places *places) {
  struct order order = {places, arena_alloc(arena, places->count + 1, sizeof *order.at), places->count};
  for (size_t n = 0; n < places->count; n++) order.at[n] = span_of(&places->passages[n], n);
  if (order.count) qsort(order.at, order.count, sizeof *order.at, by_start);
  for (size_t i = 1; i < order.count; i++)
    if (order.at[i - 1].story == order.at[i].story && order.at[i - 1].reach > order.at[i].to)
      order.at[i].reach = order.at[i - 1].reach;
  return order;
}

/* The first from which on one may end behind where a span begins: a text box stands inside its paragraph. */
static size_t first_behind(const struct order *order, const struct place_span *span) {
  size_t low = 0, high = order->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct place_span *at = &order->at[middle];
    if (at->story < span->story || (at->story == span->story && at->reach <= span->from))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

size_t order_next(struct arena *arena, const struct order *order, const struct passage *place, size_t from) {
  const struct place_span span = span_of(place, 0);
  size_t i = first_behind(order, &span);
  for (i = i < from ? from : i; i < order->count; i++) {
    const struct place_span *at = &order->at[i];
    if (at->story != span.story || at->from >= span.to) break;
    if (places_overlap(arena, place, &order->places->passages[at->n])) return i;
  }
  return order->count;
}
