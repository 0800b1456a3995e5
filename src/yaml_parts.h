/* What the files of YAML reading share: the walk from libyaml's characters to bytes, and its faults in plain words. */
#ifndef CAIRN_YAML_PARTS_H
#define CAIRN_YAML_PARTS_H

#include "data.h"

#include <yaml.h>

/* A place in a file. libyaml counts characters; walking on from the last place makes bytes and lines of them. */
struct cursor {
  struct str bytes;
  size_t index, at;    /* characters and bytes before it */
  size_t line, column; /* from 1 */
  size_t plain;        /* up to this byte each character is one, and none ends a line */
};

struct cursor cursor_begin(struct str bytes);
void cursor_to(struct cursor *cursor, size_t index); /* going back walks again from the beginning */
struct where cursor_where(const struct cursor *cursor, const char *path);

/* Tells the bytes that are not UTF-8 (the first) and the characters that cannot stand in a record (all). */
bool yaml_fits(const char *path, struct str bytes, struct messages *messages);
/* Tells why libyaml went no further. skip: characters of the file that it was not given. */
void yaml_tell_fault(const yaml_parser_t *parser, const char *path, struct str bytes, size_t skip,
                     struct messages *messages);
const char *yaml_codepoint(struct arena *arena, uint32_t c); /* "U+FFFE" */

/* What a fault may come from. */
enum { SLIP_GLUED = 1, SLIP_INDENT = 2, SLIP_QUOTE = 4, SLIP_COMMENT = 8 };

/* A likely slip: its byte, and what is said of it. */
struct slip {
  size_t at;
  const char *words, *advice;
};

/* The likeliest of slips behind a fault found at a byte, in what was opened at another; false for none. */
bool yaml_find_slip(struct arena *arena, struct str bytes, unsigned slips, size_t opening, size_t at,
                    struct slip *slip);

#endif
