"""A page laid out by a table: details in a small table, the trackers in cells, and in each row a little table of levels to tick."""

import re

from hand import BOLD, Tracker, cell, p, r, row, saved, split, table
from paper import made_by

LEVELS = ("Encounter", "Early awareness", "Interest", "Supported participation", "Active involvement", "Independent use")
TALK = {"Stops and starts something on purpose": ("Mr Farquhar", "GF", "2024-02-06T11:00:00Z", "Prefers the green switch; never the buzzer."),
        "Gives something to another child or takes it from them": ("Mrs Nairn", "EN", "2024-03-19T13:45:00Z", "Only with Lewis so far.")}
AREAS = {
    "Thinking and exploring": (
        ("Responds to a change of light, sound, scent or touch", "Interest", "Physical, Visual", "Blinks at the torch."),
        ("Repeats a movement that made something happen", "Supported participation", "Physical", ""),
        ("Stops and starts something on purpose", "Active involvement", "Support via technology, Verbal", "Music on, music off, and a laugh."),
        ("Looks to another person for help with a difficulty", "", "", "")),
    "Self and others": (
        ("Notices their own hands, feet, voice or reflection", "Early awareness", "Visual", "The mirror in the soft play."),
        ("Gives something to another child or takes it from them", "Encounter", "Physical, Gestural", ""),
        ("Lifts an arm or leans forward to help with dressing", "Interest", "Verbal", "Coat, left arm."))}


def narrow(made, width):
    """A table made for the page, for a cell."""
    columns = made.split("</w:tblGrid>")[0].count("<w:gridCol ")
    return re.sub(r'<w:gridCol w:w="\d+"/>', f'<w:gridCol w:w="{width // columns}"/>', made, count=columns)


def ticks(level, beside):
    """Levels with boxes, a row each; beside: the box in a cell of its own."""
    signs = [(label, "☒" if label == level else "☐") for label in LEVELS]
    made = [row(cell(p(r(label, '<w:sz w:val="16"/>'))), sign) if beside else row(f"{sign} {label}") for label, sign in signs]
    return narrow(table(2 if beside else 1, *made), 2800)


def rows(paper, listed):
    for n, (statement, level, supports, saw) in enumerate(listed):
        words = paper.said(split(statement), TALK[statement]) if statement in TALK else split(statement)
        yield row(cell(p(words)), cell(ticks(level, n % 2), p()), supports, cell(p(split(saw)) if saw else p()))


def tracker(paper, listed):
    header = (cell(p(split(text, BOLD)), shade="DBE5F1") for text in ("Milestone", "Level", "Support", "We saw"))
    return narrow(table(4, row(*header, head=True), *rows(paper, listed)), 14400)


def make(path):
    paper = Tracker("Learning story", font="Calibri")
    details = narrow(table(2, row(cell(p(r("Name", BOLD))), "Shona"), row(cell(p(r("Class", BOLD))), "Willow"),
                    row(cell(p(r("Session", BOLD))), "2023-24"), row(cell(p(r("Term", BOLD))), "3")), 6800)
    layout = [row(cell(p(paper.logo()), p(r("My learning story", "<w:b/><w:sz w:val=\"36\"/>"))), cell(details, p()))]
    for area, listed in AREAS.items():
        title = p(split(area), style="Heading2")
        layout.append(row(cell(title, tracker(paper, listed), p(), span=2)))
    paper.put(table(2, *(one.replace("<w:cantSplit/>", "", 1) for one in layout)), p())
    saved(paper, path)


if __name__ == "__main__":
    made_by(make)
