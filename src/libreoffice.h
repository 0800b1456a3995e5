/* libreoffice: another program that turns documents into others. It gets copies in a private folder (struct workshop), with a profile of its own
 * in which no macro runs and nothing is fetched. */
#ifndef CAIRN_LIBREOFFICE_H
#define CAIRN_LIBREOFFICE_H

#include "verb.h"

const char *libreoffice_find(struct arena *arena); /* the program; NULL when it is not installed */
/* Puts a profile into a folder, one for each that is run at a time; false when there is no room. */
bool libreoffice_furnish(struct arena *arena, const char *folder);

/* What a document becomes: the only filters there are. In a PDF comments are notes, and a back that is left blank is a page. */
extern const char FILTER_DOCX[], FILTER_PDF[];

struct libreoffice {
  const char *program, *folder; /* the folder has a profile, and what is made goes there */
  const char *filter;           /* one of those above */
  unsigned minutes;             /* how long it may take */
};
/* Turns documents into others of the same names: how the program ended (see struct sys), which tells little of each of them. */
int libreoffice_convert(struct arena *arena, const struct libreoffice *office, const char *const *sources,
                        size_t count);
/* The words are a command that libreoffice_convert gives for this program: nothing that a document could want is among its options. */
bool libreoffice_command(const char *program, const char *const *words);
/* Why there is nothing of a document, in words. */
const char *libreoffice_why(struct arena *arena, const struct libreoffice *office, int end);

/* ---- helper.c ---- */

/* The machine as it is, whose programs are started by a helper where there is one. */
const struct sys *helper_sys(const struct cairn_helper *all);

#endif
