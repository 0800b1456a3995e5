"""Digital trackers that could do harm: what looks like one child's, and is another's too; what looks like one term's, and is of two."""

import unittest

import tracker
from sheetroom import LOOKS, OWN_NAME, STILLS, Reading, details, sheet_of, tracker_sheet
from workbook import HEADER, Book, Sheet, grid


class Harm(Reading):
    def none_read(self, *sheets, said="speaks of more than one learner, session or term: nothing of it was read", place=""):
        """Not a byte of these sheets goes into a record."""
        self.assertEqual(self.into_folder(*sheets, want=4), {})
        self.assertIn(f"{place}: this sheet {said}", self.said)


class SeveralOnOneSheet(Harm):
    def test_a_column_that_names_each_rows_child(self):
        for label in ("Pupil", "Child", "Name", "SCN", "Learner id"):
            sheet = tracker_sheet("Larch", who=[["Session", "2025-26"], ["Term", 1]], header=[label, *HEADER],
                                  rows=[["1a", LOOKS, "Interest"], ["2b", STILLS, "Encounter"]])
            self.none_read(sheet, place='sheet "Larch", cell A5')

    def test_a_column_that_names_each_rows_term(self):
        for one, other in (("1", "2"), ("Autumn", "Spring")):
            self.none_read(tracker_sheet("Iona", rows=[[one, LOOKS, "Interest"], [other, STILLS, "Encounter"]], header=["Term", *HEADER]))
        self.none_read(tracker_sheet("Iona", rows=[["2024-25", LOOKS, "Interest"]], header=["Session", *HEADER]), place='sheet "Iona", cell B2')

    def test_such_a_column_that_names_one_child(self):
        sheet = tracker_sheet(who=[["Session", "2025-26"]], header=["Pupil", *HEADER], rows=[["Iona", LOOKS, "Interest"], ["Iona", STILLS, "Encounter"]])
        reading = self.read(sheet, want=1)
        self.assertEqual((reading["learner"]["known-as"], len(reading["terms"][0]["assessments"])), ("Iona", 2))

    def test_one_child_below_another(self):
        above = [*details("Iona", term=1), HEADER, [LOOKS, "Interest"], []]
        self.none_read(Sheet("Larch", grid([*above, *details("Murdo", term=1), HEADER, [STILLS, "Encounter"]])), place='sheet "Larch", cell B7')
        self.none_read(Sheet("Larch", grid([*above, ["Name", "Murdo"], [STILLS, "Encounter"]])))
        self.none_read(Sheet("Larch", grid([*above, ["Name: Murdo"], [STILLS, "Encounter"]])))

    def test_a_name_in_the_column_of_milestones(self):
        header = ["Milestone id", *HEADER]
        rows = [*details("Iona", term=1), header, [None, LOOKS, "Interest"], ["Name", "Murdo"], [None, STILLS, "Encounter"]]
        self.none_read(Sheet("Larch", grid(rows)))

    def test_one_term_below_another(self):
        self.none_read(Sheet("Iona", grid([*details("Iona", term=1), HEADER, [LOOKS, "Interest"], [], ["Term", 2], HEADER, [STILLS, "Encounter"]])))

    def test_a_name_said_shortly_is_no_other(self):
        sheet = tracker_sheet(who=[["Name", "Iona"], ["Session", "2025-26"], ["Pupil", "Iona MacLeod"]], rows=[[LOOKS, "Interest"]])
        self.assertEqual(self.read(sheet, want=1)["learner"]["known-as"], "Iona")


class Copies(Harm):
    def test_a_sheet_called_otherwise_than_it_says(self):
        self.none_read(sheet_of("2025-26 Term 2", details(term=1)), place='sheet "2025-26 Term 2"')
        self.none_read(sheet_of("2026-27 Term 1", details(term=1)), place='sheet "2026-27 Term 1"')
        self.none_read(sheet_of("Term 1, Term 2", details()))

    def test_a_childs_name_is_no_term(self):
        self.assertEqual(self.read(sheet_of("Iona Term 2", details("Iona Term 2", term=1)), want=1)["terms"][0]["term"], "1")

    def test_the_number_of_a_copy_is_no_term(self):
        for name in ("Iona (2)", "Sheet (3)", "Group one", "Room 4"):
            self.assertNotIn("term", self.read(sheet_of(name, details()), want=1)["terms"][0], name)

    def test_a_copy_is_of_the_same_term(self):
        records = self.into_folder(sheet_of("2025-26 Term 1", [["Name", "Iona"]]), sheet_of("2025-26 Term 1 (2)", [["Name", "Iona"]], "Encounter"), want=1)
        self.assertEqual(self.levels(records), {"iona.yaml": [("1", ["interest"])]})
        self.assertIn("speaks of the same term and learner", self.said)


    def test_what_a_copy_still_says_of_the_term_before_is_told(self):
        rows = [[LOOKS, "Interest", None, "5 December 2025"], [STILLS, "Encounter", None, None, "Turned twice"], [OWN_NAME, "Interest"]]
        old, new = tracker_sheet("Term 1", rows, details(term=1)), tracker_sheet("Term 2", [[LOOKS, "Encounter", None, "5 December 2025"], *rows[1:]], details(term=2))
        self.read(old, new, want=1)
        self.assertIn("t.xlsx: 2025-26 term 2: 1 milestone is word for word as in 2025-26 term 1", self.said)
        self.read(old, tracker_sheet("Term 2", rows[2:], details(term=2)), want=1)
        self.assertNotIn("word for word", self.said)


class OtherChildren(Harm):
    def test_a_nameless_sheet_that_is_called_as_a_child_is_nobodys(self):
        for name in ("Murdo Term 2", "Murdo 2", "Autumn, Term 2", "2025-26 M. Term 2"):
            reading = self.read(sheet_of("Term 1", details(term=1)), sheet_of(name, [["Session", "2025-26"], ["Term", 2]], "Encounter"), want=1)
            self.assertEqual([term["term"] for term in reading["terms"]], ["1"], name)
            self.assertIn(f'sheet "{name}": this sheet does not say whose it is', self.said)

    def test_a_nameless_sheet_that_is_called_as_a_term_is_the_one_childs(self):
        for name in ("Term 2", "2025-26, Term 2", "Tracker (2)", "Sheet2", "Term two", "T2", "Communication Term 2"):
            reading = self.read(sheet_of("Term 1", details(term=1)), sheet_of(name, [["Session", "2025-26"], ["Term", 2]], "Encounter"), want=1)
            self.assertEqual([term["term"] for term in reading["terms"]], ["1", "2"], name)

    def test_a_sheet_that_could_be_of_either_namesake(self):
        sheets = [sheet_of("a", details("Eva", term=1, Learner_id="eva-1")), sheet_of("b", details("Eva", term=1, Learner_id="eva-2")),
                  sheet_of("c", details("Eva", term=2), "Encounter")]
        for order in (sheets, sheets[::-1], [sheets[0], sheets[2], sheets[1]]):
            records = self.into_folder(*order, want=1)
            self.assertEqual(self.levels(records), {"eva-1.yaml": [("1", ["interest"])], "eva-2.yaml": [("1", ["interest"])]})
            self.assertIn('sheet "c": this sheet could be of one of several learners of that name', self.said)

    def test_two_of_one_short_name_and_two_long_ones(self):
        records = self.into_folder(sheet_of("a", details("Eva", term=1, Full_name="Eva Reid")), sheet_of("b", details("Eva", term=2, Full_name="Eva Bell"), "Encounter"))
        self.assertEqual(sorted((r["learner"]["name"], r["terms"][0]["term"]) for r in records.values()), [("Eva Bell", "2"), ("Eva Reid", "1")])

    def test_what_is_anothers_is_in_nobodys_record(self):
        own = sheet_of("Term 1", details(term=1))
        for other in ([["Pupil", "Milestones seen"], ["Iona", 3], ["Murdo", 2]], [["Name", "Murdo"], ["Talks", "In the pool"]]):
            reading = self.read(own, Sheet("Other", grid(other)), want=1)
            self.assertNotIn("Murdo", str(reading))
            self.assertNotIn("unplaced", reading)
            self.assertIn('sheet "Other": note: this sheet is of no one learner, and was not read', self.said)

    def test_nobody_is_called_as_a_label_is(self):
        sheet = Sheet("Term 1", grid([["Name", "Class"], ["Iona", "P3"], HEADER, [LOOKS, "Interest"]]))
        self.assertNotIn("known-as", self.read(sheet, want=1).get("learner") or {})


    def test_a_long_statement_is_not_said_with_every_cell(self):
        sheet = tracker_sheet(rows=[["Sings " * 50000, *["x"] * 6], [LOOKS, "Interest"]], merges=["A4:A43"])
        sheet.cells.update({f"G{row}": "y" for row in range(6, 44)})
        self.assertIsNone(self.read(sheet, want=4))
        self.assertIn("there are more bytes that have no place in the mapping than Cairn takes in (4194304)", self.said)


class Notes(Harm):
    def test_thousands_on_a_cell_end_soon(self):
        """Each that was read copied those before it once; 20,000 took 22 GB."""
        said = "".join(f'<comment ref="C4" authorId="0"><text><t>Hello {n}\n— M</t></text></comment>' for n in range(4001))
        uri = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        part = f'<comments xmlns="{uri}"><authors><author>M</author></authors><commentList>{said}</commentList></comments>'
        sheet = tracker_sheet(rows=[[LOOKS, "Interest", "Physical"]])
        self.read(sheet, want=4, parts={"xl/notes.1.xml": part})
        self.assertIn("there are more notes on a sheet than Cairn takes in (4000, in xl/notes.1.xml)", self.said)
        one_less = part.replace(said[:said.index("<comment", 9)], "")
        row = self.rows(sheet, want=1, parts={"xl/notes.1.xml": one_less})["communication.attention.2"]
        self.assertEqual(len(row["comments"]), 4000)

    def test_a_thread_that_another_program_lost_is_nobodys(self):
        sheet = tracker_sheet(rows=[[OWN_NAME, "Interest", "Physical"]], notes={"C4": ("tc={AB-1}", "[Threaded comment]\n\nComment:\n    A pause first")})
        row = self.rows(sheet, want=1)["communication.attention.3"]
        self.assertEqual(row, {"engagement": "interest", "supports": ["physical"]})
        self.assertEqual(self.unplaced, [('sheet "Term 1", cell C4', "[Threaded comment]\n\nComment:\n    A pause first")])
        self.assertNotIn("tc=", tracker.dump(self.read(sheet, want=1)))


    def test_a_name_that_was_changed_beside_the_old_id_and_full_name(self):
        own = {"Learner_id": "larch-4", "Full_name": "Iona MacLeod"}
        self.into_folder(sheet_of("Term 1", details(term=1, **own)))
        self.write("t.xlsx", Book([sheet_of("Term 1", details("Murdo", term=1, **own), "Encounter")]).bytes())
        self.refused("sheet read t.xlsx --into records/larch-4.yaml", 5)


class Dates(Harm):
    def test_a_day_beside_one_with_the_month_first_could_be_either(self):
        rows = [[LOOKS, "Interest", None, "12/25/2025"], [STILLS, "Interest", None, "12/05/2025"], [OWN_NAME, "Interest", None, "12/12/2025"]]
        found = self.rows(tracker_sheet(rows=rows), want=1)
        self.assertEqual([row.get("date") for row in found.values()], [None, None, "2025-12-12"])
        self.assertEqual([text for _, text in self.unplaced], ["12/25/2025", "12/05/2025"])
        self.assertIn("another date of this sheet has the month first", self.said)


if __name__ == "__main__":
    unittest.main()
