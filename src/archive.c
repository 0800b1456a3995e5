/* Zip files of whole documents, written as they come. */
#include "file.h"
#include "output.h"
#include "zip_directory.h"

#include <libdeflate.h>
#include <string.h>

enum { VERSION = 20, PLAIN_FILE = 0100644 };

#define COMMENT "cairn pack"

struct archive {
  struct arena *arena;
  struct file_draft draft;
  bool open;
  uint64_t size;
  ARRAY(struct zip_entry) members;
};

static void add(struct archive *archive, struct str bytes) {
  file_add(&archive->draft, bytes);
  archive->size += bytes.len;
}

static void drop(void *of) {
  struct archive *archive = of;
  if (archive->open) file_drop(&archive->draft);
}

struct archive *archive_begin(struct arena *arena, const char *path, struct messages *messages) {
  struct archive *archive = NEW(arena, struct archive);
  archive->arena = arena;
  arena_defer(arena, drop, archive);
  archive->open = file_begin(arena, path, &archive->draft, messages);
  return archive->open ? archive : NULL;
}

/* Only a name that is UTF-8 is said to be so (appendix D): others stop programs that believe it. */
static struct zip_entry member_of(struct archive *archive, const char *name, struct str bytes) {
  struct str copy = str_copy(archive->arena, str_from(name));
  return (struct zip_entry){.name = copy,
                            .size = bytes.len,
                            .packed = bytes.len,
                            .offset = archive->size,
                            .crc = libdeflate_crc32(0, bytes.at, bytes.len),
                            .dos_date = DATE_1980,
                            .external_attributes = (uint32_t)PLAIN_FILE << 16,
                            .flags = utf8_bad(copy) == copy.len ? ZIP_UTF_8 : 0,
                            .version = ZIP_UNIX << 8 | VERSION};
}

void archive_add(struct archive *archive, const char *name, struct str bytes) {
  struct arena *arena = arena_inside(archive->arena);
  struct text head = {.arena = arena};
  struct zip_entry *member = PUSH(archive->arena, &archive->members);
  *member = member_of(archive, name, bytes);
  zip_put_local(&head, member);
  add(archive, text_str(&head));
  add(archive, bytes);
  arena_free(arena);
}

bool archive_end(struct archive *archive, struct messages *messages) {
  uint64_t at = archive->size;
  struct text end = {.arena = archive->arena};
  for (size_t i = 0; i < archive->members.n; i++) {
    struct arena *arena = arena_inside(archive->arena);
    struct text entry = {.arena = arena};
    zip_put_central(&entry, &archive->members.at[i]);
    add(archive, text_str(&entry));
    arena_free(arena);
  }
  zip_put_end(&end, archive->members.n, at, archive->size - at, STR(COMMENT));
  add(archive, text_str(&end));
  archive->open = false;
  return file_end(&archive->draft, false, messages);
}

bool archive_is_ours(struct arena *arena, const char *path) {
  struct str tail = file_tail(arena, path, strlen(COMMENT) + 22);
  return tail.len > strlen(COMMENT) && str_starts(tail, STR("PK\x05\x06")) &&
         str_is(str_sub(tail, 22, tail.len), COMMENT);
}
