/* A learner's sheet of one term. */
#include "shape.h"
#include "sheet_write.h"

#include <string.h>

enum { DETAIL_ROW = 1, HEADER_ROW = 5, FIRST_ROW };

static const double WIDTHS[PLACES] = {18, 38, 24, 22, 14, 40, 30};

struct page_writer {
  struct sheet_book *b;
  lxw_worksheet *sheet;
  struct sheet_page page;
  lxw_row_t row; /* the next */
};

/* ---- who and when ---- */

static const struct node *detail_node(const struct page_writer *w, const char *path) {
  bool learner = strncmp(path, "learner.", 8) == 0;
  return node_path(learner ? w->page.learner : w->page.term, path + (learner ? strlen("learner.") : strlen("term.")));
}

static struct str joined(struct arena *arena, const struct node *list) {
  struct text out = {.arena = arena};
  for (const struct node *item = list ? list->first : NULL; item; item = item->next) {
    if (out.len) text_add(&out, STR("; "));
    text_add(&out, node_str(item));
  }
  return text_str(&out);
}

static void write_detail(struct page_writer *w, const struct sheet_detail *detail, struct sheet_cell cell) {
  const struct node *node = detail_node(w, detail->key);
  struct sheet_cell value = {cell.row, (lxw_col_t)(cell.column + 1)};
  bool day = strcmp(detail->key, "learner.born") == 0 || strcmp(detail->key, "term.date") == 0 ||
             strcmp(detail->key, "term.review") == 0;
  enum look look = strcmp(detail->key, "learner.id") == 0 ? LOOK_MUTED : LOOK_VALUE;
  write_text(w->b, w->sheet, cell, str_from(detail->label), NULL, LOOK_LABEL);
  if (day)
    write_day(w->b, w->sheet, value, node, LOOK_VALUE_DATE);
  else
    write_text(w->b, w->sheet, value, node && node->kind == NODE_LIST ? joined(w->b->arena, node) : node_str(node),
               node, look);
}

static void write_head(struct page_writer *w) {
  write_text(w->b, w->sheet, (struct sheet_cell){0, PLACE_MILESTONE}, str_from(SHEET_TITLE), NULL, LOOK_TITLE);
  worksheet_set_row(w->sheet, 0, 34, NULL);
  book_took(w->b, worksheet_merge_range(w->sheet, 0, PLACE_ENGAGEMENT, 0, PLACE_NEXT, SHEET_NOTE_HELP,
                                        w->b->looks[LOOK_SUBTITLE]));
  for (size_t i = 0; i < SHEET_DETAIL_COUNT; i++)
    write_detail(w, &SHEET_DETAILS[i],
                 (struct sheet_cell){(lxw_row_t)(DETAIL_ROW + i / SHEET_PAIRS),
                                     (lxw_col_t)(PLACE_MILESTONE + 2 * (i % SHEET_PAIRS))});
  size_t lines = lines_of(joined(w->b->arena, node_get(w->page.term, "completed-by")), WIDTHS[PLACE_NEXT]);
  for (lxw_row_t row = DETAIL_ROW; row < HEADER_ROW; row++)
    worksheet_set_row(w->sheet, row, grown_height(row == DETAIL_ROW + 1 ? lines : 1), NULL);
  for (int c = PLACE_SAW; c <= PLACE_NEXT; c++)
    write_text(w->b, w->sheet, (struct sheet_cell){HEADER_ROW - 1, (lxw_col_t)c}, STR(""), NULL, LOOK_LABEL);
  for (int c = 0; c < PLACES; c++)
    write_text(w->b, w->sheet, (struct sheet_cell){HEADER_ROW, (lxw_col_t)c}, str_from(SHEET_COLUMNS[c]), NULL,
               LOOK_HEAD);
  worksheet_set_row(w->sheet, HEADER_ROW, 20, NULL);
  w->row = FIRST_ROW;
}

/* ---- rows ---- */

static void write_note(struct page_writer *w, const struct node *entry) {
  struct str note = escape_string(w->b->arena, cell_note(w->b, entry));
  if (!note.len || !fits_cell(w->b, note, node_get(entry, "milestone"))) return;
  size_t lines = note.len / 45 + 2;
  for (size_t i = 0; i < note.len; i++) lines += note.at[i] == '\n';
  lxw_comment_options options = {.author = "", .width = 300, .height = (uint16_t)(lines > 30 ? 480 : 16 * lines)};
  options.font_name = "Arial";
  options.font_size = 9;
  book_took(w->b, worksheet_write_comment_opt(w->sheet, w->row, PLACE_SUPPORT, str_z(w->b->arena, note), &options));
}

static void write_level(struct page_writer *w, enum sheet_place place, const struct level *level) {
  write_text(w->b, w->sheet, (struct sheet_cell){w->row, place}, level ? level->label : STR(""), NULL, LOOK_CELL);
}

static void write_entry_text(struct page_writer *w, enum sheet_place place, const struct node *node) {
  write_text(w->b, w->sheet, (struct sheet_cell){w->row, place}, node_str(node), node, LOOK_CELL);
}

static size_t most_lines(const struct milestone *milestone, const struct node *entry) {
  size_t lines = lines_of(milestone->statement, WIDTHS[PLACE_MILESTONE]);
  size_t saw = lines_of(node_get_str(entry, "saw"), WIDTHS[PLACE_SAW]);
  size_t next = lines_of(node_get_str(entry, "next-steps"), WIDTHS[PLACE_NEXT]);
  if (saw > lines) lines = saw;
  return next > lines ? next : lines;
}

static void write_milestone(struct page_writer *w, const struct milestone *milestone, const struct node *entry) {
  struct sheet_book *b = w->b;
  write_text(b, w->sheet, (struct sheet_cell){w->row, PLACE_ID}, milestone->id, NULL, LOOK_CELL);
  write_text(b, w->sheet, (struct sheet_cell){w->row, PLACE_MILESTONE}, milestone->statement, NULL, LOOK_CELL);
  write_level(w, PLACE_ENGAGEMENT, engagement_of(b, entry));
  write_level(w, PLACE_SUPPORT, one_support(b, entry));
  write_day(b, w->sheet, (struct sheet_cell){w->row, PLACE_DATE}, node_get(entry, "date"), LOOK_CELL_DATE);
  write_entry_text(w, PLACE_SAW, node_get(entry, "saw"));
  write_entry_text(w, PLACE_NEXT, node_get(entry, "next-steps"));
  if (entry) write_note(w, entry);
  worksheet_set_row(w->sheet, w->row, grown_height(most_lines(milestone, entry)), NULL);
  w->page.rows[milestone->order] = w->row++;
}

static bool is_wanted(const struct node *term, struct str id) {
  for (const struct node *item = node_items(term, "focus"); item; item = item->next)
    if (str_equal(node_str(item), id)) return true;
  return entry_of(term, id) != NULL;
}

static void write_band(struct page_writer *w, const char *words) {
  worksheet_set_row(w->sheet, w->row, 22, NULL);
  write_text(w->b, w->sheet, (struct sheet_cell){w->row, PLACE_MILESTONE}, str_from(words), NULL, LOOK_BAND);
  for (int c = PLACE_ENGAGEMENT; c < PLACES; c++)
    write_text(w->b, w->sheet, (struct sheet_cell){w->row, (lxw_col_t)c}, STR(""), NULL, LOOK_BAND);
  w->row++;
}

static void write_area(struct page_writer *w, const struct area *area) {
  bool begun = false;
  for (size_t i = 0; i < area->count; i++) {
    const struct milestone *milestone = &area->milestones[i];
    if (!is_wanted(w->page.term, milestone->id)) continue;
    if (!begun) write_band(w, str_z(w->b->arena, area->title));
    begun = true;
    write_milestone(w, milestone, entry_of(w->page.term, milestone->id));
  }
}

/* ---- lists and colours ---- */

static void add_list(struct page_writer *w, enum sheet_place place, const char *list, const char *hint) {
  lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                    .ignore_blank = LXW_VALIDATION_ON,
                                    .dropdown = LXW_VALIDATION_ON,
                                    .show_input = LXW_VALIDATION_ON,
                                    .show_error = LXW_VALIDATION_ON,
                                    .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
  validation.value_formula = (char *)str_format(w->b->arena, "=%s", list);
  validation.error_title = "Not in the list";
  validation.error_message = (char *)hint;
  book_took(w->b, worksheet_data_validation_range(w->sheet, FIRST_ROW, place, w->row - 1, place, &validation));
}

static void add_lists(struct page_writer *w) {
  if (w->row == FIRST_ROW) return;
  add_list(w, PLACE_ENGAGEMENT, LIST_OF_LEVELS,
           "Please choose a level from the list. The sheet called Key says what they mean.");
  add_list(w, PLACE_SUPPORT, LIST_OF_SUPPORTS,
           "Please choose one support: the most intensive in use. Others go into a note on the cell.");
  colour_levels(w->b, w->sheet, (struct sheet_range){FIRST_ROW, PLACE_ENGAGEMENT, w->row - 1, PLACE_ENGAGEMENT});
}

/* ---- the family's texts ---- */

/* A row does not grow with a merged cell: there is room for a few words more. */
static double family_height(struct str text) {
  double width = 0;
  for (enum sheet_place c = PLACE_ENGAGEMENT; c < PLACES; c++) width += WIDTHS[c];
  double height = grown_height(lines_of(text, width));
  return (double)(int)height;
}

static void write_family(struct page_writer *w) {
  struct sheet_book *b = w->b;
  w->row++;
  write_band(w, SHEET_FAMILY_TITLE);
  for (size_t i = 0; i < SHEET_FAMILY_COUNT; i++, w->row++) {
    const struct node *node = detail_node(w, SHEET_FAMILY[i].key);
    write_text(b, w->sheet, (struct sheet_cell){w->row, PLACE_MILESTONE}, str_from(SHEET_FAMILY[i].label), NULL,
               LOOK_CELL);
    book_took(w->b,
              worksheet_merge_range(w->sheet, w->row, PLACE_ENGAGEMENT, w->row, PLACE_NEXT, "", b->looks[LOOK_CELL]));
    write_text(b, w->sheet, (struct sheet_cell){w->row, PLACE_ENGAGEMENT}, node_str(node), node, LOOK_CELL);
    worksheet_set_row(w->sheet, w->row, family_height(node_str(node)), NULL);
  }
}

/* ---- the whole ---- */

static void lay_out(struct page_writer *w) {
  lxw_row_col_options hidden = {0};
  hidden.hidden = LXW_TRUE;
  worksheet_set_column_opt(w->sheet, PLACE_ID, PLACE_ID, WIDTHS[PLACE_ID], NULL, &hidden);
  for (int c = PLACE_MILESTONE; c < PLACES; c++)
    worksheet_set_column(w->sheet, (lxw_col_t)c, (lxw_col_t)c, WIDTHS[c], NULL);
  set_page(w->b, w->sheet);
  worksheet_repeat_rows(w->sheet, HEADER_ROW, HEADER_ROW);
  worksheet_freeze_panes(w->sheet, FIRST_ROW, 0);
  worksheet_ignore_errors(w->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:G1000");
}

struct sheet_page write_term(struct sheet_book *b, const struct node *learner, const struct node *term,
                             const char *name) {
  const struct domain *domain = b->set->mapping->domain;
  struct page_writer w = {.b = b, .sheet = add_sheet(b, name), .page = {name, learner, term, NULL}};
  w.page.rows = arena_alloc(b->arena, domain->milestone_count + 1, sizeof *w.page.rows);
  lay_out(&w);
  write_head(&w);
  for (size_t i = 0; i < domain->area_count; i++) write_area(&w, &domain->areas[i]);
  add_lists(&w);
  write_family(&w);
  return w.page;
}
