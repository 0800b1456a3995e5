/* Content controls (17.5.2): tags, placeholders, list items and dates. */
#include "word_read.h"

#include <string.h>

/* A prompt is a text: what holds a table shows it. */
bool control_shows_placeholder(const struct element *sdt) {
  struct element *flag = element_child(element_child(sdt, W_SDT_PR), W_SHOWING_PLC_HDR);
  struct str value = element_value(flag, W_VAL);
  return flag && !str_is(value, "0") && !str_is(value, "false") && !first_named(sdt, W_TBL);
}

struct str control_tag(const struct element *sdt) {
  return element_value(element_child(element_child(sdt, W_SDT_PR), W_TAG), W_VAL);
}

struct str control_title(const struct element *sdt) {
  return element_value(element_child(element_child(sdt, W_SDT_PR), W_ALIAS), W_VAL);
}

static const struct element *control_list(const struct element *sdt) {
  const struct element *properties = element_child(sdt, W_SDT_PR);
  const struct element *list = properties ? element_child(properties, W_DROP_DOWN_LIST) : NULL;
  return list || !properties ? list : element_child(properties, W_COMBO_BOX);
}

bool control_is_list(const struct element *sdt) {
  const struct element *properties = element_child(sdt, W_SDT_PR);
  return properties && element_child(properties, W_DROP_DOWN_LIST);
}

bool control_next_item(const struct element *sdt, struct list_item *item) {
  const struct element *list = item->at ? NULL : control_list(sdt);
  const struct element *e = item->at ? item->at->next : list ? list->first : NULL;
  while (e && e->name != W_LIST_ITEM) e = e->next;
  if (!e) return false;
  struct str text = element_value(e, W_DISPLAY_TEXT), value = element_value(e, W_VALUE);
  *item = (struct list_item){e, text.len ? text : value, value};
  return true;
}

void control_set_date(struct edits *edits, const struct element *sdt, struct str date) {
  const struct element *properties = element_child(sdt, W_SDT_PR);
  const struct element *picker = properties ? element_child(properties, W_DATE) : NULL;
  if (!picker) return;
  const struct attribute *full = element_attribute(picker, W_FULL_DATE);
  struct str moment = str_joined(edits->arena, date, STR("T00:00:00Z"), STR(""));
  if (full && !date.len)
    edits_drop_attribute(edits, picker, full);
  else if (full)
    edits_set_attribute(edits, picker, full, moment);
  else if (date.len)
    edits_add_attribute(edits, picker,
                        str_joined(edits->arena, word_prefix(edits->arena, picker), STR("fullDate"), STR("")), moment);
}

void control_set_tag(struct edits *edits, const struct element *sdt, struct str tag) {
  struct element *element = element_child(element_child(sdt, W_SDT_PR), W_TAG);
  const struct attribute *value = element ? element_attribute(element, W_VAL) : NULL;
  if (value) edits_set_attribute(edits, element, value, tag);
}

bool passage_is_list(const struct passage *passage) {
  struct element *control = passage->part ? NULL : passage_control(passage);
  return passage->form || (control && control_is_list(control));
}

bool passage_next_item(const struct passage *passage, struct list_item *item) {
  if (passage->form) return form_next_item(passage->form, item);
  struct element *control = passage->part ? NULL : passage_control(passage);
  return control && control_next_item(control, item);
}

bool control_is_closed(const struct element *sdt) {
  struct element *properties = element_child(sdt, W_SDT_PR);
  for (const struct element *e = properties ? properties->first : NULL; e; e = e->next)
    if (e->name == W_TEXT || e->name == W_DROP_DOWN_LIST || e->name == W_COMBO_BOX || e->name == W_DATE ||
        e->name == W14_CHECKBOX)
      return true;
  return false;
}

static bool content_locked(const struct element *sdt) {
  struct str lock = element_value(element_child(element_child(sdt, W_SDT_PR), W_LOCK), W_VAL);
  return str_is(lock, "contentLocked") || str_is(lock, "sdtContentLocked");
}

bool passage_locked(struct arena *arena, const struct passage *passage) {
  const struct element *inner = passage->part ? passage_control_at(arena, passage) : passage_control(passage);
  const struct element *from = inner ? inner : passage->paragraphs[0], *innermost = inner;
  for (const struct element *e = from; e; e = e->parent) {
    if (e->name != W_SDT) continue;
    if (!innermost) innermost = e;
    if (content_locked(e)) return true;
  }
  return innermost && element_child(element_child(innermost, W_SDT_PR), W_GROUP);
}

bool element_locked(const struct element *e) {
  for (; e; e = e->parent)
    if (e->name == W_SDT && content_locked(e)) return true;
  return false;
}
