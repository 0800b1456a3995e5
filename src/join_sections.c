/* Sections (17.6): each document begins on an odd page and counts its own, and takes no header from the one before. */
#include "join_parts.h"

#include <string.h>

/* What may stand in a section's properties, in its order (17.6.17); headers and footers first. */
static const char *const ORDER[] = {
    "headerReference", "footerReference", "footnotePr",      "endnotePr",   "type",          "pgSz",
    "pgMar",           "paperSrc",        "pgBorders",       "lnNumType",   "pgNumType",     "cols",
    "formProt",        "vAlign",          "noEndnote",       "titlePg",     "textDirection", "bidi",
    "rtlGutter",       "docGrid",         "printerSettings", "sectPrChange"};

static size_t rank_of(struct str name) {
  size_t rank = 0;
  while (rank < sizeof ORDER / sizeof *ORDER && !str_is(name, ORDER[rank])) rank++;
  return rank < 2 ? 0 : rank; /* headers and footers stand in any order */
}

/* Puts a child where it may stand. */
static void put(struct renewing *r, const struct element *section, const char *name, struct str child) {
  const struct element *before = NULL;
  for (const struct element *e = section->first; e; e = e->next)
    if (rank_of(local_name(e)) <= rank_of(str_from(name))) before = e;
  if (before)
    edits_insert(&r->edits, before->end, child);
  else
    edits_prepend_child(&r->edits, section, child);
}

/* The header or footer of that kind that the section names itself. */
static const struct element *edge_of(const struct element *section, int name, const char *kind) {
  for (const struct element *e = section->first; e; e = e->next)
    if (e->name == name && str_is(element_value(e, J_TYPE), kind)) return e;
  return NULL;
}

static struct str edge_written(const struct renewing *r, int name, const char *kind, struct str id) {
  const char *rel = gather_prefix(&r->d->join->merged[MAIN], "r", R_URI);
  return str_from(str_format(r->d->arena, "<%s%s %stype=\"%s\" %sid=\"%s\"/>", r->w,
                             name == J_HEADER_REFERENCE ? "headerReference" : "footerReference", r->w, kind, rel,
                             str_z(r->d->arena, id)));
}

/* The relationship of a header, or footer, with nothing in it: one for all. */
static struct str empty_edge(struct joining *d, int name) {
  bool header = name == J_HEADER_REFERENCE;
  struct str *id = &d->join->empty_edge[!header];
  if (id->len) return *id;
  const char *root = header ? "hdr" : "ftr", *kind = header ? "header" : "footer";
  const char *bytes =
      str_format(d->arena,
                 XML_HEAD "<w:%s xmlns:w=\"" W_URI "\"><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" "
                          "w:line=\"20\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p></w:%s>",
                 root, root);
  struct joined_part part = {.bytes = str_from(bytes),
                             .type = str_from(str_format(d->arena, WORD_TYPE "%s+xml", kind))};
  struct str part_name = part_add(d->join, part, str_format(d->arena, "word/%s.xml", kind));
  return *id = relationship_add(d, &d->join->merged[MAIN], kind, part_name);
}

/* What the first section of a document does not name it would take from the document before. */
static void close_edges(struct renewing *r, const struct element *section, int name) {
  static const char *const kinds[] = {"default", "first", "even"};
  const struct element *usual = edge_of(section, name, "default");
  for (size_t i = 0; i < 3; i++) {
    const struct element *own = edge_of(section, name, kinds[i]);
    bool as_usual = i == 2 && usual && !r->d->even_and_odd;
    if (as_usual || own) continue;
    put(r, section, "headerReference", edge_written(r, name, kinds[i], empty_edge(r->d, name)));
  }
}

/* Where a document has one header for all pages, even ones have it too, whatever another document says of them. */
static void same_on_even(struct renewing *r, const struct element *section, int name) {
  const struct element *usual = edge_of(section, name, "default"), *even = edge_of(section, name, "even");
  if (r->d->even_and_odd || !usual) return;
  const struct str *id = lookup_find(r->relationships, element_value(usual, J_REL_ID));
  if (!id) return;
  if (even)
    renew_value(r, even, J_REL_ID, *id);
  else
    put(r, section, "headerReference", edge_written(r, name, "even", *id));
}

/* Where a document begins: on an odd page, with page 1 unless it says another, and with note 1. */
static void begin(struct renewing *r, const struct element *section) {
  struct arena *arena = r->d->arena;
  const struct element *type = element_child(section, J_TYPE), *numbers = element_child(section, J_PG_NUM_TYPE);
  if (!element_child(section, J_FOOTNOTE_PR))
    put(r, section, "footnotePr",
        str_from(with_prefix(arena, r->w, "<@footnotePr><@numRestart @val=\"eachSect\"/></@footnotePr>")));
  if (type) edits_remove(&r->edits, type);
  put(r, section, "type", str_from(with_prefix(arena, r->w, "<@type @val=\"oddPage\"/>")));
  if (!numbers)
    put(r, section, "pgNumType", str_from(with_prefix(arena, r->w, "<@pgNumType @start=\"1\"/>")));
  else if (!element_attribute(numbers, J_START))
    edits_add_attribute(&r->edits, numbers, str_from(with_prefix(arena, r->w, "@start")), STR("1"));
}

/* A section of the document, and not one that a tracked change keeps. */
static bool is_section(const struct element *e, const struct element *body) {
  return e->name == J_SECT_PR && (e->parent == body || (e->parent->name == J_PPR && e->parent->parent->name == J_P));
}

/* What is put in at one place stands in the order in which it was put: headers and footers come first. */
static void renew_section(struct renewing *r, const struct element *section, bool first, bool last) {
  static const int edges[] = {J_HEADER_REFERENCE, J_FOOTER_REFERENCE};
  for (size_t i = 0; i < 2; i++) {
    if (first) close_edges(r, section, edges[i]);
    same_on_even(r, section, edges[i]);
  }
  if (first) begin(r, section);
  bool silent =
      !last && !element_child(section, J_NO_ENDNOTE); /* endnotes stand at the document's end, not at each section's */
  if (silent) put(r, section, "noEndnote", str_from(with_prefix(r->d->arena, r->w, "<@noEndnote/>")));
}

void sections_renew(struct renewing *r, const struct element *body) {
  bool first = true;
  for (const struct element *e = body->first; e; e = element_next(e, body)) {
    if (!is_section(e, body)) continue;
    renew_section(r, e, first, e->parent == body);
    first = false;
  }
}

struct str section_plain(struct joining *d, const char *w) {
  struct text out = {.arena = d->arena};
  const char *rel = gather_prefix(&d->join->merged[MAIN], "r", R_URI);
  static const char *const kinds[] = {"default", "first", "even"};
  text_add_z(&out, str_format(d->arena, "<%ssectPr>", w));
  for (size_t i = 0; i < 6; i++) {
    bool header = i < 3;
    struct str id = empty_edge(d, header ? J_HEADER_REFERENCE : J_FOOTER_REFERENCE);
    text_add_z(&out, str_format(d->arena, "<%s%sReference %stype=\"%s\" %sid=\"%s\"/>", w, header ? "header" : "footer",
                                w, kinds[i % 3], rel, str_z(d->arena, id)));
  }
  text_add_z(&out,
             str_format(d->arena, "<%stype %sval=\"oddPage\"/><%spgNumType %sstart=\"1\"/></%ssectPr>", w, w, w, w, w));
  return text_str(&out);
}
