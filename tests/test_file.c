/* Files: read whole or not at all; and paths. */
#include "file.h"
#include "folder_pieces.h"

#include <sys/stat.h>

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
  assert_says(&desk, str_format(desk.arena, "%s: the file cannot be read: there is no file of this name\n", path));
  assert_false(file_read(desk.arena, folder->path, LIMIT_YAML, MSG_DOCUMENT_UNREADABLE, &desk.messages, &bytes));
  assert_int_equal(desk.messages.exit, EXIT_DOCUMENT);
  assert_says(&desk,
              str_format(desk.arena, "%s: the document cannot be read: it is a folder, and one file is wanted here\n",
                         folder->path));
  assert_true(file_write(desk.arena, path, STR("12345678901234567890"), &desk.messages));
  assert_int_equal(truncate(path, (off_t)limit(desk.arena, LIMIT_YAML) + 1), 0);
  assert_false(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
  assert_says(
      &desk,
      str_format(
          desk.arena,
          "%s: there are more bytes in a YAML file with its aliases than Cairn takes in (16777216; here are 16777217)\n"
          "    where you trust the file, take more in with --limit yaml=16777217\n",
          path));
  desk_close(&desk);
}

/* Somebody writes between two reads: this is what else they do. */
struct writing {
  struct sys sys;
  const char *path;
  off_t size;
  int reads;
};

static ssize_t read_beside_writer(void *context, int fd, void *to, size_t size) {
  struct writing *writing = context;
  if (writing->reads++ == 0) assert_int_equal(truncate(writing->path, writing->size), 0);
  return sys_host()->read(NULL, fd, to, size);
}

static void a_file_that_somebody_writes_is_not_read_by_halves(void **state) {
  struct desk desk = desk_open();
  const char *path = path_join(desk.arena, ((struct folder *)*state)->path, "a");
  for (off_t size = 2; size < 300000; size = size * 3 + 6) { /* shorter, the same, longer, much longer */
    struct writing writing = {.sys = *sys_host(), .path = path, .size = size};
    struct str bytes;
    writing.sys.context = &writing;
    writing.sys.read = read_beside_writer;
    assert_true(file_write(desk.arena, path, STR("twelve bytes"), &desk.messages));
    struct arena *arena = arena_new(&writing.sys);
    assert_false(file_read(arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
    assert_says(&desk,
                str_format(desk.arena, "%s: the file cannot be read: somebody was writing it at this moment\n", path));
    arena_free(arena);
  }
  desk_close(&desk);
}

static void nobody_waits_for_what_is_no_file(void **state) {
  struct desk desk = desk_open();
  const char *path = path_join(desk.arena, ((struct folder *)*state)->path, "a");
  struct str bytes;
  assert_int_equal(mkfifo(path, 0600), 0);
  assert_false(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
  assert_says(&desk, str_format(desk.arena, "%s: the file cannot be read: it is a pipe\n", path));
  assert_false(file_read(desk.arena, "/dev/zero", LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
  assert_says(&desk, "/dev/zero: the file cannot be read: it is a device\n");
  assert_false(file_write(desk.arena, path, STR("x"), &desk.messages));
  assert_says(&desk,
              str_format(desk.arena, "%s: the output is not an ordinary file\n    give another name with -o\n", path));
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

int main(void) {
  const struct CMUnitTest tests[] = {
      FILE_TEST(a_file_is_read_as_it_was_written),
      FILE_TEST(what_cannot_be_read_is_said),
      FILE_TEST(a_file_that_somebody_writes_is_not_read_by_halves),
      FILE_TEST(nobody_waits_for_what_is_no_file),
      FILE_TEST(the_kind_and_sameness_of_files_is_told),
      cmocka_unit_test(paths_are_taken_apart_and_joined),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
