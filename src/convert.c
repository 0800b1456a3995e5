/* Old Word documents, turned into .docx by LibreOffice in a process, a folder and a profile of its own. */
#include "verb.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECONDS = 60 };

static const char NO_ROOM[] = "there was no room for a copy in the folder for temporary files";
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

/* A private folder, and the signals that are held back while it is there. */
struct workshop {
  const struct sys *sys;
  char *path;
  sigset_t before;
  bool open;
};

static void workshop_close(void *of) {
  struct workshop *shop = of;
  if (!shop->open) return;
  shop->open = false;
  shop->sys->remove_tree(shop->sys->context, shop->path);
  signals_release(&shop->before);
}

/* NULL when there is no room for it. */
static struct workshop *workshop_open(struct arena *arena) {
  const char *place = getenv("TMPDIR");
  struct workshop *shop = NEW(arena, struct workshop);
  shop->sys = arena_sys(arena);
  shop->path = (char *)str_format(arena, "%s/cairn-XXXXXX", place && place[0] == '/' ? place : "/tmp");
  arena_defer(arena, workshop_close, shop);
  signals_hold(&shop->before);
  shop->open = shop->sys->private_folder(shop->sys->context, shop->path) != NULL;
  if (shop->open) return shop;
  signals_release(&shop->before);
  return NULL;
}

/* ---- finding LibreOffice ---- */

/* Only folders that are named from the root count: not where the documents lie. */
static const char *find_libreoffice(struct arena *arena) {
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

/* ---- one conversion ---- */

/* What stands behind file: in a URL (RFC 3986, 2.1). */
static const char *url_path(struct arena *arena, const char *path) {
  struct text out = {.arena = arena};
  for (; *path; path++) {
    bool plain = (*path >= 'a' && *path <= 'z') || (*path >= 'A' && *path <= 'Z') || strchr("0123456789/-._~", *path);
    text_add_z(&out, plain ? (char[]){*path, '\0'} : str_format(arena, "%%%02X", (unsigned)(unsigned char)*path));
  }
  return str_z(arena, text_str(&out));
}

static bool write_in(struct arena *arena, const char *path, struct str bytes) {
  struct messages unheard = {.arena = arena};
  return file_write(arena, path, bytes, &unheard);
}

/* A profile that says what LibreOffice may do, and the document under a plain name. */
static bool furnish(struct arena *arena, const struct workshop *shop, const char *source, struct str bytes) {
  const struct sys *sys = shop->sys;
  const char *profile = path_join(arena, shop->path, "profile"), *user = path_join(arena, profile, "user");
  return sys->folder(sys->context, profile) == 0 && sys->folder(sys->context, user) == 0 &&
         write_in(arena, path_join(arena, user, "registrymodifications.xcu"), STR(SETTINGS)) &&
         write_in(arena, source, bytes);
}

static int run_libreoffice(struct arena *arena, const struct workshop *shop, const char *program, const char *source) {
  const char *profile = str_format(arena, "-env:UserInstallation=file://%s/profile", url_path(arena, shop->path));
  const char *const argv[] = {program,         profile,
                              "--headless",    "--norestore",
                              "--nologo",      "--nodefault",
                              "--nolockcheck", "--nofirststartwizard",
                              "--convert-to",  "docx:MS Word 2007 XML",
                              "--outdir",      shop->path,
                              source,          NULL};
  return shop->sys->run(shop->sys->context, argv, SECONDS);
}

/* Why there is no document, in words. */
static const char *why_not(int end) {
  if (end == RUN_FAILED || end == 127) return "it could not be started";
  if (end == RUN_TOO_LONG) return "it took longer than a minute, and was stopped";
  if (end == RUN_CRASHED) return "it crashed";
  return end == RUN_STOPPED ? "it was interrupted" : "it could not open it";
}

/* NULL when *bytes are now those of the .docx; else what went wrong. */
static const char *convert_in(struct arena *arena, const struct workshop *shop, const char *program,
                              struct str *bytes) {
  struct messages unheard = {.arena = arena};
  struct str docx;
  const char *source = path_join(arena, shop->path, "document.doc");
  const char *made = path_join(arena, shop->path, "document.docx");
  if (!furnish(arena, shop, source, *bytes)) return NO_ROOM;
  int end = run_libreoffice(arena, shop, program, source);
  bool whole = end == 0 && file_state(made) == FILE_THERE &&
               file_read(arena, made, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &unheard, &docx) &&
               content_of(docx) == CONTENT_PACKAGE;
  if (whole) *bytes = docx;
  return whole ? NULL : why_not(end);
}

bool convert_old(struct run *run, const char *path, struct str *bytes) {
  if (content_of(*bytes) != CONTENT_OLD_WORD) return true;
  struct where where = {.file = path};
  const char *program = find_libreoffice(run->arena), *fault = NO_ROOM;
  struct workshop *shop = program ? workshop_open(run->arena) : NULL;
  if (shop) {
    fault = convert_in(run->arena, shop, program, bytes);
    workshop_close(shop);
  }
  if (!program)
    say(&run->messages, MSG_NO_LIBREOFFICE, where, "");
  else if (fault)
    say(&run->messages, MSG_NOT_CONVERTED, where, fault);
  else
    say(&run->messages, MSG_CONVERTED, where, "");
  return program && !fault;
}
