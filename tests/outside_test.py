"""What leads out of a document, or may run in it, is told by `cairn check`: what it is, where it stands, and its target as it is written."""

import resource
import unittest

import hostile
import tracker
from hostile import LIST, MAIN, TOP, changed, related, relationship
from room import Room

OUT = ' TargetMode="External"'
HEADER = "word/header1.xml"
V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
R = f'xmlns:r="{hostile.OFFICE}"'
FETCHES = "the field %s, which fetches a file when it is opened or updated, leads out of the document, to %s"
STARTS = "the field %s, which starts a program when it is opened or updated, leads out of the document, to %s"
ENJOYS = b"when it is windy.</w:t></w:r>"
HERE = 'under the heading "What I enjoy": '


def char(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(*pieces):
    return "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)


def field(*pieces, result="x"):
    return char("begin") + code(*pieces) + char("separate") + f"<w:r><w:t>{result}</w:t></w:r>" + char("end")


def simple(instruction):
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>x</w:t></w:r></w:fldSimple>'


FIELDS = {
    "over several runs": (field(" INCLUDE", 'PICTURE "http://x.exam', 'ple/p.png" \\d '), FETCHES % ("INCLUDEPICTURE", "http://x.example/p.png")),
    "with a switch before it": (field(' includetext \\c AnsiText "\\\\\\\\x.example\\\\s\\\\a b.docx" '), FETCHES % ("INCLUDETEXT", "\\\\\\\\x.example\\\\s\\\\a b.docx")),
    "in an attribute": (simple(" LINK Excel.Sheet.8 &quot;\\\\x\\a.xls&quot; "), FETCHES % ("LINK", 'Excel.Sheet.8 "\\\\x\\a.xls"')),
    "DDE": (field(' DDE cmd.exe "/k calc" '), STARTS % ("DDE", 'cmd.exe "/k calc"')),
    "DDEAUTO": (field(' DDEAUTO cmd.exe "/k calc" '), STARTS % ("DDEAUTO", 'cmd.exe "/k calc"')),
    "IMPORT": (field(" IMPORT p.png "), FETCHES % ("IMPORT", "p.png")),
    "RD": (field(" RD \\f other.docx "), FETCHES % ("RD", "other.docx")),
    "DATABASE": (field(' DATABASE \\d "C:\\\\a.mdb" \\s "SELECT *" '), FETCHES % ("DATABASE", '\\d "C:\\\\a.mdb" \\s "SELECT *"')),
    "inside another's instruction": (char("begin") + code(" IF 1 = 1 ") + field(" IMPORT p.png ") + code(" ") + char("end"), FETCHES % ("IMPORT", "p.png")),
    "inside another's result": (char("begin") + code(" TOC ") + char("separate") + field(" IMPORT p.png ") + char("end"), FETCHES % ("IMPORT", "p.png")),
    "with another inside": (char("begin") + code(" DDE ") + field(" QUOTE 99 109 100 ") + code(" /k ") + char("end"), STARTS % ("DDE", "{ QUOTE 99 109 100 } /k")),
    "without an end": (char("begin") + code(" IMPORT p.png "), FETCHES % ("IMPORT", "p.png")),
    "deleted": ('<w:del w:id="1" w:author="A">' + field(" IMPORT p.png ").replace("instrText", "delInstrText") + "</w:del>", FETCHES % ("IMPORT", "p.png")),
    "a link to a program": (field(' HYPERLINK "file:///c:/x.exe" '), "a link, which opens when somebody clicks it, leads out of the document, to file:///c:/x.exe"),
    "a link to a place in it": (field(' HYPERLINK \\l "_Toc1" '), None),
    "a field of its own": (field(" PAGEREF _Toc1 \\h "), None),
    "a long one": (field(" IMPORT " + "é" * 2000), FETCHES % ("IMPORT", "é" * 256 + "…")),
}

PICTURE = "a picture from elsewhere leads out of the document, to %s"
LINKS = {
    "a picture": (relationship("image", "http://x.example/p.png", mode=OUT), "", PICTURE % "http://x.example/p.png"),
    "a picture with a place": (relationship("image", "http://x.example/p.png", mode=OUT),
                               f'<w:r><w:pict><v:shape {V}><v:imagedata {R} r:href="rId990"/></v:shape></w:pict></w:r>', HERE + "note: " + PICTURE % "http://x.example/p.png"),
    "one that says no mode": (relationship("image", "http://x.example/p.png"), "", PICTURE % "http://x.example/p.png"),
    "a share": (relationship("image", "//x.example/p.png"), "", PICTURE % "//x.example/p.png"),
    "an old picture": ("", f'<w:r><w:pict><v:shape {V}><v:imagedata src="http://x.example/p.png"/></v:shape></w:pict></w:r>', HERE + "note: " + PICTURE % "http://x.example/p.png"),
    "where an old one was": ("", f'<w:r><w:pict><v:shape {V}><v:imagedata o:href="p.png"/></v:shape></w:pict></w:r>', HERE + "note: " + PICTURE % "p.png"),
    "an object": (relationship("oleObject", "file:///c:/x.xls", mode=OUT), "", "an object that is kept elsewhere, and that a program opens, leads out of the document, to file:///c:/x.xls"),
    "a chunk": (relationship("aFChunk", "http://x.example/c.html", mode=OUT), "", "a text from elsewhere, which is taken in when it is opened, leads out of the document, to http://x.example/c.html"),
    "a script": (relationship("hyperlink", "javascript:alert(1)", mode=OUT), "", "a link, which opens when somebody clicks it, leads out of the document, to javascript:alert(1)"),
    "what turns the eye": (relationship("image", "http://x.example/\u202egpj.exe", mode=OUT), "", PICTURE % "http://x.example/<U+202E>gpj.exe"),
    "one of no known kind": (relationship("urn:a/b/sundial", "http://x.example/", mode=OUT), "", "a reference of the kind sundial leads out of the document, to http://x.example/"),
    "a part": (relationship("image", "media/p.png"), "", None),
    "a place in it": (relationship("hyperlink", "#here", mode=OUT), "", None),
    "macros": (relationship("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"), "", "the document has macros; they are kept as they are"),
    "ActiveX": (relationship("control", "activeX/activeX1.xml"), f'<w:r><w:object><w:control {R} r:id="rId990"/></w:object></w:r>',
                HERE + "note: the document holds an ActiveX control, which a program runs: activeX/activeX1.xml"),
    "an object in it": (relationship("oleObject", "embeddings/a.bin"), "", "the document holds an object of another program, which opens it when somebody clicks it: embeddings/a.bin"),
    "a chunk in it": (relationship("aFChunk", "a.html"), f'<w:altChunk {R} r:id="rId990"/>', "the document holds a file of another kind, which is taken in when it is opened: a.html"),
}


class Outside(Room):
    def setUp(self):
        super().setUp()
        self.fill_a("good.docx")
        self.members = tracker.parts(self.path("good.docx"))

    def told(self, members):
        """What check tells of it that it does not tell of the document as it was."""
        tracker.write_parts(self.path("odd.docx"), members)
        plain = {line.replace("good.docx", "odd.docx") for line in tracker.run("check", "good.docx", cwd=self.folder).said.splitlines()}
        done = tracker.run("check", "odd.docx", cwd=self.folder)
        self.assertEqual(done.code, tracker.run("check", "good.docx", cwd=self.folder).code, done.said)
        return [line.removeprefix("odd.docx: ") for line in done.said.splitlines() if line not in plain and not line.startswith("    ")]

    def placed(self, xml, members=None):
        """The document with that in the paragraph under a heading."""
        return changed(members or self.members, MAIN, ENJOYS, ENJOYS + xml.encode())

    def see(self, members, want):
        told = self.told(members)
        self.assertEqual(len(told), want is not None, told)
        if want:
            self.assertTrue(told[0].endswith(want), (told[0], want))
            self.assertIn("note: ", told[0])
        self.quiet(members)

    def quiet(self, members):
        """fill and read say nothing of it."""
        tracker.write_parts(self.path("odd.docx"), members)
        self.assertNotIn("leads out", tracker.run("read", "odd.docx", cwd=self.folder).said)

    def test_fields(self):
        for name, (xml, want) in FIELDS.items():
            with self.subTest(name):
                self.see(self.placed(xml), want and HERE + "note: " + want)

    def test_relationships_and_drawings(self):
        for name, (link, xml, want) in LINKS.items():
            with self.subTest(name):
                self.see(self.placed(xml, related(self.members, link)), want)

    def test_text_that_word_takes_in_is_told_where_it_is_read_and_filled(self):
        link, xml, _ = LINKS["a chunk in it"]
        tracker.write_parts(self.path("odd.docx"), self.placed(xml, related(self.members, link)))
        for verb in ("read", "fill child-a.yaml --term 1 --staff -o made.docx -t"):
            said = tracker.run(*verb.split(), "odd.docx", cwd=self.folder).said
            self.assertEqual(said.count("note: Word shows here what another file in the document says"), 1, said)

    def test_other_parts(self):
        words = "leads out of the document, to http://x.example/a"
        rels = lambda link: ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + link + "</Relationships>").encode()
        template = relationship("attachedTemplate", "http://x.example/a", mode=OUT)
        merge = relationship("mailMergeSource", "http://x.example/a", mode=OUT)
        self.see({**self.members, "word/_rels/settings.xml.rels": rels(template)}, f"its settings: note: the template that is attached to it {words}")
        self.see({**self.members, "word/_rels/settings.xml.rels": rels(merge)}, f"its settings: note: a source of the data for a mail merge {words}")
        self.see(changed(self.members, HEADER, "</w:p>", field(" IMPORT http://x.example/a ") + "</w:p>"), "the page header: note: " + FETCHES % ("IMPORT", "http://x.example/a"))
        self.see(changed(self.members, "word/comments.xml", "</w:p>", field(" IMPORT http://x.example/a ") + "</w:p>"), "a comment: note: " + FETCHES % ("IMPORT", "http://x.example/a"))
        self.see(related(self.members, relationship("customXml", "http://x.example/a", mode=OUT), TOP), f"odd.docx: note: a reference of the kind customXml {words}".removeprefix("odd.docx: "))

    def test_mere_links_are_counted(self):
        link = f'<w:hyperlink {R} r:id="rId990"><w:r><w:t>x</w:t></w:r></w:hyperlink>'
        members = related(self.members, relationship("hyperlink", "mailto:office@school.example", mode=OUT))
        self.see(self.placed(link, members), "note: 1 link leads out of the document, to a web page or an e-mail, and only when somebody clicks")
        self.see(self.placed(link * 2 + field(' HYPERLINK \\o "the page" "https://x.example/" '), members),
                 "note: 3 links lead out of the document, to a web page or an e-mail, and only when somebody clicks")

    def test_what_stands_twice_for_older_programs_is_told_once(self):
        one = f'<w:pict><v:shape {V}><v:imagedata src="p.png"/></v:shape></w:pict>'
        both = ('<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="w">' + one
                + "</mc:Choice><mc:Fallback>" + one + "</mc:Fallback></mc:AlternateContent></w:r>")
        self.see(self.placed(both), HERE + "note: " + PICTURE % "p.png")

    def test_fields_in_fields_without_end_take_no_time(self):
        nest = lambda n: self.placed("".join((char("begin") + code(" DDE ")) for _ in range(n)))
        tracker.write_parts(self.path("odd.docx"), nest(60000))
        started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        self.assertIn("the field DDE, ", tracker.run("check", "odd.docx", cwd=self.folder).said)
        if tracker.plain():
            self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - started, 2)


if __name__ == "__main__":
    unittest.main()
