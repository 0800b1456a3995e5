"""Files that are not what they should be: each is refused with what is wrong and where, by exit code, and nothing is written."""

import re
import struct
import unittest
import warnings
import zipfile

import not_word
import tracker
from room import HELD_BACK, Room

SAMPLES = tracker.ROOT / "tests/samples"
WITHOUT_A_LINE = {"empty.yaml", "only-comment.yaml", "zip.yaml"}
SOUND_COPY = "    take a sound copy\n"
SAVE_AGAIN = "    open the document in Word and save it again\n"
W_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES_END = b"</Types>"


class Records(Room):
    def check(self, path):
        """check refuses the file, and every message stands at a place of it."""
        done = tracker.run("check", path)
        want = 4 if path.name == "zip.yaml" else 3  # a document is checked as one, whatever it is called
        self.assertEqual((done.code, done.out), (want, b""), f"{path}\n{done.said}")
        heads = [line for line in done.said.splitlines() if not line.startswith("    ")]
        where = re.escape(str(path)) + ("" if path.name in WITHOUT_A_LINE else r":\d+:\d+") + ": \\S"
        for head in heads:
            self.assertRegex(head, where)
        self.assertTrue(heads)
        return done.said

    def test_every_bad_sample_is_refused_at_its_line_and_column(self):
        paths = [path for kind in ("bad", "wrong", "bad-yaml") for path in sorted((SAMPLES / kind).glob("*.yaml"))]
        self.assertGreater(len(paths), 100)
        for path in paths:
            with self.subTest(path=path.name):
                self.check(path)

    def test_fill_refuses_the_bad_records_too(self):
        paths = [*(SAMPLES / "bad-yaml").glob("*.yaml"), *(SAMPLES / "bad").glob("learner-*"), *(SAMPLES / "wrong").glob("learner-*")]
        for path in paths:
            with self.subTest(path=path.name):
                self.write("bad.yaml", path.read_bytes())
                self.refused("fill bad.yaml -o out.docx", 3)

    def test_the_commonest_faults_are_told_whole(self):
        for name, said in (
                ("bad-yaml/tab-indent", ":5:1: a tab stands where YAML wants spaces\n    \t- session: 2025-26\n    ^\n"
                                        "    replace the tab with spaces\n"),
                ("bad-yaml/duplicate-key", ":4:1: the key `learner` stands here a second time\n"
                                           "    learner: {id: fern-02, known-as: Bracken}\n    ^\n    keep one of the two\n"),
                ("bad-yaml/colon-in-text", ":5:15: this is not YAML: a colon stands where none can\n      note: Monday: swimming\n"
                                           "                  ^\n"
                                           "    put a text that holds `: ` in quotes; or look at the line above\n"),
                ("bad-yaml/invalid-utf8", ":1:30: the file is not UTF-8 text\n"
                                          "    # A byte that is not UTF-8: M\\xF2rag, as an old program saved it.\n"
                                          f"    {' ' * 29}^\n    save it as UTF-8\n"),
                ("bad-yaml/fffe-escaped", ":3:34: there is a character that a Word document cannot hold (U+FFFE)\n"
                                          "    learner: {id: fern-01, known-as: \"A\\uFFFEB\"}\n"
                                          f"    {' ' * 33}^\n    take it out\n"),
                ("bad/learner-born-year", ":3:46: `2017` is not a date\n    learner: {id: fern-01, known-as: Fern, born: 2017}\n"
                                          f"    {' ' * 45}^\n    write year-month-day, such as 2025-12-05\n"),
                ("wrong/learner-level-off-scale", ":9:21: `interested` is not on the scale engagement\n"
                                                  "            engagement: interested\n                        ^\n"
                                                  "    did you mean `interest`?\n")):
            path = SAMPLES / f"{name}.yaml"
            self.assertEqual(self.check(path), f"{path}{said}")

    def test_all_problems_are_told_at_once(self):
        text = self.path("child-a.yaml").read_text(encoding="utf-8")
        for old, new in (("engagement: encounter", "engagement: encountre"), ("2025-11-25", "2025-02-30"), ("saw: Held", "sawn: Held"),
                         ("movement.hands.2", "movement.hands.99"), ("[verbal]", "[verbal, no-support]")):
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        self.write("many.yaml", text)
        done = self.refused("fill many.yaml --term 1 -o out.docx", 3)
        for said in ("`encountre` is not on the scale", "`2025-02-30` is not a date", "`sawn` is not a key of",
                     "no framework in use has a milestone `movement.hands.99`", "`no-support` stands alone"):
            self.assertIn(said, done.said)
        places = [int(line) for line in re.findall(r"^many.yaml:(\d+):\d+: ", done.said, re.M)]
        self.assertEqual(len(set(places)), 5)

    def test_huge_files_are_refused_before_they_are_read(self):
        with open(self.path("huge.yaml"), "wb") as sparse:
            sparse.truncate(1 << 40)
        self.write("large.yaml", b"version: 1\n" + b"# more\n" * 2_600_000)
        for name, size, advice in (("huge.yaml", 1 << 40, "Cairn takes in no more, whatever is asked for"),
                                   ("large.yaml", 18200011, "where you trust the file, take more in with --limit yaml=18200011")):
            done = tracker.run("fill", name, "-o", "out.docx", cwd=self.folder)
            self.assertEqual(done.code, 3)
            self.assertEqual(done.said, f"{name}: there are more bytes in a YAML file with its aliases than Cairn takes in (16777216; here are {size})\n"
                                        f"    {advice}\n")
        self.assertFalse(self.path("out.docx").exists())

    def test_what_is_not_a_file_is_said(self):
        self.path("folder.yaml").mkdir()
        self.refused("fill nobody.yaml --term 1 -o a.docx", 3, "nobody.yaml: the file cannot be read: there is no file of this name\n")
        self.refused("fill folder.yaml --term 1 -o a.docx", 3)

    def test_a_wrong_class_beside_the_record_is_told_with_its_own_name(self):
        self.write("class.yaml", "version: 1\nclass: Rowan\nsession: 2025-27\n")
        done = self.refused("fill child-a.yaml --term 1 -o a.docx", 3)
        self.assertTrue(done.said.startswith("class.yaml:3:10: `2025-27` is not a session\n"), done.said)


def with_flags(data, marker, at, change):
    """The archive with a byte changed in each header of a kind."""
    made, found = bytearray(data), data.find(marker)
    while found >= 0:
        made[found + at] = change(made[found + at])
        found = data.find(marker, found + 4)
    return bytes(made)


def with_wrong_checksum(data, name):
    made, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        length, = struct.unpack_from("<H", data, at + 28)
        if data[at + 46:at + 46 + length] == name:
            made[at + 16] ^= 255
            made[struct.unpack_from("<I", data, at + 42)[0] + 14] ^= 255
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(made)


class Documents(Room):
    def setUp(self):
        super().setUp()
        self.fill_a()
        self.good = self.path("a.docx").read_bytes()
        self.members = tracker.parts(self.path("a.docx"))

    def wrong(self, said, want=4):
        """Both read and fill refuse bad.docx, in the same words."""
        self.refused("read bad.docx", want, f"bad.docx: {said}")
        self.refused("read bad.docx -o out.yaml", want)
        self.refused("fill child-a.yaml --term 1 -t bad.docx -o out.docx --force", want, f"bad.docx: {said}")

    def bad_part(self, name, old, new):
        self.doctor("a.docx", "bad.docx", name, old, new)

    def without(self, name):
        tracker.write_parts(self.path("bad.docx"), {key: data for key, data in self.members.items() if key != name})

    def test_what_people_take_for_a_word_document(self):
        for name, data, what, advice in not_word.FILES + not_word.packages(self.members):
            with self.subTest(name=name):
                self.write("bad.docx", data)
                self.wrong(f"this is not a Word document (.docx) but {what}\n    {advice}\n")

    def test_by_what_it_holds_and_not_by_its_name(self):
        self.write("notes.doc", self.good)
        self.write("photo.jpg", self.good)
        for name in ("notes.doc", "photo.jpg"):
            self.assertEqual(self.cairn(f"read {name}").out, self.cairn("read a.docx").out)

    def test_what_is_not_there(self):
        self.refused("read gone.docx", 4, "gone.docx: the document cannot be read: there is no file of this name\n")

    def test_encrypted_by_word_and_by_zip(self):
        said = ("the document has a password, so that only Word can open it\n"
                "    take the password off in Word: File, Info, Protect Document\n")
        self.write("bad.docx", not_word.compound("EncryptedPackage"))
        self.wrong(said)
        self.write("bad.docx", not_word.compound("WordDocument", encrypted=True))
        self.wrong(said)
        flagged = with_flags(with_flags(self.good, b"PK\x01\x02", 8, lambda b: b | 1), b"PK\x03\x04", 6, lambda b: b | 1)
        self.write("bad.docx", flagged)
        self.wrong(said)

    def test_cut_short_anywhere(self):
        for length in (5, 30, 500, len(self.good) // 2, len(self.good) - 22, len(self.good) - 1):
            self.write("bad.docx", self.good[:length])
            self.wrong(f"the document is broken: it ends too early\n{SOUND_COPY}")

    def test_a_wrong_checksum(self):
        for name in ("word/document.xml", "word/styles.xml"):
            self.write("bad.docx", with_wrong_checksum(self.good, name.encode()))
            done = self.refused("fill child-a.yaml --term 1 -t bad.docx -o out.docx", 4)
            self.assertEqual(done.said, f"bad.docx: the part {name} is broken: its checksum does not fit\n"
                                        "    take a sound copy, or open it in Word and save it again\n")

    def test_a_package_without_its_main_part(self):
        for name in ("word/document.xml", "_rels/.rels"):
            self.without(name)
            self.wrong(f"the package has no Word document in it\n{SOUND_COPY}")

    def test_a_doctype_in_any_part_that_is_read(self):
        for name, root in (("word/document.xml", "<w:document"), ("word/comments.xml", "<w:comments"), ("word/header1.xml", "<w:hdr"),
                           ("docProps/custom.xml", "<Properties")):
            self.bad_part(name, root, f'<!DOCTYPE x SYSTEM "file:///etc/hostname">{root}')
            self.wrong(f"the part {name} has a DOCTYPE, which no Word document has\n    do not trust this document\n")

    def test_xml_that_is_not_well_formed_says_the_part_and_line(self):
        self.bad_part("word/document.xml", "Milestones tracker</w:t>", "&nothing;</w:t>")
        self.wrong(f"the part word/document.xml is not well-formed XML: line 10, Entity 'nothing' not defined\n{SAVE_AGAIN}")
        self.bad_part("word/document.xml", 'encoding="UTF-8"', 'encoding="ISO-8859-1"')
        self.wrong(f"the part word/document.xml is not UTF-8 or UTF-16 but ISO-8859-1\n{SAVE_AGAIN}")

    def test_names_that_no_document_has(self):
        tracker.write_parts(self.path("bad.docx"), {("../evil" if n == "word/fontTable.xml" else n): d for n, d in self.members.items()})
        self.wrong(f"the package has an entry that no Word document has: ../evil\n{SOUND_COPY}")
        with warnings.catch_warnings(), zipfile.ZipFile(self.path("bad.docx"), "w") as package:
            warnings.simplefilter("ignore")
            for name, data in [*self.members.items(), ("word/document.xml", b"<again/>")]:
                package.writestr(name, data)
        self.wrong(f"the package has an entry that no Word document has: word/document.xml\n{SOUND_COPY}")

    def test_bombs(self):
        for name in ("word/document.xml", "word/media/x.png"):
            tracker.write_parts(self.path("bad.docx"), {**self.members, name: bytes(30_000_000)})
            self.refused("read bad.docx", 4)
            self.refused("fill child-a.yaml --term 1 -t bad.docx -o out.docx", 4)
        self.bad_part("word/document.xml", "<w:body>", "<w:body>" + "<w:p>" * 300 + "</w:p>" * 300)
        self.wrong("there are more levels of nested elements than Cairn takes in (256, in word/document.xml)\n"
                   "    Cairn takes in no more, whatever is asked for\n")

    def test_macros_are_kept_and_said(self):
        members = dict(self.members)
        members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
            W_MAIN.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml").replace(
                TYPES_END, b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>' + TYPES_END)
        members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(
            b"</Relationships>", b'<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
            b'Target="vbaProject.bin"/></Relationships>')
        members["word/vbaProject.bin"] = bytes.fromhex("D0CF11E0") + b"macro"
        tracker.write_parts(self.path("macro.docm"), members)
        done = self.cairn("fill child-a.yaml --term 2 -t macro.docm -o out.docm")
        self.assertIn("macro.docm: note: the document has macros; they are kept as they are\n", done.said)
        after = tracker.parts(self.path("out.docm"))
        for name in ("word/vbaProject.bin", "[Content_Types].xml"):
            self.assertEqual(after[name], members[name])
        self.assertEqual(self.cairn("read macro.docm").out, self.cairn("read a.docx").out)

    def test_what_is_good_is_still_good(self):
        self.assertEqual(self.fill_a("b.docx", "-t a.docx").said, HELD_BACK)


if __name__ == "__main__":
    unittest.main()
