"""A room for tests of packs: generated classes in a folder, packs of them, and looks at the documents."""

import io
import json
import pathlib
import re
import tempfile
import unittest
import zipfile

import klass
import tracker

TERM = ("--term", "1")
ID = ("--name", "{learner.id}.docx")


class PackRoom(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.folder = pathlib.Path(room.name)

    def klass(self, numbers, folder="klass", **how):
        """The folder of a class; the learners' records are named in the order of the numbers."""
        where = klass.write_class(self.folder / folder, [], how.pop("name", "Klass"))
        for place, number in enumerate(numbers, 1):
            (where / klass.file_name(place)).write_text(klass.record(number, **how), encoding="utf-8")
        return where

    def pack(self, *words, out="out", want=0, options=TERM, **how):
        """Runs a pack into a folder; afterwards no temporary file is left."""
        done = tracker.run("pack", *words, *options, "-o", self.folder / out, cwd=self.folder, **how)
        self.assertEqual(done.code, want, f"cairn pack {words}\n{done.said}")
        self.assertEqual(tracker.litter(self.folder), [])
        return done

    def documents(self, out="out"):
        """{path below the folder: bytes} of every document."""
        folder = self.folder / out
        return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.docx"))}

    def assert_same(self, made, first, name=""):
        """The same names, and the same bytes under each."""
        self.assertEqual(sorted(made), sorted(first), name)
        self.assertEqual([document for document, data in made.items() if data != first[document]], [], name)

    def report(self, out="out", name="pack.json"):
        return json.loads((self.folder / out / name).read_text("utf-8"))


def everything(data):
    """All bytes in which somebody's text could hide: the file's own and every part's; and those of every part that show, which are its text
    without the tags and what the tags say of dates."""
    hidden, shown = [data], []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for info in package.infolist():
            part = package.read(info)
            hidden += [info.filename.encode(), info.extra, info.comment, part]
            shown += [re.sub(rb"<[^>]*>", b"", part), *re.findall(rb'ate="([^"]*)"', part)]
    return b"\0".join(hidden), b"\0".join(shown)
