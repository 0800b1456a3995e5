/* The file of a class. */
#include "shape.h"

bool class_check(struct arena *arena, const struct source *source, struct messages *messages) {
  static const struct shape_key keys[] = {
      {.key = "version", .kind = SHAPE_TEXT, .required = true, .check = check_version},
      {.key = "class", .kind = SHAPE_TEXT, .required = true, .check = check_words},
      {.key = "school", .kind = SHAPE_TEXT, .check = check_words},
      {.key = "session", .kind = SHAPE_TEXT, .check = check_session},
      {.key = "staff", .kind = SHAPE_TEXTS},
      {.key = "frameworks", .kind = SHAPE_TEXTS},
      {.key = "mapping", .kind = SHAPE_TEXT},
  };
  static const struct shape shape = SHAPE("a class", keys);
  struct checker checker = {arena, source, messages};
  size_t before = messages->list.n;
  bool right = shape_check_file(&checker, "class", &shape);
  messages_in_order(messages, before);
  return right;
}
