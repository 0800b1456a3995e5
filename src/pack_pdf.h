/* What the files that make a pack's PDFs share with one another. */
#ifndef CAIRN_PACK_PDF_H
#define CAIRN_PACK_PDF_H

#include "libreoffice.h"
#include "pack.h"

/* PDFs that one start of LibreOffice makes, which takes as long as half of them; and how many of it run at a time, 200 MB each. */
enum { PDF_BATCH = 16, PDF_PROGRAMS = 8 };

/* Ends of a run of LibreOffice that never was. */
enum { PDF_NO_ROOM = -20, PDF_NOT_TRIED = -21 };

/* A document, and the PDF of it. */
struct pdf {
  struct run part;             /* its messages, and its memory */
  struct pack_result result;   /* of the document; without entry for what is in no report */
  const char *document, *path; /* NULL: there is no document */
  struct str digest;           /* of the document */
  enum fill_end end;
  const char *sha256;      /* of the PDF, once it is there */
  const char *copy, *made; /* in the workshop; NULL when LibreOffice is not asked */
  int run_end;
};

/* ---- pack_pdf_crew.c: several of LibreOffice at a time ---- */

struct pdf_crew {
  const char *program, *folder; /* the folder is the workshop's */
  size_t jobs;
  unsigned minutes; /* for one document */
  struct pdf *pdfs;
  size_t count;
  bool given_up; /* LibreOffice has hung too often */
};
size_t pdf_worker(const struct pdf_crew *crew, size_t pdf); /* who makes it, in a folder of that number */
/* Makes those that have a copy, all that can be made, and says of each how the program ended. */
void pdf_crew_run(struct pdf_crew *crew, const struct sys *sys);

/* ---- pdf.c ---- */

bool pdf_whole(struct str bytes);
/* The PDF with the mark that names its document, by the digest of that. */
struct str pdf_marked(struct arena *arena, struct str bytes, struct str document);
/* The digest of the document that a PDF was made of; empty for one that was not made by Cairn, or was changed since. */
struct str pdf_document(struct arena *arena, struct str bytes);

#endif
