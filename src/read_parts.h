/* What the files of `cairn read` share: a document that was read, whose it is, and the record that it is laid into. */
#ifndef CAIRN_READ_PARTS_H
#define CAIRN_READ_PARTS_H

#include "verb.h"

/* Whose a document or a record is, as far as it says; names are folded. */
struct who {
  struct str id, scn, born, names[2];
};

/* The id of a record whose documents show none: of the file's stem, when that is one, else of the name; NULL for none. */
const char *id_for(struct arena *arena, const char *path, const struct node *learner);
/* Gives the learner of a new record an id, in front of all else. */
void id_give(struct arena *arena, struct node *record, const char *id);
struct who who_of(struct arena *arena, const struct node *learner);
bool who_said(const struct who *who); /* it says anything */
enum likeness { LIKE_OTHER, LIKE_BY_ID, LIKE_BY_SCN, LIKE_BY_NAME, LIKE_TORN };
/* Of one learner are two with one id; without ids, with one SCN; without these, with one name and birthday. LIKE_TORN: one id or
 * SCN, and something else that differs; *differs is then its key. */
enum likeness who_like(const struct who *one, const struct who *other, const char **differs);
/* An id made of a text's letters and digits ("Ava M." gives ava-m); NULL when it has none. */
const char *id_made(struct arena *arena, struct str text);
/* Whether a file of that name is read as something else than a record: as the class beside it, or as sources. */
bool name_reserved(const char *path);
/* The file's name without folder and ending. */
struct str path_stem(const char *path);

/* A document that was read. It lives in its part of the run. */
struct reading {
  const char *path, *name; /* name: the file's, without its folder */
  const struct mapping *mapping;
  struct node *learner;
  const struct node *terms; /* a list */
  struct node *unplaced;    /* a list; each with its document */
  const char *digest;       /* SHA-256 of its file, in hexadecimal */
  struct str modified;      /* when it was last changed, as it says itself; empty when it does not */
  bool torn;                /* it names more than one learner */
  bool unfit;               /* no mapping fits it: it is no tracker that Cairn knows */
  bool name_taken;          /* another document of this name was laid into the same record in this run */
  struct who who;
  const char *place; /* of a workbook: the first sheet that is the learner's; else NULL */
};

/* Reads one document in a part of the run, with the class that stands beside it, or where its record will be. False after any error. */
bool read_document(struct run *part, const char *path, const char *record_path, struct reading *reading);
/* The same of a workbook: a reading for each of its learners, no two of whom are alike. */
struct reading *read_workbook(struct run *part, const char *path, const char *record_path, size_t *count);
/* The readings of a document, or of a workbook where the run reads these; none, with a message, of one that gives more than a record
 * holds. */
struct reading *readings_of(struct run *part, const char *path, const char *record_path, size_t *count);
/* Puts the name of its document before what is said of each thing that had no place. */
void name_document(struct arena *arena, struct node *list, const char *name);
/* Tells how much of it there is; in_rows: how many of them stand in a tracker's rows. */
void tell_unplaced(struct run *part, struct where where, const struct node *unplaced, size_t in_rows);
/* Tells what `cairn check` would say of the record that this document alone gives; with this id (NULL: none) where it shows none. */
void tell_unfit(struct run *part, const struct reading *reading, const char *id);
bool term_named(const struct node *term); /* it has a session and a number */

/* What documents of this run gave to a record: session and term are empty for a document of no term. One for all that gave the same. */
struct laid_of {
  struct str session, term, mapping;
};
struct laid {
  const struct laid_of *of;
  const char *path;
};
typedef ARRAY(struct laid) laids;

/* The earlier document that gave this term; NULL for none, and for a term that does not say which it is. */
const char *laid_by(const laids *list, const struct node *term);
void laid_add(struct arena *arena, laids *list, const struct reading *reading);
/* In what a document and a record of the same name differ within one session (its class, or, of what this run has laid, the layout), which is
 * hardly one learner's; NULL for nothing. */
const char *clash_of(const struct node *record, const struct reading *reading, const laids *laid);
/* Whether another document of that name was laid. */
bool laid_name(const laids *list, const struct reading *reading);

/* A value that differs from document to record, or from document to document. */
struct differing {
  struct str milestone; /* of a row; else empty */
  const char *key;      /* such as "engagement", "family.enjoys" */
  const struct node *old, *new;
  const struct node *term; /* of the reading */
};
typedef ARRAY(struct differing) differings;
typedef ARRAY(const struct node *) terms;

/* A record that documents are laid into: the one that is there, or a new one. */
struct target {
  struct arena *arena;
  const char *path;
  struct source *base; /* NULL for a new one */
  struct node *record; /* as it will be */
  const char *beside;  /* of its sources; NULL when none are kept */
  struct source *sources_base;
  struct node *sources;
  bool own;             /* made in this run: what is added needs no telling */
  struct messages done; /* what was corrected and added, to be told when it is written */
};

/* Opens what is at path, or, where nothing is there or it is made anew, begins a record, with the sources beside it (of a file, not of standard
 * output). False after any error. */
bool target_open(struct run *run, const char *path, bool anew, struct target *target);
/* What the record says otherwise of the document's terms, as far as earlier documents of this run gave these; *other is the first that did. Each
 * old value has its place in the record's file. */
differings differs_from(struct arena *arena, const struct node *record, const struct reading *reading,
                        const laids *laid, const char **other);
/* Tells each value in which two documents of a term differ, and that the second was left apart: where it went. */
void tell_apart(struct run *part, const struct reading *reading, const differings *list, const char *other,
                const char *went);
/* What laying a document over a record has done. */
struct lay_done {
  differings corrected, kept; /* kept: what the document says otherwise, and did not change */
  terms added;                /* that the record did not have */
};
/* Lays a document over a record: by key, rows by milestone, comments added, what was unplaced of it before replaced. Nothing of the reading
 * is borrowed. By the sources (NULL: there are none) values stay that it may not change: all that stand, when it was read before;
 * those that a document gave which was changed later. */
struct lay_done lay_over(struct arena *arena, struct node *record, const struct node *sources,
                         const struct reading *reading);
bool terms_named(const struct reading *reading); /* each of its terms */
/* Whether each of its terms that is not named stands in the record just so. */
bool terms_stand(const struct node *record, const struct reading *reading);
/* lay_over a target and its sources. Notes what was corrected or, where the record was there already, added. */
void target_lay(struct target *target, const struct reading *reading);
/* The bytes that the record will have; false, with a message, when they cannot be made in place, or it would be more than is read again. */
bool target_bytes(struct run *run, const struct target *target, struct str *bytes);
/* Writes the record and its sources, each whole, and only what differs from what is there. Then tells what was corrected and added. True when
 * the record is written, although its sources may not be: that is told. */
bool target_write(struct run *run, const struct target *target, struct str bytes);

/* A list of words, each once. */
struct words {
  struct node *list;
  struct lookup seen;
};

/* Those of a list (NULL: none yet), to be looked up in the arena. */
struct words words_of(struct arena *arena, const struct node *list);
bool words_hold(const struct words *words, struct str word);
void words_add(struct arena *arena, struct words *words, struct str word); /* copied; nothing when it is there */

/* Adds a document to the sources: which keys it gave, what these held before, where that was something else, and what it says
 * otherwise than a document that was changed later. */
void sources_add(struct arena *arena, struct node *sources, const struct reading *reading, const struct lay_done *done);
/* What a document gave to one term, as an entry of the sources that stands in none. */
const struct node *sources_entry(struct arena *arena, const struct reading *reading, const struct node *term);
/* Where the sources of a record stand. */
const char *sources_path(struct arena *arena, const char *record_path);
/* Whether these bytes were read before. */
bool sources_know(const struct node *sources, const struct reading *reading);
/* Whether what stands under `unplaced:` with the document's name is of this document: false when the sources have the name for other
 * terms alone. */
bool sources_hold_name(const struct node *sources, const struct reading *reading);
/* The last changed document that gave a value and was changed later than this one; NULL for none. */
const struct node *sources_newer(struct arena *arena, const struct node *sources, const struct reading *reading,
                                 const struct differing *one);
/* What an earlier document of the same tracker gave, and stands in the record, and this one says nothing of: a list of words such as
 * "engagement of communication.choice.1". */
const struct node *sources_unsaid(struct arena *arena, const struct node *sources, const struct reading *reading,
                                  const struct node *record);

/* The documents of a file, one after another: itself, or, where several were joined in it, each of them under a path with its number behind
 * it ("class.docx#2"). */
void read_each(struct run *run, const char *path, void (*one)(void *context, const char *path), void *context);

/* Every document into a record a learner in a folder. */
void read_into_folder(struct run *run, const char *path);

/* A name, and of which kind it is, as a digest: nothing else is kept of it, since folders of many documents have many. Zero is none. */
struct name {
  uint64_t half[2];
};

/* Names for entries, told by their numbers: an entry has several, and several entries may have one. */
struct slot;
struct bearer;
struct name_table {
  struct arena *around, *arena; /* of the run; of the slots and bearers */
  struct slot *slots;
  struct bearer *bearers;
  size_t room, used; /* used: how many bearers */
};

/* Room for so many more, so that adding them needs no memory. */
void name_table_reserve(struct name_table *table, size_t more);
/* The kind is a letter; none for an empty text. The arena is for the moment. */
struct name name_of(struct arena *arena, char kind, struct str text);
void name_table_add(struct name_table *table, struct arena *arena, char kind, struct str text, size_t entry);
/* The first entry of that name from the one given on; SIZE_MAX when there is no more. */
size_t name_table_find(const struct name_table *table, struct name name, size_t from);

#endif
