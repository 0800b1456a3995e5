/* The file of sources beside a record: which document gave what. */
#include "shape.h"

static void check_digest(struct checker *checker, const struct node *text) {
  bool right = text->text.len == 64;
  for (size_t i = 0; i < text->text.len; i++) {
    char c = text->text.at[i];
    right = right && ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
  if (!right) tell(checker, MSG_BAD_DIGEST, text, str_z(checker->arena, text->text));
}

bool sources_check(struct arena *arena, const struct source *source, struct messages *messages) {
  static const struct shape_key corrected_keys[] = {
      {.key = "milestone", .kind = SHAPE_TEXT},
      {.key = "key", .kind = SHAPE_TEXT, .required = true},
      {.key = "was", .kind = SHAPE_ANY},
  };
  static const struct shape corrected = SHAPE("a correction", corrected_keys);
  static const struct shape_key taken_keys[] = {
      {.key = "milestone", .kind = SHAPE_TEXT},
      {.key = "key", .kind = SHAPE_TEXT, .required = true},
      {.key = "says", .kind = SHAPE_ANY},
  };
  static const struct shape not_taken = SHAPE("a value that was not taken", taken_keys);
  static const struct shape_key document_keys[] = {
      {.key = "file", .kind = SHAPE_TEXT, .required = true},
      {.key = "sha256", .kind = SHAPE_TEXT, .required = true, .check = check_digest},
      {.key = "date", .kind = SHAPE_TEXT},
      {.key = "session", .kind = SHAPE_TEXT},
      {.key = "term", .kind = SHAPE_TEXT},
      {.key = "learner", .kind = SHAPE_TEXTS},
      {.key = "gave", .kind = SHAPE_TEXTS},
      {.key = "assessments", .kind = SHAPE_ANY}, /* a list of keys for each milestone */
      {.key = "corrected", .kind = SHAPE_MAPS, .of = &corrected},
      {.key = "not-taken", .kind = SHAPE_MAPS, .of = &not_taken},
  };
  static const struct shape document = SHAPE("a document", document_keys);
  static const struct shape_key keys[] = {
      {.key = "version", .kind = SHAPE_TEXT, .required = true, .check = check_version},
      {.key = "sources", .kind = SHAPE_TEXT, .required = true},
      {.key = "documents", .kind = SHAPE_MAPS, .of = &document},
  };
  static const struct shape shape = SHAPE("a list of sources", keys);
  struct checker checker = {arena, source, messages};
  size_t before = messages->list.n;
  bool right = shape_check_file(&checker, "list of sources", &shape);
  messages_in_order(messages, before);
  return right;
}
