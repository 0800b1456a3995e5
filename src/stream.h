/* stream: a part as one tag after another, for parts that may hold more elements than a tree of them is worth. Inside what knows markup.
 *
 *     struct stream *stream = stream_new(arena, &vocabulary, file, part, bytes, messages);
 *     for (struct event event; stream_next(stream, &event);) ...
 *     bool whole = stream_end(stream);
 *
 * The limits and refusals are those of markup_parse.
 */
#ifndef CAIRN_STREAM_H
#define CAIRN_STREAM_H

#include "markup.h"

/* A start tag, or an end tag. What it holds is good until the next call. */
struct event {
  int name; /* in the vocabulary; elements of other names make no events */
  bool end;
  struct str text; /* at the end of an element whose name wants text: its own character data */
  const struct attribute *attributes;
  unsigned attribute_count;
};

struct stream;
/* The bytes are borrowed. What the stream makes lives in the arena until stream_end. */
struct stream *stream_new(struct arena *arena, const struct vocabulary *vocabulary, const char *file, const char *part,
                          struct str bytes, struct messages *messages);
/* False at the end, and after any fault. */
bool stream_next(struct stream *stream, struct event *event);
/* Gives the memory back. False, with a message, when the part is not whole or goes over a limit. */
bool stream_end(struct stream *stream);
struct str event_value(const struct event *event, int name); /* of an attribute; empty when it has none */

#endif
