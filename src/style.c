/* Styles (17.7.4): programs rename their ids, so that they are found by name; and what they strike out or hide. */
#include "word_read.h"

#include <stdlib.h>

/* The styles of a part that is packed in these bytes. */
struct sheet {
  struct str raw;
  size_t size; /* unpacked */
  uint32_t crc;
  uint16_t method;
  struct style *styles;
  const struct style **by_id; /* sorted; of one id the first that stands in the part */
  size_t count;
  bool unsay; /* some style strikes its text out, or hides it */
};

enum { MOST_SHEETS = 8, LARGEST_SHEET = 1 << 20 };

struct sheets {
  struct arena *arena;
  struct reader *reader;
  struct sheet list[MOST_SHEETS];
  size_t count;
};

struct sheets *sheets_new(struct arena *arena) {
  struct sheets *sheets = NEW(arena, struct sheets);
  sheets->arena = arena;
  sheets->reader = reader_new(arena, &WORD_VOCABULARY);
  return sheets;
}

struct reader *sheets_reader(const struct sheets *sheets) {
  return sheets->reader;
}

static int outline_of(const struct element *properties) {
  struct element *level = properties ? element_child(properties, W_OUTLINE_LVL) : NULL;
  struct str value = element_value(level, W_VAL);
  return value.len == 1 && value.at[0] >= '0' && value.at[0] <= '8' ? value.at[0] - '0' : -1;
}

/* Word's own heading styles are named "heading 1" to "heading 9" in every language. */
static int heading_name(struct arena *arena, struct str name) {
  struct str folded = fold(arena, name);
  bool heading = str_starts(folded, STR("heading ")) && folded.len == 9 && folded.at[8] >= '1' && folded.at[8] <= '9';
  return heading ? folded.at[8] - '1' : -1;
}

static const int FLAGS[STYLE_FLAGS] = {W_STRIKE, W_DSTRIKE, W_VANISH};

static enum style_flag flag_of(const struct element *e) {
  return !e ? FLAG_UNSAID : is_on(e, W_VAL) ? FLAG_ON : FLAG_OFF;
}

static struct style style_read(struct arena *arena, const struct element *e) {
  struct style style = {.id = str_copy(arena, element_value(e, W_STYLE_ID)),
                        .name = str_copy(arena, element_value(element_child(e, W_NAME), W_VAL)),
                        .based_on = str_copy(arena, element_value(element_child(e, W_BASED_ON), W_VAL))};
  style.outline = heading_name(arena, style.name);
  if (style.outline < 0) style.outline = outline_of(element_child(e, W_PPR));
  const struct element *look = element_child(e, W_RPR);
  for (size_t i = 0; i < STYLE_FLAGS; i++) style.flags[i] = flag_of(element_child(look, FLAGS[i]));
  return style;
}

static int by_id(const void *one, const void *other) {
  const struct style *a = *(const struct style *const *)one, *b = *(const struct style *const *)other;
  int order = str_compare(a->id, b->id);
  return order ? order : a < b ? -1 : a > b;
}

/* Every paragraph and run may ask for one of thousands. */
static const struct style **sorted(struct arena *arena, const struct style *styles, size_t count) {
  const struct style **found = arena_alloc(arena, count, sizeof *found);
  for (size_t i = 0; i < count; i++) found[i] = &styles[i];
  if (count) qsort(found, count, sizeof *found, by_id);
  return found;
}

static struct sheet sheet_read(struct arena *arena, const struct markup *part) {
  ARRAY(struct style) styles = {0};
  for (struct element *e = part->root->first; e; e = e->next)
    if (e->name == W_STYLE) *PUSH(arena, &styles) = style_read(arena, e);
  struct sheet sheet = {.styles = styles.at, .by_id = sorted(arena, styles.at, styles.n), .count = styles.n};
  for (size_t i = 0; i < STYLE_FLAGS * styles.n; i++)
    sheet.unsay = sheet.unsay || styles.at[i / STYLE_FLAGS].flags[i % STYLE_FLAGS] != FLAG_UNSAID;
  return sheet;
}

static bool same_part(const struct sheet *sheet, const struct entry *entry) {
  return sheet->crc == entry->crc && sheet->size == entry->size && sheet->method == entry->method &&
         str_equal(sheet->raw, entry->raw);
}

static const struct sheet *sheet_known(const struct sheets *sheets, const struct entry *entry) {
  for (size_t i = 0; sheets && i < sheets->count; i++)
    if (same_part(&sheets->list[i], entry)) return &sheets->list[i];
  return NULL;
}

/* The tree of a part goes again: nothing but the styles is wanted of it, and people have parts of many megabytes. */
static bool parse_sheet(struct document *document, struct arena *arena, struct entry *entry, struct messages *messages,
                        struct sheet *sheet) {
  struct arena *scratch = arena_inside(document->arena);
  const struct markup *part = document_part_in(document, scratch, entry, messages);
  if (part) *sheet = sheet_read(arena, part);
  arena_free(scratch);
  return part != NULL;
}

static void keep_sheet(struct sheets *sheets, const struct entry *entry, struct sheet sheet) {
  sheet.raw = str_copy(sheets->arena, entry->raw);
  sheet.size = entry->size;
  sheet.crc = entry->crc;
  sheet.method = entry->method;
  sheets->list[sheets->count++] = sheet;
}

bool styles_read(struct document *document, struct entry *entry, struct messages *messages) {
  struct sheets *sheets = document->sheets;
  const struct sheet *known = sheet_known(sheets, entry);
  bool keep = sheets && !known && sheets->count < MOST_SHEETS && entry->size <= LARGEST_SHEET;
  struct sheet sheet = known ? *known : (struct sheet){0};
  if (!known && !parse_sheet(document, keep ? sheets->arena : document->arena, entry, messages, &sheet)) return false;
  if (keep) keep_sheet(sheets, entry, sheet);
  document->styles = sheet.styles;
  document->styles_by_id = sheet.by_id;
  document->style_count = sheet.count;
  document->styles_unsay = sheet.unsay;
  return true;
}

struct str style_id(const struct document *document, struct str name) {
  for (size_t i = 0; i < document->style_count; i++)
    if (str_equal(document->styles[i].name, name)) return document->styles[i].id;
  return STR("");
}

static const struct style *style_of(const struct document *document, struct str id) {
  size_t from = 0, to = document->style_count;
  while (from < to) {
    size_t middle = from + (to - from) / 2;
    if (str_compare(document->styles_by_id[middle]->id, id) < 0)
      from = middle + 1;
    else
      to = middle;
  }
  bool found = from < document->style_count && str_equal(document->styles_by_id[from]->id, id);
  return found ? document->styles_by_id[from] : NULL;
}

int paragraph_heading(const struct document *document, const struct element *p) {
  const struct element *properties = element_child(p, W_PPR);
  int outline = outline_of(properties);
  struct str id = element_value(properties ? element_child(properties, W_PSTYLE) : NULL, W_VAL);
  for (int steps = 0; outline < 0 && id.len && steps < 16; steps++) {
    const struct style *style = style_of(document, id);
    outline = style ? style->outline : -1;
    id = style ? style->based_on : STR("");
  }
  return outline;
}

/* ---- what is struck out or hidden ---- */

/* What a style, or the nearest that it is based on, says of a flag of its runs' look. */
static enum style_flag style_says(const struct document *document, struct str id, size_t flag) {
  enum { MOST_STEPS = 16 };
  for (int steps = 0; id.len && steps < MOST_STEPS; steps++) {
    const struct style *style = style_of(document, id);
    if (style && style->flags[flag] != FLAG_UNSAID) return style->flags[flag];
    id = style ? style->based_on : STR("");
  }
  return FLAG_UNSAID;
}

/* The same of the styles of a run and of its paragraph: flags that toggle undo one another, and w:dstrike is none of them (17.7.3). */
static bool styles_say(const struct document *document, const struct element *run, int name) {
  if (!document->styles_unsay) return false;
  const struct element *p = element_ancestor(run, W_P);
  struct str own = element_value(element_child(element_child(run, W_RPR), W_RSTYLE), W_VAL);
  struct str around = element_value(element_child(element_child(p, W_PPR), W_PSTYLE), W_VAL);
  size_t i = 0;
  while (FLAGS[i] != name) i++;
  enum style_flag flag = style_says(document, own, i), outer = style_says(document, around, i);
  if (name == W_DSTRIKE) return (flag != FLAG_UNSAID ? flag : outer) == FLAG_ON;
  return (flag == FLAG_ON) != (outer == FLAG_ON);
}

bool run_looks(const struct document *document, const struct element *run, int name) {
  const struct element *own = element_child(element_child(run, W_RPR), name);
  return own ? is_on(own, W_VAL) : styles_say(document, run, name);
}

/* The flags that the run's styles set, set back; they may stand anywhere among what else it looks like (EG_RPrBase). */
static struct str flags_back(struct arena *arena, const struct document *document, const struct element *run) {
  static const struct {
    int name;
    const char *word;
  } flags[] = {{W_STRIKE, "strike"}, {W_DSTRIKE, "dstrike"}, {W_VANISH, "vanish"}};
  struct text out = {.arena = arena};
  const char *element = str_z(arena, element_prefix(run)), *attribute = str_z(arena, word_prefix(arena, run));
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (styles_say(document, run, flags[i].name))
      text_add_z(&out, str_format(arena, "<%s%s %sval=\"0\"/>", element, flags[i].word, attribute));
  return text_str(&out);
}

void run_show(struct edits *edits, const struct document *document, const struct element *run) {
  const struct element *look = element_child(run, W_RPR), *style = element_child(look, W_RSTYLE);
  struct str back = flags_back(edits->arena, document, run);
  const char *w = str_z(edits->arena, element_prefix(run));
  for (const struct element *e = look ? look->first : NULL; e; e = e->next)
    if (unsays(e)) edits_remove(edits, e);
  if (!back.len) return;
  if (!look)
    edits_prepend_first(edits, run,
                        str_from(str_format(edits->arena, "<%srPr>%s</%srPr>", w, str_z(edits->arena, back), w)));
  else if (element_empty(look))
    edits_prepend_first(edits, look, back);
  else
    edits_insert(edits, style ? style->end : look->open_end, back);
}
