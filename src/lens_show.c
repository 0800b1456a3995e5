/* Shows: what the record says, repeated for the reader: what helps best, the last level, where a milestone belongs. */
#include "lens_parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- what helps ---- */

struct help {
  size_t order; /* of the milestone */
  struct str date, text, by;
};

typedef ARRAY(struct help) helps;

static int by_row_and_date(const void *a, const void *b) {
  const struct help *one = a, *other = b;
  if (one->order != other->order) return one->order < other->order ? -1 : 1;
  int order = str_compare(one->date, other->date);
  if (!order) order = str_compare(one->text, other->text);
  return order ? order : str_compare(one->by, other->by);
}

static bool same_help(const struct help *a, const struct help *b) { return by_row_and_date(a, b) == 0; }

/* Adds the preferred supports of a term, as a union with those that are there. */
static void add_helps(struct arena *arena, const struct domain *domain, const struct node *items, helps *list) {
  for (const struct node *item = items ? items->first : NULL; item; item = item->next) {
    const struct milestone *milestone = domain_milestone(domain, node_get_str(item, "milestone"));
    const struct node *preferred = milestone ? node_get(item, "preferred") : NULL;
    for (const struct node *p = preferred ? preferred->first : NULL; p; p = p->next) {
      struct help help = {milestone->order, comment_date(node_get_str(p, "date")), node_get_str(p, "text"),
                          node_get_str(p, "by")};
      bool known = false;
      for (size_t i = 0; i < list->n; i++) known = known || same_help(&list->at[i], &help);
      if (!known) *PUSH(arena, list) = help;
    }
  }
}

static struct str help_line(struct arena *arena, const struct help *help) {
  struct text out = {.arena = arena};
  struct str text = str_trim(help->text);
  for (size_t i = 0; i < text.len; i++)
    text_add_byte(&out, text.at[i] == '\n' || text.at[i] == '\t' ? ' ' : text.at[i]);
  text_add_z(&out, " (");
  text_add(&out, help->by);
  text_add_byte(&out, ')');
  return text_str(&out);
}

typedef ARRAY(struct str) lines;

/* Programs join or part the lines of a comment as they like: blanks do not count. */
static bool same_line(struct str a, struct str b) {
  size_t i = 0, j = 0;
  for (;; i++, j++) {
    while (i < a.len && a.at[i] == ' ') i++;
    while (j < b.len && b.at[j] == ' ') j++;
    if (i == a.len || j == b.len) return i == a.len && j == b.len;
    if (a.at[i] != b.at[j]) return false;
  }
}

static bool has_line(const lines *list, struct str line) {
  for (size_t i = 0; i < list->n; i++)
    if (same_line(list->at[i], line)) return true;
  return false;
}

/* The lines that say something, of one paragraph or of several. */
static lines lines_there(struct arena *arena, const struct passage *passage) {
  struct str text = passage_text(arena, passage);
  lines all = {0};
  for (size_t at = 0, end; at < text.len; at = end + 1) {
    for (end = at; end < text.len && text.at[end] != '\n'; end++) continue;
    struct str line = str_trim(str_sub(text, at, end));
    if (line.len && !str_is(line, "–")) *PUSH(arena, &all) = line;
  }
  return all;
}

/* A line for each preferred support of two terms' data, in the order of the framework; the same words stand once. */
static lines help_lines(struct arena *arena, const struct domain *domain, const struct node *one,
                        const struct node *other) {
  helps list = {0};
  lines all = {0};
  add_helps(arena, domain, node_path(one, "term.assessments"), &list);
  add_helps(arena, domain, node_path(other, "term.assessments"), &list);
  if (list.n) qsort(list.at, list.n, sizeof *list.at, by_row_and_date);
  for (size_t i = 0; i < list.n; i++) {
    struct str line = help_line(arena, &list.at[i]);
    if (!has_line(&all, line)) *PUSH(arena, &all) = line;
  }
  return all;
}

/* Every preferred support with who noticed it: those of the data and those that stand in the document; then what somebody typed below
 * them, which is nobody's to take out. */
static bool helps_text(struct put *put, const struct passage *passage, struct str *text) {
  struct arena *arena = put->arena;
  lines all = help_lines(arena, put->plan->mapping->domain, put->data, put->old);
  lines there = lines_there(arena, passage);
  for (size_t i = 0; i < there.n; i++)
    if (!has_line(&all, there.at[i])) *PUSH(arena, &all) = there.at[i];
  struct text out = {.arena = arena};
  for (size_t i = 0; i < all.n; i++) {
    if (i) text_add_byte(&out, '\n');
    text_add(&out, all.at[i]);
  }
  *text = text_str(&out);
  return all.n > 0;
}

/* ---- the other sources ---- */

static bool previous_text(struct put *put, const struct milestone *milestone, struct str *text) {
  const struct node *items = node_path(put->data, "previous.assessments");
  const struct scale *scale = put->plan->mapping->engagement;
  for (const struct node *item = items ? items->first : NULL; item && scale && milestone; item = item->next) {
    if (!str_equal(node_get_str(item, "milestone"), milestone->id)) continue;
    const struct level *level = scale_level(scale, node_get_str(item, "engagement"));
    *text = level ? level->label : STR("");
    return level != NULL;
  }
  return false;
}

static bool place_text(struct arena *arena, const struct milestone *milestone, struct str *text) {
  struct text out = {.arena = arena};
  if (!milestone) return false;
  text_add(&out, milestone->organiser->title);
  if (milestone->code.len) text_add_z(&out, " · ");
  text_add(&out, milestone->code);
  *text = text_str(&out);
  return true;
}

static struct str formatted(struct arena *arena, struct str format, struct str value) {
  struct text out = {.arena = arena};
  ptrdiff_t gap = str_find(format, STR("{}"));
  if (gap < 0) return format;
  text_add(&out, str_sub(format, 0, (size_t)gap));
  text_add(&out, value);
  text_add(&out, str_sub(format, (size_t)gap + 2, format.len));
  return text_str(&out);
}

/* The text of a show; false when its source is not in the record. */
static bool show_text(struct put *put, const struct field *field, const struct passage *passage,
                      const struct milestone *milestone, struct str *text) {
  bool known = false;
  if (strcmp(field->from, "term.assessments.preferred") == 0) known = helps_text(put, passage, text);
  if (strcmp(field->from, "previous.engagement") == 0) known = previous_text(put, milestone, text);
  if (strcmp(field->from, "milestone.place") == 0) known = place_text(put->arena, milestone, text);
  if (strncmp(field->from, "class.", 6) == 0) {
    *text = node_str(node_path(put->data, field->from));
    known = text->len > 0;
  }
  if (known) *text = formatted(put->arena, field->format, *text);
  return known;
}

/* ---- both ways ---- */

/* Whether a text is what Cairn shows there, whatever the value: nothing, the milestone's own place, a level in the show's words. */
static bool is_own(struct arena *arena, const struct plan *plan, const struct field *field,
                   const struct milestone *milestone, struct str text) {
  struct str place;
  text = str_trim(text);
  if (!text.len || str_equal(text, field->blank)) return true;
  if (strcmp(field->from, "milestone.place") == 0)
    return place_text(arena, milestone, &place) && str_equal(place, text);
  if (strcmp(field->from, "previous.engagement") != 0) return true;
  ptrdiff_t gap = str_find(field->format, STR("{}"));
  struct str head = str_sub(field->format, 0, gap < 0 ? field->format.len : (size_t)gap);
  const struct scale *scale = plan->mapping->engagement;
  return str_starts(text, head) && scale && scale_read(arena, scale, str_sub(text, head.len, text.len));
}

/* A paragraph of which somebody has typed a line is theirs. */
static void take_lines(struct get *get, const struct passage *passage, const lines *own) {
  for (size_t i = 0; i < passage->count; i++) {
    struct passage one = *passage;
    one.paragraphs = &passage->paragraphs[i];
    one.count = 1;
    lines there = lines_there(get->arena, &one);
    bool all = true;
    for (size_t n = 0; n < there.n; n++) all = all && has_line(own, there.at[n]);
    if (all) get_take(get, &one);
  }
}

void get_show(struct get *get, const struct field *field, const struct passage *passage,
              const struct milestone *milestone, const struct node *data) {
  if (strcmp(field->from, "term.assessments.preferred") == 0) {
    lines own = help_lines(get->arena, get->plan->mapping->domain, data, NULL);
    take_lines(get, passage, &own);
  } else if (is_own(get->arena, get->plan, field, milestone, passage_text(get->arena, passage))) {
    get_take(get, passage);
  }
}

static struct str words_there(struct put *put, struct cut_place *cut, const struct passage *passage) {
  if (cut && cut->read) return cut->words;
  struct str words = str_trim(passage_text(put->arena, passage));
  if (cut) cut->words = words;
  if (cut) cut->read = true;
  return words;
}

struct field show_plain(const struct field *field) {
  struct field plain = *field;
  plain.codec.kind = field->codec.kind == AS_PARAGRAPHS ? AS_PARAGRAPHS : AS_TEXT;
  return plain;
}

/* Where the document names another class or school than the class does, people differ; other shows are Cairn's own words. */
void put_show(struct put *put, const struct target *target, const struct field *field, const struct passage *passage,
              const struct milestone *milestone) {
  struct cut_place *cut = cut_place(put, target, field);
  struct str now = words_there(put, cut, passage), text = STR("");
  bool known = show_text(put, field, passage, milestone, &text);
  bool of_term = strncmp(field->from, "class.", 6) != 0;
  if (passage->tag.len) {
    put_passage(put, target->edits, NULL, field, passage, known ? node_text(put->arena, text) : NULL);
    return;
  }
  if (!known && !target->copy && !(put->other_term && of_term)) return;
  if (!target->copy && strcmp(field->from, "milestone.place") == 0) return; /* the framework's, not the record's */
  bool nothing = !now.len || str_equal(now, field->blank);
  if (known ? str_equal(now, str_trim(text)) : nothing) return;
  if (!target->copy && !is_own(put->arena, put->plan, field, milestone, now)) {
    const char *place = passage_words(put->arena, put->plan, passage);
    say(put->messages, MSG_SHOW_KEPT, lens_where(put->plan, place), field->key);
    return;
  }
  const char *place = target->copy ? NULL : passage_words(put->arena, put->plan, passage);
  struct node *there = of_term || nothing ? NULL : node_text(put->arena, now);
  if (!target->copy && !may_write(put, place, passage, there, node_text(put->arena, text))) return;
  struct field plain = show_plain(field);
  put_passage(put, target->edits, cut, &plain, passage, known ? node_text(put->arena, text) : NULL);
  if (put->refill && !put->other_term && !target->copy && !there)
    say(put->messages, MSG_SHOW_RENEWED, lens_where(put->plan, place), field->key);
}
