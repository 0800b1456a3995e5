"""Workbooks made by hand for tests: a few sheets with cells, notes and threads, in the forms that programs write."""

import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

TRANSITIONAL = {"main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
STRICT = {"main": "http://purl.oclc.org/ooxml/spreadsheetml/main", "r": "http://purl.oclc.org/ooxml/officeDocument/relationships"}
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
PERSON = "http://schemas.microsoft.com/office/2017/10/relationships/"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

# The cell formats of every workbook made here, by name: as a number of a format, or as its code.
FORMATS = {"plain": 0, "day": 14, "day and time": 22, "time": 20, "long day": '[$-809]d\\ mmmm\\ yyyy;@', "quoted": '"d m y" 0',
           "noughts": "000000000", "per cent": 9, "elapsed": "[h]:mm", "no zero": "0;-0;;@", "red below": "0;[Red]-0", "above only": "0;;", "noughts and room": '[$-809]000_);\\-000000;"none"',
           "noughts below": "[<100]000;0", "noughts in words": '"00"0\\0', "per cent and a point": "0%;-0.00%", "with a point": "000.0;000"}


STRUCK, NOT_STRUCK = len(FORMATS), len(FORMATS) + 1  # formats behind those, by their fonts


class Rich(str):
    """A cell's text as XML, and its format."""

    style = 0


class Raw(str):
    """A cell's XML as it is to stand."""


def number(value, style="plain"):
    return Raw(f' s="{list(FORMATS).index(style)}"><v>{value}</v>')


def runs(*pieces, style=0):
    """Rich text: each piece a text with the properties of its run, None where it has none."""
    said = "".join(f'<r>{"" if look is None else f"<rPr>{look}</rPr>"}<t xml:space="preserve">{escape(text)}</t></r>' for text, look in pieces)
    rich = Rich(said)
    rich.style = style
    return rich


def formula(words, value=None, kind="str"):
    return Raw(f' t="{kind}"><f>{escape(words)}</f>' + ("" if value is None else f"<v>{escape(value)}</v>"))


def xstring(text):
    """A text as SpreadsheetML keeps it: what looks like an escape, and CR, are escaped."""
    if isinstance(text, Rich):
        return text
    text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text).replace("\r", "_x000D_")
    return f'<t xml:space="preserve">{escape(text)}</t>'


class Sheet:
    def __init__(self, name, cells=None, notes=None, threads=None, merges=(), state=None):
        self.name, self.cells, self.notes, self.threads = name, cells or {}, notes or {}, threads or []
        self.merges, self.state = merges, state


def split(place):
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", place).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column


class Book:
    """Book([Sheet...]).bytes(); parts is what is to stand instead of, or beside, what is made."""

    def __init__(self, sheets, shared=True, strict=False, prefix="", from_1904=False, properties=None, parts=None, main_type=MAIN_TYPE):
        self.sheets, self.shared, self.strict, self.prefix = sheets, shared, strict, prefix
        self.from_1904, self.properties, self.parts, self.main_type = from_1904, properties or {}, parts or {}, main_type
        self.strings = []

    def main(self, root, body, more=""):
        """A part of SpreadsheetML: its root, with the prefix that is wanted on every element."""
        uris = STRICT if self.strict else TRANSITIONAL
        declared = f'xmlns{":" + self.prefix if self.prefix else ""}="{uris["main"]}" xmlns:r="{uris["r"]}"'
        text = f"<{root} {declared}{more}>{body}</{root}>"
        if self.prefix:
            text = re.sub(r"<(/?)(?=\w+[\s/>])", rf"<\1{self.prefix}:", text)
        return '<?xml version="1.0" encoding="UTF-8"?>' + text

    def cell(self, place, value):
        if isinstance(value, Raw):
            return f'<c r="{place}"{value}</c>'
        if isinstance(value, bool):
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        if not isinstance(value, str):
            return f'<c r="{place}"><v>{value}</v></c>'
        style = f' s="{value.style}"' if isinstance(value, Rich) else ""
        if not self.shared:
            return f'<c r="{place}"{style} t="inlineStr"><is>{xstring(value)}</is></c>'
        self.strings.append(value)
        return f'<c r="{place}"{style} t="s"><v>{len(self.strings) - 1}</v></c>'

    def rows(self, sheet):
        rows = {}
        for place in sorted(sheet.cells, key=split):
            rows.setdefault(split(place)[0], []).append(self.cell(place, sheet.cells[place]))
        return "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items())

    def sheet(self, sheet):
        merges = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merges)
        return self.main("worksheet", f"<sheetData>{self.rows(sheet)}</sheetData>" + (f"<mergeCells>{merges}</mergeCells>" if merges else ""))

    def notes(self, sheet):
        authors = sorted({author for author, _ in sheet.notes.values()})
        said = "".join(f'<comment ref="{place}" authorId="{authors.index(author)}"><text><r>{xstring(text)}</r></text></comment>'
                       for place, (author, text) in sheet.notes.items())
        return self.main("comments", f"<authors>{''.join(f'<author>{escape(a)}</author>' for a in authors)}</authors><commentList>{said}</commentList>")

    @staticmethod
    def threads(sheet):
        said = ""
        for at, one in enumerate(sheet.threads):
            more = f' parentId="{{{one["parent"]}}}"' if "parent" in one else ""
            more += ' done="1"' if one.get("done") else ""
            said += (f'<threadedComment ref="{one["at"]}" dT="{one["date"]}" personId="{{{one["by"]}}}" id="{{{one.get("id", at)}}}"{more}>'
                     f'<text>{escape(one["text"])}</text></threadedComment>')
        return f'<ThreadedComments xmlns="{THREADED}">{said}</ThreadedComments>'

    def persons(self):
        people = sorted({one["by"] for sheet in self.sheets for one in sheet.threads})
        return f'<personList xmlns="{THREADED}">' + "".join(f'<person displayName={quoteattr(p)} id="{{{p}}}"/>' for p in people) + "</personList>"

    def styles(self):
        coded = [(164 + at, code) for at, code in enumerate(c for c in FORMATS.values() if isinstance(c, str))]
        number_of = {code: at for at, code in coded}
        codes = "".join(f'<numFmt numFmtId="{at}" formatCode={quoteattr(code)}/>' for at, code in coded)
        formats = "".join(f'<xf numFmtId="{number_of.get(code, code)}"/>' for code in FORMATS.values())
        formats += "".join(f'<xf numFmtId="0" fontId="{font}"/>' for font in (1, 2))
        fonts = '<fonts><font><b/></font><font><strike/></font><font><strike val="0"/></font></fonts>'
        return self.main("styleSheet", f'<numFmts>{codes}</numFmts>{fonts}<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{formats}</cellXfs>')

    def custom(self):
        uri = "http://schemas.openxmlformats.org/officeDocument/2006/"
        said = "".join(f'<property name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>' for name, value in self.properties.items())
        return f'<Properties xmlns="{uri}custom-properties" xmlns:vt="{uri}docPropsVTypes">{said}</Properties>'

    def relationships(self, *rows):
        base = (STRICT if self.strict else TRANSITIONAL)["r"]
        return f'<Relationships xmlns="{RELATIONSHIPS}">' + "".join(
            f'<Relationship Id="{name}" Type="{kind if ":" in kind else f"{base}/{kind}"}" Target="{target}"/>' for name, kind, target in rows) + "</Relationships>"

    def members(self):
        kinds = [("xl/strings.xml", "sharedStrings"), ("xl/styles.xml", "styles")]
        for at, _ in enumerate(self.sheets, 1):
            kinds += [(f"xl/sheets/{at}.xml", "worksheet"), (f"xl/notes.{at}.xml", "comments")]
        told = "".join(f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>' for name, kind in kinds)
        made = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{self.main_type}"/>{told}</Types>'}
        made["_rels/.rels"] = self.relationships(("r1", "officeDocument", "xl/workbook.xml"), ("r2", "custom-properties", "custom.xml"))
        listed, related = "", [("s", "sharedStrings", "strings.xml"), ("f", "styles", "styles.xml"), ("p", PERSON + "person", "persons.xml")]
        for at, sheet in enumerate(self.sheets, 1):
            state = f' state="{sheet.state}"' if sheet.state else ""
            listed += f'<sheet name={quoteattr(sheet.name)} sheetId="{at}" r:id="r{at}"{state}/>'
            related.append((f"r{at}", "worksheet", f"sheets/{at}.xml"))
            made[f"xl/sheets/{at}.xml"] = self.sheet(sheet)
            made[f"xl/sheets/_rels/{at}.xml.rels"] = self.relationships(("n", "comments", "../notes.%d.xml" % at), ("t", PERSON + "threadedComment", "../threads.%d.xml" % at))
            made[f"xl/notes.{at}.xml"], made[f"xl/threads.{at}.xml"] = self.notes(sheet), self.threads(sheet)
        dates = '<workbookPr date1904="1"/>' if self.from_1904 else "<workbookPr/>"
        made["xl/workbook.xml"] = self.main("workbook", f"{dates}<sheets>{listed}</sheets>")
        made["xl/_rels/workbook.xml.rels"] = self.relationships(*related)
        made["xl/strings.xml"] = self.main("sst", "".join(f"<si>{xstring(text)}</si>" for text in self.strings))
        made["xl/styles.xml"], made["xl/persons.xml"], made["custom.xml"] = self.styles(), self.persons(), self.custom()
        return {name: data for name, data in {**made, **self.parts}.items() if data is not None}

    def bytes(self, packing=zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", packing) as package:
            for name, data in self.members().items():
                package.writestr(name, data)
        return out.getvalue()


HEADER = ["Milestone", "Level of engagement", "Type of support", "Date", "What we saw", "Next steps"]


def grid(rows, row=1):
    """Cells of lists, from column A; None for an empty one."""
    return {f"{chr(65 + c)}{row + r}": value for r, values in enumerate(rows) for c, value in enumerate(values) if value is not None}
