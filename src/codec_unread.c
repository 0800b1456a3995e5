/* What is known of a text that could not be read: what is not clear in it, and what it may mean. */
#include "codec_parts.h"

/* One mark a level for what a text may mean. */
static void add_meant(struct arena *arena, const struct scale *scale, struct str text, bool *meant) {
  const struct level **levels = arena_alloc(arena, scale->count + 1, sizeof *levels);
  size_t count = scale_candidates(arena, scale, text, levels);
  for (size_t i = 0; i < count; i++) meant[levels[i] - scale->levels] = true;
}

/* Ids for the record, labels for people. */
static void add_levels(struct arena *arena, const struct scale *scale, const bool *meant, struct unread *unread) {
  const char **labels = arena_alloc(arena, scale->count + 1, sizeof *labels);
  struct node *ids = node_list(arena);
  for (size_t i = 0; i < scale->count; i++) {
    if (!meant[i]) continue;
    labels[ids->count] = str_z(arena, scale->levels[i].label);
    node_append(ids, node_plain(arena, scale->levels[i].id));
  }
  if (!ids->count) return;
  unread->candidates = labels;
  unread->values = ids;
}

static void explain_level(struct arena *arena, const struct scale *scale, struct str text, struct unread *unread) {
  bool *meant = arena_alloc(arena, scale->count + 1, sizeof *meant);
  add_meant(arena, scale, text, meant);
  add_levels(arena, scale, meant, unread);
}

/* Of several items what is not clear, one by one; where nothing is, the whole of it. */
static void explain_list(struct arena *arena, const struct scale *scale, struct str text, struct unread *unread) {
  const struct level **levels = arena_alloc(arena, scale->count + 1, sizeof *levels);
  bool *meant = arena_alloc(arena, scale->count + 1, sizeof *meant);
  enum { LONGEST = 400 }; /* longer is a tale, and no list of supports */
  size_t count;
  scale_read_list(arena, scale, text, levels, &count);
  if (!count) {
    explain_level(arena, scale, text, unread);
    return;
  }
  struct str unclear = scale_unclear(arena, scale, text);
  for (size_t i = 0; !unclear.len && i < count; i++) meant[levels[i] - scale->levels] = true;
  for (size_t from = 0, at = 0; at <= unclear.len && unclear.len <= LONGEST; at++) {
    if (at < unclear.len && unclear.at[at] != ',') continue;
    add_meant(arena, scale, str_sub(unclear, from, at), meant);
    from = at + 1;
  }
  add_levels(arena, scale, meant, unread);
  unread->advice = unclear.len ? str_format(arena, "not clear in it: `%s`", str_z(arena, unclear))
                               : "one of them stands alone, and cannot be said with others";
}

static void explain_date(struct arena *arena, const struct field *field, struct str text, struct unread *unread) {
  static const char *const advice[] = {
      [DATE_RIGHT] = "",
      [DATE_NONE] = "write a date as day, month and year in four digits: 5 December 2025",
      [DATE_NO_DAY] = "which day? Write it before the month: 5 December 2025",
      [DATE_NO_YEAR] = "which year? Write it behind the month: 5 December 2025",
      [DATE_NO_CENTURY] = "which century? Write the year in four digits: 5 December 2025",
      [DATE_NOT_THERE] = "there is no such day; write day, month and year: 5 December 2025",
      [DATE_MONTH_FIRST] = "the day comes first here, and there is no such month; write its name: 5 December 2025"};
  struct str date;
  enum date_fault fault = date_read(arena, field->codec.pattern, STR(""), text, &date);
  unread->advice = fault == DATE_WEEKDAY
                       ? str_format(arena, "that day was a %s; write the one that is right", date_weekday(date))
                       : advice[fault];
}

struct unread codec_unread(struct arena *arena, const struct field *field, struct str text) {
  const struct codec *codec = &field->codec;
  struct unread unread = {.advice = ""};
  if (codec->kind == AS_DATE) explain_date(arena, field, text, &unread);
  if (codec->kind == AS_SESSION) unread.advice = "write two years that follow each other, such as 2025-26";
  if (codec->kind == AS_TERM) unread.advice = "a term is a number from 1 to 4";
  if (codec->kind == AS_SCALE || codec->kind == AS_TICKS) explain_level(arena, codec->scale, text, &unread);
  if (codec->kind == AS_SCALE_LIST || codec->kind == AS_TICK_LIST) explain_list(arena, codec->scale, text, &unread);
  if (codec->kind == AS_TICKS || codec->kind == AS_TICK_LIST) {
    unread.advice = "the mapping wants tick boxes here, and there is none";
    unread.candidates = NULL;
  }
  return unread;
}
