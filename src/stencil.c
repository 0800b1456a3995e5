/* Writing a line of words to the same passage of many copies: what that changes is found out once. */
#include "stencil.h"
#include "word_read.h"

#include <string.h>

/* Of private use: no template has it. */
#define GAP "\xEE\x80\x80\xEE\x80\x81"

struct stencil {
  struct edit *edits;
  size_t count, gap;     /* gap: the edit that writes the line */
  struct str head, tail; /* what that edit writes before and behind it */
};

/* The edit that writes the gap: only one does, and only once. */
static bool find_gap(struct stencil *stencil) {
  size_t found = 0;
  for (size_t i = 0; i < stencil->count; i++) {
    struct str with = stencil->edits[i].with;
    ptrdiff_t at = str_find(with, STR(GAP));
    if (at < 0) continue;
    stencil->gap = i;
    stencil->head = str_sub(with, 0, (size_t)at);
    stencil->tail = str_sub(with, (size_t)at + strlen(GAP), with.len);
    found += 1 + (str_find(stencil->tail, STR(GAP)) >= 0);
  }
  return found == 1 && stencil->edits[stencil->gap].head <= 1; /* what was prepended has a length of its own */
}

const struct stencil *stencil_new(struct changes *changes, const struct passage *passage, bool paragraphs) {
  struct edits edits = {.arena = changes->arena};
  if (passage->form || passage->part) return NULL;
  passage_write(changes, &edits, passage, STR(GAP), paragraphs);
  passage_mark_placeholder(changes, &edits, passage, false);
  struct stencil *stencil = NEW(changes->arena, struct stencil);
  *stencil = (struct stencil){.edits = edits.list.at, .count = edits.list.n};
  return find_gap(stencil) ? stencil : NULL;
}

/* How far no two blanks stand together, and no tabs and line feeds, for certain. */
static size_t surely_plain(struct str text) {
  static const uint64_t each = 0x0101010101010101, high = 0x8080808080808080; /* of eight bytes */
  size_t at = 0;
  for (uint64_t before = 0, blanks; at + sizeof before <= text.len; at += sizeof before, before = blanks >> 56) {
    uint64_t eight = eight_bytes(text.at + at), controls = (eight - each * ' ') & ~eight & high;
    blanks = (eight - each * (' ' + 1)) & ~eight & high;
    if (controls || blanks & (blanks << 8 | before)) break;
  }
  return at;
}

/* Blanks at the edges, or two together, tabs and line feeds have markup of their own. */
static bool is_plain(struct str text) {
  if (!text.len || text.at[0] == ' ' || text.at[text.len - 1] == ' ') return false;
  size_t sure = surely_plain(text);
  for (size_t i = sure ? sure - 1 : 0; i < text.len; i++) {
    if (text.at[i] == '\n' || text.at[i] == '\t' || (text.at[i] == ' ' && text.at[i + 1] == ' ')) return false;
  }
  return true;
}

static struct str fill_gap(struct arena *arena, const struct stencil *stencil, struct str text) {
  enum { FEW = 64 }; /* characters that need an entity make it longer */
  size_t room = stencil->head.len + text.len + stencil->tail.len + FEW;
  struct text with = {.arena = arena, .at = arena_bytes(arena, room), .cap = room};
  text_add(&with, stencil->head);
  text_add_escaped(&with, text);
  text_add(&with, stencil->tail);
  return text_str(&with);
}

bool stencil_write(const struct stencil *stencil, struct edits *edits, struct str text) {
  if (!is_plain(text)) return false;
  for (size_t i = 0; i < stencil->count; i++) {
    struct edit edit = stencil->edits[i];
    if (i == stencil->gap) edit.with = fill_gap(edits->arena, stencil, text);
    edits_again(edits, &edit);
  }
  return true;
}
