"""A tracker in words of its own: a grid of details, two tables with the area's name above them, many hands in the formatting."""

from hand import BOLD, Tracker, cell, head_row, heading, p, r, row, saved, split, table
from paper import made_by

HEADER = ("Target", "How engaged", "Help given", "When", "What it was like")
TEAM = {"RS": "R. Sim", "PA": "P. Adeyemi (SLT)"}


def says(initials, day, text):
    return (TEAM[initials], initials, f"{day}T14:05:00Z", text)


AREAS = {
    "Communication": (
        ("Stills or turns when someone familiar speaks nearby", "Interested", "Spoken", "14/03/2023", "Turned to Mrs Sim from across the hall.",
         [says("RS", "2023-03-15", "Likes a low voice, and one person at a time.")]),
        ("Looks towards a face or a voice for a moment", "Fleeting", "Guiding, OoR", "16/03/2023", "A short look at the brass bell, then away.\nAgain when it stopped.",
         [says("PA", "2023-03-17", "Is the bell too loud for this room?"), says("RS", "2023-03-20", "We wrap it in a scarf now.")]),
        ("Shows that something is liked or not liked", "Active", "Signs", "21/03/2023", "Signed “more” at the swing.", []),
        ("Chooses between two photographs or symbols", "", "", "", "", [])),
    "Body and movement": (
        ("Holds up their head to look or to listen", "Joins in", "Hand under hand", "15/03/2023", "The whole of the hello song.", []),
        ("Opens the hands to something soft or warm", "Encounter", "Guided", "22/03/2023", "", [says("PA", "2023-03-24", "Helps: warm the dough first.")]))}


def target(paper, statement, level, help_given, day, seen, remarks):
    given = split(help_given) if help_given else ""
    lines = [p(split(line) if len(line) > 20 else r(line)) for line in seen.split("\n")] if seen else [p()]
    return row(cell(p(split(statement))), level, cell(p(paper.said(given, *remarks) if remarks else given)), day, cell(*lines))


def make(path):
    paper = Tracker("Small steps", font="Comic Sans MS")
    paper.school_header("Ardlui")
    paper.put(p(paper.logo(), r(" Small steps"), style="Title"),
              table(4, row("Name:", cell(p(split("Ailidh"))), "Room:", "Bramble 2"), row("School year:", "2022-23", "Term:", "3"),
                    row("Filled in on:", "24 March 2023", "Filled in by:", "R. Sim, P. Adeyemi")),
              heading("Things I love"), p(split("The swing, and the wind in the trees.")), p(r("Mr Adeyemi’s hat.")),
              heading("Words from home"), p(split("She sleeps better since the new chair.")),
              heading("Our targets"))
    for area, rows in AREAS.items():
        paper.put(p(r(area, BOLD)), table(5, head_row(*HEADER), *(target(paper, *one) for one in rows)), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
