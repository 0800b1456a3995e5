/* minizip reads and writes through these instead of a disk. */
#include "memory_file.h"

#include <string.h>

static void *memory_open(void *opaque, const void *name, int mode) {
  (void)name, (void)mode;
  return opaque;
}

static uLong memory_read(void *opaque, void *stream, void *to, uLong size) {
  (void)opaque;
  struct memory_file *file = stream;
  size_t left = file->at < file->len ? file->len - file->at : 0;
  if (size > left) size = left;
  memcpy(to, file->bytes + file->at, size);
  file->at += size;
  return size;
}

static uLong memory_write(void *opaque, void *stream, const void *from, uLong size) {
  (void)opaque;
  struct memory_file *file = stream;
  if (size > file->size - file->at) return 0;
  memcpy(file->bytes + file->at, from, size);
  file->at += size;
  if (file->at > file->len) file->len = file->at;
  return size;
}

static ZPOS64_T memory_tell(void *opaque, void *stream) {
  (void)opaque;
  return ((struct memory_file *)stream)->at;
}

static long memory_seek(void *opaque, void *stream, ZPOS64_T offset, int origin) {
  (void)opaque;
  struct memory_file *file = stream;
  ZPOS64_T base = origin == ZLIB_FILEFUNC_SEEK_CUR ? file->at : origin == ZLIB_FILEFUNC_SEEK_END ? file->len : 0;
  if (base + offset > file->size) return -1;
  file->at = base + offset;
  return 0;
}

static int memory_close(void *opaque, void *stream) {
  (void)opaque, (void)stream;
  return 0;
}

static int memory_error(void *opaque, void *stream) {
  (void)opaque, (void)stream;
  return 0;
}

zlib_filefunc64_def memory_functions(struct memory_file *file) {
  return (zlib_filefunc64_def){.zopen64_file = memory_open,
                               .zread_file = memory_read,
                               .zwrite_file = memory_write,
                               .ztell64_file = memory_tell,
                               .zseek64_file = memory_seek,
                               .zclose_file = memory_close,
                               .zerror_file = memory_error,
                               .opaque = file};
}
