/* What the note on a cell of supports says: the supports that the cell cannot hold, and the comments. */
#include "shape.h"
#include "sheet_note.h"
#include "sheet_write.h"

const struct node *entry_of(const struct node *term, struct str milestone) {
  const struct node *entry = node_items(term, "assessments");
  while (entry && !str_equal(node_get_str(entry, "milestone"), milestone)) entry = entry->next;
  return entry;
}

const struct level *engagement_of(const struct sheet_book *b, const struct node *entry) {
  return scale_level(b->set->mapping->engagement, node_get_str(entry, "engagement"));
}

const struct level *one_support(const struct sheet_book *b, const struct node *entry) {
  const struct scale *scale = b->set->mapping->support;
  const struct level *first = NULL;
  for (const struct node *item = node_items(entry, "supports"); item; item = item->next) {
    const struct level *level = scale_level(scale, node_str(item));
    bool before = level && first && (level->alongside == first->alongside ? level < first : first->alongside);
    if (level && (!first || before)) first = level;
  }
  return first;
}

/* The others; all of them, where their order in the record says that the cell's is not the first. */
static struct str also(const struct sheet_book *b, const struct node *entry) {
  const struct scale *scale = b->set->mapping->support;
  const struct node *item = node_items(entry, "supports");
  const struct level *one = one_support(b, entry);
  if (item && one && str_equal(node_str(item), one->id)) item = item->next;
  struct text out = {.arena = b->arena};
  for (; item; item = item->next) {
    const struct level *level = scale_level(scale, node_str(item));
    if (out.len) text_add(&out, scale->separator);
    text_add(&out, level ? level->label : node_str(item));
  }
  return text_str(&out);
}

/* ---- comments ---- */

static struct note_remark remark_of(const struct node *item, bool reply) {
  return (struct note_remark){.text = node_get_str(item, "text"),
                              .by = node_get_str(item, "by"),
                              .initials = node_get_str(item, "initials"),
                              .date = node_get_str(item, "date"),
                              .reply = reply,
                              .resolved = str_is(node_get_str(item, "state"), "resolved")};
}

static void add_thread(struct sheet_book *b, const struct field *field, const struct node *item,
                       struct note_said *said) {
  bool staff = str_is(node_get_str(item, "for"), "staff");
  if (staff && !b->set->staff) {
    b->held_back++;
    return;
  }
  struct note_remark remark = remark_of(item, false);
  if (staff)
    remark.text = beginning_add(b->arena, field->staff, field->staff_count, remark.text);
  else
    remark.text = beginning_add(b->arena, field->beginnings, field->beginning_count, remark.text);
  *PUSH(b->arena, &said->remarks) = remark;
  for (const struct node *reply = node_items(item, "replies"); reply; reply = reply->next)
    *PUSH(b->arena, &said->remarks) = remark_of(reply, true);
}

static bool is_comments(const struct field *field) {
  for (size_t i = 0; i < field->locator_count; i++)
    if (field->locators[i].kind == AT_COMMENTS) return true;
  return false;
}

struct str cell_note(struct sheet_book *b, const struct node *entry) {
  const struct group *group = b->set->mapping->group;
  struct note_said said = {.also = also(b, entry)};
  for (size_t i = 0; i < group->count; i++) {
    const struct field *field = &group->fields[i];
    for (const struct node *item = is_comments(field) ? node_items(entry, field->key) : NULL; item; item = item->next)
      add_thread(b, field, item, &said);
  }
  struct str text;
  if (!note_print(b->arena, &said, &text))
    say(b->messages, MSG_NOTE_UNREADABLE, source_where(b->record, node_get(entry, "milestone")), "");
  return text;
}
