/* Parts are UTF-8 or UTF-16 (ECMA-376 Part 2, 8.2.5); what libxml2 sees is always UTF-8. */
#include "encoding.h"

#include <string.h>
#include <strings.h>

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
  *utf8 = big || little ? with_declaration(arena, str_from_utf16(arena, bytes, big)) : bytes;
  *encoding = "another encoding";
  if (looks_otherwise(*utf8)) return false;
  if (big || little) return true;
  struct str name = declared(bytes);
  *encoding = str_z(arena, name);
  return !name.len || strcasecmp(*encoding, "utf-8") == 0 || strcasecmp(*encoding, "us-ascii") == 0;
}
