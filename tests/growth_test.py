"""Reading takes time as the document is long, and not as its square: thousands of one thing, where schools have a few."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import tracker

MOST_SECONDS = 8  # of the processor, and under a sanitizer; what grew as the square took half a minute and more without one
MANY = 8000
W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
     'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"')
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BOX = ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr>'
       "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>")
MILESTONE = "Holds an object and lets it go again"
HEADER = ("Milestone", "Engagement", "Support")


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner):
    return f"<w:p>{''.join(inner)}</w:p>"


def cell(*inner):
    return f"<w:tc>{''.join(inner) or paragraph()}</w:tc>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join('<w:tr>' + ''.join(row) + '</w:tr>' for row in rows)}</w:tbl>"


def texts(*words):
    return [cell(paragraph(run(word))) for word in words]


def tracker_table(*rows):
    return table(texts(*HEADER), *rows)


def one_row(inner):
    return tracker_table([*texts(MILESTONE), cell(inner), cell()])


def each(make):
    return "".join(make(n) for n in range(MANY))


SHAPES = {
    "boxes in one cell": one_row(paragraph(each(lambda n: BOX + run(" Interest ")))),
    "drawn boxes in one cell": one_row(paragraph(each(lambda n: run("☐ Interest ")))),
    "boxes in lines of one cell": one_row(each(lambda n: paragraph(BOX, run(" Interest")))),
    "placeholders in a paragraph": paragraph(each(lambda n: run(f"{{{{learner.known-as}}}} and {n} "))),
    "placeholders beside a control that can hold none": paragraph(BOX, each(lambda n: run(f"{{{{learner.known-as}}}} and {n} "))),
    "placeholders that are none": paragraph(each(lambda n: run("{{ "))),
    "labels in a line": paragraph(each(lambda n: run(f"Name: {n} "))),
    "labels in lines": each(lambda n: paragraph(run(f"Name: {n}"))),
    "lines in a cell": table([*texts("About"), cell(each(lambda n: paragraph(run(f"Line {n}"))))]),
    "lines in a cell of a tracker": one_row(each(lambda n: paragraph(run(f"Line {n}")))),
    "rows of one milestone": tracker_table(*[texts(MILESTONE, "Interest", "") for _ in range(MANY)]),
    "rows of none": tracker_table(*[texts(f"Target {n} of nobody", "Interest", "") for n in range(MANY)]),
    "cells in a row": table(texts(*(f"Word {n}" for n in range(1000)))),
    "tables": each(lambda n: one_row(paragraph()) + paragraph() if n % 4 == 0 else ""),
    "headings": each(lambda n: paragraph("<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>", run("Likes")) + paragraph(run(f"{n}"))),
    "alternatives among many namespaces": paragraph(run("Name: ")).replace("<w:p>", "<w:p " + " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(240)) + ">").replace(
        "</w:p>", each(lambda n: f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w14 w14 w14 w14 w w w n0">{run("x")}</mc:Choice>'
                                 f"<mc:Fallback>{run('y')}</mc:Fallback></mc:AlternateContent>") + "</w:p>"),
    "runs of a paragraph": paragraph(each(lambda n: run(f"word {n} "))),
}

CONTROL = f'<w:sdt><w:sdtPr><w:tag w:val="class"/></w:sdtPr><w:sdtContent>{run("A")}</w:sdtContent></w:sdt>'
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
PIECES = "<w:t>x</w:t><w:tab/><w:br/>"

# By the number of things, each with what it was slow in; few of them at first, so that a square shows and little time is taken.
GROWING = {
    "controls of one tag in a cell": (lambda n: one_row(paragraph(CONTROL * n)), ["read", "draft"], 2500),
    "controls of one tag in lines of a cell": (lambda n: one_row(paragraph(CONTROL) * n), ["read", "draft"], 2500),
    "pieces of text in a run": (lambda n: one_row(paragraph("<w:r>", PIECES * n, "</w:r>")), ["read", "draft"], 2500),
    "fields that never end": (lambda n: paragraph(FIELD * n), ["check"], 3500),
}

RELATIONSHIP = {"comments": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
                "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"}


def commented(n, reply):
    """A cell with n comments by as many people, or n replies to one in one person's words: body, and further parts."""
    marks = ("".join(f'<w:commentRangeStart w:id="{i}"/>' for i in range(n)) + run("Help")
             + "".join(f'<w:commentRangeEnd w:id="{i}"/><w:r><w:commentReference w:id="{i}"/></w:r>' for i in range(n)))
    by = [0 if reply else i for i in range(n)]
    comments = "".join(f'<w:comment w:id="{i}" w:author="P {by[i]}" w:date="2025-12-02T00:00:00Z"><w:p w14:paraId="{i + 1:08X}">'
                       f"{run(f'Word {by[i]}')}</w:p></w:comment>" for i in range(n))
    threads = "".join(f'<w15:commentEx w15:paraId="{i + 1:08X}" w15:done="0"'
                      + (' w15:paraIdParent="00000001"' if i and reply else "") + "/>" for i in range(n))
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    return "".join(paragraph(run(line)) for line in ("Name: Ava", "Session: 2025-26", "Term: 1")) + tracker_table([*texts(MILESTONE), cell(), cell(paragraph(marks))]), {
        "comments": f"<w:comments {W}>{comments}</w:comments>",
        "commentsExtended": f'<w15:commentsEx xmlns:w15="{w15}">{threads}</w15:commentsEx>'}


MAPPING = """version: 1
mapping: many
frameworks: [foundation]
fields:
  - {key: learner.id, at: {label: Id}}
  - {key: learner.known-as, at: {label: Name}}
  - {key: term.class, at: {tag: class}}
  - {key: term.session, at: {label: Session}}
  - {key: term.term, at: {label: Term}}
  - {key: term.family.enjoys, at: {heading: Likes}, as: paragraphs}
  - key: term.assessments
    rows: {table: {header: [Milestone, Engagement, Support]}}
    group:
      - {key: milestone, at: {column: Milestone}, as: milestone}
      - {key: engagement, at: {column: Engagement}, as: {ticks: engagement}}
      - {key: saw, at: {column: Support}, as: paragraphs}
      - {key: comments, at: {comments: Support}}
"""


def document(path, body, **parts):
    """A Word document of that body, and of comments and their threads."""
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    other = {name: f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml" for name in parts}
    tracker.write_parts(path, {
        "[Content_Types].xml": (f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="{main}"/>'
                                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                                + "".join(f'<Override PartName="/{name}.xml" ContentType="{kind}"/>' for name, kind in other.items())
                                + "</Types>").encode(),
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}" Target="document.xml"/>'
                       "</Relationships>".encode(),
        "_rels/document.xml.rels": (f'<Relationships xmlns="{package}/relationships">'
                                    + "".join(f'<Relationship Id="{name}" Type="{RELATIONSHIP[name]}" Target="{name}.xml"/>' for name in parts)
                                    + "</Relationships>").encode(),
        **{f"{name}.xml": part.encode() for name, part in parts.items()},
        "document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()})


TIMES = 10 if tracker.plain() else 1  # a sanitizer's own work grows as it likes


class Growth(unittest.TestCase):
    def cost(self, *words):
        """The exit code, and the seconds of processor time."""
        with subprocess.Popen([tracker.CAIRN, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as cairn:
            said = cairn.stderr.read()
            _, status, usage = os.wait4(cairn.pid, 0)
            cairn.returncode = os.waitstatus_to_exitcode(status)
        self.assertIn(cairn.returncode, (0, 1), said[-800:])
        return usage.ru_utime + usage.ru_stime

    def test_thousands_of_one_thing(self):
        with tempfile.TemporaryDirectory() as folder:
            path, mapping = pathlib.Path(folder, "many.docx"), pathlib.Path(folder, "many.yaml")
            mapping.write_text(MAPPING)
            for name, body in SHAPES.items():
                document(path, body)
                for options in ([], ["-m", mapping]):
                    with self.subTest(shape=name, options=options):
                        self.assertLess(self.cost("read", path, *options), MOST_SECONDS)

    def assert_grows(self, few, many):
        """That ten times as much takes no longer than some thirty times as long; a square takes a hundred."""
        self.assertLess(many, 30 * few + 0.3)

    def test_ten_times_as_many(self):
        with tempfile.TemporaryDirectory() as folder:
            path, mapping = pathlib.Path(folder, "many.docx"), pathlib.Path(folder, "many.yaml")
            mapping.write_text(MAPPING)
            for name, (make, verbs, count) in GROWING.items():
                costs = {verb: [] for verb in verbs}
                for n in (count, TIMES * count):
                    document(path, make(n))
                    for verb in verbs:
                        costs[verb].append(self.cost(verb, path, *(["-m", mapping] if verb == "read" else [])))
                for verb, cost in costs.items():
                    with self.subTest(shape=name, verb=verb):
                        self.assert_grows(*cost)

    def test_ten_times_as_many_comments(self):
        with tempfile.TemporaryDirectory() as folder:
            path, bare, mapping = (pathlib.Path(folder, name) for name in ("many.docx", "bare.docx", "many.yaml"))
            mapping.write_text(MAPPING)
            document(bare, one_row(paragraph()))
            for reply in (False, True):
                costs = []
                for n in (1900, TIMES * 1900):
                    record = path.with_name(f"record-{reply}-{n}.yaml")
                    body, parts = commented(n, reply)
                    document(path, body, **parts)
                    read = ["read", path, "-m", mapping]
                    costs.append([self.cost(*read, "-o", record), self.cost(*read, "-o", record), self.cost(*read, "--into", record),
                                  self.cost("diff", bare, path, "-m", mapping)])
                for verb, *cost in zip(("read", "read again", "read --into", "diff"), *costs):
                    with self.subTest(reply=reply, verb=verb):
                        self.assert_grows(*cost)

    def test_ten_times_as_many_children_of_one_name(self):
        memory = "/dev/shm" if os.path.isdir("/dev/shm") else None  # so that no disk is waited for
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            mapping, costs = pathlib.Path(folder, "many.yaml"), []
            mapping.write_text(MAPPING)
            for n in (120, TIMES * 120):
                papers = [pathlib.Path(folder, f"{i}.docx") for i in range(n)]
                for i, paper in enumerate(papers):
                    lines = ("Name: Ava", f"Id: ava-{i}", "Session: 2025-26", "Term: 1")
                    document(paper, "".join(paragraph(run(line)) for line in lines) + tracker_table(texts(MILESTONE, "", "")))
                costs.append(self.cost("read", *papers, "-m", mapping, "-o", f"{folder}/out-{n}/"))
            self.assert_grows(*costs)


if __name__ == "__main__":
    unittest.main()
