"""The program is built for hostile input: what its bytes say of how it was compiled and linked.

binutils' readelf and objdump read it, and the same eyes see each thing that is missing from a small program built without it.
"""

import os
import pathlib
import platform
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

import tracker

PROGRAM = pathlib.Path(tracker.CAIRN).resolve()
ON_X86 = platform.machine() in ("x86_64", "i686")
PAGE = 4096  # what is left unmapped between a stack and its neighbours
SMALL = """#include <stdio.h>
#include <string.h>
#ifdef FLAW
__asm__(".section .flaw,\\"" FLAW "\\",@progbits\\n.quad main\\n.previous");
#endif
int main(int argc, char **argv) {
  char frame[70000], name[64];
  size_t read = fread(frame, 1, sizeof frame, stdin);
  strcpy(name, argv[0]);
  return printf("%s %d\\n", name, frame[read / 2]) < 0;
}
"""


def said(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, check=True, text=True).stdout


def commands(program):
    """How the objects of a program were compiled, and how they were linked, as the Makefile has noted beside them."""
    folder = program.parent
    folder = folder / "build" if (folder / "Makefile").exists() else folder
    return shlex.split((folder / "flags").read_text())


def is_watched(program):
    """A sanitizer was built in."""
    return bool(re.search(r"__[atum]b?san_", said("readelf", "--syms", "--wide", program)))


def faults(program):
    """What a program lacks, in words."""
    heads = said("readelf", "--file-header", "--program-headers", "--wide", program)
    dynamic = said("readelf", "--dynamic", "--wide", program)
    wanted = said("readelf", "--dyn-syms", "--wide", program)
    segments = dict(re.findall(r"^  (GNU_\w+) .* (\S?R?[ W]?[ E]?) +0x\w+$", heads, re.M))
    loads = re.findall(r"^  LOAD .* ([R ][W ][E ]) +0x\w+$", heads, re.M)
    flags = " ".join(re.findall(r"\((?:FLAGS|FLAGS_1)\) +(.*)", dynamic))
    checks = {
        "it lies anywhere in memory": "DYN" in heads and "INTERP" in heads and "PIE" in flags,
        "what is relocated becomes read-only": "GNU_RELRO" in segments,
        "all of it, before the program begins": re.search(r"\bNOW\b", flags),
        "its stack holds no code": "GNU_STACK" in segments and "E" not in segments["GNU_STACK"],
        "no memory is both written and run": loads and not any("W" in load and "E" in load for load in loads),
        "code is not written to when it is loaded": "TEXTREL" not in dynamic,
        "libraries come from the system's folders alone": not re.search(r"\((?:RPATH|RUNPATH)\)", dynamic),
        "a stack that was written over is found": "__stack_chk_fail" in wanted,
        "copies are checked against the room there is": re.search(r"\b__(?!stack|longjmp)\w+_chk\b", wanted),
    }
    if ON_X86:
        checks.update(code_checks(said("objdump", "--disassemble", "--no-show-raw-insn", program)))
    return [name for name, holds in checks.items() if not holds]


def code_checks(code):
    steps = [int(step, 16) for step in re.findall(r"sub +\$0x([0-9a-f]+),%rsp", code)]
    main = re.search(r"<main>:\n.*?\t(\w+)", code)
    return {
        "the stack grows by no more than a page at a time": not any(PAGE < step < 1 << 31 for step in steps),
        "jumps end where they may": main and main.group(1) == "endbr64",
    }


class Program(unittest.TestCase):
    def test_lacks_nothing(self):
        self.assertEqual(faults(PROGRAM), [])


class Eyes(unittest.TestCase):
    """Each thing left out of a small program is missed, and nothing else."""

    @classmethod
    def setUpClass(cls):
        words = commands(PROGRAM)
        kept = [word for word in words if word.startswith(("-f", "-U_", "-D_F", "-Wl", "-pie", "-O2"))]
        cls.compiler, cls.flags = words[0], list(dict.fromkeys(kept))
        cls.room = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.room.cleanup)

    def missed(self, *more, without=()):
        source, program = pathlib.Path(self.room.name, "small.c"), pathlib.Path(self.room.name, "small")
        source.write_text(SMALL)
        flags = [flag for flag in self.flags if flag not in without]
        said(self.compiler, *flags, *more, source, "-o", program)
        return faults(program)

    def test_see_nothing_where_all_is_there(self):
        self.assertEqual(self.missed(), [])

    def test_see_each_that_is_not_there(self):
        cases = [
            ("it lies anywhere in memory", ["-no-pie", "-fno-pie"], ["-pie", "-fPIE"]),
            ("what is relocated becomes read-only", ["-Wl,-z,norelro"], ["-Wl,-z,relro"]),
            ("all of it, before the program begins", ["-Wl,-z,lazy"], ["-Wl,-z,now"]),
            ("its stack holds no code", ["-Wl,-z,execstack"], ["-Wl,-z,noexecstack"]),
            ("no memory is both written and run", ['-DFLAW="awx"', "-Wl,-z,notext"], []),
            ("code is not written to when it is loaded", ['-DFLAW="ax"', "-Wl,-z,notext"], []),
            ("libraries come from the system's folders alone", ["-Wl,-rpath,/tmp"], []),
            ("a stack that was written over is found", ["-fno-stack-protector"], []),
            ("copies are checked against the room there is", ["-D_FORTIFY_SOURCE=0"], ["-D_FORTIFY_SOURCE=3"]),
        ]
        if ON_X86:
            cases += [("the stack grows by no more than a page at a time", ["-fno-stack-clash-protection"], []),
                      ("jumps end where they may", ["-fcf-protection=none"], [])]
        for name, more, without in cases:
            with self.subTest(name):
                self.assertIn(name, self.missed(*more, without=without))


if __name__ == "__main__":
    if sys.platform != "linux" or is_watched(PROGRAM):
        print("built with a sanitizer, or not for Linux: how it is hardened is read from the plain program\n1 passed, 0 failed")
    else:
        unittest.main()
