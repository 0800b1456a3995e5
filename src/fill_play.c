/* A record laid into a document. */
#include "fill.h"

#include <string.h>

/* ---- options ---- */

static bool check_tracking(struct run *run, const struct cairn_fill *what) {
  const char *when = what->track, *author = what->author;
  struct messages *messages = &run->messages;
  bool known = !when || strcmp(when, "never") == 0 || strcmp(when, "always") == 0 || strcmp(when, "auto") == 0;
  bool sound = !author || (*author && utf8_bad(str_from(author)) == strlen(author));
  if (!known) say(messages, MSG_BAD_OPTION, (struct where){0}, "--track", when, "never, always or auto");
  if (!sound) say(messages, MSG_BAD_AUTHOR, (struct where){0}, "");
  return known && sound;
}

/* The author of tracked changes; empty when changes are plain. */
static struct str author(const struct filling *f) {
  const char *when = f->what->track;
  bool always = when && strcmp(when, "always") == 0, never = when && strcmp(when, "never") == 0;
  bool tracked = always || (!never && f->mould->tracked);
  return tracked ? str_from(f->what->author ? f->what->author : "Cairn") : STR("");
}

/* What to do where the document says otherwise; false, with a message, for another word. */
static bool read_conflict(struct run *run, const char *word, enum on_conflict *conflict) {
  static const char *const words[] = {
      [CONFLICT_OVERWRITE] = "overwrite", [CONFLICT_KEEP] = "keep", [CONFLICT_FAIL] = "fail"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (!word || strcmp(word, words[i]) == 0) {
      *conflict = (enum on_conflict)i;
      return true;
    }
  say(&run->messages, MSG_BAD_OPTION, (struct where){0}, "--on-conflict", word, "overwrite, keep or fail");
  return false;
}

bool fill_options(struct run *run, const struct cairn_fill *what) {
  enum on_conflict conflict;
  bool known = check_tracking(run, what);
  return read_conflict(run, what->on_conflict, &conflict) && known;
}

/* ---- the document ---- */

/* The package as it is before any value goes into it: without a signature that a change would break, and of the output's kind. */
static bool prepare_package(struct filling *f, struct output *output) {
  struct messages *messages = &f->run->messages;
  if (f->mould->document->is_signed) {
    if (!output_drop_signature(output, messages)) return false;
    say(messages, MSG_SIGNATURE_DROPPED, ((struct where){.file = f->mould->input}), "");
  }
  return document_fit_name(f->mould->document, output, f->what->output, messages);
}

/* Of several terms that a document holds, the one to write. */
static const struct plan *choose_plan(struct filling *f) {
  struct run *run = f->run;
  const struct node *term = node_get(f->data, "term");
  const struct mapping *view = mapping_view_of(f->mould->mapping, term);
  if (!view)
    say(&run->messages, MSG_NO_TERM, ((struct where){.file = f->mould->input}),
        str_z(run->arena, node_get_str(term, "term")));
  return view ? mould_plan(run, f->mould, view) : NULL;
}

/* A document that nobody touched since Cairn wrote it says what the record said then; one whose bytes were read has given all to the record. In
 * either case somebody has corrected the record since. */
static bool is_known(void *of) {
  const struct filling *f = of;
  struct arena *arena = f->run->arena;
  struct messages unheard = {.arena = arena};
  struct str digest = document_property(f->mould->document, "cairn-digest");
  struct package *package = digest.len ? package_open(arena, f->mould->input, f->mould->bytes, &unheard) : NULL;
  if (package && str_is(digest, document_digest(arena, package))) return true;
  return sources_list(arena, f->record->path, bytes_digest(arena, f->mould->bytes));
}

static bool put_record(struct filling *f, struct changes *changes) {
  struct run *run = f->run;
  const struct node *focus = node_path(f->data, "term.focus");
  struct put_options options = {.all_rows = f->what->all_rows || (f->what->blank && node_nothing(focus)),
                                .staff = f->what->staff,
                                .record = f->record,
                                .is_known = is_known,
                                .of = f};
  changes->author = author(f);
  if (!read_conflict(run, f->what->on_conflict, &options.conflict)) return false;
  if (!lens_put(run->arena, f->plan, f->data, options, changes, &run->messages)) return false;
  property_set(changes, "cairn-mapping", f->mould->mapping->name);
  return true;
}

bool fill_bytes(struct filling *f, struct str *bytes) {
  struct run *run = f->run;
  struct document *document = f->mould->document;
  f->plan = choose_plan(f);
  if (!f->plan) return false;
  struct changes *changes = changes_new(run->arena, document);
  if (!put_record(f, changes)) return false;
  struct output *output = output_new(run->arena, document->package);
  if (!prepare_package(f, output) || !changes_save(changes, output, "cairn-digest", &run->messages)) return false;
  *bytes = output_changed(output) ? output_write(output) : f->mould->bytes;
  return !run->messages.errors;
}
