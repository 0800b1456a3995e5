/* cairn check of a Word document: its placeholders, or else the mapping that reads it, and what leads out of it. */
#include "outside.h"
#include "verb.h"

#include <string.h>
#include <strings.h>

/* ---- what leads out of it ---- */

/* In the order of enum outside_kind. */
static const char *const KINDS[] = {"a link, which opens when somebody clicks it,",
                                    "a picture from elsewhere",
                                    "a film or sound from elsewhere",
                                    "the template that is attached to it",
                                    "a source of the data for a mail merge",
                                    "an object that is kept elsewhere, and that a program opens,",
                                    "a text from elsewhere, which is taken in when it is opened,",
                                    "a part of it that is kept elsewhere",
                                    "the field %s, which fetches a file when it is opened or updated,",
                                    "the field %s, which starts a program when it is opened or updated,",
                                    "a reference of the kind %s",
                                    "",
                                    "an ActiveX control, which a program runs: %s",
                                    "an object of another program, which opens it when somebody clicks it: %s",
                                    "a file of another kind, which is taken in when it is opened: %s",
                                    "an add-in, which may be a program: %s"};

/* What opens in a browser or a mail program, and only when somebody asks for it. */
static bool is_mere(const struct outside *outside) {
  static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};
  if (outside->kind != OUTSIDE_LINK) return false;
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
    size_t len = strlen(schemes[i]);
    if (outside->target.len >= len && strncasecmp(outside->target.at, schemes[i], len) == 0) return true;
  }
  return false;
}

static const char *last_segment(struct arena *arena, struct str type) {
  const char *slash = type.len ? strrchr(str_z(arena, type), '/') : NULL;
  return slash ? slash + 1 : str_z(arena, type);
}

/* Of a part that is no story, which part; or, of the package's own, nothing. */
static const char *part_words(struct arena *arena, const struct document *document, const struct outside *outside) {
  static const char *const parts[][2] = {{"footnotes+xml", "a footnote"},
                                         {"endnotes+xml", "an endnote"},
                                         {"comments+xml", "a comment"},
                                         {"settings+xml", "its settings"}};
  struct str type = package_content_type(document->package, outside->part);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (str_find(type, str_from(parts[i][0])) >= 0) return parts[i][1];
  return outside->part.len ? str_format(arena, "the part %s", str_z(arena, outside->part)) : NULL;
}

static const char *outside_place(struct run *run, const struct document *document, const struct place_index *index,
                                 const struct outside *outside) {
  if (outside->e) return place_words(run->arena, index, outside->story, outside->e);
  return outside->story ? NULL : part_words(run->arena, document, outside);
}

static void tell_one(struct run *run, const struct outside *outside, struct where where) {
  const char *target = str_z(run->arena, outside->target);
  const char *named = outside->kind == OUTSIDE_OTHER ? last_segment(run->arena, outside->type) : outside->field;
  if (outside->kind == INSIDE_MACROS)
    say(&run->messages, MSG_MACROS, where, "");
  else if (outside->kind > INSIDE_MACROS)
    say(&run->messages, MSG_ACTIVE, where, str_format(run->arena, KINDS[outside->kind], target));
  else
    say(&run->messages, MSG_OUTSIDE, where, str_format(run->arena, KINDS[outside->kind], named ? named : ""), target);
}

/* What Word keeps twice, for older programs too, stands twice in one place, and is told once. */
static bool told_before(struct lookup *told, const struct outside *outside, const char *place) {
  struct str key = str_from(str_format(told->arena, "%d %s %s %s", outside->kind, outside->field ? outside->field : "",
                                       place ? place : "", str_z(told->arena, outside->target)));
  if (lookup_find(told, key)) return true;
  lookup_put(told, key, STR(""));
  return false;
}

static void tell_outside(struct run *run, const struct document *document, const struct place_index *index) {
  size_t count, mere = 0;
  const struct outside *list = document_outside(document, &count, &run->messages);
  struct lookup told = {.arena = run->arena};
  for (size_t i = 0; i < count; i++) {
    mere += is_mere(&list[i]);
    if (is_mere(&list[i]) || run->messages.more) continue;
    struct where where = {.file = document->file, .place = outside_place(run, document, index, &list[i])};
    if (!told_before(&told, &list[i], where.place)) tell_one(run, &list[i], where);
  }
  const char *links = str_format(run->arena, mere == 1 ? "%zu link leads" : "%zu links lead", mere);
  if (mere) say(&run->messages, MSG_OUTSIDE_LINKS, ((struct where){.file = document->file}), links);
}

/* ---- its placeholders ---- */

static void check_name(struct run *run, const struct place_name *names, size_t count, const struct place_name *name,
                       struct where where) {
  enum message_id fault = name_fault(run->arena, names, count, name);
  bool found = fault == MSG_PLACEHOLDER_FOUND;
  struct str said = found ? mapping_path(run->arena, name->written) : str_trim(name->written);
  say(&run->messages, fault, where, str_z(run->arena, said));
  if (fault == MSG_PLACEHOLDER_UNKNOWN) message_suggest(&run->messages, mapping_path_near(run->arena, name->written));
}

static void check_names(struct run *run, const struct place_index *index, const struct place_name *names,
                        size_t count) {
  for (size_t i = 0; i < count; i++) {
    const char *place = place_words(run->arena, index, names[i].story, names[i].e);
    check_name(run, names, count, &names[i], (struct where){.file = index->document->file, .place = place});
  }
}

/* ---- a tracker, by the mapping that reads it ---- */

/* What a mapping finds, over the terms that the document may hold; each key that is missing once. */
struct sum {
  struct plan_found found;
  struct lookup keys;
  struct text missing;
};

static void add_view(struct sum *sum, const struct document *document, const struct mapping *view) {
  struct arena *arena = sum->missing.arena;
  const struct plan *plan = plan_compile(arena, document, view);
  struct plan_found found = plan_count(plan);
  sum->found.found += found.found;
  sum->found.of += found.of;
  sum->found.milestones += found.milestones;
  size_t count;
  const char **keys = plan_missing(arena, plan, &count);
  for (size_t i = 0; i < count; i++) {
    if (lookup_find(&sum->keys, str_from(keys[i]))) continue;
    lookup_put(&sum->keys, str_from(keys[i]), STR(""));
    text_add_z(&sum->missing, str_format(arena, "%s`%s`", sum->missing.len ? ", " : "", keys[i]));
  }
}

/* False when it finds so little that the document is no tracker, or another mapping's. */
static bool tell_places(struct run *run, const struct document *document, const struct mapping *mapping) {
  struct arena *arena = run->arena;
  struct sum sum = {.keys = {.arena = arena}, .missing = {.arena = arena}};
  for (size_t i = 0; i < mapping_view_count(mapping); i++) add_view(&sum, document, mapping_view(mapping, i));
  bool half = sum.found.found && 2 * sum.found.found >= sum.found.of;
  bool marked = document_property(document, "cairn-mapping").len != 0;
  if (!marked && !half && !sum.found.milestones) return false;
  struct where where = {.file = document->file};
  const char *name = str_z(arena, mapping->name);
  const char *places = str_format(arena, "%zu of its %zu places", sum.found.found, sum.found.of);
  size_t rows = sum.found.milestones;
  const char *milestones = str_format(arena, "%zu %s", rows, rows == 1 ? "milestone" : "milestones");
  if (sum.missing.len)
    say(&run->messages, MSG_PLACES_MISSING, where, name, places, milestones, text_str(&sum.missing).at);
  else
    say(&run->messages, MSG_PLACES_FOUND, where, name, places, milestones);
  return true;
}

/* How well the chosen mapping fits is told here in other words. */
static bool tells_choice(enum message_id id) {
  return id == MSG_CHOSEN || id == MSG_CHOSEN_OF_TWO || id == MSG_CHOSEN_BADLY || id == MSG_CHOSEN_NONE;
}

/* False when no mapping fits. */
static bool check_tracker(struct run *run, struct document *document) {
  struct run inner = *run;
  inner.messages = (struct messages){.arena = run->arena};
  struct tracker tracker = {.document = document};
  bool found = find_reader(&inner, NULL, NULL, &tracker);
  struct messages heard = inner.messages;
  heard.list.n = 0;
  for (size_t i = 0; i < inner.messages.list.n; i++)
    if (!tells_choice(inner.messages.list.at[i].id)) heard.list.at[heard.list.n++] = inner.messages.list.at[i];
  messages_join(&run->messages, &heard);
  return found ? !tracker.unfit && tell_places(run, document, tracker.mapping) : heard.errors > 0;
}

void check_document(struct run *run, const char *path) {
  struct str bytes;
  struct document *document = load_document(run, path, &bytes);
  if (!document) return;
  struct place_index *index = place_index_new(run->arena, document, &(struct mapping){0});
  tell_outside(run, document, index);
  size_t count;
  struct place_name *names = place_names(run->arena, document, &count);
  bool marked = document_property(document, "cairn-mapping").len != 0; /* then words in braces are values */
  if (!marked) check_names(run, index, names, count);
  if ((marked || !count) && !check_tracker(run, document))
    say(&run->messages, MSG_NO_PLACEHOLDERS, ((struct where){.file = path}), "");
}
