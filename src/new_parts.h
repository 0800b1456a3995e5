/* What the files of `cairn new` share: the children of a list, and the records that they had before. */
#ifndef CAIRN_NEW_PARTS_H
#define CAIRN_NEW_PARTS_H

#include "csv.h"
#include "verb.h"

/* A child of the list; what the list does not say is empty. */
struct pupil {
  const struct csv_row *row;
  struct str name, known_as, born, scn, id, class;
  struct str folded; /* the name, for comparing */
};

struct pupils {
  struct csv csv;
  ARRAY(struct pupil) list;
  struct str class; /* the one class that all are of; else empty */
  bool month_first; /* a date of birth of the list has the month first */
};

/* Reads the list; tells what in it is not clear. False, with messages, when it cannot serve. */
bool pupils_read(struct run *run, const char *path, struct pupils *pupils);

/* A record of the folder before. */
struct earlier {
  const char *name; /* of its file */
  struct source *source;
  struct str id, scn, born, names[2]; /* names are folded */
  struct pupil *pupil;                /* whose it is now; NULL for nobody's */
  size_t claims;                      /* how many of the list it could be of */
};

struct previous {
  const char *folder;
  ARRAY(struct earlier) records;
  struct source *class; /* NULL for none */
};

/* Opens the records of a folder and its class. False, with messages, when one cannot be read. */
bool previous_read(struct run *run, const char *folder, struct previous *previous);
/* Finds each child's record: by SCN, else by id, else by name and date of birth; tells where that is not one to one. */
void previous_match(struct run *run, struct previous *previous, struct pupils *pupils);

/* What the folder will hold. */
struct made {
  const char *name;
  struct str bytes;
};
typedef ARRAY(struct made) making;

#endif
