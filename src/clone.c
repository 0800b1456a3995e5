/* Copies of rows and blocks: the one function that renews or drops every id. */
#include "word_read.h"

#include <limits.h>

static void renew(struct edits *edits, const struct element *e, int attribute_name, long id) {
  const struct attribute *attribute = e ? element_attribute(e, attribute_name) : NULL;
  if (attribute) edits_set_attribute(edits, e, attribute, str_from(str_format(edits->arena, "%ld", id)));
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
    edits_replace(edits, e->close_start, e->end, STR(""));
  }
}

void clone_ids(struct changes *changes, struct edits *edits, const struct element *element) {
  for (const struct element *e = element; e; e = element_next(e, element)) {
    drop_history(edits, e);
    drop(edits, e, W14_PARA_ID);
    drop(edits, e, W14_TEXT_ID);
    if (e->name == W_SDT)
      renew(edits, element_child(element_child(e, W_SDT_PR), W_ID), W_VAL, next_id(&changes->next_control));
    if (e->name == WP_DOC_PR) renew(edits, e, PLAIN_ID, changes->next_drawing++);
    renew_shape(changes, edits, e);
    if (e->name == W_BOOKMARK_START || e->name == W_BOOKMARK_END) edits_remove(edits, e);
    if (e->name == W_COMMENT_RANGE_START || e->name == W_COMMENT_RANGE_END) edits_remove(edits, e);
    bool note = e->name == W_FOOTNOTE_REFERENCE || e->name == W_ENDNOTE_REFERENCE; /* a note stands in one place */
    if (e->name == W_COMMENT_REFERENCE || note) edits_remove(edits, reference_run(e));
  }
  copy_track(changes, edits, element);
}
