"""A school changes Cairn's own template in Word: what it puts where is filled once, read back, and filled again to the same bytes."""

import pathlib
import re
import sys
import tempfile

import tracker

SAMPLE = tracker.ROOT / "samples/rowan/child-a.yaml"
TEMPLATE = tracker.ROOT / "templates/milestones-tracker.docx"


def paragraph(*content):
    return f'<w:p>{"".join(content)}</w:p>'


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def control(tag, text="–", number=9001):
    return (f'<w:sdt><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/><w:showingPlcHdr/><w:richText/></w:sdtPr>'
            f'<w:sdtContent>{run(text)}</w:sdtContent></w:sdt>')


class Desk:
    def __init__(self, folder):
        self.folder, self.wrong, self.right = pathlib.Path(folder), [], 0

    def want(self, what, found, expected):
        if found == expected:
            self.right += 1
        else:
            self.wrong.append(f"FAILED {what}: {found!r}\n    is not {expected!r}")

    def template(self, *edits):
        """The template with each (piece, instead) of its document done once."""
        parts, path = tracker.parts(TEMPLATE), self.folder / "school.docx"
        body = parts["word/document.xml"].decode()
        for piece, instead in edits:
            assert piece in body, piece
            body = body.replace(piece, instead, 1)
        tracker.write_parts(path, {**parts, "word/document.xml": body.encode()})
        return path

    def fill(self, base, out, term="2"):
        return tracker.run("fill", SAMPLE, "--term", term, "-t", base, "--staff", "-o", out)

    def filled(self, what, *edits):
        """Filled and read by the laws; gives the lines of the document."""
        first, second = self.folder / "first.docx", self.folder / "second.docx"
        for path in (first, second):
            path.unlink(missing_ok=True)
        done = self.fill(self.template(*edits), first)
        self.want(what, (done.code, done.said), (0, ""))
        record = tracker.load(SAMPLE)
        expected = tracker.view_of(record, "2025-26", "2", staff=True)
        self.want(f"{what}, read", tracker.differences(expected, tracker.view_of_reading(tracker.read(first))), [])
        done = self.fill(first, second)
        self.want(f"{what}, again", (done.code, done.said, second.read_bytes() == first.read_bytes()), (0, "", True))
        body = tracker.parts(first)["word/document.xml"].decode()
        return ["".join(re.findall(r"<w:t[ >][^<]*|<w:t>[^<]*", p)) for p in re.findall(r"<w:p[ >].*?</w:p>", body, re.S)], body


AREA_TITLE = re.compile(r'<w:p>(?:(?!</w:p>).)*<w:tag w:val="area-title"/>.*?</w:p>', re.S)


def before_title(body, more):
    title = AREA_TITLE.search(body).group()
    return title, more + title


def original():
    return tracker.parts(TEMPLATE)["word/document.xml"].decode()


def check_name_in_each_area(desk):
    """So that a page of one area tells whose it is."""
    lines, body = desk.filled("a name in each area", before_title(original(), paragraph(run("For "), control("known-as"), run(" of "), control("class", number=9002))))
    areas = body.count('<w:tag w:val="area-title"/>')
    said = len(re.findall(r"For .*?A.*? of .*?Rowan", " ".join(lines)))
    desk.want("a name in each area, said", (areas > 2, said), (True, areas))


def saw_cell(body):
    return re.search(r'<w:p>(?:(?!</w:p>).)*<w:tag w:val="saw"/>.*?</w:p>', body, re.S).group()


def check_two_controls_in_a_cell(desk):
    """Lines of a text may stand in a control each; none of them is a prompt then."""
    cell = saw_cell(original())
    lines, body = desk.filled("two controls in a cell", (cell, cell + paragraph(control("more"))))
    desk.want("two controls in a cell, said", "It is good to have A back. The game is still a favourite." in body, True)
    cell = saw_cell(original())
    desk.filled("a name's control in a text", (cell, cell + paragraph(control("known-as"))))


def check_deleted_control(desk):
    body = original()
    whole = re.search(r'<w:sdt>(?:(?!</w:sdt>).)*<w:tag w:val="class"/>.*?</w:sdt>', body, re.S).group()
    desk.template((whole, f'<w:del w:id="900" w:author="X">{whole.replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")}</w:del>'))
    first, second = desk.folder / "first.docx", desk.folder / "second.docx"
    for path in (first, second):
        path.unlink(missing_ok=True)
    done = desk.fill(desk.folder / "school.docx", first)
    desk.want("a deleted control", done.code, 0)
    desk.want("a deleted control, read", tracker.read(first)["terms"][0].get("class"), "Rowan")
    desk.want("a deleted control, again", (desk.fill(first, second).code, first.read_bytes() == second.read_bytes()), (0, True))


def check_column_name(desk):
    """A control in a column's name is not written into, and the column keeps its name."""
    heading = re.search(r"<w:r><w:t>Milestone</w:t></w:r>", original()).group()
    desk.filled("a session in a column's name", (heading, control("session") + heading))


def check_other_term(desk):
    """Milestones are not written below another term's name, and may stand below the document's own."""
    heading = "<w:t>Milestones</w:t>"
    out = desk.folder / "refused.docx"
    for name, code in (("Milestones, Term 1", 5), ("Session 2024-25", 5), ("Milestones, Term 2", 0), ("Milestones 2025-26", 0)):
        out.unlink(missing_ok=True)
        done = desk.fill(desk.template((heading, f"<w:t>{name}</w:t>")), out)
        said = ("" if not code else f"{desk.folder / 'school.docx'}: milestones stand under `{name}` here, and would be taken for another term's "
                "than the record's\n    change that line in Word, or fill another document\n")
        desk.want(name, (done.code, done.said, out.exists()), (code, said, not code))
    term = out.rename(desk.folder / "term-2.docx")
    done = desk.fill(term, out, term="1")
    desk.want("another term later", (done.code, out.exists()), (0, True))
    base = desk.template((heading, "<w:t>Milestones, Term 2</w:t>"))
    term.unlink()
    desk.want("the term named", desk.fill(base, term).code, 0)
    out.unlink()
    desk.want("another term later, named", (desk.fill(term, out, term="1").code, out.exists()), (5, False))
    desk.filled("the term's own control", (f"<w:r>{heading}</w:r>", run("Milestones, Term ") + control("term")))


CHECKS = [check_name_in_each_area, check_two_controls_in_a_cell, check_deleted_control, check_column_name, check_other_term]


def main():
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder)
        for check in CHECKS:
            check(desk)
    print("\n".join(desk.wrong + [f"{desk.right} passed, {len(desk.wrong)} failed"]))
    return 1 if desk.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
