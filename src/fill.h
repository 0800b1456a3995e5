/* fill: what records are laid into, and the document that comes of one. Inside the cairn layer.
 *
 *     struct mould mould = {0};
 *     struct filling filling = {.run = run, .what = what, .mould = &mould};
 *     bool made = mould_mapping(run, what, NULL, &mould) && mould_document(run, what, &mould) &&
 *                 fill_read(&filling) && fill_bytes(&filling, &bytes);
 */
#ifndef CAIRN_FILL_H
#define CAIRN_FILL_H

#include "verb.h"

/* What many records have in common: class, mapping and document, and the document's plans. Made once and settled, nothing in it changes:
 * threads may share it. */
struct mould {
  struct source *class;        /* NULL for none */
  const struct mapping *named; /* by which records are checked */
  struct mapping *mapping;     /* the same, or that of the document's own placeholders */
  struct document *document;
  const char *input;   /* its path */
  struct str bytes;    /* of its file */
  bool tracked;        /* it says that changes are tracked */
  struct plan **plans; /* by view of the mapping; NULL for one that nobody asked for yet */
};

/* Synced: safe on the disk. Unsynced: whole, and the caller syncs all at once. Nowhere: all that can be told is told, and nothing written. */
enum fill_store { STORE_SYNCED, STORE_UNSYNCED, STORE_NOWHERE };

/* A record, and its document in the making. */
struct filling {
  struct run *run;
  const struct cairn_fill *what;
  struct mould *mould;
  enum fill_store store;
  struct source *record;   /* NULL: nobody's */
  struct node *data;       /* learner, term, class, previous */
  const struct plan *plan; /* of the term that is filled */
};

/* The mapping that is named, else the class's, looked up beside the class or, where there is none (NULL), beside the record. The class
 * is the caller's. False after any error. */
bool mould_mapping(struct run *run, const struct cairn_fill *what, struct source *class, struct mould *mould);
/* The document to fill: the one named, else the mapping's template. False, with a message, also for one that is signed and may not be
 * changed. */
bool mould_document(struct run *run, const struct cairn_fill *what, struct mould *mould);
/* The plan of a view, compiled when it is first asked for. */
const struct plan *mould_plan(struct run *run, struct mould *mould, const struct mapping *view);
/* Does at once whatever would be done when it is first asked for: from then on the mould is only read. */
void mould_settle(struct run *run, struct mould *mould);

/* Whether the options are such as fill knows; told otherwise. */
bool fill_options(struct run *run, const struct cairn_fill *what);
/* Reads the record (none is named: NULL), unless it is there, and checks its shape. False after any error; filling->record may be there all the same, to be
 * checked further. */
bool fill_read(struct filling *filling);
/* Checks a record by the mapping that is named. */
bool fill_check(struct filling *filling);
/* The data of the term that is asked for, and its view's plan: a blank one, or the record's. */
bool fill_data(struct filling *filling);
/* The finished file: the document's own bytes when nothing in it changes. False after any error. Same record and mould, same bytes. */
bool fill_bytes(struct filling *filling, struct str *bytes);

/* What became of a document, and the bytes that it has or would have; empty when they could not be made. */
enum fill_end { FILL_FAILED, FILL_MADE, FILL_UNCHANGED, FILL_KEPT }; /* kept: changed by hand, and left alone */
/* An output, and who knows what may be done with what stands there. */
struct placing {
  const char *path;
  enum fill_store store;
  void *of;                   /* for the two */
  bool (*is_input)(void *of); /* the output is one of the inputs; NULL: it cannot be */
  enum fill_end (*may_replace)(void *of,
                               struct str old); /* FILL_MADE: what stands there may go; else the end, and why is told */
};
/* Writes the bytes there, unless they are there already, or what is may not go: when that is kept, the bytes become what it holds. */
enum fill_end place_bytes(struct run *run, const struct placing *placing, struct str *bytes);
/* Tells what was read and had no place: it is not written either, and must not seem so. */
void tell_unplaced_left(struct run *run, const struct source *record);

struct filled {
  enum fill_end end;
  struct str bytes;
};
/* One document from one record, to its output. record: what->record, loaded; NULL: it is loaded here. What the mould has not yet is put into
 * it: class and mapping, and the document. */
struct filled fill_record(struct run *run, const struct cairn_fill *what, struct mould *mould, struct source *record,
                          enum fill_store store);

#endif
