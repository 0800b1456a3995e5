/* PDFs that a pack had made: a line in each says of which document, and that nobody changed it since (ISO 32000-1, 7.2.4, 7.5.5). */
#include "pack_pdf.h"

static const char START[] = "startxref", MARK[] = "%cairn-pack ", END[] = "%%EOF";
enum { TAIL = 64, DIGEST = 64, LINE = sizeof MARK - 1 + DIGEST + 1 + DIGEST + 1 };

/* Where the last startxref stands: behind it come a number and the mark of the end, and nothing else. 0 for no whole PDF. */
static size_t start_of(struct str bytes) {
  struct str tail = str_sub(bytes, bytes.len > TAIL ? bytes.len - TAIL : 0, bytes.len);
  ptrdiff_t start = str_find(tail, str_from(START)), end = str_find(tail, str_from(END));
  bool whole = str_starts(bytes, STR("%PDF-")) && start > 0 && end > start &&
               str_trim(str_sub(tail, (size_t)end, tail.len)).len == strlen(END);
  return whole ? (size_t)(tail.at + start - bytes.at) : 0;
}

bool pdf_whole(struct str bytes) { return start_of(bytes) > 0; }

struct str pdf_marked(struct arena *arena, struct str bytes, struct str document) {
  size_t start = start_of(bytes);
  const char *line = str_format(arena, "%s%s %s\n", MARK, str_z(arena, document), bytes_digest(arena, bytes));
  return str_joined(arena, str_sub(bytes, 0, start), str_from(line), str_sub(bytes, start, bytes.len));
}

struct str pdf_document(struct arena *arena, struct str bytes) {
  size_t start = start_of(bytes), line = start > LINE ? start - LINE : 0;
  struct str document = str_sub(bytes, line + strlen(MARK), line + strlen(MARK) + DIGEST);
  struct str plain = str_joined(arena, str_sub(bytes, 0, line), str_sub(bytes, start, bytes.len), STR(""));
  return line && str_equal(bytes, pdf_marked(arena, plain, document)) ? document : STR("");
}
