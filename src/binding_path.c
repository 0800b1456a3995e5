/* Paths to bound nodes: what Word writes of XPath 1.0, and no more. */
#include "binding.h"

enum { NAMES_MOST = 1024, STEPS_MOST = 256 };

struct vocabulary lexicon_vocabulary(const struct lexicon *lexicon) {
  return (struct vocabulary){lexicon->spaces.at, lexicon->names.at, lexicon->spaces.n, lexicon->names.n, 0, NULL};
}

static int space_of(struct lexicon *lexicon, struct str uri) {
  for (size_t i = 0; i < lexicon->spaces.n; i++)
    if (str_is(uri, lexicon->spaces.at[i].uri)) return lexicon->spaces.at[i].space;
  int space = (int)lexicon->spaces.n + 1;
  *PUSH(lexicon->arena, &lexicon->spaces) = (struct vocabulary_space){str_z(lexicon->arena, uri), space};
  return space;
}

/* The number of a name; 0 when there are too many. */
static int name_of(struct lexicon *lexicon, int space, struct str local) {
  for (size_t i = 0; i < lexicon->names.n; i++)
    if (lexicon->names.at[i].space == space && str_is(local, lexicon->names.at[i].local)) return (int)i + 1;
  if (lexicon->names.n == NAMES_MOST) return 0;
  *PUSH(lexicon->arena, &lexicon->names) = (struct vocabulary_name){space, str_z(lexicon->arena, local), true};
  return (int)lexicon->names.n;
}

/* Takes what stands before the mark, and the mark; false when there is none. */
static bool take_until(struct str *rest, struct str mark, struct str *taken) {
  ptrdiff_t at = str_find(*rest, mark);
  if (at < 0) return false;
  *taken = str_sub(*rest, 0, (size_t)at);
  *rest = str_sub(*rest, (size_t)at + mark.len, rest->len);
  return true;
}

/* prefixMappings is a row of namespace declarations: xmlns:a="uri" xmlns:b='uri' */
static bool prefix_uri(struct str mappings, struct str prefix, struct str *uri) {
  struct str skipped, name;
  while (take_until(&mappings, STR("xmlns:"), &skipped) && take_until(&mappings, STR("="), &name)) {
    mappings = str_trim(mappings);
    struct str quote = str_sub(mappings, 0, 1);
    if (!take_until(&mappings, quote, &skipped) || !take_until(&mappings, quote, uri)) return false;
    if (str_equal(str_trim(name), prefix)) return true;
  }
  return false;
}

/* name, or prefix:name; a name without a prefix is in no namespace (XPath 1.0, 2.3). */
static int qualified(struct lexicon *lexicon, struct str mappings, struct str name) {
  struct str prefix, uri;
  if (!take_until(&name, STR(":"), &prefix)) return name_of(lexicon, 0, name);
  return prefix_uri(mappings, prefix, &uri) ? name_of(lexicon, space_of(lexicon, uri), name) : 0;
}

/* The number in a[3]; false for any other predicate. */
static bool step_number(struct str predicate, size_t *n) {
  *n = 0;
  for (size_t i = 0; i + 1 < predicate.len; i++) {
    char c = predicate.at[i];
    if (c < '0' || c > '9' || *n > 100000000) return false;
    *n = *n * 10 + (size_t)(c - '0');
  }
  return *n > 0 && predicate.at[predicate.len - 1] == ']';
}

static bool add_step(struct lexicon *lexicon, struct str mappings, struct str step, struct path *path) {
  struct str name = step, predicate = step;
  size_t n = 0;
  if (take_until(&predicate, STR("["), &name) && !step_number(predicate, &n)) return false;
  if (str_starts(name, STR("@"))) {
    path->attribute = qualified(lexicon, mappings, str_sub(name, 1, name.len));
    return path->attribute && !n;
  }
  int number = qualified(lexicon, mappings, name);
  bool first = path->count == 0;
  if (!number || (first && n > 1)) return false;
  path->steps[path->count++] = (struct step){number, first ? 0 : n};
  return true;
}

static size_t slashes(struct str text) {
  size_t n = 0;
  for (size_t i = 0; i < text.len; i++) n += text.at[i] == '/';
  return n;
}

bool path_read(struct lexicon *lexicon, struct str mappings, struct str xpath, struct path *path) {
  struct str rest = str_trim(xpath), step;
  *path = (struct path){.anywhere = str_starts(rest, STR("//"))};
  if (!str_starts(rest, STR("/")) || slashes(rest) > STEPS_MOST) return false;
  path->steps = arena_alloc(lexicon->arena, slashes(rest), sizeof *path->steps);
  rest = str_sub(rest, path->anywhere ? 2 : 1, rest.len);
  for (bool more = true, ended = false; more;) {
    more = take_until(&rest, STR("/"), &step);
    step = str_trim(more ? step : rest);
    bool text = str_is(step, "text()") || str_is(step, "text()[1]");
    if (ended || (!text && !add_step(lexicon, mappings, step, path))) return false;
    ended = text || path->attribute;
  }
  return path->count > 0;
}

static bool fits(const struct element *e, const struct step *step, size_t *seen) {
  return e->name == step->name && (++*seen == step->n || !step->n);
}

/* From an element that the first step leads to. */
static const struct element *follow(const struct path *path, const struct element *from, size_t *patience) {
  size_t seen[STEPS_MOST] = {0}, level = 1;
  const struct element *up = from, *e = from->first;
  while (level < path->count) {
    for (; e && *patience && !fits(e, &path->steps[level], &seen[level]); --*patience) e = e->next;
    if (!*patience) return NULL;
    if (e) {
      up = e;
      e = e->first;
      if (++level < path->count) seen[level] = 0;
    } else if (level == 1) {
      return NULL;
    } else {
      e = up->next;
      up = up->parent;
      level--;
    }
  }
  return up;
}

const struct element *path_follow(const struct path *path, const struct element *root, size_t *patience) {
  for (const struct element *e = root; e && *patience; e = path->anywhere ? element_next(e, root) : NULL) {
    const struct element *found = e->name == path->steps[0].name ? follow(path, e, patience) : NULL;
    if (found && (!path->attribute || element_attribute(found, path->attribute))) return found;
    if (*patience) --*patience;
  }
  return NULL;
}
