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
  char last = text.len ? text.at[text.len - 1] : ' ';
  return last == ' ' || last == '\t' || last == '\n';
}

/* More text follows in the run of a piece. */
static bool run_goes_on(const struct element *piece, const struct atoms *atoms) {
  for (size_t i = 0; piece && i + 1 < atoms->n; i++)
    if (atoms->at[i].element == piece)
      return piece->parent->name == W_R && run_of(atoms->at[i + 1].element) == piece->parent;
  return false;
}

/* The run ends, and begins again behind what is put there. */
static struct str between_halves(struct arena *arena, const struct element *run, struct str made) {
  const char *w = str_z(arena, element_prefix(run));
  struct element *properties = element_child(run, W_RPR);
  struct str again = str_from(str_format(arena, "<%sr>", w));
  if (properties) again = str_joined(arena, again, element_bytes(properties), STR(""));
  return str_joined(arena, str_from(str_format(arena, "</%sr>", w)), made, again);
}

/* A new run: where the passage says, else behind the run that holds the text before it. */
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
  struct str made = inserted(changes, p, new_run(edits->arena, p, plain_properties(edits->arena, run), text));
  if (!passage->at && run && run_goes_on(last, atoms))
    edits_insert(edits, last->end, between_halves(edits->arena, run, made));
  else if (at)
    edits_insert(edits, at, made);
  else
    edits_append_child(edits, p, made);
}

/* ---- pieces cut at a byte of their text ---- */

/* Edge spaces survive a cut only where the piece says so; several cuts say it once. */
static void keep_spaces(struct edits *edits, const struct element *t) {
  struct str preserve = STR(" xml:space=\"preserve\"");
  struct str tag = str_sub(t->in->bytes, t->start, t->open_end);
  size_t at = t->open_end - 1;
  bool said = str_find(tag, STR("xml:space")) >= 0;
  for (size_t i = 0; i < edits->list.n && !said; i++)
    said = edits->list.at[i].from == at && str_equal(edits->list.at[i].with, preserve);
  if (!said) edits_insert(edits, at, preserve);
}

/* Text in the middle of a w:t, which line feeds and tabs end and begin again. */
static struct str text_inside(struct arena *arena, struct str prefix, struct str text) {
  struct text out = {.arena = arena};
  const char *w = str_z(arena, prefix);
  for (size_t from = 0, at = 0; at <= text.len; at++) {
    char c = at < text.len ? text.at[at] : '\0';
    if (at < text.len && c != '\n' && c != '\t') continue;
    text_add_escaped(&out, str_sub(text, from, at));
    if (at < text.len)
      text_add_z(&out,
                 str_format(arena, "</%st><%s%s/><%st xml:space=\"preserve\">", w, w, c == '\n' ? "br" : "tab", w));
    from = at + 1;
  }
  return text_str(&out);
}

/* A piece of text that a part reaches into: its bytes from..to are of the part. */
struct piece {
  struct element *e;
  size_t from, to;
  bool whole;
};

static bool reached(const struct passage *passage, const struct atom *atom, size_t start, struct piece *piece) {
  size_t end = start + atom->text.len, from = passage->from, to = passage->to;
  bool holds = from == to && start < from && from < end && !passage->at;
  if ((from >= end || to <= start) && !holds) return false;
  *piece =
      (struct piece){atom->element, from > start ? from - start : 0, to < end ? to - start : atom->text.len, false};
  piece->whole = atom->element->name != W_T || (!piece->from && piece->to == atom->text.len);
  return true;
}

static void cut(struct edits *edits, const struct piece *piece, struct str with) {
  if (piece->whole) {
    piece_replace(edits, piece->e, with);
    return;
  }
  bool ends, begins; /* CDATA sections */
  size_t from = element_text_at(piece->e, piece->from, &ends), to = element_text_at(piece->e, piece->to, &begins);
  struct text out = {.arena = edits->arena};
  text_add_z(&out, ends ? "]]>" : "");
  text_add(&out, with);
  text_add_z(&out, begins ? "<![CDATA[" : "");
  keep_spaces(edits, piece->e);
  edits_replace(edits, from, to, text_str(&out));
}

static void cut_plainly(struct edits *edits, const struct piece *piece, struct str text) {
  struct str with = !text.len      ? text
                    : piece->whole ? text_instead(edits->arena, piece->e, text)
                                   : text_inside(edits->arena, element_prefix(piece->e), text);
  cut(edits, piece, with);
}

static void cut_tracked(struct changes *changes, struct edits *edits, const struct piece *piece, struct str gone,
                        struct str text) {
  if (piece->whole)
    piece_track(changes, edits, piece->e, gone, text);
  else
    cut(edits, piece, text_between(changes, piece->e, gone, text));
}

/* The text with the spaces that part it from the label before it and the one behind it. */
static struct str kept_apart(struct arena *arena, const struct passage *passage, struct str text) {
  struct str before = str_sub(paragraph_whole(arena, passage->paragraphs[0]), 0, passage->from);
  bool space = passage->from == passage->to && !passage->at && !ends_in_blank(before);
  if (!text.len || (!space && !passage->pad)) return text;
  return str_from(str_format(arena, "%s%s%s", space ? " " : "", str_z(arena, text), passage->pad ? " " : ""));
}

/* The first piece takes the text, the others lose what they had. */
void part_write(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text) {
  struct atoms atoms = {0};
  struct piece piece;
  bool written = !text.len;
  text = kept_apart(edits->arena, passage, text);
  atoms_read(edits->arena, passage->paragraphs[0], true, &atoms);
  for (size_t i = 0, start = 0; i < atoms.n; start += atoms.at[i++].text.len) {
    if (!reached(passage, &atoms.at[i], start, &piece)) continue;
    struct str with = written ? STR("") : text, gone = str_sub(atoms.at[i].text, piece.from, piece.to);
    if (changes_track(changes, edits))
      cut_tracked(changes, edits, &piece, gone, with);
    else
      cut_plainly(edits, &piece, with);
    written = true;
  }
  if (!written) insert_part(changes, edits, passage, &atoms, text);
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

static struct str control_markup(struct changes *changes, const struct element *near, struct str tag, struct str inside,
                                 bool shows) {
  struct arena *arena = changes->arena;
  struct text out = {.arena = arena};
  const char *w = str_z(arena, word_prefix(arena, near));
  text_add_z(&out, str_format(arena, "<%ssdt><%ssdtPr><%stag %sval=\"", w, w, w, w));
  text_add_escaped(&out, tag);
  text_add_z(&out, str_format(arena, "\"/><%sid %sval=\"%ld\"/>", w, w, changes->next_control++));
  if (shows) text_add_z(&out, str_format(arena, "<%sshowingPlcHdr/>", w));
  text_add_z(&out, str_format(arena, "</%ssdtPr><%ssdtContent>", w, w));
  text_add(&out, inside);
  text_add_z(&out, str_format(arena, "</%ssdtContent></%ssdt>", w, w));
  return text_str(&out);
}

static bool alone_in_run(const struct element *e) {
  const struct element *run = run_of(e);
  for (const struct element *other = run ? run->first : NULL; other; other = other->next)
    if (other != e && other->name != W_RPR) return false;
  return run != NULL;
}

/* The control instead of the piece: of its whole run where that holds nothing else; otherwise the run ends before it and begins again
 * behind it. */
static void put_control(struct edits *edits, const struct piece *piece, struct str control) {
  struct element *run = run_of(piece->e), *properties = run ? element_child(run, W_RPR) : NULL;
  if (!run || (piece->whole && alone_in_run(piece->e))) {
    const struct element *e = run ? run : piece->e;
    edits_replace(edits, e->start, e->end, control);
    return;
  }
  const char *w = str_z(edits->arena, element_prefix(run));
  const char *end = piece->whole ? "" : str_format(edits->arena, "</%st>", w);
  const char *begin = piece->whole ? "" : str_format(edits->arena, "<%st xml:space=\"preserve\">", w);
  struct text out = {.arena = edits->arena};
  text_add_z(&out, str_format(edits->arena, "%s</%sr>", end, w));
  text_add(&out, control);
  text_add_z(&out, str_format(edits->arena, "<%sr>", w));
  if (properties) text_add(&out, element_bytes(properties));
  text_add_z(&out, begin);
  cut(edits, piece, text_str(&out));
}

/* The numbers of the first and last piece that a placeholder reaches into. */
static bool pieces_of(const struct passage *passage, const struct atoms *atoms, size_t *first, size_t *last) {
  struct piece piece;
  bool found = false;
  for (size_t i = 0, start = 0; i < atoms->n; start += atoms->at[i++].text.len) {
    if (!reached(passage, &atoms->at[i], start, &piece)) continue;
    if (!found) *first = i;
    *last = i;
    found = true;
  }
  return found;
}

void passage_make_control(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text,
                          bool shows) {
  const struct element *p = passage->paragraphs[0];
  struct atoms atoms = {0};
  struct piece piece;
  size_t first = 0, last = 0;
  bool tracked = changes_track(changes, edits);
  struct str gone = str_sub(paragraph_whole(edits->arena, p), passage->from, passage->to);
  atoms_read(edits->arena, p, true, &atoms);
  if (!pieces_of(passage, &atoms, &first, &last)) return;
  size_t chosen = piece_for_control(p, &atoms, first, last);
  for (size_t i = 0, start = 0; i <= last; start += atoms.at[i++].text.len) {
    if (!reached(passage, &atoms.at[i], start, &piece)) continue;
    struct str look = run_look(changes, run_of(piece.e), false);
    struct str inside = tracked ? swapped(changes, p, look, gone, text) : new_run(edits->arena, p, look, text);
    if (i == chosen)
      put_control(edits, &piece, control_markup(changes, p, passage->tag, inside, shows && !tracked));
    else
      cut(edits, &piece, STR(""));
  }
}
