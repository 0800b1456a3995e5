/* Which document gave what: the file of sources beside a record. A value's sources are the documents that list its key; what it was before one of
 * them, where it was something else, stands there under `corrected`. */
#include "read_parts.h"
#include "shape.h"

struct words words_of(struct arena *arena, const struct node *list) {
  struct words words = {(struct node *)list, {.arena = arena}};
  for (const struct node *item = list ? list->first : NULL; item; item = item->next)
    lookup_put(&words.seen, node_str(item), STR(""));
  return words;
}

bool words_hold(const struct words *words, struct str word) { return lookup_find(&words->seen, word) != NULL; }

void words_add(struct arena *arena, struct words *words, struct str word) {
  if (words_hold(words, word)) return;
  lookup_put(&words->seen, word, STR(""));
  node_append(words->list, node_plain(arena, str_copy(arena, word)));
}

static struct node *list_in(struct arena *arena, struct node *map, const char *key) {
  struct node *list = node_get(map, key);
  return list && list->kind == NODE_LIST ? list : node_put(arena, map, key, node_list(arena));
}

/* What is added to an entry, but for what the record holds otherwise: whose value stands is told by the last entry that lists it. */
struct giving {
  struct arena *arena, *scratch;
  struct node *entry;
  const struct node *term;
  const differings *kept;
};

static bool was_kept(const struct giving *g, struct str milestone, const char *key) {
  for (size_t i = 0; i < g->kept->n; i++) {
    const struct differing *one = &g->kept->at[i];
    if (one->term == g->term && str_equal(one->milestone, milestone) && str_is(str_from(key), one->key)) return true;
  }
  return false;
}

static void add_map(const struct giving *g, struct words *words, const struct node *map, const char *head) {
  struct arena *arena = g->arena;
  for (const struct node *value = map ? map->first : NULL; value; value = value->next) {
    const char *name = str_format(arena, "%s%s", head, str_z(arena, value->key));
    bool apart = str_is(value->key, "assessments") || str_is(value->key, "session") || str_is(value->key, "term");
    if (node_nothing(value) || apart) continue;
    if (value->kind == NODE_MAP)
      add_map(g, words, value, str_format(arena, "%s.", name));
    else if (!was_kept(g, STR(""), name))
      words_add(arena, words, str_from(name));
  }
}

/* Its list comes with its first word. */
static void add_words(const struct giving *g, const char *key, const struct node *map) {
  struct node *list = node_get(g->entry, key);
  struct words words = words_of(g->scratch, list && list->kind == NODE_LIST ? list : node_list(g->arena));
  add_map(g, &words, map, "");
  if (words.list != list && words.list->count) node_put(g->arena, g->entry, key, words.list);
}

/* Comments are told apart by their hand and date, as they are on the page. */
static const char *comment_word(struct arena *arena, struct str key, const struct node *comment) {
  const char *by = str_z(arena, node_get_str(comment, "by")), *date = str_z(arena, node_get_str(comment, "date"));
  return str_format(arena, "%s by %s%s%s", str_z(arena, key), by, *date ? " on " : "", date);
}

static void add_row(const struct giving *g, struct node *rows, const struct node *row) {
  struct arena *arena = g->arena;
  struct str milestone = node_get_str(row, "milestone");
  struct words words = words_of(g->scratch, list_in(arena, rows, str_z(arena, milestone)));
  for (const struct node *value = row->first; value; value = value->next) {
    bool comments = str_is(value->key, "comments") || str_is(value->key, "preferred");
    for (const struct node *comment = comments ? value->first : NULL; comment; comment = comment->next)
      words_add(arena, &words, str_from(comment_word(arena, value->key, comment)));
    const char *key = str_z(arena, value->key);
    bool given = !comments && !str_is(value->key, "milestone") && !node_nothing(value);
    if (given && !was_kept(g, milestone, key)) words_add(arena, &words, value->key);
  }
}

static struct node *own_text(struct arena *arena, struct str text) { return node_plain(arena, str_copy(arena, text)); }

static struct node *copy_value(struct arena *arena, const struct node *value) {
  if (value->kind != NODE_LIST) return own_text(arena, node_str(value));
  struct node *list = node_list(arena);
  for (const struct node *item = value->first; item; item = item->next)
    node_append(list, own_text(arena, node_str(item)));
  return list;
}

/* One value of a list in an entry: whose it is, and what it was, or would be. */
static void add_value(struct arena *arena, struct node *entry, const char *list_key, const struct differing *one,
                      const char *key, const struct node *value) {
  struct node *item = node_map(arena);
  if (one->milestone.len) node_put(arena, item, "milestone", own_text(arena, one->milestone));
  node_put(arena, item, "key", own_text(arena, str_from(one->key)));
  node_put(arena, item, key, copy_value(arena, value));
  struct node *list = list_in(arena, entry, list_key);
  for (const struct node *other = list->first; other; other = other->next)
    if (node_equal(other, item)) return;
  node_append(list, item);
}

static struct node *find_entry(struct node *documents, const struct reading *reading, const struct node *term) {
  struct node *entry = documents->first;
  while (entry && !(str_is(node_get_str(entry, "sha256"), reading->digest) &&
                    node_equal(node_get(entry, "session"), node_get(term, "session")) &&
                    node_equal(node_get(entry, "term"), node_get(term, "term"))))
    entry = entry->next;
  return entry;
}

static struct node *new_entry(struct arena *arena, const struct reading *reading, const struct node *term) {
  static const char *const when[] = {"session", "term"};
  struct node *entry = node_map(arena);
  node_put(arena, entry, "file", own_text(arena, str_from(reading->name)));
  node_put(arena, entry, "sha256", own_text(arena, str_from(reading->digest)));
  if (reading->modified.len) node_put(arena, entry, "date", own_text(arena, reading->modified));
  for (size_t i = 0; i < 2; i++) {
    struct str said = node_get_str(term, when[i]);
    if (said.len) node_put(arena, entry, when[i], own_text(arena, said));
  }
  return entry;
}

static void add_given(struct arena *arena, struct node *entry, const struct reading *reading, const struct node *term,
                      const differings *differing) {
  const struct giving giving = {arena, arena_inside(arena), entry, term, differing}, *g = &giving;
  add_words(g, "learner", reading->learner);
  add_words(g, "gave", g->term);
  const struct node *rows = node_items(g->term, "assessments");
  struct node *kept = node_get(g->entry, "assessments");
  if (rows && !kept) kept = node_put(g->arena, g->entry, "assessments", node_map(g->arena));
  for (; rows; rows = rows->next) add_row(g, kept, rows);
  arena_free(giving.scratch);
}

static void add_one(struct arena *arena, struct node *sources, const struct reading *reading, const struct node *term,
                    const struct lay_done *done, bool known) {
  struct node *documents = list_in(arena, sources, "documents"), *entry = find_entry(documents, reading, term);
  if (!entry) entry = node_append(documents, new_entry(arena, reading, term));
  add_given(arena, entry, reading, term, &done->kept);
  for (size_t i = 0; i < done->corrected.n; i++) {
    const struct differing *one = &done->corrected.at[i];
    if (one->term == term) add_value(arena, entry, "corrected", one, "was", one->old);
  }
  for (size_t i = 0; !known && i < done->kept.n; i++) {
    const struct differing *one = &done->kept.at[i];
    if (one->term == term) add_value(arena, entry, "not-taken", one, "says", one->new);
  }
}

const struct node *sources_entry(struct arena *arena, const struct reading *reading, const struct node *term) {
  const differings none = {0};
  struct node *entry = new_entry(arena, reading, term);
  add_given(arena, entry, reading, term, &none);
  return entry;
}

void sources_add(struct arena *arena, struct node *sources, const struct reading *reading,
                 const struct lay_done *done) {
  bool known = sources_know(sources, reading);
  if (!reading->terms->count) add_one(arena, sources, reading, NULL, done, known);
  for (const struct node *term = reading->terms->first; term; term = term->next)
    add_one(arena, sources, reading, term, done, known);
}
