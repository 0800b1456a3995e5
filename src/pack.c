/* cairn pack: a class's documents, or a school's. */
#include "pack.h"
#include "file.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { MOST_JOBS = 256 };

static const char PATTERN[] = "{learner.known-as} {session} term {term}.docx";

/* ---- what was asked ---- */

static bool is_known(const struct pack *pack, const char *term) {
  for (size_t i = 0; i < pack->term_count; i++)
    if (strcmp(pack->terms[i], term) == 0) return true;
  return false;
}

/* "1,2" */
static void read_terms(struct pack *pack) {
  struct run *run = pack->run;
  struct str list = str_from(pack->what->terms);
  for (size_t from = 0, end; from <= list.len; from = end + 1) {
    for (end = from; end < list.len && list.at[end] != ',';) end++;
    const char *term = str_z(run->arena, str_trim(str_sub(list, from, end)));
    if (!term_valid(str_from(term)))
      say(&run->messages, MSG_BAD_TERM, (struct where){0}, term);
    else if (!is_known(pack, term))
      pack->terms[pack->term_count++] = term;
  }
}

/* A whole number of at least 1 at the head of a text; 0 for none. */
static size_t read_number(const char **at) {
  size_t number = 0;
  for (; **at >= '0' && **at <= '9' && number < 1000000; ++*at) number = number * 10 + (size_t)(**at - '0');
  return number;
}

/* "2/8" */
static void read_shard(struct pack *pack) {
  const char *at = pack->what->shard;
  if (!at) return;
  pack->shard.number = read_number(&at);
  bool slash = *at == '/';
  if (slash) at++;
  pack->shard.of = slash ? read_number(&at) : 0;
  if (!*at && pack->shard.number && pack->shard.number <= pack->shard.of) return;
  say(&pack->run->messages, MSG_PACK_NUMBER, (struct where){0}, "--shard", pack->what->shard,
      "write which part of how many, such as 2/8");
}

static void read_jobs(struct pack *pack) {
  const char *at = pack->what->jobs;
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  pack->jobs = at ? read_number(&at) : cores > 0 ? (size_t)cores : 1;
  if (pack->jobs > MOST_JOBS && !at) pack->jobs = MOST_JOBS;
  if (at && (*at || !pack->jobs || pack->jobs > MOST_JOBS))
    say(&pack->run->messages, MSG_PACK_NUMBER, (struct where){0}, "--jobs", pack->what->jobs,
        "write a number from 1 to 256");
}

static bool read_options(struct pack *pack) {
  struct run *run = pack->run;
  const struct cairn_pack *what = pack->what;
  pack->pattern = str_from(what->name ? what->name : PATTERN);
  read_terms(pack);
  read_shard(pack);
  read_jobs(pack);
  pack_check_pattern(run, pack->pattern, pack->term_count > 1);
  if (what->session && !session_valid(str_from(what->session)))
    say(&run->messages, MSG_BAD_SESSION, (struct where){0}, what->session);
  if (what->from && !folder_there(what->from))
    say(&run->messages, MSG_NO_FOLDER, ((struct where){.file = what->from}), "");
  return !run->messages.errors;
}

/* ---- one class ---- */

bool pack_tells(const struct pack *pack, enum severity severity) {
  return severity == ERROR || (severity == WARNING && !pack->what->quiet) || pack->what->verbose;
}

static size_t notes_among(const struct messages *messages) {
  size_t notes = 0;
  for (size_t i = 0; i < messages->list.n; i++) notes += message_severity(messages->list.at[i].id) == NOTE;
  return notes;
}

void pack_end_part(struct pack *pack, struct run *part) {
  struct messages *messages = &part->messages;
  size_t kept = 0;
  pack->notes += notes_among(messages);
  for (size_t i = 0; i < messages->list.n; i++)
    if (pack_tells(pack, message_severity(messages->list.at[i].id))) messages->list.at[kept++] = messages->list.at[i];
  messages->list.n = kept;
  run_end(pack->run, part);
}

static void count_result(struct pack *pack, const struct pack_result *result) {
  struct messages *all = &pack->run->messages;
  size_t *counts[] = {[FILL_FAILED] = &pack->not_made,
                      [FILL_MADE] = &pack->made,
                      [FILL_UNCHANGED] = &pack->unchanged,
                      [FILL_KEPT] = &pack->kept};
  ++*counts[result->end];
  pack->notes += result->notes;
  if (result->errors ? !all->errors : !all->errors && !all->warnings)
    all->exit = result->errors || result->warnings ? result->exit : all->exit;
  all->errors += result->errors;
  all->warnings += result->warnings;
}

void pack_end_document(struct pack *pack, const struct pack_result *result) {
  bool whole = result->end == FILL_MADE || result->end == FILL_UNCHANGED;
  report_add(pack, result);
  pack->progress.made += whole;
  pack->progress.not_made += !whole;
  if (pack->what->progress) pack->what->progress(pack->run->context, &pack->progress);
}

static void deliver(struct pack *pack, const struct pack_result *result) {
  struct run *run = pack->run;
  for (size_t i = 0; i < result->told.n; i++) run->tell(run->context, &result->told.at[i]);
  count_result(pack, result);
  zip_add(pack, result);
  joined_add(pack, result);
  if (pack->pdfs)
    pdfs_add(pack, result);
  else
    pack_end_document(pack, result);
}

/* What the documents of the class will be made of; false after any error. */
static bool make_mould(struct pack *pack, struct run *part, struct pack_class *class) {
  const char *record = path_join(part->arena, class->path, class->records.at[0]);
  struct cairn_fill fill = {.record = record, .mapping = pack->what->mapping};
  struct source *own = load_class(part, record);
  class->session = pack->what->session;
  if (!class->session) class->session = own ? str_z(part->arena, node_get_str(own->root, "session")) : "";
  if (part->messages.errors || !mould_mapping(part, &fill, own, &class->bare)) return false;
  class->mould = class->bare;
  if (!class->session[0]) say(&part->messages, MSG_PACK_SESSION, ((struct where){.file = class->path}), "");
  if (!mould_document(part, &fill, &class->mould)) return false;
  if (!property_there(class->mould.document, "cairn-digest"))
    say(&part->messages, MSG_NO_DIGEST, ((struct where){.file = class->mould.input}), "");
  mould_settle(part, &class->mould);
  return !part->messages.errors;
}

/* The folders from the output to the one of a class's documents; one that was not named by the user is no way to another. */
static bool open_folders(const struct pack *pack, struct run *part, const struct pack_class *class) {
  struct str relative = str_from(class->relative);
  if (str_is(relative, ".")) return folder_make(class->output, &part->messages);
  for (size_t end = 1; end <= relative.len; end++) {
    if (end < relative.len && relative.at[end] != '/') continue;
    const char *path = path_join(part->arena, pack->output, str_z(part->arena, str_sub(relative, 0, end)));
    bool led = path_is_link(path);
    if (led) say(&part->messages, MSG_CANNOT_WRITE, ((struct where){.file = path}), "it is a link");
    if (led || !folder_make(path, &part->messages)) return false;
  }
  return true;
}

/* What is wrong with the class is told once, and stands in the report at each learner. */
static void open_class(struct pack *pack, struct run *part, struct pack_class *class) {
  bool writes = make_mould(pack, part, class) && !pack->what->dry_run;
  if (writes && open_folders(pack, part, class)) file_sweep(part->arena, class->output);
  if (part->messages.errors) class->fault = str_trim(message_json(part->arena, &part->messages.list.at[0], false));
  class->names = pack_names_new(part->arena, pack, class);
  run_tell(part);
}

static void make_class(struct pack *pack, struct pack_class *class) {
  size_t from = pack->first > pack->at ? pack->first - pack->at : 0, behind = pack->at + class->records.n;
  size_t to = pack->behind < behind ? pack->behind - pack->at : class->records.n;
  bool ours = pack->at < pack->behind && behind > pack->first && !signals_waiting();
  pack->at = behind;
  if (!ours) return;
  struct run part = run_begin(pack->run);
  open_class(pack, &part, class);
  size_t skipped = 0;
  for (size_t i = from; i < to; i++) skipped += !pack_names_record(class->names, i);
  pack->progress.of -= skipped * pack->term_count;
  arena_trim(part.arena);
  if (!pack_crew(pack, class, from * pack->term_count, to * pack->term_count, deliver)) arena_no_memory(part.arena);
  run_end(pack->run, &part);
}

/* ---- the walk ---- */

static bool may_be_record(const char *name) {
  size_t len = strlen(name), tail = strlen(".sources.yaml");
  return strcmp(name, "class.yaml") != 0 && (len <= tail || strcmp(name + len - tail, ".sources.yaml") != 0);
}

typedef void visit(struct pack *pack, struct pack_class *class);

static void count_class(struct pack *pack, struct pack_class *class) { pack->at += class->records.n; }

/* What the folder of a class's documents is called, after that of its records. */
static const char *folder_name(struct arena *arena, const char *name) { return name_safe(arena, str_from(name)); }

/* Rowan and rowan are two folders here, and one elsewhere. names: what their documents' folders are called. */
static void check_siblings(struct pack *pack, const char *path, const struct folder_names *folders,
                           const char *const *names, size_t at) {
  uint64_t key = letters_key(str_from(names[at]));
  struct where where = {.file = path_join(pack->run->arena, path, folders->at[at])};
  for (size_t i = 0; i < at; i++)
    if (letters_key(str_from(names[i])) == key) say(&pack->run->messages, MSG_PACK_FOLDERS, where, folders->at[i]);
}

static bool is_among(const struct folder_names *names, const char *name) {
  for (size_t i = 0; i < names->n; i++)
    if (strcmp(names->at[i], name) == 0) return true;
  return false;
}

/* child.yml, and CHILD.YAML */
static bool is_misnamed(const char *name) {
  const char *ending = strrchr(name, '.');
  return ending && (strcasecmp(ending, ".yml") == 0 || strcasecmp(ending, ".yaml") == 0) &&
         strcmp(ending, ".yaml") != 0;
}

/* Nobody must find out by themselves that a class, or a learner, is not there. */
static void tell_passed_over(struct pack *pack, const char *path, const struct folder_names *folders) {
  struct run part = run_begin(pack->run);
  struct arena *arena = part.arena;
  struct folder_names names = folder_others(arena, path, ".yaml", &part.messages);
  for (size_t i = 0; i < names.n; i++) {
    const char *file = path_join(arena, path, names.at[i]);
    struct where where = {.file = file};
    bool may_lead = !is_among(folders, names.at[i]) && file_state(file) == FILE_NOT_REGULAR;
    if (is_misnamed(names.at[i]))
      say(&part.messages, MSG_PACK_PASSED, where, "records are named .yaml", "rename it");
    else if (may_lead && folder_list(arena, file, ".yaml", NULL).n)
      say(&part.messages, MSG_PACK_PASSED, where, "it is a link", "give the folder to which it leads");
  }
  pack_end_part(pack, &part);
}

/* A folder that was given must be read, and one that was read before; another in it may be nobody's business here, such as what a disk
 * keeps for itself. */
static void tell_unreadable(struct pack *pack, const char *path, const struct messages *unread, bool may_be_passed) {
  for (size_t i = 0; i < pack->passed.n; i++)
    if (strcmp(pack->passed.at[i], path) == 0) return;
  if (!may_be_passed) {
    messages_join(&pack->run->messages, unread);
    return;
  }
  *PUSH(pack->run->arena, &pack->passed) = str_z(pack->run->arena, str_from(path));
  struct run part = run_begin(pack->run);
  say(&part.messages, MSG_PACK_PASSED, ((struct where){.file = path}), "it cannot be read",
      "if it is a class, see that you may open it");
  pack_end_part(pack, &part);
}

/* The folder itself and those in it, in their order. */
static void walk(struct pack *pack, const char *path, const char *relative, bool given, visit *each) {
  struct arena *arena = arena_inside(pack->run->arena);
  struct pack_class class = {.path = path, .relative = relative[0] ? relative : "."};
  class.output = relative[0] ? path_join(arena, pack->output, relative) : pack->output;
  struct messages unread = {.arena = arena};
  struct folder_names names = folder_list(arena, path, ".yaml", &unread), *records = &class.records;
  if (unread.errors) {
    tell_unreadable(pack, path, &unread, each == count_class && !given);
    arena_free(arena);
    return;
  }
  for (size_t i = 0; i < names.n; i++)
    if (may_be_record(names.at[i])) names.at[records->n++] = names.at[i];
  records->at = names.at;
  if (pack_holds_record(arena, &class)) each(pack, &class);
  struct folder_names folders = folder_folders(arena, path, &pack->run->messages);
  const char **own = arena_alloc(arena, folders.n, sizeof *own);
  if (each == count_class) tell_passed_over(pack, path, &folders);
  for (size_t i = 0; i < folders.n; i++) {
    own[i] = folder_name(arena, folders.at[i]);
    if (each == count_class) check_siblings(pack, path, &folders, own, i);
    const char *below = relative[0] ? path_join(arena, relative, own[i]) : own[i];
    walk(pack, path_join(arena, path, folders.at[i]), below, false, each);
  }
  arena_free(arena);
}

static const char *unslashed(struct arena *arena, const char *path) {
  struct str trimmed = str_from(path);
  while (trimmed.len > 1 && trimmed.at[trimmed.len - 1] == '/') trimmed.len--;
  return str_z(arena, trimmed);
}

/* What the output's folder is called for one of several folders: by its own name, even for "." */
static const char *own_name(struct arena *arena, const char *path) {
  return folder_name(arena, path_name(path_real(arena, path)));
}

/* What was given for a class's folder, and holds no record. */
static void tell_no_record(struct pack *pack, const char *path) {
  struct messages *messages = &pack->run->messages;
  struct where where = {.file = path};
  if (folder_there(path))
    say(messages, MSG_PACK_NO_RECORD, where, "");
  else
    say(messages, file_state(path) == FILE_ABSENT ? MSG_NO_FOLDER : MSG_PACK_FILE, where, "");
}

static void walk_all(struct pack *pack, visit *each) {
  const struct cairn_pack *what = pack->what;
  struct arena *arena = pack->run->arena;
  pack->at = 0;
  for (size_t i = 0; i < what->count; i++) {
    size_t before = pack->at;
    const char *path = unslashed(arena, what->folders[i]);
    walk(pack, path, what->count > 1 ? own_name(arena, path) : "", true, each);
    if (each == count_class && pack->at == before) tell_no_record(pack, path);
  }
}

static bool is_inside(const char *path, const char *folder) {
  size_t len = strlen(folder);
  return strncmp(path, folder, len) == 0 && (!path[len] || path[len] == '/' || strcmp(folder, "/") == 0);
}

/* No learner twice, and no two classes in one folder. */
static void check_folders(struct pack *pack) {
  const struct cairn_pack *what = pack->what;
  struct arena *arena = pack->run->arena;
  struct messages *messages = &pack->run->messages;
  for (size_t i = 0; i < what->count; i++)
    for (size_t k = 0; k < what->count; k++) {
      const char *path = path_real(arena, what->folders[i]), *other = path_real(arena, what->folders[k]);
      struct where where = {.file = what->folders[i]};
      bool same = strcmp(path, other) == 0;
      if (i != k && is_inside(path, other) && (!same || k < i))
        say(messages, MSG_PACK_INSIDE, where, what->folders[k]);
      else if (k < i && !same &&
               letters_key(str_from(own_name(arena, path))) == letters_key(str_from(own_name(arena, other))))
        say(messages, MSG_PACK_FOLDERS, where, what->folders[k]);
    }
}

/* ---- the whole ---- */

/* The part of it that is made here, once all have been counted. */
static void choose_part(struct pack *pack) {
  size_t all = pack->at;
  const struct shard *shard = &pack->shard;
  pack->first = shard->of ? all * (shard->number - 1) / shard->of : 0;
  pack->behind = shard->of ? all * shard->number / shard->of : all;
  pack->progress.of = (pack->behind - pack->first) * pack->term_count;
}

static void note_class(struct pack *pack, struct pack_class *class) { pack_bases_note(pack->bases, class); }

/* False when they cannot be looked through: no document is made as if there were none. */
static bool open_bases(struct pack *pack) {
  if (!pack->what->from) return true;
  pack->bases = pack_bases_new(pack);
  if (!pack->bases) return false;
  walk_all(pack, note_class);
  pack_bases_settle(pack->bases);
  return true;
}

void pack_run(struct run *run) {
  struct pack pack = {.run = run, .what = run->what};
  if (!read_options(&pack)) return;
  pack.output = unslashed(run->arena, pack.what->output);
  check_folders(&pack);
  walk_all(&pack, count_class);
  if (run->messages.errors) return;
  choose_part(&pack);
  if (!pack_open_output(&pack)) return;
  signals_hold_with(run->arena); /* from here on there is something to tidy up */
  run_tell(run);
  if (!open_bases(&pack) || signals_waiting() || !zip_open(&pack)) return;
  pack.report = report_open(&pack);
  pack.joined = joined_open(&pack);
  pack.pdfs = pdfs_open(&pack);
  run_tell(run);
  walk_all(&pack, make_class);
  if (!signals_waiting()) pdfs_close(&pack);
  if (signals_waiting()) { /* half a zip file, and half a report, go */
    report_stopped(&pack);
    return;
  }
  joined_close(&pack);
  pack_close_output(&pack);
  report_tell(&pack);
}
