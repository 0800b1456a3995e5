"""A datum changes one byte range: laid over its own document with one value changed, a record changes the main part in
one place, which is that value's, and nothing else but Cairn's own property. Every value of every sample's first term."""

import concurrent.futures
import copy
import os
import pathlib
import sys
import tempfile

import invent
import law_of_bytes
import tracker
from tracker import dump, load

LEAF_TAGS = {"date": "term-date", "review": "review", "class": "class", "completed-by": "completed-by"}
COLUMNS = {"engagement": 1, "supports": 2, "date": 3, "saw": 4, "next-steps": 5}
OTHER = {"date": ["2019-01-31"], "review": ["2019-01-31"], "completed-by": [["Somebody & another"]], "class": ["Rowan & Birch"],
         "supports": [["verbal", "technology"], ["visual"]], "engagement": invent.LEVELS}


class Wide(Exception):
    """More changed than the datum's own place."""


def other(key, value):
    return next(choice for choice in OTHER.get(key, ["Something else,\nin two lines"]) if choice != value)


def changes(term):
    """(path, key, value) of every datum that stands in one place."""
    for key in LEAF_TAGS:
        yield (), key, term.get(key)
    for key in tracker.FAMILY:
        yield ("family",), key, (term.get("family") or {}).get(key)
    for at, item in enumerate(term.get("assessments") or []):
        for key in COLUMNS:
            yield ("assessments", at), key, item.get(key)


def cell_of(element):
    while element.name != "w:tc":
        element = element.parent
    return element


def family_place(control):
    """From the control's paragraph to the next paragraph that is not a line of the family's text."""
    paragraph = control.parent
    places = paragraph.parent.children
    at = places.index(paragraph) + 1
    while at < len(places) and law_of_bytes.style_of(places[at]) == "FamilyText" and not places[at].child("w:sdt"):
        at += 1
    return paragraph.start, places[at - 1].end


def place(controls, path, key, term):
    """(start, end) of the datum's place in the main part."""
    if path[:1] == ("assessments",):
        milestone = term["assessments"][path[1]]["milestone"]
        row = cell_of(next(c for c in controls if law_of_bytes.tag_of(c) == milestone)).parent
        cell = [tc for tc in row.children if tc.name == "w:tc"][COLUMNS[key]]
        return cell.start, cell.end
    control = next(c for c in controls if law_of_bytes.tag_of(c) == LEAF_TAGS.get(key, key) or
                   law_of_bytes.tag_of(c) == key and not path)
    return family_place(control) if path == ("family",) else (control.start, control.end)


def changed_range(one, two):
    """The first byte of `one` that differs, and the one behind the last."""
    start = next((i for i, (a, b) in enumerate(zip(one, two)) if a != b), min(len(one), len(two)))
    most = min(len(one), len(two)) - start
    same = next((i for i in range(most) if one[-1 - i] != two[-1 - i]), most)
    return start, len(one) - same


class Before:
    """A filled document, and where its controls are."""

    def __init__(self, path):
        self.parts = tracker.parts(path)
        self.controls = list(law_of_bytes.tree(self.parts["word/document.xml"]).all("w:sdt"))


def check(made, out, path, key, term):
    before, after = made.parts, tracker.parts(out)
    touched = [name for name in before if before[name] != after[name]]
    if touched != ["word/document.xml", "docProps/custom.xml"] or list(before) != list(after):
        raise Wide(f"{touched} changed")
    one, two = before["word/document.xml"], after["word/document.xml"]
    low, high = place(made.controls, path, key, term)
    start, end = changed_range(one, two)
    if not low <= start <= end <= high:
        raise Wide(f"bytes {start} to {end} changed; the place is {low} to {high}")


def change(record, path, key, value):
    at = record["terms"][0]
    for step in path:
        at = at.setdefault(step, {}) if isinstance(step, str) else at[step]
    at[key] = other(key, value)


class Desk:
    """One sample's first term, filled, to be filled again with something changed."""

    def __init__(self, folder, record):
        self.record, self.term = record, record["terms"][0]
        self.options = ["--session", self.term["session"], "--term", self.term["term"]]
        self.made, self.changed, self.out = (pathlib.Path(folder, name) for name in ("made.docx", "record.yaml", "out.docx"))
        self.fill(record, self.made)
        self.before = Before(self.made)

    def fill(self, record, out, *more):
        self.changed.write_text(dump(record).lstrip("\n") + "\n", encoding="utf-8")
        out.unlink(missing_ok=True)
        tracker.fill(self.changed, out, *more, *self.options)

    def too_wide(self, *data):
        """None, or what changed outside the place of the first datum when all of these are changed."""
        record = copy.deepcopy(self.record)
        for datum in data:
            change(record, *datum)
        self.fill(record, self.out, "-t", self.made)
        try:
            check(self.before, self.out, *data[0][:2], self.term)
        except Wide as wide:
            return f"{'.'.join(map(str, data[0][0]))} {data[0][1]}: {wide}"
        return None


def one_sample(sample):
    """(how many data were changed, what was wrong)"""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder, load(sample))
        data = list(changes(desk.term))
        wrong = [f"{sample.stem}, {wide}" for wide in map(desk.too_wide, data) if wide]
        # The eye must see: two data changed together, side by side or rows apart, are more than one place.
        pairs = [(one, two) for one, two in zip(data, data[1:] + data[:1])]
        wrong += [f"{sample.stem}: {one[:2]} and {two[:2]} passed for one" for one, two in pairs[::10] if not desk.too_wide(one, two)]
    return len(data) + len(pairs[::10]), wrong


def main():
    count, wrong = 0, []
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 2) as pool:
        for tried, failed in pool.map(one_sample, tracker.SAMPLES):
            count, wrong = count + tried, wrong + failed
    for line in wrong:
        print(f"FAILED {line}")
    print(f"{count - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
