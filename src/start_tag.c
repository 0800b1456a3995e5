/* Start tags with more attributes than any, found before libxml2 sees them: it compares each with all before it, and only then tells us. */
#include "start_tag.h"

/* Attributes of the tag at the byte from, as far as it is one: what stands in quotes is passed over. */
static size_t count_attributes(struct str bytes, size_t from) {
  size_t count = 0;
  char quote = '\0';
  bool other = from + 1 < bytes.len && (bytes.at[from + 1] == '!' || bytes.at[from + 1] == '?');
  for (size_t at = from + 1; !other && at < bytes.len; at++) {
    char c = bytes.at[at];
    if (quote) {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
      count++;
    } else if (c == '>' || c == '<') {
      break;
    }
  }
  return count;
}

/* Tags are short, and a "<" in a value is none: so that of every so many bytes all but a few have one, and are passed over at once. */
bool start_tags_fit(struct str bytes, size_t most) {
  enum { SHORTEST = 5 }; /* a=""b="" and so on */
  size_t stride = most * SHORTEST, at = 0;
  while (at < bytes.len) {
    size_t end = bytes.len - at > stride ? at + stride : bytes.len;
    const char *last = end > at + 1 ? memrchr(bytes.at + at + 1, '<', end - at - 1) : NULL;
    if (last) {
      at = (size_t)(last - bytes.at);
      continue;
    }
    if (bytes.at[at] == '<' && count_attributes(bytes, at) > most) return false;
    const char *next = end < bytes.len ? memchr(bytes.at + end, '<', bytes.len - end) : NULL;
    at = next ? (size_t)(next - bytes.at) : bytes.len;
  }
  return true;
}
