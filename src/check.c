/* cairn check: records, classes, scales, frameworks, mappings. */
#include "verb.h"

#include <string.h>

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
  if (document) plan_check(run->arena, plan_compile(run->arena, document, mapping), path_name(path), &run->messages);
}

static void check_a_scale(struct run *run, const struct source *source) {
  scale_check(run->arena, source, &run->messages);
}

static void check_a_framework(struct run *run, const struct source *source) {
  framework_check(run->arena, source, &run->messages);
}

static void check_file(struct run *run, const char *path) {
  static const struct {
    const char *kind;
    void (*check)(struct run *run, const struct source *source);
  } checks[] = {{"record", check_a_record},
                {"class", check_a_class},
                {"scale", check_a_scale},
                {"framework", check_a_framework},
                {"mapping", check_a_mapping}};
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
