/* Scales: checked. */
#include "shape.h"

static const char *const STANDS[] = {"alongside", "alone", NULL};
static const char *const ONE_OF_SEVERAL[] = {"first", NULL};

static const struct shape_key LEVEL_KEYS[] = {
    {.key = "id", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "label", .kind = SHAPE_LANGUAGES, .required = true, .check = check_words},
    {.key = "aliases", .kind = SHAPE_VOCABULARY, .check = check_words},
    {.key = "colour", .kind = SHAPE_TEXT, .check = check_colour},
    {.key = "style", .kind = SHAPE_TEXT},
    {.key = "family", .kind = SHAPE_LANGUAGES},
    {.key = "stands", .kind = SHAPE_TEXT, .words = STANDS},
};
static const struct shape LEVEL = SHAPE("a level", LEVEL_KEYS);

static const struct shape_key SCALE_KEYS[] = {
    {.key = "version", .kind = SHAPE_TEXT, .required = true, .check = check_version},
    {.key = "scale", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "title", .kind = SHAPE_LANGUAGES, .required = true},
    {.key = "about", .kind = SHAPE_TEXT},
    {.key = "unset-style", .kind = SHAPE_TEXT},
    {.key = "one-of-several", .kind = SHAPE_TEXT, .words = ONE_OF_SEVERAL},
    {.key = "separator", .kind = SHAPE_TEXT},
    {.key = "levels", .kind = SHAPE_MAPS, .required = true, .of = &LEVEL},
};
static const struct shape SCALE = SHAPE("a scale", SCALE_KEYS);

struct words {
  struct checker *checker;
  struct names ids, labels;
  struct str separator;
  size_t level; /* the number of the level that is looked at */
};

static void add_label(struct words *words, const struct node *label) {
  struct checker *checker = words->checker;
  if (!node_str(label).len) return;
  names_add(checker, &words->labels, scale_fold(checker->arena, label->text), label, words->level);
  if (str_find(label->text, words->separator) >= 0)
    tell(checker, MSG_LABEL_SEPARATOR, label, str_z(checker->arena, label->text),
         str_z(checker->arena, words->separator));
}

/* Labels by language, or lists of aliases by language. */
static void add_labels(struct words *words, const struct node *languages) {
  if (!languages || languages->kind != NODE_MAP) return;
  for (const struct node *value = languages->first; value; value = value->next) {
    add_label(words, value);
    for (const struct node *item = value->kind == NODE_LIST ? value->first : NULL; item; item = item->next)
      add_label(words, item);
  }
}

/* The same word for one level in two languages harms nobody. */
static void tell_other_level(struct checker *checker, const struct named *first, const struct named *again) {
  if (first->group != again->group) tell_clash(checker, first, again);
}

bool scale_check(struct arena *arena, const struct source *source, struct messages *messages) {
  struct checker checker = {arena, source, messages};
  size_t before = messages->list.n, errors = messages->errors;
  shape_check_file(&checker, "scale", &SCALE);
  const struct node *levels = node_get(source->root, "levels"), *separator = node_get(source->root, "separator");
  struct words words = {.checker = &checker, .separator = node_nothing(separator) ? STR(", ") : node_str(separator)};
  for (const struct node *level = levels ? levels->first : NULL; level; level = level->next, words.level++) {
    const struct node *id = node_get(level, "id");
    if (node_str(id).len) names_add(&checker, &words.ids, id->text, id, 0);
    add_labels(&words, node_get(level, "label"));
    add_labels(&words, node_get(level, "aliases"));
  }
  names_tell(&checker, &words.ids, tell_repeated);
  names_tell(&checker, &words.labels, tell_other_level);
  messages_in_order(messages, before);
  return messages->errors == errors;
}
