/* The colours by which levels are told where a cell's shading says them. */
#include "mapping.h"
#include "shape.h"

#include <ctype.h>

bool field_by_look(const struct field *field) {
  enum codec_kind kind = field->codec.kind;
  return kind == AS_SHADING || kind == AS_HIGHLIGHT || kind == AS_HIGHLIGHT_LIST;
}

static struct str in_capitals(struct arena *arena, struct str colour) {
  struct text out = {.arena = arena};
  for (size_t i = 0; i < colour.len; i++) text_add_byte(&out, (char)toupper((unsigned char)colour.at[i]));
  return text_str(&out);
}

/* White is how a cell without a level looks, and two levels of one colour would read back as one another. */
static bool is_own(const struct codec *codec, size_t level) {
  struct str colour = codec->colours[level];
  bool own = colour.len == 6 && !str_is(colour, "FFFFFF");
  for (size_t i = 0; i < level; i++) own = own && !str_equal(codec->colours[i], colour);
  return own;
}

static const char *nearest_level(struct arena *arena, const struct scale *scale, struct str id) {
  const char **ids = arena_alloc(arena, scale->count, sizeof *ids);
  for (size_t i = 0; i < scale->count; i++) ids[i] = str_z(arena, scale->levels[i].id);
  return nearest(arena, id, ids, scale->count);
}

/* Colours of the mapping that are none, or of no level. */
static void check_named(struct checker *checker, const struct scale *scale, const struct node *colours) {
  for (const struct node *colour = colours ? colours->first : NULL; colour; colour = colour->next) {
    if (!scale_level(scale, colour->key)) {
      say(checker->messages, MSG_OFF_SCALE, source_where_key(checker->source, colour),
          str_z(checker->arena, colour->key), str_z(checker->arena, scale->id));
      message_suggest(checker->messages, nearest_level(checker->arena, scale, colour->key));
    }
    if (colour->kind == NODE_TEXT) check_colour(checker, colour);
  }
}

void mapping_bind_colours(struct arena *arena, const struct mapping *mapping, struct field *field,
                          struct messages *messages) {
  const struct node *as = node_get(field->node, "as"), *colours = node_get(as, "colours");
  struct codec *codec = &field->codec;
  struct checker checker = {arena, mapping->source, messages};
  size_t before = messages->errors;
  if (codec->kind != AS_SHADING || !codec->scale) return;
  codec->colours = arena_alloc(arena, codec->scale->count + 1, sizeof *codec->colours);
  check_named(&checker, codec->scale, colours);
  for (size_t i = 0; i < codec->scale->count && messages->errors == before; i++) {
    const struct level *level = &codec->scale->levels[i];
    const char *id = str_z(arena, level->id);
    struct str own = node_get_str(colours, id);
    codec->colours[i] = in_capitals(arena, own.len ? own : level->colour);
    if (!is_own(codec, i)) say(messages, MSG_LEVEL_COLOUR, source_where(mapping->source, as), id, id);
  }
}
