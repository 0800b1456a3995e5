/* Pictures, charts, drawings and objects: what stands in a document and is no text (DrawingML, and VML before it). */
#include "picture.h"
#include "word_read.h"

#include <string.h>

static bool ends_with(struct str a, const char *ending) {
  size_t len = strlen(ending);
  return a.len >= len && str_is(str_sub(a, a.len - len, a.len), ending);
}

static struct str first_of(struct str one, struct str other) {
  return str_trim(one).len ? str_trim(one) : str_trim(other);
}

static const char *drawing_kind(const struct element *drawing) {
  struct str uri = element_value(first_named(drawing, A_GRAPHIC_DATA), PLAIN_URI);
  if (ends_with(uri, "/picture")) return "picture";
  if (ends_with(uri, "/chart") || ends_with(uri, "/chartex")) return "chart";
  return ends_with(uri, "/diagram") ? "diagram" : "drawing";
}

struct gallery {
  struct arena *arena;
  const struct document *document;
  const struct story *story;
  struct relationships relationships; /* of the story, once there is a picture */
  bool related;
  ARRAY(struct picture) list;
};

/* The part that a relationship of the story leads to; NULL for none, and for one outside the package. */
static struct entry *image_of(struct gallery *g, struct str id) {
  struct messages unheard = {.arena = g->arena};
  if (!g->related) g->relationships = package_relationships(g->document->package, g->story->entry->name, &unheard);
  g->related = true;
  for (size_t i = 0; id.len && i < g->relationships.count; i++)
    if (str_equal(g->relationships.at[i].id, id) && !g->relationships.at[i].external)
      return package_entry(g->document->package, g->relationships.at[i].target);
  return NULL;
}

static void add_line(struct text *out, struct str line) {
  if (!str_trim(line).len) return;
  if (out->len) text_add_byte(out, '\n');
  text_add(out, str_trim(line));
}

/* The words of a title, a legend, a shape: one a paragraph as a rule; numbers that are drawn are none. */
static void add_words(struct text *out, const struct element *scope) {
  for (const struct element *e = scope; e; e = element_next(e, scope)) {
    bool number = element_ancestor(e, C_NUM_CACHE) || element_ancestor(e, C_NUM_LIT);
    if (e->name == A_T || (e->name == C_V && !number)) add_line(out, element_text(e));
  }
}

/* A chart and a diagram keep their words in a part of their own. */
static struct str drawing_says(struct gallery *g, const struct element *drawing) {
  const struct element *data = first_named(drawing, A_GRAPHIC_DATA);
  struct messages unheard = {.arena = g->arena};
  struct text out = {.arena = g->arena};
  if (!data) return STR("");
  add_words(&out, data);
  for (const struct element *e = data->first; e; e = e->next) {
    struct str id = first_of(element_value(e, R_ID), element_value(e, R_DM));
    struct entry *entry = image_of(g, id);
    struct markup *part = entry ? document_part(g->document, entry, &unheard) : NULL;
    if (part) add_words(&out, part->root);
  }
  return text_str(&out);
}

static struct picture read_drawing(struct gallery *g, struct element *e) {
  const struct element *about = first_named(e, WP_DOC_PR), *blip = first_named(e, A_BLIP);
  struct str named = first_of(element_value(about, PLAIN_TITLE), element_value(about, PLAIN_NAME));
  return (struct picture){.story = g->story,
                          .element = e,
                          .kind = drawing_kind(e),
                          .words = first_of(element_value(about, PLAIN_DESCR), named),
                          .image = image_of(g, element_value(blip, R_EMBED)),
                          .says = drawing_says(g, e)};
}

static const struct element *first_shape(const struct element *pict) {
  for (const struct element *e = element_next(pict, pict); e; e = element_next(e, pict))
    if (e->name >= V_SHAPE && e->name <= V_IMAGE) return e;
  return NULL;
}

/* The path of a shape; that of the type that Word defines in front of it says nothing. */
static struct str drawn_words(const struct element *scope) {
  for (const struct element *e = scope; e; e = element_next(e, scope))
    if (e->name == V_TEXT_PATH && element_value(e, PLAIN_STRING).len) return element_value(e, PLAIN_STRING);
  return STR("");
}

static struct picture read_shape(struct gallery *g, struct element *e) {
  const struct element *shape = first_shape(e), *data = first_named(e, V_IMAGE_DATA),
                       *ole = first_named(e, O_OLE_OBJECT);
  struct str drawn = drawn_words(e);
  struct str named = first_of(element_value(data, O_TITLE), element_value(ole, PLAIN_PROG_ID));
  return (struct picture){.story = g->story,
                          .element = e,
                          .kind = e->name == W_OBJECT ? "object"
                                  : data              ? "picture"
                                                      : "drawing",
                          .words = first_of(drawn, first_of(element_value(shape, PLAIN_ALT), named)),
                          .image = image_of(g, element_value(data, R_ID))};
}

/* A frame of text, a line across the page, or the definition of a shape. */
static bool shows_nothing(const struct picture *picture) {
  const struct element *e = picture->element, *shape = first_shape(e);
  if (e->name == W_PICT && (!shape || element_value(shape, O_HR).len)) return true;
  if (strcmp(picture->kind, "drawing") != 0) return false;
  for (const struct element *t = e; t; t = element_next(t, e))
    if (t->name == W_T && str_trim(element_text(t)).len) return true;
  return false;
}

static bool holds_any(const struct markup *markup) {
  return markup_holds(markup, W_PICT) || markup_holds(markup, W_OBJECT) || markup_holds(markup, W_DRAWING);
}

static void read_story(struct gallery *g) {
  struct element *root = g->story->markup->root;
  if (!holds_any(g->story->markup)) return;
  for (struct element *e = root, *next; e; e = next) {
    next = e->name == MC_FALLBACK ? element_next_past(e, root) : element_next(e, root);
    bool shape = e->name == W_PICT || e->name == W_OBJECT;
    if ((!shape && e->name != W_DRAWING) || element_deleted(e)) continue;
    struct picture found = shape ? read_shape(g, e) : read_drawing(g, e);
    if (!shows_nothing(&found)) *PUSH(g->arena, &g->list) = found;
  }
}

struct picture *pictures_read(struct arena *arena, const struct document *document, size_t *count) {
  struct gallery g = {.arena = arena, .document = document};
  for (size_t i = 0; i < document->story_count; i++) {
    g.story = &document->stories[i];
    g.related = false;
    read_story(&g);
  }
  *count = g.list.n;
  return g.list.at;
}
