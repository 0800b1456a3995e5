/* word_read: what the files of the word layer share with one another. */
#ifndef CAIRN_WORD_READ_H
#define CAIRN_WORD_READ_H

#include "word.h"

enum {
  SPACE_W = 1,
  SPACE_W14,
  SPACE_W15,
  SPACE_MC,
  SPACE_WP,
  SPACE_CUSTOM,
  SPACE_VT,
  SPACE_DS,
  SPACE_V,
  SPACE_O,
  SPACE_A,
  SPACE_M,
  SPACE_C,
  SPACE_R
};

#define WORD_TRANSITIONAL "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define WORD_STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

extern const struct vocabulary WORD_VOCABULARY;
extern const char *const WORD_UNDERSTANDS[]; /* the namespaces; NULL behind the last */
/* Of each mc:AlternateContent leaves what Word shows (Part 3, 7.5): the first Choice that it understands; the Fallback, as a Choice, where
 * there is none. The elements of other choices are as good as unknown. What is in the Fallback beside a Choice stays: it says the same. */
void alternatives_choose(struct markup *markup);
/* Makes text in a field's instruction a part of it, whatever it is written as. */
void instructions_hide(struct markup *markup);

/* What a bound control was given, in the order in which it was. */
struct bound_value {
  const struct binding *binding;
  size_t order;
  struct str value;
};

struct markup *document_part(const struct document *document, struct entry *entry, struct messages *messages);
/* The same, with its tree in an arena of the caller's. */
struct markup *document_part_in(const struct document *document, struct arena *arena, struct entry *entry,
                                struct messages *messages);
/* Takes a part of the package as what a relationship of that type makes of it; false, with a message, when it is another thing already. */
bool role_take(struct document *document, const struct entry *entry, const char *type, struct messages *messages);
/* Finds the part of a kind of which there is one, and takes it; NULL, and true, when none is named. False, with a message, when it is
 * not there, or there are two. */
bool role_find(struct document *document, struct relationships list, const char *type, struct entry **entry,
               struct messages *messages);
struct reader *sheets_reader(const struct sheets *sheets); /* of all documents that share these */
/* The styles of the document, into document->styles; false, with a message, when their part is broken. */
bool styles_read(struct document *document, struct entry *entry, struct messages *messages);
/* Where a comment begins or ends, or is referred to. */
struct comment_mark {
  const struct story *story;
  struct element *e;
};
typedef ARRAY(struct comment_mark) comment_marks;
/* The comments, anchored where the marks of the stories say, in their order. False, with a message, when a comment's id is another's too, or none. */
bool comments_read(struct document *document, const comment_marks *marks, struct messages *messages);
bool comment_id_fits(const struct element *e); /* its w:id is a number of 32 bits (17.13.4.2), or absent */
/* Why an element stands where it cannot (17.3 to 17.5), as what is odd of its part; NULL when it may. */
const char *element_misplaced(const struct element *e);
void comment_id_note(const struct document *document, const struct element *e); /* as an oddity of its part */
/* Who replies to whom, by the part that Word keeps it in; once comments are in order. */
void threads_read(struct document *document);

/* What changes of a comment that is there: something replies to it, its thread is resolved. */
struct thread_change {
  bool replied, resolved;
};

struct new_comment {
  struct remark remark;
  struct edits *edits;
  const struct element *p;     /* that it is anchored on; NULL for a reply to a comment that is there */
  const struct comment *there; /* of a reply: the thread's first comment, in the document */
  struct new_comment *first;   /* or a new one */
  bool threaded, resolved;     /* threaded: other parts must know it */
  uint32_t paragraph;
  long id;
};

/* <w:properties><w:element w:val="id"/></w:properties> when the document has a style of that name. */
void add_named_style(struct text *out, const struct document *document, struct str prefix, const char *properties,
                     const char *element, struct str name);
/* Lays the new comments, and what becomes of threads, into their parts. */
bool comments_save(struct changes *changes, struct output *output, struct messages *messages);
/* An id of a paragraph as a number; 0 for what is none. */
uint32_t paragraph_id(struct str text);

/* The legacy form fields of all stories (17.16.17), into document->forms. */
void forms_read(struct document *document);
/* The nodes that controls are bound to, into document->bindings; main: the relationships of the body's part. Without a bound
 * control no custom XML part is opened; a broken one is as good as none. */
void bindings_read(struct document *document, struct relationships main);
/* Lays what bound controls were given into the parts that keep it. */
void bindings_save(struct changes *changes, struct output *output);
/* Puts value between the element's tags, in place of what is there. */
void write_content(struct edits *edits, const struct element *element, struct str value);

/* True for what stands for something else than text of the paragraph it is in. */
bool is_foreign(int name);
/* An on-off value (17.17.4) that is there and on. */
bool is_on(const struct element *e, int value);
bool is_box_symbol(struct arena *arena,
                   const struct element *sym); /* a w:sym that draws a tick box, a tick or a cross */
/* The text that an element is; false for one that is none. Alternatives with text alone are one piece. */
bool atom_text(struct arena *arena, const struct element *e, struct str *text);
/* The beginning of a legacy list: its entry is a piece of text. */
bool is_form_list(const struct element *e);
/* The next mark of that field behind e, which is begin at first: its instruction, its other w:fldChar; NULL behind the end. */
const struct element *form_mark_next(const struct element *begin, const struct element *e);
/* What a legacy list is replaced with takes the place of its beginning; its other marks go. */
void form_replace(struct edits *edits, const struct element *begin, struct str with);
struct element *first_named(const struct element *scope, int name); /* scope itself or inside it; NULL for none */

/* A piece of text in a run: w:t, w:tab, w:br, ... */
struct atom {
  struct element *element;
  struct str text;
};

struct atoms {
  struct atom *at;
  size_t n, cap;
};

/* The pieces of text inside scope, in order; those of placeholders only when asked for. */
void atoms_read(struct arena *arena, const struct element *scope, bool placeholders, struct atoms *atoms);
/* Where a value goes: the first text inside a control, else the first of all; where only tabs and breaks stand, the first of
 * those, so that their run keeps its look. NULL when there is nothing. */
struct element *target_text(const struct atoms *atoms, const struct element *scope);
/* "<w:t>" in its pieces: what opens it, prefix, name and what closes it, attributes too. */
static inline void text_add_tag(struct text *out, const char *open, struct str prefix, const char *name,
                                const char *close) {
  text_add_z(out, open);
  text_add(out, prefix);
  text_add_z(out, name);
  text_add_z(out, close);
}
/* text as the inside of a run: w:t, w:tab and w:br, with the prefix given. */
void run_text(struct text *out, struct str prefix, struct str text);

void deleted_text(struct text *out, struct str prefix, struct str text); /* the same as w:delText */

/* A whole run with that text; properties: its w:rPr, or empty. near gives the prefix. */
struct str new_run(struct arena *arena, const struct element *near, struct str properties, struct str text);
/* What stands for a piece of text that is replaced: text inside its run, or, where alternatives hold whole runs, a run. */
struct str text_instead(struct arena *arena, const struct element *piece, struct str text);
/* Puts bytes in place of a piece of text; of a legacy list, of all its marks. */
void piece_replace(struct edits *edits, const struct element *piece, struct str with);
/* Writes a passage that is a part of a paragraph's text. */
void part_write(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text);

/* ---- tracked changes ---- */

/* Runs as an insertion; as they are when nothing is tracked. near gives the prefix. */
struct str inserted(struct changes *changes, const struct element *near, struct str runs);
struct str inserted_end(struct changes *changes, const struct element *near); /* the mark for the end of a paragraph */
/* The w:rPr of a run for another run, or empty; its own history is copied, with ids of its own, or left out. */
/* Whether a flag of a run's look is on: its own, else by the styles of the run and of its paragraph, and those that they are based on
 * (17.7.2). What strikes or hides all of a document (17.7.5) or of a table says nothing of one run. */
bool run_looks(const struct document *document, const struct element *run, int name);
/* Takes off the run what strikes it out or hides it, and sets back what its styles say so. */
void run_show(struct edits *edits, const struct document *document, const struct element *run);
bool unsays(const struct element *e); /* of a run's look: its text is struck out or hidden (17.3.2.9, .37, .41) */
struct str run_look(struct changes *changes, const struct element *run, bool history);
/* Marks all these pieces inside scope as deleted, and puts text in behind the run of target; nothing when they say it already. */
void text_track(struct changes *changes, struct edits *edits, const struct element *scope, const struct atoms *atoms,
                const struct element *target, struct str text);
/* Marks one whole piece of text, which says gone, as deleted, and puts text in behind it. */
void piece_track(struct changes *changes, struct edits *edits, const struct element *piece, struct str gone,
                 struct str text);
/* What stands inside a w:t instead of some of its bytes: its run ends, gone is deleted, text inserted, and the run begins again. */
struct str text_between(struct changes *changes, const struct element *t, struct str gone, struct str text);
/* Two runs of one look: gone as deleted, text as inserted; either may be empty. */
struct str swapped(struct changes *changes, const struct element *near, struct str look, struct str gone,
                   struct str text);
/* Gives the element another local name; its prefix stays. */
void element_rename(struct edits *edits, const struct element *e, const char *local);
/* The bytes of the part with all its tracked changes rejected, as Word's Reject All does: properties are what they were, and a
 * paragraph whose end was inserted goes on in the next. Without any: its own bytes. */
struct str reject_changes(struct arena *arena, const struct markup *markup);
/* Marks the end of a paragraph as deleted or inserted. */
void paragraph_track(struct changes *changes, struct edits *edits, const struct element *p, bool goes);
/* Marks all that a copy will hold as inserted; comes before what is written into it. */
void copy_track(struct changes *changes, struct edits *edits, const struct element *copy);
/* A w:pPrChange (17.13.5.29) with the properties as they are; empty when there is one already. */
struct str style_history(struct changes *changes, const struct element *p);

/* The prefix, with its colon, for an attribute of Word's that is written beside or inside the element: its own; where it has
 * none, the one that the root gives the same namespace; else one that prefix_declare declares. */
struct str word_prefix(struct arena *arena, const struct element *element);
/* To be called when all edits of a part are made: declares at the root the prefix that word_prefix made up, where they use it. */
void prefix_declare(struct edits *edits, const struct markup *markup);

#endif
