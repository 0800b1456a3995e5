/* Headers of zip files, of what is larger than their short fields too: the bytes that APPNOTE 4.3 and 4.5.3 ask for. */
#include "check.h"
#include "zip_directory.h"

static const uint64_t LARGE = (uint64_t)1 << 33;

static uint64_t number(struct str bytes, size_t at, size_t len) {
  uint64_t n = 0;
  assert_true(at + len <= bytes.len);
  for (size_t i = len; i-- > 0;) n = n << 8 | (unsigned char)bytes.at[at + i];
  return n;
}

static struct str written(struct desk *desk, const struct zip_entry *entry, bool central) {
  struct text out = {.arena = desk->arena};
  if (central)
    zip_put_central(&out, entry);
  else
    zip_put_local(&out, entry);
  return text_str(&out);
}

static void an_entry_that_begins_behind_four_gigabytes(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct zip_entry entry = {.name = STR("a.xml"), .extra = STR("ux\1\0-"), .size = 9, .packed = 7, .offset = LARGE};
  struct str local = written(&desk, &entry, false), central = written(&desk, &entry, true);
  assert_int_equal(30 + 5 + 5, local.len);
  assert_int_equal(20, number(local, 4, 2)); /* the version wanted */
  assert_int_equal(46 + 5 + 12 + 5, central.len);
  assert_int_equal(45, number(central, 6, 2));
  assert_int_equal(7, number(central, 20, 4));
  assert_int_equal(9, number(central, 24, 4));
  assert_int_equal(12 + 5, number(central, 30, 2));
  assert_int_equal(0xFFFFFFFF, number(central, 42, 4));
  assert_true(str_is(str_sub(central, 46, 51), "a.xml"));
  assert_int_equal(1, number(central, 51, 2));
  assert_int_equal(8, number(central, 53, 2));
  assert_int_equal(LARGE, number(central, 55, 8));
  assert_true(str_equal(str_sub(central, 63, central.len), entry.extra));
  desk_close(&desk);
}

static void an_entry_of_more_than_four_gigabytes(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct zip_entry entry = {.name = STR("a"), .size = LARGE, .packed = 7, .offset = 3};
  struct str local = written(&desk, &entry, false), central = written(&desk, &entry, true);
  assert_int_equal(30 + 1 + 20, local.len);
  assert_int_equal(45, number(local, 4, 2));
  assert_int_equal(0xFFFFFFFF, number(local, 18, 4));
  assert_int_equal(0xFFFFFFFF, number(local, 22, 4));
  assert_int_equal(16, number(local, 33, 2));
  assert_int_equal(LARGE, number(local, 35, 8));
  assert_int_equal(7, number(local, 43, 8));
  assert_int_equal(46 + 1 + 20, central.len);
  assert_int_equal(3, number(central, 42, 4));
  desk_close(&desk);
}

static void more_entries_than_two_bytes_count(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct text few = {.arena = desk.arena}, many = {.arena = desk.arena};
  zip_put_end(&few, 3, 40, 90, STR("ours"));
  zip_put_end(&many, 70000, LARGE, 90, STR(""));
  struct str end = text_str(&few), large = text_str(&many);
  assert_int_equal(22 + 4, end.len);
  assert_int_equal(3, number(end, 10, 2));
  assert_int_equal(90, number(end, 12, 4));
  assert_int_equal(40, number(end, 16, 4));
  assert_int_equal(56 + 20 + 22, large.len);
  assert_int_equal(70000, number(large, 32, 8));
  assert_int_equal(90, number(large, 40, 8));
  assert_int_equal(LARGE, number(large, 48, 8));
  assert_int_equal(LARGE + 90, number(large, 56 + 8, 8)); /* where the locator finds the record */
  assert_int_equal(0xFFFF, number(large, 76 + 10, 2));
  assert_int_equal(90, number(large, 76 + 12, 4));
  assert_int_equal(0xFFFFFFFF, number(large, 76 + 16, 4));
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_entry_that_begins_behind_four_gigabytes),
      cmocka_unit_test(an_entry_of_more_than_four_gigabytes),
      cmocka_unit_test(more_entries_than_two_bytes_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
