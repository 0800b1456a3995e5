/* Names of files that Cairn makes up: such as every system can keep, whatever stands in the data. */
#include "base.h"

/* What turns text round or shows nothing: two names that look alike would not be. Joiners stay: letters and emoji want them. */
static bool is_hidden(uint32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

void text_add_name(struct text *out, struct str value) {
  for (size_t at = 0; at < value.len;) {
    uint32_t c = utf8_next(value, &at);
    bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE || c == UINT32_MAX;
    if (is_hidden(c)) continue;
    if (control || (c < 0x80 && strchr("<>:\"/\\|?*", (int)c)))
      text_add_byte(out, c == '\t' || c == '\n' || c == '\r' ? ' ' : '-');
    else
      text_add_utf8(out, c);
  }
}

struct str name_trim(struct str name) {
  while (name.len && strchr(" .~-", name.at[0])) name = str_sub(name, 1, name.len);
  while (name.len && strchr(" .", name.at[name.len - 1])) name.len--;
  return name;
}

/* Devices of Windows, whatever stands behind a full stop: CON, COM1 and their like. */
static bool is_device(struct arena *arena, struct str stem) {
  static const char *const names[] = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"};
  ptrdiff_t dot = str_find(stem, STR("."));
  struct str head = fold(arena, str_trim(str_sub(stem, 0, dot < 0 ? stem.len : (size_t)dot)));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (str_is(head, names[i])) return true;
  if (!str_starts(head, STR("com")) && !str_starts(head, STR("lpt"))) return false;
  struct str digit = str_sub(head, 3, head.len);
  return (digit.len == 1 && digit.at[0] >= '0' && digit.at[0] <= '9') || str_is(digit, "\xC2\xB9") ||
         str_is(digit, "\xC2\xB2") || str_is(digit, "\xC2\xB3");
}

static bool is_mark(uint32_t c) { return (c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D; }

struct str name_cut(struct str name, size_t most) {
  size_t end = 0;
  for (size_t at = 0; at < name.len;) {
    size_t from = at;
    bool mark = is_mark(utf8_next(name, &at));
    if (!mark && from <= most) end = from;
    if (at > most) return name_trim(str_sub(name, 0, end));
  }
  return name;
}

struct str name_no_device(struct arena *arena, struct str name) {
  return is_device(arena, name) ? str_joined(arena, STR("_"), name, STR("")) : name;
}

const char *name_safe(struct arena *arena, struct str wanted) {
  struct text out = {.arena = arena};
  text_add_name(&out, wanted);
  struct str name = name_cut(name_trim(text_str(&out)), NAME_MOST);
  return str_z(arena, name.len ? name_no_device(arena, name) : STR("_"));
}
