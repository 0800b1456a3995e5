/* Both walks, in the same order: the leaves, then the rows, then what is shown again. */
#include "lens_parts.h"

#include <string.h>

struct where lens_where(const struct plan *plan, const char *place) {
  return (struct where){.file = plan->document->file, .place = place};
}

static const char *passage_words(struct arena *arena, const struct plan *plan, const struct passage *passage) {
  return place_words(arena, plan->index, passage->story, passage->paragraphs[0]);
}

/* A leaf by the label or heading that people see, else by where it stands. */
static const char *leaf_words(struct arena *arena, const struct plan *plan, const struct field *field,
                              const struct passage *passage) {
  for (size_t i = 0; i < field->locator_count; i++) {
    const struct locator *locator = &field->locators[i];
    if (locator->kind != AT_LABEL && locator->kind != AT_HEADING) continue;
    return str_format(arena, "\"%s\"", str_z(arena, locator->name));
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

/* ---- one passage ---- */

struct node *get_passage(struct get *get, const struct field *field, const struct passage *passage) {
  struct node *value;
  if (ticks_codec(field)) return get_ticks(get, field, passage);
  struct str text = passage_text(get->arena, passage);
  if (codec_decode(get->arena, field, text, &value)) {
    get_take(get, passage);
    return value;
  }
  const char *place = passage_words(get->arena, get->plan, passage);
  say(get->messages, MSG_VALUE_UNREAD, lens_where(get->plan, place), str_z(get->arena, str_trim(text)),
      field->codec.kind == AS_DATE ? "write a date as day, month and year in four digits: 5 December 2025" : "");
  if (field->codec.scale) message_suggest(get->messages, scale_suggest(get->arena, field->codec.scale, text));
  return NULL;
}

/* The item of a drop-down that decodes to the value; false when there is none. */
static bool list_item(struct put *put, const struct field *field, const struct passage *passage,
                      const struct node *value, struct str *text) {
  struct str display, stored;
  for (size_t n = 0; passage_item(passage, n, &display, &stored); n++) {
    struct node *shown, *kept;
    bool same = codec_decode(put->arena, field, display, &shown) && shown && node_equal(shown, value);
    same = same || (codec_decode(put->arena, field, stored, &kept) && kept && node_equal(kept, value)) ||
           (value->kind == NODE_TEXT && str_equal(stored, value->text));
    if (!same) continue;
    *text = display;
    return true;
  }
  return false;
}

/* The item of a legacy list that stands for nothing. */
static bool blank_item(struct put *put, const struct field *field, const struct passage *passage, struct str *text) {
  struct str stored;
  struct node *value;
  for (size_t n = 0; passage_item(passage, n, text, &stored); n++)
    if (codec_decode(put->arena, field, *text, &value) && !value) return true;
  return false;
}

static void tell_no_item(struct put *put, const struct passage *passage, const char *text) {
  const char *place = put->copy_words ? put->copy_words : passage_words(put->arena, put->plan, passage);
  say(put->messages, MSG_NO_ITEM, lens_where(put->plan, place), text);
}

static void put_style(struct put *put, struct edits *edits, const struct field *field, const struct passage *passage,
                      const struct node *value) {
  const struct scale *scale = field->codec.kind == AS_SCALE ? field->codec.scale : NULL;
  if (!scale) return;
  const struct level *level = value ? scale_level(scale, node_str(value)) : NULL;
  struct str id = style_id(put->plan->document, level ? level->style : scale->unset_style);
  if (id.len) paragraph_set_style(put->changes, edits, passage->paragraphs[0], id);
}

/* A long text by its beginning. */
static const char *quoted(struct arena *arena, const struct node *value) {
  enum { LONGEST = 60 };
  struct text out = {.arena = arena};
  for (const struct node *item = value->kind == NODE_LIST ? value->first : NULL; item; item = item->next) {
    if (out.len) text_add_z(&out, ", ");
    text_add(&out, node_str(item));
  }
  struct str text = value->kind == NODE_LIST ? text_str(&out) : node_str(value);
  size_t end = text.len > LONGEST ? LONGEST : text.len;
  while (end < text.len && end && ((unsigned char)text.at[end] & 0xC0) == 0x80) end--;
  return str_format(arena, "%.*s%s", (int)end, text.at, end < text.len ? "…" : "");
}

bool may_write(struct put *put, const char *place, const struct passage *passage, const struct node *now,
               const struct node *value) {
  static const enum message_id ids[] = {
      [CONFLICT_OVERWRITE] = MSG_OVERWRITTEN, [CONFLICT_KEEP] = MSG_KEPT, [CONFLICT_FAIL] = MSG_CONFLICT};
  if (passage_locked(passage)) {
    say(put->messages, MSG_LOCKED, lens_where(put->plan, place), "");
    return false;
  }
  bool conflict = !put->other_term && !node_nothing(now) && !node_equal(now, value);
  if (!conflict) return true;
  say(put->messages, ids[put->options.conflict], lens_where(put->plan, place), quoted(put->arena, now));
  return put->options.conflict == CONFLICT_OVERWRITE;
}

/* What a control says when a part of its text becomes another. */
static struct str with_part(struct arena *arena, const struct passage *passage, const struct element *sdt,
                            struct str text) {
  const struct element *p = passage->paragraphs[0];
  bool inside = element_within(sdt, p);
  struct str whole = paragraph_whole(arena, inside ? sdt : p);
  size_t before = inside ? text_before(arena, p, sdt->start) : 0;
  size_t from = passage->from > before ? passage->from - before : 0;
  struct str head = str_sub(whole, 0, from), tail = str_sub(whole, from + passage->to - passage->from, whole.len);
  return str_from(str_format(arena, "%s%s%s", str_z(arena, head), str_z(arena, text), str_z(arena, tail)));
}

/* Every bound control in or around the place keeps its value in another part too. */
static void put_bound(struct put *put, const struct passage *passage, struct str text, struct str date) {
  const struct element *inner = passage->part ? passage_control_at(passage) : passage_control(passage);
  const struct element *e = inner ? inner : passage->paragraphs[0];
  for (; e; e = e->parent) {
    if (e->name != W_SDT) continue;
    binding_write(put->changes, e, passage->part ? with_part(put->arena, passage, e, text) : text, date);
  }
}

void put_passage(struct put *put, struct edits *edits, const struct field *field, const struct passage *passage,
                 const struct node *value) {
  struct element *control = passage->part ? NULL : passage_control(passage);
  struct str text = value ? codec_encode(put->arena, field, value) : field->blank;
  if (passage->tag.len) {
    passage_make_control(put->changes, edits, passage, text, !value);
    return;
  }
  if (ticks_codec(field)) {
    put_ticks(put, edits, field, passage, value);
    return;
  }
  if (value && passage_is_list(passage) && !list_item(put, field, passage, value, &text)) {
    tell_no_item(put, passage, str_z(put->arena, text));
    value = NULL; /* what the list cannot say must not leave another level there */
    text = field->blank;
  }
  if (!value && passage->form && !blank_item(put, field, passage, &text)) tell_no_item(put, passage, "–");
  passage_write(put->changes, edits, passage, text, field->codec.kind == AS_PARAGRAPHS);
  bool stays = !value && changes_track(put->changes, edits); /* the old text, which may come back, is no placeholder */
  if (!stays) passage_mark_placeholder(edits, passage, !value);
  if (control && field->codec.kind == AS_DATE) control_set_date(edits, control, value ? node_str(value) : STR(""));
  put_style(put, edits, field, passage, value);
  bool date = field->codec.kind == AS_DATE && value;
  put_bound(put, passage, value ? text : STR(""), date ? node_str(value) : STR(""));
}

/* ---- leaves ---- */

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
  if (places->found != FOUND_SEVERAL) return false;
  say(messages, MSG_TWO_PLACES, lens_where(plan, passage_words(arena, plan, &places->passages[1])), field->key);
  return true;
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
  }
  struct str property = places->property ? document_property(get->plan->document, places->property) : STR("");
  struct node *stored = property.len ? node_text(get->arena, property) : NULL;
  if (stored && value && !node_equal(stored, value))
    tell_differ(get, field, "the document's properties", stored, value);
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

struct node *value_there(struct put *put, const struct field *field, const struct passage *passage, bool *unread) {
  struct messages unheard = {.arena = put->arena};
  struct get get = {put->arena, put->plan, &unheard, NULL};
  struct node *now = get_passage(&get, field, passage);
  *unread = unheard.list.n > 0;
  return now;
}

/* Every place of the datum that says something else, and every placeholder. */
static void write_leaf(struct put *put, const struct field *field, const struct places *places,
                       const struct node *value) {
  for (size_t i = 0; i < places->count; i++) {
    const struct passage *passage = &places->passages[i];
    bool unread;
    struct node *now = value_there(put, field, passage, &unread);
    if (!passage->tag.len && !unread && node_equal(now, value)) continue;
    const char *words = leaf_words(put->arena, put->plan, field, passage);
    if (may_write(put, words, passage, unread ? value : now, value))
      put_passage(put, &put->changes->stories[passage->story->index], field, passage, value);
  }
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

/* True when a place holds something that is no value of the field. */
static bool holds_unread(struct put *put, const struct field *field, const struct places *places) {
  bool unread = false;
  for (size_t i = 0; i < places->count && !unread; i++) value_there(put, field, &places->passages[i], &unread);
  return unread;
}

static bool holds_placeholder(const struct places *places) {
  for (size_t i = 0; i < places->count; i++)
    if (places->passages[i].tag.len) return true;
  return false;
}

static void put_leaf(struct put *put, const struct field *field, const struct places *places) {
  const struct node *value = node_path(put->data, field->key), *old = node_path(put->old, field->key);
  bool of_term = strncmp(field->key, "term.", 5) == 0, unread = holds_unread(put, field, places);
  bool absent = !value && !(put->other_term && of_term);
  if (absent && !holds_placeholder(places)) return;
  if (tell_ambiguous(put->arena, put->plan, field, places, put->messages)) return;
  if (!absent && !value && (old || unread)) note_cleared(put, field);
  if (places->count) tell_cleared(put, leaf_words(put->arena, put->plan, field, &places->passages[0]));
  if (absent) value = old;
  if (node_nothing(value)) value = NULL;
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
    for (size_t p = 0; field->from && p < get->plan->places[i].count; p++)
      get_show(get, field, &get->plan->places[i].passages[p], NULL, data);
  }
}

static void put_shows(struct put *put) {
  for (size_t i = 0; i < put->plan->mapping->count; i++) {
    const struct field *field = &put->plan->mapping->fields[i];
    for (size_t p = 0; field->from && p < put->plan->places[i].count; p++) {
      const struct passage *passage = &put->plan->places[i].passages[p];
      struct target target = {.edits = &put->changes->stories[passage->story->index]};
      put_show(put, &target, field, passage, NULL);
    }
  }
}

/* ---- the two walks ---- */

struct node *lens_get(struct arena *arena, const struct plan *plan, struct taken *taken, struct messages *messages) {
  struct get get = {arena, plan, messages, taken};
  struct node *data = node_map(arena);
  if (taken) taken->comments = comments_used(arena, plan);
  get_leaves(&get, data);
  if (plan->mapping->group) get_rows(&get, plan->mapping->group, data);
  get_shows(&get, data);
  return data;
}

/* Whether a place of the document holds something else than ours. */
static bool says_other(struct get *get, const struct field *field, struct str ours) {
  const struct places *places = &get->plan->places[field - get->plan->mapping->fields];
  struct str stored = places->property ? document_property(get->plan->document, places->property) : STR("");
  if (stored.len && !fold_equal(get->arena, stored, ours)) return true;
  for (size_t i = 0; i < places->count; i++) {
    struct node *shown = get_passage(get, field, &places->passages[i]);
    if (shown && !fold_equal(get->arena, node_str(shown), ours)) return true;
  }
  return false;
}

bool lens_same_learner(struct arena *arena, const struct plan *plan, const struct node *data,
                       struct messages *messages) {
  static const struct {
    const char *key, *words;
  } marks[] = {{"learner.id", "its id"},
               {"learner.scn", "the SCN in it"},
               {"learner.known-as", "the name on its page"},
               {"learner.name", "the name on its page"}};
  struct messages unheard = {.arena = arena};
  struct get get = {arena, plan, &unheard, NULL};
  size_t before = messages->errors;
  for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
    const struct field *field = mapping_field(plan->mapping, marks[m].key);
    struct str ours = node_str(node_path(data, marks[m].key));
    bool known = field && (ours.len || !node_get(data, "learner")); /* data of nobody fit no learner's document */
    if (known && says_other(&get, field, ours))
      say(messages, MSG_OTHER_LEARNER, lens_where(plan, NULL), marks[m].words);
  }
  return messages->errors == before;
}

static bool other_term(const struct node *old, const struct node *data) {
  static const char *const paths[] = {"term.session", "term.term"};
  for (size_t i = 0; i < 2; i++) {
    const struct node *one = node_path(old, paths[i]), *other = node_path(data, paths[i]);
    if (!node_nothing(one) && !node_nothing(other) && !node_equal(one, other)) return true;
  }
  return false;
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
                    .cleared = {.arena = arena}};
  if (!lens_same_learner(arena, plan, data, messages)) return false;
  if (!options.staff && comments_for_staff(arena, plan)) {
    say(messages, MSG_STAFF_IN_BASE, lens_where(plan, NULL), "");
    return false;
  }
  put.old = lens_get(arena, plan, NULL, &unheard);
  put.other_term = other_term(put.old, data);
  put.refill = node_path(put.old, "learner.id") || node_path(put.old, "term.session");
  const struct group *group = plan->mapping->group;
  if (group && put.other_term && !tables_reachable(arena, plan, messages)) return false;
  if (put.other_term) tell_tags_gone(&put);
  put_leaves(&put);
  if (group) put_rows(&put, group);
  put_shows(&put);
  if (put.held_back)
    say(messages, MSG_STAFF_HELD, (struct where){0},
        str_format(arena, put.held_back == 1 ? "%zu comment for staff only was" : "%zu comments for staff only were",
                   put.held_back));
  return true;
}
