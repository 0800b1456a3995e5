/* Joins documents into one, and takes one apart: joiner OUT.docx DOCUMENT..., joiner --apart DOCUMENT FOLDER */
#include "file.h"
#include "join.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

struct call {
  struct arena *arena;
  char **argv;
  int argc, code;
};

static void tell(struct arena *arena, const struct messages *messages) {
  for (size_t i = 0; i < messages->list.n; i++)
    fputs(str_z(arena, message_print(arena, &messages->list.at[i])), stderr);
}

static bool add(struct join *join, struct arena *arena, const char *path, struct messages *messages) {
  struct str bytes;
  if (!file_read(arena, path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, messages, &bytes)) return false;
  struct package *package = package_open(arena, path, bytes, messages);
  return package && join_add(join, package, messages);
}

static void join_all(struct call *call) {
  struct messages messages = {.arena = call->arena};
  struct join *join = join_new(call->arena, call->argv[1], "cairn-digest");
  struct str bytes;
  bool whole = true;
  for (int i = 2; whole && i < call->argc; i++) {
    struct arena *inside = arena_inside(call->arena);
    whole = add(join, inside, call->argv[i], &messages);
    arena_free(inside);
  }
  whole = whole && join_write(join, &messages, &bytes) && file_write(call->arena, call->argv[1], bytes, &messages);
  tell(call->arena, &messages);
  call->code = whole ? 0 : 1;
}

static void take_apart(struct call *call) {
  struct messages messages = {.arena = call->arena};
  struct str bytes;
  bool read = file_read(call->arena, call->argv[2], LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &messages, &bytes);
  struct package *package = read ? package_open(call->arena, call->argv[2], bytes, &messages) : NULL;
  struct joined *joined = package ? joined_read(call->arena, package, &messages) : NULL;
  bool whole = joined != NULL;
  for (size_t n = 0; whole && n < joined_count(joined); n++) {
    const char *path = str_format(call->arena, "%s/%zu.docx", call->argv[3], n);
    whole =
        joined_document(call->arena, joined, n, &messages, &bytes) && file_write(call->arena, path, bytes, &messages);
  }
  tell(call->arena, &messages);
  call->code = whole ? 0 : 1;
}

static void body(void *context) {
  struct call *call = context;
  (strcmp(call->argv[1], "--apart") == 0 ? take_apart : join_all)(call);
}

int main(int argc, char **argv) {
  struct arena *arena = arena_new(sys_host());
  struct call call = {arena, argv, argc, 1};
  if (argc < 3 || !arena || (strcmp(argv[1], "--apart") == 0 && argc != 4)) return 2;
  xmlInitParser();
  if (!arena_guard(arena, body, &call)) fputs("no memory\n", stderr);
  arena_free(arena);
  return call.code;
}
