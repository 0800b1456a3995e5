/* The choice of a mapping for a document that names none: the one that fits best. */
#include "file.h"
#include "verb.h"

#include <ctype.h>
#include <string.h>

/* What a mapping finds in a document. The most it could find is known from the document's words alone, which is quick. */
struct score {
  struct mapping *mapping;
  size_t most, found, of, milestones;
  size_t unread;    /* columns that are there, and of whose words it reads none */
  struct str blind; /* their names */
  bool tried, table;
};

/* ---- candidates ---- */

/* The mappings of the folders, in the arena of the run that loaded them. */
struct candidates {
  struct library library;
  ARRAY(struct mapping *) list;
};

static bool is_yaml(const char *name) {
  size_t len = strlen(name);
  return len > 5 && strcmp(name + len - 5, ".yaml") == 0;
}

/* A mapping nearer to the class hides one of the same name. */
static bool is_hidden(const struct candidates *candidates, struct str name) {
  for (size_t i = 0; i < candidates->list.n; i++)
    if (str_equal(candidates->list.at[i]->name, name)) return true;
  return false;
}

static void add_candidate(struct run *run, struct candidates *candidates, const char *path,
                          const struct source *class) {
  struct messages quiet = {.arena = run->arena};
  struct source *source = source_read(run->arena, path, &quiet);
  const char *kind = source ? file_kind(source->root) : NULL;
  if (source && (!kind || strcmp(kind, "mapping") != 0 || is_hidden(candidates, node_get_str(source->root, "mapping"))))
    return;
  const struct node *frameworks = class ? node_get(class->root, "frameworks") : NULL;
  struct mapping *mapping =
      source ? mapping_of(run->arena, source, class, frameworks, &candidates->library, &quiet) : NULL;
  if (mapping)
    *PUSH(run->arena, &candidates->list) = mapping;
  else
    say(&run->messages, MSG_MAPPING_SKIPPED, ((struct where){.file = path}), quiet.list.at[0].sentence);
}

static bool holds_no_mappings(const char *name) {
  static const char *const others[] = {"frameworks", "scales", "schema"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(name, others[i]) == 0) return true;
  return is_yaml(name);
}

/* The mappings of a folder, then those of the folders in it. */
static void add_folder(struct run *run, struct candidates *candidates, const char *folder, const struct source *class,
                       bool inside) {
  struct arena *arena = run->arena;
  struct folder_names names = folder_list(arena, folder, "", &run->messages);
  for (size_t i = 0; i < names.n; i++)
    if (is_yaml(names.at[i])) add_candidate(run, candidates, path_join(arena, folder, names.at[i]), class);
  for (size_t i = 0; !inside && i < names.n; i++)
    if (!holds_no_mappings(names.at[i]))
      add_folder(run, candidates, path_join(arena, folder, names.at[i]), class, true);
}

/* Where mappings lie beside: at the class, and at the document. */
struct nearby {
  const struct source *class;
  const char *folders[2]; /* NULL: none, or the same */
};

static void *candidates_at(struct run *run, const void *context) {
  const struct nearby *nearby = context;
  const struct source *class = nearby->class;
  struct arena *arena = run->arena;
  struct candidates *candidates = NEW(arena, struct candidates);
  for (size_t i = 0; i < 2; i++)
    if (nearby->folders[i]) add_folder(run, candidates, path_join(arena, nearby->folders[i], "mappings"), class, false);
  add_folder(run, candidates, path_join(arena, data_folder(arena), "mappings"), class, false);
  return candidates;
}

/* ---- what a mapping could find at most ---- */

/* The words of a story or of a text box, which stands in the middle of somebody else's line. */
static void add_words(struct text *words, const struct element *scope) {
  for (const struct element *e = element_next(scope, scope), *next; e; e = next) {
    next = e->name == W_TXBX_CONTENT ? element_next_past(e, scope) : element_next(e, scope);
    if (e->name == W_T)
      text_add(words, element_text(e));
    else if (e->name == W_P || e->name == W_TAB || e->name == W_BR)
      text_add_byte(words, ' ');
  }
}

/* All words of the document, folded, one paragraph behind the other. */
static struct str all_words(struct arena *arena, const struct document *document) {
  struct text words = {.arena = arena};
  for (size_t s = 0; s < document->story_count; s++) {
    struct element *root = document->stories[s].markup->root;
    add_words(&words, root);
    for (struct element *e = root; e; e = element_next(e, root))
      if (e->name == W_TXBX_CONTENT) add_words(&words, e);
  }
  return fold(arena, text_str(&words));
}

static bool in_word(struct str words, size_t at) {
  unsigned char c = at < words.len ? (unsigned char)words.at[at] : ' ';
  return isalnum(c) || c >= 0x80;
}

/* As words of their own: a label is no part of one. */
static bool says(struct arena *arena, struct str words, struct str name) {
  struct str folded = fold(arena, name);
  const char *end = words.at + words.len, *hit = words.at;
  while (folded.len && words.len && (hit = memmem(hit, (size_t)(end - hit), folded.at, folded.len))) {
    size_t at = (size_t)(hit - words.at);
    bool inside = (at && in_word(words, at - 1) && in_word(words, at)) ||
                  (in_word(words, at + folded.len) && in_word(words, at + folded.len - 1));
    if (!inside) return true;
    hit++;
  }
  return false;
}

static bool has_control(const struct document *document, const struct locator *locator) {
  for (size_t i = 0; i < document->control_count; i++) {
    const struct control *control = &document->controls[i];
    if (str_equal(locator->kind == AT_TAG ? control->tag : control->title, locator->name)) return true;
  }
  return false;
}

static bool locator_may_find(struct arena *arena, const struct document *document, struct str words,
                             const struct locator *locator) {
  switch (locator->kind) {
  case AT_TAG:
  case AT_TITLE: return has_control(document, locator);
  case AT_LABEL:
  case AT_BELOW:
  case AT_HEADING: return says(arena, words, locator->name);
  case AT_PROPERTY: return property_there(document, str_z(arena, locator->name));
  default: return true;
  }
}

static bool may_find(struct arena *arena, const struct document *document, struct str words,
                     const struct field *field) {
  for (size_t i = 0; i < field->locator_count; i++) {
    if (locator_may_find(arena, document, words, &field->locators[i])) return true;
  }
  return false;
}

/* One header may have been renamed, as table_has_header has it. */
static bool may_have_table(struct arena *arena, struct str words, const struct group *group) {
  size_t hits = 0;
  for (size_t i = 0; i < group->header_count; i++) hits += says(arena, words, group->header[i]);
  return hits + 1 >= group->header_count && (group->header_count < 2 || hits > 1);
}

static void add_most(struct arena *arena, const struct document *document, struct str words,
                     const struct mapping *mapping, struct score *score) {
  const struct group *group = mapping->group;
  bool table = group && may_have_table(arena, words, group);
  for (size_t i = 0; i < mapping->count; i++) {
    if (mapping->fields[i].from) continue;
    score->of++;
    score->most += may_find(arena, document, words, &mapping->fields[i]);
  }
  for (size_t i = 0; group && i < group->count; i++) {
    score->of += !group->fields[i].from;
    score->most += table && !group->fields[i].from;
  }
}

/* Of a document that holds several terms, the places of each. */
static struct score most_of(struct arena *arena, const struct document *document, struct str words,
                            struct mapping *mapping) {
  struct score score = {.mapping = mapping};
  for (size_t i = 0; i < mapping_view_count(mapping); i++)
    add_most(arena, document, words, mapping_view(mapping, i), &score);
  return score;
}

/* ---- what it finds ---- */

static void try_mapping(struct arena *arena, const struct document *document, struct score *score) {
  score->tried = true;
  for (size_t i = 0; score->most && i < mapping_view_count(score->mapping); i++) {
    struct arena *here = arena_inside(arena);
    const struct plan *plan = plan_compile(here, document, mapping_view(score->mapping, i));
    struct plan_found count = plan_count(plan);
    struct str blind;
    score->table = score->table || plan->table_count;
    size_t unread = lens_blind(here, plan, &blind);
    score->found += count.found - unread; /* a place that cannot be read is none */
    score->unread += unread;
    if (blind.len && !score->blind.len) score->blind = str_copy(arena, blind);
    score->milestones += count.milestones;
    arena_free(here);
  }
}

/* A column that cannot be read speaks against a mapping more than one that is not there. */
static size_t fit_of(const struct score *score) {
  return score->found > score->unread ? score->found - score->unread : 0;
}

/* Places found, by the share of all places that they are: 9 of 10 fit better than 6 of 6, which leave out more of the document, and
 * than 9 of 30. */
static int compare_fit(size_t found, size_t of, const struct score *other) {
  size_t theirs = fit_of(other), one = found * found * other->of, two = theirs * theirs * of;
  return (one > two) - (one < two);
}

/* Above 0 when one fits better; 0 when both fit equally well. */
static int compare_scores(const struct score *one, const struct score *other) {
  int order = compare_fit(fit_of(one), one->of, other);
  if (!order) order = (one->found > other->found) - (one->found < other->found);
  return order ? order : (one->milestones > other->milestones) - (one->milestones < other->milestones);
}

static struct score *most_promising(struct score *scores, size_t count) {
  struct score *best = NULL;
  for (size_t i = 0; i < count; i++) {
    bool better = !scores[i].tried &&
                  (!best || scores[i].most * scores[i].most * best->of > best->most * best->most * scores[i].of);
    if (better) best = &scores[i];
  }
  return best;
}

/* Puts the best first and the next behind it; of equals the first by name, as the folders are read. Only what could be among these two
 * is compiled. */
static void rank(struct arena *arena, const struct document *document, struct score *scores, size_t count,
                 const struct score *best[2]) {
  for (struct score *score; (score = most_promising(scores, count));) {
    if (best[1] && compare_fit(score->most, score->of, best[1]) < 0) return;
    try_mapping(arena, document, score);
    for (size_t i = 0; i < 2; i++) {
      int order = best[i] ? compare_scores(score, best[i]) : 1;
      bool before = order > 0 || (order == 0 && str_compare(score->mapping->name, best[i]->mapping->name) < 0);
      if (!before) continue;
      if (i == 0) best[1] = best[0];
      best[i] = score;
      break;
    }
  }
}

/* ---- the choice ---- */

static const char *places_words(struct arena *arena, const struct score *score) {
  return str_format(arena, "%zu of its %zu places", score->found, score->of);
}

/* The two that fit best, and how the one that the class names does; NULL: it names none. */
struct chosen {
  const struct score *best[2], *named;
};

static void tell_best(struct run *run, const struct document *document, const struct chosen *chosen) {
  struct where where = {.file = document->file};
  const struct score *best = chosen->best[0], *next = chosen->best[1], *named = chosen->named;
  const char *name = str_z(run->arena, best->mapping->name), *places = places_words(run->arena, best);
  const char *other = next ? str_z(run->arena, next->mapping->name) : NULL;
  if (other && next->found && compare_scores(best, next) == 0) {
    say(&run->messages, MSG_CHOSEN_OF_TWO, where, name, other, places);
    return;
  }
  if (named && named->mapping != best->mapping)
    places = str_format(run->arena, "%s; the class's `%s`, %zu of %zu", places, str_z(run->arena, named->mapping->name),
                        named->found, named->of);
  else if (other)
    places = str_format(run->arena, "%s; next `%s`, %zu of %zu", places, other, next->found, next->of);
  say(&run->messages, MSG_CHOSEN, where, name, places);
}

/* Which mapping it is; NULL when none fits and the best finds no table. */
static struct mapping *tell_choice(struct run *run, const struct document *document, const struct chosen *chosen) {
  struct where where = {.file = document->file};
  const struct score *best = chosen->best[0];
  const char *name = str_z(run->arena, best->mapping->name);
  if (!best->found) {
    say(&run->messages, MSG_CHOSEN_NONE, where, "");
    return NULL;
  }
  if (2 * best->found >= best->of)
    tell_best(run, document, chosen);
  else
    say(&run->messages, MSG_CHOSEN_BADLY, where, name, places_words(run->arena, best));
  if (2 * best->found < best->of && !best->table) return NULL;
  if (best->blind.len) say(&run->messages, MSG_CHOSEN_BLIND, where, name, str_z(run->arena, best->blind));
  return best->mapping;
}

/* ---- the class's own ---- */

static bool has_tables(const struct score *score) { return score->table || !score->mapping->group; }

/* Nothing else needs to be looked at. */
static bool fits_well(const struct score *score) { return has_tables(score) && 4 * fit_of(score) >= 3 * score->of; }

/* Another takes the class's place only where that finds no table, or half as much again: by the measure of compare_fit. */
static bool gives_way(const struct score *named, const struct score *best) {
  size_t own = fit_of(named), other = fit_of(best);
  return !has_tables(named) ||
         (best->mapping != named->mapping && 2 * other * other * named->of >= 3 * own * own * best->of);
}

/* The folders of the class and of the document, each once. */
static struct nearby nearby_of(struct arena *arena, const struct document *document, const struct source *class) {
  struct nearby nearby = {.class = class, .folders = {NULL, path_folder(arena, document->file)}};
  if (class) nearby.folders[0] = path_folder(arena, class->path);
  if (class && strcmp(nearby.folders[0], nearby.folders[1]) == 0) nearby.folders[1] = NULL;
  return nearby;
}

/* All that may read the document: the class's own, which hides another of its name, and the others. */
static struct score *scores_of(struct run *run, const struct document *document, const struct candidates *candidates,
                               struct mapping *named, size_t *count) {
  struct str words = all_words(run->arena, document);
  struct score *scores = arena_alloc(run->arena, candidates->list.n + 2, sizeof *scores);
  *count = 0;
  if (named) scores[(*count)++] = most_of(run->arena, document, words, named);
  for (size_t i = 0; i < candidates->list.n; i++) {
    struct mapping *mapping = candidates->list.at[i];
    bool hidden = named && str_equal(mapping->name, named->name);
    if (!hidden) scores[(*count)++] = most_of(run->arena, document, words, mapping);
  }
  return scores;
}

struct mapping *choose_mapping(struct run *run, const struct document *document, const struct source *class,
                               struct mapping *named) {
  struct nearby nearby = nearby_of(run->arena, document, class);
  const char *key =
      str_format(run->arena, "%s beside %s", path_folder(run->arena, document->file), class ? class->path : "no class");
  struct score own = {0};
  if (named) {
    own = most_of(run->arena, document, all_words(run->arena, document), named);
    try_mapping(run->arena, document, &own);
    if (fits_well(&own)) return named;
  }
  const struct candidates *candidates = shelf_take(run, SHELF_CANDIDATES, key, candidates_at, &nearby);
  size_t count;
  struct score *scores = scores_of(run, document, candidates, named, &count);
  struct chosen chosen = {.named = named ? &own : NULL};
  rank(run->arena, document, scores, count, chosen.best);
  if (!chosen.best[0] || (named && !gives_way(&own, chosen.best[0]))) return named;
  return tell_choice(run, document, &chosen);
}
