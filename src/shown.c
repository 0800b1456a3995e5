/* Text that came from outside, as it is shown: in messages, and in JSON. */
#include "base.h"

/* What turns text round (UAX 9), or ends a line where nobody sees an end. */
static bool misleads(uint32_t c) {
  return (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x61C;
}

/* What a terminal would obey. */
static bool commands(uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

/* "\\xE9": a byte that is no text, as it stands at.at[from]. */
static void add_byte(struct text *out, struct str a, size_t from) {
  text_add_z(out, str_format(out->arena, "\\x%02X", (unsigned char)a.at[from]));
}

void text_add_safe(struct text *out, struct str a) {
  for (size_t at = 0, from; at < a.len;) {
    from = at;
    uint32_t c = utf8_next(a, &at);
    if (c == UINT32_MAX || (c < 0x80 && c != '\t' && commands(c)))
      add_byte(out, a, from);
    else if (c != '\t' && (commands(c) || misleads(c)))
      text_add_z(out, str_format(out->arena, "<U+%04X>", (unsigned)c));
    else
      text_add(out, str_sub(a, from, at));
  }
}

void text_add_quoted(struct text *out, const char *value) {
  struct str a = str_from(value);
  text_add_byte(out, '"');
  for (size_t at = 0, from; at < a.len;) {
    from = at;
    uint32_t c = utf8_next(a, &at);
    if (c == UINT32_MAX) {
      text_add_byte(out, '\\'); /* what JSON reads is what people are shown */
      add_byte(out, a, from);
    } else if (commands(c) || misleads(c)) {
      text_add_z(out, str_format(out->arena, "\\u%04x", (unsigned)c));
    } else {
      if (c == '"' || c == '\\') text_add_byte(out, '\\');
      text_add(out, str_sub(a, from, at));
    }
  }
  text_add_byte(out, '"');
}

void text_add_json(struct text *out, const char *key, const char *value) {
  if (!value) return;
  text_add_z(out, out->len > 1 ? ", \"" : "\"");
  text_add_z(out, key);
  text_add_z(out, "\": ");
  text_add_quoted(out, value);
}
