"""Text that hurts arrives as it was, or is refused with its place: in every place that takes text, by reading back and by an
XML reader that is not ours."""

import unittest
import zipfile

from lxml import etree

import tracker
from room import Room
from tracker import load, text_value

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MILESTONE = "communication.attention.3"
HURTS = {
    "edge spaces": "  before and after  ",
    "only inner spaces": "a   b",
    "tab": "a\tb\t\tc",
    "tab at the edges": "\ta\t",
    "line": "one\ntwo",
    "empty line": "one\n\n\nthree",
    "lines with edges": " one \n two ",
    "markup": "<w:p/> & </w:t> ]]> <!-- --> &amp; &#10; <?x?> \"quoted\" 'too'",
    "emoji": "👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 😀 ✔️",
    "right to left": "ليلى رأت الطبل (3) ثم ضحكت",
    "mixed directions": "Saw ليلى and שלום, then 12 \u200fmore",
    "combining": "e\u0301 o\u0323\u0302 \u0301 alone, and é as one",
    "joiners": "a\u200db\u200cc\u00add\u2060e",
    "odd spaces": "a\u00a0b\u2009c\u3000d\u202fe",
    "line separators": "a\u2028b\u2029c\u0085d",
    "far planes": "\U0001f3f4 \U00020000 \U0010fffd \ue000",
    "no characters, yet XML holds them": "a\U0001fffeb\U0010ffffc",
    "byte order mark": "a\ufeffb",
    "a literal escape": "_x000D_ \\n \\t %s {{name}} {} $1",
    "yaml": "- a: b # c, [d] {e} *f &g !h |i >j %k @l `m ~",
    "formula": "=1+1",
    "gaelic and welsh": "Beò-ghlac, Sìleas Nic a’ Ghobhainn; Ŵyn",
    "long": "word " * 4000 + "end",
    "delete and controls that XML holds": "a\u007fb\u009fc",
}
NOT_IN_XML = ["\ufffe", "\uffff", "\u0000", "\u0007", "\u000b", "\u001f", "\ud800"]


def record(text):
    """A record that has the text in every kind of place."""
    comment = {"text": text, "by": "M. Reid", "date": "2025-12-02"}
    item = {"milestone": MILESTONE, "engagement": "interest", "saw": text, "next-steps": text,
            "preferred": [comment], "comments": [{**comment, "by": "T. Okafor"}]}
    family = {key: text for key in tracker.FAMILY}
    return {"version": "1", "learner": {"id": "fern-01", "known-as": "Fern"},
            "terms": [{"session": "2025-26", "term": "1", "family": family, "assessments": [item]}]}


def places(reading):
    """{place: text} of what was read."""
    term = reading["terms"][0]
    item = term["assessments"][0]
    found = {key: term["family"].get(key) for key in tracker.FAMILY}
    found.update((key, item.get(key)) for key in ("saw", "next-steps"))
    found.update((field, item[field][0]["text"]) for field in ("preferred", "comments"))
    return found


def text_of(paragraph):
    """What a paragraph says: text, tabs and breaks."""
    said = {W + "t": lambda e: e.text or "", W + "tab": lambda e: "\t", W + "br": lambda e: "\n"}
    return "".join(said[e.tag](e) for e in paragraph.iter(*said) if e.getparent().tag == W + "r")


class Hurts(Room):
    def fill(self, text):
        self.record("hurts.yaml", record(text))
        self.cairn("fill hurts.yaml -o out.docx --force")

    def test_it_arrives(self):
        for name, text in HURTS.items():
            with self.subTest(text=name):
                self.fill(text)
                read = places(load(self.cairn("read out.docx").out.decode()))
                self.assertEqual(read, dict.fromkeys(read, text_value(text)))

    def test_another_reader_sees_it_too(self):
        for name, text in HURTS.items():
            with self.subTest(text=name):
                self.fill(text)
                lines = text_value(text).split("\n")
                with zipfile.ZipFile(self.path("out.docx")) as package:
                    body, comments = (etree.fromstring(package.read(f"word/{part}.xml")) for part in ("document", "comments"))
                controls = {sdt.find(f"{W}sdtPr/{W}tag").get(W + "val"): sdt for sdt in body.iter(W + "sdt")}
                for tag in (*tracker.FAMILY, "saw", "next-steps"):
                    first = next(controls[tag].iterancestors(W + "p"))
                    following = [first, *first.itersiblings()][:len(lines)]
                    self.assertEqual([text_of(p) for p in following], lines, tag)
                for comment, beginning in zip(comments, ("Preferred: ", "")):
                    said = "\n".join(text_of(p) for p in comment)
                    self.assertEqual(said, beginning + text_value(text))

    def test_a_line_of_one_tab_gives_its_run_and_look_to_the_next_text(self):
        self.fill("\t\nx")
        self.doctor("out.docx", "bold.docx", "word/document.xml", "<w:r><w:tab/></w:r>", "<w:r><w:rPr><w:b/></w:rPr><w:tab/></w:r>", -1)
        self.record("plain.yaml", record("Water"))
        self.cairn("fill plain.yaml -t bold.docx -o plain.docx")
        with zipfile.ZipFile(self.path("plain.docx")) as package:
            body = etree.fromstring(package.read("word/document.xml"))
        for sdt in body.iter(W + "sdt"):
            if sdt.find(f"{W}sdtPr/{W}tag").get(W + "val") in (*tracker.FAMILY, "saw", "next-steps"):
                run, = sdt.iter(W + "r")
                self.assertEqual((text_of(run), len(run.findall(f"{W}rPr/{W}b"))), ("Water", 1))

    def test_edge_spaces_are_marked_for_word_to_keep(self):
        self.fill("  edges  ")
        with zipfile.ZipFile(self.path("out.docx")) as package:
            for part in ("word/document.xml", "word/comments.xml"):
                for t in etree.fromstring(package.read(part)).iter(W + "t"):
                    if t.text and t.text != t.text.strip():
                        self.assertEqual(t.get("{http://www.w3.org/XML/1998/namespace}space"), "preserve")

    def test_carriage_returns_are_lines(self):
        for text in ("one\r\ntwo", "one\rtwo"):
            self.fill(text)
            read = places(load(self.cairn("read out.docx").out.decode()))
            self.assertEqual(set(read.values()), {"one\ntwo"})

    def test_what_xml_cannot_hold_is_refused_with_its_place(self):
        for character in NOT_IN_XML:
            number = ord(character)
            escaped = f"\\u{number:04X}" if number < 65536 else f"\\U{number:08X}"
            for key in ("saw", "next-steps", "known-as"):
                with self.subTest(character=escaped, key=key):
                    text = tracker.dump(record("A drum")).lstrip("\n")
                    line = next(number for number, line in enumerate(text.split("\n"), 1) if line.strip().startswith(f"{key}: "))
                    lines = text.split("\n")
                    lines[line - 1] = lines[line - 1].replace('"', f'"A{escaped}', 1)
                    self.write("bad.yaml", "\n".join(lines) + "\n")
                    done = self.refused("fill bad.yaml -o out.docx", 3)
                    self.assertRegex(done.said, rf"^bad\.yaml:{line}:\d+: ")

    def test_a_text_that_looks_like_an_empty_place_is_refused_with_its_place(self):
        for text in ("–", "-"):
            for key in ("saw", "next-steps"):
                tree = record("A drum")
                tree["terms"][0]["assessments"][0][key] = text
                self.record("dash.yaml", tree)
                if text == "–":
                    self.assertRegex(self.refused("fill dash.yaml -o out.docx", 3).said, r"^dash\.yaml:\d+:\d+: `–` is how an empty place looks")
                else:
                    self.cairn("fill dash.yaml -o dash.docx --force")
                    self.assertEqual(load(self.cairn("read dash.docx").out.decode())["terms"][0]["assessments"][0][key], text)


if __name__ == "__main__":
    unittest.main()
