/* What the test programs share: an arena and messages for each test, and whole messages asserted. */
#ifndef CAIRN_CHECK_H
#define CAIRN_CHECK_H

#include "base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct desk {
  struct arena *arena;
  struct messages messages;
};

static inline struct desk desk_open(void) {
  struct arena *arena = arena_new(sys_host());
  assert_non_null(arena);
  return (struct desk){arena, {.arena = arena}};
}

static inline void desk_close(struct desk *desk) { arena_free(desk->arena); }

/* All that was said, as people read it; then forgets it. */
static inline const char *desk_said(struct desk *desk) {
  struct text out = {.arena = desk->arena};
  for (size_t i = 0; i < desk->messages.list.n; i++)
    text_add(&out, message_print(desk->arena, &desk->messages.list.at[i]));
  desk->messages = (struct messages){.arena = desk->arena};
  return str_z(desk->arena, text_str(&out));
}

#define assert_says(desk, expected) assert_string_equal(desk_said(desk), expected)

static inline void assert_str(struct desk *desk, struct str actual, const char *expected) {
  assert_string_equal(str_z(desk->arena, actual), expected);
}

/* before, count times the piece, after */
static inline struct str repeated(struct desk *desk, const char *before, const char *piece, size_t count,
                                  const char *after) {
  struct text out = {.arena = desk->arena};
  text_add_z(&out, before);
  while (count--) text_add_z(&out, piece);
  text_add_z(&out, after);
  return text_str(&out);
}

/* The machine with one flaw: the call of that number to whatever is counted fails. */
struct flawed {
  struct sys sys;
  size_t calls, fail_at; /* 0 for never */
};

static inline bool flawed_now(struct flawed *flawed) { return ++flawed->calls == flawed->fail_at; }

static inline void *flawed_alloc(void *context, size_t size) {
  return flawed_now(context) ? NULL : sys_host()->alloc(NULL, size);
}

/* A machine whose allocation number fail_at finds no memory. */
static inline void flawed_memory(struct flawed *flawed, size_t fail_at) {
  *flawed = (struct flawed){.sys = *sys_host(), .fail_at = fail_at};
  flawed->sys.context = flawed;
  flawed->sys.alloc = flawed_alloc;
}

#endif
