"""The same bytes from one thread, from many, from shards, from GNU parallel, and from `fill` one by one."""

import os
import pathlib
import shutil
import subprocess
import unittest

import klass
import tracker
from desk import HEAD
from packroom import ID, TERM, PackRoom
from pieces import cell, control, head_row, p, r, row, table
from school import Document
from tracked_test import marks_are_sound, under_revision

LEARNERS, SHARES = 60, 7
ROWS = """  - key: term.assessments
    rows: {table: {header: [Milestone, Level of engagement]}}
    group:
      - {key: milestone, at: {column: Milestone}, as: milestone}
      - {key: engagement, at: {column: Level of engagement, paragraph: 1}, as: {scale: engagement}}
      - {key: saw, at: {column: What we saw}, as: paragraphs}
"""
LAST = """      - {show: last, at: {column: Level of engagement, paragraph: 2}, from: previous.engagement, as: {scale: engagement}}
"""


class Same(PackRoom):
    def setUp(self):
        super().setUp()
        self.where = self.klass(range(1, LEARNERS + 1))
        self.pack(self.where, *ID, "--jobs", "1")
        self.first = self.documents()
        self.assertEqual(len(self.first), LEARNERS)

    def test_from_any_number_of_threads(self):
        for jobs in (2, 3, 16):
            self.pack(self.where, *ID, "--jobs", str(jobs), out=str(jobs))
            self.assert_same(self.documents(str(jobs)), self.first, jobs)
            self.assertEqual((self.folder / str(jobs) / "pack.json").read_bytes(), (self.folder / "out/pack.json").read_bytes(), jobs)

    def test_from_fill_one_by_one(self):
        for place in range(1, LEARNERS + 1):
            out = self.folder / "filled.docx"
            out.unlink(missing_ok=True)
            tracker.fill(self.where / klass.file_name(place), out, *TERM)
            self.assertTrue(out.read_bytes() == self.first[f"klass-{place}.docx"], f"klass-{place}.docx")

    def test_from_shards_which_share_the_learners_among_them(self):
        seen = {}
        for share in range(1, SHARES + 1):
            self.pack(self.where, *ID, "--shard", f"{share}/{SHARES}", out=f"share{share}")
            made = self.documents(f"share{share}")
            self.assertFalse(set(made) & set(seen))
            self.assertIn(len(made), (LEARNERS // SHARES, LEARNERS // SHARES + 1))
            seen.update(made)
            self.pack(self.where, *ID, "--shard", f"{share}/{SHARES}", out="together")
        self.assert_same(seen, self.first)
        self.assert_same(self.documents("together"), self.first)
        reports = sorted(path.name for path in (self.folder / "together").glob("*.json"))
        self.assertEqual(len(reports), SHARES, reports)

    def test_from_the_tasks_of_gnu_parallel(self):
        cairn = [tracker.CAIRN, "pack", self.where, *TERM, *ID, "-o", self.folder / "tasks", "--shard", "{}/5"]
        done = subprocess.run(["parallel", "--jobs", "3", *map(str, cairn)], input="1\n2\n3\n4\n5\n", text=True, cwd=self.folder,
                              env={**os.environ, "HOME": str(self.folder)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assert_same(self.documents("tasks"), self.first)
        self.assertEqual(len(list((self.folder / "tasks").glob("*.json"))), 5)

    def test_whatever_the_folder_is_called_and_in_whatever_order_its_files_were_made(self):
        other = self.folder / "other"
        other.mkdir()
        for path in sorted(self.where.iterdir(), reverse=True):
            shutil.copy(path, other)
        self.pack(pathlib.Path("other"), *ID, out="from other")
        self.assert_same(self.documents("from other"), self.first)


class SameRows(PackRoom):
    def assert_filled_alike(self, where, *options):
        """Each document of the pack is the one that fill makes."""
        made = self.documents()
        self.assertEqual(len(made), 3)
        for place in range(1, 4):
            out = self.folder / "filled.docx"
            tracker.fill(where / klass.file_name(place), out, *options, "--force")
            marks_are_sound(out)
            self.assertTrue(out.read_bytes() == made[f"klass-{place}.docx"], f"klass-{place}.docx")

    def test_where_the_last_level_is_an_item_of_a_list_that_stores_another_word(self):
        paper, mapping = Document("Desk"), self.folder / "mapping.yaml"
        where, levels = self.klass(range(1, 4), terms=("1", "2")), klass.LEVELS
        labels = [level.replace("-", " ").capitalize() for level in levels]
        items = "".join(f'<w:listItem w:displayText="{label}" w:value="{n}"/>' for n, label in enumerate(labels))
        last = p(control(r("Choose"), "last", kind=f"<w:dropDownList>{items}</w:dropDownList>"))
        paper.put(table(3, head_row("Milestone", "Level of engagement", "What we saw"), row("", cell(p(), last), "")), p())
        paper.finish().save(self.folder / "blank.docx")
        mapping.write_text(HEAD + ROWS + LAST, encoding="utf-8")
        done = self.pack(where, *ID, "-m", mapping, options=("--term", "2"))
        self.assertNotIn("no such item", done.said)
        self.assert_filled_alike(where, "--session", "2025-26", "--term", "2", "-m", mapping)

    def test_under_revision_where_nothing_stands_in_the_row_that_is_copied(self):
        paper, mapping, where = Document("Desk"), self.folder / "mapping.yaml", self.klass(range(1, 4))
        paper.put(table(3, head_row("Milestone", "Level of engagement", "What we saw"), row(p(), "<w:p/>", p("<w:r></w:r>"))), p())
        paper.finish().save(self.folder / "plain.docx")
        under_revision(self.folder / "plain.docx", self.folder / "blank.docx")
        mapping.write_text(HEAD + ROWS, encoding="utf-8")
        self.pack(where, *ID, "-m", mapping)
        self.assert_filled_alike(where, *TERM, "-m", mapping)


if __name__ == "__main__":
    unittest.main()
