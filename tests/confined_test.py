"""What a running cairn has given up, and what it leaves behind: asked of the system, of every verb, while it waits for its input."""

import os
import pathlib
import platform
import re
import resource
import signal
import subprocess
import sys
import time
import unittest

import klass
import tracker
from room import Room

PROGRAM = pathlib.Path(tracker.CAIRN).resolve()
WATCHED = bool(re.search(rb"__[atm]san_init", PROGRAM.read_bytes()))
NOBODY = 65534
# Each waits for standard input, or for the pipe that its first input is.
WAIT_FOR_INPUT = ["fill - --term 1 -o out.docx", "read -", "check -", "diff - a.docx", "draft -", "sheet fill - -o out.xlsx", "sheet read -",
                  "new klass --list -"]


def status(process, thread=None):
    lines = pathlib.Path(f"/proc/{process}/task/{thread or process}/status").read_text().splitlines()
    return dict(re.split(r":\s*", line, maxsplit=1) for line in lines)


def is_confined(process, thread=None):
    told = status(process, thread)
    return (told["Seccomp"], told["NoNewPrivs"]) == ("2", "1")


def within(seconds, holds):
    """Whether it comes to hold."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


def children(process):
    return [int(word) for word in pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_gone(process):
    try:
        return status(process)["State"].startswith("Z")
    except OSError:
        return True


@unittest.skipUnless(sys.platform == "linux", "Linux alone has what is used and asked here")
class Running(Room):
    def setUp(self):
        super().setUp()
        self.fill_a()
        self.programs = self.path("programs")
        self.programs.mkdir()
        self.environment = {**os.environ, "PATH": str(self.programs), "TMPDIR": str(self.folder)}

    def libreoffice(self):
        (self.programs / "soffice").write_text("#!/bin/sh\n/bin/sleep 100\n")
        (self.programs / "soffice").chmod(0o700)

    def start(self, command, **how):
        """The verb, which waits for what stands in standard input."""
        running = subprocess.Popen([tracker.CAIRN, *command.split()], cwd=self.folder, env=self.environment, stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how)
        self.addCleanup(running.communicate)
        self.addCleanup(running.kill)
        return running


def can_filter():
    """Cairn has a filter for this machine, and its kernel takes one."""
    return platform.machine() in ("x86_64", "aarch64", "riscv64") and "Seccomp:" in pathlib.Path("/proc/self/status").read_text()


@unittest.skipIf(WATCHED, "the sanitizers trace their own process: built with one, nothing is given up")
@unittest.skipUnless(sys.platform == "linux" and can_filter(), "this system filters no calls: Cairn works without")
class Confined(Running):
    def test_every_verb_before_it_reads_its_input(self):
        for command in WAIT_FOR_INPUT:
            running = self.start(command)
            self.assertTrue(within(10, lambda: is_confined(running.pid)), command)

    def test_a_pack_in_all_its_threads(self):
        folder = klass.write_class(self.path("klass"), [], "Klass")
        for number in range(1, 401):
            (folder / klass.file_name(number)).write_text(klass.record(number), encoding="utf-8")
        running = self.start("pack klass --term 1 -o out --jobs 3 --name {learner.id}.docx")
        threads = pathlib.Path(f"/proc/{running.pid}/task")
        self.assertTrue(within(10, lambda: len(list(threads.iterdir())) == 4))
        running.send_signal(signal.SIGSTOP)
        self.assertTrue(all(is_confined(running.pid, thread.name) for thread in threads.iterdir()))

    def test_no_memory_becomes_a_file(self):
        running = self.start("read -", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)[1:] * 2))
        self.assertTrue(within(10, lambda: is_confined(running.pid)))
        self.assertRegex(pathlib.Path(f"/proc/{running.pid}/limits").read_text(), r"Max core file size +0 +0 ")
        os.kill(running.pid, signal.SIGABRT)
        ended = os.waitpid(running.pid, 0)[1]
        running.returncode = -os.WTERMSIG(ended)
        self.assertEqual((os.WTERMSIG(ended), os.WCOREDUMP(ended)), (signal.SIGABRT, False))
        self.assertEqual(list(self.folder.glob("core*")), [])

    def test_nobody_of_the_same_name_looks_into_its_memory(self):
        who = {"user": NOBODY} if os.getuid() == 0 else {}
        try:
            running = self.start("read -", **who)
        except PermissionError:
            self.skipTest("only root may start the program where it lies")
        self.assertTrue(within(10, lambda: is_confined(running.pid)))
        self.assertEqual(os.stat(f"/proc/{running.pid}/mem").st_uid, 0)


class Helper(Running):
    def test_is_there_for_what_may_be_an_old_document_and_for_pdfs(self):
        self.libreoffice()
        self.path("folder").mkdir()
        for command in ("read -", "diff - a.docx", "draft -", "read folder -"):
            running = self.start(command)
            self.assertTrue(within(10, lambda: len(children(running.pid)) == 1), command)
        running = self.start("pack . --term 1 -o out --pdf")
        self.assertTrue(within(10, lambda: len(children(running.pid)) == 8))

    @unittest.skipIf(WATCHED, "when it would be there is told by what is given up")
    def test_is_not_there_for_nothing(self):
        self.libreoffice()
        for command in [command for command in WAIT_FOR_INPUT if command.split()[0] in ("fill", "check", "sheet", "new")]:
            running = self.start(command)
            self.assertTrue(within(10, lambda: is_confined(running.pid)), command)
            self.assertEqual(children(running.pid), [], command)
        (self.programs / "soffice").unlink()
        running = self.start("read -")
        self.assertTrue(within(10, lambda: is_confined(running.pid)))
        self.assertEqual(children(running.pid), [])

    def test_goes_with_whom_it_works_for(self):
        self.libreoffice()
        running = self.start("read -")
        self.assertTrue(within(10, lambda: children(running.pid)))
        helper, = children(running.pid)
        running.kill()
        running.wait()
        self.assertTrue(within(10, lambda: is_gone(helper)))


if __name__ == "__main__":
    unittest.main()
