/* Names by which the records of a folder are found again. */
#include "read_parts.h"

#include <stdlib.h>

/* A name, and what bears it, in the order of the entries: a thousand children may have one. Bearers are counted from 1; 0 is none. */
struct slot {
  struct name name;           /* none: it is free */
  size_t first, last, recent; /* recent: that was found last */
};

struct bearer {
  size_t entry, next;
};

static bool is_none(struct name name) { return !(name.half[0] | name.half[1]); }

static bool same_name(struct name a, struct name b) { return a.half[0] == b.half[0] && a.half[1] == b.half[1]; }

/* Where the name stands, or would stand. */
static struct slot *slot_of(struct slot *slots, size_t room, struct name name) {
  size_t at = name.half[0] & (room - 1);
  while (!is_none(slots[at].name) && !same_name(slots[at].name, name)) at = (at + 1) & (room - 1);
  return &slots[at];
}

static void widen(struct name_table *table, size_t room) {
  struct arena *arena = arena_inside(table->around);
  struct slot *slots = arena_alloc(arena, room, sizeof *slots);
  struct bearer *bearers = arena_alloc(arena, room + 1, sizeof *bearers);
  for (size_t i = 0; i < table->room; i++)
    if (!is_none(table->slots[i].name)) *slot_of(slots, room, table->slots[i].name) = table->slots[i];
  for (size_t i = 1; i <= table->used; i++) bearers[i] = table->bearers[i];
  arena_free(table->arena);
  table->arena = arena;
  table->slots = slots;
  table->bearers = bearers;
  table->room = room;
}

void name_table_reserve(struct name_table *table, size_t more) {
  enum { FIRST = 256 };
  size_t room = table->room ? table->room : FIRST;
  while ((table->used + more) * 4 >= room * 3) room *= 2;
  if (room > table->room) widen(table, room);
}

struct name name_of(struct arena *arena, char kind, struct str text) {
  enum { DIGITS = 16 };
  struct name name = {{0}};
  if (!text.len) return name;
  const char *hex = bytes_digest(arena, str_from(str_format(arena, "%c%s", kind, str_z(arena, text))));
  for (size_t i = 0; i < 2; i++)
    name.half[i] = strtoull(str_z(arena, (struct str){hex + i * DIGITS, DIGITS}), NULL, DIGITS);
  return name;
}

/* The first of a slot from an entry on; where they are gone through in their order, it stands behind the one before. */
static size_t bearer_from(const struct name_table *table, struct slot *slot, size_t from) {
  size_t at = slot->recent && table->bearers[slot->recent].entry <= from ? slot->recent : slot->first;
  while (at && table->bearers[at].entry < from) at = table->bearers[at].next;
  if (at) slot->recent = at;
  return at;
}

size_t name_table_find(const struct name_table *table, struct name name, size_t from) {
  if (is_none(name) || !table->room) return SIZE_MAX;
  size_t at = bearer_from(table, slot_of(table->slots, table->room, name), from);
  return at ? table->bearers[at].entry : SIZE_MAX;
}

/* Mostly behind all others. */
static void add_bearer(struct name_table *table, struct slot *slot, size_t entry) {
  struct bearer *bearers = table->bearers;
  size_t added = ++table->used, before = slot->last && bearers[slot->last].entry < entry ? slot->last : 0;
  for (size_t at = before ? 0 : slot->first; at && bearers[at].entry < entry; at = bearers[at].next) before = at;
  bearers[added] = (struct bearer){entry, before ? bearers[before].next : slot->first};
  *(before ? &bearers[before].next : &slot->first) = added;
  if (!bearers[added].next) slot->last = added;
}

void name_table_add(struct name_table *table, struct arena *arena, char kind, struct str text, size_t entry) {
  struct name name = name_of(arena, kind, text);
  if (is_none(name) || name_table_find(table, name, entry) == entry) return;
  name_table_reserve(table, 1);
  struct slot *slot = slot_of(table->slots, table->room, name);
  slot->name = name;
  add_bearer(table, slot, entry);
}
