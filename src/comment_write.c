/* Writing comments: the part that holds their words, and the one that knows their threads ([MS-DOCX] 2.5.1). Both are made when
 * they are missing; what Word keeps beside them (durable ids, times, people) need not name every comment. */
#include "word_read.h"

#include <stdlib.h>

#define W14_URI "http://schemas.microsoft.com/office/word/2010/wordml"
#define W15_URI "http://schemas.microsoft.com/office/word/2012/wordml"
#define MC_URI "http://schemas.openxmlformats.org/markup-compatibility/2006"
#define PART_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define XML_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* ---- ids of paragraphs ([MS-DOCX] 2.6.2.3): greater than 0, less than 0x80000000, each once ---- */

enum { FIRST_ID = 0x0CA10000 };

static int by_value(const void *a, const void *b) {
  uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
  return (one > other) - (one < other);
}

static void add_ids(struct arena *arena, const struct markup *part, struct paragraph_ids *used) {
  static const int names[] = {W14_PARA_ID, W15_PARA_ID, W15_PARA_ID_PARENT};
  for (const struct element *e = part ? part->root : NULL; e; e = element_next(e, part->root))
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
      uint32_t id = paragraph_id(element_value(e, names[i]));
      if (id) *PUSH(arena, used) = id;
    }
}

static struct paragraph_ids used_ids(struct arena *arena, const struct document *document) {
  struct paragraph_ids used = {.known = true};
  if (document->paragraph_ids.known) return document->paragraph_ids;
  for (size_t i = 0; i < document->story_count; i++) add_ids(arena, document->stories[i].markup, &used);
  add_ids(arena, document->comments_part, &used);
  add_ids(arena, document->threads_part, &used);
  if (used.n) qsort(used.at, used.n, sizeof *used.at, by_value);
  return used;
}

struct numbering {
  struct paragraph_ids used;
  uint32_t next;
};

static uint32_t new_id(struct numbering *numbering) {
  const struct paragraph_ids *used = &numbering->used;
  while (used->n && bsearch(&numbering->next, used->at, used->n, sizeof *used->at, by_value)) numbering->next++;
  return numbering->next++;
}

/* ---- prefixes ---- */

struct writing {
  struct changes *changes;
  struct edits comments, threads;
  struct text words, links;        /* new w:comment and w15:commentEx elements */
  struct str paragraph, reference; /* heads of the paragraphs of new comments */
  uint32_t *ids;                   /* of the comments that are there: the paragraph's, once it is needed */
  const char *w14, *w15;           /* prefixes with their colons, once they were needed; else NULL */
  struct new_part parts[2];        /* those that the document lacks */
  size_t part_count;
};

static bool has_word(struct str list, struct str word) {
  for (size_t from = 0, at = 0; at <= list.len; at++) {
    if (at < list.len && list.at[at] != ' ') continue;
    if (str_equal(str_sub(list, from, at), word)) return true;
    from = at + 1;
  }
  return false;
}

/* The prefix of paragraph ids in the comments part; it is declared, and named as one that older programs may pass over
 * (Part 3, 7.2). */
static const char *declare_w14(struct changes *changes, struct edits *edits) {
  const struct element *root = changes->document->comments_part ? changes->document->comments_part->root : NULL;
  if (!root) return "w14:";
  struct str prefix = edits_declare(edits, root, "w14", W14_URI);
  const struct attribute *ignorable = element_attribute(root, MC_IGNORABLE);
  const char *name = str_z(changes->arena, prefix);
  if (!ignorable) {
    const char *mc = str_z(changes->arena, edits_declare(edits, root, "mc", MC_URI));
    edits_add_attribute(edits, root, str_from(str_format(changes->arena, "%s:Ignorable", mc)), prefix);
  } else if (!has_word(attribute_value(ignorable), prefix)) {
    const char *known = str_z(changes->arena, attribute_value(ignorable));
    edits_set_attribute(edits, root, ignorable, str_from(str_format(changes->arena, "%s %s", known, name)));
  }
  return str_format(changes->arena, "%s:", name);
}

static const char *declare_w15(struct changes *changes, struct edits *edits) {
  const struct markup *part = changes->document->threads_part;
  struct str prefix = part ? edits_declare(edits, part->root, "w15", W15_URI) : STR("w15");
  return str_format(changes->arena, "%s:", str_z(changes->arena, prefix));
}

static const char *w14_of(struct writing *writing) {
  if (!writing->w14) writing->w14 = declare_w14(writing->changes, &writing->comments);
  return writing->w14;
}

static const char *w15_of(struct writing *writing) {
  if (!writing->w15) writing->w15 = declare_w15(writing->changes, &writing->threads);
  return writing->w15;
}

/* ---- the words ---- */

static void add_attribute(struct text *out, struct str prefix, const char *name, struct str value) {
  if (!value.len) return;
  text_add_byte(out, ' ');
  text_add(out, prefix);
  text_add_z(out, name);
  text_add_z(out, "=\"");
  text_add_escaped(out, value);
  text_add_byte(out, '"');
}

void add_named_style(struct text *out, const struct document *document, struct str prefix, const char *properties,
                     const char *element, struct str name) {
  struct str id = style_id(document, name);
  if (!id.len) return;
  text_add_tag(out, "<", prefix, properties, ">");
  text_add_tag(out, "<", prefix, element, " ");
  text_add_tag(out, "", prefix, "val=\"", "");
  text_add(out, id);
  text_add_tag(out, "\"/></", prefix, properties, ">");
}

/* What every comment's paragraphs begin with, and the first of them behind that. */
static void make_heads(struct writing *writing, struct str prefix) {
  const struct document *document = writing->changes->document;
  struct text paragraph = {.arena = writing->changes->arena}, reference = {.arena = writing->changes->arena};
  add_named_style(&paragraph, document, prefix, "pPr", "pStyle", STR("annotation text"));
  text_add_tag(&reference, "<", prefix, "r", ">");
  add_named_style(&reference, document, prefix, "rPr", "rStyle", STR("annotation reference"));
  text_add_tag(&reference, "<", prefix, "annotationRef", "/></");
  text_add_tag(&reference, "", prefix, "r", ">");
  writing->paragraph = text_str(&paragraph);
  writing->reference = text_str(&reference);
}

/* id: the paragraph's own, as an attribute; empty for none. */
static void add_paragraph(struct writing *writing, struct str prefix, const char *id, struct str line, bool first) {
  struct text *out = &writing->words;
  text_add_tag(out, "<", prefix, "p", id);
  text_add_z(out, ">");
  text_add(out, writing->paragraph);
  if (first) text_add(out, writing->reference);
  text_add_tag(out, "<", prefix, "r", ">");
  run_text(out, prefix, line);
  text_add_tag(out, "</", prefix, "r", "></");
  text_add_tag(out, "", prefix, "p", ">");
}

static void add_id(struct text *out, const char *prefix, const char *name, uint32_t id) {
  static const char signs[] = "0123456789ABCDEF";
  text_add_tag(out, " ", str_from(prefix), name, "=\"");
  for (int shift = 28; shift >= 0; shift -= 4) text_add_byte(out, signs[id >> shift & 15]);
  text_add_byte(out, '"');
}

static void add_comment(struct writing *writing, const struct new_comment *added, struct str prefix) {
  struct text *out = &writing->words;
  const struct remark *remark = &added->remark;
  struct text id = {.arena = out->arena};
  if (added->paragraph) add_id(&id, w14_of(writing), "paraId", added->paragraph);
  text_add_tag(out, "<", prefix, "comment", " ");
  text_add_tag(out, "", prefix, "id=\"", "");
  text_add_number(out, added->id);
  text_add_byte(out, '"');
  add_attribute(out, prefix, "author", remark->author);
  add_attribute(out, prefix, "date", remark->date);
  add_attribute(out, prefix, "initials", remark->initials);
  text_add_byte(out, '>');
  for (size_t from = 0, at = 0; at <= remark->text.len; at++) {
    bool last = at == remark->text.len;
    if (!last && remark->text.at[at] != '\n') continue;
    add_paragraph(writing, prefix, last ? text_str(&id).at : "", str_sub(remark->text, from, at), from == 0);
    from = at + 1;
  }
  text_add_tag(out, "</", prefix, "comment", ">");
}

/* ---- the threads ---- */

static void add_link(struct writing *writing, uint32_t id, uint32_t parent, bool done) {
  struct text *out = &writing->links;
  const char *w15 = w15_of(writing);
  text_add_tag(out, "<", str_from(w15), "commentEx", "");
  add_id(out, w15, "paraId", id);
  if (parent) add_id(out, w15, "paraIdParent", parent);
  text_add_tag(out, " ", str_from(w15), "done", done ? "=\"1\"/>" : "=\"0\"/>");
}

static const struct element *last_paragraph(struct arena *arena, const struct comment *comment) {
  size_t count;
  struct element **paragraphs = paragraphs_in(arena, comment->element, &count);
  return count ? paragraphs[count - 1] : NULL;
}

/* The id by which threads know a comment that is there; its last paragraph is given one where it has none of its own. */
static uint32_t give_id(struct writing *writing, const struct comment *comment, struct numbering *numbering) {
  if (comment->paragraph) return comment->paragraph;
  const struct element *p = last_paragraph(writing->changes->arena, comment);
  if (!p) return 0;
  uint32_t id = new_id(numbering);
  const struct attribute *there = element_attribute(p, W14_PARA_ID);
  struct str value = str_from(str_format(writing->changes->arena, "%08X", id));
  if (there)
    edits_set_attribute(&writing->comments, p, there, value);
  else
    edits_add_attribute(&writing->comments, p,
                        str_from(str_format(writing->changes->arena, "%sparaId", w14_of(writing))), value);
  return id;
}

/* A comment that is there becomes the first of a thread, or is resolved; true never goes back to false. */
static void write_first(struct writing *writing, const struct comment *comment, uint32_t id, bool resolved) {
  const struct attribute *done = comment->extended ? element_attribute(comment->extended, W15_DONE) : NULL;
  if (!comment->extended && id)
    add_link(writing, id, 0, resolved);
  else if (done && resolved && !comment->resolved)
    edits_set_attribute(&writing->threads, comment->extended, done, STR("1"));
  else if (comment->extended && resolved && !comment->resolved)
    edits_add_attribute(&writing->threads, comment->extended,
                        str_from(str_format(writing->changes->arena, "%sdone", w15_of(writing))), STR("1"));
}

static void number_comments(struct writing *writing) {
  struct changes *changes = writing->changes;
  struct numbering numbering = {used_ids(changes->arena, changes->document), FIRST_ID};
  for (size_t i = 0; i < changes->document->comment_count; i++)
    if (changes->threads[i].replied || changes->threads[i].resolved)
      writing->ids[i] = give_id(writing, &changes->document->comments[i], &numbering);
  for (size_t i = 0; i < changes->comments.n; i++)
    if (changes->comments.at[i]->threaded) changes->comments.at[i]->paragraph = new_id(&numbering);
}

/* Word marks the replies of a resolved thread as it marks the first comment. */
static void link_reply(struct writing *writing, const struct new_comment *added) {
  const struct changes *changes = writing->changes;
  size_t there = added->there ? (size_t)(added->there - changes->document->comments) : 0;
  uint32_t parent = added->there ? writing->ids[there] : added->first ? added->first->paragraph : 0;
  bool done = added->there   ? added->there->resolved || changes->threads[there].resolved
              : added->first ? added->first->resolved
                             : added->resolved;
  add_link(writing, added->paragraph, parent, done);
}

static void write_links(struct writing *writing) {
  struct changes *changes = writing->changes;
  for (size_t i = 0; i < changes->document->comment_count; i++)
    if (changes->threads[i].replied || changes->threads[i].resolved)
      write_first(writing, &changes->document->comments[i], writing->ids[i], changes->threads[i].resolved);
  for (size_t i = 0; i < changes->comments.n; i++)
    if (changes->comments.at[i]->threaded) link_reply(writing, changes->comments.at[i]);
}

static bool threads_change(const struct changes *changes) {
  for (size_t i = 0; i < changes->document->comment_count; i++)
    if (changes->threads[i].replied || changes->threads[i].resolved) return true;
  for (size_t i = 0; i < changes->comments.n; i++)
    if (changes->comments.at[i]->threaded) return true;
  return false;
}

/* ---- the parts ---- */

static void replace_part(struct changes *changes, struct output *output, const struct entry *entry,
                         const struct markup *markup, struct edits *edits, struct str more) {
  if (more.len) edits_append_child(edits, markup->root, more);
  if (!edits->list.n) return;
  prefix_declare(edits, markup);
  output_replace(output, entry, edits_splice(changes->arena, markup->bytes, 0, markup->bytes.len, edits));
}

/* A new part beside the main one, under a name that no part has. */
static void add_part(struct writing *writing, const char *name, const char *relationship, struct str bytes) {
  struct arena *arena = writing->changes->arena;
  struct str path = str_from(str_format(arena, "word/%s.xml", name));
  for (int n = 1; package_entry(writing->changes->document->package, path); n++)
    path = str_from(str_format(arena, "word/%s%d.xml", name, n));
  writing->parts[writing->part_count++] =
      (struct new_part){path, bytes, str_format(arena, PART_TYPE "%s+xml", name), relationship};
}

static void save_words(struct writing *writing, struct output *output) {
  struct changes *changes = writing->changes;
  const struct document *document = changes->document;
  struct str prefix = document->comments_part ? word_prefix(changes->arena, document->comments_part->root) : STR("w:");
  make_heads(writing, prefix);
  for (size_t i = 0; i < changes->comments.n; i++) add_comment(writing, changes->comments.at[i], prefix);
  struct str words = text_str(&writing->words);
  if (document->comments_part) {
    replace_part(changes, output, document->comments_entry, document->comments_part, &writing->comments, words);
    return;
  }
  struct text part = {.arena = changes->arena};
  text_add_z(&part, XML_DECLARATION "<w:comments xmlns:w=\"");
  text_add_z(&part, document->strict ? WORD_STRICT : WORD_TRANSITIONAL);
  text_add_z(&part,
             writing->w14 ? "\" xmlns:w14=\"" W14_URI "\" xmlns:mc=\"" MC_URI "\" mc:Ignorable=\"w14\">" : "\">");
  text_add(&part, words);
  text_add_z(&part, "</w:comments>");
  const char *relationship = document->strict
                                 ? "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
                                 : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
  add_part(writing, "comments", relationship, text_str(&part));
}

static void save_links(struct writing *writing, struct output *output) {
  struct changes *changes = writing->changes;
  const struct document *document = changes->document;
  struct str links = text_str(&writing->links);
  if (document->threads_part) {
    replace_part(changes, output, document->threads_entry, document->threads_part, &writing->threads, links);
    return;
  }
  struct str head = STR(XML_DECLARATION "<w15:commentsEx xmlns:w15=\"" W15_URI "\">");
  struct str bytes = str_joined(changes->arena, head, links, STR("</w15:commentsEx>"));
  add_part(writing, "commentsExtended", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
           bytes);
}

bool comments_save(struct changes *changes, struct output *output, struct messages *messages) {
  struct arena *arena = changes->arena;
  struct writing writing = {.changes = changes,
                            .comments = {.arena = arena},
                            .threads = {.arena = arena},
                            .words = {.arena = arena},
                            .links = {.arena = arena}};
  bool threads = threads_change(changes);
  if (!threads && !changes->comments.n) return true;
  if (threads) {
    writing.ids = arena_alloc(arena, changes->document->comment_count + 1, sizeof *writing.ids);
    number_comments(&writing);
    write_links(&writing);
  }
  save_words(&writing, output);
  if (threads) save_links(&writing, output);
  struct str main_part = changes->document->stories[0].entry->name;
  return !writing.part_count || output_add(output, writing.parts, writing.part_count, main_part, messages);
}

/* ---- once for many documents ---- */

/* Of most learners there are comments, and threads: with their parts the same lists change in the same way. */
static void foresee_comments(const struct document *document) {
  if (document->comments_part && document->threads_part) return;
  struct messages unheard = {.arena = document->arena};
  struct changes *changes = changes_new(document->arena, document);
  struct output *output = output_new(document->arena, document->package);
  struct new_comment *comment = NEW(document->arena, struct new_comment);
  comment->threaded = true;
  *PUSH(document->arena, &changes->comments) = comment;
  if (comments_save(changes, output, &unheard)) output_foresee(output);
}

void document_settle(struct document *document) {
  document->paragraph_ids = used_ids(document->arena, document);
  for (size_t i = 0; i < document->story_count; i++)
    entry_study(document->arena, document->stories[i].entry, document->stories[i].markup->bytes);
  package_settle(document->package);
  foresee_comments(document);
}
