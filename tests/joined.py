"""Looks into a document that was joined of several: its stretches, what each of them shows, and that no id is there twice."""

import posixpath
import re
from collections import Counter

from lxml import etree

import tracker

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def targets(members, part):
    """{id: (type's last word, part or None)} of a part's relationships."""
    folder, name = posixpath.split(part)
    rels = members.get(posixpath.join(folder, "_rels", name + ".rels"))
    found = {}
    for e in etree.fromstring(rels) if rels else ():
        target = None if e.get("TargetMode") == "External" else e.get("Target").lstrip("/")
        if target and not e.get("Target").startswith("/"):
            target = posixpath.normpath(posixpath.join(folder, target))
        assert e.get("Id") not in found, f"{part} has one relationship {e.get('Id')}"
        found[e.get("Id")] = (posixpath.basename(e.get("Type")), target)
    return found


class Joined:
    def __init__(self, path):
        self.members = tracker.parts(path)
        self.trees = {name: etree.fromstring(data) for name, data in self.members.items() if name.endswith((".xml", ".rels"))}
        self.main = self.trees["word/document.xml"]
        self.relationships = targets(self.members, "word/document.xml")
        self.stretches = []  # the blocks of each document
        for block in self.main.find(W + "body").iterchildren(tag=etree.Element):
            if any(re.fullmatch("_cairn_[0-9]+", e.get(W + "name")) for e in block.iter(W + "bookmarkStart")):
                self.stretches.append([])
            self.stretches[-1].append(block)

    # ---- what a document shows ----

    def each(self, n, tag):
        return [e for block in self.stretches[n] for e in block.iter(tag)]

    def sections(self, n):
        return self.each(n, W + "sectPr")

    def edges(self, n):
        """The parts of headers and footers."""
        return {self.relationships[e.get(R + "id")][1] for s in self.sections(n) for e in s if e.tag in (W + "headerReference", W + "footerReference")}

    def comments(self, n):
        """The elements of the comments that the document refers to."""
        ids = {e.get(W + "id") for e in self.each(n, W + "commentReference")}
        part = self.trees.get("word/comments.xml")
        return [c for c in (part if part is not None else ()) if c.get(W + "id") in ids]

    def words(self, n):
        """Everything that can be read in it."""
        texts = ["".join(block.itertext()) for block in self.stretches[n]]
        texts += ["".join(self.trees[part].itertext()) for part in sorted(self.edges(n))]
        return "\n".join(texts + ["".join(c.itertext()) for c in self.comments(n)])

    def source(self, n):
        """The bytes of everything that is it."""
        elements = [etree.tostring(e) for e in self.stretches[n] + self.comments(n)]
        return b"\n".join(elements + [self.members[part] for part in sorted(self.edges(n))])

    # ---- what must not be ----

    def twice(self):
        """Ids that are there more than once, as words."""
        stories = [tree for name, tree in self.trees.items() if name.startswith("word/") and "_rels" not in name]
        everywhere = [e for tree in stories for e in tree.iter()]
        kinds = {"bookmark id": [e.get(W + "id") for e in everywhere if e.tag == W + "bookmarkStart"],
                 "bookmark": [e.get(W + "name").lower() for e in everywhere if e.tag == W + "bookmarkStart"],
                 "comment": [e.get(W + "id") for e in everywhere if e.tag == W + "comment"],
                 "comment reference": [e.get(W + "id") for e in everywhere if e.tag == W + "commentReference"],
                 "control": [e.find(W + "id").get(W + "val") for e in everywhere if e.tag == W + "sdtPr" and e.find(W + "id") is not None],
                 "drawing": [e.get("id") for e in everywhere if e.tag == WP + "docPr"],
                 "paragraph": [e.get(W14 + "paraId") for e in everywhere if e.get(W14 + "paraId")],
                 "style": [e.get(W + "styleId") for e in everywhere if e.tag == W + "style"],
                 "style's name": [e.find(W + "name").get(W + "val").lower() for e in everywhere if e.tag == W + "style"],
                 "list": [e.get(W + "numId") for e in everywhere if e.tag == W + "num"],
                 "list's form": [e.get(W + "abstractNumId") for e in everywhere if e.tag == W + "abstractNum"],
                 "footnote": [e.get(W + "id") for e in everywhere if e.tag == W + "footnote"]}
        return [f"{kind} {value}" for kind, values in kinds.items() for value, count in Counter(values).items() if count > 1]

    def dangling(self):
        """References that lead nowhere, as words."""
        found = []
        names = {e.get(W + "styleId") for e in self.trees["word/styles.xml"]} if "word/styles.xml" in self.trees else set()
        lists = {e.get(W + "numId") for e in self.trees["word/numbering.xml"].iter(W + "num")} if "word/numbering.xml" in self.trees else set()
        for name, tree in self.trees.items():
            if "_rels" in name or not name.startswith("word/"):
                continue
            known = targets(self.members, name)
            found += [f"{name}: {part} is not there" for _, part in known.values() if part and part not in self.members]
            for e in tree.iter():
                found += [f"{name}: relationship {v}" for k, v in e.attrib.items() if k.startswith(R) and v and v not in known]
                value = e.get(W + "val")
                if e.tag in (W + "pStyle", W + "rStyle", W + "tblStyle", W + "basedOn") and value not in names:
                    found.append(f"{name}: style {value}")
                if e.tag == W + "numId" and value not in lists | {"0"}:
                    found.append(f"{name}: list {value}")
        types = {e.get("PartName") for e in self.trees["[Content_Types].xml"]}
        return found + [f"{name} has no type" for name in self.members if not name.endswith(".rels") and name != "[Content_Types].xml" and "/" + name not in types]

    def unbegun(self):
        """Documents that do not begin as they should, as words."""
        found = []
        for n in range(len(self.stretches)):
            first = self.sections(n)[0]
            kind, numbers = first.find(W + "type"), first.find(W + "pgNumType")
            edges = {(e.tag, e.get(W + "type")) for e in first if e.tag in (W + "headerReference", W + "footerReference")}
            if kind is None or kind.get(W + "val") != "oddPage":
                found.append(f"{n}: not on an odd page")
            if numbers is None or numbers.get(W + "start") != "1":
                found.append(f"{n}: does not count its own pages")
            if len(edges) != 6:
                found.append(f"{n}: takes a header from the document before: {sorted(edges)}")
        return found
