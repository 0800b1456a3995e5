/* YAML into trees: libyaml's events, and the place of each value. */
#include "file.h"
#include "yaml_parts.h"

#include <stdlib.h>

/* What libyaml owns. It is deferred before anything is read, and given back early when all is well. */
struct library {
  yaml_parser_t parser;
  yaml_event_t event;
  bool open;
  struct str unread; /* of the file */
  size_t given;      /* how much of it was last */
};

static void library_close(void *thing) {
  struct library *library = thing;
  if (!library->open) return;
  yaml_event_delete(&library->event);
  yaml_parser_delete(&library->parser);
  library->open = false;
}

/* What a value makes, with all in it and its aliases: values, bytes of their texts, and levels of nesting inside it. */
struct extent {
  size_t nodes, bytes, height;
};

/* A list or map whose end has not come. */
struct frame {
  struct node *node;
  struct mark *mark; /* of the node */
  struct node *key;  /* in a map: the key whose value comes next */
  bool flow;         /* in brackets */
  struct str anchor;
  size_t nodes, bytes; /* before it */
  size_t height;       /* levels of nesting inside it */
};

struct anchor {
  struct str name;
  const struct node *node;
  struct extent extent;
};

struct builder {
  struct arena *arena;
  struct messages *messages;
  struct source *source;
  struct library *library;
  struct cursor cursor;
  const struct limits *limits;
  size_t skip; /* a byte order mark: a character that libyaml is not given */
  ARRAY(struct frame) open;
  ARRAY(struct anchor) anchors;
  size_t nodes, bytes, aliases, documents;
  const char *const *wanted; /* keys of the whole of which one is enough; NULL: all is read */
  bool stop;
};

static const yaml_event_t *event_of(const struct builder *b) { return &b->library->event; }

/* A node of the file. */
struct placed {
  struct node node;
  struct mark mark;
};

/* A node where the event begins. */
static struct placed *place(struct builder *b) {
  struct placed *placed = NEW(b->arena, struct placed);
  cursor_to(&b->cursor, event_of(b)->start_mark.index + b->skip);
  placed->mark = (struct mark){(uint32_t)b->cursor.at, (uint32_t)b->cursor.at, (uint32_t)b->cursor.line,
                               (uint32_t)b->cursor.column};
  placed->node.mark = &placed->mark;
  return placed;
}

static void place_end(struct builder *b, struct mark *mark) {
  cursor_to(&b->cursor, event_of(b)->end_mark.index + b->skip);
  mark->to = b->cursor.at;
}

/* A node from the event's beginning to its end. */
static struct node *place_whole(struct builder *b) {
  struct placed *placed = place(b);
  place_end(b, &placed->mark);
  return &placed->node;
}

static void tell(struct builder *b, enum message_id id, const struct node *node, const char *word, const char *number) {
  say(b->messages, id, source_where(b->source, node), word, number);
}

static void tell_limit(struct builder *b, enum limit which, size_t count, const struct node *node) {
  limit_tell(b->messages, MSG_YAML_LIMIT, source_where(b->source, node), which, (struct met){.count = count});
}

/* Told once: behind such a fault there is nothing to be read. */
static void stop_at_limit(struct builder *b, enum limit which, const struct node *node) {
  tell_limit(b, which, 0, node);
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
  bool many = b->nodes > b->limits->most[LIMIT_YAML_NODES];
  if (many || b->bytes > b->limits->most[LIMIT_YAML]) {
    stop_at_limit(b, many ? LIMIT_YAML_NODES : LIMIT_YAML, value);
    return;
  }
  if (!b->open.n) b->source->root = value;
  if (!b->open.n) return;
  struct frame *frame = &b->open.at[b->open.n - 1];
  if (frame->height < height) frame->height = height;
  if (frame->node->kind == NODE_MAP)
    accept_in_map(b, frame, value);
  else
    node_append(frame->node, value);
}

static struct str name_of(struct builder *b, const yaml_char_t *name) {
  return name ? str_copy(b->arena, str_from((const char *)name)) : STR("");
}

/* Anchors are bounded as aliases are, which look through them. */
static void remember(struct builder *b, struct str anchor, const struct node *node, struct extent extent) {
  if (!anchor.len) return;
  if (b->anchors.n == b->limits->most[LIMIT_YAML_ALIASES]) stop_at_limit(b, LIMIT_YAML_ALIASES, node);
  *PUSH(b->arena, &b->anchors) = (struct anchor){anchor, node, extent};
}

/* ---- scalars ---- */

/* Escapes can make characters that the file itself does not show; without one there are those that yaml_fits saw. */
static bool text_fits(struct builder *b, struct str text, const struct node *node) {
  if (text.len > b->limits->most[LIMIT_YAML_SCALAR]) {
    tell_limit(b, LIMIT_YAML_SCALAR, text.len, node);
    return false;
  }
  size_t length = node->mark->to - node->mark->from;
  if (!length || !memchr(b->source->bytes.at + node->mark->from, '\\', length)) return true;
  size_t bad = utf8_bad(text);
  if (bad == text.len) return true;
  tell(b, MSG_YAML_CHARACTER, node, yaml_codepoint(b->arena, utf8_next(text, &bad)), NULL);
  return false;
}

static void on_scalar(struct builder *b) {
  const yaml_event_t *event = event_of(b);
  struct str raw = {(const char *)event->data.scalar.value, event->data.scalar.length};
  struct node *node = place_whole(b);
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  bool nothing = node->plain && (raw.len == 0 || str_is(raw, "~"));
  node->kind = nothing ? NODE_NOTHING : NODE_TEXT;
  if (!nothing && text_fits(b, raw, node)) node->text = plain_lines(b->arena, raw);
  b->nodes++;
  b->bytes += node->text.len;
  remember(b, name_of(b, event->data.scalar.anchor), node, (struct extent){.nodes = 1, .bytes = node->text.len});
  accept(b, node, 0);
}

/* ---- lists and maps ---- */

static void open_frame(struct builder *b, enum node_kind kind, const yaml_char_t *anchor, bool flow) {
  struct placed *placed = place(b);
  struct node *node = &placed->node;
  node->kind = (unsigned char)kind;
  struct str name = name_of(b, anchor);
  *PUSH(b->arena, &b->open) = (struct frame){
      .node = node, .mark = &placed->mark, .flow = flow, .anchor = name, .nodes = b->nodes++, .bytes = b->bytes};
  if (b->open.n > b->limits->most[LIMIT_YAML_DEPTH]) stop_at_limit(b, LIMIT_YAML_DEPTH, node);
}

static void on_sequence(struct builder *b) {
  const yaml_event_t *event = event_of(b);
  open_frame(b, NODE_LIST, event->data.sequence_start.anchor,
             event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
}

static void on_mapping(struct builder *b) {
  const yaml_event_t *event = event_of(b);
  bool flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  open_frame(b, NODE_MAP, event->data.mapping_start.anchor, flow);
}

static int by_key(const void *one, const void *other) {
  const struct node *a = *(const struct node *const *)one, *b = *(const struct node *const *)other;
  int order = str_compare(a->key, b->key);
  return order ? order : (a->key_mark->from > b->key_mark->from) - (a->key_mark->from < b->key_mark->from);
}

/* Most maps are small, and soon looked through. */
static bool is_small_and_sound(const struct node *map) {
  enum { FEW = 8 };
  if (map->count > FEW) return false;
  for (const struct node *one = map->first; one; one = one->next)
    for (const struct node *other = one->next; other; other = other->next)
      if (str_equal(one->key, other->key)) return false;
  return true;
}

static void tell_repeated_keys(struct builder *b, const struct node *map) {
  if (is_small_and_sound(map)) return;
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
    place_end(b, frame.mark);
  else
    frame.mark->to = node->last ? node->last->mark->to : frame.mark->from;
  if (node->kind == NODE_MAP) tell_repeated_keys(b, node);
  struct extent extent = {b->nodes - frame.nodes, b->bytes - frame.bytes, frame.height + 1};
  remember(b, frame.anchor, node, extent);
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
  b->nodes += anchor ? anchor->extent.nodes : 1;
  b->bytes += anchor ? anchor->extent.bytes : 0;
  if (anchor && b->open.n + anchor->extent.height > b->limits->most[LIMIT_YAML_DEPTH])
    stop_at_limit(b, LIMIT_YAML_DEPTH, here);
  bool fits = anchor && !b->stop && b->nodes <= b->limits->most[LIMIT_YAML_NODES];
  struct node *copy = node_copy(b->arena, fits ? anchor->node : here);
  copy->mark = here->mark;
  copy->key = (struct str){0};
  return copy;
}

static void on_alias(struct builder *b) {
  struct str name = name_of(b, event_of(b)->data.alias.anchor);
  const struct node *here = place_whole(b);
  if (++b->aliases > b->limits->most[LIMIT_YAML_ALIASES]) {
    stop_at_limit(b, LIMIT_YAML_ALIASES, here);
    return;
  }
  const struct anchor *anchor = find_anchor(b, name);
  if (!anchor) tell(b, MSG_YAML_ALIAS, here, name.at, NULL);
  struct node *copy = resolve(b, anchor, here);
  if (!b->stop) accept(b, copy, anchor ? anchor->extent.height : 0);
}

/* ---- the walk ---- */

static void on_document(struct builder *b) {
  if (++b->documents < 2) return;
  const struct node *here = &place(b)->node;
  tell(b, MSG_YAML_MANY, here, NULL, NULL);
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

/* The value of one of the keys wanted has come to its end. */
static bool has_enough(const struct builder *b) {
  const struct node *last = b->open.n == 1 ? b->open.at[0].node->last : NULL;
  for (const char *const *key = b->wanted; last && key && *key; key++)
    if (str_is(last->key, *key)) return true;
  return false;
}

static void walk(struct builder *b) {
  static void (*const on[])(struct builder *) = {
      [YAML_DOCUMENT_START_EVENT] = on_document, [YAML_ALIAS_EVENT] = on_alias,
      [YAML_SCALAR_EVENT] = on_scalar,           [YAML_SEQUENCE_START_EVENT] = on_sequence,
      [YAML_SEQUENCE_END_EVENT] = on_end,        [YAML_MAPPING_START_EVENT] = on_mapping,
      [YAML_MAPPING_END_EVENT] = on_end,
  };
  while (!b->stop && !has_enough(b) && next_event(b))
    if (on[event_of(b)->type]) on[event_of(b)->type](b);
}

/* A little, and then more each time: of many files only the beginning is wanted, and libyaml makes characters of all that it has. */
static int feed(void *of, unsigned char *buffer, size_t size, size_t *given) {
  enum { FIRST = 256 };
  struct library *library = of;
  size_t most = library->given ? library->given * 2 : FIRST;
  if (size > most) size = most;
  library->given = size; /* never more than libyaml has room for at a time */
  struct str piece = str_sub(library->unread, 0, size);
  if (piece.len) memcpy(buffer, piece.at, piece.len);
  library->unread = str_sub(library->unread, piece.len, library->unread.len);
  *given = piece.len;
  return 1;
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
  library->unread = bytes;
  yaml_parser_set_input(&library->parser, feed, library);
  return library;
}

bool yaml_size_fits(const char *path, struct str bytes, struct messages *messages) {
  if (bytes.len <= limit(messages->arena, LIMIT_YAML)) return true;
  limit_tell(messages, MSG_YAML_LIMIT, (struct where){.file = path}, LIMIT_YAML, (struct met){.count = bytes.len});
  return false;
}

static bool is_document(const char *path, struct str bytes, struct messages *messages) {
  if (!str_starts(bytes, STR("PK\x03\x04"))) return false;
  say(messages, MSG_IS_DOCUMENT, ((struct where){.file = path}), NULL);
  return true;
}

/* The tree up to where it ends, or as much as is wanted. */
static struct builder build(struct arena *arena, struct source *source, struct messages *messages,
                            const char *const *wanted) {
  struct str bytes = source->bytes;
  struct builder builder = {.arena = arena, .messages = messages, .source = source, .limits = limits_of(arena)};
  builder.wanted = wanted;
  builder.skip = str_starts(bytes, STR("\xEF\xBB\xBF"));
  builder.cursor = cursor_begin(bytes);
  builder.library = library_open(arena, str_sub(bytes, builder.skip * 3, bytes.len));
  if (builder.library) walk(&builder);
  if (builder.library) library_close(builder.library);
  return builder;
}

struct source *source_parse(struct arena *arena, const char *path, struct str bytes, struct messages *messages) {
  if (is_document(path, bytes, messages)) return NULL;
  if (!yaml_size_fits(path, bytes, messages) || !yaml_fits(path, bytes, messages)) return NULL;
  size_t before = messages->list.n, errors = messages->errors;
  struct source *source = NEW(arena, struct source);
  *source = (struct source){.path = path, .bytes = bytes};
  build(arena, source, messages, NULL);
  bool nothing = !source->root || source->root->kind == NODE_NOTHING;
  if (messages->errors == errors && nothing) say(messages, MSG_YAML_EMPTY, ((struct where){.file = path}), NULL);
  messages_in_order(messages, before);
  return messages->errors == errors ? source : NULL;
}

struct node *source_head(struct arena *arena, struct str bytes, const char *const *keys) {
  struct messages unheard = {.arena = arena};
  struct source source = {.path = "", .bytes = bytes};
  struct builder builder = build(arena, &source, &unheard, keys);
  const struct frame *outer = builder.open.at;
  return outer && has_enough(&builder) && !unheard.errors ? outer->node : NULL;
}

struct source *source_read(struct arena *arena, const char *path, struct messages *messages) {
  struct str bytes;
  if (!file_read(arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, messages, &bytes)) return NULL;
  return source_parse(arena, path, bytes, messages);
}
