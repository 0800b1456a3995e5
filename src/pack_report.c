/* What a pack tells at its end: a summary for people, and a report for programs. */
#include "file.h"
#include "pack.h"

#include <string.h>
#include <unistd.h>

enum { BUFFER = 64 << 10, LISTED = 32 << 10, BYTES_EACH = 512 };

struct report {
  struct file_draft draft;
  bool open;
  size_t entries, used;
  char buffer[BUFFER];
  char listed
      [LISTED]; /* the paths, one behind the other, of the records whose documents were not made; not of those for which their
                        * class's fault stands */
  size_t listed_used, unlisted;
};

static void flush(struct report *report) {
  file_add(&report->draft, (struct str){report->buffer, report->used});
  report->used = 0;
}

static void add(struct report *report, struct str bytes) {
  while (bytes.len) {
    size_t fits = BUFFER - report->used < bytes.len ? BUFFER - report->used : bytes.len;
    memcpy(report->buffer + report->used, bytes.at, fits);
    report->used += fits;
    if (report->used == BUFFER) flush(report);
    bytes = str_sub(bytes, fits, bytes.len);
  }
}

/* When memory runs out before its end. */
static void drop(void *of) {
  struct report *report = of;
  if (report->open) file_drop(&report->draft);
}

struct report *report_open(struct pack *pack) {
  struct arena *arena = pack->run->arena;
  const struct shard *shard = &pack->shard;
  struct report *report = NEW(arena, struct report);
  const char *name = shard->of ? str_format(arena, "pack-%zu-of-%zu.json", shard->number, shard->of) : "pack.json";
  const char *path = path_join(arena, pack->output, name);
  if (pack->what->dry_run) return report;
  if (file_state(path) == FILE_THERE)
    unlink(path); /* it tells of another run, and would be untrue if this one were killed */
  arena_defer(arena, drop, report);
  report->open = file_begin(arena, path, &report->draft, &pack->run->messages);
  if (report->open) file_reserve(&report->draft, pack->progress.of * BYTES_EACH);
  if (report->open) add(report, STR("{\"version\": 1, \"documents\": ["));
  return report;
}

/* For the summary; of very many only the first. Nothing is asked of the arena here, since threads are at work. */
static void list_not_made(struct report *report, const char *path) {
  size_t size = strlen(path) + 1;
  if (report->unlisted || LISTED - report->listed_used < size) {
    report->unlisted++;
    return;
  }
  memcpy(report->listed + report->listed_used, path, size);
  report->listed_used += size;
}

void report_add(struct pack *pack, const struct pack_result *result) {
  struct report *report = pack->report;
  if (result->end == FILL_FAILED && result->errors) list_not_made(report, result->record);
  if (!report->open) return;
  add(report, report->entries++ ? STR(",\n") : STR("\n"));
  add(report, result->entry);
  add(report, result->pdf);
  add(report, STR("}"));
}

bool report_close(struct pack *pack) {
  struct report *report = pack->report;
  struct arena *arena = pack->run->arena;
  if (!report->open) return pack->what->dry_run;
  add(report, str_from(str_format(arena, "\n], \"made\": %zu, \"unchanged\": %zu, \"kept\": %zu, \"not made\": %zu}\n",
                                  pack->made, pack->unchanged, pack->kept, pack->not_made)));
  flush(report);
  report->open = false;
  return file_end(&report->draft, false, &pack->run->messages);
}

static const char *number(struct arena *arena, size_t count) { return str_format(arena, "%zu", count); }

void pack_tell_holding(struct pack *pack, const char *path) {
  const char *holds = pack->what->dry_run ? "would hold" : "holds";
  size_t count = pack->made + pack->unchanged + pack->kept;
  if (path && count && !pack->what->quiet)
    say(&pack->run->messages, MSG_PACK_HOLDS, ((struct where){.file = path}), holds, number(pack->run->arena, count),
        count == 1 ? "" : "s");
}

void report_tell(struct pack *pack) {
  struct arena *arena = pack->run->arena;
  const struct report *report = pack->report;
  struct messages *messages = &pack->run->messages;
  struct where where = {.file = pack->output};
  const char *notes = "", *dry = pack->what->dry_run ? "; nothing was written" : "";
  if (pack->what->quiet) return;
  for (const char *path = report->listed; path < report->listed + report->listed_used; path += strlen(path) + 1)
    say(messages, MSG_PACK_NOT_MADE, ((struct where){.file = path}), "");
  if (report->unlisted) say(messages, MSG_PACK_MORE, where, number(arena, report->unlisted));
  if (pack->notes && !pack->what->verbose)
    notes = str_format(arena, "; %zu note%s, which -v shows", pack->notes, pack->notes == 1 ? "" : "s");
  say(messages, MSG_PACK_SUMMARY, where, number(arena, pack->made), number(arena, pack->unchanged),
      number(arena, pack->kept), number(arena, pack->not_made), notes, dry);
  pdfs_tell(pack);
}

void report_stopped(struct pack *pack) {
  struct run *run = pack->run;
  if (!pack->what->dry_run) say(&run->messages, MSG_PACK_STOPPED, ((struct where){.file = pack->output}), "");
  run_tell(run);
}
