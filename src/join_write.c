/* The joined package: its parts, content types and relationships. */
#include "join_parts.h"

#include <string.h>

/* Where a gathered part stands, and how it is known. */
static const struct {
  const char *name, *kind, *relationship;
} MERGED[MERGED_COUNT] = {
    [MAIN] = {"word/document.xml", "document.main", R_URI "/officeDocument"},
    [COMMENTS] = {"word/comments.xml", "comments", R_URI "/comments"},
    [EXTENDED] = {"word/commentsExtended.xml", "commentsExtended",
                  "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"},
    [IDS] = {"word/commentsIds.xml", "commentsIds",
             "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds"},
    [EXTENSIBLE] = {"word/commentsExtensible.xml", "commentsExtensible",
                    "http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible"},
    [PEOPLE] = {"word/people.xml", "people", "http://schemas.microsoft.com/office/2011/relationships/people"},
    [FOOTNOTES] = {"word/footnotes.xml", "footnotes", R_URI "/footnotes"},
    [ENDNOTES] = {"word/endnotes.xml", "endnotes", R_URI "/endnotes"},
    [NUMBERING] = {"word/numbering.xml", "numbering", R_URI "/numbering"},
    [STYLES] = {"word/styles.xml", "styles", R_URI "/styles"}};

struct writing {
  struct join *join;
  struct output *output;
  struct text types, top; /* content types; the package's relationships */
};

void names_reserve(struct join *join) {
  static const char *const others[] = {"word/settings.xml",   "docProps/core.xml",   "docProps/app.xml",
                                       "docProps/custom.xml", "[content_types].xml", JOIN_ABSENT_PART};
  for (size_t i = 0; i < MERGED_COUNT; i++) name_reserve(join, str_from(MERGED[i].name));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) name_reserve(join, str_from(others[i]));
}

static void add_type(struct writing *w, struct str name, struct str type) {
  text_add_z(&w->types, "<Override PartName=\"/");
  text_add_escaped(&w->types, name);
  text_add_z(&w->types, "\" ContentType=\"");
  text_add_escaped(&w->types, type);
  text_add_z(&w->types, "\"/>");
}

static void add_relationships(struct writing *w, struct str name, struct str list) {
  struct arena *arena = w->join->arena;
  struct str whole = str_joined(arena, STR(RELATIONSHIPS_OPEN), list, STR("</Relationships>"));
  if (list.len) output_part(w->output, relationships_name(arena, name), whole);
}

static void add_top(struct writing *w, const char *relationship, struct str name) {
  struct str id = str_from(str_format(w->join->arena, "rId%zu", w->top.len + 1));
  add_relationship(&w->top, id, str_from(relationship), name, false);
}

static struct str merged_bytes(struct join *join, enum merged which) {
  struct gather *part = &join->merged[which];
  const char *w = gather_prefix(part, "w", W_URI);
  if (which == NUMBERING) return numbering_bytes(join);
  if (which != MAIN) return gather_bytes(join->arena, part, "", "");
  const char *tail = str_format(join->arena, "%s</%sbody>", str_z(join->arena, join->end), w);
  return gather_bytes(join->arena, part, str_format(join->arena, "<%sbody>", w), tail);
}

static void add_merged(struct writing *w, enum merged which) {
  struct join *join = w->join;
  struct str name = str_from(MERGED[which].name);
  output_part(w->output, name, merged_bytes(join, which));
  add_relationships(w, name, text_str(&join->merged[which].relationships));
}

static bool is_empty(const struct join *join, enum merged which) {
  return which == NUMBERING ? !join->nums.len : !join->merged[which].body.len;
}

static void relate(struct join *join, const char *relationship, const char *name) {
  struct gather *main = &join->merged[MAIN];
  struct str id = str_from(str_format(join->arena, "rId%zu", ++main->relationship_count));
  add_relationship(&main->relationships, id, str_from(relationship), str_from(name), false);
}

static void add_own_parts(struct writing *w) {
  struct join *join = w->join;
  for (size_t i = 0; i < join->parts.n; i++) {
    const struct joined_part *part = &join->parts.at[i];
    if (part->entry)
      output_copy(w->output, part->name, part->entry);
    else
      output_part(w->output, part->name, part->bytes);
    add_relationships(w, part->name, part->relationships);
  }
}

static const struct {
  const char *name, *type, *relationship;
} PROPERTIES[] = {{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
                   "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"},
                  {"docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                   R_URI "/extended-properties"}};

static void add_document_properties(struct writing *w) {
  for (size_t i = 0; i < 2; i++) {
    if (!w->join->document_properties[i].len) continue;
    output_part(w->output, str_from(PROPERTIES[i].name), w->join->document_properties[i]);
    add_top(w, PROPERTIES[i].relationship, str_from(PROPERTIES[i].name));
  }
}

/* The list of all parts stands first: there are programs that know a file by that. */
static void add_types(struct writing *w) {
  struct join *join = w->join;
  for (enum merged i = MAIN; i < MERGED_COUNT; i++)
    if (!is_empty(join, i))
      add_type(w, str_from(MERGED[i].name), str_from(str_format(join->arena, WORD_TYPE "%s+xml", MERGED[i].kind)));
  add_type(w, STR("word/settings.xml"), STR(WORD_TYPE "settings+xml"));
  for (size_t i = 0; i < join->parts.n; i++) add_type(w, join->parts.at[i].name, join->parts.at[i].type);
  for (size_t i = 0; i < 2; i++)
    if (join->document_properties[i].len) add_type(w, str_from(PROPERTIES[i].name), str_from(PROPERTIES[i].type));
  add_type(w, STR("docProps/custom.xml"), STR("application/vnd.openxmlformats-officedocument.custom-properties+xml"));
  struct str head = STR(
      XML_HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
               "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
               "Extension=\"xml\" ContentType=\"application/xml\"/>");
  output_part(w->output, STR("[Content_Types].xml"),
              str_joined(join->arena, head, text_str(&w->types), STR("</Types>")));
}

static struct str custom_bytes(struct join *join, const char *digest) {
  add_property(&join->properties, &join->property, JOIN_PROPERTY, number_str(join->arena, (long)join->count));
  add_property(&join->properties, &join->property, join->digest_property, str_from(digest));
  return str_joined(join->arena, STR(PROPERTIES_OPEN), text_str(&join->properties), STR("</Properties>"));
}

/* What Cairn could not read again is not made. */
static bool within_limits(const struct writing *w, struct messages *messages) {
  const struct {
    size_t count;
    enum limit limit;
  } counts[] = {{w->join->merged[MAIN].body.len + w->join->end.len, LIMIT_XML_PART},
                {2 * w->join->parts.n + 16, LIMIT_ENTRIES},
                {w->join->merged[MAIN].relationship_count, LIMIT_RELATIONSHIPS}};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    if (counts[i].count <= limit(w->join->arena, counts[i].limit)) continue;
    say(messages, MSG_JOINED_TOO_LARGE, ((struct where){.file = w->join->path}), limit_what(counts[i].limit));
    return false;
  }
  return true;
}

bool join_write(struct join *join, struct messages *messages, struct str *bytes) {
  struct arena *arena = join->arena;
  struct writing w = {join, output_empty(arena), {.arena = arena}, {.arena = arena}};
  if (!within_limits(&w, messages)) return false;
  for (enum merged i = MAIN + 1; i < MERGED_COUNT; i++)
    if (!is_empty(join, i)) relate(join, MERGED[i].relationship, MERGED[i].name);
  relate(join, R_URI "/settings", "word/settings.xml");
  add_types(&w);
  add_top(&w, MERGED[MAIN].relationship, str_from(MERGED[MAIN].name));
  for (enum merged i = MAIN; i < MERGED_COUNT; i++)
    if (!is_empty(join, i)) add_merged(&w, i);
  output_part(w.output, STR("word/settings.xml"), settings_bytes(join));
  add_own_parts(&w);
  add_document_properties(&w);
  add_top(&w, R_URI "/custom-properties", STR("docProps/custom.xml"));
  add_relationships(&w, STR(""), text_str(&w.top));
  const char *digest = output_digest(w.output, STR("docProps/custom.xml"));
  output_part(w.output, STR("docProps/custom.xml"), custom_bytes(join, digest));
  *bytes = output_write(w.output);
  return true;
}
