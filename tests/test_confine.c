/* What a confined process cannot do any more, what it still does, and what its helper does for it. */
#include "check.h"
#include "file.h"
#include "libreoffice.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/ptrace.h>
#include <sys/syscall.h>
#endif

#define HEAD(profile) \
  profile, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard", \
      "--convert-to"
#define PROFILE "-env:UserInstallation=file:///tmp/a/profile"

static void takes_only_what_turns_documents_into_others(void **state) {
  (void)state;
  static const char *const right[] = {"/bin/office", HEAD(PROFILE),  FILTER_DOCX, "--outdir",
                                      "/tmp/a",      "/tmp/a/b.doc", NULL};
  static const char *const wrong[][16] = {
      {"/bin/sh", HEAD(PROFILE), FILTER_DOCX, "--outdir", "/tmp/a", "/tmp/a/b.doc"},
      {"/bin/office", HEAD("macro:///Standard.Module1.Main"), FILTER_DOCX, "--outdir", "/tmp/a", "/tmp/a/b.doc"},
      {"/bin/office", HEAD(PROFILE), "sh", "--outdir", "/tmp/a", "/tmp/a/b.doc"},
      {"/bin/office", HEAD(PROFILE), FILTER_PDF, "--accept", "/tmp/a", "/tmp/a/b.doc"},
      {"/bin/office", HEAD(PROFILE), FILTER_PDF, "--outdir", "/tmp/a", "/tmp/a/b.doc", "macro:///A.B.C"},
      {"/bin/office", HEAD(PROFILE), FILTER_PDF, "--outdir", "/tmp/a"},
      {"/bin/office", "--headless", "/tmp/a/b.doc"},
      {NULL}};
  assert_true(libreoffice_command("/bin/office", right));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(libreoffice_command("/bin/office", wrong[i]));
}

#ifdef __linux__

enum { NOT_CONFINED = 90, DONE = 0, KILLED = 128 };

/* What a process comes to that is confined and then does this: its exit code, or KILLED and a signal. */
static int confined(int (*does)(void)) {
  int status = 0;
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    cairn_leave_no_core();
    if (!cairn_confine()) _exit(NOT_CONFINED);
    _exit(does());
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : KILLED + WTERMSIG(status);
}

static int nothing(void) { return DONE; }

/* Under a sanitizer, and on a machine that knows no filters, nobody is confined; that this is no accident is asked of the program itself
 * by tests/confined_test.py. */
static void must(int (*does)(void), int end) {
  int found = confined(does);
  if (confined(nothing) == NOT_CONFINED)
    assert_int_equal(found, NOT_CONFINED);
  else
    assert_int_equal(found, end);
}

/* ---- what ends it ---- */

static int makes_a_socket(void) { return socket(AF_INET, SOCK_STREAM, 0) < 0; }

static int connects(void) { return connect(0, &(struct sockaddr){.sa_family = AF_UNIX}, sizeof(struct sockaddr)) < 0; }

static int runs_a_program(void) { return execl("/bin/true", "true", (char *)NULL); }

static int traces(void) { return ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0; }

static int takes_a_namespace(void) { return (int)syscall(SYS_unshare, 0); }

static void is_ended_when_it_asks_for(void **state) {
  (void)state;
  int (*const asks[])(void) = {makes_a_socket, connects, runs_a_program, traces, takes_a_namespace};
  for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) must(asks[i], KILLED + SIGSYS);
}

/* ---- what fails ---- */

static int forks(void) {
  pid_t child = fork();
  if (child == 0) _exit(DONE);
  return child == -1 && errno == ENOSYS ? DONE : 1;
}

static int makes_code(void) {
  void *made = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return made == MAP_FAILED ? DONE : 1;
}

static int turns_memory_into_code(void) {
  void *made = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return made != MAP_FAILED && mprotect(made, 4096, PROT_READ | PROT_EXEC) != 0 ? DONE : 1;
}

static int types_into_a_terminal(void) { return ioctl(0, TIOCSTI, "x") != 0 && errno == ENOSYS ? DONE : 1; }

static int ends_another(void) { return kill(getppid(), 0) != 0 && errno == ENOSYS ? DONE : 1; }

static int raises_its_limits(void) {
  const struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
  return syscall(SYS_prlimit64, 1, RLIMIT_CORE, &more, NULL) != 0 && errno == ENOSYS ? DONE : 1;
}

static void gets_no(void **state) {
  (void)state;
  int (*const asks[])(void) = {forks,        makes_code,       turns_memory_into_code, types_into_a_terminal,
                               ends_another, raises_its_limits};
  for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) must(asks[i], DONE);
}

/* ---- what goes on ---- */

static void *adds_one(void *of) {
  ++*(int *)of;
  return NULL;
}

static int makes_a_thread(void) {
  pthread_t thread;
  int number = 0;
  return pthread_create(&thread, NULL, adds_one, &number) == 0 && pthread_join(thread, NULL) == 0 && number == 1 ? DONE
                                                                                                                 : 1;
}

/* As file_write does it, by arena and seam. */
static int writes_a_file(void) {
  struct desk desk = desk_open();
  char path[] = "/tmp/cairn-confined-XXXXXX";
  const struct sys *sys = sys_host();
  if (!sys->private_folder(NULL, path)) return 1;
  bool written = file_write(desk.arena, path_join(desk.arena, path, "file"), repeated(&desk, "", "words ", 100000, ""),
                            &desk.messages);
  bool whole = file_state(path_join(desk.arena, path, "file")) == FILE_THERE;
  bool gone = sys->remove_tree(NULL, path) == 0;
  desk_close(&desk);
  return written && whole && gone ? DONE : 1;
}

static int aborts(void) { abort(); }

static void still_does(void **state) {
  (void)state;
  must(makes_a_thread, DONE);
  must(writes_a_file, DONE);
  must(aborts, KILLED + SIGABRT);
}

/* ---- the helper ---- */

struct room {
  struct desk desk;
  char folder[32];
};

/* A folder with a program of LibreOffice's name, which is what PATH finds. */
static void open_room(struct room *room, const char *does) {
  *room = (struct room){.desk = desk_open(), .folder = "/tmp/cairn-helper-XXXXXX"};
  assert_non_null(mkdtemp(room->folder));
  const char *program = path_join(room->desk.arena, room->folder, "soffice");
  struct str script = str_joined(room->desk.arena, STR("#!/bin/sh\n"), str_from(does), STR("\n"));
  assert_true(file_write(room->desk.arena, program, script, &room->desk.messages));
  assert_int_equal(chmod(program, 0700), 0);
  setenv("PATH", room->folder, 1);
}

static void close_room(struct room *room) {
  sys_host()->remove_tree(NULL, room->folder);
  desk_close(&room->desk);
}

static int convert(struct room *room, const struct cairn_helper *helper, unsigned seconds) {
  const char *program = path_join(room->desk.arena, room->folder, "soffice");
  const char *const words[] = {program, HEAD(PROFILE), FILTER_DOCX, "--outdir", "/tmp", "/tmp/b.doc", NULL};
  const struct sys *sys = helper_sys(helper);
  return sys->run(sys->context, words, seconds);
}

static void tells_how_the_program_ended(void **state) {
  (void)state;
  static const struct {
    const char *does;
    int end;
  } cases[] = {{"exit 0", 0}, {"exit 7", 7}, {"kill -SEGV $$", RUN_CRASHED}, {"/bin/sleep 20", RUN_TOO_LONG}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct room room;
    open_room(&room, cases[i].does);
    struct cairn_helper *helper = cairn_helper_start(1);
    assert_non_null(helper);
    assert_int_equal(convert(&room, helper, 1), cases[i].end);
    assert_int_equal(convert(&room, helper, 1), cases[i].end);
    cairn_helper_end(helper);
    close_room(&room);
  }
}

static void starts_nothing_else(void **state) {
  (void)state;
  struct room room;
  open_room(&room, "exit 0");
  struct cairn_helper *helper = cairn_helper_start(1);
  const struct sys *sys = helper_sys(helper);
  const char *const other[] = {"/bin/true", NULL}, *const none[] = {NULL};
  assert_int_equal(sys->run(sys->context, other, 1), RUN_FAILED);
  assert_int_equal(sys->run(sys->context, none, 1), RUN_FAILED);
  assert_int_equal(convert(&room, helper, 1), 0);
  cairn_helper_end(helper);
  close_room(&room);
}

static void is_called_off_by_a_signal_that_is_held_back(void **state) {
  (void)state;
  struct room room;
  sigset_t before;
  const struct timespec at_once = {0};
  sigset_t one;
  open_room(&room, "/bin/sleep 20");
  struct cairn_helper *helper = cairn_helper_start(1);
  signals_hold(&before);
  kill(getpid(), SIGTERM);
  assert_int_equal(convert(&room, helper, 15), RUN_STOPPED);
  sigemptyset(&one);
  sigaddset(&one, SIGTERM);
  assert_int_equal(sigtimedwait(&one, NULL, &at_once), SIGTERM);
  signals_release(&before);
  cairn_helper_end(helper);
  close_room(&room);
}

struct call {
  struct room *room;
  const struct cairn_helper *helper;
  int end;
  pthread_t thread;
};

static void *call(void *of) {
  struct call *one = of;
  one->end = convert(one->room, one->helper, 10);
  return NULL;
}

/* The script ends only once as many have begun: so they run beside each other. */
static void several_work_at_a_time_and_more_wait_their_turn(void **state) {
  (void)state;
  enum { AT_A_TIME = 3, CALLS = 6 };
  struct room room;
  struct call calls[CALLS] = {0};
  open_room(&room,
            "cd \"${0%/*}\"; echo >>begun\n"
            "n=0; until [ \"$(/usr/bin/wc -l <begun)\" -ge 3 ] || [ $n = 50 ]; do /bin/sleep 0.1; n=$((n+1)); done\n"
            "[ $n -lt 50 ]");
  struct cairn_helper *helper = cairn_helper_start(AT_A_TIME);
  for (size_t i = 0; i < CALLS; i++) {
    calls[i] = (struct call){.room = &room, .helper = helper};
    assert_int_equal(pthread_create(&calls[i].thread, NULL, call, &calls[i]), 0);
  }
  for (size_t i = 0; i < CALLS; i++) {
    pthread_join(calls[i].thread, NULL);
    assert_int_equal(calls[i].end, 0);
  }
  cairn_helper_end(helper);
  close_room(&room);
}

static void is_none_without_libreoffice(void **state) {
  (void)state;
  setenv("PATH", "/nowhere", 1);
  if (access("/Applications/LibreOffice.app", F_OK) != 0) assert_null(cairn_helper_start(1));
  cairn_helper_end(NULL);
}

#endif

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_only_what_turns_documents_into_others),
#ifdef __linux__
      cmocka_unit_test(is_ended_when_it_asks_for),
      cmocka_unit_test(gets_no),
      cmocka_unit_test(still_does),
      cmocka_unit_test(tells_how_the_program_ended),
      cmocka_unit_test(starts_nothing_else),
      cmocka_unit_test(is_called_off_by_a_signal_that_is_held_back),
      cmocka_unit_test(several_work_at_a_time_and_more_wait_their_turn),
      cmocka_unit_test(is_none_without_libreoffice),
#endif
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
