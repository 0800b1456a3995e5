/* Programs that are run, and old documents that one of them turns: what ends, fails or takes too long leaves nothing behind. */
#include "check.h"
#include "file.h"
#include "verb.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- running, on the machine as it is ---- */

static int run_shell(const char *script, unsigned seconds) {
  return sys_host()->run(NULL, (const char *const[]){"/bin/sh", "-c", script, NULL}, seconds);
}

static void a_program_gives_its_exit_status_or_why_there_is_none(void **state) {
  (void)state;
  assert_int_equal(run_shell("exit 0", 20), 0);
  assert_int_equal(run_shell("exit 7", 20), 7);
  assert_int_equal(run_shell("kill -SEGV $$", 20), RUN_CRASHED);
  assert_int_equal(run_shell("sleep 60", 1), RUN_TOO_LONG);
  assert_int_equal(run_shell("exec sleep 60", 0), RUN_TOO_LONG);
  assert_int_equal(sys_host()->run(NULL, (const char *const[]){"/nowhere/at all", NULL}, 20), 127);
}

static void a_signal_that_is_held_back_stops_it_and_one_that_is_ignored_does_not(void **state) {
  (void)state;
  sigset_t before;
  void (*handler)(int) = signal(SIGHUP, SIG_IGN);
  signals_hold(&before);
  raise(SIGHUP);
  assert_int_equal(run_shell("exit 3", 20), 3);
  signals_release(&before);
  signal(SIGHUP, handler);
  signals_hold(&before);
  raise(SIGTERM);
  assert_int_equal(run_shell("sleep 60", 20), RUN_STOPPED);
  handler = signal(SIGTERM, SIG_IGN); /* takes it back */
  signals_release(&before);
  signal(SIGTERM, handler);
}

static void a_folder_goes_with_all_in_it_but_not_what_its_links_lead_to(void **state) {
  (void)state;
  const struct sys *sys = sys_host();
  char kept[] = "/tmp/cairn-kept-XXXXXX", gone[] = "/tmp/cairn-gone-XXXXXX";
  struct desk desk = desk_open();
  struct stat info;
  assert_ptr_equal(sys->private_folder(NULL, kept), kept);
  assert_ptr_equal(sys->private_folder(NULL, gone), gone);
  assert_int_equal(stat(gone, &info), 0);
  assert_int_equal(info.st_mode & 0777, 0700);
  const char *inner = path_join(desk.arena, gone, "inner"), *file = path_join(desk.arena, kept, "a");
  assert_int_equal(sys->folder(NULL, inner), 0);
  assert_true(file_write(desk.arena, file, STR("stays"), &desk.messages));
  assert_true(file_write(desk.arena, path_join(desk.arena, inner, "b"), STR("goes"), &desk.messages));
  assert_int_equal(symlink(kept, path_join(desk.arena, inner, "link")), 0);
  assert_int_equal(sys->remove_tree(NULL, gone), 0);
  assert_int_equal(file_state(gone), FILE_ABSENT);
  assert_int_equal(file_state(file), FILE_THERE);
  assert_int_equal(sys->remove_tree(NULL, kept), 0);
  desk_close(&desk);
}

/* ---- a machine whose LibreOffice is a function, and whose call of a number fails ---- */

struct machine {
  struct sys sys;
  size_t calls, fail_at;
  int ends; /* how LibreOffice ends; RUN_ENDED: with a document */
  char room[64];
  unsigned seconds;
  long blocks, files, folders;
};

static bool fails(void *context, int error) {
  struct machine *m = context;
  if (++m->calls != m->fail_at) return false;
  errno = error;
  return true;
}

static void *machine_alloc(void *context, size_t size) {
  void *memory = fails(context, ENOMEM) ? NULL : sys_host()->alloc(NULL, size);
  ((struct machine *)context)->blocks += memory != NULL;
  return memory;
}

static void machine_release(void *context, void *memory) {
  ((struct machine *)context)->blocks -= memory != NULL;
  sys_host()->release(NULL, memory);
}

static int machine_open(void *context, const char *path, int flags, mode_t mode) {
  int fd = fails(context, EACCES) ? -1 : sys_host()->open(NULL, path, flags, mode);
  ((struct machine *)context)->files += fd >= 0;
  return fd;
}

static ssize_t machine_write(void *context, int fd, const void *from, size_t size) {
  return fails(context, ENOSPC) ? -1 : sys_host()->write(NULL, fd, from, size);
}

static ssize_t machine_read(void *context, int fd, void *to, size_t size) {
  return fails(context, EIO) ? -1 : sys_host()->read(NULL, fd, to, size);
}

static int machine_sync(void *context, int fd) {
  (void)fd;
  return fails(context, EIO) ? -1 : 0;
}

static int machine_sync_all(void *context, const char *folder) {
  (void)folder;
  return fails(context, EIO) ? -1 : 0;
}

static int machine_close(void *context, int fd) {
  ((struct machine *)context)->files--;
  sys_host()->close(NULL, fd);
  return fails(context, EIO) ? -1 : 0;
}

static int machine_rename(void *context, const char *from, const char *to) {
  return fails(context, EXDEV) ? -1 : sys_host()->rename(NULL, from, to);
}

static int machine_unlink(void *context, const char *path) {
  (void)context;
  return sys_host()->unlink(NULL, path);
}

static int machine_link(void *context, int fd, const char *path) {
  return fails(context, EIO) ? -1 : sys_host()->link(NULL, fd, path);
}

static char *machine_private_folder(void *context, char *path) {
  struct machine *m = context;
  if (fails(m, EACCES) || !sys_host()->private_folder(NULL, path)) return NULL;
  m->folders++;
  return path;
}

static int machine_folder(void *context, const char *path) {
  return fails(context, ENOSPC) ? -1 : sys_host()->folder(NULL, path);
}

static int machine_remove_tree(void *context, const char *path) {
  ((struct machine *)context)->folders--;
  return sys_host()->remove_tree(NULL, path);
}

/* The folder of the document's copy is the last word's; what is made there is the blank template. */
static int machine_run(void *context, const char *const *argv, unsigned seconds) {
  struct machine *m = context;
  struct desk desk = desk_open();
  struct str bytes;
  m->seconds = seconds;
  if (fails(m, EAGAIN)) m->ends = RUN_FAILED;
  while (argv[1]) argv++;
  const char *made = path_join(desk.arena, path_folder(desk.arena, argv[0]), "document.docx");
  if (m->ends == RUN_ENDED)
    assert_true(file_read(desk.arena, "templates/milestones-tracker.docx", LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE,
                          &desk.messages, &bytes) &&
                file_write(desk.arena, made, bytes, &desk.messages));
  desk_close(&desk);
  return m->ends;
}

static void machine_make(struct machine *m, size_t fail_at, int ends) {
  *m = (struct machine){.fail_at = fail_at, .ends = ends};
  m->sys = *sys_host();
  m->sys.context = m;
  m->sys.alloc = machine_alloc;
  m->sys.release = machine_release;
  m->sys.open = machine_open;
  m->sys.read = machine_read;
  m->sys.write = machine_write;
  m->sys.sync = machine_sync;
  m->sys.sync_all = machine_sync_all;
  m->sys.close = machine_close;
  m->sys.rename = machine_rename;
  m->sys.unlink = machine_unlink;
  m->sys.link = machine_link;
  m->sys.private_folder = machine_private_folder;
  m->sys.folder = machine_folder;
  m->sys.remove_tree = machine_remove_tree;
  m->sys.run = machine_run;
}

/* ---- an old document, in a folder with a program that is named as LibreOffice is ---- */

struct room {
  char path[64];
  const char *document, *output, *sources;
};

static int room_make(void **state) {
  struct room *room = calloc(1, sizeof *room);
  struct desk desk = desk_open();
  char old[2048] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  static const char name[] = "WordDocument";
  for (size_t i = 0; i < sizeof name; i++) old[512 + 2 * i] = name[i];
  old[512 + 64] = 2 * sizeof name;
  old[512 + 66] = 2;
  strcpy(room->path, "/tmp/cairn-room-XXXXXX");
  if (!sys_host()->private_folder(NULL, room->path)) return -1;
  const char *program = path_join(desk.arena, room->path, "soffice");
  room->document = strdup(path_join(desk.arena, room->path, "old.doc"));
  room->output = strdup(path_join(desk.arena, room->path, "out.yaml"));
  room->sources = strdup(path_join(desk.arena, room->path, "out.sources.yaml"));
  bool written = file_write(desk.arena, room->document, (struct str){old, sizeof old}, &desk.messages) &&
                 file_write(desk.arena, program, STR("#!/bin/false\n"), &desk.messages);
  int failed = chmod(program, 0700) + setenv("PATH", room->path, 1) + setenv("TMPDIR", room->path, 1);
  desk_close(&desk);
  *state = room;
  return written ? failed : -1;
}

static int room_remove(void **state) {
  struct room *room = *state;
  int failed = sys_host()->remove_tree(NULL, room->path);
  free((char *)room->document);
  free((char *)room->output);
  free((char *)room->sources);
  free(room);
  return failed;
}

struct heard {
  char text[2048];
};

static void hear(void *context, const struct cairn_message *message) {
  struct heard *heard = context;
  size_t len = strlen(heard->text);
  snprintf(heard->text + len, sizeof heard->text - len, "%s", message->text);
}

static int read_old(const struct room *room, struct machine *m, struct heard *heard) {
  const char *const documents[] = {room->document};
  struct cairn_read what = {.documents = documents, .count = 1, .output = room->output};
  sigset_t before, after;
  unlink(room->output);
  unlink(room->sources);
  *heard = (struct heard){{0}};
  sigprocmask(SIG_SETMASK, NULL, &before);
  int code = verb_run(&m->sys, read_run, &what, hear, heard);
  sigprocmask(SIG_SETMASK, NULL, &after);
  assert_int_equal(m->blocks, 0);
  assert_int_equal(m->files, 0);
  assert_int_equal(m->folders, 0);
  assert_int_equal(file_state(room->output), code <= CAIRN_PARTLY ? FILE_THERE : FILE_ABSENT);
  assert_int_equal(sigismember(&after, SIGTERM), sigismember(&before, SIGTERM));
  return code;
}

static void how_libreoffice_ended_is_said_in_words(void **state) {
  static const struct {
    int ends;
    const char *why;
  } cases[] = {{RUN_TOO_LONG, "it took longer than a minute, and was stopped"},
               {RUN_CRASHED, "it crashed"},
               {RUN_FAILED, "it could not be started"},
               {RUN_STOPPED, "it was interrupted"},
               {127, "it could not be started"},
               {1, "it could not open it"}};
  struct desk desk = desk_open();
  const struct room *room = *state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct machine m;
    struct heard heard;
    machine_make(&m, 0, cases[i].ends);
    assert_int_equal(read_old(room, &m, &heard), CAIRN_DOCUMENT);
    assert_int_equal(m.seconds, 60);
    assert_string_equal(heard.text, str_format(desk.arena,
                                               "%s: this is an old Word document (.doc), and LibreOffice did not turn "
                                               "it into .docx: %s\n    save it as .docx in Word\n",
                                               room->document, cases[i].why));
  }
  desk_close(&desk);
}

static void whatever_call_fails_nothing_is_left_of_a_conversion(void **state) {
  struct machine sound, m;
  struct heard heard;
  machine_make(&sound, 0, RUN_ENDED);
  assert_true(read_old(*state, &sound, &heard) <= CAIRN_PARTLY);
  assert_non_null(strstr(heard.text, "it was read as LibreOffice turned it into .docx\n"));
  assert_true(sound.calls > 40);
  for (size_t n = 1; n <= sound.calls; n++) {
    machine_make(&m, n, RUN_ENDED);
    read_old(*state, &m, &heard);
    assert_true(m.calls >= n && heard.text[0]);
  }
}

int main(void) {
#define IN_A_ROOM(test) cmocka_unit_test_setup_teardown(test, room_make, room_remove)
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_program_gives_its_exit_status_or_why_there_is_none),
      cmocka_unit_test(a_signal_that_is_held_back_stops_it_and_one_that_is_ignored_does_not),
      cmocka_unit_test(a_folder_goes_with_all_in_it_but_not_what_its_links_lead_to),
      IN_A_ROOM(how_libreoffice_ended_is_said_in_words),
      IN_A_ROOM(whatever_call_fails_nothing_is_left_of_a_conversion),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
