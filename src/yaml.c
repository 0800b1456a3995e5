/* YAML into trees: libyaml's events, and the place of each value. */
#include "yaml_parts.h"

#include <stdlib.h>

/* What libyaml owns. It is deferred before anything is read, and given back early when all is well. */
struct library {
  yaml_parser_t parser;
  yaml_event_t event;
  bool open;
};

static void library_close(void *thing) {
  struct library *library = thing;
  if (!library->open) return;
  yaml_event_delete(&library->event);
  yaml_parser_delete(&library->parser);
  library->open = false;
}

/* A list or map whose end has not come. */
struct frame {
  struct node *node;
  struct node *key; /* in a map: the key whose value comes next */
  bool flow;        /* in brackets */
  struct str anchor;
  size_t nodes, height; /* values before it; levels of nesting inside it */
};

struct anchor {
  struct str name;
  const struct node *node;
  size_t nodes, height;
};

struct builder {
  struct arena *arena;
  struct messages *messages;
  struct source *source;
  struct library *library;
  struct cursor cursor;
  size_t skip; /* a byte order mark: a character that libyaml is not given */
  ARRAY(struct frame) open;
  ARRAY(struct anchor) anchors;
  size_t nodes, aliases, documents;
  bool stop;
};

static const yaml_event_t *event_of(const struct builder *b) { return &b->library->event; }

static void place(struct builder *b, struct mark *mark) {
  cursor_to(&b->cursor, event_of(b)->start_mark.index + b->skip);
  *mark = (struct mark){b->cursor.at, b->cursor.at, b->cursor.line, b->cursor.column};
}

static void place_end(struct builder *b, struct mark *mark) {
  cursor_to(&b->cursor, event_of(b)->end_mark.index + b->skip);
  mark->to = b->cursor.at;
}

static void tell(struct builder *b, enum message_id id, const struct node *node, const char *word, const char *number) {
  say(b->messages, id, source_where(b->source, node), word, number);
}

static void tell_limit(struct builder *b, enum limit which, const struct node *node) {
  tell(b, MSG_YAML_LIMIT, node, limit_what(which), str_format(b->arena, "%zu", limit(which)));
}

/* Told once: behind such a fault there is nothing to be read. */
static void stop_at_limit(struct builder *b, enum limit which, const struct node *node) {
  tell_limit(b, which, node);
  b->stop = true;
}

/* ---- the tree grows ---- */

static void accept_in_map(struct builder *b, struct frame *frame, struct node *value) {
  if (!frame->key) {
    if (value->kind != NODE_TEXT) tell(b, MSG_YAML_KEY, value, NULL, NULL);
    frame->key = value;
    return;
  }
  const struct node *key = frame->key;
  frame->key = NULL;
  if (key->kind != NODE_TEXT) return;
  value->key = key->text;
  value->key_mark = key->mark;
  node_append(frame->node, value);
}

/* A finished value, with so many levels of nesting in it, goes where it belongs. */
static void accept(struct builder *b, struct node *value, size_t height) {
  if (b->nodes > limit(LIMIT_YAML_NODES)) {
    stop_at_limit(b, LIMIT_YAML_NODES, value);
    return;
  }
  if (!b->open.n) {
    b->source->root = value;
    return;
  }
  struct frame *frame = &b->open.at[b->open.n - 1];
  if (frame->height < height) frame->height = height;
  if (frame->node->kind == NODE_MAP)
    accept_in_map(b, frame, value);
  else
    node_append(frame->node, value);
}

static struct str name_of(struct builder *b, const yaml_char_t *name) {
  return str_copy(b->arena, str_from((const char *)name));
}

/* Anchors are bounded as aliases are, which look through them. */
static void remember(struct builder *b, struct str anchor, const struct node *node, size_t nodes, size_t height) {
  if (!anchor.len) return;
  if (b->anchors.n == limit(LIMIT_YAML_ALIASES)) stop_at_limit(b, LIMIT_YAML_ALIASES, node);
  *PUSH(b->arena, &b->anchors) = (struct anchor){anchor, node, nodes, height};
}

/* ---- scalars ---- */

/* CRLF and CR become LF; final line feeds go. */
static struct str clean(struct arena *arena, struct str raw) {
  char *out = arena_alloc(arena, raw.len + 1, 1);
  size_t len = 0;
  for (size_t i = 0; i < raw.len; i++) {
    if (raw.at[i] == '\r' && i + 1 < raw.len && raw.at[i + 1] == '\n') continue;
    out[len++] = raw.at[i] == '\r' ? '\n' : raw.at[i];
  }
  while (len && out[len - 1] == '\n') len--;
  out[len] = '\0';
  return (struct str){out, len};
}

/* Escapes can make characters that the file itself does not show. */
static bool text_fits(struct builder *b, struct str text, const struct node *node) {
  if (text.len > limit(LIMIT_YAML_SCALAR)) {
    tell_limit(b, LIMIT_YAML_SCALAR, node);
    return false;
  }
  size_t bad = utf8_bad(text);
  if (bad == text.len) return true;
  tell(b, MSG_YAML_CHARACTER, node, yaml_codepoint(b->arena, utf8_next(text, &bad)), NULL);
  return false;
}

static void on_scalar(struct builder *b) {
  const yaml_event_t *event = event_of(b);
  struct str raw = {(const char *)event->data.scalar.value, event->data.scalar.length};
  struct node *node = NEW(b->arena, struct node);
  place(b, &node->mark);
  place_end(b, &node->mark);
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  bool nothing = node->plain && (raw.len == 0 || str_is(raw, "~"));
  node->kind = nothing ? NODE_NOTHING : NODE_TEXT;
  if (!nothing && text_fits(b, raw, node)) node->text = clean(b->arena, raw);
  b->nodes++;
  remember(b, name_of(b, event->data.scalar.anchor), node, 1, 0);
  accept(b, node, 0);
}

/* ---- lists and maps ---- */

static void open_frame(struct builder *b, enum node_kind kind, const yaml_char_t *anchor, bool flow) {
  struct node *node = NEW(b->arena, struct node);
  node->kind = kind;
  place(b, &node->mark);
  struct str name = name_of(b, anchor);
  *PUSH(b->arena, &b->open) = (struct frame){.node = node, .flow = flow, .anchor = name, .nodes = b->nodes++};
  if (b->open.n > limit(LIMIT_YAML_DEPTH)) stop_at_limit(b, LIMIT_YAML_DEPTH, node);
}

static void on_sequence(struct builder *b) {
  const yaml_event_t *event = event_of(b);
  bool flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
  open_frame(b, NODE_LIST, event->data.sequence_start.anchor, flow);
}

static void on_mapping(struct builder *b) {
  const yaml_event_t *event = event_of(b);
  bool flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  open_frame(b, NODE_MAP, event->data.mapping_start.anchor, flow);
}

static int by_key(const void *one, const void *other) {
  const struct node *a = *(const struct node *const *)one, *b = *(const struct node *const *)other;
  int order = str_compare(a->key, b->key);
  return order ? order : (a->key_mark.from > b->key_mark.from) - (a->key_mark.from < b->key_mark.from);
}

static void tell_repeated_keys(struct builder *b, const struct node *map) {
  if (map->count < 2) return;
  const struct node **keys = arena_alloc(b->arena, map->count, sizeof *keys);
  size_t n = 0;
  for (const struct node *node = map->first; node; node = node->next) keys[n++] = node;
  qsort(keys, n, sizeof *keys, by_key);
  for (size_t i = 1; i < n; i++)
    if (str_equal(keys[i]->key, keys[i - 1]->key))
      say(b->messages, MSG_YAML_DUPLICATE, source_where_key(b->source, keys[i]), str_z(b->arena, keys[i]->key));
}

static void on_end(struct builder *b) {
  struct frame frame = b->open.at[--b->open.n];
  struct node *node = frame.node;
  if (frame.flow)
    place_end(b, &node->mark);
  else
    node->mark.to = node->last ? node->last->mark.to : node->mark.from;
  if (node->kind == NODE_MAP) tell_repeated_keys(b, node);
  remember(b, frame.anchor, node, b->nodes - frame.nodes, frame.height + 1);
  accept(b, node, frame.height + 1);
}

/* ---- aliases: copied, and counted, each time ---- */

static const struct anchor *find_anchor(const struct builder *b, struct str name) {
  for (size_t i = b->anchors.n; i-- > 0;) /* the last of a name holds */
    if (str_equal(b->anchors.at[i].name, name)) return &b->anchors.at[i];
  return NULL;
}

/* The alias in a tree: a copy of what it names, or a nothing when it cannot be. */
static struct node *resolve(struct builder *b, const struct anchor *anchor, const struct node *here) {
  b->nodes += anchor ? anchor->nodes : 1;
  if (anchor && b->open.n + anchor->height > limit(LIMIT_YAML_DEPTH)) stop_at_limit(b, LIMIT_YAML_DEPTH, here);
  bool fits = anchor && !b->stop && b->nodes <= limit(LIMIT_YAML_NODES);
  struct node *copy = node_copy(b->arena, fits ? anchor->node : here);
  copy->mark = here->mark;
  copy->key = (struct str){0};
  return copy;
}

static void on_alias(struct builder *b) {
  struct str name = name_of(b, event_of(b)->data.alias.anchor);
  struct node here = {0};
  place(b, &here.mark);
  place_end(b, &here.mark);
  if (++b->aliases > limit(LIMIT_YAML_ALIASES)) {
    stop_at_limit(b, LIMIT_YAML_ALIASES, &here);
    return;
  }
  const struct anchor *anchor = find_anchor(b, name);
  if (!anchor) tell(b, MSG_YAML_ALIAS, &here, name.at, NULL);
  struct node *copy = resolve(b, anchor, &here);
  if (!b->stop) accept(b, copy, anchor ? anchor->height : 0);
}

/* ---- the walk ---- */

static void on_document(struct builder *b) {
  if (++b->documents < 2) return;
  struct node here = {0};
  place(b, &here.mark);
  tell(b, MSG_YAML_MANY, &here, NULL, NULL);
  b->stop = true;
}

static bool next_event(struct builder *b) {
  struct library *library = b->library;
  yaml_event_delete(&library->event);
  if (yaml_parser_parse(&library->parser, &library->event)) return library->event.type != YAML_STREAM_END_EVENT;
  if (library->parser.error == YAML_MEMORY_ERROR)
    arena_no_memory(b->arena);
  else
    yaml_tell_fault(&library->parser, b->source->path, b->source->bytes, b->skip, b->messages);
  return false;
}

static void build(struct builder *b) {
  static void (*const on[])(struct builder *) = {
      [YAML_DOCUMENT_START_EVENT] = on_document, [YAML_ALIAS_EVENT] = on_alias,
      [YAML_SCALAR_EVENT] = on_scalar,           [YAML_SEQUENCE_START_EVENT] = on_sequence,
      [YAML_SEQUENCE_END_EVENT] = on_end,        [YAML_MAPPING_START_EVENT] = on_mapping,
      [YAML_MAPPING_END_EVENT] = on_end,
  };
  while (!b->stop && next_event(b))
    if (on[event_of(b)->type]) on[event_of(b)->type](b);
}

static struct library *library_open(struct arena *arena, struct str bytes) {
  struct library *library = NEW(arena, struct library);
  if (!library || !yaml_parser_initialize(&library->parser)) {
    arena_no_memory(arena);
    return NULL;
  }
  library->open = true;
  arena_defer(arena, library_close, library);
  yaml_parser_set_encoding(&library->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&library->parser, (const unsigned char *)bytes.at, bytes.len);
  return library;
}

static bool size_fits(const char *path, struct str bytes, struct messages *messages) {
  size_t most = limit(LIMIT_YAML);
  if (bytes.len <= most) return true;
  const char *number = str_format(messages->arena, "%zu", most);
  say(messages, MSG_YAML_LIMIT, ((struct where){.file = path}), limit_what(LIMIT_YAML), number);
  return false;
}

static bool is_document(const char *path, struct str bytes, struct messages *messages) {
  if (!str_starts(bytes, STR("PK\x03\x04"))) return false;
  say(messages, MSG_IS_DOCUMENT, ((struct where){.file = path}), NULL);
  return true;
}

struct source *source_parse(struct arena *arena, const char *path, struct str bytes, struct messages *messages) {
  if (is_document(path, bytes, messages)) return NULL;
  if (!size_fits(path, bytes, messages) || !yaml_fits(path, bytes, messages)) return NULL;
  size_t before = messages->list.n, errors = messages->errors, mark = str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
  struct source *source = NEW(arena, struct source);
  *source = (struct source){.path = path, .bytes = bytes};
  struct library *library = library_open(arena, str_sub(bytes, mark, bytes.len));
  if (!library) return NULL;
  struct builder builder = {
      .arena = arena, .messages = messages, .source = source, .library = library, .skip = mark / 3};
  builder.cursor = cursor_begin(bytes);
  build(&builder);
  library_close(library);
  bool nothing = !source->root || source->root->kind == NODE_NOTHING;
  if (messages->errors == errors && nothing) say(messages, MSG_YAML_EMPTY, ((struct where){.file = path}), NULL);
  messages_in_order(messages, before);
  return messages->errors == errors ? source : NULL;
}

struct source *source_read(struct arena *arena, const char *path, struct messages *messages) {
  struct str bytes;
  if (!file_read(arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, messages, &bytes)) return NULL;
  return source_parse(arena, path, bytes, messages);
}
