/* Sessions and terms as people write them. */
#include "codec_parts.h"

/* ---- sessions ---- */

static bool is_small(struct str word) {
  return str_is(word, "session") || str_is(word, "school") || str_is(word, "academic") || str_is(word, "year") ||
         str_is(word, "to");
}

static bool is_year(const struct token *token) {
  return token->number && !token->ordinal && (token->digits == 4 || token->digits == 2);
}

bool session_read(struct arena *arena, struct str text, struct str *session) {
  enum { CENTURY = 2000, LAST_OF_IT = 69 };
  struct token tokens[MOST_TOKENS], *years[2];
  size_t count = tokens_read(arena, text, tokens), found = 0;
  for (size_t i = 0; count <= MOST_TOKENS && i < count; i++) {
    if (!tokens[i].number && is_small(tokens[i].text)) continue;
    if (found == 2 || !is_year(&tokens[i])) return false;
    years[found++] = &tokens[i];
  }
  bool two = found == 2 && years[1]->digits <= years[0]->digits;
  if (count > MOST_TOKENS || !two) return false;
  int first = years[0]->value;
  if (years[0]->digits == 2) first += first > LAST_OF_IT ? CENTURY - 100 : CENTURY;
  bool whole = years[1]->digits == 4;
  if (years[1]->value != (whole ? first + 1 : (first + 1) % 100)) return false;
  *session = str_from(str_format(arena, "%04d-%02d", first, (first + 1) % 100));
  return session_valid(*session);
}

/* ---- terms ---- */

static const struct node *word_of(const struct node *words, struct str text) {
  for (const struct node *word = words ? words->first : NULL; word; word = word->next)
    if (fold_equal(word->key, text)) return word;
  return NULL;
}

/* The term that a word or number names by itself: 1, 1st, one, first, t1; 0 for none. */
static int number_of(const struct token *token) {
  static const char *const words[][3] = {
      {"one", "first", "t1"}, {"two", "second", "t2"}, {"three", "third", "t3"}, {"four", "fourth", "t4"}};
  if (token->number && token->digits == 1) return token->value;
  for (int i = 0; i < 4; i++)
    for (size_t j = 0; j < 3; j++)
      if (str_is(token->text, words[i][j])) return i + 1;
  return 0;
}

bool term_read(struct arena *arena, const struct node *words, struct str text, struct str *term) {
  struct token tokens[MOST_TOKENS];
  const struct node *word = word_of(words, text);
  if (word) *term = node_str(word);
  if (word) return true;
  size_t count = tokens_read(arena, text, tokens), numbers = 0;
  int number = 0;
  for (size_t i = 0; count <= MOST_TOKENS && i < count; i++) {
    if (str_is(tokens[i].text, "term")) continue;
    number = number_of(&tokens[i]);
    numbers++;
  }
  *term = str_from(str_format(arena, "%d", number));
  return count <= MOST_TOKENS && numbers == 1 && term_valid(*term);
}

struct str term_print(const struct node *words, struct str term) {
  for (const struct node *word = words ? words->first : NULL; word; word = word->next)
    if (str_equal(node_str(word), term)) return word->key;
  return term;
}
