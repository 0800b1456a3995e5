/* Comments, both ways: an add-only multiset a place. */
#include "lens_parts.h"

#include <ctype.h>
#include <string.h>

bool *comments_used(struct arena *arena, const struct plan *plan) {
  return arena_alloc(arena, plan->document->comment_count + 1, sizeof(bool));
}

/* ---- beginnings ---- */

/* The next letter that is not a space, without its case; 0 at the end. */
static uint32_t next_letter(struct str text, size_t *at) {
  while (*at < text.len) {
    uint32_t c = utf8_next(text, at);
    bool blank = c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
    if (!blank) return c < 0x80 ? (uint32_t)tolower((int)c) : c;
  }
  return 0;
}

/* How far the beginning reaches into the text; 0 when it is not there. A slip with the space bar must not make a comment for
 * staff one for all, so case and spaces do not count. */
static size_t reach(struct str text, struct str beginning) {
  size_t end = 0;
  for (size_t at = 0; at < beginning.len;) {
    uint32_t wanted = next_letter(beginning, &at);
    if (wanted && next_letter(text, &end) != wanted) return 0;
  }
  return end;
}

/* The text behind one of the beginnings and one space; false when it has none of them. */
static bool take_beginning(const struct str *beginnings, size_t count, struct str text, struct str *rest) {
  for (size_t i = 0; i < count; i++) {
    size_t from = reach(text, beginnings[i]);
    if (!from) continue;
    *rest = str_sub(text, from + (from < text.len && text.at[from] == ' '), text.len);
    return true;
  }
  return false;
}

static struct str with_beginning(struct arena *arena, const struct str *beginnings, size_t count, struct str text) {
  return count ? str_from(str_format(arena, "%.*s %s", (int)beginnings[0].len, beginnings[0].at, str_z(arena, text)))
               : text;
}

/* ---- initials and dates ---- */

/* What stands for an author without initials: the first letter of each of its words, in capitals as written. */
static struct str derived_initials(struct arena *arena, struct str author) {
  struct text out = {.arena = arena};
  bool start = true;
  for (size_t at = 0; at < author.len;) {
    uint32_t c = utf8_next(author, &at);
    bool blank = c == ' ' || c == 0xA0 || c == '\t';
    if (start && !blank) text_add_utf8(&out, c);
    start = blank;
  }
  return text_str(&out);
}

/* LibreOffice gives a comment without a date one of noughts. */
struct str comment_date(struct str date) {
  if (str_is(date, "0-00-00T00:00:00Z")) return STR("");
  bool whole_day = date.len == 20 && str_is(str_sub(date, 10, 20), "T00:00:00Z");
  return whole_day ? str_sub(date, 0, 10) : date;
}

static struct str date_attribute(struct arena *arena, struct str date) {
  return date.len == 10 ? str_from(str_format(arena, "%.*sT00:00:00Z", (int)date.len, date.at)) : date;
}

/* ---- one comment as an item ---- */

static void put_known(struct arena *arena, struct node *item, const char *key, struct str value, bool plain) {
  if (value.len) node_put(arena, item, key, plain ? node_plain(arena, value) : node_text(arena, value));
}

static struct node *comment_item(struct arena *arena, struct str text, const struct comment *comment, bool staff) {
  struct node *item = node_map(arena);
  put_known(arena, item, "text", text, false);
  put_known(arena, item, "by", comment->author, false);
  bool derived = str_equal(comment->initials, derived_initials(arena, comment->author));
  if (!derived) put_known(arena, item, "initials", comment->initials, false);
  put_known(arena, item, "date", comment_date(comment->date), true);
  if (staff) put_known(arena, item, "for", STR("staff"), true);
  return item;
}

/* ---- for staff ---- */

/* The field of the group that says how comments for staff begin; NULL for none. */
static const struct field *staff_field(const struct group *group) {
  for (size_t i = 0; i < group->count; i++)
    if (group->fields[i].staff_count) return &group->fields[i];
  return NULL;
}

/* Words as they sound: folded, hyphens as spaces. */
static struct str sounded(struct arena *arena, struct str text) {
  struct str folded = str_copy(arena, fold(arena, text));
  for (size_t i = 0; i < folded.len; i++)
    if (folded.at[i] == '-') ((char *)folded.at)[i] = ' ';
  return folded;
}

/* The beginning by which a text is for staff: it begins so, or says those words anywhere ("(Staff only) ...", "STAFF-ONLY"). Better one
 * comment too many held back than one that reaches a family. NULL for none. */
static const struct str *staff_words(struct arena *arena, const struct group *group, struct str text) {
  const struct field *field = staff_field(group);
  struct str rest;
  for (size_t i = 0; field && i < field->staff_count; i++) {
    struct str words = sounded(arena, field->staff[i]);
    bool several = str_find(words, STR(" ")) > 0;
    if (take_beginning(&field->staff[i], 1, text, &rest)) return &field->staff[i];
    if (several && str_find(sounded(arena, text), words) >= 0) return &field->staff[i];
  }
  return NULL;
}

/* An answer is for those whom its thread is for. */
static bool is_for_staff(struct arena *arena, const struct group *group, const struct comment *comment) {
  return staff_words(arena, group, comment->text) || staff_words(arena, group, comment->thread);
}

/* The comment as an item of the field, or NULL when it is not the field's. */
static struct node *field_item(struct arena *arena, const struct group *group, const struct field *field,
                               const struct comment *comment) {
  struct str text = comment->text;
  bool staff = is_for_staff(arena, group, comment);
  if (staff && !field->staff_count) return NULL;
  if (field->beginning_count && !take_beginning(field->beginnings, field->beginning_count, text, &text)) return NULL;
  if (staff) take_beginning(field->staff, field->staff_count, text, &text);
  return comment_item(arena, text, comment, staff);
}

/* What the record's item looks like when it is read back. */
static struct node *normal_item(struct arena *arena, const struct node *item) {
  struct comment as_comment = {.author = node_get_str(item, "by"),
                               .initials = node_get_str(item, "initials"),
                               .date = date_attribute(arena, node_get_str(item, "date"))};
  return comment_item(arena, node_get_str(item, "text"), &as_comment, str_is(node_get_str(item, "for"), "staff"));
}

/* ---- the comments on a cell ---- */

static bool on_cell(const struct comment *comment, const struct cell *cell) {
  return comment->anchor && element_within(comment->anchor, cell->tc);
}

/* Comments stand in the order of their anchors: the first that is not before the cell. */
static size_t first_on(const struct document *document, const struct cell *cell) {
  size_t low = 0, high = document->comment_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct comment *comment = &document->comments[middle];
    bool before =
        comment->anchor && comment->story == &document->stories[0] && comment->anchor->start < cell->tc->start;
    if (before)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void get_comments(struct get *get, const struct field *field, const struct cell *cell, bool *used, struct node *item) {
  const struct document *document = get->plan->document;
  struct node *list = node_list(get->arena);
  for (size_t i = first_on(document, cell); i < document->comment_count && on_cell(&document->comments[i], cell); i++) {
    struct node *found =
        used[i] ? NULL : field_item(get->arena, get->plan->mapping->group, field, &document->comments[i]);
    if (!found) continue;
    used[i] = true;
    if (get->taken) get->taken->comments[i] = true;
    node_append(list, found);
  }
  if (list->count) node_put(get->arena, item, field->key, list);
}

/* ---- put ---- */

static void add(struct put *put, const struct target *target, const struct field *field, const struct cell *cell,
                const struct node *item) {
  size_t count;
  struct element **paragraphs = paragraphs_in(put->arena, cell->tc, &count);
  if (!count) return;
  struct str text = node_get_str(item, "text"), by = node_get_str(item, "by"),
             initials = node_get_str(item, "initials");
  if (str_is(node_get_str(item, "for"), "staff"))
    text = with_beginning(put->arena, field->staff, field->staff_count, text);
  text = with_beginning(put->arena, field->beginnings, field->beginning_count, text);
  if (!initials.len) initials = derived_initials(put->arena, by);
  comment_add(put->changes, target->edits, paragraphs[0], by, initials,
              date_attribute(put->arena, node_get_str(item, "date")), text);
}

/* One of the comments that are there and is still unmatched: the same, or else told when only its text differs. */
static bool is_there(struct put *put, const struct cell *cell, const struct node *there, bool *matched,
                     const struct node *wanted) {
  size_t n = 0;
  bool variant = false;
  for (const struct node *item = there ? there->first : NULL; item; item = item->next, n++) {
    if (matched[n]) continue;
    if (node_equal(item, wanted)) return matched[n] = true;
    variant = variant || (str_equal(node_get_str(item, "by"), node_get_str(wanted, "by")) && node_get(item, "date") &&
                          str_equal(node_get_str(item, "date"), node_get_str(wanted, "date")));
  }
  const char *place =
      variant ? place_words(put->arena, put->plan->index, &put->plan->document->stories[0], cell->tc) : NULL;
  if (variant) say(put->messages, MSG_COMMENT_VARIANT, lens_where(put->plan, place), "");
  return false;
}

void put_comments(struct put *put, const struct target *target, const struct field *field, const struct cell *cell,
                  bool *used, const struct node *value) {
  struct get get = {put->arena, put->plan, put->messages, NULL};
  struct node *item = node_map(put->arena);
  if (!target->copy) get_comments(&get, field, cell, used, item);
  const struct node *there = node_get(item, field->key);
  bool *matched = arena_alloc(put->arena, there ? there->count + 1 : 1, sizeof *matched);
  for (const struct node *wanted = value ? value->first : NULL; wanted; wanted = wanted->next) {
    struct node *normal = normal_item(put->arena, wanted);
    bool held = node_get(normal, "for") && !put->options.staff;
    put->held_back += held;
    if (!held && !is_there(put, cell, there, matched, normal)) add(put, target, field, cell, wanted);
  }
}

bool comments_for_staff(struct arena *arena, const struct plan *plan) {
  const struct group *group = plan->mapping->group;
  for (size_t i = 0; group && i < plan->document->comment_count; i++)
    if (is_for_staff(arena, group, &plan->document->comments[i])) return true;
  return false;
}

/* ---- check ---- */

static const struct str *own_beginning(const struct str *beginnings, size_t count, struct str text) {
  struct str rest;
  for (size_t i = 0; i < count; i++)
    if (take_beginning(&beginnings[i], 1, text, &rest)) return &beginnings[i];
  return NULL;
}

const struct str *comment_misread(struct arena *arena, const struct group *group, const struct field *field,
                                  struct str text, bool for_staff, const char **as) {
  if (for_staff) return NULL;
  *as = "for staff only";
  const struct str *staff = staff_words(arena, group, text);
  for (const struct field *earlier = group->fields; !staff && !field->beginning_count && earlier < field; earlier++) {
    const struct str *taken = own_beginning(earlier->beginnings, earlier->beginning_count, text);
    *as = earlier->key;
    if (taken) return taken;
  }
  return staff;
}
