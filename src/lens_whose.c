/* Whether the page names another learner. What a filling writes of other data counts for nothing, so that a place says the same before it and
 * after it. */
#include "lens_parts.h"

#include <string.h>

typedef ARRAY(struct passage) passages;

/* One name, and what its places say. */
struct asked {
  struct get *get;
  const struct field *field;
  struct str ours;
  bool says_ours, says_other;
  bool
      sentence; /* in a control of its own stands a text: somebody had copied it into one, which was then written there */
  bool ordered;            /* only a page that names another needs these: */
  bool placed;             /* the name has a place outside rows */
  struct order own, other; /* the name's places in the plan, and those of data that are no learner's */
};

static bool is_sentence(struct str text) {
  enum { MOST_OF_A_NAME = 6 };
  size_t words = 0;
  for (size_t i = 0; i < text.len; i++) words += text.at[i] == ' ' || text.at[i] == '\n';
  return words >= MOST_OF_A_NAME;
}

static void note_said(struct asked *asked, bool ours, bool sentence) {
  asked->says_ours |= ours;
  asked->says_other |= !ours && !sentence;
  asked->sentence |= !ours && sentence;
}

static bool says_word(struct str text) {
  for (size_t at = 0; at < text.len; utf8_next(text, &at))
    if (in_word(text, at)) return true;
  return false;
}

static bool is_control(const struct passage *place) { return place->control && !place->part; }

static bool of_learner(const char *key) { return strncmp(key, "learner.", 8) == 0; }

static void order_places(struct asked *asked) {
  const struct plan *plan = asked->get->plan;
  struct arena *arena = asked->get->arena;
  struct places *all = NEW(arena, struct places);
  passages others = {0};
  for (size_t f = 0; f < plan->mapping->count; f++) {
    const struct places *places = &plan->places[f];
    const char *key = plan->mapping->fields[f].key;
    if (strcmp(key, asked->field->key) == 0) {
      asked->own = order_of(arena, places);
      asked->placed = places->count && !places->taken_by;
    }
    for (size_t i = 0; !of_learner(key) && i < places->count; i++) *PUSH(arena, &others) = places->passages[i];
  }
  *all = (struct places){.passages = others.at, .count = others.n};
  asked->other = order_of(arena, all);
  asked->ordered = true;
}

/* The name's own control says all that stands behind a label when it says ours, or nothing, with no word beside it. */
static bool own_tells(struct asked *asked, const struct passage *place) {
  struct get *get = asked->get;
  const struct order *own = &asked->own;
  if (is_control(place)) return false;
  for (size_t i = 0; (i = order_next(get->arena, own, place, i)) < own->count; i++) {
    const struct passage *control = &own->places->passages[own->at[i].n];
    const struct node *said = is_control(control) ? get_passage(get, asked->field, control) : NULL;
    if (said && fold_equal(node_str(said), asked->ours)) return true;
    if (!said && is_control(control) && place->count == 1 && !says_word(text_beside(get->arena, control))) return true;
  }
  return false;
}

/* A heading is an area's title as a whole, whatever control its words came to stand in. */
static bool is_title(struct get *get, const struct passage *place, struct str shown) {
  for (size_t t = 0; t < get->plan->table_count; t++) {
    const struct plan_table *table = &get->plan->tables[t];
    bool here = table->area && table->title == place->paragraphs[0];
    if (here && fold_equal(shown, paragraph_text(get->arena, table->title))) return true;
  }
  return false;
}

static bool is_free_text(const struct field *field) {
  return field->codec.kind == AS_TEXT || field->codec.kind == AS_PARAGRAPHS || field->codec.kind == AS_TEXT_LIST;
}

/* What a row says there: a level, or another thing that is no free text; that too where the name has its own place elsewhere. */
static void add_rows(struct get *get, bool text, const struct passage *place, passages *others) {
  const struct group *group = get->plan->mapping->group;
  size_t row;
  const struct table *at = table_around(get->plan->index, place->paragraphs[0], &row);
  const struct plan_table *table = at ? plan_table_at(get->plan, at->tbl) : NULL;
  struct passage own;
  for (size_t r = 0; table && r < table->count; r++)
    for (size_t i = 0; table->rows[r].row->tr == at->rows[row].tr && i < group->count; i++) {
      const struct field *field = &group->fields[i];
      bool there =
          (text || !is_free_text(field)) && plan_passage(get->arena, table, &table->rows[r], group, field, &own);
      if (there && share_paragraph(place, &own) && get_passage(get, field, &own)) *PUSH(get->arena, others) = own;
    }
}

/* What a place says where nothing else is written. */
static struct str rest_of(struct asked *asked, const struct passage *place, struct str shown) {
  struct get *get = asked->get;
  const struct order *other = &asked->other;
  passages others = {0};
  for (size_t i = 0; (i = order_next(get->arena, other, place, i)) < other->count; i++)
    *PUSH(get->arena, &others) = other->places->passages[other->at[i].n];
  add_rows(get, asked->placed, place, &others);
  return others.n ? text_apart(get->arena, place, others.at, others.n) : shown;
}

/* A label that was typed beside what is written there is none to who looks for labels, but no name either. */
static bool is_label(const struct mapping *mapping, struct str text) {
  for (size_t f = 0; f < mapping->count; f++)
    for (size_t l = 0; l < mapping->fields[f].locator_count; l++) {
      const struct locator *locator = &mapping->fields[f].locators[l];
      if (locator->kind == AT_LABEL && fold_equal(locator->name, text)) return true;
    }
  return false;
}

static void ask_place(struct asked *asked, const struct passage *place) {
  const struct node *shown = get_passage(asked->get, asked->field, place);
  if (!shown) return;
  struct str name = node_str(shown);
  bool sentence = is_control(place) && is_sentence(name);
  if (fold_equal(name, asked->ours)) {
    asked->says_ours = true;
    return;
  }
  if (sentence && asked->sentence) return;
  if (!asked->ordered) order_places(asked);
  if (own_tells(asked, place) || is_title(asked->get, place, name)) return;
  name = rest_of(asked, place, name);
  if (says_word(name) && !is_label(asked->get->plan->mapping, name))
    note_said(asked, fold_equal(name, asked->ours), sentence);
}

static void ask_places(struct asked *asked, const struct field *one) {
  struct arena *arena = asked->get->arena;
  struct places places = places_find(arena, asked->get->plan->index, one);
  struct str stored = places.property ? document_property(asked->get->plan->document, places.property) : STR("");
  struct str written = stored.len ? codec_encode(arena, one, node_text(arena, asked->ours)) : STR("");
  if (stored.len) note_said(asked, fold_equal(stored, asked->ours) || fold_equal(stored, written), false);
  for (size_t i = 0; i < places.count && !asked->says_other; i++) ask_place(asked, &places.passages[i]);
}

/* Every locator is asked, not only the first that finds something: a name on the page counts wherever it stands. */
bool names_other(struct get *get, const struct field *field, struct str ours) {
  struct asked asked = {.get = get, .field = field, .ours = ours};
  struct field one = *field;
  one.locator_count = 1;
  for (size_t i = 0; i < field->locator_count; i++, one.locators++) ask_places(&asked, &one);
  return asked.says_other || (asked.sentence && !asked.says_ours);
}
