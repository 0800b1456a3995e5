/* Placeholders: {{learner.known-as}} typed anywhere in a document. */
#include "place_parts.h"

#include <string.h>

/* The next {{...}} of a text from *at on: from..to with the braces, *at behind it. False when there is none; then *at tells where one
 * begins that does not end, or the text's end. */
static bool next_braces(struct str text, size_t *at, size_t *from, size_t *to) {
  struct str rest = str_sub(text, *at, text.len);
  ptrdiff_t begins = str_find(rest, STR("{{"));
  *at = begins < 0 ? text.len : *at + (size_t)begins;
  if (begins < 0) return false;
  ptrdiff_t ends = str_find(str_sub(text, *at, text.len), STR("}}"));
  *from = *at;
  if (ends < 0) return false;
  *to = *at = *at + (size_t)ends + 2;
  return true;
}

static bool is_filled(struct arena *arena, const struct element *e) {
  struct str tag = e->name == W_SDT ? control_tag(e) : STR("");
  return tag.len && str_equal(mapping_path(arena, tag), tag);
}

/* Inside a control that was a placeholder once: it is a value, whatever it looks like. */
static bool in_value(struct arena *arena, const struct element *p) {
  for (const struct element *e = p->parent; e; e = e->parent)
    if (is_filled(arena, e)) return true;
  return false;
}

/* The text in which placeholders may stand, byte for byte that of the paragraph: values that look like one are blotted out. */
static struct str open_text(struct arena *arena, const struct element *p) {
  struct str text = paragraph_whole(arena, p);
  if (str_find(text, STR("{{")) < 0) return text;
  if (in_value(arena, p)) return STR("");
  char *open = arena_alloc(arena, text.len + 1, 1);
  memcpy(open, text.at, text.len);
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p)) {
    if (!is_filled(arena, e)) continue;
    size_t to = text_before(arena, p, e->end);
    for (size_t at = text_before(arena, p, e->start); at < to; at++) open[at] = ' ';
  }
  return (struct str){open, text.len};
}

static struct passage braces(const struct story *story, struct element **p, size_t from, size_t to) {
  return (struct passage){.story = story, .paragraphs = p, .count = 1, .part = true, .from = from, .to = to};
}

/* Byte for byte of the paragraph's text, whether it stands in a control that can hold no other; NULL where none does. */
static const bool *closed_bytes(struct arena *arena, const struct element *p, struct str text) {
  const struct element *around = element_ancestor(p, W_SDT);
  bool *closed = around && control_is_closed(around) ? arena_alloc(arena, text.len + 1, sizeof *closed) : NULL;
  for (size_t i = 0; closed && i < text.len; i++) closed[i] = true;
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p)) {
    if (e->name != W_SDT || !control_is_closed(e)) continue;
    if (!closed) closed = arena_alloc(arena, text.len + 1, sizeof *closed);
    size_t to = text_before(arena, p, e->end);
    for (size_t at = text_before(arena, p, e->start); at < to; at++) closed[at] = true;
  }
  return closed;
}

bool placeholder_passage(struct arena *arena, const struct story *story, struct element *p, struct str path,
                         struct passage *passage) {
  struct str text = open_text(arena, p);
  const bool *closed = closed_bytes(arena, p, text);
  for (size_t at = 0, from, to; next_braces(text, &at, &from, &to);) {
    if (!str_equal(mapping_path(arena, str_sub(text, from + 2, to - 2)), path)) continue;
    struct element **paragraphs = arena_alloc(arena, 1, sizeof *paragraphs);
    paragraphs[0] = p;
    *passage = braces(story, paragraphs, from, to);
    passage->tag = path;
    if (!closed || !closed[from]) return true;
  }
  return false;
}

void placeholder_find(struct arena *arena, const struct place_index *index, struct str path, struct places *places) {
  for (size_t i = 0; i < index->count; i++) {
    const struct landmark *l = &index->landmarks[i];
    if (str_find(l->folded, STR("{{")) < 0) continue;
    struct str text = open_text(arena, l->p);
    const bool *closed = closed_bytes(arena, l->p, text);
    for (size_t at = 0, from, to; next_braces(text, &at, &from, &to);) {
      struct passage passage = braces(l->story, &index->landmarks[i].p, from, to);
      passage.tag = path;
      bool named = str_equal(mapping_path(arena, str_sub(text, from + 2, to - 2)), path);
      if (named && !(closed && closed[from])) places_add(arena, places, passage);
    }
  }
}

struct names {
  ARRAY(struct place_name) list;
};

static void add_placeholders(struct arena *arena, const struct story *story, struct element *p, struct names *names) {
  struct arena_mark mark = arena_mark(arena);
  struct str text = open_text(arena, p);
  if (str_find(text, STR("{{")) < 0) {
    arena_rewind(arena, mark);
    return;
  }
  size_t at = 0, from = 0, to = 0;
  const bool *closed = closed_bytes(arena, p, text);
  while (next_braces(text, &at, &from, &to)) {
    *PUSH(arena, &names->list) = (struct place_name){.story = story,
                                                     .e = p,
                                                     .written = str_sub(text, from + 2, to - 2),
                                                     .placeholder = true,
                                                     .ended = true,
                                                     .closed = closed && closed[from]};
  }
  if (at < text.len)
    *PUSH(arena, &names->list) =
        (struct place_name){.story = story, .e = p, .written = str_sub(text, at, text.len), .placeholder = true};
}

struct place_name *place_names(struct arena *arena, const struct document *document, size_t *count) {
  struct names names = {0};
  for (size_t s = 0; s < document->story_count; s++) {
    struct element *root = document->stories[s].markup->root;
    for (struct element *e = root; e; e = element_next(e, root)) {
      if (e->name == W_P) add_placeholders(arena, &document->stories[s], e, &names);
      if (is_filled(arena, e))
        *PUSH(arena, &names.list) =
            (struct place_name){.story = &document->stories[s], .e = e, .written = control_tag(e), .ended = true};
    }
  }
  *count = names.list.n;
  return names.list.at;
}
