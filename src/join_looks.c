/* How documents look: their styles and lists, which those that fill makes of one template have in common. */
#include "join_parts.h"

static struct str part_bytes(struct joining *d, const char *kind) {
  const struct relationship *to = relationship_of_type(d->list, kind);
  struct entry *entry = to ? package_entry(d->package, to->target) : NULL;
  struct str bytes = STR("");
  return entry && joining_bytes(d, entry, &bytes) ? bytes : STR("");
}

/* A part of a look, which outlives its document. */
static struct markup *kept(struct joining *d, const char *name, struct str bytes) {
  return bytes.len ? markup_parse(d->join->reader, d->package->path, name, bytes, d->messages) : NULL;
}

static struct look *look_new(struct joining *d, struct str styles, struct str numbering) {
  struct arena *arena = d->join->arena;
  struct look *look = NEW(arena, struct look);
  *look = (struct look){.styles = str_copy(arena, styles), .numbering = str_copy(arena, numbering)};
  look->ids.arena = look->nums.arena = look->ordered.arena = arena;
  look->number = d->number;
  look->styles_part = kept(d, "word/styles.xml", look->styles);
  look->numbering_part = kept(d, "word/numbering.xml", look->numbering);
  return look;
}

/* A package has one theme (14.2.7): the first's. */
static void compare_themes(struct joining *d) {
  struct str theme = part_bytes(d, "/theme");
  if (d->number == 1) d->join->theme = str_copy(d->join->arena, theme);
  if (!str_equal(theme, d->join->theme))
    say(d->messages, MSG_OTHER_THEME, ((struct where){.file = d->package->path}), "");
}

void look_choose(struct joining *d) {
  struct join *join = d->join;
  struct str styles = part_bytes(d, "/styles"), numbering = part_bytes(d, "/numbering");
  compare_themes(d);
  for (size_t i = 0; i < join->looks.n; i++) {
    d->look = join->looks.at[i];
    if (!str_equal(d->look->styles, styles) || !str_equal(d->look->numbering, numbering)) continue;
    if (d->look->numbering_part) gather_root(&join->merged[NUMBERING], d->look->numbering_part);
    return;
  }
  d->look = look_new(d, styles, numbering);
  *PUSH(join->arena, &join->looks) = d->look;
  numbering_take(d, d->look);
  styles_take(d, d->look);
}
