/* Levels that are said by colour, both ways: by the shading of a cell, and by what is highlighted among the labels in it. */
#include "lens_parts.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>

static struct where passage_where(struct get *get, const struct passage *passage) {
  return lens_where(get->plan, passage_words(get->arena, get->plan, passage));
}

void keep_look(struct get *get, const struct passage *passage, const char *key, struct str words, struct str text,
               struct node *candidates) {
  if (!get->taken) return;
  if (text.len) get_take(get, passage);
  *PUSH(get->taken->arena, &get->taken->looks) =
      (struct look_left){passage->story, passage->paragraphs[0], key, words, text, candidates};
}

/* ---- shading ---- */

struct element *passage_cell(const struct passage *passage) {
  return element_ancestor(passage->paragraphs[0], W_TC);
}

struct str level_colour(const struct codec *codec, struct str id) {
  for (size_t i = 0; codec->colours && i < codec->scale->count; i++)
    if (str_equal(codec->scale->levels[i].id, id)) return codec->colours[i];
  return STR("");
}

static int channel(struct arena *arena, struct str colour, size_t n) {
  return (int)strtol(str_z(arena, str_sub(colour, 2 * n, 2 * n + 2)), NULL, 16);
}

static int distance(struct arena *arena, struct str a, struct str b) {
  int sum = 0;
  for (size_t n = 0; n < 3; n++) sum += abs(channel(arena, a, n) - channel(arena, b, n));
  return sum;
}

/* The two levels whose colours are the most like this one, the more like first. */
static void nearest_two(struct arena *arena, const struct codec *codec, struct str fill, size_t two[2]) {
  int best[2] = {INT_MAX, INT_MAX};
  for (size_t i = 0; i < codec->scale->count; i++) {
    int far = distance(arena, codec->colours[i], fill);
    if (far >= best[1]) continue;
    bool first = far < best[0];
    two[1] = first ? two[0] : i;
    best[1] = first ? best[0] : far;
    if (first) two[0] = i;
    if (first) best[0] = far;
  }
}

/* A colour of no level is not taken for the one that it is like. */
static void tell_colour(struct get *get, const struct field *field, const struct passage *passage, struct str fill) {
  const struct codec *codec = &field->codec;
  struct node *candidates = node_list(get->arena);
  struct text words = {.arena = get->arena};
  size_t two[2] = {0, 0};
  nearest_two(get->arena, codec, fill, two);
  for (size_t i = 0; i < 2 && i < codec->scale->count; i++) {
    const struct level *level = &codec->scale->levels[two[i]];
    node_append(candidates, node_plain(get->arena, level->id));
    text_add_z(&words, i ? " or " : "");
    text_add_z(&words, str_format(get->arena, "%s (%s)", str_z(get->arena, level->label),
                                  str_z(get->arena, codec->colours[two[i]])));
  }
  say(get->messages, MSG_SHADING_UNREAD, passage_where(get, passage), str_z(get->arena, fill),
      str_z(get->arena, text_str(&words)));
  keep_look(get, passage, "shading", fill, STR(""), candidates);
}

/* The text of the cell is shaded and not the cell, or otherwise than the cell. */
static void tell_inner(struct get *get, const struct field *field, const struct passage *passage, struct str fill) {
  struct str text = str_trim(passage_text(get->arena, passage)), cell = cell_fill(get->arena, passage_cell(passage));
  struct node *candidates = node_list(get->arena);
  for (size_t i = 0; i < field->codec.scale->count; i++) {
    struct str colour = field->codec.colours[i];
    if (str_equal(colour, fill) || (cell.len && str_equal(colour, cell)))
      node_append(candidates, node_plain(get->arena, field->codec.scale->levels[i].id));
  }
  say(get->messages, MSG_TEXT_SHADED, passage_where(get, passage), str_z(get->arena, fill));
  keep_look(get, passage, "shading", fill, text, candidates);
}

static struct node *get_shading(struct get *get, const struct field *field, const struct passage *passage) {
  const struct codec *codec = &field->codec;
  struct str fill = cell_fill(get->arena, passage_cell(passage)), inner = passage_fill(get->arena, passage);
  if (inner.len && !str_equal(inner, fill)) {
    tell_inner(get, field, passage, inner);
    return NULL;
  }
  for (size_t i = 0; fill.len && i < codec->scale->count; i++)
    if (str_equal(codec->colours[i], fill)) return node_plain(get->arena, codec->scale->levels[i].id);
  if (fill.len) tell_colour(get, field, passage, fill);
  return NULL;
}

/* ---- labels in a text ---- */

struct label {
  const struct level *level;
  size_t from, to;
};

/* The labels that a place prints, and which of its bytes are marked. */
struct printed {
  struct marks marks;
  bool *marked;
  ARRAY(struct label) labels;
};

static bool word_at(struct str text, size_t at) {
  if (at >= text.len) return false;
  uint32_t c = utf8_next(text, &at);
  return c < 0x80 ? isalnum((int)c) : c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7;
}

static size_t past(struct str text, size_t at) {
  utf8_next(text, &at);
  return at;
}

/* The longest label that begins at a word; its end, or 0. */
static size_t label_end(struct arena *arena, const struct scale *scale, struct str text, size_t from,
                        const struct level **level) {
  enum { LONGEST_LABEL = 80 };
  size_t found = 0;
  for (size_t to = past(text, from); to <= text.len && to <= from + LONGEST_LABEL; to = past(text, to)) {
    bool ends = !word_at(text, to) && word_at(text, from) && text.at[to - 1] != ' ';
    const struct level *here = ends ? scale_read(arena, scale, str_sub(text, from, to)) : NULL;
    if (here) *level = here;
    if (here) found = to;
    if (to == text.len || text.at[to] == '\n') break;
  }
  return found;
}

static void find_labels(struct arena *arena, const struct scale *scale, struct printed *printed) {
  struct str text = printed->marks.text;
  bool inside = false; /* a word */
  for (size_t at = 0; at < text.len;) {
    const struct level *level = NULL;
    size_t end = word_at(text, at) && !inside ? label_end(arena, scale, text, at, &level) : 0;
    if (end) *PUSH(arena, &printed->labels) = (struct label){level, at, end};
    inside = !end && word_at(text, at);
    at = end ? end : past(text, at);
  }
}

static struct printed printed_read(struct arena *arena, const struct scale *scale, const struct passage *passage) {
  struct printed printed = {.marks = marks_read(arena, passage)};
  printed.marked = arena_alloc(arena, printed.marks.text.len + 1, sizeof *printed.marked);
  for (size_t i = 0; i < printed.marks.count; i++)
    for (size_t at = printed.marks.at[i].from; at < printed.marks.at[i].to; at++)
      printed.marked[at] = printed.marks.at[i].marked;
  find_labels(arena, scale, &printed);
  return printed;
}

static const struct label *label_around(const struct printed *printed, size_t at) {
  for (size_t i = 0; i < printed->labels.n; i++)
    if (at >= printed->labels.at[i].from && at < printed->labels.at[i].to) return &printed->labels.at[i];
  return NULL;
}

/* How many of the letters of a label are marked: none, some or all. */
enum share { SHARE_NONE, SHARE_SOME, SHARE_ALL };

static enum share label_share(const struct printed *printed, const struct label *label) {
  size_t marked = 0, letters = 0;
  for (size_t at = label->from; at < label->to; at++) {
    bool letter = word_at(printed->marks.text, at);
    letters += letter;
    marked += letter && printed->marked[at];
  }
  return !marked ? SHARE_NONE : marked < letters ? SHARE_SOME : SHARE_ALL;
}

/* ---- what is highlighted ---- */

static bool has_text(const struct node *list, struct str text) {
  for (const struct node *item = list->first; item; item = item->next)
    if (str_equal(node_str(item), text)) return true;
  return false;
}

/* The levels of which something is marked; *clear: nothing but whole labels. */
static struct node *marked_levels(struct arena *arena, const struct printed *printed, bool *clear) {
  struct node *list = node_list(arena);
  *clear = true;
  for (size_t i = 0; i < printed->labels.n; i++) {
    const struct label *label = &printed->labels.at[i];
    enum share share = label_share(printed, label);
    if (share == SHARE_SOME) *clear = false;
    if (share != SHARE_NONE && !has_text(list, label->level->id))
      node_append(list, node_plain(arena, label->level->id));
  }
  for (size_t at = 0; at < printed->marks.text.len; at++)
    if (printed->marked[at] && word_at(printed->marks.text, at) && !label_around(printed, at)) *clear = false;
  return list;
}

static struct str marked_words(struct arena *arena, const struct printed *printed) {
  struct text out = {.arena = arena};
  struct str text = printed->marks.text;
  for (size_t from = 0, to; from < text.len; from = to) {
    for (to = from; to < text.len && printed->marked[to] == printed->marked[from];) to++;
    struct str words = str_trim(str_sub(text, from, to));
    if (!printed->marked[from] || !words.len) continue;
    if (out.len) text_add_z(&out, ", ");
    text_add(&out, words);
  }
  return text_str(&out);
}

/* The paragraph prints labels and what stands between them, and no other words. */
static bool only_labels(const struct printed *printed, const struct element *p) {
  for (size_t i = 0; i < printed->marks.count; i++) {
    const struct marked *piece = &printed->marks.at[i];
    for (size_t at = piece->from; element_within(piece->element, p) && at < piece->to; at++)
      if (word_at(printed->marks.text, at) && !label_around(printed, at)) return false;
  }
  return true;
}

/* One label alone that nobody marked was typed there by somebody who meant it: it stays unplaced. */
static bool is_choice(const struct printed *printed, const struct node *levels) {
  return levels->count || printed->labels.n > 1 || !str_trim(printed->marks.text).len;
}

static void take_printed(struct get *get, const struct printed *printed, const struct passage *passage) {
  for (size_t i = 0; i < passage->count; i++) {
    struct passage one = {.story = passage->story, .paragraphs = &passage->paragraphs[i], .count = 1};
    if (only_labels(printed, passage->paragraphs[i])) get_take(get, &one);
  }
}

void take_labels(struct get *get, const struct scale *scale, const struct passage *passage) {
  struct printed printed = printed_read(get->arena, scale, passage);
  take_printed(get, &printed, passage);
}

/* Some of the lines are shaded as wholes, and others are not: that may be how somebody marked a level. */
static bool lines_shaded(struct arena *arena, const struct passage *passage) {
  struct str first = paragraph_fill(arena, passage->paragraphs[0]);
  for (size_t i = 1; i < passage->count; i++)
    if (!str_equal(paragraph_fill(arena, passage->paragraphs[i]), first)) return true;
  return false;
}

/* Keeps the first shaded line, or rather all of the place, with the levels that shaded lines name. */
static void keep_lines(struct get *get, const struct field *field, const struct printed *printed,
                       const struct passage *passage) {
  struct node *levels = node_list(get->arena);
  struct str fill = STR("");
  for (size_t i = 0; i < passage->count; i++) {
    struct str here = paragraph_fill(get->arena, passage->paragraphs[i]);
    struct str text = paragraph_text(get->arena, passage->paragraphs[i]);
    const struct level *level = here.len ? scale_read(get->arena, field->codec.scale, text) : NULL;
    if (level) node_append(levels, node_plain(get->arena, level->id));
    if (!fill.len) fill = here;
  }
  say(get->messages, MSG_TEXT_SHADED, passage_where(get, passage), str_z(get->arena, fill));
  keep_look(get, passage, "shading", fill, str_trim(printed->marks.text), levels);
}

static struct node *get_highlight(struct get *get, const struct field *field, const struct passage *passage) {
  struct printed printed = printed_read(get->arena, field->codec.scale, passage);
  bool clear, one = field->codec.kind == AS_HIGHLIGHT;
  struct node *levels = marked_levels(get->arena, &printed, &clear);
  if (lines_shaded(get->arena, passage)) {
    keep_lines(get, field, &printed, passage);
    return NULL;
  }
  bool together = one ? levels->count < 2 : levels_together(get->arena, field->codec.scale, levels);
  if (clear && together) {
    if (is_choice(&printed, levels)) take_printed(get, &printed, passage);
    return !levels->count ? NULL : one ? levels->first : levels;
  }
  struct str words = marked_words(get->arena, &printed);
  say(get->messages, MSG_HIGHLIGHT_UNREAD, passage_where(get, passage), str_z(get->arena, words),
      one ? "highlight one whole label and nothing else" : "highlight whole labels and nothing else");
  keep_look(get, passage, "highlighted", words, str_trim(printed.marks.text), levels);
  return NULL;
}

/* The label of a level that is to be marked: one that is marked already, else the first. */
static const struct label *label_of(const struct printed *printed, const struct level *level) {
  const struct label *first = NULL;
  for (size_t i = 0; i < printed->labels.n; i++) {
    const struct label *label = &printed->labels.at[i];
    if (label->level != level) continue;
    if (label_share(printed, label) == SHARE_ALL) return label;
    if (!first) first = label;
  }
  return first;
}

static void put_highlight(struct put *put, struct edits *edits, const struct field *field,
                          const struct passage *passage, const struct node *value) {
  const struct scale *scale = field->codec.scale;
  struct printed printed = printed_read(put->arena, scale, passage);
  bool *want = arena_alloc(put->arena, printed.marks.text.len + 1, sizeof *want);
  for (size_t i = 0; i < scale->count; i++) {
    const struct label *label = label_of(&printed, &scale->levels[i]);
    if (!wanted_level(value, scale->levels[i].id)) continue;
    if (!label)
      say(put->messages, MSG_NO_LABEL, lens_where(put->plan, place_in_put(put, passage)),
          str_z(put->arena, scale->levels[i].label));
    for (size_t at = label ? label->from : 0; label && at < label->to; at++) want[at] = true;
  }
  marks_set(edits, &printed.marks, want);
}

/* ---- both ---- */

struct node *get_look(struct get *get, const struct field *field, const struct passage *passage) {
  return field->codec.kind == AS_SHADING ? get_shading(get, field, passage) : get_highlight(get, field, passage);
}

struct node *look_levels(struct arena *arena, const struct field *field, const struct passage *passage) {
  bool clear;
  struct printed printed;
  struct node *list = node_list(arena);
  if (field->codec.kind != AS_SHADING) {
    printed = printed_read(arena, field->codec.scale, passage);
    return marked_levels(arena, &printed, &clear);
  }
  struct str fill = cell_fill(arena, passage_cell(passage));
  for (size_t i = 0; fill.len && i < field->codec.scale->count; i++)
    if (str_equal(field->codec.colours[i], fill))
      node_append(list, node_plain(arena, field->codec.scale->levels[i].id));
  return list;
}

struct str look_words(struct arena *arena, const struct field *field, const struct passage *passage) {
  if (field->codec.kind == AS_SHADING) return cell_fill(arena, passage_cell(passage));
  struct printed printed = printed_read(arena, field->codec.scale, passage);
  return marked_words(arena, &printed);
}

void put_look(struct put *put, struct edits *edits, const struct field *field, const struct passage *passage,
              const struct node *value) {
  if (field->codec.kind != AS_SHADING)
    put_highlight(put, edits, field, passage, value);
  else
    cell_set_fill(edits, passage_cell(passage), level_colour(&field->codec, node_str(value)));
}
