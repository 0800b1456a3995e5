"""What Cairn writes on the way: nothing of it is left, whenever a signal ends it, and nobody else may read it."""

import json
import os
import shutil
import signal
import subprocess
import time
import unittest
import zipfile

import tracker
from pack_test import Class

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOMENTS = 2  # of each command and signal
LEARNERS = 8


def by_default():
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_DFL)  # a shell may have it ignored


class Ended(Class):
    def setUp(self):
        super().setUp()
        text = self.path("rowan/child-a.yaml").read_text()
        for n in range(LEARNERS):
            self.write(f"rowan/l-{n}.yaml", text.replace("id: rowan-01", f"id: l-{n}"))
        self.cairn("pack rowan --term 1 -o documents --name {learner.id}.docx", 0)
        self.write("names.csv", "Name\n" + "".join(f"Child {chr(97 + n % 26) * (1 + n // 26)}\n" for n in range(90)))
        self.path("temporary").mkdir()
        os.environ["TMPDIR"] = str(self.path("temporary"))
        self.addCleanup(os.environ.pop, "TMPDIR")

    def start(self, words):
        return subprocess.Popen([tracker.CAIRN, *words], cwd=self.folder, stderr=subprocess.DEVNULL, preexec_fn=by_default)

    def end_at_each_moment(self, command, fresh=True):
        """Ends the command by each signal at moments spread over its time; gives how often it was ended. fresh: nothing is there before."""
        words = [word for part in command.split() for word in (sorted(f"documents/{p.name}" for p in self.path("documents").glob("*.docx"))
                                                               if part == "DOCUMENTS" else [part])]
        begun = time.monotonic()
        self.assertIn(self.start(words).wait(60), (0, 1))
        whole = time.monotonic() - begun
        ended = 0
        for ending in ENDINGS:
            for moment in range(MOMENTS):
                if fresh:
                    self.clear()
                running = self.start(words)
                time.sleep(whole * (moment + 0.5) / MOMENTS)
                running.send_signal(ending)
                code = running.wait(60)
                self.assertIn(code, (0, 1, -ending), command)
                ended += code == -ending
                self.assert_whole(command)
        return ended

    def clear(self):
        for name in ("out", "class"):
            shutil.rmtree(self.path(name), ignore_errors=True)
        for name in ("out.zip", "all.docx", "all-contents.docx", "out.xlsx"):
            self.path(name).unlink(missing_ok=True)

    def assert_whole(self, command):
        """No file is there but whole ones of the names that were asked for."""
        for path in self.folder.rglob("*"):
            self.assertFalse(path.name.startswith(".") or ".new-" in path.name, f"{command} left {path.name}")
            if path.suffix in (".docx", ".xlsx", ".zip"):
                with zipfile.ZipFile(path) as package:
                    self.assertIsNone(package.testzip())
            if path.suffix == ".json":
                self.assertEqual(len(json.loads(path.read_text())["documents"]), LEARNERS + 2)
        if self.path("class").exists():
            self.assertEqual(len([*self.path("class").iterdir()]), 91)
        self.assertEqual([*self.path("temporary").iterdir()], [], command)

    def test_a_pack_leaves_nothing_half_made(self):
        for options in ("--jobs 1 --zip out.zip --one-file all.docx", "--jobs 3 --zip out.zip"):
            self.assertGreater(self.end_at_each_moment(f"pack rowan --term 1 -o out --name {{learner.id}}.docx {options}"), 0)

    def test_neither_does_one_that_goes_over_an_older_one(self):
        self.end_at_each_moment("pack rowan --term 1 -o out --name {learner.id}.docx --zip out.zip --force --jobs 2", fresh=False)

    def test_nor_a_class_records_or_a_spreadsheet(self):
        for command in ("new class --list names.csv", "sheet fill rowan --term 1 -o out.xlsx"):
            self.end_at_each_moment(command)
        self.path("out").mkdir()
        self.end_at_each_moment("read DOCUMENTS -o out/")

    def test_who_asked_for_no_signal_gets_none(self):
        """As nohup does."""
        running = subprocess.Popen([tracker.CAIRN, *"pack rowan --term 1 -o out --name {learner.id}.docx".split()], cwd=self.folder, stderr=subprocess.DEVNULL,
                                   preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        running.send_signal(signal.SIGHUP)
        self.assertEqual(running.wait(60), 0)
        self.assertEqual(len(self.report()["documents"]), LEARNERS + 2)

    def test_it_ends_soon_while_it_waits_for_its_input(self):
        for words in (["read", "-"], ["check", "-"]):
            with subprocess.Popen([tracker.CAIRN, *words], cwd=self.folder, stdin=subprocess.PIPE, preexec_fn=by_default) as running:
                time.sleep(0.1)
                running.send_signal(signal.SIGINT)
                self.assertEqual(running.wait(10), -signal.SIGINT)


if __name__ == "__main__":
    unittest.main()
