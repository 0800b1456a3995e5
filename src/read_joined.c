/* A file in which several documents were joined: each is read as the document that it was. */
#include "file.h"
#include "join.h"
#include "read_parts.h"

/* Reads the file, and opens the package that it is, if it is a whole one; what is wrong is told of when it is read as a document. */
static bool open_quietly(struct run *part, struct given *given) {
  if (!file_read(part->arena, given->path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &part->messages, &given->bytes))
    return false;
  if (content_of(given->bytes) == CONTENT_PACKAGE)
    given->package = package_open(part->arena, given->path, given->bytes, &part->messages);
  return true;
}

static void read_nth(struct run *run, const char *path, const struct joined *joined, size_t n,
                     void (*one)(void *context, const char *path), void *context) {
  struct run part = run_begin(run);
  struct given given = {.path = str_format(run->arena, "%s#%zu", path, n + 1)};
  bool whole = joined_document(part.arena, joined, n, &part.messages, &given.bytes);
  if (whole) {
    run->given = &given;
    one(context, given.path);
    run->given = NULL;
  }
  run_end(run, &part);
}

/* A file that was read is not read again: standard input could not be. */
void read_each(struct run *run, const char *path, void (*one)(void *context, const char *path), void *context) {
  struct run quiet = run_begin(run);
  struct given given = {.path = path};
  bool there = !run->workbooks && open_quietly(&quiet, &given);
  const struct joined *joined = given.package ? joined_read(quiet.arena, given.package, &quiet.messages) : NULL;
  if (joined) {
    for (size_t n = 0; n < joined_count(joined); n++) read_nth(run, path, joined, n, one, context);
  } else {
    run->given = there ? &given : NULL;
    one(context, path);
    run->given = NULL;
  }
  arena_free(quiet.arena);
}
