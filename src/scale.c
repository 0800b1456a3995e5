/* Scales: built. */
#include "shape.h"

/* The text in the language, else in English, else in the first that is there. */
static struct str in_language(const struct node *languages, const char *language) {
  const struct node *value = node_get(languages, language);
  if (node_nothing(value)) value = node_get(languages, "en");
  if (node_nothing(value)) value = languages ? languages->first : NULL;
  return node_str(value);
}

struct words {
  ARRAY(struct str) list;
};

/* Labels by language, or lists of aliases by language. */
static void add_words(struct arena *arena, struct words *words, const struct node *languages) {
  for (const struct node *value = languages ? languages->first : NULL; value; value = value->next) {
    if (value->kind == NODE_TEXT) *PUSH(arena, &words->list) = scale_fold(arena, value->text);
    for (const struct node *item = value->first; item; item = item->next)
      *PUSH(arena, &words->list) = scale_fold(arena, item->text);
  }
}

static struct level build_level(struct arena *arena, const struct node *node, const char *language) {
  struct words words = {0};
  add_words(arena, &words, node_get(node, "label"));
  add_words(arena, &words, node_get(node, "aliases"));
  struct str stands = node_get_str(node, "stands");
  return (struct level){
      .id = node_get_str(node, "id"),
      .folded_id = scale_fold(arena, node_get_str(node, "id")),
      .label = in_language(node_get(node, "label"), language),
      .style = node_get_str(node, "style"),
      .family = in_language(node_get(node, "family"), language),
      .colour = node_get_str(node, "colour"),
      .names = words.list.at,
      .name_count = words.list.n,
      .alongside = str_is(stands, "alongside"),
      .alone = str_is(stands, "alone"),
  };
}

void scale_build(struct arena *arena, const struct node *root, const char *language, struct scale *scale) {
  const struct node *levels = node_get(root, "levels"), *separator = node_get(root, "separator");
  *scale = (struct scale){
      .id = node_get_str(root, "scale"),
      .title = in_language(node_get(root, "title"), language),
      .separator = node_nothing(separator) ? STR(", ") : node_str(separator),
      .unset_style = node_get_str(root, "unset-style"),
      .levels = arena_alloc(arena, levels->count, sizeof *scale->levels),
  };
  for (const struct node *level = levels->first; level; level = level->next)
    scale->levels[scale->count++] = build_level(arena, level, language);
}

const struct level *scale_level(const struct scale *scale, struct str id) {
  for (size_t i = 0; i < scale->count; i++)
    if (str_equal(scale->levels[i].id, id)) return &scale->levels[i];
  return NULL;
}
