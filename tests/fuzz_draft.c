/* Any bytes as the parts of a tracker that nobody has described: a draft of it is a mapping, by which it is read and filled. */
#include "draft.h"
#include "fuzz_tracker.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

/* The draft as a file, loaded. */
static const struct mapping *loaded(struct arena *arena, struct str text) {
  struct messages messages = {.arena = arena};
  const struct source *ours = shelf()->mapping->source;
  struct source *source = source_parse(arena, ours->path, text, &messages);
  insist(source != NULL);
  const struct node *frameworks = node_get(source->root, "frameworks");
  const struct mapping *mapping = mapping_of(arena, source, source, frameworks, NULL, &messages);
  insist(mapping != NULL);
  return mapping;
}

static void check_draft(struct arena *arena, const struct document *document) {
  struct messages messages = {.arena = arena};
  struct draft draft = draft_mapping(arena, document, shelf()->mapping, NULL, "draft", NULL, &messages);
  insist(!messages.errors);
  if (!draft.text.len) return;
  const struct mapping *mapping = loaded(arena, draft.text);
  for (size_t i = 0; i < mapping_view_count(mapping); i++) check_tracker(arena, document, mapping_view(mapping, i));
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct document *document = input_document(arena, (struct str){(const char *)at, len}, &messages);
  insist(document || messages.errors > 0);
  if (document) check_draft(arena, document);
  arena_free(arena);
  return 0;
}
