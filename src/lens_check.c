/* Law 1, value by value: what a mapping writes it must read back as the same. */
#include "lens_parts.h"

#include <string.h>

struct check {
  struct arena *arena;
  const struct mapping *mapping;
  const struct source *record;
  struct messages *messages;
};

static void tell_lost(struct check *check, const struct field *field, const struct node *value) {
  struct str separator = field->codec.separator;
  bool list = value->kind == NODE_LIST;
  for (const struct node *item = list ? value->first : NULL; item; item = item->next)
    if (str_find(node_str(item), str_trim(separator)) >= 0 || str_find(node_str(item), STR("\n")) >= 0)
      say(check->messages, MSG_SEPARATOR_IN_VALUE, source_where(check->record, item),
          str_z(check->arena, node_str(item)), str_z(check->arena, separator));
  if (!list)
    say(check->messages, MSG_READS_BACK_BLANK, source_where(check->record, value),
        str_z(check->arena, node_str(value)));
}

static void check_value(struct check *check, const struct field *field, const struct node *value) {
  struct node *back;
  if (field->from || node_nothing(value) || field->codec.kind == AS_MILESTONE) return;
  bool read = codec_decode(check->arena, field, codec_encode(check->arena, field, value), &back);
  if (!read || !node_equal(back, value)) tell_lost(check, field, value);
}

static void check_comments(struct check *check, const struct field *field, const struct node *list) {
  for (const struct node *item = list ? list->first : NULL; item; item = item->next) {
    const char *as;
    bool staff = str_is(node_get_str(item, "for"), "staff");
    const struct str *taken = comment_misread(check->mapping->group, field, node_get_str(item, "text"), staff, &as);
    if (taken)
      say(check->messages, MSG_READS_BACK_OTHER, source_where(check->record, node_get(item, "text")),
          str_z(check->arena, *taken), as);
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
