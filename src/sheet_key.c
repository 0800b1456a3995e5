/* The sheet that says what the words mean, and where the drop-down lists come from. */
#include "sheet_write.h"

#include <string.h>

const char LIST_OF_LEVELS[] = "Levels_of_engagement", LIST_OF_SUPPORTS[] = "Types_of_support";

struct key_writer {
  struct sheet_book *b;
  lxw_worksheet *sheet;
  const char *name;
  lxw_row_t row;
};

static void write_scale(struct key_writer *w, const struct scale *scale, const char *list) {
  struct sheet_book *b = w->b;
  write_text(b, w->sheet, (struct sheet_cell){w->row, 1}, scale->title, NULL, LOOK_HEAD);
  write_text(b, w->sheet, (struct sheet_cell){w->row++, 2}, str_from(SHEET_MEANING), NULL, LOOK_HEAD);
  lxw_row_t first = w->row;
  for (size_t i = 0; i < scale->count; i++, w->row++) {
    write_text(b, w->sheet, (struct sheet_cell){w->row, 1}, scale->levels[i].label, NULL, LOOK_CELL);
    write_text(b, w->sheet, (struct sheet_cell){w->row, 2}, scale->levels[i].family, NULL, LOOK_CELL);
  }
  if (scale == b->set->mapping->engagement) colour_levels(b, w->sheet, (struct sheet_range){first, 1, w->row - 1, 1});
  const char *range =
      str_format(b->arena, "=%s!$B$%u:$B$%u", sheet_reference(b, w->name), (unsigned)first + 1, (unsigned)w->row);
  book_took(b, workbook_define_name(b->book, list, range));
  w->row++;
}

void write_key(struct sheet_book *b, const char *name) {
  struct key_writer w = {.b = b, .sheet = add_sheet(b, name), .name = name};
  worksheet_set_column(w.sheet, 0, 0, 2, NULL);
  worksheet_set_column(w.sheet, 1, 1, 28, NULL);
  worksheet_set_column(w.sheet, 2, 2, 100, NULL);
  set_page(b, w.sheet);
  write_text(b, w.sheet, (struct sheet_cell){w.row, 1}, str_from(SHEET_KEY_TITLE), NULL, LOOK_TITLE);
  worksheet_set_row(w.sheet, 0, 34, NULL);
  w.row += 2;
  write_scale(&w, b->set->mapping->engagement, LIST_OF_LEVELS);
  write_scale(&w, b->set->mapping->support, LIST_OF_SUPPORTS);
  book_took(b, worksheet_merge_range(w.sheet, w.row, 1, w.row, 2, SHEET_PREFERRED, b->looks[LOOK_SUBTITLE]));
  book_took(b, worksheet_merge_range(w.sheet, w.row + 1, 1, w.row + 1, 2, SHEET_NOTE_HELP, b->looks[LOOK_SUBTITLE]));
  worksheet_set_row(w.sheet, w.row + 1, 30, NULL);
}
