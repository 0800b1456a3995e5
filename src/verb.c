/* What the verbs share. */
#include "file.h"
#include "libreoffice.h"

#include <string.h>

struct call {
  struct run *run;
  void (*verb)(struct run *run);
  struct limits *limits;
  const char *const *settings; /* of them */
};

struct cairn_message message_to_tell(struct arena *arena, const struct message *message) {
  struct cairn_message told = {.code = message_code(message->id)};
  told.text = str_z(arena, message_print(arena, message));
  told.json = str_z(arena, message_json(arena, message, false));
  told.json_values = str_z(arena, message_json(arena, message, true));
  return told;
}

void run_tell(struct run *run) {
  for (size_t i = 0; i < run->messages.list.n; i++) {
    struct cairn_message told = message_to_tell(run->arena, &run->messages.list.at[i]);
    run->tell(run->context, &told);
  }
  run->messages.list.n = 0;
}

struct run run_begin(struct run *run) {
  struct run part = *run;
  part.arena = arena_inside(run->arena);
  part.messages = (struct messages){.arena = part.arena};
  return part;
}

void run_end(struct run *run, struct run *part) {
  struct messages *all = &run->messages;
  run_tell(part);
  if (part->messages.errors ? !all->errors : !all->errors && !all->warnings)
    all->exit = part->messages.errors || part->messages.warnings ? part->messages.exit : all->exit;
  all->errors += part->messages.errors;
  all->warnings += part->messages.warnings;
  arena_free(part->arena);
}

static void body(void *context) {
  struct call *call = context;
  if (limits_set(call->limits, call->settings, &call->run->messages)) call->verb(call->run);
  run_tell(call->run);
}

static int no_memory(cairn_tell *tell, void *context) {
  static const struct cairn_message message = {"no-memory", "the machine ran out of memory: nothing more was written\n",
                                               "{\"severity\": \"error\", \"code\": \"no-memory\"}\n",
                                               "{\"severity\": \"error\", \"code\": \"no-memory\"}\n"};
  tell(context, &message);
  return CAIRN_OUTPUT;
}

static int run_within(const struct sys *machine, const char *const *settings, void (*verb)(struct run *run),
                      const void *what, cairn_tell *tell, void *context) {
  struct limits limits = *limits_table();
  struct sys sys = *machine;
  sys.limits = &limits;
  struct arena *arena = arena_new(&sys);
  if (!arena) return no_memory(tell, context);
  struct run run = {.arena = arena, .messages = {.arena = arena}, .what = what, .tell = tell, .context = context};
  struct call call = {&run, verb, &limits, settings};
  bool whole = arena_guard(arena, body, &call);
  int code = whole ? (int)run.messages.exit : no_memory(tell, context);
  arena_free(arena);
  return code;
}

int verb_run(const struct sys *sys, void (*verb)(struct run *run), const void *what, cairn_tell *tell, void *context) {
  return run_within(sys, NULL, verb, what, tell, context);
}

int cairn_fill(const struct cairn_fill *what, cairn_tell *tell, void *context) {
  return run_within(sys_host(), what->limits, fill_run, what, tell, context);
}

int cairn_pack(const struct cairn_pack *what, cairn_tell *tell, void *context) {
  return run_within(helper_sys(what->helper), what->limits, pack_run, what, tell, context);
}

int cairn_read(const struct cairn_read *what, cairn_tell *tell, void *context) {
  return run_within(helper_sys(what->helper), what->limits, read_run, what, tell, context);
}

int cairn_sheet_read(const struct cairn_read *what, cairn_tell *tell, void *context) {
  return run_within(sys_host(), what->limits, read_sheets_run, what, tell, context);
}

int cairn_sheet_fill(const struct cairn_sheet *what, cairn_tell *tell, void *context) {
  return run_within(sys_host(), what->limits, sheet_fill_run, what, tell, context);
}

int cairn_sheet_blank(const struct cairn_sheet *what, cairn_tell *tell, void *context) {
  return run_within(sys_host(), what->limits, sheet_blank_run, what, tell, context);
}

int cairn_check(const struct cairn_check *what, cairn_tell *tell, void *context) {
  return run_within(sys_host(), what->limits, check_run, what, tell, context);
}

int cairn_diff(const struct cairn_diff *what, cairn_tell *tell, void *context) {
  return run_within(helper_sys(what->helper), what->limits, compare_run, what, tell, context);
}

int cairn_draft(const struct cairn_draft *what, cairn_tell *tell, void *context) {
  return run_within(helper_sys(what->helper), what->limits, draft_run, what, tell, context);
}

int cairn_new(const struct cairn_new *what, cairn_tell *tell, void *context) {
  return run_within(sys_host(), what->limits, found_run, what, tell, context);
}

/* ---- inputs ---- */

static void *class_at(struct run *run, const void *context) {
  const char *path = str_z(run->arena, str_from(context));
  struct source *class = source_read(run->arena, path, &run->messages);
  return class && class_check(run->arena, class, &run->messages) ? class : NULL;
}

struct source *load_class(struct run *run, const char *record_path) {
  const char *path = path_join(run->arena, path_folder(run->arena, record_path), "class.yaml");
  if (strcmp(record_path, "-") == 0 || file_state(path) == FILE_ABSENT) return NULL;
  return shelf_take(run, SHELF_CLASS, path, class_at, path);
}

struct wanted_mapping {
  const char *path;
  const struct source *class;
};

static void *mapping_at(struct run *run, const void *context) {
  const struct wanted_mapping *wanted = context;
  const struct node *frameworks = wanted->class ? node_get(wanted->class->root, "frameworks") : NULL;
  const char *path = str_z(run->arena, str_from(wanted->path));
  return mapping_load(run->arena, path, wanted->class, frameworks, &run->messages);
}

struct sought_mapping {
  const char *folder, *name;
  bool in_file;       /* it is named in the class, and not by the user */
  struct where where; /* there */
};

/* What the user typed may be in the folder where the user is, of which a name alone does not speak. */
static void suggest_here(struct run *run, const char *name) {
  struct messages unheard = {.arena = run->arena};
  const char *here = strchr(name, '/') ? NULL : str_format(run->arena, "./%s", name);
  if (here && data_find(run->arena, ".", "mappings", here, ".yaml", "mapping", (struct where){0}, &unheard))
    message_suggest(&run->messages, here);
}

static void *mapping_found(struct run *run, const void *context) {
  const struct sought_mapping *sought = context;
  const char *path = (sought->in_file ? data_find_below : data_find)(
      run->arena, sought->folder, "mappings", sought->name, ".yaml", "mapping", sought->where, &run->messages);
  if (!path && !sought->in_file) suggest_here(run, sought->name);
  return path ? (void *)str_z(run->arena, str_from(path)) : NULL;
}

struct mapping *load_mapping(struct run *run, const char *name, const char *beside, const struct source *class) {
  struct node *named = class ? node_get(class->root, "mapping") : NULL;
  bool class_names = !name && !node_nothing(named);
  bool typed_path = name && strchr(name, '/'); /* on the command line: from where the user is */
  const char *folder = beside && !typed_path ? path_folder(run->arena, beside) : ".";
  struct sought_mapping sought = {.where = class_names ? source_where(class, named) : (struct where){.file = beside}};
  if (class_names) name = str_z(run->arena, node_str(named));
  if (!name) name = DEFAULT_MAPPING;
  sought.folder = folder;
  sought.name = name;
  sought.in_file = class_names;
  const char *sought_as = str_format(run->arena, "%s %s %s", name, class_names ? "named in" : "in", folder);
  const char *path = shelf_take(run, SHELF_FOUND, sought_as, mapping_found, &sought);
  struct wanted_mapping wanted = {path, class};
  const char *key = path ? str_format(run->arena, "%s of %s", path, class ? class->path : "no class") : "";
  return path ? shelf_take(run, SHELF_MAPPING, key, mapping_at, &wanted) : NULL;
}

bool check_record(struct run *run, const struct source *record, const struct mapping *mapping) {
  const char *kind = file_kind(record->root);
  if (!kind || strcmp(kind, "record") != 0) return false; /* told by its shape */
  bool fits =
      record_check_domain(run->arena, record, mapping->domain, mapping->engagement, mapping->support, &run->messages);
  return lens_check_record(run->arena, mapping, record, &run->messages) && fits;
}

/* NULL for what has to be read from its file. */
static const struct given *given_at(const struct run *run, const char *path) {
  return run->given && strcmp(run->given->path, path) == 0 ? run->given : NULL;
}

static bool document_bytes(struct run *run, const char *path, struct str *bytes) {
  const struct given *given = given_at(run, path);
  if (given) {
    *bytes = given->bytes;
    return true;
  }
  return file_read(run->arena, path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &run->messages, bytes);
}

static struct document *open_bytes(struct run *run, const char *path, struct str bytes, bool only_read) {
  const struct given *given = given_at(run, path);
  struct package *package =
      given && given->package ? given->package : package_open(run->arena, path, bytes, &run->messages);
  if (!package) return NULL;
  if (run->original) return document_open_original(run->arena, package, &run->messages);
  struct sheets *sheets = run->shelf ? shelf_sheets(run->shelf) : NULL;
  return document_open_among(run->arena, package, sheets, only_read, &run->messages);
}

struct document *load_document(struct run *run, const char *path, struct str *bytes) {
  return document_bytes(run, path, bytes) ? open_bytes(run, path, *bytes, false) : NULL;
}

struct document *load_any_document(struct run *run, const char *path, struct str *file) {
  if (!document_bytes(run, path, file)) return NULL;
  struct str bytes = *file;
  return convert_old(run, path, &bytes) ? open_bytes(run, path, bytes, true) : NULL;
}

const char *template_path(struct run *run, const struct mapping *mapping) {
  if (!mapping->template.len) return NULL;
  struct node *named = node_get(mapping->source->root, "template");
  return data_find_below(run->arena, mapping->folder, "templates", str_z(run->arena, mapping->template), ".docx",
                         "template", source_where(mapping->source, named), &run->messages);
}
