/* What the sources say of the values that stand in a record: whether a document may change one, and what it no longer says. */
#include "file.h"
#include "read_parts.h"
#include "shape.h"

#include <string.h>

static const struct node *documents_of(const struct node *sources) {
  const struct node *list = node_get(sources, "documents");
  return list && list->kind == NODE_LIST ? list->first : NULL;
}

static bool holds_word(const struct node *list, struct str word) {
  const struct node *item = list ? list->first : NULL;
  while (item && !str_equal(node_str(item), word)) item = item->next;
  return item != NULL;
}

static bool of_term(const struct node *entry, const struct node *term) {
  return str_equal(node_get_str(entry, "session"), node_get_str(term, "session")) &&
         str_equal(node_get_str(entry, "term"), node_get_str(term, "term"));
}

static const struct node *row_words(struct arena *arena, const struct node *entry, struct str milestone) {
  return node_get(node_get(entry, "assessments"), str_z(arena, milestone));
}

static bool lists(const struct node *sources, const char *digest) {
  const struct node *entry = documents_of(sources);
  while (entry && !str_is(node_get_str(entry, "sha256"), digest)) entry = entry->next;
  return entry != NULL;
}

bool sources_know(const struct node *sources, const struct reading *reading) { return lists(sources, reading->digest); }

const char *sources_path(struct arena *arena, const char *record_path) {
  const char *name = str_format(arena, "%s.sources.yaml", str_z(arena, path_stem(record_path)));
  return path_join(arena, path_folder(arena, record_path), name);
}

bool sources_list(struct arena *arena, const char *record_path, const char *digest) {
  struct messages unheard = {.arena = arena};
  const char *path = strcmp(record_path, "-") != 0 ? sources_path(arena, record_path) : NULL;
  const struct source *sources = path && file_state(path) == FILE_THERE ? source_read(arena, path, &unheard) : NULL;
  return sources && lists(sources->root, digest);
}

bool sources_hold_name(const struct node *sources, const struct reading *reading) {
  bool other = false;
  for (const struct node *entry = documents_of(sources); entry; entry = entry->next) {
    const struct node *term = reading->terms->first;
    if (!str_is(node_get_str(entry, "file"), reading->name)) continue;
    if (str_is(node_get_str(entry, "sha256"), reading->digest)) return true;
    while (term && !of_term(entry, term)) term = term->next;
    if (term || !reading->terms->count) return true;
    other = true;
  }
  return !other;
}

const struct node *sources_newer(struct arena *arena, const struct node *sources, const struct reading *reading,
                                 const struct differing *one) {
  const struct node *newest = NULL;
  struct str latest = reading->modified;
  for (const struct node *entry = documents_of(sources); entry && latest.len; entry = entry->next) {
    const struct node *gave = one->milestone.len ? row_words(arena, entry, one->milestone) : node_get(entry, "gave");
    struct str date = node_get_str(entry, "date");
    if (!of_term(entry, one->term) || !holds_word(gave, str_from(one->key)) || str_compare(date, latest) <= 0) continue;
    newest = entry;
    latest = date;
  }
  return newest;
}

/* ---- what a document no longer says ---- */

struct unsaid {
  struct arena *arena;
  const struct node *now, *term; /* what this document gave, as an entry; the record's term */
  struct words words;
};

/* Of one term are two documents of one tracker, when they bear one name, or the later speaks of half the milestones of the other. */
static bool follows(struct arena *arena, const struct node *entry, const struct node *now, const struct node *focus) {
  const struct node *rows = node_get(entry, "assessments");
  size_t count = 0, shared = 0;
  if (str_equal(node_get_str(entry, "file"), node_get_str(now, "file"))) return true;
  for (const struct node *row = rows ? rows->first : NULL; row; row = row->next) {
    bool there = holds_word(focus, row->key) || row_words(arena, now, row->key);
    count++;
    shared += there;
  }
  return shared && shared * 2 >= count;
}

static void add_unsaid(struct unsaid *u, const struct node *then, const struct words *now, const struct node *stands,
                       struct str milestone) {
  for (const struct node *word = then ? then->first : NULL; word; word = word->next) {
    const char *key = str_z(u->arena, node_str(word));
    bool comment = str_find(node_str(word), STR(" by ")) >= 0;
    if (words_hold(now, node_str(word)) || str_is(node_str(word), "focus")) continue;
    if (!stands || (!comment && node_nothing(node_path(stands, key)))) continue;
    const char *said = milestone.len ? str_format(u->arena, "%s of %s", key, str_z(u->arena, milestone)) : key;
    words_add(u->arena, &u->words, str_from(said));
  }
}

static const struct node *row_of(const struct node *term, struct str milestone) {
  const struct node *row = node_items(term, "assessments");
  while (row && !str_equal(node_get_str(row, "milestone"), milestone)) row = row->next;
  return row;
}

static void add_entry(struct unsaid *u, const struct node *entry) {
  const struct node *rows = node_get(entry, "assessments");
  struct arena *scratch = arena_inside(u->arena);
  struct words now = words_of(scratch, node_get(u->now, "gave"));
  add_unsaid(u, node_get(entry, "gave"), &now, u->term, STR(""));
  for (const struct node *row = rows ? rows->first : NULL; row; row = row->next) {
    now = words_of(scratch, row_words(u->arena, u->now, row->key));
    add_unsaid(u, row, &now, row_of(u->term, row->key), row->key);
  }
  arena_free(scratch);
}

const struct node *sources_unsaid(struct arena *arena, const struct node *sources, const struct reading *reading,
                                  const struct node *record) {
  struct unsaid u = {.arena = arena, .words = words_of(arena, node_list(arena))};
  for (const struct node *term = reading->terms->first; term; term = term->next) {
    u.now = sources_entry(arena, reading, term);
    u.term = node_items(record, "terms");
    while (u.term && !of_term(u.term, term)) u.term = u.term->next;
    for (const struct node *entry = documents_of(sources); entry && term_named(term); entry = entry->next) {
      bool older = str_compare(node_get_str(entry, "date"), reading->modified) <= 0 || !reading->modified.len;
      if (of_term(entry, term) && older && follows(arena, entry, u.now, node_get(term, "focus"))) add_entry(&u, entry);
    }
  }
  return u.words.list;
}
