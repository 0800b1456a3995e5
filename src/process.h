/* process: the seam's calls that reach beyond files, as the machine makes them. Inside the base layer. */
#ifndef CAIRN_PROCESS_H
#define CAIRN_PROCESS_H

#include "base.h"

/* See struct sys. */
char *host_private_folder(void *context, char *path);
int host_folder(void *context, const char *path);
int host_remove_tree(void *context, const char *path);
int host_run(void *context, const char *const *argv, unsigned seconds);

#endif
