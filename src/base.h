/* base: memory, text, messages, limits, and the seam to the machine. Knows no format.
 *
 * Everything that a run makes lives in one arena and goes with it. An arena gives zeroed memory and never NULL: when the
 * machine has none left it goes back to arena_guard, the one place where running out of memory is handled. Callbacks that
 * a library calls use arena_try, since nothing may jump across a library's frames.
 *
 *     struct arena *arena = arena_new(sys_host());
 *     bool whole = arena_guard(arena, body, context);    // false: memory ran out inside body
 *     arena_free(arena);                                 // and with it all that body made
 */
#ifndef CAIRN_BASE_H
#define CAIRN_BASE_H

#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* ---- slices ---- */

/* Bytes that somebody else owns; not ended by NUL. */
struct str {
  const char *at;
  size_t len;
};

#define STR(literal) ((struct str){literal, sizeof(literal) - 1})

struct str str_from(const char *z);         /* NULL gives the empty slice */
bool str_equal(struct str a, struct str b); /* byte for byte */
bool str_is(struct str a, const char *z);   /* a has exactly the bytes of z */
bool str_starts(struct str a, struct str head);
struct str str_sub(struct str a, size_t from, size_t to); /* bytes from..to, cut to fit */
struct str str_trim(struct str a);                        /* without blanks, tabs, line ends and NBSP at the edges */
int str_compare(struct str a, struct str b);              /* as memcmp, the shorter first */
ptrdiff_t str_find(struct str a, struct str needle);      /* byte offset of the first, or -1 */

/* ---- the seam: every call that can fail goes through it, so that a test can make any of them fail ---- */

struct sys {
  void *context;
  void *(*alloc)(void *context, size_t size); /* NULL when there is none */
  void (*release)(void *context, void *memory);
  int (*open)(void *context, const char *path, int flags, mode_t mode); /* a descriptor, or -1 with errno */
  ssize_t (*read)(void *context, int fd, void *to, size_t size);
  ssize_t (*write)(void *context, int fd, const void *from, size_t size);
  int (*sync)(void *context, int fd);
  int (*close)(void *context, int fd);
  int (*rename)(void *context, const char *from, const char *to);
  int (*unlink)(void *context, const char *path);
  /* path ends in XXXXXX, which becomes a name that nobody has; only we may look into it. NULL with errno. */
  char *(*private_folder)(void *context, char *path);
  int (*folder)(void *context, const char *path);      /* for us alone; -1 with errno */
  int (*remove_tree)(void *context, const char *path); /* with all that is in it; links are not followed */
  /* Runs the program at argv[0] without input or output, in a process group of its own; afterwards nothing of the group runs.
   * Its exit status, or one of enum run_end. */
  int (*run)(void *context, const char *const *argv, unsigned seconds);
};

/* Why a program gave no exit status: it was not started, ran on after its seconds, was ended by a signal, or we were told to stop
 * by one that is held back. */
enum run_end { RUN_ENDED, RUN_FAILED = -1, RUN_TOO_LONG = -2, RUN_CRASHED = -3, RUN_STOPPED = -4 };

/* Holds the signals that would end us back, but those that are ignored, until there is time to tidy up. */
void signals_hold(sigset_t *before);
void signals_release(const sigset_t *before); /* what came in between takes effect now */

const struct sys *sys_host(void); /* the machine as it is */

/* ---- arena ---- */

struct arena;

struct arena *arena_new(const struct sys *sys); /* the caller frees it; NULL without memory */
/* An arena for a part of the work: it goes with the one around it, or earlier by arena_free, and when it finds no memory the guard
 * around is gone back to. The caller owns it; never NULL under a guard. */
struct arena *arena_inside(struct arena *around);
void arena_free(struct arena *arena); /* runs what was deferred, last first, then gives all memory back */
const struct sys *arena_sys(const struct arena *arena);

/* count * size bytes, zeroed, aligned for anything, until arena_free. Never NULL: see above. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
void *arena_try(struct arena *arena, size_t count, size_t size); /* the same, but NULL without memory */
#define NEW(arena, type) ((type *)arena_alloc(arena, 1, sizeof(type)))

/* Where an arena stands, and the way back: what was made in between is given up, so nothing of it may be kept, and nothing deferred. */
struct arena_mark {
  void *chunk, *behind;
  size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* Runs body(context); false when memory ran out inside. Guards do not nest. */
bool arena_guard(struct arena *arena, void (*body)(void *), void *context);
void arena_no_memory(struct arena *arena); /* for a library's own "no memory": goes back to the guard */

/* release(thing) runs at arena_free: for what a library owns. If the note itself finds no memory, release runs at once. */
void arena_defer(struct arena *arena, void (*release)(void *), void *thing);

struct str str_copy(struct arena *arena, struct str a); /* NUL behind the last byte */
const char *str_z(struct arena *arena, struct str a);   /* the same as a C string */
const char *str_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- growing arrays: struct { T *at; size_t n, cap; } ---- */

void *array_grow(struct arena *arena, void *at, size_t n, size_t *cap, size_t size);
#define ARRAY(type) \
  struct { \
    type *at; \
    size_t n, cap; \
  }
/* The address of a new zeroed last item. */
#define PUSH(arena, array) \
  ((array)->at = array_grow(arena, (array)->at, (array)->n, &(array)->cap, sizeof *(array)->at), \
   &(array)->at[(array)->n++])

/* ---- text that grows ---- */

struct text {
  struct arena *arena;
  char *at;
  size_t len, cap;
};

void text_add(struct text *text, struct str more);
void text_add_z(struct text *text, const char *more);
void text_add_byte(struct text *text, char byte);
void text_add_utf8(struct text *text, uint32_t codepoint);
struct str text_str(const struct text *text);                                         /* a slice of what is there now */
struct str str_joined(struct arena *arena, struct str a, struct str b, struct str c); /* one behind the other */

/* ---- UTF-8 and folding ---- */

/* The code point at a.at[*at], moving *at behind it; UINT32_MAX for bytes that are not UTF-8 (then *at moves by one). */
uint32_t utf8_next(struct str a, size_t *at);
/* The offset of the first byte that is not UTF-8 or that XML 1.0 cannot hold (production 2), or a.len. */
size_t utf8_bad(struct str a);
/* How labels are compared: lower case (Latin), runs of blanks of any width as one, what takes no room left out, curly quotes and
 * dashes of all kinds straight, no colon behind. */
struct str fold(struct arena *arena, struct str a);
bool fold_equal(struct str a, struct str b);
/* Of count words, the one most like word, or NULL when none is near enough to be meant. */
const char *nearest(struct arena *arena, struct str word, const char *const *words, size_t count);
/* Marks every one of them that is as near as the nearest. */
void nearest_all(struct arena *arena, struct str word, const char *const *words, size_t count, bool *near);

/* ---- limits ---- */

enum limit {
#define LIMIT(name, value, what) LIMIT_##name,
#include "limits.def"
#undef LIMIT
  LIMIT_COUNT
};

size_t limit(enum limit name);
const char *limit_what(enum limit name); /* what is limited, in a reader's words */

/* ---- messages ---- */

enum exit_code { EXIT_DONE, EXIT_PARTLY, EXIT_USAGE, EXIT_RECORD, EXIT_DOCUMENT, EXIT_OUTPUT };

enum severity { NOTE, WARNING, ERROR };

/* One entry a message: what it is called, how it ends the run, its sentence and its advice; see messages.def. */
enum message_id {
#define MESSAGE(id, code, severity, exit, sentence, advice) MSG_##id,
#include "messages.def"
#undef MESSAGE
  MSG_COUNT
};

/* Where: a file, and in it a line and column (from 1; 0 for none) or, in a Word document, a place in a reader's words. */
struct where {
  const char *file;
  size_t line, column;
  struct str source; /* the line itself; empty for none */
  const char *place;
  const char *key; /* what is told of a record: such as "assessments.engagement"; no value, and NULL for none */
};

struct message {
  enum message_id id;
  struct where where;
  const char *sentence;          /* may hold values: never printed as JSON unless asked */
  const char *advice;            /* what to do, or "" */
  const char *suggestion;        /* "did you mean", or NULL */
  const char *const *candidates; /* the several that may be meant, ended by NULL; or NULL */
};

struct messages {
  struct arena *arena;
  ARRAY(struct message) list;
  size_t errors, warnings;
  bool more;           /* there were more than LIMIT_MESSAGES: of the rest, the first error alone is told */
  enum exit_code exit; /* of the first error; else EXIT_PARTLY after a warning */
};

/* Adds a message; each %s of its sentence and advice takes the next of the C strings given. Copies what it is given. */
/* Adds those messages of another list that this one has not got: what is said at one place in the same words is said once. */
void messages_join(struct messages *messages, const struct messages *heard);
#define say(messages, id, where, ...) message_add(messages, id, where, (const char *const[]){__VA_ARGS__, NULL})
void message_add(struct messages *messages, enum message_id id, struct where where, const char *const *words);
void message_suggest(struct messages *messages, const char *suggestion); /* to the message added last */
/* Of several that may be meant, ended by NULL; one alone is a suggestion. The words are not copied. */
void message_candidates(struct messages *messages, const char *const *words);
const char *message_code(enum message_id id);
enum severity message_severity(enum message_id id);
enum exit_code message_exit(enum message_id id);
/* The message as people read it (sentence, source line and caret, advice), or as one line of JSON. */
struct str message_print(struct arena *arena, const struct message *message);
struct str message_json(struct arena *arena, const struct message *message, bool values);

/* Text that came from outside, for a terminal: what it would obey, or what turns text round, is shown as a dot. */
void text_add_safe(struct text *out, struct str a);
/* A key and its text inside an object of JSON, with a comma where something stands before it; NULL adds nothing. */
void text_add_json(struct text *out, const char *key, const char *value);

/* ---- files: whole, or not at all ---- */

/* Reads path ("-" is standard input) into the arena; false, and a message with the exit code given, when it cannot. */
bool file_read(struct arena *arena, const char *path, enum limit most, enum message_id failure,
               struct messages *messages, struct str *bytes);
enum file_state { FILE_ABSENT, FILE_THERE, FILE_NOT_REGULAR };
enum file_state file_state(const char *path);
bool file_same(const char *a, const char *b); /* both exist and are one file */
/* Writes beside path, syncs, renames over it ("-" is standard output). False, with a message, and nothing left behind. */
bool file_write(struct arena *arena, const char *path, struct str bytes, struct messages *messages);
bool folder_there(const char *path); /* there is a folder of that name */
/* Makes a folder; true when it is there, or was there before; else false, with a message. */
bool folder_make(const char *path, struct messages *messages);
/* The names in a folder that end so, in their order, in the arena; an empty list when it cannot be read. */
struct folder_names {
  const char **at;
  size_t n, cap;
} folder_list(struct arena *arena, const char *path, const char *ending);
const char *path_folder(struct arena *arena, const char *path); /* "." when it has none */
const char *path_join(struct arena *arena, const char *folder,
                      const char *name); /* name alone when it is absolute, or folder is "." */
const char *path_name(const char *path); /* behind the last slash */

#endif
