"""Placeholders wherever people type them: what stands around them stays, and the document reads back and refills. And what
`cairn check` says of them."""

import pathlib
import sys
import tempfile

from lxml import etree

import tracker
from samples_load import Checks
from tracker import load, run

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "templates"))
from pieces import bookmark, cell, control, heading, p, r, remark, row, t, table, text_box  # noqa: E402
from school import Document  # noqa: E402

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAME, DATE = "Iona & <Co>", "5 December 2025"
RECORD = {"version": "1", "learner": {"id": "larch-4", "known-as": NAME}, "terms": [
    {"session": "2025-26", "term": "1", "date": "2025-12-05", "class": "Larch", "family": {"enjoys": "Water.\n\tAnd   wind. "}}]}
KNOWN, DAY = "{{learner.known-as}}", "{{term.date}}"


def raw(inside, look=""):
    """A run with what is given, as it is."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inside}</w:r>"


def link(paper, inside):
    i = paper.link("word/document.xml", "hyperlink", "https://example.org/iona", outside=True)
    return f'<w:hyperlink r:id="{i}" w:history="1">{inside}</w:hyperlink>'


def inserted(inside):
    return f'<w:ins w:id="@" w:author="School office" w:date="2025-08-20T09:15:00Z">{inside}</w:ins>'


BOLD, ITALIC = "<w:b/>", "<w:i/>"
# name: (the paragraph as made with the paper, the text after filling, pieces of markup that must be there after it)
LINES = {
    "alone": (lambda _: r(KNOWN, BOLD), NAME, ["<w:rPr><w:b/></w:rPr><w:t>Iona &amp; &lt;Co&gt;</w:t>"]),
    "several in one piece of text": (lambda _: r(f"For {KNOWN} on {DAY}, in {{{{term.class}}}}.", ITALIC),
                                     f"For {NAME} on {DATE}, in Larch.", ['<w:i/></w:rPr><w:t xml:space="preserve"> on </w:t>']),
    "side by side": (lambda _: r(KNOWN + DAY), NAME + DATE, []),
    "twice": (lambda _: r(f"{KNOWN}, {KNOWN}"), f"{NAME}, {NAME}", []),
    "written loosely": (lambda _: r("{{ Learner.Known-As }} {{Term.Date }}"), f"{NAME} {DATE}", []),
    "between entities": (lambda _: raw(f"<w:t>R&amp;D {KNOWN} &lt;&#8211;&gt;</w:t>"), f"R&D {NAME} <–>",
                         ['<w:t xml:space="preserve">R&amp;D </w:t>', '<w:t xml:space="preserve"> &lt;&#8211;&gt;</w:t>']),
    "in CDATA": (lambda _: raw(f"<w:t xml:space=\"preserve\"><![CDATA[R&D {KNOWN} <>]]></w:t>"), f"R&D {NAME} <>", []),
    "with its braces as entities": (lambda _: raw("<w:t>&#123;{learner.known-as&#x7D;}!</w:t>"), f"{NAME}!", []),
    "in a hyperlink": (lambda paper: r("See ") + link(paper, r(f"the page of {KNOWN}", BOLD)), f"See the page of {NAME}", ["</w:hyperlink>"]),
    "in an insertion": (lambda _: r("About ") + inserted(r(f"our {KNOWN}")), f"About our {NAME}", ['w:author="School office"']),
    "beside a deletion": (lambda _: raw("<w:tab/>") + '<w:del w:id="@" w:author="School office"><w:r><w:delText>{{old}}</w:delText></w:r></w:del>' + r(KNOWN),
                          f"\t{NAME}", ["<w:delText>{{old}}</w:delText>"]),
    "next to tabs and breaks": (lambda _: raw(f"<w:tab/>{t(KNOWN)}<w:br/>{t(DAY)}<w:tab/>{t('end')}", BOLD), f"\t{NAME}\n{DATE}\tend", []),
    "over runs and marks": (lambda _: r("A {", BOLD) + '<w:proofErr w:type="spellStart"/>' + r("{lear") + bookmark("Mark", r("ner.known", ITALIC))
                            + '<w:proofErr w:type="spellEnd"/>' + r("-as}") + r("} z", ITALIC), f"A {NAME} z",
                            ['w:name="Mark"', '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>', "<w:bookmarkEnd"]),
    "in a control of somebody's": (lambda _: control(r(f"For {KNOWN}"), "address", "Address"), f"For {NAME}", ['<w:tag w:val="address"/>']),
    "of several lines": (lambda _: r("Enjoys: {{term.family.enjoys}}!"), "Enjoys: Water.\n\tAnd   wind. !", []),
    "in a comment": (lambda _: r("For ") + remark(r(KNOWN), 0) + r("."), f"For {NAME}.", []),
}


# ---- documents ----

def make(path, *blocks, header=""):
    paper = Document("Placeholders")
    if header:
        paper.edge("header", "default", header)
    paper.remarks(("T. Okafor", "TO", "Who is this?"))
    paper.put(*(block(paper) if callable(block) else block for block in blocks), p())
    paper.finish().save(path)
    return path


def text_of(e):
    """The text of an element's runs, with tabs and breaks; deleted text left out."""
    signs = {W + "tab": "\t", W + "br": "\n"}
    return "".join(signs.get(x.tag, x.text or "") for x in e.iter(W + "t", W + "tab", W + "br") if x.getparent().tag == W + "r")


def first_line(path):
    return next(etree.fromstring(tracker.parts(path)["word/document.xml"]).iter(W + "p"))


def write_record(folder):
    path = folder / "record.yaml"
    path.write_text(tracker.dump(RECORD).lstrip("\n") + "\n", encoding="utf-8")
    return path


# ---- filling ----

def is_quiet(said):
    """Nothing is told but what the document has no placeholder for."""
    return all(": note: the record holds what this document has no place for: term." in line for line in said.splitlines())


def check_line(checks, folder, name, paragraph, shown, kept):
    record = write_record(folder)
    template = make(folder / "template.docx", lambda paper: p(paragraph(paper)))
    out = folder / "out.docx"
    out.unlink(missing_ok=True)
    done = run("fill", record, "-t", template, "-o", out)
    checks.that(done.code == 0 and is_quiet(done.said), f"{name}: fill gives {done.code}: {done.said}")
    if not out.exists():
        return
    body = tracker.parts(out)["word/document.xml"].decode()
    found = text_of(first_line(out))
    checks.that(found == shown, f"{name}: the line says {found!r}")
    for piece in kept:
        checks.that(piece in body, f"{name}: {piece} stays: {body[body.find('<w:p '):][:1500]}")
    check_again(checks, folder, name, record, out)


def check_again(checks, folder, name, record, out):
    """What was filled reads back, and filled again it is the same."""
    done = run("read", out)
    reading = load(done.out.decode())
    known = reading["learner"].get("known-as")
    changes = [item for item in reading.pop("unplaced", []) if "change" in item]
    checks.that(known in (NAME, None) and done.out.count(b"{{") == str(changes).count("{{"), f"{name}: reads {known}")
    again = folder / "again.docx"
    again.unlink(missing_ok=True)
    run("fill", record, "-t", out, "-o", again)
    checks.that(again.exists() and again.read_bytes() == out.read_bytes(), f"{name}: filled again it differs")


def check_other_stories(checks, folder):
    """In a header, in both forms of a text box, in a cell of a table."""
    record, out = write_record(folder), folder / "out.docx"
    out.unlink(missing_ok=True)
    template = make(folder / "template.docx", p(r("Start"), text_box(p(r(f"Box of {KNOWN}")))), table(1, row(cell(p(r(KNOWN))))),
                    header=p(r(f"{KNOWN}\t{DAY}")))
    done = run("fill", record, "-t", template, "-o", out)
    checks.that(done.code == 0 and is_quiet(done.said), f"other stories: fill gives {done.code}: {done.said}")
    members = tracker.parts(out)
    header = text_of(etree.fromstring(next(d for n, d in members.items() if n.startswith("word/header"))))
    checks.that(header == f"{NAME}\t{DATE}", f"the header says {header!r}")
    boxes = [text_of(e) for e in etree.fromstring(members["word/document.xml"]).iter(W + "txbxContent")]
    checks.that(boxes == [f"Box of {NAME}"] * 2, f"the text box says {boxes}")
    check_again(checks, folder, "other stories", record, out)


# ---- what is said ----

def said(*words):
    done = run(*words)
    return done.code, done.said


PATHS = "write a path such as {{learner.known-as}}, {{term.date}} or {{assessments[].milestone}}"
IN_ROW = "put both in one row of a table in the text: the row repeats, and the milestone tells which is which"
NONE = "type one where a value belongs, such as {{learner.known-as}}; or describe the document in a mapping, which `cairn draft` begins for you"


def check_check(checks, folder):
    """`cairn check` of a document: what it can be filled with, and what is wrong, each message whole."""
    doc = folder / "t.docx"
    make(doc, heading("Who"), p(r(f"Of {KNOWN}")), p(r("For {{learner.nown-as}} or {{lunch}}.")), p(r("On {{term.date")),
         heading("What"), p(r("Also {{assessments[].saw}}")),
         table(2, row("Milestone", "Seen"), row("{{assessments[].milestone}}", "{{assessments[].saw}}")), header=p(r("{{term.term}}")))
    lines = ['under the heading "Who": note: a place for learner.known-as',
             'under the heading "Who": `{{learner.nown-as}}` names nothing in a record', "    did you mean `learner.known-as`?", f"    {PATHS}",
             'under the heading "Who": `{{lunch}}` names nothing in a record', f"    {PATHS}",
             'under the heading "Who": `{{term.date` is not closed in its paragraph', "    write `}}` behind it",
             'under the heading "What": `{{assessments[].saw}}` stands in no row with {{assessments[].milestone}}', f"    {IN_ROW}",
             'table "What", row 2: note: a place for assessments[].milestone', 'table "What", row 2: note: a place for assessments[].saw',
             "the page header: note: a place for term.term"]
    expected = "".join(f"{line if line.startswith(' ') else f'{doc}: {line}'}\n" for line in lines)
    found = said("check", doc)
    checks.that(found == (3, expected), f"check of faults gives {found[0]}:\n{found[1]}\nnot\n{expected}")
    make(doc, p(r("Nothing here")))
    found = said("check", doc)
    checks.that(found == (1, f"{doc}: there is no placeholder in this document\n    {NONE}\n"), f"check of nothing says {found}")
    make(doc, p(r(KNOWN)))
    found = said("check", doc)
    checks.that(found == (0, f"{doc}: the text: note: a place for learner.known-as\n"), f"check of a sound document says {found}")


def check_misspelt(checks, folder):
    """fill tells of what it leaves on the page."""
    record, out = write_record(folder), folder / "left.docx"
    doc = make(folder / "t.docx", p(r(f"{KNOWN} and {{{{lerner.name}}}}")))
    found = said("fill", record, "-t", doc, "-o", out)
    words = (f'{doc}: the text: `{{{{lerner.name}}}}` cannot be filled, and stands there still\n'
             "    did you mean `learner.name`?\n"
             "    `cairn check` of the document tells what is wrong with it\n"
             f"{doc}: note: the record holds what this document has no place for: term.date, term.class, term.family.enjoys\n")
    checks.that(found == (1, words), f"fill says {found}")
    checks.that(text_of(first_line(out)) == f"{NAME} and {{{{lerner.name}}}}", "what is misspelt is left alone")


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        for name, (paragraph, shown, kept) in LINES.items():
            check_line(checks, folder, name, paragraph, shown, kept)
        check_other_stories(checks, folder)
        check_check(checks, folder)
        check_misspelt(checks, folder)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
