/* A learner's record: its form, and the terms in it. */
#include "shape.h"

#include <string.h>
#include <strings.h>

/* ---- the form ---- */

static void check_contributor(struct checker *checker, const struct node *text) {
  check_words(checker, text);
  if (str_find(text->text, STR("; ")) >= 0)
    tell(checker, MSG_SEPARATOR_IN_VALUE, text, str_z(checker->arena, text->text), "; ");
}

/* How our own mappings begin a comment that is something more: it would be read back as that. */
static void check_comment(struct checker *checker, const struct node *text) {
  static const char *const beginnings[][2] = {{"Preferred:", "a preferred support"},
                                              {"Helps:", "a preferred support"},
                                              {"Works best:", "a preferred support"},
                                              {"Staff only:", "a comment for staff"}};
  check_words(checker, text);
  const char *z = str_z(checker->arena, str_trim(text->text));
  for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
    if (strncasecmp(z, beginnings[i][0], strlen(beginnings[i][0])) == 0)
      tell(checker, MSG_READS_BACK_OTHER, text, beginnings[i][0], beginnings[i][1]);
}

static const char *const FOR_WHOM[] = {"staff", NULL};

static const struct shape_key PREFERRED_KEYS[] = {
    {.key = "text", .kind = SHAPE_TEXT, .required = true, .check = check_comment},
    {.key = "by", .kind = SHAPE_TEXT, .required = true, .check = check_words},
    {.key = "initials", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "date", .kind = SHAPE_TEXT, .check = check_moment},
};
static const struct shape PREFERRED = SHAPE("a preferred support", PREFERRED_KEYS);

static const struct shape_key COMMENT_KEYS[] = {
    {.key = "text", .kind = SHAPE_TEXT, .required = true, .check = check_comment},
    {.key = "by", .kind = SHAPE_TEXT, .required = true, .check = check_words},
    {.key = "initials", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "date", .kind = SHAPE_TEXT, .check = check_moment},
    {.key = "for", .kind = SHAPE_TEXT, .words = FOR_WHOM},
};
static const struct shape COMMENT = SHAPE("a comment", COMMENT_KEYS);

static const struct shape_key ASSESSMENT_KEYS[] = {
    {.key = "milestone", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "engagement", .kind = SHAPE_TEXT, .check = check_id},
    {.key = "supports", .kind = SHAPE_TEXTS, .check = check_id},
    {.key = "date", .kind = SHAPE_TEXT, .check = check_date},
    {.key = "saw", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "next-steps", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "preferred", .kind = SHAPE_MAPS, .of = &PREFERRED},
    {.key = "comments", .kind = SHAPE_MAPS, .of = &COMMENT},
};
static const struct shape ASSESSMENT = SHAPE("an assessment", ASSESSMENT_KEYS);

static const struct shape_key FAMILY_KEYS[] = {
    {.key = "enjoys", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "does-well", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "new", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "next", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "child-views", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "family-views", .kind = SHAPE_TEXT, .check = check_words},
};
static const struct shape FAMILY = SHAPE("the family's page", FAMILY_KEYS);

static const struct shape_key TERM_KEYS[] = {
    {.key = "session", .kind = SHAPE_TEXT, .required = true, .check = check_session},
    {.key = "term", .kind = SHAPE_TEXT, .required = true, .check = check_term},
    {.key = "date", .kind = SHAPE_TEXT, .check = check_date},
    {.key = "review", .kind = SHAPE_TEXT, .check = check_date},
    {.key = "class", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "completed-by", .kind = SHAPE_TEXTS, .check = check_contributor},
    {.key = "family", .kind = SHAPE_MAP, .of = &FAMILY},
    {.key = "focus", .kind = SHAPE_TEXTS, .check = check_id},
    {.key = "assessments", .kind = SHAPE_MAPS, .of = &ASSESSMENT},
};
static const struct shape TERM = SHAPE("a term", TERM_KEYS);

static const struct shape_key LEARNER_KEYS[] = {
    {.key = "id", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "name", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "known-as", .kind = SHAPE_TEXT, .required = true, .check = check_words},
    {.key = "born", .kind = SHAPE_TEXT, .check = check_date},
    {.key = "scn", .kind = SHAPE_TEXT, .check = check_words},
};
static const struct shape LEARNER = SHAPE("a learner", LEARNER_KEYS);

static const struct shape_key RECORD_KEYS[] = {
    {.key = "version", .kind = SHAPE_TEXT, .required = true, .check = check_version},
    {.key = "learner", .kind = SHAPE_MAP, .required = true, .of = &LEARNER},
    {.key = "unplaced", .kind = SHAPE_ANY},
    {.key = "terms", .kind = SHAPE_MAPS, .of = &TERM},
};
static const struct shape RECORD = SHAPE("a record", RECORD_KEYS);

/* ---- what stands twice ---- */

enum { IN_FOCUS, IN_ASSESSMENTS };

static void add_text(struct checker *checker, struct names *names, const struct node *text, size_t group) {
  if (node_str(text).len) names_add(checker, names, text->text, text, group);
}

static void tell_overlap(struct checker *checker, const struct named *first, const struct named *again) {
  if (first->group == again->group)
    tell_repeated(checker, first, again);
  else
    tell(checker, MSG_FOCUS_OVERLAP, first->node, str_z(checker->arena, first->name));
}

static void check_term_names(struct checker *checker, const struct node *term) {
  struct names milestones = {0};
  for (const struct node *item = node_items(term, "focus"); item; item = item->next)
    add_text(checker, &milestones, item, IN_FOCUS);
  for (const struct node *entry = node_items(term, "assessments"); entry; entry = entry->next) {
    struct names supports = {0};
    add_text(checker, &milestones, node_get(entry, "milestone"), IN_ASSESSMENTS);
    for (const struct node *item = node_items(entry, "supports"); item; item = item->next)
      add_text(checker, &supports, item, 0);
    names_tell(checker, &supports, tell_repeated);
  }
  names_tell(checker, &milestones, tell_overlap);
}

static void tell_term(struct checker *checker, const struct named *first, const struct named *again) {
  (void)first;
  tell(checker, MSG_TERM_REPEATED, again->node, str_z(checker->arena, node_get_str(again->node, "session")),
       str_z(checker->arena, node_get_str(again->node, "term")));
}

static const char *term_name(struct arena *arena, const struct node *term) {
  return str_format(arena, "%s term %s", str_z(arena, node_get_str(term, "session")),
                    str_z(arena, node_get_str(term, "term")));
}

bool record_check_shape(struct arena *arena, const struct source *source, struct messages *messages) {
  struct checker checker = {arena, source, messages};
  size_t before = messages->list.n, errors = messages->errors;
  struct names terms = {0};
  shape_check_file(&checker, "record", &RECORD);
  for (const struct node *term = node_items(source->root, "terms"); term; term = term->next) {
    bool named = node_get_str(term, "session").len && node_get_str(term, "term").len;
    if (named) names_add(&checker, &terms, str_from(term_name(arena, term)), term, 0);
    check_term_names(&checker, term);
  }
  names_tell(&checker, &terms, tell_term);
  messages_in_order(messages, before);
  return messages->errors == errors;
}

/* ---- what only the domain can tell ---- */

struct judge {
  struct checker checker;
  const struct domain *domain;
  const struct scale *engagement, *support;
};

static void check_milestone(struct judge *judge, const struct node *id) {
  struct arena *arena = judge->checker.arena;
  const struct domain *domain = judge->domain;
  if (node_nothing(id) || domain_milestone(domain, node_str(id))) return;
  tell(&judge->checker, MSG_MILESTONE_UNKNOWN, id, str_z(arena, node_str(id)));
  if (!has_room(&judge->checker)) return;
  const char **ids = arena_alloc(arena, domain->milestone_count, sizeof *ids);
  for (size_t i = 0; i < domain->milestone_count; i++) ids[i] = str_z(arena, domain->milestones[i].id);
  message_suggest(judge->checker.messages, nearest(arena, node_str(id), ids, domain->milestone_count));
}

/* The id that was meant: the text may be a label or alias. */
static const char *suggest_id(struct arena *arena, const struct scale *scale, struct str text) {
  const struct level *level = scale_read(arena, scale, text);
  if (level) return str_z(arena, level->id);
  const char **ids = arena_alloc(arena, scale->count, sizeof *ids);
  for (size_t i = 0; i < scale->count; i++) ids[i] = str_z(arena, scale->levels[i].id);
  return nearest(arena, text, ids, scale->count);
}

static const struct level *check_level(struct judge *judge, const struct scale *scale, const struct node *id) {
  struct arena *arena = judge->checker.arena;
  if (!scale || node_nothing(id)) return NULL;
  const struct level *level = scale_level(scale, node_str(id));
  if (level) return level;
  tell(&judge->checker, MSG_OFF_SCALE, id, str_z(arena, node_str(id)), str_z(arena, scale->id));
  if (has_room(&judge->checker)) message_suggest(judge->checker.messages, suggest_id(arena, scale, node_str(id)));
  return NULL;
}

static void check_supports(struct judge *judge, const struct node *entry) {
  const struct node *alone = NULL;
  size_t others = 0;
  for (const struct node *item = node_items(entry, "supports"); item; item = item->next) {
    const struct level *level = check_level(judge, judge->support, item);
    if (level && level->alone) alone = item;
    others += level && !level->alone && !level->alongside;
  }
  if (alone && others) tell(&judge->checker, MSG_STANDS_ALONE, alone, str_z(judge->checker.arena, node_str(alone)));
}

bool record_check_domain(struct arena *arena, const struct source *source, const struct domain *domain,
                         const struct scale *engagement, const struct scale *support, struct messages *messages) {
  struct judge judge = {{arena, source, messages}, domain, engagement, support};
  size_t before = messages->list.n, errors = messages->errors;
  for (const struct node *term = node_items(source->root, "terms"); term; term = term->next) {
    for (const struct node *item = node_items(term, "focus"); item; item = item->next) check_milestone(&judge, item);
    for (const struct node *entry = node_items(term, "assessments"); entry; entry = entry->next) {
      check_milestone(&judge, node_get(entry, "milestone"));
      check_level(&judge, engagement, node_get(entry, "engagement"));
      check_supports(&judge, entry);
    }
  }
  messages_in_order(messages, before);
  return messages->errors == errors;
}

/* ---- terms ---- */

static bool is_asked(const struct node *term, const char *session, const char *number) {
  bool same_session = !session || str_is(node_get_str(term, "session"), session);
  return same_session && (!number || str_is(node_get_str(term, "term"), number));
}

static const char *asked_name(struct arena *arena, const char *session, const char *number) {
  if (session && number) return str_format(arena, "term %s of session %s", number, session);
  return number ? str_format(arena, "term %s", number) : session ? str_format(arena, "session %s", session) : "term";
}

/* The terms that are asked for, by name. */
static const char *list_terms(struct arena *arena, const struct node *record, const char *session, const char *number) {
  struct text out = {.arena = arena};
  for (const struct node *term = node_items(record, "terms"); term; term = term->next) {
    if (!is_asked(term, session, number)) continue;
    text_add_z(&out, out.len ? ", " : "");
    text_add_z(&out, term_name(arena, term));
  }
  return out.len ? str_z(arena, text_str(&out)) : "no terms yet";
}

const struct node *record_term(const struct source *record, const char *session, const char *term, struct arena *arena,
                               struct messages *messages) {
  const struct node *found = NULL;
  size_t count = 0;
  struct where where = {.file = record->path};
  for (const struct node *node = node_items(record->root, "terms"); node; node = node->next) {
    if (!is_asked(node, session, term)) continue;
    found = node;
    count++;
  }
  if (count == 1) return found;
  if (count)
    say(messages, MSG_WHICH_TERM, where, list_terms(arena, record->root, session, term));
  else
    say(messages, MSG_NO_SUCH_TERM, where, asked_name(arena, session, term),
        list_terms(arena, record->root, NULL, NULL));
  return NULL;
}

/* Sessions and terms are written so that their bytes have their order. */
static int compare_terms(const struct node *term, struct str session, struct str number) {
  int order = str_compare(node_get_str(term, "session"), session);
  return order ? order : str_compare(node_get_str(term, "term"), number);
}

const struct node *record_previous(const struct node *record, struct str session, struct str term) {
  const struct node *found = NULL;
  for (const struct node *node = node_items(record, "terms"); node; node = node->next) {
    if (compare_terms(node, session, term) >= 0) continue;
    bool later = !found || compare_terms(node, node_get_str(found, "session"), node_get_str(found, "term")) > 0;
    if (later) found = node;
  }
  return found;
}
