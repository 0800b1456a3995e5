"""No child's data in another's document: every text of a learner carries a mark that is theirs alone, every day is theirs alone, and all
bytes of all that a pack makes and says are searched for another's."""

import io
import itertools
import json
import random
import re
import unittest
import zipfile

import klass
import tracker
from joined import Joined
from packroom import ID, PackRoom, everything

MONTHS = "January February March April May June July August September October November December".split()
NAMED_DAY = re.compile(rb"(?<!\d)(\d{1,2}) (" + "|".join(month[:3] for month in MONTHS).encode() + rb")[a-z]* (\d{4})")
ISO_DAY = re.compile(rb"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
CLASS = 90000  # the marks of classes begin here; no learner has such a number
ABOUT = re.compile(r"learner-(\d{6})\.yaml|qz(\d{5})zq[^/]*\.docx")  # how a line says whose the lines from it on are


def days_in(data):
    """Every day that these bytes name, as 1906-12-03."""
    found = {b"-".join(day).decode() for day in ISO_DAY.findall(data)}
    for day, month, year in NAMED_DAY.findall(data):
        found.add(f"{year.decode()}-{[m[:3] for m in MONTHS].index(month.decode()) + 1:02}-{int(day):02}")
    return found


def comments(data):
    """What the comments of a document say."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return set(re.findall(rb"<w:t[^>]*>([^<]+)", package.read("word/comments.xml")))


TEMPLATE_DAYS = days_in(everything((tracker.ROOT / "templates/milestones-tracker.docx").read_bytes())[1])


class Marks(PackRoom):
    def marked(self, numbers, folder="klass", of=CLASS, **how):
        return self.klass(numbers, folder, name=f"Klass {klass.mark_of(of)}", marks=True, **how)

    def assert_own(self, name, data, of=CLASS):
        """The document is one learner's, by each of its bytes; gives whose."""
        hidden, shown = everything(data)
        learners = (klass.marks_in(hidden) | klass.marks_in(shown)) - {of}
        self.assertEqual(len(learners), 1, f"{name} holds marks of {learners}")
        number = learners.pop()
        own = {day.isoformat() for day in klass.days_of(number)}
        self.assertEqual(days_in(shown) - TEMPLATE_DAYS - own, set(), f"{name} names a day of somebody else's")
        self.assertIn(str(number), name)
        return number

    def assert_all_own(self, numbers, out="out", times=1):
        """Each learner has so many documents of their own; gives {name: bytes}."""
        documents = self.documents(out)
        owners = sorted(self.assert_own(name, data) for name, data in documents.items())
        self.assertEqual(owners, sorted(list(numbers) * times))
        return documents

    # ---- documents ----

    def test_the_search_finds_what_should_not_be_there(self):
        self.marked([3, 4])
        self.pack("klass")
        for name, data in self.documents().items():
            members = tracker.parts(self.folder / "out" / name)
            for planted in (klass.mark_of(5).encode(), klass.mark_of(5).encode().replace(b"5", b"<w:r/>5"), b"5 Feb 1999"):
                tracker.write_parts(self.folder / "planted.docx", {**members, "word/settings.xml": members["word/settings.xml"] + planted})
                with self.assertRaises(AssertionError):
                    self.assert_own(name, (self.folder / "planted.docx").read_bytes())
            self.assert_own(name, data)

    def test_in_every_order_of_learners(self):
        numbers, first = (11, 12, 13, 14), None
        for jobs, order in itertools.product((1, 3), itertools.permutations(numbers)):
            name = f"{jobs}{order}"
            self.pack(self.marked(order, f"in{name}"), "--jobs", str(jobs), out=name)
            made = self.assert_all_own(numbers, name)
            first = first or made
            self.assert_same(made, first, name)

    def test_on_many_threads(self):
        numbers, rng = list(range(200, 300)), random.Random(1)
        for turn in range(3):
            rng.shuffle(numbers)
            self.pack(self.marked(numbers, f"in{turn}"), "--jobs", "8", out=f"out{turn}")
            self.assert_all_own(numbers, f"out{turn}")

    def test_and_each_says_what_its_record_says(self):
        numbers = range(40, 60)
        where = self.marked(numbers)
        self.pack(where, "--jobs", "4")
        self.assert_all_own(numbers)
        (self.folder / "read").mkdir()
        done = tracker.run("read", *sorted((self.folder / "out").rglob("*.docx")), "-o", self.folder / "read")
        self.assertEqual(done.code, 0, done.said)
        for place, number in enumerate(numbers, 1):
            record = tracker.load(where / klass.file_name(place))
            read = tracker.load(self.folder / f"read/klass-{klass.mark_of(number)}.yaml")
            differing = tracker.differences(tracker.view_of(record, klass.SESSION, "1"), tracker.view_of_reading(read))
            self.assertEqual(differing, [], number)

    def test_of_several_classes_at_once(self):
        for number in range(3):
            self.marked(range(500 + 10 * number, 510 + 10 * number), f"school/{number}", CLASS + number)
        self.pack("school", "--jobs", "4")
        documents = self.documents()
        owners = {self.assert_own(name, data, CLASS + int(name[0])): name for name, data in documents.items()}
        self.assertEqual(sorted(owners), list(range(500, 530)))
        for number, name in owners.items():
            self.assertEqual(name[0], str((number - 500) // 10), "each class has its folder")
            self.assertIn(CLASS + int(name[0]), klass.marks_in(everything(documents[name])[1]))

    def test_with_every_option_that_makes_documents(self):
        numbers = range(70, 82)
        where = self.marked(numbers, terms=("1", "2"))
        for number, options in enumerate([("--term", "1", "--staff"), ("--term", "2", "--all-rows"), ("--term", "3", "--blank")]):
            self.pack(where, "--jobs", "4", out=str(number), options=options)
            self.assert_all_own(numbers, str(number))
        self.pack(where, "--jobs", "4", out="both", options=("--terms", "1,2"))
        self.assert_all_own(numbers, "both", times=2)

    def test_in_a_zip_file(self):
        numbers = list(range(600, 640))
        random.Random(2).shuffle(numbers)
        self.pack(self.marked(numbers), *ID, "--jobs", "4", "--zip", self.folder / "all.zip")
        documents = self.assert_all_own(numbers)
        self.assert_report(numbers)
        with zipfile.ZipFile(self.folder / "all.zip") as archive:
            self.assertEqual({name: archive.read(name) for name in archive.namelist()}, documents)
            for info in archive.infolist():
                number = self.assert_own(info.filename, archive.read(info))
                self.assertEqual(klass.marks_in(info.filename.encode() + info.extra + info.comment), {number})

    def assert_report(self, numbers, out="out"):
        for entry, number in zip(self.report(out)["documents"], numbers, strict=True):
            self.assertEqual(klass.marks_in(json.dumps(entry).encode()), {number})

    def assert_joined(self, path, numbers):
        """Each of them has a stretch, in their order, and no mark stands outside of its child's."""
        joined = Joined(path)
        self.assertEqual(len(joined.stretches), len(numbers))
        found = []
        for n, number in enumerate(numbers):
            words = joined.source(n)
            self.assertEqual(klass.marks_in(words) - {CLASS}, {number})
            own = {day.isoformat() for day in klass.days_of(number)}
            shown = [re.sub(rb"<[^>]*>", b"", words), *re.findall(rb'ate="([^"]*)"', words)]
            self.assertEqual(days_in(b"\0".join(shown)) - TEMPLATE_DAYS - own, set())
            found += klass.MARK.findall(words.lower())
        ids = joined.members.pop("docProps/custom.xml")
        self.assertEqual([int(mark) for mark in klass.MARK.findall(ids.lower())], numbers, "that is how it is taken apart")
        everywhere = [mark for part in joined.members.values() for mark in klass.MARK.findall(part.lower())]
        self.assertEqual(sorted(found), sorted(everywhere), "every mark stands in somebody's pages")

    def test_in_one_document_each_within_its_own_pages(self):
        numbers = list(range(700, 730))
        random.Random(3).shuffle(numbers)
        where = self.marked(numbers, terms=("1", "2"))
        self.pack(where, "--jobs", "4", "--one-file", self.folder / "all.docx")
        self.assert_joined(self.folder / "all.docx", numbers)
        self.pack(where, *ID, "--from", self.folder / "out", "--one-file", self.folder / "next.docx", out="next", options=("--term", "2"))
        self.assert_all_own(numbers, "next")
        self.assert_report(numbers, "next")
        self.assert_joined(self.folder / "next.docx", numbers)

    def test_from_documents_that_lie_under_each_other_s_names(self):
        numbers = range(160, 172)
        where = self.marked(numbers, terms=("1", "2"))
        self.pack(where, *ID, out="last")
        last = self.documents("last")
        for name, data in zip(last, [*list(last.values())[1:], *list(last.values())[:1]]):
            (self.folder / "last" / name).write_bytes(data)
        for jobs in ("1", "4"):
            self.pack(where, *ID, "--from", self.folder / "last", "--jobs", jobs, out=f"next{jobs}", options=("--term", "2"))
            for name, data in self.assert_all_own(numbers, f"next{jobs}").items():
                self.assertLessEqual(comments(last[name]), comments(data), f"{name}: last term's comments go on")

    # ---- what is told ----

    def faulty(self, numbers):
        """A class in which every third learner's first level is one that is not, told with the line."""
        where = self.marked(numbers)
        for place, number in enumerate(numbers, 1):
            if place % 3 == 0:
                path = where / klass.file_name(place)
                path.write_text(re.sub("engagement: .*", f"engagement: often {klass.mark_of(number)}", path.read_text("utf-8"), count=1), "utf-8")
        return where

    def test_lines_about_one_learner_hold_nothing_of_another(self):
        numbers = list(range(90, 120))
        where = self.faulty(numbers)
        for jobs in (1, 6):
            done = self.pack(where, "-v", "--jobs", str(jobs), out=f"out{jobs}", want=1)
            about, told = None, set()
            for line in (done.said + done.out.decode()).splitlines():
                found = ABOUT.search(line)
                if found:
                    about = numbers[int(found[1]) - 1] if found[1] else int(found[2])
                marks = klass.marks_in(line.encode())
                self.assertLessEqual(marks, {about, CLASS}, line)
                told |= marks
            self.assertLessEqual(set(numbers[2::3]), told, "the lines at fault are told")
            self.assert_all_own([n for place, n in enumerate(numbers, 1) if place % 3], f"out{jobs}")

    def test_the_report_names_files_and_holds_nothing_else_of_a_learner(self):
        numbers = list(range(120, 150))
        done = self.pack(self.faulty(numbers), "--json", "--jobs", "3", want=1)
        text = (self.folder / "out/pack.json").read_text("utf-8") + done.out.decode() + done.said
        for entry in self.report()["documents"]:
            number = numbers[int(ABOUT.search(entry["record"])[1]) - 1]
            self.assertEqual(klass.marks_in(json.dumps(entry).encode()), {number}, entry)
            text = text.replace(entry["output"], "")
        self.assertEqual(klass.marks_in(text.encode()), set())
        self.assertEqual(days_in(text.encode()), set())


if __name__ == "__main__":
    unittest.main()
