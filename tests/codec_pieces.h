/* What the tests of the codec share. */
#ifndef CODEC_PIECES_H
#define CODEC_PIECES_H

#include "check.h"
#include "codec.h"

static inline struct mapping *mapping(struct desk *desk) {
  struct mapping *loaded = mapping_load(desk->arena, "mappings/milestones-tracker.yaml", NULL, NULL, &desk->messages);
  if (!loaded) fail_msg("%s", desk_said(desk));
  return loaded;
}

static inline struct field field_as(enum codec_kind kind) {
  return (struct field){.key = "x", .codec = {.kind = kind, .separator = STR(", ")}, .blank = STR("–")};
}

static inline void assert_there_and_back(struct desk *desk, const struct field *field, const struct node *value) {
  struct node *back;
  struct str text = codec_encode(desk->arena, field, value);
  if (!codec_decode(desk->arena, field, text, &back) || !node_equal(value, back))
    fail_msg("%s does not come back from `%s`", str_z(desk->arena, node_str(value)), str_z(desk->arena, text));
}

static inline void assert_decodes(struct desk *desk, const struct field *field, const char *text,
                                  const char *expected) {
  struct node *value;
  bool read = codec_decode(desk->arena, field, str_from(text), &value);
  if (!read || !value || !str_is(node_str(value), expected)) fail_msg("`%s` is not read as %s", text, expected);
}

static inline void assert_not_read(struct desk *desk, const struct field *field, const char *text) {
  struct node *value;
  bool read = codec_decode(desk->arena, field, str_from(text), &value);
  if (read || value) fail_msg("`%s` is read", text);
}

#endif
