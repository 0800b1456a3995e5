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

/* How far the beginning reaches into the text; 0 when it is not there. A slip with the space bar must not make a comment for
 * staff one for all, so case and spaces do not count. */
static size_t reach(struct str text, struct str beginning) {
  size_t end = 0;
  for (size_t at = 0; at < beginning.len;) {
    uint32_t wanted = next_letter(beginning, &at);
    if (wanted && next_letter(text, &end) != wanted) return 0;
  }
  return end;
}

bool beginning_take(const struct str *beginnings, size_t count, struct str text, struct str *rest) {
  for (size_t i = 0; i < count; i++) {
    size_t from = reach(text, beginnings[i]);
    if (!from) continue;
    *rest = str_sub(text, from + (from < text.len && text.at[from] == ' '), text.len);
    return true;
  }
  return false;
}

struct str beginning_add(struct arena *arena, const struct str *beginnings, size_t count, struct str text) {
  return count ? str_from(str_format(arena, "%.*s %s", (int)beginnings[0].len, beginnings[0].at, str_z(arena, text)))
               : text;
}

/* ---- for staff ---- */

/* The field of the group that says how comments for staff begin; NULL for none. */
static const struct field *staff_field(const struct group *group) {
  for (size_t i = 0; i < group->count; i++)
    if (group->fields[i].staff_count) return &group->fields[i];
  return NULL;
}

/* Words as they sound: folded, hyphens as spaces. */
static struct str sounded(struct arena *arena, struct str text) {
  struct str folded = str_copy(arena, fold(arena, text));
  for (size_t i = 0; i < folded.len; i++)
    if (folded.at[i] == '-') ((char *)folded.at)[i] = ' ';
  return folded;
}

/* The beginning by which a text is for staff: it begins so, or says those words anywhere ("(Staff only) ...", "STAFF-ONLY"). Better one
 * comment too many held back than one that reaches a family. NULL for none. */
static const struct str *staff_words(struct arena *arena, const struct group *group, struct str text) {
  const struct field *field = staff_field(group);
  struct str rest;
  for (size_t i = 0; field && i < field->staff_count; i++) {
    struct str words = sounded(arena, field->staff[i]);
    bool several = str_find(words, STR(" ")) > 0;
    if (beginning_take(&field->staff[i], 1, text, &rest)) return &field->staff[i];
    if (several && str_find(sounded(arena, text), words) >= 0) return &field->staff[i];
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
    if (beginning_take(&beginnings[i], 1, text, &rest)) return &beginnings[i];
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
