/* A small vocabulary, and parts made of it, for the tests of the markup layer. */
#ifndef CAIRN_MARKUP_PIECES_H
#define CAIRN_MARKUP_PIECES_H

#include "check.h"
#include "markup.h"

enum { A = 1, B, T, VAL, NAME_VAL, ID };

static const struct vocabulary_space SPACES[] = {{"urn:one", 1}, {"urn:strict", 1}};
static const struct vocabulary_name NAMES[] = {{1, "a", 0},   {1, "b", 0},   {1, "t", 1},
                                               {1, "val", 0}, {0, "val", 0}, {0, "id", 0}};
static const struct vocabulary WORDS = {SPACES, NAMES, 2, sizeof NAMES / sizeof *NAMES, 0, NULL};

static inline struct markup *parse_bytes(struct desk *desk, struct str bytes) {
  return markup_parse(reader_new(desk->arena, &WORDS), "a.docx", "word/a.xml", bytes, &desk->messages);
}

static inline struct markup *parse(struct desk *desk, const char *xml) {
  struct markup *m = parse_bytes(desk, str_from(xml));
  if (!m) fail_msg("%s\n%s", xml, desk_said(desk));
  return m;
}

/* The root with the namespace declared. */
#define ROOT(attributes, inside) "<a xmlns=\"urn:one\"" attributes ">" inside "</a>"

#endif
