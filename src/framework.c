/* Frameworks: checked, and built into a domain. */
#include "shape.h"

/* ---- checking ---- */

static const struct shape_key MILESTONE_KEYS[] = {
    {.key = "id", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "statement", .kind = SHAPE_TEXT, .required = true, .check = check_words},
    {.key = "code", .kind = SHAPE_TEXT},
};
static const struct shape MILESTONE = SHAPE("a milestone", MILESTONE_KEYS);

static const struct shape_key ORGANISER_KEYS[] = {
    {.key = "id", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "title", .kind = SHAPE_TEXT, .required = true, .check = check_words},
    {.key = "milestones", .kind = SHAPE_MAPS, .required = true, .of = &MILESTONE},
};
static const struct shape ORGANISER = SHAPE("an organiser", ORGANISER_KEYS);

static const struct shape_key AREA_KEYS[] = {
    {.key = "id", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "title", .kind = SHAPE_TEXT, .required = true, .check = check_words},
    {.key = "organisers", .kind = SHAPE_MAPS, .required = true, .of = &ORGANISER},
};
static const struct shape AREA = SHAPE("an area", AREA_KEYS);

static const struct shape_key FRAMEWORK_KEYS[] = {
    {.key = "version", .kind = SHAPE_TEXT, .required = true, .check = check_version},
    {.key = "framework", .kind = SHAPE_TEXT, .required = true, .check = check_id},
    {.key = "title", .kind = SHAPE_TEXT, .required = true},
    {.key = "about", .kind = SHAPE_TEXT},
    {.key = "areas", .kind = SHAPE_MAPS, .required = true, .of = &AREA},
};
static const struct shape FRAMEWORK = SHAPE("a framework", FRAMEWORK_KEYS);

/* A value that other values of the file must differ from, when it is there at all. */
static void add_name(struct checker *checker, struct names *names, const struct node *map, const char *key,
                     bool folded) {
  const struct node *value = node_get(map, key);
  if (node_str(value).len)
    names_add(checker, names, folded ? fold(checker->arena, value->text) : value->text, value, 0);
}

static void add_area_ids(struct checker *checker, struct names *ids, const struct node *area) {
  add_name(checker, ids, area, "id", false);
  for (const struct node *organiser = node_items(area, "organisers"); organiser; organiser = organiser->next) {
    add_name(checker, ids, organiser, "id", false);
    for (const struct node *milestone = node_items(organiser, "milestones"); milestone; milestone = milestone->next)
      add_name(checker, ids, milestone, "id", false);
  }
}

void framework_names(struct checker *checker, struct names *ids, struct names *titles) {
  for (const struct node *area = node_items(checker->source->root, "areas"); area; area = area->next) {
    add_area_ids(checker, ids, area);
    add_name(checker, titles, area, "title", true);
  }
}

/* Within an area a row is found by its statement alone. */
static void check_statements(struct checker *checker, const struct node *area) {
  struct names statements = {0};
  for (const struct node *organiser = node_items(area, "organisers"); organiser; organiser = organiser->next)
    for (const struct node *milestone = node_items(organiser, "milestones"); milestone; milestone = milestone->next)
      add_name(checker, &statements, milestone, "statement", true);
  names_tell(checker, &statements, tell_clash);
}

bool framework_check(struct arena *arena, const struct source *source, struct messages *messages) {
  struct checker checker = {arena, source, messages};
  size_t before = messages->list.n, errors = messages->errors;
  struct names ids = {0}, titles = {0};
  shape_check_file(&checker, "framework", &FRAMEWORK);
  framework_names(&checker, &ids, &titles);
  names_tell(&checker, &ids, tell_repeated);
  names_tell(&checker, &titles, tell_clash);
  for (const struct node *area = node_items(source->root, "areas"); area; area = area->next)
    check_statements(&checker, area);
  messages_in_order(messages, before);
  return messages->errors == errors;
}

/* ---- building ---- */

void framework_count(const struct node *root, size_t *areas, size_t *milestones) {
  for (const struct node *area = node_items(root, "areas"); area; area = area->next) {
    ++*areas;
    for (const struct node *organiser = node_items(area, "organisers"); organiser; organiser = organiser->next)
      *milestones += node_get(organiser, "milestones")->count;
  }
}

static void build_milestone(struct arena *arena, const struct node *node, const struct organiser *organiser,
                            struct domain *domain) {
  struct str statement = node_get_str(node, "statement"), folded = fold(arena, statement);
  struct milestone milestone = {
      .id = node_get_str(node, "id"),
      .statement = statement,
      .folded = folded,
      .bare = statement_bare(folded),
      .code = node_get_str(node, "code"),
      .organiser = organiser,
      .area = organiser->area,
      .order = domain->milestone_count,
  };
  domain->milestones[domain->milestone_count++] = milestone;
}

static void build_organiser(struct arena *arena, const struct node *node, const struct area *area,
                            struct domain *domain) {
  struct organiser *organiser = NEW(arena, struct organiser);
  *organiser = (struct organiser){node_get_str(node, "id"), node_get_str(node, "title"), area};
  for (const struct node *milestone = node_items(node, "milestones"); milestone; milestone = milestone->next)
    build_milestone(arena, milestone, organiser, domain);
}

static void build_area(struct arena *arena, const struct node *node, struct domain *domain) {
  struct area *area = &domain->areas[domain->area_count];
  struct milestone *first = domain->milestones + domain->milestone_count;
  struct str title = node_get_str(node, "title");
  *area = (struct area){.id = node_get_str(node, "id"),
                        .title = title,
                        .folded = fold(arena, title),
                        .milestones = first,
                        .order = domain->area_count++};
  for (const struct node *organiser = node_items(node, "organisers"); organiser; organiser = organiser->next)
    build_organiser(arena, organiser, area, domain);
  area->count = (size_t)(domain->milestones + domain->milestone_count - first);
}

void framework_build(struct arena *arena, const struct node *root, struct domain *domain) {
  for (const struct node *area = node_items(root, "areas"); area; area = area->next) build_area(arena, area, domain);
}
