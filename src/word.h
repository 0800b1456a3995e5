/* word: a Word document: its stories, paragraphs, tables, content controls, styles and comments: found, read, edited,
 * cloned. Knows no learners.
 *
 * A document is read once and not changed; what is to change gathers in a struct changes, one list of edits a story, and is
 * laid in when the document is saved. Clauses are of ECMA-376 Part 1 (ISO/IEC 29500-1).
 */
#ifndef CAIRN_WORD_H
#define CAIRN_WORD_H

#include "opc.h"

enum {
  NAME_NONE,
#define NAME(identifier, space, local, text) identifier,
#include "word_names.def"
#undef NAME
  NAME_END
};

enum story_kind { STORY_MAIN, STORY_HEADER, STORY_FOOTER };

/* A part with text in it: the body, a header, a footer. */
struct story {
  const struct document *document; /* that it is a part of */
  enum story_kind kind;
  size_t index; /* in document.stories */
  struct entry *entry;
  struct markup *markup;
};

enum style_flag { FLAG_UNSAID, FLAG_OFF, FLAG_ON };
enum { STYLE_FLAGS = 3 };

struct style {
  struct str id, name, based_on;
  int outline;                        /* 0 to 8 for headings, or -1 */
  enum style_flag flags[STYLE_FLAGS]; /* of its runs' look: struck out, twice, hidden */
};

/* A content control (17.5.2). */
struct control {
  const struct story *story;
  struct element *sdt;
  struct str tag, title;
};

/* A comment (17.13.4), what it stands on, and its thread ([MS-DOCX] 2.5.1): Word knows one level of replies, so that a reply
 * to a reply is one to the thread's first comment. */
struct comment {
  struct str author, initials, date, text; /* text: its paragraphs with line feeds between */
  struct element *element;                 /* in the comments part */
  const struct story *story;               /* of its anchor; NULL when nothing in the text refers to it */
  struct element *anchor;                  /* where its range starts, else its reference */
  struct element *start, *end, *reference; /* its marks in the story; NULL for one that is not there */
  const struct comment *first;             /* of a reply: the comment that its thread begins with; else NULL */
  const struct comment *replies;           /* of a first comment: its replies, in order */
  const struct comment *next_reply;
  struct element *extended; /* its w15:commentEx; NULL for none */
  uint32_t
      paragraph; /* the id by which other parts know it: its last paragraph's; 0 for none, or for one that is another's */
  bool resolved; /* of a first comment: the thread is marked as done */
  long id;
};

/* A legacy form field (17.16.17): what can be filled in stands between separate and end. */
struct form {
  const struct story *story;
  struct str name;
  enum form_kind { FORM_TEXT, FORM_LIST, FORM_TICK } kind;
  struct element *begin, *separate, *end; /* its w:fldChar; separate is NULL when it has none */
};

/* A content control that is bound (17.5.2.6): the node of another part that holds its value too. */
struct binding {
  const struct element *sdt;
  size_t part;                       /* in document.bound_parts */
  const struct element *element;     /* of that part; it has no elements inside */
  const struct attribute *attribute; /* the value is this attribute's; NULL: the element's text */
};

struct bound_part {
  struct str id;
  struct entry *entry;
  struct markup *markup; /* NULL when no control needs it, or it is broken */
  bool tried;
};

/* What has been given as an id to paragraphs ([MS-DOCX] 2.6.2.3), in order. */
struct paragraph_ids {
  uint32_t *at;
  size_t n, cap;
  bool known;
};

struct document {
  struct arena *arena;
  const char *file; /* for messages */
  struct package *package;
  struct reader *reader; /* of its parts */
  struct story *stories; /* the body first */
  size_t story_count;
  struct sheets *sheets; /* NULL: none are kept */
  struct style *styles;
  const struct style **styles_by_id; /* sorted */
  size_t style_count;
  bool styles_unsay;        /* some style strikes its text out, or hides it */
  struct control *controls; /* in document order, story by story */
  size_t control_count;
  struct comment *comments; /* in order of their anchors; those without one last */
  size_t comment_count;
  size_t lone_replies; /* answer a comment that nobody can find, and are comments of their own */
  struct form *forms;  /* in document order, story by story */
  size_t form_count;
  struct binding *bindings;
  size_t binding_count;
  struct bound_part *bound_parts;
  struct entry *comments_entry, *threads_entry, *custom_entry, *settings_entry; /* NULL when there is none */
  struct markup *comments_part, *custom_part, *threads_part;
  struct markup *footnotes, *endnotes; /* only read */
  struct role *roles;                  /* what each part is; in role.c */
  struct paragraph_ids paragraph_ids;  /* known once document_settle was called */
  long largest_comment, largest_control, largest_drawing, largest_revision, largest_shape;
  bool is_signed, has_macros, takes_in; /* takes_in: Word shows what another file in it says (17.17.2.1) */
  bool original;                        /* it is as it was before its tracked changes */
  bool strict;                          /* its elements are in the Strict namespace (Part 1, 2.1 and Part 4) */
};

/* Reads a document out of its package; NULL, with messages, when it has no main part or a part is broken. */
struct document *document_open(struct arena *arena, struct package *package, struct messages *messages);
/* The same as it was before its tracked changes (17.13.5): only to be read. */
struct document *document_open_original(struct arena *arena, struct package *package, struct messages *messages);
/* Documents that are opened one after another mostly have the same styles: those of the first few are kept, for as long as the arena, and
 * not parsed again. */
struct sheets;
struct sheets *sheets_new(struct arena *arena);
/* only_read: what is not as it should be, though its meaning is certain, is told, and the document is opened. */
struct document *document_open_among(struct arena *arena, struct package *package, struct sheets *sheets,
                                     bool only_read, struct messages *messages);
/* Does at once whatever writing would do each time: from then on the document and its package are only read. */
void document_settle(struct document *document);
/* Whether Word tracks what is changed in it (17.15.1.90). A part of settings that cannot be read says nothing. */
bool document_tracks_changes(const struct document *document);
struct str document_property(const struct document *document, const char *name); /* a custom property; empty for none */
bool property_there(const struct document *document, const char *name);

/* ---- styles (17.7): found by name, since programs rename the ids ---- */

struct str style_id(const struct document *document, struct str name); /* empty when there is no such style */
int paragraph_heading(const struct document *document,
                      const struct element *p); /* 0 for heading 1, ...; -1 for no heading */

/* ---- paragraphs and passages ---- */

/* The text of all runs inside scope (a paragraph, a control, a cell's paragraph): w:tab is a tab, w:br and w:cr line feeds;
 * symbols, formulas and the chosen entries of legacy lists are text; what is deleted, instructions of fields, text boxes and placeholders are left out. */
struct str paragraph_text(struct arena *arena, const struct element *scope);
/* What an element inside a run shows as text: a w:t its own, a w:tab a tab, a w:sym (17.3.3.30) its sign, the beginning of a legacy
 * list (17.16.9) the entry that is chosen unless that stands behind it as text; a formula (22.1) what it is written with. False for
 * what is no text. */
bool piece_text(struct arena *arena, const struct element *e, struct str *text);
struct str paragraph_whole(struct arena *arena, const struct element *p); /* the same with the text of placeholders */
/* A line that is bold from end to end: how people write headings who do not use styles. */
bool paragraph_all_bold(const struct element *p);
/* True when the paragraph's end is deleted, so that the next one goes on in it, or, if nothing is left in it, it is no paragraph. */
bool paragraph_joins(const struct element *p);
bool paragraph_gone(struct arena *arena, const struct element *p);
/* The paragraph that e stands in; NULL when it stands beside paragraphs (a control around some of them, a cell). */
struct element *paragraph_around(const struct element *e);
/* The paragraphs directly inside scope, through controls but not into nested tables; those that are deleted left out. */
struct element **paragraphs_in(struct arena *arena, const struct element *scope, size_t *count);
/* The same with those of tables inside scope, in document order. */
struct element **paragraphs_deep(struct arena *arena, const struct element *scope, size_t *count);

/* A stretch of text that is read and written as one: some paragraphs, one content control inside a paragraph, or a part of one
 * paragraph's text. */
struct passage {
  const struct story *story;
  struct element *control;     /* the passage is the inside of this run-level control alone; else NULL */
  struct element **paragraphs; /* at least one */
  size_t count;
  bool fixed; /* further lines are line breaks in the last paragraph: a new one would stand outside the place */
  bool part;  /* of paragraphs[0] only the bytes from..to of its text, as paragraph_whole gives it */
  size_t from, to;
  bool pad;  /* a space is written behind it, which keeps it apart from the label that follows */
  size_t at; /* of a part without text: where in the story's bytes a new run goes; 0: behind the text before it */
  const struct form *form; /* of a legacy drop-down list: its entry that is shown; else NULL */
  struct str tag; /* of a part that is a placeholder: writing makes it a content control with this tag; else empty */
};

/* How many bytes of paragraph_whole stand before a byte of the story. */
size_t text_before(struct arena *arena, const struct element *p, size_t at);
struct str passage_text(struct arena *arena, const struct passage *passage); /* paragraphs with line feeds between */
/* The first content control in or around the passage; NULL for none. */
struct element *passage_control(const struct passage *passage);
struct element *passage_control_at(struct arena *arena,
                                   const struct passage *passage); /* the innermost that holds a part; NULL for none */
/* Word lets nobody edit it: its control, or one around it, has its content locked, or is a group that holds no control there (17.5.2.23,
 * 17.5.2.16). */
bool passage_locked(struct arena *arena, const struct passage *passage);
bool element_locked(const struct element *e); /* a control around it, or it, has its content locked */
/* A plain text, list, date or check box control (17.5.2): no control may stand in it. */
bool control_is_closed(const struct element *sdt);
bool control_shows_placeholder(const struct element *sdt);
struct str control_tag(const struct element *sdt);
struct str control_title(const struct element *sdt); /* w:alias (17.5.2.1) */
/* An item of a list. */
struct list_item {
  const struct element *at; /* NULL: before the first */
  struct str text, value;   /* as it is shown, which is its value where nothing else is; and as it is kept */
};
/* Goes on to the next item of the passage's drop-down list, of either kind; false past the last, and where it is none. */
bool passage_next_item(const struct passage *passage, struct list_item *item);
bool passage_is_list(const struct passage *passage); /* nothing but its items can stand there */
/* The same for a drop-down or combo box (17.5.2.18). */
bool control_next_item(const struct element *sdt, struct list_item *item);
bool control_is_list(const struct element *sdt); /* a drop-down: nothing but its items */

/* ---- tick boxes and legacy form fields ---- */

/* What a box is drawn with: a character of a symbol font, or, with font NULL, a character of the text. */
struct glyph {
  const char *font;
  uint32_t code;
};

struct box {
  enum box_kind { BOX_CONTROL, BOX_FIELD, BOX_CHARACTER, BOX_SYMBOL } kind;
  struct element *element; /* the w:sdt, the w:fldChar that begins the field, the piece of text, or the w:sym */
  bool ticked;
  struct str label;
  size_t at;          /* BOX_CHARACTER: which character of the piece of text, from 0 */
  struct glyph other; /* BOX_CHARACTER, BOX_SYMBOL: what it becomes when it is set or taken off */
};

/* The tick boxes of a passage in document order: check box controls (w14:checkbox), legacy check boxes (17.16.7), ☐ and its like
 * in the text, and those of Wingdings (17.3.3.30). A label is the text behind the box up to the next box, two tabs or the line's
 * end; where a line (or what two tabs cut off) begins with text and ends in a box, the text before each box. */
struct box *boxes_read(struct arena *arena, const struct passage *passage, size_t *count);
/* Ticks a box or takes the tick off, and changes nothing else; a box that is so already stays as it is written. */
void box_set(struct edits *edits, const struct box *box, bool ticked);

/* ---- what is said by colour ---- */

/* The fill of a cell's own shading (17.4.32) as six capital hexadecimal digits; empty where it has none, or white, or its table's. */
struct str cell_fill(struct arena *arena, const struct element *tc);
struct str paragraph_fill(struct arena *arena, const struct element *p); /* the same of a paragraph (17.3.1.31) */
struct str passage_fill(struct arena *arena,
                        const struct passage *passage); /* of its first paragraph or run with one */
/* Gives a cell that fill and keeps its pattern; an empty one takes its own shading off. It is never marked as a tracked change. */
void cell_set_fill(struct edits *edits, const struct element *tc, struct str fill);
/* Makes a cell the lower part of one that is merged down (17.4.84), or a cell of its own. */
void cell_set_merge(struct edits *edits, const struct element *tc, bool continued);

/* A piece of text with its place in the text of a passage. */
struct marked {
  struct element *element;
  size_t from, to;
  bool marked; /* its run is highlighted (17.3.2.15), or has a shading of its own (17.3.2.32) */
};

/* The text of a passage, paragraphs with line feeds between, and the pieces that it is made of. */
struct marks {
  struct str text;
  struct marked *at;
  size_t count;
};

struct marks marks_read(struct arena *arena, const struct passage *passage);
/* Marks those bytes of the text for which want is true, and no others, as what is marked there is marked now, else yellow. Runs are
 * parted where they must be; the text stays, and nothing is marked as a tracked change. */
void marks_set(struct edits *edits, const struct marks *marks, const bool *want);

/* The legacy drop-down that is all that the paragraphs of a passage say; NULL for none, and where anything else is said. */
const struct form *passage_list(struct arena *arena, const struct passage *passage);
/* Whether a legacy drop-down stands among other text. */
bool passage_has_list(const struct passage *passage);
/* The same for a legacy drop-down (17.16.17), whose entries keep nothing but their text. */
bool form_next_item(const struct form *form, struct list_item *item);
struct str form_shown(const struct form *form); /* the text of the entry that is shown; "" for none */
size_t form_selected(const struct form *form);  /* the entry that is shown */
void form_select(struct edits *edits, const struct form *form, size_t n);

/* ---- tables (17.4), addressed by their grid ---- */

struct cell {
  struct element *tc;
  size_t column, span;
  bool continued;   /* the lower part of a vertically merged cell */
  struct str words; /* its text, folded; at NULL until somebody asks for it */
};

struct row {
  struct element *tr;
  struct cell *cells;
  size_t count;
};

struct table {
  const struct story *story;
  struct element *tbl;
  struct row *rows; /* deleted rows left out */
  size_t count;
};

bool row_gone(const struct element *tr); /* deleted, as a tracked change (17.13.5.12); so with cells */
bool row_came(const struct element *tr); /* inserted, itself or all its cells (17.13.5.16, 17.13.5.2) */
bool cell_gone(const struct element *tc);
bool element_deleted(const struct element *e); /* it stands in deleted or moved text, a deleted row or cell */
/* What repeats with a row: the control around it alone, if there is one; else the row. */
struct element *row_unit(struct element *tr);
struct row row_read(struct arena *arena, struct element *tr);
struct table table_read(struct arena *arena, const struct story *story, struct element *tbl);
/* How many of tables in document order begin before a byte of their part. */
size_t tables_before(const struct table *tables, size_t count, size_t start);
struct cell *row_cell(const struct row *row, size_t column); /* the cell that covers the column; NULL for none */

/* ---- changes ---- */

/* What a comment says, and who says it. Without initials or date the comment has none. */
struct remark {
  struct str author, initials, date, text;
};

struct new_comment;

struct changes {
  struct arena *arena;
  const struct document *document;
  struct edits *stories; /* one a story */
  struct edits custom;
  ARRAY(struct bound_value) bound;
  ARRAY(struct new_comment *) comments;
  struct thread_change *threads; /* one a comment of the document */
  long next_comment, next_control, next_drawing, next_revision, next_shape;
  struct str author; /* of tracked changes; empty, as at first: changes are plain */
};

struct changes *changes_new(struct arena *arena, const struct document *document);
/* True when the edits are a story's own, and not those of a copy that will be inserted. */
bool changes_of_story(const struct changes *changes, const struct edits *edits);
/* True when what is written through these edits is marked as a tracked change (17.13.5), one by one: the edits are a story's, and there
 * is an author. What goes into a copy is inserted with the copy. */
bool changes_track(const struct changes *changes, const struct edits *edits);
/* Takes out a row or a control around a block; a tracked one is marked as deleted, with all that it holds. */
void matter_remove(struct changes *changes, struct edits *edits, const struct element *scope);

/* Puts text into a passage: into its first text run, which keeps its formatting; other runs are emptied, never removed. A line
 * feed is a w:br, or, with paragraphs, begins a new paragraph; paragraphs left over go when they hold only text. edits are those of
 * the passage's story or of a clone. Tracked, the old text stays, marked as deleted, and the new stands behind it. */
void passage_write(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text,
                   bool paragraphs);
/* Makes a placeholder (a part with a tag) a content control inside its line, with that tag and this text; shows: it is an empty place.
 * What stands around it, and the comments on it, stay. */
void passage_make_control(struct changes *changes, struct edits *edits, const struct passage *passage, struct str text,
                          bool shows);
/* Sets or takes off the flag by which Word knows that a control shows a placeholder (17.5.2.39), on the controls around the
 * passage's first text run. */
void passage_mark_placeholder(struct changes *changes, struct edits *edits, const struct passage *passage, bool shows);
/* Takes the text out of a paragraph of a copy, but for what stands in one of the controls. */
void paragraph_empty_around(struct edits *edits, const struct element *p, const struct element *const *controls,
                            size_t count);
void control_set_date(struct edits *edits, const struct element *sdt,
                      struct str date); /* w:fullDate of a date picker; "" takes it off */
void control_set_tag(struct edits *edits, const struct element *sdt, struct str tag);
void paragraph_set_style(struct changes *changes, struct edits *edits, const struct element *p, struct str style_id);
/* Anchors a new comment on all that the paragraph holds. edits are those of the paragraph's story or of a clone. */
struct new_comment *comment_add(struct changes *changes, struct edits *edits, const struct element *p,
                                const struct remark *remark);

/* A thread, by its first comment: one of the document or a new one. */
struct thread {
  const struct comment *there;
  struct new_comment *added;
};

/* Adds a reply behind those that the thread has. Its marks stand as Word sets them, behind the first comment's own. */
void comment_reply(struct changes *changes, struct thread thread, const struct remark *remark);
void comment_resolve(struct changes *changes, struct thread thread); /* marks the thread as done */
void property_set(struct changes *changes, const char *name,
                  struct str value); /* of a property that is there; else nothing */

/* What the part that the control is bound to holds for it; false when it is not bound, or to nothing that is there. */
bool binding_value(const struct document *document, const struct element *sdt, struct str *value);
/* Gives that part what Word would store for a control that shows this text: of a list the item's value, of a date picker the date
 * (YYYY-MM-DD, empty for none) in the form it asks for (17.5.2.41); of a check box, shown is `true` or `false`. Of several controls
 * bound to one node the last written counts. Nothing for a control that is not bound. */
void binding_write(struct changes *changes, const struct element *sdt, struct str shown, struct str date);

/* Lays all changes into the output's parts, the digest property last; false, with a message, when a part is broken. */
bool changes_save(struct changes *changes, struct output *output, const char *digest_property,
                  struct messages *messages);
/* Fits the output to the name that it gets: Word opens no template under a document's name, and no document under .docm that does not say
 * that it may have macros. A document that keeps macros under .docx is told. False, with a message, when the list of content types is broken. Before changes_save. */
bool document_fit_name(const struct document *document, struct output *output, const char *path,
                       struct messages *messages);
/* The digest of everything but the custom properties, as stored in the digest property. */
const char *document_digest(struct arena *arena, struct package *package);

#endif
