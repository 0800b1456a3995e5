/* Any bytes as a document: the whole of read through the package, with the choice of a mapping, into a record that is there.
 *
 * The input is a zip file, or the parts of a tracker. Nothing is written; the record is as sound as it was; reading twice is reading once. */
#include "fuzz_tracker.h"
#include "read_parts.h"

#include <fcntl.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

/* ---- a machine on which nothing can be written ---- */

static int open_to_read(void *context, const char *path, int flags, mode_t mode) {
  insist((flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT));
  return sys_host()->open(context, path, flags, mode);
}

static ssize_t no_write(void *context, int fd, const void *from, size_t size) {
  (void)context, (void)fd, (void)from, (void)size;
  abort();
}

static int no_rename(void *context, const char *from, const char *to) {
  (void)context, (void)from, (void)to;
  abort();
}

static int no_path(void *context, const char *path) {
  (void)context, (void)path;
  abort();
}

static void hear(void *context, const struct cairn_message *message) { (void)context, (void)message; }

/* The run that all inputs are parts of, as the documents of a folder are: what they share is loaded once. */
static struct run *whole_run(void) {
  static struct sys sealed;
  static struct run run;
  static const struct cairn_read what = {.output = "-"};
  if (run.arena) return &run;
  sealed = *sys_host();
  sealed.open = open_to_read;
  sealed.write = no_write;
  sealed.rename = no_rename;
  sealed.unlink = sealed.folder = sealed.remove_tree = no_path;
  run = (struct run){.arena = arena_new(&sealed), .what = &what, .tell = hear};
  run.messages.arena = run.arena;
  run.shelf = shelf_new(run.arena);
  return &run;
}

/* ---- the record ---- */

static const struct source *child_a(void) {
  static struct source *record;
  if (record) return record;
  struct messages messages = {.arena = shelf()->arena};
  record = source_read(shelf()->arena, "samples/rowan/child-a.yaml", &messages);
  insist(record != NULL);
  return record;
}

static bool has_term(const struct node *terms, const struct node *wanted) {
  for (const struct node *term = terms->first; term; term = term->next)
    if (node_equal(node_get(term, "session"), node_get(wanted, "session")) &&
        node_equal(node_get(term, "term"), node_get(wanted, "term")))
      return true;
  return false;
}

/* Terms of which the document says nothing are as they were. */
static void check_others(const struct node *record, const struct reading *reading) {
  const struct node *now = node_get(record, "terms"), *before = node_get(child_a()->root, "terms");
  insist(now && now->count >= before->count);
  for (const struct node *term = before->first; term; term = term->next) {
    if (has_term(reading->terms, term)) continue;
    bool there = false;
    for (const struct node *other = now->first; other; other = other->next) there |= node_equal(term, other);
    insist(there);
  }
}

/* The record as a file that loads as the same again; over a limit it may not load. */
static struct str printed(struct arena *arena, const struct node *record) {
  struct messages messages = {.arena = arena};
  struct str text = yaml_print(arena, record);
  const struct source *again = source_parse(arena, "a.yaml", text, &messages);
  insist(again ? node_equal(again->root, record) : messages.list.at[0].id == MSG_YAML_LIMIT);
  return text;
}

static void check_laid(struct arena *arena, const struct reading *reading) {
  struct node *record = node_copy(arena, child_a()->root);
  const char *differs = NULL;
  struct who who = who_of(arena, node_get(record, "learner"));
  enum likeness like = who_like(&who, &reading->who, &differs);
  if (reading->torn || like == LIKE_TORN || like == LIKE_OTHER || !terms_named(reading)) return;
  lay_over(arena, record, NULL, reading);
  check_others(record, reading);
  struct str once = printed(arena, record);
  lay_over(arena, record, NULL, reading);
  insist(str_equal(printed(arena, record), once));
}

/* What a document says, as text; empty when it cannot be read. */
static struct str said(struct arena *arena, struct str bytes) {
  const struct given given = {.path = "a.docx", .bytes = bytes};
  struct run *run = whole_run(), part;
  struct reading reading;
  struct text out = {.arena = arena};
  run->given = &given;
  part = run_begin(run);
  if (read_document(&part, given.path, NULL, &reading)) {
    check_laid(part.arena, &reading);
    text_add(&out, yaml_print(part.arena, reading.learner));
    text_add(&out, yaml_print(part.arena, reading.terms));
    text_add(&out, yaml_print(part.arena, reading.unplaced));
  } else {
    insist(part.messages.errors > 0);
  }
  run_end(run, &part);
  run->messages = (struct messages){.arena = run->arena};
  return text_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct str bytes = str_copy(arena, zipped(arena, (struct str){(const char *)at, len}));
  struct str once = said(arena, bytes);
  insist(str_equal(said(arena, bytes), once));
  arena_free(arena);
  return 0;
}
