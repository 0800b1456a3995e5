"""A class's documents in one command: what is made of each record, under which name, what is told and reported, and what is left alone."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import time
import unittest
import zipfile

import tracker
from room import RECORDS, Room
from tracker import load

A, B = "A 2025-26 term 1.docx", "Siobhán 2025-26 term 1.docx"
SPLIT = "note: another learner's document would have the same name, so this one is"


class Class(Room):
    """The folder rowan/ with two records, and its documents in out/."""

    def setUp(self):
        super().setUp()
        (self.folder / "rowan").mkdir()
        for name in ("child-a.yaml", "child-b.yaml", "class.yaml"):
            shutil.move(self.path(name), self.path("rowan"))

    def pack(self, more="", want=0, folders="rowan", term="--term 1"):
        return self.cairn(f"pack {folders} {term} -o out {more}", want)

    def said(self, more="", want=0, **how):
        return self.pack(more, want, **how).said

    def report(self, name="pack.json"):
        return json.loads(self.path(f"out/{name}").read_text(encoding="utf-8"))

    def outcomes(self, name="pack.json"):
        return [(entry["record"], entry["outcome"]) for entry in self.report(name)["documents"]]

    def made(self, folder="out"):
        return {path.relative_to(self.path(folder)).as_posix() for path in self.path(folder).rglob("*.docx")}

    def learner(self, name, **learner):
        """A record of a learner who was seen in no term yet."""
        return self.record(f"rowan/{name}.yaml", {"version": "1", "learner": {"id": name, **learner},
                                                  "terms": [{"session": "2025-26", "term": "1"}]})

    def only(self, *learners):
        for path in self.path("rowan").glob("child-*"):
            path.unlink()
        for name, known_as in learners:
            self.learner(name, **{"known-as": known_as})

    def edit_by_hand(self, name):
        self.doctor(f"out/{name}", f"out/{name}", "word/document.xml", "washing machine", "dishwasher")


class Documents(Class):
    def test_each_learner_gets_the_document_that_fill_makes(self):
        self.assertEqual(self.said(), "out: note: 2 made, 0 unchanged, 0 kept as changed by hand, 0 not made; 1 note, which -v shows\n")
        self.assertEqual(self.made(), {A, B})
        for record, name in (("child-a", A), ("child-b", B)):
            self.cairn(f"fill rowan/{record}.yaml --session 2025-26 --term 1 -o {record}.docx")
            self.assertEqual(self.path(f"{record}.docx").read_bytes(), self.path(f"out/{name}").read_bytes())

    def test_any_number_of_jobs_and_any_shards_make_the_same_bytes_and_tell_the_same(self):
        one = self.pack("--jobs 1 -v")
        files = {path.name: path.read_bytes() for path in self.path("out").iterdir()}
        shutil.rmtree(self.path("out"))
        self.assertEqual(self.pack("--jobs 7 -v").said, one.said)
        self.assertEqual({path.name: path.read_bytes() for path in self.path("out").iterdir()}, files)
        shutil.rmtree(self.path("out"))
        for shard in ("2/3", "1/3", "3/3"):
            self.pack(f"--shard {shard}")
        files.pop("pack.json")
        self.assertEqual({path.name: path.read_bytes() for path in self.path("out").glob("*.docx")}, files)
        entries = [entry for k in (1, 2, 3) for entry in self.report(f"pack-{k}-of-3.json")["documents"]]
        self.assertEqual([entry["outcome"] for entry in entries], ["made", "made"])

    def test_a_school_gets_a_folder_a_class(self):
        shutil.copytree(self.path("rowan"), self.path("school/rowan"))
        shutil.copytree(self.path("rowan"), self.path("school/birch"))
        self.pack(folders="school")
        self.assertEqual(self.made(), {f"{room}/{name}" for room in ("rowan", "birch") for name in (A, B)})
        shutil.rmtree(self.path("out"))
        self.pack(folders="rowan school/birch/")
        self.assertEqual(self.made(), {f"{room}/{name}" for room in ("rowan", "birch") for name in (A, B)})
        self.assertEqual({entry["output"] for entry in self.report()["documents"]}, self.made())

    def test_only_records_count_and_what_may_be_one_is_told(self):
        for name, text in (("child-a.sources.yaml", "version: 1\nsources: x\n"), ("play.yaml", "framework: play\n"), ("note.txt", "x")):
            self.write(f"rowan/{name}", text)
        self.pack()
        self.assertEqual(len(self.outcomes()), 2)
        self.write("rowan/stray.yaml", "lerner: {id: a}\n")
        self.pack(want=1)
        self.assertEqual(self.outcomes()[-1], ("rowan/stray.yaml", "not made"))

    def test_two_terms_give_a_pair(self):
        self.pack(term="--terms 1,2")
        self.assertEqual(self.made(), {A, B, A.replace("term 1", "term 2"), B.replace("term 1", "term 2")})
        self.assertEqual(self.pack("--name {learner.id}.docx", 2, term="--terms 1,2").said,
                         "the documents of several terms would have one name\n    write {term} into --name\n")

    def test_trackers_to_type_into_hold_no_values(self):
        self.pack("--blank", term="--term 3")
        document = tracker.parts(self.path("out") / A.replace("term 1", "term 3"))["word/document.xml"].decode()
        self.assertIn("communication.attention.3", document)
        self.assertNotIn("washing machine", document)


class Authority(Class):
    """The class lies below folders that hold none themselves."""

    def setUp(self):
        super().setUp()
        self.path("auth/north").mkdir(parents=True)
        self.path("rowan").rename(self.path("auth/north/rowan"))

    def test_folders_on_the_way_are_made(self):
        self.pack("--dry-run", folders="auth")
        self.assertFalse(self.path("out").exists())
        self.pack("--shard 1/2", folders="auth")
        self.pack("--shard 2/2", folders="auth")
        self.assertEqual(self.made(), {f"north/rowan/{A}", f"north/rowan/{B}"})
        self.assertIn("out: note: 0 made, 2 unchanged", self.said(folders="auth"))

    def test_but_none_by_a_link(self):
        for name in ("out", "elsewhere/rowan"):
            self.path(name).mkdir(parents=True)
        self.path("out/north").symlink_to(self.path("elsewhere"))
        self.assertIn("out/north: the file cannot be written: it is a link\n", self.said(want=5, folders="auth"))
        self.assertEqual(self.made("elsewhere"), set())


class Mapping(Class):
    def test_a_file_that_stands_here_is_named_so(self):
        self.write("oak.yaml", (tracker.ROOT / "mappings/milestones-tracker.yaml").read_bytes())
        self.cairn("fill rowan/child-a.yaml --term 1 -o rowan/a.docx")
        for name in ("oak", "oak.yaml"):
            for command in ("pack rowan --term 1 -o out", "read rowan/a.docx -o out/"):
                said = self.cairn(f"{command} -m {name}", 3).said
                self.assertIn(f"there is no mapping named `{name}`\n    did you mean `./{name}`?\n", said, command)
        self.assertNotIn("did you mean", self.said("-m elm", 3))
        self.said("-m ./oak.yaml", 0)


class Zip(Class):
    def zipped(self):
        with zipfile.ZipFile(self.path("pack.zip")) as pack:
            self.assertIsNone(pack.testzip())
            return {info.filename: pack.read(info) for info in pack.infolist()}

    def test_it_holds_the_documents_as_they_lie_there(self):
        self.pack("--zip pack.zip")
        first = self.path("pack.zip").read_bytes()
        self.assertEqual(self.zipped(), {name: self.path(f"out/{name}").read_bytes() for name in (A, B)})
        self.pack("--zip pack.zip --jobs 3")
        self.assertEqual(self.path("pack.zip").read_bytes(), first)
        self.edit_by_hand(A)
        self.pack("--zip pack.zip", 1)
        self.assertEqual(self.zipped()[A], self.path(f"out/{A}").read_bytes())

    def test_what_is_no_pack_is_not_replaced(self):
        with zipfile.ZipFile(self.path("pack.zip"), "w") as other:
            other.writestr("a.txt", "mine")
        before = self.path("pack.zip").read_bytes()
        self.assertEqual(self.said("--zip pack.zip", 5), "pack.zip: the file that is there is something else than what would replace it\n"
                         "    give another name, or take the file away yourself\n")
        self.assertEqual(self.path("pack.zip").read_bytes(), before)
        self.assertEqual(self.made(), set())

    def test_one_that_cannot_be_written_is_told(self):
        self.assertIn("nowhere/pack.zip: the file cannot be written", self.said("--zip nowhere/pack.zip", 5))


class Runs(Class):
    def test_what_would_not_change_is_not_touched_and_only_what_is_missing_is_made(self):
        self.pack()
        before = {path: path.stat().st_mtime_ns for path in self.path("out").glob("*.docx")}
        self.path(f"out/{A}").unlink()
        self.assertIn("1 made, 1 unchanged", self.said())
        self.assertEqual(self.path(f"out/{B}").stat().st_mtime_ns, before[self.path(f"out/{B}")])

    def test_what_was_changed_by_hand_is_kept_and_told(self):
        self.pack()
        self.edit_by_hand(A)
        before = self.path(f"out/{A}").read_bytes()
        self.assertEqual(self.said(want=1), f"out/{A}: this document was changed by hand since Cairn wrote it, or was not written by Cairn\n"
                         "    read it first with `cairn read`, write elsewhere with -o, or replace it with --force\n"
                         "out: note: 0 made, 1 unchanged, 1 kept as changed by hand, 0 not made; 1 note, which -v shows\n")
        self.assertEqual(self.path(f"out/{A}").read_bytes(), before)
        self.assertEqual(self.outcomes()[0], ("rowan/child-a.yaml", "kept"))
        entry = self.report()["documents"][0]
        self.assertEqual((entry["sha256"], entry["bytes"]), (hashlib.sha256(before).hexdigest(), len(before)), "of what is there")
        self.pack("--force")
        self.assertNotEqual(self.path(f"out/{A}").read_bytes(), before)

    def test_one_bad_record_never_stops_the_others(self):
        self.write("rowan/bad.yaml", "version: 1\nlearner: {id: bad\n")
        said = self.said(want=1)
        self.assertIn("rowan/bad.yaml:", said)
        self.assertTrue(said.endswith("rowan/bad.yaml: note: not made\n"
                                      "out: note: 2 made, 0 unchanged, 0 kept as changed by hand, 1 not made; 1 note, which -v shows\n"), said)
        self.assertEqual(self.outcomes()[0], ("rowan/bad.yaml", "not made"))

    def test_a_class_that_is_wrong_is_told_once_and_stands_at_each_learner(self):
        self.write("rowan/class.yaml", "version: 1\nclass: Rowan\nsession: 2025-27\n")
        said = self.said(want=3)
        self.assertEqual(said.count("`2025-27` is not a session"), 1)
        self.assertEqual([entry["messages"][0]["code"] for entry in self.report()["documents"]], ["session", "session"])

    def test_a_class_without_a_session_wants_one(self):
        self.write("rowan/class.yaml", "version: 1\nclass: Rowan\n")
        self.assertIn("rowan: nothing says of which session this class's documents are to be\n"
                      "    write `session:` into its class.yaml, or give --session\n", self.said(want=2))
        self.pack("--session 2025-26")

    def test_a_dry_run_tells_of_all_that_would_be_made(self):
        said = self.said("--dry-run --zip p.zip --one-file p.docx --pdf", None)
        self.assertIn("p.zip: note: would hold 2 documents\n", said)
        self.assertIn("p.docx: note: would hold 2 documents\n", said)
        self.assertTrue("out: note: each of the 2 documents would have a PDF beside it\n" in said or "LibreOffice, which makes the PDFs, is not installed" in said, said)
        self.assertFalse(any(self.path(name).exists() for name in ("p.zip", "p.docx", "out")))
        said = self.said("--zip p.zip --one-file p.docx")
        for name in ("p.zip", "p.docx"):
            self.assertIn(f"{name}: note: holds 2 documents\n", said)
        self.write("p.zip", "mine")
        self.assertIn("p.zip: the file that is there is something else", self.said("--dry-run --zip p.zip", 5))

    def test_a_template_that_keeps_no_digest_is_told_of_once(self):
        parts = tracker.parts(tracker.ROOT / "templates/milestones-tracker.docx")
        parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b"cairn-digest", b"another")
        tracker.write_parts(self.path("own.docx"), parts)
        mapping = (tracker.ROOT / "mappings/milestones-tracker.yaml").read_text("utf-8")
        self.write("own-mapping.yaml", mapping.replace("template: milestones-tracker.docx", "template: own.docx"))
        said = self.said(f"-m {self.path('own-mapping.yaml')}")
        self.assertEqual(said.count("note: this template cannot keep what Cairn wrote apart"), 1, said)
        self.assertNotIn("this template", self.said("-m milestones-tracker --force"))

    def test_an_output_that_is_no_folder_is_told(self):
        self.write("list.csv", "x")
        self.refused("pack rowan --term 1 -o list.csv", 5, "list.csv: there is a file of this name, and a folder is wanted\n"
                     "    give another name; the file was not touched\n")
        done = tracker.run("pack", "rowan", "--term", "1", "-o", "", cwd=self.folder)
        self.assertEqual(done.code, 2)
        self.assertIn("name the output: the name behind -o is empty", done.said)

    def test_what_is_wrong_with_a_class_is_told_once(self):
        text = self.path("rowan/class.yaml").read_text("utf-8")
        self.write("rowan/class.yaml", text.replace("session: 2025-26\n", ""))
        self.assertEqual(self.said(want=2), "rowan: nothing says of which session this class's documents are to be\n"
                         "    write `session:` into its class.yaml, or give --session\n"
                         "out: note: 0 made, 0 unchanged, 0 kept as changed by hand, 2 not made\n")

    def test_a_dry_run_writes_nothing_and_tells_the_same(self):
        said = self.said("--dry-run")
        self.assertEqual(said, "out: note: 2 made, 0 unchanged, 0 kept as changed by hand, 0 not made; 1 note, which -v shows; nothing was written\n")
        self.assertFalse(self.path("out").exists())

    def test_quiet_tells_what_went_wrong_alone_and_verbose_each_document(self):
        self.write("rowan/bad.yaml", "version: 1\n")
        self.assertNotIn("note", self.said("-q", 1))
        self.assertIn("rowan/bad.yaml", self.said("-q", 1))
        self.assertIn(f"out/{A}: note: unchanged\n", self.said("-v", 1))

    def test_an_output_that_cannot_be_written_is_told_of_each(self):
        self.path("out").write_text("a file")
        self.assertEqual(self.said(want=5), "out: there is a file of this name, and a folder is wanted\n    give another name; the file was not touched\n")
        self.path("out").unlink()
        self.path("out").mkdir()
        for name in (A, "pack.json"):
            self.path(f"out/{name}").mkdir()
        said = self.said(want=5)
        self.assertIn(f"out/{A}: the output is not an ordinary file\n", said)
        self.assertIn("out/pack.json: the output is not an ordinary file\n", said)
        self.assertTrue(self.path(f"out/{B}").is_file())


class Report(Class):
    def test_it_holds_what_happened_with_a_digest_and_no_values(self):
        self.write("rowan/bad.yaml", "version: 1\nlearner: {id: bad, known-as: Secret}\nterms:\n  - {session: 2025-26, term: 1, date: Sometime}\n")
        self.pack(want=1)
        report = self.report()
        self.assertEqual(list(report), ["version", "documents", "made", "unchanged", "kept", "not made"])
        self.assertEqual([report[key] for key in ("version", "made", "unchanged", "kept", "not made")], [1, 2, 0, 0, 1])
        bad, first, _ = report["documents"]
        self.assertEqual(bad, {"record": "rowan/bad.yaml", "session": "2025-26", "term": "1", "outcome": "not made",
                               "output": "Secret 2025-26 term 1.docx",
                               "messages": [{"severity": "error", "code": "date", "file": "rowan/bad.yaml", "line": 4, "column": 39}]})
        data = self.path(f"out/{A}").read_bytes()
        self.assertEqual(first, {"record": "rowan/child-a.yaml", "session": "2025-26", "term": "1", "outcome": "made", "output": A,
                                 "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data),
                                 "messages": [{"severity": "note", "code": "staff-held-back", "file": "rowan/child-a.yaml"}]}, first)
        for value in ("Sometime", "washing machine", "Ms Reid"):
            self.assertNotIn(value, self.path("out/pack.json").read_text(encoding="utf-8"))


class Names(Class):
    def names(self, *learners, pattern="{learner.known-as}.docx", want=0):
        """The names that these learners' documents get."""
        self.only(*learners)
        shutil.rmtree(self.path("out"), ignore_errors=True)
        done = tracker.run("pack", "rowan", "--term", "1", "-o", "out", "-v", "--name", pattern, cwd=self.folder)
        self.assertEqual(done.code, want, done.said)
        return sorted(self.made()), done.said

    def test_a_name_is_safe_on_every_system(self):
        for known_as, name in (("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"), ("../../etc/passwd", "etc-passwd"), ("CON", "_CON"),
                               ("com1.x", "_com1.x"), ("Lpt¹", "_Lpt¹"), ("Console", "Console"), ("Sam. ", "Sam"), (".hidden", "hidden"),
                               ("\u202egnp.ava\u202c", "gnp.ava"), ("tab\there", "tab here"), ("…", "…"), ("~$x", "$x")):
            self.assertEqual(self.names(("l-1", known_as))[0], [f"{name}.docx"], known_as)

    def test_a_long_name_is_cut_between_letters(self):
        for known_as in ("x" * 400, "é" * 200, "笑" * 100, "e\u0301" * 150):
            name, = self.names(("l-1", known_as))[0]
            self.assertTrue(200 < len(name.encode()) <= 255, name)
            self.assertTrue(known_as.startswith(name[:-5]))
            self.assertNotEqual(known_as[len(name) - 5], "\u0301")

    def test_learners_whose_names_are_one_to_some_system_both_get_their_id(self):
        for one, other in (("José", "Jose\u0301"), ("Ava", "AVA"), ("Йолка", "и\u0306олка"), ("가", "\u1100\u1161"), ("ß", "ss"),
                           ("q\u0323\u0307", "q\u0307\u0323"), ("a:b", "a?b")):
            names, said = self.names(("l-1", one), ("l-2", other), ("l-3", "Zoe"))
            self.assertEqual(sorted(name[-10:] for name in names if "(" in name), ["(l-1).docx", "(l-2).docx"], names)
            self.assertEqual(said.count(SPLIT), 2)
            self.assertIn("Zoe.docx", names)

    def test_a_letter_with_an_accent_is_another(self):
        self.assertEqual(self.names(("l-1", "Zoe"), ("l-2", "Zoë"))[0], ["Zoe.docx", "Zoë.docx"])

    def test_who_has_even_that_name_is_not_made_and_the_others_are(self):
        names, said = self.names(("l-1", "Sam"), ("l-2", "Sam"), ("l-3", "Sam (l-1)"), want=1)
        self.assertEqual(names, ["Sam (l-2).docx"])
        self.assertIn("rowan/l-3.yaml: another record gives its document the same name (`Sam (l-1).docx`), and the same id\n"
                      "    give each learner an id of their own\n", said)

    def test_names_do_not_depend_on_shards(self):
        self.only(("l-1", "Sam"), ("l-2", "SAM"))
        self.pack("--shard 2/2")
        self.assertEqual(self.made(), {"SAM 2025-26 term 1 (l-2).docx"})

    def test_a_pattern_is_checked(self):
        self.assertEqual(self.said("--name {learner.knows-as}.docx", 2),
                         "`{learner.knows-as}` in --name is nothing that Cairn knows of a document\n"
                         "    did you mean `learner.known-as`?\n"
                         "    write {learner.known-as}, {learner.name}, {learner.id}, {session}, {term} or {class}\n")
        for name in ("a/{learner.id}.docx", "{learner.id}", "{learner.id}.pdf", ".docx"):
            self.assertEqual(self.said(f"--name {name}", 2), f"documents cannot be named `{name}`\n"
                             "    --name wants a name that ends in .docx, with no folder in it\n")
        self.pack("--name {class}-{learner.id}.docx")
        self.assertEqual(self.made(), {"Rowan-rowan-01.docx", "Rowan-rowan-02.docx"})


class From(Class):
    def setUp(self):
        super().setUp()
        self.cairn("pack rowan --term 1 -o last")

    def go_on(self, more="", want=0):
        return self.pack(f"--from last {more}", want, term="--term 2").said

    def body(self, name):
        parts = tracker.parts(self.path("out") / name.replace("term 1", "term 2"))
        return (parts["word/document.xml"] + parts.get("word/comments.xml", b"")).decode()

    def test_a_tracker_goes_on_from_last_terms_document_with_what_was_typed_there(self):
        self.doctor(f"last/{A}", f"last/{A}", "word/comments.xml", "Hand under hand", "Side by side")
        self.go_on()
        self.assertIn("Side by side", self.body(A))

    def test_it_is_found_by_the_id_and_not_by_the_name(self):
        self.path(f"last/{A}").rename(self.path("last/x.docx"))
        self.path(f"last/{B}").rename(self.path(f"last/{A}"))
        self.path("last/x.docx").rename(self.path(f"last/{B}"))
        self.assertNotIn("not made\n", self.go_on().replace("0 not made", ""))
        self.assertIn("Siobh", self.body(B))

    def test_who_has_none_is_made_from_the_template_and_told(self):
        self.path(f"last/{A}").unlink()
        self.assertIn("rowan/child-a.yaml: no document of this learner was found to go on from, so this one was made from the template\n"
                      "    if there is one, look whether it holds the learner's id: `cairn read` tells\n", self.go_on(want=1))
        self.assertEqual(len(self.made()), 2)

    def test_of_several_the_latest_term_goes_on_and_of_two_for_one_term_none(self):
        self.cairn("fill rowan/child-a.yaml --session 2025-26 --term 1 --blank -o last/old.docx")
        said = self.go_on(want=1)
        self.assertIn(f"rowan/child-a.yaml: two documents of this learner are for one term, and nobody knows which goes on: last/{A} and last/old.docx\n",
                      said)
        self.assertEqual(self.made(), {B.replace("term 1", "term 2")})
        self.doctor("last/old.docx", "last/old.docx", "docProps/custom.xml", "2025-26", "2024-25")
        self.assertIn(f"of this learner's documents, the latest goes on: last/{A}, and not last/old.docx\n", self.go_on("-v"))

    def test_what_was_typed_there_and_never_read_is_told(self):
        tree = load(self.path("rowan/child-a.yaml"))
        self.record("rowan/child-a.yaml", {**tree, "terms": [term for term in tree["terms"] if str(term["term"]) != "1"]})
        told = "what this document says of 2025-26, Term 1 is not in the record"
        said = self.go_on(want=1)
        self.assertIn(f"last/{A}: {told}", said)
        self.assertNotIn(f"last/{B}: {told}", said)

    def test_what_was_typed_there_since_it_was_read_is_told(self):
        """Not what was read, or corrected in the record; nor a document that was changed elsewhere."""
        record, last = self.path("rowan/child-a.yaml"), f"last/{A}"
        told = "is not what the record says"
        self.doctor(last, last, "docProps/core.xml", "</cp:coreProperties>", "<!-- saved --></cp:coreProperties>")
        self.assertNotIn(told, self.go_on())
        self.doctor(last, last, "word/document.xml", "Waits for the drum, and lets", "Waits for the bell, and lets")
        self.doctor(last, last, "word/document.xml", "28 Nov 2025", "late November")
        said = (f"{last}: what this document says of 2025-26, Term 1 {told}: \"What I do well\", "
                'table "Communication", row 2, column "Date"\n'
                "    look which is right: `cairn read` takes the document's into the record; the document itself is as it was\n")
        self.assertIn(said, self.go_on("--force", 1))
        shutil.copy(self.path(last), self.path("typed.docx"))
        self.cairn("read typed.docx --into rowan/child-a.yaml", 1)
        self.assertIn("for the bell", record.read_text())
        self.assertNotIn(told, self.go_on("--force", 1))  # the words that are no date stand under unplaced
        record.write_text(record.read_text().replace("for the bell", "for the whistle"))
        self.assertNotIn(told, self.go_on("--force", 1))

    def test_a_record_that_was_corrected_since_is_no_such_thing(self):
        record = self.path("rowan/child-a.yaml")
        record.write_text(record.read_text().replace("Waits for the drum, and lets", "Waits for the bell, and lets"))
        self.assertNotIn("is not what the record says", self.go_on())

    def test_a_later_document_is_not_gone_back_to(self):
        self.cairn("pack rowan --term 1 -o later --blank")
        self.cairn("pack rowan --term 3 --blank -o last")
        self.go_on()

    def test_the_folder_may_be_the_outputs_own(self):
        shutil.copytree(self.path("last"), self.path("out"))
        first = self.pack("--from out", term="--term 2").said
        self.assertIn("2 made", first)
        self.assertIn("0 made, 2 unchanged", self.pack("--from out", term="--term 2").said)

    def test_another_learners_document_is_never_used(self):
        self.path(f"last/{B}").unlink()
        self.doctor(f"last/{A}", f"last/{B}", "docProps/custom.xml", "rowan-01", "rowan-02")
        said = self.go_on(want=1)
        self.assertIn("this document is about another learner: the name on its page", said)
        self.assertEqual(self.made(), {A.replace("term 1", "term 2")})

    def test_what_says_nobody_or_cannot_be_read_is_told(self):
        self.doctor(f"last/{A}", "last/nobody.docx", "docProps/custom.xml", "rowan-01", "")
        self.write("last/broken.docx", "PK")
        said = self.go_on("-v", 1)
        self.assertIn("last/nobody.docx: note: this document does not say whose it is, so no tracker goes on from it\n", said)
        self.assertIn("last/broken.docx: no tracker goes on from this document: ", said)
        self.assertEqual(len(self.made()), 2)
        self.assertEqual(self.pack("--from nowhere", 3).said, "nowhere: there is no such folder\n    look at its name, and at the folder that you are in\n")


    def test_what_is_not_made_is_made_from_nothing(self):
        self.only(("bo", "Bo"))
        told = "rowan/bo.yaml: no document of this learner was found to go on from, so this one was made from the template\n"
        self.assertIn(told, self.said("--from last", 1))
        self.record("rowan/bo.yaml", {"version": "1", "learner": {"id": "", "known-as": "Bo"}, "terms": [{"session": "2025-26", "term": "1"}]})
        said = self.said("--from last", 3)
        self.assertIn("rowan/bo.yaml: note: not made\n", said)
        self.assertNotIn(told, said)


class Folders(Class):
    def test_mappings_beside_the_records_are_no_class(self):
        for folder in ("rowan/mappings", "rowan/mappings/scales"):
            self.path(folder).mkdir()
        for name in ("mappings/milestones-tracker.yaml", "mappings/scales/support.yaml"):
            shutil.copy(tracker.ROOT / name, self.path("rowan") / name)
        self.assertEqual(self.said(), "out: note: 2 made, 0 unchanged, 0 kept as changed by hand, 0 not made; 1 note, which -v shows\n")
        self.assertEqual(self.made(), {A, B})
        self.assertIn("rowan/mappings: there is no record in this folder\n", self.cairn("pack rowan/mappings --term 1 -o other", 3).said)

    def test_a_folder_without_records_or_given_twice_is_refused(self):
        self.path("empty").mkdir()
        self.write("file", "x")
        for name, want in (("empty", "there is no record in this folder\n    give a class's folder, or a folder of such folders\n"),
                           ("nowhere", "there is no such folder\n    look at its name, and at the folder that you are in\n"),
                           ("file", "this is a file, and a class's folder is wanted here\n"
                            "    give the folder that it is in; `cairn fill` makes one learner's tracker\n")):
            self.assertEqual(self.said(want=3, folders=f"rowan {name}"), f"{name}: {want}")
        self.assertEqual(self.said(want=2, folders="rowan ./rowan/"),
                         "./rowan/: this folder is the same as another that was given, or inside it: rowan\n    give each learner's folder once\n")
        self.assertIn("inside it: .\n", self.said(want=2, folders=". rowan"))
        shutil.copytree(self.path("rowan"), self.path("school/Rowan"))
        self.assertIn("school/Rowan: some system would take the folder of its documents for that of another: rowan\n",
                      self.said(want=2, folders="rowan school/Rowan"))
        self.assertFalse(self.path("out").exists())

    def test_a_temporary_file_of_the_dead_is_swept_and_one_of_the_living_is_not(self):
        self.path("out").mkdir()
        dead, living, other = (self.path(f"out/{name}") for name in (".cairn-1-0", ".cairn-2-0", ".cairn-notes"))
        for path in (dead, living, other):
            path.write_text("x")
        with living.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            done = tracker.run("pack", "rowan", "--term", "1", "-o", "out", cwd=self.folder)
        self.assertEqual(done.code, 0, done.said)
        self.assertEqual([path.exists() for path in (dead, living, other)], [False, True, True])

    def test_a_second_pack_waits_for_the_first_and_parts_of_one_do_not(self):
        self.path("out").mkdir()
        folder = os.open(self.path("out"), os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_SH)
        self.pack("--shard 1/2")
        self.waits(lambda: os.close(folder))

    def test_the_same_part_twice_at_once_waits_too(self):
        self.path("out").mkdir()
        self.write("out/.cairn-shard-1-2", "")
        held = self.path("out/.cairn-shard-1-2").open()
        fcntl.flock(held, fcntl.LOCK_EX)
        tracker.run("pack", "rowan", "--term", "1", "-o", "out", "--shard", "2/2", cwd=self.folder)
        self.assertEqual(len(self.made()), 1)
        self.waits(held.close, "--shard", "1/2")
        self.assertEqual(len(self.made()), 2)
        self.assertEqual(tracker.litter(self.folder), [])
        self.write("out/.cairn-shard-1-2", "")
        self.pack("--shard 2/2")
        self.assertFalse(self.path("out/.cairn-shard-1-2").exists())

    def waits(self, let_go, *more):
        with subprocess.Popen([tracker.CAIRN, "pack", "rowan", "--term", "1", "-o", "out", *more], cwd=self.folder, stderr=subprocess.PIPE) as second:
            first_line = second.stderr.readline().decode()
            time.sleep(0.2)
            self.assertIsNone(second.poll())
            let_go()
            second.stderr.read()
            self.assertEqual(second.wait(), 0)
        self.assertEqual(first_line, "out: note: another pack is being made into this folder; this one waits for it\n")

    def test_numbers_are_checked(self):
        for option, advice in (("--jobs 0", "write a number from 1 to 256"), ("--shard 3/2", "write which part of how many, such as 2/8"),
                               ("--shard 0/2", "write which part of how many, such as 2/8"), ("--jobs many", "write a number from 1 to 256")):
            name, value = option.split()
            self.assertEqual(self.said(option, 2), f"{name} cannot be `{value}`\n    {advice}\n")
        self.assertEqual(self.said(want=3, term="--terms 1,9"), "`9` is not a term\n    a term is a number from 1 to 4\n")


class Marks(Class):
    def test_no_childs_data_stand_in_anothers_document(self):
        """Every text of a record bears its learner's mark; no other mark is in any byte of any part."""
        self.only()
        source = tracker.load(RECORDS / "child-a.yaml")
        for i in range(24):
            record = json.loads(json.dumps(source))
            mark = f"Mark{i:02}q"
            record["learner"] = {"id": f"{mark.lower()}", "known-as": mark}
            for term in record["terms"]:
                term["family"] = {key: f"{mark} {value}" for key, value in term["family"].items() if value}
                for item in term["assessments"]:
                    for comment in item.get("preferred", []) + item.get("comments", []):
                        comment["text"] = f"{mark} {comment['text']}"
            self.record(f"rowan/r{i:02}.yaml", record)
        self.pack("--jobs 5 -q")
        self.assertEqual(len(self.made()), 24)
        for i in range(24):
            data = b"".join(tracker.parts(self.path(f"out/Mark{i:02}q 2025-26 term 1.docx")).values()).lower()
            found = {n for n in range(24) if f"mark{n:02}q".encode() in data}
            self.assertEqual(found, {i})


if __name__ == "__main__":
    unittest.main()
