"""cairn diff: what differs between two documents, told to somebody who has never seen a record; each report is read whole."""

import copy
import json
import re
import subprocess
import unittest

import privacy_test
import tracker
import typist
from room import Room
from tracker import load
from typist import make, w

ATTENTION = '  Communication: "Responds to the sound or the sign of their own name"\n'
MILESTONE = "communication.attention.3"
SAME = "old.docx and new.docx say the same: no difference\n"
HEAD = "old.docx → new.docx\n"
OFF_SCALE = ('new.docx: table "Communication", row 2, column "Level of engagement": `Quite interested` was not understood;'
             " it is kept under unplaced\n    did you mean `Interest`?\n")
BIRCH = """version: 1
mapping: birch
template: birch.docx
frameworks: [foundation, literacy, numeracy, wellbeing]
fields:
  - {key: learner.known-as, at: {tag: known-as}}
  - {key: term.date, at: {label: Completed on}, as: {date: d MMMM yyyy}}
"""


class Diff(Room):
    def setUp(self):
        super().setUp()
        self.tree = {"version": "1", "learner": {"id": "fern-01", "known-as": "Fern"}, "terms": [{
            "session": "2025-26", "term": "1", "date": "2025-12-05", "completed-by": ["Class teacher"],
            "family": {"enjoys": "Water.\nDrums, and Ms Reid's lap."},
            "assessments": [{"milestone": MILESTONE, "engagement": "early-awareness", "supports": ["physical", "visual"],
                             "saw": "Stilled at register.",
                             "preferred": [{"text": "Hand under hand.", "by": "M. Reid", "date": "2025-12-02"}]}]}]}
        self.made("old", self.tree)

    def made(self, name, tree):
        self.record(f"{name}.yaml", tree)
        self.cairn(f"fill {name}.yaml -o {name}.docx --staff --force")

    def changed(self):
        """A copy of the record to change, its term, and its one entry."""
        tree = copy.deepcopy(self.tree)
        return tree, tree["terms"][0], tree["terms"][0]["assessments"][0]

    def differ(self, report, want=1, said="", more="", old="old.docx", new="new.docx"):
        """The report is this, word for word; nothing is touched."""
        before = self.snapshot()
        done = self.cairn(f"diff {old} {new} {more}", want)
        self.assertEqual((done.out.decode(), done.said), (report, said))
        self.assertEqual(self.snapshot(), before)

    def desk(self, source="old.docx"):
        return typist.Typist(self.path(source))


    def quite(self, out):
        """A level that is on no scale."""
        desk = self.desk()
        desk.type(desk.controls("engagement")[0], "Quite interested")
        desk.save(self.path(out))


class Same(Diff):
    def test_one_document(self):
        self.differ("old.docx and old.docx say the same: no difference\n", 0, new="old.docx")

    def test_a_document_as_word_saves_it(self):
        desk = self.desk()
        for t in list(desk.root.iter(w("t"))):
            run = t.getparent()
            for piece in typist.line_runs(t.text or "")[::-1]:
                run.addnext(piece)
            run.remove(t)
        desk.save(self.path("new.docx"))
        self.assertNotEqual(*(tracker.parts(self.path(f"{name}.docx"))["word/document.xml"] for name in ("old", "new")))
        self.differ(SAME, 0)

    def test_a_document_whose_looks_another_program_changed(self):
        desk = self.desk()
        for gone in [*desk.root.iter(w("rPr")), *desk.root.iter(w("alias")), *desk.root.iter(w("tblGrid"))]:
            gone.getparent().remove(gone)
        for tag in list(desk.root.iter(w("tag"))):  # a place that has a label is known by it
            if tag.get(w("val")) in ("term-date", "completed-by", "engagement", "supports", "saw", MILESTONE, *tracker.FAMILY):
                tag.getparent().remove(tag)
        desk.save(self.path("new.docx"))
        self.differ(SAME, 0)

    def test_what_nobody_understands_is_no_difference_where_both_say_it(self):
        self.quite("new.docx")
        self.path("old.docx").write_bytes(self.path("new.docx").read_bytes())
        self.differ(SAME, 0, said=OFF_SCALE.replace("new", "old") + OFF_SCALE)


class Differs(Diff):
    def test_what_came_back_is_told_value_by_value(self):
        tree, term, item = self.changed()
        term.update({"date": "2025-12-12", "completed-by": ["Class teacher", "Physiotherapist"]})
        term["family"] = {"enjoys": "Water.\nDrums, and the swing.", "child-views": "More."}
        item.update({"engagement": "interest", "supports": ["visual", "gestural"], "saw": "Turned.", "date": "2025-12-01"})
        self.made("new", tree)
        self.differ(HEAD + "  Who and when\n"
                    "    Completed on: 5 December 2025 → 12 December 2025\n"
                    "    Who contributed: + Physiotherapist\n"
                    "  What I enjoy\n"
                    "    − Drums, and Ms Reid's lap.\n"
                    "    + Drums, and the swing.\n"
                    "  My views\n"
                    "    + More.\n"
                    + ATTENTION +
                    "    Level of engagement: Early awareness → Interest\n"
                    "    Type of support: + Gestural; − Physical\n"
                    "    Date: + 1 December 2025\n"
                    "    What we saw:\n"
                    "      − Stilled at register.\n"
                    "      + Turned.\n")

    def test_comments_are_told_in_full(self):
        tree, _, item = self.changed()
        item["preferred"] = [{"text": "Hand over hand.\nThen wait.", "by": "M. Reid", "date": "2025-12-02"}]
        item["comments"] = [{"text": "Check the splint.", "by": "D. Brown", "date": "2025-12-03", "for": "staff"}]
        self.made("new", tree)
        self.differ(HEAD + ATTENTION +
                    "    comment changed, M. Reid, 2 December 2025:\n"
                    "      − Preferred: Hand under hand.\n"
                    "      + Preferred: Hand over hand.\n"
                    "      + Then wait.\n"
                    '    comment added, D. Brown, 3 December 2025: "Staff only: Check the splint."\n')
        self.differ("new.docx → old.docx\n" + ATTENTION +
                    "    comment changed, M. Reid, 2 December 2025:\n"
                    "      − Preferred: Hand over hand.\n"
                    "      − Then wait.\n"
                    "      + Preferred: Hand under hand.\n"
                    '    comment gone, D. Brown, 3 December 2025: "Staff only: Check the splint."\n', old="new.docx", new="old.docx")

    def test_rows_that_came_and_went(self):
        tree, term, _ = self.changed()
        term["assessments"] = [{"milestone": "shape.pattern.1", "engagement": "encounter"}]
        self.made("new", tree)
        self.differ(HEAD + ATTENTION +
                    "    the row is gone\n"
                    "    Level of engagement: − Early awareness\n"
                    "    Type of support: − Physical; − Visual\n"
                    "    What we saw:\n"
                    "      − Stilled at register.\n"
                    '    comment gone, M. Reid, 2 December 2025: "Preferred: Hand under hand."\n'
                    '  Shape, position and pattern: "Joins in with a repeated pattern of sound or movement"\n'
                    "    a new row\n"
                    "    Level of engagement: + Encounter\n")

    def test_words_outside_every_place(self):
        desk = self.desk()
        heading = next(p for p in desk.root.iter(w("p")) if "".join(p.itertext()) == "Communication")
        heading.addprevious(make("p", typist.text_run("Swimming starts in May.", "00A1B2C3")))
        desk.save(self.path("new.docx"))
        done = self.cairn("diff old.docx new.docx", 1)
        self.assertRegex(done.out.decode(), r'^old\.docx → new\.docx\n  Elsewhere\n    \+ [^"]+"[^"]+": "Swimming starts in May\."\n$')

    def test_one_datum_that_says_two_things_now(self):
        header = next(name for name, data in tracker.parts(self.path("old.docx")).items() if "header" in name and b"Fern" in data)
        self.doctor("old.docx", "new.docx", header, "Fern", "Bo")
        told = "the page header: the document names more than one learner; no id is given\n"
        self.differ(HEAD + "  Who and when\n    The learner's id: − fern-01\n  Elsewhere\n"
                    '    + the page header: "the document names more than one learner; no id is given"\n', said=f"new.docx: {told}")

    def test_two_learners_and_two_terms_first(self):
        tree, term, _ = self.changed()
        tree["learner"] = {"id": "fern-02", "known-as": "Bo"}
        term["term"] = "2"
        self.made("new", tree)
        self.differ(HEAD + "  Two learners: Fern (fern-01) → Bo (fern-02)\n  Two terms: 2025-26, Term 1 → 2025-26, Term 2\n")

    def test_a_level_off_the_scale_is_told_where_it_stands(self):
        self.quite("new.docx")
        self.differ(HEAD + ATTENTION + "    Level of engagement: − Early awareness\n  Elsewhere\n"
                    '    + table "Communication", row 2, column "Level of engagement": "Quite interested"\n', said=OFF_SCALE)


class Mappings(Diff):
    def test_each_document_is_read_by_its_own(self):
        self.write("birch.yaml", BIRCH)
        parts = tracker.parts(self.path("old.docx"))
        self.doctor("old.docx", "new.docx", "docProps/custom.xml", ">milestones-tracker<", ">birch<")
        self.assertIn(b">milestones-tracker<", parts["docProps/custom.xml"])
        self.path("birch.docx").write_bytes((tracker.ROOT / "templates/milestones-tracker.docx").read_bytes())
        done = self.cairn("diff old.docx new.docx", 1).out.decode()
        self.assertIn("    Session: − 2025-26\n", done)
        self.assertNotIn("Name:", done)
        self.assertIn('"Stilled at register."', done.split("  Elsewhere\n")[1])

    def test_or_both_by_the_one_given(self):
        self.write("birch.yaml", BIRCH.replace("Completed on", "Review on"))
        self.path("birch.docx").write_bytes((tracker.ROOT / "templates/milestones-tracker.docx").read_bytes())
        tree, term, _ = self.changed()
        term["review"] = "2026-03-20"
        self.made("new", tree)
        self.differ(HEAD + "  Who and when\n    Review on: + 20 March 2026\n", more="-m birch.yaml")


class Refused(Diff):
    USAGE = "cairn diff: which documents? Give two, the older first\n    `cairn diff --help` shows how to use it\n"

    def test_both_documents_are_told(self):
        self.refused("diff nil.docx class.yaml", 4, "nil.docx: the document cannot be read: there is no file of this name\n"
                     "class.yaml: this is not a Word document (.docx) but plain text\n"
                     "    Cairn reads Word trackers: look for the Word document\n")

    def test_one_that_cannot_be_read(self):
        for command in ("diff old.docx nil.docx", "diff nil.docx old.docx"):
            self.refused(command, 4, "nil.docx: the document cannot be read: there is no file of this name\n")

    def test_one_or_three(self):
        for command in ("diff", "diff old.docx", "diff old.docx old.docx old.docx"):
            self.refused(command, 2, self.USAGE)

    def test_a_mapping_that_is_not_there(self):
        self.refused("diff old.docx old.docx -m elm", 3, "class.yaml: there is no mapping named `elm`\n"
                     f"    Cairn looked beside the file and in {tracker.ROOT}/mappings\n")

    def test_a_report_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([tracker.CAIRN, "diff", "old.docx", "old.docx"], cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (5, "standard output: the file cannot be written: there is no room left on the disk\n"
                                                          "    nothing was changed\n"))


class Json(Diff):
    def lines(self, more):
        done = self.cairn(f"diff old.docx new.docx --json {more}", 1)
        return [json.loads(line) for line in done.out.decode().splitlines()], done.out.decode()

    def test_places_without_values_and_both_with(self):
        tree, term, item = self.changed()
        term.update({"date": "2025-12-12", "completed-by": ["Zqnurse", "Zqteacher"]})
        item.update({"engagement": "interest", "preferred": [{"text": "Zqlean", "by": "M. Reid", "date": "2025-12-02"}]})
        self.made("new", tree)
        self.assertEqual(self.lines("")[0], [
            {"place": "Who and when: Completed on", "what": "changed"}, {"place": "Who and when: Who contributed", "what": "changed"},
            {"place": "Communication: Level of engagement", "what": "changed"}, {"place": "Communication", "what": "comment changed"}])
        row = "Communication: Responds to the sound or the sign of their own name: "
        self.assertEqual(self.lines("--values")[0], [
            {"place": "Who and when: Completed on", "what": "changed", "old": "5 December 2025", "new": "12 December 2025"},
            {"place": "Who and when: Who contributed", "what": "changed", "old": "Class teacher", "new": "Zqnurse\nZqteacher"},
            {"place": row + "Level of engagement", "what": "changed", "old": "Early awareness", "new": "Interest"},
            {"place": row + "M. Reid, 2 December 2025", "what": "comment changed",
             "old": "Preferred: Hand under hand.", "new": "Preferred: Zqlean"}])

    def test_no_value_of_either_learner(self):
        self.cairn("fill child-a.yaml --term 2 -o new.docx --staff --force")
        desk = self.desk("new.docx")
        heading = next(p for p in desk.root.iter(w("p")) if "".join(p.itertext()) == "Communication")
        heading.addprevious(make("p", typist.text_run("Zqtyped", "00A1B2C3")))
        desk.save(self.path("new.docx"))
        objects, said = self.lines("")
        self.assertTrue(all(set(line) == {"place", "what"} for line in objects))
        self.assertIn({"place": "Elsewhere", "what": "text added"}, objects)
        values = set(privacy_test.values(load(self.path("child-a.yaml"))) + privacy_test.values(self.tree) + ["Zqtyped"])
        spoken = {text for text in values - privacy_test.public_words() if len(text) > 3}
        self.assertEqual([text for text in spoken if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said)], [])
        self.assertIn("Zqtyped", self.lines("--values")[1])

    def test_nothing_where_nothing_differs(self):
        done = self.cairn("diff old.docx old.docx --json --values")
        self.assertEqual((done.out, done.said), (b"", ""))


if __name__ == "__main__":
    unittest.main()
