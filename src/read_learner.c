/* Whose a document is, by what it says of the learner. */
#include "file.h"
#include "read_parts.h"
#include "shape.h"

#include <string.h>

struct who who_of(struct arena *arena, const struct node *learner) {
  struct who who = {.id = node_get_str(learner, "id"),
                    .scn = fold(arena, node_get_str(learner, "scn")),
                    .born = node_get_str(learner, "born")};
  who.names[0] = fold(arena, node_get_str(learner, "known-as"));
  who.names[1] = fold(arena, node_get_str(learner, "name"));
  return who;
}

bool who_said(const struct who *who) { return who->id.len || who->scn.len || who->names[0].len || who->names[1].len; }

static bool has_name(const struct who *who) { return who->names[0].len || who->names[1].len; }

static bool same_name(const struct who *one, const struct who *other) {
  for (size_t i = 0; i < 2; i++)
    for (size_t j = 0; j < 2; j++)
      if (one->names[i].len && str_equal(one->names[i], other->names[j])) return true;
  return false;
}

/* What a child is called here is no name of the child there, and the other way round: a copy may keep the full name too. */
static bool called_otherwise(const struct who *one, const struct who *other) {
  struct str here = one->names[0], there = other->names[0];
  if (!here.len || !there.len) return has_name(one) && has_name(other) && !same_name(one, other);
  bool known = str_equal(here, there) || str_equal(here, other->names[1]) || str_equal(there, one->names[1]);
  return !known;
}

static bool differ(struct str one, struct str other) { return one.len && other.len && !str_equal(one, other); }

/* The first key in which two differ that seem to be one; NULL for none. */
static const char *difference(const struct who *one, const struct who *other) {
  if (differ(one->scn, other->scn)) return "learner.scn";
  if (differ(one->born, other->born)) return "learner.born";
  if (called_otherwise(one, other)) return "learner.known-as";
  return NULL;
}

enum likeness who_like(const struct who *one, const struct who *other, const char **differs) {
  bool ids = one->id.len && other->id.len, numbers = one->scn.len && other->scn.len;
  bool names = same_name(one, other) && !differ(one->names[1], other->names[1]);
  bool like = ids ? str_equal(one->id, other->id) : numbers ? str_equal(one->scn, other->scn) : names;
  *differs = like ? difference(one, other) : NULL;
  if (!like || (*differs && !ids && !numbers)) return LIKE_OTHER;
  if (*differs) return LIKE_TORN;
  return ids ? LIKE_BY_ID : numbers ? LIKE_BY_SCN : LIKE_BY_NAME;
}

/* ---- ids ---- */

/* The letter under an accent: U+00C0 to U+017F, folded to small ones; 0 for none. */
static char plain_letter(uint32_t c) {
  static const char letters[] = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
                                "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                                "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c;
  return c >= 0xC0 && c < 0x180 ? letters[c - 0xC0] : 0;
}

static bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

const char *id_made(struct arena *arena, struct str text) {
  struct text id = {.arena = arena};
  bool gap = false;
  for (size_t at = 0; at < text.len;) {
    uint32_t letter = utf8_next(text, &at);
    char c = plain_letter(letter);
    if (letter >= 0x300 && letter <= 0x36F) continue; /* an accent of its own */
    bool digit = c >= '0' && c <= '9';
    if (c == '\'') continue; /* O'Hara is one word */
    gap = gap || !(is_letter(c) || digit);
    if (!(is_letter(c) || (digit && id.len))) continue;
    if (gap && id.len) text_add_byte(&id, '-');
    text_add_byte(&id, c);
    gap = false;
  }
  if (!id.len) return NULL;
  if (!id_valid(text_str(&id))) text_add_z(&id, "-1"); /* a word that YAML reads as something else */
  return str_z(arena, text_str(&id));
}

struct str path_stem(const char *path) {
  struct str name = str_from(path_name(path));
  size_t end = name.len;
  while (end && name.at[end - 1] != '.') end--;
  return str_sub(name, 0, end > 1 ? end - 1 : name.len);
}

bool name_reserved(const char *path) {
  const char *name = path_name(path);
  size_t len = strlen(name), tail = strlen(".sources.yaml");
  return strcmp(name, "class.yaml") == 0 || (len > tail && strcmp(name + len - tail, ".sources.yaml") == 0);
}

const char *id_for(struct arena *arena, const char *path, const struct node *learner) {
  struct str stem = path ? path_stem(path) : STR("");
  if (id_valid(stem)) return str_z(arena, stem);
  const char *made = id_made(arena, node_get_str(learner, "known-as"));
  return made ? made : id_made(arena, node_get_str(learner, "name"));
}

void id_give(struct arena *arena, struct node *record, const char *id) {
  struct node *learner = node_map(arena), *old = node_get(record, "learner");
  node_put(arena, learner, "id", node_plain(arena, str_copy(arena, str_from(id))));
  for (const struct node *value = old->first; value; value = value->next)
    if (!str_is(value->key, "id")) node_put(arena, learner, str_z(arena, value->key), node_copy(arena, value));
  node_put(arena, record, "learner", learner);
}
