/* Text inside the instruction of a complex field (17.16.18): a program that writes it as plain text shows it no more than Word does. */
#include "word_read.h"

struct open_field {
  const struct element *begin;
  bool separated; /* behind its instruction, where what it shows stands */
};

struct reading_fields {
  ARRAY(struct open_field) open; /* fields nest */
  size_t instructions;           /* of how many of them it is the instruction */
};

static const struct element *holder(const struct element *e) {
  while (e && e->name != W_TC && e->name != W_TXBX_CONTENT) e = e->parent;
  return e;
}

static bool is_text(const struct element *e) {
  bool sign = e->name == W_T || e->name == W_SYM || (e->name >= W_TAB && e->name <= W_SOFT_HYPHEN);
  return sign && e->parent && e->parent->name == W_R;
}

/* A field that began in another cell is none. */
static void hide(const struct element *begin, const struct element *end) {
  if (holder(begin) != holder(end)) return;
  for (struct element *e = (struct element *)begin; e && e != end; e = element_next(e, e->in->root))
    if (is_text(e)) e->name = W_INSTR_TEXT;
}

/* What stands in the instruction of a field around it is that one's. */
static void end_instruction(struct reading_fields *fields, struct open_field *field, const struct element *e) {
  if (field->separated) return;
  field->separated = true;
  if (--fields->instructions == 0) hide(field->begin, e);
}

static void read_mark(struct arena *arena, struct reading_fields *fields, const struct element *e) {
  struct str type = element_value(e, W_FLD_CHAR_TYPE);
  if (str_is(type, "begin")) {
    *PUSH(arena, &fields->open) = (struct open_field){.begin = e};
    fields->instructions++;
  } else if (fields->open.n) {
    end_instruction(fields, &fields->open.at[fields->open.n - 1], e);
    fields->open.n -= str_is(type, "end");
  }
}

void instructions_hide(struct markup *markup) {
  struct arena *growing = arena_inside(markup->arena);
  struct reading_fields fields = {0};
  const struct element *root = markup->root;
  for (const struct element *e = markup_holds(markup, W_FLD_CHAR) ? root : NULL; e; e = element_next(e, root))
    if (e->name == W_FLD_CHAR) read_mark(growing, &fields, e);
  arena_free(growing);
}
