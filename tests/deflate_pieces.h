/* Streams judged by two programs that inflate them. */
#ifndef CAIRN_DEFLATE_PIECES_H
#define CAIRN_DEFLATE_PIECES_H

#include "deflate.h"

#include <libdeflate.h>
#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

static inline bool zlib_agrees(struct str stream, struct str bytes, char *to) {
  z_stream z = {.next_in = (const Bytef *)stream.at,
                .avail_in = (uInt)stream.len,
                .next_out = (Bytef *)to,
                .avail_out = (uInt)bytes.len + 1};
  if (inflateInit2(&z, -MAX_WBITS) != Z_OK) return false;
  bool whole = inflate(&z, Z_FINISH) == Z_STREAM_END && z.avail_in == 0 && z.total_out == bytes.len;
  inflateEnd(&z);
  return whole && memcmp(to, bytes.at, bytes.len) == 0;
}

static inline bool libdeflate_agrees(struct str stream, struct str bytes, char *to) {
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
  size_t read, written;
  enum libdeflate_result result =
      libdeflate_deflate_decompress_ex(inflater, stream.at, stream.len, to, bytes.len + 1, &read, &written);
  libdeflate_free_decompressor(inflater);
  bool whole = result == LIBDEFLATE_SUCCESS && read == stream.len && written == bytes.len;
  return whole && memcmp(to, bytes.at, bytes.len) == 0;
}

/* Both inflate the stream to the bytes. */
static inline bool inflates_to(struct str stream, struct str bytes) {
  char *to = malloc(bytes.len + 1);
  bool agree = to && zlib_agrees(stream, bytes, to) && libdeflate_agrees(stream, bytes, to);
  free(to);
  return agree;
}

#endif
