/* A document out of its package: found by relationships, never by name (Part 1, 11.3). */
#include "word.h"
#include "word_read.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const struct vocabulary_space SPACES[] = {
    {WORD_TRANSITIONAL, SPACE_W},
    {WORD_STRICT, SPACE_W},
    {"http://schemas.microsoft.com/office/word/2010/wordml", SPACE_W14},
    {"http://schemas.microsoft.com/office/word/2012/wordml", SPACE_W15},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", SPACE_MC},
    {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", SPACE_WP},
    {"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", SPACE_WP},
    {"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", SPACE_CUSTOM},
    {"http://purl.oclc.org/ooxml/officeDocument/customProperties", SPACE_CUSTOM},
    {"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", SPACE_VT},
    {"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", SPACE_VT},
    {"http://schemas.openxmlformats.org/officeDocument/2006/customXml", SPACE_DS},
    {"http://purl.oclc.org/ooxml/officeDocument/customXml", SPACE_DS},
    {"urn:schemas-microsoft-com:vml", SPACE_V},
    {"urn:schemas-microsoft-com:office:office", SPACE_O},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", SPACE_A},
    {"http://purl.oclc.org/ooxml/drawingml/main", SPACE_A},
    {"http://schemas.openxmlformats.org/drawingml/2006/chart", SPACE_C},
    {"http://purl.oclc.org/ooxml/drawingml/chart", SPACE_C},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", SPACE_M},
    {"http://purl.oclc.org/ooxml/officeDocument/math", SPACE_M},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", SPACE_R},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", SPACE_R}};

static const struct vocabulary_name NAMES[] = {
#define NAME(identifier, space, local, text) {space, local, text},
#include "word_names.def"
#undef NAME
};

const struct vocabulary WORD_VOCABULARY = {
    SPACES, NAMES, sizeof SPACES / sizeof *SPACES, sizeof NAMES / sizeof *NAMES, PLAIN_REQUIRES, WORD_UNDERSTANDS};

struct markup *document_part_in(const struct document *document, struct arena *arena, struct entry *entry,
                                struct messages *messages) {
  struct str bytes;
  if (!entry || !entry_bytes(document->package, entry, messages, &bytes)) return NULL;
  const char *name = str_z(document->arena, entry->name);
  struct arena *outer = reader_move(document->reader, arena);
  struct markup *markup = markup_parse(document->reader, document->file, name, bytes, messages);
  struct str before = markup && document->original ? reject_changes(document->arena, markup) : STR("");
  if (before.len && !str_equal(before, markup->bytes))
    markup = markup_parse(document->reader, document->file, name, before, messages);
  if (markup) {
    alternatives_choose(markup);
    instructions_hide(markup);
  }
  reader_move(document->reader, outer);
  return markup;
}

struct markup *document_part(const struct document *document, struct entry *entry, struct messages *messages) {
  return document_part_in(document, document->arena, entry, messages);
}

/* A part that need not be there: true when it is absent or sound. */
static bool optional_part(struct document *document, struct relationships list, const char *type, struct entry **entry,
                          struct markup **markup, struct messages *messages) {
  *markup = NULL;
  if (!role_find(document, list, type, entry, messages)) return false;
  if (*entry) *markup = document_part(document, *entry, messages);
  return !*entry || *markup;
}

static bool add_story(struct document *document, enum story_kind kind, struct entry *entry, struct messages *messages) {
  static const char *const types[] = {"/officeDocument", "/header", "/footer"};
  if (!role_take(document, entry, types[kind], messages)) return false;
  for (size_t i = 0; i < document->story_count; i++)
    if (document->stories[i].entry == entry) return true;
  struct markup *markup = document_part(document, entry, messages);
  if (!markup) return false;
  size_t index = document->story_count++;
  document->stories[index] = (struct story){document, kind, index, entry, markup};
  return true;
}

static bool ends_with(struct str a, const char *ending) {
  size_t len = strlen(ending);
  return a.len >= len && str_is(str_sub(a, a.len - len, a.len), ending);
}

static bool read_stories(struct document *document, struct entry *main, struct relationships list,
                         struct messages *messages) {
  document->stories = arena_alloc(document->arena, list.count + 1, sizeof *document->stories);
  bool whole = add_story(document, STORY_MAIN, main, messages);
  for (size_t i = 0; whole && i < list.count; i++) {
    bool header = ends_with(list.at[i].type, "/header"), footer = ends_with(list.at[i].type, "/footer");
    struct entry *entry = header || footer ? package_entry(document->package, list.at[i].target) : NULL;
    if (entry && !list.at[i].external)
      whole = add_story(document, header ? STORY_HEADER : STORY_FOOTER, entry, messages);
  }
  return whole;
}

static void note_id(long *largest, struct str value) {
  long id = strtol(value.len ? value.at : "0", NULL, 10);
  if (id > *largest && id < INT_MAX) *largest = id; /* ids are 32-bit numbers (17.13.4.2) */
}

/* What is counted against the limits. */
struct census {
  size_t controls, tables, nesting, cells, comments, span;
  const struct element *odd_id; /* a mark of a comment with an id that is none */
  bool misplaced;
};

static size_t tables_around(const struct element *tbl) {
  size_t depth = 0;
  for (; tbl; tbl = element_ancestor(tbl, W_TBL)) depth++;
  return depth;
}

/* The widest of the grids and cells, as they say it: what is no number is as wide as can be (17.4.17). */
static void note_span(struct census *census, const struct element *e) {
  size_t columns = 0;
  for (const struct element *c = e->name == W_TBL_GRID ? e->first : NULL; c; c = c->next) columns++;
  if (columns > census->span) census->span = columns;
  if (e->name != W_GRID_SPAN && e->name != W_GRID_BEFORE) return;
  struct str value = element_value(e, W_VAL);
  unsigned long span = value.len ? strtoul(value.at, NULL, 10) : 0;
  if (span > census->span) census->span = span;
}

static bool is_comment_mark(const struct element *e) {
  return e->name == W_COMMENT_REFERENCE || e->name == W_COMMENT_RANGE_START || e->name == W_COMMENT_RANGE_END;
}

static void count(struct census *census, const struct element *e) {
  size_t depth = e->name == W_TBL ? tables_around(e) : 0;
  census->tables += e->name == W_TBL;
  note_span(census, e);
  census->cells += e->name == W_TC;
  census->controls += e->name == W_SDT;
  census->comments += e->name == W_COMMENT_REFERENCE;
  if (depth > census->nesting) census->nesting = depth;
  if (!census->odd_id && is_comment_mark(e) && !comment_id_fits(e)) census->odd_id = e;
}

static void note_place(const struct document *document, struct census *census, const struct element *e) {
  const char *why = census->misplaced ? NULL : element_misplaced(e);
  if (!why) return;
  census->misplaced = true;
  package_odd(document->package, str_from(e->in->part), why);
}

static bool within_limits(const struct document *document, const struct census *census, struct messages *messages) {
  const struct {
    size_t count;
    enum limit limit;
  } counts[] = {{census->controls, LIMIT_CONTROLS},     {census->tables, LIMIT_TABLES},
                {census->nesting, LIMIT_TABLE_NESTING}, {census->cells, LIMIT_CELLS},
                {census->span, LIMIT_GRID_SPAN},        {census->comments, LIMIT_COMMENTS}};
  size_t before = messages->errors;
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
    if (counts[i].count > limit(document->arena, counts[i].limit))
      limit_tell(messages, MSG_LIMIT, (struct where){.file = document->file}, counts[i].limit,
                 (struct met){.count = counts[i].count});
  return messages->errors == before;
}

/* Ids of revisions, comments and bookmarks are of one kind, w:id (17.13). */
static bool is_annotation(const struct element *e) {
  bool change = e->name == W_INS || e->name == W_DEL || e->name == W_MOVE_TO || e->name == W_MOVE_FROM ||
                (e->name >= W_PPR_CHANGE && e->name <= W_XML_MOVE_TO_END);
  return change || e->name == W_BOOKMARK_START || e->name == W_COMMENT_RANGE_START || e->name == W_COMMENT_REFERENCE;
}

/* Shapes are numbered behind "_x0000_s" or "_x0000_i" (Part 4, 19.1.2.19). */
static void note_shape(long *largest, struct str id) {
  bool numbered = str_starts(id, STR("_x0000_s")) || str_starts(id, STR("_x0000_i"));
  if (numbered) note_id(largest, str_sub(id, STR("_x0000_s").len, id.len));
}

static void note_ids(struct document *document, const struct element *e) {
  if (is_annotation(e)) note_id(&document->largest_revision, element_value(e, W_ID));
  if (is_comment_mark(e)) note_id(&document->largest_comment, element_value(e, W_ID));
  if (e->name == WP_DOC_PR) note_id(&document->largest_drawing, element_value(e, PLAIN_ID));
  if (e->attribute_count) note_shape(&document->largest_shape, element_value(e, O_SPID));
  if (e->name >= V_SHAPE && e->name <= V_IMAGE) note_shape(&document->largest_shape, element_value(e, PLAIN_ID));
  if (e->name == W_SDT)
    note_id(&document->largest_control, element_value(element_child(element_child(e, W_SDT_PR), W_ID), W_VAL));
}

bool element_deleted(const struct element *e) {
  while ((e = e->parent)) {
    if (e->name == W_DEL || e->name == W_MOVE_FROM) return true;
    if ((e->name == W_TR && row_gone(e)) || (e->name == W_TC && cell_gone(e))) return true;
  }
  return false;
}

/* Controls, the marks of comments, the largest id of each kind, and the limits, in one walk over every story. */
static bool index_stories(struct document *document, comment_marks *marks, struct messages *messages) {
  ARRAY(struct control) controls = {0};
  struct arena *growing = arena_inside(document->arena);
  struct census census = {0};
  for (size_t i = 0; i < document->story_count; i++) {
    const struct story *story = &document->stories[i];
    struct element *root = story->markup->root;
    for (struct element *e = root; e; e = element_next(e, root)) {
      count(&census, e);
      document->takes_in |= e->name == W_ALT_CHUNK;
      note_place(document, &census, e);
      note_ids(document, e);
      if (is_comment_mark(e)) *PUSH(document->arena, marks) = (struct comment_mark){story, e};
      if (e->name != W_SDT || element_deleted(e)) continue;
      struct control *control = PUSH(growing, &controls);
      *control = (struct control){story, e, control_tag(e), control_title(e)};
    }
  }
  document->controls = array_settle(document->arena, controls.at, controls.n, sizeof *document->controls);
  document->control_count = controls.n;
  arena_free(growing);
  if (census.odd_id) comment_id_note(document, census.odd_id);
  return within_limits(document, &census, messages);
}

bool document_tracks_changes(const struct document *document) {
  struct messages unheard = {.arena = document->arena};
  const struct markup *settings =
      document->settings_entry ? document_part(document, document->settings_entry, &unheard) : NULL;
  const struct element *flag = settings ? element_child(settings->root, W_TRACK_REVISIONS) : NULL;
  struct str value = element_value(flag, W_VAL);
  return flag && !str_is(value, "0") && !str_is(value, "false") && !str_is(value, "off");
}

/* Comments in a part that is no list of them (17.13.4.6) would be neither read nor, when they are added, seen by anybody. */
static bool comments_listed(const struct document *document, struct messages *messages) {
  const struct markup *part = document->comments_part;
  bool listed = !part || part->root->name == W_COMMENTS;
  if (!listed)
    say(messages, MSG_ENTRY_BROKEN, ((struct where){.file = document->file}), part->part, "it is no list of comments");
  return listed;
}

/* top, list: the relationships of the package, and of the main part. */
static bool read_parts(struct document *document, struct relationships top, struct relationships list,
                       struct messages *messages) {
  struct entry *styles, *notes;
  bool whole = role_find(document, list, "/styles", &styles, messages);
  whole = whole && (!styles || styles_read(document, styles, messages));
  whole &= optional_part(document, list, "/footnotes", &notes, &document->footnotes, messages);
  whole &= optional_part(document, list, "/endnotes", &notes, &document->endnotes, messages);
  whole &= optional_part(document, list, "/comments", &document->comments_entry, &document->comments_part, messages);
  whole &= comments_listed(document, messages);
  whole &=
      optional_part(document, list, "/commentsExtended", &document->threads_entry, &document->threads_part, messages);
  whole &=
      optional_part(document, top, "/custom-properties", &document->custom_entry, &document->custom_part, messages);
  document->is_signed = relationship_of_type(top, "digital-signature/origin") != NULL;
  document->has_macros = relationship_of_type(list, "/vbaProject") != NULL;
  whole &= role_find(document, list, "/settings", &document->settings_entry, messages);
  return whole;
}

static struct document *open_as(struct arena *arena, struct package *package, bool original, struct sheets *sheets,
                                struct messages *messages) {
  struct document *document = NEW(arena, struct document);
  *document = (struct document){.arena = arena,
                                .file = package->path,
                                .package = package,
                                .reader = sheets ? sheets_reader(sheets) : reader_new(arena, &WORD_VOCABULARY),
                                .sheets = sheets,
                                .original = original};
  size_t errors = messages->errors;
  struct relationships top = package_relationships(package, STR(""), messages);
  struct entry *main = package_main(package, top, messages);
  if (messages->errors > errors) return NULL;
  struct str type = main ? package_content_type(package, main->name) : STR("");
  if (!main) say(messages, MSG_NO_MAIN_PART, ((struct where){.file = package->path}), "");
  if (!main) return NULL;
  if (str_find(type, STR("wordprocessingml")) < 0 && str_find(type, STR("ms-word")) < 0) {
    content_tell_zip(package, type, messages);
    return NULL;
  }
  struct relationships list = package_relationships(package, main->name, messages);
  if (messages->errors > errors || !read_stories(document, main, list, messages) ||
      !read_parts(document, top, list, messages))
    return NULL;
  document->strict = str_is(document->stories[0].markup->space, WORD_STRICT);
  comment_marks marks = {0};
  if (!index_stories(document, &marks, messages)) return NULL;
  forms_read(document);
  bindings_read(document, list);
  if (!comments_read(document, &marks, messages)) return NULL;
  for (size_t i = 0; i < document->comment_count; i++)
    note_id(&document->largest_comment, element_value(document->comments[i].element, W_ID));
  return document;
}

static void tell_alone(const struct document *document, struct messages *messages) {
  size_t count = document->lone_replies;
  const char *replies = str_format(document->arena, count == 1 ? "%zu reply" : "%zu replies", count);
  say(messages, MSG_REPLIES_ALONE, ((struct where){.file = document->file}), replies);
}

/* A document that is written into must be as it should be; of one that is only read its oddities are told. */
static struct document *sound(struct document *document, bool only_read, struct messages *messages) {
  const oddities *odd = document ? document->package->odd : NULL;
  if (document && document->lone_replies) tell_alone(document, messages);
  for (size_t i = 0; odd && i < odd->n; i++) {
    struct str part = odd->at[i].part;
    if (only_read)
      say(messages, MSG_PART_ODD, ((struct where){.file = document->file}), str_z(document->arena, part),
          odd->at[i].why);
    else
      part_broken_tell(document->package, part, odd->at[i].why, messages);
  }
  return odd && odd->n && !only_read ? NULL : document;
}

struct document *document_open(struct arena *arena, struct package *package, struct messages *messages) {
  return sound(open_as(arena, package, false, NULL, messages), false, messages);
}

struct document *document_open_original(struct arena *arena, struct package *package, struct messages *messages) {
  return sound(open_as(arena, package, true, NULL, messages), true, messages);
}

struct document *document_open_among(struct arena *arena, struct package *package, struct sheets *sheets,
                                     bool only_read, struct messages *messages) {
  return sound(open_as(arena, package, false, sheets, messages), only_read, messages);
}

static struct element *property_value(const struct document *document, const char *name) {
  struct element *property = document->custom_part ? document->custom_part->root->first : NULL;
  for (; property; property = property->next)
    if (property->name == PROPERTY && str_is(element_value(property, PLAIN_NAME), name))
      return element_child(property, VT_LPWSTR);
  return NULL;
}

bool property_there(const struct document *document, const char *name) {
  return property_value(document, name) != NULL;
}

struct str document_property(const struct document *document, const char *name) {
  struct element *value = property_value(document, name);
  return value ? element_text(value) : STR("");
}

void write_content(struct edits *edits, const struct element *element, struct str value) {
  struct text escaped = {.arena = edits->arena};
  text_add_escaped(&escaped, value);
  if (element_empty(element))
    edits_append_child(edits, element, text_str(&escaped));
  else
    edits_replace(edits, element->open_end, element_close(element), text_str(&escaped));
}

void property_set(struct changes *changes, const char *name, struct str value) {
  struct element *element = property_value(changes->document, name);
  if (element && !str_equal(element_text(element), value)) write_content(&changes->custom, element, value);
}
