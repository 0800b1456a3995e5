"""A record as a digital tracker, written by other hands than Cairn's: what `cairn sheet read` has to read, and how it is compared."""

import re

import tracker
from workbook import HEADER, Sheet, grid

FRAMEWORKS = [tracker.load(tracker.ROOT / f"mappings/frameworks/{name}.yaml") for name in ("foundation", "literacy", "numeracy", "wellbeing")]
MILESTONES = {m["id"]: (area["title"], m["statement"]) for f in FRAMEWORKS for area in f["areas"] for o in area["organisers"] for m in o["milestones"]}
SCALES = {name: {level["id"]: level["label"]["en"] for level in tracker.load(tracker.ROOT / f"mappings/scales/{name}.yaml")["levels"]}
          for name in ("engagement", "support")}
ORDER = list(SCALES["support"])
FAMILY = [("enjoys", "What I enjoy"), ("does-well", "What I do well"), ("new", "What is new since last time"), ("next", "Next steps"),
          ("child-views", "My views"), ("family-views", "My family's views")]


def escaped(line):
    """A line of a comment that would be taken for something else has a backslash before it."""
    marked = re.match("[—–―] |> |>$|also:|\\\\", line, re.I) or not line.strip()
    return "\\" + line if marked else line


def signature(comment):
    initials = f' [{comment["initials"]}]' if comment.get("initials") else ""
    date = f', {comment["date"]}' if comment.get("date") else ""
    return f'— {comment["by"]}{initials}{date}' + (" (resolved)" if comment.get("state") else "")


def said_of(comment, beginning=""):
    lines = tracker.text_value(comment["text"]).split("\n")
    first = [beginning + lines[0]] if beginning else [escaped(lines[0])]
    return first + [escaped(line) for line in lines[1:]] + [signature(comment)]


def note_of(item):
    """What stands in no column."""
    supports, lines = item.get("supports") or [], []
    if len(supports) > 1:
        first = min(supports, key=ORDER.index)
        also = supports[1:] if supports[0] == first else supports
        lines.append("Also: " + ", ".join(SCALES["support"][s] for s in also))
    for field in ("preferred", "comments"):
        for comment in item.get(field) or []:
            staff = comment.get("for") == "staff"
            lines += said_of(comment, "Preferred: " if field == "preferred" else "Staff only: " if staff else "")
            for reply in comment.get("replies") or []:
                lines += ["> " + line for line in said_of(reply)[:-1]] + [signature(reply)]
            lines.append("")
    return "\n".join(lines[:-1] if lines and not lines[-1] else lines)


def details(learner, term):
    family = term.get("family") or {}
    rows = [["Learner id", learner.get("id")], ["Name", learner.get("known-as")], ["Session", term["session"]], ["Term", term["term"]],
            ["Completed on", term.get("date")], ["Review on", term.get("review")], ["Class", term.get("class")],
            ["Who contributed", "; ".join(term.get("completed-by") or [])]]
    return [[label, value or None] for label, value in rows + [[words, family.get(key)] for key, words in FAMILY]]


def sheet_of(learner, term, name=None):
    """A sheet a term: details, then a header, bands of areas, and a row a milestone."""
    rows, notes, merges, area = details(learner, term) + [[], HEADER], {}, [], None
    items = [*(term.get("assessments") or []), *({"milestone": m} for m in term.get("focus") or [])]
    for item in sorted(items, key=lambda one: list(MILESTONES).index(one["milestone"])):
        title, statement = MILESTONES[item["milestone"]]
        if title != area:
            area = title
            rows.append([title])
            merges.append(f"A{len(rows)}:F{len(rows)}")
        supports = item.get("supports") or []
        rows.append([statement, SCALES["engagement"].get(item.get("engagement")), SCALES["support"].get(min(supports, key=ORDER.index)) if supports else None,
                     item.get("date") or None, item.get("saw") or None, item.get("next-steps") or None])
        note = note_of(item)
        if note:
            notes[f"C{len(rows)}"] = ("Cairn", note)
    return Sheet(name or f'{term["session"]} Term {term["term"]}', grid(rows), notes, merges=merges)


def sheets_of(record):
    return [sheet_of(record["learner"], term) for term in record["terms"]]


def differences(record, reading):
    """Where a reading says otherwise than its record, term by term."""
    lines = []
    for term in record["terms"]:
        one = {"learner": reading.get("learner") or {}, "terms": [t for t in reading.get("terms") or [] if (t.get("session"), t.get("term")) == (term["session"], term["term"])]}
        lines += tracker.differences(tracker.view(record["learner"], term), tracker.view_of_reading(one))
    return lines
