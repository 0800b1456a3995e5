"""PDFs of a pack, by a LibreOffice that is a script: each is of its own document, made once, and whatever goes wrong is told and leaves
nothing behind."""

import hashlib
import os
import pathlib
import signal
import subprocess
import time
import unittest.mock

import klass
import tracker
from packroom import ID, TERM, PackRoom

# What LibreOffice does: `out` and the documents, of which each becomes `$made`; {each} runs before it is made.
SOFFICE = """#!/bin/sh
echo "$@" >>"{log}"
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2
for document; do
  sum=$(/usr/bin/sha256sum "$document"); sum=${{sum%% *}}
  name=${{document##*/}}; made=$out/${{name%.docx}}.pdf
  {each}
  printf '%%PDF-1.6\\nof %s\\nstartxref\\n9\\n%%%%EOF\\n' "$sum" >"$made"
done
"""
CRASHES = 'case $sum in {}*) printf "%%PDF-1.6 and no more" >"$made"; kill -SEGV $$;; esac'
REFUSES = "case $sum in {}*) continue;; esac"
HALF = 'case $sum in {}*) printf "%%PDF-1.6 and no more" >"$made"; continue;; esac'
MISSING = ("LibreOffice, which makes the PDFs, is not installed: there are documents, and no new PDF\n"
           "    install LibreOffice, and make the pack again\n")
NOT_MADE = "LibreOffice made no PDF of this document: {}\n    make the pack again, or open the document in Word and save it as PDF\n"
KEPT = ("the PDF that is there was not made by Cairn, or was changed since; it was kept, and may not say what the document says\n"
        "    take it away, or replace it with --force\n")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@unittest.skipIf(pathlib.Path("/Applications/LibreOffice.app").exists(), "LibreOffice is found there, whatever PATH says")
class Pdfs(PackRoom):
    """programs/soffice is what PATH finds; temporary files go to "temporary"."""

    def setUp(self):
        super().setUp()
        self.programs, self.temporary = self.folder / "programs", self.folder / "temporary"
        self.programs.mkdir()
        self.temporary.mkdir()
        patched = unittest.mock.patch.dict(os.environ, {"PATH": str(self.programs), "TMPDIR": str(self.temporary)})
        patched.start()
        self.addCleanup(patched.stop)
        self.log = self.folder / "log"
        self.soffice()

    def soffice(self, each=":", path="soffice"):
        program = self.programs / path
        program.write_text(SOFFICE.format(log=self.log, each=each))
        program.chmod(0o700)
        self.log.write_text("")

    def pdfs(self, *words, want=0, **how):
        """A pack with PDFs; afterwards nothing is left in the folder for temporary files. Gives what it said."""
        done = self.pack("klass", *ID, "--pdf", *words, want=want, **how)
        self.assertEqual(list(self.temporary.iterdir()), [])
        return done.said

    def starts(self):
        """The words of each start of LibreOffice."""
        return [line.split() for line in self.log.read_text().splitlines()]

    def document(self, number, ending="docx"):
        return self.folder / f"out/klass-{number}.{ending}"

    def assert_made(self, numbers, out="out"):
        """Each has a PDF that was made of the document as it is."""
        for number in numbers:
            self.assertIn(f"of {digest(self.document(number))}\n", self.document(number, "pdf").read_text())
        self.assertEqual(len(list((self.folder / out).glob("*.pdf"))), len(numbers))

    def summary(self, *counts):
        return "out: note: {} PDFs made, {} unchanged, {} kept as changed by hand, {} not made\n".format(*counts)


class Made(Pdfs):
    def test_each_document_has_a_pdf_of_its_own(self):
        self.klass(range(1, 41))
        for jobs in (1, 2, 5, 30):
            said = self.pdfs("--jobs", str(jobs))
            self.assert_made(range(1, 41))
            self.assertTrue(said.endswith(self.summary(40, 0, 0, 0)), said)
            for entry in self.report()["documents"]:
                pdf = self.folder / "out" / entry["pdf"]["output"]
                self.assertEqual(entry["pdf"], {"outcome": "made", "output": entry["output"][:-4] + "pdf", "sha256": digest(pdf), "messages": []})
                pdf.unlink()

    def test_of_as_many_at_a_time_each_with_a_profile_of_its_own_and_no_more_starts_than_it_takes(self):
        self.klass(range(1, 41))
        self.soffice(f'echo $$ >>"{self.folder}/running"; /bin/sleep 0.02')
        self.pdfs("--jobs", "4")
        profiles = {words[0] for words in self.starts()}
        self.assertEqual((len(profiles), len(self.starts())), (4, 4))
        running = (self.folder / "running").read_text().split()
        changes = sum(one != other for one, other in zip(running, running[1:]))
        self.assertGreater(changes, 4, "they run beside each other")

    def test_what_is_there_is_not_made_again_and_what_changed_is(self):
        where = self.klass(range(1, 7))
        self.pdfs()
        before = {number: self.document(number, "pdf").stat() for number in range(1, 7)}
        self.soffice("exit 1")
        self.assertIn(self.summary(0, 6, 0, 0), self.pdfs())
        self.assertEqual(self.starts(), [])
        self.soffice()
        path = where / klass.file_name(3)
        path.write_text(path.read_text().replace("saw: \"", "saw: \"Today: ", 1))
        self.document(5, "pdf").unlink()
        self.assertIn(self.summary(2, 4, 0, 0), self.pdfs())
        self.assert_made(range(1, 7))
        for number, stat in before.items():
            again = self.document(number, "pdf").stat()
            self.assertEqual((stat.st_ino, stat.st_mtime_ns) == (again.st_ino, again.st_mtime_ns), number not in (3, 5))

    def test_a_pdf_that_somebody_changed_or_made_is_kept_and_told(self):
        self.klass(range(1, 4))
        self.pdfs()
        marked = self.document(1, "pdf").read_bytes()
        for number, text in ((1, marked.replace(b"%PDF-1.6\n", b"%PDF-1.6\nnote\n")), (2, b"%PDF-1.4 somebody's"), (3, marked)):
            self.document(number, "pdf").write_bytes(text)
        said = self.pdfs(want=1)
        for number in (1, 2):
            self.assertIn(f"out/klass-{number}.pdf: {KEPT}", said)
        self.assertIn(self.summary(1, 0, 2, 0), said)
        self.assertEqual(self.document(2, "pdf").read_bytes(), b"%PDF-1.4 somebody's")
        self.assertEqual([entry["pdf"]["outcome"] for entry in self.report()["documents"]], ["kept", "kept", "made"])
        self.pdfs("--force")
        self.assert_made(range(1, 4))

    def test_of_a_document_that_was_kept_as_it_lies_there(self):
        self.klass(range(1, 3))
        self.pack("klass", *ID)
        members = tracker.parts(self.document(1))
        tracker.write_parts(self.document(1), {**members, "word/document.xml": members["word/document.xml"].replace(b"Klass", b"Other")})
        self.pdfs(want=1)
        self.assert_made(range(1, 3))

    def test_one_of_all_documents_in_one_with_its_blank_backs(self):
        self.klass(range(1, 10))
        self.pdfs("--jobs", "2", "--one-file", self.folder / "all.docx")
        self.assertIn(f"of {digest(self.folder / 'all.docx')}\n", (self.folder / "all.pdf").read_text())
        for words in self.starts():
            self.assertIn('"IsSkipEmptyPages":{"type":"boolean","value":"false"}', words[words.index("--convert-to") + 1])

    def test_nothing_when_nothing_is_to_be_written(self):
        self.klass([1])
        self.pdfs("--dry-run")
        self.assertEqual((self.starts(), (self.folder / "out").exists()), ([], False))


class Failed(Pdfs):
    def refused(self, each, why, starts):
        """Of 20 documents one fails, as the script says; the others are made."""
        where = self.klass(range(1, 21))
        self.pack("klass", *ID)
        self.soffice(each.format(digest(self.document(7))[:12]))
        said = self.pdfs("--jobs", "2", want=1)
        self.assertIn(f"out/klass-7.docx: {NOT_MADE.format(why)}", said)
        self.assertIn(self.summary(19, 0, 0, 1), said)
        self.assert_made([n for n in range(1, 21) if n != 7])
        self.assertEqual(len(self.starts()), starts)
        entries = [entry["pdf"] for entry in self.report()["documents"]]
        self.assertEqual([entry["outcome"] for entry in entries].count("made"), 19)
        self.assertEqual([message["code"] for message in entries[6]["messages"]], ["pdf-not-made"])
        self.assertTrue(where.exists())

    def test_that_cannot_be_opened(self):
        self.refused(REFUSES, "it could not open it", 3)

    def test_that_is_half_a_pdf(self):
        self.refused(HALF, "it could not open it", 3)

    def test_that_crashes_it(self):
        self.refused(CRASHES, "it crashed", 2 + 7)  # the one, and those behind it in its half

    def test_without_libreoffice_it_is_told_once_and_documents_are_made(self):
        self.klass(range(1, 6))
        (self.programs / "soffice").unlink()
        for words in ((), ("-q",)):
            said = self.pdfs(*words, want=1)
            self.assertEqual(said.count(MISSING), 1, said)
        self.assertEqual(len(self.documents()), 5)
        for entry in self.report()["documents"]:
            self.assertEqual((entry["pdf"]["outcome"], [m["code"] for m in entry["pdf"]["messages"]]), ("not made", ["no-libreoffice"]))

    def test_and_pdfs_that_are_there_are_not_missed(self):
        self.klass(range(1, 3))
        self.pdfs()
        (self.programs / "soffice").unlink()
        self.assertIn(self.summary(0, 2, 0, 0), self.pdfs())

    def test_that_is_no_program_or_finds_no_room(self):
        self.klass([1, 2])
        (self.programs / "soffice").write_bytes(b"\x7fELF and no more")
        self.assertIn(NOT_MADE.format("it could not be started"), self.pdfs(want=1))
        self.soffice()
        os.environ["TMPDIR"] = str(self.folder / "nowhere")
        self.assertIn(NOT_MADE.format("there was no room for a copy in the folder for temporary files"), self.pdfs(want=1))
        self.assertEqual(list((self.folder / "out").glob("*.pdf")), [])

    def test_where_a_pdf_cannot_be_written(self):
        self.klass([1, 2])
        (self.folder / "out").mkdir()
        self.document(1, "pdf").mkdir()
        self.assertIn("the output is not an ordinary file", self.pdfs(want=1))
        self.assertEqual([entry["pdf"]["outcome"] for entry in self.report()["documents"]], ["not made", "made"])


class Stopped(Pdfs):
    def start(self):
        """A pack whose LibreOffice makes three PDFs and hangs; gives it, once that is so."""
        self.soffice(f'case $name in 3.docx) echo $$ >"{self.folder}/id"; /bin/mv "{self.folder}/id" "{self.folder}/waits"; exec /bin/sleep 100;; esac')
        (self.folder / "waits").unlink(missing_ok=True)
        started = subprocess.Popen([tracker.CAIRN, "pack", "klass", *ID, *TERM, "--jobs", "1", "--pdf", "-o", "out"], cwd=self.folder,
                                   stderr=subprocess.DEVNULL, preexec_fn=lambda: [signal.signal(s, signal.SIG_DFL) for s in (signal.SIGINT, signal.SIGTERM)])
        self.addCleanup(started.kill)
        for _ in range(1000):
            if (self.folder / "waits").exists():
                break
            time.sleep(0.02)
        return started

    def assert_ended(self):
        """What the script became is gone."""
        process = (self.folder / "waits").read_text().strip()
        for _ in range(100):
            try:
                if pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                    return
            except OSError:
                return
            time.sleep(0.05)
        self.fail("LibreOffice runs on")

    def test_killed_at_any_moment_libreoffice_ends_too_and_the_next_run_sweeps_and_goes_on(self):
        self.klass(range(1, 7))
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            running = self.start()
            running.send_signal(number)
            self.assertEqual(running.wait(30), -number)
            self.assert_ended()
            self.assertEqual(len(list(self.temporary.iterdir())), number == signal.SIGKILL)
            self.assert_made(range(1, 1 if number == signal.SIGKILL else 4))
            self.soffice()
            self.pdfs()
            self.assert_made(range(1, 7))
            for path in (self.folder / "out").glob("*.pdf"):
                path.unlink()

    def test_the_folder_of_another_that_runs_is_left_and_so_is_what_nobody_swept(self):
        self.klass(range(1, 7))
        running = self.start()
        other = self.temporary / "cairn-backup"
        other.mkdir()
        held = [path for path in self.temporary.iterdir() if path != other]
        self.assertEqual(len(held), 1)
        self.soffice()
        done = tracker.run("pack", "klass", *ID, *TERM, "--pdf", "-o", "out2", cwd=self.folder)
        self.assertEqual(done.code, 0, done.said)
        self.assertEqual({*self.temporary.iterdir()}, {*held, other})
        self.assertEqual(len(list((self.folder / "out2").glob("*.pdf"))), 6)
        running.kill()
        running.wait()
        self.assert_ended()
        other.rmdir()


if __name__ == "__main__":
    unittest.main()
