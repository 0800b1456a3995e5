"""Documents of other kinds and other hands: signed, templates, with macros, Strict, with other prefixes and encoded names."""

import re
import unittest

from lxml import etree

import tracker
from room import HELD_BACK, Room

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT, TEMPLATE = f"{OFFICE}.document.main+xml", f"{OFFICE}.template.main+xml"
MACROS, MACRO_TEMPLATE = (f"application/vnd.ms-word.{kind}.main+xml" for kind in ("document.macroEnabled", "template.macroEnabledTemplate"))
SIGNATURE = "application/vnd.openxmlformats-package.digital-signature"
SIGNS = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
MAIN, TYPES = "word/document.xml", "[Content_Types].xml"
TRANSITIONAL, STRICT = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"


def relationship(number, kind, target):
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'.encode()


def listed(relationships):
    head = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return head + relationships + b"</Relationships>"


class Packages(Room):
    def setUp(self):
        super().setUp()
        self.fill_a()
        self.members = tracker.parts(self.path("a.docx"))

    def base(self, name, members):
        tracker.write_parts(self.path(name), members)
        return name

    def of_type(self, name, content_type):
        types = self.members[TYPES]
        self.assertIn(DOCUMENT.encode(), types)
        return self.base(name, {**self.members, TYPES: types.replace(DOCUMENT.encode(), content_type.encode())})

    def whole(self, name):
        """Every XML part is well-formed, and every part has a content type."""
        members = tracker.parts(self.path(name))
        for part, data in members.items():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(data)
        return members

    def settled(self, name):
        """Filling again changes nothing, and the document is known as Cairn's own."""
        self.cairn(f"fill child-a.yaml --term 2 -t {name} -o again.docx")
        self.assertEqual(self.path("again.docx").read_bytes(), self.path(name).read_bytes())
        self.cairn(f"fill child-a.yaml --term 1 -o {name}")


class Signed(Packages):
    def setUp(self):
        super().setUp()
        types = (f'<Default Extension="sigs" ContentType="{SIGNATURE}-origin"/>'
                 f'<Override PartName="/_xmlsignatures/sig1.xml" ContentType="{SIGNATURE}-xmlsignature+xml"/></Types>')
        self.base("signed.docx", {
            **self.members,
            TYPES: self.members[TYPES].replace(b"</Types>", types.encode()),
            "_rels/.rels": self.members["_rels/.rels"].replace(
                b"</Relationships>", relationship(77, f"{SIGNS}/origin", "_xmlsignatures/origin.sigs") + b"</Relationships>"),
            "_xmlsignatures/origin.sigs": b"",
            "_xmlsignatures/_rels/origin.sigs.rels": listed(relationship(1, f"{SIGNS}/signature", "sig1.xml")),
            "_xmlsignatures/sig1.xml": b"<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>"})

    def test_a_signed_document_is_refused_with_the_way_out(self):
        self.refused("fill child-a.yaml --term 2 -t signed.docx -o out.docx --force", 5,
                     "signed.docx: the document is signed, and a change would break the signature\n"
                     "    fill an unsigned copy, or take the signature off with --drop-signature\n")
        self.assertEqual(self.cairn("read signed.docx").out, self.cairn("read a.docx").out)

    def test_the_signature_goes_and_all_else_is_as_if_it_had_not_been_there(self):
        self.cairn("fill child-a.yaml --term 2 -t a.docx -o want.docx")
        done = self.cairn("fill child-a.yaml --term 2 -t signed.docx -o out.docx --drop-signature")
        self.assertIn("signed.docx: note: the signature was taken off\n", done.said)
        digest = rb">[0-9a-f]{64}<"  # is of what is packed, and the two lists were packed by other programs
        bare = [{name: re.sub(digest, b"><", data) for name, data in parts.items()}
                for parts in (self.whole("out.docx"), tracker.parts(self.path("want.docx")))]
        self.assertEqual(*bare)
        untouched = set(tracker.raw_members(self.path("signed.docx"))) & set(tracker.raw_members(self.path("out.docx")))
        self.assertGreater(len(untouched), 5)
        self.settled("out.docx")

    def test_it_goes_although_no_value_changes(self):
        self.cairn("fill child-a.yaml --term 1 -t signed.docx -o out.docx --drop-signature")
        after = self.whole("out.docx")
        for part in self.members:
            if part != "docProps/custom.xml":
                self.assertEqual(after.pop(part), self.members[part], part)
        self.assertEqual(list(after), ["docProps/custom.xml"])

    def test_an_unsigned_document_is_filled_as_ever(self):
        done = self.cairn("fill child-a.yaml --term 1 -t a.docx -o out.docx --drop-signature")
        self.assertEqual(done.said, HELD_BACK)
        self.assertEqual(self.path("out.docx").read_bytes(), self.path("a.docx").read_bytes())


class Kinds(Packages):
    def main_type(self, name):
        types = etree.fromstring(tracker.parts(self.path(name))[TYPES])
        return types.xpath(f"string(*[@PartName='/{MAIN}']/@ContentType)")

    def test_a_template_becomes_a_document_where_it_is_named_so(self):
        for base, content_type, out, want in (
                ("t.dotx", TEMPLATE, "out.docx", DOCUMENT), ("t.dotx", TEMPLATE, "OUT.DOCX", DOCUMENT),
                ("t.dotx", TEMPLATE, "out.dotx", TEMPLATE), ("t.dotm", MACRO_TEMPLATE, "out.docm", MACROS),
                ("t.dotm", MACRO_TEMPLATE, "out.dotm", MACRO_TEMPLATE), ("m.docm", MACROS, "out.docm", MACROS),
                ("d.docx", DOCUMENT, "out.docx", DOCUMENT)):
            with self.subTest(base=base, out=out):
                self.of_type(base, content_type)
                self.assertEqual(self.cairn(f"fill child-a.yaml --term 1 -t {base} -o {out}").said, HELD_BACK)
                self.assertEqual(self.main_type(out), want)
                changed = [p for p, d in self.whole(out).items() if d != tracker.parts(self.path(base))[p]]
                self.assertEqual([p for p in changed if p != "docProps/custom.xml"], [TYPES] if want != content_type else [])
                if changed:
                    self.cairn(f"fill child-a.yaml --term 2 -o {out}")  # its own digest fits: not taken for a hand edit
                self.path(out).unlink()

    def test_standard_output_gets_a_document(self):
        self.of_type("t.dotx", TEMPLATE)
        self.write("out.docx", self.cairn("fill child-a.yaml --term 1 -t t.dotx -o -").out)
        self.assertEqual(self.main_type("out.docx"), DOCUMENT)

    def test_macros_under_a_name_that_word_does_not_open(self):
        for base, content_type in (("m.docm", MACROS), ("t.dotm", MACRO_TEMPLATE)):
            self.of_type(base, content_type)
            done = self.cairn(f"fill child-a.yaml --term 1 -t {base} -o {base}.docx", 1)
            self.assertEqual(done.said, f"{HELD_BACK}{base}.docx: this document has macros, and Word does not open it under "
                                        "this name\n    name it .docm\n")
            self.assertEqual(self.main_type(f"{base}.docx"), MACROS)


class Writings(Packages):
    """The same tracker, written in other ways: it reads the same, fills to the same, and settles."""

    def same(self, members):
        self.base("other.docx", members)
        self.assertEqual(self.cairn("read other.docx").out, self.cairn("read a.docx").out)
        self.cairn("fill child-a.yaml --term 2 -t a.docx -o want.docx --staff")
        self.cairn("fill child-a.yaml --term 2 -t other.docx -o out.docx --staff")
        self.assertEqual(self.cairn("read out.docx").out, self.cairn("read want.docx").out)
        after = self.whole("out.docx")
        self.cairn("fill child-a.yaml --term 2 -t out.docx -o again.docx --staff")
        self.assertEqual(self.path("again.docx").read_bytes(), self.path("out.docx").read_bytes())
        return after

    def test_another_prefix(self):
        def renamed(data):
            return re.sub(rb"<[^>]*>", lambda tag: re.sub(rb"(^</?|\sxmlns:|\s)w(?=[:=])", rb"\1ns0", tag[0]), data)
        parts = {p: renamed(d) if p.startswith("word/") and p.endswith(".xml") else d for p, d in self.members.items()}
        self.assertNotIn(b"<w:", parts[MAIN])
        after = self.same(parts)
        for part in (MAIN, "word/comments.xml"):
            self.assertNotRegex(after[part], rb"[< ]w:|xmlns:w=")

    def test_elements_without_a_prefix(self):
        def bare(data):
            data = re.sub(rb"(</?)w:", rb"\1", data)
            return data.replace(b"xmlns:w=", f'xmlns="{TRANSITIONAL}" xmlns:w='.encode(), 1)
        parts = {**self.members, **{part: bare(self.members[part]) for part in (MAIN, "word/comments.xml")}}
        self.assertNotIn(b"<w:p>", parts[MAIN])
        after = self.same(parts)
        self.assertEqual(after[MAIN].count(b"xmlns:w="), 1)

    def test_strict(self):
        pairs = ((TRANSITIONAL, STRICT), OFFICE_TYPES)
        def strict(data):
            for old, new in pairs:
                data = data.replace(old.encode(), new.encode())
            return data
        parts = {p: strict(d) if p.endswith((".xml", ".rels")) else d for p, d in self.members.items()}
        parts[MAIN] = re.sub(rb"<w:comment(RangeStart|RangeEnd|Reference)[^>]*/>", b"", parts[MAIN])
        del parts["word/comments.xml"]
        for part, tag in (("word/_rels/document.xml.rels", b"Relationship "), (TYPES, b"Override ")):
            parts[part] = re.sub(rb"<" + tag + rb'[^>]*comments\.xml"[^>]*/>', b"", parts[part])
        self.base("other.docx", parts)
        self.cairn("fill child-a.yaml --term 2 -t other.docx -o out.docx --staff")
        after = self.whole("out.docx")
        self.assertIn(STRICT.encode(), after["word/comments.xml"])
        for part, data in after.items():
            for old, _ in pairs:
                self.assertNotIn(old.encode(), data, part)

    def test_names_that_are_percent_encoded(self):
        for entry in ("word/the body.xml", "word/the%20body.xml"):
            parts = {p.replace("document.xml", entry[5:]): d for p, d in self.members.items()}
            parts["_rels/.rels"] = parts["_rels/.rels"].replace(MAIN.encode(), b"word/the%20body.xml")
            parts[TYPES] = parts[TYPES].replace(b"/word/document.xml", b"/word/the%20body.xml")
            after = self.same(parts)
            self.assertIn(entry, after)
            self.assertEqual(len(after), len(self.members))


if __name__ == "__main__":
    unittest.main()
