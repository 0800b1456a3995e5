/* verb: the jobs of the public header, and what they share: a run with its arena and messages, and the loading of their inputs. */
#ifndef CAIRN_VERB_H
#define CAIRN_VERB_H

#include "cairn.h"
#include "lens.h"

struct shelf;

/* What is read under this path: a document that stands in no file of its own, or one whose file is open already. */
struct given {
  const char *path;
  struct str bytes;
  struct package *package; /* NULL where it is not open yet */
};

struct run {
  struct arena *arena;
  struct messages messages;
  const void *what; /* the options: struct cairn_fill, ... */
  bool workbooks;   /* documents are workbooks */
  bool original;    /* documents are opened as they were before their tracked changes */
  cairn_tell *tell;
  void *context;
  struct shelf *shelf;       /* what stays loaded from input to input; NULL: nothing does */
  const struct given *given; /* NULL for none */
};

struct cairn_message message_to_tell(struct arena *arena, const struct message *message);
/* Tells the messages so far and forgets them, so that a long run does not gather them. What they say of the exit code stays. */
void run_tell(struct run *run);
/* A part of a run, with an arena and messages of its own and the shelf in common; run_end tells its messages, adds up what they say
 * of the exit code, and takes the arena with all that is in it. */
struct run run_begin(struct run *run);
void run_end(struct run *run, struct run *part);

/* Classes, mappings and templates that a run has loaded, kept for its next inputs. Nothing is given for an input that is not fit to be kept:
 * what failed is loaded, and told, again. */
struct shelf *shelf_new(struct arena *arena);
struct sheets *shelf_sheets(struct shelf *shelf); /* what the documents of the run share */
/* Between two inputs: when much has gathered, all of it is let go. */
void shelf_tidy(struct shelf *shelf);
/* What load makes of a run and a context, or made before under the same kind and key. */
enum shelf_kind { SHELF_CLASS, SHELF_FOUND, SHELF_MAPPING, SHELF_TEMPLATE, SHELF_WORDS, SHELF_CANDIDATES };
void *shelf_take(struct run *run, enum shelf_kind kind, const char *key,
                 void *(*load)(struct run *run, const void *context), const void *context);

void fill_run(struct run *run);
void pack_run(struct run *run);
void read_run(struct run *run);
void read_sheets_run(struct run *run);
void check_run(struct run *run);
/* What can be filled in it, with or without a mapping, and what is wrong with that; and what leads out of it. */
void check_document(struct run *run, const char *path);
void compare_run(struct run *run);
void draft_run(struct run *run);
void found_run(struct run *run);
void sheet_fill_run(struct run *run);
void sheet_blank_run(struct run *run);

/* Whether the sources beside a record list a document of this digest: it was read into the record. */
bool sources_list(struct arena *arena, const char *record_path, const char *digest);

/* Runs a verb with the machine given, tells its messages, and gives the exit code: the seam by which tests make calls fail. */
int verb_run(const struct sys *sys, void (*verb)(struct run *run), const void *what, cairn_tell *tell, void *context);

/* The class beside a record (class.yaml in its folder), loaded and checked; NULL when there is none, or, with messages, when it is
 * wrong. */
struct source *load_class(struct run *run, const char *record_path);
/* The class that a document belongs to stands beside it, or where its record will stand: which of the two places; NULL for neither. */
const char *find_class(struct run *run, const char *const places[2]);
/* The mapping of that name (or path), looked up beside the file that names it, with the class's frameworks. NULL after any error. */
struct mapping *load_mapping(struct run *run, const char *name, const char *beside, const struct source *class);
/* What a mapping and its frameworks can tell of a record, whatever its shape; true when it is right. */
bool check_record(struct run *run, const struct source *record, const struct mapping *mapping);
/* A Word document; *bytes are those of its file. NULL after any error. */
struct document *load_document(struct run *run, const char *path, struct str *bytes);
/* The same of a document that is only read: one of the old form (.doc) is turned into .docx first. */
struct document *load_any_document(struct run *run, const char *path, struct str *file);
/* Turns the bytes of a document of the old form into those of a .docx, and says so; others are left as they are. False, with a
 * message, when LibreOffice is not there or did not do it in a minute. */
bool convert_old(struct run *run, const char *path, struct str *bytes);
/* A private folder, and the signals that are held back while it is there: it goes with the arena, or earlier;
 * or, when the program was killed, as soon as another is opened. */
struct workshop {
  const struct sys *sys;
  struct arena *arena;
  char *path;
  sigset_t before;
  bool open;
};
struct workshop *workshop_open(struct arena *arena); /* NULL when there is no room for it */
void workshop_close(struct workshop *shop);
/* What is wrong with a placeholder of a document; MSG_PLACEHOLDER_FOUND for nothing. */
enum message_id name_fault(struct arena *arena, const struct place_name *names, size_t count,
                           const struct place_name *name);
/* The mapping that fills or reads a document: where none was named, by the user or in the document, and the document has placeholders
 * or controls that they became, these alone are its places. Beside a mapping, words in braces are values like any other. */
struct mapping *own_mapping(struct run *run, const struct document *document, struct mapping *mapping, bool named);
/* The mapping that fits a document best where it names none: of those in mappings/ beside the class (NULL: none), beside the document and in
 * Cairn's data folder. The choice is told with what it finds, and with the columns of which it reads nothing. One that fits badly is told
 * too; when it finds no table, none is given. named: the class's own (NULL: it names none), which is given untold as long as it finds its
 * tables and no other finds clearly more. */
struct mapping *choose_mapping(struct run *run, const struct document *document, const struct source *class,
                               struct mapping *named);
/* The mapping's own template; NULL when it names none, and after any error. */
const char *template_path(struct run *run, const struct mapping *mapping);

/* A document, and the mapping that reads it. */
struct tracker {
  struct document *document;
  struct str bytes; /* of its file */
  struct mapping *mapping;
  bool unfit; /* no mapping fits, and the default reads it */
  bool own;   /* the mapping was made of the document's own placeholders, and of nothing that is kept */
};

/* Opens a document with the mapping given (a name or a path; NULL: the one that the document names, else the class's where it fits, else the one that fits best) and the class beside it, or beside
 * the record that will be made of it (NULL: none). False after any error. */
bool open_tracker(struct run *run, const char *path, const char *mapping, const char *record_path,
                  struct tracker *tracker);
/* The same of a tracker whose document is open already. */
bool find_reader(struct run *run, const char *mapping, const char *record_path, struct tracker *tracker);
/* The words of its mapping and of that mapping's template, which are not what somebody typed. */
const struct own_words *open_words(struct run *run, const struct tracker *tracker);

/* What is under unplaced, counted by its kinds: "2 texts, 1 table and 1 comment". */
const char *unplaced_words(struct arena *arena, const struct node *list);
/* Whether the list has all of it; false, with a message, when that is more than is kept. */
bool unplaced_whole(struct run *run, const char *path, const struct taken *taken);

#define DEFAULT_MAPPING "milestones-tracker"

#endif
