/* Prints the spans of every element of some parts, so that another parser can be asked for the same: spans FILE...
 *
 * For each file a line `= FILE`, then a line an element, in document order: start, open_end, where its end tag begins, end, name; or a
 * line `! why` for a part that is refused. Offsets are those of the part as UTF-8. */
#include "file.h"
#include "markup.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

static const struct vocabulary NO_WORDS = {0};

/* The name as it is written, with its prefix. */
static struct str written_name(const struct element *e) {
  struct str tag = str_sub(e->in->bytes, e->start + 1, e->open_end);
  size_t len = 0;
  while (len < tag.len && !strchr(" \t\r\n/>", tag.at[len])) len++;
  return str_sub(tag, 0, len);
}

static void print_element(const struct element *e) {
  struct str name = written_name(e);
  printf("%u %u %zu %u %.*s\n", e->start, e->open_end, element_close(e), e->end, (int)name.len, name.at);
}

static void print_messages(struct arena *arena, const struct messages *messages) {
  for (size_t i = 0; i < messages->list.n; i++) {
    struct str said = message_print(arena, &messages->list.at[i]);
    ptrdiff_t line = str_find(said, STR("\n"));
    printf("! %.*s\n", line < 0 ? (int)said.len : (int)line, said.at);
  }
}

static void print_part(struct arena *arena, const char *path) {
  struct messages messages = {.arena = arena};
  struct str bytes;
  struct markup *markup = NULL;
  if (file_read(arena, path, LIMIT_XML_PART, MSG_DOCUMENT_UNREADABLE, &messages, &bytes))
    markup = markup_parse(reader_new(arena, &NO_WORDS), path, path, bytes, &messages);
  printf("= %s\n", path);
  for (struct element *e = markup ? markup->root : NULL; e; e = element_next(e, markup->root)) print_element(e);
  if (!markup) print_messages(arena, &messages);
}

int main(int count, char **paths) {
  xmlInitParser();
  for (int i = 1; i < count; i++) {
    struct arena *arena = arena_new(sys_host());
    if (!arena) return 1;
    print_part(arena, paths[i]);
    arena_free(arena);
  }
  xmlCleanupParser();
  return fflush(stdout) ? 1 : 0;
}
