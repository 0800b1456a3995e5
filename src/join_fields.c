/* Fields (17.16): in a joined document most would come to show what another one says: its headings, its properties, the count of
 * all pages. Such a field is made the text that it shows; the count of pages is made that of its own document. */
#include "join_parts.h"

#include <string.h>
#include <strings.h>

enum fate { STAYS, GOES, COUNTS }; /* goes: it becomes its text */

struct field {
  enum fate fate;
  bool told; /* its instruction is known whole */
  struct text instruction;
  ARRAY(const struct element *) marks; /* its w:fldChar and the pieces of its instruction */
};

struct fields {
  struct renewing *r;
  ARRAY(struct field *) open;
};

static struct str first_word(struct str instruction) {
  struct str rest = str_trim(instruction);
  size_t end = 0;
  while (end < rest.len && !strchr(" \t\r\n\\", rest.at[end])) end++;
  return str_sub(rest, 0, end);
}

/* Those that stay show their own page, or are there to be filled in, or have no text but by their instruction. */
static enum fate fate_of(struct str instruction) {
  static const char *const staying[] = {"PAGE",        "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "EQ",
                                        "MACROBUTTON", "SYMBOL",   "AUTONUM",      "AUTONUMLGL",   "AUTONUMOUT",
                                        "LISTNUM",     "ADVANCE",  "HYPERLINK"};
  struct str word = first_word(instruction);
  bool local = str_find(instruction, STR("\\l")) >= 0;
  for (size_t i = 0; i < sizeof staying / sizeof *staying; i++)
    if (strlen(staying[i]) == word.len && strncasecmp(staying[i], word.at, word.len) == 0)
      return word.at[0] == 'H' && local ? GOES : STAYS;
  bool counts = word.len && (strncasecmp(word.at, "NUMPAGES", word.len) == 0 ||
                             strncasecmp(word.at, "SECTIONPAGES", word.len) == 0);
  return counts && (word.len == 8 || word.len == 12) ? COUNTS : GOES;
}

/* The page of the document's last word, by its own numbers. */
static struct str count_instruction(const struct renewing *r) {
  return str_from(str_format(r->d->arena, " PAGEREF " JOIN_END "%zu ", r->d->number));
}

static void set_dirty(struct renewing *r, const struct element *e) {
  if (!element_attribute(e, J_DIRTY))
    edits_add_attribute(&r->edits, e, str_from(str_format(r->d->arena, "%sdirty", r->w)), STR("true"));
}

static void simple(struct renewing *r, const struct element *e) {
  enum fate fate = fate_of(element_value(e, J_INSTR));
  if (fate == COUNTS) {
    renew_value(r, e, J_INSTR, count_instruction(r));
    set_dirty(r, e);
  } else if (fate == GOES) {
    edits_replace(&r->edits, e->start, e->open_end, STR(""));
    if (!element_empty(e)) edits_replace(&r->edits, element_close(e), e->end, STR(""));
  }
}

/* The instruction is whole: what becomes of the field. */
static void tell(struct field *field) {
  field->told = true;
  field->fate = fate_of(text_str(&field->instruction));
}

static void count_pages(struct renewing *r, const struct field *field) {
  bool set = false;
  for (size_t i = 0; i < field->marks.n; i++) {
    const struct element *e = field->marks.at[i];
    if (e->name == J_INSTR_TEXT && set) edits_remove(&r->edits, e);
    if (e->name == J_INSTR_TEXT && !set && !element_empty(e)) {
      edits_replace(&r->edits, e->open_end, element_close(e), count_instruction(r));
      set = true;
    }
    if (i == 0) set_dirty(r, e);
  }
}

static void close_field(struct fields *f) {
  struct field *field = f->open.at[--f->open.n];
  if (!field->told) tell(field);
  if (field->fate == COUNTS) count_pages(f->r, field);
  for (size_t i = 0; field->fate == GOES && i < field->marks.n; i++) edits_remove(&f->r->edits, field->marks.at[i]);
}

/* A field that nothing closes would take the documents behind it into itself: it is made the text that it holds. */
static void drop_open(struct fields *f) {
  while (f->open.n) {
    const struct field *field = f->open.at[--f->open.n];
    for (size_t i = 0; i < field->marks.n; i++)
      if (field->marks.at[i]->name == J_FLD_CHAR || field->marks.at[i]->name == J_INSTR_TEXT)
        edits_remove(&f->r->edits, field->marks.at[i]);
  }
}

static void mark(struct fields *f, const struct element *e) {
  struct arena *arena = f->r->d->arena;
  struct str type = element_value(e, J_FLD_CHAR_TYPE);
  if (str_is(type, "begin")) {
    if (f->open.n && !f->open.at[f->open.n - 1]->told) *PUSH(arena, &f->open.at[f->open.n - 1]->marks) = e;
    struct field *field = NEW(arena, struct field);
    field->instruction.arena = arena;
    *PUSH(arena, &f->open) = field;
  }
  struct field *field = f->open.n ? f->open.at[f->open.n - 1] : NULL;
  if (!field) return;
  *PUSH(arena, &field->marks) = e;
  if (str_is(type, "separate")) tell(field);
  if (str_is(type, "end")) close_field(f);
}

/* Inside the instruction of a field: what stands there is not shown, a field with its text too. */
static bool in_instruction(const struct fields *f) {
  for (size_t i = 0; i + 1 < f->open.n; i++)
    if (!f->open.at[i]->told) return true;
  return false;
}

static void piece(struct fields *f, const struct element *e) {
  struct field *field = f->open.n ? f->open.at[f->open.n - 1] : NULL;
  if (!field || field->told) return;
  if (e->name == J_INSTR_TEXT) text_add(&field->instruction, element_text(e));
  *PUSH(f->r->d->arena, &field->marks) = e;
}

/* A piece of a run that stands in the instruction of an outer field goes when that goes. */
static void inner(struct fields *f, const struct element *e) {
  for (size_t i = 0; i + 1 < f->open.n; i++)
    if (!f->open.at[i]->told) {
      *PUSH(f->r->d->arena, &f->open.at[i]->marks) = e;
      return;
    }
}

void renew_fields(struct renewing *r, const struct element *element) {
  struct fields f = {.r = r};
  for (const struct element *e = element; e; e = element_next(e, element)) {
    bool of_run = e->parent && e->parent->name == J_R && e->name != J_RPR;
    if (e->name == J_FLD_SIMPLE) simple(r, e);
    if (of_run && in_instruction(&f)) inner(&f, e);
    if (e->name == J_FLD_CHAR)
      mark(&f, e);
    else if (of_run)
      piece(&f, e);
  }
  drop_open(&f);
}
