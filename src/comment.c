/* Comments (17.13.4). Word needs a reference run for each; the two range markers are optional, and an id is anchored once. */
#include "word_read.h"

#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b) {
  const struct comment *one = a, *other = b;
  return (one->id > other->id) - (one->id < other->id);
}

static int by_anchor(const void *a, const void *b) {
  const struct comment *one = a, *other = b;
  if (!one->anchor || !other->anchor) return !one->anchor - !other->anchor;
  if (one->story != other->story) return one->story < other->story ? -1 : 1;
  if (one->anchor != other->anchor) return one->anchor->start < other->anchor->start ? -1 : 1;
  return by_id(a, b);
}

static long id_of(const struct element *e) {
  struct str id = element_value(e, W_ID);
  return id.len ? strtol(id.at, NULL, 10) : -1;
}

/* A comment's text: its paragraphs, without the mark that Word puts before the first. */
static struct str comment_text(struct arena *arena, const struct story *story, const struct element *comment) {
  struct passage passage = {.story = story};
  passage.paragraphs = paragraphs_in(arena, comment, &passage.count);
  return passage.count ? passage_text(arena, &passage) : STR("");
}

static void read_comments(struct document *document) {
  ARRAY(struct comment) list = {0};
  for (struct element *e = document->comments_part->root->first; e; e = e->next) {
    if (e->name != W_COMMENT) continue;
    struct comment *comment = PUSH(document->arena, &list);
    *comment = (struct comment){.author = element_value(e, W_AUTHOR),
                                .initials = element_value(e, W_INITIALS),
                                .date = element_value(e, W_DATE),
                                .element = e,
                                .id = id_of(e)};
    comment->text = comment_text(document->arena, NULL, e);
  }
  document->comments = list.at;
  document->comment_count = list.n;
  if (document->threads_part) threads_read(document, document->threads_part);
}

static void anchor(struct document *document, const struct story *story, struct element *e) {
  struct comment wanted = {.id = id_of(e)};
  struct comment *found = document->comment_count
                              ? bsearch(&wanted, document->comments, document->comment_count, sizeof wanted, by_id)
                              : NULL;
  if (!found || found->anchor) return;
  found->story = story;
  found->anchor = e;
}

void comments_read(struct document *document) {
  if (!document->comments_part) return;
  read_comments(document);
  if (document->comment_count) qsort(document->comments, document->comment_count, sizeof *document->comments, by_id);
  for (size_t i = 0; i < document->story_count; i++) {
    struct element *root = document->stories[i].markup->root;
    for (struct element *e = root; e; e = element_next(e, root))
      if (e->name == W_COMMENT_RANGE_START || e->name == W_COMMENT_REFERENCE)
        anchor(document, &document->stories[i], e);
  }
  if (document->comment_count)
    qsort(document->comments, document->comment_count, sizeof *document->comments, by_anchor);
}

/* ---- adding ---- */

static void add_attribute(struct text *out, struct str prefix, const char *name, struct str value) {
  if (!value.len) return;
  text_add_byte(out, ' ');
  text_add(out, prefix);
  text_add_z(out, name);
  text_add_z(out, "=\"");
  text_add_escaped(out, value);
  text_add_byte(out, '"');
}

/* <w:element><w:style w:val="id"/></w:element> when the document has a style of that name. */
static void add_style(struct text *out, const struct document *document, const char *w, const char *properties,
                      const char *element, struct str name) {
  struct str id = style_id(document, name);
  if (!id.len) return;
  text_add_z(out, str_format(out->arena, "<%s%s><%s%s %sval=\"%.*s\"/></%s%s>", w, properties, w, element, w,
                             (int)id.len, id.at, w, properties));
}

static void add_comment_paragraph(struct text *out, const struct document *document, const char *w, struct str line,
                                  bool first) {
  text_add_z(out, str_format(out->arena, "<%sp>", w));
  add_style(out, document, w, "pPr", "pStyle", STR("annotation text"));
  if (first) {
    text_add_z(out, str_format(out->arena, "<%sr>", w));
    add_style(out, document, w, "rPr", "rStyle", STR("annotation reference"));
    text_add_z(out, str_format(out->arena, "<%sannotationRef/></%sr>", w, w));
  }
  text_add_z(out, str_format(out->arena, "<%sr>", w));
  run_text(out, str_from(w), line);
  text_add_z(out, str_format(out->arena, "</%sr></%sp>", w, w));
}

static void add_comment_element(struct changes *changes, struct str id, struct str author, struct str initials,
                                struct str date, struct str text) {
  const struct document *document = changes->document;
  struct text *out = &changes->comments;
  struct str prefix = document->comments_part ? element_prefix(document->comments_part->root) : STR("w:");
  const char *w = str_z(changes->arena, prefix);
  text_add_z(out, str_format(changes->arena, "<%scomment", w));
  add_attribute(out, prefix, "id", id);
  add_attribute(out, prefix, "author", author);
  add_attribute(out, prefix, "date", date);
  add_attribute(out, prefix, "initials", initials);
  text_add_byte(out, '>');
  bool first = true;
  for (size_t from = 0, at = 0; at <= text.len; at++) {
    if (at < text.len && text.at[at] != '\n') continue;
    add_comment_paragraph(out, document, w, str_sub(text, from, at), first);
    first = false;
    from = at + 1;
  }
  text_add_z(out, str_format(changes->arena, "</%scomment>", w));
}

void comment_add(struct changes *changes, struct edits *edits, const struct element *p, struct str author,
                 struct str initials, struct str date, struct str text) {
  const char *w = str_z(changes->arena, element_prefix(p));
  const char *id = str_format(changes->arena, "%ld", changes->next_comment++);
  struct element *properties = element_child(p, W_PPR);
  struct str start = str_from(str_format(changes->arena, "<%scommentRangeStart %sid=\"%s\"/>", w, w, id));
  if (properties)
    edits_insert(edits, properties->end, start);
  else
    edits_prepend_child(edits, p, start);
  struct text end = {.arena = changes->arena};
  text_add_z(&end, str_format(changes->arena, "<%scommentRangeEnd %sid=\"%s\"/><%sr>", w, w, id, w));
  add_style(&end, changes->document, w, "rPr", "rStyle", STR("annotation reference"));
  text_add_z(&end, str_format(changes->arena, "<%scommentReference %sid=\"%s\"/></%sr>", w, w, id, w));
  edits_append_child(edits, p, text_str(&end));
  add_comment_element(changes, str_from(id), author, initials, date, text);
}
