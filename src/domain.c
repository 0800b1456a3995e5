/* A domain: the scales and frameworks in use, loaded, joined, and found in. */
#include "file.h"
#include "shape.h"

#include <stdlib.h>
#include <string.h>

struct loader {
  struct arena *arena;
  const struct source *named_in;
  struct library *library; /* NULL for none */
  struct messages *messages;
};

/* What a list of names may name. */
struct sort {
  const char *kind, *sub;
  bool (*check)(struct arena *arena, const struct source *source, struct messages *messages);
};

struct sources {
  ARRAY(struct source *) list;
};

/* ---- loading ---- */

static struct source *find_read(const struct library *library, const char *path) {
  for (size_t i = 0; library && i < library->sources.n; i++)
    if (strcmp(library->sources.at[i]->path, path) == 0) return library->sources.at[i];
  return NULL;
}

static void load_one(struct loader *loader, const struct sort *sort, const struct node *name, struct sources *sources) {
  struct arena *arena = loader->arena;
  const char *folder = path_folder(arena, loader->named_in->path), *z = str_z(arena, node_str(name));
  struct where where = source_where(loader->named_in, name);
  const char *path = data_find_below(arena, folder, sort->sub, z, ".yaml", sort->kind, where, loader->messages);
  struct source *source = path ? find_read(loader->library, path) : NULL, *read = NULL;
  if (path && !source) source = read = source_read(arena, path, loader->messages);
  if (read && !sort->check(arena, read, loader->messages)) return;
  if (read && loader->library) *PUSH(arena, &loader->library->sources) = read;
  if (source) *PUSH(arena, &sources->list) = source;
}

static bool named_before(const struct node *list, const struct node *name) {
  const struct node *other = list->first;
  while (other != name && !str_equal(node_str(other), node_str(name))) other = other->next;
  return other != name;
}

/* A name that stands twice is loaded once. */
static struct sources load_all(struct loader *loader, const struct sort *sort, const struct node *names) {
  struct sources sources = {0};
  const struct node *name = names && names->kind == NODE_LIST ? names->first : NULL;
  for (; name; name = name->next)
    if (!node_nothing(name) && !named_before(names, name)) load_one(loader, sort, name, &sources);
  return sources;
}

/* ---- joining ---- */

static int by_id(const void *one, const void *other) {
  const struct milestone *a = *(const struct milestone *const *)one, *b = *(const struct milestone *const *)other;
  return str_compare(a->id, b->id);
}

static void sort_milestones(struct arena *arena, struct domain *domain) {
  size_t count = domain->milestone_count;
  domain->by_id = arena_alloc(arena, count, sizeof *domain->by_id);
  for (size_t i = 0; i < count; i++) domain->by_id[i] = &domain->milestones[i];
  if (count) qsort(domain->by_id, count, sizeof *domain->by_id, by_id);
}

static void build_scales(struct loader *loader, const struct sources *sources, const char *language,
                         struct domain *domain) {
  domain->scales = arena_alloc(loader->arena, sources->list.n, sizeof *domain->scales);
  for (size_t i = 0; i < sources->list.n; i++)
    scale_build(loader->arena, sources->list.at[i]->root, language, &domain->scales[domain->scale_count++]);
}

static void build_frameworks(struct loader *loader, const struct sources *sources, struct domain *domain) {
  size_t areas = 0, milestones = 0;
  for (size_t i = 0; i < sources->list.n; i++) framework_count(sources->list.at[i]->root, &areas, &milestones);
  domain->areas = arena_alloc(loader->arena, areas, sizeof *domain->areas);
  domain->milestones = arena_alloc(loader->arena, milestones, sizeof *domain->milestones);
  for (size_t i = 0; i < sources->list.n; i++) framework_build(loader->arena, sources->list.at[i]->root, domain);
  sort_milestones(loader->arena, domain);
}

/* Ids and area titles are one over all frameworks, since records and documents name no framework. */
static void check_frameworks(struct loader *loader, const struct sources *sources) {
  struct checker checker = {loader->arena, NULL, loader->messages};
  struct names ids = {0}, titles = {0};
  for (size_t i = 0; i < sources->list.n; i++) {
    checker.source = sources->list.at[i];
    framework_names(&checker, &ids, &titles);
  }
  names_tell(&checker, &ids, tell_repeated);
  names_tell(&checker, &titles, tell_clash);
}

static void check_scales(struct loader *loader, const struct sources *sources) {
  struct checker checker = {loader->arena, NULL, loader->messages};
  struct names ids = {0};
  for (size_t i = 0; i < sources->list.n; i++) {
    checker.source = sources->list.at[i];
    const struct node *id = node_get(checker.source->root, "scale");
    names_add(&checker, &ids, node_str(id), id, 0);
  }
  names_tell(&checker, &ids, tell_repeated);
}

struct domain *domain_load(struct arena *arena, const struct source *scales_in, const struct node *scales,
                           const struct source *frameworks_in, const struct node *frameworks, const char *language,
                           struct library *library, struct messages *messages) {
  static const struct sort scale_sort = {"scale", "mappings/scales", scale_check};
  static const struct sort framework_sort = {"framework", "mappings/frameworks", framework_check};
  struct loader loader = {arena, scales_in, library, messages};
  size_t errors = messages->errors;
  struct sources scale_sources = load_all(&loader, &scale_sort, scales);
  loader.named_in = frameworks_in;
  struct sources framework_sources = load_all(&loader, &framework_sort, frameworks);
  check_scales(&loader, &scale_sources);
  check_frameworks(&loader, &framework_sources);
  if (messages->errors != errors) return NULL;
  struct domain *domain = NEW(arena, struct domain);
  build_scales(&loader, &scale_sources, language, domain);
  build_frameworks(&loader, &framework_sources, domain);
  return domain;
}

/* ---- finding ---- */

const struct scale *domain_scale(const struct domain *domain, struct str id) {
  for (size_t i = 0; i < domain->scale_count; i++)
    if (str_equal(domain->scales[i].id, id)) return &domain->scales[i];
  return NULL;
}

const struct milestone *domain_milestone(const struct domain *domain, struct str id) {
  size_t low = 0, high = domain->milestone_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(id, domain->by_id[middle]->id);
    if (order == 0) return domain->by_id[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

struct str statement_bare(struct str folded) {
  folded = str_trim(str_sub(folded, list_mark(folded), folded.len));
  while (folded.len && strchr(".;,", folded.at[folded.len - 1])) folded = str_trim(str_sub(folded, 0, folded.len - 1));
  return folded;
}

/* The only one of these milestones whose statement is this; NULL for none, and for several. */
static const struct milestone *only_stated(const struct milestone *list, size_t count, struct str folded,
                                           bool as_copied) {
  const struct milestone *found = NULL;
  for (size_t i = 0; i < count; i++) {
    struct str statement = as_copied ? list[i].bare : list[i].folded;
    if (!str_equal(statement, folded)) continue;
    if (found) return NULL;
    found = &list[i];
  }
  return found;
}

static bool any_stated(const struct milestone *list, size_t count, struct str folded) {
  for (size_t i = 0; i < count; i++)
    if (str_equal(list[i].folded, folded)) return true;
  return false;
}

const struct milestone *domain_statement(struct arena *arena, const struct domain *domain, const struct area *area,
                                         struct str statement) {
  const struct milestone *list = area ? area->milestones : domain->milestones;
  size_t count = area ? area->count : domain->milestone_count;
  struct str folded = fold(arena, statement);
  if (any_stated(list, count, folded)) return only_stated(list, count, folded, false);
  return only_stated(list, count, statement_bare(folded), true);
}

const struct area *domain_area(struct arena *arena, const struct domain *domain, struct str title) {
  struct str folded = fold(arena, title);
  for (size_t i = 0; i < domain->area_count; i++)
    if (str_equal(domain->areas[i].folded, folded)) return &domain->areas[i];
  return NULL;
}
