/* Drop-down lists, both ways: what an item says, its prompt, and the item that says a value.
 *
 * What people read in a list comes first. What is kept with an item (17.5.2.18, w:value) tells a text that a school has worded itself,
 * unless two items of that text keep different things. */
#include "lens_parts.h"

#include <stdlib.h>

/* ---- the prompt ---- */

/* The first entry of a legacy list may ask for one of the others. */
static bool asks(struct arena *arena, struct str text) {
  static const char *const words[] = {"choose", "select", "pick", "please", "click"};
  struct str folded = fold(arena, text);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_starts(folded, str_from(words[i]))) return true;
  return false;
}

/* Whether an item without a value says one all the same: a level may have lost its value, a text is what it says. */
static bool says_value(struct arena *arena, const struct field *field, struct str text) {
  struct node *value;
  if (codec_is_free(&field->codec)) return !asks(arena, text);
  return codec_decode(arena, field, text, &value) && value;
}

bool list_asks(struct arena *arena, const struct field *field, const struct passage *passage, struct str text) {
  struct list_item item = {0};
  if (passage->form) return form_selected(passage->form) == 0 && asks(arena, text);
  while (passage_next_item(passage, &item))
    if (!item.value.len && str_equal(item.text, text)) return !says_value(arena, field, text);
  return false;
}

/* ---- what the items say ---- */

static int by_text(const void *a, const void *b) {
  const struct said_item *one = a, *other = b;
  int order = str_compare(one->words, other->words);
  return order ? order : (one->n > other->n) - (one->n < other->n);
}

/* Items of one text, of which each says what it keeps: nothing, where they differ. */
static void settle(struct said_item *items, size_t count) {
  bool same = true;
  for (size_t i = 1; i < count; i++) same = same && node_equal(items[i].says, items[0].says);
  for (size_t i = 0; i < count && !same; i++) items[i].says = NULL;
}

said_items list_read(struct arena *arena, const struct field *field, const struct passage *passage) {
  said_items list = {0};
  struct list_item item = {0};
  while (passage_next_item(passage, &item)) {
    struct node *says = NULL;
    if (!codec_decode(arena, field, item.text, &says)) codec_decode(arena, field, item.value, &says);
    *PUSH(arena, &list) = (struct said_item){item.text, str_trim(item.text), item.value, list.n, says};
  }
  if (list.n) qsort(list.at, list.n, sizeof *list.at, by_text);
  for (size_t i = 0, end; i < list.n; i = end) {
    for (end = i + 1; end < list.n && str_equal(list.at[end].words, list.at[i].words);) end++;
    settle(list.at + i, end - i);
  }
  return list;
}

struct node *list_kept(struct arena *arena, const struct field *field, const struct passage *passage, struct str text) {
  said_items list = list_read(arena, field, passage);
  for (size_t i = 0; i < list.n; i++)
    if (str_equal(list.at[i].words, text)) return list.at[i].says;
  return NULL;
}

const struct said_item *list_says(const said_items *list, const struct node *value) {
  const struct said_item *first = NULL;
  for (size_t i = 0; i < list->n; i++) {
    const struct said_item *item = &list->at[i];
    if (item->says && node_equal(item->says, value) && (!first || item->n < first->n)) first = item;
  }
  return first;
}

const struct said_item *list_keeps(const said_items *list, const struct node *value) {
  const struct said_item *first = NULL;
  for (size_t i = 0; value->kind == NODE_TEXT && i < list->n; i++) {
    const struct said_item *item = &list->at[i];
    if (str_equal(item->stored, value->text) && (!first || item->n < first->n)) first = item;
  }
  return first;
}

bool list_blank(struct arena *arena, const struct field *field, const struct passage *passage, struct str *text) {
  struct list_item item = {0};
  struct node *value;
  for (bool first = true; passage_next_item(passage, &item); first = false) {
    bool prompt = first && passage->form && asks(arena, item.text);
    if (!prompt && (!codec_decode(arena, field, item.text, &value) || value)) continue;
    *text = item.text;
    return true;
  }
  return false;
}
