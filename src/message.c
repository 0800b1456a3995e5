/* Messages: kept with their places, and shown as people read them or as JSON. */
#include "base.h"

#include <string.h>

struct entry {
  const char *code;
  enum severity severity;
  enum exit_code exit;
  const char *sentence, *advice;
};

static const struct entry ENTRIES[] = {
#define MESSAGE(id, code, severity, exit, sentence, advice) {code, severity, exit, sentence, advice},
#include "messages.def"
#undef MESSAGE
};

const char *message_code(enum message_id id) { return ENTRIES[id].code; }
enum severity message_severity(enum message_id id) { return ENTRIES[id].severity; }
enum exit_code message_exit(enum message_id id) { return ENTRIES[id].exit; }

/* Puts words into the gaps of pattern, and moves *words behind those used. */
static const char *fill_gaps(struct arena *arena, const char *pattern, const char *const **words) {
  struct text out = {.arena = arena};
  for (const char *gap; (gap = strstr(pattern, "%s")); pattern = gap + 2) {
    text_add(&out, (struct str){pattern, (size_t)(gap - pattern)});
    if (**words) text_add_z(&out, *(*words)++);
  }
  text_add_z(&out, pattern);
  text_add_byte(&out, '\0');
  return out.at;
}

void message_add(struct messages *messages, enum message_id id, struct where where, const char *const *words) {
  bool needed = ENTRIES[id].severity == ERROR && !messages->errors; /* the exit code comes of it */
  if (messages->list.n >= limit(messages->arena, LIMIT_MESSAGES) && !needed) {
    if (messages->more) return;
    messages->more = true;
    id = messages->errors ? MSG_TOO_MANY_MESSAGES : MSG_MORE_TO_SAY;
    where = (struct where){.file = where.file};
  }
  const struct entry *entry = &ENTRIES[id];
  struct message *message = PUSH(messages->arena, &messages->list);
  message->id = id;
  message->where = where;
  message->where.file = where.file ? str_z(messages->arena, str_from(where.file)) : NULL;
  message->where.source = str_copy(messages->arena, where.source);
  message->where.place = where.place ? str_z(messages->arena, str_from(where.place)) : NULL;
  message->where.key = where.key ? str_z(messages->arena, str_from(where.key)) : NULL;
  message->sentence = fill_gaps(messages->arena, entry->sentence, &words);
  message->advice = fill_gaps(messages->arena, entry->advice, &words);
  if (entry->severity == ERROR && messages->errors++ == 0) messages->exit = entry->exit;
  if (entry->severity == WARNING && messages->warnings++ == 0 && !messages->errors) messages->exit = EXIT_PARTLY;
}

void message_suggest(struct messages *messages, const char *suggestion) {
  if (!suggestion || !messages->list.n) return;
  messages->list.at[messages->list.n - 1].suggestion = str_z(messages->arena, str_from(suggestion));
}

void message_candidates(struct messages *messages, const char *const *words) {
  if (!words || !words[0] || !messages->list.n) return;
  if (words[1])
    messages->list.at[messages->list.n - 1].candidates = words;
  else
    message_suggest(messages, words[0]);
}

static bool same_words(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

static bool was_told(const struct messages *messages, size_t count, const struct message *message) {
  for (size_t i = 0; i < count; i++) {
    const struct message *told = &messages->list.at[i];
    bool place = told->where.line == message->where.line && told->where.column == message->where.column &&
                 same_words(told->where.file, message->where.file) &&
                 same_words(told->where.place, message->where.place);
    if (place && told->id == message->id && same_words(told->sentence, message->sentence)) return true;
  }
  return false;
}

/* The sentence is whole already, so that it is kept as it is. */
static void add_again(struct messages *messages, const struct message *message) {
  size_t before = messages->list.n;
  message_add(messages, message->id, message->where, (const char *const[]){NULL});
  if (messages->list.n == before || messages->list.at[before].id != message->id) return;
  messages->list.at[before].sentence = str_z(messages->arena, str_from(message->sentence));
  messages->list.at[before].advice = str_z(messages->arena, str_from(message->advice));
  message_suggest(messages, message->suggestion);
  messages->list.at[before].candidates = message->candidates;
}

void messages_join(struct messages *messages, const struct messages *heard) {
  size_t before = messages->list.n;
  for (size_t i = 0; i < heard->list.n; i++)
    if (!was_told(messages, before, &heard->list.at[i])) add_again(messages, &heard->list.at[i]);
}

static void add_source(struct text *out, const struct where *where) {
  if (!where->source.len || where->source.len > 200) return;
  text_add_z(out, "    ");
  text_add_safe(out, where->source);
  text_add_z(out, "\n    ");
  size_t before = 0;
  for (size_t column = 1; before < where->source.len && column < where->column; column++)
    utf8_next(where->source, &before);
  struct text shown = {.arena = out->arena};
  text_add_safe(&shown, str_sub(where->source, 0, before));
  for (size_t at = 0; at < shown.len;) text_add_byte(out, utf8_next(text_str(&shown), &at) == '\t' ? '\t' : ' ');
  text_add_z(out, "^\n");
}

static void add_where(struct text *out, const struct where *where) {
  if (where->file) text_add_safe(out, str_from(where->file));
  if (where->line) text_add_z(out, str_format(out->arena, ":%zu:%zu", where->line, where->column));
  if (where->file) text_add_z(out, ": ");
  if (where->place) {
    text_add_safe(out, str_from(where->place));
    text_add_z(out, ": ");
  }
}

/* A, B or C. */
static void add_meant(struct text *out, const char *const *words) {
  text_add_z(out, "    did you mean ");
  for (size_t i = 0; words[i]; i++) {
    text_add_z(out, !i ? "`" : words[i + 1] ? ", `" : " or `");
    text_add_safe(out, str_from(words[i]));
    text_add_byte(out, '`');
  }
  text_add_z(out, "?\n");
}

struct str message_print(struct arena *arena, const struct message *message) {
  struct text out = {.arena = arena};
  add_where(&out, &message->where);
  if (message_severity(message->id) == NOTE) text_add_z(&out, "note: ");
  text_add_safe(&out, str_from(message->sentence));
  text_add_byte(&out, '\n');
  add_source(&out, &message->where);
  if (message->suggestion) add_meant(&out, (const char *const[]){message->suggestion, NULL});
  if (message->candidates) add_meant(&out, message->candidates);
  if (message->advice[0]) {
    text_add_z(&out, "    ");
    text_add_safe(&out, str_from(message->advice));
    text_add_byte(&out, '\n');
  }
  return text_str(&out);
}

static void add_json_list(struct text *out, const char *key, const char *const *values) {
  text_add_z(out, str_format(out->arena, ", \"%s\": [", key));
  for (size_t i = 0; values[i]; i++) {
    if (i) text_add_z(out, ", ");
    text_add_quoted(out, values[i]);
  }
  text_add_byte(out, ']');
}

static void add_json_number(struct text *out, const char *key, size_t value) {
  if (value) text_add_z(out, str_format(out->arena, ", \"%s\": %zu", key, value));
}

struct str message_json(struct arena *arena, const struct message *message, bool values) {
  static const char *const severities[] = {"note", "warning", "error"};
  struct text out = {.arena = arena};
  text_add_byte(&out, '{');
  text_add_json(&out, "severity", severities[message_severity(message->id)]);
  text_add_json(&out, "code", message_code(message->id));
  text_add_json(&out, "file", message->where.file);
  add_json_number(&out, "line", message->where.line);
  add_json_number(&out, "column", message->where.column);
  text_add_json(&out, "key", message->where.key);
  if (values) text_add_json(&out, "place", message->where.place);
  text_add_json(&out, "suggestion", message->suggestion);
  if (message->candidates) add_json_list(&out, "candidates", message->candidates);
  if (values) text_add_json(&out, "message", message->sentence);
  text_add_z(&out, "}\n");
  return text_str(&out);
}
