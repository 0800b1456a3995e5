/* What is written once for each program that may read it (Part 3, 7.5): the side that Word shows is read. */
#include "word_read.h"

#define ECMA "http://schemas.openxmlformats.org/"
#define ISO "http://purl.oclc.org/ooxml/"
#define WORD "http://schemas.microsoft.com/office/word/"
#define DRAWING "http://schemas.microsoft.com/office/drawing/"

/* As Microsoft publishes them ([MS-DOCX] 2.2, [MS-ODRAWXML] 2.1, [MS-OI29500] 2.1). */
const char *const WORD_UNDERSTANDS[] = {WORD_TRANSITIONAL,
                                        WORD_STRICT,
                                        ECMA "drawingml/2006/wordprocessingDrawing",
                                        ECMA "drawingml/2006/main",
                                        ECMA "drawingml/2006/chart",
                                        ECMA "drawingml/2006/chartDrawing",
                                        ECMA "drawingml/2006/diagram",
                                        ECMA "drawingml/2006/lockedCanvas",
                                        ECMA "drawingml/2006/picture",
                                        ECMA "markup-compatibility/2006",
                                        ECMA "officeDocument/2006/math",
                                        ECMA "officeDocument/2006/relationships",
                                        ISO "drawingml/wordprocessingDrawing",
                                        ISO "drawingml/main",
                                        ISO "drawingml/chart",
                                        ISO "drawingml/chartDrawing",
                                        ISO "drawingml/diagram",
                                        ISO "drawingml/lockedCanvas",
                                        ISO "drawingml/picture",
                                        ISO "officeDocument/math",
                                        ISO "officeDocument/relationships",
                                        "urn:schemas-microsoft-com:vml",
                                        "urn:schemas-microsoft-com:office:office",
                                        "urn:schemas-microsoft-com:office:word",
                                        WORD "2006/wordml",
                                        WORD "2010/wordml",
                                        WORD "2012/wordml",
                                        WORD "2015/wordml/symex",
                                        WORD "2016/wordml/cid",
                                        WORD "2018/wordml",
                                        WORD "2018/wordml/cex",
                                        WORD "2020/oembed",
                                        WORD "2020/wordml/sdtdatahash",
                                        WORD "2023/wordml/word16du",
                                        WORD "2024/wordml/sdtformatlock",
                                        WORD "2010/wordprocessingCanvas",
                                        WORD "2010/wordprocessingDrawing",
                                        WORD "2010/wordprocessingGroup",
                                        WORD "2010/wordprocessingInk",
                                        WORD "2010/wordprocessingShape",
                                        WORD "2012/wordprocessingDrawing",
                                        DRAWING "2007/8/2/chart",
                                        DRAWING "2008/diagram",
                                        DRAWING "2010/chartDrawing",
                                        DRAWING "2010/compatibility",
                                        DRAWING "2010/diagram",
                                        DRAWING "2010/main",
                                        DRAWING "2010/picture",
                                        DRAWING "2010/slicer",
                                        DRAWING "2012/chart",
                                        DRAWING "2012/chartStyle",
                                        DRAWING "2012/main",
                                        DRAWING "2012/timeslicer",
                                        DRAWING "2014/chart",
                                        DRAWING "2014/chart/ac",
                                        DRAWING "2014/chartex",
                                        DRAWING "2014/main",
                                        DRAWING "2015/10/21/chartex",
                                        DRAWING "2015/9/8/chartex",
                                        DRAWING "2016/11/diagram",
                                        DRAWING "2016/11/main",
                                        DRAWING "2016/12/diagram",
                                        DRAWING "2016/5/10/chartex",
                                        DRAWING "2016/5/11/chartex",
                                        DRAWING "2016/5/12/chartex",
                                        DRAWING "2016/5/13/chartex",
                                        DRAWING "2016/5/14/chartex",
                                        DRAWING "2016/5/9/chartex",
                                        DRAWING "2016/SVG/main",
                                        DRAWING "2016/ink",
                                        DRAWING "2017/03/chart",
                                        DRAWING "2017/decorative",
                                        DRAWING "2017/model3d",
                                        DRAWING "2018/animation",
                                        DRAWING "2018/animation/model3d",
                                        DRAWING "2018/hyperlinkcolor",
                                        DRAWING "2018/sketchyshapes",
                                        DRAWING "2020/classificationShape",
                                        DRAWING "2021/livefeed",
                                        DRAWING "2021/oembed",
                                        DRAWING "2021/scriptlink",
                                        DRAWING "2022/imageformula",
                                        "http://schemas.microsoft.com/office/2019/extlst",
                                        "http://schemas.microsoft.com/ink/2010/main",
                                        "http://www.w3.org/2003/InkML",
                                        NULL};

static void leave_out(struct element *side) {
  for (struct element *e = side; e; e = element_next(e, side)) e->name = NAME_NONE;
}

static void choose(struct element *alternatives) {
  const struct element *chosen = NULL;
  for (struct element *side = alternatives->first; side; side = side->next) {
    if (side->name != MC_CHOICE) continue;
    if (chosen || element_attribute(side, PLAIN_REQUIRES))
      leave_out(side);
    else
      chosen = side;
  }
  struct element *fallback = element_child(alternatives, MC_FALLBACK);
  if (!chosen && fallback) fallback->name = MC_CHOICE;
}

void alternatives_choose(struct markup *markup) {
  struct element *root = markup->root;
  for (struct element *e = markup_holds(markup, MC_ALTERNATE_CONTENT) ? root : NULL; e; e = element_next(e, root))
    if (e->name == MC_ALTERNATE_CONTENT) choose(e);
}
