/* Parts of a paragraph's text: behind a label, between a bookmark's ends, in a form field. */
#include "word_read.h"

static struct element *run_of(const struct element *e) { return element_ancestor(e, W_R); }

/* The look of the text before a new run, without the bold of a label. */
static struct str plain_properties(struct arena *arena, const struct element *run) {
  struct element *properties = run ? element_child(run, W_RPR) : NULL;
  struct edits edits = {.arena = arena};
  if (!properties) return STR("");
  for (const struct element *e = properties->first; e; e = e->next)
    if (e->name == W_B || e->name == W_BCS || e->name == W_RPR_CHANGE) edits_remove(&edits, e);
  return edits_splice(arena, properties->in->bytes, properties->start, properties->end, &edits);
}

/* The last run that ends before a byte of the story, else the first of the paragraph; NULL for none. */
static struct element *run_before(const struct element *p, size_t at) {
  struct element *best = NULL;
  for (struct element *e = element_next(p, p); e; e = element_next(e, p))
    if (e->name == W_R && (!best || e->end <= at)) best = e;
  return best;
}

static bool ends_in_blank(struct str text) {
  return !text.len || text.at[text.len - 1] == ' ' || text.at[text.len - 1] == '\t';
}

/* A new run: where the passage says, else behind the run that holds the text before it, with a space between. */
static void insert_part(struct changes *changes, struct edits *edits, const struct passage *passage,
                        const struct atoms *atoms, struct str text) {
  struct element *p = passage->paragraphs[0], *last = NULL;
  size_t end = 0;
  for (size_t i = 0; i < atoms->n && end + atoms->at[i].text.len <= passage->from; i++) {
    end += atoms->at[i].text.len;
    last = atoms->at[i].element;
  }
  struct element *run = passage->at ? run_before(p, passage->at) : last ? run_of(last) : run_before(p, p->end);
  size_t at = passage->at ? passage->at : run ? run->end : 0;
  struct str before = str_sub(paragraph_whole(edits->arena, p), 0, passage->from);
  bool space = !passage->at && !ends_in_blank(before);
  if (space) text = str_from(str_format(edits->arena, " %s", str_z(edits->arena, text)));
  struct str made = inserted(changes, p, new_run(edits->arena, p, plain_properties(edits->arena, run), text));
  if (at)
    edits_insert(edits, at, made);
  else
    edits_append_child(edits, p, made);
}

static struct str joined(struct arena *arena, struct str head, struct str middle, struct str tail) {
  struct text out = {.arena = arena};
  text_add(&out, head);
  text_add(&out, middle);
  text_add(&out, tail);
  return text_str(&out);
}

/* What is left of the pieces that the part reaches into; the first takes the text. */
void part_write(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text) {
  struct atoms atoms = {0};
  bool written = !text.len;
  atoms_read(edits->arena, passage->paragraphs[0], true, &atoms);
  for (size_t i = 0, start = 0; i < atoms.n; start += atoms.at[i++].text.len) {
    struct element *e = atoms.at[i].element;
    struct str piece = atoms.at[i].text;
    size_t end = start + piece.len, from = passage->from, to = passage->to;
    bool reached = from < end && to > start, holds = from == to && start < from && from < end && !passage->at;
    if (!reached && !holds) continue;
    struct str head = str_sub(piece, 0, from > start ? from - start : 0);
    struct str tail = str_sub(piece, to < end ? to - start : piece.len, piece.len);
    struct str comes = written ? STR("") : text, left = joined(edits->arena, head, comes, tail);
    struct slice slice = {head, str_sub(piece, head.len, piece.len - tail.len), comes, tail};
    if (changes_track(changes, edits))
      slice_track(changes, edits, e, &slice);
    else if (left.len)
      edits_replace(edits, e->start, e->end, text_instead(edits->arena, e, left));
    else
      edits_remove(edits, e);
    written = true;
  }
  if (!written) insert_part(changes, edits, passage, &atoms, text);
}
