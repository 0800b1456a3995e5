/* Parts are UTF-8 or UTF-16 (ECMA-376 Part 2, 8.2.5); what libxml2 sees is always UTF-8. */
#include "encoding.h"

#include <string.h>
#include <strings.h>

static uint32_t unit(struct str bytes, size_t at, bool big) {
  const unsigned char *p = (const unsigned char *)bytes.at + at;
  return big ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
}

static struct str from_utf16(struct arena *arena, struct str bytes, bool big) {
  struct text out = {.arena = arena};
  for (size_t at = 0; at + 1 < bytes.len; at += 2) {
    uint32_t c = unit(bytes, at, big);
    bool high = c >= 0xD800 && c < 0xDC00;
    uint32_t low = high && at + 3 < bytes.len ? unit(bytes, at + 2, big) : 0;
    if (low >= 0xDC00 && low < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    if (c >= 0xD800 && c < 0xE000) c = 0xFFFF; /* half a pair: nothing that XML can hold, so libxml2 refuses it */
    text_add_utf8(&out, c);
  }
  return text_str(&out);
}

/* The value of encoding= in the XML declaration; empty when there is none. */
static struct str declared(struct str bytes) {
  size_t from = str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
  struct str head = str_sub(bytes, from, from + 200);
  ptrdiff_t close = str_find(head, STR("?>"));
  if (!str_starts(head, STR("<?xml")) || close < 0) return (struct str){bytes.at, 0};
  head = str_sub(head, 0, (size_t)close);
  ptrdiff_t key = str_find(head, STR("encoding"));
  if (key < 0) return (struct str){bytes.at, 0};
  size_t open = (size_t)key;
  while (open < head.len && head.at[open] != '"' && head.at[open] != '\'') open++;
  size_t end = open + 1;
  while (end < head.len && head.at[end] != head.at[open]) end++;
  return str_sub(head, open + 1, end);
}

static struct str with_declaration(struct arena *arena, struct str text) {
  struct str old = declared(text);
  if (!old.len) return text;
  struct text out = {.arena = arena};
  size_t at = (size_t)(old.at - text.at);
  text_add(&out, str_sub(text, 0, at));
  text_add_z(&out, "UTF-8");
  text_add(&out, str_sub(text, at + old.len, text.len));
  return text_str(&out);
}

/* True for bytes that libxml2 would take for some other encoding (UCS-4, EBCDIC) and transcode behind our back, so that no
 * span would fit (XML 1.0, appendix F). */
static bool looks_otherwise(struct str utf8) {
  bool mark = str_starts(utf8, STR("\xEF\xBB\xBF"));
  struct str head = str_sub(utf8, mark ? 3 : 0, mark ? 7 : 4);
  bool nul = head.len && memchr(head.at, 0, head.len);
  return nul || (head.len && (unsigned char)head.at[0] >= 0x80) || str_starts(head, STR("\x4C\x6F\xA7\x94"));
}

bool markup_utf8(struct arena *arena, struct str bytes, struct str *utf8, const char **encoding) {
  bool big = str_starts(bytes, STR("\xFE\xFF")) || str_starts(bytes, STR("\0<"));
  bool little = str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("<\0"));
  *utf8 = big || little ? with_declaration(arena, from_utf16(arena, bytes, big)) : bytes;
  *encoding = "another encoding";
  if (looks_otherwise(*utf8)) return false;
  if (big || little) return true;
  struct str name = declared(bytes);
  *encoding = str_z(arena, name);
  return !name.len || strcasecmp(*encoding, "utf-8") == 0 || strcasecmp(*encoding, "us-ascii") == 0;
}
