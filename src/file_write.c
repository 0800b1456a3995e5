/* Files written whole or not at all: until then they have no name, or one of ours beside the one to be. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 1000, FOR_ALL = 0666, FOR_US = 0600, WHO_MAY = 0777, MOST_DIGITS = 12 /* of any int, with its end */ };

static bool fail(const char *path, const char *reason, struct messages *messages) {
  say(messages, MSG_CANNOT_WRITE, ((struct where){.file = path}), reason);
  return false;
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

/* ---- where it is written ---- */

/* The name of that number; its room is there from the beginning, since the arena must not be asked while a file is open. */
static const char *temporary(struct file_draft *draft, int number) {
  snprintf(draft->number, MOST_DIGITS, "%d", number);
  return draft->temporary;
}

static void make_room(struct arena *arena, struct file_draft *draft) {
  const char *name = str_format(arena, "%s/.cairn-%ld-", draft->folder, (long)getpid());
  size_t len = strlen(name);
  draft->temporary = arena_alloc(arena, len + MOST_DIGITS, 1);
  memcpy(draft->temporary, name, len);
  draft->number = draft->temporary + len;
}

/* A file without a name, which goes with us however we end; -1 where the file system has none, or nobody could give it a name later. The
 * machine gives a new one the mode that any new file has there. */
static int open_nameless(const struct file_draft *draft) {
#ifdef O_TMPFILE
  const struct sys *sys = draft->sys;
  if (access("/proc/self/fd", X_OK) != 0) return -1;
  return sys->open(sys->context, draft->folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, draft->replaces ? FOR_US : FOR_ALL);
#else
  (void)draft;
  return -1;
#endif
}

/* Opens a new file beside the one to be, that nobody else has. It is held by a lock, so that whoever finds it knows that somebody still
 * writes there. */
static int open_beside(struct file_draft *draft) {
  const struct sys *sys = draft->sys;
  for (int try = 0; try < TRIES; try++) {
    const char *name = temporary(draft, try);
    int fd = sys->open(sys->context, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FOR_US);
    if (fd < 0 && errno != EEXIST) return -1;
    if (fd < 0) continue;
    struct stat info;
    bool swept = flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!swept && (fstat(fd, &info) != 0 || info.st_nlink > 0)) {
      draft->named = true;
      return fd;
    }
    sys->close(sys->context, fd);
  }
  return -1;
}

/* ".cairn-", perhaps "shard-", a number, a hyphen, a number. */
static bool is_temporary(const char *name) {
  static const char head[] = ".cairn-", held[] = "shard-", digits[] = "0123456789";
  if (strncmp(name, head, strlen(head)) != 0) return false;
  name += strlen(head);
  if (strncmp(name, held, strlen(held)) == 0) name += strlen(held);
  size_t process = strspn(name, digits);
  const char *rest = name + process;
  size_t try = *rest == '-' ? strspn(rest + 1, digits) : 0;
  return process && try && !rest[1 + try];
}

/* What open_beside or file_hold has made, and nobody holds any more. */
static void sweep_one(const char *path) {
  struct stat info;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  bool dead = fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && flock(fd, LOCK_EX | LOCK_NB) == 0;
  if (dead) unlink(path);
  if (fd >= 0) close(fd);
}

void file_sweep(struct arena *arena, const char *folder) {
  struct folder_names names = folder_hidden(arena, folder);
  for (size_t i = 0; i < names.n; i++) {
    if (is_temporary(names.at[i])) sweep_one(path_join(arena, folder, names.at[i]));
  }
}

/* ---- a draft ---- */

/* All that needs memory, and no file is open yet. */
static bool prepare(struct arena *arena, const char *path, struct file_draft *draft, struct messages *messages) {
  struct stat info;
  *draft = (struct file_draft){.sys = arena_sys(arena), .path = path, .folder = path_folder(arena, path)};
  draft->replaces = lstat(path, &info) == 0;
  if (draft->replaces && !S_ISREG(info.st_mode)) {
    say(messages, MSG_OUTPUT_NOT_FILE, ((struct where){.file = path}), "");
    return false;
  }
  draft->mode = draft->replaces ? info.st_mode & WHO_MAY : 0;
  make_room(arena, draft);
  return true;
}

static bool start(struct file_draft *draft) {
  signals_hold(&draft->before);
  draft->fd = open_nameless(draft);
  if (draft->fd < 0) draft->fd = open_beside(draft);
  if (draft->fd >= 0) return true;
  draft->reason = errno;
  signals_release(&draft->before);
  return false;
}

static bool fail_draft(const struct file_draft *draft, struct messages *messages) {
  return fail(draft->path, trouble(draft->reason, true), messages);
}

bool file_begin(struct arena *arena, const char *path, struct file_draft *draft, struct messages *messages) {
  return prepare(arena, path, draft, messages) && (start(draft) || fail_draft(draft, messages));
}

void file_reserve(struct file_draft *draft, size_t size) {
#ifdef __linux__
  if (fallocate(draft->fd, 0, 0, (off_t)size) != 0) errno = 0; /* then it has to go without */
#else
  (void)draft;
  (void)size;
#endif
}

void file_add(struct file_draft *draft, struct str bytes) {
  if (!draft->reason && !write_all(draft->sys, draft->fd, bytes)) draft->reason = errno;
  draft->size += (off_t)bytes.len;
}

/* What was reserved and is not wanted goes. */
static bool cut_to_size(const struct file_draft *draft) {
  struct stat info;
  return fstat(draft->fd, &info) == 0 && (info.st_size <= draft->size || ftruncate(draft->fd, draft->size) == 0);
}

/* Who may read it: those who could read the file that it replaces, or any new one. A file system without modes goes without. */
static void settle_mode(const struct file_draft *draft) {
  const struct sys *sys = draft->sys;
  bool fresh = draft->named && !draft->replaces;
  if (!fresh && !draft->replaces) return; /* the machine has settled it */
  mode_t mode = fresh ? FOR_ALL & ~sys->mask(sys->context) : draft->mode;
  if (sys->set_mode(sys->context, draft->fd, mode) != 0) errno = 0;
}

/* Gives a file without a name one beside the one to be, under its lock. */
static bool link_beside(struct file_draft *draft, int fd) {
  const struct sys *sys = draft->sys;
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) errno = 0; /* a file system without locks: nobody sweeps there */
  for (int try = 0; !draft->named && try < TRIES; try++) {
    draft->named = sys->link(sys->context, fd, temporary(draft, try)) == 0;
    if (!draft->named && errno != EEXIST) break;
  }
  return draft->named;
}

/* What stands under the name is replaced only if it was there, an ordinary file, when the draft was begun. */
static bool take_name(struct file_draft *draft, int fd) {
  const struct sys *sys = draft->sys;
  struct stat info;
  if (!draft->named && !draft->replaces) return sys->link(sys->context, fd, draft->path) == 0;
  if (!draft->named && !link_beside(draft, fd)) return false;
  bool there = lstat(draft->path, &info) == 0;
  if (there && !(draft->replaces && S_ISREG(info.st_mode))) {
    errno = EEXIST;
    return false;
  }
  return sys->rename(sys->context, draft->temporary, draft->path) == 0;
}

/* The file is closed before it gets its name, since only closing tells all (on a file server: no room); a second descriptor holds it and
 * its lock meanwhile. */
static void settle(struct file_draft *draft, bool synced) {
  const struct sys *sys = draft->sys;
  draft->holder = fcntl(draft->fd, F_DUPFD_CLOEXEC, 0);
  if (!draft->reason && draft->holder < 0) draft->reason = errno;
  if (!draft->reason && !cut_to_size(draft)) draft->reason = errno;
  settle_mode(draft);
  if (!draft->reason && synced && sys->sync(sys->context, draft->fd) != 0) draft->reason = errno;
  if (sys->close(sys->context, draft->fd) != 0 && !draft->reason) draft->reason = errno;
}

/* Gives a file that was settled its name or, when anything has failed, takes it away. */
static void finish(struct file_draft *draft) {
  const struct sys *sys = draft->sys;
  if (!draft->reason && !take_name(draft, draft->holder)) draft->reason = errno;
  if (draft->reason && draft->named) sys->unlink(sys->context, draft->temporary);
  if (draft->holder >= 0) close(draft->holder);
  signals_release(&draft->before);
}

bool file_end(struct file_draft *draft, bool synced, struct messages *messages) {
  settle(draft, synced);
  finish(draft);
  return !draft->reason || fail_draft(draft, messages);
}

void file_drop(struct file_draft *draft) {
  const struct sys *sys = draft->sys;
  if (draft->named) sys->unlink(sys->context, draft->temporary);
  sys->close(sys->context, draft->fd);
  signals_release(&draft->before);
}

static bool write_file(struct arena *arena, const char *path, struct str bytes, bool synced,
                       struct messages *messages) {
  const struct sys *sys = arena_sys(arena);
  if (strcmp(path, "-") == 0)
    return write_all(sys, STDOUT_FILENO, bytes) || fail("standard output", trouble(errno, true), messages);
  struct file_draft draft;
  if (!file_begin(arena, path, &draft, messages)) return false;
  file_add(&draft, bytes);
  return file_end(&draft, synced, messages);
}

bool file_write(struct arena *arena, const char *path, struct str bytes, struct messages *messages) {
  return write_file(arena, path, bytes, true, messages);
}

bool file_write_unsynced(struct arena *arena, const char *path, struct str bytes, struct messages *messages) {
  return write_file(arena, path, bytes, false, messages);
}

/* ---- two files that belong together ---- */

/* The last begun ends first, so that signals are held back until both have ended. */
static bool start_both(struct file_draft draft[2], struct messages *messages) {
  if (!start(&draft[1])) return fail_draft(&draft[1], messages);
  if (start(&draft[0])) return true;
  file_drop(&draft[1]);
  return fail_draft(&draft[0], messages);
}

/* The one that failed; NULL for none. What fails before either has its name stops both, and what fails later the one behind. */
static const struct file_draft *finish_both(struct file_draft draft[2]) {
  const struct file_draft *failed = draft[0].reason ? &draft[0] : draft[1].reason ? &draft[1] : NULL;
  if (failed) draft[0].reason = draft[1].reason = failed->reason;
  finish(&draft[0]);
  if (!failed && draft[0].reason) failed = &draft[0];
  if (failed) draft[1].reason = failed->reason;
  finish(&draft[1]);
  return failed || !draft[1].reason ? failed : &draft[1];
}

size_t file_write_both(struct arena *arena, const struct file_bytes both[2], struct messages *messages) {
  struct file_draft draft[2];
  for (size_t i = 0; i < 2; i++)
    if (!prepare(arena, both[i].path, &draft[i], messages)) return 0;
  if (!start_both(draft, messages)) return 0;
  for (size_t i = 0; i < 2; i++) file_add(&draft[i], both[i].bytes);
  for (size_t i = 0; i < 2; i++) settle(&draft[i], true);
  const struct file_draft *failed = finish_both(draft);
  if (!failed) return 2;
  if (draft[0].reason) return fail_draft(failed, messages);
  say(messages, MSG_CANNOT_WRITE_BOTH, ((struct where){.file = failed->path}), trouble(failed->reason, true),
      draft[0].path);
  return 1;
}
