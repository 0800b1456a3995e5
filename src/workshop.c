/* A private folder for what other programs and libraries write; what a killed program has left of its own goes with the next. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "verb.h"

enum { TRIES = 8 };

static const char NAME[] = "cairn-workshop-";

static void close_it(void *of) {
  struct workshop *shop = of;
  if (!shop->open) return;
  shop->open = false;
  shop->sys->remove_tree(shop->sys->context, shop->path);
  signals_release(&shop->before);
}

/* Whoever works in one holds it; where the file system knows no locks, nobody can tell, and it stays. */
static void sweep_one(const struct sys *sys, const char *path) {
  struct stat info;
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  bool ours = fd >= 0 && fstat(fd, &info) == 0 && info.st_uid == geteuid() && !(info.st_mode & 077);
  if (ours && flock(fd, LOCK_EX | LOCK_NB) == 0) sys->remove_tree(sys->context, path);
  if (fd >= 0) close(fd);
}

static void sweep(struct arena *arena, const char *place) {
  struct arena *here = arena_inside(arena);
  struct folder_names names = folder_folders(here, place, NULL);
  for (size_t i = 0; i < names.n; i++)
    if (strncmp(names.at[i], NAME, strlen(NAME)) == 0) sweep_one(arena_sys(arena), path_join(here, place, names.at[i]));
  arena_free(here);
}

/* A new folder, held before anybody swept it. */
static bool make_folder(struct workshop *shop, const char *place) {
  for (int try = 0; try < TRIES; try++) {
    shop->path = (char *)str_format(shop->arena, "%s/%sXXXXXX", place, NAME);
    if (!shop->sys->private_folder(shop->sys->context, shop->path)) return false;
    if (folder_hold(shop->arena, shop->path, false, false) && folder_there(shop->path)) return true;
  }
  return false;
}

struct workshop *workshop_open(struct arena *arena) {
  const char *named = getenv("TMPDIR"), *place = named && named[0] == '/' ? named : "/tmp";
  struct arena *own = arena_inside(arena);
  struct workshop *shop = NEW(own, struct workshop);
  *shop = (struct workshop){.sys = arena_sys(arena), .arena = own};
  sweep(own, place);
  arena_defer(own, close_it, shop);
  signals_hold(&shop->before);
  shop->open = make_folder(shop, place);
  if (shop->open) return shop;
  signals_release(&shop->before);
  arena_free(own);
  return NULL;
}

void workshop_close(struct workshop *shop) { arena_free(shop->arena); }
