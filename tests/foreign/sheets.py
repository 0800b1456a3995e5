"""Digital trackers saved again by LibreOffice and by openpyxl: what Cairn reads from them is what the record says."""
import openpyxl

import digital
import tracker
from made import cairn
from saved import libreoffice
from workbook import Book


def write_all(folder):
    folder.mkdir(exist_ok=True)
    made = {}
    for path in sorted((tracker.ROOT / "samples/rowan").glob("child-*.yaml")):
        record = tracker.load(path)
        out = folder / f"{path.stem}.xlsx"
        out.write_bytes(Book(digital.sheets_of(record)).bytes())
        made[out] = record
    return made


def by_openpyxl(paths, folder):
    folder.mkdir(exist_ok=True)
    for path in paths:
        openpyxl.load_workbook(path).save(folder / path.name)


def by_libreoffice(paths, folder):
    libreoffice(paths, folder, folder.parent / "profile-sheets", to="xlsx:Calc MS Excel 2007 XML")


def found_in(path, record):
    """What a saved workbook says otherwise than its record."""
    out = path.with_suffix(".yaml")
    code, _, said = cairn("sheet", "read", path, "-o", out)
    return digital.differences(record, tracker.load(out)) if code == 0 else [f"exit {code}: {said}"]


def check(checks, folder):
    made = write_all(folder / "sheets")
    for saver, save in {"LibreOffice": by_libreoffice, "openpyxl": by_openpyxl}.items():
        again = folder / f"sheets-{saver.lower()}"
        save(list(made), again)
        for path, record in made.items():
            found = found_in(again / path.name, record)
            checks.that(not found, f"{path.name} saved again by {saver}\n  " + "\n  ".join(found))
    other = {**next(iter(made.values()))}
    other["terms"] = [{**term, "class": "Another"} for term in other["terms"]]
    checks.that(found_in(again / next(iter(made)).name, other), "what was changed after it was saved is seen")
