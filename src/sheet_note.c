/* Notes, taken apart and put together. */
#include "sheet_note.h"

#include <string.h>

static const char ALSO[] = "Also:", RESOLVED[] = " (resolved)", DAY[] = "d MMMM yyyy";
enum { ESCAPE = '\\' };

/* A line without its end; *at moves behind it. */
static struct str next_line(struct str text, size_t *at) {
  const char *end = memchr(text.at + *at, '\n', text.len - *at);
  size_t to = end ? (size_t)(end - text.at) : text.len;
  struct str line = str_sub(text, *at, to);
  *at = to + 1;
  return line;
}

/* The bytes of a dash and a space at the head of a line; 0 for none. */
static size_t dash(struct str line) {
  static const char *const dashes[] = {"— ", "– ", "― "};
  for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
    if (str_starts(line, str_from(dashes[i]))) return strlen(dashes[i]);
  return 0;
}

/* ---- who, and when ---- */

static bool read_day(struct arena *arena, struct str text, struct str *date) {
  *date = text;
  if (datetime_valid(text)) return true;
  return date_read(arena, STR(DAY), STR(""), text, date) == DATE_RIGHT;
}

static void take_resolved(struct str *line, bool *resolved) {
  size_t len = sizeof RESOLVED - 1;
  *resolved = line->len > len && str_is(str_sub(*line, line->len - len, line->len), RESOLVED);
  if (*resolved) line->len -= len;
}

static void take_date(struct arena *arena, struct str *line, struct str *date) {
  for (size_t at = line->len; at-- > 0;) {
    if (line->at[at] != ',') continue;
    if (read_day(arena, str_trim(str_sub(*line, at + 1, line->len)), date))
      *line = str_sub(*line, 0, at);
    else
      *date = STR("");
    return;
  }
}

static void take_initials(struct str *line, struct str *initials) {
  if (!line->len || line->at[line->len - 1] != ']') return;
  size_t at = line->len;
  while (at && line->at[at - 1] != '[') at--;
  if (at < 2 || line->at[at - 2] != ' ') return;
  *initials = str_sub(*line, at, line->len - 1);
  *line = str_sub(*line, 0, at - 2);
}

static void read_signature(struct arena *arena, struct str line, struct note_remark *remark) {
  take_resolved(&line, &remark->resolved);
  take_date(arena, &line, &remark->date);
  take_initials(&line, &remark->initials);
  line = str_trim(line);
  if (line.len && line.at[line.len - 1] == ESCAPE) line.len--;
  remark->by = str_sub(line, line.len && *line.at == ESCAPE, line.len);
}

/* ---- the lines ---- */

struct notepad {
  struct arena *arena;
  struct note_said said;
  struct text lines; /* of the remark that is being read */
  size_t count;
  bool reply;
};

static void end_remark(struct notepad *pad, struct note_remark remark) {
  remark.text = str_copy(pad->arena, text_str(&pad->lines));
  remark.reply = pad->reply;
  *PUSH(pad->arena, &pad->said.remarks) = remark;
  pad->lines.len = 0;
  pad->count = 0;
}

static void add_line(struct notepad *pad, struct str line) {
  if (!pad->count) pad->reply = str_starts(line, STR("> ")) || str_is(line, ">");
  if (pad->reply && str_starts(line, STR(">"))) line = str_sub(line, 1 + (line.len > 1 && line.at[1] == ' '), line.len);
  if (line.len && *line.at == ESCAPE) line = str_sub(line, 1, line.len);
  if (pad->count++) text_add_byte(&pad->lines, '\n');
  text_add(&pad->lines, line);
}

/* A spreadsheet program writes who made a note as its first line. */
static struct str without_author(struct str text, struct str author) {
  bool named = author.len && str_starts(text, author) && str_starts(str_sub(text, author.len, text.len), STR(":\n"));
  return named ? str_sub(text, author.len + 2, text.len) : text;
}

static bool is_also(struct str line) {
  size_t colon = sizeof ALSO - 2;
  return line.len > colon && line.at[colon] == ':' && fold_equal(str_sub(line, 0, colon), str_sub(STR(ALSO), 0, colon));
}

static void read_line(struct notepad *pad, struct str line, bool first) {
  struct note_remark remark = {0};
  size_t mark = dash(line);
  bool also = first && is_also(line);
  if (also) {
    pad->said.also = str_trim(str_sub(line, sizeof ALSO - 1, line.len));
  } else if (mark && pad->count) {
    read_signature(pad->arena, str_sub(line, mark, line.len), &remark);
    end_remark(pad, remark);
  } else if (pad->count || str_trim(line).len) {
    add_line(pad, line);
  }
}

struct note_said note_read(struct arena *arena, struct str text, struct str author) {
  struct notepad pad = {.arena = arena, .lines = {.arena = arena}};
  text = without_author(text, author);
  for (size_t at = 0; at < text.len;) {
    size_t from = at;
    struct str line = next_line(text, &at);
    read_line(&pad, line, !from);
  }
  struct note_remark rest = {.by = author};
  if (str_trim(text_str(&pad.lines)).len) end_remark(&pad, rest);
  return pad.said;
}

/* ---- put together ---- */

/* What reading would take for something else, or leave out, when it stands there plainly. */
static bool wants_escape(struct str line, bool first) {
  return (line.len && (*line.at == ESCAPE || *line.at == '>')) || dash(line) || (first && !str_trim(line).len) ||
         is_also(line);
}

static void print_lines(struct text *out, const struct note_remark *remark) {
  struct str text = remark->text;
  for (size_t at = 0, n = 0; at <= text.len && (at < text.len || !n); n++) {
    struct str line = next_line(text, &at);
    bool escape = remark->reply ? line.len && *line.at == ESCAPE : wants_escape(line, !n);
    if (remark->reply) text_add(out, STR("> "));
    if (escape) text_add_byte(out, ESCAPE);
    text_add(out, line);
    text_add_byte(out, '\n');
  }
}

/* The name as it is, or with backslashes beside it. */
static void print_signature(struct text *out, const struct note_remark *remark, bool escape) {
  struct str mark = escape ? STR("\\") : STR("");
  text_add(out, STR("— "));
  text_add(out, str_joined(out->arena, mark, remark->by, mark));
  if (remark->initials.len) text_add(out, str_joined(out->arena, STR(" ["), remark->initials, STR("]")));
  if (remark->date.len) text_add(out, STR(", "));
  text_add(out, date_valid(remark->date) ? date_print(out->arena, STR(DAY), remark->date) : remark->date);
  if (remark->resolved) text_add_z(out, RESOLVED);
}

static bool same_remark(const struct note_remark *a, const struct note_remark *b) {
  return str_equal(a->text, b->text) && str_equal(a->by, b->by) && str_equal(a->initials, b->initials) &&
         str_equal(a->date, b->date) && a->reply == b->reply && a->resolved == b->resolved;
}

static void sign(struct text *out, const struct note_remark *remark) {
  struct arena *arena = out->arena;
  struct text plain = {.arena = arena};
  struct note_remark read = {.text = remark->text, .reply = remark->reply};
  print_signature(&plain, remark, false);
  struct str line = text_str(&plain);
  read_signature(arena, str_sub(line, dash(line), line.len), &read);
  print_signature(out, remark, !same_remark(&read, remark));
}

bool note_print(struct arena *arena, const struct note_said *said, struct str *text) {
  struct text out = {.arena = arena};
  if (said->also.len) text_add(&out, str_joined(arena, STR("Also: "), said->also, STR("")));
  for (size_t i = 0; i < said->remarks.n; i++) {
    if (i && !said->remarks.at[i].reply) text_add_byte(&out, '\n');
    if (out.len) text_add_byte(&out, '\n');
    print_lines(&out, &said->remarks.at[i]);
    sign(&out, &said->remarks.at[i]);
  }
  *text = text_str(&out);
  struct note_said read = note_read(arena, *text, STR(""));
  bool same = str_equal(read.also, said->also) && read.remarks.n == said->remarks.n;
  for (size_t i = 0; same && i < read.remarks.n; i++) same = same_remark(&read.remarks.at[i], &said->remarks.at[i]);
  return same;
}
