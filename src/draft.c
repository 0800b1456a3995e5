/* Drafting: guesses, tried on the document itself, and mended by what it says. */
#include "draft_parts.h"

#include <string.h>

/* ---- what all share ---- */

struct guess *guess_add(struct drafting *d, struct guesses *guesses, const char *key, const char *why) {
  struct guess *guess = PUSH(d->arena, &guesses->list);
  guess->key = key;
  guess->why = why;
  return guess;
}

/* Headings stay where other programs drop tags, but where both are, a control's own place comes first. */
void guess_at(struct guess *guess, enum locator_kind kind, struct str name) {
  if (guess->at_count < MOST_LOCATORS) guess->at[guess->at_count++] = (struct locator){.kind = kind, .name = name};
}

struct guess *guess_find(const struct guesses *guesses, const char *key) {
  for (size_t i = 0; i < guesses->list.n; i++)
    if (guesses->list.at[i].key && strcmp(guesses->list.at[i].key, key) == 0) return &guesses->list.at[i];
  return NULL;
}

bool draft_blank(struct arena *arena, struct str text) {
  struct field field = {.key = "", .codec = {.kind = AS_TEXT}};
  struct node *value = NULL;
  return codec_decode(arena, &field, text, &value) && !value;
}

static const char *const PATTERNS[] = {"d MMMM yyyy", "d MMM yyyy", "dd/MM/yyyy", "d/M/yyyy",
                                       "dd.MM.yyyy",  "d.M.yyyy",   "yyyy-MM-dd", "dd-MM-yyyy"};

void date_style_add(struct arena *arena, struct date_style *style, struct str text) {
  enum { LONGEST_DATE = 40 };
  struct str date;
  if (text.len > LONGEST_DATE || date_read(arena, str_from(PATTERNS[0]), STR(""), text, &date) != DATE_RIGHT) return;
  for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++)
    style->by[i] += str_equal(date_print(arena, str_from(PATTERNS[i]), date), text);
}

const char *date_style_pattern(const struct date_style *style, const char *usual) {
  size_t best = 0;
  for (size_t i = 1; i < sizeof PATTERNS / sizeof *PATTERNS; i++)
    if (style->by[i] > style->by[best]) best = i;
  return style->by[best] ? PATTERNS[best] : usual;
}

/* ---- the draft, tried ---- */

static struct mapping *try_draft(struct drafting *d, const char *name, struct str *text) {
  *text = draft_print(d, name, NULL);
  struct source *source = source_parse(d->arena, d->normal->source->path, *text, d->messages);
  const struct node *frameworks = node_get(d->named_in->root, "frameworks");
  return source ? mapping_of(d->arena, source, d->named_in, frameworks, &d->library, d->messages) : NULL;
}

void guess_take_out(struct guess *guess, const char *why) {
  guess->out = true;
  guess->why = why;
}

/* The text at a leaf's place: how a date is written there, and how an empty place looks. */
static void look_at(struct drafting *d, const struct places *places, struct guess *guess) {
  struct str text = places->count ? str_trim(passage_text(d->arena, &places->passages[0])) : STR("");
  bool blank = draft_blank(d->arena, text);
  if (blank && text.len && text.len < 40 && str_find(text, STR("\n")) < 0) guess->blank = text;
  if (guess->as && strcmp(guess->as, "term") == 0) draft_term_words(d, guess, text);
  if (blank || !guess->as) return;
  struct date_style style = {0};
  date_style_add(d->arena, &style, text);
  if (strncmp(guess->as, "{date", 5) == 0)
    guess->as = str_format(d->arena, "{date: %s}", date_style_pattern(&style, "d MMMM yyyy"));
  bool commas = str_find(text, STR(",")) >= 0 && str_find(text, STR(";")) < 0;
  if (strcmp(guess->as, "{list: text}") == 0 && commas) guess->as = "{list: text, separator: \", \"}";
}

/* In a line a value is one text. */
static bool in_line(const struct places *places) {
  return places->count && (places->passages[0].part || places->passages[0].control);
}

/* Without such a place reading would take the rows of all of them for one learner's. */
static void keep_for_several(const struct places *places, struct drafting *d, struct guess *guess) {
  guess->asked = true;
  guess->why = str_format(d->arena,
                          "it stands in %zu places, with rows between them: does the document hold several children? "
                          "It is not read until each has a document of their own",
                          places->count);
}

static bool mend_leaf(struct drafting *d, const struct places *places, struct guess *guess) {
  if (!guess || guess->out) return false;
  if (d->learners && places->found == FOUND_SEVERAL && strncmp(guess->key, "learner.", 8) == 0) {
    keep_for_several(places, d, guess);
    return false;
  }
  if (places->taken_by)
    guess_take_out(guess, str_format(d->arena, "its place is taken by %s", places->taken_by));
  else if (places->found == FOUND_SEVERAL)
    guess_take_out(guess, "it stands in more than one place: which is it?");
  else if (places->found == FOUND_NONE && !places->property)
    guess_take_out(guess, "nothing was found there");
  if (guess->out) return true;
  if (guess->as && strcmp(guess->as, "paragraphs") == 0 && in_line(places) && !places->passages[0].control)
    guess->as = NULL;
  look_at(d, places, guess);
  return false;
}

static bool mend_column(const struct plan *plan, size_t field, struct guess *guess) {
  bool found = !plan->table_count;
  for (size_t t = 0; t < plan->table_count; t++) {
    const struct level_column *levels = plan->tables[t].levels[field];
    found = found || plan->tables[t].columns[field] != NO_COLUMN || (levels && levels->level);
  }
  if (found || !guess || guess->out || strcmp(guess->key, "milestone") == 0) return false;
  guess_take_out(guess, "its header stands in the row more than once");
  return true;
}

/* True when a guess did not hold. */
static bool mend(struct drafting *d, const struct plan *plan) {
  const struct mapping *mapping = plan->mapping;
  bool changed = false;
  for (size_t i = 0; i < mapping->count; i++)
    changed |= mend_leaf(d, &plan->places[i], guess_find(&d->leaves, mapping->fields[i].key));
  for (size_t i = 0; mapping->group && i < mapping->group->count; i++)
    changed |= mend_column(plan, i, guess_find(&d->columns, mapping->group->fields[i].key));
  return changed;
}

/* ---- what it gives ---- */

static size_t items_in(const struct node *item, const char *key) {
  const struct node *list = node_get(item, key);
  return list && list->kind == NODE_LIST ? list->count : list ? 1 : 0;
}

static void add_items(const struct node *items, struct draft_yield *yield) {
  for (const struct node *item = items ? items->first : NULL; item; item = item->next) {
    yield->levels += items_in(item, "engagement");
    yield->supports += items_in(item, "supports");
    yield->comments += items_in(item, "preferred") + items_in(item, "comments");
    yield->blank = false;
  }
}

/* data: what lens_get_terms gives. */
static struct draft_yield yield_of(struct drafting *d, const struct mapping *mapping, struct node **data) {
  struct messages unheard = {.arena = d->arena};
  struct taken taken = {.arena = d->arena};
  struct draft_yield yield = {.blank = true};
  struct plan *plan;
  size_t in_rows;
  for (size_t i = 0; i < mapping_view_count(mapping); i++) {
    struct arena_mark before = arena_mark(d->arena);
    struct plan_found found = plan_count(plan_compile(d->arena, d->document, mapping_view(mapping, i)));
    arena_rewind(d->arena, before);
    yield.found.found += found.found;
    yield.found.of += found.of;
    yield.found.milestones += found.milestones;
  }
  *data = lens_get_terms(d->arena, d->document, mapping, &taken, &unheard, &plan);
  yield.unplaced =
      lens_unplaced(d->arena, plan, &taken, own_words_new(d->arena, plan->mapping, NULL), true, &in_rows)->count;
  for (const struct node *term = node_get(*data, "terms")->first; term; term = term->next)
    add_items(node_get(term, "assessments"), &yield);
  yield.blank = yield.blank && node_nothing(node_get(*data, "learner"));
  return yield;
}

/* ---- all of it ---- */

/* The control around each table that repeats with its heading. */
static void find_block(struct drafting *d) {
  const struct element *sdt = d->table_count ? element_ancestor(d->tables[0].tbl, W_SDT) : NULL;
  for (size_t t = 1; sdt && t < d->table_count; t++)
    if (element_within(d->tables[t].tbl, sdt)) return;
  if (sdt) d->block = control_tag(sdt);
}

/* Whether a whole area, of more than a few milestones, stands in the tables. */
static void find_printed(struct drafting *d, const struct plan *plan) {
  const struct domain *domain = d->normal->domain;
  size_t *seen = arena_alloc(d->arena, domain->area_count + 1, sizeof *seen);
  for (size_t t = 0; t < plan->table_count; t++)
    for (size_t r = 0; r < plan->tables[t].count; r++) {
      const struct milestone *milestone = plan->tables[t].rows[r].milestone;
      if (milestone) seen[milestone->area->order]++;
    }
  for (size_t i = 0; i < domain->area_count; i++)
    d->printed = d->printed || (domain->areas[i].count > 5 && seen[domain->areas[i].order] == domain->areas[i].count);
}

/* A guess that still holds. */
static bool any_left(const struct drafting *d) {
  for (size_t i = 0; i < d->leaves.list.n; i++)
    if (!d->leaves.list.at[i].out) return true;
  return draft_has_rows(d);
}

struct draft draft_mapping(struct arena *arena, const struct document *document, const struct mapping *normal,
                           const struct source *class, const char *name, const char *template,
                           struct messages *messages) {
  enum { MOST_TRIES = 4 };
  struct drafting d = {.arena = arena, .document = document, .normal = normal, .messages = messages};
  d.named_in = class && node_get(class->root, "frameworks") ? class : normal->source;
  struct draft draft = {0};
  struct mapping nothing = {0};
  struct node *data = NULL;
  d.index = place_index_new(arena, document, &nothing);
  draft_tables(&d);
  draft_leaves(&d);
  find_block(&d);
  bool again = true;
  for (size_t i = 0; i < MOST_TRIES && again; i++) {
    const struct mapping *mapping = any_left(&d) ? try_draft(&d, name, &draft.text) : NULL;
    if (!mapping) return (struct draft){0};
    const struct plan *plan = plan_compile(arena, document, mapping_view(mapping, 0));
    d.learners = lens_several_learners(arena, plan);
    again = mend(&d, plan) || i == 0; /* what the places show is written in the second */
    find_printed(&d, plan);
    draft.yield = yield_of(&d, mapping, &data);
    again |= draft_forget_names(&d, plan, data);
  }
  draft.tracker = d.table_count > 0;
  draft.learners = d.learners;
  draft.text = draft_print(&d, name, draft.yield.blank ? template : NULL);
  return draft;
}
