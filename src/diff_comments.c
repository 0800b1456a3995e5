/* Comments, and texts that have no place in a record: multisets, paired as far as they are one and the same. */
#include "diff_parts.h"

#include <stdlib.h>
#include <string.h>

/* A comment as it is told. */
struct said {
  const struct node *item;
  struct str words; /* with the beginning that it has in the document */
  const char *head; /* who and when; of one without a place in a record also where */
  struct str key;   /* what two that are paired have in common: so thousands need not be compared with thousands */
  bool paired;
};

typedef ARRAY(struct said) saids;

static struct str joined(struct arena *arena, struct str beginning, struct str text) {
  if (!beginning.len) return text;
  bool colon = beginning.at[beginning.len - 1] == ':';
  return str_joined(arena, beginning, colon ? STR(" ") : STR(": "), text);
}

/* "M. Reid, 2 December 2025", behind the place where there is one. */
static const char *head_of(struct arena *arena, const struct node *item) {
  struct text out = {.arena = arena};
  struct str parts[] = {node_get_str(item, "place"), node_get_str(item, "by"),
                        diff_date(arena, node_get_str(item, "date"))};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (out.len && parts[i].len) text_add_z(&out, ", ");
    text_add(&out, parts[i]);
  }
  return str_z(arena, text_str(&out));
}

static void collect(struct arena *arena, const struct field *field, const struct node *items, saids *list) {
  for (const struct node *item = items ? items->first : NULL; item; item = item->next) {
    bool staff = str_is(node_get_str(item, "for"), "staff") && field->staff_count;
    struct str words = joined(arena, staff ? field->staff[0] : STR(""), node_get_str(item, "text"));
    words = joined(arena, field->beginning_count ? field->beginnings[0] : STR(""), words);
    *PUSH(arena, list) = (struct said){.item = item, .words = words, .head = head_of(arena, item)};
  }
}

/* ---- which two are one: by what stays the same, the surest first ---- */

static bool same_key(const struct said *a, const struct said *b, const char *key) {
  return node_equal(node_get(a->item, key), node_get(b->item, key));
}

static bool equal(const struct said *a, const struct said *b) {
  return str_equal(a->words, b->words) && node_equal(a->item, b->item);
}

static bool same_moment(const struct said *a, const struct said *b) {
  return str_equal(a->words, b->words) && same_key(a, b, "by") && same_key(a, b, "date");
}

static bool same_author(const struct said *a, const struct said *b) {
  return str_equal(a->words, b->words) && same_key(a, b, "by");
}

static bool same_words(const struct said *a, const struct said *b) { return str_equal(a->words, b->words); }

static bool reworded(const struct said *a, const struct said *b) {
  return !node_nothing(node_get(a->item, "date")) && same_key(a, b, "by") && same_key(a, b, "date");
}

/* ---- what changed in one ---- */

static const char *about(struct arena *arena, const char *preposition, const struct said *said) {
  return str_format(arena, "%s %s: \"%s\"", preposition, said->head, str_z(arena, said->words));
}

/* The replies of one that the other lacks. Where equal ones stand in both as often, none is told. */
static void tell_replies(struct diff *diff, const struct node *replies, const struct node *others, const char *what,
                         const char *to, bool gone) {
  struct node_index there = node_index(diff->arena, others);
  for (const struct node *reply = replies ? replies->first : NULL; reply; reply = reply->next) {
    if (node_index_take(&there, reply)) continue;
    struct difference found = {.form = DIFF_SAID, .what = what, .by = head_of(diff->arena, reply), .about = to};
    *(gone ? &found.old : &found.new) = node_get_str(reply, "text");
    diff_add(diff, found);
  }
}

static void tell_state(struct diff *diff, const struct said *old, const struct said *new) {
  bool was = str_is(node_get_str(old->item, "state"), "resolved");
  bool is = str_is(node_get_str(new->item, "state"), "resolved");
  if (was == is) return;
  diff_add(diff, (struct difference){.form = DIFF_SAID,
                                     .what = is ? "comment resolved" : "comment opened again",
                                     .by = new->head,
                                     .old = old->words,
                                     .new = new->words});
}

/* A key of a comment that is told as a value. */
static void tell_key(struct diff *diff, const struct said *old, const struct said *new, const char *key,
                     const char *words) {
  if (same_key(old, new, key)) return;
  struct str was = node_get_str(old->item, key), is = node_get_str(new->item, key);
  bool date = strcmp(key, "date") == 0;
  diff_add(diff, (struct difference){.what = "comment changed",
                                     .place = words,
                                     .about = about(diff->arena, "of", new),
                                     .old = date ? diff_date(diff->arena, was) : was,
                                     .new = date ? diff_date(diff->arena, is) : is});
}

static void tell_changes(struct diff *diff, const struct said *old, const struct said *new) {
  static const char *const keys[][2] = {{"place", "comment moved"},
                                        {"by", "author of a comment"},
                                        {"initials", "initials of a comment"},
                                        {"date", "date of a comment"}};
  if (!str_equal(old->words, new->words))
    diff_add(diff,
             (struct difference){
                 .form = DIFF_SAID, .what = "comment changed", .by = new->head, .old = old->words, .new = new->words});
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) tell_key(diff, old, new, keys[i][0], keys[i][1]);
  tell_state(diff, old, new);
  const struct node *before = node_get(old->item, "replies"), *after = node_get(new->item, "replies");
  const char *to = about(diff->arena, "to", new);
  tell_replies(diff, before, after, "reply gone", to, true);
  tell_replies(diff, after, before, "reply added", to, false);
}

/* ---- two lists ---- */

static void add_value(struct text *out, const struct node *value) {
  if (value && value->kind == NODE_TEXT) text_add(out, value->text);
  for (const struct node *one = value ? value->first : NULL; one; one = one->next) add_value(out, one);
  text_add_byte(out, '\n');
}

/* One way of pairing: what two must have in common for same to say so of them. */
struct pairing {
  bool (*same)(const struct said *, const struct said *);
  bool words;
  const char *keys[8];
};

static void key_by(struct arena *arena, saids *list, const struct pairing *pairing) {
  for (size_t i = 0; i < list->n; i++) {
    struct text key = {.arena = arena};
    if (pairing->words) text_add(&key, list->at[i].words);
    for (const char *const *name = pairing->keys; *name; name++) add_value(&key, node_get(list->at[i].item, *name));
    list->at[i].key = text_str(&key);
  }
}

static int by_key(const void *one, const void *other) {
  const struct said *a = *(const struct said *const *)one, *b = *(const struct said *const *)other;
  int order = str_compare(a->key, b->key);
  return order ? order : a < b ? -1 : a > b;
}

/* Those that are not paired yet, by their keys, and of one key in their order. */
struct rest {
  struct said **at;
  size_t n;
  size_t *open; /* of the first of a key: where the first stands of which that still holds */
};

static struct rest rest_of(struct arena *arena, const saids *list) {
  struct rest rest = {.at = arena_alloc(arena, list->n, sizeof *rest.at),
                      .open = arena_alloc(arena, list->n, sizeof *rest.open)};
  for (size_t i = 0; i < list->n; i++)
    if (!list->at[i].paired) rest.at[rest.n++] = &list->at[i];
  if (rest.n) qsort(rest.at, rest.n, sizeof *rest.at, by_key);
  return rest;
}

/* Where those of a key begin. */
static size_t rest_from(const struct rest *rest, struct str key) {
  size_t low = 0, high = rest->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (str_compare(rest->at[middle]->key, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool has_key(const struct rest *rest, size_t i, struct str key) {
  return i < rest->n && str_equal(rest->at[i]->key, key);
}

/* The first of the same key for which same says so, now paired with the other; NULL for none. */
static struct said *pair_one(struct said *said, struct rest *rest, const struct pairing *pairing) {
  size_t first = rest_from(rest, said->key);
  if (!has_key(rest, first, said->key)) return NULL;
  size_t *open = &rest->open[first];
  if (*open < first) *open = first;
  while (has_key(rest, *open, said->key) && rest->at[*open]->paired) ++*open;
  for (size_t i = *open; has_key(rest, i, said->key); i++) {
    struct said *other = rest->at[i];
    if (other->paired || !pairing->same(said, other)) continue;
    said->paired = other->paired = true;
    return other;
  }
  return NULL;
}

/* Tells each pair that is found: changed, in both lists. */
static void pair(struct diff *diff, saids *old, saids *new, const struct pairing *pairing,
                 void (*tell)(struct diff *, const struct said *, const struct said *)) {
  key_by(diff->arena, old, pairing);
  key_by(diff->arena, new, pairing);
  struct rest rest = rest_of(diff->arena, new);
  for (size_t i = 0; i < old->n && rest.n; i++) {
    struct said *other = old->at[i].paired ? NULL : pair_one(&old->at[i], &rest, pairing);
    if (other) tell(diff, &old->at[i], other);
  }
}

/* A comment that came or went, with its replies. */
static void tell_alone(struct diff *diff, const saids *list, bool gone) {
  for (size_t i = 0; i < list->n; i++) {
    const struct said *said = &list->at[i];
    struct difference found = {.form = DIFF_SAID, .what = gone ? "comment gone" : "comment added", .by = said->head};
    *(gone ? &found.old : &found.new) = said->words;
    if (said->paired) continue;
    diff_add(diff, found);
    tell_replies(diff, node_get(said->item, "replies"), NULL, gone ? "reply gone" : "reply added",
                 about(diff->arena, "to", said), gone);
  }
}

static void compare(struct diff *diff, saids *old, saids *new) {
  static const struct pairing ways[] = {
      {equal, true, {"by", "date", "initials", "for", "state", "place", "replies"}},
      {same_moment, true, {"by", "date"}},
      {same_author, true, {"by"}},
      {same_words, true, {0}},
      {reworded, false, {"by", "date"}},
  };
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) pair(diff, old, new, &ways[i], tell_changes);
  tell_alone(diff, old, true);
  tell_alone(diff, new, false);
}

void diff_comments(struct diff *diff, const struct node *const items[2]) {
  saids lists[2] = {0};
  for (size_t side = 0; side < 2; side++) {
    const struct group *group = diff->sides[side].mapping->group;
    for (size_t i = 0; group && i < group->count; i++) {
      const struct field *field = &group->fields[i];
      bool comments = field->locator_count && field->locators[0].kind == AT_COMMENTS;
      if (comments) collect(diff->arena, field, node_get(items[side], field->key), &lists[side]);
    }
  }
  compare(diff, &lists[OLD], &lists[NEW_ONE]);
}

/* ---- what has no place ---- */

static void collect_unplaced(struct arena *arena, const struct node *unplaced, saids *comments, saids *texts) {
  for (const struct node *item = unplaced->first; item; item = item->next) {
    bool comment = node_get(item, "comment") != NULL;
    struct str words = node_get_str(item, comment ? "comment" : "text");
    *PUSH(arena, comment ? comments : texts) =
        (struct said){.item = item, .words = words, .head = head_of(arena, item)};
  }
}

static bool same_place(const struct said *a, const struct said *b) { return same_key(a, b, "place"); }

/* What stands where it did is not told. */
static void tell_nothing(struct diff *diff, const struct said *was, const struct said *is) {
  (void)diff, (void)was, (void)is;
}

/* Texts in the same words that stand elsewhere now have moved. */
static void tell_moved(struct diff *diff, const struct said *was, const struct said *is) {
  diff_add(diff, (struct difference){.what = "text moved",
                                     .place = "text moved",
                                     .about = str_format(diff->arena, "\"%s\"", str_z(diff->arena, is->words)),
                                     .old = node_get_str(was->item, "place"),
                                     .new = node_get_str(is->item, "place")});
}

static void tell_texts(struct diff *diff, const saids *list, bool gone) {
  for (size_t i = 0; i < list->n; i++) {
    struct difference found = {.form = DIFF_TEXT, .what = gone ? "text gone" : "text added", .place = list->at[i].head};
    *(gone ? &found.old : &found.new) = list->at[i].words;
    if (!list->at[i].paired) diff_add(diff, found);
  }
}

void diff_unplaced(struct diff *diff) {
  static const struct pairing there = {same_place, true, {"place"}}, elsewhere = {same_words, true, {0}};
  saids comments[2] = {0}, texts[2] = {0};
  diff->part = "Elsewhere";
  for (size_t side = 0; side < 2; side++)
    collect_unplaced(diff->arena, diff->sides[side].unplaced, &comments[side], &texts[side]);
  pair(diff, &texts[OLD], &texts[NEW_ONE], &there, tell_nothing);
  pair(diff, &texts[OLD], &texts[NEW_ONE], &elsewhere, tell_moved);
  tell_texts(diff, &texts[OLD], true);
  tell_texts(diff, &texts[NEW_ONE], false);
  compare(diff, &comments[OLD], &comments[NEW_ONE]);
}
