/* A part's bytes to events: libxml2 is fed a piece at a time, and what it calls back with waits in a queue, so that nothing of ours runs
 * inside its frames. */
#include "stream.h"

#include "encoding.h"
#include "start_tag.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

enum { PIECE = 1 << 16 };

struct stream {
  struct arena *arena;  /* its own */
  struct arena *piece;  /* of what one piece has called back with */
  struct arena *around; /* for messages */
  const struct vocabulary *vocabulary;
  const char *file, *part;
  struct messages *messages;
  xmlParserCtxtPtr parser;
  struct str bytes;
  size_t fed, depth, elements;
  size_t *spaces; /* at each depth, how many namespaces are declared in and around what is open */
  ARRAY(struct event) queue;
  size_t taken;
  struct str text; /* of the open element that wants it; its room is text_cap */
  size_t text_cap;
  bool wants_text, seen, no_memory, doctype, done;
  enum limit over; /* LIMIT_COUNT when none */
  const char *encoding, *error;
};

/* ---- called by libxml2: nothing here may jump ---- */

static int name_of(const struct vocabulary *v, const char *local, const char *uri) {
  int space = uri ? -1 : 0;
  for (size_t i = 0; uri && space < 0 && i < v->space_count; i++)
    if (strcmp(uri, v->spaces[i].uri) == 0) space = v->spaces[i].space;
  for (size_t i = 0; space >= 0 && i < v->name_count; i++)
    if (v->names[i].space == space && strcmp(local, v->names[i].local) == 0) return (int)i + 1;
  return 0;
}

static void fail(struct stream *s, bool no_memory) {
  s->no_memory = s->no_memory || no_memory;
  xmlStopParser(s->parser);
}

static struct event *queue_event(struct stream *s) {
  if (s->queue.n == s->queue.cap) {
    size_t cap = s->queue.cap ? s->queue.cap * 2 : 256;
    struct event *more = arena_try(s->piece, cap, sizeof *more);
    if (!more) return NULL;
    if (s->queue.n) memcpy(more, s->queue.at, s->queue.n * sizeof *more);
    s->queue.at = more;
    s->queue.cap = cap;
  }
  struct event *event = &s->queue.at[s->queue.n++];
  *event = (struct event){0};
  return event;
}

/* A copy; libxml2 leaves "&" as "&#38;" in values, since it does not replace entities. */
static bool copy_bytes(struct stream *s, const char *from, size_t len, bool entity, struct str *copy) {
  char *to = arena_try(s->piece, len + 1, 1);
  *copy = (struct str){to, 0};
  for (size_t i = 0; to && i < len; i++) {
    to[copy->len++] = from[i];
    if (entity && from[i] == '&' && len - i >= 5 && memcmp(from + i, "&#38;", 5) == 0) i += 4;
  }
  return to != NULL;
}

static bool take_attributes(struct stream *s, struct event *event, int count, const xmlChar **from) {
  struct attribute *list = count ? arena_try(s->piece, (size_t)count, sizeof *list) : NULL;
  if (count && !list) return false;
  event->attributes = list;
  for (int i = 0; i < count; i++, from += 5) {
    size_t len = (size_t)(from[4] - from[3]);
    int name = name_of(s->vocabulary, (const char *)from[0], (const char *)from[2]);
    if (len > limit(s->arena, LIMIT_ATTRIBUTE_VALUE)) s->over = LIMIT_ATTRIBUTE_VALUE;
    if (!name || s->over != LIMIT_COUNT) continue;
    struct str value;
    if (!copy_bytes(s, (const char *)from[3], len, true, &value)) return false;
    list[event->attribute_count++] = (struct attribute){value.at, (uint32_t)value.len, (uint16_t)i, (uint16_t)name};
  }
  return true;
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int count, int defaulted, const xmlChar **attributes) {
  (void)prefix, (void)declared, (void)defaulted;
  struct stream *s = context;
  int name = name_of(s->vocabulary, (const char *)local, (const char *)uri);
  s->seen = true;
  s->spaces[s->depth + 1] = s->spaces[s->depth] + (size_t)namespaces;
  if (s->spaces[s->depth + 1] > limit(s->arena, LIMIT_NAMESPACES)) s->over = LIMIT_NAMESPACES;
  if (++s->depth > limit(s->arena, LIMIT_DEPTH)) s->over = LIMIT_DEPTH;
  if (++s->elements > limit(s->arena, LIMIT_ELEMENTS)) s->over = LIMIT_ELEMENTS;
  if ((size_t)count > limit(s->arena, LIMIT_ATTRIBUTES)) s->over = LIMIT_ATTRIBUTES;
  s->wants_text = name && s->vocabulary->names[name - 1].text;
  s->text.len = 0;
  struct event *event = name ? queue_event(s) : NULL;
  bool whole = !name || (event && take_attributes(s, event, count, attributes));
  if (event) event->name = name;
  if (!whole || s->over != LIMIT_COUNT) fail(s, !whole);
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix;
  struct stream *s = context;
  int name = name_of(s->vocabulary, (const char *)local, (const char *)uri);
  s->depth--;
  struct event *event = name ? queue_event(s) : NULL;
  bool whole = !name || event;
  if (event) *event = (struct event){.name = name, .end = true};
  if (event && s->wants_text) whole = copy_bytes(s, s->text.at, s->text.len, false, &event->text);
  s->wants_text = false;
  if (!whole) fail(s, true);
}

static void on_text(void *context, const xmlChar *at, int len) {
  struct stream *s = context;
  if (!s->wants_text || len <= 0) return;
  if (s->text.len + (size_t)len > limit(s->arena, LIMIT_TEXT)) {
    s->over = LIMIT_TEXT;
    fail(s, false);
    return;
  }
  if (s->text.len + (size_t)len > s->text_cap) {
    size_t cap = (s->text.len + (size_t)len) * 2 + 256;
    char *bigger = arena_try(s->arena, cap, 1);
    if (!bigger) {
      fail(s, true);
      return;
    }
    if (s->text.len) memcpy(bigger, s->text.at, s->text.len);
    s->text.at = bigger;
    s->text_cap = cap;
  }
  memcpy((char *)s->text.at + s->text.len, at, (size_t)len);
  s->text.len += (size_t)len;
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  (void)name, (void)external, (void)system;
  struct stream *s = context;
  s->doctype = true;
  fail(s, false);
}

static void on_error(void *context, xmlErrorPtr error) {
  struct stream *s = context;
  s->no_memory =
      s->no_memory || error->code == XML_ERR_NO_MEMORY || !error->message; /* none: there was no room for it */
  bool only_odd = error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI;
  if (s->error || only_odd || s->no_memory) return;
  size_t len = strcspn(error->message, "\r\n");
  char *copy = arena_try(s->arena, len + 32, 1);
  s->no_memory = !copy;
  if (copy) snprintf(copy, len + 32, "line %d, %.*s", error->line, (int)len, error->message);
  s->error = copy;
}

/* ---- the stream ---- */

static void free_parser(void *parser) { xmlFreeParserCtxt(parser); }

static xmlParserCtxtPtr new_parser(struct stream *s) {
  enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC }; /* it is UTF-8, whatever it says */
  xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                           .startElementNs = on_start,
                           .endElementNs = on_end,
                           .characters = on_text,
                           .cdataBlock = on_text,
                           .ignorableWhitespace = on_text,
                           .internalSubset = on_doctype,
                           .serror = on_error};
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, s, NULL, 0, NULL);
  if (!parser) arena_no_memory(s->arena);
  arena_defer(s->arena, free_parser, parser);
  xmlCtxtUseOptions(parser, OPTIONS);
  return parser;
}

struct stream *stream_new(struct arena *arena, const struct vocabulary *vocabulary, const char *file, const char *part,
                          struct str bytes, struct messages *messages) {
  struct arena *own = arena_inside(arena);
  struct stream *s = NEW(own, struct stream);
  *s = (struct stream){.arena = own,
                       .piece = arena_inside(own),
                       .around = arena,
                       .vocabulary = vocabulary,
                       .file = file,
                       .part = part,
                       .messages = messages,
                       .over = LIMIT_COUNT};
  if (markup_utf8(own, bytes, &s->bytes, &s->encoding)) s->encoding = NULL;
  if (!s->encoding && !start_tags_fit(s->bytes, limit(own, LIMIT_ATTRIBUTES))) s->over = LIMIT_ATTRIBUTES;
  s->done = s->encoding || s->over != LIMIT_COUNT;
  s->spaces = arena_alloc(own, limit(own, LIMIT_DEPTH) + 2, sizeof *s->spaces);
  s->parser = new_parser(s);
  return s;
}

static void feed(struct stream *s) {
  size_t len = s->bytes.len - s->fed < PIECE ? s->bytes.len - s->fed : PIECE;
  arena_free(s->piece);
  s->piece = arena_inside(s->arena);
  s->queue.at = NULL;
  s->queue.n = s->queue.cap = s->taken = 0;
  bool last = s->fed + len == s->bytes.len;
  xmlParseChunk(s->parser, s->bytes.at + s->fed, (int)len, last);
  s->fed += len;
  if (s->no_memory) arena_no_memory(s->arena);
  s->done = last || s->doctype || s->error || s->over != LIMIT_COUNT;
}

bool stream_next(struct stream *s, struct event *event) {
  while (s->taken == s->queue.n && !s->done) feed(s);
  if (s->taken == s->queue.n) return false;
  *event = s->queue.at[s->taken++];
  return true;
}

/* True when nothing was wrong. */
static bool report(struct stream *s) {
  struct where where = {.file = s->file};
  bool right = s->seen && s->parser->wellFormed && !s->error;
  if (s->encoding)
    say(s->messages, MSG_XML_ENCODING, where, s->part, s->encoding);
  else if (s->doctype)
    say(s->messages, MSG_XML_DOCTYPE, where, s->part);
  else if (s->over != LIMIT_COUNT)
    limit_tell(s->messages, MSG_LIMIT, where, s->over, (struct met){.part = s->part});
  else if (!right)
    say(s->messages, MSG_XML_BROKEN, where, s->part, s->error ? s->error : "it ends too early");
  return right && !s->encoding && !s->doctype && s->over == LIMIT_COUNT;
}

bool stream_end(struct stream *s) {
  bool whole = report(s);
  arena_free(s->arena);
  return whole;
}

struct str event_value(const struct event *event, int name) {
  for (unsigned i = 0; i < event->attribute_count; i++)
    if (event->attributes[i].name == name) return attribute_value(&event->attributes[i]);
  return STR("");
}
