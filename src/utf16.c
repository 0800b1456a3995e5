/* UTF-16 as UTF-8. */
#include "base.h"

static uint32_t unit(struct str bytes, size_t at, bool big) {
  const unsigned char *p = (const unsigned char *)bytes.at + at;
  return big ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
}

struct str str_from_utf16(struct arena *arena, struct str bytes, bool big) {
  struct text out = {.arena = arena};
  for (size_t at = 0; at + 1 < bytes.len; at += 2) {
    uint32_t c = unit(bytes, at, big);
    bool high = c >= 0xD800 && c < 0xDC00;
    uint32_t low = high && at + 3 < bytes.len ? unit(bytes, at + 2, big) : 0;
    if (low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    if (c >= 0xD800 && c < 0xE000) c = 0xFFFF;
    text_add_utf8(&out, c);
  }
  if (bytes.len % 2) text_add_utf8(&out, 0xFFFF);
  return text_str(&out);
}
