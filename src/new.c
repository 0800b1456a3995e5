/* cairn new: a class's folder, made of a school's list of names, with the records that the children had before. */
#include "file.h"
#include "new_parts.h"
#include "read_parts.h"
#include "shape.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct founding {
  struct run *run;
  const struct cairn_new *what;
  const char *folder; /* without a slash behind */
  struct pupils pupils;
  struct previous previous;
  making files;
  ARRAY(struct str) ids; /* those that are taken, of the folder before too */
  size_t carried;
};

static void add_file(struct founding *f, const char *name, struct str bytes) {
  *PUSH(f->run->arena, &f->files) = (struct made){name, bytes};
}

/* ---- records ---- */

/* A record of the folder before has this id, or a file there this name: a mapping of the class's own may be called as a child is. */
static bool of_another(const struct founding *f, const char *id) {
  const char *name = str_format(f->run->arena, "%s.yaml", id), *before = f->previous.folder;
  for (size_t i = 0; i < f->previous.records.n; i++)
    if (str_is(f->previous.records.at[i].id, id)) return true;
  return before && file_state(path_join(f->run->arena, before, name)) != FILE_ABSENT;
}

static bool is_taken(const struct founding *f, const char *id) {
  for (size_t i = 0; i < f->ids.n; i++)
    if (str_is(f->ids.at[i], id)) return true;
  bool device = strcmp(name_safe(f->run->arena, str_from(id)), id) != 0;
  return device || of_another(f, id) || name_reserved(str_format(f->run->arena, "%s.yaml", id));
}

static struct str new_id(struct founding *f, const struct pupil *pupil) {
  struct arena *arena = f->run->arena;
  const char *made = id_made(arena, pupil->known_as);
  if (!made) made = id_made(arena, pupil->name);
  if (!made) made = "learner";
  const char *id = made;
  for (size_t n = 2; is_taken(f, id); n++) id = str_format(arena, "%s-%zu", made, n);
  return str_from(id);
}

static void put_text(struct arena *arena, struct node *map, const char *key, struct str text) {
  if (text.len) node_put(arena, map, key, node_text(arena, text));
}

static void make_record(struct founding *f, const struct pupil *pupil) {
  struct arena *arena = f->run->arena;
  struct node *record = node_map(arena), *learner = node_map(arena);
  struct str id = pupil->id.len ? pupil->id : new_id(f, pupil);
  if (pupil->id.len && of_another(f, str_z(arena, id)))
    say(&f->run->messages, MSG_LIST_ID_TAKEN, csv_where(&f->pupils.csv, pupil->row, 0), str_z(arena, id));
  *PUSH(arena, &f->ids) = id;
  node_put(arena, record, "version", node_plain(arena, STR("1")));
  node_put(arena, learner, "id", node_plain(arena, id));
  if (!fold_equal(pupil->name, pupil->known_as)) put_text(arena, learner, "name", pupil->name);
  put_text(arena, learner, "known-as", pupil->known_as);
  if (pupil->born.len) node_put(arena, learner, "born", node_plain(arena, pupil->born));
  put_text(arena, learner, "scn", pupil->scn);
  node_put(arena, record, "learner", learner);
  add_file(f, str_format(arena, "%s.yaml", str_z(arena, id)), yaml_print(arena, record));
}

/* What the record lacks is added; where the list says otherwise, the record stays as it is, and that is told. */
static void join_detail(struct founding *f, const struct earlier *one, struct node *learner, const char *key,
                        struct str said) {
  struct arena *arena = f->run->arena;
  const struct node *old = node_get(learner, key);
  if (!said.len || fold_equal(node_str(old), said)) return;
  if (node_nothing(old)) {
    bool plain = strcmp(key, "born") == 0;
    node_put(arena, learner, key, plain ? node_plain(arena, said) : node_text(arena, said));
    return;
  }
  struct where where = source_where(one->source, old);
  where.key = str_format(arena, "learner.%s", key);
  say(&f->run->messages, MSG_LIST_DIFFERS, where, str_z(arena, said), str_z(arena, node_str(old)));
}

static bool copy_beside(struct founding *f, const char *name) {
  struct str bytes;
  const char *path = path_join(f->run->arena, f->previous.folder, name);
  if (file_state(path) != FILE_THERE) return true;
  if (!file_read(f->run->arena, path, LIMIT_DOCUMENT, MSG_RECORD_UNREADABLE, &f->run->messages, &bytes)) return false;
  add_file(f, name, bytes);
  return true;
}

static bool carry_record(struct founding *f, const struct earlier *one) {
  struct arena *arena = f->run->arena;
  struct node *record = node_copy(arena, one->source->root), *learner = node_get(record, "learner");
  struct str bytes;
  join_detail(f, one, learner, "name",
              fold_equal(one->pupil->name, node_get_str(learner, "known-as")) ? STR("") : one->pupil->name);
  join_detail(f, one, learner, "born", one->pupil->born);
  join_detail(f, one, learner, "scn", str_equal(one->scn, one->pupil->scn) ? STR("") : one->pupil->scn);
  if (!yaml_update(arena, one->source, record, &bytes)) {
    say(&f->run->messages, MSG_CANNOT_EDIT, ((struct where){.file = one->source->path}), "");
    return false;
  }
  add_file(f, one->name, bytes);
  f->carried++;
  return copy_beside(f, str_format(arena, "%s.sources.yaml", str_z(arena, path_stem(one->name))));
}

static bool make_records(struct founding *f) {
  const struct previous *previous = &f->previous;
  for (size_t i = 0; i < previous->records.n; i++) *PUSH(f->run->arena, &f->ids) = previous->records.at[i].id;
  for (size_t i = 0; i < f->pupils.list.n; i++) /* an id that is made is none that the list has further down */
    if (f->pupils.list.at[i].id.len) *PUSH(f->run->arena, &f->ids) = f->pupils.list.at[i].id;
  for (size_t i = 0; i < f->pupils.list.n; i++) {
    const struct pupil *pupil = &f->pupils.list.at[i];
    size_t r = 0;
    while (r < previous->records.n && previous->records.at[r].pupil != pupil) r++;
    if (r == previous->records.n)
      make_record(f, pupil);
    else if (!carry_record(f, &previous->records.at[r]))
      return false;
  }
  return true;
}

/* ---- the class ---- */

/* As the class before, but for its name and its session: which session begins is not in a list of names. */
static void make_class(struct founding *f) {
  static const char *const kept[] = {"school", "staff", "frameworks", "mapping"};
  struct arena *arena = f->run->arena;
  const struct node *before = f->previous.class ? f->previous.class->root : NULL;
  struct node *class = node_map(arena);
  struct str name = f->pupils.class;
  if (!name.len) name = node_get_str(before, "class");
  if (!name.len) name = str_from(path_name(f->folder));
  node_put(arena, class, "version", node_plain(arena, STR("1")));
  node_put(arena, class, "class", node_text(arena, name));
  for (size_t i = 0; before && i < sizeof kept / sizeof *kept; i++) {
    const struct node *value = node_get(before, kept[i]);
    if (!node_nothing(value)) node_put(arena, class, kept[i], node_copy(arena, value));
  }
  add_file(f, "class.yaml", yaml_print(arena, class));
}

/* A mapping, scale or framework of the class's own, and the template that such a mapping names. */
static bool carry_data(struct founding *f, const char *name) {
  struct arena *arena = f->run->arena;
  struct source *source = source_read(arena, path_join(arena, f->previous.folder, name), &f->run->messages);
  const char *kind = source ? file_kind(source->root) : NULL;
  bool mapping = kind && strcmp(kind, "mapping") == 0;
  if (!mapping && !(kind && (strcmp(kind, "scale") == 0 || strcmp(kind, "framework") == 0))) return source != NULL;
  const char *template = mapping ? str_z(arena, node_get_str(source->root, "template")) : "";
  add_file(f, name, source->bytes);
  return !*template || strchr(template, '/') || copy_beside(f, template);
}

static bool carry_all_data(struct founding *f) {
  struct folder_names names = {0};
  if (f->previous.folder) names = folder_list(f->run->arena, f->previous.folder, ".yaml", &f->run->messages);
  for (size_t i = 0; i < names.n; i++)
    if (!carry_data(f, names.at[i])) return false;
  return true;
}

/* ---- the folder ---- */

/* False, perhaps with a message: there may be no room, or a signal that ends us. */
static bool write_files(struct founding *f, const char *into) {
  struct run *run = f->run;
  for (size_t i = 0; i < f->files.n; i++) {
    const char *path = path_join(run->arena, into, f->files.at[i].name);
    if (signals_waiting() || !file_write(run->arena, path, f->files.at[i].bytes, &run->messages)) return false;
  }
  return true;
}

struct beside {
  const struct sys *sys;
  const char *path;
};

static void remove_beside(void *of) {
  const struct beside *beside = of;
  beside->sys->remove_tree(beside->sys->context, beside->path);
}

/* Written beside, and renamed when it is whole: a folder that is there, unless it is empty, is never replaced. */
static bool write_folder(struct founding *f) {
  struct run *run = f->run;
  const struct sys *sys = arena_sys(run->arena);
  struct beside *beside = NEW(run->arena, struct beside);
  signals_hold_with(run->arena);
  *beside = (struct beside){sys, str_format(run->arena, "%s.new-%ld", f->folder, (long)getpid())};
  if (folder_there(beside->path) || !folder_make(beside->path, &run->messages)) return false;
  arena_defer(run->arena, remove_beside, beside); /* also when memory runs out; renamed, it is no longer there */
  if (!write_files(f, beside->path)) return false;
  if (sys->rename(sys->context, beside->path, f->folder) == 0) return true;
  say(&run->messages, MSG_CANNOT_WRITE, ((struct where){.file = f->folder}), trouble(errno, true));
  return false;
}

static bool may_make(struct founding *f) {
  bool there = file_state(f->folder) != FILE_ABSENT &&
               (!folder_there(f->folder) || folder_list(f->run->arena, f->folder, "", &f->run->messages).n);
  if (there) say(&f->run->messages, MSG_FOLDER_THERE, ((struct where){.file = f->folder}), "");
  return !there && !f->run->messages.errors;
}

static void tell_made(struct founding *f) {
  struct arena *arena = f->run->arena;
  struct where where = {.file = f->folder};
  size_t count = f->pupils.list.n;
  say(&f->run->messages, MSG_FOLDER_MADE, where,
      count == 1 ? "the record of 1 child" : str_format(arena, "the records of %zu children", count),
      str_format(arena, "%zu", f->carried));
  say(&f->run->messages, MSG_SESSION_WANTED, ((struct where){.file = path_join(arena, f->folder, "class.yaml")}), "");
}

/* All that the folder will hold; false after any error. */
static bool gather(struct founding *f) {
  struct run *run = f->run;
  if (!pupils_read(run, f->what->list, &f->pupils) || !previous_read(run, f->what->previous, &f->previous))
    return false;
  previous_match(run, &f->previous, &f->pupils);
  if (!make_records(f) || !carry_all_data(f)) return false;
  make_class(f);
  return !run->messages.errors;
}

void found_run(struct run *run) {
  const struct cairn_new *what = run->what;
  struct str folder = str_from(what->folder);
  while (folder.len > 1 && folder.at[folder.len - 1] == '/') folder.len--;
  struct founding f = {.run = run, .what = what, .folder = str_z(run->arena, folder)};
  run->shelf = shelf_new(run->arena);
  if (!may_make(&f)) return;
  if (gather(&f) && write_folder(&f))
    tell_made(&f);
  else if (run->messages.errors)
    say(&run->messages, MSG_FOLDER_NOT_MADE, ((struct where){.file = f.folder}), "");
}
