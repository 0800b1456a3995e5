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
OTHER = {"date": "2019-01-31", "review": "2019-01-31", "completed-by": ["Somebody & another"], "supports": ["verbal", "technology"]}


class Wide(Exception):
    """More changed than the datum's own place."""


def other(key, value):
    if key == "engagement":
        return next(level for level in invent.LEVELS if level != value)
    return OTHER.get(key, "Something else,\nin two lines" if key not in ("class",) else "Rowan & Birch")


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


def place(data, path, key, term):
    """(start, end) of the datum's place in the main part."""
    controls = [e for e in law_of_bytes.tree(data).all("w:sdt")]
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


def check(made, out, path, key, term):
    before, after = tracker.parts(made), tracker.parts(out)
    touched = [name for name in before if before[name] != after[name]]
    if touched != ["word/document.xml", "docProps/custom.xml"] or list(before) != list(after):
        raise Wide(f"{touched} changed")
    one, two = before["word/document.xml"], after["word/document.xml"]
    low, high = place(one, path, key, term)
    start, end = changed_range(one, two)
    if not low <= start <= end <= high:
        raise Wide(f"bytes {start} to {end} changed; the place is {low} to {high}")


def changed_record(record, path, key, value):
    copied = copy.deepcopy(record)
    at = copied["terms"][0]
    for step in path:
        at = at.setdefault(step, {}) if isinstance(step, str) else at[step]
        if at is None:
            raise Wide("a family without words")
    at[key] = other(key, value)
    return copied


def one_sample(sample):
    """(how many data were changed, what was wrong)"""
    record, wrong, count = load(sample), [], 0
    term = record["terms"][0]
    options = ["--session", term["session"], "--term", term["term"]]
    with tempfile.TemporaryDirectory() as folder:
        made, changed, out = (pathlib.Path(folder, name) for name in ("made.docx", "record.yaml", "out.docx"))
        changed.write_text(dump(record).lstrip("\n") + "\n", encoding="utf-8")
        tracker.fill(changed, made, *options)
        for path, key, value in changes(term):
            count += 1
            changed.write_text(dump(changed_record(record, path, key, value)).lstrip("\n") + "\n", encoding="utf-8")
            tracker.fill(changed, out, "-t", made, *options)
            try:
                check(made, out, path, key, term)
            except Wide as wide:
                wrong.append(f"{sample.stem}, {'.'.join(map(str, path))} {key}: {wide}")
            out.unlink()
    return count, wrong


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
