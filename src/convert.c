/* Old Word documents, turned into .docx by LibreOffice in a process, a folder and a profile of its own. */
#include "file.h"
#include "libreoffice.h"

static const char NO_ROOM[] = "there was no room for a copy in the folder for temporary files";

/* NULL when *bytes are now those of the .docx; else what went wrong. */
static const char *convert_in(struct arena *arena, const struct workshop *shop, const char *program,
                              struct str *bytes) {
  const struct libreoffice office = {program, shop->path, FILTER_DOCX, 1};
  struct messages unheard = {.arena = arena};
  struct str docx;
  const char *source = path_join(arena, shop->path, "document.doc");
  const char *made = path_join(arena, shop->path, "document.docx");
  if (!libreoffice_furnish(arena, shop->path) || !file_write_unsynced(arena, source, *bytes, &unheard)) return NO_ROOM;
  int end = libreoffice_convert(arena, &office, &source, 1);
  bool whole = end == 0 && file_state(made) == FILE_THERE &&
               file_read(arena, made, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &unheard, &docx) &&
               content_of(docx) == CONTENT_PACKAGE;
  if (whole) *bytes = docx;
  return whole ? NULL : libreoffice_why(arena, &office, end);
}

bool convert_old(struct run *run, const char *path, struct str *bytes) {
  if (content_of(*bytes) != CONTENT_OLD_WORD) return true;
  struct where where = {.file = path};
  const char *program = libreoffice_find(run->arena), *fault = NO_ROOM;
  struct workshop *shop = program ? workshop_open(run->arena) : NULL;
  if (shop) {
    fault = convert_in(run->arena, shop, program, bytes);
    workshop_close(shop);
  }
  if (!program)
    say(&run->messages, MSG_NO_LIBREOFFICE, where, "");
  else if (fault)
    say(&run->messages, MSG_NOT_CONVERTED, where, fault);
  else
    say(&run->messages, MSG_CONVERTED, where, "");
  return program && !fault;
}
