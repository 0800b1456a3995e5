/* What kind of file a document is by its main part: Word opens a file only under a name that fits (Part 1, 11.3.10). */
#include "word.h"

#include <string.h>
#include <strings.h>

#define DOCUMENT "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#define TEMPLATE "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
#define DOCUMENT_WITH_MACROS "application/vnd.ms-word.document.macroEnabled.main+xml"
#define TEMPLATE_WITH_MACROS "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"

static bool named(const char *path, const char *ending) {
  size_t len = strlen(path), end = strlen(ending);
  return len >= end && strcasecmp(path + len - end, ending) == 0;
}

bool document_fit_name(const struct document *document, struct output *output, const char *path,
                       struct messages *messages) {
  struct str main = document->stories[0].entry->name, type = package_content_type(document->package, main);
  bool macros = str_is(type, DOCUMENT_WITH_MACROS) || str_is(type, TEMPLATE_WITH_MACROS);
  bool template = str_is(type, TEMPLATE) || str_is(type, TEMPLATE_WITH_MACROS);
  bool stays = named(path, ".dotx") || named(path, ".dotm"), promised = named(path, ".docm");
  if (macros && named(path, ".docx")) say(messages, MSG_MACROS_NAMED, ((struct where){.file = path}), "");
  if (template ? stays : !promised || !str_is(type, DOCUMENT)) return true;
  return output_retype(output, main, macros || promised ? DOCUMENT_WITH_MACROS : DOCUMENT, messages);
}
