/* Ids that must be one document's alone, and what refers to them. */
#include "join_parts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
  SPACE_NONE,
  SPACE_W,
  SPACE_W14,
  SPACE_W15,
  SPACE_CID,
  SPACE_CEX,
  SPACE_REL,
  SPACE_WP,
  SPACE_WPS,
  SPACE_V,
  SPACE_O,
  SPACE_DSP,
  SPACE_CUSTOM,
  SPACE_VT,
  SPACE_MC
};

static const struct vocabulary_space SPACES[] = {
    {W_URI, SPACE_W},
    {"http://schemas.microsoft.com/office/word/2010/wordml", SPACE_W14},
    {"http://schemas.microsoft.com/office/word/2012/wordml", SPACE_W15},
    {"http://schemas.microsoft.com/office/word/2016/wordml/cid", SPACE_CID},
    {"http://schemas.microsoft.com/office/word/2018/wordml/cex", SPACE_CEX},
    {R_URI, SPACE_REL},
    {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", SPACE_WP},
    {"http://schemas.microsoft.com/office/word/2010/wordprocessingShape", SPACE_WPS},
    {"urn:schemas-microsoft-com:vml", SPACE_V},
    {"urn:schemas-microsoft-com:office:office", SPACE_O},
    {"http://schemas.microsoft.com/office/drawing/2008/diagram", SPACE_DSP},
    {"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", SPACE_CUSTOM},
    {"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", SPACE_VT},
    {MC_URI, SPACE_MC}};

static const struct vocabulary_name NAMES[] = {
#define NAME(identifier, space, local, text) {SPACE_##space, local, text},
#include "join_names.def"
#undef NAME
};

const struct vocabulary JOIN_VOCABULARY = {SPACES, NAMES, sizeof SPACES / sizeof *SPACES, sizeof NAMES / sizeof *NAMES,
                                           0,      NULL};

struct str number_str(struct arena *arena, long number) {
  return str_from(str_format(arena, "%ld", number));
}

struct renewing renewing_new(struct joining *d, struct markup *markup, struct lookup *relationships, const char *w) {
  return (struct renewing){
      .d = d, .markup = markup, .edits = {.arena = d->arena}, .relationships = relationships, .w = w};
}

void renew_value(struct renewing *r, const struct element *e, int attribute, struct str value) {
  const struct attribute *there = element_attribute(e, attribute);
  if (there) edits_set_attribute(&r->edits, e, there, value);
}

/* What an old id is now: the same each time it is asked for, and else the next number behind the head. */
static struct str mapped(struct lookup *ids, struct str old, const char *head, long *next) {
  const struct str *there = lookup_find(ids, old);
  if (there) return *there;
  if (*next >= INT_MAX) *next = 0;
  return lookup_put(ids, old, str_from(str_format(ids->arena, "%s%ld", head, ++*next)));
}

/* A bookmark's name has at most 40 characters; what says that it is not shown stays in front. */
static struct str bookmark_now(const struct joining *d, struct str name) {
  bool hidden = name.len && name.at[0] == '_';
  const char *head = str_format(d->arena, "%sd%zu_", hidden ? "_" : "", d->number);
  struct str rest = str_sub(name, hidden, name.len);
  size_t room = 40 - strlen(head);
  if (rest.len <= room) return str_from(str_format(d->arena, "%s%s", head, str_z(d->arena, rest)));
  struct str digest = str_sub(str_from(bytes_digest(d->arena, name)), 0, room < 20 ? room : 20);
  return str_from(str_format(d->arena, "%s%s", head, str_z(d->arena, digest)));
}

static struct str relationship_now(const struct renewing *r, struct str id) {
  const struct str *now = lookup_find(r->relationships, id);
  return now ? *now : STR(JOIN_ABSENT);
}

struct str hexadecimal_key(struct arena *arena, struct str value) {
  return str_from(str_format(arena, "%lX", strtoul(str_z(arena, value), NULL, 16)));
}

/* Word's comments are known by the id of their last paragraph ([MS-DOCX] 2.5.1); elsewhere nothing refers to that id. */
static void renew_paragraph(struct renewing *r, const struct element *e, const struct attribute *a) {
  struct joining *d = r->d;
  bool known = local_name(r->markup->root).at && str_is(local_name(r->markup->root), "comments");
  if (!known || a->name == J_TEXT_ID) {
    edits_drop_attribute(&r->edits, e, a);
    return;
  }
  struct str key = hexadecimal_key(d->arena, attribute_value(a));
  const struct str *there = lookup_find(&d->paragraphs, key);
  const char *next = str_format(d->arena, "%08lX", there ? 0 : (unsigned long)++d->join->paragraph);
  struct str now = there ? *there : lookup_put(&d->paragraphs, key, str_from(next));
  edits_set_attribute(&r->edits, e, a, now);
}

static bool is_shape(int name) { return name >= J_SHAPE && name <= J_SHAPE_IMAGE; }

/* Shapes are told apart by an id, or by the number beside it (Part 4, 19.1.2.19). */
static void renew_shape(struct renewing *r, const struct element *e, const struct attribute *a) {
  edits_set_attribute(&r->edits, e, a, mapped(&r->d->shapes, attribute_value(a), "_x0000_s", &r->d->join->shape));
}

static bool is_note(int name) {
  return name == J_FOOTNOTE || name == J_ENDNOTE || name == J_FOOTNOTE_REFERENCE || name == J_ENDNOTE_REFERENCE;
}

/* The line above the notes, and its like: there is one of each, with an id that no note gets. */
static struct str line_id(const struct element *e) {
  struct str type = element_value(e, J_TYPE);
  return str_is(type, "separator") ? STR("-1") : str_is(type, "continuationSeparator") ? STR("0") : STR("-2");
}

static void renew_note(struct renewing *r, const struct element *e, const struct attribute *a) {
  if (note_is_line(e)) {
    edits_set_attribute(&r->edits, e, a, line_id(e));
    return;
  }
  bool foot = e->name == J_FOOTNOTE || e->name == J_FOOTNOTE_REFERENCE;
  struct arena *arena = r->d->arena;
  struct str key = str_from(str_format(arena, "%s%s", foot ? "f" : "e", str_z(arena, attribute_value(a))));
  edits_set_attribute(&r->edits, e, a, mapped(&r->d->notes, key, "", &r->d->join->note));
}

/* A w:id that numbers a comment, a bookmark, a tracked change: the two marks of a range have one. */
static void renew_annotation(struct renewing *r, const struct element *e, const struct attribute *a) {
  edits_set_attribute(&r->edits, e, a, mapped(&r->d->annotations, attribute_value(a), "", &r->d->join->annotation));
}

static void renew_plain_id(struct renewing *r, const struct element *e, const struct attribute *a) {
  struct join *join = r->d->join;
  if (e->name == J_DOC_PR) edits_set_attribute(&r->edits, e, a, number_str(r->d->arena, ++join->drawing));
  if (e->name == J_TXBX || e->name == J_LINKED_TXBX) /* text that runs on from box to box */
    edits_set_attribute(&r->edits, e, a, mapped(&r->d->boxes, attribute_value(a), "", &join->box));
  if (is_shape(e->name)) renew_shape(r, e, a);
}

static void renew_attribute(struct renewing *r, const struct element *e, const struct attribute *a) {
  switch (a->name) {
  case J_ID: (is_note(e->name) ? renew_note : renew_annotation)(r, e, a); break;
  case J_PARA_ID:
  case J_TEXT_ID: renew_paragraph(r, e, a); break;
  case J_PLAIN_ID: renew_plain_id(r, e, a); break;
  case J_SPID:
  case J_PLAIN_SHAPE_ID:
  case J_SHAPE_ID: renew_shape(r, e, a); break;
  case J_ANCHOR: edits_set_attribute(&r->edits, e, a, bookmark_now(r->d, attribute_value(a))); break;
  case J_NAME:
    if (e->name == J_BOOKMARK_START || e->name == J_MOVE_FROM || e->name == J_MOVE_TO)
      edits_set_attribute(&r->edits, e, a, bookmark_now(r->d, attribute_value(a)));
    break;
  default:
    if (a->name >= J_REL_ID && a->name <= J_RELID && r->relationships && a->len)
      edits_set_attribute(&r->edits, e, a, relationship_now(r, attribute_value(a)));
  }
}

/* An element whose value names something. */
static void renew_reference(struct renewing *r, const struct element *e) {
  struct str value = element_value(e, J_VAL);
  switch (e->name) {
  case J_PSTYLE:
  case J_RSTYLE:
  case J_TBL_STYLE:
  case J_STYLE_LINK:
  case J_NUM_STYLE_LINK:
  case J_BASED_ON:
  case J_NEXT:
  case J_LINK: renew_value(r, e, J_VAL, style_now(r->d, value)); break;
  case J_NUM_ID: renew_value(r, e, J_VAL, num_now(r->d, r->d->look, value)); break;
  case J_ID: /* of a control; its numbers are signed, and may be any */
    if (e->parent && e->parent->name == J_SDT_PR)
      renew_value(r, e, J_VAL, number_str(r->d->arena, ++r->d->join->control));
    break;
  case J_DATA_BINDING:
  case J_W15_DATA_BINDING: edits_remove(&r->edits, e); break; /* else Word would show the first one's data in all */
  default: break;
  }
}

/* A paragraph that is numbered by its style would go on counting where the document before stopped. */
static void number_again(struct renewing *r, const struct element *ppr, struct str style) {
  const struct str *list = lookup_find(&r->d->look->ordered, style);
  for (const struct element *e = ppr->first; e; e = e->next)
    if (e->name == J_NUM_PR) return;
  if (!list || r->d->number == r->d->look->number) return;
  struct joining *d = r->d;
  struct str level = str_sub(*list, 0, 1), num = num_now(d, d->look, str_sub(*list, 1, list->len));
  const char *pr = str_format(d->arena, "<%snumPr><%silvl %sval=\"%s\"/><%snumId %sval=\"%s\"/></%snumPr>", r->w, r->w,
                              r->w, str_z(d->arena, level), r->w, r->w, str_z(d->arena, num), r->w);
  const struct element *before = element_child(ppr, J_PSTYLE); /* what may stand in between */
  while (before->next &&
         (str_starts(local_name(before->next), STR("keep")) || str_is(local_name(before->next), "pageBreakBefore") ||
          str_is(local_name(before->next), "framePr") || str_is(local_name(before->next), "widowControl")))
    before = before->next;
  edits_insert(&r->edits, before->end, str_from(pr));
}

/* What has no style looks as the document's default, which may not be that of the joined one. */
static void name_style(struct renewing *r, const struct element *e, int properties, int style, const char *names[2],
                       struct str now) {
  const struct element *pr = element_child(e, properties);
  const struct element *named = pr ? element_child(pr, style) : NULL;
  if (named && style == J_PSTYLE) number_again(r, pr, element_value(named, J_VAL));
  if (named || !now.len) return;
  const char *z = str_z(r->d->arena, now);
  const char *it = str_format(r->d->arena, "<%s%s %sval=\"%s\"/>", r->w, names[1], r->w, z);
  if (pr)
    edits_prepend_child(&r->edits, pr, str_from(it));
  else if (style == J_PSTYLE) /* a table has its properties always */
    edits_prepend_child(&r->edits, e,
                        str_from(str_format(r->d->arena, "<%s%s>%s</%s%s>", r->w, names[0], it, r->w, names[0])));
}

void renew(struct renewing *r, const struct element *element) {
  static const char *paragraph[2] = {"pPr", "pStyle"}, *table[2] = {"tblPr", "tblStyle"};
  const struct look *look = r->d->look;
  for (const struct element *e = element; e; e = element_next(e, element)) {
    for (unsigned i = 0; i < e->attribute_count; i++) renew_attribute(r, e, &e->attributes[i]);
    if (e->name == J_P) name_style(r, e, J_PPR, J_PSTYLE, paragraph, look->paragraph);
    if (e->name == J_TBL) name_style(r, e, J_TBL_PR, J_TBL_STYLE, table, look->table);
    if (e->name) renew_reference(r, e);
  }
  renew_fields(r, element);
}
