/* A part's bytes to a tree of spans. ECMA-376 parts are XML 1.0 in UTF-8 or UTF-16, without a DOCTYPE (Part 2, 8.2.5). */
#include "markup.h"

#include "encoding.h"
#include "scope.h"
#include "start_tag.h"

#include <errno.h>
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
  struct attribute *attributes; /* of the start tag that is read */
  struct element **last;        /* at each depth, the last so far inside what is open */
  struct scope *scope;
};

struct builder {
  struct markup *markup;
  struct reader *reader;
  xmlParserCtxtPtr parser;
  struct element *open;
  size_t depth;
  struct str data; /* character data of the open element so far: in the part, or in the room */
  char *room;
  size_t room_len;
  bool wants_text, no_memory, doctype;
  const struct limits *limits;
  size_t most;     /* elements, in a part of so many bytes */
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
  uint64_t spread = ((uint64_t)(uintptr_t)local + ((uint64_t)(uintptr_t)uri >> 4)) * 0x9E3779B97F4A7C15u;
  size_t hash = (size_t)(spread >> 32);
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
  const xmlParserInput *input = b->parser->input;
  size_t len = b->markup->bytes.len, at = (size_t)(input->cur - input->base);
  return at > len ? len : at;
}

/* Attribute values cannot contain "<", so that the nearest one before is where the tag begins. */
static size_t tag_start(struct builder *b, size_t before) {
  const char *hit = memrchr(b->markup->bytes.at, '<', before);
  return hit ? (size_t)(hit - b->markup->bytes.at) : 0;
}

/* Whether these bytes of libxml2's are the part's own, which it was given as they are. */
static bool is_own(const struct builder *b, const char *at, size_t len) {
  struct str own = b->markup->bytes;
  return (uintptr_t)at >= (uintptr_t)own.at && (uintptr_t)at + len <= (uintptr_t)own.at + own.len;
}

/* A value: a slice of the part where its bytes stand there as they are, else in the arena. When it does not replace entities, libxml2
 * leaves "&" as "&#38;". */
static bool take_value(struct builder *b, const char *from, size_t len, struct attribute *attribute) {
  bool own = is_own(b, from, len) && !(len && memchr(from, '&', len));
  char *to = own ? NULL : arena_try(b->markup->arena, len + 1, 1);
  attribute->at = own ? from : to;
  attribute->len = own ? (uint32_t)len : 0;
  if (own || !to) return own;
  for (size_t i = 0; i < len; i++) {
    to[attribute->len++] = from[i];
    if (from[i] == '&' && len - i >= 5 && memcmp(from + i, "&#38;", 5) == 0) i += 4;
  }
  return true;
}

/* Those that the vocabulary knows, by far not all, into the reader's list. How many; SIZE_MAX without memory. */
static size_t read_attributes(struct builder *b, int count, const xmlChar **attributes) {
  size_t known = 0;
  for (int i = 0; i < count; i++, attributes += 5) {
    size_t len = (size_t)(attributes[4] - attributes[3]);
    if (len > b->limits->most[LIMIT_ATTRIBUTE_VALUE]) b->over = LIMIT_ATTRIBUTE_VALUE;
    int name = look_up(b->reader, attributes[0], attributes[2])->name;
    struct str value = {(const char *)attributes[3], len};
    if (!name || (name == b->reader->vocabulary->needs && scope_understood(b->reader->scope, b->depth, value)))
      continue;
    struct attribute *attribute = &b->reader->attributes[known++];
    *attribute = (struct attribute){.ordinal = (uint16_t)i, .name = (uint16_t)name};
    if (!take_value(b, value.at, len, attribute)) return SIZE_MAX;
  }
  return known;
}

static bool keep_space(struct builder *b, const xmlChar *uri) {
  size_t len = uri ? strlen((const char *)uri) : 0;
  char *to = arena_try(b->markup->arena, len + 1, 1);
  if (!to) return false;
  if (uri) memcpy(to, uri, len);
  b->markup->space = (struct str){to, len};
  return true;
}

/* libxml2 looks for each prefix among all that are declared. */
static void check_limits(struct builder *b, int attributes, int namespaces, const xmlChar **declared) {
  if (!scope_open(b->reader->scope, b->depth, declared, namespaces)) b->over = LIMIT_NAMESPACES;
  if (++b->depth > b->limits->most[LIMIT_DEPTH]) b->over = LIMIT_DEPTH;
  if (++b->markup->count > b->most)
    b->over = b->most == b->limits->most[LIMIT_ELEMENTS] ? LIMIT_ELEMENTS : LIMIT_DENSITY;
  if ((size_t)attributes > b->limits->most[LIMIT_ATTRIBUTES]) b->over = LIMIT_ATTRIBUTES;
}

static void hang(struct builder *b, struct element *element) {
  struct element **last = &b->reader->last[b->depth - 1]; /* of those as deep as this one, inside what is open */
  element->parent = b->open;
  if (!b->open)
    b->markup->root = element;
  else if (*last)
    (*last)->next = element;
  else
    b->open->first = element;
  *last = element;
  b->reader->last[b->depth] = NULL;
  b->open = element;
}

static struct element *new_element(struct builder *b, const struct cached *name, int count,
                                   const xmlChar **attributes) {
  size_t known = read_attributes(b, count, attributes), size = known * sizeof(struct attribute);
  size_t behind_them = name->text ? sizeof(struct str) : 0;
  struct element *element =
      known == SIZE_MAX ? NULL : (void *)arena_try_bytes(b->markup->arena, sizeof *element + size + behind_them);
  if (!element) return NULL;
  size_t at = position(b), start = tag_start(b, at);
  bool empty = at < b->markup->bytes.len && b->markup->bytes.at[at] == '/';
  uint32_t behind = (uint32_t)(at + (empty ? 2 : 1));
  *element = (struct element){.in = b->markup,
                              .start = (uint32_t)start,
                              .open_end = behind,
                              .end = empty ? behind : 0,
                              .name = (unsigned)name->name & UINT16_MAX,
                              .attribute_count = (unsigned)known & INT16_MAX};
  if (known) memcpy(element->attributes, b->reader->attributes, size);
  b->markup->names[name->name / 64] |= (uint64_t)1 << (name->name % 64);
  return element;
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int count, int defaulted, const xmlChar **attributes) {
  (void)prefix, (void)defaulted;
  struct builder *b = context;
  check_limits(b, count, namespaces, declared);
  const struct cached known = *look_up(b->reader, local, uri); /* its slot may be another's behind the attributes */
  struct element *element = b->over == LIMIT_COUNT ? new_element(b, &known, count, attributes) : NULL;
  if (!element || (!b->markup->root && !keep_space(b, uri))) {
    b->no_memory = b->over == LIMIT_COUNT;
    stop(b);
    return;
  }
  hang(b, element);
  b->wants_text = known.text;
  b->data.len = 0;
}

/* Text is taken as a slice of the bytes where they say it as it is, and copied where they hold entities, CR or CDATA. */
static void keep_text(struct builder *b, struct element *element) {
  struct str content = element_content(element), *text = (void *)(element->attributes + element->attribute_count);
  element->has_text = b->data.len > 0;
  *text = content;
  if (str_equal(content, b->data)) return;
  char *copy = arena_try(b->markup->arena, b->data.len + 1, 1);
  b->no_memory = !copy;
  if (copy && b->data.len) memcpy(copy, b->data.at, b->data.len);
  *text = (struct str){copy, b->data.len};
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  (void)local, (void)prefix, (void)uri;
  struct builder *b = context;
  struct element *element = b->open;
  if (!element) return;
  if (!element->end) element->end = (uint32_t)position(b);
  if (b->data.len > b->limits->most[LIMIT_TEXT]) b->over = LIMIT_TEXT;
  if (b->wants_text) keep_text(b, element);
  b->wants_text = false;
  b->data.len = 0;
  b->open = element->parent;
  b->depth--;
  if (b->no_memory || b->over != LIMIT_COUNT) stop(b);
}

/* The first piece stays where it stands in the part; others are put together behind it. */
static void on_text(void *context, const xmlChar *at, int len) {
  struct builder *b = context;
  if (!b->wants_text || b->no_memory || len <= 0) return;
  if (!b->data.len && is_own(b, (const char *)at, (size_t)len)) {
    b->data = (struct str){(const char *)at, (size_t)len};
    return;
  }
  bool apart = b->data.at == b->room;
  if (!apart || b->data.len + (size_t)len > b->room_len) {
    size_t more = (b->data.len + (size_t)len) * 2 + 256;
    char *room = more > b->room_len ? arena_try(b->markup->arena, more, 1) : b->room;
    b->no_memory = !room;
    if (!room) {
      stop(b);
      return;
    }
    if (b->data.len) memcpy(room, b->data.at, b->data.len);
    b->room_len = more > b->room_len ? more : b->room_len;
    b->data.at = b->room = room;
  }
  memcpy(b->room + b->data.len, at, (size_t)len);
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
  b->no_memory =
      b->no_memory || error->code == XML_ERR_NO_MEMORY || !error->message;       /* none: there was no room for it */
  bool only_odd = error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI; /* a namespace's name need be no URI */
  if (b->error || only_odd || b->no_memory) return;
  bool not_utf8 = error->code == XML_ERR_INVALID_ENCODING || strstr(error->message, "UTF-8");
  const char *said = not_utf8 ? NOT_UTF8 : error->message; /* some versions add the bytes, on further lines */
  size_t len = strcspn(said, "\r\n");
  char *copy = arena_try(b->markup->arena, len + 1, 1);
  b->no_memory = !copy;
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
    limit_tell(messages, MSG_LIMIT, where, b->over, (struct met){.part = m->part});
  } else {
    struct str reason = str_trim(str_from(b->error ? b->error : "it ends too early"));
    say(messages, MSG_XML_BROKEN, where, m->part,
        str_format(m->arena, "line %d, %.*s", b->error_line, (int)reason.len, reason.at));
  }
  return false;
}

/* libxml2 reads the bytes where they stand, so that what it tells of them are slices. No tree is built, since nothing builds it. */
static bool read_bytes(xmlParserCtxtPtr parser, struct str bytes) {
  enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC }; /* it is UTF-8, whatever it says */
  xmlParserInputPtr input = xmlNewInputStream(parser);
  if (!input) return false;
  input->base = input->cur = (const xmlChar *)bytes.at;
  input->end = input->base + bytes.len;
  input->length = (int)bytes.len;
  inputPush(parser, input);
  xmlCtxtUseOptions(parser, OPTIONS);
  xmlParseDocument(parser);
  return true;
}

static size_t most_elements(const struct limits *limits, size_t bytes) {
  size_t dense = bytes * limits->most[LIMIT_DENSITY] / 1000, from = limits->most[LIMIT_DENSITY_FROM];
  size_t most = dense > from ? dense : from;
  return most < limits->most[LIMIT_ELEMENTS] ? most : limits->most[LIMIT_ELEMENTS];
}

static bool parse(struct builder *b, struct messages *messages) {
  struct markup *m = b->markup;
  if (!m->bytes.len) return report(b, messages);
  if (!start_tags_fit(m->bytes, b->limits->most[LIMIT_ATTRIBUTES])) {
    b->over = LIMIT_ATTRIBUTES;
    return report(b, messages);
  }
  b->most = most_elements(b->limits, m->bytes.len);
  *b->parser->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                                    .startElementNs = on_start,
                                    .endElementNs = on_end,
                                    .characters = on_text,
                                    .cdataBlock = on_text,
                                    .ignorableWhitespace = on_text,
                                    .internalSubset = on_doctype,
                                    .serror = on_error};
  b->parser->userData = b;
  errno = 0;
  if (!read_bytes(b->parser, m->bytes)) b->no_memory = true;
  if (b->error && errno == ENOMEM)
    b->no_memory = true; /* libxml2 may take what it could not copy for a fault of the part */
  bool whole = b->parser->wellFormed && m->root;
  xmlCtxtReset(b->parser);
  if (b->no_memory) arena_no_memory(m->arena);
  return (whole && !b->doctype && b->over == LIMIT_COUNT && !b->error) || report(b, messages);
}

static void free_parser(void *of) {
  struct reader *reader = of;
  xmlFreeParserCtxt(reader->parser);
}

/* Its dictionary only grows: when documents have brought more names than any that people write, all are forgotten. */
static void forget_names(struct reader *reader) {
  enum { MOST_NAMES = 1 << 14 };
  if (xmlDictSize(reader->parser->dict) < MOST_NAMES) return;
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (!parser) return; /* the old one serves too */
  xmlFreeParserCtxt(reader->parser);
  reader->parser = parser;
  memset(reader->cache, 0, sizeof reader->cache);
}

struct reader *reader_new(struct arena *arena, const struct vocabulary *vocabulary) {
  struct reader *reader = NEW(arena, struct reader);
  reader->arena = arena;
  reader->vocabulary = vocabulary;
  reader->attributes = (void *)arena_bytes(arena, limit(arena, LIMIT_ATTRIBUTES) * sizeof *reader->attributes);
  reader->last = (void *)arena_bytes(arena, (limit(arena, LIMIT_DEPTH) + 1) * sizeof *reader->last);
  reader->scope = scope_new(arena, vocabulary->understood);
  reader->parser = xmlNewParserCtxt();
  if (!reader->parser) arena_no_memory(arena);
  arena_defer(arena, free_parser, reader);
  return reader;
}

struct arena *reader_move(struct reader *reader, struct arena *arena) {
  struct arena *before = reader->arena;
  reader->arena = arena;
  return before;
}

struct markup *markup_parse(struct reader *reader, const char *file, const char *part, struct str bytes,
                            struct messages *messages) {
  struct arena *arena = reader->arena;
  struct markup *markup = NEW(arena, struct markup);
  forget_names(reader);
  *markup = (struct markup){.arena = arena, .file = file, .part = part};
  markup->names = arena_alloc(arena, reader->vocabulary->name_count / 64 + 1, sizeof *markup->names);
  if (bytes.len > limit(arena, LIMIT_XML_PART)) {
    limit_tell(messages, MSG_LIMIT, (struct where){.file = file}, LIMIT_XML_PART, (struct met){bytes.len, part});
    return NULL;
  }
  const char *encoding = NULL;
  if (!markup_utf8(arena, bytes, &markup->bytes, &encoding)) {
    say(messages, MSG_XML_ENCODING, ((struct where){.file = file}), part, encoding);
    return NULL;
  }
  struct builder builder = {
      .markup = markup, .reader = reader, .parser = reader->parser, .limits = limits_of(arena), .over = LIMIT_COUNT};
  return parse(&builder, messages) ? markup : NULL;
}
