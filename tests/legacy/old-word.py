"""A tracker of 2008 in the old form of Word: typed by hand in XML, then saved as .doc by LibreOffice.

Details stand behind their labels, two in a line; a table for each area; comments by three people.
"""

import pathlib
import subprocess
import tempfile
from xml.sax.saxutils import escape

import paper
import tracker

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

COMMENTS = (  # author, initials, moment, what it says, a paragraph each
    ("P. Gilmour", "PG", "2008-05-21T10:05:00Z", ["Works best: the red switch, on the left of the tray."]),
    ("S. Lennox", "SL", "2008-05-27T14:40:00Z", ["Two trials only, she was tired after the pool."]),
    ("P. Gilmour", "PG", "2008-06-03T11:15:00Z", ["Helps: a long pause, and no second prompt.", "Count to ten in your head."]),
    ("D. Abara", "DA", "2008-06-09T09:30:00Z", ["Seen at home as well, mum says, with the kitchen radio."]))

AREAS = {
    "Communication": (
        ("Responds to the sound or the sign of their own name", "Interest", "Verbal", "21/05/2008", "Stilled, then a smile.", None),
        ("Asks for more with a sign, a switch, a sound or a look", "Supported participation", "Physical, Gestural", "21/05/2008",
         "Switch for “more” at the drum – 6 of 8 times.", 0),
        ("Shares attention to an object with another person", "Early awareness", "Visual", "27/05/2008", "Looked at the lamp, not yet at us.", 1),
        ("Greets or says goodbye in their own way", "", "", "", "", None)),
    "Thinking": (
        ("Presses a switch and looks for what it does", "Active involvement", "Support via technology", "03/06/2008",
         "Fan and lights.\nLooked for the fan when it stopped.", 2),
        ("Shows by face or body that a routine is familiar", "Interest", "No support", "09/06/2008", "Kicks when the pool bag comes out.", 3),
        ("Looks for something that has gone out of sight", "Encounter", "Physical", "", "", None))}

HEADER = ("Target", "Level", "Help given", "Seen on", "Notes")
WIDTHS = (3400, 1900, 1800, 1300, 3200)


def run(text, bold=False):
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    pieces = text.split("\t")
    inner = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in pieces)
    return f"<w:r>{look}{inner}</w:r>"


def typed(text):
    """A paragraph's runs as Word leaves them: cut where somebody stopped, with a word under suspicion."""
    cut = len(text) // 2
    return f'{run(text[:cut])}<w:proofErr w:type="spellStart"/>{run(text[cut:])}<w:proofErr w:type="spellEnd"/>' if text else ""


def paragraph(inner, style=None):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p w:rsidR="00A1{len(inner) % 97:04X}">{look}{inner}</w:p>'


def anchored(inner, number):
    if number is None:
        return inner
    return (f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>')


def row(cells, comment=None, bold=False):
    made = []
    for index, (text, width) in enumerate(zip(cells, WIDTHS)):
        lines = [run(line, True) if bold else typed(line) for line in text.split("\n")]
        if index == 2:
            lines[0] = anchored(lines[0], comment)
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(map(paragraph, lines))}</w:tc>')
    return f"<w:tr>{''.join(made)}</w:tr>"


def table(rows):
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{row(HEADER, bold=True)}{''.join(row(r[:5], r[5]) for r in rows)}</w:tbl>")


def body():
    yield paragraph(run("Targets for summer"), "Heading1")
    yield paragraph(run("Name: ", True) + run("Mirren\t") + run("Class: ", True) + run("Hazel"))
    yield paragraph(run("Session: ", True) + run("2007-08\t") + run("Term: ", True) + run("3"))
    yield paragraph(run("Written by: ", True) + typed("P. Gilmour, D. Abara"))
    for area, rows in AREAS.items():
        yield paragraph(run(area), "Heading2")
        yield table(rows)
        yield paragraph("")


def comment(number, author, initials, moment, lines):
    inner = "".join(paragraph(run(line)) for line in lines)
    return f'<w:comment w:id="{number}" w:author="{author}" w:initials="{initials}" w:date="{moment}">{inner}</w:comment>'


def styles():
    fonts = '<w:rPr><w:rFonts w:ascii="Comic Sans MS" w:hAnsi="Comic Sans MS"/><w:sz w:val="20"/><w:lang w:val="en-GB"/></w:rPr>'
    headings = "".join(f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
                       f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{36 - 8 * n}"/></w:rPr></w:style>'
                       for n in (1, 2))
    return f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>{fonts}</w:style>{headings}'


def relationships(targets):
    lines = "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def parts():
    page = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    kinds = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}{kind}+xml"/>'
                    for name, kind in (("document", "document.main"), ("comments", "comments"), ("styles", "styles")))
    inner = {"document": f"<w:body>{''.join(body())}{page}</w:body>", "styles": styles(),
             "comments": "".join(comment(n, *words) for n, words in enumerate(COMMENTS))}
    made = {"[Content_Types].xml": f'{DECLARED}<Types xmlns="{PACKAGE}/content-types">'
                                   '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                                   f"{kinds}</Types>",
            "_rels/.rels": relationships([("officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": relationships([("comments", "comments.xml"), ("styles", "styles.xml")])}
    made.update({f"word/{name}.xml": f'{DECLARED}<w:{name} xmlns:w="{W}">{text}</w:{name}>' for name, text in inner.items()})
    return {name: text.encode() for name, text in made.items()}


def make(path):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, path.stem + ".docx")
        tracker.write_parts(source, parts())
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "doc:MS Word 97", "--outdir",
                        folder, str(source)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        path.write_bytes(source.with_suffix(".doc").read_bytes())


if __name__ == "__main__":
    paper.made_by(make)
