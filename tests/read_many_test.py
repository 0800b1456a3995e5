"""Several documents into records: one of one learner, a folder of many, a record that is there; what is said, and what is kept."""

import sys
import unittest

import tracker
from room import Room
from tracker import load, parts, terms_of, write_parts

sys.path.insert(0, str(tracker.ROOT / "tests/templates"))
from pieces import head_row, p, row, table  # noqa: E402
from school import Document  # noqa: E402

ROW = "communication.attention.3"
SAID = 'Communication: "Responds to the sound or the sign of their own name"'


def bo(term="1", engagement="encounter", known_as="Bo", learner_id="bo-1", session="2025-26", more=()):
    return {"version": "1", "learner": {"id": learner_id, "known-as": known_as},
            "terms": [{"session": session, "term": term, **dict(more), "assessments": [{"milestone": ROW, "engagement": engagement}]}]}


class Many(Room):
    def tracker(self, name, tree=None, **how):
        """A tracker of Bo's, or of a record of its own."""
        self.record("made.yaml", tree or bo(**how))
        self.path(name).unlink(missing_ok=True)
        self.cairn(f"fill made.yaml -o {name}")
        return name

    def without_id(self, name):
        """Without Cairn's property, as in a tracker that was made by hand."""
        members = parts(self.path(name))
        members["docProps/custom.xml"] = members["docProps/custom.xml"].replace(b">bo-1<", b"><")
        write_parts(self.path(name), members)
        return name

    def by_hand(self, name, **how):
        return self.without_id(self.tracker(name, **how))

    def load(self, name):
        return load(self.path(name))

    def said(self, command, want, said):
        self.assertEqual(self.cairn(command, want).said, said, command)

    def names(self, folder="out"):
        return sorted(path.name for path in self.path(folder).iterdir())


class OneRecord(Many):
    def test_terms_are_joined_in_their_order(self):
        self.tracker("two.docx", term="2", engagement="interest")
        self.tracker("one.docx")
        self.tracker("old.docx", term="3", session="2024-25")
        self.said("read two.docx one.docx old.docx -o bo.yaml", 0, "")
        self.assertEqual(terms_of(self.load("bo.yaml")), [("2024-25", "3"), ("2025-26", "1"), ("2025-26", "2")])
        self.assertEqual(self.load("bo.yaml")["learner"], {"id": "bo-1", "known-as": "Bo"})

    def test_a_name_that_no_document_tells_is_asked_for(self):
        members = parts(tracker.ROOT / "samples/legacy/plain-table.docx")
        members["word/document.xml"] = members["word/document.xml"].replace(b"Struan", b"")
        write_parts(self.path("nobody.docx"), members)
        self.path("rowan").mkdir()
        self.write("rowan/class.yaml", "version: 1\nclass: Rowan\nmapping: milestones-tracker\n")
        self.said("read nobody.docx -o rowan", 1,
                  "nobody.docx: note: read with the mapping `plain-table`, which finds 14 of its 14 places; the class's `milestones-tracker`, 12 of 22\n"
                  "nobody.docx: note: 1 text was kept under unplaced: what the mapping has no place for\n"
                  "nobody.docx: no name of the learner was found in this document, and `cairn check` and `cairn pack` want one\n"
                  "    write `known-as:` and the name under `learner:` in the record, or the name into the document, and read it again\n"
                  "nobody.docx: note: the document shows no id, so the record got one: `nobody`\n"
                  "    give your own there before you fill from it, one that no other learner has\n"
                  "rowan: note: 1 document read into 1 record; 0 left apart, 0 not read\n")

    def test_a_comment_by_a_blank_is_nobodys(self):
        tree = bo(more={})
        tree["terms"][0]["assessments"][0]["comments"] = [{"text": "Smiled.", "by": "M. Reid", "date": "2025-12-02"}]
        self.tracker("bo.docx", tree)
        for name in ("", " ", "&#9;&#160;"):
            self.doctor("bo.docx", "blank.docx", "word/comments.xml", 'w:author="M. Reid"', f'w:author="{name}"')
            done = self.cairn("read blank.docx", 1)
            self.assertIn("`by` is missing here", done.said)
            comment = load(done.out.decode())["terms"][0]["assessments"][0]["comments"][0]
            self.assertEqual((comment["text"], "by" in comment), ("Smiled.", False))

    def test_a_document_given_twice_says_nothing_new(self):
        self.tracker("one.docx")
        self.said("read one.docx one.docx -o bo.yaml", 0, "")
        self.assertEqual(len(self.load("bo.sources.yaml")["documents"]), 1)
        self.assertEqual(self.load("bo.yaml"), bo())

    def test_one_term_of_two_documents_is_laid_together_where_both_agree(self):
        self.tracker("one.docx", more={"class": "Rowan"}.items())
        self.tracker("same.docx", more={"date": "2025-12-05"}.items())
        self.said("read one.docx same.docx -o bo.yaml", 0, "")
        term = self.load("bo.yaml")["terms"][0]
        self.assertEqual((term["class"], term["date"]), ("Rowan", "2025-12-05"))

    def test_what_disagrees_is_told_and_in_no_record(self):
        self.tracker("one.docx", more={"class": "Rowan"}.items())
        self.tracker("other.docx", engagement="interest", more={"class": "Birch"}.items())
        self.said("read one.docx other.docx -o bo.yaml", 1,
                  "other.docx: class: `Birch` here, `Rowan` in one.docx\n"
                  f"other.docx: {SAID}: engagement: `interest` here, `encounter` in one.docx\n"
                  "other.docx: it differs from one.docx of the same term, and was left apart: it is in no record\n"
                  "    look which is right, and join them by hand\n")
        self.assertEqual(self.load("bo.yaml")["terms"][0]["class"], "Rowan")

    def test_json_tells_the_key_and_no_value(self):
        self.tracker("one.docx")
        self.tracker("other.docx", engagement="interest")
        self.said("read one.docx other.docx -o bo.yaml --json", 1,
                  '{"severity": "warning", "code": "term-differs", "file": "other.docx", "key": "assessments.engagement"}\n'
                  '{"severity": "warning", "code": "left-apart", "file": "other.docx"}\n')

    def test_two_learners_are_refused(self):
        self.tracker("one.docx")
        self.tracker("skye.docx", known_as="Skye", learner_id="skye-1")
        self.refused("read one.docx skye.docx -o bo.yaml", 5,
                     "skye.docx: this document is not of the learner of one.docx\n    write a record a learner with -o FOLDER/\n")

    def test_a_document_that_cannot_be_read_leaves_nothing(self):
        self.tracker("one.docx")
        self.write("broken.docx", b"PK\x03\x04")
        self.refused("read one.docx broken.docx -o bo.yaml", 4)

    def test_names_join_where_there_is_nothing_better(self):
        self.by_hand("one.docx")
        self.by_hand("two.docx", term="2", known_as="BO")
        self.said("read one.docx two.docx -o bo.yaml", 0,
                  "two.docx: note: joined with one.docx by the name alone\n"
                  "    look whether both are of one learner; an id in the documents tells\n"
                  "one.docx: note: the document shows no id, so the record got one: `bo`\n"
                  "    give your own there before you fill from it, one that no other learner has\n")
        self.assertEqual(self.load("bo.yaml")["learner"], {"id": "bo", "known-as": "Bo"})

    def test_an_id_comes_from_the_file_else_from_the_name(self):
        self.by_hand("one.docx", known_as="Zoë M. O'Hara")
        for out, made in (("bo.yaml", "bo"), ("Bo of Rowan.yaml", "zoe-m-ohara"), ("no.yaml", "zoe-m-ohara")):
            tracker.run("read", "one.docx", "-o", out, cwd=self.folder)
            self.assertEqual(self.load(out)["learner"]["id"], made)
        self.by_hand("one.docx", known_as="No")
        tracker.run("read", "one.docx", "-o", "A b.yaml", cwd=self.folder)
        self.assertEqual(self.load("A b.yaml")["learner"]["id"], "no-1")

    def test_standard_output_shows_what_the_document_says(self):
        self.by_hand("one.docx")
        self.assertNotIn("id", load(self.cairn("read one.docx", 1).out.decode())["learner"])
        self.assertEqual(list(self.folder.glob("*.sources.yaml")), [])

    def without_session(self, name):
        self.tracker(name, term="2")
        write_parts(self.path(name), {part: data.replace(b">2025-26<", b"><") for part, data in parts(self.path(name)).items()})

    def test_a_term_that_was_named_in_the_record_comes_no_second_time(self):
        self.without_session("none.docx")
        self.cairn("read none.docx -o out/", 1)
        again = self.path("out/bo-1.yaml").read_bytes()
        self.cairn("read none.docx -o out/", 1)
        self.assertEqual(self.path("out/bo-1.yaml").read_bytes(), again)
        for old, new in ((b"  - term:", b"  - session: 2025-26\n    term:"), (b"session: 2025-26", b"class: Oak")):
            before = self.write("out/bo-1.yaml", self.path("out/bo-1.yaml").read_bytes().replace(old, new))
            named = self.path(before).read_bytes()
            self.assertNotEqual(named, again)
            self.said("read none.docx -o out/", 5, "none.docx: the document does not say both its session and its term\n"
                      "    write both into the document; the record was not touched\n"
                      "out: note: 0 documents read into 0 records; 0 left apart, 1 not read\n")
            self.assertEqual(self.path(before).read_bytes(), named)

    def test_a_term_that_says_not_which_is_joined_with_none(self):
        self.tracker("one.docx")
        done = tracker.run("fill", "--blank", "-o", "blank.docx", cwd=self.folder)
        self.assertEqual(done.code, 0)
        self.without_session("none.docx")
        self.said("read one.docx none.docx -o bo.yaml", 1,
                  "none.docx: the document does not say both its session and its term, so it was joined with no other term\n"
                  "    write both into the document, or into the record\n"
                  "none.docx: the record read from this would not pass `cairn check`: `session` is missing here\n"
                  "    mend it in the document or in the record\n")
        self.assertEqual([term.get("session") for term in self.load("bo.yaml")["terms"]], ["2025-26", None])
        before = self.write("into.yaml", self.path("bo.yaml").read_bytes().split(b"  - term")[0])
        self.refused(f"read none.docx --into {before}", 5,
                     "none.docx: the document does not say both its session and its term\n"
                     "    write both into the document; the record was not touched\n")


    def test_a_record_that_could_not_be_read_again_is_not_written(self):
        for term in ("1", "2"):
            self.tracker(f"{term}.docx", term=term, more={"family": {"enjoys": "word " * 2000}})
        over = "%s: there are more bytes in a %s than Cairn takes in (%d"
        for to in ("-o bo.yaml", "-o -", "-o out/"):
            done = self.refused(f"read 1.docx {to} --limit yaml-scalar=8K", 4)
            self.assertIn(over % ("1.docx", "value", 8192), done.said)
        self.assertEqual(self.names(), [])
        done = self.refused("read 1.docx 2.docx -o bo.yaml --limit yaml=16K", 3)
        self.assertIn(over % ("bo.yaml", "YAML file with its aliases", 16384), done.said)
        self.cairn("read 1.docx -o bo.yaml --limit yaml=16K")
        self.refused("read 2.docx --into bo.yaml --limit yaml=16K", 3)
        self.cairn("read 1.docx -o out/ --limit yaml=16K")
        self.assertIn("--limit yaml=", self.refused("read 2.docx -o out/ --limit yaml=16K", 3).said)
        self.assertEqual(terms_of(self.load(f"out/{self.names()[1]}")), [("2025-26", "1")])


class Folder(Many):
    def read(self, documents, want, said):
        self.said(f"read {documents} -o out/", want, said)

    def snapshot_out(self):
        return {path.name: path.read_bytes() for path in self.path("out").iterdir()}

    def test_a_record_a_learner(self):
        self.tracker("one.docx")
        self.tracker("two.docx", term="2", engagement="interest")
        self.tracker("skye.docx", known_as="Skye", learner_id="skye-1")
        self.read("one.docx skye.docx two.docx", 0, "out: note: 3 documents read into 2 records; 0 left apart, 0 not read\n")
        self.assertEqual(self.names(), ["bo-1.sources.yaml", "bo-1.yaml", "skye-1.sources.yaml", "skye-1.yaml"])
        self.assertEqual(terms_of(self.load("out/bo-1.yaml")), [("2025-26", "1"), ("2025-26", "2")])
        before = self.snapshot_out()
        self.read("one.docx skye.docx two.docx", 0, "out: note: 3 documents read into 2 records; 0 left apart, 0 not read\n")
        self.assertEqual(self.snapshot_out(), before)

    def test_what_disagrees_has_a_record_of_its_own_and_keeps_it(self):
        self.tracker("one.docx")
        self.tracker("other.docx", engagement="interest")
        self.read("one.docx other.docx", 1,
                  f"other.docx: {SAID}: engagement: `interest` here, `encounter` in one.docx\n"
                  "other.docx: it differs from one.docx of the same term, and was left apart: its record is out/bo-1-2.yaml\n"
                  "    look which is right, and join them by hand\n"
                  "out: note: 2 documents read into 2 records; 1 left apart, 0 not read\n")
        self.assertEqual(self.load("out/bo-1.yaml"), bo())
        self.assertEqual(self.load("out/bo-1-2.yaml"), bo(engagement="interest"))
        before = self.snapshot_out()
        for order in ("one.docx other.docx", "other.docx one.docx"):
            self.read(order, 0, "out: note: 2 documents read into 2 records; 0 left apart, 0 not read\n")
            self.assertEqual(self.snapshot_out(), before)

    def test_a_later_reading_corrects_and_keeps_what_was(self):
        self.tracker("one.docx")
        self.read("one.docx", 0, "out: note: 1 document read into 1 record; 0 left apart, 0 not read\n")
        self.path("out/bo-1.yaml").write_bytes(self.path("out/bo-1.yaml").read_bytes() + b"# kept\n")
        self.tracker("one.docx", engagement="interest")
        self.read("one.docx", 0,
                  "out/bo-1.yaml:10:21: note: engagement of communication.attention.3 is now as one.docx says\n"
                  "            engagement: encounter\n                        ^\n"
                  "    what it was is kept in the file of sources\n"
                  "out: note: 1 document read into 1 record; 0 left apart, 0 not read\n")
        self.assertTrue(self.path("out/bo-1.yaml").read_bytes().endswith(b"engagement: interest\n# kept\n"))
        documents = self.load("out/bo-1.sources.yaml")["documents"]
        self.assertEqual([entry["file"] for entry in documents], ["one.docx", "one.docx"])
        self.assertEqual(documents[1]["corrected"], [{"milestone": ROW, "key": "engagement", "was": "encounter"}])

    def test_a_document_that_cannot_be_read_does_not_hinder_the_others(self):
        self.tracker("one.docx")
        self.write("text.docx", b"Bo")
        said = self.cairn("read text.docx one.docx -o out/", 1).said
        self.assertIn("text.docx: this is not a Word document (.docx) but plain text\n", said)
        self.assertTrue(said.endswith("out: note: 1 document read into 1 record; 0 left apart, 1 not read\n"), said)
        self.assertEqual(self.names(), ["bo-1.sources.yaml", "bo-1.yaml"])
        said = self.cairn("read text.docx -o none/", 4).said
        self.assertTrue(said.endswith("none: note: 0 documents read into 0 records; 0 left apart, 1 not read\n"), said)

    def test_two_learners_of_one_name_never_share_an_id(self):
        self.tracker("a.docx", learner_id="x-1")
        self.tracker("b.docx", learner_id="x-2")
        self.by_hand("c.docx")
        self.path("out").mkdir()
        self.said("read a.docx b.docx c.docx -o out", 1,
                  "c.docx: more than one learner here has the name in this document, so it got a record of its own\n"
                  "    write the id into the document, or join the two by hand\n"
                  "c.docx: note: the document shows no id, so the record got one: `bo`\n"
                  "    give your own there before you fill from it, one that no other learner has\n"
                  "out: note: 3 documents read into 3 records; 0 left apart, 0 not read\n")
        self.assertEqual([self.load(f"out/{name}.yaml")["learner"]["id"] for name in ("bo", "x-1", "x-2")], ["bo", "x-1", "x-2"])

    def test_one_id_and_two_names_are_left_apart(self):
        self.tracker("a.docx")
        self.tracker("b.docx", known_as="Skye")
        self.read("a.docx b.docx", 1,
                  "b.docx: this document and out/bo-1.yaml have one id or SCN, and differ in learner.known-as: it went into out/bo-1-2.yaml\n"
                  "    look whose it is; if both are of one learner, join the two records by hand\n"
                  "out: note: 2 documents read into 2 records; 0 left apart, 0 not read\n")
        self.assertEqual(self.load("out/bo-1.yaml"), bo())
        self.assertEqual(self.load("out/bo-1-2.yaml"), bo(known_as="Skye"))

    def test_a_file_that_is_no_record_is_left(self):
        self.tracker("a.docx")
        self.path("out").mkdir()
        self.write("out/bo-1.yaml", "words: of somebody\n")
        self.read("a.docx", 0, "out: note: 1 document read into 1 record; 0 left apart, 0 not read\n")
        self.assertEqual(self.path("out/bo-1.yaml").read_text(), "words: of somebody\n")
        self.assertEqual(self.load("out/bo-1-2.yaml"), bo())

    def test_a_record_under_another_name_is_found_by_its_id(self):
        self.tracker("two.docx", term="2", engagement="interest")
        self.path("out").mkdir()
        self.record("out/child.yaml", bo())
        self.read("two.docx", 0, "out/child.yaml: note: session 2025-26, term 2 was added from two.docx\n"
                                 "out: note: 1 document read into 1 record; 0 left apart, 0 not read\n")
        self.assertEqual(self.names(), ["child.sources.yaml", "child.yaml"])


APART = "    look whose it is: write the id into the document, or join the two by hand\n"
MADE = "note: the document shows no id, so the record got one: `{}`\n    give your own there before you fill from it, one that no other learner has\n"
SHARED = ("more than one learner here has the name in this document, so it got a record of its own\n"
          "    write the id into the document, or join the two by hand\n")
BY_NAME = "note: joined with out/{}.yaml by the name alone\n    look whether both are of one learner; an id in the documents tells\n"
MAPPING = """version: 1
mapping: {}
frameworks: [foundation]
fields:
  - {{key: learner.known-as, at: {{label: Name}}}}
  - {{key: learner.born, at: {{label: Born}}, as: {{date: d MMMM yyyy}}}}
  - {{key: term.class, at: {{label: Class}}}}
  - {{key: term.session, at: {{label: Session}}, as: session}}
  - {{key: term.term, at: {{label: Term}}, as: term}}
  - key: term.assessments
    rows: {{table: {{header: [Milestone, Level]}}, unrecorded: term.focus}}
    group:
      - {{key: milestone, at: {{column: Milestone}}, as: milestone}}
      - {{key: engagement, at: {{column: Level}}, as: {{{}: engagement}}}}
"""


class ByName(Many):
    """Documents made by hand, that say no id: whose they are by a name and little else."""

    def setUp(self):
        super().setUp()
        self.path("class.yaml").unlink()
        self.path("mappings").mkdir()
        self.write("mappings/one.yaml", MAPPING.format("one", "scale"))

    def paper(self, name, level="Encounter", **details):
        """One table, and in front of it the details, each with its label."""
        document = Document("Tracker")
        rows = [row(SAID.partition('"')[2].rstrip('"'), level)]
        details = {"Name": "Jamie Orr", "Session": "2023-24", "Term": "1", **details}
        document.put(table(2, *(row(label, value) for label, value in details.items() if value)), p(), table(2, head_row("Milestone", "Level"), *rows), p())
        document.finish().save(self.path(name))
        return name

    def read_all(self, documents, want, said, more="-m mappings/one.yaml"):
        self.assertEqual(self.cairn(f"read {documents} {more} -o out/", want).said, said)

    def ids(self):
        return {name: self.load(f"out/{name}")["learner"] for name in self.names() if not name.endswith(".sources.yaml")}

    def test_a_letter_with_its_accent_apart_is_the_same(self):
        self.paper("a.docx", Name="Zo\u00eb")
        self.paper("b.docx", Name="ZOE\u0308", Term="2")
        self.read_all("a.docx b.docx", 0, "a.docx: " + MADE.format("zoe") + "b.docx: " + BY_NAME.format("zoe")
                      + "out: note: 2 documents read into 1 record; 0 left apart, 0 not read\n")
        self.read_all("b.docx", 0, "out: note: 1 document read into 1 record; 0 left apart, 0 not read\n")
        self.paper("c.docx", Name="Zoe\u0308", Term="3")
        self.assertEqual(self.cairn("read c.docx -m mappings/one.yaml -o other/").code, 0)
        self.assertEqual(self.names("other"), ["zoe.sources.yaml", "zoe.yaml"])

    def test_another_class_in_one_session_is_another_learner_s(self):
        self.paper("a.docx", Class="Rowan")
        self.paper("b.docx", Class="Larch", Term="2")
        self.paper("c.docx", Term="3")
        self.paper("d.docx", Class="Birch", Session="2024-25")
        self.read_all("a.docx b.docx c.docx", 1, "a.docx: " + MADE.format("jamie-orr")
                      + "b.docx: this document and out/jamie-orr.yaml have one name, and in one session another class, so it got a record of its own\n" + APART
                      + "b.docx: " + MADE.format("jamie-orr-2") + "c.docx: " + SHARED + "c.docx: " + MADE.format("jamie-orr-3")
                      + "out: note: 3 documents read into 3 records; 0 left apart, 0 not read\n")
        self.assertEqual([learner["id"] for learner in self.ids().values()], ["jamie-orr-2", "jamie-orr-3", "jamie-orr"])
        self.assertEqual(self.cairn("read a.docx d.docx -m mappings/one.yaml -o years/").said.count("by the name alone"), 1)

    def test_a_document_goes_to_the_one_with_its_birthday(self):
        """One left apart is followed by those that say the same, and by no name alone; their ids differ."""
        self.paper("p1.docx")
        self.paper("q1.docx", level="Interest", Born="21 January 2014")
        self.paper("q2.docx", level="Interest", Born="21 January 2014", Term="2")
        self.paper("r2.docx", Term="3")
        self.read_all("p1.docx q1.docx q2.docx r2.docx", 1, "p1.docx: " + MADE.format("jamie-orr")
                      + f"q1.docx: {SAID}: engagement: `interest` here, `encounter` in p1.docx\n"
                      "q1.docx: it differs from p1.docx of the same term, and was left apart: its record is out/jamie-orr-2.yaml\n"
                      "    look which is right, and join them by hand\nq1.docx: " + MADE.format("jamie-orr-2")
                      + "r2.docx: " + SHARED + "r2.docx: " + MADE.format("jamie-orr-3")
                      + "out: note: 4 documents read into 3 records; 1 left apart, 0 not read\n")
        self.assertEqual(self.ids(), {"jamie-orr-2.yaml": {"id": "jamie-orr-2", "known-as": "Jamie Orr", "born": "2014-01-21"},
                                      "jamie-orr-3.yaml": {"id": "jamie-orr-3", "known-as": "Jamie Orr"},
                                      "jamie-orr.yaml": {"id": "jamie-orr", "known-as": "Jamie Orr"}})
        self.assertEqual(terms_of(self.load("out/jamie-orr-2.yaml")), [("2023-24", "1"), ("2023-24", "2")])
        before = {path.name: path.read_bytes() for path in self.path("out").iterdir()}
        self.read_all("r2.docx q2.docx q1.docx p1.docx", 0, "out: note: 4 documents read into 3 records; 0 left apart, 0 not read\n")
        self.assertEqual({path.name: path.read_bytes() for path in self.path("out").iterdir()}, before)

    def test_another_layout_in_one_session_is_told(self):
        self.write("mappings/other.yaml", MAPPING.format("other", "scale").replace("label: Name", "label: Pupil"))
        self.paper("a.docx")
        self.paper("b.docx", Name="", Pupil="Jamie Orr", Term="2")
        said = self.cairn("read a.docx b.docx -o out/", 1).said
        self.assertIn("b.docx: this document and out/jamie-orr.yaml have one name, and in one session another layout, so it got a record of its own\n", said)
        self.assertEqual(len(self.ids()), 2)

    def test_no_record_has_the_name_of_a_class_or_of_sources(self):
        self.paper("class.docx", Name="Class!")
        self.read_all("class.docx", 0, "class.docx: " + MADE.format("class") + "out: note: 1 document read into 1 record; 0 left apart, 0 not read\n")
        self.assertEqual(self.names(), ["class-2.sources.yaml", "class-2.yaml"])
        for way in ("-o class.yaml", "-o a.sources.yaml", "--into class.yaml"):
            self.refused(f"read class.docx -m mappings/one.yaml {way}", 5,
                         f"{way.split()[1]}: a record cannot have this name: Cairn would take the file for a class, or for sources\n"
                         "    give another name; nothing was changed\n")

    def test_a_record_hides_no_mapping_of_its_name(self):
        self.paper("as-typed.docx")
        self.write("as-typed.yaml", "version: 1\nlearner: {id: jo-1}\nterms: []\n")
        self.assertNotIn("is wanted here", tracker.run("read", "as-typed.docx", "-m", "as-typed", cwd=self.folder).said)
        self.assertIn("this is a record, and a mapping is wanted here", self.refused("read as-typed.docx -m ./as-typed.yaml", 3).said)

    def test_a_letter_gets_no_record(self):
        self.paper("a.docx")
        letter = Document("Letter")
        letter.put(p("Dear Mrs Khan,"), p("thank you for the cake."), p())
        letter.finish().save(self.path("letter.docx"))
        self.write("text.docx", b"Bo")
        said = self.cairn("read a.docx letter.docx text.docx -o out/", 1).said
        self.assertIn("letter.docx: no record was made of this document: no mapping reads anything as a tracker in it\n"
                      "    if it is one, give the right mapping with -m, or make one with `cairn draft`\n", said)
        self.assertTrue(said.endswith("out: note: 1 document read into 1 record; 0 left apart, 1 not read, 1 without a record\n"), said)
        self.assertEqual(self.names(), ["jamie-orr.sources.yaml", "jamie-orr.yaml"])

    def test_a_letter_gets_no_record_by_a_mapping_that_was_named(self):
        letter = Document("Letter")
        letter.put(p("Dear Mrs Khan,"), p("Name: Jamie Orr"), p("has had a good week."), table(2, row("Monday", "swam")), p())
        letter.finish().save(self.path("letter.docx"))
        self.write("class.yaml", "version: 1\nclass: Larch\nmapping: mappings/one\n")
        for more, name in (("-m mappings/one.yaml", "of a -m"), ("", "of its class")):
            with self.subTest(name):
                said = self.cairn(f"read letter.docx {more} -o out/", 1).said
                self.assertIn("letter.docx: no record was made of this document", said)
                self.assertTrue(said.endswith("out: note: 0 documents read into 0 records; 0 left apart, 0 not read, 1 without a record\n"), said)
                self.assertEqual(self.names(), [])

    def test_mappings_beside_a_document_are_found_without_a_class(self):
        self.paper("a.docx")
        self.assertIn("a.docx: note: read with the mapping `one`, which finds 5 of its 7 places", self.cairn("read a.docx -o out/").said)

    def test_levels_typed_where_boxes_are_wanted_are_kept_and_told(self):
        """And another mapping that can read them is chosen; where there is none, that is said aloud."""
        self.write("mappings/boxes.yaml", MAPPING.format("boxes", "ticks"))
        self.paper("a.docx", level="Interest")
        said = self.cairn("read a.docx -m mappings/boxes.yaml -o out.yaml", 1).said
        self.assertIn('a.docx: table 2 at the top, row 2, column "Level": `Interest` was not understood; it is kept under unplaced\n'
                      "    the mapping wants tick boxes here, and there is none\n", said)
        record = self.load("out.yaml")
        self.assertEqual(record["terms"][0]["focus"], [ROW])
        self.assertEqual(record["unplaced"], [{"document": "a.docx", "place": 'table 2 at the top, row 2, column "Level"',
                                               "statement": "Responds to the sound or the sign of their own name", "text": "Interest", "candidates": ["interest"]}])
        self.assertIn("read with the mapping `one`, which finds 5 of its 7 places; next `nested`, 6 of 10\n", self.cairn("read a.docx -o out/").said)
        self.path("mappings/one.yaml").unlink()
        self.assertIn("a.docx: the mapping `nested` understands nothing of what is written under Level\n", self.cairn("read a.docx -o out2/", 1).said)
        self.paper("a.docx", level="\u2612 Interest \u2610 Encounter (with Gran only)")
        self.cairn("read a.docx -m mappings/boxes.yaml -o out3.yaml", 1)
        record = self.load("out3.yaml")
        self.assertEqual(record["terms"][0]["assessments"], [{"milestone": ROW, "engagement": "interest"}])
        self.assertEqual([item["text"] for item in record["unplaced"]], ["\u2612 Interest \u2610 Encounter (with Gran only)"])


class Unplaced(Many):
    def with_words(self, name, words, **how):
        self.tracker(name, **how)
        return self.doctor(name, name, "word/document.xml", b"<w:body>", f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>")

    def test_each_thing_says_its_document_and_is_replaced_with_it(self):
        self.with_words("one.docx", "Swims on Fridays")
        self.with_words("two.docx", "Rides on Mondays", term="2")
        self.cairn("read one.docx two.docx -o bo.yaml")
        texts = [(item["document"], item["text"]) for item in self.load("bo.yaml")["unplaced"]]
        self.assertEqual(texts, [("one.docx", "Swims on Fridays"), ("two.docx", "Rides on Mondays")])
        self.with_words("one.docx", "Swims on Sundays")
        self.cairn("read one.docx --into bo.yaml")
        texts = [(item["document"], item["text"]) for item in self.load("bo.yaml")["unplaced"]]
        self.assertEqual(texts, [("two.docx", "Rides on Mondays"), ("one.docx", "Swims on Sundays")])
        self.tracker("two.docx", term="2")
        self.cairn("read two.docx --into bo.yaml")
        self.assertEqual([item["document"] for item in self.load("bo.yaml")["unplaced"]], ["one.docx"])

    def test_two_documents_of_one_name_do_not_replace_each_other(self):
        for folder, words, term in (("a", "Swims", "1"), ("b", "Rides", "2")):
            self.path(folder).mkdir()
            self.with_words(f"{folder}/t.docx", words, term=term)
        for _ in range(2):
            self.cairn("read a/t.docx b/t.docx -o out/")
            self.assertEqual([item["text"] for item in self.load("out/bo-1.yaml")["unplaced"]], ["Swims", "Rides"])


class Into(Many):
    def test_only_what_differs_changes(self):
        text = ("# Bo's record\nversion: 1\nlearner: {id: bo-1, known-as: 'Bo'}   # ours\nterms:\n"
                f"- session: 2025-26\n  term: 1\n  assessments:\n  - {{milestone: {ROW}, engagement: 'encounter'}}  # seen twice\n# end\n")
        self.write("bo.yaml", text)
        self.tracker("one.docx", engagement="interest")
        self.said("read one.docx --into bo.yaml", 0,
                  "bo.yaml:8:56: note: engagement of communication.attention.3 is now as one.docx says\n"
                  f"      - {{milestone: {ROW}, engagement: 'encounter'}}  # seen twice\n" + " " * 59 + "^\n"
                  "    what it was is kept in the file of sources\n")
        self.assertEqual(self.path("bo.yaml").read_text(), text.replace("'encounter'", "'interest'"))
        said = '{"severity": "note", "code": "corrected", "file": "bo.yaml", "line": 8, "column": 56, "key": "assessments.engagement"}\n'
        self.write("bo.yaml", text)
        self.path("bo.sources.yaml").unlink()
        self.said("read one.docx --into bo.yaml --json", 0, said)

    def test_another_learner_is_refused(self):
        self.record("bo.yaml", bo())
        self.tracker("skye.docx", known_as="Skye", learner_id="skye-1")
        self.refused("read skye.docx --into bo.yaml", 5,
                     "skye.docx: this document is about another learner than the record: its id, SCN or name\n"
                     "    the record was not touched; -o FOLDER/ makes a record a learner\n")
        self.tracker("torn.docx", known_as="Skye")
        self.refused("read torn.docx --into bo.yaml", 5,
                     "torn.docx: this document is about another learner than the record: learner.known-as\n"
                     "    the record was not touched; -o FOLDER/ makes a record a learner\n")

    def test_a_document_that_says_nobody_is_told(self):
        self.record("bo.yaml", bo())
        self.by_hand("one.docx")
        members = {name: data.replace(b">Bo<", b"><") for name, data in parts(self.path("one.docx")).items()}
        write_parts(self.path("one.docx"), members)
        done = self.cairn("read one.docx --into bo.yaml", 1)
        self.assertIn("one.docx: the document does not say whose it is; it was taken to be of this record's learner\n"
                      "    look whether it is\n", done.said)

    def test_an_alias_is_refused(self):
        self.write("bo.yaml", "version: 1\nlearner: {id: bo-1, known-as: Bo}\nterms:\n  - &one\n    session: 2025-26\n    term: 1\n"
                              f"    assessments: &rows\n      - {{milestone: {ROW}, engagement: encounter}}\n"
                              "  - session: 2025-26\n    term: 2\n    assessments: *rows\n")
        for term in ("1", "2"):
            self.tracker("one.docx", term=term, engagement="interest")
            self.refused("read one.docx --into bo.yaml", 5,  # nor is anything told as done
                         "bo.yaml: this file is written in a way that cannot be changed in place, such as an alias for a value\n"
                         "    write it out plainly there; nothing was changed\n")

    def test_a_comment_behind_an_item_that_goes_stays(self):
        head = (f"version: 1\nlearner: {{id: bo-1, known-as: Bo}}\nterms:\n  - session: 2025-26\n    term: 1\n    assessments:\n"
                f"      - milestone: {ROW}\n        supports:")
        tree = bo()
        tree["terms"][0]["assessments"][0] = {"milestone": ROW, "supports": ["physical"]}
        self.tracker("one.docx", tree)
        self.write("bo.yaml", head + "\n          - physical\n          # both hands\n          - visual  # the red card\n          - verbal\n# end\n")
        self.cairn("read one.docx --into bo.yaml")
        self.assertEqual(self.path("bo.yaml").read_text(), head + "\n          - physical\n          # both hands\n            # the red card\n# end\n")
        self.write("flow.yaml", head + " [physical,  # both hands\n          visual]\n")
        self.assertIn("cannot be changed in place", self.refused("read one.docx --into flow.yaml", 5).said)

    def test_a_record_that_is_not_there_is_made(self):
        self.by_hand("one.docx")
        self.said("read one.docx --into bo.yaml", 0,
                  "one.docx: note: the document shows no id, so the record got one: `bo`\n"
                  "    give your own there before you fill from it, one that no other learner has\n")
        self.assertEqual(self.load("bo.yaml"), bo(learner_id="bo"))

    def test_what_is_no_record_is_refused(self):
        self.tracker("one.docx")
        self.write("class.yaml", "version: 1\nclass: Rowan\n")
        self.assertIn("a record is wanted here", self.refused("read one.docx --into class.yaml", 3).said)
        self.write("bad.yaml", "version: 1\nlearner: {id: bo-1, known-as: Bo}\nterms: none\n")
        self.assertIn("`terms` wants a list", self.refused("read one.docx --into bad.yaml", 3).said)

    def test_sources_that_cannot_be_read_are_left_with_the_record(self):
        self.tracker("one.docx")
        self.record("bo.yaml", bo(engagement="interest"))
        self.write("bo.sources.yaml", "version: 1\nsources: bo.yaml\ndocuments: none\n")
        self.assertIn("`documents` wants a list", self.refused("read one.docx --into bo.yaml", 3).said)

    def test_usage(self):
        self.refused("read a.docx --into b.yaml -o c.yaml", 2,
                     "cairn read: where to? Give --into or -o, not both\n    `cairn read --help` shows how to use it\n")


if __name__ == "__main__":
    unittest.main()
