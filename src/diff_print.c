/* Differences as a report for people, and as lines of JSON. */
#include "diff_parts.h"

#include <string.h>

/* ---- lines ---- */

typedef ARRAY(struct str) lines;

static lines split(struct arena *arena, struct str text) {
  lines list = {0};
  for (size_t from = 0; text.len && from <= text.len;) {
    ptrdiff_t end = str_find(str_sub(text, from, text.len), STR("\n"));
    size_t to = end < 0 ? text.len : from + (size_t)end;
    *PUSH(arena, &list) = str_sub(text, from, to);
    from = to + 1;
  }
  return list;
}

/* lengths[i * (new.n + 1) + j]: how many lines old from i and new from j have in common, in order. NULL where that would be a table
 * too large for what it shows. */
static unsigned *common_lengths(struct arena *arena, const lines *old, const lines *new) {
  enum { MOST = 1000000 };
  size_t width = new->n + 1;
  if (old->n >= MOST / width) return NULL;
  unsigned *lengths = arena_alloc(arena, (old->n + 1) * width, sizeof *lengths);
  for (size_t i = old->n; i-- > 0;)
    for (size_t j = new->n; j-- > 0;) {
      unsigned down = lengths[(i + 1) * width + j], right = lengths[i * width + j + 1];
      bool same = str_equal(old->at[i], new->at[j]);
      lengths[i * width + j] = same ? lengths[(i + 1) * width + j + 1] + 1 : down > right ? down : right;
    }
  return lengths;
}

void diff_lines(struct arena *arena, struct str old, struct str new,
                void (*tell)(void *context, int sign, struct str line), void *context) {
  lines was = split(arena, old), is = split(arena, new);
  const unsigned *lengths = common_lengths(arena, &was, &is);
  size_t i = 0, j = 0, width = is.n + 1;
  while (i < was.n || j < is.n) {
    bool both = lengths && i < was.n && j < is.n;
    if (both && str_equal(was.at[i], is.at[j])) {
      i++;
      j++;
    } else if (both ? lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] : i < was.n) {
      tell(context, -1, was.at[i++]);
    } else {
      tell(context, 1, is.at[j++]);
    }
  }
}

/* ---- the report ---- */

struct report {
  struct text out;
  int indent; /* of what stands under the heading */
};

static void begin(struct report *report, int deeper) {
  for (int i = 0; i < report->indent + deeper; i++) text_add_z(&report->out, "  ");
}

static const char *sign_of(int sign) { return sign < 0 ? "\xE2\x88\x92 " : "+ "; }

static void add_line(void *context, int sign, struct str line) {
  struct report *report = context;
  begin(report, 0);
  text_add_z(&report->out, sign_of(sign));
  if (line.len)
    text_add_safe(&report->out, line);
  else
    text_add_z(&report->out, "(an empty line)");
  text_add_byte(&report->out, '\n');
}

/* Words of one line go on behind what introduces them; words of several stand below it. */
static void add_words(struct report *report, struct str words) {
  lines list = split(report->out.arena, words);
  if (list.n <= 1) {
    text_add_z(&report->out, " \"");
    text_add_safe(&report->out, words);
    text_add_z(&report->out, "\"\n");
    return;
  }
  text_add_byte(&report->out, '\n');
  for (size_t i = 0; i < list.n; i++) {
    if (list.at[i].len) begin(report, 1);
    text_add_safe(&report->out, list.at[i]);
    text_add_byte(&report->out, '\n');
  }
}

static void add_safe_z(struct report *report, const char *words) { text_add_safe(&report->out, str_from(words)); }

static void add_value(struct report *report, const struct difference *d) {
  begin(report, 0);
  add_safe_z(report, d->place);
  text_add_z(&report->out, ": ");
  if (!d->old.len || !d->new.len) text_add_z(&report->out, sign_of(d->old.len ? -1 : 1));
  text_add_safe(&report->out, d->old);
  if (d->old.len && d->new.len) text_add_z(&report->out, " \xE2\x86\x92 ");
  text_add_safe(&report->out, d->new);
  text_add_byte(&report->out, '\n');
}

/* What one list has oftener than the other. */
static void add_only(struct report *report, const lines *list, const lines *other, int sign, bool *first) {
  for (size_t i = 0; i < list->n; i++) {
    size_t here = 0, there = 0;
    for (size_t j = 0; j < i; j++) here += str_equal(list->at[j], list->at[i]);
    for (size_t j = 0; j < other->n; j++) there += str_equal(other->at[j], list->at[i]);
    if (here < there) continue;
    if (!*first) text_add_z(&report->out, "; ");
    text_add_z(&report->out, sign_of(sign));
    text_add_safe(&report->out, list->at[i]);
    *first = false;
  }
}

static void add_items(struct report *report, const struct difference *d) {
  lines old = split(report->out.arena, d->old), new = split(report->out.arena, d->new);
  bool first = true;
  begin(report, 0);
  add_safe_z(report, d->place);
  text_add_z(&report->out, ": ");
  add_only(report, &new, &old, 1, &first);
  add_only(report, &old, &new, -1, &first);
  text_add_byte(&report->out, '\n');
}

static void add_lines(struct report *report, const struct difference *d) {
  if (d->place) {
    begin(report, 0);
    add_safe_z(report, d->place);
    text_add_z(&report->out, ":\n");
  }
  report->indent += d->place != NULL;
  diff_lines(report->out.arena, d->old, d->new, add_line, report);
  report->indent -= d->place != NULL;
}

static void add_said(struct report *report, const struct difference *d) {
  bool reworded = d->old.len && d->new.len && !str_equal(d->old, d->new);
  begin(report, 0);
  text_add_z(&report->out, d->what);
  if (d->by[0]) text_add_z(&report->out, ", ");
  add_safe_z(report, d->by);
  text_add_byte(&report->out, ':');
  if (!reworded) {
    add_words(report, d->new.len ? d->new : d->old);
    return;
  }
  text_add_byte(&report->out, '\n');
  report->indent++; /* a comment is told in full: both, not only the lines that differ */
  diff_lines(report->out.arena, d->old, STR(""), add_line, report);
  diff_lines(report->out.arena, STR(""), d->new, add_line, report);
  report->indent--;
}

static void add_text(struct report *report, const struct difference *d) {
  begin(report, 0);
  text_add_z(&report->out, sign_of(d->old.len ? -1 : 1));
  add_safe_z(report, d->place);
  text_add_byte(&report->out, ':');
  add_words(report, d->old.len ? d->old : d->new);
}

static void add_row(struct report *report, const struct difference *d) {
  begin(report, 0);
  text_add_z(&report->out, d->what);
  text_add_byte(&report->out, '\n');
}

static void add_about(struct report *report, const char *about) {
  begin(report, 1);
  for (const char *at = about; *at; at++) {
    const char *end = strchr(at, '\n');
    size_t len = end ? (size_t)(end - at) : strlen(at);
    text_add_safe(&report->out, (struct str){at, len});
    text_add_byte(&report->out, '\n');
    if (!end) return;
    begin(report, 1);
    at = end;
  }
}

static void add_heading(struct report *report, const struct difference *d) {
  if (!d->part[0]) return;
  text_add_z(&report->out, "  ");
  add_safe_z(report, d->part);
  if (d->row) {
    text_add_z(&report->out, ": \"");
    add_safe_z(report, d->row);
    text_add_byte(&report->out, '"');
  }
  text_add_byte(&report->out, '\n');
}

static bool same_words(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

struct str diff_report(struct arena *arena, const struct diff_side sides[2], const struct differences *list) {
  static void (*const forms[])(struct report *, const struct difference *) = {
      [DIFF_VALUE] = add_value, [DIFF_ITEMS] = add_items, [DIFF_LINES] = add_lines,
      [DIFF_ROW] = add_row,     [DIFF_SAID] = add_said,   [DIFF_TEXT] = add_text};
  struct report report = {.out = {.arena = arena}};
  add_safe_z(&report, sides[OLD].name);
  text_add_z(&report.out, list->n ? " \xE2\x86\x92 " : " and ");
  add_safe_z(&report, sides[NEW_ONE].name);
  text_add_z(&report.out, list->n ? "\n" : " say the same: no difference\n");
  for (size_t i = 0; i < list->n; i++) {
    const struct difference *d = &list->at[i], *before = i ? d - 1 : NULL;
    bool again = before && same_words(before->part, d->part) && same_words(before->row, d->row);
    if (!again) add_heading(&report, d);
    report.indent = d->part[0] ? 2 : 1;
    forms[d->form](&report, d);
    if (d->about) add_about(&report, d->about);
  }
  return text_str(&report.out);
}

/* ---- JSON ---- */

/* Without values a place is told by its labels alone: statements, and words of the document, tell what a learner does. */
static const char *json_place(struct arena *arena, const struct difference *d, bool values) {
  struct text out = {.arena = arena};
  bool of_document = d->form == DIFF_SAID || d->form == DIFF_TEXT;
  const char *parts[] = {d->part, values ? d->row : NULL, of_document && !values ? NULL : d->place,
                         values ? d->by : NULL, values ? d->about : NULL};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i] || !parts[i][0]) continue;
    if (out.len) text_add_z(&out, ": ");
    text_add_z(&out, parts[i]);
  }
  return str_z(arena, text_str(&out));
}

struct str diff_json(struct arena *arena, const struct differences *list, bool values) {
  struct text all = {.arena = arena};
  for (size_t i = 0; i < list->n; i++) {
    const struct difference *d = &list->at[i];
    struct text line = {.arena = arena};
    text_add_byte(&line, '{');
    text_add_json(&line, "place", json_place(arena, d, values));
    text_add_json(&line, "what", d->what);
    if (values) text_add_json(&line, "old", str_z(arena, d->old));
    if (values) text_add_json(&line, "new", str_z(arena, d->new));
    text_add_z(&line, "}\n");
    text_add(&all, text_str(&line));
  }
  return text_str(&all);
}
