/* Fields whose instruction names a file, a page or a program elsewhere (17.16.5). */
#include "outside.h"

#include <string.h>
#include <strings.h>

enum { MOST_SHOWN = 512 }; /* bytes of an instruction: no path is longer, and fields may stand in fields without end */

/* with: the letters of switches that have an argument; NULL: all that stands behind the name is the target. */
static const struct fetcher {
  const char *name;
  enum outside_kind kind;
  const char *with;
} FETCHERS[] = {{"HYPERLINK", OUTSIDE_LINK, "lost"},    {"INCLUDEPICTURE", OUTSIDE_FETCH, "c"},
                {"INCLUDETEXT", OUTSIDE_FETCH, "cntx"}, {"INCLUDE", OUTSIDE_FETCH, "c"},
                {"IMPORT", OUTSIDE_FETCH, "c"},         {"RD", OUTSIDE_FETCH, ""},
                {"DATABASE", OUTSIDE_FETCH, NULL},      {"LINK", OUTSIDE_FETCH, NULL},
                {"DDE", OUTSIDE_PROGRAM, NULL},         {"DDEAUTO", OUTSIDE_PROGRAM, NULL}};

static bool is_blank(char c) { return c && strchr(" \t\r\n", c); }

/* The next word, or what stands in quotes. */
static struct str next_word(struct str words, size_t *at) {
  while (*at < words.len && is_blank(words.at[*at])) ++*at;
  size_t from = *at;
  bool quoted = from < words.len && words.at[from] == '"';
  if (quoted) ++*at;
  while (*at < words.len && (quoted ? words.at[*at] != '"' : !is_blank(words.at[*at]))) ++*at;
  if (!quoted) return str_sub(words, from, *at);
  struct str word = str_sub(words, from + 1, *at);
  if (*at < words.len) ++*at;
  return word;
}

/* The first word that is neither a switch nor a switch's argument; empty for none. */
static struct str first_argument(struct str words, const char *with) {
  for (size_t at = 0; at < words.len;) {
    struct str word = next_word(words, &at);
    bool is_switch = word.len == 2 && word.at[0] == '\\' && word.at[1] != '\\';
    if (!is_switch) return word;
    if (word.at[1] && strchr(with, word.at[1] | 0x20)) next_word(words, &at);
  }
  return STR("");
}

static struct str shown(struct arena *arena, struct str target) {
  if (target.len <= MOST_SHOWN) return str_copy(arena, target);
  size_t end = MOST_SHOWN;
  while (end && (target.at[end] & 0xC0) == 0x80) end--;
  return str_from(str_format(arena, "%.*s…", (int)end, target.at));
}

bool field_outside(struct arena *arena, struct str instruction, struct outside *found) {
  size_t begin = 0, at = 0;
  while (begin < instruction.len && is_blank(instruction.at[begin])) begin++;
  struct str name = next_word(str_sub(instruction, begin, begin + MOST_SHOWN), &at);
  struct str rest = str_sub(instruction, begin + at, instruction.len);
  const struct fetcher *fetcher = FETCHERS, *end = FETCHERS + sizeof FETCHERS / sizeof *FETCHERS;
  while (fetcher < end && (strlen(fetcher->name) != name.len || strncasecmp(fetcher->name, name.at, name.len) != 0))
    fetcher++;
  if (fetcher == end) return false;
  struct str head = str_sub(rest, 0, MOST_SHOWN), target = str_trim(rest);
  struct str argument = fetcher->with ? first_argument(head, fetcher->with) : target;
  bool made = str_starts(argument, STR("{")); /* by a field inside it */
  bool cut = rest.len > head.len && (!argument.len || argument.at + argument.len == head.at + head.len);
  if (!made && !cut) target = argument;
  if (!target.len) return false;
  *found = (struct outside){.kind = fetcher->kind, .field = fetcher->name, .target = shown(arena, target)};
  return true;
}
