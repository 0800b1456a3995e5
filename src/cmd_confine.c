/* What the program gives up before it opens what came from outside, and who does it instead. */
#include "cmd.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Not so of a file that begins as a package does. What is no file, such as a folder, is not known before it is read. */
static bool may_be_old(const char *path) {
  struct stat info;
  char head[2] = "";
  bool there = stat(path, &info) == 0;
  if (!there || !S_ISREG(info.st_mode)) return there || strcmp(path, "-") == 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  bool package = fd >= 0 && read(fd, head, sizeof head) == (ssize_t)sizeof head && memcmp(head, "PK", sizeof head) == 0;
  if (fd >= 0) close(fd);
  return !package;
}

size_t cmd_old(const char *const *documents, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (may_be_old(documents[i])) return 1;
  return 0;
}

struct cairn_helper *cmd_confine(size_t programs) {
  struct cairn_helper *helper = programs ? cairn_helper_start(programs) : NULL;
  cairn_confine();
  return helper;
}
