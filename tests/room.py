"""A folder for tests of what cairn does with files: two learners of a class, and looks at what is there afterwards."""

import pathlib
import shutil
import tempfile
import unittest

import tracker

RECORDS = tracker.ROOT / "samples/rowan"
HELD_BACK = "child-a.yaml: note: 1 comment for staff only was held back\n    write it with --staff, and keep that copy in school\n"


class Room(unittest.TestCase):
    """child-a.yaml, child-b.yaml and class.yaml lie in self.folder, and cairn runs there."""

    maxDiff = None

    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.folder = pathlib.Path(room.name)
        for name in ("child-a.yaml", "child-b.yaml", "class.yaml"):
            shutil.copy(RECORDS / name, self.folder)

    def path(self, name):
        return self.folder / name

    def write(self, name, text):
        data = text if isinstance(text, bytes) else text.encode()
        self.path(name).write_bytes(data)
        return name

    def record(self, name, tree):
        return self.write(name, tracker.dump(tree).lstrip("\n") + "\n")

    def cairn(self, command, want=0, **how):
        """Runs a command line; afterwards no temporary file is left, whatever happened."""
        done = tracker.run(*command.split(), cwd=self.folder, **how)
        if want is not None:
            self.assertEqual(done.code, want, f"cairn {command}\n{done.said}")
        self.assertEqual(tracker.litter(self.folder), [])
        return done

    def fill_a(self, out="a.docx", more="", want=0):
        return self.cairn(f"fill child-a.yaml --term 1 -o {out} {more}", want)

    def snapshot(self):
        """Every file of the folder: what it holds, which file it is, and when it was written."""
        return {path.name: (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
                for path in self.folder.iterdir() if path.is_file()}

    def refused(self, command, want, said=None, **how):
        """The command is refused, no file is touched or made, and, where given, this and nothing else is said."""
        before = self.snapshot()
        done = self.cairn(command, want, **how)
        self.assertEqual(self.snapshot(), before, command)
        self.assertEqual(done.out, b"")
        if said is not None:
            self.assertEqual(done.said, said)
        return done

    def doctor(self, source, out, part, old, new, count=1):
        """A copy in which a part says something else."""
        members = tracker.parts(self.path(source))
        old, new = (side if isinstance(side, bytes) else side.encode() for side in (old, new))
        self.assertIn(old, members[part])
        members[part] = members[part].replace(old, new, count)
        tracker.write_parts(self.path(out), members)
        return out
