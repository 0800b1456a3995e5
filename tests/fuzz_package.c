/* Any bytes as a package: one that opens is written again as it is, and opens again with the same entries. */
#include "word.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void require(bool right) {
  if (!right) abort();
}

static void check_entry(const struct package *package, size_t i, const struct package *again,
                        struct messages *messages) {
  struct entry *one = &package->entries[i], *other = &again->entries[i];
  struct str bytes, same;
  require(str_equal(one->name, other->name) && str_equal(one->raw, other->raw) && one->crc == other->crc &&
          one->size == other->size);
  if (entry_bytes(package, one, messages, &bytes))
    require(entry_bytes(again, other, messages, &same) && str_equal(bytes, same));
}

static void check_copy(struct arena *arena, struct package *package, struct messages *messages) {
  struct str copy = output_write(output_new(arena, package));
  struct package *again = package_open(arena, "again.docx", copy, messages);
  require(again && again->count == package->count);
  for (size_t i = 0; i < package->count; i++) check_entry(package, i, again, messages);
}

static void look_around(struct arena *arena, struct package *package, struct messages *messages) {
  for (size_t i = 0; i < package->count; i++) {
    package_content_type(package, package->entries[i].name);
    relationship_of_type(package_relationships(package, package->entries[i].name, messages), "/header");
  }
  document_open(arena, package, messages);
  document_digest(arena, package);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct package *package = package_open(arena, "a.docx", (struct str){(const char *)at, len}, &messages);
  require(package || messages.errors > 0);
  if (package) {
    look_around(arena, package, &messages);
    check_copy(arena, package, &messages);
  }
  arena_free(arena);
  return 0;
}
