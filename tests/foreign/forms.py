"""Child A in four forms, two terms in Word and digital: from one record, and no value of one form differs in another."""
import re

import openpyxl

import read_parts
from expected import FAMILY, MONTHS, NOTHING, ROOT, SUPPORT, Domain, load, terms_by_key, tracker
from made import cairn, fill

RECORD = ROOT / "samples/rowan/child-a.yaml"
KEYS = [("2025-26", "1"), ("2025-26", "2")]
HEADS = ["Milestone", "Level of engagement", SUPPORT, "Date", "What we saw", "Next steps"]
DIGITAL_HEADINGS = {"Next steps": "My next steps", "My family’s views": "My family's views"}
SIGNED = re.compile(r"— (.+?)(?: \[(.+)\])?(?:, (\d{1,2} \w+ \d{4}|\d{4}-.+?))?(?: \(resolved\))?")


def day_of(text):
    """2 Dec 2025, 2 December 2025, 2025-12-02T00:00:00Z: all are 2025-12-02; None for no day."""
    found = re.fullmatch(r"(\d{1,2}) (\w{3})\w* (\d{4})", text or "")
    if found:
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2]))
        return f"{found[3]}-{month:02}-{int(found[1]):02}"
    return text[:10] if text and text != NOTHING else None


def none(text):
    return None if text in (NOTHING, "", None) else text


# ---- a form: details, the family's page, and the rows ----

def form_of(seen):
    """A Word tracker, as lxml reads it, or as the record asks for it."""
    rows = [{"area": row["area"], "Milestone": row["Milestone"][0], "Level of engagement": none(row["Level of engagement"][0]),
             SUPPORT: [word for word in row[SUPPORT][0].split(", ") if none(word)], "Date": day_of(row["Date"][0]),
             **{column: none("\n".join(row[column])) for column in ("What we saw", "Next steps")},
             "said": [(c["text"], c["author"], day_of(c["date"])) for c in row["comments"].get(SUPPORT, [])]} for row in seen["rows"]]
    details = {label: day_of(value) if label.endswith(" on") else none(value) for label, value in seen["details"].items()}
    return {"details": details, "family": {heading: none("\n".join(seen["family"][heading])) for heading in FAMILY}, "rows": rows}


def note_of(text):
    """(the other supports, what is said) of a note on a cell."""
    also, said, lines = [], [], []
    for line in (text or "").split("\n"):
        signed = SIGNED.fullmatch(line)
        if line.startswith("Also: "):
            also = line.removeprefix("Also: ").split(", ")
        elif signed:
            said.append(("\n".join(lines), signed[1], day_of(signed[3])))
            lines = []
        elif line:
            lines.append(line.removeprefix("> "))
    return also, said


def row_of(area, cells):
    values = [cell.value for cell in cells]
    also, said = note_of(cells[2].comment and cells[2].comment.text)
    return {"area": area, "Milestone": values[0], "Level of engagement": values[1], SUPPORT: [values[2], *also] if values[2] else also,
            "Date": values[3] and values[3].strftime("%Y-%m-%d"), "What we saw": values[4], "Next steps": values[5], "said": said}


def digital(sheet, labels):
    """A sheet of a workbook, as openpyxl reads it."""
    pairs, rows, area = {}, [], None
    header = next(row[0].row for row in sheet.iter_rows(min_col=2) if [cell.value for cell in row] == HEADS)
    for row in sheet.iter_rows(min_col=2, max_row=header - 1):
        pairs |= {row[n].value: row[n + 1].value for n in (0, 2, 4)}
    for row in sheet.iter_rows(min_row=header + 1, min_col=2):
        if row[0].value and not any(cell.value for cell in row[1:]) and not sheet.cell(row[0].row, 1).value:
            area = row[0].value
        elif sheet.cell(row[0].row, 1).value:
            rows.append(row_of(area, row))
        else:
            pairs[row[0].value] = row[1].value
    details = {label: pairs[label].strftime("%Y-%m-%d") if label.endswith(" on") and pairs[label] else pairs[label] for label in labels}
    return {"details": details, "family": {heading: pairs.get(DIGITAL_HEADINGS.get(heading, heading)) for heading in FAMILY}, "rows": rows}


def differing(one, other, where=""):
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [line for key in one for line in differing(one[key], other[key], f"{where}/{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [line for n, pair in enumerate(zip(one, other)) for line in differing(*pair, f"{where}/{n}")]
    return [] if one == other else [f"{where}: {one!r} and {other!r}"]


def check(checks, folder):
    record, domain = load(RECORD), Domain()
    checks.that(sorted(terms_by_key(record)) == KEYS, "two terms")
    code, _, said = cairn("sheet", "fill", RECORD, "-o", folder / "a.xlsx")
    checks.that(code == 0, said)
    book, forms = openpyxl.load_workbook(folder / "a.xlsx"), []
    for key in KEYS:
        fill(folder / f"a-{key[1]}.docx", RECORD, key)
        meant = form_of(tracker(domain, record, key))
        word = form_of(read_parts.read(folder / f"a-{key[1]}.docx"))
        sheet = digital(book[f"{key[0]} Term {key[1]}"], meant["details"])
        checks.that(word == meant, f"Term {key[1]}, Word and the record: {differing(word, meant)}")
        checks.that(sheet == meant, f"Term {key[1]}, digital and the record: {differing(sheet, meant)}")
        checks.that(sheet == word, f"Term {key[1]}, digital and Word: {differing(sheet, word)}")
        checks.that(len(word["rows"]) > 10 and any(row["said"] for row in word["rows"]), "there is something to compare")
        forms.append(word)
    checks.that(len(differing(*[{"rows": form["rows"][:5]} for form in forms])) > 5, "two terms are seen to differ")
