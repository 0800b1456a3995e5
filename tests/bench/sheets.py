"""A class of 30 with 60 milestones and three terms as a workbook, by Cairn and by libxlsxwriter alone with the same cells: sheets.py FOLDER

FOLDER holds `measure` and `cells`, which writes a list of cells (see cells.c).
"""

import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

import openpyxl

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
import invent  # noqa: E402
import tracker  # noqa: E402

CAIRN = os.environ.get("CAIRN", str(ROOT / "cairn"))
RUNS, LEARNERS, MILESTONES, TERMS = 7, 30, 60, 3
AIM_SECONDS, AIM_MEGABYTES = 0.3, 64


def entry(rng, milestone):
    made = {"milestone": milestone, "engagement": rng.choice(invent.LEVELS), "supports": invent.supports(rng), "date": "2025-11-28",
            "saw": "Stilled and turned to Ms Reid at register on most days.", "next-steps": "Same routine with a second adult."}
    if rng.random() < 0.3:
        made["preferred"] = [{"text": "Hand under hand, with a pause before the cue.", "by": "M. Reid", "date": "2025-12-02"}]
    return made


def make_class(folder):
    rng = random.Random(1)
    (folder / "class.yaml").write_text("version: 1\nclass: Rowan\nsession: 2025-26\nframeworks: [foundation, literacy, numeracy, wellbeing]\n")
    for n in range(LEARNERS):
        terms = [{"session": "2025-26", "term": str(t + 1), "date": "2025-12-05", "class": "Rowan", "family": {"enjoys": "Water and drums."},
                  "assessments": [entry(rng, m) for m in invent.MILESTONES[:MILESTONES]]} for t in range(TERMS)]
        record = {"version": "1", "learner": {"id": f"rowan-{n + 1}", "known-as": f"Child {n + 1}"}, "terms": terms}
        (folder / f"child-{n + 1}.yaml").write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")


def list_cells(workbook, path):
    """The same texts at the same places, as lines for the program that does nothing else than write them: S sheet, C row column text."""
    with path.open("w", encoding="utf-8") as out:
        for sheet in openpyxl.load_workbook(workbook):
            out.write(f"S\t{sheet.title}\n")
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        kind = "F" if cell.data_type == "f" else "C"
                        out.write(f"{kind}\t{cell.row - 1}\t{cell.column - 1}\t{str(cell.value).splitlines()[0]}\n")
                    if cell.comment:
                        out.write(f"N\t{cell.row - 1}\t{cell.column - 1}\t{cell.comment.text.splitlines()[0]}\n")


def measure(folder, *command):
    """Seconds, megabytes, and seconds of the cores, which others on the machine do not change."""
    found = []
    for _ in range(RUNS):
        done = subprocess.run([folder / "measure", *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
        found.append([float(x) for x in done.stdout.split()[:3]])
    return statistics.median(f[0] for f in found) / 1000, max(f[1] for f in found), statistics.median(f[2] for f in found) / 1000


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        room = pathlib.Path(name)
        (room / "class").mkdir()
        make_class(room / "class")
        ours = measure(folder, CAIRN, "sheet", "fill", room / "class", "-o", room / "ours.xlsx")
        list_cells(room / "ours.xlsx", room / "cells")
        theirs = measure(folder, folder / "cells", room / "cells", room / "theirs.xlsx")
    print(f"a class of {LEARNERS}, {MILESTONES} milestones, {TERMS} terms as a workbook")
    for who, (seconds, megabytes, busy) in (("cairn sheet fill", ours), ("libxlsxwriter alone", theirs)):
        print(f"  {who:<20} {seconds:6.3f} s ({busy:.3f} s of the cores)  {megabytes:6.1f} MB")
    held = ours[2] <= AIM_SECONDS and ours[1] <= AIM_MEGABYTES
    print(f"  aim: {AIM_SECONDS} s of the cores, {AIM_MEGABYTES} MB: {'held' if held else 'missed'}")


if __name__ == "__main__":
    main()
