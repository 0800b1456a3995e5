/* The children of a list: its columns are found by the names that school systems give them. */
#include "codec.h"
#include "new_parts.h"
#include "read_parts.h"

#include <string.h>

enum column { FORENAME, SURNAME, KNOWN_AS, NAME, BORN, SCN, ID, CLASS, COLUMN_COUNT };

enum { MOST_NAMES = 9 };

/* Folded, and without full stops and hyphens. */
static const char *const NAMES[COLUMN_COUNT][MOST_NAMES] = {
    [FORENAME] = {"forename", "forenames", "first name", "first names", "given name", "pupil forename",
                  "legal forename", "forename(s)"},
    [SURNAME] = {"surname", "last name", "family name", "pupil surname", "legal surname", "second name"},
    [KNOWN_AS] = {"known as", "preferred name", "preferred forename", "known name", "chosen name",
                  "preferred first name", "pupil known as"},
    [NAME] = {"name", "full name", "pupil", "pupil name", "child", "child's name", "learner", "student",
              "student name"},
    [BORN] = {"date of birth", "dob", "birth date", "birthdate", "born", "birthday", "d o b", "pupil dob"},
    [SCN] = {"scn", "scottish candidate number", "candidate number", "scn number", "scottish candidate no", "scn no",
             "pupil scn", "candidate no"},
    [ID] = {"id", "cairn id", "learner id"},
    [CLASS] = {"class", "reg class", "registration class", "registration group", "reg group", "class name",
               "form class", "base class"}};

static const char *const SAID[COLUMN_COUNT] = {"forename",      "surname", "known as", "name",
                                               "date of birth", "SCN",     "id",       "class"};

struct list_header {
  size_t at[COLUMN_COUNT]; /* from 1; 0 for none */
  size_t width;            /* up to the last column that has a name */
};

static struct str plain(struct arena *arena, struct str text) {
  struct text out = {.arena = arena};
  struct str folded = fold(arena, text);
  for (size_t i = 0; i < folded.len; i++) {
    bool mark = folded.at[i] == '.' || folded.at[i] == '-' || folded.at[i] == '_';
    bool between = mark && i + 1 < folded.len && folded.at[i + 1] != ' ';
    if (!mark || between) text_add_byte(&out, mark ? ' ' : folded.at[i]);
  }
  return str_trim(text_str(&out));
}

static size_t column_of(struct arena *arena, struct str field) {
  struct str name = plain(arena, field);
  for (size_t c = 0; c < COLUMN_COUNT; c++)
    for (size_t i = 0; i < MOST_NAMES && NAMES[c][i]; i++)
      if (str_is(name, NAMES[c][i])) return c;
  return COLUMN_COUNT;
}

/* How many columns of a row are known; a name that stands twice counts as the first. */
static size_t read_header(struct arena *arena, const struct csv_row *row, struct list_header *header) {
  size_t found = 0;
  *header = (struct list_header){.width = 0};
  for (size_t i = 0; i < row->count; i++) {
    if (str_trim(row->fields[i]).len) header->width = i + 1;
    size_t c = column_of(arena, row->fields[i]);
    if (c == COLUMN_COUNT || header->at[c]) continue;
    header->at[c] = i + 1;
    found++;
  }
  bool named = header->at[NAME] || header->at[FORENAME] || header->at[KNOWN_AS];
  return named ? found : 0;
}

static bool twice(struct run *run, const struct csv *csv, const struct csv_row *row) {
  bool seen[COLUMN_COUNT + 1] = {false}, found = false;
  for (size_t i = 0; i < row->count; i++) {
    size_t c = column_of(run->arena, row->fields[i]);
    if (c < COLUMN_COUNT && seen[c]) {
      say(&run->messages, MSG_LIST_COLUMN_TWICE, csv_where(csv, row, i + 1), SAID[c]);
      found = true;
    }
    seen[c] = true;
  }
  return found;
}

/* Lines above the header tell what the list is: they are passed over. NULL, with a message, when no row is one. */
static const struct csv_row *find_header(struct run *run, const struct csv *csv, struct list_header *header) {
  enum { LOOK_AT = 20 };
  for (size_t i = 0; i < csv->count && i < LOOK_AT; i++)
    if (read_header(run->arena, &csv->rows[i], header)) return twice(run, csv, &csv->rows[i]) ? NULL : &csv->rows[i];
  say(&run->messages, MSG_LIST_NO_HEADER, ((struct where){.file = csv->path}), "");
  return NULL;
}

/* How people leave a cell empty; no name may be so, since documents read it back as nothing. */
static bool is_dash(struct str text) { return str_is(text, "-") || str_is(text, "–") || str_is(text, "—"); }

static struct str without_dash(struct str text) { return is_dash(text) ? STR("") : text; }

static struct str field_at(const struct csv_row *row, size_t number) {
  return number && number <= row->count ? without_dash(row->fields[number - 1]) : STR("");
}

/* On one line: a name that was broken over two in its cell is one name. */
static struct str field_of(struct arena *arena, const struct csv_row *row, const struct list_header *header,
                           enum column column) {
  struct str field = field_at(row, header->at[column]);
  struct text out = {.arena = arena};
  for (size_t i = 0; i < field.len; i++) {
    bool blank = field.at[i] == '\n' || field.at[i] == '\r' || field.at[i] == '\t' || field.at[i] == ' ';
    if (!blank || (out.len && out.at[out.len - 1] != ' ')) text_add_byte(&out, blank ? ' ' : field.at[i]);
  }
  return text_str(&out);
}

/* ---- values ---- */

static struct str two_words(struct arena *arena, struct str one, struct str other) {
  return one.len && other.len ? str_joined(arena, one, STR(" "), other) : one.len ? one : other;
}

/* "Surname, Forename" as the other way round. */
static struct str in_order(struct arena *arena, struct str name) {
  ptrdiff_t comma = str_find(name, STR(","));
  if (comma < 0) return name;
  return two_words(arena, without_dash(str_trim(str_sub(name, (size_t)comma + 1, name.len))),
                   without_dash(str_trim(str_sub(name, 0, (size_t)comma))));
}

/* The first word, but of "Surname, Forename" the first behind the comma. */
static struct str first_word(struct str name) {
  size_t end = 0;
  while (end < name.len && name.at[end] != ' ' && name.at[end] != ',') end++;
  return str_sub(name, 0, end);
}

/* Without a time of midnight, which some systems write behind a day. */
static struct str without_midnight(struct str text) {
  ptrdiff_t colon = str_find(text, STR(":"));
  if (colon < 0) return text;
  size_t at = (size_t)colon;
  while (at && text.at[at - 1] != ' ' && text.at[at - 1] != 'T') at--;
  struct str time = str_sub(text, at, text.len);
  for (size_t i = 0; i < time.len; i++)
    if (!strchr("0:.", time.at[i])) return text;
  return at ? str_sub(text, 0, at - 1) : text;
}

static enum date_fault read_day(struct run *run, struct str text, struct str *date) {
  return date_read(run->arena, STR("d/M/yyyy"), STR(""), without_midnight(text), date);
}

/* Whether a line has the month first: then the others, whose numbers could be either, most likely have it so too. */
static bool month_first(struct run *run, const struct pupils *pupils, size_t field) {
  struct str date;
  for (size_t i = 0; i < pupils->csv.count; i++)
    if (read_day(run, field_at(&pupils->csv.rows[i], field), &date) == DATE_MONTH_FIRST) return true;
  return false;
}

static struct str read_born(struct run *run, const struct pupils *pupils, const struct csv_row *row, size_t field) {
  struct str date, text = field_at(row, field);
  if (!text.len) return STR("");
  bool right = read_day(run, text, &date) == DATE_RIGHT;
  bool either = right && pupils->month_first && date_either_way(without_midnight(text), date);
  if (right && !either) return date;
  say(&run->messages, either ? MSG_LIST_EITHER : MSG_LIST_DATE, csv_where(&pupils->csv, row, field),
      str_z(run->arena, text));
  return STR("");
}

/* Digits, with or without blanks between them; a spreadsheet may have made another number of it. */
static struct str read_scn(struct run *run, const struct pupils *pupils, const struct csv_row *row, size_t field) {
  struct text out = {.arena = run->arena};
  struct str text = field_at(row, field);
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] == ' ' || text.at[i] == '\'') continue;
    if (text.at[i] < '0' || text.at[i] > '9') {
      say(&run->messages, MSG_LIST_SCN, csv_where(&pupils->csv, row, field), str_z(run->arena, text));
      return STR("");
    }
    text_add_byte(&out, text.at[i]);
  }
  return text_str(&out);
}

/* Whether what stands where a name belongs counts the children, and nothing else is said of one. */
static bool is_total(struct run *run, const struct list_header *header, const struct csv_row *row, struct str name) {
  static const char *const words[] = {"total", "totals", "grand total",      "subtotal",           "sub total", "count",
                                      "sum",   "number", "number of pupils", "number of children", "roll"};
  bool child = field_at(row, header->at[BORN]).len || field_at(row, header->at[SCN]).len;
  struct str folded = plain(run->arena, name);
  for (size_t i = 0; i < sizeof words / sizeof *words && !child; i++)
    if (str_is(folded, words[i])) return true;
  return false;
}

/* Whether only one cell of several is filled, and with a number or a colon in it: "Total: 12". */
static bool is_remark(const struct csv_row *row) {
  const struct str *only = NULL;
  for (size_t i = 0; i < row->count; i++) {
    if (row->fields[i].len && only) return false;
    if (row->fields[i].len) only = &row->fields[i];
  }
  bool odd = false;
  for (size_t i = 0; only && i < only->len; i++) odd = odd || strchr("0123456789:", only->at[i]);
  return odd && row->count > 1;
}

/* A cell behind the last column: nobody can tell which cell is which, as when a name with a comma has no quotation marks. */
static bool overflows(struct run *run, const struct pupils *pupils, const struct list_header *header,
                      const struct csv_row *row) {
  size_t i = header->width;
  while (i < row->count && !str_trim(row->fields[i]).len) i++;
  if (i < row->count) say(&run->messages, MSG_LIST_CELLS, csv_where(&pupils->csv, row, i + 1), "");
  return i < row->count;
}

static void add_pupil(struct run *run, struct pupils *pupils, const struct list_header *header,
                      const struct csv_row *row) {
  struct arena *arena = run->arena;
  struct pupil pupil = {.row = row};
  struct str forename = field_of(arena, row, header, FORENAME),
             whole = in_order(arena, field_of(arena, row, header, NAME));
  pupil.name = two_words(arena, forename, field_of(arena, row, header, SURNAME));
  if (!pupil.name.len || !forename.len) pupil.name = whole.len ? whole : pupil.name;
  pupil.known_as = field_of(arena, row, header, KNOWN_AS);
  if (!pupil.known_as.len) pupil.known_as = forename.len ? forename : first_word(pupil.name);
  if (!pupil.known_as.len || is_dash(pupil.known_as)) pupil.known_as = pupil.name;
  if (!pupil.name.len) pupil.name = pupil.known_as;
  bool unnamed = header->at[FORENAME] && !forename.len && !whole.len && !field_of(arena, row, header, KNOWN_AS).len;
  if (!pupil.name.len || unnamed || is_remark(row) || is_total(run, header, row, pupil.name)) {
    say(&run->messages, MSG_LIST_NO_NAME, csv_where(&pupils->csv, row, 0), "");
    return;
  }
  size_t longest = pupil.name.len > pupil.known_as.len ? pupil.name.len : pupil.known_as.len;
  if (longest > limit(arena, LIMIT_NAME)) {
    limit_tell(&run->messages, MSG_YAML_LIMIT, csv_where(&pupils->csv, row, 0), LIMIT_NAME,
               (struct met){.count = longest});
    return;
  }
  pupil.born = read_born(run, pupils, row, header->at[BORN]);
  pupil.scn = read_scn(run, pupils, row, header->at[SCN]);
  pupil.class = field_of(arena, row, header, CLASS);
  pupil.id = field_of(arena, row, header, ID);
  const char *file = str_format(arena, "%s.yaml", str_z(arena, pupil.id));
  bool kept = id_valid(pupil.id) && str_is(pupil.id, name_safe(arena, pupil.id)); /* on every system */
  if (pupil.id.len && (!kept || name_reserved(file)))
    say(&run->messages, MSG_LIST_ID, csv_where(&pupils->csv, row, header->at[ID]), str_z(arena, pupil.id));
  pupil.folded = fold(arena, pupil.name);
  *PUSH(arena, &pupils->list) = pupil;
}

/* ---- the whole ---- */

/* Whether two lines are of one child, as far as can be told. */
static bool same_child(const struct pupil *one, const struct pupil *other) {
  if (one->scn.len && other->scn.len) return str_equal(one->scn, other->scn);
  if (one->id.len && other->id.len) return str_equal(one->id, other->id);
  return str_equal(one->folded, other->folded) && str_equal(one->born, other->born);
}

static void tell_twice(struct run *run, const struct pupils *pupils) {
  for (size_t i = 0; i < pupils->list.n; i++)
    for (size_t j = 0; j < i; j++) {
      const struct pupil *one = &pupils->list.at[j], *other = &pupils->list.at[i];
      const char *line = str_format(run->arena, "%zu", one->row->line);
      if (same_child(one, other)) say(&run->messages, MSG_LIST_TWICE, csv_where(&pupils->csv, other->row, 0), line);
    }
}

static struct str one_class(struct run *run, const struct pupils *pupils) {
  struct str class = pupils->list.n ? pupils->list.at[0].class : STR("");
  for (size_t i = 1; i < pupils->list.n; i++) {
    if (fold_equal(pupils->list.at[i].class, class)) continue;
    say(&run->messages, MSG_LIST_CLASSES, csv_where(&pupils->csv, pupils->list.at[i].row, 0), "");
    return STR("");
  }
  return class;
}

bool pupils_read(struct run *run, const char *path, struct pupils *pupils) {
  struct list_header header;
  size_t errors = run->messages.errors;
  *pupils = (struct pupils){.class = STR("")};
  const struct csv_row *row = NULL;
  if (csv_read(run->arena, path, &run->messages, &pupils->csv)) row = find_header(run, &pupils->csv, &header);
  if (!row) return false;
  pupils->month_first = month_first(run, pupils, header.at[BORN]);
  for (row++; row < pupils->csv.rows + pupils->csv.count; row++) {
    if (pupils->list.n >= limit(run->arena, LIMIT_PUPILS)) {
      limit_tell(&run->messages, MSG_YAML_LIMIT, csv_where(&pupils->csv, row, 0), LIMIT_PUPILS, (struct met){0});
      return false;
    }
    if (!overflows(run, pupils, &header, row)) add_pupil(run, pupils, &header, row);
  }
  if (!pupils->list.n) say(&run->messages, MSG_NO_LIST, ((struct where){.file = path}), "no child is in it");
  tell_twice(run, pupils);
  pupils->class = one_class(run, pupils);
  return run->messages.errors == errors;
}
