/* Names by which the records of a folder are found again. */
#include "read_parts.h"

#include <stdlib.h>

struct slot {
  struct name name; /* none: it is free */
  size_t entry;
};

static bool is_none(struct name name) { return !(name.half[0] | name.half[1]); }

static bool same_name(struct name a, struct name b) { return a.half[0] == b.half[0] && a.half[1] == b.half[1]; }

static void put_slot(struct slot *slots, size_t room, struct slot slot) {
  size_t at = slot.name.half[0] & (room - 1);
  while (!is_none(slots[at].name)) at = (at + 1) & (room - 1);
  slots[at] = slot;
}

static void widen(struct name_table *table, size_t room) {
  struct arena *arena = arena_inside(table->around);
  struct slot *slots = arena_alloc(arena, room, sizeof *slots);
  for (size_t i = 0; i < table->room; i++)
    if (!is_none(table->slots[i].name)) put_slot(slots, room, table->slots[i]);
  arena_free(table->arena);
  table->arena = arena;
  table->slots = slots;
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

size_t name_table_find(const struct name_table *table, struct name name, size_t from) {
  size_t found = SIZE_MAX;
  if (is_none(name) || !table->room) return found;
  size_t at = name.half[0] & (table->room - 1);
  for (; !is_none(table->slots[at].name); at = (at + 1) & (table->room - 1)) {
    const struct slot *slot = &table->slots[at];
    if (slot->entry >= from && slot->entry < found && same_name(slot->name, name)) found = slot->entry;
  }
  return found;
}

void name_table_add(struct name_table *table, struct arena *arena, char kind, struct str text, size_t entry) {
  struct name name = name_of(arena, kind, text);
  if (is_none(name) || name_table_find(table, name, entry) == entry) return;
  name_table_reserve(table, 1);
  put_slot(table->slots, table->room, (struct slot){name, entry});
  table->used++;
}
