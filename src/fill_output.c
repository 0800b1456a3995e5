/* What a record goes into: what stands there already, and what of the record is not in it. */
#include "file.h"
#include "fill.h"

#include <string.h>

/* ---- the output ---- */

static enum fill_end store(struct run *run, const struct placing *placing, struct str bytes) {
  bool stored = placing->store == STORE_NOWHERE || (placing->store == STORE_SYNCED ? file_write : file_write_unsynced)(
                                                       run->arena, placing->path, bytes, &run->messages);
  return stored ? FILL_MADE : FILL_FAILED;
}

enum fill_end place_bytes(struct run *run, const struct placing *placing, struct str *bytes) {
  const char *path = placing->path;
  struct where where = {.file = path};
  struct str old;
  enum file_state state = strcmp(path, "-") == 0 ? FILE_ABSENT : file_state(path);
  if (state == FILE_ABSENT) return store(run, placing, *bytes);
  bool file = state == FILE_THERE, input = file && placing->is_input && placing->is_input(placing->of);
  if (!file) say(&run->messages, MSG_OUTPUT_NOT_FILE, where, "");
  if (input) say(&run->messages, MSG_OUTPUT_IS_INPUT, where, "");
  if (!file || input) return FILL_FAILED;
  if (!file_read(run->arena, path, LIMIT_DOCUMENT, MSG_CANNOT_WRITE, &run->messages, &old)) return FILL_FAILED;
  if (str_equal(old, *bytes)) return FILL_UNCHANGED;
  enum fill_end end = placing->may_replace(placing->of, old);
  if (end == FILL_KEPT) *bytes = old;
  return end == FILL_MADE ? store(run, placing, *bytes) : end;
}

/* ---- what is left out ---- */

/* Whether two things under unplaced are of one row of one document. */
static bool same_row(const struct node *one, const struct node *other) {
  return node_equal(node_get(one, "statement"), node_get(other, "statement")) &&
         node_equal(node_get(one, "document"), node_get(other, "document"));
}

/* What stands under unplaced of one row, from the item given on: the row as a whole, where its milestone's own words are among it. Gives
 * the item behind it. */
static const struct node *tell_row_left(struct run *run, const struct source *record, const struct node *first) {
  struct arena *arena = run->arena;
  struct where where = source_where(record, node_get(first, "statement"));
  struct node *left = node_list(arena);
  struct str statement = node_get_str(first, "statement");
  bool whole = false;
  const struct node *item = first;
  for (; item && node_get(item, "statement") && same_row(item, first); item = item->next) {
    whole = whole || (statement.len && str_equal(node_get_str(item, "text"), statement));
    node_append(left, node_copy(arena, item));
  }
  const char *words = str_z(arena, statement);
  const char *of = statement.len ? str_format(arena, "the row of `%s`", words) : "a row that names no milestone";
  if (whole) say(&run->messages, MSG_ROW_LEFT, where, words);
  if (!whole) say(&run->messages, MSG_ROW_TEXTS_LEFT, where, unplaced_words(arena, left), of);
  return item;
}

void tell_unplaced_left(struct run *run, const struct source *record) {
  const struct node *unplaced = node_get(record->root, "unplaced");
  if (!unplaced || unplaced->kind != NODE_LIST) return;
  size_t others = 0;
  for (const struct node *item = unplaced->first; item;) {
    bool of_row = node_get(item, "statement") != NULL;
    others += !of_row;
    item = of_row ? tell_row_left(run, record, item) : item->next;
  }
  const char *count = str_format(run->arena, "%zu thing%s", others, others == 1 ? "" : "s");
  if (others) say(&run->messages, MSG_UNPLACED_LEFT, source_where(record, unplaced), count);
}
