/* encoding: the bytes of a part as UTF-8, whatever a part may be in. Inside the markup layer. */
#ifndef CAIRN_ENCODING_H
#define CAIRN_ENCODING_H

#include "base.h"

/* The part as UTF-8: its own bytes, or, for UTF-16, transcoded with the declaration renewed. False for any other declared
 * encoding, whose name is then in *encoding. */
bool markup_utf8(struct arena *arena, struct str bytes, struct str *utf8, const char **encoding);

#endif
