/* Any bytes as a part: spans nest and lie inside the bytes; edits of every kind leave well-formed XML that says what was asked. */
#include "markup.h"
#include "word_read.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static const char HARD[] = "a<b> & \"c\" 'd'\r\t]]>\xC3\xA9";

static void demand(bool right) {
  if (!right) abort();
}

/* ---- spans ---- */

static void check_element(const struct markup *m, const struct element *e) {
  const char *bytes = m->bytes.at;
  demand(e->in == m && e->start < e->open_end && e->open_end <= element_close(e) && element_close(e) <= e->end &&
         e->end <= m->bytes.len);
  demand(bytes[e->start] == '<' && bytes[e->open_end - 1] == '>' && bytes[e->end - 1] == '>');
  demand(element_empty(e) ? bytes[e->end - 2] == '/'
                          : bytes[element_close(e)] == '<' && bytes[element_close(e) + 1] == '/');
  if (e->parent) demand(e->start >= e->parent->open_end && e->end <= element_close(e->parent));
  if (e->next) demand(e->end <= e->next->start && e->next->parent == e->parent);
}

static size_t check_spans(const struct markup *m) {
  size_t count = 0;
  for (const struct element *e = m->root; e; e = element_next(e, m->root), count++) check_element(m, e);
  demand(count == m->count);
  return count;
}

/* ---- edits ---- */

/* What is done to the element of a number: one kind of edit each, so that what is expected can be counted. */
enum { PREPEND, APPEND, ADD_ATTRIBUTE, SET_ATTRIBUTE, DROP_ATTRIBUTE, REPLACE, KINDS };

static void edit_element(struct edits *edits, const struct element *e, unsigned kind, size_t *expected) {
  const struct attribute *first = e->attribute_count ? &e->attributes[0] : NULL;
  if (kind == PREPEND) edits_prepend_child(edits, e, STR("<fuzz-1/>"));
  if (kind == APPEND) edits_append_child(edits, e, STR("<fuzz-2>x</fuzz-2>"));
  if (kind == ADD_ATTRIBUTE) edits_add_attribute(edits, e, STR("fuzz-3"), str_from(HARD));
  if (kind == SET_ATTRIBUTE && first) edits_set_attribute(edits, e, first, str_from(HARD));
  if (kind == DROP_ATTRIBUTE && first) edits_drop_attribute(edits, e, first);
  *expected += kind == PREPEND || kind == APPEND;
}

/* Removes an element and edits what is in it too: those edits go with it. */
static void remove_element(struct edits *edits, const struct element *e, size_t *expected) {
  edits_remove(edits, e);
  for (const struct element *inner = e; inner; inner = element_next(inner, e)) {
    (*expected)--;
    if (inner != e) edits_append_child(edits, inner, STR("lost"));
  }
}

static struct str edited(struct arena *arena, const struct markup *m, unsigned seed, size_t *expected) {
  struct edits edits = {.arena = arena};
  unsigned n = 0;
  for (const struct element *e = m->root, *next; e; e = next, n++) {
    unsigned kind = (seed + n * 7) % KINDS;
    bool goes = kind == REPLACE && e != m->root;
    next = goes ? element_next_past(e, m->root) : element_next(e, m->root);
    if (goes)
      remove_element(&edits, e, expected);
    else
      edit_element(&edits, e, kind, expected);
  }
  return edits_splice(arena, m->bytes, 0, m->bytes.len, &edits);
}

static void check_values(const struct markup *before, const struct markup *after, unsigned seed) {
  const struct attribute *first = before->root->attribute_count ? &before->root->attributes[0] : NULL;
  if (!first || seed % KINDS != SET_ATTRIBUTE) return;
  const struct attribute *now = element_attribute(after->root, first->name);
  demand(now && str_is(attribute_value(now), HARD));
}

static void check_edits(struct arena *arena, const struct markup *m, unsigned seed) {
  struct messages messages = {.arena = arena};
  size_t expected = m->count;
  struct str bytes = edited(arena, m, seed, &expected);
  struct markup *again = markup_parse(reader_new(arena, &WORD_VOCABULARY), "a.docx", "a.xml", bytes, &messages);
  if (!again && messages.list.n && messages.list.at[0].id == MSG_LIMIT) return;
  demand(again != NULL);
  demand(check_spans(again) == expected);
  check_values(m, again, seed);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len) {
  struct arena *arena = arena_new(sys_host());
  struct messages messages = {.arena = arena};
  struct str bytes = str_copy(arena, (struct str){(const char *)at, len});
  struct markup *m = markup_parse(reader_new(arena, &WORD_VOCABULARY), "a.docx", "a.xml", bytes, &messages);
  demand(m != NULL || messages.errors > 0);
  if (m) check_spans(m);
  for (unsigned seed = 0; m && seed < KINDS; seed++) check_edits(arena, m, seed);
  arena_free(arena);
  return 0;
}
