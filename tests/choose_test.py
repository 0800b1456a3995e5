"""Which mapping reads a document that names none: the one that fits best, and what is said of the choice."""

import json
import pathlib
import shutil
import sys
import tempfile
import unittest

import tracker
from room import Room

sys.path.insert(0, str(tracker.ROOT / "tests/templates"))
import make  # noqa: E402

NEXT = "; next `{}`, {} of {}"
CHOSEN = "{}: note: read with the mapping `{}`, which finds {} of its {} places{}\n"
NONE = ("{}: no mapping fits this document: none finds any place in it\n"
        "    give the right one with -m, or make one with `cairn draft`\n")
EXTRA = "version: 1\nmapping: {}\nframeworks: [foundation]\nfields:\n{}"


class Choice(Room):
    """The schools' documents, with their mappings in a folder beside the class."""

    @classmethod
    def setUpClass(cls):
        """Cairn as it was installed with its own mapping alone."""
        cls.made, cls.home, cls.program = tempfile.TemporaryDirectory(), tempfile.TemporaryDirectory(), tracker.CAIRN
        cls.layouts = make.make(cls.made.name)
        for part in ("mappings", "templates"):
            shutil.copytree(tracker.ROOT / part, pathlib.Path(cls.home.name, part), ignore=shutil.ignore_patterns("legacy"))
        tracker.CAIRN = shutil.copy(cls.program, cls.home.name)

    @classmethod
    def tearDownClass(cls):
        tracker.CAIRN = cls.program
        cls.made.cleanup()
        cls.home.cleanup()

    def setUp(self):
        super().setUp()
        self.path("mappings/schools").mkdir(parents=True)
        self.write("class.yaml", "version: 1\nclass: Birch\n")
        for path in pathlib.Path(self.made.name).iterdir():
            shutil.copy(path, self.path("mappings/schools") if path.suffix == ".yaml" else self.folder)

    def chosen(self, document, more="", want=1):
        """What is said of the choice, in full."""
        said = self.cairn(f"read {document} {more}", want).said
        lines = said.splitlines(keepends=True)
        ours = [i for i, line in enumerate(lines) if "mapping" in line and "mapping has" not in line and "mapping's" not in line]
        return "".join(lines[i] + (lines[i + 1] if lines[i + 1:] and lines[i + 1].startswith("    ") else "") for i in ours)

    def test_every_layout_is_read_with_its_own_mapping(self):
        for name in set(self.layouts) - {"placeholders"}:
            with self.subTest(name):
                self.assertIn(f"{name}.docx: note: read with the mapping `{name}`, which finds ", self.chosen(f"{name}.docx"))

    def test_the_score_and_the_next_are_said(self):
        self.assertEqual(self.chosen("ticks.docx"), CHOSEN.format("ticks.docx", "ticks", 13, 13, NEXT.format("bands", 6, 15)))
        self.path("mappings/schools/bands.yaml").unlink()
        self.assertIn("`ticks`, which finds 13 of its 13 places; next `", self.chosen("ticks.docx"))

    def test_more_of_the_document_counts_more_than_a_small_mapping_that_finds_all(self):
        self.write("mappings/a-few.yaml", EXTRA.format("a-few", "  - {key: learner.known-as, at: {label: Name}}\n"))
        self.write("mappings/schools/ticks.yaml", self.path("mappings/schools/ticks.yaml").read_text("utf-8").replace("Written on", "Not there"))
        self.assertIn("`ticks`, which finds 12 of its 13 places", self.chosen("ticks.docx"))

    def test_two_that_fit_equally_well_are_both_named(self):
        text = self.path("mappings/schools/ticks.yaml").read_text("utf-8")
        self.write("mappings/schools/boxes.yaml", text.replace("mapping: ticks", "mapping: boxes"))
        self.assertEqual(self.chosen("ticks.docx"),
                         "ticks.docx: the mappings `boxes` and `ticks` fit this document equally well: each finds 13 of its 13 places; "
                         "it was read with the first\n    say which with -m\n")
        self.assertEqual(self.chosen("ticks.docx", "-m mappings/schools/ticks.yaml"), "")

    def test_a_mapping_of_the_class_hides_one_of_the_same_name(self):
        self.write("mappings/ticks.yaml", EXTRA.format("ticks", "  - {key: learner.known-as, at: {label: Name}}\n"))
        self.assertNotIn("`ticks`", self.chosen("ticks.docx"))

    def test_none_that_fits_is_said(self):
        shutil.rmtree(self.path("mappings"))
        self.path("mappings").mkdir()
        self.write("mappings/none.yaml", EXTRA.format("none", "  - {key: learner.known-as, at: {bookmark: Nowhere}}\n"))
        members = tracker.parts(self.path("titles.docx"))
        head, _, tail = members["word/document.xml"].partition(b"<w:body>")
        section = tail[tail.rindex(b"<w:sectPr"):]
        members["word/document.xml"] = head + b"<w:body><w:p><w:r><w:t>A letter</w:t></w:r></w:p>" + section
        tracker.write_parts(self.path("letter.docx"), members)
        self.assertEqual(self.chosen("letter.docx"), NONE.format("letter.docx"))

    def test_one_that_fits_badly_is_said_and_not_used_without_its_table(self):
        for path in self.path("mappings/schools").iterdir():
            path.unlink()
        self.write("mappings/poor.yaml", EXTRA.format("poor", "".join(
            f"  - {{key: {key}, at: {{label: {label}}}}}\n" for key, label in (
                ("learner.known-as", "Name"), ("term.session", "Session"), ("term.term", "Term"), ("term.class", "Nowhere"), ("term.date", "Never"),
                ("learner.scn", "Not"), ("learner.name", "Nobody"), ("learner.born", "Neither")))))
        self.assertEqual(self.chosen("ticks.docx"),
                         "ticks.docx: no mapping fits this document: the best, `poor`, finds 3 of its 8 places\n"
                         "    give the right one with -m, or make one with `cairn draft`\n")

    def test_a_wrong_mapping_is_told_once_and_skipped(self):
        self.write("mappings/schools/wrong.yaml", "version: 1\nmapping: wrong\nfields:\n  - {key: term.dat, at: {label: Date}}\n")
        self.write("mappings/note.yaml", "just: a note\n")
        self.assertEqual(self.chosen("ticks.docx").partition("ticks.docx")[0],
                         "mappings/schools/wrong.yaml: this mapping is wrong, and was not tried: `term.dat` names nothing in a record\n"
                         "    `cairn check` tells all that is wrong with it\n")

    def test_a_mark_a_placeholder_and_the_class_go_before(self):
        self.fill_a()
        self.assertEqual(self.cairn("read a.docx").said, "")
        self.assertEqual(self.chosen("placeholders.docx"), "")
        self.of_class("ticks")
        text = self.path("mappings/schools/ticks.yaml").read_text("utf-8")
        self.write("mappings/schools/boxes.yaml", text.replace("mapping: ticks", "mapping: boxes"))
        self.assertEqual(self.chosen("ticks.docx"), "")

    def of_class(self, name):
        """The class names a mapping, which lies beside it."""
        shutil.copy(self.path(f"mappings/schools/{name}.yaml"), self.folder)
        self.write("class.yaml", f"version: 1\nclass: Birch\nmapping: {name}\n")

    def test_the_class_s_gives_way_where_it_does_not_find_its_tables(self):
        self.of_class("merged")
        self.assertEqual(self.chosen("ticks.docx"), CHOSEN.format("ticks.docx", "ticks", 13, 13, "; the class's `merged`, 3 of 17"))
        self.assertEqual(self.chosen("ticks.docx", "-m merged"), "")

    def test_or_where_another_finds_clearly_more(self):
        self.of_class("ticks")
        text = self.path("ticks.yaml").read_text("utf-8")
        for name in ("Name", "Written on"):
            text = text.replace(name, "Not there")
        self.write("ticks.yaml", text)
        self.assertEqual(self.chosen("ticks.docx"), "")  # 11 of 13
        more = "".join(f"  - {{key: term.family.{key}, at: {{label: Not there}}}}\n" for key in ("child-views", "new", "next", "does-well"))
        self.write("ticks.yaml", text.replace("fields:\n", f"fields:\n{more}"))
        boxes = self.path("mappings/schools/ticks.yaml").read_text("utf-8").replace("mapping: ticks", "mapping: boxes")
        self.write("mappings/boxes.yaml", boxes)
        self.assertEqual(self.chosen("ticks.docx"), CHOSEN.format("ticks.docx", "boxes", 13, 13, "; the class's `ticks`, 11 of 17"))

    def test_of_a_document_that_none_fits_the_class_s_says_so(self):
        self.of_class("ticks")
        shutil.rmtree(self.path("mappings/schools"))
        self.assertIn("matrix.docx: no mapping fits this document: the best, `",
                      self.chosen(shutil.copy(tracker.ROOT / "samples/legacy/matrix.docx", self.path("matrix.docx")).name))

    def test_diff_chooses_for_each_document(self):
        said = self.cairn("diff ticks.docx bands.docx", 1).said
        self.assertIn("ticks.docx: note: read with the mapping `ticks`", said)
        self.assertIn("bands.docx: note: read with the mapping `bands`", said)

    def test_as_json_it_has_no_words(self):
        said = self.cairn("read ticks.docx --json", 1).said
        self.assertEqual(json.loads(said.splitlines()[0]), {"severity": "note", "code": "mapping-chosen", "file": "ticks.docx"})


if __name__ == "__main__":
    unittest.main()
