/* Copies of rows and blocks: the one function that renews or drops every id. */
#include "stencil.h"
#include "word_read.h"

#include <limits.h>

static void renew(struct edits *edits, const struct element *e, int attribute_name, long id) {
  const struct attribute *attribute = e ? element_attribute(e, attribute_name) : NULL;
  struct text number = {.arena = edits->arena};
  if (!attribute) return;
  text_add_number(&number, id);
  edits_set_attribute(edits, e, attribute, text_str(&number));
}

static void drop(struct edits *edits, const struct element *e, int attribute_name) {
  const struct attribute *attribute = element_attribute(e, attribute_name);
  if (attribute) edits_drop_attribute(edits, e, attribute);
}

/* A shape has one id, or a name for its id and the number beside it; what is embedded names the shape before it. */
static void renew_shape(struct changes *changes, struct edits *edits, const struct element *e) {
  static const struct { int element, attribute; } names[] = {{O_OLE_OBJECT, PLAIN_SHAPE_ID}, {W_CONTROL, W_SHAPE_ID}};
  const struct attribute *number = element_attribute(e, O_SPID), *id = NULL;
  bool shape = e->name >= V_SHAPE && e->name <= V_IMAGE;
  if (shape) id = element_attribute(e, PLAIN_ID);
  if (number && id) edits_drop_attribute(edits, e, number);
  if (shape && !id) id = number;
  if (id) changes->next_shape++;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (e->name == names[i].element) id = element_attribute(e, names[i].attribute);
  if (!id) return;
  const char *made = str_format(edits->arena, "_x0000_s%ld", changes->next_shape - 1);
  edits_set_attribute(edits, e, id, str_from(made));
}

/* The run of a comment's reference goes with it when it holds nothing else. */
static const struct element *reference_run(const struct element *reference) {
  const struct element *run = reference->parent;
  if (run->name != W_R) return reference;
  for (const struct element *e = run->first; e; e = e->next)
    if (e != reference && e->name != W_RPR) return reference;
  return run;
}

/* Control ids are signed 32-bit numbers (17.5.2.18); past the largest, numbers go on from the smallest. */
static long next_id(long *next) {
  if (*next > INT_MAX) *next = INT_MIN + 1;
  return (*next)++;
}

static bool is_history(int name) { return name >= W_PPR_CHANGE && name <= W_XML_MOVE_TO_END; }

/* Deleted, as a tracked change. */
static bool is_gone(struct arena *arena, const struct element *e) {
  return e->name == W_DEL || e->name == W_MOVE_FROM || (e->name == W_TR && row_gone(e)) ||
         (e->name == W_TC && cell_gone(e)) || (e->name == W_P && paragraph_gone(arena, e));
}

/* A copy has no history: what was deleted from its model does not come back with it, what was inserted is its own. */
static void drop_history(struct edits *edits, const struct element *e) {
  int outer = e->parent ? e->parent->name : NAME_NONE;
  bool mark = outer == W_RPR || outer == W_TRPR, comes = e->name == W_INS || e->name == W_MOVE_TO;
  if (is_gone(edits->arena, e) || is_history(e->name) || (comes && (mark || element_empty(e)))) {
    edits_remove(edits, e);
  } else if (comes) {
    edits_replace(edits, e->start, e->open_end, STR(""));
    edits_replace(edits, element_close(e), e->end, STR(""));
  }
}

/* A content control's id has a span of its own; of drawings and shapes there are few. */
struct numbered {
  const struct element *e;
  size_t from, to;
};

struct cloning {
  const struct element *element;
  struct edits fixed;              /* what is the same in every copy */
  ARRAY(struct numbered) numbered; /* what has an id of its own in each */
};

static bool is_numbered(const struct element *e) {
  bool shape = (e->name >= V_SHAPE && e->name <= V_IMAGE) || e->name == O_OLE_OBJECT || e->name == W_CONTROL;
  return e->name == W_SDT || e->name == WP_DOC_PR || shape || element_attribute(e, O_SPID);
}

/* What is nobody's in a copy: ids that are not needed, bookmarks, marks of comments, references to notes. */
static void drop_marks(struct edits *edits, const struct element *e) {
  drop(edits, e, W14_PARA_ID);
  drop(edits, e, W14_TEXT_ID);
  if (e->name == W_BOOKMARK_START || e->name == W_BOOKMARK_END) edits_remove(edits, e);
  if (e->name == W_COMMENT_RANGE_START || e->name == W_COMMENT_RANGE_END) edits_remove(edits, e);
  bool note = e->name == W_FOOTNOTE_REFERENCE || e->name == W_ENDNOTE_REFERENCE; /* a note stands in one place */
  if (e->name == W_COMMENT_REFERENCE || note) edits_remove(edits, reference_run(e));
}

static struct numbered numbered(struct arena *arena, const struct element *e) {
  const struct element *holder = e->name == W_SDT ? element_child(element_child(e, W_SDT_PR), W_ID) : NULL;
  const struct attribute *id = holder ? element_attribute(holder, W_VAL) : NULL;
  struct edits probe = {.arena = arena};
  if (id) edits_set_attribute(&probe, holder, id, STR(""));
  return id ? (struct numbered){e, probe.list.at[0].from, probe.list.at[0].to} : (struct numbered){.e = e};
}

static struct str quoted_number(struct arena *arena, long number) {
  enum { ROOM = 24 }; /* for most */
  struct text out = {.arena = arena, .at = arena_bytes(arena, ROOM), .cap = ROOM};
  text_add_byte(&out, '"');
  text_add_number(&out, number);
  text_add_byte(&out, '"');
  return text_str(&out);
}

struct cloning *cloning_new(struct arena *arena, const struct element *element) {
  struct cloning *cloning = NEW(arena, struct cloning);
  *cloning = (struct cloning){.element = element, .fixed = {.arena = arena}};
  for (const struct element *e = element; e; e = element_next(e, element)) {
    drop_history(&cloning->fixed, e);
    drop_marks(&cloning->fixed, e);
    if (is_numbered(e)) *PUSH(arena, &cloning->numbered) = numbered(arena, e);
  }
  return cloning;
}

void clone_ids(struct changes *changes, struct edits *edits, const struct cloning *cloning) {
  for (size_t i = 0; i < cloning->fixed.list.n; i++) edits_again(edits, &cloning->fixed.list.at[i]);
  for (size_t i = 0; i < cloning->numbered.n; i++) {
    const struct numbered *numbered = &cloning->numbered.at[i];
    const struct element *e = numbered->e;
    long id = e->name == W_SDT ? next_id(&changes->next_control) : 0;
    if (numbered->to) edits_replace(edits, numbered->from, numbered->to, quoted_number(edits->arena, id));
    if (e->name == WP_DOC_PR) renew(edits, e, PLAIN_ID, changes->next_drawing++);
    renew_shape(changes, edits, e);
  }
  copy_track(changes, edits, cloning->element);
}
