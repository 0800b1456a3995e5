/* pack: what the files that make a class's documents share with one another. */
#ifndef CAIRN_PACK_H
#define CAIRN_PACK_H

#include "file.h"
#include "fill.h"

enum { MOST_TERMS = 4 };

/* The learners that are made, by their places in the order of all. */
struct shard {
  size_t number, of; /* both 0: all learners */
};

struct report;
struct pack_bases;
struct pack_joined;
struct pack_pdfs;
struct pack {
  struct run *run;
  const struct cairn_pack *what;
  const char *output; /* the folder, without slashes behind it */
  struct str pattern; /* of the documents' names */
  const char *terms[MOST_TERMS];
  size_t term_count;
  struct shard shard;
  size_t jobs;          /* documents at a time */
  size_t first, behind; /* what is made: the records from one to before another, of all that the walk comes by */
  size_t at;            /* how many it has come by */
  ARRAY(const char *)
  passed; /* folders in those that were given, which could not be read when their records were counted */
  size_t made, unchanged, kept, not_made;
  size_t notes;
  struct cairn_progress progress;
  struct report *report;
  struct pack_bases *bases;   /* NULL: every document is made from the template */
  struct archive *zip;        /* NULL: none */
  struct pack_joined *joined; /* NULL: the documents are not joined */
  struct pack_pdfs *pdfs;     /* NULL: no PDF is wanted */
};

/* Adds up what a part of the work has to say; told as far as the options want it. */
void pack_end_part(struct pack *pack, struct run *part);
bool pack_tells(const struct pack *pack, enum severity severity);
struct pack_result;
void pack_end_document(struct pack *pack, const struct pack_result *result); /* all is done for it */

/* A folder of records, while its documents are made. */
struct pack_class {
  const char *path;            /* of the folder */
  const char *output;          /* of the folder that its documents go to */
  const char *relative;        /* the same from the output on; "." for the output itself */
  struct folder_names records; /* names of files that may be records */
  struct mould bare, mould;    /* with class and mapping; with the mapping's own template too, settled */
  const char *session;
  struct pack_names *names;
  struct str fault; /* what is wrong with the class, as JSON; empty for nothing */
};

/* ---- pack_names.c: one name a document, whatever else is in the class ---- */

/* True when the pattern can name documents, of several terms if so asked; else each fault is told. */
bool pack_check_pattern(struct run *run, struct str pattern, bool several_terms);

/* The names of a class, as far as one must know of the other. */
struct pack_names;
struct pack_names *pack_names_new(struct arena *arena, const struct pack *pack, const struct pack_class *class);
/* False of a folder that holds only what lies beside records: mappings, scales, frameworks. */
bool pack_holds_record(struct arena *arena, const struct pack_class *class);
bool pack_names_record(const struct pack_names *names, size_t record); /* a record, or what nobody can tell from one */
/* The name of a learner's document, as Windows, macOS and Linux can all keep it, and whether it has that for itself, or because it was
 * given its id, or not even then; or whether another record has its id, so that nobody could tell whose the document is; or whether
 * it is no record. NULL when the learner is not who was there when that was made. */
enum pack_fit { NAME_FREE, NAME_APART, NAME_TAKEN, NAME_OF_TWO, NAME_OF_NONE };
const char *pack_names_find(struct arena *arena, const struct pack *pack, const struct pack_class *class, size_t record,
                            size_t term, const struct node *learner, enum pack_fit *fit);

void pack_keys_sort(uint64_t *keys, size_t count);
bool pack_key_twice(const uint64_t *sorted, size_t count, uint64_t key);
uint64_t pack_id_key(struct arena *arena, const char *path); /* of the id of a record's learner; 0 for none */

/* ---- pack_find.c: last term's documents ---- */

/* Looks through the folder that the options name and those in it; what cannot be anybody's base is told. NULL, with
 * a message, when a folder cannot be read. */
struct pack_bases *pack_bases_new(struct pack *pack);
/* Every class of the run is noted, before the first document is asked for: of two learners with one id, nobody knows whose a document is. */
void pack_bases_note(struct pack_bases *bases, const struct pack_class *class);
void pack_bases_settle(struct pack_bases *bases);
/* The learner's document that is to go on: the latest up to the term that is made, but for the output itself; NULL for none.
 * False, and told, when nobody knows which is meant: two are as late as one another, or two learners of the run have the id. */
bool pack_base(struct run *run, const struct pack_bases *bases, const struct cairn_fill *fill, struct str id,
               const char **path);
/* Whether the class that this base names is one that its learner was in, as far as the record and the class's own file know; told
 * otherwise. */
bool pack_base_fits(struct run *run, struct mould *base, const struct source *record);

/* ---- pack_document.c: one document ---- */

/* A document as a list of contents has it. */
struct pack_content {
  const char *learner, *class, *session, *term;
  const char
      *apart; /* what tells the learner from one of the same name: the full name, where it is known, and the id */
};

/* What became of a document, in words that outlive what it was made of. */
struct pack_result {
  struct arena *arena;
  enum fill_end end;
  const char *record; /* its path */
  ARRAY(struct cairn_message) told;
  struct str entry, pdf;     /* of the report: an object without its brace, and what it says of the PDF */
  const char *path, *output; /* of the document, and the same from the output on; NULL when there is none */
  struct pack_content content;
  size_t errors, warnings, notes;
  enum exit_code exit;
};

/* A document of a class by its number: a record's come one behind the other, a term each. */
bool pack_is_document(const struct pack_class *class, size_t terms, size_t number);
/* Makes it in an arena of which nothing is wanted afterwards. The result has an arena of its own. no_memory: it is only told that there
 * was none. */
void pack_document(struct arena *arena, const struct pack *pack, const struct pack_class *class, size_t number,
                   bool no_memory, struct pack_result *result);

const char *pack_outcome(enum fill_end end); /* as the report has it */
void pack_add_messages(struct text *out, const struct messages *messages);

/* ---- pack_crew.c: several documents at a time ---- */

/* Makes the documents from one number to before another, and delivers what became of each in their order, here. False when memory ran
 * out even for that. */
bool pack_crew(struct pack *pack, const struct pack_class *class, size_t from, size_t to,
               void (*deliver)(struct pack *pack, const struct pack_result *result));

/* ---- pack_zip.c: all documents in a zip file, when that is asked for ---- */

bool zip_open(struct pack *pack); /* false, and told, when it cannot or may not be written */
void zip_add(struct pack *pack, const struct pack_result *result);
bool zip_close(struct pack *pack);

/* ---- pack_joined.c: all documents in one, when that is asked for ---- */

struct pack_joined *joined_open(struct pack *pack);
void joined_add(struct pack *pack, const struct pack_result *result);
void joined_close(struct pack *pack); /* it is there, with its list of contents, or it is told why not */

/* ---- pack_pdf.c: a PDF of each, when that is asked for ---- */

struct pack_pdfs *pdfs_open(struct pack *pack);
/* The document's PDF is made, and its end told, when enough of them have gathered, or at the close. */
void pdfs_add(struct pack *pack, const struct pack_result *result);
void pdfs_close(struct pack *pack);
void pdfs_joined(struct pack *pack, const char *path, size_t learners); /* the one of all documents in one */
void pdfs_tell(struct pack *pack);                                      /* the summary for people */

/* ---- pack_output.c ---- */

/* Makes the folder of the documents, and waits until no other pack is made into it; false, with a message, when that cannot be. */
bool pack_open_output(struct pack *pack);
void pack_close_output(struct pack *pack); /* ends what stands in it beside documents, and syncs all */

/* ---- pack_report.c ---- */

struct report *report_open(struct pack *pack);
void report_add(struct pack *pack, const struct pack_result *result);
bool report_close(struct pack *pack); /* false, and told, when the file cannot be written */
void report_tell(struct pack *pack);  /* the summary for people */
/* Of a pack that a signal stopped; told at once, since the signal ends us when it is no longer held back. */
void report_stopped(struct pack *pack);
/* What a file has of the pack, all at once: the zip file, or the document of all; NULL: it is not asked for. */
void pack_tell_holding(struct pack *pack, const char *path);

#endif
