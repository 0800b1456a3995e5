"""Reads a tracker's parts with lxml: the body through every kind of content control, and the comment part."""
import posixpath
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}


def relationships(package, source):
    """(id, kind, the part's name) of every relationship of a part, or of the package."""
    folder, name = posixpath.split(source)
    for rel in etree.fromstring(package.read(posixpath.join(folder, "_rels", name + ".rels"))):
        target = posixpath.normpath(posixpath.join("/", folder, rel.get("Target"))).lstrip("/")
        yield rel.get("Id"), rel.get("Type").removeprefix(RELATED), target


def part(package, kind, source=""):
    """The tree of the part that source has a relationship of that kind to, with its name; (None, None) without one."""
    for _, found, name in relationships(package, source):
        if found == kind:
            return etree.fromstring(package.read(name)), name
    return None, None


def parts_by_id(package, source):
    return {i: etree.fromstring(package.read(name)) for i, kind, name in relationships(package, source) if kind == "header"}


def header_of(package, main, document):
    """{tag: text} of the controls in the headers that the document's sections name."""
    found = {}
    for reference in document.iter(W + "headerReference"):
        for control in parts_by_id(package, main)[reference.get(R + "id")].iter(W + "sdt"):
            found[control.find(f"{W}sdtPr/{W}tag").get(W + "val")] = "".join(t.text or "" for t in control.iter(W + "t"))
    return found


def properties_of(package):
    """{name: value} of Cairn's own properties, but for the digest."""
    tree, _ = part(package, "custom-properties")
    return {p.get("name"): p[0].text for p in tree if p.get("name").startswith("cairn-") and p.get("name") != "cairn-digest"}


def children(element):
    """Its children, with those of controls, insertions and the like in place of these."""
    for child in element:
        if child.tag == W + "sdt":
            yield from children(child.find(W + "sdtContent"))
        elif child.tag in (W + "ins", W + "smartTag", W + "hyperlink", W + "customXml"):
            yield from children(child)
        elif child.tag != W + "del":
            yield child


def text_of(paragraph):
    found = []
    for run in (c for c in children(paragraph) if c.tag == W + "r"):
        for item in run:
            found.append((item.text or "") if item.tag == W + "t" else CHARACTERS.get(item.tag, ""))
    return "".join(found)


def style_of(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(W + "val") if style is not None else ""


def cell_texts(cell):
    return [text_of(p) for p in children(cell) if p.tag == W + "p"]


def rows_of(table):
    """Its cells, row by row."""
    return [[c for c in children(row) if c.tag == W + "tc"] for row in children(table) if row.tag == W + "tr"]


def comments_in(package, main):
    """{id: comment} of the comment part."""
    tree, _ = part(package, "comments", main)
    return {c.get(W + "id"): {"author": c.get(W + "author"), "date": c.get(W + "date"), "initials": c.get(W + "initials"),
                              "text": "\n".join(text_of(p) for p in c.iter(W + "p"))}
            for c in (tree if tree is not None else [])}


def anchored(element, comments):
    """The comments whose three marks all stand in element, in order; a comment with other marks there is None."""
    ids = {tag: [m.get(W + "id") for m in element.iter(W + tag)]
           for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")}
    return [comments.get(i) if all(marks.count(i) == 1 for marks in ids.values()) else None for i in ids["commentReference"]]


def table_rows(table, area, comments):
    header, *rows = rows_of(table)
    names = ["".join(cell_texts(c)) for c in header]
    for row in rows:
        found = {"area": area, "comments": {}}
        for name, cell in zip(names, row):
            found[name] = cell_texts(cell)
            if anchored(cell, comments):
                found["comments"][name] = anchored(cell, comments)
        yield found


def pairs(table):
    """The details' table: a label, its value, a label, its value."""
    texts = ["\n".join(cell_texts(c)) for row in rows_of(table) for c in row]
    return dict(zip(texts[::2], texts[1::2]))


def read(path):
    """A tracker as expected.py describes it."""
    with zipfile.ZipFile(path) as package:
        document, main = part(package, "officeDocument")
        comments = comments_in(package, main)
        seen = {"details": {}, "family": {}, "rows": [], "elsewhere": [], "header": header_of(package, main, document),
                "properties": properties_of(package)}
    body = document.find(W + "body")
    heading, tables = None, 0
    for block in children(body):
        if block.tag == W + "p" and style_of(block).startswith("Heading"):
            heading = text_of(block)
            seen["family"].setdefault(heading, [])
        elif block.tag == W + "p" and heading is not None:
            seen["family"][heading].append(text_of(block))
        elif block.tag == W + "tbl":
            tables += 1
            if tables == 1:
                seen["details"] = pairs(block)
            elif "".join(cell_texts(rows_of(block)[0][0])) == "Milestone":
                seen["rows"] += table_rows(block, heading, comments)
    placed = [c for row in seen["rows"] for cs in row["comments"].values() for c in cs]
    everywhere = len(list(document.iter(W + "commentReference")))
    seen["elsewhere"] = ["a mark outside the rows"] * (everywhere - len(placed)) + \
                        ["no mark"] * (len(comments) - everywhere)
    return seen
