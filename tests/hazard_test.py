"""What could harm whoever looks at Cairn's outputs, or gives it a folder from anywhere: names and values that a terminal obeys or that mislead
the eye, links, pipes and devices, names that another system takes for something else, paths that lead out of their folder."""

import fcntl
import json
import os
import pty
import shutil
import signal
import socket
import subprocess
import unittest

import tracker
from pack_test import Class
from room import Room

VALUE = "\u202egnp\u2066\u200f\u061c\u2028\x9b31m\nall is well"
SHOWN_VALUE = r"<U+202E>gnp<U+2066><U+200F><U+061C><U+2028><U+009B>31m\x0Aall is well"
HOSTILE = "\x1b]0;gone\x07\x1b[2J\r" + VALUE  # as a file may be called, and no value of a record
SHOWN = r"\x1B]0;gone\x07\x1B[2J\x0D" + SHOWN_VALUE
NAMES = ["Mòrag Nic a’ Ghobhainn", "ليلى", "שלום", "O’Brien-Ó Súilleabháin", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]
MISLEADING = {chr(c) for c in (*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C)} - set("\n")


def on_a_terminal(*words, cwd):
    """What a terminal is sent, and the exit code."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve(tracker.CAIRN, [tracker.CAIRN, *words], {**os.environ, "TERM": "xterm"})
    sent = b""
    try:
        while data := os.read(screen, 4096):
            sent += data
    except OSError:  # it was closed
        pass
    return sent.decode().replace("\r\n", "\n").replace("\r\x1b[K", ""), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Shown(Room):
    def hostile(self):
        """Commands of which each says something of a hostile name or value, with what is said of it."""
        self.write(f"{HOSTILE}.yaml", "lerner: {id: a}\n")
        self.write("value.yaml", f"version: 1\nlearner: {{id: v, known-as: V}}\nterms: [{{session: 2025-26, term: {tracker.quoted(VALUE)}}}]\n")
        self.write(f"{HOSTILE}.docx", "no document")
        return [(["check", f"{HOSTILE}.yaml"], f"{SHOWN}.yaml:1:1: "), (["check", "value.yaml"], f"`{SHOWN_VALUE}` is not a term\n"),
                (["read", f"{HOSTILE}.docx"], f"{SHOWN}.docx: this is not a Word document"), ([HOSTILE], f"`{SHOWN}` is nothing that cairn does\n"),
                (["fill", f"--{HOSTILE}"], f"`--{SHOWN}` is not an option\n"), (["fill", "child-a.yaml", "--term", HOSTILE, "-o", "a.docx"], SHOWN),
                (["pack", ".", "--term", "1", "-o", f"{HOSTILE}/out"], f"{SHOWN}/out: "), (["new", "class", "--list", f"{HOSTILE}.docx"], f"{SHOWN}.docx: ")]

    def test_no_name_or_value_commands_a_terminal_or_misleads_the_eye(self):
        for words, said in self.hostile():
            for told in (subprocess.run([tracker.CAIRN, *words], cwd=self.folder, capture_output=True, check=False).stderr.decode(),
                         on_a_terminal(*words, cwd=self.folder)[0]):
                self.assertIn(said, told)
                self.assertEqual(MISLEADING & set(told), set(), words)

    def test_in_json_they_are_escapes_and_the_name_is_whole(self):
        for words, _ in self.hostile():
            if words[0] not in ("check", "read"):
                continue
            done = tracker.run(*words, "--json", "--values", cwd=self.folder)
            self.assertEqual(MISLEADING & set(done.said), set())
            message = json.loads(done.said.splitlines()[0])
            self.assertIn(VALUE, message["file"] + message["message"])

    def test_bytes_that_are_no_text_are_shown_as_such(self):
        self.path(os.fsdecode(b"S\xecne.yaml")).write_text("lerner: {id: a}\n")
        done = subprocess.run([os.fsencode(tracker.CAIRN), b"check", b"S\xecne.yaml"], cwd=self.folder, capture_output=True, check=False)
        self.assertIn(rb"S\xECne.yaml:1:1: ", done.stderr)
        done = subprocess.run([os.fsencode(tracker.CAIRN), b"check", b"S\xecne.yaml", b"--json"], cwd=self.folder, capture_output=True, check=False)
        self.assertEqual(json.loads(done.stderr.splitlines()[0])["file"], r"S\xECne.yaml")

    def test_names_of_people_are_shown_as_they_are(self):
        for name in NAMES:
            self.write(f"{name}.yaml", "lerner: {id: a}\n")
            self.assertIn(f"{name}.yaml:1:1: ", tracker.run("check", f"{name}.yaml", cwd=self.folder).said)

    def test_a_value_goes_to_word_and_back_as_it_is_and_a_comparison_shows_it_safely(self):
        record = tracker.load(self.path("child-a.yaml"))
        term = record["terms"][0]
        value = "\u202egnp\u2066 \u200f\u061c\u2028x"
        term["family"]["enjoys"] = value
        self.record("value.yaml", record)
        self.fill_a()
        self.cairn("fill value.yaml --term 1 -o value.docx")
        self.assertEqual(tracker.load(tracker.run("read", "value.docx", cwd=self.folder).out.decode())["terms"][0]["family"]["enjoys"], value)
        shown = self.cairn("diff a.docx value.docx", 1).out.decode()
        self.assertIn("<U+202E>gnp<U+2066> <U+200F><U+061C><U+2028>x", shown)
        self.assertEqual(MISLEADING & set(shown), set())


class Inputs(Room):
    def odd(self):
        """Everything that is no file, under the name of a record, with what it is called."""
        os.mkfifo(self.path("pipe.yaml"))
        server = socket.socket(socket.AF_UNIX)
        self.addCleanup(server.close)
        server.bind(str(self.path("socket.yaml")))
        self.path("device.yaml").symlink_to("/dev/zero")
        self.path("folder.yaml").mkdir()
        return {"pipe": "a pipe", "socket": "a socket", "device": "a device", "folder": "a folder, and one file is wanted here"}

    def test_nobody_waits_for_what_is_no_file(self):
        for name, kind in self.odd().items():
            for command in (f"check {name}.yaml", f"fill {name}.yaml --term 1 -o out.docx", f"sheet fill {name}.yaml --term 1 -o out.xlsx",
                            f"new class --list {name}.yaml", f"fill child-a.yaml --term 1 -m ./{name}.yaml -o out.docx"):
                if (name, command.split()[0]) == ("folder", "sheet"):
                    continue  # the folder of a class
                self.assertIn(f"{name}.yaml: the file cannot be read: it is {kind}\n", self.cairn(command, 3).said, command)
            for command in (f"read {name}.yaml", f"sheet read {name}.yaml", f"fill child-a.yaml --term 1 -t {name}.yaml -o out.docx", f"diff {name}.yaml {name}.yaml",
                            f"draft {name}.yaml"):
                self.assertIn(f"{name}.yaml: the document cannot be read: it is {kind}\n", self.cairn(command, 4).said, command)

    def test_nor_does_a_pack_or_a_spreadsheet_of_a_class(self):
        kinds = self.odd()
        said = self.cairn("pack . --term 1 -o out", 1).said
        for name, kind in kinds.items():
            self.assertIn(f"{name}.yaml: the file cannot be read: it is {kind}\n", said)
        self.assertIn("2 made", said)
        self.assertIn("it is a pipe", self.cairn("sheet fill . --term 1 -o out.xlsx", 3).said)

    def test_standard_input_may_be_anything_but_a_folder(self):
        data = self.path("child-a.yaml").read_bytes()
        with subprocess.Popen([tracker.CAIRN, "check", "-"], cwd=self.folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as piped:
            self.assertEqual((piped.communicate(data)[1], piped.returncode), (b"", 0))
        folder = os.open(self.folder, os.O_RDONLY)
        done = subprocess.run([tracker.CAIRN, "check", "-"], stdin=folder, capture_output=True, check=False)
        os.close(folder)
        self.assertEqual((done.stderr.decode(), done.returncode), ("-: the file cannot be read: it is a folder, and one file is wanted here\n", 3))


class Leases(Class):
    def test_a_file_that_a_file_servers_client_holds_is_waited_for(self):
        held = os.open(self.path("rowan/child-a.yaml"), os.O_RDWR)
        give_back = lambda *_: fcntl.fcntl(held, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        before = signal.signal(signal.SIGIO, give_back)
        try:
            fcntl.fcntl(held, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        except OSError:
            self.skipTest("this file system has no leases")
        try:
            self.cairn("check rowan/child-a.yaml")
        finally:
            os.close(held)
            signal.signal(signal.SIGIO, before)


class Links(Class):
    """A link under the name of an output: nothing is written through it, and it stays."""

    def test_no_output_is_written_through_a_link_nor_takes_its_place(self):
        self.cairn("fill rowan/child-a.yaml --term 1 -o a.docx")
        self.cairn("sheet fill rowan/child-a.yaml --term 1 -o a.xlsx")
        for ending, commands in {"docx": ["fill rowan/child-a.yaml --term 1 --force -o"], "xlsx": ["sheet fill rowan/child-a.yaml --term 1 --force -o", "sheet blank rowan --term 1 --force -o"],
                                 "yaml": ["read a.docx -o", "sheet read a.xlsx -o", "draft a.docx -o"]}.items():
            for target in ("gone", "child-b.yaml"):
                link = self.path(f"link.{ending}")
                link.symlink_to(target)
                for command in commands:
                    self.refused(f"{command} link.{ending}", 5)
                self.assertEqual((os.readlink(link), self.path("gone").exists()), (target, False))
                link.unlink()

    def test_nor_any_file_of_a_pack(self):
        self.path("elsewhere").mkdir()
        for name, options in (("out/A 2025-26 term 1.docx", ""), ("out/pack.json", ""), ("all.zip", "--zip all.zip"), ("all.docx", "--one-file all.docx"),
                              ("all-contents.docx", "--one-file all.docx")):
            self.path("out").mkdir()
            self.path(name).symlink_to("elsewhere" if name == "all.zip" else "gone")
            done = tracker.run(*f"pack rowan --term 1 -o out {options}".split(), cwd=self.folder)
            self.assertIn(done.code, (1, 5))
            self.assertIn(f"{name}: the ", done.said)
            self.assertTrue(self.path(name).is_symlink())
            self.assertEqual([*self.path("elsewhere").iterdir()], [])
            for made in ("out", "all.docx", "all.zip"):
                shutil.rmtree(self.path(made)) if self.path(made).is_dir() and not self.path(made).is_symlink() else self.path(made).unlink(missing_ok=True)

    def test_nor_the_folder_of_a_class_in_it(self):
        shutil.copytree(self.path("rowan"), self.path("school/rowan"))
        self.path("elsewhere").mkdir()
        self.path("out").mkdir()
        self.path("out/rowan").symlink_to(self.path("elsewhere"))
        self.assertIn("out/rowan: the file cannot be written: it is a link\n", self.cairn("pack school --term 1 -o out", 5).said)
        self.assertEqual([*self.path("elsewhere").iterdir()], [])


class Streams(Class):
    """Whoever starts Cairn may have closed its standard streams."""

    def without(self, *streams, words=(), want=0):
        """How a command ends that begins without them; what it opens does not come in their place."""
        def close():
            for stream in streams:
                os.close(stream)
        words = words or ("pack", "rowan", "--term", "1", "-o", "out", "-v")
        done = subprocess.run([tracker.CAIRN, *words], cwd=self.folder, capture_output=True, preexec_fn=close, check=False)
        self.assertEqual(done.returncode, want, (streams, done.stderr))
        return done

    def test_no_message_is_written_into_a_report_or_a_document(self):
        self.pack()
        made = {path.name: path.read_bytes() for path in self.path("out").iterdir()}
        for streams in ((0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)):
            shutil.rmtree(self.path("out"))
            self.without(*streams)
            self.assertEqual({path.name: path.read_bytes() for path in self.path("out").iterdir()}, made, streams)

    def test_what_goes_there_or_comes_from_there_is_told(self):
        self.cairn("fill rowan/child-a.yaml --term 1 -o a.docx")
        self.assertIn(b"standard output: the file cannot be written", self.without(1, words=["read", "a.docx"], want=5).stderr)
        self.assertIn(b"-: the file cannot be read", self.without(0, words=["check", "-"], want=3).stderr)


class Names(Class):
    def test_the_folders_of_a_pack_are_such_as_every_system_can_keep(self):
        for name in ("aux", "a\\b", "CON.2026", "ends. ", "\u202egnp", "10:30"):
            shutil.copytree(self.path("rowan"), self.path("school") / name)
        self.pack("--zip all.zip", folders="school")
        folders = {"_aux", "a-b", "_CON.2026", "ends", "gnp", "10-30"}
        self.assertEqual({path.name for path in self.path("out").iterdir() if path.is_dir()}, folders)
        names = subprocess.run(["python3", "-m", "zipfile", "-l", "all.zip"], cwd=self.folder, capture_output=True, check=True).stdout.decode()
        self.assertNotIn("\\", names)
        self.assertEqual({entry["output"].split("/")[0] for entry in self.report()["documents"]}, folders)

    def test_two_folders_that_would_become_one_are_told(self):
        for name in ("a:b", "a-b"):
            shutil.copytree(self.path("rowan"), self.path("school") / name)
        self.assertIn("some system would take the folder of its documents for that of another", self.refused("pack school --term 1 -o out", 2).said)

    def test_no_record_is_named_as_a_device(self):
        self.write("names.csv", "Name\nCon\nPrn\nCom1\nNora\n")
        self.cairn("new class --list names.csv")
        self.assertEqual({path.name for path in self.path("class").iterdir()}, {"class.yaml", "con-2.yaml", "prn-2.yaml", "com1-2.yaml", "nora.yaml"})
        self.write("ids.csv", "Name,ID\nNora,nul.a\n")
        self.assertIn("nul.a", self.cairn("new other --list ids.csv", 3).said)
        self.learner("aux", **{"known-as": "Bo"})
        self.cairn("fill rowan/aux.yaml --term 1 -o a.docx")
        self.path("read").mkdir()
        self.cairn("read a.docx -o read")
        self.assertEqual([path.name for path in self.path("read").glob("*[!s].yaml") if "sources" not in path.name], ["_aux.yaml"])


class Ways(Class):
    """Paths that stand in files."""

    def setUp(self):
        super().setUp()
        self.path("shared/in").mkdir(parents=True)
        shutil.copy(tracker.ROOT / "mappings/milestones-tracker.yaml", self.path("shared/school.yaml"))
        shutil.copy(tracker.ROOT / "mappings/milestones-tracker.yaml", self.path("rowan/near.yaml"))

    def names(self, file, key, value):
        """The file with another name under that key."""
        lines = self.path(file).read_text().splitlines(keepends=True)
        self.write(file, "".join(f"{key}: {value}\n" if line.startswith(f"{key}:") else line for line in lines))

    def fill(self, more="", want=3):
        return self.cairn(f"fill rowan/child-b.yaml --term 1 -o b.docx {more}", want).said

    def out(self):
        """Paths out of the folder of the class, whatever lies there."""
        self.path("rowan/link").symlink_to(self.path("shared"))
        self.path("rowan/linked.yaml").symlink_to("../shared/school.yaml")
        return ["../shared/school", "../shared/school.yaml", str(self.path("shared/school.yaml")), "link/school.yaml", "linked", "in/../../shared/school.yaml",
                "'..\\shared\\school.yaml'", "'C:school.yaml'", "../gone"]

    def test_a_mapping_lies_in_the_folder_of_its_class_or_is_named_by_the_user(self):
        for way in self.out():
            self.names("rowan/class.yaml", "mapping", way)
            said = self.fill()
            self.assertIn(f"this file's mapping leads out of its folder: `{way.strip(chr(39))}`\n", said)
            self.assertIn("put it into this folder, or one below, or name it with -m\n", said)
            self.assertIn("rowan/class.yaml:", said)
            self.assertIn("leads out", self.cairn("check rowan/class.yaml", 3).said)
            self.assertIn("leads out", self.cairn("pack rowan --term 1 -o out", 3).said)
        self.fill("-m shared/school.yaml", 0)
        for way in ("near", "near.yaml", "./near.yaml", "milestones-tracker"):
            self.names("rowan/class.yaml", "mapping", way)
            self.cairn("check rowan/class.yaml")

    def test_so_do_its_template_its_frameworks_and_its_scales(self):
        shutil.copy(tracker.ROOT / "templates/milestones-tracker.docx", self.path("shared/in/t.docx"))
        self.names("rowan/class.yaml", "mapping", "near")
        self.names("rowan/near.yaml", "template", "../shared/in/t.docx")
        self.assertIn("this file's template leads out of its folder: `../shared/in/t.docx`\n", said := self.fill())
        self.assertIn("or name it with -t\n", said)
        self.fill("-t shared/in/t.docx", 0)
        self.names("rowan/near.yaml", "template", "milestones-tracker.docx")
        kept = self.path("rowan/near.yaml").read_text()
        for kind, old in (("framework", "frameworks: [foundation"), ("scale", "scale: engagement")):
            shutil.copy(tracker.ROOT / f"mappings/{kind}s/{old.split()[1].strip('[')}.yaml", self.path("shared/x.yaml"))
            self.assertIn(old, kept)
            self.write("rowan/near.yaml", kept.replace(old, old[:old.rindex(old.split()[1].strip("["))] + "../shared/x"))
            self.assertIn(f"this file's {kind} leads out of its folder: `../shared/x`\n    ", self.cairn("check rowan/near.yaml", 3).said)
        self.write("rowan/near.yaml", kept)
        self.names("rowan/class.yaml", "frameworks", "[../shared/x]")
        self.assertIn("rowan/class.yaml:", said := self.fill())
        self.assertIn("framework leads out", said)


if __name__ == "__main__":
    unittest.main()
