/* What a run has loaded and will want again: classes, mappings, templates. */
#include "verb.h"

#include <string.h>

/* So many that a shelf never hinders a class, and so few that it never holds a council. */
enum { ROOM = 32 };

struct kept {
  enum shelf_kind kind;
  const char *key;
  void *thing; /* NULL for what could not be loaded: it counts, and is loaded again */
};

struct shelf {
  struct arena *around, *arena; /* the run's; what is kept, and the list of it */
  struct sheets *sheets;
  ARRAY(struct kept) list;
};

struct shelf *shelf_new(struct arena *arena) {
  struct shelf *shelf = NEW(arena, struct shelf);
  shelf->around = arena;
  shelf->arena = arena_inside(arena);
  shelf->sheets = sheets_new(arena);
  return shelf;
}

struct sheets *shelf_sheets(struct shelf *shelf) {
  return shelf->sheets;
}

void shelf_tidy(struct shelf *shelf) {
  if (shelf->list.n < ROOM) return;
  arena_free(shelf->arena);
  shelf->arena = arena_inside(shelf->around);
  memset(&shelf->list, 0, sizeof shelf->list);
}

static void *find(const struct shelf *shelf, enum shelf_kind kind, const char *key) {
  for (size_t i = 0; i < shelf->list.n; i++)
    if (shelf->list.at[i].kind == kind && strcmp(shelf->list.at[i].key, key) == 0) return shelf->list.at[i].thing;
  return NULL;
}

void *shelf_take(struct run *run, enum shelf_kind kind, const char *key,
                 void *(*load)(struct run *run, const void *context), const void *context) {
  struct shelf *shelf = run->shelf;
  void *thing = shelf ? find(shelf, kind, key) : NULL;
  if (thing || !shelf) return thing ? thing : load(run, context);
  struct run loading = *run; /* its messages stay the input's */
  loading.arena = shelf->arena;
  thing = load(&loading, context);
  run->messages = loading.messages;
  *PUSH(shelf->arena, &shelf->list) = (struct kept){kind, str_z(shelf->arena, str_from(key)), thing};
  return thing;
}
