/* A workbook: its sheets in their order. */
#include "sheet_write.h"
#include "file.h"

#include <errno.h>

enum { LONG_AGO = 315532800 }; /* 1980-01-01 */

lxw_worksheet *add_sheet(struct sheet_book *b, const char *name) {
  lxw_worksheet *sheet = workbook_add_worksheet(b->book, name);
  if (!sheet) arena_no_memory(b->arena);
  return sheet;
}

/* ---- one learner ---- */

static const char *term_name(struct sheet_book *b, const struct node *term, const char *before) {
  struct arena *arena = b->arena;
  const char *session = str_z(arena, node_get_str(term, "session")), *number = str_z(arena, node_get_str(term, "term"));
  const char *name = str_format(arena, "%s%s%s%s%s%s", before, *before && *session ? " " : "", session,
                                *number && (*before || *session) ? " " : "", *number ? "Term " : "", number);
  return *name ? name : SHEET_TITLE;
}

/* The sheet of a class's child is called like the child; with the term where there are several. */
static const char *page_name(struct sheet_book *b, const struct sheet_learner *learner, size_t at) {
  const char *known_as = b->set->class ? str_z(b->arena, node_get_str(learner->learner, "known-as")) : "";
  if (*known_as && learner->count == 1) return sheet_name(b, known_as);
  return sheet_name(b, term_name(b, learner->terms[at], known_as));
}

static struct sheet_page *write_pages(struct sheet_book *b, const struct sheet_learner *learner,
                                      struct sheet_page *page) {
  b->record = learner->record;
  for (size_t i = 0; i < learner->count; i++)
    *page++ = write_term(b, learner->learner, learner->terms[i], page_name(b, learner, i));
  return page;
}

/* ---- a class: an overview a term, in the order in which terms are met ---- */

struct term_met {
  struct str session, term;
  const char *name;
  lxw_worksheet *sheet;
};
struct terms_met {
  ARRAY(struct term_met) list;
};

static bool is_of(const struct node *term, const struct term_met *met) {
  return str_equal(node_get_str(term, "session"), met->session) && str_equal(node_get_str(term, "term"), met->term);
}

static int before(const struct term_met *one, const struct term_met *other) {
  int order = str_compare(one->session, other->session);
  return order ? order : str_compare(one->term, other->term);
}

static void meet(struct arena *arena, struct terms_met *met, const struct node *term) {
  for (size_t i = 0; i < met->list.n; i++)
    if (is_of(term, &met->list.at[i])) return;
  struct term_met now = {.session = node_get_str(term, "session"), .term = node_get_str(term, "term")};
  PUSH(arena, &met->list);
  size_t at = met->list.n - 1;
  for (; at && before(&now, &met->list.at[at - 1]) < 0; at--) met->list.at[at] = met->list.at[at - 1];
  met->list.at[at] = now;
}

static struct terms_met add_overviews(struct sheet_book *b) {
  struct terms_met met = {0};
  for (size_t i = 0; b->set->class && i < b->set->count; i++)
    for (size_t t = 0; t < b->set->learners[i].count; t++) meet(b->arena, &met, b->set->learners[i].terms[t]);
  for (size_t i = 0; i < met.list.n; i++) {
    struct node *term = node_map(b->arena);
    node_put(b->arena, term, "session", node_text(b->arena, met.list.at[i].session));
    node_put(b->arena, term, "term", node_text(b->arena, met.list.at[i].term));
    met.list.at[i].name = sheet_name(b, term_name(b, term, SHEET_OVERVIEW));
    met.list.at[i].sheet = add_sheet(b, met.list.at[i].name);
  }
  return met;
}

static void write_overviews(struct sheet_book *b, const struct terms_met *met, const struct sheet_page *pages,
                            size_t count) {
  struct sheet_page *of_term = arena_alloc(b->arena, count + 1, sizeof *of_term);
  for (size_t i = 0; i < met->list.n; i++) {
    size_t n = 0;
    for (size_t p = 0; p < count; p++)
      if (is_of(pages[p].term, &met->list.at[i])) of_term[n++] = pages[p];
    write_overview(b, met->list.at[i].sheet, met->list.at[i].name, of_term, n);
  }
}

/* ---- the whole ---- */

static size_t count_pages(const struct sheet_set *set) {
  size_t count = 0;
  for (size_t i = 0; i < set->count; i++) count += set->learners[i].count;
  return count;
}

static void write_sheets(struct sheet_book *b) {
  size_t count = count_pages(b->set);
  struct sheet_page *pages = arena_alloc(b->arena, count + 1, sizeof *pages), *next = pages;
  b->names = arena_alloc(b->arena, 2 * count + 3, sizeof *b->names);
  const char *key = sheet_name(b, SHEET_KEY), *over_time = b->set->class ? NULL : sheet_name(b, SHEET_OVER_TIME);
  struct terms_met met = add_overviews(b);
  for (size_t i = 0; i < b->set->count; i++) next = write_pages(b, &b->set->learners[i], next);
  write_overviews(b, &met, pages, count);
  if (over_time) write_over_time(b, over_time, pages, count);
  write_key(b, key);
}

static void write_properties(struct sheet_book *b) {
  static const char unsealed[] = "0000000000000000000000000000000000000000000000000000000000000000";
  lxw_doc_properties properties = {.title = (char *)SHEET_TITLE, .created = LONG_AGO};
  book_took(b, workbook_set_properties(b->book, &properties));
  const struct node *learner = b->set->count && !b->set->class ? b->set->learners->learner : NULL;
  const char *id = str_z(b->arena, node_get_str(learner, "id"));
  book_took(b, workbook_set_custom_property_string(b->book, "cairn-mapping", str_z(b->arena, b->set->mapping->name)));
  if (*id) book_took(b, workbook_set_custom_property_string(b->book, "cairn-learner", id));
  book_took(b, workbook_set_custom_property_string(b->book, "cairn-digest", unsealed));
}

static void tell_held_back(struct sheet_book *b) {
  if (!b->held_back) return;
  const char *count =
      b->held_back == 1 ? "a comment for staff was" : str_format(b->arena, "%zu comments for staff were", b->held_back);
  say(b->messages, MSG_STAFF_HELD, (struct where){0}, count);
}

/* The library's own memory goes when ours does, whatever happened in between. */
static void let_go(void *of) {
  struct sheet_book *b = of;
  if (b->book) lxw_workbook_free(b->book);
}

bool sheet_write(struct arena *arena, const struct sheet_set *set, const char *path, struct messages *messages) {
  struct sheet_book *b = NEW(arena, struct sheet_book);
  size_t errors = messages->errors;
  *b = (struct sheet_book){.arena = arena, .set = set, .messages = messages};
  arena_defer(arena, let_go, b);
  errno = 0;
  b->book = workbook_new(path);
  if (!b->book) arena_no_memory(arena);
  make_looks(b);
  write_sheets(b);
  write_properties(b);
  tell_held_back(b);
  if (messages->errors > errors) return false;
  lxw_workbook *book = b->book;
  if (!b->error) b->book = NULL;
  if (!b->error) book_took(b, workbook_close(book));
  bool memory = b->error == LXW_ERROR_MEMORY_MALLOC_FAILED;
  const char *reason = memory ? trouble(ENOMEM, true) : lxw_strerror(b->error);
  if (b->error) say(messages, MSG_CANNOT_WRITE, (struct where){0}, reason);
  return !b->error;
}
