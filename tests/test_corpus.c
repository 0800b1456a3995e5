/* Every input of the fuzz targets' corpora once more: what fuzzing found stays mended. */
#include "check.h"

#include <dirent.h>

/* Each target as a function of its own name; how they are fuzzed is in fuzz.sh. */
/* NOLINTBEGIN(bugprone-suspicious-include) */
#define LLVMFuzzerTestOneInput run_yaml
#include "fuzz_yaml.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput run_markup
#include "fuzz_markup.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput run_package
#include "fuzz_package.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput run_read
#include "fuzz_read.c"
#undef LLVMFuzzerTestOneInput
/* NOLINTEND(bugprone-suspicious-include) */

/* A target aborts when what it promises does not hold; the name of the input is then the last line said. */
static size_t replay(const char *folder, int (*target)(const uint8_t *at, size_t len)) {
  struct desk desk = desk_open();
  DIR *open = opendir(folder);
  assert_non_null(open);
  size_t count = 0;
  for (struct dirent *entry; (entry = readdir(open));) {
    const char *path = path_join(desk.arena, folder, entry->d_name);
    struct str bytes;
    if (file_state(path) != FILE_THERE) continue;
    assert_true(file_read(desk.arena, path, LIMIT_YAML, MSG_DOCUMENT_UNREADABLE, &desk.messages, &bytes));
    fprintf(stderr, "%s\n", path);
    assert_int_equal(target((const uint8_t *)bytes.at, bytes.len), 0);
    count++;
  }
  closedir(open);
  desk_close(&desk);
  return count;
}

static void yaml_of_every_kind_loads_and_prints_alike(void **state) {
  (void)state;
  assert_true(replay("tests/corpus/fuzz_yaml", run_yaml) >= 6);
}

static void markup_of_every_kind_has_spans_and_takes_edits(void **state) {
  (void)state;
  assert_true(replay("tests/corpus/fuzz_markup", run_markup) >= 10);
}

static void packages_of_every_kind_are_written_as_they_were(void **state) {
  (void)state;
  assert_true(replay("tests/corpus/fuzz_package", run_package) >= 9);
}

static void trackers_of_every_kind_are_filled_and_read_again(void **state) {
  (void)state;
  assert_true(replay("tests/corpus/fuzz_read", run_read) >= 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(yaml_of_every_kind_loads_and_prints_alike),
      cmocka_unit_test(markup_of_every_kind_has_spans_and_takes_edits),
      cmocka_unit_test(packages_of_every_kind_are_written_as_they_were),
      cmocka_unit_test(trackers_of_every_kind_are_filled_and_read_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
