/* Rows that stand under the name of another term or session than the document's: they are none of its own. */
#include "plan_parts.h"

#include <string.h>

enum { LONGEST_NAME = 60, MOST_WORDS = 8 };

/* What the document says that it is of; empty for nothing, or where it says several things itself. */
struct own {
  const struct node *words; /* of the mapping, for terms */
  struct str term, session;
  const struct plan *filled; /* whose places will say so; NULL: the document says so already */
};

enum named_as { NAMES_NOTHING, NAMES_OWN, NAMES_OTHER };

static struct str bare(struct str word) {
  static const char marks[] = "()[],.;:*";
  while (word.len && strchr(marks, word.at[0])) word = str_sub(word, 1, word.len);
  while (word.len && strchr(marks, word.at[word.len - 1])) word.len--;
  return word;
}

static size_t words_of(struct str text, struct str *words) {
  size_t count = 0;
  for (size_t at = 0, to; at < text.len; at = to + 1) {
    for (to = at; to < text.len && text.at[to] != ' ';) to++;
    struct str word = bare(str_sub(text, at, to));
    if (word.len && count == MOST_WORDS) return MOST_WORDS + 1;
    if (word.len) words[count++] = word;
  }
  return count;
}

static bool is_one_of(struct str word, const char *const *list) {
  for (; *list; list++)
    if (str_is(word, *list)) return true;
  return false;
}

/* "last term", "previous year's" */
static bool is_relative(struct str one, struct str two) {
  static const char *const before[] = {"last", "previous", "prior", "next", NULL};
  static const char *const span[] = {"term",   "year",   "session",   "term's",    "year's",
                                     "term’s", "year’s", "session's", "session’s", NULL};
  return is_one_of(one, before) && is_one_of(two, span);
}

static bool names_term(struct arena *arena, const struct own *own, struct str one, struct str two, struct str *term) {
  bool said = str_is(one, "term") || str_is(two, "term");
  return said && term_read(arena, own->words, str_joined(arena, one, STR(" "), two), term);
}

static bool names_session(struct arena *arena, struct str word, struct str *session) {
  bool year = word.len > 6 && word.at[0] == '2' && word.at[1] == '0';
  return year && session_read(arena, word, session);
}

struct named {
  struct str term, session;
  bool relative;
};

/* Which term or session a heading, a band or a line names; a text that is long names none. */
static struct named named_by(struct arena *arena, const struct own *own, struct str text) {
  struct named named = {0};
  struct str called;
  struct str words[MOST_WORDS], folded = text.len > LONGEST_NAME ? STR("") : fold(arena, text);
  size_t count = words_of(folded, words);
  if (!count || count > MOST_WORDS) return named;
  if (own->words && term_read(arena, own->words, bare(folded), &called)) return (struct named){.term = called};
  for (size_t i = 0; i < count; i++) {
    struct str next = i + 1 < count ? words[i + 1] : STR(""), term, session;
    named.relative = named.relative || is_relative(words[i], next);
    if (next.len && names_term(arena, own, words[i], next, &term)) named.term = term;
    if (names_session(arena, words[i], &session)) named.session = session;
  }
  return named;
}

/* The document's own term or session will be written there. */
static bool is_filled(const struct own *own, const char *key, const struct element *scope) {
  const struct field *field = own->filled ? mapping_field(own->filled->mapping, key) : NULL;
  const struct places *places = field ? &own->filled->places[field - own->filled->mapping->fields] : NULL;
  for (size_t n = 0; places && n < places->count; n++)
    if (element_within(places->passages[n].paragraphs[0], scope)) return true;
  return false;
}

/* scope: the paragraph or row whose text it is. */
static enum named_as naming_of(struct arena *arena, const struct own *own, struct str text,
                               const struct element *scope) {
  struct named named = named_by(arena, own, text);
  bool other_term =
      named.term.len && own->term.len && !str_equal(named.term, own->term) && !is_filled(own, "term.term", scope);
  bool other_session = named.session.len && own->session.len && !str_equal(named.session, own->session) &&
                       !is_filled(own, "term.session", scope);
  if (named.relative || other_term || other_session) return NAMES_OTHER;
  return named.term.len || named.session.len ? NAMES_OWN : NAMES_NOTHING;
}

/* ---- what the document is of ---- */

static struct str own_term(struct arena *arena, const struct plan *plan, const struct node **words) {
  const struct field *field = mapping_field(plan->mapping, "term.term");
  const struct places *places = field ? &plan->places[field - plan->mapping->fields] : NULL;
  struct str text = STR(""), term = STR("");
  *words = field ? field->codec.words : NULL;
  if (plan->mapping->view) return plan->mapping->view->term;
  if (!places || places->found == FOUND_SEVERAL || places->taken_by) return term;
  if (places->count)
    text = passage_text(arena, &places->passages[0]);
  else if (places->property)
    text = document_property(plan->document, places->property);
  return term_read(arena, *words, str_trim(text), &term) ? term : STR("");
}

/* ---- above the tables ---- */

/* The name under which the tables stand that come next. */
struct above {
  const char *words; /* NULL: the document's own */
  int level;         /* of the heading that says it; behind all of them for a line */
  bool names_terms;  /* some term or session is named, be it the document's own */
};

/* A line with a label and its value names no rows. */
static bool has_value(struct str text) {
  ptrdiff_t colon = str_find(text, STR(":"));
  return colon >= 0 && (size_t)colon + 1 < text.len;
}

/* A heading that names an area stands in its term, whatever its level. */
static void read_above(struct arena *arena, const struct plan *plan, const struct own *own,
                       const struct landmark *landmark, struct above *above) {
  enum { LINE = 9 };
  bool heading = landmark->heading >= 0;
  struct str text = str_trim(paragraph_text(arena, landmark->p));
  if (landmark->value || element_ancestor(landmark->p, W_TBL) || (!heading && has_value(text))) return;
  enum named_as naming = naming_of(arena, own, text, landmark->p);
  above->names_terms |= naming != NAMES_NOTHING;
  int level = heading ? landmark->heading : LINE;
  bool area = heading && domain_area(arena, plan->mapping->domain, text);
  bool ends = naming == NAMES_OWN || (heading && !area && above->words && level <= above->level);
  if (ends) above->words = NULL;
  if (naming != NAMES_OTHER) return;
  above->words = str_z(arena, text);
  above->level = level;
}

/* ---- in the tables ---- */

/* The words of a row that has nothing else to say, in its first cell; empty for others. */
static struct str band_words(struct arena *arena, const struct plan_table *table, const struct plan_row *row) {
  struct str words = STR("");
  struct passage passage;
  for (size_t c = 0; !row->milestone && !row->line && !row->heads && c < row->row->count; c++) {
    if (!cell_passage(arena, table->table.story, &row->row->cells[c], 0, &passage)) continue;
    struct str text = str_trim(passage_text(arena, &passage));
    if (text.len && c) return STR("");
    if (text.len) words = text;
  }
  return words;
}

static void read_rows(struct arena *arena, struct plan *plan, struct plan_table *table, const struct own *own,
                      const char *words) {
  for (size_t r = 0; r < table->count; r++) {
    struct plan_row *row = &table->rows[r];
    struct str text = band_words(arena, table, row);
    enum named_as naming = naming_of(arena, own, text, row->row->tr);
    row->names_term = naming != NAMES_NOTHING;
    plan->names_terms |= row->names_term;
    if (naming != NAMES_NOTHING) words = naming == NAMES_OTHER ? str_z(arena, text) : NULL;
    row->elsewhere = words;
    if (!words) continue;
    row->milestone = NULL;
    row->pattern = row->blank = row->repeated = row->tag_differs = row->reworded = row->goes_on = false;
    plan->elsewhere = true;
  }
}

/* Which row of a milestone is its first is told anew once some rows are not the document's. */
static void count_again(struct arena *arena, struct plan *plan) {
  const struct domain *domain = plan->mapping->domain;
  bool *seen = arena_alloc(arena, domain->milestone_count + 1, sizeof *seen);
  for (size_t t = 0; t < plan->table_count; t++)
    for (size_t r = 0; r < plan->tables[t].count; r++) {
      struct plan_row *row = &plan->tables[t].rows[r];
      if (!row->milestone) continue;
      row->repeated = seen[row->milestone - domain->milestones];
      seen[row->milestone - domain->milestones] = true;
    }
}

/* A document that does not say its term may name several above its rows: then none of them is its own. */
static bool several_terms(struct arena *arena, const struct plan *plan, const struct own *own) {
  struct str first = STR("");
  for (size_t i = 0; i < plan->index->count; i++) {
    const struct landmark *landmark = &plan->index->landmarks[i];
    if (landmark->story->kind != STORY_MAIN) continue;
    struct str term = named_by(arena, own, str_trim(paragraph_text(arena, landmark->p))).term;
    struct element *tr = term.len ? element_ancestor(landmark->p, W_TR) : NULL;
    if (!term.len || (tr && row_read(arena, tr).count != 1)) continue;
    if (first.len && !str_equal(term, first)) return true;
    first = term;
  }
  return false;
}

/* Goes on to what stands above a table. */
static void read_down_to(struct arena *arena, const struct plan *plan, const struct own *own, const struct table *table,
                         size_t *next, struct above *above) {
  for (; *next < plan->index->count; ++*next) {
    const struct landmark *landmark = &plan->index->landmarks[*next];
    if (landmark->story != table->story || landmark->p->start > table->tbl->start) return;
    read_above(arena, plan, own, landmark, above);
  }
}

static bool terms_in_columns(const struct plan *plan) { return plan->mapping->view && plan->mapping->view->header.len; }

static bool takes_rows(const struct plan_table *table) {
  for (size_t r = 0; r < table->count; r++)
    if (table->rows[r].milestone || table->rows[r].pattern) return true;
  return false;
}

const char *plan_other_term(struct arena *arena, const struct plan *plan, struct str term, struct str session) {
  const struct field *field = mapping_field(plan->mapping, "term.term");
  struct own own = {field ? field->codec.words : NULL, term, session, plan};
  struct above above = {0};
  size_t next = 0;
  for (size_t t = 0; plan->names_terms && !terms_in_columns(plan) && t < plan->table_count; t++) {
    const struct plan_table *table = &plan->tables[t];
    read_down_to(arena, plan, &own, &table->table, &next, &above);
    if (above.words && takes_rows(table)) return above.words;
    for (size_t r = 0; r < table->count; r++) {
      struct str text = band_words(arena, table, &table->rows[r]);
      if (naming_of(arena, &own, text, table->rows[r].row->tr) == NAMES_OTHER) return str_z(arena, text);
    }
  }
  return NULL;
}

void plan_terms(struct arena *arena, struct plan *plan) {
  struct own own = {.session = plan->session};
  struct above above = {0};
  size_t next = 0;
  const char *words = NULL;
  own.term = own_term(arena, plan, &own.words);
  if (terms_in_columns(plan) || !plan->table_count) return;
  if (!own.term.len && several_terms(arena, plan, &own)) own.term = STR("0");
  for (size_t t = 0; t < plan->table_count; t++) {
    struct plan_table *table = &plan->tables[t];
    read_down_to(arena, plan, &own, &table->table, &next, &above);
    bool part = table->header.top == NO_ROW && t && table->chain == table[-1].chain;
    if (part && table[-1].count)
      words = table[-1].rows[table[-1].count - 1].elsewhere;
    else
      words = above.words;
    read_rows(arena, plan, table, &own, words);
  }
  plan->names_terms |= above.names_terms;
  if (plan->elsewhere) count_again(arena, plan);
}
