/* scope: what the prefixes mean where a start tag stands. Inside the markup layer. */
#ifndef CAIRN_SCOPE_H
#define CAIRN_SCOPE_H

#include "base.h"

struct scope;
/* understood: URIs, NULL behind the last. */
struct scope *scope_new(struct arena *arena, const char *const *understood);
/* The namespaces that a tag at that depth declares, as libxml2 tells them: prefix and URI in turn. False when there are more than the
 * limit around it. */
bool scope_open(struct scope *scope, size_t depth, const unsigned char *const *declared, int count);
/* Whether each of the prefixes, with spaces between, means one of the namespaces that are understood (Part 3, 7.6). */
bool scope_understood(const struct scope *scope, size_t depth, struct str prefixes);

#endif
