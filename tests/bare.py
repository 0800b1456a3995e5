"""What is left of a part of Word's when its blanks are taken out: an eye of its own on law 4, for documents that Cairn did not make.

A part becomes a list of tokens: tags with their attributes, and words. Blanks (dotted lines, prompts, boxes to tick, placeholders)
are left out, and so is all that Cairn may renew. The tokens of a blank template must then all be found, in their order, in every
document that was filled from it; what that has more is told by more().
"""

import functools
import re
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
BLANK = re.compile(r"_{4}|…+|Click or tap here to enter text\.|\u2002{5}|[☐☒✓]")
FREE = {"t", "br", "tab", "showingPlcHdr", "checked", "result", "rStyle"}  # what holds values, or goes with them
MILESTONE = re.compile(r"[a-z]+\.[a-z]+\.\d+")
RENEWED = ("paraId", "textId", "id", "fullDate")  # attributes that a copy or a value renews
FOREIGN = {"tbl", "sectPr", "drawing", "pict", "hyperlink", "footnoteReference", "ins", "del", "smartTag", "proofErr", "fldChar",
           "instrText", "bookmarkStart", "AlternateContent", "lastRenderedPageBreak", "tblPr", "numPr", "lock", "dataBinding"}
COPIED = {"proofErr", "numPr", "lastRenderedPageBreak", "ins"}  # come and go with the paragraphs that people typed
NESTED = {"tbl", "tblPr"}  # come with a copy of the row that they are in


@functools.lru_cache(1024)
def local(name):
    return name.rpartition("}")[2]


def spaces(found):
    return " " * len(found[0])


@functools.lru_cache(1 << 14)
def tag_token(tag, attributes):
    """A tag with its attributes. A copied row says which milestone it is of; in a part that is not Word's, attributes are values."""
    name, own = local(tag), tag.startswith(W)
    if name == "tag":
        return "<tag " + MILESTONE.sub("milestone", dict(attributes)[W + "val"])
    kept = [f"{local(key)}={value}" if own else local(key) for key, value in attributes
            if local(key) not in RENEWED and not (name == "id" and local(key) == "val")]
    return "<" + " ".join([name, *kept])


class Words:
    """The words of each w:t outside the blanks of its paragraph, whichever runs these stand in, and the runs of placeholders alone."""

    def __init__(self, root, is_value=None, placeholders=True):
        self.of, self.gone, self.all = {}, set(), set()
        moved = next(root.iter(W + "moveFrom"), None) is not None
        for paragraph in root.iter(W + "p"):
            texts = [(t, t.text or "" if t.tag == W + "t" else "\t") for t in paragraph.iter(W + "t", W + "tab", W + "br")
                     if next(t.iterancestors(W + "p")) is paragraph and t.getparent().tag == W + "r"]
            away = [pair for pair in texts if moved and next(pair[0].iterancestors(W + "moveFrom"), None) is not None]
            self.read(paragraph, [pair for pair in texts if pair not in away] if away else texts, is_value, placeholders)
            if away:  # moved to another place: these words touch no others
                self.read(paragraph, away, None, placeholders)

    def read(self, paragraph, texts, is_value, placeholders):
        said = "".join(text for _, text in texts)
        shown = BLANK.sub(spaces, PLACEHOLDER.sub(spaces, said) if placeholders else said)
        goes, values = is_value(said, row_of(paragraph)) if is_value and said.strip() else (False, ())
        shown = re.sub(r"\S+", lambda found: spaces(found) if goes or found[0] in values else found[0], shown)
        self.gone |= {e for e in paragraph.iter(etree.Element) if local(e.tag) not in FOREIGN - COPIED} if goes else set()
        self.all |= set(shown.split())
        at = 0
        for t, text in texts:
            self.of[t] = shown[at:at + len(text)].split()
            at += len(text)
            if placeholders and "{{" in said and t.text and not self.of[t]:
                self.gone |= {t.getparent(), *t.getparent().iterdescendants()}


def row_of(paragraph):
    """The texts of the paragraphs in the row of a table around this one."""
    row = next(paragraph.iterancestors(W + "tr"), None)
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in row.iter(W + "p")] if row is not None else []


def root_of(data):
    """The root of a part, its Strict namespace turned into the other."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if utf16 else "utf-8").replace(STRICT_W, W[1:-1])
    return etree.fromstring(text.encode("utf-16" if utf16 else "utf-8"))


def said(data, is_value=None, placeholders=True, looks=frozenset()):
    """Of a part its tokens, and the words of its paragraphs, whichever runs these stand in. is_value, where the part has values:
    (whether a paragraph's text may go as a whole, which of its words may). looks: further elements that hold values."""
    root = root_of(data)
    words, found = Words(root, is_value, placeholders), []
    for event, element in etree.iterwalk(root, ("start", "end")):
        if not isinstance(element.tag, str) or element in words.gone:
            continue
        if local(element.tag) not in FREE and local(element.tag) not in looks:
            found.append(tag_token(element.tag, tuple(element.items())) if event == "start" else "/" + local(element.tag))
        if event == "start":
            found += words.of.get(element, (element.text or "").split() if element.tag != W + "t" else [])
    return found, words.all


def missing(before, after):
    """The first token of one list that is not found, in order, in the other; None when all are."""
    left = iter(after)
    for at, token in enumerate(before):
        if token not in left:
            return " ".join(before[max(0, at - 6):at + 3])
    return None


def more(before, after, copied=()):
    """The tags that no value brings and the second list has more of. copied: those that a copy of a row may bring."""
    added = Counter(after) - Counter(before)
    return [t for t in added if t.startswith("<") and t[1:].split(" ")[0] in FOREIGN.difference(copied)]


@functools.lru_cache(64)
def copied_with_rows(data):
    """Elements that a copy of one of a part's rows may bring: those of a table in it too, where there is one."""
    return COPIED | (NESTED if next(root_of(data).iterfind(f".//{W}tc//{W}tbl"), None) is not None else set())
