/* Documents joined into one, each in sections of its own. The parts that a package has once gather what all documents hold. */
#include "join_parts.h"

#include <string.h>

struct join *join_new(struct arena *arena, const char *path, const char *digest_property) {
  struct join *join = NEW(arena, struct join);
  *join = (struct join){.arena = arena, .path = path, .digest_property = digest_property};
  join->reader = reader_new(arena, &JOIN_VOCABULARY);
  struct lookup *lookups[] = {&join->names, &join->shared, &join->styles, &join->style_names, &join->people};
  for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) lookups[i]->arena = arena;
  for (size_t i = 0; i < MERGED_COUNT; i++) {
    join->merged[i].arena = join->merged[i].body.arena = join->merged[i].relationships.arena = arena;
  }
  struct text *texts[] = {&join->properties, &join->abstract_nums, &join->nums, &join->bullets};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) texts[i]->arena = arena;
  names_reserve(join);
  return join;
}

/* ---- the body ---- */

static struct str point_bookmark(struct joining *d, const char *w, const char *name) {
  bool first = strcmp(name, JOIN_MARK) == 0;
  long id = first ? d->mark : ++d->join->annotation;
  return str_from(str_format(d->arena, "<%sbookmarkStart %sid=\"%ld\" %sname=\"%s%zu\"/><%sbookmarkEnd %sid=\"%ld\"/>",
                             w, w, id, w, name, d->number, w, w, id));
}

/* A paragraph that takes no room, for what must stand in one. */
static struct str thin_paragraph(struct joining *d, const char *w, struct str section, struct str mark) {
  return str_from(str_format(d->arena,
                             "<%sp><%spPr><%sspacing %sbefore=\"0\" %safter=\"0\" %sline=\"20\" %slineRule=\"exact\"/>"
                             "<%srPr><%ssz %sval=\"2\"/></%srPr>%s</%spPr>%s</%sp>",
                             w, w, w, w, w, w, w, w, w, w, w, str_z(d->arena, section), w, str_z(d->arena, mark), w));
}

/* The last paragraph of the body when only ends of ranges stand behind it, and it ends no section yet; nor was it given properties that
 * it did not have. */
static const struct element *last_paragraph(const struct renewing *r, const struct element *body) {
  const struct element *last = NULL;
  for (const struct element *e = body->first; e; e = e->next)
    if (e->name != J_SECT_PR && e->name != J_BOOKMARK_END && e->name != J_COMMENT_END) last = e;
  const struct element *ppr = last && last->name == J_P ? element_child(last, J_PPR) : NULL;
  bool taken = ppr ? element_child(ppr, J_SECT_PR) != NULL : r->d->look->paragraph.len > 0;
  return last && last->name == J_P && !taken ? last : NULL;
}

/* The section's properties go into the paragraph that ends it (17.6.18). */
static void end_section(struct renewing *r, const struct element *p, struct str section) {
  const struct element *ppr = element_child(p, J_PPR), *change = ppr ? element_child(ppr, J_PPR_CHANGE) : NULL;
  struct arena *arena = r->d->arena;
  if (change)
    edits_insert(&r->edits, change->start, section);
  else if (ppr)
    edits_append_child(&r->edits, ppr, section);
  else
    edits_prepend_first(&r->edits, p,
                        str_from(str_format(arena, "<%spPr>%s</%spPr>", r->w, str_z(arena, section), r->w)));
}

static struct str spliced(const struct renewing *r, size_t from, size_t to) {
  return edits_splice(r->d->arena, r->markup->bytes, from, to, &r->edits);
}

/* How the document ends: with its section's properties behind all, or, when another one follows, in its last paragraph, which stands
 * from..to with what is behind it. */
static void keep_ends(struct renewing *r, const struct element *p, size_t to, struct str section) {
  struct joining *d = r->d;
  struct str mark = point_bookmark(d, r->w, JOIN_END), tail, between;
  if (p) {
    edits_append_child(&r->edits, p, mark);
    tail = spliced(r, p->start, to);
    end_section(r, p, section);
    between = spliced(r, p->start, to);
  } else {
    tail = thin_paragraph(d, r->w, STR(""), mark);
    between = thin_paragraph(d, r->w, section, mark);
  }
  d->join->between = str_copy(d->join->arena, between);
  d->join->end = str_joined(d->join->arena, tail, section, STR(""));
}

/* The mark stands in the first paragraph: between two documents other programs would move it. */
static void mark_begin(struct renewing *r, const struct element *body) {
  const struct element *p = body->first && body->first->name == J_P ? body->first : NULL;
  const struct element *ppr = p ? element_child(p, J_PPR) : NULL;
  struct str mark = point_bookmark(r->d, r->w, JOIN_MARK);
  if (ppr)
    edits_insert(&r->edits, ppr->end, mark);
  else if (p)
    edits_prepend_child(&r->edits, p, mark);
  else
    text_add(&r->d->join->merged[MAIN].body, mark);
}

static void take_body(struct renewing *r, const struct element *body) {
  struct joining *d = r->d;
  struct text *out = &d->join->merged[MAIN].body;
  const struct element *section = element_child(body, J_SECT_PR), *p = last_paragraph(r, body);
  struct str properties = section ? spliced(r, section->start, section->end) : section_plain(d, r->w);
  size_t to = section ? section->start : element_close(body);
  if (d->join->count) text_add(out, d->join->between);
  mark_begin(r, body);
  if (body->first) text_add(out, spliced(r, body->open_end, p ? p->start : to));
  keep_ends(r, p, to, properties);
}

static bool take_main(struct joining *d, struct markup *markup) {
  struct gather *main = &d->join->merged[MAIN];
  const struct element *body = element_child(markup->root, J_BODY);
  struct lookup ids = {.arena = d->arena};
  if (!body) return false;
  gather_root(main, markup);
  relationships_merge(d, d->main, main, &ids);
  struct renewing r = renewing_new(d, markup, &ids, gather_prefix(main, "w", W_URI));
  for (const struct element *e = body->first; e; e = e->next) gather_own(main, &r.edits, e);
  sections_renew(&r, body);
  renew(&r, body);
  take_body(&r, body);
  return true;
}

/* ---- a document ---- */

static bool open_main(struct joining *d, struct markup **markup) {
  struct entry *entry = package_main(d->package, package_relationships(d->package, STR(""), d->messages), d->messages);
  if (!entry) {
    say(d->messages, MSG_NO_MAIN_PART, ((struct where){.file = d->package->path}), "");
    return false;
  }
  d->main = entry->name;
  d->list = package_relationships(d->package, d->main, d->messages);
  *markup = joining_markup(d, entry);
  if (!*markup) return false;
  d->strict = str_starts((*markup)->space, STR("http://purl.oclc.org/ooxml/"));
  if (d->strict) *markup = joining_markup(d, entry);
  return *markup != NULL;
}

bool join_add(struct join *join, struct package *package, struct messages *messages) {
  struct arena *arena = package->arena;
  struct joining d = {
      .join = join, .arena = arena, .package = package, .messages = messages, .number = join->count + 1};
  d.reader = reader_new(arena, &JOIN_VOCABULARY);
  struct lookup *lookups[] = {&d.annotations, &d.paragraphs, &d.durables, &d.notes,
                              &d.shapes,      &d.boxes,      &d.nums,     &d.targets};
  for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) lookups[i]->arena = arena;
  struct markup *main;
  size_t errors = messages->errors;
  d.mark = ++join->annotation; /* before all ids of the document: see split.c */
  if (!open_main(&d, &main)) return false;
  settings_add(&d);
  look_choose(&d);
  notes_take(&d);
  if (!take_main(&d, main)) return false;
  comments_take(&d);
  properties_add(&d);
  if (messages->errors > errors) return false;
  join->count++;
  return true;
}
