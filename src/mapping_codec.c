/* How a value is written, `as:`, out of a mapping file. */
#include "mapping_codec.h"

#include <string.h>

/* The codec of one field. */
struct reading {
  struct checker *checker;
  struct node *scales;
};

static void bad_codec(struct reading *r, const struct node *node, struct str name) {
  static const char *const names[] = {"text",      "paragraphs", "date",      "scale",   "ticks", "shading",
                                      "highlight", "list",       "milestone", "session", "term"};
  tell(r->checker, MSG_MAPPING_CODEC, node, str_z(r->checker->arena, name),
       "write one of: text, paragraphs, milestone, session, term, {term: {WORD: NUMBER}}, {date: d MMM yyyy}, {scale: "
       "NAME}, {ticks: NAME}, {shading: NAME}, {highlight: NAME}, {list: text}, {list: {scale: NAME}}, "
       "{list: {ticks: NAME}}, {list: {highlight: NAME}}");
  message_suggest(r->checker->messages, nearest(r->checker->arena, name, names, sizeof names / sizeof *names));
}

/* A date pattern keeps day, month and year, with something between them. */
static void check_pattern(struct reading *r, const struct node *node) {
  static const struct { const char *letters, *what; } parts[] = {{"d", "day"}, {"M", "month"}, {"yyyy", "year"}};
  struct str pattern = node_str(node);
  for (size_t i = 0; i < 3; i++)
    if (str_find(pattern, str_from(parts[i].letters)) < 0)
      tell(r->checker, MSG_DATE_PATTERN, node, str_z(r->checker->arena, pattern), parts[i].what);
  for (size_t i = 1; i < pattern.len; i++) {
    bool meet = strchr("dMy", pattern.at[i - 1]) && strchr("dMy", pattern.at[i]) && pattern.at[i - 1] != pattern.at[i];
    if (meet) tell(r->checker, MSG_DATE_PARTS, node, str_z(r->checker->arena, pattern));
  }
}

/* Words for terms: each names one, and none is a number, since that is how a term without a word is written. */
static void read_words(struct reading *r, const struct node *words, struct codec *codec) {
  struct arena *arena = r->checker->arena;
  *codec = (struct codec){.kind = AS_TERM, .words = words};
  if (words->kind != NODE_MAP) tell(r->checker, MSG_WANT_MAP, words, "term");
  for (const struct node *word = words->first; word; word = word->next) {
    const char *key = str_z(arena, word->key);
    if (!term_valid(node_str(word))) tell(r->checker, MSG_BAD_TERM, word, str_z(arena, node_str(word)));
    if (term_valid(word->key)) tell(r->checker, MSG_LABELS_CLASH, word, key, key);
    for (const struct node *other = words->first; other != word; other = other->next)
      if (fold_equal(other->key, word->key)) tell(r->checker, MSG_LABELS_CLASH, word, str_z(arena, other->key), key);
  }
}

static void want_scale(struct reading *r, const struct node *name) {
  bool text = name->kind == NODE_TEXT || node_nothing(name);
  if (!node_str(name).len)
    tell(r->checker, text ? MSG_EMPTY_VALUE : MSG_WANT_TEXT, name, str_z(r->checker->arena, name->key));
  for (const struct node *known = r->scales->first; known; known = known->next)
    if (str_equal(node_str(known), node_str(name))) return;
  struct node *copy = node_copy(r->checker->arena, name);
  copy->key = STR("");
  node_append(r->scales, copy);
}

static void read_list_codec(struct reading *r, const struct node *list, struct codec *codec) {
  static const struct {
    const char *key;
    enum codec_kind kind;
  } ways[] = {{"scale", AS_SCALE_LIST}, {"ticks", AS_TICK_LIST}, {"highlight", AS_HIGHLIGHT_LIST}};
  const struct node *scale = NULL;
  codec->kind = AS_TEXT_LIST;
  for (size_t i = 0; i < sizeof ways / sizeof *ways && !scale; i++) {
    scale = node_get(list, ways[i].key);
    if (scale) codec->kind = ways[i].kind;
  }
  if (!codec->separator.len) codec->separator = STR("; ");
  if (scale)
    want_scale(r, scale);
  else if (!str_is(node_str(list), "text"))
    bad_codec(r, list, node_str(list));
}

/* One level of a scale, in one of its ways; the scale's name, or NULL. */
static const struct node *level_codec(const struct node *as, struct codec *codec) {
  static const struct {
    const char *key;
    enum codec_kind kind;
  } ways[] = {{"scale", AS_SCALE}, {"ticks", AS_TICKS}, {"shading", AS_SHADING}, {"highlight", AS_HIGHLIGHT}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    const struct node *scale = node_get(as, ways[i].key);
    if (scale) codec->kind = ways[i].kind;
    if (scale) return scale;
  }
  return NULL;
}

static void read_codec(struct reading *r, const struct node *as, struct codec *codec) {
  const struct node *date = node_get(as, "date"), *list = node_get(as, "list"), *words = node_get(as, "term"),
                    *scale = level_codec(as, codec);
  struct str name = node_str(as);
  if (node_get(as, "separator")) codec->separator = node_get_str(as, "separator");
  if (!as || str_is(name, "text")) {
    codec->kind = AS_TEXT;
  } else if (str_is(name, "paragraphs") || str_is(name, "milestone")) {
    codec->kind = str_is(name, "milestone") ? AS_MILESTONE : AS_PARAGRAPHS;
  } else if (words) {
    read_words(r, words, codec);
  } else if (str_is(name, "session") || str_is(name, "term")) {
    codec->kind = str_is(name, "term") ? AS_TERM : AS_SESSION;
  } else if (date) {
    *codec = (struct codec){.kind = AS_DATE, .pattern = node_str(date)};
    check_pattern(r, date);
  } else if (scale) {
    want_scale(r, scale);
  } else if (list) {
    read_list_codec(r, list, codec);
  } else {
    bad_codec(r, as, name.len || !as->first ? name : as->first->key);
  }
}

/* Columns are named by the levels of a scale. */
static void check_columns(struct reading *r, const struct node *at, const struct field *field) {
  const struct codec *codec = &field->codec;
  bool levels = codec->kind == AS_SCALE || codec->kind == AS_SCALE_LIST || codec->kind == AS_TICKS ||
                codec->kind == AS_TICK_LIST || codec->kind == AS_SHADING;
  for (size_t i = 0; !levels && i < field->locator_count; i++)
    if (field->locators[i].kind == AT_COLUMNS) tell(r->checker, MSG_COLUMNS_SCALE, at, "");
}

/* ---- which way is for which datum ---- */

#define BIT(kind) (1u << (kind))
#define FREE (BIT(AS_TEXT) | BIT(AS_PARAGRAPHS))
#define DATE (FREE | BIT(AS_DATE))

static const struct want {
  const char *key;
  unsigned kinds;
  const char *advice;
} WANTS[] = {{"milestone", BIT(AS_MILESTONE), "a milestone stands here: write as: milestone"},
             {"engagement", BIT(AS_SCALE) | BIT(AS_TICKS) | BIT(AS_SHADING) | BIT(AS_HIGHLIGHT),
              "a level stands here: write as: {scale: NAME}"},
             {"supports", BIT(AS_SCALE_LIST) | BIT(AS_TICK_LIST) | BIT(AS_HIGHLIGHT_LIST),
              "a list of levels stands here: write as: {list: {scale: NAME}}"},
             {"term.completed-by", BIT(AS_TEXT_LIST), "a list stands here: write as: {list: text}"},
             {"term.session", FREE | BIT(AS_SESSION), "a session stands here: write as: session"},
             {"term.term", FREE | BIT(AS_TERM), "a term stands here: write as: term"},
             {"term.date", DATE, "a date stands here: write as: {date: d MMMM yyyy}"},
             {"term.review", DATE, "a date stands here: write as: {date: d MMMM yyyy}"},
             {"learner.born", DATE, "a date stands here: write as: {date: d MMMM yyyy}"},
             {"date", DATE, "a date stands here: write as: {date: d MMM yyyy}"},
             {NULL, FREE, "a text stands here: write as: text, or as: paragraphs"}};

/* What a record has a level, a list or a date of is read and written so, and nothing else is. */
static void check_kind(struct reading *r, const struct field *field) {
  struct arena *arena = r->checker->arena;
  const struct want *want = WANTS;
  const struct node *as = node_get(field->node, "as");
  while (want->key && strcmp(want->key, field->key) != 0) want++;
  if (field->from || want->kinds & BIT(field->codec.kind)) return;
  tell(r->checker, MSG_MAPPING_CODEC, as ? as : field->node, as ? str_z(arena, yaml_print_flow(arena, as)) : "text",
       want->advice);
}

void codec_load(struct checker *checker, struct node *scales, struct field *field) {
  struct reading reading = {checker, scales};
  size_t before = checker->messages->errors;
  read_codec(&reading, node_get(field->node, "as"), &field->codec);
  check_columns(&reading, node_get(field->node, "at"), field);
  if (checker->messages->errors == before) check_kind(&reading, field);
}
