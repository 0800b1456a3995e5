/* What a file is, by what it holds and not by its name: old documents, and all that people take for a Word document. */
#include "opc.h"

#include <string.h>
#include <strings.h>

#define SAVE_AS "open it in Word and save it as .docx"
#define NO_TRACKER "Cairn reads Word trackers: look for the Word document"
#define MAIL_ADVICE "open it, and save the tracker that is attached to it"

/* ---- compound files, which hold old documents and those with a password ([MS-CFB]) ---- */

enum { CFB_ENTRY = 128, CFB_NAME_LEN = 64, CFB_TYPE = 66, CFB_START = 116, FIB_FLAGS = 10, FIB_ENCRYPTED = 1 };

static const unsigned char *bytes_at(struct str bytes, size_t at) { return (const unsigned char *)bytes.at + at; }

static bool is_compound(struct str bytes) { return str_starts(bytes, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")); }

/* Whether the entry at that byte is a stream of this name: letters of two bytes each, then its length with the last NUL. */
static bool stream_is(struct str bytes, size_t at, const char *name) {
  const unsigned char *entry = bytes_at(bytes, at);
  size_t len = strlen(name);
  if (entry[CFB_NAME_LEN] != 2 * len + 2 || entry[CFB_NAME_LEN + 1] || entry[CFB_TYPE] != 2) return false;
  for (size_t i = 0; i <= len; i++)
    if (entry[2 * i] != (unsigned char)name[i] || entry[2 * i + 1]) return false;
  return true;
}

/* The offset of the stream's directory entry, or 0. Entries stand at multiples of their size, wherever the directory is. */
static size_t find_stream(struct str bytes, const char *name) {
  if (!is_compound(bytes)) return 0;
  for (size_t at = CFB_ENTRY; at + CFB_ENTRY <= bytes.len; at += CFB_ENTRY)
    if (stream_is(bytes, at, name)) return at;
  return 0;
}

/* The first sector of the text has Word's own flags ([MS-DOC] 2.5.2). */
static bool old_word_locked(struct str bytes, size_t entry) {
  const unsigned char *start = bytes_at(bytes, entry + CFB_START);
  size_t sector = start[0] | (size_t)start[1] << 8 | (size_t)start[2] << 16 | (size_t)start[3] << 24;
  size_t shift = *bytes_at(bytes, 30) == 12 ? 12 : 9, at = (sector + 1) << shift;
  return at + FIB_FLAGS + 2 <= bytes.len && *bytes_at(bytes, at + FIB_FLAGS + 1) & FIB_ENCRYPTED;
}

static bool is_old_word(struct str bytes) { return find_stream(bytes, "WordDocument") != 0; }

static bool is_encrypted(struct str bytes) {
  size_t old = find_stream(bytes, "WordDocument");
  return find_stream(bytes, "EncryptedPackage") || (old && old_word_locked(bytes, old));
}

static bool is_old_sheet(struct str bytes) { return find_stream(bytes, "Workbook") || find_stream(bytes, "Book"); }

static bool is_old_slides(struct str bytes) { return find_stream(bytes, "PowerPoint Document") != 0; }

static bool is_outlook(struct str bytes) { return find_stream(bytes, "__properties_version1.0") != 0; }

/* ---- what begins with something of its own ---- */

static bool begins(struct str bytes, const char *const *heads) {
  for (; *heads; heads++)
    if (bytes.len >= strlen(*heads) && strncasecmp(bytes.at, *heads, strlen(*heads)) == 0) return true;
  return false;
}

/* Without the mark of UTF-8 and blanks before the first word. */
static struct str without_mark(struct str bytes) {
  bytes = str_sub(bytes, str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0, bytes.len);
  size_t at = 0;
  while (at < bytes.len && strchr(" \t\r\n", bytes.at[at]) && bytes.at[at]) at++;
  return str_sub(bytes, at, bytes.len);
}

static bool is_phone_picture(struct str bytes) { return bytes.len > 12 && memcmp(bytes.at + 4, "ftyp", 4) == 0; }

static bool is_web_page(struct str bytes) {
  static const char *const heads[] = {"<!doctype html", "<html", "<head", "<body", NULL};
  return begins(without_mark(bytes), heads);
}

static bool is_mail(struct str bytes) {
  static const char *const heads[] = {
      "Return-Path:", "Received:", "Delivered-To:", "MIME-Version:", "From:", "Date:", "Subject:", "Message-ID:",
      "X-",           NULL};
  return begins(bytes, heads) && str_find(str_sub(bytes, 0, 65536), STR("\n")) > 0;
}

static bool is_word_xml(struct str bytes) {
  struct str head = str_sub(without_mark(bytes), 0, 4096);
  return str_starts(head, STR("<?xml")) &&
         (str_find(head, STR("Word.Document")) >= 0 || str_find(head, STR("schemas.microsoft.com/office/")) >= 0);
}

/* ---- OpenDocument: the first entry of the zip file is its media type, as it is ---- */

static bool is_open_document(struct str bytes, struct str what) {
  enum { FIRST_NAME = 30 };
  struct str head = STR("mimetypeapplication/vnd.oasis.opendocument.");
  struct str rest = str_sub(bytes, bytes.len > FIRST_NAME ? FIRST_NAME : bytes.len, bytes.len);
  return str_starts(bytes, STR("PK")) && str_starts(rest, head) && str_starts(str_sub(rest, head.len, rest.len), what);
}

static bool is_open_text(struct str bytes) { return is_open_document(bytes, STR("text")); }

static bool is_open_sheet(struct str bytes) { return is_open_document(bytes, STR("spreadsheet")); }

/* ---- what stands beside a document, or is left of one ---- */

static bool is_empty(struct str bytes) { return !bytes.len; }

static bool is_zeros(struct str bytes) {
  for (size_t i = 0; i < bytes.len; i++)
    if (bytes.at[i]) return false;
  return true;
}

/* The name of who has it open stands twice, in letters of one byte and of two, each behind its length. */
static bool is_owner_file(struct str bytes) { return bytes.len == 162 && bytes.at[0] && bytes.at[0] == bytes.at[54]; }

static bool is_text(struct str bytes) { return utf8_bad(bytes) == bytes.len; }

static bool is_anything(struct str bytes) {
  (void)bytes;
  return true;
}

#define PICTURE(head) \
  { CONTENT_OTHER, NULL, {head, sizeof(head) - 1}, "a picture", "look for the Word document that it shows" }

/* In this order; the first that fits, or whose first bytes these are, says what a file is. */
static const struct kind {
  enum content content;
  bool (*fits)(struct str bytes);
  struct str head;
  const char *what, *advice;
} KINDS[] = {
    {CONTENT_OTHER, is_empty, {NULL, 0}, "an empty file", "take a sound copy"},
    {CONTENT_OTHER,
     is_owner_file,
     {NULL, 0},
     "the note that Word keeps beside a document that somebody has open",
     "give the document itself, whose name does not begin with `~$`"},
    {CONTENT_OTHER,
     NULL,
     {"\0\5\026\7", 4},
     "what a Mac keeps beside a document",
     "give the document itself, whose name does not begin with `._`"},
    {CONTENT_OPEN_TEXT, is_open_text, {NULL, 0}, "an OpenDocument text (.odt)", SAVE_AS},
    {CONTENT_OPEN_SHEET,
     is_open_sheet,
     {NULL, 0},
     "an OpenDocument spreadsheet (.ods)",
     "open it in LibreOffice or Excel and save it as .xlsx, which `cairn sheet read` reads"},
    {CONTENT_PACKAGE, NULL, {"PK", 2}, "", ""},
    {CONTENT_ENCRYPTED, is_encrypted, {NULL, 0}, "", ""},
    {CONTENT_OLD_WORD, is_old_word, {NULL, 0}, "an old Word document (.doc)", SAVE_AS},
    {CONTENT_OTHER, NULL, {"{\\rtf", 5}, "rich text (.rtf)", SAVE_AS},
    {CONTENT_OLD_SHEET, is_old_sheet, {NULL, 0}, "a spreadsheet", NO_TRACKER},
    {CONTENT_OTHER, is_old_slides, {NULL, 0}, "a presentation", NO_TRACKER},
    {CONTENT_OTHER, is_outlook, {NULL, 0}, "an e-mail", MAIL_ADVICE},
    {CONTENT_OTHER,
     is_zeros,
     {NULL, 0},
     "a file of nothing but zeros, as is left of a copy that did not finish",
     "take a sound copy"},
    {CONTENT_OTHER, NULL, {"%PDF-", 5}, "a PDF", "look for the Word document that it was made from"},
    PICTURE("\x89PNG"),
    PICTURE("\xFF\xD8\xFF"),
    PICTURE("GIF8"),
    PICTURE("II*\0"),
    PICTURE("MM\0*"),
    {CONTENT_OTHER, is_phone_picture, {NULL, 0}, "a picture", "look for the Word document that it shows"},
    {CONTENT_OTHER, is_web_page, {NULL, 0}, "a web page", SAVE_AS},
    {CONTENT_OTHER, is_mail, {NULL, 0}, "an e-mail", MAIL_ADVICE},
    {CONTENT_OTHER, is_word_xml, {NULL, 0}, "a Word document in a single file of XML", SAVE_AS},
    {CONTENT_OTHER, is_text, {NULL, 0}, "plain text", NO_TRACKER},
    {CONTENT_OTHER,
     is_anything,
     {NULL, 0},
     "something that Cairn does not know",
     "open it in Word and save it as .docx; where Word cannot open it, take a sound copy"},
};

static const struct kind *find_kind(struct str bytes) {
  const struct kind *kind = KINDS;
  while (kind->fits ? !kind->fits(bytes) : !str_starts(bytes, kind->head)) kind++;
  return kind;
}

enum content content_of(struct str bytes) { return find_kind(bytes)->content; }

void content_tell(struct str bytes, const char *path, struct messages *messages) {
  const struct kind *kind = find_kind(bytes);
  struct where where = {.file = path};
  if (kind->content == CONTENT_ENCRYPTED)
    say(messages, MSG_ENCRYPTED, where, "");
  else
    say(messages, MSG_NOT_A_PACKAGE, where, kind->what, kind->advice);
}

/* ---- zip files that are no Word document ---- */

static bool ends_in(struct str name, const char *ending) {
  size_t len = strlen(ending);
  return name.len > len && strncasecmp(name.at + name.len - len, ending, len) == 0;
}

static bool holds_document(const struct package *package) {
  for (size_t i = 0; i < package->count; i++)
    if (ends_in(package->entries[i].name, ".docx") || ends_in(package->entries[i].name, ".doc")) return true;
  return false;
}

void content_tell_zip(struct package *package, struct str main_type, struct messages *messages) {
  struct where where = {.file = package->path};
  bool sheet = str_find(main_type, STR("spreadsheetml")) >= 0 || str_find(main_type, STR("ms-excel")) >= 0;
  bool slides = str_find(main_type, STR("presentationml")) >= 0 || str_find(main_type, STR("ms-powerpoint")) >= 0;
  if (sheet || slides)
    say(messages, MSG_NOT_A_PACKAGE, where, sheet ? "a spreadsheet" : "a presentation",
        sheet ? "`cairn sheet read` reads a digital tracker" : NO_TRACKER);
  else if (holds_document(package))
    say(messages, MSG_NOT_A_PACKAGE, where, "a folder packed as a zip file", "unpack it, and give the documents in it");
  else
    say(messages, MSG_NOT_A_PACKAGE, where, "some other zip file", SAVE_AS);
}
