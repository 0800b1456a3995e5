"""Digital trackers as schools have them: other columns, other words, notes by hand, sheets of a whole class. Nothing is lost, nothing invented,
and nobody's goes to another."""

import unittest

import digital
import tracker
from sheetroom import LOOKS, OWN_NAME, STILLS, Reading, details, sheet_of, tracker_sheet
from workbook import HEADER, NOT_STRUCK, STRUCK, Book, Sheet, formula, grid, number, runs

class Tables(Reading):
    def test_moved_and_renamed_columns(self):
        sheet = tracker_sheet(header=["Support", None, "Date", "Milestone", "Comments", "Engagement level"],
                              rows=[["HoH, photos", None, number(45996, "day"), LOOKS, "Twice", "interest"]])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.2": {
            "engagement": "interest", "supports": ["physical", "visual"], "date": "2025-12-05", "saw": "Twice"}})

    def test_a_name_beats_an_alias(self):
        sheet = tracker_sheet(header=["Milestone", "Engagement", "Support", "What we saw", "Comments"], rows=[[LOOKS, "Interest", None, "This", "That"]])
        self.assertEqual(self.rows(sheet, want=1)["communication.attention.2"]["saw"], "This")
        self.assertEqual(self.unplaced, [('sheet "Term 1", cell E3', "Comments"), ('sheet "Term 1", cell E4', "That")][1:])

    def test_two_columns_of_one_name_are_not_read(self):
        sheet = tracker_sheet(header=["Milestone", "Engagement", "Level", "Support"], rows=[[LOOKS, "Interest", "Encounter", "Visual"]])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.2": {"supports": ["visual"]}})
        self.assertIn("two columns could be `Engagement`, so that neither was read", self.said)
        self.assertEqual([text for _, text in self.unplaced], ["Interest", "Encounter"])

    def test_names_of_columns_that_are_cairns_labels_are_names_of_columns(self):
        header = ["Learner id", "Milestone", "Review on", "Level of engagement", "Type of support"]
        sheet = tracker_sheet(header=header, rows=[[None, LOOKS, None, "Interest", "Visual"]])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.2": {"engagement": "interest", "supports": ["visual"]}})
        for names in (["Learner id", "Name", "Review on", "Class"], ["Name", "Full name", "Session", "Term", "Class", "Who contributed"]):
            reading = self.read(Sheet("Children", grid([names, ["iona", "Iona"]])), tracker_sheet(rows=[[LOOKS, "Interest"]]), want=1)
            self.assertNotIn("Name", str(reading.get("learner")))
            self.assertNotIn("contributed", str(reading["terms"]))

    def test_levels_by_hand(self):
        sheet = tracker_sheet(rows=[[LOOKS, "Intrest"], [STILLS, "  ENCOUNTER. "], [OWN_NAME, 3]])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.1": {"engagement": "encounter"}})
        self.assertIn('t.xlsx: sheet "Term 1", cell B4: `Intrest` was not understood; it is kept under unplaced\n    did you mean `Interest`?', self.said)
        self.assertEqual(self.unplaced, [('sheet "Term 1", cell B4', "Intrest"), ('sheet "Term 1", cell B6', "3")])

    def test_days(self):
        sheet = tracker_sheet(rows=[[LOOKS, None, None, "5 Dec"], [STILLS, None, None, "12/13/2025"], [OWN_NAME, None, None, number(45996)]])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.2": {"date": "2025-12-05"}})
        self.assertEqual([text for _, text in self.unplaced], ["12/13/2025", "45996"])

    def test_a_row_of_no_framework_is_kept(self):
        sheet = tracker_sheet(rows=[["Sings in the rain", "Interest"], [LOOKS, "Interest"]])
        self.assertEqual(list(self.rows(sheet, want=1)), ["communication.attention.2"])
        self.assertIn('cell A4: no framework in use has this milestone', self.said)
        self.assertEqual(self.unplaced, [('sheet "Term 1", cell A4', "Sings in the rain"), ('sheet "Term 1", cell B4', "Interest")])

    def test_a_level_that_is_struck_out_is_kept(self):
        styled = lambda style, text: runs((text, None), style=style)
        line, bold = "<strike/>", "<b/>"
        for said, wanted, struck in [
                (styled(STRUCK, "Interest"), None, "Interest"), (styled(NOT_STRUCK, "Interest"), "interest", None),
                (runs(("Interest", line)), None, "Interest"), (runs(("Interest", '<strike val="0"/>'), style=STRUCK), "interest", None),
                (runs(("Encounter", line), (" Interest", bold)), None, "Encounter"), (runs(("Inter", bold), ("est", None), style=STRUCK), None, "Interest"),
                (runs(("Inter", None), ("est", bold)), "interest", None), (styled(STRUCK, " "), None, None)]:
            for shared in (True, False):
                read = self.rows(tracker_sheet(rows=[[LOOKS, said, "Physical"]]), want=1, shared=shared)
                self.assertEqual(read["communication.attention.2"].get("engagement"), wanted, said)
                self.assertEqual([item.get("struck") for item in self.left], [struck] if struck else [])
                self.assertEqual("is not read, since" in self.said, bool(struck))

    def test_a_milestone_that_is_struck_out_is_kept_and_free_text_is_text(self):
        read = self.rows(tracker_sheet(rows=[[runs((LOOKS, "<strike/>")), "Interest"], [STILLS, "Encounter", None, None, runs(("Sat", "<strike/>"))]]), want=1)
        self.assertNotIn("communication.attention.2", read)
        self.assertIn("the milestone of this row, or a part of it, is struck out", self.said)
        self.assertEqual(read["communication.attention.1"], {"engagement": "encounter", "saw": "Sat"})

    def test_a_second_row_of_a_milestone_is_kept(self):
        sheet = tracker_sheet(rows=[[LOOKS, "Interest"], [LOOKS, "Encounter"]])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.2": {"engagement": "interest"}})
        self.assertIn("has a second row", self.said)
        self.assertIn(('sheet "Term 1", cell B5', "Encounter"), self.unplaced)

    def test_words_beat_a_hidden_id(self):
        sheet = tracker_sheet(header=["Milestone id", *HEADER], rows=[["communication.attention.1", LOOKS, "Interest"], ["communication.attention.3", OWN_NAME.replace("sound", "sounds"), "Encounter"],
                                                                     ["communication.attention.4", "Something else altogether", "Encounter"]])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.2": {"engagement": "interest"}, "communication.attention.3": {"engagement": "encounter"}})
        self.assertIn("it was made for another milestone", self.said)
        self.assertIn("whose words were changed a little", self.said)

    def test_a_level_that_is_merged_down_is_each_rows(self):
        sheet = tracker_sheet(rows=[[LOOKS, "Interest"], [STILLS], [OWN_NAME]], merges=["B4:B5"])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.2": {"engagement": "interest"}, "communication.attention.1": {"engagement": "interest"}})
        self.assertEqual(self.term["focus"], ["communication.attention.3"])

    def test_an_area_a_table(self):
        cells = grid([*details(), ["Communication"], HEADER, [LOOKS, "Interest"], [], ["Thinking and exploring"], HEADER])
        self.assertEqual(list(self.rows(Sheet("Term 1", cells), want=1)), ["communication.attention.2"])

    def test_text_that_looks_like_a_formula_is_text(self):
        sheet = tracker_sheet(rows=[[LOOKS, None, None, None, "=1+1", "@home, -2 +3"], [STILLS, formula("B4", "Interest")]])
        self.assertEqual(self.rows(sheet, want=1), {"communication.attention.2": {"saw": "=1+1", "next-steps": "@home, -2 +3"}, "communication.attention.1": {"engagement": "interest"}})

    def test_what_is_left_of_a_row_names_it(self):
        sheet = tracker_sheet(rows=[[LOOKS, "Intrest", None, None, None, None, "Ask again"], [STILLS, "Encounter"], [STILLS, "Interest"], ["Sings", None, "Physical"],
                                    ["Communication", None, "All of it"], ["Review on", "soon"], [None, None, "Nowhere"]], notes={"B4": ("M. Reid", "Really?"), "A1": ("M. Reid", "Who?")})
        self.rows(sheet, want=1)
        self.assertEqual([(item["place"].split()[-1], item.get("statement")) for item in self.left],
                         [("A1", None), ("B4", LOOKS), ("B4", LOOKS), ("G4", LOOKS), ("A6", STILLS), ("B6", STILLS), ("A7", "Sings"), ("C7", "Sings"),
                          ("A8", None), ("C8", None), ("B9", None), ("C10", None)])
        self.cairn("sheet read t.xlsx -o t.yaml", 1)
        done = self.cairn("fill t.yaml --term 1 -o t.docx", 1)
        self.assertIn(f"2 texts and 1 comment of the row of `{LOOKS}` under unplaced: not written", done.said)
        self.assertIn(f"a row of the milestone `{STILLS}` stands under unplaced", done.said)
        self.assertIn("a row of the milestone `Sings` stands under unplaced", done.said)
        self.assertIn("note: 5 things under unplaced: not written", done.said)

    def test_a_level_that_was_not_understood_is_told_by_fill(self):
        self.write("t.xlsx", Book([tracker_sheet(rows=[[LOOKS, "intrest"], [STILLS, "Encounter"]])]).bytes())
        self.cairn("sheet read t.xlsx -o t.yaml", 1)
        self.assertIn(f"1 text of the row of `{LOOKS}` under unplaced: not written", self.cairn("fill t.yaml --term 1 -o t.docx", 1).said)

    def test_other_words_on_the_sheet_are_kept(self):
        sheet = tracker_sheet(who=[["Our tracker"], *details(Class="Term"), ["Ring Gran", "Friday"]], rows=[[LOOKS, "Interest", None, None, None, None, "Ask again"]])
        self.rows(sheet, want=1)
        self.assertEqual(self.term["class"], "Term")
        self.assertEqual([text for _, text in self.unplaced], ["Our tracker", "Ring Gran", "Friday", "Ask again"])


def note_sheet(text, author="M. Reid", supports="Physical"):
    return tracker_sheet(rows=[[LOOKS, "Interest", supports]], notes={"C4": (author, text)})


class Notes(Reading):
    def said_on(self, *sheets, **how):
        return self.rows(*sheets, want=1, **how)["communication.attention.2"]

    def test_as_excel_writes_them(self):
        row = self.said_on(note_sheet("M. Reid:\nHelps: A pause first.\nThen wait."))
        self.assertEqual(row["preferred"], [{"text": "A pause first.\nThen wait.", "by": "M. Reid"}])

    def test_signed_and_answered(self):
        row = self.said_on(note_sheet("Also: Visual, Support via technology\nStaff only: The splint.\n— D. Brown [PT], 3 December 2025 (resolved)\n> Seen.\n— T. Okafor, 4 Dec 2025\n\nIn the pool too."))
        self.assertEqual(row["supports"], ["physical", "visual", "technology"])
        self.assertEqual(row["comments"], [
            {"text": "The splint.", "by": "D. Brown", "initials": "PT", "date": "2025-12-03", "for": "staff", "state": "resolved",
             "replies": [{"text": "Seen.", "by": "T. Okafor", "date": "2025-12-04"}]}, {"text": "In the pool too.", "by": "M. Reid"}])

    def test_supports_that_are_none_leave_the_note_whole(self):
        text = "Also: Visual, weighted blanket\nPreferred: This.\n— M. Reid"
        row = self.said_on(note_sheet(text))
        self.assertNotIn("supports", row)
        self.assertEqual(self.unplaced, [('sheet "Term 1", cell C4', "Physical"), ('sheet "Term 1", cell C4', text)])
        self.assertIn("the note on this cell was not understood", self.said)

    def test_a_note_of_nobody_is_kept(self):
        for author in ("", " ", "\t\u00a0"):
            row = self.said_on(note_sheet("A pause first.", author=author))
            self.assertNotIn("comments", row)
            self.assertEqual(self.unplaced, [('sheet "Term 1", cell C4', "A pause first.")])
            self.assertEqual(self.left[0].get("by"), None)
            self.assertIn("the note on this cell was not understood", self.said)

    def test_a_thread_of_nobody_is_kept(self):
        sheet = tracker_sheet(rows=[[LOOKS, "Interest", "Physical"]])
        sheet.threads = [{"at": "C4", "id": "1", "by": " ", "date": "2025-12-02T00:00:00.00", "text": "A pause."}]
        self.assertNotIn("comments", self.said_on(sheet))
        self.assertEqual(self.unplaced, [('sheet "Term 1", cell C4', "A pause.")])

    def test_what_is_typed_below_a_signed_note_is_nobodys(self):
        row = self.said_on(note_sheet("Also: Visual\nPreferred: This.\n— M. Reid\nNot today.", author=""))
        self.assertEqual((row["supports"], row["preferred"]), (["physical", "visual"], [{"text": "This.", "by": "M. Reid"}]))
        self.assertNotIn("comments", row)
        self.assertEqual(self.unplaced, [('sheet "Term 1", cell C4', "Not today.")])

    def test_a_note_elsewhere_is_kept(self):
        sheet = tracker_sheet(rows=[[LOOKS, "Interest"]], notes={"B4": ("M. Reid", "Really?"), "A1": ("M. Reid", "Who?")})
        self.rows(sheet, want=1)
        self.assertEqual(self.unplaced, [('sheet "Term 1", cell A1', "Who?"), ('sheet "Term 1", cell B4', "Really?")])

    def test_threads(self):
        thread = [{"at": "C4", "id": "1", "by": "M. Reid", "date": "2025-12-02T00:00:00.00", "text": "Prefers: A pause.", "done": True},
                  {"at": "C4", "id": "2", "parent": "1", "by": "T. Okafor", "date": "2025-12-03T09:15:00.00", "text": "Yes."}]
        sheet = tracker_sheet(rows=[[LOOKS, "Interest", "Physical"]], notes={"C4": ("tc={1}", "[Threaded comment] You cannot see it")})
        sheet.threads = thread
        row = self.said_on(sheet)
        self.assertEqual(row["preferred"], [{"text": "A pause.", "by": "M. Reid", "date": "2025-12-02", "state": "resolved",
                                             "replies": [{"text": "Yes.", "by": "T. Okafor", "date": "2025-12-03T09:15:00.00"}]}])
        self.assertEqual(self.unplaced, [])


class Learners(Reading):
    def test_a_class_is_a_record_a_child(self):
        overview = Sheet("Overview", grid([["Learner", LOOKS, STILLS], ["Iona", "Interest"], ["Murdo", "Encounter"]]))
        records = self.into_folder(overview, sheet_of("Iona 1", details("Iona", term=1)), sheet_of("Murdo 1", details("Murdo", term=1), "Encounter"),
                                   sheet_of("Iona 2", details("Iona", term=2), "Active involvement"))
        self.assertEqual(self.levels(records), {"iona.yaml": [("1", ["interest"]), ("2", ["active-involvement"])], "murdo.yaml": [("1", ["encounter"])]})
        self.assertIn('t.xlsx: sheet "Overview": note: this sheet is of no one learner, and was not read', self.said)
        self.assertNotIn("unplaced", records["iona.yaml"])
        again = self.snapshot()
        self.cairn("sheet read t.xlsx -o records/")
        self.assertEqual(self.snapshot(), again)

    def test_what_is_left_is_told_of_the_sheet_that_it_stands_on(self):
        one, two = sheet_of("Term 1", details("Iona", term=1)), sheet_of("Term 2", details("Iona", term=2), "Encounter")
        two.cells.update({"G5": "Ask again", "H5": "Ring Gran"})
        self.read(one, two, want=1)
        self.assertEqual([line for line in self.said.splitlines() if "unplaced" in line or "had no place" in line],
                         ['t.xlsx: sheet "Term 2": 2 texts in the rows of the tables had no place', '    look under unplaced, and put each where it belongs',
                          't.xlsx: sheet "Term 2": note: 2 texts were kept under unplaced: what the mapping has no place for'])
        about = Sheet("About", grid([["Name", "Iona"], ["Review on", "12 Dec 2025"]]))
        reading = self.read(one, sheet_of("Term 2", details("Iona", term=2), "Encounter"), about, want=1)
        self.assertEqual([item["place"] for item in reading["unplaced"]], ['sheet "About"'])

    def test_a_class_goes_into_no_one_record(self):
        self.write("t.xlsx", Book([sheet_of("1", details("Iona", term=1)), sheet_of("2", details("Murdo", term=1))]).bytes())
        self.write("t.xlsx", Book([sheet_of(name, details(name, term=1)) for name in ("Iona", "Murdo", "Eilidh")]).bytes())
        self.refused("sheet read t.xlsx -o one.yaml", 5, "t.xlsx: this workbook holds the trackers of 3 learners, and one record is to be written\n"
                                                         "    write a record a learner with -o FOLDER/, the name of a folder\n")
        for command in ("fill t.xlsx --term 1 -o x.docx", "sheet fill t.xlsx -o x.xlsx"):
            self.refused(command, 3, "t.xlsx: this is a document or a spreadsheet, and a record is wanted here\n"
                                     "    `cairn read` turns a Word tracker into a record, and `cairn sheet read` a spreadsheet\n")
        self.record("murdo.yaml", {"version": "1", "learner": {"id": "murdo", "known-as": "Murdo"}, "terms": []})
        self.assertEqual(self.refused("sheet read t.xlsx --into murdo.yaml", 5).said.count("t.xlsx: this workbook holds the trackers of 3 learners"), 1)

    def test_two_of_one_name_are_never_mixed(self):
        records = self.into_folder(sheet_of("a", details("Eva", term=1)), sheet_of("b", details("Eva", term=1), "Encounter"), want=1)
        self.assertEqual(self.levels(records), {"eva.yaml": [("1", ["interest"])]})
        self.assertIn('sheet "b": this sheet speaks of the same term and learner as the sheet `a`', self.said)

    def test_ids_and_birthdays_tell_them_apart(self):
        records = self.into_folder(sheet_of("a", details("Eva", term=1, Learner_id="eva-1")), sheet_of("b", details("Eva", term=1, Learner_id="eva-2"), "Encounter"),
                                   sheet_of("c", details("Ann", term=1, Date_of_birth="1/2/2017")), sheet_of("d", details("Ann", term=1, Date_of_birth="3/4/2018"), "Encounter"))
        self.assertEqual([name for name in self.levels(records) if name.startswith("eva")], ["eva-1.yaml", "eva-2.yaml"])
        self.assertEqual(sorted(str(r["terms"][0]["assessments"][0]["engagement"]) for n, r in records.items() if n.startswith("ann")), ["encounter", "interest"])

    def test_a_copied_sheet_with_the_old_id_is_nobodys(self):
        records = self.into_folder(sheet_of("a", details("Iona", term=1, Learner_id="larch-4")), sheet_of("b", details("Murdo", term=1, Learner_id="larch-4"), "Encounter"), want=1)
        self.assertEqual(self.levels(records), {"larch-4.yaml": [("1", ["interest"])]})
        self.assertIn('sheet "b": this sheet has the id or the SCN of another', self.said)

    def test_a_sheet_of_nobody_is_nobodys(self):
        records = self.into_folder(sheet_of("Iona", details("Iona", term=1)), sheet_of("Murdo", [["Term", 2]], "Encounter"), want=1)
        self.assertEqual(self.levels(records), {"iona.yaml": [("1", ["interest"])]})
        self.assertIn('sheet "Murdo": this sheet does not say whose it is', self.said)

    def test_details_on_a_sheet_of_their_own(self):
        reading = self.read(Sheet("Details", grid([["Name", "Iona"], ["Learner id", "larch-4"]])), sheet_of("2025-26 Term 1", []), sheet_of("2025-26, Term 2", []))
        self.assertEqual((reading["learner"], [(t["session"], t["term"]) for t in reading["terms"]]), ({"id": "larch-4", "known-as": "Iona"}, [("2025-26", "1"), ("2025-26", "2")]))

    def test_what_details_say_of_every_term(self):
        reading = self.read(Sheet("Details", grid([["Name", "Iona"], ["School year", "2025/26"], ["Class", "Larch"]])), sheet_of("Term 1", []), sheet_of("Term 2", []), want=1)
        self.assertEqual([(t["session"], t["term"], t["class"]) for t in reading["terms"]], [("2025-26", "1", "Larch"), ("2025-26", "2", "Larch")])

    def test_a_list_of_children_makes_no_child(self):
        records = self.into_folder(sheet_of("a", details("Iona", term=1)), Sheet("Class list", grid([["Pupil", "Milestones seen"], ["Iona", 3], ["Murdo", 2]])))
        self.assertEqual(list(records), ["iona.yaml"])

    def test_the_workbooks_own_id(self):
        reading = self.read(sheet_of("Term 1", details("Iona")), properties={"cairn-learner": "larch-4"})
        self.assertEqual(reading["learner"], {"id": "larch-4", "known-as": "Iona"})


class Into(Reading):
    def setUp(self):
        super().setUp()
        self.sheets = digital.sheets_of(tracker.load(self.path("child-a.yaml")))

    def test_what_the_record_says_already_changes_no_byte(self):
        before = self.path("child-a.yaml").read_bytes()
        self.write("t.xlsx", Book(self.sheets).bytes())
        self.cairn("sheet read t.xlsx --into child-a.yaml")
        self.assertEqual(self.path("child-a.yaml").read_bytes(), before)
        self.assertIn("t.xlsx", self.path("child-a.sources.yaml").read_text())

    def test_a_correction_is_made_in_its_bytes(self):
        before = self.path("child-a.yaml").read_text()
        place = next(at for at, value in self.sheets[0].cells.items() if value == "Early awareness")
        self.sheets[0].cells[place] = "Interest"
        self.write("t.xlsx", Book(self.sheets).bytes())
        self.assertIn("is now as t.xlsx says", self.cairn("sheet read t.xlsx --into child-a.yaml").said)
        after = self.path("child-a.yaml").read_text()
        self.assertEqual(after, before.replace("engagement: early-awareness", "engagement: interest", 1))

    def test_a_sheet_without_a_term_breaks_no_record(self):
        self.write("bo.yaml", "version: 1\nlearner: {id: bo, known-as: Bo}\n")
        self.write("t.xlsx", Book([sheet_of("Bo", details("Bo"))]).bytes())
        said = ('t.xlsx: sheet "Bo": the document does not say both its session and its term\n'
                "    write both into the document; the record was not touched\n")
        self.assertIn(said, self.refused("sheet read t.xlsx -o .", 5).said)
        self.assertIn(said, self.refused("sheet read t.xlsx --into bo.yaml", 5).said)

    def test_the_number_of_a_copied_sheet_is_no_term(self):
        for name, term in (("Bo (2)", None), ("Bo 2", None), ("Bo Term 2", "2"), ("Term 1 (2)", "1")):
            self.assertEqual(self.read(sheet_of(name, details("Bo")), want=1)["terms"][0].get("term"), term, name)

    def test_another_learner_is_refused(self):
        self.write("t.xlsx", Book(self.sheets).bytes())
        self.assertIn("about another learner than the record", self.refused("sheet read t.xlsx --into child-b.yaml", 5).said)

    def test_messages_as_json_hold_no_values(self):
        self.write("t.xlsx", Book([sheet_of("Iona's", details("Iona"), "Intrest")]).bytes())
        done = self.cairn("sheet read t.xlsx --json -o o.yaml", 1)
        self.assertNotIn("Intrest", done.said)
        self.assertNotIn("Iona", done.said)


if __name__ == "__main__":
    unittest.main()
