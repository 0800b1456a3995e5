/* How comments begin: by that a field knows its own, and what is for staff is held back. */
#include "lens_parts.h"

#include <ctype.h>

/* The next letter that is not a space, without its case; 0 at the end. */
static uint32_t next_letter(struct str text, size_t *at) {
  while (*at < text.len) {
    uint32_t c = utf8_next(text, at);
    bool blank = c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
    if (!blank) return c < 0x80 ? (uint32_t)tolower((int)c) : c;
  }
  return 0;
}

static bool is_label(struct str beginning) { return beginning.len && beginning.at[beginning.len - 1] == ':'; }

/* How far the words of a beginning reach into the text; 0 when they are not there. A slip with the space bar must not make a comment
 * for staff one for all, so case and spaces do not count. */
static size_t reach(struct str text, struct str words) {
  size_t end = 0;
  for (size_t at = 0; at < words.len;) {
    uint32_t wanted = next_letter(words, &at);
    if (wanted && next_letter(text, &end) != wanted) return 0;
  }
  return end;
}

static size_t past_blanks(struct str text, size_t at) {
  for (size_t next = at; next < text.len; at = next) {
    uint32_t c = utf8_next(text, &next);
    if (c != ' ' && c != '\t' && c != 0xA0 && c != 0x202F) break;
  }
  return at;
}

/* Behind the colon that stands here, or the dash with a space behind it; 0 for neither. */
static size_t past_mark(struct str text, size_t at) {
  at = past_blanks(text, at);
  if (at >= text.len) return 0;
  uint32_t c = utf8_next(text, &at);
  bool dash = c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
  return c == ':' || (dash && (at == text.len || past_blanks(text, at) > at)) ? at : 0;
}

bool in_word(struct str text, size_t at) {
  if (at >= text.len) return false;
  uint32_t c = utf8_next(text, &at);
  return c < 0x80 ? isalnum((int)c) : c != 0xA0 && !(c >= 0x2000 && c <= 0x206F);
}

/* With a colon or a dash behind it a beginning is a label, and is taken off. One that the mapping writes without a colon may also begin
 * a sentence, which is then left whole: "Likes the drum" says nothing without its first word. */
static bool take_one(struct str beginning, struct str text, struct str *rest) {
  bool label = is_label(beginning);
  struct str words = str_sub(beginning, 0, beginning.len - label);
  size_t end = reach(text, words), behind = end ? past_mark(text, end) : 0;
  if (!end || (!behind && (label || in_word(text, end)))) return false;
  *rest = behind ? str_sub(text, behind + (behind < text.len && text.at[behind] == ' '), text.len) : text;
  return true;
}

bool beginning_take(const struct str *beginnings, size_t count, struct str text, struct str *rest) {
  for (size_t i = 0; i < count; i++)
    if (take_one(beginnings[i], text, rest)) return true;
  return false;
}

struct str beginning_add(struct arena *arena, const struct str *beginnings, size_t count, struct str text) {
  if (!count) return text;
  return str_joined(arena, beginnings[0], is_label(beginnings[0]) ? STR(" ") : STR(": "), text);
}

/* ---- for staff ---- */

/* The field of the group that says how comments for staff begin; NULL for none. */
static const struct field *staff_field(const struct group *group) {
  for (size_t i = 0; i < group->count; i++)
    if (group->fields[i].staff_count) return &group->fields[i];
  return NULL;
}

/* The beginning by which a text is for staff: it begins so, or says those words anywhere ("(Staff only) ...", "STAFF-ONLY"). Better one
 * comment too many held back than one that reaches a family. NULL for none. */
const struct str *staff_words(struct arena *arena, const struct group *group, struct str text) {
  const struct field *field = staff_field(group);
  struct str rest, sound = STR("");
  for (size_t i = 0; field && i < field->staff_count; i++) {
    struct str words = field->staff_words[i];
    bool several = str_find(words, STR(" ")) > 0;
    if (beginning_take(&field->staff[i], 1, text, &rest)) return &field->staff[i];
    if (several && !sound.len) sound = as_it_sounds(arena, text);
    if (several && str_find(sound, words) >= 0) return &field->staff[i];
  }
  return NULL;
}

bool thread_for_staff(struct arena *arena, const struct group *group, const struct comment *first) {
  bool staff = staff_words(arena, group, first->text) != NULL;
  for (const struct comment *reply = first->replies; reply && !staff; reply = reply->next_reply)
    staff = staff_words(arena, group, reply->text) != NULL;
  return staff;
}

bool comments_for_staff(struct arena *arena, const struct plan *plan) {
  const struct group *group = plan->mapping->group;
  for (size_t i = 0; group && i < plan->document->comment_count; i++)
    if (staff_words(arena, group, plan->document->comments[i].text)) return true;
  return false;
}

/* ---- check ---- */

static const struct str *own_beginning(const struct str *beginnings, size_t count, struct str text) {
  struct str rest;
  for (size_t i = 0; i < count; i++)
    if (beginning_take(&beginnings[i], 1, text, &rest) && str_trim(rest).len) return &beginnings[i];
  return NULL;
}

const struct str *reply_misread(struct arena *arena, const struct group *group, struct str text, bool for_staff) {
  return for_staff ? NULL : staff_words(arena, group, text);
}

const struct str *comment_misread(struct arena *arena, const struct group *group, const struct field *field,
                                  struct str text, bool for_staff, const char **as) {
  if (for_staff) return NULL;
  *as = "for staff only";
  const struct str *staff = staff_words(arena, group, text);
  for (const struct field *earlier = group->fields; !staff && !field->beginning_count && earlier < field; earlier++) {
    const struct str *taken = own_beginning(earlier->beginnings, earlier->beginning_count, text);
    *as = earlier->key;
    if (taken) return taken;
  }
  return staff;
}
