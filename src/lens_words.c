/* Words that are no one's data: those by which a mapping finds its places, and those of its template. */
#include "lens_parts.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>

static bool is_word(enum locator_kind kind) {
  return kind == AT_LABEL || kind == AT_BELOW || kind == AT_HEADING || kind == AT_COLUMN || kind == AT_COMMENTS;
}

typedef ARRAY(struct str) word_list;

static void add_word(struct arena *arena, word_list *list, struct str word) {
  if (word.len) *PUSH(arena, list) = fold(arena, word);
}

static void add_fields(struct arena *arena, word_list *list, const struct field *fields, size_t count) {
  for (size_t i = 0; i < count; i++)
    for (size_t l = 0; l < fields[i].locator_count; l++)
      if (is_word(fields[i].locators[l].kind)) add_word(arena, list, fields[i].locators[l].name);
}

static void add_view(struct arena *arena, word_list *list, const struct mapping *mapping) {
  const struct group *group = mapping->group;
  if (mapping->view) add_word(arena, list, mapping->view->header);
  add_fields(arena, list, mapping->fields, mapping->count);
  if (!group) return;
  for (size_t i = 0; i < group->header_count; i++) add_word(arena, list, group->header[i]);
  add_word(arena, list, group->heading);
  add_word(arena, list, group->caption);
  add_fields(arena, list, group->fields, group->count);
}

static int by_letters(const void *a, const void *b) {
  return str_compare(*(const struct str *)a, *(const struct str *)b);
}

struct mapping_words mapping_words(struct arena *arena, const struct mapping *mapping) {
  word_list list = {0};
  const struct mapping *whole = mapping->whole ? mapping->whole : mapping;
  for (size_t i = 0; i < mapping_view_count(whole); i++) add_view(arena, &list, mapping_view(whole, i));
  if (list.n) qsort(list.at, list.n, sizeof *list.at, by_letters);
  return (struct mapping_words){list.at, list.n};
}

static bool is_among(const struct mapping_words *words, struct str folded) {
  return words->count && bsearch(&folded, words->at, words->count, sizeof folded, by_letters);
}

/* In a header, the name of a level whose ticks stand below it. */
static bool names_level(struct arena *arena, const struct plan *plan, const struct element *p, struct str text) {
  const struct group *group = plan->mapping->group;
  for (size_t t = 0; t < plan->table_count; t++)
    for (size_t i = 0; element_within(p, plan->tables[t].table.tbl) && i < group->count; i++)
      if (plan->tables[t].levels[i] && scale_read(arena, group->fields[i].codec.scale, text)) return true;
  return false;
}

/* A column's name may be broken over lines; a cell of more markup than any name has is not put together for each of its lines. What
 * stands in a text box beside the name is none of them. */
static struct str around(struct arena *arena, const struct element *p, struct str text) {
  enum { MOST = 32 << 10 };
  struct element *tc = p->parent;
  while (tc && tc->name != W_TC && tc->name != W_TXBX_CONTENT) tc = tc->parent;
  return tc && tc->name == W_TC && tc->end - tc->start < MOST ? cell_words(arena, &(struct cell){.tc = tc}) : text;
}

bool is_mapping_word(struct arena *arena, const struct mapping_words *words, const struct plan *plan,
                     const struct element *p, struct str text) {
  return is_among(words, fold(arena, text)) || is_among(words, around(arena, p, text)) ||
         (plan->mapping->group && names_level(arena, plan, p, text));
}

/* Text with every run of digits as one 0, so that a page number is the same words. */
void add_words(struct text *out, struct str text) {
  for (size_t at = 0, from; at < text.len;) {
    for (from = at; at < text.len && !isdigit((unsigned char)text.at[at]);) at++;
    text_add(out, str_sub(text, from, at));
    bool more = at < text.len && !(out->len && out->at[out->len - 1] == '0');
    if (more) text_add_byte(out, '0');
    while (at < text.len && isdigit((unsigned char)text.at[at])) at++;
  }
}

/* ---- the template's words: literal pieces, with a gap where a control stands ---- */

typedef ARRAY(struct str) pieces;

static void end_piece(struct arena *arena, struct text *piece, pieces *list) {
  *PUSH(arena, list) = fold(arena, text_str(piece));
  *piece = (struct text){.arena = arena};
}

static bool says_something(const struct element *scope) {
  for (const struct element *e = scope; e; e = element_next(e, scope))
    if (e->name == W_T && element_text(e).len) return true;
  return false;
}

bool is_apart(const struct element *e) {
  if (e->name == MC_FALLBACK) return says_something(element_child(e->parent, MC_CHOICE));
  return e->name == W_TXBX_CONTENT || e->name == W_DEL || e->name == W_MOVE_FROM;
}

static pieces paragraph_pieces(struct arena *arena, const struct element *p) {
  pieces list = {0};
  struct text piece = {.arena = arena};
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    next = e->name == W_SDT || is_apart(e) ? element_next_past(e, p) : element_next(e, p);
    if (e->name == W_SDT) end_piece(arena, &piece, &list);
    struct str text;
    if (piece_text(arena, e, &text)) add_words(&piece, text);
  }
  end_piece(arena, &piece, &list);
  return list;
}

/* The pieces stand in the text in their order, the first at its beginning and the last at its end. */
static bool pieces_match(const pieces *list, struct str text) {
  for (size_t i = 0; i < list->n; i++) {
    struct str piece = list->at[i];
    bool last = i + 1 == list->n;
    if (i == 0 && !str_starts(text, piece)) return false;
    ptrdiff_t at = !piece.len || i == 0 ? 0 : str_find(text, piece);
    if (at < 0 || (last && piece.len && !str_equal(str_sub(text, text.len - piece.len, text.len), piece))) return false;
    text = last && !list->at[i].len ? STR("") : str_sub(text, (size_t)at + piece.len, text.len);
  }
  return list->n > 1 || !text.len;
}

/* By the byte that they begin with; 0 for those that begin with a gap. */
struct patterns {
  struct {
    ARRAY(pieces) list;
  } by_first[UCHAR_MAX + 1];
};

static unsigned char first_byte(struct str text) { return text.len ? (unsigned char)text.at[0] : 0; }

/* Of two letters and less, nothing is known again. */
static void add_pattern(struct arena *arena, struct patterns *patterns, pieces list) {
  size_t letters = 0;
  for (size_t i = 0; i < list.n; i++) letters += list.at[i].len;
  if (letters < 3) return;
  *PUSH(arena, &patterns->by_first[first_byte(list.at[0])].list) = list;
}

/* Some programs turn a table's caption and description into a paragraph. */
static pieces caption_pieces(struct arena *arena, const struct element *tbl) {
  pieces list = {0};
  struct text piece = {.arena = arena};
  struct element *properties = element_child(tbl, W_TBL_PR);
  add_words(&piece, element_value(element_child(properties, W_TBL_CAPTION), W_VAL));
  add_words(&piece, element_value(element_child(properties, W_TBL_DESCRIPTION), W_VAL));
  end_piece(arena, &piece, &list);
  return list;
}

const struct patterns *template_patterns(struct arena *arena, const struct document *template) {
  struct patterns *patterns = NEW(arena, struct patterns);
  for (size_t s = 0; template && s < template->story_count; s++) {
    struct element *root = template->stories[s].markup->root;
    for (struct element *e = root; e; e = element_next(e, root)) {
      if (e->name == W_P) add_pattern(arena, patterns, paragraph_pieces(arena, e));
      if (e->name == W_TBL) add_pattern(arena, patterns, caption_pieces(arena, e));
    }
  }
  return patterns;
}

static bool any_matches(const struct patterns *patterns, unsigned char first, struct str folded) {
  for (size_t i = 0; i < patterns->by_first[first].list.n; i++)
    if (pieces_match(&patterns->by_first[first].list.at[i], folded)) return true;
  return false;
}

bool in_template(struct arena *arena, const struct patterns *patterns, struct str text) {
  struct text words = {.arena = arena};
  add_words(&words, text);
  struct str folded = fold(arena, text_str(&words));
  return any_matches(patterns, first_byte(folded), folded) || any_matches(patterns, 0, folded);
}
