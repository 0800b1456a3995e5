/* A mapping file, read into fields. */
#include "mapping.h"
#include "file.h"

#include "mapping_codec.h"
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

/* The number of a paragraph in a cell, from 1. */
static size_t read_paragraph(struct loader *l, const struct node *entry) {
  struct str number = node_str(entry);
  if (number.len == 1 && number.at[0] >= '1' && number.at[0] <= '9') return (size_t)(number.at[0] - '0');
  say(l->checker.messages, MSG_MAPPING_LOCATOR, source_where_key(l->checker.source, entry),
      str_format(l->checker.arena, "paragraph: %s", str_z(l->checker.arena, number)),
      "the paragraphs of a cell are counted from 1 to 9; a whole cell has no `paragraph`");
  return 0;
}

static void read_locator(struct loader *l, const struct node *node, bool in_row, struct locator *locator) {
  static const size_t count = sizeof LOCATORS / sizeof *LOCATORS;
  size_t before = l->checker.messages->errors;
  bool any = false;
  for (const struct node *entry = node->first; entry; entry = entry->next) {
    bool known = str_is(entry->key, "paragraph");
    if (known) locator->paragraph = read_paragraph(l, entry);
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

/* ---- fields ---- */

static void check_path(struct loader *l, const struct node *node, const char *const *paths, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (str_is(node_str(node), paths[i])) return;
  tell(&l->checker, MSG_MAPPING_PATH, node, str_z(l->checker.arena, node_str(node)));
  message_suggest(l->checker.messages, nearest(l->checker.arena, node_str(node), paths, count));
}

/* Comments are of a milestone, and nothing else of it is a comment. */
static void check_comments(struct loader *l, const struct field *field) {
  bool are = !field->from && (strcmp(field->key, "preferred") == 0 || strcmp(field->key, "comments") == 0);
  bool at_comments = field->locator_count && field->locators[0].kind == AT_COMMENTS;
  for (size_t i = 0; i < field->locator_count && !are; i++)
    at_comments = at_comments || field->locators[i].kind == AT_COMMENTS;
  const struct node *staff = node_get(field->node, "staff");
  if (staff && strcmp(field->key, "comments") != 0)
    tell(&l->checker, MSG_BAD_WORD, staff, "staff", "beginning; only `comments` may be for staff");
  if (!field->locator_count || are == at_comments) return;
  tell(&l->checker, MSG_MAPPING_LOCATOR, node_get(field->node, "at"),
       are ? LOCATORS[field->locators[0].kind] : "comments",
       are ? "`preferred` and `comments` stand in comments: write {comments: NAME OF A COLUMN} first"
           : "only `preferred` and `comments` stand in comments");
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
  if (key && str_is(node_str(key), "term.assessments")) tell(&l->checker, MSG_KEY_MISSING, node, "group");
  if (!key && !from) say(l->checker.messages, MSG_KEY_MISSING, source_where(l->checker.source, node), "from");
  read_locators(l, node_get(node, "at"), in_row, field);
  codec_load(&l->checker, l->scales, field);
  if (field_by_look(field) && !in_row) tell(&l->checker, MSG_LOOK_ELSEWHERE, node_get(node, "as"), "");
  if (in_row) check_comments(l, field);
  copy_texts(arena, node_get(node, "beginning"), &field->beginnings, &field->beginning_count);
  copy_texts(arena, node_get(node, "staff"), &field->staff, &field->staff_count);
  field->staff_words = arena_alloc(arena, field->staff_count + 1, sizeof *field->staff_words);
  for (size_t i = 0; i < field->staff_count; i++) field->staff_words[i] = as_it_sounds(arena, field->staff[i]);
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

static void add_names(struct loader *l, const struct field *field, struct names *keys, struct names *properties) {
  const struct node *key = node_get(field->node, "key"), *at = node_get(field->node, "at");
  if (key) names_add(&l->checker, keys, node_str(key), key, 0);
  for (const struct node *one = at && at->kind == NODE_LIST ? at->first : at; one; one = one->next) {
    const struct node *property = node_get(one, "property");
    if (property) names_add(&l->checker, properties, node_str(property), property, 0);
    if (at->kind != NODE_LIST) break; /* what is next to it is the field's */
  }
}

/* One datum has one field, and one property holds one datum. */
static void check_repeated(struct loader *l) {
  const struct group *group = l->mapping->group;
  struct names keys = {0}, row_keys = {0}, properties = {0};
  for (size_t i = 0; i < l->mapping->count; i++) add_names(l, &l->mapping->fields[i], &keys, &properties);
  for (size_t i = 0; group && i < group->count; i++) add_names(l, &group->fields[i], &row_keys, &properties);
  names_tell(&l->checker, &keys, tell_repeated);
  names_tell(&l->checker, &row_keys, tell_repeated);
  names_tell(&l->checker, &properties, tell_repeated);
}

static bool share_comments(const struct field *a, const struct field *b) {
  for (size_t i = 0; i < a->locator_count; i++)
    for (size_t j = 0; j < b->locator_count; j++) {
      const struct locator *one = &a->locators[i], *other = &b->locators[j];
      if (one->kind == AT_COMMENTS && other->kind == AT_COMMENTS && str_equal(one->name, other->name)) return true;
    }
  return false;
}

/* Without one the first would take the comments of both. */
static void check_beginnings(struct loader *l) {
  const struct group *group = l->mapping->group;
  for (size_t i = 0; group && i < group->count; i++)
    for (size_t j = i + 1; j < group->count && !group->fields[i].beginning_count; j++)
      if (share_comments(&group->fields[i], &group->fields[j]))
        tell(&l->checker, MSG_KEY_MISSING, group->fields[i].node, "beginning",
             "it tells these comments from the other ones");
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
  check_repeated(&l);
  check_beginnings(&l);
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

/* Mostly their first letters differ. */
static bool same_key(const char *a, const char *b) { return *a == *b && strcmp(a, b) == 0; }

const struct field *mapping_field(const struct mapping *mapping, const char *key) {
  for (size_t i = 0; i < mapping->count; i++)
    if (same_key(mapping->fields[i].key, key)) return &mapping->fields[i];
  return NULL;
}

const struct field *group_field(const struct group *group, const char *key) {
  for (size_t i = 0; i < group->count; i++)
    if (same_key(group->fields[i].key, key)) return &group->fields[i];
  return NULL;
}
