/* The pairs. */
#include "codec.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What a form has where nothing was written yet: wide spaces, or a line to write on, perhaps in brackets. */
static bool is_filler(struct str text) {
  enum { FEWEST_UNDERSCORES = 2, FEWEST_DOTS = 5 };
  bool brackets = text.len > 2 && text.at[0] == '[' && text.at[text.len - 1] == ']';
  if (brackets) text = str_sub(text, 1, text.len - 1);
  size_t underscores = 0, dots = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t c = utf8_next(text, &at);
    bool blank = c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B);
    if (!blank && c != '_' && c != '.' && c != 0x2026) return false;
    underscores += c == '_';
    dots += c == '.' || c == 0x2026;
  }
  return underscores >= FEWEST_UNDERSCORES || dots >= FEWEST_DOTS || !(underscores + dots);
}

/* Word's own prompts stand as plain words where another program has saved the document. */
static bool is_prompt(struct str text) {
  static const char *const prompts[] = {"Click here to enter text.", "Click or tap here to enter text.",
                                        "Click here to enter a date.", "Click or tap to enter a date.",
                                        "Choose an item."};
  for (size_t i = 0; i < sizeof prompts / sizeof *prompts; i++)
    if (strlen(prompts[i]) == text.len && strncasecmp(prompts[i], text.at, text.len) == 0) return true;
  return false;
}

bool codec_is_free(const struct codec *codec) {
  enum codec_kind kind = codec->kind;
  return kind == AS_TEXT || kind == AS_PARAGRAPHS || kind == AS_TEXT_LIST || kind == AS_MILESTONE;
}

/* Dashes of any kind are how people leave a place empty; in what is free text they may be meant. */
static bool is_dash(struct arena *arena, const struct field *field, struct str text) {
  struct str folded = codec_is_free(&field->codec) || text.len > 12 ? STR("") : fold(arena, text);
  for (size_t i = 0; i < folded.len; i++)
    if (folded.at[i] != '-' && folded.at[i] != ' ') return false;
  return folded.len > 0;
}

bool codec_blank(struct arena *arena, const struct field *field, struct str text) {
  struct str trimmed = str_trim(text);
  if (is_dash(arena, field, trimmed)) return true;
  if (is_filler(trimmed) || str_is(trimmed, "–") || is_prompt(trimmed)) return true;
  return !trimmed.len || (field->blank.len && str_equal(trimmed, field->blank));
}

static struct str without_final_feeds(struct str text) {
  while (text.len && text.at[text.len - 1] == '\n') text.len--;
  return text;
}

/* ---- lists ---- */

/* Where the next item ends: at the separator without its blanks, or at a line feed. */
static size_t item_end(struct str text, size_t from, struct str mark) {
  for (size_t at = from; at < text.len; at++)
    if (text.at[at] == '\n' || str_starts(str_sub(text, at, text.len), mark)) return at;
  return text.len;
}

static struct node *decode_texts(struct arena *arena, const struct codec *codec, struct str text) {
  struct node *list = node_list(arena);
  struct str mark = str_trim(codec->separator);
  for (size_t at = 0; at <= text.len;) {
    size_t end = item_end(text, at, mark);
    struct str item = str_trim(str_sub(text, at, end));
    if (item.len) node_append(list, node_text(arena, item));
    at = end + (end < text.len && text.at[end] != '\n' ? mark.len : 1);
  }
  return list;
}

static struct str encode_list(struct arena *arena, const struct codec *codec, const struct node *list) {
  struct text out = {.arena = arena};
  for (const struct node *item = list->first; item; item = item->next) {
    const struct level *level = codec->kind == AS_SCALE_LIST ? scale_level(codec->scale, node_str(item)) : NULL;
    if (item != list->first) text_add(&out, codec->separator);
    text_add(&out, level ? level->label : node_str(item));
  }
  return text_str(&out);
}

static bool decode_levels(struct arena *arena, const struct scale *scale, struct str text, struct node **value) {
  const struct level **levels = arena_alloc(arena, scale->count + 1, sizeof *levels);
  size_t count = 0;
  if (!scale_read_list(arena, scale, text, levels, &count)) return false;
  *value = node_list(arena);
  for (size_t i = 0; i < count; i++) node_append(*value, node_plain(arena, levels[i]->id));
  return true;
}

/* ---- the pair ---- */

static bool decode_one(struct arena *arena, const struct codec *codec, struct str text, struct str *plain) {
  const struct level *level;
  switch (codec->kind) {
  case AS_DATE: return date_read(arena, codec->pattern, STR(""), text, plain) == DATE_RIGHT;
  case AS_SESSION: return session_read(arena, text, plain);
  case AS_TERM: return term_read(arena, codec->words, text, plain);
  default:
    level = scale_read(arena, codec->scale, text);
    if (level) *plain = level->id;
    return level != NULL;
  }
}

bool codec_decode(struct arena *arena, const struct field *field, struct str text, struct node **value) {
  const struct codec *codec = &field->codec;
  struct str plain;
  *value = NULL;
  if (codec_blank(arena, field, text)) return true;
  text = without_final_feeds(text);
  switch (codec->kind) {
  case AS_DATE:
  case AS_SCALE:
  case AS_SESSION:
  case AS_TERM:
    if (!decode_one(arena, codec, text, &plain)) return false;
    *value = node_plain(arena, plain);
    return true;
  case AS_SCALE_LIST: return decode_levels(arena, codec->scale, text, value);
  case AS_TEXT_LIST: *value = decode_texts(arena, codec, text); return true;
  default: *value = node_text(arena, text); return true;
  }
}

struct str codec_encode(struct arena *arena, const struct field *field, const struct node *value) {
  const struct codec *codec = &field->codec;
  const struct level *level = codec->kind == AS_SCALE ? scale_level(codec->scale, node_str(value)) : NULL;
  if (codec->kind == AS_DATE) return date_print(arena, codec->pattern, node_str(value));
  if (codec->kind == AS_TERM) return term_print(codec->words, node_str(value));
  if (codec->kind == AS_TEXT_LIST || codec->kind == AS_SCALE_LIST) return encode_list(arena, codec, value);
  return level ? level->label : node_str(value);
}
