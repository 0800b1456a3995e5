"""Old trackers moved into the new one, in two commands, told by lxml and not by Cairn's reader: tests/moving_test.py [--pandoc FOLDER]

What the records of samples/legacy say must stand in the new tracker: cells by the header above them, comments with author, initials, date
and text. With --pandoc, pandoc reads the new trackers (make foreign); the documents are left in FOLDER.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

import legacy_samples
import tracker
from samples_load import Checks
from tracker import load, run, terms_of

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "foreign"))
import compare  # noqa: E402
import expected  # noqa: E402
import read_pandoc  # noqa: E402
import read_parts  # noqa: E402

NEW = "milestones-tracker"


def with_id(path, name):
    """The one thing that an old tracker cannot know is written into the record by hand: the learner's id."""
    text = path.read_text("utf-8")
    if "id" not in (load(path).get("learner") or {}):
        path.write_text(text.replace("learner:\n", f"learner:\n  id: {name}\n", 1), encoding="utf-8")


def left_of_rows(record):
    """The exit code of filling: 1 where something in a row was not understood, and is not in the new tracker."""
    return int(any("statement" in item for item in load(record).get("unplaced") or []))


def move(checks, sample, folder):
    """(the key of each term, the new tracker of it)"""
    record = folder / f"{sample.stem}.yaml"
    done = run("read", sample.path, "-m", sample.mapping_path, "-o", record)
    checks.that(done.code in (0, 1) and record.exists(), f"{sample.stem} is read: exit {done.code}\n{done.said}")
    with_id(record, sample.stem)
    for key in terms_of(sample.record):
        out = folder / f"{sample.stem}-{key[0]}-{key[1]}.docx"
        done = run("fill", record, "-m", NEW, "--session", key[0], "--term", key[1], "--staff", "-o", out)
        checks.that(done.code == left_of_rows(record), f"{sample.stem}, term {key[1]} is filled: exit {done.code}\n{done.said}")
        yield key, out


def wanted(domain, record, key):
    """What the new tracker of a term must say, from the record that was written by hand."""
    record = {**record, "learner": {"id": "old-1", **record["learner"]}, "terms": record.get("terms") or []}
    return expected.tracker(domain, record, key, staff=True)


READERS = {"lxml": read_parts, "pandoc": read_pandoc}


def differences(name, want, path):
    """Header and properties are of the new document: no old one had them."""
    seen = READERS[name].read(path)
    return compare.differences(name, want, {key: value for key, value in seen.items() if key not in ("header", "properties")})


def check_moves(checks, folder, reader):
    """Every sample and term; and one that is doctored on its way is seen."""
    domain, first = expected.Domain(), None
    for sample in legacy_samples.samples():
        for key, new in move(checks, sample, folder):
            want = wanted(domain, sample.record, key)
            found = differences(reader, want, new)
            checks.that(not found, f"{sample.stem}, term {key[1]}, by {reader}:\n    " + "\n    ".join(line[:300] for line in found[:6]))
            first = first or (want, new)
    check_eye(checks, reader, *first)


def check_folder(checks, folder):
    """A class in two commands: every document of a folder into a record a learner, and every record into the new tracker."""
    old, records, new = (folder / name for name in ("old", "records", "new"))
    old.mkdir(), new.mkdir()
    samples = [sample for sample in legacy_samples.samples() if len(terms_of(sample.record)) == 1]
    for sample in samples:
        shutil.copy(sample.path, old)
    done = run("read", *sorted(old.iterdir()), "-o", f"{records}/")
    made = sorted(path for path in records.glob("*.yaml") if not path.name.endswith(".sources.yaml"))
    checks.that(done.code in (0, 1) and len(samples) >= 10 and len(made) == len(samples), f"{len(samples)} documents gave {len(made)} records\n{done.said}")
    said = {}
    for record in made:
        filled = run("fill", record, "-m", NEW, "--staff", "-o", new / f"{record.stem}.docx")
        checks.that(filled.code == left_of_rows(record), f"{record.name} is filled: exit {filled.code}\n{filled.said}")
        said[load(record)["learner"]["known-as"]] = new / f"{record.stem}.docx"
    domain = expected.Domain()
    for sample in samples:
        key, path = terms_of(sample.record)[0], said.get(sample.record["learner"]["known-as"])
        found = differences("lxml", wanted(domain, sample.record, key), path) if path and path.exists() else ["there is no document"]
        checks.that(not found, f"{sample.stem} in a folder:\n    " + "\n    ".join(line[:300] for line in found[:6]))


def check_eye(checks, reader, want, new):
    """A cell, a level, a date, a comment or a row that is not as it should be is told."""
    for old, other in ((">Interest<", ">Encounter<"), ("four mornings", "five mornings"), (">12 Feb 2024<", ">12 Feb 2025<"),
                       (">Gestural<", ">Verbal<"), ("Splashing, and", "Splashing and")):
        doctored = new.with_name("doctored.docx")
        members = tracker.parts(new)
        body = members["word/document.xml"].decode()
        assert old in body, f"{new.name} holds {old}"
        tracker.write_parts(doctored, {**members, "word/document.xml": other.join(body.rsplit(old, 1)).encode()})
        checks.that(differences(reader, want, doctored), f"{reader} sees that {old} became {other}")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pandoc", metavar="FOLDER", help="told by pandoc too")
    chosen = options.parse_args()
    checks = Checks()
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(chosen.pandoc or room)
        folder.mkdir(parents=True, exist_ok=True)
        check_moves(checks, folder, "pandoc" if chosen.pandoc else "lxml")
        if not chosen.pandoc:
            check_folder(checks, folder)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
