"""Old trackers saved again by LibreOffice and python-docx, as they were found and filled anew: what Cairn reads is what it read before.

pandoc keeps neither shading nor highlighting, no page header, no merged cells and no ticks of a symbol's font, and makes the first row
of every table a header: only the layouts that it can write are its journey.
"""
import shutil

import legacy_samples
import saved
from expected import load
from made import cairn, each
from tracker import dump, terms_of

PANDOC = ("headings", "split-table")  # what it makes itself, and tables alone
# LibreOffice lets a comment on deleted words stand on the cell, where it is a comment again.
GAINED = {("libreoffice", "revised"): "gained /terms/0/assessments/4/comments/0/"}
SAVERS = {"libreoffice": None, "python-docx": None, "pandoc again": PANDOC}


def filled(sample, folder):
    """The document as it was found, and filled for each of its terms with what it says of another child's last milestone."""
    found = folder / sample.document
    shutil.copy(sample.path, found)
    record = sample.record
    for key in terms_of(record):
        term = next(t for t in record["terms"] if (t["session"], t["term"]) == key)
        last = {**term["assessments"][-1], "engagement": "interest", "supports": ["visual"], "preferred": [], "comments": [
            {"text": "A year on, the same & more.", "by": "N. Gow", "date": "2026-01-12"}]}
        path, out = folder / f"{sample.stem}.record.yaml", folder / f"{sample.stem}-{key[0]}-{key[1]}.docx"
        path.write_text(dump({"version": "1", "learner": {"id": "old-1", **record["learner"]}, "terms": [{
            "session": key[0], "term": key[1], "assessments": [last]}]}).lstrip("\n") + "\n", encoding="utf-8")
        code, _, said = cairn("fill", path, "-m", sample.mapping_path, "-t", found, "--staff", "-o", out)
        yield out if code in (0, 1) and out.exists() else said
    yield found


def record_in(path, sample):
    """What is read, but for what had no place: other programs move that about."""
    out = path.with_suffix(".read.yaml")
    out.unlink(missing_ok=True)
    code, _, said = cairn("read", path, "-m", sample.mapping_path, "-o", out)
    if code > 1 or not out.exists():
        return None, f"exit {code}: {said}"
    return {key: value for key, value in load(out).items() if key != "unplaced"}, None


def check(checks, folder):
    (folder / "old").mkdir()
    samples = legacy_samples.samples()
    made = [(sample, path) for sample in samples for path in filled(sample, folder / "old")]
    for sample, path in made:
        checks.that(not isinstance(path, str), f"{sample.stem} is filled: {path}")
    made = [(sample, path) for sample, path in made if not isinstance(path, str)]
    before = each(lambda m: record_in(m[1], m[0]), made)
    for saver, only in SAVERS.items():
        chosen = [(m, record) for m, (record, _) in zip(made, before) if only is None or m[0].stem in only]
        again = folder / f"old-{saver.replace(' ', '-')}"
        saved.SAVERS[saver]([path for (_, path), _ in chosen], again)
        for ((sample, path), record), (found, said) in zip(chosen, each(lambda c: record_in(again / c[0][1].name, c[0][0]), chosen)):
            lines = [said] if said else saved.differences(saver, record, found)
            gained = GAINED.get((saver, sample.stem))
            lines = [line for line in lines if not (gained and line.startswith(gained))]
            checks.that(not lines, f"{path.stem}, saved by {saver}:\n    " + "\n    ".join(line[:300] for line in lines[:8]))
