/* cairn check: records, classes, scales, frameworks, mappings. Documents are checked in check_document.c. */
#include "file.h"
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

static void check_source(struct run *run, const struct source *source) {
  static const struct {
    const char *kind;
    void (*check)(struct run *run, const struct source *source);
  } checks[] = {{"record", check_a_record},       {"class", check_a_class},     {"scale", check_a_scale},
                {"framework", check_a_framework}, {"mapping", check_a_mapping}, {"list of sources", check_sources}};
  if (!source) return;
  const char *kind = file_kind(source->root);
  if (!kind) say(&run->messages, MSG_KIND_UNKNOWN, source_where(source, source->root), "");
  for (size_t i = 0; kind && i < sizeof checks / sizeof *checks; i++)
    if (strcmp(kind, checks[i].kind) == 0) checks[i].check(run, source);
}

static bool is_document(const char *path) {
  static const char *const endings[] = {".docx", ".docm", ".dotx", ".dotm"};
  size_t len = strlen(path);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (len > 5 && strcasecmp(path + len - 5, endings[i]) == 0) return true;
  return false;
}

/* What the file holds decides, whatever its name; its name alone where it holds nothing that a document could be. */
static void check_bytes(struct run *run, const char *path, struct str bytes) {
  const struct given given = {.path = path, .bytes = bytes};
  if (content_of(bytes) == CONTENT_OTHER) {
    check_source(run, source_parse(run->arena, path, bytes, &run->messages));
    return;
  }
  run->given = &given;
  check_document(run, path);
  run->given = NULL;
}

/* Told and let go before the next. */
static void check_file(struct run *run, const char *path) {
  struct run part = run_begin(run);
  struct str bytes;
  if (is_document(path))
    check_document(&part, path);
  else if (file_read(part.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &part.messages, &bytes))
    check_bytes(&part, path, bytes);
  run_end(run, &part);
}

void check_run(struct run *run) {
  const struct cairn_check *what = run->what;
  for (size_t i = 0; i < what->count; i++) check_file(run, what->files[i]);
}
