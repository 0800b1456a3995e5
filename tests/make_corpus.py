"""Writes the seeds of the fuzz targets into tests/corpus: small inputs of every kind that a target knows.

Inputs that were found by fuzzing stand beside them as found-*; those are kept.
"""

import io
import pathlib
import re
import sys
import zipfile

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
             "merged": [merged], "page": [page, "<a/>", header, custom], "named": [named, COMMENTS, header, custom]}
    return {name: "\n%%%\n".join(texts) for name, texts in parts.items()}


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
    return 0


if __name__ == "__main__":
    sys.exit(main())
