/* cairn draft: a mapping for a tracker that nobody has described. */
#include "draft.h"
#include "file.h"
#include "read_parts.h"
#include "verb.h"

#include <ctype.h>
#include <string.h>

/* A name for the mapping out of its file's name: an id. */
static const char *mapping_name(struct arena *arena, const char *output) {
  struct text out = {.arena = arena};
  const char *name = output ? path_name(output) : "";
  const char *dot = strrchr(name, '.');
  for (const char *c = name; *c && c != dot; c++) {
    bool fits = islower((unsigned char)tolower((unsigned char)*c)) || (out.len && isdigit((unsigned char)*c));
    if (fits)
      text_add_byte(&out, (char)tolower((unsigned char)*c));
    else if (out.len && out.at[out.len - 1] != '-')
      text_add_byte(&out, '-');
  }
  while (out.len && out.at[out.len - 1] == '-') out.len--;
  return out.len > 2 ? str_z(arena, text_str(&out)) : "draft";
}

/* The name by which a mapping beside the document finds it; NULL when they lie apart. */
static const char *template_name(struct arena *arena, const struct cairn_draft *what) {
  bool file = what->output && strcmp(what->output, "-") != 0;
  bool together = file && file_same(path_folder(arena, what->output), path_folder(arena, what->document));
  return together ? path_name(what->document) : NULL;
}

static const char *counted(struct arena *arena, size_t n, const char *one, const char *several) {
  return str_format(arena, "%zu %s", n, n == 1 ? one : several);
}

static void tell_yield(struct run *run, const struct draft *draft, const char *document) {
  struct arena *arena = run->arena;
  const struct draft_yield *yield = &draft->yield;
  const char *places = str_format(arena, "%zu of its %zu places", yield->found.found, yield->found.of);
  const char *rows = str_format(
      arena, "%s, %s, %s, %s", counted(arena, yield->found.milestones, "milestone", "milestones"),
      counted(arena, yield->levels, "level", "levels"), counted(arena, yield->supports, "support", "supports"),
      counted(arena, yield->comments, "comment", "comments"));
  if (draft->learners) {
    say(&run->messages, MSG_DRAFT_LEARNERS, ((struct where){.file = document}), "");
    return;
  }
  const char *unplaced = counted(arena, yield->unplaced, "thing", "things");
  say(&run->messages, MSG_DRAFTED, ((struct where){.file = document}), places, rows, unplaced);
  if (!draft->tracker) say(&run->messages, MSG_DRAFT_NO_TRACKER, ((struct where){.file = document}), "");
}

/* Under which a folder of mappings finds it, and nothing else does. */
static bool is_mapping_name(const char *path) {
  const char *name = path_name(path);
  size_t len = strlen(name), tail = strlen(".yaml");
  return len > tail && strcmp(name + len - tail, ".yaml") == 0 && !name_reserved(path);
}

void draft_run(struct run *run) {
  const struct cairn_draft *what = run->what;
  const char *output = what->output ? what->output : "-";
  struct where where = {.file = output};
  bool file = strcmp(output, "-") != 0, there = file && file_state(output) != FILE_ABSENT;
  if (there) say(&run->messages, MSG_DRAFT_THERE, where, "");
  if (file && !there && !is_mapping_name(output)) say(&run->messages, MSG_DRAFT_NAME, where, "");
  struct str bytes;
  struct document *document = run->messages.errors ? NULL : load_any_document(run, what->document, &bytes);
  if (!document) return;
  struct source *class = load_class(run, what->document);
  struct mapping *normal =
      run->messages.errors ? NULL : load_mapping(run, NULL, class ? class->path : what->document, class);
  if (!normal) return;
  struct draft draft = draft_mapping(run->arena, document, normal, class, mapping_name(run->arena, what->output),
                                     template_name(run->arena, what), &run->messages);
  if (run->messages.errors) return;
  if (!draft.text.len)
    say(&run->messages, MSG_DRAFT_NOTHING, ((struct where){.file = what->document}), "");
  else if (file_write(run->arena, output, draft.text, &run->messages))
    tell_yield(run, &draft, what->document);
}
