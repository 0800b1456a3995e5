/* cairn read: a document into a record. */
#include "verb.h"

#include <string.h>

struct reading {
  struct run *run;
  const struct cairn_read *what;
  struct document *document;
  struct mapping *mapping;
  struct str bytes;
};

static bool open_all(struct reading *r) {
  struct run *run = r->run;
  r->document = load_document(run, r->what->document, &r->bytes);
  if (!r->document) return false;
  struct str marked = document_property(r->document, "cairn-mapping");
  const char *name = r->what->mapping ? r->what->mapping : marked.len ? str_z(run->arena, marked) : NULL;
  bool a_path =
      !r->what->mapping && name && strchr(name, '/'); /* a document may name a mapping, but not lead to a file */
  r->mapping = load_mapping(run, a_path ? NULL : name, r->what->document, NULL);
  return r->mapping != NULL;
}

/* The template's own words are not listed; a mapping without its template still reads. */
static struct document *open_template(struct reading *r) {
  struct messages unheard = {.arena = r->run->arena};
  struct run quiet = {.arena = r->run->arena, .messages = unheard};
  struct str bytes;
  const char *path = template_path(&quiet, r->mapping);
  struct document *template = path ? load_document(&quiet, path, &bytes) : NULL;
  if (path && !template) say(&r->run->messages, MSG_TEMPLATE_UNREAD, ((struct where){.file = path}), "");
  return template;
}

static struct node *build_record(struct arena *arena, struct node *data, struct node *unplaced) {
  struct node *record = node_map(arena), *terms = node_list(arena), *term = node_get(data, "term");
  struct node *learner = node_get(data, "learner");
  node_put(arena, record, "version", node_plain(arena, STR("1")));
  node_put(arena, record, "learner", learner ? learner : node_map(arena));
  if (term) node_append(terms, term);
  node_put(arena, record, "terms", terms);
  if (unplaced->count) node_put(arena, record, "unplaced", unplaced);
  return record;
}

static bool looks_plain(struct str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!strchr("0123456789abcdefghijklmnopqrstuvwxyz-.", text.at[i])) return false;
  return text.len > 0 && text.at[0] != '-' && text.at[0] != '.';
}

/* Sessions, terms and ids are written as people write them in a record: without quotes. */
static void write_plain(struct node *data) {
  static const char *const paths[] = {"learner.id", "term.session", "term.term"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    struct node *node = node_path(data, paths[i]);
    if (node && looks_plain(node_str(node))) node->plain = true;
  }
}

/* True when the file at out is a record that holds something which the new one does not: other terms, or keys that no document
 * shows. */
static bool would_lose(struct arena *arena, const char *out, const struct node *record) {
  struct messages unheard = {.arena = arena};
  struct source *old = source_read(arena, out, &unheard);
  if (!old || !node_get(old->root, "learner")) return true;
  for (const struct node *entry = node_get(old->root, "learner")->first; entry; entry = entry->next)
    if (!node_nothing(entry) && !node_get(node_get(record, "learner"), str_z(arena, entry->key))) return true;
  const struct node *terms = node_get(old->root, "terms"), *ours = node_path(record, "terms")->first;
  for (const struct node *term = terms ? terms->first : NULL; term; term = term->next)
    if (!ours || !node_equal(node_get(term, "session"), node_get(ours, "session")) ||
        !node_equal(node_get(term, "term"), node_get(ours, "term")))
      return true;
  return false;
}

static void write_out(struct reading *r, const struct node *record) {
  struct run *run = r->run;
  const char *out = r->what->output ? r->what->output : "-";
  struct where where = {.file = out};
  enum file_state state = strcmp(out, "-") == 0 ? FILE_ABSENT : file_state(out);
  if (state == FILE_NOT_REGULAR) say(&run->messages, MSG_OUTPUT_NOT_FILE, where, "");
  if (state == FILE_THERE && file_same(out, r->what->document))
    say(&run->messages, MSG_OUTPUT_IS_INPUT, where, "");
  else if (state == FILE_THERE && would_lose(run->arena, out, record))
    say(&run->messages, MSG_RECORD_HOLDS_MORE, where, "");
  if (!run->messages.errors) file_write(run->arena, out, yaml_print(run->arena, record), &run->messages);
}

static void tell_unplaced(struct reading *r, const struct node *unplaced) {
  if (!unplaced->count) return;
  const char *count =
      str_format(r->run->arena, "%zu thing%s", unplaced->count, unplaced->count == 1 ? " was" : "s were");
  say(&r->run->messages, MSG_UNPLACED, ((struct where){.file = r->what->document}), count);
}

void read_run(struct run *run) {
  struct reading r = {.run = run, .what = run->what};
  if (!open_all(&r)) return;
  struct plan *plan = plan_compile(run->arena, r.document, r.mapping);
  struct taken taken = {.arena = run->arena};
  struct node *data = lens_get(run->arena, plan, &taken, &run->messages);
  struct node *unplaced = lens_unplaced(run->arena, plan, &taken, open_template(&r));
  write_plain(data);
  tell_unplaced(&r, unplaced);
  write_out(&r, build_record(run->arena, data, unplaced));
}
