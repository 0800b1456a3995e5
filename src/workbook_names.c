/* The names that reading a workbook tells apart: Transitional and Strict. */
#include "workbook_parts.h"

enum { SPACE_X = 1, SPACE_R, SPACE_THREADED, SPACE_CUSTOM, SPACE_VT };

static const struct vocabulary_space SPACES[] = {
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", SPACE_X},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", SPACE_X},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", SPACE_R},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", SPACE_R},
    {"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments", SPACE_THREADED},
    {"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", SPACE_CUSTOM},
    {"http://purl.oclc.org/ooxml/officeDocument/customProperties", SPACE_CUSTOM},
    {"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", SPACE_VT},
    {"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", SPACE_VT}};

static const struct vocabulary_name NAMES[] = {{SPACE_X, "workbook", false},
                                               {SPACE_X, "workbookPr", false},
                                               {SPACE_X, "sheet", false},
                                               {SPACE_X, "sst", false},
                                               {SPACE_X, "si", false},
                                               {SPACE_X, "t", true},
                                               {SPACE_X, "rPh", false},
                                               {SPACE_X, "worksheet", false},
                                               {SPACE_X, "row", false},
                                               {SPACE_X, "c", false},
                                               {SPACE_X, "v", true},
                                               {SPACE_X, "f", false},
                                               {SPACE_X, "is", false},
                                               {SPACE_X, "mergeCell", false},
                                               {SPACE_X, "numFmt", false},
                                               {SPACE_X, "cellXfs", false},
                                               {SPACE_X, "xf", false},
                                               {SPACE_X, "author", true},
                                               {SPACE_X, "comment", false},
                                               {SPACE_THREADED, "threadedComment", false},
                                               {SPACE_THREADED, "text", true},
                                               {SPACE_THREADED, "person", false},
                                               {SPACE_CUSTOM, "property", false},
                                               {SPACE_VT, "lpwstr", true},
                                               {0, "date1904", false},
                                               {0, "name", false},
                                               {0, "state", false},
                                               {SPACE_R, "id", false},
                                               {0, "r", false},
                                               {0, "s", false},
                                               {0, "t", false},
                                               {0, "ref", false},
                                               {0, "numFmtId", false},
                                               {0, "formatCode", false},
                                               {0, "authorId", false},
                                               {0, "id", false},
                                               {0, "parentId", false},
                                               {0, "personId", false},
                                               {0, "dT", false},
                                               {0, "done", false},
                                               {0, "displayName", false}};

const struct vocabulary WORKBOOK_VOCABULARY = {
    SPACES, NAMES, sizeof SPACES / sizeof *SPACES, sizeof NAMES / sizeof *NAMES, 0, NULL};
