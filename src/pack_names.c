/* The names of a pack's documents: safe on every system, and one a document. */
#include "file.h"
#include "pack.h"

#include <stdlib.h>
#include <string.h>

/* ---- a name ---- */

enum { MOST_OF_ID = 100 };

/* What a name is made of. */
struct name_words {
  const struct node *learner;
  struct str session, term, class;
};

static const char *const FIELDS[] = {
    "learner.known-as", "learner.name", "learner.id", "session", "term", "class", NULL};

/* What stands between braces at the head of the pattern, with its braces; empty when none does. */
static struct str field_at(struct str pattern) {
  ptrdiff_t end = pattern.len && pattern.at[0] == '{' ? str_find(pattern, STR("}")) : -1;
  return end < 0 ? STR("") : str_sub(pattern, 0, (size_t)end + 1);
}

static bool is_field(struct str word) {
  for (size_t i = 0; FIELDS[i]; i++)
    if (str_is(word, FIELDS[i])) return true;
  return false;
}

static struct str unbraced(struct str field) { return str_sub(field, 1, field.len - 1); }

static bool ends_so(struct str name, struct str ending) {
  return name.len > ending.len && str_equal(str_sub(name, name.len - ending.len, name.len), ending);
}

bool pack_check_pattern(struct run *run, struct str pattern, bool several_terms) {
  struct messages *messages = &run->messages;
  size_t errors = messages->errors;
  bool sound = utf8_bad(pattern) == pattern.len && str_find(pattern, STR("/")) < 0 && str_find(pattern, STR("\\")) < 0;
  if (!sound || !(ends_so(pattern, STR(".docx")) || ends_so(pattern, STR(".docm"))))
    say(messages, MSG_PACK_NAME, (struct where){0}, str_z(run->arena, pattern));
  for (size_t at = 0; at < pattern.len; at++) {
    struct str field = field_at(str_sub(pattern, at, pattern.len));
    if (!field.len || is_field(unbraced(field))) continue;
    say(messages, MSG_PACK_FIELD, (struct where){0}, str_z(run->arena, field));
    message_suggest(messages, nearest(run->arena, unbraced(field), FIELDS, sizeof FIELDS / sizeof *FIELDS - 1));
  }
  if (several_terms && str_find(pattern, STR("{term}")) < 0) say(messages, MSG_PACK_TERM, (struct where){0}, "");
  return messages->errors == errors;
}

/* A learner without that name is called by the id. */
static struct str value_of(const struct name_words *words, struct str field) {
  if (str_is(field, "session")) return words->session;
  if (str_is(field, "term")) return words->term;
  if (str_is(field, "class")) return words->class;
  bool known_as = str_is(field, "learner.known-as"), name = str_is(field, "learner.name");
  struct str value = known_as || name ? node_get_str(words->learner, known_as ? "known-as" : "name") : STR("");
  return value.len ? value : node_get_str(words->learner, "id");
}

/* The pattern with its values, without its ending. */
static struct str stem_of(struct arena *arena, struct str pattern, const struct name_words *words) {
  struct text out = {.arena = arena};
  for (size_t at = 0; at < pattern.len;) {
    struct str field = field_at(str_sub(pattern, at, pattern.len));
    size_t behind = at + field.len;
    if (!field.len) utf8_next(pattern, &behind);
    text_add_name(&out, field.len ? value_of(words, unbraced(field)) : str_sub(pattern, at, behind));
    at = behind;
  }
  return name_trim(text_str(&out));
}

static struct str pack_name(struct arena *arena, struct str pattern, const struct name_words *words, bool apart) {
  size_t dot = pattern.len - strlen(".docx");
  struct str stem = stem_of(arena, str_sub(pattern, 0, dot), words);
  struct text id = {.arena = arena};
  if (apart) {
    text_add_z(&id, " (");
    text_add_name(&id, name_cut(node_get_str(words->learner, "id"), MOST_OF_ID));
    text_add_z(&id, ")");
  }
  if (!stem.len) stem = STR("tracker");
  return str_joined(arena, name_cut(name_no_device(arena, stem), NAME_MOST - id.len), text_str(&id),
                    str_sub(pattern, dot, pattern.len));
}

/* ---- the names of a class ---- */

/* Of a name only its key is kept, so that a folder of any size needs next to nothing. One a document: */
struct pack_names {
  size_t records, terms;
  uint64_t *keys;      /* of its name without id, and of its learner's id */
  unsigned char *fits; /* enum pack_fit */
};

/* What is wanted of a class only while its names are given. */
struct names_scratch {
  struct pack_names *names;
  uint64_t *ids;    /* one a record: of its learner's id; 0 for none */
  uint64_t *apart;  /* one a document: of its name with id */
  uint64_t *sorted; /* of any of these */
};

/* What a record says of its learner at its head; NULL for what is none. A file that cannot be understood may be one. */
static bool read_head(struct arena *arena, const char *path, const struct node **learner) {
  static const char *const kinds[] = {"learner", "class", "scale", "framework", "mapping", "sources", NULL};
  struct messages unheard = {.arena = arena};
  struct str bytes;
  *learner = NULL;
  if (!file_read(arena, path, LIMIT_YAML, MSG_RECORD_UNREADABLE, &unheard, &bytes)) return true;
  const struct node *head = source_head(arena, bytes, kinds);
  if (head) *learner = node_get(head, "learner");
  if (!head || *learner) return true;
  struct source *whole = source_parse(arena, path, bytes, &unheard);
  return !whole || node_get(whole->root, "learner");
}

bool pack_holds_record(struct arena *arena, const struct pack_class *class) {
  bool found = false;
  for (size_t i = 0; i < class->records.n && !found; i++) {
    struct arena *here = arena_inside(arena);
    const struct node *learner;
    found = read_head(here, path_join(here, class->path, class->records.at[i]), &learner);
    arena_free(here);
  }
  return found;
}

static struct name_words words_of(const struct pack *pack, const struct pack_class *class, const struct node *learner,
                                  size_t term) {
  struct str name = class->mould.class ? node_get_str(class->mould.class->root, "class") : STR("");
  return (struct name_words){learner, str_from(class->session), str_from(pack->terms[term]), name};
}

static uint64_t id_key(const struct node *learner) {
  struct str id = node_get_str(learner, "id");
  return id.len ? str_number(id) : 0;
}

uint64_t pack_id_key(struct arena *arena, const char *path) {
  const struct node *learner;
  read_head(arena, path, &learner);
  return learner ? id_key(learner) : 0;
}

/* Of a document: the same name, and the same learner. */
static uint64_t both_keys(uint64_t name, uint64_t id) {
  enum { MIX = 31 };
  return name ^ (id * MIX);
}

static void add_keys(struct arena *arena, struct names_scratch *s, const struct pack *pack,
                     const struct pack_class *class, size_t record) {
  const struct node *learner;
  struct pack_names *names = s->names;
  const char *path = path_join(arena, class->path, class->records.at[record]);
  bool is_record = read_head(arena, path, &learner);
  s->ids[record] = learner ? id_key(learner) : 0;
  for (size_t term = 0; term < names->terms; term++) {
    size_t i = record * names->terms + term;
    struct name_words words = words_of(pack, class, learner, term);
    names->fits[i] = is_record ? NAME_FREE : NAME_OF_NONE;
    if (!learner) continue;
    names->keys[i] = letters_key(pack_name(arena, pack->pattern, &words, false));
    s->apart[i] = letters_key(pack_name(arena, pack->pattern, &words, true));
  }
}

static int by_key(const void *one, const void *other) {
  uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;
  return (a > b) - (a < b);
}

bool pack_key_twice(const uint64_t *sorted, size_t count, uint64_t key) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sorted[middle] < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low + 1 < count && sorted[low] == key && sorted[low + 1] == key;
}

void pack_keys_sort(uint64_t *keys, size_t count) {
  if (count) qsort(keys, count, sizeof *keys, by_key);
}

static void sort_into(uint64_t *sorted, const uint64_t *keys, size_t count) {
  if (count) memcpy(sorted, keys, count * sizeof *keys);
  pack_keys_sort(sorted, count);
}

/* Whoever shares a name is given the id; who shares even that, or the name of one who was never asked, has none. */
static void fit_names(struct names_scratch *s) {
  struct pack_names *names = s->names;
  size_t count = names->records * names->terms;
  uint64_t *plain = names->keys, *apart = s->apart, *sorted = s->sorted;
  sort_into(sorted, plain, count);
  for (size_t i = 0; i < count; i++) {
    bool shared = plain[i] && pack_key_twice(sorted, count, plain[i]);
    if (shared) names->fits[i] = NAME_APART;
    if (!shared) apart[i] = plain[i];
  }
  sort_into(sorted, apart, count);
  for (size_t i = 0; i < count; i++)
    if (apart[i] && pack_key_twice(sorted, count, apart[i])) names->fits[i] = NAME_TAKEN;
}

static void find_namesakes(struct names_scratch *s) {
  struct pack_names *names = s->names;
  size_t count = names->records * names->terms;
  sort_into(s->sorted, s->ids, names->records);
  for (size_t i = 0; i < count; i++) {
    uint64_t id = s->ids[i / names->terms];
    if (id && pack_key_twice(s->sorted, names->records, id)) names->fits[i] = NAME_OF_TWO;
  }
}

struct pack_names *pack_names_new(struct arena *arena, const struct pack *pack, const struct pack_class *class) {
  struct pack_names *names = NEW(arena, struct pack_names);
  size_t records = class->records.n, count = records * pack->term_count;
  *names = (struct pack_names){.records = records, .terms = pack->term_count};
  names->keys = arena_alloc(arena, count + 1, sizeof *names->keys);
  names->fits = arena_alloc(arena, count + 1, sizeof *names->fits);
  struct arena *scratch = arena_inside(arena);
  struct names_scratch s = {.names = names, .ids = arena_alloc(scratch, records + 1, sizeof *s.ids)};
  s.apart = arena_alloc(scratch, count + 1, sizeof *s.apart);
  for (size_t i = 0; i < records; i++) {
    struct arena *head = arena_inside(scratch);
    add_keys(head, &s, pack, class, i);
    arena_free(head);
  }
  s.sorted = arena_alloc(scratch, count + 1, sizeof *s.sorted);
  fit_names(&s);
  find_namesakes(&s);
  for (size_t i = 0; i < count; i++) names->keys[i] = both_keys(names->keys[i], s.ids[i / names->terms]);
  arena_free(scratch);
  return names;
}

bool pack_names_record(const struct pack_names *names, size_t record) {
  return names->fits[record * names->terms] != NAME_OF_NONE;
}

const char *pack_names_find(struct arena *arena, const struct pack *pack, const struct pack_class *class, size_t record,
                            size_t term, const struct node *learner, enum pack_fit *fit) {
  const struct pack_names *names = class->names;
  size_t i = record * names->terms + term;
  struct name_words words = words_of(pack, class, learner, term);
  struct str name = pack_name(arena, pack->pattern, &words, false);
  bool same = both_keys(letters_key(name), id_key(learner)) == names->keys[i];
  *fit = (enum pack_fit)names->fits[i];
  if (*fit == NAME_APART) name = pack_name(arena, pack->pattern, &words, true);
  return same ? str_z(arena, name) : NULL;
}
