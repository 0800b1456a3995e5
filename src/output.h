/* output: the package as it will be written. Inside the opc layer. */
#ifndef CAIRN_OUTPUT_H
#define CAIRN_OUTPUT_H

#include "opc.h"

enum { DATE_1980 = 0x00210000 };

struct outgoing {
  struct entry entry;                  /* what is written */
  struct entry *from;                  /* of the package; NULL for a new one */
  bool changed, packed;                /* packed: raw is what has changed, compressed */
  const struct slices *slices;         /* what the bytes are joined from, where there is a source */
  const struct deflate_source *source; /* NULL: nothing is known of them */
};

struct output {
  struct arena *arena;
  struct package *package;
  ARRAY(struct outgoing) list; /* the package's entries in order, then new ones */
  size_t changes;
};

struct outgoing *output_find(const struct output *output, struct str name); /* NULL for none */
/* The bytes as they will be written: an earlier replacement counts. False, with a message, when the entry is broken. */
bool output_bytes(const struct output *output, struct outgoing *outgoing, struct messages *messages, struct str *bytes);
void output_set(struct output *output, struct outgoing *outgoing, struct str bytes);
void output_append(struct output *output, struct str name, struct str bytes);

#endif
