/* Files: written whole or not at all, whatever fails and whoever ends us. */
#include "file.h"
#include "folder_pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

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

/* A file system with a flaw at one call, and perhaps without files that have no name. */
struct rough {
  struct flawed flawed;
  int no_nameless; /* what it says to a file without a name; 0: it has them */
};

static int failing_open(void *context, const char *path, int flags, mode_t mode) {
  const struct rough *rough = context;
  bool nameless = (flags & O_TMPFILE) == O_TMPFILE;
  if (nameless && rough->no_nameless) {
    errno = rough->no_nameless;
    return -1;
  }
  if (!flawed_now(context)) return sys_host()->open(NULL, path, flags, mode);
  errno = EROFS;
  return -1;
}

static int failing_link(void *context, int fd, const char *path) {
  if (!flawed_now(context)) return sys_host()->link(NULL, fd, path);
  errno = EIO;
  return -1;
}

static int failing_set_mode(void *context, int fd, mode_t mode) {
  if (!flawed_now(context)) return sys_host()->set_mode(NULL, fd, mode);
  errno = EPERM;
  return -1;
}

static struct rough rough_new(int no_nameless, size_t fail_at) {
  struct rough rough = {.flawed = {.sys = *sys_host(), .fail_at = fail_at}, .no_nameless = no_nameless};
  struct sys *sys = &rough.flawed.sys;
  sys->open = failing_open;
  sys->write = failing_write;
  sys->sync = failing_sync;
  sys->close = failing_close;
  sys->rename = failing_rename;
  sys->link = failing_link;
  sys->set_mode = failing_set_mode;
  return rough;
}

/* Writes "a" while the call of that number fails; whole: it was written all the same. False when no call had that number. */
static bool write_flawed(const char *path, int no_nameless, size_t fail_at, bool *whole) {
  struct rough rough = rough_new(no_nameless, fail_at);
  rough.flawed.sys.context = &rough;
  sigset_t before, after;
  struct arena *arena = arena_new(&rough.flawed.sys);
  struct messages messages = {.arena = arena};
  sigprocmask(SIG_SETMASK, NULL, &before);
  *whole = file_write(arena, path, STR("the new words"), &messages);
  sigprocmask(SIG_SETMASK, NULL, &after);
  assert_int_equal(sigismember(&before, SIGTERM), sigismember(&after, SIGTERM));
  assert_int_equal(messages.errors, *whole ? 0 : 1);
  assert_int_equal(messages.exit, *whole ? EXIT_DONE : EXIT_OUTPUT);
  arena_free(arena);
  return rough.flawed.calls >= fail_at;
}

static size_t files_in(struct desk *desk, const char *folder) {
  return folder_list(desk->arena, folder, "", NULL).n + folder_hidden(desk->arena, folder).n;
}

/* Whatever fails, the folder holds the old file or the new one, whole, for those who may read it. Gives the number of calls. */
static size_t write_with_each_flaw(const char *folder, const char *old, int no_nameless) {
  for (size_t fail_at = 1, kept = 0;; fail_at++) {
    struct desk desk = desk_open();
    const char *path = path_join(desk.arena, folder, "a");
    struct str bytes = STR("");
    struct stat info = {0};
    bool whole;
    unlink(path);
    if (old) assert_true(file_write(desk.arena, path, str_from(old), &desk.messages));
    if (old) assert_int_equal(chmod(path, 0640), 0);
    bool failed = write_flawed(path, no_nameless, fail_at, &whole);
    kept += !whole;
    assert_int_equal(files_in(&desk, folder), old || whole);
    if (old || whole)
      assert_true(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
    assert_str(&desk, bytes, whole ? "the new words" : old ? old : "");
    if (!failed) assert_int_equal(stat(path, &info), 0);
    if (!failed) assert_int_equal(info.st_mode & 0777, old ? 0640 : 0644);
    desk_close(&desk);
    if (!failed) return kept;
  }
}

static void whatever_call_fails_a_file_is_written_whole_or_not_at_all(void **state) {
  const char *folder = ((struct folder *)*state)->path;
  mode_t mask = umask(022);
  assert_int_equal(write_with_each_flaw(folder, NULL, 0), 7);          /* four writes, sync, close, link */
  assert_int_equal(write_with_each_flaw(folder, "old", 0), 8);         /* and rename */
  assert_int_equal(write_with_each_flaw(folder, NULL, EOPNOTSUPP), 8); /* open, four writes, sync, close, rename */
  assert_int_equal(write_with_each_flaw(folder, "old", EISDIR), 8);
  umask(mask);
}

static void a_file_without_a_name_is_nowhere_until_it_is_whole_and_one_with_a_name_is_ours_alone(void **state) {
  const char *folder = ((struct folder *)*state)->path;
  for (int way = 0; way < 2; way++) {
    struct rough rough = rough_new(way ? EOPNOTSUPP : 0, 0);
    rough.flawed.sys.context = &rough;
    struct desk desk = desk_open();
    struct arena *arena = arena_new(&rough.flawed.sys);
    struct file_draft draft;
    struct stat info;
    assert_true(file_begin(arena, path_join(arena, folder, "a"), &draft, &desk.messages));
    file_add(&draft, STR("half"));
    struct folder_names hidden = folder_hidden(desk.arena, folder);
    assert_int_equal(hidden.n, way);
    if (way) assert_int_equal(stat(path_join(desk.arena, folder, hidden.at[0]), &info), 0);
    if (way) assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(folder_list(desk.arena, folder, "", NULL).n, 0);
    file_drop(&draft);
    assert_int_equal(files_in(&desk, folder), 0);
    arena_free(arena);
    desk_close(&desk);
  }
}

static void the_end_waits_until_a_file_is_whole(void **state) {
  struct desk desk = desk_open();
  const char *path = path_join(desk.arena, ((struct folder *)*state)->path, "a");
  struct file_draft draft;
  assert_true(file_begin(desk.arena, path, &draft, &desk.messages));
  assert_false(signals_waiting());
  raise(SIGTERM); /* it would end us here */
  assert_true(signals_waiting());
  signal(SIGTERM, SIG_IGN); /* takes it back */
  signal(SIGTERM, SIG_DFL);
  file_add(&draft, STR("x"));
  assert_true(file_end(&draft, false, &desk.messages));
  desk_close(&desk);
}

static void what_comes_under_the_name_meanwhile_is_not_replaced(void **state) {
  const char *folder = ((struct folder *)*state)->path;
  for (int way = 0; way < 4; way++) {
    struct rough rough = rough_new(way & 1 ? EOPNOTSUPP : 0, 0);
    rough.flawed.sys.context = &rough;
    struct desk desk = desk_open();
    struct arena *arena = arena_new(&rough.flawed.sys);
    const char *path = path_join(desk.arena, folder, "a"), *other = path_join(desk.arena, folder, "b");
    bool there = way & 2;
    struct str bytes;
    struct file_draft draft;
    unlink(path);
    assert_true(file_write(desk.arena, other, STR("theirs"), &desk.messages));
    if (there) assert_true(file_write(desk.arena, path, STR("old"), &desk.messages));
    assert_true(file_begin(arena, path, &draft, &desk.messages));
    file_add(&draft, STR("ours"));
    if (there) assert_int_equal(unlink(path), 0);
    assert_int_equal(there ? symlink(other, path) : link(other, path), 0);
    assert_false(file_end(&draft, false, &desk.messages));
    assert_says(&desk, str_format(desk.arena,
                                  "%s: the file cannot be written: a file of this name was made there at this moment\n "
                                  "   nothing was changed\n",
                                  path));
    assert_int_equal(files_in(&desk, folder), 2);
    assert_true(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
    assert_str(&desk, bytes, "theirs");
    arena_free(arena);
    desk_close(&desk);
  }
}

/* Writes over "a" without end. */
static void write_on(const char *folder, int no_nameless) {
  struct rough rough = rough_new(no_nameless, 0);
  rough.flawed.sys.context = &rough;
  for (;;) {
    struct arena *arena = arena_new(&rough.flawed.sys);
    struct messages messages = {.arena = arena};
    if (!file_write(arena, path_join(arena, folder, "a"), STR("the new words"), &messages)) _exit(1);
    arena_free(arena);
  }
}

static void whenever_a_signal_ends_the_writer_nothing_is_left_but_a_whole_file(void **state) {
  const char *folder = ((struct folder *)*state)->path;
  static const int endings[] = {SIGINT, SIGTERM, SIGHUP};
  for (size_t i = 0; i < 3; i++)
    signal(endings[i], SIG_DFL); /* nohup lets one be ignored, which the writer would inherit */
  for (int round = 0; round < 60; round++) {
    struct desk desk = desk_open();
    struct str bytes;
    int status;
    const char *path = path_join(desk.arena, folder, "a");
    assert_true(file_write(desk.arena, path, STR("old"), &desk.messages));
    pid_t writer = fork();
    if (writer == 0) write_on(folder, round & 1 ? EOPNOTSUPP : 0);
    assert_true(writer > 0);
    usleep(2000 + (useconds_t)round * 137 % 1000);
    kill(writer, endings[round % 3]);
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == endings[round % 3]);
    assert_int_equal(files_in(&desk, folder), 1);
    assert_true(file_read(desk.arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &desk.messages, &bytes));
    assert_true(str_is(bytes, "old") || str_is(bytes, "the new words"));
    desk_close(&desk);
  }
}

static void a_folder_that_is_missing_is_said_and_nothing_is_left(void **state) {
  struct folder *folder = *state;
  struct desk desk = desk_open();
  const char *path = str_format(desk.arena, "%s/none/a", folder->path);
  assert_false(file_write(desk.arena, path, STR("x"), &desk.messages));
  assert_says(&desk,
              str_format(desk.arena,
                         "%s: the file cannot be written: there is no such folder\n    nothing was changed\n", path));
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      FILE_TEST(whatever_call_fails_a_file_is_written_whole_or_not_at_all),
      FILE_TEST(a_file_without_a_name_is_nowhere_until_it_is_whole_and_one_with_a_name_is_ours_alone),
      FILE_TEST(the_end_waits_until_a_file_is_whole),
      FILE_TEST(what_comes_under_the_name_meanwhile_is_not_replaced),
      FILE_TEST(whenever_a_signal_ends_the_writer_nothing_is_left_but_a_whole_file),
      FILE_TEST(a_folder_that_is_missing_is_said_and_nothing_is_left),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
