/* The record that is filled: what of it goes into the document. */
#include "fill.h"

bool fill_read(struct filling *f) {
  struct run *run = f->run;
  const char *path = f->what->record;
  if (path && !f->record) f->record = source_read(run->arena, path, &run->messages);
  return !path || (f->record && record_check_shape(run->arena, f->record, &run->messages));
}

bool fill_check(struct filling *f) { return !f->record || check_record(f->run, f->record, f->mould->named); }

/* ---- the term ---- */

/* The session of a term that the record does not have yet: as asked, else the class's, else that of the record's last term. */
static struct str new_session(const struct filling *f) {
  if (f->what->session) return str_from(f->what->session);
  struct str of_class = f->mould->class ? node_get_str(f->mould->class->root, "session") : STR("");
  const struct node *terms = f->record ? node_get(f->record->root, "terms") : NULL;
  return of_class.len || !terms ? of_class : node_get_str(terms->last, "session");
}

/* The rows to look at: every milestone of the term, recorded or not. */
static struct node *row_keys(struct arena *arena, const struct node *term) {
  struct node *keys = node_list(arena);
  const struct node *focus = node_get(term, "focus"), *items = node_get(term, "assessments");
  for (const struct node *key = focus ? focus->first : NULL; key; key = key->next)
    node_append(keys, node_plain(arena, node_str(key)));
  for (const struct node *item = items ? items->first : NULL; item; item = item->next)
    node_append(keys, node_plain(arena, node_get_str(item, "milestone")));
  return keys;
}

/* A term to type into: who, class, session, term and rows; a term that the record lacks takes its rows from the one before. */
static struct node *blank_term(struct filling *f, const struct node *term, struct str session, struct str number) {
  struct arena *arena = f->run->arena;
  struct node *blank = node_map(arena);
  const struct node *record = f->record ? f->record->root : NULL,
                    *file = f->mould->class ? f->mould->class->root : NULL;
  const struct node *model = term ? term : record_previous(record, session, number);
  const struct node *class = record_class(record, file, session, number);
  if (session.len) node_put(arena, blank, "session", node_plain(arena, session));
  if (number.len) node_put(arena, blank, "term", node_plain(arena, number));
  if (class) node_put(arena, blank, "class", node_copy(arena, class));
  struct node *keys = row_keys(arena, model);
  if (keys->count) node_put(arena, blank, "focus", keys);
  return blank;
}

/* A term that no record holds is checked as one. */
static bool check_asked(struct filling *f) {
  struct messages *messages = &f->run->messages;
  const char *session = f->what->session, *term = f->what->term;
  if (session && !session_valid(str_from(session))) say(messages, MSG_BAD_SESSION, (struct where){0}, session);
  if (term && !term_valid(str_from(term))) say(messages, MSG_BAD_TERM, (struct where){0}, term);
  return !messages->errors;
}

static const struct node *choose_blank(struct filling *f) {
  if (!check_asked(f)) return NULL;
  struct str number = str_from(f->what->term), session = new_session(f);
  const struct node *term = record_named(f->record ? f->record->root : NULL, session, number);
  if (!f->what->term && f->record && node_get(f->record->root, "terms")) {
    term = record_term(f->record, f->what->session, NULL, f->run->arena, &f->run->messages);
    if (!term) return NULL;
    session = node_get_str(term, "session");
    number = node_get_str(term, "term");
  }
  return blank_term(f, term, session, number);
}

/* A part of a record or class under a key of the data; it is not copied, since nobody changes it. */
static void put_part(struct filling *f, const char *key, const struct node *part) {
  struct node *head = NEW(f->run->arena, struct node);
  *head = *part;
  node_put(f->run->arena, f->data, key, head);
}

bool fill_data(struct filling *f) {
  struct run *run = f->run;
  const struct node *term = f->what->blank
                                ? choose_blank(f)
                                : record_term(f->record, f->what->session, f->what->term, run->arena, &run->messages);
  if (!term) return false;
  f->data = node_map(run->arena);
  const struct node *record = f->record ? f->record->root : NULL, *previous = NULL;
  if (record) previous = record_previous(record, node_get_str(term, "session"), node_get_str(term, "term"));
  put_part(f, "term", term);
  if (record) put_part(f, "learner", node_get(record, "learner"));
  if (f->mould->class) put_part(f, "class", f->mould->class->root);
  if (previous) put_part(f, "previous", previous);
  return true;
}
