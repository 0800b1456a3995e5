/* Any bytes as a class's list of names: there is a message and no folder, or a folder whose every record is sound. */
#include "file.h"
#include "fuzz_laws.h"
#include "verb.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void count_message(void *context, const struct cairn_message *message) {
  (void)message;
  ++*(size_t *)context;
}

/* A record that was just made is checked as `check` does it; so is the class. */
static void check_made(struct arena *arena, const char *path) {
  struct messages messages = {.arena = arena};
  const struct source *source = source_read(arena, path, &messages);
  insist(source != NULL);
  bool class = strcmp(path_name(path), "class.yaml") == 0;
  bool sound = class ? class_check(arena, source, &messages) : record_check_shape(arena, source, &messages);
  for (size_t i = 0; i < messages.list.n; i++) fprintf(stderr, "%s: %s\n", path, messages.list.at[i].sentence);
  insist(sound);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  const struct sys *sys = sys_host();
  struct arena *arena = arena_new(sys);
  struct messages messages = {.arena = arena};
  char folder[] = "/dev/shm/cairn-fuzz-XXXXXX";
  insist(sys->private_folder(sys->context, folder) != NULL);
  const char *list = path_join(arena, folder, "list.csv"), *made = path_join(arena, folder, "rowan");
  insist(file_write(arena, list, (struct str){(const char *)at, len}, &messages));
  struct cairn_new what = {.folder = made, .list = list};
  size_t told = 0;
  int code = cairn_new(&what, count_message, &told);
  struct folder_names names = folder_list(arena, made, "", NULL);
  bool done = code == CAIRN_DONE || code == CAIRN_PARTLY;
  insist(told > 0 && done == (names.n > 1));
  for (size_t i = 0; i < names.n; i++) check_made(arena, path_join(arena, made, names.at[i]));
  sys->remove_tree(sys->context, folder);
  arena_free(arena);
  return 0;
}
