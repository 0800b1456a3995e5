/* The one table of limits, and what a user sets in it otherwise. */
#include "base.h"

#include <ctype.h>
#include <stdlib.h>

#define MB ((size_t)1 << 20)

static const struct row {
  const char *name, *what;
  size_t most, top;
} ROWS[] = {
#define LIMIT(name, value, top, what) {#name, what, value, top},
#include "limits.def"
#undef LIMIT
};

const struct limits *limits_table(void) {
  static const struct limits table = {{
#define LIMIT(name, value, top, what) value,
#include "limits.def"
#undef LIMIT
  }};
  return &table;
}

const struct limits *limits_of(const struct arena *arena) {
  const struct limits *set = arena_sys(arena)->limits;
  return set ? set : limits_table();
}

size_t limit(const struct arena *arena, enum limit which) { return limits_of(arena)->most[which]; }

size_t limit_top(enum limit which) { return ROWS[which].top; }

const char *limit_what(enum limit which) { return ROWS[which].what; }

const char *limit_name(struct arena *arena, enum limit which) {
  char *name = (char *)str_z(arena, str_from(ROWS[which].name));
  for (char *at = name; *at; at++) *at = *at == '_' ? '-' : (char)tolower((unsigned char)*at);
  return name;
}

/* ---- told ---- */

void limit_tell(struct messages *messages, enum message_id id, struct where where, enum limit which, struct met met) {
  struct arena *arena = messages->arena;
  size_t most = limit(arena, which), top = limit_top(which);
  const char *number = str_format(arena, met.count ? "%zu; here are %zu" : "%zu", most, met.count);
  const char *in = met.part ? str_format(arena, ", in %s", met.part) : "";
  const char *name = limit_name(arena, which), *advice = "Cairn takes in no more, whatever is asked for";
  if (met.count && met.count <= top)
    advice = str_format(arena, "where you trust the file, take more in with --limit %s=%zu", name, met.count);
  else if (!met.count && most < top)
    advice = str_format(arena, "where you trust the file, take more in with --limit %s=N, up to %zu", name, top);
  say(messages, id, where, limit_what(which), str_format(arena, "%s%s", number, in), advice);
}

/* ---- set ---- */

static enum limit find(struct arena *arena, struct str name) {
  enum limit which = 0;
  while (which < LIMIT_COUNT && !str_is(name, limit_name(arena, which))) which++;
  return which;
}

static void tell_unknown(struct messages *messages, const char *name) {
  const char *names[LIMIT_COUNT];
  for (enum limit which = 0; which < LIMIT_COUNT; which++) names[which] = limit_name(messages->arena, which);
  say(messages, MSG_LIMIT_UNKNOWN, (struct where){0}, name);
  message_suggest(messages, nearest(messages->arena, str_from(name), names, LIMIT_COUNT));
}

/* Digits, and K, M or G for as many times 1,024; 0 for anything else, and for what is more than a number holds. */
static size_t number_of(const char *digits) {
  static const char UNITS[] = "KMG";
  size_t number = 0;
  while (isdigit((unsigned char)*digits) && number <= SIZE_MAX / 16) number = number * 10 + (size_t)(*digits++ - '0');
  const char *unit = *digits ? strchr(UNITS, toupper((unsigned char)*digits)) : NULL;
  unsigned shift = unit ? 10 * (unsigned)(unit - UNITS + 1) : 0;
  bool whole = !digits[unit ? 1 : 0] && number <= SIZE_MAX >> shift;
  return whole ? number << shift : 0;
}

static void set(struct limits *limits, struct messages *messages, const char *setting) {
  struct arena *arena = messages->arena;
  size_t len = strcspn(setting, "=");
  const char *name = str_z(arena, (struct str){setting, len}), *value = setting[len] ? setting + len + 1 : "";
  enum limit which = find(arena, str_from(name));
  size_t number = number_of(value);
  if (which == LIMIT_COUNT)
    tell_unknown(messages, name);
  else if (!number || number > limit_top(which))
    say(messages, MSG_LIMIT_VALUE, (struct where){0}, value, name, str_format(arena, "%zu", limit_top(which)));
  else
    limits->most[which] = number;
}

bool limits_set(struct limits *limits, const char *const *settings, struct messages *messages) {
  size_t before = messages->errors;
  for (; settings && *settings; settings++) set(limits, messages, *settings);
  return messages->errors == before;
}
