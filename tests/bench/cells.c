/* Writes a list of cells with libxlsxwriter and does nothing else: cells LIST OUT.xlsx. Lines: S sheet; C, F (formula) or N (note), row, column, text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

int main(int argc, char **argv) {
  FILE *list = argc > 2 ? fopen(argv[1], "r") : NULL;
  lxw_workbook *book = list ? workbook_new(argv[2]) : NULL;
  lxw_worksheet *sheet = NULL;
  static char line[70000];
  if (!book) return 1;
  while (fgets(line, sizeof line, list)) {
    line[strcspn(line, "\n")] = '\0';
    char *kind = strtok(line, "\t"), *row = strtok(NULL, "\t");
    if (kind && *kind == 'S') sheet = workbook_add_worksheet(book, row);
    char *column = kind && *kind != 'S' ? strtok(NULL, "\t") : NULL, *text = column ? strtok(NULL, "") : NULL;
    if (!text || !sheet) continue;
    lxw_row_t r = (lxw_row_t)atoi(row);
    lxw_col_t c = (lxw_col_t)atoi(column);
    if (*kind == 'C') worksheet_write_string(sheet, r, c, text, NULL);
    if (*kind == 'F') worksheet_write_formula(sheet, r, c, text, NULL);
    if (*kind == 'N') worksheet_write_comment(sheet, r, c, text);
  }
  fclose(list);
  return workbook_close(book) != LXW_NO_ERROR;
}
