"""A tracker whose details stand in the page header alone: a table on the first page, a text box, and a line with the page number after."""

from hand import BOLD, Tracker, cell, field, heading, p, r, row, saved, split, table, text_box
from paper import made_by

HEADER = ("Milestone", "Level of engagement", "Type of support", "What we saw")
AREAS = {
    "Communication": (
        ("Responds to the sound or the sign of their own name", "Early awareness", "Verbal, Gestural", "Blinks, then stills."),
        ("Looks or reaches towards the one of two things they want", "Interest", "Visual", "The drum rather than the bells."),
        ("Answers a sound, a touch or a look with one of their own", "Supported participation", "Gestural, Support via technology",
         "Presses the switch after Mrs Tait has sung."),
        ("Begins an exchange by looking, touching or calling out", "", "", "")),
    "Body and movement": (
        ("Settles into a supported position for a short time", "Active involvement", "Physical", "Asks for the beanbag with a look."),
        ("Opens the hands to something soft or warm", "Interest", "Physical", ""))}
TALK = {"Answers a sound, a touch or a look with one of their own": (
            ("L. Tait", "LT", "2024-06-03T12:30:00Z", "Works best: the red switch, on her left"), ("P. Dow", "PD", "2024-06-04T08:10:00Z", "Red one is in room 3.")),
        "Opens the hands to something soft or warm": (("P. Dow", "PD", "2024-06-10T15:00:00Z", "Not after the pool, she is tired then."),)}


def milestone(paper, statement, level, support, saw):
    words = split(support) if support else ""
    if statement in TALK:
        words = paper.said(words, *TALK[statement])
    return row(cell(p(split(statement))), level, cell(p(words)), cell(p(split(saw)) if saw else p()))


def make(path):
    paper = Tracker("Milestones", font="Verdana")
    logo = paper.logo()
    details = table(4, row(cell(p(r("Pupil's name", BOLD))), cell(p(split("Ailsa"))), cell(p(r("Class", BOLD))), "Rowan 1"),
                    row(cell(p(r("Session", BOLD))), "2023-24", cell(p(r("Page", BOLD))), cell(p(field("PAGE", "1"), r(" of "), field("NUMPAGES", "3")))))
    paper.edge("header", "first", p(r("Northmuir School"), text_box(p(r("Term: 3"))), style="Header") + details + p())
    paper.edge("header", "default", p(r("Pupil's name: Ailsa\tSession: 2023-24\tTerm: 3\tPage "), field("PAGE", "2"), r(" of "),
                                      field("NUMPAGES", "3"), style="Header"))
    paper.edge("footer", "default", p(r("Completed on: 14 June 2024"), style="Footer"))
    paper.edge("footer", "first", p(r("Completed on: 14 June 2024"), style="Footer"))
    paper.put(p(logo, r(" Milestones"), style="Title"))
    for area, rows in AREAS.items():
        head = row(*(cell(p(split(text, BOLD)), shade="E7E6E6") for text in HEADER), head=True)
        paper.put(heading(area, 2), table(4, head, *(milestone(paper, *one) for one in rows)), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
