/* Terms side by side: the places of one term, as a mapping of its own. */
#include "mapping_terms.h"

#include <string.h>

static const struct shape_key VIEW_KEYS[] = {
    {.key = "session", .kind = SHAPE_TEXT, .check = check_session},
    {.key = "term", .kind = SHAPE_TEXT, .required = true, .check = check_term, .advice = "such as `term: 1`"},
    {.key = "header", .kind = SHAPE_TEXT}};
const struct shape VIEW_SHAPE = SHAPE("a term of a mapping", VIEW_KEYS);

/* ---- names with the term in them ---- */

static const char *const GAPS[] = {"{term}", "{session}"};

static bool names_view(struct str name) {
  return str_find(name, STR("{term}")) >= 0 || str_find(name, STR("{session}")) >= 0;
}

static struct str filled(struct arena *arena, struct str name, const char *gap, struct str value) {
  struct text out = {.arena = arena};
  for (ptrdiff_t at; (at = str_find(name, str_from(gap))) >= 0;
       name = str_sub(name, (size_t)at + strlen(gap), name.len)) {
    text_add(&out, str_sub(name, 0, (size_t)at));
    text_add(&out, value);
  }
  text_add(&out, name);
  return text_str(&out);
}

static struct str named(struct arena *arena, struct str name, const struct view *view) {
  const struct str values[] = {view->term, view->session};
  for (size_t i = 0; names_view(name) && i < 2; i++) name = filled(arena, name, GAPS[i], values[i]);
  return name;
}

bool field_of_view(const struct field *field) {
  for (size_t i = 0; i < field->locator_count; i++)
    if (names_view(field->locators[i].name)) return true;
  return false;
}

/* ---- checking ---- */

static bool group_of_view(const struct group *group) {
  bool named = names_view(group->heading) || names_view(group->caption);
  for (size_t i = 0; i < group->header_count; i++) named = named || names_view(group->header[i]);
  for (size_t i = 0; i < group->count; i++) named = named || field_of_view(&group->fields[i]);
  return named;
}

static void tell_again(struct checker *checker, const struct node *term, const struct node *item) {
  struct arena *arena = checker->arena;
  bool same = str_equal(node_get_str(term, "term"), node_get_str(item, "term")) &&
              node_equal(node_get(term, "session"), node_get(item, "session"));
  if (same)
    tell(checker, MSG_TERM_REPEATED, item, str_z(arena, node_get_str(item, "session")),
         str_z(arena, node_get_str(item, "term")));
}

static bool too_many(struct checker *checker, const struct node *terms) {
  if (terms->count <= limit(checker->arena, LIMIT_TERMS)) return false;
  limit_tell(checker->messages, MSG_YAML_LIMIT, source_where(checker->source, terms), LIMIT_TERMS,
             (struct met){.count = terms->count});
  return true;
}

void views_check(struct checker *checker, const struct mapping *mapping, const struct node *terms) {
  const struct field *own = mapping_field(mapping, "term.term");
  bool by_name = !mapping->group || group_of_view(mapping->group);
  if (own && terms && terms->count) tell(checker, MSG_TERM_GIVEN, own->node, "");
  if (terms && too_many(checker, terms)) return;
  for (const struct node *item = terms ? terms->first : NULL; item; item = item->next) {
    if (!by_name && node_nothing(node_get(item, "header")))
      tell(checker, MSG_KEY_MISSING, item, "header", "it says above which columns this term stands");
    for (const struct node *term = terms->first; term != item; term = term->next) tell_again(checker, term, item);
  }
}

/* ---- making ---- */

static struct field *view_fields(struct arena *arena, const struct field *fields, size_t count,
                                 const struct view *view) {
  struct field *copies = arena_alloc(arena, count + 1, sizeof *copies);
  for (size_t i = 0; i < count; i++) {
    copies[i] = fields[i];
    copies[i].locators = arena_alloc(arena, fields[i].locator_count + 1, sizeof *copies[i].locators);
    for (size_t l = 0; l < fields[i].locator_count; l++) {
      copies[i].locators[l] = fields[i].locators[l];
      copies[i].locators[l].name = named(arena, fields[i].locators[l].name, view);
    }
  }
  return copies;
}

static struct group *view_group(struct arena *arena, const struct group *group, const struct view *view) {
  struct group *copy = NEW(arena, struct group);
  *copy = *group;
  copy->fields = view_fields(arena, group->fields, group->count, view);
  copy->row_key = &copy->fields[group->row_key - group->fields];
  copy->heading = named(arena, group->heading, view);
  copy->caption = named(arena, group->caption, view);
  copy->header = arena_alloc(arena, group->header_count + 1, sizeof *copy->header);
  for (size_t i = 0; i < group->header_count; i++) copy->header[i] = named(arena, group->header[i], view);
  return copy;
}

static void make_view(struct arena *arena, const struct mapping *whole, const struct node *item, struct mapping *copy) {
  struct view *view = NEW(arena, struct view);
  *view = (struct view){node_get_str(item, "session"), node_get_str(item, "term"), node_get_str(item, "header")};
  *copy = *whole;
  copy->view = view;
  copy->whole = whole;
  copy->fields = view_fields(arena, whole->fields, whole->count, view);
  if (whole->group) copy->group = view_group(arena, whole->group, view);
  for (size_t i = 0; i < whole->count; i++) copy->fields[i].of_view = field_of_view(&whole->fields[i]);
}

void views_make(struct arena *arena, struct mapping *mapping, const struct node *terms) {
  size_t count = terms ? terms->count : 0, made = 0;
  mapping->views = arena_alloc(arena, count + 1, sizeof *mapping->views);
  for (const struct node *item = terms ? terms->first : NULL; item; item = item->next)
    make_view(arena, mapping, item, &mapping->views[made++]);
  mapping->view_count = count;
}

/* ---- finding ---- */

size_t mapping_view_count(const struct mapping *mapping) { return mapping->view_count ? mapping->view_count : 1; }

const struct mapping *mapping_view(const struct mapping *mapping, size_t n) {
  return mapping->view_count ? &mapping->views[n] : mapping;
}

const struct mapping *mapping_view_of(const struct mapping *mapping, const struct node *term) {
  if (!mapping->view_count) return mapping;
  if (node_nothing(node_get(term, "term"))) return &mapping->views[0]; /* who and which rows, of no term yet */
  for (size_t i = 0; i < mapping->view_count; i++) {
    const struct view *view = mapping->views[i].view;
    bool session = !view->session.len || str_equal(view->session, node_get_str(term, "session"));
    if (session && str_equal(view->term, node_get_str(term, "term"))) return &mapping->views[i];
  }
  return NULL;
}

static bool is_sign(uint32_t c) {
  static const struct {
    uint32_t from, to;
  } signs[] = {{0xB7, 0xB7},     {0x200D, 0x200D}, {0x2022, 0x2022}, {0x2190, 0x21FF}, {0x25AA, 0x25AA},
               {0x25B6, 0x25B6}, {0x25BA, 0x25BA}, {0x2600, 0x260F}, {0x2613, 0x2704}, {0x2706, 0x2712},
               {0x2719, 0x274B}, {0x274F, 0x27BF}, {0xE000, 0xF8FF}, {0xFE0E, 0xFE0F}, {0x1F300, 0x1FAFF}};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (c >= signs[i].from && c <= signs[i].to) return true;
  return false;
}

/* Without the blanks and signs at its beginning. */
static struct str without_signs(struct str words) {
  size_t at = 0, next = 0;
  while (next < words.len) {
    uint32_t c = utf8_next(words, &next);
    if (c != ' ' && c != 0xA0 && c != '\t' && !is_sign(c)) break;
    at = next;
  }
  return str_sub(words, at, words.len);
}

bool label_is(struct str words, struct str label) {
  return fold_equal(words, label) || fold_equal(without_signs(words), label);
}

static bool names(const struct mapping *mapping, enum locator_kind kind, struct str words) {
  struct str bare = kind == AT_LABEL ? without_signs(words) : words;
  for (size_t i = 0; i < mapping->count; i++)
    for (size_t l = 0; l < mapping->fields[i].locator_count; l++) {
      const struct locator *locator = &mapping->fields[i].locators[l];
      if (locator->kind != kind) continue;
      if (fold_equal(words, locator->name) || fold_equal(bare, locator->name)) return true;
    }
  return false;
}

bool mapping_names(const struct mapping *mapping, enum locator_kind kind, struct str words) {
  const struct mapping *whole = mapping->whole ? mapping->whole : mapping;
  for (size_t i = 0; i < mapping_view_count(whole); i++)
    if (names(mapping_view(whole, i), kind, words)) return true;
  return false;
}
