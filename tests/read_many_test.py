"""Several documents into records: one of one learner, a folder of many, a record that is there; what is said, and what is kept."""

import unittest

import tracker
from room import Room
from tracker import load, parts, terms_of, write_parts

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

    def test_a_term_that_says_not_which_is_joined_with_none(self):
        self.tracker("one.docx")
        done = tracker.run("fill", "--blank", "-o", "blank.docx", cwd=self.folder)
        self.assertEqual(done.code, 0)
        self.tracker("none.docx", term="2")
        members = {name: data.replace(b">2025-26<", b"><") for name, data in parts(self.path("none.docx")).items()}
        write_parts(self.path("none.docx"), members)
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
        self.assertTrue(said.endswith("out: note: 2 documents read into 1 record; 0 left apart, 1 not read\n"), said)
        self.assertEqual(self.names(), ["bo-1.sources.yaml", "bo-1.yaml"])
        said = self.cairn("read text.docx -o none/", 4).said
        self.assertTrue(said.endswith("none: note: 1 document read into 0 records; 0 left apart, 1 not read\n"), said)

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
                  "b.docx: this document and out/bo-1.yaml have one id or SCN, and differ in learner.known-as\n    look whose it is\n"
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
            self.assertTrue(self.refused("read one.docx --into bo.yaml", 5).said.endswith(
                "bo.yaml: this file is written in a way that cannot be changed in place, such as an alias for a value\n"
                "    write it out plainly there; nothing was changed\n"))

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
