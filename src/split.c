/* A joined document taken apart again: each of its documents as a package of its own. */
#include "join_parts.h"

#include <stdlib.h>
#include <string.h>

/* What documents have in parts of their own, each known by an id, and the letter that tells the kinds apart. */
enum { NOTE_KINDS = 3, LIMIT_JOINED = 999999 };
static const struct {
  const char *type;
  int name;
  char kind;
} NOTES[NOTE_KINDS] = {{"/comments", J_COMMENT, 'c'}, {"/footnotes", J_FOOTNOTE, 'f'}, {"/endnotes", J_ENDNOTE, 'e'}};

/* A document in the body: the blocks from one mark to the next. */
struct stretch {
  size_t number; /* that its mark and its properties bear; 0 when nobody can tell, for then it has no properties */
  long id;       /* of its mark: all ids of the document are larger, and those of the next one larger still */
  const struct element *first, *last;
};

struct joined {
  struct package *package;
  struct str main; /* its name */
  struct markup *body_part;
  const struct element *body;
  ARRAY(struct stretch) list;
  struct markup *notes[NOTE_KINDS]; /* comments, footnotes and endnotes of all; NULL for none */
  bool numbered;      /* comments still have the ids that they were given when the documents were joined */
  struct lookup used; /* relationship ids of the body, comments, notes: the stretch that refers to them */
};

/* ---- marks ---- */

/* The number behind the head of a bookmark's name; 0 for another bookmark. */
static size_t number_behind(struct str name, const char *head) {
  size_t number = 0, len = strlen(head);
  if (!str_starts(name, str_from(head)) || name.len == len || name.len > len + 6) return 0;
  for (size_t i = len; i < name.len; i++) {
    if (name.at[i] < '0' || name.at[i] > '9') return 0;
    number = number * 10 + (size_t)(name.at[i] - '0');
  }
  return number;
}

static size_t mark_number(const struct element *mark) {
  return mark ? number_behind(element_value(mark, J_NAME), JOIN_MARK) : 0;
}

/* The mark in a block; of two the first stands before nothing. */
static const struct element *mark_in(const struct element *block) {
  const struct element *mark = NULL;
  for (const struct element *e = block; e; e = element_next(e, block))
    if (e->name == J_BOOKMARK_START && mark_number(e)) mark = e;
  return mark;
}

static long id_of(const struct element *e) {
  struct str id = element_value(e, J_ID);
  return id.len ? strtol(id.at, NULL, 10) : -1;
}

static bool has_words(const struct element *block) {
  for (const struct element *e = block; e; e = element_next(e, block))
    if (e->name == J_T) return true;
  return false;
}

/* Whether a document ends in the block: the one of that number; 0: any. */
static bool ends_document(const struct element *block, size_t wanted) {
  for (const struct element *e = block; e; e = element_next(e, block)) {
    size_t number = e->name == J_BOOKMARK_START ? number_behind(element_value(e, J_NAME), JOIN_END) : 0;
    if (number && (!wanted || number == wanted)) return true;
  }
  return false;
}

static bool ends_section(const struct element *block) {
  const struct element *ppr = element_child(block, J_PPR);
  return ppr && element_child(ppr, J_SECT_PR);
}

/* Of two packs in one file both have a first document. */
static void begin_stretch(struct arena *arena, struct joined *joined, const struct element *block,
                          const struct element *mark) {
  size_t number = mark_number(mark);
  for (size_t i = 0; i < joined->list.n; i++)
    if (joined->list.at[i].number == number) number = 0;
  *PUSH(arena, &joined->list) = (struct stretch){number, mark ? id_of(mark) : -1, block, block};
}

/* Whether every document's mark is there. */
static bool is_complete(struct arena *arena, const struct joined *joined, size_t count) {
  bool *there = arena_alloc(arena, count + 1, sizeof *there);
  size_t missing = count;
  for (const struct element *e = joined->body->first; e; e = e->next) {
    size_t number = mark_number(mark_in(e));
    if (!number || number > count || there[number]) continue;
    there[number] = true;
    missing--;
  }
  return !missing;
}

/* A document goes from its mark to the next one's. Where that stands in the last words of the one before (there LibreOffice puts what stood
 * before a table), and where somebody took it away with the document's first words, it begins where the one before it has ended with its
 * section. */
static void read_stretches(struct arena *arena, struct joined *joined, size_t count) {
  bool complete = is_complete(arena, joined, count), marked = false, ended = false, over = !complete;
  const struct element *early = NULL;
  for (const struct element *e = joined->body->first; e; e = e->next) {
    const struct element *mark = mark_in(e);
    bool is_early = mark_number(mark) > 1 && ends_document(e, mark_number(mark) - 1);
    if ((mark && !is_early) || (over && (early || (!complete && has_words(e))))) {
      begin_stretch(arena, joined, e, mark && !is_early ? mark : early);
      ended = over = false;
      early = NULL;
    }
    if (is_early) early = mark;
    marked = marked || mark;
    ended = ended || ends_document(e, 0);
    over = over || (ended && ends_section(e));
    if (joined->list.n) joined->list.at[joined->list.n - 1].last = e;
  }
  if (!marked) joined->list.n = 0;
  if (complete && joined->list.n) joined->list.at[0].first = joined->body->first;
}

/* ---- what a stretch refers to ---- */

/* Each kind of thing that is referred to by an id, with a letter before the id. */
static char kind_of(const struct element *e, const struct attribute *a) {
  if (a->name >= J_REL_ID && a->name <= J_RELID) return 'r';
  if (a->name != J_ID) return 0;
  if (e->name == J_FOOTNOTE_REFERENCE) return 'f';
  if (e->name == J_ENDNOTE_REFERENCE) return 'e';
  bool comment = e->name == J_COMMENT_REFERENCE || e->name == J_COMMENT_START || e->name == J_COMMENT_END;
  return comment ? 'c' : 0;
}

static struct str key_of(struct arena *arena, char kind, struct str id) {
  return str_from(str_format(arena, "%c%s", kind, str_z(arena, id)));
}

static void note_used(struct arena *arena, struct joined *joined, size_t n) {
  struct str whose = number_str(arena, (long)n);
  const struct stretch *stretch = &joined->list.at[n];
  for (const struct element *block = stretch->first; block; block = block == stretch->last ? NULL : block->next)
    for (const struct element *e = block; e; e = element_next(e, block))
      for (unsigned i = 0; i < e->attribute_count; i++) {
        char kind = kind_of(e, &e->attributes[i]);
        if (kind) lookup_put(&joined->used, key_of(arena, kind, attribute_value(&e->attributes[i])), whose);
      }
}

/* Whose a thing is; SIZE_MAX when nothing refers to it. */
static size_t whose(struct arena *arena, const struct joined *joined, char kind, struct str id) {
  const struct str *user = lookup_find(&joined->used, key_of(arena, kind, id));
  size_t n = 0;
  for (size_t i = 0; user && i < user->len; i++) n = n * 10 + (size_t)(user->at[i] - '0');
  return user ? n : SIZE_MAX;
}

/* The document among whose ids this one is; SIZE_MAX for none. */
static size_t by_id(const struct joined *joined, long id) {
  size_t found = SIZE_MAX;
  for (size_t i = 0; i < joined->list.n; i++) {
    long mark = joined->list.at[i].id;
    if (mark < id && (found == SIZE_MAX || mark > joined->list.at[found].id)) found = i;
  }
  return found;
}

/* What an id says of a comment to which nothing refers can be believed where it says the truth of all others. */
static bool still_numbered(struct arena *arena, const struct joined *joined) {
  const struct element *e = joined->notes[0] ? joined->notes[0]->root->first : NULL;
  for (; e; e = e->next) {
    size_t user = e->name == J_COMMENT ? whose(arena, joined, 'c', element_value(e, J_ID)) : SIZE_MAX;
    if (user != SIZE_MAX && user != by_id(joined, id_of(e))) return false;
  }
  return true;
}

static struct markup *parse_part(struct arena *arena, const struct joined *joined, struct entry *entry,
                                 struct messages *messages) {
  struct str bytes;
  if (!entry || !entry_bytes(joined->package, entry, messages, &bytes)) return NULL;
  return markup_parse(reader_new(arena, &JOIN_VOCABULARY), joined->package->path, str_z(arena, entry->name), bytes,
                      messages);
}

static void read_notes(struct arena *arena, struct joined *joined, struct messages *messages) {
  struct relationships list = package_relationships(joined->package, joined->main, messages);
  for (size_t i = 0; i < NOTE_KINDS; i++) {
    const struct relationship *to = relationship_of_type(list, NOTES[i].type);
    joined->notes[i] = to ? parse_part(arena, joined, package_entry(joined->package, to->target), messages) : NULL;
  }
  joined->numbered = still_numbered(arena, joined);
}

/* How many documents there were. */
static size_t joined_documents(struct arena *arena, const struct joined *joined, struct entry *properties,
                               struct messages *messages) {
  struct markup *part = parse_part(arena, joined, properties, messages);
  for (const struct element *e = part ? part->root->first : NULL; e; e = e->next) {
    const struct element *value = element_child(e, J_LPWSTR);
    if (value && str_is(element_value(e, J_PLAIN_NAME), JOIN_PROPERTY))
      return (size_t)(strtoul(str_z(arena, element_text(value)), NULL, 10) % (LIMIT_JOINED + 1));
  }
  return 0;
}

struct joined *joined_read(struct arena *arena, struct package *package, struct messages *messages) {
  struct relationships top = package_relationships(package, STR(""), messages);
  const struct relationship *custom = relationship_of_type(top, "/custom-properties");
  struct entry *properties = custom ? package_entry(package, custom->target) : NULL;
  struct entry *entry = package_main(package, top, messages);
  struct str bytes;
  if (!properties || !entry || !entry_bytes(package, properties, messages, &bytes)) return NULL;
  if (str_find(bytes, STR("name=\"" JOIN_PROPERTY "\"")) < 0) return NULL;
  struct joined *joined = NEW(arena, struct joined);
  *joined = (struct joined){.package = package, .main = entry->name, .used = {.arena = arena}};
  joined->body_part = parse_part(arena, joined, entry, messages);
  joined->body = joined->body_part ? element_child(joined->body_part->root, J_BODY) : NULL;
  if (!joined->body) return NULL;
  read_stretches(arena, joined, joined_documents(arena, joined, properties, messages));
  for (size_t i = 0; i < joined->list.n; i++) note_used(arena, joined, i);
  read_notes(arena, joined, messages);
  return joined->list.n ? joined : NULL;
}

size_t joined_count(const struct joined *joined) { return joined->list.n; }

/* ---- one document ---- */

struct taking {
  const struct joined *joined;
  struct arena *arena;
  struct messages *messages;
  struct output *output;
  struct lookup taken;
  ARRAY(struct str) waiting; /* names of parts whose relationships are to be followed */
  size_t n;
};

static struct str body_bytes(const struct taking *t) {
  const struct joined *joined = t->joined;
  const struct stretch *stretch = &joined->list.at[t->n];
  struct str all = joined->body_part->bytes;
  struct str head = str_sub(all, 0, joined->body->open_end), tail = str_sub(all, element_close(joined->body), all.len);
  return str_joined(t->arena, head, str_sub(all, stretch->first->start, stretch->last->end), tail);
}

/* Whose a comment or note is; SIZE_MAX for one that nobody can tell of. */
static size_t owner(const struct taking *t, const struct element *e, char kind) {
  size_t user = whose(t->arena, t->joined, kind, element_value(e, J_ID));
  return user == SIZE_MAX && kind == 'c' && t->joined->numbered ? by_id(t->joined, id_of(e)) : user;
}

/* The part without what is other documents' own. */
static struct str only_own(struct taking *t, const struct markup *part, int name, char kind) {
  struct edits edits = {.arena = t->arena};
  for (const struct element *e = part->root->first; e; e = e->next)
    if (e->name == name && !note_is_line(e) && owner(t, e, kind) != t->n) edits_remove(&edits, e);
  return edits_splice(t->arena, part->bytes, 0, part->bytes.len, &edits);
}

static bool ends_with(struct str a, const char *ending) {
  size_t len = strlen(ending);
  return a.len >= len && str_is(str_sub(a, a.len - len, a.len), ending);
}

/* The properties that bear the document's number, without it. */
static bool take_properties(struct taking *t, struct entry *entry) {
  struct markup *part = parse_part(t->arena, t->joined, entry, t->messages);
  size_t number = t->joined->list.at[t->n].number;
  struct str head = str_from(str_format(t->arena, "%zu.", number));
  struct text own = {.arena = t->arena};
  long count = 0;
  for (const struct element *e = part ? part->root->first : NULL; e; e = e->next) {
    struct str name = element_value(e, J_PLAIN_NAME);
    const struct element *value = element_child(e, J_LPWSTR);
    if (value && number && str_starts(name, head))
      add_property(&own, &count, str_z(t->arena, str_sub(name, head.len, name.len)), element_text(value));
  }
  output_part(t->output, entry->name, str_joined(t->arena, STR(PROPERTIES_OPEN), text_str(&own), STR("</Properties>")));
  return part != NULL;
}

/* Takes a part that a relationship leads to. */
static bool take(struct taking *t, const struct relationship *to) {
  struct entry *entry = package_entry(t->joined->package, to->target);
  bool main = entry && str_equal(entry->name, t->joined->main);
  if (!entry || lookup_find(&t->taken, entry->name)) return true;
  lookup_put(&t->taken, entry->name, STR(""));
  *PUSH(t->arena, &t->waiting) = entry->name;
  if (ends_with(to->type, "/custom-properties")) return take_properties(t, entry);
  for (size_t i = 0; i < NOTE_KINDS; i++)
    if (ends_with(to->type, NOTES[i].type) && t->joined->notes[i]) {
      output_part(t->output, entry->name, only_own(t, t->joined->notes[i], NOTES[i].name, NOTES[i].kind));
      return true;
    }
  if (main)
    output_part(t->output, entry->name, body_bytes(t));
  else
    output_copy(t->output, entry->name, entry);
  return true;
}

/* Whether the document has what a relationship of the body leads to: it does not have what only another one refers to. */
static bool is_own(const struct taking *t, const struct relationship *to) {
  size_t user = whose(t->arena, t->joined, 'r', to->id);
  bool edge = ends_with(to->type, "/header") || ends_with(to->type, "/footer");
  return user == t->n || (user == SIZE_MAX && !edge);
}

/* Takes what the relationships of a part lead to. */
static bool follow(struct taking *t, struct str source) {
  struct relationships list = package_relationships(t->joined->package, source, t->messages);
  struct text out = {.arena = t->arena};
  text_add_z(&out, RELATIONSHIPS_OPEN);
  for (size_t i = 0; i < list.count; i++) {
    const struct relationship *to = &list.at[i];
    if (str_equal(source, t->joined->main) && !is_own(t, to)) continue;
    add_relationship(&out, to->id, to->type, to->target, to->external);
    if (!to->external && !take(t, to)) return false;
  }
  text_add_z(&out, "</Relationships>");
  if (list.count) output_part(t->output, relationships_name(t->arena, source), text_str(&out));
  return true;
}

bool joined_document(struct arena *arena, const struct joined *joined, size_t n, struct messages *messages,
                     struct str *bytes) {
  struct taking t = {.joined = joined, .arena = arena, .messages = messages, .n = n};
  t.output = output_empty(arena);
  t.taken.arena = arena;
  struct entry *types = package_entry(joined->package, STR("[Content_Types].xml"));
  output_copy(t.output, types->name, types);
  bool whole = follow(&t, STR(""));
  for (size_t i = 0; whole && i < t.waiting.n; i++) whole = follow(&t, t.waiting.at[i]);
  if (whole) *bytes = output_write(t.output);
  return whole;
}
