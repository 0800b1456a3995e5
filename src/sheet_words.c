/* The words of the digital tracker that are no one's data. */
#include "sheet.h"

const char *const SHEET_COLUMNS[PLACES] = {"Milestone id", "Milestone",   "Level of engagement", "Type of support",
                                           "Date",         "What we saw", "Next steps"};

const struct sheet_detail SHEET_DETAILS[SHEET_DETAIL_COUNT] = {
    {"learner.known-as", "Name"},      {"term.session", "Session"},   {"term.class", "Class"},
    {"learner.name", "Full name"},     {"term.term", "Term"},         {"term.completed-by", "Who contributed"},
    {"learner.born", "Date of birth"}, {"term.date", "Completed on"}, {"learner.scn", "SCN"},
    {"learner.id", "Learner id"},      {"term.review", "Review on"}};

const struct sheet_detail SHEET_FAMILY[SHEET_FAMILY_COUNT] = {{"term.family.enjoys", "What I enjoy"},
                                                              {"term.family.does-well", "What I do well"},
                                                              {"term.family.new", "What is new since last time"},
                                                              {"term.family.next", "My next steps"},
                                                              {"term.family.child-views", "My views"},
                                                              {"term.family.family-views", "My family's views"}};

const char
    SHEET_TITLE[] = "Milestones tracker",
    SHEET_FAMILY_TITLE[] = "For the family", SHEET_KEY[] = "Key", SHEET_KEY_TITLE[] = "Key: what the words mean",
    SHEET_MEANING[] = "What it means",
    SHEET_PREFERRED[] =
        "A preferred support is one that a learner may always want. When it stays, that is not a lack of progress.",
    SHEET_NOTE_HELP[] =
        "Choose the most intensive support in use. What helps best, and any other support, goes into a note on the "
        "cell (in Excel: Review, New Note), with who says it in a line of its own: — M. Reid, 2 December 2025",
    SHEET_OVER_TIME[] = "Over time",
    SHEET_OVER_TIME_HELP[] =
        "How many milestones stand at each level, and with which support, by area from term to term. Learning goes "
        "forward, rests and comes back again: all of that is normal.",
    SHEET_OVERVIEW[] = "Overview",
    SHEET_OVERVIEW_WARNING[] =
        "For staff only: this workbook holds every child of the class. Please do not send it to families; make a "
        "child's own workbook for them. The colours show where each child is, and compare nobody.",
    SHEET_AREA[] = "Area", SHEET_LEARNER[] = "Learner";

bool sheet_own_words(struct str text) {
  static const char *const own[] = {SHEET_TITLE,           SHEET_FAMILY_TITLE, SHEET_KEY,       SHEET_KEY_TITLE,
                                    SHEET_MEANING,         SHEET_PREFERRED,    SHEET_NOTE_HELP, SHEET_OVER_TIME,
                                    SHEET_OVER_TIME_HELP,  SHEET_OVERVIEW,     SHEET_AREA,      SHEET_LEARNER,
                                    SHEET_OVERVIEW_WARNING};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (str_is(text, own[i])) return true;
  return false;
}
