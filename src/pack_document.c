/* One document of a pack: its record, its name, what became of it. */
#include "file.h"
#include "pack.h"

#include <string.h>

struct making {
  const struct pack *pack;
  const struct pack_class *class;
  size_t record, term;
  struct pack_result *result;
  struct run run;
  const char *path, *name; /* of the record; of the document, NULL while nobody knows it */
  struct filled filled;
};

/* ---- making it ---- */

static bool name_it(struct making *m, const struct source *record) {
  struct messages *messages = &m->run.messages;
  const struct node *learner = node_get(record->root, "learner");
  enum pack_fit fit;
  if (!learner) { /* no record, and its shape tells what it is */
    record_check_shape(m->run.arena, record, messages);
    return false;
  }
  const char *name = pack_names_find(m->run.arena, m->pack, m->class, m->record, m->term, learner, &fit);
  struct where where = {.file = m->path};
  if (!name) say(messages, MSG_RECORD_MOVED, where, "");
  if (name && fit == NAME_TAKEN) say(messages, MSG_NAME_TAKEN, where, name);
  if (name && fit == NAME_OF_TWO) say(messages, MSG_ID_TWICE, where, str_z(m->run.arena, node_get_str(learner, "id")));
  if (name && fit == NAME_APART) say(messages, MSG_NAME_APART_HERE, where, name);
  if (fit != NAME_TAKEN && fit != NAME_OF_TWO) m->name = name;
  return m->name != NULL;
}

/* Who and what it is, for a list of documents; the name is the one that their page shows. */
static void note_content(struct making *m, const struct source *record) {
  struct arena *arena = m->result->arena;
  static const char *const keys[] = {"known-as", "name", "id"};
  const struct node *learner = node_get(record->root, "learner");
  struct str name = STR("");
  for (size_t i = 0; i < sizeof keys / sizeof *keys && !name.len; i++) name = node_get_str(learner, keys[i]);
  struct str full = node_get_str(learner, "name"), id = node_get_str(learner, "id");
  const struct source *class = m->class->mould.class;
  m->result->content = (struct pack_content){
      str_z(arena, name), class ? str_z(arena, node_get_str(class->root, "class")) : "", m->class->session,
      m->pack->terms[m->term], str_format(arena, "%s%s%s", str_z(arena, full), full.len ? ", " : "", str_z(arena, id))};
}

static void make(struct making *m) {
  const struct cairn_pack *what = m->pack->what;
  struct source *record = source_read(m->run.arena, m->path, &m->run.messages);
  if (!record || !name_it(m, record)) return;
  note_content(m, record);
  struct cairn_fill fill = {.record = m->path,
                            .session = m->class->session,
                            .term = m->pack->terms[m->term],
                            .mapping = what->mapping,
                            .output = path_join(m->run.arena, m->class->output, m->name),
                            .blank = what->blank,
                            .all_rows = what->all_rows,
                            .staff = what->staff,
                            .force = what->force};
  struct str id = node_get_str(node_get(record->root, "learner"), "id");
  const struct pack_bases *bases = m->pack->bases;
  if (bases && !pack_base(&m->run, bases, &fill, id, &fill.document)) return;
  struct mould mould = fill.document ? m->class->bare : m->class->mould;
  if (fill.document && !(mould_document(&m->run, &fill, &mould) && pack_base_fits(&m->run, &mould, record))) return;
  m->filled = fill_record(&m->run, &fill, &mould, record, what->dry_run ? STORE_NOWHERE : STORE_UNSYNCED);
  bool whole = m->filled.end == FILL_MADE || m->filled.end == FILL_UNCHANGED;
  if (bases && !fill.document && whole) say(&m->run.messages, MSG_NO_BASE, ((struct where){.file = m->path}), "");
}

/* ---- what is told of it ---- */

void pack_add_messages(struct text *out, const struct messages *messages) {
  for (size_t i = 0; i < messages->list.n; i++) {
    struct str line = message_json(out->arena, &messages->list.at[i], false);
    if (i) text_add_z(out, ", ");
    text_add(out, str_trim(line));
  }
}

const char *pack_outcome(enum fill_end end) {
  static const char *const words[] = {
      [FILL_FAILED] = "not made", [FILL_MADE] = "made", [FILL_UNCHANGED] = "unchanged", [FILL_KEPT] = "kept"};
  return words[end];
}

/* Its line of the report: no value of the record, but that its name says who it is of. */
static void write_entry(struct making *m) {
  struct arena *arena = m->result->arena;
  struct text out = {.arena = arena};
  bool there = m->filled.end != FILL_FAILED;
  text_add_byte(&out, '{');
  text_add_json(&out, "record", m->path);
  text_add_json(&out, "session", m->class->session);
  text_add_json(&out, "term", m->pack->terms[m->term]);
  text_add_json(&out, "outcome", pack_outcome(m->filled.end));
  if (m->name) text_add_json(&out, "output", path_join(arena, m->class->relative, m->name));
  if (there) text_add_json(&out, "sha256", bytes_digest(arena, m->filled.bytes));
  if (there) text_add_z(&out, str_format(arena, ", \"bytes\": %zu", m->filled.bytes.len));
  text_add_z(&out, ", \"messages\": [");
  text_add(&out, m->class->fault);
  pack_add_messages(&out, &m->run.messages);
  text_add_z(&out, "]");
  m->result->entry = text_str(&out);
}

/* A line a document, for who wants one. */
static void tell_end(struct making *m) {
  bool made = m->filled.end == FILL_MADE, whole = made || m->filled.end == FILL_UNCHANGED;
  if (!m->pack->what->verbose || !whole) return;
  struct where where = {.file = path_join(m->run.arena, m->class->output, m->name)};
  say(&m->run.messages, MSG_PACK_ONE, where, made ? "made" : "unchanged");
}

static void hand_over(struct making *m) {
  struct pack_result *result = m->result;
  const struct messages *messages = &m->run.messages;
  result->end = m->filled.end;
  result->record = str_z(result->arena, str_from(m->path));
  result->errors = messages->errors;
  result->warnings = messages->warnings;
  result->exit = messages->exit;
  result->notes = messages->list.n > messages->errors + messages->warnings
                      ? messages->list.n - messages->errors - messages->warnings
                      : 0;
  write_entry(m);
  if (m->name && m->filled.end != FILL_FAILED) {
    const char *name = str_z(result->arena, str_from(m->name));
    result->path = path_join(result->arena, m->class->output, name);
    result->output = path_join(result->arena, m->class->relative, name);
  }
  tell_end(m);
  for (size_t i = 0; i < messages->list.n; i++)
    if (pack_tells(m->pack, message_severity(messages->list.at[i].id)))
      *PUSH(result->arena, &result->told) = message_to_tell(result->arena, &messages->list.at[i]);
}

void pack_document(struct arena *arena, const struct pack *pack, const struct pack_class *class, size_t number,
                   bool no_memory, struct pack_result *result) {
  struct making m = {.pack = pack, .class = class, .result = result};
  m.record = number / pack->term_count;
  m.term = number % pack->term_count;
  m.run = (struct run){.arena = arena, .messages = {.arena = arena}};
  m.path = path_join(arena, class->path, class->records.at[m.record]);
  if (no_memory)
    say(&m.run.messages, MSG_NO_MEMORY, ((struct where){.file = m.path}), "");
  else if (!class->fault.len)
    make(&m);
  hand_over(&m);
}

bool pack_is_document(const struct pack_class *class, size_t terms, size_t number) {
  return pack_names_record(class->names, number / terms);
}
