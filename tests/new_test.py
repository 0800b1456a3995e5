"""cairn new: a class's folder from a list of names, as school systems write lists, and the records that children had before."""

import shutil
import unittest

import tracker
from room import RECORDS, Room

LIST = "Forename,Surname,Known as,Date of birth,SCN\nIona,MacLeod,,14/05/2017,123456789\nMurdo,O'Hara,Mo,2 June 2018,\n"
IONA = {"id": "iona", "name": "Iona MacLeod", "known-as": "Iona", "born": "2017-05-14", "scn": "123456789"}
MO = {"id": "mo", "name": "Murdo O'Hara", "known-as": "Mo", "born": "2018-06-02"}


class New(Room):
    def setUp(self):
        super().setUp()
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def learners(self, folder):
        """What each record of a folder says of its learner, by file."""
        paths = [p for p in self.path(folder).glob("*.yaml") if p.name != "class.yaml" and not p.name.endswith(".sources.yaml")]
        found = {path.name: tracker.load(path) for path in sorted(paths)}
        return {name: tree["learner"] for name, tree in found.items() if "learner" in tree}

    def make(self, text, want=0, previous="", folder="p3"):
        self.write("list.csv", text)
        shutil.rmtree(self.path(folder), ignore_errors=True)
        done = self.cairn(f"new {folder} --list list.csv {previous}", want)
        self.said = done.said
        return self.learners(folder)

    def wrong(self, text, said, want=3, previous=""):
        """Nothing is made, and this is said."""
        self.write("list.csv", text)
        done = self.refused(f"new p3 --list list.csv {previous}", want)
        self.assertIn(said, done.said)
        self.assertTrue(done.said.endswith("\np3: note: nothing was made\n"), done.said)
        self.assertEqual([p.name for p in self.folder.iterdir() if p.is_dir() and p.name.startswith("p3")], [])


class Lists(New):
    def test_every_form_gives_the_same(self):
        forms = {"as it is": LIST, "mark": "\ufeff" + LIST, "lines of Windows": LIST.replace("\n", "\r\n"), "lines of old Macs": LIST.replace("\n", "\r"),
                 "semicolons": LIST.replace(",", ";"), "tabs": LIST.replace(",", "\t"), "UTF-16": b"\xff\xfe" + LIST.encode("utf-16-le"),
                 "UTF-16, big": b"\xfe\xff" + LIST.encode("utf-16-be"), "no last line end": LIST.rstrip("\n"), "words above": "Class list\n\n" + LIST,
                 "other columns": "\n".join(line + more for line, more in zip(LIST.splitlines(), (",Gender", ",F", ",M"))),
                 "quotes": LIST.replace("MacLeod", '"MacLeod"').replace("123456789", '="123456789"'), "short lines": LIST.replace("2018,\n", "2018\n"),
                 "empty cells behind": LIST.replace("\n", ",, \n")}
        for what, text in forms.items():
            self.assertEqual(self.make(text), {"iona.yaml": IONA, "mo.yaml": MO}, what)

    def test_windows_is_told(self):
        made = self.make("Name\nSiân Ó Briain\nZoë “Z”\n".encode("cp1252"))
        self.assertEqual([one["name"] for one in made.values()], ["Siân Ó Briain", "Zoë “Z”"])
        self.assertIn("list.csv: note: the list is not UTF-8; it was read as Windows-1252", self.said)

    def test_columns_by_other_names(self):
        made = self.make('Pupil Name;D.O.B.;Scottish Candidate No.;Reg. Class\n"MacLeod, Iona";2017-05-14 00:00:00;123 456 789;P3\n')
        self.assertEqual(made, {"iona.yaml": IONA})
        self.assertEqual(tracker.load(self.path("p3/class.yaml")), {"version": "1", "class": "P3"})

    def test_quotes_hold_anything(self):
        made = self.make('Known as,Notes\n"Io ""na""","a, b\nc"\nMo,\n')
        self.assertEqual([one["known-as"] for one in made.values()], ['Io "na"', "Mo"])

    def test_two_of_one_name_have_an_id_each(self):
        made = self.make("Forename,Surname,DOB\nEva,Roy,1/2/2017\nEva,Reid,1/2/2017\n")
        self.assertEqual([(one["id"], one["name"]) for one in made.values()], [("eva-2", "Eva Reid"), ("eva", "Eva Roy")])

    def test_what_is_not_clear_is_told_and_left_out(self):
        made = self.make("Forename,Surname,DOB,SCN\nIona,MacLeod,05/14/2017,1.23E+08\n", 1)
        self.assertEqual(made, {"iona.yaml": {key: IONA[key] for key in ("id", "name", "known-as")}})
        self.assertIn("list.csv:2:14: `05/14/2017` is no date of birth", self.said)
        self.assertIn("list.csv:2:25: `1.23E+08` is no SCN", self.said)

    def test_a_dash_says_nothing(self):
        made = self.make("Forename,Surname,Known as,DOB,SCN\nIona,MacLeod,\u2013,-,\u2014\nMurdo,-,-,,\n", 0)
        self.assertEqual(made["iona.yaml"], {"id": "iona", "name": "Iona MacLeod", "known-as": "Iona"})
        self.assertEqual(made["murdo.yaml"], {"id": "murdo", "known-as": "Murdo"})
        made = self.make('Name,DOB\n"Reid, \u2013",\n"-,Iona",\n', 0)
        self.assertEqual([made[f"{name}.yaml"] for name in ("reid", "iona")],
                         [{"id": name.lower(), "known-as": name} for name in ("Reid", "Iona")])

    def test_what_cannot_serve_makes_nothing(self):
        for text, said in (("", "it is empty"), ("Colour,Size\nred,2\n", "no line of the list names its columns"), ("Name\n", "no child is in it"),
                           (b"PK\3\4\0\0\0\0", "it holds what no text can"), ('Name\n"Iona\n', "list.csv:2:1: a quotation mark opens here"),
                           ("Name,DOB,DOB\nIona,,\n", "two columns say the date of birth"), ("Name,SCN\nIona,1\n,2\n", "list.csv:3:1: this line has no name to call a child by"),
                           ("Forename,Surname\nIona,MacLeod\nAnne,Marie,Reid\n", "list.csv:3:12: this line has more cells than the list has columns"),
                           ("Name\nReid, Finlay\n", "a name with a comma wants quotation marks"), ("Name,\nReid, Finlay\n", "list.csv:2:6: this line has more cells"),
                           ("Forename,Surname,DOB\nIona,Reid,1/3/2019\nTotal,,\n", "list.csv:3:1: this line has no name to call a child by"),
                           ("Name,Room\nIona,2\nGrand total,30\n", "list.csv:3:1: this line has no name to call a child by"),
                           ("Surname,Forename,SCN\nReid,Iona,1\nTotal pupils,,\n", "list.csv:3:1: this line has no name"),
                           ("Name,SCN\nIona,1\nTotal: 1,\n", "list.csv:3:1: this line has no name"),
                           ("Name,SCN\nIona,1\nMurdo,1\n", "this child stands in line 2 already"), ("Name,id\nIona,No Id\n", "`No Id` is not an id"),
                           ("Name\n" + "".join(f"A{n}\n" for n in range(1001)), "children in a list of names")):
            self.wrong(text, said)

    def test_nothing_is_replaced(self):
        self.make(LIST)
        before = {path.name: path.read_bytes() for path in self.path("p3").iterdir()}
        self.assertIn("nothing is replaced", self.refused("new p3/ --list list.csv", 5).said)
        self.assertEqual({path.name: path.read_bytes() for path in self.path("p3").iterdir()}, before)
        self.write("file", "x")
        self.refused("new file --list list.csv", 5)
        self.path("empty").mkdir()
        self.cairn("new empty --list list.csv")

    def test_records_pass_and_fill(self):
        self.make(LIST)
        self.cairn("check p3/iona.yaml p3/mo.yaml p3/class.yaml")
        self.cairn("fill p3/iona.yaml --session 2026-27 --term 1 --blank -o iona.docx")

    def test_messages_as_json_hold_no_names(self):
        self.write("list.csv", "Forename,Surname,DOB\nIona,MacLeod,05/14/2017\n")
        self.assertNotIn("05/14", self.cairn("new p3 --list list.csv --json", 1).said)


class NextYear(New):
    """A child who came from another class, and one who is new, in the session that begins."""

    def setUp(self):
        super().setUp()
        self.path("hazel").mkdir()
        ava = {"version": "1", "learner": {"id": "ava", "known-as": "Ava", "scn": "123456789"}}
        self.record("hazel/ava.yaml", {**ava, "terms": [{"session": "2025-26", "term": "3", "class": "Hazel", "focus": ["communication.attention.1"]}]})
        self.make("Name,SCN,Class\nAva,123456789,Birch\nBo,,Birch\n", previous="--previous hazel", folder="birch")
        self.write("birch/class.yaml", self.path("birch/class.yaml").read_text() + "session: 2026-27\n")

    def classes(self, pattern):
        """What the documents say of their class."""
        reads = {".docx": ["read"], ".xlsx": ["sheet", "read"]}
        found = [tracker.run(*reads[path.suffix], path) for path in sorted(self.folder.glob(pattern))]
        return [tracker.load(done.out.decode())["terms"][0]["class"] for done in found]

    def test_a_term_that_is_new_is_of_the_class_of_now(self):
        self.cairn("pack birch --term 1 --blank -o out")
        self.cairn("sheet blank birch/ava.yaml --session 2026-27 --term 1 -o a.xlsx")
        self.cairn("fill birch/ava.yaml --session 2026-27 --term 1 --blank -o a.docx")
        for pattern, count in (("out/*.docx", 2), ("a.*", 2)):
            self.assertEqual(self.classes(pattern), ["Birch"] * count, pattern)

    def test_also_on_the_document_of_the_class_before(self):
        self.cairn("pack hazel --session 2025-26 --term 3 -o last")
        self.cairn("pack birch --term 1 --blank --from last -o out", None)
        self.assertEqual(self.classes("out/*.docx"), ["Birch", "Birch"])
        self.path("out/Ava 2026-27 term 1.docx").rename(self.path("a.docx"))
        self.cairn("read a.docx --into birch/ava.yaml")
        self.assertEqual([term["class"] for term in tracker.load(self.path("birch/ava.yaml"))["terms"]], ["Hazel", "Birch"])

    def test_a_term_that_the_record_has_keeps_its_class(self):
        self.cairn("pack birch --session 2025-26 --term 3 --blank -o out", None)
        self.cairn("sheet blank birch/ava.yaml --session 2025-26 --term 3 -o a.xlsx")
        self.assertEqual(self.classes("out/Ava*.docx") + self.classes("a.xlsx"), ["Hazel", "Hazel"])

    def test_and_without_a_class_of_now_the_one_before_stays(self):
        self.path("birch/class.yaml").unlink()
        self.cairn("fill birch/ava.yaml --session 2026-27 --term 1 --blank -o a.docx")
        self.cairn("sheet blank birch/ava.yaml --session 2026-27 --term 1 -o a.xlsx")
        self.assertEqual(self.classes("a.*"), ["Hazel", "Hazel"])


class Carried(New):
    def setUp(self):
        super().setUp()
        shutil.copytree(RECORDS, self.path("rowan"), ignore=shutil.ignore_patterns("*.png"))

    def earlier(self, name, learner, terms=()):
        self.record("x.yaml", {"version": "1", "learner": learner, "terms": list(terms)})
        self.path("x.yaml").rename(self.path("rowan") / name)

    def carried(self, text, want=0):
        return self.make(text, want, "--previous rowan", "birch")

    def test_by_scn_the_record_is_the_same_bytes(self):
        made = self.carried("Name,SCN\nSiobhan Bhriain,9999990002\n", 1)
        self.assertEqual(list(made), ["child-b.yaml"])
        self.assertEqual(self.path("birch/child-b.yaml").read_bytes(), (RECORDS / "child-b.yaml").read_bytes())
        self.assertIn("the list says `Siobhan Bhriain`, and the record `Siobhán Máire-Thérèse O'Donnell-Ní Bhriain`: the record's was kept", self.said)

    def test_by_id_and_what_it_lacked_is_added(self):
        made = self.carried("Name,id,Date of birth,SCN\nBo Reid,rowan-07,1/2/2016,999\n")
        self.assertEqual(made["child-g.yaml"], {"id": "rowan-07", "known-as": "Bo", "name": "Bo Reid", "born": "2016-02-01", "scn": "999"})
        old, new = ((path / "child-g.yaml").read_text() for path in (RECORDS, self.path("birch")))
        self.assertEqual([line for line in old.splitlines() if line not in new.splitlines()], ["learner: {id: rowan-07, known-as: Bo}"])

    def test_by_name_and_birthday_together(self):
        self.assertEqual(list(self.carried("Name,DOB\nChild A,14/5/2017\n")), ["child-a.yaml"])
        self.assertEqual(len(tracker.load(self.path("birch/child-a.yaml"))["terms"]), 2)

    def test_never_by_the_name_alone(self):
        self.assertEqual(self.carried("Name\nChild A\n", 1), {"child.yaml": {"id": "child", "name": "Child A", "known-as": "Child"}})
        self.assertIn("nothing tells that it is the same child: it was not taken", self.said)
        self.assertEqual(list(self.carried("Name,DOB\nChild A,15/5/2017\n")), ["child.yaml"])

    def test_another_scn_is_another_child(self):
        self.earlier("z.yaml", {"id": "z", "name": "Iona MacLeod", "known-as": "Iona", "born": "2017-05-14", "scn": "111"})
        self.assertEqual(list(self.carried(LIST)), ["iona.yaml", "mo.yaml"])

    def test_of_two_candidates_none_is_taken(self):
        for name in ("x1", "x2"):
            self.earlier(f"{name}.yaml", {"id": name, "known-as": name, "scn": "123456789"})
        self.assertEqual(list(self.carried(LIST, 1)), ["iona.yaml", "mo.yaml"])
        self.assertIn("Iona MacLeod could have any of 2 records in rowan: none was taken", self.said)

    def test_of_two_children_neither_gets_it(self):
        self.earlier("z.yaml", {"id": "z", "name": "Iona MacLeod", "known-as": "Iona", "born": "2017-05-14"})
        self.assertEqual(list(self.carried("Name,DOB,SCN\nIona MacLeod,14/5/2017,1\nIona MacLeod,14/5/2017,2\n", 1)), ["iona-2.yaml", "iona.yaml"])
        self.assertIn("neither got it", self.said)

    def test_a_new_child_takes_no_old_id(self):
        self.earlier("eva.yaml", {"id": "eva", "name": "Eva Roy", "known-as": "Eva", "born": "2010-01-01"})
        self.assertEqual(list(self.carried("Name,DOB\nEva Reid,1/2/2017\n")), ["eva-2.yaml"])

    def test_the_class_goes_on_without_its_session(self):
        self.carried("Name,DOB\nChild A,14/5/2017\n")
        before = tracker.load(RECORDS / "class.yaml")
        self.assertEqual(tracker.load(self.path("birch/class.yaml")), {key: value for key, value in before.items() if key != "session"})
        self.assertIn("birch: note: made with the record of 1 child, 1 carried forward\nbirch/class.yaml: note: no session is in it", self.said)
        self.assertEqual(self.said.count("this record is of nobody in the list"), 11)

    def test_its_own_mapping_and_sources_come_along(self):
        mapping = (tracker.ROOT / "mappings/milestones-tracker.yaml").read_text()
        self.path("rowan/own.yaml").write_text(mapping.replace("mapping: milestones-tracker", "mapping: own").replace("template: milestones-tracker.docx", "template: own.docx"))
        self.path("rowan/own.docx").write_bytes(b"a template")
        self.path("rowan/child-a.sources.yaml").write_text("version: 1\nsources: child-a.yaml\n")
        self.carried("Name,DOB\nChild A,14/5/2017\n")
        self.assertEqual(sorted(path.name for path in self.path("birch").iterdir()), ["child-a.sources.yaml", "child-a.yaml", "class.yaml", "own.docx", "own.yaml"])

    def test_a_broken_record_makes_nothing(self):
        self.path("rowan/z.yaml").write_text("version: 1\nlearner: {id: z}\n")
        self.write("list.csv", LIST)
        self.refused("new birch --list list.csv --previous rowan", 3)
        self.refused("new birch --list list.csv --previous nowhere", 3)
        self.assertFalse(self.path("birch").exists())

    def test_a_folder_that_cannot_be_written_leaves_nothing(self):
        self.write("list.csv", LIST)
        self.refused("new nowhere/birch --list list.csv", 5)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["list.csv", "rowan"])


class Harm(New):
    """A record lost, or one child's in another's."""

    HEAD = "Forename,Surname,Known as,Date of birth,SCN\n"

    def before(self, **records):
        shutil.rmtree(self.path("p2"), ignore_errors=True)
        self.path("p2").mkdir()
        for name, learner in records.items():
            self.record(f"p2/{name}.yaml", {"version": "1", "learner": {"id": name, **learner}, "terms": [{"session": "2024-25", "term": "1", "focus": ["communication.attention.1"]}]})
        return "--previous p2"

    def test_an_id_further_down_is_not_made_for_another(self):
        made = self.make("id,Name\n,Ann Reid\nann,Ann Bell\n")
        self.assertEqual({name: one["name"] for name, one in made.items()}, {"ann.yaml": "Ann Bell", "ann-2.yaml": "Ann Reid"})

    def test_no_child_takes_the_place_of_the_class(self):
        for name in ("class", "ann.sources"):
            self.wrong(f"id,Name\n{name},Ann Reid\n", "is not an id")

    def test_no_child_takes_the_place_of_a_file_of_the_class(self):
        previous = self.before()
        self.write("p2/birch.yaml", (tracker.ROOT / "mappings/scales/engagement.yaml").read_bytes())
        self.assertEqual(list(self.make("Name\nBirch Reid\n", previous=previous)), ["birch-2.yaml"])
        shutil.rmtree(self.path("p3"))
        self.wrong("id,Name\nbirch,Birch Reid\n", "or the name of a file, in the folder before", previous=previous)

    def test_an_scn_in_the_wrong_line_brings_no_other_childs_record(self):
        previous = self.before(ann={"name": "Ann Reid", "known-as": "Ann", "born": "2017-02-01", "scn": "123456789"})
        made = self.make(self.HEAD + "Murdo,Bell,,1/2/2016,123456789\n", want=1, previous=previous)
        self.assertEqual(list(made), ["murdo.yaml"])
        self.assertIn("Murdo Bell has the SCN or the id of p2/ann.yaml, which has another name and date of birth", self.said)

    def test_an_id_of_another_child_makes_nothing(self):
        previous = self.before(ann={"name": "Ann Reid", "known-as": "Ann"})
        self.wrong("id,Name,DOB\nann,Murdo Bell,1/2/2016\n", "`ann` is the id of another child", previous=previous)

    def test_a_surname_or_a_birthday_may_have_changed(self):
        previous = self.before(ann={"name": "Ann Reid", "known-as": "Ann", "born": "2017-02-01", "scn": "123 456 789"})
        for line in ("Ann,Bell,,2/2/2017", "Anna,Reid,,1/2/2017"):
            self.assertEqual(list(self.make(f"{self.HEAD}{line},123456789\n", want=1, previous=previous)), ["ann.yaml"], line)

    def test_birthdays_beside_one_with_the_month_first(self):
        made = self.make(self.HEAD + "Ann,Reid,,03/04/2017,\nEva,Bell,,05/14/2017,\nMo,Hay,,4/4/2017,\nZoe,Kay,,5 May 2017,\n", want=1)
        self.assertEqual({one["known-as"]: one.get("born") for one in made.values()}, {"Ann": None, "Eva": None, "Mo": "2017-04-04", "Zoe": "2017-05-05"})
        self.assertIn("`03/04/2017` could have the day or the month first", self.said)

    def test_a_name_over_two_lines_is_one(self):
        made = self.make('Name,DOB\n"Iona\nReid",\n"Smith, John, Jr",\n')
        self.assertEqual([(one["name"], one["known-as"]) for one in made.values()], [("Iona Reid", "Iona"), ("John, Jr Smith", "John")])


if __name__ == "__main__":
    unittest.main()
