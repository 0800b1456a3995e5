"""What the documents of the invented schools have in common: styles, settings, headers, notes, colleagues' comments, other tables."""

from pathlib import Path

import yaml

from pieces import (NAMESPACES, OFFICE, ROOT, WORDML, Parcel, cell, escape, field, numbered, p, picture, png, quoteattr, r, remark,
                    row, smart, table, text_box, tracked)

DATA = Path(__file__).resolve().parents[2] / "mappings"
FRAMEWORKS = [yaml.safe_load((DATA / f"frameworks/{name}.yaml").read_text("utf-8"))
              for name in ("foundation", "literacy", "numeracy", "wellbeing")]
AREAS = [(area["title"], [(o["title"], m["statement"]) for o in area["organisers"] for m in o["milestones"]])
         for framework in FRAMEWORKS for area in framework["areas"]]
LEVELS, SUPPORTS = ([level["label"]["en"] for level in yaml.safe_load((DATA / f"scales/{name}.yaml").read_text("utf-8"))["levels"]]
                    for name in ("engagement", "support"))
HEADERS = ("Milestone", "Level of engagement", "Type of support", "Date", "What we saw", "Next steps")
COMMENTS = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def style(kind, name, inside="", based="Normal", default=""):
    ident = "".join(word[0].upper() + word[1:] for word in name.split())
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{ident}"><w:name w:val="{name}"/>{based}{inside}</w:style>'


def styles(font):
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                      for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    first = ' w:default="1"'
    return "".join([
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/><w:sz w:val="22"/>'
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>',
        style("paragraph", "Normal", "<w:qFormat/>", "", first),
        *(style("paragraph", f"heading {n}", f'<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
                f'<w:rPr><w:b/><w:sz w:val="{34 - 4 * n}"/></w:rPr>') for n in (1, 2)),
        style("paragraph", "Title", '<w:rPr><w:sz w:val="40"/></w:rPr>'), style("paragraph", "header"), style("paragraph", "footer"),
        style("paragraph", "caption", "<w:rPr><w:i/></w:rPr>"), style("paragraph", "footnote text"),
        style("paragraph", "annotation text"),
        style("character", "Placeholder Text", '<w:rPr><w:color w:val="808080"/></w:rPr>', ""),
        style("character", "Hyperlink", '<w:rPr><w:u w:val="single"/></w:rPr>', ""),
        style("character", "Comment Reference", '<w:rPr><w:sz w:val="16"/></w:rPr>', ""),
        style("character", "Footnote Reference", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', ""),
        style("table", "Table Grid", f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>", "")])


def settings(protected, footnotes):
    return "".join([
        '<w:zoom w:percent="100"/>', '<w:documentProtection w:edit="forms" w:enforcement="1"/>' if protected else "",
        '<w:defaultTabStop w:val="720"/>',
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if footnotes else "",
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
        '<w:rsids><w:rsidRoot w:val="00A1B2C3"/><w:rsid w:val="00A1B2C3"/><w:rsid w:val="00D4E5F6"/></w:rsids>',
        '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'])


class Document(Parcel):
    """A school's document: blocks are added in turn, and the parts that they need with them."""

    def __init__(self, title, font="Arial", protected=False, **more):
        super().__init__(**more)
        self.title, self.blocks, self.edges, self.protected, self.custom = title, [], "", protected, {}
        self.parts["word/document.xml"], self.types["word/document.xml"] = "", f"{WORDML}.document.main+xml"
        self.link("", "officeDocument", "word/document.xml")
        self.add_word("styles", "styles", styles(font), "styles")

    def put(self, *blocks):
        self.blocks += blocks

    def edge(self, kind, which, inside):
        """A header or footer; which is default or first."""
        root = {"header": "hdr", "footer": "ftr"}[kind]
        number = self.edges.count("<w:") + 1
        i = self.add_word(f"{kind}{number}", root, inside, kind, start=1000 * (number + 1))
        self.edges += f'<w:{kind}Reference w:type="{which}" r:id="{i}"/>'

    def logo(self):
        """The school's picture, for the part that is the document's own."""
        self.add("word/media/image1.png", png(), "")
        return picture(self.link("word/document.xml", "image", "media/image1.png"))

    def school_header(self, name, box=True):
        """The school's name and its motto in a text box, first page and others."""
        motto = text_box(p(r("Small steps, seen"))) if box else ""
        self.edge("header", "first", p(smart(name), r(" School"), motto, style="Header"))
        self.edge("header", "default", p(r(f"{name} School\tMilestones"), style="Header"))
        self.edge("footer", "default", p(r("Page "), field("PAGE", "2"), style="Footer"))

    def remarks(self, *said):
        """Comments (author, initials, text), each an answer to the first, none of them resolved."""
        listed, extended = [], []
        for number, (author, initials, text) in enumerate(said):
            key = f"{0x20000000 + number:08X}"
            listed.append(f'<w:comment w:id="{number}" w:author={quoteattr(author)} w:date="2025-09-0{number + 1}T10:00:00Z" w:initials="{initials}">'
                          f'<w:p w14:paraId="{key}" w14:textId="77777777"><w:pPr><w:pStyle w:val="AnnotationText"/></w:pPr>'
                          f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>{r(text)}</w:p></w:comment>')
            parent = ' w15:paraIdParent="20000000"' if number else ""
            extended.append(f'<w15:commentEx w15:paraId="{key}"{parent} w15:done="0"/>')
        self.add_word("comments", "comments", "".join(listed), "comments")
        space = f' xmlns:w15="{NAMESPACES["w15"]}" xmlns:mc="{NAMESPACES["mc"]}" mc:Ignorable="w15"'
        self.add("word/commentsExtended.xml", f"<w15:commentsEx{space}>{''.join(extended)}</w15:commentsEx>",
                 f"{WORDML}.commentsExtended+xml", COMMENTS)

    def footnote(self, text):
        """The run that refers to a footnote, with its part."""
        def note(number, kind, inside):
            return f'<w:footnote{kind} w:id="{number}">{inside}</w:footnote>'
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{}/></w:r>'
        self.add_word("footnotes", "footnotes", note(-1, ' w:type="separator"', p("<w:r><w:separator/></w:r>"))
                      + note(0, ' w:type="continuationSeparator"', p("<w:r><w:continuationSeparator/></w:r>"))
                      + note(1, "", p(mark.format("footnoteRef"), r(" " + text), style="FootnoteText")), "footnotes")
        return mark.format('footnoteReference w:id="1"')

    def numbering(self):
        level = ('<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
                 '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>')
        self.add_word("numbering", "numbering", f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{level}'
                      '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', "numbering")

    def guidance(self):
        """A list of advice to staff with a tracked change, a link, a footnote and a colleague's comment with its answer."""
        self.numbering()
        self.remarks(("T. Okafor", "TO", "Is this list still right?"), ("M. Reid", "MR", "Yes, until the summer."))
        web = self.link("word/document.xml", "hyperlink", "https://example.org/milestones", outside=True)
        link = f"""<w:hyperlink r:id="{web}" w:history="1">{r("the milestones", '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>"""
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        note = self.footnote("A support that a learner always wants is as good as any other.")
        self.put(p(remark(r("Write what you saw, in plain words."), 0, 1), ppr=listed),
                 p(r("Keep it to "), tracked("del", "a page"), tracked("ins", "a line or two", "M. Reid"), r("."), ppr=listed),
                 p(r("Look at "), link, r(" for more."), note, ppr=listed))

    def timetable(self):
        """A table that is nobody's business, with another one in it."""
        small = table(2, row("9.15", "Hello song"), row("9.30", "Sensory story"))
        self.put(table(2, row("Our mornings", cell(small, p())), row("Our afternoons", "Pool, garden, home time")))

    def properties(self):
        core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        self.add("docProps/core.xml", f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
                 'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
                 f"<dc:title>{escape(self.title)}</dc:title><dc:creator>School office</dc:creator>"
                 '<dcterms:created xsi:type="dcterms:W3CDTF">2025-08-20T09:00:00Z</dcterms:created></cp:coreProperties>',
                 "application/vnd.openxmlformats-package.core-properties+xml",
                 "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "", "docProps/core.xml")
        if self.custom:
            inside = "".join(f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name="{name}"><vt:lpwstr>{value}'
                             "</vt:lpwstr></property>" for n, (name, value) in enumerate(self.custom.items(), 2))
            self.add("docProps/custom.xml", f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">{inside}'
                     "</Properties>", "application/vnd.openxmlformats-officedocument.custom-properties+xml", "custom-properties", "",
                     "docProps/custom.xml")

    def finish(self):
        """The main part, closed with the page's size and edges."""
        self.add_word("settings", "settings", settings(self.protected, "word/footnotes.xml" in self.parts), "settings")
        self.properties()
        page = "".join([
            "<w:sectPr>", self.edges, '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="850" '
            'w:bottom="1134" w:left="850" w:header="567" w:footer="567" w:gutter="0"/>',
            '<w:formProt w:val="0"/>' if self.protected else "", "<w:titlePg/>" if "first" in self.edges else "", "</w:sectPr>"])
        body = "".join(self.blocks) + page
        self.parts["word/document.xml"] = numbered(f"<w:document{ROOT}><w:body>{body}</w:body></w:document>", 1)
        return self
