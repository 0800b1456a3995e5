/* lens: get : document -> data, put : data x document -> document, facing each other.
 *
 * Data are one tree: learner, term, and for put also class and previous (the term before). What get gives, put takes; the four laws
 * of the README hold between them.
 */
#ifndef CAIRN_LENS_H
#define CAIRN_LENS_H

#include "plan.h"

/* A paragraph of a place whose text was not understood, and what the place may mean: a list, or NULL, one for all its paragraphs. */
struct unclear {
  const struct element *p;
  struct node **candidates;
};

/* What was not understood and is no text of a paragraph, or more than that: kept as it looks, with the levels that it may mean. */
struct look_left {
  const struct story *story;
  const struct element *e;
  const char *key;
  struct str words, text; /* text: all that stands there; empty when it is listed by itself */
  struct node *candidates;
};

/* What get took from a document, so that the rest can be listed. */
struct taken {
  struct arena *arena;
  ARRAY(const struct element *) places; /* paragraphs and controls */
  ARRAY(struct passage) parts;          /* of paragraphs */
  ARRAY(struct unclear) unclear;
  ARRAY(struct look_left) looks;
  bool *comments;  /* one a comment of the document */
  enum limit over; /* lens_unplaced went over it, and its list ends early; LIMIT_COUNT for none */
};

/* The data of a document: {learner: {...}, term: {...}}; what is absent has no key. taken may be NULL. Messages: values that were not
 * understood, that differ from place to place, rows that repeat. */
struct node *lens_get(struct arena *arena, const struct plan *plan, struct taken *taken, struct messages *messages);
/* The data of a document by every view of its mapping: {learner: {...}, terms: [...]}. A term of which the document says nothing is not
 * among them. taken has what any view took; what two views say alike is told once. *plan: that of a view whose tables are there. */
struct node *lens_get_terms(struct arena *arena, const struct document *document, const struct mapping *mapping,
                            struct taken *taken, struct messages *messages, struct plan **plan);
/* The n-th term of that as lens_get has it: {learner, term}; without a term past the last. */
struct node *lens_term(struct arena *arena, const struct node *data, size_t n);
/* Session and term of such data in words, as far as they are there. */
struct str lens_term_words(struct arena *arena, const struct node *data);
/* The words that are no one's data: those by which a mapping finds its places, and its template's (NULL: none). Found once for many
 * documents. */
struct own_words;
struct own_words *own_words_new(struct arena *arena, const struct mapping *mapping, const struct document *template);

/* What get did not take, with its place and in document order: {place, text} (with candidates, where a value was not clear) and {place, comment, by, date, ...}; of the whole
 * document also {place, table: rows of cells} in place of the texts of a table that is none of the mapping's, {place, picture} (or chart,
 * diagram, drawing, object, footnote, endnote, field), and tracked changes as lens_changes gives them. What stands in the template
 * in the same words, or as the same picture, is left out. Texts, tables and comments of a tracker's row have its milestone's words
 * (statement). *in_rows: how many of them somebody typed into a tracker's rows. */
struct node *lens_unplaced(struct arena *arena, const struct plan *plan, struct taken *taken,
                           const struct own_words *own, bool whole, size_t *in_rows);
/* The tracked changes of a document that change its words (17.13.5): {place, change, text or row or cell or of, by, date}. Those of its
 * looks alone are left out. */
struct node *lens_changes(struct arena *arena, const struct place_index *index);

/* How many columns of the group hold words in the rows of known milestones of which the mapping can read none; *names: these columns, with
 * commas. */
size_t lens_blind(struct arena *arena, const struct plan *plan, struct str *names);

/* A record's comment, or a reply, as it is read back and known again: without its thread, initials that follow from the author, and the time
 * of a whole day. */
struct node *lens_comment(struct arena *arena, const struct node *item);

/* A comment with its thread, as a record has it, in one of two lists. */
struct said_comment {
  const struct node *item;  /* NULL: it is no other's */
  const struct node *apart; /* what may be replies of it that a program without threads set apart; NULL: nothing */
  size_t pair;              /* where the same comment stands in the other list; NO_PAIR: nowhere */
};
#define NO_PAIR SIZE_MAX

/* Finds which comments of two lists are the same, as many as have the same words, author, initials, date and readers. Of several such the
 * pairs are those that leave least to add in all: replies, and that a thread is resolved, to threads that are there, and with what is added
 * whole. Of such pairs those of which both are resolved or neither; then those whose threads have least that is not wanted. Threads
 * that say the same are taken in their order. Of more than 64 near-twins in both lists that holds of each 64, in the order of their
 * threads, so that time stays in proportion. */
void comments_pair(struct arena *arena, struct said_comment *wanted, size_t wanted_count, struct said_comment *there,
                   size_t there_count);

/* What to do with a value of the document that differs from the record's, within one term. */
enum on_conflict { CONFLICT_OVERWRITE, CONFLICT_KEEP, CONFLICT_FAIL };

struct put_options {
  bool all_rows; /* a row for every milestone of the domain */
  bool staff;    /* write comments for staff too */
  /* What is cleared of a term that it lacks, or has otherwise, is told; NULL for nobody's. */
  const struct source *record;
  /* That what the document says otherwise than the record is meant so: asked when there is any. */
  bool (*is_known)(void *of);
  void *of;
  enum on_conflict conflict;
};

/* False, with a message for each mark, when anything in the document says another learner than the data: the id in its property, the
 * SCN, the date of birth, a name on the page. */
bool lens_same_learner(struct arena *arena, const struct plan *plan, const struct node *data,
                       struct messages *messages);

/* What the document says of one field of the mapping; NULL when it says nothing. */
const struct node *lens_value(struct arena *arena, const struct plan *plan, const char *key);

/* Whether the document is of several learners: one name above some of its rows, and another above others. */
bool lens_several_learners(struct arena *arena, const struct plan *plan);

/* Finds out once what put would find out for each of many documents that are made from this one. From then on the plan is only read. */
void lens_settle(struct arena *arena, struct plan *plan);
/* Lays data over the document: every edit goes into changes. False, with messages and no use of changes, when the document may not be
 * written: it is about another learner, or holds a comment for staff. */
bool lens_put(struct arena *arena, const struct plan *plan, const struct node *data, struct put_options options,
              struct changes *changes, struct messages *messages);

/* Checks what only the mapping can tell of a record: values that would read back otherwise (a list's item with its separator, a text
 * that looks like an empty place, a comment with another field's beginning). True when there was none. */
bool lens_check_record(struct arena *arena, const struct mapping *mapping, const struct source *record,
                       struct messages *messages);

/* ---- how comments begin ---- */

/* The text behind one of the beginnings, its colon or dash and one space; false, with rest as it was, when it has none of them. A
 * beginning that the mapping writes without a colon may begin a sentence, and then rest is the whole text. */
bool beginning_take(const struct str *beginnings, size_t count, struct str text, struct str *rest);
/* The text behind the first beginning, a colon and a space; as it is when there are none. */
struct str beginning_add(struct arena *arena, const struct str *beginnings, size_t count, struct str text);
/* The beginning by which a text is for staff: it begins so, or says those words anywhere; NULL for none. */
const struct str *staff_words(struct arena *arena, const struct group *group, struct str text);

#endif
