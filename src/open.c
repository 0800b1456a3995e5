/* Documents opened to be read: each with the mapping that reads it, and that mapping's template. */
#include "file.h"
#include "verb.h"

#include <string.h>

const char *find_class(struct run *run, const char *const places[2]) {
  for (size_t i = 0; i < 2; i++) {
    const char *folder = places[i] && strcmp(places[i], "-") != 0 ? path_folder(run->arena, places[i]) : NULL;
    if (folder && file_state(path_join(run->arena, folder, "class.yaml")) != FILE_ABSENT) return places[i];
  }
  return NULL;
}

bool find_reader(struct run *run, const char *mapping, const char *record_path, struct tracker *tracker) {
  size_t errors = run->messages.errors;
  const char *path = tracker->document->file;
  struct str marked = document_property(tracker->document, "cairn-mapping");
  const char *name = mapping ? mapping : marked.len ? str_z(run->arena, marked) : NULL;
  bool a_path = !mapping && name && strchr(name, '/'); /* a document may name a mapping, but not lead to a file */
  const char *beside = find_class(run, (const char *const[]){path, record_path});
  struct source *class = beside ? load_class(run, beside) : NULL;
  if (run->messages.errors > errors) return false;
  struct mapping *found = load_mapping(run, a_path ? NULL : name, class ? class->path : path, class);
  tracker->mapping = found ? own_mapping(run, tracker->document, found, mapping != NULL) : NULL;
  tracker->own = tracker->mapping != found;
  bool by_class = class && !node_nothing(node_get(class->root, "mapping"));
  bool choice = !name && found && tracker->mapping == found;
  struct mapping *best = choice ? choose_mapping(run, tracker->document, class, by_class ? found : NULL) : NULL;
  tracker->unfit = choice && !best;
  if (best) tracker->mapping = best;
  return tracker->mapping != NULL;
}

bool open_tracker(struct run *run, const char *path, const char *mapping, const char *record_path,
                  struct tracker *tracker) {
  tracker->document = load_any_document(run, path, &tracker->bytes);
  return tracker->document && find_reader(run, mapping, record_path, tracker);
}

static bool is_among(const struct str *paths, size_t count, struct str path) {
  for (size_t i = 0; i < count; i++)
    if (str_equal(paths[i], path)) return true;
  return false;
}

static bool in_row(struct str path) { return str_starts(path, STR("assessments[].")); }

/* Whether the row around a placeholder has the milestone's too: by it the rows are known again. */
static bool keyed_row(struct arena *arena, const struct place_name *names, size_t count,
                      const struct place_name *name) {
  const struct element *tr = element_ancestor(name->e, W_TR);
  for (size_t i = 0; tr && name->story->kind == STORY_MAIN && i < count; i++) {
    bool key = str_is(mapping_path(arena, names[i].written), "assessments[].milestone");
    if (key && names[i].ended && element_within(names[i].e, tr)) return true;
  }
  return false;
}

enum message_id name_fault(struct arena *arena, const struct place_name *names, size_t count,
                           const struct place_name *name) {
  struct str path = name->ended ? mapping_path(arena, name->written) : STR("");
  if (!name->ended) return MSG_PLACEHOLDER_OPEN;
  if (!path.len) return MSG_PLACEHOLDER_UNKNOWN;
  if (name->closed) return MSG_PLACEHOLDER_INSIDE;
  return in_row(path) && !keyed_row(arena, names, count, name) ? MSG_PLACEHOLDER_NO_ROW : MSG_PLACEHOLDER_FOUND;
}

/* In a document that has placeholders, one that cannot be filled stays on the page. */
static void tell_left(struct run *run, const struct document *document, const struct place_name *names, size_t count) {
  struct place_index *index = NULL;
  for (size_t i = 0; i < count; i++) {
    enum message_id fault = name_fault(run->arena, names, count, &names[i]);
    if (fault == MSG_PLACEHOLDER_FOUND) continue;
    if (!index) index = place_index_new(run->arena, document, &(struct mapping){0});
    struct where where = {.file = document->file, .place = place_words(run->arena, index, names[i].story, names[i].e)};
    struct str written = str_trim(names[i].written);
    say(&run->messages, MSG_PLACEHOLDER_LEFT, where,
        str_format(run->arena, fault == MSG_PLACEHOLDER_OPEN ? "%s" : "{{%s}}", str_z(run->arena, written)));
    if (fault == MSG_PLACEHOLDER_UNKNOWN) message_suggest(&run->messages, mapping_path_near(run->arena, written));
  }
}

struct mapping *own_mapping(struct run *run, const struct document *document, struct mapping *mapping, bool named) {
  size_t count, paths = 0;
  if (named || document_property(document, "cairn-mapping").len) return mapping;
  const struct place_name *names = place_names(run->arena, document, &count);
  struct str *found = arena_alloc(run->arena, count + 1, sizeof *found);
  for (size_t i = 0; i < count; i++) {
    struct str path = names[i].ended ? mapping_path(run->arena, names[i].written) : STR("");
    if (path.len && !is_among(found, paths, path)) found[paths++] = path;
  }
  if (!paths) return mapping;
  tell_left(run, document, names, count);
  return mapping_of_paths(run->arena, mapping, found, paths);
}

static void *template_at(struct run *run, const void *context) {
  const char *path = str_z(run->arena, str_from(context));
  struct run quiet = {.arena = run->arena, .messages = {.arena = run->arena}};
  struct str bytes;
  struct document *template = load_document(&quiet, path, &bytes);
  if (!template) say(&run->messages, MSG_TEMPLATE_UNREAD, ((struct where){.file = path}), "");
  return template;
}

/* A mapping without its template still reads. */
static struct document *open_template(struct run *run, const struct mapping *mapping) {
  struct run quiet = {.arena = run->arena, .messages = {.arena = run->arena}};
  const char *path = template_path(&quiet, mapping);
  return path ? shelf_take(run, SHELF_TEMPLATE, path, template_at, path) : NULL;
}

static void *words_of(struct run *run, const void *mapping) {
  return own_words_new(run->arena, mapping, open_template(run, mapping));
}

const struct own_words *open_words(struct run *run, const struct tracker *tracker) {
  const char *key = str_format(run->arena, "%p", (const void *)tracker->mapping);
  return tracker->own ? words_of(run, tracker->mapping) : shelf_take(run, SHELF_WORDS, key, words_of, tracker->mapping);
}
