/* Bound controls: the node of a custom XML part, or of the properties, that holds a control's value too. */
#include "binding.h"
#include "word_read.h"

#include <stdlib.h>
#include <strings.h>

/* How many elements all paths of a document together may look at: far more than any document needs, and soon done. */
enum { PATIENCE = 20000000 };

/* A control that says it is bound. */
struct wish {
  const struct element *sdt;
  struct str store; /* empty: any custom XML part */
  struct path path;
};

struct binder {
  struct document *document;
  struct messages quiet; /* what is wrong with a custom XML part is not said: nothing is bound to it then */
  struct lexicon lexicon;
  struct vocabulary vocabulary;
  ARRAY(struct wish) wishes;
  ARRAY(struct bound_part) parts;
  ARRAY(struct binding) bindings;
  size_t patience;
};

static const struct element *binding_element(const struct element *sdt) {
  const struct element *properties = element_child(sdt, W_SDT_PR);
  const struct element *binding = element_child(properties, W_DATA_BINDING);
  return binding ? binding : element_child(properties, W15_DATA_BINDING);
}

static void read_wishes(struct binder *b) {
  for (size_t i = 0; i < b->document->control_count; i++) {
    const struct element *sdt = b->document->controls[i].sdt, *e = binding_element(sdt);
    struct wish wish = {.sdt = sdt, .store = element_value(e, W_STORE_ITEM_ID)};
    struct str mappings = element_value(e, W_PREFIX_MAPPINGS);
    if (e && path_read(&b->lexicon, mappings, element_value(e, W_XPATH), &wish.path))
      *PUSH(b->document->arena, &b->wishes) = wish;
  }
}

static void add_part(struct binder *b, const struct relationship *to, struct str id) {
  struct entry *entry = to && !to->external ? package_entry(b->document->package, to->target) : NULL;
  for (size_t i = 0; i < b->parts.n; i++)
    if (b->parts.at[i].entry == entry) return;
  if (entry && role_take(b->document, entry, "/bound", &b->quiet))
    *PUSH(b->document->arena, &b->parts) = (struct bound_part){.id = id, .entry = entry};
}

/* The id of a custom XML part stands in its properties (22.5.2.1). */
static struct str part_id(struct binder *b, struct str part) {
  struct relationships list = package_relationships(b->document->package, part, &b->quiet);
  const struct relationship *to = relationship_of_type(list, "/customXmlProps");
  struct entry *entry = to ? package_entry(b->document->package, to->target) : NULL;
  const struct markup *properties = entry ? document_part(b->document, entry, &b->quiet) : NULL;
  return properties ? element_value(properties->root, DS_ITEM_ID) : STR("");
}

/* Word gives the two parts of properties ids of its own. */
static void find_parts(struct binder *b, struct relationships main) {
  for (size_t i = 0; i < main.count; i++)
    if (relationship_of_type((struct relationships){&main.at[i], 1}, "/customXml"))
      add_part(b, &main.at[i], part_id(b, main.at[i].target));
  struct relationships top = package_relationships(b->document->package, STR(""), &b->quiet);
  const struct relationship *extended = relationship_of_type(top, "/extended-properties");
  if (!extended) extended = relationship_of_type(top, "/extendedProperties");
  add_part(b, relationship_of_type(top, "/core-properties"), STR("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"));
  add_part(b, extended, STR("{6668398D-A668-4E3E-A5EB-62B293D839F1}"));
}

static const struct markup *part_markup(struct binder *b, struct bound_part *part) {
  struct package *package = b->document->package;
  struct str bytes;
  if (!part->tried && entry_bytes(package, part->entry, &b->quiet, &bytes))
    part->markup = markup_parse(reader_new(b->document->arena, &b->vocabulary), package->path,
                                str_z(b->document->arena, part->entry->name), bytes, &b->quiet);
  part->tried = true;
  return part->markup;
}

static bool same_id(struct str a, struct str b) { return a.len == b.len && strncasecmp(a.at, b.at, a.len) == 0; }

static void bind(struct binder *b, const struct wish *wish) {
  for (size_t i = 0; i < b->parts.n; i++) {
    struct bound_part *part = &b->parts.at[i];
    const struct markup *markup = !wish->store.len || same_id(wish->store, part->id) ? part_markup(b, part) : NULL;
    const struct element *found = markup ? path_follow(&wish->path, markup->root, &b->patience) : NULL;
    if (!found || (found->first && !wish->path.attribute)) continue;
    const struct attribute *attribute = wish->path.attribute ? element_attribute(found, wish->path.attribute) : NULL;
    *PUSH(b->document->arena, &b->bindings) = (struct binding){wish->sdt, i, found, attribute};
    return;
  }
}

static int by_control(const void *a, const void *b) {
  const struct element *one = ((const struct binding *)a)->sdt, *other = ((const struct binding *)b)->sdt;
  if (one->start != other->start) return one->start < other->start ? -1 : 1;
  return ((uintptr_t)one->in > (uintptr_t)other->in) - ((uintptr_t)one->in < (uintptr_t)other->in);
}

void bindings_read(struct document *document, struct relationships main) {
  struct arena *arena = document->arena;
  struct binder b = {
      .document = document, .quiet = {.arena = arena}, .lexicon = {.arena = arena}, .patience = PATIENCE};
  read_wishes(&b);
  if (!b.wishes.n) return;
  find_parts(&b, main);
  b.vocabulary = lexicon_vocabulary(&b.lexicon);
  for (size_t i = 0; i < b.wishes.n; i++) bind(&b, &b.wishes.at[i]);
  if (b.bindings.n) qsort(b.bindings.at, b.bindings.n, sizeof *b.bindings.at, by_control);
  document->bindings = b.bindings.at;
  document->binding_count = b.bindings.n;
  document->bound_parts = b.parts.at;
}

static const struct binding *binding_of(const struct document *document, const struct element *sdt) {
  struct binding wanted = {.sdt = sdt};
  if (!document->binding_count) return NULL;
  return bsearch(&wanted, document->bindings, document->binding_count, sizeof wanted, by_control);
}

static struct str node_value(const struct binding *binding) {
  return binding->attribute ? attribute_value(binding->attribute) : element_text(binding->element);
}

/* A rich text control may keep a whole package in its node, as text ([MS-DOCX] 2.5.3.1). */
bool binding_value(const struct document *document, const struct element *sdt, struct str *value) {
  const struct binding *binding = binding_of(document, sdt);
  if (!binding || str_find(node_value(binding), STR("<pkg:package")) >= 0) return false;
  *value = node_value(binding);
  return true;
}

/* ---- writing ---- */

static struct str stored(struct arena *arena, const struct element *sdt, struct str shown, struct str date) {
  const struct element *picker = element_child(element_child(sdt, W_SDT_PR), W_DATE);
  struct str as = element_value(element_child(picker, W_STORE_MAPPED_DATA_AS), W_VAL);
  struct list_item item = {0};
  if (picker && date.len && !str_is(as, "text"))
    return str_is(as, "date") ? date : str_from(str_format(arena, "%.*sT00:00:00", (int)date.len, date.at));
  while (control_next_item(sdt, &item))
    if (str_equal(item.text, shown)) return item.value;
  return shown;
}

void binding_write(struct changes *changes, const struct element *sdt, struct str shown, struct str date) {
  const struct binding *binding = binding_of(changes->document, sdt);
  if (!binding) return;
  struct bound_value *given = PUSH(changes->arena, &changes->bound);
  *given = (struct bound_value){binding, changes->bound.n, stored(changes->arena, sdt, shown, date)};
}

static int by_node(const void *a, const void *b) {
  const struct bound_value *one = a, *other = b;
  const struct binding *first = one->binding, *second = other->binding;
  size_t ordinal = first->attribute ? first->attribute->ordinal + 1 : 0;
  size_t other_ordinal = second->attribute ? second->attribute->ordinal + 1 : 0;
  if (first->part != second->part) return first->part < second->part ? -1 : 1;
  if (first->element->start != second->element->start) return first->element->start < second->element->start ? -1 : 1;
  if (ordinal != other_ordinal) return ordinal < other_ordinal ? -1 : 1;
  return one->order < other->order ? -1 : 1;
}

static bool same_node(const struct binding *a, const struct binding *b) {
  return a->element == b->element && a->attribute == b->attribute;
}

static void write_node(struct edits *edits, const struct binding *binding, struct str value) {
  if (str_equal(node_value(binding), value)) return;
  if (binding->attribute)
    edits_set_attribute(edits, binding->element, binding->attribute, value);
  else
    write_content(edits, binding->element, value);
}

void bindings_save(struct changes *changes, struct output *output) {
  struct bound_value *list = changes->bound.at;
  size_t n = changes->bound.n;
  if (n) qsort(list, n, sizeof *list, by_node);
  for (size_t i = 0; i < n;) {
    const struct bound_part *part = &changes->document->bound_parts[list[i].binding->part];
    struct edits edits = {.arena = changes->arena};
    for (size_t first = i; i < n && list[i].binding->part == list[first].binding->part; i++)
      if (i + 1 == n || !same_node(list[i].binding, list[i + 1].binding))
        write_node(&edits, list[i].binding, list[i].value);
    struct str bytes = part->markup->bytes;
    if (edits.list.n) output_replace(output, part->entry, edits_splice(changes->arena, bytes, 0, bytes.len, &edits));
  }
}
