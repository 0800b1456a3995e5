/* Settings (17.15) and properties of the joined document: those of the first, as far as they are about how pages look. */
#include "join_parts.h"

#include <string.h>

static bool is_on(const struct element *e) {
  struct str value = element_value(e, J_VAL);
  return e && !str_is(value, "0") && !str_is(value, "false") && !str_is(value, "off");
}

/* ---- properties ---- */

void add_property(struct text *out, long *count, const char *name, struct str value) {
  text_add_z(out,
             str_format(out->arena, "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%ld\" name=\"",
                        2 + (*count)++));
  text_add_escaped(out, str_from(name));
  text_add_z(out, "\"><vt:lpwstr>");
  text_add_escaped(out, value);
  text_add_z(out, "</vt:lpwstr></property>");
}

/* A document's own properties, as far as they are text, stand under its number. The digest is of a document that is no more. */
static void take_property(struct joining *d, const struct element *e) {
  struct join *join = d->join;
  const struct element *value = element_child(e, J_LPWSTR);
  struct str name = element_value(e, J_PLAIN_NAME);
  if (e->name != J_PROPERTY || !value || str_is(name, join->digest_property)) return;
  add_property(&join->properties, &join->property, str_format(d->arena, "%zu.%s", d->number, str_z(d->arena, name)),
               element_text(value));
}

/* Properties of the package that all documents share are the joined one's: a title of one child's is not. */
static void take_document_properties(struct joining *d, struct relationships top, size_t which, const char *kind) {
  const struct relationship *to = relationship_of_type(top, kind);
  struct entry *entry = to ? package_entry(d->package, to->target) : NULL;
  struct str bytes = STR(""), *kept = &d->join->document_properties[which];
  if (entry && !joining_bytes(d, entry, &bytes)) return;
  if (d->number == 1)
    *kept = str_copy(d->join->arena, bytes);
  else if (!str_equal(*kept, bytes))
    *kept = STR("");
}

void properties_add(struct joining *d) {
  struct relationships top = package_relationships(d->package, STR(""), d->messages);
  take_document_properties(d, top, 0, "/core-properties");
  take_document_properties(d, top, 1, "/extended-properties");
  const struct relationship *to = relationship_of_type(top, "/custom-properties");
  struct entry *entry = to ? package_entry(d->package, to->target) : NULL;
  struct markup *markup = entry ? joining_markup(d, entry) : NULL;
  for (const struct element *e = markup ? markup->root->first : NULL; e; e = e->next) take_property(d, e);
}

/* ---- settings ---- */

void settings_add(struct joining *d) {
  struct join *join = d->join;
  struct markup *markup = joining_part(d, "/settings");
  const struct element *even = markup ? element_child(markup->root, J_EVEN_AND_ODD) : NULL;
  d->even_and_odd = is_on(even);
  join->even_and_odd = join->even_and_odd || d->even_and_odd;
  if (d->number == 1 && markup)
    join->settings =
        markup_parse(join->reader, join->path, "word/settings.xml", str_copy(join->arena, markup->bytes), d->messages);
}

static const struct element *setting(const struct markup *settings, const char *name) {
  const struct element *e = settings ? settings->root->first : NULL;
  while (e && !str_is(local_name(e), name)) e = e->next;
  return e;
}

struct str settings_bytes(struct join *join) {
  static const char *const kept[] = {"zoom",
                                     "displayBackgroundShape",
                                     "mirrorMargins",
                                     "alignBordersAndEdges",
                                     "bordersDoNotSurroundHeader",
                                     "bordersDoNotSurroundFooter",
                                     "gutterAtTop",
                                     "hideSpellingErrors",
                                     "hideGrammaticalErrors",
                                     "defaultTabStop",
                                     "autoHyphenation",
                                     "consecutiveHyphenLimit",
                                     "hyphenationZone",
                                     "doNotHyphenateCaps",
                                     "evenAndOddHeaders",
                                     "characterSpacingControl",
                                     "noLineBreaksAfter",
                                     "noLineBreaksBefore",
                                     "endnotePr",
                                     "compat",
                                     "mathPr",
                                     "themeFontLang",
                                     "clrSchemeMapping",
                                     "decimalSymbol",
                                     "listSeparator"};
  struct gather all = {.arena = join->arena, .body = {.arena = join->arena}};
  if (join->settings) gather_root(&all, join->settings);
  const char *w = gather_prefix(&all, "w", W_URI);
  if (!all.root.len) all.root = str_from(str_format(join->arena, "%ssettings", w));
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    const struct element *e = setting(join->settings, kept[i]);
    if (strcmp(kept[i], "evenAndOddHeaders") == 0) {
      if (join->even_and_odd) text_add_z(&all.body, with_prefix(join->arena, w, "<@evenAndOddHeaders/>"));
    } else if (strcmp(kept[i], "endnotePr") == 0) { /* at the end of the pack they would stand behind another's pages */
      if (join->endnotes)
        text_add_z(&all.body, with_prefix(join->arena, w, "<@endnotePr><@pos @val=\"sectEnd\"/></@endnotePr>"));
    } else if (e) {
      text_add(&all.body, element_bytes(e));
    }
  }
  return gather_bytes(join->arena, &all, "", "");
}
