/* A pack in one document, to be printed, and its list of contents beside it: what --one-file asks for. */
#include "file.h"
#include "join.h"
#include "pack.h"

#include <stdlib.h>
#include <string.h>

struct pack_joined {
  struct arena *arena;
  struct join *join;
  ARRAY(struct pack_content) list;
  bool broken;
};

struct pack_joined *joined_open(struct pack *pack) {
  struct arena *arena = pack->run->arena;
  if (!pack->what->one_file || pack->what->dry_run) return NULL;
  struct pack_joined *joined = NEW(arena, struct pack_joined);
  joined->arena = arena;
  joined->join = join_new(arena, pack->what->one_file, "cairn-digest");
  return joined;
}

/* The document as it lies there: also one that was kept because somebody changed it by hand. */
void joined_add(struct pack *pack, const struct pack_result *result) {
  struct pack_joined *joined = pack->joined;
  const struct pack_content *content = &result->content;
  struct str bytes;
  if (!joined || joined->broken || !result->path) return;
  struct run part = run_begin(pack->run);
  bool read = file_read(part.arena, result->path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &part.messages, &bytes);
  struct package *package = read ? package_open(part.arena, result->path, bytes, &part.messages) : NULL;
  joined->broken = !package || !join_add(joined->join, package, &part.messages);
  pack_end_part(pack, &part);
  struct arena *arena = joined->arena;
  *PUSH(arena, &joined->list) =
      (struct pack_content){str_z(arena, str_from(content->learner)), str_z(arena, str_from(content->class)),
                            str_z(arena, str_from(content->session)), str_z(arena, str_from(content->term)),
                            str_z(arena, str_from(content->apart))};
}

/* ---- writing ---- */

/* A file that is made of all documents, and the property that shows it to be one of these. */
struct written {
  struct run *run;
  const char *path, *property;
  bool force;
};

/* Whether the file that is there is one of these, and as Cairn wrote it; told otherwise. */
static enum fill_end may_replace(void *of, struct str old) {
  const struct written *written = of;
  struct run *run = written->run;
  struct where where = {.file = written->path};
  struct messages unheard = {.arena = run->arena};
  struct package *package = package_open(run->arena, written->path, old, &unheard);
  struct document *document = package ? document_open(run->arena, package, &unheard) : NULL;
  if (!document || !property_there(document, written->property)) {
    say(&run->messages, MSG_OUTPUT_OTHER, where, "");
    return FILL_FAILED;
  }
  struct str digest = document_property(document, "cairn-digest");
  if (written->force || str_is(digest, document_digest(run->arena, package))) return FILL_MADE;
  say(&run->messages, MSG_HAND_EDIT, where, "");
  return FILL_KEPT;
}

/* True when it is there as it should be. */
static bool store(struct pack *pack, const char *path, const char *property, struct str bytes) {
  struct written written = {pack->run, path, property, pack->what->force};
  const struct placing placing = {path, STORE_SYNCED, &written, NULL, may_replace};
  enum fill_end end = place_bytes(pack->run, &placing, &bytes);
  return end == FILL_MADE || end == FILL_UNCHANGED;
}

/* ---- the list of contents ---- */

static struct str value_of(struct arena *arena, const struct pack_content *content, size_t number, struct str text) {
  const struct {
    const char *name, *value;
  } values[] = {{"{{number}}", str_format(arena, "%zu", number)},
                {"{{learner}}", content->learner},
                {"{{class}}", content->class},
                {"{{session}}", content->session},
                {"{{term}}", content->term}};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    if (str_is(text, values[i].name)) return str_from(values[i].value);
  return text;
}

static void add_row(struct text *out, const struct element *row, const struct pack_content *content, size_t number) {
  struct edits edits = {.arena = out->arena};
  for (const struct element *e = row; e; e = element_next(e, row)) {
    if (e->name != W_T) continue;
    struct text value = {.arena = out->arena};
    text_add_escaped(&value, value_of(out->arena, content, number, element_text(e)));
    edits_replace(&edits, e->open_end, element_close(e), text_str(&value));
  }
  text_add(out, edits_splice(out->arena, row->in->bytes, row->start, row->end, &edits));
}

/* The row of the template that stands for each learner: its last. */
static const struct element *pattern_row(const struct document *document) {
  const struct element *root = document->stories[0].markup->root, *row = NULL;
  for (const struct element *e = root; e; e = element_next(e, root))
    if (e->name == W_TR) row = e;
  return row;
}

struct listed {
  uint64_t key; /* of what the list shows, large and small letters as one */
  struct pack_content *content;
};

static int by_key(const void *one, const void *other) {
  uint64_t a = ((const struct listed *)one)->key, b = ((const struct listed *)other)->key;
  return a < b ? -1 : a > b;
}

/* "Ava (Ava Muir, rowan-04)", where two of a class go by one name. */
static void tell_apart(struct pack_joined *joined) {
  struct arena *arena = joined->arena;
  size_t count = joined->list.n;
  struct listed *listed = arena_alloc(arena, count, sizeof *listed);
  for (size_t i = 0; i < count; i++) {
    struct pack_content *content = &joined->list.at[i];
    const char *shown =
        str_format(arena, "%s\n%s\n%s\n%s", content->learner, content->class, content->session, content->term);
    listed[i] = (struct listed){letters_key(str_from(shown)), content};
  }
  qsort(listed, count, sizeof *listed, by_key);
  for (size_t i = 0; i < count; i++) {
    struct pack_content *content = listed[i].content;
    bool twin = (i && listed[i - 1].key == listed[i].key) || (i + 1 < count && listed[i + 1].key == listed[i].key);
    if (twin) content->learner = str_format(arena, "%s (%s)", content->learner, content->apart);
  }
}

static bool contents_bytes(struct run *run, const struct pack_joined *joined, struct str *bytes) {
  struct arena *arena = run->arena;
  const char *path =
      data_find(arena, ".", "templates", "pack-contents", ".docx", "template", (struct where){0}, &run->messages);
  struct str template;
  struct document *document = path ? load_document(run, path, &template) : NULL;
  const struct element *row = document ? pattern_row(document) : NULL;
  struct text rows = {.arena = arena};
  if (!row) return false;
  for (size_t i = 0; i < joined->list.n; i++) add_row(&rows, row, &joined->list.at[i], i + 1);
  struct changes *changes = changes_new(arena, document);
  edits_replace(&changes->stories[0], row->start, row->end, text_str(&rows));
  struct output *output = output_new(arena, document->package);
  if (!changes_save(changes, output, "cairn-digest", &run->messages)) return false;
  *bytes = output_write(output);
  return true;
}

/* "class.docx" gives "class-contents.docx". */
static const char *contents_path(struct arena *arena, const char *path) {
  size_t len = strlen(path), tail = strlen(".docx");
  bool named = len > tail && strcmp(path + len - tail, ".docx") == 0;
  return str_format(arena, "%.*s-contents.docx", (int)(named ? len - tail : len), path);
}

void joined_close(struct pack *pack) {
  struct pack_joined *joined = pack->joined;
  const char *path = pack->what->one_file;
  struct run *run = pack->run;
  struct str bytes;
  if (pack->what->dry_run) pack_tell_holding(pack, path);
  if (!joined) return;
  if (joined->broken || !joined->list.n)
    say(&run->messages, MSG_NOT_JOINED, ((struct where){.file = path}), "");
  else if (join_write(joined->join, &run->messages, &bytes) && store(pack, path, "joined-documents", bytes)) {
    pack_tell_holding(pack, path);
    pdfs_joined(pack, path, joined->list.n);
    tell_apart(joined);
    if (contents_bytes(run, joined, &bytes)) store(pack, contents_path(run->arena, path), "cairn-pack-contents", bytes);
  }
}
