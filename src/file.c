/* Files: read whole, written whole or not at all. */
#include "base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* An ordinary file of known size is read in one piece; anything else is a folder, or is not waited for. */
static const char *unfit(int fd, size_t most, size_t *size) {
  struct stat info;
  *size = 0;
  if (fstat(fd, &info) != 0) return strerror(errno);
  if (S_ISDIR(info.st_mode)) return "it is a folder";
  if (S_ISREG(info.st_mode)) *size = (size_t)info.st_size;
  return *size > most ? "it is larger than Cairn takes in" : NULL;
}

bool file_read(struct arena *arena, const char *path, enum limit most, enum message_id failure,
               struct messages *messages, struct str *bytes) {
  const struct sys *sys = arena_sys(arena);
  bool standard = strcmp(path, "-") == 0;
  int fd = standard ? STDIN_FILENO : sys->open(sys->context, path, O_RDONLY | O_CLOEXEC | O_NOCTTY, 0);
  if (fd < 0) return fail(path, failure, messages, strerror(errno));
  size_t size;
  const char *reason = unfit(fd, limit(most), &size);
  struct text out = {.arena = arena};
  out.at = reason ? NULL : arena_try(arena, size + 1, 1);
  out.cap = out.at ? size + 1 : 0;
  bool whole = !reason && read_all(fd, &out, limit(most));
  int error = errno;
  if (!standard) sys->close(sys->context, fd);
  if (!reason && !whole && error == ENOMEM) arena_no_memory(arena);
  if (!reason && !whole) reason = error == EFBIG ? "it is larger than Cairn takes in" : strerror(error);
  if (reason) return fail(path, failure, messages, reason);
  *bytes = text_str(&out);
  return true;
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

static bool write_all(const struct sys *sys, int fd, struct str bytes) {
  while (bytes.len) {
    ssize_t put = sys->write(sys->context, fd, bytes.at, bytes.len);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes = str_sub(bytes, (size_t)put, bytes.len);
  }
  return true;
}

/* Opens a new file beside path that nobody else has; its name is in temporary. */
static int open_beside(struct arena *arena, const char *path, const char **temporary) {
  const struct sys *sys = arena_sys(arena);
  for (int try = 0; try < 100; try++) {
    *temporary = str_format(arena, "%s/.cairn-%ld-%d", path_folder(arena, path), (long)getpid(), try);
    int fd = sys->open(sys->context, *temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

/* What a file that becomes visible may be read by: as the one it replaces, else by the umask. */
static void set_mode(int fd, const char *path) {
  struct stat info;
  mode_t mask = umask(0);
  umask(mask);
  mode_t mode = stat(path, &info) == 0 ? info.st_mode & 0777 : 0666 & ~mask;
  if (fchmod(fd, mode) != 0) return; /* a file system without modes: stays private */
}

bool file_write(struct arena *arena, const char *path, struct str bytes, struct messages *messages) {
  const struct sys *sys = arena_sys(arena);
  if (strcmp(path, "-") == 0) {
    if (write_all(sys, STDOUT_FILENO, bytes)) return true;
    return fail("standard output", MSG_CANNOT_WRITE, messages, strerror(errno));
  }
  const char *temporary;
  int fd = open_beside(arena, path, &temporary);
  if (fd < 0) return fail(path, MSG_CANNOT_WRITE, messages, strerror(errno));
  set_mode(fd, path);
  bool whole = write_all(sys, fd, bytes) && sys->sync(sys->context, fd) == 0;
  int reason = errno;
  if (sys->close(sys->context, fd) != 0 && whole) {
    whole = false;
    reason = errno;
  }
  if (whole && sys->rename(sys->context, temporary, path) == 0) return true;
  if (whole) reason = errno;
  sys->unlink(sys->context, temporary);
  return fail(path, MSG_CANNOT_WRITE, messages, strerror(reason));
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
