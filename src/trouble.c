/* What the system says of a file that cannot be read or written, in words for people. */
#include "file.h"

#include <errno.h>
#include <string.h>

const char *trouble(int error, bool writing) {
  switch (error) {
  case ENOENT: return writing ? "there is no such folder" : "there is no file of this name";
  case ENOTDIR: return "what stands there as a folder is a file";
  case EEXIST: return "a file of this name was made there at this moment";
  case EACCES:
  case EPERM: return writing ? "you may not write there" : "you may not open it";
  case ENOSPC:
  case EDQUOT: return "there is no room left on the disk";
  case EROFS: return "nothing can be written there: it is only for reading";
  case ENOMEM: return "there is not enough memory";
  case EIO: return "the disk, or the way to it, fails";
  default: return strerror(error);
  }
}
