/* The arena: memory that goes all at once, and the one place where running out of it is handled. */
#include "base.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

/* Tests have a smaller one, so that memory is asked for oftener, and can fail in more places. */
#ifndef ARENA_CHUNK
#define ARENA_CHUNK (64 << 10)
#endif

/* More than a GRAIN has a chunk of its own, of whole GRAINs. Chunks that are given up are kept for the next, up to SPARE bytes. */
enum { ALIGN = 8, CHUNK = ARENA_CHUNK, GRAIN = CHUNK / 4, SPARE = 64 * CHUNK };

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
  struct chunk *chunk;
  struct deferred *deferred;
  jmp_buf *guard;
  struct arena *around;       /* of one inside another; else NULL */
  struct chunk *spare;        /* of the outermost: chunks given up by it and by those inside it */
  size_t spared;              /* their bytes */
  struct arena *inner, *next; /* those inside it, and the next of them */
};

struct arena *arena_new(const struct sys *sys) {
  struct arena *arena = sys->alloc(sys->context, sizeof *arena);
  if (arena) *arena = (struct arena){.sys = sys};
  return arena;
}

static struct arena *outermost(struct arena *arena) {
  while (arena->around) arena = arena->around;
  return arena;
}

/* Releases the chunks from one on, up to another, and gives that. */
static struct chunk *release_to(struct arena *arena, struct chunk *chunk, struct chunk *to) {
  struct arena *keeper = outermost(arena);
  while (chunk != to) {
    struct chunk *before = chunk->before;
    if (keeper->spared + chunk->size <= SPARE) {
      chunk->before = keeper->spare;
      keeper->spare = chunk;
      keeper->spared += chunk->size;
    } else {
      arena->sys->release(arena->sys->context, chunk);
    }
    chunk = before;
  }
  return to;
}

/* A chunk that was given up, of that size or not much more; NULL for none. */
static struct chunk *take_spare(struct arena *arena, size_t size) {
  struct arena *keeper = outermost(arena);
  struct chunk **link = &keeper->spare;
  while (*link && ((*link)->size < size || (*link)->size > size + size / 2)) link = &(*link)->before;
  struct chunk *chunk = *link;
  if (!chunk) return NULL;
  *link = chunk->before;
  keeper->spared -= chunk->size;
  return chunk;
}

void arena_trim(struct arena *arena) {
  struct arena *keeper = outermost(arena);
  for (struct chunk *chunk = keeper->spare, *before; chunk; chunk = before) {
    before = chunk->before;
    arena->sys->release(arena->sys->context, chunk);
  }
  keeper->spare = NULL;
  keeper->spared = 0;
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
  for (struct deferred *d = arena->deferred; d; d = d->before) d->release(d->thing);
  release_to(arena, arena->chunk, NULL);
  if (arena->around)
    leave(arena);
  else
    arena_trim(arena);
  arena->sys->release(arena->sys->context, arena);
}

const struct sys *arena_sys(const struct arena *arena) { return arena->sys; }

/* In few sizes, a quarter apart at the most, so that what one large thing leaves fits another. */
static size_t chunk_size(size_t need) {
  size_t step = GRAIN;
  if (need <= GRAIN) return CHUNK;
  while (step < need / 8) step *= 2;
  return (need + step - 1) / step * step;
}

static struct chunk *chunk_new(struct arena *arena, size_t need) {
  bool large = need > GRAIN;
  size_t size = chunk_size(need);
  struct chunk *chunk = take_spare(arena, size);
  if (!chunk) {
    chunk = arena->sys->alloc(arena->sys->context, sizeof *chunk + size);
    if (!chunk) return NULL;
    chunk->size = size;
  }
  chunk->used = 0;
  bool keep_current = arena->chunk && large;
  if (keep_current) { /* a large one goes behind the current one, which still has room */
    chunk->before = arena->chunk->before;
    arena->chunk->before = chunk;
  } else {
    chunk->before = arena->chunk;
    arena->chunk = chunk;
  }
  return chunk;
}

static size_t rounded(size_t size) { return (size + ALIGN - 1) / ALIGN * ALIGN; }

static inline void *take(struct arena *arena, size_t need) {
  struct chunk *chunk = arena->chunk;
  if (!chunk || chunk->size - chunk->used < need) chunk = chunk_new(arena, need);
  if (!chunk) return NULL;
  void *memory = (char *)chunk->bytes + chunk->used;
  chunk->used += need;
  return memory;
}

void *arena_try(struct arena *arena, size_t count, size_t size) {
  size_t need;
  if (__builtin_mul_overflow(count, size, &need) || need > SIZE_MAX / 2) return NULL;
  need = rounded(need);
  void *memory = take(arena, need);
  return memory ? memset(memory, 0, need) : NULL;
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

char *arena_try_bytes(struct arena *arena, size_t size) {
  return size > SIZE_MAX / 2 ? NULL : take(arena, rounded(size));
}

char *arena_bytes(struct arena *arena, size_t size) {
  char *memory = arena_try_bytes(arena, size);
  if (!memory) arena_no_memory(arena);
  return memory;
}

char *arena_widen(struct arena *arena, char *at, size_t old, size_t size) {
  struct chunk *chunk = arena->chunk;
  size_t more = size > old ? rounded(size) - rounded(old) : 0;
  bool last = at && old && chunk && at + rounded(old) == (char *)chunk->bytes + chunk->used;
  if (last && more <= chunk->size - chunk->used) {
    chunk->used += more;
    return at;
  }
  char *bigger = arena_bytes(arena, size);
  if (at) memcpy(bigger, at, old);
  return bigger;
}

bool arena_guard(struct arena *arena, void (*body)(void *), void *context) {
  jmp_buf guard, *const outer = arena->guard;
  if (setjmp(guard)) {
    arena->guard = outer;
    return false;
  }
  arena->guard = &guard;
  body(context);
  arena->guard = outer;
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
  enum { FIRST = 4 };
  size_t more = *cap ? *cap * 2 : FIRST;
  if (more > SIZE_MAX / 2 / size) arena_no_memory(arena);
  at = arena_widen(arena, at, n * size, more * size);
  *cap = more;
  return at;
}

void *array_settle(struct arena *arena, const void *at, size_t n, size_t size) {
  void *settled = n ? arena_bytes(arena, n * size) : NULL;
  if (n) memcpy(settled, at, n * size);
  return settled;
}

const char *str_format(struct arena *arena, const char *format, ...) {
  char brief[256]; /* long enough for most, which are then printed once */
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  size_t len = (size_t)vsnprintf(brief, sizeof brief, format, list);
  char *z = arena_bytes(arena, len + 1);
  if (len < sizeof brief)
    memcpy(z, brief, len + 1);
  else
    vsnprintf(z, len + 1, format, again);
  va_end(list);
  va_end(again);
  return z;
}
