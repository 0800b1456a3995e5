/* Text that is there and may not be meant: struck out or hidden, or a symbol that says what no text does. */
#include "tick.h"
#include "word_read.h"

#include <stdlib.h>

static bool struck(const struct document *document, const struct element *run) {
  return run_looks(document, run, W_STRIKE) || run_looks(document, run, W_DSTRIKE);
}

/* A row's w:hidden hides the mark of its end: where any text of the row is shown, the row is (17.4.20). */
static bool hidden(const struct document *document, const struct element *run) {
  return run_looks(document, run, W_VANISH);
}

typedef bool (*run_test)(const struct document *document, const struct element *run);

static const struct element *scope_at(const struct passage *passage, size_t n) {
  if (passage->control) return n ? NULL : passage->control;
  return n < passage->count ? passage->paragraphs[n] : NULL;
}

/* Adds the words of a paragraph that look so; a comma stands where others are between them. A run may hold thousands of pieces: it is
 * looked at once. */
static void add_words_that(struct text *out, const struct passage *passage, const struct element *scope,
                           run_test looks) {
  struct atoms atoms = {0};
  const struct element *looked = NULL;
  bool apart = true, so = false;
  atoms_read(out->arena, scope, passage->part, &atoms);
  for (size_t i = 0, from = 0, to; i < atoms.n; i++, from = to) {
    to = from + atoms.at[i].text.len;
    bool inside = !passage->part || (from < passage->to && to > passage->from);
    const struct element *run = element_ancestor(atoms.at[i].element, W_R);
    if (inside && run != looked) so = run && looks(passage->story->document, run);
    if (inside) looked = run;
    bool found = inside && so && (!apart || str_trim(atoms.at[i].text).len);
    if (found && apart && out->len) text_add_z(out, ", ");
    if (found) text_add(out, atoms.at[i].text);
    apart = !found;
  }
}

static struct str words_that(struct arena *arena, const struct passage *passage, run_test looks) {
  struct text out = {.arena = arena};
  const struct element *scope;
  for (size_t n = 0; (scope = scope_at(passage, n)); n++) add_words_that(&out, passage, scope, looks);
  return str_trim(text_str(&out));
}

/* Whether a symbol stands in the passage, which says nothing of what is before or behind it in its line. */
static bool stands_in(struct arena *arena, const struct passage *passage, const struct element *p,
                      const struct element *sym) {
  if (!passage->part) return true;
  size_t at = text_before(arena, p, sym->start);
  return passage->from < passage->to && at >= passage->from && at <= passage->to;
}

static struct str symbol_in(struct arena *arena, const struct passage *passage, bool boxes) {
  const struct element *scope;
  for (size_t n = 0; (scope = scope_at(passage, n)); n++)
    for (const struct element *e = scope, *next; e; e = next) {
      next = is_foreign(e->name) ? element_next_past(e, scope) : element_next(e, scope);
      if (e->name != W_SYM || (boxes && is_box_symbol(arena, e)) || !stands_in(arena, passage, scope, e)) continue;
      return str_joined(arena, element_value(e, W_FONT), STR(" "), element_value(e, W_CHAR));
    }
  return STR("");
}

struct doubt passage_doubt(struct arena *arena, const struct passage *passage, bool boxes) {
  struct doubt doubt = {DOUBT_STRUCK, words_that(arena, passage, struck)};
  if (!doubt.words.len) doubt = (struct doubt){DOUBT_HIDDEN, words_that(arena, passage, hidden)};
  if (!doubt.words.len) doubt = (struct doubt){DOUBT_SYMBOL, symbol_in(arena, passage, boxes)};
  return doubt.words.len ? doubt : (struct doubt){DOUBT_NONE, STR("")};
}
