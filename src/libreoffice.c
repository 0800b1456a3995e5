/* LibreOffice, run as safely as another program can be: a profile that says what it may do, no network, a time-out. */
#include "libreoffice.h"
#include "file.h"

#include <stdlib.h>
#include <unistd.h>

static const char ON_A_MAC[] = "/Applications/LibreOffice.app/Contents/MacOS/soffice";

/* No macro runs, nothing is fetched, no link is followed, no Java is started, and no first start or crash asks anybody anything. */
static const char SETTINGS[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n"
#define SETTING(path, name, value) \
  "<item oor:path=\"/org.openoffice." path "\"><prop oor:name=\"" name "\" oor:op=\"fuse\"><value>" value \
  "</value></prop></item>\n"
    /* clang-format off */
    SETTING("Office.Common/Security/Scripting", "MacroSecurityLevel", "3")
    SETTING("Office.Common/Security/Scripting", "DisableMacrosExecution", "true")
    SETTING("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true")
    SETTING("Office.Writer/Content/Update", "Link", "2")
    SETTING("Inet/Settings", "ooInetProxyType", "2")
    SETTING("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1")
    SETTING("Inet/Settings", "ooInetHTTPProxyPort", "9")
    SETTING("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1")
    SETTING("Inet/Settings", "ooInetHTTPSProxyPort", "9")
    SETTING("Office.Java/VirtualMachine", "Enable", "false")
    SETTING("Office.Common/Misc", "CrashReport", "false")
    SETTING("Office.Recovery/RecoveryInfo", "Enabled", "false")
    /* clang-format on */
    "</oor:items>\n";

/* ---- finding LibreOffice ---- */

/* Only folders that are named from the root count: not where the documents lie. */
const char *libreoffice_find(struct arena *arena) {
  static const char *const names[] = {"soffice", "libreoffice"};
  struct str path = str_from(getenv("PATH"));
  for (size_t from = 0, end; from < path.len; from = end + 1) {
    for (end = from; end < path.len && path.at[end] != ':';) end++;
    const char *folder = str_z(arena, str_sub(path, from, end));
    for (size_t i = 0; folder[0] == '/' && i < sizeof names / sizeof *names; i++) {
      const char *program = path_join(arena, folder, names[i]);
      if (access(program, X_OK) == 0) return program;
    }
  }
  return access(ON_A_MAC, X_OK) == 0 ? ON_A_MAC : NULL;
}

/* ---- running it ---- */

/* What stands behind file: in a URL (RFC 3986, 2.1). */
static const char *url_path(struct arena *arena, const char *path) {
  struct text out = {.arena = arena};
  for (; *path; path++) {
    bool plain = (*path >= 'a' && *path <= 'z') || (*path >= 'A' && *path <= 'Z') || strchr("0123456789/-._~", *path);
    text_add_z(&out, plain ? (char[]){*path, '\0'} : str_format(arena, "%%%02X", (unsigned)(unsigned char)*path));
  }
  return str_z(arena, text_str(&out));
}

bool libreoffice_furnish(struct arena *arena, const char *folder) {
  const struct sys *sys = arena_sys(arena);
  struct messages unheard = {.arena = arena};
  const char *profile = path_join(arena, folder, "profile"), *user = path_join(arena, profile, "user");
  return sys->folder(sys->context, profile) == 0 && sys->folder(sys->context, user) == 0 &&
         file_write_unsynced(arena, path_join(arena, user, "registrymodifications.xcu"), STR(SETTINGS), &unheard);
}

const char FILTER_DOCX[] = "docx:MS Word 2007 XML";
const char FILTER_PDF[] = "pdf:writer_pdf_Export:{\"ExportNotes\":{\"type\":\"boolean\",\"value\":\"true\"},"
                          "\"IsSkipEmptyPages\":{\"type\":\"boolean\",\"value\":\"false\"}}";

static const char PROFILE[] = "-env:UserInstallation=file://";
static const char *const OPTIONS[] = {"--headless",    "--norestore",          "--nologo",    "--nodefault",
                                      "--nolockcheck", "--nofirststartwizard", "--convert-to"};
enum { OPTIONS_COUNT = sizeof OPTIONS / sizeof *OPTIONS };

/* The words before the documents: the program, the profile, OPTIONS, the filter, --outdir, the folder. */
enum { AT_OPTIONS = 2, AT_FILTER = AT_OPTIONS + OPTIONS_COUNT, AT_FOLDER = AT_FILTER + 2, WORDS };

int libreoffice_convert(struct arena *arena, const struct libreoffice *office, const char *const *sources,
                        size_t count) {
  const struct sys *sys = arena_sys(arena);
  const char **argv = arena_alloc(arena, WORDS + count + 1, sizeof *argv);
  argv[0] = office->program;
  argv[1] = str_format(arena, "%s%s/profile", PROFILE, url_path(arena, office->folder));
  memcpy(argv + AT_OPTIONS, OPTIONS, sizeof OPTIONS);
  argv[AT_FILTER] = office->filter;
  argv[AT_FILTER + 1] = "--outdir";
  argv[AT_FOLDER] = office->folder;
  memcpy(argv + WORDS, sources, count * sizeof *sources);
  return sys->run(sys->context, argv, office->minutes * 60);
}

bool libreoffice_command(const char *program, const char *const *words) {
  size_t count = 0;
  while (words[count]) count++;
  if (count <= WORDS || strcmp(words[0], program) != 0 || !str_starts(str_from(words[1]), str_from(PROFILE)))
    return false;
  for (size_t i = 0; i < OPTIONS_COUNT; i++)
    if (strcmp(words[AT_OPTIONS + i], OPTIONS[i]) != 0) return false;
  for (size_t i = AT_FOLDER; i < count; i++)
    if (words[i][0] != '/') return false;
  const char *filter = words[AT_FILTER];
  return strcmp(words[AT_FILTER + 1], "--outdir") == 0 &&
         (strcmp(filter, FILTER_DOCX) == 0 || strcmp(filter, FILTER_PDF) == 0);
}

const char *libreoffice_why(struct arena *arena, const struct libreoffice *office, int end) {
  const char *long_time = office->minutes > 1 ? str_format(arena, "%u minutes", office->minutes) : "a minute";
  if (end == RUN_FAILED || end == 127) return "it could not be started";
  if (end == RUN_TOO_LONG) return str_format(arena, "it took longer than %s, and was stopped", long_time);
  if (end == RUN_CRASHED) return "it crashed";
  return end == RUN_STOPPED ? "it was interrupted" : "it could not open it";
}
