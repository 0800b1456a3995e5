"""What `read` has no place for: each kind of it stands under unplaced, whole, once, in the order of the document, and is counted by its
kinds. The pieces are written by hand. tests/unplaced_test.py"""

import yaml

import legacy_samples as legacy
import tracker
from desk import W, Desk, each_on_a_desk, first_milestone
from legacy_test import differ
from pieces import p, r
from tracker import load, run

FIELDS = "{key: learner.known-as, at: [{label: Name}]}"
WHO = 'w:id="@" w:author="A. Boyd" w:date="2025-11-20T10:00:00Z"'
BY = {"by": "A. Boyd", "date": "2025-11-20T10:00:00Z"}
NAME = p(r("Name: Iona"))
LOOK = "    look at each in the record; a place for it in the mapping, or taking it out of the document, settles it\n"


def cut(text):
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


def gone(text):
    return f"<w:del {WHO}>{cut(text)}</w:del>"


def came(text):
    return f"<w:ins {WHO}>{r(text)}</w:ins>"


M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def formula(text):
    return f"<m:oMath {M}><m:r><m:t>{text}</m:t></m:r></m:oMath>"


def sym(code, font="Wingdings"):
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def ddlist(result, *entries, shown=""):
    """A legacy list; shown: the entry as text behind its instruction."""
    items = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="L"/><w:ddList><w:result w:val="{result}"/>{items}</w:ddList></w:ffData></w:fldChar>'
    separate = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(shown)}' if shown else ""
    return f'<w:r>{begin}</w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>{separate}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def tc(*blocks, mark=""):
    properties = f'<w:tcPr><w:tcW w:w="900" w:type="dxa"/>{mark}</w:tcPr>'
    return f"<w:tc>{properties}{''.join(blocks)}</w:tc>"


def tr(*cells, mark=""):
    return f"<w:tr>{f'<w:trPr>{mark}</w:trPr>' if mark else ''}{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{"".join(rows)}</w:tbl>'


def drawing(about, uri="picture", inside=""):
    return ('<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
            f'<wp:extent cx="9" cy="9"/><wp:docPr id="9" {about}/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{uri}">{inside}</a:graphicData></a:graphic></wp:inline>'
            "</w:drawing></w:r>")


def pict(inside):
    return f'<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">{inside}</w:pict></w:r>'


def box(text):
    return f"<w:txbxContent>{p(r(text))}</w:txbxContent>"


def twice(choice, fallback):
    return ('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
            f"{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>")


def field(data, result=""):
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}' if result else ""
    return (f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r>'
            f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def ends(mark):
    return f"<w:pPr><w:rPr><w:{mark} {WHO}/></w:rPr></w:pPr>"


TEXT, TOP = "the text", "table at the top"

# name: (blocks behind the line with the name, what is listed)
CASES = {
    "nothing": ([], []),
    "texts with tabs and lines": ([p(r("Born: <w:tab/>May"), ).replace("&lt;w:tab/&gt;", "</w:t><w:tab/><w:t>"), p(r("one") + "<w:r><w:br/></w:r>" + r("two"))],
                                  [{"place": TEXT, "text": "Born: \tMay"}, {"place": TEXT, "text": "one\ntwo"}]),
    "a table, once": ([tbl(tr(tc(p(r("Swim"))), tc(p(r("Tuesday")), p(r("and Friday")))), tr(tc(p()), tc(p(r("Ride"))))), p(r("after"))],
                      [{"place": TOP, "table": [["Swim", "Tuesday\nand Friday"], ["", "Ride"]]}, {"place": TEXT, "text": "after"}]),
    "a table in a table": ([tbl(tr(tc(p(r("Out")), tbl(tr(tc(p(r("in"))), tc(p(r("side"))))), p())))],
                           [{"place": TOP, "table": [[["Out", {"table": [["in", "side"]]}]]]}]),
    "a table beside a place": ([tbl(tr(tc(p(r("Class"))), tc(p(r("Larch")))), tr(tc(p(r("Bus"))), tc(p(r("12")))))],
                               [{"place": f"{TOP}, row 2", "text": "Bus"}, {"place": f"{TOP}, row 2", "text": "12"}]),
    "a table inside such a table": ([tbl(tr(tc(p(r("Class"))), tc(p(r("Larch")))), tr(tc(tbl(tr(tc(p(r("Bus"))))), p()), tc(p())))],
                                    [{"place": "table at the top, row 2, the table inside it", "table": [["Bus"]]}]),
    "pictures by description, title and name": (
        [p(drawing('name="Picture 1" descr="Iona at the pool" title="Pool"')), p(drawing('name="Picture 2" title="Pool"')),
         p(drawing('name="Picture 3"')), p(drawing('name=""'))],
        [{"place": TEXT, "picture": words} for words in ("Iona at the pool", "Pool", "Picture 3", "without a name")]),
    "what is drawn": ([p(drawing('name="Chart 1"', "chart")), p(drawing('name="Cycle"', "diagram")), p(drawing('name="Arrow"', "shape")),
                       p(pict('<v:rect id="x" alt="a frame"/>')), p(pict('<v:shapetype id="y"><v:textpath on="t"/></v:shapetype><v:shape id="x"><v:textpath string="DRAFT"/></v:shape>')),
                       p(pict('<v:shape id="x"><v:imagedata o:title="Logo"/></v:shape>')),
                       p("<w:r><w:object>" + pict('<o:OLEObject ProgID="Excel.Sheet.12"/>')[len("<w:r><w:pict "):].join(("<w:pict ", ""))
                         .replace("</w:pict></w:r>", "</w:pict>") + "</w:object></w:r>")],
                      [{"place": TEXT, "chart": "Chart 1"}, {"place": TEXT, "diagram": "Cycle"}, {"place": TEXT, "drawing": "Arrow"},
                       {"place": TEXT, "drawing": "a frame"}, {"place": TEXT, "drawing": "DRAFT"}, {"place": TEXT, "picture": "Logo"},
                       {"place": TEXT, "object": "Excel.Sheet.12"}]),
    "lines and definitions are nothing": ([p(pict('<v:rect id="x" o:hr="t"/>')), p(pict('<v:shapetype id="x"/>'))], []),
    "a text box says its text, once": ([p(twice(drawing('name="Box"', "shape", box("Swims")), pict(f'<v:rect id="x"><v:textbox>{box("Swims")}</v:textbox></v:rect>')))],
                                       [{"place": TEXT, "text": "Swims"}]),
    "a text box for older programs": ([p(pict(f'<v:rect id="x"><v:textbox>{box("Swims")}</v:textbox></v:rect>'))], [{"place": TEXT, "text": "Swims"}]),
    "form fields": ([p(r("Bus") + field('<w:name w:val="Bus"/><w:checkBox><w:checked/></w:checkBox>')),
                     p(field('<w:name w:val="Taxi"/><w:checkBox/>')),
                     p(field('<w:name w:val="Day"/><w:ddList><w:result w:val="1"/><w:listEntry w:val="Mon"/><w:listEntry w:val="Tue"/></w:ddList>')),
                     p(field('<w:name w:val="Who"/><w:textInput/>', "Gran"))],
                    [{"place": TEXT, "text": "Bus"}, {"place": TEXT, "field": "Bus", "says": "ticked"}, {"place": TEXT, "text": "Tue"},
                     {"place": TEXT, "text": "Gran"}]),
    "a list's entry is text, once": ([p(r("Bus: ") + ddlist(1, "No", "Taxi")), p(ddlist(1, "No", "Taxi", shown="Taxi")),
                                      p(ddlist(1, "No", "Taxi", shown="No"))],
                                     [{"place": TEXT, "text": text} for text in ("Bus: Taxi", "Taxi", "Taxi / No")]),
    "symbols": ([p(sym("F04A")), p(r("Loved it ") + sym("F04A")), p(sym("F0FE") + r(" yes ") + sym("A8") + r(" no")), p(sym("F051")), p(sym("263A", "Arial"))],
                [{"place": TEXT, "text": text} for text in ("☺", "Loved it ☺", "☑ yes ☐ no", "\uf051", "☺")]),
    "formulas": ([p(r("Sum: ") + formula("2+3")), p(f"<m:oMathPara {M}>{formula('4')}</m:oMathPara>")],
                 [{"place": TEXT, "text": text} for text in ("Sum: 2+3", "4")]),
    "what a table is said to be": ([tbl(tr(tc(p(r("a"))))).replace("<w:tblW ", '<w:tblCaption w:val="Swims"/><w:tblDescription w:val="by day"/><w:tblW ')],
                                   [{"place": TOP, "table": [["a"]]}, {"place": TOP, "caption": "Swims\nby day"}]),
    "words in a drawing": ([p(drawing('name="Cycle"', "shape", "<a:p><a:r><a:t>Sing</a:t></a:r></a:p>"))],
                           [{"place": TEXT, "drawing": "Cycle", "says": "Sing"}]),
    "words that changed": ([p(r("He likes ") + gone("sand") + came("water") + r("."))],
                           [{"place": TEXT, "text": "He likes water."}, {"place": TEXT, "change": "deleted", "text": "sand", **BY},
                            {"place": TEXT, "change": "inserted", "text": "water", **BY}]),
    "one change in several runs": ([p(gone("sa") + '<w:bookmarkEnd w:id="77"/>' + gone("nd") + r("x") + gone("y"))],
                                   [{"place": TEXT, "text": "x"}, {"place": TEXT, "change": "deleted", "text": "sand", **BY},
                                    {"place": TEXT, "change": "deleted", "text": "y", **BY}]),
    "a change of a change": ([p(f'<w:ins w:id="@" w:author="M. Reid">{gone("sa")}{gone("nd")}</w:ins>')],
                             [{"place": TEXT, "change": "inserted", "text": "sand", "by": "M. Reid"}, {"place": TEXT, "change": "deleted", "text": "sand", **BY}]),
    "what moved": ([p(f"<w:moveFrom {WHO}>{r('Swims')}</w:moveFrom>"), p(f"<w:moveTo {WHO}>{r('Swims')}</w:moveTo>")],
                   [{"place": TEXT, "change": "moved away", "text": "Swims", **BY}, {"place": TEXT, "text": "Swims"},
                    {"place": TEXT, "change": "moved here", "text": "Swims", **BY}]),
    "ends of paragraphs": ([f"<w:p>{ends('del')}{r('one')}</w:p>", p(r("two")), f"<w:p>{ends('ins')}{came('new')}</w:p>"],
                           [{"place": TEXT, "text": "one"}, {"place": TEXT, "change": "deleted", "of": "the end of a paragraph", **BY},
                            {"place": TEXT, "text": "two"}, {"place": TEXT, "text": "new"}, {"place": TEXT, "change": "inserted", "text": "new", **BY}]),
    "rows and cells": ([tbl(tr(tc(p(r("a"))), tc(p(r("b")), mark=f"<w:cellDel {WHO}/>")), tr(tc(p(came("c")), p(r("d"))), mark=f"<w:ins {WHO}/>"),
                            tr(tc(p(gone("e"))), tc(p(cut("f"))), mark=f"<w:del {WHO}/>"))],
                       [{"place": TOP, "table": [["a"], ["c\nd"]]}, {"place": f"{TOP}, row 1", "change": "deleted", "cell": "b", **BY},
                        {"place": f"{TOP}, row 2", "change": "inserted", "row": ["c\nd"], **BY}, {"place": TOP, "change": "deleted", "row": ["e", "f"], **BY}]),
    "a picture that went": ([p(f"<w:del {WHO}>{drawing('name=' + chr(34) + 'Pool' + chr(34))}</w:del>")],
                            [{"place": TEXT, "change": "deleted", "of": "a picture", **BY}]),
    "looks alone": ([p(f'<w:r><w:rPr><w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr><w:t>bold</w:t></w:r>')], [{"place": TEXT, "text": "bold"}]),
}

FIELD_CLASS = FIELDS + "\n{key: term.class, at: [{label: Class}]}"


def numbered(blocks):
    """Every change with an id of its own."""
    body = "".join(blocks)
    for number in range(body.count('w:id="@"')):
        body = body.replace('w:id="@"', f'w:id="{900 + number}"', 1)
    return body


def reading(desk, path, *options):
    done = run("read", path, "-m", desk.mapping, *options)
    listed = load(done.out.decode()).get("unplaced") or []
    desk.checks.that(all(item["document"] == path.name for item in listed), f"each says whose it is: {listed}")
    return done, [{key: value for key, value in item.items() if key != "document"} for item in listed]


def each_kind(desk):
    for name, (blocks, expected) in CASES.items():
        desk.paper(NAME, numbered(blocks), fields=FIELD_CLASS)
        blank_template(desk)
        desk.want(name, reading(desk, desk.document)[1], expected)


def blank_template(desk):
    """The mapping's template has no words."""
    template = Desk(desk.folder / "template", desk.checks)
    template.folder.mkdir(exist_ok=True)
    template.paper(p(), fields=FIELDS)
    desk.mapping.write_text(desk.mapping.read_text("utf-8").replace("template: blank.docx", "template: template/blank.docx"), "utf-8")


def with_parts(desk, more, body="", relationships=""):
    """The paper with further parts, which relationships lead to."""
    members = tracker.parts(desk.document)
    document = members["word/document.xml"].replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
    lead = members["word/_rels/document.xml.rels"].replace(b"</Relationships>", relationships.encode() + b"</Relationships>")
    tracker.write_parts(desk.document, {**members, "word/document.xml": document, "word/_rels/document.xml.rels": lead, **more})


def relationship(number, kind, target):
    return f'<Relationship Id="far{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'


def notes_of(name, *texts):
    inside = "".join(f'<w:{name} w:id="{n}">{p(r(text))}</w:{name}>' for n, text in enumerate(texts, 2))
    separator = f'<w:{name} w:id="0" w:type="separator"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:{name}>'
    return f'<w:{name}s xmlns:w="{W[1:-1]}">{separator}{inside}</w:{name}s>'.encode()


def notes(desk):
    desk.paper(NAME, fields=FIELDS)
    blank_template(desk)
    referring = p(r("Swims") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + p(r("Rides") + '<w:r><w:endnoteReference w:id="2"/></w:r>')
    with_parts(desk, {"word/footnotes.xml": notes_of("footnote", "in a ring", "for nobody"), "word/endnotes.xml": notes_of("endnote", "on Fridays")},
               referring, relationship(1, "footnotes", "footnotes.xml") + relationship(2, "endnotes", "endnotes.xml"))
    desk.want("notes", reading(desk, desk.document)[1],
              [{"place": TEXT, "text": "Swims"}, {"place": TEXT, "footnote": "in a ring"}, {"place": TEXT, "text": "Rides"},
               {"place": TEXT, "endnote": "on Fridays"}, {"place": "no place in the text", "footnote": "for nobody"}])


def picture_part(desk, data):
    """A paper with one picture, that shows these bytes."""
    blip = '<pic:pic xmlns:pic="p"><a:blip r:embed="far3" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></pic:pic>'
    with_parts(desk, {"word/media/one.png": data}, p(drawing('name="Picture 1" descr="Logo"', "picture", blip)),
               relationship(3, "image", "media/one.png"))


def own_pictures(desk):
    """The template's picture is not listed whatever it is called; another with the same name is."""
    desk.paper(NAME, fields=FIELDS)
    blank_template(desk)
    template = Desk(desk.folder / "template", desk.checks)
    picture_part(template, b"the school's logo")
    for data, expected in ((b"the school's logo", []), (b"a photograph", [{"place": TEXT, "picture": "Logo"}])):
        desk.paper(NAME, fields=FIELDS)
        blank = desk.mapping.read_text("utf-8").replace("template: blank.docx", "template: template/blank.docx")
        desk.mapping.write_text(blank, "utf-8")
        picture_part(desk, data)
        desk.want(f"a picture of {data}", reading(desk, desk.document)[1], expected)


def edges(desk):
    """Words and pictures in the page's header."""
    desk.paper(NAME, fields=FIELDS, header=p(r("Larch class") + drawing('name="Crest"')))
    blank_template(desk)
    desk.want("header", reading(desk, desk.document)[1],
              [{"place": "the page header", "text": "Larch class"}, {"place": "the page header", "picture": "Crest"}])


COMMENT = '<w:comment w:id="{0}" w:author="M. Reid" w:initials="MR" w:date="2025-11-19T09:00:00Z">{1}</w:comment>'


def comments(desk):
    """Without a place, on deleted text, and on nothing."""
    start, end = '<w:commentRangeStart w:id="{0}"/>', '<w:commentRangeEnd w:id="{0}"/>'
    mark = '<w:r><w:commentReference w:id="{0}"/></w:r>'
    body = numbered([f"<w:p>{start.format(1)}{r('Swims')}{end.format(1)}{mark.format(1)}</w:p>",
                     f"<w:p>{r('Rides')}{start.format(2)}{gone('far')}{end.format(2)}<w:del {WHO}>{mark.format(2)}</w:del></w:p>"])
    desk.paper(NAME, fields=FIELDS)
    blank_template(desk)
    part = "".join(COMMENT.format(n, p(r(text)) + p(r("again"))) for n, text in ((1, "Ask Gran"), (2, "How far?"), (3, "Lost")))
    with_parts(desk, {"word/comments.xml": f'<w:comments xmlns:w="{W[1:-1]}">{part}</w:comments>'.encode()}, body, relationship(4, "comments", "comments.xml"))
    by = {"by": "M. Reid", "date": "2025-11-19T09:00:00Z"}
    far = {"place": TEXT, "change": "deleted", "text": "far", **BY}
    expected = [{"place": TEXT, "text": "Swims"}, {"place": TEXT, "comment": "Ask Gran\nagain", **by}, {"place": TEXT, "text": "Rides"},
                {"place": TEXT, "comment": "How far?\nagain", **by, "change": "deleted"}, far,
                {"place": "no place in the text", "comment": "Lost\nagain", **by}]
    desk.want("comments", reading(desk, desk.document)[1], expected)
    before = [{k: v for k, v in item.items() if k != "change" or "comment" not in item} for item in expected if item != far]
    before[2] = {"place": TEXT, "text": "Ridesfar"}
    desk.want("comments as they were", reading(desk, desk.document, "--revisions", "original")[1], before + [far])


CHART = ('<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
         "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Swims in a term</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:ser><c:tx><c:v>Iona</c:v></c:tx>"
         "<c:cat><c:strRef><c:strCache><c:pt><c:v>May</c:v></c:pt></c:strCache></c:strRef></c:cat>"
         "<c:val><c:numRef><c:numCache><c:pt><c:v>41518</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:plotArea></c:chart></c:chartSpace>")


def charts(desk):
    """The words of a chart stand in a part of their own; its numbers are drawn."""
    desk.paper(NAME, fields=FIELDS)
    blank_template(desk)
    inside = ('<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="far4" '
              'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>')
    with_parts(desk, {"word/charts/chart1.xml": CHART.encode()}, p(drawing('name="Chart 1"', "chart", inside)), relationship(4, "chart", "charts/chart1.xml"))
    desk.want("chart", reading(desk, desk.document)[1], [{"place": TEXT, "chart": "Chart 1", "says": "Swims in a term\nIona\nMay"}])


ROWS = """
{key: term.session, at: [{label: Session}]}
{key: term.term, at: [{label: Term}]}
{key: term.assessments, rows: {table: {header: [Milestone, Level]}, unrecorded: term.focus},
group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {column: Level}, as: {scale: engagement}}]}"""
LEVELS = ("Choose one", "Encounter", "Interest")


def level_cell(desk, *blocks):
    row = tr(tc(p(r(first_milestone()[1]))), tc(*blocks))
    desk.paper(p(r("Name: Iona")), p(r("Session: 2025-26")), p(r("Term: 1")), tbl(tr(tc(p(r("Milestone"))), tc(p(r("Level")))), row), fields=FIELDS + ROWS)
    blank_template(desk)
    done, listed = reading(desk, desk.document)
    terms = load(done.out.decode())["terms"]
    return done, [item.get("engagement") for item in terms[0].get("assessments") or []], [item.get("text") for item in listed]


def lists_in_cells(desk):
    """The entry of a list that is all of a cell is the level; with anything else beside it nobody knows which is."""
    for name, blocks, levels, texts in (
            ("alone", [p(ddlist(2, *LEVELS))], ["interest"], []),
            ("as text too", [p(ddlist(2, *LEVELS, shown="Interest"))], ["interest"], []),
            ("not chosen", [p(ddlist(0, *LEVELS))], [], []),
            ("other text behind", [p(ddlist(2, *LEVELS, shown="Encounter"))], [], ["Interest / Encounter"]),
            ("beside text", [p(r("Encounter ") + ddlist(2, *LEVELS))], [], ["Encounter Interest"]),
            ("below text", [p(r("Encounter")), p(ddlist(2, *LEVELS))], [], ["Encounter", "Interest"]),
            ("a symbol before", [p(sym("F0FB") + r(" Interest"))], [], ["✗ Interest"])):
        done, found, listed = level_cell(desk, *blocks)
        desk.want(name, (found, listed), (levels, texts))


def lists_are_filled(desk):
    """What is written is chosen in the list, and read again; a list among other text goes with that text."""
    for name, blocks in (("alone", [p(ddlist(2, *LEVELS))]), ("as text too", [p(ddlist(2, *LEVELS, shown="Interest"))]),
                         ("beside text", [p(r("Interest ") + ddlist(2, *LEVELS))])):
        level_cell(desk, *blocks)
        record = load(run("read", desk.document, "-m", desk.mapping).out.decode())
        record.pop("unplaced", None)
        record["learner"]["id"] = "larch-4"
        record["terms"][0].pop("focus", None)
        record["terms"][0]["assessments"] = [{"milestone": first_milestone()[0], "engagement": "encounter"}]
        desk.record.write_text(yaml.safe_dump(record, sort_keys=False, allow_unicode=True), "utf-8")
        desk.out.unlink(missing_ok=True)
        run("fill", desk.record, "-t", desk.document, "-m", desk.mapping, "-o", desk.out)
        again = load(run("read", desk.out, "-m", desk.mapping).out.decode()) if desk.out.exists() else {"terms": [{}]}
        desk.want(f"filled {name}", ([item.get("engagement") for item in again["terms"][0].get("assessments") or []], again.get("unplaced")), (["encounter"], None))
        marks = [desk.body().count(f'w:fldCharType="{mark}"') for mark in ("begin", "end")]
        desk.want(f"marks {name}", marks, [1, 1] if name != "beside text" else [0, 0])


def strict(desk):
    """What is said, with its kinds, and the exit code; the record is written all the same."""
    blocks = [p(r("one")), p(r("two")), tbl(tr(tc(p(r("a"))))), p(drawing('name="Pool"')), p(gone("b"))]
    desk.paper(NAME, numbered(blocks), fields=FIELDS + "\n{key: learner.id, at: [{property: cairn-learner}]}", custom={"cairn-learner": "larch-4"})
    blank_template(desk)
    counted = "2 texts, 1 picture, 1 table and 1 tracked change were kept under unplaced"
    plain, listed = reading(desk, desk.document)
    desk.want("said", (plain.code, desk.plain(plain.said)), (0, f"blank: note: {counted}: what the mapping has no place for\n"))
    done, again = reading(desk, desk.document, "--strict")
    desk.want("strict", (done.code, desk.plain(done.said), again), (1, f"blank: {counted}, where --strict wants nothing\n{LOOK}", listed))


def accepted_or_original(desk):
    body = numbered([p(r("Name: ") + gone("Iona") + came("Isla"))])
    desk.paper(body, fields=FIELDS)
    blank_template(desk)
    changes = [{"place": TEXT, "change": "deleted", "text": "Iona", **BY}, {"place": TEXT, "change": "inserted", "text": "Isla", **BY}]
    for options, name in (((), "Isla"), (("--revisions", "accepted"), "Isla"), (("--revisions", "original"), "Iona")):
        done, listed = reading(desk, desk.document, *options)
        desk.want(f"name {options}", (load(done.out.decode())["learner"]["known-as"], listed), (name, changes))
    done = run("read", desk.document, "--revisions", "rejected")
    desk.want("wrong", (done.code, done.said), (2, "cairn read: --revisions wants `accepted` or `original`\n"
                                                   "    `cairn read --help` shows how to use it\n"))


def beside_names(desk):
    """What stands in a text box in the cell of a label, or of a column's name, is listed; in a row that somebody deleted no label is found."""
    who = tbl(tr(tc(p(r("Name"), box("One"))), tc(p(r("Iona")))), tr(tc(p(r("Session"))), tc(p(r("2025-26"))), mark=f"<w:del {WHO}/>"))
    tracker_table = tbl(tr(tc(p(r("Milestone"))), tc(p(r("Level"), box("Two")))), tr(tc(p(r(first_milestone()[1]))), tc(p(r("Interest")))))
    desk.paper(numbered([who, p(), tracker_table]), fields=FIELDS + ROWS)
    blank_template(desk)
    done, listed = reading(desk, desk.document)
    record = load(done.out.decode())
    desk.want("boxes", [item["text"] for item in listed if "text" in item], ["One", "Two"])
    desk.want("a deleted row", (record["learner"]["known-as"], record["terms"][0].get("session"), [i["row"] for i in listed if "row" in i]), ("Iona", None, [["Session", "2025-26"]]))


YEAR = """{key: term.class, at: [{label: Class}]}
{key: term.assessments, rows: {table: {header: [Milestone, Level]}}, group: [
  {key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {column: Level}, as: {scale: engagement}}]}"""
TERMS = "terms: [{session: 2024-25, term: 1, header: Autumn}, {session: 2024-25, term: 2, header: Spring}]\n"


def wide(text, span):
    return tc(p(r(text)), mark=f'<w:gridSpan w:val="{span}"/>')


def columns(desk):
    """A text in a row is placed by its column's name, though no row is marked as a header; and by its term, where terms stand side by side."""
    first = [tr(*(tc(p(r(text))) for text in row)) for row in (("Milestone", "Level", "Seen by"), (first_milestone()[1], "Dreaming", "Gran"))]
    head = [tr(tc(p()), wide("Autumn", 2), wide("Spring", 2)), tr(*(tc(p(r(text))) for text in ("Milestone", "Level", "Seen by", "Level", "Seen by")))]
    last = tr(*(tc(p(r(text))) for text in (first_milestone()[1], "Dreaming", "Gran", "Napping", "Mum")))
    for rows, terms, names in ((first, "", ("Level", "Seen by")), (head + [last], TERMS, [f"{t}, {c}" for t in ("Autumn", "Spring") for c in ("Level", "Seen by")])):
        desk.paper(NAME, tbl(*rows), fields=YEAR)
        blank_template(desk)
        desk.mapping.write_text(desk.mapping.read_text("utf-8").replace("fields:\n", f"{terms}fields:\n"), "utf-8")
        texts = ("Dreaming", "Gran", "Napping", "Mum")[:len(names)]
        expected = [{"place": f'{TOP}, row {len(rows)}, column "{name}"', "statement": first_milestone()[1], "text": text} for name, text in zip(names, texts)]
        done, listed = reading(desk, desk.document)
        desk.want(f"columns {names}", [item for item in listed if f"row {len(rows)}" in item["place"]], expected)
        desk.checks.that(f'row {len(rows)}, column "{names[0]}": `Dreaming` was not understood' in done.said, f"and told so: {done.said}")


def a_tracker_under_revision(desk):
    """samples/legacy/revised.docx as it was; as accepted it is among the old trackers."""
    sample = next(s for s in legacy.samples() if s.stem == "revised")
    record = load(run("read", sample.path, "-m", sample.mapping_path, "--revisions", "original").out.decode())
    for item in record["unplaced"]:
        desk.want("a document's name", item.pop("document"), sample.document)
    desk.want("revised, as it was", differ(load(legacy.FOLDER / "revised.original.yaml"), record), "")


if __name__ == "__main__":
    raise SystemExit(each_on_a_desk([each_kind, charts, lists_in_cells, lists_are_filled, notes, own_pictures, edges, comments, strict, accepted_or_original, beside_names, columns, a_tracker_under_revision]))
