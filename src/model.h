/* model: scales, frameworks, classes, learners and terms, and what makes each of them right. Knows no XML.
 *
 * All ids, labels and statements borrow from the arena that loaded them. A domain is everything that a mapping and its
 * records speak of, and is immutable once loaded.
 */
#ifndef CAIRN_MODEL_H
#define CAIRN_MODEL_H

#include "data.h"

struct level {
  struct str id, label; /* the label in the domain's language */
  struct str style;     /* Word's name of the paragraph style of its cells; empty for none */
  struct str family;    /* one plain sentence */
  struct str colour;    /* six hexadecimal digits; empty for none */
  struct str *names;    /* label and aliases in every language, folded, for reading */
  struct str folded_id;
  size_t name_count;
  bool alongside, alone; /* stands beside any other; never with another */
};

struct scale {
  struct str id, title, separator, unset_style;
  struct level *levels; /* in their order */
  size_t count;
};

struct area;
struct organiser {
  struct str id, title;
  const struct area *area;
};

struct milestone {
  struct str id, statement, code; /* code empty for none */
  struct str folded, bare;        /* the statement; and without the mark of a list before it and the stop behind it */
  const struct organiser *organiser;
  const struct area *area;
  size_t order; /* over all frameworks of the domain */
};

struct area {
  struct str id, title, folded;       /* the title, folded */
  const struct milestone *milestones; /* count of them, in order, side by side */
  size_t count, order;
};

struct domain {
  struct scale *scales;
  size_t scale_count;
  struct area *areas;
  size_t area_count;
  struct milestone *milestones; /* in order */
  size_t milestone_count;
  const struct milestone **by_id; /* sorted by id */
};

/* What kind of file a tree is, by its key: "record", "class", "scale", "framework", "mapping", "list of sources", or NULL. */
const char *file_kind(const struct node *root);

/* Where Cairn's own mappings, templates, scales and frameworks are: beside the program in its tree, else PREFIX/share/cairn. */
const char *data_folder(struct arena *arena);
/* The path of name (with ending added when it has none) beside the folder given, else in the data folder under sub; a name
 * with a slash is a path from that folder. NULL, with a message at where, when there is none. */
const char *data_find(struct arena *arena, const char *folder, const char *sub, const char *name, const char *ending,
                      const char *what, struct where where, struct messages *messages);
/* The same for a name that stands in a file of that folder: it may come from anywhere, so that a path that leads out of the folder, also by
 * links, is an error. Cairn's own data are no way out. */
const char *data_find_below(struct arena *arena, const char *folder, const char *sub, const char *name,
                            const char *ending, const char *what, struct where where, struct messages *messages);

/* Scales and frameworks that were read and found right: mappings that are loaded one after another read each file once. */
struct library {
  ARRAY(struct source *) sources;
};

/* Loads scales and frameworks by name and joins them; NULL after any error. Each list of names comes with the file that holds it:
 * names are looked up beside that file first. language: such as "en". library: NULL when nothing else is loaded. */
struct domain *domain_load(struct arena *arena, const struct source *scales_in, const struct node *scales,
                           const struct source *frameworks_in, const struct node *frameworks, const char *language,
                           struct library *library, struct messages *messages);
const struct scale *domain_scale(const struct domain *domain, struct str id);
const struct milestone *domain_milestone(const struct domain *domain, struct str id);
/* By statement, compared folded, else without what people copy beside it (a bullet or number before it, a full stop behind it): within the area, or (area NULL) in all, then only when it is the only one. */
const struct milestone *domain_statement(struct arena *arena, const struct domain *domain, const struct area *area,
                                         struct str statement);
const struct area *domain_area(struct arena *arena, const struct domain *domain, struct str title);

const struct level *scale_level(const struct scale *scale, struct str id);
/* How the names of levels are compared: folded, hyphens between letters as spaces, abbreviations without their full stops. */
struct str scale_fold(struct arena *arena, struct str text);
/* The level whose label, alias or id this text is; NULL for none. Bullets, brackets or quotes around it and a full stop, comma or
 * semicolon behind it are left out, and so are the number of the level before it and, in brackets behind it, another name of the same
 * level. */
const struct level *scale_read(struct arena *arena, const struct scale *scale, struct str text);
/* The levels named in a text, the longest label or alias first, between separators (the scale's, "," ";" "/" "+" "&" "and" "then"
 * "with" "plus", " - ", bullets, full stops, line feeds). False when something in it was not understood, or they differ. At most scale->count levels,
 * in the order found. */
bool scale_read_list(struct arena *arena, const struct scale *scale, struct str text, const struct level **levels,
                     size_t *count);
bool levels_differ(const struct level *const *levels, size_t count); /* one that stands alone is beside others */
/* The bytes of a bullet, or of a number of one or two digits with its full stop or bracket, at the head of a folded text; 0 for
 * none. */
size_t list_mark(struct str folded);
/* A folded statement as people copy it: without the mark or the number of a list before it, and the stop behind it. */
struct str statement_bare(struct str folded);
/* The items of such a text that are not understood, folded, with ", " between them; empty for none. */
struct str scale_unclear(struct arena *arena, const struct scale *scale, struct str text);
/* The levels that a text which is none may mean: those that it names, else those that it abbreviates, else those that it is a slip of.
 * At most scale->count, in the scale's order; gives how many. */
size_t scale_candidates(struct arena *arena, const struct scale *scale, struct str text, const struct level **levels);

/* Checks the shape of one file (keys, types, patterns, dates, repeats inside the file) and adds a message for each fault;
 * true when there was none. Scales and frameworks are checked as wholes: labels, separators, statements. */
bool record_check_shape(struct arena *arena, const struct source *source, struct messages *messages);
bool class_check(struct arena *arena, const struct source *source, struct messages *messages);
bool scale_check(struct arena *arena, const struct source *source, struct messages *messages);
bool sources_check(struct arena *arena, const struct source *source, struct messages *messages);
bool framework_check(struct arena *arena, const struct source *source, struct messages *messages);
/* What only the domain can tell: levels off their scale, supports that stand alone, unknown milestones. engagement and
 * support are the scales in use. */
bool record_check_domain(struct arena *arena, const struct source *source, const struct domain *domain,
                         const struct scale *engagement, const struct scale *support, struct messages *messages);

/* The term of a record: session and number may be NULL when that leaves one. NULL, with a message, when it is not there. */
const struct node *record_term(const struct source *record, const char *session, const char *term, struct arena *arena,
                               struct messages *messages);
/* The term of just this session and number, of which either may be empty; NULL for none. A record may be NULL here and below. */
const struct node *record_named(const struct node *record, struct str session, struct str term);
/* The latest term of the record before session and number; NULL for none. */
const struct node *record_previous(const struct node *record, struct str session, struct str term);
/* The class that a term to type into is of: its own where the record has the term; else, since the learner is in that class now, the one that
 * the class's own file names; else that of the latest term before it. NULL for none. class: the root of that file, or NULL. */
const struct node *record_class(const struct node *record, const struct node *class, struct str session,
                                struct str term);
bool id_valid(struct str text);       /* small letters, digits, dots and hyphens, a letter first; no word such as yes */
bool session_valid(struct str text);  /* two years that follow each other: 2025-26 */
bool term_valid(struct str text);     /* 1 to 4 */
bool date_valid(struct str text);     /* YYYY-MM-DD of a day that is */
bool datetime_valid(struct str text); /* a date, "T", hh:mm:ss, perhaps a fraction, perhaps Z or an offset */

#endif
