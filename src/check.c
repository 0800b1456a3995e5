/* cairn check: records, classes, scales, frameworks, mappings, and the placeholders of documents. */
#include "verb.h"

#include <string.h>
#include <strings.h>

static void check_a_record(struct run *run, const struct source *source) {
  record_check_shape(run->arena, source, &run->messages);
  size_t errors = run->messages.errors;
  struct source *class = load_class(run, source->path);
  if (run->messages.errors > errors) return; /* the class is wrong: what it names cannot be checked */
  struct mapping *mapping = load_mapping(run, NULL, class ? class->path : source->path, class);
  if (mapping) check_record(run, source, mapping);
}

static void check_a_class(struct run *run, const struct source *source) {
  if (class_check(run->arena, source, &run->messages)) load_mapping(run, NULL, source->path, source);
}

/* A mapping is checked with its template: a locator that finds nothing, or too much, is wrong. */
static void check_a_mapping(struct run *run, const struct source *source) {
  struct mapping *mapping = mapping_load(run->arena, source->path, NULL, NULL, &run->messages);
  const char *path = mapping ? template_path(run, mapping) : NULL;
  struct str bytes;
  struct document *document = path ? load_document(run, path, &bytes) : NULL;
  for (size_t i = 0; document && i < mapping_view_count(mapping); i++) {
    struct messages heard = {.arena = run->arena};
    plan_check(run->arena, plan_compile(run->arena, document, mapping_view(mapping, i)), path_name(path), &heard);
    messages_join(&run->messages, &heard);
  }
}

static void check_a_scale(struct run *run, const struct source *source) {
  scale_check(run->arena, source, &run->messages);
}

static void check_sources(struct run *run, const struct source *source) {
  sources_check(run->arena, source, &run->messages);
}

static void check_a_framework(struct run *run, const struct source *source) {
  framework_check(run->arena, source, &run->messages);
}

/* ---- a document's placeholders ---- */

static void check_name(struct run *run, const struct place_name *names, size_t count, const struct place_name *name,
                       struct where where) {
  enum message_id fault = name_fault(run->arena, names, count, name);
  bool found = fault == MSG_PLACEHOLDER_FOUND;
  struct str said = found ? mapping_path(run->arena, name->written) : str_trim(name->written);
  say(&run->messages, fault, where, str_z(run->arena, said));
  if (fault == MSG_PLACEHOLDER_UNKNOWN) message_suggest(&run->messages, mapping_path_near(run->arena, name->written));
}

static bool is_document(const char *path) {
  static const char *const endings[] = {".docx", ".docm", ".dotx", ".dotm"};
  size_t len = strlen(path);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (len > 5 && strcasecmp(path + len - 5, endings[i]) == 0) return true;
  return false;
}

/* What can be filled in it without any mapping, and what is wrong with that. */
static void check_a_document(struct run *run, const char *path) {
  struct str bytes;
  struct document *document = load_document(run, path, &bytes);
  if (!document) return;
  size_t count;
  struct place_name *names = place_names(run->arena, document, &count);
  struct place_index *index = place_index_new(run->arena, document, &(struct mapping){0});
  for (size_t i = 0; i < count; i++) {
    struct where where = {.file = path, .place = place_words(run->arena, index, names[i].story, names[i].e)};
    check_name(run, names, count, &names[i], where);
  }
  if (!count) say(&run->messages, MSG_NO_PLACEHOLDERS, ((struct where){.file = path}), "");
}

static void check_file(struct run *run, const char *path) {
  if (is_document(path)) {
    check_a_document(run, path);
    return;
  }
  static const struct {
    const char *kind;
    void (*check)(struct run *run, const struct source *source);
  } checks[] = {{"record", check_a_record},       {"class", check_a_class},     {"scale", check_a_scale},
                {"framework", check_a_framework}, {"mapping", check_a_mapping}, {"list of sources", check_sources}};
  struct source *source = source_read(run->arena, path, &run->messages);
  if (!source) return;
  const char *kind = file_kind(source->root);
  if (!kind) say(&run->messages, MSG_KIND_UNKNOWN, source_where(source, source->root), "");
  for (size_t i = 0; kind && i < sizeof checks / sizeof *checks; i++)
    if (strcmp(kind, checks[i].kind) == 0) checks[i].check(run, source);
}

void check_run(struct run *run) {
  const struct cairn_check *what = run->what;
  for (size_t i = 0; i < what->count; i++) check_file(run, what->files[i]);
}
