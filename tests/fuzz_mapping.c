/* Any bytes as a mapping: it is refused with a message, or it reads and fills our template and Child A's tracker, and the laws hold. */
#include "file.h"
#include "fuzz_tracker.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

enum { DOCUMENTS = 2 };

/* Our template, and Child A's tracker of Term 1, opened once. */
static const struct document *sample(size_t n) {
  static const struct document *both[DOCUMENTS];
  if (both[n]) return both[n];
  struct arena *arena = shelf()->arena;
  struct messages messages = {.arena = arena};
  struct str bytes;
  insist(file_read(arena, "templates/milestones-tracker.docx", LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &messages,
                   &bytes));
  both[0] = document_open(arena, package_open(arena, "a.docx", bytes, &messages), &messages);
  struct plan *plan = plan_compile(arena, both[0], shelf()->mapping);
  struct node *data = node_copy(arena, shelf()->data);
  node_put(arena, data, "term", node_copy(arena, node_get(data, "previous")));
  both[1] = filled(arena, plan, data).document;
  insist(both[0] && both[1]);
  return both[n];
}

static void check_view(struct arena *arena, const struct mapping *view, struct messages *messages) {
  for (size_t i = 0; i < DOCUMENTS; i++) {
    plan_check(arena, plan_compile(arena, sample(i), view), "a.docx", messages);
    check_tracker(arena, sample(i), view);
  }
}

static void print_all(struct arena *arena, const struct messages *messages) {
  for (size_t i = 0; i < messages->list.n; i++) message_print(arena, &messages->list.at[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct str bytes = str_copy(arena, (struct str){(const char *)at, len});
  struct source *source = source_parse(arena, shelf()->mapping->source->path, bytes, &messages);
  const struct mapping *mapping = source ? mapping_of(arena, source, NULL, NULL, NULL, &messages) : NULL;
  insist(mapping ? !messages.errors : messages.errors > 0);
  for (size_t i = 0; mapping && i < mapping_view_count(mapping); i++)
    check_view(arena, mapping_view(mapping, i), &messages);
  print_all(arena, &messages);
  arena_free(arena);
  return 0;
}
