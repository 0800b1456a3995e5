/* Pieces of WordprocessingML, and documents made of them, for the tests of the word layer. Include check.h first. */
#ifndef CAIRN_WORD_PIECES_H
#define CAIRN_WORD_PIECES_H

#include "parcel.h"

#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(text) "<w:p>" R(text) "</w:p>"
#define SDT(properties, inside) \
  "<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" inside "</w:sdtContent></w:sdt>"
#define TC(inside) "<w:tc>" inside "</w:tc>"
#define TR(inside) "<w:tr>" inside "</w:tr>"
#define COMMENT(id, author, inside) "<w:comment w:id=\"" id "\" w:author=\"" author "\">" inside "</w:comment>"
#define REFERENCE(id) "<w:r><w:commentReference w:id=\"" id "\"/></w:r>"
#define START(id) "<w:commentRangeStart w:id=\"" id "\"/>"
#define END(id) "<w:commentRangeEnd w:id=\"" id "\"/>"
#define TBL(inside) "<w:tbl>" inside "</w:tbl>"

static inline struct str body_of(struct desk *desk, const char *body) {
  return str_from(str_format(desk->arena, "<w:document " W_NAMESPACES "><w:body>%s</w:body></w:document>", body));
}

static inline struct document *document_with(struct desk *desk, const char *body) {
  struct word_parts parts = {.document = body_of(desk, body)};
  struct document *document = word_document(desk->arena, &parts, &desk->messages);
  if (!document) fail_msg("%s\n%s", body, desk_said(desk));
  return document;
}

/* A document with these comments on its body. */
static inline struct document *commented(struct desk *desk, const char *body, const char *comments) {
  struct word_parts parts = {.document = body_of(desk, body)};
  parts.comments = str_from(str_format(desk->arena, "<w:comments " W_NAMESPACES ">%s</w:comments>", comments));
  struct document *d = word_document(desk->arena, &parts, &desk->messages);
  if (!d) fail_msg("%s", desk_said(desk));
  return d;
}

static inline struct element *body(const struct document *document) { return document->stories[0].markup->root->first; }

/* The n-th element of that name in the body, from 0. */
static inline struct element *nth(const struct document *document, int name, size_t n) {
  struct element *root = document->stories[0].markup->root;
  for (struct element *e = root; e; e = element_next(e, root))
    if (e->name == name && n-- == 0) return e;
  fail_msg("no such element");
  return NULL;
}

/* The first tick box of the body's first paragraph. */
static inline struct box first_box(struct desk *desk, const struct document *document) {
  size_t count;
  struct element *p = nth(document, W_P, 0);
  struct passage passage = {.story = document->stories, .paragraphs = &p, .count = 1};
  struct box *boxes = boxes_read(desk->arena, &passage, &count);
  assert_true(count > 0);
  return boxes[0];
}

/* The document with the changes laid in, written and opened again. */
static inline struct document *saved(struct desk *desk, struct changes *changes) {
  struct output *output = output_new(desk->arena, changes->document->package);
  assert_true(changes_save(changes, output, "digest", &desk->messages));
  struct package *package = package_open(desk->arena, "saved.docx", output_write(output), &desk->messages);
  struct document *document = package ? document_open(desk->arena, package, &desk->messages) : NULL;
  if (!document) fail_msg("%s", desk_said(desk));
  return document;
}

#endif
