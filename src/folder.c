/* Folders: looked for, made, listed. */
#include "base.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool folder_there(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool folder_make(const char *path, struct messages *messages) {
  if (folder_there(path) || mkdir(path, 0777) == 0) return true;
  say(messages, MSG_CANNOT_WRITE, ((struct where){.file = path}), strerror(errno));
  return false;
}

static int by_name(const void *one, const void *other) {
  return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static void close_folder(void *folder) { closedir(folder); }

struct folder_names folder_list(struct arena *arena, const char *path, const char *ending) {
  struct folder_names names = {0};
  struct arena *here = arena_inside(arena); /* the folder is closed with it, even where memory runs out */
  DIR *folder = opendir(path);
  if (folder) arena_defer(here, close_folder, folder);
  for (const struct dirent *entry; folder && (entry = readdir(folder));) {
    size_t len = strlen(entry->d_name), tail = strlen(ending);
    bool wanted = len > tail && entry->d_name[0] != '.' && strcmp(entry->d_name + len - tail, ending) == 0;
    if (wanted) *PUSH(arena, &names) = str_z(arena, str_from(entry->d_name));
  }
  arena_free(here);
  if (names.n) qsort(names.at, names.n, sizeof *names.at, by_name);
  return names;
}
