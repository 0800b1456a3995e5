/* mapping_codec: how a value is written, out of a mapping file. Inside the mapping layer. */
#ifndef CAIRN_MAPPING_CODEC_H
#define CAIRN_MAPPING_CODEC_H

#include "mapping.h"
#include "shape.h"

/* Reads `as` of a field whose node, key and locators are known, or tells why it cannot be. Names of scales that are not among the list yet
 * are put there. */
void codec_load(struct checker *checker, struct node *scales, struct field *field);

#endif
