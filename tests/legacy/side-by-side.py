"""A tracker for a whole year: the terms stand side by side, each with its own columns under its name, and details for each below."""

from hand import BOLD, Tracker, cell, heading, p, r, row, saved, split, table
from paper import made_by

TERMS = (1, 2, 3)
COLUMNS = ("Level", "Support", "What we saw")
SHADE = {1: "DDEBF7", 2: "E2EFDA", 3: "FFF2CC"}
TEAM = {"AM": "A. Munro", "FS": "F. Sinclair (SLT)", "JB": "J. Baird"}


def thread(initials, day, text):
    return (TEAM[initials], initials, f"{day}T11:20:00Z", text)


AREAS = {
    "Communication": (
        ("Stills or turns when someone familiar speaks nearby",
         (("Encounter", "Physical", "Little seen yet; new room."),
          ("Early awareness", "Physical, Verbal", "Stilled for Mrs Munro at the door."),
          ("Interest", "Verbal", "Turned to three voices that she knows.")),
         {(1, "Support"): [thread("AM", "2024-11-05", "Settles when the radio is off.")]}),
        ("Looks towards a face or a voice for a moment",
         (("Early awareness", "Verbal", ""), ("Interest", "Verbal", "A long look at the new student."), ("", "", "")), {}),
        ("Shows that something is liked or not liked",
         (("Interest", "Gestural", "Pushed the flannel away."), ("Interest", "Gestural", ""),
          ("Supported participation", "Gestural, Visual", "Two photographs on her tray; looked at the pool.")),
         {(2, "Support"): [thread("FS", "2025-02-20", "Preferred: photographs on the left, where she sees them."),
                           thread("AM", "2025-02-24", "Moved in all rooms.")]}),
        ("Looks or reaches towards the one of two things they want", (("", "", ""), ("Encounter", "Physical, Visual", ""), ("", "", "")), {})),
    "Body and movement": (
        ("Holds up their head to look or to listen",
         (("Interest", "Physical", "Twenty seconds in the standing frame."), ("Interest", "Physical", "The same, on most days."),
          ("Supported participation", "Physical", "A minute, and to music.")),
         {(3, "Support"): [thread("JB", "2025-05-28", "Check the head rest after half-term.")]}),
        ("Opens the hands to something soft or warm",
         (("Encounter", "Physical", ""), ("", "", ""), ("Early awareness", "Physical", "Warm dough.\nFleece.")), {}),
        ("Reaches out to touch what is in front of them", (("", "", ""), ("", "", ""), ("", "", "")), {}))}


def header():
    groups = (cell(p(split(f"Term {term}", BOLD)), span=3, shade=SHADE[term]) for term in TERMS)
    names = (cell(p(r(name, BOLD)), shade=SHADE[term]) for term in TERMS for name in COLUMNS)
    return (row(cell(p(split("Milestone", BOLD)), merge="restart"), *groups, head=True), row(cell(merge="continue"), *names, head=True))


def lines(document, text, remarks):
    """A cell's paragraphs; comments stand on the words of the first."""
    first, *further = [split(line) if len(line) > 12 else r(line) if line else "" for line in text.split("\n")]
    return [p(document.said(first, *remarks) if remarks else first), *(p(line) for line in further)]


def milestone(document, statement, terms, remarks):
    cells = [cell(p(split(statement)))]
    for number, values in zip(TERMS, terms):
        cells += [cell(*lines(document, value, remarks.get((number, name)))) for name, value in zip(COLUMNS, values)]
    return row(*cells)


def make(path):
    paper = Tracker("Milestones through the year", font="Calibri")
    paper.school_header("Kelso Bank")
    paper.put(p(paper.logo(), r(" Milestones through the year"), style="Title"),
              table(4, row("Name", cell(p(split("Iona"))), "Class", "Heather 2"), row("Session", "2024-25", "Date of birth", "3 April 2016")), p(),
              p(r("Reviewed in Term 1:", BOLD), r(" 12 December 2024\t"), r("Reviewed in Term 2:", BOLD), r(" 27 March 2025\t"),
                r("Reviewed in Term 3:", BOLD), r(" 20 June 2025")))
    for area, rows in AREAS.items():
        paper.put(heading(area, 2), table(10, *header(), *(milestone(paper, *one) for one in rows)), p())
    for term, text in zip(TERMS, ("The same routine at the door with Mr Baird.", "Two photographs at snack and at the pool.", "")):
        paper.put(heading(f"Next steps after Term {term}", 2), p(r(text)) if text else p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
