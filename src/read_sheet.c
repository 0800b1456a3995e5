/* Workbooks read into records: whose sheets are whose, and each learner's as one document. */
#include "file.h"
#include "read_parts.h"
#include "shape.h"
#include "sheet_read.h"

#include <string.h>

/* A learner of a workbook, with the sheets that are of this one. */
struct group_of {
  struct who who;
  struct node *learner, *terms;
  ARRAY(struct tab *) tabs;
  struct tab *shared; /* a sheet of details, which says something of no one term; NULL for none */
  const char *sheet;  /* the first of them */
};

struct sorting {
  struct run *part;
  const struct workbook *book;
  struct tabs tabs;
  struct who *whos; /* one a tab: what it says, by itself */
  ARRAY(struct group_of) groups;
};

static struct where sheet_where(const struct sorting *s, const struct tab *tab) {
  const char *place = str_format(s->part->arena, "sheet \"%s\"", str_z(s->part->arena, tab->sheet->name));
  return (struct where){.file = s->book->file, .place = place};
}

/* ---- whose sheets are whose ---- */

static bool differ(struct str one, struct str other) { return one.len && other.len && !str_equal(one, other); }

static const struct who *said_by(const struct sorting *s, const struct tab *tab) { return &s->whos[tab - s->tabs.at]; }

/* Whether the sheets that seem to be of the same learner as a tab, each by itself, are of several: then it could be of any. */
static bool could_be_any(const struct sorting *s, const struct tab *tab) {
  struct who who = *said_by(s, tab), met = {0};
  for (size_t i = 0; i < s->tabs.count; i++) {
    struct who one = s->whos[i];
    const char *differs;
    enum likeness like = who_said(&one) ? who_like(&who, &one, &differs) : LIKE_OTHER;
    if (like == LIKE_OTHER || like == LIKE_TORN || s->tabs.at[i].torn) continue;
    if (differ(met.id, one.id) || differ(met.scn, one.scn) || differ(met.born, one.born) ||
        differ(met.names[1], one.names[1]))
      return true;
    if (one.id.len) met.id = one.id;
    if (one.scn.len) met.scn = one.scn;
    if (one.born.len) met.born = one.born;
    if (one.names[1].len) met.names[1] = one.names[1];
  }
  return false;
}

/* The learner that a sheet is of by what it says; NULL for none. *torn: one has the same id or SCN, and something else that differs. */
static struct group_of *find_group(struct sorting *s, const struct who *who, bool *torn) {
  struct group_of *found = NULL;
  for (size_t i = 0; i < s->groups.n; i++) {
    const char *differs;
    enum likeness like = who_like(&s->groups.at[i].who, who, &differs);
    *torn = *torn || like == LIKE_TORN;
    if (like != LIKE_OTHER && like != LIKE_TORN && !found) found = &s->groups.at[i];
  }
  return found;
}

static struct group_of *add_group(struct sorting *s, const struct tab *tab) {
  struct arena *arena = s->part->arena;
  struct group_of *group = PUSH(arena, &s->groups);
  *group = (struct group_of){.sheet = str_z(arena, tab->sheet->name)};
  group->learner = node_map(arena);
  group->terms = node_list(arena);
  return group;
}

static void join_learner(struct arena *arena, struct group_of *group, const struct node *learner) {
  for (const struct node *value = learner->first; value; value = value->next)
    if (!node_get(group->learner, str_z(arena, value->key)))
      node_put(arena, group->learner, str_z(arena, value->key), node_copy(arena, value));
  group->who = who_of(arena, group->learner);
}

static struct node *term_of(struct group_of *group, const struct node *term) {
  struct node *one = group->terms->first;
  while (one && !(term_named(one) && node_equal(node_get(one, "session"), node_get(term, "session")) &&
                  node_equal(node_get(one, "term"), node_get(term, "term"))))
    one = one->next;
  return one;
}

static bool has_row(const struct node *term, struct str milestone) {
  for (const struct node *row = node_items(term, "assessments"); row; row = row->next)
    if (str_equal(node_get_str(row, "milestone"), milestone)) return true;
  for (const struct node *item = node_items(term, "focus"); item; item = item->next)
    if (str_equal(node_str(item), milestone)) return true;
  return false;
}

/* Two sheets of one term may be two parts of it; what both say something of could be of two children, or of two years. */
static bool clash(struct arena *arena, const struct node *term, const struct node *now) {
  for (const struct node *value = now->first; value; value = value->next) {
    bool list = str_is(value->key, "assessments") || str_is(value->key, "focus");
    const struct node *old = list ? NULL : node_get(term, str_z(arena, value->key));
    if (old && !node_equal(old, value)) return true;
    for (const struct node *item = list ? value->first : NULL; item; item = item->next)
      if (has_row(term, item->kind == NODE_MAP ? node_get_str(item, "milestone") : node_str(item))) return true;
  }
  return false;
}

static void join_term(struct arena *arena, struct node *term, const struct node *now) {
  for (const struct node *value = now->first; value; value = value->next) {
    const char *key = str_z(arena, value->key);
    struct node *old = node_get(term, key);
    if (!old)
      node_put(arena, term, key, node_copy(arena, value));
    else if (str_is(value->key, "assessments") || str_is(value->key, "focus"))
      for (const struct node *item = value->first; item; item = item->next) node_append(old, node_copy(arena, item));
  }
}

static bool lay_tab(struct sorting *s, struct group_of *group, struct tab *tab) {
  struct arena *arena = s->part->arena;
  struct node *term = term_of(group, tab->term);
  if (term && clash(arena, term, tab->term)) return false;
  join_learner(arena, group, tab->learner);
  if (term)
    join_term(arena, term, tab->term);
  else if (tab->tracker || node_get(tab->term, "term"))
    node_append(group->terms, node_copy(arena, tab->term));
  else if (tab->term->count)
    group->shared = tab;
  *PUSH(arena, &group->tabs) = tab;
  return true;
}

/* ---- sheets that say whose they are, then those that do not ---- */

static void sort_named(struct sorting *s, struct tab *tab) {
  bool torn = false;
  struct group_of *group = find_group(s, said_by(s, tab), &torn);
  if (could_be_any(s, tab)) {
    say(&s->part->messages, MSG_SHEET_EITHER, sheet_where(s, tab), "");
    return;
  }
  if (torn) {
    say(&s->part->messages, MSG_SHEET_TORN, sheet_where(s, tab), "");
    return;
  }
  if (!group) group = add_group(s, tab);
  if (!lay_tab(s, group, tab)) say(&s->part->messages, MSG_SHEET_CLASH, sheet_where(s, tab), group->sheet);
}

/* Only where there is one learner, and the sheet's name is nobody's, is it taken to be of this one. */
static void sort_unnamed(struct sorting *s, struct tab *tab) {
  size_t trackers = 0;
  for (size_t i = 0; i < s->tabs.count; i++) trackers += s->tabs.at[i].tracker;
  if (s->groups.n > 1 || (!tab->plain && trackers > 1)) {
    say(&s->part->messages, MSG_SHEET_NOBODY, sheet_where(s, tab), "");
    return;
  }
  struct group_of *group = s->groups.n ? s->groups.at : add_group(s, tab);
  if (!lay_tab(s, group, tab)) say(&s->part->messages, MSG_SHEET_CLASH, sheet_where(s, tab), group->sheet);
}

/* What is on a sheet without a tracker is the one learner's; in a class's workbook it is nobody's, and it goes into no record. */
static void sort_other(struct sorting *s, struct tab *tab) {
  if (!tab->unplaced->count) return;
  if (s->groups.n != 1) {
    if (!tab->sheet->hidden) say(&s->part->messages, MSG_SHEET_UNREAD, sheet_where(s, tab), "");
    return;
  }
  *PUSH(s->part->arena, &s->groups.at->tabs) = tab;
}

/* The workbook's own id is that of the one learner who has none. */
static void put_id(struct sorting *s) {
  struct str id = workbook_property(s->book, "cairn-learner");
  if (s->groups.n != 1 || !id_valid(id)) return;
  struct group_of *group = s->groups.at;
  if (node_nothing(node_get(group->learner, "id"))) {
    struct node *learner = node_map(s->part->arena);
    node_put(s->part->arena, learner, "id", node_plain(s->part->arena, id));
    struct node *old = group->learner;
    group->learner = learner;
    join_learner(s->part->arena, group, old);
  }
}

/* Session and class are those of each term that does not say its own; the rest only where there is one term. */
static void share(const struct sorting *s, struct group_of *group) {
  struct arena *arena = s->part->arena;
  struct tab *tab = group->shared;
  for (const struct node *value = tab ? tab->term->first : NULL; value; value = value->next) {
    bool of_all = str_is(value->key, "session") || str_is(value->key, "class") || group->terms->count == 1;
    const char *key = str_z(arena, value->key);
    for (struct node *term = group->terms->first; term && of_all; term = term->next)
      if (!node_get(term, key)) node_put(arena, term, key, node_copy(arena, value));
    if (of_all) continue;
    struct node *item = node_append(tab->unplaced, node_map(arena));
    node_put(arena, item, "place", node_text(arena, str_from(sheet_where(s, tab).place)));
    node_put(arena, item, key, node_copy(arena, value));
  }
}

/* A sheet of details alone is the learner's whom it names; where no tracker names anybody, it does so for all of them. A list of a
 * class begins like one: of a child without a tracker nothing is made, and nothing of it goes to a child who has one. */
static void sort_details(struct sorting *s, struct tab *tab) {
  bool torn = false;
  if (!s->groups.n || find_group(s, said_by(s, tab), &torn) || torn)
    sort_named(s, tab);
  else
    say(&s->part->messages, MSG_SHEET_UNREAD, sheet_where(s, tab), "");
}

/* Of a sheet that is no one learner's, or of no one term, nothing goes anywhere. */
static void sort_torn(struct sorting *s, struct tab *tab) {
  struct where where = {.file = s->book->file, .place = tab->torn};
  say(&s->part->messages, tab->tracker ? MSG_SHEET_SEVERAL : MSG_SHEET_UNREAD, where, "");
}

static void sort_tabs(struct sorting *s) {
  s->whos = arena_alloc(s->part->arena, s->tabs.count + 1, sizeof *s->whos);
  for (size_t i = 0; i < s->tabs.count; i++) s->whos[i] = who_of(s->part->arena, s->tabs.at[i].learner);
  static void (*const sorters[])(struct sorting *, struct tab *) = {sort_named, sort_details, sort_unnamed, sort_other};
  static const struct { bool tracker, named; } kinds[] = {{true, true}, {false, true}, {true, false}, {false, false}};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    for (size_t i = 0; i < s->tabs.count; i++)
      if (!s->tabs.at[i].torn && s->tabs.at[i].tracker == kinds[k].tracker && who_said(&s->whos[i]) == kinds[k].named)
        sorters[k](s, &s->tabs.at[i]);
  for (size_t i = 0; i < s->tabs.count; i++)
    if (s->tabs.at[i].torn) sort_torn(s, &s->tabs.at[i]);
  for (size_t i = 0; i < s->groups.n; i++) share(s, &s->groups.at[i]);
  put_id(s);
}

static bool any_tracker(struct tabs tabs) {
  for (size_t i = 0; i < tabs.count; i++)
    if (tabs.at[i].tracker) return true;
  return false;
}

/* ---- a term that was copied from another ---- */

/* How many of the milestones of a term are, with a day or what was seen, as in another term. */
static size_t count_same(const struct node *term, const struct node *other) {
  size_t same = 0;
  for (const struct node *one = node_items(term, "assessments"); one; one = one->next) {
    const struct node *two = node_items(other, "assessments");
    bool told = node_get(one, "date") || node_get(one, "saw");
    while (two && !(told && node_equal(one, two))) two = two->next;
    same += two != NULL;
  }
  return same;
}

static const char *term_words(const struct sorting *s, const struct node *term) {
  struct arena *arena = s->part->arena;
  const char *session = str_z(arena, node_get_str(term, "session"));
  return str_format(arena, "%s term %s", session, str_z(arena, node_get_str(term, "term")));
}

/* A sheet that was copied for a new term says what the old one said until somebody looks again: nobody else can know what is new. */
static void tell_copies(struct sorting *s, const struct group_of *group) {
  for (const struct node *term = group->terms->first; term; term = term->next)
    for (const struct node *old = group->terms->first; old != term; old = old->next) {
      size_t same = count_same(term, old);
      struct where where = {.file = s->book->file, .place = term_words(s, term)};
      const char *many = str_format(s->part->arena, "%zu milestones are", same);
      if (same)
        say(&s->part->messages, MSG_SHEET_COPIED, where, same == 1 ? "1 milestone is" : many, term_words(s, old));
    }
}

/* ---- readings ---- */

static struct mapping *workbook_mapping(struct run *part, const struct workbook *book, const char *path,
                                        const char *record_path) {
  const struct cairn_read *what = part->what;
  struct str marked = workbook_property(book, "cairn-mapping");
  const char *name = what->mapping ? what->mapping : id_valid(marked) ? str_z(part->arena, marked) : NULL;
  const char *beside = find_class(part, (const char *const[]){path, record_path});
  size_t errors = part->messages.errors;
  struct source *class = beside ? load_class(part, beside) : NULL;
  if (part->messages.errors > errors) return NULL;
  return load_mapping(part, name, class ? class->path : path, class);
}

/* What is left of each sheet, told with its sheet. */
static struct node *gather_unplaced(const struct sorting *s, const struct group_of *group) {
  struct arena *arena = s->part->arena;
  struct node *all = node_list(arena);
  for (size_t i = 0; i < group->tabs.n; i++) {
    const struct tab *tab = group->tabs.at[i];
    tell_unplaced(s->part, sheet_where(s, tab), tab->unplaced, tab->in_rows);
    for (const struct node *item = tab->unplaced->first; item; item = item->next)
      node_append(all, node_copy(arena, item));
  }
  name_document(arena, all, path_name(s->book->file));
  return all;
}

static void make_reading(const struct sorting *s, const struct mapping *mapping, const struct group_of *group,
                         struct str bytes, struct reading *reading) {
  struct arena *arena = s->part->arena;
  *reading = (struct reading){.path = s->book->file, .name = path_name(s->book->file), .mapping = mapping};
  reading->learner = group->learner;
  reading->terms = group->terms;
  reading->unplaced = gather_unplaced(s, group);
  reading->digest = bytes_digest(arena, bytes);
  reading->modified = package_modified(s->book->package);
  reading->who = group->who;
  reading->place = str_format(arena, "sheet \"%s\"", group->sheet);
}

struct reading *read_workbook(struct run *part, const char *path, const char *record_path, size_t *count) {
  struct str bytes;
  *count = 0;
  if (!file_read(part->arena, path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &part->messages, &bytes)) return NULL;
  const struct workbook *book = workbook_open(part->arena, path, bytes, &part->messages);
  const struct mapping *mapping = book ? workbook_mapping(part, book, path, record_path) : NULL;
  if (!mapping) return NULL;
  struct sorting s = {.part = part, .book = book};
  s.tabs = sheet_read(part->arena, book, mapping, &part->messages);
  if (part->messages.errors) return NULL;
  if (any_tracker(s.tabs)) sort_tabs(&s);
  for (size_t i = 0; i < s.groups.n; i++) tell_copies(&s, &s.groups.at[i]);
  if (!s.groups.n) say(&part->messages, MSG_NO_TRACKER_SHEET, ((struct where){.file = path}), "");
  struct reading *readings = arena_alloc(part->arena, s.groups.n + 1, sizeof *readings);
  for (size_t i = 0; i < s.groups.n; i++) make_reading(&s, mapping, &s.groups.at[i], bytes, &readings[i]);
  *count = s.groups.n;
  return readings;
}
