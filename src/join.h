/* join: documents joined into one, to be printed, and taken apart again. Inside the word layer; shown to those to its right.
 *
 * The joined document has each in sections of its own (17.6) that begin on an odd page, count their own pages and have their own headers,
 * with the comments, threads, notes, lists, styles and pictures of all. Controls are unbound, and fields that would come to say what
 * another document says are the text that they show.
 *
 *     struct join *join = join_new(arena, "class.docx", "cairn-digest");
 *     for each: join_add(join, package, messages);
 *     join_write(join, messages, &bytes);
 */
#ifndef CAIRN_JOIN_H
#define CAIRN_JOIN_H

#include "opc.h"

struct join;

/* path: for messages. digest_property: the custom property that holds the digest of a document. */
struct join *join_new(struct arena *arena, const char *path, const char *digest_property);
/* Adds a document behind those that are there. Nothing of its package is borrowed. False, with a message, when it is broken: what was
 * joined cannot be used then. */
bool join_add(struct join *join, struct package *package, struct messages *messages);
/* The joined document's bytes, once; one document at least was added. False, with a message, where it is too large to be read again. */
bool join_write(struct join *join, struct messages *messages, struct str *bytes);

/* The documents in one that was joined. */
struct joined;
/* NULL for a document that was not joined, and, with a message, for a broken one. */
struct joined *joined_read(struct arena *arena, struct package *package, struct messages *messages);
size_t joined_count(const struct joined *joined);
/* The bytes of the n-th document, from 0, as one of its own: with its pages, headers, comments, notes and properties alone. */
bool joined_document(struct arena *arena, const struct joined *joined, size_t n, struct messages *messages,
                     struct str *bytes);

#endif
