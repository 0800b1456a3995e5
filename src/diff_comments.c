/* Comments, and texts that have no place in a record: multisets, paired as far as they are one and the same. */
#include "diff_parts.h"

#include <string.h>

/* A comment as it is told. */
struct said {
  const struct node *item;
  struct str words; /* with the beginning that it has in the document */
  const char *head; /* who and when; of one without a place in a record also where */
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

/* Where equal items stand in both lists as often, none is told. */
static size_t count_in(const struct node *list, const struct node *item, const struct node *until) {
  size_t count = 0;
  for (const struct node *other = list ? list->first : NULL; other && other != until; other = other->next)
    count += node_equal(other, item);
  return count;
}

/* The replies of one that the other lacks. */
static void tell_replies(struct diff *diff, const struct node *replies, const struct node *others, const char *what,
                         const char *to, bool gone) {
  for (const struct node *reply = replies ? replies->first : NULL; reply; reply = reply->next) {
    if (count_in(replies, reply, reply) < count_in(others, reply, NULL)) continue;
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

static void pair(struct diff *diff, saids *old, saids *new, bool (*same)(const struct said *, const struct said *)) {
  for (size_t i = 0; i < old->n; i++)
    for (size_t j = 0; j < new->n && !old->at[i].paired; j++) {
      if (new->at[j].paired || !same(&old->at[i], &new->at[j])) continue;
      old->at[i].paired = new->at[j].paired = true;
      tell_changes(diff, &old->at[i], &new->at[j]);
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
  pair(diff, old, new, equal);
  pair(diff, old, new, same_moment);
  pair(diff, old, new, same_author);
  pair(diff, old, new, same_words);
  pair(diff, old, new, reworded);
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

/* Texts in the same words that stand elsewhere now have moved. */
static void pair_texts(struct diff *diff, saids *old, saids *new, bool moved) {
  for (size_t i = 0; i < old->n; i++)
    for (size_t j = 0; j < new->n && !old->at[i].paired; j++) {
      struct said *was = &old->at[i], *is = &new->at[j];
      if (is->paired || !str_equal(was->words, is->words)) continue;
      if (!moved && !same_key(was, is, "place")) continue;
      was->paired = is->paired = true;
      if (!moved) continue;
      diff_add(diff, (struct difference){.what = "text moved",
                                         .place = "text moved",
                                         .about = str_format(diff->arena, "\"%s\"", str_z(diff->arena, is->words)),
                                         .old = node_get_str(was->item, "place"),
                                         .new = node_get_str(is->item, "place")});
    }
}

static void tell_texts(struct diff *diff, const saids *list, bool gone) {
  for (size_t i = 0; i < list->n; i++) {
    struct difference found = {.form = DIFF_TEXT, .what = gone ? "text gone" : "text added", .place = list->at[i].head};
    *(gone ? &found.old : &found.new) = list->at[i].words;
    if (!list->at[i].paired) diff_add(diff, found);
  }
}

void diff_unplaced(struct diff *diff) {
  saids comments[2] = {0}, texts[2] = {0};
  diff->part = "Elsewhere";
  for (size_t side = 0; side < 2; side++)
    collect_unplaced(diff->arena, diff->sides[side].unplaced, &comments[side], &texts[side]);
  pair_texts(diff, &texts[OLD], &texts[NEW_ONE], false);
  pair_texts(diff, &texts[OLD], &texts[NEW_ONE], true);
  tell_texts(diff, &texts[OLD], true);
  tell_texts(diff, &texts[NEW_ONE], false);
  compare(diff, &comments[OLD], &comments[NEW_ONE]);
}
