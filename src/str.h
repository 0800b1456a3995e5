/* str: slices of bytes that somebody else owns. A part of base.h, which has the rest of what is made of them. */
#ifndef CAIRN_STR_H
#define CAIRN_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Not ended by NUL. */
struct str {
  const char *at;
  size_t len;
};

#define STR(literal) ((struct str){literal, sizeof(literal) - 1})

/* The first of these are asked for at every turn, mostly with a literal, and mostly the first bytes differ. */

/* NULL gives the empty slice. */
static inline struct str str_from(const char *z) { return z ? (struct str){z, strlen(z)} : (struct str){"", 0}; }

/* Byte for byte. */
static inline bool str_equal(struct str a, struct str b) {
  return a.len == b.len && (a.len == 0 || (a.at[0] == b.at[0] && memcmp(a.at, b.at, a.len) == 0));
}

/* a has exactly the bytes of z. */
static inline bool str_is(struct str a, const char *z) {
  bool apart = z && a.len && a.at[0] != z[0];
  return !apart && str_equal(a, str_from(z));
}

static inline bool str_starts(struct str a, struct str head) {
  return a.len >= head.len && (head.len == 0 || (a.at[0] == head.at[0] && memcmp(a.at, head.at, head.len) == 0));
}

/* Bytes from..to, cut to fit. */
static inline struct str str_sub(struct str a, size_t from, size_t to) {
  if (to > a.len) to = a.len;
  if (from > to) from = to;
  return (struct str){from ? a.at + from : a.at, to - from}; /* the empty slice may be nowhere */
}

/* Eight bytes as a number, the first lowest. */
static inline uint64_t eight_bytes(const char *at) {
  const uint8_t *b = (const uint8_t *)at;
  return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
         (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

/* What mostly tells a text from another (FNV-1a). */
static inline uint64_t str_number(struct str a) {
  uint64_t h = 1469598103934665603u;
  for (size_t i = 0; i < a.len; i++) h = (h ^ (unsigned char)a.at[i]) * 1099511628211u;
  return h;
}

struct str str_trim(struct str a);                   /* without blanks, tabs, line ends and NBSP at the edges */
int str_compare(struct str a, struct str b);         /* as memcmp, the shorter first */
ptrdiff_t str_find(struct str a, struct str needle); /* byte offset of the first, or -1 */

#endif
