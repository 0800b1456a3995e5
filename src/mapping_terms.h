/* mapping_terms: several terms in one document, a view of the mapping for each. Inside the mapping layer. */
#ifndef CAIRN_MAPPING_TERMS_H
#define CAIRN_MAPPING_TERMS_H

#include "mapping.h"
#include "shape.h"

extern const struct shape VIEW_SHAPE; /* an item of `terms` */

/* Checks `terms` against the fields, which are read: what tells one term's places from another's. */
void views_check(struct checker *checker, const struct mapping *mapping, const struct node *terms);
/* Makes the views of a mapping that is loaded. */
void views_make(struct arena *arena, struct mapping *mapping, const struct node *terms);

#endif
