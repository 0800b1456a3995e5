/* The checker of shapes: keys, kinds of values, and all that is wrong at once. */
#include "shape.h"
#include "file.h"

#include <stdlib.h>
#include <string.h>

/* The recursion below is at most as deep as the file, and LIMIT_YAML_DEPTH bounds that. */
static void check_map(struct checker *checker, const struct node *map, const struct shape *shape);

bool has_room(const struct checker *checker) {
  return checker->messages->list.n <= limit(checker->arena, LIMIT_MESSAGES);
}

const struct node *node_items(const struct node *map, const char *key) {
  const struct node *list = node_get(map, key);
  return list && list->kind == NODE_LIST ? list->first : NULL;
}

/* ---- what is near ---- */

static bool differ_by(struct str a, struct str b, size_t most) {
  size_t same = 0;
  while (same < a.len && same < b.len && a.at[same] == b.at[same]) same++;
  struct str c = str_sub(a, same, a.len), d = str_sub(b, same, b.len);
  if (!c.len || !d.len) return c.len + d.len <= most;
  struct str c_next = str_sub(c, 1, c.len), d_next = str_sub(d, 1, d.len);
  return most &&
         (differ_by(c_next, d_next, most - 1) || differ_by(c_next, d, most - 1) || differ_by(c, d_next, most - 1));
}

bool near_enough(struct arena *arena, struct str word, const char *other) {
  struct str a = fold(arena, word), b = fold(arena, str_from(other));
  bool two = a.len > 4 && b.len && a.at[0] == b.at[0];
  return differ_by(a, b, two ? 2 : 1);
}

/* ---- one value ---- */

static void check_word(struct checker *checker, const struct shape_key *key, const struct node *text) {
  struct text all = {.arena = checker->arena};
  size_t count = 0;
  for (; key->words[count]; count++) {
    if (str_is(text->text, key->words[count])) return;
    text_add_z(&all, count ? ", " : "");
    text_add_z(&all, key->words[count]);
  }
  tell(checker, MSG_BAD_WORD, text, str_z(checker->arena, text->text), str_z(checker->arena, text_str(&all)));
  if (has_room(checker)) message_suggest(checker->messages, nearest(checker->arena, text->text, key->words, count));
}

static void check_text(struct checker *checker, const struct shape_key *key, const struct node *value) {
  if (value->kind != NODE_TEXT) {
    tell(checker, MSG_WANT_TEXT, value, key->key);
    return;
  }
  if (key->words) check_word(checker, key, value);
  if (key->check) key->check(checker, value);
}

/* A text inside a list or a language: it is there to say something. */
static void check_item(struct checker *checker, const struct shape_key *key, const struct node *item) {
  if (node_nothing(item))
    tell(checker, MSG_EMPTY_VALUE, item, key->key);
  else
    check_text(checker, key, item);
}

/* How a map of the shape is begun: with the keys that must be there, else with its first. */
static const char *map_words(struct arena *arena, const struct shape *shape) {
  struct text out = {.arena = arena};
  for (size_t i = 0; i < shape->count; i++) {
    if (!shape->keys[i].required) continue;
    text_add_z(&out, out.len ? ", " : "");
    text_add_z(&out, str_format(arena, "%s: ...", shape->keys[i].key));
  }
  if (!out.len) text_add_z(&out, str_format(arena, "%s: ...", shape->keys[0].key));
  return str_format(arena, "{%s}", str_z(arena, text_str(&out)));
}

static void tell_want_map(struct checker *checker, const struct shape_key *key, const struct node *value) {
  const char *words = key->of ? map_words(checker->arena, key->of) : "{en: ...}";
  tell(checker, MSG_WANT_MAP, value, key->key, str_format(checker->arena, "write it as %s", words));
}

static void tell_want_list(struct checker *checker, const struct shape_key *key, const struct node *value) {
  const char *advice = "write it as [one, two], or one a line behind `- `";
  if (key->of)
    advice = str_format(checker->arena, "write one a line behind `- `, as `- %s`", map_words(checker->arena, key->of));
  tell(checker, MSG_WANT_LIST, value, key->key, advice);
}

static void check_texts(struct checker *checker, const struct shape_key *key, const struct node *value) {
  if (value->kind != NODE_LIST) tell_want_list(checker, key, value);
  for (const struct node *item = value->kind == NODE_LIST ? value->first : NULL; item; item = item->next)
    check_item(checker, key, item);
}

static void check_inner(struct checker *checker, const struct shape_key *key, const struct node *value) {
  if (value->kind == NODE_MAP)
    check_map(checker, value, key->of);
  else
    tell_want_map(checker, key, value);
}

static void check_maps(struct checker *checker, const struct shape_key *key, const struct node *value) {
  if (value->kind != NODE_LIST) tell_want_list(checker, key, value);
  for (const struct node *item = value->kind == NODE_LIST ? value->first : NULL; item; item = item->next)
    check_inner(checker, key, item);
}

/* Two or three small letters, perhaps more behind a hyphen: en, gd, zh-Hant. */
static bool is_language(struct str name) {
  size_t small = 0;
  while (small < name.len && name.at[small] >= 'a' && name.at[small] <= 'z') small++;
  return (small == 2 || small == 3) && (small == name.len || name.at[small] == '-');
}

static void check_languages(struct checker *checker, const struct shape_key *key, const struct node *value) {
  if (value->kind != NODE_MAP) tell_want_map(checker, key, value);
  for (const struct node *item = value->kind == NODE_MAP ? value->first : NULL; item; item = item->next) {
    struct where where = source_where_key(checker->source, item);
    if (!is_language(item->key))
      say(checker->messages, MSG_KEY_UNKNOWN, where, str_z(checker->arena, item->key), "languages, such as en or gd");
    if (key->kind == SHAPE_LANGUAGES)
      check_item(checker, key, item);
    else if (!node_nothing(item))
      check_texts(checker, key, item);
  }
}

static void check_any(struct checker *checker, const struct shape_key *key, const struct node *value) {
  (void)checker, (void)key, (void)value;
}

static void check_value(struct checker *checker, const struct shape_key *key, const struct node *value) {
  static void (*const checks[])(struct checker *, const struct shape_key *, const struct node *) = {
      [SHAPE_TEXT] = check_text, [SHAPE_TEXTS] = check_texts,         [SHAPE_MAP] = check_inner,
      [SHAPE_MAPS] = check_maps, [SHAPE_LANGUAGES] = check_languages, [SHAPE_VOCABULARY] = check_languages,
      [SHAPE_ANY] = check_any,
  };
  if (!node_nothing(value))
    checks[key->kind](checker, key, value);
  else if (key->required)
    tell(checker, MSG_EMPTY_VALUE, value, key->key);
}

/* ---- one map ---- */

static const struct shape_key *find_key(const struct shape *shape, struct str name) {
  for (size_t i = 0; i < shape->count; i++)
    if (str_is(name, shape->keys[i].key)) return &shape->keys[i];
  return NULL;
}

/* The shape so many levels inside this one, at most, that has the key; NULL for none. A shape may hold itself. */
static const struct shape *inner_owner(const struct shape *shape, struct str name, size_t levels) {
  const struct shape *found = NULL;
  for (size_t i = 0; levels && i < shape->count && !found; i++) {
    const struct shape *inner = shape->keys[i].of;
    if (inner) found = find_key(inner, name) ? inner : inner_owner(inner, name, levels - 1);
  }
  return found;
}

/* A key that has its colon but no blank behind that, inside brackets. */
static const char *glued_key(struct arena *arena, const struct shape *shape, struct str name) {
  ptrdiff_t colon = str_find(name, STR(":"));
  const struct shape_key *key = colon > 0 ? find_key(shape, str_sub(name, 0, (size_t)colon)) : NULL;
  return key ? str_format(arena, "write `%s: `, with a space behind the colon", key->key) : NULL;
}

static void tell_unknown(struct checker *checker, const struct shape *shape, const struct node *value) {
  struct arena *arena = checker->arena;
  struct where where = source_where_key(checker->source, value);
  const struct shape *owner = inner_owner(shape, value->key, 3);
  const char *advice = owner ? str_format(arena, "it belongs in %s", owner->what) : glued_key(arena, shape, value->key);
  say(checker->messages, MSG_KEY_UNKNOWN, where, str_z(arena, value->key), shape->what, advice);
  if (advice || !has_room(checker)) return;
  const char **known = arena_alloc(arena, shape->count, sizeof *known);
  for (size_t i = 0; i < shape->count; i++) known[i] = shape->keys[i].key;
  const char *found = nearest(arena, value->key, known, shape->count);
  if (found && near_enough(arena, value->key, found)) message_suggest(checker->messages, found);
}

static void tell_missing(struct checker *checker, const struct shape_key *key, const struct node *map) {
  const char *advice = key->check == check_version ? "write `version: 1` at the top" : key->advice;
  tell(checker, MSG_KEY_MISSING, map, key->key, advice);
}

static void check_map(struct checker *checker, const struct node *map, const struct shape *shape) {
  for (const struct node *value = map->first; value; value = value->next) {
    const struct shape_key *key = find_key(shape, value->key);
    if (key)
      check_value(checker, key, value);
    else
      tell_unknown(checker, shape, value);
  }
  for (size_t i = 0; i < shape->count; i++)
    if (shape->keys[i].required && !node_get(map, shape->keys[i].key)) tell_missing(checker, &shape->keys[i], map);
}

bool shape_check_file(struct checker *checker, const char *kind, const struct shape *shape) {
  size_t errors = checker->messages->errors;
  const struct node *root = checker->source->root;
  const char *actual = file_kind(root);
  if (root->kind != NODE_MAP)
    tell(checker, MSG_KIND_UNKNOWN, root, NULL);
  else if (actual && strcmp(actual, kind) != 0)
    tell(checker, MSG_KIND_WRONG, root, actual, kind);
  else
    check_map(checker, root, shape);
  return checker->messages->errors == errors;
}

/* ---- one text ---- */

static void tell_text(struct checker *checker, enum message_id id, const struct node *text) {
  tell(checker, id, text, str_z(checker->arena, text->text));
}

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* ^[a-z][a-z0-9]*([.-][a-z0-9]+)*$, and no word that YAML 1.1 reads as something else. */
bool id_valid(struct str id) {
  static const char *const words[] = {"on", "off", "yes", "no", "y", "n", "true", "false", "null"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_is(id, words[i])) return false;
  bool after_mark = true;
  for (size_t i = 0; i < id.len; i++) {
    bool mark = id.at[i] == '.' || id.at[i] == '-';
    if (mark ? after_mark : !is_small(id.at[i]) && !is_digit(id.at[i])) return false;
    after_mark = mark;
  }
  return id.len && is_small(id.at[0]) && !after_mark;
}

void check_version(struct checker *checker, const struct node *text) {
  if (!str_is(text->text, "1")) tell_text(checker, MSG_VERSION, text);
}

void check_id(struct checker *checker, const struct node *text) {
  if (!id_valid(text->text)) tell_text(checker, MSG_BAD_ID, text);
}

void check_date(struct checker *checker, const struct node *text) {
  if (!date_valid(text->text)) tell_text(checker, MSG_BAD_DATE, text);
}

void check_moment(struct checker *checker, const struct node *text) {
  if (!date_valid(text->text) && !datetime_valid(text->text)) tell_text(checker, MSG_BAD_DATE, text);
}

/* YYYY-YY, two years that follow each other. */
bool session_valid(struct str a) {
  for (size_t i = 0; i < a.len; i++)
    if (i == 4 ? a.at[i] != '-' : !is_digit(a.at[i])) return false;
  if (a.len != 7) return false;
  int first = (a.at[2] - '0') * 10 + a.at[3] - '0', second = (a.at[5] - '0') * 10 + a.at[6] - '0';
  return second == (first + 1) % 100;
}

void check_session(struct checker *checker, const struct node *text) {
  if (!session_valid(text->text)) tell_text(checker, MSG_BAD_SESSION, text);
}

bool term_valid(struct str text) { return text.len == 1 && text.at[0] >= '1' && text.at[0] <= '4'; }

void check_term(struct checker *checker, const struct node *text) {
  if (!term_valid(text->text)) tell_text(checker, MSG_BAD_TERM, text);
}

void check_colour(struct checker *checker, const struct node *text) {
  bool fits = text->text.len == 6;
  for (size_t i = 0; fits && i < 6; i++) fits = strchr("0123456789ABCDEFabcdef", text->text.at[i]) != NULL;
  if (!fits) tell_text(checker, MSG_BAD_COLOUR, text);
}

void check_words(struct checker *checker, const struct node *text) {
  if (str_is(str_trim(text->text), "–")) tell_text(checker, MSG_READS_BACK_BLANK, text);
}

/* ---- names that must differ ---- */

void names_add(struct checker *checker, struct names *names, struct str name, const struct node *node, size_t group) {
  size_t order = names->list.n;
  *PUSH(checker->arena, &names->list) = (struct named){name, node, checker->source, group, order};
}

static int by_name(const void *one, const void *other) {
  const struct named *a = one, *b = other;
  int order = str_compare(a->name, b->name);
  return order ? order : (a->order > b->order) - (a->order < b->order);
}

void names_tell(struct checker *checker, struct names *names,
                void (*teller)(struct checker *checker, const struct named *first, const struct named *again)) {
  struct named *at = names->list.at;
  if (names->list.n) qsort(at, names->list.n, sizeof *at, by_name);
  for (size_t first = 0, i = 1; i < names->list.n; i++)
    if (str_equal(at[first].name, at[i].name))
      teller(checker, &at[first], &at[i]);
    else
      first = i;
}

void tell_repeated(struct checker *checker, const struct named *first, const struct named *again) {
  const char *line = str_format(checker->arena, "%u", (unsigned)node_mark(first->node)->line);
  if (first->source != again->source)
    line = str_format(checker->arena, "%s of %s", line, path_name(first->source->path));
  say(checker->messages, MSG_REPEATED, source_where(again->source, again->node),
      str_z(checker->arena, node_str(again->node)), line);
}

void tell_clash(struct checker *checker, const struct named *first, const struct named *again) {
  say(checker->messages, MSG_LABELS_CLASH, source_where(again->source, again->node),
      str_z(checker->arena, node_str(first->node)), str_z(checker->arena, node_str(again->node)));
}
