/* Writes parts of documents as they were before their tracked changes, so that another hand's rejection can be compared: original
 * FILE... writes FILE.original beside each. */
#include "file.h"
#include "word_read.h"

#include <libxml/parser.h>
#include <stdio.h>

static bool write_original(struct arena *arena, const char *path) {
  struct messages messages = {.arena = arena};
  struct str bytes;
  if (!file_read(arena, path, LIMIT_XML_PART, MSG_DOCUMENT_UNREADABLE, &messages, &bytes)) return false;
  struct reader *reader = reader_new(arena, &WORD_VOCABULARY);
  struct markup *markup = markup_parse(reader, path, path, bytes, &messages);
  struct str before = markup ? reject_changes(arena, markup) : STR("");
  const char *out = str_format(arena, "%s.original", path);
  return markup && markup_parse(reader, path, path, before, &messages) && file_write(arena, out, before, &messages);
}

int main(int count, char **paths) {
  xmlInitParser();
  bool all = true;
  for (int i = 1; i < count; i++) {
    struct arena *arena = arena_new(sys_host());
    if (!arena) return 1;
    bool written = write_original(arena, paths[i]);
    if (!written) fprintf(stderr, "%s: no original\n", paths[i]);
    all = all && written;
    arena_free(arena);
  }
  return all ? 0 : 1;
}
