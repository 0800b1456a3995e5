/* A PDF beside each document of a pack: which are wanted, and what is told of them; what --pdf asks for. */
#include "pack_pdf.h"
#include "file.h"

enum { LEARNERS_A_MINUTE = 8 }; /* of all documents in one: LibreOffice is given another minute for so many */

struct pack_pdfs {
  struct pdf_crew crew;
  size_t room, made, unchanged, kept, not_made;
  struct workshop *shop;
  struct str
      missing; /* that there is no LibreOffice, as JSON; empty while nobody has looked for it, or when there is */
};

struct pack_pdfs *pdfs_open(struct pack *pack) {
  struct arena *arena = pack->run->arena;
  if (!pack->what->pdf || pack->what->dry_run) return NULL;
  struct pack_pdfs *pdfs = NEW(arena, struct pack_pdfs);
  struct pdf_crew *crew = &pdfs->crew;
  crew->program = libreoffice_find(arena);
  crew->jobs = pack->jobs < PDF_PROGRAMS ? pack->jobs : PDF_PROGRAMS;
  crew->minutes = 1;
  pdfs->room = crew->jobs * PDF_BATCH;
  crew->pdfs = arena_alloc(arena, pdfs->room, sizeof *crew->pdfs);
  return pdfs;
}

/* "Ava.docx" gives "Ava.pdf". */
static const char *pdf_name(struct arena *arena, const char *document) {
  return str_format(arena, "%.*s.pdf", (int)(strlen(document) - strlen(".docx")), document);
}

/* ---- before LibreOffice is asked ---- */

/* What stands there already: only what Cairn had made, and nobody changed, is replaced. */
static enum fill_end look(struct arena *here, struct pdf *pdf, bool force) {
  struct messages *messages = &pdf->part.messages;
  struct where where = {.file = pdf->path};
  struct str old;
  enum file_state state = file_state(pdf->path);
  if (state == FILE_ABSENT) return FILL_MADE;
  if (state == FILE_NOT_REGULAR) say(messages, MSG_OUTPUT_NOT_FILE, where, "");
  if (state == FILE_NOT_REGULAR || !file_read(here, pdf->path, LIMIT_DOCUMENT, MSG_CANNOT_WRITE, messages, &old))
    return FILL_FAILED;
  struct str document = pdf_document(here, old);
  pdf->sha256 = bytes_digest(pdf->part.arena, old);
  if (str_equal(document, pdf->digest)) return FILL_UNCHANGED;
  if (document.len || force) return FILL_MADE;
  say(messages, MSG_PDF_KEPT, where, "");
  return FILL_KEPT;
}

/* Told once; in the report it stands at each PDF. */
static bool program_there(struct arena *arena, struct pack_pdfs *pdfs, struct pdf *pdf) {
  struct messages *messages = &pdf->part.messages;
  if (pdfs->crew.program || pdfs->missing.len) return pdfs->crew.program;
  say(messages, MSG_PDF_NO_LIBREOFFICE, (struct where){0}, "");
  pdfs->missing = str_copy(arena, str_trim(message_json(pdf->part.arena, &messages->list.at[0], false)));
  return false;
}

/* The document as it lies there, under a plain name, for LibreOffice. */
static bool copy_out(struct arena *here, struct pack *pack, struct pdf *pdf, struct str bytes) {
  struct pack_pdfs *pdfs = pack->pdfs;
  struct arena *arena = pdf->part.arena;
  struct messages unheard = {.arena = here};
  if (!pdfs->shop) pdfs->shop = workshop_open(pack->run->arena);
  if (!pdfs->shop) return false;
  size_t number = (size_t)(pdf - pdfs->crew.pdfs);
  const char *folder = pdfs->crew.folder = pdfs->shop->path;
  const char *copy = str_format(arena, "%s/%zu.docx", folder, number);
  if (!file_write_unsynced(here, copy, bytes, &unheard)) return false;
  pdf->made = str_format(arena, "%s/%zu/%zu.pdf", folder, pdf_worker(&pdfs->crew, number), number);
  pdf->copy = copy;
  return true;
}

static void say_not_made(struct pack_pdfs *pdfs, struct pdf *pdf, int end) {
  const struct libreoffice office = {.minutes = pdfs->crew.minutes};
  const char *why = end == PDF_NO_ROOM     ? "there was no room for a copy in the folder for temporary files"
                    : end == PDF_NOT_TRIED ? "it took too long for others before, and was not asked again"
                                           : libreoffice_why(pdf->part.arena, &office, end);
  pdf->end = FILL_FAILED;
  say(&pdf->part.messages, MSG_PDF_NOT_MADE, ((struct where){.file = pdf->document}), why);
}

static void prepare_in(struct arena *here, struct pack *pack, struct pdf *pdf) {
  struct run *part = &pdf->part;
  struct str bytes;
  if (!file_read(here, pdf->document, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &part->messages, &bytes)) return;
  pdf->digest = str_from(bytes_digest(part->arena, bytes));
  pdf->end = look(here, pdf, pack->what->force);
  if (pdf->end != FILL_MADE) return;
  if (!program_there(pack->run->arena, pack->pdfs, pdf))
    pdf->end = FILL_FAILED;
  else if (!copy_out(here, pack, pdf, bytes))
    say_not_made(pack->pdfs, pdf, PDF_NO_ROOM);
}

/* What the document's bytes want is given back at once, since many of them wait for LibreOffice. */
static void prepare(struct pack *pack, struct pdf *pdf) {
  struct arena *here = arena_inside(pdf->part.arena);
  if (pdf->path) prepare_in(here, pack, pdf);
  arena_free(here);
}

/* ---- afterwards ---- */

static void store(struct pack *pack, struct pdf *pdf) {
  struct run *part = &pdf->part;
  struct messages unheard = {.arena = part->arena};
  struct str bytes;
  bool whole = file_state(pdf->made) == FILE_THERE &&
               file_read(part->arena, pdf->made, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &unheard, &bytes) &&
               pdf_whole(bytes);
  if (!whole) {
    say_not_made(pack->pdfs, pdf, pdf->run_end);
    return;
  }
  bytes = pdf_marked(part->arena, bytes, pdf->digest);
  pdf->sha256 = bytes_digest(part->arena, bytes);
  if (!file_write_unsynced(part->arena, pdf->path, bytes, &part->messages)) pdf->end = FILL_FAILED;
}

static struct str entry_of(const struct pack_pdfs *pdfs, const struct pdf *pdf) {
  struct arena *arena = pdf->part.arena;
  struct text out = {.arena = arena};
  bool whole = pdf->end == FILL_MADE || pdf->end == FILL_UNCHANGED;
  text_add_byte(&out, '{');
  text_add_json(&out, "outcome", pack_outcome(pdf->end));
  text_add_json(&out, "output", pdf_name(arena, pdf->result.output));
  if (whole) text_add_json(&out, "sha256", pdf->sha256);
  text_add_z(&out, ", \"messages\": [");
  if (pdf->end == FILL_FAILED && !pdf->part.messages.list.n) text_add(&out, pdfs->missing);
  pack_add_messages(&out, &pdf->part.messages);
  text_add_z(&out, "]}");
  return str_joined(arena, STR(", \"pdf\": "), text_str(&out), STR(""));
}

static void finish(struct pack *pack, struct pdf *pdf) {
  struct pack_pdfs *pdfs = pack->pdfs;
  size_t *counts[] = {[FILL_FAILED] = &pdfs->not_made,
                      [FILL_MADE] = &pdfs->made,
                      [FILL_UNCHANGED] = &pdfs->unchanged,
                      [FILL_KEPT] = &pdfs->kept};
  if (pdf->copy) store(pack, pdf);
  if (pdf->path) ++*counts[pdf->end];
  if (pdf->path && pdf->result.output) pdf->result.pdf = entry_of(pdfs, pdf);
  if (pdf->result.entry.len) pack_end_document(pack, &pdf->result);
  pack_end_part(pack, &pdf->part);
}

/* Makes the PDFs that have gathered. The signals that would end us wait meanwhile, so that nothing is left behind. */
static void flush(struct pack *pack) {
  struct pack_pdfs *pdfs = pack->pdfs;
  struct pdf_crew *crew = &pdfs->crew;
  for (size_t i = 0; i < crew->count; i++) prepare(pack, &crew->pdfs[i]);
  if (pdfs->shop) pdf_crew_run(crew, arena_sys(pack->run->arena));
  for (size_t i = 0; i < crew->count; i++) finish(pack, &crew->pdfs[i]);
  if (pdfs->shop) workshop_close(pdfs->shop);
  pdfs->shop = NULL;
  crew->count = 0;
}

/* ---- what gathers ---- */

static const char *kept_in(struct arena *arena, const char *text) { return text ? str_z(arena, str_from(text)) : NULL; }

static struct pdf *add(struct pack *pack, const char *document) {
  struct pdf_crew *crew = &pack->pdfs->crew;
  struct pdf *pdf = &crew->pdfs[crew->count];
  *pdf = (struct pdf){.part = run_begin(pack->run), .end = FILL_FAILED};
  crew->count++;
  pdf->document = kept_in(pdf->part.arena, document);
  pdf->path = document ? pdf_name(pdf->part.arena, document) : NULL;
  return pdf;
}

void pdfs_add(struct pack *pack, const struct pack_result *result) {
  struct pack_pdfs *pdfs = pack->pdfs;
  struct pdf *pdf = add(pack, result->path);
  struct arena *arena = pdf->part.arena;
  pdf->result = (struct pack_result){.end = result->end,
                                     .errors = result->errors,
                                     .record = kept_in(arena, result->record),
                                     .entry = str_copy(arena, result->entry),
                                     .output = kept_in(arena, result->output)};
  if (pdfs->crew.count == pdfs->room) flush(pack);
}

void pdfs_close(struct pack *pack) {
  if (pack->pdfs) flush(pack);
}

void pdfs_joined(struct pack *pack, const char *path, size_t learners) {
  if (!pack->pdfs) return;
  pack->pdfs->crew.minutes = 1 + (unsigned)(learners / LEARNERS_A_MINUTE);
  add(pack, path);
  flush(pack);
}

/* What PDFs there would be, of how many documents; that LibreOffice lacks is told as it would be. */
static void tell_dry(struct pack *pack) {
  struct run *run = pack->run;
  const char *count = str_format(run->arena, "%zu", pack->made + pack->unchanged + pack->kept);
  if (libreoffice_find(run->arena))
    say(&run->messages, MSG_PACK_PDFS_DRY, ((struct where){.file = pack->output}), count);
  else
    say(&run->messages, MSG_PDF_NO_LIBREOFFICE, (struct where){0}, "");
}

void pdfs_tell(struct pack *pack) {
  const struct pack_pdfs *pdfs = pack->pdfs;
  struct arena *arena = pack->run->arena;
  if (pack->what->pdf && pack->what->dry_run) tell_dry(pack);
  if (!pdfs) return;
  say(&pack->run->messages, MSG_PACK_PDFS, ((struct where){.file = pack->output}), str_format(arena, "%zu", pdfs->made),
      str_format(arena, "%zu", pdfs->unchanged), str_format(arena, "%zu", pdfs->kept),
      str_format(arena, "%zu", pdfs->not_made));
}
