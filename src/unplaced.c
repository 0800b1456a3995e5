/* What stands under `unplaced:`, in words. */
#include "verb.h"

/* The key of an item by which its kind is told, the first that it has: a comment may be on a tracked change. */
static const struct {
  const char *key, *one, *several;
} KINDS[] = {{"comment", "comment", "comments"}, {"change", "tracked change", "tracked changes"},
             {"table", "table", "tables"},       {"caption", "caption of a table", "captions of tables"},
             {"picture", "picture", "pictures"}, {"chart", "chart", "charts"},
             {"diagram", "diagram", "diagrams"}, {"drawing", "drawing", "drawings"},
             {"object", "object", "objects"},    {"footnote", "footnote", "footnotes"},
             {"endnote", "endnote", "endnotes"}, {"field", "form field", "form fields"},
             {"text", "text", "texts"}};

enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

static size_t kind_of(const struct node *item) {
  size_t k = 0;
  while (k + 1 < KIND_COUNT && !node_get(item, KINDS[k].key)) k++;
  return k;
}

const char *unplaced_words(struct arena *arena, const struct node *list) {
  size_t counts[KIND_COUNT] = {0}, kinds = 0;
  struct text out = {.arena = arena};
  for (const struct node *item = list->first; item; item = item->next) kinds += counts[kind_of(item)]++ == 0;
  for (size_t n = KIND_COUNT; n-- > 0;) { /* texts first */
    if (!counts[n]) continue;
    kinds--;
    const char *comma = !out.len ? "" : kinds ? ", " : " and ";
    text_add_z(&out, str_format(arena, "%s%zu %s", comma, counts[n], counts[n] == 1 ? KINDS[n].one : KINDS[n].several));
  }
  return str_z(arena, text_str(&out));
}

bool unplaced_whole(struct run *run, const char *path, const struct taken *taken) {
  if (taken->over == LIMIT_COUNT) return true;
  limit_tell(&run->messages, MSG_LIMIT, (struct where){.file = path}, taken->over, (struct met){0});
  return false;
}
