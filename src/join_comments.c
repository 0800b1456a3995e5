/* Comments with their threads (17.13.4; [MS-DOCX] 2.5 to 2.10), and footnotes and endnotes (17.11). */
#include "join_parts.h"

static void take_comments(struct joining *d) {
  struct gather *comments = &d->join->merged[COMMENTS];
  struct markup *markup = joining_part(d, "/comments");
  struct lookup ids = {.arena = d->arena};
  if (!markup) return;
  gather_root(comments, markup);
  relationships_merge(d, relationship_of_type(d->list, "/comments")->target, comments, &ids);
  for (const struct element *e = markup->root->first; e; e = e->next) {
    if (e->name != J_COMMENT) continue;
    struct renewing r = renewing_new(d, markup, &ids, gather_prefix(comments, "w", W_URI));
    gather_own(comments, &r.edits, e);
    renew(&r, e);
    gather_add(comments, e, &r.edits);
  }
}

/* What one of the parts beside the comments says of one: an element whose ids lead to it. */
struct about {
  enum merged part;
  const char *kind;
  int element, key, other; /* attributes: what must lead somewhere, and what may */
};

/* The number that an id of a paragraph, or a durable one, has now; NULL for one that leads nowhere. */
static const struct str *id_now(struct joining *d, int attribute, struct str value) {
  struct str key = hexadecimal_key(d->arena, value);
  if (attribute != J_CID_DURABLE_ID && attribute != J_CEX_DURABLE_ID) return lookup_find(&d->paragraphs, key);
  if (attribute == J_CID_DURABLE_ID && !lookup_find(&d->durables, key))
    lookup_put(&d->durables, key, str_from(str_format(d->arena, "%08lX", (unsigned long)++d->join->durable)));
  return lookup_find(&d->durables, key);
}

static void take_row(struct joining *d, const struct about *row, const struct element *e) {
  struct gather *part = &d->join->merged[row->part];
  struct renewing r = renewing_new(d, e->in, NULL, "");
  const struct str *key = id_now(d, row->key, element_value(e, row->key));
  const struct attribute *other = row->other ? element_attribute(e, row->other) : NULL;
  const struct str *now = other ? id_now(d, row->other, attribute_value(other)) : NULL;
  if (!key) return;
  renew_value(&r, e, row->key, *key);
  if (now)
    renew_value(&r, e, row->other, *now);
  else if (other)
    edits_drop_attribute(&r.edits, e, other);
  gather_own(part, &r.edits, e);
  gather_add(part, e, &r.edits);
}

static void take_rows(struct joining *d, const struct about *row) {
  struct markup *markup = joining_part(d, row->kind);
  if (!markup) return;
  gather_root(&d->join->merged[row->part], markup);
  for (const struct element *e = markup->root->first; e; e = e->next)
    if (e->name == row->element) take_row(d, row, e);
}

static void take_people(struct joining *d) {
  struct gather *people = &d->join->merged[PEOPLE];
  struct markup *markup = joining_part(d, "/people");
  struct edits none = {.arena = d->arena};
  if (!markup) return;
  gather_root(people, markup);
  for (const struct element *e = markup->root->first; e; e = e->next) {
    struct str author = element_value(e, J_PERSON_AUTHOR);
    if (e->name != J_PERSON || lookup_find(&d->join->people, author)) continue;
    lookup_put(&d->join->people, author, STR(""));
    gather_add(people, e, &none);
  }
}

void comments_take(struct joining *d) {
  static const struct about rows[] = {
      {EXTENDED, "/commentsExtended", J_COMMENT_EX, J_EX_PARA_ID, J_EX_PARENT},
      {IDS, "/commentsIds", J_COMMENT_ID, J_CID_PARA_ID, J_CID_DURABLE_ID},
      {EXTENSIBLE, "/commentsExtensible", J_COMMENT_EXTENSIBLE, J_CEX_DURABLE_ID, J_NONE}};
  take_comments(d);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) take_rows(d, &rows[i]);
  take_people(d);
}

bool note_is_line(const struct element *e) {
  return element_attribute(e, J_TYPE) && !str_is(element_value(e, J_TYPE), "normal");
}

static void take_notes(struct joining *d, enum merged part, const char *kind, int name) {
  struct gather *notes = &d->join->merged[part];
  struct markup *markup = joining_part(d, kind);
  struct lookup ids = {.arena = d->arena};
  if (!markup) return;
  bool first = !notes->root.len;
  gather_root(notes, markup);
  relationships_merge(d, relationship_of_type(d->list, kind)->target, notes, &ids);
  for (const struct element *e = markup->root->first; e; e = e->next) {
    bool line = note_is_line(e);
    if (e->name != name || (line && !first)) continue;
    struct renewing r = renewing_new(d, markup, &ids, gather_prefix(notes, "w", W_URI));
    gather_own(notes, &r.edits, e);
    renew(&r, e);
    gather_add(notes, e, &r.edits);
    if (name == J_ENDNOTE && !line) d->join->endnotes = true;
  }
}

void notes_take(struct joining *d) {
  take_notes(d, FOOTNOTES, "/footnotes", J_FOOTNOTE);
  take_notes(d, ENDNOTES, "/endnotes", J_ENDNOTE);
}
