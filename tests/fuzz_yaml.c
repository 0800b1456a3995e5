/* Any bytes as YAML: a tree that loads is printed and loads as the same tree, and prints the same again. */
#include "data.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void print_all(struct arena *arena, const struct messages *messages) {
  for (size_t i = 0; i < messages->list.n; i++) {
    message_print(arena, &messages->list.at[i]);
    message_json(arena, &messages->list.at[i], true);
  }
}

/* Only limits may keep what was printed from loading: an anchor that is used often prints as many values. */
static bool at_a_limit(const struct messages *messages) {
  return messages->list.n && messages->list.at[0].id == MSG_YAML_LIMIT;
}

static void check(struct arena *arena, const struct source *source) {
  struct messages messages = {.arena = arena};
  struct str printed = yaml_print(arena, source->root);
  struct source *again = source_parse(arena, "again.yaml", printed, &messages);
  if (!again && at_a_limit(&messages)) return;
  if (!again || !node_equal(source->root, again->root)) abort();
  if (!str_equal(printed, yaml_print(arena, again->root))) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct str bytes = {(const char *)at, len};
  struct source *source = source_parse(arena, "a.yaml", bytes, &messages);
  if (!source && !messages.errors) abort();
  print_all(arena, &messages);
  if (source) check(arena, source);
  arena_free(arena);
  return 0;
}
