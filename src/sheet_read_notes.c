/* The comments of a milestone: the notes and threads on its cell of supports. */
#include "sheet_note.h"
#include "sheet_read_parts.h"

#include <string.h>

/* ---- one comment as a record has it ---- */

static void put_known(struct arena *arena, struct node *item, const char *key, struct str value, bool plain) {
  if (value.len) node_put(arena, item, key, plain ? node_plain(arena, value) : node_text(arena, value));
}

/* A moment at midnight is a day. */
static struct str day_of(struct str date) {
  bool midnight = date.len > 11 && strspn(date.at + 11, "0:.Z") >= date.len - 11;
  struct str day = midnight ? str_sub(date, 0, 10) : date;
  return date_valid(day) || datetime_valid(day) ? day : STR("");
}

static struct node *remark_item(struct arena *arena, const struct note_remark *remark, struct str text) {
  struct node *item = node_map(arena);
  put_known(arena, item, "text", text, false);
  put_known(arena, item, "by", remark->by, false);
  put_known(arena, item, "initials", remark->initials, false);
  put_known(arena, item, "date", day_of(remark->date), true);
  return item;
}

static bool is_comments(const struct field *field) {
  for (size_t i = 0; i < field->locator_count; i++)
    if (field->locators[i].kind == AT_COMMENTS) return true;
  return false;
}

static bool take_beginning(const struct str *beginnings, size_t count, struct str *text) {
  struct str rest;
  if (!beginning_take(beginnings, count, *text, &rest) || !str_trim(rest).len) return false;
  *text = rest;
  return true;
}

/* The field that a comment is of, by how it begins; NULL for none. */
static const struct field *field_of(const struct group *group, bool staff, struct str *text) {
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    if (!is_comments(field) || (staff && !field->staff_count)) continue;
    if (field->beginning_count && !take_beginning(field->beginnings, field->beginning_count, text)) continue;
    if (staff) take_beginning(field->staff, field->staff_count, text);
    return field;
  }
  return NULL;
}

/* Of a thread that is for staff as a whole when any of it is. count: the first remark, and the replies behind it. */
static bool put_thread(struct sheet_reader *r, const struct note_remark *remarks, size_t count, struct node *item) {
  const struct group *group = r->mapping->group;
  bool staff = false;
  for (size_t i = 0; i < count; i++) staff = staff || staff_words(r->arena, group, remarks[i].text);
  struct str text = remarks->text;
  const struct field *field = field_of(group, staff, &text);
  if (!field || !remarks->by.len) return false;
  struct node *comment = remark_item(r->arena, remarks, text), *list = node_get(item, field->key);
  if (staff) put_known(r->arena, comment, "for", STR("staff"), true);
  if (remarks->resolved) put_known(r->arena, comment, "state", STR("resolved"), true);
  struct node *replies = count > 1 ? node_put(r->arena, comment, "replies", node_list(r->arena)) : NULL;
  for (size_t i = 1; i < count; i++) node_append(replies, remark_item(r->arena, &remarks[i], remarks[i].text));
  if (!list) list = node_put(r->arena, item, field->key, node_list(r->arena));
  node_append(list, comment);
  return true;
}

/* ---- supports beside the one in the column ---- */

static bool holds(const struct node *list, struct str text) {
  const struct node *item = list ? list->first : NULL;
  while (item && !str_equal(node_str(item), text)) item = item->next;
  return item != NULL;
}

/* Where the words behind "Also:" name the column's support too, they are all of them, in their order. False when they are not all
 * supports: then the note is left as it is. */
static bool put_also(struct sheet_reader *r, struct str also, struct node *item) {
  const struct field *field = r->columns[COLUMN_SUPPORTS];
  struct node *more = NULL, *list = field ? node_get(item, field->key) : NULL;
  if (!also.len) return true;
  if (!field || field->codec.kind != AS_SCALE_LIST || !codec_decode(r->arena, field, also, &more) || !more)
    return false;
  bool whole = !list || (list->count == 1 && holds(more, node_str(list->first)));
  if (whole) list = node_put(r->arena, item, field->key, node_list(r->arena));
  for (const struct node *one = more->first; one; one = one->next)
    if (!holds(list, node_str(one))) node_append(list, node_plain(r->arena, node_str(one)));
  return true;
}

/* ---- notes and threads ---- */

static void tell_note(struct sheet_reader *r, const struct worksheet_note *note) {
  say(r->messages, MSG_NOTE_UNREAD, cell_where(r, note->row, note->column), "");
}

/* What nobody has signed, in a note of nobody, is listed; the rest of the note counts. False, and the item is as it was, when the note is
 * not understood. */
static bool read_note(struct sheet_reader *r, const struct worksheet_note *note, struct node *item) {
  struct note_said said = note_read(r->arena, note->text, note->author);
  if (!put_also(r, said.also, item)) return false;
  if (said.remarks.n) said.remarks.at[0].reply = false;
  for (size_t i = 0, end; i < said.remarks.n; i = end) {
    for (end = i + 1; end < said.remarks.n && said.remarks.at[end].reply;) end++;
    if (put_thread(r, &said.remarks.at[i], end - i, item)) continue;
    tell_note(r, note);
    for (size_t n = i; n < end; n++) list_note(r, note, said.remarks.at[n].text);
  }
  return true;
}

bool supports_unclear(struct sheet_reader *r, uint32_t row, uint32_t column) {
  for (size_t i = 0; i < r->sheet->note_count; i++) {
    const struct worksheet_note *note = &r->sheet->notes[i];
    if (note->row != row || note->column != column || note->id.len) continue;
    struct str also = note_read(r->arena, note->text, note->author).also;
    if (!put_also(r, also, node_map(r->arena))) return true;
  }
  return false;
}

static bool read_thread(struct sheet_reader *r, size_t first, struct node *item) {
  ARRAY(struct note_remark) remarks = {0};
  const struct worksheet_note *notes = r->sheet->notes;
  for (size_t i = first; i < r->sheet->note_count; i++) {
    bool of_thread = i == first || (notes[i].parent.len && str_equal(notes[i].parent, notes[first].id));
    if (!of_thread) continue;
    *PUSH(r->arena, &remarks) = (struct note_remark){
        .text = notes[i].text, .by = notes[i].author, .date = notes[i].date, .resolved = i == first && notes[i].done};
  }
  return put_thread(r, remarks.at, remarks.n, item);
}

/* A thread's replies go with its first. */
static void take_notes(struct sheet_reader *r, size_t first) {
  const struct worksheet_note *notes = r->sheet->notes;
  r->note_taken[first] = true;
  for (size_t i = first + 1; notes[first].id.len && i < r->sheet->note_count; i++)
    r->note_taken[i] = r->note_taken[i] || str_equal(notes[i].parent, notes[first].id);
}

void read_cell_notes(struct sheet_reader *r, uint32_t row, uint32_t column, struct node *item) {
  for (size_t i = 0; i < r->sheet->note_count; i++) {
    const struct worksheet_note *note = &r->sheet->notes[i];
    if (note->row != row || note->column != column || r->note_taken[i] || note->parent.len) continue;
    if (note->id.len ? read_thread(r, i, item) : read_note(r, note, item))
      take_notes(r, i);
    else
      tell_note(r, note);
  }
}
