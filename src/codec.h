/* codec: pairs: a value as the text of a place, and that text as the value again.
 *
 * decode(encode(v)) = v for every value that mapping_check_record lets through; decode accepts more than encode writes (aliases,
 * other ways to write a date). Values are nodes: a text, or a list of texts for lists; NULL is nothing.
 */
#ifndef CAIRN_CODEC_H
#define CAIRN_CODEC_H

#include "mapping.h"

/* False when the text says something that the codec cannot read; *value is then NULL. Made in the arena. */
bool codec_decode(struct arena *arena, const struct field *field, struct str text, struct node **value);
/* The text for a value that is something. A level or support off its scale gives the id itself. */
struct str codec_encode(struct arena *arena, const struct field *field, const struct node *value);

/* A date YYYY-MM-DD by a pattern of d dd M MM MMM MMMM yyyy and literals. */
struct str date_print(struct arena *arena, struct str pattern, struct str date);
/* A date written by the pattern, or in another of the ways of people (5 December 2025, 5th Dec 2025, 5/12/2025, 2025-12-05); false
 * when it is no such date. */
bool date_parse(struct arena *arena, struct str pattern, struct str text, struct str *date);

#endif
