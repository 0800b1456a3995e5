/* Parts of a paragraph's text: behind a label, between a bookmark's ends, in a form field. */
#include "word_read.h"

static struct element *run_of(const struct element *e) { return element_ancestor(e, W_R); }

/* The look of the text before a new run, without the bold of a label. */
static struct str plain_properties(struct arena *arena, const struct element *run) {
  struct element *properties = run ? element_child(run, W_RPR) : NULL;
  struct edits edits = {.arena = arena};
  if (!properties) return STR("");
  for (const struct element *e = properties->first; e; e = e->next)
    if (e->name == W_B || e->name == W_BCS) edits_remove(&edits, e);
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
static void insert_part(struct edits *edits, const struct passage *passage, const struct atoms *atoms,
                        struct str text) {
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
  struct str made = new_run(edits->arena, p, plain_properties(edits->arena, run), text);
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
void part_write(struct edits *edits, const struct passage *passage, struct str text) {
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
    struct str left = joined(edits->arena, head, written ? STR("") : text, tail);
    if (left.len)
      edits_replace(edits, e->start, e->end, text_instead(edits->arena, e, left));
    else
      edits_remove(edits, e);
    written = true;
  }
  if (!written) insert_part(edits, passage, &atoms, text);
}

/* ---- placeholders ---- */

/* Of the pieces that a placeholder reaches into, the one that becomes the control: the first, or the first behind the last comment that
 * starts inside the placeholder, so that the comment goes on standing on what is said there. */
static size_t piece_for_control(const struct element *p, const struct atoms *atoms, size_t first, size_t last) {
  size_t best = first;
  for (const struct element *e = element_next(p, p); e; e = element_next(e, p)) {
    bool inside = e->start >= atoms->at[first].element->end && e->end <= atoms->at[last].element->start;
    if (inside && e->name == W_COMMENT_RANGE_END) return best;
    if (!inside || e->name != W_COMMENT_RANGE_START) continue;
    while (atoms->at[best].element->start < e->end) best++;
  }
  return best;
}

static struct str control_markup(struct changes *changes, const struct element *near, struct str properties,
                                 struct str tag, struct str text, bool shows) {
  struct arena *arena = changes->arena;
  struct text out = {.arena = arena};
  const char *w = str_z(arena, element_prefix(near));
  text_add_z(&out, str_format(arena, "<%ssdt><%ssdtPr><%stag %sval=\"", w, w, w, w));
  text_add_escaped(&out, tag);
  text_add_z(&out, str_format(arena, "\"/><%sid %sval=\"%ld\"/>", w, w, changes->next_control++));
  if (shows) text_add_z(&out, str_format(arena, "<%sshowingPlcHdr/>", w));
  text_add_z(&out, str_format(arena, "</%ssdtPr><%ssdtContent>", w, w));
  text_add(&out, new_run(arena, near, properties, text));
  text_add_z(&out, str_format(arena, "</%ssdtContent></%ssdt>", w, w));
  return text_str(&out);
}

/* The run is closed before the control and opened again behind it. */
static struct str split_run(struct changes *changes, const struct element *piece, struct str head, struct str control,
                            struct str tail) {
  struct arena *arena = changes->arena;
  struct text out = {.arena = arena};
  struct element *run = run_of(piece), *properties = run ? element_child(run, W_RPR) : NULL;
  if (!run) return control; /* alternatives of whole runs: nothing else stands in them */
  struct str prefix = element_prefix(run);
  const char *w = str_z(arena, prefix);
  if (head.len) run_text(&out, prefix, head);
  text_add_z(&out, str_format(arena, "</%sr>", w));
  text_add(&out, control);
  text_add_z(&out, str_format(arena, "<%sr>", w));
  if (properties) text_add(&out, element_bytes(properties));
  if (tail.len) run_text(&out, prefix, tail);
  return text_str(&out);
}

static bool reaches(const struct passage *passage, const struct atoms *atoms, size_t *first, size_t *last) {
  bool found = false;
  for (size_t i = 0, start = 0; i < atoms->n; start += atoms->at[i++].text.len) {
    if (passage->from >= start + atoms->at[i].text.len || passage->to <= start) continue;
    if (!found) *first = i;
    *last = i;
    found = true;
  }
  return found;
}

void passage_make_control(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text,
                          bool shows) {
  struct atoms atoms = {0};
  size_t first = 0, last = 0, start = 0;
  atoms_read(edits->arena, passage->paragraphs[0], true, &atoms);
  if (!reaches(passage, &atoms, &first, &last)) return;
  size_t chosen = piece_for_control(passage->paragraphs[0], &atoms, first, last);
  for (size_t i = 0; i < first; i++) start += atoms.at[i].text.len;
  for (size_t i = first; i <= last; start += atoms.at[i++].text.len) {
    struct element *e = atoms.at[i].element, *run = run_of(e);
    struct str piece = atoms.at[i].text;
    struct str head = str_sub(piece, 0, passage->from > start ? passage->from - start : 0);
    struct str tail = str_sub(piece, passage->to < start + piece.len ? passage->to - start : piece.len, piece.len);
    struct str rest = joined(edits->arena, head, STR(""), tail);
    struct element *properties = run ? element_child(run, W_RPR) : NULL;
    if (i == chosen) {
      struct str look = properties ? element_bytes(properties) : STR("");
      struct str control = control_markup(changes, passage->paragraphs[0], look, passage->tag, text, shows);
      edits_replace(edits, e->start, e->end, split_run(changes, e, head, control, tail));
    } else if (rest.len) {
      edits_replace(edits, e->start, e->end, text_instead(edits->arena, e, rest));
    } else {
      edits_remove(edits, e);
    }
  }
}
