"""A tracker typed in LibreOffice: columns under a common name, cells merged down, names on two lines, the header again in the middle."""

import os
import pathlib
import subprocess
import tempfile
from xml.sax.saxutils import escape

from paper import made_by, packed_again

AREAS = {
    "Communication": (
        ("Keeps watching or listening until an activity pauses", "Interest", "Verbal", "Until the kettle clicks."),
        ("Shows that something is liked or not liked", "Supported participation", "Visual, Gestural",
         "Hands the spoon back.\nKeeps the yoghurt."),
        ("Lets someone know that an activity should stop", "Active involvement", "No support", "“Finished”, with both hands."),
        None,
        ("Takes a turn in a to-and-fro game with an adult", "Interest", "Physical", ""),
        ("Asks for more with a sign, a switch, a sound or a look", "", "", "")),
    "Body and movement": (
        ("Shifts weight to stay steady while sitting", "Early awareness", "Physical", ""),
        ("Puts an object in a place that they have chosen", "Interest", "Verbal, Support via technology", "Tablet on, then tray."))}
TALK = {"Shows that something is liked or not liked": (("R. Laing", "2022-11-21T13:05:00", "Likes the blue spoon best"),),
        "Takes a turn in a to-and-fro game with an adult": (("G. Innes", "2022-11-28T09:40:00", "Ball only, no balloons."),
                                                          ("R. Laing", "2022-11-30T10:00:00", "Try the scarf."))}
SPACES = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"' for name, space in
                 (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible")))


def p(text, style="", remarks=()):
    said = "".join(f'<office:annotation><dc:creator>{who}</dc:creator><dc:date>{when}</dc:date><text:p>{escape(words)}</text:p></office:annotation>'
                   for who, when, words in remarks)
    style = f' text:style-name="{style}"' if style else ""
    return f"<text:p{style}>{said}{escape(text).replace('|', '<text:line-break/>')}</text:p>"


def cell(*paragraphs, across=1, down=1):
    spans = f' table:number-columns-spanned="{across}"' * (across > 1) + f' table:number-rows-spanned="{down}"' * (down > 1)
    covered = "<table:covered-table-cell/>" * (across - 1)
    return f'<table:table-cell office:value-type="string"{spans}>{"".join(paragraphs)}</table:table-cell>{covered}'


def row(*cells):
    return f'<table:table-row>{"".join(cells)}</table:table-row>'


def names():
    """The two rows that name the columns."""
    covered = "<table:covered-table-cell/>"
    return (row(cell(p("Milestone", "Strong"), down=2), cell(p("How I engage", "Strong"), across=2), cell(p("What we", "Strong"), p("saw", "Strong"), down=2))
            + row(covered, cell(p("Level of|engagement", "Strong")), cell(p("Type of support", "Strong")), covered))


def milestone(statement, level, support, saw):
    return row(cell(p(statement)), cell(p(level)), cell(p(support, remarks=TALK.get(statement, ()))), cell(*map(p, saw.split("\n"))))


def table(area, rows):
    title = row(cell(p(f"{area}: what I am working at", "Strong"), across=4))
    body = "".join(names() if one is None else milestone(*one) for one in rows)
    return (f'<table:table table:name="{area}"><table:table-column table:number-columns-repeated="4"/><table:table-header-rows>{title}{names()}'
            f"</table:table-header-rows>{body}</table:table>")


def document():
    grid = ('<table:table table:name="Details"><table:table-column table:number-columns-repeated="4"/>'
            + row(*(cell(p(text)) for text in ("Name", "Catriona", "Class", "Juniper")))
            + row(*(cell(p(text)) for text in ("Session", "2022-23", "Term", "1"))) + "</table:table>")
    areas = "".join(f'<text:h text:outline-level="2">{area}</text:h>{table(area, rows)}' for area, rows in AREAS.items())
    style = '<style:style style:name="Strong" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document{SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2" '
            f'office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>{style}</office:automatic-styles><office:body>'
            f'<office:text><text:h text:outline-level="1">My milestones</text:h>{grid}{areas}<text:p/></office:text></office:body></office:document>')


def make(path):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, f"{path.stem}.fodt")
        source.write_text(document(), "utf-8")
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML",
                        "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TZ": "UTC"})
        path.write_bytes(source.with_suffix(".docx").read_bytes())
    packed_again(path)


if __name__ == "__main__":
    made_by(make)
