/* Any bytes as the parts of a workbook: it is read, or there is a message; nothing that it holds is lost on the way.
 *
 * The input is a sheet, then, behind lines that hold only "%%%", the shared texts, the styles, the notes, the threads and the workbook. */
#include "file.h"
#include "fuzz_laws.h"
#include "sheet.h"
#include "sheet_read.h"
#include "verb.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static struct str next_part(struct str *rest) {
  ptrdiff_t cut = str_find(*rest, STR("\n%%%\n"));
  struct str part = cut < 0 ? *rest : str_sub(*rest, 0, (size_t)cut);
  *rest = cut < 0 ? STR("") : str_sub(*rest, (size_t)cut + 5, rest->len);
  return part;
}

static const struct mapping *mapping(void) {
  static struct mapping *one;
  static struct arena *arena; /* for as long as the program runs */
  if (one) return one;
  arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  one = mapping_load(arena, "mappings/milestones-tracker.yaml", NULL, NULL, &messages);
  insist(one != NULL);
  return one;
}

/* A workbook that is whole, with these parts in the place of its own; a part that the input lacks stays. */
static struct str workbook_with(struct arena *arena, struct str bytes) {
  static const char *const names[] = {"xl/sheets/1.xml", "xl/strings.xml",   "xl/styles.xml",
                                      "xl/notes.1.xml",  "xl/threads.1.xml", "xl/workbook.xml"};
  struct messages messages = {.arena = arena};
  struct str whole;
  insist(file_read(arena, "tests/corpus/fuzz_sheet.xlsx", LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &messages, &whole));
  struct package *package = package_open(arena, "whole.xlsx", whole, &messages);
  insist(package != NULL);
  struct output *output = output_new(arena, package);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    struct str part = next_part(&bytes);
    if (part.len) output_replace(output, package_entry(package, str_from(names[i])), part);
  }
  return output_write(output);
}

/* Each cell's text was taken, or is listed; of comments as well. */
static void look_at(struct arena *arena, const struct workbook *book, struct tabs tabs) {
  insist(tabs.count == book->sheet_count);
  for (size_t i = 0; i < tabs.count; i++) {
    const struct worksheet *sheet = tabs.at[i].sheet;
    insist(tabs.at[i].in_rows <= tabs.at[i].unplaced->count);
    for (size_t c = 0; c < sheet->cell_count; c++) {
      insist(utf8_bad(sheet->cells[c].text) == sheet->cells[c].text.len);
      insist(worksheet_cell(sheet, sheet->cells[c].row, sheet->cells[c].column) == &sheet->cells[c]);
    }
    yaml_print(arena, tabs.at[i].learner);
    yaml_print(arena, tabs.at[i].term);
    yaml_print(arena, tabs.at[i].unplaced);
  }
}

/* ---- the law: a term that was read, and makes a sound record, is written without a word and read again as the same ---- */

/* The record of this one term; NULL when `check` would find a fault in it. */
static struct source *record_of(struct arena *arena, const struct tab *tab) {
  struct run run = {.arena = arena, .messages = {.arena = arena}};
  struct source *source = NEW(arena, struct source);
  struct node *record = node_map(arena), *terms = node_list(arena);
  *source = (struct source){.path = "a.yaml", .bytes = STR(""), .root = record};
  node_put(arena, record, "version", node_plain(arena, STR("1")));
  node_put(arena, record, "learner", node_copy(arena, tab->learner));
  node_append(terms, node_copy(arena, tab->term));
  node_put(arena, record, "terms", terms);
  bool sound = record_check_shape(arena, source, &run.messages) && check_record(&run, source, mapping());
  return sound && !run.messages.list.n ? source : NULL;
}

/* The workbook of a record of one term, as it was written; empty when something was said of it. */
static struct str written(struct arena *arena, const struct source *record) {
  const struct sys *sys = sys_host();
  struct messages messages = {.arena = arena};
  const struct node *terms[] = {node_get(record->root, "terms")->first};
  struct sheet_learner learner = {record, node_get(record->root, "learner"), terms, 1};
  struct sheet_set set = {.mapping = mapping(), .school = "", .learners = &learner, .count = 1, .staff = true};
  char folder[] = "/dev/shm/cairn-fuzz-XXXXXX";
  insist(sys->private_folder(sys->context, folder) != NULL);
  const char *path = path_join(arena, folder, "a.xlsx");
  struct str bytes = STR("");
  if (sheet_write(arena, &set, path, &messages))
    insist(file_read(arena, path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &messages, &bytes));
  else
    insist(messages.errors > 0);
  sys->remove_tree(sys->context, folder);
  return messages.list.n ? STR("") : bytes;
}

static struct node *data_of(struct arena *arena, const struct tab *tab) {
  struct node *data = node_map(arena);
  node_put(arena, data, "learner", node_copy(arena, tab->learner));
  node_put(arena, data, "term", node_copy(arena, tab->term));
  return data;
}

static bool leaves_same(const struct node *one, const struct node *other) {
  for (size_t i = 0; i < mapping()->count; i++) {
    const struct field *field = &mapping()->fields[i];
    if (!field->from && !value_read(node_path(one, field->key), node_path(other, field->key))) return false;
  }
  return true;
}

static void check_law(struct arena *arena, const struct tab *tab) {
  struct messages messages = {.arena = arena};
  const struct source *record = tab->tracker && !tab->torn ? record_of(arena, tab) : NULL;
  struct str bytes = record ? written(arena, record) : STR("");
  if (!bytes.len) return;
  const struct workbook *book = workbook_open(arena, "again.xlsx", bytes, &messages);
  insist(book != NULL);
  struct tabs again = sheet_read(arena, book, mapping(), &messages);
  insist(again.count > 0 && again.at[0].tracker && !again.at[0].unplaced->count);
  const struct node *now = data_of(arena, &again.at[0]), *before = data_of(arena, tab);
  insist(leaves_same(now, before) && rows_read_back(mapping()->group, now, before, true));
  insist(leaves_same(before, now) && rows_read_back(mapping()->group, before, now, true));
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  const struct workbook *book =
      workbook_open(arena, "a.xlsx", workbook_with(arena, (struct str){(const char *)at, len}), &messages);
  insist(book || messages.errors > 0);
  struct tabs tabs = book ? sheet_read(arena, book, mapping(), &messages) : (struct tabs){0};
  if (book) look_at(arena, book, tabs);
  for (size_t i = 0; i < tabs.count; i++) check_law(arena, &tabs.at[i]);
  arena_free(arena);
  return 0;
}
