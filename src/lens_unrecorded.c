/* What a document says of another term than the one that is put: whether the record has it, and says the same. */
#include "lens_parts.h"

/* The term is the one that the document names, as far as it names it. */
static bool is_term_of(const struct node *old, const struct node *term) {
  const struct node *session = node_path(old, "term.session"), *number = node_path(old, "term.term");
  return (node_nothing(session) || node_equal(session, node_get(term, "session"))) &&
         (node_nothing(number) || node_equal(number, node_get(term, "term")));
}

/* ---- in what the two differ ---- */

enum { MOST = 4 }; /* that a line names */

struct differs {
  const struct put *put;
  struct text words;
  size_t count;
};

/* A field as people see it: by its label, heading or column, else by its key. */
static const char *field_words(struct arena *arena, const struct field *field, const char *key) {
  for (size_t i = 0; field && i < field->locator_count; i++) {
    const struct locator *locator = &field->locators[i];
    bool seen = locator->kind == AT_LABEL || locator->kind == AT_HEADING || locator->kind == AT_COLUMN;
    if (seen) return str_joined(arena, STR("\""), locator->name, STR("\"")).at;
  }
  return key;
}

static void add_differing(struct differs *d, const char *words, const struct milestone *milestone) {
  if (d->count++ >= MOST) return;
  text_add_z(&d->words, d->count > 1 ? ", " : "");
  text_add_z(&d->words, words);
  if (!milestone) return;
  text_add_z(&d->words, " of `");
  text_add(&d->words, milestone->statement);
  text_add_z(&d->words, "`");
}

static bool has_item(const struct node *list, const struct node *item) {
  for (const struct node *one = list->first; one; one = one->next)
    if (node_equal(one, item)) return true;
  return false;
}

/* In any order: boxes to tick and columns have their own. */
static bool same_items(const struct node *value, const struct node *recorded) {
  bool lists = value->kind == NODE_LIST && recorded && recorded->kind == NODE_LIST && value->count == recorded->count;
  for (const struct node *item = value->first; lists && item; item = item->next) lists = has_item(recorded, item);
  return lists;
}

/* What the document leaves empty is in the record still. */
static bool says_otherwise(const struct node *value, const struct node *recorded) {
  if (node_nothing(value) || value->kind == NODE_MAP) return false;
  return !same_but_edges(value, recorded) && !same_items(value, recorded);
}

/* Texts of the term, and of what families read. The class may be that of class.yaml, and in no record. */
static void look_at_texts(struct differs *d, const struct node *map, const struct node *recorded, const char *head) {
  struct arena *arena = d->put->arena;
  for (const struct node *value = map ? map->first : NULL; value; value = value->next) {
    const char *key = str_z(arena, value->key), *path = str_format(arena, "%s%s", head, key);
    const struct node *there = node_get(recorded, key);
    bool apart = str_is(value->key, "assessments") || str_is(value->key, "focus") || str_is(value->key, "session") ||
                 str_is(value->key, "term") || (str_is(value->key, "class") && node_nothing(there));
    if (!apart && says_otherwise(value, there))
      add_differing(d, field_words(arena, mapping_field(d->put->plan->mapping, path), key), NULL);
  }
}

static void look_at_row(struct differs *d, const struct node *row, const struct node *recorded) {
  const struct mapping *mapping = d->put->plan->mapping;
  const struct milestone *milestone = domain_milestone(mapping->domain, node_get_str(row, "milestone"));
  for (const struct node *value = row->first; value; value = value->next) {
    const char *key = str_z(d->put->arena, value->key);
    bool apart = str_is(value->key, "milestone") || str_is(value->key, "comments") || str_is(value->key, "preferred");
    if (!apart && says_otherwise(value, node_get(recorded, key)))
      add_differing(d, field_words(d->put->arena, group_field(mapping->group, key), key), milestone);
  }
}

/* The record's row of a milestone, looked for from the one given on, since both are mostly in one order. */
static const struct node *row_from(const struct node *rows, const struct node *from, struct str milestone) {
  const struct node *start = from ? from : rows ? rows->first : NULL, *row = start;
  do {
    if (!row || str_equal(node_get_str(row, "milestone"), milestone)) return row;
    row = row->next ? row->next : rows->first;
  } while (row != start);
  return NULL;
}

static void look_at_rows(struct differs *d, const struct node *rows, const struct node *recorded) {
  const struct node *from = NULL;
  for (const struct node *row = rows ? rows->first : NULL; row; row = row->next) {
    const struct node *there = row_from(recorded, from, node_get_str(row, "milestone"));
    look_at_row(d, row, there);
    if (there) from = there->next;
  }
}

void note_unread(struct put *put, const struct passage *passage) {
  struct passage *kept = NEW(put->arena, struct passage);
  *kept = *passage;
  if (put->other_term) *PUSH(put->arena, &put->unread) = kept;
}

static void tell_otherwise(const struct put *put, const struct node *term) {
  struct differs d = {.put = put, .words = {.arena = put->arena}};
  const struct node *old = node_get(put->old, "term");
  look_at_texts(&d, old, term, "term.");
  look_at_texts(&d, node_get(old, "family"), node_get(term, "family"), "term.family.");
  look_at_rows(&d, node_get(old, "assessments"), node_get(term, "assessments"));
  for (size_t i = 0; i < put->unread.n; i++)
    add_differing(&d, passage_words(put->arena, put->plan, put->unread.at[i]), NULL);
  if (!d.count || put->options.is_known(put->options.of)) return;
  if (d.count > MOST) text_add_z(&d.words, str_format(put->arena, " and %zu more", d.count - MOST));
  say(put->messages, MSG_TERM_OTHERWISE, lens_where(put->plan, NULL),
      str_z(put->arena, lens_term_words(put->arena, put->old)), str_z(put->arena, text_str(&d.words)));
}

/* ---- the whole term ---- */

void tell_unrecorded(const struct put *put) {
  bool said = put->gone || !node_nothing(node_path(put->old, "term.assessments")) ||
              !node_nothing(node_path(put->old, "term.family"));
  if (!said || !put->other_term || !put->options.record) return;
  const struct node *terms = node_get(put->options.record->root, "terms"), *term = terms ? terms->first : NULL;
  while (term && !is_term_of(put->old, term)) term = term->next;
  if (term)
    tell_otherwise(put, term);
  else
    say(put->messages, MSG_TERM_UNRECORDED, lens_where(put->plan, NULL),
        str_z(put->arena, lens_term_words(put->arena, put->old)));
}
