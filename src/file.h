/* file: files read and written, whole or not at all; folders, and names of both. */
#ifndef CAIRN_FILE_H
#define CAIRN_FILE_H

#include "base.h"

/* What an errno means for people; writing: of an output. */
const char *trouble(int error, bool writing);
/* Reads path ("-" is standard input) into the arena; false, and a message with the exit code given, when it cannot. */
bool file_read(struct arena *arena, const char *path, enum limit most, enum message_id failure,
               struct messages *messages, struct str *bytes);
struct str file_tail(struct arena *arena, const char *path,
                     size_t size); /* its last bytes; empty when it has not so many */
enum file_state { FILE_ABSENT, FILE_THERE, FILE_NOT_REGULAR };
enum file_state file_state(const char *path);
bool file_same(const char *a, const char *b); /* both exist and are one file */
/* Writes beside path, syncs, renames over it ("-" is standard output). False, with a message, and nothing left behind. */
bool file_write(struct arena *arena, const char *path, struct str bytes, struct messages *messages);
/* The same without the sync, which the caller does for many files at once. */
bool file_write_unsynced(struct arena *arena, const char *path, struct str bytes, struct messages *messages);
/* Two files that belong together. No name is given before both are written in full, and then the first has its name first. How many of them,
 * in this order, became visible: when it is not both, a message tells. */
struct file_bytes {
  const char *path;
  struct str bytes;
};
size_t file_write_both(struct arena *arena, const struct file_bytes both[2], struct messages *messages);
/* A file that grows and becomes visible when it ends, whole; until then it has no name or, where the file system wants one, lies beside path
 * for us alone to read. A file that it replaces hands on who may read it; what is no ordinary file (a link too) is not replaced, and
 * neither is what came there after file_begin. Signals that would end us are held back in between, so that nothing is left; after
 * file_begin, file_end or file_drop is a must, in the same thread. */
struct file_draft {
  const struct sys *sys;
  const char *path, *folder;
  char *temporary, *number; /* a name in the folder, and where in it the number stands */
  bool named, replaces;     /* it has that name; there was a file to be replaced */
  mode_t mode;              /* of that */
  int fd, holder, reason;   /* holder: once it is closed. reason: the first failure; nothing is written after it */
  off_t size;
  sigset_t before;
};
bool file_begin(struct arena *arena, const char *path, struct file_draft *draft, struct messages *messages);
void file_reserve(struct file_draft *draft,
                  size_t size); /* so that a full disk has room for it, where that can be had */
void file_add(struct file_draft *draft, struct str bytes);
bool file_end(struct file_draft *draft, bool synced, struct messages *messages);
void file_drop(struct file_draft *draft); /* nothing becomes visible */
bool folder_there(const char *path);      /* there is a folder of that name */
/* Makes a folder; true when it is there, or was there before; else false, with a message. */
bool folder_make(const char *path, struct messages *messages);
/* The names in a folder that end so, in their order, in the arena. When the folder cannot be read to its end: an empty list, and a message;
 * messages is NULL where that does not matter. */
struct folder_names {
  const char **at;
  size_t n;
} folder_list(struct arena *arena, const char *path, const char *ending, struct messages *messages);
/* What folder_list leaves out: names with another ending, and what is no ordinary file. */
struct folder_names folder_others(struct arena *arena, const char *path, const char *ending, struct messages *messages);
/* The folders in a folder in their order, hidden ones and links left out. */
struct folder_names folder_folders(struct arena *arena, const char *path, struct messages *messages);
/* The hidden files and folders in it; none when it cannot be read. */
struct folder_names folder_hidden(struct arena *arena, const char *path);
/* Takes away what file_begin has left in a folder when a program was killed. What somebody still writes stays. */
void file_sweep(struct arena *arena, const char *folder);
/* Holds a folder until the arena goes: alone, or with others who share it. False when another has it, and wait is not asked for. Where
 * the file system knows no locks, nobody is held off. */
bool folder_hold(struct arena *arena, const char *path, bool shared, bool wait);
/* The same with a file, made for that and taken away with the hold; its name is such that file_sweep knows it: .cairn-shard-1-8. */
bool file_hold(struct arena *arena, const char *path, bool wait);
const char *path_folder(struct arena *arena, const char *path); /* "." when it has none */
const char *path_join(struct arena *arena, const char *folder,
                      const char *name); /* name alone when it is absolute, or folder is "." */
const char *path_real(struct arena *arena,
                      const char *path); /* from the root, without links; path itself for nothing that is there */
bool path_is_link(const char *path);
const char *path_name(const char *path); /* behind the last slash */

#endif
