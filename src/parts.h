/* parts: the names in content types and relationships. Inside the opc layer. */
#ifndef CAIRN_PARTS_H
#define CAIRN_PARTS_H

#include "opc.h"

enum { SPACE_TYPES = 1, SPACE_RELATIONSHIPS, SPACE_TERMS };

/* In the order of the table in parts.c. */
enum {
  DEFAULT = 1,
  OVERRIDE,
  RELATIONSHIP,
  EXTENSION,
  PART_NAME,
  CONTENT_TYPE,
  RELATIONSHIP_ID,
  RELATIONSHIP_TYPE,
  TARGET,
  TARGET_MODE,
  MODIFIED
};

extern const struct vocabulary PARTS_VOCABULARY;

/* Part names are one when they differ in case alone, or in what is percent-encoded (Part 2, 6.2.2.2 and 6.2.2.3). A "%" that
 * encodes nothing, or a slash, a backslash or a control character, stands for itself. */
bool part_name_equal(struct str a, struct str b);
struct str part_name_key(struct arena *arena, struct str name); /* the same bytes for names that are one */
struct str part_name_extension(struct str name);                /* behind the last dot of the last segment */
/* The relationships part of a part, parsed; NULL when there is none, or, with a message, when it is broken. */
struct markup *relationships_markup(const struct package *package, struct str part, struct messages *messages);

/* Parses content types and relationships once for all; of a broken one it is told when it is asked for. */
void package_read_lists(struct package *package);

/* What a target of that part names in the package; percent-encoded as it was written. */
struct str relationship_resolve(struct arena *arena, struct str part, struct str target);

#endif
