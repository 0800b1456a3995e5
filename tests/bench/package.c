/* The limits that speed is told in: what a plain loop takes for nothing but the packages of documents that are there already.
 * package A|F OUT-FOLDER TEMPLATE <LIST prints documents a second of a core, of the clock, and the bytes of all files written.
 *
 * LIST has a document a line; behind a tab, for F, its record. What stands in the template with the same bytes is copied raw. A deflates
 * the rest with zlib at level 6. F parses the record with libyaml and deflates with libdeflate at level 1. Reading the documents is not
 * timed; making each file is. */
#include <libdeflate.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <yaml.h>

enum { MOST_PARTS = 64, LONGEST_NAME = 256, LONGEST_LINE = 8192 };

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
  fprintf(stderr, "package: %s\n", what);
  exit(1);
}

/* ---- what is there already ---- */

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
  document->count = 0;
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

static void free_document(struct document *document) {
  for (size_t i = 0; i < document->count; i++) {
    free(document->parts[i].bytes);
    free(document->parts[i].raw);
  }
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

/* ---- what is timed ---- */

static void put(zipFile zip, const struct part *part, const char *bytes, size_t len, bool raw) {
  zipOpenNewFileInZip2(zip, part->name, NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6, raw);
  zipWriteInFileInZip(zip, bytes, (unsigned)len);
  if (raw)
    zipCloseFileInZipRaw(zip, part->len, part->crc);
  else
    zipCloseFileInZip(zip);
}

/* Compressor: libdeflate's, or NULL for zlib. */
static void write_document(const char *out, struct document *document, struct libdeflate_compressor *compressor) {
  static char deflated[1 << 22];
  zipFile zip = zipOpen(out, APPEND_STATUS_CREATE);
  if (!zip) fail(out);
  for (size_t i = 0; i < document->count; i++) {
    struct part *part = &document->parts[i];
    if (!part->changed) {
      put(zip, part, part->raw, part->raw_len, true);
    } else if (!compressor) {
      put(zip, part, part->bytes, part->len, false);
    } else {
      size_t len = libdeflate_deflate_compress(compressor, part->bytes, part->len, deflated, sizeof deflated);
      part->crc = libdeflate_crc32(0, part->bytes, part->len);
      put(zip, part, deflated, len, true);
    }
  }
  zipClose(zip, NULL);
}

static void parse_record(const char *path) {
  yaml_parser_t parser;
  yaml_event_t event;
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_file(&parser, file);
  for (bool end = false; !end;) {
    if (!yaml_parser_parse(&parser, &event)) fail(path);
    end = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  fclose(file);
}

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  static struct document template, document;
  struct libdeflate_compressor *compressor = argv[1][0] == 'F' ? libdeflate_alloc_compressor(1) : NULL;
  char line[LONGEST_LINE], out[LONGEST_LINE];
  double core = 0, wall = 0, count = 0, bytes = 0;
  read_document(argv[3], &template);
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *record = strchr(line, '\t');
    if (record) *record++ = 0;
    read_document(line, &document);
    compare(&document, &template);
    snprintf(out, sizeof out, "%.4000s/%06.0f.docx", argv[2], count++);
    double core_start = now(CLOCK_PROCESS_CPUTIME_ID), wall_start = now(CLOCK_MONOTONIC);
    if (compressor && record) parse_record(record);
    write_document(out, &document, compressor);
    core += now(CLOCK_PROCESS_CPUTIME_ID) - core_start;
    wall += now(CLOCK_MONOTONIC) - wall_start;
    struct stat written;
    if (stat(out, &written) == 0) bytes += (double)written.st_size;
    free_document(&document);
  }
  libdeflate_free_compressor(compressor);
  printf("%.2f %.2f %.0f\n", count / core, count / wall, bytes);
  return 0;
}
