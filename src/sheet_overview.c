/* A class in one term: learners down, milestones across. The cells are formulas, so that they follow the learners' sheets. */
#include "sheet_write.h"

enum { WARNING_ROW = 1, AREA_ROW = 3, NAME_ROW, FIRST_ROW, FEW = 14 };

struct overview {
  struct sheet_book *b;
  lxw_worksheet *sheet;
  const char *name;
  const struct sheet_page *pages;
  size_t count;
  lxw_col_t last_column;
};

static bool is_shown(const struct overview *o, const struct milestone *milestone) {
  for (size_t i = 0; i < o->count; i++)
    if (o->pages[i].rows[milestone->order]) return true;
  return false;
}

/* What another sheet's cell shows; nothing where that is empty. */
static void write_reference(const struct overview *o, struct sheet_cell cell, const struct sheet_page *page,
                            lxw_col_t column, lxw_row_t row, struct str shown) {
  struct arena *arena = o->b->arena;
  char letters[LXW_MAX_COL_NAME_LENGTH];
  lxw_col_to_name(letters, column, LXW_TRUE);
  const char *formula =
      str_format(arena, "=%s!%s$%u&\"\"", sheet_reference(o->b, page->name), letters, (unsigned)row + 1);
  book_took(o->b, worksheet_write_formula_str(o->sheet, cell.row, cell.column, formula, o->b->looks[LOOK_SMALL],
                                              str_z(arena, shown)));
}

static void write_milestone(struct overview *o, const struct milestone *milestone) {
  lxw_col_t column = ++o->last_column;
  write_text(o->b, o->sheet, (struct sheet_cell){NAME_ROW, column}, milestone->statement, NULL, LOOK_TURNED);
  for (size_t i = 0; i < o->count; i++) {
    const struct sheet_page *page = &o->pages[i];
    struct sheet_cell cell = {(lxw_row_t)(FIRST_ROW + i), column};
    const struct level *level = engagement_of(o->b, entry_of(page->term, milestone->id));
    if (!page->rows[milestone->order])
      write_text(o->b, o->sheet, cell, STR(""), NULL, LOOK_SMALL);
    else
      write_reference(o, cell, page, PLACE_ENGAGEMENT, page->rows[milestone->order], level ? level->label : STR(""));
  }
}

static void write_area(struct overview *o, const struct area *area) {
  lxw_col_t before = o->last_column;
  for (size_t i = 0; i < area->count; i++)
    if (is_shown(o, &area->milestones[i])) write_milestone(o, &area->milestones[i]);
  if (o->last_column == before) return;
  write_text(o->b, o->sheet, (struct sheet_cell){AREA_ROW, (lxw_col_t)(before + 1)}, area->title, NULL, LOOK_BAND);
  for (lxw_col_t c = (lxw_col_t)(before + 2); c <= o->last_column; c++)
    write_text(o->b, o->sheet, (struct sheet_cell){AREA_ROW, c}, STR(""), NULL, LOOK_BAND);
}

static void write_learners(struct overview *o) {
  write_text(o->b, o->sheet, (struct sheet_cell){NAME_ROW, 0}, str_from(SHEET_LEARNER), NULL, LOOK_HEAD);
  for (size_t i = 0; i < o->count; i++) worksheet_set_row(o->sheet, (lxw_row_t)(FIRST_ROW + i), grown_height(2), NULL);
  for (size_t i = 0; i < o->count; i++)
    write_reference(o, (struct sheet_cell){(lxw_row_t)(FIRST_ROW + i), 0}, &o->pages[i], PLACE_MILESTONE + 1, 1,
                    node_get_str(o->pages[i].learner, "known-as"));
}

static void lay_out(struct overview *o) {
  lxw_row_t last = (lxw_row_t)(FIRST_ROW + o->count - 1);
  worksheet_set_column(o->sheet, 0, 0, 24, NULL);
  worksheet_set_column(o->sheet, 1, o->last_column, 11, NULL);
  worksheet_set_row(o->sheet, 0, 58, NULL);
  worksheet_set_row(o->sheet, WARNING_ROW, 34, NULL);
  worksheet_set_row(o->sheet, NAME_ROW, 170, NULL);
  set_page(o->b, o->sheet);
  if (o->last_column > FEW) worksheet_fit_to_pages(o->sheet, 0, 1);
  worksheet_repeat_rows(o->sheet, AREA_ROW, NAME_ROW);
  worksheet_repeat_columns(o->sheet, 0, 0);
  worksheet_freeze_panes(o->sheet, FIRST_ROW, 1);
  worksheet_autofilter(o->sheet, NAME_ROW, 0, last, o->last_column);
  if (o->last_column) colour_levels(o->b, o->sheet, (struct sheet_range){FIRST_ROW, 1, last, o->last_column});
}

void write_overview(struct sheet_book *b, lxw_worksheet *sheet, const char *name, const struct sheet_page *pages,
                    size_t count) {
  struct overview o = {.b = b, .sheet = sheet, .name = name, .pages = pages, .count = count};
  const struct domain *domain = b->set->mapping->domain;
  write_text(b, sheet, (struct sheet_cell){0, 0}, str_from(name), NULL, LOOK_NARROW_TITLE);
  book_took(b, worksheet_merge_range(sheet, WARNING_ROW, 0, WARNING_ROW, FEW / 2, SHEET_OVERVIEW_WARNING,
                                     b->looks[LOOK_WARNING]));
  write_learners(&o);
  for (size_t i = 0; i < domain->area_count; i++) write_area(&o, &domain->areas[i]);
  lay_out(&o);
}
