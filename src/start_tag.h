/* What the files of the markup layer share of tags that are too long. Inside the layer. */
#ifndef CAIRN_START_TAG_H
#define CAIRN_START_TAG_H

#include "base.h"

/* Whether no start tag of the part has more attributes than most, declarations of namespaces counted; fast where tags are short. */
bool start_tags_fit(struct str bytes, size_t most);

#endif
