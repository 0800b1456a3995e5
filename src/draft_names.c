/* A draft without the learner's name: a heading such as "Ava's tracker" is a label, and says whose it is all the same. */
#include "draft_parts.h"

#include <ctype.h>
#include <string.h>

/* What was read, and whatever else stands at the name's places. */
static void find_names(struct drafting *d, const struct plan *plan, const struct node *data) {
  static const char *const paths[] = {"learner.known-as", "learner.name"};
  d->names.n = 0;
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    const struct field *field = mapping_field(plan->mapping, paths[i]);
    const struct places *places = field ? &plan->places[field - plan->mapping->fields] : NULL;
    *PUSH(d->arena, &d->names) = node_str(node_path(data, paths[i]));
    for (size_t p = 0; places && p < places->count; p++)
      *PUSH(d->arena, &d->names) = str_trim(passage_text(d->arena, &places->passages[p]));
  }
}

/* Dashes and quotes (U+2000 to U+203F) end a word, as all but letters does in ASCII; a hyphen stands in "Anne-Marie". */
static bool is_letter(uint32_t c) { return c < 0x80 ? isalpha((int)c) || c == '-' : c < 0x2000 || c > 0x203F; }

/* The words of a text with one blank on each side of each. */
static struct str spaced(struct arena *arena, struct str text) {
  struct text out = {.arena = arena};
  text_add_z(&out, " ");
  for (size_t at = 0, from = 0; at < text.len; from = at) {
    bool letter = is_letter(utf8_next(text, &at)), behind = out.at[out.len - 1] != ' ';
    if (letter || behind) text_add(&out, letter ? str_sub(text, from, at) : STR(" "));
  }
  if (out.at[out.len - 1] != ' ') text_add_z(&out, " ");
  return text_str(&out);
}

static struct str folded(struct arena *arena, struct str words) {
  return str_joined(arena, STR(" "), fold(arena, words), STR(" "));
}

/* One of the words of a name; "Child A" has none but the letter. */
static bool is_part(struct arena *arena, struct str name, struct str word) {
  static const char *const anyone[] = {"child", "learner", "pupil", "student"};
  for (size_t i = 0; i < sizeof anyone / sizeof *anyone; i++)
    if (fold_equal(word, str_from(anyone[i]))) return false;
  return word.len > 1 && str_find(folded(arena, spaced(arena, name)), folded(arena, word)) >= 0;
}

/* All of a name, or a word of it that is written as names are: "What Bob enjoys" of Bob Reid, but no "will" of Will. */
static bool says_name(struct arena *arena, struct str text, struct str name) {
  struct str words = spaced(arena, text), whole = folded(arena, spaced(arena, name));
  if (str_trim(name).len > 1 && str_trim(whole).len && str_find(folded(arena, words), whole) >= 0) return true;
  for (size_t from = 1, i = 1; i < words.len; i++) {
    if (words.at[i] != ' ') continue;
    struct str word = str_sub(words, from, i);
    bool lower = islower((unsigned char)word.at[0]);
    if (!lower && is_part(arena, name, word)) return true;
    from = i + 1;
  }
  return false;
}

static bool names_learner(struct drafting *d, struct str text) {
  for (size_t i = 0; i < d->names.n; i++)
    if (says_name(d->arena, text, d->names.at[i])) return true;
  return false;
}

static bool guess_names_learner(struct drafting *d, const struct guess *guess) {
  for (size_t l = 0; l < guess->at_count; l++)
    if (names_learner(d, guess->at[l].name)) return true;
  return false;
}

static bool forget(struct drafting *d, struct guesses *guesses) {
  bool any = false;
  for (size_t i = 0; i < guesses->list.n; i++) {
    struct guess *guess = &guesses->list.at[i];
    if (!guess_names_learner(d, guess)) continue;
    any = true;
    guess->at_count = 1;
    guess->at[0].name = STR("...");
    guess_take_out(guess, "its words hold the learner's name: write them here if you need it");
  }
  return any;
}

/* Such a heading of terms names no terms then. */
static bool forget_terms(struct drafting *d) {
  for (size_t i = 0; i < d->terms.n; i++) {
    if (!names_learner(d, d->terms.at[i].header)) continue;
    d->terms.n = 0;
    return true;
  }
  return false;
}

/* What stands in a level's cells and is on no scale. */
static void forget_words(struct drafting *d) {
  struct guess *guess = guess_find(&d->columns, "engagement");
  size_t kept = 0;
  for (size_t i = 0; guess && i < guess->unread.n; i++) {
    struct str word = guess->unread.at[i];
    bool part = false;
    for (size_t n = 0; n < d->names.n; n++) part = part || is_part(d->arena, d->names.at[n], word);
    if (!part) guess->unread.at[kept++] = word;
  }
  if (guess) guess->unread.n = kept;
}

bool draft_forget_names(struct drafting *d, const struct plan *plan, const struct node *data) {
  find_names(d, plan, data);
  bool any = forget(d, &d->leaves);
  any |= forget(d, &d->columns);
  any |= forget(d, &d->headers);
  any |= forget_terms(d);
  forget_words(d);
  forget(d, &d->strange);
  return any;
}
