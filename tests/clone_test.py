"""Rows made from a pattern that is full of ids: no id twice, every comment anchored once with its answer, every note referred to once.

VALIDATE=program judges the documents (by default ../shared/ooxml/validate-docx, where it is there).
"""

import os
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter

from lxml import etree

import clone_papers
import tracker
from samples_load import Checks
from tracker import load, run

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V, O = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CID = f"{{{clone_papers.CID}}}"
VALIDATE = os.environ.get("VALIDATE", str(tracker.ROOT / "../shared/ooxml/validate-docx"))
FIVE = ("communication.attention.3", "communication.attention.5", "communication.choice.2", "communication.interaction.3", "movement.hands.2")
NEXT = ("communication.attention.3", "communication.choice.2", "movement.posture.3")

RECORD = {"version": "1", "learner": {"id": "larch-4", "known-as": "Iona & Co"}, "terms": [
    {"session": "2025-26", "term": "1", "assessments": [
        {"milestone": milestone, "engagement": "interest", "supports": ["visual"], "date": f"2025-11-0{n + 1}", "saw": f"First look {n}",
         "next-steps": f"Again {n}", **({"preferred": [{"text": "Warm hands first.", "by": "M. Reid", "date": "2025-11-02"}]} if n == 3 else {})}
        for n, milestone in enumerate(FIVE)]},
    {"session": "2025-26", "term": "2", "assessments": [
        {"milestone": milestone, "engagement": "encounter", "saw": f"Second look {n}"} for n, milestone in enumerate(NEXT)]}]}


# ---- ids ----

def kinds_of_id(root):
    """(kind, id) of everything that must bear an id that nothing else bears."""
    for e in root.iter(etree.Element):
        fallback = any(a.tag == MC + "Fallback" for a in e.iterancestors())
        if e.tag == W + "sdt":
            yield from (("control", i.get(W + "val")) for i in e.findall(f"{W}sdtPr/{W}id"))
        if e.tag == W + "bookmarkStart":
            yield "bookmark", e.get(W + "id")
            yield "bookmark's name", e.get(W + "name")
        if e.tag == W + "bookmarkEnd":
            yield "bookmark's end", e.get(W + "id")
        if e.tag == WP + "docPr":
            yield "drawing", e.get("id")
        if e.tag.startswith(V) and e.get("id") and e.tag != V + "shapetype":
            yield "shape", e.get("id")
        if e.get(O + "spid"):
            yield "shape's number", e.get(O + "spid")
        if e.get(W14 + "paraId") and not fallback:
            yield "paragraph", e.get(W14 + "paraId")
        if e.tag in (W + "comment", W + "footnoteReference"):
            yield e.tag.removeprefix(W), e.get(W + "id")


def strays(members):
    """Embedded things that name another shape than their own."""
    for e in etree.fromstring(members["word/document.xml"]).iter(O + "OLEObject"):
        if e.get("ShapeID") != e.getprevious().get("id"):
            yield f"an object names the shape {e.get('ShapeID')} and stands in {e.getprevious().get('id')}"


def repeated(members):
    """Ids that stand twice: those of the whole document over all its parts, those of paragraphs in one part."""
    found = Counter()
    for name, data in members.items():
        if name.endswith(".xml") and name.startswith("word/"):
            found.update((kind, i, name if kind == "paragraph" else "") for kind, i in kinds_of_id(etree.fromstring(data)))
    return [f"{kind} {i} stands {n} times" for (kind, i, _), n in found.items() if n > 1]


# ---- comments ----

def comments(members):
    """{id: (author, text, last paragraph's id)}"""
    part = etree.fromstring(members["word/comments.xml"])
    return {c.get(W + "id"): (c.get(W + "author"), "".join(c.itertext(W + "t")), c.findall(W + "p")[-1].get(W14 + "paraId"))
            for c in part.iter(W + "comment")}


def threads(members):
    """What is said, {text: the text that it answers}; and what is wrong with the parts."""
    said = comments(members)
    texts = {last: text for _, text, last in said.values()}
    found = {text: None for _, text, _ in said.values()}
    for entry in etree.fromstring(members["word/commentsExtended.xml"]):
        parent = entry.get(W15 + "paraIdParent")
        if entry.get(W15 + "paraId") in texts:
            found[texts[entry.get(W15 + "paraId")]] = texts.get(parent) if parent else None
    return found


def anchors(members, said):
    """What is wrong with the marks of comments: each id has a start, an end and a reference once, in that order, in one paragraph."""
    for number in said:
        marks = [e for name, data in members.items() if name.startswith("word/") and name.endswith(".xml") and "comments" not in name
                 for e in etree.fromstring(data).iter(*(W + k for k in ("commentRangeStart", "commentRangeEnd", "commentReference")))
                 if e.get(W + "id") == number]
        kinds = [e.tag.removeprefix(W + "comment") for e in marks]
        if kinds != ["RangeStart", "RangeEnd", "Reference"]:
            yield f"comment {number} has the marks {kinds}"
        if len({next(e.iterancestors(W + "p")) for e in marks}) > 1:
            yield f"comment {number} stands on several paragraphs"


def between(root, number):
    """The text that a comment stands on, with what of it stands in each control."""
    inside, text = False, ""
    for e in root.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "t"):
        if e.tag == W + "t":
            text += e.text or "" if inside else ""
        elif e.get(W + "id") == number:
            inside = e.tag == W + "commentRangeStart"
    return text


# ---- the package ----

def package(members):
    """What is wrong with content types and relationships."""
    types = [e.get("PartName") for e in etree.fromstring(members["[Content_Types].xml"]) if e.get("PartName")]
    yield from (f"{name} has two content types" for name, n in Counter(types).items() if n > 1)
    yield from (f"{name} has a content type and is not there" for name in types if name[1:] not in members)
    links = [e for e in etree.fromstring(members["word/_rels/document.xml.rels"])]
    yield from (f"the relationship {i} stands twice" for i, n in Counter(e.get("Id") for e in links).items() if n > 1)
    inside = [e.get("Target") for e in links if e.get("TargetMode") != "External"]
    yield from (f"a relationship leads to {t}, which is not there" for t in inside if f"word/{t}" not in members)
    yield from (f"two relationships lead to {t}" for t, n in Counter(inside).items() if n > 1 and "media" not in t)
    yield from (f"no relationship leads to {n}" for n in members if n.startswith("word/comments") and n[5:] not in inside)


def valid(path, template):
    """What the validator says of it that it does not say of the template; nothing where there is no validator."""
    if not pathlib.Path(VALIDATE).exists():
        return []
    said = subprocess.run([VALIDATE, str(template), str(path)], stdout=subprocess.PIPE, text=True, check=False).stdout.splitlines()
    known = {line.partition(": ")[2] for line in said if line.startswith(str(template))}
    return [line for line in said if line.partition(": ")[2] not in known]


def faults(path, template):
    """All that is wrong with a document that was made of the template."""
    members, old = tracker.parts(path), tracker.parts(template)
    said, before = comments(members), comments(old)
    found = [*repeated(members), *strays(members), *anchors(members, said), *package(members), *valid(path, template)]
    found += [f"comment {n} was {c} and is {said.get(n)}" for n, c in before.items() if said.get(n) != c]
    found += [f"`{text}` no longer answers `{parent}`" for text, parent in threads(old).items() if threads(members).get(text, 0) != parent]
    notes = sum(data.count(b"<w:footnoteReference ") for data in members.values())
    found += [] if notes == 1 else [f"the footnote is referred to {notes} times"]
    main = etree.fromstring(members["word/document.xml"])
    starts, ends = ([e.get(W + "id") for e in main.iter(W + tag)] for tag in ("bookmarkStart", "bookmarkEnd"))
    found += [] if sorted(starts) == sorted(ends) else [f"bookmarks begin {starts} and end {ends}"]
    return found + ["a placeholder is left"] * ("{{" in "".join(main.itertext(W + "t")))


# ---- making ----

def fill(checks, out, *words):
    done = run("fill", *words, "-o", out)
    checks.that(done.code == 0 and out.exists(), f"fill {words} gives {done.code}\n{done.said}")
    return out if out.exists() else None


def rows_read(document, mapping):
    done = run("read", document, *(["-m", mapping] if mapping else []))
    term = load(done.out.decode())["terms"][0]
    return term, {a["milestone"]: a for a in term.get("assessments") or []}


def made_of(checks, folder, kind, document, mapping):
    """Five milestones, the next term in the same document, and a blank one: (name, path) of each."""
    record = folder / "record.yaml"
    record.write_text(tracker.dump(RECORD).lstrip("\n") + "\n", encoding="utf-8")
    which = [*(["-m", mapping] if mapping else []), "-t"]
    five = fill(checks, folder / f"{kind}-five.docx", record, "--term", "1", *which, document)
    blank = fill(checks, folder / f"{kind}-blank.docx", record, "--term", "2", "--blank", *which, document)
    after = five and fill(checks, folder / f"{kind}-next.docx", record, "--term", "2", *which, five)
    return {name: path for name, path in (("five", five), ("next", after), ("blank", blank)) if path}


def made_all(checks, folder):
    """Every document that is made here, in the folder: for other judges."""
    found = [made_of(checks, folder, kind, *pair) for kind, pair in clone_papers.make(folder).items()]
    return [path for made in found for path in made.values()]


def check_kind(checks, folder, kind, document, mapping):
    made = made_of(checks, folder, kind, document, mapping)
    for name, path in made.items():
        checks.that(not (found := faults(path, document)), f"{kind}, {name}: " + "\n    ".join(found[:12]))
    for name, want in (("five", RECORD["terms"][0]), ("next", RECORD["terms"][1])):
        _, rows = rows_read(made[name], mapping) if name in made else (None, {})
        for item in want["assessments"]:
            got = rows.get(item["milestone"], {})
            checks.that(all(got.get(k) == v for k, v in item.items() if k != "preferred"), f"{kind}, {name}: {item} reads back as {got}")
    return made


def check_five_runs(checks, made):
    """The comment of a placeholder that was split over five runs stands on the value, in the look of the run that it began in."""
    main = etree.fromstring(tracker.parts(made)["word/document.xml"])
    name = RECORD["learner"]["known-as"]
    for number in ("0", "1"):
        checks.that(between(main, number) == name, f"comment {number} stands on `{between(main, number)}`")
    title = next(main.iter(W + "p"))
    checks.that("".join(title.itertext(W + "t")) == f"Tracker of {name}", f"the title says {''.join(title.itertext(W + 't'))}")
    control = next(title.iter(W + "sdt"))
    run_ = next(control.iter(W + "r"))
    checks.that(control.find(f"{W}sdtPr/{W}tag").get(W + "val") == "learner.known-as", "the control has the path for its tag")
    checks.that(run_.find(f"{W}rPr/{W}b") is not None and run_.find(f"{W}rPr/{W}i") is None, "the look of the value is its first run's")
    checks.that([e.get(W + "name") for e in title.iter(W + "bookmarkStart")] == ["_GoBack"], "the bookmark stays")


def check_eyes(checks, folder, document, made):
    """Faults that must be seen."""
    members = tracker.parts(made)
    body = members["word/document.xml"]
    for name, wrong in {"a control": body.replace(b'<w:id w:val="', b'<w:id w:val="7"/><w:id w:val="7', 1), "an anchor": body.replace(b"<w:commentRangeEnd w:id=", b"<w:commentRangeStart w:id=", 1),
                        "a note": body.replace(b"</w:p>", b'<w:r><w:footnoteReference w:id="1"/></w:r></w:p>', 1),
                        "a drawing": body.replace(b"</w:body>", b'<wp:docPr id="1"/><wp:docPr id="1"/></w:body>')}.items():
        bad = folder / "bad.docx"
        tracker.write_parts(bad, {**members, "word/document.xml": wrong})
        checks.that(faults(bad, document), f"{name} that is wrong must be seen")


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        papers = clone_papers.make(folder)
        for kind, (document, mapping) in papers.items():
            made = check_kind(checks, folder, kind, document, mapping)
            if kind == "placeholder" and "five" in made:
                check_five_runs(checks, made["five"])
                check_eyes(checks, folder, document, made["five"])
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
