/* Folders: looked for, made, listed. */
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool folder_there(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool folder_make(const char *path, struct messages *messages) {
  bool made = mkdir(path, 0777) == 0;
  int error = errno;
  if (made || folder_there(path)) return true; /* there before, or made by somebody else at this moment */
  if (error == EEXIST)
    say(messages, MSG_FOLDER_IS_FILE, ((struct where){.file = path}), "");
  else
    say(messages, MSG_CANNOT_WRITE, ((struct where){.file = path}), trouble(error, true));
  return false;
}

static bool shows(DIR *folder, const struct dirent *entry, const char *ending) {
  (void)folder;
  const char *name = entry->d_name;
  size_t len = strlen(name), tail = strlen(ending);
  return name[0] != '.' && len > tail && strcmp(name + len - tail, ending) == 0;
}

static bool is_other(DIR *folder, const struct dirent *entry, const char *ending) {
  return entry->d_name[0] != '.' && (entry->d_type != DT_REG || !shows(folder, entry, ending));
}

static bool hides(DIR *folder, const struct dirent *entry, const char *ending) {
  (void)folder;
  (void)ending;
  const char *name = entry->d_name;
  return name[0] == '.' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* A folder itself, and no link to one: a walk through folders ends. Some file systems want to be asked apart. */
static bool leads_on(DIR *folder, const struct dirent *entry, const char *ending) {
  struct stat info;
  (void)ending;
  if (entry->d_name[0] == '.') return false;
  if (entry->d_type != DT_UNKNOWN) return entry->d_type == DT_DIR;
  return fstatat(dirfd(folder), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

static int by_name(const void *one, const void *other) {
  return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static void close_folder(void *folder) { closedir(folder); }

/* A folder as it is looked through. */
struct look {
  DIR *folder;
  const char *ending;
  bool (*wanted)(DIR *folder, const struct dirent *entry, const char *ending);
};

struct extent {
  size_t names, bytes;
};

/* The next entry; NULL at the end, and with errno when there is no reading on. */
static const struct dirent *next_entry(DIR *folder) {
  errno = 0;
  return readdir(folder);
}

/* How many names are wanted; so many as there is room for are laid into it. */
static struct extent look_through(const struct look *look, const char **at, char *bytes, struct extent room) {
  struct extent found = {0};
  rewinddir(look->folder);
  for (const struct dirent *entry; (entry = next_entry(look->folder));) {
    if (!look->wanted(look->folder, entry, look->ending)) continue;
    size_t size = strlen(entry->d_name) + 1;
    if (found.names < room.names && found.bytes + size <= room.bytes)
      at[found.names] = memcpy(bytes + found.bytes, entry->d_name, size);
    found.names++;
    found.bytes += size;
  }
  return found;
}

/* The names of a folder for which wanted says so. They are counted first, so that very many take no more room than they must. */
static struct folder_names list(struct arena *arena, const char *path, const char *ending, struct messages *messages,
                                bool (*wanted)(DIR *folder, const struct dirent *entry, const char *ending)) {
  struct folder_names names = {0};
  struct arena *here = arena_inside(arena); /* the folder is closed with it, even where memory runs out */
  const struct look look = {opendir(path), ending, wanted};
  int error = look.folder ? 0 : errno;
  struct extent room = {0}, found = {0};
  if (look.folder) arena_defer(here, close_folder, look.folder);
  if (look.folder) found = look_through(&look, NULL, NULL, room);
  while (found.names > room.names || found.bytes > room.bytes) {
    room = found;
    names.at = arena_alloc(arena, room.names, sizeof *names.at);
    found = look_through(&look, names.at, arena_bytes(arena, room.bytes), room);
  }
  if (look.folder) error = errno; /* of reading it for the last time */
  arena_free(here);
  names.n = found.names;
  if (error) names.n = 0;
  bool none = !error || error == ENOENT || error == ENOTDIR; /* no such folder: nothing is in it */
  if (!none && messages) say(messages, MSG_FOLDER_UNREADABLE, ((struct where){.file = path}), trouble(error, false));
  if (names.n) qsort(names.at, names.n, sizeof *names.at, by_name);
  return names;
}

struct folder_names folder_list(struct arena *arena, const char *path, const char *ending, struct messages *messages) {
  return list(arena, path, ending, messages, shows);
}

struct folder_names folder_others(struct arena *arena, const char *path, const char *ending,
                                  struct messages *messages) {
  return list(arena, path, ending, messages, is_other);
}

struct folder_names folder_folders(struct arena *arena, const char *path, struct messages *messages) {
  return list(arena, path, NULL, messages, leads_on);
}

struct folder_names folder_hidden(struct arena *arena, const char *path) {
  return list(arena, path, NULL, NULL, hides);
}

bool path_is_link(const char *path) {
  struct stat info;
  return lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
}

const char *path_real(struct arena *arena, const char *path) {
  char *real = realpath(path, NULL);
  if (!real) return path;
  arena_defer(arena, free, real);
  return real;
}

/* ---- one pack at a time ---- */

struct hold {
  int fd;
  const char *path; /* of a file that goes with the hold; NULL: of a folder */
};

static void let_go(void *of) {
  const struct hold *hold = of;
  if (hold->fd >= 0 && hold->path) unlink(hold->path);
  if (hold->fd >= 0) close(hold->fd);
}

/* False when another has it. */
static bool lock(int fd, int how) {
  int done;
  while ((done = flock(fd, how)) != 0 && errno == EINTR) continue;
  return done == 0 || errno != EWOULDBLOCK;
}

bool folder_hold(struct arena *arena, const char *path, bool shared, bool wait) {
  struct hold *hold = NEW(arena, struct hold);
  hold->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  arena_defer(arena, let_go, hold);
  if (hold->fd < 0) return true;
  return lock(hold->fd, (shared ? LOCK_SH : LOCK_EX) | (wait ? 0 : LOCK_NB));
}

/* Who had it before has taken the file away, and another may have made it anew. */
static bool is_gone(int fd) {
  struct stat info;
  return fstat(fd, &info) == 0 && info.st_nlink == 0;
}

bool file_hold(struct arena *arena, const char *path, bool wait) {
  struct hold *hold = NEW(arena, struct hold);
  *hold = (struct hold){-1, path};
  arena_defer(arena, let_go, hold);
  for (;;) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    bool held = fd < 0 || lock(fd, LOCK_EX | (wait ? 0 : LOCK_NB));
    bool gone = held && fd >= 0 && is_gone(fd);
    if (held && !gone) hold->fd = fd;
    if (!held || gone) close(fd);
    if (!gone) return held;
  }
}
