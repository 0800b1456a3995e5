/* mapping_paths: the paths of the data that a mapping may name. Inside the mapping layer. */
#ifndef CAIRN_MAPPING_PATHS_H
#define CAIRN_MAPPING_PATHS_H

enum { ROW_PATH_COUNT = 8, SHOWN_PATH_COUNT = 5 };

extern const char *const ROW_PATHS[ROW_PATH_COUNT]; /* inside an assessment */
extern const char *const SHOWN_PATHS[SHOWN_PATH_COUNT];

#endif
