/* Whatever call fails, and whenever: an output is whole or is not there, the exit code tells the truth, and nothing is left behind. */
#include "check.h"
#include "verb.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum kind { ALLOC, OPEN, READ, WRITE, SYNC, CLOSE, RENAME, UNLINK, KINDS };

/* The machine, with call number fail_at of one kind failing, and a count of what was taken and not given back. */
struct machine {
  struct sys sys;
  enum kind kind;
  size_t fail_at, calls[KINDS];
  long blocks, files;
};

static bool fails(struct machine *m, enum kind kind, int error) {
  bool now = ++m->calls[kind] == m->fail_at && kind == m->kind;
  if (now) errno = error;
  return now;
}

static void *machine_alloc(void *context, size_t size) {
  struct machine *m = context;
  void *memory = fails(m, ALLOC, ENOMEM) ? NULL : sys_host()->alloc(NULL, size);
  m->blocks += memory != NULL;
  return memory;
}

static void machine_release(void *context, void *memory) {
  struct machine *m = context;
  m->blocks -= memory != NULL;
  sys_host()->release(NULL, memory);
}

static int machine_open(void *context, const char *path, int flags, mode_t mode) {
  struct machine *m = context;
  int fd = fails(m, OPEN, EACCES) ? -1 : sys_host()->open(NULL, path, flags, mode);
  m->files += fd >= 0;
  return fd;
}

static ssize_t machine_read(void *context, int fd, void *to, size_t size) {
  return fails(context, READ, EIO) ? -1 : sys_host()->read(NULL, fd, to, size);
}

static ssize_t machine_write(void *context, int fd, const void *from, size_t size) {
  return fails(context, WRITE, ENOSPC) ? -1 : sys_host()->write(NULL, fd, from, size > 4096 ? 4096 : size);
}

static int machine_sync(void *context, int fd) { return fails(context, SYNC, EIO) ? -1 : sys_host()->sync(NULL, fd); }

/* As the kernel does it: the descriptor is gone even when closing tells an error. */
static int machine_close(void *context, int fd) {
  struct machine *m = context;
  m->files--;
  sys_host()->close(NULL, fd);
  return fails(m, CLOSE, EIO) ? -1 : 0;
}

static int machine_rename(void *context, const char *from, const char *to) {
  return fails(context, RENAME, EXDEV) ? -1 : sys_host()->rename(NULL, from, to);
}

static int machine_unlink(void *context, const char *path) {
  return fails(context, UNLINK, EPERM) ? -1 : sys_host()->unlink(NULL, path);
}

static struct machine machine_new(enum kind kind, size_t fail_at) {
  return (struct machine){.kind = kind,
                          .fail_at = fail_at,
                          .sys = {.alloc = machine_alloc,
                                  .release = machine_release,
                                  .open = machine_open,
                                  .read = machine_read,
                                  .write = machine_write,
                                  .sync = machine_sync,
                                  .close = machine_close,
                                  .rename = machine_rename,
                                  .unlink = machine_unlink}};
}

/* ---- a folder for one test ---- */

struct folder {
  char path[64];
};

static const char *in(struct desk *desk, const struct folder *folder, const char *name) {
  return path_join(desk->arena, folder->path, name);
}

static int make_folder(void **state) {
  struct folder *folder = calloc(1, sizeof *folder);
  strcpy(folder->path, "/tmp/cairn-faults-XXXXXX");
  *state = folder;
  return mkdtemp(folder->path) ? 0 : -1;
}

static int remove_folder(void **state) {
  struct folder *folder = *state;
  struct desk desk = desk_open();
  static const char *const names[] = {"out", "out.sources.yaml", "base.docx", "recs/rowan-01.yaml",
                                      "recs/rowan-01.sources.yaml"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) unlink(in(&desk, folder, names[i]));
  rmdir(in(&desk, folder, "recs"));
  int left = rmdir(folder->path);
  desk_close(&desk);
  free(folder);
  return left;
}

static size_t litter(const struct folder *folder) {
  size_t count = 0;
  DIR *open = opendir(folder->path);
  for (struct dirent *entry; (entry = readdir(open));) count += strncmp(entry->d_name, ".cairn", 6) == 0;
  closedir(open);
  return count;
}

/* The bytes of a file; .at is NULL when there is none. */
static struct str bytes_of(struct desk *desk, const char *path) {
  struct str bytes = {NULL, 0};
  if (file_state(path) == FILE_THERE)
    assert_true(file_read(desk->arena, path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &desk->messages, &bytes));
  return bytes;
}

/* ---- runs ---- */

struct job {
  void (*verb)(struct run *run);
  const void *what;
  const char *output;
  struct str before; /* what stands at the output when a run begins; .at is NULL for nothing */
  const struct folder *folder;
};

static void count_message(void *context, const struct cairn_message *message) {
  assert_true(strlen(message->text) > 0);
  ++*(size_t *)context;
}

static int run_job(const struct job *job, struct machine *m, size_t *told) {
  struct desk desk = desk_open();
  unlink(job->output);
  const char *folder = path_folder(desk.arena, job->output), *stem = path_name(job->output);
  int len = (int)(strcspn(stem, "."));
  unlink(str_format(desk.arena, "%s/%.*s.sources.yaml", folder, len, stem));
  if (job->before.at) assert_true(file_write(desk.arena, job->output, job->before, &desk.messages));
  desk_close(&desk);
  m->sys.context = m;
  *told = 0;
  return verb_run(&m->sys, job->verb, job->what, count_message, told);
}

/* What the exit code says of the output: there as wanted; there, with something left out; as it was before the run. */
static bool is_true(const struct job *job, int code, struct str there, struct str wanted) {
  if (code == CAIRN_DONE) return there.at && str_equal(there, wanted);
  if (code == CAIRN_PARTLY) return there.at && there.len >= wanted.len;
  return there.at ? job->before.at && str_equal(there, job->before) : !job->before.at;
}

/* What holds after every run, whatever failed in it. */
static void check_run_end(const struct job *job, const struct machine *m, int code, size_t told, struct str wanted) {
  struct desk desk = desk_open();
  struct str there = bytes_of(&desk, job->output);
  if (!is_true(job, code, there, wanted) || (code != CAIRN_DONE && !told))
    fail_msg("call %zu of kind %d failed: exit code %d, %zu messages, %zu bytes", m->fail_at, (int)m->kind, code, told,
             there.len);
  assert_int_equal(m->blocks, 0);
  assert_int_equal(m->files, 0);
  assert_int_equal(litter(job->folder), 0);
  desk_close(&desk);
}

/* Fails each call of each kind in turn, until a run comes to its end without having met the failure. */
static void fail_every_call(const struct job *job, size_t at_least) {
  struct desk desk = desk_open();
  size_t told, failures = 0;
  struct machine sound = machine_new(KINDS, 0);
  assert_int_equal(run_job(job, &sound, &told), CAIRN_DONE);
  struct str wanted = bytes_of(&desk, job->output);
  check_run_end(job, &sound, CAIRN_DONE, told, wanted);
  for (enum kind kind = ALLOC; kind < KINDS; kind++) {
    for (size_t n = 1; n <= sound.calls[kind]; n++, failures++) {
      struct machine m = machine_new(kind, n);
      int code = run_job(job, &m, &told);
      assert_true(m.calls[kind] >= n);
      check_run_end(job, &m, code, told, wanted);
    }
  }
  assert_true(failures >= at_least);
  desk_close(&desk);
}

static void a_fill_of_the_blank_template_survives_every_failing_call(void **state) {
  struct desk desk = desk_open();
  const char *out = in(&desk, *state, "out");
  struct cairn_fill what = {.record = "samples/rowan/child-a.yaml", .term = "1", .output = out, .staff = true};
  fail_every_call(&(struct job){fill_run, &what, out, {NULL, 0}, *state}, 50);
  desk_close(&desk);
}

static void fill_term_1(struct desk *desk, const char *out) {
  struct cairn_fill what = {.record = "samples/rowan/child-a.yaml", .term = "1", .output = out, .staff = true};
  size_t told = 0;
  assert_int_equal(cairn_fill(&what, count_message, &told), CAIRN_DONE);
  assert_non_null(bytes_of(desk, out).at);
}

static void a_refill_with_comments_over_an_older_document_survives_every_failing_call(void **state) {
  struct desk desk = desk_open();
  const char *out = in(&desk, *state, "out"), *base = in(&desk, *state, "base.docx");
  fill_term_1(&desk, base);
  struct cairn_fill what = {
      .record = "samples/rowan/child-a.yaml", .term = "2", .document = base, .output = out, .staff = true};
  fail_every_call(&(struct job){fill_run, &what, out, bytes_of(&desk, base), *state}, 60);
  desk_close(&desk);
}

static void a_reading_survives_every_failing_call(void **state) {
  struct desk desk = desk_open();
  const char *out = in(&desk, *state, "out"), *base = in(&desk, *state, "base.docx");
  fill_term_1(&desk, base);
  struct cairn_read what = {.documents = &base, .count = 1, .output = out};
  fail_every_call(&(struct job){read_run, &what, out, {NULL, 0}, *state}, 40);
  desk_close(&desk);
}

static void a_draft_survives_every_failing_call(void **state) {
  struct desk desk = desk_open();
  const char *out = in(&desk, *state, "out");
  struct cairn_draft what = {.document = "samples/legacy/small-steps.docx", .output = out};
  fail_every_call(&(struct job){draft_run, &what, out, {NULL, 0}, *state}, 40);
  desk_close(&desk);
}

static void a_reading_into_a_record_survives_every_failing_call(void **state) {
  struct desk desk = desk_open();
  const char *out = in(&desk, *state, "out"), *base = in(&desk, *state, "base.docx");
  fill_term_1(&desk, base);
  struct str record = bytes_of(&desk, "samples/rowan/child-a.yaml");
  ptrdiff_t date = str_find(record, STR("2025-12-05"));
  assert_true(date > 0);
  struct str before = str_joined(desk.arena, str_sub(record, 0, (size_t)date), STR("2025-12-06"),
                                 str_sub(record, (size_t)date + 10, record.len));
  struct cairn_read what = {.documents = &base, .count = 1, .into = out};
  fail_every_call(&(struct job){read_run, &what, out, before, *state}, 40);
  desk_close(&desk);
}

static void a_reading_into_a_folder_survives_every_failing_call(void **state) {
  struct desk desk = desk_open();
  const char *recs = in(&desk, *state, "recs/"), *out = in(&desk, *state, "recs/rowan-01.yaml");
  const char *base = in(&desk, *state, "base.docx");
  fill_term_1(&desk, base);
  assert_true(folder_make(recs, &desk.messages));
  struct cairn_read what = {.documents = &base, .count = 1, .output = recs};
  fail_every_call(&(struct job){read_run, &what, out, {NULL, 0}, *state}, 40);
  assert_true(folder_list(desk.arena, recs, ".yaml").n <= 2); /* no second record of the same learner */
  desk_close(&desk);
}

/* The report goes to standard output, so that there is no file to look at; nothing may be left open, unsaid or unfreed. */
static void a_comparison_survives_every_failing_call(void **state) {
  struct desk desk = desk_open();
  const char *out = in(&desk, *state, "out"), *base = in(&desk, *state, "base.docx");
  fill_term_1(&desk, base);
  struct cairn_diff what = {.old = base, .new = base};
  struct job job = {compare_run, &what, out, {NULL, 0}, *state};
  size_t told, failures = 0;
  struct machine sound = machine_new(KINDS, 0);
  int shown = dup(STDOUT_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  assert_true(dup2(nowhere, STDOUT_FILENO) >= 0);
  int whole = run_job(&job, &sound, &told);
  for (enum kind kind = ALLOC; kind < KINDS; kind++)
    for (size_t n = 1; n <= sound.calls[kind]; n++, failures++) {
      struct machine m = machine_new(kind, n);
      int code = run_job(&job, &m, &told);
      if ((code != CAIRN_DONE && !told) || m.blocks || m.files)
        fail_msg("call %zu of kind %d failed: %d", n, (int)kind, code);
    }
  assert_true(dup2(shown, STDOUT_FILENO) >= 0);
  close(shown);
  close(nowhere);
  assert_int_equal(whole, CAIRN_DONE);
  assert_true(failures >= 40);
  desk_close(&desk);
}

static void a_rename_that_fails_takes_the_temporary_file_away(void **state) {
  struct desk desk = desk_open();
  const struct folder *folder = *state;
  const char *out = in(&desk, folder, "out");
  struct cairn_fill what = {.record = "samples/rowan/child-a.yaml", .term = "1", .output = out, .staff = true};
  struct job job = {fill_run, &what, out, {NULL, 0}, folder};
  struct machine m = machine_new(RENAME, 1);
  size_t told;
  assert_int_equal(run_job(&job, &m, &told), CAIRN_OUTPUT);
  assert_int_equal(m.calls[UNLINK], 1);
  assert_int_equal(litter(folder), 0);
  assert_null(bytes_of(&desk, out).at);
  desk_close(&desk);
}

int main(void) {
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
  const struct CMUnitTest tests[] = {
      IN_A_FOLDER(a_fill_of_the_blank_template_survives_every_failing_call),
      IN_A_FOLDER(a_refill_with_comments_over_an_older_document_survives_every_failing_call),
      IN_A_FOLDER(a_reading_survives_every_failing_call),
      IN_A_FOLDER(a_draft_survives_every_failing_call),
      IN_A_FOLDER(a_reading_into_a_record_survives_every_failing_call),
      IN_A_FOLDER(a_reading_into_a_folder_survives_every_failing_call),
      IN_A_FOLDER(a_comparison_survives_every_failing_call),
      IN_A_FOLDER(a_rename_that_fails_takes_the_temporary_file_away),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
