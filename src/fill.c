/* cairn fill: a record into a document. */
#include "verb.h"

#include <string.h>

struct filling {
  struct run *run;
  const struct cairn_fill *what;
  struct source *record, *class;
  struct mapping *mapping;
  const struct mapping *view; /* of the term that is filled */
  struct node *data;          /* learner, term, class, previous */
  struct document *document;
  const char *input; /* the document's path */
  struct str bytes;
};

/* ---- the record ---- */

/* Record, class and mapping, each checked as far as the others allow, so that all problems are told at once. */
static bool load_inputs(struct filling *f) {
  struct run *run = f->run;
  const char *path = f->what->record;
  f->record = path ? source_read(run->arena, path, &run->messages) : NULL;
  bool sound = !path || (f->record && record_check_shape(run->arena, f->record, &run->messages));
  size_t errors = run->messages.errors;
  f->class = path ? load_class(run, path) : NULL;
  if (run->messages.errors > errors || (path && !f->record)) return false;
  f->mapping = load_mapping(run, f->what->mapping, f->class ? f->class->path : path, f->class);
  if (!f->mapping) return false;
  return (!f->record || check_record(run, f->record, f->mapping)) && sound;
}

static const struct node *find_term(const struct filling *f, struct str session, struct str number) {
  const struct node *terms = f->record ? node_get(f->record->root, "terms") : NULL;
  for (const struct node *term = terms ? terms->first : NULL; term; term = term->next)
    if (str_equal(node_get_str(term, "session"), session) && str_equal(node_get_str(term, "term"), number)) return term;
  return NULL;
}

/* The session of a term that the record does not have yet: as asked, else the class's, else that of the record's last term. */
static struct str new_session(const struct filling *f) {
  if (f->what->session) return str_from(f->what->session);
  struct str of_class = f->class ? node_get_str(f->class->root, "session") : STR("");
  const struct node *terms = f->record ? node_get(f->record->root, "terms") : NULL;
  return of_class.len || !terms ? of_class : node_get_str(terms->last, "session");
}

static void copy_key(struct arena *arena, struct node *to, const struct node *from, const char *key) {
  struct node *value = node_get(from, key);
  if (value && !node_get(to, key)) node_put(arena, to, key, node_copy(arena, value));
}

/* The rows to look at: every milestone of the term, recorded or not. */
static struct node *row_keys(struct arena *arena, const struct node *term) {
  struct node *keys = node_list(arena);
  const struct node *focus = node_get(term, "focus"), *items = node_get(term, "assessments");
  for (const struct node *key = focus ? focus->first : NULL; key; key = key->next)
    node_append(keys, node_plain(arena, node_str(key)));
  for (const struct node *item = items ? items->first : NULL; item; item = item->next)
    node_append(keys, node_plain(arena, node_get_str(item, "milestone")));
  return keys;
}

/* A term to type into: who, class, session, term and rows; a term that the record lacks takes class and rows from the one before. */
static struct node *blank_term(struct filling *f, const struct node *term, struct str session, struct str number) {
  struct arena *arena = f->run->arena;
  struct node *blank = node_map(arena);
  const struct node *model = term || !f->record ? term : record_previous(f->record->root, session, number);
  if (session.len) node_put(arena, blank, "session", node_plain(arena, session));
  if (number.len) node_put(arena, blank, "term", node_plain(arena, number));
  copy_key(arena, blank, model, "class");
  if (f->class) copy_key(arena, blank, f->class->root, "class");
  struct node *keys = row_keys(arena, model);
  if (keys->count) node_put(arena, blank, "focus", keys);
  return blank;
}

/* A term that no record holds is checked as one. */
static bool check_asked(struct filling *f) {
  struct messages *messages = &f->run->messages;
  const char *session = f->what->session, *term = f->what->term;
  if (session && !session_valid(str_from(session))) say(messages, MSG_BAD_SESSION, (struct where){0}, session);
  if (term && !term_valid(str_from(term))) say(messages, MSG_BAD_TERM, (struct where){0}, term);
  return !messages->errors;
}

static const struct node *choose_blank(struct filling *f) {
  if (!check_asked(f)) return NULL;
  struct str number = str_from(f->what->term), session = new_session(f);
  const struct node *term = find_term(f, session, number);
  if (!f->what->term && f->record && node_get(f->record->root, "terms")) {
    term = record_term(f->record, f->what->session, NULL, f->run->arena, &f->run->messages);
    if (!term) return NULL;
    session = node_get_str(term, "session");
    number = node_get_str(term, "term");
  }
  return blank_term(f, term, session, number);
}

static bool collect_data(struct filling *f) {
  struct arena *arena = f->run->arena;
  const struct node *term = f->what->blank
                                ? choose_blank(f)
                                : record_term(f->record, f->what->session, f->what->term, arena, &f->run->messages);
  if (!term) return false;
  f->data = node_map(arena);
  const struct node *previous =
      f->record ? record_previous(f->record->root, node_get_str(term, "session"), node_get_str(term, "term")) : NULL;
  node_put(arena, f->data, "term", node_copy(arena, term));
  if (f->record) node_put(arena, f->data, "learner", node_copy(arena, node_get(f->record->root, "learner")));
  if (f->class) node_put(arena, f->data, "class", node_copy(arena, f->class->root));
  if (previous) node_put(arena, f->data, "previous", node_copy(arena, previous));
  return true;
}

/* ---- the document ---- */

static bool open_document(struct filling *f) {
  struct run *run = f->run;
  if (!f->what->document && !f->mapping->template.len)
    say(&run->messages, MSG_NO_TEMPLATE, (struct where){0}, str_z(run->arena, f->mapping->name));
  f->input = f->what->document ? f->what->document : template_path(run, f->mapping);
  f->document = f->input ? load_document(run, f->input, &f->bytes) : NULL;
  if (!f->document) return false;
  f->mapping = own_mapping(run, f->document, f->mapping, f->what->mapping || !f->what->document);
  struct where where = {.file = f->input};
  if (f->document->has_macros) say(&run->messages, MSG_MACROS, where, "");
  bool refused = f->document->is_signed && !f->what->drop_signature;
  if (refused) say(&run->messages, MSG_SIGNED, where, "");
  return !refused;
}

/* The package as it is before any value goes into it: without a signature that a change would break, and of the output's kind. */
static bool prepare_package(struct filling *f, struct output *output) {
  struct messages *messages = &f->run->messages;
  if (f->document->is_signed) {
    if (!output_drop_signature(output, messages)) return false;
    say(messages, MSG_SIGNATURE_DROPPED, ((struct where){.file = f->input}), "");
  }
  return document_fit_name(f->document, output, f->what->output, messages);
}

static bool check_tracking(struct filling *f) {
  const char *when = f->what->track, *author = f->what->author;
  struct messages *messages = &f->run->messages;
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
  bool tracked = always || (!never && f->document->under_revision);
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

/* Of several terms that a document holds, the one to write. */
static bool choose_view(struct filling *f) {
  const struct node *term = node_get(f->data, "term");
  f->view = mapping_view_of(f->mapping, term);
  if (!f->view)
    say(&f->run->messages, MSG_NO_TERM, ((struct where){.file = f->input}),
        str_z(f->run->arena, node_get_str(term, "term")));
  return f->view != NULL;
}

static bool play(struct filling *f, struct str *out) {
  struct run *run = f->run;
  struct plan *plan = plan_compile(run->arena, f->document, f->view);
  struct changes *changes = changes_new(run->arena, f->document);
  changes->author = author(f);
  const struct node *focus = node_path(f->data, "term.focus");
  struct put_options options = {.all_rows = f->what->all_rows || (f->what->blank && node_nothing(focus)),
                                .staff = f->what->staff};
  if (!read_conflict(run, f->what->on_conflict, &options.conflict)) return false;
  if (!lens_put(run->arena, plan, f->data, options, changes, &run->messages)) return false;
  property_set(changes, "cairn-mapping", f->mapping->name);
  struct output *output = output_new(run->arena, f->document->package);
  if (!prepare_package(f, output) || !changes_save(changes, output, "cairn-digest", &run->messages)) return false;
  *out = output_changed(output) ? output_write(output) : f->bytes;
  return !run->messages.errors;
}

/* ---- the output ---- */

static bool is_input(const struct filling *f) {
  const char *out = f->what->output;
  return (f->what->record && file_same(out, f->what->record)) || file_same(out, f->input) ||
         file_same(out, f->mapping->source->path) || (f->class && file_same(out, f->class->path));
}

/* What stands at the output already: may it be replaced? A document that Cairn wrote and nobody touched may. */
static bool may_replace(struct filling *f, struct str old) {
  struct run *run = f->run;
  struct where where = {.file = f->what->output};
  struct messages unheard = {.arena = run->arena};
  const char *hex = "";
  struct package *package = package_open(run->arena, f->what->output, old, &unheard);
  struct document *document = package ? document_open(run->arena, package, &unheard) : NULL;
  struct str digest = document ? document_property(document, "cairn-digest") : STR("");
  if (!document) {
    say(&run->messages, MSG_OUTPUT_NOT_WORD, where, "");
    return false;
  }
  struct plan *plan = document ? plan_compile(run->arena, document, f->view) : NULL;
  if (plan && !lens_same_learner(run->arena, plan, f->data, &unheard)) {
    say(&run->messages, MSG_OUTPUT_OTHER_LEARNER, where, "");
    return false;
  }
  bool own = digest.len && document_digest(run->arena, package, &unheard, &hex) && str_is(digest, hex);
  if (own || f->what->force) return true;
  say(&run->messages, MSG_HAND_EDIT, where, "");
  return false;
}

static void write_out(struct filling *f, struct str bytes) {
  struct run *run = f->run;
  const char *out = f->what->output;
  struct where where = {.file = out};
  struct str old;
  enum file_state state = strcmp(out, "-") == 0 ? FILE_ABSENT : file_state(out);
  if (state == FILE_NOT_REGULAR) say(&run->messages, MSG_OUTPUT_NOT_FILE, where, "");
  if (state == FILE_THERE && is_input(f)) say(&run->messages, MSG_OUTPUT_IS_INPUT, where, "");
  if (run->messages.errors) return;
  if (state == FILE_THERE) {
    if (!file_read(run->arena, out, LIMIT_DOCUMENT, MSG_CANNOT_WRITE, &run->messages, &old)) return;
    if (str_equal(old, bytes) || !may_replace(f, old)) return;
  }
  file_write(run->arena, out, bytes, &run->messages);
}

/* What was read and had no place is not written either; it must not seem so. */
static void tell_unplaced(const struct filling *f) {
  const struct node *unplaced = f->record ? node_get(f->record->root, "unplaced") : NULL;
  if (!unplaced || unplaced->kind != NODE_LIST || !unplaced->count) return;
  const char *count = str_format(f->run->arena, "%zu thing%s", unplaced->count, unplaced->count == 1 ? "" : "s");
  say(&f->run->messages, MSG_UNPLACED_LEFT, source_where(f->record, unplaced), count);
}

void fill_run(struct run *run) {
  struct filling f = {.run = run, .what = run->what};
  struct str bytes;
  if (!check_tracking(&f) || !load_inputs(&f)) return;
  tell_unplaced(&f);
  if (!collect_data(&f) || !open_document(&f) || !choose_view(&f) || !play(&f, &bytes)) return;
  write_out(&f, bytes);
}
