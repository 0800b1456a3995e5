/* Whether a control shows its prompt (17.5.2.39): what is written to a place is no prompt, and nothing is one. */
#include "word_read.h"

/* In a w:sdtPr the flag stands behind these (CT_SdtPr). */
static size_t flag_place(const struct element *properties) {
  size_t place = properties->open_end;
  for (const struct element *e = properties->first; e; e = e->next) {
    bool before = e->name == W_RPR || e->name == W_ALIAS || e->name == W_TAG || e->name == W_ID || e->name == W_LOCK ||
                  e->name == W_PLACEHOLDER || e->name == W_TEMPORARY;
    if (before) place = e->end;
  }
  return place;
}

/* Word shows a prompt in a style of its own, grey as a rule; what is said there is no prompt. */
static void drop_prompt_look(struct changes *changes, struct edits *edits, const struct element *sdt) {
  struct str id = style_id(changes->document, STR("Placeholder Text"));
  for (const struct element *e = sdt; id.len && e; e = element_next(e, sdt))
    if (e->name == W_RSTYLE && str_equal(element_value(e, W_VAL), id)) edits_remove(edits, e);
}

static void mark_control(struct changes *changes, struct edits *edits, const struct element *sdt, bool shows) {
  struct element *properties = element_child(sdt, W_SDT_PR);
  struct element *flag = properties ? element_child(properties, W_SHOWING_PLC_HDR) : NULL;
  if (flag && !shows) drop_prompt_look(changes, edits, sdt);
  for (struct element *e = flag; e && !shows; e = e->next)
    if (e->name == W_SHOWING_PLC_HDR) edits_remove(edits, e);
  if (flag || !shows || !properties || element_empty(properties)) return;
  const char *w = str_z(edits->arena, element_prefix(properties));
  edits_insert(edits, flag_place(properties), str_from(str_format(edits->arena, "<%sshowingPlcHdr/>", w)));
}

/* By where a new run would go, else by the first piece of text that the part reaches into, or the last before it. */
struct element *passage_control_at(struct arena *arena, const struct passage *passage) {
  struct element *p = passage->paragraphs[0], *inner = NULL;
  struct atoms atoms = {0};
  size_t at = passage->at, start = 0;
  struct arena_mark mark = arena_mark(arena);
  atoms_read(arena, p, true, &atoms);
  for (size_t i = 0; i < atoms.n && !at; start += atoms.at[i++].text.len)
    if (passage->from < start + atoms.at[i].text.len || i + 1 == atoms.n) at = atoms.at[i].element->start;
  arena_rewind(arena, mark);
  for (struct element *e = element_next(p, p); at && e; e = element_next(e, p))
    if (e->name == W_SDT && e->start < at && at < e->end) inner = e;
  return inner ? inner : element_ancestor(p, W_SDT);
}

/* The innermost control around what is written to the first line of a place; NULL for none. */
static struct element *control_of_line(struct edits *edits, const struct passage *passage) {
  const struct element *scope = passage->control ? passage->control : passage->paragraphs[0];
  struct atoms atoms = {0};
  atoms_read(edits->arena, scope, true, &atoms);
  const struct element *inner = target_text(&atoms, scope);
  return inner ? element_ancestor(inner, W_SDT) : passage_control(passage);
}

/* A line may stand in a control of its own; what is around the line before it as well is done. */
static void mark_further_line(struct changes *changes, struct edits *edits, const struct passage *passage, size_t i) {
  const struct passage line = {.paragraphs = passage->paragraphs + i, .count = 1};
  struct element *sdt = control_of_line(edits, &line);
  for (; sdt && !element_within(passage->paragraphs[i - 1], sdt); sdt = element_ancestor(sdt, W_SDT))
    mark_control(changes, edits, sdt, false);
}

void passage_mark_placeholder(struct changes *changes, struct edits *edits, const struct passage *passage, bool shows) {
  struct element *sdt = passage->part ? passage_control_at(edits->arena, passage) : control_of_line(edits, passage);
  if (shows) {
    const struct element *scope = passage->control ? passage->control : passage->paragraphs[0];
    if (!passage->part && sdt && element_within(sdt, scope)) mark_control(changes, edits, sdt, true);
    return;
  }
  for (; sdt; sdt = element_ancestor(sdt, W_SDT)) mark_control(changes, edits, sdt, false);
  for (size_t i = 1; i < passage->count; i++) mark_further_line(changes, edits, passage, i);
}
