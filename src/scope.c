/* What the prefixes mean where a start tag stands: libxml2 knows, and tells it only of names. */
#include "scope.h"

struct declared {
  const char *prefix, *uri; /* in libxml2's dictionary; NULL: the default namespace, or none */
};

struct scope {
  const char *const *understood;
  size_t most;
  struct declared *at;
  size_t *counts; /* at each depth, how many are declared in and around what is open */
};

struct scope *scope_new(struct arena *arena, const char *const *understood) {
  struct scope *scope = NEW(arena, struct scope);
  scope->understood = understood;
  scope->most = limit(arena, LIMIT_NAMESPACES);
  scope->at = (void *)arena_bytes(arena, scope->most * sizeof *scope->at);
  scope->counts = arena_alloc(arena, limit(arena, LIMIT_DEPTH) + 2, sizeof *scope->counts);
  return scope;
}

bool scope_open(struct scope *scope, size_t depth, const unsigned char *const *declared, int count) {
  size_t before = scope->counts[depth], now = before + (size_t)count;
  scope->counts[depth + 1] = now;
  if (now > scope->most) return false;
  for (size_t i = before; i < now; i++, declared += 2)
    scope->at[i] = (struct declared){(const char *)declared[0], (const char *)declared[1]};
  return true;
}

/* The nearest declaration counts; NULL for none. */
static const char *meaning(const struct scope *scope, size_t depth, struct str prefix) {
  for (size_t i = scope->counts[depth]; i-- > 0;)
    if (scope->at[i].prefix && str_is(prefix, scope->at[i].prefix)) return scope->at[i].uri;
  return NULL;
}

static bool is_understood(const struct scope *scope, const char *uri) {
  for (size_t i = 0; uri && scope->understood[i]; i++)
    if (strcmp(uri, scope->understood[i]) == 0) return true;
  return false;
}

/* One prefix is what people's programs write; of more than a few, nothing is understood, so that a long list costs nothing. */
bool scope_understood(const struct scope *scope, size_t depth, struct str prefixes) {
  enum { MOST = 8 };
  size_t count = 0;
  for (size_t at = 0, from; at < prefixes.len; at++) {
    for (from = at; at < prefixes.len && !strchr(" \t\r\n", prefixes.at[at]);) at++;
    struct str prefix = str_sub(prefixes, from, at);
    if (prefix.len && (++count > MOST || !is_understood(scope, meaning(scope, depth, prefix)))) return false;
  }
  return true;
}
