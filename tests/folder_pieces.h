/* A folder of its own for each test of files. */
#ifndef CAIRN_FOLDER_PIECES_H
#define CAIRN_FOLDER_PIECES_H

#include "check.h"
#include "file.h"

#include <stdlib.h>
#include <unistd.h>

struct folder {
  char path[64];
};

static inline int make_folder(void **state) {
  struct folder *folder = calloc(1, sizeof *folder);
  strcpy(folder->path, "/tmp/cairn-test-XXXXXX");
  *state = folder;
  return folder && mkdtemp(folder->path) ? 0 : -1;
}

static inline int folder_remove(void **state) {
  struct folder *folder = *state;
  struct arena *arena = arena_new(sys_host());
  static const char *const names[] = {"a", "b", "link"};
  for (size_t i = 0; i < 3; i++) unlink(path_join(arena, folder->path, names[i]));
  int left = rmdir(folder->path); /* anything else in it is litter, and fails the test */
  arena_free(arena);
  free(folder);
  return left;
}

#define FILE_TEST(test) cmocka_unit_test_setup_teardown(test, make_folder, folder_remove)

#endif
