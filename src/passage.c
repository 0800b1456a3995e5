/* Writing text into passages, and the flags and styles that go with it. */
#include "word_read.h"

#include <string.h>

static void add_open_t(struct text *out, struct str prefix, struct str text) {
  bool edge = text.len && (strchr(" \t\n", text.at[0]) || strchr(" \t\n", text.at[text.len - 1]));
  text_add_byte(out, '<');
  text_add(out, prefix);
  text_add_z(out, edge || str_find(text, STR("  ")) >= 0 ? "t xml:space=\"preserve\">" : "t>");
}

static void add_close_t(struct text *out, struct str prefix) {
  text_add_z(out, "</");
  text_add(out, prefix);
  text_add_z(out, "t>");
}

void run_text(struct text *out, struct str prefix, struct str text) {
  for (size_t from = 0, at = 0; at <= text.len; at++) {
    char c = at < text.len ? text.at[at] : '\0';
    if (at < text.len && c != '\n' && c != '\t') continue;
    if (at > from || text.len == 0) {
      add_open_t(out, prefix, str_sub(text, from, at));
      text_add_escaped(out, str_sub(text, from, at));
      add_close_t(out, prefix);
    }
    if (at < text.len) {
      text_add_byte(out, '<');
      text_add(out, prefix);
      text_add_z(out, c == '\n' ? "br/>" : "tab/>");
    }
    from = at + 1;
  }
}

struct str new_run(struct arena *arena, const struct element *near, struct str properties, struct str text) {
  struct text out = {.arena = arena};
  const char *w = str_z(arena, element_prefix(near));
  text_add_z(&out, str_format(arena, "<%sr>", w));
  text_add(&out, properties);
  run_text(&out, element_prefix(near), text);
  text_add_z(&out, str_format(arena, "</%sr>", w));
  return text_str(&out);
}

static struct str run_inside(struct arena *arena, const struct element *near, struct str text) {
  struct text out = {.arena = arena};
  run_text(&out, element_prefix(near), text);
  return text_str(&out);
}

/* Where a value goes: the first text inside a control, else the first of all; where only tabs and breaks stand, the first of
 * those, so that their run keeps its look. NULL when there is nothing. */
static struct element *target_text(const struct atoms *atoms, const struct element *scope) {
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

/* Later text goes between the start and the end of a comment's range, or last. */
static void insert_in_order(struct edits *edits, const struct element *p, struct str run) {
  struct element *end = element_child(p, W_COMMENT_RANGE_END);
  struct element *content = first_named(p, W_SDT_CONTENT);
  if (content)
    edits_append_child(edits, content, run);
  else if (end)
    edits_insert(edits, end->start, run);
  else
    edits_append_child(edits, p, run);
}

/* The first run that holds nothing but its formatting: not deleted text, not part of a field, no comment's mark. */
static struct element *first_plain_run(const struct element *scope) {
  for (struct element *e = (struct element *)scope; e; e = element_next(e, scope)) {
    bool plain = e->name == W_R && (!e->first || (e->first->name == W_RPR && !e->first->next));
    if (plain && !element_ancestor(e, W_DEL) && !element_ancestor(e, W_MOVE_FROM)) return e;
  }
  return NULL;
}

/* A place with no text in it yet: an empty run that is there, else a new one. */
static void write_first_text(struct edits *edits, const struct element *scope, struct str text) {
  struct str inside = run_inside(edits->arena, scope, text);
  struct element *content = first_named(scope, W_SDT_CONTENT);
  struct element *run = first_plain_run(content ? content : scope);
  if (run) {
    edits_append_child(edits, run, inside);
    return;
  }
  insert_in_order(edits, scope, new_run(edits->arena, scope, STR(""), text));
}

struct str text_instead(struct arena *arena, const struct element *target, struct str text) {
  if (target->parent->name == W_R) return run_inside(arena, target->parent, text);
  return new_run(arena, target->parent, STR(""), text);
}

/* scope is a paragraph or a control inside one. */
static void write_into(struct edits *edits, const struct element *scope, struct str text) {
  struct atoms atoms = {0};
  atoms_read(edits->arena, scope, true, &atoms);
  struct element *target = target_text(&atoms, scope);
  for (size_t i = 0; i < atoms.n; i++)
    if (atoms.at[i].element != target) edits_remove(edits, atoms.at[i].element);
  if (target)
    edits_replace(edits, target->start, target->end, text_instead(edits->arena, target, text));
  else if (text.len)
    write_first_text(edits, scope, text);
}

/* A paragraph like the model, for a further line: its properties and its first run's. */
static struct str paragraph_like(struct arena *arena, const struct element *model, struct str line) {
  struct text out = {.arena = arena};
  const char *w = str_z(arena, element_prefix(model));
  struct element *properties = element_child(model, W_PPR), *run = first_named(model, W_R);
  struct element *run_properties = run ? element_child(run, W_RPR) : NULL;
  text_add_z(&out, str_format(arena, "<%sp>", w));
  if (properties && !element_child(properties, W_SECT_PR)) text_add(&out, element_bytes(properties));
  text_add_z(&out, str_format(arena, "<%sr>", w));
  if (run_properties) text_add(&out, element_bytes(run_properties));
  run_text(&out, element_prefix(model), line);
  text_add_z(&out, str_format(arena, "</%sr></%sp>", w, w));
  return text_str(&out);
}

static struct str next_line(struct str *rest) {
  ptrdiff_t feed = str_find(*rest, STR("\n"));
  struct str line = feed < 0 ? *rest : str_sub(*rest, 0, (size_t)feed);
  *rest = feed < 0 ? str_sub(*rest, rest->len, rest->len) : str_sub(*rest, (size_t)feed + 1, rest->len);
  return line;
}

/* True for a paragraph with text in it and nothing else: no marker, picture, field or page break would go with it. */
static bool only_text(struct arena *arena, const struct element *p) {
  struct atoms atoms = {0};
  atoms_read(arena, p, true, &atoms);
  size_t others = 0;
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    bool properties = e->name == W_PPR || e->name == W_RPR;
    next = properties ? element_next_past(e, p) : element_next(e, p);
    others += !properties && e->name != W_R;
  }
  return atoms.n > 0 && atoms.n == others;
}

/* What follows a table, or stands alone in its control, must stay: a cell ends in a paragraph (17.4.65). */
static bool follows_paragraph(const struct element *p) {
  const struct element *before = p->parent->first;
  while (before != p && before->next != p) before = before->next;
  return before != p && before->name == W_P;
}

/* A line a paragraph; a paragraph left over goes when it holds only text, and is emptied otherwise. */
static void write_lines(struct edits *edits, const struct passage *passage, struct str text) {
  struct str rest = text;
  for (size_t i = 0; i < passage->count; i++) {
    const struct element *p = passage->paragraphs[i];
    bool left_over = i > 0 && !rest.len, all = passage->fixed && i + 1 == passage->count;
    struct str line = all ? rest : next_line(&rest);
    if (all) rest = STR("");
    if (left_over && follows_paragraph(p) && only_text(edits->arena, p))
      edits_remove(edits, p);
    else
      write_into(edits, p, line);
  }
  const struct element *last = passage->paragraphs[passage->count - 1];
  while (rest.len) {
    struct str line = next_line(&rest);
    edits_insert(edits, last->end, paragraph_like(edits->arena, last, line));
  }
}

static void form_write(struct edits *edits, const struct form *form, struct str text) {
  struct str entry;
  for (size_t n = 0; form_item(form, n, &entry); n++)
    if (str_equal(entry, text)) {
      form_select(edits, form, n);
      return;
    }
}

void passage_write(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text,
                   bool paragraphs) {
  (void)changes;
  if (passage->form) {
    form_write(edits, passage->form, text);
  } else if (passage->part) {
    part_write(edits, passage, text);
  } else if (passage->control) {
    write_into(edits, passage->control, text);
  } else if (paragraphs) {
    write_lines(edits, passage, text);
  } else {
    write_into(edits, passage->paragraphs[0], text);
    for (size_t i = 1; i < passage->count; i++) write_into(edits, passage->paragraphs[i], STR(""));
  }
}

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

static void mark_control(struct edits *edits, const struct element *sdt, bool shows) {
  struct element *properties = element_child(sdt, W_SDT_PR);
  struct element *flag = properties ? element_child(properties, W_SHOWING_PLC_HDR) : NULL;
  if (flag && !shows) edits_remove(edits, flag);
  if (flag || !shows || !properties || element_empty(properties)) return;
  const char *w = str_z(edits->arena, element_prefix(properties));
  edits_insert(edits, flag_place(properties), str_from(str_format(edits->arena, "<%sshowingPlcHdr/>", w)));
}

struct element *passage_control_at(const struct passage *passage) {
  struct element *p = passage->paragraphs[0], *inner = NULL;
  for (struct element *e = element_next(p, p); passage->at && e; e = element_next(e, p))
    if (e->name == W_SDT && e->start < passage->at && passage->at < e->end) inner = e;
  return inner ? inner : element_ancestor(p, W_SDT);
}

void passage_mark_placeholder(struct edits *edits, const struct passage *passage, bool shows) {
  const struct element *scope = passage->control ? passage->control : passage->paragraphs[0];
  struct atoms atoms = {0};
  if (passage->part) {
    for (struct element *sdt = passage_control_at(passage); sdt && !shows; sdt = element_ancestor(sdt, W_SDT))
      mark_control(edits, sdt, false);
    return;
  }
  atoms_read(edits->arena, scope, true, &atoms);
  struct element *inner = target_text(&atoms, scope);
  struct element *sdt = inner ? element_ancestor(inner, W_SDT) : passage_control(passage);
  if (shows) {
    if (sdt && element_within(sdt, scope)) mark_control(edits, sdt, true);
    return;
  }
  for (; sdt; sdt = element_ancestor(sdt, W_SDT)) mark_control(edits, sdt, false);
}

void paragraph_set_style(struct edits *edits, const struct element *p, struct str id) {
  struct element *properties = element_child(p, W_PPR);
  struct element *style = properties ? element_child(properties, W_PSTYLE) : NULL;
  const struct attribute *value = style ? element_attribute(style, W_VAL) : NULL;
  if (value) {
    if (!str_equal(value->value, id)) edits_set_attribute(edits, style, value, id);
    return;
  }
  const char *w = str_z(edits->arena, word_prefix(p));
  const char *element = str_format(edits->arena, "<%spStyle %sval=\"%.*s\"/>", w, w, (int)id.len, id.at);
  if (properties)
    edits_prepend_child(edits, properties, str_from(element));
  else
    edits_prepend_first(edits, p, str_from(str_format(edits->arena, "<%spPr>%s</%spPr>", w, element, w)));
}
