/* A pack's documents in one zip file too, as they lie in the output: what --zip asks for. */
#include "file.h"
#include "pack.h"

#include <string.h>

bool zip_open(struct pack *pack) {
  struct run *run = pack->run;
  const char *path = pack->what->zip;
  if (!path) return true;
  enum file_state state = file_state(path);
  bool other = state != FILE_ABSENT && !(state == FILE_THERE && archive_is_ours(run->arena, path));
  if (other) say(&run->messages, MSG_OUTPUT_OTHER, ((struct where){.file = path}), "");
  if (other || pack->what->dry_run) return !other;
  file_sweep(run->arena, path_folder(run->arena, path));
  pack->zip = archive_begin(run->arena, path, &run->messages);
  return pack->zip != NULL;
}

/* A document that was kept because somebody changed it by hand is one of the pack. */
void zip_add(struct pack *pack, const struct pack_result *result) {
  struct str bytes;
  if (!pack->zip || !result->path) return;
  struct run part = run_begin(pack->run);
  if (file_read(part.arena, result->path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &part.messages, &bytes))
    archive_add(pack->zip, result->output, bytes);
  pack_end_part(pack, &part);
}

bool zip_close(struct pack *pack) {
  bool whole = !pack->zip || archive_end(pack->zip, &pack->run->messages);
  if (whole) pack_tell_holding(pack, pack->what->zip);
  return whole;
}
