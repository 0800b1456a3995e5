"""Workbooks that Cairn writes: what is filled is what is read, and openpyxl sees each value, list, note and colour as it is meant.

tests/sheet_test.py [--count N] [--seed N|random]
"""

import argparse
import pathlib
import random
import shutil
import tempfile
import zipfile

import openpyxl

import digital
import invent
import tracker
from samples_load import Checks

SCALES = {name: tracker.load(tracker.ROOT / f"mappings/scales/{name}.yaml")["levels"] for name in ("engagement", "support")}
ROWAN = tracker.ROOT / "samples/rowan"
LABELS = {level["id"]: level["label"]["en"] for levels in SCALES.values() for level in levels}


def fill(source, out, *options, want=0):
    done = tracker.run("sheet", "fill", source, "-o", out, *options)
    assert done.code == want, f"exit {done.code}: {done.said}"
    return done.said


def record_at(path, **parts):
    """A record with one term of these parts, in a file."""
    learner = {"id": "larch-4", "known-as": "Iona", **parts.pop("learner", {})}
    record = {"version": "1", "learner": learner, "terms": [{"session": "2025-26", "term": "1", **parts}]}
    path.write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
    return path


# ---- law 1 ----

def law(folder, record):
    """What is lost or invented between a record and what is read of its workbook."""
    source, out = pathlib.Path(folder) / "r.yaml", pathlib.Path(folder) / "r.xlsx"
    source.write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
    out.unlink(missing_ok=True)
    done = tracker.run("sheet", "fill", source, "--staff", "-o", out)
    if done.code or not out.exists():
        return [f"fill: exit {done.code}: {done.said}"]
    read = tracker.run("sheet", "read", out)
    if read.code > 1 or not read.out:
        return [f"read: exit {read.code}: {read.said}"]
    reading = tracker.load(read.out.decode())
    return digital.differences(record, reading) + [f"unplaced: {item!r}" for item in reading.get("unplaced") or []]


def reading_changes_nothing(checks, folder):
    """Laws 2 and 3: what is read of a workbook fills the same workbook, byte for byte."""
    place = folder / "rowan"
    place.mkdir()
    shutil.copy(ROWAN / "class.yaml", place)
    for path in sorted(ROWAN.glob("child-*.yaml")):
        record, first, again = place / "r.yaml", place / f"{path.stem}.xlsx", place / f"{path.stem}-again.xlsx"
        shutil.copy(path, record)
        fill(record, first, "--staff")
        record.write_bytes(tracker.run("sheet", "read", first).out)
        fill(record, again, "--staff")
        checks.that(first.read_bytes() == again.read_bytes(), f"{path.name}: read and filled again, it is another workbook")


def keeps_the_law(checks, chosen):
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(ROWAN.glob("child-*.yaml")):
            lines = law(folder, tracker.load(path))
            checks.that(not lines, f"{path.name}: " + "\n  ".join(lines))
        for n in range(chosen.count):
            record = invent.record(random.Random(f"{chosen.seed} {n}"))
            lines = law(folder, record) if record.get("terms") else []
            if lines:
                record = invent.shrunk(record, lambda less: less.get("terms") and law(folder, less), tries=400)
                lines = law(folder, record) or lines
            checks.that(not lines, f"invention {n} of seed {chosen.seed}: {record}\n  " + "\n  ".join(lines))
            if lines:
                return


def values_that_are_words(checks, folder):
    """A class called "Class", a child who asks for a milestone: what a sheet calls things may be a value in it."""
    fill(ROWAN / "child-a.yaml", folder / "own.xlsx")
    own = {cell.value for row in openpyxl.load_workbook(folder / "own.xlsx").worksheets[0].iter_rows() for cell in row}
    words = {value for value in own if isinstance(value, str) and "\n" not in value} | {"DOB", "Pupil", "Level", "Name: Ava", "Term: 2", "Term 2", "Engagement"}
    checks.that({"Class", "Learner id", "My next steps", "Level of engagement", "Interest"} <= words, f"the sheet's words: {words}")
    for word in sorted(words):
        record = {"version": "1", "learner": {"id": "larch-4", "known-as": word, "name": word},
                  "terms": [{"session": "2025-26", "term": "1", "class": word, "completed-by": [word.replace(";", ",")],
                             "family": dict.fromkeys(tracker.FAMILY, word),
                             "assessments": [{"milestone": list(digital.MILESTONES)[0], "engagement": "interest", "saw": word, "next-steps": word}]}]}
        lines = law(folder, record)
        checks.that(not lines, f"{word}: " + "\n  ".join(lines))


# ---- as another program sees it ----

def rows_of(sheet):
    """{statement: row} below the header."""
    header = next(cell.row for cell in sheet["B"] if cell.value == "Milestone")
    return {sheet.cell(row, 2).value: row for row in range(header + 1, sheet.max_row + 1)}, header


def one_of(supports):
    order = [level["id"] for level in SCALES["support"]]
    beside = {level["id"] for level in SCALES["support"] if level.get("stands") == "alongside"}
    return min(supports, key=lambda s: (s in beside, order.index(s)), default=None)


def shows_every_value(checks, folder):
    record = tracker.load(ROWAN / "child-a.yaml")
    fill(ROWAN / "child-a.yaml", folder / "a.xlsx")
    book = openpyxl.load_workbook(folder / "a.xlsx")
    checks.that(book.sheetnames == ["2025-26 Term 1", "2025-26 Term 2", "Over time", "Key"], f"sheets: {book.sheetnames}")
    ids = {m["id"]: m["statement"] for f in invent.FRAMEWORKS for a in f["areas"] for o in a["organisers"] for m in o["milestones"]}
    for term in record["terms"]:
        sheet = book[f"2025-26 Term {term['term']}"]
        rows, header = rows_of(sheet)
        checks.that([c.value for c in sheet[header]] == ["Milestone id", "Milestone", "Level of engagement", "Type of support", "Date",
                                                          "What we saw", "Next steps"], "the columns have their names")
        for item in term["assessments"]:
            row = [cell.value for cell in sheet[rows[ids[item["milestone"]]]]]
            day = row[4].strftime("%Y-%m-%d") if row[4] else None
            seen = (row[0], row[2], row[3], day, row[5], row[6])
            meant = (item["milestone"], LABELS[item["engagement"]], LABELS[one_of(item["supports"])], item.get("date"), item.get("saw"),
                     item.get("next-steps"))
            checks.that(seen == meant, f"{seen}\n  is not {meant}")
        checks.that(sheet.freeze_panes == f"A{header + 1}" and sheet.print_title_rows == f"${header}:${header}", "the header stays, and repeats")
        checks.that((sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9"), "A4 across")
        checks.that(sheet.column_dimensions["A"].hidden, "the ids are hidden")


def lists_and_colours(checks, folder):
    book = openpyxl.load_workbook(folder / "a.xlsx")
    sheet = book["2025-26 Term 1"]
    rows, header = rows_of(sheet)
    lists = {str(v.sqref).split(":")[0][0]: v.formula1 for v in sheet.data_validations.dataValidation}
    checks.that(lists == {"C": "Levels_of_engagement", "D": "Types_of_support"}, f"lists: {lists}")
    for name, scale in (("Levels_of_engagement", "engagement"), ("Types_of_support", "support")):
        place = book.defined_names[name].attr_text if hasattr(book.defined_names, "keys") else book.defined_names.get(name).attr_text
        cells = [cell[0].value for cell in book["Key"][place.split("!")[1].replace("$", "")]]
        checks.that(cells == [level["label"]["en"] for level in SCALES[scale]], f"{name}: {cells}")
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    colours = {rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb[-6:] for rule in rules}
    checks.that(colours == {level["label"]["en"]: level["colour"] for level in SCALES["engagement"]}, f"colours: {colours}")


def notes_say_what_helps(checks, folder):
    sheet = openpyxl.load_workbook(folder / "a.xlsx")["2025-26 Term 1"]
    rows, _ = rows_of(sheet)
    note = sheet.cell(rows["Responds to the sound or the sign of their own name"], 4).comment.text
    meant = ("Also: Visual, Support via technology\nPreferred: Hand under hand, with a pause before the cue.\n— M. Reid, 2 December 2025\n"
             "> It works at lunch too, with the red spoon.\n— T. Okafor, 3 December 2025\n> And in the pool.\n"
             "— A. Nic a' Phì, 2025-12-04T09:15:00Z")
    checks.that(note == meant, f"the note: {note!r}\n  is not {meant!r}")
    said = fill(ROWAN / "child-a.yaml", folder / "staff.xlsx", "--staff")
    staff = openpyxl.load_workbook(folder / "staff.xlsx")["2025-26 Term 1"]
    checks.that("Staff only: Check the new splint" in staff.cell(rows["Responds to the sound or the sign of their own name"], 4).comment.text, said)


def no_text_is_a_formula(checks, folder):
    texts = ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://example.org")', "_x000D_", " edge ", "a\n\nb", "007", "\tx"]
    for text in texts:
        source = record_at(folder / "f.yaml", learner={"known-as": text.strip()}, family={"enjoys": text},
                           assessments=[{"milestone": invent.MILESTONES[0], "saw": text, "comments": [{"text": text, "by": "=M()"}]}])
        fill(source, folder / "f.xlsx", "--force")
        sheet = openpyxl.load_workbook(folder / "f.xlsx").worksheets[0]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        checks.that(not [c for c in cells if c.data_type == "f"], f"{text!r} is no formula")
        if "_x" not in text:  # openpyxl 3.0 leaves the escapes of such texts as they are
            checks.that(any(cell.value == text for cell in cells), f"{text!r} arrives as text")
        read = tracker.load(tracker.run("sheet", "read", folder / "f.xlsx").out.decode())
        checks.that(read["terms"][0]["assessments"][0]["saw"] == text, f"{text!r} reads back")
    with zipfile.ZipFile(folder / "f.xlsx") as package:
        for name in package.namelist():
            checks.that("externalLink" not in name and b"<f>HYPERLINK" not in package.read(name), f"{name} leads nowhere")


# ---- a class ----

def holds_a_class(checks, folder):
    said = fill(ROWAN, folder / "class.xlsx", "--term", "2", want=0)
    checks.that("every child" in said and "not for families" in said, said)
    live, shown = openpyxl.load_workbook(folder / "class.xlsx"), openpyxl.load_workbook(folder / "class.xlsx", data_only=True)
    sheet, values = live.worksheets[0], shown.worksheets[0]
    checks.that(live.sheetnames[0] == "Overview 2025-26 Term 2" and "not send it to families" in sheet["A2"].value, f"{live.sheetnames}")
    checks.that(sheet.print_title_cols == "$A:$A" and sheet["A1"].alignment.wrap_text and sheet.row_dimensions[1].height >= 56,
                "every page repeats the column, and the title whole")
    checks.that(sheet.auto_filter.ref and sheet.auto_filter.ref.startswith("A5:"), f"filter: {sheet.auto_filter.ref}")
    heads = {values.cell(5, c).value: c for c in range(2, values.max_column + 1)}
    row = next(r for r in range(6, values.max_row + 1) if values.cell(r, 1).value == "A")
    column = heads["Responds to the sound or the sign of their own name"]
    checks.that(values.cell(row, column).value == "Interest", "an overview shows a level")
    checks.that(sheet.cell(row, column).value.startswith("='A'!$C$"), "and follows the learner's sheet")
    read = tracker.run("sheet", "read", folder / "class.xlsx", "-o", f"{folder}/back/")
    checks.that(read.code == 0, f"a class reads back: {read.said}")
    for path in ROWAN.glob("child-*.yaml"):
        record = tracker.load(path)
        record["terms"] = [t for t in record["terms"] if t["session"] == "2025-26" and t["term"] == "2"]
        back = folder / "back" / f"{record['learner']['id']}.yaml"
        for term in record["terms"]:
            for item in term.get("assessments") or []:
                item["comments"] = [c for c in item.get("comments") or [] if c.get("for") != "staff"]
        lines = digital.differences(record, tracker.load(back)) if record["terms"] else []
        checks.that(not lines, f"{path.name} of the class: {lines}")


def names_sheets(checks, folder):
    room = folder / "names"
    room.mkdir()
    names = ["History", "a/b:c*d?e[f]g\\h", "'quoted'", "Iona", "IONA", "😀" * 20, "x" * 40, "x" * 41, "O'Neil"]
    for n, name in enumerate(names):
        record_at(room / f"c{n}.yaml", learner={"id": f"larch-{n}", "known-as": name}, assessments=[
            {"milestone": invent.MILESTONES[0], "engagement": "interest"}])
    fill(room, folder / "names.xlsx")
    book = openpyxl.load_workbook(folder / "names.xlsx")
    sheets = book.sheetnames
    checks.that(len({s.lower() for s in sheets}) == len(names) + 2, f"{sheets}")
    checks.that(all(len(s.encode("utf-16-le")) <= 62 and not set(s) & set("[]:*?/\\") and s.lower() != "history" for s in sheets), f"{sheets}")
    read = tracker.run("sheet", "read", folder / "names.xlsx", "-o", f"{folder}/named/")
    back = sorted(tracker.load(path)["learner"]["known-as"] for path in (folder / "named").glob("larch-?.yaml"))
    checks.that(read.code == 0 and back == sorted(names), f"{read.said} {back}")


def tells_two_ids(checks, folder):
    room = folder / "twice"
    room.mkdir()
    for name in ("a", "b"):
        record_at(room / f"{name}.yaml")
    done = tracker.run("sheet", "fill", room, "-o", folder / "twice.xlsx")
    checks.that(done.code == 3 and "larch-4" in done.said and not (folder / "twice.xlsx").exists(), f"{done.code} {done.said}")


# ---- the file ----

def same_bytes_and_hand_edits(checks, folder):
    out = folder / "hand.xlsx"
    fill(ROWAN / "child-c.yaml", out)
    first = out.read_bytes()
    fill(ROWAN / "child-c.yaml", folder / "again.xlsx")
    checks.that(first == (folder / "again.xlsx").read_bytes(), "the same input gives the same bytes")
    fill(ROWAN / "child-c.yaml", out, "--staff")
    checks.that(tracker.run("sheet", "fill", ROWAN / "child-a.yaml", "-o", out).code == 5, "another learner's is not replaced")
    members = tracker.parts(out)
    members["xl/sharedStrings.xml"] = members["xl/sharedStrings.xml"].replace(b"Next steps", b"What next", 1)
    tracker.write_parts(out, members)
    edited = out.read_bytes()
    done = tracker.run("sheet", "fill", ROWAN / "child-c.yaml", "-o", out)
    checks.that(done.code == 5 and "--force" in done.said and out.read_bytes() == edited, f"a hand edit: {done.code} {done.said}")
    fill(ROWAN / "child-c.yaml", out, "--force")
    checks.that(out.read_bytes() == first, "and is replaced with --force")
    plain = folder / "plain.xlsx"
    plain.write_text("words")
    done = tracker.run("sheet", "fill", ROWAN / "child-c.yaml", "-o", plain, "--force")
    checks.that(done.code == 5 and plain.read_text() == "words", f"no workbook: {done.code} {done.said}")


def refuses_what_no_cell_holds(checks, folder):
    for field in ({"saw": "x" * 32768}, {"comments": [{"text": "x" * 32768, "by": "M. Reid"}]}):
        source = record_at(folder / "long.yaml", assessments=[{"milestone": invent.MILESTONES[0], **field}])
        done = tracker.run("sheet", "fill", source, "-o", folder / "long.xlsx")
        checks.that(done.code == 3 and "32,767" in done.said and not (folder / "long.xlsx").exists(), f"{done.code} {done.said}")
    source = record_at(folder / "long.yaml", assessments=[{"milestone": invent.MILESTONES[0], "saw": "x" * 32767}])
    fill(source, folder / "long.xlsx")
    read = tracker.load(tracker.run("sheet", "read", folder / "long.xlsx").out.decode())
    checks.that(len(read["terms"][0]["assessments"][0]["saw"]) == 32767, "the longest text arrives")


def blanks(checks, folder):
    done = tracker.run("sheet", "blank", "foundation", "-o", folder / "blank.xlsx")
    checks.that(done.code == 0, done.said)
    sheet = openpyxl.load_workbook(folder / "blank.xlsx").worksheets[0]
    ids = [cell.value for cell in sheet["A"] if cell.value and "." in cell.value]
    checks.that(ids == [m["id"] for a in invent.FRAMEWORKS[0]["areas"] for o in a["organisers"] for m in o["milestones"]], f"{ids}")
    done = tracker.run("sheet", "blank", ROWAN, "-o", folder / "blank-class.xlsx")
    book = openpyxl.load_workbook(folder / "blank-class.xlsx")
    checks.that(done.code == 0 and "A" in book.sheetnames and book["A"]["C2"].value == "A", f"{done.said} {book.sheetnames}")
    rows, header = rows_of(book["A"])
    checks.that(all(book["A"].cell(row, 3).value is None for row in rows.values() if row < max(rows.values()) - 8), "and no values")
    first, second = (len(t["assessments"]) + len(t.get("focus", [])) for t in tracker.load((ROWAN / "child-a.yaml").read_text())["terms"])
    for of, term, rows in ((ROWAN / "child-a.yaml", "3", second), (ROWAN / "child-a.yaml", "1", first), ("foundation", "3", len(ids))):
        out = folder / f"blank-{term}.xlsx"
        tracker.run("sheet", "blank", of, "--session", "2025-26", "--term", term, "-o", out)
        read = tracker.load(tracker.run("sheet", "read", out).out.decode())["terms"]
        checks.that([(t["session"], t["term"], len(t["focus"])) for t in read] == [("2025-26", term, rows)],
                    f"{of} {term}: {[(t.get('term'), len(t['focus'])) for t in read]}")
        out.unlink()


def main():
    options = argparse.ArgumentParser()
    invent.seed_option(options)
    invent.count_option(options, "inventions")
    chosen = options.parse_args()
    checks = Checks()
    keeps_the_law(checks, chosen)
    with tempfile.TemporaryDirectory() as name:
        for case in (reading_changes_nothing, values_that_are_words, shows_every_value, lists_and_colours, notes_say_what_helps, no_text_is_a_formula,
                     holds_a_class, names_sheets, tells_two_ids, same_bytes_and_hand_edits, refuses_what_no_cell_holds, blanks):
            case(checks, pathlib.Path(name))
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
