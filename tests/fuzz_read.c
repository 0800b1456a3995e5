/* Any bytes as the parts of a tracker: read with our mapping, filled with its own data and with Child A's, and read again. */
#include "fuzz_tracker.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct document *document = input_document(arena, (struct str){(const char *)at, len}, &messages);
  insist(document || messages.errors > 0);
  if (document) check_tracker(arena, document, shelf()->mapping);
  arena_free(arena);
  return 0;
}
