/* One place, both ways: its text, its list, its lock, and what is bound to it. */
#include "lens_parts.h"

#include <stdlib.h>
#include <string.h>

/* A day of the term without its year has that of the session which the document names. */
static bool in_session(struct get *get, const struct field *field, struct str text, struct node **value) {
  bool of_term = strcmp(field->key, "term.date") == 0 || strcmp(field->key, "date") == 0;
  struct str date, session = get->plan->session;
  if (field->codec.kind != AS_DATE || !of_term || !session.len) return false;
  if (date_read(get->arena, field->codec.pattern, session, text, &date) != DATE_RIGHT) return false;
  *value = node_plain(get->arena, date);
  return true;
}

void note_unclear(struct get *get, const struct passage *passage, struct node *values) {
  if (!get->taken) return;
  struct node **candidates = NEW(get->taken->arena, struct node *);
  *candidates = values;
  for (size_t i = 0; i < passage->count; i++)
    *PUSH(get->taken->arena, &get->taken->unclear) = (struct unclear){passage->paragraphs[i], candidates};
}

void tell_unread(struct get *get, const struct field *field, const struct passage *passage, struct str text) {
  struct unread why = codec_unread(get->arena, field, text);
  const char *place = passage_words(get->arena, get->plan, passage);
  say(get->messages, MSG_VALUE_UNREAD, lens_where(get->plan, place), str_z(get->arena, str_trim(text)), why.advice);
  message_candidates(get->messages, why.candidates);
  note_unclear(get, passage, why.values);
}

/* A day three months or more before the session's August, or behind its July, is most likely a slip in the year: it is taken, and
 * told. */
static void tell_outside(struct get *get, const struct field *field, const struct passage *passage,
                         const struct node *value) {
  bool of_term = strcmp(field->key, "term.date") == 0 || strcmp(field->key, "date") == 0;
  struct str session = get->plan->session;
  if (!get->taken || !value || field->codec.kind != AS_DATE || !of_term || !session.len) return;
  int year = (int)strtol(str_z(get->arena, session), NULL, 10);
  struct str first = str_from(str_format(get->arena, "%d-05-01", year));
  struct str last = str_from(str_format(get->arena, "%d-10-31", year + 1));
  if (str_compare(node_str(value), first) >= 0 && str_compare(node_str(value), last) <= 0) return;
  say(get->messages, MSG_DATE_OUTSIDE, lens_where(get->plan, passage_words(get->arena, get->plan, passage)),
      str_z(get->arena, str_trim(passage_text(get->arena, passage))), str_z(get->arena, session));
}

struct node *get_passage(struct get *get, const struct field *field, const struct passage *passage) {
  struct node *value;
  if (doubted(get, field, passage)) return NULL;
  if (ticks_codec(field)) return get_ticks(get, field, passage);
  if (field_by_look(field)) return get_look(get, field, passage);
  struct str text = passage_text(get->arena, passage);
  if (list_asks(get->arena, field, passage, str_trim(text))) text = STR("");
  if (codec_decode(get->arena, field, text, &value) || in_session(get, field, text, &value) ||
      (value = list_kept(get->arena, field, passage, str_trim(text)))) {
    tell_outside(get, field, passage, value);
    get_take(get, passage);
    return value;
  }
  tell_unread(get, field, passage, text);
  return NULL;
}

/* Read once, where the place is in a row that is copied. */
static void settle_items(struct put *put, struct cut_place *cut, const struct field *field,
                         const struct passage *passage) {
  if (!cut->listed) cut->items = list_read(put->arena, field, passage);
  cut->listed = true;
}

static void tell_no_item(struct put *put, const struct passage *passage, const char *text) {
  say(put->messages, MSG_NO_ITEM, lens_where(put->plan, place_in_put(put, passage)), text);
}

/* The text of the item for a value; false, and told, when there is none. Of free texts an item is the value that it keeps too, though
 * its words are what is read. */
static bool item_text(struct put *put, struct cut_place *cut, const struct field *field, const struct passage *passage,
                      const struct node *value, struct str *text) {
  struct cut_place here = {0};
  if (!cut) cut = &here;
  settle_items(put, cut, field, passage);
  const struct said_item *item = list_says(&cut->items, value), *kept = NULL;
  if (!item && codec_is_free(&field->codec)) item = kept = list_keeps(&cut->items, value);
  if (!item) tell_no_item(put, passage, str_z(put->arena, *text));
  if (!item) return false;
  if (kept)
    say(put->messages, MSG_ITEM_WORDS, lens_where(put->plan, place_in_put(put, passage)), str_z(put->arena, *text),
        str_z(put->arena, kept->words));
  *text = item->text;
  return true;
}

static void put_style(struct put *put, struct edits *edits, const struct field *field, const struct passage *passage,
                      const struct node *value) {
  const struct scale *scale = field->codec.kind == AS_SCALE ? field->codec.scale : NULL;
  if (!scale || passage->part) return;
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

bool same_but_edges(const struct node *a, const struct node *b) {
  bool texts = a && b && a->kind == NODE_TEXT && b->kind == NODE_TEXT;
  return node_equal(a, b) || (texts && str_equal(str_trim(node_str(a)), str_trim(node_str(b))));
}

/* Under a heading a line that begins with a label ends the text: the first that would; empty for none. */
static struct str ends_early(struct put *put, const struct field *field, const struct passage *passage,
                             const struct node *value) {
  bool heading = false;
  for (size_t i = 0; i < field->locator_count; i++) heading = heading || field->locators[i].kind == AT_HEADING;
  bool lines = heading && !passage->part && !passage->control && !passage->tag.len;
  struct str rest = lines && value ? codec_encode(put->arena, field, value) : STR("");
  while (rest.len) {
    ptrdiff_t end = str_find(rest, STR("\n"));
    struct str line = end < 0 ? rest : str_sub(rest, 0, (size_t)end);
    if (label_ends_text(put->arena, put->plan->index, line)) return line;
    rest = str_sub(rest, end < 0 ? rest.len : line.len + 1, rest.len);
  }
  return STR("");
}

bool reads_back(struct put *put, const char *place, const struct field *field, const struct passage *passage,
                const struct node *value) {
  bool by_label = passage->part && !passage->at && !passage->form && !passage->tag.len;
  struct str back;
  struct node *read;
  struct str early = ends_early(put, field, passage, value);
  if (early.len) say(put->messages, MSG_LABEL_IN_TEXT, lens_where(put->plan, place), str_z(put->arena, early));
  if (early.len || !by_label || !value) return !early.len;
  bool right = label_reads(put->arena, put->plan->index, passage, codec_encode(put->arena, field, value), &back) &&
               codec_decode(put->arena, field, back, &read) && same_but_edges(read, value);
  if (!right) say(put->messages, MSG_READS_OTHERWISE, lens_where(put->plan, place), quoted(put->arena, value));
  return right;
}

bool may_write(struct put *put, const char *place, const struct passage *passage, const struct node *now,
               const struct node *value) {
  static const enum message_id ids[] = {
      [CONFLICT_OVERWRITE] = MSG_OVERWRITTEN, [CONFLICT_KEEP] = MSG_KEPT, [CONFLICT_FAIL] = MSG_CONFLICT};
  if (passage_locked(put->arena, passage)) {
    say(put->messages, MSG_LOCKED, lens_where(put->plan, place), "");
    return false;
  }
  if (passage_has_list(passage) && put->changes->author.len) {
    say(put->messages, MSG_LIST_AMONG_TEXT, lens_where(put->plan, place), "");
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
  const struct element *inner = passage->part ? passage_control_at(put->arena, passage) : passage_control(passage);
  const struct element *e = inner ? inner : passage->paragraphs[0];
  for (; e; e = e->parent) {
    if (e->name != W_SDT) continue;
    binding_write(put->changes, e, passage->part ? with_part(put->arena, passage, e, text) : text, date);
  }
}

/* A bound control shows one thing, and another part holds another: Word shows that one when it opens the document. */
bool bound_other(struct arena *arena, const struct plan *plan, const struct field *field, const struct passage *passage,
                 const struct node *value) {
  const struct element *inner = passage->part ? NULL : passage_control(passage);
  struct str stored;
  struct node *kept;
  if (passage->part || ticks_codec(field) || field_by_look(field)) return false;
  for (const struct element *e = inner ? inner : passage->paragraphs[0]; e; e = e->parent) {
    if (e->name != W_SDT || !binding_value(plan->document, e, &stored)) continue;
    if (field->codec.kind == AS_DATE) stored = str_sub(stored, 0, 10);
    if (!codec_decode(arena, field, stored, &kept) || !node_equal(kept, value)) return true;
  }
  return false;
}

static void find_stencil(struct put *put, struct cut_place *cut, const struct passage *passage, bool paragraphs) {
  cut->stencil = stencil_new(put->changes, passage, paragraphs);
  cut->tried = true;
}

void place_settle(struct put *put, struct cut_place *cut, const struct field *field, const struct passage *passage,
                  bool paragraphs) {
  if (passage->tag.len || ticks_codec(field) || field_by_look(field)) return;
  if (passage_is_list(passage)) settle_items(put, cut, field, passage);
  find_stencil(put, cut, passage, paragraphs);
}

void put_text(struct put *put, struct edits *edits, struct cut_place *cut, const struct passage *passage,
              struct str text, bool paragraphs, bool nothing) {
  bool alike = cut && !put->changes->author.len; /* a mark of a tracked change has an id of its own */
  if (alike && !cut->tried) find_stencil(put, cut, passage, paragraphs);
  if (alike && cut->stencil && !nothing && stencil_write(cut->stencil, edits, text)) return;
  passage_write(put->changes, edits, passage, text, paragraphs);
  bool stays = nothing && changes_track(put->changes, edits); /* the old text, which may come back, is no placeholder */
  if (!stays) passage_mark_placeholder(put->changes, edits, passage, nothing);
}

void put_passage(struct put *put, struct edits *edits, struct cut_place *cut, const struct field *field,
                 const struct passage *passage, const struct node *value) {
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
  if (field_by_look(field)) {
    put_look(put, edits, field, passage, value);
    return;
  }
  if (value && passage_is_list(passage) && !item_text(put, cut, field, passage, value, &text)) {
    value = NULL; /* what the list cannot say must not leave another level there */
    text = field->blank;
  }
  if (!value && passage->form && !list_blank(put->arena, field, passage, &text)) tell_no_item(put, passage, "–");
  bool rest = put->copies && put->plan->mapping->group && put->plan->mapping->group->several;
  put_text(put, edits, cut, passage, text, rest || field->codec.kind == AS_PARAGRAPHS, !value);
  if (control && field->codec.kind == AS_DATE) control_set_date(edits, control, value ? node_str(value) : STR(""));
  put_style(put, edits, field, passage, value);
  bool date = field->codec.kind == AS_DATE && value;
  put_bound(put, passage, value ? text : STR(""), date ? node_str(value) : STR(""));
}

struct node *value_there(struct put *put, const struct field *field, const struct passage *passage, bool *unread) {
  struct messages unheard = {.arena = put->arena};
  struct get get = {put->arena, put->plan, &unheard, NULL};
  struct node *now = get_passage(&get, field, passage);
  *unread = unheard.list.n > 0;
  if (!*unread) return now;
  if (ticks_codec(field) && !any_box(put->arena, passage)) return NULL; /* there is none to set, and words stay */
  if (field_by_look(field)) return node_text(put->arena, look_words(put->arena, field, passage));
  return node_text(put->arena, str_trim(passage_text(put->arena, passage)));
}
