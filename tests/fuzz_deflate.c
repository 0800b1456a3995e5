/* Any slices of any bytes: compressed, with what is known of them and without, they inflate to themselves. The first bytes say how: a
 * number of slices, and for each where it begins in the rest and how long it is; where it begins behind half of the rest it is new. */
#include "deflate_pieces.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void check(struct str stream, struct str bytes) {
  if (stream.len >= bytes.len && bytes.len) abort();
  if (stream.len && !inflates_to(stream, bytes)) abort();
}

/* Four bytes a slice. */
static struct slices cut(struct arena *arena, const uint8_t *said, size_t count, struct str bytes) {
  struct slices slices = {.arena = arena};
  for (size_t i = 0; i < count; i++, said += 4) {
    size_t from = (size_t)said[0] << 8 | said[1], size = (size_t)said[2] << 8 | said[3];
    struct str slice = str_sub(bytes, from, from + size % 4096);
    if (!slice.len) continue;
    *PUSH(arena, &slices.list) = slice;
    slices.total += slice.len;
  }
  return slices;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  if (!len || len < 1 + (size_t)at[0] * 4) return 0;
  size_t said = 1 + (size_t)at[0] * 4;
  struct arena *arena = arena_new(sys_host());
  struct str bytes = {(const char *)at + said, len - said}, known = str_sub(bytes, 0, bytes.len / 2);
  struct slices slices = cut(arena, at + 1, at[0], bytes);
  struct str joined = slices_join(&slices);
  const struct deflate_source *source = deflate_source_new(arena, known);
  check(deflate_slices(arena, NULL, NULL, bytes), bytes);
  struct str stream = deflate_slices(arena, source, &slices, joined);
  check(stream, joined);
  if (!str_equal(stream, deflate_slices(arena, source, &slices, joined))) abort();
  arena_free(arena);
  return 0;
}
