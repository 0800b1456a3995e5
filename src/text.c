/* Slices, text that grows, UTF-8, and the folding by which labels are compared. */
#include "base.h"

#include <string.h>

int str_compare(struct str a, struct str b) {
  size_t shorter = a.len < b.len ? a.len : b.len;
  int order = shorter ? memcmp(a.at, b.at, shorter) : 0;
  return order ? order : (a.len > b.len) - (a.len < b.len);
}

ptrdiff_t str_find(struct str a, struct str needle) {
  if (!needle.len || needle.len > a.len) return -1;
  for (size_t at = 0; at + needle.len <= a.len; at++) {
    const char *hit = memchr(a.at + at, needle.at[0], a.len - needle.len - at + 1);
    if (!hit) return -1;
    at = (size_t)(hit - a.at);
    if (memcmp(hit, needle.at, needle.len) == 0) return (ptrdiff_t)at;
  }
  return -1;
}

static bool is_blank(uint32_t c) {
  bool wide = (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || wide;
}

/* What takes no room: zero-width spaces and joiners, soft hyphens. */
static bool is_unseen(uint32_t c) { return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0xAD; }

/* The bytes of the blank that a ends with; 0 for none. */
static size_t blank_behind(struct str a) {
  size_t last = a.len;
  while (last && a.len - last < 3 && (a.at[last - 1] & 0xC0) == 0x80) last--;
  if (!last) return 0;
  size_t end = --last;
  return is_blank(utf8_next(a, &end)) && end == a.len ? a.len - last : 0;
}

struct str str_trim(struct str a) {
  size_t first = 0;
  for (size_t at = 0; at < a.len && is_blank(utf8_next(a, &at));) first = at;
  a = str_sub(a, first, a.len);
  for (size_t blank; (blank = blank_behind(a));) a.len -= blank;
  return a;
}

struct str str_copy(struct arena *arena, struct str a) {
  char *copy = arena_bytes(arena, a.len + 1);
  if (a.len) memcpy(copy, a.at, a.len);
  copy[a.len] = '\0';
  return (struct str){copy, a.len};
}

const char *str_z(struct arena *arena, struct str a) { return str_copy(arena, a).at; }

/* ---- text ---- */

void text_widen(struct text *text, size_t more) {
  enum { FIRST = 64 };
  size_t cap = text->cap ? text->cap * 2 : FIRST;
  while (cap - text->len <= more) cap *= 2;
  text->at = arena_widen(text->arena, text->at, text->cap, cap);
  text->cap = cap;
}

void text_add_utf8(struct text *text, uint32_t c) {
  if (c < 0x80) {
    text_add_byte(text, (char)c);
    return;
  }
  static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  int length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  text_add_byte(text, (char)(lead[length] | (c >> (6 * (length - 1)))));
  for (int i = length - 2; i >= 0; i--) text_add_byte(text, (char)(0x80 | ((c >> (6 * i)) & 0x3F)));
}

void text_add_number(struct text *text, long number) {
  char digits[24];
  size_t at = sizeof digits;
  unsigned long left = number < 0 ? 0ul - (unsigned long)number : (unsigned long)number;
  do digits[--at] = (char)('0' + left % 10);
  while (left /= 10);
  if (number < 0) digits[--at] = '-';
  text_add(text, (struct str){digits + at, sizeof digits - at});
}

struct str text_str(const struct text *text) {
  if (text->at) text->at[text->len] = '\0';
  return (struct str){text->at ? text->at : "", text->len};
}

struct str str_joined(struct arena *arena, struct str a, struct str b, struct str c) {
  size_t room = a.len + b.len + c.len + 1;
  struct text out = {.arena = arena, .at = arena_bytes(arena, room), .cap = room};
  text_add(&out, a);
  text_add(&out, b);
  text_add(&out, c);
  return text_str(&out);
}

struct str plain_lines(struct arena *arena, struct str raw) {
  size_t len = raw.len;
  while (len && raw.at[len - 1] == '\n') len--;
  if (!len || !memchr(raw.at, '\r', raw.len)) return str_copy(arena, str_sub(raw, 0, len));
  char *out = arena_alloc(arena, raw.len + 1, 1);
  len = 0;
  for (size_t i = 0; i < raw.len; i++) {
    if (raw.at[i] == '\r' && i + 1 < raw.len && raw.at[i + 1] == '\n') continue;
    out[len++] = raw.at[i] == '\r' ? '\n' : raw.at[i];
  }
  while (len && out[len - 1] == '\n') len--;
  out[len] = '\0';
  return (struct str){out, len};
}

/* ---- UTF-8 ---- */

uint32_t utf8_next(struct str a, size_t *at) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char *p = (const unsigned char *)a.at + *at;
  size_t left = a.len - *at;
  (*at)++;
  if (p[0] < 0x80) return p[0];
  size_t length = p[0] >= 0xF0 && p[0] < 0xF5   ? 4
                  : p[0] >= 0xE0 && p[0] < 0xF0 ? 3
                  : p[0] >= 0xC2 && p[0] < 0xE0 ? 2
                                                : 0;
  if (!length || length > left) return UINT32_MAX;
  uint32_t c = p[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if ((p[i] & 0xC0) != 0x80) return UINT32_MAX;
    c = c << 6 | (p[i] & 0x3F);
  }
  if (c < least[length] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return UINT32_MAX;
  *at += length - 1;
  return c;
}

size_t ascii_ahead(struct str a, size_t at) {
  static const uint64_t each = 0x0101010101010101; /* of eight bytes */
  size_t from = at;
  for (; at + sizeof each <= a.len; at += sizeof each) {
    uint64_t eight = eight_bytes(a.at + at);
    uint64_t others =
        (eight | (eight - each * ' ') | (eight + each * (0x80 - 0x7F))) & each * 0x80; /* the first is right */
    if (others) return at + (size_t)__builtin_ctzll(others) / 8 - from;
  }
  while (at < a.len && a.at[at] >= ' ' && a.at[at] < 0x7F) at++;
  return at - from;
}

bool xml_holds(uint32_t c) {
  bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
  return c != UINT32_MAX && !control && c != 0xFFFE && c != 0xFFFF;
}

size_t utf8_bad(struct str a) {
  for (size_t at = ascii_ahead(a, 0); at < a.len; at += ascii_ahead(a, at)) {
    size_t from = at;
    if (!xml_holds(utf8_next(a, &at))) return from;
  }
  return a.len;
}

/* ---- folding ---- */

static uint32_t fold_codepoint(uint32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c == 0x178) return 0xFF;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || (c >= 0x1CD && c <= 0x1DC)) return c + (c & 1);
  bool pairs = (c >= 0x100 && c <= 0x177) || (c >= 0x1DE && c <= 0x1EF) || (c >= 0x1F8 && c <= 0x21F);
  if (pairs || (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF)) return c | 1;
  if ((c >= 0x2018 && c <= 0x201B) || c == 0x2BC || c == 0xB4 || c == 0x2032) return '\'';
  if ((c >= 0x201C && c <= 0x201F) || c == 0x2033) return '"';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D) return '-';
  return c;
}

static const uint32_t ACCENTS[][3] = {
#define ACCENT(letter, accent, one) {letter, accent, one},
#include "accents.def"
#undef ACCENT
};

/* A folded letter with the accents that stand behind it: e and a combining diaeresis are the one letter ë (Unicode, NFC). */
static uint32_t with_accents(uint32_t c, struct str text, size_t *at) {
  while (*at < text.len && (text.at[*at] == '\xCC' || text.at[*at] == '\xCD')) {
    size_t behind = *at, i = 0, count = sizeof ACCENTS / sizeof *ACCENTS;
    uint32_t accent = utf8_next(text, &behind);
    while (i < count && (ACCENTS[i][0] != c || ACCENTS[i][1] != accent)) i++;
    if (i == count) return c;
    c = ACCENTS[i][2];
    *at = behind;
  }
  return c;
}

struct letters {
  struct str text;
  size_t at;
  bool any; /* a letter was met: blanks before the first count for nothing */
};

static const uint32_t NO_LETTER = UINT32_MAX;

/* The next letter of a text as it is folded; a run of blanks is one, and NO_LETTER stands behind the last. */
static uint32_t next_letter(struct letters *l) {
  bool gap = false;
  while (l->at < l->text.len) {
    size_t from = l->at;
    unsigned char plain = (unsigned char)l->text.at[from];
    bool accent = from + 1 < l->text.len && (unsigned char)l->text.at[from + 1] >= 0x80; /* it may be */
    if (plain > ' ' && plain < 0x7F && !gap && !accent) {                                /* nearly every letter */
      l->at++;
      l->any = true;
      return fold_codepoint(plain);
    }
    uint32_t c = utf8_next(l->text, &l->at);
    gap = gap || is_blank(c);
    if (is_blank(c) || is_unseen(c)) continue;
    if (gap && l->any) {
      l->at = from;
      return ' ';
    }
    l->any = true;
    return c == UINT32_MAX ? '?' : with_accents(fold_codepoint(c), l->text, &l->at);
  }
  return NO_LETTER;
}

/* Behind the letters from a byte on that fold to one byte each, with no accent behind it. */
static size_t plain_end(struct str text, size_t from) {
  size_t to = from;
  while (to < text.len && text.at[to] > ' ' && text.at[to] < 0x7F) to++;
  bool accent = to > from && to < text.len && (unsigned char)text.at[to] >= 0x80; /* it may be */
  return accent ? to - 1 : to;
}

static bool is_plain(char c) { return c > ' ' && c < 0x7F; }

/* Folds the plain letters from where the letters stand, and single blanks between them: nearly all of nearly every text. One before an
 * accent is left, and so is a blank that is not one of a kind. */
static void fold_plain(struct letters *l, struct text *out) {
  if (!l->text.len) return; /* it may be nowhere */
  const char *from = l->text.at + l->at, *end = l->text.at + l->text.len, *at = from;
  char *to = out->at + out->len;
  for (bool blank = l->any; at < end; at++, blank = true) {
    char c = *at, next = at + 1 < end ? at[1] : '\0';
    bool alone = blank && c == ' ' && is_plain(next), letter = is_plain(c) && (unsigned char)next < 0x80;
    if (!alone && !letter) break;
    *to++ = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  l->any = l->any || at > from;
  l->at += (size_t)(at - from);
  out->len += (size_t)(at - from);
}

struct str fold(struct arena *arena, struct str a) {
  struct text out = {.at = arena_bytes(arena, a.len + 1), .cap = a.len + 1, .arena = arena}; /* no letter grows */
  struct letters letters = {.text = a};
  fold_plain(&letters, &out);
  for (uint32_t c; (c = next_letter(&letters)) != NO_LETTER; fold_plain(&letters, &out)) {
    if (c < 0x80)
      out.at[out.len++] = (char)c;
    else
      text_add_utf8(&out, c);
  }
  struct str folded = text_str(&out);
  while (folded.len && (folded.at[folded.len - 1] == ':' || folded.at[folded.len - 1] == ' ')) folded.len--;
  return folded;
}

struct str as_it_sounds(struct arena *arena, struct str a) {
  struct str folded = fold(arena, a);
  char *out = (char *)folded.at;
  size_t len = 0;
  for (size_t i = 0; i < folded.len; i++) {
    char c = folded.at[i] == '-' || folded.at[i] == '_' ? ' ' : folded.at[i];
    if (c != ' ' || (len && out[len - 1] != ' ')) out[len++] = c;
  }
  return str_sub(folded, 0, len);
}

/* Colons and blanks at the end count for nothing. */
static bool only_end(struct letters *letters, uint32_t c) {
  while (c == ':' || c == ' ') c = next_letter(letters);
  return c == NO_LETTER;
}

/* Their first letters are plain, and not the same. */
static bool begin_apart(struct str a, struct str b) {
  if (!plain_end(str_sub(a, 0, 2), 0) || !plain_end(str_sub(b, 0, 2), 0)) return false;
  uint32_t c = fold_codepoint((unsigned char)a.at[0]), d = fold_codepoint((unsigned char)b.at[0]);
  return c != d;
}

bool fold_equal(struct str a, struct str b) {
  if (begin_apart(a, b)) return false;
  struct letters one = {.text = a}, other = {.text = b};
  uint32_t c, d;
  do {
    c = next_letter(&one);
    d = next_letter(&other);
  } while (c == d && c != NO_LETTER);
  return only_end(&one, c) && only_end(&other, d);
}

/* The number of single-letter changes, omissions, additions and swaps that make b of a; words are at most LONGEST_WORD bytes. */
enum { LONGEST_WORD = 128 };

static size_t distance(struct str a, struct str b) {
  size_t row[3][LONGEST_WORD + 2];
  for (size_t j = 0; j <= b.len; j++) row[0][j] = j;
  for (size_t i = 1; i <= a.len; i++) {
    size_t *now = row[i % 3], *up = row[(i + 2) % 3], *up2 = row[(i + 1) % 3];
    now[0] = i;
    for (size_t j = 1; j <= b.len; j++) {
      size_t best = up[j - 1] + (a.at[i - 1] != b.at[j - 1]);
      if (up[j] + 1 < best) best = up[j] + 1;
      if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
      bool swapped = i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1];
      if (swapped && up2[j - 2] + 1 < best) best = up2[j - 2] + 1;
      now[j] = best;
    }
  }
  return row[a.len % 3][b.len];
}

/* How far each word is from the folded one: SIZE_MAX for one that is not near enough to be meant. Gives the least. */
static size_t distances(struct arena *arena, struct str folded, const char *const *words, size_t count, size_t *far) {
  size_t least = SIZE_MAX;
  for (size_t i = 0; i < count; i++) {
    struct str word = fold(arena, str_from(words[i]));
    bool short_enough = folded.len <= LONGEST_WORD && word.len <= LONGEST_WORD;
    size_t d = short_enough ? distance(folded, word) : SIZE_MAX;
    far[i] = d < folded.len / 3 + 2 ? d : SIZE_MAX;
    if (far[i] < least) least = far[i];
  }
  return least;
}

const char *nearest(struct arena *arena, struct str word, const char *const *words, size_t count) {
  size_t *far = arena_alloc(arena, count + 1, sizeof *far);
  size_t least = distances(arena, fold(arena, word), words, count, far);
  for (size_t i = 0; i < count && least < SIZE_MAX; i++)
    if (far[i] == least) return words[i];
  return NULL;
}

void nearest_all(struct arena *arena, struct str word, const char *const *words, size_t count, bool *near) {
  size_t *far = arena_alloc(arena, count + 1, sizeof *far);
  size_t least = distances(arena, fold(arena, word), words, count, far);
  for (size_t i = 0; i < count; i++) near[i] = least < SIZE_MAX && far[i] == least;
}
