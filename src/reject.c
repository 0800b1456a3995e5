/* A part as it was before its tracked changes (17.13.5): what was inserted is out, what was deleted or moved is back. */
#include "word_read.h"

struct rejection {
  struct arena *arena;
  struct edits edits;
  ARRAY(const struct element *) opened; /* paragraphs whose end was inserted: each goes on in the next */
};

static void remove_tags(struct edits *edits, const struct element *e) {
  edits_replace(edits, e->start, e->open_end, STR(""));
  if (!element_empty(e)) edits_replace(edits, element_close(e), e->end, STR(""));
}

static bool is_coming(const struct element *e) { return e->name == W_INS || e->name == W_MOVE_TO; }

static bool is_going(const struct element *e) { return e->name == W_DEL || e->name == W_MOVE_FROM; }

/* The mark of a paragraph's end, a row or a run's properties, and no span of runs. */
static bool is_mark(const struct element *e) {
  int in = e->parent ? e->parent->name : NAME_NONE;
  return in == W_RPR || in == W_TRPR;
}

/* ---- rows and cells ---- */

static bool cell_came(const struct element *tc) { return element_child(element_child(tc, W_TCPR), W_CELL_INS) != NULL; }

bool row_came(const struct element *tr) {
  size_t cells = 0, came = 0;
  for (const struct element *e = element_next(tr, tr), *next; e; e = next) {
    next = e->name == W_TC ? element_next_past(e, tr) : element_next(e, tr);
    cells += e->name == W_TC;
    came += e->name == W_TC && cell_came(e);
  }
  return element_child(element_child(tr, W_TRPR), W_INS) || (cells && came == cells);
}

static bool table_came(const struct element *tbl) {
  size_t rows = 0;
  for (const struct element *e = element_next(tbl, tbl), *next; e; e = next) {
    next = e->name == W_TR ? element_next_past(e, tbl) : element_next(e, tbl);
    if (e->name == W_TR && !row_came(e)) return false;
    rows += e->name == W_TR;
  }
  return rows > 0;
}

/* ---- properties: each history holds them as they were (17.13.5.29) ---- */

static bool is_history(const struct element *e) {
  return e->name >= W_PPR_CHANGE && e->name <= W_TBLGRID_CHANGE && e->parent;
}

/* The end of a paragraph and its section are told apart from its look, and have marks of their own. They stand behind it. */
static void restore_properties(struct edits *edits, const struct element *history) {
  const struct element *now = history->parent, *kept = now->first;
  while (kept != history && !(now->name == W_PPR && (kept->name == W_RPR || kept->name == W_SECT_PR)))
    kept = kept->next;
  edits_replace(edits, now->open_end, kept->start, history->first ? element_content(history->first) : STR(""));
  edits_remove(edits, history);
}

/* ---- one walk ---- */

/* A control whose own start and end were inserted: what it holds stays (17.13.5.6). */
static void unwrap_control(struct edits *edits, const struct element *mark) {
  const struct element *sdt = mark->next && mark->next->name == W_SDT ? mark->next : NULL;
  const struct element *content = sdt ? element_child(sdt, W_SDT_CONTENT) : NULL;
  if (!content || element_empty(content)) return;
  edits_replace(edits, sdt->start, content->open_end, STR(""));
  edits_replace(edits, element_close(content), sdt->end, STR(""));
}

/* What was inserted as a whole: nothing of it stays. */
static bool came(const struct element *e) {
  return (is_coming(e) && !is_mark(e)) || (e->name == W_TC && cell_came(e)) || (e->name == W_TR && row_came(e)) ||
         (e->name == W_TBL && table_came(e));
}

static void reject_mark(struct rejection *r, const struct element *e) {
  const struct element *properties = e->parent->parent;
  bool of_paragraph = e->parent->name == W_RPR && properties && properties->name == W_PPR;
  if (is_coming(e) && of_paragraph) *PUSH(r->arena, &r->opened) = properties->parent;
  edits_remove(&r->edits, e);
}

static void reject_one(struct rejection *r, const struct element *e) {
  struct edits *edits = &r->edits;
  bool range = e->name >= W_MOVE_FROM_START && e->name <= W_XML_MOVE_TO_END;
  if (e->name == W_XML_INS_START || e->name == W_XML_MOVE_TO_START) unwrap_control(edits, e);
  if ((is_coming(e) || is_going(e)) && is_mark(e))
    reject_mark(r, e);
  else if (is_going(e))
    remove_tags(edits, e);
  else if (is_history(e))
    restore_properties(edits, e);
  else if (range || e->name == W_CELL_DEL || e->name == W_SECTPR_CHANGE)
    edits_remove(edits, e);
  else if (e->name == W_DEL_TEXT)
    element_rename(edits, e, "t");
  else if (e->name == W_DEL_INSTR_TEXT)
    element_rename(edits, e, "instrText");
}

/* ---- paragraphs whose end goes ---- */

/* The block behind it; NULL at the end of a cell or story. What has no text of its own may stand between. */
static const struct element *block_behind(const struct element *p) {
  const struct element *e = p->next;
  while (e && !e->first && e->name != W_P && e->name != W_SECT_PR) e = e->next;
  return e && e->name != W_SECT_PR ? e : NULL;
}

/* True when something stays of what is in it. */
static bool holds_matter(const struct element *p) {
  for (const struct element *e = element_next(p, p), *next; e; e = next) {
    next = came(e) ? element_next_past(e, p) : element_next(e, p);
    if (e->name == W_R && !came(e) && e->first && element_last(e)->name != W_RPR) return true;
  }
  return false;
}

static bool end_came(const struct element *p) {
  const struct element *look = element_child(element_child(p, W_PPR), W_RPR);
  return look && (element_child(look, W_INS) || element_child(look, W_MOVE_TO));
}

/* The paragraph that it goes on in: empty ones that go too are passed over. NULL where a table, control or nothing follows. */
static const struct element *goes_on_in(const struct element *p) {
  const struct element *next = block_behind(p);
  while (next && next->name == W_P && end_came(next) && !holds_matter(next) && block_behind(next))
    next = block_behind(next);
  return next && next->name == W_P ? next : NULL;
}

static void take_over(struct rejection *r, const struct element *p, const struct element *last) {
  const struct element *mine = element_child(p, W_PPR), *theirs = element_child(last, W_PPR);
  struct str properties =
      theirs ? edits_splice(r->arena, p->in->bytes, theirs->start, theirs->end, &r->edits) : STR("");
  edits_replace(&r->edits, mine->start, mine->end, properties);
}

/* What p holds goes on in the next paragraph, whose properties count: those of the end that stays. */
static void join(struct rejection *r, const struct element *p) {
  const struct element *next = goes_on_in(p), *last = next;
  if (!holds_matter(p) && block_behind(p)) {
    edits_remove(&r->edits, p);
    return;
  }
  if (!next) return;
  while (end_came(last) && goes_on_in(last)) last = goes_on_in(last);
  take_over(r, p, last);
  if (element_empty(next)) {
    edits_remove(&r->edits, next);
    return;
  }
  const struct element *properties = element_child(next, W_PPR);
  edits_replace(&r->edits, element_close(p), p->end, STR(""));
  edits_replace(&r->edits, next->start, properties ? properties->end : next->open_end, STR(""));
}

struct str reject_changes(struct arena *arena, const struct markup *markup) {
  struct rejection r = {.arena = arena, .edits = {.arena = arena}};
  const struct element *root = markup->root;
  for (const struct element *e = root, *next; e; e = next) {
    bool goes = came(e);
    next = goes || is_history(e) ? element_next_past(e, root) : element_next(e, root);
    if (goes)
      edits_remove(&r.edits, e->name == W_TR ? row_unit((struct element *)e) : e);
    else
      reject_one(&r, e);
  }
  for (size_t i = 0; i < r.opened.n; i++) join(&r, r.opened.at[i]);
  return r.edits.list.n ? edits_splice(arena, markup->bytes, 0, markup->bytes.len, &r.edits) : markup->bytes;
}
