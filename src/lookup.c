/* Texts found by text: a hash table with open addressing. */
#include "base.h"

static size_t hash(struct str key) {
  uint64_t h = str_number(key);
  return (size_t)(h ^ (h >> 32));
}

/* Where the key stands, or would stand. */
static struct lookup_slot *slot_of(const struct lookup *lookup, struct str key) {
  size_t at = hash(key) & (lookup->room - 1);
  while (lookup->slots[at].key.at && !str_equal(lookup->slots[at].key, key)) at = (at + 1) & (lookup->room - 1);
  return &lookup->slots[at];
}

static void widen(struct lookup *lookup) {
  struct lookup old = *lookup;
  lookup->room = old.room ? old.room * 2 : 64;
  lookup->slots = arena_alloc(lookup->arena, lookup->room, sizeof *lookup->slots);
  for (size_t i = 0; i < old.room; i++)
    if (old.slots[i].key.at) *slot_of(lookup, old.slots[i].key) = old.slots[i];
}

const struct str *lookup_find(const struct lookup *lookup, struct str key) {
  struct lookup_slot *slot = lookup->room ? slot_of(lookup, key) : NULL;
  return slot && slot->key.at ? &slot->value : NULL;
}

struct str lookup_put(struct lookup *lookup, struct str key, struct str value) {
  if (lookup->used * 2 >= lookup->room) widen(lookup);
  struct lookup_slot *slot = slot_of(lookup, key);
  if (!slot->key.at) {
    slot->key = str_copy(lookup->arena, key);
    lookup->used++;
  }
  slot->value = str_copy(lookup->arena, value);
  return slot->value;
}
