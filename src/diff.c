/* Two trees of data compared: who and when, the family's texts, then row by row. */
#include "diff_parts.h"

#include <stdlib.h>
#include <string.h>

const char *diff_kind(struct str old, struct str new) { return !old.len ? "added" : !new.len ? "gone" : "changed"; }

void diff_add(struct diff *diff, struct difference difference) {
  bool of_term = diff->term && diff->part && *diff->part;
  difference.part = of_term ? str_format(diff->arena, "%s, %s", diff->term, diff->part) : diff->part;
  difference.row = diff->row;
  *PUSH(diff->arena, &diff->list) = difference;
}

struct str diff_date(struct arena *arena, struct str date) {
  struct str day = str_sub(date, 0, 10), time = str_sub(date, 11, 16);
  if (!date_valid(day)) return date;
  struct str words = date_print(arena, STR("d MMMM yyyy"), day);
  if (!datetime_valid(date)) return date.len == 10 ? words : date;
  return str_from(str_format(arena, "%s, %s", str_z(arena, words), str_z(arena, time)));
}

/* ---- words for places and values ---- */

/* A datum whose place has no label that people see. */
static const char *plain_words(const char *key) {
  static const char *const words[][2] = {{"learner.id", "The learner's id"},
                                         {"learner.known-as", "Name"},
                                         {"learner.name", "Full name"},
                                         {"learner.born", "Born"},
                                         {"learner.scn", "SCN"},
                                         {"term.session", "Session"},
                                         {"term.term", "Term"},
                                         {"term.date", "Completed on"},
                                         {"term.review", "Review on"},
                                         {"term.class", "Class"},
                                         {"term.completed-by", "Who contributed"},
                                         {"term.family.enjoys", "What I enjoy"},
                                         {"term.family.does-well", "What I do well"},
                                         {"term.family.new", "What is new"},
                                         {"term.family.next", "Next steps"},
                                         {"term.family.child-views", "My views"},
                                         {"term.family.family-views", "My family's views"},
                                         {"class.school", "School"},
                                         {"class.class", "Class"},
                                         {"engagement", "Level of engagement"},
                                         {"supports", "Type of support"},
                                         {"date", "Date"},
                                         {"saw", "What we saw"},
                                         {"next-steps", "Next steps"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i][0], key) == 0) return words[i][1];
  return key;
}

/* A label, heading or column as the mapping names it, so as people see it. */
static const char *field_words(struct arena *arena, const struct field *field, const char *key) {
  for (size_t i = 0; i < field->locator_count; i++) {
    const struct locator *locator = &field->locators[i];
    bool label = locator->kind == AT_LABEL || locator->kind == AT_BELOW;
    if (label || locator->kind == AT_HEADING || locator->kind == AT_COLUMN) return str_z(arena, locator->name);
  }
  return plain_words(key);
}

static struct str one_value(struct arena *arena, const struct field *field, const struct node *node) {
  const struct level *level = field->codec.scale ? scale_level(field->codec.scale, node_str(node)) : NULL;
  if (level) return level->label;
  return field->codec.kind == AS_DATE ? diff_date(arena, node_str(node)) : node_str(node);
}

/* A value as the document shows it; of a list, an item a line. */
static struct str value_words(struct arena *arena, const struct field *field, const struct node *value) {
  struct text out = {.arena = arena};
  if (!field || node_nothing(value)) return STR("");
  if (value->kind != NODE_LIST) return one_value(arena, field, value);
  for (const struct node *item = value->first; item; item = item->next) {
    if (out.len) text_add_byte(&out, '\n');
    text_add(&out, one_value(arena, field, item));
  }
  return text_str(&out);
}

/* ---- values ---- */

/* The order of a list says nothing. */
static bool same_value(struct arena *arena, const struct node *old, const struct node *new) {
  if (node_equal(old, new)) return true;
  if (!old || !new || old->kind != NODE_LIST || new->kind != NODE_LIST || old->count != new->count) return false;
  struct node_index index = node_index(arena, new);
  for (const struct node *item = old->first; item; item = item->next)
    if (!node_index_take(&index, item)) return false;
  return true;
}

/* One datum by the two fields (NULL for none) that its mappings have for it. */
static void compare_value(struct diff *diff, const struct field *const fields[2], const struct node *old,
                          const struct node *new, const char *place, bool lines) {
  if (same_value(diff->arena, old, new)) return;
  struct difference found = {.place = place,
                             .old = value_words(diff->arena, fields[OLD], old),
                             .new = value_words(diff->arena, fields[NEW_ONE], new)};
  bool list = (old && old->kind == NODE_LIST) || (new &&new->kind == NODE_LIST);
  lines = lines || str_find(found.old, STR("\n")) >= 0 || str_find(found.new, STR("\n")) >= 0;
  found.form = list ? DIFF_ITEMS : lines ? DIFF_LINES : DIFF_VALUE;
  found.what = diff_kind(found.old, found.new);
  diff_add(diff, found);
}

/* ---- who, when, and the family's page ---- */

/* What a field is compared by; NULL for what repeats something else. */
static const char *leaf_key(const struct field *field) {
  if (!field->from) return field->key;
  return strncmp(field->from, "class.", 6) == 0 ? field->from : NULL;
}

static const struct field *leaf_field(const struct mapping *mapping, const char *key) {
  for (size_t i = 0; i < mapping->count; i++) {
    const char *own = leaf_key(&mapping->fields[i]);
    if (own && strcmp(own, key) == 0) return &mapping->fields[i];
  }
  return NULL;
}

void diff_add_shown(struct arena *arena, const struct plan *plan, struct node *data) {
  for (size_t i = 0; i < plan->mapping->count; i++) {
    const struct field *field = &plan->mapping->fields[i];
    const char *key = field->from ? leaf_key(field) : NULL;
    if (!key || !plan->places[i].count) continue;
    struct str text = str_trim(passage_text(arena, &plan->places[i].passages[0]));
    bool nothing = !text.len || str_equal(text, field->blank);
    if (!nothing) node_make_path(arena, data, key, node_text(arena, text));
  }
}

/* named: the field of the new document's mapping, or, where that has none, of the old one's. */
static void compare_leaf(struct diff *diff, const struct field *named, const char *key) {
  const struct field *fields[2] = {leaf_field(diff->sides[OLD].mapping, key),
                                   leaf_field(diff->sides[NEW_ONE].mapping, key)};
  const char *words = field_words(diff->arena, named, key);
  bool own_part = strncmp(key, "term.family.", 12) == 0;
  bool lines = own_part || named->codec.kind == AS_PARAGRAPHS;
  diff->part = own_part ? words : "Who and when";
  compare_value(diff, fields, node_path(diff->sides[OLD].data, key), node_path(diff->sides[NEW_ONE].data, key),
                own_part ? NULL : words, lines);
}

/* A learner's name, with the id where the document has one. */
static struct str learner_words(struct arena *arena, const struct node *data) {
  struct str id = node_str(node_path(data, "learner.id")), name = node_str(node_path(data, "learner.known-as"));
  if (!name.len) name = node_str(node_path(data, "learner.name"));
  if (!id.len || !name.len) return id.len ? id : name;
  return str_from(str_format(arena, "%s (%s)", str_z(arena, name), str_z(arena, id)));
}

/* Both sides have something there, and not the same. */
static bool both_differ(const struct diff *diff, const char *key) {
  const struct node *old = node_path(diff->sides[OLD].data, key), *new = node_path(diff->sides[NEW_ONE].data, key);
  return !node_nothing(old) && !node_nothing(new) && !node_equal(old, new);
}

/* By their ids; where one has none, by their names. */
static bool two_learners(const struct diff *diff) {
  const struct node *old = node_path(diff->sides[OLD].data, "learner.id"),
                    *new = node_path(diff->sides[NEW_ONE].data, "learner.id");
  if (!node_nothing(old) && !node_nothing(new)) return !node_equal(old, new);
  return both_differ(diff, "learner.known-as") || both_differ(diff, "learner.name");
}

static void compare_heads(struct diff *diff, bool learners, bool terms) {
  const struct node *old = diff->sides[OLD].data, *new = diff->sides[NEW_ONE].data;
  diff->part = "";
  if (learners)
    diff_add(diff, (struct difference){.place = "Two learners",
                                       .what = "changed",
                                       .old = learner_words(diff->arena, old),
                                       .new = learner_words(diff->arena, new)});
  if (terms)
    diff_add(diff, (struct difference){.place = "Two terms",
                                       .what = "changed",
                                       .old = lens_term_words(diff->arena, old),
                                       .new = lens_term_words(diff->arena, new)});
}

static bool told_by_heads(const char *key, bool learners, bool terms) {
  bool who = strcmp(key, "learner.id") == 0 || strcmp(key, "learner.known-as") == 0;
  bool when = strcmp(key, "term.session") == 0 || strcmp(key, "term.term") == 0;
  return (who && learners) || (when && terms);
}

/* What is shown of the class stands under tags alone, which other programs drop: it is compared where both documents have it. */
static bool comparable(const struct diff *diff, const char *key) {
  if (diff->again && strncmp(key, "term.", 5) != 0) return false;
  return strncmp(key, "class.", 6) != 0 || both_differ(diff, key);
}

/* Single values first, so that who and when stand together; then the family's texts. */
static void compare_leaves(struct diff *diff, bool family, bool learners, bool terms) {
  const struct mapping *new = diff->sides[NEW_ONE].mapping, *old = diff->sides[OLD].mapping;
  for (size_t i = 0; i < new->count + old->count; i++) {
    bool second = i >= new->count;
    const struct field *field = second ? &old->fields[i - new->count] : &new->fields[i];
    const char *key = leaf_key(field);
    if (!key || (second && leaf_field(new, key)) || !comparable(diff, key)) continue;
    if ((strncmp(key, "term.family.", 12) == 0) != family || told_by_heads(key, learners, terms)) continue;
    compare_leaf(diff, field, key);
  }
}

/* ---- rows ---- */

/* The row of a milestone: its entry, or (only its key is there) an empty map; NULL when the document has none. */
static const struct node *find_row(const struct diff_side *side, struct str id) {
  static const struct node bare = {.kind = NODE_MAP};
  const struct group *group = side->mapping->group;
  const struct node *items = group ? node_path(side->data, group->key) : NULL;
  const struct node *keys = group && group->unrecorded ? node_path(side->data, group->unrecorded) : NULL;
  for (const struct node *item = items ? items->first : NULL; item; item = item->next)
    if (str_equal(node_get_str(item, group->row_key->key), id)) return item;
  for (const struct node *key = keys ? keys->first : NULL; key; key = key->next)
    if (str_equal(node_str(key), id)) return &bare;
  return NULL;
}

static const struct field *row_field(const struct mapping *mapping, const char *key) {
  return mapping->group ? group_field(mapping->group, key) : NULL;
}

static void compare_fields(struct diff *diff, const struct mapping *mapping, const struct mapping *done,
                           const struct node *const rows[2]) {
  const struct group *group = mapping->group;
  for (size_t i = 0; group && i < group->count; i++) {
    const struct field *field = &group->fields[i];
    bool comments = field->locator_count && field->locators[0].kind == AT_COMMENTS;
    if (field->from || field == group->row_key || comments || (done && row_field(done, field->key))) continue;
    const struct field *fields[2] = {row_field(diff->sides[OLD].mapping, field->key),
                                     row_field(diff->sides[NEW_ONE].mapping, field->key)};
    compare_value(diff, fields, node_get(rows[OLD], field->key), node_get(rows[NEW_ONE], field->key),
                  field_words(diff->arena, field, field->key), field->codec.kind == AS_PARAGRAPHS);
  }
}

static void compare_row(struct diff *diff, const struct milestone *milestone) {
  const struct node *rows[2] = {find_row(&diff->sides[OLD], milestone->id),
                                find_row(&diff->sides[NEW_ONE], milestone->id)};
  const struct mapping *new = diff->sides[NEW_ONE].mapping;
  diff->part = str_z(diff->arena, milestone->area->title);
  diff->row = str_z(diff->arena, milestone->statement);
  if (!rows[OLD] && rows[NEW_ONE]) diff_add(diff, (struct difference){.form = DIFF_ROW, .what = "a new row"});
  if (rows[OLD] && !rows[NEW_ONE]) diff_add(diff, (struct difference){.form = DIFF_ROW, .what = "the row is gone"});
  compare_fields(diff, new, NULL, rows);
  compare_fields(diff, diff->sides[OLD].mapping, new, rows);
  diff_comments(diff, rows);
  diff->row = NULL;
}

/* Every milestone of either document, in the order of the frameworks; the new document's first, where they have two sets. */
static void compare_rows(struct diff *diff) {
  const struct domain *new = diff->sides[NEW_ONE].mapping->domain, *old = diff->sides[OLD].mapping->domain;
  for (size_t i = 0; i < new->milestone_count; i++) compare_row(diff, &new->milestones[i]);
  for (size_t i = 0; i < old->milestone_count; i++)
    if (!domain_milestone(new, old->milestones[i].id)) compare_row(diff, &old->milestones[i]);
}

/* ---- terms ---- */

static void compare_term(struct diff *diff) {
  bool learners = two_learners(diff), terms = both_differ(diff, "term.session") || both_differ(diff, "term.term");
  if (!diff->again) compare_heads(diff, learners, terms);
  compare_leaves(diff, false, learners, terms);
  compare_leaves(diff, true, learners, terms);
  compare_rows(diff);
}

static const struct node *same_term(const struct node *terms, const struct node *term) {
  for (const struct node *other = terms ? terms->first : NULL; other; other = other->next)
    if (node_equal(node_get(other, "session"), node_get(term, "session")) &&
        node_equal(node_get(other, "term"), node_get(term, "term")))
      return other;
  return NULL;
}

/* A document's data with this term for its own. */
static struct node *data_of(struct arena *arena, const struct diff_side *side, const struct node *term) {
  struct node *data = node_map(arena);
  const struct node *own = same_term(side->terms, term);
  for (const struct node *entry = side->data->first; entry; entry = entry->next)
    if (!str_is(entry->key, "term")) node_put(arena, data, str_z(arena, entry->key), node_copy(arena, entry));
  if (own) node_put(arena, data, "term", node_copy(arena, own));
  return data;
}

static void compare_terms(struct diff *diff, const struct diff_side whole[2], struct diff_side now[2]) {
  for (size_t side = 0; side < 2; side++)
    for (const struct node *term = whole[side].terms->first; term; term = term->next) {
      if (side == NEW_ONE && same_term(whole[OLD].terms, term)) continue;
      for (size_t i = 0; i < 2; i++) {
        const struct mapping *view = mapping_view_of(whole[i].mapping, term);
        now[i].data = data_of(diff->arena, &whole[i], term);
        if (view) now[i].mapping = view;
      }
      diff->term = str_format(diff->arena, "Term %s", str_z(diff->arena, node_get_str(term, "term")));
      compare_term(diff);
      diff->again = true;
    }
  diff->term = NULL;
}

struct differences diff_sides(struct arena *arena, const struct diff_side sides[2]) {
  struct diff_side now[2] = {sides[OLD], sides[NEW_ONE]};
  struct diff diff = {.arena = arena, .sides = now};
  bool several = sides[OLD].mapping->view_count || sides[NEW_ONE].mapping->view_count;
  if (several) compare_terms(&diff, sides, now);
  if (!diff.again) compare_term(&diff);
  diff_unplaced(&diff);
  return diff.list;
}
