/* What is written on cells: notes (18.7), comments of threads ([MS-XLSX] 2.6.205) and who wrote them, and the workbook's properties. */
#include "workbook_parts.h"

#include <stdlib.h>
#include <string.h>

typedef ARRAY(struct worksheet_note) notes;

static bool too_many(struct part *part, size_t count) {
  return count > limit(part->o->arena, LIMIT_COMMENTS) && !part_over(part, LIMIT_COMMENTS);
}

/* Puts what a part says behind what is known of the sheet. */
static void add_notes(struct opening *o, struct worksheet *sheet, const notes *list) {
  struct worksheet_note *all = arena_alloc(o->arena, sheet->note_count + list->n + 1, sizeof *all);
  if (sheet->note_count) memcpy(all, sheet->notes, sheet->note_count * sizeof *all);
  if (list->n) memcpy(all + sheet->note_count, list->at, list->n * sizeof *all);
  sheet->notes = all;
  sheet->note_count += list->n;
}

/* NULL, and the part closed with a message, when it has no place, or there are too many. */
static struct worksheet_note *begin_note(struct opening *o, struct part *part, notes *list) {
  struct worksheet_note *note = PUSH(o->arena, list);
  bool placed = cell_place(event_value(&part->event, A_REF), &note->row, &note->column);
  bool many = list->n > limit(o->arena, LIMIT_SHEET_NOTES);
  if (!many && ++o->notes <= limit(o->arena, LIMIT_COMMENTS) && placed) return note;
  if (!placed)
    part_broken(part, "a note has no place");
  else
    part_over(part, many ? LIMIT_SHEET_NOTES : LIMIT_COMMENTS);
  return NULL;
}

/* Some programs write a blank where nobody has a name. */
static struct str author_name(struct opening *o, struct str name) {
  return str_trim(name).len ? keep_text(o, name) : STR("");
}

bool read_notes(struct opening *o, struct worksheet *sheet, struct str name) {
  struct part part;
  struct rich rich = {0};
  notes list = {0};
  ARRAY(struct str) authors = {0};
  if (!part_open(o, name, &part)) return false;
  rich_begin(&rich, part.arena);
  while (part_next(&part)) {
    const struct event *event = &part.event;
    if (event->name == X_AUTHOR && event->end)
      *PUSH(o->arena, &authors) = author_name(o, xstring(part.arena, event->text));
    if (event->name == X_COMMENT && !event->end) {
      struct worksheet_note *note = begin_note(o, &part, &list);
      if (!note) return false;
      size_t author = strtoul(str_z(part.arena, event_value(event, A_AUTHOR_ID)), NULL, 10);
      note->author = author < authors.n ? text_again(o, authors.at[author], 1) : STR("");
      rich_begin(&rich, part.arena);
    }
    rich_take(&rich, event);
    if (event->name == X_COMMENT && event->end && list.n) list.at[list.n - 1].text = keep_text(o, text_str(&rich.text));
  }
  add_notes(o, sheet, &list);
  return part_close(&part);
}

/* ---- threads ---- */

static struct str person_name(struct opening *o, struct str id) {
  for (size_t i = 0; i + 1 < o->author_count; i += 2)
    if (str_equal(o->authors[i], id)) return text_again(o, o->authors[i + 1], 1);
  return STR("");
}

static bool begin_threaded(struct opening *o, struct part *part, notes *list) {
  const struct event *event = &part->event;
  struct worksheet_note *note = begin_note(o, part, list);
  if (!note) return false;
  note->id = str_copy(o->arena, event_value(event, A_ID));
  note->parent = str_copy(o->arena, event_value(event, A_PARENT_ID));
  note->date = str_copy(o->arena, event_value(event, A_WHEN));
  note->author = person_name(o, event_value(event, A_PERSON_ID));
  note->done = str_is(event_value(event, A_DONE), "1") || str_is(event_value(event, A_DONE), "true");
  return note->id.len || part_broken(part, "a comment has no id");
}

/* Beside each thread a program leaves a note for those that know no threads, by an author "tc=" and the id of the thread. */
static void drop_stand_ins(struct worksheet *sheet, const notes *threads) {
  size_t kept = 0;
  for (size_t i = 0; i < sheet->note_count; i++) {
    const struct worksheet_note *note = &sheet->notes[i];
    bool stands_in = false;
    for (size_t t = 0; t < threads->n && str_starts(note->author, STR("tc=")); t++)
      stands_in = stands_in || str_equal(str_sub(note->author, 3, note->author.len), threads->at[t].id);
    if (!stands_in) sheet->notes[kept++] = *note;
  }
  sheet->note_count = kept;
}

/* A stand-in whose thread another program has lost: who spoke in it nobody knows any more. */
void forget_threads(struct worksheet *sheet) {
  for (size_t i = 0; i < sheet->note_count; i++)
    if (str_starts(sheet->notes[i].author, STR("tc="))) sheet->notes[i].author = STR("");
}

bool read_threads(struct opening *o, struct worksheet *sheet, struct str name) {
  struct part part;
  notes list = {0};
  if (!part_open(o, name, &part)) return false;
  while (part_next(&part)) {
    const struct event *event = &part.event;
    if (event->name == X_THREADED && !event->end && !begin_threaded(o, &part, &list)) return false;
    if (event->name == X_THREADED_TEXT && event->end && list.n)
      list.at[list.n - 1].text = keep_text(o, xstring(part.arena, event->text));
  }
  drop_stand_ins(sheet, &list);
  add_notes(o, sheet, &list);
  return part_close(&part);
}

bool read_persons(struct opening *o, struct str name) {
  struct part part;
  ARRAY(struct str) list = {0};
  if (!part_open(o, name, &part)) return false;
  while (part_next(&part)) {
    const struct event *event = &part.event;
    if (event->name != X_PERSON || event->end) continue;
    *PUSH(o->arena, &list) = str_copy(o->arena, event_value(event, A_ID));
    *PUSH(o->arena, &list) = author_name(o, event_value(event, A_DISPLAY_NAME));
    if (list.n > limit(o->arena, LIMIT_SHEET_NOTES)) return part_over(&part, LIMIT_SHEET_NOTES);
  }
  o->authors = list.at;
  o->author_count = list.n;
  return part_close(&part);
}

/* ---- properties ---- */

bool read_properties(struct opening *o, struct str name) {
  struct part part;
  struct str property = STR("");
  ARRAY(struct workbook_property) list = {0};
  if (!part_open(o, name, &part)) return false;
  while (part_next(&part)) {
    const struct event *event = &part.event;
    if (event->name == X_PROPERTY && !event->end) property = str_copy(o->arena, event_value(event, A_NAME));
    if (event->name == X_LPWSTR && event->end)
      *PUSH(o->arena, &list) = (struct workbook_property){property, str_copy(o->arena, event->text)};
    if (too_many(&part, list.n)) return false;
  }
  o->book->properties = list.at;
  o->book->property_count = list.n;
  return part_close(&part);
}
