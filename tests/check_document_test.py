"""`cairn check` of a Word document that has no placeholder: which mapping reads it, and what that does not find; and a file is what it holds."""

import shutil
import unittest
import zipfile

import tracker
from hostile import MAIN, changed
from room import Room

LEGACY = tracker.ROOT / "samples/legacy"
FINDS = "the mapping `{}` reads this document, and finds {} of its {} places, and {} milestones"
NOT_WORD = "this is not a Word document (.docx) but "


class Trackers(Room):
    def legacy(self, name, *changes):
        """An old tracker in a folder of no class, with these words changed."""
        self.path("old").mkdir(exist_ok=True)
        members = tracker.parts(LEGACY / f"{name}.docx")
        for old, new in changes:
            members = changed(members, MAIN, old, new, -1)
        tracker.write_parts(self.path("old/old.docx"), members)

    def test_what_cairn_made_is_whole(self):
        self.fill_a("t.docx")
        rows = tracker.parts(self.path("t.docx"))[MAIN].count(b'w:val="milestone:') or 16
        self.assertEqual(self.cairn("check t.docx").said, f"t.docx: note: {FINDS.format('milestones-tracker', 22, 22, rows)}\n")
        self.cairn(f"check {tracker.ROOT}/templates/milestones-tracker.docx")

    def test_what_a_mapping_reads_is_whole(self):
        for name in ("plain-table", "side-by-side", "small-steps", "page-header"):
            self.legacy(name)
            said = self.cairn("check old/old.docx").said
            self.assertRegex(said, rf"^old/old.docx: note: the mapping `{name}` reads this document, and finds (\d+) of its \1 places, and \d+ milestones\n$")

    def test_what_is_missing_is_told(self):
        self.fill_a("t.docx")
        members = tracker.parts(self.path("t.docx"))
        without = changed(members, MAIN, 'w:val="enjoys"', 'w:val="joys"', 9)
        without = changed(without, MAIN, "What I enjoy<", "What I like<", 9)
        tracker.write_parts(self.path("t.docx"), without)
        said = self.cairn("check t.docx", 1).said
        self.assertEqual(said, f"t.docx: {FINDS.format('milestones-tracker', 21, 22, 16)}; not found, or in more than one place: "
                         "`term.family.enjoys`\n    name them in the document as the mapping does: what has no place is neither read nor filled\n")

    def test_a_column_that_is_missing_is_told(self):
        self.legacy("plain-table", ("What we saw", "Remarks"))
        self.assertIn("in more than one place: `saw`\n", self.cairn("check old/old.docx", 1).said)

    def test_a_place_that_stands_twice_is_told(self):
        self.legacy("plain-table", ("<w:body>", "<w:body><w:p><w:r><w:t>Pupil's name: A</w:t></w:r></w:p>"))
        self.assertIn("in more than one place: `learner.known-as`\n", self.cairn("check old/old.docx", 1).said)

    def test_a_tracker_that_has_lost_all_is_a_tracker_still(self):
        self.fill_a("t.docx")
        members = tracker.parts(self.path("t.docx"))
        body = members[MAIN][:members[MAIN].index(b"<w:body>")] + b"<w:body><w:p/></w:body></w:document>"
        tracker.write_parts(self.path("t.docx"), {**members, MAIN: body})
        self.assertIn("`milestones-tracker` reads this document, and finds ", self.cairn("check t.docx", 1).said)

    def test_a_mapping_that_is_not_there_is_told(self):
        self.fill_a("t.docx")
        members = tracker.parts(self.path("t.docx"))
        tracker.write_parts(self.path("t.docx"), changed(members, "docProps/custom.xml", "milestones-tracker", "sundials"))
        self.assertIn("there is no mapping named `sundials`\n", self.cairn("check t.docx", 3).said)

    def test_what_no_mapping_fits_is_told_with_what_to_do(self):
        """In a class too, whose mapping would read it: what finds its header alone is no tracker."""
        self.fill_a("t.docx")
        members = changed(tracker.parts(self.path("t.docx")), "docProps/custom.xml", "cairn-mapping", "none")
        body = members[MAIN][:members[MAIN].index(b"<w:body>")] + b"<w:body><w:p><w:r><w:t>Dear all</w:t></w:r></w:p></w:body></w:document>"
        self.path("old").mkdir()
        for path in ("t.docx", "old/t.docx"):
            tracker.write_parts(self.path(path), {**members, MAIN: body})
            said = self.cairn(f"check {path}", 1).said
            self.assertTrue(said.startswith(f"{path}: there is no placeholder in this document\n"), said)
            self.assertIn("`cairn draft`", said)

    def test_braces_in_a_tracker_are_values(self):
        self.fill_a("t.docx")
        members = tracker.parts(self.path("t.docx"))
        tracker.write_parts(self.path("t.docx"), changed(members, MAIN, "when it is windy.", "{{windy}}"))
        self.cairn("check t.docx")


class Contents(Room):
    def test_a_document_under_any_name(self):
        self.fill_a("t.docx")
        for name in ("tracker", "t.yaml", "t.doc"):
            shutil.copy(self.path("t.docx"), self.path(name))
            self.assertTrue(self.cairn(f"check {name}").said.startswith(f"{name}: note: the mapping"), name)
        said = self.cairn("check -", stdin=self.path("t.docx").read_bytes()).said
        self.assertTrue(said.startswith("-: note: the mapping"), said)

    def test_what_is_no_word_document(self):
        self.fill_a("t.docx")
        self.cairn("sheet fill child-a.yaml -o book.xlsx")
        with zipfile.ZipFile(self.path("two.zip"), "w") as package:
            package.write(self.path("t.docx"), "t.docx")
        shutil.copy(LEGACY / "old-word.doc", self.path("old.doc"))
        shutil.copy(LEGACY / "old-word.doc", self.path("old"))
        for name, what in (("book.xlsx", "a spreadsheet\n    `cairn sheet read` reads a digital tracker\n"),
                           ("two.zip", "a folder packed as a zip file\n    unpack it, and give the documents in it\n"),
                           ("old.doc", "an old Word document (.doc)\n    open it in Word and save it as .docx\n"),
                           ("old", "an old Word document (.doc)\n    open it in Word and save it as .docx\n")):
            self.assertEqual(self.cairn(f"check {name}", 4).said, f"{name}: {NOT_WORD}{what}")

    def test_help_tells_of_documents_and_of_each_exit_code(self):
        told = self.cairn("check --help").out.decode()
        self.assertIn("Word document", told)
        for code in ("0 ", "1 ", "2 ", "3 ", "4 "):
            self.assertIn(code, told[told.index("Exit codes:"):])


if __name__ == "__main__":
    unittest.main()
