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

/* Processes that start LibreOffice, which turns old Word documents into .docx and makes PDFs, for a program that is confined. */
struct cairn_helper;
/* Of as many as may be wanted at a time, 8 at most; before there are threads and before cairn_confine. NULL where there is no LibreOffice,
 * or no helper can be made. The caller ends it. */
struct cairn_helper *cairn_helper_start(size_t count);
void cairn_helper_end(struct cairn_helper *all); /* NULL: nothing to do */

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
  const char *const
      *limits; /* such as "xml-part=128M", ended by NULL: limits of the README set otherwise; NULL: none */
};
int cairn_fill(const struct cairn_fill *what, cairn_tell *tell, void *context);

/* How far a pack is. */
struct cairn_progress {
  size_t of;   /* documents to make, as far as that is known: what turns out to be no record is taken off */
  size_t made; /* or unchanged */
  size_t not_made;
};

/* Makes the trackers of classes, one a learner and term. A class is a folder of records; a folder of such folders is a school, and so on:
 * the output has the same folders. Whatever happens to one document, the others are made. 1 when some were not made. */
struct cairn_pack {
  const char *const *folders;
  size_t count;
  const char *output;  /* a folder; it is made when it is not there */
  const char *session; /* NULL: each class's own */
  const char *terms;   /* "2"; of several, with commas, each gives a document: "1,2" */
  const char *mapping; /* a name or a path; NULL: each class's, else milestones-tracker */
  const char *name;    /* of a document; NULL: "{learner.known-as} {session} term {term}.docx" */
  const char *from; /* a folder of last term's documents, from which each learner's goes on; NULL: from the template */
  const char *jobs; /* how many documents are made at a time; NULL: one a core */
  const char
      *one_file;     /* all documents in one to print, with a list of contents beside it; NULL: none. Not with shard */
  const char *zip;   /* all documents in a zip file too; NULL: none */
  bool pdf;          /* a PDF of each too, and of one_file, by LibreOffice */
  const char *shard; /* "2/8": the second of eight parts of the learners; NULL: all */
  bool blank;        /* as for filling */
  bool all_rows;
  bool staff;
  bool force;
  bool dry_run;                /* everything but writing */
  bool quiet;                  /* errors alone are told */
  bool verbose;                /* notes are told too, and each document */
  struct cairn_helper *helper; /* who starts LibreOffice; NULL: the process itself, where it may */
  void (*progress)(void *context, const struct cairn_progress *progress); /* NULL: nobody looks */
  const char *const *limits;                                              /* as for filling */
};
int cairn_pack(const struct cairn_pack *what, cairn_tell *tell, void *context);

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
  const char *const *limits;   /* as for filling */
  struct cairn_helper *helper; /* who starts LibreOffice; NULL: the process itself, where it may */
};
int cairn_read(const struct cairn_read *what, cairn_tell *tell, void *context);
/* The same of workbooks (.xlsx): of one learner, or, into a folder, of a class. revisions is not asked for. */
int cairn_sheet_read(const struct cairn_read *what, cairn_tell *tell, void *context);

/* Makes the digital tracker: a workbook of a record, with a sheet a term, or of a class's folder, with overviews and every child. */
struct cairn_sheet {
  const char *input;         /* a record or a class's folder; of cairn_sheet_blank also a framework's name or path */
  const char *session;       /* NULL: every one of a record, or the class's; to type into: the class's */
  const char *term;          /* NULL: every one; to type into: none */
  const char *output;        /* "-": standard output */
  bool staff;                /* write comments for staff too */
  bool force;                /* replace an output that was changed by hand */
  const char *const *limits; /* as for filling */
};
int cairn_sheet_fill(const struct cairn_sheet *what, cairn_tell *tell, void *context);
/* The same to type into: who, class, session and milestones, and no values. staff is not asked for. */
int cairn_sheet_blank(const struct cairn_sheet *what, cairn_tell *tell, void *context);

/* Tells what differs between two trackers: a report on standard output. 0 when nothing differs, 1 when something does. */
struct cairn_diff {
  const char *old, *new;       /* two documents */
  const char *mapping;         /* of both; NULL: for each as for reading */
  bool json;                   /* each difference as a line of JSON: place and what differs */
  bool values;                 /* with json: old and new too, and places in full, which hold values of the records */
  const char *const *limits;   /* as for filling */
  struct cairn_helper *helper; /* who starts LibreOffice; NULL: the process itself, where it may */
};
int cairn_diff(const struct cairn_diff *what, cairn_tell *tell, void *context);

/* Drafts a mapping for a tracker that nobody has described. 1 when no table of milestones is in it. */
struct cairn_draft {
  const char *document;
  const char *output;          /* must not be there yet; NULL or "-": standard output */
  const char *const *limits;   /* as for filling */
  struct cairn_helper *helper; /* who starts LibreOffice; NULL: the process itself, where it may */
};
int cairn_draft(const struct cairn_draft *what, cairn_tell *tell, void *context);

/* Checks records, classes, scales, frameworks and mappings. */
struct cairn_check {
  const char *const *files;
  size_t count;
  const char *const *limits; /* as for filling */
};
int cairn_check(const struct cairn_check *what, cairn_tell *tell, void *context);

/* Makes the folder of a class from a list of names: a record a child, and class.yaml; all of it or nothing, and it replaces nothing. */
struct cairn_new {
  const char *folder;
  const char *list;          /* a list in plain text (CSV) */
  const char *previous;      /* the folder of the class before, whose records are carried forward; NULL: none */
  const char *const *limits; /* as for filling */
};
int cairn_new(const struct cairn_new *what, cairn_tell *tell, void *context);

/* For a program that opens what others have sent; each is for the whole process, and for good. */

/* No core file and no debugger of the same user holds what is in memory. */
void cairn_leave_no_core(void);
/* From here on the process opens and writes files, and makes threads, but no sockets, processes or new code (Linux, seccomp). Called before
 * there are threads. False where the system cannot, or will not: then nothing has changed but that programs gain no rights. */
bool cairn_confine(void);

#endif
