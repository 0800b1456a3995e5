/* The slips behind most faults of YAML: a blank too few or too many, a quotation mark inside others, a ` #`. */
#include "yaml_parts.h"

/* ---- a line, as an eye sees it ---- */

/* Offsets of bytes; blanks before the text are single bytes, so that they count columns too. */
struct line {
  size_t from, start, text; /* its first byte; its first that is no blank; its text behind dashes */
  size_t key;               /* bytes of the key that the text begins with; 0 for none */
  bool item;                /* a dash and a blank stand before the text */
};

static char byte_at(struct str bytes, size_t at) { return at < bytes.len ? bytes.at[at] : '\n'; }
static bool is_end(char byte) { return byte == '\n' || byte == '\r'; }
static bool is_small(char byte) { return byte >= 'a' && byte <= 'z'; }
static bool is_key(char byte) { return is_small(byte) || byte == '-' || (byte >= '0' && byte <= '9'); }

static size_t behind_blanks(struct str bytes, size_t at) {
  while (byte_at(bytes, at) == ' ') at++;
  return at;
}

static struct line line_at(struct str bytes, size_t at) {
  struct line line = {.from = at};
  while (line.from && !is_end(bytes.at[line.from - 1])) line.from--;
  line.start = line.text = behind_blanks(bytes, line.from);
  while (byte_at(bytes, line.text) == '-' && byte_at(bytes, line.text + 1) == ' ') {
    line.item = true;
    line.text = behind_blanks(bytes, line.text + 1);
  }
  size_t end = line.text;
  while (is_small(byte_at(bytes, line.text)) && is_key(byte_at(bytes, end))) end++;
  if (byte_at(bytes, end) == ':') line.key = end - line.text;
  return line;
}

/* Goes to the line above that says something; false at the top. */
static bool go_up(struct str bytes, struct line *line) {
  while (line->from) {
    *line = line_at(bytes, line->from - 1);
    if (!is_end(byte_at(bytes, line->start)) && byte_at(bytes, line->start) != '#') return true;
  }
  return false;
}

/* ---- no blank behind a colon or a dash ---- */

static bool is_glued_key(struct str bytes, const struct line *line) {
  char next = byte_at(bytes, line->text + line->key + 1);
  return line->key && next != ' ' && next != '\t' && next != '/' && !is_end(next); /* a slash: http:// */
}

static bool is_glued_dash(struct str bytes, const struct line *line) {
  char next = byte_at(bytes, line->text + 1);
  return byte_at(bytes, line->text) == '-' && next != ' ' && next != '\t' && next != '-' && !is_end(next);
}

/* In the line of the fault, or the one above, whose value then swallowed it. */
static bool find_glued(struct arena *arena, struct str bytes, size_t at, struct slip *slip) {
  struct line line = line_at(bytes, at);
  bool key = is_glued_key(bytes, &line), dash = is_glued_dash(bytes, &line);
  if (!key && !dash && go_up(bytes, &line)) {
    key = is_glued_key(bytes, &line);
    dash = is_glued_dash(bytes, &line);
  }
  if (key) {
    const char *name = str_z(arena, str_sub(bytes, line.text, line.text + line.key));
    const char *advice = str_format(arena, "write `%s: `, with a space behind the colon", name);
    *slip = (struct slip){line.text + line.key, "there is no space behind this colon", advice};
  } else if (dash) {
    *slip = (struct slip){line.text, "there is no space behind this dash", "write `- `, with a space behind the dash"};
  }
  return key || dash;
}

/* ---- a line out of its column ---- */

static size_t column_of(const struct line *line, bool item) { return (item ? line->start : line->text) - line->from; }

/* Of the lines above that this one can belong with, the one that begins nearest to its column: *away. False for none. */
static bool find_neighbour(struct str bytes, const struct line *line, struct line *neighbour, size_t *away) {
  struct line above = *line;
  size_t column = line->start - line->from, least = SIZE_MAX, right = SIZE_MAX;
  while (right && go_up(bytes, &above)) {
    if (above.start - above.from >= right) continue; /* deeper in what has ended since */
    right = above.start - above.from;
    if (line->item ? !above.item : !above.key) continue;
    size_t there = column_of(&above, line->item), apart = there > column ? there - column : column - there;
    if (apart >= least) continue;
    least = apart;
    *neighbour = above;
  }
  *away = least;
  return least != SIZE_MAX;
}

/* A fault in the middle of a line, and a line in its column, have another cause. */
static bool find_indent(struct arena *arena, struct str bytes, size_t at, struct slip *slip) {
  struct line line = line_at(bytes, at), neighbour = line;
  bool first = at == line.start || at == line.text || (line.key && at == line.text + line.key);
  size_t away;
  if (!first || (!line.item && !line.key) || !find_neighbour(bytes, &line, &neighbour, &away) || !away) return false;
  bool right = line.start - line.from > column_of(&neighbour, line.item);
  slip->at = line.start;
  slip->words = str_format(arena, "this stands %zu space%s too far to the %s", away, away == 1 ? "" : "s",
                           right ? "right" : "left");
  const char *key = str_z(arena, str_sub(bytes, neighbour.text, neighbour.text + neighbour.key));
  slip->advice = line.item ? "begin it in the column of the dash above"
                           : str_format(arena, "begin it in the column of `%s` above", key);
  return true;
}

/* ---- quotation marks and ` #` ---- */

/* A text that goes on behind a mark that closes it. In brackets only at once: a mark further off may want a comma. */
static bool find_quote(struct str bytes, size_t at, bool flow, struct slip *slip) {
  while (!flow && at && bytes.at[at - 1] == ' ') at--;
  char mark = at ? bytes.at[at - 1] : ' ';
  if (mark != '"' && mark != '\'') return false;
  *slip = (struct slip){at - 1, "this quotation mark closes the text, and the text goes on behind it",
                        mark == '\''
                            ? "write a mark inside the text twice (''), or put the text in the other marks: \"...\""
                            : "put the text in the other marks, '...', and write a ' inside it twice ('')"};
  return true;
}

static bool holds(struct str bytes, size_t at, char wanted) {
  while (!is_end(byte_at(bytes, at)) && bytes.at[at] != wanted) at++;
  return byte_at(bytes, at) == wanted;
}

/* A comment that swallowed the closing bracket. */
static bool find_comment(struct str bytes, size_t from, size_t to, struct slip *slip) {
  char closing = byte_at(bytes, from) == '[' ? ']' : '}';
  bool quoted = false;
  for (size_t at = from + 1; at < to; at++) {
    if (bytes.at[at] == '"') quoted = !quoted;
    if (quoted || bytes.at[at] != '#' || bytes.at[at - 1] != ' ' || !holds(bytes, at, closing)) continue;
    *slip = (struct slip){at, "` #` begins a comment, and the rest of the line is not read", "put the text in quotes"};
    return true;
  }
  return false;
}

bool yaml_find_slip(struct arena *arena, struct str bytes, unsigned slips, size_t opening, size_t at,
                    struct slip *slip) {
  bool flow = byte_at(bytes, opening) == '[' || byte_at(bytes, opening) == '{';
  if (slips & SLIP_COMMENT && find_comment(bytes, opening, at, slip)) return true;
  if (slips & SLIP_QUOTE && find_quote(bytes, at, flow, slip)) return true;
  if (slips & SLIP_GLUED && find_glued(arena, bytes, opening, slip)) return true;
  return slips & SLIP_INDENT && find_indent(arena, bytes, at, slip);
}
