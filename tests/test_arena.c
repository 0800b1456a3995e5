/* The arena: memory that goes at once, or back to a mark, and what happens when there is none. */
#include "check.h"

static void memory_is_zeroed_and_aligned(void **state) {
  (void)state;
  struct arena *arena = arena_new(sys_host());
  for (size_t size = 1; size < 200000; size = size * 3 + 1) {
    unsigned char *memory = arena_alloc(arena, size, 1);
    assert_int_equal((uintptr_t)memory % _Alignof(uint64_t), 0);
    for (size_t i = 0; i < size; i++) assert_int_equal(memory[i], 0);
    memset(memory, 0xFF, size);
  }
  assert_null(arena_try(arena, SIZE_MAX / 2, 4));
  arena_free(arena);
}

struct order {
  char seen[8];
  size_t n;
};

struct mark_at_release {
  struct order *order;
  char mark;
};

static void release_mark(void *thing) {
  struct mark_at_release *mark = thing;
  mark->order->seen[mark->order->n++] = mark->mark;
}

static void what_was_deferred_is_released_last_first(void **state) {
  (void)state;
  struct order order = {0};
  struct mark_at_release a = {&order, 'a'}, b = {&order, 'b'};
  struct arena *arena = arena_new(sys_host());
  arena_defer(arena, release_mark, &a);
  arena_defer(arena, release_mark, &b);
  assert_string_equal(order.seen, "");
  arena_free(arena);
  assert_string_equal(order.seen, "ba");
}

static void take_too_much(void *context) {
  for (int i = 0; i < 100; i++) arena_alloc(context, 1 << 20, 1);
}

static void take_little(void *context) { arena_alloc(context, 10, 1); }

static void running_out_of_memory_ends_at_the_guard(void **state) {
  (void)state;
  struct flawed flawed;
  flawed_memory(&flawed, 20);
  struct arena *arena = arena_new(&flawed.sys);
  assert_true(arena_guard(arena, take_little, arena));
  assert_false(arena_guard(arena, take_too_much, arena));
  assert_int_equal(flawed.calls, 20);
  assert_true(arena_guard(arena, take_little, arena));
  arena_free(arena);
  flawed_memory(&flawed, 1);
  assert_null(arena_new(&flawed.sys));
}

struct late {
  struct arena *arena;
  struct mark_at_release mark;
};

static void defer_late(void *context) {
  struct late *late = context;
  arena_defer(late->arena, release_mark, &late->mark);
}

static void what_cannot_be_deferred_is_released_at_once(void **state) {
  (void)state;
  struct order order = {0};
  struct flawed flawed;
  flawed_memory(&flawed, 2);
  struct late late = {arena_new(&flawed.sys), {&order, 'x'}};
  assert_false(arena_guard(late.arena, defer_late, &late));
  assert_string_equal(order.seen, "x");
  arena_free(late.arena);
  assert_string_equal(order.seen, "x");
}

static void arrays_grow_and_their_new_items_are_zeroed(void **state) {
  (void)state;
  struct desk desk = desk_open();
  ARRAY(int) numbers = {0};
  for (int i = 0; i < 1000; i++) {
    int *last = PUSH(desk.arena, &numbers);
    assert_int_equal(*last, 0);
    *last = i;
  }
  for (int i = 0; i < 1000; i++) assert_int_equal(numbers.at[i], i);
  numbers.n = 10;
  assert_int_equal(*PUSH(desk.arena, &numbers), 0);
  desk_close(&desk);
}

static void text_grows_by_any_means(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct text text = {.arena = desk.arena};
  assert_str(&desk, text_str(&text), "");
  text_add(&text, (struct str){NULL, 0});
  text_add_z(&text, "a");
  text_add_byte(&text, 'b');
  text_add_utf8(&text, 'c');
  text_add_utf8(&text, 0xE9);
  text_add_utf8(&text, 0x2013);
  text_add_utf8(&text, 0x1F600);
  assert_str(&desk, text_str(&text), "abcé–😀");
  for (int i = 0; i < 5000; i++) text_add_z(&text, "long");
  assert_int_equal(text.len, 12 + 20000);
  assert_string_equal(str_format(desk.arena, "%d of %s", 3, "four"), "3 of four");
  desk_close(&desk);
}

/* The machine, counting the blocks that are taken. */
struct counted {
  struct sys sys;
  long blocks;
};

static void *counted_alloc(void *context, size_t size) {
  ((struct counted *)context)->blocks++;
  return sys_host()->alloc(NULL, size);
}

static void counted_release(void *context, void *memory) {
  ((struct counted *)context)->blocks--;
  sys_host()->release(NULL, memory);
}

static void an_arena_goes_back_to_where_it_was_marked(void **state) {
  (void)state;
  struct counted counted = {.sys = *sys_host()};
  counted.sys.context = &counted;
  counted.sys.alloc = counted_alloc;
  counted.sys.release = counted_release;
  struct arena *arena = arena_new(&counted.sys);
  struct arena_mark empty = arena_mark(arena);
  char *kept = arena_alloc(arena, 100, 1);
  memset(kept, 'k', 100);
  struct arena_mark mark = arena_mark(arena);
  char *next = arena_alloc(arena, 10, 1);
  for (size_t round = 0; round < 50; round++) {
    arena_rewind(arena, mark);
    for (size_t i = 0; i < 20; i++) memset(arena_alloc(arena, i % 3 ? 9000 : 50000, 1), 'x', i % 3 ? 9000 : 50000);
    assert_true(counted.blocks < 20);
  }
  arena_rewind(arena, mark);
  char *again = arena_alloc(arena, 10, 1);
  assert_ptr_equal(again, next);
  assert_int_equal(again[0], 0);
  for (size_t i = 0; i < 100; i++) assert_int_equal(kept[i], 'k');
  arena_rewind(arena, empty);
  assert_true(counted.blocks < 20); /* itself, and chunks that are kept for later */
  arena_free(arena);
  assert_int_equal(counted.blocks, 0);
}

/* What one arena inside gives up, the next takes, and finds it zeroed. */
static void chunks_go_from_one_inside_to_the_next(void **state) {
  (void)state;
  struct counted counted = {.sys = *sys_host()};
  counted.sys.context = &counted;
  counted.sys.alloc = counted_alloc;
  counted.sys.release = counted_release;
  struct arena *around = arena_new(&counted.sys);
  size_t blocks = 0;
  for (size_t round = 0; round < 10; round++) {
    struct arena *inside = arena_inside(around);
    for (size_t i = 0; i < 20; i++) {
      char *memory = arena_alloc(inside, i % 2 ? 100 : 40000, 1);
      for (size_t at = 0; at < 100; at++) assert_int_equal(memory[at], 0);
      memset(memory, 'x', i % 2 ? 100 : 40000);
    }
    if (!round) blocks = counted.blocks;
    assert_int_equal(counted.blocks, blocks);
    arena_free(inside);
  }
  arena_trim(around);
  assert_int_equal(counted.blocks, 1); /* itself */
  memset(arena_alloc(around, 100, 1), 'x', 100);
  arena_free(around);
  assert_int_equal(counted.blocks, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_zeroed_and_aligned),
      cmocka_unit_test(what_was_deferred_is_released_last_first),
      cmocka_unit_test(running_out_of_memory_ends_at_the_guard),
      cmocka_unit_test(what_cannot_be_deferred_is_released_at_once),
      cmocka_unit_test(arrays_grow_and_their_new_items_are_zeroed),
      cmocka_unit_test(text_grows_by_any_means),
      cmocka_unit_test(an_arena_goes_back_to_where_it_was_marked),
      cmocka_unit_test(chunks_go_from_one_inside_to_the_next),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
