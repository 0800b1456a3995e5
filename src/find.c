/* Where Cairn's own data is, and the way from a name to a file. */
#include "file.h"
#include "model.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#ifndef CAIRN_DATA
#define CAIRN_DATA "/usr/local/share/cairn"
#endif

static const char *has_mappings(struct arena *arena, const char *folder) {
  return file_state(path_join(arena, folder, "mappings")) == FILE_ABSENT ? NULL : folder;
}

const char *data_folder(struct arena *arena) {
  char program[PATH_MAX];
  if (!realpath("/proc/self/exe", program)) return CAIRN_DATA;
  const char *folder = path_folder(arena, program);
  const char *found = has_mappings(arena, folder);
  if (!found) found = has_mappings(arena, path_join(arena, path_folder(arena, folder), "share/cairn"));
  return found ? found : CAIRN_DATA;
}

static const char *if_there(const char *path) { return file_state(path) == FILE_ABSENT ? NULL : path; }

/* name with its ending in the folder, or without where it has another one. */
static const char *look_in(struct arena *arena, const char *folder, const char *name, const char *ending) {
  const char *path = folder ? path_join(arena, folder, name) : name;
  size_t len = strlen(name), tail = strlen(ending);
  if (len > tail && strcmp(name + len - tail, ending) == 0) return if_there(path);
  const char *found = if_there(str_format(arena, "%s%s", path, ending));
  return found || !strchr(path_name(name), '.') ? found : if_there(path);
}

/* A file of another kind of Cairn's: a record lies beside its document under the same name, and names no mapping. */
static bool other_kind(struct arena *arena, const char *path, const char *what) {
  struct arena *here = arena_inside(arena);
  struct messages unheard = {.arena = here};
  bool yaml = strcmp(what, "template") != 0 && file_state(path) == FILE_THERE;
  struct source *source = yaml ? source_read(here, path, &unheard) : NULL;
  const char *kind = source ? file_kind(source->root) : NULL;
  bool other = kind && strcmp(kind, what) != 0;
  arena_free(here);
  return other;
}

static const char *look_in_own(struct arena *arena, const char *own, const char *name, const char *ending) {
  const char *found = look_in(arena, own, name, ending);
  return found ? found : look_in(arena, path_join(arena, own, "legacy"), name, ending); /* of old documents */
}

const char *data_find(struct arena *arena, const char *folder, const char *sub, const char *name, const char *ending,
                      const char *what, struct where where, struct messages *messages) {
  const char *own = path_join(arena, data_folder(arena), sub), *found = look_in(arena, folder, name, ending);
  bool named = !strchr(name, '/') && (!found || other_kind(arena, found, what));
  const char *ours = named ? look_in_own(arena, own, name, ending) : NULL;
  if (ours) found = ours;
  if (!found) say(messages, MSG_NOT_FOUND, where, what, name, own);
  return found;
}

/* ---- names that stand in files ---- */

/* By its words alone: from the root, from a drive, or by a step up; and a backslash is a slash elsewhere. */
static bool climbs(struct str name) {
  bool drive = name.len > 1 && name.at[1] == ':';
  if (drive || str_starts(name, STR("/")) || str_find(name, STR("\\")) >= 0) return true;
  for (size_t from = 0, end; from <= name.len; from = end + 1) {
    for (end = from; end < name.len && name.at[end] != '/';) end++;
    if (str_is(str_sub(name, from, end), "..")) return true;
  }
  return false;
}

static bool is_below(const char *path, const char *folder) {
  size_t len = strlen(folder);
  return strncmp(path, folder, len) == 0 && (path[len] == '/' || strcmp(folder, "/") == 0);
}

/* What was found is elsewhere, by links. */
static bool linked_away(struct arena *arena, const char *folder, const char *found) {
  return !is_below(path_real(arena, found), path_real(arena, folder));
}

const char *data_find_below(struct arena *arena, const char *folder, const char *sub, const char *name,
                            const char *ending, const char *what, struct where where, struct messages *messages) {
  bool out = climbs(str_from(name));
  const char *found = out ? NULL : data_find(arena, folder, sub, name, ending, what, where, messages);
  if (!out && !found) return NULL;
  if (!out && (is_below(found, data_folder(arena)) || !linked_away(arena, folder, found))) return found;
  const char *option = strcmp(what, "mapping") == 0 ? ", or name it with -m" : "";
  if (strcmp(what, "template") == 0) option = ", or name it with -t";
  say(messages, MSG_LEADS_OUT, where, what, name, option);
  return NULL;
}

const char *file_kind(const struct node *root) {
  static const char *const kinds[][2] = {{"learner", "record"},  {"class", "class"},
                                         {"scale", "scale"},     {"framework", "framework"},
                                         {"mapping", "mapping"}, {"sources", "list of sources"}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (node_get(root, kinds[i][0])) return kinds[i][1];
  return NULL;
}
