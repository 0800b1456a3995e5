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
    base = desk.template((f"<w:r>{heading}</w:r>", run("Term 1, ") + control("session")))
    desk.want("a session's control beside another term", (desk.fill(base, desk.folder / "beside.docx").code, (desk.folder / "beside.docx").exists()), (5, False))
    desk.filled("the term's own control", (f"<w:r>{heading}</w:r>", run("Milestones, Term ") + control("term")))


def check_name_above_rows(desk):
    """What is said above the rows, or in a column's own name, is the document's own, and asked whose it is."""
    heading, out = "<w:r><w:t>Milestones</w:t></w:r>", desk.folder / "named.docx"
    lines, _ = desk.filled("a name above the rows", (heading, run("Milestones of ") + control("known-as") + run(", term ") + control("term", number=9002)))
    desk.want("a name above the rows, said", any(re.search("Milestones of .*A.*, term .*2", line) for line in lines), True)
    third = desk.folder / "first.docx"
    for record, term in ((SAMPLE.with_name("child-b.yaml"), "1"), (SAMPLE.with_name("child-b.yaml"), "2")):
        done = tracker.run("fill", record, "--term", term, "-t", third, "-o", out)
        desk.want(f"another child's record of term {term}", (done.code, "another learner" in done.said, out.exists()), (5, True, False))
    parts = tracker.parts(third)
    body = parts["word/document.xml"].decode()
    cell = re.search(r'<w:tag w:val="known-as"/>(?:(?!</w:sdt>).)*<w:t>(A)<', body, re.S)
    tracker.write_parts(desk.folder / "typed.docx", {**parts, "word/document.xml": (body[:cell.start(1)] + "Ava, Rowan" + body[cell.end(1):]).encode()})
    done = desk.fill(desk.folder / "typed.docx", out)
    desk.want("two names", (done.code, "another learner" in done.said, out.exists()), (5, True, False))
    done = desk.fill(third, out, term="1")
    desk.want("a name above the rows, in another term", (done.code, "term 1" in text_of(out)), (0, True))
    out.unlink()


def text_of(path):
    body = tracker.parts(path)["word/document.xml"].decode()
    return re.sub(r"<[^>]*>", "", body)


def check_name_in_a_text_only(desk):
    """Where a name is said nowhere else, it counts in a text too."""
    first, out = desk.folder / "first.docx", desk.folder / "other.docx"
    first.unlink()
    desk.fill(desk.template(), first)
    parts = tracker.parts(first)
    body = parts["word/document.xml"].decode().replace('w:val="known-as"', 'w:val="was-known-as"').replace("<w:t>Name</w:t>", "<w:t>For</w:t>")
    whole = re.search(r'<w:tag w:val="saw"/>.*?<w:sdtContent>(.*?)</w:sdtContent>', body, re.S)
    body = body[:whole.start(1)] + control("known-as", "Ava").replace("<w:showingPlcHdr/>", "") + body[whole.end(1):]
    parts = {name: part for name, part in parts.items() if name != "docProps/custom.xml"}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<(?:Relationship|Override) [^>]*custom[^>]*/>", b"", parts[name])
    for name in parts:
        if "header" in name and name.endswith(".xml"):
            parts[name] = parts[name].replace(b'w:val="known-as"', b'w:val="was-known-as"')
    tracker.write_parts(first, {**parts, "word/document.xml": body.encode()})
    done = desk.fill(first, out)
    desk.want("a name in a text only", (done.code, "the name on its page" in done.said, out.exists()), (5, True, False))


def after_areas(body):
    end = body.rindex("</w:sdt>", 0, body.rindex("<w:sectPr")) + len("</w:sdt>")
    return body[end:]


def check_next_term(desk):
    """A table that nothing is written to may stand under another term's name."""
    rest = after_areas(original())
    header = re.search(r"<w:tbl>(?:(?!</w:tbl>).)*?TrackerTable.*?</w:tr>", original(), re.S).group()
    later = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("Next term")}</w:p>{header}</w:tbl><w:p/>'
    desk.filled("a table for next term", (rest, later + rest))


def check_last_session(desk):
    """A new area goes to this session's, not behind those that are kept below another's name."""
    first, second, third = (desk.folder / f"{name}.docx" for name in ("first", "second", "third"))
    for path in (first, second, third):
        path.unlink(missing_ok=True)
    desk.fill(desk.template(), first)
    parts = tracker.parts(first)
    body = parts["word/document.xml"].decode()
    areas = re.findall(r'<w:sdt>\s*<w:sdtPr>\s*<w:alias w:val="Area"/>.*?(?=<w:sdt>\s*<w:sdtPr>\s*<w:alias w:val="Area"/>|<w:sectPr)', body, re.S)
    old = "".join(areas[:2])
    old = re.sub(r'<w:id w:val="(\d+)"/>', lambda m: f'<w:id w:val="{int(m[1]) + 5000}"/>', re.sub(r"<w:comment\w+ [^>]*/>", "", old))
    last = areas[-1]
    body = body.replace(last, f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("Session 2024-25")}</w:p>{old}')
    tracker.write_parts(first, {**parts, "word/document.xml": body.encode()})
    titles = [desk.fill(first, second).code, titles_of(second), desk.fill(second, third).code, titles_of(third)]
    now = titles[1]
    desk.want("an area beside last session's", (titles[0], titles[2], now == titles[3], now.index("Session 2024-25") == len(now) - 3), (0, 0, True, True))


def titles_of(path):
    body = tracker.parts(path)["word/document.xml"].decode()
    found = re.findall(r'<w:p>(?:(?!</w:p>).)*?(?:area-title|"Heading1").*?</w:p>', body, re.S)
    return [re.sub(r"<[^>]*>", "", p) for p in found]


def check_area_without_title(desk):
    """A title that somebody emptied takes no milestone away."""
    first, second = desk.folder / "first.docx", desk.folder / "second.docx"
    for path in (first, second):
        path.unlink(missing_ok=True)
    desk.fill(desk.template(), first, term="1")
    parts = tracker.parts(first)
    body = parts["word/document.xml"].decode()
    title = re.search(r'<w:tag w:val="area-title"/>(?:(?!</w:sdt>).)*<w:t>(Self and others)', body, re.S)
    tracker.write_parts(first, {**parts, "word/document.xml": (body[:title.start(1)] + "–" + body[title.end(1):]).encode()})
    desk.want("an area without its title", desk.fill(first, second).code, 0)
    expected = tracker.view_of(tracker.load(SAMPLE), "2025-26", "2")["rows"]
    found = tracker.view_of_reading(tracker.read(second))["rows"]
    desk.want("an area without its title, read", {milestone: found.get(milestone) for milestone in expected}, expected)


def check_flagged_area(desk):
    """A control that holds a table shows no prompt, whatever its flag says."""
    first, second = desk.folder / "first.docx", desk.folder / "second.docx"
    for path in (first, second):
        path.unlink(missing_ok=True)
    desk.fill(desk.template(), first)
    parts = tracker.parts(first)
    body = parts["word/document.xml"].decode().replace('<w:tag w:val="area"/>', '<w:tag w:val="area"/><w:showingPlcHdr/>')
    body = re.sub(r'(<w:tag w:val="area"/>)(<w:showingPlcHdr/>)(\s*<w:id [^>]*/>)', r"\1\3\2", body)
    tracker.write_parts(first, {**parts, "word/document.xml": body.encode()})
    desk.want("a flagged area", desk.fill(first, second).code, 0)
    expected = tracker.view_of(tracker.load(SAMPLE), "2025-26", "2", staff=True)
    desk.want("a flagged area, read", tracker.differences(expected, tracker.view_of_reading(tracker.read(second))), [])


def check_heading_twice(desk):
    """What helps is renewed wherever it is shown."""
    helps = re.search(r'<w:p>(?:(?!</w:p>).)*<w:t>What helps</w:t>.*?</w:p>', original(), re.S).group()
    rest = after_areas(original())
    lines, body = desk.filled("a heading twice", (rest, helps + paragraph(run("–")) + rest))
    desk.want("a heading twice, said", body.count("Show the photograph first, then say the name once. (M. Reid)"), 2)


def check_name_beside_a_class(desk):
    """A label of a name beside what is the class's says nothing of whose it is; a name that somebody typed there does."""
    label = re.search(r"<w:t>Class</w:t>", original()).group()
    desk.filled("a name's label beside the class", (label, "<w:t>Name</w:t>"))
    first, second = desk.folder / "first.docx", desk.folder / "second.docx"
    parts = tracker.parts(first)
    body = parts["word/document.xml"].decode()
    at = body.index("<w:sdt>", body.index("<w:t>Name</w:t>", body.index("<w:t>Name</w:t>") + 1))
    tracker.write_parts(first, {**parts, "word/document.xml": f"{body[:at]}{run('Bob Reid, ')}{body[at:]}".encode()})
    second.unlink()
    done = desk.fill(first, second)
    desk.want("another's name beside the class", (done.code, "another learner" in done.said, second.exists()), (5, True, False))


def name_cell(body):
    """The name's control in the cell beside its label."""
    return re.search(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="known-as"/>.*?</w:sdt>', body[body.index("<w:t>Name</w:t>"):], re.S).group()


def check_sign_beside_the_name(desk):
    """A sign beside the name's control is no name; a word there is, unless the control says whose it is."""
    for sign in (" –", ".", ", ", " ( )"):
        desk.filled(f"{sign!r} beside the name", (name_cell(original()), name_cell(original()) + run(sign)))
    first, second = desk.folder / "first.docx", desk.folder / "second.docx"
    second.unlink()
    done = desk.fill(desk.template((name_cell(original()), name_cell(original()) + run(" Bob Reid"))), second)
    desk.want("a name beside the empty control", (done.code, "another learner" in done.said, second.exists()), (5, True, False))
    parts = tracker.parts(first)
    body = parts["word/document.xml"].decode()
    cell = name_cell(body)
    tracker.write_parts(first, {**parts, "word/document.xml": body.replace(cell, cell + run(" (P3)"), 1).encode()})
    desk.want("a word beside the full control", desk.fill(first, second).code, 0)


def check_date_under_a_column_name(desk):
    """What stands below a column's name in its cell would be a part of the name."""
    heading = re.search(r"<w:r><w:t>Milestone</w:t></w:r></w:p>", original()).group()
    desk.filled("a date under a column's name", (heading, heading + paragraph(control("term-date"))))
    own = re.search(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="term-date"/>.*?</w:sdt>', original(), re.S).group()
    first = desk.folder / "first.docx"
    first.unlink()
    done = desk.fill(desk.template((own, run("–")), ("<w:t>Completed on</w:t>", "<w:t>By</w:t>"), (heading, heading + paragraph(control("term-date")))), first)
    desk.want("a date under a column's name alone", (done.code, "`term.assessments` and `term.date` have one and the same place" in done.said), (1, True))
    levels = [[row.get("engagement") for row in term["assessments"]] for term in (tracker.load(SAMPLE)["terms"][1], tracker.load(tracker.run("read", first, "-o", "-").out)["terms"][0])]
    desk.want("a date under a column's name alone, the rows", *levels[::-1])


def check_name_beside_a_title(desk):
    """The area's title comes to stand in the first control of its heading."""
    title = re.search(r'<w:sdt>\s*<w:sdtPr>\s*<w:alias w:val="Area title"/>', original()).group()
    desk.filled("a name beside the area's title", (title, control("known-as") + title))


def check_lines_above_the_areas(desk):
    """The lines of a text that stands right above the areas stay together, in a document as Word writes it, without blanks between elements."""
    made = desk.template(("<w:t>Milestones</w:t>", "<w:t>What helps</w:t>"))
    parts = tracker.parts(made)
    tracker.write_parts(made, {**parts, "word/document.xml": re.sub(rb">\s+<", b"><", parts["word/document.xml"])})
    first, second = desk.folder / "first.docx", desk.folder / "second.docx"
    for path in (first, second):
        path.unlink(missing_ok=True)
    desk.fill(made, first)
    body = tracker.parts(first)["word/document.xml"].decode()
    shown = re.findall("<w:t[^>]*>([^<]+)", body[body.rindex("<w:t>What helps</w:t>"):])
    desk.want("lines above the areas", [line[:3] for line in shown[1:8]], ["Sho", "Say", "Poi", "Elb", "A w", "Eac", "Com"])
    done = desk.fill(first, second)
    desk.want("lines above the areas, again", (done.code, done.said, first.read_bytes() == second.read_bytes()), (0, "", True))


def check_name_in_a_level(desk):
    """What is written as a level names nobody, whatever control it came to stand in; nor does a sign beside another datum's control."""
    level = re.search(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="engagement"/>.*?</w:sdt>', original(), re.S).group()
    desk.filled("a name in a level's cell", (level, control("known-as")))
    saw = re.search(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="saw"/>.*?</w:sdt>', original(), re.S).group()
    desk.filled("a name in the cell of what was seen", (saw, control("known-as")))
    term = re.search(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="class"/>.*?</w:sdt>', original(), re.S).group()
    desk.filled("a sign beside the class under a name's label", ("<w:t>Class</w:t>", "<w:t>Name</w:t>"), (term, term + run(" –")))
    desk.filled("a label beside the class under a name's label", ("<w:t>Class</w:t>", "<w:t>Name</w:t>"), (term, term + run("Review on")))


def check_control_without_content(desk):
    """A control may have no content at all (17.5.2.31): it is made."""
    sdt = re.search(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="completed-by"/>.*?</w:sdt>', original(), re.S).group()
    desk.filled("a control without content", (sdt, re.sub(r"<w:sdtContent>.*?</w:sdtContent>", "", sdt, flags=re.S)))
    made = tracker.parts(desk.folder / "first.docx")["word/document.xml"].decode()
    sdt = re.search(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="completed-by"/>.*?</w:sdt>', made, re.S).group()
    desk.want("its content", re.findall(r"</w:sdtPr>\s*(<[\w:]+>)", sdt), ["<w:sdtContent>"])


CHECKS = [check_name_above_rows, check_name_beside_a_class, check_sign_beside_the_name, check_date_under_a_column_name, check_name_beside_a_title,
          check_control_without_content, check_name_in_a_level, check_lines_above_the_areas, check_name_in_a_text_only, check_next_term, check_last_session, check_area_without_title, check_flagged_area,
          check_heading_twice, check_name_in_each_area, check_two_controls_in_a_cell, check_deleted_control, check_column_name, check_other_term]


def main():
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder)
        for check in CHECKS:
            check(desk)
    print("\n".join(desk.wrong + [f"{desk.right} passed, {len(desk.wrong)} failed"]))
    return 1 if desk.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
