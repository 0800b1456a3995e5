/* Every document into a record a learner, in a folder. One is read, laid into its record, written and let go before the next. */
#include "file.h"
#include "read_parts.h"

#include <string.h>

/* What is remembered of a record of the folder. */
struct known {
  const char *path;
  struct who who;
  laids laid;
  bool made; /* in this run */
};

struct folder {
  struct run *run;
  const struct cairn_read *what;
  const char *path;
  ARRAY(struct known) entries;
  struct name_table names; /* of the entries */
  size_t seen, made, records, apart,
      letters; /* documents; those laid; records laid into; laid apart; documents that are no tracker */
};

/* ---- the records that are there ---- */

static struct str own(struct folder *f, struct str text) { return str_copy(f->run->arena, text); }

static bool same_who(const struct who *one, const struct who *other) {
  return str_equal(one->id, other->id) && str_equal(one->scn, other->scn) && str_equal(one->born, other->born) &&
         str_equal(one->names[0], other->names[0]) && str_equal(one->names[1], other->names[1]);
}

/* Names of those with an id are kept apart: a document with an id is none of theirs by its name. */
static char name_kind(bool with_id) { return with_id ? 'm' : 'n'; }

static void add_who(struct folder *f, struct arena *arena, size_t at, const struct who *who) {
  if (same_who(&f->entries.at[at].who, who)) return;
  f->entries.at[at].who = (struct who){
      own(f, who->id), own(f, who->scn), own(f, who->born), {own(f, who->names[0]), own(f, who->names[1])}};
  name_table_add(&f->names, arena, 'i', who->id, at);
  name_table_add(&f->names, arena, 's', who->scn, at);
  for (size_t i = 0; i < 2; i++) name_table_add(&f->names, arena, name_kind(who->id.len), who->names[i], at);
}

static size_t add_entry(struct folder *f, const char *path, const struct node *learner, struct arena *arena) {
  struct who who = who_of(arena, learner);
  size_t at = f->entries.n;
  PUSH(f->run->arena, &f->entries)->path = str_z(f->run->arena, str_from(path));
  name_table_add(&f->names, arena, 'p', str_from(path), at);
  add_who(f, arena, at, &who);
  return at;
}

static void add_digests(struct folder *f, struct arena *arena, const struct node *sources, size_t entry) {
  const struct node *documents = node_get(sources, "documents");
  for (const struct node *item = documents ? documents->first : NULL; item; item = item->next)
    name_table_add(&f->names, arena, 'd', node_get_str(item, "sha256"), entry);
}

/* A file that is no record is none of ours. One that cannot be read is told: it may be of a learner who comes now. */
static void look_at(struct folder *f, const char *name) {
  struct run part = run_begin(f->run);
  const char *path = path_join(f->run->arena, f->path, name);
  struct source *source = source_read(part.arena, path, &part.messages);
  const char *kind = source ? file_kind(source->root) : NULL;
  if (kind && strcmp(kind, "record") == 0) {
    size_t at = add_entry(f, path, node_get(source->root, "learner"), part.arena);
    const char *beside = sources_path(part.arena, path);
    struct source *sources = file_state(beside) == FILE_THERE ? source_read(part.arena, beside, &part.messages) : NULL;
    if (sources) add_digests(f, part.arena, sources->root, at);
  }
  run_end(f->run, &part);
}

/* ---- where a document goes ---- */

struct torn {
  const char *other, *differs; /* the record of the same id or SCN, and what it says otherwise */
};

struct choice {
  size_t entry;        /* SIZE_MAX: a new record */
  const char *apart;   /* the document or record that it was left apart from; NULL for none */
  struct str apart_of; /* that record's id */
  differings differ;
  ARRAY(struct torn) torn;
  bool by_name;
};

static bool any_laid(const struct known *known, const struct reading *reading) {
  const struct node *term = reading->terms->first;
  while (term && !laid_by(&known->laid, term)) term = term->next;
  return term != NULL;
}

/* The record's term as this run has laid it differs from the document's. */
static bool disagrees(struct folder *f, struct run *part, const struct reading *reading, size_t entry,
                      struct choice *choice) {
  const struct known *known = &f->entries.at[entry];
  const char *other = NULL;
  struct source *record = any_laid(known, reading) ? source_read(part->arena, known->path, &part->messages) : NULL;
  differings differ = {0};
  if (record) differ = differs_from(part->arena, record->root, reading, &known->laid, &other);
  if (differ.n && !choice->apart) {
    choice->apart = other;
    choice->apart_of = f->entries.at[entry].who.id;
    choice->differ = differ;
  }
  return differ.n > 0;
}

/* Goes through the entries of a name; true when one of them is of this learner, whether it takes the document or not. */
static bool try_name(struct folder *f, struct run *part, const struct reading *reading, char kind, struct str name,
                     struct choice *choice) {
  struct name key = name_of(part->arena, kind, name);
  bool seen = false;
  if (!f->entries.at) return false; /* nobody is known yet */
  for (size_t at = name_table_find(&f->names, key, 0); at != SIZE_MAX && choice->entry == SIZE_MAX;
       at = name_table_find(&f->names, key, at + 1)) {
    const char *differs;
    const struct known *known = &f->entries.at[at];
    enum likeness like = who_like(&known->who, &reading->who, &differs);
    if (like == LIKE_OTHER) continue;
    seen = true;
    if (like == LIKE_TORN) {
      *PUSH(part->arena, &choice->torn) = (struct torn){known->path, differs};
    } else if (!disagrees(f, part, reading, at, choice)) {
      choice->entry = at;
    }
  }
  return seen;
}

/* The next entry from the one given on that bears a name of the document, and in nothing differs from it; with sure: and has its
 * birthday. SIZE_MAX for no more. */
static size_t next_namesake(struct folder *f, struct arena *arena, const struct who *who, bool sure, size_t from) {
  struct name names[4]; /* of those without an id, then of those with one */
  size_t kinds = who->id.len ? 1 : 2;
  for (size_t i = 0; i < 2 * kinds; i++) names[i] = name_of(arena, name_kind(i >= 2), who->names[i % 2]);
  for (size_t at = from; from != SIZE_MAX; from = at + 1) {
    at = SIZE_MAX;
    for (size_t i = 0; i < 2 * kinds; i++) {
      size_t named = name_table_find(&f->names, names[i], from);
      if (named < at) at = named;
    }
    const char *differs;
    if (at == SIZE_MAX) return at;
    bool like = who_like(&f->entries.at[at].who, who, &differs) == LIKE_BY_NAME;
    if (like && (!sure || (who->born.len && str_equal(who->born, f->entries.at[at].who.born)))) return at;
  }
  return SIZE_MAX;
}

/* Whether these are more than one learner: records of one have one id. */
static bool name_shared(struct folder *f, struct arena *arena, const struct who *who, bool sure) {
  size_t first = next_namesake(f, arena, who, sure, 0), at = first;
  while (at != SIZE_MAX && str_equal(f->entries.at[at].who.id, f->entries.at[first].who.id))
    at = next_namesake(f, arena, who, sure, at + 1);
  return at != SIZE_MAX;
}

/* A name alone joins nothing that says something else of the same session. */
static bool clashes(struct folder *f, struct run *part, const struct reading *reading, size_t entry) {
  const struct known *known = &f->entries.at[entry];
  struct source *record = source_read(part->arena, known->path, &part->messages);
  const char *what = record ? clash_of(record->root, reading, &known->laid) : NULL;
  if (what) say(&part->messages, MSG_NAME_APART, ((struct where){.file = reading->path}), known->path, what);
  return what != NULL;
}

/* By name and birthday; where nothing has both, by the name alone. */
static void choose_by_name(struct folder *f, struct run *part, const struct reading *reading, struct choice *choice) {
  const struct who *who = &reading->who;
  bool sure = next_namesake(f, part->arena, who, true, 0) != SIZE_MAX;
  if (name_shared(f, part->arena, who, sure)) {
    say(&part->messages, MSG_NAME_SHARED, ((struct where){.file = reading->path}), "");
    return;
  }
  size_t at = next_namesake(f, part->arena, who, sure, 0);
  for (; at != SIZE_MAX && choice->entry == SIZE_MAX; at = next_namesake(f, part->arena, who, sure, at + 1)) {
    if (!sure && clashes(f, part, reading, at)) return;
    if (!disagrees(f, part, reading, at, choice)) choice->entry = at;
  }
  choice->by_name = choice->entry != SIZE_MAX && !sure;
  if (!sure) choice->apart_of = STR(""); /* it may well be another's: no id is shared by a name alone */
}

/* A document that is known goes where it went; else ids, SCNs and names are tried in this order. */
static struct choice choose(struct folder *f, struct run *part, const struct reading *reading) {
  struct choice choice = {.entry = SIZE_MAX};
  const struct who *who = &reading->who;
  size_t known = name_table_find(&f->names, name_of(part->arena, 'd', str_from(reading->digest)), 0);
  const char *differs;
  if (known != SIZE_MAX) {
    const struct who *there = &f->entries.at[known].who;
    enum likeness like = who_like(there, who, &differs);
    bool unsaid = !who_said(who) || reading->torn;
    if (unsaid || (like != LIKE_OTHER && like != LIKE_TORN)) choice.entry = known; /* it changes nothing that stands */
  }
  if (choice.entry != SIZE_MAX || reading->torn) return choice;
  bool seen = try_name(f, part, reading, 'i', who->id, &choice) || try_name(f, part, reading, 's', who->scn, &choice);
  if (!seen) choose_by_name(f, part, reading, &choice);
  return choice;
}

/* ---- a record of its own ---- */

static bool taken(const struct folder *f, struct arena *arena, const char *path) {
  return name_reserved(path) || file_state(path) != FILE_ABSENT ||
         name_table_find(&f->names, name_of(arena, 'p', str_from(path)), 0) != SIZE_MAX;
}

static const char *free_path(const struct folder *f, struct arena *arena, const char *wanted) {
  const char *stem = name_safe(arena, str_from(wanted));
  const char *path = path_join(arena, f->path, str_format(arena, "%s.yaml", stem));
  for (size_t n = 2; taken(f, arena, path); n++)
    path = path_join(arena, f->path, str_format(arena, "%s-%zu.yaml", stem, n));
  return path;
}

/* An id that no learner of the folder has. */
static const char *free_id(const struct folder *f, struct arena *arena, const char *made) {
  const char *id = made;
  for (size_t n = 2; name_table_find(&f->names, name_of(arena, 'i', str_from(id)), 0) != SIZE_MAX; n++)
    id = str_format(arena, "%s-%zu", made, n);
  return id;
}

/* The id for a new record: the document's own, that of the record which it was left apart from, or one that is made. */
static const char *new_id(struct folder *f, struct run *part, const struct reading *reading,
                          const struct choice *choice) {
  struct arena *arena = part->arena;
  if (reading->who.id.len) return str_z(arena, reading->who.id);
  if (choice->apart_of.len) return str_z(arena, choice->apart_of);
  const char *made = id_for(arena, NULL, reading->learner);
  if (!made) made = id_made(arena, path_stem(reading->path));
  return free_id(f, arena, made ? made : "learner");
}

/* Its file's name: the id, when that can be one, else what can be made of it. */
static const char *new_path(struct folder *f, struct run *part, const struct reading *reading, const char *id) {
  struct arena *arena = part->arena;
  const char *stem = id && id_valid(str_from(id)) ? id : id_made(arena, id ? str_from(id) : path_stem(reading->path));
  return free_path(f, arena, stem ? stem : "learner");
}

/* ---- one document ---- */

static void tell_choice(struct folder *f, struct run *part, const struct reading *reading, const struct choice *choice,
                        const char *path) {
  struct where where = {.file = reading->path};
  for (size_t i = 0; i < choice->torn.n; i++)
    say(&part->messages, MSG_LEARNER_TORN, ((struct where){.file = reading->path, .place = reading->place}),
        choice->torn.at[i].other, choice->torn.at[i].differs, path);
  if (choice->by_name) say(&part->messages, MSG_JOINED_BY_NAME, where, f->entries.at[choice->entry].path);
  if (!choice->apart) return;
  f->apart++;
  tell_apart(part, reading, &choice->differ, choice->apart, str_format(part->arena, "its record is %s", path));
}

static void remember(struct folder *f, struct run *part, const struct target *target, const struct reading *reading,
                     size_t at) {
  const struct node *learner = node_get(target->record, "learner");
  struct who who = who_of(part->arena, learner);
  if (at == SIZE_MAX)
    at = add_entry(f, target->path, learner, part->arena);
  else
    add_who(f, part->arena, at, &who);
  if (!target->base) f->entries.at[at].made = true;
  name_table_add(&f->names, part->arena, 'd', str_from(reading->digest), at);
  f->records += f->entries.at[at].laid.n == 0;
  laid_add(f->run->arena, &f->entries.at[at].laid, reading);
  f->made++;
}

static void give_id(struct run *part, struct target *target, const struct reading *reading, const char *id, bool made) {
  if (!id) return;
  id_give(part->arena, target->record, id);
  if (made) say(&part->messages, MSG_ID_MADE, ((struct where){.file = reading->path, .place = reading->place}), id);
}

/* A term without a name is a term of its own in a record that this run makes; a school's own record would be sound no more. There, one that
 * was read before and named by hand, or changed, would come a second time. */
static bool term_fits(struct run *part, const struct reading *reading, const struct known *entry,
                      const struct target *target) {
  if (!entry || terms_named(reading)) return true;
  bool fits = entry->made || (sources_know(target->sources, reading) && terms_stand(target->record, reading));
  say(&part->messages, fits ? MSG_TERM_UNTOLD : MSG_TERM_WANTED,
      ((struct where){.file = reading->path, .place = reading->place}), "");
  return fits;
}

static void lay_down(struct folder *f, struct run *part, struct reading *reading) {
  struct choice choice = choose(f, part, reading);
  bool fresh = choice.entry == SIZE_MAX;
  const struct known *entry = fresh ? NULL : &f->entries.at[choice.entry];
  const char *id = fresh && !reading->torn ? new_id(f, part, reading, &choice) : NULL;
  const char *path = fresh ? new_path(f, part, reading, id) : entry->path;
  struct target target;
  struct str bytes;
  if (!target_open(part, path, fresh, &target) || !term_fits(part, reading, entry, &target)) return;
  tell_choice(f, part, reading, &choice, path);
  reading->name_taken = entry && laid_name(&entry->laid, reading);
  target.own = entry && entry->made;
  tell_unfit(part, reading, id ? id : "learner");
  target_lay(&target, reading);
  give_id(part, &target, reading, id, !reading->who.id.len && !choice.apart_of.len);
  if (target_bytes(part, &target, &bytes) && target_write(part, &target, bytes))
    remember(f, part, &target, reading, choice.entry);
}

/* More than one document gives: once its record is written, no memory may be wanting for them. */
enum { MOST_NAMES = 64 };
/* What is made of one learner goes before the next of the same document. */
static void lay_one(struct folder *f, struct run *around, struct reading *reading) {
  struct run part = run_begin(around);
  run_tell(around);
  lay_down(f, &part, reading);
  run_end(around, &part);
}

static void read_one(void *context, const char *path) {
  struct folder *f = context;
  struct run part = run_begin(f->run);
  name_table_reserve(&f->names, MOST_NAMES);
  size_t count, made = f->made;
  shelf_tidy(part.shelf);
  f->seen++;
  struct reading *readings = readings_of(&part, path, path_join(part.arena, f->path, "."), &count);
  for (size_t i = 0; i < count; i++) {
    f->letters += readings[i].unfit;
    if (readings[i].unfit)
      say(&part.messages, MSG_NO_TRACKER_KEPT, ((struct where){.file = path}), "");
    else
      lay_one(f, &part, &readings[i]);
  }
  if (f->made > made) f->made = made + 1; /* of several learners it is one document still */
  run_end(f->run, &part);
}

static const char *number(struct arena *arena, size_t count, const char *one, const char *many) {
  return str_format(arena, "%zu %s", count, count == 1 ? one : many);
}

static void tell_summary(struct folder *f) {
  struct arena *arena = f->run->arena;
  const char *letters = f->letters ? str_format(arena, ", %zu without a record", f->letters) : "";
  say(&f->run->messages, MSG_READ_SUMMARY, ((struct where){.file = f->path}),
      number(arena, f->made, "document", "documents"), number(arena, f->records, "record", "records"),
      number(arena, f->apart, "left apart", "left apart"),
      number(arena, f->seen - f->made - f->letters, "not read", "not read"), letters);
  if (f->made && f->run->messages.errors) f->run->messages.exit = EXIT_PARTLY;
}

void read_into_folder(struct run *run, const char *path) {
  struct str trimmed = str_from(path);
  while (trimmed.len > 1 && trimmed.at[trimmed.len - 1] == '/') trimmed.len--;
  struct folder f = {
      .run = run, .what = run->what, .path = str_z(run->arena, trimmed), .names = {.around = run->arena}};
  if (!folder_make(f.path, &run->messages)) return;
  struct folder_names names = folder_list(run->arena, f.path, ".yaml", &run->messages);
  if (run->messages.errors) return; /* nobody knows whose records are there */
  for (size_t i = 0; i < names.n; i++)
    if (!strstr(names.at[i], ".sources.yaml")) look_at(&f, names.at[i]);
  for (size_t i = 0; i < f.what->count; i++) read_each(run, f.what->documents[i], read_one, &f);
  tell_summary(&f);
}
