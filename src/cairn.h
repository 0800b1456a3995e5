/* cairn: a learner's tracker as a Word document and as a record, kept in agreement.
 *
 * Each function does one job from files to files, as the program of the same name does, and gives its exit code. Nothing is printed:
 * every message goes to the function given, in order. Nothing is half written. Functions keep no state between calls.
 *
 *     static void tell(void *context, const struct cairn_message *message) { fputs(message->text, stderr); }
 *     struct cairn_fill what = {.record = "ava.yaml", .term = "1", .output = "ava.docx"};
 *     int code = cairn_fill(&what, tell, NULL);          // 0: done
 *
 * A program that uses the library calls libxml2's xmlInitParser() once before it starts threads.
 */
#ifndef CAIRN_H
#define CAIRN_H

#include <stdbool.h>
#include <stddef.h>

#define CAIRN_VERSION "0.1.0"

/* 0 done; 1 done, but something was left out (said), or, of cairn_diff, something differs; 2 wrong usage; 3 a record, class, scale, framework or mapping is wrong;
 * 4 a document cannot be read; 5 an output cannot, or may not, be written. */
enum cairn_exit { CAIRN_DONE, CAIRN_PARTLY, CAIRN_USAGE, CAIRN_RECORD, CAIRN_DOCUMENT, CAIRN_OUTPUT };

/* A message; all texts live until the function that gives it returns. */
struct cairn_message {
  const char *code;        /* such as "unknown-key" */
  const char *text;        /* as people read it: place, sentence, source line and caret, advice */
  const char *json;        /* one line of JSON: severity, code, file, line, column, suggestion, and no values */
  const char *json_values; /* the same with place and sentence, which may hold values of the record */
};

typedef void cairn_tell(void *context, const struct cairn_message *message);

/* Fills a tracker from a record. "-" is standard input or output. */
struct cairn_fill {
  const char *record;   /* may be NULL with blank */
  const char *session;  /* NULL: the record's only one, or the class's */
  const char *term;     /* NULL: the record's only one */
  const char *mapping;  /* a name or a path; NULL: the class's, else milestones-tracker */
  const char *document; /* the document to fill; NULL: the mapping's template */
  const char *output;
  bool blank;    /* who, class, session, term and rows to look at, and no values */
  bool all_rows; /* a row for every milestone */
  bool staff;    /* write comments for staff too */
  const char
      *on_conflict;    /* "keep", "fail", or NULL or "overwrite": where the document says otherwise within the term */
  const char *track;   /* "never", "always", or NULL or "auto": as the document itself is set */
  const char *author;  /* of tracked changes; NULL: Cairn */
  bool force;          /* replace an output that was changed by hand */
  bool drop_signature; /* take the signature off a signed document, which is refused otherwise */
};
int cairn_fill(const struct cairn_fill *what, cairn_tell *tell, void *context);

/* Reads trackers into records: into one, of one learner, or into a folder, a record a learner. Terms are joined; what differs within one
 * is told and left apart. Beside a record, but not beside standard output, NAME.sources.yaml tells which document gave what. */
struct cairn_read {
  const char *const *documents;
  size_t count;
  const char *mapping;   /* NULL: for each the one named in it or by its class, else the one that fits best */
  const char *output;    /* NULL or "-": standard output; a folder, or a path that ends in a slash: DIR/ID.yaml each */
  const char *into;      /* a record that is changed in its bytes, or made; NULL: none, and output counts */
  const char *revisions; /* NULL or "accepted": tracked changes as if accepted; "original": as if rejected */
  bool strict;           /* CAIRN_PARTLY when anything is kept under unplaced */
};
int cairn_read(const struct cairn_read *what, cairn_tell *tell, void *context);

/* Tells what differs between two trackers: a report on standard output. 0 when nothing differs, 1 when something does. */
struct cairn_diff {
  const char *old, *new; /* two documents */
  const char *mapping;   /* of both; NULL: for each as for reading */
  bool json;             /* each difference as a line of JSON: place and what differs */
  bool values;           /* with json: old and new too, and places in full, which hold values of the records */
};
int cairn_diff(const struct cairn_diff *what, cairn_tell *tell, void *context);

/* Drafts a mapping for a tracker that nobody has described. 1 when no table of milestones is in it. */
struct cairn_draft {
  const char *document;
  const char *output; /* must not be there yet; NULL or "-": standard output */
};
int cairn_draft(const struct cairn_draft *what, cairn_tell *tell, void *context);

/* Checks records, classes, scales, frameworks and mappings. */
struct cairn_check {
  const char *const *files;
  size_t count;
};
int cairn_check(const struct cairn_check *what, cairn_tell *tell, void *context);

#endif
