/* The one table of limits. */
#include "base.h"

size_t limit(enum limit name) {
  static const size_t values[] = {
#define LIMIT(name, value, what) value,
#include "limits.def"
#undef LIMIT
  };
  return values[name];
}

const char *limit_what(enum limit name) {
  static const char *const whats[] = {
#define LIMIT(name, value, what) what,
#include "limits.def"
#undef LIMIT
  };
  return whats[name];
}
