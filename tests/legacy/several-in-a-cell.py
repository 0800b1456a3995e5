"""Rows of several milestones: a line of the cell is a milestone, and the same line of the other cells is its level and support."""

from hand import BOLD, Tracker, cell, p, r, row, saved, split, table
from paper import made_by

HEADER = ("Targets", "Engagement", "Help given", "Checked")
AREAS = {  # rows: statements, levels, supports, dates; a text with line feeds is one paragraph, a list has a paragraph a line
    "Communication": (
        (["Stills or turns when someone familiar speaks nearby", "Looks towards a face or a voice for a moment",
          "Responds to the sound or the sign of their own name"],
         ["Active involvement", "Interest", "Early awareness"], ["Verbal", "Verbal, Visual", "Gestural"], ["7 Nov 2023", "7 Nov 2023", "9 Nov 2023"]),
        ("1. Looks or reaches towards the one of two things they want\n2. Chooses between two photographs or symbols",
         "Supported participation\nInterest", ["Physical", "Visual, Physical"], ""),
        (["Greets or says goodbye in their own way"], ["Interest"], ["Gestural"], ["21 Nov 2023"])),
    "Body and movement": (
        (["• Opens the hands to something soft or warm", "• Reaches out to touch what is in front of them", "• Holds an object and lets it go again"],
         "Interest\nEncounter\n", ["Physical", "Physical", ""], ["28 Nov 2023", "", "30 Nov 2023"]),
        (["Settles into a supported position for a short time", "Holds up their head to look or to listen"],
         ["Supported participation", "Supported participation"], ["Physical", "Physical"], "")),
    "Self and others": (
        ("Is comforted by a person or a thing that they know\nUses something that calms them, when it is within reach",
         ["Active involvement", "Supported participation"], ["No support", "Visual"], ["4 Dec 2023", "4 Dec 2023"]),)}
LINE_TALK = {"Verbal, Visual": ("Ms Petrie", "MP", "2023-11-08T12:30:00Z", "Helps: the torch on your own face."),
             "No support": ("Gran", "G", "2023-12-05T00:00:00Z", "Blue rabbit every time!")}
CELL_TALK = {"Holds up their head to look or to listen": ("Physiotherapist", "P", "2023-12-01T15:15:00Z", "Only in the moulded seat, please.")}


def cell_of(paper, words, whole=None):
    """Lines as paragraphs, or as one paragraph with breaks; whole: a comment from the first line to the last."""
    lines = words if isinstance(words, list) else [words]
    runs = [paper.said(r(line), LINE_TALK[line]) if line in LINE_TALK else split(line) if line and "\n" not in line else r(line) for line in lines]
    if whole:
        start, behind = paper.said("|", whole).split("|")
        runs[0], runs[-1] = start + runs[0], runs[-1] + behind
    return cell(*(p(run) for run in runs))


def rows(paper, listed):
    for statements, levels, supports, dates in listed:
        yield row(cell_of(paper, statements), cell_of(paper, levels), cell_of(paper, supports, CELL_TALK.get(statements[-1])), cell_of(paper, dates))


def make(path):
    paper = Tracker("Target sheet", font="Arial")
    paper.edge("header", "default", p(r("Target sheet – one a term", "<w:i/>"), style="Header"))
    paper.put(p(r("TARGET SHEET", BOLD)), p(r("Name:", BOLD), r(" Calum    "), r("Class:", BOLD), r(" Alder")),
              p(r("Session:", BOLD), r(" 2023-24    "), r("Term:", BOLD), r(" 2")))
    listed = []
    for area, targets in AREAS.items():
        listed += [row(cell(p(r(area, BOLD)), span=4, shade="EAF1DD")), *rows(paper, targets)]
    paper.put(table(4, row(*(cell(p(split(text, BOLD)), shade="D6E3BC") for text in HEADER), head=True), *listed), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
