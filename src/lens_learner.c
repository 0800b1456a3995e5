/* Whose document it is, and what it does not say. */
#include "lens_parts.h"

#include <string.h>

bool lens_same_learner(struct arena *arena, const struct plan *plan, const struct node *data,
                       struct messages *messages) {
  static const struct {
    const char *key, *words;
  } marks[] = {{"learner.id", "its id"},
               {"learner.scn", "the SCN in it"},
               {"learner.born", "the date of birth in it"},
               {"learner.known-as", "the name on its page"},
               {"learner.name", "the name on its page"}};
  struct messages unheard = {.arena = arena};
  struct get get = {arena, plan, &unheard, NULL};
  size_t before = messages->errors;
  for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
    const struct field *field = mapping_field(plan->mapping, marks[m].key);
    struct str ours = node_str(node_path(data, marks[m].key));
    bool known = field && (ours.len || !node_get(data, "learner")); /* data of nobody fit no learner's document */
    if (known && names_other(&get, field, ours))
      say(messages, MSG_OTHER_LEARNER, lens_where(plan, NULL), marks[m].words);
  }
  return messages->errors == before;
}

const struct node *lens_value(struct arena *arena, const struct plan *plan, const char *key) {
  struct messages unheard = {.arena = arena};
  struct get get = {arena, plan, &unheard, NULL};
  const struct field *field = mapping_field(plan->mapping, key);
  const struct places *places = field ? &plan->places[field - plan->mapping->fields] : NULL;
  const struct node *value = NULL;
  for (size_t i = 0; places && i < places->count && !value; i++) value = get_passage(&get, field, &places->passages[i]);
  return value;
}

/* A table with milestones stands between the two. */
static bool rows_between(const struct plan *plan, const struct passage *one, const struct passage *other) {
  size_t from = one->paragraphs[0]->end, to = other->paragraphs[0]->start;
  for (size_t t = 0; one->story == other->story && t < plan->table_count; t++) {
    const struct plan_table *table = &plan->tables[t];
    if (table->table.story == one->story && table->count && table->table.tbl->start >= from &&
        table->table.tbl->end <= to)
      return true;
  }
  return false;
}

static bool differ_over_rows(struct get *get, const struct field *field, const struct places *places) {
  for (size_t i = 0; i + 1 < places->count; i++) {
    const struct passage *one = &places->passages[i], *other = &places->passages[i + 1];
    const struct node *first = get_passage(get, field, one), *second = get_passage(get, field, other);
    bool differ = first && second && !fold_equal(node_str(first), node_str(second));
    if (differ && rows_between(get->plan, one, other)) return true;
  }
  return false;
}

bool lens_several_learners(struct arena *arena, const struct plan *plan) {
  static const char *const keys[] = {"learner.known-as", "learner.name", "learner.scn", "learner.id"};
  struct messages unheard = {.arena = arena};
  struct get get = {arena, plan, &unheard, NULL};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const struct field *field = mapping_field(plan->mapping, keys[i]);
    if (field && differ_over_rows(&get, field, &plan->places[field - plan->mapping->fields])) return true;
  }
  return false;
}

bool lens_one_term(struct arena *arena, const struct plan *plan, struct messages *messages) {
  static const char *const keys[] = {"term.session", "term.term"};
  size_t before = messages->errors;
  for (size_t i = 0; i < 2; i++) {
    const struct field *field = mapping_field(plan->mapping, keys[i]);
    const struct places *places = field ? &plan->places[field - plan->mapping->fields] : NULL;
    if (places && places->found == FOUND_SEVERAL)
      say(messages, MSG_WHICH_TERM_HERE, lens_where(plan, passage_words(arena, plan, &places->passages[1])), keys[i]);
  }
  return messages->errors == before;
}

/* ---- what is not said ---- */

static void add_key(struct text *keys, const char *head, struct str key) {
  struct str said = str_joined(keys->arena, str_from(head), key, STR(""));
  if (str_find(text_str(keys), said) >= 0) return;
  if (keys->len) text_add_z(keys, ", ");
  text_add(keys, said);
}

/* The keys of a map that hold something and for which the mapping has no field; head is the path before them. */
static void add_unnamed(struct put *put, struct text *keys, const char *head, const struct node *map) {
  for (const struct node *item = map ? map->first : NULL; item; item = item->next) {
    const char *path = str_joined(put->arena, str_from(head), item->key, STR("")).at;
    bool list = str_is(item->key, "assessments") || str_is(item->key, "focus");
    bool identity = str_is(item->key, "session") || str_is(item->key, "term");
    if (node_nothing(item) || list || identity || mapping_field(put->plan->mapping, path)) continue;
    if (item->kind == NODE_MAP)
      add_unnamed(put, keys, str_format(put->arena, "%s.", path), item);
    else
      add_key(keys, "", str_from(path));
  }
}

static void add_unnamed_rows(struct put *put, struct text *keys) {
  const struct group *group = put->plan->mapping->group;
  const struct node *items = node_path(put->data, "term.assessments");
  if (items && items->count && !group) add_key(keys, "", STR("term.assessments"));
  for (const struct node *item = items && group ? items->first : NULL; item; item = item->next)
    for (const struct node *value = item->first; value; value = value->next)
      if (!node_nothing(value) && !group_field(group, str_z(put->arena, value->key)))
        add_key(keys, "assessments[].", value->key);
}

/* True when old, which names nobody, holds something that the data have no word on. */
static bool stays(const struct node *old, const struct node *data) {
  for (const struct node *item = old ? old->first : NULL; item; item = item->next) {
    const struct node *other = data && data->kind == NODE_MAP ? data->first : NULL;
    while (other && !str_equal(other->key, item->key)) other = other->next;
    if (item->kind == NODE_MAP ? stays(item, other) : !node_nothing(item) && !other) return true;
  }
  return false;
}

/* The same of a row: its counterpart has no such key. */
static bool rows_stay(const struct node *old, const struct node *data) {
  const struct node *items = node_path(old, "term.assessments"), *ours = node_path(data, "term.assessments");
  for (const struct node *item = items ? items->first : NULL; item; item = item->next) {
    const struct node *other = ours ? ours->first : NULL;
    while (other && !node_equal(node_get(item, "milestone"), node_get(other, "milestone"))) other = other->next;
    if (stays(item, other)) return true;
  }
  return false;
}

static bool any_place(const struct plan *plan) {
  for (size_t i = 0; i < plan->mapping->count; i++) {
    const char *property = plan->places[i].property;
    bool learner =
        strncmp(plan->mapping->fields[i].key, "learner.", 8) == 0; /* whose it is says nothing of what it holds */
    if (plan->places[i].count || (!learner && property && property_there(plan->document, property))) return true;
  }
  return plan->table_count > 0;
}

void tell_unsaid(struct put *put) {
  const struct node *term = node_get(put->old, "term"), *learner = node_get(put->old, "learner");
  struct text keys = {.arena = put->arena};
  bool values = node_path(term, put->plan->mapping->group ? "assessments" : "family");
  bool nobody = node_nothing(learner) || !learner->first;
  if (values && !node_get(term, "term") && !node_get(term, "session"))
    say(put->messages, MSG_TERM_UNSAID, lens_where(put->plan, NULL), "");
  if (nobody &&
      (stays(node_get(term, "family"), node_path(put->data, "term.family")) || rows_stay(put->old, put->data)))
    say(put->messages, MSG_LEARNER_UNSAID, lens_where(put->plan, NULL), "");
  add_unnamed(put, &keys, "term.", node_get(put->data, "term"));
  add_unnamed_rows(put, &keys);
  if (!any_place(put->plan)) say(put->messages, MSG_NOTHING_HERE, lens_where(put->plan, NULL), "");
  if (keys.len) say(put->messages, MSG_UNNAMED, lens_where(put->plan, NULL), str_z(put->arena, text_str(&keys)));
}
