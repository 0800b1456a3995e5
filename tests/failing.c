/* The C library with one flaw: loaded before it, this makes one call of one function fail, whoever asks: Cairn, or a library that it uses.
 *
 * FAIL="malloc 123" in the environment: that call of malloc; "read 5 on": the fifth and all behind it. FAIL_COUNTS=path: how often each was
 * called is written there at the end. */
/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-inconsistent-declaration-parameter-name): these are the C
 * library's functions, whose parameters have reserved names. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define CALLS(CALL) \
  CALL(malloc, ENOMEM) \
  CALL(calloc, ENOMEM) \
  CALL(realloc, ENOMEM) \
  CALL(open, EMFILE) \
  CALL(opendir, EACCES) \
  CALL(read, EIO) \
  CALL(write, ENOSPC) \
  CALL(fstat, EIO) \
  CALL(fsync, EIO) \
  CALL(syncfs, EIO) \
  CALL(ftruncate, EIO) \
  CALL(fallocate, ENOSPC) \
  CALL(fchmod, EPERM) \
  CALL(flock, ENOLCK) \
  CALL(close, EIO) \
  CALL(rename, EXDEV) \
  CALL(linkat, EXDEV) \
  CALL(mkdir, ENOSPC) \
  CALL(memfd_create, EMFILE)

enum call {
#define CALL(name, error) CALL_##name,
  CALLS(CALL)
#undef CALL
      CALL_COUNT
};

static const struct {
  const char *name;
  int error;
} NAMES[] = {
#define CALL(name, error) {#name, error},
    CALLS(CALL)
#undef CALL
};

static unsigned long counts[CALL_COUNT], fail_at;
static enum call failing = CALL_COUNT;
static bool lasting;

__attribute__((constructor)) static void begin(void) {
  const char *wish = getenv("FAIL");
  size_t len = wish ? strcspn(wish, " ") : 0;
  for (int i = 0; len && wish[len] && i < CALL_COUNT; i++) {
    if (strlen(NAMES[i].name) != len || strncmp(wish, NAMES[i].name, len) != 0) continue;
    char *rest;
    fail_at = strtoul(wish + len, &rest, 10);
    lasting = strcmp(rest, " on") == 0;
    failing = (enum call)i;
  }
  memset(counts, 0, sizeof counts);
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAIL_COUNTS");
  FILE *file = path ? fopen(path, "we") : NULL;
  for (int i = 0; file && i < CALL_COUNT; i++) fprintf(file, "%s %lu\n", NAMES[i].name, counts[i]);
  if (file) fclose(file);
}

static bool fails(enum call call) {
  unsigned long number = __atomic_add_fetch(&counts[call], 1, __ATOMIC_RELAXED);
  bool now = call == failing && (number == fail_at || (lasting && number > fail_at));
  if (now) errno = NAMES[call].error;
  return now;
}

/* The function of the C library. */
#define NEXT(name) (__extension__(__typeof__(&(name))) dlsym(RTLD_NEXT, #name))

/* ---- memory: by names that dlsym, which asks for some, is not needed for ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size) { return fails(CALL_malloc) ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails(CALL_calloc) ? NULL : __libc_calloc(count, size); }
void *realloc(void *memory, size_t size) { return fails(CALL_realloc) ? NULL : __libc_realloc(memory, size); }

/* ---- files ---- */

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
  va_end(list);
  return fails(CALL_open) ? -1 : NEXT(open)(path, flags, mode);
}

DIR *opendir(const char *path) { return fails(CALL_opendir) ? NULL : NEXT(opendir)(path); }
ssize_t read(int fd, void *to, size_t size) { return fails(CALL_read) ? -1 : NEXT(read)(fd, to, size); }
ssize_t write(int fd, const void *from, size_t size) { return fails(CALL_write) ? -1 : NEXT(write)(fd, from, size); }
int fstat(int fd, struct stat *info) { return fails(CALL_fstat) ? -1 : NEXT(fstat)(fd, info); }
/* The disk has enough to do. */
int fsync(int fd) {
  (void)fd;
  return fails(CALL_fsync) ? -1 : 0;
}

int syncfs(int fd) {
  (void)fd;
  return fails(CALL_syncfs) ? -1 : 0;
}
int ftruncate(int fd, off_t size) { return fails(CALL_ftruncate) ? -1 : NEXT(ftruncate)(fd, size); }
int fchmod(int fd, mode_t mode) { return fails(CALL_fchmod) ? -1 : NEXT(fchmod)(fd, mode); }
int flock(int fd, int operation) { return fails(CALL_flock) ? -1 : NEXT(flock)(fd, operation); }
int rename(const char *from, const char *to) { return fails(CALL_rename) ? -1 : NEXT(rename)(from, to); }
int mkdir(const char *path, mode_t mode) { return fails(CALL_mkdir) ? -1 : NEXT(mkdir)(path, mode); }

int fallocate(int fd, int mode, off_t from, off_t size) {
  return fails(CALL_fallocate) ? -1 : NEXT(fallocate)(fd, mode, from, size);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  return fails(CALL_linkat) ? -1 : NEXT(linkat)(from_folder, from, to_folder, to, flags);
}

int memfd_create(const char *name, unsigned flags) {
  return fails(CALL_memfd_create) ? -1 : NEXT(memfd_create)(name, flags);
}

/* As the kernel does it: the descriptor is gone even when closing tells an error. */
int close(int fd) {
  bool told = fails(CALL_close);
  int done = NEXT(close)(fd), error = errno;
  if (told) errno = NAMES[CALL_close].error;
  if (!told && done != 0) errno = error;
  return told ? -1 : done;
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-inconsistent-declaration-parameter-name) */
