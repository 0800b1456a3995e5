/* Footnotes and endnotes (17.11): their text, and where it is referred to. */
#include "picture.h"
#include "word_read.h"

/* References stand in the order of the notes, mostly: each search goes on where the last one ended, once around. */
struct references {
  ARRAY(struct note) list;
  size_t next;
};

static void find_references(struct arena *arena, const struct document *document, int name, struct references *found) {
  for (size_t i = 0; i < document->story_count; i++) {
    struct element *root = document->stories[i].markup->root;
    for (struct element *e = root; e; e = element_next(e, root))
      if (e->name == name) *PUSH(arena, &found->list) = (struct note){.story = &document->stories[i], .reference = e};
  }
}

static struct note refer(struct references *references, struct str id) {
  for (size_t n = 0; n < references->list.n; n++) {
    size_t at = (references->next + n) % references->list.n;
    if (!str_equal(element_value(references->list.at[at].reference, W_ID), id)) continue;
    references->next = at + 1;
    return references->list.at[at];
  }
  return (struct note){0};
}

struct notes {
  ARRAY(struct note) list;
};

static void add_notes(struct arena *arena, const struct document *document, bool end, struct notes *notes) {
  const struct markup *part = end ? document->endnotes : document->footnotes;
  struct references references = {0};
  if (!part) return;
  find_references(arena, document, end ? W_ENDNOTE_REFERENCE : W_FOOTNOTE_REFERENCE, &references);
  for (const struct element *e = part->root->first; e; e = e->next) {
    struct str type = element_value(e, W_TYPE); /* separators have another */
    if (e->name != (end ? W_ENDNOTE : W_FOOTNOTE) || (type.len && !str_is(type, "normal"))) continue;
    struct passage passage = {0};
    passage.paragraphs = paragraphs_in(arena, e, &passage.count);
    struct str text = passage.count ? str_trim(passage_text(arena, &passage)) : STR("");
    if (!text.len) continue;
    struct note *note = PUSH(arena, &notes->list);
    *note = refer(&references, element_value(e, W_ID));
    note->kind = end ? "endnote" : "footnote";
    note->text = text;
  }
}

struct note *notes_read(struct arena *arena, const struct document *document, size_t *count) {
  struct notes notes = {0};
  add_notes(arena, document, false, &notes);
  add_notes(arena, document, true, &notes);
  *count = notes.list.n;
  return notes.list.at;
}
