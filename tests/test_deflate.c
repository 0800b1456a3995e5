/* deflate: what we compress is what zlib and libdeflate inflate, whatever is known of it. */
#include "check.h"
#include "deflate_pieces.h"

/* ---- chance, the same each time ---- */

static uint32_t next(uint32_t *chance) {
  *chance ^= *chance << 13;
  *chance ^= *chance >> 17;
  return *chance ^= *chance << 5;
}

static size_t below(uint32_t *chance, size_t limit) { return next(chance) % limit; }

static char *noise(struct desk *desk, uint32_t chance, size_t len) {
  char *bytes = arena_bytes(desk->arena, len + 1);
  for (size_t i = 0; i < len; i++) bytes[i] = (char)(next(&chance) >> 11);
  return bytes;
}

/* Markup and words such as parts have. */
static struct str markup_of(struct desk *desk, uint32_t chance, size_t len) {
  static const char *const words[] = {"<w:p>",    "</w:p>",  "<w:r><w:t>", "</w:t></w:r>", "drum",     " the ", "and ",
                                      "<w:tc>\n", "їжачок ", "w:val=\"",   "\"/>",         "  \n    ", "笑",    "a"};
  struct text out = {.arena = desk->arena};
  while (out.len < len) {
    text_add_z(&out, words[below(&chance, sizeof words / sizeof *words)]);
    if (below(&chance, 5) == 0) text_add_number(&out, (long)below(&chance, 100000));
  }
  return str_sub(text_str(&out), 0, len);
}

/* ---- a part of which nothing is known ---- */

static struct str pack(struct desk *desk, struct str bytes) { return deflate_slices(desk->arena, NULL, NULL, bytes); }

/* Packs, inflates and compares; gives the length of the stream. */
static size_t goes_round(struct desk *desk, struct str bytes) {
  struct str stream = pack(desk, bytes);
  assert_true(stream.len > 0);
  assert_true(stream.len < bytes.len);
  assert_true(inflates_to(stream, bytes));
  return stream.len;
}

static void what_does_not_become_less_is_not_packed(void **state) {
  (void)state;
  struct desk desk = desk_open();
  assert_int_equal(pack(&desk, STR("")).len, 0);
  assert_int_equal(pack(&desk, STR("a")).len, 0);
  assert_int_equal(pack(&desk, STR("<document/>")).len, 0);
  for (size_t len = 1; len < 200000; len = len * 3 + 1)
    assert_int_equal(pack(&desk, (struct str){noise(&desk, 1, len), len}).len, 0);
  desk_close(&desk);
}

static void one_byte_over_and_over(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (size_t len = 150; len < 2000; len++) {
    struct str bytes = repeated(&desk, "", "x", len, "");
    assert_true(goes_round(&desk, bytes) < 30);
  }
  goes_round(&desk, repeated(&desk, "", "x", 1000000, ""));
  desk_close(&desk);
}

static void every_byte_there_is(void **state) {
  (void)state;
  struct desk desk = desk_open();
  char all[256];
  for (size_t i = 0; i < sizeof all; i++) all[i] = (char)i;
  struct text out = {.arena = desk.arena};
  for (size_t turn = 0; turn < 40; turn++) text_add(&out, (struct str){all + turn, sizeof all - turn});
  assert_true(goes_round(&desk, text_str(&out)) < 1000);
  desk_close(&desk);
}

/* Noise, and the same noise again: only where it is in the window is it found. */
static void what_is_in_the_window_is_found_and_nothing_behind_it(void **state) {
  (void)state;
  struct desk desk = desk_open();
  enum { LEN = 40000 };
  for (size_t distance = 30; distance < LEN; distance += distance < 32700 ? distance / 2 : 1) {
    char *bytes = noise(&desk, 7, LEN + distance);
    for (size_t i = distance; i < LEN + distance; i++) bytes[i] = bytes[i - distance];
    size_t len = pack(&desk, (struct str){bytes, LEN + distance}).len;
    if (distance < 32768) assert_true(len < distance + distance / 8 + 1000);
    if (distance > 32768) assert_true(len == 0 || len > LEN);
    if (len) goes_round(&desk, (struct str){bytes, LEN + distance});
    if (distance > 32800) distance += 3000;
  }
  desk_close(&desk);
}

static void parts_of_any_length(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (size_t len = 1; len < 3000; len += len < 64 ? 1 : 61) {
    struct str bytes = markup_of(&desk, (uint32_t)len, len), stream = pack(&desk, bytes);
    assert_true(stream.len < bytes.len);
    if (stream.len) assert_true(inflates_to(stream, bytes));
    if (len > 300) assert_true(stream.len > 0);
  }
  assert_true(goes_round(&desk, markup_of(&desk, 3, 1500000)) < 700000); /* many blocks */
  desk_close(&desk);
}

/* ---- blocks ---- */

enum { PRELUDE = 32768, ROOM = 1 << 20 };

/* What is expected is what is packed: its bytes have their room from the beginning. */
static struct deflate *begin(struct desk *desk, struct text *expected) {
  struct deflate *deflate = NEW(desk->arena, struct deflate);
  *expected = (struct text){.arena = desk->arena, .at = arena_bytes(desk->arena, ROOM), .cap = ROOM};
  deflate_begin(deflate, (struct str){expected->at, ROOM}, (uint8_t *)arena_bytes(desk->arena, ROOM), ROOM);
  return deflate;
}

static void add_match(struct text *expected, struct deflate *deflate, size_t length, size_t distance) {
  size_t at = expected->len;
  for (size_t i = 0; i < length; i++) text_add_byte(expected, expected->at[expected->len - distance]);
  deflate_match(deflate, at, length, distance);
}

static void ends_as(struct text *expected, struct deflate *deflate) {
  const char *start = (const char *)deflate->start;
  assert_true(expected->len < ROOM);
  deflate->len = expected->len;
  size_t len = deflate_end(deflate);
  assert_true(len > 0);
  assert_true(inflates_to((struct str){start, len}, text_str(expected)));
}

static void matches_of_every_length_and_distance(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct text expected;
  struct deflate *deflate = begin(&desk, &expected);
  text_add(&expected, (struct str){noise(&desk, 3, PRELUDE), PRELUDE});
  for (size_t length = 3; length < 1100; length++) add_match(&expected, deflate, length, length * 29 % PRELUDE + 1);
  for (size_t distance = 1; distance <= PRELUDE; distance += distance < 600 || distance > 32700 ? 1 : 37)
    add_match(&expected, deflate, 3 + distance % 256, distance);
  ends_as(&expected, deflate);
  desk_close(&desk);
}

/* Bytes as often as the numbers of Fibonacci would have codes of more than fifteen bits. */
static void codes_are_no_longer_than_they_may_be(void **state) {
  (void)state;
  struct desk desk = desk_open();
  for (uint8_t symbols = 1; symbols < 20; symbols++) {
    struct text expected;
    struct deflate *deflate = begin(&desk, &expected);
    size_t often = 1, before = 1; /* and the end of the block once */
    for (uint8_t symbol = 0; symbol < symbols; symbol++) {
      for (size_t i = 0; i < often; i++) text_add_byte(&expected, (char)symbol);
      often += before;
      before = often - before;
    }
    ends_as(&expected, deflate);
  }
  desk_close(&desk);
}

static void a_block_without_anything(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct text expected;
  struct deflate *deflate = begin(&desk, &expected);
  ends_as(&expected, deflate);
  desk_close(&desk);
}

static void nothing_is_written_behind_the_room(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct deflate *deflate = NEW(desk.arena, struct deflate);
  char bytes[20000];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 7);
  for (size_t room = 0; room < 30000; room += 997) {
    uint8_t *at = (uint8_t *)arena_bytes(desk.arena, room + 8);
    memset(at + room, 0xA5, 8);
    deflate_begin(deflate, (struct str){bytes, sizeof bytes}, at, room);
    size_t len = deflate_end(deflate);
    assert_true(len <= room);
    for (size_t i = 0; i < 8; i++) assert_int_equal(at[room + i], 0xA5);
  }
  desk_close(&desk);
}

/* ---- slices ---- */

static void add_slice(struct slices *slices, struct str slice) {
  if (!slice.len) return;
  *PUSH(slices->arena, &slices->list) = slice;
  slices->total += slice.len;
}

/* Ranges of the source in any order with new bytes between them; nearly all of it is rows again and again, as in a document. */
static struct slices invent(struct desk *desk, uint32_t chance, struct str source) {
  struct slices slices = {.arena = desk->arena};
  size_t count = below(&chance, 120), row = below(&chance, source.len);
  for (size_t i = 0; i < count; i++) {
    size_t from = below(&chance, 4) ? row + 50 * (i % 9) : below(&chance, source.len);
    size_t len = below(&chance, 3) ? below(&chance, 60) : below(&chance, source.len);
    add_slice(&slices, str_sub(source, from < source.len ? from : 0, from + len));
    if (below(&chance, 3)) add_slice(&slices, markup_of(desk, next(&chance), below(&chance, 90)));
  }
  return slices;
}

/* The same slices, each cut in two that stand one behind the other. */
static struct slices cut(struct desk *desk, const struct slices *slices) {
  struct slices halves = {.arena = desk->arena};
  for (size_t i = 0; i < slices->list.n; i++) {
    struct str slice = slices->list.at[i];
    add_slice(&halves, str_sub(slice, 0, slice.len / 2));
    add_slice(&halves, str_sub(slice, slice.len / 2, slice.len));
  }
  return halves;
}

static struct str pack_known(struct desk *desk, struct str source, const struct slices *slices) {
  return deflate_slices(desk->arena, deflate_source_new(desk->arena, source), slices, slices_join(slices));
}

static void what_is_known_changes_no_byte(void **state) {
  (void)state;
  size_t packed = 0;
  for (uint32_t chance = 1; chance < 1500; chance++) {
    struct desk desk = desk_open();
    uint32_t length = chance;
    struct str source = markup_of(&desk, chance * 31, 1 + below(&length, chance % 20 ? 3000 : 60000));
    struct slices slices = invent(&desk, chance * 77, source), halves = cut(&desk, &slices);
    struct str stream = pack_known(&desk, source, &slices);
    if (stream.len) assert_true(inflates_to(stream, slices_join(&slices)));
    assert_true(str_equal(stream, pack_known(&desk, source, &slices)));
    assert_true(str_equal(stream, pack_known(&desk, source, &halves)));
    packed += stream.len > 0;
    desk_close(&desk);
  }
  assert_true(packed > 1400);
}

/* A slice of other bytes than those that it says stays what it is: what is known only says where to look. */
static void a_source_that_is_another_does_no_harm(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str source = markup_of(&desk, 5, 4000);
  struct slices slices = {.arena = desk.arena};
  for (size_t i = 0; i < 20; i++) add_slice(&slices, str_sub(source, i * 100, i * 100 + 1500));
  const struct deflate_source *learnt = deflate_source_new(desk.arena, source);
  struct str bytes = markup_of(&desk, 6, slices.total);
  struct str stream = deflate_slices(desk.arena, learnt, &slices, bytes);
  assert_true(stream.len > 0);
  assert_true(inflates_to(stream, bytes));
  desk_close(&desk);
}

/* Rows that are in the window, and each a little different. */
static void a_known_copy_takes_a_few_bytes(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str source = (struct str){noise(&desk, 9, 6000), 6000};
  struct slices slices = {.arena = desk.arena};
  for (size_t i = 0; i < 100; i++) {
    add_slice(&slices, str_sub(source, 0, 2000));
    add_slice(&slices, str_from(str_format(desk.arena, "row %zu", i)));
    add_slice(&slices, str_sub(source, 2000, 6000));
  }
  size_t len = pack_known(&desk, source, &slices).len;
  assert_true(len < 6000 + 6000 / 8 + 100 * 80);
  desk_close(&desk);
}

static void without_memory_it_goes_back_to_the_guard(void *context) {
  struct arena *arena = context;
  struct desk desk = {arena, {.arena = arena}};
  struct str source = markup_of(&desk, 5, 4000);
  struct slices slices = invent(&desk, 6, source);
  pack_known(&desk, source, &slices);
}

static void memory_may_run_out_anywhere(void **state) {
  (void)state;
  struct flawed flawed;
  bool whole = false;
  for (size_t n = 2; !whole; n++) {
    flawed_memory(&flawed, n);
    struct arena *arena = arena_new(&flawed.sys);
    whole = arena_guard(arena, without_memory_it_goes_back_to_the_guard, arena);
    arena_free(arena);
    assert_true(n < 100);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_does_not_become_less_is_not_packed),
      cmocka_unit_test(one_byte_over_and_over),
      cmocka_unit_test(every_byte_there_is),
      cmocka_unit_test(what_is_in_the_window_is_found_and_nothing_behind_it),
      cmocka_unit_test(parts_of_any_length),
      cmocka_unit_test(matches_of_every_length_and_distance),
      cmocka_unit_test(codes_are_no_longer_than_they_may_be),
      cmocka_unit_test(a_block_without_anything),
      cmocka_unit_test(nothing_is_written_behind_the_room),
      cmocka_unit_test(what_is_known_changes_no_byte),
      cmocka_unit_test(a_source_that_is_another_does_no_harm),
      cmocka_unit_test(a_known_copy_takes_a_few_bytes),
      cmocka_unit_test(memory_may_run_out_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
