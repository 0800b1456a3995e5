"""Whose document it is, and what may be written where: the refusals of fill, and what it leaves as it was."""

import os
import unittest

import tracker
from room import HELD_BACK, RECORDS, Room
from tracker import load, term_of, view_of_reading

TAKE_OWN = "    take this learner's own document, or a blank template\n"
HAND_EDIT = ("a.docx: this document was changed by hand since Cairn wrote it, or was not written by Cairn\n"
             "    read it first with `cairn read`, write elsewhere with -o, or replace it with --force\n")
IS_INPUT = "the output is one of the inputs\n    give another name with -o; the input was not touched\n"
NOT_WORD = ("a.docx: the file that is there is no whole Word document\n"
            "    give another name with -o, or take the file away yourself\n")
ABOUT_ANOTHER = "a.docx: this document is about another learner\n    give another name with -o; it was not touched\n"
STAFF_TEXT = "Check the new splint first"
SPLIT = "</w:t></w:r><w:r><w:t>Staff</w:t></w:r><w:r><w:t> only: "
LOWER = "</w:t></w:r></w:p><w:p><w:r><w:t>Staff only: "
A_TERM_2 = {"version": "1", "learner": {"id": "rowan-01", "name": "Child A", "known-as": "A"},
            "terms": [{"session": "2025-26", "term": "2"}]}


class AnotherLearner(Room):
    def test_a_document_with_another_id_and_name_is_refused_and_both_are_said(self):
        self.fill_a()
        self.refused("fill child-b.yaml --term 1 -t a.docx -o b.docx", 5,
                     f"a.docx: this document is about another learner: its id\n{TAKE_OWN}"
                     f"a.docx: this document is about another learner: the name on its page\n{TAKE_OWN}")

    def test_the_same_name_with_another_id_is_refused(self):
        self.fill_a()
        self.doctor("a.docx", "other.docx", "docProps/custom.xml", "rowan-01", "rowan-77")
        self.refused("fill child-a.yaml --term 1 -t other.docx -o b.docx", 5,
                     f"other.docx: this document is about another learner: its id\n{TAKE_OWN}")

    def test_the_same_id_with_another_name_on_the_page_or_in_the_header_is_refused(self):
        self.fill_a()
        for part in ("word/document.xml", "word/header1.xml"):
            self.doctor("a.docx", "other.docx", part, "<w:t>A</w:t>", "<w:t>B</w:t>")
            self.refused("fill child-a.yaml --term 1 -t other.docx -o b.docx", 5,
                         f"other.docx: this document is about another learner: the name on its page\n{TAKE_OWN}")

    def test_no_option_changes_that(self):
        self.fill_a()
        for option in ("--force", "--staff", "--blank", "--all-rows", "--force --staff --all-rows"):
            self.refused(f"fill child-b.yaml --term 1 -t a.docx -o b.docx {option}", 5)
            self.refused(f"fill child-b.yaml --term 1 -o a.docx {option}", 5)

    def test_data_of_nobody_are_not_laid_over_somebodys_document(self):
        self.fill_a()
        self.refused("fill --blank -t a.docx -o b.docx", 5)

    def test_an_output_of_another_learner_is_never_replaced(self):
        self.fill_a()
        for option in ("", "--force"):
            self.refused(f"fill child-b.yaml --term 1 -o a.docx {option}", 5, ABOUT_ANOTHER)

    def test_nor_one_of_which_only_the_page_still_says_whose_it_is(self):
        self.fill_a()
        self.doctor("a.docx", "a.docx", "docProps/custom.xml", "rowan-01", "")
        self.refused("fill child-b.yaml --term 1 -o a.docx --force", 5, ABOUT_ANOTHER)

    def test_reading_tells_the_disagreement_and_gives_no_id(self):
        self.fill_a()
        self.doctor("a.docx", "two.docx", "word/header1.xml", "<w:t>A</w:t>", "<w:t>B</w:t>")
        done = self.cairn("read two.docx", 1)
        self.assertIn("the document names more than one learner; no id is given", done.said)
        self.assertEqual(load(done.out.decode())["learner"], {"id": None, "known-as": "A"})


class AnotherTerm(Room):
    def test_what_the_new_term_lacks_is_cleared_and_listed(self):
        self.fill_a()
        self.record("a2.yaml", A_TERM_2)
        done = self.cairn("fill a2.yaml --term 2 -t a.docx -o a2.docx", 1)
        cleared = [line for line in done.said.splitlines() if "cleared, since it is of another term" in line]
        lines = done.said.splitlines()
        self.assertEqual(lines, cleared + ["a.docx: what this document says of 2025-26, Term 1 is not in the record",
                                           "    read it into the record with `cairn read` first; the document itself is as it was"])
        term = term_of(load(RECORDS / "child-a.yaml"), "2025-26", "1")
        fields = [key for key in ("date", "review", "class", "completed-by") if term.get(key)]
        fields += [f"family.{key}" for key, text in term["family"].items() if text]
        self.assertEqual([line.rsplit("term.", 1)[1] for line in cleared if "term." in line], fields)
        self.assertEqual(sum("table" in line for line in cleared), len(term["assessments"]) + len(term["focus"]))
        self.assertIn('a.docx: "Completed on": note: cleared, since it is of another term: term.date', cleared)

    def test_only_who_when_and_the_comments_are_left(self):
        self.fill_a()
        self.record("a2.yaml", A_TERM_2)
        self.cairn("fill a2.yaml --term 2 -t a.docx -o a2.docx", 1)
        before, after = (view_of_reading(tracker.read(self.path(name))) for name in ("a.docx", "a2.docx"))
        self.assertEqual(after["leaves"], {"id": "rowan-01", "known-as": "A", "session": "2025-26", "term": "2"})
        self.assertEqual(after["comments"], before["comments"])
        self.assertEqual(after["rows"], {comment[0]: {} for comment in before["comments"]})

    def test_so_it_is_for_the_same_term_of_another_session(self):
        self.fill_a()
        tree = {**A_TERM_2, "terms": [{"session": "2026-27", "term": "1"}]}
        self.record("next.yaml", tree)
        done = self.cairn("fill next.yaml -t a.docx -o next.docx", 1)
        self.assertIn("cleared, since it is of another term: term.family.enjoys", done.said)
        self.assertNotIn("enjoys", view_of_reading(tracker.read(self.path("next.docx")))["leaves"])

    def test_what_the_record_has_of_the_old_term_is_not_warned_of(self):
        self.fill_a()
        done = self.cairn(f"fill {RECORDS / 'child-a.yaml'} --term 2 --blank -t a.docx -o a2.docx")
        self.assertIn("cleared, since it is of another term", done.said)
        self.assertNotIn("not in the record", done.said)

    def test_nor_what_was_never_typed_into(self):
        self.record("a2.yaml", {**A_TERM_2, "terms": [{"session": "2025-26", "term": "2", "class": "Rowan"}]})
        self.cairn("fill a2.yaml --session 2025-26 --term 1 --blank -o a.docx")
        self.assertIn("the whole row", self.cairn("fill a2.yaml --term 2 -t a.docx -o a2.docx").said)

    def test_but_the_same_term_keeps_what_the_record_does_not_speak_of(self):
        self.fill_a()
        self.record("same.yaml", {**A_TERM_2, "terms": [{"session": "2025-26", "term": "1"}]})
        self.assertEqual(self.cairn("fill same.yaml -t a.docx -o same.docx").said, "")
        self.assertEqual(self.path("same.docx").read_bytes(), self.path("a.docx").read_bytes())


class WhatStandsAtTheOutput(Room):
    def test_equal_bytes_are_not_touched(self):
        self.fill_a()
        before = self.snapshot()
        self.fill_a()
        self.fill_a(more="--force")
        self.assertEqual(self.snapshot(), before)

    def test_what_cairn_wrote_may_be_replaced(self):
        self.fill_a()
        old = self.path("a.docx").read_bytes()
        self.cairn("fill child-a.yaml --term 2 -o a.docx")
        self.assertNotEqual(self.path("a.docx").read_bytes(), old)

    def test_a_hand_edit_is_not_replaced_without_force(self):
        self.fill_a("made.docx")
        for part, old, new in (("word/document.xml", "Early awareness", "Interest"), ("word/styles.xml", "Arial", "Lato"),
                               ("docProps/custom.xml", 'name="cairn-digest"', 'name="digest"')):
            self.doctor("made.docx", "a.docx", part, old, new)
            self.refused("fill child-a.yaml --term 1 -o a.docx", 5, HELD_BACK + HAND_EDIT)
        self.fill_a(more="--force")
        self.assertEqual(self.path("a.docx").read_bytes(), self.path("made.docx").read_bytes())

    def test_nor_is_a_part_that_somebody_added_or_took_away(self):
        self.fill_a("made.docx")
        members = tracker.parts(self.path("made.docx"))
        tracker.write_parts(self.path("a.docx"), {**members, "word/media/photo.png": b"\x89PNG"})
        self.refused("fill child-a.yaml --term 1 -o a.docx", 5, HELD_BACK + HAND_EDIT)
        tracker.write_parts(self.path("a.docx"), {name: data for name, data in members.items() if name != "word/fontTable.xml"})
        self.refused("fill child-a.yaml --term 1 -o a.docx", 5, HELD_BACK + HAND_EDIT)

    def test_nor_is_a_file_that_is_not_cairns(self):
        for data in (b"my notes\n", b"", b"PK\x03\x04 something"):
            self.write("a.docx", data)
            for option in ("", "--force"):
                self.refused(f"fill child-a.yaml --term 1 -o a.docx {option}", 5, HELD_BACK + NOT_WORD)

    def test_the_output_is_never_an_input_by_whatever_name(self):
        self.fill_a("made.docx")
        os.symlink("made.docx", self.path("link.docx"))
        os.link(self.path("made.docx"), self.path("same.docx"))
        for out in ("made.docx", "./made.docx", "same.docx"):
            self.refused(f"fill child-a.yaml --term 2 -t made.docx -o {out} --force", 5, f"{out}: {IS_INPUT}")
        self.refused("fill child-a.yaml --term 2 -t made.docx -o link.docx --force", 5,
                     "link.docx: the output is not an ordinary file\n    give another name with -o\n")
        for out in ("child-a.yaml", "class.yaml"):
            self.refused(f"fill child-a.yaml --term 1 -o {out} --force", 5, f"{HELD_BACK}{out}: {IS_INPUT}")
        self.refused("read made.docx -o made.docx", 5, f"made.docx: {IS_INPUT}")

    def test_a_record_is_not_replaced_by_a_reading_that_holds_less(self):
        self.fill_a()
        self.refused("read a.docx -o child-a.yaml", 5,
                     "child-a.yaml: the file that is there holds something that this document does not, and it would be lost\n"
                     "    give another name with -o, and join the two by hand\n")

    def test_but_a_thread_that_went_on_holds_more_and_one_that_lost_a_reply_less(self):
        self.fill_a()
        self.cairn("read a.docx -o read.yaml")
        text = self.path("read.yaml").read_text(encoding="utf-8")
        more, less = tracker.load(text), tracker.load(text)
        thread = more["terms"][0]["assessments"][0]["preferred"][0]
        thread["replies"].append({"text": "Good.", "by": "D. Brown"})
        del less["terms"][0]["assessments"][0]["preferred"][0]["replies"]
        for name, tree, code in (("more.yaml", more, 5), ("less.yaml", less, 0)):
            self.path(name).write_text(tracker.dump(tree).lstrip("\n") + "\n", encoding="utf-8")
            self.cairn(f"read a.docx -o {name}", code)


class ForStaff(Room):
    def words(self, document):
        return b"\n".join(tracker.parts(self.path(document)).values()).decode()

    def test_a_comment_for_staff_is_held_back_and_counted(self):
        self.assertEqual(self.fill_a().said, HELD_BACK)
        self.assertNotIn(STAFF_TEXT, self.words("a.docx"))
        self.assertNotIn("Staff only", self.words("a.docx"))

    def test_several_are_counted(self):
        record = load(RECORDS / "child-a.yaml")
        more = {"text": "Ask the nurse.", "by": "D. Brown", "for": "staff"}
        record["terms"][0]["assessments"][1]["comments"] = [more, {**more, "text": "Twice."}]
        self.record("more.yaml", record)
        done = self.cairn("fill more.yaml --term 1 -o a.docx")
        self.assertEqual(done.said, HELD_BACK.replace("child-a", "more").replace("1 comment for staff only was", "3 comments for staff only were"))

    def test_with_staff_it_is_a_comment_and_nothing_else(self):
        self.assertEqual(self.fill_a(more="--staff").said, "")
        holding = [name for name, data in tracker.parts(self.path("a.docx")).items() if STAFF_TEXT.encode() in data]
        self.assertEqual(holding, ["word/comments.xml"])
        self.assertIn("Staff only: Check the new splint first", self.words("a.docx"))

    def test_a_document_that_holds_one_is_not_carried_on_without_staff(self):
        self.fill_a("staff.docx", "--staff")
        said = ("staff.docx: this document holds a comment for staff only\n"
                "    fill with --staff, or take a document without it\n")
        for options in ("--term 1", "--term 2", "--term 1 --force", "--term 2 --blank"):
            self.refused(f"fill child-a.yaml {options} -t staff.docx -o a.docx", 5, said)
        self.cairn("fill child-a.yaml --term 2 -t staff.docx -o a.docx --staff")

    def test_a_beginning_that_word_split_or_wrote_otherwise_is_for_staff_too(self):
        self.fill_a("made.docx", "--staff")
        for written in ("staff only: ", "STAFF ONLY:", " Staff  only : ", "Staff\u00a0only: ", SPLIT, LOWER):
            self.doctor("made.docx", "staff.docx", "word/comments.xml", "Staff only: ", written)
            self.refused("fill child-a.yaml --term 1 -t staff.docx -o a.docx", 5)


    def test_words_that_say_it_anywhere_want_for_staff(self):
        for text in ("STAFF ONLY ask the nurse", "Ask the nurse (staff-only).", "Ask the nurse (staff – only)", "For staff-\nonly", "staff_only: ask the nurse"):
            record = load(RECORDS / "child-a.yaml")
            record["terms"][0]["assessments"][0]["preferred"][0]["text"] = text
            self.record("said.yaml", record)
            done = self.refused("fill said.yaml --term 1 -o a.docx", 3)
            self.assertRegex(done.said, r"^said\.yaml:\d+:\d+: a comment that says `Staff only:` would read back as for staff only\n")


class StandardStreams(Room):
    def test_a_record_comes_in_and_a_document_goes_out(self):
        self.fill_a()
        record = self.path("child-a.yaml").read_bytes()
        done = self.cairn("fill - --term 1 -o -", stdin=record)
        self.write("piped.docx", done.out)
        one, other = (view_of_reading(tracker.read(self.path(name))) for name in ("a.docx", "piped.docx"))
        self.assertEqual(one, other)
        self.assertEqual(self.cairn("read -", stdin=done.out).out, self.cairn("read a.docx").out)

    def test_nothing_goes_out_when_something_is_wrong(self):
        self.refused("fill - --term 1 -o -", 3, stdin=b"version: 1\n")


class Names(Room):
    def test_a_document_and_a_workbook_have_names_of_their_own(self):
        self.refused("fill child-a.yaml --term 1 -o a.XLSX", 2,
                     "cairn fill: a Word document is made: its name ends in .docx (`cairn sheet fill` makes an .xlsx)\n"
                     "    `cairn fill --help` shows how to use it\n")
        self.refused("fill child-a.yaml --term 1 -o a.pdf", 2)
        for verb in ("fill", "blank"):
            self.refused(f"sheet {verb} child-a.yaml -o a.docx", 2,
                         f"cairn sheet {verb}: the workbook to make wants a name that ends in .xlsx\n"
                         f"    `cairn sheet {verb} --help` shows how to use it\n")


class WhichTerm(Room):
    def test_several_terms_want_one_named(self):
        self.refused("fill child-a.yaml -o a.docx", 2,
                     "child-a.yaml: the record has several terms\n"
                     "    say which with --session and --term: 2025-26 term 1, 2025-26 term 2\n")

    def test_a_term_that_is_not_there_is_told_with_those_that_are(self):
        self.refused("fill child-a.yaml --term 3 -o a.docx", 3,
                     "child-a.yaml: the record has no term 3\n    it has: 2025-26 term 1, 2025-26 term 2; "
                     "`cairn fill` or `cairn pack` with --blank, or `cairn sheet blank`, makes one to type into\n")

    def test_one_term_need_not_be_named(self):
        self.record("a2.yaml", A_TERM_2)
        self.cairn("fill a2.yaml -o a.docx")

    def test_a_mapping_without_a_template_fills_only_a_document_that_is_named(self):
        mapping = tracker.ROOT / "tests/samples/good/mapping-no-template.yaml"
        said = "the mapping short-page has no template of its own\n    say with -t which document to fill\n"
        self.refused(f"fill child-a.yaml --term 1 -m {mapping} -o a.docx", 2, said)
        self.fill_a("b.docx")
        self.cairn(f"fill child-a.yaml --term 1 -m {mapping} -t b.docx -o a.docx", want=0)

    def test_wrong_usage_is_told_as_such(self):
        for command, said in (("fill -o a.docx", "which record? Give LEARNER.yaml, or --blank for a tracker to type into"),
                              ("fill child-a.yaml --term 1", "where to? Give the document to make with -o OUT.docx"),
                              ("fill child-a.yaml child-b.yaml -o a.docx", "one record at a time; `cairn fill` was given more"),
                              ("fill child-a.yaml --trem 1 -o a.docx", "`--trem` is not an option"),
                              ("fill child-a.yaml -o", "`-o` wants a value behind it"),
                              *((f"{verb} --output=", "name the output: the name behind -o is empty") for verb in (
                                  "fill child-a.yaml --term 1", "read child-a.docx", "draft child-a.docx", "pack . --term 1",
                                  "sheet read a.xlsx", "sheet fill child-a.yaml", "sheet blank")),
                              ("read", "which document? Give one DOCUMENT.docx, or several")):
            verb = " ".join(command.split()[: 1 + command.startswith("sheet")])
            self.refused(command, 2, f"cairn {verb}: {said}\n    `cairn {verb} --help` shows how to use it\n")


if __name__ == "__main__":
    unittest.main()
