/* Tracked changes (17.13.5): what is written into a document under revision is marked as inserted or deleted, so that somebody can
 * accept or reject it in Word. Marks carry an author and no date: the same input gives the same bytes. */
#include "word_read.h"

#include <string.h>

bool changes_of_story(const struct changes *changes, const struct edits *edits) {
  for (size_t i = 0; i < changes->document->story_count; i++)
    if (edits == &changes->stories[i]) return true;
  return false;
}

bool changes_track(const struct changes *changes, const struct edits *edits) {
  return changes->author.len && changes_of_story(changes, edits);
}

/* ---- marks ---- */

/* Marks have attributes, so that they want a prefix even where elements have none. */
static const char *mark_prefix(struct arena *arena, const struct element *near) {
  return str_z(arena, word_prefix(arena, near->name == MC_ALTERNATE_CONTENT ? near->parent : near));
}

/* <w:name w:id="…" w:author="…"ending>, with the prefix of near. */
static struct str tag_of(struct changes *changes, const struct element *near, const char *name, const char *ending) {
  struct text out = {.arena = changes->arena};
  const char *w = mark_prefix(changes->arena, near);
  text_add_z(&out,
             str_format(changes->arena, "<%s%s %sid=\"%ld\" %sauthor=\"", w, name, w, changes->next_revision++, w));
  text_add_escaped(&out, changes->author);
  text_add_z(&out, str_format(changes->arena, "\"%s>", ending));
  return text_str(&out);
}

static struct str open_tag(struct changes *changes, const struct element *near, const char *name) {
  return tag_of(changes, near, name, "");
}

static struct str close_mark(struct arena *arena, const struct element *near, const char *name) {
  return str_from(str_format(arena, "</%s%s>", mark_prefix(arena, near), name));
}

static struct str close_tag(struct arena *arena, const struct element *near, const char *name) {
  return str_from(str_format(arena, "</%s%s>", str_z(arena, element_prefix(near)), name));
}

struct str inserted(struct changes *changes, const struct element *near, struct str runs) {
  if (!changes->author.len) return runs;
  return str_joined(changes->arena, open_tag(changes, near, "ins"), runs, close_mark(changes->arena, near, "ins"));
}

struct str inserted_end(struct changes *changes, const struct element *near) {
  return tag_of(changes, near, "ins", "/");
}

/* In front of and behind an element, nearer to it than whatever else is inserted there. */
static void bind(struct edits *edits, const struct element *e, struct str before, struct str behind) {
  if (before.len) edits_replace(edits, e->start, e->start + 1, str_joined(edits->arena, before, STR("<"), STR("")));
  if (behind.len) edits_replace(edits, e->end - 1, e->end, str_joined(edits->arena, STR(">"), behind, STR("")));
}

/* ---- text ---- */

bool unsays(const struct element *e) { return e->name == W_STRIKE || e->name == W_DSTRIKE || e->name == W_VANISH; }

struct str run_look(struct changes *changes, const struct element *run, bool history) {
  struct element *properties = run ? element_child(run, W_RPR) : NULL;
  struct edits edits = {.arena = changes->arena};
  if (!properties) return STR("");
  for (const struct element *e = properties->first; e; e = e->next) {
    const struct attribute *id = e->name == W_RPR_CHANGE ? element_attribute(e, W_ID) : NULL;
    if ((e->name == W_RPR_CHANGE || unsays(e)) && !history) edits_remove(&edits, e);
    if (!id || !history) continue;
    edits_set_attribute(&edits, e, id, str_from(str_format(changes->arena, "%ld", changes->next_revision++)));
  }
  return edits_splice(changes->arena, properties->in->bytes, properties->start, properties->end, &edits);
}

/* The start of a run that goes on with the look of this one. */
static struct str run_again(struct changes *changes, const struct element *run) {
  return str_joined(changes->arena, str_sub(run->in->bytes, run->start, run->open_end), run_look(changes, run, true),
                    STR(""));
}

void element_rename(struct edits *edits, const struct element *e, const char *local) {
  size_t prefix = element_prefix(e).len, name = e->start + 1 + prefix;
  size_t length = strcspn(e->in->bytes.at + name, " \t\r\n/>");
  edits_replace(edits, name, name + length, str_from(local));
  if (!element_empty(e)) edits_replace(edits, element_close(e) + 2 + prefix, e->end - 1, str_from(local));
}

/* Deleted text has elements of its own (17.3.3.7, 17.16.13). */
static void name_deleted(struct edits *edits, const struct element *scope) {
  for (const struct element *e = scope; e; e = element_next(e, scope)) {
    if (e->name == W_T) element_rename(edits, e, "delText");
    if (e->name == W_INSTR_TEXT) element_rename(edits, e, "delInstrText");
  }
}

/* Marks a whole run, or alternatives that hold whole runs; behind: what follows it. */
static void delete_whole(struct changes *changes, struct edits *edits, const struct element *e, struct str behind) {
  struct str close = close_mark(changes->arena, e, "del");
  name_deleted(edits, e);
  bind(edits, e, open_tag(changes, e, "del"), str_joined(changes->arena, close, behind, STR("")));
}

/* From a part of a run to its next part: the one may be deleted, and the other. */
static struct str crossing(struct changes *changes, const struct element *run, bool from, bool to, struct str between) {
  struct arena *arena = changes->arena;
  struct str left =
      str_joined(arena, close_tag(arena, run, "r"), from ? close_mark(arena, run, "del") : STR(""), between);
  return str_joined(arena, left, to ? open_tag(changes, run, "del") : STR(""), run_again(changes, run));
}

/* Marks some pieces of one run; what else it holds stays outside, in runs of the same look. behind follows the first stretch. */
static void delete_in_run(struct changes *changes, struct edits *edits, const struct atom *pieces, size_t count,
                          struct str behind) {
  const struct element *run = pieces[0].element->parent;
  bool deleting = false, first = true;
  size_t n = 0;
  for (const struct element *e = run->first; e; e = e->next) {
    if (e->name == W_RPR) continue;
    bool goes = n < count && pieces[n].element == e, leaves = deleting && !goes;
    if (goes) name_deleted(edits, e);
    if (first && goes) bind(edits, run, open_tag(changes, run, "del"), STR(""));
    if (!first && goes != deleting)
      edits_insert(edits, e->start, crossing(changes, run, deleting, goes, leaves ? behind : STR("")));
    if (leaves) behind = STR("");
    n += goes;
    deleting = goes;
    first = false;
  }
  if (deleting)
    bind(edits, run, STR(""), str_joined(changes->arena, close_mark(changes->arena, run, "del"), behind, STR("")));
}

/* The pieces from i on that stand in one run. */
static size_t in_one_run(const struct atoms *atoms, size_t i) {
  const struct element *run = atoms->at[i].element->parent;
  size_t n = 1;
  if (run->name != W_R) return 1;
  while (i + n < atoms->n && atoms->at[i + n].element->parent == run) n++;
  return n;
}

/* The insertion that e stands in, inside scope: new text goes behind it, not into it. NULL for none. */
static const struct element *insertion_around(const struct element *e, const struct element *scope) {
  const struct element *found = NULL;
  for (e = e->parent; e && e != scope && element_within(e, scope); e = e->parent)
    if (e->name == W_INS || e->name == W_MOVE_TO) found = e;
  return found;
}

static struct str new_text(struct changes *changes, const struct element *piece, struct str text) {
  const struct element *run = piece->parent->name == W_R ? piece->parent : NULL;
  struct str look = run_look(changes, run, false);
  return text.len ? inserted(changes, piece->parent, new_run(changes->arena, piece->parent, look, text)) : STR("");
}

static bool says(struct arena *arena, const struct atoms *atoms, struct str text) {
  struct text now = {.arena = arena};
  for (size_t i = 0; i < atoms->n; i++) text_add(&now, atoms->at[i].text);
  return str_equal(text_str(&now), text);
}

void text_track(struct changes *changes, struct edits *edits, const struct element *scope, const struct atoms *atoms,
                const struct element *target, struct str text) {
  if (says(changes->arena, atoms, text)) return;
  for (size_t i = 0, n; i < atoms->n; i += n) {
    const struct element *piece = atoms->at[i].element, *outer = insertion_around(piece, scope);
    struct str behind = STR("");
    n = in_one_run(atoms, i);
    if (is_form_list(piece)) continue; /* nobody is asked to write there while changes are tracked */
    for (size_t k = i; k < i + n; k++)
      if (atoms->at[k].element == target) behind = new_text(changes, target, text);
    if (outer && behind.len) edits_insert(edits, outer->end, behind);
    if (outer) behind = STR("");
    if (piece->parent->name == W_R)
      delete_in_run(changes, edits, &atoms->at[i], n, behind);
    else
      delete_whole(changes, edits, piece, behind);
  }
}

/* New text between the two parts of a run that is parted: an insertion around it ends before, and goes on behind. */
static struct str between(struct changes *changes, const struct element *run, struct str come) {
  const struct element *outer = run->parent;
  const struct attribute *id = outer->name == W_INS ? element_attribute(outer, W_ID) : NULL;
  struct edits edits = {.arena = changes->arena};
  if (!id || !come.len) return come;
  edits_set_attribute(&edits, outer, id, str_from(str_format(changes->arena, "%ld", changes->next_revision++)));
  struct str again = edits_splice(changes->arena, outer->in->bytes, outer->start, outer->open_end, &edits);
  return str_joined(changes->arena, close_tag(changes->arena, outer, "ins"), come, again);
}

/* What goes and what comes between two parts of a run. opened and ended: the run goes on in front of it, and behind it. */
static struct str parted(struct changes *changes, const struct element *piece, struct str gone, struct str text,
                         bool opened, bool ended) {
  const struct element *run = piece->parent;
  struct arena *arena = changes->arena;
  struct text out = {.arena = arena};
  if (opened) text_add(&out, close_tag(arena, run, "r"));
  if (gone.len) {
    text_add(&out, str_joined(arena, open_tag(changes, run, "del"), run_again(changes, run), STR("")));
    deleted_text(&out, word_prefix(out.arena, run), gone);
    text_add(&out, str_joined(arena, close_tag(arena, run, "r"), close_mark(arena, run, "del"), STR("")));
  }
  text_add(&out, between(changes, run, new_text(changes, piece, text)));
  if (ended) text_add(&out, run_again(changes, run));
  return text_str(&out);
}

struct str text_between(struct changes *changes, const struct element *t, struct str gone, struct str text) {
  const char *w = str_z(changes->arena, element_prefix(t));
  struct str begin = str_from(str_format(changes->arena, "<%st xml:space=\"preserve\">", w));
  return str_joined(changes->arena, close_tag(changes->arena, t, "t"), parted(changes, t, gone, text, true, true),
                    begin);
}

static bool is_first(const struct element *piece) {
  const struct element *first = piece->parent->first;
  return first == piece || (first->name == W_RPR && first->next == piece);
}

void piece_track(struct changes *changes, struct edits *edits, const struct element *piece, struct str gone,
                 struct str text) {
  const struct element *run = piece->parent;
  struct atom atom = {(struct element *)piece, gone};
  if (run->name != W_R) {
    delete_whole(changes, edits, piece, new_text(changes, piece, text));
  } else if (piece->name == MC_ALTERNATE_CONTENT) {
    delete_in_run(changes, edits, &atom, 1, new_text(changes, piece, text));
  } else {
    bool opened = !is_first(piece), ended = piece->next != NULL;
    edits_replace(edits, opened ? piece->start : run->start, ended ? piece->end : run->end,
                  parted(changes, piece, gone, text, opened, ended));
  }
}

struct str swapped(struct changes *changes, const struct element *near, struct str look, struct str gone,
                   struct str text) {
  struct text out = {.arena = changes->arena};
  const char *w = str_z(changes->arena, element_prefix(near));
  if (gone.len) {
    text_add(&out, open_tag(changes, near, "del"));
    text_add_z(&out, str_format(changes->arena, "<%sr>", w));
    text_add(&out, look);
    deleted_text(&out, word_prefix(out.arena, near), gone);
    text_add_z(&out, str_format(changes->arena, "</%sr>", w));
    text_add(&out, close_mark(changes->arena, near, "del"));
  }
  if (text.len) text_add(&out, inserted(changes, near, new_run(changes->arena, near, look, text)));
  return text_str(&out);
}

/* ---- paragraphs, rows, blocks ---- */

/* The mark of a paragraph (17.13.5.15, 17.13.5.20): in the run properties of its properties, the insertion first. */
void paragraph_track(struct changes *changes, struct edits *edits, const struct element *p, bool goes) {
  struct element *properties = element_child(p, W_PPR), *look = element_child(properties, W_RPR);
  struct element *coming = element_child(look, W_INS);
  bool marked = look && element_child(look, goes ? W_DEL : W_INS);
  if (marked && changes_track(changes, edits)) return;
  struct str mark = tag_of(changes, p, goes ? "del" : "ins", "/");
  const char *w = str_z(changes->arena, word_prefix(changes->arena, p)), *z = str_z(changes->arena, mark);
  struct str run = str_from(str_format(changes->arena, "<%srPr>%s</%srPr>", w, z, w));
  struct element *last = element_child(properties, W_SECT_PR);
  if (!last) last = element_child(properties, W_PPR_CHANGE);
  if (look && goes && coming)
    edits_insert(edits, coming->end, mark);
  else if (look)
    edits_prepend_child(edits, look, mark);
  else if (last)
    edits_insert(edits, last->start, run);
  else if (properties)
    edits_append_child(edits, properties, run);
  else
    edits_prepend_first(edits, p,
                        str_joined(changes->arena, str_from(str_format(changes->arena, "<%spPr>", w)), run,
                                   close_mark(changes->arena, p, "pPr")));
}

/* Row properties end in ins, del and trPrChange (17.4.82). */
static void row_mark(struct changes *changes, struct edits *edits, const struct element *tr, const char *name) {
  struct element *properties = element_child(tr, W_TRPR), *exceptions = element_child(tr, W_TBL_PR_EX);
  struct element *change = element_child(properties, W_TRPR_CHANGE);
  struct str mark = tag_of(changes, tr, name, "/");
  const char *w = str_z(changes->arena, word_prefix(changes->arena, tr)), *z = str_z(changes->arena, mark);
  struct str whole = str_from(str_format(changes->arena, "<%strPr>%s</%strPr>", w, z, w));
  if (change)
    edits_insert(edits, change->start, mark);
  else if (properties)
    edits_append_child(edits, properties, mark);
  else if (exceptions)
    edits_insert(edits, exceptions->end, whole);
  else
    edits_prepend_child(edits, tr, whole);
}

/* A control around rows or paragraphs: its own start and end are marked (17.13.5.4, 17.13.5.6), what it holds is marked elsewhere. */
static void control_mark(struct changes *changes, struct edits *edits, const struct element *sdt, bool goes) {
  const struct element *content = element_child(sdt, W_SDT_CONTENT);
  const char *w = str_z(changes->arena, word_prefix(changes->arena, sdt)), *name = goes ? "Del" : "Ins";
  struct str ends[4];
  if (!content || element_empty(content)) return;
  for (size_t i = 0; i < 4; i += 2) {
    const char *id = str_format(changes->arena, "%ld", changes->next_revision);
    ends[i] = tag_of(changes, sdt, str_format(changes->arena, "customXml%sRangeStart", name), "/");
    ends[i + 1] = str_from(str_format(changes->arena, "<%scustomXml%sRangeEnd %sid=\"%s\"/>", w, name, w, id));
  }
  bind(edits, sdt, ends[0], ends[3]);
  edits_insert(edits, content->open_end, ends[1]);
  edits_insert(edits, element_close(content), ends[2]);
}

bool row_gone(const struct element *tr) { return element_child(element_child(tr, W_TRPR), W_DEL) != NULL; }

static bool in_row(const struct element *e, const struct element *scope) {
  for (; e; e = e->parent) {
    if (e->name == W_TR) return true;
    if (e == scope) return false;
  }
  return false;
}

static void delete_run(struct changes *changes, struct edits *edits, const struct element *run) {
  bool holds = run->first && element_last(run)->name != W_RPR;
  if (holds && !element_ancestor(run, W_DEL) && !element_ancestor(run, W_MOVE_FROM))
    delete_whole(changes, edits, run, STR(""));
}

void matter_remove(struct changes *changes, struct edits *edits, const struct element *scope) {
  if (!changes_track(changes, edits)) {
    edits_remove(edits, scope);
    return;
  }
  if (scope->name == W_SDT) control_mark(changes, edits, scope, true);
  for (const struct element *e = scope, *next; e; e = next) {
    bool skip = e->name == W_R || (e->name == W_TR && row_gone(e));
    next = skip ? element_next_past(e, scope) : element_next(e, scope);
    if (e->name == W_R) delete_run(changes, edits, e);
    if (e->name == W_TR && !skip) row_mark(changes, edits, e, "del");
    if (e->name == W_P && !in_row(e, scope)) paragraph_track(changes, edits, e, true);
  }
}

/* In front of and behind the inside of a copy, where others may still insert. */
static void insert_whole(struct changes *changes, struct edits *edits, const struct element *e) {
  edits_insert(edits, e->start, open_tag(changes, e, "ins"));
  edits_insert(edits, e->end, close_mark(changes->arena, e, "ins"));
}

void copy_track(struct changes *changes, struct edits *edits, const struct element *copy) {
  if (!changes->author.len) return;
  if (copy->name == W_SDT) control_mark(changes, edits, copy, false);
  for (const struct element *e = copy, *next; e; e = next) {
    bool whole = e->name == W_R || (e->name == MC_ALTERNATE_CONTENT && paragraph_around(e));
    bool reference = e->name == W_R && element_child(e, W_COMMENT_REFERENCE);
    next = whole ? element_next_past(e, copy) : element_next(e, copy);
    if (whole && !reference) insert_whole(changes, edits, e);
    if (e->name == W_TR) row_mark(changes, edits, e, "ins");
    if (e->name == W_P && !in_row(e, copy)) paragraph_track(changes, edits, e, false);
  }
}

/* ---- styles ---- */

struct str style_history(struct changes *changes, const struct element *p) {
  struct element *properties = element_child(p, W_PPR);
  const char *w = str_z(changes->arena, word_prefix(changes->arena, p));
  struct text out = {.arena = changes->arena};
  if (element_child(properties, W_PPR_CHANGE)) return STR("");
  text_add(&out, open_tag(changes, p, "pPrChange"));
  text_add_z(&out, str_format(changes->arena, "<%spPr>", w));
  for (const struct element *e = properties ? properties->first : NULL; e; e = e->next)
    if (e->name != W_RPR && e->name != W_SECT_PR) text_add(&out, element_bytes(e));
  text_add_z(&out, str_format(changes->arena, "</%spPr>", w));
  text_add(&out, close_mark(changes->arena, p, "pPrChange"));
  return text_str(&out);
}
