"""Where a document has places that a mapping can name, of every kind, by a look of our own (lxml): nothing of Cairn is used."""

import posixpath
import re
import zipfile
from bisect import bisect_left
from collections import namedtuple

from lxml import etree

SPACES = {"http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
          "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
          "http://schemas.microsoft.com/office/word/2010/wordml": "w14:",
          "http://schemas.microsoft.com/office/word/2012/wordml": "w15:",
          "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:"}
PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
# What holds no text of its own, or is made by Word: no place for a value.
NOT_TEXT = {"picture", "docPartList", "docPartObj", "group", "bibliography", "citation", "equation", "w14:checkbox",
            "w15:repeatingSection", "w15:repeatingSectionItem"}
LOCKS = {"contentLocked", "sdtContentLocked"}
DEEP = {"tbl", "sdt", "txbxContent", "drawing", "pict", "object", "mc:AlternateContent"}
# What stands in a paragraph that is text and marks, and nothing that text cannot be put beside.
PLAIN = {"r", "t", "tab", "br", "cr", "noBreakHyphen", "proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd",
         "commentRangeStart", "commentRangeEnd", "commentReference", "ins", "del", "delText", "hyperlink", "smartTag"}
PROPERTIES = {"pPr", "rPr", "tcPr", "sdtPr", "sdtEndPr", "smartTagPr"}
SAID = {"t": None, "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
UNSAID = {"pPr", "rPr", "tcPr", "sdtPr", "del", "moveFrom", "txbxContent", "instrText", "mc:Fallback"}

# elements: what may change, whole; between: two elements, and what stands between them may.
Place = namedtuple("Place", "part kind name elements between twin plain")


def name(e):
    """A name of WordprocessingML, of either namespace, without a prefix; another's with one."""
    if not isinstance(e.tag, str):
        return ""
    space, _, local = e.tag.rpartition("}")
    return SPACES.get(space[1:], "other:") + local


def val(e, key="val"):
    """An attribute of WordprocessingML."""
    return next((v for k, v in e.attrib.items() if etree.QName(k).localname == key), "") if e is not None else ""


def child(e, *path):
    for step in path:
        e = next((c for c in e if name(c) == step), None) if e is not None else None
    return e


def inside(e, names):
    return [d for d in e.iter() if d is not e and name(d) in names]


def around(e, wanted):
    return next((a for a in e.iterancestors() if name(a) == wanted), None)


def text(e):
    """What is read in an element: fields' results, no deleted text, a paragraph a line."""
    if name(e) in UNSAID:
        return ""
    if name(e) in SAID:
        return SAID[name(e)] or e.text or ""
    said = [text(c) for c in e]
    if sum(name(c) == "p" for c in e) > 1:
        said = [s for s, c in zip(said, e) if name(c) == "p"]
        return "\n".join(said)
    return "".join(said)


def fold(said):
    return "".join(c for c in said.casefold() if c.isalnum())


class Document:
    """Stories by relationship, with their elements in order; the styles that make a heading."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as package:
            self.parts = {n: package.read(n) for n in package.namelist()}
        self.main = self.related("", "officeDocument")[0]
        names = [self.main, *self.related(self.main, "header"), *self.related(self.main, "footer")]
        self.stories = {n: [e for e in etree.fromstring(self.parts[n], PARSER).iter() if isinstance(e.tag, str)]
                        for n in dict.fromkeys(names)}
        self.headings, self.spans, self.named = self.heading_styles(), {}, {}
        for part, elements in self.stories.items():
            for e in elements:
                self.named.setdefault(name(e), []).append((part, e))

    def related(self, part, kind):
        """The parts that a part is related to, in order."""
        folder, file = posixpath.split(part)
        rels = self.parts.get(posixpath.join(folder, "_rels", file + ".rels"))
        found = [r for r in etree.fromstring(rels, PARSER) if r.get("Type", "").endswith("/" + kind)] if rels else []
        paths = [posixpath.normpath(posixpath.join("/" + folder, r.get("Target"))).lstrip("/") for r in found
                 if r.get("TargetMode") != "External"]
        return [p for p in paths if p in self.parts]

    def heading_styles(self):
        styles, found = {}, set()
        for part in self.related(self.main, "styles"):
            styles = {val(s, "styleId"): s for s in etree.fromstring(self.parts[part], PARSER) if name(s) == "style"}
        for key, style in styles.items():
            seen = set()
            while style is not None and id(style) not in seen:
                seen.add(id(style))
                if re.fullmatch("heading [1-9]", val(child(style, "name")).lower()) or outlined(style):
                    found.add(key)
                style = styles.get(val(child(style, "basedOn")))
        return found

    def is_heading(self, p):
        return outlined(p) or val(child(p, "pPr", "pStyle")) in self.headings

    def all(self, wanted):
        """(part, element) of every element of that name in the stories."""
        return self.named.get(wanted, [])


def outlined(e):
    level = val(child(e, "pPr", "outlineLvl"))
    return level.isdigit() and int(level) < 9


def twin(e):
    """True in the second telling of what an AlternateContent says."""
    return around(e, "mc:Fallback") is not None


def plain(e):
    """Text and marks only."""
    if name(e) in PROPERTIES:
        return True
    return all(name(c) in PLAIN | PROPERTIES and plain(c) for c in e)


# ---- content controls ----

LEVELS = {"tr": "row", "tc": "cell", "p": "block", "tbl": "table"}


def level(sdt):
    content = child(sdt, "sdtContent")
    return next((LEVELS[name(c)] for c in content if name(c) in LEVELS), "run") if content is not None else "run"


def takes_text(sdt):
    """True when a text can be put into a control without anything else going."""
    properties, content = child(sdt, "sdtPr"), child(sdt, "sdtContent")
    if properties is None or content is None or any(name(c) in NOT_TEXT for c in properties):
        return False
    where = written(sdt)
    return not locked(sdt) and where is not None and not inside(where, DEEP) and level(sdt) != "table"


def locked(sdt):
    """True when Word would let nobody type in it: it, or one around it, is locked."""
    return any(val(child(a, "sdtPr", "lock")) in LOCKS for a in [sdt, *sdt.iterancestors()] if name(a) == "sdt")


def written(sdt):
    """The control itself; of one around a row or a cell, that cell or the last."""
    cells = inside(sdt, {"tc"})
    return (cells[-1] if cells else None) if level(sdt) in ("row", "cell") else sdt


def controls(document):
    for part, sdt in document.all("sdt"):
        fit = takes_text(sdt)
        for kind, key in (("tag", "tag"), ("title", "alias")):
            called = val(child(sdt, "sdtPr", key)).strip()
            if called and locked(sdt):
                yield Place(part, f"{kind}, locked", called, [sdt], None, twin(sdt), True)
            elif called:
                elements = [sdt if level(sdt) in ("run", "block") else written(sdt)] if fit else []
                yield Place(part, f"{kind} at {level(sdt)}", called, elements, None, twin(sdt), fit)


# ---- cells ----

def rows(tbl):
    """Those that are not struck out under revision."""
    found = [r for c in tbl for r in ([c] if name(c) == "tr" else unwrapped(c, "tr"))]
    return [r for r in found if child(r, "trPr", "del") is None]


def cells(tr):
    """Those that are not struck out."""
    found = [t for c in tr for t in ([c] if name(c) == "tc" else unwrapped(c, "tc"))]
    return [t for t in found if child(t, "tcPr", "cellDel") is None]


def unwrapped(e, wanted):
    content = child(e, "sdtContent") if name(e) == "sdt" else None
    return [] if content is None else [x for c in content for x in ([c] if name(c) == wanted else unwrapped(c, wanted))]


def column(tc):
    """Where a cell stands in the grid."""
    row = cells(around(tc, "tr"))
    before = int(val(child(around(tc, "tr"), "trPr", "gridBefore")) or 0)
    return before + sum(int(val(child(c, "tcPr", "gridSpan")) or 1) for c in row[:row.index(tc)])


def holds_text(tc):
    """Paragraphs only, of text and marks; no cell that goes on from the one above."""
    merged = child(tc, "tcPr", "vMerge")
    blocks = [c for c in tc if name(c) != "tcPr"]
    return (merged is None or val(merged) == "restart") and any(name(b) == "p" for b in blocks) and all(
        name(b) in PLAIN or (name(b) == "p" and plain(b)) for b in blocks)


def label_of(tc):
    """What a cell says, when it could be a label: few words in one paragraph."""
    said = text(tc).strip()
    blocks = [c for c in tc if name(c) == "p"]
    fits = len(blocks) == 1 and plain(blocks[0]) and re.fullmatch(r"[^:\t\n]{1,60}:?", said) and re.search(r"\w", said)
    return said.rstrip(": ") if fits else None


def cell_place(part, kind, label, tc):
    return Place(part, kind, label, [c for c in tc if name(c) == "p"], None, twin(tc), holds_text(tc))


def beside_and_below(document):
    for part, tbl in document.all("tbl"):
        grid = [[(column(tc), tc) for tc in cells(tr)] for tr in rows(tbl)]
        for r, row in enumerate(grid):
            under = dict(grid[r + 1]) if r + 1 < len(grid) else {}
            for c, (at, tc) in enumerate(row):
                label = label_of(tc)
                heads = around(tc, "tr")  # the names of columns have their values below, not beside
                if label and c + 1 < len(row) and child(heads, "trPr", "tblHeader") is None:
                    yield cell_place(part, "label beside", label, row[c + 1][1])
                if label and at in under:
                    yield cell_place(part, "below", label, under[at])


# ---- paragraphs ----

def behind(document):
    for part, p in document.all("p"):
        said = re.fullmatch(r"\s*([^\W\d_][^:\t\n{}«»]{1,40}):(?:[ \xa0]+([^:\t\n]*))?", text(p))
        if said:
            beside = around(p, "tc") is not None and not (said[2] or "").strip()
            yield Place(part, "label behind", said[1].strip(), [p], None, twin(p), plain(p) and not beside)


def under_headings(document):
    for p in (e for part, e in document.all("p") if part == document.main and document.is_heading(e)):
        said, found = text(p).strip(), []
        for e in p.itersiblings():
            if name(e) in ("tbl", "sdt", "sectPr", "mc:AlternateContent") or name(e) == "p" and document.is_heading(e):
                break
            found += [e] if name(e) == "p" else []
        if re.search(r"\w", said) and "\n" not in said and found:
            fit = all(plain(f) and child(f, "pPr", "sectPr") is None for f in found)
            yield Place(document.main, "heading", said, found, None, twin(p), fit)


# ---- marks ----

def bookmarks(document):
    for part, start in document.all("bookmarkStart"):
        rest = list(start.itersiblings())
        n = next((n for n, e in enumerate(rest) if name(e) == "bookmarkEnd" and val(e, "id") == val(start, "id")), None)
        fit = n is not None and name(start.getparent()) == "p" and all(name(e) in PLAIN and plain(e) for e in rest[:n])
        if not val(start, "name").startswith("_Toc"):
            yield Place(part, "bookmark", val(start, "name"), [], (start, rest[n]) if fit else None, twin(start), fit)


def forms(document):
    for part, data in document.all("ffData"):
        kind = "form text" if child(data, "textInput") is not None else "form list" if child(data, "ddList") is not None else None
        p = around(data, "p")
        called = val(child(data, "name"))
        if kind and called and p is not None:
            yield Place(part, kind, called, [p], None, twin(data), not inside(p, DEEP))


def properties(document):
    """Custom properties that are texts."""
    for part in document.related("", "custom-properties"):
        document.stories.setdefault(part, list(etree.fromstring(document.parts[part], PARSER).iter()))
        for e in document.stories[part]:
            if e.get("name") and len(e) and e[0].tag.endswith("}lpwstr"):
                yield Place(part, "property", e.get("name"), [e], None, False, True)


LOOKS = {"tag": controls, "title": controls, "label": beside_and_below, "below": beside_and_below, "heading": under_headings,
         "bookmark": bookmarks, "form": forms, "property": properties}


def places(document):
    return [p for look in dict.fromkeys([*LOOKS.values(), behind]) for p in look(document)]


def family(place):
    """What a locator of that kind would find by that name: labels in cells and before text are one family."""
    return re.match(r"\w+", place.kind)[0]


def chosen(document):
    """{kind: the places of one name}: of each kind the first name that is told apart (a tag may have several places)."""
    found, words, kinds = places(document), said_words(document), {}
    by_name = {}
    for place in found:
        by_name.setdefault((family(place), fold(place.name) if family(place) in ("label", "below", "heading") else place.name),
                           []).append(place)
    for (what, _), same in by_name.items():
        alone = what in ("tag", "title") or sum(not p.twin for p in same) == 1
        if what in ("label", "below", "heading"):
            head = fold(same[0].name)
            alone = alone and bisect_left(words, head + "\U0010ffff") - bisect_left(words, head) == 1
        if alone and all(p.plain for p in same) and len({p.kind for p in same}) == 1:
            kinds.setdefault(same[0].kind, []).append(same)
    return {kind: min(sames, key=lambda same: not re.fullmatch(r"[^\W\d_][^{}«»+]{1,39}", same[0].name))
            for kind, sames in kinds.items()}


def said_words(document):
    """What each paragraph says, folded and sorted; what an AlternateContent says counts once."""
    return sorted(fold(text(p)) for _, p in document.all("p") if not twin(p))


def found_again(document, place):
    """The places of that kind and name."""
    look = behind if place.kind == "label behind" else LOOKS[family(place)]
    return [p for p in look(document) if p.kind == place.kind and p.name == place.name]
