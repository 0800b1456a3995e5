"""A tracker that four people have typed into over a term, each in their own way: levels, supports, dates, the session and the term."""

from hand import BOLD, Tracker, cell, head_row, heading, p, r, row, saved, split, table
from paper import made_by

COLUMNS = ("Milestone", "Engagement", "Support", "Date", "What we saw")

AREAS = {
    "Communication": (
        ("Stills or turns when someone familiar speaks nearby", "E.A.", "H.O.H.", "5/12/25", "Stilled at the door."),
        ("Looks towards a face or a voice for a moment", "fleeting", "HoH/PP", "05.12.2025", "Two looks in ten minutes."),
        ("Responds to the sound or the sign of their own name", "• Interest.", "hand-over-hand, obj of ref", "5-12-25", "Turned to “Fraser”."),
        ("Shows that something is liked or not liked", "3. Interest", "• Physical\n• Visual", "5th December", "Pushes the spoon away."),
        ("Looks or reaches towards the one of two things they want", "Interest / Supported participation", "Symbols and photographs",
         "5th Dec ’25", "Depends on the day."),
        ("Chooses between two photographs or symbols", "EA-I", "TaC + photos", "Friday 5th December 2025", ""),
        ("Asks for more with a sign, a switch, a sound or a look", "2. Interest", "Makaton & single switch", "Dec 2025", "Big Mack on the tray.")),
    "Thinking": (
        ("Presses a switch and looks for what it does", "Active\u00A0 involvement", "Physical (HoH), then verbal.", "12/13/25", "Fan and lights."),
        ("Repeats a movement that made something happen", "Intrest", "Physical (as needed)", "28 Nov", "Kicked the chimes again."),
        ("Waits through a pause for the part that they know", "“Supported–participation”", "Verbal with symbols", "28/11", "“Row, row…” with a pause."),
        ("Links an object of reference with what comes next", "Early awareness (aware)", "Objects of reference; weighted blanket", "2025-11-27", ""),
        ("Looks for something that has gone out of sight", "Supp", "P", "Monday 5 December 2025", "")),
    "Body and movement": (
        ("Holds up their head to look or to listen", "Encounter", "Moving and handling and\u2009Now & next", "27 Nov 2025", "In the standing frame."),
        ("Holds an object and lets it go again", "N/A", "None", "?", "Arm in plaster."),
        ("Brings both hands together to work on one thing", "—", "-", "--", "Not looked at this term."))}


def lines(text):
    return [p(split(line) if len(line) > 9 else r(line)) if line else p() for line in text.split("\n")]


def make(path):
    paper = Tracker("Term record", font="Comic Sans MS")
    paper.school_header("Burnfoot", box=False)
    paper.put(p(paper.logo(), r(" Term record"), style="Title"),
              table(4, row(cell(p(r("Name", BOLD))), cell(p(split("Fraser"))), cell(p(r("Class", BOLD))), "Bluebell 1"),
                    row(cell(p(r("Session", BOLD))), cell(p(split("Session 2025 – 26"))), cell(p(r("Term", BOLD))), "Autumn term"),
                    row(cell(p(r("Date of birth", BOLD))), "4/3/14", cell(p(r("Completed on", BOLD))), "Fri 12th Dec"),
                    row(cell(p(r("Next review", BOLD))), "March 2026", cell(p(r("Completed by", BOLD))), "L. Kerr, Class teacher")), p())
    for area, rows in AREAS.items():
        paper.put(heading(area, 2), table(5, head_row(*COLUMNS), *(row(*(cell(*lines(text)) for text in texts)) for texts in rows)), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
