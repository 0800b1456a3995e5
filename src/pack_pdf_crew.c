/* A pack's PDFs by several of LibreOffice at a time: a start makes many, and what it left unmade is tried alone. */
#include "file.h"
#include "pack_pdf.h"

#include <pthread.h>

enum { MOST_TIME_OUTS = 3 }; /* one behind the other, before LibreOffice is asked no more */

struct worker {
  struct pdf_crew *crew;
  const struct sys *sys;
  size_t number;
  struct arena *arena;
  struct pdf *own[PDF_BATCH];
  size_t count, time_outs;
  pthread_t thread;
  bool started;
};

size_t pdf_worker(const struct pdf_crew *crew, size_t pdf) { return pdf % crew->jobs; }

static bool is_made(struct arena *arena, const struct pdf *pdf) {
  static const char end[] = "%%EOF\n";
  return str_is(file_tail(arena, pdf->made, strlen(end)), end);
}

static int convert(struct worker *worker, const struct libreoffice *office, struct pdf *const *pdfs, size_t count) {
  const char *copies[PDF_BATCH] = {0};
  for (size_t i = 0; i < count; i++) copies[i] = pdfs[i]->copy;
  int end = libreoffice_convert(worker->arena, office, copies, count);
  for (size_t i = 0; i < count; i++) pdfs[i]->run_end = end;
  worker->time_outs = end == RUN_TOO_LONG ? worker->time_outs + 1 : 0;
  return end;
}

static void work_guarded(void *of) {
  struct worker *worker = of;
  const struct pdf_crew *crew = worker->crew;
  const struct sys *sys = worker->sys;
  const char *folder = str_format(worker->arena, "%s/%zu", crew->folder, worker->number);
  struct libreoffice office = {crew->program, folder, FILTER_PDF, crew->minutes};
  if (sys->folder(sys->context, folder) != 0 || !libreoffice_furnish(worker->arena, folder)) return;
  int end = convert(worker, &office, worker->own, worker->count);
  for (size_t i = 0; worker->count > 1 && i < worker->count && end != RUN_STOPPED; i++) {
    struct pdf *pdf = worker->own[i];
    if (is_made(worker->arena, pdf)) continue;
    pdf->run_end = PDF_NOT_TRIED;
    if (worker->time_outs < MOST_TIME_OUTS) end = convert(worker, &office, &pdf, 1);
  }
}

static void *work(void *of) {
  struct worker *worker = of;
  worker->arena = arena_new(worker->sys);
  if (worker->arena) arena_guard(worker->arena, work_guarded, worker);
  arena_free(worker->arena);
  return NULL;
}

/* Shares out what is wanted. */
static void share(struct pdf_crew *crew, struct worker *workers) {
  for (size_t i = 0; i < crew->count; i++) {
    struct pdf *pdf = &crew->pdfs[i];
    struct worker *worker = &workers[pdf_worker(crew, i)];
    pdf->run_end = crew->given_up ? PDF_NOT_TRIED : PDF_NO_ROOM;
    if (pdf->copy && !crew->given_up) worker->own[worker->count++] = pdf;
  }
}

void pdf_crew_run(struct pdf_crew *crew, const struct sys *sys) {
  struct worker workers[PDF_PROGRAMS] = {0};
  share(crew, workers);
  for (size_t i = 0; i < crew->jobs; i++) {
    struct worker *worker = &workers[i];
    worker->crew = crew;
    worker->sys = sys;
    worker->number = i;
    worker->started = worker->count && pthread_create(&worker->thread, NULL, work, worker) == 0;
  }
  for (size_t i = 0; i < crew->jobs; i++)
    if (workers[i].started) pthread_join(workers[i].thread, NULL);
  for (size_t i = 0; i < crew->count; i++) crew->given_up |= crew->pdfs[i].run_end == PDF_NOT_TRIED;
}
