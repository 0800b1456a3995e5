/* Comments, both ways: an add-only multiset a place. */
#include "lens_parts.h"
#include "shape.h"

bool *comments_used(struct arena *arena, const struct plan *plan) {
  return arena_alloc(arena, plan->document->comment_count + 1, sizeof(bool));
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
  return date.len == 10 ? str_joined(arena, date, STR("T00:00:00Z"), STR("")) : date;
}

/* ---- one comment as an item ---- */

static void put_known(struct arena *arena, struct node *item, const char *key, struct str value, bool plain) {
  if (value.len) node_put(arena, item, key, plain ? node_plain(arena, value) : node_text(arena, value));
}

/* The item without its thread: by this a comment is known again. */
static struct node *remark_item(struct arena *arena, const struct remark *remark, bool staff) {
  struct node *item = node_map(arena);
  put_known(arena, item, "text", remark->text, false);
  put_known(arena, item, "by", remark->author, false);
  bool derived = str_equal(remark->initials, derived_initials(arena, remark->author));
  if (!derived) put_known(arena, item, "initials", remark->initials, false);
  put_known(arena, item, "date", comment_date(remark->date), true);
  if (staff) put_known(arena, item, "for", STR("staff"), true);
  return item;
}

static struct node *comment_item(struct arena *arena, struct str text, const struct comment *comment, bool staff) {
  return remark_item(arena, &(struct remark){comment->author, comment->initials, comment->date, text}, staff);
}

/* The text behind one of the beginnings; a beginning with nothing behind it is all that is said, and stays. */
static bool take_beginning(const struct str *beginnings, size_t count, struct str *text) {
  struct str rest;
  if (!beginning_take(beginnings, count, *text, &rest) || !str_trim(rest).len) return false;
  *text = rest;
  return true;
}

/* A reply of a thread for staff may have the beginning that Cairn gives it, in case another program takes threads apart. */
static struct node *reply_item(struct arena *arena, const struct comment *reply, const struct field *staff) {
  struct str text = reply->text;
  if (staff) take_beginning(staff->staff, staff->staff_count, &text);
  return comment_item(arena, text, reply, false);
}

void put_thread(struct arena *arena, struct node *item, const struct comment *first, const struct field *staff) {
  struct node *replies = node_list(arena);
  if (first->resolved) node_put(arena, item, "state", node_plain(arena, STR("resolved")));
  for (const struct comment *reply = first->replies; reply; reply = reply->next_reply)
    node_append(replies, reply_item(arena, reply, staff));
  if (replies->count) node_put(arena, item, "replies", replies);
}

bool comment_gone(const struct comment *comment) { return comment->reference && element_deleted(comment->reference); }

/* The comment, without its thread, as an item of the field; NULL when it is not the field's, or a reply, or gone. */
static struct node *field_item(struct arena *arena, const struct group *group, const struct field *field,
                               const struct comment *comment) {
  struct str text = comment->text;
  if (comment->first || comment_gone(comment)) return NULL;
  bool staff = thread_for_staff(arena, group, comment);
  if (staff && !field->staff_count) return NULL;
  if (field->beginning_count && !take_beginning(field->beginnings, field->beginning_count, &text)) return NULL;
  if (staff) take_beginning(field->staff, field->staff_count, &text);
  return comment_item(arena, text, comment, staff);
}

static bool is_for_staff(const struct node *item) { return str_is(node_get_str(item, "for"), "staff"); }

/* The field whose beginning for staff the replies of an item have; NULL for one that is not for staff. */
static const struct field *staff_of(const struct node *item, const struct field *field) {
  return is_for_staff(item) ? field : NULL;
}

/* What the record's item says; with initials where it leaves them out, and the time of a whole day. */
static struct remark item_remark(struct arena *arena, const struct node *item) {
  struct remark remark = {.author = node_get_str(item, "by"),
                          .initials = node_get_str(item, "initials"),
                          .date = date_attribute(arena, node_get_str(item, "date")),
                          .text = node_get_str(item, "text")};
  if (!remark.initials.len) remark.initials = derived_initials(arena, remark.author);
  return remark;
}

struct node *lens_comment(struct arena *arena, const struct node *item) {
  struct remark remark = item_remark(arena, item);
  return remark_item(arena, &remark, str_is(node_get_str(item, "for"), "staff"));
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

/* The comments that begin in a cell, as the replies of another that a program which knows no threads may have made of them. */
struct beside {
  const struct element *tc;
  size_t first, count;
  bool *taken;               /* it is a comment of the record, or stands for a reply already */
  struct node **as_reply[2]; /* of any thread, and of one for staff */
  struct node *list;         /* of both */
};

/* A comment that is there, as a field reads it. */
struct own {
  const struct comment *comment;
  struct node *item;
  struct beside *beside; /* NULL: no reply is wanted */
  bool matched;
};

typedef ARRAY(struct own) owns;

/* Adds the comment to the list when it is the field's and no earlier field took it. */
static void take_comment(struct arena *arena, const struct plan *plan, const struct field *field, size_t i, bool *used,
                         owns *list) {
  const struct comment *comment = &plan->document->comments[i];
  struct node *item = used[i] ? NULL : field_item(arena, plan->mapping->group, field, comment);
  if (!item) return;
  used[i] = true;
  *PUSH(arena, list) = (struct own){.comment = comment, .item = item};
}

/* The comments on a cell that are the field's and no earlier field's: those that begin in cells before it and reach here, then
 * those that begin here. */
static void cell_comments(struct arena *arena, const struct plan *plan, const struct field *field,
                          const struct cell *cell, bool *used, owns *list) {
  const struct document *document = plan->document;
  for (size_t i = 0; i < plan->span_count; i++) {
    const struct span *span = &plan->spans[i];
    if (!on_cell(span->comment, cell) && span_on_cell(span, cell))
      take_comment(arena, plan, field, (size_t)(span->comment - document->comments), used, list);
  }
  for (size_t i = first_on(document, cell); i < document->comment_count && on_cell(&document->comments[i], cell); i++)
    take_comment(arena, plan, field, i, used, list);
}

struct comment_cells only_cell(struct arena *arena, const struct cell *cell) {
  struct comment_cells cells = {0};
  *PUSH(arena, &cells.list) = cell;
  return cells;
}

static owns field_comments(struct arena *arena, const struct plan *plan, const struct field *field,
                           struct comment_cells cells, bool *used) {
  owns list = {0};
  for (size_t i = 0; i < cells.list.n; i++) cell_comments(arena, plan, field, cells.list.at[i], used, &list);
  return list;
}

void get_comments(struct get *get, const struct field *field, struct comment_cells cells, bool *used,
                  struct node *item) {
  struct node *list = node_list(get->arena);
  owns found = field_comments(get->arena, get->plan, field, cells, used);
  for (size_t i = 0; i < found.n; i++) {
    if (get->taken) get->taken->comments[found.at[i].comment - get->plan->document->comments] = true;
    put_thread(get->arena, found.at[i].item, found.at[i].comment, staff_of(found.at[i].item, field));
    node_append(list, found.at[i].item);
  }
  if (list->count) node_put(get->arena, item, field->key, list);
}

/* ---- put ---- */

static bool is_resolved(const struct node *item) { return str_is(node_get_str(item, "state"), "resolved"); }

static struct beside *beside_new(struct arena *arena, const struct plan *plan, const struct field *field,
                                 struct element *tc) {
  const struct document *document = plan->document;
  struct cell cell = {.tc = tc};
  struct beside *beside = NEW(arena, struct beside);
  *beside = (struct beside){.tc = tc, .first = first_on(document, &cell), .list = node_list(arena)};
  while (beside->first + beside->count < document->comment_count &&
         on_cell(&document->comments[beside->first + beside->count], &cell))
    beside->count++;
  beside->taken = arena_alloc(arena, beside->count + 1, sizeof *beside->taken);
  for (size_t staff = 0; staff < 2; staff++) {
    beside->as_reply[staff] = arena_alloc(arena, beside->count + 1, sizeof(struct node *));
    for (size_t i = 0; i < beside->count; i++) {
      const struct comment *comment = &document->comments[beside->first + i];
      if (comment->first) continue;
      beside->as_reply[staff][i] = reply_item(arena, comment, staff ? field : NULL);
      node_append(beside->list, beside->as_reply[staff][i]);
    }
  }
  return beside;
}

/* The reply, as it is read back, is one of the thread's that is not matched yet, which then it is. */
static bool has_reply(const struct own *own, const struct node *wanted, bool *matched) {
  size_t n = 0;
  for (const struct node *reply = node_items(own->item, "replies"); reply; reply = reply->next, n++)
    if (!matched[n] && node_equal(reply, wanted)) return matched[n] = true;
  return false;
}

/* A program that knows no threads leaves a reply as a comment of its own, in the cell where its thread begins. */
static bool stands_apart(const struct own *own, const struct node *wanted) {
  struct beside *beside = own->beside;
  for (size_t i = 0; beside && i < beside->count; i++) {
    const struct node *alone = beside->as_reply[is_for_staff(own->item)][i];
    if (!alone || beside->taken[i] || !node_equal(alone, wanted)) continue;
    return beside->taken[i] = true;
  }
  return false;
}

/* The replies of the record's item that the thread lacks; a new thread (NULL) lacks all. */
static struct node *lacking(struct arena *arena, const struct own *own, const struct node *item) {
  struct node *list = node_list(arena);
  const struct node *there = own ? node_get(own->item, "replies") : NULL;
  bool *matched = arena_alloc(arena, (there ? there->count : 0) + 1, sizeof *matched);
  for (const struct node *reply = node_items(item, "replies"); reply; reply = reply->next) {
    const struct node *wanted = own ? lens_comment(arena, reply) : NULL;
    if (!own || (!has_reply(own, wanted, matched) && !stands_apart(own, wanted)))
      node_append(list, node_copy(arena, reply));
  }
  return list;
}

/* Joins a thread with the record's: a reply that lacks is added, whoever made the thread; resolved it stays. own: what is there, which then
 * says it too; NULL for a new thread. */
static void join_thread(struct put *put, struct thread thread, struct own *own, const struct field *field,
                        const struct node *item) {
  if (!node_get(item, "replies") && !is_resolved(item)) return;
  const struct node *list = lacking(put->arena, own, item);
  struct node *there = own ? node_get(own->item, "replies") : NULL;
  if (own && !there) there = node_put(put->arena, own->item, "replies", node_list(put->arena));
  for (const struct node *reply = list->first; reply; reply = reply->next) {
    struct remark remark = item_remark(put->arena, reply);
    if (is_for_staff(item)) remark.text = beginning_add(put->arena, field->staff, field->staff_count, remark.text);
    comment_reply(put->changes, thread, &remark);
    if (there) node_append(there, lens_comment(put->arena, reply));
  }
  if (is_resolved(item) && !(own && is_resolved(own->item))) {
    comment_resolve(put->changes, thread);
    if (own) node_put(put->arena, own->item, "state", node_plain(put->arena, STR("resolved")));
  }
  if (own) put->joined[own->comment - put->plan->document->comments] = own->item;
}

static void add(struct put *put, const struct target *target, const struct field *field, const struct cell *cell,
                const struct node *item) {
  size_t count;
  struct element **paragraphs = paragraphs_in(put->arena, cell->tc, &count);
  if (!count) return;
  if (target->no_comments) {
    const char *place = place_words(put->arena, put->plan->index, &put->plan->document->stories[0], cell->tc);
    say(put->messages, MSG_NO_PLACE, lens_where(put->plan, place), field->key);
    return;
  }
  struct remark remark = item_remark(put->arena, item);
  if (is_for_staff(item)) remark.text = beginning_add(put->arena, field->staff, field->staff_count, remark.text);
  remark.text = beginning_add(put->arena, field->beginnings, field->beginning_count, remark.text);
  struct thread thread = {.added =
                              comment_add(put->changes, target->edits, target->p ? target->p : paragraphs[0], &remark)};
  join_thread(put, thread, NULL, field, item);
}

/* A comment that is to be added may be another's with other words. */
static void tell_variant(struct put *put, const struct cell *cell, const owns *there, const struct node *asked) {
  const struct node *wanted = there->n ? lens_comment(put->arena, asked) : NULL;
  bool variant = false;
  for (size_t i = 0; i < there->n; i++) {
    const struct node *item = there->at[i].item;
    bool dated = !there->at[i].matched && node_get(item, "date");
    variant = variant || (dated && str_equal(node_get_str(item, "by"), node_get_str(wanted, "by")) &&
                          str_equal(node_get_str(item, "date"), node_get_str(wanted, "date")));
  }
  const char *place =
      variant ? place_words(put->arena, put->plan->index, &put->plan->document->stories[0], cell->tc) : NULL;
  if (variant) say(put->messages, MSG_COMMENT_VARIANT, lens_where(put->plan, place), "");
}

/* Whether nobody is to see the comment in this document. */
static bool is_held(struct put *put, const struct field *field, const struct node *wanted) {
  bool staff = is_for_staff(wanted), unmarked = staff && put->options.staff && !field->staff_count;
  bool held = staff && !put->options.staff;
  put->held_back += held;
  put->unmarked += unmarked;
  return held || unmarked;
}

/* With the threads, and with what stands beside them where a reply is wanted of any. */
static void hear_threads(struct put *put, const struct field *field, owns *there, bool replies) {
  struct beside *beside = NULL;
  for (size_t i = 0; i < there->n; i++) {
    struct own *own = &there->at[i];
    struct element *tc = replies && own->comment->anchor ? element_ancestor(own->comment->anchor, W_TC) : NULL;
    struct node *joined = put->joined[own->comment - put->plan->document->comments];
    if (joined) /* it is on several rows, and what one has added the next does not add again */
      own->item = joined;
    else
      put_thread(put->arena, own->item, own->comment, staff_of(own->item, field));
    if (tc && (!beside || beside->tc != tc)) beside = beside_new(put->arena, put->plan, field, tc);
    own->beside = tc ? beside : NULL;
  }
}

/* By item of the record: the comment of the document that is the same; NULL for none, and for one that is held back. */
static struct own **pair_owns(struct put *put, owns *there, struct said_comment *wanted, size_t count) {
  struct own **pairs = arena_alloc(put->arena, count + 1, sizeof(struct own *));
  struct said_comment *owned = arena_alloc(put->arena, there->n + 1, sizeof *owned);
  for (size_t i = 0; i < there->n; i++) {
    const struct beside *beside = there->at[i].beside;
    owned[i] = (struct said_comment){.item = there->at[i].item, .apart = beside ? beside->list : NULL};
  }
  comments_pair(put->arena, wanted, count, owned, there->n);
  for (size_t i = 0; i < count; i++) {
    struct own *own = wanted[i].pair == NO_PAIR ? NULL : &there->at[wanted[i].pair];
    if (own) own->matched = true;
    if (own && own->beside)
      own->beside->taken[(size_t)(own->comment - put->plan->document->comments) - own->beside->first] = true;
    pairs[i] = own;
  }
  return pairs;
}

static void put_comment(struct put *put, const struct target *target, const struct field *field,
                        const struct cell *cell, const owns *there, struct own *same, const struct node *wanted) {
  if (same) {
    join_thread(put, (struct thread){.there = same->comment}, same, field, wanted);
    return;
  }
  tell_variant(put, cell, there, wanted);
  add(put, target, field, cell, wanted);
}

void put_comments(struct put *put, const struct target *target, const struct field *field, struct comment_cells cells,
                  bool *used, const struct node *value) {
  owns there = {0};
  size_t n = 0;
  bool replies = false;
  if (!target->copy) there = field_comments(put->arena, put->plan, field, cells, used);
  if (!value) return;
  struct said_comment *all = arena_alloc(put->arena, value->count + 1, sizeof *all);
  for (const struct node *wanted = value->first; wanted; wanted = wanted->next, n++) {
    all[n].item = is_held(put, field, wanted) ? NULL : wanted;
    replies = replies || node_items(wanted, "replies");
  }
  hear_threads(put, field, &there, replies);
  struct own **same = pair_owns(put, &there, all, n);
  for (size_t i = 0; i < n; i++)
    if (all[i].item) put_comment(put, target, field, cells.list.at[0], &there, same[i], all[i].item);
}
