/* A document's data laid over a record's: by key, rows by milestone; comments are added, and nothing is taken away that it does not speak of. */
#include "read_parts.h"
#include "shape.h"

struct laying {
  struct arena *arena;
  const struct reading *reading;
  bool dry;                /* only what differs is wanted */
  const struct node *term; /* of the reading */
  struct str milestone;
  const struct node *sources; /* NULL: none */
  bool known;                 /* the document was read before */
  differings found, kept;
};

/* A text that was kept just before is mostly said again: by the item before, of the same place and document. */
static struct str keep_text(struct arena *arena, struct str text, const struct node *like) {
  bool again = like && like->text.len && str_equal(like->text, text);
  return again ? like->text : str_copy(arena, text);
}

/* A deep copy that borrows nothing, but of what was kept like it (NULL: nothing). */
static struct node *keep_like(struct arena *arena, const struct node *node, const struct node *like) {
  struct node *copy = NEW(arena, struct node);
  *copy = (struct node){.kind = node->kind, .plain = node->plain};
  if (node->kind == NODE_TEXT) copy->text = keep_text(arena, node->text, like);
  copy->key = like && str_equal(like->key, node->key) ? like->key : str_copy(arena, node->key);
  const struct node *other = like ? like->first : NULL;
  for (const struct node *child = node->first; child; child = child->next, other = other ? other->next : NULL)
    node_append(copy, keep_like(arena, child, other));
  return copy;
}

static struct node *keep(struct arena *arena, const struct node *node) { return keep_like(arena, node, NULL); }

/* ---- leaves ---- */

/* The new value with the old one's look: how it is quoted, and where its items stand. */
static struct node *renewed(struct arena *arena, const struct node *old, const struct node *value) {
  struct node *copy = keep(arena, value);
  copy->mark = old->mark;
  copy->plain = copy->plain || old->plain;
  const struct node *before = old->kind == NODE_LIST ? old->first : NULL;
  for (struct node *item = copy->first; item && before; item = item->next, before = before->next) {
    item->mark = before->mark;
    item->plain = item->plain || before->plain;
  }
  return copy;
}

static void lay_leaf(struct laying *l, struct node *map, const char *key, const char *said, const struct node *value) {
  const struct node *old = node_get(map, key);
  if (node_nothing(value) || node_equal(old, value)) return;
  bool fresh = node_nothing(old);
  struct differing one = {l->milestone, said, old, value, l->term};
  bool stays = !fresh && (l->known || sources_newer(l->arena, l->sources, l->reading, &one));
  if (!fresh) *PUSH(l->arena, stays ? &l->kept : &l->found) = one;
  if (!l->dry && !stays) node_put(l->arena, map, key, fresh ? keep(l->arena, value) : renewed(l->arena, old, value));
}

/* ---- comments: multisets ---- */

static struct node *list_at(struct laying *l, struct node *map, const char *key) {
  struct node *list = node_get(map, key);
  return list && list->kind == NODE_LIST ? list : node_put(l->arena, map, key, node_list(l->arena));
}

static void lay_comments(struct laying *l, struct node *map, const char *key, const struct node *comments);

/* A thread is one comment: what was answered since, and whether it is resolved, is added to it. */
static void lay_thread(struct laying *l, struct node *comment, const struct node *now) {
  const struct node *state = node_get(now, "state");
  if (!node_nothing(state) && !node_equal(node_get(comment, "state"), state))
    node_put(l->arena, comment, "state", keep(l->arena, state));
  if (node_get(now, "replies")) lay_comments(l, comment, "replies", node_get(now, "replies"));
}

static struct said_comment *said_in(struct arena *arena, const struct node *list) {
  struct said_comment *said = arena_alloc(arena, list->count + 1, sizeof *said);
  size_t n = 0;
  for (const struct node *comment = list->first; comment; comment = comment->next) said[n++].item = comment;
  return said;
}

static void lay_comments(struct laying *l, struct node *map, const char *key, const struct node *comments) {
  if (node_nothing(comments)) return;
  struct node *list = list_at(l, map, key);
  size_t count = list->count, n = 0;
  struct said_comment *now = said_in(l->arena, comments), *before = said_in(l->arena, list);
  comments_pair(l->arena, now, comments->count, before, count);
  for (struct node *known = list->first; known; known = known->next, n++)
    if (before[n].pair != NO_PAIR) lay_thread(l, known, now[before[n].pair].item);
  for (size_t i = 0; i < comments->count; i++)
    if (now[i].pair == NO_PAIR) node_append(list, keep(l->arena, now[i].item));
}

/* ---- rows ---- */

static struct node *row_of(const struct node *list, struct str milestone) {
  struct node *row = list && list->kind == NODE_LIST ? list->first : NULL;
  while (row && !str_equal(node_get_str(row, "milestone"), milestone)) row = row->next;
  return row;
}

static void lay_row(struct laying *l, struct node *row, const struct node *now) {
  l->milestone = str_copy(l->arena, node_get_str(now, "milestone"));
  for (const struct node *value = now->first; value; value = value->next) {
    const char *key = str_z(l->arena, value->key);
    bool comments = str_is(value->key, "comments") || str_is(value->key, "preferred");
    if (!comments)
      lay_leaf(l, row, key, key, value);
    else if (!l->dry)
      lay_comments(l, row, key, value);
  }
  l->milestone = STR("");
}

static void drop_text(struct node *list, struct str text) {
  struct node *before = NULL;
  for (struct node *item = list ? list->first : NULL; item; before = item, item = item->next) {
    if (!str_equal(node_str(item), text)) continue;
    *(before ? &before->next : &list->first) = item->next;
    if (list->last == item) list->last = before;
    list->count--;
    return;
  }
}

static void lay_rows(struct laying *l, struct node *term, const struct node *rows) {
  struct node *focus = node_get(term, "focus");
  for (const struct node *now = rows ? rows->first : NULL; now; now = now->next) {
    struct node *row = row_of(node_get(term, "assessments"), node_get_str(now, "milestone"));
    if (row) lay_row(l, row, now);
    if (l->dry) continue;
    if (!row) node_append(list_at(l, term, "assessments"), keep(l->arena, now));
    drop_text(focus, node_get_str(now, "milestone"));
  }
}

static bool holds_text(const struct node *list, struct str text) {
  const struct node *item = list ? list->first : NULL;
  while (item && !str_equal(node_str(item), text)) item = item->next;
  return item != NULL;
}

static void lay_focus(struct laying *l, struct node *term, const struct node *focus) {
  for (const struct node *item = focus && !l->dry ? focus->first : NULL; item; item = item->next) {
    bool there =
        row_of(node_get(term, "assessments"), node_str(item)) || holds_text(node_get(term, "focus"), node_str(item));
    if (!there) node_append(list_at(l, term, "focus"), keep(l->arena, item));
  }
}

/* ---- a term ---- */

static void lay_family(struct laying *l, struct node *term, const struct node *family) {
  struct node *map = node_get(term, "family");
  if (node_nothing(family)) return;
  if (node_nothing(map)) {
    if (!l->dry) node_put(l->arena, term, "family", keep(l->arena, family));
    return;
  }
  for (const struct node *value = family->first; value; value = value->next) {
    const char *key = str_z(l->arena, value->key);
    lay_leaf(l, map, key, str_format(l->arena, "family.%s", key), value);
  }
}

static void lay_term(struct laying *l, struct node *term, const struct node *now) {
  l->term = now;
  for (const struct node *value = now->first; value; value = value->next) {
    const char *key = str_z(l->arena, value->key);
    bool apart = str_is(value->key, "family") || str_is(value->key, "assessments") || str_is(value->key, "focus");
    if (!apart) lay_leaf(l, term, key, key, value);
  }
  lay_family(l, term, node_get(now, "family"));
  lay_rows(l, term, node_get(now, "assessments"));
  lay_focus(l, term, node_get(now, "focus"));
}

bool term_named(const struct node *term) { return node_get_str(term, "session").len && node_get_str(term, "term").len; }

bool terms_named(const struct reading *reading) {
  const struct node *term = reading->terms->first;
  while (term && term_named(term)) term = term->next;
  return !term;
}

/* The record's term of that session and number; without these, one that is the same in all. */
static struct node *term_like(const struct node *record, const struct node *now) {
  for (const struct node *term = node_items(record, "terms"); term; term = term->next) {
    bool same = node_equal(node_get(term, "session"), node_get(now, "session")) &&
                node_equal(node_get(term, "term"), node_get(now, "term"));
    if (term_named(now) ? same : node_equal(term, now)) return (struct node *)term;
  }
  return NULL;
}

bool terms_stand(const struct node *record, const struct reading *reading) {
  const struct node *term = reading->terms->first;
  while (term && (term_named(term) || term_like(record, term))) term = term->next;
  return !term;
}

static int in_time(const struct node *one, const struct node *other) {
  int order = str_compare(node_get_str(one, "session"), node_get_str(other, "session"));
  return order ? order : str_compare(node_get_str(one, "term"), node_get_str(other, "term"));
}

/* Before the first that is later; one that does not say when it was goes to the end. */
static void add_term(struct laying *l, struct node *record, const struct node *now) {
  struct node *list = list_at(l, record, "terms"), *before = NULL, *term = keep(l->arena, now);
  struct node *later = term_named(now) ? list->first : NULL;
  for (; later && (!term_named(later) || in_time(later, now) <= 0); later = later->next) before = later;
  if (!later) {
    node_append(list, term);
    return;
  }
  term->next = later;
  *(before ? &before->next : &list->first) = term;
  list->count++;
}

/* ---- what had no place ---- */

static void lay_unplaced(struct laying *l, struct node *record) {
  const struct node *now = l->reading->unplaced, *old = node_get(record, "unplaced");
  bool *used = arena_alloc(l->arena, now->count + 1, sizeof *used);
  struct node_index index = node_index(l->arena, now);
  struct node *list = node_list(l->arena);
  bool ours = !l->reading->name_taken && sources_hold_name(l->sources, l->reading);
  for (const struct node *item = old && old->kind == NODE_LIST ? old->first : NULL, *next; item; item = next) {
    next = item->next;
    bool own = str_is(node_get_str(item, "document"), l->reading->name) && ours;
    const struct indexed *again = node_index_take(&index, item);
    if (again) used[again->place] = true;
    if (again || !own) node_append(list, node_copy(l->arena, item));
  }
  size_t i = 0;
  for (const struct node *item = now->first; item; item = item->next, i++)
    if (!used[i]) node_append(list, keep_like(l->arena, item, list->last));
  if (old) list->mark = old->mark;
  if (list->count || old) node_put(l->arena, record, "unplaced", list);
}

/* ---- the whole ---- */

/* The two say the same of the learner as far as both say it (who_like); what only the document says is added. */
static void lay_learner(struct laying *l, struct node *record) {
  struct node *learner = node_get(record, "learner");
  for (const struct node *value = l->reading->learner->first; value; value = value->next) {
    const char *key = str_z(l->arena, value->key);
    const struct node *old = node_get(learner, key);
    if (!old || (node_nothing(old) && !node_nothing(value))) node_put(l->arena, learner, key, keep(l->arena, value));
  }
}

differings differs_from(struct arena *arena, const struct node *record, const struct reading *reading,
                        const laids *laid, const char **other) {
  struct laying l = {.arena = arena, .reading = reading, .dry = true};
  *other = NULL;
  for (const struct node *now = reading->terms->first; now; now = now->next) {
    const char *by = laid_by(laid, now);
    struct node *term = by ? term_like(record, now) : NULL;
    if (term) lay_term(&l, term, now);
    if (l.found.n && !*other) *other = by;
  }
  return l.found;
}

struct lay_done lay_over(struct arena *arena, struct node *record, const struct node *sources,
                         const struct reading *reading) {
  struct laying l = {.arena = arena, .reading = reading, .sources = sources, .known = sources_know(sources, reading)};
  struct lay_done done = {0};
  lay_learner(&l, record);
  for (const struct node *now = reading->terms->first; now; now = now->next) {
    struct node *term = term_like(record, now);
    if (term)
      lay_term(&l, term, now);
    else
      add_term(&l, record, now);
    if (!term) *PUSH(arena, &done.added) = now;
  }
  lay_unplaced(&l, record);
  done.corrected = l.found;
  done.kept = l.kept;
  return done;
}
