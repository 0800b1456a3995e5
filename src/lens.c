/* Both walks, in the same order: the leaves, then the rows, then what is shown again. */
#include "lens_parts.h"

#include <string.h>

struct where lens_where(const struct plan *plan, const char *place) {
  return (struct where){.file = plan->document->file, .place = place};
}

const char *passage_words(struct arena *arena, const struct plan *plan, const struct passage *passage) {
  return place_words(arena, plan->index, passage->story, passage->paragraphs[0]);
}

/* A leaf by the label or heading that people see, else by where it stands. */
static const char *leaf_words(struct arena *arena, const struct plan *plan, const struct field *field,
                              const struct passage *passage) {
  for (size_t i = 0; i < field->locator_count; i++) {
    const struct locator *locator = &field->locators[i];
    if (locator->kind != AT_LABEL && locator->kind != AT_HEADING) continue;
    return str_joined(arena, STR("\""), locator->name, STR("\"")).at;
  }
  return passage_words(arena, plan, passage);
}

void note_cleared(struct put *put, const struct field *field) {
  if (put->cleared.len) text_add_z(&put->cleared, ", ");
  text_add_z(&put->cleared, field->key);
}

void tell_cleared(struct put *put, const char *place) {
  if (!put->cleared.len) return;
  say(put->messages, MSG_CLEARED, lens_where(put->plan, place), str_z(put->arena, text_str(&put->cleared)));
  put->gone = true;
  put->cleared = (struct text){.arena = put->arena};
}

void get_take(struct get *get, const struct passage *passage) {
  if (!get->taken) return;
  if (passage->part) *PUSH(get->taken->arena, &get->taken->parts) = *passage;
  if (passage->part) return;
  if (passage->control) *PUSH(get->taken->arena, &get->taken->places) = passage->control;
  for (size_t i = 0; !passage->control && i < passage->count; i++)
    *PUSH(get->taken->arena, &get->taken->places) = passage->paragraphs[i];
}

/* ---- leaves ---- */

static const char PROPERTIES[] = "the document's properties";

static void tell_differ(struct get *get, const struct field *field, const char *place, const struct node *one,
                        const struct node *other) {
  bool learner = strncmp(field->key, "learner.", 8) == 0;
  if (learner)
    say(get->messages, MSG_LEARNER_DIFFERS, lens_where(get->plan, place), "");
  else
    say(get->messages, MSG_VALUES_DIFFER, lens_where(get->plan, place), str_z(get->arena, node_str(one)),
        str_z(get->arena, node_str(other)), field->key);
}

/* A label or heading that stands in two places says nothing: neither is read, neither is written. */
static bool tell_ambiguous(struct arena *arena, const struct plan *plan, const struct field *field,
                           const struct places *places, struct messages *messages) {
  if (places->taken_by)
    say(messages, MSG_SAME_PLACE, lens_where(plan, passage_words(arena, plan, &places->passages[0])), places->taken_by,
        field->key);
  else if (places->found == FOUND_SEVERAL)
    say(messages, MSG_TWO_PLACES, lens_where(plan, passage_words(arena, plan, &places->passages[1])), field->key);
  return places->taken_by || places->found == FOUND_SEVERAL;
}

/* The value of the document's property of that name; NULL for none, or, told, where a program has put no such value there. */
static struct node *get_property(struct get *get, const struct field *field, const char *name) {
  struct str text = name ? document_property(get->plan->document, name) : STR("");
  struct node *value;
  if (!text.len || codec_decode(get->arena, field, text, &value)) return text.len ? value : NULL;
  say(get->messages, MSG_VALUE_UNREAD, lens_where(get->plan, PROPERTIES), str_z(get->arena, text),
      codec_unread(get->arena, field, text).advice);
  return NULL;
}

/* One datum shown several times: what is shown first counts; where another place says something else, it is told. */
static struct node *get_leaf(struct get *get, const struct field *field, const struct places *places, bool *differs) {
  struct node *value = NULL;
  if (tell_ambiguous(get->arena, get->plan, field, places, get->messages)) return NULL;
  for (size_t i = 0; i < places->count; i++) {
    struct node *here = get_passage(get, field, &places->passages[i]);
    if (here && value && !node_equal(here, value)) {
      *differs = true;
      tell_differ(get, field, passage_words(get->arena, get->plan, &places->passages[i]), here, value);
    }
    if (!value) value = here;
    if (here && bound_other(get->arena, get->plan, field, &places->passages[i], here))
      say(get->messages, MSG_BOUND_DIFFERS,
          lens_where(get->plan, leaf_words(get->arena, get->plan, field, &places->passages[i])), field->key);
  }
  struct node *stored = get_property(get, field, places->property);
  if (stored && value && !node_equal(stored, value)) tell_differ(get, field, PROPERTIES, stored, value);
  return value ? value : stored;
}

static void get_leaves(struct get *get, struct node *data) {
  bool learner_differs = false;
  for (size_t i = 0; i < get->plan->mapping->count; i++) {
    const struct field *field = &get->plan->mapping->fields[i];
    const struct places *places = &get->plan->places[i];
    bool differs = false;
    struct node *value = field->from ? NULL : get_leaf(get, field, places, &differs);
    learner_differs |= differs && strncmp(field->key, "learner.", 8) == 0;
    if (value) node_make_path(get->arena, data, field->key, value);
  }
  if (learner_differs && node_get(data, "learner"))
    node_make_path(get->arena, data, "learner.id", NEW(get->arena, struct node));
}

/* Behind a label in its line, blanks at the ends of a value are as good as none. */
static bool says(const struct passage *passage, const struct node *now, const struct node *value) {
  return passage->part ? same_but_edges(now, value) : node_equal(now, value);
}

/* What is known of a leaf's place; NULL where nobody has looked ahead. */
static const struct cut_place *leaf_known(const struct put *put, const struct places *places, size_t p) {
  const struct plan *plan = put->plan;
  return plan->leaves ? &plan->leaves[places - plan->places][p] : NULL;
}

static struct node *leaf_now(struct put *put, const struct field *field, const struct places *places, size_t p,
                             bool *unread) {
  const struct cut_place *known = leaf_known(put, places, p);
  if (!known) return value_there(put, field, &places->passages[p], unread);
  *unread = known->unread;
  return known->now;
}

static void leaves_settle(struct put *put, struct plan *plan) {
  struct cut_place **leaves = arena_alloc(put->arena, plan->mapping->count + 1, sizeof *leaves);
  for (size_t i = 0; i < plan->mapping->count; i++) {
    const struct field *field = &plan->mapping->fields[i];
    const struct places *places = &plan->places[i];
    leaves[i] = arena_alloc(put->arena, places->count + 1, sizeof **leaves);
    for (size_t p = 0; !field->from && p < places->count; p++) {
      const struct passage *passage = &places->passages[p];
      struct cut_place *leaf = &leaves[i][p];
      leaf->now = value_there(put, field, passage, &leaf->unread);
      if (passage->count == 1) place_settle(put, leaf, field, passage, field->codec.kind == AS_PARAGRAPHS);
      leaf->tried = true; /* several paragraphs may be one line, which a stencil does not see */
    }
  }
  plan->leaves = leaves;
}

/* One place of the datum, if it says something else or is a placeholder. */
static void write_place(struct put *put, struct edits *edits, const struct field *field, const struct places *places,
                        size_t n, const struct node *value) {
  const struct passage *passage = &places->passages[n];
  bool unread;
  const struct cut_place *known = leaf_known(put, places, n);
  struct node *now = leaf_now(put, field, places, n, &unread);
  bool stored = value && bound_other(put->arena, put->plan, field, passage, value);
  if (!passage->tag.len && !unread && !stored && says(passage, now, value)) return;
  const char *words = leaf_words(put->arena, put->plan, field, passage);
  struct cut_place own = known ? *known : (struct cut_place){0};
  if (reads_back(put, words, field, passage, value) && may_write(put, words, passage, now, value))
    put_passage(put, edits, known ? &own : NULL, field, passage, value);
}

static void write_leaf(struct put *put, const struct field *field, const struct places *places,
                       const struct node *value) {
  for (size_t i = 0; i < places->count; i++)
    write_place(put, &put->changes->stories[places->passages[i].story->index], field, places, i, value);
  if (places->property)
    property_set(put->changes, places->property, value ? codec_encode(put->arena, field, value) : STR(""));
}

/* Session and term stand in the header and under the title too. Where a program has dropped the tags, those would go on saying the
 * other term. */
static void tell_tags_gone(const struct put *put) {
  const struct field *field = mapping_field(put->plan->mapping, "term.term");
  const struct document *document = put->plan->document;
  bool by_tag = false, tagged = false;
  for (size_t i = 0; field && i < field->locator_count; i++) {
    by_tag = by_tag || field->locators[i].kind == AT_TAG;
    for (size_t c = 0; field->locators[i].kind == AT_TAG && c < document->control_count; c++)
      tagged = tagged || str_equal(document->controls[c].tag, field->locators[i].name);
  }
  if (by_tag && !tagged) say(put->messages, MSG_TAGS_GONE, lens_where(put->plan, NULL), "");
}

/* The first place that holds something which is no value of the field; NULL for none. */
static const struct passage *first_unread(struct put *put, const struct field *field, const struct places *places) {
  bool unread = false;
  for (size_t i = 0; i < places->count; i++) {
    leaf_now(put, field, places, i, &unread);
    if (unread) return &places->passages[i];
  }
  return NULL;
}

static bool holds_placeholder(const struct places *places) {
  for (size_t i = 0; i < places->count; i++)
    if (places->passages[i].tag.len) return true;
  return false;
}

static bool is_of_term(const struct field *field) { return strncmp(field->key, "term.", 5) == 0; }

/* Data that do not say leave what the document says. */
static bool leaf_absent(const struct put *put, const struct field *field) {
  return !node_path(put->data, field->key) && !(put->other_term && is_of_term(field));
}

/* What the places of a leaf are to say; NULL for nothing. */
static const struct node *leaf_value(const struct put *put, const struct field *field) {
  const struct node *value = node_path(leaf_absent(put, field) ? put->old : put->data, field->key);
  return node_nothing(value) ? NULL : value;
}

void put_leaf_copy(struct put *put, struct edits *edits, size_t field, size_t n) {
  const struct field *leaf = &put->plan->mapping->fields[field];
  const struct places *places = &put->plan->places[field];
  struct messages *told = put->messages; /* of the place that is copied */
  struct messages unheard = {.arena = put->arena};
  struct target target = {.edits = edits, .copy = true};
  put->messages = &unheard;
  if (leaf->from)
    put_show(put, &target, leaf, &places->passages[n], NULL);
  else if (!leaf_absent(put, leaf) || holds_placeholder(places))
    write_place(put, edits, leaf, places, n, leaf_value(put, leaf));
  put->messages = told;
}

static void put_leaf(struct put *put, const struct field *field, const struct places *places) {
  const struct node *value = leaf_value(put, field), *old = node_path(put->old, field->key);
  const struct passage *unread = first_unread(put, field, places);
  bool of_term = is_of_term(field), absent = leaf_absent(put, field);
  if (absent && !holds_placeholder(places)) return;
  if (tell_ambiguous(put->arena, put->plan, field, places, put->messages)) return;
  if (!absent && !node_path(put->data, field->key) && (old || unread)) note_cleared(put, field);
  if (of_term && unread) note_unread(put, unread);
  if (places->count) tell_cleared(put, leaf_words(put->arena, put->plan, field, &places->passages[0]));
  bool property = places->property && property_there(put->plan->document, places->property);
  property = property || (field->locator_count == 1 && places->property); /* added to no document that lacks it */
  if (value && !places->count && !property && !node_equal(value, old))
    say(put->messages, MSG_NO_PLACE, lens_where(put->plan, NULL), field->key);
  write_leaf(put, field, places, value);
}

static void put_leaves(struct put *put) {
  for (size_t i = 0; i < put->plan->mapping->count; i++)
    if (!put->plan->mapping->fields[i].from) put_leaf(put, &put->plan->mapping->fields[i], &put->plan->places[i]);
}

static void get_shows(struct get *get, const struct node *data) {
  for (size_t i = 0; i < get->plan->mapping->count; i++) {
    const struct field *field = &get->plan->mapping->fields[i];
    bool shown = field->from && !get->plan->places[i].taken_by;
    for (size_t p = 0; shown && p < get->plan->places[i].count; p++)
      get_show(get, field, &get->plan->places[i].passages[p], NULL, data);
  }
}

static void put_shows(struct put *put) {
  for (size_t i = 0; i < put->plan->mapping->count; i++) {
    const struct field *field = &put->plan->mapping->fields[i];
    const struct places *places = &put->plan->places[i];
    if (!field->from || tell_ambiguous(put->arena, put->plan, field, places, put->messages)) continue;
    for (size_t p = 0; p < places->count; p++) {
      const struct passage *passage = &places->passages[p];
      struct target target = {.edits = &put->changes->stories[passage->story->index]};
      put_show(put, &target, field, passage, NULL);
    }
  }
}

/* ---- the two walks ---- */

struct node *lens_get(struct arena *arena, const struct plan *plan, struct taken *taken, struct messages *messages) {
  struct get get = {arena, plan, messages, taken};
  struct node *data = node_map(arena);
  if (taken && !taken->comments) taken->comments = comments_used(arena, plan);
  get_leaves(&get, data);
  get_view(arena, plan->mapping->view, data);
  if (plan->mapping->group) get_rows(&get, plan->mapping->group, data);
  get_shows(&get, data);
  return data;
}

void lens_settle(struct arena *arena, struct plan *plan) {
  struct messages unheard = {.arena = arena};
  plan->said = lens_get(arena, plan, NULL, &unheard);
  struct put put = {.arena = arena,
                    .plan = plan,
                    .messages = &unheard,
                    .changes = changes_new(arena, plan->document),
                    .old = plan->said};
  leaves_settle(&put, plan);
  copies_settle(&put, plan);
}

static bool other_term(const struct node *old, const struct node *data) {
  static const char *const paths[] = {"term.session", "term.term"};
  for (size_t i = 0; i < 2; i++) {
    const struct node *one = node_path(old, paths[i]), *other = node_path(data, paths[i]);
    if (!node_nothing(one) && !node_nothing(other) && !node_equal(one, other)) return true;
  }
  return false;
}

/* A heading that names a term in words says so to parents, and to whoever reads the document back. */
static bool rows_of_term(const struct put *put) {
  struct str term = node_str(node_path(put->data, "term.term")),
             session = node_str(node_path(put->data, "term.session"));
  const char *other = put->plan->elsewhere ? NULL : plan_other_term(put->arena, put->plan, term, session);
  if (other) say(put->messages, MSG_UNDER_OTHER_TERM, lens_where(put->plan, NULL), other);
  return !other;
}

static void tell_staff(const struct put *put, enum message_id id, size_t count) {
  const char *said = count == 1 ? "%zu comment for staff only was" : "%zu comments for staff only were";
  struct where where = {.file = put->options.record ? put->options.record->path : NULL};
  if (count) say(put->messages, id, where, str_format(put->arena, said, count));
}

bool lens_put(struct arena *arena, const struct plan *plan, const struct node *data, struct put_options options,
              struct changes *changes, struct messages *messages) {
  struct messages unheard = {.arena = arena};
  struct put put = {.arena = arena,
                    .plan = plan,
                    .messages = messages,
                    .changes = changes,
                    .data = data,
                    .options = options,
                    .cuts = arena_alloc(arena, plan->table_count + 1, sizeof(struct cut *)),
                    .joined = arena_alloc(arena, plan->document->comment_count + 1, sizeof(struct node *)),
                    .cleared = {.arena = arena}};
  if (!lens_same_learner(arena, plan, data, messages) || !lens_one_term(arena, plan, messages)) return false;
  if (!options.staff && comments_for_staff(arena, plan)) {
    say(messages, MSG_STAFF_IN_BASE, lens_where(plan, NULL), "");
    return false;
  }
  put.old = plan->said ? plan->said : lens_get(arena, plan, NULL, &unheard);
  put.other_term = other_term(put.old, data);
  put.refill = node_path(put.old, "learner.id") || node_path(put.old, "term.session");
  const struct group *group = plan->mapping->group;
  if (plan->mapping->view && group && !plan->table_count) {
    say(messages, MSG_NO_TERM, lens_where(plan, NULL), str_z(arena, plan->mapping->view->term));
    return false;
  }
  if (!rows_of_term(&put)) return false;
  if (put.other_term && plan->elsewhere) say(messages, MSG_OTHER_ROWS_STAY, lens_where(plan, NULL), "");
  if (put.other_term && (plan->elsewhere || !terms_reachable(&put))) return false;
  if (group && put.other_term && !tables_reachable(arena, plan, messages)) return false;
  if (put.other_term) tell_tags_gone(&put);
  tell_unsaid(&put);
  put_leaves(&put);
  if (group) put_rows(&put, group);
  put_shows(&put);
  tell_unrecorded(&put);
  tell_staff(&put, MSG_STAFF_HELD, put.held_back);
  tell_staff(&put, MSG_STAFF_UNMARKED, put.unmarked);
  return true;
}
