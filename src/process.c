/* Other programs and private folders: what the seam runs and clears away on the machine as it is. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

char *host_private_folder(void *context, char *path) {
  (void)context;
  return mkdtemp(path);
}

int host_folder(void *context, const char *path) {
  (void)context;
  return mkdir(path, 0700);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at) {
  (void)info;
  (void)kind;
  (void)at;
  return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

int host_remove_tree(void *context, const char *path) {
  (void)context;
  return nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- running ---- */

static void limit_to(int which, rlim_t most) {
  struct rlimit limits;
  if (getrlimit(which, &limits) != 0) return;
  if (limits.rlim_max == RLIM_INFINITY || limits.rlim_max > most) limits.rlim_max = most;
  limits.rlim_cur = limits.rlim_max;
  setrlimit(which, &limits);
}

/* The program: nothing to read, nobody to speak to, signals as they are by nature, no core of a child's data. */
static void become(const char *const *argv) {
  sigset_t none;
  int nowhere = open("/dev/null", O_RDWR);
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (dup2(nowhere, fd) < 0) _exit(127);
  limit_to(RLIMIT_CORE, 0);
  limit_to(RLIMIT_FSIZE, limits_table()->most[LIMIT_DOCUMENT]);
  signal(SIGXFSZ, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execv(argv[0], (char *const *)argv);
  _exit(127);
}

static bool past(const struct timespec *start, unsigned seconds) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec - start->tv_sec > (time_t)seconds ||
         (now.tv_sec - start->tv_sec == (time_t)seconds && now.tv_nsec >= start->tv_nsec);
}

/* Whoever asked for the program wants it no more, or is gone. */
static bool called_off(int asker) {
  struct pollfd one = {.fd = asker, .events = POLLIN};
  return asker >= 0 && poll(&one, 1, 0) > 0;
}

/* Waits without taking the child away, so that its group is still its own; RUN_ENDED, or why no longer. */
static int wait_for(pid_t child, unsigned seconds, int asker) {
  struct timespec start, pause = {.tv_nsec = 10L * 1000 * 1000};
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (;;) {
    siginfo_t info = {0};
    int found = waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT);
    if (found != 0 && errno != EINTR) return RUN_FAILED;
    if (found == 0 && info.si_pid == child) return RUN_ENDED;
    if (signals_waiting() || called_off(asker)) return RUN_STOPPED;
    if (past(&start, seconds)) return RUN_TOO_LONG;
    nanosleep(&pause, NULL);
  }
}

/* The child, with a group of its own: it runs the program, ends as that does, and ends it when nobody waits for it any more because we were
 * killed. */
static void mind(const char *const *argv, pid_t waiting) {
  const struct timespec pause = {.tv_nsec = 10L * 1000 * 1000};
  int status = SIGKILL; /* of one that nobody knows the end of */
  setpgid(0, 0);
  pid_t program = fork();
  if (program == 0) become(argv);
  if (program < 0) _exit(127);
  while (waitpid(program, &status, WNOHANG) == 0 && getppid() == waiting) nanosleep(&pause, NULL);
  if (getppid() == waiting && WIFEXITED(status)) _exit(WEXITSTATUS(status));
  kill(0, SIGKILL);
}

int run_for(int asker, const char *const *argv, unsigned seconds) {
  int status = 0;
  pid_t self = getpid(), child = fork();
  if (child == 0) mind(argv, self);
  if (child < 0) return RUN_FAILED;
  setpgid(child, child); /* as the child does, whichever comes first */
  int end = wait_for(child, seconds, asker);
  kill(-child, SIGKILL); /* whatever it has left behind, too */
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return RUN_FAILED;
  if (end != RUN_ENDED) return end;
  return WIFEXITED(status) ? WEXITSTATUS(status) : RUN_CRASHED;
}

int host_run(void *context, const char *const *argv, unsigned seconds) {
  (void)context;
  return run_for(-1, argv, seconds);
}

/* ---- signals ---- */

static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP};

void signals_hold(sigset_t *before) {
  sigset_t held;
  sigemptyset(&held);
  for (size_t i = 0; i < sizeof ENDING / sizeof *ENDING; i++) {
    struct sigaction action;
    if (sigaction(ENDING[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) sigaddset(&held, ENDING[i]);
  }
  pthread_sigmask(SIG_BLOCK, &held, before);
}

void signals_release(const sigset_t *before) { pthread_sigmask(SIG_SETMASK, before, NULL); }

static void let_through(void *before) { signals_release(before); }

void signals_hold_with(struct arena *arena) {
  sigset_t *before = NEW(arena, sigset_t);
  signals_hold(before);
  arena_defer(arena, let_through, before);
}

bool signals_waiting(void) {
  sigset_t waiting;
  return sigpending(&waiting) == 0 &&
         (sigismember(&waiting, SIGINT) || sigismember(&waiting, SIGTERM) || sigismember(&waiting, SIGHUP));
}
