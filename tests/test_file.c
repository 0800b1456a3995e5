/* Files: read whole, written whole or not at all, whatever fails. */
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
  char path[64];
};

static int make_folder(void **state) {
  struct folder *folder = calloc(1, sizeof *folder);
  strcpy(folder->path, "/tmp/cairn-test-XXXXXX");
  *state = folder;
  return folder && mkdtemp(folder->path) ? 0 : -1;
}

static int folder_remove(void **state) {
  struct folder *folder = *state;
  struct arena *arena = arena_new(sys_host());
  static const char *const names[] = {"a", "b", "link"};
  for (size_t i = 0; i < 3; i++) unlink(path_join(arena, folder->path, names[i]));
  int left = rmdir(folder->path); /* anything else in it is litter, and fails the test */
  arena_free(arena);
  free(folder);
  return left;
}

static void a_file_is_read_as_it_was_written(void **state) {
  struct folder *folder = *state;
  struct desk desk = desk_open();
  const char *path = path_join(desk.arena, folder->path, "a");
  struct str bytes, back;
  bytes = (struct str){arena_alloc(desk.arena, 300000, 1), 300000};
  for (size_t i = 0; i < bytes.len; i++) ((char *)bytes.at)[i] = (char)(i * 7);
  assert_true(file_write(desk.arena, path, STR("short"), &desk.messages));
  assert_int_equal(chmod(path, 0640), 0);
  assert_true(file_write(desk.arena, path, bytes, &desk.messages));
  assert_true(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &back));
  assert_true(str_equal(bytes, back));
  struct stat info;
  assert_int_equal(stat(path, &info), 0);
  assert_int_equal(info.st_mode & 0777, 0640);
  assert_says(&desk, "");
  desk_close(&desk);
}

static void what_cannot_be_read_is_said(void **state) {
  struct folder *folder = *state;
  struct desk desk = desk_open();
  const char *path = path_join(desk.arena, folder->path, "a");
  struct str bytes;
  assert_false(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
  assert_says(&desk, str_format(desk.arena, "%s: the file cannot be read: No such file or directory\n", path));
  assert_false(file_read(desk.arena, folder->path, LIMIT_YAML, MSG_DOCUMENT_UNREADABLE, &desk.messages, &bytes));
  assert_int_equal(desk.messages.exit, EXIT_DOCUMENT);
  assert_says(&desk, str_format(desk.arena, "%s: the document cannot be read: it is a folder\n", folder->path));
  assert_true(file_write(desk.arena, path, STR("12345678901234567890"), &desk.messages));
  assert_int_equal(truncate(path, (off_t)limit(LIMIT_YAML) + 1), 0);
  assert_false(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
  assert_says(&desk, str_format(desk.arena, "%s: the file cannot be read: it is larger than Cairn takes in\n", path));
  desk_close(&desk);
}

static int failing_close(void *context, int fd) {
  sys_host()->close(NULL, fd);
  if (!flawed_now(context)) return 0;
  errno = EIO;
  return -1;
}

static ssize_t failing_write(void *context, int fd, const void *from, size_t size) {
  if (!flawed_now(context)) return sys_host()->write(NULL, fd, from, size > 4 ? 4 : size);
  errno = ENOSPC;
  return -1;
}

static int failing_sync(void *context, int fd) {
  (void)fd;
  if (!flawed_now(context)) return 0;
  errno = EIO;
  return -1;
}

static int failing_rename(void *context, const char *from, const char *to) {
  if (!flawed_now(context)) return sys_host()->rename(NULL, from, to);
  errno = EXDEV;
  return -1;
}

static int failing_open(void *context, const char *path, int flags, mode_t mode) {
  if (!flawed_now(context)) return sys_host()->open(NULL, path, flags, mode);
  errno = EROFS;
  return -1;
}

/* Writes over "a" while the call of that number fails; true when it was written all the same. */
static bool write_flawed(struct folder *folder, size_t fail_at) {
  struct flawed flawed = {.sys = *sys_host(), .fail_at = fail_at};
  flawed.sys.context = &flawed;
  flawed.sys.open = failing_open;
  flawed.sys.write = failing_write;
  flawed.sys.sync = failing_sync;
  flawed.sys.close = failing_close;
  flawed.sys.rename = failing_rename;
  struct arena *arena = arena_new(&flawed.sys);
  struct messages messages = {.arena = arena};
  bool whole = file_write(arena, path_join(arena, folder->path, "a"), STR("the new words"), &messages);
  assert_int_equal(messages.errors, whole ? 0 : 1);
  assert_int_equal(messages.exit, whole ? EXIT_DONE : EXIT_OUTPUT);
  arena_free(arena);
  return whole;
}

static void whatever_call_fails_a_file_is_written_whole_or_not_at_all(void **state) {
  struct desk desk = desk_open();
  const char *path = path_join(desk.arena, ((struct folder *)*state)->path, "a");
  struct str bytes;
  for (size_t fail_at = 1; fail_at < 100; fail_at++) {
    assert_true(file_write(desk.arena, path, STR("old"), &desk.messages));
    bool whole = write_flawed(*state, fail_at);
    assert_true(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
    assert_str(&desk, bytes, whole ? "the new words" : "old");
    if (!whole) continue;
    assert_int_equal(fail_at, 9); /* open, four writes, sync, close, rename: all were tried */
    desk_close(&desk);
    return;
  }
  fail();
}

static void a_folder_that_is_missing_is_said_and_nothing_is_left(void **state) {
  struct folder *folder = *state;
  struct desk desk = desk_open();
  const char *path = str_format(desk.arena, "%s/none/a", folder->path);
  assert_false(file_write(desk.arena, path, STR("x"), &desk.messages));
  assert_says(&desk,
              str_format(desk.arena,
                         "%s: the file cannot be written: No such file or directory\n    nothing was changed\n", path));
  desk_close(&desk);
}

static void the_kind_and_sameness_of_files_is_told(void **state) {
  struct folder *folder = *state;
  struct desk desk = desk_open();
  const char *a = path_join(desk.arena, folder->path, "a"), *b = path_join(desk.arena, folder->path, "b");
  const char *link = path_join(desk.arena, folder->path, "link");
  assert_int_equal(file_state(a), FILE_ABSENT);
  assert_true(file_write(desk.arena, a, STR("x"), &desk.messages));
  assert_true(file_write(desk.arena, b, STR("x"), &desk.messages));
  assert_int_equal(symlink(a, link), 0);
  assert_int_equal(file_state(a), FILE_THERE);
  assert_int_equal(file_state(link), FILE_NOT_REGULAR);
  assert_int_equal(file_state(folder->path), FILE_NOT_REGULAR);
  assert_true(file_same(a, link));
  assert_false(file_same(a, b));
  assert_false(file_same(a, "/nowhere"));
  desk_close(&desk);
}

static void paths_are_taken_apart_and_joined(void **state) {
  (void)state;
  struct desk desk = desk_open();
  assert_string_equal(path_name("a/b/c.yaml"), "c.yaml");
  assert_string_equal(path_name("c.yaml"), "c.yaml");
  assert_string_equal(path_folder(desk.arena, "a/b/c.yaml"), "a/b");
  assert_string_equal(path_folder(desk.arena, "c.yaml"), ".");
  assert_string_equal(path_folder(desk.arena, "/c.yaml"), "/");
  assert_string_equal(path_join(desk.arena, "a", "b"), "a/b");
  assert_string_equal(path_join(desk.arena, "a", "/b"), "/b");
  desk_close(&desk);
}

#define FILE_TEST(test) cmocka_unit_test_setup_teardown(test, make_folder, folder_remove)

int main(void) {
  const struct CMUnitTest tests[] = {
      FILE_TEST(a_file_is_read_as_it_was_written),
      FILE_TEST(what_cannot_be_read_is_said),
      FILE_TEST(whatever_call_fails_a_file_is_written_whole_or_not_at_all),
      FILE_TEST(a_folder_that_is_missing_is_said_and_nothing_is_left),
      FILE_TEST(the_kind_and_sameness_of_files_is_told),
      cmocka_unit_test(paths_are_taken_apart_and_joined),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
