/* memory_file: minizip's file functions over bytes in memory. Inside the opc layer. */
#ifndef CAIRN_MEMORY_FILE_H
#define CAIRN_MEMORY_FILE_H

#include "base.h"

#include <ioapi.h>

/* A file of len bytes with room for size; reading moves at, writing grows len up to size and then fails. */
struct memory_file {
  char *bytes;
  size_t at, len, size;
};

zlib_filefunc64_def memory_functions(struct memory_file *file);

#endif
