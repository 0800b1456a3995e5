/* What is struck out, hidden, or beside a symbol where a value stands: nobody can tell whether it is meant. */
#include "lens_parts.h"

static const char *why_doubted(const struct doubt *doubt, struct str text) {
  bool all = str_equal(doubt->words, text);
  if (doubt->kind == DOUBT_SYMBOL) return "a symbol stands in it";
  if (doubt->kind == DOUBT_STRUCK) return all ? "it is struck out" : "a part of it is struck out";
  return all ? "it is hidden" : "a part of it is hidden";
}

void tell_doubt(struct get *get, const struct passage *passage, const struct doubt *doubt, const char *place,
                struct node *candidates) {
  static const char *const keys[] = {[DOUBT_STRUCK] = "struck", [DOUBT_HIDDEN] = "hidden", [DOUBT_SYMBOL] = "symbol"};
  static const char *const advice[] = {[DOUBT_STRUCK] = "take out what does not count, or take the line through it off",
                                       [DOUBT_HIDDEN] = "take it out, or show it (Font, Hidden)",
                                       [DOUBT_SYMBOL] = "write what the symbol says, or take it out"};
  struct str text = str_trim(passage_text(get->arena, passage)), said = text.len ? text : doubt->words;
  say(get->messages, MSG_DOUBTFUL, lens_where(get->plan, place), str_z(get->arena, said), why_doubted(doubt, text),
      advice[doubt->kind]);
  keep_look(get, passage, keys[doubt->kind], doubt->words, text, candidates);
}

/* The levels that the text would say if nothing were amiss; else those that it may mean. */
static struct node *levels_said(struct get *get, const struct field *field, const struct passage *passage) {
  enum codec_kind kind = field->codec.kind;
  struct str text = str_trim(passage_text(get->arena, passage));
  struct node *value, *list = node_list(get->arena);
  if (field_by_look(field)) return look_levels(get->arena, field, passage);
  if (ticks_codec(field)) return ticked_levels(get->arena, field, passage);
  if (kind != AS_SCALE && kind != AS_SCALE_LIST) return list;
  if (!codec_decode(get->arena, field, text, &value)) value = codec_unread(get->arena, field, text).values;
  if (value && value->kind == NODE_LIST) return value;
  if (value) node_append(list, value);
  return list;
}

bool doubted(struct get *get, const struct field *field, const struct passage *passage) {
  bool boxes = ticks_codec(field);
  struct doubt doubt = {.kind = DOUBT_NONE};
  bool free = codec_is_free(&field->codec); /* it is what it says, whatever it looks like */
  if (!free && !passage->tag.len && !passage->form) doubt = passage_doubt(get->arena, passage, boxes);
  if (!doubt.kind) return false;
  tell_doubt(get, passage, &doubt, passage_words(get->arena, get->plan, passage), levels_said(get, field, passage));
  return true;
}
