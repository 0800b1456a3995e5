/* Last term's documents: whose each one is, and which of a learner's goes on. */
#include "file.h"
#include "pack.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct base {
  uint64_t learner; /* of the id */
  unsigned when;    /* its session and term, in their order; 0 when it does not say both */
  const char *path;
};

struct pack_bases {
  struct arena *arena;
  ARRAY(struct base) list;
  ARRAY(uint64_t) ids; /* of all learners of the run */
};

static unsigned moment_of(struct str session, struct str term) {
  if (!session_valid(session) || !term_valid(term)) return 0;
  unsigned year = 0;
  for (size_t i = 0; i < 4; i++) year = year * 10 + (unsigned)(session.at[i] - '0');
  return year * 10 + (unsigned)(term.at[0] - '0');
}

static void add_document(struct pack *pack, struct pack_bases *bases, const char *path) {
  struct run part = run_begin(pack->run);
  struct run quiet = {.arena = part.arena, .messages = {.arena = part.arena}};
  struct where where = {.file = path};
  struct str bytes;
  const struct document *document = load_document(&quiet, path, &bytes);
  struct str id = document ? document_property(document, "cairn-learner") : STR("");
  if (!document) say(&part.messages, MSG_BASE_UNREAD, where, quiet.messages.list.at[0].sentence);
  if (document && !id.len) say(&part.messages, MSG_BASE_NOBODY, where, "");
  if (id.len) {
    struct arena *arena = pack->run->arena;
    unsigned when = moment_of(document_property(document, "cairn-session"), document_property(document, "cairn-term"));
    *PUSH(arena, &bases->list) = (struct base){str_number(id), when, str_z(arena, str_from(path))};
  }
  pack_end_part(pack, &part);
}

/* A Word document, and not what Word keeps while one is open. */
static bool is_document(const char *name) {
  size_t len = strlen(name), tail = strlen(".docx");
  const char *ending = name + (len < tail ? 0 : len - tail);
  return strncmp(name, "~$", 2) != 0 && (strcasecmp(ending, ".docx") == 0 || strcasecmp(ending, ".docm") == 0);
}

/* False when a folder cannot be read. */
static bool add_folder(struct pack *pack, struct pack_bases *bases, const char *path) {
  struct arena *arena = arena_inside(pack->run->arena);
  struct messages *messages = &pack->run->messages, unread = {.arena = arena};
  struct folder_names names = folder_list(arena, path, "", &unread);
  for (size_t i = 0; i < names.n && !signals_waiting(); i++)
    if (is_document(names.at[i])) add_document(pack, bases, path_join(arena, path, names.at[i]));
  struct folder_names folders = folder_folders(arena, path, &unread);
  bool whole = !unread.errors;
  messages_join(messages, &unread);
  for (size_t i = 0; i < folders.n; i++)
    whole = add_folder(pack, bases, path_join(arena, path, folders.at[i])) && whole;
  arena_free(arena);
  return whole;
}

/* A learner's documents side by side, the latest first. */
static int by_learner(const void *one, const void *other) {
  const struct base *a = one, *b = other;
  if (a->learner != b->learner) return a->learner < b->learner ? -1 : 1;
  if (a->when != b->when) return a->when > b->when ? -1 : 1;
  return strcmp(a->path, b->path);
}

struct pack_bases *pack_bases_new(struct pack *pack) {
  struct pack_bases *bases = NEW(pack->run->arena, struct pack_bases);
  bases->arena = pack->run->arena;
  if (!add_folder(pack, bases, pack->what->from)) return NULL;
  if (bases->list.n) qsort(bases->list.at, bases->list.n, sizeof *bases->list.at, by_learner);
  return bases;
}

void pack_bases_note(struct pack_bases *bases, const struct pack_class *class) {
  for (size_t i = 0; i < class->records.n; i++) {
    struct arena *here = arena_inside(bases->arena);
    uint64_t id = pack_id_key(here, path_join(here, class->path, class->records.at[i]));
    arena_free(here);
    if (id) *PUSH(bases->arena, &bases->ids) = id;
  }
}

void pack_bases_settle(struct pack_bases *bases) { pack_keys_sort(bases->ids.at, bases->ids.n); }

/* The first of a learner's. */
static size_t first_of(const struct pack_bases *bases, uint64_t learner) {
  size_t low = 0, high = bases->list.n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (bases->list.at[middle].learner < learner)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool pack_base(struct run *run, const struct pack_bases *bases, const struct cairn_fill *fill, struct str id,
               const char **path) {
  uint64_t learner = str_number(id);
  unsigned when = moment_of(str_from(fill->session), str_from(fill->term));
  const struct base *found = NULL, *next = NULL;
  for (size_t i = first_of(bases, learner); i < bases->list.n && bases->list.at[i].learner == learner; i++) {
    const struct base *base = &bases->list.at[i];
    if (base->when > when || file_same(base->path, fill->output)) continue; /* a later one, or what is made here */
    if (found && !next) next = base;
    if (!found) found = base;
  }
  struct where where = {.file = fill->record};
  *path = found ? found->path : NULL;
  if (found && pack_key_twice(bases->ids.at, bases->ids.n, learner)) {
    say(&run->messages, MSG_BASE_OF_TWO, where, str_z(run->arena, id), found->path);
    return false;
  }
  if (!next) return true;
  bool twins = next->when == found->when;
  say(&run->messages, twins ? MSG_BASE_TWICE : MSG_BASE_LATEST, where, found->path, next->path);
  return !twins;
}

/* ---- whose the document is ---- */

static bool in_class(const struct source *record, const struct node *class, const struct node *said) {
  const struct node *terms = node_get(record->root, "terms");
  bool known = fold_equal(node_str(class), node_str(said));
  for (const struct node *term = terms ? terms->first : NULL; term && !known; term = term->next)
    known = fold_equal(node_get_str(term, "class"), node_str(said));
  return known;
}

bool pack_base_fits(struct run *run, struct mould *base, const struct source *record) {
  static const char *const proofs[] = {"learner.born", "learner.scn"}; /* of another's, the document is refused */
  const struct plan *plan = mould_plan(run, base, mapping_view(base->mapping, 0));
  const struct node *said = lens_value(run->arena, plan, "term.class");
  const struct node *class = base->class ? node_get(base->class->root, "class") : NULL;
  bool fits = !said || in_class(record, class, said);
  for (size_t i = 0; i < sizeof proofs / sizeof *proofs && !fits; i++)
    fits = lens_value(run->arena, plan, proofs[i]) && !node_nothing(node_path(record->root, proofs[i]));
  if (!fits)
    say(&run->messages, MSG_BASE_CLASS, ((struct where){.file = base->input}), str_z(run->arena, node_str(said)),
        record->path);
  return fits;
}
