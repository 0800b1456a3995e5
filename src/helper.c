/* Processes that start LibreOffice for one that is confined: each waits at a socket for one command at a time. */
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libreoffice.h"

#ifdef __linux__

#include <errno.h>
#include <poll.h>
#include <pthread.h>

enum { MOST_HELPERS = 8, MOST_BYTES = 32 << 10, MOST_WORDS = 64, POLL_MS = 10 };

struct helper {
  pid_t process;
  int socket;
  pthread_mutex_t busy;
};

struct cairn_helper {
  struct arena *arena;
  struct sys sys;
  size_t count;
  struct helper helpers[MOST_HELPERS];
};

/* ---- the helper ---- */

/* The words of a command, each ended by NUL; NULL when they are too many or not whole. */
static const char *const *words_of(const char *bytes, size_t size, const char **words) {
  size_t count = 0;
  if (!size || bytes[size - 1] != '\0') return NULL;
  for (size_t at = 0; at < size && count < MOST_WORDS; at += strlen(bytes + at) + 1) words[count++] = bytes + at;
  words[count] = NULL;
  return count < MOST_WORDS ? words : NULL;
}

/* One command: so many seconds, and the words. Nothing but LibreOffice is started, and that only to turn documents into others. */
static int obey(int socket, const char *program, const char *bytes, size_t size) {
  const char *words[MOST_WORDS + 1];
  unsigned seconds;
  memcpy(&seconds, bytes, sizeof seconds);
  const char *const *argv = words_of(bytes + sizeof seconds, size - sizeof seconds, words);
  return argv && libreoffice_command(program, argv) ? run_for(socket, argv, seconds) : RUN_FAILED;
}

/* Until nobody asks any more. What is too short to be a command has called one off that had ended. */
static void serve(int socket, const char *program) {
  char bytes[MOST_BYTES];
  sigset_t before;
  signals_hold(&before);
  for (ssize_t size; (size = read(socket, bytes, sizeof bytes)) > 0 || (size < 0 && errno == EINTR);) {
    if (size < (ssize_t)sizeof(unsigned)) continue;
    int end = obey(socket, program, bytes, (size_t)size);
    if (send(socket, &end, sizeof end, MSG_NOSIGNAL) != (ssize_t)sizeof end) return;
  }
}

static bool start(struct cairn_helper *all, const char *program) {
  struct helper *helper = &all->helpers[all->count];
  int ends[2];
  pthread_mutex_init(&helper->busy, NULL);
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return false;
  helper->process = fork();
  if (helper->process == 0) {
    for (size_t i = 0; i < all->count; i++) close(all->helpers[i].socket); /* so that each sees when we are gone */
    close(ends[0]);
    serve(ends[1], program);
    _exit(0);
  }
  close(ends[1]);
  helper->socket = ends[0];
  if (helper->process < 0) close(ends[0]);
  return helper->process > 0;
}

/* ---- who asks ---- */

/* One that nobody asks now; with all of them at work, the first as soon as it is free. */
static struct helper *take(struct cairn_helper *all) {
  for (size_t i = 0; i < all->count; i++)
    if (pthread_mutex_trylock(&all->helpers[i].busy) == 0) return &all->helpers[i];
  pthread_mutex_lock(&all->helpers[0].busy);
  return &all->helpers[0];
}

/* What became of the command. Called off when a signal waits: the helper, which may not have it, ends the program, and says so. */
static int answer(int socket) {
  struct pollfd one = {.fd = socket, .events = POLLIN};
  bool told = false;
  int end = RUN_FAILED;
  for (int ready; (ready = poll(&one, 1, POLL_MS)) == 0 || (ready < 0 && errno == EINTR);) {
    if (told || !signals_waiting()) continue;
    told = true;
    send(socket, "", 1, MSG_NOSIGNAL);
  }
  return read(socket, &end, sizeof end) == (ssize_t)sizeof end ? end : RUN_FAILED;
}

static int ask(void *context, const char *const *argv, unsigned seconds) {
  char bytes[MOST_BYTES];
  size_t size = sizeof seconds;
  memcpy(bytes, &seconds, sizeof seconds);
  for (size_t i = 0; argv[i]; i++) {
    size_t len = strlen(argv[i]) + 1;
    if (len > sizeof bytes - size) return RUN_FAILED;
    memcpy(bytes + size, argv[i], len);
    size += len;
  }
  struct helper *helper = take(context);
  bool asked = send(helper->socket, bytes, size, MSG_NOSIGNAL) == (ssize_t)size;
  int end = asked ? answer(helper->socket) : RUN_FAILED;
  pthread_mutex_unlock(&helper->busy);
  return end;
}

struct wanted {
  struct arena *arena;
  size_t count;
  struct cairn_helper *all;
};

static void start_all(void *of) {
  struct wanted *wanted = of;
  const char *program = libreoffice_find(wanted->arena);
  struct cairn_helper *all = NEW(wanted->arena, struct cairn_helper);
  *all = (struct cairn_helper){.arena = wanted->arena, .sys = *sys_host()};
  all->sys.context = all;
  all->sys.run = ask;
  while (program && all->count < wanted->count && all->count < MOST_HELPERS && start(all, program)) all->count++;
  if (all->count) wanted->all = all;
}

struct cairn_helper *cairn_helper_start(size_t count) {
  struct wanted wanted = {.arena = arena_new(sys_host()), .count = count};
  if (wanted.arena) arena_guard(wanted.arena, start_all, &wanted);
  if (!wanted.all) arena_free(wanted.arena);
  return wanted.all;
}

void cairn_helper_end(struct cairn_helper *all) {
  if (!all) return;
  for (size_t i = 0; i < all->count; i++) close(all->helpers[i].socket);
  for (size_t i = 0; i < all->count; i++) {
    pthread_mutex_destroy(&all->helpers[i].busy);
    while (waitpid(all->helpers[i].process, NULL, 0) < 0 && errno == EINTR) continue;
  }
  arena_free(all->arena);
}

const struct sys *helper_sys(const struct cairn_helper *all) { return all ? &all->sys : sys_host(); }

#else

struct cairn_helper *cairn_helper_start(size_t count) {
  (void)count;
  return NULL;
}

void cairn_helper_end(struct cairn_helper *all) { (void)all; }

const struct sys *helper_sys(const struct cairn_helper *all) {
  (void)all;
  return sys_host();
}

#endif
