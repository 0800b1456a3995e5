/* Laying what has gathered into the parts of the package. */
#include "word_read.h"

struct changes *changes_new(struct arena *arena, const struct document *document) {
  struct changes *changes = NEW(arena, struct changes);
  *changes = (struct changes){.arena = arena,
                              .document = document,
                              .custom = {.arena = arena},
                              .comments = {.arena = arena},
                              .next_comment = document->largest_comment + 1,
                              .next_control = document->largest_control + 1,
                              .next_drawing = document->largest_drawing + 1,
                              .next_revision = document->largest_revision + 1};
  changes->stories = arena_alloc(arena, document->story_count, sizeof *changes->stories);
  for (size_t i = 0; i < document->story_count; i++) changes->stories[i].arena = arena;
  return changes;
}

static void save_part(struct changes *changes, struct output *output, const struct entry *entry,
                      const struct markup *markup, const struct edits *edits) {
  if (!edits->list.n) return;
  output_replace(output, entry, edits_splice(changes->arena, markup->bytes, 0, markup->bytes.len, edits));
}

static bool new_comments_part(struct changes *changes, struct output *output, struct messages *messages) {
  struct text part = {.arena = changes->arena};
  struct str comments = text_str(&changes->comments);
  struct str name = STR("word/comments.xml");
  for (int n = 1; package_entry(changes->document->package, name); n++)
    name = str_from(str_format(changes->arena, "word/comments%d.xml", n));
  text_add_z(&part, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments "
                    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
  text_add(&part, comments);
  text_add_z(&part, "</w:comments>");
  return output_add(output, name, text_str(&part),
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
                    changes->document->stories[0].entry->name,
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments", messages);
}

static bool save_comments(struct changes *changes, struct output *output, struct messages *messages) {
  const struct document *document = changes->document;
  if (!changes->comments.len) return true;
  if (!document->comments_part) return new_comments_part(changes, output, messages);
  struct edits edits = {.arena = changes->arena};
  edits_append_child(&edits, document->comments_part->root, text_str(&changes->comments));
  save_part(changes, output, document->comments_entry, document->comments_part, &edits);
  return true;
}

bool changes_save(struct changes *changes, struct output *output, const char *digest_property,
                  struct messages *messages) {
  const struct document *document = changes->document;
  for (size_t i = 0; i < document->story_count; i++)
    save_part(changes, output, document->stories[i].entry, document->stories[i].markup, &changes->stories[i]);
  bindings_save(changes, output);
  if (!save_comments(changes, output, messages)) return false;
  if (!document->custom_entry || (!output_changed(output) && !changes->custom.list.n)) return true;
  const char *hex;
  if (!output_digest(output, document->custom_entry->name, messages, &hex)) return false;
  property_set(changes, digest_property, str_from(hex));
  save_part(changes, output, document->custom_entry, document->custom_part, &changes->custom);
  return true;
}

bool document_digest(struct arena *arena, struct package *package, struct messages *messages, const char **hex) {
  const struct relationship *custom =
      relationship_of_type(package_relationships(package, STR(""), messages), "/custom-properties");
  return output_digest(output_new(arena, package), custom ? custom->target : STR(""), messages, hex);
}
