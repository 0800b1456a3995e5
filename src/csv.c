/* Lists in plain text. */
#include "csv.h"
#include "file.h"

#include <string.h>

/* ---- as UTF-8 ---- */

/* What Windows-1252 has at 0x80 to 0x9F; 0 for nothing. */
static const uint16_t WINDOWS[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                     0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* A byte that Windows-1252 has no letter for becomes U+FFFF, which no text may hold. */
static struct str from_windows(struct arena *arena, struct str bytes) {
  struct text out = {.arena = arena};
  for (size_t i = 0; i < bytes.len; i++) {
    unsigned char byte = (unsigned char)bytes.at[i];
    uint32_t c = byte >= 0x80 && byte < 0xA0 ? WINDOWS[byte - 0x80] : byte;
    text_add_utf8(&out, c ? c : 0xFFFF);
  }
  return text_str(&out);
}

static bool is_utf8(struct str bytes) {
  for (size_t at = 0; at < bytes.len;)
    if (utf8_next(bytes, &at) == UINT32_MAX) return false;
  return true;
}

static bool as_utf8(struct arena *arena, const char *path, struct str *bytes, struct messages *messages) {
  struct where where = {.file = path};
  bool big = str_starts(*bytes, STR("\xFE\xFF")), little = str_starts(*bytes, STR("\xFF\xFE"));
  bool windows = !big && !little && !is_utf8(*bytes);
  if (big || little) *bytes = str_from_utf16(arena, *bytes, big);
  if (windows) *bytes = from_windows(arena, *bytes);
  if (str_starts(*bytes, STR("\xEF\xBB\xBF"))) *bytes = str_sub(*bytes, 3, bytes->len);
  bool text = utf8_bad(*bytes) == bytes->len, empty = !str_trim(*bytes).len;
  if (!text || empty) say(messages, MSG_NO_LIST, where, text ? "it is empty" : "it holds what no text can");
  if (text && !empty && windows) say(messages, MSG_LIST_WINDOWS, where, "");
  return text && !empty;
}

/* ---- fields ---- */

struct parser {
  struct arena *arena;
  struct csv *csv;
  struct messages *messages;
  struct str bytes;
  char separator;
  size_t at, line;        /* the byte, and its line */
  size_t counted, column; /* of the line: so many characters stand before the byte counted */
  ARRAY(struct csv_row) rows;
};

/* Of the first lines, quotes left out; the comma where there is none. */
static char separator_of(struct str bytes) {
  enum { LOOK_AT = 4096 };
  static const char marks[] = {',', ';', '\t'};
  size_t counts[sizeof marks] = {0}, best = 0;
  bool quoted = false;
  for (size_t at = 0; at < bytes.len && at < LOOK_AT; at++) {
    if (bytes.at[at] == '"') quoted = !quoted;
    for (size_t i = 0; i < sizeof marks; i++) counts[i] += !quoted && bytes.at[at] == marks[i];
  }
  for (size_t i = 1; i < sizeof marks; i++)
    if (counts[i] > counts[best]) best = i;
  return marks[best];
}

static bool at_end(const struct parser *p) {
  char c = p->at < p->bytes.len ? p->bytes.at[p->at] : '\n';
  return c == p->separator || c == '\n' || c == '\r';
}

/* Behind the opening quote; two are one. False when the list ends first. */
static bool read_quoted(struct parser *p, struct text *out) {
  for (p->at++; p->at < p->bytes.len; p->at++) {
    char c = p->bytes.at[p->at];
    bool again = c == '"' && p->at + 1 < p->bytes.len && p->bytes.at[p->at + 1] == '"';
    if (c == '"' && !again) {
      p->at++;
      return true;
    }
    p->at += again;
    if (c == '\n') {
      p->line++;
      p->counted = p->at + 1;
      p->column = 0;
    }
    text_add_byte(out, c);
  }
  return false;
}

/* A spreadsheet may write ="00123", so that noughts stay. */
static bool read_field(struct parser *p, struct str *field) {
  struct text out = {.arena = p->arena};
  while (p->at < p->bytes.len && p->bytes.at[p->at] == ' ' && p->separator != ' ') p->at++;
  if (str_starts(str_sub(p->bytes, p->at, p->bytes.len), STR("=\""))) p->at++;
  bool whole = p->at >= p->bytes.len || p->bytes.at[p->at] != '"' || read_quoted(p, &out);
  for (; whole && !at_end(p); p->at++) text_add_byte(&out, p->bytes.at[p->at]);
  *field = str_trim(text_str(&out));
  return whole;
}

static bool end_line(struct parser *p) {
  if (p->at < p->bytes.len && p->bytes.at[p->at] == p->separator) return false;
  p->at += p->at + 1 < p->bytes.len && p->bytes.at[p->at] == '\r' && p->bytes.at[p->at + 1] == '\n';
  p->at++;
  return true;
}

/* The column of the byte where the parser stands, from 1. */
static size_t column_here(struct parser *p) {
  for (; p->counted < p->at; p->column++) utf8_next(p->bytes, &p->counted);
  return p->column + 1;
}

/* The line at that byte, as much as a message may show. */
static struct str line_at(struct str bytes, size_t at) {
  enum { SHOWN = 4096 };
  struct str line = str_sub(bytes, at, at + SHOWN);
  size_t len = 0;
  while (len < line.len && line.at[len] != '\r' && line.at[len] != '\n') len++;
  return str_sub(line, 0, len);
}

static bool too_many(struct parser *p, const struct csv_row *row, size_t columns) {
  enum limit over = columns >= limit(p->arena, LIMIT_COLUMNS)  ? LIMIT_COLUMNS
                    : p->rows.n >= limit(p->arena, LIMIT_ROWS) ? LIMIT_ROWS
                                                               : LIMIT_COUNT;
  if (over == LIMIT_COUNT) return false;
  limit_tell(p->messages, MSG_YAML_LIMIT, csv_where(p->csv, row, 0), over, (struct met){0});
  return true;
}

static bool read_row(struct parser *p) {
  ARRAY(struct str) fields = {0};
  ARRAY(size_t) columns = {0};
  struct csv_row row = {.line = ++p->line, .source = line_at(p->bytes, p->at)};
  struct arena_mark mark = arena_mark(p->arena);
  p->counted = p->at;
  p->column = 0;
  bool said = false, last = false;
  while (!last) {
    if (too_many(p, &row, fields.n)) return false;
    struct str *field = PUSH(p->arena, &fields);
    *PUSH(p->arena, &columns) = column_here(p);
    if (!read_field(p, field)) {
      say(p->messages, MSG_LIST_QUOTE, csv_where(p->csv, &row, 0), "");
      return false;
    }
    said = said || field->len;
    last = end_line(p);
    if (!last) p->at++;
  }
  row.fields = fields.at;
  row.columns = columns.at;
  row.count = fields.n;
  if (said)
    *PUSH(p->arena, &p->rows) = row;
  else
    arena_rewind(p->arena, mark); /* a line of nothing takes no room */
  return true;
}

bool csv_read(struct arena *arena, const char *path, struct messages *messages, struct csv *csv) {
  struct parser p = {.arena = arena, .csv = csv, .messages = messages};
  *csv = (struct csv){.path = path};
  if (!file_read(arena, path, LIMIT_LIST, MSG_RECORD_UNREADABLE, messages, &p.bytes)) return false;
  if (!as_utf8(arena, path, &p.bytes, messages)) return false;
  p.separator = separator_of(p.bytes);
  while (p.at < p.bytes.len)
    if (!read_row(&p)) return false;
  csv->rows = p.rows.at;
  csv->count = p.rows.n;
  return true;
}

struct where csv_where(const struct csv *csv, const struct csv_row *row, size_t field) {
  size_t column = field && field <= row->count ? row->columns[field - 1] : 1;
  return (struct where){.file = csv->path, .line = row->line, .column = column, .source = row->source};
}
