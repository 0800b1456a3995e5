"""Whose words are where: messages as JSON hold no value of a record, and no document holds another learner's words, nor what
of a learner stays in the record."""

import json
import re
import unittest
import zipfile

from lxml import etree

import tracker
from room import Room
from tracker import load, term_of, terms_of

SPOKEN = re.compile(r"\w{2,}")


def values(tree):
    """Every text of a record that is a value."""
    if isinstance(tree, dict):
        return [text for value in tree.values() for text in values(value)]
    if isinstance(tree, list):
        return [text for value in tree for text in values(value)]
    return [tree] if tree else []


def public_words():
    """What any document may hold: the school's own data, and ours."""
    paths = [*(tracker.ROOT / "mappings").rglob("*.yaml"), tracker.ROOT / "samples/rowan/class.yaml"]
    return {text for path in paths for text in values(load(path))}


def all_text(document):
    """All that a document says anywhere: texts and attributes of every part, paragraph by paragraph."""
    said = []
    with zipfile.ZipFile(document) as package:
        for name in package.namelist():
            data = package.read(name)
            said.append(name)
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(data)
                said += ["".join(root.itertext()), *(value for e in root.iter(etree.Element) for value in e.attrib.values())]
    return "\n".join(said)


# ---- messages ----

class Json(Room):
    """Every value is a word that stands nowhere else, and everything that can go wrong goes wrong."""

    def setUp(self):
        super().setUp()
        comment = {"text": "Zqcomment is ready", "by": "Zqauthor", "initials": "Zqi", "date": "2025-12-02"}
        item = {"milestone": "communication.attention.3", "engagement": "interest", "supports": ["visual"], "date": "2025-11-28",
                "saw": "Zqsaw the drum", "next-steps": "Zqnext time", "preferred": [{**comment, "replies": [{**comment, "text": "Zqreply"}]}],
                "comments": [{**comment, "text": "Zqstaff secret", "for": "staff", "replies": [{**comment, "text": "Zqanswer"}]}]}
        self.tree = {"version": "1", "learner": {"id": "zqid-01", "name": "Zqname Zqson", "known-as": "Zqknown", "born": "2017-05-14", "scn": "Zqscn"},
                     "terms": [{"session": "2025-26", "term": "1", "class": "Zqclass", "completed-by": ["Zqteacher"],
                                "family": {key: f"Zq{key} words" for key in tracker.FAMILY}, "assessments": [item]}]}
        self.record("z.yaml", self.tree)
        self.cairn("fill z.yaml -o z.docx --staff")
        self.spoken = ""

    def told(self, command, want):
        """The messages of a command, each a line of JSON without a value; and with --values, with its words."""
        done = self.cairn(f"{command} --json", want)
        lines = [json.loads(line) for line in done.said.splitlines()]
        self.assertTrue(lines, command)
        for line in lines:
            self.assertLessEqual(set(line), {"severity", "code", "file", "line", "column", "suggestion"})
            self.assertIn(line["severity"], ("note", "warning", "error"))
            self.assertTrue(line["code"])
        self.assertNotRegex(done.said, "(?i)zq", command)
        more = self.cairn(f"{command} --json --values", want)
        self.assertTrue(all(json.loads(line)["message"] for line in more.said.splitlines()))
        self.spoken += more.said
        return lines

    def broken(self, **where):
        """The record with one thing made wrong."""
        text = self.path("z.yaml").read_text(encoding="utf-8")
        for old, new in where.values():
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        self.write("wrong.yaml", text)

    def test_a_record_that_is_wrong_in_every_way(self):
        for old, new in (('"interest"', '"zqinterest"'), ('"visual"', '"zqvisual"'), ('"2025-11-28"', '"zq2025"'), ('"2017-05-14"', '"Zqborn"'),
                         ('"communication.attention.3"', '"zq.attention.3"'), ('"zqid-01"', '"Zqid 01"'), ('"1"\n    class', '"zq1"\n    class'),
                         ('"2025-26"', '"zq26"'), ('"staff"', '"zqstaff"'), ('"Zqsaw the drum"', '["Zqsaw"]'), ('"Zqsaw the drum"', '"Zqsaw'),
                         ('"Zqsaw the drum"', '"Zqsaw \\uFFFE"'), ('"Zqsaw the drum"', '*zqalias'), ('"Zqteacher"', '"Zqteacher; Zqnurse"'),
                         ('"Zqteacher"', '" Zqteacher"'), ('"Zqcomment is ready"', '"Staff only: Zqcomment"'), ('"Zqknown"', '"–"'),
                         ('"visual"', '"visual"\n          - "visual"\n          - "no-support"')):
            with self.subTest(new=new):
                self.broken(one=(old, new))
                for command in ("check wrong.yaml", "fill wrong.yaml -o out.docx"):
                    line = self.told(command, 3)[0]
                    self.assertEqual(line["file"], "wrong.yaml")
                    self.assertGreater(line["line"], 0)
        for value in ("zqinterest", "zqvisual", "zq2025", "Zqborn", "Zqid 01", "zqalias", "Zqteacher; Zqnurse"):
            self.assertIn(value, self.spoken, "with --values it is there")

    def test_refusals_and_notes(self):
        self.cairn("fill child-a.yaml --term 1 -o a.docx")
        for command, want in (("fill z.yaml -o new.docx", 0), ("fill z.yaml -t a.docx -o b.docx", 5), ("fill child-a.yaml --term 1 -t z.docx -o b.docx", 5),
                              ("fill z.yaml -t z.docx -o b.docx", 5), ("fill z.yaml -o a.docx", 5), ("fill z.yaml --term 2 -o b.docx", 3),
                              ("fill z.yaml -o away/b.docx", 5), ("fill z.yaml -o z.yaml", 5), ("read z.docx -o child-a.yaml", 5)):
            with self.subTest(command=command):
                self.told(command, want)

    def test_another_term_that_clears(self):
        self.record("next.yaml", {**self.tree, "terms": [{"session": "2025-26", "term": "2"}]})
        lines = self.told("fill next.yaml -t z.docx -o next.docx --staff", 1)
        self.assertEqual({line["code"] for line in lines}, {"cleared", "term-unrecorded"})

    def test_a_document_that_says_what_nobody_understands(self):
        for number, (part, old, new) in enumerate((
                ("word/document.xml", ">Interest<", ">Zqinterest<"), ("word/document.xml", ">28 Nov 2025<", ">Zqday<"),
                ("word/document.xml", ">Visual<", ">Zqvisual<"), ("word/header1.xml", ">Zqknown<", ">Zqelse<"),
                ("word/document.xml", ">Communication<", ">Zqarea<"), ("word/document.xml", ">Milestones tracker<", ">Zqtitle<"),
                ("word/document.xml", "<w:sectPr", "<w:p><w:r><w:t>Zqnote of mine</w:t></w:r></w:p><w:sectPr"),
                ("word/document.xml", ">What I enjoy<", ">Zqheading<"))):
            with self.subTest(new=new):
                self.doctor("z.docx", f"odd-{number}.docx", part, old, new)
                done = tracker.run("read", f"odd-{number}.docx", "--json", cwd=self.folder)
                self.assertIn(done.code, (0, 1))
                if done.said:
                    self.told(f"read odd-{number}.docx", done.code)


# ---- documents ----

class Documents(unittest.TestCase):
    """Every sample and term, filled with staff's comments and without, as each would leave the school."""

    @classmethod
    def setUpClass(cls):
        cls.records = {path: load(path) for path in tracker.SAMPLES}
        cls.public = public_words()
        cls.documents = []
        cls.room = Room()
        cls.room.setUp()
        cls.addClassCleanup(cls.room.doCleanups)
        for path, record in cls.records.items():
            for number, (session, term) in enumerate(terms_of(record)):
                for options in ([], ["--staff"], ["--all-rows"]):
                    out = cls.room.path(f"{path.stem}-{number}{''.join(options)}.docx")
                    tracker.fill(path, out, "--session", session, "--term", term, *options)
                    cls.documents.append((path, session, term, bool(options == ["--staff"]), all_text(out)))

    def own(self, path):
        return self.public | set(values(self.records[path]))

    def words_of_others(self, path, said):
        """(what was found, how much was looked for)"""
        own, found, looked = "\n".join(self.own(path)), [], 0
        for other, record in self.records.items():
            lines = {line for value in values(record) for line in value.split("\n")} if other != path else ()
            lines = [line for line in lines if len(line) > 7 and line not in own and SPOKEN.search(line)]
            looked += len(lines)
            found += [line for line in lines if line in said]
        return found, looked

    def test_no_document_holds_another_learners_words(self):
        for path, _, term, _, said in self.documents:
            found, looked = self.words_of_others(path, said)
            self.assertEqual(found, [], f"{path.stem}, term {term}")
            self.assertGreater(looked, 100)

    def test_but_it_sees_one_line_of_another(self):
        path, _, _, _, said = self.documents[0]
        line = self.records[tracker.SAMPLES[1]]["terms"][0]["assessments"][0]["saw"].split("\n")[-1]
        self.assertIn(line, self.words_of_others(path, f"{said} {line}")[0])

    def test_no_document_holds_another_learners_id(self):
        for path, _, term, _, said in self.documents:
            for other, record in self.records.items():
                self.assertEqual(record["learner"]["id"] in said, other == path, f"{path.stem}, term {term}: {other.stem}")

    def test_name_number_and_birth_stay_in_the_record(self):
        for path, _, term, _, said in self.documents:
            learner = self.records[path]["learner"]
            for key in ("name", "scn", "born"):
                value = learner.get(key)
                if value and value not in learner["known-as"]:
                    self.assertNotIn(value, said, f"{path.stem}, term {term}: {key}")

    def test_what_is_for_staff_is_only_where_it_was_asked_for(self):
        held = 0
        for path, session, term, staff, said in self.documents:
            for item in term_of(self.records[path], session, term).get("assessments") or []:
                for comment in item.get("comments") or []:
                    if comment.get("for") == "staff":
                        held += 1
                        self.assertEqual(comment["text"].split("\n")[0] in said, staff, f"{path.stem}, term {term}")
        self.assertGreater(held, 0)


if __name__ == "__main__":
    unittest.main()
