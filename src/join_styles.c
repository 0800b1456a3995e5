/* Styles (17.7): documents of one template share theirs; a style that another document defines otherwise gets a name of its own. */
#include "join_parts.h"

/* A style that had to be renamed has the document's number behind its id and its name. */
static const char *renamed(struct arena *arena, struct str old, const struct look *look, const char *format) {
  return str_format(arena, format, str_z(arena, old), look->number);
}

struct str style_now(const struct joining *d, struct str id) {
  const struct str *now = lookup_find(&d->look->ids, id);
  return now ? *now : id;
}

static struct str value_of(const struct element *e, int name) { return element_value(element_child(e, name), J_VAL); }

static bool is_default(const struct element *style) {
  struct str value = element_value(style, J_DEFAULT);
  return str_is(value, "1") || str_is(value, "true") || str_is(value, "on");
}

static const struct element *numbered(const struct element *style) {
  for (const struct element *e = style; e; e = element_next(e, style))
    if (e->name == J_NUM_ID) return e;
  return NULL;
}

/* The style is there under its name, written in the same words. Numbered ones are not compared: their lists may differ. */
static bool is_there(const struct join *join, const struct element *style, bool same_lists) {
  const struct str *there = lookup_find(&join->styles, element_value(style, J_STYLE_ID));
  return there && str_equal(*there, element_bytes(style)) && (same_lists || !numbered(style));
}

/* Which styles must be renamed: those that differ, and those that rest on such a one. */
static void rename_styles(struct joining *d, struct look *look, bool all) {
  const struct markup *part = look->styles_part;
  bool same_lists = str_equal(look->numbering, d->join->looks.at[0]->numbering), changed = true;
  for (const struct element *e = part->root->first; e; e = e->next) {
    struct str id = element_value(e, J_STYLE_ID);
    bool taken = lookup_find(&d->join->styles, id) != NULL;
    if (e->name == J_STYLE && taken && (all || !is_there(d->join, e, same_lists)))
      lookup_put(&look->ids, id, str_from(renamed(d->arena, id, look, "%s_%zu")));
  }
  while (changed) {
    changed = false;
    for (const struct element *e = part->root->first; e; e = e->next) {
      struct str id = element_value(e, J_STYLE_ID);
      bool rests = lookup_find(&look->ids, value_of(e, J_BASED_ON)) || lookup_find(&look->ids, value_of(e, J_LINK));
      if (e->name != J_STYLE || lookup_find(&look->ids, id) || !rests || !lookup_find(&d->join->styles, id)) continue;
      lookup_put(&look->ids, id, str_from(renamed(d->arena, id, look, "%s_%zu")));
      changed = true;
    }
  }
}

/* Styles that number their paragraphs in order: with another document's list they would count on. */
static void note_ordered(struct look *look, const struct element *style) {
  const struct element *num = numbered(style);
  const struct element *level = num ? element_child(num->parent, J_ILVL) : NULL;
  struct str id = element_value(num, J_VAL);
  if (!num || !str_is(element_value(style, J_TYPE), "paragraph") || lookup_find(&look->nums, id)) return;
  struct str value = level ? element_value(level, J_VAL) : STR("0");
  lookup_put(&look->ordered, element_value(style, J_STYLE_ID), str_joined(look->ordered.arena, value, id, STR("")));
}

/* A style's name, which programs know it by, is one style's alone. */
static void name_apart(struct renewing *r, const struct look *look, const struct element *style) {
  struct join *join = r->d->join;
  const struct element *name = element_child(style, J_NAME);
  struct str old = element_value(name, J_VAL), now = old;
  while (lookup_find(&join->style_names, fold(r->d->arena, now)))
    now = str_from(renamed(r->d->arena, now, look, "%s (%zu)"));
  lookup_put(&join->style_names, fold(r->d->arena, now), STR(""));
  if (name && !str_equal(now, old)) renew_value(r, name, J_VAL, now);
}

static void refer(struct renewing *r, struct look *look, const struct element *style) {
  for (const struct element *e = style; e; e = element_next(e, style)) {
    bool reference = e->name == J_BASED_ON || e->name == J_NEXT || e->name == J_LINK;
    if (reference) renew_value(r, e, J_VAL, style_now(r->d, element_value(e, J_VAL)));
    if (e->name == J_NUM_ID) renew_value(r, e, J_VAL, num_now(r->d, look, element_value(e, J_VAL)));
  }
}

/* A style that rests on nothing rests on its document's defaults. */
static void rest_on_defaults(struct renewing *r, const struct look *look, const struct element *style) {
  const struct element *name = element_child(style, J_NAME);
  if (!look->defaults || element_child(style, J_BASED_ON) || !name) return;
  if (!str_is(element_value(style, J_TYPE), "paragraph")) return;
  if (name->next && str_is(local_name(name->next), "aliases")) name = name->next;
  edits_insert(&r->edits, name->end,
               str_from(str_format(r->d->arena, "<%sbasedOn %sval=\"Defaults_%zu\"/>", r->w, r->w, look->number)));
}

static void take_style(struct joining *d, struct look *look, const struct element *style) {
  struct gather *styles = &d->join->merged[STYLES];
  struct str id = element_value(style, J_STYLE_ID);
  const struct str *now = lookup_find(&look->ids, id);
  const struct attribute *usual = element_attribute(style, J_DEFAULT);
  if (!now && look->number > 1 && lookup_find(&d->join->styles, id)) return; /* the same is there */
  struct renewing r = renewing_new(d, style->in, NULL, gather_prefix(styles, "w", W_URI));
  if (now) renew_value(&r, style, J_STYLE_ID, *now);
  name_apart(&r, look, style);
  if (usual && look->number > 1) edits_drop_attribute(&r.edits, style, usual);
  rest_on_defaults(&r, look, style);
  refer(&r, look, style);
  gather_own(styles, &r.edits, style);
  gather_add(styles, style, &r.edits);
  lookup_put(&d->join->styles, now ? *now : id, element_bytes(style));
}

/* ---- what is so without a style ---- */

/* What Word takes where a document says nothing (17.7.5): a document's own defaults rest on these. */
static void add_application_defaults(struct gather *styles, const char *w) {
  text_add_z(&styles->body,
             with_prefix(
                 styles->arena, w,
                 "<@style @type=\"paragraph\" @customStyle=\"1\" @styleId=\"Defaults\"><@name @val=\"Defaults\"/><@pPr>"
                 "<@spacing @before=\"0\" @after=\"0\" @line=\"240\" @lineRule=\"auto\"/></@pPr><@rPr>"
                 "<@rFonts @ascii=\"Times New Roman\" @eastAsia=\"Times New Roman\" @hAnsi=\"Times New Roman\" "
                 "@cs=\"Times New Roman\"/><@color @val=\"auto\"/><@sz @val=\"20\"/><@szCs @val=\"20\"/></@rPr>"
                 "</@style>"));
}

static struct str defaults_content(const struct markup *part, int wrapper, int properties) {
  const struct element *defaults = part ? element_child(part->root, J_DOC_DEFAULTS) : NULL;
  const struct element *e = element_child(element_child(defaults, wrapper), properties);
  return e ? element_bytes(e) : STR("");
}

/* The document's defaults as a style of its own. */
static void add_defaults(struct joining *d, const struct look *look) {
  struct gather *styles = &d->join->merged[STYLES];
  const char *w = gather_prefix(styles, "w", W_URI);
  if (!d->join->defaults) add_application_defaults(styles, w);
  d->join->defaults = true;
  text_add_z(&styles->body,
             str_format(d->arena,
                        with_prefix(d->arena, w,
                                    "<@style @type=\"paragraph\" @customStyle=\"1\" @styleId=\"Defaults_%zu\"><@name "
                                    "@val=\"Defaults %zu\"/><@basedOn @val=\"Defaults\"/>"),
                        look->number, look->number));
  text_add(&styles->body, defaults_content(look->styles_part, J_PPR_DEFAULT, J_PPR));
  text_add(&styles->body, defaults_content(look->styles_part, J_RPR_DEFAULT, J_RPR));
  text_add_z(&styles->body, str_format(d->arena, "</%sstyle>", w));
}

static struct str default_of(const struct look *look, const char *type) {
  const struct element *e = look->styles_part ? look->styles_part->root->first : NULL;
  for (; e; e = e->next)
    if (e->name == J_STYLE && is_default(e) && str_is(element_value(e, J_TYPE), type))
      return element_value(e, J_STYLE_ID);
  return STR("");
}

/* The style that what has none is given: nothing where the joined document has the same. */
static struct str named_default(const struct joining *d, const struct look *look, const char *type, struct str usual) {
  struct str id = default_of(look, type);
  const struct str *now = id.len ? lookup_find(&look->ids, id) : NULL;
  return now ? *now : str_equal(id, usual) ? STR("") : str_copy(d->join->arena, id);
}

static bool same_defaults(const struct look *one, const struct look *other) {
  return str_equal(defaults_content(one->styles_part, J_PPR_DEFAULT, J_PPR),
                   defaults_content(other->styles_part, J_PPR_DEFAULT, J_PPR)) &&
         str_equal(defaults_content(one->styles_part, J_RPR_DEFAULT, J_RPR),
                   defaults_content(other->styles_part, J_RPR_DEFAULT, J_RPR));
}

static void take_first(struct joining *d, struct look *look) {
  struct join *join = d->join;
  struct edits none = {.arena = d->arena};
  join->usual_paragraph = default_of(look, "paragraph");
  join->usual_table = default_of(look, "table");
  const struct element *e = look->styles_part ? look->styles_part->root->first : NULL;
  for (; e; e = e->next)
    if (e->name != J_STYLE) gather_add(&join->merged[STYLES], e, &none);
}

void styles_take(struct joining *d, struct look *look) {
  struct join *join = d->join;
  bool first = look->number == 1;
  look->defaults = !first && !same_defaults(join->looks.at[0], look);
  if (look->styles_part) gather_root(&join->merged[STYLES], look->styles_part);
  if (first) take_first(d, look);
  if (look->defaults && !join->merged[STYLES].root.len) join->merged[STYLES].root = STR("w:styles");
  if (look->styles_part && !first) rename_styles(d, look, look->defaults);
  if (look->defaults) add_defaults(d, look);
  const struct element *start = look->styles_part ? look->styles_part->root->first : NULL;
  for (const struct element *e = start; e; e = e->next)
    if (e->name == J_STYLE) note_ordered(look, e);
  for (const struct element *e = start; e; e = e->next)
    if (e->name == J_STYLE) take_style(d, look, e);
  if (first) return;
  look->paragraph = named_default(d, look, "paragraph", join->usual_paragraph);
  look->table = named_default(d, look, "table", join->usual_table);
  if (look->defaults && !look->paragraph.len)
    look->paragraph = str_from(str_format(join->arena, "Defaults_%zu", look->number));
}
