/* The machine as it is, behind the seam. */
#include "process.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void *host_alloc(void *context, size_t size) {
  (void)context;
  return malloc(size);
}

static void host_release(void *context, void *memory) {
  (void)context;
  free(memory);
}

static int host_open(void *context, const char *path, int flags, mode_t mode) {
  (void)context;
  return open(path, flags, mode);
}

static ssize_t host_read(void *context, int fd, void *to, size_t size) {
  (void)context;
  return read(fd, to, size);
}

static ssize_t host_write(void *context, int fd, const void *from, size_t size) {
  (void)context;
  return write(fd, from, size);
}

static int host_sync(void *context, int fd) {
  (void)context;
  return fsync(fd);
}

static int host_sync_all(void *context, const char *folder) {
  (void)context;
#ifdef __linux__
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), done = fd >= 0 ? syncfs(fd) : -1;
  if (fd >= 0) close(fd);
  return done;
#else
  (void)folder;
  sync();
  return 0;
#endif
}

static int host_close(void *context, int fd) {
  (void)context;
  return close(fd);
}

static int host_rename(void *context, const char *from, const char *to) {
  (void)context;
  return rename(from, to);
}

static int host_unlink(void *context, const char *path) {
  (void)context;
  return unlink(path);
}

/* Through /proc, since linking by the descriptor alone is for root (linkat(2)). */
static int host_link(void *context, int fd, const char *path) {
  char own[32];
  (void)context;
  snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
  return linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

static int host_set_mode(void *context, int fd, mode_t mode) {
  (void)context;
  return fchmod(fd, mode);
}

/* Read where the system tells it: asking by umask(2) would set it for a moment, for other threads too. */
static mode_t host_mask(void *context) {
  char status[512];
  (void)context;
  int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  ssize_t size = fd >= 0 ? read(fd, status, sizeof status - 1) : 0;
  if (fd >= 0) close(fd);
  status[size > 0 ? size : 0] = '\0';
  const char *told = strstr(status, "\nUmask:");
  if (told) return (mode_t)strtoul(told + 7, NULL, 8);
  mode_t mask = umask(077);
  umask(mask);
  return mask;
}

const struct sys *sys_host(void) {
  static const struct sys host = {.alloc = host_alloc,
                                  .release = host_release,
                                  .open = host_open,
                                  .read = host_read,
                                  .write = host_write,
                                  .sync = host_sync,
                                  .sync_all = host_sync_all,
                                  .close = host_close,
                                  .rename = host_rename,
                                  .unlink = host_unlink,
                                  .link = host_link,
                                  .set_mode = host_set_mode,
                                  .mask = host_mask,
                                  .private_folder = host_private_folder,
                                  .folder = host_folder,
                                  .remove_tree = host_remove_tree,
                                  .run = host_run};
  return &host;
}
