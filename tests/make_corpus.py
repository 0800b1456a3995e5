"""Writes the seeds of the fuzz targets into tests/corpus: small inputs of every kind that a target knows.

Inputs that were found by fuzzing stand beside them as found-*; those are kept.
"""

import io
import pathlib
import re
import sys
import zipfile

from lxml import etree

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "templates/milestones-tracker"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

YAML = {
    "record": """version: 1
learner: {id: rowan-01, name: Child A, known-as: "A \\u00e9\\x41", born: 2017-05-14, scn: ~}
terms:
  - session: 2025-26
    term: 1
    family: {enjoys: "Water, drums", child-views: ~}
    focus: [communication.choice.1]
    assessments:
      - milestone: communication.attention.3
        supports: [physical, visual]
        saw: |-
          Two lines.

            And more.
        preferred:
          - {text: 'It''s "this" # way', by: M. Reid}
""",
    "alias": "a: &x {b: [1, 2], c: *y}\nd: [*x, &y z, *y]\n<<: *x\n",
    "bomb": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c,*c]\n",
    "styles": "a: >+\n  folded\n  text\n\n\nb: |2\n    kept\nc: !!str 3\n? d\n: e\n'f': [\"g\", {h: i, 'j': ~}]\n...\n",
    "faults": "a: b: c\n\td: [\ne: *none\na: \"\\q\"\n--- !x\n%YAML 1.1\n",
    "ends": "\ufeffa: \"1\\r\\n2\\N3\\L4\"\r\nb: x\u0085\u2028y\r",
}

MARKUP_RUN = f"""{DECLARATION}
<w:p xmlns:w="{W}"><w:r w:a="1"><w:t xml:space="preserve"> a &amp; b </w:t><w:tab/></w:r></w:p>"""
MARKUP = {
    "run": MARKUP_RUN,
    "mixed": f"<!-- a < b --><w:t xmlns:w='{W}' w:val='a&quot;b\n&#13;c' w:id=\"it's\">x<![CDATA[ <y> ]]]]><?pi z?>&#x41;<!--c--></w:t>\n",
    "nested": f'<d:a xmlns:d="{W}" xmlns="u:v"><b c="1" d:val = "2"\t/><b\n><d:t\n/></b\n></d:a>',
    "carriage": f'{DECLARATION}\r\n<w:document xmlns:w="{W}">\r\n<w:t>a\r\nb\rc</w:t>\r\n</w:document>\r\n',
    "mark": f'\ufeff{DECLARATION}<w:t xmlns:w="{W}">\u00e9\U0001f600</w:t>',
    "ascii": MARKUP_RUN.replace("UTF-8", "us-ascii"),
    "doctype": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "broken": "<a><b></a></b>",
}

CONTENT_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONSHIPS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/./x/../document.xml"/>
</Relationships>"""


def package(method, seekable=True, comment=b"", **more):
    """A small package; one that cannot seek gets data descriptors."""
    class Forward(io.BytesIO):
        def seek(self, *_):
            raise OSError

        def tell(self):
            raise OSError
    out = io.BytesIO() if seekable else Forward()
    parts = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONSHIPS,
             "word/document.xml": f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>', **more}
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = comment
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, text)
    return out.getvalue()


def packages():
    stored = package(zipfile.ZIP_STORED)
    return {"stored": stored, "deflated": package(zipfile.ZIP_DEFLATED), "descriptors": package(zipfile.ZIP_DEFLATED, False),
            "comment": package(zipfile.ZIP_STORED, comment=b"made by hand"), "cut": stored[:-30], "tail": stored + b"\0" * 40,
            "folder": package(zipfile.ZIP_STORED, **{"word/": "", "customXml/item1.xml": "<a/>"}),
            "twice": stored.replace(b"_rels/.rels", b"word/x.rels"), "compound": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 24}


# ---- trackers ----

def squeezed(xml):
    """Without the blanks between tags, and without comments."""
    return re.sub(r">\s+<", "><", re.sub(r"<!--.*?-->", "", xml, flags=re.S))


def shown(xml, values):
    """The document with values in its controls, one after the other."""
    for tag, value in values:
        at = xml.index(f'<w:tag w:val="{tag}"/>')
        head, tail = xml[:at], xml[at:]
        tail = tail.replace("<w:showingPlcHdr/>", "", 1).replace("<w:t>–</w:t>", f"<w:t>{value}</w:t>", 1)
        xml = head + tail
    return xml


COMMENTS = f"""<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="M. Reid" w:initials="MR" w:date="2025-12-02T00:00:00Z"><w:p><w:r>\
<w:annotationRef/></w:r><w:r><w:t>Preferred: With a pause.</w:t></w:r></w:p><w:p><w:r><w:t>Always.</w:t></w:r></w:p></w:comment>\
<w:comment w:id="1" w:author="D. Brown"><w:p><w:r><w:t>Staff only: the splint.</w:t></w:r></w:p></w:comment></w:comments>"""
ROW = [("area-title", "Communication"), ("milestone", "Turns towards a familiar voice."), ("engagement", "Early awareness"),
       ("supports", "Physical, Visual"), ("date", "28 Nov 2025"), ("saw", "Stilled."), ("next-steps", "Again.")]


def trackers():
    document = squeezed((TEMPLATE / "word/document.xml").read_text(encoding="utf-8"))
    header = squeezed((TEMPLATE / "word/header1.xml").read_text(encoding="utf-8"))
    custom = squeezed((TEMPLATE / "docProps/custom.xml").read_text(encoding="utf-8"))
    body = document.index("<w:body>") + len("<w:body>")
    table = document[:body] + document[document.index('<w:sdt><w:sdtPr><w:alias w:val="Area"/>'):]
    page = document[:document.index('<w:sdt><w:sdtPr><w:alias w:val="Area"/>')] + "</w:body></w:document>"
    row = shown(table, ROW)
    anchored = row.replace("<w:sdt><w:sdtPr><w:alias w:val=\"Type of support\"/>", '<w:commentRangeStart w:id="0"/><w:sdt><w:sdtPr>'
                           '<w:alias w:val="Type of support"/>', 1)
    support = anchored.index("</w:p>", anchored.index('<w:tag w:val="supports"/>'))
    anchored = (anchored[:support] + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r>'
                '<w:commentReference w:id="1"/></w:r>' + anchored[support:])
    plain = re.sub(r"</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>|</?w:sdtContent>", "", row)
    split = anchored.replace("<w:t>Stilled.</w:t>", "<w:t>Stil</w:t></w:r><w:proofErr/><w:r><w:br/><w:tab/><w:t>led.</w:t>")
    merged = plain.replace('<w:tcPr><w:tcW w:w="1410" w:type="dxa"/></w:tcPr>', '<w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>', 1)
    named = shown(page, [("known-as", "A"), ("session", "2025-26"), ("term", "1"), ("enjoys", "Water")])
    parts = {"table": [table], "row": [row], "comments": [anchored, COMMENTS], "plain": [plain], "split": [split, COMMENTS],
             "merged": [merged], "whole": [document, "", header, custom], "page": [page, "", header, custom], "named": [named, COMMENTS, header, custom]}
    return {name: "\n%%%\n".join(texts) for name, texts in parts.items()}


# ---- mappings: ours, and one of each kind of place and codec, over the same template ----

MAPPING_HEAD = "version: 1\nmapping: a\ntemplate: milestones-tracker.docx\nframeworks: [foundation, literacy, numeracy, wellbeing]\nfields:\n"
MAPPING_ROWS = """  - key: term.assessments
    repeat: {block: {tag: area}, over: frameworks.areas}
    rows: {table: {header: [Milestone, Level of engagement, Type of support]}, unrecorded: term.focus}
    group:
      - {key: milestone, at: {column: Milestone, paragraph: 1}, as: milestone}
"""


def mappings():
    ours = "".join(line for line in (ROOT / "mappings/milestones-tracker.yaml").read_text(encoding="utf-8").splitlines(True)
                   if not line.lstrip().startswith("#"))
    leaves = MAPPING_HEAD + """  - {key: learner.id, at: [{property: learner}, {property: cairn-learner}]}
  - {key: learner.known-as, at: [{title: Known as}, {label: Name}, {below: Name}]}
  - {key: term.session, at: {tag: session}, as: session}
  - {key: term.term, at: [{tag: term}, {label: Term}], as: {term: {Autumn term: 1, Spring term: 2}}}
  - {key: term.date, at: {tag: term-date}, as: {date: d MMMM yyyy}, blank: "-"}
  - {key: term.completed-by, at: {label: Completed by}, as: {list: text, separator: "; "}}
  - {key: term.family.enjoys, at: {heading: What I enjoy}, as: paragraphs}
  - {key: term.class, at: [{bookmark: class}, {form: class}]}
  - {show: helps, at: [{tag: what-helps}], from: term.assessments.preferred, format: "Best: {}"}
"""
    rows = MAPPING_HEAD + MAPPING_ROWS + """      - {key: engagement, at: {column: Level of engagement}, as: {ticks: engagement}}
      - {key: supports, at: {column: Type of support}, as: {list: {scale: support}, separator: " + "}}
      - {key: preferred, at: {comments: Type of support}, beginning: ["Preferred:", Likes]}
      - {key: comments, at: [{comments: Type of support}, {comments: Milestone}], staff: ["Staff only:"]}
      - {show: last, at: {column: Level of engagement, paragraph: 2}, from: previous.engagement}
"""
    looks = MAPPING_HEAD + MAPPING_ROWS + """      - {key: engagement, at: {column: Level of engagement}, as: {shading: engagement}}
      - {key: supports, at: {column: Type of support}, as: {list: {highlight: support}}}
"""
    terms = MAPPING_HEAD.replace("fields:", "terms: [{term: 1, header: Term 1}, {term: 2, header: Term 2}]\nfields:") + MAPPING_ROWS + \
        "      - {key: saw, at: {column: \"What we saw\"}, as: paragraphs, blank: \"\u2013\"}\n"
    wrong = MAPPING_HEAD + "  - {key: term.nothing, at: {tagg: x}, as: {dat: y}}\n  - {at: []}\n  - key: term.assessments\n    group: 3\n"
    return {"ours": ours, "leaves": leaves, "rows": rows, "looks": looks, "terms": terms, "wrong": wrong}


# ---- words of a template: placeholders in lines, in rows, in pieces, unclosed, misspelt, of several kinds ----

PLACEHOLDERS = {
    "leaves": "Name: {{learner.known-as}}, born {{ learner.born }}\nTerm {{term}}, {{term.session}}\n{{family.enjoys}}\n{{Term.Date}}{{review}}\n",
    "rows": "Milestone\tLevel\tSupport\n{{assessments[].milestone}}\t{{assessments[].engagement}}\t{{assessments[].supports}}\n\nEnd\n",
    "pieces": "{~{kno~wn-as}~} and {{learner~.id}}{{completed-by~}}\n",
    "open": "{{known-as\n}} {{ {{term}} }} {{}} {{{{\n{{family.enjoy}}\n",
    "filled": "{{known-as}}\n{{family.enjoys}} and {{term.session}}\n",
    "alone": "{{assessments[].saw}}\n\t{{assessments[].engagement}}\n{{school}}\t{{class}}\n",
}


# ---- trackers that nobody has described ----

MEANING = ("highlight", "shd", "strike", "vanish")  # looks that say something
TABLES, ROWS = 3, 5  # of a tracker that is a seed


def word(name):
    return f"{{{W}}}{name}"


def trimmed(xml):
    """A part with a few rows of a few tables, and without pictures and looks that say nothing."""
    root = etree.fromstring(xml)
    gone = [*root.iter(word("drawing"), word("pict"), word("tblBorders"), word("tcBorders"), word("tcW"), word("sectPr"))]
    gone += [look for look in root.iter(word("rPr")) if not any(look.find(word(name)) is not None for name in MEANING)]
    gone += [table for table in root.iter(word("tbl")) if next(table.iterancestors(word("tbl")), None) is None][TABLES:]
    gone += [row for table in root.iter(word("tbl")) for row in table.findall(word("tr"))[ROWS:]]
    for element in gone:
        element.getparent().remove(element)
    for element in root.iter():
        for name in [name for name in element.attrib if "rsid" in name or "paraId" in name]:
            del element.attrib[name]
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w"])
    return squeezed(etree.tostring(root, encoding="unicode"))


def undescribed():
    seeds = {}
    for path in sorted((ROOT / "samples/legacy").glob("*.docx")):
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) if name in package.namelist() else b"" for name in ("word/document.xml", "word/comments.xml", "word/header1.xml")]
        seeds[path.stem] = "\n%%%\n".join((trimmed(part) if part else "" for part in parts))
    return seeds


# ---- documents for their tables and comments ----

def body(inside):
    return (f'<w:document xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
            f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{inside}<w:p/></w:body></w:document>')


def cell(text, properties=""):
    return f"<w:tc>{'<w:tcPr>' + properties + '</w:tcPr>' if properties else ''}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def mark(number, text):
    return (f'<w:commentRangeStart w:id="{number}"/><w:r><w:t>{text}</w:t></w:r><w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>')


GRID = ('<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("a", '<w:gridSpan w:val="2"/>') + cell("b", '<w:vMerge w:val="restart"/>') + "</w:tr>"
        "<w:tr>" + cell("c") + "<w:sdt><w:sdtContent>" + cell("d", '<w:gridSpan w:val="2"/>') + "</w:sdtContent></w:sdt>" + cell("", "<w:vMerge/>") + "</w:tr>"
        "<w:sdt><w:sdtContent><w:tr>" + cell("e", '<w:gridSpan w:val="3"/>') + cell("", "<w:vMerge/>") + "</w:tr></w:sdtContent></w:sdt></w:tbl>")
LYING = ('<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999999"/></w:trPr>' + cell("a", '<w:gridSpan w:val="4294967297"/>') + cell("b", '<w:gridSpan w:val="-3"/>')
         + "</w:tr><w:tr>" + cell("c", "<w:vMerge/>") + "</w:tr><w:tr/><w:tr><w:tc><w:tbl><w:tr>" + cell("d") + "</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>")
TICKS = ('<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>\u2612</w:t></w:r></w:sdtContent></w:sdt>'
         '<w:r><w:t> Physical \u2610 Visual</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr>'
         '<w:t>Verbal</w:t></w:r></w:p>')
THREADS = ('<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="00000001" w15:done="0"/>'
           '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/></w15:commentsEx>')


def comments_of(*said):
    inside = "".join(f'<w:comment w:id="{n}" w:author="M. Reid" w:initials="MR"><w:p w14:paraId="{n + 1:08X}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
                     for n, text in enumerate(said))
    return f'<w:comments xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">{inside}</w:comments>'


def words():
    across = ('<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r><w:commentRangeEnd w:id="0"/>'
              '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="7"/></w:r></w:p>')
    parts = {"grid": [body(GRID)], "lying-grid": [body(LYING)], "ticks": [body(TICKS)],
             "thread": [body(f"<w:p>{mark(0, 'a')}{mark(1, 'b')}</w:p>"), comments_of("first", "reply"), THREADS],
             "loop": [body(f"<w:p>{mark(0, 'a')}{mark(1, 'b')}</w:p>"), comments_of("first", "reply"), THREADS.replace('done="0"', 'paraIdParent="00000002" w15:done="1"', 1)],
             "across": [body(across), comments_of("over two paragraphs", "without a mark")]}
    return {name: "\n%%%\n".join(texts) for name, texts in parts.items()}


# ---- the whole of fill: options, a record, a template ----

RECORD = """version: 1
learner: {id: rowan-01, name: Child A, known-as: A}
terms:
  - session: 2025-26
    term: 1
    date: 2025-12-05
    class: Rowan
    family: {enjoys: "Water,\n drums", next: ~}
    focus: [communication.choice.1]
    assessments:
      - milestone: communication.attention.3
        engagement: early-awareness
        supports: [physical, visual, technology]
        saw: Stilled.
        preferred:
          - {text: With a pause., by: M. Reid, date: 2025-12-02}
        comments:
          - {text: Check the splint., by: Physiotherapist, for: staff}
"""


def fills():
    parts = trackers()
    zips = packages()
    record = RECORD.encode()
    seeds = {name: f"{flags}\n{RECORD}%%%\n{parts[name]}".encode() for name, flags in
             (("whole", "s"), ("table", "s"), ("row", "sa"), ("comments", "s"), ("split", "t"), ("page", "b"), ("named", "k"), ("plain", ""))}
    seeds["placeholders"] = f"s\n{RECORD}%%%\n{body('<w:p><w:r><w:t>{{known-as}} {{family.enjoys}}</w:t></w:r></w:p>')}".encode()
    return {**seeds, "zip": b"\n" + record + b"%%%\n" + zips["deflated"], "cut-zip": b"\n" + record + b"%%%\n" + zips["cut"]}


# ---- two trackers, one as the other was ----

def pairs():
    parts = trackers()
    later = parts["comments"].replace("Early awareness", "Interest").replace("Stilled.", "Stilled, and\u00a0turned.").replace("With a pause.", "With a longer pause.")
    return {"same": parts["comments"], "later": parts["comments"] + "\n&&&\n" + later, "shorter": parts["row"] + "\n&&&\n" + parts["table"],
            "page": parts["named"] + "\n&&&\n" + parts["page"], "plain": parts["split"] + "\n&&&\n" + parts["plain"]}


# ---- lists of names: commas, semicolons, tabs, quotes, other encodings, names twice, dates of both kinds, formulas ----

LISTS = {
    "commas": "Forename,Surname,Date of birth,SCN\nAva,Macleod,14/05/2017,123456789\nBen,Orr,2017-06-01,\n",
    "semicolons": "\ufeffName;Known as;DOB;Class\r\n\"Macleod, Ava\";A;14.5.17;Rowan\r\n\"Orr; \"\"B\"\"\";;13/14/2017;Larch\r\n",
    "tabs": "Class list 2025-26\n\nPupil\tID\nAva\trowan-01\nAva\trowan-01\n../x\tcon\n".encode("utf-16"),
    "western": "Full name,Reg class\nZo\u00eb \u00d8re,R1\n=1+1,@x\n".encode("cp1252"),
    "none": "a,b\nc,d\n",
    "broken": 'Name,"Date of birth\nAva,"x"y\n',
}


def write(target, seeds):
    folder = ROOT / "tests/corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if not old.name.startswith("found-"):
            old.unlink()
    for name, seed in seeds.items():
        (folder / name).write_bytes(seed if isinstance(seed, bytes) else seed.encode())


def main():
    markup = {**MARKUP, "wide": MARKUP["run"].replace("UTF-8", "UTF-16").encode("utf-16"),
              "wide-big": MARKUP["run"].replace("UTF-8", "UTF-16").encode("utf-16-be")}
    write("fuzz_yaml", YAML)
    write("fuzz_markup", markup)
    write("fuzz_package", packages())
    write("fuzz_read", trackers())
    write("fuzz_draft", undescribed())
    write("fuzz_mapping", mappings())
    write("fuzz_placeholder", PLACEHOLDERS)
    write("fuzz_word", words())
    write("fuzz_fill", fills())
    write("fuzz_reading", {**trackers(), **undescribed(), "zip": packages()["deflated"]})
    write("fuzz_diff", pairs())
    write("fuzz_list", LISTS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
