/* Cells: how they look, and what is written into them. */
#include "sheet_write.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_UNITS = 32767, LONGEST_HEADER = 255 }; /* of UTF-16 in a cell or a note; of a page */
enum { LINE = 13 };
#define SIGNS_A_UNIT 1.1 /* a column's width counts noughts, and most letters are narrower */
#define HIGHEST 405.25   /* Excel has none above 409 */
enum { INK = 0x1B2A33, MUTED = 0x5A6A72, DEEP = 0x17495A, PALE = 0xEDF2F4, RULE = 0xB8C7CE, WHITE = 0xFFFFFF };

/* ---- looks ---- */

struct look_row {
  double size;
  lxw_color_t colour, ground;
  bool bold, wrap, right, rule, day, turned;
};

static const struct look_row ROWS[LOOK_COUNT] = {
    [LOOK_TITLE] = {.size = 20, .colour = DEEP, .bold = true},
    [LOOK_NARROW_TITLE] = {.size = 20, .colour = DEEP, .bold = true, .wrap = true},
    [LOOK_SUBTITLE] = {.size = 10, .colour = MUTED, .wrap = true},
    [LOOK_LABEL] = {.size = 9, .colour = MUTED, .ground = PALE, .right = true},
    [LOOK_VALUE] = {.size = 10, .colour = INK, .ground = PALE, .bold = true, .wrap = true},
    [LOOK_VALUE_DATE] = {.size = 10, .colour = INK, .ground = PALE, .bold = true, .day = true},
    [LOOK_MUTED] = {.size = 9, .colour = MUTED, .ground = PALE, .wrap = true},
    [LOOK_HEAD] = {.size = 10, .colour = WHITE, .ground = DEEP, .bold = true, .wrap = true},
    [LOOK_BAND] = {.size = 12, .colour = DEEP, .ground = PALE, .bold = true, .rule = true},
    [LOOK_CELL] = {.size = 10, .colour = INK, .wrap = true, .rule = true},
    [LOOK_CELL_DATE] = {.size = 10, .colour = INK, .rule = true, .day = true},
    [LOOK_SMALL] = {.size = 8, .colour = INK, .wrap = true, .rule = true},
    [LOOK_WARNING] = {.size = 11, .colour = INK, .bold = true, .wrap = true},
    [LOOK_TURNED] = {.size = 9, .colour = WHITE, .ground = DEEP, .wrap = true, .turned = true},
    [LOOK_NUMBER] = {.size = 10, .colour = INK, .rule = true}};

static lxw_format *make_look(struct sheet_book *b, const struct look_row *row) {
  lxw_format *format = workbook_add_format(b->book);
  if (!format) arena_no_memory(b->arena);
  format_set_font_name(format, "Arial");
  format_set_font_size(format, row->size);
  format_set_font_color(format, row->colour);
  format_set_align(format, row->turned || row->ground ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
  format_set_align(format, row->right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
  if (row->ground || row->rule) format_set_indent(format, !row->turned);
  if (row->bold) format_set_bold(format);
  if (row->wrap) format_set_text_wrap(format);
  if (row->ground) format_set_bg_color(format, row->ground);
  if (row->turned) format_set_rotation(format, 90);
  if (row->day) format_set_num_format(format, "d mmm yyyy");
  if (row->rule) {
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, RULE);
  }
  return format;
}

static lxw_format *make_level(struct sheet_book *b, const struct level *level) {
  lxw_format *format = workbook_add_format(b->book);
  if (!format) arena_no_memory(b->arena);
  lxw_color_t colour = sheet_colour(level);
  format_set_bg_color(format, colour);
  format_set_font_color(format, is_dark(colour) ? WHITE : INK);
  format_set_bold(format);
  return format;
}

/* The library numbers a look when it is first written, and without memory gives it another's number. */
static void number_looks(struct sheet_book *b, size_t levels) {
  for (size_t i = 0; i < LOOK_COUNT; i++) lxw_format_get_xf_index(b->looks[i]);
  for (size_t i = 0; i < levels; i++)
    if (b->levels[i]) lxw_format_get_dxf_index(b->levels[i]);
  book_took(b, LXW_NO_ERROR);
}

void make_looks(struct sheet_book *b) {
  const struct scale *scale = b->set->mapping->engagement;
  for (size_t i = 0; i < LOOK_COUNT; i++) b->looks[i] = make_look(b, &ROWS[i]);
  format_set_num_format(b->looks[LOOK_NUMBER], "0;;"); /* none is no nought */
  b->levels = arena_alloc(b->arena, scale->count, sizeof *b->levels);
  for (size_t i = 0; i < scale->count; i++)
    if (scale->levels[i].colour.len) b->levels[i] = make_level(b, &scale->levels[i]);
  number_looks(b, scale->count);
}

/* ---- colours ---- */

lxw_color_t sheet_colour(const struct level *level) {
  char digits[7] = "";
  if (level->colour.len == 6) memcpy(digits, level->colour.at, 6);
  return *digits ? (lxw_color_t)strtoul(digits, NULL, 16) : WHITE;
}

bool is_dark(lxw_color_t colour) {
  unsigned red = colour >> 16 & 0xFF, green = colour >> 8 & 0xFF, blue = colour & 0xFF;
  return 299 * red + 587 * green + 114 * blue < 128 * 1000;
}

void colour_levels(struct sheet_book *b, lxw_worksheet *sheet, struct sheet_range range) {
  const struct scale *scale = b->set->mapping->engagement;
  for (size_t i = 0; i < scale->count; i++) {
    struct text quoted = {.arena = b->arena};
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO};
    if (!b->levels[i]) continue;
    text_add_byte(&quoted, '"');
    for (size_t c = 0; c < scale->levels[i].label.len; c++) {
      if (scale->levels[i].label.at[c] == '"') text_add_byte(&quoted, '"');
      text_add_byte(&quoted, scale->levels[i].label.at[c]);
    }
    text_add_byte(&quoted, '"');
    rule.value_string = (char *)str_z(b->arena, text_str(&quoted));
    rule.format = b->levels[i];
    book_took(
        b, worksheet_conditional_format_range(sheet, range.first, range.column, range.last, range.last_column, &rule));
  }
}

/* ---- values ---- */

static size_t units_of(struct str text) {
  size_t units = 0;
  for (size_t at = 0; at < text.len;) units += utf8_next(text, &at) > 0xFFFF ? 2 : 1;
  return units;
}

bool fits_cell(struct sheet_book *b, struct str text, const struct node *node) {
  if (text.len <= MOST_UNITS || units_of(text) <= MOST_UNITS) return true;
  struct where where = b->record && node ? source_where(b->record, node) : (struct where){0};
  say(b->messages, MSG_CELL_TOO_LONG, where, str_format(b->arena, "%zu", units_of(text)));
  return false;
}

static bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static bool is_escape(struct str text, size_t at) {
  if (at + 7 > text.len || text.at[at] != '_' || text.at[at + 1] != 'x' || text.at[at + 6] != '_') return false;
  return is_hex(text.at[at + 2]) && is_hex(text.at[at + 3]) && is_hex(text.at[at + 4]) && is_hex(text.at[at + 5]);
}

struct str escape_string(struct arena *arena, struct str text) {
  if (str_find(text, STR("_x")) < 0) return text;
  struct text out = {.arena = arena};
  for (size_t i = 0; i < text.len; i++)
    if (is_escape(text, i))
      text_add(&out, STR("_x005F_"));
    else
      text_add_byte(&out, text.at[i]);
  return text_str(&out);
}

void book_took(struct sheet_book *b, lxw_error error) {
  if (!error && errno == ENOMEM) error = LXW_ERROR_MEMORY_MALLOC_FAILED; /* the library does not always tell it */
  if (!b->error) b->error = error;
}

void write_text(struct sheet_book *b, lxw_worksheet *sheet, struct sheet_cell cell, struct str text,
                const struct node *node, enum look look) {
  lxw_format *format = b->looks[look];
  text = escape_string(b->arena, text);
  if (!fits_cell(b, text, node)) return;
  book_took(b, text.len ? worksheet_write_string(sheet, cell.row, cell.column, str_z(b->arena, text), format)
                        : worksheet_write_blank(sheet, cell.row, cell.column, format));
}

/* Excel takes 1900 for a leap year, so that its days before March are others' too. */
void write_day(struct sheet_book *b, lxw_worksheet *sheet, struct sheet_cell cell, const struct node *node,
               enum look look) {
  struct str date = node_str(node);
  if (!date.len || str_compare(date, STR("1900-03-01")) < 0) {
    write_text(b, sheet, cell, date.len ? date_print(b->arena, STR("d MMMM yyyy"), date) : date, node, look);
    return;
  }
  const char *z = str_z(b->arena, date);
  lxw_datetime day = {.year = (int)strtol(z, NULL, 10), .month = (int)strtol(z + 5, NULL, 10)};
  day.day = (int)strtol(z + 8, NULL, 10);
  book_took(b, worksheet_write_datetime(sheet, cell.row, cell.column, &day, b->looks[look]));
}

size_t lines_of(struct str text, double width) {
  size_t lines = 1, line = 0;
  for (size_t at = 0; at < text.len; line++) {
    bool feed = utf8_next(text, &at) == '\n';
    if (!feed && (double)line < width * SIGNS_A_UNIT) continue;
    lines++;
    line = 0;
  }
  return lines;
}

double grown_height(size_t lines) {
  double height = (double)(LINE * lines) + 5.25;
  return height > HIGHEST ? HIGHEST : height;
}

void set_page(struct sheet_book *b, lxw_worksheet *sheet) {
  struct text head = {.arena = b->arena};
  text_add(&head, STR("&L&9 "));
  for (const char *c = b->set->school; *c; c++) {
    if (*c == '&') text_add_byte(&head, '&');
    text_add_byte(&head, *c);
  }
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9); /* A4 */
  worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  if (*b->set->school && head.len < LONGEST_HEADER) worksheet_set_header(sheet, str_z(b->arena, text_str(&head)));
  worksheet_set_footer(sheet, "&L&9About a child: please keep it safe.&R&9&A, page &P of &N");
}
