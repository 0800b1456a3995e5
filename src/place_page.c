/* Page numbers beside a label: they are Word's own, and no value. */
#include "place_parts.h"

/* A field's code is that of the page's number, of their count, or of the file's name (17.16.5). */
static bool counts_pages(struct arena *arena, struct str code) {
  static const char *const codes[] = {"page", "numpages", "sectionpages", "filename"};
  struct str folded = fold(arena, code);
  ptrdiff_t end = str_find(folded, STR(" "));
  struct str word = end < 0 ? folded : str_sub(folded, 0, (size_t)end);
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (str_is(word, codes[i])) return true;
  return false;
}

/* Where the first of them stands in the paragraph's text; its end for none. */
static size_t page_field(struct arena *arena, const struct element *p, struct str text) {
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    next = e->name == W_TXBX_CONTENT ? element_next_past(e, p) : element_next(e, p);
    struct str code = e->name == W_INSTR_TEXT ? element_text(e) : element_value(e, W_INSTR);
    bool field = e->name == W_INSTR_TEXT || e->name == W_FLD_SIMPLE;
    if (field && counts_pages(arena, code)) return text_before(arena, p, e->start);
  }
  return text.len;
}

static bool is_mark(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '|' || byte == '-' || byte == '(';
}

/* Without the word in front of the number: "| Page ". */
static size_t without_page(struct arena *arena, struct str text, size_t end) {
  static const char *const words[] = {"page", "pg", "pg.", "p", "p."};
  while (end && is_mark(text.at[end - 1])) end--;
  size_t from = end;
  while (from && !is_mark(text.at[from - 1])) from--;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal(fold(arena, str_sub(text, from, end)), str_from(words[i]))) end = from;
  while (end && is_mark(text.at[end - 1])) end--;
  return end;
}

struct str line_without_page(struct arena *arena, const struct element *p) {
  struct str text = paragraph_whole(arena, p);
  size_t field = page_field(arena, p, text);
  if (field == text.len || str_find(str_sub(text, field, text.len), STR(":")) >= 0) return text;
  size_t end = without_page(arena, text, field), tab = end;
  while (tab && text.at[tab - 1] != '\t' && text.at[tab - 1] != '\n' && text.at[tab - 1] != ':') tab--;
  if (tab && text.at[tab - 1] != ':') end = tab; /* other words that belong to the number: "Milestones, page 2" */
  while (end && is_mark(text.at[end - 1])) end--;
  return str_sub(text, 0, end);
}
