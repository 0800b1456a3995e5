/* The record that documents are laid into, and its sources: opened, changed in their bytes, written. */
#include "file.h"
#include "read_parts.h"
#include "shape.h"

#include <string.h>

/* ---- opening ---- */

static bool all_maps(const struct node *list) {
  if (node_nothing(list)) return true;
  const struct node *item = list->kind == NODE_LIST ? list->first : NULL;
  while (item && item->kind == NODE_MAP) item = item->next;
  return list->kind == NODE_LIST && !item;
}

static bool is_kind(const struct node *node, enum node_kind kind) { return node_nothing(node) || node->kind == kind; }

static bool row_sound(const struct node *row) {
  return all_maps(node_get(row, "preferred")) && all_maps(node_get(row, "comments")) &&
         is_kind(node_get(row, "supports"), NODE_LIST);
}

/* Lists and maps are where a record has them, so that something can be laid into it; its values may be wrong. */
static bool record_sound(const struct node *record) {
  const struct node *learner = node_get(record, "learner");
  bool sound = learner && learner->kind == NODE_MAP && all_maps(node_get(record, "terms"));
  sound = sound && is_kind(node_get(record, "unplaced"), NODE_LIST);
  for (const struct node *term = sound ? node_items(record, "terms") : NULL; term && sound; term = term->next) {
    sound = is_kind(node_get(term, "family"), NODE_MAP) && is_kind(node_get(term, "focus"), NODE_LIST) &&
            all_maps(node_get(term, "assessments"));
    for (const struct node *row = sound ? node_items(term, "assessments") : NULL; row && sound; row = row->next)
      sound = row_sound(row);
  }
  return sound;
}

static bool open_record(struct run *run, struct target *target) {
  if (file_state(target->path) == FILE_ABSENT) return true;
  target->base = source_read(run->arena, target->path, &run->messages);
  if (!target->base) return false;
  const char *kind = file_kind(target->base->root);
  bool sound = kind && strcmp(kind, "record") == 0 && record_sound(target->base->root);
  if (!sound) record_check_shape(run->arena, target->base, &run->messages);
  return sound;
}

static bool open_sources(struct run *run, struct target *target) {
  struct arena *arena = run->arena;
  target->beside = sources_path(arena, target->path);
  if (file_state(target->beside) == FILE_ABSENT) return true;
  target->sources_base = source_read(arena, target->beside, &run->messages);
  return target->sources_base && sources_check(arena, target->sources_base, &run->messages);
}

static struct node *new_record(struct arena *arena) {
  struct node *record = node_map(arena);
  node_put(arena, record, "version", node_plain(arena, STR("1")));
  node_put(arena, record, "learner", node_map(arena));
  node_put(arena, record, "terms", node_list(arena));
  return record;
}

static struct node *new_sources(struct arena *arena, const char *path) {
  struct node *sources = node_map(arena);
  node_put(arena, sources, "version", node_plain(arena, STR("1")));
  node_put(arena, sources, "sources", node_plain(arena, str_from(path_name(path))));
  return sources;
}

bool target_open(struct run *run, const char *path, bool anew, struct target *target) {
  struct arena *arena = run->arena;
  *target = (struct target){.arena = arena, .path = path, .done = {.arena = arena}};
  bool kept = strcmp(path, "-") != 0;
  if ((!anew && !open_record(run, target)) || (kept && !open_sources(run, target))) return false;
  target->record = target->base ? node_copy(arena, target->base->root) : new_record(arena);
  if (kept)
    target->sources =
        target->sources_base ? node_copy(arena, target->sources_base->root) : new_sources(arena, target->path);
  return true;
}

/* ---- laying ---- */

static const char *key_words(struct arena *arena, const struct differing *one) {
  return one->milestone.len ? str_format(arena, "%s of %s", one->key, str_z(arena, one->milestone)) : one->key;
}

static struct where value_where(struct target *target, const struct differing *one) {
  struct where where = source_where(target->base, one->old);
  where.key = one->milestone.len ? str_format(target->arena, "assessments.%s", one->key) : one->key;
  return where;
}

/* Words with commas, and how many more there are than a line holds. */
static const char *some_of(struct arena *arena, const struct node *words) {
  enum { MOST = 6 };
  struct text out = {.arena = arena};
  size_t n = 0;
  for (const struct node *word = words->first; word && n < MOST; word = word->next) {
    text_add_z(&out, n++ ? ", " : "");
    text_add(&out, node_str(word));
  }
  if (words->count > n) text_add_z(&out, str_format(arena, " and %zu more", words->count - n));
  return str_z(arena, text_str(&out));
}

/* Of a document that was read before what the record says otherwise since, in one line; of an older one each value. */
static void tell_kept(struct target *target, const struct lay_done *done, const struct reading *reading) {
  struct where where = {.file = reading->path};
  struct node *words = node_list(target->arena);
  bool known = sources_know(target->sources, reading);
  for (size_t i = 0; i < done->kept.n; i++) {
    const struct differing *one = &done->kept.at[i];
    const struct node *by = known ? NULL : sources_newer(target->arena, target->sources, reading, one);
    if (by)
      say(&target->done, MSG_OLDER_KEPT, value_where(target, one), key_words(target->arena, one),
          str_z(target->arena, node_get_str(by, "file")), reading->name);
    else
      node_append(words, node_plain(target->arena, str_from(key_words(target->arena, one))));
  }
  if (words->count)
    say(&target->done, MSG_READ_BEFORE, where, some_of(target->arena, words), path_name(target->beside));
}

static void tell_unsaid(struct target *target, const struct reading *reading) {
  if (sources_know(target->sources, reading)) return;
  const struct node *words = sources_unsaid(target->arena, target->sources, reading, target->record);
  if (words->count)
    say(&target->done, MSG_SAYS_NO_MORE, ((struct where){.file = reading->path}), some_of(target->arena, words));
}

void target_lay(struct target *target, const struct reading *reading) {
  const struct node *sources =
      target->base ? target->sources : NULL; /* of a record that is made anew nothing stands yet */
  struct lay_done done = lay_over(target->arena, target->record, sources, reading);
  for (size_t i = 0; target->base && i < done.corrected.n; i++)
    say(&target->done, MSG_CORRECTED, value_where(target, &done.corrected.at[i]),
        key_words(target->arena, &done.corrected.at[i]), reading->name);
  if (sources) tell_kept(target, &done, reading);
  if (sources) tell_unsaid(target, reading);
  if (target->sources) sources_add(target->arena, target->sources, reading, &done);
  for (size_t i = 0; target->base && !target->own && i < done.added.n; i++)
    if (term_named(done.added.at[i]))
      say(&target->done, MSG_TERM_ADDED, ((struct where){.file = target->path}),
          str_z(target->arena, node_get_str(done.added.at[i], "session")),
          str_z(target->arena, node_get_str(done.added.at[i], "term")), reading->name);
}

/* ---- writing ---- */

/* The bytes that a file will have, which was read from base (NULL: a new one); false, with a message, when they cannot be made in place, or it
 * would be more than is read again. */
static bool bytes_of(struct run *run, const char *path, const struct source *base, const struct node *tree,
                     struct str *bytes) {
  struct where where = {.file = path};
  if (!yaml_bounded(tree, MSG_YAML_LIMIT, where, &run->messages)) return false;
  if (!base)
    *bytes = yaml_print(run->arena, tree);
  else if (!yaml_update(run->arena, base, tree, bytes)) {
    say(&run->messages, MSG_CANNOT_EDIT, where, "");
    return false;
  }
  return yaml_size_fits(path, *bytes, &run->messages);
}

bool target_bytes(struct run *run, const struct target *target, struct str *bytes) {
  return bytes_of(run, target->path, target->base, target->record, bytes);
}

/* Whichever comes first, a run that ends between the two is made up for by the next: a document that the sources do not know is laid over the
 * record once more, and over a record that is not there all is laid, whatever they know. */
static bool write_both(struct run *run, const struct file_bytes *record, const struct file_bytes *sources) {
  bool fresh = file_state(record->path) == FILE_ABSENT;
  const struct file_bytes both[2] = {fresh ? *sources : *record, fresh ? *record : *sources};
  return file_write_both(run->arena, both, &run->messages) > (fresh ? 1 : 0);
}

bool target_write(struct run *run, const struct target *target, struct str bytes) {
  struct file_bytes record = {target->path, bytes}, sources = {target->beside, STR("")};
  if (target->sources && !bytes_of(run, target->beside, target->sources_base, target->sources, &sources.bytes))
    return false;
  bool same = target->base && str_equal(target->base->bytes, bytes), written = true;
  bool kept = !target->sources || (target->sources_base && str_equal(target->sources_base->bytes, sources.bytes));
  if (!same && !kept)
    written = write_both(run, &record, &sources);
  else if (!same || !kept)
    written = file_write(run->arena, same ? sources.path : record.path, same ? sources.bytes : bytes, &run->messages);
  if (written) messages_join(&run->messages, &target->done);
  return written;
}
