"""Pieces of Word documents as Word writes them, and the parcel that they are put in: a zip of parts that is the same each time.

Ids are written as "@" and numbered when a part is complete, so that a piece can be used any number of times.
"""

import itertools
import re
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape, quoteattr

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{OFFICE}/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
ROOT = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items()) + ' mc:Ignorable="w14 w15"'
STRICT = {  # the same in ISO 29500 Strict
    NAMESPACES["w"]: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    NAMESPACES["wp"]: "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    NAMESPACES["a"]: "http://purl.oclc.org/ooxml/drawingml/main",
    NAMESPACES["pic"]: "http://purl.oclc.org/ooxml/drawingml/picture",
    f"{OFFICE}/extended-properties": "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    f"{OFFICE}/custom-properties": "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    f"{OFFICE}/docPropsVTypes": "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
    f"{OFFICE}/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
EMPTY = "Click or tap here to enter text."


# ---- text ----

def t(text):
    keep = ' xml:space="preserve"' if text != text.strip() or "  " in text else ""
    return f"<w:t{keep}>{escape(text)}</w:t>"


def r(text, look="", rsid=""):
    """A run; a tab in the text is a tab, a line feed a break. look: what stands in its w:rPr."""
    parts = "".join({"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part) or t(part) for part in re.split("([\t\n])", text) if part)
    rsid = f' w:rsidR="{rsid}"' if rsid else ""
    return f"<w:r{rsid}>{f'<w:rPr>{look}</w:rPr>' if look else ''}{parts}</w:r>"


def split(text, look=""):
    """The text as Word leaves it after some editing and proofing: in runs of other revisions, with marks between them."""
    cuts = [0, max(1, len(text) // 3), max(2, len(text) // 2), len(text)]
    runs = [r(text[a:b], look, rsid) if a < b else "" for a, b, rsid in zip(cuts, cuts[1:], ["00A1B2C3", "", "00D4E5F6"])]
    return f'{runs[0]}<w:proofErr w:type="spellStart"/>{runs[1]}<w:proofErr w:type="spellEnd"/>{runs[2]}'


def p(*content, style="", ppr=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p>{f'<w:pPr>{style}{ppr}</w:pPr>' if style or ppr else ''}{''.join(content)}</w:p>"


def heading(text, level=1, look=""):
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    return p(page, split(text, look), style=f"Heading{level}")


def smart(text):
    """A place's name in a smart tag, as Word 2003 to 2007 left them."""
    uri = "urn:schemas-microsoft-com:office:smarttags"
    return f'<w:smartTag w:uri="{uri}" w:element="place"><w:smartTag w:uri="{uri}" w:element="PlaceName">{r(text)}</w:smartTag></w:smartTag>'


def tracked(kind, text, author="School office"):
    """An insertion (ins) or a deletion (del) that nobody has accepted yet."""
    run = r(text) if kind == "ins" else r(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f'<w:{kind} w:id="@" w:author="{author}" w:date="2025-08-20T09:15:00Z">{run}</w:{kind}>'


def remark(content, *ids):
    """A comment's anchors and its answers', in the order that Word writes them."""
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{0}"/></w:r>'
    starts = "".join(f'<w:commentRangeStart w:id="{i}"/>' for i in ids)
    return starts + content + "".join(f'<w:commentRangeEnd w:id="{i}"/>{mark.format(i)}' for i in ids)


def bookmark(name, content=""):
    return f'<w:bookmarkStart w:id="@{name}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="@{name}"/>'


# ---- tables ----

def cell(*blocks, span=1, merge="", shade="", turned=False):
    """A cell of blocks, or of a plain text; merge is restart or continue."""
    inside = "".join(b if b.startswith("<w:") else p(r(b)) if b else p() for b in blocks) or p()
    merged = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return ('<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + merged
            + (f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "")
            + ('<w:textDirection w:val="btLr"/>' if turned else "") + f"</w:tcPr>{inside}</w:tc>")


def row(*cells, head=False):
    """A row of cells; a text that is no cell becomes one."""
    cells = (c if c.startswith("<w:tc>") or c.startswith("<w:sdt>") else cell(c) for c in cells)
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table(columns, *rows, caption=""):
    grid = "".join(f'<w:gridCol w:w="{15000 // columns}"/>' for _ in range(columns))
    caption = f"<w:tblCaption w:val={quoteattr(caption)}/>" if caption else ""
    return ('<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0" w:firstRow="1" '
            'w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f"{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def head_row(*texts):
    return row(*(cell(p(split(text, "<w:b/>")), shade="D9E2F3") for text in texts), head=True)


# ---- controls, fields, pictures ----

def control(content, tag="", title="", kind="", lock="", empty=False, bound="", extra=""):
    """A content control around runs, paragraphs, cells or rows, whichever content is."""
    inside = "".join([
        f"<w:alias w:val={quoteattr(title)}/>" if title else "", f"<w:tag w:val={quoteattr(tag)}/>" if tag else "",
        '<w:id w:val="@"/>', f'<w:lock w:val="{lock}"/>' if lock else "",
        "<w:showingPlcHdr/>" if empty else "", bound, kind, extra])
    return f"<w:sdt><w:sdtPr>{inside}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def empty_run(text=EMPTY):
    return r(text, '<w:rStyle w:val="PlaceholderText"/>')


def choices(kind, *texts):
    items = "".join(f"<w:listItem w:displayText={quoteattr(text)} w:value={quoteattr(text)}/>" for text in texts)
    return f"<w:{kind}>{items}</w:{kind}>"


def date_kind(pattern="d MMMM yyyy"):
    return (f'<w:date><w:dateFormat w:val="{pattern}"/><w:lid w:val="en-GB"/><w:storeMappedDataAs w:val="dateTime"/>'
            '<w:calendar w:val="gregorian"/></w:date>')


def form_field(name, kind, result=""):
    """A form field of Word 97 (17.16.5): begin with its data, instruction, separate, result, end."""
    data, word = {"text": ("<w:textInput/>", "FORMTEXT")}.get(kind) or (
        "<w:ddList>" + "".join(f"<w:listEntry w:val={quoteattr(e)}/>" for e in kind) + "</w:ddList>", "FORMDROPDOWN")
    begin = (f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/><w:enabled/><w:calcOnExit w:val="0"/>'
             f"{data}</w:ffData></w:fldChar></w:r>")
    code = f'<w:r><w:instrText xml:space="preserve"> {word} </w:instrText></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r(result) if kind == "text" else ""
    return bookmark(name, begin + code + middle + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def field(code, result):
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def picture(relationship, name="Logo"):
    size = '="540000"'
    return (f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx{size} cy{size}/><wp:docPr id="@" '
            f'name="{name}" descr="A small heap of stones"/><a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch>'
            f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx{size} cy{size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def text_box(*blocks):
    """The same words twice: in a shape of Word 2010, and in VML for programs that do not know it."""
    inside = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    place = '<wp:positionH relativeFrom="column"><wp:posOffset>5760000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    shape = ('<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2880000" cy="900000"/></a:xfrm>'
             f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp>')
    anchor = ('<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="2516" behindDoc="0" locked="0" '
              f'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{place}<wp:extent cx="2880000" cy="900000"/><wp:wrapNone/>'
              f'<wp:docPr id="@" name="Text Box"/><a:graphic><a:graphicData uri="{NAMESPACES["wps"]}">{shape}</a:graphicData></a:graphic></wp:anchor>')
    fallback = f'<w:pict><v:shape id="_x0000_s@" style="position:absolute;margin-left:454pt;width:227pt;height:71pt"><v:textbox>{inside}</v:textbox></v:shape></w:pict>'
    return (f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing></mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>")


def png():
    """A grey picture of eight by eight points; stored, so that it is the same whatever packs it."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    lines = b"".join(b"\0" + bytes([120 + 8 * y] * 8) for y in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(lines, 0))
            + chunk(b"IEND", b""))


# ---- the parcel ----

def numbered(xml, start):
    """Ids for "@", the same for the same name behind it; w14:paraId and rsids for paragraphs and rows, as Word gives them."""
    ids, names = itertools.count(start), {}

    def number(found):
        name = found.group(1)
        return f'"{found.group(0)[1:].startswith("_") and "_x0000_s" or ""}{names.setdefault(name, next(ids)) if name else next(ids)}"'

    xml = re.sub(r'"(?:_x0000_s)?@(\w*)"', number, xml)
    paragraphs = itertools.count(0x10000000 + start * 0x1000)
    return re.sub(r"<w:(p|tr)(?=>)", lambda f: f'<w:{f[1]} w14:paraId="{next(paragraphs):08X}" w14:textId="77777777" w:rsidR="00A1B2C3"', xml)


class Parcel:
    """Parts with their content types and relationships; rels names the part that a relationship starts from."""

    def __init__(self, strict=False, encoding="UTF-8"):
        self.strict, self.encoding = strict, encoding
        self.parts, self.types, self.links = {}, {}, {}

    def link(self, source, kind, target, outside=False):
        links = self.links.setdefault(source, [])
        kind = kind if "/" in kind else f"{OFFICE}/relationships/{kind}"
        links.append((f"rId{len(links) + 1}", kind, target, ' TargetMode="External"' if outside else ""))
        return links[-1][0]

    def add(self, name, data, content_type, kind="", source="word/document.xml", target=""):
        """A part and, when kind is given, the relationship that leads to it; gives its id."""
        self.parts[name] = data
        self.types[name] = content_type
        return self.link(source, kind, target or name.removeprefix("word/")) if kind else ""

    def add_word(self, name, root, inside, kind, content_type="", start=100):
        """A part of WordprocessingML, with all namespaces declared at its root."""
        xml = numbered(f"<w:{root}{ROOT}>{inside}</w:{root}>", start)
        return self.add(f"word/{name}.xml", xml, f"{WORDML}.{content_type or kind}+xml", kind)

    def bytes_of(self, name, data):
        if isinstance(data, bytes):
            return data
        encoding = self.encoding if name == "word/document.xml" else "UTF-8"
        for one, other in STRICT.items() if self.strict else ():
            data = re.sub(f'"{re.escape(one)}(?=["/])', f'"{other}', data)
        return f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\r\n{data}'.encode(encoding)

    def members(self):
        """Every entry of the package: (name, bytes)."""
        space = "http://schemas.openxmlformats.org/package/2006"
        types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self.types.items() if kind)
        yield "[Content_Types].xml", self.bytes_of("", f'<Types xmlns="{space}/content-types"><Default Extension="rels" ContentType='
              '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
              f'<Default Extension="png" ContentType="image/png"/>{types}</Types>')
        for source, links in self.links.items():
            folder, slash, name = source.rpartition("/")
            inside = "".join(f'<Relationship Id="{i}" Type="{kind}" Target={quoteattr(target)}{outside}/>'
                             for i, kind, target, outside in links)
            yield f"{folder}{slash}_rels/{name}.rels", self.bytes_of("", f'<Relationships xmlns="{space}/relationships">{inside}</Relationships>')
        for name, data in self.parts.items():
            yield name, self.bytes_of(name, data)

    def save(self, path):
        with zipfile.ZipFile(path, "w") as package:
            for name, data in self.members():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                package.writestr(entry, data)
