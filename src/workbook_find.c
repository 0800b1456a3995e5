/* What stands where in a sheet. */
#include "workbook.h"

struct str workbook_property(const struct workbook *book, const char *name) {
  for (size_t i = 0; i < book->property_count; i++)
    if (str_is(book->properties[i].name, name)) return book->properties[i].value;
  return STR("");
}

/* The first cell that is not before the place. */
static size_t first_at(const struct worksheet *sheet, uint32_t row, uint32_t column) {
  size_t low = 0, high = sheet->cell_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct worksheet_cell *cell = &sheet->cells[middle];
    if (cell->row < row || (cell->row == row && cell->column < column))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const struct worksheet_cell *worksheet_cell(const struct worksheet *sheet, uint32_t row, uint32_t column) {
  size_t at = first_at(sheet, row, column);
  bool there = at < sheet->cell_count && sheet->cells[at].row == row && sheet->cells[at].column == column;
  return there ? &sheet->cells[at] : NULL;
}

const struct worksheet_cell *worksheet_row(const struct worksheet *sheet, uint32_t row, size_t *count) {
  size_t from = first_at(sheet, row, 0);
  *count = first_at(sheet, row + 1, 0) - from;
  return sheet->cells + from;
}

struct worksheet_merge worksheet_area(const struct worksheet *sheet, uint32_t row, uint32_t column) {
  for (size_t i = 0; i < sheet->merge_count; i++) {
    const struct worksheet_merge *merge = &sheet->merges[i];
    bool inside =
        row >= merge->row && row <= merge->last_row && column >= merge->column && column <= merge->last_column;
    if (inside) return *merge;
  }
  return (struct worksheet_merge){row, column, row, column};
}

const struct worksheet_cell *worksheet_shown(const struct worksheet *sheet, uint32_t row, uint32_t column) {
  struct worksheet_merge area = worksheet_area(sheet, row, column);
  return worksheet_cell(sheet, area.row, area.column);
}

const char *column_words(struct arena *arena, uint32_t column) {
  char letters[8] = {0};
  size_t at = sizeof letters - 1;
  for (; column && at; column = (column - 1) / 26) letters[--at] = (char)('A' + (column - 1) % 26);
  return str_z(arena, str_from(letters + at));
}
