"""A tracker as LibreOffice Writer saves it: typed there once, and handed on as .docx. Comments are on the words that they are about."""

import pathlib
import subprocess
import tempfile
import zipfile
from xml.sax.saxutils import escape

import paper

SPACES = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"' \
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
KIND = "application/vnd.oasis.opendocument.text"
DETAILS = (("Learner", "Murdo"), ("Date of birth", "9 August 2013"), ("Class", "P7 Base"), ("Session", "2021-22"), ("Term", "4"),
           ("Completed on", "17 June 2022"))
HEADER = ("Milestone", "Level of engagement", "Type of support", "What we saw", "Next steps")
ROWS = (
    ("Numeracy", (
        ("Notices when something is added or taken away", "Interest", ("Visual", "D. Low", "2022-05-03T10:15:00", "Helps: a plain tray, one thing at a time."),
         "Looked for the missing cup.", "Hide two things, not one."),
        ("Joins in with part of a number song", "Active involvement", "Verbal, Support via technology", "Presses the switch for “five” each time.", ""),
        ("Gives or takes two when asked", "", "", "", ""))),
    ("Wellbeing", (
        ("Relaxes in a place that they know", "Supported participation", "Physical", "In the swing seat, with the blind down.", "Try it in the hall."),
        ("Picks a picture or a symbol for how they feel", "Early awareness",
         ("Visual, Verbal", "S. Imrie", "2022-06-09T13:40:00", "Home would like a copy of the symbols."), "", "Two symbols at home time."),
        ("Chooses a way to be active outdoors", "Interest", "Gestural", "The gate, three days running.", ""))))


def p(text, style=""):
    style = f' text:style-name="{style}"' if style else ""
    return f"<text:p{style}>{text}</text:p>"


def cell(value, bold=False):
    if isinstance(value, tuple):
        text, author, date, said = value
        note = (f'<office:annotation office:name="{author}"><dc:creator>{author}</dc:creator><dc:date>{date}</dc:date>{p(escape(said))}'
                f'</office:annotation>')
        return f'<table:table-cell>{p(f"""{note}{escape(text)}<office:annotation-end office:name="{author}"/>""")}</table:table-cell>'
    return f'<table:table-cell>{p(escape(value), "Bold" if bold else "")}</table:table-cell>'


def table(name, rows, header=False):
    columns = len(rows[0])
    lines = [f"<table:table-row>{''.join(cell(value, header and not n) for value in row)}</table:table-row>" for n, row in enumerate(rows)]
    first = f"<table:table-header-rows>{lines.pop(0)}</table:table-header-rows>" if header else ""
    return (f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="{columns}"/>'
            f"{first}{''.join(lines)}</table:table>")


def heading(text, level):
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{escape(text)}</text:h>'


def content():
    blocks = [p("Record of milestones", "Title"), table("Details", DETAILS), heading("What I enjoy", 1),
              p("The swing seat; trains, real and drawn."), heading("From home", 1), p("He asks for the park by putting on his boots.")]
    for area, rows in ROWS:
        blocks += [heading(area, 2), table(area, (HEADER, *rows), header=True)]
    bold = ('<office:automatic-styles><style:style style:name="Bold" style:family="paragraph" style:parent-style-name="Standard">'
            '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>')
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.2">{bold}<office:body><office:text>'
            f"{''.join(blocks)}{p('')}</office:text></office:body></office:document-content>")


def odt(path):
    manifest = ('<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
                '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    with zipfile.ZipFile(path, "w") as package:
        for name, data in (("mimetype", KIND), ("content.xml", content()), ("META-INF/manifest.xml", manifest)):
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)


def make(path):
    with tempfile.TemporaryDirectory() as folder:
        written = pathlib.Path(folder, path.stem).with_suffix(".odt")
        odt(written)
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation={pathlib.Path(folder, 'profile').as_uri()}", "--convert-to", "docx",
                        "--outdir", folder, str(written)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        path.write_bytes(written.with_suffix(".docx").read_bytes())
    paper.packed_again(path)


if __name__ == "__main__":
    paper.made_by(make)
