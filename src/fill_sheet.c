/* cairn sheet fill, and blank: records into a workbook. */
#include "file.h"
#include "fill.h"
#include "read_parts.h"
#include "shape.h"
#include "sheet.h"
#include "verb.h"

#include <string.h>

struct sheeting {
  struct run *run;
  const struct cairn_sheet *what;
  struct source *class;
  struct mapping *mapping;
  ARRAY(struct source *) records;
  ARRAY(struct sheet_learner) learners;
  bool folder;
};

/* ---- inputs ---- */

static bool load_rows(struct sheeting *s, const char *beside, const char *name) {
  size_t errors = s->run->messages.errors;
  s->class = load_class(s->run, beside);
  if (s->run->messages.errors > errors) return false;
  s->mapping = load_mapping(s->run, name, s->class ? s->class->path : beside, s->class);
  bool rows = s->mapping && s->mapping->group && s->mapping->engagement && s->mapping->support;
  if (s->mapping && !rows)
    say(&s->run->messages, MSG_SHEET_NO_ROWS, (struct where){.file = s->mapping->source->path},
        str_z(s->run->arena, s->mapping->name));
  return rows;
}

static void add_record(struct sheeting *s, const char *path) {
  struct run *run = s->run;
  struct source *record = source_read(run->arena, path, &run->messages);
  const char *kind = record ? file_kind(record->root) : NULL;
  bool other = s->folder && kind && strcmp(kind, "record") != 0;
  if (!record || other) return;
  bool sound = record_check_shape(run->arena, record, &run->messages);
  if (check_record(run, record, s->mapping) && sound) *PUSH(run->arena, &s->records) = record;
}

static bool load_records(struct sheeting *s) {
  struct arena *arena = s->run->arena;
  const char *input = s->what->input;
  s->folder = folder_there(input);
  if (!load_rows(s, s->folder ? path_join(arena, input, "class.yaml") : input, NULL)) return false;
  struct folder_names names = {0};
  if (s->folder) names = folder_list(arena, input, ".yaml", &s->run->messages);
  for (size_t i = 0; i < names.n; i++)
    if (!name_reserved(names.at[i])) add_record(s, path_join(arena, input, names.at[i]));
  if (!s->folder) add_record(s, input);
  return !s->run->messages.errors;
}

/* Of a class the session that it says, where none was asked for. */
static struct str wanted_session(const struct sheeting *s) {
  if (s->what->session) return str_from(s->what->session);
  return s->folder && s->class ? node_get_str(s->class->root, "session") : STR("");
}

static bool is_wanted(const struct sheeting *s, const struct node *term) {
  struct str session = wanted_session(s), number = str_from(s->what->term);
  return (!session.len || str_equal(node_get_str(term, "session"), session)) &&
         (!number.len || str_equal(node_get_str(term, "term"), number));
}

static void add_learner(struct sheeting *s, const struct source *record) {
  const struct node *terms = node_get(record->root, "terms");
  struct sheet_learner learner = {.record = record, .learner = node_get(record->root, "learner")};
  learner.terms = arena_alloc(s->run->arena, terms ? terms->count + 1 : 1, sizeof *learner.terms);
  for (const struct node *term = node_items(record->root, "terms"); term; term = term->next)
    if (is_wanted(s, term)) learner.terms[learner.count++] = term;
  tell_unplaced_left(s->run, record);
  if (learner.count)
    *PUSH(s->run->arena, &s->learners) = learner;
  else if (s->folder)
    say(&s->run->messages, MSG_SHEET_WITHOUT, ((struct where){.file = record->path}), "");
  else
    record_term(record, s->what->session, s->what->term, s->run->arena, &s->run->messages);
}

static void check_ids(struct sheeting *s) {
  for (size_t i = 0; i < s->records.n; i++)
    for (size_t j = 0; j < i; j++) {
      const struct node *id = node_path(s->records.at[i]->root, "learner.id");
      if (!str_equal(node_str(id), node_str(node_path(s->records.at[j]->root, "learner.id")))) continue;
      say(&s->run->messages, MSG_ID_TWICE, source_where(s->records.at[i], id), str_z(s->run->arena, node_str(id)));
    }
}

/* ---- the output ---- */

static bool is_input(void *of) {
  const struct sheeting *s = of;
  const char *out = s->what->output;
  for (size_t i = 0; i < s->records.n; i++)
    if (file_same(out, s->records.at[i]->path)) return true;
  return file_same(out, s->mapping->source->path) || (s->class && file_same(out, s->class->path));
}

/* What stands at the output already: may it be replaced? A workbook that Cairn wrote and nobody touched may. */
static enum fill_end may_replace(void *of, struct str old) {
  struct sheeting *s = of;
  struct run *run = s->run;
  struct where where = {.file = s->what->output};
  struct str learner, id = STR("");
  bool workbook;
  size_t errors = run->messages.errors;
  if (!s->folder && s->learners.n) id = node_get_str(s->learners.at->learner, "id");
  bool sealed = sheet_sealed(run->arena, s->what->output, old, &learner, &workbook);
  if (!workbook)
    say(&run->messages, MSG_OUTPUT_NOT_WORKBOOK, where, "");
  else if (!str_equal(learner, id))
    say(&run->messages, MSG_SHEET_OTHER_LEARNER, where, "");
  else if (!sealed && !s->what->force)
    say(&run->messages, MSG_SHEET_HAND_EDIT, where, "");
  return run->messages.errors > errors ? FILL_KEPT : FILL_MADE;
}

/* The library writes files only. */
static bool make_bytes(struct sheeting *s, struct str *bytes) {
  struct run *run = s->run;
  const struct node *school = s->class ? node_get(s->class->root, "school") : NULL;
  struct sheet_set set = {.mapping = s->mapping, .school = str_z(run->arena, node_str(school))};
  set.learners = s->learners.at;
  set.count = s->learners.n;
  set.class = s->folder;
  set.staff = s->what->staff;
  struct str made;
  struct workshop *shop = workshop_open(run->arena);
  const char *path = shop ? path_join(run->arena, shop->path, "tracker.xlsx") : NULL;
  if (!shop)
    say(&run->messages, MSG_CANNOT_WRITE, (struct where){.file = s->what->output},
        "there is no room in the folder for temporary files");
  bool whole = shop && sheet_write(run->arena, &set, path, &run->messages) &&
               file_read(run->arena, path, LIMIT_DOCUMENT, MSG_CANNOT_WRITE, &run->messages, &made);
  if (shop) workshop_close(shop);
  return whole && sheet_seal(run->arena, made, &run->messages, bytes);
}

static void make_workbook(struct sheeting *s) {
  struct str bytes;
  if (s->run->messages.errors) return;
  if (!s->learners.n) {
    say(&s->run->messages, MSG_SHEET_NOBODY_THERE, ((struct where){.file = s->what->input}), "");
    return;
  }
  if (!make_bytes(s, &bytes)) return;
  const struct placing placing = {s->what->output, STORE_SYNCED, s, is_input, may_replace};
  place_bytes(s->run, &placing, &bytes);
  if (!s->run->messages.errors && s->folder)
    say(&s->run->messages, MSG_EVERY_CHILD, ((struct where){.file = s->what->output}), "");
}

static bool check_asked(struct sheeting *s) {
  struct messages *messages = &s->run->messages;
  const char *session = s->what->session, *term = s->what->term;
  if (session && !session_valid(str_from(session))) say(messages, MSG_BAD_SESSION, (struct where){0}, session);
  if (term && !term_valid(str_from(term))) say(messages, MSG_BAD_TERM, (struct where){0}, term);
  return !messages->errors;
}

void sheet_fill_run(struct run *run) {
  struct sheeting s = {.run = run, .what = run->what};
  if (!check_asked(&s) || !load_records(&s)) return;
  check_ids(&s);
  for (size_t i = 0; i < s.records.n; i++) add_learner(&s, s.records.at[i]);
  make_workbook(&s);
}

/* ---- blank ---- */

/* The rows to look at: those of the latest term, or, where a record has none, every milestone. */
static struct node *rows_of(struct sheeting *s, const struct node *term) {
  struct arena *arena = s->run->arena;
  struct node *rows = node_list(arena);
  const struct domain *domain = s->mapping->domain;
  for (const struct node *item = node_items(term, "focus"); item; item = item->next)
    node_append(rows, node_plain(arena, node_str(item)));
  for (const struct node *entry = node_items(term, "assessments"); entry; entry = entry->next)
    node_append(rows, node_plain(arena, node_get_str(entry, "milestone")));
  for (size_t i = 0, every = !rows->count; every && i < domain->milestone_count; i++)
    node_append(rows, node_plain(arena, domain->milestones[i].id));
  return rows;
}

/* The term whose rows a blank one takes: the one that is asked for, else the one before it; where none is asked for, the last. */
static const struct node *model_of(const struct source *record, struct str session, struct str number) {
  const struct node *terms = node_get(record->root, "terms");
  if (!terms || !session.len || !number.len) return terms ? terms->last : NULL;
  const struct node *term = record_named(record->root, session, number);
  return term ? term : record_previous(record->root, session, number);
}

static struct str blank_session(const struct sheeting *s) {
  if (s->what->session) return str_from(s->what->session);
  return s->class ? node_get_str(s->class->root, "session") : STR("");
}

static void add_blank(struct sheeting *s, const struct source *record) {
  struct arena *arena = s->run->arena;
  struct sheet_learner learner = {.record = record, .count = 1};
  struct str session = blank_session(s), number = str_from(s->what->term);
  struct node *blank = node_map(arena);
  const struct node *class =
      record_class(record ? record->root : NULL, s->class ? s->class->root : NULL, session, number);
  if (class) node_put(arena, blank, "class", node_copy(arena, class));
  if (session.len) node_put(arena, blank, "session", node_plain(arena, session));
  if (number.len) node_put(arena, blank, "term", node_plain(arena, number));
  node_put(arena, blank, "focus", rows_of(s, record ? model_of(record, session, number) : NULL));
  learner.learner = record ? node_get(record->root, "learner") : NULL;
  learner.terms = arena_alloc(arena, 1, sizeof *learner.terms);
  learner.terms[0] = blank;
  *PUSH(arena, &s->learners) = learner;
}

/* A framework's workbook has all of its milestones, with the scales of the mapping that is used when none is named. */
static bool load_framework(struct sheeting *s) {
  struct run *run = s->run;
  const char *input = s->what->input, *name = path_name(input);
  struct node *root = node_map(run->arena), *list = node_list(run->arena);
  struct source *asked = NEW(run->arena, struct source);
  const char *path =
      data_find(run->arena, ".", "mappings", DEFAULT_MAPPING, ".yaml", "mapping", (struct where){0}, &run->messages);
  *asked = (struct source){.path = path_join(run->arena, ".", name), .root = root};
  node_append(list, node_text(run->arena, str_from(input)));
  node_put(run->arena, root, "frameworks", list);
  s->mapping = path ? mapping_load(run->arena, path, asked, list, &run->messages) : NULL;
  return s->mapping != NULL;
}

/* A folder or a record; what else there is, is a framework's name or file. */
static bool of_records(struct sheeting *s) {
  const char *input = s->what->input;
  struct messages quiet = {.arena = s->run->arena};
  if (folder_there(input)) return true;
  struct source *file = file_state(input) == FILE_THERE ? source_read(s->run->arena, input, &quiet) : NULL;
  const char *kind = file ? file_kind(file->root) : NULL;
  return kind && strcmp(kind, "record") == 0;
}

void sheet_blank_run(struct run *run) {
  struct sheeting s = {.run = run, .what = run->what};
  if (!check_asked(&s) || !(of_records(&s) ? load_records(&s) : load_framework(&s))) return;
  check_ids(&s);
  for (size_t i = 0; i < s.records.n; i++) add_blank(&s, s.records.at[i]);
  if (!s.records.n && !s.folder) add_blank(&s, NULL);
  make_workbook(&s);
}
