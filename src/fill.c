/* cairn fill: a record into a document. */
#include "fill.h"
#include "file.h"

#include <string.h>

/* ---- the output ---- */

static bool is_input(void *of) {
  const struct filling *f = of;
  const char *out = f->what->output;
  return (f->what->record && file_same(out, f->what->record)) || file_same(out, f->mould->input) ||
         file_same(out, f->mould->mapping->source->path) || (f->mould->class && file_same(out, f->mould->class->path));
}

/* What stands at the output already: may it be replaced? A document that Cairn wrote and nobody touched may. */
static enum fill_end may_replace(void *of, struct str old) {
  struct filling *f = of;
  struct run *run = f->run;
  struct where where = {.file = f->what->output};
  struct messages unheard = {.arena = run->arena};
  struct package *package = package_open(run->arena, f->what->output, old, &unheard);
  struct document *document = package ? document_open(run->arena, package, &unheard) : NULL;
  struct str digest = document ? document_property(document, "cairn-digest") : STR("");
  if (!document) {
    say(&run->messages, MSG_OUTPUT_NOT_WORD, where, "");
    return FILL_FAILED;
  }
  struct plan *plan = document ? plan_compile(run->arena, document, f->plan->mapping) : NULL;
  if (plan && !lens_same_learner(run->arena, plan, f->data, &unheard)) {
    say(&run->messages, MSG_OUTPUT_OTHER_LEARNER, where, "");
    return FILL_FAILED;
  }
  bool own = digest.len && str_is(digest, document_digest(run->arena, package));
  if (own || f->what->force) return FILL_MADE;
  say(&run->messages, MSG_HAND_EDIT, where, "");
  return FILL_KEPT;
}

/* Record, class and mapping, each checked as far as the others allow, so that all problems are told at once. */
static bool load_inputs(struct filling *f) {
  struct run *run = f->run;
  bool sound = fill_read(f);
  size_t errors = run->messages.errors;
  if (f->mould->named) return f->record && fill_check(f) && sound;
  struct source *class = f->what->record ? load_class(run, f->what->record) : NULL;
  if (run->messages.errors > errors || (f->what->record && !f->record)) return false;
  return mould_mapping(run, f->what, class, f->mould) && fill_check(f) && sound;
}

struct filled fill_record(struct run *run, const struct cairn_fill *what, struct mould *mould, struct source *record,
                          enum fill_store store) {
  struct filling f = {.run = run, .what = what, .mould = mould, .record = record, .store = store};
  struct filled filled = {.end = FILL_FAILED};
  if (!fill_options(run, what) || !load_inputs(&f)) return filled;
  if (f.record) tell_unplaced_left(run, f.record);
  bool whole = fill_data(&f) && (mould->document || mould_document(run, what, mould)) && fill_bytes(&f, &filled.bytes);
  const struct placing placing = {what->output, store, &f, is_input, may_replace};
  if (whole) filled.end = place_bytes(run, &placing, &filled.bytes);
  return filled;
}

void fill_run(struct run *run) {
  struct mould mould = {0};
  fill_record(run, run->what, &mould, NULL, STORE_SYNCED);
}
