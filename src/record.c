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

static const char TEXT[] = "write `text: ` and what is said", BY[] = "write `by: ` and who says it";
static const char *const FOR_WHOM[] = {"staff", NULL};
static const char *const STATES[] = {"resolved", NULL};

static const struct shape_key REPLY_KEYS[] = {
    {.key = "text", .kind = SHAPE_TEXT, .required = true, .check = check_words, .advice = TEXT},
    {.key = "by", .kind = SHAPE_TEXT, .required = true, .check = check_words, .advice = BY},
    {.key = "initials", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "date", .kind = SHAPE_TEXT, .check = check_moment},
};
static const struct shape REPLY = SHAPE("a reply", REPLY_KEYS);

static const struct shape_key PREFERRED_KEYS[] = {
    {.key = "text", .kind = SHAPE_TEXT, .required = true, .check = check_words, .advice = TEXT},
    {.key = "by", .kind = SHAPE_TEXT, .required = true, .check = check_words, .advice = BY},
    {.key = "initials", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "date", .kind = SHAPE_TEXT, .check = check_moment},
    {.key = "state", .kind = SHAPE_TEXT, .words = STATES},
    {.key = "replies", .kind = SHAPE_MAPS, .of = &REPLY},
};
static const struct shape PREFERRED = SHAPE("a preferred support", PREFERRED_KEYS);

static const struct shape_key COMMENT_KEYS[] = {
    {.key = "text", .kind = SHAPE_TEXT, .required = true, .check = check_words, .advice = TEXT},
    {.key = "by", .kind = SHAPE_TEXT, .required = true, .check = check_words, .advice = BY},
    {.key = "initials", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "date", .kind = SHAPE_TEXT, .check = check_moment},
    {.key = "for", .kind = SHAPE_TEXT, .words = FOR_WHOM},
    {.key = "state", .kind = SHAPE_TEXT, .words = STATES},
    {.key = "replies", .kind = SHAPE_MAPS, .of = &REPLY},
};
static const struct shape COMMENT = SHAPE("a comment", COMMENT_KEYS);

/* Milestones, levels and supports have no form of their own here: the domain knows each of them. */
static const struct shape_key ASSESSMENT_KEYS[] = {
    {.key = "milestone",
     .kind = SHAPE_TEXT,
     .required = true,
     .advice = "write `milestone: ` and its id, such as communication.choice.1"},
    {.key = "engagement", .kind = SHAPE_TEXT},
    {.key = "supports", .kind = SHAPE_TEXTS},
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
    {.key = "session",
     .kind = SHAPE_TEXT,
     .required = true,
     .check = check_session,
     .advice = "write `session: ` and its two years, such as 2025-26"},
    {.key = "term",
     .kind = SHAPE_TEXT,
     .required = true,
     .check = check_term,
     .advice = "write `term: ` and its number, from 1 to 4"},
    {.key = "date", .kind = SHAPE_TEXT, .check = check_date},
    {.key = "review", .kind = SHAPE_TEXT, .check = check_date},
    {.key = "class", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "completed-by", .kind = SHAPE_TEXTS, .check = check_contributor},
    {.key = "family", .kind = SHAPE_MAP, .of = &FAMILY},
    {.key = "focus", .kind = SHAPE_TEXTS},
    {.key = "assessments", .kind = SHAPE_MAPS, .of = &ASSESSMENT},
};
static const struct shape TERM = SHAPE("a term", TERM_KEYS);

static const struct shape_key LEARNER_KEYS[] = {
    {.key = "id",
     .kind = SHAPE_TEXT,
     .required = true,
     .check = check_id,
     .advice = "write `id: ` and a word for this learner alone, such as rowan-01"},
    {.key = "name", .kind = SHAPE_TEXT, .check = check_words},
    {.key = "known-as",
     .kind = SHAPE_TEXT,
     .required = true,
     .check = check_words,
     .advice = "write `known-as: ` and the name that the learner goes by"},
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

/* Once a milestone, however often it stands in either list: those of focus come first. */
static void tell_overlap(struct checker *checker, const struct named *first, const struct named *again) {
  if (again[-1].group != again->group)
    tell(checker, MSG_FOCUS_OVERLAP, first->node, str_z(checker->arena, first->name));
}

/* How our own mappings begin a comment that is something more: it would be read back as that. Replies have no beginnings, but
 * one for staff makes its thread so; behind the beginning of a comment for staff anything may stand. With nothing behind it, a beginning
 * of another kind is just words. */
static void check_beginning(struct checker *checker, const struct node *text, bool reply) {
  static const char *const beginnings[][2] = {
      {"Staff only:", "a comment for staff"}, {"Preferred:", "a preferred support"},
      {"Prefers:", "a preferred support"},    {"Helps:", "a preferred support"},
      {"Likes:", "a preferred support"},      {"Works best:", "a preferred support"}};
  const char *z = str_z(checker->arena, str_trim(node_str(text)));
  size_t count = reply ? 1 : sizeof beginnings / sizeof *beginnings;
  for (size_t i = 0; i < count; i++) {
    size_t len = strlen(beginnings[i][0]);
    bool begins = strncasecmp(z, beginnings[i][0], len) == 0, more = begins && z[len];
    if (begins && (more || i == 0)) tell(checker, MSG_READS_BACK_OTHER, text, beginnings[i][0], beginnings[i][1]);
  }
}

static void check_beginnings(struct checker *checker, const struct node *item) {
  if (str_is(node_get_str(item, "for"), "staff")) return;
  check_beginning(checker, node_get(item, "text"), false);
  for (const struct node *reply = node_items(item, "replies"); reply; reply = reply->next)
    check_beginning(checker, node_get(reply, "text"), true);
}

static void check_entry_comments(struct checker *checker, const struct node *entry) {
  static const char *const fields[] = {"preferred", "comments"};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    for (const struct node *item = node_items(entry, fields[i]); item; item = item->next)
      check_beginnings(checker, item);
}

static void check_term_names(struct checker *checker, const struct node *term) {
  struct names both = {0}, focus = {0}, assessed = {0};
  for (const struct node *item = node_items(term, "focus"); item; item = item->next) {
    add_text(checker, &both, item, IN_FOCUS);
    add_text(checker, &focus, item, IN_FOCUS);
  }
  for (const struct node *entry = node_items(term, "assessments"); entry; entry = entry->next) {
    struct names supports = {0};
    add_text(checker, &both, node_get(entry, "milestone"), IN_ASSESSMENTS);
    add_text(checker, &assessed, node_get(entry, "milestone"), IN_ASSESSMENTS);
    for (const struct node *item = node_items(entry, "supports"); item; item = item->next)
      add_text(checker, &supports, item, 0);
    names_tell(checker, &supports, tell_repeated);
  }
  names_tell(checker, &both, tell_overlap);
  names_tell(checker, &focus, tell_repeated);
  names_tell(checker, &assessed, tell_repeated);
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
    for (const struct node *entry = node_items(term, "assessments"); entry; entry = entry->next)
      check_entry_comments(&checker, entry);
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

static struct str last_number(struct str id) {
  size_t from = id.len;
  while (from && id.at[from - 1] >= '0' && id.at[from - 1] <= '9') from--;
  return str_sub(id, from, id.len);
}

/* The id that was meant: of this statement, or spelt nearly so. Another number is another milestone, and is not guessed. */
static const char *suggest_milestone(struct arena *arena, const struct domain *domain, struct str text) {
  const struct milestone *stated = domain_statement(arena, domain, NULL, text);
  if (stated) return str_z(arena, stated->id);
  const char **ids = arena_alloc(arena, domain->milestone_count, sizeof *ids);
  size_t count = 0;
  for (size_t i = 0; i < domain->milestone_count; i++)
    if (str_equal(last_number(domain->milestones[i].id), last_number(text)))
      ids[count++] = str_z(arena, domain->milestones[i].id);
  const char *found = nearest(arena, text, ids, count);
  return found && near_enough(arena, text, found) ? found : NULL;
}

static void check_milestone(struct judge *judge, const struct node *id) {
  struct arena *arena = judge->checker.arena;
  if (node_nothing(id) || domain_milestone(judge->domain, node_str(id))) return;
  tell(&judge->checker, MSG_MILESTONE_UNKNOWN, id, str_z(arena, node_str(id)));
  if (has_room(&judge->checker))
    message_suggest(judge->checker.messages, suggest_milestone(arena, judge->domain, node_str(id)));
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
  if (node_nothing(id)) return NULL;
  if (!scale) {
    check_id(&judge->checker, id);
    return NULL;
  }
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
  return str_z(arena, text_str(&out));
}

/* Options come without a place in a file. */
static bool asked_right(const char *session, const char *number, struct messages *messages) {
  size_t errors = messages->errors;
  if (session && !session_valid(str_from(session))) say(messages, MSG_BAD_SESSION, (struct where){0}, session);
  if (number && !term_valid(str_from(number))) say(messages, MSG_BAD_TERM, (struct where){0}, number);
  return messages->errors == errors;
}

static void tell_no_term(struct arena *arena, const struct source *record, const char *session, const char *number,
                         struct messages *messages) {
  const char *has = list_terms(arena, record->root, NULL, NULL);
  const char *how = number ? "`cairn fill` or `cairn pack` with --blank, or `cairn sheet blank`, makes one to type into"
                           : "`cairn fill` with --term N --blank, or `cairn sheet blank`, makes one to type into";
  say(messages, MSG_NO_SUCH_TERM, (struct where){.file = record->path},
      *has || session || number ? asked_name(arena, session, number) : "terms yet",
      *has ? str_format(arena, "it has: %s; %s", has, how) : how);
}

const struct node *record_term(const struct source *record, const char *session, const char *term, struct arena *arena,
                               struct messages *messages) {
  const struct node *found = NULL;
  size_t count = 0;
  if (!asked_right(session, term, messages)) return NULL;
  for (const struct node *node = node_items(record->root, "terms"); node; node = node->next) {
    if (!is_asked(node, session, term)) continue;
    found = node;
    count++;
  }
  if (count == 1) return found;
  if (count)
    say(messages, MSG_WHICH_TERM, (struct where){.file = record->path}, list_terms(arena, record->root, session, term));
  else
    tell_no_term(arena, record, session, term, messages);
  return NULL;
}

/* Sessions and terms are written so that their bytes have their order. */
static int compare_terms(const struct node *term, struct str session, struct str number) {
  int order = str_compare(node_get_str(term, "session"), session);
  return order ? order : str_compare(node_get_str(term, "term"), number);
}

const struct node *record_named(const struct node *record, struct str session, struct str term) {
  const struct node *node = node_items(record, "terms");
  while (node && compare_terms(node, session, term) != 0) node = node->next;
  return node;
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

const struct node *record_class(const struct node *record, const struct node *class, struct str session,
                                struct str term) {
  const struct node *own = node_get(record_named(record, session, term), "class"), *now = node_get(class, "class");
  const struct node *before = node_get(record_previous(record, session, term), "class");
  return !node_nothing(own) ? own : !node_nothing(now) ? now : before;
}
