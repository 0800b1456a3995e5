/* A fuzz target over every input of its corpus: a promise that does not hold aborts, and the input's name is then the last line said. */
#include "file.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static bool run(const char *path) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct str bytes;
  bool read = file_read(arena, path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &messages, &bytes);
  printf("%s\n", path);
  fflush(stdout);
  bool right = read && LLVMFuzzerTestOneInput((const uint8_t *)bytes.at, bytes.len) == 0;
  arena_free(arena);
  return right;
}

/* The inputs given, or all of the target's corpus. */
int main(int argc, char **argv) {
  struct arena *arena = arena_new(sys_host());
  const char *folder = path_join(arena, "tests/corpus", path_name(argv[0]));
  struct folder_names names = folder_list(arena, folder, "", NULL);
  size_t passed = 0, failed = 0;
  for (int i = 1; i < argc; i++) *(run(argv[i]) ? &passed : &failed) += 1;
  for (size_t i = 0; argc == 1 && i < names.n; i++)
    *(run(path_join(arena, folder, names.at[i])) ? &passed : &failed) += 1;
  arena_free(arena);
  printf("%zu passed, %zu failed\n", passed, failed);
  return failed || !passed;
}
