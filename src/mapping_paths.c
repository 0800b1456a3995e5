/* The paths of the data, and the mapping that a document's own placeholders make. */
#include "mapping_paths.h"
#include "mapping.h"

#include <string.h>

const char *const TOP_PATHS[TOP_PATH_COUNT] = {"learner.id",
                                               "learner.known-as",
                                               "learner.name",
                                               "learner.born",
                                               "learner.scn",
                                               "term.session",
                                               "term.term",
                                               "term.date",
                                               "term.review",
                                               "term.class",
                                               "term.completed-by",
                                               "term.family.enjoys",
                                               "term.family.does-well",
                                               "term.family.new",
                                               "term.family.next",
                                               "term.family.child-views",
                                               "term.family.family-views",
                                               "term.assessments"};
const char *const ROW_PATHS[ROW_PATH_COUNT] = {"milestone", "engagement", "supports",  "date",
                                               "saw",       "next-steps", "preferred", "comments"};
const char *const SHOWN_PATHS[SHOWN_PATH_COUNT] = {"class.school", "class.class", "term.assessments.preferred",
                                                   "previous.engagement", "milestone.place"};

/* ---- as people write them in a placeholder ---- */

static const char ROW[] = "assessments[].";

static struct str among(struct str word, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (str_is(word, words[i])) return str_from(words[i]);
  return STR("");
}

static struct str without(struct str text, const char *head) {
  struct str z = str_from(head);
  return str_starts(text, z) ? str_sub(text, z.len, text.len) : text;
}

/* What is shown in a row: the last level, and where the milestone stands in its framework. */
static const char *const ROW_SHOWS[] = {"last", "place"};

struct str mapping_path(struct arena *arena, struct str written) {
  struct str path = fold(arena, str_trim(written)), row = without(path, "term.");
  if (str_starts(row, str_from(ROW))) {
    struct str key = without(row, ROW);
    bool known = among(key, ROW_PATHS, ROW_PATH_COUNT).len || among(key, ROW_SHOWS, 2).len;
    return known ? row : STR("");
  }
  struct str of_term = str_from(str_format(arena, "term.%s", str_z(arena, path)));
  struct str found = among(path, TOP_PATHS, TOP_PATH_COUNT);
  if (str_find(path, STR(".")) < 0) return STR(""); /* {{date}} is what other programs write */
  if (!found.len) found = among(of_term, TOP_PATHS, TOP_PATH_COUNT);
  if (!found.len) found = among(path, SHOWN_PATHS, 3);
  if (!found.len) found = among(of_term, SHOWN_PATHS, 3);
  return str_is(found, "term.assessments") ? STR("") : found;
}

const char *mapping_path_near(struct arena *arena, struct str written) {
  const char *words[2 * TOP_PATH_COUNT + ROW_PATH_COUNT];
  size_t count = 0;
  for (size_t i = 0; i + 1 < TOP_PATH_COUNT; i++) {
    words[count++] = TOP_PATHS[i];
    if (strncmp(TOP_PATHS[i], "term.family.", 12) == 0) words[count++] = TOP_PATHS[i] + 5;
  }
  for (size_t i = 0; i < ROW_PATH_COUNT; i++) words[count++] = str_format(arena, "%s%s", ROW, ROW_PATHS[i]);
  return nearest(arena, fold(arena, str_trim(written)), words, count);
}

/* ---- the mapping of a document ---- */

static bool is_date(struct str path) {
  return str_is(path, "term.date") || str_is(path, "term.review") || str_is(path, "learner.born");
}

static struct locator *locator_at(struct arena *arena, struct str path) {
  struct locator *locator = NEW(arena, struct locator);
  *locator = (struct locator){.kind = AT_PLACEHOLDER, .name = path};
  return locator;
}

static struct field base_field(struct arena *arena, const struct mapping *base, struct str path) {
  struct field field = {.key = str_z(arena, path), .format = STR("{}"), .blank = STR("–"), .node = base->source->root};
  field.locators = locator_at(arena, path);
  field.locator_count = 1;
  return field;
}

static struct field leaf(struct arena *arena, const struct mapping *base, struct str path) {
  struct field field = base_field(arena, base, path);
  if (is_date(path)) field.codec = (struct codec){.kind = AS_DATE, .pattern = STR("d MMMM yyyy")};
  if (str_is(path, "term.completed-by")) field.codec = (struct codec){.kind = AS_TEXT_LIST, .separator = STR("; ")};
  if (among(path, SHOWN_PATHS, SHOWN_PATH_COUNT).len) field.from = field.key;
  return field;
}

static struct codec row_codec(const struct mapping *base, struct str key) {
  struct codec codec = {.kind = AS_TEXT};
  if (str_is(key, "milestone")) codec.kind = AS_MILESTONE;
  if (str_is(key, "engagement") && base->engagement)
    codec = (struct codec){.kind = AS_SCALE, .scale = base->engagement};
  if (str_is(key, "supports") && base->support)
    codec = (struct codec){.kind = AS_SCALE_LIST, .scale = base->support, .separator = base->support->separator};
  if (str_is(key, "date")) codec = (struct codec){.kind = AS_DATE, .pattern = STR("d MMM yyyy")};
  return codec;
}

static struct field row_field(struct arena *arena, const struct mapping *base, struct str path) {
  struct field field = base_field(arena, base, path);
  struct str key = without(path, ROW);
  field.key = str_z(arena, key);
  field.codec = row_codec(base, key);
  if (str_is(key, "last")) field.from = "previous.engagement";
  if (str_is(key, "place")) field.from = "milestone.place";
  return field;
}

/* Comments stand on the supports, else on the level, else on the milestone. */
static struct field comments_field(struct arena *arena, const struct mapping *base, const char *key, struct str on) {
  struct field field = base_field(arena, base, on);
  const struct field *model = base->group ? group_field(base->group, key) : NULL;
  struct locator *locators = arena_alloc(arena, 2, sizeof *locators);
  if (model) field = *model;
  locators[0] = (struct locator){.kind = AT_COMMENTS};
  locators[1] = *locator_at(arena, on);
  field.key = key;
  field.locators = locators;
  field.locator_count = 2;
  return field;
}

static bool has(const struct str *paths, size_t count, const char *path) {
  for (size_t i = 0; i < count; i++)
    if (str_is(paths[i], path)) return true;
  return false;
}

static struct group *row_group(struct arena *arena, const struct mapping *base, const struct str *paths, size_t count) {
  struct group *group = NEW(arena, struct group);
  const char *on = has(paths, count, "assessments[].supports")     ? "assessments[].supports"
                   : has(paths, count, "assessments[].engagement") ? "assessments[].engagement"
                                                                   : "assessments[].milestone";
  if (!has(paths, count, "assessments[].milestone")) return NULL;
  *group = (struct group){.key = "term.assessments", .unrecorded = "term.focus"};
  group->fields = arena_alloc(arena, count + 2, sizeof *group->fields);
  for (size_t i = 0; i < count; i++) {
    struct str key = without(paths[i], ROW);
    bool row = key.len < paths[i].len && !str_is(key, "preferred") && !str_is(key, "comments");
    if (!row) continue;
    group->fields[group->count] = row_field(arena, base, paths[i]);
    if (str_is(key, "milestone")) group->row_key = &group->fields[group->count];
    group->count++;
  }
  group->fields[group->count++] = comments_field(arena, base, "preferred", str_from(on));
  group->fields[group->count++] = comments_field(arena, base, "comments", str_from(on));
  return group;
}

/* The property of the base's field: whose document it is, and of which term, counts in every mapping. NULL for none. */
static const struct locator *property_of(const struct field *field) {
  for (size_t i = 0; field && i < field->locator_count; i++)
    if (field->locators[i].kind == AT_PROPERTY) return &field->locators[i];
  return NULL;
}

static void add_property(struct arena *arena, struct field *field, const struct locator *property) {
  struct locator *locators = arena_alloc(arena, field->locator_count + 1, sizeof *locators);
  memcpy(locators, field->locators, field->locator_count * sizeof *locators);
  locators[field->locator_count++] = *property;
  field->locators = locators;
}

static void add_leaves(struct arena *arena, const struct mapping *base, const struct str *paths, size_t count,
                       struct mapping *mapping) {
  for (size_t i = 0; i < count; i++) {
    if (str_starts(paths[i], str_from(ROW))) continue;
    struct field *field = &mapping->fields[mapping->count++];
    *field = leaf(arena, base, paths[i]);
    const struct locator *property = property_of(mapping_field(base, field->key));
    if (property) add_property(arena, field, property);
  }
}

struct mapping *mapping_of_paths(struct arena *arena, const struct mapping *base, const struct str *paths,
                                 size_t count) {
  struct mapping *mapping = NEW(arena, struct mapping);
  *mapping = *base;
  mapping->count = mapping->view_count = 0;
  mapping->fields = arena_alloc(arena, base->count + count, sizeof *mapping->fields);
  for (size_t i = 0; i < base->count; i++) {
    const struct locator *property = property_of(&base->fields[i]);
    if (!property || has(paths, count, base->fields[i].key)) continue;
    struct field *field = &mapping->fields[mapping->count++];
    *field = base->fields[i];
    field->locators = (struct locator *)property;
    field->locator_count = 1;
  }
  add_leaves(arena, base, paths, count, mapping);
  mapping->group = row_group(arena, base, paths, count);
  return mapping;
}
