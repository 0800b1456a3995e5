/* Paragraph styles (17.7.4): programs rename their ids, so that they are found by name. */
#include "word_read.h"

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

void styles_read(struct document *document, const struct markup *part) {
  ARRAY(struct style) styles = {0};
  for (struct element *e = part->root->first; e; e = e->next) {
    if (e->name != W_STYLE) continue;
    struct style *style = PUSH(document->arena, &styles);
    *style = (struct style){.id = element_value(e, W_STYLE_ID),
                            .name = element_value(element_child(e, W_NAME), W_VAL),
                            .based_on = element_value(element_child(e, W_BASED_ON), W_VAL)};
    style->outline = heading_name(document->arena, style->name);
    if (style->outline < 0) style->outline = outline_of(element_child(e, W_PPR));
  }
  document->styles = styles.at;
  document->style_count = styles.n;
}

struct str style_id(const struct document *document, struct str name) {
  for (size_t i = 0; i < document->style_count; i++)
    if (str_equal(document->styles[i].name, name)) return document->styles[i].id;
  return STR("");
}

static const struct style *style_of(const struct document *document, struct str id) {
  for (size_t i = 0; i < document->style_count; i++)
    if (str_equal(document->styles[i].id, id)) return &document->styles[i];
  return NULL;
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
