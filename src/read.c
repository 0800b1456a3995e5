/* cairn read: a document into a record. */
#include "verb.h"

#include <string.h>

struct reading {
  struct run *run;
  const struct cairn_read *what;
  struct tracker tracker;
};

static struct node *build_record(struct arena *arena, struct node *data, struct node *unplaced) {
  struct node *record = node_map(arena);
  struct node *learner = node_get(data, "learner");
  node_put(arena, record, "version", node_plain(arena, STR("1")));
  node_put(arena, record, "learner", learner ? learner : node_map(arena));
  node_put(arena, record, "terms", node_get(data, "terms"));
  if (unplaced->count) node_put(arena, record, "unplaced", unplaced);
  return record;
}

static bool looks_plain(struct str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!strchr("0123456789abcdefghijklmnopqrstuvwxyz-.", text.at[i])) return false;
  return text.len > 0 && text.at[0] != '-' && text.at[0] != '.';
}

/* Sessions, terms and ids are written as people write them in a record: without quotes. */
static void write_one_plain(struct node *node) {
  if (node && looks_plain(node_str(node))) node->plain = true;
}

static void write_plain(struct node *data) {
  write_one_plain(node_path(data, "learner.id"));
  for (struct node *term = node_get(data, "terms")->first; term; term = term->next) {
    write_one_plain(node_get(term, "session"));
    write_one_plain(node_get(term, "term"));
  }
}

/* Whether two items of a list are of one thing: of one milestone, of one session and term, or the same words by the same hand,
 * whatever was replied since. */
static bool same_thing(const struct node *one, const struct node *other) {
  static const char *const keys[] = {"milestone", "session", "term", "text", "by", "initials", "date", "for"};
  size_t from = node_get(one, "text") ? 3 : 0, to = node_get(one, "text") ? 8 : 3;
  bool keyed = false, same = true;
  for (size_t i = from; i < to; i++) {
    keyed = keyed || node_get(one, keys[i]);
    same = same && node_equal(node_get(one, keys[i]), node_get(other, keys[i]));
  }
  return keyed && same;
}

/* The item of a list that stands for this one: an equal one, else one of the same thing. */
static const struct node *counterpart(const struct node *list, const struct node *item) {
  const struct node *first = NULL;
  for (const struct node *other = list ? list->first : NULL; other; other = other->next) {
    if (node_equal(item, other)) return other;
    if (!first && same_thing(item, other)) first = other;
  }
  return first;
}

/* True when all that old says something about, new says something about too; values themselves may differ. */
static bool holds(const struct node *new, const struct node *old, size_t depth) {
  if (node_nothing(old) || (old->kind == NODE_TEXT && !node_nothing(new))) return true;
  if (!new || new->kind != old->kind || depth > limit(LIMIT_YAML_DEPTH)) return false;
  for (const struct node *item = old->first; item; item = item->next) {
    const struct node *other = new->first;
    while (other && old->kind == NODE_MAP && !str_equal(other->key, item->key)) other = other->next;
    if (old->kind == NODE_LIST) other = counterpart(new, item);
    if (!node_nothing(item) && (!other || !holds(other, item, depth + 1))) return false;
  }
  return true;
}

/* True when the file at out is no record, or one that holds something which the new one does not: other terms, keys that no document
 * shows, a comment for staff. */
static bool would_lose(struct arena *arena, const char *out, const struct node *record) {
  struct messages unheard = {.arena = arena};
  struct source *old = source_read(arena, out, &unheard);
  if (!old || !node_get(old->root, "learner")) return true;
  if (!node_equal(node_path(old->root, "learner.id"), node_path(record, "learner.id"))) return true;
  for (const struct node *entry = old->root->first; entry; entry = entry->next)
    if (!str_is(entry->key, "unplaced") && !holds(node_get(record, str_z(arena, entry->key)), entry, 0)) return true;
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

static void tell_unplaced(struct reading *r, const struct node *unplaced, size_t in_rows) {
  struct arena *arena = r->run->arena;
  struct where where = {.file = r->what->document};
  const char *rows = str_format(arena, in_rows == 1 ? "%zu text" : "%zu texts", in_rows);
  const char *all = str_format(arena, unplaced->count == 1 ? "%zu thing was" : "%zu things were", unplaced->count);
  if (in_rows) say(&r->run->messages, MSG_UNPLACED_ROWS, where, rows);
  if (unplaced->count) say(&r->run->messages, MSG_UNPLACED, where, all);
}

/* What `cairn check` would say of the record is said now, while the document is at hand. */
static void tell_unfit(struct reading *r, const struct node *record) {
  struct run quiet = {.arena = r->run->arena, .messages = {.arena = r->run->arena}};
  struct source *source = source_parse(quiet.arena, "the record", yaml_print(quiet.arena, record), &quiet.messages);
  if (!source) return;
  record_check_shape(quiet.arena, source, &quiet.messages);
  check_record(&quiet, source, r->tracker.mapping);
  for (size_t i = 0; i < quiet.messages.list.n; i++)
    say(&r->run->messages, MSG_RECORD_UNFIT, ((struct where){.file = r->what->document}),
        quiet.messages.list.at[i].sentence);
}

void read_run(struct run *run) {
  struct reading r = {.run = run, .what = run->what};
  if (!open_tracker(run, r.what->document, r.what->mapping, r.what->output, &r.tracker)) return;
  struct plan *plan;
  struct taken taken = {.arena = run->arena};
  struct node *data = lens_get_terms(run->arena, r.tracker.document, r.tracker.mapping, &taken, &run->messages, &plan);
  size_t in_rows;
  struct document *template = open_template(run, r.tracker.mapping);
  struct node *unplaced = lens_unplaced(run->arena, plan, &taken, template, &in_rows);
  write_plain(data);
  tell_unplaced(&r, unplaced, in_rows);
  tell_unfit(&r, build_record(run->arena, data, node_list(run->arena))); /* what has no place fits in any case */
  struct node *record = build_record(run->arena, data, unplaced);
  write_out(&r, record);
}
