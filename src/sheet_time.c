/* Engagement and support by area from term to term: a table of formulas that follow the terms' sheets, and two charts of it. */
#include "shape.h"
#include "sheet_write.h"

enum { HEAD_ROW = 3, FIRST_ROW, BAR = 19, AROUND = 130, WIDTH = 1340 };
enum { SUPPORT_DEEP = 0x3C4A52, SUPPORT_PALE = 0xE4E9EC };

struct over_time {
  struct sheet_book *b;
  lxw_worksheet *sheet;
  const char *name;
  lxw_row_t row; /* the next */
};

/* Where a page has rows of an area; false when it has none. */
static bool rows_of(const struct sheet_page *page, const struct area *area, lxw_row_t *first, lxw_row_t *last) {
  *first = *last = 0;
  for (size_t i = 0; i < area->count; i++) {
    lxw_row_t row = page->rows[area->milestones[i].order];
    if (row && !*first) *first = row;
    if (row) *last = row;
  }
  return *first != 0;
}

static size_t count_of(const struct sheet_book *b, const struct sheet_page *page, const struct area *area,
                       const struct level *level) {
  size_t count = 0;
  for (size_t i = 0; i < area->count; i++) {
    const struct node *entry = entry_of(page->term, area->milestones[i].id);
    count += entry && (engagement_of(b, entry) == level || one_support(b, entry) == level);
  }
  return count;
}

static void write_counts(struct over_time *o, const struct sheet_page *page, const struct area *area,
                         const struct scale *scale, enum sheet_place place, lxw_col_t from) {
  lxw_row_t first, last;
  char letters[LXW_MAX_COL_NAME_LENGTH], head[LXW_MAX_COL_NAME_LENGTH];
  rows_of(page, area, &first, &last);
  lxw_col_to_name(letters, place, LXW_TRUE);
  for (size_t i = 0; i < scale->count; i++) {
    lxw_col_t column = (lxw_col_t)(from + i);
    lxw_col_to_name(head, column, LXW_FALSE);
    const char *formula = str_format(o->b->arena, "=COUNTIF(%s!%s$%u:%s$%u,%s$%d)", sheet_reference(o->b, page->name),
                                     letters, (unsigned)first + 1, letters, (unsigned)last + 1, head, HEAD_ROW + 1);
    book_took(o->b, worksheet_write_formula_num(o->sheet, o->row, column, formula, o->b->looks[LOOK_NUMBER],
                                                (double)count_of(o->b, page, area, &scale->levels[i])));
  }
}

/* A title is a formula too, since it is no one's data: ="Communication, 2025-26 Term 1". */
static void write_area_term(struct over_time *o, const struct sheet_page *page, const struct area *area) {
  struct arena *arena = o->b->arena;
  const char *shown = str_format(arena, "%s, %s", str_z(arena, area->title), page->name);
  struct text formula = {.arena = arena};
  text_add_z(&formula, "=\"");
  for (const char *c = shown; *c; c++) {
    if (*c == '"') text_add_byte(&formula, '"');
    text_add_byte(&formula, *c);
  }
  text_add_byte(&formula, '"');
  book_took(o->b, worksheet_write_formula_str(o->sheet, o->row, 0, str_z(arena, text_str(&formula)),
                                              o->b->looks[LOOK_CELL], shown));
}

static void write_heads(struct over_time *o, const struct scale *scale, lxw_col_t from) {
  for (size_t i = 0; i < scale->count; i++)
    write_text(o->b, o->sheet, (struct sheet_cell){HEAD_ROW, (lxw_col_t)(from + i)}, scale->levels[i].label, NULL,
               LOOK_HEAD);
}

/* ---- charts ---- */

/* Supports have no colours of their own: greys from deep to pale, since the first is the most intensive. */
static lxw_color_t grey(size_t i, size_t count) {
  double part = count > 1 ? (double)i / (double)(count - 1) : 0;
  lxw_color_t colour = 0;
  for (int shift = 16; shift >= 0; shift -= 8) {
    double deep = SUPPORT_DEEP >> shift & 0xFF, pale = SUPPORT_PALE >> shift & 0xFF;
    colour = colour << 8 | (lxw_color_t)(deep + (pale - deep) * part);
  }
  return colour;
}

static void add_series(struct over_time *o, lxw_chart *chart, lxw_col_t column, lxw_color_t colour) {
  lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
  if (!series) arena_no_memory(o->b->arena);
  lxw_chart_fill fill = {.color = colour};
  lxw_chart_line line = {.color = 0x2F7486, .width = 0.5};
  chart_series_set_categories(series, o->name, FIRST_ROW, 0, o->row - 1, 0);
  chart_series_set_values(series, o->name, FIRST_ROW, column, o->row - 1, column);
  chart_series_set_name_range(series, o->name, HEAD_ROW, column);
  chart_series_set_fill(series, &fill);
  chart_series_set_line(series, &line);
}

static double add_chart(struct over_time *o, const struct scale *scale, lxw_col_t from, double offset) {
  struct sheet_book *b = o->b;
  lxw_chart *chart = workbook_add_chart(b->book, LXW_CHART_BAR_STACKED);
  if (!chart) {
    arena_no_memory(b->arena);
    return offset;
  }
  for (size_t i = 0; i < scale->count; i++)
    add_series(o, chart, (lxw_col_t)(from + i),
               scale == b->set->mapping->engagement ? sheet_colour(&scale->levels[i]) : grey(i, scale->count));
  lxw_chart_font font = {.name = "Arial", .size = 9}, title = {.name = "Arial", .size = 12, .bold = LXW_TRUE};
  chart_title_set_name(chart, str_z(b->arena, scale->title));
  chart_title_set_name_font(chart, &title);
  chart_set_series_gap(chart, 40);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  chart_legend_set_font(chart, &font);
  chart_axis_set_reverse(chart->y_axis);
  chart_axis_set_num_font(chart->x_axis, &font);
  chart_axis_set_num_font(chart->y_axis, &font);
  chart_axis_set_interval_unit(chart->y_axis, 1);
  lxw_chart_line rule = {.color = 0xDDE5E9, .width = 0.75};
  chart_axis_major_gridlines_set_line(chart->x_axis, &rule);
  chart_axis_set_major_unit(chart->x_axis, 1);
  chart_axis_set_num_format(chart->x_axis, "0");
  double height = (double)(AROUND + BAR * (o->row - FIRST_ROW));
  lxw_chart_options options = {.x_scale = WIDTH / 480.0, .y_scale = height / 288.0, .y_offset = (int32_t)offset};
  book_took(o->b, worksheet_insert_chart_opt(o->sheet, o->row + 1, 0, chart, &options));
  return offset + height + 20;
}

/* ---- the whole ---- */

static void write_areas(struct over_time *o, const struct sheet_page *pages, size_t count) {
  const struct mapping *mapping = o->b->set->mapping;
  lxw_row_t first, last;
  for (size_t a = 0; a < mapping->domain->area_count; a++)
    for (size_t p = 0; p < count; p++) {
      const struct area *area = &mapping->domain->areas[a];
      if (!rows_of(&pages[p], area, &first, &last)) continue;
      write_area_term(o, &pages[p], area);
      write_counts(o, &pages[p], area, mapping->engagement, PLACE_ENGAGEMENT, 1);
      write_counts(o, &pages[p], area, mapping->support, PLACE_SUPPORT, (lxw_col_t)(mapping->engagement->count + 1));
      o->row++;
    }
}

void write_over_time(struct sheet_book *b, const char *name, const struct sheet_page *pages, size_t count) {
  struct over_time o = {.b = b, .sheet = add_sheet(b, name), .name = name, .row = FIRST_ROW};
  const struct scale *engagement = b->set->mapping->engagement, *support = b->set->mapping->support;
  lxw_col_t supports = (lxw_col_t)(engagement->count + 1), last = (lxw_col_t)(supports + support->count - 1);
  worksheet_set_column(o.sheet, 0, 0, 38, NULL);
  worksheet_set_column(o.sheet, 1, last, 12.5, NULL);
  set_page(b, o.sheet);
  write_text(b, o.sheet, (struct sheet_cell){0, 0}, str_from(SHEET_OVER_TIME), NULL, LOOK_TITLE);
  book_took(b, worksheet_merge_range(o.sheet, 1, 0, 1, last, SHEET_OVER_TIME_HELP, b->looks[LOOK_SUBTITLE]));
  write_text(b, o.sheet, (struct sheet_cell){HEAD_ROW - 1, 1}, engagement->title, NULL, LOOK_BAND);
  write_text(b, o.sheet, (struct sheet_cell){HEAD_ROW - 1, supports}, support->title, NULL, LOOK_BAND);
  write_text(b, o.sheet, (struct sheet_cell){HEAD_ROW, 0}, str_from(SHEET_AREA), NULL, LOOK_HEAD);
  write_heads(&o, engagement, 1);
  write_heads(&o, support, supports);
  worksheet_set_row(o.sheet, 0, 34, NULL);
  worksheet_set_row(o.sheet, HEAD_ROW, 30, NULL);
  write_areas(&o, pages, count);
  if (o.row == FIRST_ROW) return;
  double offset = add_chart(&o, engagement, 1, 0);
  add_chart(&o, support, supports, offset);
}
