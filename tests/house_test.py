"""The house itself: its checks can fail, its runner counts, its installer says what is missing, `make install` is whole."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
# A make inside a test starts afresh: nothing of the make that runs the tests comes with it.
AFRESH = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}


def run(*command, **more):
    """(exit code, all that it printed) of a command."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, check=False, **{"cwd": ROOT, "env": AFRESH, **more})
    return done.returncode, done.stdout


def script(name, *arguments):
    return run(sys.executable, ROOT / "tests" / name, *arguments)


class InAFolder(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


class Layers(InAFolder):
    def look(self, **files):
        for name, included in files.items():
            self.write(name + ".c", "".join(f"#include {header}\n" for header in included))
        return script("check_layers.py", self.folder)

    def test_includes_that_point_to_the_left_are_right(self):
        code, said = self.look(arena=['"base.h"', "<string.h>"], yaml=['"data.h"', '"base.h"', "<yaml.h>"],
                               plan=['"place.h"', '"codec.h"'], mapping=['"shape.h"', '"model.h"'])
        self.assertEqual((0, "layers: 4 files, each includes only what stands to its left\n"), (code, said))

    def test_includes_that_do_not_are_told_with_their_line(self):
        for stem, header in [("arena", '"data.h"'), ("markup", '"data.h"'), ("zip", '"word.h"'), ("zip", '"data.h"'),
                             ("word", '"data.h"'), ("word", '"model.h"'), ("record", '"markup.h"'),
                             ("record", '"opc.h"'), ("record", '"word.h"'), ("codec", '"place.h"'),
                             ("place", '"codec.h"'), ("plan", '"lens.h"'), ("lens", '"cairn.h"'),
                             ("word", '"parts.h"'), ("record", "<libxml/tree.h>"), ("word", "<libdeflate.h>"),
                             ("lens", "<yaml.h>"), ("lens", '"nowhere.h"')]:
            with self.subTest(stem=stem, header=header):
                code, said = self.look(**{stem: ["<stdio.h>", header]})
                self.assertEqual(1, code)
                self.assertIn(f"{stem}.c:2: ", said)
                self.assertIn(f"includes {header[1:-1]}, ", said)
                (self.folder / f"{stem}.c").unlink()

    def test_a_file_in_no_layer_is_told(self):
        code, said = self.look(newcomer=[])
        self.assertEqual(1, code)
        self.assertIn("newcomer.c: stands in no layer", said)


class Size(InAFolder):
    SHORT = 'static int f%d(struct str a) {\n  return a.at == "}"[0];\n}\n'

    def look(self, text):
        self.write("src/a.c", text)
        return script("check_size.py", self.folder)

    @staticmethod
    def function(lines):
        return "int g(int a,\n      int b) {\n" + "  a += '{';\n" * (lines - 3) + "}\n"

    def test_counts_from_the_head_to_the_last_brace(self):
        table = '#define BRACE {\n/* { */\nstatic const int t[] = {1, 2};\nstruct s {\n  int a;\n};\n'
        code, said = self.look(table + self.SHORT % 1 + self.function(9) + self.SHORT % 2)
        self.assertEqual(0, code, said)
        self.assertIn("3 functions, median 3 lines, 95% up to 9, longest 9;", said)

    def test_one_function_too_long_is_told(self):
        short = "".join(self.SHORT % n for n in range(30))
        self.assertEqual(0, self.look(short + self.function(70))[0])
        code, said = self.look(short + self.function(71))
        self.assertEqual(1, code)
        self.assertIn("a.c:91: g has 71 lines", said)

    def test_many_long_functions_are_told(self):
        short = "".join(self.SHORT % n for n in range(8))
        self.assertEqual(0, self.look(short + self.function(39))[0])
        code, said = self.look(short + self.function(40))
        self.assertEqual(1, code)
        self.assertIn("95% of the functions have up to 40 lines", said)

    def test_a_high_median_is_told(self):
        self.assertEqual(0, self.look(self.function(12))[0])
        self.assertIn("the median function has 13 lines", self.look(self.function(13))[1])

    def test_a_long_file_is_told_in_tests_too(self):
        self.write("tests/test_a.c", "\n" * 400)
        code, said = self.look(self.SHORT % 1)
        self.assertEqual(1, code)
        self.assertIn("test_a.c has 400 lines", said)


class Runner(InAFolder):
    def last_line(self, *bodies):
        paths = [self.write(f"{n}_test.sh", body) for n, body in enumerate(bodies)]
        code, said = script("run.py", *paths)
        return code, said.splitlines()[-1]

    def test_sums_what_each_counts(self):
        cmocka = 'echo "[  PASSED  ] 4 test(s)."'
        unit = 'echo "Ran 3 tests in 0.1s"; echo; echo OK'
        self.assertEqual((0, "9 passed, 0 failed"), self.last_line("echo 2 passed, 0 failed", cmocka, unit))

    def test_counts_failures_of_each_kind(self):
        cmocka = 'echo "[  PASSED  ] 4 test(s)."; echo "[  FAILED  ] 1 test(s), listed below:"; exit 1'
        unit = 'echo "Ran 3 tests in 0.1s"; echo "FAILED (failures=1, errors=1)"; exit 1'
        self.assertEqual((1, "6 passed, 4 failed"), self.last_line("echo 1 passed, 1 failed; exit 1", cmocka, unit))

    def test_what_ends_badly_or_counts_nothing_has_failed(self):
        self.assertEqual((1, "2 passed, 1 failed"), self.last_line("echo 2 passed, 0 failed; exit 3"))
        self.assertEqual((1, "0 passed, 1 failed"), self.last_line("true"))
        self.assertEqual((1, "0 passed, 1 failed"), self.last_line("echo 0 passed, 0 failed"))


class Install(InAFolder):
    def machine(self, *extra):
        """A PATH with next to nothing on it."""
        tools = self.folder / "bin"
        tools.mkdir()
        for tool in ["bash", "env", "cat", "mktemp", "rm", "id", "grep", "sleep", *extra]:
            (tools / tool).symlink_to(shutil.which(tool))
        return tools

    def test_says_what_is_missing_and_how_to_install_it(self):
        code, said = run("tests/install.sh", "build", env={"PATH": str(self.machine())})
        self.assertEqual(1, code)
        for words in ["a C compiler", "libxml2, which reads XML", "dnf install -y make gcc", "brew install make gcc"]:
            self.assertIn(words, said)

    def test_installs_it_on_debian(self):
        tools, log = self.machine(), self.folder / "log"
        fake = self.write("bin/apt-get", f'#!/bin/bash\necho "$*" >>{log}\n')
        fake.chmod(0o755)
        (tools / "sudo").symlink_to(shutil.which("env"))
        code, said = run("tests/install.sh", "build", env={"PATH": str(tools)})
        update, install = log.read_text().splitlines()
        self.assertTrue(update.endswith(" update"), update)
        self.assertIn(" install -y --no-install-recommends make gcc libc6-dev ", install)
        self.assertEqual(1, code, "it looks again, and nothing came")
        self.assertIn("Installing it: ", said)

    def test_make_install_puts_all_in_place_and_it_runs_there(self):
        code, said = run("make", "-j2", "install", "BUILD=build/house", "PREFIX=/opt/cairn", f"DESTDIR={self.folder}")
        self.assertEqual(0, code, said)
        there = self.folder / "opt/cairn"
        for name in ["bin/cairn", "lib/libcairn.a", "include/cairn.h", "share/man/man1/cairn.1",
                     "share/cairn/templates/milestones-tracker.docx", "share/cairn/mappings/scales/engagement.yaml"]:
            self.assertTrue((there / name).is_file(), name)
        made = self.folder / "made.docx"
        code, said = run(there / "bin/cairn", "fill", ROOT / "samples/rowan/child-a.yaml", "--session", "2025-26",
                         "--term", "1", "-o", made, cwd=self.folder)
        self.assertEqual(0, code, said)
        self.assertTrue(made.is_file())


class Template(unittest.TestCase):
    def test_is_its_parts_zipped(self):
        code, said = run(sys.executable, "templates/zip.py", "--check")
        self.assertEqual(0, code, said)


if __name__ == "__main__":
    unittest.main()
