/* What a document leads to that is not in it: by relationships, drawings and fields, part by part. */
#include "outside.h"
#include "word_read.h"

#include <stdlib.h>
#include <string.h>

/* A field that is not at its end yet (17.16.18). */
struct open_field {
  size_t from; /* of its instruction, in the search's buffer */
  bool separated;
  const struct element *begin;
};

struct search {
  struct arena *arena;
  const struct document *document;
  ARRAY(struct outside) found;
  struct str part; /* the one that is gone through */
  const struct story *story;
  struct link *links; /* of the part */
  bool *seen;         /* of each: something in the part refers to it */
  struct lookup by_id;
  struct text instruction; /* of all open fields, one inside the other */
  ARRAY(struct open_field) fields;
};

static void add(struct search *search, const struct element *e, struct outside outside) {
  outside.part = search->part;
  outside.story = search->story;
  outside.e = search->story ? e : NULL;
  *PUSH(search->arena, &search->found) = outside;
}

/* ---- relationships (Part 2, 6.5), by the ends of their types ---- */

/* inside: what it is where its target is a part; OUTSIDE_OTHER for nothing that need be told. */
static const struct link_kind {
  const char *type;
  enum outside_kind outside, inside;
} LINK_KINDS[] = {
    {"/hyperlink", OUTSIDE_LINK, OUTSIDE_OTHER},        {"/image", OUTSIDE_PICTURE, OUTSIDE_OTHER},
    {"/video", OUTSIDE_MEDIA, OUTSIDE_OTHER},           {"/audio", OUTSIDE_MEDIA, OUTSIDE_OTHER},
    {"/media", OUTSIDE_MEDIA, OUTSIDE_OTHER},           {"/attachedTemplate", OUTSIDE_TEMPLATE, OUTSIDE_OTHER},
    {"/mailMergeSource", OUTSIDE_MERGE, OUTSIDE_OTHER}, {"/mailMergeHeaderSource", OUTSIDE_MERGE, OUTSIDE_OTHER},
    {"/subDocument", OUTSIDE_DOCUMENT, OUTSIDE_OTHER},  {"/frame", OUTSIDE_DOCUMENT, OUTSIDE_OTHER},
    {"/oleObject", OUTSIDE_OBJECT, INSIDE_OBJECT},      {"/package", OUTSIDE_OBJECT, INSIDE_OBJECT},
    {"/control", OUTSIDE_OBJECT, INSIDE_CONTROL},       {"/aFChunk", OUTSIDE_CHUNK, INSIDE_CHUNK},
    {"/vbaProject", OUTSIDE_OTHER, INSIDE_MACROS},      {"/webextension", OUTSIDE_OTHER, INSIDE_ADD_IN},
    {"/extensibility", OUTSIDE_OTHER, INSIDE_ADD_IN}};

static bool ends_with(struct str a, const char *ending) {
  size_t len = strlen(ending);
  return a.len >= len && memcmp(a.at + a.len - len, ending, len) == 0;
}

static enum outside_kind kind_of(const struct link *link) {
  for (size_t i = 0; i < sizeof LINK_KINDS / sizeof *LINK_KINDS; i++)
    if (ends_with(link->type, LINK_KINDS[i].type)) return link->out ? LINK_KINDS[i].outside : LINK_KINDS[i].inside;
  return OUTSIDE_OTHER;
}

/* A place in the document itself is named by its fragment alone. */
static bool is_told(const struct link *link) {
  bool leads = link->target.len && link->target.at[0] != '#';
  return link->out ? leads : kind_of(link) >= INSIDE_MACROS;
}

static void add_link(struct search *search, const struct element *e, const struct link *link) {
  add(search, e, (struct outside){.kind = kind_of(link), .type = link->type, .target = link->target});
}

/* The links of the part, where they are looked for by the id that elements give. */
static size_t begin_links(struct search *search, struct messages *messages) {
  size_t count;
  search->links = package_links(search->document->package, search->part, &count, messages);
  search->seen = arena_alloc(search->arena, count + 1, sizeof *search->seen);
  search->by_id = (struct lookup){.arena = search->arena};
  for (size_t i = 0; i < count; i++) {
    search->seen[i] = false;
    struct str number = str_from(str_format(search->arena, "%zu", i));
    if (is_told(&search->links[i]) && search->links[i].id.len) lookup_put(&search->by_id, search->links[i].id, number);
  }
  return count;
}

/* What no element of the part refers to, as of settings and of the package: it has no place. */
static void end_links(struct search *search, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!search->seen[i] && is_told(&search->links[i])) add_link(search, NULL, &search->links[i]);
}

/* ---- attributes ---- */

static bool names_link(int name) {
  static const int names[] = {R_ID, R_EMBED, R_LINK, R_HREF, R_PICT, O_REL_ID};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i] == name) return true;
  return false;
}

/* A picture that stands elsewhere, as old drawings name it (Part 4, 19.1.2.11), or where a click on one leads. */
static void read_address(struct search *search, const struct element *e, const struct attribute *attribute) {
  struct str target = attribute_value(attribute);
  bool picture = attribute->name == PLAIN_SRC || attribute->name == O_HREF, link = attribute->name == PLAIN_HREF;
  bool merge = e->name == W_CONNECT_STRING && attribute->name == W_VAL;
  if ((!picture && !link && !merge) || !target.len || target.at[0] == '#') return;
  add(search, e,
      (struct outside){.kind = picture ? OUTSIDE_PICTURE
                               : link  ? OUTSIDE_LINK
                                       : OUTSIDE_MERGE,
                       .target = target});
}

static void read_attributes(struct search *search, const struct element *e) {
  for (size_t i = 0; i < e->attribute_count; i++) {
    const struct attribute *attribute = &e->attributes[i];
    const struct str *number =
        names_link(attribute->name) ? lookup_find(&search->by_id, attribute_value(attribute)) : NULL;
    if (number) {
      size_t n = strtoul(number->at, NULL, 10);
      search->seen[n] = true;
      add_link(search, e, &search->links[n]);
    } else {
      read_address(search, e, attribute);
    }
  }
}

/* ---- fields ---- */

static void add_field(struct search *search, const struct element *e, struct str instruction) {
  struct outside found;
  if (field_outside(search->arena, instruction, &found)) add(search, e, found);
}

static struct open_field *innermost(struct search *search) {
  return search->fields.n ? &search->fields.at[search->fields.n - 1] : NULL;
}

/* A field in another's instruction stands there in braces. */
static void begin_field(struct search *search, const struct element *e) {
  const struct open_field *outer = innermost(search);
  if (outer && !outer->separated) text_add_byte(&search->instruction, '{');
  *PUSH(search->arena, &search->fields) = (struct open_field){.from = search->instruction.len, .begin = e};
}

static void end_field(struct search *search) {
  struct open_field field = *innermost(search);
  add_field(search, field.begin, str_sub(text_str(&search->instruction), field.from, search->instruction.len));
  search->fields.n--;
  const struct open_field *outer = innermost(search);
  if (outer && !outer->separated)
    text_add_z(&search->instruction, "}");
  else
    search->instruction.len = field.from;
}

static void read_field(struct search *search, const struct element *e) {
  struct open_field *field = innermost(search);
  struct str type = e->name == W_FLD_CHAR ? element_value(e, W_FLD_CHAR_TYPE) : STR("");
  if (e->name == W_FLD_SIMPLE) add_field(search, e, element_value(e, W_INSTR));
  if ((e->name == W_INSTR_TEXT || e->name == W_DEL_INSTR_TEXT) && field && !field->separated)
    text_add(&search->instruction, element_text(e));
  if (str_is(type, "begin")) begin_field(search, e);
  if (str_is(type, "separate") && field) field->separated = true;
  if (str_is(type, "end") && field) end_field(search);
}

/* ---- parts ---- */

static void read_tree(struct search *search, const struct element *root) {
  search->instruction.len = 0;
  for (const struct element *e = root; e; e = element_next(e, root)) {
    read_attributes(search, e);
    read_field(search, e);
  }
  while (search->fields.n) end_field(search); /* Word gives what has no end one */
}

static const struct story *story_of(const struct document *document, const struct entry *entry) {
  for (size_t i = 0; i < document->story_count; i++)
    if (document->stories[i].entry == entry) return &document->stories[i];
  return NULL;
}

/* Only those of Word have fields and old drawings; of others (charts, diagrams) the relationships say all. */
static const struct markup *markup_of(const struct search *search, struct entry *entry, struct messages *messages) {
  struct str type = package_content_type(search->document->package, entry->name);
  if (search->story) return search->story->markup;
  bool words = (str_find(type, STR("wordprocessingml")) >= 0 || str_find(type, STR("ms-word")) >= 0);
  return words && ends_with(type, "+xml") ? document_part(search->document, entry, messages) : NULL;
}

static void read_part(struct search *search, struct entry *entry, struct messages *messages) {
  search->part = entry ? entry->name : STR("");
  search->story = entry ? story_of(search->document, entry) : NULL;
  size_t count = begin_links(search, messages);
  const struct markup *markup = entry ? markup_of(search, entry, messages) : NULL;
  if (markup) read_tree(search, markup->root);
  end_links(search, count);
}

struct outside *document_outside(const struct document *document, size_t *count, struct messages *messages) {
  struct search search = {.arena = document->arena, .document = document, .instruction = {.arena = document->arena}};
  struct package *package = document->package;
  read_part(&search, NULL, messages);
  for (size_t i = 0; i < package->count; i++)
    if (!entry_is_relationships(&package->entries[i])) read_part(&search, &package->entries[i], messages);
  *count = search.found.n;
  return search.found.at;
}
