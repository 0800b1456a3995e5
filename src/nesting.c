/* What stands in what: a paragraph in a paragraph, which no program may read as another would. */
#include "word_read.h"

/* How far an element lies in what holds text and tables: a control, a revision or a link around it is what that stands in. */
struct holder {
  unsigned name; /* 0: it stands in none, but in the body */
  bool strange;  /* with something between that Cairn does not know, such as a phonetic guide (17.3.3.25) */
  bool revised;  /* in a tracked change, which goes around text and controls in a line alone (17.13.5.18) */
};

static struct holder holder_of(const struct element *e) {
  struct holder holder = {0};
  while ((e = e->parent)) {
    bool holds = e->name == W_P || e->name == W_R || e->name == W_TBL || e->name == W_TR || e->name == W_TC;
    if (e->name == W_TXBX_CONTENT) return holder;
    holder.name = holds ? e->name : 0;
    if (holds) return holder;
    holder.strange |= !e->name;
    holder.revised |= e->name == W_INS || e->name == W_DEL || e->name == W_MOVE_TO || e->name == W_MOVE_FROM;
  }
  return holder;
}

static bool in_control(const struct element *e) {
  bool part = e->name == W_SDT_PR || e->name == W_SDT_CONTENT;
  bool under = e->parent && e->parent->name == W_SDT;
  bool text = e->name == W_P || e->name == W_R || e->name == W_TBL || e->name == W_TR || e->name == W_TC ||
              e->name == W_INS || e->name == W_DEL || e->name == W_SDT;
  return part ? under : !(under && text);
}

const char *element_misplaced(const struct element *e) {
  if (!in_control(e)) return "a content control in it is not built as one";
  bool block = e->name == W_P || e->name == W_TBL;
  if (!block && e->name != W_TR && e->name != W_TC && e->name != W_R && e->name != W_SDT) return NULL;
  struct holder holder = holder_of(e);
  if (block && holder.name && holder.name != W_TC)
    return "a paragraph or a table in it stands inside a paragraph, or between cells";
  if (holder.revised && e->name != W_R && e->name != W_SDT)
    return "a paragraph, a table, or a part of one in it stands inside a tracked change of text";
  if (e->name == W_TR && holder.name != W_TBL) return "a row in it stands in no table";
  if (e->name == W_TC && holder.name != W_TR) return "a cell in it stands in no row";
  if (e->name == W_SDT && holder.name == W_R && !holder.strange)
    return "a content control in it stands inside a run of text";
  if (e->name == W_R && holder.name != W_P && !(holder.name == W_R && holder.strange))
    return "some text in it stands in no paragraph";
  return NULL;
}
