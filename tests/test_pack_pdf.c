/* A LibreOffice that hangs, and the mark in a PDF: what a pack does without waiting for either. */
#include "check.h"
#include "file.h"
#include "pack_pdf.h"

#include <stdlib.h>

enum { PDFS = 12 };

static const char WHOLE[] = "%PDF-1.6\nobjects\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n";

/* ---- a machine whose LibreOffice is a function, which hangs at some documents ---- */

struct machine {
  struct sys sys;
  bool hangs[PDFS];
  size_t runs;
  unsigned seconds;
};

static int machine_run(void *context, const char *const *argv, unsigned seconds) {
  struct machine *m = context;
  struct desk desk = desk_open();
  const char *folder = NULL;
  m->runs++;
  m->seconds = seconds;
  for (; strcmp(argv[0], "--outdir") != 0; argv++) folder = argv[2];
  for (argv += 2; *argv; argv++) {
    long number = strtol(path_name(*argv), NULL, 10);
    const char *made = str_format(desk.arena, "%s/%ld.pdf", folder, number);
    struct str bytes = str_from(WHOLE);
    if (m->hangs[number]) bytes.len /= 2;
    assert_true(file_write_unsynced(desk.arena, made, bytes, &desk.messages));
    if (m->hangs[number]) break;
  }
  desk_close(&desk);
  return *argv ? RUN_TOO_LONG : RUN_ENDED;
}

/* Runs a crew of one over all of them. */
static void run_crew(struct desk *desk, struct machine *m, struct pdf_crew *crew) {
  struct workshop *shop = workshop_open(desk->arena);
  m->sys = *sys_host();
  m->sys.context = m;
  m->sys.run = machine_run;
  *crew =
      (struct pdf_crew){"soffice", shop->path, 1, 1, arena_alloc(desk->arena, PDFS, sizeof *crew->pdfs), PDFS, false};
  for (int i = 0; i < PDFS; i++) {
    crew->pdfs[i].copy = str_format(desk->arena, "%s/%d.docx", shop->path, i);
    crew->pdfs[i].made = str_format(desk->arena, "%s/0/%d.pdf", shop->path, i);
  }
  pdf_crew_run(crew, &m->sys);
}

static bool is_whole(struct desk *desk, const struct pdf *pdf) {
  struct str bytes = {"", 0};
  file_read(desk->arena, pdf->made, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &desk->messages, &bytes);
  return pdf_whole(bytes);
}

static void one_that_hangs_is_tried_alone_and_the_others_are_made(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct machine m = {.hangs = {[4] = true}};
  struct pdf_crew crew;
  run_crew(&desk, &m, &crew);
  for (size_t i = 0; i < PDFS; i++) {
    assert_int_equal(is_whole(&desk, &crew.pdfs[i]), i != 4);
    assert_int_equal(crew.pdfs[i].run_end, i <= 4 ? RUN_TOO_LONG : RUN_ENDED);
  }
  assert_int_equal(m.runs, 1 + PDFS - 4);
  assert_int_equal(m.seconds, 60);
  assert_false(crew.given_up);
  desk_close(&desk);
}

static void one_that_hangs_three_times_running_is_asked_no_more(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct machine m = {.hangs = {false, true, true, true, true, true, true}};
  struct pdf_crew crew;
  run_crew(&desk, &m, &crew);
  assert_int_equal(m.runs, 3);
  assert_true(is_whole(&desk, &crew.pdfs[0]) && !is_whole(&desk, &crew.pdfs[2]));
  assert_int_equal(crew.pdfs[2].run_end, RUN_TOO_LONG);
  assert_int_equal(crew.pdfs[3].run_end, PDF_NOT_TRIED);
  assert_int_equal(crew.pdfs[PDFS - 1].run_end, PDF_NOT_TRIED);
  assert_true(crew.given_up);
  pdf_crew_run(&crew, &m.sys);
  assert_int_equal(m.runs, 3);
  desk_close(&desk);
}

/* ---- the mark ---- */

static void a_pdf_names_its_document_until_somebody_changes_it(void **state) {
  (void)state;
  struct desk desk = desk_open();
  struct str document = str_from(bytes_digest(desk.arena, STR("a document")));
  struct str marked = pdf_marked(desk.arena, str_from(WHOLE), document);
  assert_true(pdf_whole(marked) && str_equal(pdf_document(desk.arena, marked), document));
  assert_true(str_starts(marked, STR("%PDF-1.6\nobjects\ntrailer\n<<>>\n%cairn-pack ")));
  for (size_t i = 0; i < marked.len; i++) {
    struct str changed = str_copy(desk.arena, marked), cut = str_sub(marked, 0, i);
    ((char *)changed.at)[i] ^= 1;
    struct str named = pdf_document(desk.arena, changed);
    assert_true(!named.len || !str_equal(named, document));
    assert_int_equal(pdf_document(desk.arena, cut).len, 0);
  }
  const struct str more = str_joined(desk.arena, marked, STR("1 0 obj\nstartxref\n7\n%%EOF\n"), STR(""));
  assert_int_equal(pdf_document(desk.arena, more).len, 0);
  assert_int_equal(pdf_document(desk.arena, str_from(WHOLE)).len, 0);
  assert_int_equal(pdf_document(desk.arena, STR("")).len, 0);
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(one_that_hangs_is_tried_alone_and_the_others_are_made),
                                     cmocka_unit_test(one_that_hangs_three_times_running_is_asked_no_more),
                                     cmocka_unit_test(a_pdf_names_its_document_until_somebody_changes_it)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
