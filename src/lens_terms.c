/* A document with several terms, one view of its mapping after the other. */
#include "lens_parts.h"

#include <string.h>

/* The document says something of this very term, and not only of its learner or of all its terms. */
static bool says_term(const struct plan *plan, const struct node *data) {
  const struct mapping *mapping = plan->mapping;
  if (!mapping->view || (mapping->group && node_path(data, mapping->group->key))) return true;
  for (size_t i = 0; i < mapping->count; i++) {
    const struct field *field = &mapping->fields[i];
    if (field->of_view && !field->from && !node_nothing(node_path(data, field->key))) return true;
  }
  return false;
}

/* Session and term stand first, as people write them in a record. */
void get_view(struct arena *arena, const struct view *view, struct node *data) {
  const struct node *read = node_get(data, "term"), *session = node_get(read, "session");
  struct node *term = node_map(arena);
  if (!view) return;
  if (session || view->session.len)
    node_put(arena, term, "session", session ? node_copy(arena, session) : node_text(arena, view->session));
  node_put(arena, term, "term", node_text(arena, view->term));
  for (const struct node *value = read ? read->first : NULL; value; value = value->next)
    if (value != session) node_put(arena, term, str_z(arena, value->key), node_copy(arena, value));
  node_put(arena, data, "term", term);
}

static void add_term(struct arena *arena, const struct plan *plan, struct node *one, struct node *data) {
  struct node *learner = node_get(one, "learner"), *term = says_term(plan, one) ? node_get(one, "term") : NULL;
  if (learner && !node_get(data, "learner")) node_put(arena, data, "learner", node_copy(arena, learner));
  if (!term) return;
  term = node_copy(arena, term);
  term->key = STR("");
  node_append(node_get(data, "terms"), term);
}

struct node *lens_get_terms(struct arena *arena, const struct document *document, const struct mapping *mapping,
                            struct taken *taken, struct messages *messages, struct plan **plan) {
  size_t views = mapping_view_count(mapping);
  struct messages *heard = arena_alloc(arena, views, sizeof *heard);
  struct node *data = node_map(arena);
  node_put(arena, data, "terms", node_list(arena));
  for (size_t i = 0; i < views; i++) {
    struct plan *view = plan_compile(arena, document, mapping_view(mapping, i));
    heard[i] = (struct messages){.arena = arena};
    add_term(arena, view, lens_get(arena, view, taken, &heard[i]), data);
    if (!i || (!(*plan)->table_count && view->table_count)) *plan = view;
  }
  for (size_t i = 0; i < views; i++) messages_join(messages, &heard[i]);
  if (mapping->group && !(*plan)->table_count) say(messages, MSG_NO_TABLES_FOUND, lens_where(*plan, NULL), "");
  return data;
}

struct node *lens_term(struct arena *arena, const struct node *data, size_t n) {
  struct node *one = node_map(arena);
  const struct node *learner = node_get(data, "learner"), *term = node_get(data, "terms")->first;
  while (term && n-- > 0) term = term->next;
  if (learner) node_put(arena, one, "learner", node_copy(arena, learner));
  if (term) node_put(arena, one, "term", node_copy(arena, term));
  return one;
}

struct str lens_term_words(struct arena *arena, const struct node *data) {
  struct str session = node_str(node_path(data, "term.session")), term = node_str(node_path(data, "term.term"));
  return str_from(str_format(arena, "%s%s%s%s", str_z(arena, session), session.len && term.len ? ", " : "",
                             term.len ? "Term " : "", str_z(arena, term)));
}

bool terms_reachable(struct put *put) {
  const struct mapping *whole = put->plan->mapping->whole;
  struct messages unheard = {.arena = put->arena};
  for (size_t i = 0; whole && i < whole->view_count; i++) {
    if (&whole->views[i] == put->plan->mapping) continue;
    struct plan *plan = plan_compile(put->arena, put->plan->document, &whole->views[i]);
    struct node *data = lens_get(put->arena, plan, NULL, &unheard);
    bool same = node_equal(node_path(data, "term.session"), node_path(put->old, "term.session"));
    if (!same || !says_term(plan, data)) continue;
    say(put->messages, MSG_OTHER_TERMS_STAY, lens_where(put->plan, NULL), "");
    return false;
  }
  return true;
}
