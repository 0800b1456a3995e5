"""One Word document and one record on a desk: made of pieces, filled, read, and looked at."""

import pathlib
import sys
import tempfile

from lxml import etree

import tracker
from samples_load import Checks
from tracker import load, run

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "templates"))
from pieces import p  # noqa: E402
from school import Document  # noqa: E402

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEARNER = {"id": "larch-4", "known-as": "Iona"}
HEAD = "version: 1\nmapping: desk\ntemplate: blank.docx\nframeworks: [foundation, literacy, numeracy, wellbeing]\nfields:\n"


def first_milestone():
    """The first of the foundation framework: its id and its statement."""
    framework = load(tracker.ROOT / "mappings/frameworks/foundation.yaml")
    first = framework["areas"][0]["organisers"][0]["milestones"][0]
    return first["id"], first["statement"]


class Desk:
    def __init__(self, folder, checks):
        self.folder, self.checks = pathlib.Path(folder), checks
        self.document, self.out, self.record = (self.folder / name for name in ("blank.docx", "out.docx", "record.yaml"))
        self.mapping = self.folder / "mapping.yaml"

    # ---- what lies on it ----

    def paper(self, *blocks, fields="", custom=None, header=""):
        """A document of these blocks, and the mapping with these fields, one a line."""
        paper = Document("Desk")
        paper.custom = custom or {}
        if "learner." not in fields:  # it says whose it is, as a document should
            fields = fields.rstrip() + "\n{key: learner.id, at: [{property: cairn-learner}]}"
            paper.custom = {"cairn-learner": LEARNER["id"], **paper.custom}
        if header:
            paper.edge("header", "default", header)
        paper.put(*blocks, p())
        paper.finish().save(self.document)
        self.mapping.write_text(HEAD + "".join(f"  - {line.strip()}\n" if line.startswith("{") else f"    {line}\n" for line in fields.splitlines()),
                                encoding="utf-8")
        return self.document

    def edit(self, path, old, new):
        """A hand edit: one text of the body for another."""
        members = tracker.parts(path)
        body = members["word/document.xml"].decode()
        assert old in body, f"{path} holds {old}"
        tracker.write_parts(path, {**members, "word/document.xml": body.replace(old, new, 1).encode()})

    def remark(self, said):
        """The comment of the marks with the id 0."""
        members = tracker.parts(self.document)
        w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        members["word/comments.xml"] = (f'<w:comments {w}><w:comment w:id="0" w:author="L. Kerr" w:date="2025-09-01T10:00:00Z" w:initials="LK">'
                                        f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:comment></w:comments>").encode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        types = members["[Content_Types].xml"].decode()
        members["[Content_Types].xml"] = types.replace("</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>').encode()
        links = members["word/_rels/document.xml.rels"].decode()
        relationship = ('<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
                        'Target="comments.xml"/></Relationships>')
        members["word/_rels/document.xml.rels"] = links.replace("</Relationships>", relationship).encode()
        tracker.write_parts(self.document, members)

    def write(self, term, learner=None, before=None):
        """A record of Term 1, or of what the term says; before: the term that it follows."""
        terms = [{"session": "2025-26", "term": "1", **t} for t in ([before] if before else []) + [term]]
        record = {"version": "1", "learner": {**LEARNER, **(learner or {})}, "terms": terms}
        self.record.write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")

    # ---- cairn ----

    def plain(self, said):
        """Messages with short names for the files."""
        for path, name in ((self.document, "blank"), (self.out, "out"), (self.record, "record"), (self.mapping, "mapping")):
            said = said.replace(str(path), name)
        return said

    def fill(self, *options, base=None, keep=False):
        """(exit code, what was said); what a fill before has left is taken away first, unless kept."""
        if not keep and base != self.out:
            self.out.unlink(missing_ok=True)
        done = run("fill", self.record, "-m", self.mapping, "-t", base or self.document, "-o", self.out, "--session", "2025-26",
                   *(() if "--term" in options else ("--term", "1")), *options)
        return done.code, self.plain(done.said)

    def read(self, path=None):
        """(learner, term, what was said)"""
        done = run("read", path or self.out, "-m", self.mapping)
        record = load(done.out.decode())
        return record.get("learner") or {}, (record.get("terms") or [{}])[0], self.plain(done.said)

    # ---- looking ----

    def want(self, name, found, expected):
        self.checks.that(found == expected, f"{name}: {found}\n    is not {expected}")

    def body(self, path=None):
        return tracker.parts(path or self.out)["word/document.xml"].decode()

    def lines(self, path=None):
        """The text of each paragraph of the body that has any: tabs and breaks as they are."""
        signs = {W + "tab": "\t", W + "br": "\n", W + "sym": "*"}
        found = []
        for e in etree.fromstring(self.body(path).encode()).iter(W + "p"):
            runs = (x for x in e.iter(W + "t", W + "tab", W + "br", W + "sym") if x.getparent().tag == W + "r")
            found.append("".join(signs.get(x.tag, x.text or "") for x in runs))
        return [line for line in found if line]


def each_on_a_desk(cases):
    """Runs every case on a desk of its own, and gives the exit code."""
    checks = Checks()
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            case(Desk(folder, checks))
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0
