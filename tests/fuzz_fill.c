/* Any bytes as a record, and any as a template: the whole of fill through the package, as the program does it, and the laws.
 *
 * The input is a line of options (b: blank, a: all rows, s: with comments for staff, t: tracked, k: keep what differs, d: drop the
 * signature), the record, and, behind a line that holds only "%%%", the template: a zip file, or the parts of a tracker. */
#include "fill.h"
#include "fuzz_tracker.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

/* What is filled, and how. */
struct job {
  struct cairn_fill what;
  struct str record, template;
};

static struct cairn_fill options(struct str line) {
  struct cairn_fill what = {.record = "a.yaml", .document = "a.docx", .output = "-"};
  what.blank = str_find(line, STR("b")) >= 0;
  what.all_rows = str_find(line, STR("a")) >= 0;
  what.staff = str_find(line, STR("s")) >= 0;
  what.drop_signature = str_find(line, STR("d")) >= 0;
  if (str_find(line, STR("t")) >= 0) what.track = "always";
  if (str_find(line, STR("k")) >= 0) what.on_conflict = "keep";
  return what;
}

/* What came of it. */
struct made {
  struct str bytes; /* empty: nothing was made */
  bool clear;       /* and nothing was said */
};

static void hear(void *context, const struct cairn_message *message) { (void)context, (void)message; }

static struct made made(struct arena *arena, const struct job *job, struct str template) {
  struct given given = {.path = job->what.document, .bytes = template};
  struct run run = {.arena = arena, .messages = {.arena = arena}, .tell = hear, .given = &given, .what = &job->what};
  struct mould mould = {.mapping = shelf()->mapping, .named = shelf()->mapping};
  struct source *record = source_parse(arena, job->what.record, job->record, &run.messages);
  if (!record) return (struct made){STR(""), false};
  struct filled filled = fill_record(&run, &job->what, &mould, record, STORE_NOWHERE);
  insist(filled.end == FILL_FAILED ? run.messages.errors > 0 : !run.messages.errors);
  bool whole = filled.end == FILL_MADE;
  return (struct made){whole ? filled.bytes : STR(""), whole && !run.messages.list.n};
}

static const struct document *opened(struct arena *arena, struct str bytes) {
  struct messages messages = {.arena = arena};
  struct package *package = package_open(arena, "a.docx", bytes, &messages);
  const struct document *document = package ? document_open(arena, package, &messages) : NULL;
  insist(document || at_limit(&messages));
  return document;
}

/* What a record of one term says; NULL for another. */
static const struct node *only_term(struct arena *arena, struct str record) {
  struct messages messages = {.arena = arena};
  const struct node *root = source_parse(arena, "a.yaml", record, &messages)->root, *terms = node_get(root, "terms");
  struct node *data = node_map(arena);
  if (!terms || terms->count != 1) return NULL;
  node_put(arena, data, "learner", node_copy(arena, node_get(root, "learner")));
  node_put(arena, data, "term", node_copy(arena, terms->first));
  return data;
}

/* Rows may go when the document was of another term, and nobody knows here of which. */
static void check_laws(struct arena *arena, const struct job *job, struct str before, struct made once) {
  const struct document *was = opened(arena, before), *is = opened(arena, once.bytes);
  if (!was || !is) return;
  struct messages messages = {.arena = arena};
  struct run run = {.arena = arena, .messages = {.arena = arena}};
  const struct mapping *mapping = own_mapping(&run, was, shelf()->mapping, false);
  struct plan *plan = plan_compile(arena, was, mapping);
  if (!was->is_signed && !mapping->views) insist(law_4(arena, plan, is, true));
  no_fault_added(arena, was, is);
  const struct plan *again = plan_compile(arena, is, mapping);
  const struct node *read = lens_get(arena, again, NULL, &messages);
  const struct node *data = only_term(arena, job->record);
  insist(!once.clear || job->what.blank || !data || law_1(again, read, data, job->what.staff));
  insist(str_equal(made(arena, job, before).bytes, once.bytes));
  struct made twice = made(arena, job, once.bytes);
  insist(!once.clear || str_equal(twice.bytes, once.bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct str bytes = {(const char *)at, len};
  ptrdiff_t end = str_find(bytes, STR("\n"));
  struct job job = {.what = options(str_sub(bytes, 0, end < 0 ? 0 : (size_t)end))};
  bytes = str_sub(bytes, end < 0 ? 0 : (size_t)end + 1, bytes.len);
  job.record = str_copy(arena, next_part(&bytes));
  struct str template = str_copy(arena, zipped(arena, bytes));
  struct made once = made(arena, &job, template);
  if (once.bytes.len) check_laws(arena, &job, template, once);
  arena_free(arena);
  return 0;
}
