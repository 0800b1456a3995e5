/* Whose record is whose: the children of a list, and the records of the folder before. */
#include "file.h"
#include "new_parts.h"
#include "shape.h"

#include <string.h>

static bool is_sources(const char *name) {
  size_t len = strlen(name), tail = strlen(".sources.yaml");
  return len > tail && strcmp(name + len - tail, ".sources.yaml") == 0;
}

/* An SCN may be written with blanks between its digits. */
static struct str digits_of(struct arena *arena, struct str scn) {
  struct text out = {.arena = arena};
  for (size_t i = 0; i < scn.len; i++)
    if (scn.at[i] != ' ') text_add_byte(&out, scn.at[i]);
  return text_str(&out);
}

static void add_record(struct run *run, struct previous *previous, const char *name, struct source *source) {
  const struct node *learner = node_get(source->root, "learner");
  struct earlier one = {.name = name, .source = source};
  one.id = node_get_str(learner, "id");
  one.scn = digits_of(run->arena, node_get_str(learner, "scn"));
  one.born = node_get_str(learner, "born");
  one.names[0] = fold(run->arena, node_get_str(learner, "name"));
  one.names[1] = fold(run->arena, node_get_str(learner, "known-as"));
  if (record_check_shape(run->arena, source, &run->messages)) *PUSH(run->arena, &previous->records) = one;
}

bool previous_read(struct run *run, const char *folder, struct previous *previous) {
  size_t errors = run->messages.errors;
  *previous = (struct previous){.folder = folder};
  if (!folder) return true;
  if (!folder_there(folder)) {
    say(&run->messages, MSG_NO_FOLDER, ((struct where){.file = folder}), "");
    return false;
  }
  previous->class = load_class(run, path_join(run->arena, folder, "class.yaml"));
  struct folder_names names = folder_list(run->arena, folder, ".yaml", &run->messages);
  for (size_t i = 0; i < names.n; i++) {
    if (is_sources(names.at[i]) || strcmp(names.at[i], "class.yaml") == 0) continue;
    struct source *source = source_read(run->arena, path_join(run->arena, folder, names.at[i]), &run->messages);
    const char *kind = source ? file_kind(source->root) : NULL;
    if (kind && strcmp(kind, "record") == 0) add_record(run, previous, names.at[i], source);
  }
  return run->messages.errors == errors;
}

/* ---- matching ---- */

static bool differ(struct str one, struct str other) { return one.len && other.len && !str_equal(one, other); }

/* The whole name; of a record that has none, the name that the child goes by. */
static bool same_name(const struct earlier *record, const struct pupil *pupil) {
  if (record->names[0].len) return str_equal(record->names[0], pupil->folded);
  return str_equal(record->names[1], pupil->folded) || fold_equal(pupil->known_as, record->names[1]);
}

/* An SCN or an id may be slipped into the wrong line. Of a child whose name and date of birth are others it is then; a school's
 * own id, which begins anew each year, needs one of the two. */
static bool like_child(const struct earlier *record, const struct pupil *pupil, bool sure) {
  bool named = same_name(record, pupil) || fold_equal(pupil->known_as, record->names[1]);
  bool born = pupil->born.len && str_equal(record->born, pupil->born);
  return named || born || (sure && !differ(record->born, pupil->born));
}

/* The ways to tell a child again, the surest first. A record that says another SCN or id is another child's. */
enum way { BY_SCN, BY_ID, BY_NAME, WAYS };

static bool is_of(const struct earlier *record, const struct pupil *pupil, enum way way) {
  if (way == BY_SCN) return pupil->scn.len && str_equal(record->scn, pupil->scn) && like_child(record, pupil, true);
  if (differ(record->scn, pupil->scn)) return false;
  if (way == BY_ID) return pupil->id.len && str_equal(record->id, pupil->id) && like_child(record, pupil, false);
  if (differ(record->id, pupil->id)) return false;
  return same_name(record, pupil) && pupil->born.len && str_equal(record->born, pupil->born);
}

static size_t candidates(const struct previous *previous, const struct pupil *pupil, enum way way,
                         struct earlier **found) {
  size_t count = 0;
  for (size_t i = 0; i < previous->records.n; i++) {
    if (!is_of(&previous->records.at[i], pupil, way)) continue;
    *found = &previous->records.at[i];
    count++;
  }
  return count;
}

/* The one record of a child; NULL for none, and, told, for several. */
static struct earlier *record_of(struct run *run, const struct previous *previous, const struct pupils *pupils,
                                 const struct pupil *pupil) {
  struct earlier *found = NULL;
  for (enum way way = BY_SCN; way < WAYS; way++) {
    size_t count = candidates(previous, pupil, way, &found);
    if (count == 1) return found;
    if (!count) continue;
    say(&run->messages, MSG_LIST_CANDIDATES, csv_where(&pupils->csv, pupil->row, 0), str_z(run->arena, pupil->name),
        str_format(run->arena, "%zu", count), previous->folder);
    return NULL;
  }
  return NULL;
}

/* A record with the child's SCN or id that speaks of somebody else. */
static void tell_other(struct run *run, const struct previous *previous, const struct pupils *pupils,
                       const struct pupil *pupil) {
  for (size_t i = 0; i < previous->records.n; i++) {
    const struct earlier *record = &previous->records.at[i];
    bool scn = pupil->scn.len && str_equal(record->scn, pupil->scn);
    bool id = pupil->id.len && str_equal(record->id, pupil->id);
    if ((scn && !like_child(record, pupil, true)) || (id && !like_child(record, pupil, false)))
      say(&run->messages, MSG_LIST_OTHER, csv_where(&pupils->csv, pupil->row, 0), str_z(run->arena, pupil->name),
          path_join(run->arena, previous->folder, record->name));
  }
}

/* A record of the child's name without enough to tell whether it is the child's. */
static void tell_namesake(struct run *run, const struct previous *previous, const struct pupils *pupils,
                          const struct pupil *pupil) {
  for (size_t i = 0; i < previous->records.n; i++) {
    const struct earlier *record = &previous->records.at[i];
    bool like = same_name(record, pupil);
    bool other = differ(record->scn, pupil->scn) || differ(record->born, pupil->born) || differ(record->id, pupil->id);
    if (like && !other && !record->claims)
      say(&run->messages, MSG_LIST_NAMESAKE, csv_where(&pupils->csv, pupil->row, 0), str_z(run->arena, pupil->name),
          path_join(run->arena, previous->folder, record->name));
  }
}

void previous_match(struct run *run, struct previous *previous, struct pupils *pupils) {
  size_t count = pupils->list.n;
  struct earlier **found = arena_alloc(run->arena, count + 1, sizeof *found);
  for (size_t i = 0; i < count; i++) {
    found[i] = record_of(run, previous, pupils, &pupils->list.at[i]);
    if (found[i]) found[i]->claims++;
  }
  for (size_t i = 0; i < count; i++) {
    struct pupil *pupil = &pupils->list.at[i];
    if (!found[i]) tell_other(run, previous, pupils, pupil);
    if (!found[i])
      tell_namesake(run, previous, pupils, pupil);
    else if (found[i]->claims == 1)
      found[i]->pupil = pupil;
    else
      say(&run->messages, MSG_LIST_CLAIMED, csv_where(&pupils->csv, pupil->row, 0), str_z(run->arena, pupil->name),
          path_join(run->arena, previous->folder, found[i]->name));
  }
  for (size_t i = 0; i < previous->records.n; i++)
    if (!previous->records.at[i].pupil)
      say(&run->messages, MSG_LEFT_BEHIND,
          ((struct where){.file = path_join(run->arena, previous->folder, previous->records.at[i].name)}), "");
}
