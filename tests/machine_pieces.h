/* A machine of which one call can be made to fail: what tests give to a run in place of the system. */
#ifndef CAIRN_MACHINE_PIECES_H
#define CAIRN_MACHINE_PIECES_H

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* PARSER is libxml2's own memory: see machine_minds_parser. */
enum kind {
  ALLOC,
  PARSER,
  OPEN,
  READ,
  WRITE,
  SYNC,
  CLOSE,
  RENAME,
  UNLINK,
  LINK,
  MODE,
  PRIVATE,
  FOLDER,
  REMOVE,
  RUN,
  KINDS
};

/* How a call fails: it does not do it; it is interrupted by a signal, or does less than asked, and is asked again; it gives half, and then tells
 * of an end where there is none. */
enum way { FAILS, INTERRUPTED, SHORT, ENDS };

struct fault {
  enum kind kind;
  enum way way;
  int error; /* errno */
  const char *name;
};

static const struct fault FAULTS[] = {
    {ALLOC, FAILS, ENOMEM, "no memory"},
    {PARSER, FAILS, ENOMEM, "no memory for libxml2"},
    {OPEN, FAILS, EACCES, "open"},
    {OPEN, FAILS, EMFILE, "open: too many files"},
    {READ, FAILS, EIO, "read"},
    {READ, INTERRUPTED, EINTR, "read: interrupted"},
    {READ, SHORT, 0, "read: short"},
    {READ, ENDS, 0, "read: ends early"},
    {WRITE, FAILS, ENOSPC, "write: no space"},
    {WRITE, INTERRUPTED, EINTR, "write: interrupted"},
    {WRITE, SHORT, 0, "write: short"},
    {SYNC, FAILS, EIO, "sync"},
    {CLOSE, FAILS, EIO, "close"},
    {RENAME, FAILS, EXDEV, "rename"},
    {UNLINK, FAILS, EPERM, "unlink"},
    {LINK, FAILS, EXDEV, "link"},
    {MODE, FAILS, EPERM, "mode"},
    {PRIVATE, FAILS, ENOSPC, "private folder"},
    {FOLDER, FAILS, ENOSPC, "folder"},
    {REMOVE, FAILS, EACCES, "remove a tree"},
    {RUN, FAILS, ENOMEM, "run a program"},
};

static inline bool fault_does_no_harm(const struct fault *fault) {
  return fault->way == INTERRUPTED || fault->way == SHORT;
}

/* The machine, with call number fail_at of one kind failing, and, where it lasts, all behind it; and a count of what was taken and not given
 * back. */
struct machine {
  struct sys sys;
  const struct fault *fault; /* NULL for none */
  size_t fail_at;
  bool lasting, ended;
  atomic_size_t calls[KINDS]; /* atomic, since a pack's threads call too */
  atomic_long blocks, files;
  atomic_ulong shown;   /* a digest of what went to standard output, which goes nowhere */
  const char *document; /* what the program that is run makes of any other: a copy of this file */
};

static inline bool fails(struct machine *m, enum kind kind) {
  size_t call = atomic_fetch_add(&m->calls[kind], 1) + 1;
  bool now = m->fault && kind == m->fault->kind && (call == m->fail_at || (m->lasting && call > m->fail_at));
  if (now && m->fault->error) errno = m->fault->error;
  return now;
}

static inline void *machine_alloc(void *context, size_t size) {
  struct machine *m = context;
  void *memory = fails(m, ALLOC) ? NULL : sys_host()->alloc(NULL, size);
  m->blocks += memory != NULL;
  return memory;
}

static inline void machine_release(void *context, void *memory) {
  struct machine *m = context;
  m->blocks -= memory != NULL;
  sys_host()->release(NULL, memory);
}

static inline int machine_open(void *context, const char *path, int flags, mode_t mode) {
  struct machine *m = context;
  int fd = fails(m, OPEN) ? -1 : sys_host()->open(NULL, path, flags, mode);
  m->files += fd >= 0;
  return fd;
}

static inline ssize_t machine_read(void *context, int fd, void *to, size_t size) {
  struct machine *m = context;
  bool over = m->ended;
  m->ended = false;
  if (over) return 0;
  if (!fails(m, READ)) return sys_host()->read(NULL, fd, to, size);
  if (m->fault->way == SHORT) return sys_host()->read(NULL, fd, to, size ? 1 : 0);
  m->ended = m->fault->way == ENDS;
  return m->ended ? sys_host()->read(NULL, fd, to, size / 2) : -1;
}

static inline ssize_t machine_show(struct machine *m, const unsigned char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) m->shown = m->shown * 31 + bytes[i] + 1;
  return (ssize_t)size;
}

static inline ssize_t machine_write(void *context, int fd, const void *from, size_t size) {
  struct machine *m = context;
  size_t most = fails(m, WRITE) ? 1 : 4096;
  if (most == 1 && m->fault->way != SHORT) return -1;
  if (size > most) size = most;
  return fd == STDOUT_FILENO ? machine_show(m, from, size) : sys_host()->write(NULL, fd, from, size);
}

static inline int machine_sync(void *context, int fd) {
  (void)fd; /* the disk has enough to do */
  return fails(context, SYNC) ? -1 : 0;
}

static inline int machine_sync_all(void *context, const char *folder) {
  (void)folder;
  return fails(context, SYNC) ? -1 : 0;
}

/* As the kernel does it: the descriptor is gone even when closing tells an error. */
static inline int machine_close(void *context, int fd) {
  struct machine *m = context;
  m->files--;
  sys_host()->close(NULL, fd);
  return fails(m, CLOSE) ? -1 : 0;
}

static inline int machine_rename(void *context, const char *from, const char *to) {
  return fails(context, RENAME) ? -1 : sys_host()->rename(NULL, from, to);
}

static inline int machine_unlink(void *context, const char *path) {
  return fails(context, UNLINK) ? -1 : sys_host()->unlink(NULL, path);
}

static inline int machine_link(void *context, int fd, const char *path) {
  return fails(context, LINK) ? -1 : sys_host()->link(NULL, fd, path);
}

static inline int machine_set_mode(void *context, int fd, mode_t mode) {
  return fails(context, MODE) ? -1 : sys_host()->set_mode(NULL, fd, mode);
}

static inline mode_t machine_mask(void *context) {
  (void)context;
  return sys_host()->mask(NULL);
}

static inline char *machine_private_folder(void *context, char *path) {
  return fails(context, PRIVATE) ? NULL : sys_host()->private_folder(NULL, path);
}

static inline int machine_folder(void *context, const char *path) {
  return fails(context, FOLDER) ? -1 : sys_host()->folder(NULL, path);
}

static inline int machine_remove_tree(void *context, const char *path) {
  return fails(context, REMOVE) ? -1 : sys_host()->remove_tree(NULL, path);
}

/* The program that turns documents into others, in the folder behind --outdir. */
static inline int machine_run(void *context, const char *const *argv, unsigned seconds) {
  struct machine *m = context;
  (void)seconds;
  if (fails(m, RUN)) return RUN_FAILED;
  while (*argv && strcmp(*argv, "--outdir") != 0) argv++;
  struct arena *arena = arena_new(sys_host());
  struct messages unheard = {.arena = arena};
  struct str bytes;
  bool made = *argv && file_read(arena, m->document, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &unheard, &bytes) &&
              file_write_unsynced(arena, path_join(arena, argv[1], "document.docx"), bytes, &unheard);
  arena_free(arena);
  return made ? RUN_ENDED : 1;
}

static inline struct machine machine_new(const struct fault *fault, size_t fail_at) {
  return (struct machine){.fault = fault,
                          .fail_at = fail_at,
                          .sys = {.alloc = machine_alloc,
                                  .release = machine_release,
                                  .open = machine_open,
                                  .read = machine_read,
                                  .write = machine_write,
                                  .sync = machine_sync,
                                  .sync_all = machine_sync_all,
                                  .close = machine_close,
                                  .rename = machine_rename,
                                  .unlink = machine_unlink,
                                  .link = machine_link,
                                  .set_mode = machine_set_mode,
                                  .mask = machine_mask,
                                  .private_folder = machine_private_folder,
                                  .folder = machine_folder,
                                  .remove_tree = machine_remove_tree,
                                  .run = machine_run}};
}

/* ---- libxml2, which knows no context ---- */

/* Whose parser it is: libxml2 asks for memory without saying for whom. NULL: nobody's. */
static inline struct machine **machine_of_parser(void) {
  static struct machine *machine;
  return &machine;
}

static inline bool parser_fails(void) {
  struct machine *m = *machine_of_parser();
  return m && fails(m, PARSER);
}

static inline void *parser_alloc(size_t size) { return parser_fails() ? NULL : malloc(size); }

static inline void *parser_widen(void *memory, size_t size) { return parser_fails() ? NULL : realloc(memory, size); }

static inline char *parser_copy(const char *z) {
  size_t size = strlen(z) + 1;
  char *copy = parser_alloc(size);
  return copy ? memcpy(copy, z, size) : NULL;
}

static inline void say_nothing(void *context, const char *format, ...) { (void)context, (void)format; }

/* Before libxml2 was asked for anything: from now on its memory is that of machine_of_parser. */
static inline void machine_minds_parser(void) {
  xmlMemSetup(free, parser_alloc, parser_widen, parser_copy);
  xmlInitParser();
  xmlSetGenericErrorFunc(NULL, say_nothing);
}

#endif
