/* lens_parts: what the files of the lens share. */
#ifndef CAIRN_LENS_PARTS_H
#define CAIRN_LENS_PARTS_H

#include "lens.h"
#include "stencil.h"

struct get {
  struct arena *arena;
  const struct plan *plan;
  struct messages *messages;
  struct taken *taken;
};

struct put {
  struct arena *arena;
  const struct plan *plan;
  struct messages *messages;
  struct changes *changes;
  const struct node *data;
  const struct node *old; /* what the document says now */
  struct put_options options;
  bool other_term;      /* the document is of another term or session than the data */
  bool refill;          /* the document is a tracker of some learner already */
  struct node **joined; /* by comment of the document: as it is once what was added is there; NULL: as it was */
  size_t held_back;     /* comments for staff only: nobody asked for them; or the mapping cannot mark them: */
  size_t unmarked;
  struct text cleared; /* the keys cleared since the last telling, with commas */
  bool gone;           /* some value was cleared */
  ARRAY(const struct passage *)
  unread;                         /* of another term: places whose words no value says, and which are written over */
  bool copies;                    /* a copy is made: */
  const struct milestone *copied; /* for that milestone; NULL: of the pattern */
  struct cut **cuts;              /* by table: of its model row, once it was copied */
};

/* An item of a list. */
struct said_item {
  struct str text, words, stored; /* words: the text without blanks at its ends */
  size_t n;                       /* of the list's, from 0 */
  struct node *says;              /* NULL for nothing that the field knows */
};
typedef ARRAY(struct said_item) said_items; /* by their text */

/* A field's place that is written many times: in a row that is copied, or in a document from which many are made. What it says is the
 * model's, and no learner's. */
struct cut_place {
  bool looked, placed;
  struct passage passage;
  bool read, unread;
  struct node *now;
  struct str words; /* of a show: what stands there */
  bool tried;
  const struct stencil *stencil; /* NULL where each text is written by itself */
  bool listed;
  said_items items;           /* of a list */
  struct comment_cells cells; /* of a field of comments */
};

/* A row as it is copied. */
struct cut {
  struct plan_row model;
  struct element *unit;
  const struct cloning *cloning, *block; /* of the row, and of its block, NULL before that is copied */
  struct cut_place *places;              /* one a field of the group */
};

/* A row or place that put works on: in the document (edits of the story), or in a copy (edits of the copy). */
struct target {
  struct edits *edits;
  struct cut *cut;         /* what is known of a row that is copied; NULL for most */
  bool copy;               /* what data lack is cleared, and comments of the model are not there */
  bool take;               /* a blank row of the document that becomes a milestone's: its key is written */
  const struct element *p; /* the paragraph that new comments are to stand on; NULL for the first of their cell */
  bool no_comments;        /* there is none for this milestone alone: comments are told, and not written */
};

/* What the data want of a milestone. */
struct wanted {
  const struct milestone *milestone;
  const struct node *item; /* NULL: only its key */
  bool asked, placed;
};

struct wants {
  struct wanted *at; /* one a milestone of the domain, in its order */
  size_t count;
  const struct milestone **took; /* by row of the document: who took it, when it was blank */
};

struct where lens_where(const struct plan *plan, const char *place);
void get_take(struct get *get, const struct passage *passage);

/* A passage's value; NULL for nothing, and, with a message, for what was not understood. */
struct node *get_passage(struct get *get, const struct field *field, const struct passage *passage);
const char *passage_words(struct arena *arena, const struct plan *plan, const struct passage *passage);
/* Whether a place of the name says another. */
bool names_other(struct get *get, const struct field *field, struct str ours);
bool in_word(struct str text, size_t at); /* a letter or a digit is there, in any script */
/* Whether a bound control's other part says something else than the value. */
bool bound_other(struct arena *arena, const struct plan *plan, const struct field *field, const struct passage *passage,
                 const struct node *value);
/* Whether a value would be read again from a place behind a label in a line; tells when not. */
bool reads_back(struct put *put, const char *place, const struct field *field, const struct passage *passage,
                const struct node *value);
/* Whether a value may be laid over another that stands at the place: tells the conflict, and a lock. now: what the document says. */
bool may_write(struct put *put, const char *place, const struct passage *passage, const struct node *now,
               const struct node *value);
/* Writes a value (NULL: nothing), whatever is there now. cut: of a place that is written many times; else NULL. */
void put_passage(struct put *put, struct edits *edits, struct cut_place *cut, const struct field *field,
                 const struct passage *passage, const struct node *value);

/* What a refill for another term clears is told once a place or row. */
void note_cleared(struct put *put, const struct field *field);
void tell_cleared(struct put *put, const char *place);

/* What was cleared, or gave way to the new term's, would be in no record if nobody read the document, or if it was changed since. */
void tell_unrecorded(const struct put *put);
/* Notes a place that is written over, of whose words the record may have nothing. */
void note_unread(struct put *put, const struct passage *passage);
bool same_but_edges(const struct node *a, const struct node *b); /* texts may differ in blanks at their ends */
/* False, with messages, when session or term could stand in several places: of which term the document is cannot be told. */
bool lens_one_term(struct arena *arena, const struct plan *plan, struct messages *messages);
/* Tells what the mapping names no place for, and what stays in a document that names nobody. */
void tell_unsaid(struct put *put);
/* Writes a text, which is that of no value or not, and says whether it is a placeholder. */
void put_text(struct put *put, struct edits *edits, struct cut_place *cut, const struct passage *passage,
              struct str text, bool paragraphs, bool nothing);
/* Finds out once what writing to a place would: the items of a list, and the stencil. */
void place_settle(struct put *put, struct cut_place *cut, const struct field *field, const struct passage *passage,
                  bool paragraphs);
/* The same for each field of a row that is copied. */
void cut_settle(struct put *put, struct cut *cut, const struct plan_table *table);
/* What is known of a field's place in the row that the target copies; NULL for none. */
struct cut_place *cut_place(const struct put *put, const struct target *target, const struct field *field);
/* What is at a place now: NULL for nothing; *unread: it is no value of the field, and given as text. */
struct node *value_there(struct put *put, const struct field *field, const struct passage *passage, bool *unread);

/* Whether a text is the list's own prompt: an item without a value ("Choose an item."). */
bool list_asks(struct arena *arena, const struct field *field, const struct passage *passage, struct str text);
/* What each item says to the field. */
said_items list_read(struct arena *arena, const struct field *field, const struct passage *passage);
/* What the list says by a text that the field cannot read by itself; NULL for nothing. */
struct node *list_kept(struct arena *arena, const struct field *field, const struct passage *passage, struct str text);
/* The first item that says the value; NULL when there is none. */
const struct said_item *list_says(const said_items *list, const struct node *value);
/* The first item that keeps a text, whatever it shows; NULL when there is none. */
const struct said_item *list_keeps(const said_items *list, const struct node *value);
/* The item that stands for nothing; false when there is none. */
bool list_blank(struct arena *arena, const struct field *field, const struct passage *passage, struct str *text);

/* Keeps the words of a passage that are no value of the field, and tells them with what they may mean. */
void tell_unread(struct get *get, const struct field *field, const struct passage *passage, struct str text);

/* True, after telling and keeping it, when a part of what says a value is struck out or hidden, or a symbol stands in it. */
bool doubted(struct get *get, const struct field *field, const struct passage *passage);
void tell_doubt(struct get *get, const struct passage *passage, const struct doubt *doubt, const char *place,
                struct node *candidates);
/* Keeps a place's text, as it stands, with what it may mean. */
void note_unclear(struct get *get, const struct passage *passage, struct node *values);

/* False when one of a list of levels stands alone, and others are beside it. */
bool levels_together(struct arena *arena, const struct scale *scale, const struct node *list);

/* Tick boxes with the levels' labels. */
bool ticks_codec(const struct field *field);
struct node *ticked_levels(struct arena *arena, const struct field *field, const struct passage *passage);
bool any_box(struct arena *arena, const struct passage *passage);
struct node *get_ticks(struct get *get, const struct field *field, const struct passage *passage);
void put_ticks(struct put *put, struct edits *edits, const struct field *field, const struct passage *passage,
               const struct node *value);
bool wanted_level(const struct node *value, struct str id); /* a value, or one of a list, is this level */

/* Levels that are said by colour. */
struct node *get_look(struct get *get, const struct field *field, const struct passage *passage);
void put_look(struct put *put, struct edits *edits, const struct field *field, const struct passage *passage,
              const struct node *value);
/* Takes the paragraphs of a passage that print labels of the scale, and no other words. */
void take_labels(struct get *get, const struct scale *scale, const struct passage *passage);
struct node *look_levels(struct arena *arena, const struct field *field, const struct passage *passage);
struct str look_words(struct arena *arena, const struct field *field, const struct passage *passage); /* as it looks */
struct element *passage_cell(const struct passage *passage);       /* the cell that its first paragraph stands in */
struct str level_colour(const struct codec *codec, struct str id); /* empty for none */
/* Keeps what was not understood under a key of its own, with all the text of its place; without text, that is listed by itself. */
void keep_look(struct get *get, const struct passage *passage, const char *key, struct str words, struct str text,
               struct node *candidates);
/* Ticks under the headers that name the levels. */
void get_levels(struct get *get, const struct plan_table *table, const struct plan_row *row, const struct field *field,
                struct node *item);
/* False when the table has no such columns. */
bool put_levels(struct put *put, const struct target *target, const struct plan_table *table,
                const struct plan_row *row, const struct field *field, const struct node *value);

/* What a view says of its term, whatever stands in the document. */
void get_view(struct arena *arena, const struct view *view, struct node *data);
/* False, with a message, when other terms of the document would seem to be of the data's session. */
bool terms_reachable(struct put *put);

void get_rows(struct get *get, const struct group *group, struct node *data);
void put_rows(struct put *put, const struct group *group);

/* Rows of several milestones. Tells, once a row, the cells whose lines are not one for each. */
void tell_lines(struct get *get, const struct plan_table *table, const struct plan_row *row);
/* Counts the comments of a cell that stand on other lines as used, so that no field takes them. */
void hide_comments(struct arena *arena, const struct plan *plan, const struct plan_table *table,
                   const struct plan_row *row, struct comment_cells cells, bool *used);
/* What comments stand on: of a row of several milestones its line. */
struct target line_target(struct put *put, const struct target *target, const struct plan_table *table,
                          const struct plan_row *row, const struct cell *cell);
/* True when the place of a field is not one line that can be written: it is empty, and put_line_cells writes it whole; or nobody can
 * tell its lines apart, which is told for a value. */
bool put_no_line(struct put *put, const struct plan_table *table, const struct plan_row *row, const struct field *field,
                 const struct node *value);
/* Before the rows that are lines of one: gives the cells that say nothing yet their lines. */
void put_line_cells(struct put *put, const struct target *target, const struct plan_table *table, size_t first,
                    const struct wants *wants);
/* What may be written into a row that speaks of each of its milestones; what they differ in is told. */
struct node *shared_item(struct put *put, const struct plan_table *table, size_t first, const struct wants *wants);
/* What would be said of a row's milestone once the record is written; NULL for nothing. */
const struct node *said_of(const struct put *put, const struct plan_row *row, const char *key,
                           const struct wants *wants);
/* What the document says of its milestone now; NULL for nothing. */
const struct node *item_now(const struct put *put, const struct plan_row *row);
/* The item wanted of a row; NULL for none. */
const struct node *row_item(const struct plan_row *row, const struct wants *wants);
/* The comments that each of several milestones has, with what any of them has of their threads: now, in the document, of all of them, or
 * wanted (NULL: nothing) of each; none where nothing is wanted. *differ becomes true when one that is wanted is not of all. */
struct node *shared_comments(struct arena *arena, const struct node *now, const struct node *const *wanted,
                             size_t count, bool *differ);

/* Cells that are merged down over rows of several milestones: into the row's item, of those by row. False when the field's cell is the
 * row's own. */
bool get_merged(struct get *get, const struct plan_table *table, const struct plan_row *row, const struct field *field,
                bool *used, struct node *const *items);
/* Before the rows: writes what is said of all milestones of such a cell; what they differ in is told. */
void put_merges(struct put *put, const struct target *target, const struct plan_table *table,
                const struct wants *wants);

size_t lines_end(const struct plan_table *table, size_t first); /* behind the last row that is a line of the same */

/* One field of a row; false when the row has no place for it. */
bool put_field(struct put *put, const struct target *target, const struct plan_table *table, const struct plan_row *row,
               const struct field *field, const struct milestone *milestone, const struct node *value);
void put_cell_comments(struct put *put, const struct target *target, const struct plan_table *table,
                       const struct plan_row *row, const struct field *field, struct comment_cells cells, bool *used,
                       const struct node *value);
void put_row(struct put *put, const struct target *target, const struct plan_table *table, const struct plan_row *row,
             const struct milestone *milestone, const struct node *item);
/* A row of the document, or the milestone that a copy is made for, in a reader's words. */
const char *row_words(struct put *put, const struct plan_table *table, const struct plan_row *row);
/* A passage of the document, or the copy that it is written in. */
const char *place_in_put(const struct put *put, const struct passage *passage);

/* Writes the n-th place of the mapping's field into a copy of what is around it; what there is to tell was told of the place itself. */
void put_leaf_copy(struct put *put, struct edits *edits, size_t field, size_t n);
/* For lens_settle: what the copies of a table's model row, and of its block, have in common. */
void copies_settle(struct put *put, struct plan *plan);
/* Inserts a new row for what is wanted, made from the table's pattern row or its last; without a milestone, a pattern. place:
 * where in the table it will stand, so that it joins what is merged there in columns of the school's own; 0: in a table of copies. */
void copy_row(struct put *put, struct edits *into, const struct plan_table *table, const struct wanted *wanted,
              size_t at, size_t place);
/* The block that new ones are made from: the pattern, else the last; NULL when the document has none. */
const struct plan_table *model_block(const struct plan *plan);
/* Inserts a new block for an area, with the rows wanted in it, which are then placed; for no area, the pattern again. */
void copy_block(struct put *put, struct edits *into, size_t at, const struct plan_table *model, const struct area *area,
                struct wants *wants);
/* Where a milestone's new row goes. */
size_t row_place(const struct plan *plan, const struct plan_table *table, const struct milestone *milestone,
                 const struct wants *wants);
size_t block_place(const struct plan *plan, const struct plan_table *model, const struct area *area);
/* Of a table that is split in parts, the one where the milestone's new row goes. */
const struct plan_table *part_of(const struct plan *plan, const struct plan_table *table,
                                 const struct milestone *milestone, const struct wants *wants);
const struct plan_table *table_of(const struct plan *plan, const struct area *area); /* the table that has rows of it */

/* Tells the group's tables that lack a column, or whose header is not known. */
void tell_tables(struct arena *arena, const struct plan *plan, struct messages *messages);
/* False, with messages, when such a table holds what put cannot clear: values of another term would be read as this term's. */
bool tables_reachable(struct arena *arena, const struct plan *plan, struct messages *messages);

/* Comments of one field on a cell, appended to item under the field's key; used marks, by comment, what earlier fields took. */
struct comment_cells only_cell(struct arena *arena, const struct cell *cell);
void get_comments(struct get *get, const struct field *field, struct comment_cells cells, bool *used,
                  struct node *item);
void put_comments(struct put *put, const struct target *target, const struct field *field, struct comment_cells cells,
                  bool *used, const struct node *value);
/* Deleted with the text that it stands on, as a tracked change: accepting that takes it away. */
bool comment_gone(const struct comment *comment);
/* Adds to the item of a first comment what its thread says: state and replies. staff: of a thread for staff, the field that says
 * how such comments begin; else NULL. */
void put_thread(struct arena *arena, struct node *item, const struct comment *first, const struct field *staff);
/* A thread of which any comment is for staff is so as a whole. */
bool thread_for_staff(struct arena *arena, const struct group *group, const struct comment *first);
/* True when a comment of the document is for staff by the mapping's beginnings. */
bool comments_for_staff(struct arena *arena, const struct plan *plan);
/* A beginning by which a comment of the field with this text would be read as something else: an earlier field's, or for staff. NULL
 * for none. */
const struct str *comment_misread(struct arena *arena, const struct group *group, const struct field *field,
                                  struct str text, bool for_staff, const char **as);
/* A beginning by which a reply of a thread that is not for staff would be read as for staff. NULL for none. */
const struct str *reply_misread(struct arena *arena, const struct group *group, struct str text, bool for_staff);
/* A comment's date as the record has it: the bare day for midnight, UTC; anything else as it is. */
struct str comment_date(struct str date);
bool *comments_used(struct arena *arena, const struct plan *plan);

/* Shows repeat what the record says; get only takes them, and leaves what somebody typed there. data: what get has read. milestone is NULL outside rows. */
void get_show(struct get *get, const struct field *field, const struct passage *passage,
              const struct milestone *milestone, const struct node *data);
struct field show_plain(const struct field *field); /* as it is written: words, whatever they say */
void put_show(struct put *put, const struct target *target, const struct field *field, const struct passage *passage,
              const struct milestone *milestone);
/* Whether a text that stands at a paragraph is one by which the mapping finds its places: a label, a heading, the name of a column. */
struct mapping_words {
  struct str *at; /* folded, sorted */
  size_t count;
} mapping_words(struct arena *arena, const struct mapping *mapping);
bool is_mapping_word(struct arena *arena, const struct mapping_words *words, const struct plan *plan,
                     const struct element *p, struct str text);
/* The template's words, as literal pieces with a gap where a control stands; of no template there are none. */
struct patterns;
const struct patterns *template_patterns(struct arena *arena, const struct document *template);
/* Whether a template's words are these, as a paragraph or as a table's caption. */
bool own_words_say(struct arena *arena, const struct own_words *own, struct str text);
bool in_template(struct arena *arena, const struct patterns *patterns, struct str text);
/* Adds text with every run of digits as one 0, so that a page number is the same words. */
void add_words(struct text *out, struct str text);
/* What is in a paragraph and not of its text: deleted, of a text box, or said again for older programs. */
bool is_apart(const struct element *e);

/* ---- what get did not take ---- */

struct listed {
  size_t story, at, order; /* where it stands, by which the list is ordered */
  struct node *item;
};

struct listing {
  struct arena *arena, *scratch; /* scratch: what is made on the way */
  const struct place_index *index;
  const struct plan *plan;
  struct taken *taken;
  const struct own_words *own;
  const struct document *template;
  bool whole; /* and not texts and comments alone */
  size_t in_rows;
  size_t values, bytes;                      /* in the list so far */
  ARRAY(const struct element *) read_tables; /* by address, each as often as something in it was read */
  ARRAY(struct listed) items;
};

/* The table of whose texts the last was listed. */
struct strange {
  const struct element *inner,
      *table; /* table: the outermost around inner that is none of the mapping's; NULL for none */
  const struct element *listed;
};

/* A new item of the list, with its place, which may stand in the scratch; e NULL: it stands nowhere in the text. */
struct node *list_new(struct listing *l, const char *place, const struct story *story, const struct element *e);
/* The same with the place of e. */
struct node *list_at(struct listing *l, const struct story *story, const struct element *e);
/* Counts a value that goes into the list, and gives it. */
struct node *list_count(struct listing *l, struct node *value);
/* More is in the list than a record takes. */
bool list_full(const struct listing *l);
/* node_put of a key that an item has not yet; it is borrowed. */
void list_put(struct listing *l, struct node *item, const char *key, struct node *value);
/* Gives an item of a tracker's row the words that name the row's milestone (statement), nothing where it names none. */
void list_of_row(struct listing *l, struct node *item, const struct element *e);
bool table_is_read(const struct listing *l, const struct element *tbl); /* the mapping's, or something in it was read */
/* True when the paragraph stands in a table of which nothing was taken: that is listed as one thing, once. */
bool list_table(struct listing *l, const struct story *story, const struct element *p, struct strange *strange);
void list_comments(struct listing *l);
void list_matter(struct listing *l); /* pictures, notes, legacy form fields whose value is no text */
void list_changes(struct listing *l);

#endif
