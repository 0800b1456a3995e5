/* Law 1, value by value: what a mapping writes it must read back as the same. */
#include "lens_parts.h"

#include <string.h>

struct check {
  struct arena *arena;
  const struct mapping *mapping;
  const struct source *record;
  struct messages *messages;
};

/* The record's own checks tell some of this too, since they may have no mapping to ask: once is enough. */
static void tell_once(struct check *check, enum message_id id, struct where where, const char *value, const char *as) {
  for (size_t i = 0; i < check->messages->list.n; i++) {
    const struct message *told = &check->messages->list.at[i];
    bool same_place = told->where.line == where.line && told->where.column == where.column;
    if (told->id == id && same_place && told->where.file && strcmp(told->where.file, where.file) == 0) return;
  }
  say(check->messages, id, where, value, as);
}

/* An item of a list is read back without its edges, and two where it holds the separator. */
static void check_item(struct check *check, const struct field *field, const struct node *item) {
  struct str text = node_str(item), separator = str_trim(field->codec.separator);
  const char *z = str_z(check->arena, text);
  struct where where = source_where(check->record, item);
  if (str_find(text, separator) >= 0 || str_find(text, STR("\n")) >= 0)
    tell_once(check, MSG_SEPARATOR_IN_VALUE, where, z, str_z(check->arena, separator));
  else if (!str_trim(text).len || str_equal(str_trim(text), field->blank))
    tell_once(check, MSG_READS_BACK_BLANK, where, z, NULL);
  else if (!str_equal(text, str_trim(text)))
    tell_once(check, MSG_READS_BACK_TRIMMED, where, z, NULL);
}

/* Dates and levels off their scale are told by the record's own checks. */
static void check_value(struct check *check, const struct field *field, const struct node *value) {
  enum codec_kind kind = field->codec.kind;
  struct node *back;
  if (field->from || node_nothing(value)) return;
  if (kind == AS_TEXT_LIST && value->kind == NODE_LIST)
    for (const struct node *item = value->first; item; item = item->next) check_item(check, field, item);
  if ((kind != AS_TEXT && kind != AS_PARAGRAPHS) || value->kind != NODE_TEXT) return;
  bool read = codec_decode(check->arena, field, codec_encode(check->arena, field, value), &back);
  if (!read || !node_equal(back, value))
    tell_once(check, MSG_READS_BACK_BLANK, source_where(check->record, value), str_z(check->arena, node_str(value)),
              NULL);
}

static void tell_misread(struct check *check, const struct node *item, const struct str *taken, const char *as) {
  if (taken)
    tell_once(check, MSG_READS_BACK_OTHER, source_where(check->record, node_get(item, "text")),
              str_z(check->arena, *taken), as);
}

static void check_comments(struct check *check, const struct field *field, const struct node *list) {
  const struct group *group = check->mapping->group;
  for (const struct node *item = list ? list->first : NULL; item; item = item->next) {
    const char *as;
    bool staff = str_is(node_get_str(item, "for"), "staff");
    const struct node *replies = node_get(item, "replies");
    const struct str *taken = comment_misread(check->arena, group, field, node_get_str(item, "text"), staff, &as);
    tell_misread(check, item, taken, as);
    for (const struct node *reply = replies ? replies->first : NULL; reply; reply = reply->next)
      tell_misread(check, reply, reply_misread(check->arena, group, node_get_str(reply, "text"), staff),
                   "for staff only");
  }
}

static void check_rows(struct check *check, const struct node *items) {
  const struct group *group = check->mapping->group;
  for (const struct node *item = items ? items->first : NULL; item; item = item->next)
    for (size_t i = 0; i < group->count; i++) {
      const struct field *field = &group->fields[i];
      const struct node *value = node_get(item, field->key);
      if (field->locator_count && field->locators[0].kind == AT_COMMENTS)
        check_comments(check, field, value);
      else
        check_value(check, field, value);
    }
}

/* Fields are named from the record's root, as put sees it: learner and one term. */
static void check_view(struct check *check, const char *head, const struct node *part) {
  size_t len = strlen(head);
  for (size_t i = 0; i < check->mapping->count; i++) {
    const struct field *field = &check->mapping->fields[i];
    if (!field->from && strncmp(field->key, head, len) == 0)
      check_value(check, field, node_path(part, field->key + len));
  }
  const struct group *group = check->mapping->group;
  if (group && strncmp(group->key, head, len) == 0) check_rows(check, node_path(part, group->key + len));
}

bool lens_check_record(struct arena *arena, const struct mapping *mapping, const struct source *record,
                       struct messages *messages) {
  struct check check = {arena, mapping, record, messages};
  size_t before = messages->errors;
  check_view(&check, "learner.", node_get(record->root, "learner"));
  const struct node *terms = node_get(record->root, "terms");
  for (const struct node *term = terms ? terms->first : NULL; term; term = term->next)
    check_view(&check, "term.", term);
  return messages->errors == before;
}
