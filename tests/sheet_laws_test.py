"""Law 1 of the digital tracker, with a writer that is not Cairn's: each sample, and records that nobody would write, come back as they were.

tests/sheet_laws_test.py [--count N] [--seed N|random]
"""

import argparse
import pathlib
import random
import tempfile

import digital
import invent
import tracker
from samples_load import Checks
from workbook import Book

FORMS = ({}, {"shared": False}, {"strict": True}, {"prefix": "x"})


def law(folder, record, **form):
    """What is lost or invented between a record and what is read of its workbook."""
    path = pathlib.Path(folder) / "t.xlsx"
    path.write_bytes(Book(digital.sheets_of(record), **form).bytes())
    done = tracker.run("sheet", "read", path)
    if done.code > 1 or not done.out:
        return [f"exit {done.code}: {done.said}"]
    reading = tracker.load(done.out.decode())
    return digital.differences(record, reading) + [f"unplaced: {item!r}" for item in reading.get("unplaced") or []]


def main():
    options = argparse.ArgumentParser()
    invent.seed_option(options)
    invent.count_option(options, "inventions")
    chosen = options.parse_args()
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((tracker.ROOT / "samples/rowan").glob("child-*.yaml")):
            for form in FORMS:
                lines = law(folder, tracker.load(path), **form)
                checks.that(not lines, f"{path.name} {form}: " + "\n  ".join(lines))
        for n in range(chosen.count):
            rng = random.Random(f"{chosen.seed} {n}")
            record, form = invent.record(rng), rng.choice(FORMS)
            lines = law(folder, record, **form)
            if lines:
                record = invent.shrunk(record, lambda less, form=form: less.get("terms") and law(folder, less, **form), tries=400)
                lines = law(folder, record, **form) or lines
            checks.that(not lines, f"invention {n} of seed {chosen.seed}: {record}\n  " + "\n  ".join(lines))
            if lines:
                break
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
