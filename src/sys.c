/* The machine as it is, behind the seam. */
#include "process.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

const struct sys *sys_host(void) {
  static const struct sys host = {.alloc = host_alloc,
                                  .release = host_release,
                                  .open = host_open,
                                  .read = host_read,
                                  .write = host_write,
                                  .sync = host_sync,
                                  .close = host_close,
                                  .rename = host_rename,
                                  .unlink = host_unlink,
                                  .private_folder = host_private_folder,
                                  .folder = host_folder,
                                  .remove_tree = host_remove_tree,
                                  .run = host_run};
  return &host;
}
