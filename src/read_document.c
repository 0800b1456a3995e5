/* One document, read: its data, what had no place, and what is told of it. */
#include "file.h"
#include "read_parts.h"
#include "shape.h"

#include <string.h>

static bool looks_plain(struct str text) {
  for (size_t i = 0; i < text.len; i++)
    if (!strchr("0123456789abcdefghijklmnopqrstuvwxyz-.", text.at[i])) return false;
  return text.len > 0 && text.at[0] != '-' && text.at[0] != '.';
}

static void write_one_plain(struct node *node) {
  if (node && looks_plain(node_str(node))) node->plain = true;
}

/* Sessions, terms and ids are written as people write them in a record: without quotes. */
static void write_plain(struct node *data) {
  write_one_plain(node_path(data, "learner.id"));
  for (struct node *term = node_get(data, "terms")->first; term; term = term->next) {
    write_one_plain(node_get(term, "session"));
    write_one_plain(node_get(term, "term"));
  }
}

void tell_unplaced(struct run *part, struct where where, const struct node *unplaced, size_t in_rows) {
  bool strict = ((const struct cairn_read *)part->what)->strict;
  size_t count = unplaced->count;
  const char *rows = str_format(part->arena, in_rows == 1 ? "%zu text" : "%zu texts", in_rows);
  const char *all =
      str_format(part->arena, "%s %s", unplaced_words(part->arena, unplaced), count == 1 ? "was" : "were");
  if (in_rows) say(&part->messages, MSG_UNPLACED_ROWS, where, rows);
  if (count) say(&part->messages, strict ? MSG_UNPLACED_STRICT : MSG_UNPLACED, where, all);
}

/* Read as it was before its tracked changes, a document still has them: they are listed as they stand in it. */
static void add_changes(struct run *part, const char *path, const struct tracker *tracker, struct node *unplaced) {
  struct run changed = {.arena = part->arena, .messages = {.arena = part->arena}, .given = part->given};
  struct str bytes;
  const struct document *document = load_any_document(&changed, path, &bytes);
  if (!document) return;
  const struct place_index *index = place_index_new(part->arena, document, tracker->mapping);
  const struct node *list = lens_changes(part->arena, index);
  for (const struct node *item = list->first; item; item = item->next)
    node_append(unplaced, node_copy(part->arena, item));
}

/* Records hold what several documents had left over, so each thing says whose it is. */
void name_document(struct arena *arena, struct node *list, const char *name) {
  for (struct node *item = list->first; item; item = item->next) {
    struct node *rest = item->first;
    item->first = item->last = NULL;
    item->count = 0;
    node_put(arena, item, "document", node_text(arena, str_from(name)));
    for (struct node *next; rest; rest = next) {
      next = rest->next;
      node_append(item, rest);
    }
  }
}

/* A letter, whatever mapping was named for it: it has no table of milestones, and less than half of the places. */
static bool is_letter(const struct tracker *tracker, const struct plan *plan) {
  bool marked = document_property(tracker->document, "cairn-mapping").len > 0;
  struct plan_found count = plan_count(plan);
  return plan->mapping->group && !plan->table_count && !marked && !tracker->own && 2 * count.found < count.of;
}

bool read_document(struct run *part, const char *path, const char *record_path, struct reading *reading) {
  const struct cairn_read *what = part->what;
  struct arena *arena = part->arena;
  struct tracker tracker;
  size_t in_rows;
  if (!open_tracker(part, path, what->mapping, record_path, &tracker)) return false;
  if (tracker.document->takes_in) say(&part->messages, MSG_TAKEN_IN, (struct where){.file = path}, "");
  struct plan *plan;
  struct taken taken = {.arena = arena};
  struct node *data = lens_get_terms(arena, tracker.document, tracker.mapping, &taken, &part->messages, &plan);
  if (lens_several_learners(arena, plan)) {
    say(&part->messages, MSG_LEARNERS_MIXED, ((struct where){.file = path}), "");
    return false;
  }
  struct node *unplaced = lens_unplaced(arena, plan, &taken, open_words(part, &tracker), true, &in_rows),
              *id = node_path(data, "learner.id");
  if (!unplaced_whole(part, path, &taken)) return false;
  if (part->original) add_changes(part, path, &tracker, unplaced);
  write_plain(data);
  *reading = (struct reading){.path = path, .name = path_name(path), .mapping = tracker.mapping};
  reading->learner = node_get(data, "learner") ? node_get(data, "learner") : node_map(arena);
  reading->terms = node_get(data, "terms");
  reading->unplaced = unplaced;
  name_document(arena, unplaced, reading->name);
  reading->digest = bytes_digest(arena, tracker.bytes);
  reading->modified = package_modified(tracker.document->package);
  reading->torn = id && node_nothing(id);
  reading->unfit = tracker.unfit || is_letter(&tracker, plan);
  reading->who = who_of(arena, reading->learner);
  tell_unplaced(part, (struct where){.file = path}, unplaced, in_rows);
  return true;
}

struct reading *readings_of(struct run *part, const char *path, const char *record_path, size_t *count) {
  struct reading *readings = part->workbooks ? NULL : NEW(part->arena, struct reading);
  if (readings)
    *count = read_document(part, path, record_path, readings);
  else
    readings = read_workbook(part, path, record_path, count);
  for (size_t i = 0; i < *count; i++) {
    struct where where = {.file = path, .place = readings[i].place};
    if (!yaml_bounded(readings[i].terms, MSG_LIMIT, where, &part->messages)) *count = 0;
  }
  return readings;
}

static bool is_nameless(const struct node *learner) {
  return node_nothing(node_get(learner, "known-as")) && node_nothing(node_get(learner, "name"));
}

/* That a name is missing is told by itself: the rest is checked as though there were one. */
static struct node *named_learner(struct run *part, const struct reading *reading) {
  struct node *learner = node_copy(part->arena, reading->learner);
  struct where where = {.file = reading->path, .place = reading->place};
  if (!is_nameless(learner)) return learner;
  say(&part->messages, MSG_NAME_WANTED, where, "");
  node_put(part->arena, learner, "known-as", node_text(part->arena, STR("?")));
  return learner;
}

void tell_unfit(struct run *part, const struct reading *reading, const char *id) {
  struct run quiet = {.arena = part->arena, .messages = {.arena = part->arena}};
  struct node *record = node_map(part->arena);
  node_put(part->arena, record, "version", node_plain(part->arena, STR("1")));
  node_put(part->arena, record, "learner", named_learner(part, reading));
  node_put(part->arena, record, "terms", node_copy(part->arena, reading->terms));
  if (id && !reading->torn && !reading->who.id.len) id_give(part->arena, record, id);
  struct source source = {.path = "the record", .bytes = STR(""), .root = record};
  record_check_shape(quiet.arena, &source, &quiet.messages);
  check_record(&quiet, &source, reading->mapping);
  for (size_t i = 0; i < quiet.messages.list.n; i++)
    say(&part->messages, MSG_RECORD_UNFIT, ((struct where){.file = reading->path, .place = reading->place}),
        quiet.messages.list.at[i].sentence);
}

/* ---- what documents of a run gave ---- */

const char *laid_by(const laids *list, const struct node *term) {
  for (size_t i = 0; term && term_named(term) && i < list->n; i++)
    if (str_equal(list->at[i].of->session, node_get_str(term, "session")) &&
        str_equal(list->at[i].of->term, node_get_str(term, "term")))
      return list->at[i].path;
  return NULL;
}

static bool same_of(const struct laid_of *a, const struct laid_of *b) {
  return str_equal(a->session, b->session) && str_equal(a->term, b->term) && str_equal(a->mapping, b->mapping);
}

static void add_laid(struct arena *arena, laids *list, const struct node *term, const struct reading *reading) {
  struct laid_of of = {node_get_str(term, "session"), node_get_str(term, "term"), reading->mapping->name};
  const struct laid_of *same = NULL;
  for (size_t i = 0; i < list->n && !same; i++)
    if (same_of(list->at[i].of, &of)) same = list->at[i].of;
  if (!same) {
    struct laid_of *kept = NEW(arena, struct laid_of);
    *kept = (struct laid_of){str_copy(arena, of.session), str_copy(arena, of.term), str_copy(arena, of.mapping)};
    same = kept;
  }
  *PUSH(arena, list) = (struct laid){same, reading->path};
}

void laid_add(struct arena *arena, laids *list, const struct reading *reading) {
  if (!reading->terms->count) add_laid(arena, list, NULL, reading);
  for (const struct node *term = reading->terms->first; term; term = term->next) add_laid(arena, list, term, reading);
}

static const char *term_clash(const struct node *record, const struct node *now, struct str mapping,
                              const laids *laid) {
  struct str session = node_get_str(now, "session"), class = node_get_str(now, "class");
  if (!session.len) return NULL;
  for (const struct node *term = node_items(record, "terms"); term; term = term->next) {
    struct str other = node_get_str(term, "class");
    bool both = str_equal(node_get_str(term, "session"), session) && class.len && other.len;
    if (both && !fold_equal(class, other)) return "class";
  }
  for (size_t i = 0; i < laid->n; i++)
    if (str_equal(laid->at[i].of->session, session) && !str_equal(laid->at[i].of->mapping, mapping)) return "layout";
  return NULL;
}

const char *clash_of(const struct node *record, const struct reading *reading, const laids *laid) {
  const char *clash = NULL;
  for (const struct node *now = reading->terms->first; now && !clash; now = now->next)
    clash = term_clash(record, now, reading->mapping->name, laid);
  return clash;
}

bool laid_name(const laids *list, const struct reading *reading) {
  for (size_t i = 0; i < list->n; i++)
    if (strcmp(path_name(list->at[i].path), reading->name) == 0 && strcmp(list->at[i].path, reading->path) != 0)
      return true;
  return false;
}

static const char *value_words(struct arena *arena, const struct node *value) {
  struct text out = {.arena = arena};
  if (value->kind != NODE_LIST) return str_z(arena, node_str(value));
  for (const struct node *item = value->first; item; item = item->next) {
    text_add(&out, node_str(item));
    text_add_z(&out, item->next ? ", " : "");
  }
  return str_z(arena, text_str(&out));
}

static const char *row_words(struct arena *arena, const struct reading *reading, struct str id) {
  const struct milestone *milestone = id.len ? domain_milestone(reading->mapping->domain, id) : NULL;
  if (!milestone) return NULL;
  return str_format(arena, "%s: \"%s\"", str_z(arena, milestone->area->title), str_z(arena, milestone->statement));
}

void tell_apart(struct run *part, const struct reading *reading, const differings *list, const char *other,
                const char *went) {
  struct arena *arena = part->arena;
  for (size_t i = 0; i < list->n; i++) {
    const struct differing *one = &list->at[i];
    struct where where = {.file = reading->path, .place = row_words(arena, reading, one->milestone)};
    where.key = one->milestone.len ? str_format(arena, "assessments.%s", one->key) : one->key;
    say(&part->messages, MSG_TERM_DIFFERS, where, one->key, value_words(arena, one->new), value_words(arena, one->old),
        other);
  }
  say(&part->messages, MSG_LEFT_APART, ((struct where){.file = reading->path}), other, went);
}
