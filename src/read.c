/* cairn read: documents into records. */
#include "file.h"
#include "read_parts.h"

#include <string.h>

/* Of what an item of a list is: of a milestone, of a session and term, or words by a hand, whatever was replied since. */
static struct node *thing_of(struct arena *arena, const struct node *item) {
  static const char *const keys[] = {"milestone", "session", "term", "text", "by", "initials", "date", "for"};
  size_t from = node_get(item, "text") ? 3 : 0, to = node_get(item, "text") ? 8 : 3;
  struct node *thing = node_map(arena);
  for (size_t i = from; i < to; i++) {
    const struct node *value = node_get(item, keys[i]);
    if (value) node_put(arena, thing, keys[i], node_copy(arena, value));
  }
  return thing;
}

/* A list, and what its items are. */
struct counterparts {
  struct node_index items, things;
  const struct node **at; /* the items in their order */
};

static struct counterparts counterparts_of(struct arena *arena, const struct node *list) {
  struct node *things = node_list(arena);
  struct counterparts of = {.items = node_index(arena, list), .at = arena_alloc(arena, list->count + 1, sizeof *of.at)};
  for (const struct node *item = list->first; item; item = item->next) {
    of.at[things->count] = item;
    node_append(things, thing_of(arena, item));
  }
  of.things = node_index(arena, things);
  return of;
}

/* The item of a list that stands for this one: an equal one, else one of the same thing. */
static const struct node *counterpart(struct arena *arena, const struct counterparts *of, const struct node *item) {
  const struct indexed *equal = node_index_find(&of->items, item);
  const struct node *thing = thing_of(arena, item);
  const struct indexed *same = equal || !thing->count ? NULL : node_index_find(&of->things, thing);
  if (equal) return equal->item;
  return same ? of->at[same->place] : NULL;
}

static const struct node *value_of(const struct node *map, struct str key) {
  const struct node *value = map->first;
  while (value && !str_equal(value->key, key)) value = value->next;
  return value;
}

/* True when all that old says something about, new says something about too; values themselves may differ. */
static bool holds(struct arena *arena, const struct node *new, const struct node *old, size_t depth) {
  struct counterparts of = {0};
  if (node_nothing(old) || (old->kind == NODE_TEXT && !node_nothing(new))) return true;
  if (!new || new->kind != old->kind || depth > limit_top(LIMIT_YAML_DEPTH)) return false;
  if (old->kind == NODE_LIST) of = counterparts_of(arena, new);
  for (const struct node *item = old->first; item; item = item->next) {
    const struct node *other = old->kind == NODE_LIST ? counterpart(arena, &of, item) : value_of(new, item->key);
    if (!node_nothing(item) && (!other || !holds(arena, other, item, depth + 1))) return false;
  }
  return true;
}

/* True when the file at out is no record, or one that holds something which the new one does not: other terms, keys that no document
 * shows, a comment for staff. */
static bool would_lose(struct arena *arena, const char *out, const struct node *record) {
  struct messages unheard = {.arena = arena};
  struct source *old = source_read(arena, out, &unheard);
  if (!old || !node_get(old->root, "learner")) return true;
  if (!node_equal(node_path(old->root, "learner.id"), node_path(record, "learner.id"))) return true;
  for (const struct node *entry = old->root->first; entry; entry = entry->next)
    if (!str_is(entry->key, "unplaced") && !holds(arena, node_get(record, str_z(arena, entry->key)), entry, 0))
      return true;
  return false;
}

/* Several documents into one record. */
struct joining {
  struct run *run;
  const struct cairn_read *what;
  struct target target;
  struct who who;    /* of the record, as far as is known */
  const char *first; /* who says so: the record's file, or the first document */
  laids laid;
};

/* ---- whose it is ---- */

/* of: the learners of the reading's file. */
static void say_other(struct joining *j, struct run *part, const struct reading *reading, const char *key, size_t of) {
  struct where where = {.file = reading->path};
  if (of > 1)
    say(&part->messages, MSG_WORKBOOK_LEARNERS, where, str_format(part->arena, "%zu", of));
  else if (j->target.base)
    say(&part->messages, MSG_INTO_OTHER, where, key);
  else
    say(&part->messages, MSG_SEVERAL_LEARNERS, where, j->first);
}

/* False, with a message, when the document is not, or may not be, of the record's learner. */
static bool same_learner(struct joining *j, struct run *part, const struct reading *reading, size_t of) {
  const char *differs = NULL;
  bool unsaid = !who_said(&reading->who);
  if (!j->first) return true;
  if (unsaid && j->target.base && !reading->torn) {
    say(&part->messages, MSG_INTO_UNSAID, ((struct where){.file = reading->path}), "");
    return true;
  }
  enum likeness like = reading->torn ? LIKE_OTHER : who_like(&j->who, &reading->who, &differs);
  if (like == LIKE_BY_NAME) say(&part->messages, MSG_JOINED_BY_NAME, ((struct where){.file = reading->path}), j->first);
  if (like == LIKE_OTHER || like == LIKE_TORN)
    say_other(j, part, reading,
              differs         ? differs
              : reading->torn ? "it names more than one"
                              : "its id, SCN or name",
              of);
  return like != LIKE_OTHER && like != LIKE_TORN;
}

/* ---- laying ---- */

/* A term without a name is a term of its own. */
static bool term_fits(struct joining *j, struct run *part, const struct reading *reading) {
  struct where where = {.file = reading->path, .place = reading->place};
  if (terms_named(reading)) return true;
  if (j->target.base)
    say(&part->messages, MSG_TERM_WANTED, where, "");
  else if (j->what->count > 1)
    say(&part->messages, MSG_TERM_UNTOLD, where, "");
  return !j->target.base;
}

static void lay(struct joining *j, struct run *part, struct reading *reading) {
  const char *other = NULL;
  differings differ = {0};
  if (!j->target.base || !sources_know(j->target.sources, reading))
    differ = differs_from(part->arena, j->target.record, reading, &j->laid, &other);
  tell_unfit(part, reading, strcmp(j->target.path, "-") != 0 ? "learner" : NULL);
  if (differ.n) {
    tell_apart(part, reading, &differ, other, "it is in no record");
    return;
  }
  reading->name_taken = laid_name(&j->laid, reading);
  target_lay(&j->target, reading);
  laid_add(j->run->arena, &j->laid, reading);
  j->who = who_of(j->run->arena, node_get(j->target.record, "learner"));
  if (!j->first) j->first = reading->path;
}

static void join(void *context, const char *path) {
  struct joining *j = context;
  struct run part = run_begin(j->run);
  size_t count;
  shelf_tidy(part.shelf);
  struct reading *readings = readings_of(&part, path, j->target.path, &count);
  bool same = true; /* of a workbook of several it is said once */
  for (size_t i = 0; i < count && same; i++) {
    same = same_learner(j, &part, &readings[i], count);
    if (same && term_fits(j, &part, &readings[i])) lay(j, &part, &readings[i]);
  }
  run_end(j->run, &part);
}

/* ---- the record ---- */

static void check_output(struct joining *j) {
  const char *out = j->target.path;
  struct where where = {.file = out};
  enum file_state state = strcmp(out, "-") == 0 ? FILE_ABSENT : file_state(out);
  bool input = false;
  for (size_t i = 0; i < j->what->count; i++)
    input = input || (state == FILE_THERE && file_same(out, j->what->documents[i]));
  if (state == FILE_NOT_REGULAR) say(&j->run->messages, MSG_OUTPUT_NOT_FILE, where, "");
  if (input)
    say(&j->run->messages, MSG_OUTPUT_IS_INPUT, where, "");
  else if (state == FILE_THERE && !j->target.base && would_lose(j->run->arena, out, j->target.record))
    say(&j->run->messages, MSG_RECORD_HOLDS_MORE, where, "");
}

/* A record that is kept has an id, by which it is known again. */
static void give_id(struct joining *j) {
  struct arena *arena = j->run->arena;
  struct node *learner = node_get(j->target.record, "learner"), *id = node_get(learner, "id");
  const char *path = j->target.path;
  if (!node_nothing(id) && !j->target.base) id_give(arena, j->target.record, str_z(arena, node_str(id)));
  if (id || j->target.base || strcmp(path, "-") == 0 || !j->first) return;
  const char *made = id_for(arena, path, learner);
  if (!made) return;
  id_give(arena, j->target.record, made);
  say(&j->run->messages, MSG_ID_MADE, ((struct where){.file = j->first}), made);
}

static void read_into_one(struct run *run, const char *path, bool anew) {
  struct joining j = {.run = run, .what = run->what};
  struct str bytes;
  if (name_reserved(path) && (anew || file_state(path) == FILE_ABSENT)) {
    say(&run->messages, MSG_NAME_RESERVED, ((struct where){.file = path}), "");
    return;
  }
  if (!target_open(run, path, anew, &j.target)) return;
  if (j.target.base) {
    j.first = path;
    j.who = who_of(run->arena, node_get(j.target.record, "learner"));
  }
  for (size_t i = 0; i < j.what->count; i++) read_each(run, j.what->documents[i], join, &j);
  if (run->messages.errors) return;
  give_id(&j);
  check_output(&j);
  if (run->messages.errors || !target_bytes(run, &j.target, &bytes)) return;
  target_write(run, &j.target, bytes);
}

void read_run(struct run *run) {
  const struct cairn_read *what = run->what;
  const char *out = what->output ? what->output : "-";
  size_t len = strlen(out);
  run->original = what->revisions && strcmp(what->revisions, "original") == 0;
  run->shelf = shelf_new(run->arena);
  if (what->into)
    read_into_one(run, what->into, false);
  else if (len && (out[len - 1] == '/' || folder_there(out)))
    read_into_folder(run, out);
  else
    read_into_one(run, out, true);
}

void read_sheets_run(struct run *run) {
  run->workbooks = true;
  read_run(run);
}
