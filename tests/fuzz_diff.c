/* Any bytes as two trackers, with a line that holds only "&&&" between them: what differs one way differs the other way. */
#include "diff.h"
#include "fuzz_tracker.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static struct diff_side side(struct arena *arena, const struct document *document) {
  struct messages messages = {.arena = arena};
  struct taken taken = {.arena = arena};
  struct plan *plan;
  size_t in_rows;
  const struct mapping *mapping = shelf()->mapping;
  struct node *data = lens_get_terms(arena, document, mapping, &taken, &messages, &plan);
  struct diff_side side = {.name = "a.docx", .mapping = mapping, .terms = node_get(data, "terms")};
  side.data = lens_term(arena, data, 0);
  side.unplaced = lens_unplaced(arena, plan, &taken, own_words_new(arena, mapping, NULL), false, &in_rows);
  diff_add_shown(arena, plan, side.data);
  return side;
}

static size_t count(struct arena *arena, const struct document *one, const struct document *other) {
  const struct diff_side sides[2] = {side(arena, one), side(arena, other)};
  struct differences list = diff_sides(arena, sides);
  struct str report = diff_report(arena, sides, &list), json = diff_json(arena, &list, true);
  insist(utf8_bad(report) == report.len && utf8_bad(json) == json.len && (json.len > 0) == (list.n > 0));
  return list.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct str bytes = {(const char *)at, len};
  ptrdiff_t cut = str_find(bytes, STR("\n&&&\n"));
  size_t end = cut < 0 ? len : (size_t)cut;
  const struct document *one = input_document(arena, str_sub(bytes, 0, end), &messages);
  const struct document *other = cut < 0 ? one : input_document(arena, str_sub(bytes, end + 5, len), &messages);
  if (one) insist(!count(arena, one, one));
  if (one && other) insist(!count(arena, one, other) == !count(arena, other, one));
  arena_free(arena);
  return 0;
}
