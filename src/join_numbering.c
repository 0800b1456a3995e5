/* Lists (17.9). Bullets are shared; what counts is each document's own, so that each begins with its first number. */
#include "join_parts.h"

static const struct element *numbered_as(const struct markup *part, int element, int attribute, struct str id) {
  for (const struct element *e = part ? part->root->first : NULL; e; e = e->next)
    if (e->name == element && str_equal(element_value(e, attribute), id)) return e;
  return NULL;
}

static const struct element *abstract_of(const struct look *look, const struct element *num) {
  struct str id = element_value(element_child(num, J_ABSTRACT_NUM_ID), J_VAL);
  return numbered_as(look->numbering_part, J_ABSTRACT_NUM, J_ABSTRACT_NUM_ID, id);
}

/* No level of it counts. */
static bool is_bullets(const struct element *abstract) {
  for (const struct element *e = abstract; e; e = element_next(e, abstract)) {
    struct str format = element_value(e, J_VAL);
    if (e->name == J_NUM_FMT && !str_is(format, "bullet") && !str_is(format, "none")) return false;
    if (e->name == J_NUM_STYLE_LINK || e->name == J_STYLE_LINK || e->name == J_LVL_PIC_BULLET_ID) return false;
  }
  return true;
}

static void add_spliced(struct text *out, const struct element *e, const struct edits *edits) {
  text_add(out, edits_splice(edits->arena, e->in->bytes, e->start, e->end, edits));
}

static void merge_relationships(struct joining *d, struct lookup *ids) {
  const struct relationship *to = relationship_of_type(d->list, "/numbering");
  if (to) relationships_merge(d, to->target, &d->join->merged[NUMBERING], ids);
}

/* The picture of a bullet (17.9.21). */
static struct str bullet_now(struct joining *d, const struct look *look, struct str id) {
  const struct element *e = numbered_as(look->numbering_part, J_NUM_PIC_BULLET, J_NUM_PIC_BULLET_ID, id);
  struct lookup ids = {.arena = d->arena};
  if (!e) return id;
  merge_relationships(d, &ids);
  struct renewing r = renewing_new(d, e->in, &ids, "");
  struct str now = number_str(d->arena, d->join->bullet++);
  renew(&r, e);
  renew_value(&r, e, J_NUM_PIC_BULLET_ID, now);
  gather_own(&d->join->merged[NUMBERING], &r.edits, e);
  add_spliced(&d->join->bullets, e, &r.edits);
  return now;
}

/* A copy of what a list is defined by, with an id of its own; Word takes lists with one w:nsid for one list. */
static struct str abstract_add(struct joining *d, const struct look *look, const struct element *abstract,
                               bool shared) {
  struct renewing r = renewing_new(d, abstract->in, NULL, "");
  struct str now = number_str(d->arena, d->join->abstract_num++);
  renew_value(&r, abstract, J_ABSTRACT_NUM_ID, now);
  for (const struct element *e = abstract; e; e = element_next(e, abstract)) {
    bool link = e->name == J_PSTYLE || e->name == J_STYLE_LINK; /* a style knows one list alone */
    bool style = link || e->name == J_RSTYLE || e->name == J_NUM_STYLE_LINK;
    if (e->name == J_NSID || (link && !shared && d->number != look->number))
      edits_remove(&r.edits, e);
    else if (style)
      renew_value(&r, e, J_VAL, style_now(d, element_value(e, J_VAL)));
    if (e->name == J_LVL_PIC_BULLET_ID) renew_value(&r, e, J_VAL, bullet_now(d, look, element_value(e, J_VAL)));
  }
  gather_own(&d->join->merged[NUMBERING], &r.edits, abstract);
  add_spliced(&d->join->abstract_nums, abstract, &r.edits);
  return now;
}

static struct str num_add(struct joining *d, const struct element *num, struct str abstract) {
  struct renewing r = renewing_new(d, num->in, NULL, "");
  struct str now = number_str(d->arena, ++d->join->num);
  renew_value(&r, num, J_NUM_ID, now);
  renew_value(&r, element_child(num, J_ABSTRACT_NUM_ID), J_VAL, abstract);
  gather_own(&d->join->merged[NUMBERING], &r.edits, num);
  add_spliced(&d->join->nums, num, &r.edits);
  return now;
}

struct str num_now(struct joining *d, struct look *look, struct str id) {
  const struct str *known = lookup_find(&d->nums, id);
  if (!known) known = lookup_find(&look->nums, id);
  if (known && known->len) return *known;
  const struct element *num = numbered_as(look->numbering_part, J_NUM, J_NUM_ID, id);
  const struct element *abstract = num ? abstract_of(look, num) : NULL;
  if (!abstract) return STR("0");
  bool shared = is_bullets(abstract);
  struct lookup *nums = shared ? &look->nums : &d->nums;
  const char *key = str_format(d->arena, "a%s", str_z(d->arena, element_value(abstract, J_ABSTRACT_NUM_ID)));
  const struct str *made = lookup_find(nums, str_from(key)); /* lists of one definition count on (17.9.15) */
  struct str now = made ? *made : lookup_put(nums, str_from(key), abstract_add(d, look, abstract, shared));
  return lookup_put(nums, id, num_add(d, num, now));
}

void numbering_take(struct joining *d, struct look *look) {
  const struct element *e = look->numbering_part ? look->numbering_part->root->first : NULL;
  if (e) gather_root(&d->join->merged[NUMBERING], look->numbering_part);
  for (; e; e = e->next) {
    const struct element *abstract = e->name == J_NUM ? abstract_of(look, e) : NULL;
    if (abstract && is_bullets(abstract)) lookup_put(&look->nums, element_value(e, J_NUM_ID), STR(""));
  }
}

struct str numbering_bytes(struct join *join) {
  struct gather *all = &join->merged[NUMBERING];
  struct str tail =
      str_joined(join->arena, text_str(&join->bullets), text_str(&join->abstract_nums), text_str(&join->nums));
  return gather_bytes(join->arena, all, "", str_z(join->arena, tail));
}
