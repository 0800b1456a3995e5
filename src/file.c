/* Files that are there: what they are, read whole; and paths. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { IN = O_RDONLY | O_CLOEXEC | O_NOCTTY };

static const char TOO_LARGE[] = "it is larger than Cairn takes in";

static bool fail(const char *path, enum message_id failure, struct messages *messages, const char *reason) {
  say(messages, failure, ((struct where){.file = path}), reason);
  return false;
}

/* Room for more; no jump to the guard, since a file is open. */
static bool widen(struct text *out) {
  size_t cap = out->cap ? out->cap * 2 : 64 << 10;
  char *bigger = arena_try(out->arena, cap, 1);
  if (!bigger) return false;
  if (out->len) memcpy(bigger, out->at, out->len);
  out->at = bigger;
  out->cap = cap;
  return true;
}

/* False with the reason in errno; ENOMEM when the arena has no room. */
static bool read_all(int fd, struct text *out, size_t most) {
  const struct sys *sys = arena_sys(out->arena);
  while (out->len <= most) {
    if (out->len == out->cap && !widen(out)) {
      errno = ENOMEM;
      return false;
    }
    ssize_t got = sys->read(sys->context, fd, out->at + out->len, out->cap - out->len);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    out->len += (size_t)got;
  }
  errno = EFBIG;
  return false;
}

/* What cannot be read for a file: some of it would be waited for without end. */
static const char *odd_kind(mode_t mode) {
  if (S_ISREG(mode)) return NULL;
  if (S_ISDIR(mode)) return "it is a folder, and one file is wanted here";
  if (S_ISFIFO(mode)) return "it is a pipe";
  return S_ISSOCK(mode) ? "it is a socket" : "it is a device";
}

/* Without waiting for anybody but a file server whose client holds the file (fcntl(2), leases): the system has it given back. And a device
 * is not even opened, since some act on that. -1 with the reason, NULL for what errno says. */
static int open_input(const struct sys *sys, const char *path, const char **reason) {
  struct stat info;
  if (strcmp(path, "-") == 0) return STDIN_FILENO;
  *reason = stat(path, &info) == 0 ? odd_kind(info.st_mode) : NULL;
  if (*reason) return -1;
  int fd = sys->open(sys->context, path, IN | O_NONBLOCK, 0);
  return fd < 0 && errno == EWOULDBLOCK ? sys->open(sys->context, path, IN, 0) : fd;
}

/* An ordinary file of known size is read in one piece; standard input is what it is, but no folder. */
static const char *unfit(int fd, size_t most, struct stat *info) {
  if (fstat(fd, info) != 0) return trouble(errno, false);
  const char *odd = fd == STDIN_FILENO && !S_ISDIR(info->st_mode) ? NULL : odd_kind(info->st_mode);
  if (!S_ISREG(info->st_mode)) info->st_size = 0;
  return !odd && (size_t)info->st_size > most ? TOO_LARGE : odd;
}

/* Whoever wrote to it meanwhile may have left half of the old in what was read, and half of the new. */
static bool changed(int fd, const struct stat *before, size_t size) {
  struct stat now;
  if (fd == STDIN_FILENO || fstat(fd, &now) != 0) return false;
  return now.st_size != (off_t)size || before->st_size != (off_t)size || now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
         now.st_mtim.tv_nsec != before->st_mtim.tv_nsec;
}

/* NULL when it is read; else why not. */
static const char *read_in(struct text *out, int fd, size_t most, size_t *size) {
  struct stat before = {.st_size = 0};
  const char *reason = unfit(fd, most, &before);
  *size = (size_t)before.st_size;
  if (reason) return reason;
  out->at = arena_try_bytes(out->arena, (size_t)before.st_size + 1);
  out->cap = out->at ? (size_t)before.st_size + 1 : 0;
  if (!read_all(fd, out, most)) return errno == EFBIG ? TOO_LARGE : trouble(errno, false);
  return changed(fd, &before, out->len) ? "somebody was writing it at this moment" : NULL;
}

/* An output that is too large to be looked at is not written; an input can be taken in if the user says so. */
static bool too_large(const char *path, enum limit most, size_t size, enum message_id failure,
                      struct messages *messages) {
  if (message_exit(failure) == EXIT_OUTPUT) return fail(path, failure, messages, TOO_LARGE);
  enum message_id id = message_exit(failure) == EXIT_RECORD ? MSG_YAML_LIMIT : MSG_LIMIT;
  limit_tell(messages, id, (struct where){.file = path}, most, (struct met){.count = size});
  return false;
}

bool file_read(struct arena *arena, const char *path, enum limit most, enum message_id failure,
               struct messages *messages, struct str *bytes) {
  const struct sys *sys = arena_sys(arena);
  const char *reason = NULL;
  struct text out = {.arena = arena};
  int fd = open_input(sys, path, &reason);
  if (fd < 0) return fail(path, failure, messages, reason ? reason : trouble(errno, false));
  size_t size = 0;
  errno = 0;
  reason = read_in(&out, fd, limit(arena, most), &size);
  int error = errno;
  if (strcmp(path, "-") != 0) sys->close(sys->context, fd);
  if (reason && error == ENOMEM) arena_no_memory(arena);
  if (reason == TOO_LARGE) return too_large(path, most, size, failure, messages);
  if (reason) return fail(path, failure, messages, reason);
  *bytes = text_str(&out);
  return true;
}

struct str file_tail(struct arena *arena, const char *path, size_t size) {
  char *bytes = arena_alloc(arena, size + 1, 1);
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  bool whole = fd >= 0 && lseek(fd, -(off_t)size, SEEK_END) >= 0 && read(fd, bytes, size) == (ssize_t)size;
  if (fd >= 0) close(fd);
  return (struct str){bytes, whole ? size : 0};
}

enum file_state file_state(const char *path) {
  struct stat info;
  if (lstat(path, &info) != 0) return FILE_ABSENT;
  return S_ISREG(info.st_mode) ? FILE_THERE : FILE_NOT_REGULAR;
}

bool file_same(const char *a, const char *b) {
  struct stat one, other;
  if (stat(a, &one) != 0 || stat(b, &other) != 0) return false;
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

const char *path_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

const char *path_folder(struct arena *arena, const char *path) {
  const char *name = path_name(path);
  if (name == path) return ".";
  size_t len = (size_t)(name - path);
  return str_z(arena, (struct str){path, len > 1 ? len - 1 : len});
}

const char *path_join(struct arena *arena, const char *folder, const char *name) {
  return name[0] == '/' || strcmp(folder, ".") == 0 ? name : str_format(arena, "%s/%s", folder, name);
}
