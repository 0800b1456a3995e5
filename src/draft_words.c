/* The words by which people name what a tracker holds. */
#include "draft_parts.h"

#include <ctype.h>
#include <string.h>

/* Phrases, folded, between bars. */
struct phrases {
  const char *key, *list;
};

static const struct phrases LEAVES[] = {
    {"learner.known-as",
     "name|pupil|pupil name|pupil's name|name of pupil|learner|learner name|learner's name|name of "
     "learner|child|child's "
     "name|name of child|child's first name|young person|young person's name|name of young person|known as|preferred "
     "name|first name|forename|student|student name|student's name|my name|my name is|this tracker belongs to|tracker "
     "of|tracker for"},
    {"learner.name", "full name|legal name|name in full"},
    {"learner.born", "date of birth|dob|d.o.b|born|born on|birthday"},
    {"learner.scn", "scn|scn number|scottish candidate number|candidate number"},
    {"term.session", "session|school session|school year|academic year|academic session|year"},
    {"term.term", "term|which term|school term|term number"},
    {"term.date",
     "date|completed on|date completed|completed|written on|written|date written|date of report|date of this "
     "report|report "
     "date|date of tracker|date of update|updated|updated on|last updated|filled in on|date done|date of completion"},
    {"term.review",
     "review|review on|review date|date of review|next review|next review date|date of next review|to be "
     "reviewed|to be reviewed on|review by|review due"},
    {"term.class", "class|class name|classroom|class/group|class group|class base|group|base"},
    {"term.completed-by",
     "completed by|who contributed|contributors|contributed by|written by|filled in by|people who contributed|people "
     "involved|staff|staff involved|team|key staff|teacher|class teacher|key worker|keyworker|key adult|recorded "
     "by|observed by|signed|completed-by"},
    {"term.family.enjoys",
     "what i enjoy|i enjoy|enjoys|things i enjoy|what i like|i like|likes|things i like|things i love|what i love|i "
     "love|my favourite things|favourite things|interests|my interests|what makes me happy|likes and interests"},
    {"term.family.does-well",
     "what i do well|things i do well|i do well|does well|what i am good at|things i am good at|i am good "
     "at|strengths|my "
     "strengths|what is going well|what's going well|going well|successes|achievements|my achievements|what i can "
     "do|things i can do|well"},
    {"term.family.new",
     "what is new|what's new|what is new since last time|new|new this term|new since last time|what has "
     "changed|since last time|progress this term"},
    {"term.family.next",
     "next steps|my next steps|next|what next|what's next|what comes next|where next|targets for next "
     "term|what we will do next|our next steps"},
    {"term.family.child-views",
     "my views|pupil views|pupil's views|pupil voice|child's views|views of the child|learner's views|learner "
     "voice|views "
     "of the learner|what i think|what i say|what i want to say|my voice|my say|child's voice|voice of the child"},
    {"term.family.family-views",
     "my family's views|family views|family's views|views of the family|parents' views|parent views|parent's "
     "views|parental views|parental comments|parents' comments|parent comments|parent comment|parent/carer "
     "comment|parent/carer comments|parent/carer views|parents and carers|views from home|from home|home|home "
     "views|what home says|what my family say|what my family says|family say|family says|what my family want to tell "
     "you|comments from home|parents|family"}};

static const struct phrases ROWS[] = {
    {"milestone",
     "milestone|milestones|target|targets|skill|skills|statement|statements|i can|outcome|outcomes|learning "
     "outcome|learning intention|descriptor|indicator|what we are looking for"},
    {"engagement",
     "level of engagement|engagement|level|levels|engagement level|stage|response|level of response|continuum "
     "of engagement|how engaged|colour|colours"},
    {"supports",
     "type of support|types of support|support|supports|help|help given|support given|support needed|support "
     "used|prompt|prompts|prompt level|type of help|how we helped|what helped"},
    {"date", "date|dates|seen on|date seen|observed on|date observed|when|noted on|date noted|date of observation"},
    {"saw",
     "what we saw|saw|evidence|observation|observations|what happened|notes|note|comments|comment|remarks|examples|"
     "example|what i did|seen|context"},
    {"next-steps", "next steps|next step|next|what next|what comes next|next target|where next|action|actions|plan"}};

/* Words, by how they begin: one of the first, and, where there are any, one of the second. */
struct hints {
  const char *key, *one, *other;
};

static const struct hints LEAF_HINTS[] = {
    {"learner.born", "birth", NULL},
    {"learner.scn", "candidate|scn", NULL},
    {"term.review", "be review|next review", NULL},
    {"term.date", "reviewed", NULL},
    {"term.review", "review", NULL},
    {"term.family.family-views", "famil|parent|carer|home|mum", "view|say|comment|think|tell|want|voice"},
    {"term.family.child-views", "pupil|child|learner|my|i", "view|say|voice|think|tell"},
    {"learner.known-as", "name", "pupil|child|learner|student|young|first|my"},
    {"term.completed-by", "completed|written|contribut|filled", "by|contribut"},
    {"term.date", "date", "complet|report|written|update|fill|this|term"},
    {"term.session", "session|academic", NULL},
    {"term.term", "term", "which|school|number"},
    {"term.family.enjoys", "enjoy|enjoys|love|loves|like|likes|favourite", NULL},
    {"term.family.does-well", "strength|well|achiev|success|proud", NULL},
    {"term.family.next", "next", "step|target|do|come|what|where|work"},
    {"term.family.new", "new|changed", NULL}};

static const struct hints ROW_HINTS[] = {{"milestone", "milestone|target|outcome|skill|statement", NULL},
                                         {"next-steps", "next", NULL},
                                         {"engagement", "engagement|engaged", NULL},
                                         {"supports", "support|help|prompt", NULL},
                                         {"date", "date|when", NULL},
                                         {"saw", "saw|seen|evidence|observ|note|comment|remark|happened|did", NULL}};

/* Without what stands in brackets, a number in front and signs behind. */
static struct str plain(struct arena *arena, struct str words) {
  struct str folded = fold(arena, words);
  ptrdiff_t bracket = str_find(folded, STR(" ("));
  if (bracket > 0) folded = str_sub(folded, 0, (size_t)bracket);
  while (folded.len && strchr("0123456789.) *", folded.at[0])) folded = str_sub(folded, 1, folded.len);
  while (folded.len && strchr(".?!:*- ", folded.at[folded.len - 1])) folded.len--;
  return folded;
}

static struct str next_word(const char **list) {
  const char *end = strchr(*list, '|');
  struct str word = {*list, end ? (size_t)(end - *list) : strlen(*list)};
  *list = end ? end + 1 : *list + word.len;
  return word;
}

static bool is_among(struct str words, const char *list) {
  while (*list)
    if (str_equal(next_word(&list), words)) return true;
  return false;
}

static bool has_word(struct str words, const char *list) {
  while (*list) {
    struct str head = next_word(&list);
    for (size_t at = 0; at < words.len; at++) {
      bool begins = !at || !isalnum((unsigned char)words.at[at - 1]);
      bool whole = head.len < 3 && at + head.len < words.len && isalnum((unsigned char)words.at[at + head.len]);
      if (begins && !whole && str_starts(str_sub(words, at, words.len), head)) return true;
    }
  }
  return false;
}

static const char *by_phrase(struct str words, const struct phrases *table, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (is_among(words, table[i].list)) return table[i].key;
  return NULL;
}

static const char *by_hint(struct str words, const struct hints *table, size_t count) {
  enum { LONGEST = 60 };
  for (size_t i = 0; words.len <= LONGEST && i < count; i++)
    if (has_word(words, table[i].one) && (!table[i].other || has_word(words, table[i].other))) return table[i].key;
  return NULL;
}

const char *draft_leaf_key(struct arena *arena, struct str words, bool *sure) {
  struct str folded = plain(arena, words);
  const char *key = folded.len ? by_phrase(folded, LEAVES, sizeof LEAVES / sizeof *LEAVES) : NULL;
  *sure = key != NULL;
  return key || !folded.len ? key : by_hint(folded, LEAF_HINTS, sizeof LEAF_HINTS / sizeof *LEAF_HINTS);
}

const char *draft_row_key(struct arena *arena, struct str words, bool *sure) {
  struct str folded = plain(arena, words);
  const char *key = folded.len ? by_phrase(folded, ROWS, sizeof ROWS / sizeof *ROWS) : NULL;
  *sure = key != NULL;
  return key || !folded.len ? key : by_hint(folded, ROW_HINTS, sizeof ROW_HINTS / sizeof *ROW_HINTS);
}
