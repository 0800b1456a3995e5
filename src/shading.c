/* The shading of cells (17.4.32), where a colour says something. */
#include "word_read.h"

#include <ctype.h>

/* What a w:shd fills its cell with: a solid pattern shows its own colour (17.18.78). Empty for nothing and for white. */
static struct str shading_fill(struct arena *arena, const struct element *shd) {
  struct str pattern = element_value(shd, W_VAL);
  struct str fill = element_value(shd, str_is(pattern, "solid") ? W_COLOR : W_FILL);
  struct text out = {.arena = arena};
  if (fill.len != 6 || str_is(pattern, "nil")) return STR("");
  for (size_t i = 0; i < fill.len; i++) {
    if (!isxdigit((unsigned char)fill.at[i])) return STR("");
    text_add_byte(&out, (char)toupper((unsigned char)fill.at[i]));
  }
  return str_is(text_str(&out), "FFFFFF") ? STR("") : text_str(&out);
}

struct str cell_fill(struct arena *arena, const struct element *tc) {
  const struct element *table = element_ancestor(tc, W_TBL);
  struct str fill = shading_fill(arena, element_child(element_child(tc, W_TCPR), W_SHD));
  struct str around = shading_fill(arena, element_child(element_child(table, W_TBL_PR), W_SHD));
  return str_equal(fill, around) ? STR("") : fill;
}

struct str paragraph_fill(struct arena *arena, const struct element *p) {
  return shading_fill(arena, element_child(element_child(p, W_PPR), W_SHD));
}

static struct str run_fill(struct arena *arena, const struct element *p) {
  for (const struct element *e = p, *next; e; e = next) {
    next = is_foreign(e->name) ? element_next_past(e, p) : element_next(e, p);
    struct str fill = e->name == W_R ? shading_fill(arena, element_child(element_child(e, W_RPR), W_SHD)) : STR("");
    if (fill.len) return fill;
  }
  return STR("");
}

struct str passage_fill(struct arena *arena, const struct passage *passage) {
  for (size_t i = 0; i < passage->count; i++) {
    struct str fill = paragraph_fill(arena, passage->paragraphs[i]);
    if (!fill.len) fill = run_fill(arena, passage->paragraphs[i]);
    if (fill.len) return fill;
  }
  return STR("");
}

/* CT_TcPr: the shading stands behind these. */
static size_t shading_place(const struct element *properties) {
  size_t place = properties->open_end;
  for (const struct element *e = properties->first; e; e = e->next) {
    bool before = e->name == W_CNF_STYLE || e->name == W_TCW || e->name == W_GRID_SPAN || e->name == W_HMERGE ||
                  e->name == W_VMERGE || e->name == W_TC_BORDERS;
    if (before) place = e->end;
  }
  return place;
}

static void add_shading(struct edits *edits, const struct element *tc, struct str fill) {
  const struct element *properties = element_child(tc, W_TCPR);
  const char *w = str_z(edits->arena, word_prefix(edits->arena, tc));
  const char *shd = str_format(edits->arena, "<%sshd %sval=\"clear\" %scolor=\"auto\" %sfill=\"%s\"/>", w, w, w, w,
                               str_z(edits->arena, fill));
  if (!properties)
    edits_prepend_first(edits, tc, str_from(str_format(edits->arena, "<%stcPr>%s</%stcPr>", w, shd, w)));
  else if (element_empty(properties))
    edits_prepend_first(edits, properties, str_from(shd));
  else
    edits_insert(edits, shading_place(properties), str_from(shd));
}

static void set_value(struct edits *edits, const struct element *shd, int name, const char *local, struct str value) {
  const struct attribute *attribute = element_attribute(shd, name);
  const char *qualified = str_format(edits->arena, "%s%s", str_z(edits->arena, word_prefix(edits->arena, shd)), local);
  if (attribute)
    edits_set_attribute(edits, shd, attribute, value);
  else
    edits_add_attribute(edits, shd, str_from(qualified), value);
}

/* A colour of the theme would be shown instead of the fill. */
static void drop_theme(struct edits *edits, const struct element *shd) {
  static const int names[] = {W_THEME_FILL, W_THEME_FILL_TINT, W_THEME_FILL_SHADE};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const struct attribute *attribute = element_attribute(shd, names[i]);
    if (attribute) edits_drop_attribute(edits, shd, attribute);
  }
}

void cell_set_fill(struct edits *edits, const struct element *tc, struct str fill) {
  const struct element *shd = element_child(element_child(tc, W_TCPR), W_SHD);
  struct str pattern = element_value(shd, W_VAL);
  if (!fill.len && shd) edits_remove(edits, shd);
  if (!fill.len) return;
  if (!shd) {
    add_shading(edits, tc, fill);
    return;
  }
  if (str_is(pattern, "solid") || str_is(pattern, "nil")) set_value(edits, shd, W_VAL, "val", STR("clear"));
  set_value(edits, shd, W_FILL, "fill", fill);
  drop_theme(edits, shd);
}
