/* The sheets of a workbook, one by one. */
#include "sheet_read.h"

#include "sheet_read_parts.h"

static void read_tab(struct sheet_reader *r, struct tab *tab) {
  const struct worksheet *sheet = tab->sheet;
  r->tab = tab;
  r->sheet = sheet;
  r->taken = arena_alloc(r->arena, sheet->cell_count + 1, sizeof *r->taken);
  r->note_taken = arena_alloc(r->arena, sheet->note_count + 1, sizeof *r->note_taken);
  r->headers.n = 0;
  r->left.n = r->left_bytes = 0;
  tab->learner = node_map(r->arena);
  tab->term = node_map(r->arena);
  tab->unplaced = node_list(r->arena);
  find_headers(r);
  read_details(r);
  read_rows(r);
  list_left(r);
  tab->tracker = r->headers.n > 0;
}

struct tabs sheet_read(struct arena *arena, const struct workbook *book, const struct mapping *mapping,
                       struct messages *messages) {
  struct sheet_reader r = {.arena = arena, .book = book, .mapping = mapping, .messages = messages};
  find_fields(&r);
  struct tabs tabs = {arena_alloc(arena, book->sheet_count + 1, sizeof *tabs.at), book->sheet_count};
  for (size_t i = 0; i < tabs.count; i++) {
    tabs.at[i].sheet = &book->sheets[i];
    read_tab(&r, &tabs.at[i]);
  }
  return tabs;
}
