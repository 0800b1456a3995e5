/* A part's bytes to a tree of spans. ECMA-376 parts are XML 1.0 in UTF-8 or UTF-16, without a DOCTYPE (Part 2, 8.2.5). */
#include "markup.h"

#include "encoding.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

enum { CACHE = 1024 }; /* a power of two */

struct cached {
  const xmlChar *local, *uri;
  int name;
  bool text;
};

struct reader {
  struct arena *arena;
  const struct vocabulary *vocabulary;
  xmlParserCtxtPtr parser;
  struct cached cache[CACHE];
};

struct builder {
  struct markup *markup;
  struct reader *reader;
  xmlParserCtxtPtr parser;
  struct element *open;
  size_t depth;
  struct str data; /* character data of the open element so far */
  size_t data_cap;
  bool wants_text, no_memory, doctype;
  enum limit over; /* LIMIT_COUNT when none */
  const char *error;
  int error_line;
};

static const char NOT_UTF8[] = "there are bytes that are not UTF-8";

static void stop(struct builder *b) { xmlStopParser(b->parser); }

/* The number of a name in the vocabulary; 0 for none. */
static int name_number(const struct vocabulary *v, const char *local, const char *uri) {
  int space = uri ? -1 : 0;
  for (size_t i = 0; uri && i < v->space_count; i++)
    if (strcmp(uri, v->spaces[i].uri) == 0) space = v->spaces[i].space;
  for (size_t i = 0; i < v->name_count; i++) {
    bool likely = v->names[i].space == space && v->names[i].local[0] == local[0];
    if (likely && strcmp(local, v->names[i].local) == 0) return (int)i + 1;
  }
  return 0;
}

/* libxml2 interns names in a dictionary of its parser, so that two pointers tell a name. Of the few slots where a name may be, the
 * first is given up when none is free. */
static const struct cached *look_up(struct reader *reader, const xmlChar *local, const xmlChar *uri) {
  enum { TRIES = 8 };
  size_t hash = ((uintptr_t)local >> 2) * 31 + ((uintptr_t)uri >> 4);
  struct cached *slot = &reader->cache[hash & (CACHE - 1)];
  for (size_t i = 0; i < TRIES; i++) {
    struct cached *other = &reader->cache[(hash + i) & (CACHE - 1)];
    if (!other->local) {
      slot = other;
      break;
    }
    if (other->local == local && other->uri == uri) return other;
  }
  int name = name_number(reader->vocabulary, (const char *)local, (const char *)uri);
  *slot = (struct cached){local, uri, name, name && reader->vocabulary->names[name - 1].text};
  return slot;
}

/* Where libxml2 stands: at the callback of a tag, behind its name and attributes, or behind an end tag. */
static size_t position(struct builder *b) {
  long at = xmlByteConsumed(b->parser);
  size_t len = b->markup->bytes.len;
  return at < 0 || (size_t)at > len ? len : (size_t)at;
}

/* Attribute values cannot contain "<", so that the nearest one before is where the tag begins. */
static size_t tag_start(struct builder *b, size_t before) {
  const char *hit = memrchr(b->markup->bytes.at, '<', before);
  return hit ? (size_t)(hit - b->markup->bytes.at) : 0;
}

/* Where in the tag these bytes stand between quotes, whichever attribute's; NULL when they stand nowhere as they are. */
static const char *find_quoted(struct str tag, const char *value, size_t len) {
  for (size_t at = 1; at + len < tag.len; at++) {
    const char *hit = memchr(tag.at + at, len ? value[0] : tag.at[at], tag.len - len - at);
    if (!hit) return NULL;
    at = (size_t)(hit - tag.at);
    bool quoted = (hit[-1] == '"' || hit[-1] == '\'') && hit[len] == hit[-1];
    if (quoted && memcmp(hit, value, len) == 0) return hit;
  }
  return NULL;
}

/* A value: a slice of the tag where its bytes stand there as they are, else in the arena. When it does not replace entities, libxml2
 * leaves "&" as "&#38;". */
static bool take_value(struct builder *b, struct str tag, const char *from, size_t len, struct str *value) {
  const char *there = len && memchr(from, '&', len) ? NULL : find_quoted(tag, from, len);
  char *to = there ? NULL : arena_try(b->markup->arena, len + 1, 1);
  *value = (struct str){there ? there : to, there ? len : 0};
  if (there || !to) return there != NULL;
  for (size_t i = 0; i < len; i++) {
    to[value->len++] = from[i];
    if (from[i] == '&' && len - i >= 5 && memcmp(from + i, "&#38;", 5) == 0) i += 4;
  }
  return true;
}

/* Those that the vocabulary knows: by far not all. */
static size_t count_known(struct builder *b, int count, const xmlChar **attributes) {
  size_t known = 0;
  for (int i = 0; i < count; i++, attributes += 5) known += look_up(b->reader, attributes[0], attributes[2])->name != 0;
  return known;
}

static bool add_attributes(struct builder *b, struct element *element, struct str tag, int count,
                           const xmlChar **attributes) {
  size_t known = count_known(b, count, attributes);
  element->attributes = known ? arena_try(b->markup->arena, known, sizeof(struct attribute)) : NULL;
  if (known && !element->attributes) return false;
  for (int i = 0; i < count; i++, attributes += 5) {
    size_t len = (size_t)(attributes[4] - attributes[3]);
    if (len > limit(LIMIT_ATTRIBUTE_VALUE)) b->over = LIMIT_ATTRIBUTE_VALUE;
    int name = look_up(b->reader, attributes[0], attributes[2])->name;
    if (!name || element->attribute_count == known) continue;
    struct attribute *attribute = &element->attributes[element->attribute_count++];
    attribute->name = name;
    attribute->ordinal = (unsigned)i;
    if (!take_value(b, tag, (const char *)attributes[3], len, &attribute->value)) return false;
  }
  return true;
}

static bool keep_space(struct builder *b, const xmlChar *uri) {
  size_t len = uri ? strlen((const char *)uri) : 0;
  char *to = arena_try(b->markup->arena, len + 1, 1);
  if (!to) return false;
  if (uri) memcpy(to, uri, len);
  b->markup->space = (struct str){to, len};
  return true;
}

static void check_limits(struct builder *b, int attributes) {
  if (++b->depth > limit(LIMIT_DEPTH)) b->over = LIMIT_DEPTH;
  if (++b->markup->count > limit(LIMIT_ELEMENTS)) b->over = LIMIT_ELEMENTS;
  if ((size_t)attributes > limit(LIMIT_ATTRIBUTES)) b->over = LIMIT_ATTRIBUTES;
}

static void hang(struct builder *b, struct element *element) {
  element->parent = b->open;
  if (!b->open)
    b->markup->root = element;
  else if (b->open->last)
    b->open->last->next = element;
  else
    b->open->first = element;
  if (b->open) b->open->last = element;
  b->open = element;
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int count, int defaulted, const xmlChar **attributes) {
  (void)prefix, (void)namespaces, (void)declared, (void)defaulted;
  struct builder *b = context;
  check_limits(b, count);
  struct element *element = arena_try(b->markup->arena, 1, sizeof *element);
  const struct cached *known = look_up(b->reader, local, uri);
  bool root = !b->markup->root;
  b->no_memory = !element || (root && !keep_space(b, uri));
  if (!b->no_memory) {
    size_t at = position(b), start = tag_start(b, at);
    bool empty = at < b->markup->bytes.len && b->markup->bytes.at[at] == '/';
    uint32_t behind = (uint32_t)(at + (empty ? 2 : 1));
    *element = (struct element){.in = b->markup,
                                .start = (uint32_t)start,
                                .open_end = behind,
                                .close_start = behind,
                                .end = empty ? behind : 0,
                                .name = known->name};
    hang(b, element);
    b->wants_text = known->text;
    b->data.len = 0;
    b->no_memory = !add_attributes(b, element, str_sub(b->markup->bytes, start, at), count, attributes);
  }
  if (b->no_memory || b->over != LIMIT_COUNT) stop(b);
}

/* Text is taken as a slice of the bytes where they say it as it is, and copied where they hold entities, CR or CDATA. */
static void keep_text(struct builder *b, struct element *element) {
  struct str content = element_content(element);
  if (str_equal(content, b->data)) {
    element->text = content;
    return;
  }
  char *copy = arena_try(b->markup->arena, b->data.len + 1, 1);
  b->no_memory = !copy;
  if (copy && b->data.len) memcpy(copy, b->data.at, b->data.len);
  element->text = (struct str){copy, copy ? b->data.len : 0};
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  (void)local, (void)prefix, (void)uri;
  struct builder *b = context;
  struct element *element = b->open;
  if (!element) return;
  if (!element->end) {
    size_t at = position(b);
    element->end = (uint32_t)at;
    element->close_start = (uint32_t)tag_start(b, at);
  }
  if (b->wants_text) keep_text(b, element);
  b->wants_text = false;
  b->open = element->parent;
  b->depth--;
  if (b->no_memory) stop(b);
}

static void on_text(void *context, const xmlChar *at, int len) {
  struct builder *b = context;
  if (!b->wants_text || b->no_memory || len <= 0) return;
  if (b->data.len + (size_t)len > b->data_cap) {
    size_t cap = (b->data.len + (size_t)len) * 2 + 256;
    char *bigger = arena_try(b->markup->arena, cap, 1);
    b->no_memory = !bigger;
    if (!bigger) {
      stop(b);
      return;
    }
    if (b->data.len) memcpy(bigger, b->data.at, b->data.len);
    b->data.at = bigger;
    b->data_cap = cap;
  }
  memcpy((char *)b->data.at + b->data.len, at, (size_t)len);
  b->data.len += (size_t)len;
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  (void)name, (void)external, (void)system;
  struct builder *b = context;
  b->doctype = true;
  stop(b);
}

static void on_error(void *context, xmlErrorPtr error) {
  struct builder *b = context;
  if (error->code == XML_ERR_NO_MEMORY) b->no_memory = true;
  bool only_odd = error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI; /* a namespace's name need be no URI */
  if (b->error || only_odd) return;
  bool not_utf8 = error->code == XML_ERR_INVALID_ENCODING || strstr(error->message, "UTF-8");
  const char *said = not_utf8 ? NOT_UTF8 : error->message; /* some versions add the bytes, on further lines */
  size_t len = strcspn(said, "\r\n");
  char *copy = arena_try(b->markup->arena, len + 1, 1);
  b->no_memory = b->no_memory || !copy;
  if (copy) memcpy(copy, said, len);
  b->error = copy;
  b->error_line = error->line;
}

static bool report(struct builder *b, struct messages *messages) {
  struct markup *m = b->markup;
  struct where where = {.file = m->file};
  if (b->doctype) {
    say(messages, MSG_XML_DOCTYPE, where, m->part);
  } else if (b->over != LIMIT_COUNT) {
    say(messages, MSG_LIMIT, where, limit_what(b->over), str_format(m->arena, "%zu", limit(b->over)));
  } else {
    struct str reason = str_trim(str_from(b->error ? b->error : "it ends too early"));
    say(messages, MSG_XML_BROKEN, where, m->part,
        str_format(m->arena, "line %d, %.*s", b->error_line, (int)reason.len, reason.at));
  }
  return false;
}

static bool parse(struct builder *b, struct messages *messages) {
  enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC }; /* it is UTF-8, whatever it says */
  struct markup *m = b->markup;
  if (!m->bytes.len) return report(b, messages);
  *b->parser->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                                    .startElementNs = on_start,
                                    .endElementNs = on_end,
                                    .characters = on_text,
                                    .cdataBlock = on_text,
                                    .ignorableWhitespace = on_text,
                                    .internalSubset = on_doctype,
                                    .serror = on_error};
  b->parser->userData = b;
  xmlCtxtReadMemory(b->parser, m->bytes.at, (int)m->bytes.len, NULL, NULL,
                    OPTIONS); /* no tree, since nothing builds it */
  bool whole = b->parser->wellFormed && m->root;
  xmlCtxtReset(b->parser);
  if (b->no_memory) arena_no_memory(m->arena);
  return (whole && !b->doctype && b->over == LIMIT_COUNT && !b->error) || report(b, messages);
}

static void free_parser(void *parser) { xmlFreeParserCtxt(parser); }

struct reader *reader_new(struct arena *arena, const struct vocabulary *vocabulary) {
  struct reader *reader = NEW(arena, struct reader);
  reader->arena = arena;
  reader->vocabulary = vocabulary;
  reader->parser = xmlNewParserCtxt();
  if (!reader->parser) arena_no_memory(arena);
  arena_defer(arena, free_parser, reader->parser);
  return reader;
}

struct markup *markup_parse(struct reader *reader, const char *file, const char *part, struct str bytes,
                            struct messages *messages) {
  struct arena *arena = reader->arena;
  struct markup *markup = NEW(arena, struct markup);
  *markup = (struct markup){.arena = arena, .file = file, .part = part};
  if (bytes.len > limit(LIMIT_XML_PART)) {
    say(messages, MSG_LIMIT, ((struct where){.file = file}), limit_what(LIMIT_XML_PART),
        str_format(arena, "%zu, in %s", limit(LIMIT_XML_PART), part));
    return NULL;
  }
  const char *encoding = NULL;
  if (!markup_utf8(arena, bytes, &markup->bytes, &encoding)) {
    say(messages, MSG_XML_ENCODING, ((struct where){.file = file}), part, encoding);
    return NULL;
  }
  struct builder builder = {.markup = markup, .reader = reader, .parser = reader->parser, .over = LIMIT_COUNT};
  return parse(&builder, messages) ? markup : NULL;
}
