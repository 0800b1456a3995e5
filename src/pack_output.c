/* The folder of a pack's documents: held while they are made, and safe on the disk at the end. */
#include "file.h"
#include "pack.h"

#include <errno.h>
#include <string.h>

static void tell_waits(struct pack *pack) {
  if (!pack->what->quiet) say(&pack->run->messages, MSG_PACK_WAITS, ((struct where){.file = pack->output}), "");
  run_tell(pack->run);
}

/* One pack at a time, or the parts of one, each once: so that a report never tells of what another has written since. */
static void hold_output(struct pack *pack) {
  struct arena *arena = pack->run->arena;
  const struct shard *shard = &pack->shard;
  const char *output = pack->output;
  if (!folder_hold(arena, output, shard->of, false)) {
    tell_waits(pack);
    folder_hold(arena, output, shard->of, true);
  }
  if (!shard->of) return;
  const char *file = path_join(arena, output, str_format(arena, ".cairn-shard-%zu-%zu", shard->number, shard->of));
  if (file_hold(arena, file, false)) return;
  tell_waits(pack);
  file_hold(arena, file, true);
}

bool pack_open_output(struct pack *pack) {
  struct run *run = pack->run;
  const char *output = pack->output;
  if (pack->what->dry_run) return true;
  if (!folder_make(output, &run->messages)) return false;
  hold_output(pack);
  const char *const others[] = {pack->what->zip, pack->what->one_file};
  file_sweep(run->arena, output);
  for (size_t i = 0; i < 2; i++)
    if (others[i]) file_sweep(run->arena, path_folder(run->arena, others[i]));
  return true;
}

/* One sync for all, since one a document would take longer than making it. */
void pack_close_output(struct pack *pack) {
  struct run *run = pack->run;
  const struct sys *sys = arena_sys(run->arena);
  bool zipped = zip_close(pack), whole = report_close(pack) && zipped,
       some = pack->made + pack->unchanged + pack->kept > 0;
  bool safe = !(pack->made || pack->pdfs) || pack->what->dry_run || sys->sync_all(sys->context, pack->output) == 0;
  if (!safe) say(&run->messages, MSG_CANNOT_WRITE, ((struct where){.file = pack->output}), trouble(errno, true));
  if (some && run->messages.errors) run->messages.exit = EXIT_PARTLY;
  if (!whole || !safe) run->messages.exit = EXIT_OUTPUT;
}
