/* Any bytes as the parts of a tracker: read with our mapping, filled with its own data and with Child A's, and read again.
 *
 * The input is the document, then, behind lines that hold only "%%%", the comments, the page header and the properties. */
#include "lens.h"
#include "parcel.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

/* What every run shares. */
struct shelf {
  struct arena *arena; /* for as long as the program runs */
  struct mapping *mapping;
  struct node *data; /* Child A's Term 2, with Term 1 as the one before */
  struct str styles;
};

static void insist(bool right) {
  if (!right) abort();
}

static struct node *sample_data(struct arena *arena, struct messages *messages) {
  struct source *record = source_read(arena, "samples/rowan/child-a.yaml", messages);
  insist(record != NULL);
  struct node *data = node_map(arena), *terms = node_get(record->root, "terms");
  node_put(arena, data, "learner", node_copy(arena, node_get(record->root, "learner")));
  node_put(arena, data, "term", node_copy(arena, terms->last));
  node_put(arena, data, "previous", node_copy(arena, terms->first));
  return data;
}

static const struct shelf *shelf(void) {
  static struct shelf one;
  if (one.mapping) return &one;
  struct arena *arena = one.arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  one.data = sample_data(arena, &messages);
  insist(file_read(arena, "templates/milestones-tracker/word/styles.xml", LIMIT_YAML, MSG_DOCUMENT_UNREADABLE,
                   &messages, &one.styles));
  one.mapping = mapping_load(arena, "mappings/milestones-tracker.yaml", NULL, NULL, &messages);
  insist(one.mapping != NULL);
  return &one;
}

static struct str next_part(struct str *rest) {
  if (!rest->len) return (struct str){NULL, 0};
  ptrdiff_t cut = str_find(*rest, STR("\n%%%\n"));
  struct str part = cut < 0 ? *rest : str_sub(*rest, 0, (size_t)cut);
  *rest = cut < 0 ? (struct str){NULL, 0} : str_sub(*rest, (size_t)cut + 5, rest->len);
  return part;
}

static struct word_parts split_parts(struct str bytes) {
  struct word_parts parts = {.styles = shelf()->styles};
  parts.document = next_part(&bytes);
  parts.comments = next_part(&bytes);
  parts.header = next_part(&bytes);
  parts.custom = next_part(&bytes);
  return parts;
}

static bool at_limit(const struct messages *messages) {
  for (size_t i = 0; i < messages->list.n; i++)
    if (messages->list.at[i].id == MSG_LIMIT) return true;
  return false;
}

/* The zip of the document with the data laid over it; empty when it may not be. */
static struct str filled(struct arena *arena, const struct plan *plan, const struct node *data,
                         struct messages *messages) {
  struct changes *changes = changes_new(arena, plan->document);
  struct output *output = output_new(arena, plan->document->package);
  struct put_options options = {.staff = true, .all_rows = false};
  bool done = lens_put(arena, plan, data, options, changes, messages) &&
              changes_save(changes, output, "cairn-digest", messages);
  return done ? output_write(output) : (struct str){NULL, 0};
}

/* Whatever went into a document, it opens again and is read; NULL when it was not filled, or is now over a limit. */
static struct node *filled_and_read(struct arena *arena, const struct plan *plan, const struct node *data) {
  struct messages messages = {.arena = arena};
  struct str zip = filled(arena, plan, data, &messages);
  if (!zip.at) return NULL;
  struct package *package = package_open(arena, "filled.docx", zip, &messages);
  struct document *document = package ? document_open(arena, package, &messages) : NULL;
  insist(document || at_limit(&messages));
  return document ? lens_get(arena, plan_compile(arena, document, shelf()->mapping), NULL, &messages) : NULL;
}

static void check_document(struct arena *arena, const struct document *document) {
  struct messages messages = {.arena = arena};
  struct plan *plan = plan_compile(arena, document, shelf()->mapping);
  struct taken taken = {.arena = arena};
  struct node *data = lens_get(arena, plan, &taken, &messages);
  bool clear = !messages.list.n;
  size_t in_rows;
  struct node *unplaced = lens_unplaced(arena, plan, &taken, own_words_new(arena, plan->mapping, NULL), true, &in_rows);
  insist(in_rows <= unplaced->count);
  yaml_print(arena, data);
  yaml_print(arena, unplaced);
  struct node *again = filled_and_read(arena, plan, data);
  insist(!clear || !again || node_equal(data, again));
  filled_and_read(arena, plan, shelf()->data);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct word_parts parts = split_parts((struct str){(const char *)at, len});
  struct document *document = word_document(arena, &parts, &messages);
  insist(document || messages.errors > 0);
  if (document) check_document(arena, document);
  arena_free(arena);
  return 0;
}
