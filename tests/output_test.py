"""Outputs that cannot be written: said, exit 5, and the folder is as it was, with nothing half written in it."""

import ctypes
import os
import resource
import signal
import subprocess
import unittest

import tracker
from room import HELD_BACK, Room

NOBODY = 65534
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
PRCTL = getattr(ctypes.CDLL(None), "prctl", None)
NOTHING_CHANGED = "    nothing was changed\n"


def without_privilege():
    """Root may write anywhere, unless it gives up overriding permissions (on Linux), or becomes another."""
    if os.getuid() != 0 or (PRCTL and PRCTL(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0):
        return
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def no_file_above(size, by_default=False):
    def limit():
        # Python ignores this signal, and programs inherit that; a shell's children do not.
        if by_default:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


class Unwritable(Room):
    def cannot(self, out, why, verb="fill child-a.yaml --term 1", said=HELD_BACK, **how):
        self.refused(f"{verb} -o {out}", 5, f"{said}{out}: the file cannot be written: {why}\n{NOTHING_CHANGED}", **how)

    def test_a_folder_that_is_not_there(self):
        self.cannot("away/a.docx", "there is no such folder")
        self.assertFalse(self.path("away").exists())

    def test_a_folder_that_is_a_file(self):
        self.cannot("child-b.yaml/a.docx", "what stands there as a folder is a file")

    def test_a_folder_that_may_only_be_read(self):
        self.folder.chmod(0o755)
        self.path("locked").mkdir(0o555)
        self.cannot("locked/a.docx", "you may not write there", before=without_privilege)
        self.assertEqual(os.listdir(self.path("locked")), [])

    def test_a_file_in_such_a_folder_stays(self):
        self.folder.chmod(0o755)
        self.path("locked").mkdir()
        self.fill_a("locked/a.docx")
        old = self.path("locked/a.docx").read_bytes()
        self.path("locked").chmod(0o555)
        self.cannot("locked/a.docx", "you may not write there", "fill child-a.yaml --term 2", said="", before=without_privilege)
        self.assertEqual(self.path("locked/a.docx").read_bytes(), old)

    def test_a_full_disk_at_whatever_byte(self):
        self.fill_a("whole.docx")
        size = self.path("whole.docx").stat().st_size
        self.fill_a("old.docx", "--all-rows")
        for most in (0, 1, 512, size // 2, size - 1):
            for by_default in (False, True):
                self.cannot("a.docx", "File too large", before=no_file_above(most, by_default))
                self.cannot("old.docx", "File too large", before=no_file_above(most, by_default))

    def test_a_full_disk_while_reading(self):
        self.fill_a()
        told = f"a.sources.yaml: the file cannot be written: File too large\n{NOTHING_CHANGED}"
        self.refused("read a.docx -o a.yaml", 5, told, before=no_file_above(100))

    def test_a_correction_meets_a_full_disk_and_is_made_by_the_next_run(self):
        self.fill_a()
        record = self.path("child-a.yaml").read_bytes()
        older = self.write("older.yaml", record.replace(b"2025-12-05", b"2025-12-06"))
        told = f"older.yaml: the file cannot be written: File too large\n{NOTHING_CHANGED}"
        self.refused("read a.docx --into older.yaml", 5, told, before=no_file_above(len(record) - 1))
        self.assertFalse(self.path("older.sources.yaml").exists())
        self.cairn(f"read a.docx --into {older}")
        self.assertEqual(self.path("older.yaml").read_bytes(), record)

    def test_a_small_disk_that_fills_up(self):
        """As root on Linux a disk of one page can be had; elsewhere the limits above stand for it."""
        disk = self.path("disk")
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(disk)]
        if os.getuid() == 0 and subprocess.run(mount, stderr=subprocess.DEVNULL, check=False).returncode == 0:
            self.addCleanup(subprocess.run, ["umount", str(disk)], check=True)
            self.cannot("disk/a.docx", "there is no room left on the disk")
            self.assertEqual(os.listdir(disk), [])
        else:
            self.cannot("a.docx", "File too large", before=no_file_above(4096))

    def test_standard_output_that_is_full(self):
        self.fill_a()
        for command in (["fill", "child-a.yaml", "--term", "1", "-o", "-"], ["read", "a.docx"], ["--help"], ["fill", "--help"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([tracker.CAIRN, *command], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 5, command)
            self.assertIn(b"standard output", done.stderr)

    def test_what_is_no_ordinary_file_is_left_alone(self):
        self.path("folder.docx").mkdir()
        os.mkfifo(self.path("pipe.docx"))
        for out in ("folder.docx", "pipe.docx", "/dev/full", "/dev/null"):
            done = self.cairn(f"fill child-a.yaml --term 1 -o {out} --force", 5)
            self.assertEqual(done.said, f"{HELD_BACK}{out}: the output is not an ordinary file\n    give another name with -o\n")

    def test_a_new_file_may_be_read_by_those_whom_the_umask_lets(self):
        for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
            self.cairn("fill child-a.yaml --term 1 -o a.docx --force", before=lambda mask=mask: os.umask(mask))
            self.assertEqual(self.path("a.docx").stat().st_mode & 0o777, mode)
            self.path("a.docx").unlink()

    def test_a_file_that_is_replaced_keeps_who_may_read_it(self):
        self.fill_a()
        self.path("a.docx").chmod(0o640)
        self.cairn("fill child-a.yaml --term 2 -o a.docx")
        self.assertEqual(self.path("a.docx").stat().st_mode & 0o777, 0o640)


if __name__ == "__main__":
    unittest.main()
