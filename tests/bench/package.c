/* How many times a second zlib at level 6 can deflate what differs between a document and its template, and write the package with it:
 * package OUT TEMPLATE TURNS DOCUMENT... prints the documents a second of one core. The measure that reading is told in. */
#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_PARTS = 64, LONGEST_NAME = 256 };

struct part {
  char name[LONGEST_NAME];
  char *bytes, *raw; /* inflated, and as it stands in the file */
  unsigned len, raw_len;
  uLong crc;
  bool changed;
};

struct document {
  struct part parts[MOST_PARTS];
  size_t count;
};

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static char *read_part(unzFile zip, int raw, unsigned len) {
  int method, level;
  char *bytes = malloc(len + 1);
  if (unzOpenCurrentFile2(zip, &method, &level, raw) != UNZ_OK || unzReadCurrentFile(zip, bytes, len) != (int)len)
    fail("a part cannot be read");
  unzCloseCurrentFile(zip);
  return bytes;
}

static void read_document(const char *path, struct document *document) {
  unzFile zip = unzOpen(path);
  if (!zip) fail(path);
  for (int more = unzGoToFirstFile(zip); more == UNZ_OK && document->count < MOST_PARTS; more = unzGoToNextFile(zip)) {
    struct part *part = &document->parts[document->count++];
    unz_file_info info;
    unzGetCurrentFileInfo(zip, &info, part->name, LONGEST_NAME - 1, NULL, 0, NULL, 0);
    part->len = (unsigned)info.uncompressed_size;
    part->raw_len = (unsigned)info.compressed_size;
    part->crc = info.crc;
    part->bytes = read_part(zip, 0, part->len);
    part->raw = read_part(zip, 1, part->raw_len);
  }
  unzClose(zip);
}

/* A part that the template has with the same bytes was not changed. */
static void compare(struct document *document, const struct document *template) {
  for (size_t i = 0; i < document->count; i++) {
    struct part *part = &document->parts[i];
    part->changed = true;
    for (size_t j = 0; j < template->count; j++) {
      const struct part *other = &template->parts[j];
      bool same = strcmp(part->name, other->name) == 0 && part->len == other->len;
      if (same && memcmp(part->bytes, other->bytes, part->len) == 0) part->changed = false;
    }
  }
}

static void write_document(const char *out, const struct document *document) {
  zipFile zip = zipOpen(out, APPEND_STATUS_CREATE);
  if (!zip) fail(out);
  for (size_t i = 0; i < document->count; i++) {
    const struct part *part = &document->parts[i];
    zipOpenNewFileInZip2(zip, part->name, NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6, !part->changed);
    zipWriteInFileInZip(zip, part->changed ? part->bytes : part->raw, part->changed ? part->len : part->raw_len);
    if (part->changed)
      zipCloseFileInZip(zip);
    else
      zipCloseFileInZipRaw(zip, part->len, part->crc);
  }
  zipClose(zip, NULL);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  size_t count = (size_t)argc - 4;
  int turns = atoi(argv[3]);
  struct document template = {0}, *documents = calloc(count, sizeof *documents);
  read_document(argv[2], &template);
  for (size_t i = 0; i < count; i++) {
    read_document(argv[4 + i], &documents[i]);
    compare(&documents[i], &template);
  }
  double start = now();
  for (int turn = 0; turn < turns; turn++)
    for (size_t i = 0; i < count; i++) write_document(argv[1], &documents[i]);
  printf("%.1f\n", (double)turns * (double)count / (now() - start));
  return 0;
}
