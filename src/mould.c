/* What the documents of many records have in common, loaded and compiled once. */
#include "fill.h"

bool mould_mapping(struct run *run, const struct cairn_fill *what, struct source *class, struct mould *mould) {
  mould->class = class;
  mould->mapping = load_mapping(run, what->mapping, class ? class->path : what->record, class);
  mould->named = mould->mapping;
  return mould->mapping != NULL;
}

bool mould_document(struct run *run, const struct cairn_fill *what, struct mould *mould) {
  if (!what->document && !mould->mapping->template.len)
    say(&run->messages, MSG_NO_TEMPLATE, (struct where){0}, str_z(run->arena, mould->mapping->name));
  mould->input = what->document ? what->document : template_path(run, mould->mapping);
  mould->document = mould->input ? load_document(run, mould->input, &mould->bytes) : NULL;
  if (!mould->document) return false;
  mould->mapping = own_mapping(run, mould->document, mould->mapping, what->mapping || !what->document);
  mould->tracked = document_tracks_changes(mould->document);
  mould->plans = arena_alloc(run->arena, mapping_view_count(mould->mapping), sizeof(struct plan *));
  struct where where = {.file = mould->input};
  if (mould->document->has_macros) say(&run->messages, MSG_MACROS, where, "");
  if (mould->document->takes_in) say(&run->messages, MSG_TAKEN_IN, where, "");
  bool refused = mould->document->is_signed && !what->drop_signature;
  if (refused) say(&run->messages, MSG_SIGNED, where, "");
  return !refused;
}

const struct plan *mould_plan(struct run *run, struct mould *mould, const struct mapping *view) {
  size_t n = mould->mapping->view_count ? (size_t)(view - mould->mapping->views) : 0;
  if (!mould->plans[n]) mould->plans[n] = plan_compile(run->arena, mould->document, view);
  return mould->plans[n];
}

void mould_settle(struct run *run, struct mould *mould) {
  for (size_t n = 0; n < mapping_view_count(mould->mapping); n++) {
    mould_plan(run, mould, mapping_view(mould->mapping, n));
    lens_settle(run->arena, mould->plans[n]);
  }
  document_settle(mould->document);
}
