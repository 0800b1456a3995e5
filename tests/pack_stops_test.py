"""A pack that is stopped: killed, out of room, kept from writing, robbed of its input, or in the way of another. Each ends in whole documents
and, where it ends by itself, in a report that is true."""

import contextlib
import hashlib
import random
import resource
import shutil
import signal
import subprocess
import time
import unittest

import klass
import tracker
from packroom import ID, TERM, PackRoom

KILLS, JOBS, LEARNERS = 200, 2, 12


def inside_a_mount(options, folder):
    """What puts a command into a world of its own where a small file system is mounted on the folder, or None where none may be."""
    for world in (["unshare", "-Urm"], ["unshare", "-m"]):
        with contextlib.suppress(OSError):
            script = f'mount -t tmpfs -o {options} tmpfs "$0" && exec "$@"'
            command = [*world, "sh", "-c", script, str(folder)]
            if subprocess.run([*command, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
                return command
    return None


class Stops(PackRoom):
    def setUp(self):
        super().setUp()
        self.where = self.klass(range(1, LEARNERS + 1))
        start = time.monotonic()
        self.pack(self.where, *ID, out="whole")
        self.seconds = time.monotonic() - start
        self.whole = self.documents("whole")

    def command(self, out="out", *words):
        return [tracker.CAIRN, "pack", str(self.where), *TERM, *ID, "-o", str(self.folder / out), *words]

    def litter(self):
        return [path for path in self.folder.rglob("*") if path.name.startswith(".")]

    def assert_whole(self, out="out"):
        """Each document that is there is the whole of what it should be; gives their names."""
        made = self.documents(out)
        for name, data in made.items():
            self.assertTrue(data == self.whole[name], f"{name}: {len(data)} bytes, not the {len(self.whole[name])} that it should have")
        return set(made)

    def assert_true(self, out="out", name="pack.json"):
        """The report tells each learner once, and a document is there where it says so, with the digest that it says."""
        made = self.assert_whole(out)
        told = set()
        for entry in self.report(out, name)["documents"]:
            if entry["outcome"] in ("made", "unchanged"):
                self.assertEqual(entry["sha256"], hashlib.sha256(self.whole[entry["output"]]).hexdigest())
                told.add(entry["output"])
        self.assertEqual(told, made)

    # ---- killed ----

    def killed(self, seconds):
        """A pack that is killed after so long, if it has not ended; whether it was."""
        running = subprocess.Popen(self.command("out", "--jobs", str(JOBS)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(seconds)
        running.kill()
        self.assertIn(running.wait(), (0, -signal.SIGKILL))
        return running.returncode != 0

    def test_killed_at_any_moment_it_leaves_whole_documents(self):
        rng, partly = random.Random(1), 0
        for turn in range(KILLS):
            killed = self.killed(rng.random() * self.seconds * 1.2)
            made = sorted(self.assert_whole())
            partly += killed and 0 < len(made) < LEARNERS
            self.assertLessEqual(len(self.litter()), JOBS + 1, "a temporary file a thread, and the report's")
            for name in made[::turn % 3 + 1]:  # so that there is work for the next
                (self.folder / "out" / name).unlink()
        self.assertGreater(partly, KILLS // 10)
        self.pack(self.where, *ID)  # sweeps what those have left: no litter
        self.assertEqual(self.assert_whole(), set(self.whole))
        self.assert_true()

    def test_stopped_it_says_so(self):
        running = subprocess.Popen(self.command("out", "--jobs", "4"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        out = self.folder / "out"
        while running.poll() is None and not list(out.glob("*.docx")):
            time.sleep(0.001)
        running.terminate()
        said = running.communicate()[1]
        self.assertEqual(running.returncode, -signal.SIGTERM)
        self.assert_whole()
        self.assertFalse((out / "pack.json").exists())
        self.assertIn(f"{out}: note: stopped before its end: there is no report of it\n"
                      "    each document that is there is whole; run it again for the rest\n", said)
        self.assertEqual(self.litter(), [])

    # ---- not enough of what it needs ----

    def stopped(self, prefix, want=(1, 5), **how):
        done = subprocess.run([*prefix, *self.command("small/out", "--jobs", str(JOBS))], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              check=False, **how)
        self.assertIn(done.returncode, want, done.stderr)
        return done

    def test_on_a_full_disk_it_says_what_was_not_made(self):
        small = self.folder / "small"
        small.mkdir()
        for kilobytes in (4, 60, 150, 200):
            prefix = inside_a_mount(f"size={kilobytes}k", small)
            if not prefix:
                self.skipTest("no file system may be mounted")
            keep = f"kept{kilobytes}"
            done = self.stopped([*prefix, "sh", "-c", f'"$@"; code=$?; cp -r "$0/out" "{self.folder / keep}"; exit $code', str(small)])
            self.assertIn("there is no room left on the disk", done.stderr)
            made = self.assert_whole(keep)
            self.assertEqual(len(made) + done.stderr.count(".docx: the file cannot be written"), LEARNERS, done.stderr)
            if (self.folder / keep / "pack.json").exists():
                self.assert_true(keep)
            else:
                self.assertIn("pack.json: the file cannot be written", done.stderr)

    def test_where_files_may_not_grow_each_learner_is_told(self):
        small = self.folder / "small"
        small.mkdir()

        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))

        done = self.stopped([], preexec_fn=limited)
        self.assertEqual(self.documents("small"), {})
        self.assertEqual(done.stderr.count("File too large"), LEARNERS)

    def test_in_a_folder_that_may_not_be_written(self):
        small = self.folder / "small"
        small.mkdir()
        prefix = inside_a_mount("ro", small)
        if not prefix:
            self.skipTest("no file system may be mounted")
        done = self.stopped(prefix, want=(5,))
        self.assertIn("nothing can be written there: it is only for reading", done.stderr)

    # ---- others at work ----

    def test_records_that_vanish_are_told_and_the_others_made(self):
        names = [klass.file_name(place) for place in range(1, LEARNERS + 1)]
        for turn in range(12):
            away, out = shutil.copytree(self.where, self.folder / f"away{turn}"), f"out{turn}"
            running = subprocess.Popen([tracker.CAIRN, "pack", str(away), *TERM, *ID, "-o", str(self.folder / out), "--jobs", str(JOBS)],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            time.sleep(self.seconds * turn / 12)
            for name in names[5:] + ["class.yaml"] * (turn % 2):
                (away / name).unlink()
            said = running.communicate()[1]
            self.assertIn(running.returncode, (0, 1, 2) if turn % 2 else (0, 1), said)
            self.assert_true(out)
            self.assertLessEqual({f"klass-{place}.docx" for place in range(1, 6)} if turn % 2 == 0 else set(), set(self.documents(out)))
            self.assertEqual(self.litter(), [])

    def test_an_output_folder_that_vanishes_is_told(self):
        for turn in range(6):
            out = f"gone{turn}"
            running = subprocess.Popen(self.command(out, "--jobs", str(JOBS)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            time.sleep(self.seconds * turn / 6)
            shutil.rmtree(self.folder / out, ignore_errors=True)
            said = running.communicate()[1]
            self.assertIn(running.returncode, (0, 1, 5), said)
            if (self.folder / out).exists():
                self.assert_whole(out)

    def test_several_packs_into_one_folder_at_once(self):
        for turn in range(10):
            running = [subprocess.Popen(self.command("out", "--jobs", str(JOBS)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                       for _ in range(3)]
            for pack in running:
                said = pack.communicate()[1]
                self.assertEqual(pack.returncode, 0, said)
            self.assertEqual(self.assert_whole(), set(self.whole))
            self.assert_true()
            self.assertEqual(self.litter(), [])
            shutil.rmtree(self.folder / "out")


if __name__ == "__main__":
    unittest.main()
