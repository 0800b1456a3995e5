/* Legacy form fields (17.16.17): complex fields whose beginning holds form data. */
#include "word_read.h"

#include <stdlib.h>

enum { NO_FORM = -1 };

struct forms {
  struct arena *arena;
  const struct story *story;
  ARRAY(struct form) list;
  ARRAY(ptrdiff_t) open; /* fields nest: each that has begun and not ended, which of the list it is, or NO_FORM */
};

static const struct element *form_data(const struct form *form) { return element_child(form->begin, W_FF_DATA); }

static const struct element *form_list(const struct form *form) { return element_child(form_data(form), W_DD_LIST); }

static void begin_field(struct forms *forms, struct element *e) {
  const struct element *data = element_child(e, W_FF_DATA);
  bool list = element_child(data, W_DD_LIST), tick = element_child(data, W_CHECK_BOX);
  bool known = list || tick || element_child(data, W_TEXT_INPUT);
  *PUSH(forms->arena, &forms->open) = known ? (ptrdiff_t)forms->list.n : NO_FORM;
  if (!known) return;
  *PUSH(forms->arena, &forms->list) = (struct form){.story = forms->story,
                                                    .name = element_value(element_child(data, W_NAME), W_VAL),
                                                    .kind = list   ? FORM_LIST
                                                            : tick ? FORM_TICK
                                                                   : FORM_TEXT,
                                                    .begin = e};
}

static void read_mark(struct forms *forms, struct element *e) {
  struct str type = element_value(e, W_FLD_CHAR_TYPE);
  if (str_is(type, "begin")) begin_field(forms, e);
  if (str_is(type, "begin") || !forms->open.n) return;
  ptrdiff_t at = forms->open.at[forms->open.n - 1];
  struct form *form = at == NO_FORM ? NULL : &forms->list.at[at];
  if (form && str_is(type, "separate")) form->separate = e;
  if (form && str_is(type, "end")) form->end = e;
  if (str_is(type, "end")) forms->open.n--;
}

/* A field that was deleted is none. */
static void read_story(struct forms *forms, const struct story *story) {
  struct element *root = story->markup->root;
  if (!markup_holds(story->markup, W_FLD_CHAR)) return;
  forms->story = story;
  forms->open.n = 0;
  for (struct element *e = root, *next; e; e = next) {
    bool gone = e->name == W_DEL || e->name == W_MOVE_FROM;
    next = gone ? element_next_past(e, root) : element_next(e, root);
    if (e->name == W_FLD_CHAR) read_mark(forms, e);
  }
}

void forms_read(struct document *document) {
  struct forms forms = {.arena = document->arena};
  for (size_t i = 0; i < document->story_count; i++) read_story(&forms, &document->stories[i]);
  for (size_t i = 0; i < forms.list.n; i++)
    if (forms.list.at[i].end) forms.list.at[document->form_count++] = forms.list.at[i];
  document->forms = forms.list.at;
}

static const struct element *list_from(const struct element *p, const struct element *e) {
  for (const struct element *next; e; e = next) {
    if (is_form_list(e)) return e;
    next = is_foreign(e->name) ? element_next_past(e, p) : element_next(e, p);
  }
  return NULL;
}

/* Its first legacy list; NULL for none. */
static const struct element *list_in(const struct passage *passage) {
  const struct element *found = NULL;
  for (size_t i = 0; i < passage->count && !found; i++)
    found = list_from(passage->paragraphs[i], element_next(passage->paragraphs[i], passage->paragraphs[i]));
  return found;
}

bool passage_has_list(const struct passage *passage) { return !passage->form && list_in(passage); }

const struct form *passage_list(struct arena *arena, const struct passage *passage) {
  struct element *begin = (struct element *)list_in(passage), *end = NULL;
  struct passage whole = *passage;
  if (!begin) return NULL;
  struct form *form = NEW(arena, struct form);
  *form = (struct form){.story = passage->story, .kind = FORM_LIST, .begin = begin};
  for (const struct element *m = begin; (m = form_mark_next(begin, m)); end = (struct element *)m)
    if (str_is(element_value(m, W_FLD_CHAR_TYPE), "separate")) form->separate = (struct element *)m;
  form->end = end;
  whole.form = form;
  bool ended = end && str_is(element_value(end, W_FLD_CHAR_TYPE), "end");
  bool all = ended && str_equal(str_trim(passage_text(arena, passage)), str_trim(passage_text(arena, &whole)));
  return all ? form : NULL;
}

bool form_next_item(const struct form *form, struct list_item *item) {
  const struct element *list = item->at ? NULL : form_list(form);
  const struct element *e = item->at ? item->at->next : list ? list->first : NULL;
  while (e && e->name != W_LIST_ENTRY) e = e->next;
  if (!e) return false;
  *item = (struct list_item){e, element_value(e, W_VAL), STR("")};
  return true;
}

struct str form_shown(const struct form *form) {
  struct list_item item = {0};
  size_t n = form_selected(form);
  while (form_next_item(form, &item))
    if (n-- == 0) return item.text;
  return STR("");
}

size_t form_selected(const struct form *form) {
  const struct element *list = form_list(form);
  const struct element *result = element_child(list, W_RESULT);
  struct str number = element_value(result ? result : element_child(list, W_DEFAULT), W_VAL);
  long n = number.len ? strtol(number.at, NULL, 10) : 0;
  return n > 0 ? (size_t)n : 0;
}

void form_replace(struct edits *edits, const struct element *begin, struct str with) {
  edits_replace(edits, begin->start, begin->end, with);
  for (const struct element *m = begin; (m = form_mark_next(begin, m));) edits_remove(edits, m);
}

/* CT_FFDDList: result, default, entries. */
void form_select(struct edits *edits, const struct form *form, size_t n) {
  if (form_selected(form) == n) return;
  const struct element *list = form_list(form), *result = element_child(list, W_RESULT);
  const struct attribute *value = result ? element_attribute(result, W_VAL) : NULL;
  const char *w = str_z(edits->arena, word_prefix(edits->arena, list)), *number = str_format(edits->arena, "%zu", n);
  if (value)
    edits_set_attribute(edits, result, value, str_from(number));
  else if (result)
    edits_add_attribute(edits, result, str_from(str_format(edits->arena, "%sval", w)), str_from(number));
  else
    edits_prepend_child(edits, list, str_from(str_format(edits->arena, "<%sresult %sval=\"%s\"/>", w, w, number)));
}
