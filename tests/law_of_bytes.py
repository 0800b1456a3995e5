"""Law 4 by an independent eye: what lies outside the mapped places is, byte for byte, what it was. Offsets are expat's.

A part is cut into a frame, which may not change, and places, which may. In the frame of our template stand no texts of
mapped controls, no placeholder flags, no date that a picker holds, no level styles; rows and blocks are frames of their own.
"""

import functools
import re
from xml.parsers import expat

import invent
from tracker import parts, raw_members

LEAVES = {"known-as", "session", "term", "term-date", "review", "class", "completed-by", "school", "enjoys", "does-well", "new",
          "what-helps", "next", "child-views", "family-views", "engagement", "supports", "date", "saw", "next-steps"}
KEYS = {*invent.MILESTONES, "milestone"}  # the template's pattern row has the last
PATTERNS = {"–", "milestone"}  # an empty block and an empty row, which the first area and milestone to come take up
HEADERS = ("Milestone", "Level of engagement", "Type of support")
NEW_PARTS = {"word/comments.xml": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
             "word/commentsExtended.xml": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"}
TEXT = {"w:t", "w:br", "w:tab", "w:cr", "w:noBreakHyphen"}
MARKERS = {"w:commentRangeStart", "w:commentRangeEnd"}
TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


class Strayed(Exception):
    """A byte changed where no byte may."""


class Element:
    __slots__ = ("name", "attributes", "start", "open_end", "parent", "close_start", "end", "children", "said")

    def __init__(self, name, attributes, start, open_end, parent):
        self.name, self.attributes, self.start, self.open_end, self.parent = name, attributes, start, open_end, parent
        self.close_start = self.end = open_end
        self.children, self.said = [], ""

    def all(self, name=None):
        for child in self.children:
            if name in (None, child.name):
                yield child
            yield from child.all(name)

    def child(self, *path):
        found = self
        for name in path:
            found = next((c for c in found.children if c.name == name), None) if found else None
        return found

    def text(self):
        return "".join(t.said for t in self.all("w:t"))


def tree(data):
    """The elements of a part with their byte offsets."""
    parser, root = expat.ParserCreate(), Element("", {}, 0, 0, None)
    parser.buffer_text = True
    open_elements = [root]

    def begin(name, attributes):
        start = parser.CurrentByteIndex
        element = Element(name, attributes, start, TAG.match(data, start).end(), open_elements[-1])
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def finish(_):
        element, at = open_elements.pop(), parser.CurrentByteIndex
        if data[element.open_end - 2:element.open_end] != b"/>":
            element.close_start, element.end = at, data.index(b">", at) + 1

    def characters(said):
        open_elements[-1].said += said

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, finish, characters
    parser.Parse(data, True)
    root.end = root.close_start = len(data)
    return root


# ---- frames ----

def tag_of(sdt):
    tag = sdt.child("w:sdtPr", "w:tag")
    return tag.attributes["w:val"] if tag else None


def style_of(p):
    style = p.child("w:pPr", "w:pStyle")
    return style.attributes.get("w:val") if style else None


def is_table(element):
    rows = [c for c in element.children if c.name == "w:tr"]
    return bool(rows) and tuple(tc.text() for tc in rows[0].children if tc.name == "w:tc")[:3] == HEADERS


class Frames:
    """Of one part: the frame of its whole, of each block by its title, of each row by its milestone."""

    def __init__(self, data):
        self.data, self.blocks, self.rows = data, {}, {}
        self.with_comments = set()
        self.whole = self.frame(tree(data))

    def frame(self, element):
        """The element's bytes without its places."""
        out, at = [], element.start
        for child in element.children:
            kept = self.kept(child)
            if kept is not None:
                out += [self.data[at:child.start], kept]
                at = child.end
        return b"".join(out) + self.data[at:element.end]

    def kept(self, element):
        """What the frame holds of an element; None: all that it is, cut further."""
        special = {"w:sdt": self.control, "w:tr": self.row, "w:p": self.paragraph}.get(element.name)
        return special(element) if special else self.frame(element)

    def control(self, sdt):
        tag = tag_of(sdt)
        if tag == "area":
            title = next(s.text() for s in sdt.all("w:sdt") if tag_of(s) == "area-title")
            if title in self.blocks:
                raise Strayed(f"two blocks for {title}")
            self.blocks[title] = self.frame(sdt)
            return b""
        return self.value(sdt) if tag in LEAVES | KEYS | {"area-title"} else self.frame(sdt)

    def value(self, sdt):
        """A mapped control: its properties without flag and picked date, its runs without their text."""
        properties, content = sdt.child("w:sdtPr"), sdt.child("w:sdtContent")
        head = self.data[sdt.start:properties.end]
        head = re.sub(rb'<w:showingPlcHdr/>| w:fullDate="[^"]*"', b"", head)
        out = [head, self.data[properties.end:content.open_end]]
        for run in content.children:
            if run.name in MARKERS or run.child("w:commentReference"):
                out.append(self.data[run.start:run.end])
                continue
            inner = [c for c in run.children if c.name not in TEXT]
            out += [self.data[run.start:run.open_end], *(self.data[c.start:c.end] for c in inner), b"</run>"]
        return b"".join(out) + self.data[content.close_start:sdt.end]

    def paragraph(self, p):
        """On the family's page the lines of a text come and go with the paragraphs that hold them."""
        further = style_of(p) in ("FamilyText", "ListBullet") and p.parent.name == "w:body"
        return b"" if further and not p.child("w:sdt") else self.frame(p)

    def row(self, tr):
        key = next((tag_of(s) for s in tr.all("w:sdt") if tag_of(s) in KEYS), None)
        if not key or not is_table(tr.parent):
            return self.frame(tr)
        if key in self.rows:
            raise Strayed(f"two rows for {key}")
        if any(e.name in MARKERS for e in tr.all()):
            self.with_comments.add(key)
        self.rows[key] = self.cells(tr)
        return b""

    def cells(self, tr):
        out, at = [], tr.start
        cells = [c for c in tr.children if c.name == "w:tc"]
        for column, tc in enumerate(cells):
            frame = self.frame(tc)
            if column == 1:
                frame = self.level_cell(frame)
            if column == 2:
                frame = without_markers(frame)
            if column > 3:
                frame = self.data[tc.start:tc.open_end] + self.lines(tc) + self.data[tc.close_start:tc.end]
            out += [self.data[at:tc.start], frame]
            at = tc.end
        return b"".join(out) + self.data[at:tr.end]

    def lines(self, tc):
        """What we saw, and next steps: a paragraph a line, the first around the control."""
        kept = [c for c in tc.children if c.name != "w:p" or c.child("w:sdt")]
        return b"".join(self.frame(c) for c in kept)

    @staticmethod
    def level_cell(frame):
        """The level's own style, and the small line with the last level, are places."""
        frame = re.sub(rb'(<w:pStyle w:val=")Level\w*', rb"\1Level", frame, count=1)
        head, small, tail = frame.rpartition(b'<w:pStyle w:val="CellSmall"/>')
        return head + small + re.sub(rb"<w:t( [^>]*)?(/>|>[^<]*</w:t>)", b"", tail)


def without_markers(frame):
    frame = re.sub(rb'<w:commentRange(Start|End) w:id="\d+"/>', b"", frame)
    return re.sub(rb'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="\d+"/></w:r>', b"", frame)


def without_ids(frame):
    """What a copy renews or drops: ids, and the tag and small words by which a row is of its milestone."""
    frame = re.sub(rb' w14:(para|text)Id="\w*"', b"", re.sub(rb'(<w:id w:val=")-?\d+', rb"\1", frame))
    frame = re.sub(rb'(<w:tag w:val=")(?:[a-z0-9.-]+\.\d+|milestone)(?=")', rb"\1", frame)
    return re.sub(rb'(<w:pStyle w:val="CellSmall"/></w:pPr><w:r><w:t)[^>]*>[^<]*', rb"\1>", frame)


# ---- comparing ----

@functools.lru_cache(8)
def frames(data):
    """What was made of one document is what the next is made from."""
    return Frames(data)


def compare_main(before, after, may_drop):
    old, new = frames(before), frames(after)
    require_equal("the main part", old.whole, new.whole)
    for kind, one, other in (("block", old.blocks, new.blocks), ("row", old.rows, new.rows)):
        models = {without_ids(frame) for frame in one.values()}
        for key, frame in other.items():
            if key in one:
                require_equal(f"the {kind} {key}", one[key], frame)
            elif models and without_ids(frame) not in models:
                raise Strayed(f"the new {kind} {key} is like none that was there")
        gone = set(one) - set(other) - PATTERNS
        if gone and not may_drop:
            raise Strayed(f"a {kind} has gone: {sorted(gone)}")
    if old.with_comments - set(new.rows):
        raise Strayed("a row with comments has gone")


def require_equal(where, one, other):
    if one != other:
        at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
        raise Strayed(f"{where} changed outside its places: {one[max(0, at - 60):at + 60]!r} became {other[max(0, at - 60):at + 60]!r}")


def first_element(data):
    return tree(data).children[0]


def cut(data, spans):
    """data without these stretches of it."""
    for start, end in sorted(spans, reverse=True):
        data = data[:start] + data[end:]
    return data


def require_only_more(where, before, after, name):
    end = f"</{name}>".encode()
    if not (before.endswith(end) and after.endswith(end) and after.startswith(before[:-len(end)])):
        raise Strayed(f"{where} that were there changed")


def new_declarations(before, after):
    """What an older program must know of paragraph ids, added at the end of the root's start tag."""
    old, new = first_element(before), first_element(after)
    if after[:new.open_end] == before[:old.open_end]:
        return []
    more = re.compile(rb'( xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml")?'
                      rb'( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006")? mc:Ignorable="w14"')
    found = more.match(after, old.open_end - 1)
    if not found or found.end() != new.open_end - 1:
        raise Strayed(f"the beginning of the comments changed: {after[:new.open_end]!r}")
    return [found.span()]


def new_ids(before, after, threads):
    """Ids that comments which had none were given, to begin a thread."""
    begun = {e.attributes["w15:paraId"] for e in first_element(threads).children if "w15:paraIdParent" not in e.attributes} if threads else set()
    for old, new in zip(first_element(before).children, first_element(after).children):
        one, other = old.children[-1], new.children[-1]
        if one.attributes.keys() ^ other.attributes.keys() == {"w14:paraId"} and other.attributes.get("w14:paraId") in begun:
            tag = after[other.start:other.open_end]
            start = other.start + tag.index(b' w14:paraId="')
            yield start, start + len(' w14:paraId="01234567"')


def compare_comments(before, after, threads):
    spans = new_declarations(before, after) + list(new_ids(before, after, threads))
    require_only_more("the comments", before, cut(after, spans), "w:comments")


def compare_threads(before, after):
    """Links come, and a thread that was open may be resolved."""
    for old, new in zip(first_element(before).children, first_element(after).children):
        if (old.attributes.get("w15:done"), new.attributes.get("w15:done")) == ("0", "1"):
            tag = after[new.start:new.open_end].replace(b'w15:done="1"', b'w15:done="0"')
            after = after[:new.start] + tag + after[new.open_end:]
    require_only_more("the threads", before, after, "w15:commentsEx")


def compare_entries(where, before, after, patterns):
    """One entry more for each new part, and nothing else."""
    for pattern in patterns:
        after, count = re.subn(pattern, b"", after)
        if count != 1:
            raise Strayed(f"{where}: {count} entries like {pattern!r}")
    require_equal(where, before, after)


def without_cairns_property(data):
    return re.sub(rb'(name="cairn-[a-z]+"><vt:lpwstr)(?:/>|>[^<]*</vt:lpwstr>)', rb"\1", data)


def check_part(name, before, after, added, threads, may_drop):
    if name == "word/document.xml":
        compare_main(before, after, may_drop)
    elif re.fullmatch(r"word/(header|footer)\d*\.xml", name):
        require_equal(name, frames(before).whole, frames(after).whole)
    elif name == "word/comments.xml":
        compare_comments(before, after, threads)
    elif name == "word/commentsExtended.xml":
        compare_threads(before, after)
    elif name == "docProps/custom.xml":
        require_equal(name, without_cairns_property(before), without_cairns_property(after))
    elif name == "[Content_Types].xml" and added:
        compare_entries(name, before, after, [
            f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{part[5:-4]}\\+xml"/>'.encode()
            for part in added])
    elif name == "word/_rels/document.xml.rels" and added:
        compare_entries(name, before, after, [
            f'<Relationship Id="rId\\d+" Type="{NEW_PARTS[part]}" Target="/{part}"/>'.encode() for part in added])
    else:
        raise Strayed(f"{name} changed")


def check(before, after, may_drop=True):
    """Raises Strayed unless law 4 holds between the document that was filled and the one that was made."""
    old, new = raw_members(before), raw_members(after)
    names, added = [m[0] for m in old], [m[0] for m in new][len(old):]
    if [m[0] for m in new][:len(old)] != names or added != [part for part in NEW_PARTS if part in added and part not in names]:
        raise Strayed(f"the members are {[m[0] for m in new]}")
    before_parts, after_parts = parts(before), parts(after)
    threads = after_parts.get("word/commentsExtended.xml")
    for one, other in zip(old, new):
        if one != other:
            check_part(one[0], before_parts[one[0]], after_parts[one[0]], added, threads, may_drop)
