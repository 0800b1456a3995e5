/* The arena: memory that goes all at once, and the one place where running out of it is handled. */
#include "base.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 64 << 10 };

struct chunk {
  struct chunk *before;
  size_t used, size;
  max_align_t bytes[];
};

struct deferred {
  struct deferred *before;
  void (*release)(void *);
  void *thing;
};

struct arena {
  const struct sys *sys;
  struct chunk *chunk, *spare; /* spare: one given up, for the next that is wanted */
  struct deferred *deferred;
  jmp_buf *guard;
  struct arena *around;       /* of one inside another; else NULL */
  struct arena *inner, *next; /* those inside it, and the next of them */
};

struct arena *arena_new(const struct sys *sys) {
  struct arena *arena = sys->alloc(sys->context, sizeof *arena);
  if (arena) *arena = (struct arena){.sys = sys};
  return arena;
}

/* Releases the chunks from one on, up to another, and gives that. */
static struct chunk *release_to(struct arena *arena, struct chunk *chunk, struct chunk *to) {
  while (chunk != to) {
    struct chunk *before = chunk->before;
    if (chunk->size == CHUNK && !arena->spare)
      arena->spare = chunk;
    else
      arena->sys->release(arena->sys->context, chunk);
    chunk = before;
  }
  return to;
}

struct arena *arena_inside(struct arena *around) {
  struct arena *arena = arena_new(around->sys);
  if (!arena) arena_no_memory(around);
  if (!arena) return NULL;
  arena->around = around;
  arena->next = around->inner;
  around->inner = arena;
  return arena;
}

static void leave(struct arena *arena) {
  struct arena **link = &arena->around->inner;
  while (*link != arena) link = &(*link)->next;
  *link = arena->next;
}

void arena_free(struct arena *arena) {
  if (!arena) return;
  while (arena->inner) arena_free(arena->inner);
  if (arena->around) leave(arena);
  for (struct deferred *d = arena->deferred; d; d = d->before) d->release(d->thing);
  release_to(arena, arena->chunk, NULL);
  if (arena->spare) arena->sys->release(arena->sys->context, arena->spare);
  arena->sys->release(arena->sys->context, arena);
}

const struct sys *arena_sys(const struct arena *arena) { return arena->sys; }

static struct chunk *chunk_new(struct arena *arena, size_t need) {
  size_t size = need > CHUNK / 4 ? need : CHUNK;
  struct chunk *chunk = size == CHUNK ? arena->spare : NULL;
  if (chunk)
    arena->spare = NULL;
  else
    chunk = arena->sys->alloc(arena->sys->context, sizeof *chunk + size);
  if (!chunk) return NULL;
  chunk->used = 0;
  chunk->size = size;
  bool keep_current = arena->chunk && size != CHUNK;
  if (keep_current) { /* a large one goes behind the current one, which still has room */
    chunk->before = arena->chunk->before;
    arena->chunk->before = chunk;
  } else {
    chunk->before = arena->chunk;
    arena->chunk = chunk;
  }
  return chunk;
}

void *arena_try(struct arena *arena, size_t count, size_t size) {
  if (size && count > (SIZE_MAX / 2) / size) return NULL;
  size_t need = (count * size + _Alignof(max_align_t) - 1) / _Alignof(max_align_t) * _Alignof(max_align_t);
  struct chunk *chunk = arena->chunk;
  if (!chunk || chunk->size - chunk->used < need) chunk = chunk_new(arena, need);
  if (!chunk) return NULL;
  void *memory = (char *)chunk->bytes + chunk->used;
  chunk->used += need;
  return memset(memory, 0, need);
}

struct arena_mark arena_mark(const struct arena *arena) {
  struct chunk *chunk = arena->chunk;
  return (struct arena_mark){chunk, chunk ? chunk->before : NULL, chunk ? chunk->used : 0};
}

void arena_rewind(struct arena *arena, struct arena_mark mark) {
  arena->chunk = release_to(arena, arena->chunk, mark.chunk);
  if (!arena->chunk) return;
  arena->chunk->before = release_to(arena, arena->chunk->before, mark.behind); /* large ones went there */
  arena->chunk->used = mark.used;
}

void arena_no_memory(struct arena *arena) {
  while (!arena->guard && arena->around) arena = arena->around;
  if (arena->guard) longjmp(*arena->guard, 1);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size) {
  void *memory = arena_try(arena, count, size);
  if (!memory) arena_no_memory(arena);
  return memory;
}

bool arena_guard(struct arena *arena, void (*body)(void *), void *context) {
  jmp_buf guard;
  if (setjmp(guard)) {
    arena->guard = NULL;
    return false;
  }
  arena->guard = &guard;
  body(context);
  arena->guard = NULL;
  return true;
}

void arena_defer(struct arena *arena, void (*release)(void *), void *thing) {
  struct deferred *deferred = arena_try(arena, 1, sizeof *deferred);
  if (!deferred) {
    release(thing);
    arena_no_memory(arena);
    return;
  }
  *deferred = (struct deferred){arena->deferred, release, thing};
  arena->deferred = deferred;
}

void *array_grow(struct arena *arena, void *at, size_t n, size_t *cap, size_t size) {
  if (n < *cap) {
    memset((char *)at + n * size, 0, size);
    return at;
  }
  size_t more = *cap ? *cap * 2 : 8;
  void *bigger = arena_alloc(arena, more, size);
  if (n) memcpy(bigger, at, n * size);
  *cap = more;
  return bigger;
}

const char *str_format(struct arena *arena, const char *format, ...) {
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  int len = vsnprintf(NULL, 0, format, list);
  char *z = arena_alloc(arena, (size_t)len + 1, 1);
  vsnprintf(z, (size_t)len + 1, format, again);
  va_end(list);
  va_end(again);
  return z;
}
