/* A mapping file, read into fields. */
#include "mapping.h"

#include "mapping_paths.h"
#include "mapping_terms.h"
#include "shape.h"

#include <string.h>

struct loader {
  struct checker checker;
  struct mapping *mapping;
  struct node *scales; /* the names of scales met so far */
};

static void copy_texts(struct arena *arena, const struct node *list, struct str **texts, size_t *count) {
  *count = 0;
  *texts = list ? arena_alloc(arena, list->count + 1, sizeof **texts) : NULL;
  for (const struct node *item = list ? list->first : NULL; item; item = item->next)
    (*texts)[(*count)++] = node_str(item);
}

/* ---- locators ---- */

/* In the order of enum locator_kind. */
static const char *const LOCATORS[] = {"tag",  "title",    "label",  "below",   "heading", "bookmark",
                                       "form", "property", "column", "columns", "comments"};

/* In a row a place is in one of its cells; anywhere else there are no columns, and comments belong to nothing. */
static void check_locator(struct loader *l, const struct node *entry, enum locator_kind kind, bool in_row) {
  bool control = kind == AT_TAG || kind == AT_TITLE;
  bool of_row = kind == AT_COLUMN || kind == AT_COLUMNS || kind == AT_COMMENTS;
  if (control || of_row == in_row) return;
  say(l->checker.messages, MSG_LOCATOR_ELSEWHERE, source_where_key(l->checker.source, entry), LOCATORS[kind],
      in_row ? "inside a group" : "outside a group",
      in_row ? "write one of: column, columns, comments, tag, title"
             : "write one of: tag, title, label, below, heading, bookmark, form, property");
}

static void read_locator(struct loader *l, const struct node *node, bool in_row, struct locator *locator) {
  static const size_t count = sizeof LOCATORS / sizeof *LOCATORS;
  size_t before = l->checker.messages->errors;
  bool any = false;
  for (const struct node *entry = node->first; entry; entry = entry->next) {
    bool known = str_is(entry->key, "paragraph");
    if (known) locator->paragraph = (size_t)(node_str(entry).len == 1 ? node_str(entry).at[0] - '0' : 0);
    for (size_t i = 0; i < count; i++) {
      if (!str_is(entry->key, LOCATORS[i])) continue;
      *locator = (struct locator){(enum locator_kind)i, node_str(entry), locator->paragraph};
      check_locator(l, entry, locator->kind, in_row);
      known = any = true;
    }
    if (known) continue;
    say(l->checker.messages, MSG_MAPPING_LOCATOR, source_where_key(l->checker.source, entry),
        str_z(l->checker.arena, entry->key),
        "write one of: tag, title, label, below, heading, bookmark, form, property, column, columns, comments");
    message_suggest(l->checker.messages, nearest(l->checker.arena, entry->key, LOCATORS, count));
  }
  if (!any && l->checker.messages->errors == before)
    tell(&l->checker, MSG_KEY_MISSING, node, "a way to find the place");
}

static void read_locators(struct loader *l, const struct node *at, bool in_row, struct field *field) {
  if (!at || (at->kind == NODE_LIST && !at->count)) tell(&l->checker, MSG_KEY_MISSING, at ? at : field->node, "at");
  if (!at) return;
  size_t count = at->kind == NODE_LIST ? at->count : 1;
  field->locators = arena_alloc(l->checker.arena, count, sizeof *field->locators);
  const struct node *node = at->kind == NODE_LIST ? at->first : at;
  for (; field->locator_count < count; node = node->next)
    read_locator(l, node, in_row, &field->locators[field->locator_count++]);
}

/* ---- codecs ---- */

static void bad_codec(struct loader *l, const struct node *node, struct str name) {
  static const char *const names[] = {"text",      "paragraphs", "date",      "scale",   "ticks", "shading",
                                      "highlight", "list",       "milestone", "session", "term"};
  tell(&l->checker, MSG_MAPPING_CODEC, node, str_z(l->checker.arena, name),
       "write one of: text, paragraphs, milestone, session, term, {term: {WORD: NUMBER}}, {date: d MMM yyyy}, {scale: "
       "NAME}, {ticks: NAME}, {shading: NAME}, {highlight: NAME}, {list: text}, {list: {scale: NAME}}, "
       "{list: {ticks: NAME}}, {list: {highlight: NAME}}");
  message_suggest(l->checker.messages, nearest(l->checker.arena, name, names, sizeof names / sizeof *names));
}

/* A date pattern keeps day, month and year, with something between them. */
static void check_pattern(struct loader *l, const struct node *node) {
  static const struct { const char *letters, *what; } parts[] = {{"d", "day"}, {"M", "month"}, {"yyyy", "year"}};
  struct str pattern = node_str(node);
  for (size_t i = 0; i < 3; i++)
    if (str_find(pattern, str_from(parts[i].letters)) < 0)
      tell(&l->checker, MSG_DATE_PATTERN, node, str_z(l->checker.arena, pattern), parts[i].what);
  for (size_t i = 1; i < pattern.len; i++) {
    bool meet = strchr("dMy", pattern.at[i - 1]) && strchr("dMy", pattern.at[i]) && pattern.at[i - 1] != pattern.at[i];
    if (meet) tell(&l->checker, MSG_DATE_PARTS, node, str_z(l->checker.arena, pattern));
  }
}

/* Words for terms: each names one, and none is a number, since that is how a term without a word is written. */
static void read_words(struct loader *l, const struct node *words, struct codec *codec) {
  struct arena *arena = l->checker.arena;
  *codec = (struct codec){.kind = AS_TERM, .words = words};
  if (words->kind != NODE_MAP) tell(&l->checker, MSG_WANT_MAP, words, "term");
  for (const struct node *word = words->first; word; word = word->next) {
    const char *key = str_z(arena, word->key);
    if (!term_valid(node_str(word))) tell(&l->checker, MSG_BAD_TERM, word, str_z(arena, node_str(word)));
    if (term_valid(word->key)) tell(&l->checker, MSG_LABELS_CLASH, word, key, key);
    for (const struct node *other = words->first; other != word; other = other->next)
      if (fold_equal(other->key, word->key)) tell(&l->checker, MSG_LABELS_CLASH, word, str_z(arena, other->key), key);
  }
}

static void want_scale(struct loader *l, const struct node *name) {
  for (const struct node *known = l->scales->first; known; known = known->next)
    if (str_equal(node_str(known), node_str(name))) return;
  struct node *copy = node_copy(l->checker.arena, name);
  copy->key = STR("");
  node_append(l->scales, copy);
}

static void read_list_codec(struct loader *l, const struct node *list, struct codec *codec) {
  static const struct {
    const char *key;
    enum codec_kind kind;
  } ways[] = {{"scale", AS_SCALE_LIST}, {"ticks", AS_TICK_LIST}, {"highlight", AS_HIGHLIGHT_LIST}};
  const struct node *scale = NULL;
  codec->kind = AS_TEXT_LIST;
  for (size_t i = 0; i < sizeof ways / sizeof *ways && !scale; i++) {
    scale = node_get(list, ways[i].key);
    if (scale) codec->kind = ways[i].kind;
  }
  if (!codec->separator.len) codec->separator = STR("; ");
  if (scale)
    want_scale(l, scale);
  else if (!str_is(node_str(list), "text"))
    bad_codec(l, list, node_str(list));
}

/* One level of a scale, in one of its ways; the scale's name, or NULL. */
static const struct node *level_codec(const struct node *as, struct codec *codec) {
  static const struct {
    const char *key;
    enum codec_kind kind;
  } ways[] = {{"scale", AS_SCALE}, {"ticks", AS_TICKS}, {"shading", AS_SHADING}, {"highlight", AS_HIGHLIGHT}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    const struct node *scale = node_get(as, ways[i].key);
    if (scale) codec->kind = ways[i].kind;
    if (scale) return scale;
  }
  return NULL;
}

static void read_codec(struct loader *l, const struct node *as, struct codec *codec) {
  const struct node *date = node_get(as, "date"), *list = node_get(as, "list"), *words = node_get(as, "term"),
                    *scale = level_codec(as, codec);
  struct str name = node_str(as);
  if (node_get(as, "separator")) codec->separator = node_get_str(as, "separator");
  if (!as || str_is(name, "text")) {
    codec->kind = AS_TEXT;
  } else if (str_is(name, "paragraphs") || str_is(name, "milestone")) {
    codec->kind = str_is(name, "milestone") ? AS_MILESTONE : AS_PARAGRAPHS;
  } else if (words) {
    read_words(l, words, codec);
  } else if (str_is(name, "session") || str_is(name, "term")) {
    codec->kind = str_is(name, "term") ? AS_TERM : AS_SESSION;
  } else if (date) {
    *codec = (struct codec){.kind = AS_DATE, .pattern = node_str(date)};
    check_pattern(l, date);
  } else if (scale) {
    want_scale(l, scale);
  } else if (list) {
    read_list_codec(l, list, codec);
  } else {
    bad_codec(l, as, name.len || !as->first ? name : as->first->key);
  }
}

/* ---- fields ---- */

static void check_path(struct loader *l, const struct node *node, const char *const *paths, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (str_is(node_str(node), paths[i])) return;
  tell(&l->checker, MSG_MAPPING_PATH, node, str_z(l->checker.arena, node_str(node)));
  message_suggest(l->checker.messages, nearest(l->checker.arena, node_str(node), paths, count));
}

/* Columns are named by the levels of a scale. */
static void check_columns(struct loader *l, const struct node *at, const struct field *field) {
  const struct codec *codec = &field->codec;
  bool levels = codec->kind == AS_SCALE || codec->kind == AS_SCALE_LIST || codec->kind == AS_TICKS ||
                codec->kind == AS_TICK_LIST || codec->kind == AS_SHADING;
  for (size_t i = 0; !levels && i < field->locator_count; i++)
    if (field->locators[i].kind == AT_COLUMNS) tell(&l->checker, MSG_COLUMNS_SCALE, at, "");
}

static void read_field(struct loader *l, const struct node *node, struct field *field, bool in_row) {
  struct arena *arena = l->checker.arena;
  const struct node *key = node_get(node, "key"), *from = node_get(node, "from");
  field->node = node;
  field->key = str_z(arena, key ? node_str(key) : node_get_str(node, "show"));
  field->from = from ? str_z(arena, node_str(from)) : NULL;
  field->format = node_get(node, "format") ? node_get_str(node, "format") : STR("{}");
  field->blank = node_get_str(node, "blank");
  if (key && in_row) check_path(l, key, ROW_PATHS, ROW_PATH_COUNT);
  if (key && !in_row) check_path(l, key, TOP_PATHS, TOP_PATH_COUNT);
  if (from) check_path(l, from, SHOWN_PATHS, SHOWN_PATH_COUNT);
  if (!key && !from) say(l->checker.messages, MSG_KEY_MISSING, source_where(l->checker.source, node), "from");
  read_locators(l, node_get(node, "at"), in_row, field);
  read_codec(l, node_get(node, "as"), &field->codec);
  check_columns(l, node_get(node, "at"), field);
  if (field_by_look(field) && !in_row) tell(&l->checker, MSG_LOOK_ELSEWHERE, node_get(node, "as"), "");
  copy_texts(arena, node_get(node, "beginning"), &field->beginnings, &field->beginning_count);
  copy_texts(arena, node_get(node, "staff"), &field->staff, &field->staff_count);
}

static void read_group(struct loader *l, const struct node *node) {
  struct arena *arena = l->checker.arena;
  struct group *group = NEW(arena, struct group);
  const struct node *fields = node_get(node, "group"), *unrecorded = node_path(node, "rows.unrecorded");
  group->key = str_z(arena, node_get_str(node, "key"));
  group->unrecorded = unrecorded ? str_z(arena, node_str(unrecorded)) : NULL;
  group->block_tag = node_str(node_path(node, "repeat.block.tag"));
  copy_texts(arena, node_path(node, "rows.table.header"), &group->header, &group->header_count);
  struct str several = node_str(node_path(node, "rows.several"));
  group->several = str_is(several, "lines") ? SEVERAL_LINES : several.len ? SEVERAL_SHARED : SEVERAL_NONE;
  group->fields = arena_alloc(arena, fields->count, sizeof *group->fields);
  for (const struct node *item = fields->first; item; item = item->next) {
    struct field *field = &group->fields[group->count++];
    read_field(l, item, field, true);
    if (field->codec.kind == AS_MILESTONE) group->row_key = field;
  }
  group->heading = node_str(node_path(node, "rows.table.heading"));
  group->caption = node_str(node_path(node, "rows.table.caption"));
  if (!group->header_count && !group->heading.len && !group->caption.len)
    tell(&l->checker, MSG_KEY_MISSING, node, "rows: {table: {header: [...]}}");
  if (!group->row_key) tell(&l->checker, MSG_KEY_MISSING, node, "a field of the group with `as: milestone`");
  l->mapping->group = group;
}

static const char *const REPEATED[] = {"frameworks.areas", NULL};
static const char *const UNRECORDED[] = {"term.focus", NULL};
static const char *const SEVERAL[] = {"lines", "shared", NULL};
static const struct shape_key BLOCK_KEYS[] = {{.key = "tag", .kind = SHAPE_TEXT, .required = true}};
static const struct shape BLOCK_SHAPE = SHAPE("a block", BLOCK_KEYS);
static const struct shape_key REPEAT_KEYS[] = {
    {.key = "block", .kind = SHAPE_MAP, .required = true, .of = &BLOCK_SHAPE},
    {.key = "over", .kind = SHAPE_TEXT, .required = true, .words = REPEATED}};
static const struct shape REPEAT_SHAPE = SHAPE("repeat", REPEAT_KEYS);
static const struct shape_key TABLE_KEYS[] = {{.key = "header", .kind = SHAPE_TEXTS},
                                              {.key = "heading", .kind = SHAPE_TEXT},
                                              {.key = "caption", .kind = SHAPE_TEXT}};
static const struct shape TABLE_SHAPE = SHAPE("a table", TABLE_KEYS);
static const struct shape_key ROWS_KEYS[] = {{.key = "table", .kind = SHAPE_MAP, .required = true, .of = &TABLE_SHAPE},
                                             {.key = "unrecorded", .kind = SHAPE_TEXT, .words = UNRECORDED},
                                             {.key = "several", .kind = SHAPE_TEXT, .words = SEVERAL}};
static const struct shape ROWS_SHAPE = SHAPE("rows", ROWS_KEYS);
static const struct shape FIELD_SHAPE;
static const struct shape_key FIELD_KEYS[] = {{.key = "key", .kind = SHAPE_TEXT},
                                              {.key = "show", .kind = SHAPE_TEXT},
                                              {.key = "at", .kind = SHAPE_ANY},
                                              {.key = "as", .kind = SHAPE_ANY},
                                              {.key = "blank", .kind = SHAPE_TEXT},
                                              {.key = "from", .kind = SHAPE_TEXT},
                                              {.key = "format", .kind = SHAPE_TEXT},
                                              {.key = "beginning", .kind = SHAPE_TEXTS},
                                              {.key = "staff", .kind = SHAPE_TEXTS},
                                              {.key = "repeat", .kind = SHAPE_MAP, .of = &REPEAT_SHAPE},
                                              {.key = "rows", .kind = SHAPE_MAP, .of = &ROWS_SHAPE},
                                              {.key = "group", .kind = SHAPE_MAPS, .of = &FIELD_SHAPE}};
static const struct shape FIELD_SHAPE = SHAPE("a field", FIELD_KEYS);
static const struct shape_key MAPPING_KEYS[] = {
    {.key = "version", .kind = SHAPE_TEXT, .required = true, .check = check_version},
    {.key = "mapping", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "template", .kind = SHAPE_TEXT},
    {.key = "frameworks", .kind = SHAPE_TEXTS},
    {.key = "language", .kind = SHAPE_TEXT},
    {.key = "terms", .kind = SHAPE_MAPS, .of = &VIEW_SHAPE},
    {.key = "fields", .kind = SHAPE_MAPS, .required = true, .of = &FIELD_SHAPE}};
static const struct shape MAPPING_SHAPE = SHAPE("a mapping", MAPPING_KEYS);

/* What the tables cannot say: a field has a key or a show, and locators are maps. */
static bool check_field(struct loader *l, const struct node *node) {
  const struct node *at = node_get(node, "at");
  bool one = !node_get(node, "key") != !node_get(node, "show");
  if (!one) tell(&l->checker, MSG_KEY_MISSING, node, "either key or show, and only one of them,");
  bool maps = !at || at->kind == NODE_MAP || at->kind == NODE_LIST;
  for (const struct node *item = at && at->kind == NODE_LIST ? at->first : NULL; item; item = item->next)
    maps = maps && item->kind == NODE_MAP;
  if (!maps) tell(&l->checker, MSG_WANT_MAP, at, "at");
  return one && maps;
}

static bool read_fields(struct loader *l, const struct node *fields) {
  size_t before = l->checker.messages->errors;
  l->mapping->fields = arena_alloc(l->checker.arena, fields->count + 1, sizeof(struct field));
  for (const struct node *node = fields->first; node; node = node->next) {
    bool right = check_field(l, node);
    const struct node *group = node_get(node, "group");
    for (const struct node *item = group ? group->first : NULL; item; item = item->next) right &= check_field(l, item);
    if (right && group)
      read_group(l, node);
    else if (right)
      read_field(l, node, &l->mapping->fields[l->mapping->count++], false);
  }
  return l->checker.messages->errors == before;
}

/* ---- joining with the domain ---- */

static void bind_codec(const struct mapping *mapping, struct field *field) {
  const struct node *as = node_get(field->node, "as");
  static const char *const paths[] = {"scale",      "ticks",      "shading",       "highlight",
                                      "list.scale", "list.ticks", "list.highlight"};
  const struct node *scale = NULL;
  for (size_t i = 0; i < sizeof paths / sizeof *paths && !scale; i++) scale = node_path(as, paths[i]);
  if (!scale) return;
  field->codec.scale = domain_scale(mapping->domain, node_str(scale));
  if (field->codec.scale && !node_get(as, "separator")) field->codec.separator = field->codec.scale->separator;
}

static void bind(struct mapping *mapping) {
  for (size_t i = 0; i < mapping->count; i++) bind_codec(mapping, &mapping->fields[i]);
  if (!mapping->group) return;
  for (size_t i = 0; i < mapping->group->count; i++) bind_codec(mapping, &mapping->group->fields[i]);
  const struct field *engagement = group_field(mapping->group, "engagement"),
                     *supports = group_field(mapping->group, "supports");
  mapping->engagement = engagement ? engagement->codec.scale : NULL;
  mapping->support = supports ? supports->codec.scale : NULL;
}

struct mapping *mapping_of(struct arena *arena, struct source *source, const struct source *named_in,
                           const struct node *frameworks, struct library *library, struct messages *messages) {
  size_t before = messages->errors;
  struct mapping *mapping = NEW(arena, struct mapping);
  struct loader l = {{arena, source, messages}, mapping, node_list(arena)};
  mapping->source = source;
  mapping->folder = path_folder(arena, source->path);
  if (!shape_check_file(&l.checker, "mapping", &MAPPING_SHAPE)) return NULL;
  mapping->name = node_get_str(source->root, "mapping");
  mapping->template = node_get_str(source->root, "template");
  mapping->language = node_get(source->root, "language") ? node_get_str(source->root, "language") : STR("en");
  if (!read_fields(&l, node_get(source->root, "fields"))) return NULL;
  const struct node *terms = node_get(source->root, "terms");
  views_check(&l.checker, mapping, terms);
  bool own = node_nothing(frameworks);
  mapping->domain = domain_load(arena, source, l.scales, own ? source : named_in,
                                own ? node_get(source->root, "frameworks") : frameworks,
                                str_z(arena, mapping->language), library, messages);
  if (!mapping->domain || messages->errors > before) return NULL;
  bind(mapping);
  for (size_t i = 0; mapping->group && i < mapping->group->count; i++)
    mapping_bind_colours(arena, mapping, &mapping->group->fields[i], messages);
  views_make(arena, mapping, terms);
  return messages->errors > before ? NULL : mapping;
}

struct mapping *mapping_load(struct arena *arena, const char *path, const struct source *named_in,
                             const struct node *frameworks, struct messages *messages) {
  struct source *source = source_read(arena, path, messages);
  return source ? mapping_of(arena, source, named_in, frameworks, NULL, messages) : NULL;
}

const struct field *mapping_field(const struct mapping *mapping, const char *key) {
  for (size_t i = 0; i < mapping->count; i++)
    if (strcmp(mapping->fields[i].key, key) == 0) return &mapping->fields[i];
  return NULL;
}

const struct field *group_field(const struct group *group, const char *key) {
  for (size_t i = 0; i < group->count; i++)
    if (strcmp(group->fields[i].key, key) == 0) return &group->fields[i];
  return NULL;
}
