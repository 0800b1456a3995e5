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

#include "str.h"

#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

/* ---- the seam: every call that can fail goes through it, so that a test can make any of them fail ---- */

struct limits;

struct sys {
  void *context;
  const struct limits *limits;                /* NULL: as the table has them */
  void *(*alloc)(void *context, size_t size); /* NULL when there is none */
  void (*release)(void *context, void *memory);
  int (*open)(void *context, const char *path, int flags, mode_t mode); /* a descriptor, or -1 with errno */
  ssize_t (*read)(void *context, int fd, void *to, size_t size);
  ssize_t (*write)(void *context, int fd, const void *from, size_t size);
  int (*sync)(void *context, int fd);
  int (*sync_all)(void *context,
                  const char *folder); /* all that was written to the file system that the folder is on */
  int (*close)(void *context, int fd);
  int (*rename)(void *context, const char *from, const char *to);
  int (*unlink)(void *context, const char *path);
  int (*link)(void *context, int fd, const char *path); /* gives an open file without a name one that nobody has */
  int (*set_mode)(void *context, int fd, mode_t mode);
  mode_t (*mask)(void *context); /* what no new file lets others do */
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

/* As run of the machine as it is, for somebody at the other end of a socket: RUN_STOPPED too as soon as that says anything or is gone. */
int run_for(int asker, const char *const *argv, unsigned seconds);

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
/* What was given up by it and by those inside it, and is kept for them, goes back to the machine: before others want much. */
void arena_trim(struct arena *arena);
const struct sys *arena_sys(const struct arena *arena);

/* count * size bytes, zeroed, aligned for pointers and numbers of 64 bits, until arena_free. Never NULL: see above. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
void *arena_try(struct arena *arena, size_t count, size_t size); /* the same, but NULL without memory */
/* The same of bytes that are all written before any is read: they are not zeroed. */
char *arena_bytes(struct arena *arena, size_t size);
char *arena_try_bytes(struct arena *arena, size_t size); /* NULL without memory */
/* Memory of old bytes, as the arena gave it, with room for size bytes: in its place where nothing was given since. */
char *arena_widen(struct arena *arena, char *at, size_t old, size_t size);
#define NEW(arena, type) ((type *)arena_alloc(arena, 1, sizeof(type)))

/* Where an arena stands, and the way back: what was made in between is given up, so nothing of it may be kept, and nothing deferred. */
struct arena_mark {
  void *chunk, *behind;
  size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* Runs body(context); false when memory ran out inside. Of guards inside one another the innermost is gone back to. */
bool arena_guard(struct arena *arena, void (*body)(void *), void *context);
void arena_no_memory(struct arena *arena); /* for a library's own "no memory": goes back to the guard */

/* release(thing) runs at arena_free: for what a library owns. If the note itself finds no memory, release runs at once. */
void arena_defer(struct arena *arena, void (*release)(void *), void *thing);

/* Holds the signals that would end us back until the arena goes, when nothing is left that would stay behind. */
void signals_hold_with(struct arena *arena);
bool signals_waiting(void); /* one of them came, and is held back: a long run stops */

struct str str_copy(struct arena *arena, struct str a); /* NUL behind the last byte */
const char *str_z(struct arena *arena, struct str a);   /* the same as a C string */
const char *str_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- growing arrays: struct { T *at; size_t n, cap; } ---- */

void *array_grow(struct arena *arena, void *at, size_t n, size_t *cap, size_t size); /* what is new is not zeroed */
#define ARRAY(type) \
  struct { \
    type *at; \
    size_t n, cap; \
  }
/* Room for one more, zeroed. Here, so that the compiler knows how large it is: there are thousands in a document. */
static inline void *array_room(struct arena *arena, void *at, size_t n, size_t *cap, size_t size) {
  if (!at || n == *cap) at = array_grow(arena, at, n, cap, size);
  memset((char *)at + n * size, 0, size);
  return at;
}
/* The items of an array that grew in another arena, in no more room than they need. */
void *array_settle(struct arena *arena, const void *at, size_t n, size_t size);
/* The address of a new zeroed last item. */
#define PUSH(arena, array) \
  ((array)->at = array_room(arena, (array)->at, (array)->n, &(array)->cap, sizeof *(array)->at), \
   &(array)->at[(array)->n++])

/* ---- text that grows ---- */

struct text {
  struct arena *arena;
  char *at;
  size_t len, cap;
};

void text_widen(struct text *text, size_t more); /* so that so many bytes fit, and the NUL behind them */

/* Here, as markup is mostly made of literals, whose lengths the compiler then knows. */
static inline void text_add(struct text *text, struct str more) {
  if (!more.len) return;
  if (!text->at || text->cap - text->len <= more.len) text_widen(text, more.len);
  memcpy(text->at + text->len, more.at, more.len);
  text->len += more.len;
}
static inline void text_add_z(struct text *text, const char *more) { text_add(text, str_from(more)); }
static inline void text_add_byte(struct text *text, char byte) {
  if (!text->at || text->cap - text->len <= 1) text_widen(text, 1);
  text->at[text->len++] = byte;
}
void text_add_utf8(struct text *text, uint32_t codepoint);
void text_add_number(struct text *text, long number);
struct str
text_str(const struct text *text); /* a slice of what is there now; until more is added, NUL behind the last byte */
struct str str_joined(struct arena *arena, struct str a, struct str b, struct str c); /* one behind the other */

/* ---- texts found by text ---- */

struct lookup_slot {
  struct str key, value; /* key.at is NULL in a free slot */
};

struct lookup {
  struct arena *arena;
  struct lookup_slot *slots;
  size_t room, used;
};

const struct str *lookup_find(const struct lookup *lookup, struct str key); /* NULL for none */
/* Puts the value under the key, in place of what is there; both are copied. Gives the copy of the value. */
struct str lookup_put(struct lookup *lookup, struct str key, struct str value);

/* ---- UTF-8 and folding ---- */

/* The code point at a.at[*at], moving *at behind it; UINT32_MAX for bytes that are not UTF-8 (then *at moves by one). */
uint32_t utf8_next(struct str a, size_t *at);
struct str plain_lines(struct arena *arena, struct str raw); /* CRLF and CR become LF; final line feeds go */
size_t ascii_ahead(struct str a, size_t at); /* how many bytes there, one behind the other, are from blank to tilde */
bool xml_holds(uint32_t codepoint);          /* XML 1.0 can hold it (production 2); UINT32_MAX is none */
/* The offset of the first byte that is not UTF-8 or that XML 1.0 cannot hold, or a.len. */
size_t utf8_bad(struct str a);
/* UTF-16 as UTF-8, its mark kept; half a pair, or half a character, becomes U+FFFF, which no text may hold. big: the high byte comes first. */
struct str str_from_utf16(struct arena *arena, struct str bytes, bool big);
/* How labels are compared: lower case (Latin), runs of blanks of any width as one, what takes no room left out, curly quotes and
 * dashes of all kinds straight, no colon behind. */
struct str fold(struct arena *arena, struct str a);
/* Folded, hyphens and underscores as spaces, of which several are one. */
struct str as_it_sounds(struct arena *arena, struct str a);
bool fold_equal(struct str a, struct str b);
/* Of count words, the one most like word, or NULL when none is near enough to be meant. */
const char *nearest(struct arena *arena, struct str word, const char *const *words, size_t count);
/* Marks every one of them that is as near as the nearest. */
void nearest_all(struct arena *arena, struct str word, const char *const *words, size_t count, bool *near);

/* What tells a file's name from another on every system: large and small letters are one, and so are a letter with its accent and the two
 * one behind the other. A byte that is no UTF-8 is itself. */
uint64_t letters_key(struct str name);

/* ---- names of files that are made up ---- */

/* The most bytes of one: 255 are the most anywhere, and some of them are for what other programs put before or behind it. */
enum { NAME_MOST = 230 };

/* A part of a name: what some system takes for more than a letter becomes a hyphen or a blank, and what nobody sees goes. */
void text_add_name(struct text *out, struct str value);
/* Without what makes a hidden file, the end of a folder's name, or what Word and LibreOffice call the files that they lock. */
struct str name_trim(struct str name);
struct str name_cut(struct str name, size_t most); /* as much of it as fits, whole letters with their accents */
/* With "_" before it where Windows would take it for a device, whatever stands behind a full stop: CON, com1.docx. */
struct str name_no_device(struct arena *arena, struct str name);
/* All of these: a name without its ending, or a folder's; "_" where nothing is left. */
const char *name_safe(struct arena *arena, struct str wanted);

/* ---- limits: what no honest file needs ---- */

enum limit {
#define LIMIT(name, value, top, what) LIMIT_##name,
#include "limits.def"
#undef LIMIT
  LIMIT_COUNT
};

struct messages;

/* The most of each. The one guard of all that is counted in 32 bits or fewer (offsets in a part, places in a file, lengths of names): no
 * limit can be set above its top in limits.def, and what is above its limit is refused before anything is made of it. */
struct limits {
  size_t most[LIMIT_COUNT];
};

const struct limits *limits_table(void); /* as limits.def has them */
/* Sets each of the settings, such as "xml-part=128M", ended by NULL (NULL: none); false, with a message for each that is none. */
bool limits_set(struct limits *limits, const char *const *settings, struct messages *messages);
const struct limits *limits_of(const struct arena *arena); /* of all that is made in this arena */
size_t limit(const struct arena *arena, enum limit which);
size_t limit_top(enum limit which);                            /* the most that can be set */
const char *limit_what(enum limit which);                      /* what is limited, in a reader's words */
const char *limit_name(struct arena *arena, enum limit which); /* as users set it: "xml-part" */

/* What went over a limit: how many there are (0 where it is not known), and in which part (NULL where it says nothing). */
struct met {
  size_t count;
  const char *part;
};

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
/* That a limit was gone over: which, by how much, and how to take more in. */
void limit_tell(struct messages *messages, enum message_id id, struct where where, enum limit which, struct met met);
void message_suggest(struct messages *messages, const char *suggestion); /* to the message added last */
/* Of several that may be meant, ended by NULL; one alone is a suggestion. The words are not copied. */
void message_candidates(struct messages *messages, const char *const *words);
const char *message_code(enum message_id id);
enum severity message_severity(enum message_id id);
enum exit_code message_exit(enum message_id id);
/* The message as people read it (sentence, source line and caret, advice), or as one line of JSON. */
struct str message_print(struct arena *arena, const struct message *message);
struct str message_json(struct arena *arena, const struct message *message, bool values);

/* Text that came from outside, on one line for people, to a terminal or not: what a terminal would obey, and bytes that are no UTF-8,
 * stand as \x1B; what turns text round or ends a line unseen, as <U+202E>. A tab stays. */
void text_add_safe(struct text *out, struct str a);
/* The same as a string of JSON: nothing is lost but which byte was no UTF-8 and which text says so (\xE9). */
void text_add_quoted(struct text *out, const char *value);
/* A key and its text inside an object of JSON, with a comma where something stands before it; NULL adds nothing. */
void text_add_json(struct text *out, const char *key, const char *value);

#endif
