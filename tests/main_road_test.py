"""The main road: a blank tracker, typed into as in Word, read back into the record, and made into next term's."""

import copy
import pathlib
import tempfile
import unittest

from lxml import etree

import law_of_bytes
import tracker
import typist
from tracker import differences, load, term_of, view, view_of_reading
from typist import W, Typist, w

SAMPLE = tracker.ROOT / "samples/rowan/child-a.yaml"
SESSION = "2025-26"


def as_typed(record, term, staff=True):
    """What the record says of the term. The one thing that Word adds: a comment has the minute in which it was typed."""
    typed = copy.deepcopy(term_of(record, SESSION, term))
    for item in typed.get("assessments") or []:
        for comment in (item.get("preferred") or []) + (item.get("comments") or []):
            for said in [comment] + (comment.get("replies") or []):
                said["date"] = typist.moment(said)
    return view(record["learner"], typed, staff)


def words_of(document, part="word/document.xml"):
    return etree.fromstring(tracker.parts(document)[part])


def level_cells(document):
    """{milestone: the lines of its level cell}"""
    found = {}
    for row in words_of(document).iter(w("tr")):
        tags = [tag.get(w("val")) for tag in row.iter(w("tag"))]
        if "engagement" in tags:
            cell = row.findall(w("tc"))[1]
            found[tags[0]] = ["".join(p.itertext(w("t"))) for p in cell.iter(w("p"))]
    return found


class MainRoad(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.room = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.room.name)
        cls.record = load(SAMPLE)
        cls.blank, cls.typed = cls.folder / "blank.docx", cls.folder / "typed.docx"
        tracker.fill(SAMPLE, cls.blank, "--blank", "--term", "1")
        desk = Typist(cls.blank)
        desk.type_term(term_of(cls.record, SESSION, "1"))
        desk.save(cls.typed)
        cls.reading = tracker.read(cls.typed)
        cls.read_path = cls.folder / "read.yaml"
        cls.read_path.write_bytes(tracker.run("read", cls.typed).out)

    @classmethod
    def tearDownClass(cls):
        cls.room.cleanup()

    def same(self, expected, found):
        self.assertEqual(differences(expected, found), [])

    def test_a_blank_tracker_asks_and_says_nothing_yet(self):
        blank = view_of_reading(tracker.read(self.blank))
        asked = as_typed(self.record, "1")["rows"]
        self.assertEqual(blank["rows"], {milestone: {} for milestone in asked})
        self.assertEqual(sorted(blank["leaves"]), ["class", "id", "known-as", "session", "term"])
        self.assertFalse(blank["comments"])

    def test_what_was_typed_is_what_is_read(self):
        self.same(as_typed(self.record, "1"), view_of_reading(self.reading))
        self.assertNotIn("unplaced", self.reading)

    def test_the_sample_has_what_the_road_must_carry(self):
        typed = as_typed(self.record, "1")
        kinds = [key[1] for key in typed["comments"]]
        self.assertGreaterEqual(kinds.count("preferred"), 3)
        self.assertTrue(any(key[-1] == "staff" for key in typed["comments"]))
        self.assertTrue(any("\n" in key[2] for key in typed["comments"]))
        threads = [key for key in typed["comments"] if "reply" in key]
        self.assertTrue(len(threads) >= 4 and any("staff" in key for key in threads))
        self.assertTrue(any(key[-1] == "resolved" for key in typed["comments"]))
        self.assertTrue(any("\n" in values.get("saw", "") for values in typed["rows"].values()))

    def test_the_term_made_again_from_what_was_read_is_the_same(self):
        out = self.folder / "again.docx"
        tracker.fill(self.read_path, out, "--term", "1", "--staff")
        self.same(as_typed(self.record, "1"), view_of_reading(tracker.read(out)))

    def test_laying_the_reading_over_the_typed_document_renews_what_helps_and_no_more(self):
        out = self.folder / "renewed.docx"
        done = tracker.fill(self.read_path, out, "-t", self.typed, "--staff")
        self.assertEqual(done.said, f'{self.typed}: under the heading "What helps": note: renewed from the record: helps\n')
        self.same(as_typed(self.record, "1"), view_of_reading(tracker.read(out)))
        before, after = tracker.parts(self.typed), tracker.parts(out)
        self.assertEqual([name for name in before if before[name] != after[name]], ["word/document.xml", "docProps/custom.xml"])
        texts = "".join(words_of(out).itertext(f"{{{W}}}t"))
        for item in term_of(self.record, SESSION, "1")["assessments"]:
            for comment in item.get("preferred") or []:
                self.assertIn(comment["text"].replace("\n", " "), texts)

    def test_what_helps_is_said_once_under_a_heading_of_the_schools_own(self):
        """The heading that the mapping names is gone, so that the lines stand in the control, which holds one paragraph."""
        template, made = self.folder / "headed.docx", [self.folder / f"headed-{n}.docx" for n in (1, 2)]
        parts = tracker.parts(tracker.ROOT / "templates/milestones-tracker.docx")
        body = parts["word/document.xml"]
        self.assertEqual(body.count(b">What helps<"), 1)
        tracker.write_parts(template, {**parts, "word/document.xml": body.replace(b">What helps<", b">What works for me<")})
        for base, out in zip((template, made[0]), made):
            tracker.fill(SAMPLE, out, "--term", "1", "-t", base)
        self.assertEqual(made[0].read_bytes(), made[1].read_bytes())
        helps = [comment["text"].replace("\n", " ") for item in term_of(self.record, SESSION, "1")["assessments"] for comment in item.get("preferred") or []]
        texts = [text for text in words_of(made[1]).itertext(f"{{{W}}}t") if any(text.startswith(f"{line} (") for line in helps)]
        self.assertEqual(len(texts), len(helps))

    def test_next_term_goes_on_from_the_typed_document(self):
        out = self.folder / "term-2.docx"
        done = tracker.fill(SAMPLE, out, "--term", "2", "-t", self.typed, "--staff")
        expected = tracker.view_of(self.record, SESSION, "2", True)
        typed = as_typed(self.record, "1")
        rows = {**{key[0]: {} for key in typed["comments"]}, **expected["rows"]}
        self.same({**expected, "rows": rows, "comments": typed["comments"] | expected["comments"]}, view_of_reading(tracker.read(out)))
        law_of_bytes.check(self.typed, out)
        self.assertIn("Last time: Early awareness", level_cells(out)["communication.attention.3"])
        self.assertNotIn(b"Staff only", tracker.run("read", out).out, "the beginning is no part of the text")
        self.assertEqual(done.code, 0)

    def test_a_typed_comment_for_staff_is_never_carried_unasked(self):
        out = self.folder / "family.docx"
        done = tracker.fill(SAMPLE, out, "--term", "2", "-t", self.typed, want=5)
        self.assertIn("this document holds a comment for staff only", done.said)
        self.assertFalse(out.exists())

    def test_an_answer_to_a_comment_is_for_those_whom_the_comment_is_for(self):
        desk, answered = Typist(self.blank), self.folder / "answered.docx"
        desk.type_term(term_of(self.record, SESSION, "1"))
        number = next(n for n, (comment, _) in enumerate(desk.comments) if comment.get("for") == "staff")
        desk.reply(number, "Seen. It rubs at the thumb.", "M. Reid")
        desk.save(answered)
        reading = self.folder / "answered.yaml"
        reading.write_bytes(tracker.run("read", answered).out)
        found = view_of_reading(load(reading))["comments"] - as_typed(self.record, "1")["comments"]
        self.assertEqual([(key[6:9]) for key in found], [("staff", "reply", "Seen. It rubs at the thumb.")])
        out = self.folder / "family-copy.docx"
        self.assertIn("1 comment for staff only was held back", tracker.fill(reading, out).said)
        self.assertFalse(any(b"rubs at" in data or b"sits well" in data for data in tracker.parts(out).values()))

    def test_one_answer_that_says_staff_only_makes_its_thread_for_staff(self):
        desk, answered = Typist(self.blank), self.folder / "said.docx"
        desk.type_term(term_of(self.record, SESSION, "1"))
        number = next(n for n, (comment, _) in enumerate(desk.comments) if comment["text"].startswith("Lean in"))
        desk.reply(number, "(staff only) Not on Mondays.", "M. Reid")
        desk.save(answered)
        reading = self.folder / "said.yaml"
        reading.write_bytes(tracker.run("read", answered).out)
        item = next(i for i in term_of(load(reading), SESSION, "1")["assessments"] if i["milestone"] == "communication.interaction.3")
        self.assertNotIn("preferred", item)
        self.assertEqual([(c["for"], len(c["replies"])) for c in item["comments"]], [("staff", 1)])
        out = self.folder / "said-family.docx"
        self.assertIn("2 comments for staff only were held back", tracker.fill(reading, out).said)
        self.assertFalse(any(b"Mondays" in data or b"Lean in" in data for name, data in tracker.parts(out).items()))
        again = self.folder / "said-again.docx"
        tracker.fill(reading, again, "-t", answered, "--staff")
        before, after = tracker.parts(answered), tracker.parts(again)
        self.assertEqual(before["word/comments.xml"], after["word/comments.xml"])

    def test_a_reply_and_a_state_join_the_thread_that_was_typed(self):
        record, out = load(self.read_path), self.folder / "joined.docx"
        items = [i for i in term_of(record, SESSION, "1")["assessments"] if i.get("preferred")]
        items[0]["preferred"][0]["replies"].append({"text": "Thank you all.", "by": "D. Brown"})
        items[0]["preferred"][0]["state"] = "resolved"
        items[1]["preferred"][0]["replies"] = [{"text": "The dark plate\nis in the drawer.", "by": "M. Reid"}]
        path = self.folder / "joined.yaml"
        path.write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
        tracker.fill(path, out, "-t", self.typed, "--staff")
        self.same(tracker.view_of(record, SESSION, "1", True), view_of_reading(tracker.read(out)))
        law_of_bytes.check(self.typed, out)
        names = [name for name in tracker.parts(out) if tracker.parts(self.typed)[name] != tracker.parts(out)[name]]
        self.assertEqual(names, ["word/document.xml", "docProps/custom.xml", "word/comments.xml", "word/commentsExtended.xml"])

    def test_next_term_is_made_from_the_blank_template(self):
        out = self.folder / "term-2-new.docx"
        tracker.fill(SAMPLE, out, "--term", "2")
        self.same(tracker.view_of(self.record, SESSION, "2"), view_of_reading(tracker.read(out)))
        shown = level_cells(out)
        before = {item["milestone"]: item for item in term_of(self.record, SESSION, "1")["assessments"]}
        for item in term_of(self.record, SESSION, "2")["assessments"]:
            last = before.get(item["milestone"], {}).get("engagement")
            self.assertEqual(shown[item["milestone"]],
                             [typist.LEVELS[item["engagement"]], f"Last time: {typist.LEVELS[last]}" if last else ""])


class ButItSees(unittest.TestCase):
    """A wrong expected value fails: each of these must be a difference."""

    def setUp(self):
        self.record = load(SAMPLE)
        self.term = term_of(self.record, SESSION, "1")
        self.items = self.term["assessments"]
        self.commented = next(item for item in self.items if item.get("preferred"))

    def road(self):
        """The sample's own term, typed and read."""
        with tempfile.TemporaryDirectory() as folder:
            blank, typed = pathlib.Path(folder, "blank.docx"), pathlib.Path(folder, "typed.docx")
            tracker.fill(SAMPLE, blank, "--blank", "--term", "1")
            desk = Typist(blank)
            desk.type_term(term_of(load(SAMPLE), SESSION, "1"))
            desk.save(typed)
            return view_of_reading(tracker.read(typed))

    def lines(self):
        return differences(as_typed(self.record, "1"), self.road())

    def test_nothing_where_nothing_is_wrong(self):
        self.assertEqual(self.lines(), [])

    def test_two_levels_that_changed_places(self):
        one, other = self.items[:2]
        one["engagement"], other["engagement"] = other["engagement"], one["engagement"]
        self.assertEqual(len(self.lines()), 2)

    def test_a_comment_dropped(self):
        del self.commented["preferred"][0]
        self.assertRegex("\n".join(self.lines()), r"^(comment nobody wrote: .*\)\n?){3}$")

    def test_a_reply_dropped(self):
        del self.commented["preferred"][0]["replies"][0]
        self.assertRegex("\n".join(self.lines()), r"^comment nobody wrote: .*reply.*\)$")

    def test_a_thread_that_is_open_again(self):
        self.commented["preferred"][0]["state"] = "resolved"
        self.assertRegex("\n".join(self.lines()), r"^comment lost: .*resolved'\)$")

    def test_a_comment_doubled(self):
        self.commented["preferred"].append(dict(self.commented["preferred"][0]))
        self.assertRegex("\n".join(self.lines()), r"^(comment lost: .*\)\n?){3}$")

    def test_a_comment_by_another(self):
        self.commented["preferred"][0]["by"] = "Somebody"
        self.assertEqual(len(self.lines()), 6)

    def test_a_comment_of_another_row(self):
        self.items[1]["preferred"] = self.commented.pop("preferred")
        self.assertEqual(len(self.lines()), 6)

    def test_a_text_with_one_letter_more(self):
        self.items[0]["saw"] += "s"
        self.assertEqual(len(self.lines()), 1)

    def test_a_view_of_the_family_that_was_not_typed(self):
        self.term["family"]["child-views"] = "More drum."
        self.assertEqual(len(self.lines()), 1)


if __name__ == "__main__":
    unittest.main()
