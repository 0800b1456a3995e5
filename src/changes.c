/* Laying what has gathered into the parts of the package. */
#include "word_read.h"

struct changes *changes_new(struct arena *arena, const struct document *document) {
  struct changes *changes = NEW(arena, struct changes);
  *changes = (struct changes){.arena = arena,
                              .document = document,
                              .custom = {.arena = arena},
                              .next_comment = document->largest_comment + 1,
                              .next_control = document->largest_control + 1,
                              .next_drawing = document->largest_drawing + 1,
                              .next_revision = document->largest_revision + 1,
                              .next_shape = document->largest_shape + 1};
  changes->threads = arena_alloc(arena, document->comment_count + 1, sizeof *changes->threads);
  changes->stories = arena_alloc(arena, document->story_count, sizeof *changes->stories);
  for (size_t i = 0; i < document->story_count; i++) changes->stories[i].arena = arena;
  return changes;
}

static void save_part(struct output *output, const struct entry *entry, const struct markup *markup,
                      struct edits *edits) {
  if (!edits->list.n) return;
  prefix_declare(edits, markup);
  output_edit(output, entry, markup, edits);
}

bool changes_save(struct changes *changes, struct output *output, const char *digest_property,
                  struct messages *messages) {
  const struct document *document = changes->document;
  for (size_t i = 0; i < document->story_count; i++)
    save_part(output, document->stories[i].entry, document->stories[i].markup, &changes->stories[i]);
  bindings_save(changes, output);
  if (!comments_save(changes, output, messages)) return false;
  if (!document->custom_entry || (!output_changed(output) && !changes->custom.list.n)) return true;
  property_set(changes, digest_property, str_from(output_digest(output, document->custom_entry->name)));
  save_part(output, document->custom_entry, document->custom_part, &changes->custom);
  return true;
}

const char *document_digest(struct arena *arena, struct package *package) {
  struct messages unheard = {.arena = arena};
  const struct relationship *custom =
      relationship_of_type(package_relationships(package, STR(""), &unheard), "/custom-properties");
  return output_digest(output_new(arena, package), custom ? custom->target : STR(""));
}
