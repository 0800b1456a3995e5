/* What the fuzz targets share that take any bytes as the parts of a tracker.
 *
 * The input is the document, then, behind lines that hold only "%%%", the comments, the page header and the properties. A part
 * without bytes is left out. */
#ifndef CAIRN_FUZZ_TRACKER_H
#define CAIRN_FUZZ_TRACKER_H

#include "file.h"
#include "fuzz_laws.h"
#include "parcel.h"
#include "shape.h"

/* What every run shares. */
struct shelf {
  struct arena *arena; /* for as long as the program runs */
  struct mapping *mapping;
  struct node *data; /* Child A's Term 2, with Term 1 as the one before */
  struct str styles;
};

static inline struct node *sample_data(struct arena *arena, struct messages *messages) {
  struct source *record = source_read(arena, "samples/rowan/child-a.yaml", messages);
  insist(record != NULL);
  struct node *data = node_map(arena), *terms = node_get(record->root, "terms");
  node_put(arena, data, "learner", node_copy(arena, node_get(record->root, "learner")));
  node_put(arena, data, "term", node_copy(arena, terms->last));
  node_put(arena, data, "previous", node_copy(arena, terms->first));
  return data;
}

static inline const struct shelf *shelf(void) {
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

static inline struct str next_part(struct str *rest) {
  if (!rest->len) return (struct str){NULL, 0};
  ptrdiff_t cut = str_find(*rest, STR("\n%%%\n"));
  struct str part = cut < 0 ? *rest : str_sub(*rest, 0, (size_t)cut);
  *rest = cut < 0 ? (struct str){NULL, 0} : str_sub(*rest, (size_t)cut + 5, rest->len);
  return part.len ? part : (struct str){NULL, 0};
}

static inline struct word_parts input_parts(struct str bytes) {
  struct word_parts parts = {.styles = shelf()->styles};
  parts.document = next_part(&bytes);
  parts.comments = next_part(&bytes);
  parts.header = next_part(&bytes);
  parts.custom = next_part(&bytes);
  return parts;
}

/* The document of the input; NULL, with a message, when a part of it is broken. */
static inline struct document *input_document(struct arena *arena, struct str bytes, struct messages *messages) {
  const struct word_parts parts = input_parts(bytes);
  return word_document(arena, &parts, messages);
}

/* A zip file as it is, else a package with these parts; empty when they make none. */
static inline struct str zipped(struct arena *arena, struct str bytes) {
  struct messages messages = {.arena = arena};
  const struct word_parts parts = input_parts(bytes);
  if (str_starts(bytes, STR("PK"))) return bytes;
  struct package *package = parts.document.at ? word_package(arena, &parts, &messages) : NULL;
  return package ? output_write(output_new(arena, package)) : STR("");
}

static inline bool at_limit(const struct messages *messages) {
  for (size_t i = 0; i < messages->list.n; i++)
    if (messages->list.at[i].id == MSG_LIMIT) return true;
  return false;
}

/* A document, filled. */
struct fresh {
  struct str zip;                  /* empty: it may not be filled */
  bool changed, clear;             /* clear: nothing was said */
  const struct document *document; /* opened again; NULL when it was not filled, or is now over a limit */
};

/* The document with the data laid over it. */
static inline struct fresh filled(struct arena *arena, const struct plan *plan, const struct node *data) {
  struct fresh fresh = {.zip = {NULL, 0}};
  struct messages messages = {.arena = arena};
  struct changes *changes = changes_new(arena, plan->document);
  struct output *output = output_new(arena, plan->document->package);
  struct put_options options = {.staff = true, .all_rows = false};
  if (!lens_put(arena, plan, data, options, changes, &messages) ||
      !changes_save(changes, output, "cairn-digest", &messages))
    return fresh;
  fresh.changed = output_changed(output);
  fresh.clear = !messages.list.n;
  fresh.zip = output_write(output);
  struct package *package = package_open(arena, "filled.docx", fresh.zip, &messages);
  fresh.document = package ? document_open(arena, package, &messages) : NULL;
  insist(fresh.document || at_limit(&messages));
  return fresh;
}

static inline bool same_term(const struct node *one, const struct node *other) {
  static const char *const paths[] = {"term.session", "term.term"};
  for (size_t i = 0; i < 2; i++)
    if (!node_equal(node_path(one, paths[i]), node_path(other, paths[i]))) return false;
  return true;
}

/* Fills the document, and holds the laws against what came of it; gives what is read back, or NULL when it was not filled. */
static inline struct node *filled_and_read(struct arena *arena, const struct plan *plan, const struct node *now,
                                           const struct node *data) {
  struct messages messages = {.arena = arena};
  struct fresh once = filled(arena, plan, data);
  if (!once.document) return NULL;
  insist(law_4(arena, plan, once.document, !same_term(now, data)));
  no_fault_added(arena, plan->document, once.document);
  insist(str_equal(filled(arena, plan, data).zip, once.zip));
  struct plan *again = plan_compile(arena, once.document, plan->mapping);
  insist(!once.clear || !filled(arena, again, data).changed);
  struct node *read = lens_get(arena, again, NULL, &messages);
  insist(!once.clear || law_1(again, read, data, true));
  return read;
}

/* `fill` refuses a record with a milestone that no framework in use has. */
static inline bool milestones_known(const struct mapping *mapping, const struct node *data) {
  for (const struct node *item = node_items(node_get(data, "term"), "assessments"); item; item = item->next)
    if (!domain_milestone(mapping->domain, node_get_str(item, "milestone"))) return false;
  for (const struct node *item = node_items(node_get(data, "term"), "focus"); item; item = item->next)
    if (!domain_milestone(mapping->domain, node_str(item))) return false;
  return true;
}

/* Reads the document, lists what is left, and fills it with its own data, which it then says still, and with Child A's. */
static inline void check_tracker(struct arena *arena, const struct document *document, const struct mapping *mapping) {
  struct messages messages = {.arena = arena};
  struct plan *plan = plan_compile(arena, document, mapping);
  struct taken taken = {.arena = arena};
  struct node *data = lens_get(arena, plan, &taken, &messages);
  bool clear = !messages.list.n;
  size_t in_rows;
  struct node *unplaced = lens_unplaced(arena, plan, &taken, own_words_new(arena, plan->mapping, NULL), true, &in_rows);
  insist(in_rows <= unplaced->count);
  yaml_print(arena, data);
  yaml_print(arena, unplaced);
  struct node *again = filled_and_read(arena, plan, data, data);
  insist(!clear || !again || node_equal(data, again));
  if (milestones_known(mapping, shelf()->data)) filled_and_read(arena, plan, data, shelf()->data);
}

#endif
