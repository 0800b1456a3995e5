/* A workbook out of its package: its parts are found by relationships, never by name (Part 1, 12.3). */
#include "workbook_parts.h"

#include <string.h>

#define MAIN_TYPES \
  "spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml", "sheet.macroEnabled.main+xml", \
      "template.macroEnabled.main+xml"

/* ---- parts ---- */

static bool over(struct opening *o, enum limit which, struct met met) {
  limit_tell(o->messages, MSG_LIMIT, (struct where){.file = o->book->file}, which, met);
  return false;
}

bool tell_broken(struct opening *o, const char *part, const char *why) {
  say(o->messages, MSG_WORKBOOK_BROKEN, ((struct where){.file = o->book->file}), part, why);
  return false;
}

bool part_open(struct opening *o, struct str name, struct part *part) {
  const struct entry *entry = package_entry(o->book->package, name);
  *part = (struct part){.o = o, .name = str_z(o->arena, name)};
  if (!entry) return tell_broken(o, part->name, "it is not there");
  o->inflated += entry->size;
  if (entry->size > limit(o->arena, LIMIT_WORKBOOK_PART))
    return over(o, LIMIT_WORKBOOK_PART, (struct met){entry->size, part->name});
  if (o->inflated > limit(o->arena, LIMIT_WORKBOOK)) return over(o, LIMIT_WORKBOOK, (struct met){.part = part->name});
  struct str bytes;
  part->arena = arena_inside(o->arena);
  if (!entry_unpack(o->book->package, entry, part->arena, o->messages, &bytes)) {
    arena_free(part->arena);
    return false;
  }
  part->stream = stream_new(part->arena, &WORKBOOK_VOCABULARY, o->book->file, part->name, bytes, o->messages);
  return true;
}

bool part_next(struct part *part) { return stream_next(part->stream, &part->event); }

bool part_close(struct part *part) {
  bool whole = stream_end(part->stream);
  arena_free(part->arena);
  return whole;
}

bool part_broken(struct part *part, const char *why) {
  arena_free(part->arena);
  return tell_broken(part->o, part->name, why);
}

bool part_over(struct part *part, enum limit which) {
  arena_free(part->arena);
  return over(part->o, which, (struct met){.part = part->name});
}

struct str keep_text(struct opening *o, struct str text) {
  o->text += text.len;
  return o->text > limit(o->arena, LIMIT_WORKBOOK_TEXT) ? STR("") : str_copy(o->arena, text);
}

struct str text_again(struct opening *o, struct str text, size_t times) {
  o->text += text.len * times;
  return text;
}

/* ---- the main part ---- */

static bool ends_in(struct str a, const char *ending) {
  size_t len = strlen(ending);
  return a.len >= len && str_is(str_sub(a, a.len - len, a.len), ending);
}

struct listed {
  struct str name, id;
  bool hidden;
};

typedef ARRAY(struct listed) listing;

static bool list_sheets(struct opening *o, struct str main, listing *list) {
  struct part part;
  bool root = false;
  if (!part_open(o, main, &part)) return false;
  while (part_next(&part)) {
    const struct event *event = &part.event;
    struct str from_1904 = event_value(event, A_DATE_1904);
    root = root || event->name == X_WORKBOOK;
    if (event->name == X_WORKBOOK_PR && (str_is(from_1904, "1") || str_is(from_1904, "true"))) o->from_1904 = true;
    if (event->name != X_SHEET || event->end) continue;
    if (list->n >= limit(o->arena, LIMIT_SHEETS)) return part_over(&part, LIMIT_SHEETS);
    struct str state = event_value(event, A_STATE);
    *PUSH(o->arena, list) =
        (struct listed){str_copy(o->arena, event_value(event, A_NAME)),
                        str_copy(o->arena, event_value(event, A_RELATIONSHIP)), state.len && !str_is(state, "visible")};
  }
  return root ? part_close(&part) : part_broken(&part, "it is no workbook");
}

/* A part that need not be there. */
static bool read_optional(struct opening *o, struct relationships list, const char *type,
                          bool (*read)(struct opening *o, struct str part)) {
  const struct relationship *to = relationship_of_type(list, type);
  return !to || read(o, to->target);
}

static bool read_sheet_parts(struct opening *o, struct worksheet *sheet, struct str part) {
  struct relationships list = package_relationships(o->book->package, part, o->messages);
  if (!read_cells(o, sheet, part)) return false;
  for (size_t i = 0; i < list.count; i++) {
    const struct relationship *to = &list.at[i];
    if (to->external) continue;
    if (ends_in(to->type, "/comments") && !read_notes(o, sheet, to->target)) return false;
    if (ends_in(to->type, "/threadedComment") && !read_threads(o, sheet, to->target)) return false;
  }
  forget_threads(sheet);
  return true;
}

static const struct relationship *relationship_of_id(struct relationships list, struct str id) {
  for (size_t i = 0; i < list.count; i++)
    if (str_equal(list.at[i].id, id)) return &list.at[i];
  return NULL;
}

/* Charts and dialogs are sheets without cells. */
static bool read_sheets(struct opening *o, const listing *list, struct relationships relationships) {
  struct workbook *book = o->book;
  book->sheets = arena_alloc(o->arena, list->n + 1, sizeof *book->sheets);
  for (size_t i = 0; i < list->n; i++) {
    const struct relationship *to = relationship_of_id(relationships, list->at[i].id);
    if (!to || to->external)
      return tell_broken(o, str_z(o->arena, list->at[i].name), "the workbook does not say where this sheet is");
    if (!ends_in(to->type, "/worksheet")) continue;
    struct worksheet *sheet = &book->sheets[book->sheet_count++];
    *sheet = (struct worksheet){.name = list->at[i].name, .hidden = list->at[i].hidden};
    if (!read_sheet_parts(o, sheet, to->target)) return false;
    if (o->text > limit(o->arena, LIMIT_WORKBOOK_TEXT)) return over(o, LIMIT_WORKBOOK_TEXT, (struct met){0});
  }
  return true;
}

static bool read_workbook(struct opening *o, struct str main) {
  struct package *package = o->book->package;
  size_t errors = o->messages->errors;
  struct relationships parts = package_relationships(package, main, o->messages),
                       own = package_relationships(package, STR(""), o->messages);
  listing list = {0};
  return o->messages->errors == errors && list_sheets(o, main, &list) &&
         read_optional(o, parts, "/sharedStrings", read_strings) && read_optional(o, parts, "/styles", read_styles) &&
         read_optional(o, parts, "/person", read_persons) &&
         read_optional(o, own, "/custom-properties", read_properties) && read_sheets(o, &list, parts);
}

/* ---- what is no workbook ---- */

static bool is_workbook(struct str type) {
  static const char *const types[] = {MAIN_TYPES};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (ends_in(type, types[i])) return true;
  return false;
}

static void tell_other(struct str type, const char *path, struct messages *messages) {
  struct where where = {.file = path};
  if (str_find(type, STR("wordprocessingml")) >= 0 || str_find(type, STR("ms-word")) >= 0)
    say(messages, MSG_NO_WORKBOOK, where, "a Word document", "`cairn read` reads it");
  else if (str_find(type, STR("sheet.binary")) >= 0)
    say(messages, MSG_NO_WORKBOOK, where, "a binary workbook (.xlsb)", "open it in Excel and save it as .xlsx");
  else
    say(messages, MSG_NO_WORKBOOK, where, "something else", "open it in Excel or LibreOffice and save it as .xlsx");
}

/* False, with a message, for a file that is no package. */
static bool is_package(const char *path, struct str bytes, struct messages *messages) {
  struct where where = {.file = path};
  enum content content = content_of(bytes);
  if (content == CONTENT_OLD_SHEET)
    say(messages, MSG_NO_WORKBOOK, where, "an old Excel workbook (.xls)",
        "open it in Excel or LibreOffice and save it as .xlsx");
  else if (content == CONTENT_OPEN_SHEET)
    say(messages, MSG_NO_WORKBOOK, where, "an OpenDocument spreadsheet (.ods)",
        "open it in LibreOffice or Excel and save it as .xlsx");
  else if (content == CONTENT_OPEN_TEXT)
    say(messages, MSG_NO_WORKBOOK, where, "an OpenDocument text (.odt)",
        "open it in Word and save it as .docx, which `cairn read` reads");
  else if (content == CONTENT_OLD_WORD)
    say(messages, MSG_NO_WORKBOOK, where, "an old Word document (.doc)", "`cairn read` reads it");
  else if (content == CONTENT_ENCRYPTED)
    say(messages, MSG_NO_WORKBOOK, where, "a file with a password",
        "take the password off in Excel (File, Info, Protect Workbook), and save it as .xlsx");
  else if (content != CONTENT_PACKAGE)
    say(messages, MSG_NO_WORKBOOK, where, "something else",
        "look for the workbook; a list in plain text (.csv) is opened in Excel or LibreOffice and saved as .xlsx");
  return content == CONTENT_PACKAGE;
}

struct workbook *workbook_open(struct arena *arena, const char *path, struct str bytes, struct messages *messages) {
  struct package *package = is_package(path, bytes, messages) ? package_open(arena, path, bytes, messages) : NULL;
  if (!package) return NULL;
  struct workbook *book = NEW(arena, struct workbook);
  *book = (struct workbook){.file = path, .package = package};
  size_t errors = messages->errors;
  struct relationships top = package_relationships(package, STR(""), messages);
  const struct entry *main = package_main(package, top, messages);
  if (messages->errors > errors) return NULL;
  struct str type = main ? package_content_type(package, main->name) : STR("");
  if (!main || !is_workbook(type)) {
    tell_other(type, path, messages);
    return NULL;
  }
  struct opening opening = {.arena = arena, .book = book, .messages = messages};
  return read_workbook(&opening, main->name) ? book : NULL;
}
