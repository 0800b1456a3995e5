"""Many of one thing beside many of another take as long as both together, and not as their product: comments and cells, aliases and rows, labels and
paragraphs. Each is made twice, the second time ten times as long."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import growth_test as shapes
import tracker

TIMES, MOST_TIMES, TRIES = 10, 16, 2
SLACK = 0.12  # seconds: what a busy machine adds
W = shapes.W
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


# ---- documents ----

def document(path, body, parts=(), relationships=""):
    """A Word document with more parts, {name: (content type, XML)}, and relationships."""
    parts = dict(parts)
    package = "http://schemas.openxmlformats.org/package/2006"
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items())
    tracker.write_parts(path, {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{overrides}</Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{OFFICE}/relationships/officeDocument" '
                       'Target="word/document.xml"/></Relationships>'.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relationships}</Relationships>'.encode(),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode(),
        **{name: xml.encode() for name, (_, xml) in parts.items()}})


def related(kind, target, number=0):
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'


def lines(count, make):
    return "".join(make(n) for n in range(count))


def line(text):
    return shapes.paragraph(shapes.run(text))


def commented(path, count):
    def row(n):
        mark = f'<w:commentRangeStart w:id="{n}"/>{shapes.run(f"Word {n}")}<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'
        return [shapes.cell(line(f"Target {n}")), shapes.cell(line("Interest")), shapes.cell(shapes.paragraph(mark))]
    said = lines(count, lambda n: f'<w:comment w:id="{n}" w:author="Ms R">{line(f"What helps {n}")}</w:comment>')
    document(path, shapes.tracker_table(*map(row, range(count))),
             {"word/comments.xml": (f"{MAIN}.comments+xml", f"<w:comments {W}>{said}</w:comments>")}, related("comments", "comments.xml"))


def bound(path, count):
    def control(n):
        return ("<w:p><w:sdt><w:sdtPr>" f'<w:tag w:val="tag{n}"/><w:dataBinding w:prefixMappings="xmlns:d=\'urn:d\'" w:xpath="/d:all[1]/d:v{n}[1]" '
                'w:storeItemID="{01234567-89AB-CDEF-0123-456789ABCDEF}"/><w:text/></w:sdtPr>' f"<w:sdtContent>{shapes.run(f'Word {n}')}</w:sdtContent></w:sdt></w:p>")
    values = lines(count, lambda n: f"<v{n}>Word {n}</v{n}>")
    document(path, lines(count, control), {
        "customXml/item1.xml": ("application/xml", f'<all xmlns="urn:d">{values}</all>'),
        "customXml/itemProps1.xml": ("application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
                                     f'<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{{01234567-89AB-CDEF-0123-456789ABCDEF}}"/>'),
        "customXml/_rels/item1.xml.rels": ("application/vnd.openxmlformats-package.relationships+xml",
                                           '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                                           f'{related("customXmlProps", "itemProps1.xml")}</Relationships>')},
             related("customXml", "../customXml/item1.xml"))


def revised(path, count):
    def one(n):
        who = f'w:id="{n}" w:author="Ms R" w:date="2026-01-05T09:00:00Z"'
        return (f"<w:p><w:pPr><w:rPr><w:ins {who}/></w:rPr></w:pPr><w:ins {who}>{shapes.run(f'Word {n % 2} ')}</w:ins>"
                f'<w:del {who}><w:r><w:delText>old</w:delText></w:r></w:del></w:p>')
    document(path, lines(count, one))


def styled(path, count):
    styles = lines(count, lambda n: f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="Style {n}"/>'
                                    + (f'<w:basedOn w:val="s{n - 1}"/>' if n % 8 else "") + "</w:style>")
    document(path, lines(count, lambda n: shapes.paragraph(f'<w:pPr><w:pStyle w:val="s{n}"/></w:pPr>', shapes.run(f"Word {n}"))),
             {"word/styles.xml": (f"{MAIN}.styles+xml", f"<w:styles {W}>{styles}</w:styles>")}, related("styles", "styles.xml"))


def of_parts(path, count):
    document(path, lines(count, lambda n: line(f"Word {n}")),
             {f"word/header{n}.xml": (f"{MAIN}.header+xml", f"<w:hdr {W}>{line(f'Head {n}')}</w:hdr>") for n in range(count)},
             lines(count, lambda n: related("header", f"header{n}.xml", n)))


def of_lines(path, count):
    document(path, lines(count, lambda n: line(f"Line {n} of nobody")))


def of_rows(path, count):
    rows = [shapes.texts(f"{shapes.MILESTONE} {n}", f"Name {n}", "") for n in range(count)]
    document(path, shapes.tracker_table(*rows))


def of_tables(path, count):
    """As many tables of a tracker under one heading, and some of anything else; all below the limit of them."""
    strange = f"<w:tbl><w:tr>{shapes.cell(line('Bus'))}{shapes.cell(line('Seat'))}</w:tr></w:tbl>{line('')}"
    rows = [shapes.texts(f"{shapes.MILESTONE} {n}", "Word", "") for n in range(count)]
    document(path, lines(count, lambda n: shapes.tracker_table(rows[n]) + line("") + strange * (n % 20 == 0)))


def marked(path, count):
    """Bookmarks in one paragraph, named as data are and as nothing is."""
    document(path, shapes.paragraph(lines(count, lambda n: f'<w:bookmarkStart w:id="{n}" w:name="{("Name", "b")[n % 2]}{n}"/><w:bookmarkEnd w:id="{n}"/>')))


# ---- scenes: a folder and a count make a list of commands ----

def in_every_verb(make, start):
    def scene(folder, count):
        path = folder / "many.docx"
        make(path, count)
        most = ["--limit", "unplaced=1M", "--limit", "yaml-nodes=8M"]
        return [["read", path, *most], ["draft", path], ["diff", path, path, *most]]
    return scene, start


FIELDS = """version: 1
mapping: many
%s
fields:
  - {key: learner.known-as, at: [%s]}
%s"""


def labels(folder, count):
    """As many labels as paragraphs, none of which has one."""
    of_lines(folder / "many.docx", count)
    (folder / "many.yaml").write_text(FIELDS % ("frameworks: [foundation]", ", ".join(f"{{label: Label {n}}}" for n in range(count)), ""))
    return [["read", folder / "many.docx", "-m", folder / "many.yaml"]]


def own_words(folder, count):
    """As many words of the template as of somebody else."""
    of_lines(folder / "many.docx", count)
    document(folder / "template.docx", line("Name: ") + lines(count, lambda n: line(f"Word {n} of the template")))
    (folder / "many.yaml").write_text(FIELDS % ("template: template.docx\nframeworks: [foundation]", "{label: Name}", ""))
    return [["read", folder / "many.docx", "-m", folder / "many.yaml"], ["check", folder / "many.yaml"]]


def aliases(folder, count):
    """As many aliases of a level as rows that bear one each, and as many milestones."""
    of_rows(folder / "many.docx", count)
    names = ", ".join(f"Name {n}" for n in range(count))
    (folder / "engagement.yaml").write_text("version: 1\nscale: engagement\ntitle: {en: Level}\nlevels:\n"
                                            f"  - {{id: one, label: {{en: One}}, aliases: {{en: [{names}]}}, family: {{en: It is one.}}}}\n")
    (folder / "own.yaml").write_text(framework(count))
    rows = ("  - key: term.assessments\n    rows: {table: {header: [Milestone, Engagement, Support]}}\n    group:\n"
            "      - {key: milestone, at: {column: Milestone}, as: milestone}\n      - {key: engagement, at: {column: Engagement}, as: {scale: engagement}}\n")
    (folder / "many.yaml").write_text(FIELDS % ("frameworks: [own]", "{label: Name}", rows))
    return [["read", folder / "many.docx", "-m", folder / "many.yaml"], ["draft", folder / "many.docx"]]


def framework(count):
    each = "\n".join(f"          - {{id: a.b.{n}, statement: {shapes.MILESTONE} {n}}}" for n in range(count))
    return ("version: 1\nframework: own\ntitle: Own\nareas:\n  - id: a\n    title: Area\n    organisers:\n      - id: a.b\n        title: Organiser\n"
            f"        milestones:\n{each}\n")


def record(number, milestones, name="a.b.{}"):
    rows = "".join(f"      - milestone: {name.format(n)}\n        engagement: interest\n        supports: [visual]\n        saw: Looked at {n}.\n"
                   f"        comments:\n          - {{text: What helps {n}, by: Ms R}}\n" for n in milestones)
    return (f"version: 1\nlearner: {{id: child-{number}, name: Child {number}, known-as: Child {number}}}\nterms:\n  - session: 2025-26\n    term: 1\n"
            f"    assessments:\n{rows}")


def milestones(folder, count):
    """As many rows, comments and notes as milestones, through every verb."""
    (folder / "own.yaml").write_text(framework(count))
    (folder / "class.yaml").write_text("version: 1\nschool: Rowan\nclass: Rowan\nsession: 2025-26\nframeworks: [own]\n")
    (folder / "a.yaml").write_text(record(1, range(count)))
    docx, xlsx = folder / "a.docx", folder / "a.xlsx"
    return [["fill", folder / "a.yaml", "-o", docx], ["fill", folder / "a.yaml", "-t", docx, "-o", folder / "b.docx"],
            ["read", docx, "-o", folder / "b.yaml"], ["read", docx, "--into", folder / "a.yaml"], ["diff", docx, folder / "b.docx"],
            ["check", folder / "a.yaml"], ["draft", docx], ["sheet", "fill", folder / "a.yaml", "-o", xlsx], ["sheet", "read", xlsx]]


def near_twins(folder, count):
    """As many comments in the same words as answers, each of its own."""
    for name in ("Yes", "No"):
        said = lines(count, lambda n: f"          - {{text: Wait., by: Ms R, replies: [{{text: {name} {n}, by: Ms K}}, {{text: All., by: Ms K}}]}}\n")
        (folder / f"{name}.yaml").write_text(record(1, [1], "communication.attention.{}").split("        comments")[0] + f"        comments:\n{said}")
    docx = folder / "a.docx"
    return [["fill", folder / "Yes.yaml", "-o", docx], ["fill", folder / "No.yaml", "-t", docx, "-o", folder / "b.docx"],
            ["read", docx, "--into", folder / "No.yaml"]]


def learners(folder, count):
    """As many documents as learners."""
    klass = folder / "class"
    klass.mkdir()
    (klass / "class.yaml").write_text("version: 1\nschool: Rowan\nclass: Rowan\nsession: 2025-26\n")
    for n in range(count):
        (klass / f"{n}.yaml").write_text(record(n, [1], "communication.attention.{}"))
    name = ["--name", "{learner.id}.docx"]
    return [["pack", klass, "--term", "1", "-o", folder / "out", *name],
            ["pack", klass, "--term", "1", "--from", folder / "out", "-o", folder / "next", *name],
            ["read", "-o", f"{folder}/records/", *(folder / f"out/child-{n}.docx" for n in range(count))]]


SCENES = {
    "comments and cells": in_every_verb(commented, 1200),
    "controls and bindings": in_every_verb(bound, 400),
    "revisions and paragraphs": in_every_verb(revised, 4000),
    "styles and runs": in_every_verb(styled, 2000),
    "relationships and parts": in_every_verb(of_parts, 60),
    "bookmarks and bookmarks": in_every_verb(marked, 2000),
    "tables and tables": in_every_verb(of_tables, 380),
    "unplaced and own words": (own_words, 2500),
    "labels and paragraphs": (labels, 200),
    "aliases and rows": (aliases, 150),
    "rows, comments, notes and milestones": (milestones, 60),
    "near-twins and answers": (near_twins, 100),
    "learners and documents": (learners, 12),
}


class Square(unittest.TestCase):
    def cost(self, words):
        """Seconds of processor time."""
        with subprocess.Popen([tracker.CAIRN, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as cairn:
            said = cairn.stderr.read()
            _, status, usage = os.wait4(cairn.pid, 0)
            cairn.returncode = os.waitstatus_to_exitcode(status)
        self.assertIn(cairn.returncode, (0, 1), said[-800:])
        return usage.ru_utime + usage.ru_stime

    def costs(self, make, count):
        """{what is done: seconds}, the least of some tries."""
        found = {}
        for _ in range(TRIES):
            with tempfile.TemporaryDirectory() as folder:
                for words in make(pathlib.Path(folder), count):
                    name = " ".join(str(word).rsplit("/", 1)[-1] for word in words[:6])
                    found[name] = min(found.get(name, 99), self.cost(words))
        return found

    def test_ten_times_as_many(self):
        for scene, (make, count) in SCENES.items():
            few = self.costs(make, count)
            many = self.costs(make, count * TIMES) if tracker.plain() else few  # a sanitizer's own work grows as it likes
            for name, seconds in few.items():
                if "-v" in sys.argv:
                    print(f"{scene}, {name}: {seconds:.3f} s, {many[name]:.3f} s, {many[name] / seconds:.1f}")
                with self.subTest(scene=scene, command=name):
                    self.assertLess(many[name], MOST_TIMES * seconds + SLACK)


if __name__ == "__main__":
    unittest.main()
