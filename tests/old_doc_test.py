"""Old Word documents (.doc) by LibreOffice: what Cairn gives it, takes from it, says when it fails, and leaves behind.

A script stands in for LibreOffice here; `make foreign` reads an old document by the program itself.
"""

import os
import pathlib
import signal
import subprocess
import time
import unittest
import unittest.mock

import not_word
import tracker
from room import Room

OLD = not_word.compound("1Table", "WordDocument")
READ = "old.doc: note: this is an old Word document (.doc): it was read as LibreOffice turned it into .docx\n"
MISSING = ("old.doc: this is an old Word document (.doc), and LibreOffice, which could turn it into .docx, is not installed\n"
           "    save it as .docx in Word, or install LibreOffice\n")
ON_A_MAC = pathlib.Path("/Applications/LibreOffice.app")
MAKES = 'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done\n/bin/cp "{}" "$out/document.docx"\n'


def failed(why):
    return (f"old.doc: this is an old Word document (.doc), and LibreOffice did not turn it into .docx: {why}\n"
            "    save it as .docx in Word\n")


class OldDocuments(Room):
    """old.doc lies beside the records; programs/soffice is what PATH finds; temporary files go to "100% mine"."""

    def setUp(self):
        super().setUp()
        self.fill_a()
        self.write("old.doc", OLD)
        self.programs, self.temporary = self.path("programs"), self.path("100% mine")
        self.programs.mkdir()
        self.temporary.mkdir()
        environment = {"PATH": str(self.programs), "TMPDIR": str(self.temporary)}
        patched = unittest.mock.patch.dict(os.environ, environment)
        patched.start()
        self.addCleanup(patched.stop)

    def tearDown(self):
        self.assertEqual(list(self.temporary.iterdir()), [])
        self.assertEqual(self.path("old.doc").read_bytes(), OLD)

    def libreoffice(self, does, name="soffice"):
        program = self.programs / name
        program.write_text(f"#!/bin/sh\n{does}")
        program.chmod(0o700)

    def makes(self, document="a.docx"):
        return MAKES.format(self.path(document))

    def fails(self, does, why):
        self.libreoffice(does)
        self.refused("read old.doc -o out.yaml", 4, failed(why))

    def ended(self, name):
        """The process whose id a script has written is gone, or is nobody's any more."""
        process, status = self.path(name).read_text().strip(), None
        for _ in range(100):
            try:
                status = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
            except OSError:
                return True
            if status == "Z":
                return True
            time.sleep(0.05)
        return False


class Read(OldDocuments):
    def test_an_old_document_reads_as_the_new_one_that_is_made_of_it(self):
        self.libreoffice(self.makes())
        old, new = self.cairn("read old.doc"), self.cairn("read a.docx")
        self.assertEqual((old.out, old.said), (new.out, READ))

    def test_by_the_other_name_of_the_program(self):
        self.libreoffice(self.makes(), "libreoffice")
        self.assertEqual(self.cairn("read old.doc").said, READ)

    def test_from_standard_input(self):
        self.libreoffice(self.makes())
        done = self.cairn("read -", stdin=OLD)
        self.assertEqual((done.out, done.said), (self.cairn("read a.docx").out, READ.replace("old.doc", "-")))

    def test_two_old_documents_are_compared(self):
        self.libreoffice(self.makes())
        self.write("older.doc", OLD)
        self.assertEqual(self.cairn("diff older.doc old.doc").said, READ.replace("old.doc", "older.doc") + READ)

    def test_what_is_said_of_it_names_the_old_document(self):
        self.doctor("a.docx", "unread.docx", "word/document.xml", "Milestone<", "Millstone<", -1)
        self.libreoffice(self.makes("unread.docx"))
        lines = self.cairn("read old.doc", 1).said.splitlines()
        self.assertTrue(all(line.startswith(("old.doc: ", "    ")) for line in lines), lines)

    def test_it_gets_a_copy_in_a_private_folder_with_a_profile_of_its_own(self):
        self.libreoffice(f'''printf '%s\\n' "$@" >"{self.path("words")}"
for last; do :; done
folder=${{last%/*}}
/bin/ls -lR "$folder" >"{self.path("list")}"
/bin/ls -ld "$folder" >"{self.path("mode")}"
/bin/cp "$last" "{self.path("copy")}"
/bin/cp "$folder/profile/user/registrymodifications.xcu" "{self.path("settings")}"
''' + self.makes())
        self.cairn("read old.doc")
        words = self.path("words").read_text().splitlines()
        folder = pathlib.Path(words[-1]).parent
        self.assertEqual(folder.parent, self.temporary)
        escaped = f"{folder}".replace("%", "%25").replace(" ", "%20")
        self.assertEqual(words, [f"-env:UserInstallation=file://{escaped}/profile", "--headless", "--norestore", "--nologo", "--nodefault",
                                 "--nolockcheck", "--nofirststartwizard", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder),
                                 f"{folder}/document.doc"])
        self.assertTrue(self.path("mode").read_text().startswith("drwx------"))
        self.assertEqual(self.path("copy").read_bytes(), OLD)
        settings = self.path("settings").read_text()
        for name, value in (("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"), ("BlockUntrustedRefererLinks", "true"),
                            ("Link", "2"), ("ooInetProxyType", "2")):
            self.assertIn(f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>', settings)

    def test_it_has_nothing_to_read_and_nobody_to_speak_to(self):
        self.libreoffice(f'/bin/cat >"{self.path("typed")}"\necho noise\necho noise >&2\n' + self.makes())
        done = self.cairn("read old.doc", stdin=b"typed\n")
        self.assertEqual((self.path("typed").read_bytes(), done.said), (b"", READ))

    def test_a_process_that_it_leaves_behind_is_ended(self):
        self.libreoffice(f'/bin/sleep 100 & echo $! >"{self.path("left")}"\n' + self.makes())
        start = time.monotonic()
        self.cairn("read old.doc")
        self.assertLess(time.monotonic() - start, 30)
        self.assertTrue(self.ended("left"))


class Failed(OldDocuments):
    @unittest.skipIf(ON_A_MAC.exists(), "LibreOffice is found there, whatever PATH says")
    def test_without_libreoffice_it_says_what_to_do(self):
        self.refused("read old.doc", 4, MISSING)
        self.refused("diff a.docx old.doc", 4, MISSING)

    @unittest.skipIf(ON_A_MAC.exists(), "LibreOffice is found there, whatever PATH says")
    def test_a_program_beside_the_documents_is_not_it(self):
        self.libreoffice(self.makes())
        for path in ("programs", ".", "", ":programs:."):
            os.environ["PATH"] = path
            self.refused("read old.doc", 4, MISSING)

    def test_that_makes_nothing(self):
        self.fails("exit 0\n", "it could not open it")
        self.fails("exit 1\n", "it could not open it")

    def test_that_makes_something_else(self):
        self.write("text", "Dear all\n")
        self.fails(self.makes("text"), "it could not open it")

    def test_that_makes_half_a_document_and_says_so(self):
        self.fails(self.makes() + "exit 3\n", "it could not open it")

    def test_that_makes_a_link(self):
        self.fails(self.makes().replace("/bin/cp", "/bin/ln -s"), "it could not open it")

    def test_that_crashes(self):
        self.fails(self.makes() + "kill -SEGV $$\n", "it crashed")

    def test_that_is_no_program(self):
        (self.programs / "soffice").write_bytes(b"\x7fELF and no more")
        (self.programs / "soffice").chmod(0o700)
        self.refused("read old.doc", 4, failed("it could not be started"))

    def test_without_a_folder_for_temporary_files(self):
        self.libreoffice(self.makes())
        os.environ["TMPDIR"] = str(self.path("nowhere"))
        self.refused("read old.doc", 4, failed("there was no room for a copy in the folder for temporary files"))

    def test_that_breaks_the_document_is_told_as_any_broken_document_is(self):
        self.write("cut", self.path("a.docx").read_bytes()[:900])
        self.libreoffice(self.makes("cut"))
        self.refused("read old.doc", 4, READ + "old.doc: the document is broken: it ends too early\n    take a sound copy\n")

    def test_when_cairn_is_ended_the_folder_and_the_program_go_too(self):
        for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self.path("waits").unlink(missing_ok=True)
            self.libreoffice(f'echo $$ >"{self.path("id")}"\n/bin/mv "{self.path("id")}" "{self.path("waits")}"\nexec /bin/sleep 100\n')
            cairn = subprocess.Popen([tracker.CAIRN, "read", "old.doc"], cwd=self.folder, stderr=subprocess.DEVNULL,
                                     preexec_fn=lambda: signal.signal(ending, signal.SIG_DFL))  # a shell may have it ignored
            while not self.path("waits").exists():
                time.sleep(0.02)
            cairn.send_signal(ending)
            self.assertEqual(cairn.wait(30), -ending)
            self.assertTrue(self.ended("waits"))
            self.assertEqual(list(self.temporary.iterdir()), [])


class Refused(OldDocuments):
    def test_an_old_document_is_not_filled(self):
        self.libreoffice(self.makes())
        self.refused("fill child-a.yaml --term 1 -t old.doc -o out.docx", 4,
                     "old.doc: this is not a Word document (.docx) but an old Word document (.doc)\n    open it in Word and save it as .docx\n")

    def test_a_password_is_said_and_libreoffice_is_not_asked(self):
        self.libreoffice(f'echo asked >"{self.path("asked")}"\n')
        for data in (not_word.compound("WordDocument", encrypted=True), not_word.compound("EncryptedPackage", "WordDocument")):
            self.write("locked.doc", data)
            self.refused("read locked.doc", 4, "locked.doc: the document has a password, so that only Word can open it\n"
                                               "    take the password off in Word: File, Info, Protect Document\n")
        self.assertFalse(self.path("asked").exists())

    def test_rich_text_and_web_pages_under_the_name_of_a_document_are_not_given_to_it(self):
        self.libreoffice(f'echo asked >"{self.path("asked")}"\n')
        for data, what in ((b"{\\rtf1 Dear all}", "rich text (.rtf)"), (b"<html>Dear all</html>", "a web page")):
            self.write("letter.doc", data)
            self.refused("read letter.doc", 4, f"letter.doc: this is not a Word document (.docx) but {what}\n"
                                               "    open it in Word and save it as .docx\n")
        self.assertFalse(self.path("asked").exists())


if __name__ == "__main__":
    unittest.main()
