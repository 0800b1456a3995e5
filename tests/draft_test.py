"""Drafts for trackers that nobody has described: how much of a hand-written mapping each finds, what is said, and what it never holds."""

import json
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

import tracker
from room import Room
from tracker import load, run

sys.path.insert(0, str(tracker.ROOT / "tests/templates"))
import legacy_samples  # noqa: E402
import make  # noqa: E402
from desk import Desk  # noqa: E402
from pieces import cell, heading, p, r, row, table  # noqa: E402

FLOOR = 0.95  # of the values that the hand-written mappings read
FLOOR_OF_OLD = 0.85
YIELD = ("{}: note: with this draft `cairn read` finds {} of its {} places, and gets {}; {} would stay under unplaced, "
         "the page's own words among them\n    look at each line, then `cairn check` it\n")
NO_TRACKER = ("{}: no table in this document looks like a tracker: the draft has its labels alone\n    a tracker has milestones of a "
              "framework in one column, or a header with words such as Milestone and Level\n")
LEARNERS = ("{}: this document seems to hold several children: with this draft `cairn read` refuses it\n"
            "    give each child a document of their own in Word; then look at each line, and `cairn check` it\n")
NOTHING = ("{}: nothing in this document looks like a tracker, and no label in it is known: there is no draft\n"
           "    is it the right document? The README says how a mapping is written by hand\n")


def values(record):
    """What was read, one entry a place: {key: value}; of rows, the key's values over all of them."""
    found = {f"learner.{key}": value for key, value in record["learner"].items()}
    for n, term in enumerate(record.get("terms") or []):
        found.update({f"term.{n}.{key}": value for key, value in term.items() if key not in ("family", "assessments")})
        found.update({f"family.{n}.{key}": value for key, value in (term.get("family") or {}).items()})
        for item in term.get("assessments") or []:
            for key, value in item.items():
                found.setdefault(f"row.{n}.{key}", []).append((item["milestone"], str(value)))
    return found


def plain(tree):
    """A record whose texts end without a line feed, as Cairn loads them."""
    if isinstance(tree, dict):
        return {key: plain(value) for key, value in tree.items()}
    return [plain(item) for item in tree] if isinstance(tree, list) else tracker.text_value(tree)


def texts(tree):
    """Every text of a record."""
    if isinstance(tree, (dict, list)):
        return [text for item in (tree.values() if isinstance(tree, dict) else tree) for text in texts(item)]
    return [tree] if tree else []


class Draft(Room):

    @classmethod
    def setUpClass(cls):
        cls.made = tempfile.TemporaryDirectory()
        cls.layouts = [name for name in make.make(cls.made.name) if name != "placeholders"]

    @classmethod
    def tearDownClass(cls):
        cls.made.cleanup()

    def blank(self, name):
        shutil.copy(pathlib.Path(self.made.name, f"{name}.docx"), self.folder)
        return f"{name}.docx"

    def filled(self, name, child="a"):
        """A school's document (Cairn's own for None) that was filled by its hand-written mapping, and what reads it by hand."""
        options = ["-m", pathlib.Path(self.made.name, f"{name}.yaml")] if name else []
        out = self.path(f"{name or 'own'}-{child}.docx")
        run("fill", tracker.ROOT / f"samples/rowan/child-{child}.yaml",
            "--session", "2025-26", "--term", "1", "--staff", "-o", out, *options)
        return out, options

    # ---- how much it finds ----

    def share(self, name, child):
        document, by_hand = self.filled(name, child)
        mapping = document.with_suffix(".yaml")
        self.assertEqual(run("draft", document, "-o", mapping).code, 0, name)
        checked = run("check", mapping)
        self.assertEqual((checked.code, checked.said), (0, ""), name)
        wanted, found = (values(load(run("read", document, *options).out.decode())) for options in (by_hand, ["-m", mapping]))
        return sum(wanted[key] == found.get(key) for key in wanted), len(wanted)

    def test_it_finds_what_hand_written_mappings_find(self):
        lines = []
        for name in (None, *self.layouts):
            same, of = map(sum, zip(*(self.share(name, child) for child in ("a", "c"))))
            lines.append(f"  {name or 'own template'}: {same} of {of}")
            self.assertGreaterEqual(same / of, FLOOR, name)
        print("draft: values read as by the hand-written mapping\n" + "\n".join(lines))

    def test_old_trackers_are_found_as_well(self):
        """All of samples/legacy together: their mappings were written by hand, their values by many hands."""
        same = of = 0
        for sample in legacy_samples.samples():
            mapping = self.path(f"{sample.stem}.yaml")
            self.assertLess(run("draft", sample.path, "-o", mapping).code, 2, sample.stem)
            self.assertEqual(run("check", mapping).said, "", sample.stem)
            wanted, found = (values(plain(tree)) for tree in (sample.record, load(run("read", sample.path, "-m", mapping).out.decode())))
            hits = sum(wanted[key] == found.get(key) for key in wanted)
            print(f"  {sample.stem}: {hits} of {len(wanted)}")
            same, of = same + hits, of + len(wanted)
        print(f"draft: of old trackers {same} of {of}")
        self.assertGreaterEqual(same / of, FLOOR_OF_OLD)

    def test_the_class_beside_says_which_frameworks(self):
        self.blank("ticks")
        self.write("class.yaml", "version: 1\nclass: Birch\nframeworks: [numeracy]\n")
        self.assertIn("\nframeworks: [numeracy]\n", self.cairn("draft ticks.docx").out.decode())
        self.write("class.yaml", "version: 1\nclass: Birch\nframeworks: [nowhere]\n")
        self.cairn("draft ticks.docx", 3)

    def test_a_blank_document_is_drafted_by_its_words_and_is_then_its_template(self):
        for name in self.layouts:
            with self.subTest(name):
                self.blank(name)
                self.cairn(f"draft {name}.docx -o {name}.yaml")
                self.assertIn(f"\ntemplate: {name}.docx\n", self.path(f"{name}.yaml").read_text("utf-8"))
                self.assertEqual(self.cairn(f"check {name}.yaml").said, "")

    def test_old_trackers_are_drafted_too(self):
        """Of an old tracker in words of its own three lines are left to mend; of a plain one none."""
        for name, strange in (("plain-table", 0), ("small-steps", 3)):
            shutil.copy(tracker.ROOT / f"samples/legacy/{name}.docx", self.folder)
            text = self.cairn(f"draft {name}.docx").out.decode()
            self.assertEqual(text.count("key: ?"), strange, text)

    # ---- what it never holds ----

    def test_nothing_of_the_child_is_in_it(self):
        for name in (None, *self.layouts):
            for child in ("b", "g"):
                document, _ = self.filled(name, child)
                text = run("draft", document).out.decode()
                known = texts(load(tracker.ROOT / f"samples/rowan/child-{child}.yaml"))
                for value in known:
                    short = len(value) < 5 or re.fullmatch(r"[a-z0-9.-]+|\d{4}-\d\d", value)
                    self.assertFalse(not short and value.splitlines()[0] in text, (name, value))

    def test_a_heading_with_the_name_in_it_is_not_told(self):
        document, _ = self.filled("headings", "g")
        members = tracker.parts(document)
        part = members["word/document.xml"]
        self.assertTrue(b">I like<" in part)
        tracker.write_parts(document, {**members, "word/document.xml": part.replace(b">I like<", b">Bo likes<")})
        text = run("draft", document).out.decode()
        self.assertNotIn("What Bo likes", text)
        self.assertIn("its words hold the learner's name", text)

    def test_each_word_of_a_name_is_one(self):
        """And no piece of another word is: a child called Eve has levels."""
        def drafted(name, title):
            self.path("drafted.yaml").unlink(missing_ok=True)
            rows = [row(statement, "Interest", "Visual") for statement in self.STATEMENTS]
            return self.paper(heading("Milestones"), p(r(f"Name: {name}")), p(r("Session: 2023-24 Term: 2")), table(3, row("Milestone", "Level", "Help"), *rows),
                              heading(title), p(r("Rain.")), code=0)[0]
        for name, title in (("Bob Reid", "What Bob likes"), ("Bob Reid", "BOB’S FAVOURITE THINGS: I LIKE"), ("Anne-Marie Reid", "What makes Anne-Marie’s day: I like"),
                            ("Zoë Reid", "Zoë – I like"), ("Eve", "What Eve likes")):
            self.assertNotRegex(drafted(name, title), rf"(?i)\b{name.split()[0]}\b", title)
        for name in ("Eve", "Child Lev", "El Melo"):
            self.assertRegex(drafted(name, "What I like"), r"(?s)\{key: engagement, at: \{column: Level\}.*heading: What I like|heading: What I like.*column: Level\}", name)

    # ---- whose it is ----

    def test_several_children_in_one_document_are_told(self):
        """And kept apart: their rows are nobody's, and no word of the draft is one's name."""
        rows = [row(statement, "Ava") for statement in self.STATEMENTS]
        for name in (lambda words: heading(words, 2), lambda words: p(r(words)), lambda words: p(r(words, "<w:b/>"))):
            text, said = self.paper(heading("Rowan class"), p(r("Session: 2023-24 Term: 2")), name("Name: Ava"), table(2, row("Milestone", "Level"), *rows),
                                    name("Name: Ben"), table(2, row("Milestone", "Level"), *rows), heading("The song that Ben likes"), p(r("Rain.")), code=1)
            self.assertEqual(said, LEARNERS.format("blank.docx"))
            self.assertRegex(text, r"\n  - \{key: learner.known-as, at: \{label: Name\}\} +# it stands in 2 places, with rows between them: does the document "
                                   r"hold several children\? It is not read until each has a document of their own\n")
            self.assertNotRegex(text, "Ava|Ben")
            self.assertIn("this document has rows of more than one learner", self.cairn("read blank.docx -m ./drafted.yaml", 4).said)
            self.path("drafted.yaml").unlink()

    # ---- bookmarks ----

    def test_a_bookmark_that_holds_its_heading_is_no_place(self):
        rows = table(2, row("Milestone", "Level"), *(row(statement, "Interest") for statement in self.STATEMENTS))
        def about(*inner):
            self.path("drafted.yaml").unlink(missing_ok=True)
            return self.paper(p(r("Name: Freya")), rows, *inner, heading("Body and movement"), p(r("Rain.")))[0]
        start, end = '<w:bookmarkStart w:id="7" w:name="what-i-enjoy"/>', '<w:bookmarkEnd w:id="7"/>'
        for inner in ((start + heading("What I enjoy"), p(r("Bubbles.")) + end), (start + p(r("What I enjoy:")), p(r("Bubbles.")) + end),
                      (p(start + r("What I enjoy") + end, style="Heading1"), p(r("Bubbles."))), (p(start + r("What I enjoy: Bubbles.") + end), "")):
            self.assertNotIn("bookmark", about(*inner))
        self.assertIn("{bookmark: what-i-enjoy}", about(p(r("Loves: ") + start + r("Bubbles.") + end)))

    def test_it_is_the_same_every_time(self):
        document, _ = self.filled("merged")
        self.assertEqual(run("draft", document).out, run("draft", document).out)

    # ---- terms ----

    STATEMENTS = ("Stills or turns when someone familiar speaks nearby", "Shows that something is liked or not liked",
                  "Presses a switch and looks for what it does")

    def paper(self, *blocks, code=0):
        """A document of a school's own, and what is drafted from it."""
        Desk(self.folder, None).paper(*blocks)
        self.path("mapping.yaml").unlink()
        done = self.cairn("draft blank.docx -o drafted.yaml", code)
        self.assertEqual(self.cairn("check drafted.yaml").said, "")
        return self.path("drafted.yaml").read_text("utf-8"), done.said

    def test_what_yaml_writes_as_escapes_is_drafted_as_such(self):
        for odd in "\x7f", "\x80", "\x9f", "\ufeff", "\u2028", "\\", '"', "#", ": ":
            rows = [row(statement, f"Half{odd}way", "Verbal", "A word.") for statement in self.STATEMENTS]
            text, _ = self.paper(p(r(f"Name{odd}s: Freya")), p(r("Session: 2023-24")), p(r(f"Odd{odd}ly: 1")),
                                 table(4, row("Milestone", f"Level of engagement {odd}", f"Engagement {odd}Term 1", f"Words {odd} home"), *rows))
            self.assertEqual(bool(re.search("[\x7f-\x9f\ufeff\u2028]", text)), False)
            self.path("drafted.yaml").unlink()

    def year(self, *headers):
        """Terms side by side, and a column beside all of them."""
        top = row(cell("Milestone", merge="restart"), *(cell(header, span=2) for header in headers), cell("Teacher comment", merge="restart"))
        names = row(cell("", merge="continue"), *["Level", "Help"] * len(headers), cell("", merge="continue"))
        levels = (("EN", "Verbal"), ("Interest", "Visual"), ("I", "-"))
        rows = [row(statement, *[text for n in range(len(headers)) for text in levels[(n + i) % 3]], "Loves it.")
                for i, statement in enumerate(self.STATEMENTS)]
        return self.paper(p(r("Name: Freya")), p(r("Session: 2023-24")), table(2 + 2 * len(headers), top, names, *rows))

    def test_terms_side_by_side_are_told_by_the_parts_of_the_year(self):
        text, said = self.year("August – December", "January – March", "April – June")
        self.assertIn("\nterms: [{term: 1, header: August – December}, {term: 2, header: January – March}, {term: 3, header: April – June}]"
                      "  # side by side, numbered as they stand: are these your terms?\n", text)
        self.assertIn("gets 9 milestones, 3 levels, 6 supports, 0 comments", said)
        self.assertRegex(text, r"# - \{key: \?, +at: \{column: Teacher comment\}\} +# a column beside all terms: no one term's, so it stays under unplaced\n")
        self.assertRegex(text, r"key: engagement, .*; not on the scale, add as aliases to one of your own beside this file: EN, I\n")
        reading = load(self.cairn("read blank.docx -m ./drafted.yaml", 1).out.decode())
        self.assertEqual([(term["term"], [item.get("engagement") for item in term["assessments"]]) for term in reading["terms"]],
                         [("1", [None, "interest"]), ("2", ["interest", None]), ("3", [None, "interest"])])

    def test_a_term_that_stands_twice_is_read_from_its_first_columns(self):
        text, _ = self.year("Term 1", "Term 2", "Term 1")
        self.assertIn("\nterms: [{term: 1, header: Term 1}, {term: 2, header: Term 2}]  # side by side\n", text)
        self.path("drafted.yaml").unlink()
        text, _ = self.year("Term 1", "Term 1")
        self.assertNotIn("\nterms:", text)

    def test_columns_that_repeat_under_other_words_are_asked_about(self):
        for headers in (("At home", "At school"), ("Spring", "Autumn")):
            text, _ = self.year(*headers)
            self.path("drafted.yaml").unlink()
            self.assertNotIn("\nterms:", text)
            for header in headers:
                self.assertRegex(text, rf"# - \{{key: \?, +at: \{{column: {header}\}}\}} +# the same columns stand under it as beside it: if it is a term, "
                                       r"write terms: \[\{term: 1, header: these words\}, ...\] above fields:\n")

    def test_terms_that_are_words_are_asked_about(self):
        rows = table(2, row("Milestone", "Level"), *(row(statement, "Interest") for statement in self.STATEMENTS))
        for said, words in (("Spring", "{Autumn: 1, Spring: 2, Summer: 3}"), ("summer term", "{Autumn term: 1, Spring term: 2, Summer term: 3}"),
                            ("Winter", "{Autumn: 1, Winter: 2, Spring: 3, Summer: 4}")):
            text, _ = self.paper(p(r("Name: Freya")), p(r("Session: 2023-24")), p(r(f"Term: {said}")), rows)
            self.assertRegex(text, rf"key: term.term, .*as: \{{term: {re.escape(words)}\}}\}} +# a label; are these the numbers of your terms\?\n")
            reading = load(self.cairn("read blank.docx -m ./drafted.yaml").out.decode())
            self.assertEqual(reading["terms"][0]["term"], re.search(rf"{said}.*?: (\d)", words, re.I)[1])
            self.path("drafted.yaml").unlink()
        text, _ = self.paper(p(r("Name: Freya")), p(r("Term: before the holidays")), rows)
        self.assertRegex(text, r"key: term.term, .*# a label, but what stands there is no term's number: as: \{term: \{WORD: NUMBER, ...\}\} says which it is\n")

    def test_when_it_was_reviewed_is_a_date_and_when_it_will_be_a_review(self):
        rows = table(2, row("Milestone", "Level"), *(row(statement, "Interest") for statement in self.STATEMENTS))
        text, _ = self.paper(p(r("Name: Freya")), p(r("Reviewed in Term 1: 12 December 2024")), p(r("To be reviewed in May: 1 May 2025")), rows)
        self.assertRegex(text, r'key: term.date, +at: \{label: Reviewed in Term 1\}')
        self.assertRegex(text, r'key: term.review, +at: \{label: To be reviewed in May\}')

    def test_terms_one_below_another_are_told_by_their_headings(self):
        terms = [block for n, level in ((1, "Encounter"), (2, "Interest"), (3, "Active involvement")) for block in (
            heading(f"Term {n}", 2), table(2, row("Milestone", "Level"), *(row(statement, level) for statement in self.STATEMENTS)))]
        text, said = self.paper(p(r("Name: Freya")), p(r("Session: 2023-24")), *terms)
        self.assertIn("\nterms: [{term: 1}, {term: 2}, {term: 3}]  # one below another\n", text)
        self.assertIn('rows: {table: {heading: "Term {term}"}, unrecorded: term.focus}', text)
        self.assertIn("gets 9 milestones, 9 levels", said)
        reading = load(self.cairn("read blank.docx -m ./drafted.yaml").out.decode())
        self.assertEqual([(term["term"], [item["engagement"] for item in term["assessments"]]) for term in reading["terms"]],
                         [(str(n), [level] * 3) for n, level in ((1, "encounter"), (2, "interest"), (3, "active-involvement"))])

    # ---- levels that no scale knows ----

    def test_levels_in_several_columns_are_asked_about(self):
        """The column that says so is the current one, else the first; those of terms say how these are written."""
        for names, taken, other in ((("Baseline level", "Level now"), "Level now", "Baseline level"), (("Level", "Again"), "Level", "Again"),
                                    (("T1", "T2"), "T1", "T2")):
            self.path("drafted.yaml").unlink(missing_ok=True)
            text, _ = self.paper(p(r("Name: Freya")), table(3, row("Milestone", *names), *(row(one, "Encounter", "Interest") for one in self.STATEMENTS)))
            self.assertRegex(text, rf"key: engagement, +at: \{{column: {taken}\}}")
            self.assertRegex(text, rf"# - \{{key: \?, +at: \{{column: {other}\}}\}} +# 3 of 3 cells are levels of engagement too: which column is the current one\?")
        self.assertIn('current one?; if it is term 2\'s, write terms: [{term: 1}, {term: 2}, ...] above fields:, and "T{term}" for the name of '
                      "engagement's column, in header: too\n", text)

    def test_boxes_in_a_small_table_in_the_cell_are_boxes(self):
        shutil.copy(tracker.ROOT / "samples/legacy/nested.docx", self.folder)
        self.assertRegex(self.cairn("draft nested.docx").out.decode(),
                         r"key: engagement, +at: \{column: Level\}, as: \{ticks: engagement\}\} +# boxes for levels of engagement in \d cells\n")


    def test_words_on_no_scale_are_listed_unless_they_may_be_somebodys(self):
        said = ("Interest", "Int", "not today, Mum ill", "Freya", "Freya", "nearly", "nearly")
        framework = load(tracker.ROOT / "mappings/frameworks/foundation.yaml")
        statements = [m["statement"] for area in framework["areas"] for o in area["organisers"] for m in o["milestones"]]
        text, _ = self.paper(p(r("Name: Freya")), table(2, row("Milestone", "Level"), *map(row, statements, said)))
        self.assertRegex(text, r"; not on the scale, add as aliases to one of your own beside this file: nearly\n")
        self.assertNotIn("Mum ill", text)
        self.assertNotIn("Freya", text)

    def test_columns_beside_levels_may_be_levels(self):
        names = ("Milestone", "Enc", "EA", "Int", "SP", "AI")
        text, _ = self.paper(p(r("Name: Freya")), table(6, row(*names), *(
            row(statement, *("5/11" if n == i else "" for n in range(5))) for i, statement in enumerate(self.STATEMENTS))))
        for name in ("Enc", "Int"):
            self.assertRegex(text, rf"# - \{{key: \?, +at: \{{column: {name}\}}\}} +# is it a level\? then add its name as an alias to a scale of your own "
                                   r"beside this file\n")

    # ---- comments ----

    def test_comments_are_read_from_where_they_stand(self):
        """The column that has the most comes first; of as many the support."""
        desk = Desk(self.folder, None)
        rows = ("{key: term.assessments, rows: {table: {header: [Milestone, Level]}}, group: [{key: milestone, at: {column: Milestone}, as: milestone},"
                " {key: comments, at: {comments: %s}}]}\n{key: learner.known-as, at: {label: Name}}\n{key: term.session, at: {label: Session}}\n"
                "{key: term.term, at: {label: Term}, as: term}")
        framework = load(tracker.ROOT / "mappings/frameworks/foundation.yaml")
        ids = {m["statement"]: m["id"] for area in framework["areas"] for o in area["organisers"] for m in o["milestones"]}
        base, whats = None, (("Level", 1, "[{comments: Level}]"), ("Support", 1, "[{comments: Support}, {comments: Level}]"),
                             ("Level", 2, "[{comments: Level}, {comments: Support}]"))
        for n, (column, on, places) in enumerate(whats):
            desk.paper(p(r("Name: Iona")), p(r("Session: 2025-26")), p(r("Term: 1")), table(3, row("Milestone", "Level", "Support"), *(
                row(statement, "Interest", "Verbal") for statement in self.STATEMENTS)), fields=rows % column)
            desk.write({"assessments": [{"milestone": ids[self.STATEMENTS[on]], "comments": [{"text": f"Number {n}", "by": "M. Reid", "date": "2025-12-02"}]}]})
            self.assertEqual(desk.fill(base=base)[0], 0)
            base = desk.out.rename(self.path(f"said{n}.docx"))
            text = self.cairn(f"draft {base.name}").out.decode()
            if n == 0:
                places = places.strip("[]")
            self.assertIn("{key: comments,   at: " + places + ", staff:", text)
        self.cairn(f"draft {base.name} -o comments.yaml")
        reading = load(self.cairn(f"read {base.name} -m ./comments.yaml", 1).out.decode())
        found = [one["text"] for item in reading["terms"][0]["assessments"] for one in item.get("comments", [])]
        self.assertEqual(sorted(found), ["Number 0", "Number 1", "Number 2"])

    def test_a_label_under_a_heading_is_a_label(self):
        text, _ = self.paper(p(r("Name: Freya")), table(2, row("Milestone", "Level"), row(self.STATEMENTS[0], "Interest")),
                             heading("Parents views"), p(r("Loves water.")), p(r("Review date: 15 June 2024")))
        self.assertRegex(text, r"\n  - \{key: term.review, +at: \{label: Review date\}, as: \{date: d MMMM yyyy\}\} +# a label\n")

    # ---- what does not hold ----

    def test_labels_beside_known_ones_are_told_without_a_colon(self):
        details = table(2, row("Pupil", "Freya"), row("School year / Term", "2024/25, Spring"), row("Room", "4"), row("Freya's bus", "12"))
        text, _ = self.paper(details, table(2, row("Statement", "Freya"), row("Sings", "Yes")), code=1)
        self.assertRegex(text, r"\n  - \{key: term.term, +at: \{label: School year / Term\}, as: term\} +# a label, by one of its words")
        self.assertRegex(text, r"\n  # - \{key: \?, at: \{label: Room\}\} +# a label that is not known\n")
        self.assertRegex(text, r"\n  # - \{key: \?, at: \{label: \"...\"\}\} +# its words hold the learner's name")
        self.assertNotRegex(text, "Freya|Sings|bus")

    def test_a_header_with_the_learners_name_is_not_written(self):
        for head, kept in ((row("Milestone for Freya", "Level"), False), (row("Milestone", "Freya's level", "What we saw"), True)):
            cells = (self.STATEMENTS[0], "Interest", "Looked.")[:3 if kept else 2]
            text, _ = self.paper(table(2, row("Pupil", "Freya"), row("Term", "1")), table(len(cells), head, row(*cells)))
            self.assertNotIn("Freya", text)
            self.assertEqual("as: milestone" in text, kept)
            self.assertEqual("have the learner's name in their header" in text, not kept)
            self.path("drafted.yaml").unlink()

    def test_a_label_in_two_places_stands_as_a_comment(self):
        document, _ = self.filled("ticks")
        members = tracker.parts(document)
        twice = members["word/document.xml"].replace(
            b"<w:sectPr", b"<w:p><w:r><w:t>Written on: Monday</w:t></w:r></w:p><w:sectPr", 1)
        tracker.write_parts(document, {**members, "word/document.xml": twice})
        text = run("draft", document).out.decode()
        self.assertRegex(text, r"\n  # - \{key: term.date, .*# it stands in more than one place: which is it\?\n")

    def test_a_document_without_a_tracker_gives_its_labels(self):
        self.blank("ticks")
        members = tracker.parts(self.path("ticks.docx"))
        bare = re.sub(rb"(?s)(.*)<w:tbl>.*</w:tbl>", rb"\1", members["word/document.xml"])
        tracker.write_parts(self.path("letter.docx"), {**members, "word/document.xml": bare})
        done = self.cairn("draft letter.docx -o letter.yaml", 1)
        self.assertIn(NO_TRACKER.format("letter.docx"), done.said)
        self.assertIn("term.session", self.path("letter.yaml").read_text("utf-8"))
        self.assertNotIn("term.assessments", self.path("letter.yaml").read_text("utf-8"))

    def test_a_document_without_anything_gives_nothing(self):
        self.blank("ticks")
        members = tracker.parts(self.path("ticks.docx"))
        bare = re.sub(rb"(?s)<w:body>.*(<w:sectPr)", rb"<w:body><w:p><w:r><w:t>Dear all</w:t></w:r></w:p>\1", members["word/document.xml"])
        tracker.write_parts(self.path("letter.docx"), {**members, "word/document.xml": bare})
        done = self.cairn("draft letter.docx -o letter.yaml", 1)
        self.assertEqual((done.said, self.path("letter.yaml").exists()), (NOTHING.format("letter.docx"), False))
        twice = bare.replace(b"Dear all<", b"Name: Ada<w:br/>Name: Bea<").replace(b"<w:br/>", b"</w:t></w:r></w:p><w:p><w:r><w:t>")
        tracker.write_parts(self.path("letter.docx"), {**members, "word/document.xml": twice})
        self.assertEqual(self.cairn("draft letter.docx", 1).said, NOTHING.format("letter.docx"))

    # ---- what is said ----

    def test_what_reading_would_get_is_told(self):
        shutil.copy(tracker.ROOT / "samples/legacy/small-steps.docx", self.folder)
        done = self.cairn("draft small-steps.docx -o small-steps.yaml")
        got = "6 milestones, 5 levels, 6 supports, 3 comments"
        self.assertEqual(done.said, YIELD.format("small-steps.docx", 12, 12, got, "20 things"))
        reading = load(self.cairn("read small-steps.docx -m ./small-steps.yaml", 1).out.decode())
        items = reading["terms"][0]["assessments"]
        self.assertEqual((len([i for i in items if "engagement" in i]), sum(len(i.get("supports", [])) for i in items)), (5, 6))
        self.assertEqual(len(reading["unplaced"]), 20)
        said = self.cairn("draft small-steps.docx --json").said
        self.assertEqual(json.loads(said), {"severity": "note", "code": "drafted", "file": "small-steps.docx"})

    def test_a_file_that_is_there_is_never_replaced(self):
        self.blank("ticks")
        self.write("mine.yaml", "mine\n")
        self.refused("draft ticks.docx -o mine.yaml", 5,
                     "mine.yaml: there is a file of that name, and a draft replaces none\n    give another name with -o\n")

    def test_a_name_that_means_something_else_is_no_mappings(self):
        self.blank("ticks")
        self.path("class.yaml").unlink(missing_ok=True)
        for name in ("class.yaml", "ada.sources.yaml", "pack.json", "ticks-2.docx", ".yaml", "mapping"):
            self.refused(f"draft ticks.docx -o {name}", 5,
                         f"{name}: a mapping cannot have this name: it ends in .yaml, and is no class.yaml and no .sources.yaml, which mean something else\n"
                         "    give another name with -o, such as our-tracker.yaml; nothing was written\n")

    def test_wrong_usage_and_broken_documents(self):
        self.refused("draft", 2, "cairn draft: which document? Give one DOCUMENT.docx\n    `cairn draft --help` shows how to use it\n")
        self.write("broken.docx", "no document")
        self.refused("draft broken.docx -o new.yaml", 4)


if __name__ == "__main__":
    unittest.main()
