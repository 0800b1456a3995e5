/* Writing text into passages, and the flags and styles that go with it. */
#include "word_read.h"

#include <string.h>

static void add_t(struct text *out, struct str prefix, const char *name, struct str text) {
  bool edge = text.len && (strchr(" \t\n", text.at[0]) || strchr(" \t\n", text.at[text.len - 1]));
  bool preserve = edge || str_find(text, STR("  ")) >= 0;
  text_add_tag(out, "<", prefix, name, preserve ? " xml:space=\"preserve\">" : ">");
  text_add_escaped(out, text);
  text_add_tag(out, "</", prefix, name, ">");
}

static void add_text(struct text *out, struct str prefix, const char *name, struct str text) {
  for (size_t from = 0, at = 0; at <= text.len; at++) {
    char c = at < text.len ? text.at[at] : '\0';
    if (at < text.len && c != '\n' && c != '\t') continue;
    if (at > from || text.len == 0) add_t(out, prefix, name, str_sub(text, from, at));
    if (at < text.len) {
      text_add_byte(out, '<');
      text_add(out, prefix);
      text_add_z(out, c == '\n' ? "br/>" : "tab/>");
    }
    from = at + 1;
  }
}

void run_text(struct text *out, struct str prefix, struct str text) { add_text(out, prefix, "t", text); }

void deleted_text(struct text *out, struct str prefix, struct str text) { add_text(out, prefix, "delText", text); }

struct str new_run(struct arena *arena, const struct element *near, struct str properties, struct str text) {
  struct text out = {.arena = arena};
  struct str prefix = element_prefix(near);
  text_add_tag(&out, "<", prefix, "r", ">");
  text_add(&out, properties);
  run_text(&out, prefix, text);
  text_add_tag(&out, "</", prefix, "r", ">");
  return text_str(&out);
}

static struct str run_inside(struct arena *arena, const struct element *near, struct str text) {
  struct text out = {.arena = arena};
  run_text(&out, element_prefix(near), text);
  return text_str(&out);
}

struct element *target_text(const struct atoms *atoms, const struct element *scope) {
  struct element *best = NULL;
  int highest = -1;
  for (size_t i = 0; i < atoms->n; i++) {
    struct element *e = atoms->at[i].element, *control = element_ancestor(e, W_SDT);
    int rank =
        4 * (e->name != MC_ALTERNATE_CONTENT) + 2 * (e->name == W_T) + (control && element_within(control, scope));
    if (rank <= highest) continue;
    best = e;
    highest = rank;
  }
  return best;
}

struct element *first_named(const struct element *scope, int name) {
  for (struct element *e = (struct element *)scope; e; e = element_next(e, scope))
    if (e->name == name) return e;
  return NULL;
}

static bool is_going(const struct element *e) { return element_ancestor(e, W_DEL) || element_ancestor(e, W_MOVE_FROM); }

/* The first content of a control of the paragraph, or of the control that the place is, in which text can stand; NULL for none. */
static struct element *writable_content(const struct element *scope) {
  const struct element *p = scope->name == W_P ? scope : paragraph_around(scope);
  for (struct element *e = (struct element *)scope; e; e = element_next(e, scope))
    if (e->name == W_SDT_CONTENT && !is_going(e) && paragraph_around(e) == p) return e; /* and not of a text box */
  return NULL;
}

/* Later text goes between the start and the end of a comment's range, or last. */
static void insert_in_order(struct edits *edits, const struct element *scope, struct str run) {
  struct element *end = element_child(scope, W_COMMENT_RANGE_END), *content = writable_content(scope);
  if (content)
    edits_append_child(edits, content, run);
  else if (end)
    edits_insert(edits, end->start, run);
  else if (scope->name == W_SDT) /* its content may be absent (17.5.2.31) */
    edits_append_child(edits, scope, str_joined(edits->arena, STR("<w:sdtContent>"), run, STR("</w:sdtContent>")));
  else
    edits_append_child(edits, scope, run);
}

/* The first run that holds nothing but its formatting: not deleted text, not part of a field, no comment's mark. */
static struct element *first_plain_run(const struct element *scope) {
  for (struct element *e = (struct element *)scope; e; e = element_next(e, scope)) {
    bool plain = e->name == W_R && (!e->first || (e->first->name == W_RPR && !e->first->next));
    if (plain && !is_going(e)) return e;
  }
  return NULL;
}

/* The run whose text was deleted as a tracked change: new text looks like it. NULL for none. */
static struct element *deleted_run(const struct element *scope) {
  for (struct element *e = (struct element *)scope; e; e = element_next(e, scope))
    if (e->name == W_R && element_ancestor(e, W_DEL)) return e;
  return NULL;
}

/* A place with no text in it yet: an empty run that is there, else a new one. */
static void write_first_text(struct changes *changes, struct edits *edits, const struct element *scope,
                             struct str text) {
  struct element *content = writable_content(scope);
  struct element *run = first_plain_run(content ? content : scope);
  bool tracked = changes_track(changes, edits);
  struct str look = run_look(changes, run ? run : deleted_run(scope), false);
  if (run && !tracked)
    edits_append_child(edits, run, run_inside(edits->arena, scope, text));
  else if (run)
    edits_insert(edits, run->end, inserted(changes, scope, new_run(edits->arena, scope, look, text)));
  else
    insert_in_order(edits, scope, inserted(changes, scope, new_run(edits->arena, scope, look, text)));
}

struct str text_instead(struct arena *arena, const struct element *piece, struct str text) {
  if (piece->parent->name == W_R) return run_inside(arena, piece->parent, text);
  return new_run(arena, piece->parent, STR(""), text);
}

void piece_replace(struct edits *edits, const struct element *piece, struct str with) {
  if (is_form_list(piece))
    form_replace(edits, piece, with);
  else
    edits_replace(edits, piece->start, piece->end, with);
}

/* scope is a paragraph or a control inside one. */
static void write_into(struct changes *changes, struct edits *edits, const struct element *scope, struct str text) {
  struct atoms atoms = {0};
  atoms_read(edits->arena, scope, true, &atoms);
  struct element *target = target_text(&atoms, scope);
  if (target && changes_track(changes, edits)) {
    text_track(changes, edits, scope, &atoms, target, text);
    return;
  }
  for (size_t i = 0; i < atoms.n; i++)
    if (atoms.at[i].element != target) piece_replace(edits, atoms.at[i].element, STR(""));
  bool in_run = target && target->parent->name == W_R;
  if (in_run && text.len) run_show(edits, changes->document, target->parent); /* what is written is said */
  if (target)
    piece_replace(edits, target, text_instead(edits->arena, target, text));
  else if (text.len)
    write_first_text(changes, edits, scope, text);
}

/* What a new paragraph takes over from the model: its properties without their history; comes: its end is a tracked insertion. */
static struct str properties_like(struct changes *changes, const struct element *model, bool comes) {
  const struct element *properties = element_child(model, W_PPR), *look = element_child(properties, W_RPR);
  struct edits edits = {.arena = changes->arena};
  struct text out = {.arena = changes->arena};
  const char *w = str_z(changes->arena, element_prefix(model));
  bool taken = properties && !element_child(properties, W_SECT_PR);
  for (const struct element *e = look ? look->first : NULL; e; e = e->next)
    if (e->name == W_INS || e->name == W_DEL || e->name == W_MOVE_TO || e->name == W_MOVE_FROM ||
        e->name == W_RPR_CHANGE)
      edits_remove(&edits, e);
  for (const struct element *e = taken ? properties->first : NULL; e; e = e->next)
    if (e->name == W_PPR_CHANGE) edits_remove(&edits, e);
  if (taken && comes) paragraph_track(changes, &edits, model, false);
  if (taken) return edits_splice(changes->arena, properties->in->bytes, properties->start, properties->end, &edits);
  if (comes) {
    text_add_z(&out, str_format(changes->arena, "<%spPr><%srPr>", w, w));
    text_add(&out, inserted_end(changes, model));
    text_add_z(&out, str_format(changes->arena, "</%srPr></%spPr>", w, w));
  }
  return text_str(&out);
}

/* A paragraph like the model, for a further line: its properties and its first run's. */
static struct str paragraph_like(struct changes *changes, const struct element *model, struct str line, bool comes) {
  struct text out = {.arena = changes->arena};
  const char *w = str_z(changes->arena, element_prefix(model));
  struct str look = run_look(changes, first_named(model, W_R), false);
  text_add_z(&out, str_format(changes->arena, "<%sp>", w));
  text_add(&out, properties_like(changes, model, comes));
  text_add(&out, inserted(changes, model, new_run(changes->arena, model, look, line)));
  text_add_z(&out, str_format(changes->arena, "</%sp>", w));
  return text_str(&out);
}

static struct str next_line(struct str *rest) {
  ptrdiff_t feed = str_find(*rest, STR("\n"));
  struct str line = feed < 0 ? *rest : str_sub(*rest, 0, (size_t)feed);
  *rest = feed < 0 ? str_sub(*rest, rest->len, rest->len) : str_sub(*rest, (size_t)feed + 1, rest->len);
  return line;
}

/* True for a paragraph with text in it and nothing else: no marker, picture, field or page break would go with it. Where what goes is
 * marked, what is deleted already stays with it. */
static bool only_text(struct arena *arena, const struct element *p, bool tracked) {
  struct atoms atoms = {0};
  atoms_read(arena, p, true, &atoms);
  size_t others = 0;
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    bool section =
        e->name == W_PPR && element_child(e, W_SECT_PR); /* a page's size and its headers go with it (17.6.18) */
    bool skip = (e->name == W_PPR && !section) || e->name == W_RPR || (tracked && e->name == W_DEL);
    next = skip ? element_next_past(e, p) : element_next(e, p);
    others += !skip && e->name != W_R && e->name != W_INS;
  }
  return atoms.n > 0 && atoms.n == others;
}

/* What follows a table, or stands alone in its control, must stay: a cell ends in a paragraph (17.4.65). */
static bool follows_paragraph(const struct element *p) {
  const struct element *before = p->parent->first;
  while (before != p && before->next != p) before = before->next;
  return before != p && before->name == W_P;
}

/* The paragraph right behind, or NULL: the end of the last paragraph of a cell, or before a table, cannot go. */
static const struct element *paragraph_behind(const struct element *p) {
  return p->next && p->next->name == W_P ? p->next : NULL;
}

static const struct element *paragraph_before(const struct element *p) {
  const struct element *before = p->parent->first;
  while (before->next != p) before = before->next;
  return before;
}

/* Takes a line out. Tracked, where nothing follows the lines, each goes on in the one before it, whose end is deleted. */
static void remove_line(struct changes *changes, struct edits *edits, const struct element *p, bool to_end) {
  if (!changes_track(changes, edits)) {
    edits_remove(edits, p);
    return;
  }
  write_into(changes, edits, p, STR(""));
  paragraph_track(changes, edits, to_end ? paragraph_before(p) : p, true);
}

/* New paragraphs behind the last, in front of the areas that come there. Tracked, an inserted end parts each from what follows it; where nothing does, from the line before. */
static void add_lines(struct changes *changes, struct edits *edits, const struct element *last, struct str rest) {
  bool tracked = changes_track(changes, edits), to_end = !paragraph_behind(last);
  if (tracked && to_end && rest.len) paragraph_track(changes, edits, last, false);
  while (rest.len) {
    struct str line = next_line(&rest);
    bool comes = tracked && (rest.len || !to_end);
    edits_insert_early(edits, last->end, paragraph_like(changes, last, line, comes));
  }
}

/* A line a paragraph; a paragraph left over goes when it holds only text, and is emptied otherwise. A paragraph whose end is deleted
 * goes on in the next: both are one line. A copy has no history, so that there each is its own. */
static void write_lines(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text) {
  const struct element *last = passage->paragraphs[passage->count - 1];
  bool first = true, goes_on = false, tracked = changes_track(changes, edits);
  struct str rest = text;
  for (size_t i = 0; i < passage->count; i++) {
    const struct element *p = passage->paragraphs[i];
    bool left_over = !first && !rest.len, all = passage->fixed && i + 1 == passage->count;
    if (paragraph_gone(edits->arena, p)) continue;
    struct str line = goes_on && !all ? STR("") : all ? rest : next_line(&rest);
    if (all) rest = STR("");
    if (left_over && !goes_on && follows_paragraph(p) && only_text(edits->arena, p, tracked))
      remove_line(changes, edits, p, !paragraph_behind(last));
    else
      write_into(changes, edits, p, line);
    first = false;
    goes_on = changes_of_story(changes, edits) && paragraph_joins(p);
  }
  add_lines(changes, edits, last, rest);
}

/* Where the entry is shown as text behind the list's instruction, that is written too. */
static void write_shown(struct edits *edits, const struct form *form, struct str text) {
  const struct element *p = element_ancestor(form->begin, W_P);
  bool written = false;
  for (const struct element *e = form->separate; e && e->start < form->end->start; e = element_next(e, p)) {
    if (e->name != W_T) continue;
    edits_replace(edits, e->start, e->end, written ? STR("") : run_inside(edits->arena, e->parent, text));
    written = true;
  }
}

static void form_write(struct edits *edits, const struct form *form, struct str text) {
  struct passage whole = {.form = form};
  struct list_item entry = {0};
  if (str_equal(passage_text(edits->arena, &whole), text)) return;
  for (size_t n = 0; form_next_item(form, &entry); n++)
    if (str_equal(entry.text, text)) {
      form_select(edits, form, n);
      write_shown(edits, form, text);
      return;
    }
}

void passage_write(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text,
                   bool paragraphs) {
  if (passage->form) {
    form_write(edits, passage->form, text);
  } else if (passage->part) {
    part_write(changes, edits, passage, text);
  } else if (passage->control) {
    write_into(changes, edits, passage->control, text);
  } else if (paragraphs) {
    write_lines(changes, edits, passage, text);
  } else {
    write_into(changes, edits, passage->paragraphs[0], text);
    for (size_t i = 1; i < passage->count; i++) write_into(changes, edits, passage->paragraphs[i], STR(""));
  }
}

void paragraph_empty_around(struct edits *edits, const struct element *p, const struct element *const *controls,
                            size_t count) {
  struct atoms atoms = {0};
  atoms_read(edits->arena, p, true, &atoms);
  for (size_t i = 0; i < atoms.n; i++) {
    bool kept = false;
    for (size_t c = 0; c < count && !kept; c++) kept = element_within(atoms.at[i].element, controls[c]);
    if (!kept) piece_replace(edits, atoms.at[i].element, STR(""));
  }
}

void paragraph_set_style(struct changes *changes, struct edits *edits, const struct element *p, struct str id) {
  struct element *properties = element_child(p, W_PPR);
  struct element *style = properties ? element_child(properties, W_PSTYLE) : NULL;
  const struct attribute *value = style ? element_attribute(style, W_VAL) : NULL;
  if (value && str_equal(attribute_value(value), id)) return;
  const char *w = str_z(edits->arena, word_prefix(edits->arena, p));
  const char *history = changes_track(changes, edits) ? str_z(edits->arena, style_history(changes, p)) : "";
  if (value) {
    edits_set_attribute(edits, style, value, id);
  } else {
    const char *element = str_format(edits->arena, "<%spStyle %sval=\"%.*s\"/>", w, w, (int)id.len, id.at);
    if (properties)
      edits_prepend_child(edits, properties, str_from(element));
    else
      edits_prepend_first(edits, p, str_from(str_format(edits->arena, "<%spPr>%s%s</%spPr>", w, element, history, w)));
  }
  if (properties && *history) edits_append_child(edits, properties, str_from(history));
}
