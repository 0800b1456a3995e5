/* What is wrong with a text that should be YAML, in words for somebody who has never seen it. */
#include "yaml_parts.h"

#include <string.h>

/* ---- from characters to bytes ---- */

struct cursor cursor_begin(struct str bytes) {
  return (struct cursor){.bytes = bytes, .line = 1, .column = 1};
}

static void step(struct cursor *cursor) {
  struct str bytes = cursor->bytes;
  char byte = bytes.at[cursor->at++];
  while (cursor->at < bytes.len && (bytes.at[cursor->at] & 0xC0) == 0x80) cursor->at++;
  bool pair = byte == '\r' && cursor->at < bytes.len && bytes.at[cursor->at] == '\n';
  bool ends_line = byte == '\n' || (byte == '\r' && !pair);
  cursor->line += ends_line;
  cursor->column = ends_line ? 1 : cursor->column + 1;
  cursor->index++;
}

void cursor_to(struct cursor *cursor, size_t index) {
  if (index < cursor->index) *cursor = cursor_begin(cursor->bytes);
  while (cursor->index < index && cursor->at < cursor->bytes.len) {
    if (cursor->plain <= cursor->at) cursor->plain = cursor->at + ascii_ahead(cursor->bytes, cursor->at);
    size_t most = index - cursor->index, plain = cursor->plain - cursor->at;
    if (plain > most) plain = most;
    cursor->at += plain;
    cursor->index += plain;
    cursor->column += plain;
    if (plain < most) step(cursor);
  }
}

struct where cursor_where(const struct cursor *cursor, const char *path) {
  struct source source = {.path = path, .bytes = cursor->bytes};
  struct node node = {.mark = &(struct mark){cursor->at, cursor->at, cursor->line, cursor->column}};
  return source_where(&source, &node);
}

/* ---- characters ---- */

const char *yaml_codepoint(struct arena *arena, uint32_t c) { return str_format(arena, "U+%04X", (unsigned)c); }

/* What XML holds and a YAML file cannot, unless it is written as an escape. */
static bool only_escaped(uint32_t c, size_t at) {
  return (c >= 0x7F && c < 0xA0 && c != 0x85) || (c == 0xFEFF && at > 0);
}

static void tell_character(const struct cursor *cursor, uint32_t c, bool escaped, const char *path,
                           struct messages *messages) {
  const char *name = yaml_codepoint(messages->arena, c);
  if (escaped)
    say(messages, MSG_YAML_SYNTAX, cursor_where(cursor, path),
        str_format(messages->arena, "the character %s cannot stand in it", name), "take it out");
  else
    say(messages, MSG_YAML_CHARACTER, cursor_where(cursor, path), name);
}

/* A file in another encoding is full of such bytes: the first is told, and nothing else. */
static bool is_utf8(const char *path, struct str bytes, struct messages *messages) {
  struct cursor cursor = cursor_begin(bytes);
  while (cursor.at < bytes.len) {
    size_t next = cursor.at;
    bool sound = utf8_next(bytes, &next) != UINT32_MAX;
    if (sound) step(&cursor);
    if (!sound || cursor.at != next) { /* a byte that goes on where nothing began is stepped over */
      say(messages, MSG_YAML_UTF8, cursor_where(&cursor, path), NULL);
      return false;
    }
  }
  return true;
}

/* Most files are told at once, without places. */
static bool all_fit(struct str bytes) {
  for (size_t at = ascii_ahead(bytes, 0); at < bytes.len; at += ascii_ahead(bytes, at)) {
    size_t from = at;
    uint32_t c = utf8_next(bytes, &at);
    if (only_escaped(c, from) || !xml_holds(c)) return false;
  }
  return true;
}

bool yaml_fits(const char *path, struct str bytes, struct messages *messages) {
  if (all_fit(bytes)) return true;
  if (!is_utf8(path, bytes, messages)) return false;
  size_t errors = messages->errors;
  for (struct cursor cursor = cursor_begin(bytes); cursor.at < bytes.len; step(&cursor)) {
    size_t next = cursor.at;
    uint32_t c = utf8_next(bytes, &next);
    bool escaped = only_escaped(c, cursor.at);
    if (escaped || utf8_bad(str_sub(bytes, cursor.at, next)) == 0) tell_character(&cursor, c, escaped, path, messages);
  }
  return messages->errors == errors;
}

/* ---- syntax ---- */

struct fault {
  const char *problem; /* a piece of what libyaml says */
  const char *words, *advice;
  bool from_opening; /* the place to show is where it began, not where it was found out */
  unsigned slips;    /* what may have led to it */
};

static const struct fault FAULTS[] = {
    {"unexpected end of stream", "a quotation mark is not closed", "put the same mark behind the text", true, 0},
    {"unexpected document indicator", "a quotation mark is not closed", "put the same mark behind the text", true, 0},
    {"',' or ']'", "a list in square brackets is not closed, or lacks a comma",
     "put a comma between its items, and `]` behind the last", true, SLIP_QUOTE | SLIP_COMMENT},
    {"',' or '}'", "curly brackets are not closed, or lack a comma",
     "put a comma between the keys, and `}` behind the last value", true, SLIP_QUOTE | SLIP_COMMENT},
    {"expected ':'", "there is no colon behind a key", "write `key: value`, with a space behind the colon", true,
     SLIP_GLUED},
    {"mapping values", "a colon stands where none can",
     "put a text that holds `: ` in quotes; or look at the line above", false, SLIP_GLUED | SLIP_INDENT},
    {"expected key", "this does not stand in line with what is above it",
     "begin keys that belong together in one column; a text that begins with a quotation mark must end with it", false,
     SLIP_QUOTE | SLIP_GLUED | SLIP_INDENT},
    {"'-' indicator", "this does not stand in line with the list above it",
     "begin each item with `- `, all in one column", false, SLIP_QUOTE | SLIP_GLUED | SLIP_INDENT},
    {"block sequence entries", "a list cannot begin here", "put `- ` on a line of its own, below the key", false, 0},
    {"mapping keys", "a key cannot stand here", "put it on a line of its own", false, 0},
    {"start any token", "a text cannot begin with this character", "put the text in quotes", false, 0},
    {"unknown escape", "the backslash means nothing before this letter", "write two backslashes, or take single quotes",
     false, 0},
    {"hexdecimal", "the backslash wants digits and letters from A to F behind it",
     "write two backslashes, or take single quotes", false, 0},
    {"Unicode character escape", "the backslash names no character", "write two backslashes, or take single quotes",
     false, 0},
    {"alphabetic or numeric", "`&` and `*` mean something to YAML at the beginning of a text", "put the text in quotes",
     false, 0},
    {"comment or line break", "`|` and `>` mean something to YAML at the beginning of a text", "put the text in quotes",
     false, 0},
    {"indentation indicator", "`|` and `>` mean something to YAML at the beginning of a text", "put the text in quotes",
     false, 0},
    {"tag", "`!` means something to YAML at the beginning of a text", "put the text in quotes", false, 0},
    {"directive", "`%` means something to YAML at the beginning of a line", "put the text in quotes", false, 0},
    {"<document start>", "this stands further left than what it belongs to", "put it in line with what is above it",
     false, SLIP_GLUED | SLIP_INDENT},
    {"node content", "there is no value here, or a bracket above is not closed",
     "write the value, or close the bracket", false, 0},
};

static const struct fault *find_fault(const char *problem) {
  static const struct fault unknown = {"", "something is out of place here",
                                       "look at the spaces, quotes and brackets here", false, 0};
  for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++)
    if (problem && strstr(problem, FAULTS[i].problem)) return &FAULTS[i];
  return &unknown;
}

/* Moves to the tab that made the fault: at the place itself, or among the spaces that its line begins with. */
static bool to_tab(struct cursor *cursor) {
  struct str bytes = cursor->bytes;
  if (cursor->at < bytes.len && bytes.at[cursor->at] == '\t') return true;
  size_t back = cursor->column - 1, wanted = cursor->index;
  if (back > wanted) return false;
  struct cursor line = *cursor;
  cursor_to(&line, wanted - back);
  while (line.at < bytes.len && bytes.at[line.at] == ' ') step(&line);
  if (line.at >= bytes.len || bytes.at[line.at] != '\t') return false;
  *cursor = line;
  return true;
}

static void cursor_to_byte(struct cursor *cursor, size_t at) {
  *cursor = cursor_begin(cursor->bytes);
  while (cursor->at < at) step(cursor);
}

void yaml_tell_fault(const yaml_parser_t *parser, const char *path, struct str bytes, size_t skip,
                     struct messages *messages) {
  const struct fault *fault = find_fault(parser->problem);
  struct cursor cursor = cursor_begin(bytes);
  cursor_to(&cursor, parser->problem_mark.index + skip);
  if (to_tab(&cursor)) {
    say(messages, MSG_YAML_TAB, cursor_where(&cursor, path), NULL);
    return;
  }
  size_t found = cursor.at;
  if (fault->from_opening && parser->context) cursor_to(&cursor, parser->context_mark.index + skip);
  struct slip slip = {cursor.at, fault->words, fault->advice};
  if (yaml_find_slip(messages->arena, bytes, fault->slips, cursor.at, found, &slip)) cursor_to_byte(&cursor, slip.at);
  say(messages, MSG_YAML_SYNTAX, cursor_where(&cursor, path), slip.words, slip.advice);
}
