"""A tracker as an office script made it with python-docx: details in a grid, then a heading and a plain table for each area."""

import docx
from docx.shared import Pt

import paper

DETAILS = (("Pupil's name", "Struan"), ("Class", "Larch"), ("Session", "2023-24"), ("Term", "2"), ("Completed on", "22 March 2024"),
           ("Completed by", "K. Wallace; H. Brodie"))
HEADER = ("Milestone", "Level of engagement", "Type of support", "Date", "What we saw")
AREAS = {
    "Communication": (
        ("Stills or turns when someone familiar speaks nearby", "Interest", "Verbal", "12 Feb 2024", "Turned to Mrs Wallace at the door on four mornings."),
        ("Keeps watching or listening until an activity pauses", "Early awareness", "Physical, Visual", "19 Feb 2024", "Watched the bubbles until they had gone."),
        ("Shows that something is liked or not liked", "Active involvement", "Gestural", "4 Mar 2024", "Pushed the cold flannel away, twice.\nPulled the warm one back."),
        ("Takes a turn in a to-and-fro game with an adult", "", "", "", "")),
    "Body and movement": (
        ("Holds up their head to look or to listen", "Supported participation", "Physical", "26 Feb 2024", ""),
        ("Opens the hands to something soft or warm", "Interest", "Physical, Support via technology", "11 Mar 2024", "Fleece, dough, the sleeve of my jumper & his own hair."),
        ("Reaches out to touch what is in front of them", "Encounter", "", "", ""))}


def table(document, columns, rows):
    made = document.add_table(rows=0, cols=columns, style="Table Grid")
    for row in rows:
        for cell, text in zip(made.add_row().cells, row):
            first, *further = text.split("\n")
            cell.text = first
            for line in further:
                cell.add_paragraph(line)
    return made


def make(path):
    document = docx.Document()
    document.core_properties.author, document.core_properties.title = "School office", "Milestones record"
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(11)
    document.add_heading("Milestones record", 0)
    table(document, 4, (DETAILS[i] + DETAILS[i + 1] for i in range(0, len(DETAILS), 2)))
    document.add_heading("What I enjoy", 1)
    document.add_paragraph("Splashing, and the sound of the big bell.")
    document.add_paragraph("Being outside in the wind.")
    for area, rows in AREAS.items():
        document.add_heading(area, 2)
        for cell in table(document, len(HEADER), (HEADER, *rows)).rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph()
    document.save(str(path))
    paper.packed_again(path)


if __name__ == "__main__":
    paper.made_by(make)
